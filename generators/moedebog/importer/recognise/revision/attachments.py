"""Is every attachment that the document names among those of the draft?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from moedebog.catalogue import Slags
from moedebog.importer.pieces import Piece
from moedebog.importer.recognise.draft import Draft, DraftItem, flat
from moedebog.importer.recognise.revision.doubts import Doubt, tell

IN_TEXT = "»{words}« står som tekst; er det et bilag, så skriv det under bilag"
NOT_THERE = "teksten henviser til »{words}«, men så mange bilag er der ikke under punktet"

_WORD = r"(?:bilag[ae]?|vedlegg|attachment|appendix)"
_NAMED = re.compile(
    rf"\W*{_WORD}(?:\s+(?:nr\.?\s*)?\d{{1,2}}(?:\.\d+)?[a-z]?)?\s*[:–-]\s*\w.*", re.IGNORECASE
)
"""``Bilag 2: Kort``, ``Bilag: Kort``: a line of a list of attachments."""
_REFERENCE = re.compile(
    r"\b(?:jf\.?|se|jævnfør|fremgår af)\s+(?P<bilag>bilag\s+(?P<nr>\d{1,2}))\b(?! (?:til|i)\b)",
    re.IGNORECASE,
)
_LONGEST = 150


def ask(draft: Draft) -> None:
    """Notes lines of a list of attachments that are text, and references to none."""
    items = list(flat(draft.items))
    tell([Doubt(item, text) for item in items if (text := _in_text(item))], IN_TEXT)
    if not draft.cover.bilag:
        tell([Doubt(item, text) for item in items if (text := _not_there(item))], NOT_THERE)


def _pieces(item: DraftItem, *, attached: bool) -> Iterator[Piece]:
    """The pieces of an item that list its attachments, or those that do not."""
    for section in item.all_sections():
        if (section.slags is Slags.BILAG) is attached and not section.bottom:
            yield from section.pieces


def _in_text(item: DraftItem) -> str:
    texts = (piece.text for piece in _pieces(item, attached=False))
    return next((text for text in texts if len(text) < _LONGEST and _NAMED.fullmatch(text)), "")


def _not_there(item: DraftItem) -> str:
    """A reference to an attachment behind the last one, which no line names."""
    listed = [piece.text for piece in _pieces(item, attached=True)]
    if not listed:
        return ""
    told = {int(number) for text in listed for number in re.findall(r"\d{1,2}", text)}
    for piece in _pieces(item, attached=False):
        for match in _REFERENCE.finditer(piece.text):
            if int(match["nr"]) > len(listed) and int(match["nr"]) not in told:
                return match["bilag"]
    return ""
