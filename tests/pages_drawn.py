"""PDF files drawn for tests, line by line and cell by cell, as other programs draw them."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas


def drawn(*pages: Callable[[Canvas], object], **options: Any) -> bytes:
    """A PDF file, each page drawn by one of the functions."""
    file = io.BytesIO()
    canvas = Canvas(file, A4, **options)
    for page in pages:
        canvas.setFont("Helvetica", 11)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def lines(canvas: Canvas, texts: Iterable[str], x: float = 60, y: float = 700) -> float:
    """Draws lines one below the other; returns the height of the next."""
    for text in texts:
        canvas.drawString(x, y, text)
        y -= 14
    return y


def cells(canvas: Canvas, rows: list[list[str]], x: float, y: float) -> None:
    """A table of which each cell has its own frame, as word processors draw it."""
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            left, top = x + 120 * column, y - 20 * number
            canvas.line(left, top, left + 120, top)
            canvas.line(left, top - 20, left + 120, top - 20)
            canvas.line(left, top, left, top - 20)
            canvas.line(left + 120, top, left + 120, top - 20)
            canvas.drawString(left + 2, top - 14, text)
