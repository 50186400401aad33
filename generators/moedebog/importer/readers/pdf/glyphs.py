"""What stands on a page of a PDF file, and the lines that its characters make."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from msgspec import Struct

Box = tuple[float, float, float, float]
"""Left, lower, right and upper edge in points; heights grow upwards."""
Look = tuple[bool, bool]
"""Whether a font is bold, and whether it is in italics."""


class Glyph(Struct, gc=False):
    """A character where it stands."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    look: Look
    y: float
    """Of the line on which it stands."""
    rise: float
    """How far above the line it stands, in points."""
    struck: bool = False
    """Whether a line is drawn through it."""


class Gap(Struct, frozen=True):
    """The room between two characters that are of two words."""

    text: str = " "


GAP = Gap()


class Turned(Struct, frozen=True):
    """A character that does not stand upright."""

    glyph: Glyph
    matrix: tuple[float, float, float, float, float, float]
    advance: float


class Boxed(Struct):
    """What is drawn in a place: from where to where it goes."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """From its left edge to its right."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """From its lower edge to its upper."""
        return self.y1 - self.y0


class Shape(Boxed):
    """A line, a rectangle or a curve."""

    linewidth: float
    fill: bool
    line: bool = False
    curve: bool = False
    """Whether it is neither a straight line nor a rectangle."""


class Image(Boxed):
    """A picture where it is drawn."""

    stream: Any
    mark: int | None
    """The number of the marked content that it is."""


class TextLine(Struct):
    """Characters that follow each other on one line."""

    chars: list[Glyph | Gap]
    glyphs: list[Glyph]
    """The same without the gaps."""
    x0: float = 0.0
    y0: float = 0.0
    x1: float = 0.0
    y1: float = 0.0


# As pdfminer has them (`LAParams`), but for the first, so that columns do not run together.
_WITHIN = 1.3
"""Characters of one line are nearer to each other than this, in the width of the wider one."""
_OVERLAP = 0.5
"""So much of the height of the lower one they have in common."""
_WORD = 0.1
"""Words are further from each other than this, in the size of the second."""


def text_lines(glyphs: Sequence[Glyph], parts: Sequence[int]) -> list[TextLine]:
    """The lines that characters make as they follow each other, from the top down.

    ``parts``: where those begin within which each character stands right after the one before.
    """
    made: list[TextLine] = []
    last: Glyph | None = None
    for begin, end in pairwise((*parts, len(glyphs))):
        if begin == end:
            continue
        first, part = glyphs[begin], glyphs[begin:end]
        if last is None or not _together(last, first):
            made.append(TextLine([*part], [*part]))
        else:
            line = made[-1]
            size = max(first.x1 - first.x0, first.y1 - first.y0)
            if last.x1 < first.x0 - size * _WORD:
                line.chars.append(GAP)
            line.chars += part
            line.glyphs += part
        last = part[-1]
    lines = [line for line in made if _measured(line)]
    return sorted(lines, key=lambda one: (-one.y0, one.x0))


def _together(last: Glyph, glyph: Glyph) -> bool:
    """Whether two characters that follow each other are of one line."""
    height = glyph.y1 - glyph.y0
    if last.y0 != glyph.y0 or last.y1 != glyph.y1:
        if last.y0 > glyph.y1 or glyph.y0 > last.y1:
            return False
        common = min(abs(last.y0 - glyph.y1), abs(last.y1 - glyph.y0))
        if common <= min(height, last.y1 - last.y0) * _OVERLAP:
            return False
    elif height <= 0:
        return False
    apart = 0.0
    if glyph.x0 > last.x1 or last.x0 > glyph.x1:
        apart = min(abs(glyph.x0 - last.x1), abs(last.x0 - glyph.x1))
    return apart < max(last.x1 - last.x0, glyph.x1 - glyph.x0) * _WITHIN


def _measured(line: TextLine) -> bool:
    """Whether there is something to read in a line, of which the edges are noted."""
    row = line.glyphs
    line.x0, line.x1 = min([g.x0 for g in row]), max([g.x1 for g in row])
    line.y0, line.y1 = min([g.y0 for g in row]), max([g.y1 for g in row])
    text = "".join([g.text for g in row])
    return not text.isspace() and line.x0 < line.x1 and line.y0 < line.y1


# --- drawn twice ----------------------------------------------------------------------------

_TWICE = 0.12
"""A character that is drawn again no further away than this, in its size, only looks bold."""


def drawn_once(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The characters, each once: the same a hair's breadth away only makes it look bold."""
    drawn: dict[tuple[str, int, int], float] = {}
    return [glyph for glyph in glyphs if not _again(glyph, drawn)]


def _again(glyph: Glyph, drawn: dict[tuple[str, int, int], float]) -> bool:
    text, height = glyph.text, round(glyph.y0)
    width = max(_TWICE * glyph.size, 0.01)
    cell = int(glyph.x0 / width)
    for near in (cell, cell - 1, cell + 1):
        before = drawn.get((text, height, near))
        if before is not None and abs(before - glyph.x0) < width:
            return bool(text.strip())
    drawn[text, height, cell] = glyph.x0
    return False


# --- hyphens ------------------------------------------------------------------------------

_SOFT = "\u00ad"


def hyphens_told(glyphs: Sequence[Glyph], everywhere: bool) -> None:
    """Makes hyphens of the soft ones that are drawn, for a font may have one sign for both.

    Without ``everywhere`` those stay that end their line: they are the signs of divided words.
    """
    after: Glyph | None = None
    for glyph in reversed(glyphs):
        if glyph.text == _SOFT and glyph.x1 > glyph.x0:
            goes_on = after is not None and after.y == glyph.y and after.x0 > glyph.x0
            glyph.text = "-" if everywhere or goes_on else _SOFT
        if glyph.text.strip():
            after = glyph
