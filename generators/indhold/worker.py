"""What a process of ``pool`` does: it looks into one file after another.

It is held to bounds by the system where that can be done, and its results cross over as plain
bytes: what broke a library here must not reach the parent.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import msgspec

from indhold.bounds import Bounds
from indhold.findings import Gap, Look, Unread
from indhold.given import Given

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from pathlib import Path

    Looker = Callable[[Given, Bounds], Look]

READY = b""
"""Sent once, before the first result."""
GOES_ON, ENDS = b"+", b"-"
"""What a result begins with: whether this process takes another file."""
MOST = 16_000_000
"""Bytes of a result."""
_TRIES = 3
"""To read a file that is written to meanwhile."""
_WORN = 4
"""A process that keeps this part of the memory it may take makes room for a new one."""
_LEFT = 5
"""Seconds of processor time beyond the bound, for when the parent does not keep to it."""
_PATIENCE = 0.5
"""Seconds between two looks at the parent and the memory."""


def work(connection: Connection, looker: str, bounds: Bounds) -> None:
    """Look into files until none is sent any more. ``looker``: a module with ``look``."""
    _be_silent()
    _begin(bounds)
    look: Looker = import_module(looker).look
    connection.send_bytes(READY)
    while True:
        try:
            path, name = connection.recv()
        except (EOFError, OSError):
            return
        _allow_seconds(bounds.seconds)
        found, is_spent = _looked(look, path, name, bounds)
        is_spent = is_spent or _held() > bounds.memory / _WORN
        connection.send_bytes((ENDS if is_spent else GOES_ON) + _packed(found))
        if is_spent:
            return


def unreadable(given: Given, reason: Unread, shown: str = "") -> Look:
    """What is told of a file that was not looked into, with its checksum where it has one."""
    try:
        checksum, size = (given.sha256, given.size) if is_file(given) else ("", 0)
    except OSError as error:
        checksum, size, shown = "", 0, shown or said(error)
    return Look(checksum, size, "", gaps=(Gap(reason, shown=shown),))


def is_file(given: Given) -> bool:
    """Whether it is one with an end: no folder, device or pipe. Raises ``OSError``."""
    return given.path is None or given.path.is_file()


def said(error: OSError) -> str:
    """What the system says, without the path."""
    return error.strerror or type(error).__name__


def _looked(look: Looker, path: Path, name: str, bounds: Bounds) -> tuple[Look, bool]:
    """What was found, and whether this process had better end."""
    given = Given(name, path)
    try:
        for _ in range(_TRIES):
            given = Given(name, path)
            before = _state(path)
            if not is_file(given):
                return unreadable(given, Unread.FAILED, "no file"), False
            found = look(given, bounds)
            if _state(path) == before:
                return found, False
        return unreadable(given, Unread.FAILED, "written to meanwhile"), False
    except OSError as error:
        return unreadable(given, Unread.FAILED, said(error)), False
    except MemoryError:
        given.__dict__.clear()
        return unreadable(given, Unread.TOO_MUCH_MEMORY), True
    except Exception as error:  # noqa: BLE001 - whatever is wrong with the program, it is told
        return unreadable(given, Unread.FAILED, type(error).__name__), True


def _state(path: Path) -> tuple[int, ...]:
    """What changes when somebody writes to the file. Raises ``OSError``."""
    state = path.stat()
    return state.st_ino, state.st_size, state.st_mtime_ns


def _packed(found: Look) -> bytes:
    try:
        packed = msgspec.msgpack.encode(found)
    except (UnicodeError, MemoryError) as error:
        packed = _instead(found, Unread.FAILED, type(error).__name__)
    return packed if len(packed) <= MOST else _instead(found, Unread.TOO_LARGE)


def _instead(found: Look, reason: Unread, shown: str = "") -> bytes:
    gaps = (Gap(reason, shown=shown),)
    return msgspec.msgpack.encode(Look(found.sha256, found.size, "", gaps=gaps))


# --- the process ----------------------------------------------------------------------------


def _be_silent() -> None:
    """What libraries print is not for the terminal."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: PTH123, SIM115 - as long as we live


def _begin(bounds: Bounds) -> None:
    """Leave Ctrl-C to the parent, end when it is killed, take no more memory than is given."""
    import multiprocessing
    import signal
    import threading

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        import resource

        _lower(resource.RLIMIT_CORE, 0)  # it would hold what the file held
        if sys.platform == "linux":
            _lower(resource.RLIMIT_DATA, bounds.memory)  # not _AS: the file itself is mapped
    parent = multiprocessing.parent_process()
    if parent is not None:
        memory = bounds.memory if sys.platform == "darwin" else sys.maxsize
        threading.Thread(target=_watch, args=(parent.sentinel, memory), daemon=True).start()


def _watch(sentinel: int, memory: int) -> None:
    """End with the parent; and where the system holds nobody to a bound, at this much memory."""
    from multiprocessing.connection import wait

    timeout = None if memory == sys.maxsize else _PATIENCE
    while not wait([sentinel], timeout):
        if _held() > memory:
            os._exit(OUT_OF_MEMORY)
    os._exit(1)


OUT_OF_MEMORY = 77
"""What a process ends with that took too much."""


if sys.platform == "win32":

    def _held() -> int:
        return 0

    def _allow_seconds(seconds: float) -> None:
        pass

else:

    def _held() -> int:
        """Bytes of memory that this process has, of those that it is held to."""
        import resource

        if sys.platform == "linux":  # the most it ever had would be the parent's, if that had more
            with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 - called for each file
                return int(file.read().split()[5]) * resource.getpagesize()
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    def _lower(what: int, most: int) -> None:
        import resource

        _, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))

    def _allow_seconds(seconds: float) -> None:
        """Of processor time, from now: whatever becomes of the parent, this process ends."""
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        most = int(used.ru_utime + used.ru_stime + seconds) + _LEFT
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(resource.RLIMIT_CPU, (most, hard))
