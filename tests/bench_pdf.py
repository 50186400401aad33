"""What the PDF costs, beside ReportLab alone, in the same run on the same words."""

from __future__ import annotations

import gc
import io
import tempfile
import time
from collections.abc import Callable
from html import escape
from pathlib import Path
from statistics import median

from moedebog import compose
from moedebog.document import Audience, Document, Kind
from moedebog.load import load
from moedebog.render.pdf import render
from moedebog.workspace import Workspace
from pdf_samples import everything, style
from texts import document_lines

ROUNDS = 9


def largest() -> Document:
    """The referat of the largest sample meeting; of the document with everything without one."""
    workspace = Workspace(Path(__file__).parent.parent)
    files = workspace.meeting_files() if workspace.meetings.is_dir() else []
    if not files:
        with tempfile.TemporaryDirectory() as folder:
            return everything(Path(folder))
    file = max(files, key=lambda f: f.path.stat().st_size)
    meeting = load(workspace, file).meeting
    assert meeting is not None
    return compose.compose(meeting, Kind.REFERAT, Audience.OFFENTLIG)[0]


def bare(paragraphs: list[str]) -> bytes:
    """ReportLab's own layout of the paragraphs, untagged, in the font and size of the style."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase.pdfmetrics import getRegisteredFontNames, registerFont
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    font, side = style().skrift, style().side
    if "Bare" not in getRegisteredFontNames():
        registerFont(TTFont("Bare", str(font.normal)))
    leading = font.stoerrelse * font.linjeafstand
    look = ParagraphStyle(
        "b", fontName="Bare", fontSize=font.stoerrelse, leading=leading, spaceAfter=6
    )
    buffer = io.BytesIO()
    template = SimpleDocTemplate(
        buffer,
        pagesize=(side.bredde, side.hoejde),
        leftMargin=side.venstre,
        rightMargin=side.hoejre,
        topMargin=side.top,
        bottomMargin=side.bund,
        initialFontName="Bare",
        invariant=1,
    )
    template.build([Paragraph(escape(text), look) for text in paragraphs])
    return buffer.getvalue()


def seconds(work: Callable[[], object]) -> float:
    """How long one run takes."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def run() -> dict[str, float]:
    """Median times in milliseconds, their ratio, and sizes."""
    document = largest()
    paragraphs = document_lines(document, marks=True)
    look = style()
    ours = render(document, look)
    bare(paragraphs)
    times = [
        (seconds(lambda: render(document, look)), seconds(lambda: bare(paragraphs)))
        for _ in range(ROUNDS)
    ]
    warm, alone = (median(column) for column in zip(*times, strict=True))
    return {
        "pdf, varm (ms)": warm * 1000,
        "ReportLab alene, samme afsnit (ms)": alone * 1000,
        "pdf / ReportLab alene": warm / alone,
        "pdf (kB)": len(ours) / 1000,
        "afsnit": len(paragraphs),
    }


if __name__ == "__main__":
    for name, value in run().items():
        print(f"{name:40} {value:10.2f}")
