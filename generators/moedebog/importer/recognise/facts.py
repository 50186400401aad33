"""The lines under the title of an item: the numbers of its case, its kind, its slot."""

from __future__ import annotations

import re
from collections.abc import Sequence

from moedebog.catalogue import TidPlacering
from moedebog.importer.genre import dates, patterns
from moedebog.importer.pieces import GUESSED, Kind, Piece
from moedebog.importer.recognise.draft import DraftItem


class Facts:
    """Knows what the kinds of items are called in this document."""

    def __init__(self, kind_words: Sequence[str]) -> None:
        self.kind_words = {patterns.folded(word) for word in kind_words}

    def take(self, item: DraftItem, pieces: list[Piece]) -> list[Piece]:
        """Takes the lines of facts off the beginning."""
        taken = 0
        while taken < min(4, len(pieces)) and (
            pieces[taken].short or " · " in pieces[taken].text  # as moedebog itself lists facts
        ):
            after = pieces[taken + 1] if taken + 1 < len(pieces) else None
            if not self.line(item, pieces[taken], after):
                break
            item.taken.append(pieces[taken])
            taken += 1
        return pieces[taken:]

    def line(self, item: DraftItem, piece: Piece, after: Piece | None) -> bool:
        """Whether the line holds facts of the item; they are noted."""
        text = piece.text
        parts = [part.strip() for part in patterns.FACTS_APART.split(text)]
        left = [part for part in parts if not fact(item, part, probe=True)]
        word = patterns.folded(left[0]) if left else ""
        # »Beslutning« alone is the kind of item where a heading follows, else it is a heading.
        headed = after is not None and after.kind is Kind.HEADING and after.level != GUESSED
        alone = len(parts) == 1 and patterns.section_of(text) is not None
        alone = alone and (piece.kind is Kind.HEADING or not headed)
        own_kind = len(left) == 1 and not alone and (word in self.kind_words or len(parts) > 1)
        if left and (not own_kind or text.endswith(":")):  # »Drøftelse:« stands over a text
            return False
        for part in parts:
            if part not in left:
                fact(item, part)
        if left:
            item.kind_word = left[0]
        return True


def fact(item: DraftItem, text: str, probe: bool = False) -> bool:
    """Whether the text is a fact of the item; unless it is a probe, it is noted."""
    if match := patterns.CASE_NUMBER.match(text):
        if not probe:
            item.sagsnr += re.split(r"\s*(?:,|\bog\b)\s*", match["nr"] or match["bare"])
    elif match := patterns.DOCUMENT_NUMBER.match(text):
        item.dok_nr = match[1]
    elif match := patterns.KLE.match(text):
        item.kle = match[1]
    elif match := patterns.KIND_LINE.match(text):
        item.kind_word = match["ord"].capitalize()
    elif patterns.CLOSED_LINE.match(text):
        item.said_closed = item.said_closed or not probe
    elif match := patterns.LATE_ITEM.match(text):
        item.tillaeg, item.tillaeg_grund = True, match[1]
    elif match := patterns.SLOT_LINE.match(text):
        return _slot(item, match, text)
    elif (match := patterns.LENGTH_LINE.match(text)) and item.title.slot is None:
        item.title.minutes = int(match[1])
    else:
        return False
    return True


def _slot(item: DraftItem, match: re.Match[str], text: str) -> bool:
    """Notes the slot that stands under the title."""
    begin = dates.clock(match[1], match[2])
    end = dates.clock(match[3], match[4]) if match[3] else None
    if begin is None or item.title.slot not in (None, (begin, end)):
        return False
    item.title.slot, item.title.slot_text = (begin, end), text
    item.title.place, item.title.colon = TidPlacering.UNDER_TITEL, ":" in text
    return True
