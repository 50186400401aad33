"""Rows and columns that are hidden: they stay, and what is in them goes.

What is seen must stay as it is: formulas that refer to hidden cells become their values, charts
keep what they show. Where colours follow from hidden cells, what is in them stays.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from indhold.cleaning import charts
from indhold.cleaning.formulas import (
    Area,
    Formulas,
    areas,
    can_freeze,
    freeze,
    is_anywhere,
    words_of,
)
from indhold.cleaning.sheets import Sheet, Workbook
from indhold.cleaning.spread import every, is_on, placed, text_of
from indhold.cleaning.trees import local

_MOST_COLUMNS = 1 << 14
_FLAT, _NARROW = 0.5, 0.3
"""Points, and characters: in less nothing can be seen."""
_FOLLOWS = frozenset(
    (
        *("expression", "colorScale", "dataBar", "iconSet", "top10", "aboveAverage"),
        *("duplicateValues", "uniqueValues"),
    )
)
"""Kinds of conditional formats that depend on other cells than the one that they colour."""


class Hidden(Struct):
    """Which rows and columns of a sheet are hidden."""

    rows: set[int]
    columns: set[int]
    rest: bool = False
    """Whether all rows are that the sheet does not name."""

    def __bool__(self) -> bool:
        return bool(self.rows or self.columns)

    def meets(self, area: Area) -> bool:
        """Whether any of it is in an area."""
        if any(area.left <= one <= area.right for one in self.columns):
            return True
        if area.bottom - area.top < len(self.rows):
            return any(one in self.rows for one in range(area.top, area.bottom + 1))
        return any(area.top <= one <= area.bottom for one in self.rows)

    def has(self, row: int, column: int) -> bool:
        """Whether a cell is hidden."""
        return row in self.rows or column in self.columns


def hidden_in(tree: Any) -> Hidden:
    """What of a sheet is hidden, or has no height or width."""
    rows: set[int] = set()
    number = 0
    for row in every(tree, "row"):
        number = int(row.get("r") or number + 1)
        if is_on(row, "hidden") or _is_below(row.get("ht"), _FLAT):
            rows.add(number)
    columns: set[int] = set()
    for column in every(tree, "col"):
        if is_on(column, "hidden") or _is_below(column.get("width"), _NARROW):
            last = min(int(column.get("max") or 0), _MOST_COLUMNS)
            columns |= set(range(int(column.get("min") or 1), last + 1))
    return Hidden(rows, columns)


def _is_below(value: str | None, least: float) -> bool:
    try:
        return value is not None and float(value) < least
    except ValueError:
        return False


class Emptied(Struct):
    """What came of a sheet's hidden cells."""

    cells: int = 0
    first: str = ""
    needed: bool = False


class Emptying:
    """Empties the hidden cells of a workbook's sheets."""

    def __init__(self, book: Workbook, strings: list[str]) -> None:
        """``strings``: the texts that cells share."""
        self.book, self.strings = book, strings
        self.package = book.package
        names = [one.get("name", "").casefold() for one in every(book.tree, "definedName")]
        tables = [
            self.package.tree(link.target).get("displayName", "").casefold()
            for link in self.package.all_links()
            if link.kind == "table" and link.target in self.package
        ]
        self.words = {*names, *tables} - {""}

    def empty(self, sheet: Sheet) -> Emptied | None:
        """Empty the hidden cells of a sheet; ``None`` where it has none that hold anything."""
        part = self.book.part_of(sheet)
        tree = self.package.tree(part)
        hidden = hidden_in(tree)
        if not hidden:
            return None
        spared = _spared(self.book, part, tree, hidden)
        cells = [
            cell
            for _, row, cell, column in placed(tree)
            if hidden.has(row, column) and (row, column) not in spared and len(cell)
        ]
        if not cells:
            return None
        first = next((text for cell in cells if (text := self._text(cell))), "")
        if not self._let_go(sheet, tree, hidden, set(cells)):
            return Emptied(len(cells), first, needed=True)
        for cell in cells:
            for child in list(cell):
                cell.remove(child)
            for key in ("t", "cm", "vm", "ph"):
                cell.attrib.pop(key, None)
        self.package.touch(part)
        self.package.remove(*self.package.linked(self.book.main, "calcChain"))
        return Emptied(len(cells), first)

    def _text(self, cell: Any) -> str:
        text = next((one.text or "" for one in cell if local(one) == "v"), "")
        if cell.get("t") == "s" and text.isdigit() and int(text) < len(self.strings):
            return self.strings[int(text)]
        return text or "".join(text_of(one) for one in cell if local(one) == "is")

    def _let_go(self, sheet: Sheet, own: Any, hidden: Hidden, cells: set[Any]) -> bool:
        """Keep what is seen of hidden cells, everywhere; whether that can be done."""
        name = sheet.name.casefold()
        if any(one.get("type") in _FOLLOWS for one in every(own, "cfRule")) or _has_x14(own):
            return False
        frozen: list[Any] = []
        drawn: list[str] = []
        for part in self.book.kept(set()):
            if not part.casefold().endswith(".xml") or part == self.book.main:
                continue
            tree = self.package.tree(part)
            if local(tree) == "worksheet":
                if tree is not own and _colours_by(tree, name):
                    return False
                frozen += self._referring(tree, name if tree is not own else "", name, hidden)
            elif charts.is_chart(tree):
                met = [e for e, said in charts.references(tree) if _meets(said, name, hidden)]
                if not all(charts.can_keep(element) for element in met):
                    return False
                drawn += [part] if met else []
        frozen = [one for one in frozen if one.getparent() not in cells]
        if frozen and not (self.book.trusted and can_freeze(frozen)):
            return False
        self._keep(frozen, drawn, lambda said: _meets(said, name, hidden))
        return True

    def _keep(self, frozen: list[Any], drawn: list[str], is_gone: Callable[[str], bool]) -> None:
        """Keep what formulas and charts show."""
        freeze(frozen)
        for one in self.book.sheets if frozen else ():
            if part := self.book.part_of(one):
                self.package.touch(part)
        for part in drawn:
            charts.keep(self.package.tree(part), is_gone)
            self.package.touch(part)

    def _referring(self, tree: Any, prefix: str, name: str, hidden: Hidden) -> list[Any]:
        """The formulas of a sheet that refer to hidden cells of one, or may."""
        found: list[Any] = []
        formulas = Formulas(tree)
        for text, elements in formulas.groups:
            words = words_of(text)
            if is_anywhere(words) or words & self.words or _meets(text, name, hidden, prefix):
                found += elements
        for text, elements in formulas.shared:  # what each of them refers to is not said
            words = words_of(text)
            if not prefix or name in text.casefold() or words & self.words or is_anywhere(words):
                found += elements
        return found


def _meets(said: str, name: str, hidden: Hidden, own: str = "-") -> bool:
    """Whether what is said names hidden cells of a sheet.

    ``own``: empty where a reference without a sheet is to that sheet.
    """
    for area in areas(said):
        if (area.sheet == name or (not area.sheet and not own)) and hidden.meets(area):
            return True
        if ":" in area.sheet:  # over several sheets
            return True
    return False


def _colours_by(tree: Any, name: str) -> bool:
    """Whether colours of a sheet follow from another sheet."""
    return any(name in text_of(one).casefold() for one in tree.iter("*") if local(one) == "cfRule")


def _has_x14(tree: Any) -> bool:
    return any(local(one) in ("sparklineGroup", "conditionalFormattings") for one in tree.iter("*"))


def _spared(book: Workbook, part: str, tree: Any, hidden: Hidden) -> set[tuple[int, int]]:
    """Cells that are seen though they are hidden, or without which a table is damaged."""
    found: set[tuple[int, int]] = set()
    for merged in every(tree, "mergeCell"):
        for area in areas(merged.get("ref", "")):
            if not _is_all_hidden(area, hidden):
                found.add((area.top, area.left))
    for name in book.package.linked(part, "table"):
        table = book.package.tree(name)
        heads, totals = int(table.get("headerRowCount", 1)), int(table.get("totalsRowCount", 0))
        for area in areas(table.get("ref", "")):
            rows = [*([area.top] if heads else []), *([area.bottom] if totals else [])]
            columns = range(area.left, min(area.right, _MOST_COLUMNS) + 1)
            found |= {(row, column) for row in rows for column in columns}
    return found


def _is_all_hidden(area: Area, hidden: Hidden) -> bool:
    rows = range(area.top, area.bottom + 1)
    columns = range(area.left, area.right + 1)
    return all(one in hidden.rows for one in rows) or all(one in hidden.columns for one in columns)
