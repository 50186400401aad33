"""Deletes what the house has kept of what was taken back. A second run ends what was stopped.

The record says first that it is done, with the day, and names by number alone what it named by a
title that is not public now; then goes what it named. Checksums stay, so that a file which turns up
elsewhere can be held against them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import chain
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from moedebog import events, issued
from moedebog.build import sets, take_down
from moedebog.build.proofs import proof, proof_file
from moedebog.diagnostics import EnvironmentProblem, Phrase
from moedebog.document import Audience, Kind
from moedebog.issue import stores
from moedebog.issue.history import check_identity
from moedebog.issued import Filed, Hold, Issue, IssuedItem, all_readable, filed, from_data, to_data
from moedebog.recall.reckoning import Out, Recall
from moedebog.retention.carrying import delete, unlinked
from moedebog.retention.reckoning import STORES, StoreFile, day_of, store_folder
from moedebog.send.history import record_key
from moedebog.send.record import DRAFT, Record, RecordedVersion

_PUBLIC = Audience.OFFENTLIG


class Clearing(Struct):
    """What goes of what was kept."""

    recall: Recall
    files: list[StoreFile]
    """In the two stores."""
    shared: list[StoreFile]
    """Files of theirs that stay, because a version that is not taken back has them as well."""
    begun: list[Path]
    """What was only begun of them, when a run was killed."""

    @property
    def size(self) -> int:
        """Bytes of what goes from the stores."""
        return sum(one.size for one in self.files)


def clearing(recall: Recall) -> Clearing:
    """What is to go. Raises ``Problems`` where a record of any meeting cannot be read: nobody knows
    what that needs.
    """
    ws = recall.ws
    everything = all_readable([f for folder, _, _ in ws.folders() for f in filed(ws, Path(folder))])
    goes, needed = _named(recall), _needed(recall, everything)
    found = Clearing(recall, [], [], [])
    for hold, folder in zip(STORES, (ws.issued, ws.issued_closed), strict=True):
        store = store_folder(hold, folder)
        for file in store.files:
            if file.digest in goes:
                (found.shared if file.digest in needed else found.files).append(file)
        if store.is_here:
            begun = (one for one in sorted(folder.glob(".*.ny")) if one.name[1:65] in goes)
            found.begun += (one for one in begun if not one.is_symlink())
    return found


def _named(recall: Recall) -> frozenset[str]:
    """The checksums of all that tells of what was taken back."""
    digests: set[str] = set()
    for issue in recall.issues:
        digests |= issue.named if recall.item is None else set(_of_item(recall, issue))
    versions = {(out.kind, out.version) for out in recall.outs}
    for event in recall.meeting.begivenheder:  # what was signed holds all of the referat
        last = max((version for kind, version in versions if kind is event.of), default=0)
        if event.fil and event.of is Kind.REFERAT and event.version <= last:
            digests.add(event.fil)
    return frozenset(digests) - {""}


def _of_item(recall: Recall, issue: Issue) -> Iterator[str]:
    """Of a version the files that tell anything of the item: its own attachments, and all that
    holds the text of the meeting."""
    assert recall.item is not None  # noqa: S101 - asked for one alone
    own = recall.item.of(issue)
    kept = (*issue.gemt.values(), *issue.gemt_tillaeg.values())
    yield from chain.from_iterable(files.values() for files in kept)
    yield from (digest for name, digest in issue.filer if issued.is_document(name))
    yield from (kilde.moede for kilde in issue.kilde.values())
    yield issue.kendetegn
    references = _references(recall, own)
    yield from (digest for name, digest in _attached(issue) if _reference(name) in references)
    alone = recall.item.bilag
    for item in own:
        for bilag in item.bilag:
            if alone is None or bilag.nr in alone:
                yield bilag.sha256
        hidden = issue.skjult.get(item.id)
        for one in hidden.bilag if hidden else ():
            if alone is None or one.nr in alone:
                yield one.sha256


def _attached(issue: Issue) -> Iterator[tuple[str, str]]:
    """Name and checksum of each attachment that went out with a version."""
    yield from ((name, sha) for name, sha in issue.filer if not issued.is_document(name))


def _reference(name: str) -> str:
    """Of the name of an attachment the part that says which it is."""
    return name.partition(" - ")[0]


def _references(recall: Recall, own: Iterable[IssuedItem]) -> frozenset[str]:
    """What the attachments that are taken back are called from elsewhere, open or closed: a closed
    one is known by nothing else where the closed store is not here."""
    words, item = recall.planned.phrases, recall.item.planned if recall.item else None
    alone = recall.item.bilag if recall.item else None
    parts = (item, *recall.planned.parts(item)) if item is not None else ()
    names = {
        one.reference for part in parts for one in part.bilag if alone is None or one.nr in alone
    }
    if alone is None:
        for issued_item in own:
            name = words.numbered_item.format(number=issued_item.nr)
            for one in issued_item.bilag:
                names.add(words.attachment_of_item.format(item=name, number=one.nr))
    return frozenset(names)


def _needed(recall: Recall, everything: Collection[Filed]) -> frozenset[str]:
    """The checksums of what a version has that is not taken back."""
    going = {issue.id for issue in recall.issues}
    own = recall.meeting.id
    folder = recall.file.path.parent
    needed: set[str] = set()
    for one in everything:
        for issue in one.issues:
            if issue.id not in going:
                needed |= issue.named
        if (one.meeting, one.path.parent) != (own, folder):
            needed |= one.shown
    if recall.item is not None:
        for issue in recall.issues:
            needed.update(_of_others(recall, issue))
    return frozenset(needed)


def _of_others(recall: Recall, issue: Issue) -> Iterator[str]:
    """Of a version what is of others than the item: their attachments, and the forum."""
    assert recall.item is not None  # noqa: S101 - asked for one alone
    own, alone = recall.item.of(issue), recall.item.bilag
    references = _references(recall, own)
    yield from (digest for name, digest in _attached(issue) if _reference(name) not in references)
    yield from (one.sha256 for one in issue.bilag)
    yield from (kilde.forum for kilde in issue.kilde.values())
    for item in issue.punkter:
        if item not in own:
            yield from (one.sha256 for one in item.bilag)
        elif alone is not None:
            yield from (one.sha256 for one in item.bilag if one.nr not in alone)


# --- carrying it out ------------------------------------------------------------------------


def clear(found: Clearing, rec: Record, now: datetime) -> list[Phrase]:
    """Delete it; returns what could not be. The delivery record must be open, and locked.

    Raises ``EnvironmentProblem``, and ``Problems`` where a record cannot be read.
    """
    recall = found.recall
    _mark(recall, now)
    _retell(recall, rec, now)
    trouble = delete(found.files)
    for path in found.begun:
        trouble += unlinked(path)
    try:
        trouble += take_down(recall.ws, recall.file, whole=True).trouble
    except EnvironmentProblem as problem:
        trouble.append(problem.said)
    for out in recall.outs:
        trouble += _proof_gone(recall, out)
    return trouble


def _proof_gone(recall: Recall, out: Out) -> list[Phrase]:
    """The proof of a set names its attachments by their titles: it goes with them."""
    known = proof(recall.ws, recall.file, out.kind)
    if known is None or known.version > out.version:
        return []
    if all(sets.is_own(name, out.kind) for name in known.filer):
        return []  # of the page that stands there now
    return unlinked(proof_file(recall.ws, recall.file, out.kind))


def _mark(recall: Recall, now: datetime) -> None:
    """Put down in the record what goes of its versions, and take the words out of it."""
    ws, file, meeting = recall.ws, recall.file, recall.meeting
    files = filed(ws, file.path.parent)
    check_identity(ws, file, meeting, files)
    told = issued.of_meeting(ws, file, meeting.id)
    going = {issue.id for issue in recall.issues}
    kept = tuple(
        replace(_marked(recall, one, now), skjult={}) if one.id in going else one
        for one in told.udgaver
    )
    path = issued.issued_file(file)
    stores.write_record(path, meeting.id, kept, events.in_order(told.begivenheder))
    stores.remove_former(path, [one.path for one in files if one.meeting == meeting.id])


def _marked(recall: Recall, issue: Issue, now: datetime) -> Issue:
    """A version that says that it was taken back and deleted; a day that stands there stays."""
    day = day_of(now)
    holds = [Hold.LAGER, *([Hold.LAGER_LUKKET] if issue.has_closed else [])]
    return replace(
        bared(recall, issue, None if recall.item is None else recall.item.ids),
        kasseret={**dict.fromkeys(holds, day), **issue.kasseret},
        tilbagetrukket=issue.tilbagetrukket or day,
    )


def _retell(recall: Recall, rec: Record, now: datetime) -> None:
    """The same in the delivery record, which has the versions as well; of drafts the words alone.

    What the meeting was called in them, nobody can tell of a draft: its ids are those of its day.
    """
    going = {issue.id for issue in recall.issues}
    kinds = {out.kind for out in recall.outs}
    key = record_key(recall.file, recall.meeting.id)
    told: list[RecordedVersion] = []
    for one in rec.versions(key, [issue.id for issue in recall.meeting.udgaver]):
        issue = from_data(one.issue)
        if one.id in going:
            told.append(replace(one, issue=to_data(_marked(recall, issue, now))))
        elif one.document == DRAFT and issue.dokument in kinds:
            told.append(replace(one, issue=to_data(bared(recall, issue, None))))
    if told:
        rec.retell(told)


# --- what the record may still say ----------------------------------------------------------


def bared(recall: Recall, issue: Issue, ids: Collection[str] | None) -> Issue:
    """A version that names by number alone what it named by a title that is not public now.

    ``ids``: of these items; ``None``: of all, and of the meeting as a whole.
    """
    public = _public_titles(recall)
    files = _public_attachments(recall)
    now = _titles_now(recall)
    touched = [item for item in issue.punkter if ids is None or item.id in ids]
    whole = ids is None
    bilag = issue.bilag
    if whole:
        bilag = tuple(replace(one, titel=one.titel if one.titel in files else "") for one in bilag)
    lost = {
        one.sha256
        for item in touched
        for one in item.bilag
        if one.sha256 and not (one.titel and one.titel in files)
    }
    if whole:
        lost |= {one.sha256 for one in bilag if one.sha256 and not one.titel}
    return replace(
        issue,
        punkter=tuple(
            _bared(item, public, files, now) if item in touched else item for item in issue.punkter
        ),
        bilag=bilag,
        filer=tuple(
            (issued.open_name(name, ()) if digest in lost else name, digest)
            for name, digest in issue.filer
        ),
    )


def _bared(
    item: IssuedItem, public: Collection[str], files: Collection[str], now: Mapping[str, str]
) -> IssuedItem:
    bilag = tuple(replace(one, titel=one.titel if one.titel in files else "") for one in item.bilag)
    item = replace(item, bilag=bilag)
    if item.titel in public:
        return item
    return replace(item, titel=now.get(item.id, now[""]), sagsnr=())


def _public_titles(recall: Recall) -> frozenset[str]:
    """The titles that everybody reads now."""
    items = recall.planned.items
    return frozenset(one.title_for(_PUBLIC) for one in items if not one.hidden_from(_PUBLIC))


def _public_attachments(recall: Recall) -> frozenset[str]:
    planned = recall.planned
    holders = (planned.whole, *planned.items)
    return frozenset(
        one.bilag.titel for holder in holders for one in holder.bilag if holder.is_open(one.bilag)
    )


def _titles_now(recall: Recall) -> dict[str, str]:
    """What everybody reads for an item, by its id; under an empty one, of one that is gone."""
    planned = recall.planned
    known = zip(planned.items, planned.identified.whole.of_items, strict=True)
    titles = {one.id: item.title_for(_PUBLIC) for item, one in known if one is not None}
    return {**titles, "": planned.phrases.closed_item}
