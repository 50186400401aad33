"""Links inside a file, and from one part of the whole to another.

A link in any part whose address (URI) is ``samling:to/KEY`` leads in the whole to the first page of
the part with that key, one to ``samling:from/KEY`` back to the first link that leads there. So
whoever draws a table of contents needs to know nothing of pages. In an address a key may be written
as addresses are, as some makers do by themselves: ``samling:to/Bilag%201``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from pikepdf import Array, Dictionary, Name, Page, Pdf

from samling.parts import Kind, Part, Told
from samling.places import Place, Places
from samling.values import items, numbers, table, text

TO = "samling:to/"
FROM = "samling:from/"
_ABOVE = 12
"""How far above a link the window begins that shows it, in points."""


@dataclass(slots=True)
class Link:
    """A link of the whole that is not led anywhere yet."""

    part: Part
    page: int
    """Of the whole, from 0 on."""
    at: int
    """Which annotation of the page it is."""
    place: Place | None = None
    """In its own file; ``None``: by ``address``."""
    address: str = ""
    first: int = 0
    """The first page of its file, in the whole."""


@dataclass(slots=True)
class Links:
    """The links of the whole, gathered before the pages are copied and led after that."""

    waiting: list[Link] = field(default_factory=list)

    def gather(self, pdf: Pdf, places: Places, part: Part, first: int, told: list[Told]) -> None:
        """Notes the links of a file and takes from them what would drag pages along."""
        for number, page in enumerate(pdf.pages):
            for at, one in enumerate(items(page.obj.get("/Annots"))):
                if places.leads(one):
                    place = places.of(one)
                    if place is None:
                        told.append(Told(Kind.LOST_LINK, part, number + 1))
                    else:
                        self.waiting.append(Link(part, first + number, at, place, first=first))
                    for key in ("/A", "/Dest"):
                        if key in one:
                            del one[key]
                    continue
                address = text(table(one.get("/A")).get("/URI"))
                if address.startswith((TO, FROM)):
                    self.waiting.append(Link(part, first + number, at, address=address))

    def lead(self, whole: Pdf, firsts: Mapping[str, int], told: list[Told]) -> None:
        """Leads all of them; ``firsts`` are the first pages of the parts, by their keys."""
        origins: dict[str, Array] = {}
        firsts = {unquote(key): first for key, first in firsts.items()}
        pages = list(whole.pages)  # asked one by one, each takes as long as there are pages
        for link in self.waiting:
            if link.address.startswith(TO):
                origins.setdefault(unquote(link.address.removeprefix(TO)), _shown(pages, link))
        for link in self.waiting:
            annotation = _annotation(pages, link)
            if link.place is not None:
                _aim(annotation, link.place.written(pages, link.first))
                continue
            key = unquote(link.address.partition("/")[2])
            target = None
            if link.address.startswith(FROM):
                target = origins.get(key)
            elif key in firsts:
                target = Place(firsts[key]).written(pages, 0)
            if target is None:
                told.append(Told(Kind.LOST_LINK, link.part, name=link.address))
                continue
            del annotation["/A"]
            _aim(annotation, target)


def _annotation(pages: Sequence[Page], link: Link) -> Any:
    return pages[link.page].obj.Annots[link.at]


def _aim(annotation: Any, place: Array) -> None:
    """Only a link has a destination (12.5.6.5); a button has an action (12.6.4.2)."""
    if annotation.get("/Subtype") == Name.Link:
        annotation.Dest = place
    else:
        annotation.A = Dictionary(S=Name.GoTo, D=place)


def _shown(pages: Sequence[Page], link: Link) -> Array:
    """The place that shows a link."""
    page = pages[link.page].obj
    box = numbers(_annotation(pages, link).get("/Rect"), 4)
    top = round(max(box[1], box[3]) + _ABOVE, 2) if box else None
    return Array([page, Name.XYZ, None, top, None])
