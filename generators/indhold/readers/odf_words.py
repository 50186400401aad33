"""All words of a part of an OpenDocument file, with where they stand and whether they are seen.

OpenDocument 1.3 part 3. Elements are told by their local names: files of older programs differ in
namespaces only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import lru_cache
from typing import Any

from lxml import etree
from msgspec import Struct, field

from indhold.collecting import Collector
from indhold.findings import At, Kind
from indhold.readers.odf_styles import (
    UNKNOWN_GROUND,
    Look,
    Styles,
    ground_of,
    is_hidden,
    is_on_its_colour,
    is_tiny,
)
from indhold.readers.ooxml import Grid, attribute, first_words, label, tell_author, tell_paths
from indhold.readers.package import Element


def _set(names: str) -> frozenset[str]:
    return frozenset(names.split())


_PARAGRAPHS = ("p", "h")
_SHAPES = _set(
    "frame rect line polyline polygon regular-polygon path circle ellipse g page-thumbnail measure"
    " caption connector control custom-shape scene text-box"
)
_BLOCKS = _SHAPES | {
    "note",
    "annotation",
    "table",
    "hidden-text",
    "tracked-changes",
    "event-listeners",
}
"""What stands in a paragraph and is none of its words."""
_PLACES = {
    "header": (At.HEADER, ""),
    "header-left": (At.HEADER, "left"),
    "header-first": (At.HEADER, "first"),
    "footer": (At.FOOTER, ""),
    "footer-left": (At.FOOTER, "left"),
    "footer-first": (At.FOOTER, "first"),
    "notes": (At.SPEAKER_NOTES, ""),
}
_APART = frozenset(("note", "annotation", "tracked-changes", "notes"))
"""What is not counted among the paragraphs of the text."""
_CONTAINERS = frozenset(("page", "master-page", "table", "handout-master", *_PLACES))
"""What findings are counted in."""
_FETCHES = _set(
    "image object object-ole floating-frame plugin applet sound table-source cell-range-source"
    " section-source database-source dde-source background-image fill-image audio video"
    " auto-reload data-source connection-resource component source-table template"
)
_OUTSIDE = re.compile(r"(?i)\s*(?:[a-z][a-z0-9+.-]*:|//|\\\\|/|\.\./)")
_FILE = re.compile(r"(?i)file:/{2,5}[^'\"\s#]+")
_NO_WORDS = _set(
    # Measures, shapes and identifiers.
    "id change-id start-id end-id d points viewBox enhanced-path transform glue-points modifiers"
    " text-areas rsid path-id base64-data date-value time-value boolean-value family-generic"
    " font-family panose-1 path version shape-id paragraph-rsid idref creation-date"
)
_RUNS = (None, "execute", "macro", "verb")
"""What a click on a slide does (§ 19.389) that is more than to go to another one."""
_SHORT = 6
"""Shorter values hold nothing that is looked for."""
_PERSONAL = re.compile(r"(?i)cpr|person-?n|fødselsn|identitetsn").search
_LENGTH = 10
_LOST_ZERO = re.compile(rf"\d{{{_LENGTH - 1}}}")
_MOST_COLUMNS = 16_384
_LETTERS = 26


class _Tally(Struct):
    """What was met in one sheet, slide or text: told once, with how often."""

    met: dict[tuple[Kind, str], list[Any]] = field(default_factory=dict)

    def add(self, kind: Kind, what: str, words: str, count: int = 1) -> None:
        known = self.met.setdefault((kind, what), ["", 0])
        known[0] = known[0] or first_words(words)
        known[1] += count

    def tell(self, collector: Collector) -> None:
        for (kind, what), (words, count) in self.met.items():
            shown = f"{what}: {words}" if what and words else what or words
            collector.found(kind, shown, count=count)


class _Table(Struct):
    grid: Grid
    is_sheet: bool
    is_chart: bool
    """What a chart draws: that some of it is not drawn hides nothing of a page."""
    row: int = 0
    column: int = 0
    columns: int = 0
    hidden_columns: set[int] = field(default_factory=set)
    column_styles: dict[int, str] = field(default_factory=dict)
    row_style: str = ""
    words: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    """What is told of the cell that was come to."""

    @property
    def cell(self) -> str:
        """What the cell that was come to is called, e.g. ``B3``."""
        return f"{_letters(self.column)}{self.row + 1}"


class _Open(Struct):
    """An element that was begun, and what is to be taken back at its end."""

    hidden: str
    grounds: int
    base: Look
    places: ExitStack | None = None
    is_block: bool = False
    is_container: bool = False


class Words:
    """Reads the words of one part. Count on ``pictures`` and ``without_text`` afterwards."""

    def __init__(self, collector: Collector, styles: Styles, part: str) -> None:
        self.pictures = self.without_text = self.characters = 0
        self.binaries: list[tuple[str, str]] = []
        """Files that stand in the XML itself (flat files): what they are in, and their bytes."""
        self._collector = collector
        self._styles = styles
        self._part = part
        self._open: list[tuple[Element, _Open]] = []
        self._tallies = [_Tally()]
        self._tables: list[_Table] = []
        self._grounds = [styles.page_ground]
        self._base: Look = {}
        self._hidden = ""
        self._in_paragraph = [0]
        self._paragraph = self._slide = self._apart = 0
        self._before = ""
        """The paragraph before, which may say what stands in this one or go on in it."""
        self._is_behind = False
        """Whether there is anything that may be behind the words of a shape."""
        self._is_body = False
        self._may_hide = styles.may_hide()
        self._begin: dict[str, Callable[[Element], None]] = {
            "table": self._begin_table,
            "table-column": self._begin_column,
            "table-row": self._begin_row,
            "table-row-group": self._begin_group,
            "table-cell": self._begin_cell,
            "covered-table-cell": self._begin_cell,
            "page": self._begin_page,
            "master-page": self._begin_master,
            "handout-master": self._begin_master,
            "annotation": self._begin_annotation,
            "note": self._begin_note,
            "changed-region": self._begin_change,
            "cell-content-change": self._begin_cell_change,
            "section": self._begin_section,
            "hidden-text": self._begin_hidden_text,
            "body": self._begin_body,
        }

    def read(self, root: Element) -> None:
        """Tell the collector of all of it. Raises ``Exceeded``."""
        try:
            self._walk(root)
            self._tallies[0].tell(self._collector)
        finally:
            while self._open:
                _leave(self._open.pop()[1])

    def _walk(self, root: Element) -> None:
        for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
            if event == "start":
                self._start(element)
            elif event == "end":
                self._end(element)
            else:
                self._say(element.text or "")
                self._read_tail(element)

    def _start(self, element: Element) -> None:
        name = _name(element)
        if name in _PARAGRAPHS:
            self._read_paragraph(element)
            self._in_paragraph[-1] += 1
        elif element.text and not self._in_paragraph[-1] and not element.text.isspace():
            self._read_other(element, name)
        if element.attrib:
            self._read_attributes(element, name)
        if name in self._begin or name in _BLOCKS or name in _PLACES:
            self._open_element(element, name)
        if name in ("frame", "control") and self._is_body:
            self._count_picture(element)

    def _open_element(self, element: Element, name: str) -> None:
        one = _Open(self._hidden, len(self._grounds), self._base)
        self._open.append((element, one))
        one.is_block = name in _BLOCKS
        one.is_container = name in _CONTAINERS
        if one.is_block:
            self._in_paragraph.append(0)
        self._apart += name in _APART
        if name in _PLACES:
            self._enter(*_PLACES[name])
            self._hidden = ""  # of a slide: what is beside it is not shown either way
        if name in _SHAPES:
            self._begin_shape(element)
        if name in self._begin:
            self._begin[name](element)
        if one.is_container:
            self._tallies.append(_Tally())

    def _end(self, element: Element) -> None:
        name = _name(element)
        if name in _PARAGRAPHS:
            self._in_paragraph[-1] = max(0, self._in_paragraph[-1] - 1)
        if name in ("table-cell", "covered-table-cell") and self._tables:
            self._end_cell()
        elif name == "table-row" and self._tables:
            self._tables[-1].grid.end_row()
            self._tables[-1].row += _repeated(element, "number-rows-repeated")
        if self._open and self._open[-1][0] is element:
            self._close(name)
        self._read_tail(element)

    def _read_tail(self, element: Element) -> None:
        if element.tail and not self._in_paragraph[-1] and not element.tail.isspace():
            self._say(element.tail)

    def _close(self, name: str) -> None:
        _, one = self._open.pop()
        if name == "table" and self._tables:
            self._tables.pop()
        self._apart -= name in _APART
        if one.is_container:
            self._tallies.pop().tell(self._collector)
        if one.is_block:
            self._in_paragraph.pop()
        self._hidden, self._base = one.hidden, one.base
        del self._grounds[one.grounds :]
        _leave(one)

    # --- words ------------------------------------------------------------------------------

    def _say(self, text: str, called: str = "") -> None:
        if self._is_body:
            self._collector.text(text, called=called)
        else:
            self._collector.text(text, called=called, at=At.PART, name=self._part)

    def _read_paragraph(self, element: Element) -> None:
        self._paragraph += not self._apart
        text = "".join(words for words, _ in _pieces(element, self._styles)) if len(element) else ""
        text = text or element.text or ""
        if not text:
            return
        self.characters += len(text)
        if self._hidden or self._may_hide or _has_hidden(element):
            self._find_unseen(element)
        if self._tables and self._in_paragraph[-1] == 0 and self._is_in_cell():
            self._tables[-1].words.append(text)
        else:
            at = None if self._apart else At.PARAGRAPH
            number, before = self._paragraph, self._before
            self._collector.text(text, called=label(before), at=at, name=number)
            self._collector.joint(before, text, at=at, name=number)
            self._before = text

    def _is_in_cell(self) -> bool:
        """Not in a shape or a note on a cell."""
        return bool(self._open) and _name(self._open[-1][0]) in ("table-cell", "covered-table-cell")

    def _find_unseen(self, element: Element) -> None:
        """Words that nobody sees, for what is around them or for how they look."""
        own = self._styles.look("paragraph", attribute(element, "style-name"))
        base = {**self._base, **own}
        hidden = self._hidden
        if _has_hidden(element):
            hidden = hidden or "paragraph"
        ground = ground_of(own) or self._grounds[-1]
        for words, looks in _pieces(element, self._styles):
            if not words.strip():
                continue
            look = {**base}
            for one in looks:
                look.update(one)
            why = hidden or _why_unseen(look, _nearest_ground(looks) or ground)
            if why:
                self._tallies[-1].add(Kind.HIDDEN, why, words, len(words.split()))

    def _read_other(self, element: Element, name: str) -> None:
        """Words that are in no paragraph."""
        text = element.text
        if name == "creator":
            tell_author(self._collector, text)
        elif name == "source-code":
            self._collector.found(Kind.MACRO, "Basic")
            self._say(text)
        elif name == "binary-data":
            around = element.getparent()
            self.binaries.append((_name(around) if around is not None else "", text))
        else:
            self._say(text)
            tell_paths(self._collector, text)

    def _read_attributes(self, element: Element, name: str) -> None:
        for key, value in element.attrib.items():
            if key.endswith("}href"):
                self._read_link(name, value, attribute(element, "action"))
                continue
            if len(value) < _SHORT:
                continue
            key = _name_of(key)
            if key not in _NO_WORDS and not (key == "value" and name.endswith("cell")):
                self._read_attribute(name, key, value)

    def _read_attribute(self, name: str, key: str, value: str) -> None:
        if sum(c.isdecimal() for c in value) > _SHORT:
            with ExitStack() as place:
                if name.startswith(("bookmark", "reference-mark")):
                    place.enter_context(self._collector.within(At.BOOKMARK))
                elif name.endswith(("-decl", "field")) or name in ("text", "textarea", "hidden"):
                    place.enter_context(self._collector.within(At.FIELD))
                self._say(value)
        if "/" in value or "\\" in value:
            tell_paths(self._collector, value)
            if key in ("formula", "condition") and (file := _FILE.search(value)):
                self._collector.found(Kind.EXTERNAL_LINK, f"formula: {file[0]}")
        if key in ("dde-application", "connection-name", "database-name"):
            self._collector.found(Kind.EXTERNAL_LINK, f"{key}: {value}")

    def _read_link(self, name: str, target: str, action: str | None) -> None:
        self._say(target)
        tell_paths(self._collector, target)
        if name == "event-listener" and action in _RUNS:
            if target:
                self._collector.found(Kind.MACRO, target)
        elif name in _FETCHES and _OUTSIDE.match(target):
            self._collector.found(Kind.EXTERNAL_LINK, f"{name}: {target}")

    def _count_picture(self, frame: Element) -> None:
        if not any(_name(one) in ("image", "object", "object-ole", "plugin") for one in frame):
            return
        self.pictures += 1
        told = any(_name(one) in ("title", "desc") and (one.text or "").strip() for one in frame)
        if not told and attribute(frame, "decorative") != "true":
            self.without_text += 1

    # --- what elements begin ----------------------------------------------------------------

    def _begin_body(self, element: Element) -> None:
        self._is_body = True
        self._is_behind = self._styles.has_ground(element)

    def _begin_shape(self, element: Element) -> None:
        if _name(element) == "text-box":
            return  # its frame was begun before
        look = self._styles.shape(element)
        ground = ground_of(look)
        if ground:
            self._grounds.append(ground)
        elif self._is_behind:
            self._grounds.append(UNKNOWN_GROUND)
        named = self._styles.look("paragraph", attribute(element, "text-style-name"))
        self._base = {**self._base, **look, **named}
        off = attribute(element, "display") == "none" or attribute(element, "visible") == "false"
        if off or attribute(element, "layer") in self._styles.hidden_layers:
            self._hidden = self._hidden or "layer"

    def _begin_table(self, element: Element) -> None:
        around = _name(element.getparent())
        is_sheet = around == "spreadsheet"
        name = attribute(element, "name") or ""
        look = self._styles.look("table", attribute(element, "style-name"))
        self._ground(look)
        if is_sheet:
            self._enter(At.SHEET, name)
            if look.get("display") == "false" or attribute(element, "display") == "false":
                self._hidden = self._hidden or "sheet"
        self._tables.append(_Table(Grid(self._collector), is_sheet, around == "chart"))

    def _begin_column(self, element: Element) -> None:
        if not self._tables:
            return
        table = self._tables[-1]
        number = min(_repeated(element, "number-columns-repeated"), _MOST_COLUMNS)
        style = attribute(element, "default-cell-style-name")
        columns = range(table.columns, min(table.columns + number, _MOST_COLUMNS))
        is_hidden = attribute(element, "visibility") in ("collapse", "filter")
        if is_hidden and not table.is_chart:
            table.hidden_columns.update(columns)
        if style and style != "Default":
            table.column_styles.update(dict.fromkeys(columns, style))
        table.columns += number

    def _begin_group(self, element: Element) -> None:
        if attribute(element, "display") == "false":
            self._hidden = self._hidden or "row"

    def _begin_row(self, element: Element) -> None:
        if not self._tables:
            return
        table = self._tables[-1]
        table.column = 0
        table.row_style = attribute(element, "default-cell-style-name") or ""
        if attribute(element, "visibility") in ("collapse", "filter"):
            self._hidden = self._hidden or "row"
        self._ground(self._styles.look("table-row", attribute(element, "style-name")))

    def _begin_cell(self, element: Element) -> None:
        if not self._tables:
            return
        table = self._tables[-1]
        table.words = []
        table.values = {_name_of(key): value for key, value in element.attrib.items()}
        style = table.values.get("style-name") or table.row_style
        style = style or table.column_styles.get(table.column, "Default")
        look = self._styles.look("table-cell", style)
        self._ground(look)
        if table.is_sheet:
            self._base = look
        if table.column in table.hidden_columns:
            self._hidden = self._hidden or "column"

    def _end_cell(self) -> None:
        table = self._tables[-1]
        text = "\n".join(table.words)
        values = table.values
        value = values.get("value") or values.get("string-value") or ""
        if text or value:
            called = table.grid.called(table.column)
            place = (
                (At.CELL, table.cell) if table.is_sheet else (At.PARAGRAPH, str(self._paragraph))
            )
            self._collector.text(text, called=called, at=place[0], name=place[1])
            kept = _kept(text, value, called, values.get("value-type", ""))
            if kept:
                self._collector.text(kept, called=called, at=place[0], name=place[1])
            table.grid.cell(table.column, text or value)
        table.words = []
        table.column += _times(values.get("number-columns-repeated"))

    def _begin_page(self, element: Element) -> None:
        self._slide += 1
        self._paragraph = 0
        self._enter(At.SLIDE, self._slide)
        look = self._styles.look("drawing-page", attribute(element, "style-name"))
        master = self._styles.masters.get(attribute(element, "master-page-name") or "")
        self._is_behind = self._styles.has_ground(element) or self._styles.has_ground(master)
        self._grounds.append(UNKNOWN_GROUND if self._is_behind else "#ffffff")
        if look.get("visibility") == "hidden":
            self._hidden = self._hidden or "slide"

    def _begin_master(self, element: Element) -> None:
        self._is_body = True
        if any(_name(child) in _SHAPES for child in element):
            name = attribute(element, "display-name") or attribute(element, "name") or ""
            self._enter(At.MASTER, name)
            self._grounds.append(UNKNOWN_GROUND)

    def _begin_annotation(self, element: Element) -> None:
        self._tallies[-1].add(Kind.COMMENT, "", _words_in(element))
        cell = self._tables[-1].cell if self._tables and self._tables[-1].is_sheet else ""
        self._enter(At.COMMENT, cell)
        self._hidden, self._base = "", {}
        self._grounds.append(UNKNOWN_GROUND)

    def _begin_note(self, element: Element) -> None:
        citation = element.find("{*}note-citation")
        name = (citation.text or "") if citation is not None else ""
        self._enter(At.NOTE, name)

    def _begin_change(self, element: Element) -> None:
        for kind in element:
            what = {"insertion": "inserted", "deletion": "deleted"}.get(_name(kind), "changed")
            self._tallies[-1].add(Kind.TRACKED_CHANGE, what, _words_in(kind))
            break

    def _begin_cell_change(self, element: Element) -> None:
        self._tallies[-1].add(Kind.TRACKED_CHANGE, "cell", _words_in(element))

    def _begin_section(self, element: Element) -> None:
        display = attribute(element, "display")
        if display == "none" or (display and attribute(element, "is-hidden") == "true"):
            self._hidden = self._hidden or "section"
        self._ground(self._styles.look("section", attribute(element, "style-name")))

    def _begin_hidden_text(self, element: Element) -> None:
        words = attribute(element, "string-value") or ""
        self._say(words)
        if attribute(element, "is-hidden") != "false":
            self._tallies[-1].add(Kind.HIDDEN, "text", words, len(words.split()))

    def _enter(self, at: At, name: str | int = "") -> None:
        """What is in the element that was begun is in this step of the place."""
        one = self._open[-1][1]
        one.places = one.places or ExitStack()
        one.places.enter_context(self._collector.within(at, name))

    def _ground(self, look: Look) -> None:
        ground = ground_of(look)
        if ground:
            self._grounds.append(ground)


def _pieces(element: Element, styles: Styles) -> Iterator[tuple[str, tuple[Look, ...]]]:
    """The words of a paragraph in order, each with the looks of the spans that it stands in."""
    looks: list[Look] = []
    walk = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, one in walk:
        name = _name(one)
        if event == "start":
            if one is not element and name in _BLOCKS:
                walk.skip_subtree()
            else:
                looks.append(
                    styles.look("text", attribute(one, "style-name")) if name == "span" else {}
                )
                text = _text(one, name)
                if text:
                    yield text, tuple(looks)
            continue
        if event == "end" and not (one is not element and name in _BLOCKS):
            looks.pop()
        if one is not element and one.tail:
            yield _SPACE.sub(" ", one.tail), tuple(looks)


_SPACE, _SPACES = re.compile(r"[ \t\r\n]+"), {"tab": "\t", "line-break": "\n", "s": " "}
_MOST_SPACES = 100


def _text(element: Element, name: str) -> str:
    """What an element in a paragraph begins with: white space is one blank (§ 6.1.2)."""
    times = min(_repeated(element, "c"), _MOST_SPACES) if name == "s" else 1
    return _SPACES.get(name, "") * times + _SPACE.sub(" ", element.text or "")


def _nearest_ground(looks: tuple[Look, ...]) -> str:
    return next((ground for look in reversed(looks) if (ground := ground_of(look))), "")


def _why_unseen(look: Look, ground: str) -> str:
    if is_hidden(look):
        return "text"
    if is_on_its_colour(look, ground):
        return "colour"
    return "size" if is_tiny(look) else ""


def _words_in(element: Element) -> str:
    return " ".join("".join(one.itertext()) for one in element.iter("{*}p", "{*}h"))


def _repeated(element: Element, name: str) -> int:
    return _times(attribute(element, name))


def _times(value: str | None) -> int:
    if value is None or not value.isdecimal() or len(value) > _SHORT + 1:
        return 1
    return max(1, int(value))


def _has_hidden(paragraph: Element) -> bool:
    """Whether it has a sign that it is not shown (§ 7.7.12)."""
    if not len(paragraph):
        return False
    return any(
        attribute(one, "is-hidden") != "false" for one in paragraph.iter("{*}hidden-paragraph")
    )


def _leave(one: _Open) -> None:
    if one.places is not None:
        one.places.close()


@lru_cache(maxsize=4096)
def _name_of(tag: str) -> str:
    return tag.rpartition("}")[2]


def _name(element: Element) -> str:
    """Without its namespace; empty for comments and instructions."""
    tag = element.tag
    return _name_of(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=1024)
def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + letter) + letters
    return letters


def _kept(text: str, value: str, called: str, kind: str) -> str:
    """What a cell holds and does not show, if it may be a number that is looked for."""
    if (
        not value
        or (value == text and len(value) != _LENGTH - 1)
        or kind in ("currency", "percentage")
    ):
        return ""
    if _LOST_ZERO.fullmatch(value) and _PERSONAL(called) and text.strip() != value:
        return f"0{value}"  # a personal number of the first days of a month, typed as a number
    same = "".join(filter(str.isdecimal, value)) == "".join(filter(str.isdecimal, text))
    return "" if same else value
