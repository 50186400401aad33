"""Corrections of an approved referat: which item each is of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from moedebog.compose.numbering import Numbered
from moedebog.meeting import Meeting, Rettelse

_WORD = re.compile(r"(?:[^\W\d]+\.?\s+)?(?:nr\.?\s*)?(.+?)\.?")
"""An item's number, also behind the word for an item: ``punkt 7``, ``pkt. 7``, ``7.``."""
_MEETING = re.compile(
    r"(?:(?P<mappe>[\w.-]+(?:/[\w.-]+)*)/)?(?P<stamme>(?P<dato>\d{4}-\d\d-\d\d)[\w.-]*?)"
    r"(?:,?\s+(?:[^\W\d]+\.?\s+)?(?P<punkt>\d\S*?)\.?)?"
)
"""The file of a meeting by its stem, where need be with the folder of its forum, and an item."""


class Misplaced(Struct, frozen=True):
    """A correction of which nobody knows what it is about."""

    rettelse: Rettelse
    found: int
    """How many items are called so."""


class Corrections(Struct, frozen=True):
    """What is corrected of a referat."""

    of_items: Mapping[int, tuple[Rettelse, ...]]
    """By the places of the items, the oldest first."""
    of_meeting: tuple[Rettelse, ...]
    """Of the meeting as a whole, the oldest first."""
    misplaced: tuple[Misplaced, ...]


class DecidedAt(Struct, frozen=True):
    """A meeting at which something was decided, as a file is named."""

    dato: date
    stamme: str
    mappe: str
    """The folder of its forum; empty where it is the same."""
    punkt: str
    """The number of an item; may be empty."""


def corrections(meeting: Meeting, items: Sequence[Numbered]) -> Corrections:
    """Each correction with its item."""
    of_items: dict[int, list[Rettelse]] = defaultdict(list)
    whole: list[Rettelse] = []
    misplaced: list[Misplaced] = []
    for one in sorted(meeting.rettelser, key=lambda one: one.dato):
        if one.punkt is None:
            whole.append(one)
            continue
        found = places(one.punkt, items)
        if len(found) == 1:
            of_items[found[0]].append(one)
        else:
            misplaced.append(Misplaced(one, len(found)))
    return Corrections(
        {place: tuple(own) for place, own in of_items.items()}, tuple(whole), tuple(misplaced)
    )


def places(written: str, items: Sequence[Numbered]) -> list[int]:
    """The places of the items that have an id or a number."""
    by_id = [i for i, item in enumerate(items) if item.punkt.id and item.punkt.id == written]
    if by_id:
        return by_id
    found = _WORD.fullmatch(written)
    for name in (written, found[1] if found else written):
        same = [i for i, item in enumerate(items) if item.nr and item.nr == name]
        if same:
            return same
    return []


def decided_at(written: str) -> DecidedAt | None:
    """The meeting whose file is named; ``None`` where it is told in words."""
    found = _MEETING.fullmatch(written)
    if found is None:
        return None
    try:
        day = date.fromisoformat(found["dato"])
    except ValueError:
        return None
    return DecidedAt(day, found["stamme"], found["mappe"] or "", found["punkt"] or "")
