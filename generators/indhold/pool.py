"""Looks into many files in processes beside this one, so that no file stops the others.

A file may be made to take all memory, or to take for ever, or to kill the library that reads it.
Each is therefore read in a process that can be killed: it has ``Bounds.seconds`` for it and
``Bounds.memory``, and what it says comes over as plain bytes. What was found in a file before
its process was killed is lost; the reading itself ends a little earlier where it can, and tells
what it found (``Collector``).
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from indhold import worker
from indhold.bounds import Bounds
from indhold.findings import Look, Unread
from indhold.given import Given

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

MOST_WORKERS = 4
_LIBRARIES = ("pikepdf", "pypdfium2", "lxml", "olefile", "pillow")
_PACKAGES = {"pillow": "PIL"}
_TO_START = 60
"""Seconds that a process may take before it is ready; not counted as a file's."""
_FAILED_STARTS = 3
"""In a row, after which no more are tried."""
_TO_END = 5
"""Seconds that the system may take to end a killed process."""


def looks(
    paths: Sequence[Path],
    bounds: Bounds | None = None,
    workers: int = 0,
    names: Sequence[str] | None = None,
    done: Callable[[int, int], None] | None = None,
    *,
    looker: str = "indhold.looking",
) -> Iterator[tuple[int, Look]]:
    """Each file's index and what was found in it, in the order in which they are ready.

    Every path gets exactly one, also one that cannot be read (a gap with what the system says,
    no checksum) and one whose process was killed. ``workers``: processes side by side; 0: as
    many as this process may use, at most ``MOST_WORKERS``. ``names``: what the files are called,
    where that is not what they are called on disk. ``done`` is told how many of how many are
    ready. ``looker``: the module whose ``look(given, bounds)`` is called.

    The processes end when the iterator is closed, or this process ends. They begin as processes
    of ``multiprocessing`` that are spawned do: a script that calls this does so under
    ``if __name__ == "__main__"``.
    """
    names = [path.name for path in paths] if names is None else names
    files = [Given(name, path) for name, path in zip(names, paths, strict=True)]
    supervisor = _Supervisor(files, bounds or Bounds(), workers or _side_by_side(), looker)
    try:
        for count, found in enumerate(supervisor.run(), 1):
            if done is not None:
                done(count, len(files))
            yield found
    finally:
        supervisor.end()


def _side_by_side() -> int:
    """How many processes this one may use, within reason."""
    if hasattr(os, "sched_getaffinity"):
        return min(len(os.sched_getaffinity(0)), MOST_WORKERS)
    return min(os.cpu_count() or 1, MOST_WORKERS)


class _Worker:
    """A process, and what it is looking into."""

    def __init__(self, looker: str, bounds: Bounds) -> None:
        """Raises ``OSError`` where the system gives none."""
        import multiprocessing

        self.index: int | None = None
        self.is_ready = False
        self.deadline = time.monotonic() + _TO_START
        context = multiprocessing.get_context("spawn")  # safe from threads, and the same anywhere
        self.connection, theirs = context.Pipe()
        self.process: SpawnProcess = context.Process(
            target=worker.work, args=(theirs, looker, bounds), daemon=True
        )
        try:
            self.process.start()
        except BaseException:
            self.connection.close()
            raise
        finally:
            theirs.close()

    def kill(self) -> None:
        self.process.kill()
        self.connection.close()

    def why(self) -> tuple[Unread, str]:
        """What killed it, as far as that is known."""
        self.process.join(_TO_END)
        code = self.process.exitcode or 0
        if code == worker.OUT_OF_MEMORY or code == -9:
            return Unread.TOO_MUCH_MEMORY, ""
        if code < 0:
            name = _signal(-code)
            return (Unread.TOO_LONG if name == "SIGXCPU" else Unread.FAILED), name
        return Unread.FAILED, ""


class _Supervisor:
    """Hands files to processes, and ends those that take too much."""

    def __init__(self, files: Sequence[Given], bounds: Bounds, most: int, looker: str) -> None:
        self._files = files
        self._bounds = bounds
        self._most = most
        self._looker = looker
        self._waiting = deque(range(len(files)))
        self._workers: list[_Worker] = []
        self._failed_starts = 0

    def run(self) -> Iterator[tuple[int, Look]]:
        """One result for each file."""
        from multiprocessing.connection import wait

        while self._waiting or any(one.index is not None for one in self._workers):
            self._hand_out()
            if not self._workers:  # none can be started
                yield from self._give_up()
                return
            by_connection = {one.connection: one for one in self._workers}
            left = min(one.deadline for one in self._workers) - time.monotonic()
            ready = wait(list(by_connection), None if left == float("inf") else max(0, left))
            for connection in ready:
                yield from self._hear(by_connection[connection])  # type: ignore[index]
            for one in [one for one in self._workers if one.deadline < time.monotonic()]:
                if not one.connection.poll():  # who takes the results may have kept us waiting
                    yield from self._lost(one, Unread.TOO_LONG)

    def end(self) -> None:
        """End all processes, whatever they do."""
        for one in self._workers:
            one.kill()
        for one in self._workers:
            one.process.join(_TO_END)
        self._workers = []

    def _hand_out(self) -> None:
        """Give every idle process a file, and start more where files are left."""
        starting = 0
        for one in list(self._workers):
            if not one.is_ready:
                starting += 1
            elif one.index is None and self._waiting:
                self._give(one)
        wanted = min(self._most - len(self._workers), len(self._waiting) - starting)
        for _ in range(wanted):
            if self._failed_starts >= _FAILED_STARTS:
                return
            try:
                self._workers.append(_Worker(self._looker, self._bounds))
            except OSError:
                self._failed_starts += 1

    def _give(self, one: _Worker) -> None:
        index = self._waiting.popleft()
        given = self._files[index]
        try:
            one.connection.send((given.path, given.name))
        except OSError:  # it has ended since
            self._waiting.appendleft(index)
            self._remove(one)
            return
        one.index = index
        one.deadline = time.monotonic() + self._bounds.seconds

    def _hear(self, one: _Worker) -> Iterator[tuple[int, Look]]:
        """What a process says: that it is ready, a result, or nothing, since it is dead."""
        try:
            said = one.connection.recv_bytes(worker.MOST + len(worker.ENDS))
            if not one.is_ready:
                one.is_ready, one.deadline, self._failed_starts = True, float("inf"), 0
                return
            found = msgspec.msgpack.decode(said[1:], type=Look)
        except (EOFError, OSError, msgspec.MsgspecError):
            yield from self._lost(one)
            return
        index, one.index, one.deadline = one.index, None, float("inf")
        if said[:1] == worker.ENDS:
            self._remove(one)
        if index is not None:
            yield index, found

    def _lost(self, one: _Worker, reason: Unread | None = None) -> Iterator[tuple[int, Look]]:
        """A process that is of no more use, and what is told of its file."""
        shown = ""
        if reason is None and one.index is not None:
            reason, shown = one.why()
        self._remove(one)
        if not one.is_ready:
            self._failed_starts += 1
        if one.index is not None and reason is not None:
            yield one.index, worker.unreadable(self._files[one.index], reason, shown)

    def _remove(self, one: _Worker) -> None:
        self._workers.remove(one)
        one.kill()
        one.process.join(_TO_END)

    def _give_up(self) -> Iterator[tuple[int, Look]]:
        while self._waiting:
            index = self._waiting.popleft()
            yield index, worker.unreadable(self._files[index], Unread.FAILED, "no process")


def _signal(number: int) -> str:
    import signal

    try:
        return signal.Signals(number).name
    except ValueError:
        return str(number)


# --- which looking it is --------------------------------------------------------------------


@cache
def version() -> str:
    """A short checksum that is another when files might be looked into otherwise.

    It is made of this library's own sources and the versions of the libraries that read. In a
    program in one file there are no sources, and it is made of what tells that file from others.
    """
    told = hashlib.sha256(repr(sys.version_info[:3]).encode())
    here = Path(__file__).parent
    sources = [] if getattr(sys, "frozen", False) else sorted(here.rglob("*.py"))
    if sources:
        for source in sources:
            told.update(f"\0{source.relative_to(here).as_posix()}\0".encode())
            told.update(source.read_bytes())
        for library in _LIBRARIES:
            told.update(f"\0{_version_of(library)}".encode())
    else:
        state = os.stat(sys.executable)  # noqa: PTH116
        told.update(f"\0{state.st_size}\0{state.st_mtime_ns}".encode())
    return told.hexdigest()[:16]


def _version_of(library: str) -> str:
    """As the installed package's folder says: to import it, or to read all of it, takes longer."""
    found = find_spec(_PACKAGES.get(library, library))
    if found is None or found.origin is None:
        return ""
    beside = Path(found.origin).parent.parent.glob(f"{library}-*.dist-info")
    return ",".join(sorted(folder.name for folder in beside))
