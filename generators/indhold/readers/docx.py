"""Text documents of Word and others: .docx, .docm, .dotx, .dotm (ECMA-376 § 17)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from msgspec import Struct

from indhold import cpr
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
    is_on,
    label,
    local,
    paragraphs,
    sign,
    sweep,
    tell_author,
    tell_paths,
    without_identifiers,
)
from indhold.readers.package import Element, Package
from indhold.readers.wordstyles import Styles

_READ = frozenset(("t", "delText", "instrText", "delInstrText", "sym"))
"""Elements whose text the paragraphs take."""
_NO_WORDS = frozenset(
    ("rsidR", "rsidRPr", "rsidRDefault", "rsidP", "rsidTr", "rsidDel", "rsidSect", "paraId")
) | frozenset(("textId", "anchorId", "editId", "date", "dateUtc", "hash", "salt", "hashValue"))
"""Attributes that only programs write."""
_PUT_IN = frozenset(("ins", "moveTo"))
_TAKEN_OUT = frozenset(("del", "moveFrom"))
_CHANGES = frozenset(
    (
        *("ins", "del", "moveTo", "moveFrom", "cellIns", "cellDel", "cellMerge"),
        *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange", "trPrChange"),
        *("tcPrChange", "tblPrExChange", "numberingChange"),
    )
)
"""Changes that are tracked (ECMA-376 § 17.13.5)."""
_BY_SOMEBODY = etree.XPath("//*[@*[local-name() = 'author']]")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BOX = frozenset(("txbxContent",))
_BLOCKS = frozenset(("p", "tbl"))
_STORIES = {
    "header": At.HEADER,
    "footer": At.FOOTER,
    "footnotes": At.NOTE,
    "endnotes": At.NOTE,
    "comments": At.COMMENT,
    "glossaryDocument": At.PART,
    "subDocument": At.PART,
}
"""Parts with paragraphs, by the relation that points to them."""
_TEXT_OF = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read(given: Given, collector: Collector) -> None:
    """Read all of it. Raises ``Exceeded``."""
    with Package(given, collector) as package:
        office = Office(package, collector)
        _Reader(office).read()
        office.read_rest()


class _Piece(Struct, frozen=True):
    """Some words of a paragraph that are of one kind."""

    text: str
    put_in: bool = False
    taken_out: bool = False
    hidden: str = ""
    """How, e.g. ``white``."""


class _Told(Struct):
    """What is counted over a part."""

    changes: int = 0
    change: str = ""
    hidden: dict[str, int] = {}
    words: dict[str, str] = {}


class _Reader:
    """One document."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.collector = office.collector
        self.main = office.main("word/document.xml")
        self.pictures = self.without_text = 0
        self.styles = Styles(None)
        self.part = ""
        self.told = _Told()
        self.number = 0

    def read(self) -> None:
        self.office.read_properties()
        styles = self.office.targets(self.main, "styles")
        root = self.office.take(styles[0]) if styles else None
        self.styles = Styles(root)
        if root is not None:
            sweep(root, self.collector, At.PART, styles[0], skipped=_NO_WORDS)
        self._story(self.main, None)
        self._stories(self.main)
        for name in self.office.targets(self.main, "settings"):
            self._settings(name)
        for name in self.office.targets(self.main, "people"):
            self._people(name)
        self.collector.accessible = Accessible(
            tagged=None,
            language=bool(self.office.language or self.styles.language),
            title=bool(self.office.title),
            pictures=self.pictures,
            without_text=self.without_text,
        )

    def _stories(self, of: str) -> None:
        """Headers, notes, comments and building blocks, and what those point to themselves."""
        for kind, at in _STORIES.items():
            for name in self.office.targets(of, kind):
                if self.office.is_taken(name):
                    continue
                self._story(name, at)
                self._stories(name)

    def _story(self, name: str, at: At | None) -> None:
        root = self.office.take(name)
        if root is None:
            return
        self.part = name
        self.told = _Told()
        self.number = 0
        self.styles.may_be_on_dark = at is At.PART or _may_be_on_dark(root)
        if at is At.COMMENT:
            self._comments(root)
        elif at is None:
            self._blocks(root)
        else:
            with self.collector.within(at, name if at is At.PART else ""):
                self._blocks(root)
        self._tell(at)
        self._beside(root, at)

    # --- words ------------------------------------------------------------------------------

    def _comments(self, root: Element) -> None:
        """The remarks in the margin, each with who made it."""
        first, count = "", 0
        for comment in children(root, "comment"):
            count += 1
            with self.collector.within(At.COMMENT, count):
                words = " ".join(self._blocks(comment))
            first = first or words
        if count:
            self.collector.found(Kind.COMMENT, first_words(first), count=count)

    def _blocks(self, root: Element) -> list[str]:
        """Every paragraph and table below an element, in order; what was read."""
        texts: list[str] = []
        for block in _nearest(root, _BLOCKS):
            if local(block) == "tbl":
                texts += self._table(block)
            else:
                before = texts[-1] if texts else ""
                texts.append(self._paragraph(block, label(before)))
                self._joint(before, texts[-1])
        return texts

    def _joint(self, before: str, after: str) -> None:
        self.collector.joint(before, after, at=At.PARAGRAPH, name=self.number)

    def _table(self, table: Element) -> list[str]:
        texts = []
        grid = Grid(self.collector)
        for row in _nearest(table, frozenset(("tr",))):
            column = 0
            for cell in _nearest(row, frozenset(("tc",))):
                called = grid.called(column)
                text = self._cell(cell, called)
                grid.cell(column, text)
                texts.append(text)
                span = child(cell, "tcPr", "gridSpan")
                width = attribute(span, "val") if span is not None else ""
                column += int(width) if width and width.isdecimal() and len(width) < 3 else 1
            grid.end_row()
            self._hidden_row(row, texts)
        return texts

    def _hidden_row(self, row: Element, texts: list[str]) -> None:
        """ECMA-376 § 17.4.20."""
        if is_on(child(row, "trPr", "hidden")):
            told = self.told
            told.hidden["hidden rows"] = told.hidden.get("hidden rows", 0) + 1
            told.words.setdefault("hidden rows", first_words(texts[-1] if texts else ""))

    def _cell(self, cell: Element, called: str) -> str:
        texts: list[str] = []
        for block in _nearest(cell, _BLOCKS):
            if local(block) == "tbl":
                texts += self._table(block)
            else:
                before = texts[-1] if texts else ""
                texts.append(self._paragraph(block, label(before) or called))
                self._joint(before, texts[-1])
        return "\n".join(texts)

    def _paragraph(self, paragraph: Element, called: str) -> str:
        """Tell a paragraph's words as each reader may see them, and those of boxes in it."""
        self.number += 1
        number = self.number
        words = _Words(paragraph, self.styles)
        pieces = words.pieces
        now = _joined(pieces, lambda piece: not piece.taken_out)
        self._text(now, called, number)
        if any(piece.put_in or piece.taken_out or piece.hidden for piece in pieces):
            seen = _numbers(now, called)
            for keep in _VIEWS:
                view = _joined(pieces, keep)
                if view not in ("", now):
                    rest = _without(view, seen)
                    self._text(rest, called, number)
                    seen |= _numbers(rest, called)
            self._count(pieces)
        for code in words.codes:
            self._field(code, number)
        for box in words.boxes:
            self._blocks(box)
        for text in words.drawn:
            self.collector.text(text, at=At.PARAGRAPH, name=number)
        return now

    def _text(self, text: str, called: str, number: int) -> None:
        self.collector.text(text, called=called, at=At.PARAGRAPH, name=number)

    def _field(self, code: str, number: int) -> None:
        if not code.strip():
            return
        with self.collector.within(At.PARAGRAPH, number):
            self.collector.text(without_identifiers(code), at=At.FIELD)
            tell_paths(self.collector, code.replace("\\\\", "\\"), At.FIELD)
            words = code.split()
            fetched = words[0].upper() in (
                "INCLUDETEXT",
                "INCLUDEPICTURE",
                "LINK",
                "DDE",
                "DDEAUTO",
            )
            if fetched and len(words) > 1:
                self.collector.found(Kind.EXTERNAL_LINK, " ".join(words[:3]), at=At.FIELD)

    # --- what was met -----------------------------------------------------------------------

    def _count(self, pieces: list[_Piece]) -> None:
        for piece in pieces:
            if piece.hidden:
                told = self.told
                told.hidden[piece.hidden] = told.hidden.get(piece.hidden, 0) + len(
                    piece.text.split()
                )
                told.words.setdefault(piece.hidden, first_words(piece.text))
            if (piece.put_in or piece.taken_out) and piece.text.strip() and not self.told.change:
                how = "deleted" if piece.taken_out else "inserted"
                self.told.change = f"{how}: {first_words(piece.text)}"

    def _tell(self, at: At | None) -> None:
        for how, count in self.told.hidden.items():
            shown = f"{how}: {self.told.words[how]}"
            self.collector.found(Kind.HIDDEN, shown, count=count, at=at)

    def _beside(self, root: Element, at: At | None) -> None:
        """Changes, names, pictures, and all attributes that hold words."""
        changes = 0
        for element in _BY_SOMEBODY(root):
            changes += local(element) in _CHANGES
            tell_author(self.collector, attribute(element, "author"), at)
        for properties in root.iter("{*}docPr"):
            if not _is_second(properties):
                self._picture(properties)
        if changes:
            shown = self.told.change or "formatting"
            self.collector.found(Kind.TRACKED_CHANGE, shown, count=changes, at=at)
        skipped = _NO_WORDS | {"author", "initials", "instr"}
        sweep(root, self.collector, At.PART, self.part, read=_READ, skipped=skipped)

    def _picture(self, properties: Element) -> None:
        """A drawing: whether somebody who cannot see it is told what it shows."""
        drawing = properties.getparent()
        if drawing is None or not any(
            local(one) in ("pic", "chart", "relIds") for one in drawing.iter()
        ):
            return
        self.pictures += 1
        words = (properties.get("descr") or "") + (properties.get("title") or "")
        decorative = any(
            local(one) == "decorative" and one.get("val") in ("1", "true")
            for one in properties.iter()
        )
        if not words.strip() and not decorative:
            self.without_text += 1

    # --- other parts ------------------------------------------------------------------------

    def _settings(self, name: str) -> None:
        """ECMA-376 § 17.15: variables, and where letters are merged from."""
        root = self.office.take(name)
        if root is None:
            return
        for element in root.iter():
            tag = local(element)
            if tag == "docVar":
                called, value = attribute(element, "name") or "", attribute(element, "val") or ""
                self.collector.text(value, called=called, at=At.FIELD, name=called)
            elif tag in ("connectString", "query"):
                value = attribute(element, "val") or ""
                if value:
                    self.collector.found(Kind.EXTERNAL_LINK, f"{tag}: {value}")
        language = child(root, "themeFontLang")
        if language is not None and attribute(language, "val"):
            self.styles.language = self.styles.language or attribute(language, "val") or ""
        sweep(root, self.collector, At.PART, name, skipped=_NO_WORDS | {"rsid"})

    def _people(self, name: str) -> None:
        """Those who made remarks and changes, with their user names."""
        root = self.office.take(name)
        if root is None:
            return
        for element in root.iter():
            for key in ("author", "userId"):
                value = attribute(element, key) or ""
                user = value.split("::")
                if key == "author" or "@" in value:
                    tell_author(self.collector, user[1] if len(user) > 1 else value)


# --- below a paragraph --------------------------------------------------------------------------


def _numbers(text: str, called: str) -> set[str]:
    return {one.written for one in cpr.personal_numbers(text, called)}


def _joined(pieces: list[_Piece], keep: object) -> str:
    assert callable(keep)  # noqa: S101
    return "".join(piece.text for piece in pieces if keep(piece))


_VIEWS = (
    lambda piece: not piece.put_in,
    lambda piece: not piece.taken_out and not piece.hidden,
    lambda piece: piece.put_in and piece.taken_out,
    lambda piece: piece.hidden,
)
"""A paragraph as it was before the changes; without what is hidden; what came and went; what is
hidden."""


def _without(text: str, numbers: set[str]) -> str:
    """A text without the numbers that were told already."""
    for number in numbers:
        text = text.replace(number, " ")
    return text


def _nearest(root: Element, names: frozenset[str]) -> Iterator[Element]:
    """The elements of some names below one, but none inside another; nor in boxes of text.

    Whatever is around them: content controls, smart tags, changes.
    """
    stack = list(reversed(root))
    while stack:
        element = stack.pop()
        tag = local(element)
        if tag in names:
            yield element
        elif tag and not (tag == "Fallback" and _is_told_before(element)):
            stack.extend(reversed(element))


class _Words:
    """What stands in a paragraph, and in none of a box of text in it."""

    def __init__(self, paragraph: Element, styles: Styles) -> None:
        self.pieces: list[_Piece] = []
        self.codes: list[str] = []
        """Field codes, each in one piece: they may be split over runs."""
        self.boxes: list[Element] = []
        self.drawn: list[str] = []
        """Paragraphs of drawings that came from slides and sheets (§ 20.3, a locked canvas)."""
        self._styles = styles
        self._style = styles.of_paragraph(paragraph)
        self._code = ""
        self._take(paragraph)
        self._end_code()

    def _take(self, paragraph: Element) -> None:
        stack = [(element, False, False) for element in reversed(paragraph)]
        while stack:
            element, put_in, taken_out = stack.pop()
            tag = local(element)
            if tag == "r":
                self._run(element, put_in, taken_out)
            elif tag == "fldSimple":
                self.codes.append(attribute(element, "instr") or "")
            if tag in ("", "pPr", "r"):
                continue
            put_in = put_in or tag in _PUT_IN
            taken_out = taken_out or tag in _TAKEN_OUT
            stack.extend((below, put_in, taken_out) for below in reversed(element))

    def _run(self, run: Element, put_in: bool, taken_out: bool) -> None:
        text = "".join(self._words_of(run))
        if text:
            hidden = self._styles.hiding(run, self._style) if text.strip() else None
            self.pieces.append(_Piece(text, put_in, taken_out, hidden.value if hidden else ""))

    def _words_of(self, run: Element) -> Iterator[str]:
        """The text of a run as it is shown; field codes are none."""
        stack = list(reversed(run))
        while stack:
            element = stack.pop()
            tag = local(element)
            if tag in ("t", "delText"):
                text = element.text or ""
                yield text if element.get(_SPACE) == "preserve" else text.strip()
            elif tag in _TEXT_OF:
                yield _TEXT_OF[tag]
            elif tag == "sym":
                yield sign(attribute(element, "char") or "")
            elif tag in ("instrText", "delInstrText"):
                self._code += element.text or ""
            elif tag == "fldChar":
                self._end_code()
            elif tag in ("ruby", "rt", "rubyBase", "r"):
                stack.extend(reversed(element))
            elif tag in ("drawing", "pict", "object", "AlternateContent"):
                self.boxes += (box for box in _nearest(element, _BOX) if not _is_second(box))
                self.drawn += (
                    text
                    for body in element.iter("{*}txBody")
                    if not _is_second(body)
                    for text in paragraphs(body)
                )

    def _end_code(self) -> None:
        if self._code:
            self.codes.append(self._code)
            self._code = ""


def _is_second(element: Element) -> bool:
    """Whether it is in a form for older programs, whose words the new form has as well."""
    for above in element.iterancestors("{*}Fallback"):
        return _is_told_before(above)
    return False


def _is_told_before(fallback: Element) -> bool:
    """Whether a form for older programs has the same words as the new one."""
    alternatives = fallback.getparent()
    if alternatives is None:
        return False
    words = _letters(fallback)
    return any(_letters(choice) == words for choice in children(alternatives, "Choice"))


def _letters(element: Element) -> str:
    texts = (one.text or "" for one in element.iter("{*}t", "{*}delText", "{*}instrText"))
    return "".join("".join(texts).split())


def _may_be_on_dark(root: Element) -> bool:
    """Whether something may lie behind the text: white words are seen on it."""
    for element in root.iter("{*}anchor", "{*}pict", "{*}background"):
        tag = local(element)
        if tag == "background" or tag == "pict" or element.get("behindDoc") in ("1", "true"):
            return True
    return False
