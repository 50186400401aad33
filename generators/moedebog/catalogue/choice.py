"""A closed set of words that a file may hold, each with what is said of it."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Choice(StrEnum):
    """One of a few words; the first one holds where nothing is written."""

    told: str
    """What it means, as an editor shows it."""

    def __new__(cls, word: str, told: str) -> Self:
        """A word as it stands in a file, and what is said of it."""
        self = str.__new__(cls, word)
        self._value_ = word
        self.told = told
        return self
