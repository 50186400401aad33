"""Takes out of a picture file what is not the picture, without decoding it.

Where a picture was taken, by whom, with what, and small or other pictures beside it: none of
it is drawn, and all of it would be published. What a reader needs for the right colours and
sizes is kept. A file without any of it comes out as it was.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from mmap import mmap

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP mDCV cLLI sBIT bKGD pHYs hIST".split()
)
_SOI, _EOI, _SOS = 0xD8, 0xD9, 0xDA
_COMMENT = 0xFE
_APPLICATIONS = range(0xE0, 0xF0)
_JPEG_KEPT = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
"""Marker -> how the segment begins that a reader needs: densities, colours, colours."""
_JFIF_SIZE = 16
_AFTER_SCAN = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]", re.DOTALL)
_GIF_CONTROL = 0xF9
_GIF_PICTURE, _GIF_EXTENSION, _GIF_END = 0x2C, 0x21, 0x3B
_EMF_DESCRIPTION = 60
"""Where an EMF says how long its description is, and then where it stands."""
_WMF = (b"\xd7\xcd\xc6\x9a", b"\x01\x00\x09\x00", b"\x02\x00\x09\x00")


class UnknownFormat(Exception):
    """Not a whole file of a format that is known here."""


def stripped(data: bytes) -> bytes:
    """The picture alone: PNG, JPEG, GIF, EMF or WMF. Raises ``UnknownFormat``."""
    try:
        if data.startswith(_PNG):
            return _PNG + b"".join(_png(data))
        if data.startswith(b"\xff\xd8\xff"):
            return b"".join(_jpeg(data))
        if data.startswith((b"GIF87a", b"GIF89a")):
            return b"".join(_gif(data))
        if data[40:44] == b" EMF":
            return _emf(data)
    except (struct.error, IndexError) as error:
        raise UnknownFormat from error
    if data.startswith(_WMF):
        return data
    raise UnknownFormat


def _png(data: bytes) -> Iterator[bytes]:
    """The chunks that are kept; nothing after the last."""
    for start, end in png_chunks(data):
        if data[start + 4 : start + 8] in _PNG_KEPT:
            yield data[start:end]


def png_chunks(data: bytes | mmap) -> Iterator[tuple[int, int]]:
    """Where each chunk begins and ends, to the last one (ISO/IEC 15948 § 5.3).

    Raises ``UnknownFormat`` where one is not whole.
    """
    place = len(_PNG)
    kind = b""
    while kind != b"IEND":
        kind = data[place + 4 : place + 8]
        end = place + int.from_bytes(data[place : place + 4], "big") + 12
        if end > len(data):
            raise UnknownFormat
        yield place, end
        place = end


def _jpeg(data: bytes) -> Iterator[bytes]:
    """The segments that are kept; nothing after the end of the first picture."""
    yield data[:2]
    place = 2
    while True:
        start = place
        if data[place] != 0xFF:
            raise UnknownFormat
        while data[place] == 0xFF:  # any number of them may stand before a marker
            place += 1
        marker = data[place]
        place += 1
        if marker == _EOI:
            yield data[start:place]
            return
        (length,) = struct.unpack_from(">H", data, place)
        end = place + length
        if length < 2 or end > len(data) or marker == _SOI:
            raise UnknownFormat
        if marker == _SOS:
            after = _AFTER_SCAN.search(data, end)
            if after is None:
                raise UnknownFormat
            end = after.start()
            yield data[start:end]
        else:
            yield _segment(marker, data[start:end], data[place + 2 : end])
        place = end


def _segment(marker: int, segment: bytes, content: bytes) -> bytes:
    """The segment, or nothing of one that a reader does not need."""
    if marker != _COMMENT and marker not in _APPLICATIONS:
        return segment
    needed = _JPEG_KEPT.get(marker)
    if needed is None or not content.startswith(needed):
        return b""
    if marker == _APPLICATIONS.start and len(content) > _JFIF_SIZE - 2:  # with a small picture
        return b"\xff\xe0" + struct.pack(">H", _JFIF_SIZE) + content[: _JFIF_SIZE - 4] + b"\0\0"
    return segment


def _gif(data: bytes) -> Iterator[bytes]:
    """The pictures with how each is shown; no comments, and nothing after the end."""
    for start, end in gif_blocks(data):
        if data[start] != _GIF_EXTENSION or data[start + 1] == _GIF_CONTROL:
            yield data[start:end]


def gif_blocks(data: bytes | mmap) -> Iterator[tuple[int, int]]:
    """Where the head and then each block begins and ends, to the last one (GIF89a § 17-27).

    Raises ``UnknownFormat``, or ``IndexError`` where one is not whole.
    """
    place = 13 + _colours(data[10])
    yield 0, place
    while data[place] != _GIF_END:
        start = place
        if data[start] == _GIF_PICTURE:
            place += 10 + _colours(data[start + 9]) + 1
        elif data[start] == _GIF_EXTENSION:
            place += 2
        else:
            raise UnknownFormat
        while data[place]:
            place += data[place] + 1
        place += 1
        yield start, place
    yield place, place + 1


def _colours(flags: int) -> int:
    """Bytes of a table of colours."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _emf(data: bytes) -> bytes:
    """The drawing without the words about who drew it with what."""
    length, offset = struct.unpack_from("<2I", data, _EMF_DESCRIPTION)
    end = offset + 2 * length
    if not length:
        return data
    if end > len(data):
        raise UnknownFormat
    return data[:offset] + bytes(end - offset) + data[end:]
