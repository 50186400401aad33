"""The lines after a label that name people, one by one."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from msgspec import Struct, field

from moedebog.importer.genre import labels
from moedebog.importer.pieces import GUESSED, Kind, Piece
from moedebog.importer.recognise import people
from moedebog.importer.recognise.people import Someone


class Listed(Struct):
    """People on lines of their own, and the lines of the list that are not understood."""

    people: list[Someone] = field(default_factory=list)
    unread: list[Piece] = field(default_factory=list)
    after: int = 0
    """The index after the list."""


def plain(piece: Piece) -> bool:
    """Whether it is a paragraph, or a line that only looks like a heading."""
    return piece.kind is Kind.TEXT or (piece.kind is Kind.HEADING and piece.level == GUESSED)


def listed(
    pieces: Sequence[Piece],
    index: int,
    label: Piece,
    ends: Callable[[str], bool],
    begun: bool = False,
) -> Listed:
    """The list that begins at ``index``, below its label; no line of it is one that ``ends`` it.

    Those of one sort (``Forældrevalgte: …``) go on only with a list that began so: ``begun``
    says that it began otherwise, on the line of the label. A line of a real list belongs to it
    even if it is not understood; a paragraph that is not understood ends it, and so does a word
    alone behind full names.
    """
    found = Listed(after=index)
    counted = label.kind is Kind.ITEM and label.marker[:1].isalnum()
    sorts: bool | None = False if begun else None
    first: Piece | None = None
    group = ""
    each = people.one_each(_lines(pieces, index, ends))
    while found.after < len(pieces):
        piece = pieces[found.after]
        if not (piece.kind is Kind.ITEM or plain(piece)) or ends(piece.text):
            break
        if piece.kind is Kind.ITEM and (
            (counted and piece.level <= label.level)
            or (first is not None and first.kind is not Kind.ITEM)
        ):
            break  # the next of those that the label is one of, or a list of something else
        text = _DASH.sub("", piece.text.rstrip(";,")) if piece.kind is Kind.TEXT else piece.text
        text = text.rstrip(";,")
        if labels.GROUP.fullmatch(text) and found.after + 1 < len(pieces):
            below = pieces[found.after + 1].text
            if people.NAMES.search(below) and not ends(below) and people.parse(below):
                group, found.after = text, found.after + 1
                continue
        sort = people.is_sort(_unboxed(text))
        if sort and sorts is False:
            break
        named = _on_line(text, piece, each)
        if piece.kind is not Kind.ITEM and (
            named is None or (" " not in text and first is not None and " " in first.text)
        ):
            break
        sorts, first = (sort if sorts is None else sorts), first or piece
        found.after += 1
        if named is None:
            found.unread.append(piece)
            continue
        for one in named:
            one.gruppe = one.gruppe or group
        found.people += named
    if first is not None and _may_be_heading(first, pieces[found.after : found.after + 1], ends):
        return found if found.after - index > 1 else Listed(after=index)
    return found


_DASH = re.compile(r"\A[-–—•*·]\s+(?=\S)")
"""The sign of an entry that somebody typed, so that it is no list."""


def _may_be_heading(first: Piece, after: Sequence[Piece], ends: Callable[[str], bool]) -> bool:
    """Whether one word on a line of its own, with text below it, may be no name."""
    alone = first.kind is not Kind.ITEM and re.fullmatch(r"\w+", first.text)
    return bool(alone) and any(not ends(one.text) for one in after)


def on_one_line(text: str) -> list[Someone] | None:
    """The people of a line, those with a box before their name each with that; ``None`` where it
    is not certain who they are.
    """
    boxes = list(labels.BOX.finditer(text))
    if not boxes or text[: boxes[0].start()].strip():
        return people.parse(text)
    found: list[Someone] = []
    ends = [*(box.start() for box in boxes[1:]), len(text)]
    for box, end in zip(boxes, ends, strict=True):
        name = text[box.end() : end].strip(" ;,")
        named = [] if labels.NOBODY.match(name) else people.parse(name)
        if named is None:
            return None
        for one in named:
            one.ticked = bool(box["on"])
        found += named
    return found


def _unboxed(text: str) -> str:
    match = labels.BOX.match(text)
    return text[match.end() :] if match else text


def _lines(pieces: Sequence[Piece], index: int, ends: Callable[[str], bool]) -> list[str]:
    """The paragraphs and entries from ``index`` on that look alike and may name somebody."""
    lines: list[str] = []
    for at in range(index, len(pieces)):
        piece = pieces[at]
        kinds = piece.kind is pieces[index].kind and (piece.kind is Kind.ITEM or plain(piece))
        if not kinds or ends(piece.text) or not people.NAMES.match(_unboxed(piece.text)):
            break
        lines.append(_unboxed(piece.text).rstrip(";,. "))
    return lines


def _on_line(text: str, piece: Piece, each: bool) -> list[Someone] | None:
    """The people of one line: in a real list the first is one, and the rest may tell of them.

    ``each``: whether every line is known to be of one person.
    """
    bare = _unboxed(text)
    if not bare or labels.NOBODY.match(bare):
        return []
    named = None if each else on_one_line(text)
    if named is None and (piece.kind is Kind.ITEM or each):
        one = people.with_facts(bare, each)
        if one is not None and (box := labels.BOX.match(text)):
            one.ticked = bool(box["on"])
        named = [one] if one else None
    return named
