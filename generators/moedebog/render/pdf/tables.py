"""Tables: columns as wide as their contents ask for, rows that go over pages."""

# ruff: noqa: D102 (what the methods of a flowable do is said once, in ``Flowable``)

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from math import inf

from msgspec import Struct
from msgspec.structs import replace

from moedebog.columns import CellNeed, Fit, Need, is_slight, loosened, needs_of, share
from moedebog.render.pdf.flowables import (
    DrawnCode,
    DrawnText,
    Flowable,
    Marked,
    Painter,
    Stack,
)
from moedebog.render.pdf.shaping import Join, Piece
from moedebog.settings.colour import Colour
from tagged import Node

_LEAST_CODE = 60.0
"""Code that stands in a cell may be broken into lines of this width."""
_LEAST_ROWS = 2
"""So many rows stay together at the foot and at the head of a page."""
_SLACK = 0.01
_LONG_WORD = 15.0
"""A word or an address no wider than so many times the size of its type is best not cut."""
_BETWEEN_WORDS = tuple(join for join in Join if join is not Join.NOTHING)


class Box(Struct):
    """A cell, and how many columns and rows it stands over."""

    stack: Stack
    columns: int = 1
    rows: int = 1
    kept: bool = False
    """None of its lines is broken."""

    def need(self, *, loose: bool) -> CellNeed:
        """What it needs of the width; ``loose``: also where words are hyphenated."""
        least, most = self.stack.widths()
        smallest = min(least, _loosest(self.stack)) if loose and not self.kept else least
        if self.kept:
            return CellNeed(Need(most, most, most), self.columns)
        return CellNeed(Need(least, smallest, most, _whole(self.stack)), self.columns)


class Row(Struct):
    """A row: a box for each column; ``None`` where one to the left or above stands over it."""

    cells: list[Box | None]
    target: str | None = None
    """Where a click on the row leads."""
    link: Node | None = None
    """The link in the row, which the click belongs to."""
    keep: bool = False
    """The row stays on the page of the next one."""
    head: bool = False
    """It looks as a header."""


class Grid(Struct, frozen=True):
    """How a table looks."""

    rule: Colour
    header: Colour | None
    """The ground behind a header."""
    pad_x: float = 5
    pad_y: float = 3.6
    tall: float = 200
    """A row higher than this may be split between pages, and rows that a cell joins; a table only
    if it is higher.
    """
    spare: float = inf
    """More of a page than this is not left empty: a lower table is then split too."""
    least_pad_y: float = inf
    """So far ``pad_y`` gives way where the table then stands whole on the page."""


_MOST_HEADER = 0.25
"""A header higher than so much of a page is not repeated, where rows find no room below it."""


class DrawnTable(Flowable):
    """A table with a header row, which is drawn again on each page."""

    spreads = True

    def __init__(
        self,
        header: Row,
        rows: Sequence[Row],
        grid: Grid,
        node: Node,
        size: float,
        *,
        fixed: Sequence[bool] = (),
        wide: Sequence[int] = (),
        in_hand: Mapping[int, int] | None = None,
        loose: bool = False,
        continued: bool = False,
    ) -> None:
        self.header = header
        self.rows = rows
        self.grid = grid
        self.node = node
        self.size = size
        """Of its type."""
        self.fixed = fixed
        """Columns that are as wide as what they hold, no more and no less."""
        self.wide = wide
        """The columns that take what room is over."""
        self.in_hand = in_hand or {}
        """Columns that are written in by hand: how wide each is at least, in times the size of the
        type."""
        self.loose = loose
        """Its words may be hyphenated, its addresses cut."""
        self.continued = continued
        """The header has been drawn on an earlier page."""
        self.headed = True
        """The header is drawn."""
        self.noted = False
        """There are marks of footnotes in it."""
        self._at = -1.0
        self._columns: list[float] = []
        self._heights: list[float] = []
        self._header_height = 0.0

    # --- measuring

    def needs(self, loose: bool) -> list[Need]:
        """What each column needs; ``loose``: also where words are hyphenated."""
        rows = (
            [None if box is None else box.need(loose=loose) for box in row.cells]
            for row in (self.header, *self.rows)
        )
        needs = needs_of(rows, len(self.header.cells), self.grid.pad_x, self.wide)
        for column, least in self.in_hand.items():
            needs[column] = needs[column].with_(Need(*[least * self.size] * 3))
        return [need.widened(_SLACK) for need in needs]

    def columns(self, width: float) -> list[float]:
        """The widths of the columns in a whole width."""
        found = Fit(self.size, self.grid.pad_x, self.turned, self.loose)
        return share(
            self.needs(self.loose), found, width, self.size, fixed=self.fixed, wide=self.wide
        )

    def set_in(self, columns: Sequence[float]) -> None:
        """Give the columns these widths, where there is room for them."""
        self._columns = list(columns)

    def _measure(self, width: float) -> None:
        if width == self._at:
            return
        self._at = width
        if not self._columns or sum(self._columns) > width + _SLACK:
            self._columns = self.columns(width)
        self._header_height = self._row_height(self.header) if self.headed else 0.0
        if len(self._heights) != len(self.rows):
            self._heights = [self._row_height(row) for row in self.rows]
            for index in range(len(self.rows)):
                self._make_room(self.rows, self._heights, index)

    def _boxes(self, row: Row) -> Iterator[tuple[Box, float, float]]:
        """The boxes of a row: each with how far from the left it stands, and its inner width."""
        x = 0.0
        for index, (box, column) in enumerate(zip(row.cells, self._columns, strict=True)):
            if box is not None:
                width = sum(self._columns[index : index + box.columns])
                yield box, x + self.grid.pad_x, width - 2 * self.grid.pad_x
            x += column

    def _row_height(self, row: Row) -> float:
        """The height for the boxes that stand over this row alone."""
        boxes = (box.stack.height(w) for box, _, w in self._boxes(row) if box.rows == 1)
        return max(boxes, default=0.0) + 2 * self.grid.pad_y

    def _make_room(self, rows: Sequence[Row], heights: list[float], index: int) -> None:
        """Make the last row higher where a box that begins in a row stands over several."""
        for box, _, width in self._boxes(rows[index]):
            if box.rows > 1:
                last = min(index + box.rows, len(rows)) - 1
                has = sum(heights[index : last + 1])
                wants = box.stack.height(width) + 2 * self.grid.pad_y
                heights[last] += max(0.0, wants - has)

    def height(self, width: float) -> float:
        self._measure(width)
        return self._header_height + sum(self._heights)

    def head(self, width: float) -> float:
        return self.begins(width, 0)

    def begins(self, width: float, room: float) -> float:
        self._measure(width)
        self._tighten(room)
        if self._stays_whole(room):
            return self._header_height + sum(self._heights)
        rows = _LEAST_ROWS
        while rows < len(self.rows) and self.rows[rows - 1].keep:
            rows += 1
        first = sum(self._heights[:rows])
        if first > self.grid.tall:
            first = sum(self._heights[:_LEAST_ROWS])
        if self._heights[:1] > [self.grid.tall]:
            heads = (box.stack.head(width) for box, _, width in self._boxes(self.rows[0]))
            first = max(heads, default=0.0) + 2 * self.grid.pad_y
        return self._header_height + first

    def _tighten(self, room: float) -> None:
        """Take the air that is too much out of its rows, if it then fits."""
        rows = len(self.rows) + self.headed
        over = self._header_height + sum(self._heights) - room
        by = over / (2 * max(rows, 1))
        if 0 < by <= self.grid.pad_y - self.grid.least_pad_y:
            self.grid = replace(self.grid, pad_y=self.grid.pad_y - by)
            self._heights = [height - 2 * by for height in self._heights]
            self._header_height -= 2 * by * self.headed

    def _stays_whole(self, room: float) -> bool:
        """It is not split where a page has so much room left."""
        whole = self._header_height + sum(self._heights)
        return whole <= self.grid.tall and room <= self.grid.spare and not self.continued

    def widths(self) -> tuple[float, float]:
        return 0, 0

    def notes(self) -> list[Flowable]:
        if not self.noted:
            return []
        drawn = () if self.continued or not self.headed else (self.header,)
        return [
            note
            for row in (*drawn, *self.rows)
            for box in row.cells
            if box is not None
            for note in box.stack.notes()
        ]

    # --- splitting

    def split(
        self, width: float, room: float, force: bool = False
    ) -> tuple[Flowable, Flowable] | None:
        self._measure(width)
        if force and self.headed and self._header_height > room * _MOST_HEADER:
            return self._unheaded(width).split(width, room, force)
        if self._stays_whole(room) and not force:
            return None
        count, left = self._fitting(room - self._header_height, force)
        above, below = list(self.rows[:count]), list(self.rows[count:])
        high, low = self._heights[:count], self._heights[count:]
        if below and ((force and not above) or low[0] > self.grid.tall):
            parts = self._split_row(below[0], left, force and not above)
            if parts is not None:
                above.append(parts[0])
                below[0] = parts[1]
                high.append(self._row_height(parts[0]))
                low[0] = self._row_height(parts[1])
        if not above or not below:
            return None
        self._cut_over(above, high, below)
        self._measure_again(below, low)
        if sum(low) >= sum(self._heights) - _SLACK:
            return None
        first = self._part(above, high, self.continued)
        rest = self._part(below, low, continued=True)
        first.before, first.bookmarks = self.before, self.bookmarks
        rest.after = self.after
        return first, rest

    def _fitting(self, room: float, force: bool) -> tuple[int, float]:
        """How many rows go above, and the room that is left below those that fit."""
        count = 0
        while count < len(self.rows) and self._heights[count] <= room + _SLACK:
            room -= self._heights[count]
            count += 1
        if not force and len(self.rows) > 2 * _LEAST_ROWS and count == len(self.rows) - 1:
            count -= _LEAST_ROWS - 1
        fitting = end = count
        while count and count < len(self.rows) and self.rows[count - 1].keep:
            count -= 1
        if count < fitting:
            while end < len(self.rows) and self.rows[end - 1].keep:
                end += 1
            tall = sum(self._heights[count:end]) > self.grid.tall
            count = fitting if tall or (force and not count) else count
        return count, room

    def _measure_again(self, rows: Sequence[Row], heights: list[float]) -> None:
        """The heights of the first rows, as far as what is over of a box in the first reaches."""
        reach = max((box.rows for box in rows[0].cells if box), default=1)
        if reach > 1:
            heights[:reach] = [self._row_height(row) for row in rows[:reach]]
            for index in range(len(heights[:reach])):
                self._make_room(rows, heights, index)

    def _split_row(self, row: Row, room: float, force: bool) -> tuple[Row, Row] | None:
        """Two rows, if each cell has something that goes above, or nothing at all."""
        room -= 2 * self.grid.pad_y
        above: list[Box | None] = [None] * len(row.cells)
        below: list[Box | None] = [None] * len(row.cells)
        places = (index for index, box in enumerate(row.cells) if box is not None)
        for index, (box, _, width) in zip(places, self._boxes(row), strict=True):
            parts = box.stack.split(width, room, force)
            if parts is None and box.stack.height(width) > room + _SLACK and not force:
                return None
            above[index] = replace(box, stack=parts[0] if parts else box.stack, rows=1)
            below[index] = replace(box, stack=parts[1] if parts else Stack([]))
        if not any(box.stack.flowables for box in below if box is not None):
            return None
        return replace(row, cells=above), replace(row, cells=below)

    def _cut_over(self, above: list[Row], high: list[float], below: list[Row]) -> None:
        """Split the boxes that stand over rows of both parts."""
        for start, row in enumerate(above):
            left = len(above) - start
            if not any(box and box.rows > left for box in row.cells):
                continue
            cells, first = list(row.cells), list(below[0].cells)
            room = sum(high[start:]) - 2 * self.grid.pad_y
            places = (index for index, box in enumerate(row.cells) if box is not None)
            for index, (box, _, width) in zip(places, self._boxes(row), strict=True):
                if box.rows > left:
                    parts = None
                    if box.stack.height(width) > room + _SLACK:
                        parts = box.stack.split(width, room, force=True)
                    upper, lower = parts or (box.stack, Stack([]))
                    cells[index] = replace(box, stack=upper, rows=left)
                    first[index] = replace(box, stack=lower, rows=box.rows - left)
            above[start] = replace(row, cells=cells)
            below[0] = replace(below[0], cells=first)

    def _unheaded(self, width: float) -> DrawnTable:
        """The same table with a header that is not repeated: a row as the others."""
        first = [] if self.continued else [replace(self.header, head=True, keep=False)]
        heights = [] if self.continued else [self._header_height]
        table = self._part([*first, *self.rows], heights + self._heights, continued=True)
        table.before, table.after, table.bookmarks = self.before, self.after, self.bookmarks
        table.headed, table._at, table._header_height = False, width, 0.0
        return table

    def _part(self, rows: list[Row], heights: list[float], continued: bool) -> DrawnTable:
        part = DrawnTable(self.header, rows, self.grid, self.node, self.size, continued=continued)
        part.left, part.bars, part.turned = self.left, self.bars, self.turned
        part.headed, part.noted = self.headed, self.noted
        part._columns, part._heights = self._columns, heights
        return part

    # --- drawing

    def draw(self, painter: Painter, x: float, y: float, width: float) -> None:
        self._measure(width)
        grid = self.grid
        for bookmark in self.bookmarks:
            painter.place(bookmark, x, y)
        total = sum(self._columns)
        if self.headed:
            if grid.header:
                painter.box(x, y - self._header_height, total, self._header_height, grid.header)
            painter.repeating = self.continued
            self._draw_row(painter, self.header, x, y, self._header_height)
            painter.repeating = False
            y -= self._header_height
            painter.rule(x, y, total, 0.9, grid.rule)
        over = [0] * len(self._columns)  # how many rows the box in each column still goes on
        for row, height in zip(self.rows, self._heights, strict=True):
            if row.head and grid.header:
                painter.box(x, y - height, total, height, grid.header)
            self._draw_row(painter, row, x, y, height)
            y -= height
            for index, box in enumerate(row.cells):
                if box is not None:
                    over[index : index + box.columns] = [box.rows] * box.columns
            over = [max(0, rows - 1) for rows in over]
            self._rule_below(painter, x, y, over)

    def _rule_below(self, painter: Painter, x: float, y: float, over: Sequence[int]) -> None:
        """Draw the rule under a row, but not through boxes that go on below it."""
        for goes_on, group in groupby(
            zip(over, self._columns, strict=True), key=lambda c: c[0] > 0
        ):
            width = sum(column for _, column in group)
            if not goes_on:
                painter.rule(x, y, width, 0.5, self.grid.rule)
            x += width

    def _draw_row(self, painter: Painter, row: Row, x: float, y: float, height: float) -> None:
        if row.target is not None and row.link is not None:
            width = sum(self._columns)
            painter.link_area(x, y - height, width, height, row.target, row.link)
        for box, left, width in self._boxes(row):
            box.stack.draw(painter, x + left, y - self.grid.pad_y, width)


def _loosest(flowable: Flowable) -> float:
    """The least width where words may be hyphenated and addresses cut."""
    match flowable:
        case Stack(flowables=flowables):
            return max((_loosest(one) + one.left for one in flowables), default=0.0)
        case Marked(body=body):
            return flowable.widths()[0] - body.widths()[0] + _loosest(body)
        case DrawnCode():
            return min(flowable.widths()[0], _LEAST_CODE)
        case DrawnText():
            return max((_widest_part(word) for word in _words(flowable.pieces)), default=0.0)
    return flowable.widths()[0]


def _whole(flowable: Flowable) -> float:
    """The least width where no address stands in three parts, and no short word alone."""
    match flowable:
        case Stack(flowables=flowables):
            return max((_whole(one) + one.left for one in flowables), default=0.0)
        case Marked(body=body):
            return flowable.widths()[0] - body.widths()[0] + _whole(body)
        case DrawnText() if not isinstance(flowable, DrawnCode):
            return max(map(_whole_line, _parts(flowable.pieces, (Join.NEWLINE,))), default=0.0)
    return 0.0


def _whole_line(pieces: Sequence[Piece]) -> float:
    """The same of pieces between two line breaks that were typed."""
    blanks = Join.SPACE, Join.NEWLINE
    words = list(_parts(pieces, blanks))
    widths = [_in_two(word) for word in words]
    beside = [
        width + following[0].gap + after
        for (word, width), (following, after) in pairwise(zip(words, widths, strict=True))
        if is_slight("".join(piece.text for piece in word))
    ]
    return max([*widths, *beside], default=0.0)


def _in_two(word: Sequence[Piece]) -> float:
    """The width of a word; of a long one the least width where it stands on two lines."""
    whole = sum(piece.width for piece in word)
    if whole <= _LONG_WORD * word[0].look.size:
        return whole
    ways = [whole]
    first = 0.0
    for before, piece in pairwise(word):
        first += before.width
        if piece.join is not Join.NOTHING:
            ways.append(max(first, whole - first))
    return min(ways)


def _parts(pieces: Sequence[Piece], between: Collection[Join]) -> Iterator[list[Piece]]:
    """The pieces in stretches, parted where one of these lies before a piece."""
    stretch: list[Piece] = []
    for piece in pieces:
        if stretch and piece.join in between:
            yield stretch
            stretch = []
        stretch.append(piece)
    if stretch:
        yield stretch


def _words(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The pieces that stay together."""
    return _parts(pieces, _BETWEEN_WORDS)


def _widest_part(word: Sequence[Piece]) -> float:
    """The widest of the parts into which a word may be cut."""
    text = "".join(piece.text for piece in word)
    parts = loosened(text)
    whole = sum(piece.width for piece in word)
    if len(parts) == 1:
        return whole
    look = word[0].look
    return min(whole, max(look.width(part) for part in parts))
