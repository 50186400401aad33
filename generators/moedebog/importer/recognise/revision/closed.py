"""Does the text of an open item say that something of it is closed?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from moedebog.catalogue import Slags
from moedebog.importer.pieces import everything
from moedebog.importer.recognise.draft import Draft, DraftItem, flat
from moedebog.importer.recognise.revision.doubts import Doubt, tell

CLOSED = "»{words}« står i teksten; er punktet eller en del af det lukket, så skriv lukket: ja"

_SAYS_SO = re.compile(
    r"\W*(?:status\s*:\s*)?(?:lukke[dt]e?|fortrolige?t?)"
    r"(?: (?:punkt(?:er)?|sag(?:er)?|del|møde|dagsorden(?:spunkt)?))?"
    r"(?:\s*:\s*ja)?\W*",
    re.IGNORECASE,
)
"""A line, or a cell, that says no more than that."""


def ask(draft: Draft) -> None:
    """Notes the items that are open and have a line *Lukket* in them."""
    items = (item for item in flat(draft.items) if item.closed is None and not item.said_closed)
    tell([Doubt(item, text) for item in items if (text := _says_so(item))], CLOSED)


def _says_so(item: DraftItem) -> str:
    return next((text for text in _lines(item) if _SAYS_SO.fullmatch(text)), "")


def _lines(item: DraftItem) -> Iterator[str]:
    """The lines of an item; its history and its attachments tell it of themselves."""
    apart = (Slags.SAGSFORLOEB, Slags.BILAG)
    for section in item.all_sections():
        if section.slags not in apart and not section.closed:
            yield section.heading
            yield from (piece.text for piece in everything(section.pieces))
