"""Writes content streams anew without the letters, pictures and paths that go.

What follows stays where it was. Of what goes nothing is left but how wide it was: numbers and moves
that stood between the letters are put together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf
from msgspec import Struct, field
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Operator, Stream, String

from indhold.leaving_out.choosing import Chosen, Run
from indhold.leaving_out.drawings import HIGH, LOW, Drawing, Letter, Page, Show, resource
from indhold.leaving_out.geometry import Box, overlap, times
from indhold.leaving_out.images import Unable, blanked, is_whole
from indhold.leaving_out.marks import TELLING, Marks
from indhold.leaving_out.told import Reason, Refused

_SMALLEST = 4.0
"""Points: smaller words nobody reads; then the mark is shorter, and at last as small as need be."""
_MOVES = ("Td", "Tm")
_CLIPS = 4
"""From which mode on letters become a border of what is drawn after them."""
_FRAME = b"q 0.55 G 0.5 w %s s Q\n"
_OVER = 0.5


class _Plan(Struct):
    """What becomes of one drawing."""

    gone: dict[int, set[int]] = field(default_factory=dict)
    """The instructions that show letters that go, with which."""
    marks: dict[tuple[int, int], Run] = field(default_factory=dict)
    """At which letter a mark stands."""
    shows: dict[int, Show] = field(default_factory=dict)
    dropped: set[int] = field(default_factory=set)
    """Instructions that go."""
    pictures: dict[int, Any] = field(default_factory=dict)
    """What is drawn instead of a picture."""
    marked: set[int] = field(default_factory=set)
    """Marked content in which something goes."""


class Writer:
    """Writes the pages of one file."""

    def __init__(self, pdf: pikepdf.Pdf, marks: Marks) -> None:
        self.pdf, self.marks = pdf, marks
        self.is_tagged = "/StructTreeRoot" in pdf.Root
        self._forms: dict[tuple[tuple[int, int], bytes], Any] = {}
        self.touched: list[tuple[Any, set[int]]] = []
        """What holds marked content (a page, a form), and the numbers of that which was touched."""

    def write(self, holder: Any, page: Page, chosen: Chosen, number: int) -> None:
        """Write a page anew. Raises ``Refused``."""
        marked = _marked(chosen)
        plans = self._plans(page, chosen, marked, number)
        if not plans:
            return
        written = self._drawing(page.top, plans, holder)
        if written is None:
            return
        data, resources = written
        frames = b"".join(_FRAME % _outline(corners) for corners in _frames(chosen, marked))
        before, after = b"q\n", b"\nQ" * page.balance + b"\nQ\n"
        art = b"/Artifact BMC\n" + frames + b"EMC\n" if frames else b""
        texts = self._region_marks(chosen, marked, resources)
        holder["/Contents"] = self.pdf.make_indirect(
            Stream(self.pdf, before + data + after + art + texts)
        )
        holder["/Resources"] = resources

    # --- what is to be done -----------------------------------------------------------------

    def _plans(
        self, page: Page, chosen: Chosen, marked: Sequence[Run], number: int
    ) -> dict[int, _Plan]:
        plans: dict[int, _Plan] = {}

        def of(drawing: Drawing) -> _Plan:
            return plans.setdefault(id(drawing), _Plan())

        for run in chosen.runs:
            for one in run.letters:
                plan = of(one.show.drawing)
                plan.gone.setdefault(one.show.index, set()).add(one.nth)
                plan.shows[one.show.index] = one.show
                plan.marked.update(one.show.marked)
        for run in marked:
            first = run.letters[0]
            if _can_hold(run):
                of(first.show.drawing).marks[first.show.index, first.nth] = run
        for picture, boxes in chosen.pictures:
            plan = of(picture.drawing)
            plan.marked.update(picture.marked)
            if is_whole(picture.box, boxes):
                plan.dropped.add(picture.index)
            elif picture.image is None:
                raise Refused(Reason.PICTURE, page=number)
            else:
                try:
                    image = blanked(self.pdf, picture.image, picture.ctm, boxes)
                except Unable:
                    raise Refused(Reason.PICTURE, page=number) from None
                plan.pictures[picture.index] = image
        for path in chosen.paths:
            of(path.drawing).dropped.update(range(path.first, path.last + 1))
            of(path.drawing).marked.update(path.marked)
        if not plans and chosen.places:
            of(page.top)
        return plans

    # --- one content stream -----------------------------------------------------------------

    def _drawing(
        self, drawing: Drawing, plans: dict[int, _Plan], holder: Any
    ) -> tuple[bytes, Any] | None:
        """The contents and the resources of a drawing; ``None`` where nothing of it changes."""
        inner = {one.index: self._form(one, plans) for one in drawing.inside}
        inner = {index: form for index, form in inner.items() if form is not None}
        plan = plans.get(id(drawing))
        if plan is None and not inner:
            return None
        plan = plan or _Plan()
        resources = _own(drawing.resources)
        swapped = {**inner, **plan.pictures}
        instructions = list(self._instructions(drawing, plan, swapped, resources))
        self.touched.append((holder, _numbers(drawing, plan)))
        return pikepdf.unparse_content_stream(instructions), resources

    def _form(self, drawing: Drawing, plans: dict[int, _Plan]) -> Any:
        """A copy of a form; ``None`` where nothing of it changes."""
        written = self._drawing(drawing, plans, drawing.stream)
        if written is None:
            return None
        data, resources = written
        key = drawing.stream.objgen, data
        if key not in self._forms:
            form = Stream(self.pdf, data)
            for name, value in drawing.stream.stream_dict.items():
                if name not in _OF_STREAM:
                    form[name] = value
            form["/Resources"] = resources
            self._forms[key] = self.pdf.make_indirect(form)
        return self._forms[key]

    def _instructions(
        self, drawing: Drawing, plan: _Plan, swapped: dict[int, Any], resources: Any
    ) -> Iterator[Any]:
        out = _Output()
        depth = 0
        for index, one in enumerate(drawing.instructions):
            depth += {"q": 1, "Q": -1}.get(str(one.operator), 0)
            if depth < 0:  # nothing was put by: it would take what stands around it
                depth = 0
                continue
            if index in plan.dropped:
                continue
            if index in swapped:
                name = _add(resources, "/XObject", swapped[index])
                out.add(ContentStreamInstruction([name], Operator("Do")))
            elif index in plan.gone:
                self._show(plan.shows[index], one, plan, resources, out)
            elif index in plan.marked:
                out.add(self._without_words(one, resources))
            else:
                out.add(one)
        return iter(out.made)

    def _without_words(self, one: Any, resources: Any) -> Any:
        """The beginning of marked content whose words are told beside it, too."""
        if str(one.operator) != "BDC":
            return one
        tag, given = list(one.operands)
        properties = _properties(given, resources)
        if properties is None or not any(key in properties for key in TELLING):
            return one
        words = self.marks.without_words(properties)
        if isinstance(given, Name):
            words = _add(resources, "/Properties", self.pdf.make_indirect(words))
        return ContentStreamInstruction([tag, words], Operator("BDC"))

    def _show(self, show: Show, one: Any, plan: _Plan, resources: Any, out: _Output) -> None:
        operator = str(one.operator)
        if operator == '"':
            word, letter = list(one.operands)[:2]
            out.add(ContentStreamInstruction([word], Operator("Tw")))
            out.add(ContentStreamInstruction([letter], Operator("Tc")))
        if operator in ("'", '"'):
            out.add(ContentStreamInstruction([], Operator("T*")))
        gone = plan.gone[show.index]
        for nth, part in enumerate(show.parts):
            if not isinstance(part, Letter):
                out.move(part)
            elif nth not in gone:
                out.letter(part)
            else:
                run = plan.marks.get((show.index, nth))
                if run is not None:
                    self._mark(run, show, resources, out)
                out.move(part.move, is_gap=True)
        out.flush()

    def _mark(self, run: Run, show: Show, resources: Any, out: _Output) -> None:
        """Print the mark at the beginning of a gap, and go back to it."""
        state = show.state
        scale = abs(run.letters[0].size / state.size) if state.size else 0
        room = _length(run) if run.place is None else run.place[2] - run.letters[0].start[0]
        if not scale or room <= 0:
            return
        text, size = self.marks.fitted(
            run.entry, room, run.letters[0].size, _SMALLEST, run.is_first
        )
        shown, wide = self.marks.shown(text)
        size /= scale
        out.flush()
        font = _add(resources, "/Font", self.marks.font)
        spoken = self.marks.spoken(run.entry) if run.is_first else text
        properties = Dictionary({"/ActualText": String(spoken)})
        begun: list[tuple[list[Any], str]] = [
            ([Name("/Span"), properties], "BDC"),
            ([font, size], "Tf"),
            ([0], "Tc"),
            ([0], "Tw"),
            ([100], "Tz"),
            ([0], "Ts"),
            ([0], "Tr"),
            ([0.25], "g"),
            ([String(shown)], "Tj"),
            ([], "EMC"),
        ]
        for operands, operator in begun:
            out.add(ContentStreamInstruction(operands, Operator(operator)))
        ended: list[tuple[list[Any], str]] = [
            ([Name(state.font_name), state.size], "Tf"),
            ([state.spacing], "Tc"),
            ([state.word_spacing], "Tw"),
            ([state.stretch * 100], "Tz"),
            ([state.rise], "Ts"),
            ([state.mode], "Tr"),
        ]
        for operands, operator in ended:
            out.add(ContentStreamInstruction(operands, Operator(operator)))
        for colour in state.fill or (ContentStreamInstruction([0], Operator("g")),):
            out.add(colour)
        # The mark was not stretched as the text around it is.
        out.move(wide * size * 1000 / (state.size * (state.stretch or 1)), is_gap=True)

    def _region_marks(self, chosen: Chosen, marked: Sequence[Run], resources: Any) -> bytes:
        """The marks of rectangles in which no letters stood."""
        made = b""
        done = {run.place for run in marked}
        for entry, place in chosen.places:
            if place in done:
                continue
            left, bottom, right, top = place
            size = min(10.0, (top - bottom) * 0.7)
            text, size = self.marks.fitted(entry, right - left - 2, size, _SMALLEST, True)
            shown, _ = self.marks.shown(text)
            font = _add(resources, "/Font", self.marks.font)
            begin = Dictionary({"/ActualText": String(self.marks.spoken(entry))})
            y = top - 1 - size
            lines = [
                ContentStreamInstruction([Name("/Span"), begin], Operator("BDC")),
                ContentStreamInstruction([], Operator("BT")),
                ContentStreamInstruction([0.25], Operator("g")),
                ContentStreamInstruction([font, round(size, 3)], Operator("Tf")),
                ContentStreamInstruction(
                    [1, 0, 0, 1, round(left + 1, 3), round(y, 3)], Operator("Tm")
                ),
                ContentStreamInstruction([String(shown)], Operator("Tj")),
                ContentStreamInstruction([], Operator("ET")),
                ContentStreamInstruction([], Operator("EMC")),
            ]
            drawn = b"q\n" + pikepdf.unparse_content_stream(lines) + b"\nQ\n"
            # In a tagged file, what the tags say of the picture says that something is left out.
            made += b"/Artifact BMC\n" + drawn + b"EMC\n" if self.is_tagged else drawn
        return made


class _Output:
    """Instructions as they are written: numbers between letters put together."""

    def __init__(self) -> None:
        self.made: list[Any] = []
        self._row: list[Any] = []
        self._codes = b""
        self._move = 0.0
        self._gapped = False
        """Whether something went since the last letter."""

    def letter(self, letter: Letter) -> None:
        self._settle()
        self._codes += letter.code

    def move(self, by: float, *, is_gap: bool = False) -> None:
        if self._codes:
            self._row.append(String(self._codes))
            self._codes = b""
        self._move += by
        self._gapped = self._gapped or is_gap

    def _settle(self) -> None:
        if abs(self._move) > 0.0005:
            self._row.append(round(self._move, 3))
        self._move = 0.0
        self._gapped = False

    def flush(self) -> None:
        """End the instruction; a move at its end stays until it is known to matter."""
        if self._codes:
            self._row.append(String(self._codes))
            self._codes = b""
        if self._row:
            self.made.append(ContentStreamInstruction([Array(self._row)], Operator("TJ")))
            self._row = []

    def add(self, one: Any) -> None:
        """Any other instruction; what moves to a place of its own needs no move before it."""
        operator = str(one.operator)
        self.flush()
        if operator in _ELSEWHERE:
            if self._gapped and operator in _MOVES:
                one = self._joined(one, operator)
            self._move, self._gapped = 0.0, False
        elif operator in _NEEDS_PLACE:
            self._settle()
            self.flush()
        self.made.append(one)

    def _joined(self, one: Any, operator: str) -> Any:
        """Put together with the move before, between which nothing is shown any more."""
        if not self.made or str(self.made[-1].operator) not in _MOVES:
            return one
        before = self.made[-1]
        if operator == "Tm":
            self.made.pop()
            return one
        x, y = (float(each) for each in one.operands)
        given = [float(each) for each in before.operands]
        self.made.pop()
        if str(before.operator) == "Td":
            moved: Sequence[float] = (given[0] + x, given[1] + y)
        else:
            a, b, c, d, e, f = given
            moved = times((1, 0, 0, 1, x, y), (a, b, c, d, e, f))
        return ContentStreamInstruction([round(each, 4) for each in moved], before.operator)


_ELSEWHERE = frozenset(("Td", "TD", "Tm", "T*", "ET", "BT", "'", '"'))
"""What goes to a place that does not depend on where the last letter ended."""
_NEEDS_PLACE = frozenset(("Tj", "TJ", "BDC", "Tf", "Tz"))
"""What shows letters at the place, or changes what a move is counted in."""
_OF_STREAM = frozenset(
    ("/Length", "/Filter", "/DecodeParms", "/Resources", "/Metadata", "/PieceInfo")
)


def _outline(corners: Sequence[tuple[float, float]]) -> bytes:
    points = (b"%.2f %.2f" % corner for corner in corners)
    return b" l ".join(points).replace(b" l ", b" m ", 1) + b" l"


def _length(run: Run) -> float:
    first, last = run.letters[0], run.letters[-1]
    return float(((last.end[0] - first.start[0]) ** 2 + (last.end[1] - first.start[1]) ** 2) ** 0.5)


def _marked(chosen: Chosen) -> list[Run]:
    """The gaps that get a mark: none in a rectangle, which has its own, nor one over another."""
    marked: list[Run] = []
    placed: set[Box] = set()
    for run in chosen.runs:
        x, y, x2, y2 = run.box
        over = (overlap(run.box, other.box) for other in marked)
        if run.place is not None:
            if run.place not in placed and _can_hold(run):
                placed.add(run.place)
                marked.append(run)
        elif not any(wide > _OVER * (x2 - x) and high > _OVER * (y2 - y) for wide, high in over):
            marked.append(run)
    return marked


def _can_hold(run: Run) -> bool:
    """Whether a mark can be printed where letters were."""
    first = run.letters[0]
    state = first.show.state
    is_level = abs(first.end[1] - first.start[1]) < 0.01 and first.end[0] >= first.start[0]
    return (
        state.mode < _CLIPS
        and not (state.font is not None and state.font.is_vertical)
        and bool(state.font_name)
        and resource(first.show.drawing.resources, "/Font", state.font_name) is not None
        and (run.place is None or is_level)
    )


def _frames(chosen: Chosen, marked: Sequence[Run]) -> Iterator[tuple[tuple[float, float], ...]]:
    """The corners of the frames around what is left out."""
    for _, (x, y, x2, y2) in chosen.places:
        yield (x, y), (x2, y), (x2, y2), (x, y2)
    for run in marked:
        if run.place is not None:
            continue
        first, last = run.letters[0], run.letters[-1]
        along = last.end[0] - first.start[0], last.end[1] - first.start[1]
        length = _length(run)
        if not length:
            continue
        up = -along[1] / length * first.size, along[0] / length * first.size
        low, high = (up[0] * LOW, up[1] * LOW), (up[0] * HIGH, up[1] * HIGH)
        yield tuple(
            (point[0] + by[0], point[1] + by[1])
            for point, by in (
                (first.start, low),
                (last.end, low),
                (last.end, high),
                (first.start, high),
            )
        )


def _numbers(drawing: Drawing, plan: _Plan) -> set[int]:
    """The numbers of the marked content in which something goes."""
    found = set()
    for index in plan.marked:
        operands = list(drawing.instructions[index].operands)
        given = _properties(operands[1], drawing.resources) if len(operands) > 1 else None
        if given is not None and "/MCID" in given:
            found.add(int(given["/MCID"]))
    return found


def _properties(given: Any, resources: Any) -> Any:
    """The property list of marked content, wherever it stands; ``None`` where there is none."""
    if isinstance(given, Name):
        given = resource(resources, "/Properties", str(given))
    return given if isinstance(given, Dictionary) else None


def _own(resources: Any) -> Any:
    """Resources that no other page has: those of many pages are often the same object."""
    made = Dictionary()
    if isinstance(resources, Dictionary):
        for key, value in resources.items():
            made[key] = Dictionary(dict(value.items())) if isinstance(value, Dictionary) else value
    return made


def _add(resources: Any, kind: str, value: Any) -> Name:
    """Name something in resources."""
    if kind not in resources:
        resources[kind] = Dictionary()
    group = resources[kind]
    for name, known in group.items():
        if isinstance(known, pikepdf.Object) and known.objgen == value.objgen != (0, 0):
            return Name(name)
    number = 0
    while f"/Udeladt{number}" in group:
        number += 1
    group[f"/Udeladt{number}"] = value
    return Name(f"/Udeladt{number}")
