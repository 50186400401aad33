"""Records of what was issued whose meeting is not found: its file was renamed, or its id changed.

Then nothing of what went out binds the meeting any more, and nobody would see it. A folder is gone
through by names first; only a record that no meeting file has the name of is read.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from moedebog.diagnostics import (
    NOTHING,
    Diagnostic,
    Phrase,
    Position,
    Problems,
    Rule,
    Severity,
)
from moedebog.document import Kind
from moedebog.examples import Example
from moedebog.issued import Filed, approved_of, folded, issued_file, meeting_id, read_filed
from moedebog.meeting import Meeting, Punkt
from moedebog.phrases import DANISH
from moedebog.phrases.item_words import in_words_of_forum
from moedebog.workspace import ISSUED_SUFFIX, MeetingFile, Workspace

ORPHANED = Rule(
    "M4695",
    Severity.WARNING,
    Phrase(
        "Filen {fil} siger, hvad der er udsendt af mødet med id »{id}«, men {hvorfor}",
        "The file {fil} says what was issued of the meeting with the id »{id}«, but {hvorfor}",
    ),
    Phrase("{raad}", "{raad}"),
    Example(
        wrong="2025-09-12.yaml er omdøbt til 2025-09-19.yaml, efter at den er sendt ud",
        right="id: 2025-09-12 i 2025-09-19.yaml",
        file="Word",
    ),
    reason=Phrase(
        "Mødet tæller ellers som aldrig udsendt: numrene ligger ikke fast, og modtagerne får det "
        "som et nyt.",
        "Else the meeting counts as never issued: its numbers are not fixed, and recipients get it "
        "as a new one.",
    ),
    about=("id",),
    always=True,
)
ESCAPED = Rule(
    "M5612",
    Severity.ERROR,
    Phrase(
        "Mødefilen siger referat_status: {status}, men det godkendte referat står i {fil}, under "
        "id »{id}«, og {hvorfor}",
        "The meeting file says referat_status: {status}, but the approved referat stands in {fil}, "
        "under the id »{id}«, and {hvorfor}",
    ),
    Phrase("{raad}", "{raad}"),
    Example(
        wrong="2025-09-12.yaml er omdøbt til 2025-09-19.yaml, efter at referatet er godkendt",
        right="id: 2025-09-12 i 2025-09-19.yaml",
        file="Word",
    ),
    reason=Phrase(
        "Så ved ingen, om det, der står her, er det, der blev godkendt, og det ville blive trykt "
        "som godkendt.",
        "Then nobody knows whether what stands here is what was approved, and it would be printed "
        "as approved.",
    ),
    about=("id",),
    always=True,
)
CODES = (ORPHANED.code, ESCAPED.code)
"""What is told of such records."""
_NOBODYS = Phrase("intet møde i mappen har det id.", "no meeting in the folder has that id.")
_THIS = Phrase(
    " Dette møde ligner det, og intet er udsendt af det.",
    " This meeting is like it, and nothing was issued of it.",
)
_OTHERWISE = Phrase(
    " Mødefilen ved siden af har id »{eget}«.", " The meeting file beside it has the id »{eget}«."
)
_NOT_FOUND = Phrase(
    "det møde finder den ikke under det navn og tæller som aldrig udsendt.",
    "that meeting does not find it under that name and counts as never issued.",
)
_WRITE_ID = Phrase(
    "Er det et møde, hvis fil er omdøbt, så skriv id: {id} i den. Er mødet slettet, så læg "
    "{fil} i et arkiv uden for mappen.",
    "If it is a meeting whose file was renamed, write id: {id} in that. If the meeting was "
    "deleted, put {fil} into an archive outside the folder.",
)
_RENAME = Phrase("Omdøb den til {navn}.", "Rename it to {navn}.")
_ID = re.compile(rb"""(?m)^(?:"id"|'id'|id)\s*:""")
_ALIKE = 0.5
"""So large a part of the issued titles a meeting has that may be the renamed one."""


def of_meeting(ws: Workspace, file: MeetingFile, meeting: Meeting) -> Iterator[Diagnostic]:
    """A record in its folder that is probably this meeting's, of which nothing was issued."""
    if meeting.udgaver:
        return
    own = issued_file(file)
    for one in _readable(ws, [own, *_nameless(own.parent)]):
        beside = one.path == own
        is_own = one.meeting == meeting.id or beside
        escaped = _has_escaped(meeting, one, sure=is_own)
        if is_own or escaped or _is_like(meeting, one):
            which = _OTHERWISE.put(eget=meeting.id) if beside else _THIS
            status = meeting.referat_status.value if escaped else ""
            yield from _fault(ws, one, meeting.position, which, status)


def of_folders(ws: Workspace, forum: str, told: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The records that no meeting takes for its own, but those ``told`` of at a meeting.

    What is wrong with one of them nobody else would tell.
    """
    said = {(Path(one.position.file).parent, one.values["fil"]) for one in told}
    for folder, _, _ in ws.folders(forum):
        for path in _nameless(Path(folder)):
            name = Path(ws.display(path))
            if (name.parent, name.name) in said:
                continue
            try:
                one = read_filed(ws, path)
            except Problems as problems:
                yield from problems.diagnostics
                continue
            yield from _fault(ws, one, Position(ws.display(path)))


def _fault(
    ws: Workspace, one: Filed, position: Position, which: Phrase = NOTHING, status: str = ""
) -> Iterator[Diagnostic]:
    """What is wrong with a record that is not called like its meeting's file.

    ``status``: what the meeting calls its referat, where the record has it as approved.
    """
    values = {"fil": one.path.name, "id": one.meeting}
    rule = ESCAPED if status else ORPHANED
    if status:
        values["status"] = status
    if not _is_anybodys(ws, one.path.parent, one.meeting):
        advice = _WRITE_ID.put(**values)
        yield rule.at(position, **values, hvorfor=_NOBODYS + which, raad=advice)
    elif one.path.name != (name := f"{one.meeting}{ISSUED_SUFFIX}"):
        yield rule.at(position, **values, hvorfor=_NOT_FOUND, raad=_RENAME.put(navn=name))


def _nameless(folder: Path) -> tuple[Path, ...]:
    """The records in a folder that are called like no meeting file in it."""
    try:
        stamp = folder.stat().st_mtime_ns
    except OSError:
        return ()
    return _nameless_at(folder, stamp)


@lru_cache(maxsize=64)
def _nameless_at(folder: Path, stamp: int) -> tuple[Path, ...]:  # noqa: ARG001 - for the cache
    """The same, once for as long as no file comes or goes (``stamp``)."""
    names = {path.name for path in folder.iterdir()}
    records = (name for name in sorted(names) if name.endswith(ISSUED_SUFFIX))
    stems = (name.removesuffix(ISSUED_SUFFIX) for name in records if not name.startswith("."))
    return tuple(folder / f"{s}{ISSUED_SUFFIX}" for s in stems if f"{s}.yaml" not in names)


def _readable(ws: Workspace, paths: Iterable[Path]) -> Iterator[Filed]:
    """What is told of them; one that cannot be read is told where it is looked at for itself."""
    for path in paths:
        with contextlib.suppress(OSError):
            status = path.stat()
            one = _read_at(ws, path, (status.st_mtime_ns, status.st_size))
            if one is not None:
                yield one


@lru_cache(maxsize=64)
def _read_at(
    ws: Workspace,
    path: Path,
    stamp: tuple[int, int],  # noqa: ARG001 - for the cache
) -> Filed | None:
    """A record, read once for all meetings of its folder for as long as it stays (``stamp``)."""
    try:
        return read_filed(ws, path)
    except Problems:
        return None


def _is_anybodys(ws: Workspace, folder: Path, meeting: str) -> bool:
    """Whether a meeting of a folder has an id; only those that say so are read."""
    if (folder / f"{meeting}.yaml").is_file() and meeting_id(
        ws, folder / f"{meeting}.yaml"
    ) == meeting:
        return True
    sought = meeting.encode()
    for path in folder.glob("*.yaml"):
        try:
            data = path.read_bytes()
        except OSError:
            continue
        own = not path.name.endswith(ISSUED_SUFFIX) and sought in data and _ID.search(data)
        if own and meeting_id(ws, path) == meeting:
            return True
    return False


def _is_like(meeting: Meeting, one: Filed) -> bool:
    """Whether a meeting has most items of what was issued last."""
    own = [issue for issue in one.issues if issue.dokument == Kind.DAGSORDEN] or one.issues
    if not own:
        return False
    issued = {folded(item.titel) for item in own[-1].punkter}
    here = set(map(folded, _titles(meeting.punkter, _of_closed(meeting))))
    return bool(issued) and len(issued & here) >= _ALIKE * len(issued)


def _has_escaped(meeting: Meeting, one: Filed, *, sure: bool) -> bool:
    """Whether a referat that is called approved here stands in a record of another name.

    As an error stops all that is made of the meeting, its day or all titles must be the same
    (unless it is ``sure``): many meetings have half of their titles in common.
    """
    approved = approved_of(one.issues, one.begivenheder)
    if approved is None or not meeting.referat_status.approved:
        return False
    issue, _ = approved
    titles = {folded(item.titel) for item in issue.punkter}
    same_day = issue.kalender.startswith(meeting.dato.isoformat())
    here = set(map(folded, _public_titles(meeting.punkter, _of_closed(meeting))))
    return sure or same_day or titles == here


def _public_titles(items: Iterable[Punkt], closed: str) -> Iterator[str]:
    """The titles of items and of those below them, as the public reads them."""
    for punkt in items:
        if punkt.lukket is not None:
            yield punkt.lukket.offentlig_titel or closed
            continue
        yield punkt.titel
        yield from _public_titles(punkt.underpunkter, closed)


def _of_closed(meeting: Meeting) -> str:
    """What the public reads for the title of a closed item that has no other for them."""
    return in_words_of_forum(DANISH, meeting.forum.politik.punktord).closed_item


def _titles(items: Iterable[Punkt], closed: str) -> Iterator[str]:
    """The titles of items and of those below them, and what the public reads for closed ones."""
    for punkt in items:
        yield punkt.titel
        if punkt.lukket is not None:
            yield punkt.lukket.offentlig_titel or closed
        yield from _titles(punkt.underpunkter, closed)
