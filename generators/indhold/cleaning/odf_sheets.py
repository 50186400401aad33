"""What is hidden in OpenDocument spreadsheets: taken out where what is seen stays.

A formula that refers to it becomes its value. Where a chart, a colour or a pivot table refers to
it, it stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from indhold.cleaning.trees import local, take_out

_VALUES = frozenset(
    (
        *("value-type", "value", "date-value", "time-value", "boolean-value", "string-value"),
        *("currency", "formula", "content-validation-name", "number-matrix-columns-spanned"),
        "number-matrix-rows-spanned",
    )
)
_OF_FORMULAS = frozenset(("formula", "number-matrix-columns-spanned", "number-matrix-rows-spanned"))
_NAMES = frozenset(("named-range", "named-expression", "database-range", "content-validation"))
"""What may go with what it refers to."""
_CELLS = ("table-cell", "covered-table-cell")
_HIDDEN = ("collapse", "filter")
_NOT_REFERENCES = frozenset(("name", "style-name", "href", "string-value"))
_COLOURS = frozenset(("conditional-format", "sparkline-group", "data-pilot-table"))


def attribute(element: Any, name: str) -> str:
    """An attribute by its local name; empty where it is not there."""
    return next((str(v) for k, v in element.attrib.items() if k.endswith("}" + name)), "")


def tables(tree: Any) -> list[Any]:
    """The sheets of a spreadsheet."""
    return [
        one
        for one in tree.iter("*")
        if local(one) == "table" and local(one.getparent()) == "spreadsheet"
    ]


class Gone(Struct):
    """What came of one sheet."""

    name: str
    text: str
    count: int
    needed: bool


def _refers(name: str) -> re.Pattern[str]:
    quoted = re.escape(name.replace("'", "''"))
    return re.compile(rf"(?:'{quoted}'|(?<![\w'.]){re.escape(name)})\.", re.IGNORECASE)


def take_tables(tree: Any, charts: list[Any], hidden: list[Any]) -> Iterator[Gone]:
    """Take hidden sheets out of a spreadsheet. ``charts``: those in it."""
    if len(hidden) == len(tables(tree)):  # something must be seen
        hidden = []
    for table in hidden:
        name = attribute(table, "name")
        pattern = _refers(name)
        text = " ".join("".join(table.itertext()).split())
        words = _words_for(tree, pattern)
        formulas, loose, needed = _referring(tree, table, pattern, words)
        needed = needed or any(_mentions(chart, pattern) for chart in charts)
        if needed or not all(attribute(one, "value-type") for one in formulas):
            yield Gone(name, text, 1, needed=True)
            continue
        for cell in formulas:
            _freeze(cell)
        for one in loose:
            take_out(one)
        _forget_validations(tree)
        take_out(table)
        yield Gone(name, text, 1, needed=False)


def _words_for(tree: Any, pattern: re.Pattern[str]) -> set[str]:
    """The names that stand for cells of a sheet."""
    return {
        attribute(one, "name").casefold()
        for one in tree.iter("*")
        if local(one) in ("named-range", "named-expression", "database-range")
        and any(pattern.search(value) for value in one.attrib.values())
    }


def _referring(
    tree: Any, table: Any, pattern: re.Pattern[str], words: set[str]
) -> tuple[list[Any], list[Any], bool]:
    """The cells that refer to a sheet, what else may go with it, and whether more refers to it."""
    formulas: list[Any] = []
    loose: list[Any] = []
    inside = set(table.iter("*"))
    for one in tree.iter("*"):
        if one in inside:
            continue
        formula = attribute(one, "formula")
        if local(one) in _CELLS and formula:
            used = {word.casefold() for word in re.findall(r"[^\W\d]\w*", formula)}
            if pattern.search(formula) or used & words or "indirect" in used:
                formulas.append(one)
        elif _says(one, pattern):
            if local(one) not in _NAMES:
                return formulas, loose, True
            loose.append(one)
    return formulas, loose, False


def _says(element: Any, pattern: re.Pattern[str]) -> bool:
    return any(
        key.rpartition("}")[2] not in _NOT_REFERENCES and pattern.search(value)
        for key, value in element.attrib.items()
    )


def _mentions(tree: Any, pattern: re.Pattern[str]) -> bool:
    return any(_says(one, pattern) for one in tree.iter("*"))


def _freeze(cell: Any) -> None:
    for key in list(cell.attrib):
        if key.rpartition("}")[2] in _OF_FORMULAS:
            del cell.attrib[key]


def _forget_validations(tree: Any) -> None:
    known = {attribute(o, "name") for o in tree.iter("*") if local(o) == "content-validation"}
    for cell in tree.iter("*"):
        for key in [k for k in cell.attrib if k.endswith("}content-validation-name")]:
            if cell.get(key) not in known:
                del cell.attrib[key]


# --- rows and columns -----------------------------------------------------------------------


def empty_hidden(tree: Any, charts: list[Any]) -> Iterator[Gone]:
    """Empty the hidden rows and columns of each sheet."""
    for table in tables(tree):
        columns = _hidden_columns(table)
        cells, parted = _hidden_cells(table, columns)
        if not cells and not parted:
            continue
        name = attribute(table, "name")
        pattern = _refers(name)
        text = "".join(cells[0].itertext()) if cells else ""
        formulas = [
            one
            for one in tree.iter("*")
            if local(one) in _CELLS and _may_refer(one, table, pattern) and one not in set(cells)
        ]
        needed = parted or any(local(one) in _COLOURS for one in table.iter("*"))
        needed = needed or any(_mentions(chart, pattern) for chart in charts)
        needed = needed or not all(attribute(one, "value-type") for one in formulas)
        if not needed:
            for one in formulas:
                _freeze(one)
            for cell in cells:
                _empty(cell)
        yield Gone(name, text, len(cells) or 1, needed)


def _may_refer(cell: Any, table: Any, pattern: re.Pattern[str]) -> bool:
    formula = attribute(cell, "formula")
    if not formula:
        return False
    return table in cell.iterancestors() or bool(pattern.search(formula)) or "[" not in formula


def _empty(cell: Any) -> None:
    for child in list(cell):
        cell.remove(child)
    for key in list(cell.attrib):
        if key.rpartition("}")[2] in _VALUES:
            del cell.attrib[key]


def _repeated(element: Any, what: str) -> int:
    return int(attribute(element, f"number-{what}-repeated") or 1)


def _hidden_columns(table: Any) -> list[tuple[int, int]]:
    """From and to which column, the last not included."""
    found, place = [], 0
    for one in table.iter("*"):
        if local(one) == "table-column":
            after = place + _repeated(one, "columns")
            if attribute(one, "visibility") in _HIDDEN:
                found.append((place, after))
            place = after
    return found


def _hidden_cells(table: Any, columns: list[tuple[int, int]]) -> tuple[list[Any], bool]:
    """The hidden cells with anything in them, and whether some are hidden only in part."""
    found: list[Any] = []
    parted = False
    for row in table.iter("*"):
        if local(row) != "table-row":
            continue
        all_hidden = attribute(row, "visibility") in _HIDDEN
        place = 0
        for cell in row:
            if local(cell) not in _CELLS:
                continue
            start, place = place, place + _repeated(cell, "columns")
            if not len(cell) and not attribute(cell, "value-type"):
                continue
            if all_hidden:
                parted = parted or int(attribute(cell, "number-rows-spanned") or 1) > 1
                found.append(cell)
                continue
            wide = max(place, start + int(attribute(cell, "number-columns-spanned") or 1))
            for first, last in columns:
                if first <= start and wide <= last:
                    found.append(cell)
                elif start < last and first < wide and not (start < first and place <= first):
                    parted = True
    return found, parted
