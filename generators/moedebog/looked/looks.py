"""What is in files: looked up where they were looked into before, else looked into.

What is kept (in ``.moedebog/kig/``, which only its owner can read and git overlooks) is known by
the file's checksum and name, and by the version of the looking, so that a changed file and a
program that sees more both begin anew. Numbers are masked before they get here.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import Struct, field

from indhold import pool
from indhold.bounds import Bounds
from indhold.findings import Gap, Look, Unread
from indhold.given import Given
from moedebog.looked.words import named
from moedebog.stamps import SAFE, Stamp, stamp_of
from moedebog.unseen import make_private, write_whole
from moedebog.workspace import STATE

FOLDER = "kig"
_INDEX = "filer.json"
_KEPT = 3600
"""Seconds for which a result is kept that the index does not know."""
_PASSING = frozenset({Unread.TOO_LONG, Unread.TOO_MUCH_MEMORY, Unread.FAILED})
"""What may come out otherwise another day: the machine was busy, or short of memory."""
_PASSING_HOLDS = 86_400
"""Seconds for which that holds, so that a file that takes a minute does not take it every time."""


class _Entry(Struct, frozen=True, array_like=True):
    """A file as it was when its checksum was taken."""

    size: int
    mtime_ns: int
    ctime_ns: int
    sha256: str


class _Index(Struct):
    """What is known of files, by their place."""

    version: str = ""
    files: dict[str, _Entry] = field(default_factory=dict)


class Looks:
    """What is known of a workspace's files."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._state = root / STATE
        self._folder = self._state / FOLDER
        self._version = pool.version()
        self._index = self._read_index()
        self._changed = False

    def of(self, paths: Iterable[Path], *, workers: int = 0) -> dict[Path, Look]:
        """What is in each of these files; those that are not known are looked into.

        A file that cannot be read has no checksum.
        """
        looks: dict[Path, Look] = {}
        waiting = []
        for path in dict.fromkeys(paths):
            known = self._known(path)
            if known is None:
                waiting.append(path)
            else:
                looks[path] = known
        stamps = {path: stamp_of(path) for path in waiting}
        for path, look in _every(waiting, workers):
            looks[path] = look
            self._keep(path, look, stamps[path])
        self._save()
        return looks

    def _known(self, path: Path) -> Look | None:
        """What was found in a file of this content and this name before."""
        before = stamp_of(path)
        if before is None:
            return None
        known = self._index.files.get(self._called(path))
        if known is not None and before == (known.size, known.mtime_ns, known.ctime_ns):
            return self._read(path, known.sha256)
        if not self._folder.is_dir() or before[0] > Bounds().bytes:
            return None
        with contextlib.suppress(OSError):
            checksum = Given(path.name, path).sha256
            if look := self._read(path, checksum):
                self._note(path, before, checksum)
                return look
        return None

    def _read(self, path: Path, checksum: str) -> Look | None:
        place = self._place(path, checksum)
        try:
            look = msgspec.json.decode(place.read_bytes(), type=Look)
            age = time.time() - place.stat().st_mtime
        except (OSError, msgspec.MsgspecError):
            return None
        return look if is_settled(look) or age <= _PASSING_HOLDS else None

    def _keep(self, path: Path, look: Look, before: Stamp) -> None:
        """Put down what was found, unless the file may have changed meanwhile."""
        if not look.sha256 or before is None:
            return
        with contextlib.suppress(OSError):
            make_private(self._state)
            self._folder.mkdir(mode=0o700, exist_ok=True)
            write_whole(self._place(path, look.sha256), msgspec.json.encode(look))
            self._note(path, before, look.sha256)

    def _note(self, path: Path, before: tuple[int, int, int], checksum: str) -> None:
        """The file need not be read for its checksum, unless it may still be being changed."""
        called = self._called(path)
        safe = before == stamp_of(path) and time.time_ns() - max(before[1:]) >= SAFE
        if safe and named(called) == called:  # else the number would stand here
            self._index.files[called] = _Entry(*before, checksum)
            self._changed = True

    def _called(self, path: Path) -> str:
        """As the index has it: from the workspace, which may be moved."""
        try:
            return Path(os.path.relpath(path, self._root)).as_posix()
        except ValueError:  # on another drive of Windows
            return path.as_posix()

    def _place(self, path: Path, checksum: str) -> Path:
        # The name is looked into as well: whether it fits, and what stands in it.
        key = sha256(f"{self._version}\0{path.name}\0{checksum}".encode()).hexdigest()
        return self._folder / f"{key[:40]}.json"

    def _read_index(self) -> _Index:
        try:
            index = msgspec.json.decode((self._folder / _INDEX).read_bytes(), type=_Index)
        except (OSError, msgspec.MsgspecError):
            return _Index(self._version)
        return index if index.version == self._version else _Index(self._version)

    def _save(self) -> None:
        """Write what is known, and remove what is of no file any more."""
        if not self._changed:
            return
        files = self._index.files
        for gone in [path for path in files if not os.path.lexists(self._root / path)]:
            del files[gone]
        with contextlib.suppress(OSError):
            write_whole(self._folder / _INDEX, msgspec.json.encode(self._index))
            wanted = {self._place(Path(path), one.sha256).name for path, one in files.items()}
            limit = time.time() - _KEPT
            for path in self._folder.glob("*.json"):
                if path.name not in wanted and path.name != _INDEX and path.stat().st_mtime < limit:
                    path.unlink()
        self._changed = False


def look_at(paths: Sequence[Path], *, workers: int = 0) -> Iterable[tuple[Path, Look]]:
    """Look into files, whatever is known of them, in the order in which they are ready."""
    for index, look in pool.looks(paths, workers=workers):
        yield paths[index], look


def _every(paths: Sequence[Path], workers: int) -> Iterator[tuple[Path, Look]]:
    """One look for each file, whatever happens: none is taken for read that was not."""
    left = dict.fromkeys(paths)
    why = ""
    try:
        for path, look in look_at(paths, workers=workers):
            left.pop(path, None)
            yield path, look
    except Exception as error:  # noqa: BLE001 - who may have the files unread still gets them
        why = type(error).__name__
    for path in left:
        yield path, Look("", 0, "", gaps=(Gap(Unread.FAILED, shown=why),))


def is_settled(look: Look) -> bool:
    """Whether the same file gives the same another day, too."""
    return not any(gap.reason in _PASSING for gap in look.gaps)
