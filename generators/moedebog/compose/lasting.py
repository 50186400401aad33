"""The numbers that items keep once the dagsorden is issued, as the forum's policy has it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import count
from string import ascii_uppercase

from moedebog.catalogue import NyePunkter
from moedebog.compose.identity import Identified, KnownItem
from moedebog.compose.numbering import Given, Numbered, counts
from moedebog.meeting import Meeting

_LETTERED = re.compile(r"(?P<number>.+)\.[A-Z]+")


def lasting_numbers(meeting: Meeting, items: Sequence[Numbered], found: Identified) -> Given:
    """The labels of items without their own where new ones find a place between the others.

    Those that were issued keep theirs. A new one behind which an issued one stands gets a letter,
    or the next number after the last; one at the end simply goes on counting.
    """
    policy = meeting.forum.politik.nye_punkter
    if policy is NyePunkter.FEJL or not found.known:
        return {}
    given: dict[int, str] = {}
    for scope in _scopes(items):
        _of_scope(meeting, [items[i] for i in scope], [found.of_items[i] for i in scope], given)
    return given


def _scopes(items: Sequence[Numbered]) -> Iterator[list[int]]:
    """The places of items that are counted together: of one parent, and of one group."""
    scopes: dict[tuple[int | None, str | None], list[int]] = {}
    for index, item in enumerate(items):
        scopes.setdefault((item.parent, item.gruppe), []).append(index)
    yield from scopes.values()


def _of_scope(
    meeting: Meeting,
    items: Sequence[Numbered],
    known: Sequence[KnownItem | None],
    given: dict[int, str],
) -> None:
    taken = {number for one in known if one is not None for _, number in one.numbers}
    last = max((i for i, one in enumerate(known) if one is not None), default=-1)
    before = ""
    for index, (item, one) in enumerate(zip(items, known, strict=True)):
        if item.punkt.nr is not None:
            before = item.punkt.nr or before
        elif one is not None and one.item.nr:
            before = given[id(item.punkt)] = one.item.nr
        elif index < last and item.nr and counts(item.punkt, meeting):
            label = ""
            if meeting.forum.politik.nye_punkter is NyePunkter.MELLEM and before:
                label = lettered(before, taken)
            given[id(item.punkt)] = label or _next(item, taken)
            taken.add(given[id(item.punkt)])
            before = given[id(item.punkt)] if label else before


def lettered(before: str, taken: Collection[str]) -> str:
    """The number before with the next letter: ``6.A``; empty where all letters are taken."""
    match = _LETTERED.fullmatch(before)
    number = match["number"] if match else before
    letters = (f"{number}.{letter}" for letter in ascii_uppercase)
    return next((label for label in letters if label not in taken), "")


def _next(item: Numbered, taken: set[str]) -> str:
    """The number after the last of those that end in one."""
    prefix = item.nr.rpartition(".")[0]
    start = f"{prefix}." if prefix else ""
    used = [number.removeprefix(start) for number in taken if number.startswith(start)]
    most = max((int(number) for number in used if number.isdigit()), default=0)
    return next(label for n in count(most + 1) if (label := f"{start}{n}") not in taken)
