"""Tables of a PDF page.

A table is known by its rules: three or more horizontal lines of one width, one below the
other, have rows between them. The columns are where vertical lines go through the rows, or
else where no row has a character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from moedebog.blocks import Inlines, Run, text_of
from moedebog.importer.pieces import Cell, Kind, Piece, Table, tidy, without_start
from moedebog.importer.readers.joining import join_inlines
from moedebog.importer.readers.pdf.file import MOST_LINES, Page
from moedebog.importer.readers.pdf.glyphs import Gap, Glyph, Shape, TextLine
from moedebog.importer.readers.pdf.lines import (
    BULLET,
    ENDS,
    NO_STYLE,
    SAME_LINE,
    Line,
    bullet_before,
    looks,
    room_for,
)

Span = tuple[float, float]
GUTTER = 3.6
"""Points without a character between two columns of a table."""
_PADDING = 4.0
"""Points between the text of a cell and its edge."""
_NARROWEST = 60.0
_HIGHEST = 300.0
"""A row without vertical lines is no higher."""
_THICK = 2.0, 6.0
"""How thick the bar beside a text that is brought out is."""
_THROUGH = 0.5
"""So much of a row's height a line goes through that divides its cells."""
_LINE = 10.0
"""It is at least so high."""
_FRAMED = 200.0
"""Such a text is at least so wide."""
NEW_PARAGRAPH = 1.35
"""Lines of a cell further apart than this, in its least distance, are of two paragraphs."""
_BULLET = re.compile(r"[•–◦▪-]\s+(?=\S)")


class Ruled(Struct):
    """Where the rules of a table stand."""

    span: Span
    rules: list[float]
    """Their heights, from the top down."""
    borders: list[float]
    """Where vertical lines divide it; empty where there are none."""

    def holds(self, line: Line) -> bool:
        """Whether the line stands in the table."""
        inside = self.rules[-1] < _middle(line) < self.rules[0]
        return inside and self.span[0] - 2 <= line.x0 and line.x1 <= self.span[1] + 2

    def line(self, members: list[tuple[Line, TextLine]], page: Page) -> Line:
        """The table as one line of the page."""
        columns = self.columns([raw for _, raw in members])
        rows = []
        for top, bottom in pairwise(self.rules):
            between = [raw for line, raw in members if bottom < _middle(line) < top]
            parted = _with_one_amount(between, columns) if between else []
            rows += [tuple(_cell(row, column, page) for column in columns) for row in parted]
        return Line(
            page.number,
            *self.span,
            self.rules[0],
            "",
            (),
            NO_STYLE,
            table=Table.of(rows) if rows else None,
        )

    def columns(self, raws: list[TextLine]) -> list[Span]:
        """The edges of the columns."""
        starts = [self.span[0], *self.borders]
        if not self.borders:
            covered = sorted((c.x0, c.x1) for raw in raws for c in _letters(raw.glyphs))
            reached = covered[0][1] if covered else self.span[0]
            for left, right in covered:
                if left - reached > GUTTER:
                    starts.append(left - 1)
                reached = max(reached, right)
        return list(zip(starts, [*starts[1:], self.span[1] + 2], strict=True))


def _middle(line: Line) -> float:
    return line.y + line.style[0] / 2


# --- where they are -----------------------------------------------------------------------


def find(page: Page, lines: list[Line]) -> list[Ruled]:
    """The tables of a page, by what is drawn on it."""
    drawn = page.shapes
    if len(drawn) > MOST_LINES:
        return []  # a map or a drawing
    drawn = _without_frames(drawn)
    posts = [post for item in drawn for post in _posts(item)]
    by_width: dict[tuple[int, int], list[float]] = {}
    exact: dict[tuple[int, int], Span] = {}
    for y, (left, right) in _joined(bar for item in drawn for bar in _bars(item)):
        key = (round(left / 4), round(right / 4))
        by_width.setdefault(key, []).append(y)
        exact.setdefault(key, (left, right))
    tables: list[Ruled] = []
    for key, heights in by_width.items():
        rules: list[float] = []
        for y in sorted(heights, reverse=True):
            if not rules or rules[-1] - y > 4:
                rules.append(y)
        tables += _stretches(rules, exact[key], posts, lines)
    return tables


def _without_frames(drawn: list[Shape]) -> list[Shape]:
    """Without the grounds that have a thick bar at their left: they bring out text, in no table."""
    posts = [one for one in drawn if one.height > _LINE and one.width <= _THICK[1]]
    bars = [one for one in posts if _THICK[0] <= max(one.width, one.linewidth) <= _THICK[1]]
    grounds = [one for one in drawn if one.fill and one.width > _FRAMED and one.height > _LINE]
    frames = [
        bar
        for bar in bars
        if any(
            abs(bar.y0 - one.y0) < 1
            and abs(bar.y1 - one.y1) < 1
            and abs(bar.x0 - one.x0) < _THICK[1]
            and not _is_divided(one, posts)
            for one in grounds
        )
    ]
    return [one for one in drawn if not any(_of_frame(one, bar) for bar in frames)]


def _is_divided(ground: Shape, posts: Sequence[Shape]) -> bool:
    """Whether vertical lines make cells of a ground: they go from its top to its foot, where
    those beside a quote in it do not."""
    inside = [
        post
        for post in posts
        if ground.x0 + _THICK[1] < post.x0 < ground.x1 - _THICK[1]
        and ground.y0 - 1 < (post.y0 + post.y1) / 2 < ground.y1 + 1
    ]
    at: dict[int, list[Shape]] = {}
    for post in inside:
        at.setdefault(round(post.x0), []).append(post)
    return any(
        min(one.y0 for one in line) < ground.y0 + 1 and max(one.y1 for one in line) > ground.y1 - 1
        for line in at.values()
    )


def _of_frame(one: Shape, bar: Shape) -> bool:
    inside = bar.y0 - 1 <= one.y0 and one.y1 <= bar.y1 + 1
    return bool(inside and abs(one.x0 - bar.x0) < _THICK[1])


def _bars(item: Shape) -> Iterator[tuple[float, Span]]:
    """The horizontal edges of a line or rectangle."""
    if item.width > 3:
        yield item.y0, (item.x0, item.x1)
        if item.height > 3:
            yield item.y1, (item.x0, item.x1)


def _joined(bars: Iterable[tuple[float, Span]]) -> Iterator[tuple[float, Span]]:
    """Rules that are drawn in several parts, one beside the other, as one."""
    heights: dict[int, list[tuple[float, Span]]] = {}
    for y, span in bars:
        heights.setdefault(round(y), []).append((y, span))
    for parts in heights.values():
        parts.sort(key=lambda part: part[1])
        y, (left, right) = parts[0]
        for _, (begin, end) in (*parts[1:], (0.0, (float("inf"), 0.0))):
            if begin - right <= 3:
                right = max(right, end)
                continue
            if right - left >= _NARROWEST:
                yield y, (left, right)
            left, right = begin, end


def _posts(item: Shape) -> Iterator[tuple[float, Span]]:
    """The vertical edges of a line or rectangle."""
    if item.height > 8:
        yield item.x0, (item.y0, item.y1)
        if item.width > 3:
            yield item.x1, (item.y0, item.y1)


def _stretches(
    rules: list[float], span: Span, posts: list[tuple[float, Span]], lines: list[Line]
) -> Iterator[Ruled]:
    """The stretches of rules between which the text stands in columns."""
    run: list[float] = []
    crossings: list[list[float]] = []
    covered: list[Span] = []
    columns = False
    for top, bottom in (*pairwise(rules), (0.0, 0.0)):
        inside = [
            line
            for line in lines
            if bottom < _middle(line) < top and span[0] - 3 < line.x0 < span[1]
        ]
        beside = [
            (x, min(top, high) - max(bottom, low))
            for x, (low, high) in posts
            if span[0] - 5 < x < span[1] + 5 and low < (top + bottom) / 2 < high
        ]
        # The edges of a narrower table between two rules of the page go through a part of it alone.
        crossed = [
            x
            for x, length in beside
            if span[0] + 5 < x < span[1] - 5 and length > _THROUGH * (top - bottom)
        ]
        with_row = _covered([*covered, *((line.x0, line.x1) for line in inside)])
        # A line of text between two tables; a shaded head alone makes no vertical lines.
        between = not beside and len(crossings) > 1 and all(crossings)
        row = bool(inside) and (bool(crossed) or _is_row(inside, with_row, span, top - bottom))
        row = row and not between
        if row:
            run = run or [top]
            run.append(bottom)
            crossings.append(crossed)
            covered = with_row
            columns = columns or bool(crossed) or _side_by_side(inside)
            continue
        if len(run) > (1 if any(crossings) else 2) and columns:
            if not any(crossings) and (above := _head_above(run, span, lines)):
                run = [above, *run]
            yield Ruled(span, run, _borders(crossings))
        run, crossings, covered, columns = [], [], [], False


def _head_above(rules: list[float], span: Span, lines: list[Line]) -> float | None:
    """The upper edge of a head that stands over the first rule, each word over its column."""
    below = [line for line in lines if rules[-1] < _middle(line) < rules[0]]
    starts, ends = [line.x0 for line in below], [line.x1 for line in below]
    size = max(line.style[0] for line in below)
    head = [
        line
        for line in lines
        if rules[0] < _middle(line) < rules[0] + 1.8 * size and span[0] - 3 < line.x0 < span[1]
    ]
    if len(head) < 2 or max(line.y for line in head) - min(line.y for line in head) > SAME_LINE:
        return None
    if max(line.style[0] for line in head) > size:
        return None
    for line in head:
        left = any(abs(line.x0 - start) < SAME_LINE for start in starts)
        if not left and not any(abs(line.x1 - end) < SAME_LINE for end in ends):
            return None
    return max(line.y for line in head) + size * 1.5


def _is_row(inside: list[Line], covered: list[Span], span: Span, height: float) -> bool:
    """Whether the text between two rules leaves room between columns, as that above it does."""
    at_edge = any(line.x0 < span[0] + 1.5 for line in inside)
    full = len(covered) < 2 and covered[0][1] - covered[0][0] > 0.85 * (span[1] - span[0])
    return not (at_edge or full or height > _HIGHEST)


def _covered(spans: list[Span]) -> list[Span]:
    """Where there is text, in stretches with gutters between them."""
    found: list[Span] = []
    for left, right in sorted(spans):
        if found and left - found[-1][1] < GUTTER:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found


def _side_by_side(lines: list[Line]) -> bool:
    heights = sorted(line.y for line in lines)
    return any(upper - lower < SAME_LINE for lower, upper in pairwise(heights))


def _borders(crossings: list[list[float]]) -> list[float]:
    """Where a vertical line goes through at least half of the rows."""
    places = sorted(x for row in crossings for x in row)
    borders: list[float] = []
    for x in places:
        rows = sum(1 for row in crossings if any(abs(x - other) < 3 for other in row))
        if 2 * rows >= len(crossings) and (not borders or x - borders[-1] > 5):
            borders.append(x)
    return borders


# --- what is in them ----------------------------------------------------------------------

_AMOUNT = re.compile(r"[-–]?\s?\d[\d.\s]*(?:,(?:\d+|-))?\s?(?:kr\.?|%)?", re.IGNORECASE)


def _with_one_amount(row: list[TextLine], columns: Sequence[Span]) -> list[list[TextLine]]:
    """What stands between two rules, as a row for each amount in the columns behind the first.

    A line without an amount goes with the next, as a label over two lines does, or with the one
    before it where it goes on in small letters.
    """
    lines: list[list[TextLine]] = []
    for raw in sorted(row, key=lambda one: (-one.y0, one.x0)):
        if lines and lines[-1][0].y0 - raw.y0 < SAME_LINE:
            lines[-1].append(raw)
        else:
            lines.append([raw])
    amounts = [_texts(line, columns[1:]) for line in lines]
    told = [text for line in amounts for text in line]
    if not told or not all(map(_AMOUNT.fullmatch, told)):
        return [row]
    rows: list[list[TextLine]] = []
    waiting: list[TextLine] = []
    for line, amount in zip(lines, amounts, strict=True):
        label = "".join(_texts(line, columns[:1]))
        if amount:
            rows.append([*waiting, *line])
            waiting = []
        elif rows and not waiting and label[:1].islower():
            rows[-1] += line
        else:
            waiting += line
            if all(glyph.look[0] for raw in line for glyph in _letters(raw.glyphs)):
                rows.append(waiting)  # it heads those below it
                waiting = []
    rows[-1] += waiting
    return rows


def _texts(line: Sequence[TextLine], columns: Sequence[Span]) -> list[str]:
    """What a line says in each of the columns where it says something."""
    cells = (
        "".join(char.text for raw in line for char in _between(raw, column)).strip()
        for column in columns
    )
    return [cell for cell in cells if cell]


def _cell(row: list[TextLine], column: Span, page: Page) -> Cell:
    """The pieces of a cell: list entries where a bullet begins the line, else paragraphs."""
    texts: list[tuple[float, Span, Inlines]] = []
    for raw in sorted(row, key=lambda one: (-round(one.y0), one.x0)):
        chars = _between(raw, column)
        inlines = tidy(looks(chars, raw.y0, _size(chars), page.links))
        if not inlines:
            continue
        letters = _letters(chars)
        span = (min(c.x0 for c in letters), max(c.x1 for c in letters))
        if bullet_before(page, span[0], raw.y0, _size(chars)):
            inlines = (Run(BULLET), *inlines)
        if texts and texts[-1][0] - raw.y0 < SAME_LINE:
            _, (left, _), before = texts.pop()
            span, inlines = (left, span[1]), tidy((*before, Run(" "), *inlines))
        texts.append((raw.y0, span, inlines))
    return tuple(_paragraphs(texts, column[1] - _PADDING, page.number))


def _paragraphs(texts: list[tuple[float, Span, Inlines]], right: float, page: int) -> list[Piece]:
    """The lines of a cell put together: each with its height, its ends and its text."""
    least = min((above[0] - below[0] for above, below in pairwise(texts)), default=0.0)
    found: list[Piece] = []
    last: tuple[float, Span, Inlines] | None = None
    for y, span, inlines in texts:
        text = text_of(inlines)
        piece = Piece(Kind.TEXT, inlines, page=page)
        if bullet := _BULLET.match(text):
            inside = without_start(piece, bullet.end()).inlines
            found.append(Piece(Kind.ITEM, inside, 0, "-", page=page))
        elif last and last[0] - y <= NEW_PARAGRAPH * least and not _ended(last, text, right):
            found[-1] = replace(found[-1], inlines=join_inlines(found[-1].inlines, inlines))
        else:
            found.append(piece)
        last = (y, span, inlines)
    return found


def _ended(line: tuple[float, Span, Inlines], after: str, right: float) -> bool:
    """Whether a line ends its paragraph though it had room for more."""
    text = text_of(line[2])
    return text.endswith(ENDS) and room_for(after, text, line[1], right)


def _between(raw: TextLine, column: Span) -> list[Glyph | Gap]:
    """The characters of a line that stand in a column, with the gaps between them."""
    chars: list[Glyph | Gap] = []
    inside = False
    for char in raw.chars:
        if isinstance(char, Glyph):
            inside = column[0] <= (char.x0 + char.x1) / 2 < column[1]
        if inside:
            chars.append(char)
    return chars


def _letters(chars: Iterable[Glyph | Gap]) -> list[Glyph]:
    """Those that can be seen."""
    return [char for char in chars if isinstance(char, Glyph) and not char.text.isspace()]


def _size(chars: Iterable[Glyph | Gap]) -> float:
    return max((char.size for char in _letters(chars)), default=0.0)
