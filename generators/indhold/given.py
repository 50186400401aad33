"""A file that is looked into: on disk, or inside another one."""

from __future__ import annotations

import hashlib
import mmap
from functools import cached_property
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from msgspec import Struct

_BEGINNING = 4096
_PIECE = 1 << 20


class Given(Struct, dict=True):
    """A file's name and its bytes."""

    name: str
    """As it is called where it lies; endings tell what it is said to be."""
    path: Path | None = None
    """Where it is, unless it is inside another file."""
    held: bytes = b""
    """What it holds, if it is."""
    kind: str = ""
    """What it is by its contents, once ``sniffing`` has told."""

    @cached_property
    def data(self) -> bytes | mmap.mmap:
        """All of it, without reading more than is asked for."""
        if self.path is None or not self.size:
            return self.held
        with self.path.open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    @cached_property
    def size(self) -> int:
        """Bytes."""
        return len(self.held) if self.path is None else self.path.stat().st_size

    @property
    def suffix(self) -> str:
        """The name's ending, in small letters, e.g. ``.pdf``."""
        return PurePosixPath(self.name.replace("\\", "/")).suffix.lower()

    @cached_property
    def start(self) -> bytes:
        """The first few kilobytes."""
        return bytes(self.data[:_BEGINNING])

    @cached_property
    def sha256(self) -> str:
        """Checksum of all of it."""
        if self.path is None:
            return hashlib.sha256(self.held).hexdigest()
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def open(self) -> BinaryIO:
        """The file, to be read from its beginning. Raises ``OSError``."""
        return BytesIO(self.held) if self.path is None else self.path.open("rb")
