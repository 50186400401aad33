"""From a meeting file to the files in its output folder."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from moedebog import rules
from moedebog.build import (
    Order,
    Report,
    TemplateSet,
    Watcher,
    keep,
    room,
    run,
    template_set_of,
)
from moedebog.compose import Plan
from moedebog.diagnostics import Diagnostic, EnvironmentProblem, Problems, has_errors
from moedebog.document import Audience, Kind
from moedebog.load import load
from moedebog.material import office
from moedebog.material.clearance import Clearance
from moedebog.material.contents import Entry, entries
from moedebog.material.editions import Edition, edition
from moedebog.material.findings import demanded, no_pdf, refusal, wanted_findings
from moedebog.material.making import Making, Volume
from moedebog.material.proving import leak
from moedebog.material.steps import Progress, untold
from moedebog.meeting import Meeting
from moedebog.reasons import CHANGING
from moedebog.rules.looked_into import answered_for
from moedebog.workspace import MATERIAL_FOLDER, MeetingFile, Workspace, output_stem
from samling import Refused

_TRIES = 3
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
    most: int | None = None,
    watcher: Watcher | None = None,
    progress: Progress | None = None,
) -> Collected:
    """Make the one file of a document, or several of at most so many bytes.

    ``reader``: the edition of somebody who is disqualified in an item. The document is made as
    well, where it is not up to date. Raises ``Problems``, ``UsageProblem`` or
    ``EnvironmentProblem``; then nothing was written.
    """
    order = Order(file, (kind,), (audience,))
    report = run(ws, [order], watcher=watcher)
    for _ in range(_TRIES):
        if report.failed:
            return Collected(report)
        meeting, planned = _read(ws, file)
        with room(ws.root) as folder:
            own = edition(ws, file, planned, kind, audience, reader)
            found = tuple(entries(own.plan, kind, audience))
            clearance = Clearance(ws, file, own, found)
            pdfs = _pdfs(found, folder)
            try:
                making = _making(ws, own, found, pdfs)
                clearance.require()
                clearance.require_made(pdfs)
                volumes = making.volumes(folder, most, progress or untold)
            except Refused as refused:
                raise Problems([refusal(refused, found)]) from None
            again = run(ws, [order], watcher=watcher)
            same = load(ws, file).meeting == meeting and clearance.still_holds()
            if again.made or again.failed or not same:
                continue  # something was saved meanwhile
            places = _places(ws, file, own, len(volumes))
            _require(own, found, places, volumes)
            made = {path: one.path for path, one in zip(places, volumes, strict=True)}
            keep(ws, file, made, _others(places))
        told = (*clearance.told(), *wanted_findings(found, volumes, places, most, own.plan))
        return Collected(report, tuple(places), tuple(volumes), found, told)
    raise EnvironmentProblem(CHANGING)


def _read(ws: Workspace, file: MeetingFile) -> tuple[Meeting, Plan]:
    loaded = load(ws, file)
    if loaded.meeting is None:
        raise Problems(loaded.diagnostics)
    examined = rules.examine(ws, file, loaded.meeting, loaded.unsure)
    found = rules.wanted([*loaded.diagnostics, *examined.diagnostics], loaded.meeting.forum.politik)
    if has_errors(found):
        raise Problems(found)
    return loaded.meeting, examined.plan


def _making(
    ws: Workspace, own: Edition, found: Sequence[Entry], pdfs: Mapping[Path, Path]
) -> Making:
    forum = own.plan.meeting.forum
    style = TemplateSet(ws, template_set_of(ws, forum.skabelon, forum.position)).style()
    return Making(own.document, found, pdfs, style, own.plan.phrases)


def _require(
    own: Edition, found: Sequence[Entry], places: Sequence[Path], volumes: Sequence[Volume]
) -> None:
    """Raise ``Problems`` where what was made may not be written."""
    meeting = own.plan.meeting
    faults = list(demanded(meeting.forum.krav, found, volumes))
    named = {path.name: one for path, one in zip(places, volumes, strict=True)}
    if one := leak(named, found, own.matter, answered_for(own.plan), meeting.position):
        faults.append(one)
    if faults:
        raise Problems(faults)


def _pdfs(found: Sequence[Entry], folder: Path) -> dict[Path, Path]:
    """The attachments as PDF."""
    files = list(dict.fromkeys(one.fil for one in found if one.apart is None and one.fil))
    made = {path: path for path in files if path.suffix.lower() == ".pdf"}
    others = [path for path in files if path not in made]
    made |= office.as_pdf([path for path in others if office.takes(path)], folder / "kontor")
    missing = [one for one in found if one.apart is None and one.fil not in made]
    if missing:
        raise Problems([no_pdf(one) for one in missing])
    return made


def _places(ws: Workspace, file: MeetingFile, own: Edition, count: int) -> list[Path]:
    """Where the files go; whom they are for stands at the end of their names."""
    folder, stem = ws.output_folder(file) / MATERIAL_FOLDER, own.stem
    numbered = [stem] if count == 1 else [f"{stem}-{number}" for number in range(1, count + 1)]
    return [folder / f"{output_stem(one, own.audience)}.pdf" for one in numbered]


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
