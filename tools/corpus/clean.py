"""Pages full of numbers, none of them a personal one: text, and some as docx, pdf and xlsx."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from corpus import numbers, pdfs, sheets, words

PAGES = 500


def files() -> Iterator[tuple[str, bytes]]:
    """Their names and what they hold: of each twenty pages one as each of docx, pdf and xlsx."""
    for place in range(PAGES):
        yield page(place)


def page(place: int) -> tuple[str, bytes]:
    """One of them; its number decides all of it."""
    lines = numbers.page(place)
    kind = {1: "docx", 2: "pdf", 3: "xlsx"}.get(place % 20, "txt")
    name = f"side-{place:03}.{kind}"
    if kind == "docx":
        body = "".join(words.paragraph(words.run(escape(line))) for line in lines)
        return name, words.document(body)
    if kind == "pdf":
        written = [
            pdfs.written(_quoted(line), at=f"72 {760 - 18 * at}") for at, line in enumerate(lines)
        ]
        return name, pdfs.pdf("\n".join(written))
    if kind == "xlsx":
        cells = {f"A{row}": f"Nr. {row}" for row in range(1, len(lines) + 1)}
        cells |= {f"B{row}": line for row, line in enumerate(lines, 1)}
        return name, sheets.workbook({"Numre": cells})
    return name, "\n".join(lines).encode()


def _quoted(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
