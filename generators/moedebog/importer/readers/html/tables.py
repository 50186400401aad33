"""The tables of a web page: those that hold data, and those that only put things beside another."""

from __future__ import annotations

from itertools import islice
from typing import Any

from msgspec import Struct, field

from moedebog.importer.genre.patterns import is_head
from moedebog.importer.pieces import FRAME, MERGED, Cell, Kind, Piece, Table, text_of_cell
from moedebog.importer.readers.html.elements import heading_level, name_of

_WIDEST = 60
"""So many columns or rows a cell may reach over."""
_LOOKED_AT = 2000
"""So many elements of a table are looked at to tell what it is."""
NESTED = "en tabel inde i tabellen er blevet til afsnit"


class Rows(Struct):
    """A table that is being read."""

    layout: bool
    rows: list[list[Cell]] = field(default_factory=list)
    below: dict[int, int] = field(default_factory=dict)
    """How many rows more a cell above takes up of each column."""
    merged: bool = False
    notes: list[str] = field(default_factory=list)

    def begin_row(self) -> None:
        """Begins a row, with empty cells where those above reach down."""
        self.rows.append([])
        self._reach_down()

    def _reach_down(self) -> None:
        row = self.rows[-1]
        while self.below.get(len(row), 0) > 0:
            self.below[len(row)] -= 1
            row.append(())

    def add(self, cell: Cell, columns: int, rows: int, alone: bool) -> None:
        """Adds a cell that reaches over so many columns and rows."""
        if not self.rows:
            self.begin_row()
        row = self.rows[-1]
        # One over the whole row heads the rows below it.
        self.merged = self.merged or rows > 1 or (columns > 1 and not alone)
        for at in range(columns):
            if rows > 1:
                self.below[len(row)] = rows - 1
            row.append(cell if at == 0 else ())
        self._reach_down()

    def pieces(self) -> list[Piece]:
        """The table, or what stands in it where it is none."""
        rows = [row for row in self.rows if any(row)]
        if not rows:
            return []
        table = Table.of(rows).without_empty_columns()
        layout = self.layout and not is_head(_seen_head(table))
        if layout or table.width == 1 or (len(rows) == 1 and _long(table)):
            return list(table.pieces())
        notes = tuple(dict.fromkeys([*self.notes, *([MERGED] if self.merged else [])]))
        return [Piece(Kind.TABLE, table=table, notes=notes)]


def _seen_head(table: Table) -> list[str]:
    """What the first row says; where it is the head of a list of items, the rows are items."""
    return [text_of_cell([p for p in cell if p.marker != FRAME]) for cell in table.rows[0]]


def _long(table: Table) -> bool:
    return any(len(cell) > 1 for cell in table.rows[0])


def is_layout(table: Any) -> bool:
    """Whether a table only puts things beside one another: tables and headings among them."""
    if (table.get("role") or "").lower() in ("presentation", "none"):
        return True
    for inner in islice(table.iter(), 1, _LOOKED_AT):
        name = name_of(inner)
        if name == "table" or heading_level(inner, name):
            return True
    return False


def reach(cell: Any, key: str) -> int:
    """Over how many columns or rows a cell reaches."""
    told = (cell.get(key) or "1").strip()
    return min(max(int(told), 1), _WIDEST) if told.isdigit() and len(told) < 6 else 1
