"""Makes the copy of a PDF in which words are left out."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Sequence
from io import BytesIO

import pikepdf

from indhold.leaving_out import checking, unused
from indhold.leaving_out.choosing import Chosen, choose, refuse_unknown
from indhold.leaving_out.drawings import Letter, Page, Reader
from indhold.leaving_out.geometry import Box
from indhold.leaving_out.marks import Marks
from indhold.leaving_out.matching import Needle, literal, needle
from indhold.leaving_out.scrubbing import Scrub
from indhold.leaving_out.told import (
    Account,
    Cannot,
    Entry,
    Hit,
    Made,
    Reason,
    Refused,
    Region,
)
from indhold.leaving_out.writing import Writer

_LARGE = 0.3
"""The share of a page from which on a picture may show text."""
_WORDY = 4
"""Letters from which on what stood in a rectangle is looked for beside the pages."""


def leave_out(data: bytes, entries: Sequence[Entry], short: str) -> Made:
    """A copy of a PDF without what the entries name, and what was done.

    ``short``: what is printed where an entry's own mark has no room. The same input gives the same
    bytes. Where anything cannot be done, ``data`` is empty, and the account says what.
    """
    try:
        return _Making(data, entries, short).make()
    except Refused as refused:
        return Made(b"", Account(cannot=(refused.cannot,)))
    except (pikepdf.PdfError, pikepdf.DataDecodingError, RecursionError):
        return Made(b"", Account(cannot=(Cannot(Reason.DAMAGED),)))


class _Making:
    def __init__(self, data: bytes, entries: Sequence[Entry], short: str) -> None:
        self.given, self.entries, self.short = data, entries, short
        self.needles: dict[int, Needle] = {
            number: needle(one, number)
            for number, one in enumerate(entries)
            if not isinstance(one, Region)
        }
        self.hits: Counter[tuple[int, int]] = Counter()
        self.unsearched: list[int] = []
        self.regions: list[tuple[int, int, Box]] = []
        """Entry, page and place."""
        self.taken: list[Letter] = []
        self.gone: list[tuple[int, str]] = []
        """What stood in rectangles, by entry."""

    def make(self) -> Made:
        with self._opened() as pdf, warnings.catch_warnings(action="ignore"):
            marks = Marks.of(pdf, [one.mark for one in self.entries], self.short)
            writer, reader = Writer(pdf, marks), Reader()
            self._place_regions(pdf)
            boxes = [
                self._page(holder, reader, writer, number)
                for number, holder in enumerate(pdf.pages, 1)
            ]
            scrub = Scrub(pdf, self._beside(), self.short)
            scrub.whole_things()
            scrub.annotations(boxes, reader)
            scrub.structure(writer.touched)
            scrub.strings()
            scrub.properties()
            scrub.refuse_elsewhere(reader)
            for entry, count in scrub.hits.items():
                self.hits[entry, 0] += count
            unused.mark(reader, pdf, self.taken)
            made = _saved(pdf)
        self._refuse_missing()
        made = _without_unused(made)
        self._check(made)
        return Made(made, self._account(scrub))

    def _opened(self) -> pikepdf.Pdf:
        if b"%PDF-" not in self.given[:1024]:
            raise Refused(Reason.NO_PDF)
        try:
            pdf = pikepdf.open(BytesIO(self.given), suppress_warnings=True)
        except pikepdf.PasswordError:
            raise Refused(Reason.PASSWORD) from None
        except pikepdf.PdfError:
            raise Refused(Reason.DAMAGED) from None
        if pdf.is_encrypted:
            raise Refused(Reason.PASSWORD)
        return pdf

    # --- places -----------------------------------------------------------------------------

    def _place_regions(self, pdf: pikepdf.Pdf) -> None:
        for number, one in enumerate(self.entries):
            if not isinstance(one, Region):
                continue
            if not 1 <= one.page <= len(pdf.pages) or one.width <= 0 or one.height <= 0:
                raise Refused(Reason.NO_PAGE, number, one.page)
            self.regions.append((number, one.page, _on_page(pdf.pages[one.page - 1], one)))

    def _page(self, holder: pikepdf.Page, reader: Reader, writer: Writer, number: int) -> list[Box]:
        """Write a page anew; tells where something went."""
        page = reader.page(holder.obj, holder.resources, number)
        places = [(entry, box) for entry, at, box in self.regions if at == number]
        if self.needles:
            refuse_unknown(page, number)
            if _has_large_picture(holder, page):
                self.unsearched.append(number)
        chosen = choose(page, self.needles, places, number)
        for entry, count in chosen.hits.items():
            self.hits[entry, number] += count
        self.taken += chosen.letters
        self._remember(chosen)
        writer.write(holder.obj, page, chosen, number)
        return chosen.boxes

    def _remember(self, chosen: Chosen) -> None:
        entries = {entry for entry, _ in chosen.places}
        for run in chosen.runs:
            text = "".join(one.text for one in run.letters)
            if run.entry in entries and sum(map(str.isalnum, text)) >= _WORDY:
                self.gone.append((run.entry, text))

    def _beside(self) -> list[tuple[int, Needle]]:
        """What is looked for beside the pages."""
        return [*self.needles.items(), *((entry, literal(text)) for entry, text in self.gone)]

    # --- what came of it --------------------------------------------------------------------

    def _refuse_missing(self) -> None:
        found = {entry for entry, _ in self.hits}
        for number in range(len(self.entries)):
            if number not in found:
                raise Refused(Reason.NO_HIT, number)

    def _check(self, made: bytes) -> None:
        try:
            still = checking.still_there(made, list(self.needles.items()))
        except ValueError:
            raise Refused(Reason.DAMAGED) from None
        if still:
            raise Refused(Reason.STILL_THERE, min(still))
        said = [*(one.mark for one in self.entries), self.short]
        for entry, number, place in self.regions:
            if checking.left_in(made, number, place, said):
                raise Refused(Reason.STILL_THERE, entry, number)

    def _account(self, scrub: Scrub) -> Account:
        hits = tuple(Hit(entry, page, count) for (entry, page), count in sorted(self.hits.items()))
        return Account(hits, (), tuple(self.unsearched), scrub.signed, scrub.files)


def _without_unused(data: bytes) -> bytes:
    """The copy without the glyphs that nothing shows any more.

    Their codes are others, where the pages read the same then; else they stay.
    """
    texts = list(checking.page_texts(data))
    for renumber in (True, False):
        with pikepdf.open(BytesIO(data)) as pdf, warnings.catch_warnings(action="ignore"):
            unused.take_out(pdf, renumber=renumber)
            unused.unmark(pdf)
            made = _saved(pdf)
        if list(checking.page_texts(made)) == texts:
            return made
    raise Refused(Reason.FAILED)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    out = BytesIO()
    pdf.remove_unreferenced_resources()
    pdf.save(
        out,
        deterministic_id=True,
        fix_metadata_version=False,  # it would write the XMP anew
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
    )
    return out.getvalue()


def _on_page(page: pikepdf.Page, region: Region) -> Box:
    """A rectangle of the page as it is seen, in the coordinates that its content has.

    What pages inherit, the library has put into each.
    """
    left, bottom, right, top = _crop(page)
    unit = float(page.obj.get("/UserUnit", 1))
    x, y, wide, high = (
        each / unit for each in (region.left, region.top, region.width, region.height)
    )
    turned = int(page.obj.get("/Rotate", 0)) % 360
    if turned == 90:
        return left + y, bottom + x, left + y + high, bottom + x + wide
    if turned == 180:
        return right - x - wide, bottom + y, right - x, bottom + y + high
    if turned == 270:
        return right - y - high, top - x - wide, right - y, top - x
    return left + x, top - y - high, left + x + wide, top - y


def _crop(page: pikepdf.Page) -> Box:
    media = [float(one) for one in page.mediabox]
    crop = [float(one) for one in page.cropbox]
    left, right = sorted((media[0], media[2]))
    bottom, top = sorted((media[1], media[3]))
    x, x2 = sorted((crop[0], crop[2]))
    y, y2 = sorted((crop[1], crop[3]))
    return max(left, x), max(bottom, y), min(right, x2), min(top, y2)


def _has_large_picture(holder: pikepdf.Page, page: Page) -> bool:
    left, bottom, right, top = _crop(holder)
    whole = max((right - left) * (top - bottom), 1.0)
    return any(
        (one.box[2] - one.box[0]) * (one.box[3] - one.box[1]) > _LARGE * whole
        for one in page.pictures
    )
