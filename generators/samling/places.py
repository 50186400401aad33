"""Where links and bookmarks lead (ISO 32000-1, 12.3.2): kept as numbers while pages are copied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pikepdf import Array, Dictionary, Name, NameTree, Object, Pdf, String

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
        self._pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        self._named: dict[str, Any] = {}
        older: Any = pdf.Root.get("/Dests")
        if isinstance(older, Dictionary):
            self._named |= {str(key)[1:]: older[str(key)] for key in older}
        names = pdf.Root.get("/Names")
        tree = names.get("/Dests") if isinstance(names, Dictionary) else None
        if isinstance(tree, Dictionary):
            self._named |= {str(name): place for name, place in NameTree(tree).items()}

    def of(self, holder: Dictionary) -> Place | None:
        """Where a link or bookmark leads; ``None`` where it leads nowhere in the file."""
        action = holder.get("/A")
        if isinstance(action, Dictionary):
            return self.read(action.get("/D")) if action.get("/S") == Name.GoTo else None
        return self.read(holder.get("/Dest"))

    def read(self, place: Any) -> Place | None:
        """The place that a destination, or a name of one, stands for."""
        for _ in range(8):
            if isinstance(place, Name):
                place = self._named.get(str(place)[1:])
            elif isinstance(place, String):
                place = self._named.get(str(place))
            elif isinstance(place, Dictionary):
                place = place.get("/D")
            else:
                break
        if not isinstance(place, Array) or not len(place):
            return None
        page = place[0]
        number = page if isinstance(page, int) else None
        if isinstance(page, Object):
            number = self._pages.get(page.objgen)
        if number is None or not 0 <= number < len(self._pages):
            return None
        kind = str(place[1]) if len(place) > 1 else "/Fit"
        if kind not in _FIT:
            return Place(number)
        how = [*list(place)[2:], *[None] * 4][: _FIT[kind]]
        return Place(number, (kind, *how))
