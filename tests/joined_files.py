"""What joined PDFs show and say, as PDFium has it: pages, links, bookmarks, what is read out."""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

Box = tuple[float, float, float, float]


class Link:
    """A link on a page, and the page that it leads to, both from 0 on."""

    def __init__(self, page: int, target: int, box: Box) -> None:
        self.page = page
        self.target = target
        """-1: to no page of the file."""
        self.box = box

    def moved(self, first: int) -> Link:
        """The same link in a file where its own begins at this page."""
        return Link(self.page + first, self.target + first, self.box)

    @property
    def told(self) -> tuple[int, int, Box]:
        return self.page, self.target, self.box


class Viewed:
    """A PDF as PDFium shows it."""

    def __init__(self, file: Path | bytes) -> None:
        self.pdf = pypdfium2.PdfDocument(file if isinstance(file, bytes) else str(file))
        self.pages = len(self.pdf)

    def text(self, page: int) -> str:
        return str(self.pdf[page].get_textpage().get_text_bounded())

    def texts(self) -> list[str]:
        return [self.text(number) for number in range(self.pages)]

    def labels(self) -> list[str]:
        return [self.pdf.get_page_label(number) for number in range(self.pages)]

    def bookmarks(self) -> list[tuple[str, int]]:
        """Title and page of each, in their order; -1: it leads to no page of the file."""
        return [(one.get_title(), _page(one.get_dest())) for one in self.pdf.get_toc()]

    def links(self) -> list[Link]:
        """Those that lead to a place in a PDF."""
        return [link for number in range(self.pages) for link in self._links_on(number)]

    def _links_on(self, number: int) -> Iterator[Link]:
        page, at, one = self.pdf[number], ctypes.c_int(0), pdfium.FPDF_LINK()
        while pdfium.FPDFLink_Enumerate(page, ctypes.byref(at), ctypes.byref(one)):
            place = pdfium.FPDFLink_GetDest(self.pdf, one)
            action = pdfium.FPDFLink_GetAction(one)
            if not place and action and pdfium.FPDFAction_GetType(action) == 1:
                place = pdfium.FPDFAction_GetDest(self.pdf, action)
            is_within = not action or pdfium.FPDFAction_GetType(action) == 1
            if not is_within:
                continue
            rect = pdfium.FS_RECTF()
            pdfium.FPDFLink_GetAnnotRect(one, ctypes.byref(rect))
            box = rect.left, rect.bottom, rect.right, rect.top
            target = pdfium.FPDFDest_GetDestPageIndex(self.pdf, place) if place else -1
            yield Link(number, target, tuple(round(side, 1) for side in box))


def _page(place: object) -> int:
    index = place.get_index() if place is not None else None  # type: ignore[attr-defined]
    return -1 if index is None else int(index)


def read_out(file: Path | bytes) -> str:
    """What a screen reader reads: the text that the structure holds, in its order."""
    data = file if isinstance(file, bytes) else file.read_bytes()
    with pikepdf.open(BytesIO(data)) as pdf:
        if "/StructTreeRoot" not in pdf.Root:
            return ""
        texts = _marked(data)
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        return "".join(
            texts.get((numbers[page.objgen], mcid), "")
            for page, mcid in _leaves(pdf.Root.StructTreeRoot.get("/K"), None)
        )


def _leaves(kid: Any, page: Any) -> Iterator[tuple[Any, int]]:
    if isinstance(kid, int):
        yield page, kid
    elif isinstance(kid, pikepdf.Array):
        for one in kid:
            yield from _leaves(one, page)
    elif isinstance(kid, pikepdf.Dictionary):
        page = kid.get("/Pg", page)
        if kid.get("/Type") == "/MCR":
            yield page, int(kid.MCID)
        elif kid.get("/Type") != "/OBJR":
            yield from _leaves(kid.get("/K"), page)


def _marked(data: bytes) -> dict[tuple[int, int], str]:
    """The text of each page's marked content, as PDFium draws it."""
    found: dict[tuple[int, int], str] = defaultdict(str)
    for number, page in enumerate(pypdfium2.PdfDocument(data)):
        text = page.get_textpage()
        for drawn in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
            mcid = pdfium.FPDFPageObj_GetMarkedContentID(drawn)
            if mcid >= 0:
                size = pdfium.FPDFTextObj_GetText(drawn, text, None, 0)
                held = ctypes.create_string_buffer(size)
                pdfium.FPDFTextObj_GetText(
                    drawn, text, ctypes.cast(held, ctypes.POINTER(ctypes.c_ushort)), size
                )
                found[number, mcid] += held.raw[: size - 2].decode("utf-16-le", "replace")
    return found
