"""What a misspelt word was probably meant to be."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

_LONGEST, _CANDIDATES = 100, 300
"""What a guess is looked for with, at most: comparing takes its time."""


def nearest(word: str, candidates: Iterable[str], cutoff: float = 0.7) -> str | None:
    """The candidate that ``word`` was probably meant to be, if there is one.

    ``cutoff``: how alike they must be, from 0 to 1, the same word.
    """
    close = several(word[:_LONGEST], islice(candidates, _CANDIDATES), cutoff, most=1)
    return close[0] if close else None


def several(
    word: str, candidates: Iterable[str], cutoff: float = 0.6, *, most: int = 3
) -> list[str]:
    """The candidates that ``word`` may be meant to be, the nearest first."""
    from difflib import get_close_matches  # seldom needed, and slow to load

    return get_close_matches(word, list(candidates), most, cutoff)


def one_called(part: str, names: Iterable[str]) -> str | None:
    """The only one of the names that has all words of a shorter one."""
    words = set(part.casefold().split())
    called = [name for name in names if words <= set(name.casefold().split())]
    return called[0] if len(called) == 1 else None
