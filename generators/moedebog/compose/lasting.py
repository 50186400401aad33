"""The numbers that items keep once the dagsorden is issued, as the forum's policy has it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import count
from string import ascii_uppercase

from moedebog.catalogue import NyePunkter
from moedebog.compose.identity import Identified
from moedebog.compose.numbering import Given, Numbered, counts
from moedebog.meeting import Meeting

_LETTERED = re.compile(r"(?P<number>.+)\.[A-Z]+")


def lasting_numbers(meeting: Meeting, items: Sequence[Numbered], found: Identified) -> Given:
    """The labels of items without their own where new ones find a place between the others.

    Those that were issued keep theirs. A new one behind which an issued one stands gets a letter,
    or the next number after the last; one at the end simply goes on counting.
    """
    found = found.whole
    if meeting.forum.politik.nye_punkter is NyePunkter.FEJL or not found.known:
        return {}
    given: dict[int, str] = {}
    for scope in _scopes(items):
        _Scope(meeting, items, scope, found, given).give()
    return given


def _scopes(items: Sequence[Numbered]) -> Iterator[list[int]]:
    """The places of items that are counted together: of one parent, and of one group."""
    scopes: dict[tuple[int | None, str | None], list[int]] = {}
    for index, item in enumerate(items):
        scopes.setdefault((item.parent, item.gruppe), []).append(index)
    yield from scopes.values()


class _Scope:
    """Items that are counted together; their labels are put among the ``given``."""

    def __init__(
        self,
        meeting: Meeting,
        items: Sequence[Numbered],
        places: Sequence[int],
        found: Identified,
        given: dict[int, str],
    ) -> None:
        self.meeting, self.given = meeting, given
        self.items = [items[place] for place in places]
        self.known = [found.of_items[place] for place in places]
        gruppe = self.items[0].gruppe or ""
        self.taken = {nr for group, nr in found.owners if group == gruppe}
        """Every number that was ever issued, also of what is gone."""
        self.taken |= {item.punkt.nr for item in self.items if item.punkt.nr}
        parent = self.items[0].parent
        self.start = f"{self._label(items[parent])}." if parent is not None else ""
        """What their numbers begin with: the number that the item keeps whose parts they are."""

    def _label(self, item: Numbered) -> str:
        return self.given.get(id(item.punkt), item.nr)

    def give(self) -> None:
        last = max((i for i, one in enumerate(self.known) if one is not None), default=-1)
        is_lettered = self.meeting.forum.politik.nye_punkter is NyePunkter.MELLEM
        before = ""
        for index, (item, one) in enumerate(zip(self.items, self.known, strict=True)):
            if item.punkt.nr is not None:
                before = item.punkt.nr or before
            elif one is not None and one.item.nr:
                before = self.given[id(item.punkt)] = one.item.nr
            elif index < last and item.nr and counts(item.punkt, self.meeting):
                label = lettered(before, self.taken) if is_lettered and before else ""
                before = label or before
                self.given[id(item.punkt)] = label = label or self._next()
                self.taken.add(label)

    def _next(self) -> str:
        """The number after the last of those that end in one."""
        used = [nr.removeprefix(self.start) for nr in self.taken if nr.startswith(self.start)]
        most = max((int(number) for number in used if number.isdigit()), default=0)
        return next(
            label for n in count(most + 1) if (label := f"{self.start}{n}") not in self.taken
        )


def lettered(before: str, taken: Collection[str]) -> str:
    """The number before with the next letter: ``6.A``; empty where all letters are taken."""
    match = _LETTERED.fullmatch(before)
    number = match["number"] if match else before
    letters = (f"{number}.{letter}" for letter in ascii_uppercase)
    return next((label for label in letters if label not in taken), "")
