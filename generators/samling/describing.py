"""Which figures and formulas of a file no words describe."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pikepdf import Pdf, String

from samling.values import Objgen, entry, objgen, one_or_more, reached, text

_SHOWING = ("Figure", "Formula")


def is_described(element: Any, role: str) -> bool:
    """Whether words say what an element shows, or it shows nothing (ISO 14289-1, 7.3 and 7.7).

    ``role`` is what it is called by the standard.
    """
    if role not in _SHOWING or text(entry(element, "/Alt")).strip():
        return True
    return isinstance(entry(element, "/ActualText"), String)


def pages_of(source: Pdf, elements: Iterable[Any]) -> list[int | None]:
    """On which pages elements stand, each once, from 1 on; ``None`` where that is not known."""
    elements = list(elements)
    if not elements:
        return []
    numbers = {page.obj.objgen: number for number, page in enumerate(source.pages, 1)}
    found = {_page(one, numbers) for one in elements}
    return sorted(found, key=lambda number: number or len(numbers) + 1)


def _page(element: Any, numbers: dict[Objgen, int]) -> int | None:
    """That of the first thing in it (ISO 32000-1, 14.7.4: ``Pg``)."""
    for one in reached([element], lambda one: reversed(one_or_more(one.get("/K")))):
        if (number := numbers.get(objgen(entry(one, "/Pg")) or (0, 0))) is not None:
            return number
    return None
