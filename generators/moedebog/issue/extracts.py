"""Extracts of a meeting's referat, item by item, as files for a records system, and their list."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from moedebog import rules
from moedebog.build import (
    Order,
    Report,
    Watcher,
    digest_of,
    digest_of_bytes,
    documents,
    keep,
    run,
    template_set_of,
)
from moedebog.calls import call, quoted
from moedebog.compose import Plan
from moedebog.compose.facts import facts_of
from moedebog.compose.planning import PlannedItem
from moedebog.compose.typed import ALL, UNKNOWN, plain
from moedebog.diagnostics import (
    EnvironmentProblem,
    Phrase,
    Position,
    Problems,
    Rule,
    Severity,
    UsageProblem,
    has_errors,
)
from moedebog.document import Audience, Kind
from moedebog.examples import Example
from moedebog.extract import case_numbers
from moedebog.issue.journal import Extracted, as_csv, journal
from moedebog.issue.names import file_name
from moedebog.load import load
from moedebog.meeting import Meeting
from moedebog.reasons import CHANGING
from moedebog.versions import Versions
from moedebog.workspace import EXTRACTS_FOLDER, JOURNAL, MeetingFile, Workspace, output_stem

CLOSED = Rule(
    "M472",
    Severity.ERROR,
    Phrase(
        "{punkt} er lukket for offentligheden, og der laves ingen offentlig udskrift af det.",
        "{punkt} is closed to the public, and no public extract of it is made.",
    ),
    Phrase("Lav den interne udskrift: {skriv}", "Make the internal extract: {skriv}"),
    Example(
        wrong="moedebog udskrift 2025-09-12 --punkt 7, når punkt 7 er lukket",
        right="moedebog udskrift 2025-09-12 --punkt 7 --audience intern",
        file="Word",
    ),
    about=(),
    always=True,
)
NOTHING_DECIDED = Rule(
    "M473",
    Severity.ERROR,
    Phrase(
        "Der er intet referat af mødet at lave en udskrift af.",
        "There is no referat of the meeting to make an extract of.",
    ),
    Phrase(
        "Skriv i mødefilen, hvad mødet besluttede. Et møde, der er aflyst, har ingen protokol.",
        "Write in the meeting file what the meeting decided. One that is off has no minutes.",
    ),
    Example(
        wrong="moedebog udskrift af et møde, der ikke er holdt endnu",
        right="moedebog udskrift, når referatet er skrevet",
        file="Word",
    ),
    about=(),
    always=True,
)
_TRIES = 3
"""How often they are made again because something was saved meanwhile."""
_LONGEST = 60
"""Characters of a title that stand in the name of a file."""


class Extracts(Struct, frozen=True):
    """What was made."""

    report: Report
    """What making the referat came to; where that failed, there is nothing else."""
    files: tuple[Path, ...] = ()
    closed: bool = False
    """Whether they hold what is closed."""
    left_out: tuple[PlannedItem, ...] = ()
    """The closed items of which there is none, since it was for the public."""


def make(
    ws: Workspace,
    file: MeetingFile,
    audience: Audience,
    typed: str,
    watcher: Watcher | None = None,
) -> Extracts:
    """Make the extract of an item, or of all with the list of them; ``typed`` says which.

    The referat is made as well, where it is not up to date. Raises ``Problems``, ``UsageProblem``
    or ``EnvironmentProblem``.
    """
    meeting, planned = _read(ws, file)
    _Making(ws, file, planned, audience).chosen(typed)
    order = Order(file, (Kind.REFERAT,), (audience,))
    report = run(ws, [order], watcher=watcher)
    for _ in range(_TRIES):
        if report.failed:
            return Extracts(report)
        meeting, planned = _read(ws, file)
        making = _Making(ws, file, planned, audience)
        items, left_out = making.chosen(typed)
        files = making.files(items, listed=_is_all(typed))
        # Whether nothing was saved since the meeting was read.
        again = run(ws, [order], watcher=watcher)
        if not (again.made or again.failed) and load(ws, file).meeting == meeting:
            keep(ws, file, {path: [data] for path, data in files.items()})
            closed = planned.is_confidential(audience)
            return Extracts(report, tuple(files), closed, tuple(left_out))
    raise EnvironmentProblem(CHANGING)


def _is_all(typed: str) -> bool:
    return plain(typed) == ALL


def _read(ws: Workspace, file: MeetingFile) -> tuple[Meeting, Plan]:
    meeting, planned, _ = rules.sound(ws, file)
    if not planned.was_held:
        raise Problems([NOTHING_DECIDED.at(Position(ws.display(file.path)))])
    return meeting, planned


class _Making:
    """The extracts of one moment."""

    def __init__(self, ws: Workspace, file: MeetingFile, planned: Plan, audience: Audience) -> None:
        self.ws, self.file, self.planned, self.audience = ws, file, planned, audience
        self.versions = Versions(ws, file, planned, digest_of)
        forum = planned.meeting.forum
        self.formats = forum.formater
        self.templates = template_set_of(ws, forum.skabelon, forum.position)
        self.folder = ws.output_folder(file) / EXTRACTS_FOLDER
        self.stems = _stems(planned)

    def chosen(self, typed: str) -> tuple[list[PlannedItem], list[PlannedItem]]:
        """The items that were asked for, and those that are left out of them."""
        if not _is_all(typed):
            return [self.one(typed)], []
        # A part of a closed item nobody is to know of; else it is left out and told of.
        items = [one for one in self.planned.visible(self.audience) if one.numbered.nr]
        closed = [one for one in items if one.closed_to(self.audience)]
        return [one for one in items if one not in closed], closed

    def files(self, items: Iterable[PlannedItem], *, listed: bool) -> dict[Path, bytes]:
        """The extracts of some items; ``listed``: with the list of them."""
        files: dict[Path, bytes] = {}
        extracted: list[Extracted] = []
        for item in items:
            own = self.drawn(item)
            files |= own
            named = tuple((path.name, digest_of_bytes(data)) for path, data in own.items())
            extracted.append(Extracted(item, named))
        if listed:
            fakta = facts_of(self.planned, Kind.REFERAT, self.audience, checksum=digest_of)
            rows = journal(self.planned, fakta, self.audience, extracted)
            name = f"{output_stem(JOURNAL, self.audience)}.csv"
            files[self.folder / name] = as_csv(rows)
        return files

    def one(self, typed: str) -> PlannedItem:
        """The item that was asked for, which the audience may read."""
        wanted = plain(typed)
        called = {one.typed: one for one in self.planned.items}
        found = next((one for name, one in called.items() if name.casefold() == wanted), None)
        if found is None:
            known = [
                name
                for name, one in called.items()
                if not one.hidden_from(self.audience) and (one.numbered.nr or one.treats)
            ]
            listed = ", ".join(known)
            raise UsageProblem(UNKNOWN.put(typed=typed, known=listed))
        if found.closed_to(self.audience):
            name, nr = self.file.name, quoted(typed)
            skriv = call(
                f"make udskrift MEETING={name} PUNKT={nr} AUDIENCE=intern",
                f"moedebog udskrift {name} --punkt {nr} --audience intern",
            )
            punkt = Phrase(f"Punkt {typed}", f"Item {typed}")
            place = Position(self.ws.display(self.file.path))  # at no line, for that is closed
            raise Problems([CLOSED.at(place, punkt=punkt, skriv=skriv)])
        return found

    def drawn(self, item: PlannedItem) -> dict[Path, bytes]:
        """The files of the extract of an item."""
        made = self.versions.extract(self.audience, item)
        composed = [(made.document, lambda: made.fakta)]
        drawn, found = documents(self.ws, self.file, composed, self.templates, self.formats)
        if has_errors(found):
            raise Problems(found)
        stem = self.stems[item.numbered.anchor]
        return {
            self.folder / file_name(stem, f"{output_stem('', self.audience)}.{suffix}"): data
            for (_, _, suffix), data in drawn.items()
        }


def _stems(planned: Plan) -> dict[str, str]:
    """What the files of each item's extract are called, by its anchor: no two alike."""
    taken: set[str] = set()
    stems = {}
    for item in planned.items:
        stem = first = _stem(planned, item)
        nth = 1
        while stem.casefold() in taken:
            nth += 1
            stem = f"{first} ({nth})"
        taken.add(stem.casefold())
        stems[item.numbered.anchor] = stem
    return stems


def _stem(planned: Plan, item: PlannedItem) -> str:
    """``25-1234 Protokoludskrift pkt. 7 2025-09-12``."""
    words, numbered = planned.phrases, item.numbered
    date = planned.meeting.dato.isoformat()
    number = numbered.nr
    if numbered.gruppe is not None:
        number = words.in_brackets.format(text=number, more=numbered.gruppe[:_LONGEST])
    if numbered.nr:
        name = words.extract_file.format(document=words.extract, number=number, date=date)
    else:
        name = f"{words.extract} {item.public_title[:_LONGEST]} {date}"
    case = next(iter(case_numbers(planned, item)), "")
    return f"{case[:_LONGEST].replace('/', '-')} {name}".strip()
