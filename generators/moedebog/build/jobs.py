"""Many small tasks over several processes, with nothing left behind when they are broken off."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Sequence
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")


def available() -> int:
    """How many processes this machine lets us run side by side."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def each(
    function: Callable[[Task], Result], tasks: Sequence[Task], jobs: int, *, batch: int = 1
) -> Generator[Result, None, None]:
    """The result of each task, in the order in which they are ready.

    ``batch``: how many tasks a process gets at a time; more of them, if each is quickly done.
    A task that raises does not stop the others; what the first such one raised is raised
    at the end. A single task, or a single job, runs in this process.
    """
    if jobs < 2 or len(tasks) < 2:
        yield from _here(function, tasks)
        return
    yield from _side_by_side(function, tasks, min(jobs, len(tasks)), batch)


def _here(
    function: Callable[[Task], Result], tasks: Sequence[Task]
) -> Generator[Result, None, None]:
    bug: Exception | None = None
    for task in tasks:
        try:
            result = function(task)
        except Exception as error:  # noqa: BLE001 - raised again below
            bug = bug or error
        else:
            yield result
    if bug:
        raise bug


def _side_by_side(
    function: Callable[[Task], Result], tasks: Sequence[Task], jobs: int, batch: int
) -> Generator[Result, None, None]:
    from concurrent.futures import ProcessPoolExecutor, as_completed

    bug: BaseException | None = None
    pool = ProcessPoolExecutor(jobs, initializer=_begin_worker)
    try:
        batches = [tasks[start : start + batch] for start in range(0, len(tasks), batch)]
        for future in as_completed([pool.submit(_batch, function, some) for some in batches]):
            error = future.exception()
            if error is None:
                results, error = future.result()
                yield from results
            bug = bug or error
    finally:
        pool.shutdown(cancel_futures=True)
    if bug:
        raise bug


def _batch(
    function: Callable[[Task], Result], tasks: Sequence[Task]
) -> tuple[list[Result], Exception | None]:
    """The results of some tasks, and what the first that failed has raised."""
    results = []
    bug: Exception | None = None
    for task in tasks:
        try:
            results.append(function(task))
        except Exception as error:  # noqa: BLE001 - raised again in the parent
            import traceback

            error.add_note(traceback.format_exc())  # it does not cross over by itself
            bug = bug or error
    return results, bug


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
