"""The text of a document, in the order in which every renderer draws it."""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from moedebog.blocks import (
    Block,
    Blocks,
    BulletList,
    CodeBlock,
    Counting,
    Footnote,
    Heading,
    Inlines,
    LabelledList,
    NumberedList,
    Paragraph,
    Picture,
    Quote,
    Table,
    ThematicBreak,
    notes_in,
    text_of,
)
from moedebog.document import Document

BULLETS = "•–◦"


def document_lines(d: Document, marks: bool = False) -> list[str]:
    """Every text, a paragraph a line, without page numbers and running heads.

    ``marks``: with the bullets and numbers of lists, which Word counts for itself.
    """
    found = [d.forum, d.overskrift, d.dato_tekst, d.fortrolighed, d.status]
    found += block_lines(d.fakta, marks)
    if d.rettelser is not None:
        found += [d.rettelser.overskrift, *lines(d.rettelser.tekst, marks)]
    found += [*lines(d.indledning, marks), d.oversigt.overskrift]
    found += [column.overskrift for column in d.oversigt.kolonner]
    for line in d.oversigt.linjer:
        found += [getattr(line, column.noegle) for column in d.oversigt.kolonner]
    for punkt in d.punkter:
        found += [punkt.gruppe.overskrift if punkt.gruppe else "", punkt.overskrift]
        found.append(punkt.undertitel)
        for afsnit in punkt.afsnit:
            found += [afsnit.overskrift, *lines(afsnit.tekst, marks)]
    for afsnit in d.slutafsnit:
        found += [afsnit.overskrift, *lines(afsnit.tekst, marks)]
    return [text for text in found if text]


def drawn_lines(d: Document) -> list[str]:
    """Every text as it is read out of the file, with marks."""
    return document_lines(d, marks=True)


def words(d: Document) -> list[str]:
    """Every word as people type it, without marks."""
    return " ".join(document_lines(d)).replace("\u2011", "-").split()


def lines(blocks: Blocks, marks: bool = False, depth: int = 0, numbered: int = 0) -> list[str]:
    """The texts of some blocks, a paragraph a line."""
    return [line for block in blocks for line in block_lines(block, marks, depth, numbered)]


def block_lines(block: Block, marks: bool = False, depth: int = 0, numbered: int = 0) -> list[str]:
    """The texts of a block, labels before what they label.

    ``depth`` counts the lists around it, ``numbered`` those of them that are numbered.
    """
    match block:
        case Paragraph() | Heading():
            return _with_notes(block.inlines, marks)
        case BulletList() | NumberedList():
            found = []
            inside = numbered + isinstance(block, NumberedList)
            for number, item in enumerate(block.items):
                found += [_mark(block, number, depth, numbered)] * marks
                found += lines(item.blocks, marks, depth + 1, inside)
            return found
        case LabelledList():
            return [
                line
                for i in block.items
                for line in (i.label, *lines(i.blocks, marks, depth + 1, numbered))
            ]
        case Table():
            caption = [block.caption] if block.caption else []
            cells = [cell for row in (block.header, *block.rows) for cell in row]
            return caption + [line for cell in cells for line in lines(cell.blocks, marks)]
        case Quote():
            return lines(block.blocks, marks, depth, numbered)
        case CodeBlock():
            return [block.text]
        case Picture() | ThematicBreak():
            return []


def _with_notes(inlines: Inlines, marks: bool) -> list[str]:
    """A paragraph, and after it the notes whose marks stand in it; they too are marks."""
    notes = notes_in(inlines)
    if not notes:
        return [text_of(inlines)]
    words = (str(i.number) * marks if isinstance(i, Footnote) else text_of((i,)) for i in inlines)
    found = ["".join(words)]
    for note in notes:
        found += [str(note.number)] * marks + lines(note.paragraphs, marks)
    return found


def _mark(block: BulletList | NumberedList, number: int, depth: int, numbered: int) -> str:
    if isinstance(block, NumberedList):
        return Counting.at(numbered).label(block.start + number)
    return BULLETS[min(depth, 2)]


def undivided(text: str) -> str:
    """Text as it is copied out of a file, with the words that stand on two lines whole again."""
    return re.sub(r"(?<=[^\W\d_])-\s*\n(?=[^\W\d_])", "", text)


def squeezed(text: str | list[str]) -> str:
    """Text without any blanks, for comparing what was broken over lines; a hyphen is read as one
    whether a line may end there or not.
    """
    joined = text if isinstance(text, str) else "".join(text)
    return "".join(joined.split()).replace("\u00ad", "").replace("\u2011", "-")


def without_notes(value: Any) -> Any:
    """The same without footnotes and their marks."""
    if isinstance(value, tuple):
        return tuple(without_notes(one) for one in value if not isinstance(one, Footnote))
    if isinstance(value, Struct):
        changed = {name: without_notes(getattr(value, name)) for name in value.__struct_fields__}
        return replace(value, **changed)
    return value
