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
    digest_of,
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
from moedebog.material.contents import Entry, entries
from moedebog.material.findings import no_pdf, refusal, wanted_findings
from moedebog.material.making import Making, Volume
from moedebog.material.steps import Progress, untold
from moedebog.meeting import Meeting
from moedebog.reasons import CHANGING
from moedebog.versions import Versions
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
    most: int | None = None,
    watcher: Watcher | None = None,
    progress: Progress | None = None,
) -> Collected:
    """Make the one file of a document, or several of at most so many bytes.

    The document is made as well, where it is not up to date. Raises ``Problems``,
    ``UsageProblem``, ``EnvironmentProblem`` or ``samling.Refused``.
    """
    order = Order(file, (kind,), (audience,))
    report = run(ws, [order], watcher=watcher)
    for _ in range(_TRIES):
        if report.failed:
            return Collected(report)
        meeting, planned = _read(ws, file)
        with room(ws.root) as folder:
            found = tuple(entries(planned, kind, audience))
            pdfs = _pdfs(found, folder)
            try:
                making = _making(ws, file, planned, kind, audience, found, pdfs)
                volumes = making.volumes(folder, most, progress or untold)
            except Refused as refused:
                raise Problems([refusal(refused, found)]) from None
            again = run(ws, [order], watcher=watcher)
            if again.made or again.failed or load(ws, file).meeting != meeting:
                continue  # something was saved meanwhile
            places = _places(ws, file, kind, audience, len(volumes))
            made = {path: one.path for path, one in zip(places, volumes, strict=True)}
            keep(ws, file, made, _others(places))
        told = wanted_findings(found, volumes, places, most, planned)
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
    ws: Workspace,
    file: MeetingFile,
    planned: Plan,
    kind: Kind,
    audience: Audience,
    found: Sequence[Entry],
    pdfs: Mapping[Path, Path],
) -> Making:
    forum = planned.meeting.forum
    style = TemplateSet(ws, template_set_of(ws, forum.skabelon, forum.position)).style()
    document = Versions(ws, file, planned, digest_of).document(kind, audience)
    return Making(document, found, pdfs, style, planned.phrases)


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


def _places(
    ws: Workspace, file: MeetingFile, kind: Kind, audience: Audience, count: int
) -> list[Path]:
    folder, stem = ws.output_folder(file) / MATERIAL_FOLDER, output_stem(kind, audience)
    if count == 1:
        return [folder / f"{stem}.pdf"]
    return [folder / f"{stem}-{number}.pdf" for number in range(1, count + 1)]


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
