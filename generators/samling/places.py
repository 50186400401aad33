"""Where links and bookmarks lead (ISO 32000-1, 12.3.2): kept as numbers while pages are copied."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, String

from samling.values import called, items, leaves, named, objgen, table, text

_FIT = {
    "/XYZ": 3,
    "/FitH": 1,
    "/FitV": 1,
    "/FitBH": 1,
    "/FitBV": 1,
    "/FitR": 4,
    "/Fit": 0,
    "/FitB": 0,
}
"""How a page is shown, and how many numbers say so."""


@dataclass(frozen=True, slots=True)
class Place:
    """A page of a file, from 0 on, and how it is shown."""

    page: int
    fit: tuple[Any, ...] = ("/Fit",)

    def written(self, pages: Any, first: int) -> Array:
        """The destination in the whole, where the file's pages begin at ``first``."""
        how = [Name(self.fit[0]), *self.fit[1:]]
        return Array([pages[first + self.page].obj, *how])


class Places:
    """The places of a file."""

    def __init__(self, pdf: Pdf) -> None:
        self._pages: dict[Any, int] = {
            page.obj.objgen: number for number, page in enumerate(pdf.pages)
        }
        self._named: dict[str, Any] = {}
        self._named |= named(pdf.Root.get("/Dests"))
        newer = table(pdf.Root.get("/Names")).get("/Dests")
        self._named |= {text(name): place for name, place in leaves(newer, "/Names")}

    def leads(self, holder: Dictionary) -> bool:
        """Whether a link or bookmark is to lead to a place in the file, be it there or not."""
        if (action := holder.get("/A")) is not None:
            kind, which = called(table(action).get("/S")), called(table(action).get("/N"))
            return kind == "GoTo" or (kind == "Named" and which in ("FirstPage", "LastPage"))
        return "/Dest" in holder

    def of(self, holder: Dictionary) -> Place | None:
        """Where it leads; ``None`` where the file has no such place."""
        if (action := holder.get("/A")) is None:
            return self.read(holder.get("/Dest"))
        if called(table(action).get("/S")) == "Named":
            return Place(0 if action.get("/N") == Name.FirstPage else len(self._pages) - 1)
        return self.read(table(action).get("/D")) or self.read(table(action).get("/SD"))

    def read(self, place: Any) -> Place | None:
        """The place that a destination, or a name of one, stands for."""
        for _ in range(8):
            if isinstance(place, Name):
                place = self._named.get(called(place))
            elif isinstance(place, String):
                place = self._named.get(text(place))
            elif isinstance(place, Dictionary):
                place = place.get("/D", place.get("/SD"))
            else:
                break
        held = items(place)
        number = self._number(held[0]) if held else None
        if number is None:
            return None
        kind = f"/{called(held[1])}" if len(held) > 1 else "/Fit"
        if kind not in _FIT:
            return Place(number)
        how = [one if isinstance(one, (int, Decimal)) else None for one in held[2:]]
        return Place(number, (kind, *[*how, *[None] * 4][: _FIT[kind]]))

    def _number(self, page: Any) -> int | None:
        """Which page is meant: itself, its number, or an element of the structure on it."""
        if isinstance(page, int):
            return page if 0 <= page < len(self._pages) else None
        for _ in range(
            64
        ):  # ISO 32000-2, 12.3.2.3: an element without a page is where its first is
            if (known := objgen(page)) in self._pages:
                return self._pages[known]
            if not isinstance(page, Dictionary):
                return None
            kids = page.get("/K")
            page = page.get("/Pg") or (items(kids)[:1] or [kids])[0]
        return None
