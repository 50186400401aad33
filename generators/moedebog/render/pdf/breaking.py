"""Breaks a paragraph into lines.

Each line takes what it can hold. Where that leaves something ugly in running text (a line much
too short, a word alone at the end), the paragraph is broken as a whole instead: every place
where a line may end has the least cost of getting there (Knuth and Plass, 1981). Text is ragged
right, so what costs is room left over, hyphens, and a word alone on the last line.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from itertools import accumulate, pairwise
from typing import NamedTuple

from msgspec import Struct

from moedebog.render.pdf.lines import (
    MOST_HYPHENS,
    SLACK,
    Line,
    before,
    greedy,
    halves,
    hyphen,
    line_of,
)
from moedebog.render.pdf.shaping import Join, Piece

SHORT = 0.12
"""A line that leaves over more than so much of its width is ugly."""
_UGLY = 600.0
"""Its cost. What is left over costs its square, in per cent."""
_UGLIER = 0.2
"""Times the cube of what is left over beyond that, in per cent."""
_ALONE = 600.0
"""Of a word alone on the last line."""
_SHORT_ALONE = 1000.0
"""Of one narrower than a line may be short."""
_END_ALONE = 400.0
"""More of one that is the end of a word."""
_HYPHEN = 30.0
_ANOTHER_HYPHEN = 60.0
"""Of one right below another."""
_NO_JOINT = 20.0
"""Of one where a word is not joined of two."""
_FEW_LETTERS = 150.0
"""Of one that fewer letters than is usual stand before or after: less than a line costs that is
much too short.
"""
_LINE = 10.0
_LEAST_FILLED = 0.7
"""No line is filled less, if there is another way."""
_NEARLY_FULL = 0.88
"""A word that fits on a line may be divided where it fills it so far."""
_WAYS_TO_DIVIDE = 3
"""So many of the ways to divide a word are tried, those that fill the line best."""


_SLIGHT = 0.3
"""A word that takes less of the width does not stand alone on the last line of a cell."""
_TRIES = 4
"""So often a narrower width is tried for a heading."""


def break_lines(pieces: Sequence[Piece], width: float, *, prose: bool = False) -> list[Line]:
    """Lines no wider than ``width``. Where a line ends at a space, the space is kept at its
    end, so that words stay apart when the text is copied. Words of running text (``prose``)
    are divided to fill lines; else only those that are wider than a line.
    """
    newline = Join.NEWLINE
    starts = [i for i, piece in enumerate(pieces) if piece.join is newline and i]
    if not starts:
        return _broken(pieces, width, prose, Join.NOTHING)
    lines: list[Line] = []
    for start, end in pairwise([0, *starts, len(pieces)]):
        after = Join.NOTHING if end == len(pieces) else Join.NEWLINE
        lines += _broken(pieces[start:end], width, prose, after)
    return lines


def balanced(pieces: Sequence[Piece], width: float) -> list[Line]:
    """As many lines as at this width, about as long as each other: for headings."""
    lines = break_lines(pieces, width)
    if len(lines) < 2:
        return lines
    low, high = max(width / 2, sum(line.width for line in lines) / len(lines)), width
    for _ in range(_TRIES):
        middle = (low + high) / 2
        found = break_lines(pieces, middle)
        if len(found) > len(lines) or _is_cut(found):
            low = middle
        else:
            lines, high = found, middle
    return lines


def even(lines: list[Line], pieces: Sequence[Piece], width: float) -> list[Line]:
    """The lines, or as many about as long as each other where the last is one short word."""
    if len(lines) < 2 or lines[-1].width > width * _SLIGHT or _is_cut(lines):
        return lines
    last = "".join(segment.text for segment in lines[-1].segments)
    return lines if " " in last.strip() else balanced(pieces, width)


def _is_cut(lines: Sequence[Line]) -> bool:
    """Whether a line ends inside a word."""
    return any(not line.segments[-1].text.endswith((" ", "-", "/")) for line in lines[:-1])


def _broken(pieces: Sequence[Piece], width: float, prose: bool, after: Join) -> list[Line]:
    """The lines of text without line breaks of its own."""
    if pieces and sum([piece.gap + piece.width for piece in pieces]) <= width:
        return [line_of(pieces, after)]
    lines = greedy(pieces, width, prose, after)
    if prose and len(lines) > 1 and _ugly(lines, width):
        return _best(pieces, width, after) or lines
    return lines


def _ugly(lines: Sequence[Line], width: float) -> bool:
    least = width * (1 - SHORT)
    if any(line.width < least for line in lines[:-1]):
        return True
    return len("".join(segment.text for segment in lines[-1].segments).split()) == 1


# --- the paragraph as a whole -------------------------------------------------------------------


class _Word(Struct, frozen=True, eq=False, gc=False):
    """Pieces that stay together, unless a word is divided."""

    pieces: Sequence[Piece]
    width: float
    gap: float
    join: Join
    previous: str
    """The word before it."""

    @property
    def bound(self) -> bool:
        """They are several words, between which no line ends."""
        return any("\u00a0" in piece.text for piece in self.pieces)


class _Start(NamedTuple):
    """Where a line may begin."""

    word: int
    rest: int
    """How many characters of the word before it stand on this line too; mostly none."""
    hyphens: int
    """So many lines in a row above it end inside a word."""


class _Way(Struct, frozen=True, eq=False, gc=False):
    """The best way to a start."""

    cost: float
    above: _Start
    """Where the line above begins."""
    head: Sequence[Piece]
    """What stands at the end of that line of a word that is divided."""
    tail: Sequence[Piece]
    """And what stands on this one."""


class _Step(Struct, frozen=True, eq=False, gc=False):
    """A line: where the next one begins, and what it costs."""

    start: _Start
    cost: float
    head: Sequence[Piece] = ()
    tail: Sequence[Piece] = ()


def _best(pieces: Sequence[Piece], width: float, after: Join) -> list[Line] | None:
    """The lines that together cost least; ``None`` where a word is wider than a line."""
    words = list(_words(pieces))
    reach = list(accumulate((word.gap + word.width for word in words), initial=0.0))
    first = _Start(0, 0, 0)
    ways = {first: _Way(0, first, (), ())}
    waiting = [(0, 0, first)]
    last: _Start | None = None
    while waiting:
        _, _, start = heappop(waiting)
        if start.word == len(words) and not start.rest:
            last = start if last is None or ways[start].cost < ways[last].cost else last
            continue
        way = ways[start]
        for step in _steps(words, reach, start, way.tail, width):
            cost = way.cost + step.cost
            known = ways.get(step.start)
            if known is None:
                heappush(waiting, (step.start.word, -step.start.rest, step.start))
            if known is None or cost < known.cost:
                ways[step.start] = _Way(cost, start, step.head, step.tail)
    return None if last is None else _lines(words, ways, last, after)


def _words(pieces: Sequence[Piece]) -> Iterator[_Word]:
    start, count, nothing = 0, len(pieces), Join.NOTHING
    while start < count:
        end = start + 1
        while end < count and pieces[end].join is nothing:
            end += 1
        first = pieces[start]
        together = pieces[start:end]
        wide = first.width if len(together) == 1 else sum([piece.width for piece in together])
        yield _Word(together, wide, first.gap, first.join, before(pieces, start))
        start = end


def _steps(
    words: Sequence[_Word],
    reach: Sequence[float],
    start: _Start,
    tail: Sequence[Piece],
    width: float,
) -> Iterator[_Step]:
    """The lines that may begin at a start. ``reach`` is how far all words before each reach."""
    used = sum([piece.width for piece in tail])
    index, count = start.word, len(words)
    # Of the lines that are filled too little only the longest may be needed.
    likely = bisect_left(reach, reach[index] + width * _LEAST_FILLED - used) - 1
    if likely > index:
        used += reach[likely] - reach[index] - (0.0 if tail else words[index].gap)
        index = likely
    last_resort: _Step | None = None
    while True:
        if index == count:
            if used <= width + SLACK:
                alone = start.word > 0 and index - start.word + bool(tail) == 1
                several = not tail and words[index - 1].bound
                cost = _alone(used / width, tail) if alone and not several else 0
                yield _Step(_Start(index, 0, 0), _LINE + cost)
            return
        if index > start.word or tail:
            soft = words[index].join is Join.SOFT
            filled = used + (hyphen(words[index - 1].pieces[-1].look) if soft else 0)
            if filled <= width + SLACK and not (soft and start.hyphens == MOST_HYPHENS):
                hyphens = start.hyphens + 1 if soft else 0
                step = _Step(_Start(index, 0, hyphens), _cost(filled, width, hyphens))
                if filled >= width * _LEAST_FILLED:
                    yield step
                    last_resort = None
                else:
                    last_resort = step
        word = words[index]
        gap = word.gap if index > start.word or tail else 0.0
        if used + gap + word.width > width * _NEARLY_FULL and start.hyphens < MOST_HYPHENS:
            for step in _divided(word, index, start, used + gap, width):
                yield step
                last_resort = None
        if used + gap + word.width > width + SLACK:
            break
        used += gap + word.width
        index += 1
    if last_resort is not None:
        yield last_resort


def _alone(filled: float, tail: Sequence[Piece]) -> float:
    """What a word alone on the last line costs; ``tail`` is that of one that is divided."""
    return (_SHORT_ALONE if filled < SHORT else _ALONE) + (_END_ALONE if tail else 0)


def _divided(word: _Word, index: int, start: _Start, used: float, width: float) -> Iterator[_Step]:
    """The lines that end inside a word."""
    ways = halves(word.pieces, width - used, word.previous, few=True)
    for head, rest, joint, few in ways[-_WAYS_TO_DIVIDE:]:
        filled = used + sum(piece.width for piece in head) + hyphen(head[-1].look)
        length = sum(len(piece.text) for piece in rest)
        begins = _Start(index + 1, length, start.hyphens + 1)
        cost = _cost(filled, width, begins.hyphens)
        cost += (0 if joint else _NO_JOINT) + (_FEW_LETTERS if few else 0)
        yield _Step(begins, cost, head, rest)


def _cost(filled: float, width: float, hyphens: int) -> float:
    over = max(width - filled, 0) / width
    cost = _LINE + (100 * over) ** 2 + (0, _HYPHEN, _ANOTHER_HYPHEN)[hyphens]
    return cost if over <= SHORT else cost + _UGLY + _UGLIER * (100 * (over - SHORT)) ** 3


def _lines(
    words: Sequence[_Word], ways: dict[_Start, _Way], last: _Start, after: Join
) -> list[Line]:
    """The lines on the way to the end, from the first one on."""
    made: list[Line] = []
    start = last
    while start.word:
        way = ways[start]
        whole = words[way.above.word : start.word - bool(way.head)]
        on_line = [*ways[way.above].tail, *(piece for word in whole for piece in word.pieces)]
        if way.head:
            end = Join.SOFT
        else:
            end = words[start.word].join if start.word < len(words) else after
        made.append(line_of([*on_line, *way.head], end))
        start = way.above
    return made[::-1]
