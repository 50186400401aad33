"""The output folder: one run at a time, files whole or not at all, nothing of others touched."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from moedebog.diagnostics import EnvironmentProblem

STATE = ".moedebog"
"""The folder inside the output folder that holds the manifest, the lock and files begun."""


class Store:
    """The output folder of a workspace."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self.state = output / STATE
        self.manifest = self.state / "manifest.json"
        self._begun = self.state / "tmp"
        self._lock = self.state / "lock"

    @contextlib.contextmanager
    def locked(self, waiting: Callable[[], None]) -> Iterator[int]:
        """Hold the folder for this run alone; calls ``waiting`` if another run has it.

        Gives the time at which the run began, in nanoseconds of the folder's own clock.
        What an interrupted run had begun is cleaned away.
        """
        from filelock import FileLock, Timeout

        with telling("Mappen kan ikke bruges", self.state):
            self.state.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self._lock)
            try:
                lock.acquire(timeout=0)
            except Timeout:
                waiting()
                lock.acquire()
        try:
            with telling("Mappen kan ikke bruges", self.state):
                shutil.rmtree(self._begun, ignore_errors=True)
                self._begun.mkdir(parents=True, exist_ok=True)
                marker = self._begun / "start"
                marker.touch()
                started = marker.stat().st_mtime_ns
            yield started
        finally:
            shutil.rmtree(self._begun, ignore_errors=True)
            lock.release()

    def write(self, path: Path, data: bytes | Iterable[bytes]) -> None:
        """Write a file, whole or piece by piece, so that it is there whole or not at all."""
        begun = self._begun / f"{os.getpid()}-{path.name}"
        with telling("Filen kan ikke skrives", path):
            path.parent.mkdir(parents=True, exist_ok=True)
            with begun.open("wb") as file:
                file.writelines([data] if isinstance(data, bytes) else data)
            begun.replace(path)

    def remove(self, path: Path) -> None:
        """Remove a file that moedebog made, and the folders that it leaves empty."""
        with telling("Filen kan ikke fjernes", path):
            path.unlink(missing_ok=True)
        for folder in path.parents:
            if folder == self.output or not folder.is_relative_to(self.output):
                return
            try:
                folder.rmdir()
            except OSError:  # not empty, or gone
                return

    def forget(self) -> None:
        """Remove what moedebog keeps for itself; to be called while the folder is held."""
        shutil.rmtree(self.state, ignore_errors=True)


@contextlib.contextmanager
def telling(what: str, path: Path) -> Iterator[None]:
    """Tell trouble with the disk in the user's words."""
    try:
        yield
    except PermissionError as error:
        raise EnvironmentProblem(
            f"{what}: {path}. Er den åben i et andet program (f.eks. Word), så luk den dér; "
            "ellers mangler du rettigheder til mappen."
        ) from error
    except OSError as error:
        raise EnvironmentProblem(f"{what}: {path} ({error.strerror or error}).") from error
