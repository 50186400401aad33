"""A tree of plain values that knows where in the text each of them stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Protocol

from msgspec import Struct, field

from moedebog.diagnostics import Position
from moedebog.source.indentation import in_texts

Data = Any
"""dict, list, str, int, bool or None, as deep as the file goes."""
Step = str | int
TreePath = tuple[Step, ...]


class ParserMark(Protocol):
    """A place as the parser hands it out, which counts from 0."""

    line: int
    column: int


class Start(Struct):
    """The place of an empty text."""

    line: int = 0
    column: int = 0


Marks = Any  # dict[str, tuple[Mark, Mark]] or list[Mark]
"""Where the keys and the values of a mapping stand, or the entries of a list."""


class _Edit(Struct, frozen=True):
    """What is to change in a tree."""

    touched: set[TreePath]
    """The containers on the way to a change."""
    removed: Collection[TreePath]
    renamed: Mapping[TreePath, str]
    added: dict[TreePath, dict[str, Data]]
    """The new keys of each container."""
    marks: dict[int, Marks]


class Tree(Struct, dict=True):
    """What a file holds, and where. ``data`` is ``None`` for an empty file."""

    name: str
    data: Data
    text: str
    _marks: dict[int, Marks]
    _start: ParserMark = field(default_factory=Start)
    _refused: dict[int, list[ParserMark]] = field(default_factory=dict)
    """Where mappings have keys that cannot be used; what stands there is not in ``data``."""
    _containers: dict[TreePath, tuple[Data, Marks]] = field(default_factory=dict)
    _ordered: dict[int, tuple[Sequence[ParserMark], Sequence[Step | None]]] = field(
        default_factory=dict
    )

    @cached_property
    def lines(self) -> list[str]:
        """The source, line by line."""
        return self.text.split("\n")

    @cached_property
    def in_texts(self) -> set[int]:
        """The lines (from 0) that are part of a text below a ``|`` or ``>``."""
        return in_texts(self.lines, len(self.lines))

    def placed(
        self,
        matches: Iterable[re.Match[str]],
        offset: Callable[[re.Match[str]], int] = lambda match: match.start(1),
    ) -> Iterator[tuple[re.Match[str], Position]]:
        """Each match of a pattern in the text, in order, with the place of its first group.

        ``offset`` gives the character that is asked for where it is another one.
        """
        number = at = 0
        for match in matches:
            start = offset(match)
            number += self.text.count("\n", at, start)
            at = start
            column = start - self.text.rfind("\n", 0, start)
            yield match, Position(self.name, number + 1, column)

    def position(self, path: TreePath, key: bool = False) -> Position:
        """Where the value at ``path`` begins, or its key.

        An empty value stands at its key; for a path that is not there, the nearest
        surrounding value that is.
        """
        mark = self._mark(path, key)
        return Position(self.name, mark.line + 1, mark.column + 1)

    def text_position(self, path: TreePath, line: int) -> Position:
        """The place of a line (from 0) of the text at ``path``.

        Exact in a literal block (``|``), otherwise the start of the text.
        """
        return self.text_positions(path)(line)

    def text_positions(self, path: TreePath) -> Callable[[int], Position]:
        """``text_position`` for one text, for callers who ask about many of its lines."""
        mark = self._mark(path, key=False)
        name, lines, start, column = self.name, self.lines, mark.line, mark.column
        if lines[start][column : column + 1] != "|":
            whole = Position(name, start + 1, column + 1)
            return lambda _: whole
        first, last = start + 1, len(lines) - 1
        indent = self._indent(first)

        def place(line: int) -> Position:
            number = first + line if first + line < last else last
            length = len(lines[number])
            return Position(name, number + 1, (indent if indent < length else length) + 1)

        return place

    def comma_before(self, path: TreePath, *, key: bool = False) -> str:
        """The comma before an entry, or a key, between brackets, with a blank if one follows."""
        mark = self._mark(path, key)
        return "," if self.lines[mark.line][: mark.column].endswith(",") else ", "

    def in_braces(self, path: TreePath) -> bool:
        """Whether the value at ``path`` is written ``{…}``."""
        mark = self._mark(path, key=False)
        return self.lines[mark.line][mark.column : mark.column + 1] == "{"

    def in_double_quotes(self, path: TreePath) -> bool:
        """Whether the value at ``path`` is written ``"…"``, where a backslash is doubled."""
        mark = self._mark(path, key=False)
        return self.lines[mark.line][mark.column : mark.column + 1] == '"'

    def at(self, path: TreePath) -> Data:
        """The value at a path that is there."""
        node = self.data
        for step in path:
            node = node[step]
        return node

    def list_at(self, line: int, column: int) -> TreePath | None:
        """The path of the list that begins at a place (from 0), or ``None``."""
        path = self.path_at(Position(self.name, line + 1, column + 1))
        while path and not isinstance(self.at(path), list):
            path = path[:-1]
        mark = self._mark(path, key=False)
        here = path and (mark.line, mark.column) == (line, column)
        return path if here else None

    def bare(self, path: TreePath) -> bool:
        """Whether the value at ``path`` is a word or a number without quotation marks."""
        mark = self._mark(path, key=False)
        return self.lines[mark.line][mark.column : mark.column + 1] not in ("'", '"', "[", "{", "*")

    def path_at(self, position: Position) -> TreePath:
        """The path of what stands at a place in the text, as deep as it goes."""
        place = (position.line - 1, position.column - 1)
        path: list[Step] = []
        node = self.data
        while (parts := self._parts(node)) is not None:
            starts, steps = parts
            index = bisect_right(starts, place, key=_numbers) - 1
            if index < 0 or (step := steps[index]) is None:
                break
            path.append(step)
            node = node[step]
        return tuple(path)

    def _parts(self, node: Data) -> tuple[Sequence[ParserMark], Sequence[Step | None]] | None:
        """Where the parts of a container begin, in order, and which they are.

        ``None``: a key that cannot be used.
        """
        marks = self._marks.get(id(node))
        if marks is None:
            return None
        if isinstance(node, list):
            return marks, range(len(node))
        if id(node) not in self._ordered:
            parts = [(min(marks[key], key=_numbers), key) for key in node]
            parts += [(mark, None) for mark in self._refused.get(id(node), ())]
            parts.sort(key=lambda part: _numbers(part[0]))
            self._ordered[id(node)] = [mark for mark, _ in parts], [step for _, step in parts]
        return self._ordered[id(node)]

    def without(
        self,
        removed: Collection[TreePath],
        added: Mapping[TreePath, Data],
        renamed: Mapping[TreePath, str],
    ) -> Tree:
        """A tree without the values at some paths, with others in new keys, and keys renamed."""
        changed = (*removed, *added, *renamed)
        edit = _Edit(
            {path[:depth] for path in changed for depth in range(len(path))},
            removed,
            renamed,
            {},
            dict(self._marks),
        )
        for path, value in added.items():
            edit.added.setdefault(path[:-1], {})[str(path[-1])] = value
        return Tree(
            self.name, self._edited(self.data, (), edit), self.text, edit.marks, self._start
        )

    def with_texts(self, texts: Mapping[TreePath, str]) -> Tree:
        """A tree with other texts at some paths, each in its place."""
        touched = {path[:depth] for path in texts for depth in range(len(path))}
        marks = dict(self._marks)

        def changed(node: Data, path: TreePath) -> Data:
            if path not in touched:
                return texts.get(path, node)
            made: Data
            if isinstance(node, dict):
                made = {key: changed(value, (*path, key)) for key, value in node.items()}
            else:
                made = [changed(value, (*path, index)) for index, value in enumerate(node)]
            marks[id(made)] = self._marks[id(node)]
            return made

        return Tree(self.name, changed(self.data, ()), self.text, marks, self._start)

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
            edit.marks[id(values)] = [old[step] for step in steps]
            return values
        names = [edit.renamed.get((*path, step), str(step)) for step in steps]
        data: dict[str, Data] = dict(zip(names, values, strict=True))
        new = {key: one for key, one in edit.added.get(path, {}).items() if key not in data}
        here = self._mark(path, key=False)
        places = {name: old[step] for name, step in zip(names, steps, strict=True)}
        places |= dict.fromkeys(new, (here, here))
        data |= new
        edit.marks[id(data)] = places
        return data

    def _indent(self, first: int) -> int:
        """The indentation of a literal block: that of its first line with text."""
        for number in range(first, len(self.lines)):
            text = self.lines[number].lstrip(" ")
            if text and not text.isspace():
                return len(self.lines[number]) - len(text)
        return 0

    def _mark(self, path: TreePath, key: bool) -> ParserMark:
        """The mark of what stands at ``path``, or of the nearest that surrounds it."""
        if not path:
            return self._start
        step = path[-1]
        try:
            marks = self._around(path[:-1])[1]
            mark: ParserMark = marks[step]
        except (KeyError, IndexError, TypeError):
            return self._mark(path[:-1], key=False)
        if isinstance(step, str):
            at_key, mark = marks[step]
            return at_key if key else mark
        return mark

    def _around(self, path: TreePath) -> tuple[Data, Marks]:
        """The container at ``path``, and where its parts stand."""
        around = self._containers.get(path)
        if around is None:
            node = self._around(path[:-1])[0][path[-1]] if path else self.data
            around = self._containers[path] = node, self._marks[id(node)]
        return around


def _numbers(mark: ParserMark) -> tuple[int, int]:
    return mark.line, mark.column


def texts(data: Any, path: TreePath = ()) -> Iterator[tuple[TreePath, str]]:
    """All texts of a file, with their places."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from texts(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from texts(value, (*path, index))
    elif isinstance(data, str):
        yield path, data
