"""Whether words of a text document are seen, by the properties of their run and its styles.

Only what is surely unseen is told: white on nothing, without size, marked as hidden. Headings of
tables are often white, and what stands before a dark drawing is seen as well.
"""

from __future__ import annotations

from enum import StrEnum

from indhold.readers.ooxml import attribute, child, children, is_on, local
from indhold.readers.package import Element

_SMALLEST = 2
"""Half points: nobody reads letters of one point."""
_WHITE = 0xFA
"""The least of red, green and blue that looks like paper."""
_STEPS = 20
"""Styles that are based on one another, at the most."""
_NO_FILL = frozenset(("auto", "nil", "none", "clear", ""))

_PLAIN, _PATTERNED = ("", "clear", "nil"), "808080"
_DRAWN_ROUND = ("outline", "shadow", "emboss", "imprint", "textOutline", "glow", "textFill")
"""What makes white letters seen."""
_INTERESTING = frozenset(("vanish", "sz", "color", "highlight", "shd", "rStyle", *_DRAWN_ROUND))


class Hiding(StrEnum):
    """How words are hidden."""

    MARKED = "hidden text"
    WHITE = "white"
    COVERED = "covered"
    """In the colour that lies behind them: the marker that was meant to black them out."""
    TINY = "tiny"


class Styles:
    """The styles of a document (ECMA-376 § 17.7)."""

    def __init__(self, root: Element | None) -> None:
        self.may_be_on_dark = False
        self.language = ""
        self._styles: dict[str, Element] = {}
        self._defaults: list[Element] = []
        self._standard: dict[str, str] = {}
        self._known: dict[tuple[str, str], dict[str, Element]] = {}
        if root is not None:
            self._take(root)

    def _take(self, root: Element) -> None:
        for style in children(root, "style"):
            own = attribute(style, "styleId") or ""
            self._styles[own] = style
            if (attribute(style, "default") or "") in ("1", "true", "on"):
                self._standard[attribute(style, "type") or ""] = own
        defaults = child(root, "docDefaults", "rPrDefault", "rPr")
        if defaults is not None:
            self._defaults = [defaults]
        for language in root.iter("{*}lang"):
            self.language = self.language or attribute(language, "val") or ""

    def of_paragraph(self, paragraph: Element) -> str:
        """The name of a paragraph's style."""
        named = child(paragraph, "pPr", "pStyle")
        own = attribute(named, "val") if named is not None else None
        return own or self._standard.get("paragraph", "")

    def hiding(self, run: Element, paragraph_style: str) -> Hiding | None:
        """How the words of a run are hidden; ``None`` where they are, or may be, seen."""
        own = _of_interest(child(run, "rPr"))
        named = own.get("rStyle")
        key = (attribute(named, "val") or "" if named is not None else "", paragraph_style)
        if key not in self._known:
            self._known[key] = self._of_styles(*key)
        found = {**self._known[key], **own}
        if not found:
            return None
        if is_on(found.get("vanish")):
            return Hiding.MARKED
        size = _value(found, "sz")
        if size.isdecimal() and int(size) <= _SMALLEST:
            return Hiding.TINY
        return self._colour(run, found)

    def _colour(self, run: Element, found: dict[str, Element]) -> Hiding | None:
        colour = _value(found, "color").upper()
        marked = _value(found, "highlight")
        fill = _fill(found.get("shd"))
        if marked == "black" and colour in ("", "AUTO", "000000"):
            return Hiding.COVERED
        if fill and colour and fill.upper() == colour and not _is_white(colour):
            return Hiding.COVERED
        if not _is_white(colour) or (marked and marked not in ("white", "none")):
            return None
        if any(name in found for name in _DRAWN_ROUND):
            return None
        if fill:
            return Hiding.WHITE if _is_white(fill) else None
        return Hiding.WHITE if self._is_on_paper(run) else None

    def _is_on_paper(self, run: Element) -> bool:
        """Whether nothing around a run may be dark."""
        if self.may_be_on_dark:
            return False
        for above in run.iterancestors():
            tag = local(above)
            if tag in ("txbxContent", "textbox"):
                return False
            for properties in children(above, f"{tag}Pr"):
                if not self._is_white_under(properties, tag):
                    return False
        return True

    def _is_white_under(self, properties: Element, tag: str) -> bool:
        fill = _fill(child(properties, "shd"))
        if fill and not _is_white(fill):
            return False
        style = child(properties, {"p": "pStyle", "tbl": "tblStyle"}.get(tag, ""))
        named = (attribute(style, "val") or "") if style is not None else ""
        return not any(
            (shade := _fill(one)) and not _is_white(shade)
            for style_element in self._based(named)
            for one in style_element.iter("{*}shd")
        )

    def _of_styles(self, run_style: str, paragraph_style: str) -> dict[str, Element]:
        """What two styles, those they are based on and the defaults say together."""
        found: dict[str, Element] = {}
        for properties in reversed(self._defaults):
            found |= _of_interest(properties)
        for name in (paragraph_style, run_style):
            for style in reversed(self._based(name)):
                found |= _of_interest(child(style, "rPr"))
        return found

    def _based(self, name: str) -> list[Element]:
        styles: list[Element] = []
        while name in self._styles and len(styles) < _STEPS:
            style = self._styles[name]
            styles.append(style)
            base = child(style, "basedOn")
            name = (attribute(base, "val") or "") if base is not None else ""
        return styles


def _of_interest(properties: Element | None) -> dict[str, Element]:
    """The properties of a run that may hide it, by name."""
    if properties is None:
        return {}
    return {name: one for one in properties if (name := local(one)) in _INTERESTING}


def _value(found: dict[str, Element], name: str) -> str:
    element = found.get(name)
    return "" if element is None else (attribute(element, "val") or "")


def _fill(shading: Element | None) -> str:
    """The colour behind words as six digits; empty where there is none, or only a pattern."""
    if shading is None:
        return ""
    pattern = attribute(shading, "val") or ""
    if pattern == "solid":
        return attribute(shading, "color") or ""
    if pattern not in _PLAIN:
        return _PATTERNED
    fill = attribute(shading, "fill") or ""
    return "" if fill.casefold() in _NO_FILL else fill


def _is_white(colour: str) -> bool:
    if len(colour) != len("FFFFFF"):
        return False
    try:
        return min(bytes.fromhex(colour)) >= _WHITE
    except ValueError:
        return False
