"""The kinds of item: what the meeting is to do with it.

To add one, add it to ``Sagstype``, what a document calls it to the phrase book (``item_kinds``;
nothing, where its title tells the kind), and run ``python tools/build_words.py``.
"""

from __future__ import annotations

from typing import Self

from msgspec import Struct

from moedebog.catalogue.word import Word


class Item(Struct, frozen=True, kw_only=True):
    """What a kind of item is like."""

    explanation: str
    """What it is, as an editor shows it."""
    example: str
    """How a secretariat may word it."""
    numbered: bool = True
    """Whether it has a number wherever the policy of the forum says nothing."""
    takes_time: bool = True
    """Whether it may have a length or a slot."""
    is_break: bool = False
    """Whether nothing is dealt with; without length and slot it fills the gap to the next slot."""
    decides: bool = False
    """Whether it asks for a decision."""
    routine: bool = False
    """Whether it is on every dagsorden, and no case."""
    after_closed: bool = False
    """Whether it may well come after the closed items."""
    title: str = ""
    """The title it has at most meetings."""
    titles: tuple[str, ...] = ()
    """Titles, in small letters, that say that an item is of this kind."""
    aim: bool = False
    """Whether it is what an item is *til*: til beslutning, beslutningspunkter."""
    prefix: str = ""
    """Pattern of what stands before a title in other documents: ``Beslutningspunkt: …``."""
    older: str = ""
    """Pattern of how titles begin in other documents that tell this kind by themselves."""
    stands_out: bool = False
    """Whether a line with such a title begins an item in any document."""

    @property
    def asks_nobody(self) -> bool:
        """Whether nobody has to be there for it."""
        return self.is_break or not self.takes_time


class Sagstype(Word):
    """The words of ``sagstype``."""

    kind: Item

    def __new__(cls, word: str, kind: Item) -> Self:
        """A word as it stands in a file, and what such an item is like."""
        self = str.__new__(cls, word)
        self._value_ = word
        self.kind = kind
        return self

    BESLUTNING = (
        "beslutning",
        Item(
            explanation="Beslutningspunkt",
            example="Beslutningssag",
            decides=True,
            aim=True,
            prefix=r"(?:til\s+)?beslutning(?:s?\s?-?(?:punkt|sag))?",
        ),
    )
    DROEFTELSE = (
        "droeftelse",
        Item(
            explanation="Drøftelsespunkt",
            example="Drøftelsessag",
            decides=True,
            aim=True,
            prefix=r"(?:til\s+)?drøftelse(?:s?\s?-?(?:punkt|sag))?",
        ),
    )
    TEMADROEFTELSE = (
        "temadroeftelse",
        Item(
            explanation="Temadrøftelse",
            example="Tema",
            prefix=r"tema(?:drøftelse)?",
            older=r"temadrøftelse\b",
        ),
    )
    ORIENTERING = (
        "orientering",
        Item(
            explanation="Orienteringspunkt",
            example="Orienteringssag",
            aim=True,
            prefix=r"(?:til\s+)?orientering(?:s?\s?-?(?:punkt|sag))?",
        ),
    )
    GENSIDIG_ORIENTERING = (
        "gensidig_orientering",
        Item(
            explanation="Gensidig orientering: alle fortæller",
            example="Gensidigt orienteringspunkt",
            prefix=r"gensidigt?\s+orientering(?:s?(?:punkt|sag))?",
        ),
    )
    SKRIFTLIG_ORIENTERING = (
        "skriftlig_orientering",
        Item(
            explanation="Skriftlig orientering; tager ingen tid på mødet",
            example="Til orientering (skriftligt)",
            takes_time=False,
            after_closed=True,
            prefix=r"skriftlig\s+orientering",
            older=r"skriftlig orientering\b",
        ),
    )
    VELKOMST = (
        "velkomst",
        Item(
            explanation="Velkomst",
            example="Velkommen",
            routine=True,
            title="Velkomst",
            titles=("velkomst",),
            older=r"velkom(?:st|men)\b",
            stands_out=True,
        ),
    )
    GODKENDELSE_DAGSORDEN = (
        "godkendelse_dagsorden",
        Item(
            explanation="Godkendelse af dagsordenen",
            example="Dagsorden",
            decides=True,
            routine=True,
            title="Godkendelse af dagsorden",
            titles=("godkendelse af dagsorden", "godkendelse af dagsordenen"),
            older=r"godkendelse af (?:\w+ )?dagsorden(?:en)?\Z",
            stands_out=True,
        ),
    )
    GODKENDELSE_REFERAT = (
        "godkendelse_referat",
        Item(
            explanation="Godkendelse af referatet fra sidste møde",
            example="Referat",
            decides=True,
            routine=True,
            title="Godkendelse af referat",
            titles=("godkendelse af referat", "godkendelse af referatet"),
            older=r"godkendelse af (?:\w+ )?(?:referat|protokol)",
            stands_out=True,
        ),
    )
    INDKALDELSE_STEDFORTRAEDER = (
        "indkaldelse_stedfortraeder",
        Item(
            explanation="Indkaldelse af stedfortræder, med godkendelse",
            example="Stedfortrædere",
            decides=True,
            routine=True,
            title="Indkaldelse af stedfortræder",
            titles=(
                "indkaldelse af stedfortræder",
                "indkaldelse af stedfortrædere",
                "godkendelse af stedfortræder",
                "godkendelse af stedfortrædere",
            ),
            older=r"(?:indkaldelse|godkendelse|indtræden) af stedfortræder(?:e|en|ne)?\b",
            stands_out=True,
        ),
    )
    MEDDELELSER = (
        "meddelelser",
        Item(
            explanation="Meddelelser",
            example="Orientering fra formanden",
            title="Meddelelser",
            older=r"(?:gensidige )?meddelelser\b",
            stands_out=True,
        ),
    )
    SIDEN_SIDST = (
        "siden_sidst",
        Item(
            explanation="Siden sidst",
            example="Siden sidste møde",
            title="Siden sidst",
            older=r"siden sidst",
        ),
    )
    VALG = ("valg", Item(explanation="Valg", example="Valghandling", decides=True))
    HOERING = (
        "hoering",
        Item(
            explanation="Høring",
            example="Høringssag",
            decides=True,
            prefix=r"høring(?:s?sag)?",
        ),
    )
    KOMMENDE_MOEDER = (
        "kommende_moeder",
        Item(
            explanation="Kommende møder",
            example="Næste møder",
            routine=True,
            after_closed=True,
            title="Kommende møder",
            titles=("kommende møder", "næste møde"),
            older=r"(?:næste møder?|kommende møder?|mødedatoer)\b",
        ),
    )
    EVENTUELT = (
        "eventuelt",
        Item(
            explanation="Eventuelt",
            example="Evt.",
            routine=True,
            after_closed=True,
            title="Eventuelt",
            titles=("eventuelt", "evt"),
            older=r"(?:eventuelt|evt\.?)\Z",
            stands_out=True,
        ),
    )
    UNDERSKRIFTSARK = (
        "underskriftsark",
        Item(
            explanation="Underskriftsark",
            example="Underskrifter",
            routine=True,
            after_closed=True,
            titles=("underskrift", "underskrifter", "underskriftsark"),
            older=r"underskrift(?:s(?:ark|side|blad|protokol)?|er)?\b",
        ),
    )
    PAUSE = (
        "pause",
        Item(
            explanation="Pause; får som regel intet nummer",
            example="Frokost",
            numbered=False,
            is_break=True,
            routine=True,
            after_closed=True,
            titles=("pause", "frokost"),
            older=(r"(?:pause|frokost|frokostpause|kaffepause|middag|middagspause|spisepause)\b"),
        ),
    )


TITLES = {title: sagstype for sagstype in Sagstype for title in sagstype.kind.titles}
"""Titles, in small letters, that tell the kind of an item."""
