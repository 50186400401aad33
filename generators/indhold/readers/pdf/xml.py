"""XML inside a PDF, read without fetching or expanding anything."""

from __future__ import annotations

from lxml import etree


def parsed(held: bytes) -> etree._Element | None:
    """The root, or ``None`` where nothing of it can be read."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=True)
    try:
        return etree.fromstring(held.strip(b"\0 \t\r\n"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def local_name(tag: object) -> str:
    """The name of an element or attribute without its namespace, though it has none declared."""
    return str(tag).rpartition("}")[2].rpartition(":")[2]
