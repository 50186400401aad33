"""How every kind of text looks, worked out from a template set's style file.

The PDF is set in these styles, and the styles of the Word templates are made of them: one source
for both.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from moedebog.blocks import Inlines, Paragraph, Run
from moedebog.catalogue import Slags
from moedebog.document import Afsnitstekst, Art, Punkttekst
from moedebog.names import whole_names
from moedebog.settings.appearance import INNER, Style, Tekstrolle
from moedebog.settings.colour import Colour

SIGNATURES = "underskriftsark"
"""The kind of the section that stands on a page of its own."""
_INTRODUCTION = 250
"""A paragraph of at most so many characters stays close to the list or table it leads to."""
BETWEEN_NAMES = 14.0
"""Between two names that stand side by side, in points."""
_DEEPEST = 6
"""Level of headings, in Word's styles and in PDF."""
CODE_SHARE = 0.88
"""The size of code in running text, in that of the text around it."""
_MOST_SPACING = 0.094
"""In parts of the size, between two letters: more is taken for a blank by those who read a file."""
_LEAST_LEADING = 1.2
"""Lines that stand closer touch; Word, too, gives them the height of the font."""
NOTE_SHARE = 0.84
"""The size of footnotes, in that of running text."""
NOTE_GUTTER = 14.0
"""How wide the column of their numbers is at least, in points."""
HAND_ROW = 12 * 72 / 25.4
"""The least height of a row that is written in by hand, in points."""


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
    spacing: float = 0
    """Added between two characters."""
    capitals: bool = False
    prose: bool = False
    """Running text: words are divided to fill lines, not only where they are wider than one."""


def most_spacing(wanted: float, size: float) -> float:
    """What of the wanted room between letters there is in type of this size."""
    return min(wanted, _MOST_SPACING * size)


def role_of(section: Afsnitstekst) -> Tekstrolle:
    """What the heading of a section of an item is."""
    return Tekstrolle.BESLUTNING if section.slags == Slags.BESLUTNING else Tekstrolle.AFSNIT


def group_role(level: int) -> Tekstrolle:
    """What the heading of a group is; one on the second level stands inside another."""
    return Tekstrolle.GRUPPE if level <= 1 else Tekstrolle.UNDERGRUPPE


def item_role(item: Punkttekst) -> Tekstrolle:
    """What the heading of an item is, or of a group that stands alone."""
    return group_role(item.niveau) if item.art is Art.GRUPPE else Tekstrolle(item.art)


def is_close(role: Tekstrolle, above: Tekstrolle | None) -> bool:
    """Whether a heading stands close under another: that of the group in which it is."""
    if above is Tekstrolle.GRUPPE:
        return role is not Tekstrolle.GRUPPE
    groups = Tekstrolle.GRUPPE, Tekstrolle.UNDERGRUPPE
    return above is Tekstrolle.UNDERGRUPPE and role not in groups


def below_title(level: int) -> int:
    """The level of a heading among those of the whole document, whose title is the first one."""
    return min(max(level, 1) + 1, _DEEPEST)


def inner_role(level: int, above: int) -> Tekstrolle:
    """What a heading inside a text is, by its level and that of the heading over the text."""
    return INNER[min(max(level - above, 1), len(INNER)) - 1]


def introduces(characters: int) -> bool:
    """Whether a paragraph of so many characters stays close to the list or table it leads to."""
    return characters <= _INTRODUCTION


def shown(paragraph: Paragraph) -> Inlines:
    """What a paragraph says; in a list of people no name is broken."""
    if not paragraph.people:
        return paragraph.inlines
    return tuple(
        replace(one, text=whole_names(one.text)) if isinstance(one, Run) else one
        for one in paragraph.inlines
    )


class Texts:
    """The styles of one document."""

    def __init__(self, style: Style) -> None:
        font, ink = style.skrift, style.farver
        self.style = style
        size = font.stoerrelse
        leading = size * max(font.linjeafstand, _LEAST_LEADING)
        self.gap = leading * 0.5
        """Between two paragraphs."""
        self.tight = leading * 0.2
        """Between two items of a list."""
        self.indent = size * 1.6
        """Of a list."""
        self.body = TextStyle(size, leading, ink.tekst, after=self.gap, prose=True)
        self.result = replace(
            self.body, size=size * 1.095, strong=True, after=self.gap * 0.6, prose=False
        )
        """What came of a matter."""
        self.item = replace(self.body, after=self.tight)
        self.label = replace(self.body, colour=ink.daempet, prose=False)
        self.quote = self.body
        small, tight_leading = size * 0.9, size * 0.9 * min(leading / size, 1.35)
        self.fact = replace(self.body, after=self.tight * 0.25)
        label = size * 0.857
        # Higher by what its baseline would else lie above that of the text beside it.
        self.fact_label = replace(
            self.fact, size=label, leading=leading + 0.7 * (size - label), colour=ink.daempet
        )
        """The labels of the facts on the first page."""
        self.fact_line = replace(
            self.fact, after=self.fact.after + self.fact_label.leading - leading, prose=False
        )
        """A fact with its label, as high as the two together."""
        self.cell = TextStyle(small, tight_leading, ink.tekst, after=tight_leading * 0.35)
        self.header_cell = replace(self.cell, strong=True)
        self.overview_head = replace(self.cell, colour=ink.daempet)
        self.overview_group = replace(self.header_cell, colour=ink.daempet)
        note = size * NOTE_SHARE
        self.note = TextStyle(note, note * 1.32, ink.tekst, after=2, prose=True)
        """Footnotes."""
        self.caption = TextStyle(
            small, tight_leading, ink.tekst, before=self.gap, after=4, strong=True, keep=True
        )
        self.code = TextStyle(
            size * 0.82, size * 1.2, ink.tekst, before=self.gap, after=self.gap, code=True
        )
        self.subtitle = TextStyle(
            small, tight_leading, ink.daempet, after=self.gap * 1.2, keep=True, prose=True
        )
        big = style.titelstoerrelse
        self.title = TextStyle(big, big * 1.2, ink.titel, after=3, strong=True, keep=True)
        self.forum = TextStyle(
            size * 1.1, size * 1.6, ink.daempet, strong=True, after=size * 0.8, keep=True
        )
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
                spacing=h.spatiering,
                capitals=h.versaler,
            )
            for role, h in style.overskrifter.items()
        }
