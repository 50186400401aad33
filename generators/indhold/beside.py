"""What stands before or behind the file that a reader sees: a second file in the same bytes.

A zip file is read from its end and a picture from its beginning, so one file may be both.
"""

from __future__ import annotations

import mmap
import re
from collections.abc import Callable, Iterator

from indhold.collecting import Collector
from indhold.decoding import decoded
from indhold.findings import At, Kind, Unread
from indhold.given import Given
from indhold.readers import strings
from indhold.sniffing import kind_of, zip_comments
from indhold.stripping import UnknownFormat, gif_blocks, png_chunks

_ZIP_END = b"PK\x05\x06"
_ZIPS = frozenset(("zip", "jar", "xlsb"))
_DOCUMENTS = frozenset(("docx", "docm", "xlsx", "xlsm", "pptx", "pptm"))
_PACKAGES = _ZIPS | _DOCUMENTS | {"odt", "ods", "odp", "odg", "odf"}
_READ_ELSEWHERE = frozenset(("ole", "doc", "xls", "ppt", "msg", "msi", "encrypted", "eml", "p7m"))
_ARCHIVES = frozenset(("gz", "bz2", "xz", "tar", "7z", "rar", "cab", "zst"))
_NO_FILE = frozenset(("text", "unknown", "empty", "xml"))
_SMALL = 256
"""Bytes behind a picture that are not worth a word: what fills up, or marks of a program."""
_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
_PICTURES_IN_ONE = 20
_FILLED = 64
"""Bytes that may be between two of them."""


def search(given: Given, collector: Collector) -> None:
    """Tell of what is beside the file itself, and have it looked into. Raises ``Exceeded``."""
    kind = kind_of(given)
    if kind in _PACKAGES:
        _behind_zip(given, collector, is_document=kind not in _ZIPS)
        return
    if kind in _READ_ELSEWHERE or kind in _ARCHIVES:
        return
    start = _start_of_zip(given, kind)
    if start is not None:
        _look(_held(given, start, given.size), collector)
    if kind == "pdf":
        _beside_pdf(given, collector, start)
    elif kind in _ENDS:
        try:
            end = _ENDS[kind](given)
        except (IndexError, ValueError, UnknownFormat):
            return  # its reader tells the damage
        _look(_held(given, end, given.size if start is None else start), collector, after=kind)


def _held(given: Given, start: int, end: int) -> bytes:
    return bytes(given.data[start:end]) if start < end else b""


def _look(data: bytes, collector: Collector, after: str = "") -> None:
    if not data.strip(b"\0\r\n \t"):
        return
    collector.unpacked(len(data))
    file = Given("", held=data.lstrip(b"\r\n"))  # a line may end before it
    kind = kind_of(file)
    if kind not in _NO_FILE:
        collector.found(Kind.EMBEDDED, kind)
        collector.inside(Given(f"{kind} behind", held=file.held))
        return
    with collector.within(At.PART, "behind"):
        strings.search(data, collector)
    if kind == "unknown" and after and len(data) > _SMALL:
        collector.gap(Unread.UNKNOWN, f"behind {after}")


# --- zip --------------------------------------------------------------------------------------


def _start_of_zip(given: Given, kind: str) -> int | None:
    """Where a zip file begins that ends where this file does (APPNOTE 4.3.16)."""
    data = given.data
    end = data.rfind(_ZIP_END, max(0, len(data) - 70_000))
    if end < 0 or len(data) < end + 22:
        return None
    size, told, comment = (
        int.from_bytes(data[end + at : end + at + length], "little")
        for at, length in ((12, 4), (16, 4), (20, 2))
    )
    directory = end - size
    if directory < 0 or data[directory : directory + 4] != b"PK\x01\x02":
        return None
    # In a PDF and in rich text it may be an attachment as well, which their readers find.
    is_last = end + 22 + comment >= len(data) or (kind == "pdf" and end > data.rfind(b"%%EOF"))
    if kind in ("pdf", "rtf") and not is_last:
        return None
    before = directory - told  # so much stands before it, unless its places were reckoned anew
    first = int.from_bytes(data[directory + 42 : directory + 46], "little")
    start = max(0, before) + first
    return start if data[start : start + 4] == b"PK\x03\x04" else None


def _behind_zip(given: Given, collector: Collector, *, is_document: bool) -> None:
    if is_document:
        for comment in zip_comments(given.data):
            collector.text(decoded(comment), at=At.PROPERTIES)
    data = given.data
    end = data.rfind(_ZIP_END, max(0, len(data) - 70_000))
    if end >= 0:
        comment_size = int.from_bytes(data[end + 20 : end + 22], "little")
        _look(_held(given, end + 22 + comment_size, given.size), collector)


# --- PDF --------------------------------------------------------------------------------------


def _beside_pdf(given: Given, collector: Collector, start_of_zip: int | None) -> None:
    before = given.start[: max(0, given.start.find(b"%PDF-"))]
    kind = kind_of(Given("", held=before))
    if kind in ("html", "svg", "script", "rtf"):
        collector.found(Kind.DISGUISED, kind)
    _look(before, collector)
    end = given.data.rfind(b"%%EOF")
    if end >= 0:
        _look(
            _held(given, end + 5, given.size if start_of_zip is None else start_of_zip), collector
        )


# --- pictures: where each ends ------------------------------------------------------------------


def _end_of_png(given: Given) -> int:
    return _last(png_chunks(given.data))


def _end_of_gif(given: Given) -> int:
    return _last(gif_blocks(given.data))


def _last(parts: Iterator[tuple[int, int]]) -> int:
    """Where the last of them ends."""
    return max(end for _, end in parts)


def end_of_jpeg(given: Given) -> int:
    """The last one's: telephones save several, of which the reader tells.

    Raises ``ValueError`` or ``IndexError`` where it has no end.
    """
    end = _end_of_one_jpeg(given.data, 0)
    for _ in range(_PICTURES_IN_ONE):
        after = bytes(given.data[end : end + _FILLED])
        start = end + len(after) - len(after.lstrip(b"\0"))
        if given.data[start : start + 3] != b"\xff\xd8\xff":
            break
        end = _end_of_one_jpeg(given.data, start)
    return end


def _end_of_one_jpeg(data: bytes | mmap.mmap, place: int) -> int:
    place += 2
    while True:
        if data[place] != 0xFF:
            raise ValueError
        while data[place] == 0xFF:
            place += 1
        marker = data[place]
        if marker == 0xD9:
            return place + 1
        place += 1 + int.from_bytes(data[place + 1 : place + 3], "big")
        if marker == 0xDA:  # the picture itself, up to the next marker
            match = _AFTER_SCAN.search(data, place)
            if match is None:
                raise ValueError
            place = match.start()


def _end_of_webp(given: Given) -> int:
    return 8 + int.from_bytes(given.start[4:8], "little")


def _end_of_bmp(given: Given) -> int:
    return int.from_bytes(given.start[2:6], "little") or given.size


_ENDS: dict[str, Callable[[Given], int]] = {
    "png": _end_of_png,
    "jpeg": end_of_jpeg,
    "gif": _end_of_gif,
    "webp": _end_of_webp,
    "bmp": _end_of_bmp,
}
