"""What the PDF is set with: the styles of its texts, its fonts, the looks of passages."""

from __future__ import annotations

from math import inf
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from moedebog.render.pdf.fonts import Face, Fonts
from moedebog.render.texts import Texts
from moedebog.settings.appearance import Side, Style
from moedebog.settings.colour import Colour
from tagged import Node, Role


class Mark(NamedTuple):
    """What a passage is, apart from how it looks: a link, in another language, emphasis."""

    role: Role
    target: str | None = None
    language: str | None = None
    refers: Node | None = None
    """What it leads to, in the logical tree."""


class Look(Struct, frozen=True, eq=False):
    """How characters look. Looks are told apart by identity: each passage has its own."""

    face: Face
    size: float
    colour: Colour
    space: float
    """The width of a space."""
    link: str | None = None
    """A web address, or ``#anchor``."""
    marks: tuple[Mark, ...] = ()
    """What the passage is inside its paragraph, from the outermost on."""
    rise: float = 0
    """How far the characters stand above the line; below it, where negative."""
    struck: bool = False
    """A line is drawn through them."""
    language: str = ""
    """That of their words, a BCP 47 tag; empty where they are not divided."""
    spacing: float = 0
    """Between each character and what comes after it, in points."""
    level: int = 0
    """Odd where they run from right to left; see ``bidi``."""
    ground: Colour | None = None
    """What lies behind them, where that is not what lies behind the paragraph."""
    note: int = 0
    """The number of the note whose mark they are; 0 for other characters."""

    def width(self, text: str) -> float:
        """The width of characters, in points."""
        width = self.face.shape(text).width * self.size
        return width + self.spacing * len(text) if self.spacing else width


class Area(Struct, frozen=True):
    """A page, and where its text stands. Lengths in points, ``top`` from the lower edge."""

    page: tuple[float, float]
    left: float
    top: float
    width: float
    height: float
    measure: float = inf
    """Lines of reading matter are no longer than this."""

    @property
    def column(self) -> float:
        """The width of reading matter."""
        return min(self.width, self.measure)


def _turned(side: Side) -> Side:
    """The page for tables that are too wide for ``side``: turned, where that gives more room.

    Its margins are the smaller of those at the sides; the lines of what is read beside the tables
    are as long as on the others.
    """
    if side.bredde >= side.hoejde:
        return side
    margin = min(side.venstre, side.hoejre)
    return replace(side, bredde=side.hoejde, hoejde=side.bredde, venstre=margin, hoejre=margin)


def _area(side: Side) -> Area:
    return Area(
        (side.bredde, side.hoejde),
        side.venstre,
        side.hoejde - side.top,
        side.bredde - side.venstre - side.hoejre,
        side.hoejde - side.top - side.bund,
    )


class Sheet(Texts):
    """The styles of one document, its fonts, and the room on its pages."""

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        font = style.skrift
        self.fonts = Fonts(
            {
                (False, False): font.normal,
                (True, False): font.fed,
                (False, True): font.kursiv,
                (True, True): font.fed_kursiv,
            },
            font.kode,
            font.reserve,
        )
        self.upright = _area(style.side)
        """The pages of running text."""
        self.wide = replace(_area(_turned(style.side)), measure=self.upright.width)
        """The pages of tables that would not fit on the others."""
        self.width = self.upright.width
        self.height = self.upright.height
