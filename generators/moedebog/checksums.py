"""SHA-256 of files and of what is to become one, in hexadecimal digits."""

from __future__ import annotations

from pathlib import Path


def digest_of(path: str | Path) -> str:
    """The checksum of a file's content. Raises ``OSError``."""
    import hashlib  # here, since a command that only checks a file starts sooner without

    with open(path, "rb") as file:  # noqa: PTH123
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest_if_there(path: Path) -> str:
    """The checksum of a file; empty where it cannot be read."""
    try:
        return digest_of(path)
    except OSError:
        return ""


def digest_of_bytes(data: bytes) -> str:
    """The checksum of content not yet in a file."""
    import hashlib

    return hashlib.sha256(data).hexdigest()
