"""Breaks a paragraph into lines."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from moedebog.render.pdf.shaping import Join, Piece
from moedebog.render.pdf.sheet import Look

_SLACK = 0.01
_CUT_AFTER = "/.-_?&=:;,@+"
"""Where a word too long for a line is best cut."""


class Segment(Struct, frozen=True):
    """Characters of one look on a line."""

    text: str
    look: Look
    width: float


class Line(Struct, frozen=True):
    """One line: its segments, and its width without the space that may end it."""

    segments: tuple[Segment, ...]
    width: float


def break_lines(pieces: Sequence[Piece], width: float) -> list[Line]:
    """Lines no wider than ``width``. Where a line ends at a space, the space is kept at its
    end, so that words stay apart when the text is copied.
    """
    lines: list[Line] = []
    carried: list[Piece] = []  # the end of a word that was cut: the line begins with it
    start = index = 0  # where the rest of the line begins, and what comes next
    used = 0.0
    count = len(pieces)
    while index < count:
        _, look, room, join, space = pieces[index]
        end = index + 1
        while end < count and pieces[end].join is Join.NOTHING:
            room += pieces[end].width
            end += 1
        limit = width + _SLACK
        if end < count and pieces[end].join is Join.SOFT:
            limit -= _hyphen(look)
        if index > start or carried:
            gap = space.space if join is Join.SPACE else 0.0
            if used + gap + room <= limit and join is not Join.NEWLINE:
                used += gap + room
                index = end
                continue
            lines.append(_line([*carried, *pieces[start:index]], join))
            carried = []
            start = index
        if room > limit:
            *full, carried = _cut(pieces[index:end], width)
            lines.extend(_line(part, Join.NOTHING) for part in full)
            room = sum(piece.width for piece in carried)
            start = end
        used = room
        index = end
    if start < count or carried:
        lines.append(_line([*carried, *pieces[start:]], Join.NOTHING))
    return lines


def _line(pieces: Sequence[Piece], end: Join) -> Line:
    """A line of these pieces; ``end`` is what comes after it."""
    segments: list[Segment] = []
    words: list[str] = []
    look, width, total = pieces[0].look, 0.0, 0.0

    def finish() -> None:
        segments.append(Segment("".join(words), look, width))
        words.clear()

    first = True
    for text, other, wide, join, space in pieces:
        if join is Join.SPACE and not first:
            if space is not look and space is other:
                finish()
                look, width = other, 0.0
            words.append(" ")
            width += space.space
            total += space.space
        if other is not look:
            finish()
            look, width = other, 0.0
        words.append(text)
        width += wide
        total += wide
        first = False
    if end is Join.SPACE or end is Join.NEWLINE:
        words.append(" ")
    elif end is Join.SOFT:
        words.append("\u00ad")
        width += _hyphen(look)
        total += _hyphen(look)
    finish()
    return Line(tuple(segments), total)


def _hyphen(look: Look) -> float:
    return look.face.width("\u00ad") * look.size


def _cut(group: Sequence[Piece], width: float) -> list[list[Piece]]:
    """A word too long for a line, cut into parts that each fit on one."""
    parts: list[list[Piece]] = [[]]
    room = width
    for piece in group:
        text, look = piece.text, piece.look
        start = 0
        while start < len(text):
            end = _fitting(text, start, look, room)
            if end < len(text):
                likely = start + (end - start) * 2 // 3
                best = max(text.rfind(c, likely, end) for c in _CUT_AFTER)
                end = best + 1 if best > start else end
            if end == start and not parts[-1]:
                end = start + 1
            if end > start:
                part = text[start:end]
                size = look.face.width(part) * look.size
                parts[-1].append(piece._replace(text=part, width=size, join=Join.NOTHING))
                room -= size
                start = end
            if start < len(text):
                parts.append([])
                room = width
    return parts


def _fitting(text: str, start: int, look: Look, room: float) -> int:
    """Where the characters of ``text`` from ``start`` on that fit end."""
    used = 0.0
    for index in range(start, len(text)):
        used += look.face.width(text[index]) * look.size
        if used > room + _SLACK:
            return index
    return len(text)
