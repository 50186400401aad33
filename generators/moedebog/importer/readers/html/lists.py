"""The lists of a web page: which number or sign each entry has."""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct

from moedebog.importer.readers.forms import lettered, roman

_LEVEL = re.compile(r"\blst-kix_\w+-(\d)\b")
"""Google's documents put an inner list after the outer one; its class tells how deep it is."""


class OpenList(Struct):
    """A list that is open."""

    numbered: bool
    counter: int
    step: int = 1
    form: str = "1"
    deeper: int = 0
    """How much deeper than its place in the page tells."""
    begun: bool = False
    """Whether the entry that is open has a piece of its own."""
    marker: str = ""
    """What stands before the next line, where an entry has just begun."""

    def next(self, value: str | None) -> str:
        """The marker of the next entry."""
        if value and re.fullmatch(r"-?\d{1,6}", value):
            self.counter = int(value)
        count, self.counter = self.counter, self.counter + self.step
        return f"{_written(count, self.form)}." if self.numbered else "-"


def list_of(element: Any, name: str) -> OpenList:
    """The list that an element begins."""
    start = element.get("start") or "1"
    begins = int(start) if re.fullmatch(r"-?\d{1,6}", start) else 1
    form = element.get("type") or "1"
    backwards = element.get("reversed") is not None
    level = _LEVEL.search(element.get("class") or "")
    deeper = int(level[1]) if level else 0
    return OpenList(name == "ol", begins, -1 if backwards else 1, form, deeper)


def _written(count: int, form: str) -> str:
    match form:
        case "a" | "A":
            text = lettered(count)
        case "i" | "I":
            text = roman(count)
        case _:
            return str(count)
    return text.upper() if form.isupper() else text
