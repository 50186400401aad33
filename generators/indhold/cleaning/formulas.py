"""What a formula of a workbook refers to, as far as it must be known before that is taken away.

Where it is not certain, a formula counts as one that refers: then its value is kept in its place,
which shows the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct

from indhold.cleaning.spread import column_number, every

LINKS = "[]"
"""Stands for all other workbooks."""
_SHEET = re.compile(
    r"(?:'((?:[^']|'')*)'|([^\s'!(),;:&=<>+*/^{}\"-]+(?::[^\s'!(),;:&=<>+*/^{}\"-]+)?))!"
)
_OUTSIDE = re.compile(r"\[\d+\]")
_WORD = re.compile(r"[^\W\d][\w.\\]*")
_TEXT = re.compile(r'"(?:[^"]|"")*"')
_ANYWHERE = frozenset(("indirect", "offset"))
"""Functions that reckon out what they refer to."""
_AREA = re.compile(
    r"(?:(?:'((?:[^']|'')*)'|([^\s'!(),;:&=<>+*/^{}\"-]+))!)?"
    r"(?:\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?(?![\w(.])"
    r"|\$?([A-Z]{1,3}):\$?([A-Z]{1,3})(?![\w(])|\$?(\d+):\$?(\d+)(?!\w))"
)
_LAST_ROW, _LAST_COLUMN = 1 << 20, 1 << 14


class Area(Struct, frozen=True):
    """Cells of a sheet; its name is empty where it is the formula's own."""

    sheet: str
    top: int
    bottom: int
    left: int
    right: int


class Targets:
    """What is to be taken away, and by which words formulas refer to it."""

    def __init__(self, order: Sequence[str], gone: Iterable[str]) -> None:
        """``order``: the names of all sheets; ``gone``: some of them, or ``LINKS``."""
        self.order = [name.casefold() for name in order]
        self.gone = {name.casefold() for name in gone}
        self._words: dict[str, set[str]] = {}

    def know(self, word: str, targets: set[str]) -> None:
        """A name or a table that stands for some of it."""
        self._words.setdefault(word.casefold(), set()).update(targets)

    def hit(self, formula: str) -> set[str]:
        """What of it a formula refers to, or may refer to."""
        found: set[str] = set()
        if not self.gone:
            return found
        if LINKS in self.gone and "[" in formula and _OUTSIDE.search(formula):
            found.add(LINKS)
        if "!" in formula:
            for quoted, plain in _SHEET.findall(formula):
                found |= self._sheets(quoted.replace("''", "'") or plain)
        for word in _WORD.findall(_TEXT.sub("", formula)):
            small = word.casefold()
            if small == "indirect":
                return found | self.gone - {LINKS}
            if small in self._words:
                found |= self._words[small]
        return found

    def _sheets(self, prefix: str) -> set[str]:
        """The sheets of ``Sheet1`` or ``Sheet1:Sheet3``."""
        prefix = prefix.casefold()
        if "[" in prefix:
            return set()
        if prefix in self.gone:
            return {prefix}
        first, colon, last = prefix.partition(":")
        if not colon or first not in self.order or last not in self.order:
            return set()
        ends = sorted((self.order.index(first), self.order.index(last)))
        return self.gone & set(self.order[ends[0] : ends[1] + 1])


def areas(formula: str) -> Iterator[Area]:
    """The cells that a formula names."""
    for match in _AREA.finditer(_TEXT.sub('""', formula)):
        sheet = (match[1] or "").replace("''", "'") or match[2] or ""
        if match[3]:
            rows = sorted((int(match[4]), int(match[6] or match[4])))
            columns = sorted((column_number(match[3]), column_number(match[5] or match[3])))
        elif match[7]:
            rows = [1, _LAST_ROW]
            columns = sorted((column_number(match[7]), column_number(match[8])))
        else:
            rows = sorted((int(match[9]), int(match[10])))
            columns = [1, _LAST_COLUMN]
        yield Area(sheet.casefold(), rows[0], rows[1], columns[0], columns[1])


def words_of(formula: str) -> set[str]:
    """The words of a formula, in small letters, such as names and functions."""
    return {word.casefold() for word in _WORD.findall(_TEXT.sub("", formula))}


def is_anywhere(words: set[str]) -> bool:
    """Whether a formula reckons out what it refers to."""
    return not words.isdisjoint(_ANYWHERE)


class Formulas:
    """The formulas of a sheet, those that share one text as one."""

    def __init__(self, sheet: Any) -> None:
        self.groups: list[tuple[str, list[Any]]] = []
        shared: dict[str, tuple[list[str], list[Any]]] = {}
        for element in every(sheet, "f"):
            if element.getparent() is None or not _is_cell(element.getparent()):
                continue
            if element.get("t") == "shared":
                texts, cells = shared.setdefault(element.get("si", ""), ([], []))
                texts.append(element.text or "")
                cells.append(element)
            else:
                inputs = " ".join(element.get(key, "") for key in ("r1", "r2"))
                self.groups.append((f"{element.text or ''} {inputs}", [element]))
        self.shared = [(" ".join(texts), cells) for texts, cells in shared.values()]

    @property
    def all(self) -> list[tuple[str, list[Any]]]:
        """Each with the elements that have it."""
        return self.groups + self.shared


def _is_cell(element: Any) -> bool:
    return str(element.tag).endswith("}c")


def can_freeze(elements: Iterable[Any]) -> bool:
    """Whether the cells of formulas hold the values that are shown."""
    return all(
        any(str(child.tag).endswith("}v") for child in element.getparent()) for element in elements
    )


def freeze(elements: Iterable[Any]) -> int:
    """Leave the values of formulas alone; how many there were."""
    number = 0
    for element in elements:
        cell = element.getparent()
        if cell is not None:
            cell.remove(element)
            cell.attrib.pop("cm", None)  # that it is the first of several cells
            number += 1
    return number


def trusts_values(workbook: Any) -> bool:
    """Whether the values in a workbook are those that Excel would show (§ 18.2.2)."""
    return not any(
        calc.get("fullCalcOnLoad") in ("1", "true") for calc in every(workbook, "calcPr")
    )
