"""The layout of the PDF ends: whatever stands in a document, in whatever room."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moedebog.blocks import Run
from moedebog.diagnostics import Position
from moedebog.render.pdf import lines as lines_module
from moedebog.render.pdf.breaking import break_lines
from moedebog.render.pdf.flowables import (
    Abreast,
    Bar,
    Beside,
    DrawnCode,
    DrawnHeading,
    DrawnPicture,
    DrawnText,
    Flowable,
    HorizontalRule,
    Marked,
    PageNumber,
    Space,
    Stack,
)
from moedebog.render.pdf.lines import Line
from moedebog.render.pdf.pages import paginate
from moedebog.render.pdf.shaping import Shaper
from moedebog.render.pdf.sheet import Area, Sheet
from moedebog.render.pdf.story import Tag
from moedebog.render.pdf.tables import Box, DrawnTable, Grid, Row
from moedebog.render.texts import TextStyle
from moedebog.settings.appearance import Tekstrolle
from pdf_samples import style
from tagged import Node, Role

SHEET = Sheet(style())
SHAPER = Shaper(SHEET, Position("test"))
INK = (0.0, 0.0, 0.0)
LEAST_ROOM = 1.0


class Recorder:
    """A painter that notes what is drawn for which node, headers that are repeated apart."""

    def __init__(self) -> None:
        self.repeating = False
        self.texts: dict[Node, str] = defaultdict(str)
        self.pictures: list[Node] = []
        self.steps = 0

    def lines(self, lines: Sequence[Line], *_: float, node: Node, **__: Any) -> None:
        self.steps += len(lines)
        if not self.repeating:
            self.texts[node] += "".join(s.text for line in lines for s in line.segments)

    def picture(self, *arguments: Any) -> None:
        self.steps += 1
        assert all(size > 0 for size in arguments[3:5])
        if not self.repeating:
            self.pictures.append(arguments[-1])

    def page_of(self, anchor: str) -> str:
        return anchor

    def _count(self, *_: Any) -> None:
        self.steps += 1

    box = rule = frame = link_area = place = _count

    def said(self) -> dict[Node, str]:
        return {node: "".join(text.split()) for node, text in self.texts.items()}


def pieces(words: str, look: TextStyle) -> list[Any]:
    return SHAPER.pieces((Run(words),), look)


WORDS = st.one_of(
    st.lists(st.sampled_from(["og", "møde", "x" * 40, "a/b", "i"]), min_size=1, max_size=60).map(
        " ".join
    ),
    st.integers(1, 300).map("å".__mul__),
)
STYLES = st.sampled_from([SHEET.body, SHEET.cell, SHEET.headings[Tekstrolle.PUNKT]])


@st.composite
def texts(draw: st.DrawFn) -> DrawnText:
    look = draw(STYLES)
    kind = draw(st.sampled_from([DrawnText, DrawnHeading, DrawnCode, Tag]))
    made: DrawnText = kind(
        pieces(draw(WORDS), look),
        look,
        Node(Role.PARAGRAPH),
        align=draw(st.sampled_from(["left", "center", "right"])),
        whole=draw(st.booleans()),
    )
    if isinstance(made, DrawnHeading) and draw(st.booleans()):
        made.rule = INK
    return made


LENGTHS = st.floats(0.5, 900)
PICTURES = st.builds(
    lambda width, height, limit: DrawnPicture(
        Path("b.png"), (width, height), Node(Role.FIGURE), limit, Position("m.yaml")
    ),
    LENGTHS,
    LENGTHS,
    LENGTHS,
)
OTHERS = st.one_of(
    st.builds(HorizontalRule, st.just(INK), st.floats(0, 20), keep=st.booleans()),
    st.builds(Space, st.floats(0, 50)),
    st.builds(
        lambda: PageNumber("1", SHAPER.look(SHEET.cell), SHEET.cell, Node(Role.PARAGRAPH)),
    ),
)


@st.composite
def loose(draw: st.DrawFn, inner: st.SearchStrategy[Flowable]) -> Flowable:
    """A flowable moved in, kept with the next, or with a bar."""
    made = draw(inner)
    made.left = draw(st.sampled_from([0.0, 0.0, 16.0, 900.0]))
    made.before, made.after = draw(st.floats(0, 30)), draw(st.floats(0, 30))
    made.keep, made.turned = draw(st.booleans()), draw(st.booleans())
    made.bars = (Bar(5, 1, INK),) if draw(st.booleans()) else ()
    return made


def marked(inner: st.SearchStrategy[Flowable]) -> st.SearchStrategy[Flowable]:
    return st.builds(Marked, texts(), inner, st.floats(0, 200))


def stacks(inner: st.SearchStrategy[Flowable]) -> st.SearchStrategy[Stack]:
    return st.lists(inner, max_size=4).map(Stack)


@st.composite
def tables(draw: st.DrawFn, inner: st.SearchStrategy[Flowable]) -> DrawnTable:
    columns, count = draw(st.integers(1, 6)), draw(st.integers(0, 8))
    merged = draw(st.booleans())
    covered: set[tuple[int, int]] = set()
    rows = []
    for number in range(count):
        cells: list[Box | None] = [None] * columns
        for column in range(columns):
            if (number, column) in covered:
                continue
            free = next(
                (n for n in range(1, columns - column) if (number, column + n) in covered),
                columns - column,
            )
            over = draw(st.integers(1, free)) if merged else 1
            down = draw(st.integers(1, count - number)) if merged else 1
            cells[column] = Box(draw(stacks(inner)), over, down, draw(st.booleans()))
            covered |= {(number + n, column + m) for n in range(down) for m in range(over)}
        rows.append(Row(cells, keep=draw(st.booleans())))
    header = Row([Box(draw(stacks(texts()))) for _ in range(columns)])
    fixed = [draw(st.booleans()) for _ in range(columns)]
    wide = draw(st.lists(st.integers(0, columns - 1), max_size=2, unique=True))
    node, loose = Node(Role.TABLE), draw(st.booleans())
    return DrawnTable(header, rows, Grid(INK, INK), node, 9, fixed=fixed, wide=wide, loose=loose)


LEAVES = loose(st.one_of(texts(), PICTURES, OTHERS))
INNER: st.SearchStrategy[Flowable] = st.recursive(
    LEAVES, lambda inner: loose(st.one_of(marked(inner), stacks(inner))), max_leaves=6
)
BESIDE: st.SearchStrategy[Flowable] = st.builds(Beside, stacks(texts()), PICTURES, st.floats(0, 20))
NAMES = st.one_of(
    st.lists(st.sampled_from(["Bo", "Ane Å", "x" * 30]), min_size=1).map(" ".join),
    st.integers(1, 90).map("å".__mul__),
).map(lambda words: DrawnText(pieces(words, SHEET.body), SHEET.body, Node(Role.PARAGRAPH)))
ABREAST: st.SearchStrategy[Flowable] = st.builds(
    Abreast, st.lists(NAMES, min_size=1, max_size=9), st.floats(0, 20), st.integers(1, 3)
)
FLOWABLES = st.one_of(INNER, BESIDE, ABREAST, tables(INNER))


def drawn(parts: Sequence[Flowable], width: float) -> Recorder:
    recorder = Recorder()
    for part in parts:
        part.draw(recorder, 0, 0, width)
    return recorder


def same(before: Recorder, after: Recorder) -> None:
    assert before.said() == after.said()
    assert before.pictures == after.pictures or sorted(map(id, before.pictures)) == sorted(
        map(id, after.pictures)
    )


def size(flowable: Flowable) -> int:
    """How many things there are in a flowable, those that draw nothing as well."""
    match flowable:
        case Stack():
            return 1 + sum(map(size, flowable.flowables))
        case Marked():
            return 1 + size(flowable.label) + size(flowable.body)
        case Beside():
            return 2 + size(flowable.stack)
        case Abreast():
            return 1 + len(flowable.texts)
        case DrawnTable():
            rows = (flowable.header, *flowable.rows)
            return sum(1 + sum(size(box.stack) for box in row.cells if box) for row in rows)
    return 1


def subclasses(kind: type[Flowable]) -> set[type[Flowable]]:
    return {kind}.union(*map(subclasses, kind.__subclasses__()))


def test_every_kind_of_flowable_is_tried() -> None:
    made = {
        DrawnText,
        DrawnHeading,
        DrawnCode,
        Tag,
        PageNumber,
        DrawnPicture,
        HorizontalRule,
        Space,
        Marked,
        Stack,
    }
    assert subclasses(Flowable) - {Flowable} == made | {Abreast, Beside, DrawnTable}


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(FLOWABLES, st.floats(1, 600), st.lists(st.floats(-5, 400), min_size=1), st.booleans())
def test_splitting_ends_and_loses_nothing(
    flowable: Flowable, width: float, rooms: list[float], gentle: bool
) -> None:
    whole = drawn([flowable], width)
    most = whole.steps + size(flowable)
    parts, rest = [], flowable
    for step in range(most + 1):
        room = rooms[step % len(rooms)]
        halves = rest.split(width, room) if gentle else None
        halves = halves or rest.split(width, room, True)
        if halves is None:
            break
        assert halves[1].height(width) < rest.height(width)
        first, rest = halves
        parts.append(first)
    else:
        pytest.fail(f"not at its end after {most} steps")
    same(whole, drawn([*parts, rest], width))


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(FLOWABLES, min_size=1, max_size=5), st.floats(1, 600), st.floats(LEAST_ROOM, 700))
def test_pages_are_filled_to_the_end(
    flowables: list[Flowable], width: float, height: float
) -> None:
    sheet = Sheet(style())
    sheet.upright = Area((width, height), 0, height, width, height)
    sheet.wide = Area((height, width), 0, width, width, height)
    for flowable in flowables:
        if isinstance(flowable, (DrawnHeading, HorizontalRule)):
            flowable.top_of_page()
    whole = Recorder()
    for flowable in flowables:
        before = whole.steps
        flowable.draw(whole, 0, 0, width - min(flowable.left, width * 0.75))
        whole.steps = max(whole.steps, before + 1)
    pages = paginate(flowables, sheet)
    assert len(pages) <= whole.steps + sum(map(size, flowables)) + 1
    on_pages = Recorder()
    for page in pages:
        for placed in page.placed:
            placed.flowable.draw(on_pages, placed.x, placed.y, placed.width)
    same(whole, on_pages)


def test_a_group_above_a_row_higher_than_the_page_ends() -> None:
    """A row that stays with the next one, which cannot stand on any page."""
    cell = DrawnText(pieces("ord " * 3000, SHEET.cell), SHEET.cell, Node(Role.PARAGRAPH))
    group = DrawnText(pieces("Gruppe", SHEET.cell), SHEET.cell, Node(Role.PARAGRAPH))
    other = DrawnText(pieces("kl. 10", SHEET.cell), SHEET.cell, Node(Role.PARAGRAPH))
    header = DrawnText(pieces("Titel", SHEET.cell), SHEET.cell, Node(Role.PARAGRAPH))
    table = DrawnTable(
        Row([Box(Stack([header])), Box(Stack([]))]),
        [
            Row([Box(Stack([group])), Box(Stack([]))], keep=True),
            Row([Box(Stack([cell])), Box(Stack([other]))]),
        ],
        Grid(INK, INK),
        Node(Role.TABLE),
        SHEET.cell.size,
    )
    pages = paginate([table], SHEET)
    assert 2 < len(pages) < 30
    assert all(page.used <= SHEET.height + 1 for page in pages)


@pytest.mark.parametrize("word", ["å", "å" * 200])
def test_ten_times_the_words_cost_ten_times_the_steps(
    word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Characters that are looked at, and pieces that are copied."""
    counted = 0

    class Counted(list[Any]):
        def __getitem__(self, index: Any) -> Any:
            nonlocal counted
            found = super().__getitem__(index)
            counted += len(found) if isinstance(index, slice) else 1
            return found

    fitting = lines_module._fitting

    def count(text: str, start: int, *more: Any) -> int:
        nonlocal counted
        end = fitting(text, start, *more)
        counted += end - start
        return end

    monkeypatch.setattr(lines_module, "_fitting", count)
    steps = []
    for times in (300, 3000):
        counted = 0
        assert break_lines(Counted(pieces((word + " ") * times, SHEET.body)), 100.0)
        steps.append(counted)
    assert steps[1] <= 12 * steps[0]


def test_a_tag_without_words_draws_nothing() -> None:
    recorder = Recorder()
    Tag(pieces("", SHEET.body), SHEET.body, Node(Role.PARAGRAPH)).draw(
        cast(Any, recorder), 0, 0, 100
    )
    assert recorder.steps == 0
