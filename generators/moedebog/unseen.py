"""Folders that git does not see, whatever stops the program on the way."""

from __future__ import annotations

import os
from pathlib import Path

NAME = ".gitignore"
BEGUN = f"{NAME}.ny"
"""What is there for a moment, and stays where the program is stopped in it."""


def keep_out_of_git(folder: Path) -> None:
    """Have git overlook all of a folder. What somebody wrote there holds. Raises ``OSError``.

    The file is there whole or not at all: an empty one would hide nothing, and look as if it did.
    """
    path = folder / NAME
    if path.exists() and path.stat().st_size > 0:
        return
    begun = folder / BEGUN
    with begun.open("wb") as file:
        file.write(b"*\n")
        file.flush()
        os.fsync(file.fileno())
    begun.replace(path)
