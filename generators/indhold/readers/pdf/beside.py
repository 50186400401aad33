"""What is drawn from streams that are on no page as such, and the words of all other streams.

Drawings of annotations, patterns, forms that nothing uses, contents of pages that were taken out:
each is made a page of a document of its own, so that the same library reads its words.
"""

from __future__ import annotations

import re
from io import BytesIO

import pikepdf
import pypdfium2
from msgspec import Struct
from pikepdf import Dictionary

from indhold.findings import At, Kind, Unread
from indhold.readers.pdf.nesting import Nesting
from indhold.readers.pdf.pages import is_strange, loaded, text_of
from indhold.readers.pdf.told import Told

MOST = 20_000
"""Drawings that are read."""
SHOWS_TEXT = re.compile(rb"\bBT\b.*?(?:Tj|TJ|'|\")", re.DOTALL).search
_SIZE = 2000.0, 2000.0


class Drawing(Struct):
    """Something that is drawn beside the pages."""

    held: bytes
    """As contents of a page."""
    resources: Dictionary | None
    at: At
    name: str
    unused: bool = False
    """Whether nothing refers to it any more."""


def read_drawings(pdf: pikepdf.Pdf, drawings: list[Drawing], told: Told) -> None:
    """Tell the words of each that are not on a page. Raises ``Exceeded``."""
    if not drawings:
        return
    if len(drawings) > MOST:
        told.collector.gap(Unread.TOO_MANY)
    drawings = _without_bombs(drawings[:MOST], told)
    made = _document(pdf, drawings)
    if made is None:
        for one in drawings:
            told.rest(one.held.decode("latin-1"), at=one.at, name=one.name)
        return
    try:
        for index, drawing in enumerate(drawings):
            page = loaded(made, index)
            if page is not None:
                _tell(drawing, page, told)
    finally:
        made.close()


def _without_bombs(drawings: list[Drawing], told: Told) -> list[Drawing]:
    """Those that the library can draw; the others are told."""
    nesting = Nesting(told.collector)
    drawn = []
    for one in drawings:
        if nesting.is_too_much(one.held, one.resources):
            told.collector.gap(Unread.TOO_LARGE, at=one.at, name=one.name)
        else:
            drawn.append(one)
    return drawn


def _tell(drawing: Drawing, page: pypdfium2.PdfPage, told: Told) -> None:
    text = text_of(page, told.collector)
    words = text.words
    text.close()
    page.close()
    if text.is_blank or told.is_on_a_page(words):
        return
    told.text(words, at=drawing.at, name=drawing.name)
    if drawing.unused and not is_strange(words):
        shown = f"earlier version: {words}"
        count = len(words.split())
        told.collector.found(Kind.HIDDEN, shown, count=count, at=drawing.at, name=drawing.name)


def _document(pdf: pikepdf.Pdf, drawings: list[Drawing]) -> pypdfium2.PdfDocument | None:
    written = BytesIO()
    try:
        with pikepdf.new() as made:
            copied: dict[tuple[int, int], pikepdf.Object] = {}
            for one in drawings:
                page = made.add_blank_page(page_size=_SIZE)
                page.obj["/Contents"] = made.make_stream(one.held)
                page.obj["/Resources"] = _resources(pdf, made, one.resources, copied)
            made.save(written)
        return pypdfium2.PdfDocument(written.getvalue())
    except (pikepdf.PdfError, pypdfium2.PdfiumError, ValueError, TypeError, RuntimeError):
        return None


def _resources(
    pdf: pikepdf.Pdf,
    made: pikepdf.Pdf,
    resources: Dictionary | None,
    copied: dict[tuple[int, int], pikepdf.Object],
) -> pikepdf.Object:
    if resources is None:
        return Dictionary()
    key = resources.objgen
    if not resources.is_indirect:
        resources = pdf.make_indirect(Dictionary(dict(resources.items())))
    elif key in copied:
        return copied[key]
    found = made.copy_foreign(resources)
    if key[0]:
        copied[key] = found
    return found
