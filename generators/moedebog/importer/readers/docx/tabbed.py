"""Lines of a Word file whose words stand below one another by tabs: the rows of a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec.structs import replace

from moedebog.blocks import Inlines, Run, text_of
from moedebog.importer.genre import labels
from moedebog.importer.pieces import Kind, Piece, Table, tidy

TAB = "\t"
_COLUMNS, _ROWS = 3, 2
"""Fewer columns are labels and what they are for; fewer rows are a line."""
_LONGEST = 60
"""A cell with more characters is text that a tab moves."""


def cells_of(line: Sequence[Run]) -> list[Inlines]:
    """The cells of a line; none where it is no row."""
    cells: list[list[Run]] = [[]]
    for run in line:
        first, *more = run.text.split(TAB)
        cells[-1].append(replace(run, text=first))
        cells += ([replace(run, text=text)] for text in more)
    tidied = [tidy(cell) for cell in cells]
    texts = [text_of(cell) for cell in tidied]
    plain = all(len(text) <= _LONGEST and not labels.has_label(text) for text in texts)
    return tidied if len(texts) >= _COLUMNS and texts[0] and plain else []


def in_tables(pieces: Sequence[Piece], rows: dict[int, list[Inlines]]) -> Iterator[Piece]:
    """The pieces, those that follow one another as rows as a table; ``rows``: by their ``id``."""

    def width(piece: Piece) -> int:
        return len(rows.get(id(piece), ())) if piece.kind is not Kind.ITEM else 0

    for columns, run in groupby(pieces, width):
        lines = list(run)
        if not columns or len(lines) < _ROWS:
            yield from lines
            continue
        cells = [
            [(Piece(Kind.TEXT, cell),) if cell else () for cell in rows[id(line)]] for line in lines
        ]
        notes = tuple(note for line in lines for note in line.notes)
        yield Piece(Kind.TABLE, table=Table.of(cells), page=lines[0].page, notes=notes)
