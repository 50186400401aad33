"""The beginning of an item."""

from __future__ import annotations

import re

from msgspec import Struct


class Start(Struct, frozen=True):
    """The beginning of an item."""

    at: int
    """Index of its piece."""
    number: str
    """As typed, without the word before it; empty where it has none."""
    title: str
    """With slot and kind, as typed; may be empty."""
    level: int
    """Of its heading; 0 where it is none."""
    word: str = ""
    """``Punkt``, ``Pkt.`` …, as typed; empty where only the number stands there."""
    note: str = ""
    sure: bool = False
    """Whether a document of ours tells number, title and level, so that nothing is guessed."""

    @property
    def main(self) -> int | None:
        """The whole number that it begins with."""
        match = re.match(r"\d+", self.number)
        return int(match[0]) if match else None

    @property
    def plain(self) -> bool:
        """Whether the label is a whole number."""
        return self.number.isdigit()
