"""How wide columns and labels are in Word, judged by the characters in them.

Which font a reader has is not known. A middling one is measured, and columns are a little wider
where there is room, for those that are wider than it. Where the template's own font is known and
is wider, they are as wide as that asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from msgspec import Struct

from moedebog.blocks import LabelledItem, Paragraph, Table, text_of
from moedebog.columns import Fit, Need, Rooms, TableReckoning, fit, fit_if_need_be, share
from moedebog.letter_widths import Letters, width_of

PAD = 100
"""At each side of a cell's text, in twentieths of a point."""
_BOLD = 137
"""Hundredths of a middling character that one in bold takes up in the widest of usual fonts."""
_CALIBRI = 0.92
"""How much narrower than the font that is measured, in bold, Calibri is."""
_LIGHT = 1.2
"""How much wider than the font that is measured, in bold, the widest of usual fonts are."""
_WIDER = ((1.3, 1.15), (1.3, 1.12), (1.2, 1.1), (1.1, 1.05))
"""How much wider than the font that is measured others are, heads in bold and texts: what is
taken into account where there is room, and what is if there is less.
"""
_EXACT = 1.02
"""The same for the template's own font: what Word rounds up."""
_BY_HAND = 12
"""Columns to write in by hand are at least so many times as wide as the type is high."""


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
    wide = len(block.alignments) - 1 if block.by_hand else None

    def needs(loose: bool, heads: float = 1.0, others: float = 1.0) -> list[Need]:
        (usual, _), *own = measured
        made = usual.needs(em, PAD, wide, loose=loose, heads=heads, others=others)
        for reckoning, wider in own:
            asked = reckoning.needs(wider, PAD, wide, loose=loose)
            made = [one.with_(other) for one, other in zip(made, asked, strict=True)]
        if wide is not None:
            made[wide] = made[wide].with_(Need(*[_BY_HAND * em] * 3))
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


def _whole(shares: Sequence[float], room: float) -> list[int]:
    """Widths without fractions; the last column gets what is over of a full line."""
    grid = [int(one) for one in shares]
    if sum(shares) > room - len(grid):
        grid[-1] += int(room) - sum(grid)
    return grid


def around(
    rows: Sequence[Sequence[str]],
    wide: int | None,
    width: int,
    character: int,
    letters: Letters | None = None,
) -> list[int]:
    """Widths where column number ``wide`` takes what the others leave.

    The others stay on one line, unless one would take more than three tenths.
    """
    em = 2 * character
    needs = []
    for column in zip(*rows, strict=True):
        most = max(map(width_of, column)) * em * _WIDER[0][1]
        if letters:
            most = max(most, *(letters.bold(text) * em * _EXACT for text in column))
        needs.append(max(int(most), label(column[0], character, letters)) + 2 * PAD)
    if wide is None:
        return [need * width // sum(needs) for need in needs] if sum(needs) > width else needs
    widths = [min(need, width * 3 // 10) for need in needs]
    widths[wide] += width - sum(widths)
    return widths


def names(item: LabelledItem, em: int, letters: Letters | None = None) -> list[float]:
    """How wide the texts are that stand in columns, in type of this size: in Calibri, since the gap
    between columns has room for what other fonts are wider, or in the template's own font.
    """
    texts = [text_of(block.inlines) for block in item.blocks if isinstance(block, Paragraph)]
    return [max(width_of(text) * em * _CALIBRI, _own(text, em, letters)) for text in texts]


def label(text: str, character: int, letters: Letters | None = None) -> int:
    """The room for a label or a head, which is bold, in whatever font stands for the template's.

    Where Calibri is not installed, the one in its place may be a third wider.
    """
    own = letters.bold(text) * 2 * character * _EXACT if letters else 0.0
    return max(len(text) * character * _BOLD // 100, ceil(own))


def small_label(text: str, character: int, letters: Letters | None = None) -> int:
    """The same for a label that is not bold."""
    em = 2 * character
    return ceil(max(width_of(text) * em * _LIGHT, _own(text, em, letters)))


def party(text: str, character: int, letters: Letters | None = None) -> int:
    """The same for one of many parties: what is wider takes of the gap behind it."""
    em = 2 * character
    return ceil(max(width_of(text) * em * _WIDER[-1][1], _own(text, em, letters)))


def _own(text: str, em: int, letters: Letters | None) -> float:
    """How wide a text that is not bold is in the template's own font, where that is known."""
    return letters.regular(text) * em * _EXACT if letters else 0.0
