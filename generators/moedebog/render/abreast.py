"""Short texts such as names side by side in columns, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Sequence

_MOST = 3
"""Columns."""
_OVER = 2
"""At most so many texts may be too wide for a column; each of them takes a row of its own."""
_SLACK = 0.01

Row = list[tuple[int, int]]
"""What stands in a row: the number of the text, and the column where it begins."""


def columns(widths: Sequence[float], room: float, gap: float) -> int:
    """How many columns the texts stand in: three where all but a few of them fit, else two."""
    return _MOST if sum(_is_wide(one, room, gap, _MOST) for one in widths) <= _OVER else 2


def rows(widths: Sequence[float], room: float, gap: float, count: int) -> list[Row]:
    """The texts row by row; a row has no hole but at its end."""
    made: list[Row] = []
    open_ = False
    for number, width in enumerate(widths):
        wide = _is_wide(width, room, gap, count)
        if wide or not open_ or len(made[-1]) == count:
            made.append([])
        made[-1].append((number, len(made[-1])))
        open_ = not wide
    return made


def _is_wide(width: float, room: float, gap: float, count: int) -> bool:
    return width > (room + gap) / count - gap + _SLACK
