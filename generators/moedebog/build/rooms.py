"""Folders for what is large and only on its way: beside the outputs, so that what is made can be
moved to its place, closed to others, and gone afterwards however the work ends."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from types import FrameType

from moedebog.build.store import UNUSABLE, RecordFolder, telling

_ROOMS = "undervejs"
_HELD = "i-brug"
"""What a room's own run holds on to; where nobody does, that run was killed."""


@contextmanager
def room(root: Path) -> Iterator[Path]:
    """A folder of its own for a run, on the disk of the workspace at ``root``.

    It goes when the run ends, also where that is asked to end (SIGTERM, which is told as
    Ctrl-C is); one whose run was killed goes with the next run that makes anything. Raises
    ``EnvironmentProblem``.
    """
    from filelock import FileLock

    state = RecordFolder(root)
    with state.held(lambda: None) as held:
        held.require()
        with telling(UNUSABLE, state.folder / _ROOMS):
            (state.folder / _ROOMS).mkdir(exist_ok=True)
            folder = Path(mkdtemp(dir=state.folder / _ROOMS))
            lock = FileLock(folder / _HELD)
            lock.acquire(timeout=0)
    try:
        with _ended_softly():
            yield folder
    finally:
        lock.release()
        rmtree(folder, ignore_errors=True)
        with suppress(OSError):  # another run has one
            folder.parent.rmdir()


def clear(state: RecordFolder) -> None:
    """Remove the rooms whose runs are gone; to be called while the workspace is held."""
    from filelock import FileLock, Timeout

    rooms = state.folder / _ROOMS
    if rooms.is_symlink() or not rooms.is_dir():
        return
    for folder in rooms.iterdir():
        with suppress(Timeout, OSError):
            FileLock(folder / _HELD).acquire(timeout=0).lock.release()
            rmtree(folder, ignore_errors=True)
    with suppress(OSError):
        rooms.rmdir()


@contextmanager
def _ended_softly() -> Iterator[None]:
    """Take a request to end as Ctrl-C is taken, where the system knows of such requests."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _interrupted)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupted(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
