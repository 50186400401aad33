"""Whether two titles are one: spelt otherwise, or cut off."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from moedebog.importer.genre.patterns import folded

_CUT = 20
"""A title that is cut off is longer than this."""


_NEAREST = 30


ALIKE = 0.9
"""How alike two spellings of one title are."""


def key_of(text: str) -> str:
    """What two spellings of one title share: letters and digits."""
    return re.sub(r"[\W_]+", "", folded(text))


def same_title(one: str, other: str) -> bool:
    """Whether two titles are one, the second perhaps cut off."""
    a, b = folded(one), folded(other)
    if not a or not b:
        return False
    if a == b or (len(b) > _CUT and a.startswith(b.rstrip(". "))):
        return True
    short = a[: len(b)] if len(b) > 40 else a
    if not 0.8 < len(short) / len(b) < 1.25:
        return False
    least = ALIKE * (len(short) + len(b)) / 2
    # No more can be alike than has its letter in the other: the kinds of letters tell quickly.
    kinds, others = _kinds(short), _kinds(b)
    if min(len(short) - len(kinds - others), len(b) - len(others - kinds)) <= least:
        return False
    if (_letters(short) & _letters(b)).total() <= least:
        return False
    return SequenceMatcher(None, short, b).ratio() > ALIKE


@lru_cache(maxsize=5000)
def _letters(text: str) -> Counter[str]:
    return Counter(text)


@lru_cache(maxsize=5000)
def _kinds(text: str) -> frozenset[str]:
    return frozenset(text)


class Titles:
    """Titles that can be asked whether another spelling of one is among them.

    Each is compared with the few that begin or end most like it; up to that many, with all.
    """

    def __init__(self, titles: Sequence[str]) -> None:
        self.titles = titles
        words = [folded(title) for title in titles]
        self.whole = frozenset(words)
        self.starts = frozenset(word.rstrip(". ") for word in words if len(word) > _CUT)
        self.lengths = sorted(set(map(len, self.starts)))
        self.first: dict[str, int] = {}
        """Of each spelling, where it stands first."""
        for at, word in enumerate(words):
            self.first.setdefault(word, at)
        self.orders = [
            sorted(self.first.items()),
            sorted((word[::-1], at) for word, at in self.first.items()),
        ]

    def has(self, title: str) -> bool:
        """Whether one of them is this title, itself perhaps cut off."""
        word = folded(title)
        if word and word in self.whole:
            return True
        if any(word[:length] in self.starts for length in self.lengths):
            return True
        return any(same_title(title, self.titles[at]) for at in self._near(word))

    def like(self, title: str) -> Iterator[int]:
        """The places of those that this title is, perhaps cut off: spelt the same first."""
        word = folded(title)
        same = self.first.get(word) if word else None
        if same is not None:
            yield same
        for at in self._near(word):
            if at != same and same_title(self.titles[at], title):
                yield at

    def _near(self, word: str) -> list[int]:
        """The places of those that begin or end most like this, in their order."""
        if len(self.first) <= 2 * _NEAREST:
            return list(self.first.values())
        found: set[int] = set()
        for order, key in zip(self.orders, (word, word[::-1]), strict=True):
            place = bisect_left(order, (key, -1))
            beside = order[max(0, place - _NEAREST) : place + _NEAREST]
            found |= {at for _, at in beside}
        return sorted(found)
