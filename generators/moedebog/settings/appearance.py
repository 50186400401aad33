"""What decides how a PDF looks: a template set's ``pdf.yaml``, completed and checked.

All lengths are in points. The words are those of the file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from moedebog.settings.colour import Colour

_FIELD = re.compile(r"\{([^{}]*)\}")


class Side(Struct, frozen=True):
    """The page and its margins."""

    bredde: float
    hoejde: float
    top: float
    bund: float
    venstre: float
    hoejre: float


class Skrift(Struct, frozen=True):
    """Font files, and the size of running text."""

    normal: Path
    fed: Path
    kursiv: Path
    fed_kursiv: Path
    kode: Path
    reserve: tuple[Path, ...]
    stoerrelse: float
    word: str
    """The name of the font in the Word files, which everybody must have who opens them."""
    word_kode: str
    linjeafstand: float
    """The distance of lines, as a multiple of the size."""


class WordFont(Struct, frozen=True):
    """The font that Word files name, and files that may be its own."""

    name: str
    regular: Path
    bold: Path


class Tekstrolle(StrEnum):
    """What a heading is. How it looks follows from this, and never from how deep it stands."""

    DEL = "del"
    """Over the overview, and over what closes the document."""
    GRUPPE = "gruppe"
    UNDERGRUPPE = "undergruppe"
    PUNKT = "punkt"
    UNDERPUNKT = "underpunkt"
    AFSNIT = "afsnit"
    BESLUTNING = "beslutning"
    MELLEM_1 = "mellem_1"
    """Inside a text, directly under the heading of its section."""
    MELLEM_2 = "mellem_2"
    MELLEM_3 = "mellem_3"


INNER = (Tekstrolle.MELLEM_1, Tekstrolle.MELLEM_2, Tekstrolle.MELLEM_3)
"""Headings inside a text, from the outermost on; those deeper still look as the last."""


class Overskrift(Struct, frozen=True):
    """How headings of one role look."""

    stoerrelse: float
    foer: float
    efter: float
    fed: bool
    kursiv: bool
    streg: bool
    """A thin rule is drawn above."""
    spatiering: float
    """Added between two characters."""
    versaler: bool
    """Drawn in capitals."""
    farve: Colour


class Farver(Struct, frozen=True):
    """The colours of everything but headings."""

    tekst: Colour
    daempet: Colour
    titel: Colour
    link: Colour
    streg: Colour
    tabelhoved: Colour
    fremhaevning: Colour
    """The bar beside what is brought out."""
    fremhaevet: Colour
    """The ground behind it."""


class Logo(Struct, frozen=True):
    """A picture on the first page."""

    fil: Path
    alt: str
    hoejde: float
    placering: str
    """``venstre`` or ``hoejre``."""


class Sidelinje(Struct, frozen=True):
    """A running head or foot: three texts with fields in braces."""

    venstre: str
    midt: str
    hoejre: str
    paa_foerste_side: bool
    streg: bool
    afstand: float
    """From the edge of the page."""

    @property
    def tekster(self) -> tuple[str, str, str]:
        """The three texts, from left to right."""
        return self.venstre, self.midt, self.hoejre


class Style(Struct, frozen=True):
    """Everything that decides how a PDF looks."""

    side: Side
    skrift: Skrift
    titelstoerrelse: float
    overskrifter: Mapping[Tekstrolle, Overskrift]
    farver: Farver
    logo: Logo | None
    sidehoved: Sidelinje
    sidefod: Sidelinje
    oversigt_sidetal: bool
    fremhaev: frozenset[str]
    """The kinds of sections with a bar beside them."""
    indlejr_kilde: bool
    """The document as JSON is embedded in the PDF."""
    sti: str
    """The name of the style file, for messages."""

    @property
    def inputs(self) -> tuple[Path, ...]:
        """The files that the look depends on, besides the style file."""
        s = self.skrift
        fonts = (s.normal, s.fed, s.kursiv, s.fed_kursiv, s.kode, *s.reserve)
        return (*dict.fromkeys(fonts), *((self.logo.fil,) if self.logo else ()))


def fields(template: str) -> list[str]:
    """The names in braces in a running head."""
    return _FIELD.findall(template)


def fill(template: str, values: Mapping[str, str]) -> str:
    """A running head with its fields filled in; what is filled in is not looked at again."""
    return _FIELD.sub(lambda match: values[match[1]], template)
