"""How much a template may make of one document: counted, never timed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

MOST_STEPS = 200_000
"""Repetitions of all loops together. The longest meetings take some thousand."""
MOST_CHARACTERS = 32_000_000
"""Of XML in one file: some thousand pages."""
MOST_IN_A_TEXT = 1_000_000
"""Characters that the filter ``replace`` may make of a text."""


class TooMuch(Exception):
    """The template goes on and on."""


class Budget(Struct):
    """What is left for one document."""

    steps: int = MOST_STEPS
    characters: int = MOST_CHARACTERS

    def step(self) -> None:
        """Count one repetition. Raises ``TooMuch``."""
        self.steps -= 1
        if self.steps < 0:
            raise TooMuch

    def write(self, text: str) -> str:
        """Count what is written, and hand it on. Raises ``TooMuch``."""
        self.characters -= len(text)
        if self.characters < 0:
            raise TooMuch
        return text


class Counted(list[Any]):
    """A list of which each repetition is counted."""

    def __init__(self, things: Iterable[Any], budget: Budget) -> None:
        super().__init__(things)
        self._budget = budget

    def __iter__(self) -> Iterator[Any]:
        for thing in super().__iter__():
            self._budget.step()
            yield thing


def check_replace(text: str, old: str, new: str) -> None:
    """Raises ``TooMuch`` if the text would become too long."""
    if len(text) + text.count(old) * len(new) > MOST_IN_A_TEXT:
        raise TooMuch
