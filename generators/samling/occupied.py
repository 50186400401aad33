"""Where on a page words and pictures stand, roughly: so that nothing is drawn over them.

Fonts are not opened, so the width of words is reckoned from how many they are: rather too much than
too little.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from pikepdf import Dictionary, Name, Stream

from samling.values import Unpacked, dictionaries, entry, number, numbers, one_or_more, unpacked

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""
Matrix = tuple[float, float, float, float, float, float]

_STRING = rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\))*\)|<[0-9A-Fa-f\s]*>"
_NEXT = re.compile(
    rb"\[(?:[^\[\]()<>]|" + _STRING + rb")*\]|" + _STRING + rb"|%[^\r\n]*"
    rb"|q|Q|cm|BT|BI|Do|Tf|Tz|TL|Tm|Td|TD|T\*|Tj|TJ|'|\"",
    re.DOTALL,
)
"""What is shown, what holds no operators, and the operators that are read. Each begins with a
character, so that what lies between them is passed over fast."""
_STRINGS = re.compile(_STRING, re.DOTALL)
_JUMPS = re.compile(rb"[\])>]\s*(-\d{4,})")
"""Words of one line that stand far apart, in thousandths of their size."""
_BOUNDS_LEFT, _BOUNDS_RIGHT = frozenset(b"\0\t\n\f\r ]>)"), frozenset(b"\0\t\n\f\r [</(")
_INLINE_END = re.compile(rb"\sEI(?![^\s])")
_BEFORE = 160
"""Bytes before an operator in which its operands stand."""
_MOST = 1 << 21
"""Bytes of content that are gone through."""
_DEEPEST, _FORMS = 4, 500
"""How deep forms lie in each other at most, and how many are drawn."""
_GLYPH = 0.6
"""How wide a character is at most on the average, in times its size."""
_UNIT: Matrix = (1, 0, 0, 1, 0, 0)


def occupied(page: Dictionary) -> list[Box] | None:
    """Boxes around words, pictures and what can be filled in, in the page's own coordinates.

    ``None`` where the page could not be gone through.
    """
    streams = one_or_more(page.get("/Contents"))
    if sum(map(_length, streams)) > _MOST:
        return None
    try:
        data = b"\n".join(filter(None, map(unpacked, streams)))
        found = _Walk(page.get("/Resources"), _UNIT).through(data)
    except (ValueError, IndexError, OverflowError, Unpacked):
        return None
    if None in found:
        return None
    for one in dictionaries(page.get("/Annots")):
        rect = numbers(one.get("/Rect"), 4)
        if rect and one.get("/Subtype") not in (Name.Link, Name.Popup):
            a, b, c, d = rect
            found.append((min(a, c), min(b, d), max(a, c), max(b, d)))
    return [box for box in found if box is not None]


class _Walk:
    """Goes through what is drawn. ``None`` is found for what could not be gone through."""

    def __init__(
        self, resources: Any, ctm: Matrix, depth: int = 0, drawn: Counter[str] | None = None
    ) -> None:
        self.resources, self.ctm, self.depth = resources, ctm, depth
        self.drawn = Counter[str]() if drawn is None else drawn
        """How many forms were drawn on the whole page."""
        self.size, self.stretch, self.leading, self.bytes = 0.0, 1.0, 0.0, 1
        """How words are written; of a character, how many bytes it has."""
        self.saved: list[tuple[Matrix, float, float, float, int]] = []
        self.line = self.at = _UNIT
        self.found: list[Box | None] = []
        self.fonts: dict[bytes, int] = {}

    def through(self, data: bytes) -> list[Box | None]:
        """The boxes around what is drawn."""
        said = 0.0
        place = 0
        while (match := _NEXT.search(data, place)) is not None:
            begins, place = match.span()
            name = match[0]
            if name[0] in b"[(<":
                said = _said(name)
            elif name[0] == b"%"[0] or not _stands_alone(data, begins, place):
                continue
            elif name == b"BI":
                self.picture()
                end = _INLINE_END.search(data, place)
                place = end.end() if end else len(data)
            else:
                self.step(name, data[max(0, begins - _BEFORE) : begins], said)
        return self.found

    def step(self, name: bytes, before: bytes, said: float) -> None:
        """Carries out an operator; ``before``: what stands before it."""
        match name:
            case b"Tj" | b"TJ" | b"'" | b'"':
                if name in (b"'", b'"'):
                    self.next_line(0, -self.leading)
                self.write(said)
            case b"q":
                self.saved.append((self.ctm, self.size, self.stretch, self.leading, self.bytes))
            case b"Q":
                if self.saved:
                    self.ctm, self.size, self.stretch, self.leading, self.bytes = self.saved.pop()
            case b"BT":
                self.line = self.at = _UNIT
            case b"T*":
                self.next_line(0, -self.leading)
            case b"Do":
                self.draw(before.rpartition(b"/")[2].strip())
            case _:
                self.set(name, before.rsplit(None, 6))

    def set(self, name: bytes, operands: list[bytes]) -> None:
        """Carries out one that moves, or says how words are written."""
        match name:
            case b"cm":
                self.ctm = _times(_matrix(operands[-6:]), self.ctm)
            case b"Tm":
                self.line = self.at = _matrix(operands[-6:])
            case b"Td" | b"TD":
                across, up = float(operands[-2]), float(operands[-1])
                if name == b"TD":
                    self.leading = -up
                self.next_line(across, up)
            case b"Tf":
                self.size = float(operands[-1])
                self.bytes = self.bytes_of(operands[-2].rpartition(b"/")[2])
            case b"Tz":
                self.stretch = float(operands[-1]) / 100
            case b"TL":
                self.leading = float(operands[-1])

    def bytes_of(self, name: bytes) -> int:
        """How many bytes a character of a font has."""
        if name not in self.fonts:
            font = entry(entry(self.resources, "/Font"), f"/{name.decode('latin-1')}")
            self.fonts[name] = 2 if entry(font, "/Subtype") == Name.Type0 else 1
        return self.fonts[name]

    def next_line(self, across: float, up: float) -> None:
        """Begins a line, counted from where the last one began."""
        self.line = self.at = _times((1, 0, 0, 1, across, up), self.line)

    def write(self, said: float) -> None:
        """Writes so many bytes."""
        size = self.size
        width = said / self.bytes * _GLYPH * size * self.stretch
        self.found.append(_box(_times(self.at, self.ctm), 0, -0.25 * size, width, 0.9 * size))
        self.at = _times((1, 0, 0, 1, width, 0), self.at)

    def picture(self) -> None:
        """Draws a picture."""
        self.found.append(_box(self.ctm, 0, 0, 1, 1))

    def draw(self, name: bytes) -> None:
        """Draws an object of its own."""
        found = entry(entry(self.resources, "/XObject"), f"/{name.decode('latin-1')}")
        if not isinstance(found, Stream):
            return
        if found.get("/Subtype") != Name.Form:
            self.picture()
        elif self.depth == _DEEPEST or self.drawn["forms"] == _FORMS or _length(found) > _MOST:
            self.found.append(None)
        else:
            self.drawn["forms"] += 1
            own = numbers(found.get("/Matrix"), 6)
            ctm = _times(_matrix(own), self.ctm) if own else self.ctm
            inner = _Walk(found.get("/Resources", self.resources), ctm, self.depth + 1, self.drawn)
            self.found += inner.through(unpacked(found) or b"")


def _stands_alone(data: bytes, begins: int, ends: int) -> bool:
    """Whether letters are an operator, and not part of a name."""
    return (not begins or data[begins - 1] in _BOUNDS_LEFT) and (
        ends == len(data) or data[ends] in _BOUNDS_RIGHT
    )


def _said(shown: bytes) -> float:
    """How many bytes of text a string has, or an array of them, with what lies between them."""
    if shown[0] == b"("[0]:
        return len(shown) - 2 - 3 * shown.count(b"\\0")
    if shown[0] == b"<"[0]:
        return len(shown) / 2 - 1
    far = sum(map(float, _JUMPS.findall(shown))) if b"-" in shown else 0
    return sum(map(_said, _STRINGS.findall(shown))) - far / 1000 / _GLYPH


def _box(matrix: Matrix, left: float, bottom: float, right: float, top: float) -> Box:
    a, b, c, d, e, f = matrix
    if b == 0 == c and a > 0 < d:
        return a * left + e, d * bottom + f, a * right + e, d * top + f
    corners = [(left, bottom), (right, bottom), (left, top), (right, top)]
    across = [a * x + c * y + e for x, y in corners]
    up = [b * x + d * y + f for x, y in corners]
    return min(across), min(up), max(across), max(up)


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _matrix(operands: Any) -> Matrix:
    a, b, c, d, e, f = (float(one) for one in operands)
    return a, b, c, d, e, f


def _length(stream: Any) -> int:
    """Bytes of what a stream holds; those that are packed become several times as many."""
    if not isinstance(stream, Stream):
        return 0
    return int(number(stream.get("/Length"), 0)) * (4 if "/Filter" in stream else 1)
