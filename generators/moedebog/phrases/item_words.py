"""What a forum calls an item, put into the phrases that speak of one.

A forum chooses the word before an item's number (``punktord: Sag``). Phrases say the item by these
placeholders, each also with a capital (``{Item_word}``) where it begins a line or a sentence:

``{item_word}``      before a number: ``sag``, ``pkt.``
``{item_noun}``      in a sentence: ``sag``; ``punkt`` where the word before numbers is no noun
``{item_definite}``  the same, known: ``sagen``
``{item_plural}``    the same, several: ``sager``
"""

from __future__ import annotations

import re
from typing import Any

from msgspec.structs import asdict, replace

from moedebog.phrases import DANISH, Phrases
from moedebog.phrases.patterns import literal

_CALLED = re.compile(r"\{[Ii]tem_(?:word|noun|definite|plural)\}")


def word_by_number(own: str | None, book: Phrases) -> str:
    """What is printed before an item's number where it stands; empty where the forum wants none.

    ``own`` is the forum's word.
    """
    return book.item_word if own is None else own


def word_before_number(own: str | None, book: Phrases) -> str:
    """The word for an item where its number follows in a text, e.g. ``Sag`` or ``Pkt.``.

    ``own`` is the forum's. Where it says nothing by itself (it is empty, or ``Ad``), the usual
    one stands for it; of ``Ad pkt.`` the rest does.
    """
    ad = rf"{literal(book.answer_word)}(?:\s+|\Z)"
    word = re.sub(rf"{ad}|[{{}}]", "", own or "", flags=re.IGNORECASE)
    return _capitalised(word.strip()) or book.item_word


def in_words_of_forum(book: Phrases, own: str | None) -> Phrases:
    """The book with the words of a forum for its items; ``own`` is its word before numbers."""
    called = _called(own, book)
    phrases = {name: _filled(text, called) for name, text in asdict(book).items()}
    return replace(book, **phrases)


def noun(own: str | None, book: Phrases) -> str:
    """The key in the book of what a forum calls an item in a sentence."""
    word = (own or book.item_word).casefold().rstrip(".")
    usual = next(iter(book.item_nouns))
    return next((one for one in book.item_nouns if word.endswith(one)), usual)


def _called(own: str | None, book: Phrases) -> dict[str, str]:
    """What stands for each placeholder."""
    key, word = noun(own, book), word_before_number(own, book)
    is_name = word[1:2].isupper()  # an abbreviation in capitals stays so
    small = {
        "item_word": word if is_name else word[:1].lower() + word[1:],
        "item_noun": book.item_nouns[key],
        "item_definite": book.items_definite[key],
        "item_plural": book.items_plural[key],
    }
    return small | {_capitalised(name): _capitalised(text) for name, text in small.items()}


def _filled(text: Any, called: dict[str, str]) -> Any:
    """A phrase, or several, with the placeholders of items filled in and no others."""
    if isinstance(text, dict):
        return {key: _filled(one, called) for key, one in text.items()}
    if isinstance(text, tuple):
        return tuple(_filled(one, called) for one in text)
    return _CALLED.sub(lambda found: called[found[0][1:-1]], text)


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


USUAL = in_words_of_forum(DANISH, None)
"""The Danish book, in the words of a forum that has chosen none."""
