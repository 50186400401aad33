"""The bytes of a file, in memory or on disk, read as a file without a copy of them."""

from __future__ import annotations

import io
import mmap
from pathlib import Path
from typing import Any

_GIVEN_BACK = 32_000_000
"""After so many bytes read from disk the memory that they lie in is given back."""

Held = bytes | mmap.mmap
"""The bytes of a file: in memory, or as they lie on disk."""


def on_disk(path: Path) -> Held:
    """The bytes of a file, without reading them all. Raises ``OSError``."""
    if not path.stat().st_size:
        return b""
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


class Reading(io.RawIOBase):
    """Bytes as a file that is read, without a copy of them."""

    def __init__(self, held: Held) -> None:
        super().__init__()
        self._held, self._at, self._kept = held, 0, 0

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Where reading goes on, from the beginning, from here or from the end."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: len(self._held)}[whence]
        self._at = base + offset
        return self._at

    def tell(self) -> int:
        """Where reading goes on."""
        return self._at

    def readinto(self, buffer: Any) -> int:
        """As much as there is room for."""
        piece = self._held[self._at : self._at + len(buffer)]
        buffer[: len(piece)] = piece
        self._at += len(piece)
        self._kept += len(piece)
        if self._kept > _GIVEN_BACK:
            self._give_back()
        return len(piece)

    def _give_back(self) -> None:
        self._kept = 0
        if isinstance(self._held, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
            self._held.madvise(mmap.MADV_DONTNEED)
