"""Attachments that are listed together at the end, by the items that they belong to."""

from __future__ import annotations

from msgspec.structs import replace

from moedebog.blocks import Run
from moedebog.catalogue import Slags
from moedebog.importer.genre import patterns
from moedebog.importer.pieces import Piece, without_start
from moedebog.importer.recognise.draft import DraftItem, DraftSection, flat
from moedebog.phrases import DANISH


def to_their_items(items: list[DraftItem]) -> None:
    """Moves what a list calls *Bilag til punkt 3* to that item; what no item answers to stays."""
    known = {item.start.number: item for item in flat(items) if item.start.number}
    for item in list(flat(items)):
        spent = []
        for section in item.all_sections():
            if section.slags is Slags.BILAG and section.pieces:
                section.pieces = _left(section, item, known)
                spent += [] if section.pieces else [section]
        item.sections = [one for one in item.sections if all(one is not gone for gone in spent)]


def _left(section: DraftSection, item: DraftItem, known: dict[str, DraftItem]) -> list[Piece]:
    """The pieces that stay; a line without a title heads those after it."""
    left: list[Piece] = []
    target = item
    for piece in section.pieces:
        match = patterns.ATTACHMENT_OF_ITEM.match(piece.text)
        if piece.sure or match is None or match["item"] not in known:
            _put(piece, target, item, left)
            continue
        owner = known[match["item"]]
        rest = without_start(piece, match.end())
        if match.end() == len(piece.text):
            target = owner
            continue
        if match["nr"]:
            label = DANISH.attachment.format(number=match["nr"])
            rest = replace(rest, inlines=(Run(f"{label}: "), *rest.inlines))
        _put(rest, owner, item, left)
    return left


def _put(piece: Piece, owner: DraftItem, item: DraftItem, left: list[Piece]) -> None:
    if owner is item:
        left.append(piece)
        return
    lists = (one for one in reversed(owner.sections) if one.slags is Slags.BILAG)
    own = next((one for one in lists if not _is_empty(one)), None)
    if own is None:
        own = DraftSection(Slags.BILAG)
        owner.sections.append(own)
    own.pieces.append(piece)


def _is_empty(section: DraftSection) -> bool:
    """Whether all that a list says is that there are none."""
    return len(section.pieces) == 1 and bool(patterns.NO_ATTACHMENTS.match(section.pieces[0].text))
