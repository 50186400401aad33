"""Carries out what is drawn on a page of a PDF file, as far as the budget goes.

As pdfminer does it, which is several times slower: the same characters at the same places in the
same order. Colours and clipping are passed over, so hidden text is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from copy import copy
from math import inf
from typing import Any

from msgspec import Struct, field
from pdfminer.pdftypes import PDFStream, dict_value, list_value, resolve1, stream_value
from pdfminer.psparser import PSLiteral
from pdfminer.utils import apply_matrix_pt, apply_matrix_rect, mult_matrix

from moedebog.importer.budget import DEEPEST, MOST_SAVED, Budget
from moedebog.importer.readers.pdf.fonts import Font, Fonts
from moedebog.importer.readers.pdf.glyphs import Box, Glyph, Image, Shape, Turned
from moedebog.importer.readers.pdf.syntax import Flat, operations

Matrix = tuple[float, float, float, float, float, float]
_PLAIN: Matrix = (1, 0, 0, 1, 0, 0)
_ARTIFACT = -1
"""The mark of what belongs to no text: running heads and feet, lines."""
_UPRIGHT = 0.05
"""Text is turned that rises by more than so much of its way."""
_SUBPATH = re.compile("m[^m]+")
_BACK = 0.1
"""So much of their size characters may be drawn together without standing on one another."""
_BESIDE = 0.09
"""So much of their size they may be moved and still be of one word."""


class Drawn(Struct):
    """What is drawn on a page."""

    glyphs: list[Glyph] = field(default_factory=list)
    """Upright ones, in the order in which they are drawn."""
    parts: list[int] = field(default_factory=list)
    """Where those begin within which each character stands right after the one before."""
    turned: list[Turned] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    written: dict[int, list[Glyph]] = field(default_factory=dict)
    """The characters of each marked content, where they are gathered by it."""
    loose: bool = False
    """Whether there is text that is neither marked content nor an artifact."""
    spans: dict[int, list[tuple[float, float]]] = field(default_factory=dict)
    """From where to where each passage goes, by its height."""
    goes_back: bool = False
    """Whether a passage goes back to where it has been."""

    @property
    def may_repeat(self) -> bool:
        """Whether a character may be drawn twice in one place."""
        if self.goes_back:
            return True
        for spans in self.spans.values():
            spans.sort()
            reached = -inf
            for begin, end in spans:
                if begin < reached:
                    return True
                reached = max(reached, end)
        return False


class _State(Struct):
    """What is put by and taken up again."""

    ctm: Matrix
    font: Font | None = None
    size: float = 0
    charspace: float = 0
    wordspace: float = 0
    scaling: float = 100
    leading: float = 0
    rise: float = 0
    matrix: Matrix = _PLAIN
    x: float = 0
    y: float = 0
    linewidth: float = 0


Point = tuple[float, float]
Path = list[tuple[str, Point]]
"""Each step of a path, and where it leads."""


class Interpreter:
    """Carries out the pages of a file, one by one."""

    def __init__(self, fonts: Fonts, budget: Budget, *, by_mark: bool) -> None:
        """``by_mark``: the characters are gathered by their marked content."""
        self.fonts = fonts
        self.budget = budget
        self.by_mark = by_mark
        self.steps = {
            name.encode(): (count, getattr(self, method), numbers)
            for name, (count, method, numbers) in _STEPS.items()
        }

    def draw(self, resources: Any, streams: Sequence[Any], ctm: Matrix) -> Drawn:
        """What the streams of a page draw."""
        self.drawn = Drawn()
        self.marks: list[int | None] = []
        """For each that is open, what text inside it is: its number, or ``_ARTIFACT``."""
        self.open: set[int] = set()
        """The streams that are being carried out."""
        self.depth = 0
        self.carry_out(resources, streams, ctm)
        return self.drawn

    def carry_out(self, resources: Any, streams: Sequence[Any], ctm: Matrix) -> None:
        """Draws what some streams say together; none of them inside itself."""
        parts = [stream_value(one) for one in streams]
        parts = [one for one in parts if one.objid is not None and one.objid not in self.open]
        data = b"\n".join(one.get_data() for one in parts)
        self.budget.draw(len(data) + 100, self.depth)
        self.resources = dict_value(resources) if resources else {}
        self.fontmap: dict[Any, Font] = {}
        self.state = _State(ctm)
        self.saved: list[_State] = []
        self.path: Path = []
        numbers = {int(one.objid) for one in parts if one.objid is not None}
        self.open |= numbers
        steps = self.steps
        for name, operands in operations(data):
            step = steps.get(name)
            if step is None:
                continue
            count, act, of_numbers = step
            if not count:
                act()
            elif len(operands) < count:
                continue
            elif of_numbers:
                try:
                    act(*operands[-count:])
                except TypeError:
                    continue  # no numbers
            else:
                act(*operands[-count:])
        self.open -= numbers

    def resource(self, kind: str, name: Any) -> Any:
        """What the page has under a name; ``None`` where it has nothing."""
        found = resolve1(self.resources.get(kind))
        return found.get(name_of(name)) if isinstance(found, dict) else None

    # --- state ----------------------------------------------------------------------------

    def put_by(self) -> None:
        """Puts the state by."""
        if len(self.saved) >= MOST_SAVED:
            self.budget.draw(0, DEEPEST + 1)
        self.saved.append(copy(self.state))

    def take_up(self) -> None:
        """Takes up the state that was put by last."""
        if self.saved:
            self.state = self.saved.pop()

    def transform(self, *matrix: float) -> None:
        """Turns, stretches and moves what is drawn from here on."""
        self.state.ctm = mult_matrix(_as_matrix(matrix), self.state.ctm)

    def set_linewidth(self, width: float) -> None:
        """How thick lines are, in points."""
        a, b = self.state.ctm[:2]
        self.state.linewidth = width * (a**2 + b**2) ** 0.5

    # --- paths ----------------------------------------------------------------------------

    def move(self, x: float, y: float) -> None:
        """Begins a part of a path."""
        self.path.append(("m", (x + 0.0, y + 0.0)))

    def line(self, x: float, y: float) -> None:
        """A straight line."""
        self.path.append(("l", (x + 0.0, y + 0.0)))

    def bend(self, *points: float) -> None:
        """A curve; only where it leads is kept."""
        self.path.append(("c", (points[-2] + 0.0, points[-1] + 0.0)))

    def close(self) -> None:
        """Back to where the part began."""
        self.path.append(("h", (0.0, 0.0)))

    def rectangle(self, x: float, y: float, width: float, height: float) -> None:
        """A rectangle as a part of the path."""
        right, top = x + width + 0.0, y + height + 0.0
        corners = ("m", (x, y)), ("l", (right, y)), ("l", (right, top)), ("l", (x, top))
        self.path += (*corners, ("h", (0.0, 0.0)))

    def forget(self) -> None:
        """A path that is not drawn."""
        self.path = []

    def stroke(self) -> None:
        """Draws along the path."""
        self._paint(fill=False)

    def fill(self) -> None:
        """Fills the path."""
        self._paint(fill=True)

    def close_and_stroke(self) -> None:
        """Closes the path and draws along it."""
        self.close()
        self._paint(fill=False)

    def close_and_fill(self) -> None:
        """Closes the path and fills it."""
        self.close()
        self._paint(fill=True)

    def _paint(self, *, fill: bool) -> None:
        path, self.path = self.path, []
        steps = "".join(step for step, _ in path)
        self.budget.mark("shapes", 1 + steps.count("m") * (steps.count("m") > 1))
        for part in _SUBPATH.finditer(steps) if steps[:1] == "m" else ():
            self.drawn.shapes.append(self._shape(part[0], path[part.start() : part.end()], fill))

    def _shape(self, steps: str, path: Path, fill: bool) -> Shape:
        ctm = self.state.ctm
        begin = path[0][1]
        points = [apply_matrix_pt(ctm, begin if step == "h" else point) for step, point in path]
        if len(steps) > 3 and steps[-2:] == "lh" and points[-2] == points[0]:
            steps = f"{steps[:-2]}h"
            points.pop()
        straight = steps in ("mlh", "ml")
        box = steps in ("mlllh", "mllll") and _is_rectangle(points)
        across, up = zip(*points, strict=True)
        return Shape(
            min(across),
            min(up),
            max(across),
            max(up),
            self.state.linewidth,
            fill,
            line=straight,
            curve=not straight and not box,
        )

    # --- pictures and forms ---------------------------------------------------------------

    def picture(self, stream: Any) -> None:
        """A picture that stands among the steps themselves."""
        if isinstance(stream, PDFStream) and "W" in stream and "H" in stream:
            self._place(stream)

    def do(self, name: Any) -> None:
        """A picture, or a form, which is drawn where it is called."""
        found = self.resource("XObject", name)
        stream = resolve1(found)
        if not isinstance(stream, PDFStream):
            return
        kind = name_of(stream.get("Subtype"))
        if kind == "Image" and "Width" in stream and "Height" in stream:
            self._place(stream)
        elif kind == "Form":
            matrix = [resolve1(one) for one in list_value(stream.get("Matrix", list(_PLAIN)))]
            state = self.resources, self.fontmap, self.state, self.saved, self.path
            self.depth += 1
            ctm = mult_matrix(_as_matrix(matrix), self.state.ctm)
            self.carry_out(stream.get("Resources") or self.resources, [found], ctm)
            self.depth -= 1
            self.resources, self.fontmap, self.state, self.saved, self.path = state

    def _place(self, stream: PDFStream) -> None:
        box = apply_matrix_rect(self.state.ctm, (0, 0, 1, 1))
        self.drawn.images.append(Image(*box, stream, self._mark()))

    # --- marked content -------------------------------------------------------------------

    def begin(self, tag: Any, properties: Any = None) -> None:
        """Begins marked content."""
        number = resolve1(properties.get("MCID")) if isinstance(properties, dict) else None
        if name_of(tag) == "Artifact":
            number = _ARTIFACT
        self.marks.append(number if isinstance(number, int) else self._mark())

    def end(self) -> None:
        """Ends what was begun last."""
        if self.marks:
            self.marks.pop()

    def _mark(self) -> int | None:
        return self.marks[-1] if self.marks else None

    # --- text -----------------------------------------------------------------------------

    def begin_text(self) -> None:
        """Text begins at the corner of the page."""
        self._start(_PLAIN)

    def _start(self, matrix: Matrix) -> None:
        state = self.state
        state.matrix, state.x, state.y = matrix, 0, 0

    def set_font(self, name: Any, size: float) -> None:
        """In which font text is set, and in which size."""
        key = name_of(name)
        font = self.fontmap.get(key)
        if font is None:
            font = self.fontmap[key] = self.fonts.font(self.resource("Font", name))
        self.state.font = font
        if isinstance(size, int | float):
            self.state.size = size

    def set_charspace(self, space: float) -> None:
        """How far characters are set apart."""
        self.state.charspace = space + 0.0

    def set_wordspace(self, space: float) -> None:
        """How much wider a blank is."""
        self.state.wordspace = space + 0.0

    def set_scaling(self, share: float) -> None:
        """How wide characters are, in hundredths."""
        self.state.scaling = share + 0.0

    def set_leading(self, leading: float) -> None:
        """How far the next line is from this one."""
        self.state.leading = -leading

    def set_rise(self, rise: float) -> None:
        """How high above their line characters stand."""
        self.state.rise = rise + 0.0

    def next_line(self, x: float, y: float) -> None:
        """Goes to a place, from where the line began."""
        a, b, c, d, e, f = self.state.matrix
        self._start((a, b, c, d, x * a + y * c + e, x * b + y * d + f))

    def next_line_and_leading(self, x: float, y: float) -> None:
        """Goes to a place, and goes on so."""
        self.next_line(x, y)
        self.state.leading = y

    def set_matrix(self, *matrix: float) -> None:
        """Where and how text stands on the page."""
        self._start(_as_matrix(matrix))

    def line_down(self) -> None:
        """To the next line."""
        self.next_line(0, self.state.leading)

    def show_below(self, text: Any) -> None:
        """Text on the next line."""
        self.line_down()
        self.show(text)

    def show_spaced_below(self, wordspace: float, charspace: float, text: Any) -> None:
        """Text on the next line, set apart."""
        if isinstance(wordspace, int | float) and isinstance(charspace, int | float):
            self.state.wordspace, self.state.charspace = wordspace, charspace
        self.show_below(text)

    def show(self, text: Any) -> None:
        """Text."""
        if isinstance(text, bytes):
            self._show((text,))

    def show_list(self, parts: Any) -> None:
        """Text in parts, and how far they are from one another."""
        if isinstance(parts, Flat):
            self._show(parts.shown())
        elif isinstance(parts, list):
            self._show([one for one in parts if isinstance(one, bytes | int | float)])

    def _show(self, parts: Iterable[bytes | float]) -> None:
        state = self.state
        font = state.font
        if font is None:
            return
        matrix = mult_matrix(state.matrix, state.ctm)
        into: list[Glyph] = [] if self.by_mark else self.drawn.glyphs
        first = len(into)
        turned = abs(matrix[1]) > abs(matrix[0]) * _UPRIGHT
        if turned or matrix[1] or matrix[2] or matrix[0] < 0 or font.vertical:
            self._set_askew(parts, font, matrix, into, turned=turned and not self.by_mark)
        else:
            self._set(parts, font, matrix, into)
        self.budget.mark("characters", len(into) - first)
        if self.by_mark:
            self._gather(into)

    def _gather(self, glyphs: list[Glyph]) -> None:
        """Keeps characters where they belong."""
        mark = self._mark()
        if mark is None:
            self.drawn.loose = self.drawn.loose or any(not one.text.isspace() for one in glyphs)
        elif mark != _ARTIFACT and glyphs:
            self.drawn.written.setdefault(mark, []).extend(glyphs)

    def _set(
        self, parts: Iterable[bytes | float], font: Font, matrix: Matrix, into: list[Glyph]
    ) -> None:
        """Sets text that stands upright."""
        state = self.state
        size, rise, look, codes = state.size, state.rise, font.look, font.codes
        scaling = state.scaling * 0.01
        charspace = state.charspace * scaling
        wordspace = state.wordspace * scaling if font.spaced else 0
        step = 0.001 * size * scaling
        a, _, _, d, e, f = matrix
        foot = state.y * d + f
        low = font.descent * size + rise
        y0, y1 = d * low + foot, d * (low + size) + foot
        if y1 < y0:
            y0, y1 = y1, y0
        high = y1 - y0
        near = _BACK * size * a
        beside = _BESIDE * high
        known = font.known(size, scaling)
        put = into.append
        begins = self.drawn.parts
        begin = len(into)
        x, left = state.x, -inf
        moved, spaced_out = inf, bool(charspace or wordspace)
        spaced = False
        for part in parts:
            if not isinstance(part, bytes):
                way = part * step
                x -= way
                moved -= way * a
                spaced = True
                if x * a + e < left + near:
                    self.drawn.goes_back = True
                continue
            if not spaced_out and not -beside < moved < beside:
                begins.append(len(into))
            moved = 0.0
            for code in codes(part):
                if spaced:
                    x += charspace
                text, advance = known[code]
                left = x * a + e
                put(Glyph(text, left, y0, a * advance + left, y1, high, look, foot, rise))
                x += advance
                if wordspace and code == 32:
                    x += wordspace
                spaced = True
        state.x = x
        if spaced_out:
            begins += range(begin, len(into))
        if len(into) > begin and not self.by_mark:
            self.drawn.goes_back = self.drawn.goes_back or charspace * a < -near
            self._span(into[begin], into[-1], near)

    def _span(self, first: Glyph, last: Glyph, near: float) -> None:
        """Notes where a passage goes, but for blanks."""
        if not (first.text.isspace() and last.text.isspace()):
            spans = self.drawn.spans.setdefault(round(first.y0), [])
            spans.append((first.x0, last.x0 + 1.2 * near))

    def _set_askew(
        self,
        parts: Iterable[bytes | float],
        font: Font,
        matrix: Matrix,
        into: list[Glyph],
        *,
        turned: bool,
    ) -> None:
        """Sets text that stands in any direction."""
        state = self.state
        size, rise, down = state.size, state.rise, font.vertical
        scaling = state.scaling * 0.01
        charspace = state.charspace * scaling
        wordspace = state.wordspace * scaling if font.spaced else 0
        known = font.known(size, scaling)
        low = font.descent * size + rise
        a, b, c, d, e, f = matrix
        way = 0.0
        spaced = False
        self.drawn.goes_back = True
        for part in parts:
            if not isinstance(part, bytes):
                way -= part * 0.001 * size * scaling
                spaced = True
                continue
            for code in font.codes(part):
                if spaced:
                    way += charspace
                text, advance = known[code]
                x, y = (state.x, state.y + way) if down else (state.x + way, state.y)
                place = (a, b, c, d, x * a + y * c + e, x * b + y * d + f)
                box: Box = (0, low, advance, low + size)
                if down:
                    across, up = font.above(code, size)
                    box = (-across, up + rise + advance, -across + size, up + rise)
                x0, y0, x1, y1 = apply_matrix_rect(place, box)
                tall = x1 - x0 if down else y1 - y0
                glyph = Glyph(text, x0, y0, x1, y1, tall, font.look, place[5], rise)
                if turned:
                    self.drawn.turned.append(Turned(glyph, place, advance))
                else:
                    self.drawn.parts.append(len(into))
                    into.append(glyph)
                way += advance
                if wordspace and code == 32:
                    way += wordspace
                spaced = True
        if down:
            state.y += way
        else:
            state.x += way


def _as_matrix(values: Sequence[float]) -> Matrix:
    """Raises ``TypeError`` where they are no six numbers."""
    if len(values) != 6 or not all(isinstance(one, int | float) for one in values):
        raise TypeError
    a, b, c, d, e, f = values
    return a, b, c, d, e, f


def _is_rectangle(points: Sequence[Point]) -> bool:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3), last = points
    square = (x0 == x1 and y1 == y2 and x2 == x3 and y3 == y0) or (
        y0 == y1 and x1 == x2 and y2 == y3 and x3 == x0
    )
    return square and last == points[0]


def name_of(value: Any) -> str:
    """The name that a PDF object is; empty for another object."""
    value = resolve1(value)
    return str(value.name) if isinstance(value, PSLiteral) else ""


_STEPS: dict[str, tuple[int, str, bool]] = {
    "q": (0, "put_by", False),
    "Q": (0, "take_up", False),
    "cm": (6, "transform", True),
    "w": (1, "set_linewidth", True),
    "m": (2, "move", True),
    "l": (2, "line", True),
    "c": (6, "bend", True),
    "v": (4, "bend", True),
    "y": (4, "bend", True),
    "h": (0, "close", False),
    "re": (4, "rectangle", True),
    "n": (0, "forget", False),
    **dict.fromkeys(("S",), (0, "stroke", False)),
    **dict.fromkeys(("f", "F", "f*", "B", "B*"), (0, "fill", False)),
    "s": (0, "close_and_stroke", False),
    **dict.fromkeys(("b", "b*"), (0, "close_and_fill", False)),
    "EI": (1, "picture", False),
    "Do": (1, "do", False),
    "BMC": (1, "begin", False),
    "BDC": (2, "begin", False),
    "EMC": (0, "end", False),
    "BT": (0, "begin_text", False),
    "Tf": (2, "set_font", False),
    "Tc": (1, "set_charspace", True),
    "Tw": (1, "set_wordspace", True),
    "Tz": (1, "set_scaling", True),
    "TL": (1, "set_leading", True),
    "Ts": (1, "set_rise", True),
    "Td": (2, "next_line", True),
    "TD": (2, "next_line_and_leading", True),
    "Tm": (6, "set_matrix", True),
    "T*": (0, "line_down", False),
    "'": (1, "show_below", False),
    '"': (3, "show_spaced_below", False),
    "Tj": (1, "show", False),
    "TJ": (1, "show_list", False),
}
"""How many operands a step takes, what carries it out, and whether they are numbers."""
