"""The document with links from its lines of attachments to where they stand in the one file."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from moedebog.blocks import (
    Block,
    Blocks,
    LabelledItem,
    LabelledList,
    Paragraph,
    Run,
    Table,
)
from moedebog.diagnostics import Position
from moedebog.document import Document
from samling import TO


def linked(document: Document, keys: Mapping[Position, str]) -> Document:
    """``keys``: by where the meeting file names them, what links call the attachments."""

    def blocks(some: Blocks) -> Blocks:
        return tuple(_linked(one, keys) for one in some)

    punkter = tuple(
        replace(
            punkt,
            afsnit=tuple(replace(one, tekst=blocks(one.tekst)) for one in punkt.afsnit),
        )
        for punkt in document.punkter
    )
    closing = tuple(replace(one, tekst=blocks(one.tekst)) for one in document.slutafsnit)
    return replace(
        document, indledning=blocks(document.indledning), punkter=punkter, slutafsnit=closing
    )


def _linked(block: Block, keys: Mapping[Position, str]) -> Block:
    match block:
        case Paragraph():
            return _paragraph(block, keys)
        case LabelledList():
            return replace(
                block,
                items=tuple(
                    LabelledItem(
                        one.label, tuple(_linked(b, keys) for b in one.blocks), one.abreast
                    )
                    for one in block.items
                ),
            )
        case Table():
            return replace(
                block,
                rows=tuple(
                    tuple(
                        replace(cell, blocks=tuple(_linked(b, keys) for b in cell.blocks))
                        for cell in row
                    )
                    for row in block.rows
                ),
            )
        case _:
            return block


def _paragraph(paragraph: Paragraph, keys: Mapping[Position, str]) -> Paragraph:
    key = keys.get(paragraph.position) if paragraph.position is not None else None
    if key is None:
        return paragraph
    inlines = tuple(
        replace(one, link=f"{TO}{key}") if isinstance(one, Run) and not one.link else one
        for one in paragraph.inlines
    )
    return replace(paragraph, inlines=inlines)
