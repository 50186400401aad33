"""Which things of a row have kept their order, when some of them have moved."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping


def longest_rising(places: Mapping[int, int]) -> frozenset[int]:
    """As many keys as can be whose values rise with them; the others are the fewest that moved."""
    ends: list[int] = []
    last: list[int] = []
    before: dict[int, int | None] = {}
    for key in sorted(places):
        at = bisect_left(ends, places[key])
        before[key] = last[at - 1] if at else None
        ends[at : at + 1] = [places[key]]
        last[at : at + 1] = [key]
    kept: set[int] = set()
    one = last[-1] if last else None
    while one is not None:
        kept.add(one)
        one = before[one]
    return frozenset(kept)
