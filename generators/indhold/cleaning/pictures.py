"""Pictures without what is not the picture; turned pictures are shown as they were."""

from __future__ import annotations

import io
import struct
import warnings
import zlib

from PIL import Image

from indhold.cleaning.tally import Tally
from indhold.cleaning.told import Why
from indhold.findings import At, Kind
from indhold.stripping import UnknownFormat, stripped

_ORIENTATION, _GPS, _ARTIST = 0x0112, 0x8825, 0x013B
_TURNED = range(2, 9)
"""Of the values of Exif's Orientation those that turn or mirror (CIPA DC-008)."""
_PNG = b"\x89PNG\r\n\x1a\n"
_AFTER_HEAD = 33
"""Where a PNG goes on after its first chunk."""
_MOVING = (b"acTL", b"NETSCAPE2.0", b"ANIM")
_BEGINNING = 64_000


def clean_picture(data: bytes, tally: Tally, at: At | None = None, name: str = "") -> bytes:
    """The picture without where, by whom and with what it was taken; the same bytes where it
    has none of that, or where nothing can be taken (which is told)."""
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        new = _webp(data)
    else:
        try:
            new = _without(data)
        except UnknownFormat:
            if _exif(data):
                tally.left(Why.UNABLE, Kind.METADATA, at, name)
            return data
    if new == data:
        return data
    if any(word in data[:_BEGINNING] for word in _MOVING):  # it would stand still
        tally.left(Why.UNABLE, Kind.METADATA, at, name)
        return data
    exif = _exif(data)
    if exif is not None and exif.get_ifd(_GPS):
        tally.took(Kind.POSITION, at, name)
    if exif is not None and str(exif.get(_ARTIST, "")).strip("\0 "):
        tally.took(Kind.AUTHOR, at, name, shown=str(exif[_ARTIST]).strip("\0 "))
    tally.took(Kind.METADATA, at, name)
    return new


def _exif(data: bytes) -> Image.Exif | None:
    """What a picture says of itself; ``None`` where it says nothing."""
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data)) as picture:
            exif = picture.getexif()
            return exif if len(exif) else None
    except Exception:  # noqa: BLE001 - damaged pictures break Pillow in many ways
        return None


def _turned(data: bytes) -> int:
    exif = _exif(data)
    turned = 1 if exif is None else exif.get(_ORIENTATION, 1)
    return turned if turned in _TURNED else 1


def _tags(turned: int) -> bytes:
    """Exif that tells how the picture is turned, and nothing else."""
    return b"MM\0*\0\0\0\x08" + struct.pack(">HHHIHHI", 1, _ORIENTATION, 3, 1, turned, 0, 0)


def _without(data: bytes) -> bytes:
    new = stripped(data)
    turned = _turned(data)
    if turned == 1:
        return new
    if new.startswith(b"\xff\xd8"):
        content = b"Exif\0\0" + _tags(turned)
        segment = b"\xff\xe1" + struct.pack(">H", len(content) + 2) + content
        place = 2
        if new[2:4] == b"\xff\xe0":
            place += 2 + int.from_bytes(new[4:6], "big")
        return new[:place] + segment + new[place:]
    if new.startswith(_PNG):
        chunk = b"eXIf" + _tags(turned)
        length, checksum = struct.pack(">I", len(chunk) - 4), struct.pack(">I", zlib.crc32(chunk))
        place = _AFTER_HEAD
        return new[:place] + length + chunk + checksum + new[place:]
    return new


def _webp(data: bytes) -> bytes:
    """Without the chunks EXIF and XMP, of which ``VP8X`` tells by two bits."""
    turned = _turned(data)
    chunks = []
    place = 12
    while place + 8 <= len(data):
        kind, length = (
            data[place : place + 4],
            int.from_bytes(data[place + 4 : place + 8], "little"),
        )
        end = place + 8 + length + length % 2
        if kind == b"VP8X":
            flags = data[place + 8] & ~0x04 & ~0x08 | (0x08 if turned > 1 else 0)
            chunks.append(data[place : place + 8] + bytes([flags]) + data[place + 9 : end])
        elif kind not in (b"EXIF", b"XMP "):
            chunks.append(data[place:end])
        place = end
    if turned > 1:
        tags = _tags(turned)
        chunks.append(b"EXIF" + struct.pack("<I", len(tags)) + tags)
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body
