"""How high paragraphs and tables in Word are, roughly: reckoned by the widths of letters, not set.

Measures are in twentieths of a point.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from math import ceil
from typing import Any

from msgspec import Struct

from moedebog.letter_widths import width_of
from moedebog.render.docx.package import W, parse
from moedebog.render.docx.styles import StyleSheet

_LINE = 1.22
"""How high a line of a usual font is, in the size of the type."""
_FILLED = 0.96
"""So much of a line is filled where words are not divided."""
_LIST = 360
"""How far an item of a list is moved in, where its paragraph does not say it."""
_PAD, _RULE = 90, 10
"""Beside the text of a cell, at least; and the line under a row."""
_EMU = 635
_NOTE = 240
"""A line of a footnote, with what it has of air."""
_NOTE_EM = 175
"""The size of its type."""


class _Look(Struct, frozen=True):
    """What a style says of the height of its paragraphs."""

    em: float
    line: float
    before: int
    after: int
    left: int
    right: int


class Heights:
    """Reckons heights by the styles of a document."""

    def __init__(self, styles: Any, usual: str, notes: Mapping[str, str], air: int) -> None:
        self._sheet = StyleSheet(styles)
        self._usual = usual
        self._notes = notes
        self._air = air
        self._look = cache(self._look_of)

    def of(self, elements: Iterable[Any], width: float, after: float = 0.0) -> float:
        """The height of elements (or rows) one below the other with their notes, in a text so wide;
        ``after`` is what the one above them asks for.
        """
        high = 0.0
        for element in elements:
            if element.tag in {f"{W}tbl", f"{W}tr"}:
                rows = [element] if element.tag == f"{W}tr" else element.findall(f"{W}tr")
                high += after + sum(map(self._row, rows))
                after = 0.0
            elif element.tag == f"{W}p":
                look = self._look(self._style(element))
                before, own_after = self._spaces(element, look)
                high += max(after, before) + self._paragraph(element, look, width)
                after = own_after
            for mark in element.iter(f"{W}footnoteReference"):
                high += self._note(self._notes.get(mark.get(f"{W}id"), ""), width)
        return high

    def right(self, element: Any) -> int:
        """How far a paragraph ends before the margin by its style."""
        return self._look(self._style(element)).right

    def _style(self, element: Any) -> str:
        style = element.find(f"{W}pPr/{W}pStyle")
        return self._usual if style is None else str(style.get(f"{W}val"))

    def _look_of(self, style: str) -> _Look:
        number = self._sheet.number
        em = self._sheet.half_points(style) * 10
        line = number(style, "spacing", "line", 240)
        rule = self._sheet.inherited(style, "pPr", "spacing")
        exact = rule is not None and rule.get(f"{W}lineRule") in {"atLeast", "exact"}
        return _Look(
            em,
            max(line, em * _LINE) if exact else line / 240 * em * _LINE,
            number(style, "spacing", "before", 0),
            number(style, "spacing", "after", 0),
            number(style, "ind", "left", 0),
            number(style, "ind", "right", 0),
        )

    @staticmethod
    def _spaces(element: Any, look: _Look) -> tuple[int, int]:
        own = element.find(f"{W}pPr/{W}spacing")
        values = {} if own is None else own.attrib
        before, after = values.get(f"{W}before"), values.get(f"{W}after")
        return int(before or look.before), int(look.after if after is None else after)

    def _paragraph(self, element: Any, look: _Look, width: float) -> float:
        """Its lines, with the air inside its borders."""
        line = look.line
        own = element.find(f"{W}pPr/{W}spacing")
        if own is not None and own.get(f"{W}lineRule") == "exact":
            line = float(own.get(f"{W}line", line))
        moved = element.find(f"{W}pPr/{W}ind")
        left, right = look.left, look.right
        if moved is not None:
            left = int(moved.get(f"{W}left") or left)
            right = int(moved.get(f"{W}right") or right)
        elif element.find(f"{W}pPr/{W}numPr") is not None:
            left = left or _LIST
        room = max(width - left - right, look.em * 4) * _FILLED
        high = 0.0
        for text in _lines(element):
            lines = min(ceil(width_of(text) * look.em / room), len(text.split()))
            high += max(1, lines) * line
        high += sum(int(one.get("cy", "0")) / _EMU for one in element.iter("{*}extent"))
        borders = element.find(f"{W}pPr/{W}pBdr")
        if borders is not None:
            sides = (borders.find(f"{W}{side}") for side in ("top", "bottom"))
            high += sum(int(one.get(f"{W}space") or 0) * 20 for one in sides if one is not None)
        return high

    def _row(self, row: Any) -> float:
        least = row.find(f"{W}trPr/{W}trHeight")
        high = 0.0 if least is None else float(least.get(f"{W}val", "0"))
        for cell in row.iterfind(f"{W}tc"):
            width = float(cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w", "0")) - _PAD
            high = max(high, self.of(cell, width) + 2 * self._air)
        return high + _RULE

    @staticmethod
    def _note(text: str, width: float) -> float:
        return max(1, ceil(width_of(text) * _NOTE_EM / width)) * _NOTE if text else 0.0


def notes_of(notes: Iterable[str]) -> dict[str, str]:
    """What footnotes say, by their ids."""
    trees = [parse(note.encode()) for note in notes]
    return {str(one.get(f"{W}id")): "".join(one.itertext()) for one in trees}


def _lines(element: Any) -> list[str]:
    """What a paragraph has between its breaks."""
    texts = [""]
    for one in element.iter(f"{W}t", f"{W}br"):
        if one.tag == f"{W}br":
            texts.append("")
        else:
            texts[-1] += one.text or ""
    return texts
