"""What each drawn thing is, apart from how it looks: the logical tree of the document.

The tree is built together with the story, before anything is laid out. A paragraph that
goes over two pages, or a table over five, is still one node. Things that belong to the
page and not to the text (running heads, rules, backgrounds) are ``ARTIFACT``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """The standard structure types of PDF that a dagsorden or a referat needs."""

    DOCUMENT = "Document"
    SECTION = "Sect"
    TITLE = "Title"
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
    QUOTE = "BlockQuote"
    CODE = "Code"
    FIGURE = "Figure"
    ARTIFACT = "Artifact"

    @staticmethod
    def heading(level: int) -> Role:
        """The role of a heading of level 1-6."""
        return Role(f"H{min(max(level, 1), 6)}")


@dataclass(eq=False, slots=True)
class Node:
    """A place in the logical tree. Nodes are told apart by identity."""

    role: Role
    alternative: str | None = None
    """What stands for a picture where it cannot be seen."""
    language: str | None = None
    """BCP 47 tag where it differs from the document's."""
    children: list[Node] = field(default_factory=list)

    def add(
        self, role: Role, *, alternative: str | None = None, language: str | None = None
    ) -> Node:
        """A new last child."""
        child = Node(role, alternative, language)
        self.children.append(child)
        return child

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


ARTIFACT = Node(Role.ARTIFACT)
"""The role of everything that is decoration or repeats."""
