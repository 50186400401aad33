"""Running text as a small tree of blocks, the same for every renderer.

Markdown is read into these blocks, and what ``compose`` derives (an indstilling, a list
of attachments, a vote) is written with them, so a renderer knows nothing else.
"""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from moedebog.diagnostics import Position
from moedebog.typography import bound, bound_together


class Node(Struct, frozen=True, eq=False):
    """Something that has a place in the meeting file; equal to its like wherever that stands."""

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return all(
            getattr(self, name) == getattr(other, name)
            for name in self.__struct_fields__
            if name != "position"
        )

    def __ne__(self, other: object) -> bool:
        return not self == other  # else a struct compares the positions too


class Script(StrEnum):
    """Characters that stand lower or higher than the line, and smaller."""

    SUB = "sub"
    SUPER = "super"


class Run(Struct, frozen=True):
    """Characters with one look. ``link`` is a web address, or ``#anchor`` inside the document."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    link: str | None = None
    language: str | None = None
    """BCP 47 tag where the passage is not Danish."""
    struck: bool = False
    script: Script | None = None
    left_out: str | None = None
    """Why not everybody reads it: the gap that stands in its place, or the words themselves."""


class LineBreak(Struct, frozen=True):
    """A line break that the author asked for inside a paragraph."""


class Footnote(Node, frozen=True):
    """A mark in the text, and the note that it leads to. Its position is the note's."""

    paragraphs: tuple[Paragraph, ...]
    number: int = 0
    """In its ``Document``, from 1, in the order of the marks; 0 outside one."""
    position: Position | None = None


Inline = Run | LineBreak | Footnote
Inlines = tuple[Inline, ...]


class Alignment(StrEnum):
    """How the text of a table column stands."""

    LEFT = "venstre"
    CENTER = "midt"
    RIGHT = "hoejre"


class Paragraph(Node, frozen=True):
    """A paragraph. Its position is where its text begins in the meeting file."""

    inlines: Inlines
    position: Position | None = None
    result: bool = False
    """It says in a line what came of a matter: it is brought out."""
    leads: bool = False
    """It stands on one page with what comes after it."""
    people: bool = False
    """It lists people: no line ends inside a name, or inside a word that fits one."""


class Heading(Node, frozen=True):
    """A heading inside a text. In a ``Document`` the level (1-6) is the real one."""

    level: int
    inlines: Inlines
    position: Position | None = None


class ListItem(Struct, frozen=True):
    """One item; its first block is as a rule a paragraph, a nested list comes after it."""

    blocks: tuple[Block, ...]


class BulletList(Node, frozen=True):
    """A list with bullets."""

    items: tuple[ListItem, ...]
    position: Position | None = None


class NumberedList(Node, frozen=True):
    """A list numbered 1. 2. 3., from ``start``; one inside it a. b. c., and inside that i. ii.
    iii. Each list counts for itself.
    """

    items: tuple[ListItem, ...]
    start: int = 1
    position: Position | None = None


class LabelledItem(Struct, frozen=True):
    """A label and what belongs to it, e.g. ``Bilag 1`` and the title of the attachment."""

    label: str
    blocks: tuple[Block, ...]
    abreast: bool = False
    """Its blocks are short texts that stand side by side in columns."""


class LabelledList(Node, frozen=True):
    """A list whose items have labels of their own, drawn in a column before the text."""

    items: tuple[LabelledItem, ...]
    position: Position | None = None


class Cell(Struct, frozen=True):
    """A table cell; it may hold any blocks but headings and tables, or none."""

    blocks: tuple[Block, ...]
    columns: int = 1
    """How many columns it stands over."""
    rows: int = 1
    """How many rows it stands over."""
    covered: bool = False
    """Another cell, to the left or above, stands over this place; it holds nothing."""


class Table(Node, frozen=True):
    """A table of data with a header row. Every row has as many cells as ``alignments``, those
    that others stand over among them.
    """

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    alignments: tuple[Alignment, ...]
    caption: str | None = None
    position: Position | None = None
    turned: bool = False
    """It stands on a page that is turned, whether it needs to or not."""
    row_headers: bool | None = None
    """The first cell of each row says what the row is about; ``None`` where its looks decide."""
    by_hand: tuple[int, ...] = ()
    """How wide each of its last columns is at least that are written in by hand, in times the size
    of the type. The rows have room for that, and the widest of them take what is over."""

    @property
    def in_hand(self) -> dict[int, int]:
        """The columns that are written in by hand, each with its least width."""
        first = len(self.alignments) - len(self.by_hand)
        return dict(enumerate(self.by_hand, first))

    @property
    def widest_in_hand(self) -> tuple[int, ...]:
        """Those of them that take what is over."""
        most = max(self.by_hand, default=0)
        return tuple(index for index, width in self.in_hand.items() if width == most)


class Quote(Node, frozen=True):
    """A quotation."""

    blocks: tuple[Block, ...]
    position: Position | None = None


class CodeBlock(Node, frozen=True):
    """Text whose line breaks and spaces are kept."""

    text: str
    position: Position | None = None


class Picture(Node, frozen=True):
    """A picture file with the text that stands for it where it cannot be seen."""

    path: Path
    alt: str
    position: Position | None = None


class ThematicBreak(Node, frozen=True):
    """A horizontal rule between two parts."""

    position: Position | None = None


Block = (
    Paragraph
    | Heading
    | BulletList
    | NumberedList
    | LabelledList
    | Table
    | Quote
    | CodeBlock
    | Picture
    | ThematicBreak
)
Blocks = tuple[Block, ...]


class Counting(StrEnum):
    """How the entries of a numbered list are counted, from the outermost list on."""

    DECIMAL = "decimal"
    LETTERS = "lowerLetter"
    ROMAN = "lowerRoman"

    @staticmethod
    def at(level: int) -> Counting:
        """That of a list which stands inside ``level`` numbered ones; after the third anew."""
        return tuple(Counting)[level % len(Counting)]

    def label(self, number: int) -> str:
        """``1.``, ``a.`` or ``i.``, as Word writes it."""
        if number < 1 or self is Counting.DECIMAL:
            return f"{number}."
        if self is Counting.LETTERS:  # after z comes aa, then bb
            return f"{chr(ord('a') + (number - 1) % 26) * ((number - 1) // 26 + 1)}."
        made = ""
        for value, letters in _ROMAN:
            made += letters * (number // value)
            number %= value
        return f"{made}."


_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def plain(text: str, position: Position | None = None, *, result: bool = False) -> Paragraph:
    """A paragraph of unadorned text."""
    return Paragraph((Run(text),), position, result)


Foreign = tuple[tuple[str, str], ...]
"""Passages of titles that are not Danish, each with its BCP 47 tag; an empty one stands for words
that not everybody reads, or the gap in their place."""


def spoken(text: str, foreign: Foreign) -> tuple[Run, ...]:
    """A title as runs, in which the passages that are not Danish, or not for all, are marked."""
    tags = dict(foreign)
    known = [re.escape(passage) for passage in sorted(tags, key=len, reverse=True)]
    if not known:
        return (Run(text),)
    pieces = re.split(rf"(?<!\w)({'|'.join(known)})(?!\w)", text)
    return tuple(_passage(one, tags.get(one)) for one in pieces if one)


def _passage(text: str, tag: str | None) -> Run:
    return Run(text, left_out=text) if tag == "" else Run(text, language=tag)


def text_of(inlines: Inlines) -> str:
    """The characters alone, a line break as a space; without notes and their marks."""
    return typed_text(inlines, " ")


def typed_text(inlines: Inlines, line_break: str = "\n") -> str:
    """The characters alone, with what stands for a line break."""
    if len(inlines) == 1 and isinstance(inlines[0], Run):
        return inlines[0].text
    return "".join(
        one.text if isinstance(one, Run) else line_break if isinstance(one, LineBreak) else ""
        for one in inlines
    )


def drawn_text(one: Inline) -> str:
    """What is drawn of it where it is: a line break as such, a note by its number."""
    match one:
        case Run():
            return one.text
        case LineBreak():
            return "\n"
        case Footnote():
            return str(one.number)


def bound_texts(inlines: Inlines) -> list[str]:
    """What is drawn of each, with no break in dates, amounts and the like, whatever their look."""
    if len(inlines) == 1 and isinstance(only := inlines[0], Run):
        return [only.text if only.code else bound(only.text)]
    said = ["" if isinstance(one, Footnote) else drawn_text(one) for one in inlines]
    made = bound_together(said)
    return [
        text if isinstance(one, Run) and not one.code else drawn_text(one)
        for one, text in zip(inlines, made, strict=True)
    ]


def notes_in(inlines: Inlines) -> tuple[Footnote, ...]:
    """The notes of a paragraph, in the order of their marks."""
    if len(inlines) == 1:
        return (inlines[0],) if isinstance(inlines[0], Footnote) else ()
    return tuple(one for one in inlines if isinstance(one, Footnote))
