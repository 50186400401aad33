"""Footnotes numbered through a document, in the order in which their marks stand in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from moedebog.blocks import Footnote
from moedebog.document import Document

_PLACES = ("indledning", "punkter", "slutafsnit")
"""Where in a document running text is, in the order in which it is printed."""
_TEXTS = (*("afsnit", "tekst", "blocks", "items", "header", "rows", "inlines"),)
"""Where in what they hold there may be marks, in reading order."""


def numbered(document: Document) -> Document:
    """The document with its notes numbered; the same one where it has none."""
    count = _Count()
    found = {name: count.through(getattr(document, name)) for name in _PLACES}
    return replace(document, **found) if count.last else document


class _Count:
    """Goes through texts, and makes anew only what holds a note."""

    def __init__(self) -> None:
        self.last = 0

    def through(self, value: Any) -> Any:
        """The same with its notes numbered."""
        if isinstance(value, Footnote):
            self.last += 1
            return replace(value, number=self.last)
        if isinstance(value, tuple):
            return self._all(value)
        if isinstance(value, Struct):
            return self._struct(value)
        return value

    def _all(self, values: Sequence[Any]) -> Any:
        made = tuple([self.through(one) for one in values])
        return made if any(map(_is_other, made, values)) else values

    def _struct(self, value: Struct) -> Struct:
        changed = {}
        for name in _TEXTS:
            held = getattr(value, name, None)
            if held:
                made = self.through(held)
                if made is not held:
                    changed[name] = made
        return replace(value, **changed) if changed else value


def _is_other(one: object, other: object) -> bool:
    return one is not other
