"""The two folders that keep what was issued: by content, each thing once, the closed apart.

What is open lies in git, what holds something closed in a folder that git does not see. A file is
called by its checksum, so that nothing in it can be changed unseen. Nothing is ever removed here
but what was only begun.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from io import DEFAULT_BUFFER_SIZE
from pathlib import Path

from msgspec import Struct

from moedebog import issued
from moedebog.build import digest_of
from moedebog.diagnostics import EnvironmentProblem, Phrase
from moedebog.events import Begivenhed
from moedebog.issued import Issue
from moedebog.reasons import reason
from moedebog.unseen import keep_out_of_git
from moedebog.workspace import Workspace

_PIECE = 64 * DEFAULT_BUFFER_SIZE
_BEGUN = re.compile(r"\.[0-9a-f]{64}(?:\.\w+)?\.ny")
"""What a file of ours is called until it is there whole."""
_ABANDONED = 3600
"""Seconds after which nobody is still writing one."""


class Keepsake(Struct, frozen=True):
    """Something that is to be kept."""

    digest: str
    """SHA-256 of its content."""
    suffix: str
    """The ending of its name, with the point; may be empty."""
    content: bytes | Path
    """Itself, or the file that it is in."""
    closed: bool
    """Whether it holds something that not everybody may read."""

    @property
    def name(self) -> str:
        """What its file is called."""
        return f"{self.digest}{self.suffix}"


def keep(ws: Workspace, things: Iterable[Keepsake]) -> None:
    """Put things down that are not there yet, each on the disk when this ends.

    Raises ``EnvironmentProblem``, also where a file is no longer what it was.
    """
    for one in things:
        folder = ws.issued_closed if one.closed else ws.issued
        path = folder / one.name
        if is_kept(path, one.digest):
            continue
        _prepare(folder, closed=one.closed)
        pieces = [one.content] if isinstance(one.content, bytes) else _pieces(one.content)
        write_synced(path, pieces, one.digest)
        _clear(path)


def _clear(written: Path) -> None:
    """Take away what was begun beside a file, a while before that, when the program was killed.

    What is younger may be another machine's, which is writing it.
    """
    for begun in written.parent.glob(".*.ny"):
        with contextlib.suppress(OSError):
            age = written.stat().st_mtime - begun.stat().st_mtime
            if _BEGUN.fullmatch(begun.name) and age > _ABANDONED:
                begun.unlink()


def found(ws: Workspace, digest: str, suffix: str) -> Path | None:
    """The kept file with this content; ``None`` where it is not here, or is something else."""
    for folder in (ws.issued, ws.issued_closed):
        path = folder / f"{digest}{suffix}"
        if is_kept(path, digest):
            return path
    return None


def is_kept(path: Path, digest: str) -> bool:
    """Whether a file is there, and what its name says."""
    try:
        return digest_of(path) == digest
    except OSError:
        return False


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def _prepare(folder: Path, *, closed: bool) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700 if closed else 0o777)
        if closed:
            keep_out_of_git(folder)
    except OSError as error:
        raise EnvironmentProblem(
            Phrase(
                f"Mappen til det udsendte kan ikke laves: {folder} ({reason(error)}).",
                f"The folder of what was issued cannot be made: {folder} "
                f"({reason(error).english}).",
            )
        ) from error


def write_record(
    path: Path, meeting: str, issues: Iterable[Issue], happened: Sequence[Begivenhed]
) -> None:
    """Write the record of the meeting with this id, its versions in the order of time.

    Raises ``EnvironmentProblem``.
    """
    write_synced(path, [issued.dump(meeting, sorted(issues, key=issued.in_time), happened)])


def remove_former(path: Path, records: Iterable[Path]) -> None:
    """Remove the other ones of a meeting's records: its file was called that."""
    for former in records:
        if former != path:
            with contextlib.suppress(OSError):
                former.unlink()


def write_synced(path: Path, pieces: Iterable[bytes], digest: str = "") -> None:
    """Write a file so that it is there whole or not at all, and on the disk.

    ``digest``: what it must come to. Raises ``EnvironmentProblem``.
    """
    begun = path.with_name(f".{path.name}.ny")
    try:
        with begun.open("wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        if digest and digest_of(begun) != digest:
            begun.unlink()
            raise EnvironmentProblem(
                Phrase(
                    "Et bilag blev ændret imens. Intet er udsendt; prøv igen.",
                    "An attachment was changed meanwhile. Nothing was issued; try again.",
                )
            )
        begun.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            begun.unlink()
        raise EnvironmentProblem(
            Phrase(
                f"Filen kan ikke skrives: {path} ({reason(error)}).",
                f"The file cannot be written: {path} ({reason(error).english}).",
            )
        ) from error


def _sync_folder(folder: Path) -> None:
    """Have the name of a new file on the disk as well, where the system lets us."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
