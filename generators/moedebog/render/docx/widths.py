"""How wide the columns of a table should be, judged by the number of characters in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

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
)

PADDING = 200
"""What a cell needs beside its text, in twentieths of a point."""
TIGHT = 100
"""The same in a table with many columns, where words and amounts would else be cut."""
MANY = 7
"""A table of at least so many columns is tight."""
_BOLD = 137
"""Hundredths of a middling character that one in bold takes up in the widest of usual fonts."""
_WORDS = re.compile(r"[^ \t\n]+")
"""What is not broken over lines: no-break spaces are inside."""
_LIST_INDENT = "    "
_THIN = frozenset(".,:;'|!ijl\u00a0")
"""Characters about half as wide as a middling one: an amount is full of them."""


def columns(rows: Sequence[Sequence[str]], width: int, character: int) -> list[int]:
    """Widths that add up to ``width``, or less where little stands in the table.

    All measures are in twentieths of a point, ``character`` is that of a middling
    character. No word is cut where there is room, and long texts get the rest.
    """
    least, wanted = _needs(rows, character, padding(len(rows[0])))
    natural = sum(wanted)
    if natural <= width:
        parts = wanted
        if natural < width // 2:
            width = max(width // 2, natural * 4 // 3)  # no wide gaps between columns
    elif sum(least) >= width:
        parts = _shared(least, width)
    else:
        # The root keeps one very long text from starving the columns beside it.
        weights = [(w - n) ** 0.5 for n, w in zip(least, wanted, strict=True)]
        room, total = width - sum(least), sum(weights)
        parts = [n + int(room * x / total) for n, x in zip(least, weights, strict=True)]
    widths = [part * width // sum(parts) for part in parts]
    widths[-1] += width - sum(widths)
    return widths


def _shared(least: Sequence[int], width: int) -> list[int]:
    """What each column gets where the longest words do not all fit.

    Columns that need less than their share get what they need, so that one endless word
    or address does not cut the words of the others; the rest is divided among the wide.
    """
    shares = list(least)
    room, columns_left = width, len(least)
    for index in sorted(range(len(least)), key=least.__getitem__):
        shares[index] = min(least[index], room // columns_left)
        room -= shares[index]
        columns_left -= 1
    return shares


def padding(count: int) -> int:
    """What a cell needs beside its text in a table of ``count`` columns."""
    return TIGHT if count >= MANY else PADDING


def around(
    rows: Sequence[Sequence[str]], wide: int | None, width: int, character: int, share: int = 4
) -> list[int]:
    """Widths where column number ``wide`` takes what the others leave.

    The others stay on one line, unless one would take more than a quarter, or another share.
    """
    if wide is None:
        return columns(rows, width, character)
    heads = [label(head, character) + PADDING for head in rows[0]]
    needs = map(max, _needs(rows, character, PADDING)[1], heads)
    widths = [min(need, width // share) for need in needs]
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


def _needs(
    rows: Sequence[Sequence[str]], character: int, beside: int
) -> tuple[list[int], list[int]]:
    """For each column the room for its longest word, and for its longest line.

    The middling character of a line is narrower than that of a word: lines have spaces.
    """
    least, wanted = [], []
    for column in zip(*rows, strict=True):
        word = max((_halves(w) for text in column for w in _WORDS.findall(text)), default=2)
        line = max((len(t) for text in column for t in text.split("\n")), default=1)
        least.append(word * character // 2 + beside)
        wanted.append(max(least[-1], line * character * 4 // 5 + character + beside))
    return least, wanted


def _halves(word: str) -> int:
    """The length of a word in halves of a middling character."""
    return sum(1 if character in _THIN else 2 for character in word)


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
