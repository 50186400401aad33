"""The elements of Excel's language by their local names, in both editions of the standard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

S = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
"""The namespace, and that of the strict edition."""
_CELL = re.compile(r"([A-Za-z]{1,3})(\d+)\Z")


def every(tree: Any, *names: str) -> Iterator[Any]:
    """All elements of these names below an element, and it itself, in their order."""
    return tree.iter(*(f"{{{space}}}{name}" for space in S for name in names))  # type: ignore[no-any-return]


def is_on(element: Any, name: str) -> bool:
    """Whether a switch is there and on."""
    return element.get(name) in ("1", "true")


def column_number(letters: str) -> int:
    """``A`` is 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def placed(sheet: Any) -> Iterator[tuple[Any, int, Any, int]]:
    """Each cell with its row: the row, its number, the cell, the number of its column.

    Numbers that are not said follow from those before (ECMA-376-1 § 18.3.1.73).
    """
    row_number = 0
    for row in every(sheet, "row"):
        row_number = int(row.get("r") or row_number + 1)
        column = 0
        for cell in every(row, "c"):
            match = _CELL.match(cell.get("r") or "")
            column = column_number(match[1]) if match else column + 1
            yield row, row_number, cell, column


def text_of(element: Any) -> str:
    """All text of an element."""
    return "".join(element.itertext())
