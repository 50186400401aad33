"""What a document says, as checksums, and what has changed between two versions of it.

Whether a document has changed is decided by what it says, not by its bytes: a new font or
a new version of moedebog is no reason to mail "Rettet" to everybody.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Any

from msgspec import Struct

from moedebog.build import digest_of
from moedebog.document import Audience, Document
from moedebog.outgoing import Forsendelse, Indkaldelse
from moedebog.send.issued import Issue, Item

CANCELLED = "aflyst"
_SHORT = 16
"""Characters of an item's checksum: enough to tell two texts of one item apart."""
_POSITION = frozenset({"position"})
_MOVED = frozenset({"anker", "nr", "tid", "overskrift", "undertitel", "gruppe", "niveau"})
"""Attributes of an item that differ when it has only moved."""


def content_sum(dispatch: Forsendelse) -> str:
    """Checksum of all that one reader gets: the document's words and the attachments."""
    bilag = [(b.reference, b.titel, digest_of(b.sti)) for b in dispatch.bilag]
    return _sum([_plain(dispatch.document), bilag, dispatch.indkaldelse.aflyst])


def head_sum(document: Document) -> str:
    """Checksum of what stands outside the items: facts, introduction, closing sections."""
    signatures = [s for s in document.slutafsnit if s.slags != "bilagsoversigt"]
    parts = (document.forum, document.dato_tekst, document.status, document.fakta)
    return _sum([_plain(part) for part in (*parts, document.indledning, tuple(signatures))])[
        :_SHORT
    ]


def items_of(dispatches: Mapping[Audience, Forsendelse]) -> tuple[Item, ...]:
    """The items as the public sees them, with the checksums of both audiences.

    Parts of a closed item, which the public does not see, count into the item itself.
    """
    public = {p.anker: p for p in dispatches[Audience.OFFENTLIG].document.punkter}
    sums: dict[str, dict[Audience, list[str]]] = {
        anchor: {audience: [] for audience in Audience} for anchor in public
    }
    for audience, dispatch in dispatches.items():
        last = ""
        for punkt in dispatch.document.punkter:
            last = punkt.anker if punkt.anker in public else last
            files = [(b.titel, digest_of(b.sti)) for b in dispatch.bilag if b.punkt == punkt.anker]
            if last:
                sums[last][audience].append(_sum([_plain(punkt, _MOVED), files]))
    return tuple(
        Item(
            punkt.nr,
            punkt.titel,
            {audience: _sum(found)[:_SHORT] for audience, found in sums[anchor].items()},
        )
        for anchor, punkt in public.items()
    )


def calendar_state(meeting: Indkaldelse) -> str:
    """What makes a client ask for acceptance again: time, place and status."""
    moede = meeting.moede
    status = CANCELLED if moede.aflyst else "holdes"
    times = f"{moede.start:%Y-%m-%dT%H:%M}/{meeting.slut:%Y-%m-%dT%H:%M}"
    return f"{times} {status} {moede.sted or ''}"


def sequence(issues: Sequence[Issue], state: str) -> int:
    """SEQUENCE of the calendar entry: one more than last time if its state has changed."""
    last = issues[-1] if issues else None
    if last is None:
        return 0
    return last.sekvens + (last.kalender != state)


def _plain(value: Any, without: frozenset[str] = frozenset()) -> Any:
    """A document tree as JSON has it; positions in the meeting file are no content."""
    if isinstance(value, Struct):
        return [
            type(value).__name__,
            *(
                _plain(getattr(value, name))
                for name in value.__struct_fields__
                if name not in _POSITION | without
            ),
        ]
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Path):
        return digest_of(value)
    return value if value is None or isinstance(value, (str, int, bool)) else str(value)


def _sum(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()


# --- what has changed -------------------------------------------------------------------------


def changes(old: Issue, new: Issue, dispatch: Forsendelse) -> tuple[str, ...]:
    """What has changed for the readers of ``dispatch``, a sentence each.

    Of an item that this audience reads only the public side of, only that side counts.
    """
    audience = old.known_as(dispatch.document.audience)
    found = list(_calendar_changes(old.kalender, new.kalender))
    if old.heads[audience] != new.heads[audience] and not found:
        found.append("Mødets oplysninger er ændret.")
    found += _item_changes(old.punkter, new.punkter, dispatch.document, audience)
    if not found and old.sums[audience] != new.sums[audience]:
        found.append("Tider, numre eller opstilling er ændret.")
    return tuple(found)


def _calendar_changes(old: str, new: str) -> Iterator[str]:
    """What differs between two states of the calendar entry, as ``calendar_state`` has them."""
    before, now = old.split(" ", 2), new.split(" ", 2)
    if before[0] != now[0]:
        yield "Mødets tid er ændret."
    if before[2] != now[2]:
        yield "Mødets sted er ændret."
    if before[1] != now[1]:
        yield "Mødet er aflyst." if now[1] == CANCELLED else "Mødet holdes alligevel."


def _item_changes(
    old: Sequence[Item], new: Sequence[Item], document: Document, audience: Audience
) -> Iterator[str]:
    """First those of now, in their order, then those that are gone.

    ``audience``: whose checksums tell what the readers of the document had.
    """
    headings = {p.nr or p.titel: p.overskrift for p in document.punkter}
    left = list(old)
    before: dict[int, Item] = {}
    for same in (_unmoved, _same_title, _same_number):
        for index, item in enumerate(new):
            was = next((o for o in left if index not in before and same(o, item)), None)
            if was is not None:
                before[index] = was
                left.remove(was)
    for index, item in enumerate(new):
        heading = headings.get(item.nr or item.titel, item.titel)
        if index not in before:
            yield f"{heading} er nyt."
        elif not (
            _same_title(before[index], item) and before[index].sums[audience] == item.sums[audience]
        ):
            yield f"{heading} er ændret."
    for item in left:
        yield f"Punktet »{item.titel}« er taget af."


def _unmoved(old: Item, new: Item) -> bool:
    return (old.nr, old.titel) == (new.nr, new.titel)


def _same_title(old: Item, new: Item) -> bool:
    return old.titel == new.titel


def _same_number(old: Item, new: Item) -> bool:
    return bool(old.nr) and old.nr == new.nr
