"""Short texts such as names side by side in columns, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Sequence

_MOST = 3
"""Columns."""
_FIT = 0.75
"""So large a part of the texts must fit one column; the others reach over more than one."""

Row = list[tuple[int, int]]
"""What stands in a row: the number of the text, and the column where it begins."""


def columns(widths: Sequence[float], room: float, gap: float) -> int:
    """How many columns the texts stand in: three where most of them fit, else two."""
    step = (room + gap) / _MOST
    fitting = sum(width <= step - gap for width in widths)
    return _MOST if fitting >= _FIT * len(widths) else 2


def rows(widths: Sequence[float], room: float, gap: float, count: int) -> list[Row]:
    """The texts row by row; none is broken that fits a row."""
    step = (room + gap) / count
    made: list[Row] = [[]]
    at = 0
    for number, width in enumerate(widths):
        taken = min(max(1, -(-int(width + gap) // max(1, int(step)))), count)
        if at + taken > count:
            made.append([])
            at = 0
        made[-1].append((number, at))
        at += taken
    return [row for row in made if row]
