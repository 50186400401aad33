"""A cleaned copy of a file: who cleans it, and how the copy is written whole or not at all."""

from __future__ import annotations

import contextlib
import filecmp
import shutil
import tempfile
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path, PurePath
from typing import BinaryIO

from indhold.bounds import Bounds
from indhold.cleaning.packages import Package
from indhold.cleaning.tally import Tally
from indhold.cleaning.told import Cleaned, Reason, Refused, Wishes
from indhold.cleaning.zips import Zip

_BEGINNING = 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")
_PLAIN = {
    ".docm": ".docx",
    ".dotm": ".dotx",
    ".xlsm": ".xlsx",
    ".xltm": ".xltx",
    ".pptm": ".pptx",
    ".ppsm": ".ppsx",
    ".potm": ".potx",
}
_LETTERS = frozenset((".eml", ".msg"))
_ARCHIVES = frozenset((".zip", ".7z", ".rar", ".gz", ".tar"))
_TEXTS = frozenset((".txt", ".csv", ".tsv", ".md", ".json", ".xml", ".ics", ".log"))
_MAIN = {"wordprocessingml": "docx", "ms-word": "docx", "spreadsheetml": "xlsx"} | {
    "ms-excel": "xlsx",
    "presentationml": "pptx",
    "ms-powerpoint": "pptx",
}
"""A word in the type of the main part -> the module that cleans such packages."""

_Save = Callable[[Path], None]


def suffix_of(name: str) -> str:
    """What the name of the copy ends in: a copy has no macros, and is not called as if it had."""
    suffix = PurePath(name).suffix
    return _PLAIN.get(suffix.lower(), suffix)


def clean(given: Path, target: Path, wishes: Wishes, bounds: Bounds | None = None) -> Cleaned:
    """Write a copy of a file without what nobody means to hand on.

    The original is never touched. Where nothing is to be taken out, or the very same copy is
    there, nothing is written. The copy has the original's permissions, and the same original and
    wishes always give the same bytes. Raises ``Refused`` or ``OSError``.
    """
    tally = Tally()
    with given.open("rb") as file, _refusing(), contextlib.ExitStack() as stack:
        save = _prepared(file, given.name, wishes, tally, bounds or Bounds())
        if not tally.taken or save is None:
            return Cleaned((), tally.still_there)
        folder = stack.enter_context(
            tempfile.TemporaryDirectory(dir=target.parent, prefix=".rensning-")
        )
        new = Path(folder) / "copy"
        save(new)
        if target.is_file() and filecmp.cmp(new, target, shallow=False):
            return Cleaned(tally.taken, tally.still_there)
        shutil.copymode(given, new)
        new.replace(target)
    return Cleaned(tally.taken, tally.still_there, written=True)


@contextlib.contextmanager
def _refusing() -> Iterator[None]:
    """Files from anywhere break libraries in any way; then there is no copy."""
    try:
        yield
    except (Refused, OSError, MemoryError):
        raise
    except Exception as error:
        raise Refused(Reason.FAILED) from error


def _prepared(
    file: BinaryIO, name: str, wishes: Wishes, tally: Tally, bounds: Bounds
) -> _Save | None:
    """How the copy is written; ``None`` of a kind of file in which there is nothing to take."""
    file.seek(0, 2)
    if file.tell() > bounds.bytes:
        raise Refused(Reason.TOO_LARGE)
    file.seek(0)
    start = file.read(_BEGINNING)
    file.seek(0)
    suffix = PurePath(name).suffix.lower()
    if b"%PDF-" in start:
        return _by("pdf", file, wishes, tally)
    if start.startswith(_ZIP):
        return _package(Zip(file, bounds), wishes, tally, suffix)
    if start.startswith(_PICTURES) or (start.startswith(b"RIFF") and start[8:12] == b"WEBP"):
        return _picture(file, tally)
    if start.startswith(_OLE):
        raise Refused(Reason.LETTER if suffix == ".msg" else _in_ole(file))
    _refuse_unknown(start, suffix)
    return None


def _refuse_unknown(start: bytes, suffix: str) -> None:
    if suffix in _LETTERS:
        raise Refused(Reason.LETTER)
    if suffix in _ARCHIVES:
        raise Refused(Reason.ARCHIVE)
    if start and suffix not in _TEXTS:
        raise Refused(Reason.UNKNOWN)


def _in_ole(file: BinaryIO) -> Reason:
    import olefile

    try:
        with olefile.OleFileIO(file) as ole:
            return Reason.PASSWORD if ole.exists("EncryptedPackage") else Reason.OLD_OFFICE
    except (OSError, ValueError, IndexError):
        return Reason.DAMAGED


def _picture(file: BinaryIO, tally: Tally) -> _Save:
    from indhold.cleaning.pictures import clean_picture

    new = clean_picture(file.read(), tally)

    def save(path: Path) -> None:
        path.write_bytes(new)

    return save


def _package(entries: Zip, wishes: Wishes, tally: Tally, suffix: str) -> _Save:
    if "mimetype" in entries and b"opendocument" in entries.read("mimetype")[:200]:
        return _by("odf", entries, wishes, tally)
    if "[Content_Types].xml" not in entries:
        raise Refused(Reason.ARCHIVE if suffix in _ARCHIVES else Reason.UNKNOWN)
    package = Package(entries)
    main = next(iter(package.linked("", "officeDocument")), "")
    content_type = package.type_of(main) if main else ""
    module = next((m for word, m in _MAIN.items() if word in content_type), None)
    if module is None or "binary" in content_type:
        raise Refused(Reason.UNKNOWN)
    getattr(import_module(f"indhold.cleaning.{module}"), f"clean_{module}")(package, wishes, tally)
    return package.save


def _by(module: str, of: object, wishes: Wishes, tally: Tally) -> _Save:
    cleaner = getattr(import_module(f"indhold.cleaning.{module}"), f"clean_{module}")
    save: _Save = cleaner(of, wishes, tally)
    return save
