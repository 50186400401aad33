"""Text files as blocks: paragraphs, Markdown, and tables of what commas or the like divide."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from pathlib import Path

from indhold.decoding import decoded
from moedebog import markdown
from moedebog.blocks import (
    Alignment,
    Block,
    Blocks,
    Cell,
    CodeBlock,
    Inline,
    LineBreak,
    Paragraph,
    Picture,
    Run,
    Table,
    plain,
)
from moedebog.diagnostics import Position

ENDINGS = frozenset((".txt", ".md", ".markdown", ".csv", ".tsv", ".log"))
_TABLES, _MARKDOWN = frozenset((".csv", ".tsv")), frozenset((".md", ".markdown"))
_MOST_CHARACTERS, _MOST_ROWS, _MOST_COLUMNS = 1_000_000, 2_000, 24
_DELIMITERS = ";,\t|"
_SAMPLE = 20
_NUMBER = re.compile(r"[-+]?[\d.,\s\xa0]*\d[\d.,\s\xa0]*(?:%|kr\.?|€)?")
_SET_OUT = re.compile(r"\S(?: {3,}|\t)\S")
"""Words stand below one another by blanks."""
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


class TooMuchText(Exception):
    """A text that nobody reads on paper, or a table too wide for it."""


def blocks_of(path: Path) -> Blocks:
    """What a text file says; nothing where it is empty. Raises ``TooMuchText`` or ``OSError``."""
    if path.stat().st_size > 4 * _MOST_CHARACTERS:
        raise TooMuchText
    text = _CONTROLS.sub("", decoded(path.read_bytes()).replace("\r\n", "\n").replace("\r", "\n"))
    text = text.replace("\f", "\n\n")
    if len(text) > _MOST_CHARACTERS:
        raise TooMuchText
    ending = path.suffix.lower()
    if ending in _TABLES:
        return tuple(_table(text, "\t" if ending == ".tsv" else _DELIMITERS))
    made = _markdown(text, path) if ending in _MARKDOWN else None
    return tuple(_paragraphs(text)) if made is None else made


def _markdown(text: str, path: Path) -> Blocks | None:
    """As Markdown, where that is all that is in it: it fetches no other files."""
    if "![" in text or "]:" in text:
        return None
    place = Position(path.name)
    blocks, problems = markdown.parse(text, lambda _: place, path.parent)
    has_pictures = any(isinstance(one, Picture) for one in blocks)
    return None if problems or has_pictures else blocks


def _paragraphs(text: str) -> Iterator[Block]:
    """Stretches of lines between blank ones; each line stays one."""
    for part in re.split(r"\n(?:[ \t]*\n)+", text):
        lines = [line.rstrip() for line in part.split("\n") if line.strip()]
        if not lines:
            continue
        if any(map(_SET_OUT.search, lines)):
            yield CodeBlock("\n".join(line.expandtabs(8) for line in lines))
            continue
        inlines: list[Inline] = []
        for line in lines:
            inlines += [LineBreak()] * bool(inlines) + [Run(line.strip())]
        yield Paragraph(tuple(inlines))


def _table(text: str, delimiters: str) -> Iterator[Block]:
    rows = [row for row in _rows(text, delimiters) if any(cell.strip() for cell in row)]
    if not rows:
        return
    width = max(map(len, rows))
    if width > _MOST_COLUMNS or len(rows) > _MOST_ROWS:
        raise TooMuchText
    if width == 1:
        yield from (plain(row[0].strip()) for row in rows)
        return
    full = [[*row, *[""] * (width - len(row))] for row in rows]
    header = full.pop(0) if _is_header(full) else [str(n) for n in range(1, width + 1)]
    alignments = tuple(_alignment(column) for column in zip(*full, strict=True))
    yield Table(_cells(header), tuple(map(_cells, full)), alignments or (Alignment.LEFT,) * width)


def _rows(text: str, delimiters: str) -> list[list[str]]:
    lines = [line for line in text.split("\n") if line.strip()][:_SAMPLE]
    told = re.fullmatch(r"sep=(.)", lines[0].strip()) if lines else None  # as Excel writes it
    if told:
        text = text.split("\n", 1)[1] if "\n" in text else ""
        return list(_read(text, told[1]))
    return list(_read(text, max(delimiters, key=lambda one: _evenness(lines, one))))


def _read(text: str, delimiter: str) -> Iterable[list[str]]:
    try:
        return list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        return [line.split(delimiter) for line in text.split("\n")]


def _evenness(lines: Sequence[str], delimiter: str) -> tuple[float, int]:
    """How well it divides lines into equally many pieces."""
    counts = [len(row) for row in _read("\n".join(lines), delimiter)]
    most = max(counts, default=1)
    if most < 2:
        return 0, 0
    return counts.count(counts[0]) / len(counts) if counts[0] > 1 else 0, counts[0]


def _is_header(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row says what stands below: words, no two alike, over others."""
    first = [cell.strip() for cell in rows[0]]
    words = all(cell and not _NUMBER.fullmatch(cell) for cell in first)
    return words and len(set(first)) == len(first) and len(rows) > 1


def _alignment(column: Sequence[str]) -> Alignment:
    told = [cell.strip() for cell in column if cell.strip()]
    numbers = bool(told) and all(map(_NUMBER.fullmatch, told))
    return Alignment.RIGHT if numbers else Alignment.LEFT


def _cells(row: Sequence[str]) -> tuple[Cell, ...]:
    return tuple(Cell((plain(cell.strip()),) if cell.strip() else ()) for cell in row)
