"""Short texts such as names side by side in columns, in the order in which they are read, with
labels before them."""

from __future__ import annotations

from collections.abc import Sequence

_MOST = 3
"""Columns."""
_OVER, _SHARE = 2, 0.1
"""At most so many texts, and so large a part of them, may be much too wide for one of three
columns, as those of leaders are; each of them takes a row of its own."""
_MUCH = 1.25
"""Of the column's width: what is a little too wide would look like a leader on such a row."""
_MANY = 0.35
"""Where more of the texts than this are too wide for one of two columns, there are none."""
_CLOSER = 0.5
"""So much of the usual gap is enough where a text is a little too wide."""
_NARROW = 0.15
"""So large a part of the room the labels before the names take at most, where most are short."""
_SLACK = 0.01

Row = list[tuple[int, int]]
"""What stands in a row: the number of the text, and the column where it begins."""


def columns(widths: Sequence[float], room: float, gap: float) -> tuple[int, float]:
    """How many columns the texts stand in, and the gap between them.

    Three where all fit but a few that are much wider, else two; one where many would not fit two.
    """
    for count in (_MOST, 2):
        for one in (gap, gap * _CLOSER):
            wide = [width for width in widths if _is_wide(width, room, one, count)]
            much = all(width > _MUCH * _column(room, one, count) for width in wide)
            if much and len(wide) <= min(_OVER, _SHARE * len(widths)):
                return count, one
    return (2 if len(wide) <= _MANY * len(widths) else 1), gap


def label_column(widths: Sequence[float], names: Sequence[float], room: float) -> float:
    """The widest label that stands before its names; longer ones stand above theirs.

    Where most are long, all of them stand before, if two columns of ``names`` have room beside
    them; else all of these stand above.
    """
    short = [width for width in widths if width <= _NARROW * room]
    if 2 * len(short) > len(widths):
        return max(short)
    widest = max(widths)
    wide = sum(_is_wide(one, room - widest, 0, 2) for one in names)
    return widest if wide <= _SHARE * len(names) else max(short, default=0)


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
    return width > _column(room, gap, count) + _SLACK


def _column(room: float, gap: float, count: int) -> float:
    return (room + gap) / count - gap
