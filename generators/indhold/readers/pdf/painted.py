"""What is painted on a page, in order: texts, what may cover them, pictures, paths.

Colours and places are asked of the library object by object, which costs some microseconds each.
"""

from __future__ import annotations

import ctypes
from typing import Any

from msgspec import Struct, field
from pypdfium2 import raw

Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points of the page before it is turned."""
Colour = tuple[int, int, int]

WHITE: Colour = (255, 255, 255)
MOST = 200_000
"""Objects of a page that are looked at."""
_DEEPEST = 12
"""Forms inside forms."""
_FAT = 3.0
"""Points: what is thinner is a line, and covers nothing."""
_LOST = 0.0015
"""Points."""
_OPAQUE = 250
_INVISIBLE_MODES = (raw.FPDF_TEXTRENDERMODE_INVISIBLE,)
_STROKED_MODES = (raw.FPDF_TEXTRENDERMODE_STROKE, raw.FPDF_TEXTRENDERMODE_STROKE_CLIP)


class Words(Struct):
    """A text object."""

    order: int
    handle: Any
    box: Box
    colour: Colour | None
    """``None``: a pattern, or not known."""
    alpha: int
    invisible: bool
    """Neither filled nor stroked: render mode 3 (ISO 32000-2 § 9.3.6)."""
    size: float
    """Of the letters, in points; 0 where it does not matter, as they are tall enough."""
    level: int


class Cover(Struct):
    """Something that hides what lies beneath it, if it does not let it shine through."""

    order: int
    box: Box
    colour: Colour | None
    """``None``: a picture, a shading or a pattern."""
    picture: Any = None
    """The library's handle to it, if it is one."""


class Painted(Struct):
    """All that is painted on a page."""

    box: Box
    """Of the page that is shown: its crop box within its media box."""
    words: list[Words] = field(default_factory=list)
    covers: list[Cover] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    paths: list[Any] = field(default_factory=list)
    others: list[Any] = field(default_factory=list)
    """All that is neither text nor a form."""
    left_out: bool = False
    """Whether there was more than is looked at."""

    @property
    def area(self) -> float:
        """Square points, at least 1."""
        return max(1.0, area(self.box))

    @property
    def pictured(self) -> float:
        """The share of the page that pictures take; more than 1 where they lie on each other."""
        return sum(area(within(box, self.box)) for box in self.pictures) / self.area


def painted_on(page: Any) -> Painted:
    """Look at everything on a page."""
    walk = _Walk(page)
    walk.objects(page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, None, 0)
    return walk.painted


def page_box(page: Any) -> Box:
    """What of a page is shown."""
    rect = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page.raw, rect)
    return rect.left, rect.bottom, rect.right, rect.top


def within(one: Box, other: Box) -> Box:
    """What two boxes share; without area where they share nothing."""
    return (
        max(one[0], other[0]),
        max(one[1], other[1]),
        min(one[2], other[2]),
        min(one[3], other[3]),
    )


def is_apart(one: Box, other: Box) -> bool:
    """Whether two boxes share nothing."""
    left, bottom, right, top = one  # asked of every object: quicker than with ``within``
    x, y, x2, y2 = other
    return (
        left >= right
        or left >= x2
        or x >= right
        or x >= x2
        or bottom >= top
        or bottom >= y2
        or y >= top
        or y >= y2
    )


def is_lost(words: Words) -> bool:
    """Whether letters are so small, or so narrow, that the library does not tell them."""
    left, bottom, right, top = words.box
    if min(right - left, top - bottom) > _FAT:
        return False
    return words.size <= _LOST or right - left == 0 < top - bottom


def area(box: Box) -> float:
    """Square points."""
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


_Matrix = tuple[float, float, float, float, float, float]


class _Walk:
    """Goes through the objects of a page and of the forms on it."""

    def __init__(self, page: Any) -> None:
        self.painted = Painted(page_box(page))
        self._order = 0
        self._edges = [ctypes.c_float() for _ in range(4)]
        self._channels = [ctypes.c_uint() for _ in range(4)]
        self._modes = ctypes.c_int(), ctypes.c_int()

    def objects(
        self, parent: Any, count: Any, get: Any, matrix: _Matrix | None, level: int
    ) -> None:
        for index in range(count(parent)):
            if self._order >= MOST:
                self.painted.left_out = True
                return
            one = get(parent, index)
            kind = raw.FPDFPageObj_GetType(one)
            self._order += 1
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                self._text(one, matrix, level)
            elif kind == raw.FPDF_PAGEOBJ_FORM:
                self._form(one, matrix, level)
            else:
                self._other(kind, one, matrix)

    def _other(self, kind: int, one: Any, matrix: _Matrix | None) -> None:
        self.painted.others.append(one)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            self._path(one, matrix)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            self._picture(one, matrix)
        elif kind == raw.FPDF_PAGEOBJ_SHADING:
            self._cover(self._box(one, matrix), None)

    def _form(self, one: Any, matrix: _Matrix | None, level: int) -> None:
        if level >= _DEEPEST:
            self.painted.left_out = True
            return
        inner = _times(_matrix(one), matrix)
        self.objects(one, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, inner, level + 1)

    def _text(self, one: Any, matrix: _Matrix | None, level: int) -> None:
        mode = raw.FPDFTextObj_GetTextRenderMode(one)
        colour, alpha = self._colour(
            raw.FPDFPageObj_GetStrokeColor
            if mode in _STROKED_MODES
            else raw.FPDFPageObj_GetFillColor,
            one,
        )
        box = self._box(one, matrix)
        short = min(box[2] - box[0], box[3] - box[1]) <= _FAT
        size = _size(one, matrix) if short else 0.0
        invisible = mode in _INVISIBLE_MODES
        self.painted.words.append(
            Words(self._order, one, box, colour, alpha, invisible, size, level)
        )

    def _path(self, one: Any, matrix: _Matrix | None) -> None:
        self.painted.paths.append(one)
        fill, stroke = self._modes
        raw.FPDFPath_GetDrawMode(one, fill, stroke)
        if fill.value:
            colour, alpha = self._colour(raw.FPDFPageObj_GetFillColor, one)
            if alpha >= _OPAQUE:
                self._cover(self._box(one, matrix), colour)
        elif stroke.value:
            self._stroke(one, matrix)

    def _stroke(self, one: Any, matrix: _Matrix | None) -> None:
        """A broad line covers as a box does."""
        held = self._edges[0]
        raw.FPDFPageObj_GetStrokeWidth(one, held)
        if held.value <= 0:
            return
        a, b, _, _, _, _ = _times(_matrix(one), matrix)
        half = float(held.value) * (a * a + b * b) ** 0.5 / 2
        if 2 * half < _FAT:
            return
        colour, alpha = self._colour(raw.FPDFPageObj_GetStrokeColor, one)
        if alpha >= _OPAQUE:
            left, bottom, right, top = self._box(one, matrix)
            x, y = (left + right) / 2, (bottom + top) / 2
            box = (
                min(left, x - half),
                min(bottom, y - half),
                max(right, x + half),
                max(top, y + half),
            )
            self._cover(box, colour)

    def _picture(self, one: Any, matrix: _Matrix | None) -> None:
        box = self._box(one, matrix)
        self.painted.pictures.append(box)
        self._cover(box, None, one)

    def _cover(self, box: Box, colour: Colour | None, picture: Any = None) -> None:
        if box[2] - box[0] >= _FAT and box[3] - box[1] >= _FAT:
            self.painted.covers.append(Cover(self._order, box, colour, picture))

    def _box(self, one: Any, matrix: _Matrix | None) -> Box:
        left, bottom, right, top = self._edges
        if not raw.FPDFPageObj_GetBounds(one, left, bottom, right, top):
            return 0.0, 0.0, 0.0, 0.0
        box = left.value, bottom.value, right.value, top.value
        return box if matrix is None else _moved(box, matrix)

    def _colour(self, ask: Any, one: Any) -> tuple[Colour | None, int]:
        red, green, blue, alpha = self._channels
        if not ask(one, red, green, blue, alpha):
            return None, 255
        return (red.value, green.value, blue.value), alpha.value


def _size(one: Any, matrix: _Matrix | None) -> float:
    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(one, size)
    _, _, c, d, _, _ = _times(_matrix(one), matrix)
    return float(abs(size.value) * (c * c + d * d) ** 0.5)


def _matrix(one: Any) -> _Matrix:
    held = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(one, held)
    return held.a, held.b, held.c, held.d, held.e, held.f


def _times(one: _Matrix, other: _Matrix | None) -> _Matrix:
    if other is None:
        return one
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _moved(box: Box, matrix: _Matrix) -> Box:
    a, b, c, d, e, f = matrix
    corners = [(x * a + y * c + e, x * b + y * d + f) for x in box[::2] for y in box[1::2]]
    across, up = [x for x, _ in corners], [y for _, y in corners]
    return min(across), min(up), max(across), max(up)
