"""Reads a PDF: what is on its pages, what is beside them, and what is hidden (ISO 32000-2).

The pages are read by one library and the objects by another. Every object of the file is looked
at, known or not, so that no string is left out because nobody thought of its place.
"""

from __future__ import annotations

import pikepdf
from pikepdf import Dictionary, Stream

from indhold.collecting import Collector
from indhold.findings import At, Kind, Unread
from indhold.given import Given
from indhold.readers.pdf.accessibility import accessible
from indhold.readers.pdf.actions import read_actions
from indhold.readers.pdf.beside import Drawing, read_drawings
from indhold.readers.pdf.contents import (
    Drawn,
    contents_of,
    drawn,
    enlarged,
    resources_of,
    streams_of,
)
from indhold.readers.pdf.files import read_files
from indhold.readers.pdf.forms import read_forms
from indhold.readers.pdf.layers import layers_off, tell_layers
from indhold.readers.pdf.metadata import read_information
from indhold.readers.pdf.nesting import Nesting
from indhold.readers.pdf.notes import Notes, read_notes
from indhold.readers.pdf.objects import Objects, gather, strings_in
from indhold.readers.pdf.opening import Opened, opened
from indhold.readers.pdf.outlines import read_outlines
from indhold.readers.pdf.revisions import read_former_objects, read_revisions
from indhold.readers.pdf.showing import Showing, Shown, read_pages
from indhold.readers.pdf.signatures import read_signatures
from indhold.readers.pdf.streaming import read_streams
from indhold.readers.pdf.told import Told
from indhold.readers.pdf.values import dictionary, entry


def read(given: Given, collector: Collector) -> None:
    """Tell everything that is in a PDF. Raises ``Exceeded`` and ``OSError``."""
    with opened(given, collector) as pdf:
        if pdf is None:
            return
        told = Told(collector)
        if pdf.pdf is None:
            read_pages(pdf.shown, told, Showing())
        else:
            _read(given, pdf, pdf.pdf, told)


def _read(given: Given, opened: Opened, pdf: pikepdf.Pdf, told: Told) -> None:
    collector, root = told.collector, _root(pdf)
    objects = gather(pdf)
    if objects.left_out:
        collector.gap(Unread.TOO_MANY)
    on_pages = drawn(opened.pages, collector)
    layers = layers_off(root, collector)
    tell_layers(layers, collector)
    notes = read_notes(opened.pages, told)
    nesting = Nesting(collector)  # notes are drawn with their page
    on_pages.too_large.update(
        page for page, look in notes.looks.values() if nesting.is_form_too_much(look)
    )
    shown = Shown()
    if opened.shown is not None:
        known = Showing(layers, objects.unnamed_fonts, frozenset(on_pages.too_large), notes.covers)
        shown = read_pages(opened.shown, told, known)
    read_drawings(pdf, _lost(opened.pages, shown.lost, collector), told)
    read_revisions(given, told)
    title = _read_beside(pdf, root, objects, notes, on_pages, opened.pages, told)
    read_former_objects(given, told)
    collector.accessible = accessible(root, objects, shown, title, collector)


def _read_beside(
    pdf: pikepdf.Pdf,
    root: Dictionary,
    objects: Objects,
    notes: Notes,
    on_pages: Drawn,
    pages: list[Dictionary],
    told: Told,
) -> str:
    """All but the pages. The file's title."""
    forms = read_forms(root, notes.widgets, told)
    read_outlines(root, told)
    read_actions(pdf, objects, told)
    read_signatures(pdf, objects, told)
    information = read_information(entry(pdf.trailer, "/Info"), told)
    files = read_files(pdf, objects, forms, told)
    rest = read_streams(objects, on_pages.streams | files, notes.looks, _properties_of(root), told)
    _tell_small_matters(pages, root, told)
    drawings = _on_pages(pages, on_pages) + _with_resources(rest.drawings, pages)
    read_drawings(pdf, drawings, told)
    _read_strings(objects, on_pages, told)
    told.collector.maker = rest.properties.maker or information.maker
    return rest.properties.title or information.title


def _root(pdf: pikepdf.Pdf) -> Dictionary:
    found = entry(pdf.trailer, "/Root")
    return found if isinstance(found, Dictionary) else Dictionary()


def _properties_of(root: Dictionary) -> int:
    found = entry(root, "/Metadata")
    return found.objgen[0] if isinstance(found, Stream) else 0


def _on_pages(pages: list[Dictionary], on_pages: Drawn) -> list[Drawing]:
    """Pages on which other words stand in place of what is drawn: that is read as well."""
    return [
        Drawing(held, resources_of(pages[number - 1]), At.PAGE, str(number))
        for number, held in on_pages.replaced.items()
    ]


def _lost(pages: list[Dictionary], numbers: list[int], collector: Collector) -> list[Drawing]:
    """Pages with words that are too small to be told, made larger. Raises ``Exceeded``."""
    found = []
    for number in numbers:
        page = pages[number - 1]
        held = contents_of(streams_of(page), collector)
        if held is not None:
            larger = enlarged(b" " + held)
            found.append(Drawing(larger, resources_of(page), At.PAGE, str(number)))
    return found


def _with_resources(drawings: list[Drawing], pages: list[Dictionary]) -> list[Drawing]:
    """What has no fonts of its own, as former contents of a page, may use those of the first."""
    usual = resources_of(pages[0]) if pages else None
    for one in drawings:
        if one.resources is None:
            one.resources = usual
    return drawings


def _read_strings(objects: Objects, on_pages: Drawn, told: Told) -> None:
    """All strings that were not told with a place of their own."""
    structure = {number for number, _ in objects.elements}
    for number, strings in objects.strings.items():
        name = "structure" if number in structure else f"object {number}"
        for one in strings:
            told.rest(one, at=At.PART, name=name)
    for page, written in on_pages.properties.items():
        for one in strings_in(written):
            told.rest(one, at=At.PAGE, name=page)


def _tell_small_matters(pages: list[Dictionary], root: Dictionary, told: Told) -> None:
    """Small pictures of pages, and what programs keep for themselves (§ 14.5)."""
    thumbnails = sum(isinstance(entry(page, "/Thumb"), Stream) for page in pages)
    if thumbnails:
        told.collector.found(Kind.METADATA, "thumbnail", count=thumbnails, at=At.THUMBNAIL)
    programs = {
        key[1:]
        for holder in (root, *pages)
        for key in (dictionary(holder, "/PieceInfo") or Dictionary()).keys()  # noqa: SIM118
    }
    for program in sorted(programs):
        told.collector.found(Kind.METADATA, f"private data: {program}")
