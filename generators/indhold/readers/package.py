"""A zip file of parts, opened within bounds: what docx, xlsx, pptx, odt and plain archives are.

Nothing is written to disk, so names such as ``../x`` do no harm; they are only names. What the file
says of itself (sizes, checksums) is never believed: the real bytes are counted while they come.
"""

from __future__ import annotations

import copy
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from types import TracebackType
from typing import Any

from lxml import etree

from indhold.collecting import Collector
from indhold.findings import At, Unread
from indhold.given import Given

_PIECE = 1 << 18
_SMALL_PIECE = 4096
"""For methods of packing whose unpackers give all that comes of a piece, be it gigabytes."""
_TREE = 100_000_000
"""Bytes of XML that are read as a tree, which takes several times as many of memory."""
_AES = 99
"""The method of packing that stands for an encrypted member (WinZip's AE-x)."""
_ENCRYPTED = 0x1
_DESCRIBED_LATER = 0x8
"""The sizes stand after the bytes (APPNOTE 4.4.4, bit 3)."""
_LOCAL = struct.Struct("<4s5H3I2H")
_LOCAL_SIGN = b"PK\x03\x04"
_STORED, _DEFLATED = 0, 8
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    struct.error,
    UnicodeError,
)
_DOCTYPES = tuple("<!DOCTYPE".encode(coding) for coding in ("ascii", "utf-16-le", "utf-16-be"))
_ENCODING = re.compile(rb"^.{0,60}encoding=[\"']([\w-]+)", re.DOTALL)
_MARKS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))

Element = Any
"""An element of lxml, which has no types."""


class Package:
    """The members of a zip file.

    Nothing raises for what is wrong with the file: each wrong is a gap (``DAMAGED``, ``PASSWORD``,
    ``TOO_LARGE``, ``PARTLY``), and what can be read is given. Opening and reading raise
    ``Exceeded`` where a bound of the whole file is met.
    """

    names: tuple[str, ...]
    """Of all members but folders, in the file's order. Where a name is there twice, the second is
    called ``name (2)``: both are to be read, for programs differ in which they take."""

    def __init__(self, given: Given, collector: Collector, at: At = At.PART) -> None:
        """``at``: what a step to a member is called in places."""
        self._collector = collector
        self._at = at
        self._given = given
        self._file = given.open()
        self._members: dict[str, zipfile.ZipInfo] = {}
        self._lost: dict[str, bytes] = {}
        self._zip: zipfile.ZipFile | None = None
        self.folders: tuple[str, ...] = ()
        try:
            self._zip = zipfile.ZipFile(self._file)
        except (*_UNREADABLE, NotImplementedError) as error:
            collector.gap(Unread.DAMAGED, type(error).__name__)
        else:
            self._list(self._zip.infolist())
        self._find_unlisted()
        self.names = (*self._members, *self._lost)
        self._folded = {name.casefold().lstrip("/"): name for name in reversed(self.names)}

    def __enter__(self) -> Package:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._zip is not None:
            self._zip.close()
        self._file.close()

    def __contains__(self, name: str) -> bool:
        return self.find(name) is not None

    def find(self, name: str) -> str | None:
        """The name as the file has it: parts are named without regard to case (OPC § 7.2.3.5)."""
        return self._folded.get(name.casefold().lstrip("/"))

    def is_encrypted(self, name: str) -> bool:
        """Whether a password is needed to read a member."""
        member = self._members.get(name)
        return member is not None and _is_encrypted(member)

    def size(self, name: str) -> int:
        """Bytes of a member, unpacked, as the file says; not to be trusted."""
        member = self._members.get(name)
        return len(self._lost[name]) if member is None else member.file_size

    def pieces(self, name: str) -> Iterator[bytes]:
        """The bytes of a member as they come. What stops them is a gap. Raises ``Exceeded``."""
        self._collector.part()
        member = self._members.get(name)
        if member is None:
            yield self._lost[name]
        elif _is_encrypted(member):
            self._gap(Unread.PASSWORD, name)
        else:
            yield from self._unpack(name, member)

    def read(self, name: str) -> bytes:
        """All of a member, or as much of it as there is. Raises ``Exceeded``."""
        return b"".join(self.pieces(name))

    def given(self, name: str) -> Given:
        """A member, to be looked into with ``Collector.inside``."""
        return Given(name.rsplit("/", 1)[-1] if self._at is At.PART else name, held=self.read(name))

    def xml(self, name: str) -> Element | None:
        """The root of a member that is XML; ``None``, with a gap, where it is beyond reading."""
        return self.parsed(name, self.read(name))

    def parsed(self, name: str, data: bytes) -> Element | None:
        """As ``xml``, of bytes that were read before."""
        if not data:
            return None
        if len(data) > _TREE:
            self._gap(Unread.TOO_LARGE, name)
            self._search(name, data)
            return None
        has_types = has_doctype(data)
        if has_types:  # forbidden by OPC § 7.2.2; what it declares is no text of the document
            self._gap(Unread.DAMAGED, name, "DTD")
            self._search(name, data)
        root = parse(data, huge=not has_types)
        if root is None:
            self._gap(Unread.DAMAGED, name)
            self._search(name, data)
            root = parse(data, huge=not has_types, recover=True)
        return root

    def elements(self, name: str, *tags: str) -> Iterator[Element]:
        """The elements of a large member as each is complete; the caller clears them.

        ``tags``: as ``{*}row``. A gap where the XML is broken or has a DTD.
        """
        yield from self.elements_of(name, self.read(name), *tags)

    def elements_of(
        self, name: str, data: bytes, *tags: str, whole: bytes = b""
    ) -> Iterator[Element]:
        """As ``elements``, of bytes that were read before.

        ``whole``: what is searched instead where they are broken.
        """
        if not data:
            return
        has_types = has_doctype(data)
        if has_types:
            self._gap(Unread.DAMAGED, name, "DTD")
            self._search(name, whole or data)
        steps = etree.iterparse(
            BytesIO(data),
            tag=tags,
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=not has_types,
        )
        try:
            for _, element in steps:
                yield element
        except (etree.XMLSyntaxError, ValueError):
            self._gap(Unread.DAMAGED, name)
            self._search(name, whole or data)

    # --- inside -----------------------------------------------------------------------------

    def _gap(self, reason: Unread, name: str, shown: str = "") -> None:
        self._collector.gap(reason, shown, at=self._at, name=name)

    def _search(self, name: str, data: bytes) -> None:
        """What cannot be read as XML is searched as it stands."""
        for text in _texts(data, _coding(data)):
            self._collector.text(text, at=self._at, name=name)

    def _list(self, members: list[zipfile.ZipInfo]) -> None:
        self.folders = tuple(one.filename for one in members if one.is_dir())
        for one in members:
            if not one.is_dir():
                self._members[self._free(one.filename)] = one
            elif one.compress_size:  # a folder that holds something is none
                self._members[self._free(one.filename.rstrip("/") or "/")] = one

    def _free(self, name: str) -> str:
        again, number = name, 1
        while again in self._members or again in self._lost:
            number += 1
            again = f"{name} ({number})"
        return again

    def _unpack(self, name: str, member: zipfile.ZipInfo) -> Iterator[bytes]:
        most = self._collector.bounds.part
        told = copy.copy(member)
        told.file_size = most + 1
        del told.CRC  # else the last bytes are lost where it is wrong: it is reckoned here
        size = checksum = 0
        step = _PIECE if member.compress_type in (_STORED, _DEFLATED) else _SMALL_PIECE
        assert self._zip is not None  # noqa: S101 - it has members
        try:
            with self._zip.open(told) as file:
                while piece := file.read(step):
                    size += len(piece)
                    checksum = zlib.crc32(piece, checksum)
                    self._collector.unpacked(len(piece))
                    yield piece
                    if size > most:
                        self._gap(Unread.TOO_LARGE, name)
                        return
        except NotImplementedError:
            self._gap(Unread.PARTLY, name, "compression")
            return
        except RuntimeError:
            self._gap(Unread.PASSWORD, name)
            return
        except _UNREADABLE as error:
            self._gap(Unread.DAMAGED, name, type(error).__name__)
            return
        if size != member.file_size or checksum != member.CRC:
            self._gap(Unread.DAMAGED, name, "checksum")

    def _find_unlisted(self) -> None:
        """Members that are in the file and not in its list.

        A program that mends or adds to a file leaves such, and somebody may hide one so. Where
        there is no list at all, as in half a file, they are what can be read.
        """
        data = self._given.data
        starts = {one.header_offset for one in self._members.values()}
        starts.update(self._folder_starts())
        place = data.find(_LOCAL_SIGN)
        ends = self._ends()
        while place >= 0:
            if place in starts:
                place = max(place + 4, ends.get(place, 0))
            else:
                place = self._take_unlisted(data, place)
            place = data.find(_LOCAL_SIGN, place)

    def _folder_starts(self) -> Iterator[int]:
        if self._zip is not None:
            yield from (one.header_offset for one in self._zip.infolist())

    def _ends(self) -> dict[int, int]:
        """Where the bytes of each listed member end, by where it begins."""
        if self._zip is None:
            return {}
        return {
            one.header_offset: one.header_offset + _LOCAL.size + one.compress_size
            for one in self._zip.infolist()
        }

    def _take_unlisted(self, data: Any, place: int) -> int:
        """Keep the member that begins here, if one does; where to go on from."""
        after = place + 4
        head = bytes(data[place : place + _LOCAL.size])
        if len(head) < _LOCAL.size:
            return after
        _, _, flags, method, _, _, crc, packed, _, name_size, extra = _LOCAL.unpack(head)
        begin: int = place + _LOCAL.size + name_size + extra
        raw = bytes(data[place + _LOCAL.size : place + _LOCAL.size + name_size])
        if method not in (_STORED, _DEFLATED, _AES) or not raw or b"\0" in raw:
            return after
        name = self._free(raw.decode("utf-8", "replace"))
        if flags & _ENCRYPTED:
            self._gap(Unread.PASSWORD, name)
            return max(after, begin + int(packed))
        if method == _STORED:
            content, used = bytes(data[begin : begin + packed]), int(packed)
        else:
            content, used = self._inflate(data, begin)
        if not content:
            return after
        self._collector.unpacked(len(content))
        self._collector.part()
        self._lost[name] = content
        if zlib.crc32(content) != crc and not flags & _DESCRIBED_LATER:
            self._gap(Unread.DAMAGED, name, "checksum")
        return max(after, begin + used)

    def _inflate(self, data: Any, begin: int) -> tuple[bytes, int]:
        """What is packed from here on, and how many bytes it took."""
        unpacking = zlib.decompressobj(-15)
        pieces, size, used = [], 0, 0
        most = min(self._collector.bounds.part, self._collector.bounds.unpacked)
        try:
            while not unpacking.eof and size <= most:
                given = unpacking.unconsumed_tail
                if not given:
                    given = bytes(data[begin + used : begin + used + _PIECE])
                    used += len(given)
                if not given:
                    break
                pieces.append(unpacking.decompress(given, _PIECE))
                size += len(pieces[-1])
        except zlib.error:
            pass
        if size > most:
            self._collector.gap(Unread.TOO_LARGE)
        return b"".join(pieces), used - len(unpacking.unused_data)


def has_doctype(data: bytes) -> bool:
    """Whether XML declares types, and may then declare entities that grow."""
    return any(sign in data for sign in _DOCTYPES)


def parse(data: bytes, *, huge: bool = False, recover: bool = False) -> Element | None:
    """The root of XML, with nothing fetched and no entity resolved; ``None`` where it is broken.

    ``huge``: without libxml2's own bounds, for what has no DTD.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=huge,
        recover=recover,
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _coding(data: bytes) -> str:
    for mark, coding in _MARKS:
        if data.startswith(mark):
            return coding
    named = _ENCODING.search(data)
    return named[1].decode() if named else "utf-8"


def _texts(data: bytes, coding: str) -> Iterator[str]:
    """Bytes as text, without tags, in pieces that lap over a little."""
    lap = 200
    for start in range(0, len(data), _PIECE):
        piece = data[start : start + _PIECE + lap]
        try:
            text = piece.decode(coding, "replace")
        except LookupError:
            text = piece.decode("utf-8", "replace")
        yield re.sub(r"<[^<>]*>", "", text)


def _is_encrypted(member: zipfile.ZipInfo) -> bool:
    return bool(member.flag_bits & _ENCRYPTED) or member.compress_type == _AES
