"""A meeting with words left out, as everybody reads it, and what the words are.

The file is read twice, with the words and without them. The meeting is the one without: whatever
is made of it cannot tell them. What the other one has besides is kept apart, for those who may read
what is closed (``compose/restored``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from moedebog import left_out, markdown, meeting, secrecy
from moedebog.blocks import Blocks
from moedebog.diagnostics import Diagnostic, Position, Severity
from moedebog.left_out import TextWithGaps
from moedebog.meeting import Meeting, Udeladt
from moedebog.source import Tree, TreePath

Place = Callable[[int], Position]
Read = Callable[[Tree], tuple[Meeting | None, list[Diagnostic]]]

_MARK = f"{{{left_out.KEY}"


def read(tree: Tree, reading: Read) -> tuple[Meeting | None, list[Diagnostic]]:
    """The meeting in a tree as everybody reads it, and what is wrong with it."""
    found = left_out.marked(tree.data) if left_out.may_stand(tree.text) else {}
    if not found:
        return reading(tree)
    told = list(left_out.problems(tree, found))
    whole, problems = reading(
        tree.with_texts({path: one.canonical() for path, one in found.items()})
    )
    bare, others = reading(tree.with_texts({path: one.gapped() for path, one in found.items()}))
    told += problems
    known = {(one.code, one.position) for one in told}
    told += [
        one
        for one in others
        if one.severity is Severity.ERROR and (one.code, one.position) not in known
    ]
    told += _elsewhere(tree, found)
    if bare is None or whole is None:
        return None, told
    spans = [span for one in found.values() for span in one.spans]
    apart: dict[tuple[str, Position], dict[str, Any]] = {}
    _compare(bare, whole, apart)
    apart_of_it = Udeladt(
        apart,
        tuple(dict.fromkeys(one.plain for one in spans if not one.is_gap)),
        tuple(dict.fromkeys(one.ground for one in spans)),
    )
    return replace(bare, udeladt=apart_of_it), told


def _elsewhere(tree: Tree, found: Mapping[TreePath, TextWithGaps]) -> Iterator[Diagnostic]:
    """Where everybody can read in full what is left out in another place."""
    public = (
        (path, found[path].gapped() if path in found else text)
        for path, text in secrecy.open_texts(tree.data)
    )
    seen: set[Position] = set()
    for path, line, own, own_line in left_out.told_elsewhere(public, found):
        place = tree.text_position(path, line)
        gap = tree.text_position(own, own_line)
        if place not in seen:
            seen.add(place)
            yield left_out.STANDS_ELSEWHERE.at(place, sted=left_out.place_in_words(gap))


def _compare(bare: Any, whole: Any, apart: dict[tuple[str, Position], dict[str, Any]]) -> bool:
    """Note what a node of the whole has that the bare one has not; whether it could be noted.

    What differs is noted at the innermost node of the model that has a place of its own.
    """
    place = getattr(bare, "position", None)
    own: dict[str, Any] = {}
    for name in bare.__struct_fields__:
        one, other = getattr(bare, name), getattr(whole, name)
        if name != "position" and one != other and not _inside(one, other, apart):
            own[name] = other
    if not own:
        return True
    if place is None or (type(bare).__name__, place) in apart:
        return False
    apart[type(bare).__name__, place] = own
    return True


def _inside(one: Any, other: Any, apart: dict[tuple[str, Position], dict[str, Any]]) -> bool:
    """Whether all that differs in a value could be noted at nodes inside it."""
    if _is_node(one) and type(one) is type(other):
        return _compare(one, other, apart)
    if isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        pairs = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
        inner = all(_is_node(a) and type(a) is type(b) for a, b in pairs)
        noted = [_compare(a, b, apart) for a, b in pairs] if inner else [False]
        return all(noted)
    return False


def _is_node(value: object) -> bool:
    return isinstance(value, Struct) and type(value).__module__ == meeting.__name__


def check(text: str, blocks: Blocks, place: Place, folder: Path) -> list[Diagnostic]:
    """What is wrong with the marks of a Markdown text, as the parser sees them.

    ``blocks`` are those of the text. Leaving out by the parser must come to the same as leaving
    out by the text alone, and no mark may be printed.
    """
    one = left_out.read(text)
    if one is None or one.faults:
        return []
    literal = next((at for at, said in _texts(blocks, place(0)) if _MARK in said), None)
    if literal is None and not all(span.is_gap for span in one.spans):
        by_parser = markdown.parse(text, place, folder, leave_out=True)[0]
        by_text = markdown.parse(one.gapped(), place, folder)[0]
        if by_parser != by_text:
            line = text.count("\n", 0, one.spans[0].start)
            literal = place(line)
    if literal is None:
        return []
    values = {"hvorfor": left_out.NOT_READ, "raad": left_out.TYPE_PLAIN}
    return [left_out.NOT_AS_ONE.at(literal, **values).on(_MARK)]


def _texts(node: Any, place: Position) -> Iterator[tuple[Position, str]]:
    """All texts in blocks, each with the place of its block."""
    if isinstance(node, str):
        yield place, node
    elif isinstance(node, Path):
        yield place, str(node)
    elif isinstance(node, tuple):
        for one in node:
            yield from _texts(one, place)
    elif isinstance(node, Struct):
        here = getattr(node, "position", None) or place
        for name in node.__struct_fields__:
            if name != "position":
                yield from _texts(getattr(node, name), here)
