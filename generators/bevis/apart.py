"""Takes files apart, whatever they are in: each part once, as it stands and as it reads.

Nothing here knows how the files were made. Whoever makes documents must not be the one who proves
what they hold.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import PurePosixPath

from bevis import letters, pdf, texts
from bevis.held import Held, Reading
from bevis.parts import As, Limits, Part, Place

_ZIP, _ZIP_END, _PDF = b"PK\x03\x04", b"PK\x05\x06", b"%PDF-"
_PACKED: dict[bytes, Callable[[bytes], bytes]] = {
    b"\x1f\x8b": gzip.decompress,
    b"BZh": bz2.decompress,
    b"\xfd7zXZ\x00": lzma.decompress,
}
_PNG = b"\x89PNG\r\n\x1a\n"
_BEGINNING = 1024
_END = 66_000
"""Bytes in which a zip file's end lies (APPNOTE 4.3.16)."""
_LETTERS = (".eml",)
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, tarfile.TarError),
    *(OSError, EOFError, ValueError, RuntimeError, NotImplementedError),
)


class _Enough(Exception):
    """A limit was met."""


class _Taking:
    """Taking one file apart, within limits."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.unpacked = self.count = 0

    def file(self, name: str, data: Held, outer: Place) -> Iterator[Part]:
        """A file, and all that is inside it."""
        place = (*outer, name)
        self.count += 1
        self.unpacked += len(data)
        if self.unpacked > self.limits.unpacked or self.count > self.limits.parts:
            raise _Enough
        yield Part(As.NAME, place, name)
        yield Part(As.BYTES, place, data=data)
        if len(place) > self.limits.depth:
            yield Part(As.UNREAD, place, "depth")
            return
        for opened in self._openers(name, data):
            try:
                yield from opened(place, data)
            except _BROKEN as error:
                yield Part(As.UNREAD, place, type(error).__name__)

    def _openers(self, name: str, data: Held) -> Iterator[Callable[[Place, Held], Iterator[Part]]]:
        """Everything that the bytes can be taken for: one file may be two."""
        suffix, start = PurePosixPath(name).suffix.lower(), bytes(data[:_BEGINNING])
        if start.startswith(_ZIP) or _ZIP_END in bytes(data[-_END:]):
            yield self._zip
        if _PDF in start:
            yield self._pdf
        for sign, unpack in _PACKED.items():
            if start.startswith(sign):
                yield partial(self._packed, unpack)
        if start[257:262] == b"ustar":
            yield self._tar
        if start.startswith(_PNG):
            yield texts.of_png
        if suffix in _LETTERS:
            yield self._letter
        elif texts.is_text(data):
            yield texts.of_text

    def _packed(self, unpack: Callable[[bytes], bytes], place: Place, data: Held) -> Iterator[Part]:
        yield from self.file("unpacked", unpack(bytes(data)), place)

    def _pdf(self, place: Place, data: Held) -> Iterator[Part]:
        for part in pdf.parts(place, data, pictures=self.limits.pictures):
            if part.kind is As.BYTES:  # a stream: it may be a file of its own
                yield from self.file(part.place[-1], part.data, part.place[:-1])
            else:
                yield part

    def _zip(self, place: Place, data: Held) -> Iterator[Part]:
        with zipfile.ZipFile(Reading(data)) as archive:
            yield Part(As.BYTES, place, data=archive.comment)
            for member in archive.infolist():
                if member.is_dir():
                    yield Part(As.NAME, place, member.filename)
                    continue
                if self.unpacked + member.file_size > self.limits.unpacked:
                    raise _Enough
                yield from self.file(member.filename, archive.read(member), place)

    def _tar(self, place: Place, data: Held) -> Iterator[Part]:
        with tarfile.open(fileobj=Reading(data)) as archive:
            for member in archive:
                held = archive.extractfile(member) if member.isfile() else None
                if held is None:
                    yield Part(As.NAME, place, member.name)
                else:
                    yield from self.file(member.name, held.read(), place)

    def _letter(self, place: Place, data: Held) -> Iterator[Part]:
        for part in letters.parts(place, data):
            if part.kind is As.BYTES:
                yield from self.file(part.place[-1], part.data, part.place[:-1])
            else:
                yield part


def taken_apart(name: str, data: Held, limits: Limits | None = None) -> Iterator[Part]:
    """All parts of a file, those of files inside it included.

    What cannot be taken apart is a part that says so, and no reason to stop: its bytes were given.
    """
    taking = _Taking(limits or Limits())
    try:
        yield from taking.file(name, data, ())
    except _Enough:
        yield Part(As.UNREAD, (name,), "limit")
