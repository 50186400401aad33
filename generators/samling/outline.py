"""Bookmarks (ISO 32000-1, 12.3.3): one for each part, with those of its file inside."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from samling.parts import Kind, Part, Told
from samling.places import Place, Places

_MOST = 100_000
"""So many bookmarks are read of one file."""


@dataclass(slots=True)
class Bookmark:
    """A bookmark and those inside it."""

    title: str
    place: Place | None
    """Its page counted in the whole."""
    inside: list[Bookmark] = field(default_factory=list)
    style: int = 0
    """1 italic, 2 bold, 3 both."""
    colour: tuple[float, ...] = ()
    open: bool = False


def read(pdf: Pdf, places: Places, part: Part, first: int, told: list[Told]) -> list[Bookmark]:
    """The bookmarks of a file; those that lead nowhere are told of, and kept."""
    outlines = pdf.Root.get("/Outlines")
    made: list[Bookmark] = []
    if not isinstance(outlines, Dictionary):
        return made
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[Any, list[Bookmark]]] = [(outlines.get("/First"), made)]
    while waiting and len(seen) < _MOST:
        item, into = waiting.pop()
        if not isinstance(item, Dictionary) or item.objgen in seen:
            continue
        seen.add(item.objgen)
        place = places.of(item)
        if place is None and not _leads_out(item):
            told.append(Told(Kind.LOST_LINK, part, name=str(item.get("/Title", ""))))
        bookmark = Bookmark(
            str(item.get("/Title", "")),
            Place(place.page + first, place.fit) if place else None,
            style=flags if isinstance(flags := item.get("/F"), int) else 0,
            colour=_colour(item.get("/C")),
            open=isinstance(count := item.get("/Count"), int) and count > 0,
        )
        into.append(bookmark)
        waiting.append((item.get("/Next"), into))
        waiting.append((item.get("/First"), bookmark.inside))
    return made


def write(whole: Pdf, bookmarks: list[Bookmark]) -> Object | None:
    """Writes them; ``None`` where there are none."""
    if not bookmarks:
        return None
    root = whole.make_indirect(Dictionary(Type=Name.Outlines))
    root.Count = _written(whole, root, bookmarks)
    return root


def _written(whole: Pdf, above: Object, bookmarks: list[Bookmark]) -> int:
    """Hangs them below another, and says how many can be seen."""
    made = [whole.make_indirect(Dictionary(Title=String(one.title))) for one in bookmarks]
    shown = len(made)
    for at, (one, item) in enumerate(zip(bookmarks, made, strict=True)):
        item.Parent = above
        if at:
            item.Prev = made[at - 1]
        if at + 1 < len(made):
            item.Next = made[at + 1]
        if one.place is not None:
            item.Dest = one.place.written(whole.pages, 0)
        if one.style:
            item.F = one.style
        if one.colour:
            item.C = Array(list(one.colour))
        if one.inside:
            inside = _written(whole, item, one.inside)
            item.Count = inside if one.open else -inside
            shown += inside if one.open else 0
    above.First, above.Last = made[0], made[-1]
    return shown


def _leads_out(item: Dictionary) -> bool:
    action = item.get("/A")
    return isinstance(action, Dictionary) and action.get("/S") != Name.GoTo


def _colour(value: Any) -> tuple[float, ...]:
    return (
        tuple(float(part) for part in value) if isinstance(value, Array) and len(value) == 3 else ()
    )
