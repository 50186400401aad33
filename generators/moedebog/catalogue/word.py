"""A word of a fixed set, as a file may hold it."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A word of a fixed set. A subclass says what its members carry."""

    @classmethod
    def of(cls, word: str) -> Self:
        """The member that a word in a file names; ``ValueError`` where there is none."""
        return cls(word)


class Choice(Word):
    """One of a few words; the first one holds where nothing is written."""

    explanation: str
    """What it means, as an editor shows it."""

    def __new__(cls, word: str, explanation: str) -> Self:
        """A word as it stands in a file, and what is said of it."""
        self = str.__new__(cls, word)
        self._value_ = word
        self.explanation = explanation
        return self
