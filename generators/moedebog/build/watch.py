"""Making a meeting's documents again each time one of their files is saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from moedebog.workspace import Workspace

GATHER = 300
"""Milliseconds without a further change before a save counts as finished."""


def rebuild_on_save(
    ws: Workspace, folders: list[Path], rebuild: Callable[[], None], stop: object = None
) -> None:
    """Call ``rebuild`` now and after each save in ``folders``, until Ctrl-C.

    Saves are not told apart: ``rebuild`` finds out by content what they change. ``stop``
    is an event that ends it as well.
    """
    try:
        rebuild()
        for _ in _saves(ws, folders, stop):
            rebuild()
    except KeyboardInterrupt:
        return


def _saves(ws: Workspace, folders: list[Path], stop: object) -> Iterator[object]:
    from watchfiles import watch

    def counts(_: object, path: str) -> bool:
        return not Path(path).is_relative_to(ws.output)

    yield from watch(
        *(folder for folder in folders if folder.is_dir()),
        watch_filter=counts,
        debounce=GATHER,
        stop_event=stop,  # type: ignore[arg-type]
        raise_interrupt=False,
    )
