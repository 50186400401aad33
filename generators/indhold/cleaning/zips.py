"""A zip file that is changed: what is not touched is copied piece by piece."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from indhold.bounds import Bounds
from indhold.cleaning.told import Reason, Refused

_DATE = (1980, 1, 1, 0, 0, 0)
"""The first that a zip file can hold: the same file always comes out."""
_ENCRYPTED = 0x1


class Zip:
    """The entries of a zip file by their names, in their order."""

    def __init__(self, file: BinaryIO, bounds: Bounds) -> None:
        try:
            self._zip = ZipFile(file)
        except (BadZipFile, OSError, ValueError, NotImplementedError):
            raise Refused(Reason.DAMAGED) from None
        self._bounds = bounds
        self._entries: dict[str, ZipInfo] = {}
        self._changed: dict[str, bytes] = {}
        entries = [one for one in self._zip.infolist() if not one.is_dir()]
        if len(entries) > bounds.parts or sum(one.file_size for one in entries) > bounds.unpacked:
            raise Refused(Reason.TOO_LARGE)
        for entry in entries:
            if entry.flag_bits & _ENCRYPTED:
                raise Refused(Reason.PASSWORD)
            if entry.filename in self._entries:  # which of the two is shown nobody knows
                raise Refused(Reason.DAMAGED)
            self._entries[entry.filename] = entry

    @property
    def names(self) -> tuple[str, ...]:
        """Of all that is still in it."""
        return tuple(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def size(self, name: str) -> int:
        """Bytes of an entry as it was."""
        return self._entries[name].file_size

    def read(self, name: str) -> bytes:
        """All of an entry. Raises ``Refused``."""
        if name in self._changed:
            return self._changed[name]
        if self.size(name) > self._bounds.part:
            raise Refused(Reason.TOO_LARGE)
        try:
            return self._zip.read(name)
        except (BadZipFile, OSError, ValueError, NotImplementedError, EOFError, KeyError):
            raise Refused(Reason.DAMAGED) from None

    def change(self, name: str, data: bytes) -> None:
        """An entry holds something else now."""
        self._changed[name] = data

    def remove(self, name: str) -> None:
        """An entry is not there any more."""
        self._entries.pop(name, None)
        self._changed.pop(name, None)

    def remove_all(self, names: Iterable[str]) -> None:
        """Some entries are not there any more."""
        for name in list(names):
            self.remove(name)

    def save(self, path: Path) -> None:
        """Write it, the same bytes for the same entries. Raises ``Refused`` or ``OSError``."""
        with ZipFile(path, "w") as new:
            for name, entry in self._entries.items():
                info = ZipInfo(name, _DATE)
                is_stored = entry.compress_type == ZIP_STORED
                info.compress_type = ZIP_STORED if is_stored else ZIP_DEFLATED
                info.create_system = 0
                if name in self._changed:
                    new.writestr(info, self._changed[name])
                    continue
                info.file_size = entry.file_size
                try:
                    with self._zip.open(entry) as source, new.open(info, "w") as copy:
                        shutil.copyfileobj(source, copy)
                except (BadZipFile, ValueError, NotImplementedError, EOFError):
                    raise Refused(Reason.DAMAGED) from None
