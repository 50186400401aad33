"""A PDF file -> its pages: what is drawn on them, and what lies on top.

Beyond what is drawn: text that is turned on the page, text drawn twice to look bold, links, and
fields that are filled in.
"""

from __future__ import annotations

import io
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import apply_matrix_rect, decode_text

from moedebog.diagnostics import Phrase, UsageProblem
from moedebog.importer.budget import Budget
from moedebog.importer.readers.pdf import syntax
from moedebog.importer.readers.pdf.content import Drawn, Interpreter, Matrix, name_of
from moedebog.importer.readers.pdf.fonts import Fonts
from moedebog.importer.readers.pdf.glyphs import (
    Box,
    Glyph,
    Image,
    Shape,
    TextLine,
    Turned,
    drawn_once,
    hyphens_told,
    text_lines,
)

MOST_PAGES = 1000
FILLED_IN = "teksten er fyldt ud i et felt eller skrevet oven på siden"
Place = tuple[Any, int]
"""Marked content: the page by which the logical tree names it, and its number there."""
MOST_LINES = 6000
"""A page with more lines and shapes is a drawing: no table has so many cells."""
_THIN = 1.5
"""Points; a line that is no higher is drawn along, and what stands this near is at its end."""
_STRUCK = (0.12, 0.45)
"""How high above the foot of a character, in its size, a line stands that strikes it out."""
_DIRECTION = 0.05
"""Text stands crosswise that goes no more than so much of its way along the page."""


class Page(Struct):
    """One page."""

    number: int
    id: Any
    """By which the logical tree names it."""
    width: float
    height: float
    lines: list[TextLine]
    """None where the characters are gathered by their marked content."""
    shapes: list[Shape]
    images: list[Image]
    dots: list[Box]
    """Small round or square things that are drawn on it."""
    turned: list[str]
    """Text that does not run from left to right."""
    links: list[tuple[Box, str]] = []
    filled_in: list[tuple[Box, str]] = []
    """Fields and texts that are laid over the page."""
    comments: int = 0
    written: dict[int, list[Glyph]] = {}
    """The characters of each marked content; gathered only from a file that is read by its tree."""
    loose: bool = False
    """Whether text stands on it that is neither content of the tree nor an artifact; known only of
    a file that is read by its tree."""

    def forget(self) -> None:
        """Lets go of what is drawn."""
        self.lines, self.shapes, self.images = [], [], []


class _Document(PDFDocument):
    """Reads packed objects many at a time."""

    def _get_objects(self, stream: PDFStream) -> tuple[list[object], int]:
        count = resolve1(stream.get("N"))
        found = syntax.objects(stream.get_data(), self)
        return found, count if isinstance(count, int) else 0


class File:
    """An open PDF file. Reading it raises what pdfminer raises."""

    def __init__(self, data: bytes, budget: Budget) -> None:
        self.budget = budget
        self.document = _Document(PDFParser(io.BytesIO(data)))
        self.fonts = Fonts()

    def pages(self, laid_out: bool = True) -> Iterator[Page]:
        """The pages; raises ``UsageProblem`` where they are too many.

        Without ``laid_out`` they have no lines, but the characters of marked content.
        """
        interpreter = Interpreter(self.fonts, self.budget, by_mark=not laid_out)
        for number, page in enumerate(PDFPage.create_pages(self.document), 1):
            if number > MOST_PAGES:
                raise UsageProblem(
                    Phrase(
                        f"PDF-filen har mere end {MOST_PAGES} sider. Del den, så der er ét møde i "
                        "hver fil.",
                        f"The PDF file has more than {MOST_PAGES} pages. Divide it, so that "
                        "each file holds one meeting.",
                    )
                )
            drawn = self._drawn(interpreter, page)
            if laid_out and (turn := _turn(drawn)):
                page.rotate = (page.rotate + turn) % 360
                drawn = self._drawn(interpreter, page)
            glyphs, parts = drawn.glyphs, drawn.parts
            if drawn.may_repeat:
                glyphs = drawn_once(glyphs)
                parts = list(range(len(glyphs)))
            written = [glyph for all_ in drawn.written.values() for glyph in all_]
            for told in (glyphs,) if laid_out else drawn.written.values():
                hyphens_told(told, everywhere=laid_out)
            _mark_struck(glyphs if laid_out else written, drawn.shapes)
            x0, y0, x1, y1 = apply_matrix_rect(_upright(page), page.mediabox)
            made = Page(
                number,
                page.pageid,
                x1 - x0,
                y1 - y0,
                text_lines(glyphs, parts) if laid_out else [],
                drawn.shapes,
                drawn.images,
                list(_dots(drawn.shapes)),
                _texts(drawn.turned),
                written=drawn.written,
                loose=drawn.loose,
            )
            _annotations(page, made)
            yield made

    def _drawn(self, interpreter: Interpreter, page: PDFPage) -> Drawn:
        self.budget.page()
        return interpreter.draw(page.resources, page.contents, _upright(page))

    def descriptions(self) -> dict[tuple[Any, int], str]:
        """What the logical tree says of pictures: page and number of marked content -> text."""
        root = resolve1(self.document.catalog.get("StructTreeRoot"))
        return dict(_described(root)) if isinstance(root, dict) else {}


def _upright(page: PDFPage) -> Matrix:
    """How a page is turned and moved so that it stands upright in its corner."""
    x0, y0, x1, y1 = page.mediabox
    turned: dict[int, Matrix] = {
        90: (0, -1, 1, 0, -y0, x1),
        180: (-1, 0, 0, -1, x1, y1),
        270: (0, 1, -1, 0, y1, -x0),
    }
    return turned.get(page.rotate, (1, 0, 0, 1, -x0, -y0))


# --- what is drawn ------------------------------------------------------------------------


def _mark_struck(glyphs: Sequence[Glyph], shapes: Sequence[Shape]) -> None:
    """Marks the characters that a line is drawn through."""
    lines = [one for one in shapes if one.height < _THIN < one.width and (one.line or one.fill)]
    if not 0 < len(lines) <= MOST_LINES:
        return
    lines.sort(key=lambda one: one.y0)
    heights = [one.y0 for one in lines]
    low, high = _STRUCK
    crossed: dict[tuple[float, float], list[Shape]] = {}
    for y, size in {(glyph.y, glyph.size) for glyph in glyphs}:
        begin, end = bisect_right(heights, y + low * size), bisect_left(heights, y + high * size)
        if begin < end:
            crossed[y, size] = lines[begin:end]
    for glyph in glyphs if crossed else ():
        glyph.struck = any(
            line.x0 - _THIN < glyph.x0 and glyph.x1 < line.x1 + _THIN
            for line in crossed.get((glyph.y, glyph.size), ())
        )


def _turn(drawn: Drawn) -> int:
    """Degrees by which the page has to be turned to be read; 0 where it stands upright."""
    quarters = Counter(
        90 if one.matrix[1] > 0 else 270
        for one in drawn.turned
        if abs(one.matrix[0]) < abs(one.matrix[1]) * _DIRECTION
    )
    turn, chars = quarters.most_common(1)[0] if quarters else (0, 0)
    return turn if chars > 2 * len(drawn.glyphs) else 0


def _texts(turned: Sequence[Turned]) -> list[str]:
    """What stands crosswise, a text for each direction."""
    texts: list[str] = []
    last: Turned | None = None
    for one in turned:
        along = last is not None and last.matrix[:4] == one.matrix[:4]
        if last is not None and along and _near(last, one):
            texts[-1] += one.glyph.text
        elif along and texts:
            texts[-1] += f" {one.glyph.text}"
        else:
            texts.append(one.glyph.text)
        last = one
    return [text for one in texts if (text := " ".join(one.split()))]


def _near(last: Turned, one: Turned) -> bool:
    step = ((one.matrix[4] - last.matrix[4]) ** 2 + (one.matrix[5] - last.matrix[5]) ** 2) ** 0.5
    glyph = last.glyph
    return bool(step < last.advance + 0.25 * max(glyph.x1 - glyph.x0, glyph.y1 - glyph.y0))


def _dots(shapes: Sequence[Shape]) -> Iterator[Box]:
    for one in shapes:
        if 1.5 < one.width < 7 and abs(one.width - one.height) < 1:
            yield one.x0, one.y0, one.x1, one.y1


# --- what is laid over the page -----------------------------------------------------------


def _annotations(page: PDFPage, made: Page) -> None:
    annotations = resolve1(page.annots)
    for one in annotations if isinstance(annotations, list) else ():
        annotation = resolve1(one)
        if not isinstance(annotation, dict):
            continue
        kind = name_of(annotation.get("Subtype"))
        box = _box(page, annotation.get("Rect"))
        if box is None:
            continue
        if kind == "Link":
            action = resolve1(annotation.get("A"))
            address = text_of_object(action.get("URI")) if isinstance(action, dict) else ""
            if address:
                made.links.append((box, address))
        elif kind == "Widget" or kind == "FreeText":
            text = (
                text_of_object(annotation.get("Contents"))
                if kind == "FreeText"
                else _value(annotation)
            )
            if text.strip():
                made.filled_in.append((box, text))
        elif kind in ("Text", "Highlight", "StrikeOut", "Underline", "Caret") and text_of_object(
            annotation.get("Contents")
        ):
            made.comments += 1


def _value(annotation: dict[str, Any]) -> str:
    """What is filled in in a field of text or a choice."""
    for _ in range(10):
        if "V" in annotation and name_of(annotation.get("FT", PSLiteral("Tx"))) in ("Tx", "Ch"):
            return text_of_object(annotation["V"])
        parent = resolve1(annotation.get("Parent"))
        if not isinstance(parent, dict):
            return ""
        annotation = {**parent, **{k: v for k, v in annotation.items() if k in ("FT", "V")}}
    return ""


def _box(page: PDFPage, given: Any) -> Box | None:
    """A rectangle as the layout of the page counts it."""
    corners = resolve1(given)
    values = [resolve1(one) for one in corners] if isinstance(corners, list) else []
    if len(values) != 4 or not all(isinstance(one, int | float) for one in values):
        return None
    left, lower, right, upper = apply_matrix_rect(_upright(page), tuple(map(float, values)))  # type: ignore[arg-type]
    return min(left, right), min(lower, upper), max(left, right), max(lower, upper)


def text_of_object(value: Any) -> str:
    """The text that a PDF object is; empty for another object."""
    value = resolve1(value)
    return (
        decode_text(value) if isinstance(value, bytes) else value if isinstance(value, str) else ""
    )


# --- the logical tree ---------------------------------------------------------------------


def _described(root: dict[str, Any]) -> Iterator[tuple[tuple[Any, int], str]]:
    """The pictures that the tree describes, by page and number of their marked content."""
    waiting: list[tuple[Any, Any, str]] = [(root.get("K"), None, "")]
    seen: set[int] = set()
    while waiting:
        kid, page, alt = waiting.pop()
        if isinstance(kid, PDFObjRef):
            if kid.objid in seen:
                continue
            seen.add(kid.objid)
            kid = resolve1(kid)
        if isinstance(kid, list):
            waiting += [(one, page, alt) for one in kid]
        elif isinstance(kid, int) and alt:
            yield (page, kid), alt
        elif isinstance(kid, dict):
            here = kid.get("Pg")
            page = here.objid if isinstance(here, PDFObjRef) else page
            if name_of(kid.get("S")) == "Figure":
                alt = text_of_object(kid.get("Alt")) or alt
            waiting.append((kid.get("MCID", kid.get("K")), page, alt))
