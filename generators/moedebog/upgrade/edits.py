"""Edits of a YAML text at places of its tree: the rest of the text stays byte for byte."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from moedebog import source
from moedebog.begin.scalars import scalar
from moedebog.diagnostics import Position
from moedebog.source import Tree, TreePath

_DOUBLE = re.compile(r'"(?:[^"\\]|\\.)*"', re.S)
_SINGLE = re.compile(r"'(?:[^']|'')*'")
_PLAIN_KEY = re.compile(r"[^\s:{}\[\],#\"'][^\s:{}\[\],#]*")
_PLAIN_VALUE = re.compile(r"[^\s{}\[\],#&*!|>%@`\"'-](?:[^\n{}\[\],#:]|(?<=\S)#|:(?=\S))*(?<=\S)")
_SAFE = re.compile(r"[^\W\d_][\w ./-]*(?<! )\Z")
_MARGIN = re.compile(r"[ ]*(?:- +)*")
"""What stands before a key that is the first thing on its line."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LONGEST = 2_000
"""Lines that a text between quotation marks has at most, to be looked at."""
_WORDS = frozenset({"true", "false", "null"})


class Rename(Struct, frozen=True):
    """The key at a path is called something else now."""

    path: TreePath
    key: str


class Replace(Struct, frozen=True):
    """The text at a path says something else now."""

    path: TreePath
    value: str


class Reword(Struct, frozen=True):
    """The text at a path, over as many lines as before, is written in other characters."""

    path: TreePath
    value: str
    typed: Callable[[str], str] | None = None
    """How the same is done to what is typed, where that has line breaks that are no line ends."""


class Insert(Struct, frozen=True):
    """A key on a line of its own, behind the one at a path, in the same mapping."""

    path: TreePath
    key: str
    value: str | Mapping[str, str | Sequence[str]]
    """A word that stands as it is; or keys with a text each, or several texts."""


Edit = Rename | Replace | Reword | Insert


class Uneditable(Exception):
    """Something is written in a way that cannot be changed without touching the rest."""

    def __init__(self, position: Position) -> None:
        super().__init__(str(position))
        self.position = position


def edited(tree: Tree, text: str, edits: Sequence[Edit]) -> str:
    """The text with the edits; ``tree`` is what it holds. Raises ``Uneditable``.

    ``text`` may have other line ends than the tree's. What comes out is read again: it must hold
    the very same but for what was to change.
    """
    lines = text.split("\n")
    for edit in sorted(edits, key=lambda one: _place(tree, one), reverse=True):
        if isinstance(edit, Reword):
            _reword(tree, lines, edit)
            continue
        if isinstance(edit, Insert):
            _insert(tree, lines, edit)
            continue
        position = _place(tree, edit)
        line, column = lines[position.line - 1], position.column - 1
        end, written = _written(line, column, edit)
        if end <= column:
            raise Uneditable(position)
        lines[position.line - 1] = line[:column] + written + line[end:]
    made = "\n".join(lines)
    again, _ = source.parse(made.encode(), tree.name)
    if again is None or again.data != _expected(tree.data, edits):
        raise Uneditable(_place(tree, edits[0]))
    return made


def _place(tree: Tree, edit: Edit) -> Position:
    return tree.position(edit.path, key=isinstance(edit, Rename | Insert))


def _insert(tree: Tree, lines: list[str], edit: Insert) -> None:
    """Write a key on a line below another, or before it where both stand in braces.

    Raises ``Uneditable``.
    """
    position = _place(tree, edit)
    line = lines[position.line - 1]
    before = line[: position.column - 1]
    if not _MARGIN.fullmatch(before):
        if len(edit.path) == 1:  # the whole file is one line, as programs write it
            raise Uneditable(position)
        rest = line[position.column - 1 :]
        lines[position.line - 1] = f"{before}{edit.key}: {_in_braces(edit.value)}, {rest}"
        return
    end = "\r" if line.endswith("\r") else ""
    margin = " " * len(before)
    new = [f"{margin}{one}{end}" for one in _block(edit.key, edit.value)]
    lines[position.line : position.line] = new


def _in_braces(value: str | Mapping[str, str | Sequence[str]]) -> str:
    if isinstance(value, str):
        return value
    parts = (
        f"{key}: {_quoted(one) if isinstance(one, str) else _listed(one)}"
        for key, one in value.items()
    )
    return "{" + ", ".join(parts) + "}"


def _listed(texts: Sequence[str]) -> str:
    return "[" + ", ".join(map(_quoted, texts)) + "]"


def _block(key: str, value: str | Mapping[str, str | Sequence[str]]) -> Iterator[str]:
    if isinstance(value, str):
        yield f"{key}: {value}"
        return
    yield f"{key}:"
    for name, one in value.items():
        if isinstance(one, str):
            yield f"  {name}: {one if _DAY.fullmatch(one) else scalar(one)}"
            continue
        yield f"  {name}:"
        yield from (f"    - {scalar(each)}" for each in one)


def can_reword(tree: Tree, edit: Reword) -> bool:
    """Whether a text is written so that it can be put in other characters at its place."""
    try:
        _reword(tree, list(tree.lines), edit)
    except Uneditable:
        return False
    return True


def _reword(tree: Tree, lines: list[str], edit: Reword) -> None:
    """Write a text into the lines where the old one stands. Raises ``Uneditable``."""
    start = tree.position(edit.path)
    old: Any = tree.at(edit.path)
    before = lines[start.line - 1][start.column - 1 :]
    if not before.startswith("|"):
        for quoted in (str, _quoted, _quoted_once):
            if before.startswith(quoted(old)):
                rest = before[len(quoted(old)) :]
                head = lines[start.line - 1][: start.column - 1]
                lines[start.line - 1] = f"{head}{quoted(edit.value)}{rest}"
                return
        _reword_folded(start, lines, edit, old)
        return
    place = tree.text_positions(edit.path)
    for number, (was, now) in enumerate(zip(old.split("\n"), edit.value.split("\n"), strict=True)):
        if was == now:
            continue
        position = place(number)
        line = lines[position.line - 1]
        end = "\r" if line.endswith("\r") else ""
        head = line[: position.column - 1]
        if line != f"{head}{was}{end}":
            raise Uneditable(start)
        lines[position.line - 1] = f"{head}{now}{end}"


def _reword_folded(start: Position, lines: list[str], edit: Reword, old: str) -> None:
    """Write a folded text, or one over several lines, where the old one stands.

    What is typed is changed, and both it and what comes of it are read: they must be the old text
    and the new one. Raises ``Uneditable`` where they are not.
    """
    first, column = start.line - 1, start.column - 1
    typed = _extent(lines, first, column)
    if edit.typed is None or _read(typed) != old:
        raise Uneditable(start)
    if typed[0] == '"':
        inner = edit.typed(typed[1:-1].replace('\\"', '"')).replace('"', '\\"')
        made = f'"{inner}"'
    else:
        made = edit.typed(typed)
    if _read(made) != edit.value:
        raise Uneditable(start)
    whole = "\n".join(lines[first:])[column + len(typed) :]
    lines[first:] = f"{lines[first][:column]}{made}{whole}".split("\n")


def _extent(lines: Sequence[str], first: int, column: int) -> str:
    """What is typed of the text that begins at a place, over all its lines."""
    rest = lines[first][column:]
    if rest[:1] in ('"', "'"):
        pattern = _DOUBLE if rest[0] == '"' else _SINGLE
        match = pattern.match("\n".join([rest, *lines[first + 1 : first + 1 + _LONGEST]]))
        return match[0] if match else rest
    typed = [rest]
    inner = 0
    for line in lines[first + 1 :]:
        indent = len(line) - len(line.lstrip(" "))
        inner = inner or (indent if line.strip() else 0)
        if line.strip() and (indent < inner or not indent):
            break
        typed.append(line)
    while not typed[-1].strip():
        typed.pop()
    return "\n".join(typed)


def _read(typed: str) -> Any:
    """The text that something typed is read as; ``None`` where it is none."""
    tree, _ = source.parse(f"x: {typed}\n".encode("utf-8", "surrogateescape"), "")
    data = tree.data if tree else None
    return data.get("x") if isinstance(data, dict) and len(data) == 1 else None


def _quoted_once(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _written(line: str, column: int, edit: Rename | Replace) -> tuple[int, str]:
    """Where the key or the text that begins here ends, and what is to stand instead."""
    new = edit.key if isinstance(edit, Rename) else edit.value
    patterns = (_DOUBLE, _SINGLE, _PLAIN_KEY if isinstance(edit, Rename) else _PLAIN_VALUE)
    for pattern in patterns:
        if match := pattern.match(line, column):
            quoted = pattern is not patterns[-1]
            return match.end(), _quoted(new) if quoted or not _is_safe(new) else new
    return column, ""


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _is_safe(text: str) -> bool:
    return bool(_SAFE.match(text)) and text.lower() not in _WORDS


def _expected(node: Any, edits: Iterable[Edit], path: TreePath = ()) -> Any:
    """The data with the edits; the order of keys is part of it no more than in the data."""
    renamed = {edit.path: edit.key for edit in edits if isinstance(edit, Rename)}
    inserted = {
        (edit.path[:-1], edit.key): _data(edit.value) for edit in edits if isinstance(edit, Insert)
    }
    replaced = {edit.path: edit.value for edit in edits if not isinstance(edit, Rename | Insert)}

    def copy(node: Any, path: TreePath) -> Any:
        if path in replaced:
            return replaced[path]
        if isinstance(node, dict):
            new = {key: value for (place, key), value in inserted.items() if place == path}
            return {
                renamed.get((*path, key), key): copy(value, (*path, key))
                for key, value in node.items()
            } | new
        if isinstance(node, list):
            return [copy(value, (*path, index)) for index, value in enumerate(node)]
        return node

    return copy(node, path)


def _data(value: str | Mapping[str, str | Sequence[str]]) -> Any:
    if isinstance(value, str):
        return value
    return {key: one if isinstance(one, str) else list(one) for key, one in value.items()}
