"""The logical tree of a PDF file of ours: what each passage is, as it was meant when it was made.

Files of others may be tagged too, but by machines that guess; only what moedebog made is read so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct, field
from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1

from moedebog.importer.budget import DEEPEST
from moedebog.importer.readers.pdf.content import name_of
from moedebog.importer.readers.pdf.file import File, Place, text_of_object

_MAKER = b"<xmp:CreatorTool>moedebog "
_DEEPEST = 4 * DEEPEST
"""A list in a list is four levels further down."""


class Element(Struct):
    """An element of the tree: what it is, and what it holds in reading order."""

    role: str
    kids: list[Element | Place] = field(default_factory=list)
    page: int = 1
    numbering: str = ""
    """How the entries of a list are counted."""
    columns: int = 1
    rows: int = 1
    """Over how many a cell reaches."""
    alt: str = ""
    language: str | None = None
    link: str | None = None
    """The web address that it leads to."""

    def elements(self) -> Iterator[Element]:
        """The elements right below it."""
        return (kid for kid in self.kids if isinstance(kid, Element))

    def first(self, role: str) -> Element | None:
        """The first element of this role right below it."""
        return next((one for one in self.elements() if one.role == role), None)

    def places(self) -> Iterator[Place]:
        """All marked content below it."""
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.places()
            else:
                yield kid


def made_by_us(file: File) -> bool:
    """Whether the file says that moedebog made it, and has a logical tree."""
    metadata = resolve1(file.document.catalog.get("Metadata"))
    made = isinstance(metadata, PDFStream) and _MAKER in metadata.get_data()
    return made and isinstance(resolve1(file.document.catalog.get("StructTreeRoot")), dict)


class Tree:
    """Reads the tree of a file."""

    def __init__(self, file: File, numbers: dict[Any, int]) -> None:
        """``numbers``: which page a page of the tree is."""
        self.file = file
        self.numbers = numbers
        self.seen: set[int] = set()

    def root(self) -> Element:
        """The tree as one element."""
        root = resolve1(self.file.document.catalog.get("StructTreeRoot"))
        made = Element("Root")
        self._kids(root.get("K"), None, made, 0)
        return made

    def _kids(self, kid: Any, page: Any, into: Element, depth: int) -> None:
        self.file.budget.tick()
        if isinstance(kid, PDFObjRef):
            if kid.objid in self.seen or depth > _DEEPEST:
                return
            self.seen.add(kid.objid)
            kid = resolve1(kid)
        if isinstance(kid, list):
            for one in kid:
                self._kids(one, page, into, depth)
        elif isinstance(kid, int):
            into.kids.append((page, kid))
        elif isinstance(kid, dict):
            here = kid.get("Pg")
            page = here.objid if isinstance(here, PDFObjRef) else page
            kind = name_of(kid.get("Type"))
            if kind == "MCR":
                self._kids(resolve1(kid.get("MCID")), page, into, depth)
            elif kind == "OBJR":
                into.link = _target(kid.get("Obj")) or into.link
            else:
                made = self._element(kid, page)
                into.kids.append(made)
                self._kids(kid.get("K"), page, made, depth + 1)

    def _element(self, kid: dict[str, Any], page: Any) -> Element:
        attributes = resolve1(kid.get("A"))
        attributes = attributes if isinstance(attributes, dict) else {}
        return Element(
            name_of(kid.get("S")),
            page=self.numbers.get(page, 1),
            numbering=name_of(attributes.get("ListNumbering")),
            columns=_count(attributes.get("ColSpan")),
            rows=_count(attributes.get("RowSpan")),
            alt=text_of_object(kid.get("Alt")),
            language=text_of_object(kid.get("Lang")) or None,
        )


def _count(value: Any) -> int:
    value = resolve1(value)
    return min(value, 60) if isinstance(value, int) and value > 0 else 1


def _target(annotation: Any) -> str | None:
    annotation = resolve1(annotation)
    action = resolve1(annotation.get("A")) if isinstance(annotation, dict) else None
    return text_of_object(action.get("URI")) or None if isinstance(action, dict) else None
