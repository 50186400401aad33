"""What is drawn around paragraphs and tables in Word: the bar and the ground of what is brought
out, and the bars of quotations.

Word has borders for one paragraph at a time, and begins them where its first line does, at most
31 points before the text. So that a bar is straight from the first line to the last, all paragraphs
beside it begin at it: what is moved in stands behind a tab, and the numbers of lists behind
blanks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from moedebog.render.docx import inline
from moedebog.render.docx.styles import Frame

_FARTHEST_BORDER = 31
"""Word draws no border farther from the text, in points."""
_POINT = 20
"""Twentieths of a point. Distances of borders are in whole points."""
_AIR = 3
"""Above the first line, in points."""
_FILL = re.compile(r'w:fill="(\w+)"')
_COLOUR = re.compile(r'w:fill="([0-9A-Fa-f]{6})"')
_BLANKS = ((1.0, "\u2003"), (0.5, "\u2002"), (1 / 6, "\u2006"))
"""Blanks by their widths, in the size of the type; all usual fonts have them."""


class Indent(Struct, frozen=True):
    """Where a paragraph stands, in twentieths of a point from the margin."""

    left: int
    begin: int
    """Where its first line begins, or its number."""
    flush: bool = False
    """It reaches to the right margin, although its style does not."""

    def xml(self) -> str:
        """The property of a paragraph."""
        hanging = f' w:hanging="{self.left - self.begin}"' if self.left != self.begin else ""
        right = ' w:right="0"' * self.flush
        return f'<w:ind w:left="{self.left}"{right}{hanging}/>'


class Standing(Struct, frozen=True):
    """A paragraph as it is asked for."""

    indent: Indent
    numbered: bool = False
    stops: tuple[int, ...] = ()
    """Its tab stops."""
    bars: tuple[int, ...] = ()
    """Where the bars of the quotations stand that it is in, the outermost first."""


class Placement(Struct, frozen=True):
    """A paragraph beside a bar."""

    indent: Indent
    space: int
    """Between the bar and where it begins, in points."""
    stops: tuple[tuple[str, int], ...]
    """Kinds and places of its tab stops."""
    lead: str
    """What stands before its text."""

    def tabs(self) -> str:
        """The property with its tab stops."""
        return tabs(self.stops)


def tabs(stops: Sequence[tuple[str, int]]) -> str:
    """Tab stops: their kinds and places."""
    if not stops:
        return ""
    inner = "".join(
        f'<w:tab w:val="{kind}" w:pos="{at}"/>' for kind, at in sorted(stops, key=lambda s: s[1])
    )
    return f"<w:tabs>{inner}</w:tabs>"


class Edge(Struct, frozen=True):
    """A bar, and the line behind it at which all paragraphs begin that stand beside it."""

    begin: int
    """In twentieths of a point, as all but borders."""
    space: int
    """Between the bar and that, in points."""

    def reach(self, begin: int) -> int:
        """The place nearest to one where a number may begin."""
        farthest = (_FARTHEST_BORDER - self.space) * _POINT
        return self.begin + min(max(begin - self.begin, 0), farthest) // _POINT * _POINT

    def place(self, line: Standing) -> Placement:
        """A paragraph that begins at the bar, and whose text stands where it should."""
        left, begin = line.indent.left, line.indent.begin
        stops = [("left", at) for at in line.stops]
        bars = [("bar", at) for at in line.bars]
        at = self.reach(begin)
        near = bool(bars) and begin == left < at + _POINT
        if near:
            left = at
        if near or line.numbered or at == begin:
            space = self.space + (at - self.begin) // _POINT
            return Placement(Indent(left, at), space, (*bars, *stops), "")
        if begin <= self.begin:
            return Placement(Indent(left, begin), self.space, (*bars, *stops), "")
        # Without bars: to LibreOffice they are places where the tab may end.
        if begin != left:
            stops.append(("left", begin))
        return Placement(Indent(left, self.begin), self.space, tuple(stops), inline.TAB)


def blanks(width: int, em: int) -> str:
    """Blanks that are together about so wide, before a number that cannot begin where it should."""
    found = ""
    for share, blank in _BLANKS:
        count = max(0, int(width / (share * em) + 0.2))
        found += blank * count
        width -= round(count * share * em)
    return found


class Drawn(Struct, frozen=True):
    """What a paragraph has around it, in points."""

    above: int = 0
    below: int = 0
    odd: bool = False
    """Of neighbours every second one is."""
    over: str = ""
    """The attributes of a rule over it, and of one under it."""
    under: str = ""
    ground: str = ""
    """Its own, instead of the frame's."""


def around(frame: Frame, placed: Placement, drawn: Drawn) -> str:
    """The bar and the ground of one paragraph of what is brought out.

    Word and LibreOffice draw one frame around neighbours with equal borders and equal indents
    and none between the others, so no two neighbours here have equal borders: the lower one
    is a little thicker at each second. The borders have the colour of the ground.
    """
    ground = drawn.ground or frame.ground
    fill = _FILL.search(ground)
    edge = f'w:val="single" w:color="{fill[1] if fill else "auto"}"'
    bar = "".join(f' w:{name}="{value}"' for name, value in frame.bar)
    top = drawn.over or (f' {edge} w:sz="4" w:space="{drawn.above}"' if drawn.above else "")
    below = drawn.under or f' {edge} w:sz="{4 + 2 * drawn.odd}" w:space="{drawn.below}"'
    over = f"<w:top{top}/>" if top else '<w:top w:val="nil"/>'  # not that of its style
    return (
        f'<w:pBdr>{over}<w:left{bar} w:space="{placed.space}"/>'
        f"<w:bottom{below}/>"
        f'<w:right {edge} w:sz="4" w:space="{frame.space}"/></w:pBdr>{ground}'
    )


def beside(quote: Frame, placed: Placement, drawn: Drawn) -> str:
    """The bar of a quotation beside a paragraph in it."""
    bar = "".join(f' w:{name}="{value}"' for name, value in quote.bar)
    over = f"<w:top{drawn.over}/>" if drawn.over else ""
    under = f"<w:bottom{drawn.under}/>" if drawn.under else ""
    return f'<w:pBdr>{over}<w:left{bar} w:space="{placed.space}"/>{under}</w:pBdr>'


def next_to(above: Frame | None, frame: Frame | None) -> Frame | None:
    """A frame below another one.

    It has a ground that the eye takes for the same: Word and LibreOffice colour what lies between
    neighbours with the very same one.
    """
    if above is None or frame is None or above.ground != frame.ground:
        return frame
    other = _COLOUR.sub(lambda found: f'w:fill="{int(found[1], 16) ^ 1:06X}"', frame.ground)
    return replace(frame, ground=other)


class TableFrame(Struct, frozen=True):
    """A table in a frame: its cells have the ground and the bar, and reach to the frame's edges."""

    frame: Frame | None
    left: int
    """Where the text of the table begins, in twentieths of a point, as the lengths below."""
    spare: int
    """What it leaves of the line."""
    pad: float
    air: int = 0
    """Above and below the text of a cell."""

    @property
    def out(self) -> int:
        """How far the table begins before its text: it has the bar on its edge."""
        if self.frame is None:
            return 0
        return self.left + self.frame.space * _POINT + self._bar()

    def _bar(self) -> int:
        eighths = "" if self.frame is None else dict(self.frame.bar).get("sz", "")
        return int(eighths or 0) * _POINT // 8

    def wider(self, *, first: bool, last: bool) -> int:
        """By how much a cell is wider for it."""
        if self.frame is None:
            return 0
        return first * self.out + last * (self.spare + self.frame.space * _POINT)

    def grid(self, grid: Sequence[int]) -> list[int]:
        """The widths of all columns."""
        end = len(grid) - 1
        return [w + self.wider(first=not n, last=n == end) for n, w in enumerate(grid)]

    def around(self, *, first: bool, last: bool, head: bool) -> str:
        """The properties of a cell; the head has a ground of its own."""
        if self.frame is None:
            return ""
        bar = "".join(f' w:{name}="{value}"' for name, value in self.frame.bar)
        borders = f"<w:tcBorders><w:left{bar}/></w:tcBorders>" if first and bar else ""
        left, right = self.wider(first=first, last=False), self.wider(first=False, last=last)
        # All four: LibreOffice takes none from the table where there are some.
        sides = "".join(
            f'<w:{side} w:w="{int(wide)}" w:type="dxa"/>'
            for side, wide in (
                ("top", self.air),
                ("left", self.pad + left),
                ("bottom", self.air),
                ("right", self.pad + right),
            )
        )
        margins = f"<w:tcMar>{sides}</w:tcMar>" if left or right else ""
        return borders + ("" if head else self.frame.ground) + margins
