"""Annotations: remarks, marks, links, and what they hold (ISO 32000-2 § 12.5)."""

from __future__ import annotations

from lxml import html
from lxml.etree import LxmlError
from msgspec import Struct, field
from pikepdf import Dictionary, Stream

from indhold.findings import At, Kind
from indhold.readers.pdf.painted import Box
from indhold.readers.pdf.told import Told
from indhold.readers.pdf.values import array, dictionary, entry, number, text

_DRAWN = ("FreeText", "Line", "Square", "Circle", "Polygon", "Highlight", "Stamp", "Ink", "Redact")
_COVERS = frozenset(f"/{kind}" for kind in (*_DRAWN, "PolyLine"))
_WORDS = ("Text", "Underline", "Squiggly", "StrikeOut", "Caret", "FileAttachment", "Projection")
_REMARKS = _COVERS | {f"/{kind}" for kind in (*_WORDS, "Sound")}
_MEDIA = frozenset(("/RichMedia", "/3D", "/Movie", "/Sound", "/Screen"))
_HIDDEN = 2 | 32
"""Flags of what is not shown: Hidden, NoView (§ 12.5.3)."""
_MOST = 20_000
"""Annotations of a page."""
_MOST_COVERS = 500


class Notes(Struct):
    """What the annotations of a file are."""

    covers: dict[int, list[Box]] = field(default_factory=dict)
    """Boxes of those that may cover words, by the number of the page from 1."""
    looks: dict[int, tuple[int, Stream]] = field(default_factory=dict)
    """The page of each stream that draws an annotation."""
    widgets: list[tuple[int, Dictionary]] = field(default_factory=list)
    """Fields of forms as they stand on pages."""


class _Page(Struct):
    remarks: int = 0
    first: str = ""


def read_notes(pages: list[Dictionary], told: Told) -> Notes:
    """Tell of the annotations on all pages. Raises ``Exceeded``."""
    notes = Notes()
    for index, page in enumerate(pages, 1):
        annotations = array(page, "/Annots")[:_MOST]
        if not annotations:
            continue
        with told.collector.within(At.PAGE, index):
            _read_page(
                [one for one in annotations if isinstance(one, Dictionary)], index, told, notes
            )
    return notes


def _read_page(annotations: list[Dictionary], index: int, told: Told, notes: Notes) -> None:
    page = _Page()
    for one in annotations:
        kind = str(entry(one, "/Subtype"))
        for look in _appearances(one):
            notes.looks[look.objgen[0]] = index, look
        if kind == "/Widget":
            notes.widgets.append((index, one))
            continue
        words = _tell(one, kind, told)
        if kind in _REMARKS:
            page.remarks += 1
            page.first = page.first or words
        if kind in _COVERS and not number(entry(one, "/F")) & _HIDDEN:
            notes.covers.setdefault(index, [])
            if len(notes.covers[index]) < _MOST_COVERS:
                notes.covers[index] += _box(one)
        if kind in _MEDIA:
            told.collector.found(Kind.EMBEDDED, kind[1:], at=At.ANNOTATION)
    if page.remarks:
        told.collector.found(Kind.COMMENT, page.first, count=page.remarks)


def _tell(one: Dictionary, kind: str, told: Told) -> str:
    """Tell of one; what is returned is shown of it."""
    collector = told.collector
    words = text(one, "/Contents", collector)
    for key in ("/Subj", "/OverlayText", "/NM", "/DS", "/CA"):
        told.rest(text(one, key, collector), at=At.ANNOTATION)
    told.text(words, at=At.ANNOTATION)
    rich = plain(text(one, "/RC", collector))
    if rich.split() != words.split():
        told.text(rich, at=At.ANNOTATION)
    if kind in _REMARKS:
        author = text(one, "/T", collector)
        told.text(author, at=At.ANNOTATION)
        if author.strip():
            collector.found(Kind.AUTHOR, author, at=At.ANNOTATION)
        is_state = entry(one, "/State") is not None  # of a review, which is never shown
        if number(entry(one, "/F")) & _HIDDEN and (words or rich).strip() and not is_state:
            collector.found(Kind.HIDDEN, f"hidden annotation: {words or rich}")
    shown = (words or rich).strip()
    return f"{kind[1:]}: {shown}" if kind == "/Redact" or not shown else shown


def plain(rich: str) -> str:
    """The words of a rich text (§ 12.7.4.4), which is XHTML."""
    if not rich.strip():
        return ""
    try:
        root = html.fromstring(rich.encode("utf-8", "replace"))
    except (LxmlError, ValueError):
        return rich
    for one in root.iter("p", "br", "div"):
        one.tail = "\n" + (one.tail or "")
    return str(root.text_content()).strip()


def _appearances(one: Dictionary) -> list[Stream]:
    """The streams that draw an annotation, in each of its states (§ 12.5.5)."""
    found: list[Stream] = []
    appearances = dictionary(one, "/AP")
    for _, look in appearances.items() if appearances is not None else ():
        if isinstance(look, Stream):
            found.append(look)
        elif isinstance(look, Dictionary):
            found += [state for _, state in look.items() if isinstance(state, Stream)]
    return found


def _box(one: Dictionary) -> list[Box]:
    try:
        left, bottom, right, top = (float(edge) for edge in array(one, "/Rect"))  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return []
    return [(min(left, right), min(bottom, top), max(left, right), max(bottom, top))]
