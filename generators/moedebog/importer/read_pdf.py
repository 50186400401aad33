"""PDF files -> pieces, by pdfminer.six: lines with their size and weight, in reading order.

A table is known by its rules: three or more horizontal lines of one width, one below the
other, have rows between them; the columns are where no row has a character.
"""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from msgspec import Struct

from moedebog.blocks import Run
from moedebog.diagnostics import UsageProblem
from moedebog.importer.patterns import LIST_ENTRY
from moedebog.importer.pieces import (
    BROKEN,
    PAGE_NUMBER,
    Kind,
    Piece,
    clean,
    digitless,
    join,
    mend,
    text_piece,
    vocabulary,
)

Span = tuple[float, float]
Style = tuple[float, bool]
"""Size in points, to the half point, and whether bold."""

SAME_LINE = 2.5
"""Points that the feet of two pieces of one line may differ."""
NEW_PARAGRAPH = 1.13
"""Lines further apart than this, in usual distances, are of two paragraphs."""
GUTTER = 3.6
"""Points without a character between two columns of a table."""


class _Line(Struct):
    """One line on a page; ``y`` grows upwards."""

    page: int
    x0: float
    x1: float
    y: float
    text: str
    style: Style
    table: tuple[tuple[tuple[Piece, ...], ...], ...] = ()
    kept: bool = True
    label: bool = False
    """Whether a short label stands in a column of its own before the text."""


def read(data: bytes) -> list[Piece]:
    """The pieces of a PDF file. Raises ``UsageProblem`` where there is no text to read."""
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LAParams
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.psexceptions import PSException

    lines: list[_Line] = []
    try:
        # The order of boxes is the page's own from top to bottom: no boxes_flow.
        for number, page in enumerate(
            extract_pages(io.BytesIO(data), laparams=LAParams(boxes_flow=None, char_margin=1.3)), 1
        ):
            lines += _page(page, number)
    except PDFPasswordIncorrect as error:
        raise UsageProblem("PDF-filen er låst med en adgangskode. Lås den op først.") from error
    except (PDFException, PSException, struct.error, zlib.error, *BROKEN) as error:
        raise UsageProblem(
            "Filen er ikke en PDF, der kan læses, eller den er i stykker."
        ) from error
    if not lines:
        raise UsageProblem(
            "Der er ingen tekst i PDF-filen; den er nok skannet. Kør tekstgenkendelse (OCR) på den "
            "først, eller find Word-filen."
        )
    _leave_out_furniture(lines)
    return mend(_pieces([line for line in lines if line.kept]))


# --- one page -----------------------------------------------------------------------------


def _page(page: Any, number: int) -> list[_Line]:
    from pdfminer.layout import LTTextContainer

    lines = []
    bars: list[tuple[float, Span]] = []
    posts: list[tuple[float, Span]] = []
    for box in page:
        if isinstance(box, LTTextContainer):
            lines += [found for one in _text_lines(box) if (found := _line(one, number))]
        else:
            bars += _bars(box)
            posts += _posts(box)
    tables = _tables(bars, posts, [line for line, _ in lines])
    inside: dict[int, list[tuple[_Line, Any]]] = {}
    outside: list[_Line] = []
    for line, raw in lines:
        at = next((i for i, t in enumerate(tables) if t.holds(line)), None)
        if at is None:
            outside.append(line)
        else:
            inside.setdefault(at, []).append((line, raw))
    for at, members in inside.items():
        outside.append(tables[at].line(members, number))
    return _one_below_the_other(outside)


def _text_lines(box: Any) -> Iterator[Any]:
    for part in box:
        if hasattr(part, "get_text") and hasattr(part, "__iter__"):
            yield part


def _line(raw: Any, page: int) -> tuple[_Line, Any] | None:
    text = clean(raw.get_text()).strip()
    if not text:
        return None
    letters = [c for c in raw if hasattr(c, "fontname") and c.get_text().strip()]
    if not letters:
        return None
    bold = all(_is_bold(c.fontname) for c in (letters[0], letters[len(letters) // 2], letters[-1]))
    size = Counter(round(c.size * 2) / 2 for c in letters[:8]).most_common(1)[0][0]
    return _Line(page, raw.x0, raw.x1, raw.y0, text, (size, bold)), raw


def _is_bold(font: str) -> bool:
    return bool(re.search(r"bold|black|heavy|semib", font, re.IGNORECASE))


def _one_below_the_other(lines: list[_Line]) -> list[_Line]:
    """The lines from the top down; what stands on one line is put together."""
    merged: list[_Line] = []
    for line in sorted(lines, key=lambda one: (-one.y, one.x0)):
        last = merged[-1] if merged else None
        if last and not last.table and not line.table and abs(last.y - line.y) < SAME_LINE:
            first, second = (last, line) if last.x0 <= line.x0 else (line, last)
            space = second.x0 - first.x1
            gap = " ..... " if second.text.isdigit() and space > 20 else " "
            label = len(first.text) < 25 and space > 5 and first.text[-1:].isalnum()
            bold = first.style[1] and second.style[1]
            merged[-1] = _Line(
                line.page,
                first.x0,
                max(first.x1, second.x1),
                last.y,
                f"{first.text}{gap}{second.text}",
                (first.style[0], bold),
                label=first.label or label,
            )
        else:
            merged.append(line)
    return merged


# --- tables -------------------------------------------------------------------------------


class _Table(Struct):
    """Where the rules of a table stand."""

    span: Span
    rules: list[float]
    """Their heights, from the top down."""

    def holds(self, line: _Line) -> bool:
        middle = line.y + line.style[0] / 2
        inside = self.rules[-1] < middle < self.rules[0]
        return inside and self.span[0] - 2 <= line.x0 and line.x1 <= self.span[1] + 2

    def line(self, members: list[tuple[_Line, Any]], page: int) -> _Line:
        """The table as one line of the page."""
        borders = _columns([raw for _, raw in members], self.span)
        rows = []
        for top, bottom in pairwise(self.rules):
            row = [raw for line, raw in members if bottom < line.y + line.style[0] / 2 < top]
            if row:
                rows.append(tuple(_cell(row, left, right) for left, right in borders))
        return _Line(page, *self.span, self.rules[0], "", (0.0, False), table=tuple(rows))


def _bars(box: Any) -> Iterator[tuple[float, Span]]:
    """The horizontal edges of a line or rectangle."""
    if not hasattr(box, "linewidth") or box.width < 60:
        return
    yield box.y0, (box.x0, box.x1)
    if box.height > 3:
        yield box.y1, (box.x0, box.x1)


def _posts(box: Any) -> Iterator[tuple[float, Span]]:
    """The vertical edges of a line or rectangle."""
    if hasattr(box, "linewidth") and box.height > 8:
        yield box.x0, (box.y0, box.y1)
        if box.width > 3:
            yield box.x1, (box.y0, box.y1)


def _tables(
    bars: Iterable[tuple[float, Span]], posts: list[tuple[float, Span]], lines: list[_Line]
) -> list[_Table]:
    by_width: dict[tuple[int, int], list[float]] = {}
    exact: dict[tuple[int, int], Span] = {}
    for y, (left, right) in bars:
        key = (round(left / 4), round(right / 4))
        by_width.setdefault(key, []).append(y)
        exact.setdefault(key, (left, right))
    tables: list[_Table] = []
    for key, heights in by_width.items():
        rules: list[float] = []
        for y in sorted(heights, reverse=True):
            if not rules or rules[-1] - y > 4:
                rules.append(y)
        tables += _runs(rules, exact[key], posts, lines)
    return tables


def _runs(
    rules: list[float], span: Span, posts: list[tuple[float, Span]], lines: list[_Line]
) -> Iterator[_Table]:
    """The stretches of rules between which the text stands in columns."""
    run: list[float] = []
    columns = False
    for top, bottom in pairwise(rules):
        inside = [
            line
            for line in lines
            if bottom < line.y + line.style[0] / 2 < top and span[0] - 3 < line.x0 < span[1]
        ]
        crossed = sum(
            1
            for x, (low, high) in posts
            if span[0] + 5 < x < span[1] - 5 and low < (top + bottom) / 2 < high
        )
        wide = any(line.x1 - line.x0 > 0.85 * (span[1] - span[0]) for line in inside)
        at_edge = any(line.x0 < span[0] + 1.5 for line in inside)
        row = bool(inside) and (bool(crossed) or not (wide or at_edge or top - bottom > 300))
        if row:
            run = run or [top]
            run.append(bottom)
            beside = any(
                a.y - SAME_LINE < b.y < a.y + SAME_LINE
                for a in inside
                for b in inside
                if a is not b
            )
            columns = columns or bool(crossed) or beside
        if not row or bottom == rules[-1]:
            if len(run) > 2 and columns:
                yield _Table(span, run)
            run, columns = [], False


def _columns(raws: list[Any], span: Span) -> list[Span]:
    """The columns: between them no line has a character."""
    covered = sorted(
        (c.x0, c.x1) for raw in raws for c in raw if hasattr(c, "fontname") and c.get_text().strip()
    )
    starts = [span[0]]
    reached = covered[0][1] if covered else span[0]
    for left, right in covered:
        if left - reached > GUTTER:
            starts.append(left - 1)
        reached = max(reached, right)
    return list(zip(starts, [*starts[1:], span[1] + 2], strict=True))


def _cell(row: list[Any], left: float, right: float) -> tuple[Piece, ...]:
    """The pieces of a cell: list entries where a bullet begins the line, else one text."""
    texts: list[str] = []
    last_y = 0.0
    for raw in sorted(row, key=lambda one: (-round(one.y0), one.x0)):
        letters = [
            c for c in raw if left <= (getattr(c, "x0", left) + getattr(c, "x1", left)) / 2 < right
        ]
        inside = [c for c in raw if hasattr(c, "fontname")]
        if inside and left <= inside[0].x0 and inside[-1].x1 <= right:
            text = raw.get_text()
        else:
            text = "".join(c.get_text() for c in letters if hasattr(c, "fontname"))
        if text.strip():
            text = clean(text).strip()
            if texts and last_y - raw.y0 < SAME_LINE:
                texts[-1] = f"{texts[-1]} {text}"
            else:
                texts.append(text)
            last_y = raw.y0
    found: list[Piece] = []
    for text in texts:
        entry = re.match(r"[•–◦▪-]\s+(\S.*)", text)
        if entry:
            found.append(Piece(Kind.ITEM, (Run(entry[1]),), 0, "-"))
        elif found:
            found[-1] = Piece(
                found[-1].kind, (Run(join(found[-1].text, text)),), marker=found[-1].marker
            )
        else:
            found.append(text_piece(text))
    return tuple(found)


# --- from lines to pieces -----------------------------------------------------------------


def _leave_out_furniture(lines: list[_Line]) -> None:
    """Running heads, feet and page numbers are no part of the text."""
    pages: dict[int, list[_Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    seen: Counter[str] = Counter()
    edges = []
    for page in pages.values():
        ends = [line for line in (*page[:2], *page[-2:]) if not line.table]
        edges += ends
        seen.update({digitless(line.text) for line in ends})
    enough = max(3, len(pages) * 0.6) if len(pages) > 2 else 2
    for line in edges:
        often = len(pages) > 1 and seen[digitless(line.text)] >= enough
        if PAGE_NUMBER.fullmatch(line.text) or often:
            line.kept = False
    for page in pages.values():  # a page number that stands alone, last or first
        for line in (page[0], page[-1]):
            if len(pages) > 2 and line.text.isdigit() and seen["0"] >= enough:
                line.kept = False


def _pieces(lines: list[_Line]) -> list[Piece]:
    words = vocabulary(line.text for line in lines)
    levels, body = _levels(lines)
    leading = _leading(lines)
    right = _right_edge(lines)
    found: list[Piece] = []
    open_: list[_Line] = []
    margins: list[float] = []

    def close() -> None:
        if not open_:
            return
        text = open_[0].text
        for line in open_[1:]:
            text = join(text, line.text, words)
        first, page = open_[0], open_[0].page
        entry = LIST_ENTRY.fullmatch(text)
        level = levels.get(first.style, 0)
        if level and first.style[0] <= body + 0.9 and text.endswith((".", ":", ",")):
            found.append(Piece(Kind.TEXT, (Run(text, strong=True),), page=page))
        elif level and len(text) < 250:
            found.append(Piece(Kind.HEADING, (Run(text),), level, page=page))
        elif entry and not level and (found or entry["marker"] in "•◦–"):
            while margins and margins[-1] > first.x0 + 3:
                margins.pop()
            if not margins or margins[-1] < first.x0 - 3:
                margins.append(first.x0)
            depth = len(margins) - 1
            marker = entry["marker"]
            found.append(Piece(Kind.ITEM, (Run(entry["text"]),), depth, marker, page=page))
        else:
            margins.clear()
            found.append(Piece(Kind.TEXT, (Run(text),), page=page))
        open_.clear()

    for line in lines:
        if line.table:
            close()
            _add_table(found, line)
        elif open_ and not _continues(open_[-1], line, open_[0], leading, right, levels):
            close()
            open_.append(line)
        else:
            open_.append(line)
    close()
    return found


def _add_table(found: list[Piece], line: _Line) -> None:
    """The table; one that goes on over the page is one table, its head is not repeated."""
    last = found[-1] if found else None
    rows = line.table
    above = last.rows if last and last.kind is Kind.TABLE and last.page == line.page - 1 else ()
    if above and rows and len(above[0]) == len(rows[0]):
        again = _texts(rows[0]) == _texts(above[0])
        rows = (*above, *(rows[1:] if again else rows))
        found[-1] = Piece(Kind.TABLE, rows=rows, page=line.page)
        return
    if rows:
        found.append(Piece(Kind.TABLE, rows=rows, page=line.page))


def _texts(row: tuple[tuple[Piece, ...], ...]) -> list[str]:
    return [" ".join(piece.text for piece in cell) for cell in row]


def _continues(
    last: _Line,
    line: _Line,
    first: _Line,
    leading: float,
    right: float,
    levels: dict[Style, int],
) -> bool:
    """Whether a line belongs to the paragraph of the line before it."""
    if last.page != line.page or line.label or LIST_ENTRY.match(line.text):
        return False
    if re.search(r"\.{3,}\s*\d+\Z", last.text) or re.search(r"\.{3,}\s*\d+\Z", line.text):
        return bool(re.search(r"\.{3,}\s*\d+\Z", line.text)) and not re.search(
            r"\.{3,}\s*\d+\Z", last.text
        )
    if levels.get(line.style, 0) != levels.get(last.style, 0):
        return False
    if abs(line.style[0] - last.style[0]) > 0.6:
        return False
    if levels.get(line.style):
        limit = line.style[0] * 1.47
    else:
        limit = max(leading, line.style[0] * 1.1) * NEW_PARAGRAPH
    if last.y - line.y > limit:
        return False
    if line.x0 < first.x0 - 4 and not LIST_ENTRY.match(first.text):
        return False
    ended = last.x1 < right - 0.3 * (right - last.x0) and last.text.endswith(
        (".", ":", ";", "!", "?")
    )
    return not ended


def _levels(lines: list[_Line]) -> tuple[dict[Style, int], float]:
    """Which look of the type is a heading, and of which level; and the size of the text."""
    letters: Counter[Style] = Counter()
    for line in lines:
        letters[line.style] += len(line.text)
    letters.pop((0.0, False), None)
    if not letters:
        return {}, 0.0
    body, bold = letters.most_common(1)[0][0]
    total = sum(letters.values())
    heads = [
        style
        for style, share in letters.items()
        if share < 0.3 * total
        and (style[0] > body + 0.9 or (style[1] and not bold and style[0] > body - 1.2))
    ]
    return {style: level for level, style in enumerate(sorted(heads, reverse=True), 1)}, body


def _leading(lines: list[_Line]) -> float:
    """The usual distance of two lines of a paragraph, in points."""
    steps: Counter[float] = Counter()
    for one, two in pairwise(lines):
        if one.page == two.page and 4 < one.y - two.y < 40:
            steps[round(one.y - two.y, 0)] += 1
    common = [step for step, times in steps.most_common(4) if times >= 0.15 * steps.total()]
    return min(common, default=14.0)


def _right_edge(lines: list[_Line]) -> float:
    ends = sorted(line.x1 for line in lines)
    return ends[int(len(ends) * 0.9)] if ends else 0.0
