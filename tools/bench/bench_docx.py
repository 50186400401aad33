"""The Word file, beside python-docx writing the same paragraphs into the same template."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import count

from docx_samples import REFERAT, paragraphs, style_of, text
from measuring import Row, alone, compared, work
from moedebog.render.docx import lint, render
from samples import largest, varied


def rows() -> Iterator[Row]:
    """The referat of the largest sample, its texts changed each time."""
    document = largest()
    numbers = count()
    lines = [(text(p).strip("\n"), style_of(p)) for p in paragraphs(render(document, REFERAT))]
    drawn = [varied(document, number) for number in range(6)]
    yield compared(
        f"docx: warm, {len(lines)} paragraphs",
        work(lambda: render(drawn[next(numbers) % len(drawn)], REFERAT)),
        work(lambda: _python_docx(lines)),
        "python-docx add_paragraph",
        floor=work(lambda: _python_docx([])),
        aim=0.5,
        rounds=5,
    )

    def examined() -> None:
        lint._examined.cache_clear()
        lint.ready(REFERAT)

    yield alone("docx: a template read and tried", work(examined), rounds=7)


def _python_docx(lines: list[tuple[str, str]]) -> bytes:
    import docx

    opened = docx.Document(str(REFERAT))
    styles = {style.style_id: style for style in opened.styles}
    for content, style in lines:
        opened.add_paragraph(content, style=styles[style])
    stream = io.BytesIO()
    opened.save(stream)
    return stream.getvalue()
