"""Which meetings were found good, so that one that has not changed is not read again.

A meeting is known by the size and the times of every file that was read for it or looked
for, a Word template by its own. Whoever wants to be sure (a CI server) does without.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Iterable
from pathlib import Path

from moedebog.build.manifest import Digests
from moedebog.build.origin import program
from moedebog.build.store import VALIDATED, RecordFolder
from moedebog.diagnostics import Position
from moedebog.stamps import SAFE, Stamp, stamp_of
from moedebog.workspace import Workspace

Template = tuple[str, Position, tuple[str, ...]]
"""A template set, where the forum names it, and the formats that are drawn by it."""


class Known:
    """The record of a workspace's good meetings and Word templates."""

    def __init__(self, ws: Workspace) -> None:
        self._ws = ws
        self._state = RecordFolder(ws.root)
        self._path = self._state.folder / VALIDATED
        self._program = program(ws, Digests(ws.root, {}, 0))
        self._good: dict[str, dict[str, Stamp]] = {}
        self._templates: dict[str, list[str]] = {}
        self._word: dict[str, dict[str, Stamp]] = {}
        self._changed = False
        unreadable = (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError)
        with contextlib.suppress(*unreadable):
            raw = json.loads(self._path.read_bytes())
            if raw["program"] == self._program:
                self._good = _read(raw["good"])
                self._templates = raw["templates"]
                self._word = _read(raw["word"])

    def template(self, name: str) -> Template | None:
        """The template set of a meeting found good before.

        ``None`` for a meeting that must be looked at.
        """
        files = self._good.get(name)
        if files is None or any(stamp_of(self._ws.root / f) != s for f, s in files.items()):
            return None
        template, file, line, column, *formats = self._templates[name]
        return template, Position(file, int(line), int(column)), tuple(formats)

    def remember(self, name: str, inputs: Iterable[Path], template: Template) -> None:
        """Note that a meeting is good. One that may still be being changed is not noted."""
        stamps = self._stamps(inputs)
        now = time.time_ns()
        if any(stamp and now - stamp[1] < SAFE for stamp in stamps.values()):
            return
        self._good[name] = stamps
        used, place, formats = template
        self._templates[name] = [used, place.file, str(place.line), str(place.column), *formats]
        self._changed = True

    def has_word(self, name: str, files: Iterable[Path]) -> bool:
        """Whether a Word template was found good, and is still made of the same files."""
        return self._word.get(name) == self._stamps(files)

    def remember_word(self, name: str, files: Iterable[Path]) -> None:
        """Note that a Word template is good. One that may still be being changed is not noted."""
        stamps = self._stamps(files)
        now = time.time_ns()
        if all(stamp and now - stamp[1] >= SAFE for stamp in stamps.values()):
            self._word[name] = stamps
            self._changed = True

    def _stamps(self, files: Iterable[Path]) -> dict[str, Stamp]:
        return {self._ws.display(path): stamp_of(path) for path in files}

    def save(self) -> None:
        """Write the record, where that can be done."""
        if not self._changed:
            return
        raw = {
            "program": self._program,
            "good": self._good,
            "templates": self._templates,
            "word": self._word,
        }
        begun = self._path.with_name(f"validated-{os.getpid()}.tmp")
        with contextlib.suppress(OSError):
            self._state.make()
            begun.write_text(json.dumps(raw, separators=(",", ":")), encoding="utf-8")
            begun.replace(self._path)


def _read(raw: dict[str, dict[str, list[int] | None]]) -> dict[str, dict[str, Stamp]]:
    return {
        name: {path: (s[0], s[1], s[2]) if s else None for path, s in files.items()}
        for name, files in raw.items()
    }
