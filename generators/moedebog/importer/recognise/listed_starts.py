"""Where the items of a document of ours begin: its overview names each of them, in their order.

So an item with a number of its own is known, and one without a number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from moedebog.importer.pieces import Kind, Piece
from moedebog.importer.recognise.outline import Outline
from moedebog.importer.recognise.start import Start

LOWEST = 6
"""The level of heading that items have from there on, however deep they stand."""


def listed_starts(pieces: Sequence[Piece], contents: Outline) -> list[Start]:
    """The items that the overview lists; none where it has none, or one is not found below it."""
    begin = max(contents.places, default=0)
    heads = [
        (index, piece)
        for index, piece in enumerate(pieces)
        if index > begin and piece.sure and piece.kind is Kind.HEADING
    ]
    placed = _numbered(contents.rows, heads)
    return _between(contents.rows, heads, placed) if placed is not None else []


_Head = tuple[int, Piece]
"""A heading, and where it stands."""


def _numbered(rows: Sequence[tuple[str, str]], heads: Sequence[_Head]) -> dict[int, Start] | None:
    """The items with a number, by their row; ``None`` where one is not found."""
    found: dict[int, Start] = {}
    waiting = iter(heads)
    for row, (number, title) in enumerate(rows):
        if number:
            start = next((s for head in waiting if (s := _start(number, title, head))), None)
            if start is None:
                return None
            found[row] = start
    return found


def _between(
    rows: Sequence[tuple[str, str]], heads: Sequence[_Head], placed: dict[int, Start]
) -> list[Start]:
    """All items: one without a number is the highest heading of its words before the next one."""
    starts: list[Start] = []
    for row, (_, title) in enumerate(rows):
        if row in placed:
            starts.append(placed[row])
            continue
        after = starts[-1].at if starts else -1
        before = next((placed[one].at for one in range(row + 1, len(rows)) if one in placed), None)
        near = [head for head in heads if head[0] > after and (before is None or head[0] < before)]
        alike = [start for head in near if (start := _start("", title, head))]
        if not alike:
            return []
        starts.append(min(alike, key=lambda start: start.level))
    return starts


def _start(number: str, title: str, head: _Head) -> Start | None:
    """The item that a heading begins, where it is of this number and title; its slot may follow."""
    at, piece = head
    label = rf"(?:(?P<word>\S.{{0,60}}?) )?{re.escape(number)}[:.]? " if number else "(?P<word>)"
    slot = r"(?:, | \().+"
    match = re.fullmatch(f"{label}(?P<title>{re.escape(title)}(?:{slot})?)", piece.text)
    if match is None:
        return None
    return Start(at, number, match["title"], piece.level, match["word"] or "", sure=True)
