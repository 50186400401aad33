"""Attachments as they travel, however large: encoded once, shared by all messages.

A file is read once and never as a whole. What is encoded is kept, so that everybody gets the same
bytes although the file may be saved meanwhile: in memory, and past ``IN_MEMORY`` bytes in a
temporary file that has no name and is gone with the process.
"""

from __future__ import annotations

import binascii
import hashlib
import tempfile
from base64 import encodebytes
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

IN_MEMORY = 32_000_000
"""Bytes of encoded attachments that one mailing holds in memory."""
_LINE = 57
"""Bytes of a file in one line of base64."""
_LINE_ON_THE_WAY = 78
_READ = _LINE * 8192
_CHUNK = _LINE_ON_THE_WAY * 8192


def encoded_size(size: int) -> int:
    """Bytes that a file of ``size`` bytes takes in a message."""
    lines, rest = divmod(size, _LINE)
    return lines * _LINE_ON_THE_WAY + ((rest + 2) // 3 * 4 + 2 if rest else 0)


class Encoded:
    """A file in base64, in lines that end in CRLF."""

    def __init__(self, place: BinaryIO, start: int, length: int) -> None:
        self._place, self._start, self._length = place, start, length

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[bytes]:
        """Piece by piece; no line is cut by two of them."""
        for start in range(0, self._length, _CHUNK):
            self._place.seek(self._start + start)
            yield self._place.read(min(_CHUNK, self._length - start))

    def decoded(self) -> Iterator[bytes]:
        """What a mail program makes of it."""
        return map(binascii.a2b_base64, self)


class Spool:
    """Where the encoded attachments of one mailing are kept."""

    def __init__(self) -> None:
        self._held = 0
        self._file: BinaryIO | None = None

    def encode(self, source: BinaryIO, size: int) -> tuple[Encoded, str, int]:
        """A file encoded, its SHA-256 and its size; ``size`` is what it is thought to be."""
        place = self._place(encoded_size(size))
        start = place.seek(0, 2)
        digest, length = hashlib.sha256(), 0
        while data := source.read(_READ):
            digest.update(data)
            length += len(data)
            place.write(encodebytes(data).replace(b"\n", b"\r\n"))
        return Encoded(place, start, place.tell() - start), digest.hexdigest(), length

    def encode_file(self, path: Path) -> tuple[Encoded, str, int]:
        """The same of a file on the disk. Raises ``OSError``."""
        with path.open("rb") as source:
            return self.encode(source, path.stat().st_size)

    def _place(self, need: int) -> BinaryIO:
        if self._held + need <= IN_MEMORY:
            self._held += need
            return BytesIO()
        if self._file is None:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as its parts
        return self._file
