"""Tables: columns as wide as their contents ask for, rows that go over pages."""

# ruff: noqa: D102 (what the methods of a flowable do is said once, in ``Flowable``)

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from moedebog.render.pdf.flowables import Flowable, Painter, Stack
from moedebog.settings.colour import Colour
from tagged import Node

_LONGEST_WORD = 130.0
"""A word wider than this (an address, as a rule) may be cut to keep other columns whole."""
_LEAST_ROWS = 2
"""So many rows stay together at the foot and at the head of a page."""
_SLACK = 0.01


class Row(Struct):
    """A row: a stack for each column. ``span`` joins the columns before the last into one."""

    cells: list[Stack]
    target: str | None = None
    """Where a click on the row leads."""
    link: Node | None = None
    """The link in the row, which the click belongs to."""
    span: bool = False
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
    """A row higher than this may be split between pages, a table only if it is higher."""


_MOST_HEADER = 0.25
"""A header higher than so much of a page is not repeated, where rows find no room below it."""


class DrawnTable(Flowable):
    """A table with a header row, which is drawn again on each page."""

    def __init__(
        self,
        header: Row,
        rows: Sequence[Row],
        grid: Grid,
        node: Node,
        *,
        fixed: Sequence[bool] = (),
        wide: int | None = None,
        continued: bool = False,
    ) -> None:
        self.header = header
        self.rows = rows
        self.grid = grid
        self.node = node
        self.fixed = fixed or (False,) * len(header.cells)
        """Columns that are as wide as what they hold, no more and no less."""
        self.wide = wide
        """The column that takes what room is over."""
        self.continued = continued
        """The header has been drawn on an earlier page."""
        self.headed = True
        """The header is drawn."""
        self._at = -1.0
        self._columns: list[float] = []
        self._heights: list[float] = []
        self._header_height = 0.0

    # --- measuring

    def _measure(self, width: float) -> None:
        if width == self._at:
            return
        self._at = width
        if not self._columns or sum(self._columns) > width + _SLACK:
            self._columns = self._column_widths(width)
        self._header_height = self._row_height(self.header) if self.headed else 0.0
        if len(self._heights) != len(self.rows):
            self._heights = [self._row_height(row) for row in self.rows]

    def _column_widths(self, width: float) -> list[float]:
        count = len(self.header.cells)
        least, most = [0.0] * count, [0.0] * count
        for row in (self.header, *self.rows):
            for index, cell in enumerate(row.cells):
                if row.span and index < count - 1:
                    continue
                low, high = cell.widths()
                least[index] = max(least[index], min(low, _LONGEST_WORD))
                most[index] = max(most[index], high)
        pad = 2 * self.grid.pad_x
        least = [w + pad + _SLACK for w in least]
        most = [max(w + pad + _SLACK, low) for w, low in zip(most, least, strict=True)]
        least = [m if f else low for low, m, f in zip(least, most, self.fixed, strict=True)]
        if sum(most) <= width:
            return _widen(width, most, self.wide)
        if sum(least) > width:
            return [low * width / sum(least) for low in least]
        if self.wide is None:
            return _share_by_need(width, least, most)
        return _share_in_proportion(width, least, most)

    def _inner(self, row: Row) -> list[float]:
        """The widths inside the cells of a row."""
        columns = self._columns
        if row.span:
            columns = [sum(columns[:-1]), columns[-1]]
        return [c - 2 * self.grid.pad_x for c in columns]

    def _row_height(self, row: Row) -> float:
        pairs = zip(row.cells, self._inner(row), strict=True)
        return max(cell.height(w) for cell, w in pairs) + 2 * self.grid.pad_y

    def height(self, width: float) -> float:
        self._measure(width)
        return self._header_height + sum(self._heights)

    def head(self, width: float) -> float:
        self._measure(width)
        whole = self._header_height + sum(self._heights)
        if whole <= self.grid.tall and not self.continued:
            return whole
        first = sum(self._heights[:_LEAST_ROWS])
        if self._heights[:1] > [self.grid.tall]:
            pairs = zip(self.rows[0].cells, self._inner(self.rows[0]), strict=True)
            first = max(cell.head(w) for cell, w in pairs) + 2 * self.grid.pad_y
        return self._header_height + first

    def widths(self) -> tuple[float, float]:
        return 0, 0

    # --- splitting

    def split(
        self, width: float, room: float, force: bool = False
    ) -> tuple[Flowable, Flowable] | None:
        self._measure(width)
        if force and self.headed and self._header_height > room * _MOST_HEADER:
            return self._unheaded(width).split(width, room, force)
        left = room - self._header_height
        whole = self._header_height + sum(self._heights)
        if whole <= self.grid.tall and not force and not self.continued:
            return None
        count = 0
        while count < len(self.rows) and self._heights[count] <= left + _SLACK:
            left -= self._heights[count]
            count += 1
        if not force and len(self.rows) > 2 * _LEAST_ROWS and count == len(self.rows) - 1:
            count -= _LEAST_ROWS - 1
        fitting = count
        while count and count < len(self.rows) and self.rows[count - 1].keep:
            count -= 1
        if force and not count:
            count = fitting
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
        first = self._part(above, high, self.continued)
        rest = self._part(below, low, continued=True)
        first.before, first.bookmarks = self.before, self.bookmarks
        rest.after = self.after
        return first, rest

    def _split_row(self, row: Row, room: float, force: bool) -> tuple[Row, Row] | None:
        """Two rows, if each cell has something that goes above, or nothing at all."""
        room -= 2 * self.grid.pad_y
        above, below = [], []
        for cell, width in zip(row.cells, self._inner(row), strict=True):
            parts = cell.split(width, room, force)
            if parts is None and cell.height(width) > room + _SLACK and not force:
                return None
            above.append(parts[0] if parts else cell)
            below.append(parts[1] if parts else Stack([]))
        if not any(cell.flowables for cell in below):
            return None
        return replace(row, cells=above), replace(row, cells=below)

    def _unheaded(self, width: float) -> DrawnTable:
        """The same table with a header that is not repeated: a row as the others."""
        first = [] if self.continued else [replace(self.header, head=True, keep=False)]
        heights = [] if self.continued else [self._header_height]
        table = self._part([*first, *self.rows], heights + self._heights, continued=True)
        table.before, table.after, table.bookmarks = self.before, self.after, self.bookmarks
        table.headed, table._at, table._header_height = False, width, 0.0
        return table

    def _part(self, rows: list[Row], heights: list[float], continued: bool) -> DrawnTable:
        part = DrawnTable(self.header, rows, self.grid, self.node, continued=continued)
        part.left, part.bars = self.left, self.bars
        part.headed = self.headed
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
        for row, height in zip(self.rows, self._heights, strict=True):
            if row.head and grid.header:
                painter.box(x, y - height, total, height, grid.header)
            self._draw_row(painter, row, x, y, height)
            y -= height
            painter.rule(x, y, total, 0.5, grid.rule)

    def _draw_row(self, painter: Painter, row: Row, x: float, y: float, height: float) -> None:
        grid = self.grid
        if row.target is not None and row.link is not None:
            width = sum(self._columns)
            painter.link_area(x, y - height, width, height, row.target, row.link)
        for cell, width in zip(row.cells, self._inner(row), strict=True):
            cell.draw(painter, x + grid.pad_x, y - grid.pad_y, width)
            x += width + 2 * grid.pad_x


def _widen(width: float, most: Sequence[float], wide: int | None) -> list[float]:
    """Columns with room to spare: one takes it, or all in proportion."""
    over = width - sum(most)
    if wide is None:
        return [column * width / sum(most) for column in most]
    return [column + (over if index == wide else 0) for index, column in enumerate(most)]


def _share_in_proportion(
    width: float, least: Sequence[float], most: Sequence[float]
) -> list[float]:
    """Each column has its least, and of the rest the more, the more it wants."""
    wanted = sum(most) - sum(least)
    over = width - sum(least)
    return [low + over * (m - low) / wanted for low, m in zip(least, most, strict=True)]


def _share_by_need(width: float, least: Sequence[float], most: Sequence[float]) -> list[float]:
    """Columns that want little get all of it; the long ones share the rest evenly."""
    result = list(least)
    over = width - sum(least)
    order = sorted(range(len(least)), key=lambda index: most[index] - least[index])
    for done, index in enumerate(order):
        share = min(most[index] - least[index], over / (len(order) - done))
        result[index] += share
        over -= share
    return result
