"""What of a file must not be seen by others than the forum: its closed items."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from msgspec import Struct

from moedebog import schema
from moedebog.diagnostics import Position
from moedebog.source import Tree, TreePath

HIDDEN = "…"

_NO = (False, "nej", "Nej", "NEJ")
_QUOTED = re.compile("»[^«]*«")
_DATE = r"\d+\.?\s\w+\s\d{4}"
_MAYBE_CLOSED = re.compile(rb"luk|offentlig", re.IGNORECASE)
_SHORTEST = 4
"""Characters. Shorter words of a closed item are no secret by themselves."""


class Closed(Struct, frozen=True):
    """The closed parts of one file."""

    paths: tuple[TreePath, ...] = ()
    lines: frozenset[int] = frozenset()
    """The lines (from 1) that hold anything closed."""
    words: tuple[str, ...] = ()
    """What stands in the closed parts."""
    everything: bool = False
    """Nobody can tell which parts of the file are closed."""

    @classmethod
    def nothing(cls) -> Closed:
        """Of a file that has no closed parts, or is shown to nobody else."""
        return cls()

    @classmethod
    def of(cls, tree: Tree | None, data: bytes) -> Closed:
        """What is closed in a file. One that cannot be read is closed where it may be."""
        if tree is None:
            return cls(everything=bool(_MAYBE_CLOSED.search(data)) or b"\x00" in data)
        paths = tuple(_closed_paths(tree.data, ()))
        if not paths:
            return cls()
        words = {word for path in paths for word in _texts(_at(tree.data, path))}
        longest_first = sorted(words - vocabulary(), key=len, reverse=True)
        return cls(paths, frozenset(_lines(tree, paths)), tuple(longest_first))

    def may_show(self, line: int) -> bool:
        """Whether a line (from 1) holds nothing closed."""
        return not self.everything and line not in self.lines

    def veil(self, path: TreePath, place: Position) -> Callable[[str, bool], str] | None:
        """What hides the words of a finding that must not be told; ``None``: nothing must."""
        if not self.everything and not self.paths:
            return None
        inside = self._has(path, place)
        return lambda text, phrase: self._hidden(text, phrase=phrase, inside=inside)

    def told(self, path: TreePath, place: Position) -> TreePath:
        """The path of a finding, without keys that somebody made up in a closed part."""
        if not self._has(path, place):
            return path
        known = vocabulary()
        return tuple(step if isinstance(step, int) or step in known else HIDDEN for step in path)

    def _has(self, path: TreePath, place: Position) -> bool:
        return (
            self.everything
            or place.line in self.lines
            or any(path[: len(closed)] == closed for closed in self.paths)
        )

    def _hidden(self, text: str, *, phrase: bool, inside: bool) -> str:
        if inside and not phrase:
            return text if not text or text in vocabulary() else HIDDEN
        if inside and re.fullmatch(_DATE, text):
            return HIDDEN
        if inside:
            text = _QUOTED.sub(f"»{HIDDEN}«", text)
        for word in self.words:
            text = text.replace(word, HIDDEN)
        return text


@cache
def vocabulary() -> frozenset[str]:
    """The words of the schemas: they tell nothing of a meeting."""
    found: set[str] = set()
    waiting: list[Any] = [schema.load("meeting"), schema.load("forum")]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            found.update(node.get("properties", ()))
            found.update(word for word in node.get("enum", ()) if isinstance(word, str))
            waiting += node.values()
        elif isinstance(node, list):
            waiting += node
    return frozenset(found)


def _closed_paths(node: Any, path: TreePath) -> Iterator[TreePath]:
    """The outermost closed parts. A misspelt ``lukket`` is meant as one."""
    if isinstance(node, dict):
        if any(_closes(key, value) for key, value in node.items()):
            yield path
            return
        for key, value in node.items():
            yield from _closed_paths(value, (*path, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _closed_paths(value, (*path, index))


def _closes(key: str, value: Any) -> bool:
    if key not in vocabulary():
        key = schema.nearest(key.lower(), ("lukket", "offentlig", "fortrolig"), 0.7) or key
    if key in ("lukket", "fortrolig"):
        return value not in _NO
    return key == "offentlig" and value not in (True, "ja", "Ja", "JA")


def _at(node: Any, path: TreePath) -> Any:
    for step in path:
        node = node[step]
    return node


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for value in node.values():
            yield from _texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from _texts(value)
    elif isinstance(node, str):
        for text in (node.strip(), " ".join(node.split())):
            if len(text) >= _SHORTEST:
                yield text


def _lines(tree: Tree, paths: tuple[TreePath, ...]) -> Iterator[int]:
    """The lines from where a closed part begins to where the next open one does."""
    inside = False
    for path in _preorder(tree.data, ()):
        now = any(path[: len(closed)] == closed for closed in paths)
        place = tree.position(path, key=bool(path) and isinstance(path[-1], str))
        if now and not inside:
            begin = place.line
        elif inside and not now:
            # An open part on the same line is not shown either.
            first = not tree.lines[place.line - 1][: place.column - 1].strip(" -")
            yield from range(begin, place.line if first else place.line + 1)
        inside = now
    if inside:
        yield from range(begin, len(tree.lines) + 1)


def _preorder(node: Any, path: TreePath) -> Iterator[TreePath]:
    yield path
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _preorder(value, (*path, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _preorder(value, (*path, index))
