"""What was made from what: the record of a folder of outputs, and checksums of the inputs.

Whether something is out of date is decided by content. Size and time of change only save
reading a file again that cannot have changed since its checksum was taken.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PureWindowsPath

import msgspec
from msgspec import Struct, field

from moedebog.checksums import digest_of as digest_of
from moedebog.checksums import digest_of_bytes as digest_of_bytes
from moedebog.stamps import SAFE

FORMAT = 3
"""Rises when the record changes its shape; an older one counts as none."""
_READABLE = (2, FORMAT)


class Seen(Struct, frozen=True, array_like=True):
    """A file's content as it was when last read."""

    size: int
    mtime_ns: int
    """-1 where the time proves nothing."""
    digest: str
    ctime_ns: int = -1
    """When the entry itself was last changed: no program can set that back."""


class Looked(Struct, frozen=True, array_like=True):
    """A file that no record knew, as it was when it was opened to see whose it is."""

    size: int
    mtime_ns: int
    ours: bool
    """Whether it says that moedebog made it."""


class Made(Struct, frozen=True):
    """A file that moedebog made, or (with empty checksums) had begun to make."""

    fingerprint: str
    """Of everything it was made from."""
    size: int = 0
    mtime_ns: int = 0
    digest: str = ""


class BuiltMeeting(Struct):
    """A meeting, as it was at the last build."""

    inputs: tuple[str, ...] = ()
    """Every file read or looked for, as ``Workspace.display`` writes it."""
    template: str = ""
    """The template set."""
    formats: tuple[str, ...] = ()
    """In which it is drawn."""
    minutes: bool = False
    """Whether the meeting has anything to put into a referat."""
    contents: str = ""
    """Checksum over the inputs alone, without program and template set."""
    outputs: dict[str, Made] = field(default_factory=dict)
    """By path in the output folder, with ``/``."""


class Manifest(Struct):
    """The record of an output folder."""

    format: int = FORMAT
    files: dict[str, Seen] = field(default_factory=dict)
    meetings: dict[str, BuiltMeeting] = field(default_factory=dict)
    feeds: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Files made of several meetings, by path in the output folder, with the meetings' files."""
    looked: dict[str, Looked] = field(default_factory=dict)
    """Files that are not on record, by path in the output folder."""
    left: bool = False
    """Whether it has been told that this is the output folder no more."""

    @classmethod
    def parse(cls, data: bytes) -> Manifest:
        """The record in a file; an unreadable one counts as none."""
        try:
            read = msgspec.convert(json.loads(data), _Read)
            if read.format not in _READABLE or not all(map(_is_inside, read.paths())):
                return cls()
        except (ValueError, RecursionError, msgspec.MsgspecError):
            return cls()
        feeds = read.feeds
        if isinstance(feeds, list):
            feeds = dict.fromkeys(feeds, ())
        return cls(FORMAT, read.files, read.meetings, feeds, read.looked, read.left)

    def is_worth(self) -> bool:
        """Whether there is anything to write down."""
        return bool(self.meetings or self.feeds or self.looked)

    def dump(self) -> bytes:
        """The record as it is written."""
        raw = msgspec.to_builtins(self)  # json, since a file may have a name that UTF-8 cannot hold
        return json.dumps(raw, sort_keys=True, separators=(",", ":")).encode()


class _Read(Struct):
    """A record as it may stand in a file."""

    format: int
    files: dict[str, Seen]
    meetings: dict[str, BuiltMeeting]
    feeds: dict[str, tuple[str, ...]] | list[str] = field(default_factory=list)
    """Without their meetings in format 2."""
    looked: dict[str, Looked] = field(default_factory=dict)
    left: bool = False

    def paths(self) -> Iterator[str]:
        """All that could be removed because it stands here."""
        for entry in self.meetings.values():
            yield from entry.outputs
        yield from self.feeds


def _is_inside(name: str) -> bool:
    """Whether a path leads to somewhere in the output folder."""
    parts = name.replace("\\", "/").split("/")
    absolute = name.startswith(("/", "\\")) or PureWindowsPath(name).drive
    return not absolute and ".." not in parts and "\0" not in name


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
            if known and (known.size, known.mtime_ns, known.ctime_ns) == (
                status.st_size,
                status.st_mtime_ns,
                status.st_ctime_ns,
            ):
                self.seen[name] = known
                return known.digest
            if not stat.S_ISREG(status.st_mode):
                return "-"
            digest = digest_of(path)
        except (OSError, ValueError):  # the name itself may be none
            return None
        mtime = status.st_mtime_ns if status.st_mtime_ns < self._safe else -1
        if max(status.st_mtime_ns, status.st_ctime_ns) < self._safe:
            self.settled.add(name)
        self.seen[name] = Seen(status.st_size, mtime, digest, status.st_ctime_ns)
        return digest


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
