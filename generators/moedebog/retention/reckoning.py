"""What has been kept for its time, meeting by meeting, and what holds the rest back.

The time of a version's files and of the record begins with the meeting's last day, or with the
version where that is later; that of the proofs with the last message, and never before the meeting
has been held. What a store holds is known by checksum: a file goes only where every version that
names it has had its time. Nothing here is changed.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from msgspec import Struct, field

from moedebog.diagnostics import NOTHING, Phrase, has_errors
from moedebog.document import Audience
from moedebog.fakta import ZONE
from moedebog.issued import Filed, Hold, Issue, all_readable, filed, issues_of, meeting_id
from moedebog.load import load
from moedebog.meeting import Meeting, Punkt
from moedebog.send.history import record_key
from moedebog.send.record import Record, RecordedVersion
from moedebog.settings.command import Opbevaring
from moedebog.settings.periods import Period
from moedebog.workspace import MeetingFile, Workspace

STORES = (Hold.LAGER, Hold.LAGER_LUKKET)
_KEPT = re.compile(r"([0-9a-f]{64})(?:\.\w+)?")
"""What a file in a store is called."""

_HAS_ERRORS = Phrase("mødefilen har fejl", "the meeting file has errors")
_TWINS = Phrase("flere møder har dets id", "several meetings have its id")
_LINK = Phrase("optegnelsen er et link", "its record is a link")
_SEVERAL = Phrase("det har flere optegnelser", "it has several records")
_ELSEWHERE = Phrase(
    "protokollen over, hvem der fik det, er ikke her", "the record of who got it is not here"
)
_NO_STORE = Phrase("mappen med det lukkede er ikke her", "the folder of what is closed is not here")


class StoreFile(Struct, frozen=True):
    """A file in one of the two stores."""

    hold: Hold
    path: Path
    digest: str
    size: int
    """Bytes."""


class StoreFolder(Struct):
    """What lies in one of the two folders."""

    hold: Hold
    folder: Path
    files: list[StoreFile] = field(default_factory=list)
    others: list[Path] = field(default_factory=list)
    """What is none of ours, or a link: never touched."""
    linked: bool = False
    """Whether the folder itself is a link: nothing in it is touched."""

    @property
    def is_here(self) -> bool:
        """Whether what it should hold can be reached."""
        return self.folder.is_dir() and not self.linked


class Proofs(Struct, frozen=True):
    """Who got a version, or a draft."""

    version: RecordedVersion
    messages: int
    last: date
    """The day of the last message."""


class Taking(Struct):
    """What goes of one meeting."""

    file: MeetingFile
    meeting: Meeting
    key: str
    """What the delivery record calls it."""
    held: date
    """Its last day."""
    filed: Filed | None
    issues: tuple[Issue, ...] = ()
    of_stores: dict[Hold, list[Issue]] = field(default_factory=dict)
    """The versions of which all in a store has had its time."""
    files: list[StoreFile] = field(default_factory=list)
    kept: list[StoreFile] = field(default_factory=list)
    """Files of theirs that something else still needs."""
    proofs: list[Proofs] = field(default_factory=list)
    mailed: list[RecordedVersion] = field(default_factory=list)
    """All that the delivery record has of it."""
    record: int | None = None
    """Bytes of the record that goes; ``None``: it stays."""
    held_back: Phrase = NOTHING
    """Why it stays although it has had its time."""

    @property
    def is_one(self) -> bool:
        """Whether anything goes."""
        return bool(self.files or self.proofs or self.record is not None or self.newly)

    @property
    def newly(self) -> list[tuple[Hold, Issue]]:
        """The versions that the record does not yet say to have been disposed of."""
        return [
            (hold, one)
            for hold, own in self.of_stores.items()
            for one in own
            if not one.taken(hold) and _was_kept(one, hold)
        ]


def _was_kept(issue: Issue, hold: Hold) -> bool:
    """Whether a store ever had anything of a version; older records say nothing of it."""
    return bool(issue.kilde or issue.gemt) and (hold is Hold.LAGER or issue.has_closed)


class Disposal(Struct):
    """All that goes, and what is told besides."""

    takings: list[Taking]
    stores: Mapping[Hold, StoreFolder]
    nameless: list[StoreFile]
    """Files that no record names."""
    passed_over: list[tuple[MeetingFile, Phrase]]
    """Meetings of which nothing can be told, so that nothing of theirs goes."""
    strangers: int
    """How many meetings the delivery record has that are not here."""


class _Known(Struct, frozen=True):
    """A meeting of which anything was kept."""

    file: MeetingFile
    id: str
    filed: Filed | None
    issues: tuple[Issue, ...]


def disposal(
    ws: Workspace,
    kept: Opbevaring,
    rec: Record,
    today: date,
    wanted: Collection[MeetingFile],
) -> Disposal:
    """What of the ``wanted`` meetings has had its time. The delivery record must be open.

    Raises ``Problems`` where a record of any meeting cannot be read: nobody knows what it needs.
    """
    folders = ws.folders()
    everything = all_readable([one for folder, _, _ in folders for one in filed(ws, Path(folder))])
    known, passed_over = _known(ws, everything)
    stores = {
        Hold.LAGER: store_folder(Hold.LAGER, ws.issued),
        Hold.LAGER_LUKKET: store_folder(Hold.LAGER_LUKKET, ws.issued_closed),
    }
    takings: list[Taking] = []
    over: dict[tuple[str, Hold], Taking] = {}
    # What another meeting needs is kept; only who is asked for can be said to need it no more.
    for one in (one for one in known if one.file in wanted):
        meeting = _read(ws, one, rec)
        if isinstance(meeting, Phrase):
            passed_over.append((one.file, meeting))
        elif meeting is not None:
            taking = Taking(
                one.file, meeting, record_key(one.file, one.id), last_day(meeting), one.filed
            )
            taking.issues = one.issues
            taking.mailed = rec.versions(taking.key, [issue.id for issue in taking.issues])
            _reckon(taking, kept, rec, today, stores)
            takings.append(taking)
            over |= {(i.id, hold): taking for hold, own in taking.of_stores.items() for i in own}
    _share_out(stores, everything, over)
    for taking in takings:
        _record_goes(taking, kept, today, stores)
    named = {digest for one in everything for issue in one.issues for digest in issue.named}
    named |= {digest for one in everything for digest in one.shown}
    keys = {record_key(one.file, one.id) for one in known}
    return Disposal(
        [one for one in takings if one.is_one or one.held_back.danish],
        stores,
        [f for one in stores.values() for f in one.files if f.digest not in named],
        [(file, why) for file, why in passed_over if file in wanted],
        sum(1 for key in rec.meetings() if key not in keys),
    )


def last_day(meeting: Meeting) -> date:
    """The last day of a meeting, or its deadline where it is held in writing."""
    days = [meeting.dato, *_days(meeting.punkter)]
    if meeting.svarfrist is not None:
        days.append(meeting.svarfrist[0])
    return max(days)


def _days(items: Iterable[Punkt]) -> Iterator[date]:
    for punkt in items:
        if punkt.dato is not None:
            yield punkt.dato
        yield from _days(punkt.underpunkter)


def is_over(period: Period | None, begins: date, today: date) -> bool:
    """Whether a period that begins with a day is over."""
    return period is not None and today > period.after(begins)


def begins(taking: Taking, issue: Issue) -> date:
    """The day with which the time of a version begins."""
    return max(taking.held, day_of(issue.tid))


def day_of(moment: datetime) -> date:
    """The Danish day of a moment."""
    return moment.astimezone(ZONE).date()


# --- which meetings there are -------------------------------------------------------------


def _known(
    ws: Workspace, everything: Sequence[Filed]
) -> tuple[list[_Known], list[tuple[MeetingFile, Phrase]]]:
    """The meetings, each with its record, and those that cannot be told from others."""
    by_id: dict[tuple[str, str], list[MeetingFile]] = {}
    for file in ws.meeting_files():
        by_id.setdefault((file.forum, meeting_id(ws, file.path)), []).append(file)
    known: list[_Known] = []
    passed_over: list[tuple[MeetingFile, Phrase]] = []
    for (_, own_id), files in by_id.items():
        folder = files[0].path.parent
        own = [f for f in everything if f.meeting == own_id and f.path.parent == folder]
        why = NOTHING
        if len(files) > 1:
            why = _TWINS
        elif len(own) > 1:
            why = _SEVERAL
        elif own and own[0].path.is_symlink():
            why = _LINK
        if why is NOTHING:
            issues = tuple(issues_of(own, own_id))
            known.append(_Known(files[0], own_id, own[0] if own else None, issues))
        elif own:
            passed_over += [(file, why) for file in files]
    return known, passed_over


def _read(ws: Workspace, one: _Known, rec: Record) -> Meeting | Phrase | None:
    """The meeting; ``None`` where nothing was kept of it, or why nothing can be told."""
    if one.filed is None and not rec.versions(record_key(one.file, one.id)):
        return None
    loaded = load(ws, one.file, looks=False)
    if loaded.meeting is None or has_errors(loaded.diagnostics):
        return _HAS_ERRORS
    return loaded.meeting


# --- what has had its time ----------------------------------------------------------------


def _reckon(
    taking: Taking, kept: Opbevaring, rec: Record, today: date, stores: Mapping[Hold, StoreFolder]
) -> None:
    """What has had its time, as far as this meeting alone tells."""
    for hold in STORES:
        period: Period | None = getattr(kept, hold)
        taking.of_stores[hold] = [
            issue
            for issue in taking.issues
            if stores[hold].is_here and is_over(period, begins(taking, issue), today)
        ]
    for version in taking.mailed:
        entries = [*rec.entries(version.id), *rec.removals([version.id])]
        moments = [version.time, *(entry.time for entry in entries if entry.time)]
        last = max(map(day_of, moments))
        if not version.taken and is_over(kept.beviser, max(last, taking.held), today):
            taking.proofs.append(Proofs(version, len(entries), last))


def _record_goes(
    taking: Taking, kept: Opbevaring, today: date, stores: Mapping[Hold, StoreFolder]
) -> None:
    """Whether the record has had its time: it goes last, when there is nothing it tells of."""
    if taking.filed is None or not taking.issues:
        return
    last = max(begins(taking, issue) for issue in taking.issues)
    if not is_over(kept.optegnelse, last, today):
        return
    gone = {one.version.id for one in taking.proofs}
    here = {one.id for one in taking.mailed}
    left = {one.id for one in taking.mailed if not one.taken} - gone
    if left:
        return  # somebody got something of it since
    if any(i.modtagere and i.id not in here and not i.taken(Hold.BEVISER) for i in taking.issues):
        taking.held_back = _ELSEWHERE
    elif not stores[Hold.LAGER_LUKKET].is_here and any(
        issue.has_closed and not issue.taken(Hold.LAGER_LUKKET) for issue in taking.issues
    ):
        taking.held_back = _NO_STORE
    else:
        taking.record = taking.filed.path.stat().st_size


# --- the stores ---------------------------------------------------------------------------


def store_folder(hold: Hold, folder: Path) -> StoreFolder:
    """What lies in a store: files of its own alone, never what a link leads to."""
    store = StoreFolder(hold, folder, linked=folder.is_symlink())
    if not store.is_here:
        return store
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda one: one.name):
            if entry.name.startswith("."):
                continue
            status = entry.stat(follow_symlinks=False)
            found = _KEPT.fullmatch(entry.name)
            path = folder / entry.name
            if found and stat.S_ISREG(status.st_mode):
                store.files.append(StoreFile(hold, path, found[1], status.st_size))
            else:
                store.others.append(path)
    return store


def _share_out(
    stores: Mapping[Hold, StoreFolder],
    everything: Sequence[Filed],
    over: Mapping[tuple[str, Hold], Taking],
) -> None:
    """Give each file that nothing needs any more to the first meeting that named it."""
    issues = [issue for one in everything for issue in one.issues]
    naming: dict[str, list[Issue]] = {}
    for one in everything:
        for issue in one.issues:
            # What an event shows is kept for as long as any version of the meeting.
            for digest in issue.named | one.shown:
                naming.setdefault(digest, []).append(issue)
    open_here = {one.path.name for one in stores[Hold.LAGER].files}
    for hold, store in stores.items():
        needed = _needed(hold, issues, over, open_here)
        for file in store.files:
            own = naming.get(file.digest, [])
            takings = [over[i.id, hold] for i in own if (i.id, hold) in over]
            if not takings:
                continue
            stays = len(takings) < len(own) or file.digest in needed
            (takings[0].kept if stays else takings[0].files).append(file)


def _needed(
    hold: Hold,
    issues: Iterable[Issue],
    over: Mapping[tuple[str, Hold], Taking],
    open_here: Collection[str],
) -> frozenset[str]:
    """The checksums of the files in one store that a version needs by the time of the other.

    What is closed is read with the forum's source, which is open; and what is open may lie among
    what is closed alone, where it was closed when it came there.
    """
    needed: set[str] = set()
    other = Hold.LAGER_LUKKET if hold is Hold.LAGER else Hold.LAGER
    for issue in issues:
        if (issue.id, other) in over or issue.taken(other):
            continue
        if other is Hold.LAGER:
            needed |= {name[:64] for name in issue.open_files() if name not in open_here}
        elif issue.has_closed and (internal := issue.kilde.get(Audience.INTERN)):
            needed.add(internal.forum)
    return frozenset(needed)
