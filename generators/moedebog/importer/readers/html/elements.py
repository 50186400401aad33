"""What the elements of a web page are: their names, and what their attributes say of them."""

from __future__ import annotations

import re
from typing import Any

from moedebog.blocks import Script
from moedebog.importer.readers.html.page import OWN

UNSEEN = frozenset(
    """
    applet audio base basefont bgsound canvas datalist embed frame frameset head iframe link map
    meta noembed noframes noscript object param script source style template title track video
    xml svg
    """.split()  # noqa: SIM905 - a list of so many words is easier to read so
)
"""Elements that hold no text of the page."""
INLINE = frozenset(
    """
    a abbr acronym b bdi bdo big cite code data del dfn em font i img input ins kbd label mark
    nobr output q rp rt ruby s samp small span strike strong sub sup time tt u var wbr button
    """.split()  # noqa: SIM905
)
"""Elements that stand in a line; all others but unknown ones begin one of their own."""
_DISPLAYED = re.compile(r"(?:\A|;)\s*display\s*:\s*([a-z-]+)", re.IGNORECASE)
_HIDDEN = re.compile(r"(?:\A|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_BOLD = re.compile(r"(?:\A|;)\s*font-weight\s*:\s*(bold|[6-9]00|normal|400)", re.IGNORECASE)
_ITALIC = re.compile(r"(?:\A|;)\s*font-style\s*:\s*(italic|oblique|normal)", re.IGNORECASE)
_STRUCK = re.compile(r"(?:\A|;)\s*text-decoration[^;]{0,40}line-through", re.IGNORECASE)
_RAISED = re.compile(r"(?:\A|;)\s*vertical-align\s*:\s*(sub|super)\b", re.IGNORECASE)
_HEADLINE = re.compile(r"(?:\A|[-_\s])(?:overskrift|heading|headline|msotitle)(?:[-_\s\d]|\Z)")


def name_of(element: Any) -> str:
    """The name of an element in small letters; empty for a comment."""
    tag = element.tag
    return tag.lower().removeprefix(OWN) if isinstance(tag, str) else ""


def style_of(element: Any) -> str:
    """What an element says of its own looks."""
    return str(element.get("style") or "")


def named(element: Any) -> str:
    """The class, the id and the role of an element, in small letters."""
    given = (element.get(key) or "" for key in ("class", "id", "role"))
    return " ".join(given).lower()


def is_block(element: Any, name: str) -> bool:
    """Whether an element begins and ends a line."""
    shown = _DISPLAYED.search(style_of(element))
    if shown and shown[1].lower() in ("block", "flex", "grid", "list-item"):
        return True
    return name not in INLINE and ":" not in name and "-" not in name


def is_hidden(element: Any) -> bool:
    """Whether a browser would not show an element."""
    return element.get("hidden") is not None or bool(_HIDDEN.search(style_of(element)))


def is_bold(element: Any, name: str, before: bool) -> bool:
    """Whether text in an element is bold; ``before``: whether that around it is."""
    if said := _BOLD.search(style_of(element)):
        return said[1].lower() not in ("normal", "400")
    return before or name in ("b", "strong", "th")


def is_italic(element: Any, name: str, before: bool) -> bool:
    """Whether text in an element is in italics; ``before``: whether that around it is."""
    if said := _ITALIC.search(style_of(element)):
        return said[1].lower() != "normal"
    return before or name in ("i", "em", "cite", "dfn", "var", "address")


def is_struck(element: Any, name: str) -> bool:
    """Whether text in an element is struck through."""
    return name in ("s", "strike", "del") or bool(_STRUCK.search(style_of(element)))


def script_of(element: Any, name: str, before: Script | None) -> Script | None:
    """Whether text in an element stands lower or higher than the line, as that around it does."""
    said = _RAISED.search(style_of(element))
    told = (said[1].lower() if said else "") or name
    return {"sub": Script.SUB, "sup": Script.SUPER, "super": Script.SUPER}.get(told, before)


def heading_level(element: Any, name: str) -> int:
    """The level of a heading; 0 where the element is none by its name or its role."""
    if len(name) == 2 and name[0] == "h" and name[1].isdigit():
        return int(name[1])
    if (element.get("role") or "").lower() == "heading":
        level = element.get("aria-level") or "2"
        return int(level) if level in "123456" else 2
    return 0


def is_headline(element: Any) -> bool:
    """Whether the class of an element calls it a heading."""
    return bool(_HEADLINE.search((element.get("class") or "").lower()))
