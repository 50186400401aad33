"""How the cells of a sheet are shown: the formats of numbers, and what hides words (§ 18.8)."""

from __future__ import annotations

from msgspec import Struct

from indhold.readers.ooxml import attribute, child, children, local
from indhold.readers.package import Element

_BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00"}
_AMOUNTS = (*range(5, 9), *range(37, 45))
_TINY = 1.0
"""Points."""
_WHITE = 0xFA


class Shown(Struct, frozen=True):
    """How cells of one style are shown."""

    shape: str = ""
    """The format of numbers."""
    hiding: str = ""
    """How they are hidden, or nothing."""


class CellStyles:
    """The styles of a workbook, by number."""

    def __init__(self, root: Element | None) -> None:
        self._shapes = dict(_BUILT_IN)
        self._shapes.update(dict.fromkeys(_AMOUNTS, "#,##0.00 kr"))
        self._all: list[Shown] = []
        if root is not None:
            self._take(root)
        self.hidden = frozenset(str(n) for n, one in enumerate(self._all) if one.hiding)
        """The numbers of styles that hide what is in a cell."""

    def of(self, number: str) -> Shown:
        """How cells of a style are shown."""
        return self._all[int(number)] if number.isdecimal() and self._has(number) else _PLAIN

    def _has(self, number: str) -> bool:
        return len(number) < _MOST_DIGITS and int(number) < len(self._all)

    def _take(self, root: Element) -> None:
        for shape in root.iterfind("{*}numFmts/{*}numFmt"):
            number = shape.get("numFmtId") or ""
            if number.isdecimal():
                self._shapes[int(number)] = shape.get("formatCode") or ""
        fonts = [_font(one) for one in root.iterfind("{*}fonts/{*}font")]
        fills = [_is_paper(one) for one in root.iterfind("{*}fills/{*}fill")]
        for style in root.iterfind("{*}cellXfs/{*}xf"):
            self._all.append(self._shown(style, fonts, fills))

    def _shown(self, style: Element, fonts: list[str], fills: list[bool]) -> Shown:
        shape = self._shapes.get(_number(style, "numFmtId"), "")
        font = _at(fonts, _number(style, "fontId"), "")
        on_paper = _at(fills, _number(style, "fillId"), True)
        if shape.replace('"', "").replace(" ", "") in (";;;", ";;"):
            return Shown(shape, "format that shows nothing")
        if font == "tiny" or (font == "white" and on_paper):
            return Shown(shape, font)
        return Shown(shape)


_PLAIN, _MOST_DIGITS = Shown(), 7


def _at(values: list[object] | list[str] | list[bool], number: int, otherwise: object) -> object:
    return values[number] if 0 <= number < len(values) else otherwise


def _number(element: Element, name: str) -> int:
    value = element.get(name) or ""
    return int(value) if value.isdecimal() and len(value) < _MOST_DIGITS else 0


def _font(font: Element) -> str:
    size = child(font, "sz")
    try:
        if size is not None and float(attribute(size, "val") or "11") <= _TINY:
            return "tiny"
    except ValueError:
        pass
    colour = child(font, "color")
    return "white" if colour is not None and _is_white(colour) else ""


def _is_paper(fill: Element) -> bool:
    """Whether a cell has no colour of its own, or white."""
    for pattern in fill:
        if local(pattern) != "patternFill":
            return False
        kind = pattern.get("patternType") or "none"
        if kind == "none":
            return True
        colours = list(children(pattern, "fgColor"))
        return kind == "solid" and bool(colours) and _is_white(colours[0])
    return True


def _is_white(colour: Element) -> bool:
    if colour.get("theme") is not None:  # 0 is the theme's first light colour
        return colour.get("theme") == "0" and not (colour.get("tint") or "").strip("0.")
    rgb = (colour.get("rgb") or "")[-6:]
    try:
        return len(rgb) == len("FFFFFF") and min(bytes.fromhex(rgb)) >= _WHITE
    except ValueError:
        return False
