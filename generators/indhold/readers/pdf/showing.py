"""Goes through the pages: their text, what is hidden on them, which are pictures of text."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field

from indhold.findings import At, Kind, Unread
from indhold.readers.pdf import pages
from indhold.readers.pdf.backgrounds import Backgrounds
from indhold.readers.pdf.hidden import Hidden, Seeing
from indhold.readers.pdf.painted import Box, Painted, is_lost, painted_on
from indhold.readers.pdf.scans import is_scan
from indhold.readers.pdf.told import Told

_APART = 10
"""Pages on which something is hidden for the same reason that are told one by one."""


class Shown(Struct):
    """What became of the pages."""

    scans: list[int] = field(default_factory=list)
    """Numbers from 1 of pages that are pictures of text, read or not."""
    lost: list[int] = field(default_factory=list)
    """Numbers from 1 of pages with words so small that the library leaves them out."""
    pictures: int = 0
    backgrounds: Backgrounds = field(default_factory=Backgrounds)
    hidden: dict[tuple[str, str], list[tuple[int, Hidden]]] = field(default_factory=dict)
    """By reason and layer, with the pages."""


class Showing(Struct):
    """What is known of the file before its pages are read."""

    layers: tuple[str, ...] = ()
    """Names of the layers that are off."""
    suspicious_fonts: bool = False
    """Whether a font may not name its letters."""
    too_large: frozenset[int] = frozenset()
    """Numbers from 1 of pages that unpack to more than is read."""
    noted: dict[int, list[Box]] = {}
    """Boxes of the annotations that may cover words, by page."""


def read_pages(document: Any, told: Told, known: Showing) -> Shown:
    """Tell all that is on the pages. Raises ``Exceeded``."""
    collector, shown = told.collector, Shown()
    gaps: dict[Unread, list[int]] = {}
    before = ""
    for number in range(1, min(len(document), pages.MOST) + 1):
        page = None if number in known.too_large else pages.loaded(document, number - 1)
        if page is None:
            reason = Unread.TOO_LARGE if number in known.too_large else Unread.DAMAGED
            gaps.setdefault(reason, []).append(number)
            continue
        with collector.within(At.PAGE, number):
            text = pages.text_of(page, collector)
            try:
                pages.tell(told, before, text)
                _look(page, number, text, told, known, shown, gaps)
            finally:
                text.close()
                page.close()
        before = text.words
    if len(document) > pages.MOST:
        collector.gap(Unread.TOO_MANY, at=At.PAGE, name=f"{pages.MOST + 1}-{len(document)}")
    for reason, numbers in gaps.items():
        pages.tell_runs(collector, reason, numbers)
    for each in shown.hidden.values():
        _tell_hidden(each, told)
    return shown


def _tell_hidden(each: list[tuple[int, Hidden]], told: Told) -> None:
    """On each page, or on all the later ones at once where there are many."""
    apart = each if len(each) <= _APART else each[: _APART - 1]
    for number, hidden in apart:
        _tell(f"{number}", hidden, hidden.count, told)
    rest = each[len(apart) :]
    if rest:
        count = sum(hidden.count for _, hidden in rest)
        _tell(f"{rest[0][0]}-{rest[-1][0]}", rest[0][1], count, told)


def _tell(pages_: str, hidden: Hidden, count: int, told: Told) -> None:
    at = At.LAYER if hidden.layer else None
    shown = f"{hidden.reason}: {hidden.words}"
    with told.collector.within(At.PAGE, pages_):
        told.collector.found(Kind.HIDDEN, shown, count=count, at=at, name=hidden.layer)


def _look(
    page: Any,
    number: int,
    text: pages.Text,
    told: Told,
    known: Showing,
    shown: Shown,
    gaps: dict[Unread, list[int]],
) -> None:
    painted: Painted = painted_on(page)
    shown.pictures += len(painted.pictures)
    if any(is_lost(words) for words in painted.words):
        shown.lost.append(number)
    seeing = Seeing(
        page, text.handle, painted, known.layers, known.noted.get(number, []), shown.backgrounds
    )
    for hidden in seeing.hidden():
        shown.hidden.setdefault((hidden.reason, hidden.layer), []).append((number, hidden))
    scan = is_scan(page, painted, text.words, seeing.is_read_from_picture)
    if scan or seeing.is_read_from_picture:
        shown.scans.append(number)
    if scan:
        gaps.setdefault(Unread.SCAN, []).append(number)
    elif pages.is_without_characters(text, known.suspicious_fonts):
        gaps.setdefault(Unread.NO_CHARACTERS, []).append(number)
    if painted.left_out:
        told.collector.gap(Unread.TOO_MANY)
