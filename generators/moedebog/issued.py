"""What was issued: the small file beside the meeting file, kept in git, without addresses.

It states the meeting's ``id``, by which it is found when the meeting file has been renamed.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from itertools import chain
from pathlib import Path, PurePath
from typing import Any

from msgspec import Struct, convert, field, to_builtins
from msgspec.structs import replace

from moedebog import events
from moedebog.catalogue import Begivenhedsart, ReferatStatus
from moedebog.diagnostics import (
    Diagnostic,
    Phrase,
    Position,
    Problems,
    Rule,
    Severity,
    counted,
    joined,
)
from moedebog.document import Audience, Kind
from moedebog.events import Begivenhed
from moedebog.examples import Example
from moedebog.phrases import DANISH
from moedebog.phrases.patterns import any_of
from moedebog.source import contents, decode, parse, read, sides
from moedebog.source.rules import DUPLICATE_KEY
from moedebog.workspace import ISSUED_SUFFIX, MeetingFile, Workspace

UNREADABLE = Rule(
    "M455",
    Severity.ERROR,
    Phrase("Filen med det udsendte kan ikke læses.", "The file of what was issued cannot be read."),
    Phrase(
        "Den skrives af moedebog og rettes ikke i hånden; hent den igen fra git. Er den skrevet af "
        "en nyere moedebog end din, så opgrader din.",
        "moedebog writes it, and it is not edited by hand; take it from git again. If a newer "
        "moedebog than yours wrote it, upgrade yours.",
    ),
    Example(
        wrong="2025-09-12.udsendt.yaml rettet i hånden", right="Som moedebog skrev den", file="Word"
    ),
)
RUN_TOGETHER = Rule(
    "M4696",
    Severity.ERROR,
    Phrase(
        "Flere versioner er løbet sammen til én i filen med det udsendte: {noegle} står der to "
        "gange.",
        "Several versions have run together in the file of what was issued: {noegle} stands "
        "there twice.",
    ),
    Phrase(
        "Slet ikke kun git's mærker. Hent filen igen: `git checkout --merge -- {fil}`, så længe "
        "fletningen ikke er gemt, ellers fra hver gren for sig. Kør så `moedebog opgrader --skriv` "
        "(`make opgrader SKRIV=1`), som beholder alle versioner.",
        "Do not delete git's marks alone. Get the file again: `git checkout --merge -- {fil}` "
        "while the merge is not committed, else from each branch. Then run `moedebog opgrader "
        "--skriv` (`make opgrader SKRIV=1`), which keeps all versions.",
    ),
    Example(
        wrong="Linjerne med <<<<<<<, ======= og >>>>>>> er slettet, og resten er blevet stående",
        right="Som moedebog opgrader --skriv forener de to sider",
        file="Word",
    ),
)
TORN = Rule(
    "M4699",
    Severity.ERROR,
    Phrase(
        "Git kunne ikke selv forene filen med det udsendte. Til sammen har de to sider "
        "{versioner}.",
        "Git could not merge the file of what was issued by itself. Together the two sides have "
        "{versioner}.",
    ),
    Phrase(
        "Kør `moedebog opgrader --skriv` (`make opgrader SKRIV=1`), som beholder dem alle, og gem "
        "filen i git.",
        "Run `moedebog opgrader --skriv` (`make opgrader SKRIV=1`), which keeps all of them, and "
        "commit the file to git.",
    ),
    Example(
        wrong="En gren har lavet version 2 af dagsordenen, en anden version 1 af referatet",
        right="Begge står i filen",
        file="Word",
    ),
)
TWICE = Rule(
    "M4693",
    Severity.ERROR,
    Phrase(
        "Version {version} af {dokument} er udsendt to gange hver for sig: {foerste} og {anden}.",
        "Version {version} of the {dokument} was issued twice, each time by itself: {foerste} and "
        "{anden}.",
    ),
    Phrase(
        "Kør `moedebog opgrader --skriv` (`make opgrader SKRIV=1`): begge bliver i filen, med "
        "{linjer}. Har kun den ene nået nogen, så slet den anden bagefter.",
        "Run `moedebog opgrader --skriv` (`make opgrader SKRIV=1`): both stay in the file, with "
        "{linjer}. If only one of them has reached somebody, delete the other afterwards.",
    ),
    Example(
        wrong="To grene, som hver har lavet version 2, er flettet sammen i git",
        right="version: 3 ved den sidste af dem",
        file="Word",
    ),
)

_NAMES = (*map(str.capitalize, Kind), *DANISH.documents.values(), DANISH.supplement)
"""What documents have been called, also in older records, and are called now."""
_DOCUMENT = re.compile(rf"({any_of(*_NAMES)}) .* \d{{4}}-\d\d-\d\d( \([^()]*\))?\.\w+")
"""What a document itself is called."""
_MEETING = re.compile(rb'^moede: ("[^"\\\n]+")\s*$', re.MULTILINE)
"""The line that says which meeting a record belongs to, as ``dump`` writes it."""
APPROVED = frozenset(one.value for one in ReferatStatus if one.approved)
"""What a version of the referat says of itself that is approved."""
_FIRST = (Audience.OFFENTLIG, Audience.INTERN)
"""The audiences that every record has."""
_OF_ITEM = (
    *("id", "eget_id", "gruppe", "tid", "sagsnr"),
    *("spor", "udgaaet", "lukket", "overskrift"),
)
"""What stands of an item in the file, if it has it."""
_EVENTS = (
    Phrase("hændelse efter mødet", "event after the meeting"),
    Phrase("hændelser efter mødet", "events after the meeting"),
)
_DISPOSED_OF = Phrase("kasseret", "disposed of")
_TAKEN_BACK = Phrase("trukket tilbage og slettet", "taken back and deleted")
_HEAD = """\
# Skrevet af moedebog, når dokumenter sendes ud. Ret den ikke; gem den i git sammen med mødet.
"""


class Hold(StrEnum):
    """What is kept of what was issued, each for a time of its own (``opbevaring``)."""

    OPTEGNELSE = "optegnelse"
    """The record beside the meeting file."""
    LAGER = "lager"
    """The files in the open store."""
    LAGER_LUKKET = "lager_lukket"
    """The files in the closed one."""
    BEVISER = "beviser"
    """The delivery record's: who got what."""


class Kilde(Struct, frozen=True):
    """Which kept source a version was made from: SHA-256 of the meeting's and of the forum's."""

    moede: str
    forum: str


class IssuedAttachment(Struct, frozen=True):
    """An attachment as it was issued."""

    nr: str
    """As it is named from elsewhere, e.g. ``Punkt 3, bilag 1``."""
    titel: str
    """Empty for one that is closed."""
    sha256: str
    """Empty where it was no file, but an address."""


class IssuedItem(Struct, frozen=True):
    """An item as it was issued."""

    nr: str
    titel: str
    """As the public reads it."""
    sums: Mapping[Audience, str]
    id: str = ""
    """By which it is known from version to version; empty in older records."""
    eget_id: str = ""
    """The ``id`` that was written for it, where that is not the one it is known by."""
    gruppe: str = ""
    """The group in which its number counts, where numbers begin anew in each."""
    tid: str = ""
    """Its slot, ``10:30/10:45``; empty where it has none."""
    sagsnr: tuple[str, ...] = ()
    spor: str = ""
    """A checksum of its text, by which it is known again under another title."""
    udgaaet: bool = False
    """Whether it was issued as withdrawn."""
    lukket: str = ""
    """Why it was closed, as the public reads it, or ``ja``; empty of one that was open."""
    overskrift: str = ""
    """The group that begins with it."""
    bilag: tuple[IssuedAttachment, ...] = ()


class Skjult(Struct, frozen=True):
    """What an item is known by that only those may read who read what is closed.

    Only who tells which item is which asks for it: it is never put into words.
    """

    titel: str = ""
    """Its own title; empty of one that is open, and has attachments that are not."""
    spor: str = ""
    """A checksum of its text."""
    sagsnr: tuple[str, ...] = ()
    bilag: tuple[IssuedAttachment, ...] = ()
    """Those that are closed, with their titles."""


class Issue(Struct, frozen=True):
    """One version of one document."""

    id: str
    dokument: str
    version: int
    tid: datetime
    sums: Mapping[Audience, str]
    """Of all that the document says, for each audience."""
    heads: Mapping[Audience, str]
    """Of what stands outside the items."""
    punkter: tuple[IssuedItem, ...]
    filer: tuple[tuple[str, str], ...]
    """Name and SHA-256 of each file that went out; a closed one by its reference alone."""
    kalender: str
    """Time, place and status of the meeting, as its calendar entry tells them."""
    sekvens: int
    modtagere: int
    accepteret: int
    kilde: Mapping[Audience, Kilde] = field(default_factory=dict)
    """What the version says, as kept by ``sources``. The internal one stands for all of it where
    something is closed; else the public one does. Older records have none."""
    gemt: Mapping[Audience, Mapping[str, str]] = field(default_factory=dict)
    """The files of the document that are kept, for each audience: SHA-256 by format. Older records
    have none."""
    status: str = ""
    """Of the document, e.g. ``til_godkendelse``; older records have none."""
    personer: Mapping[str, tuple[str, ...]] | None = None
    """Whom the cover of a dagsorden named besides its members, by the key in the meeting file:
    ``afbud``, ``gaester``, ``moedeleder`` …; ``None`` in older records."""
    tillaeg: bool = False
    """Whether it was issued as an addition to the one before: whoever had that one got the
    tillægsdagsorden alone."""
    gemt_tillaeg: Mapping[Audience, Mapping[str, str]] = field(default_factory=dict)
    """The files of the tillægsdagsorden, as in ``gemt``; none for an audience to which nothing was
    new."""
    bilag: tuple[IssuedAttachment, ...] = ()
    """Those of the meeting as a whole; older records name none."""
    kendetegn: str = ""
    """The checksum of the kept file that says what the closed items are known by; empty where
    nothing is closed, and in older records."""
    kasseret: Mapping[Hold, date] = field(default_factory=dict)
    """What was kept of it and was disposed of, each with the day; its checksums still stand here.
    """
    tilbagetrukket: date | None = None
    """The day on which it was disposed of because it had been taken back, before its time."""
    skjult: Mapping[str, Skjult] = field(default_factory=dict)
    """What that file says, by the id of the item, where it is here. It stands in no record."""

    def known_as(self, audience: Audience) -> Audience:
        """The audience that tells here what another read: the public, where it was none yet."""
        return audience if audience in self.sums else Audience.OFFENTLIG

    def with_files(self, more: Iterable[tuple[str, str]]) -> Issue:
        """The version with further files that went out, by name and checksum."""
        return replace(self, filer=tuple(dict.fromkeys((*self.filer, *sorted(set(more))))))

    def taken(self, *holds: Hold) -> date | None:
        """The day on which the first of these was disposed of; ``None`` where none was."""
        return min((self.kasseret[one] for one in holds if one in self.kasseret), default=None)

    @property
    def taken_how(self) -> Phrase:
        """How what was kept of it went, in a sentence with the day."""
        return _TAKEN_BACK if self.tilbagetrukket else _DISPOSED_OF

    @property
    def source_taken(self) -> date | None:
        """The day from which its source cannot be here as a whole any more."""
        return self.taken(Hold.LAGER, Hold.LAGER_LUKKET)

    @property
    def named(self) -> frozenset[str]:
        """The checksums of all files that it names, open and closed."""
        bilag = chain(self.bilag, *(item.bilag for item in self.punkter))
        kept = (*self.gemt.values(), *self.gemt_tillaeg.values())
        sources = chain.from_iterable((one.moede, one.forum) for one in self.kilde.values())
        digests = chain(
            (one.sha256 for one in bilag),
            chain.from_iterable(files.values() for files in kept),
            (digest for _, digest in self.filer),
            sources,
            (self.kendetegn,),
        )
        return frozenset(digests) - {""}

    @property
    def has_closed(self) -> bool:
        """Whether something of it is closed, and so kept apart."""
        internal = self.kilde.get(Audience.INTERN)
        return bool(self.kendetegn) or (
            internal is not None and internal != self.kilde.get(Audience.OFFENTLIG)
        )

    def open_files(self) -> Iterator[str]:
        """What its open files are called in the store; older records name none."""
        if not self.gemt:
            return
        for suffix, digest in self.gemt.get(Audience.OFFENTLIG, {}).items():
            yield f"{digest}.{suffix}"
        if kilde := self.kilde.get(Audience.OFFENTLIG):
            yield from (f"{digest}{SOURCE_SUFFIX}" for digest in (kilde.moede, kilde.forum))
        for name, digest in self.filer:
            if " - " in name and not is_document(name):  # else it is closed
                yield f"{digest}{PurePath(name).suffix.lower()}"


class Filed(Struct, frozen=True):
    """One file of what was issued."""

    path: Path
    meeting: str
    """The id of the meeting that it belongs to; empty where it does not say so."""
    issues: tuple[Issue, ...]
    begivenheder: tuple[Begivenhed, ...] = ()
    faults: tuple[Diagnostic, ...] = ()
    """Why it cannot be read. Then it tells nothing, and belongs to the meeting that a line of it
    still names, or else to the one whose file it lies beside."""

    @property
    def shown(self) -> frozenset[str]:
        """The checksums of the kept files that its events name."""
        return frozenset(one.fil for one in self.begivenheder if one.fil)

    @property
    def taken(self) -> date | None:
        """The last day on which something of it was disposed of; ``None`` where nothing was."""
        days = (one.dato for one in self.begivenheder if one.art is Begivenhedsart.KASSERET)
        return max(days, default=None)


def issued_file(file: MeetingFile) -> Path:
    """Where a meeting's issues are kept."""
    return file.path.with_name(file.stem + ISSUED_SUFFIX)


def filed(ws: Workspace, folder: Path) -> list[Filed]:
    """What was issued of the meetings of a folder; also the files that cannot be read are here."""
    return [_filed(ws, path) for path in sorted(folder.glob(f"*{ISSUED_SUFFIX}"))]


def _filed(ws: Workspace, path: Path) -> Filed:
    try:
        return read_filed(ws, path)
    except Problems as problems:
        return Filed(path, _whose(ws, path), (), faults=tuple(problems.diagnostics))


def _whose(ws: Workspace, path: Path) -> str:
    """Which meeting a record belongs to that cannot be read as a whole."""
    try:
        named = {json.loads(found) for found in _MEETING.findall(path.read_bytes())}
    except (OSError, ValueError):
        named = set()
    return named.pop() if len(named) == 1 else meeting_id(ws, _meeting_path(path))


def all_readable(files: Sequence[Filed]) -> Sequence[Filed]:
    """The files, each of which can be read. Raises ``Problems``."""
    for one in files:
        if one.faults:
            raise Problems(one.faults)
    return files


def issues_of(files: Iterable[Filed], meeting: str) -> list[Issue]:
    """The issues of the meeting with this id, oldest first, whatever their file is called."""
    issues = {issue.id: issue for one in files if one.meeting == meeting for issue in one.issues}
    return sorted(issues.values(), key=in_time)


def taken_back(issue: Issue, happened: Iterable[Begivenhed]) -> Begivenhed | None:
    """The event by which a version, or something that stood in it, was taken back.

    ``None`` where it holds: also one that was published again since. ``happened`` is oldest first.
    """
    found = None
    for one in happened:
        if one.of != issue.dokument:
            continue
        if one.art is Begivenhedsart.TRUKKET_TILBAGE and issue.version <= one.version:
            found = one
        elif one.art is Begivenhedsart.OFFENTLIGGJORT and one.version == issue.version:
            found = None
    return found


def folded(title: str) -> str:
    """A title by which an item is known: without regard to blanks and case."""
    return " ".join(title.split()).casefold()


def in_time(issue: Issue) -> tuple[datetime, int]:
    """What to sort issues by."""
    return issue.tid, issue.version


def meeting_id(ws: Workspace, path: Path) -> str:
    """The lasting id of the meeting in a file, whatever else is wrong with that."""
    tree, _ = read(path, ws.display(path))
    data = tree.data if tree is not None else None
    own = data.get("id") if isinstance(data, dict) else None
    return own if isinstance(own, str) and own else path.stem


def candidates(file: MeetingFile, meeting: str) -> list[Path]:
    """Where the record of a meeting with this id may be: where its file has been renamed, under
    the name that its id is.
    """
    names = dict.fromkeys((file.stem, meeting))
    return [file.path.with_name(f"{name}{ISSUED_SUFFIX}") for name in names]


class Indfoert(Struct, frozen=True):
    """What the record tells of one meeting, oldest first."""

    udgaver: tuple[Issue, ...]
    begivenheder: tuple[Begivenhed, ...]


def events_of(files: Iterable[Filed], meeting: str) -> tuple[Begivenhed, ...]:
    """What happened to the referat of the meeting with this id, oldest first."""
    return events.in_order(
        event for one in files if one.meeting == meeting for event in one.begivenheder
    )


def of_meeting(ws: Workspace, file: MeetingFile, meeting: str) -> Indfoert:
    """What was issued of the meeting with this id, and what happened since. Raises ``Problems``.

    What its record tells of another meeting is none of it.
    """
    files = [read_filed(ws, path) for path in candidates(file, meeting) if path.is_file()]
    issues = issues_of(files, meeting)
    if clashes := list(_clashes(issues)):
        name = ws.display(files[0].path)
        text = files[0].path.read_text(encoding="utf-8", errors="replace")
        raise Problems(_issued_twice(name, text, issues, clashes))
    udgaver = tuple(_with_hidden(ws, issue) for issue in issues)
    return Indfoert(udgaver, events_of(files, meeting))


def first_of(issues: Iterable[Issue], document: str) -> Issue | None:
    """The version with which a document was first issued; ``None`` where it was not."""
    return min((one for one in issues if one.dokument == document), key=in_time, default=None)


def approved_of(
    issues: Iterable[Issue], happened: Iterable[Begivenhed]
) -> tuple[Issue, Begivenhed | None] | None:
    """The version of the referat that holds: approved, and not taken back to a draft since.

    With the event of its approval, where that is in the record. ``None`` where there is none.
    """
    referater = [one for one in issues if one.dokument == Kind.REFERAT]
    last = max(referater, key=lambda one: one.version, default=None)
    if last is None or last.status not in APPROVED:
        return None
    deciding = (Begivenhedsart.GODKENDT, Begivenhedsart.UDKAST)
    of_it = [one for one in happened if one.art in deciding]
    event = of_it[-1] if of_it else None
    taken_back = event is not None and event.art is Begivenhedsart.UDKAST
    if taken_back or (event is not None and event.version > last.version):
        return None  # what is approved now is the version that is being made
    return last, event


# --- what two branches issued -------------------------------------------------------------


class United(Struct, frozen=True):
    """What two branches issued, each by itself, in one record."""

    meeting: str
    issues: tuple[Issue, ...]
    """Oldest first, each version with a number of its own."""
    renumbered: tuple[tuple[Issue, int], ...]
    """Those that another one had the number of, as they were, each with its new number."""
    begivenheder: tuple[Begivenhed, ...] = ()


def united(data: bytes, name: str) -> United | None:
    """The versions of both sides of a merge; ``None`` where nothing has to be put together.

    Also where git had nothing against the file, but two of its versions have one number. Raises
    ``Problems`` where a side cannot be read.
    """
    text, _ = decode(data, name)
    both = sides(text) if text is not None else None
    halves = [one.encode() for one in both] if both else [data]
    read = [_told_in(half, name) for half in halves]
    if len({one.meeting for one in read}) > 1:
        fault: Diagnostic = UNREADABLE.at(Position(name, 1, 1))
        raise Problems([fault])
    issues = _together(read)
    renumbered = tuple(_renumbered(issues))
    if both is None and not renumbered:
        return None
    new = {one.id: number for one, number in renumbered}
    whole = [replace(one, version=new.get(one.id, one.version)) for one in issues]
    happened = events.in_order(event for one in read for event in one.begivenheder)
    return United(read[0].meeting, tuple(whole), renumbered, happened)


def _together(read: Sequence[Filed]) -> list[Issue]:
    """The versions of all sides, each once, oldest first."""
    issues: dict[str, Issue] = {}
    for side in read:
        for one in side.issues:
            same = issues.get(one.id, one)
            issues[one.id] = replace(
                one,
                modtagere=max(one.modtagere, same.modtagere),
                accepteret=max(one.accepteret, same.accepteret),
                kilde={**same.kilde, **one.kilde},
                gemt={**same.gemt, **one.gemt},
                kasseret={**same.kasseret, **one.kasseret},
                tilbagetrukket=one.tilbagetrukket or same.tilbagetrukket,
            )
    return sorted(issues.values(), key=in_time)


def _clashes(issues: Iterable[Issue]) -> Iterator[tuple[Issue, Issue]]:
    """The versions of one document that have one number, the older one first."""
    versions: dict[tuple[str, int], Issue] = {}
    for issue in issues:
        other = versions.setdefault((issue.dokument, issue.version), issue)
        if other.id != issue.id:
            yield other, issue


def _renumbered(issues: Sequence[Issue]) -> Iterator[tuple[Issue, int]]:
    """Which number each version gets that cannot keep its own: they count on in time."""
    for document in dict.fromkeys(other.dokument for other, _ in _clashes(issues)):
        last = 0
        for issue in (one for one in issues if one.dokument == document):
            last = max(last + 1, issue.version)
            if last != issue.version:
                yield issue, last


def _issued_twice(
    name: str, text: str, issues: Sequence[Issue], clashes: Iterable[tuple[Issue, Issue]]
) -> Iterator[Diagnostic]:
    renumbered = list(_renumbered(issues))
    for other, issue in clashes:
        own = [(one, number) for one, number in renumbered if one.dokument == issue.dokument]
        told = [
            Phrase(
                f"version: {number} ved udsendelse {one.id[:8]}",
                f"version: {number} at udsendelse {one.id[:8]}",
            )
            for one, number in own
        ]
        yield TWICE.at(
            Position(name, _line_of(text, issue.id), 1),
            dokument=issue.dokument,
            version=issue.version,
            foerste=_told(other),
            anden=_told(issue),
            linjer=joined(told, Phrase(" og ", " and ")),
        )


def _torn(data: bytes, name: str, text: str) -> list[Diagnostic]:
    """What is told of a record that git could not merge."""
    whole = united(data, name)
    assert whole is not None  # noqa: S101 - it has two sides
    issues = _together([_told_in(one.encode(), name) for one in sides(text) or ()])
    if clashes := list(_clashes(issues)):
        return list(_issued_twice(name, text, issues, clashes))
    of_document: dict[str, list[str]] = {}
    for one in issues:
        of_document.setdefault(one.dokument, []).append(str(one.version))
    told = [
        Phrase(f"{document} version {', '.join(own)}", f"{document} version {', '.join(own)}")
        for document, own in of_document.items()
    ]
    if whole.begivenheder:
        told.append(counted(len(whole.begivenheder), *_EVENTS))
    return [TORN.at(Position(name, _line_of(text, "<<<<<<<"), 1), versioner=joined(told))]


def _line_of(text: str, words: str) -> int:
    """The line (from 1) that words stand in first; 1 where they do not."""
    lines = text.split("\n")
    return next((number for number, line in enumerate(lines, 1) if words in line), 1)


def _told(issue: Issue) -> Phrase:
    return Phrase.same(f"{issue.id[:8]} ({issue.tid:%d.%m.%Y %H.%M})")


def read_filed(ws: Workspace, path: Path) -> Filed:
    """What stands in one file of what was issued. Raises ``Problems``."""
    name = ws.display(path)
    data, problems = contents(path, name)
    if data is None:
        raise Problems(problems)
    text, _ = decode(data, name)
    if text is not None and sides(text) is not None:
        raise Problems(_torn(data, name, text))
    told = _told_in(data, name)
    meeting = told.meeting or meeting_id(ws, _meeting_path(path))
    return replace(told, path=path, meeting=meeting)


def _told_in(data: bytes, name: str) -> Filed:
    """What a record tells.

    Raises ``Problems``; what is wrong with it as YAML is nothing to be mended by hand.
    """
    tree, problems = parse(data, name)
    wrong = [one for one in problems if one.severity is Severity.ERROR]
    for one in wrong:
        if one.rule is DUPLICATE_KEY:
            noegle = one.values.get("noegle", "")
            raise Problems([RUN_TOGETHER.at(one.position, noegle=noegle, fil=name)])
    place = wrong[0].position if wrong else Position(name, 1, 1)
    fault: Diagnostic = UNREADABLE.at(place)
    if wrong or tree is None:
        raise Problems([fault])
    try:
        whole = tree.data
        happened = tuple(map(events.from_data, whole.get("begivenheder") or ()))
        issues = tuple(map(from_data, whole["udsendt"]))
        return Filed(Path(name), str(whole.get("moede") or ""), issues, happened)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Problems([fault]) from None


SOURCE_SUFFIX = ".json"
"""Of the files that hold a kept source; their names are its checksum."""
WHOLE_MEETING = ""
"""Under which the closed attachments of the meeting as a whole stand among the items."""


def _with_hidden(ws: Workspace, issue: Issue) -> Issue:
    """An issue with what its closed items are known by, where that is on this machine."""
    if not issue.kendetegn:
        return issue
    try:
        data = places_of(ws, issue.kendetegn)[1].read_bytes()
    except OSError:
        return issue
    if hashlib.sha256(data).hexdigest() != issue.kendetegn:
        return issue
    return replace(issue, skjult=convert(json.loads(data)["punkter"], dict[str, Skjult]))


def hidden_data(salt: str, items: Mapping[str, Skjult]) -> bytes:
    """The kept file that says what closed items are known by.

    ``salt`` makes its checksum, which others read, tell nothing of the few words in it.
    """
    data = {"salt": salt, "punkter": items}
    return (json.dumps(to_builtins(data), ensure_ascii=False, indent=1) + "\n").encode()


def hidden_files(ws: Workspace, issues: Iterable[Issue]) -> Iterator[Path]:
    """Where the files may be that say what the closed items of all versions are known by."""
    for issue in issues:
        if issue.kendetegn:
            yield places_of(ws, issue.kendetegn)[1]


def places_of(ws: Workspace, digest: str) -> tuple[Path, Path]:
    """Where the kept source with this checksum may be."""
    name = f"{digest}{SOURCE_SUFFIX}"
    return ws.issued / name, ws.issued_closed / name


def latest_sources(ws: Workspace, issues: Iterable[Issue]) -> Iterator[Path]:
    """Where the sources of the last two versions of each document may be: it says what has changed
    between these."""
    of_kind: dict[str, list[Issue]] = {}
    for issue in issues:
        of_kind.setdefault(issue.dokument, []).append(issue)
    for own in of_kind.values():
        for issue in sorted(own, key=lambda one: one.version)[-2:]:
            for kilde in issue.kilde.values():
                yield from (*places_of(ws, kilde.moede), *places_of(ws, kilde.forum))


def is_document(name: str) -> bool:
    """Whether a file that went out is the document itself and no attachment, by its name."""
    return bool(_DOCUMENT.fullmatch(name))


def without_closed_names(issue: Issue, known: Collection[str]) -> Issue:
    """An issue with the names of such files only as are ``known`` to be open.

    Older versions wrote the names of closed attachments as well. What has such a name keeps the
    part of it that says where it belongs, and its checksum.
    """
    files = [(open_name(name, known), digest) for name, digest in issue.filer]
    return replace(issue, filer=tuple(dict.fromkeys(files)))


def open_name(name: str, known: Collection[str]) -> str:
    """The name of a file that went out, as it may stand in the record."""
    return name if name in known or is_document(name) else name.partition(" - ")[0]


def _meeting_path(path: Path) -> Path:
    return path.with_name(path.name.removesuffix(ISSUED_SUFFIX) + ".yaml")


def dump(meeting: str, issues: Sequence[Issue], happened: Sequence[Begivenhed] = ()) -> bytes:
    """The file's content. Every value is written as JSON, which is YAML as well."""
    lines = [_HEAD, f"moede: {_flow(meeting)}\n"]
    lines += _entries("udsendt", map(to_data, issues))
    if happened:
        lines += _entries("begivenheder", map(events.to_data, happened))
    return "".join(lines).encode()


def _entries(name: str, entries: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """A list of the file, a line for each value."""
    written = list(entries)
    yield f"{name}:{'' if written else ' []'}\n"
    for data in written:
        for index, (key, value) in enumerate(data.items()):
            dash = "  - " if index == 0 else "    "
            if isinstance(value, list):
                yield f"{dash}{key}:{'' if value else ' []'}\n"
                yield from (f"      - {_flow(entry)}\n" for entry in value)
            else:
                yield f"{dash}{key}: {_flow(value)}\n"


def _flow(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def to_data(issue: Issue) -> dict[str, Any]:
    """An issue as it stands in the file."""
    data: dict[str, Any] = {
        "dokument": issue.dokument,
        "version": issue.version,
        "udsendelse": issue.id,
        "tid": issue.tid.isoformat(timespec="seconds"),
        **({"status": issue.status} if issue.status else {}),
        "modtagere": issue.modtagere,
        "accepteret": issue.accepteret,
        "indhold": dict(issue.sums),
        "hoved": dict(issue.heads),
        "kalender": {"sekvens": issue.sekvens, "tilstand": issue.kalender},
        "punkter": [_item_data(item) for item in issue.punkter],
        "filer": [{"navn": name, "sha256": digest} for name, digest in issue.filer],
    }
    if issue.personer is not None:
        data["personer"] = {key: list(names) for key, names in issue.personer.items()}
    if issue.kilde:
        data["kilde"] = {
            audience: {"moede": kilde.moede, "forum": kilde.forum}
            for audience, kilde in issue.kilde.items()
        }
    if issue.gemt:
        data["gemt"] = {audience: dict(files) for audience, files in issue.gemt.items()}
    if issue.tillaeg:
        kept = issue.gemt_tillaeg.items()
        data["tillaeg"] = True
        data["gemt_tillaeg"] = {audience: dict(files) for audience, files in kept}
    if issue.bilag:
        data["bilag"] = _attachments_data(issue.bilag)
    if issue.kendetegn:
        data["kendetegn"] = issue.kendetegn
    if issue.kasseret:
        data["kasseret"] = {hold: day.isoformat() for hold, day in issue.kasseret.items()}
    if issue.tilbagetrukket:
        data["tilbagetrukket"] = issue.tilbagetrukket.isoformat()
    return data


def from_data(data: Mapping[str, Any]) -> Issue:
    """An issue from the file; raises ``KeyError``, ``TypeError`` or ``ValueError``."""
    return Issue(
        id=str(data["udsendelse"]),
        dokument=str(data["dokument"]),
        version=int(data["version"]),
        tid=datetime.fromisoformat(data["tid"]),
        sums=_sums(data["indhold"]),
        heads=_sums(data["hoved"]),
        punkter=tuple(_item(entry) for entry in data["punkter"]),
        filer=tuple((str(f["navn"]), str(f["sha256"])) for f in data["filer"]),
        kalender=str(data["kalender"]["tilstand"]),
        sekvens=int(data["kalender"]["sekvens"]),
        modtagere=int(data["modtagere"]),
        accepteret=int(data["accepteret"]),
        kilde={
            Audience(audience): Kilde(str(one["moede"]), str(one["forum"]))
            for audience, one in data.get("kilde", {}).items()
        },
        gemt=_kept(data.get("gemt", {})),
        status=str(data.get("status", "")),
        personer=_names(data["personer"]) if "personer" in data else None,
        tillaeg=data.get("tillaeg") is True,
        gemt_tillaeg=_kept(data.get("gemt_tillaeg", {})),
        bilag=_attachments(data),
        kendetegn=str(data.get("kendetegn", "")),
        kasseret={
            Hold(hold): date.fromisoformat(str(day))
            for hold, day in data.get("kasseret", {}).items()
        },
        tilbagetrukket=(
            date.fromisoformat(str(data["tilbagetrukket"])) if "tilbagetrukket" in data else None
        ),
    )


def _kept(data: Mapping[str, Mapping[str, Any]]) -> dict[Audience, dict[str, str]]:
    return {
        Audience(audience): {str(suffix): str(digest) for suffix, digest in files.items()}
        for audience, files in data.items()
    }


def _names(data: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {str(key): tuple(map(str, names)) for key, names in data.items()}


def _item_data(item: IssuedItem) -> dict[str, Any]:
    """An item as it stands in the file; what it has not is left out."""
    data: dict[str, Any] = {"nr": item.nr, "titel": item.titel}
    for key in _OF_ITEM:
        if value := getattr(item, key):
            data[key] = list(value) if isinstance(value, tuple) else value
    if item.bilag:
        data["bilag"] = _attachments_data(item.bilag)
    return data | dict(item.sums)


def _attachments_data(bilag: Iterable[IssuedAttachment]) -> list[dict[str, str]]:
    return [
        {key: value for key in ("nr", "titel", "sha256") if (value := getattr(one, key))}
        for one in bilag
    ]


def _item(data: Mapping[str, Any]) -> IssuedItem:
    return IssuedItem(
        str(data["nr"]),
        str(data["titel"]),
        _sums(data),
        id=str(data.get("id", "")),
        eget_id=str(data.get("eget_id", "")),
        gruppe=str(data.get("gruppe", "")),
        tid=str(data.get("tid", "")),
        sagsnr=tuple(map(str, data.get("sagsnr", ()))),
        spor=str(data.get("spor", "")),
        udgaaet=data.get("udgaaet") is True,
        lukket=str(data.get("lukket", "")),
        overskrift=str(data.get("overskrift", "")),
        bilag=_attachments(data),
    )


def _attachments(data: Mapping[str, Any]) -> tuple[IssuedAttachment, ...]:
    return tuple(
        IssuedAttachment(
            str(one.get("nr", "")), str(one.get("titel", "")), str(one.get("sha256", ""))
        )
        for one in data.get("bilag", ())
    )


def _sums(data: Mapping[str, Any]) -> dict[Audience, str]:
    """The checksums; an audience that came later has none in an older record."""
    known = [audience for audience in Audience if audience in _FIRST or audience in data]
    return {audience: str(data[audience]) for audience in known}
