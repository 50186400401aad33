"""How words look in OpenDocument, as far as it tells whether anybody sees them.

OpenDocument 1.3 part 3 §§ 16 and 20: a style takes from its parent what it does not say itself.
"""

from __future__ import annotations

import re

from indhold.readers.ooxml import attribute, local
from indhold.readers.package import Element

Look = dict[str, str]
"""Properties by their names without namespaces."""

_ASKED = frozenset(
    (
        "display",
        "visibility",
        "color",
        "background-color",
        "font-size",
        "fill",
        "fill-color",
        "opacity",
        "use-window-font-color",
        "language",
    )
)
_SIZE = re.compile(r"([\d.]+)\s*(pt|in|cm|mm|px)")
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75}
_TINY = 1.0
"""Points; nobody reads what is no larger."""
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_ALIKE = 6
"""Steps of 256 that no eye tells apart."""
_WHITE = "#ffffff"
UNKNOWN_GROUND = "unknown"
"""A gradient, a picture: there is something behind the words."""
_SHAPES = (
    "{*}frame",
    "{*}rect",
    "{*}polygon",
    "{*}path",
    "{*}circle",
    "{*}ellipse",
    "{*}caption",
    "{*}custom-shape",
)
_FILLED = ("graphic", "presentation", "drawing-page")
_MANY = 10_000
"""Pairs of colours that are not all compared."""
_DEEP = 50
"""Styles from one to its parent, which may be a circle."""


class Styles:
    """The styles of a file."""

    def __init__(self) -> None:
        self._own: dict[tuple[str, str], tuple[Look, str]] = {}
        self._defaults: dict[str, Look] = {}
        self._looks: dict[tuple[str, str], Look] = {}
        self.masters: dict[str, Element] = {}
        """What slides share, by its name."""
        self.hidden_layers: set[str] = set()
        self.page_ground = _WHITE
        """What is behind words on a page of text."""

    def add(self, root: Element) -> None:
        """Take the styles of a part."""
        for layer in root.iter("{*}layer"):
            if attribute(layer, "display") == "none":
                self.hidden_layers.add(attribute(layer, "name") or "")
        for master in root.iter("{*}master-page"):
            self.masters[attribute(master, "name") or ""] = master
        for element in root.iter("{*}style", "{*}default-style", "{*}page-layout"):
            family = attribute(element, "family") or ""
            look = _look(element)
            if family not in _FILLED:  # a paragraph's tell what its shape is filled with
                look.pop("fill", None)
            if local(element) == "page-layout":
                ground = ground_of(look)
                self.page_ground = ground or self.page_ground
            elif local(element) == "default-style":
                self._defaults[family] = look
            else:
                parent = attribute(element, "parent-style-name") or ""
                self._own[family, attribute(element, "name") or ""] = look, parent
        self._looks.clear()

    def look(self, family: str, name: str | None) -> Look:
        """How what has this style looks, with what it has from its parents."""
        key = family, name or ""
        if key not in self._looks:
            self._looks[key] = self._resolved(*key)
        return self._looks[key]

    def shape(self, element: Element) -> Look:
        """How a shape looks: a slide's own have styles of a family of their own (§ 19.388)."""
        for key, value in element.attrib.items():
            if key.endswith("}style-name"):
                family = "presentation" if "presentation" in key else "graphic"
                return self.look(family, value)
        return {}

    def has_ground(self, page: Element | None) -> bool:
        """Whether words upon it may be upon something: a picture, a shape, a colour."""
        if page is None:
            return False
        look = self.look("drawing-page", attribute(page, "style-name"))
        if ground_of(look) not in ("", _WHITE):
            return True
        if next(page.iter("{*}image"), None) is not None:
            return True
        return any(ground_of(self.shape(one)) for one in page.iter(*_SHAPES))

    def may_hide(self) -> bool:
        """Whether any style could make words invisible; else none need be asked about it."""
        looks = [look for look, _ in self._own.values()]
        if any(is_hidden(look) or is_tiny(look) for look in looks):
            return True
        colours = {look["color"] for look in looks if "color" in look}
        grounds = {ground_of(look) for look in looks} | {self.page_ground, _WHITE}
        if len(colours) * len(grounds) > _MANY:
            return True
        return any(
            is_on_its_colour({"color": one}, ground) for one in colours for ground in grounds
        )

    @property
    def language(self) -> str:
        """Of text that is not said to be in another one; empty where none is told."""
        for family in ("paragraph", "graphic", "table-cell"):
            told = self._defaults.get(family, {}).get("language", "")
            if told and told != "none":
                return told
        return ""

    def _resolved(self, family: str, name: str) -> Look:
        chain: list[Look] = []
        while (family, name) in self._own and len(chain) < _DEEP:
            look, name = self._own[family, name]
            chain.append(look)
        merged: Look = {}
        for look in reversed(chain):
            merged.update(look)
        return merged


def _look(style: Element) -> Look:
    look: Look = {}
    for properties in style.iterchildren():
        if local(properties).endswith("-properties"):
            for key, value in properties.attrib.items():
                name = key.rpartition("}")[2]
                if name == "opacity" and local(properties) == "text-properties":
                    continue  # of the letters, where their colour is left to the program
                if name in _ASKED:
                    look[name] = value
    return look


def ground_of(look: Look) -> str:
    """The colour behind the words; empty where it is what was there."""
    fill = look.get("fill", "")
    if look.get("opacity", "").strip() in ("0%", "0"):
        return ""
    if fill == "solid":
        return look.get("fill-color", UNKNOWN_GROUND)
    if fill and fill != "none":
        return UNKNOWN_GROUND
    colour = look.get("background-color", "")
    return "" if colour == "transparent" else colour


def is_hidden(look: Look) -> bool:
    """Whether words are switched off (``text:display``, § 20.405)."""
    return look.get("display") in ("none", "false")


def is_tiny(look: Look) -> bool:
    """Whether words are too small to be seen."""
    match = _SIZE.fullmatch(look.get("font-size", ""))
    return match is not None and float(match[1]) * _POINTS[match[2]] <= _TINY


def is_on_its_colour(look: Look, ground: str) -> bool:
    """Whether words have the colour of what is behind them."""
    colour = look.get("color", "")
    if look.get("use-window-font-color") == "true" and not colour:
        return False
    if not (_COLOUR.fullmatch(colour) and _COLOUR.fullmatch(ground)):
        return False
    pairs = zip(_rgb(colour), _rgb(ground), strict=True)
    return all(abs(one - other) <= _ALIKE for one, other in pairs)


def _rgb(colour: str) -> bytes:
    return bytes.fromhex(colour[1:])
