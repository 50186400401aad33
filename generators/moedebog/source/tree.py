"""A tree of plain values that knows where in the text each of them stands."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import cached_property
from typing import Any

from msgspec import Struct

from moedebog.diagnostics import Position

Data = Any
"""dict, list, str, int, bool or None, as deep as the file goes."""
Step = str | int
TreePath = tuple[Step, ...]
Place = tuple[int, int]
"""Line and column from 0, as the parser counts."""


class Marks(Struct, frozen=True):
    """Zero-based places of a container's keys (mappings alone) and values."""

    keys: dict[str, Place]
    values: Any  # dict[str, place] or list[place]


class Tree(Struct, dict=True):
    """What a file holds, and where. ``data`` is ``None`` for an empty file."""

    name: str
    data: Data
    text: str
    _marks: dict[int, Marks]
    _start: Place = (0, 0)

    @cached_property
    def lines(self) -> list[str]:
        """The source, line by line."""
        return self.text.split("\n")

    def position(self, path: TreePath, key: bool = False) -> Position:
        """Where the value at ``path`` begins, or its key.

        An empty value stands at its key; for a path that is not there, the nearest
        surrounding value that is.
        """
        line, column = self._place(path, key)
        return Position(self.name, line + 1, column + 1)

    def text_position(self, path: TreePath, line: int) -> Position:
        """The place of a line (from 0) of the text at ``path``.

        Exact in a literal block (``|``), otherwise the start of the text.
        """
        return self.text_positions(path)(line)

    def text_positions(self, path: TreePath) -> Callable[[int], Position]:
        """``text_position`` for one text, for callers who ask about many of its lines."""
        start, column = self._place(path, key=False)
        literal = self.lines[start][column : column + 1] == "|"
        whole = Position(self.name, start + 1, column + 1)
        first = start + 1
        indent = self._indent(first) if literal else 0
        last = len(self.lines) - 1

        def place(line: int) -> Position:
            if not literal:
                return whole
            number = min(first + line, last)
            return Position(self.name, number + 1, min(indent, len(self.lines[number])) + 1)

        return place

    def path_at(self, position: Position) -> TreePath:
        """The path of what stands at a place in the text, as deep as it goes."""
        place = (position.line - 1, position.column - 1)
        path: list[Step] = []
        node = self.data
        while (marks := self._marks.get(id(node))) is not None:
            if isinstance(node, dict):
                starts = [(min(marks.keys[key], marks.values[key]), key) for key in node]
            else:
                starts = list(zip(marks.values, range(len(node)), strict=True))
            before = [start for start in starts if start[0] <= place]
            if not before:
                break
            step = max(before, key=lambda start: start[0])[1]
            path.append(step)
            node = node[step]
        return tuple(path)

    def without(self, removed: Collection[TreePath], added: Mapping[TreePath, Data]) -> Tree:
        """A tree without the values at some paths, and with others in new keys."""
        marks = dict(self._marks)
        data = self._edited(self.data, (), removed, added, marks)
        return Tree(self.name, data, self.text, marks, self._start)

    def _edited(
        self,
        node: Data,
        path: TreePath,
        removed: Collection[TreePath],
        added: Mapping[TreePath, Data],
        marks: dict[int, Marks],
    ) -> Data:
        depth = len(path)
        old = self._marks.get(id(node))
        touched = any(
            len(changed) > depth and changed[:depth] == path for changed in (*removed, *added)
        )
        if old is None or not touched:
            return node
        steps = [
            step
            for step in (node if isinstance(node, dict) else range(len(node)))
            if (*path, step) not in removed
        ]
        values = [self._edited(node[s], (*path, s), removed, added, marks) for s in steps]
        if not isinstance(node, dict):
            marks[id(values)] = Marks({}, [old.values[step] for step in steps])
            return values
        data: dict[str, Data] = dict(zip(map(str, steps), values, strict=True))
        new = {
            str(p[-1]): value for p, value in added.items() if p[:-1] == path and p[-1] not in data
        }
        here = self._place(path, key=False)
        places = dict.fromkeys(new, here)
        data |= new
        marks[id(data)] = Marks(
            {key: old.keys[key] for key in data if key in old.keys} | places,
            {key: old.values[key] for key in data if key in old.keys} | places,
        )
        return data

    def _indent(self, first: int) -> int:
        """The indentation of a literal block: that of its first line with text."""
        for source in self.lines[first:]:
            if source.strip():
                return len(source) - len(source.lstrip(" "))
        return 0

    def _place(self, path: TreePath, key: bool) -> Place:
        place, node, marks = self._start, self.data, None
        try:
            for step in path:
                marks = self._marks[id(node)]
                node = node[step]
                place = marks.values[step]
            if key and marks is not None and isinstance(path[-1], str):
                place = marks.keys[path[-1]]
        except (KeyError, IndexError, TypeError):
            pass  # nothing stands there: the place of what surrounds it
        return place
