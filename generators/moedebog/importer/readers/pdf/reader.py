"""PDF files -> pieces: lines with their size and looks become paragraphs, headings, lists."""

from __future__ import annotations

import logging
import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from itertools import takewhile

from msgspec.structs import replace

from moedebog.diagnostics import Phrase, UsageProblem
from moedebog.importer.budget import Budget
from moedebog.importer.pieces import BROKEN, Piece
from moedebog.importer.readers import furniture
from moedebog.importer.readers.joining import mend
from moedebog.importer.readers.pdf import images
from moedebog.importer.readers.pdf import tables as pdf_tables
from moedebog.importer.readers.pdf.bounds import bounded
from moedebog.importer.readers.pdf.file import FILLED_IN, File, Page
from moedebog.importer.readers.pdf.glyphs import TextLine
from moedebog.importer.readers.pdf.lines import (
    GARBLED,
    NO_STYLE,
    Line,
    bare,
    in_order,
    line_of,
)
from moedebog.importer.readers.pdf.paragraphs import Paragraphs
from moedebog.importer.readers.pdf.parties import put_together
from moedebog.importer.readers.pdf.tagged import read_tree

FOOT = "nederst på side {} stod »{}«; det er udeladt som sidefod"
_MARGIN = 60.0
"""Points; what stands lower is in the margin of a page."""
_SMALLER = 1.4
"""Points that the type of a foot is smaller than that of the text."""
_APART = 2.5
"""Sizes of the type that it stands below the text."""
TURNED = "teksten står på tværs på siden"


def read(data: bytes, budget: Budget | None = None) -> list[Piece]:
    """The pieces of a PDF file. Raises ``UsageProblem`` where there is no text to read."""
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.psexceptions import PSException

    budget = budget or Budget()
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # its remarks are none for a user
    try:
        with bounded(budget):
            file = File(data, budget)
            ours = read_tree(file)
            lines, comments, width = ([], 0, 0.0) if ours else _read(file)
    except PDFPasswordIncorrect as error:
        raise UsageProblem(
            Phrase(
                "PDF-filen er låst med en adgangskode. Åbn den med adgangskoden, og gem en kopi "
                "uden, f.eks. ved at udskrive den til en ny PDF.",
                "The PDF file is locked with a password. Open it with the password, and save a "
                "copy without one, e.g. by printing it to a new PDF.",
            )
        ) from error
    except (PDFException, PSException, struct.error, zlib.error, *BROKEN) as error:
        raise UsageProblem(
            Phrase(
                "Filen er ikke en PDF, der kan læses, eller den er i stykker.",
                "The file is no PDF that can be read, or it is broken.",
            )
        ) from error
    if ours:
        return _with_comments(*ours)
    if not any(line.text or line.table for line in lines):
        raise UsageProblem(
            Phrase(
                "Der er ingen tekst i PDF-filen; den er nok skannet. Kør tekstgenkendelse (OCR) "
                "på den først, eller find Word-filen.",
                "There is no text in the PDF file; it is probably scanned. Run text "
                "recognition (OCR) on it first, or find the Word file.",
            )
        )
    _leave_out_running(lines)
    kept = list(put_together([line for line in lines if line.kept]))
    return _with_comments(mend(Paragraphs(kept, width).found), comments)


def _with_comments(pieces: list[Piece], comments: int) -> list[Piece]:
    if comments and pieces:
        note = f"dokumentets kommentarer er ikke kommet med: {comments}"
        pieces[0] = replace(pieces[0], notes=(*pieces[0].notes, note))
    return pieces


def _read(file: File) -> tuple[list[Line], int, float]:
    """The lines of all pages in their order, how many comments there are, and the pages' width."""
    pages: list[tuple[Page, list[Line], images.Drawing]] = []
    for page in file.pages():
        on_page = _page(page)
        has_text = any(line.text or line.table for line in on_page)
        on_page += [_pictured(one) for one in images.placed(page, has_text)]
        drawing = images.drawing(page)
        page.forget()
        pages.append((page, on_page, drawing))
    shown = [line for _, on_page, _ in pages for line in on_page if line.picture is not None]
    placed = [line.picture for line in shown]
    made = images.pieces(placed, len(pages), file.descriptions, file.budget)
    for line, piece in zip(shown, made, strict=True):
        line.picture, line.kept = piece, piece is not None
    usual = min((drawing.curves for _, _, drawing in pages), default=0) if len(pages) > 1 else 0
    lines: list[Line] = []
    for page, on_page, drawing in pages:
        if drawing.shows(usual):
            line = Line(page.number, 0, 0, drawing.top, "", (), NO_STYLE)
            line.picture = images.figure(page.number)
            on_page.append(line)
        lines += [*in_order(on_page), *_turned(page)]
    width = min((page.width for page, _, _ in pages), default=0.0)
    return lines, sum(page.comments for page, _, _ in pages), width


def _pictured(picture: images.Placed) -> Line:
    image = picture.image
    line = Line(picture.page, image.x0, image.x1, image.y1, "", (), NO_STYLE)
    line.picture = picture
    return line


def _turned(page: Page) -> Iterator[Line]:
    """What stands across the page, each text for itself below all else."""
    for number, text in enumerate(page.turned, 1):
        line = bare(page.number, (0, 0, 0, 0), text, (TURNED,))
        line.column = (-number, 0.0)
        yield line


def _page(page: Page) -> list[Line]:
    """The lines of a page, each table as one of them, in no order."""
    raws = [(line, raw) for raw in page.lines if (line := line_of(raw, page))]
    told = GARBLED.format(page.number)
    for line in [line for line, _ in raws if told in line.notes][1:]:
        line.notes = tuple(note for note in line.notes if note != told)
    tables = pdf_tables.find(page, [line for line, _ in raws])
    inside: dict[int, list[tuple[Line, TextLine]]] = {}
    on_page = [bare(page.number, box, text, (FILLED_IN,)) for box, text in page.filled_in]
    for line, raw in raws:
        at = next((i for i, table in enumerate(tables) if table.holds(line)), None)
        if at is None:
            on_page.append(line)
        else:
            inside.setdefault(at, []).append((line, raw))
    on_page += [tables[at].line(members, page) for at, members in inside.items()]
    return on_page


def _leave_out_running(lines: list[Line]) -> None:
    """Running heads, feet and page numbers are no part of the text."""
    pages: dict[int, list[Line]] = {}
    for line in lines:
        if line.flows:
            pages.setdefault(line.page, []).append(line)
    kept = list(pages.values())
    edges = [[(line.text, line.y) for line in page] for page in kept]
    for number, at in furniture.running(edges):
        kept[number][at].kept = False
    size = _usual_size(lines)
    for page in kept:
        _leave_out_foot([line for line in page if line.kept], size)


def _leave_out_foot(page: list[Line], size: float) -> None:
    """What stands far below the text of a page, in the margin and in smaller type, is its foot.

    It stands on no other page, so it is told what was left out.
    """
    low = list(takewhile(lambda line: 0 < line.y < _MARGIN, reversed(page)))
    foot = list(takewhile(lambda line: 0 < line.style[0] < size - _SMALLER, low))[::-1]
    above = page[-len(foot) - 1] if foot and len(foot) < len(page) else None
    if above is None or above.y - foot[0].y < _APART * size:
        return
    if foot[0].text[:1] in "*†" or foot[0].text[:1].isdigit():
        return  # a footnote
    text = " ".join(line.text for line in foot)
    above.notes = (*above.notes, FOOT.format(foot[0].page, text))
    for line in foot:
        line.kept = False


def _usual_size(lines: list[Line]) -> float:
    """The size of the type of most letters."""
    letters: Counter[float] = Counter()
    for line in lines:
        letters[line.style[0]] += len(line.text)
    return max(letters, key=letters.__getitem__, default=0.0)
