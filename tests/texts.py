"""The text of a document, in the order in which every renderer draws it."""

from __future__ import annotations

import re

from moedebog.blocks import (
    Block,
    Blocks,
    BulletList,
    CodeBlock,
    Heading,
    LabelledList,
    NumberedList,
    Paragraph,
    Picture,
    Quote,
    Table,
    ThematicBreak,
    text_of,
)
from moedebog.document import Document

BULLETS = "•–◦"


def document_lines(d: Document, marks: bool = False) -> list[str]:
    """Every text, a paragraph a line, without page numbers and running heads.

    ``marks``: with the bullets and numbers of lists, which Word counts for itself.
    """
    found = [d.forum, d.overskrift, d.dato_tekst, d.fortrolighed, d.status]
    found += [*block_lines(d.fakta, marks), *lines(d.indledning, marks), d.oversigt.overskrift]
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
    """Every word, without marks."""
    return " ".join(document_lines(d)).split()


def lines(blocks: Blocks, marks: bool = False, depth: int = 0) -> list[str]:
    """The texts of some blocks, a paragraph a line."""
    return [line for block in blocks for line in block_lines(block, marks, depth)]


def block_lines(block: Block, marks: bool = False, depth: int = 0) -> list[str]:
    """The texts of a block, labels before what they label; ``depth`` counts lists around it."""
    match block:
        case Paragraph() | Heading():
            return [text_of(block.inlines)]
        case BulletList() | NumberedList():
            found = []
            for number, item in enumerate(block.items):
                found += [_mark(block, number, depth)] * marks
                found += lines(item.blocks, marks, depth + 1)
            return found
        case LabelledList():
            return [
                line for i in block.items for line in (i.label, *lines(i.blocks, marks, depth + 1))
            ]
        case Table():
            caption = [block.caption] if block.caption else []
            cells = [cell for row in (block.header, *block.rows) for cell in row]
            return caption + [line for cell in cells for line in lines(cell.blocks, marks)]
        case Quote():
            return lines(block.blocks, marks, depth)
        case CodeBlock():
            return [block.text]
        case Picture() | ThematicBreak():
            return []


def _mark(block: BulletList | NumberedList, number: int, depth: int) -> str:
    if isinstance(block, NumberedList):
        return f"{block.start + number}."
    return BULLETS[min(depth, 2)]


def undivided(text: str) -> str:
    """Text as it is copied out of a file, with the words that stand on two lines whole again."""
    return re.sub(r"(?<=[^\W\d_])-\s*\n(?=[^\W\d_])", "", text)


def squeezed(text: str | list[str]) -> str:
    """Text without any blanks, for comparing what was broken over lines."""
    joined = text if isinstance(text, str) else "".join(text)
    return "".join(joined.split()).replace("\u00ad", "")
