"""What docx, xlsx and pptx have in common (ECMA-376, ISO/IEC 29500).

The readers of each take the parts that they know; ``Office.read_rest`` then reads every other part,
so that no words lie in a part that nobody looked into. Elements are told by their local names: the
strict and the transitional form, and files of other programs, differ in namespaces only.
"""

from __future__ import annotations

import posixpath
import re
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from itertools import groupby, pairwise
from urllib.parse import unquote

from lxml import etree
from msgspec import Struct

from indhold import cpr
from indhold.beside import end_of_jpeg
from indhold.collecting import Collector
from indhold.findings import At, Kind, Unread
from indhold.given import Given
from indhold.readers.columns import two_columns
from indhold.readers.package import Element, Package, parse

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"RIFF", b"<svg", b"\0\0\0")
_DRAWN = (b"\xd7\xcd\xc6\x9a", b"\x01\x00\x09\x00", b"\x01\x00\x00\x00")
"""Windows metafiles (WMF, EMF): drawings, in which words may stand."""
_ONLY_STRINGS = ("[trash]", "/legacy", "/customproperty")
"""Parts that hold a few strings between other bytes."""
_FILLED_TO, _MOST_FILLING = 1024, 4096
_FILES = (b"PK\x03\x04", b"%PDF", b"MZ")
_PACKED, _GZIP = b"\x1f\x8b", 31
_MOST_OF_DRAWING = 50_000_000
_FONTS = (".odttf", ".fntdata", ".ttf", ".otf")
_XML = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<[?!:\w]|\A(?:\xff\xfe|\xfe\xff)")
_PATH = re.compile(
    r"(?i)(?<![\w/])(?:file:/{2,5}[^\n\t\"<>|*?]+|[a-z]:(?:\\|/(?!/))[^\n\t\"<>|*?]+"
    r"|\\\\[\w.$-]+\\[^\n\t\"<>|*?]+|/(?:Users|home|Volumes)/[^\n\t\"<>|*?]+)"
)
_NOT_WORDS = re.compile(
    r"\b0x[0-9A-Fa-f]+|\{?[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}\}?"
    r"|\b_(?:Toc|Ref|Hlk|Hlt|Mail[A-Z]\w*?)\d+"
    r"|\b(?=[0-9A-Fa-f]*[A-Fa-f])[0-9A-Fa-f]{16,}\b"
)
"""Identifiers that programs write; ten digits in one of them are chance."""
_PERSON = re.compile(r"(?i)author|owner|ejer|forfatter|sagsbeh|initial|user|bruger|e-?mail")
_DEFAULT_TEMPLATE = re.compile(r"(?i)normal(?:\.dot[mx]?)?|")
_NOTHING = re.compile(r"(?i)normal(?:\.dot[mx]?)?|null|")
_NO_MAKER = re.compile(r"(?i)microsoft(?: corporation)?|hewlett-packard.*|home|private?|privat|-|")
_PERSONAL = re.compile(r"(?i)cpr|person-?n|fødsel|født|identitetsn|\bssn\b").search
_ONLY_NUMBER = re.compile(r"(?i)(?:nr|nummer|no|numre)\W*").fullmatch
_OTHER = re.compile(r"(?i)(?:nr|nummer|no|id|kode|konto)\W*$").search
_MEASURE = re.compile(r"[-+]?[\d.]*").fullmatch
"""A number that a program may have written; none writes ``010190-1234``."""
_BINARY_TEXT = re.compile(rb"(?:[\x20-\x7e\xa0-\xff]\x00){8,}|[\x20-\x7e]{8,}")
_MAY_BE_DIGITS = frozenset(
    ("name", "title", "descr", "alias", "tag", "alt", "tooltip", "result", "value", "caption")
) | frozenset(
    (
        *("label", "displayText", "lastValue", "v", "text", "prompt", "uniqueName", "u", "c", "n"),
        *("promptTitle", "error", "errorTitle", "comment", "display", "string", "anchor"),
        *("stringValue1", "stringValue2", "totalsRowLabel", "docLocation"),
    )
)
"""Attributes that people write; in others ten digits alone are a measure or an identifier."""
_HAS_VALUE = frozenset(
    ("alias", "tag", "default", "result", "helpText", "statusText", "description", "category")
) | frozenset(
    (
        *("name", "title", "caption", "docPart", "query", "connectString", "mailSubject", "attr"),
        *("listEntry", "tblCaption", "tblDescription", "lvlText", "filter", "inputCells", "item"),
        "strVal",
    )
)
"""Elements whose ``val`` people write."""
_MOST_WORDS, _MOST_SHOWN = 12, 500


class Relation(Struct, frozen=True):
    """How a part points to another or to something outside."""

    kind: str
    """The last word of its type, e.g. ``hyperlink``."""
    target: str
    """The part's name in the package, or the address where it is outside."""
    is_outside: bool


class Office:
    """The parts of an Office file, each taken once."""

    def __init__(self, package: Package, collector: Collector) -> None:
        self.package = package
        self.collector = collector
        self.title = ""
        self.language = ""
        self._taken: set[str] = set()
        self._diagrams: set[str] = set()
        """What was read of diagrams: each has its words in two parts."""
        self._relations: dict[str, dict[str, Relation]] = {}

    def main(self, usual: str) -> str:
        """The name of the part that all begins with; empty, with a gap, where there is none."""
        found = (*self.targets("", "officeDocument"), self.package.find(usual) or "")
        if not found[0]:
            self.collector.gap(Unread.DAMAGED, usual)
        return found[0]

    def relations(self, name: str) -> dict[str, Relation]:
        """Where a part points to, by identifier. The package's own: of ``""``."""
        if name not in self._relations:
            folder, _, file = name.rpartition("/")
            own = self.package.find(f"{folder}/_rels/{file}.rels")
            root = self.package.xml(own) if own else None
            if own:
                self._taken.add(own)
                if root is not None:
                    sweep(root, self.collector, At.PART, own, skipped=frozenset(("Target", "Id")))
            self._relations[name] = {} if root is None else dict(_relations(root, folder))
            self._tell_outside(name)
        return self._relations[name]

    def target(self, name: str, identifier: str) -> str:
        """The part that another one points to; empty where it is outside or missing."""
        relation = self.relations(name).get(identifier)
        if relation is None or relation.is_outside:
            return ""
        return self.package.find(relation.target) or ""

    def targets(self, name: str, *kinds: str) -> list[str]:
        """The parts that one points to by relations of some kinds, in the file's order."""
        found = [
            self.package.find(one.target)
            for one in self.relations(name).values()
            if one.kind in kinds and not one.is_outside
        ]
        return [one for one in found if one]

    def take(self, name: str) -> Element | None:
        """The root of an XML part, which is read by the caller; its relations are told."""
        if not name or name in self._taken:
            return None
        self._taken.add(name)
        self.relations(name)
        return self.package.xml(name)

    def mark_taken(self, name: str) -> bool:
        """Whether a part was not taken before; it is now."""
        if not name or name in self._taken:
            return False
        self._taken.add(name)
        self.relations(name)
        return True

    def is_taken(self, name: str) -> bool:
        """Whether somebody read a part, or does."""
        return name in self._taken

    def rest(self) -> list[str]:
        """The parts that nobody took yet."""
        return [name for name in self.package.names if name not in self._taken]

    def read_properties(self) -> None:
        """Who made the file, with what, and what else it says of itself."""
        for name in self.rest():
            reader = _PROPERTIES.get(name.rsplit("/", 1)[-1].casefold())
            if reader and name.casefold().startswith("docprops/"):
                root = self.take(name)
                if root is not None:
                    with self.collector.within(At.PROPERTIES):
                        reader(self, root)
        # Other programs call them otherwise; the package's relations tell them.
        for kind, named in (("core-properties", "core.xml"), ("extended-properties", "app.xml")):
            for name in self.targets("", kind):
                root = self.take(name)
                if root is not None:
                    with self.collector.within(At.PROPERTIES):
                        _PROPERTIES[named](self, root)

    def read_part(self, name: str, but: frozenset[str] = frozenset()) -> None:
        """A part that no other code takes, and those that it points to.

        ``but``: relations that are not followed, such as from a slide to another.
        """
        if not self.mark_taken(name):
            return
        self.collector.text(unquote(name), at=At.PART, name=name)
        if name.casefold().endswith(_FONTS):
            return
        data = self.package.read(name)
        if data:
            self._read_other(name, data)
        for relation in self.relations(name).values():
            target = "" if relation.is_outside else self.package.find(relation.target)
            if target and relation.kind not in but:
                self.read_part(target, but)

    def read_rest(self) -> None:
        """Every part that was not taken: other XML, files inside, pictures, programs."""
        for name in self.rest():
            if name.casefold().endswith(".rels"):
                self._read_stray_relations(name)
        for name in self.rest():
            self.read_part(name)

    # --- inside -----------------------------------------------------------------------------

    def _read_stray_relations(self, name: str) -> None:
        """Relations of a part that is not there, or was not asked for them."""
        folder, _, file = name.rpartition("/")
        self.relations(f"{folder.removesuffix('_rels')}{file.removesuffix('.rels')}".lstrip("/"))

    def _tell_outside(self, name: str) -> None:
        for relation in self._relations[name].values():
            if not relation.is_outside:
                continue
            target = unquote(relation.target)
            tell_address(self.collector, target, At.PART, name)
            if relation.kind != "hyperlink" and _is_fetched(target):
                self.collector.found(Kind.EXTERNAL_LINK, f"{relation.kind}: {target}")

    def _read_other(self, name: str, data: bytes) -> None:
        lower = name.casefold()
        if _XML.match(data) and b"<svg" not in data[:1000] and not _is_chunk(lower):
            self._read_xml(name, data)
        elif "vbaproject" in lower and lower.endswith(".bin"):
            if "signature" not in lower:
                self.collector.found(Kind.MACRO, "VBA")
            search_binary(data, self.collector, At.PART, name)
        elif "thumbnail" in lower:
            self.collector.found(Kind.METADATA, "thumbnail", at=At.THUMBNAIL)
            self._look_at_picture(name, self._without_filling(name, data), At.THUMBNAIL)
        elif "printersettings" in lower:
            _tell_printer(data, self.collector)
        elif "activex" in lower:
            self.collector.found(Kind.SCRIPT, "ActiveX")
            search_binary(data, self.collector, At.PART, name)
        elif any(word in lower for word in _ONLY_STRINGS):
            search_binary(data, self.collector, At.PART, name)
        elif data.startswith((*_PICTURES, *_DRAWN, _PACKED)) or "/media/" in lower:
            self._look_at_picture(name, data, At.PICTURE)
        else:
            self._look_inside(name, data)

    def _read_xml(self, name: str, data: bytes) -> None:
        lower = name.casefold()
        # Office itself writes VML that is not well-formed.
        is_vml = lower.endswith(".vml")
        root = parse(data, recover=True) if is_vml else self.package.parsed(name, data)
        if root is None:
            return
        if local(root) in ("comments", "cmLst"):
            self._tell_comments(root)
        elif local(root) == "chartSpace":
            read_chart(root, self.collector, name)
            return
        at = _AT.get(lower.split("/", 1)[0], At.PART)
        if "activex" in lower:
            self.collector.found(Kind.SCRIPT, "ActiveX")
        if "macrosheets/" in lower:
            self.collector.found(Kind.MACRO, "XLM")
        known = self._diagrams if "diagrams/" in lower else None
        read_words(root, self.collector, at, name, known)

    def _tell_comments(self, root: Element) -> None:
        """Remarks that no document points to any more."""
        remarks = ["".join(one.itertext()) for one in root.iter("{*}comment", "{*}cm")]
        if remarks:
            self.collector.found(Kind.COMMENT, first_words(remarks[0]), count=len(remarks))

    def _look_at_picture(self, name: str, data: bytes, at: At) -> None:
        if data.startswith(_PACKED):
            data = self._unpacked(data)
        if data.startswith(_DRAWN):
            search_binary(data, self.collector, at, name)
        else:
            given = Given(name.rsplit("/", 1)[-1], held=data)
            self.collector.inside(given, at=at, document=True)

    def _without_filling(self, name: str, data: bytes) -> bytes:
        """A small picture without what PowerPoint fills its last block with, which is searched."""
        if not data.startswith(b"\xff\xd8") or len(data) % _FILLED_TO:
            return data
        try:
            end = end_of_jpeg(Given("", held=data))
        except (ValueError, IndexError):
            return data
        filling = data[end:]
        if len(filling) >= _MOST_FILLING or any(file in filling for file in _FILES):
            return data
        search_binary(filling, self.collector, At.THUMBNAIL, name)
        return data[:end]

    def _unpacked(self, data: bytes) -> bytes:
        """A drawing that is packed once more (.emz, .wmz), or as much of it as is looked at."""
        try:
            drawing = zlib.decompressobj(_GZIP).decompress(data, _MOST_OF_DRAWING)
        except zlib.error:
            return data
        self.collector.unpacked(len(drawing))
        return drawing

    def _look_inside(self, name: str, data: bytes) -> None:
        short = name.rsplit("/", 1)[-1]
        self.collector.found(Kind.EMBEDDED, short)
        if short.casefold().endswith(".bin") and not data.startswith((_OLE, b"PK")):
            search_binary(data, self.collector, At.PART, name)
            self.collector.gap(Unread.PARTLY, short, at=At.PART, name=name)
            return
        self.collector.inside(Given(short, held=data))


_AT = {"customxml": At.CUSTOM_XML, "_xmlsignatures": At.SIGNATURE, "docprops": At.PROPERTIES}


_LOCAL: dict[object, str] = {}
"""Names that were met: there are few, and many elements."""
_MOST_NAMES = 10_000


def local(element: Element) -> str:
    """An element's name without its namespace; empty for comments and instructions."""
    tag = element.tag
    name = _LOCAL.get(tag)
    if name is None:
        name = tag.rpartition("}")[2] if isinstance(tag, str) else ""
        if len(_LOCAL) < _MOST_NAMES:
            _LOCAL[tag] = name
    return name


def attribute(element: Element, name: str) -> str | None:
    """An attribute by its name, whatever the namespace."""
    for key, value in element.attrib.items():
        if key == name or key.rpartition("}")[2] == name:
            return str(value)
    return None


def is_on(element: Element | None, otherwise: bool = True) -> bool:
    """Whether a switch such as ``<w:vanish w:val="0"/>`` is on (ECMA-376 § 17.17.4)."""
    if element is None:
        return False
    value = attribute(element, "val")
    return otherwise if value is None else value.casefold() in ("1", "true", "on")


def children(element: Element, *names: str) -> Iterator[Element]:
    """The children of some names."""
    for child in element:
        if local(child) in names:
            yield child


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of a name, and of that one the next; ``None`` where one is missing."""
    for name in path:
        if element is None:
            return None
        element = next(children(element, name), None)
    return element


def sign(code: str) -> str:
    """The sign of a number written with hexadecimal digits; empty where there is none."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if number in _PRIVATE:
        number -= _PRIVATE.start
    return "" if number > _LAST_SIGN or number in _SURROGATES else chr(number)


_PRIVATE = range(0xF000, 0xF100)
"""Where Word puts the signs of fonts that have no letters (ECMA-376 § 17.3.3.30)."""
_SURROGATES, _LAST_SIGN = range(0xD800, 0xE000), 0x10FFFF


def first_words(text: str) -> str:
    """The beginning of a text."""
    words = text[:_MOST_SHOWN].split(maxsplit=_MOST_WORDS)
    return " ".join(words[:_MOST_WORDS])


def tell_author(collector: Collector, name: str | None, at: At | None = None) -> None:
    """A person's name in the file."""
    name = " ".join((name or "").split())
    if name:
        collector.text(name, at=at)
        collector.found(Kind.AUTHOR, name, at=at)


def tell_paths(collector: Collector, text: str, at: At | None = None, name: str = "") -> None:
    """Where files lay on somebody's machine or network."""
    if ":" not in text and "\\\\" not in text and "/" not in text:
        return
    for match in _PATH.finditer(unquote(text)):
        collector.found(Kind.PATH, match[0].strip(), at=at, name=name)


def tell_address(collector: Collector, address: str, at: At, name: str) -> None:
    """Where a link leads. Addresses are full of digits: only whole numbers of ten are told."""
    tell_paths(collector, address, at, name)
    if _PERSONAL(address):
        collector.text(address, at=at, name=name)
        return
    for match in _IN_ADDRESS.finditer(address):
        bare = match[0].isdecimal()
        collector.text(f"ref {match[0]}" if bare else match[0], at=at, name=name)


_IN_ADDRESS = re.compile(r"(?<![\d.])\d{6}-?\d{4}(?![\d.])")


def calling(head: str, left: str) -> str:
    """What the head of a column and the cell to the left call a number; what names it is last."""
    if not _PERSONAL(head) and (_PERSONAL(left) or (_OTHER(left) and not _OTHER(head))):
        return f"{head} {left}"
    return f"{left[-80:]} {head}"


def is_personal(text: str) -> bool:
    """Whether a head calls what stands below it personal numbers."""
    return bool(_PERSONAL(text))


def _names(text: str) -> bool:
    return bool(_PERSONAL(text) or _OTHER(text))


def label(text: str) -> str:
    """A short line that may say what stands on the next; empty where it says nothing."""
    text = text.strip()
    return text if len(text) <= _LABEL and is_head(text) else ""


def is_head(text: str) -> bool:
    """Whether a cell may say what stands below it: words, and no number that could be meant."""
    return any(c.isalpha() for c in text) and sum(c.isdecimal() for c in text) < 6


class Grid:
    """Cells of a table, row by row, each searched under what its column and its row are called."""

    def __init__(self, collector: Collector) -> None:
        self._collector = collector
        self._heads: dict[int, str] = {}
        self._row: list[tuple[int, str]] = []
        self._left = ""
        self._marks = 0
        """Rows of ten digits that are no day and month: marks, answers, points."""
        self.is_personal = False
        """Whether a cell was met that calls numbers personal."""

    def called(self, column: int) -> str:
        """What the next cell of the row is called if it is in this column."""
        return calling(self._heads.get(column, ""), self._left)

    def cell(self, column: int, text: str) -> None:
        """The next cell of the row, which was told to the collector as ``called`` says."""
        text = text[:_START].strip()
        self._row.append((column, text))
        if self.head(column, text):
            self._left = text

    def head(self, column: int, text: str) -> bool:
        """Whether a text may say what stands below it, for which it is kept then."""
        if not is_head(text):
            return False
        # Words among the numbers of a column do not take the place of what names them.
        head = self._heads.get(column, "")
        if _PERSONAL(head) and _ONLY_NUMBER(text):
            self._heads[column] = f"{head} {text}"  # »CPR« and »nr.«, one below the other
        elif _names(text) or not _names(head):
            self._heads[column] = text
        self.is_personal = self.is_personal or bool(_PERSONAL(text))
        return True

    def end_row(self) -> None:
        """The row is complete: a number may stand in several of its cells, a digit in each."""
        for joined, called in self._split_numbers():
            self._collector.text(joined, called=called)
        self.forget_row()

    def forget_row(self) -> None:
        """The row is complete, and holds no number that is split."""
        self._row = []
        self._left = ""

    def _split_numbers(self) -> Iterator[tuple[str, str]]:
        pieces: list[tuple[int, str]] = []
        for column, text in (*self._row, (-1, "end")):
            if text and len(text) <= _SPLIT and not text.strip("0123456789-–"):
                pieces.append((column, text))
                continue
            if len(pieces) > 1:
                head = self._heads.get(pieces[0][0], "")
                called = calling(head, self._before(pieces[0][0]))
                yield from _day_and_number(pieces, called, self._heads)
                joined = "".join(piece for _, piece in pieces)
                whole = sum(c.isdecimal() for c in joined) == _DIGITS
                single = whole and all(len(piece) == 1 for _, piece in pieces)
                if whole and (_PERSONAL(called) or (single and self._may_be_one(joined))):
                    yield joined, called
            if text:
                pieces = []

    def _may_be_one(self, digits: str) -> bool:
        """Whether ten cells of one digit may be a number, and are not marks as in other rows."""
        if not _DAY_AND_MONTH(digits):
            self._marks += 1
        return self._marks < _ROWS_OF_MARKS

    def _before(self, column: int) -> str:
        before = [text for other, text in self._row if other < column and is_head(text)]
        return before[-1] if before else ""


def _day_and_number(
    pieces: list[tuple[int, str]], called: str, heads: dict[int, str]
) -> Iterator[tuple[str, str]]:
    """A day and the rest of a personal number in two columns, of which one lost a nought."""
    for (column, day), (next_column, rest) in pairwise(pieces):
        is_next = next_column == column + 1 and len(day + rest) < _DIGITS  # else it was told
        if is_next and (joined := two_columns(day, rest, called, heads.get(next_column, ""))):
            yield joined, called


_ROWS_OF_MARKS = 3
_DAY_AND_MONTH = re.compile(r"(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])(?:0[1-9]|1[0-2])").match
_SPLIT, _DIGITS, _START = 6, 10, 200
_LABEL = 60


def search_binary(data: bytes, collector: Collector, at: At, name: str) -> None:
    """What can be read as letters in bytes of a format that is not known."""
    for match in _BINARY_TEXT.finditer(data):
        found = match[0]
        text = found.decode("utf-16-le" if b"\0" in found else "latin-1", "replace")
        collector.text(text, at=at, name=name)


def sweep(
    root: Element,
    collector: Collector,
    at: At,
    name: str,
    *,
    read: frozenset[str] = frozenset(),
    skipped: frozenset[str] = frozenset(),
) -> None:
    """What the code for a part did not read: other elements' text, attributes, comments.

    ``read``: elements whose text was read; ``skipped``: attributes that were, or that hold no
    words.
    """
    for text in _texts_but(read)(root):
        tell_if_any(collector, text if isinstance(text, str) else text.text or "", at, name)
    plain: set[str] = set()  # most values are there a thousand times
    for element in root.iter(etree.Element):
        for key, value in element.attrib.items():
            if len(value) < _SHORTEST or value in plain:
                continue
            if not may_tell(value):
                plain.add(value)
                continue
            own = key.rpartition("}")[2]
            if own not in skipped and _may_hold_words(local(element), own, value):
                tell_if_any(collector, value, at, name)


_SHORTEST = 6


def tell_if_any(collector: Collector, text: str, at: At, name: str) -> None:
    """A text that is no part of the running words, if there may be anything in it to tell."""
    if may_tell(text):
        collector.text(without_identifiers(text), at=at, name=name)
        tell_paths(collector, text, at, name)


def may_tell(text: str) -> bool:
    """Whether there are ten digits, or what a path may have."""
    return may_hold_number(text) or any(sign in text for sign in _IN_PATHS)


def may_hold_number(text: str) -> bool:
    """Whether there are ten digits; it is asked of each text of a large file, so it is quick."""
    if len(text) < _DIGITS:
        return False
    if sum(map(text.count, "0123456789")) >= _DIGITS:
        return True
    return not text.isascii() and bool(_WIDE(text))


_IN_PATHS = ("\\", ":/", "/Users/", "/home/", "/Volumes/")
_WIDE = re.compile("[０-９]").search


@cache
def _texts_but(read: frozenset[str]) -> etree.XPath:
    """Texts of other elements than those that were read; and comments."""
    names = " or ".join(f"self::*[local-name() = '{name}']" for name in sorted(read)) or "false()"
    return etree.XPath(
        f"/descendant::text()[string-length() >= {_SHORTEST}][not(parent::*[{names}])]"
        " | //comment() | //processing-instruction()",
        smart_strings=False,
    )


def read_words(
    root: Element, collector: Collector, at: At, name: str, known: set[str] | None = None
) -> None:
    """All words of a part of which no more is known: paragraphs in one piece, the rest as it is.

    ``known``: paragraphs that were told already, to which these are added.
    """
    for text in paragraphs(root):
        if known is None or text not in known:
            collector.text(text, at=at, name=name)
        if known is not None:
            known.add(text)
    for author in root.iter("{*}author", "{*}creator", "{*}lastModifiedBy"):
        if not len(author):
            tell_author(collector, author.text, at)
    for box in root.iter("{*}textbox"):  # of VML: HTML, its runs in elements of their own
        texts = list(box.itertext())
        if not any(map(may_hold_number, texts)):
            collector.text("".join(texts), at=at, name=name)
    sweep(root, collector, at, name, read=frozenset(("t", "delText")))
    _read_pieces(root, collector, at, name)


def read_chart(root: Element, collector: Collector, name: str) -> None:
    """The words of a chart, and numbers that are kept behind it (ECMA-376 § 21.2)."""
    for text in paragraphs(root):
        collector.text(text, at=At.PART, name=name)
    for value in root.iter("{*}v"):  # titles, categories, labels from cells
        if next(value.iterancestors("{*}numCache", "{*}numLit"), None) is None:
            collector.text(value.text or "", at=At.PART, name=name)
    for series in root.iter("{*}ser"):
        called = " ".join(one.text or "" for one in series.iterfind("{*}tx//{*}v"))
        for kept in series.iter("{*}numCache", "{*}numLit"):
            shape = child(kept, "formatCode")
            shape_text = (shape.text or "") if shape is not None else ""
            for value in kept.iter("{*}v"):
                text = as_shown(value.text or "", shape_text, called)
                if text:
                    collector.text(text, called=called, at=At.PART, name=name)
    sweep(root, collector, At.PART, name, read=frozenset(("t", "v")))


def as_shown(number: str, shape: str, called: str) -> str:
    """A number of a sheet as text where it may be a personal number; else empty.

    Nine digits and ten are one where the format writes ten (``000000-0000``) or the words beside
    call it one. Any other ten digits are told as a number that has a name, unless the format shows
    that it is an amount: accounts, amounts and measures are many, and one in eleven passes a check.
    """
    number = number.removesuffix(".0")
    if "E" in number or "e" in number:
        number = _whole(number)
    if not number.isdecimal() or len(number) not in (_DIGITS - 1, _DIGITS):
        return ""
    padded = number.zfill(_DIGITS)
    if _HYPHENATED.search(shape):
        return f"{padded[:6]}-{padded[6:]}"
    if _TEN.search(shape) or _PERSONAL(called):
        return padded
    if len(number) < _DIGITS or _AMOUNT.search(shape):
        return ""
    return f"ref {number}"


_HYPHENATED = re.compile(
    r"[0#]{2}[\\\".]{0,3}[0#]{2}[\\\".]{0,3}[0#]{2}[\\\"]{0,2}[- ][\\\"]{0,2}[0#]{4}"
)
_TEN = re.compile(r"(?<!0)0{10}(?!0)")
_AMOUNT = re.compile(r"(?i)[.,%€$]|kr|E\+")


def _whole(number: str) -> str:
    try:
        value = float(number)
    except ValueError:
        return ""
    return str(int(value)) if value.is_integer() and 0 < value < 10**_DIGITS else ""


def _read_pieces(root: Element, collector: Collector, at: At, name: str) -> None:
    """Short texts side by side, such as <day>01</day>, that make a number together."""
    if at is not At.CUSTOM_XML:
        return
    for element in root.iter():
        if not local(element) or not 1 < len(element) <= _MOST_WORDS:
            continue
        texts = [(one.text or "").strip() for one in element]
        if all(texts) and sum(c.isdecimal() for text in texts for c in text) == _DIGITS:
            collector.text(" ".join(texts), called=local(element), at=at, name=name)


def paragraphs(root: Element) -> Iterator[str]:
    """The paragraphs of DrawingML or WordprocessingML, each with its runs joined."""
    for paragraph in root.iter("{*}p"):
        text = "".join(_runs(paragraph))
        if text:
            yield text
    loose = (one for one in root.iter("{*}t") if next(one.iterancestors("{*}p"), None) is None)
    for _, texts in groupby(loose, _around_runs):  # runs of a cell
        if text := "".join(one.text or "" for one in texts):
            yield text


def _around_runs(text: Element) -> Element:
    """What a text is told with: the runs beside it, or nothing else."""
    around = text.getparent()
    return around.getparent() if around is not None and local(around) == "r" else text


def _runs(paragraph: Element) -> Iterator[str]:
    for element in paragraph.iter():
        tag = local(element)
        if tag in ("t", "delText"):
            yield element.text or ""
        elif tag in ("br", "cr"):
            yield "\n"
        elif tag == "tab":
            yield "\t"
        elif tag == "noBreakHyphen":
            yield "-"


def without_identifiers(text: str) -> str:
    """A text without what programs write to tell things apart."""
    return _NOT_WORDS.sub(" ", text) if len(text) >= _DIGITS else text


def _may_hold_words(tag: str, key: str, value: str) -> bool:
    if _MEASURE(value):
        return key in _MAY_BE_DIGITS or (key == "val" and tag in _HAS_VALUE)
    return True


def _relations(root: Element, folder: str) -> Iterator[tuple[str, Relation]]:
    for element in children(root, "Relationship"):
        kind = (element.get("Type") or "").rstrip("/").rsplit("/", 1)[-1]
        target = element.get("Target") or ""
        is_outside = (element.get("TargetMode") or "").casefold() == "external"
        if not is_outside:
            target = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
        yield element.get("Id") or "", Relation(kind, target, is_outside)


def _is_fetched(target: str) -> bool:
    """Whether anything is gone after: ``NULL``, an anchor and Word's own template are nothing."""
    return not (target.startswith("#") or _NOTHING.fullmatch(target))


def _is_chunk(name: str) -> bool:
    """Whether it is a whole file of another kind that is to be put into the text."""
    return "afchunk" in name or name.endswith((".html", ".htm", ".mht", ".rtf", ".txt", ".eml"))


def _tell_printer(data: bytes, collector: Collector) -> None:
    """The name of a printer, with which a DEVMODE of Windows begins."""
    name = data[:64].decode("utf-16-le", "replace").split("\0")[0]
    if name.startswith("\\\\"):
        collector.found(Kind.PATH, name)


# --- properties ---------------------------------------------------------------------------------


def _read_core(office: Office, root: Element) -> None:
    """ECMA-376 part 2 § 11."""
    for element in root:
        name, text = local(element), (element.text or "").strip()
        if not name or not text:
            continue
        if name in ("creator", "lastModifiedBy"):
            tell_author(office.collector, text)
            continue
        if name == "title":
            office.title = text
        elif name == "language":
            office.language = text
        office.collector.text(without_identifiers(text), called=name)
        tell_paths(office.collector, text)
    sweep(root, office.collector, At.PART, "core.xml", read=_all_tags(root))


def _read_app(office: Office, root: Element) -> None:
    """ECMA-376 § 22.2."""
    collector = office.collector
    for element in root.iter():
        name, text = local(element), (element.text or "").strip()
        if not name or not text:
            continue
        collector.text(text)
        tell_paths(collector, text)
        if name == "Manager":
            tell_author(collector, text)
        elif name == "Company" and not _NO_MAKER.fullmatch(text):
            collector.maker = cpr.masked(text)
        elif name == "Template" and not _DEFAULT_TEMPLATE.fullmatch(text):
            collector.found(Kind.METADATA, f"template: {text}")


def _read_custom(office: Office, root: Element) -> None:
    """ECMA-376 § 22.3."""
    for element in children(root, "property"):
        name = attribute(element, "name") or ""
        text = " ".join(one.strip() for one in element.itertext() if one.strip())
        office.collector.text(without_identifiers(name))
        office.collector.text(without_identifiers(text), called=name)
        tell_paths(office.collector, text)
        if text and _PERSON.search(name) and not text.isdecimal():
            tell_author(office.collector, without_identifiers(text))


def _all_tags(root: Element) -> frozenset[str]:
    return frozenset(local(one) for one in root.iter())


_PROPERTIES: dict[str, Callable[[Office, Element], None]] = {
    "core.xml": _read_core,
    "app.xml": _read_app,
    "custom.xml": _read_custom,
}
