"""Where exactly a finding stands: the key it is about, or the words inside a text.

The stages know where a meeting, an item or a paragraph begins. The rest is looked up in the
file when a finding is told, so that a file without findings costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Any

from msgspec import Struct

from moedebog.diagnostics import Diagnostic, Position
from moedebog.source import Tree, TreePath

_MARKS = r"[*_`~^\\]*"
"""What Markdown may have between the letters of a printed word."""
_BLANKS = r"[\s>]+"
"""Between words: also a line break, in a quotation with its mark."""
_LINES = 200
"""So far from the beginning of a text its words are looked for."""


class Place(Struct, frozen=True):
    """Where a finding is told."""

    position: Position
    path: TreePath = ()
    width: int | None = None
    """How many characters of the line it is about, where that is known."""


def exact(tree: Tree | None, lines: Sequence[str], diagnostic: Diagnostic) -> Place:
    """The place of a finding, as exact as the file tells it."""
    position, rule = diagnostic.position, diagnostic.rule
    if tree is None or not position.line:
        return Place(position)
    path = tree.path_at(_after_dash(lines, position))
    if rule.beside:
        return Place(position, thing(tree, path, position))
    if rule.about is not None:
        path = thing(tree, path, position)
        key = next((key for key in rule.about if key in _at(tree.data, path)), None)
        if key is not None:
            path = (*path, key)
            position = tree.position(path)
    if diagnostic.words:
        return _words(tree, lines, diagnostic, Place(position, path))
    return Place(position, path)


def _after_dash(lines: Sequence[str], position: Position) -> Position:
    """Where the entry begins that a dash belongs to."""
    line, column = position.line, position.column
    dash = line <= len(lines) and lines[line - 1][column - 1 : column] == "-"
    return Position(position.file, line, column + 2) if dash else position


def thing(tree: Tree, path: TreePath, position: Position) -> TreePath:
    """The path of the mapping that begins at a position, as its first key does."""
    is_key = bool(path) and isinstance(path[-1], str)
    return path[:-1] if is_key and tree.position(path, key=True) == position else path


def _at(node: Any, path: TreePath) -> Any:
    for step in path:
        node = node[step]
    return node if isinstance(node, dict) else {}


def _words(tree: Tree, lines: Sequence[str], diagnostic: Diagnostic, start: Place) -> Place:
    """The place of the words, or the beginning of the text where they cannot be found."""
    line, column = start.position.line - 1, start.position.column - 1
    rest = "\n".join(lines[line : line + _LINES])[column:]
    match = next(islice(_pattern(diagnostic.words).finditer(rest), diagnostic.nth, None), None)
    if match is None:
        return start
    before = rest[: match.start()]
    if "\n" in before:
        column = -before.rfind("\n") - 1
    line += before.count("\n") + 1
    position = Position(start.position.file, line, column + match.start() + 1)
    path = tree.path_at(position)
    if path[: len(start.path)] != start.path:
        return start  # that is another text already
    return Place(position, path, len(match[0].split("\n")[0]))


def _pattern(words: str) -> re.Pattern[str]:
    """The words as they may be written in the file."""
    written = f"{_MARKS}{_BLANKS}{_MARKS}".join(
        _MARKS.join(map(re.escape, word)) for word in words.split()
    )
    before = r"(?<!\w)" if _in_word(words[:1]) else ""
    after = r"(?!\w)" if _in_word(words[-1:]) else ""
    return re.compile(before + written + after)


def _in_word(character: str) -> bool:
    """Whether it is of a word that blanks end, as in the languages of Europe."""
    return character.isalnum() and character < "\u0590"
