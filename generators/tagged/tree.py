"""What each drawn thing is, apart from how it looks: the logical tree of a document.

The tree is declared before anything is drawn. A paragraph that goes over two pages, or a
table over five, is still one node. Things that belong to the page and not to the text
(rules, backgrounds, running heads) are artifacts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Role(StrEnum):
    """Structure types of PDF 1.7 (ISO 32000-1, 14.8.4), and a few that are mapped to them."""

    DOCUMENT = "Document"
    SECTION = "Sect"
    H1 = "H1"
    H2 = "H2"
    H3 = "H3"
    H4 = "H4"
    H5 = "H5"
    H6 = "H6"
    PARAGRAPH = "P"
    LIST = "L"
    ITEM = "LI"
    LABEL = "Lbl"
    BODY = "LBody"
    TABLE = "Table"
    CAPTION = "Caption"
    TABLE_HEAD = "THead"
    TABLE_BODY = "TBody"
    ROW = "TR"
    HEADER_CELL = "TH"
    CELL = "TD"
    LINK = "Link"
    SPAN = "Span"
    STRONG = "Strong"
    EMPHASIS = "Em"
    QUOTE = "BlockQuote"
    CODE = "Code"
    REFERENCE = "Reference"
    NOTE = "Note"
    FIGURE = "Figure"
    ARTIFACT = "Artifact"

    @staticmethod
    def heading(level: int) -> Role:
        """The role of a heading of level 1-6."""
        return Role(f"H{min(max(level, 1), 6)}")


ROLE_MAP = {Role.STRONG: Role.SPAN, Role.EMPHASIS: Role.SPAN}
"""What stands for the roles that PDF 1.7 does not know; their names are those of PDF 2.0."""


class Mark(NamedTuple):
    """Drawn content: the page (its key in the parent tree) and the number on that page."""

    page: int
    number: int


class Annotation(NamedTuple):
    """A clickable area, by the name of its object."""

    name: str


@dataclass(eq=False, slots=True)
class Node:
    """A place in the logical tree. Nodes are told apart by identity."""

    role: Role
    alternative: str | None = None
    """What stands for a picture where it cannot be seen; a ``FIGURE`` needs it."""
    language: str | None = None
    """BCP 47 tag where it differs from the document's."""
    numbering: str | None = None
    """How the items of a list are labelled: ``Decimal``, ``Disc`` …; ``None`` by other words."""
    columns: int = 1
    """How many columns a cell spans."""
    rows: int = 1
    """How many rows a cell spans."""
    heads_row: bool = False
    """A ``HEADER_CELL`` is that of its row, not of its column."""
    description: str = ""
    """What a ``LINK`` says to those who only hear the link: its text, or where it leads."""
    box: tuple[float, float, float, float] | None = None
    """The area of a picture on its page."""
    refers: tuple[Node, ...] = ()
    """What belongs to it and stands elsewhere: a ``NOTE`` to a ``REFERENCE``, and the other way."""
    running: str | None = None
    """Of an artifact: ``Header`` or ``Footer`` where it is one."""
    children: list[Node | Mark | Annotation] = field(default_factory=list)
    """Parts in reading order. Marks and annotations come in by drawing."""
    number: int = field(default=0, init=False, repr=False)
    """Of its object in the file; given when the file is written."""

    def add(
        self,
        role: Role,
        *,
        alternative: str | None = None,
        language: str | None = None,
        numbering: str | None = None,
        columns: int = 1,
        rows: int = 1,
        heads_row: bool = False,
    ) -> Node:
        """A new last child."""
        child = Node(role, alternative, language, numbering, columns, rows, heads_row)
        self.children.append(child)
        return child

    @property
    def parts(self) -> list[Node]:
        """The children that are nodes."""
        return [child for child in self.children if isinstance(child, Node)]

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in reading order."""
        yield self
        for part in self.parts:
            yield from part.walk()


ARTIFACT = Node(Role.ARTIFACT)
"""Decoration, and what repeats on each page."""
HEADER = Node(Role.ARTIFACT, running="Header")
"""A running head."""
FOOTER = Node(Role.ARTIFACT, running="Footer")
"""A running foot."""
