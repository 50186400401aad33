"""Bookmarks (ISO 32000-1, 12.3.3): one for each part, with those of its file inside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, String

from samling.parts import Kind
from samling.places import Place, Places
from samling.stripping import Stripper
from samling.values import Objgen, called, entry, numbers, objgen, table, text

_MOST = 100_000
"""So many bookmarks are read of one file."""


@dataclass(slots=True)
class Bookmark:
    """A bookmark and those inside it."""

    title: str
    place: Place | None
    """Its page counted in the whole."""
    address: str = ""
    """Where it leads outside the file."""
    inside: list[Bookmark] = field(default_factory=list)
    style: int = 0
    """1 italic, 2 bold, 3 both."""
    colour: tuple[float, ...] = ()
    open: bool = False


def read(pdf: Pdf, places: Places, first: int, strip: Stripper) -> list[Bookmark]:
    """The bookmarks of a file; those that lead nowhere are told of, and kept."""
    made: list[Bookmark] = []
    seen: set[Objgen] = set()
    waiting = [(entry(pdf.Root.get("/Outlines"), "/First"), made)]
    while waiting and len(seen) < _MOST:
        item, into = waiting.pop()
        if not isinstance(item, Dictionary) or (known := objgen(item)) in seen:
            continue
        if known:
            seen.add(known)
        strip.leads(item, None)
        title, place = text(item.get("/Title")), None
        if places.leads(item):
            place = places.of(item)
            if place is None:
                strip.tell(Kind.LOST_LINK, name=title)
        elif called(table(item.get("/A")).get("/S")) == "Named":  # a page on: from where?
            strip.tell(Kind.LOST_LINK, name=title)
        flags, count = item.get("/F"), item.get("/Count")
        bookmark = Bookmark(
            title,
            Place(place.page + first, place.fit) if place else None,
            address=text(table(item.get("/A")).get("/URI")),
            style=flags & 3 if isinstance(flags, int) else 0,
            colour=numbers(item.get("/C"), 3) or (),
            open=isinstance(count, int) and count > 0,
        )
        into.append(bookmark)
        waiting.append((item.get("/Next"), into))
        waiting.append((item.get("/First"), bookmark.inside))
    return made


def under(bookmarks: list[Bookmark], path: Sequence[tuple[str, int]]) -> Bookmark | None:
    """The bookmark that is called so; see ``Part.under``."""
    found = None
    for title, which in path:
        called = [one for one in bookmarks if one.title == title]
        if which >= len(called):
            return None
        found = called[which]
        bookmarks = found.inside
    return found


def write(whole: Pdf, bookmarks: list[Bookmark]) -> Object | None:
    """Writes them; ``None`` where there are none."""
    if not bookmarks:
        return None
    root = whole.make_indirect(Dictionary(Type=Name.Outlines))
    pages = list(whole.pages)
    waiting: list[tuple[Object, list[Bookmark]]] = [(root, bookmarks)]
    written: list[tuple[Object, Bookmark, Object]] = []
    while waiting:
        above, held = waiting.pop()
        made = [whole.make_indirect(Dictionary(Title=String(one.title))) for one in held]
        for at, (one, item) in enumerate(zip(held, made, strict=True)):
            item.Parent = above
            if at:
                item.Prev = made[at - 1]
            if at + 1 < len(made):
                item.Next = made[at + 1]
            _describe(pages, one, item)
            written.append((item, one, above))
            if one.inside:
                waiting.append((item, one.inside))
        above.First, above.Last = made[0], made[-1]
    _count(root, written)
    return root


def _describe(pages: Sequence[Page], bookmark: Bookmark, item: Any) -> None:
    if bookmark.place is not None:
        item.Dest = bookmark.place.written(pages, 0)
    elif bookmark.address:
        item.A = Dictionary(S=Name.URI, URI=String(bookmark.address))
    if bookmark.style:
        item.F = bookmark.style
    if bookmark.colour:
        item.C = Array(list(bookmark.colour))


def _count(root: Any, written: list[tuple[Object, Bookmark, Object]]) -> None:
    """Says of each how many can be seen below it (12.3.3), from the innermost on."""
    shown: dict[Objgen, int] = defaultdict(int)
    for item, bookmark, above in reversed(written):
        inside = shown[item.objgen]
        if inside:
            item.Count = inside if bookmark.open else -inside
        shown[above.objgen] += 1 + (inside if bookmark.open else 0)
    root.Count = shown[root.objgen]
