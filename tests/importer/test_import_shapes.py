"""A table has one shape, whichever reader has found it."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

from moedebog.importer import read
from moedebog.importer.pieces import Cell, Kind, Piece, Table, text_piece
from pages_drawn import cells, drawn

ROWS = [
    ["Opgave", "Ansvarlig", "Frist"],
    ["Ring til Bo", "Ida Su", "1. juli"],
    ["Find en sal", "Bo Ny", "2. maj"],
]


def cell(text: str) -> Cell:
    return (text_piece(text),) if text else ()


def word_file() -> bytes:
    document = docx.Document()
    table = document.add_table(len(ROWS), len(ROWS[0]))
    for row, texts in zip(table.rows, ROWS, strict=True):
        for one, text in zip(row.cells, texts, strict=True):
            one.text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def text_file() -> bytes:
    return "\n".join(f"| {' | '.join(row)} |" for row in ROWS).encode()


@pytest.mark.parametrize(
    ("suffix", "data"),
    [
        ("docx", word_file),
        ("pdf", lambda: drawn(lambda canvas: cells(canvas, ROWS, 60, 700))),
        ("md", text_file),
    ],
)
def test_every_reader_gives_the_same_table(suffix: str, data: object, tmp_path: Path) -> None:
    assert callable(data)
    file = tmp_path / f"tabel.{suffix}"
    file.write_bytes(data())
    (found,) = [piece for piece in read(file) if piece.kind is Kind.TABLE]
    assert found.table is not None
    assert (found.table.texts, found.table.head, found.table.width) == (ROWS, ROWS[0], 3)
    assert {piece.kind for piece in found.table.pieces()} == {Kind.TEXT}


def test_short_rows_become_as_wide_as_the_others_and_empty_columns_go() -> None:
    table = Table.of([[cell("a")], [cell("b"), cell(""), cell("c")]])
    assert table.texts == [["a", "", ""], ["b", "", "c"]]
    assert table.without_empty_columns().texts == [["a", ""], ["b", "c"]]


def test_what_is_no_table_has_no_rows() -> None:
    assert text_piece("a").rows == ()
    assert Piece(Kind.TABLE, table=Table.of([[cell("a")]])).rows == ((cell("a"),),)
