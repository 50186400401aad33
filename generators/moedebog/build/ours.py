"""Which files in a folder of outputs moedebog has made: by name, and by what they say themselves.

A record may be lost; the file still says what program made it. One that somebody has saved
again in Word or elsewhere names that program instead, and is theirs.
"""

from __future__ import annotations

import mmap
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from moedebog.document import Audience, Kind
from moedebog.workspace import CALENDAR_FILE, MAIL_FOLDER, output_stem

SUFFIXES = frozenset({".docx", ".pdf", ".eml", ".ics"})
"""Of what moedebog makes."""

_UNREADABLE = (
    OSError,
    ValueError,
    LookupError,
    RuntimeError,
    EOFError,
    zipfile.BadZipFile,
    zlib.error,
)
_HEAD = 64_000
"""Bytes in which a message or a calendar says what made it; more than we ever put before it."""


def is_document(name: str) -> bool:
    """Whether this is the name of a dagsorden or a referat."""
    path = PurePosixPath(name.lower())
    stems = {output_stem(kind, audience) for kind in Kind for audience in Audience}
    return path.suffix in (".docx", ".pdf") and path.stem in stems


def is_made(name: str) -> bool:
    """Whether moedebog may give a file this name, by path in the folder of outputs."""
    folder, _, last = name.rpartition("/")
    mail = last.endswith(".eml") and folder.rpartition("/")[2] == MAIL_FOLDER
    return mail or last == CALENDAR_FILE or is_document(name)


def is_public(name: str) -> bool:
    """Whether a file of this name holds nothing closed: it may no longer stand when something is.

    What is made for an audience ends in its name, unless everybody may have it.
    """
    stem = PurePosixPath(name).stem
    return not any(stem.endswith(f"-{audience}") for audience in Audience if audience.sees_closed)


def is_ours(path: Path) -> bool:
    """Whether a file says that moedebog made it. One that cannot be read says nothing."""
    try:
        match path.suffix.lower():
            case ".docx":
                return _word(path)
            case ".pdf":
                return _pdf(path)
            case ".eml":
                return b'boundary="=_blandet_' in _head(path)
            case ".ics":
                return b"PRODID:-//moedebog//" in _head(path)
    except _UNREADABLE:
        pass
    return False


def _word(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive, archive.open("docProps/app.xml") as part:
        return b"<Application>moedebog</Application>" in part.read(_HEAD)


def _pdf(path: Path) -> bool:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return data[:5] == b"%PDF-" and data.find(b"<xmp:CreatorTool>moedebog ") >= 0


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD)
