"""Takes a PDF apart again, by other code than made it, and looks whether words are still in it.

The text of its pages is read by pdfium; its bytes are unpacked without a library that knows PDF,
where zlib packed them, and searched in the ways in which letters may be written.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from io import BytesIO

import pikepdf
import pypdfium2
from pypdfium2 import raw

from indhold.leaving_out.geometry import Box
from indhold.leaving_out.matching import Needle, folded, literal
from indhold.leaving_out.told import Refused

_PACKED = re.compile(rb"/(?:LZW|RunLength|ASCII85|ASCIIHex)Decode|/(?:A85|AHx|LZW|RL)\b|/Encrypt\b")
_IDENTITY = re.compile(rb"/ID\s*\[[^\]]*\]")
_FILTER = re.compile(rb"/(\w+Decode|Fl|A85|AHx|LZW|RL|DCT|CCF)\b")
_STREAM = re.compile(rb"stream\r?\n")
_LITERAL = re.compile(rb"\(((?:[^()\\]|\\.)*)\)", re.DOTALL)
_HEXADECIMAL = re.compile(rb"<([0-9a-fA-F\s]{4,})>")
_ROW = re.compile(rb"\[((?:[^\[\]()]|\((?:[^()\\]|\\.)*\))*)\]\s*TJ", re.DOTALL)
_ESCAPED = re.compile(rb"\\(\r\n|[0-7]{1,3}|.)", re.DOTALL)
_SIGNS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_CODE = re.compile(rb"#([0-9a-fA-F]{2})")
_NAME = re.compile(rb"/([^\s/<>\[\](){}%]{3,})")
_LARGEST = 200_000_000
"""Bytes of a stream, unpacked."""
_TEXTUAL = 0.9
"""The share of bytes that are letters from which on bytes are a text."""
_LONG = 6
"""Letters from which on words are looked for in any bytes: shorter ones are there by chance."""


def found_in(data: bytes, texts: Sequence[str]) -> tuple[int, ...]:
    """Which of some texts can be taken out of a PDF, by their place in ``texts``.

    Looked at is the text of its pages, whatever hides it, and all strings, names and streams. Case,
    blanks and line breaks count for nothing. Texts without a letter or a digit are never found.
    Raises ``ValueError`` where it cannot be opened.
    """
    made: list[tuple[int, Needle]] = []
    for place, text in enumerate(texts):
        with suppress(Refused):
            made.append((place, literal(text)))
    return tuple(sorted(still_there(data, made)))


def still_there(data: bytes, needles: Sequence[tuple[int, Needle]]) -> set[int]:
    """The numbers of the needles that are in a PDF. Raises ``ValueError``."""
    left = dict(needles)
    found: set[int] = set()

    def look(text: str, but: Collection[int] = ()) -> None:
        small = folded(text) if text else ""
        for number, needle in list(left.items()) if small else ():
            if number not in but and needle.stands_in(small):
                found.add(number)
                del left[number]

    for text in page_texts(data):
        look(text)
    raw_needles = _as_bytes(needles)
    short = {number for number, needle in needles if 0 < len(needle.literal) < _LONG}
    for held in _forms(data):
        for piece, is_plain in unpacked(held):
            for number, expression in raw_needles:
                if number in left and expression.search(piece):
                    found.add(number)
                    del left[number]
            for text, is_words in texts_in(piece):
                look(text, frozenset() if is_words and is_plain else short)
            if not left:
                return found
    return found


def _forms(data: bytes) -> Iterator[bytes]:
    """The file as it is, and where more than zlib packs or enciphers it, written plainly."""
    yield data
    if _PACKED.search(data):
        out = BytesIO()
        with suppress(pikepdf.PdfError), pikepdf.open(BytesIO(data)) as pdf:
            pdf.save(
                out,
                encryption=False,
                compress_streams=False,
                stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
            )
            yield out.getvalue()


def page_texts(data: bytes) -> Iterator[str]:
    """The text of each page and of its fields, as pdfium reads it. Raises ``ValueError``."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ValueError(str(error)) from error
    try:
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            yield text.get_text_range()
            text.close()
            page.close()
    finally:
        document.close()


def left_in(data: bytes, number: int, place: Box, marks: Iterable[str]) -> bool:
    """Whether letters lie in a place of a page (from 1) that are none of a mark."""
    document = pypdfium2.PdfDocument(data)
    page = document[number - 1]
    text = page.get_textpage()
    allowed = set(folded("".join(marks)))
    inner = []
    try:
        for index in range(text.count_chars()):
            character = chr(raw.FPDFText_GetUnicode(text.raw, index))
            if not character.isalnum():
                continue
            left, bottom, right, top = text.get_charbox(index)
            x, y = (left + right) / 2, (bottom + top) / 2
            if place[0] < x < place[2] and place[1] < y < place[3]:
                inner.append(character)
    finally:
        text.close()
        page.close()
        document.close()
    return any(folded(one) not in allowed for one in inner)


def unpacked(data: bytes) -> Iterator[tuple[bytes, bool]]:
    """The bytes of a file, and of each stream in it, unpacked where zlib packed it.

    With each, whether nothing else packs it.
    """
    outside, end = [], 0
    for match in _STREAM.finditer(data):
        if match.start() < end:
            continue
        outside.append(data[end : match.end()])
        end = data.find(b"endstream", match.end())
        end = len(data) if end < 0 else end
        held = data[match.end() : end]
        dictionary = data[data.rfind(b"obj", 0, match.start()) : match.start()]
        filters = _FILTER.findall(dictionary)
        is_packed = any(one in (b"FlateDecode", b"Fl") for one in filters)
        yield _inflated(held) if is_packed else held, len(filters) == is_packed
    outside.append(data[end:])
    yield b"".join(outside), True


def _inflated(held: bytes) -> bytes:
    inflating = zlib.decompressobj()
    try:
        return inflating.decompress(held, _LARGEST)
    except zlib.error:
        return held


def texts_in(piece: bytes) -> Iterator[tuple[str, bool]]:
    """All that may be words in bytes, in each way in which they may be written.

    With each, whether these are words for certain: in other bytes a short word is there by chance.
    """
    is_text = _is_text(piece)
    if not is_text and b"\0" in piece[:2000]:
        return
    piece = _IDENTITY.sub(b"", piece)
    rows = [b"".join(_strings(row)) for row in _ROW.findall(piece)]
    if rows:
        yield _joined(rows), True
    strings = list(_strings(piece))
    if strings:
        yield "\n".join(map(_decoded, strings)), is_text
        yield _joined(strings), False
    names = [_CODE.sub(lambda m: bytes.fromhex(m[1].decode()), one) for one in _NAME.findall(piece)]
    if names:
        yield "\n".join(one.decode("utf-8", "replace") for one in names), False
    if is_text:
        yield piece.decode("utf-8", "replace"), False


def _is_text(piece: bytes) -> bool:
    start = piece[:4000]
    legible = sum(32 <= one < 127 or one in (9, 10, 13) or one > 160 for one in start)
    return legible >= _TEXTUAL * len(start)


def _strings(piece: bytes) -> Iterator[bytes]:
    for match in re.finditer(
        rb"%s|%s" % (_LITERAL.pattern, _HEXADECIMAL.pattern), piece, re.DOTALL
    ):
        if match[1] is not None:
            yield _ESCAPED.sub(_sign, match[1]) if b"\\" in match[1] else match[1]
        else:
            digits = b"".join(match[2].split())
            yield bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())


def _sign(match: re.Match[bytes]) -> bytes:
    written = match[1]
    if written[:1] in b"01234567":
        return bytes((int(written, 8) & 255,))
    if written in (b"\n", b"\r", b"\r\n"):
        return b""
    return _SIGNS.get(written, written)


def _joined(strings: Iterable[bytes]) -> str:
    """Strings as one text: what is shown in pieces stands together."""
    held = b"".join(strings)
    plain = held.decode("latin-1")
    return plain + "\n" + held.decode("cp1252", "replace")


def _decoded(held: bytes) -> str:
    for mark, coding in (
        (b"\xfe\xff", "utf-16-be"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xef\xbb\xbf", "utf-8"),
    ):
        if held.startswith(mark):
            return held[len(mark) :].decode(coding, "replace")
    if b"\0" in held:
        return held.decode("utf-16-be", "replace")
    return held.decode("latin-1")


def _as_bytes(needles: Sequence[tuple[int, Needle]]) -> list[tuple[int, re.Pattern[bytes]]]:
    """Long words as they may stand in bytes of any kind."""
    made = []
    for number, needle in needles:
        if len(needle.literal) < _LONG:
            continue
        ways = set()
        for coding in ("utf-8", "latin-1", "utf-16-be", "utf-16-le"):
            for form in (needle.literal, needle.literal.title(), needle.literal.upper()):
                with suppress(UnicodeError):
                    ways.add(re.escape(form.encode(coding)))
        made.append((number, re.compile(b"|".join(sorted(ways)), re.IGNORECASE)))
    return made
