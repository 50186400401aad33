"""How a doubt is told: once, with its first words, and with the items that it holds for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from moedebog.importer.recognise.draft import DraftItem
from moedebog.importer.recognise.title import under_items

_FIRST_WORDS = 60


class Doubt(NamedTuple):
    """What is doubtful of an item."""

    item: DraftItem
    words: str
    """The text that is doubtful, or how it begins."""


def tell(doubts: Sequence[Doubt], note: str) -> None:
    """Notes one doubt at the first item that has it; the others that have it are named there.

    ``note`` quotes what is doubtful at the first at ``{words}``.
    """
    if not doubts:
        return
    first = doubts[0]
    told = note.format(words=first_words(first.words))
    others = list(dict.fromkeys(called(one.item) for one in doubts if one.item is not first.item))
    if others:
        told += f"; det samme gælder {under_items(others)}"
    first.item.notes.append(told)


def called(item: DraftItem) -> str:
    """What a note calls an item: its number, or its title."""
    return item.start.number or f"»{first_words(item.title.text)}«"


def first_words(text: str) -> str:
    """The first words of a text, as a note quotes them."""
    if len(text) <= _FIRST_WORDS:
        return text
    return f"{text[:_FIRST_WORDS].rpartition(' ')[0] or text[:_FIRST_WORDS]} …"
