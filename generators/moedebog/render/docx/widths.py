"""How wide columns and labels are in Word, judged by the characters in them.

Which font a reader has is not known. A middling one is measured, and columns are a little wider
where there is room, for those that are wider than it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from moedebog.blocks import (
    Block,
    BulletList,
    Cell,
    CodeBlock,
    Heading,
    LabelledList,
    NumberedList,
    Paragraph,
    Quote,
    Run,
    Table,
)
from moedebog.render.columns import (
    Fit,
    Need,
    Place,
    Rooms,
    fit,
    is_kept,
    loosened,
    needs_of,
    share,
)

PAD = 100
"""At each side of a cell's text, in twentieths of a point."""
_BOLD = 137
"""Hundredths of a middling character that one in bold takes up in the widest of usual fonts."""
_WORDS = re.compile(r"[^ \t\n]+")
"""What is not broken over lines: no-break spaces are inside."""
_LIST_INDENT = "    "
_WIDER = 1.12
"""How much wider than the font that is measured others are."""
_CODE = 60 * 20
"""Code in a cell is broken into lines of this width."""
_BY_HAND = 12
"""Columns to write in by hand are at least so many times as wide as the type is high."""
_ORDINARY, _OTHER = 0.58, 0.8
"""Widths of a letter or a figure, and of a character that is not known, in the font size."""
_WIDTHS = {
    character: width
    for width, characters in (
        (0.0, "\u00ad\u200b\u2060\ufeff"),
        (0.26, "il.,:;'|!jI \u00a0()[]\u2019\u2018"),
        (0.38, 'frt-\u2011"/\\*\u00b7\u00ba\u00b0\u201d\u201c\u201e'),
        (0.5, "scz§xvyJakå"),
        (0.58, "0123456789abdeghknopquøüöéEFLPST\u2013+=<>_?»«\u2212\u20ac$"),
        (0.7, "ABCKRVXYZÅ&#"),
        (0.8, "DGHNOQUØmw%æ\u2014@\u2030"),
        (0.95, "MÆ"),
        (1.05, "W\u2026"),
    )
    for character in characters
}
"""Of characters in the font size; those of Lato, bold, rounded up."""


class Set(Struct, frozen=True):
    """How a table is set, and the widths of its columns in twentieths of a point."""

    found: Fit
    grid: list[int]


def table(block: Table, rooms: Rooms, size: float, wide: int | None) -> Set:
    """How a table is set in cells of ``size`` points; column ``wide`` is written in by hand.

    Whether the page is turned is decided for the font that is measured, as in the PDF; wider
    fonts have their room where there is any.
    """
    em = size * 20
    rows = (
        [None if cell.covered else _place(cell, em) for cell in row]
        for row in (block.header, *block.rows)
    )
    needs = needs_of(rows, len(block.alignments), PAD, wide)
    if wide is not None:
        needs[wide] = needs[wide].with_(Need(*[_BY_HAND * em] * 3))
    found = fit(needs, rooms, size=size, pad=PAD, em=em)
    room = rooms.turned if found.turned else rooms.upright
    wider = [need.scaled(_WIDER) for need in needs]
    same_page = Rooms(room, room, must_turn=found.turned)
    generous = fit(wider, same_page, size=size, pad=PAD, em=em)
    if not generous.torn and generous.loose == found.loose:
        found, needs = generous, wider
    scale = found.size / size
    shares = share([need.scaled(scale) for need in needs], found, room, em * scale, wide=wide)
    return Set(found, _whole(shares, room))


def _whole(shares: Sequence[float], room: float) -> list[int]:
    """Widths without fractions; the last column gets what is over of a full line."""
    grid = [int(one) for one in shares]
    if sum(shares) > room - len(grid):
        grid[-1] += int(room) - sum(grid)
    return grid


def _place(cell: Cell, em: float) -> Place:
    """What a cell needs in type whose size is ``em``."""
    lines = cell_text(cell).split("\n")
    most = max((_width(line) for line in lines), default=0.0) * em
    if is_kept(cell):
        return Place(Need(most, most, most), cell.columns)
    words = [word for line in lines for word in _WORDS.findall(line)]
    least = max(map(_width, words), default=0.0) * em
    loose = max((_width(part) for word in words for part in loosened(word)), default=0.0) * em
    if any(isinstance(block, CodeBlock) for block in cell.blocks):
        least, loose = min(least, _CODE), min(loose, _CODE)
    return Place(Need(least, loose, most), cell.columns)


def _width(text: str) -> float:
    """The width of a text in its font size."""
    return sum(
        _WIDTHS.get(character, _ORDINARY if character.isalnum() else _OTHER) for character in text
    )


def around(
    rows: Sequence[Sequence[str]], wide: int | None, width: int, character: int
) -> list[int]:
    """Widths where column number ``wide`` takes what the others leave.

    The others stay on one line, unless one would take more than a quarter.
    """
    em = 2 * character
    heads = [label(head, character) for head in rows[0]]
    most = [
        max(_width(text) * em * _WIDER for text in column) for column in zip(*rows, strict=True)
    ]
    needs = [int(max(head, text)) + 2 * PAD for head, text in zip(heads, most, strict=True)]
    if wide is None:
        return [need * width // sum(needs) for need in needs] if sum(needs) > width else needs
    widths = [min(need, width // 4) for need in needs]
    widths[wide] += width - sum(widths)
    return widths


def label(text: str, character: int) -> int:
    """The room for a label or a head, which is bold, in whatever font stands for the template's.

    Where Calibri is not installed, the one in its place may be a third wider.
    """
    return len(text) * character * _BOLD // 100


def cell_text(cell: Cell) -> str:
    """The text of a cell, a line for each paragraph."""
    return "\n".join(_lines(cell.blocks))


def _lines(blocks: Iterable[Block]) -> Iterable[str]:
    for block in blocks:
        match block:
            case Paragraph(inlines=inlines) | Heading(inlines=inlines):
                yield "".join(i.text if isinstance(i, Run) else "\n" for i in inlines)
            case BulletList(items=items) | NumberedList(items=items):
                for item in items:
                    yield from (_LIST_INDENT + line for line in _lines(item.blocks))
            case LabelledList(items=labelled):
                for entry in labelled:
                    yield f"{entry.label}{_LIST_INDENT}{' '.join(_lines(entry.blocks))}"
            case Quote(blocks=inner):
                yield from _lines(inner)
            case CodeBlock(text=text):
                yield text
            case _:
                pass
