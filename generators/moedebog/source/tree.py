"""A tree of plain values that knows where in the text each of them stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from typing import Any

from msgspec import Struct, field

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


class _Edit(Struct, frozen=True):
    """What is to change in a tree."""

    touched: set[TreePath]
    """The containers on the way to a change."""
    removed: Collection[TreePath]
    added: dict[TreePath, dict[str, Data]]
    """The new keys of each container."""
    marks: dict[int, Marks]


class Tree(Struct, dict=True):
    """What a file holds, and where. ``data`` is ``None`` for an empty file."""

    name: str
    data: Data
    text: str
    _marks: dict[int, Marks]
    _start: Place = (0, 0)
    _ordered: dict[int, tuple[list[Place], list[str]]] = field(default_factory=dict)

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
        while (parts := self._parts(node)) is not None:
            starts, steps = parts
            index = bisect_right(starts, place) - 1
            if index < 0:
                break
            path.append(steps[index])
            node = node[steps[index]]
        return tuple(path)

    def _parts(self, node: Data) -> tuple[Sequence[Place], Sequence[Step]] | None:
        """Where the parts of a container begin, in order, and which they are."""
        marks = self._marks.get(id(node))
        if marks is None:
            return None
        if isinstance(node, list):
            return marks.values, range(len(node))
        if id(node) not in self._ordered:
            starts = {key: min(marks.keys[key], marks.values[key]) for key in node}
            steps = sorted(node, key=starts.__getitem__)
            self._ordered[id(node)] = [starts[key] for key in steps], steps
        return self._ordered[id(node)]

    def without(self, removed: Collection[TreePath], added: Mapping[TreePath, Data]) -> Tree:
        """A tree without the values at some paths, and with others in new keys."""
        changed = (*removed, *added)
        edit = _Edit(
            {path[:depth] for path in changed for depth in range(len(path))},
            removed,
            {},
            dict(self._marks),
        )
        for path, value in added.items():
            edit.added.setdefault(path[:-1], {})[str(path[-1])] = value
        return Tree(
            self.name, self._edited(self.data, (), edit), self.text, edit.marks, self._start
        )

    def _edited(self, node: Data, path: TreePath, edit: _Edit) -> Data:
        old = self._marks.get(id(node))
        if old is None or path not in edit.touched:
            return node
        steps = [
            step
            for step in (node if isinstance(node, dict) else range(len(node)))
            if (*path, step) not in edit.removed
        ]
        values = [self._edited(node[s], (*path, s), edit) for s in steps]
        if not isinstance(node, dict):
            edit.marks[id(values)] = Marks({}, [old.values[step] for step in steps])
            return values
        data: dict[str, Data] = dict(zip(map(str, steps), values, strict=True))
        new = {key: one for key, one in edit.added.get(path, {}).items() if key not in data}
        places = dict.fromkeys(new, self._place(path, key=False))
        data |= new
        edit.marks[id(data)] = Marks(
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
