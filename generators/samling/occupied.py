"""Where on a page words, pictures and shapes stand, roughly: so that nothing is drawn over them.

Fonts are not opened, so the width of words is reckoned from how many they are: rather too much than
too little. Shapes in white are taken for paper.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from itertools import pairwise
from operator import attrgetter
from typing import Any

from pikepdf import Dictionary, Name, Stream

from samling.content import INLINE_END, LITERAL
from samling.values import (
    Unpacked,
    called,
    dictionaries,
    entry,
    number,
    numbers,
    one_or_more,
    unpacked,
)

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""
Matrix = tuple[float, float, float, float, float, float]

_STRING = LITERAL + rb"|<[0-9A-Fa-f\s]*>"
_NEXT = re.compile(
    rb"\[(?:[^\[\]()<>]|" + _STRING + rb")*\]|" + _STRING + rb"|%[^\r\n]*"
    rb"|q|Q|cm|cs|c|CS|BT|BI|B\*|B|Do|Tf|Tz|TL|Tm|Tc|Tw|Td|TD|T\*|Tj|TJ|'|\"|m|l|v|y|h|re|rg|RG"
    rb"|g|G|k|K|scn|sc|SCN|SC|sh|s|S|f\*|f|F|b\*|b|n|W\*|W|w",
    re.DOTALL,
)
"""What is shown, what holds no operators, and the operators that are read. Each begins with a
character, so that what lies between them is passed over fast."""
_STRINGS = re.compile(_STRING, re.DOTALL)
_JUMPS = re.compile(rb"[\])>]\s*(-\d{4,})")
"""Words of one line that stand far apart, in thousandths of their size."""
_BOUNDS_LEFT, _BOUNDS_RIGHT = frozenset(b"\0\t\n\f\r ]>)"), frozenset(b"\0\t\n\f\r [</(")
_BEFORE = 160
"""Bytes before an operator in which its operands stand."""
_MOST = 1 << 21
"""Bytes of content that are gone through."""
_DEEPEST, _FORMS = 4, 500
"""How deep forms lie in each other at most, and how many are drawn."""
_GLYPH = 0.6
"""How wide a character is at most on the average, in times its size."""
UNIT: Matrix = (1, 0, 0, 1, 0, 0)
_MOST_SIDES = 50_000
"""How many sides the shapes of a page have at most; what has more is a drawing all over."""
_EVERYWHERE = (-1e9, -1e9, 1e9, 1e9)
_COORDINATES = {b"m": 2, b"l": 2, b"c": 6, b"v": 4, b"y": 4, b"re": 4}
_PAINTED = {
    b"S": "stroke", b"s": "stroke", b"f": "fill", b"F": "fill", b"f*": "fill", b"n": "",
    b"B": "both", b"B*": "both", b"b": "both", b"b*": "both",
}  # fmt: skip
_PATH = frozenset((*_COORDINATES, *_PAINTED, b"h", b"W", b"W*", b"sh"))
_COLOURS = frozenset((b"g", b"rg", b"k", b"cs", b"sc", b"scn"))
"""That of lines is set by the same in capitals."""
_DEVICES = {b"g": "/DeviceGray", b"rg": "/DeviceRGB", b"k": "/DeviceCMYK"}
_BRIGHT = {"/DeviceGray": 1, "/CalGray": 1, "/DeviceRGB": 3, "/CalRGB": 3, "/DeviceCMYK": 4}
"""Spaces of colours in which white can be known, and how many components they have."""


def occupied(page: Dictionary) -> list[Box] | None:
    """Boxes around what is drawn and what can be filled in, in the page's own coordinates.

    ``None`` where the page could not be gone through.
    """
    streams = one_or_more(page.get("/Contents"))
    if sum(map(_length, streams)) > _MOST:
        return None
    try:
        data = b"\n".join(filter(None, map(unpacked, streams)))
        found = _Walk(page.get("/Resources"), _State()).through(data)
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


@dataclass(slots=True)
class _State:
    """What ``q`` saves and ``Q`` restores (ISO 32000-1, 8.4)."""

    ctm: Matrix = UNIT
    clip: Box = _EVERYWHERE
    """Around what is still drawn on, in the page's own coordinates."""
    size: float = 0
    stretch: float = 1
    leading: float = 0
    bytes: int = 1
    """How many a character has."""
    apart: float = 0
    words_apart: float = 0
    width: float = 1
    """Of lines."""
    space: str = "/DeviceGray"
    line_space: str = "/DeviceGray"
    is_white: bool = False
    line_is_white: bool = False

    def again(self) -> _State:
        """The same anew; ``replace`` is slow."""
        return _State(*_FIELDS(self))


_FIELDS = attrgetter(*(one.name for one in fields(_State)))


class _Walk:
    """Goes through what is drawn. ``None`` is found for what could not be gone through."""

    def __init__(
        self,
        resources: Any,
        state: _State,
        depth: int = 0,
        drawn: Counter[str] | None = None,
    ) -> None:
        self.resources, self.state, self.depth = resources, state, depth
        self.drawn = Counter[str]() if drawn is None else drawn
        """How many forms and sides of shapes were drawn on the whole page."""
        self.saved: list[_State] = []
        self.line = self.at = UNIT
        self.shown = (0, b"")
        """What was shown last, and where it begins."""
        self.found: list[Box | None] = []
        self.fonts: dict[bytes, int] = {}
        self.spaces: dict[str, str] = {}
        self.path: list[list[tuple[float, float]]] = []
        """The lines that were begun, each the points it leads over, on the page."""
        self.clips = False
        """Whether the path is to clip what comes after it."""

    def through(self, data: bytes) -> list[Box | None]:
        """The boxes around what is drawn."""
        place = 0
        while (match := _NEXT.search(data, place)) is not None:
            begins, place = match.span()
            name = match[0]
            if name[0] in b"[(<":
                self.shown = begins, name
            elif name[0] == b"%"[0] or not _stands_alone(data, begins, place):
                continue
            elif name == b"BI":
                self.picture()
                end = INLINE_END.search(data, place)
                place = end.end() if end else len(data)
            elif name == b'"':
                before = data[max(0, self.shown[0] - _BEFORE) : self.shown[0]].rsplit(None, 2)
                self.state.words_apart, self.state.apart = map(float, before[-2:])
                self.step(b"'", b"")
            else:
                self.step(name, data[max(0, begins - _BEFORE) : begins])
        return self.found

    def step(self, name: bytes, before: bytes) -> None:
        """Carries out an operator; ``before``: what stands before it."""
        match name:
            case b"Tj" | b"TJ" | b"'":
                if name == b"'":
                    self.next_line(0, -self.state.leading)
                self.write(self.shown[1])
            case b"q":
                self.saved.append(self.state.again())
            case b"Q":
                if self.saved:
                    self.state = self.saved.pop()
            case b"BT":
                self.line = self.at = UNIT
            case b"T*":
                self.next_line(0, -self.state.leading)
            case b"Do":
                self.draw(before.rpartition(b"/")[2].strip())
            case _ if name in _PATH:
                self.shape(name, before)
            case _ if name.lower() in _COLOURS:
                self.colour(name, before)
            case _:
                self.set(name, before.rsplit(None, 6))

    def shape(self, name: bytes, before: bytes) -> None:
        """Carries out one that leads a path on, or paints."""
        match name:
            case b"h":
                if self.path:
                    self.path[-1].append(self.path[-1][0])
            case b"W" | b"W*":
                self.clips = True
            case b"sh":
                self.take(_EVERYWHERE)
            case _ if name in _PAINTED:
                self.paint(_PAINTED[name], closed=name in (b"s", b"b", b"b*"))
            case _:
                count = _COORDINATES[name]
                self.lead(name, [float(one) for one in before.rsplit(None, count)[-count:]])

    def set(self, name: bytes, operands: list[bytes]) -> None:
        """Carries out one that moves, or says how words and lines are drawn."""
        state = self.state
        match name:
            case b"cm":
                state.ctm = _times(_matrix(operands[-6:]), state.ctm)
            case b"Tm":
                self.line = self.at = _matrix(operands[-6:])
            case b"Td" | b"TD":
                across, up = float(operands[-2]), float(operands[-1])
                if name == b"TD":
                    state.leading = -up
                self.next_line(across, up)
            case b"Tf":
                state.size = float(operands[-1])
                state.bytes = self.bytes_of(operands[-2].rpartition(b"/")[2])
            case b"Tz":
                state.stretch = float(operands[-1]) / 100
            case b"TL":
                state.leading = float(operands[-1])
            case b"Tc":
                state.apart = float(operands[-1])
            case b"Tw":
                state.words_apart = float(operands[-1])
            case b"w":
                state.width = float(operands[-1])

    def colour(self, name: bytes, before: bytes) -> None:
        """Sets the colour of grounds, or of lines: the same operator in capitals."""
        lower = name.lower()
        space = self.state.space if lower == name else self.state.line_space
        white = False
        if lower == b"cs":
            space = self.space_of(before.rpartition(b"/")[2].strip())
        else:
            space = _DEVICES.get(lower, space)
            if (count := _BRIGHT.get(space)) is not None:
                held = [float(one) for one in before.rsplit(None, count)[-count:]]
                white = max(held) <= 0 if space == "/DeviceCMYK" else min(held) >= 1
        if lower == name:
            self.state.space, self.state.is_white = space, white
        else:
            self.state.line_space, self.state.line_is_white = space, white

    def space_of(self, name: bytes) -> str:
        """The space of colours that a name stands for, as one of the device where it is like it."""
        key = f"/{name.decode('latin-1')}"
        if key not in self.spaces:
            held = one_or_more(entry(entry(self.resources, "/ColorSpace"), key))
            kind = f"/{called(held[0])}" if held else key
            if kind == "/ICCBased" and len(held) > 1:
                parts = number(entry(held[1], "/N"), 0)
                kind = {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}.get(int(parts), kind)
            self.spaces[key] = kind
        return self.spaces[key]

    def bytes_of(self, name: bytes) -> int:
        """How many bytes a character of a font has."""
        if name not in self.fonts:
            font = entry(entry(self.resources, "/Font"), f"/{name.decode('latin-1')}")
            self.fonts[name] = 2 if entry(font, "/Subtype") == Name.Type0 else 1
        return self.fonts[name]

    def next_line(self, across: float, up: float) -> None:
        """Begins a line, counted from where the last one began."""
        self.line = self.at = _times((1, 0, 0, 1, across, up), self.line)

    def write(self, shown: bytes) -> None:
        """Writes words."""
        state = self.state
        size, said = state.size, _said(shown) / state.bytes
        width = said * _GLYPH * size
        if state.apart > 0:
            width += said * state.apart
        if state.words_apart > 0 and state.bytes == 1:
            width += state.words_apart * (shown.count(b" ") + shown.count(b"20"))
        width *= state.stretch
        self.take(_box(_times(self.at, state.ctm), 0, -0.25 * size, width, 0.9 * size))
        self.at = _times((1, 0, 0, 1, width, 0), self.at)

    def picture(self) -> None:
        """Draws a picture."""
        self.take(_box(self.state.ctm, 0, 0, 1, 1))

    def take(self, box: Box) -> None:
        """Puts down a box, as much of it as is drawn on."""
        if (left := _common(box, self.state.clip)) is not None:
            self.found.append(left)

    def lead(self, name: bytes, operands: list[float]) -> None:
        """Leads a path on."""
        a, b, c, d, e, f = self.state.ctm
        if name == b"re":
            x, y, width, height = operands
            operands = [x, y, x + width, y, x + width, y + height, x, y + height, x, y]
        points = [
            (a * x + c * y + e, b * x + d * y + f)
            for x, y in zip(operands[::2], operands[1::2], strict=True)
        ]
        self.drawn["sides"] += len(points)
        if self.drawn["sides"] > _MOST_SIDES:
            raise ValueError
        if name in (b"m", b"re") or not self.path:
            self.path.append([])
        self.path[-1] += points

    def paint(self, how: str, *, closed: bool) -> None:
        """Draws the path, clips by it, and ends it."""
        state = self.state
        wide = 0.0
        lined = how in ("stroke", "both") and not state.line_is_white
        if lined:
            wide = state.width / 2 * max(map(abs, state.ctm[:4])) + 0.5
        filled = how in ("fill", "both") and not state.is_white
        for line in self.path:
            if filled:
                self.take(_around(line, wide))
            elif lined:
                around = [*line, line[0]] if closed else line
                for side in pairwise(around):
                    self.take(_around(side, wide))
        if self.clips:
            box = _around([point for line in self.path for point in line], 0)
            state.clip = _common(box, state.clip) or (0, 0, 0, 0)
        self.path, self.clips = [], False

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
            ctm = _times(_matrix(own), self.state.ctm) if own else self.state.ctm
            clip = self.state.clip
            if numbers(found.get("/BBox"), 4):
                clip = _common(bounds(found, self.state.ctm), clip) or (0, 0, 0, 0)
            state = replace(self.state, ctm=ctm, clip=clip)
            inner = _Walk(
                found.get("/Resources", self.resources), state, self.depth + 1, self.drawn
            )
            self.found += inner.through(unpacked(found) or b"")


def bounds(form: Any, ctm: Matrix) -> Box:
    """The box of a form (ISO 32000-1, 8.10.2), where it is drawn."""
    box = numbers(form.get("/BBox"), 4) or (0, 0, 0, 0)
    own = numbers(form.get("/Matrix"), 6)
    left, bottom, right, top = box
    return _box(_times(_matrix(own), ctm) if own else ctm, left, bottom, right, top)


def _around(points: Sequence[tuple[float, float]], wide: float) -> Box:
    if not points:
        return 0, 0, 0, 0
    across, up = zip(*points, strict=True)
    return min(across) - wide, min(up) - wide, max(across) + wide, max(up) + wide


def _common(one: Box, other: Box) -> Box | None:
    """What two boxes have in common."""
    left, bottom = max(one[0], other[0]), max(one[1], other[1])
    right, top = min(one[2], other[2]), min(one[3], other[3])
    return (left, bottom, right, top) if left <= right and bottom <= top else None


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
