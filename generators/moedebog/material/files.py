"""From a meeting file to the files in its output folder."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from moedebog import rules
from moedebog.build import (
    Basis,
    Order,
    Report,
    TemplateSet,
    Watcher,
    keep,
    keep_folder,
    room,
    run,
    template_set_of,
)
from moedebog.diagnostics import Diagnostic, EnvironmentProblem, Phrase, Problems
from moedebog.document import Audience, Kind
from moedebog.issue.names import called
from moedebog.load import load
from moedebog.material.clearance import Clearance
from moedebog.material.contents import Entry, entries
from moedebog.material.editions import Edition, edition
from moedebog.material.failures import NoPages
from moedebog.material.findings import (
    converted,
    demanded,
    no_pdf,
    refusal,
    too_large,
    wanted_findings,
)
from moedebog.material.loose import Loosening, packed
from moedebog.material.making import Making, Volume
from moedebog.material.pdfs import Pdfs, pdfs_of
from moedebog.material.proving import leak, leak_of_files
from moedebog.material.reading import Reading
from moedebog.material.steps import Progress, Step, untold
from moedebog.meeting import Meeting
from moedebog.reasons import CHANGING
from moedebog.render.pdf import render
from moedebog.rules.looked_into import answered_for
from moedebog.settings.appearance import Style
from moedebog.typography import capitalised
from moedebog.workspace import MATERIAL_FOLDER, MeetingFile, Workspace, output_stem
from samling import Refused


class Packing(StrEnum):
    """How the document and its attachments are put together."""

    ONE = "pdf"
    FOLDER = "mappe"
    """As files of their own, in a folder."""
    ZIP = "zip"
    """The same in a zip."""


_TRIES = 3
_PROVING = Step(Phrase("Ser efter, hvad der ikke må være i den", "Searching it"), 0, 1)
_NUMBER = re.compile(r"-\d+$")


class Collected(Struct, frozen=True):
    """What was made."""

    report: Report
    """What making the document came to; where that failed, there is nothing else."""
    files: tuple[Path, ...] = ()
    volumes: tuple[Volume, ...] = ()
    entries: tuple[Entry, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    """What there is to say of the attachments."""


def make(
    ws: Workspace,
    file: MeetingFile,
    kind: Kind,
    audience: Audience,
    *,
    reader: str = "",
    form: Packing = Packing.ONE,
    most: int | None = None,
    watcher: Watcher | None = None,
    progress: Progress | None = None,
) -> Collected:
    """Make the one file of a document, or several of at most so many bytes; or a folder, or a zip,
    of the document and its attachments as they are.

    ``reader``: the edition of somebody who is disqualified in an item. The document is made as
    well, where it is not up to date. Raises ``Problems``, ``UsageProblem`` or
    ``EnvironmentProblem``; then nothing was written.
    """
    order = Order(file, (kind,), (audience,))
    report = run(ws, [order], watcher=watcher)
    for _ in range(_TRIES):
        if report.failed:
            return Collected(report)
        meeting, planned, _ = rules.sound(ws, file)
        formats = meeting.forum.formater
        if not any(ws.output_file(file, kind, audience, one).is_file() for one in formats):
            return Collected(report)  # it was taken back, which the report says
        with room(ws.root) as folder:
            own = edition(ws, file, planned, kind, audience, reader)
            found = tuple(entries(own.plan, kind, audience))
            task = _Task(ws, file, own, found, folder)
            if form is Packing.ONE:
                ready = task.joined(most, progress or untold)
            else:
                ready = task.loose(form, most)
            holds = partial(_holds, ws, file, meeting, ready.clearance)
            if not ready.keep(Basis(order, holds)):
                report = run(ws, [order], watcher=watcher)  # something was saved meanwhile
                continue
        told = (*ready.clearance.told(), *ready.findings)
        return Collected(report, ready.files, ready.volumes, found, told)
    raise EnvironmentProblem(CHANGING)


def _holds(ws: Workspace, file: MeetingFile, meeting: Meeting, clearance: Clearance) -> bool:
    return load(ws, file).meeting == meeting and clearance.still_holds()


class _Ready(Struct, frozen=True):
    """What was made, and lies beside where it is to be."""

    files: tuple[Path, ...]
    """Where it is to be."""
    clearance: Clearance
    keep: Callable[[Basis], bool]
    """Puts it there, if that is still what it is made from."""
    findings: tuple[Diagnostic, ...]
    volumes: tuple[Volume, ...] = ()


class _Task(Struct, frozen=True):
    """One document of a meeting with its attachments, to be made for one reader."""

    ws: Workspace
    file: MeetingFile
    own: Edition
    found: tuple[Entry, ...]
    folder: Path
    """Where it is made."""

    def joined(self, most: int | None, progress: Progress) -> _Ready:
        """The one file, or several."""
        own, found = self.own, self.found
        clearance = Clearance(self.ws, self.file, own, found)
        style = self._style
        pdfs = _pdfs(self.ws, own, found, style, self.folder)
        try:
            making = Making(own.document, found, pdfs, style, own.plan.phrases)
            clearance.require()
            clearance.require_made(pdfs.made)
            volumes = making.volumes(self.folder, most, progress)
        except Refused as refused:
            raise Problems([refusal(refused, found)]) from None
        places = self._places(len(volumes), ".pdf")
        made = {path: one.path for path, one in zip(places, volumes, strict=True)}
        others = converted(found, pdfs)
        told = wanted_findings(found, volumes, making.readings, places, most, own.plan, others)

        def put(basis: Basis) -> bool:
            progress(_PROVING)
            self._require(places, volumes, making.readings)
            return self._keep(made, basis)

        return _Ready(places, clearance, put, told, tuple(volumes))

    def loose(self, form: Packing, most: int | None) -> _Ready:
        """A folder or a zip of the files as they are, or several."""
        own, plan = self.own, self.own.plan
        files = tuple(replace(one, apart=None) if one.fil else one for one in self.found)
        clearance = Clearance(self.ws, self.file, own, files)
        clearance.require()
        public = tuple(entries(plan, own.kind, Audience.OFFENTLIG))
        loosening = Loosening(own.document, self._papers, self.found, public, plan.phrases)
        sets = loosening.sets(most)
        served = {name: content for one in sets for name, content in one.whole.items()}
        theirs = frozenset(loosening.names.values())
        place, answered = plan.meeting.position, answered_for(plan)
        if fault := leak_of_files(served, theirs, own.matter, answered, place):
            raise Problems([fault])
        if form is Packing.FOLDER:
            folder = self._places(1, "")[0]
            whole, proven = sets[0].whole, sets[0].proven
            keep = partial(keep_folder, self.ws, self.file, folder, whole, proven)
            return _Ready((folder,), clearance, keep, ())
        name = capitalised(plan.phrases.documents[own.kind])
        inner = called(plan, name, "", closed=plan.is_confidential(own.audience))
        inner = inner.rstrip(".")  # some systems drop it
        made = {}
        places, volume = self._places(len(sets), ".zip"), plan.phrases.material_volume
        for at, (path, one) in enumerate(zip(places, sets, strict=True), 1):
            made[path] = self.folder / path.name
            # each its own, so that unpacking one replaces nothing of another
            own_folder = volume.format(title=inner, number=at, count=len(sets))
            packed(one, made[path], own_folder if len(sets) > 1 else inner)
        told = too_large(made, most, plan)
        return _Ready(tuple(made), clearance, partial(self._keep, made), told)

    @property
    def _papers(self) -> dict[str, bytes | Path]:
        """The files of the document, by their endings."""
        own, ws = self.own, self.ws
        if own.stem != own.kind:  # nobody else has this one
            return {".pdf": render(own.document, self._style)}
        formats = own.plan.meeting.forum.formater
        return {
            f".{suffix}": ws.output_file(self.file, own.kind, own.audience, suffix)
            for suffix in formats
        }

    @property
    def _style(self) -> Style:
        forum = self.own.plan.meeting.forum
        templates = template_set_of(self.ws, forum.skabelon, forum.position)
        return TemplateSet(self.ws, templates).style()

    def _require(
        self,
        places: Sequence[Path],
        volumes: Sequence[Volume],
        readings: Mapping[str, Reading],
    ) -> None:
        """Raise ``Problems`` where what was made may not be written."""
        own, found, meeting = self.own, self.found, self.own.plan.meeting
        faults = list(demanded(meeting.forum.krav, found, volumes, readings))
        named = {path.name: one for path, one in zip(places, volumes, strict=True)}
        if one := leak(named, found, own.matter, answered_for(own.plan), meeting.position):
            faults.append(one)
        if faults:
            raise Problems(faults)

    def _places(self, count: int, suffix: str) -> tuple[Path, ...]:
        """Where the files go; whom they are for stands at the end of their names."""
        folder, own = self.ws.output_folder(self.file) / MATERIAL_FOLDER, self.own
        stem = str(own.stem)
        width = len(str(count))  # so that they stand in their order in a folder
        numbers = (f"{number:0{width}}" for number in range(1, count + 1))
        numbered = [stem] if count == 1 else [f"{stem}-{number}" for number in numbers]
        return tuple(folder / f"{output_stem(one, own.audience)}{suffix}" for one in numbered)

    def _keep(self, made: Mapping[Path, Path], basis: Basis) -> bool:
        return keep(self.ws, self.file, made, partial(_others, [*made]), basis)


def _pdfs(ws: Workspace, own: Edition, found: Sequence[Entry], style: Style, folder: Path) -> Pdfs:
    """The attachments as PDF. Raises ``Problems`` with all of which none could be made."""
    pdfs = pdfs_of(ws.root, found, own.document, style, folder)
    missing = [
        no_pdf(one, pdfs.failures.get(one.fil, NoPages.NOT_MADE))
        for one in found
        if one.apart is None and one.fil is not None and one.fil not in pdfs.made
    ]
    if missing:
        raise Problems(missing)
    return pdfs


def _others(places: Sequence[Path]) -> list[Path]:
    """The files of the same document that were made another time, when it was another number."""
    (stem, whom), folder = _named(places[0]), places[0].parent
    there = folder.iterdir() if folder.is_dir() else ()
    return [
        path
        for path in there
        if path not in places and path.suffix == places[0].suffix and _named(path) == (stem, whom)
    ]


def _named(path: Path) -> tuple[str, str]:
    """What a file is called without its number, and whom it is for."""
    closed = next((f"-{one}" for one in Audience if path.stem.endswith(f"-{one}")), "")
    stem = path.stem.removesuffix(closed)
    return _NUMBER.sub("", stem), closed
