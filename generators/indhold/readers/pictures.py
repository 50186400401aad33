"""Reads pictures without drawing them: what is told beside them, and what stands after them.

Nobody can tell by program what words are in a picture. One that stands alone, or in an archive
or a letter, is therefore a gap: it may be a scan. One in a document is not: it is seen there
together with the words (``Collector.in_document``).
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

from indhold.collecting import Collector
from indhold.findings import At, Kind, Unread
from indhold.given import Given
from indhold.readers.camera import Bytes, read_photoshop, read_tiff, read_xmp
from indhold.readers.metafiles import read_emf, read_wmf
from indhold.readers.ooxml import first_words, search_binary, tell_author, tell_paths
from indhold.sniffing import kind_of

_SMALL = 8
"""Pixels of height or width in which no words can stand."""
_MOST_TEXT = 4_000_000
_PICTURES_IN_ONE, _FILLED = 20, 64
_EXIF = b"Exif\0\0"


class _Broken(Exception):
    """It ends before it should, or is not made as it should be."""


def read(given: Given, collector: Collector) -> None:
    """Read a picture of any kind. Raises ``Exceeded``."""
    kind = kind_of(given)
    data = given.data
    if not collector.in_document and not _is_small(kind, given.start):
        collector.gap(Unread.PICTURE)
    try:
        end = _KINDS.get(kind, _search)(data, collector)
    except (_Broken, struct.error, IndexError):
        collector.gap(Unread.DAMAGED)
        _search(data, collector)
        search_binary(bytes(data), collector, At.PART, "")
        return
    _tell_hidden(data, end, collector)


def _is_small(kind: str, start: bytes) -> bool:
    if kind == "png" and len(start) >= 24:
        return bool(min(struct.unpack_from(">2I", start, 16)) < _SMALL)
    if kind == "gif" and len(start) >= 10:
        return bool(min(struct.unpack_from("<2H", start, 6)) < _SMALL)
    return False


# --- PNG ----------------------------------------------------------------------------------------

_PNG_DRAWN = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP mDCV cLLI sBIT bKGD pHYs hIST tIME"
    b" acTL fcTL fdAT".split()
)
_PNG_TEXTS = (b"tEXt", b"zTXt", b"iTXt")
_RAW_PROFILE = re.compile(r"Raw profile type (\w+)")


def _read_png(data: Bytes, collector: Collector) -> int:
    """W3C, Portable Network Graphics § 5. Where it ends is returned, as by the others."""
    place = 8
    while True:
        collector.keep_time()
        head = bytes(data[place : place + 8])
        if len(head) < 8:
            return len(data)
        size, kind = int.from_bytes(head[:4], "big"), head[4:]
        end = place + 12 + size
        if end > len(data) and kind == b"IDAT":
            return len(data)  # it is cut off where nothing is told any more
        if end > len(data):
            raise _Broken
        if kind in _PNG_TEXTS:
            _read_png_text(kind, bytes(data[place + 8 : end - 4]), collector)
        elif kind == b"eXIf":
            read_tiff(bytes(data[place + 8 : end - 4]), collector)
        elif kind not in _PNG_DRAWN:
            search_binary(bytes(data[place + 8 : end - 4]), collector, At.PROPERTIES, "")
        place = end
        if kind == b"IEND":
            return place


def _read_png_text(kind: bytes, content: bytes, collector: Collector) -> None:
    """§ 11.3.3: a keyword, then a text, which may be packed."""
    key, _, rest = content.partition(b"\0")
    name = key.decode("latin-1")
    if kind == b"iTXt":
        packed, rest = rest[:1] == b"\1", rest[2:]
        *named, rest = rest.split(b"\0", 2)
        for word in named:
            collector.text(word.decode("utf-8", "replace"), at=At.PROPERTIES)
        rest = _unpacked(rest, collector) if packed else rest
    elif kind == b"zTXt":
        rest = _unpacked(rest[1:], collector)
    collector.text(name, at=At.PROPERTIES)
    raw = _RAW_PROFILE.fullmatch(name)
    if name == "XML:com.adobe.xmp":
        read_xmp(rest, collector)
    elif raw:
        _read_raw_profile(raw[1], rest, collector)
    else:
        _read_words(name, _text(rest), collector)


def _read_words(name: str, text: str, collector: Collector) -> None:
    collector.text(text, called=name, at=At.PROPERTIES)
    tell_paths(collector, text)
    if name.casefold() in ("author", "creator", "artist"):
        tell_author(collector, text, At.PROPERTIES)
    elif name == "Software":
        collector.found(Kind.METADATA, f"program: {text}")


def _read_raw_profile(name: str, content: bytes, collector: Collector) -> None:
    """As ImageMagick writes it: the name, how many bytes, and these in hexadecimal."""
    digits = b"".join(content.split()[2:])
    try:
        data = bytes.fromhex(digits.decode("ascii"))
    except (UnicodeError, ValueError):
        search_binary(content, collector, At.PROPERTIES, "")
        return
    if name in ("exif", "APP1") and data.startswith(_EXIF):
        read_tiff(data[len(_EXIF) :], collector)
    elif name == "xmp":
        read_xmp(data, collector)
    elif name == "iptc":
        read_photoshop(data, collector)
    else:
        search_binary(data, collector, At.PROPERTIES, "")


def _unpacked(data: bytes, collector: Collector) -> bytes:
    """So much of it as is looked at; more is a gap."""
    unpacking = zlib.decompressobj()
    try:
        content = unpacking.decompress(data, _MOST_TEXT)
    except zlib.error:
        collector.gap(Unread.DAMAGED, at=At.PROPERTIES)
        return data
    collector.unpacked(len(content))
    if unpacking.unconsumed_tail:
        collector.gap(Unread.TOO_LARGE, at=At.PROPERTIES)
    return content


def _text(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


# --- JPEG ---------------------------------------------------------------------------------------

_SOS, _EOI, _COMMENT = 0xDA, 0xD9, 0xFE
_ALONE = (0x01, *range(0xD0, 0xD9))
_APPLICATIONS = range(0xE0, 0xF0)
_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_MORE_XMP = b"http://ns.adobe.com/xmp/extension/\0"
_MORE_XMP_HEAD = len(_MORE_XMP) + 40
_SILENT = (b"ICC_PROFILE\0", b"Adobe", b"MPF\0", b"JFIF\0")


def _read_jpeg(data: Bytes, collector: Collector) -> int:
    end = _read_one_jpeg(data, 0, collector)
    for _ in range(_PICTURES_IN_ONE):  # as telephones save them: the same once more, a depth
        filled = bytes(data[end : end + _FILLED])
        after = end + len(filled) - len(filled.lstrip(b"\0"))
        if bytes(data[after : after + 3]) != b"\xff\xd8\xff":
            break
        collector.found(Kind.METADATA, "another picture")
        end = _read_one_jpeg(data, after, collector)
    return end


def _read_one_jpeg(data: Bytes, place: int, collector: Collector) -> int:
    """ITU-T T.81 annex B: segments, each with a marker and a length."""
    more_xmp = []
    place += 2
    while True:
        collector.keep_time()
        while data[place] != 0xFF:  # a program wrote too much; readers go on at the next marker
            place = data.find(b"\xff", place)
            if place < 0:
                raise _Broken
        while data[place] == 0xFF:
            place += 1
        marker = data[place]
        place += 1
        if marker == _EOI:
            break
        if marker in _ALONE:
            continue
        end = place + struct.unpack(">H", data[place : place + 2])[0]
        if marker == _COMMENT or marker in _APPLICATIONS:
            content = bytes(data[place + 2 : end])
            if content.startswith(_MORE_XMP):
                more_xmp.append(content[_MORE_XMP_HEAD:])
            else:
                _read_segment(marker, content, collector)
        place = end
        if marker == _SOS:
            match = _AFTER_SCAN.search(data, place)
            if match is None:  # it is cut off where nothing is told any more
                return len(data)
            place = match.start()
    if more_xmp:
        read_xmp(b"".join(more_xmp), collector)
    return place


def _read_segment(marker: int, content: bytes, collector: Collector) -> None:
    if marker == _COMMENT:
        text = _text(content).strip("\0 ")
        collector.text(text, at=At.PROPERTIES)
        tell_paths(collector, text)
    elif content.startswith(_EXIF):
        read_tiff(content[len(_EXIF) :], collector)
    elif content.startswith(_XMP):
        read_xmp(content[len(_XMP) :], collector)
    elif content.startswith(b"Photoshop 3.0\0"):
        read_photoshop(content[14:], collector)
    elif content.startswith(b"JFXX\0") or (content.startswith(b"JFIF\0") and len(content) > 14):
        collector.found(Kind.METADATA, "thumbnail")
    elif not content.startswith(_SILENT):
        search_binary(content, collector, At.PROPERTIES, "")


# --- GIF ----------------------------------------------------------------------------------------

_GIF_PICTURE, _GIF_EXTENSION, _GIF_END = 0x2C, 0x21, 0x3B
_GIF_COMMENT, _GIF_TEXT, _GIF_APPLICATION = 0xFE, 0x01, 0xFF


def _read_gif(data: Bytes, collector: Collector) -> int:
    """GIF 89a § 12 ff.: blocks, each of pieces that say how long they are."""
    flags = data[10]
    place = 13 + (3 << (flags & 7) + 1 if flags & 0x80 else 0)
    while True:
        collector.keep_time()
        kind = data[place] if place < len(data) else _GIF_END  # as some programs leave it
        if kind == _GIF_END:
            return place + 1
        if kind == _GIF_PICTURE:
            flags = data[place + 9]
            place += 10 + (3 << (flags & 7) + 1 if flags & 0x80 else 0) + 1
            place = _after_pieces(data, place)
        elif kind == _GIF_EXTENSION:
            end = _after_pieces(data, place + 2)
            _read_extension(data[place + 1], bytes(data[place + 2 : end]), collector)
            place = end
        else:
            raise _Broken


def _after_pieces(data: Bytes, place: int) -> int:
    while place < len(data) and data[place]:
        place += data[place] + 1
    return place + 1


def _read_extension(kind: int, content: bytes, collector: Collector) -> None:
    if kind == _GIF_APPLICATION and content[1:12] == b"XMP DataXMP":
        # Not cut into pieces; 258 bytes at its end are for readers who think that it is.
        read_xmp(content[12:].split(b"\x01\xff\xfe", 1)[0], collector)
    elif kind in (_GIF_COMMENT, _GIF_TEXT, _GIF_APPLICATION):
        text = _text(b"".join(_pieces(content)))
        collector.text(text, at=At.PROPERTIES)
        tell_paths(collector, text)


def _pieces(content: bytes) -> Iterator[bytes]:
    place = 0
    while place < len(content) and content[place]:
        yield content[place + 1 : place + 1 + content[place]]
        place += content[place] + 1


# --- WebP, BMP, TIFF, metafiles, others ---------------------------------------------------------

_WEBP_DRAWN = (b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP")


def _read_webp(data: Bytes, collector: Collector) -> int:
    """RFC 9649 § 2: chunks, each with four letters and a length."""
    whole = 8 + int.from_bytes(data[4:8], "little")
    if whole > len(data):
        raise _Broken
    place = 12
    while place + 8 <= whole:
        kind, size = struct.unpack("<4sI", data[place : place + 8])
        content = b"" if kind in _WEBP_DRAWN else bytes(data[place + 8 : place + 8 + size])
        if kind == b"EXIF":
            read_tiff(content.removeprefix(_EXIF), collector)
        elif kind == b"XMP ":
            read_xmp(content, collector)
        else:
            search_binary(content, collector, At.PROPERTIES, "")
        place += 8 + size + size % 2
    return whole


def _read_bmp(data: Bytes, collector: Collector) -> int:
    """It says how long it is; some programs write nothing there."""
    begin, head = struct.unpack("<2I", data[10:18])
    search_binary(bytes(data[14 + min(head, 124) : min(begin, 4096)]), collector, At.PROPERTIES, "")
    return int(struct.unpack("<I", data[2:6])[0]) or len(data)


def _read_tiff(data: Bytes, collector: Collector) -> int:
    """What stands after it cannot be told from what belongs to it."""
    read_tiff(data, collector)
    return len(data)


_ANY_EXIF = re.compile(rb"(?:Exif\0\0|\0{4})(?=II\*\0\x08\0\0\0|MM\0\*\0\0\0\x08)")
"""With its name, or after the place where it begins (ISO 23008-12 § A.2.1)."""
_XMP_BEGIN, _XMP_END = b"<x:xmpmeta", b"</x:xmpmeta>"
_MOST_FOUND = 20


def _search(data: Bytes, collector: Collector) -> int:
    """Of a kind whose making is not known here, and of what is damaged: HEIC, AVIF, JPEG 2000."""
    for number, match in enumerate(_ANY_EXIF.finditer(data)):
        if number < _MOST_FOUND:
            read_tiff(data, collector, match.end())
    begin = data.find(_XMP_BEGIN)
    while begin >= 0 and (end := data.find(_XMP_END, begin)) >= 0:
        read_xmp(bytes(data[begin : end + len(_XMP_END)]), collector)
        begin = data.find(_XMP_BEGIN, end)
    return len(data)


_KINDS = {
    "png": _read_png,
    "jpeg": _read_jpeg,
    "gif": _read_gif,
    "webp": _read_webp,
    "bmp": _read_bmp,
    "tiff": _read_tiff,
    "emf": read_emf,
    "wmf": read_wmf,
}


# --- after the end ------------------------------------------------------------------------------

_MOST_TAIL = 1_000_000
_WORDS = re.compile(rb"[\x20-\x7e]{8,}")


def _tell_hidden(data: Bytes, end: int, collector: Collector) -> None:
    """Words that nobody sees who looks at the picture; ``beside`` searches them, and files."""
    tail = bytes(data[end : end + _MOST_TAIL])
    words = _WORDS.search(tail)
    if words and kind_of(Given("", held=tail.lstrip(b"\0"))) in ("text", "unknown"):
        collector.found(Kind.HIDDEN, f"after the picture: {first_words(words[0].decode('ascii'))}")
