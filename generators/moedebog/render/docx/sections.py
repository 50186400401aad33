"""Pages that are turned for wide tables: sections of their own, with heads and feet as wide.

The writer marks where such pages begin and end; headings and short introductions that lead to a
table go with it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from lxml import etree

from moedebog.render.docx.package import R, W
from moedebog.render.docx.styles import Tab
from moedebog.render.texts import introduces

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

_BEFORE_TABS = (
    *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr"),
    *("suppressLineNumbers", "pBdr", "shd"),
)
"""What stands before the tab stops among the properties of a paragraph."""

WideCopy = Callable[[str, float], str]
"""Makes a head or foot of a relationship as many times as wide; gives the new relationship."""


def turn_pages(tree: Any, leading: Collection[str], wide_copy: WideCopy) -> bool:
    """Give each stretch between the marks a section whose pages are turned.

    ``leading`` are the ids of the styles whose paragraphs stay with what follows. Whether there
    were any marks.
    """
    marks = [one for one in tree.iter(etree.ProcessingInstruction) if one.target == "moedebog"]
    body = tree.find(f"{W}body")
    for first, last in _stretches(body, marks, leading):
        inside = []
        element = first.getnext()
        while element is not last:
            inside.append(element)
            element = element.getnext()
        if inside:
            _turn(body, inside, wide_copy)
    for mark in marks:
        if mark.text == _TURN and mark.getparent() is not body:
            _narrow(body, mark)
    for mark in marks:
        _remove(mark)
    return bool(marks)


def _stretches(body: Any, marks: list[Any], leading: Collection[str]) -> Iterator[tuple[Any, Any]]:
    """The first and the last mark of each stretch; those with nothing between them are one."""
    open_at = None
    held: tuple[Any, Any] | None = None
    for mark in marks:
        if mark.getparent() is not body:
            continue
        if mark.text == _TURN:
            above = mark.getprevious()
            while above is not None and (_style(above) in leading or _introduces(above)):
                mark.addnext(above)
                above = mark.getprevious()
            open_at = mark
        elif open_at is not None:
            if held is not None and held[1].getnext() is open_at:
                held = held[0], mark
            else:
                if held is not None:
                    yield held
                held = open_at, mark
            open_at = None
    if held is not None:
        yield held


def _style(element: Any) -> str | None:
    style = element.find(f"{W}pPr/{W}pStyle") if element.tag == f"{W}p" else None
    return None if style is None else str(style.get(f"{W}val"))


def _introduces(element: Any) -> bool:
    """Whether it is a short paragraph that stays with what follows."""
    if element.tag != f"{W}p" or element.find(f"{W}pPr/{W}keepNext") is None:
        return False
    return introduces(sum(len(one.text or "") for one in element.iter(f"{W}t")))


def _turn(body: Any, inside: list[Any], wide_copy: WideCopy) -> None:
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
    _widen_heads(turned, _make_wide(turned), wide_copy)
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
