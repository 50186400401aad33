"""What is common to all elements of a Word file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
THROUGH = frozenset(("ins", "moveTo", "smartTag", "customXml", "dir", "bdo", "fldSimple"))
"""Elements around text that is there."""
INSERTED = frozenset(("ins", "moveTo"))
DELETED = frozenset(("del", "moveFrom"))


def name(element: Any) -> str:
    """The name of an element without its namespace; empty for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def value(element: Any, path: str) -> str | None:
    """The attribute ``w:val`` of the element below ``path``; ``None`` where there is none."""
    found = element.find(path.replace("w:", W)) if element is not None else None
    return None if found is None else found.get(f"{W}val")


def number(text: str | None, default: int) -> int:
    """A whole number as the file has it."""
    return int(text) if text and re.fullmatch(r"-?\d{1,9}", text) else default


def on(properties: Any, path: str) -> bool | None:
    """Whether a property is turned on, turned off, or not spoken of."""
    found = properties.find(path.replace("w:", W)) if properties is not None else None
    if found is None:
        return None
    return found.get(f"{W}val") not in ("0", "false", "off", "none")


def parsed(part: Any) -> Any:
    """The elements of a part that python-docx leaves as it is."""
    from docx.oxml.parser import parse_xml

    return parse_xml(part.blob)


def relation(part: Any, element: Any, attribute: str = f"{R}id") -> Any:
    """Where an element leads to from its part; ``None`` where that is not told."""
    return part.rels.get(element.get(attribute) or "")


def control(element: Any) -> Iterable[Any]:
    """What stands in a content control; a prompt that nobody has answered is no text."""
    if element.find(f"{W}sdtPr/{W}showingPlcHdr") is not None:
        return ()
    found = element.find(f"{W}sdtContent")
    return () if found is None else found


def alternative(element: Any) -> Iterable[Any]:
    """One of several ways to say the same: the newest, which comes first."""
    return next((child for child in element if name(child) in ("Choice", "Fallback")), ())


def inside(container: Any, wanted: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, also those in content controls."""
    for child in container:
        if name(child) == wanted:
            yield child
        elif name(child) == "sdt":
            yield from inside(control(child), wanted)
        elif name(child) in THROUGH:
            yield from inside(child, wanted)
