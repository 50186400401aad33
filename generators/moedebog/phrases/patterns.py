"""Phrases as regular expressions: for whoever reads what was printed with them."""

from __future__ import annotations

import re

from moedebog.phrases import DANISH

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def expression(phrase: str, **filled: str) -> str:
    """The expression that finds a phrase; ``filled`` are the expressions of what is filled in.

    Any white space stands for a space, with or without a break, and any hyphen for a hyphen. What
    a forum may call its items need not be told.
    """
    pieces = _PLACEHOLDER.split(phrase)
    return "".join(
        (filled[piece] if piece in filled else _item(piece)) if number % 2 else literal(piece)
        for number, piece in enumerate(pieces)
    )


def _item(placeholder: str) -> str:
    """The expression of what any forum calls an item; see ``item_words``."""
    return f"(?i:{_ITEM_WORDS[placeholder.lower()]})"


def placeholders(phrase: str) -> list[str]:
    """The names of what is filled in, in their order."""
    return _PLACEHOLDER.findall(phrase)


def literal(text: str) -> str:
    """The expression that finds a text as it is."""
    words = text.replace("\u00a0", " ").replace("\u2011", "-").split(" ")
    return r"\s+".join(map(re.escape, words)).replace(r"\-", "[-\u2011]")


def any_of(*phrases: str) -> str:
    """The expression that finds one of several phrases, the longest first."""
    return "|".join(map(expression, sorted(set(phrases), key=len, reverse=True)))


def before(phrase: str, placeholder: str) -> str:
    """The expression of what stands before something that is filled in, spaces aside."""
    return expression(phrase.partition(f"{{{placeholder}}}")[0].strip())


_NOUNS = any_of(*DANISH.item_nouns.values())
_ITEM_WORDS = {
    "item_word": rf"(?:\w*(?:{_NOUNS})|pkt|nr|{literal(DANISH.item_word)}|§)\.?",
    "item_noun": _NOUNS,
    "item_definite": any_of(*DANISH.items_definite.values()),
    "item_plural": any_of(*DANISH.items_plural.values()),
}
