"""How an item is named in a command. What is typed for one, ``PlannedItem.typed`` says."""

from __future__ import annotations

from moedebog.diagnostics import Phrase

ALL = "alle"
"""What is typed in place of a number for all items."""
UNKNOWN = Phrase(
    "Intet punkt hedder {typed!r}. Der er: {known}. Skriv et af dem, eller `alle`.",
    "No item is called {typed!r}. There are: {known}. Write one of them, or `alle`.",
)


def plain(typed: str) -> str:
    """What was typed, without what makes no difference: blanks, and capital letters."""
    return " ".join(typed.split()).casefold()
