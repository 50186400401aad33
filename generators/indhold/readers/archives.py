"""Files that hold other files: zip, tar, and what is packed with gzip, bzip2 or xz."""

from __future__ import annotations

import bz2
import lzma
import re
import tarfile
import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath

from indhold.collecting import Collector
from indhold.decoding import decoded
from indhold.findings import At, Kind, Unread
from indhold.given import Given
from indhold.readers import strings
from indhold.readers.package import Package
from indhold.sniffing import kind_of, zip_comments

_PIECE = 1 << 18
_MOST_MEMORY = 1 << 28
"""Bytes that unpacking xz may take: its files say how much they want."""
_LEFT_BY_SYSTEM = re.compile(
    r"(?i)(?:^|/)(?:__MACOSX/.*|\._[^/]*|\.DS_Store|Thumbs\.db|desktop\.ini)$"
)
_OUTSIDE = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)")
_UNPACKED_SUFFIXES = {".tgz": ".tar", ".svgz": ".svg", ".emz": ".emf", ".wmz": ".wmf"}


def read(given: Given, collector: Collector) -> None:
    """An archive, each member of which is looked into. Raises ``Exceeded``."""
    kind = kind_of(given)
    if kind in ("gz", "bz2", "xz"):
        _read_packed(given, collector, kind)
    elif kind == "tar":
        _read_tar(given, collector)
    elif kind in ("zip", "xlsb", "jar"):
        _read_zip(given, collector)
    else:
        collector.gap(Unread.UNKNOWN, kind)


def _look(name: str, held: bytes, collector: Collector) -> None:
    if _OUTSIDE.search(name):
        collector.found(Kind.PATH, name)
    if not _LEFT_BY_SYSTEM.search(name):
        collector.inside(Given(name, held=held))
        return
    collector.found(Kind.METADATA, PurePosixPath(name).name)
    with collector.within(At.MEMBER, name):
        collector.text(name, at=At.FILE_NAME)
        strings.search(held, collector)


def _read_zip(given: Given, collector: Collector) -> None:
    for comment in zip_comments(given.data):
        collector.text(decoded(comment), at=At.PROPERTIES)
    with Package(given, collector, At.MEMBER) as package:
        for name in package.folders:
            collector.text(name, at=At.FILE_NAME)
            if _OUTSIDE.search(name):
                collector.found(Kind.PATH, name)
        for name in package.names:
            if package.is_encrypted(name):
                collector.text(name, at=At.FILE_NAME)
                package.read(name)  # which tells it
            else:
                _look(name, package.read(name), collector)


def _read_tar(given: Given, collector: Collector) -> None:
    with given.open() as file, tarfile.open(fileobj=file, mode="r:") as tar:
        for member in tar:
            for user in (member.uname, *filter(None, (member.pax_headers.get("comment"),))):
                collector.text(user, at=At.PROPERTIES)
            if member.uname not in ("", "root"):
                collector.found(Kind.AUTHOR, member.uname)
            if not member.isfile():
                _tell_name(member.name, collector)
                _tell_name(member.linkname, collector)
                continue
            source = tar.extractfile(member)
            assert source is not None  # noqa: S101 - it is a file
            with collector.within(At.MEMBER, member.name):
                held = _bounded(iter(partial(source.read, _PIECE), b""), collector)
            _look(member.name, held, collector)
        end = tar.offset
    _search_behind(bytes(given.data[end:]).strip(b"\0"), collector)


def _search_behind(held: bytes, collector: Collector) -> None:
    """What stands behind the last member is unpacked by nobody."""
    if held:
        collector.unpacked(len(held))
        with collector.within(At.PART, "behind"):
            strings.search(held, collector)


def _tell_name(name: str, collector: Collector) -> None:
    collector.part()
    collector.text(name, at=At.FILE_NAME)
    if _OUTSIDE.search(name):
        collector.found(Kind.PATH, name)


def _bounded(pieces: Iterator[bytes], collector: Collector) -> bytes:
    """All of a member, or as much as one may have. Raises ``Exceeded``."""
    held, size = [], 0
    for piece in pieces:
        collector.unpacked(len(piece))
        size += len(piece)
        if size > collector.bounds.part:
            collector.gap(Unread.TOO_LARGE)
            break
        held.append(piece)
    return b"".join(held)


# --- a single file that is packed -------------------------------------------------------------


class _Gzip:
    """As the others of the standard library are."""

    def __init__(self) -> None:
        self._unpacker = zlib.decompressobj(31)
        self.eof, self.needs_input, self.unused_data = False, True, b""

    def decompress(self, data: bytes, most: int) -> bytes:
        unpacked = self._unpacker.decompress(self._unpacker.unconsumed_tail + data, most)
        self.eof, self.unused_data = self._unpacker.eof, self._unpacker.unused_data
        self.needs_input = not self._unpacker.unconsumed_tail
        return unpacked


def _new(kind: str) -> _Gzip | bz2.BZ2Decompressor | lzma.LZMADecompressor:
    if kind == "gz":
        return _Gzip()
    if kind == "bz2":
        return bz2.BZ2Decompressor()
    return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_MOST_MEMORY)


def _read_packed(given: Given, collector: Collector, kind: str) -> None:
    name = PurePosixPath(given.name).stem + _UNPACKED_SUFFIXES.get(given.suffix, "")
    if kind == "gz":
        for words in _gzip_head(given.start):
            collector.text(words, at=At.PROPERTIES)
    held = _bounded(_unpacked(given, collector, kind), collector)
    collector.inside(Given(name, held=held))


def _unpacked(given: Given, collector: Collector, kind: str) -> Iterator[bytes]:
    """The bytes of all streams, one after the other; what ends them too soon is a gap."""
    with given.open() as file:
        unpacker = _new(kind)
        while True:
            data = b""
            if unpacker.eof:
                data = unpacker.unused_data or file.read(_PIECE)
                while data and not data.strip(b"\0"):  # which fill a block of a tape
                    data = file.read(_PIECE)
                if not data:
                    return
                data = data.lstrip(b"\0")
                unpacker = _new(kind)
            elif unpacker.needs_input:
                data = file.read(_PIECE)
                if not data:
                    collector.gap(Unread.DAMAGED, kind)
                    return
            try:
                piece = unpacker.decompress(data, _PIECE)
            except (zlib.error, OSError, lzma.LZMAError, EOFError) as error:
                collector.gap(Unread.DAMAGED, type(error).__name__)
                return
            if piece:
                yield piece


def _gzip_head(start: bytes) -> Iterator[str]:
    """The name and the comment (RFC 1952 § 2.3)."""
    flags, place = (start[3] if len(start) > 12 else 0), 10
    if flags & 4:
        place += 2 + int.from_bytes(start[10:12], "little")
    for flag in (8, 16):
        if flags & flag:
            end = start.find(b"\0", place)
            yield start[place:end].decode("latin-1")
            place = end + 1
