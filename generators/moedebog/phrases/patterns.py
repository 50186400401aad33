"""Phrases as regular expressions: for whoever reads what was printed with them."""

from __future__ import annotations

import re

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def expression(phrase: str, **filled: str) -> str:
    """The expression that finds a phrase; ``filled`` are the expressions of what is filled in.

    Any white space stands for a space, with or without a break, and any hyphen for a hyphen.
    """
    pieces = _PLACEHOLDER.split(phrase)
    return "".join(
        filled[piece] if number % 2 else literal(piece) for number, piece in enumerate(pieces)
    )


def placeholders(phrase: str) -> list[str]:
    """The names of what is filled in, in their order."""
    return _PLACEHOLDER.findall(phrase)


def literal(text: str) -> str:
    """The expression that finds a text as it is."""
    words = text.replace("\u00a0", " ").replace("\u2011", "-").split(" ")
    return r"\s+".join(map(re.escape, words)).replace(r"\-", "[-\u2011]")


def any_of(*phrases: str) -> str:
    """The expression that finds one of several phrases, the longest first."""
    return "|".join(map(literal, sorted(set(phrases), key=len, reverse=True)))


def before(phrase: str, placeholder: str) -> str:
    """The expression of what stands before something that is filled in, spaces aside."""
    return literal(phrase.partition(f"{{{placeholder}}}")[0].strip())
