"""What cameras and programs write beside a picture: EXIF, XMP and IPTC.

EXIF (CIPA DC-008) is a TIFF file of a few tags; so what is read here is read of TIFF as well.
"""

from __future__ import annotations

import mmap
import re
import struct
from collections.abc import Generator, Iterator

from msgspec import Struct

from indhold.collecting import Collector
from indhold.findings import At, Kind, Unread
from indhold.readers.ooxml import local, search_binary, tell_author, tell_paths
from indhold.readers.package import Element, parse

Bytes = bytes | mmap.mmap

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_SIZES |= {16: 8, 17: 8, 18: 8}
"""Bytes of a value of each type (TIFF 6.0 § 2, and BigTIFF)."""
_BYTE, _TEXT, _SHORT, _LONG, _RATIO, _ANY = 1, 2, 3, 4, 5, 7
_MOST_TAGS = 5_000
_MOST_VALUE = 16_000_000
_POSITION = 0x8825
_SUBS = (0x014A, 0x8769, 0xA005, _POSITION)
"""Tags that point to more tags."""
_DEEP = 5
_MAKE, _MODEL = 0x010F, 0x0110
_PERSONS = (0x013B, 0x9C9D, 0xA430)
"""The artist, the author as Windows writes it, the camera's owner."""
_WIDE_WORDS = range(0x9C9B, 0x9CA0)
"""Written by Windows in UTF-16."""
_COMMENTS = (0x9286, 0x001B, 0x001C)
"""With eight bytes before them that say which letters they are in."""
_SERIALS = (0xA431, 0xA435, 0xC62F)
_MADE_BY_CAMERA = 0x927C
_THUMBNAIL = 0x0201
_XMP, _IPTC, _PHOTOSHOP = 0x02BC, 0x83BB, 0x8649
_TOLD = {0x0131: "program", 0x013C: "machine", 0x8298: "copyright"}
_SERIAL_NAME = "serienummer"


class Tag(Struct, frozen=True):
    """A value of a TIFF structure."""

    number: int
    kind: int
    value: bytes
    folder: int
    """In which of the first folders it stands (0: of the first picture), or the tag that led
    there."""


class Tiff:
    """The tags of TIFF or EXIF. Nothing in it raises for what is wrong with the file."""

    def __init__(self, data: Bytes, start: int = 0) -> None:
        """``start``: where in the data it begins."""
        self._data = data
        self._start = start
        self.is_broken = False
        head = bytes(data[start : start + 16])
        self.order = "<" if head[:2] == b"II" else ">"
        self._big = head[2:4] in (b"+\0", b"\0+")
        self._seen: set[int] = set()
        self._left = _MOST_TAGS

    def tags(self) -> Iterator[Tag]:
        """All of them, also those that others point to."""
        first = self._number(8 if self._big else 4, self._wide)
        folder = 0
        while first and first not in self._seen:
            first = yield from self._folder(first, folder, 0)
            folder += 1

    def numbers(self, tag: Tag) -> list[int]:
        """Whole numbers."""
        letter = {1: "B", 3: "H", 4: "I", 13: "I", 16: "Q", 18: "Q"}.get(tag.kind)
        if letter is None:
            return []
        size = struct.calcsize(letter)
        return [
            number
            for (number,) in struct.iter_unpack(
                self.order + letter, tag.value[: len(tag.value) // size * size]
            )
        ]

    def ratios(self, tag: Tag) -> list[float]:
        """Fractions; those by nothing are left out."""
        if tag.kind != _RATIO:
            return []
        pairs = struct.iter_unpack(f"{self.order}2I", tag.value[: len(tag.value) // 8 * 8])
        return [above / below for above, below in pairs if below]

    @property
    def _wide(self) -> str:
        return "Q" if self._big else "I"

    def _number(self, place: int, letter: str) -> int:
        size = struct.calcsize(letter)
        piece = bytes(self._data[self._start + place : self._start + place + size])
        if len(piece) < size:
            self.is_broken = True
            return 0
        return int(struct.unpack(self.order + letter, piece)[0])

    def _folder(self, place: int, folder: int, depth: int) -> Generator[Tag, None, int]:
        """The tags of one folder; returns where the next one is."""
        self._seen.add(place)
        count = self._number(place, "Q" if self._big else "H")
        place += 8 if self._big else 2
        size = 20 if self._big else 12
        for _ in range(count):
            self._left -= 1
            if self._left < 0 or self.is_broken:
                self.is_broken = True
                return 0
            tag = self._tag(place, folder)
            place += size
            if tag is None:
                continue
            yield tag
            if depth < _DEEP and tag.number in _SUBS:
                for below in self.numbers(tag):
                    if below and below not in self._seen:
                        yield from self._folder(below, tag.number, depth + 1)
        next_one = bytes(self._data[self._start + place : self._start + place + 4 + 4 * self._big])
        # Not all programs write that there is none.
        return int.from_bytes(next_one, "little" if self.order == "<" else "big")

    def _tag(self, place: int, folder: int) -> Tag | None:
        number, kind = self._number(place, "H"), self._number(place + 2, "H")
        count = self._number(place + 4, self._wide)
        size = _SIZES.get(kind, 0) * count
        within = 8 if self._big else 4
        place += 12 if self._big else 8
        if size > within:
            place = self._number(place, self._wide)
        if not size or size > _MOST_VALUE:
            return None
        begin = self._start + place
        return Tag(number, kind, bytes(self._data[begin : begin + size]), folder)


def read_tiff(data: Bytes, collector: Collector, start: int = 0) -> None:
    """Tell of all that tags tell. Raises ``Exceeded``."""
    tiff = Tiff(data, start)
    position: dict[int, Tag] = {}
    camera: dict[int, str] = {}
    for tag in tiff.tags():
        collector.keep_time()
        if tag.folder == _POSITION:
            position[tag.number] = tag
        elif tag.number in (_MAKE, _MODEL):
            camera[tag.number] = _decoded(tag.value)
        _read_tag(tag, collector)
    if camera:
        made = " ".join(camera[number] for number in sorted(camera))
        collector.text(made, at=At.PROPERTIES)
        collector.found(Kind.METADATA, f"camera: {made}")
    _tell_position(tiff, position, collector)
    if tiff.is_broken:
        collector.gap(Unread.DAMAGED, "EXIF")


def _read_tag(tag: Tag, collector: Collector) -> None:
    if tag.number in (_XMP, _IPTC, _PHOTOSHOP):
        reader = {_XMP: read_xmp, _IPTC: read_iptc, _PHOTOSHOP: read_photoshop}[tag.number]
        reader(tag.value, collector)
    elif tag.number in _PERSONS:
        tell_author(collector, _words(tag), At.PROPERTIES)
    elif tag.number in _SERIALS:
        collector.text(_words(tag), called=_SERIAL_NAME, at=At.PROPERTIES)
        collector.found(Kind.METADATA, "serial number")
    elif tag.number == _MADE_BY_CAMERA:
        for match in re.finditer(rb"[\x20-\x7e]{10,}", tag.value):
            collector.text(match[0].decode("ascii"), called=_SERIAL_NAME, at=At.PROPERTIES)
    elif tag.number == _THUMBNAIL:
        collector.found(Kind.METADATA, "thumbnail")
    elif tag.kind == _TEXT or tag.number in _WIDE_WORDS or tag.number in _COMMENTS:
        words = _words(tag)
        collector.text(words, at=At.PROPERTIES)
        tell_paths(collector, words)
        if tag.number in _TOLD and words:
            collector.found(Kind.METADATA, f"{_TOLD[tag.number]}: {words}")
    elif tag.kind in (_BYTE, _ANY) and len(tag.value) > _SIZES[_RATIO]:
        search_binary(tag.value, collector, At.PROPERTIES, "")


def _words(tag: Tag) -> str:
    value = tag.value
    if tag.number in _WIDE_WORDS:
        return value.decode("utf-16-le", "replace").strip("\0 ")
    if tag.number in _COMMENTS and tag.kind in (_ANY, _BYTE):
        letters, value = value[:8], value[8:]
        if letters.startswith(b"UNICODE"):
            # In the order of the file's numbers, and by some programs in the other one.
            coding = "utf-16-be" if value[:1] == b"\0" else "utf-16-le"
            return value.decode(coding, "replace").strip("\0 ")
    return _decoded(value)


def _decoded(value: bytes) -> str:
    try:
        text = value.decode()
    except UnicodeDecodeError:
        text = value.decode("latin-1")
    return text.replace("\0", " ").strip()


_LATITUDE, _LONGITUDE = (1, 2), (3, 4)
_OTHER_PLACE = (0x14, 0x16, 0x1C)
"""Where it is to be gone to, and the area's name."""


def _tell_position(tiff: Tiff, tags: dict[int, Tag], collector: Collector) -> None:
    """Near enough to see that it is one, and not which house."""
    degrees = [_degrees(tiff, tags, *pair) for pair in (_LATITUDE, _LONGITUDE)]
    if None not in degrees:
        collector.found(Kind.POSITION, ", ".join(f"{value:.1f}" for value in degrees))
    elif any(tags[number].value.strip(b"\0 ") for number in _OTHER_PLACE if number in tags):
        collector.found(Kind.POSITION)


def _degrees(tiff: Tiff, tags: dict[int, Tag], side: int, number: int) -> float | None:
    if number not in tags:
        return None
    parts = tiff.ratios(tags[number])
    if not parts:
        return None
    value = sum(part / 60.0**power for power, part in enumerate(parts[:3]))
    return -value if side in tags and tags[side].value[:1] in (b"S", b"W") else value


# --- XMP ----------------------------------------------------------------------------------------

_XMP_PERSONS = frozenset(
    ("creator", "OwnerName", "CaptionWriter", "PersonInImage", "PersonDisplayName", "Author")
)
_XMP_NO_WORDS = re.compile(r"(?i).*(?:documentid|instanceid|digest|about|image)")
_XMP_PROGRAM = ("CreatorTool", "softwareAgent")
_XMP_SERIALS = ("SerialNumber", "LensSerialNumber", "BodySerialNumber")


def read_xmp(data: bytes, collector: Collector) -> None:
    """ISO 16684-1. Raises ``Exceeded``."""
    data = data.strip(b"\0 \r\n\t")
    root = parse(data)
    if root is None:
        search_binary(data, collector, At.PROPERTIES, "XMP")
        return
    for element in root.iter():
        name = local(element)
        if not name:
            collector.text(element.text or "", at=At.PROPERTIES)
            continue
        if element.text and not element.text.isspace():
            _read_value(_called(element), element.text.strip(), collector)
        for key, value in element.attrib.items():
            _read_value(_property(key), value, collector)


def _called(element: Element) -> str:
    """The property whose value it is, around ``rdf:Alt``, ``rdf:Bag`` and ``rdf:Seq``."""
    name = _property(element.tag)
    while name in ("li", "Seq", "Bag", "Alt", "Description", "value"):
        element = element.getparent()
        if element is None:
            return ""
        name = _property(element.tag)
    return name


def _property(tag: str) -> str:
    """A name without its namespace; a region of a picture is called after somebody's face."""
    space, _, name = tag.rpartition("}")
    return "PersonDisplayName" if name == "Name" and "/regions/" in space else name


def _read_value(name: str, value: str, collector: Collector) -> None:
    if _XMP_NO_WORDS.fullmatch(name):
        if name.lower() == "image":
            collector.found(Kind.METADATA, "thumbnail")
        return
    called = _SERIAL_NAME if name in _XMP_SERIALS else ""
    collector.text(value, called=called, at=At.PROPERTIES)
    tell_paths(collector, value)
    if name in _XMP_PERSONS:
        tell_author(collector, value, At.PROPERTIES)
    elif name in _XMP_PROGRAM:
        collector.found(Kind.METADATA, f"program: {value}")
    elif called:
        collector.found(Kind.METADATA, "serial number")
    elif name in ("GPSLatitude", "GPSLongitude"):
        collector.found(Kind.POSITION)


# --- IPTC ---------------------------------------------------------------------------------------

_RESOURCE = re.compile(rb"8BIM(..)", re.DOTALL)
_RESOURCES = {0x0404: "iptc", 0x0424: "xmp", 0x0422: "exif"}
_THUMBNAILS = (0x0409, 0x040C)
_BYLINE, _WRITER = 80, 122


def read_photoshop(data: bytes, collector: Collector) -> None:
    """Photoshop's own resources, among them IPTC. Raises ``Exceeded``."""
    place = 0
    while (match := _RESOURCE.match(data, place)) is not None:
        kind = int.from_bytes(match[1], "big")
        place += 6
        name = data[place : place + 1]
        place += (1 + (name[0] if name else 0) + 1) // 2 * 2
        size = int.from_bytes(data[place : place + 4], "big")
        content = data[place + 4 : place + 4 + size]
        place += 4 + (size + 1) // 2 * 2
        if kind in _THUMBNAILS:
            collector.found(Kind.METADATA, "thumbnail")
        elif kind in _RESOURCES:
            _READERS[_RESOURCES[kind]](content, collector)
        else:
            search_binary(content, collector, At.PROPERTIES, "")
    search_binary(data[place:], collector, At.PROPERTIES, "")


def read_iptc(data: bytes, collector: Collector) -> None:
    """IPTC-IIM 4.2: records of a sign, two numbers, a length. Raises ``Exceeded``."""
    place = 0
    while data[place : place + 1] == b"\x1c" and len(data) >= place + 5:
        record, number, size = struct.unpack_from(">BBH", data, place + 1)
        text = _decoded(data[place + 5 : place + 5 + size])
        place += 5 + size
        if record == 2:
            collector.text(text, at=At.PROPERTIES)
            if number in (_BYLINE, _WRITER):
                tell_author(collector, text, At.PROPERTIES)
    search_binary(data[place:], collector, At.PROPERTIES, "")


_READERS = {"iptc": read_iptc, "xmp": read_xmp, "exif": read_tiff}
