"""The things a page is filled with: text, marked items, tables, pictures, rules.

Each knows its height at a given width, can be split, and draws itself through a
``Painter``. Widths and heights are in points; ``y`` is the upper edge, counted upwards
from the bottom of the page as in PDF. What is measured once is kept.
"""

# ruff: noqa: D102 (what the methods of a flowable do is said once, in ``Flowable``)

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from moedebog.diagnostics import Position
from moedebog.render.abreast import Row, rows
from moedebog.render.pdf.breaking import balanced, break_lines, even
from moedebog.render.pdf.lines import Line, Segment, greedy, line_of
from moedebog.render.pdf.shaping import Join, Piece
from moedebog.render.pdf.sheet import Look
from moedebog.render.texts import TextStyle
from moedebog.settings.colour import Colour
from tagged import ARTIFACT, Node

_SLACK = 0.01
_LEAST_LINES = 2
"""So many lines of a paragraph stay together at the foot and at the head of a page."""
MOST_INDENT = 0.75
"""What is deep inside lists and quotes is moved in by at most so much of the width."""
_LEAST_WIDTH = 1.0
AFTER_LABEL = 3.5
"""Between a label and what it stands beside, at least."""


class Bookmark(Struct, frozen=True):
    """A place to jump to, and its entry in the outline (none where ``title`` is empty)."""

    anchor: str
    title: str = ""
    level: int = 1
    open: bool = False
    """The entries below it are shown."""


class Painter(Protocol):
    """What flowables draw with."""

    repeating: bool
    """What is drawn now has been drawn before, on an earlier page."""

    def lines(
        self,
        lines: Sequence[Line],
        x: float,
        baseline: float,
        leading: float,
        *,
        width: float,
        align: str,
        node: Node,
    ) -> None:
        """Draw lines of text, one below the other."""

    def box(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """Fill a rectangle; ``y`` is its lower edge."""

    def rule(self, x: float, y: float, length: float, thickness: float, colour: Colour) -> None:
        """Draw a horizontal rule."""

    def frame(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """Draw the outline of a rectangle; ``y`` is its lower edge."""

    def picture(
        self, picture: DrawnPicture, x: float, y: float, width: float, height: float, node: Node
    ) -> None:
        """Draw a picture; ``y`` is its lower edge."""

    def link_area(
        self, x: float, y: float, width: float, height: float, target: str, node: Node
    ) -> None:
        """Make a rectangle lead to ``target``; ``y`` is its lower edge, ``node`` the link."""

    def page_of(self, anchor: str) -> str:
        """The number of the page on which an anchor lies."""

    def place(self, bookmark: Bookmark, x: float, y: float) -> None:
        """Make a place to jump to."""


class Flowable:
    """Something that takes room on a page, from its left edge ``left`` to the right margin."""

    left: float = 0
    before: float = 0
    after: float = 0
    keep: bool = False
    """Stays on the page of what follows."""
    leans: bool = False
    """Its last lines do, where that leaves the page before not too empty."""
    turned: bool = False
    """Stands on a page that is turned."""
    new_page: bool = False
    """It begins a page."""
    closes: bool = False
    """It is the last of an item."""
    spreads: bool = False
    """It may be wider than lines that are read."""
    bars: tuple[Bar, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
    node: Node = ARTIFACT

    def height(self, width: float) -> float:
        """The height at this width."""
        raise NotImplementedError

    def head(self, width: float) -> float:
        """The least height of a first part that may stand at the foot of a page."""
        return self.height(width)

    def begins(self, width: float, room: float) -> float:  # noqa: ARG002
        """The same, where the page has so much room left."""
        return self.head(width)

    def split(
        self,
        width: float,  # noqa: ARG002
        room: float,  # noqa: ARG002
        force: bool = False,  # noqa: ARG002
    ) -> tuple[Flowable, Flowable] | None:
        """Two parts, the first no higher than ``room``; ``None`` if there are none.

        Each part holds something, and what is over is lower than the whole: who splits again
        and again comes to an end. With ``force``, for what stands first on a page, rules of
        good looks give way, and the first part holds its first line, whatever the room.
        """
        return None

    def widths(self) -> tuple[float, float]:
        """The least width that cuts no word, and the width without any line being broken."""
        return 0, 0

    def top_of_page(self) -> None:
        """It turns out to stand first on a page."""

    def notes(self) -> list[Flowable]:
        """The footnotes whose marks stand in it, in their order."""
        return []

    def draw(self, painter: Painter, x: float, y: float, width: float) -> None:
        """Draw, with the upper left corner at ``x``, ``y``."""
        raise NotImplementedError


def indent(flowable: Flowable, width: float) -> float:
    """How far a flowable is moved in, so that it keeps some of the width."""
    return min(flowable.left, max(width, 0) * MOST_INDENT)


class Bar(Struct, eq=False):
    """A vertical bar along flowables that belong together, ``offset`` from their left edge."""

    offset: float
    thickness: float
    colour: Colour
    ground: Colour | None = None
    """A tint behind them, from the bar to as far beyond the right edge."""
    pad: float = 0
    """How far bar and tint reach above the first of them and below the last."""


class DrawnText(Flowable):
    """A paragraph, a heading, a cell's text: ragged right, centred or at the right."""

    leftward = False
    """Its first letter is of a script that runs to the left."""
    in_cell = False
    """It stands in a column of a table: its last line is not one short word."""

    def __init__(
        self,
        pieces: list[Piece],
        style: TextStyle,
        node: Node,
        *,
        align: str = "left",
        whole: bool = False,
    ) -> None:
        self.pieces = pieces
        self.style = style
        self.node = node
        self.align = align
        self.whole = whole
        """Never split, unless it is higher than a page."""
        self.before = style.before
        self.after = style.after
        self.keep = style.keep
        self.footnotes: Mapping[int, Flowable] = {}
        """The notes of the paragraph, by their numbers."""
        self._at = -1.0
        self._lines: list[Line] = []
        self._cut = False
        """It is a part, which has lines but no pieces."""

    def lines(self, width: float) -> list[Line]:
        """The lines at this width."""
        if width != self._at and not self._cut:
            self._lines = self._broken(width)
            self._at = width
        return self._lines

    def _broken(self, width: float) -> list[Line]:
        lines = break_lines(self.pieces, width, prose=self.style.prose)
        return even(lines, self.pieces, width) if self.in_cell else lines

    def height(self, width: float) -> float:
        return len(self.lines(width)) * self.style.leading

    def head(self, width: float) -> float:
        return self._together(self.lines(width)) * self.style.leading

    def _together(self, lines: Sequence[Line]) -> int:
        """How many lines stay together at the foot of a page, at least."""
        if not self.whole:
            for count in range(_LEAST_LINES, len(lines) - _LEAST_LINES + 1):
                if not lines[count - 1].divided:
                    return count
        return len(lines)

    def split(
        self, width: float, room: float, force: bool = False
    ) -> tuple[DrawnText, DrawnText] | None:
        lines = self.lines(width)
        first = int((room + _SLACK) / self.style.leading)
        if force:
            first = max(first, 1)
        elif self.whole:
            return None
        else:
            first = min(first, len(lines) - _LEAST_LINES)
            while first >= _LEAST_LINES and lines[first - 1].divided:
                first -= 1  # no search finds a word that stands on two pages
            if first < _LEAST_LINES:
                return None
        if first >= len(lines):
            return None
        return self._part(lines[:first], width, 0), self._part(lines[first:], width, 1)

    def _part(self, lines: list[Line], width: float, number: int) -> DrawnText:
        part = self._like()
        part._at, part._lines, part._cut = width, lines, True
        part.left, part.bars, part.footnotes = self.left, self.bars, self.footnotes
        if number:
            part.before, part.after = 0, self.after
        else:
            part.bookmarks, part.after = self.bookmarks, 0
            part.before = self.before
        part.keep = self.keep and bool(number)
        return part

    def _like(self) -> DrawnText:
        part = DrawnText([], self.style, self.node, align=self.align, whole=self.whole)
        part.leftward = self.leftward
        return part

    def widths(self) -> tuple[float, float]:
        least = most = word = line = 0.0
        nothing, newline = Join.NOTHING, Join.NEWLINE
        for piece in self.pieces:
            wide, join = piece.width, piece.join
            word = word + wide if join is nothing else wide
            if join is newline:
                line = 0.0
            line += wide + (piece.gap if line else 0)
            if word > least:
                least = word
            if line > most:
                most = line
        return least, most

    def notes(self) -> list[Flowable]:
        if not self.footnotes:
            return []
        looks = (
            (segment.look for line in self._lines for segment in line.segments)
            if self._cut
            else (piece.look for piece in self.pieces)
        )
        return [self.footnotes[look.note] for look in looks if look.note]

    def draw(self, painter: Painter, x: float, y: float, width: float) -> None:
        self.draw_text(painter, x, y, width)

    def draw_text(self, painter: Painter, x: float, y: float, width: float) -> None:
        """Draw the lines alone."""
        for bookmark in self.bookmarks:
            painter.place(bookmark, x, y)
        lines = self.lines(width)
        if lines:
            baseline = y - first_baseline(self.style)
            painter.lines(
                lines,
                x,
                baseline,
                self.style.leading,
                width=width,
                align=self.align,
                node=self.node,
            )


def first_baseline(style: TextStyle) -> float:
    """From the upper edge of a line of text to its baseline."""
    return style.leading / 2 + style.size * 0.35


class DrawnHeading(DrawnText):
    """A heading; a thin rule may stand above it."""

    rule: Colour | None = None
    rule_gap = 7.0

    def _broken(self, width: float) -> list[Line]:
        return balanced(self.pieces, width)

    def height(self, width: float) -> float:
        return super().height(width) + (self.rule_gap if self.rule else 0)

    def head(self, width: float) -> float:
        return self.height(width)

    def top_of_page(self) -> None:
        self.rule = None

    def draw(self, painter: Painter, x: float, y: float, width: float) -> None:
        if self.rule:
            painter.rule(x, y, width, 0.6, self.rule)
            y -= self.rule_gap
        self.draw_text(painter, x, y, width)

    def _like(self) -> DrawnText:
        return DrawnHeading([], self.style, self.node, align=self.align, whole=self.whole)


class DrawnCode(DrawnText):
    """Text with its line breaks kept, on a tinted ground."""

    background: Colour = (1, 1, 1)
    padding = 6.0
    sign: Segment | None = None
    """What stands before the rest of a line that is too long, which is moved in by ``hang``."""
    hang = 0.0

    def _broken(self, width: float) -> list[Line]:
        made: list[Line] = []
        typed = list(_typed_lines(self.pieces))
        for number, pieces in enumerate(typed, 1):
            after = Join.NEWLINE if number < len(typed) else Join.NOTHING
            if sum(piece.width for piece in pieces) <= width + _SLACK:
                made.append(line_of(pieces, after))
                continue
            first, *rest = greedy(pieces, width - min(self.hang, width / 2), False, after)
            made += [first, *(replace(line, continued=True) for line in rest)]
        return made

    def lines(self, width: float) -> list[Line]:
        return super().lines(width - 2 * self.padding)

    def height(self, width: float) -> float:
        return super().height(width) + 2 * self.padding

    def head(self, width: float) -> float:
        return super().head(width) + 2 * self.padding

    def split(
        self, width: float, room: float, force: bool = False
    ) -> tuple[DrawnText, DrawnText] | None:
        return super().split(width, room - 2 * self.padding, force)

    def _part(self, lines: list[Line], width: float, number: int) -> DrawnText:
        return super()._part(lines, width - 2 * self.padding, number)

    def _like(self) -> DrawnText:
        part = DrawnCode([], self.style, self.node)
        part.background, part.sign, part.hang = self.background, self.sign, self.hang
        return part

    def widths(self) -> tuple[float, float]:
        least, most = super().widths()
        return min(least, 120) + 2 * self.padding, most + 2 * self.padding

    def draw(self, painter: Painter, x: float, y: float, width: float) -> None:
        height = self.height(width)
        painter.box(x, y - height, width, height, self.background)
        self.draw_text(painter, x + self.padding, y - self.padding, width)

    def draw_text(self, painter: Painter, x: float, y: float, width: float) -> None:
        for bookmark in self.bookmarks:
            painter.place(bookmark, x, y)
        leading = self.style.leading
        hang = min(self.hang, (width - 2 * self.padding) / 2)
        baseline = y - first_baseline(self.style)
        for continued, group in groupby(self.lines(width), key=lambda line: line.continued):
            lines = list(group)
            left = x + hang * continued
            self._put(painter, lines, left, baseline, self.node)
            if continued and self.sign is not None:
                signs = [Line((self.sign,), self.sign.width)] * len(lines)
                self._put(painter, signs, x, baseline, ARTIFACT)
            baseline -= leading * len(lines)

    def _put(
        self, painter: Painter, lines: Sequence[Line], x: float, baseline: float, node: Node
    ) -> None:
        width, leading = self._at, self.style.leading
        painter.lines(lines, x, baseline, leading, width=width, align="left", node=node)


def _typed_lines(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """The pieces of each line that was typed."""
    line: list[Piece] = []
    for piece in pieces:
        if line and piece.join is Join.NEWLINE:
            yield line
            line = []
        line.append(piece)
    if line:
        yield line


class PageNumber(DrawnText):
    """The number of the page on which an anchor lies; known only when it is drawn."""

    def __init__(self, anchor: str, look: Look, style: TextStyle, node: Node) -> None:
        super().__init__([], style, node, align="right")
        self.anchor = anchor
        self.look = look

    def height(self, width: float) -> float:  # noqa: ARG002
        return self.style.leading

    def head(self, width: float) -> float:
        return self.height(width)

    def widths(self) -> tuple[float, float]:
        room = self.look.width("0000")
        return room, room

    def draw(self, painter: Painter, x: float, y: float, width: float) -> None:
        number = painter.page_of(self.anchor)
        size = self.look.width(number)
        line = Line((Segment(number, self.look, size),), size)
        baseline = y - first_baseline(self.style)
        painter.lines([line], x, baseline, 0, width=width, align="right", node=self.node)


class Marked(Flowable):
    """A label in the space to the left, and beside it the first flowable of an item."""

    above = 0.0
    """How much higher than the body the label stands, which then is as wide as it needs."""

    def __init__(self, label: DrawnText, body: Flowable, gutter: float) -> None:
        self.label = label
        self.body = body
        self.gutter = gutter
        self.node = label.node
        self.before, self.after = max(label.before, body.before), body.after
        self.keep = body.keep
        self.turned = body.turned
        self.spreads = body.spreads
        self.bars = body.bars
        self._inset = gutter + body.left

    @property
    def _label_width(self) -> float:
        return math.inf if self.above else self.gutter - AFTER_LABEL

    def height(self, width: float) -> float:
        return max(self._label_height(width), self.above + self.body.height(self._inner(width)))

    def head(self, width: float) -> float:
        return max(self._label_height(width), self.above + self.body.head(self._inner(width)))

    def _inner(self, width: float) -> float:
        return width - min(self._inset, width * MOST_INDENT)

    def _label_height(self, width: float) -> float:
        return self.label.height(min(self._label_width, width))

    def split(
        self, width: float, room: float, force: bool = False
    ) -> tuple[Flowable, Flowable] | None:
        label, label_rest = self.label, None
        if self._label_height(width) > room:
            if not force:
                return None
            if halves := label.split(min(self._label_width, width), room, force):
                label, label_rest = halves
        body: Flowable = self.body
        rest: Flowable | None = None
        room -= self.above
        over = label_rest is None or body.height(self._inner(width)) > room + _SLACK
        if over and (parts := body.split(self._inner(width), room, force)):
            body, rest = parts
        if label_rest is not None:
            rest = self._with(label_rest, rest or Space(0))
            rest.keep = self.keep
        elif rest is not None:
            # What is left of an item inside this one stands further in than it did.
            further = rest.left - self.body.left if isinstance(self.body, Marked) else 0
            rest.left, rest.bars = self.left + self._inset + further, self.bars
        if rest is None:
            return None
        first = self._with(label, body)
        first.before, first.after, first.keep = self.before, 0, False
        rest.before, rest.after = 0, self.after
        return first, rest

    def _with(self, label: DrawnText, body: Flowable) -> Marked:
        part = Marked(label, body, self.gutter)
        part.left, part.bars, part._inset = self.left, self.bars, self._inset
        part.above = self.above
        return part

    def widths(self) -> tuple[float, float]:
        least, most = self.body.widths()
        return least + self._inset, most + self._inset

    def notes(self) -> list[Flowable]:
        return self.body.notes()

    def draw(self, painter: Painter, x: float, y: float, width: float) -> None:
        inner = self._inner(width)
        narrow = min(self._label_width, width)
        if isinstance(self.body, DrawnText) and self.body.leftward:
            self.label.align = "right"
            self.label.draw(painter, x + width - narrow, y, narrow)
            self.body.draw(painter, x, y - self.above, inner)
            return
        self.label.draw(painter, x, y, narrow)
        self.body.draw(painter, x + width - inner, y - self.above, inner)


class DrawnPicture(Flowable):
    """A picture, drawn no wider than the text and no higher than ``limit``."""

    def __init__(
        self,
        path: Path,
        size: tuple[float, float],
        node: Node,
        limit: float,
        position: Position,
    ) -> None:
        """``position`` is where the file is named."""
        self.path = path
        self.position = position
        self.size = size
        self.node = node
        self.limit = limit

    def _scale(self, width: float) -> float:
        return min(1.0, max(width, _LEAST_WIDTH) / self.size[0], self.limit / self.size[1])

    def height(self, width: float) -> float:
        return self.size[1] * self._scale(width)

    def widths(self) -> tuple[float, float]:
        return min(self.size[0], 60), self.size[0]

    def draw(self, painter: Painter, x: float, y: float, width: float) -> None:
        scale = self._scale(width)
        high = self.size[1] * scale
        painter.picture(self, x, y - high, self.size[0] * scale, high, self.node)


class HorizontalRule(Flowable):
    """A thin rule from margin to margin."""

    def __init__(self, colour: Colour, gap: float, *, keep: bool = False) -> None:
        self.colour = colour
        self.thickness = 0.6
        self.before = self.after = gap
        self.keep = keep

    def height(self, width: float) -> float:  # noqa: ARG002
        return self.thickness

    def top_of_page(self) -> None:
        self.thickness = self.after = 0

    def draw(self, painter: Painter, x: float, y: float, width: float) -> None:
        if self.thickness:
            painter.rule(x, y, width, self.thickness, self.colour)


class Space(Flowable):
    """Nothing, of a certain height: an item without text, an empty cell."""

    def __init__(self, height: float) -> None:
        self._height = height

    def height(self, width: float) -> float:  # noqa: ARG002
        return self._height

    def draw(self, painter: Painter, x: float, y: float, width: float) -> None:
        """Draws nothing."""


class Stack(Flowable):
    """Flowables one below the other, as in a table cell."""

    def __init__(self, flowables: Iterable[Flowable]) -> None:
        self.flowables = list(flowables)
        self._at = -1.0
        self._steps: list[float] = []
        """The height of each, with the gap above it."""

    def _measure(self, width: float) -> list[float]:
        if width != self._at or len(self._steps) != len(self.flowables):
            after = 0.0
            self._at, self._steps = width, []
            for index, flowable in enumerate(self.flowables):
                gap = max(after, flowable.before) if index else 0
                self._steps.append(gap + flowable.height(width - indent(flowable, width)))
                after = flowable.after
        return self._steps

    def height(self, width: float) -> float:
        return sum(self._measure(width))

    def head(self, width: float) -> float:
        if not self.flowables:
            return 0
        return self.flowables[0].head(width - indent(self.flowables[0], width))

    def split(self, width: float, room: float, force: bool = False) -> tuple[Stack, Stack] | None:
        steps = self._measure(width)
        index, used = 0, 0.0
        while index < len(steps) and used + steps[index] <= room + _SLACK:
            used += steps[index]
            index += 1
        if index == len(steps):
            return None
        force = force and used <= _SLACK  # else there is something above
        flowable = self.flowables[index]
        inner = width - indent(flowable, width)
        high = flowable.height(inner)
        parts = flowable.split(inner, room - used - (steps[index] - high), force)
        end = index + 1
        if parts is not None:
            ending, beginning = [parts[0]], [parts[1]]
        elif force:
            ending, beginning = [flowable], self.flowables[end : end + 1]
            end += 1
        else:
            ending, beginning = [], [flowable]
        high = sum(one.height(width - indent(one, width)) for one in beginning)
        first = Stack([*self.flowables[:index], *ending])
        rest = Stack([*beginning, *self.flowables[end:]])
        rest._at, rest._steps = width, [*[high] * len(beginning), *steps[end:]]
        return (first, rest) if first.flowables and rest.flowables else None

    def widths(self) -> tuple[float, float]:
        least = most = 0.0
        for flowable in self.flowables:
            low, high = flowable.widths()
            least, most = max(least, low + flowable.left), max(most, high + flowable.left)
        return least, most

    def notes(self) -> list[Flowable]:
        return [note for flowable in self.flowables for note in flowable.notes()]

    def draw(self, painter: Painter, x: float, y: float, width: float) -> None:
        placed: list[Placed] = []
        after = 0.0
        for index, flowable in enumerate(self.flowables):
            y -= max(after, flowable.before) if index else 0
            left = indent(flowable, width)
            placed.append(Placed(flowable, x + left, y, width - left, left))
            y -= flowable.height(width - left)
            after = flowable.after
        draw_placed(painter, placed)


class Beside(Flowable):
    """Flowables one below the other, and a picture at the right margin beside them."""

    widest = 0.45
    """The picture takes at most so much of the width."""

    def __init__(self, stack: Stack, picture: DrawnPicture, gap: float) -> None:
        self.stack = stack
        self.picture = picture
        self.gap = gap

    def _widths(self, width: float) -> tuple[float, float]:
        taken = min(self.picture.size[0], width * self.widest)
        return width - taken - self.gap, taken

    def height(self, width: float) -> float:
        left, right = self._widths(width)
        return max(self.stack.height(left), self.picture.height(right))

    def split(
        self, width: float, room: float, force: bool = False
    ) -> tuple[Flowable, Flowable] | None:
        left, right = self._widths(width)
        if self.picture.height(right) > room + _SLACK and not force:
            return None
        parts = self.stack.split(left, room, force)
        if parts is None:
            return None
        first = Beside(parts[0], self.picture, self.gap)
        first.bookmarks, first.before = self.bookmarks, self.before
        parts[1].after = self.after
        return first, parts[1]

    def draw(self, painter: Painter, x: float, y: float, width: float) -> None:
        left, right = self._widths(width)
        self.picture.draw(painter, x + left + self.gap, y, right)
        self.stack.draw(painter, x, y, left)


class Abreast(Flowable):
    """Names side by side in columns, row by row; none is broken that fits a row."""

    def __init__(self, texts: Sequence[DrawnText], gap: float, count: int = 1) -> None:
        self.texts = list(texts)
        self.gap = gap
        self.count = count
        """How many columns there are."""
        self.after = self.texts[-1].after if self.texts else 0

    def _step(self, width: float) -> float:
        return (width + self.gap) / self.count

    def _rows(self, width: float) -> list[tuple[float, Row]]:
        """The rows, each with its height."""
        widths = [text.widths()[1] for text in self.texts]
        found = rows(widths, width, self.gap, self.count)
        return [(max(self._high(*one, width) for one in row), row) for row in found]

    def _high(self, number: int, column: int, width: float) -> float:
        return self.texts[number].height(width - column * self._step(width))

    def height(self, width: float) -> float:
        return sum(high for high, _ in self._rows(width))

    def head(self, width: float) -> float:
        return sum(high for high, _ in self._rows(width)[:_LEAST_LINES])

    def split(
        self, width: float, room: float, force: bool = False
    ) -> tuple[Flowable, Flowable] | None:
        used, found = 0.0, self._rows(width)
        fitting = 0
        for high, _ in found:
            if used + high > room + _SLACK:
                break
            used += high
            fitting += 1
        fitting = max(fitting, 1) if force else fitting
        if not 0 < fitting < len(found):
            return None
        first = found[fitting][1][0][0]
        parts = (
            Abreast(self.texts[:first], self.gap, self.count),
            Abreast(self.texts[first:], self.gap, self.count),
        )
        parts[0].before, parts[0].after, parts[1].after = self.before, 0, self.after
        return parts

    def widths(self) -> tuple[float, float]:
        widths = [text.widths()[1] for text in self.texts]
        widest = max(widths, default=0)
        return widest, (widest + self.gap) * self.count - self.gap

    def draw(self, painter: Painter, x: float, y: float, width: float) -> None:
        step = self._step(width)
        for high, row in self._rows(width):
            for number, column in row:
                left = column * step
                self.texts[number].draw(painter, x + left, y, width - left)
            y -= high


class Placed(Struct, frozen=True):
    """A flowable with its place: its upper left corner and its width."""

    flowable: Flowable
    x: float
    y: float
    width: float
    left: float
    """How far it is moved in."""


def draw_placed(painter: Painter, placed: Sequence[Placed]) -> None:
    """Draw flowables that stand one below the other, and the bars along them."""
    spans = _spans(placed)
    for bar, x, right, top, bottom in spans:
        if bar.ground:
            over = right - bar.offset - (x + bar.offset)
            painter.box(x + bar.offset, bottom, over, top - bottom, bar.ground)
    for item in placed:
        item.flowable.draw(painter, item.x, item.y, item.width)
    for bar, x, _, top, bottom in spans:
        painter.box(x + bar.offset, bottom, bar.thickness, top - bottom, bar.colour)


def _spans(placed: Sequence[Placed]) -> list[tuple[Bar, float, float, float, float]]:
    """Each bar with the left, right, upper and lower edge of what it stands beside."""
    spans: dict[int, tuple[Bar, float, float, float, float]] = {}
    for item in placed:
        bottom = item.y - item.flowable.height(item.width)
        for bar in item.flowable.bars:
            if item.left < min(bar.offset, item.flowable.left):
                continue  # of a quote deeper than can be shown
            first = (bar, item.x - item.left, 0.0, item.y + bar.pad, 0.0)
            _, x, right, top, _ = spans.get(id(bar), first)
            right = max(right, item.x + item.width)
            spans[id(bar)] = (bar, x, right, top, bottom - bar.pad)
    return list(spans.values())
