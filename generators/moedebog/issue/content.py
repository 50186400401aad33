"""What two versions of a document say, and what differs.

Whether a document has changed is decided by what the meeting says, not by bytes and not by how
this program puts it: then and now are composed by the same program and compared as checksums. A new
font, or a new version of moedebog, is no reason to mail "Rettet" to everybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace

from moedebog.difference.sums import Digest, as_written, checksum, content_sum, plain
from moedebog.document import ATTACHMENT_LIST, Audience, Document
from moedebog.issued import Issue, is_document
from moedebog.outgoing import Forsendelse, Indkaldelse, Tidsrum

CANCELLED = "aflyst"
_DAY = "%Y-%m-%d"
_TO_THE_MINUTE = f"{_DAY}T%H:%M"
_MOVED = frozenset({"anker", "nr", "tid", "overskrift", "undertitel", "gruppe", "niveau"})
"""Attributes of an item that differ when it has only moved."""


class ItemContents(Struct, frozen=True):
    """What a version says in one item."""

    nr: str
    titel: str
    """As the public reads it."""
    sum: str
    """Of the item wherever it stands, with its attachments."""


class Contents(Struct, frozen=True):
    """What one audience reads of a version, as checksums to compare with those of another."""

    whole: str
    head: str
    """Of what stands outside the items."""
    items: tuple[ItemContents, ...]


class Difference(Struct, frozen=True):
    """A version of before beside this moment, for one audience: told in the same terms."""

    then: Contents
    now: Contents
    by_source: bool = False
    """Whether both were composed by this program; else the record's checksums tell."""

    @property
    def is_one(self) -> bool:
        """Whether anything differs."""
        return self.then.whole != self.now.whole


def contents_of(dispatch: Forsendelse, public: Forsendelse, digest: Digest) -> Contents:
    """What goes out to one audience; ``public`` is the same meeting's for the public.

    The checksums are for comparing within one run of the program, and are kept nowhere.
    """
    return Contents(
        content_sum(dispatch, digest),
        _head_sum(dispatch.document, digest),
        tuple(_items(dispatch, public, digest)),
    )


def _head_sum(document: Document, digest: Digest) -> str:
    """Checksum of what stands outside the items: facts, introduction, closing sections."""
    own = as_written(document).slutafsnit
    signatures = tuple(s for s in own if s.slags != ATTACHMENT_LIST)
    parts = (document.forum, document.dato_tekst, document.status, document.fakta)
    return checksum(plain((*parts, document.indledning, signatures), digest))


def _items(dispatch: Forsendelse, public: Forsendelse, digest: Digest) -> Iterator[ItemContents]:
    """The items that the public sees.

    Parts of a closed item, which the public does not see, count into the item itself.
    """
    sums: dict[str, list[str]] = {p.anker: [] for p in public.document.punkter}
    last = ""
    for punkt in dispatch.document.punkter:
        last = punkt.anker if punkt.anker in sums else last
        files = [(b.titel, digest(b.sti)) for b in dispatch.bilag if b.punkt == punkt.anker]
        if last:
            sums[last].append(checksum([plain(punkt, digest, _MOVED), files]))
    for punkt in public.document.punkter:
        yield ItemContents(punkt.nr, punkt.titel, checksum(sums[punkt.anker]))


def stored(issue: Issue, audience: Audience) -> Contents:
    """What the checksums in the record tell of a version."""
    items = tuple(ItemContents(item.nr, item.titel, item.sums[audience]) for item in issue.punkter)
    return Contents(issue.sums[audience], issue.heads[audience], items)


def listed(issue: Issue, like: Issue | None = None) -> Contents:
    """What the record tells of a version without its checksums: its items and its attachments.

    The files of the document itself are left out: they differ with every font. ``like`` is the
    version that it is compared with: where that went to nobody who has the closed attachments,
    they stand in no record of it.
    """
    items = tuple(ItemContents(item.nr, item.titel, "") for item in issue.punkter)
    files = [one for one in issue.filer if not is_document(one[0])]
    if like is not None and not any(map(_is_closed, like.filer)):
        files = [one for one in files if not _is_closed(one)]
    return Contents(checksum([[(item.nr, item.titel) for item in items], sorted(files)]), "", items)


def _is_closed(file: tuple[str, str]) -> bool:
    """Whether a file in the record is called by its reference alone."""
    return not is_document(file[0]) and " - " not in file[0]


class CalendarState(Struct, frozen=True):
    """What makes a client ask for acceptance again: time, place and status."""

    dage: tuple[Tidsrum, ...]
    """Of a meeting over several days one for each; earlier versions told of one from the first day
    to the last."""
    aflyst: bool
    sted: str
    """May be empty."""

    @classmethod
    def of(cls, meeting: Indkaldelse) -> CalendarState:
        """That of an entry."""
        return cls(meeting.dage, meeting.aflyst, meeting.sted)

    @classmethod
    def read(cls, text: str) -> CalendarState:
        """As the record has it; raises ``ValueError``."""
        times, status, place = text.split(" ", 2)
        return cls(tuple(map(_read_span, times.split(","))), status == CANCELLED, place)

    def __str__(self) -> str:
        status = CANCELLED if self.aflyst else "holdes"
        return f"{','.join(map(_written_span, self.dage))} {status} {self.sted}"

    @property
    def start(self) -> datetime | date:
        """When it begins."""
        return self.dage[0].start

    @property
    def slut(self) -> datetime | None:
        """When it ends; ``None`` where that is not known."""
        return self.dage[-1].slut


def _read_span(text: str) -> Tidsrum:
    begins, ends = text.split("/")
    start = datetime.fromisoformat(begins) if "T" in begins else date.fromisoformat(begins)
    return Tidsrum(start, datetime.fromisoformat(ends) if ends else None)


def _written_span(span: Tidsrum) -> str:
    start = f"{span.start:{_TO_THE_MINUTE if isinstance(span.start, datetime) else _DAY}}"
    return f"{start}/{span.slut:{_TO_THE_MINUTE}}" if span.slut else f"{start}/"


def as_known(meeting: Indkaldelse, state: CalendarState) -> Indkaldelse:
    """The entry as somebody knows it who was told of this state, without its items."""
    moede = replace(meeting.moede, sted=state.sted or None)
    return replace(meeting, moede=moede, dage=state.dage, tekst="", link="")


def calendar_state(meeting: Indkaldelse) -> str:
    """The state of an entry, as the record has it."""
    return str(CalendarState.of(meeting))


def sequence(issues: Sequence[Issue], state: str) -> int:
    """SEQUENCE of the calendar entry: one more than last time if its state has changed."""
    last = issues[-1] if issues else None
    if last is None:
        return 0
    return last.sekvens + (last.kalender != state)
