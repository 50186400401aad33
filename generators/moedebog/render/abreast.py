"""Short texts such as names side by side in columns, in the order in which they are read, with
labels before them."""

from __future__ import annotations

from collections.abc import Sequence

_MOST = 3
"""Columns."""
_OVER, _SHARE = 2, 0.1
"""At most so many texts, and so large a part of them, may be too wide for one of three columns;
each of them takes a row of its own."""
_NARROW = 0.15
"""So large a part of the room the labels before the names take at most, where most are short."""
_SLACK = 0.01

Row = list[tuple[int, int]]
"""What stands in a row: the number of the text, and the column where it begins."""


def columns(widths: Sequence[float], room: float, gap: float) -> int:
    """How many columns the texts stand in: three where all but a few of them fit, else two."""
    wide = sum(_is_wide(one, room, gap, _MOST) for one in widths)
    return _MOST if wide <= min(_OVER, _SHARE * len(widths)) else 2


def label_column(widths: Sequence[float], room: float) -> float:
    """The widest label that stands before its names; longer ones stand above theirs.

    Where most are long, all of them stand before.
    """
    short = [width for width in widths if width <= _NARROW * room]
    return max(short if 2 * len(short) > len(widths) else widths)


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
