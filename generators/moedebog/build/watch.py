"""Making a meeting's documents again each time one of their files is saved.

While the meeting has errors its public documents are taken out of the folder of outputs, as always.
Whoever looks at a page meanwhile has it in a ``Preview``, which keeps the last good one.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from moedebog.build.store import UNWRITABLE, RecordFolder, telling
from moedebog.document import Audience, Kind
from moedebog.render.formats import FORMATS
from moedebog.workspace import MeetingFile, Workspace

GATHER = 300
"""Milliseconds without a further change before a save counts as finished."""


class Preview:
    """The documents of a meeting as they last could be made, for as long as it is watched.

    They lie with the records, which nobody publishes and git leaves alone; never in the folder of
    outputs, where nothing may stand that the meeting no longer says.
    """

    def __init__(self, ws: Workspace, file: MeetingFile, audience: Audience) -> None:
        self._all = RecordFolder(ws.root).previews
        self.folder = self._all.joinpath(*file.name.split("/"))
        self._documents = [
            ws.output_file(file, kind, audience, suffix) for kind in Kind for suffix in FORMATS
        ]

    def show(self) -> None:
        """Keep the documents that are there now, and no others. Raises ``EnvironmentProblem``."""
        kept = set()
        for path in filter(Path.is_file, self._documents):
            shown = self.folder / path.name
            begun = shown.with_name(f".{shown.name}.ny")
            with telling(UNWRITABLE, shown):
                self.folder.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, begun)
                begun.replace(shown)
            kept.add(shown)
        for old in set(self.folder.glob("*")) - kept:
            old.unlink(missing_ok=True)

    def remove(self) -> None:
        """Take the previews away, also those of a watch that was stopped hard."""
        shutil.rmtree(self._all, ignore_errors=True)


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
        raise_interrupt=True,  # else the library logs Ctrl-C in words of its own
    )
