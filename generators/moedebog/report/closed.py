"""What of a finding others than the forum must not read: what ``secrecy`` says is not public."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct, field

from moedebog import left_out, secrecy
from moedebog.diagnostics import Position, Veil
from moedebog.secrecy import vocabulary
from moedebog.source import Tree, TreePath

HIDDEN = "…"

_QUOTED = re.compile("»([^«]*)«")
_DATE = r"\d+\.?\s\w+\s\d{4}"
_COMMENT = re.compile(r"(?:^|\s)#")
_CLOSERS = " \"'}],"
"""What may follow a text on its line."""
_SHORTEST = 4
"""Characters. Shorter words of a closed item are no secret by themselves."""
_PLACES = frozenset({"linje", "her", "der", "frem"})
"""The values of a finding that say where in the file something stands, or should."""
_TELLING = frozenset({"sagt", "hvorfor", "aendret"})
"""Values in our own words that tell what was decided or was said before, or of whom."""
_APART = "\0"


class Closed(Struct, frozen=True):
    """The parts of one file that are not public."""

    tree: Tree | None = None
    source: Sequence[str] = ()
    """The file's lines."""
    paths: tuple[TreePath, ...] = ()
    lines: frozenset[int] = frozenset()
    """The lines (from 1) that hold anything of them."""
    words: tuple[str, ...] = ()
    """What stands in them."""
    inside: str = ""
    """All of it, to look for what a finding quotes."""
    outside: str = ""
    """What stands in the other parts."""
    everything: bool = False
    """Nobody can tell which parts of the file are public."""
    _comments: dict[int, int | None] = field(default_factory=dict)
    """Where comments begin, by line: several findings may be about a long one."""

    @classmethod
    def of(cls, tree: Tree | None, source: Sequence[str], data: bytes) -> Closed:
        """What is not public in a file. One that cannot be read is hidden where it may be."""
        if tree is None:
            return cls(None, source, everything=secrecy.may_hold(data))
        parts = tuple(secrecy.parts(tree.data))
        marked = left_out.marked(tree.data) if left_out.may_stand(tree.text) else {}
        if not parts and not marked:
            return cls(tree, source)
        closed = tuple(part.path for part in parts)
        paths = (*closed, *marked)
        told = (one.gapped() for path, one in marked.items() if not _within(path, closed))
        others = _folded((*_texts(tree.data, without=frozenset(paths)), *told))
        texts: set[str] = set()
        for part in parts:
            hidden = _texts(_at(tree.data, part.path))
            # What is private and said openly as well is no secret: a member who gets mail.
            texts.update(t for t in hidden if part.closed or t.casefold() not in others)
        for one in marked.values():
            texts.update(word for span in one.spans for word in (span.words, span.plain) if word)
            texts.update((one.text, " ".join(one.text.split())) if one.faults else ())
        words = {text for text in texts if len(text) >= _SHORTEST} - vocabulary()
        return cls(
            tree,
            source,
            paths,
            frozenset(_lines(tree, paths)),
            tuple(sorted(words, key=len, reverse=True)),
            _folded(texts),
            others,
        )

    def shown(self, number: int) -> str | None:
        """A line (from 1) as others may see it, without its comment; ``None``: they may not."""
        if self.everything or number in self.lines:
            return None
        line = self.source[number - 1]
        if secrecy.masked(line) != line:
            return None
        column = self._comment(number)
        return line if column is None else f"{line[: column - 1]}# {HIDDEN}"

    def _comment(self, number: int) -> int | None:
        """The column (from 1) where a line's comment begins; comments are in no document."""
        if number not in self._comments:
            self._comments[number] = self._find_comment(number)
        return self._comments[number]

    def _find_comment(self, number: int) -> int | None:
        line = self.source[number - 1] if 0 < number <= len(self.source) else ""
        for match in _COMMENT.finditer(line):
            column = match.end()
            text = line[column - 1 :].rstrip(_CLOSERS)
            if self.tree is None:
                return column
            at = self.tree.path_at(Position(self.tree.name, number, column))
            value = _at(self.tree.data, at)
            if not isinstance(value, str) or text not in value:
                return column
        return None

    def veil(self, path: TreePath, place: Position) -> Veil:
        """What hides the values of a finding that must not be told."""
        inside = self.hides(path, place)
        return lambda name, value, phrase: self._hidden(name, value, phrase, inside)

    def shown_path(self, path: TreePath, place: Position) -> TreePath:
        """The path of a finding, without keys that somebody made up in a closed part."""
        if not self.hides(path, place):
            return path
        known = vocabulary()
        return tuple(step if isinstance(step, int) or step in known else HIDDEN for step in path)

    def hides(self, path: TreePath, place: Position) -> bool:
        """Whether what stands at a place is not public."""
        if self.everything or place.line in self.lines:
            return True
        comment = self._comment(place.line)
        return (comment is not None and place.column >= comment) or _within(path, self.paths)

    def _hidden(self, name: str, value: str | int, phrase: bool, inside: bool) -> str | int:
        if isinstance(value, int):
            return HIDDEN if inside and name not in _PLACES else value
        if inside and name in _TELLING:
            return HIDDEN
        if inside and not phrase:
            plain = not re.search(r"\w", value) or value in vocabulary()
            return value if plain else HIDDEN
        if inside and re.fullmatch(_DATE, value):
            return HIDDEN
        if inside:
            value = _QUOTED.sub(f"»{HIDDEN}«", value)
        elif value and not phrase and self._only_inside(value):
            return HIDDEN
        elif phrase:
            value = _QUOTED.sub(
                lambda quoted: f"»{HIDDEN}«" if self._only_inside(quoted[1]) else quoted[0], value
            )
        for word in self.words:
            value = value.replace(word, HIDDEN)
        return secrecy.masked(value)

    def _only_inside(self, text: str) -> bool:
        """Whether a text is said in a closed part, and nowhere else."""
        text = " ".join(text.split()).casefold()
        if len(text) < _SHORTEST:
            return text in self.inside.split(_APART) and text not in self.outside.split(_APART)
        return text in self.inside and text not in self.outside


def _within(path: TreePath, parts: Iterable[TreePath]) -> bool:
    return any(path[: len(part)] == part for part in parts)


def _at(node: Any, path: TreePath) -> Any:
    for step in path:
        node = node[step]
    return node


def _texts(
    node: Any, path: TreePath = (), *, without: frozenset[TreePath] = frozenset()
) -> Iterator[str]:
    """All texts, keys of no schema among them, but those of some parts."""
    if path in without:
        return
    if isinstance(node, dict):
        for key, value in node.items():
            if key not in vocabulary():
                yield key
            yield from _texts(value, (*path, key), without=without)
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _texts(value, (*path, index), without=without)
    elif isinstance(node, str) and node.strip():
        yield node.strip()
        yield " ".join(node.split())


def _folded(texts: Iterable[str]) -> str:
    return _APART.join(dict.fromkeys(text.casefold() for text in texts))


def _lines(tree: Tree, paths: tuple[TreePath, ...]) -> Iterator[int]:
    """The lines from where a closed part begins to where the next open one does."""
    inside = False
    for path in _preorder(tree.data, ()):
        now = _within(path, paths)
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
