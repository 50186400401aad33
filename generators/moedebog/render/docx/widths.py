"""How wide columns and labels are in Word, judged by the characters in them.

Which font a reader has is not known. A middling one is measured, and columns are a little wider
where there is room, for those that are wider than it. Where the template's own font is known and
is wider, they are as wide as that asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from moedebog.blocks import (
    Alignment,
    Blocks,
    BulletList,
    Cell,
    LabelledItem,
    NumberedList,
    Paragraph,
    Picture,
    Quote,
    Run,
    Table,
    plain,
    text_of,
)
from moedebog.columns import (
    Fit,
    Need,
    Rooms,
    TableReckoning,
    cell_text,
    fit,
    fit_if_need_be,
    hyphenated,
    share,
)
from moedebog.letter_widths import Letters, width_of
from moedebog.pictures import NoPicture, measure
from moedebog.typography import NO_BREAK_HYPHEN

_ROUNDED = 20
"""Twentieths of a point that a column may be too narrow by, of which nobody sees anything."""
PAD = 100
"""At each side of a cell's text, in twentieths of a point."""
_BOLD = 137
"""Hundredths of a middling character that one in bold takes up in the widest of usual fonts."""
_CALIBRI = 0.92
"""How much narrower than the font that is measured, in bold, Calibri is."""
_LIGHT = 1.15
"""How much wider than the font that is measured, in bold, the widest of usual fonts are."""
_REGULAR = 0.96
"""How much narrower the font that is measured is where it is not bold."""
_GAP = 280
"""Between the longest label and the text beside it in the PDF, in twentieths of a point."""
_MAY_END = "\u200b"
_NAME = re.compile(r"[^\s_]+_\S+")
_OF_THE_NET = re.compile(r"://|www\.|@")
_HYPHEN = re.compile(r"(?<=\d)-(?=\d)")
AFTER_LABEL = 160
"""The least of it."""
_WIDER = ((1.3, 1.15), (1.3, 1.12), (1.2, 1.1), (1.1, 1.05))
"""How much wider than the font that is measured others are, heads in bold and texts: what is
taken into account where there is room, and what is if there is less.
"""
_EXACT = 1.02
"""The same for the template's own font: what Word rounds up."""
_LEAST_PICTURE = 1200
"""A picture in a cell is no narrower to make the table fit, in twentieths of a point."""


class Set(Struct, frozen=True):
    """How a table is set, and the widths of its columns in twentieths of a point."""

    found: Fit
    grid: list[int]


def table(block: Table, rooms: Rooms, size: float, letters: Letters | None = None) -> Set:
    """How a table is set in cells of ``size`` points.

    Whether the page is turned is decided for the font that is measured, as in the PDF; wider
    fonts have their room where there is any, and that of the template (``letters``) always, if
    need be on a turned page.
    """
    em = size * 20
    measured = [(TableReckoning(block), em)]
    wide = block.widest_in_hand
    pictures = [
        _for_pictures(row[column] for row in (block.header, *block.rows))
        for column in range(len(block.header))
    ]

    def needs(loose: bool, heads: float = 1.0, others: float = 1.0) -> list[Need]:
        (usual, _), *own = measured
        made = usual.needs(em, PAD, wide, loose=loose, heads=heads, others=others)
        for reckoning, wider in own:
            asked = reckoning.needs(wider, PAD, wide, loose=loose)
            made = [one.with_(other) for one, other in zip(made, asked, strict=True)]
        made = [need.with_(shown) for need, shown in zip(made, pictures, strict=True)]
        for column, least in block.in_hand.items():
            made[column] = made[column].with_(Need(*[least * em] * 3))
        return made

    found = fit_if_need_be(needs, rooms, size=size, pad=PAD, em=em)
    same_page = _page_of(found, rooms)
    if letters:
        measured.append((TableReckoning(block, letters.bold), em * _EXACT))
        found = fit_if_need_be(needs, same_page, size=size, pad=PAD, em=em)
        if found.torn:  # rather a turned page than a number in two
            found = fit_if_need_be(needs, rooms, size=size, pad=PAD, em=em)
            same_page = _page_of(found, rooms)
    room = same_page.upright
    asked = needs(found.loose)
    for heads, others in _WIDER:
        wider = needs(found.loose, heads, others)
        generous = fit(wider, same_page, size=size, pad=PAD, em=em)
        if letters and generous.size < found.size:  # the font is known: not at its expense
            continue
        if not generous.torn and generous.loose <= found.loose:
            found, asked = generous, wider
            break
    scale = found.size / size
    shares = share([need.scaled(scale) for need in asked], found, room, em * scale, wide=wide)
    return Set(found, _whole(shares, room))


def _page_of(found: Fit, rooms: Rooms) -> Rooms:
    """The room on the page that was found, and on no other."""
    room = rooms.turned if found.turned else rooms.upright
    return Rooms(room, room, must_turn=found.turned)


def _for_pictures(cells: Iterable[Cell]) -> Need:
    """What the pictures of a column ask for; one that cannot be read is told of elsewhere."""
    need = Need()
    for cell in cells:
        for picture in _pictures(cell.blocks) if cell.columns == 1 else ():
            with suppress(NoPicture):
                most = measure(picture.path).inches[0] * 1440
                least = min(most, _LEAST_PICTURE)
                need = need.with_(Need(least, least, most))
    return need


def _pictures(blocks: Blocks) -> Iterator[Picture]:
    for block in blocks:
        match block:
            case Picture():
                yield block
            case Quote(blocks=inner):
                yield from _pictures(inner)
            case BulletList(items=items) | NumberedList(items=items):
                for item in items:
                    yield from _pictures(item.blocks)
            case _:
                pass


def _whole(shares: Sequence[float], room: float) -> list[int]:
    """Widths without fractions; the last column gets what is over of a full line."""
    grid = [int(one) for one in shares]
    if sum(shares) > room - len(grid):
        grid[-1] += int(room) - sum(grid)
    return grid


def overview(
    headings: Sequence[str],
    texts: Sequence[Sequence[str]],
    keys: Sequence[str],
    width: int,
    character: int,
    alone: Sequence[bool],
    letters: Letters | None = None,
) -> tuple[list[int], list[list[str]]]:
    """The widths of the columns of an overview, shared as in the PDF, and its texts, in which
    words that are wider than their column may be divided.

    What stands ``alone`` goes over all columns.
    """
    em = 2 * character
    wide = [index for index, key in enumerate(keys) if key == "titel"]
    cells = [[Cell((plain(text),) if text else ()) for text in row] for row in (headings, *texts)]
    asked = [row for row, over in zip(cells[1:], alone, strict=True) if not over]
    block = Table(tuple(cells[0]), tuple(map(tuple, asked)), (Alignment.LEFT,) * len(keys))
    heads, others = _WIDER[0]
    needs = TableReckoning(block).needs(em, PAD, wide, heads=heads, others=others)
    if letters:
        own = TableReckoning(block, letters.bold).needs(em * _EXACT, PAD, wide)
        needs = [one.with_(other) for one, other in zip(needs, own, strict=True)]
    found = Fit(character / 10, PAD, turned=False, loose=False)
    fixed = [key in {"nr", "tid"} for key in keys]
    grid = _whole(share(needs, found, width, em, fixed=fixed, wide=wide), width)
    inner = [one - 2 * PAD for one in grid]
    whole = Table(tuple(cells[0]), tuple(map(tuple, cells[1:])), block.alignments)
    # What fits but for the rounding is not divided.
    divided = hyphenated(whole, [(one + _ROUNDED) / others for one in inner], em)
    if letters:
        divided = hyphenated(divided, [one + _ROUNDED for one in inner], em, letters.bold)
    return grid, [[cell_text(cell) for cell in row] for row in divided.rows]


def names(item: LabelledItem, em: int, letters: Letters | None = None) -> list[float]:
    """How wide the texts are that stand in columns, in type of this size: in Calibri, since the gap
    between columns has room for what other fonts are wider, or in the template's own font.
    """
    texts = [text_of(block.inlines) for block in item.blocks if isinstance(block, Paragraph)]
    return [max(width_of(text) * em * _CALIBRI, _own(text, em, letters)) for text in texts]


def first_word(block: Paragraph, em: int) -> float:
    """How wide the word is that a paragraph begins with, in type of this size: as far as a line may
    end in it.
    """
    words = text_of(block.inlines).split(maxsplit=1)
    return width_of(words[0].partition(_MAY_END)[0]) * em if words else 0.0


def with_ends(block: Paragraph, room: int, em: int) -> Paragraph:
    """A paragraph in which lines may end after the underscores of names of files that are wider
    than its ``room``, and in no date in them. Word would cut them anywhere. Addresses of the net
    are left: people copy them.
    """

    def name(match: re.Match[str]) -> str:
        word = match[0]
        if width_of(word) * em <= room or _OF_THE_NET.search(word):
            return word
        return _HYPHEN.sub(NO_BREAK_HYPHEN, word.replace("_", f"_{_MAY_END}"))

    inlines = tuple(
        replace(one, text=_NAME.sub(name, one.text)) if isinstance(one, Run) else one
        for one in block.inlines
    )
    return replace(block, inlines=inlines)


def with_ends_in(cell: Cell, room: int, em: int) -> Cell:
    """The same of a cell, whose text has so much room."""
    blocks = (
        with_ends(one, room, em) if isinstance(one, Paragraph) else one for one in cell.blocks
    )
    return replace(cell, blocks=tuple(blocks))


def label_column(
    text: str, character: int, letters: Letters | None = None, *, bold: bool = False
) -> int:
    """How wide the column of a label is, with the gap behind it: as in the PDF, or what it takes
    in whatever font stands for the template's.

    Where Calibri is not installed, the one in its place may be a third wider.
    """
    em = 2 * character
    if bold:
        own = letters.bold(text) * em * _EXACT if letters else 0.0
        return max(len(text) * character * _BOLD // 100, ceil(own)) + AFTER_LABEL
    wide = width_of(text) * em
    return ceil(
        max(wide * _REGULAR + _GAP, wide * _LIGHT + _ROUNDED, _own(text, em, letters) + AFTER_LABEL)
    )


def party(text: str, character: int, letters: Letters | None = None) -> int:
    """The same for one of many parties: what is wider takes of the gap behind it."""
    em = 2 * character
    return ceil(max(width_of(text) * em * _WIDER[-1][1], _own(text, em, letters)))


def _own(text: str, em: int, letters: Letters | None) -> float:
    """How wide a text that is not bold is in the template's own font, where that is known."""
    return letters.regular(text) * em * _EXACT if letters else 0.0
