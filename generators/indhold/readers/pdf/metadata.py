"""Properties of a PDF and of what is in it: the information dictionary and XMP (§ 14.3)."""

from __future__ import annotations

from lxml import etree
from msgspec import Struct
from pikepdf import Dictionary

from indhold.findings import At, Kind
from indhold.readers.pdf.strings import readings
from indhold.readers.pdf.told import Told
from indhold.readers.pdf.values import text
from indhold.readers.pdf.xml import local_name, parsed

_PERSONS = frozenset(
    ("creator", "Author", "author", "contributor", "AuthorsPosition", "LastModifiedBy")
)
_PERSONS_KEYS = frozenset(("/Author", "/LastAuthor", "/Manager", "/Owner"))
_ORGANISATIONS = frozenset(("publisher", "Company", "company"))
_DATES = "Date"


class Properties(Struct):
    """What the properties say."""

    title: str = ""
    maker: str = ""
    """An organisation."""


def read_information(information: object, told: Told) -> Properties:
    """Tell what the information dictionary says. Raises ``Exceeded``."""
    found = Properties()
    if not isinstance(information, Dictionary):
        return found
    collector = told.collector
    for key in list(information.keys()):
        words = text(information, key, collector).strip()
        if not words or key.endswith(_DATES):
            continue
        told.text(words, called=key[1:], at=At.PROPERTIES)
        if key in _PERSONS_KEYS:
            collector.found(Kind.AUTHOR, words, at=At.PROPERTIES)
        elif key == "/Title":
            found.title = words
        elif key == "/Company":
            found.maker = words
    return found


def read_xmp(held: bytes, told: Told) -> Properties:
    """Tell what an XMP packet says. Raises ``Exceeded``."""
    found, collector = Properties(), told.collector
    root = parsed(held)
    if root is None:
        for words in readings(held):
            told.text(words, at=At.PROPERTIES)
        return found
    for one in root.iter(etree.Element):
        name = _named(one)
        values = [(name, one.text), (name, one.tail)]
        values += [(local_name(key), value) for key, value in one.attrib.items()]
        for called, value in values:
            words = str(value or "").strip()
            if not words:
                continue
            told.text(words, called=called, at=At.PROPERTIES)
            if called in _PERSONS:
                collector.found(Kind.AUTHOR, words, at=At.PROPERTIES)
            elif called in _ORGANISATIONS:
                found.maker = found.maker or words
            elif called == "title":
                found.title = found.title or words
    for one in root.iter(etree.Comment, etree.PI):
        told.rest(str(one.text or ""), at=At.PROPERTIES)
    return found


def _named(one: etree._Element) -> str:
    """The name of a property, which stands outside of lists and their members."""
    while one is not None:
        name = local_name(one.tag)
        if name not in ("li", "Seq", "Bag", "Alt", "Description"):
            return name
        one = one.getparent()
    return ""
