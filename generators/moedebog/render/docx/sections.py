"""Pages that are turned for wide tables: sections of their own, with heads and feet as wide.

The writer marks the tables that need them; what stands beside these is chosen as in the PDF, by
heights that are reckoned.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from copy import deepcopy
from itertools import groupby
from typing import Any

from lxml import etree
from msgspec import Struct

from moedebog.render.docx.heights import Heights
from moedebog.render.docx.package import R, W
from moedebog.render.docx.styles import Tab
from moedebog.render.texts import introduces
from moedebog.render.turning import MOST_EMPTY, between, rest_of_item, turn_leading

TURN, TURN_BACK = "<?moedebog liggende?>", "<?moedebog staaende?>"
"""Before and after what stands on pages that are turned."""

_TURN, _TURN_BACK = "liggende", "staaende"
_ONLY_FIRST = ("titlePg", "pgNumType", "type")
"""Properties of the first of several sections that were one."""
_BEFORE_TYPE = ("headerReference", "footerReference", "footnotePr", "endnotePr")
_A4 = {
    "pgSz": {"w": "11906", "h": "16838"},
    "pgMar": {"left": "1304", "right": "1304", "top": "1417", "bottom": "1417"},
}
_TINY = (
    '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    '<w:rPr><w:sz w:val="2"/></w:rPr>'
)
"""How a paragraph looks that is there to end a section, where no text can."""

_SURE = 0.9
"""What is reckoned roughly is taken to have room in so much of a page."""
_AFTER_INDENT = (
    *("contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection"),
    *("textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr"),
    "pPrChange",
)
"""What stands after the indents among the properties of a paragraph."""
_BEFORE_TABS = (
    *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr"),
    *("suppressLineNumbers", "pBdr", "shd"),
)
"""What stands before the tab stops among the properties of a paragraph."""

WideCopy = Callable[[str, float], str]
"""Makes a head or foot of a relationship as many times as wide; gives the new relationship."""


class _Piece(Struct):
    """An element of the body."""

    element: Any
    turned: bool
    keep: bool
    new_page: bool
    closes: bool = False


class Leading(Struct, frozen=True):
    """What is known of the paragraphs of a document."""

    styles: Collection[str]
    """The ids of the styles whose paragraphs stay with what follows."""
    openings: Collection[str]
    """The bookmarks of the headings before which an item ends."""


def turn_pages(
    tree: Any, leading: Leading, wide_copy: WideCopy, heights: Callable[[], Heights]
) -> bool:
    """Give each stretch of turned pages a section: what stands between the marks, what leads to
    it, and what little would have a page of its own beside it.

    Whether there were any marks.
    """
    marks = [one for one in tree.iter(etree.ProcessingInstruction) if one.target == "moedebog"]
    body = tree.find(f"{W}body")
    if any(mark.getparent() is body for mark in marks):
        reckoned = heights()
        pieces = _pieces(body, leading)
        _choose(pieces, _Room.of(_section_of(body, pieces[-1].element)), reckoned)
        for turned, run in groupby(pieces, key=lambda piece: piece.turned):
            if turned:
                _turn(body, [piece.element for piece in run], wide_copy, reckoned)
    for mark in marks:
        if mark.text == _TURN and mark.getparent() is not body:
            _narrow(body, mark)
    for mark in marks:
        _remove(mark)
    return bool(marks)


def _pieces(body: Any, leading: Leading) -> list[_Piece]:
    """The elements of the body, those between marks turned."""
    pieces: list[_Piece] = []
    turned = False
    for element in body:
        if element.tag is etree.ProcessingInstruction:
            turned = element.text == _TURN if element.target == "moedebog" else turned
        elif isinstance(element.tag, str) and element.tag != f"{W}sectPr":
            if pieces and _opens(element, leading.openings):
                pieces[-1].closes = True
            keep = _style(element) in leading.styles or _introduces(element)
            pieces.append(_Piece(element, turned, keep, _begins_page(element)))
    pieces[-1].closes = True
    return pieces


def _opens(element: Any, openings: Collection[str]) -> bool:
    return any(one.get(f"{W}name") in openings for one in element.iterfind(f"{W}bookmarkStart"))


def _begins_page(element: Any) -> bool:
    """Whether it begins a page, or ends a section of the template."""
    if element.find(f"{W}pPr/{W}pageBreakBefore") is not None:
        return True
    breaks = (one.get(f"{W}type") for one in element.iter(f"{W}br"))
    return element.find(f"{W}pPr/{W}sectPr") is not None or "page" in breaks


class _Room(Struct, frozen=True):
    """The room for text on upright pages and on turned ones, in twentieths of a point."""

    width: float
    height: float
    turned_height: float

    @classmethod
    def of(cls, section: Any) -> _Room:
        """That of a section."""
        size, margins = (_page(section, name) for name in ("pgSz", "pgMar"))
        wide, high = int(size.get(f"{W}w")), int(size.get(f"{W}h"))
        sides = sum(int(margins.get(W + one, "0")) for one in ("left", "right"))
        ends = sum(abs(int(margins.get(W + one, "0"))) for one in ("top", "bottom"))
        return cls(wide - sides, high - ends, wide - ends)


def _choose(pieces: Sequence[_Piece], room: _Room, heights: Heights) -> None:
    """Turn what stands on the turned pages, as in the PDF."""

    def height(some: Sequence[_Piece]) -> float:
        return heights.of([piece.element for piece in some], room.width)

    turn_leading(pieces)
    for held in between(pieces):
        if height(held) <= room.height * MOST_EMPTY:
            _turn_all(held)
    at = 0
    while at < len(pieces):
        begin = at
        while at < len(pieces) and pieces[at].turned:
            at += 1
        if at > begin and not pieces[at - 1].closes:
            ending = rest_of_item(pieces[at:])
            most = room.turned_height * _SURE - _used(pieces[begin:at], room, heights)
            if height(ending) <= min(room.height * MOST_EMPTY, most):
                _turn_all(ending)
        at += 1


def _turn_all(pieces: Sequence[_Piece]) -> None:
    for piece in pieces:
        piece.turned = True


def _used(pieces: Sequence[_Piece], room: _Room, heights: Heights) -> float:
    """How much of the last page these fill, from the top of a turned page on."""
    used = 0.0
    for piece in pieces:
        parts = [piece.element]
        if piece.element.tag == f"{W}tbl":
            parts = piece.element.findall(f"{W}tr")
        for part in parts:
            high = heights.of([part], room.width)
            used = used + high if used + high <= room.turned_height else high
    return used


def _style(element: Any) -> str | None:
    style = element.find(f"{W}pPr/{W}pStyle") if element.tag == f"{W}p" else None
    return None if style is None else str(style.get(f"{W}val"))


def _introduces(element: Any) -> bool:
    """Whether it is a short paragraph that stays with what follows."""
    if element.tag != f"{W}p" or element.find(f"{W}pPr/{W}keepNext") is None:
        return False
    return introduces(sum(len(one.text or "") for one in element.iter(f"{W}t")))


def _turn(body: Any, inside: list[Any], wide_copy: WideCopy, heights: Heights) -> None:
    section = _section_of(body, inside[-1])
    before = inside[0].getprevious()
    while before is not None and not isinstance(before.tag, str):
        before = before.getprevious()
    if before is not None:
        _end_after(before, deepcopy(section))
    for name in _ONLY_FIRST:
        for element in section.findall(W + name):
            section.remove(element)
    _begin_page(section)
    turned = deepcopy(section)
    width = _Room.of(section).width
    by = _make_wide(turned)
    _widen_heads(turned, by, wide_copy)
    _keep_measure(inside, round(width * (by - 1)), heights)
    after = inside[-1].getnext()
    while after is not None and not isinstance(after.tag, str):
        after = after.getnext()
    if after is section:  # nothing comes after it: the last section is the turned one
        inside[-1].addnext(_tiny())
        section.getparent().replace(section, turned)
    else:
        ending = _tiny()
        ending.find(f"{W}pPr").append(turned)
        inside[-1].addnext(ending)


def _keep_measure(elements: Sequence[Any], wider: int, heights: Heights) -> None:
    """Let lines be no longer than on upright pages; beside a table in a frame the ground of the
    frame reaches as far as that, and no line can end before it.
    """
    for framed, run in groupby(elements, key=_is_framed):
        some = list(run)
        if framed and any(one.tag == f"{W}tbl" for one in some):
            continue
        for element in some:
            if element.tag == f"{W}p":
                _end_before(element, wider, heights.right(element))


def _is_framed(element: Any) -> bool:
    """Whether it stands in the frame of a section: it has a ground."""
    inner = "tr/{0}tc/{0}tcPr/{0}shd" if element.tag == f"{W}tbl" else "pPr/{0}shd"
    return element.find(W + inner.format(W)) is not None


def _end_before(paragraph: Any, wider: int, of_style: int) -> None:
    """Move the end of a paragraph's lines away from the margin; where it runs to the left, that is
    what its properties call left.
    """
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = paragraph.makeelement(f"{W}pPr")
        paragraph.insert(0, properties)
    indent = properties.find(f"{W}ind")
    if indent is None:
        indent = properties.makeelement(f"{W}ind")
        later = {W + name for name in _AFTER_INDENT}
        properties.insert(sum(1 for one in properties if one.tag not in later), indent)
    leftward = properties.find(f"{W}bidi") is not None
    side, usual = ("left", 0) if leftward else ("right", of_style)
    own = indent.get(W + side)
    indent.set(W + side, str((usual if own is None else int(own)) + wider))


def _section_of(body: Any, element: Any) -> Any:
    """The properties of the section that an element of the body stands in."""
    while element is not None:
        if element.tag == f"{W}sectPr":
            return element
        found = element.find(f"{W}pPr/{W}sectPr") if element.tag == f"{W}p" else None
        if found is not None:
            return found
        element = element.getnext()
    return etree.SubElement(body, f"{W}sectPr")


def _end_after(element: Any, section: Any) -> None:
    """End a section with an element of the body."""
    if element.tag != f"{W}p" or element.find(f"{W}pPr/{W}sectPr") is not None:
        ending = _tiny()
        element.addnext(ending)
        element = ending
    properties = element.find(f"{W}pPr")
    if properties is None:
        properties = element.makeelement(f"{W}pPr")
        element.insert(0, properties)
    change = properties.find(f"{W}pPrChange")
    if change is not None:
        change.addprevious(section)
    else:
        properties.append(section)


def _tiny() -> Any:
    """A paragraph that nobody sees."""
    return etree.fromstring(f'<w:p xmlns:w="{W.strip("{}")}"><w:pPr>{_TINY}</w:pPr></w:p>')


def _begin_page(section: Any) -> None:
    """Let a section begin on a page of its own."""
    kind = section.makeelement(f"{W}type", {f"{W}val": "nextPage"})
    place = sum(1 for one in section if one.tag in {W + name for name in _BEFORE_TYPE})
    section.insert(place, kind)


def _page(section: Any, name: str) -> Any:
    """The size or the margins of a section's pages, which are those of A4 where it is silent."""
    found = section.find(W + name)
    if found is None:
        values = {W + key: value for key, value in _A4[name].items()}
        found = section.makeelement(W + name, values)
        before = {W + one for one in (*_BEFORE_TYPE, "type", "pgSz")}
        section.insert(sum(1 for one in section if one.tag in before), found)
    return found


def _make_wide(section: Any) -> float:
    """Turn the pages of a section; how many times as wide their text is then.

    The margins at the sides are the smaller of the two: nobody reads lines of text there.
    """
    size, margins = (_page(section, name) for name in ("pgSz", "pgMar"))
    width, height = int(size.get(f"{W}w")), int(size.get(f"{W}h"))
    left, right = (int(margins.get(W + side, "0")) for side in ("left", "right"))
    size.set(f"{W}w", str(height))
    size.set(f"{W}h", str(width))
    size.set(f"{W}orient", "landscape")
    side = min(left, right)
    for name in ("left", "right"):
        margins.set(W + name, str(side))
    return (height - 2 * side) / (width - left - right)


def _widen_heads(section: Any, by: float, wide_copy: WideCopy) -> None:
    """Give a section heads and feet so many times as wide, and none of a first page's own."""
    heads, feet = (section.findall(f"{W}{kind}Reference") for kind in ("header", "footer"))
    for reference in heads + feet:
        if reference.get(f"{W}type") == "first":
            section.remove(reference)
        else:
            reference.set(f"{R}id", wide_copy(str(reference.get(f"{R}id")), by))


def widen(tree: Any, by: float, tabs: Mapping[str, Sequence[Tab]], usual: str) -> Any:
    """A head or foot for pages so many times as wide: its tab stops and tables moved apart.

    ``tabs`` are the tab stops of styles, ``usual`` is the style of paragraphs that name none.
    """
    made = deepcopy(tree)
    for paragraph in made.iter(f"{W}p"):
        of_style = tabs.get(_style(paragraph) or usual, ())
        own = list(paragraph.iterfind(f"{W}pPr/{W}tabs/{W}tab"))
        taken = {one.get(f"{W}pos") for one in own}
        for one in own:
            if one.get(f"{W}val") != "clear":
                one.set(f"{W}pos", str(round(int(one.get(f"{W}pos")) * by)))
        stops = [one for one in of_style if str(one.position) not in taken]
        if stops:
            _add_stops(paragraph, stops, by)
    _scale(made, by)
    return made


def _scale(tree: Any, by: float) -> None:
    """Make the tables in a tree so many times as wide."""
    width = f"{W}w"
    for element in tree.iter(f"{W}gridCol", f"{W}tcW", f"{W}tblW"):
        if element.tag == f"{W}gridCol" or element.get(f"{W}type") == "dxa":
            element.set(width, str(round(int(element.get(width, "0")) * by)))


def _narrow(body: Any, mark: Any) -> None:
    """Make what was written for a turned page as wide as an upright one: it stands in a cell of
    the template, where no page can be turned.
    """
    outer = mark
    while outer.getparent() is not body:
        outer = outer.getparent()
    section = deepcopy(_section_of(body, outer))
    by = 1 / _make_wide(section)
    element = mark.getnext()
    while element is not None and isinstance(element.tag, str):
        _scale(element, by)
        element = element.getnext()


def _add_stops(paragraph: Any, stops: Sequence[Tab], by: float) -> None:
    """Put the tab stops that a paragraph's style has where they belong on the wider page."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = paragraph.makeelement(f"{W}pPr")
        paragraph.insert(0, properties)
    found = properties.find(f"{W}tabs")
    if found is None:
        found = properties.makeelement(f"{W}tabs")
        before = {W + name for name in _BEFORE_TABS}
        properties.insert(sum(1 for one in properties if one.tag in before), found)
    for stop in stops:
        for kind, position in (("clear", stop.position), (stop.kind, round(stop.position * by))):
            values = {f"{W}val": kind, f"{W}pos": str(position)}
            found.append(found.makeelement(f"{W}tab", values))


def _remove(mark: Any) -> None:
    """Take a mark out, and leave what follows it."""
    parent = mark.getparent()
    if parent is not None:
        mark.tail = None
        parent.remove(mark)
