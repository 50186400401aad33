"""What tells cheaply that a file was changed: its size and its times."""

from __future__ import annotations

import os
from pathlib import Path

Stamp = tuple[int, int, int] | None
"""Size, time of change and time of change of the entry; ``None``: there is no such file."""
SAFE = 2_000_000_000
"""Nanoseconds. A file changed later than this before it was looked at may change again within
the grain of the file system's clock, so its time proves nothing."""


def stamp_of(path: Path) -> Stamp:
    """The stamp of a file as it is now; ``None`` also where it cannot be seen."""
    try:
        status = os.stat(path)  # noqa: PTH116 - ten thousand of them
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns
