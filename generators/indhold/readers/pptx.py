"""Presentations of PowerPoint and others: .pptx, .pptm, .potx, .ppsx (ECMA-376 § 19)."""

from __future__ import annotations

from collections.abc import Iterator

from indhold.collecting import Collector
from indhold.findings import Accessible, At, Kind
from indhold.given import Given
from indhold.readers.ooxml import (
    Grid,
    Office,
    attribute,
    child,
    children,
    first_words,
    label,
    local,
    sweep,
    tell_author,
)
from indhold.readers.package import Element, Package

_OTHER_PAGES = frozenset(
    ("slide", "slideLayout", "slideMaster", "notesSlide", "notesMaster", "handoutMaster", "theme")
) | frozenset(("officeDocument", "presProps", "commentAuthors", "authors"))
"""Relations that lead away from a slide."""
_SHAPES = frozenset(("sp", "pic", "graphicFrame", "grpSp", "cxnSp", "contentPart"))
_TINY = 100
"""Hundredths of a point: nobody reads letters of one point."""
_FILLS = ("solidFill", "gradFill", "blipFill", "pattFill", "grpFill")
_READ = frozenset(("t",))
_NO_WORDS = frozenset(("id", "uri", "embed", "link", "dt", "created", "userDrawn"))
_WHITE = ("FFFFFF", "white", "bg1", "lt1")


def read(given: Given, collector: Collector) -> None:
    """Read all of it. Raises ``Exceeded``."""
    with Package(given, collector) as package:
        office = Office(package, collector)
        _Reader(office).read()
        office.read_rest()


class _Reader:
    """One presentation."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.collector = office.collector
        self.width = self.height = 0
        self.pictures = self.without_text = 0
        self.language = ""
        self.authors: dict[str, str] = {}
        self.number = 0
        self.before = ""
        """The line before, which may say what stands on this one."""
        self.may_be_dark = True

    def read(self) -> None:
        office = self.office
        office.read_properties()
        main = office.main("ppt/presentation.xml")
        root = office.take(main)
        if root is not None:
            size = child(root, "sldSz")
            if size is not None:
                self.width, self.height = _measure(size, "cx"), _measure(size, "cy")
            sweep(root, self.collector, At.PART, main, skipped=_NO_WORDS)
        self._authors(main)
        shown = self._shown(main, root)
        for number, name in enumerate(shown, 1):
            with self.collector.within(At.SLIDE, number):
                self._slide(name)
        self._slides_that_are_not_shown()
        for name in self._masters(main):
            with self.collector.within(At.MASTER, name.rsplit("/", 1)[-1].removesuffix(".xml")):
                self._master(name)
        self.collector.accessible = Accessible(
            tagged=None,
            language=bool(office.language or self.language),
            title=bool(office.title),
            pictures=self.pictures,
            without_text=self.without_text,
        )

    # --- which parts ------------------------------------------------------------------------

    def _shown(self, main: str, root: Element | None) -> list[str]:
        """The slides in the order in which they are shown."""
        if root is None:
            return []
        found = []
        for slides in children(root, "sldIdLst"):
            for slide in children(slides, "sldId"):
                ids = (
                    v for k, v in slide.attrib.items() if k.startswith("{") and k.endswith("}id")
                )
                found.append(self.office.target(main, next(ids, "")))
        return [name for name in found if name]

    def _slides_that_are_not_shown(self) -> None:
        """Slides that are in the file, but not in the presentation."""
        for name in self.office.rest():
            lower = name.casefold()
            if lower.startswith("ppt/slides/") and lower.endswith(".xml"):
                with self.collector.within(At.PART, name):
                    words = self._slide(name)
                    self.collector.found(Kind.HIDDEN, f"slide left out: {first_words(words)}")

    def _masters(self, main: str) -> Iterator[str]:
        for name in self.office.targets(main, "slideMaster", "notesMaster", "handoutMaster"):
            yield name
            yield from self.office.targets(name, "slideLayout")

    # --- slides -----------------------------------------------------------------------------

    def _slide(self, name: str) -> str:
        """Everything of one slide; its words."""
        root = self.office.take(name)
        if root is None:
            return ""
        self.may_be_dark = self._may_be_dark(name, root)
        words = self._page(root, name, is_slide=True)
        if root.get("show") in ("0", "false"):
            self.collector.found(Kind.HIDDEN, f"hidden slide: {first_words(words)}")
        for notes in self.office.targets(name, "notesSlide"):
            with self.collector.within(At.SPEAKER_NOTES):
                self._notes(notes)
        self._comments(name)
        self._parts_of(name)
        return words

    def _parts_of(self, name: str) -> None:
        """Charts, diagrams, pictures and files of a slide."""
        for relation in self.office.relations(name).values():
            if not relation.is_outside and relation.kind not in _OTHER_PAGES:
                part = self.office.package.find(relation.target)
                if part:
                    self.office.read_part(part, _OTHER_PAGES)

    def _page(self, root: Element, name: str, *, is_slide: bool) -> str:
        self.number = 0
        self.before = ""
        texts: list[str] = []
        for tree in root.iterfind("{*}cSld/{*}spTree"):
            for shape in _nearest(tree, _SHAPES):
                texts += self._shape(shape, is_seen=True, is_top=is_slide)
        sweep(root, self.collector, At.PART, name, read=_READ, skipped=_NO_WORDS)
        return " ".join(texts)

    def _notes(self, name: str) -> None:
        root = self.office.take(name)
        if root is not None:
            self.may_be_dark = True
            self._page(root, name, is_slide=False)
            self._parts_of(name)

    def _master(self, name: str) -> None:
        root = self.office.take(name)
        if root is None:
            return
        last = ""
        for paragraph in root.iter("{*}p"):
            self.number += 1
            text = _text_of(paragraph)
            self.collector.text(text, at=At.PARAGRAPH, name=self.number)
            self.collector.joint(last, text, at=At.PARAGRAPH, name=self.number)
            last = text
        sweep(root, self.collector, At.PART, name, read=_READ, skipped=_NO_WORDS)
        self._parts_of(name)

    # --- shapes -----------------------------------------------------------------------------

    def _shape(self, shape: Element, *, is_seen: bool, is_top: bool) -> list[str]:
        """A shape's words, which were told."""
        tag = local(shape)
        properties = _properties(shape)
        hiding = ""
        if is_seen and properties is not None and properties.get("hidden") in ("1", "true"):
            hiding = "hidden shape"
        elif is_seen and is_top and self._is_outside(shape):
            hiding = "outside the slide"
        if tag == "grpSp":
            seen = is_seen and not hiding
            texts = [
                text
                for inner in _nearest(shape, _SHAPES)
                for text in self._shape(inner, is_seen=seen, is_top=False)
            ]
        else:
            texts = self._words_in(shape)
        if hiding and any(texts):
            self.collector.found(Kind.HIDDEN, f"{hiding}: {first_words(' '.join(texts))}")
        if tag in ("pic", "graphicFrame"):
            self._picture(shape, properties)
        return texts

    def _words_in(self, shape: Element) -> list[str]:
        texts: list[str] = []
        for block in _nearest(shape, frozenset(("tbl", "p"))):
            if local(block) == "tbl":
                texts += self._table(block)
            else:
                last = texts[-1] if texts else ""
                texts.append(self._paragraph(block, label(self.before), shape))
                self.collector.joint(last, texts[-1], at=At.PARAGRAPH, name=self.number)
                self.before = texts[-1] or self.before
        return [text for text in texts if text]

    def _table(self, table: Element) -> list[str]:
        texts = []
        grid = Grid(self.collector)
        for row in children(table, "tr"):
            for column, cell in enumerate(children(row, "tc")):
                called = grid.called(column)
                inner: list[str] = []
                for paragraph in cell.iter("{*}p"):
                    known = label(inner[-1]) if inner else ""
                    inner.append(self._paragraph(paragraph, known or called, None))
                grid.cell(column, "\n".join(inner))
                texts += inner
            grid.end_row()
        return texts

    def _paragraph(self, paragraph: Element, called: str, shape: Element | None) -> str:
        self.number += 1
        text = _text_of(paragraph)
        self.collector.text(text, called=called, at=At.PARAGRAPH, name=self.number)
        for run in children(paragraph, "r", "fld"):
            properties = child(run, "rPr")
            if properties is None:
                continue
            self.language = self.language or properties.get("lang") or ""
            hiding = self._hiding(properties, shape)
            words = first_words("".join(one.text or "" for one in children(run, "t")))
            if hiding and words:
                self.collector.found(Kind.HIDDEN, f"{hiding}: {words}")
        return text

    def _hiding(self, properties: Element, shape: Element | None) -> str:
        """How the words of a run are hidden; empty where they are, or may be, seen."""
        size = properties.get("sz") or ""
        if size.isdecimal() and int(size) <= _TINY:
            return "tiny"
        fill = child(properties, "solidFill")
        if fill is None or not len(fill):
            return ""
        alpha = child(fill[0], "alpha")
        if alpha is not None and (alpha.get("val") or "").rstrip("%") in ("0", "0.0"):
            return "transparent"
        is_white = fill[0].get("val") in _WHITE and not len(fill[0])
        if is_white and not self.may_be_dark and shape is not None:  # tables have fills
            return "white"
        return ""

    def _is_outside(self, shape: Element) -> bool:
        """Whether all of it lies beside the slide."""
        form = next(shape.iter("{*}xfrm"), None)
        offset, extent = child(form, "off"), child(form, "ext")
        if offset is None or extent is None or not self.width or not self.height:
            return False
        left, top = _measure(offset, "x"), _measure(offset, "y")
        right, bottom = left + _measure(extent, "cx"), top + _measure(extent, "cy")
        return right <= 0 or bottom <= 0 or left >= self.width or top >= self.height

    def _picture(self, shape: Element, properties: Element | None) -> None:
        """Whether somebody who cannot see a picture or chart is told what it shows."""
        if properties is None or next(shape.iter("{*}tbl"), None) is not None:
            return
        decorative = any(
            one.get("val") in ("1", "true") for one in properties.iter("{*}decorative")
        )
        self.pictures += 1
        words = (properties.get("descr") or "") + (properties.get("title") or "")
        self.without_text += not words.strip() and not decorative

    def _may_be_dark(self, name: str, root: Element) -> bool:
        """Whether anything on a slide or under it may be dark, so that white words are seen."""
        pages = [root]
        for layout in self.office.targets(name, "slideLayout"):
            for page in (layout, *self.office.targets(layout, "slideMaster")):
                data = self.office.package.read(page) if page else b""
                element = self.office.package.parsed(page, data)
                if element is not None:
                    pages.append(element)
        return any(_is_page_dark(page) for page in pages)

    # --- comments ---------------------------------------------------------------------------

    def _authors(self, main: str) -> None:
        """Those who made remarks."""
        for name in self.office.targets(main, "commentAuthors", "authors"):
            root = self.office.take(name)
            if root is None:
                continue
            for author in root.iter("{*}cmAuthor", "{*}author"):
                self.authors[author.get("id") or ""] = author.get("name") or ""
                tell_author(self.collector, author.get("name"), At.COMMENT)
            sweep(root, self.collector, At.PART, name, skipped=_NO_WORDS | {"name"})

    def _comments(self, slide: str) -> None:
        first, count = "", 0
        for name in self.office.targets(slide, "comments"):
            root = self.office.take(name)
            if root is None:
                continue
            for comment in root.iter("{*}cm", "{*}reply"):
                count += 1
                words = _words_of_comment(comment)
                first = first or words
                self.collector.text(words, at=At.COMMENT, name=count)
                author = self.authors.get(comment.get("authorId") or "")
                tell_author(self.collector, author, At.COMMENT)
            sweep(root, self.collector, At.PART, name, read=frozenset(("t", "text")))
        if count:
            self.collector.found(Kind.COMMENT, first_words(first), count=count)


def _words_of_comment(comment: Element) -> str:
    """ECMA-376 § 19.4.7 has them in one element; threaded ones in paragraphs, beside replies."""
    old = child(comment, "text")
    if old is not None:
        return old.text or ""
    body = child(comment, "txBody")
    return "" if body is None else "\n".join(_text_of(one) for one in body.iter("{*}p"))


def _text_of(paragraph: Element) -> str:
    texts = []
    for element in paragraph.iter():
        tag = local(element)
        if tag == "t":
            texts.append(element.text or "")
        elif tag == "br":
            texts.append("\n")
    return "".join(texts).replace("\v", "\n")


def _nearest(root: Element, names: frozenset[str]) -> Iterator[Element]:
    """The elements of some names below one, but none inside another; each alternative once."""
    stack = list(reversed(root))
    while stack:
        element = stack.pop()
        tag = local(element)
        if tag in names:
            yield element
        elif tag == "AlternateContent":
            stack.extend(reversed(list(_alternatives(element))))
        elif tag:
            stack.extend(reversed(element))


def _alternatives(element: Element) -> Iterator[Element]:
    """The first form of something, and others where their words are not the same."""
    known: set[str] = set()
    for form in element:
        words = "".join(one.text or "" for one in form.iter("{*}t"))
        if not known or (words and words not in known):
            yield form
        known.add(words)


def _properties(shape: Element) -> Element | None:
    for element in shape:
        if local(element).startswith("nv"):
            return child(element, "cNvPr")
    return None


def _measure(element: Element, name: str) -> int:
    value = attribute(element, name) or ""
    try:
        return int(value)
    except ValueError:
        return 0


def _is_filled(shape: Element) -> bool:
    properties = child(shape, "spPr")
    if properties is not None and any(True for _ in children(properties, *_FILLS)):
        return True
    style = child(shape, "style", "fillRef")
    return style is not None and style.get("idx") not in (None, "0")


def _is_page_dark(page: Element) -> bool:
    """Whether a page has a background that is not white, pictures, or filled shapes."""
    background = child(page, "cSld", "bg")
    if background is not None:
        colours = [one for one in background.iter() if local(one).endswith("Clr")]
        plain = all(one.get("val") in _WHITE and not len(one) for one in colours)
        if not colours or not plain or any(local(one) == "blip" for one in background.iter()):
            return True
    if any(True for _ in page.iter("{*}pic", "{*}graphicFrame")):
        return True
    return any(_is_filled(shape) for shape in page.iter("{*}sp"))
