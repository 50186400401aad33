"""A PDF file -> its pages as pdfminer lays them out, with what lies on top of them.

Beyond pdfminer's own: text in forms that are drawn as one picture, text drawn twice to look
bold, text turned on the page, links, fields that are filled in, and which picture is which.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from msgspec import Struct
from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LAParams, LTChar, LTCurve, LTLine, LTPage
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import apply_matrix_rect, decode_text

from moedebog.diagnostics import Phrase, UsageProblem
from moedebog.importer.budget import Budget
from moedebog.importer.readers.pdf.bounds import Interpreter

MOST_PAGES = 1000
FILLED_IN = "teksten er fyldt ud i et felt eller skrevet oven på siden"
Box = tuple[float, float, float, float]
"""Left, lower, right and upper edge in points; heights grow upwards."""
Look = tuple[bool, bool]
"""Whether a font is bold, and whether it is in italics."""
Place = tuple[Any, int]
"""Marked content: the page by which the logical tree names it, and its number there."""


class Letter(NamedTuple):
    """A character of marked content, in the order in which it was written."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    rise: float
    """How far above the line it stands, in points."""
    struck: bool = False
    """Whether a line is drawn through it."""


_BOLD = re.compile(r"bold|black|heavy|semib|fed\b", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|kursiv|slanted", re.IGNORECASE)
_FLAG_ITALIC, _FLAG_BOLD = 1 << 6, 1 << 18
_ARTIFACT = -1
"""The mark of what belongs to no text: running heads and feet, lines."""
_THIN = 1.5
"""Points; a line that is no higher is drawn along, and what stands this near is at its end."""
_STRUCK = (0.12, 0.45)
"""How high above the foot of a character, in its size, a line stands that strikes it out."""
_RISE = 4
"""Which of the values that ``render_char`` is given tells how high the character stands."""


class Page(Struct):
    """One page."""

    number: int
    id: Any
    """By which the logical tree names it."""
    layout: LTPage
    """Empty when its lines have been read: each character is an object."""
    dots: list[Box]
    """Small round or square things that are drawn on it."""
    turned: list[str]
    """Text that does not run from left to right."""
    links: list[tuple[Box, str]] = []
    filled_in: list[tuple[Box, str]] = []
    """Fields and texts that are laid over the page."""
    comments: int = 0
    written: dict[int, list[Letter]] = {}
    """The characters of each marked content; gathered only from a file that is read by its tree."""
    loose: bool = False
    """Whether text stands on it that is neither content of the tree nor an artifact; known only of
    a file that is read by its tree."""

    def forget(self) -> None:
        """Lets go of the characters."""
        self.layout = LTPage(self.number, self.layout.bbox)


class File:
    """An open PDF file. Reading it raises what pdfminer raises."""

    def __init__(self, data: bytes, budget: Budget) -> None:
        self.budget = budget
        self.document = PDFDocument(PDFParser(io.BytesIO(data)))
        self.fonts = _Fonts()

    def pages(self, laid_out: bool = True) -> Iterator[Page]:
        """The pages; raises ``UsageProblem`` where they are too many.

        Without ``laid_out`` they have no lines, but the characters of marked content.
        """
        # The order of boxes is the page's own from top to bottom: no boxes_flow.
        parameters = LAParams(boxes_flow=None, char_margin=1.3) if laid_out else None
        device = _Device(self.fonts, parameters, self.budget)
        interpreter = Interpreter(self.fonts, device, self.budget)
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
            self.budget.page()
            interpreter.process_page(page)
            if laid_out and (turn := device.turn()):
                page.rotate = (page.rotate + turn) % 360
                self.budget.page()
                interpreter.process_page(page)
            layout = device.get_result()
            dots = list(_dots(layout))
            made = Page(number, page.pageid, layout, dots, device.turned_text())
            made.written, made.loose = device.struck(), device.loose
            _annotations(page, made)
            yield made

    def look(self, font: str) -> Look:
        """How a font looks, by what its file says of it or by its name."""
        return self.fonts.looks.get(font, (False, False))

    def descriptions(self) -> dict[tuple[Any, int], str]:
        """What the logical tree says of pictures: page and number of marked content -> text."""
        root = resolve1(self.document.catalog.get("StructTreeRoot"))
        return dict(_described(root)) if isinstance(root, dict) else {}


class _Fonts(PDFResourceManager):
    """Keeps how each font looks."""

    def __init__(self) -> None:
        super().__init__()
        self.looks: dict[str, Look] = {}

    def get_font(self, objid: object, spec: Any) -> Any:
        font = super().get_font(objid, spec)
        name = str(font.fontname)
        if name not in self.looks:
            flags = font.flags if isinstance(font.flags, int) else 0
            self.looks[name] = (
                bool(_BOLD.search(name) or flags & _FLAG_BOLD),
                bool(_ITALIC.search(name) or flags & _FLAG_ITALIC),
            )
        return font


class _Device(PDFPageAggregator):
    """Lays out a page of which all text lies on the page itself."""

    def __init__(
        self, fonts: PDFResourceManager, parameters: LAParams | None, budget: Budget
    ) -> None:
        super().__init__(fonts, laparams=parameters)
        self.budget = budget
        self.gathers = parameters is None
        """Whether it keeps the characters of marked content."""
        self.written: dict[int, list[Letter]] = {}
        self.loose = False
        self.marks: list[int | None] = []
        """Those that are open: the number of each; ``_ARTIFACT``; none of another kind."""
        self.turned: list[LTChar] = []
        self.upright = 0

    def begin_page(self, page: PDFPage, ctm: Any) -> None:
        self.written, self.loose, self.marks = {}, False, []
        super().begin_page(page, ctm)

    def begin_tag(self, tag: PSLiteral, props: Any = None) -> None:
        number = resolve1(props.get("MCID")) if isinstance(props, dict) else None
        if name_of(tag) == "Artifact":
            number = _ARTIFACT
        self.marks.append(number if isinstance(number, int) else None)

    def end_tag(self) -> None:
        if self.marks:
            self.marks.pop()

    def render_char(self, *given: Any) -> float:
        self.budget.mark("characters")
        advance = super().render_char(*given)
        if self.gathers:
            self._gather(self.cur_item._objs[-1], given[_RISE])
        return advance

    def _gather(self, char: Any, rise: float) -> None:
        """Keeps a character where it belongs."""
        mark = self._mark()
        if mark is None:
            self.loose = self.loose or not char.get_text().isspace()
        elif mark != _ARTIFACT:
            letter = Letter(char.get_text(), char.x0, char.x1, char.matrix[5], char.size, rise)
            self.written.setdefault(mark, []).append(letter)

    def _mark(self) -> int | None:
        return next((mark for mark in reversed(self.marks) if mark is not None), None)

    def paint_path(self, *given: Any) -> None:
        self.budget.mark("shapes")
        super().paint_path(*given)

    def render_image(self, name: str, stream: Any) -> None:
        super().render_image(name, stream)
        image: Any = self.cur_item._objs[-1]
        image.mark = self._mark()

    def end_figure(self, _: str) -> None:
        figure = self.cur_item
        self.cur_item = self._stack.pop()
        self.cur_item.extend(figure)

    def struck(self) -> dict[int, list[Letter]]:
        """What has been gathered of a page, with what is struck out."""
        lines = [
            item
            for item in self.get_result()
            if isinstance(item, LTLine) and item.height < _THIN < item.width
        ]
        if not lines:
            return self.written
        return {
            mark: [one._replace(struck=any(_strikes(line, one) for line in lines)) for one in all_]
            for mark, all_ in self.written.items()
        }

    def end_page(self, page: PDFPage) -> None:
        drawn: dict[tuple[str, int, int], float] = {}
        kept: list[Any] = []
        self.turned, self.upright = [], 0
        for item in self.cur_item:
            if isinstance(item, LTChar):
                if abs(item.matrix[1]) > abs(item.matrix[0]) * 0.05:
                    self.turned.append(item)
                    continue
                if _again(item, drawn):
                    continue
                self.upright += 1
            kept.append(item)
        self.cur_item._objs = kept
        super().end_page(page)

    def turn(self) -> int:
        """Degrees by which the page has to be turned to be read; 0 where it stands upright."""
        quarters = Counter(
            90 if char.matrix[1] > 0 else 270
            for char in self.turned
            if abs(char.matrix[0]) < abs(char.matrix[1]) * 0.05
        )
        turn, chars = quarters.most_common(1)[0] if quarters else (0, 0)
        return turn if chars > 2 * self.upright else 0

    def turned_text(self) -> list[str]:
        """What stands crosswise, a text for each direction."""
        texts: list[str] = []
        last: LTChar | None = None
        for char in self.turned:
            along = last is not None and last.matrix[:4] == char.matrix[:4]
            if last is not None and along and _near(last, char):
                texts[-1] += char.get_text()
            elif along and texts:
                texts[-1] += f" {char.get_text()}"
            else:
                texts.append(char.get_text())
            last = char
        return [text for one in texts if (text := " ".join(one.split()))]


def _again(char: LTChar, drawn: dict[tuple[str, int, int], float]) -> bool:
    """Whether the same was drawn a hair's breadth away: that only makes it look bold."""
    text, height = char.get_text(), round(char.y0)
    width = max(0.12 * char.size, 0.01)
    cell = int(char.x0 / width)
    for near in (cell, cell - 1, cell + 1):
        before = drawn.get((text, height, near))
        if before is not None and abs(before - char.x0) < width:
            return bool(text.strip())
    drawn[text, height, cell] = char.x0
    return False


def _strikes(line: LTLine, letter: Letter) -> bool:
    """Whether a line is drawn through a character."""
    low, high = (letter.y + share * letter.size for share in _STRUCK)
    across = line.x0 - _THIN < letter.x0 and letter.x1 < line.x1 + _THIN
    return bool(across and low < line.y0 < high)


def _near(last: LTChar, char: LTChar) -> bool:
    step = ((char.matrix[4] - last.matrix[4]) ** 2 + (char.matrix[5] - last.matrix[5]) ** 2) ** 0.5
    return bool(step < last.adv + 0.25 * max(last.width, last.height))


def _dots(layout: LTPage) -> Iterator[Box]:
    for item in layout:
        if isinstance(item, LTCurve) and 1.5 < item.width < 7 and abs(item.width - item.height) < 1:
            yield item.bbox


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
    x0, y0, x1, y1 = page.mediabox
    matrix = {
        90: (0, -1, 1, 0, -y0, x1),
        180: (-1, 0, 0, -1, x1, y1),
        270: (0, 1, -1, 0, y1, -x0),
    }.get(page.rotate, (1, 0, 0, 1, -x0, -y0))
    left, lower, right, upper = apply_matrix_rect(matrix, tuple(map(float, values)))  # type: ignore[arg-type]
    return min(left, right), min(lower, upper), max(left, right), max(lower, upper)


def text_of_object(value: Any) -> str:
    """The text that a PDF object is; empty for another object."""
    value = resolve1(value)
    return (
        decode_text(value) if isinstance(value, bytes) else value if isinstance(value, str) else ""
    )


def name_of(value: Any) -> str:
    """The name that a PDF object is; empty for another object."""
    value = resolve1(value)
    return str(value.name) if isinstance(value, PSLiteral) else ""


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
