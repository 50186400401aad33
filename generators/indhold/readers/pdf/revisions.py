"""Earlier versions that a file still holds (ISO 32000-2 § 7.5.6).

What is saved by adding to the end leaves all that was there before: cut off at an earlier end, the
file is what it was then, with the words that were taken out since.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pypdfium2
from pikepdf import Stream

from indhold.findings import At, Kind, Unread
from indhold.given import Given
from indhold.readers.pdf.beside import read_drawings
from indhold.readers.pdf.files import read_files
from indhold.readers.pdf.objects import Objects, gather
from indhold.readers.pdf.pages import loaded, text_of
from indhold.readers.pdf.streaming import read_streams
from indhold.readers.pdf.streams import TooLarge, unpacked
from indhold.readers.pdf.strings import readings
from indhold.readers.pdf.told import Told
from indhold.readers.pdf.values import entry

_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF[\r\n]{0,2}")
_OBJECT = re.compile(rb"\b(\d{1,9})\s+\d+\s+obj\b")
_MOST = 8
"""Versions that are read; the oldest and the newest ones where there are more."""
_SIZE = 2_000_000_000


def read_revisions(given: Given, told: Told) -> None:
    """Tell what earlier versions say and the last does not. Raises ``Exceeded``."""
    ends = list(_ends(given))
    if len(ends) > _MOST:
        told.collector.gap(Unread.TOO_MANY, "earlier versions")
    for number, end in enumerate(_some(ends), 1):
        told.collector.unpacked(end)
        _read(bytes(given.data[:end]), number, told)


def read_former_objects(given: Given, told: Told) -> None:
    """Tell what was beside the pages in earlier versions, and is not in the last.

    To be called when all of the last has been told. Raises ``Exceeded``.
    """
    for number, end in enumerate(_some(list(_ends(given))), 1):
        anew = {int(match[1]) for match in _OBJECT.finditer(given.data, end)}
        told.collector.unpacked(end)
        with told.collector.within(At.PART, f"version {number}"):
            try:
                with pikepdf.open(BytesIO(given.data[:end]), suppress_warnings=True) as pdf:
                    _read_objects(pdf, anew, told)
            except pikepdf.PdfError:
                continue


def _ends(given: Given) -> Iterator[int]:
    """Where each version ends but the last."""
    found = [match.end() for match in _END.finditer(given.data) if int(match[1])]
    return iter(found[:-1])


def _some(ends: list[int]) -> list[int]:
    return ends if len(ends) <= _MOST else [*ends[: _MOST // 2], *ends[-_MOST // 2 :]]


def _read_objects(pdf: pikepdf.Pdf, anew: set[int], told: Told) -> None:
    """Strings of all objects, and the streams that were written ``anew`` since."""
    objects = gather(pdf)
    kept = set(objects.streams) - anew
    objects.streams = {number: objects.streams[number] for number in anew & set(objects.streams)}
    changed = set(objects.streams)
    objects.files = [
        one for one in objects.files if changed & {one, *objects.references.get(one, ())}
    ]
    read = read_files(pdf, objects, kept, told) | _read_properties(objects, told)
    drawings = read_streams(objects, read, {}, 0, told).drawings
    for drawing in drawings:
        drawing.unused = False  # the pages were told of already
    read_drawings(pdf, drawings, told)
    for strings in objects.strings.values():
        for one in strings:
            told.rest(one)


def _read_properties(objects: Objects, told: Told) -> set[int]:
    """Numbers alone are told of them: each version says again who made it with what."""
    found = set()
    for number, stream in objects.streams.items():
        if _is_properties(stream):
            found.add(number)
            try:
                held = unpacked(stream, told.collector)
            except TooLarge:
                told.collector.gap(Unread.TOO_LARGE)
                continue
            for words in readings(held):
                told.rest(words)
    return found


def _is_properties(stream: Stream) -> bool:
    return entry(stream, "/Type") == "/Metadata" or entry(stream, "/Subtype") == "/XML"


def _read(held: bytes, number: int, told: Told) -> None:
    try:
        document = pypdfium2.PdfDocument(held)
    except pypdfium2.PdfiumError:
        return
    try:
        for index in range(len(document)):
            page = loaded(document, index)
            if page is None:
                continue
            text = text_of(page, told.collector)
            text.close()
            page.close()
            if not text.is_blank and not told.is_on_a_page(text.words):
                _tell(text.words, number, index + 1, told)
    finally:
        document.close()


def _tell(words: str, number: int, page: int, told: Told) -> None:
    lines = [line for line in words.split("\n") if line.strip() and not told.is_on_a_page(line)]
    if not lines:
        return
    with told.collector.within(At.PART, f"version {number}"):
        told.text(words, at=At.PAGE, name=page)
        shown = f"earlier version: {' '.join(lines)}"
        count = sum(len(line.split()) for line in lines)
        told.collector.found(Kind.HIDDEN, shown, count=count, at=At.PAGE, name=page)
    told.remember(words)
