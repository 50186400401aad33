"""Word files -> pieces, by python-docx."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from moedebog.blocks import Run
from moedebog.diagnostics import UsageProblem
from moedebog.importer.pieces import BOLD, BROKEN, Kind, Piece, clean, mend, tidy

_HEADING = re.compile(r"(?:heading|overskrift)\s*(\d)", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|indholdsfortegnelse)\s*\d", re.IGNORECASE)
_BULLET = re.compile(
    r"(?:list bullet|opstilling - punkttegn|punktopstilling)\s*(\d?)", re.IGNORECASE
)
_NUMBER = re.compile(r"(?:list number|opstilling - talangivelse)\s*(\d?)", re.IGNORECASE)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read(data: bytes) -> list[Piece]:
    """The pieces of a Word file. Raises ``UsageProblem`` where it is none."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = docx.Document(io.BytesIO(data))
        return mend(list(_Reader(document).pieces(document)))
    except (PackageNotFoundError, zipfile.BadZipFile, zlib.error, *BROKEN) as error:
        raise UsageProblem("Filen er ikke en Word-fil (.docx), eller den er i stykker.") from error


class _Reader:
    """Reads paragraphs and tables; counts the entries of numbered lists."""

    def __init__(self, document: Any) -> None:
        self.counts: dict[tuple[str, int], int] = {}
        self.formats = dict(_numbering(document))

    def pieces(self, container: Any) -> Iterator[Piece]:
        for part in container.iter_inner_content():
            if hasattr(part, "rows"):
                yield from self.table(part)
            else:
                yield from self.paragraph(part)

    def table(self, table: Any) -> Iterator[Piece]:
        rows = []
        for row in table.rows:
            seen: list[Any] = []
            cells: list[tuple[Piece, ...]] = []
            for cell in row.cells:
                if cell._tc in seen:  # a cell over several columns is named for each of them
                    cells.append(())
                    continue
                seen.append(cell._tc)
                cells.append(tuple(p for p in self.pieces(cell) if p.kind is not Kind.TABLE))
            rows.append(tuple(cells))
        if rows and all(len(row) == 1 for row in rows):
            for row_pieces in rows:
                yield from row_pieces[0]
        elif any(cell for row in rows for cell in row):
            yield Piece(Kind.TABLE, rows=tuple(rows))

    def paragraph(self, paragraph: Any) -> Iterator[Piece]:
        style = (paragraph.style.name or "") if paragraph.style is not None else ""
        lines = [tidy(line) for line in _lines(paragraph, bool(_CONTENTS.match(style)))]
        lines = [line for line in lines if line]
        if not lines:
            if paragraph._p.find(f"{_W}pPr/{_W}pBdr") is not None:
                yield Piece(Kind.RULE)
            return
        level = _level(paragraph, style)
        entry = None if level else self.entry(paragraph, style)
        for number, line in enumerate(lines):
            if level:
                yield Piece(Kind.HEADING, line, level)
            elif entry and number == 0:
                yield Piece(Kind.ITEM, line, entry[0], entry[1])
            elif len(lines) == 1 and _bold_heading(line):
                yield Piece(Kind.HEADING, tuple(_plain(line)), BOLD)
            else:
                yield Piece(Kind.TEXT, line)

    def entry(self, paragraph: Any, style: str) -> tuple[int, str] | None:
        """Depth and marker of a list entry; ``None`` where the paragraph is none."""
        numbered = _NUMBER.match(style)
        properties = paragraph._p.find(f"{_W}pPr/{_W}numPr")
        source = properties
        if source is None and paragraph.style is not None:
            source = paragraph.style.element.find(f"{_W}pPr/{_W}numPr")
        if source is None:
            bullet = _BULLET.match(style)
            found = bullet or numbered
            if found is None:
                return None
            return int(found[1] or 1) - 1, "-" if bullet else "1."
        num = source.find(f"{_W}numId")
        ilvl = source.find(f"{_W}ilvl")
        num_id = num.get(f"{_W}val") if num is not None else "0"
        if num_id == "0":
            return None
        named = _BULLET.match(style) or numbered
        level = int(named[1] or 1) - 1 if named else 0
        depth = int(ilvl.get(f"{_W}val")) if ilvl is not None else level
        kind, start = self.formats.get((num_id, depth), ("bullet", 1))
        if kind in ("bullet", "none"):
            return depth, "-"
        key = (num_id, depth)
        self.counts[key] = self.counts.get(key, start - 1) + 1
        for other in [k for k in self.counts if k[0] == num_id and k[1] > depth]:
            del self.counts[other]
        count = self.counts[key]
        if kind == "lowerLetter" and count <= 26:
            return depth, f"{chr(96 + count)}."
        return depth, f"{count}."


def _numbering(document: Any) -> Iterator[tuple[tuple[str, int], tuple[str, int]]]:
    """How each level of each list is counted: its format and first number."""
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return
    abstract = {a.get(f"{_W}abstractNumId"): a for a in root.findall(f"{_W}abstractNum")}
    for num in root.findall(f"{_W}num"):
        link = num.find(f"{_W}abstractNumId")
        source = abstract.get(link.get(f"{_W}val")) if link is not None else None
        for level in source.findall(f"{_W}lvl") if source is not None else ():
            form, start = level.find(f"{_W}numFmt"), level.find(f"{_W}start")
            yield (
                (num.get(f"{_W}numId"), int(level.get(f"{_W}ilvl"))),
                (
                    form.get(f"{_W}val") if form is not None else "decimal",
                    int(start.get(f"{_W}val")) if start is not None else 1,
                ),
            )


def _level(paragraph: Any, style: str) -> int:
    if match := _HEADING.match(style):
        return int(match[1])
    if style.lower() in ("title", "titel"):
        return 1
    outline = paragraph._p.find(f"{_W}pPr/{_W}outlineLvl")
    return int(outline.get(f"{_W}val")) + 1 if outline is not None else 0


def _lines(paragraph: Any, contents: bool) -> list[list[Run]]:
    """The runs of a paragraph, divided where the author broke the line."""
    lines: list[list[Run]] = [[]]
    for part in paragraph.iter_inner_content():
        link = getattr(part, "url", None) or None
        for run in getattr(part, "runs", None) or [part]:
            text = clean(run.text.replace("\t", " ..... " if contents else " "))
            for number, piece in enumerate(text.split("\n")):
                if number:
                    lines.append([])
                if piece:
                    look = Run(piece, strong=bool(run.bold), emphasis=bool(run.italic), link=link)
                    lines[-1].append(look)
    return lines


def _plain(line: Any) -> Iterator[Run]:
    yield from (Run(run.text, link=run.link) for run in line if isinstance(run, Run))


def _bold_heading(line: Any) -> bool:
    text = "".join(run.text for run in line)
    bold = all(run.strong or not run.text.strip() for run in line)
    return bold and len(text) <= 90 and not text.endswith((".", ",", ":"))
