"""Goes through all objects of a PDF once, whether anything refers to them or not.

Each is written as text by the library, which is quick, and its strings, names and references are
taken from that. So no place of a string has to be known for it to be looked at, no loop of
references leads astray, and what nothing refers to any more is seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pikepdf
from msgspec import Struct, field
from pikepdf import Array, Dictionary, Stream

from indhold.readers.pdf.strings import decoded

MOST = 2_000_000
"""Objects that are looked at."""
_REFERENCES = re.compile(rb"(\d+) \d+ R\b").findall
_STRINGS = re.compile(rb"\(((?:[^()\\]|\\.)*)\)|<([0-9a-fA-F]{2,})>", re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_NAMES = re.compile(rb"/([^\s/<>\[\]()]{10,})").findall
_CODE = re.compile(rb"#([0-9a-f]{2})", re.IGNORECASE)
_HAS_DIGITS = re.compile(rb"\d\D{0,3}\d\D{0,3}\d").search
_SIGNS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_LONGEST = 100_000
"""Bytes of a string that has no mark of Unicode: a longer one holds something else than words."""
_ONLY_FOR_SHOWING = re.compile(
    rb"/(?:FontFile[23]?|ToUnicode|CIDToGIDMap|CIDSet|DestOutputProfile|HT|TR2?|UCR2?|BG2?"
    rb"|Functions?|Shading|Encoding) (\d+) \d+ R"
)
_CHARACTERS = re.compile(rb"/CharProcs << ([^>]*)>>")
_ELEMENT = re.compile(rb"/K |/P \d|/StructElem\b")
_ACTION = re.compile(
    rb"/JS |/S /(?:JavaScript|Launch|SubmitForm|ImportData|GoToR|GoToE|URI|Rendition|Movie|Sound"
    rb"|RichMediaExecute|Thread)\b"
)
_FIGURE = re.compile(rb"/S /([^\s/<>\[\]()]+)")
_WORDS = re.compile(rb"/(?:Alt|ActualText) (?:\([^)]|<[^>]{5,})")
"""More than an empty string, or one with nothing but the mark of Unicode."""
_UNNAMED_FONT = re.compile(rb"/Subtype /(?:Type0|Type3)\b")


class Objects(Struct):
    """What all objects hold."""

    references: dict[int, list[int]] = field(default_factory=dict)
    """Numbers of the objects that an object refers to."""
    streams: dict[int, Stream] = field(default_factory=dict)
    strings: dict[int, list[str]] = field(default_factory=dict)
    """Those of each object in which there may be a number."""
    for_showing: set[int] = field(default_factory=set)
    """Streams that hold no words: fonts, colours, shadings."""
    elements: list[tuple[int, bytes]] = field(default_factory=list)
    """Elements of the structure that may be figures, as written."""
    pages: set[int] = field(default_factory=set)
    actions: list[int] = field(default_factory=list)
    """Objects in which there may be an action."""
    files: list[int] = field(default_factory=list)
    """Objects in which there may be a file specification."""
    signatures: list[int] = field(default_factory=list)
    unnamed_fonts: bool = False
    """Whether there is a font that may not name its characters."""
    reached: set[int] = field(default_factory=set)
    """All that the trailer leads to."""
    left_out: bool = False

    @staticmethod
    def role_of(element: bytes) -> bytes:
        """What an element of the structure is, as the file names it."""
        found = _FIGURE.search(element)
        return found[1] if found else b""

    @staticmethod
    def has_words(element: bytes) -> bool:
        """Whether words stand for an element (§ 14.9.3 and 14.9.4)."""
        return _WORDS.search(element) is not None


def gather(pdf: pikepdf.Pdf) -> Objects:
    """Look at every object."""
    found = Objects()
    for count, one in enumerate(pdf.objects):
        if count >= MOST:
            found.left_out = True
            break
        if isinstance(one, Array | Dictionary | Stream | pikepdf.String):
            _take(one, found)
    trailer = pdf.trailer.unparse()
    found.strings[0] = strings_in(re.sub(rb"/ID \[[^\]]*\]", b"", trailer))
    found.reached = _reached(found, map(int, _REFERENCES(trailer)))
    return found


def _take(one: Array | Dictionary | Stream | pikepdf.String, found: Objects) -> None:
    number = one.objgen[0]
    if isinstance(one, Stream):
        found.streams[number] = one
        written = one.stream_dict.unparse()
    else:
        written = one.unparse(resolved=True)
    if isinstance(one, Stream) and one.get("/Type") in ("/XRef", "/ObjStm"):
        found.for_showing.add(number)
        return
    if b" R" in written:
        found.references[number] = list(map(int, _REFERENCES(written)))
    if _HAS_DIGITS(written):
        strings = strings_in(written)
        if strings:
            found.strings[number] = strings
    if isinstance(one, Dictionary | Stream):
        _note(number, written, found)


def _note(number: int, written: bytes, found: Objects) -> None:
    """What is looked at more closely afterwards."""
    for match in _ONLY_FOR_SHOWING.finditer(written):
        found.for_showing.add(int(match[1]))
    if b"/S /" in written and _ELEMENT.search(written):
        found.elements.append((number, written))
    if _ACTION.search(written):
        found.actions.append(number)
    if b"/EF" in written or b"/F " in written or b"/UF" in written:
        found.files.append(number)
    if b"/ByteRange" in written or b"/adbe.pkcs7" in written:
        found.signatures.append(number)
    if b"/Type /Page " in written:
        found.pages.add(number)
    if _UNNAMED_FONT.search(written) and b"/ToUnicode" not in written:
        found.unnamed_fonts = True
    for match in _CHARACTERS.finditer(written):
        found.for_showing.update(map(int, _REFERENCES(match[1])))


def strings_in(written: bytes) -> list[str]:
    """The strings and long names in what is written, where there are digits in them."""
    found = [
        decoded(bytes.fromhex(hexadecimal.decode()) if hexadecimal else _unescaped(literal))
        for literal, hexadecimal in _STRINGS.findall(written)
        if len(literal) > 4 or len(hexadecimal) > 8
        if len(hexadecimal) < _LONGEST or hexadecimal[:4].lower() in (b"feff", b"fffe", b"efbb")
    ]
    found += [
        decoded(_CODE.sub(lambda match: bytes.fromhex(match[1].decode()), name))
        for name in _NAMES(_STRINGS.sub(b"", written))
        if _HAS_DIGITS(name)
    ]
    return [one for one in found if any(map(str.isdecimal, one))]


def _unescaped(literal: bytes) -> bytes:
    return _ESCAPED.sub(_sign, literal) if b"\\" in literal else literal


def _sign(match: re.Match[bytes]) -> bytes:
    written = match[1]
    if written[:1].isdigit():
        return bytes((int(written, 8) & 255,))
    return _SIGNS.get(written, written)


def _reached(found: Objects, start: Iterable[int]) -> set[int]:
    waiting = list(start)
    reached = set(waiting)
    while waiting:
        for number in found.references.get(waiting.pop(), ()):
            if number not in reached:
                reached.add(number)
                waiting.append(number)
    return reached


def dictionaries(one: object, depth: int = 8) -> Iterator[Dictionary]:
    """A dictionary and those written within it, without following references."""
    if isinstance(one, Stream):
        one = one.stream_dict
    if isinstance(one, Dictionary):
        yield one
        held: Iterable[object] = [inner for _, inner in one.items()]
    elif isinstance(one, Array):
        held = list(one)
    else:
        return
    if depth:
        for inner in held:
            if isinstance(inner, Array | Dictionary) and not inner.is_indirect:
                yield from dictionaries(inner, depth - 1)
