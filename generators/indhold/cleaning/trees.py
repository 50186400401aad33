"""Reading XML out of files that anybody may have made, and taking elements out of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from lxml import etree

from indhold.cleaning.told import Reason, Refused

_MOST = 150_000_000
"""Bytes of one XML part: as a tree it takes about five times as many."""
_BREAK = re.compile(rb"<br\s*>", re.IGNORECASE)


def parsed(data: bytes, *, lenient: bool = False) -> Any:
    """The root. Raises ``Refused`` where it is damaged, too large, or has a document type, which
    packages of Office and OpenDocument never have and with which entities come.

    ``lenient``: elements that are left open are closed.
    """
    if len(data) > _MOST:
        raise Refused(Reason.TOO_LARGE)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=lenient
    )
    if lenient:
        data = _BREAK.sub(b"<br/>", data)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise Refused(Reason.DAMAGED) from None
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise Refused(Reason.DAMAGED)
    return root


def written(root: Any) -> bytes:
    """The tree as a part of a package."""
    data: bytes = etree.tostring(
        root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True
    )
    return data


def local(element: Any) -> str:
    """The name without its namespace; empty of comments and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def namespace(element: Any) -> str:
    """The namespace of an element's name."""
    tag = element.tag
    return tag[1:].partition("}")[0] if isinstance(tag, str) and tag[0] == "{" else ""


def take_out(element: Any) -> None:
    """Remove an element with all that is in it; the text after it stays."""
    parent = element.getparent()
    if parent is None:
        return
    _keep_tail(parent, element)
    parent.remove(element)


def unwrap(element: Any) -> None:
    """Remove an element, but not what is in it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.text:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.text
        else:
            before.tail = (before.tail or "") + element.text
    for child in list(element):
        element.addprevious(child)  # its tail goes with it
    take_out(element)


def take_all_out(elements: Iterable[Any]) -> int:
    """Remove elements; how many there were."""
    gone = list(elements)
    for element in gone:
        take_out(element)
    return len(gone)


def _keep_tail(parent: Any, element: Any) -> None:
    if not element.tail:
        return
    before = element.getprevious()
    has_words = element.tag == f"{{{_ODF_TEXT}}}span" and any(element.itertext())
    if has_words and element.tail[0].isspace() and _ends_blank(parent, before):
        blank = parent.makeelement(f"{{{_ODF_TEXT}}}s", {})
        element.addprevious(blank)
        blank.tail, element.tail = element.tail[1:], None
        return
    if before is None:
        parent.text = (parent.text or "") + element.tail
    else:
        before.tail = (before.tail or "") + element.tail
    element.tail = None


_ODF_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
"""There blanks with no word between them are one, but for ``text:s`` (ODF 1.3 part 3 § 6.1.2)."""


def _ends_blank(parent: Any, before: Any | None) -> bool:
    """Whether what stands before an element ends with a blank."""
    text = parent.text if before is None else before.tail or "".join(before.itertext())
    return bool(text) and str(text)[-1].isspace()
