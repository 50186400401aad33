"""The numbers that run through the one file, small, to be stamped on its pages."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from moedebog.render.pdf.fonts import Face
from moedebog.settings.appearance import Style

_SIZE = 8
_AIR = 3
"""Around the number: it stands on white, whatever lies below it."""


def stamps(texts: Sequence[str], style: Style) -> bytes:
    """A PDF with a page for each of them, as large as the words."""
    name = Face(style.skrift.normal).name
    out = io.BytesIO()
    canvas = Canvas(out, invariant=True)
    for text in texts:
        width = pdfmetrics.stringWidth(text, name, _SIZE) + 2 * _AIR
        height = _SIZE + 2 * _AIR
        canvas.setPageSize((width, height))
        canvas.setFillGray(1)
        canvas.rect(0, 0, width, height, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.setFont(name, _SIZE)
        canvas.drawString(_AIR, _AIR + 1.5, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
