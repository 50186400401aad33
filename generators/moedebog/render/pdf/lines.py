"""Lines of text, each of which takes what it can hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from moedebog.render.pdf.shaping import Join, Piece
from moedebog.render.pdf.sheet import Look
from moedebog.syllables import at_joint, divisions, leaves_few

SLACK = 0.01
MOST_HYPHENS = 2
"""So many lines in a row may end inside a word."""
_ROOM = 0.08
"""A word of running text is divided where else so much of the width would be left over."""
_HALF_EMPTY = 0.5
"""A word too long for a line begins on one of which so much would else be left over."""
_CUT_AFTER = " /.-_?&=:;,@+"
"""Where a word too long for a line is best cut."""


class Segment(Struct, frozen=True, gc=False):
    """Characters of one look on a line."""

    text: str
    look: Look
    width: float


class Line(Struct, frozen=True, gc=False):
    """One line: its segments, and its width without the space that may end it."""

    segments: tuple[Segment, ...]
    width: float
    continued: bool = False
    """It goes on with a line of code that was too long."""

    @property
    def divided(self) -> bool:
        """It ends inside a word."""
        return self.segments[-1].text.endswith("\u00ad")


def greedy(pieces: Sequence[Piece], width: float, prose: bool, after: Join) -> list[Line]:
    """The lines of a text without line breaks of its own; ``after`` is what comes after it.

    Words of running text (``prose``) are divided to fill lines; else only those that are wider
    than a line.
    """
    lines: list[Line] = []
    carried: list[Piece] = []  # the end of a word that was cut: the line begins with it
    start = index = hyphens = 0  # where the rest of the line begins, and what comes next
    used = 0.0
    count, most = len(pieces), width + SLACK
    nothing, soft = Join.NOTHING, Join.SOFT
    while index < count:
        piece = pieces[index]
        room, gap = piece.width, piece.gap
        end = index + 1
        while end < count and pieces[end].join is nothing:
            room += pieces[end].width
            end += 1
        limit = most
        if end < count and pieces[end].join is soft:
            limit -= hyphen(piece.look)
        if index > start or carried:
            if used + gap + room <= limit:
                used += gap + room
                index = end
                continue
            over = width - used - gap
            if prose and over > width * _ROOM and hyphens < MOST_HYPHENS:
                least = over - width * _ROOM
                found = divided(pieces[index:end], over, before(pieces, index), least)
                if found is not None:
                    head, tail = found.head, found.tail
                    lines.append(line_of([*carried, *pieces[start:index], *head], Join.SOFT))
                    hyphens += 1
                    *full, (last, _) = _cut(tail, width, "")
                    lines += [line_of(part, ending) for part, ending in full]
                    carried, start, index = list(last), end, end
                    used = sum([piece.width for piece in carried])
                    continue
            earliest = start + (not carried) if hyphens >= MOST_HYPHENS else index
            word = _begin_of_word(pieces, earliest, index)
            if word < index:  # the whole word goes to the next line
                lines.append(line_of([*carried, *pieces[start:word]], pieces[word].join))
                carried, start, index, hyphens = [], word, word, 0
                continue
            first, *full, (last, _) = _begun(pieces[index:end], width, over)
            if first[0]:
                lines.append(line_of([*carried, *pieces[start:index], *first[0]], Join.NOTHING))
                lines += [line_of(part, ending) for part, ending in full]
                carried, start, index, hyphens = list(last), end, end, 0
                used = sum([piece.width for piece in carried])
                continue
            lines.append(line_of([*carried, *pieces[start:index]], piece.join))
            hyphens = hyphens + 1 if piece.join is soft else 0
            carried, start = [], index
        if room > limit:
            *full, (last, _) = _cut(pieces[index:end], width, before(pieces, index))
            lines += [line_of(part, ending) for part, ending in full]
            carried = list(last)
            room = sum([piece.width for piece in carried])
            start = end
        used = room
        index = end
    if start < count or carried:
        lines.append(line_of([*carried, *pieces[start:]], after))
    return lines


def _begin_of_word(pieces: Sequence[Piece], first: int, index: int) -> int:
    """Where the word begins inside which a line would end, not before ``first``; else ``index``."""
    inside = (Join.NOTHING, Join.SOFT)
    return next((i for i in range(index, first - 1, -1) if pieces[i].join not in inside), index)


def line_of(pieces: Sequence[Piece], end: Join) -> Line:
    """A line of these pieces; ``end`` is what comes after it."""
    first, blank = pieces[0], Join.SPACE
    look, text = first.look, first.text
    # It may have been kerned with what was before it.
    width = first.width if first.join is blank else look.width(text)
    segments: list[Segment] = []
    words = [text]

    def finish() -> None:
        segments.append(Segment("".join(words), look, width))
        words.clear()

    for piece in pieces[1:]:
        other = piece.look
        if piece.join is blank:
            space = piece.space
            if space is not look and (space is other or space.level != look.level):
                finish()
                look, width = space, 0.0
            words.append(" ")
            width += piece.gap
        if other is not look:
            finish()
            look, width = other, 0.0
        words.append(piece.text)
        width += piece.width
    if end is blank or end is Join.NEWLINE:
        words.append(" ")
    elif end is Join.SOFT:
        words.append("\u00ad")
        width += hyphen(look, pieces[-1].text)
    finish()
    return Line(tuple(segments), sum([segment.width for segment in segments]))


def hyphen(look: Look, after: str = "") -> float:
    """The width of a hyphen at the end of a line, after some text."""
    return look.width(f"{after}\u00ad") - (look.width(after) if after else 0.0)


# --- words that stand on two lines -----------------------------------------------------------


def before(pieces: Sequence[Piece], index: int) -> str:
    """The word before a piece; empty where it is the first of a paragraph."""
    return pieces[index - 1].text if index else ""


class Halves(NamedTuple):
    """A word as what stands on one line, before a hyphen, and on the next."""

    head: list[Piece]
    tail: list[Piece]
    joint: bool
    """It is a word joined of these two."""
    few: bool
    """One has fewer letters than is usual."""


def divided(
    word: Sequence[Piece], room: float, previous: str | None, least: float | None = None
) -> Halves | None:
    """A word divided so that as much as can be fits into ``room``; at a joint, if the half before
    it is ``least`` wide with its hyphen.
    """
    found = halves(word, room, previous)
    if least is not None:
        for way in reversed(found):
            if sum(piece.width for piece in way.head) + hyphen(way.head[-1].look) < least:
                break
            if way.joint:
                return way
    return found[-1] if found else None


def halves(
    word: Sequence[Piece], room: float, previous: str | None, *, few: bool = False
) -> list[Halves]:
    """All ways to divide a word such that the first half and a hyphen fit into ``room``, the
    longest one last. ``previous`` is the word before it; without it names are divided too. With
    ``few`` those count that leave fewer letters together than is usual.
    """
    used = 0.0
    found: list[Halves] = []
    for index, piece in enumerate(word):
        if used >= room:
            break
        look, text = piece.look, piece.text
        places = divisions(text, look.language, previous, few=few) if look.language else ()
        for place in places:
            head = text[:place]
            if used + look.width(f"{head}\u00ad") > room + SLACK:
                break
            tail = with_text(piece, text[place:], Join.NOTHING)
            first = [*word[:index], with_text(piece, head)]
            joint = at_joint(text, place, look.language)
            rest = [tail, *word[index + 1 :]]
            found.append(Halves(first, rest, joint, few and leaves_few(text, place)))
        used += piece.width
        previous = previous if previous is None else text
    return found


def with_text(piece: Piece, text: str, join: Join | None = None) -> Piece:
    """A piece with other characters."""
    wide = piece.look.width(text)
    join = piece.join if join is None else join
    return Piece(text, piece.look, wide, join, piece.space, piece.gap)


def _cut(word: Sequence[Piece], width: float, previous: str) -> list[tuple[Sequence[Piece], Join]]:
    """A word too long for a line, as parts that each fit on one, and what comes after each:
    at its syllables, if it has any, else anywhere.
    """
    parts: list[tuple[Sequence[Piece], Join]] = []
    while sum(piece.width for piece in word) > width + SLACK:
        found = divided(word, width, previous) or divided(word, width, None)
        if found is None:
            chopped = _chopped(word, width)
            return [*parts, *((part, Join.NOTHING) for part in chopped)]
        first, word = found.head, found.tail
        parts.append((first, Join.SOFT))
        previous = first[-1].text
    return [*parts, (word, Join.NOTHING)]


def _begun(word: Sequence[Piece], width: float, room: float) -> list[tuple[Sequence[Piece], Join]]:
    """A word too long for a line, without syllables, as parts of which the first fits into
    ``room``; that is empty where the word is best begun on the next line.
    """
    best_below: list[tuple[Sequence[Piece], Join]] = [((), Join.NOTHING)] * 2
    if room <= width * _HALF_EMPTY or sum([piece.width for piece in word]) <= width + SLACK:
        return best_below
    parts = _chopped(word, width, room)
    begins = bool(parts[0]) and parts[0][-1].text.endswith(tuple(_CUT_AFTER))
    if not begins or divided(word, width, None) is not None:
        return best_below
    parts[0][0] = replace(parts[0][0], join=word[0].join)
    return [(part, Join.NOTHING) for part in parts]


def _chopped(word: Sequence[Piece], width: float, room: float = 0.0) -> list[list[Piece]]:
    """A word cut between any two characters, best after a sign; its first part fits into
    ``room``, if that is given.
    """
    parts: list[list[Piece]] = [[]]
    room = room or width
    for piece in word:
        text, look = piece.text, piece.look
        start = 0
        while start < len(text):
            end = _fitting(text, start, look, room)
            if end < len(text):
                likely = start + (end - start) * 2 // 3
                best = max(text.rfind(c, likely, end) for c in _CUT_AFTER)
                blank = text.rfind("\u00a0", start, end)
                best = blank if blank > start else best
                end = best + 1 if best > start else end
            if end == start and not parts[-1]:
                end = start + 1
            if end > start:
                part = with_text(piece, text[start:end], Join.NOTHING)
                parts[-1].append(part)
                room -= part.width
                start = end
            if start < len(text):
                parts.append([])
                room = width
    return parts


def _fitting(text: str, start: int, look: Look, room: float) -> int:
    """Where the characters of ``text`` from ``start`` on that fit end."""
    used = 0.0
    for index in range(start, len(text)):
        used += look.width(text[index])
        if used > room + SLACK:
            return index
    return len(text)
