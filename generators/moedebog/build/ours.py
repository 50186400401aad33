"""Which files in a folder of outputs moedebog has made: by name, and by what they say themselves.

A record may be lost; the file still says what program made it. One that somebody has saved
again in Word or elsewhere names that program instead, and is theirs.
"""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path, PurePosixPath

from moedebog.build.tasks import every_paper
from moedebog.document import Audience, Kind
from moedebog.render.formats import FORMATS
from moedebog.workspace import (
    CALENDAR_FILE,
    EXTRACTS_FOLDER,
    JOURNAL,
    JOURNAL_COLUMNS,
    MAIL_FOLDER,
    MATERIAL_FOLDER,
    output_stem,
)

_UNREADABLE = (
    OSError,
    ValueError,
    LookupError,
    RuntimeError,
    EOFError,
    zipfile.BadZipFile,
    zlib.error,
)
ZIP_COMMENT = b"moedebog"
"""By which a zip says what made it."""
_JOURNAL_HEAD = ";".join(JOURNAL_COLUMNS).encode("utf-8-sig")
"""The beginning of a list of extracts."""
_JOURNALS = frozenset(f"{output_stem(JOURNAL, audience)}.csv" for audience in Audience)
_HEAD = 64_000
"""Bytes in which a message or a calendar says what made it; more than we ever put before it."""


def endings() -> frozenset[str]:
    """Of the names of all that moedebog makes."""
    return frozenset({".eml", ".ics", ".csv", ".zip", *(f".{suffix}" for suffix in FORMATS)})


def is_document(name: str) -> bool:
    """Whether this is the name of a dagsorden, of what adds to one, or of a referat."""
    stem, _, suffix = name.rpartition("/")[2].lower().rpartition(".")
    stems = {output_stem(paper.stem, paper.audience) for paper in every_paper()}
    return stem in stems and suffix in FORMATS


def is_made(name: str) -> bool:
    """Whether moedebog may give a file this name, by path in the folder of outputs."""
    folder, _, last = name.rpartition("/")
    below = folder.rpartition("/")[2]
    mail = last.endswith(".eml") and below == MAIL_FOLDER
    extract = below == EXTRACTS_FOLDER and _is_extract(last)
    material = below == MATERIAL_FOLDER and last.startswith(tuple(Kind))
    return mail or extract or material or last == CALENDAR_FILE or is_document(name)


def _is_extract(last: str) -> bool:
    """Whether a file in the folder of extracts may be one, or their list; what it is called is
    in the words of the phrase book."""
    return last.rpartition(".")[2] in FORMATS or last in _JOURNALS


def is_public(name: str) -> bool:
    """Whether a file of this name holds nothing closed: it may no longer stand when something is.

    What is made for an audience ends in its name, unless everybody may have it: the file does, or
    the folder of files that it lies in.
    """
    path = PurePosixPath(name)
    closed = tuple(f"-{audience}" for audience in Audience if audience.sees_closed)
    folder = path.parent
    in_folder = (
        folder.parent.name == MATERIAL_FOLDER
        and folder.name.startswith(tuple(Kind))
        and folder.name.endswith(closed)
    )
    return not (in_folder or path.stem.endswith(closed))


def is_ours(path: Path) -> bool:
    """Whether a file says that moedebog made it. One that cannot be read says nothing."""
    ending = path.suffix.lower()
    try:
        if ending == ".eml":
            return b'boundary="=_blandet_' in _head(path)
        if ending == ".ics":
            return b"PRODID:-//moedebog//" in _head(path)
        if ending == ".csv":  # which can say no more than what its columns are
            return _head(path).startswith(_JOURNAL_HEAD)
        if ending == ".zip":
            with zipfile.ZipFile(path) as packed:
                return packed.comment == ZIP_COMMENT
        one = FORMATS.get(ending[1:])
        return one is not None and one.is_ours(path)
    except _UNREADABLE:
        return False


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD)
