"""What the PDF is set with: the styles of its texts, its fonts, the looks of passages."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct

from moedebog.render.pdf.fonts import Face, Fonts
from moedebog.render.texts import Texts
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
        side = style.side
        self.width = side.bredde - side.venstre - side.hoejre
        self.height = side.hoejde - side.top - side.bund
