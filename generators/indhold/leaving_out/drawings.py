"""What a page draws, taken apart: each letter, picture and path with its place.

The operators of content streams are carried out as far as places need it (ISO 32000-2 § 8 and 9).
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pikepdf
from msgspec import Struct, field
from msgspec.structs import replace
from pikepdf import Array, Dictionary, Stream, String

from indhold.leaving_out.fonts import Font, font_of
from indhold.leaving_out.geometry import IDENTITY, Box, Matrix, around, at, box_of, times
from indhold.leaving_out.told import Reason, Refused

_DEEPEST = 12
"""Forms inside forms."""
_MOST = 3_000_000
"""Operators and letters of a page."""
LOW, HIGH = -0.22, 0.78
"""From where to where letters reach, at size 1."""
INVISIBLE = 3
"""The mode in which letters are not seen (§ 9.3.6)."""
_FILL = frozenset(("g", "rg", "k", "sc", "scn"))
_PAINTS = frozenset(("S", "s", "f", "F", "f*", "B", "B*", "b", "b*"))


class State(Struct):
    """The graphics state, as far as it is needed."""

    ctm: Matrix
    font: Font | None = None
    font_name: str = ""
    """As the resources have it."""
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0
    fill: tuple[Any, ...] = ()
    """The instructions that set the colour of letters."""


class Letter(Struct):
    """One code that is shown."""

    text: str
    box: Box
    start: tuple[float, float]
    end: tuple[float, float]
    """On the page: where it begins, and where the next one does."""
    size: float
    """In points of the page."""
    show: Show
    nth: int
    """Among those of its instruction."""
    move: float
    """How far it moves on, as a number of ``TJ`` says it: thousandths, backwards."""
    code: bytes
    order: int
    """Among all that the page draws."""


class Show(Struct):
    """An instruction that shows text."""

    drawing: Drawing
    index: int
    parts: list[Letter | float]
    """Letters, and the numbers of ``TJ`` between them."""
    state: State
    marked: tuple[int, ...]
    """The instructions that began the marked content around it."""


class Picture(Struct):
    """A picture that is drawn."""

    drawing: Drawing
    index: int
    ctm: Matrix
    box: Box
    order: int
    image: Any = None
    """``None``: it stands in the content itself."""
    marked: tuple[int, ...] = ()
    """The instructions that began the marked content around it."""


class Path(Struct):
    """A path that is painted."""

    drawing: Drawing
    first: int
    last: int
    """From which to which instruction."""
    box: Box
    curves: int
    segments: int
    marked: tuple[int, ...] = ()


class Drawing(Struct):
    """A content stream, once for each time that it is drawn."""

    stream: Any
    """The page, or the form."""
    resources: Any
    instructions: list[Any]
    index: int = -1
    """The instruction of the one around it that draws it."""
    inside: list[Drawing] = field(default_factory=list)


class Page(Struct):
    """All that a page draws."""

    top: Drawing
    letters: list[Letter] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)
    balance: int = 0
    """How many states the content leaves open."""


class Reader:
    """Reads pages; knows the fonts that were read before."""

    def __init__(self) -> None:
        self._fonts: dict[tuple[int, int], Font] = {}

    def font(self, holder: Any) -> Font:
        """What is known of a font."""
        if holder.objgen == (0, 0):
            return font_of(holder)
        known = self._fonts.get(holder.objgen)
        if known is None:
            known = self._fonts[holder.objgen] = font_of(holder)
        return known

    def fonts_among(self, wanted: Collection[int]) -> list[tuple[int, int]]:
        """Which objects are the fonts that have these identities."""
        return [key for key, font in self._fonts.items() if id(font) in wanted]

    def page(self, holder: Any, resources: Any, number: int) -> Page:
        """What a page draws; or a form or a pattern that is looked at alone. Raises ``Refused``."""
        top = Drawing(holder, resources, _parsed(holder, number))
        page = Page(top)
        _Run(self, page, number).draw(top, State(IDENTITY), ())
        return page


def _parsed(holder: Any, number: int) -> list[Any]:
    if isinstance(holder, Dictionary) and "/Contents" not in holder:
        return []
    try:
        return list(pikepdf.parse_content_stream(holder))
    except (pikepdf.PdfError, pikepdf.PdfParsingError, TypeError, ValueError, RuntimeError):
        raise Refused(Reason.DAMAGED, page=number) from None


class _Run:
    """Carries out the instructions of one page."""

    def __init__(self, reader: Reader, page: Page, number: int) -> None:
        self.reader, self.made, self.number = reader, page, number
        self.count = 0
        self.tm = self.tlm = IDENTITY
        self.points: list[tuple[float, float]] = []
        self.curves = self.segments = 0
        self.path_from = -1

    def step(self) -> int:
        self.count += 1
        if self.count > _MOST:
            raise Refused(Reason.TOO_MUCH, page=self.number)
        return self.count

    def draw(self, drawing: Drawing, state: State, above: tuple[int, ...]) -> None:
        kept: list[State] = []
        marked: list[int] = []
        for index, one in enumerate(drawing.instructions):
            self.step()
            operator = str(one.operator)
            given = list(one.operands)
            if operator == "q":
                kept.append(state)
            elif operator == "Q" and kept:
                state = kept.pop()
            elif operator in ("BDC", "BMC"):
                marked.append(index)
            elif operator == "EMC" and marked:
                marked.pop()
            try:
                if operator == "Do":
                    self.do(drawing, index, given, state, above, tuple(marked))
                elif operator == "INLINE IMAGE":
                    box = box_of(state.ctm)
                    self.made.pictures.append(
                        Picture(drawing, index, state.ctm, box, self.step(), None, tuple(marked))
                    )
                elif operator in _SHOWS:
                    state = self.show(drawing, index, operator, given, state, tuple(marked))
                else:
                    state = self.set(drawing, index, given, state, one, tuple(marked))
            except (TypeError, ValueError, IndexError, AttributeError, pikepdf.PdfError):
                continue  # what has no sense draws nothing
        if drawing is self.made.top:
            self.made.balance = len(kept)

    # --- states -----------------------------------------------------------------------------

    def set(
        self,
        drawing: Drawing,
        index: int,
        given: list[Any],
        state: State,
        one: Any,
        marked: tuple[int, ...],
    ) -> State:
        operator = str(one.operator)
        if operator == "cm":
            return replace(state, ctm=times(_matrix(given), state.ctm))
        if operator in _GOES:
            return self.go(operator, given, state)
        if operator == "Tf":
            name = str(given[0])
            holder = resource(drawing.resources, "/Font", name)
            font = self.reader.font(holder) if isinstance(holder, Dictionary) else Font(width=0.5)
            return replace(state, font=font, font_name=name, size=float(given[1]))
        if operator in _NUMBERS:
            key, unit = _NUMBERS[operator]
            return replace(state, **{key: float(given[0]) * unit})
        if operator == "Tr":
            return replace(state, mode=int(given[0]))
        if operator == "cs":
            return replace(state, fill=(one,))
        if operator in _FILL:
            before = state.fill[:1] if operator in ("sc", "scn") else ()
            return replace(state, fill=(*before, one))
        if operator == "gs":
            return self.extended(drawing, str(given[0]), state)
        self.path(drawing, index, operator, given, state, marked)
        return state

    def go(self, operator: str, given: list[Any], state: State) -> State:
        if operator == "BT":
            self.tm = self.tlm = IDENTITY
        elif operator == "Tm":
            self.tm = self.tlm = _matrix(given)
        elif operator == "T*":
            self.next_line(state)
        else:
            x, y = float(given[0]), float(given[1])
            self.tm = self.tlm = times((1, 0, 0, 1, x, y), self.tlm)
            if operator == "TD":
                return replace(state, leading=-y)
        return state

    def extended(self, drawing: Drawing, name: str, state: State) -> State:
        holder = resource(drawing.resources, "/ExtGState", name)
        font = holder.get("/Font") if isinstance(holder, Dictionary) else None
        if isinstance(font, Array) and isinstance(font[0], Dictionary):
            return replace(state, font=self.reader.font(font[0]), font_name="", size=float(font[1]))
        return state

    def next_line(self, state: State) -> None:
        self.tm = self.tlm = times((1, 0, 0, 1, 0, -state.leading), self.tlm)

    # --- text -------------------------------------------------------------------------------

    def show(
        self,
        drawing: Drawing,
        index: int,
        operator: str,
        given: list[Any],
        state: State,
        marked: tuple[int, ...],
    ) -> State:
        if operator == '"':
            state = replace(state, word_spacing=float(given[0]), spacing=float(given[1]))
        if operator in ("'", '"'):
            self.next_line(state)
        pieces = list(given[0]) if operator == "TJ" else [given[-1]]
        show = Show(drawing, index, [], state, marked)
        if state.font is None:
            state.font = Font(width=0.5)
        for piece in pieces:
            if isinstance(piece, String):
                self.string(bytes(piece), show, state)
            else:
                number = float(piece)
                show.parts.append(number)
                self.advance(-number / 1000 * state.size, state)
        return state

    def advance(self, by: float, state: State) -> None:
        if state.font is not None and state.font.is_vertical:
            self.tm = times((1, 0, 0, 1, 0, by), self.tm)
        else:
            self.tm = times((1, 0, 0, 1, by * state.stretch, 0), self.tm)

    def string(self, held: bytes, show: Show, state: State) -> None:
        font, size = state.font, state.size
        if font is None:
            return
        scale: Matrix = (size * state.stretch, 0, 0, size, 0, state.rise)
        seen = times(scale, times(self.tm, state.ctm))
        for glyph in font.glyphs(held):
            order = self.step()
            if font.is_vertical:
                box = box_of(seen, (-0.5, glyph.advance, 0.5, 0))
            else:
                wide = glyph.advance or 0.01
                box = box_of(seen, (min(0, wide), LOW, max(0, wide), HIGH))
            start = at(seen, 0, 0)
            more = state.spacing + (state.word_spacing if glyph.is_space else 0)
            by = glyph.advance * size + more
            self.advance(by, state)
            following = times(scale, times(self.tm, state.ctm))
            end = at(following, 0, 0)
            move = -(glyph.advance * 1000 + (more * 1000 / size if size else 0))
            high = (seen[2] ** 2 + seen[3] ** 2) ** 0.5
            seen = following
            letter = Letter(
                glyph.text, box, start, end, high, show, len(show.parts), move, glyph.code, order
            )
            show.parts.append(letter)
            self.made.letters.append(letter)

    # --- paths ------------------------------------------------------------------------------

    def path(
        self,
        drawing: Drawing,
        index: int,
        operator: str,
        given: list[Any],
        state: State,
        marked: tuple[int, ...],
    ) -> None:
        numbers = [float(one) for one in given] if operator in _BUILDS else []
        if operator in _BUILDS:
            if self.path_from < 0:
                self.path_from = index
            if operator == "re":
                x, y, wide, high = numbers
                numbers = [x, y, x + wide, y, x, y + high, x + wide, y + high]
            for x, y in zip(numbers[::2], numbers[1::2], strict=False):
                self.points.append(at(state.ctm, x, y))
            self.curves += operator in ("c", "v", "y")
            self.segments += operator != "m"
        elif operator in _PAINTS or operator == "n":
            if operator in _PAINTS and self.points:
                self.made.paths.append(
                    Path(
                        drawing,
                        self.path_from,
                        index,
                        around(self.points),
                        self.curves,
                        self.segments,
                        marked,
                    )
                )
            self.points, self.curves, self.segments, self.path_from = [], 0, 0, -1

    # --- what is drawn as a whole -----------------------------------------------------------

    def do(
        self,
        drawing: Drawing,
        index: int,
        given: list[Any],
        state: State,
        above: tuple[int, ...],
        marked: tuple[int, ...],
    ) -> None:
        holder = resource(drawing.resources, "/XObject", str(given[0]))
        if not isinstance(holder, Stream):
            return
        kind = str(holder.get("/Subtype", ""))
        if kind == "/Image":
            box = box_of(state.ctm)
            self.made.pictures.append(
                Picture(drawing, index, state.ctm, box, self.step(), holder, marked)
            )
        elif kind == "/Form":
            if len(above) >= _DEEPEST or holder.objgen[0] in above:
                raise Refused(Reason.TOO_MUCH, page=self.number)
            form = Drawing(
                holder,
                holder.get("/Resources", drawing.resources),
                _parsed(holder, self.number),
                index,
            )
            drawing.inside.append(form)
            matrix = _matrix(list(holder.get("/Matrix", IDENTITY)))
            before = self.tm, self.tlm
            inner = replace(state, ctm=times(matrix, state.ctm))
            self.draw(form, inner, (*above, holder.objgen[0]))
            self.tm, self.tlm = before


_SHOWS = frozenset(("Tj", "TJ", "'", '"'))
_GOES = frozenset(("BT", "Tm", "T*", "Td", "TD"))
_BUILDS = frozenset(("m", "l", "c", "v", "y", "re", "h"))
_NUMBERS = {
    "Tc": ("spacing", 1.0),
    "Tw": ("word_spacing", 1.0),
    "Tz": ("stretch", 0.01),
    "TL": ("leading", 1.0),
    "Ts": ("rise", 1.0),
}


def _matrix(given: list[Any]) -> Matrix:
    a, b, c, d, e, f = (float(one) for one in given)
    return a, b, c, d, e, f


def resource(resources: Any, kind: str, name: str) -> Any:
    """What resources have of a kind under a name; ``None`` where there is nothing."""
    group = resources.get(kind) if isinstance(resources, Dictionary) else None
    return group.get(name) if isinstance(group, Dictionary) else None
