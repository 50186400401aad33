"""What was made from what: the record beside the outputs, and checksums of the inputs.

Whether something is out of date is decided by content. Size and time of change only save
reading a file again that cannot have changed since its checksum was taken.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from msgspec import Struct, field, to_builtins

FORMAT = 2
"""Rises when the record changes its shape; an older one counts as none."""

SAFE = 2_000_000_000
"""Nanoseconds. A file changed later than this before the run began may change again within
the grain of the file system's clock, so its time proves nothing."""


class Seen(Struct, frozen=True):
    """A file's content as it was when last read."""

    size: int
    mtime_ns: int
    """-1 where the time proves nothing."""
    digest: str


class Made(Struct, frozen=True):
    """A file that moedebog made, or (with empty checksums) had begun to make."""

    fingerprint: str
    """Of everything it was made from."""
    size: int = 0
    mtime_ns: int = 0
    digest: str = ""


class Entry(Struct):
    """A meeting, as it was at the last build."""

    inputs: tuple[str, ...] = ()
    """Every file read or looked for, as ``Workspace.display`` writes it."""
    template: str = ""
    """The template set."""
    minutes: bool = False
    """Whether the meeting has anything to put into a referat."""
    contents: str = ""
    """Checksum over the inputs alone, without program and template set."""
    outputs: dict[str, Made] = field(default_factory=dict)
    """By path in the output folder, with ``/``."""


class Manifest(Struct):
    """The record of an output folder."""

    files: dict[str, Seen] = field(default_factory=dict)
    meetings: dict[str, Entry] = field(default_factory=dict)
    feeds: list[str] = field(default_factory=list)
    """Files made of several meetings, by path in the output folder."""

    @classmethod
    def load(cls, path: Path) -> Manifest:
        """Read the record; an unreadable one counts as none."""
        try:
            raw = json.loads(path.read_bytes())
            if raw["format"] != FORMAT:
                return cls()
            return cls(
                {name: Seen(*seen) for name, seen in raw["files"].items()},
                {name: _entry(entry) for name, entry in raw["meetings"].items()},
                [str(name) for name in raw.get("feeds", ())],
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls()

    def dump(self) -> bytes:
        """The record as it is written."""
        raw = {
            "format": FORMAT,
            "files": {
                name: (seen.size, seen.mtime_ns, seen.digest) for name, seen in self.files.items()
            },
            "meetings": {name: to_builtins(entry) for name, entry in self.meetings.items()},
            "feeds": self.feeds,
        }
        return json.dumps(raw, sort_keys=True, separators=(",", ":")).encode()


def _entry(raw: dict[str, Any]) -> Entry:
    outputs = {name: Made(**made) for name, made in raw["outputs"].items()}
    if any(PurePosixPath(name).is_absolute() or ".." in name.split("/") for name in outputs):
        raise ValueError(outputs)
    inputs = tuple(raw["inputs"])
    return Entry(inputs, raw["template"], raw["minutes"], raw["contents"], outputs)


class Digests:
    """Checksums of files, each file read at most once in a run."""

    def __init__(self, root: Path, known: Mapping[str, Seen], started: int) -> None:
        self._root = str(root)
        self._known = known
        self._safe = started - SAFE
        self._asked: dict[str, str | None] = {}
        self.seen: dict[str, Seen] = {}
        """What was asked for in this run and is there."""
        self.settled: set[str] = set()
        """Of these, what had been left alone for a while when the run began."""

    def of(self, name: str) -> str | None:
        """The checksum of a file, named from the root; ``None`` where there is none."""
        if name not in self._asked:
            self._asked[name] = self._look(name)
        return self._asked[name]

    def _look(self, name: str) -> str | None:
        path = os.path.join(self._root, name)  # noqa: PTH118 - ten thousand of them
        try:
            status = os.stat(path)  # noqa: PTH116
            known = self._known.get(name)
            if known and (known.size, known.mtime_ns) == (status.st_size, status.st_mtime_ns):
                self.seen[name] = known
                return known.digest
            if not stat.S_ISREG(status.st_mode):
                return "-"
            digest = digest_of(path)
        except OSError:
            return None
        mtime = status.st_mtime_ns if status.st_mtime_ns < self._safe else -1
        if max(status.st_mtime_ns, status.st_ctime_ns) < self._safe:
            self.settled.add(name)
        self.seen[name] = Seen(status.st_size, mtime, digest)
        return digest


def digest_of(path: str | Path) -> str:
    """The checksum of a file's content."""
    import hashlib

    with open(path, "rb") as file:  # noqa: PTH123
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest_of_bytes(data: bytes) -> str:
    """The checksum of content not yet in a file."""
    import hashlib  # here, since a command that only checks a file starts sooner without

    return hashlib.sha256(data).hexdigest()


def digest_of_value(value: object) -> str:
    """The checksum of what JSON can hold."""
    return digest_of_bytes(json.dumps(value).encode())


def is_intact(path: Path, made: Made) -> bool:
    """Whether a file is still as moedebog made it."""
    try:
        status = os.stat(path)  # noqa: PTH116
        if status.st_size != made.size:
            return False
        return status.st_mtime_ns == made.mtime_ns or digest_of(path) == made.digest
    except OSError:
        return False


def contents(digests: Digests, inputs: Iterable[str]) -> str:
    """One checksum over what a meeting consists of."""
    return fingerprint("", "", digests, inputs)


def fingerprint(code: str, template: str, digests: Digests, inputs: Iterable[str]) -> str:
    """One checksum over everything that the documents of a meeting are made from."""
    parts = [code, template, *((name, digests.of(name)) for name in sorted(inputs))]
    return digest_of_value(parts)
