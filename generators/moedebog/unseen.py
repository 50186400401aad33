"""Folders that git does not see, whatever stops the program on the way."""

from __future__ import annotations

import os
from pathlib import Path

from moedebog.diagnostics import Phrase
from moedebog.reasons import Refusal

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


def make_private(folder: Path) -> None:
    """Make a folder that only its owner can read and that git overlooks. Raises ``OSError``."""
    if folder.is_symlink():
        raise Refusal(Phrase("den er et link", "it is a link"))
    folder.mkdir(mode=0o700, exist_ok=True)
    keep_out_of_git(folder)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file there, whole or not at all, whoever writes the same one. Raises ``OSError``."""
    begun = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    begun.write_bytes(data)
    begun.replace(path)
