"""Opens a PDF with both libraries: one knows its objects, the other its text and how it looks."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
from msgspec import Struct

from indhold.collecting import Collector
from indhold.findings import Unread
from indhold.given import Given


class Opened(Struct):
    """A PDF that is open."""

    pdf: pikepdf.Pdf | None
    """Its objects; ``None`` where they are so damaged that only its text can be shown."""
    shown: Any
    """Its pages (``pypdfium2.PdfDocument``); ``None`` where it has none that can be shown."""
    pages: list[pikepdf.Dictionary]
    """Of ``pdf``; none where its page tree is damaged."""


@contextmanager
def opened(given: Given, collector: Collector) -> Iterator[Opened | None]:
    """The open PDF, or ``None`` where it cannot be opened, which is put down as a gap.

    It is closed at the end, so that the file can be removed.
    """
    with ExitStack() as stack:
        try:
            pdf = _objects(given, stack)
        except pikepdf.PasswordError:
            collector.gap(Unread.PASSWORD)
            yield None
            return
        except pikepdf.PdfError as error:
            if "encrypt" in str(error).casefold():  # a kind of it that asks for a certificate
                collector.gap(Unread.PASSWORD)
                yield None
                return
            pdf = None
        pages = _page_objects(pdf)
        shown = _shown_pages(given, pdf, len(pages), stack)
        if shown is None or not pages or (pdf is not None and _is_cut_off(pdf)):
            collector.gap(Unread.DAMAGED)
        if shown is None and pdf is None:
            yield None
            return
        yield Opened(pdf, shown, pages)


def _objects(given: Given, stack: ExitStack) -> pikepdf.Pdf:
    source = stack.enter_context(given.open())
    return stack.enter_context(pikepdf.open(source, suppress_warnings=True))


def _is_cut_off(pdf: pikepdf.Pdf) -> bool:
    """Whether an object at the end is lost: a page that has it may seem empty."""
    return any("EOF after endobj" in str(warning) for warning in pdf.get_warnings())


def _page_objects(pdf: pikepdf.Pdf | None) -> list[pikepdf.Dictionary]:
    if pdf is None:
        return []
    try:
        return [page.obj for page in pdf.pages]
    except (pikepdf.PdfError, ValueError, TypeError, RecursionError):
        return []


def _shown_pages(given: Given, pdf: pikepdf.Pdf | None, pages: int, stack: ExitStack) -> Any:
    """Where it cannot be opened as it is, it may be when its objects are written anew."""
    shown = _shown(given.held if given.path is None else str(given.path), stack)
    if pdf is None or not pages or (shown is not None and len(shown) == pages):
        return shown
    anew = BytesIO()
    try:
        with warnings.catch_warnings(action="ignore", category=pikepdf.PageCopyWarning):
            pdf.save(anew, encryption=False)
    except (pikepdf.PdfError, ValueError):
        return None
    again = _shown(anew.getvalue(), stack)
    return again if again is not None and len(again) == pages else None


def _shown(source: str | bytes, stack: ExitStack) -> Any:
    try:
        shown = pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError:
        return None
    stack.callback(shown.close)
    return shown
