"""Words that are struck through in a document: they are left out, and told where they stood."""

from __future__ import annotations

from msgspec import Struct, field

STRUCK = "streget over i dokumentet og udeladt: »{}«"

STRUCK_KEPT = "der er en streg gennem »{}« i dokumentet; er det slettet, så slet det"


class StruckWords(Struct):
    """Gathers the struck words of a paragraph."""

    words: list[str] = field(default_factory=list)

    def add(self, text: str) -> None:
        """Takes more of the words."""
        self.words.append(text)

    def notes(self) -> tuple[str, ...]:
        """What is to be told of them, once; nothing where there are none."""
        told = " ".join("".join(self.words).split())
        self.words = []
        return (STRUCK.format(told),) if told else ()
