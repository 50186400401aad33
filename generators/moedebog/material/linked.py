"""The document with links from its lines of attachments to where they stand in the one file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from moedebog.blocks import (
    Block,
    Blocks,
    BulletList,
    Cell,
    LabelledList,
    NumberedList,
    Paragraph,
    Quote,
    Run,
    Table,
)
from moedebog.diagnostics import Position
from moedebog.document import Afsnitstekst, Document
from moedebog.material.contents import Apart, Entry
from samling import TO


def linked(document: Document, entries: Sequence[Entry]) -> tuple[Document, frozenset[str]]:
    """The document, in which each line of one of these attachments leads to it, and the keys of
    those that it leads to.

    One that is a page on the web keeps its own link: its readers want that.
    """
    linker = _Linker(
        {one.position: one.key for one in entries if one.apart is not Apart.ON_THE_WEB}
    )
    made = replace(
        document,
        indledning=linker.blocks(document.indledning),
        punkter=tuple(replace(one, afsnit=linker.sections(one.afsnit)) for one in document.punkter),
        slutafsnit=linker.sections(document.slutafsnit),
    )
    return made, frozenset(linker.found)


class _Linker:
    def __init__(self, keys: Mapping[Position, str]) -> None:
        self.keys = keys
        self.found: set[str] = set()

    def sections(self, some: Sequence[Afsnitstekst]) -> tuple[Afsnitstekst, ...]:
        return tuple(replace(one, tekst=self.blocks(one.tekst)) for one in some)

    def blocks(self, some: Blocks) -> Blocks:
        return tuple(map(self.block, some))

    def block(self, block: Block) -> Block:
        match block:
            case Paragraph():
                return self._paragraph(block)
            case LabelledList() | BulletList() | NumberedList():
                items = (replace(one, blocks=self.blocks(one.blocks)) for one in block.items)
                return replace(block, items=tuple(items))
            case Quote():
                return replace(block, blocks=self.blocks(block.blocks))
            case Table():
                return replace(block, rows=tuple(map(self._row, block.rows)))
            case _:
                return block

    def _row(self, row: tuple[Cell, ...]) -> tuple[Cell, ...]:
        return tuple(replace(cell, blocks=self.blocks(cell.blocks)) for cell in row)

    def _paragraph(self, paragraph: Paragraph) -> Paragraph:
        key = self.keys.get(paragraph.position) if paragraph.position is not None else None
        if key is None:
            return paragraph
        self.found.add(key)
        inlines = (
            replace(one, link=f"{TO}{key}") if isinstance(one, Run) else one
            for one in paragraph.inlines
        )
        return replace(paragraph, inlines=tuple(inlines))
