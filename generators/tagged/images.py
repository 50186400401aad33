"""Pictures as objects of PDF: a JPEG as it is, and the packed rows of a PNG as they are.

What PDF cannot hold so (transparency, interlacing, 16 bits a colour) is decoded first.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from tagged import file

if TYPE_CHECKING:
    from PIL import Image

_PNG = b"\x89PNG\r\n\x1a\n"
_GREY, _COLOURS, _PALETTE = 0, 2, 3
_CHANNELS = {_GREY: 1, _COLOURS: 3, _PALETTE: 1}
_SIZES = range(0xC0, 0xC3)
"""The markers of JPEG that tell a size, of the kinds that PDF knows."""
_OTHER_SIZES = (*range(0xC3, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0))
_SCAN = 0xDA
_APP2 = 0xE2
_ICC = b"ICC_PROFILE\0"
_SPACES = {1: (b"/DeviceGray", b"GRAY"), 3: (b"/DeviceRGB", b"RGB ")}
_CLASSES = (b"scnr", b"mntr", b"prtr", b"spac")


class _Header(NamedTuple):
    """What the head of a PNG says."""

    width: int
    height: int
    depth: int
    kind: int
    interlaced: int


class Images:
    """Puts pictures into one file, and each profile of colours once."""

    def __init__(self, add: Callable[[bytes], int]) -> None:
        """``add`` puts an object into the file and returns its number."""
        self._add = add
        self._profiles: dict[bytes, int] = {}

    def add(self, data: bytes) -> int:
        """The number of the object for a PNG or a JPEG; raises ``ValueError`` for others."""
        try:
            if data.startswith(_PNG):
                return self._png(data)
            if data.startswith(b"\xff\xd8\xff"):
                return self._jpeg(data)
        except (struct.error, IndexError, KeyError) as error:
            raise ValueError("the picture is damaged") from error
        raise ValueError("the picture is neither a PNG nor a JPEG")

    def _jpeg(self, data: bytes) -> int:
        size = b""
        profile: dict[int, bytes] = {}
        for marker, content in _segments(data):
            if marker in _SIZES:
                size = content
            elif marker in _OTHER_SIZES:
                raise ValueError("PDF does not know this kind of JPEG")
            elif marker == _APP2 and content.startswith(_ICC):
                profile[content[len(_ICC)]] = content[len(_ICC) + 2 :]
        depth, height, width, channels = struct.unpack_from(">BHHB", size)
        if channels not in _SPACES:
            raise ValueError("the JPEG has four colours")
        space = self._space(channels, b"".join(profile[n] for n in sorted(profile)))
        entries = _entries(width, height, depth, space) + b"/Filter/DCTDecode"
        return self._add(file.stream(entries, data, compress=False))

    def _png(self, data: bytes) -> int:
        chunks: dict[bytes, list[bytes]] = {}
        for name, content in _chunks(data):
            chunks.setdefault(name, []).append(content)
        width, height, depth, kind, _, _, interlaced = struct.unpack(">2I5B", chunks[b"IHDR"][0])
        head = _Header(width, height, depth, kind, interlaced)
        if kind not in _CHANNELS or b"tRNS" in chunks or interlaced or depth > 8:
            return self._decoded(data)
        return self._rows(head, chunks)

    def _rows(self, head: _Header, chunks: dict[bytes, list[bytes]], more: bytes = b"") -> int:
        """An opaque PNG: its packed rows are what PDF calls Flate with a predictor."""
        profile = _unpacked(chunks[b"iCCP"][0]) if b"iCCP" in chunks else b""
        space = self._space(1 if head.kind == _GREY else 3, profile)
        if head.kind == _PALETTE:
            palette = chunks[b"PLTE"][0]
            space = b"[/Indexed%s %d<%s>]" % (space, len(palette) // 3 - 1, palette.hex().encode())
        channels = _CHANNELS[head.kind]
        entries = _entries(head.width, head.height, head.depth, space)
        entries += b"/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors %d" % channels
        entries += b"/BitsPerComponent %d/Columns %d>>" % (head.depth, head.width)
        return self._add(file.stream(entries + more, b"".join(chunks[b"IDAT"]), compress=False))

    def _decoded(self, data: bytes) -> int:
        """A PNG whose rows PDF cannot read: its colours, and how clear each dot is."""
        from PIL import Image

        with Image.open(BytesIO(data), formats=("PNG",)) as image:
            clear = image.has_transparency_data
            grey = image.mode in ("1", "L", "LA") or image.mode.startswith("I")
            if image.mode.startswith("I"):
                opaque = image.convert("I").point(lambda shade: shade * (1 / 256)).convert("L")
                return self._rows(*_packed(opaque))
            whole = image.convert(("LA" if grey else "RGBA") if clear else "L" if grey else "RGB")
            profile = image.info.get("icc_profile", b"")
        if not clear:
            return self._rows(*_packed(whole, profile))
        alpha = whole.getchannel("A")
        more = b""
        if alpha.getextrema() != (255, 255):
            more = b"/SMask %d 0 R" % self._rows(*_packed(alpha))
        return self._rows(*_packed(whole.convert("L" if grey else "RGB"), profile), more)

    def _space(self, channels: int, profile: bytes) -> bytes:
        """The space of the colours: that of the profile, where PDF/A allows it."""
        device, name = _SPACES[channels]
        if not _is_allowed(profile, name):
            return device
        number = self._profiles.get(profile)
        if number is None:
            entries = b"/N %d/Alternate%s" % (channels, device)
            number = self._profiles[profile] = self._add(file.stream(entries, profile))
        return b"[/ICCBased %d 0 R]" % number


def _entries(width: int, height: int, depth: int, space: bytes) -> bytes:
    return b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent %d/ColorSpace%s" % (
        width,
        height,
        depth,
        space if space.startswith((b"/", b"[")) else b" " + space,
    )


def _packed(image: Image.Image, profile: bytes = b"") -> tuple[_Header, dict[bytes, list[bytes]]]:
    """An opaque picture as the parts of a PNG."""
    made = BytesIO()
    image.info.pop("transparency", None)
    image.save(made, "png", icc_profile=profile or None)
    chunks: dict[bytes, list[bytes]] = {}
    for name, content in _chunks(made.getvalue()):
        chunks.setdefault(name, []).append(content)
    width, height, depth, kind, _, _, interlaced = struct.unpack(">2I5B", chunks[b"IHDR"][0])
    return _Header(width, height, depth, kind, interlaced), chunks


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The parts of a PNG."""
    place = len(_PNG)
    while place < len(data):
        length, name = struct.unpack_from(">I4s", data, place)
        yield name, data[place + 8 : place + 8 + length]
        place += length + 12


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The segments of a JPEG before its first scan."""
    place = 2
    while True:
        while data[place] == 0xFF:
            place += 1
        marker = data[place]
        if marker == _SCAN:
            return
        (length,) = struct.unpack_from(">H", data, place + 1)
        yield marker, data[place + 3 : place + 1 + length]
        place += 1 + length


def _unpacked(content: bytes) -> bytes:
    """The profile in a part of a PNG; empty where it is damaged."""
    _, _, packed = content.partition(b"\0")
    try:
        return zlib.decompress(packed[1:])
    except zlib.error:
        return b""


def _is_allowed(profile: bytes, space: bytes) -> bool:
    """Whether PDF/A allows a profile for colours of a space."""
    return (
        len(profile) > 128
        and int.from_bytes(profile[:4], "big") == len(profile)
        and profile[8] <= 4
        and profile[12:16] in _CLASSES
        and profile[16:20] == space
        and profile[36:40] == b"acsp"
    )
