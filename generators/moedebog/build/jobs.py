"""Many small tasks over several processes, with nothing left behind when they are broken off."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

from msgspec import Struct

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

Task = TypeVar("Task")
Result = TypeVar("Result")


def available() -> int:
    """How many processes this machine lets us run side by side."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Crash(Struct, Generic[Task], frozen=True):
    """A task that came to no result."""

    task: Task
    name: str = ""
    """The exception's name; empty where the process was killed, for want of memory as a rule."""
    frames: str = ""
    """Where it was raised: file, line and function, and nothing of what was worked on."""
    text: str = ""
    """The whole traceback, which may quote what was worked on."""


def each(
    function: Callable[[Task], Result], tasks: Sequence[Task], jobs: int, *, batch: int = 1
) -> Generator[Result | Crash[Task], None, None]:
    """The result of each task, in the order in which they are ready.

    ``batch``: how many tasks a process gets at a time; more of them, if each is quickly done.
    A task that raises, or whose process is killed, gives a ``Crash`` and does not stop the
    others. A single task, or a single job, runs in this process.
    """
    if jobs < 2 or len(tasks) < 2:
        for task in tasks:
            yield _tried(function, task)
        return
    left = yield from _side_by_side(function, tasks, min(jobs, len(tasks)), batch)
    yield from _one_by_one(function, left)


def crash(task: Task, error: Exception) -> Crash[Task]:
    """What is told of an exception."""
    import traceback

    frames = "".join(traceback.format_tb(error.__traceback__))
    whole = "".join(traceback.format_exception(error))
    return Crash(task, type(error).__name__, frames, whole)


def _tried(function: Callable[[Task], Result], task: Task) -> Result | Crash[Task]:
    try:
        return function(task)
    except Exception as error:  # noqa: BLE001 - told with what became of the others
        return crash(task, error)


def _batch(function: Callable[[Task], Result], tasks: Sequence[Task]) -> list[Result | Crash[Task]]:
    return [_tried(function, task) for task in tasks]


def _side_by_side(
    function: Callable[[Task], Result], tasks: Sequence[Task], jobs: int, batch: int
) -> Generator[Result | Crash[Task], None, list[Task]]:
    """The results; returns the tasks that have none, since a process was killed."""
    from concurrent.futures import ProcessPoolExecutor, as_completed

    left: list[Task] = []
    pool = ProcessPoolExecutor(jobs, initializer=_begin_worker)
    try:
        batches = [tasks[start : start + batch] for start in range(0, len(tasks), batch)]
        given, left = _given(pool, function, batches)
        for future in as_completed(given):
            if future.exception() is None:
                yield from future.result()
            else:
                left += given[future]
    finally:
        pool.shutdown(cancel_futures=True)
    return left


def _given(
    pool: ProcessPoolExecutor,
    function: Callable[[Task], Result],
    batches: Sequence[Sequence[Task]],
) -> tuple[dict[Future[list[Result | Crash[Task]]], Sequence[Task]], list[Task]]:
    """What the pool was given; and what it no longer takes, one of its processes being dead."""
    from concurrent.futures.process import BrokenProcessPool

    given: dict[Future[list[Result | Crash[Task]]], Sequence[Task]] = {}
    for index, some in enumerate(batches):
        try:
            given[pool.submit(_batch, function, some)] = some
        except BrokenProcessPool:
            return given, [task for more in batches[index:] for task in more]
    return given, []


def _one_by_one(
    function: Callable[[Task], Result], tasks: Sequence[Task]
) -> Generator[Result | Crash[Task], None, None]:
    """Each alone in a process beside this one, so that it is known which one kills it."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    pool: ProcessPoolExecutor | None = None
    try:
        for task in tasks:
            pool = pool or ProcessPoolExecutor(1, initializer=_begin_worker)
            try:
                yield pool.submit(_tried, function, task).result()
            except BrokenProcessPool:
                pool.shutdown()
                pool = None
                yield Crash(task)
            except Exception as error:  # noqa: BLE001 - a result that cannot cross over
                yield crash(task, error)
    finally:
        if pool is not None:
            pool.shutdown(cancel_futures=True)


def _begin_worker() -> None:
    """Leave Ctrl-C to the parent, and end when the parent is killed."""
    import multiprocessing
    import signal
    import threading

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    from multiprocessing.connection import wait

    wait([sentinel])
    os._exit(1)
