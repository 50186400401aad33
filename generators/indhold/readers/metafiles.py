"""Words in drawings of Windows, in which they stand as words (MS-EMF, MS-WMF)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from indhold.collecting import Collector
from indhold.findings import At
from indhold.readers.camera import Bytes

_WIDE_TEXT, _NARROW_TEXT, _SMALL_TEXT, _END = 84, 83, 108, 14
_HEAD = 8
_TEXT_OUT, _EXT_TEXT_OUT = 0x0521, 0x0A32
_PLACEABLE = b"\xd7\xcd\xc6\x9a"


def read_emf(data: Bytes, collector: Collector) -> int:
    """All words in one piece, as they may be drawn letter by letter. Where it ends is returned."""
    description, begin = struct.unpack("<2I", data[60:68])
    if description:
        words = bytes(data[begin : begin + 2 * min(description, 1000)])
        collector.text(words.decode("utf-16-le", "replace").replace("\0", " "), at=At.PROPERTIES)
    pieces, end = [], 0
    for kind, place, size in _records(data):
        collector.keep_time()
        end = place + size
        if kind in (_WIDE_TEXT, _NARROW_TEXT):
            pieces.append(_emf_text(data, kind, place, size))
        elif kind == _SMALL_TEXT:
            pieces.append(_small_text(data, place, size))
    _tell(pieces, collector)
    return end


def _records(data: Bytes) -> Iterator[tuple[int, int, int]]:
    """MS-EMF 2.3: what each is, where it begins and how long it is."""
    place = 0
    while place + _HEAD <= len(data):
        kind, size = struct.unpack("<2I", data[place : place + _HEAD])
        if size < _HEAD:
            return
        yield kind, place, size
        if kind == _END:
            return
        place += size


def _emf_text(data: Bytes, kind: int, place: int, size: int) -> str:
    """MS-EMF 2.3.5.7 and 2.2.5: how many letters there are, and where in the record."""
    if size < 52:
        return ""
    count, begin = struct.unpack("<2I", data[place + 44 : place + 52])
    width = 2 if kind == _WIDE_TEXT else 1
    words = bytes(data[place + begin : place + min(begin + count * width, size)])
    return words.decode("utf-16-le" if width == 2 else "cp1252", "replace")


def _small_text(data: Bytes, place: int, size: int) -> str:
    """MS-EMF 2.3.5.37: its letters may be of one byte, and a rectangle may stand before them."""
    if size < 36:
        return ""
    count, options = struct.unpack("<2I", data[place + 16 : place + 24])
    begin = 36 if options & 0x100 else 52
    width = 1 if options & 0x200 else 2
    words = bytes(data[place + begin : place + min(begin + count * width, size)])
    return words.decode("utf-16-le" if width == 2 else "cp1252", "replace")


def read_wmf(data: Bytes, collector: Collector) -> int:
    """As of EMF; MS-WMF 2.3."""
    place = (22 if data[:4] == _PLACEABLE else 0) + 18
    pieces = []
    while place + 6 <= len(data):
        collector.keep_time()
        words, kind = struct.unpack("<IH", data[place : place + 6])
        if words < 3:
            break
        if kind == _TEXT_OUT:
            (count,) = struct.unpack("<H", data[place + 6 : place + 8])
            pieces.append(bytes(data[place + 8 : place + 8 + count]).decode("cp1252", "replace"))
        elif kind == _EXT_TEXT_OUT:
            count, options = struct.unpack("<2H", data[place + 10 : place + 14])
            begin = place + 14 + (8 if options & 6 else 0)
            pieces.append(bytes(data[begin : begin + count]).decode("cp1252", "replace"))
        place += 2 * words
        if not kind:
            break
    _tell(pieces, collector)
    return min(place, len(data))


def _tell(pieces: list[str], collector: Collector) -> None:
    """Together, as a number may be drawn in pieces; and apart, as others may stand side by side."""
    collector.text("".join(pieces), at=At.PICTURE)
    collector.text(" ".join(pieces), at=At.PICTURE)
