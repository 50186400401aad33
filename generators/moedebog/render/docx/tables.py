"""Tables, rows and cells as WordprocessingML."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from moedebog.blocks import Cell, Table
from moedebog.render.docx import inline

_MOST_ROWS_KEPT = 12
"""Rows; a cell over more may go on on the next page: kept whole, it would leave a page empty."""
_CLOSE = {"top": 40, "bottom": 40, "left": 45, "right": 45}
"""Beside the text of a cell where there is less room than usual, in twentieths of a point."""


class TableLook(Struct, frozen=True):
    """How a table looks."""

    left: int
    title: str
    tight: bool = False
    """There is less room beside the text of its cells."""
    close: bool = False
    """There is less room above and below it."""
    row_headers: bool = False


def table(style: str, rows: Sequence[str], grid: Sequence[int], look: TableLook) -> str:
    """A table in a style."""
    indent = f'<w:tblInd w:w="{look.left}" w:type="dxa"/>' if look.left else ""
    caption = f'<w:tblCaption w:val="{inline.escape(look.title)}"/>' if look.title else ""
    sides = "".join(
        f'<w:{side} w:w="{_CLOSE[side]}" w:type="dxa"/>'
        for side in ("top", "left", "bottom", "right")
        if (look.tight if side in ("left", "right") else look.close)
    )
    margins = f"<w:tblCellMar>{sides}</w:tblCellMar>" if sides else ""
    first, value = ("1", "04A0") if look.row_headers else ("0", "0420")
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>'
        f'<w:tblW w:w="{sum(grid)}" w:type="dxa"/>{indent}<w:tblLayout w:type="fixed"/>'
        f'{margins}<w:tblLook w:val="{value}" w:firstRow="1" w:lastRow="0" '
        f'w:firstColumn="{first}" '
        f'w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>{caption}</w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


class Span(Struct, frozen=True):
    """Where in a cell a place of a table lies."""

    columns: int = 1
    rows: int = 1
    """Over which the cell goes on, this one among them."""
    first: bool = True
    """It is the first place of its row that belongs to the cell."""
    from_above: bool = False


def joined(table: Table) -> set[int]:
    """The rows, the head being 0, that stay with the next one since a cell stands in both."""
    return {
        i + down
        for i, row in enumerate((table.header, *table.rows))
        for cell in row
        if cell.rows <= _MOST_ROWS_KEPT
        for down in range(cell.rows - 1)
    }


def spans(row: Sequence[Cell], above: Sequence[Span]) -> list[Span]:
    """The places of a row, given those of the row above."""
    spans: list[Span] = []
    for cell, over in zip(row, above, strict=True):
        if not cell.covered:
            spans.append(Span(cell.columns, cell.rows))
        elif over.rows > 1:
            spans.append(replace(over, rows=over.rows - 1, from_above=True))
        else:
            spans.append(replace(spans[-1], first=False))
    return spans


def cell(
    content: str,
    width: int,
    span: Span = Span(),  # noqa: B008 (frozen)
    *,
    bare: bool = False,
    more: str = "",
) -> str:
    """A cell; where it goes on from above, it holds nothing. ``bare``: without the table's tint;
    ``more``: further properties.
    """
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if span.columns > 1:
        properties += f'<w:gridSpan w:val="{span.columns}"/>'
    if span.from_above:
        properties += "<w:vMerge/>"
    elif span.rows > 1:
        properties += '<w:vMerge w:val="restart"/>'
    if bare:
        properties += '<w:shd w:val="clear" w:color="auto" w:fill="auto"/>'
    properties += more
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def row(cells: list[str], *, header: bool = False, whole: bool = True, height: int = 0) -> str:
    """A row of cells, no lower than a height in twentieths of a point."""
    properties = "<w:cantSplit/>" if whole or header else ""
    if height:
        properties += f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>'
    if header:
        properties += "<w:tblHeader/>"
    if properties:
        properties = f"<w:trPr>{properties}</w:trPr>"
    return f"<w:tr>{properties}{''.join(cells)}</w:tr>"
