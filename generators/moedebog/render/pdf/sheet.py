"""The style of every kind of text in the PDF, worked out from the template set's ``Style``."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from moedebog.render.pdf.fonts import Face, Fonts
from moedebog.settings.appearance import Style
from moedebog.settings.colour import Colour
from tagged import Role


class Mark(NamedTuple):
    """What a passage is, apart from how it looks: a link, in another language, emphasis."""

    role: Role
    target: str | None = None
    language: str | None = None


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


class TextStyle(Struct, frozen=True, eq=False):
    """How a kind of paragraph looks. Lengths in points. Styles are told apart by identity."""

    size: float
    leading: float
    colour: Colour
    before: float = 0
    after: float = 0
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    keep: bool = False
    """The paragraph stays with what follows it."""


class Sheet:
    """The styles of one document."""

    def __init__(self, style: Style) -> None:
        font, ink = style.skrift, style.farver
        self.style = style
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
        size = font.stoerrelse
        leading = size * font.linjeafstand
        self.width = style.side.bredde - style.side.venstre - style.side.hoejre
        self.height = style.side.hoejde - style.side.top - style.side.bund
        self.gap = leading * 0.5
        """Between two paragraphs."""
        self.tight = leading * 0.2
        """Between two items of a list."""
        self.indent = size * 1.6
        """Of a list."""
        self.body = TextStyle(size, leading, ink.tekst, after=self.gap)
        self.item = replace(self.body, after=self.tight)
        self.label = replace(self.body, colour=ink.daempet)
        small, tight_leading = size * 0.9, size * 0.9 * min(font.linjeafstand, 1.35)
        fact = size * 0.857
        # Higher by what its baseline would else lie above that of the text beside it.
        self.fact = replace(self.label, size=fact, leading=leading + 0.7 * (size - fact))
        """The labels of the facts on the first page."""
        self.quote = self.body
        self.cell = TextStyle(small, tight_leading, ink.tekst, after=tight_leading * 0.35)
        self.header_cell = replace(self.cell, strong=True)
        self.overview_head = replace(self.cell, colour=ink.daempet)
        self.overview_group = replace(self.header_cell, colour=ink.daempet)
        self.small_cell = replace(self.cell, size=size * 0.78, leading=tight_leading * 0.87)
        """In a table with so many columns that its words and amounts would else be cut."""
        self.caption = TextStyle(
            small, tight_leading, ink.tekst, before=self.gap, after=4, strong=True, keep=True
        )
        self.code = TextStyle(
            size * 0.82, size * 1.2, ink.tekst, before=self.gap, after=self.gap, code=True
        )
        self.subtitle = TextStyle(
            small, tight_leading, ink.daempet, after=self.gap * 1.2, keep=True
        )
        big = style.titelstoerrelse
        self.title = TextStyle(big, big * 1.2, ink.titel, after=3, strong=True)
        self.forum = TextStyle(size * 1.1, size * 1.6, ink.daempet, strong=True, after=size * 0.8)
        self.date = TextStyle(size * 1.3, size * 1.8, ink.tekst, after=4)
        self.tag = TextStyle(small, small * 1.25, ink.tekst, strong=True, after=4)
        self.running = TextStyle(size * 0.8, size * 1.1, ink.daempet)
        self.headings = {
            role: TextStyle(
                h.stoerrelse,
                h.stoerrelse * 1.25,
                h.farve,
                h.foer,
                h.efter,
                strong=h.fed,
                emphasis=h.kursiv,
                keep=True,
            )
            for role, h in style.overskrifter.items()
        }
