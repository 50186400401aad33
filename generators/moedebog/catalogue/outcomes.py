"""The fixed words for what came of an item. Any other text is an outcome as well."""

from __future__ import annotations

from typing import Self

from msgspec import Struct

from moedebog.catalogue.word import Word


class Outcome(Struct, frozen=True):
    """What a fixed outcome is like."""

    printed: str
    """The words in a referat."""
    explanation: str = ""
    """What it is, as an editor shows it, where that is not what is printed."""
    treated: bool = True
    """Whether the meeting dealt with the item."""
    decides: bool = False
    """Whether something was decided."""


class Udfald(Word):
    """The fixed words of ``udfald``."""

    kind: Outcome

    def __new__(cls, word: str, kind: Outcome) -> Self:
        """A word as it stands in a file, and what such an outcome is like."""
        self = str.__new__(cls, word)
        self._value_ = word
        self.kind = kind
        return self

    GODKENDT = "godkendt", Outcome("Godkendt", decides=True)
    GODKENDT_MED_BEMAERKNINGER = (
        "godkendt_med_bemaerkninger",
        Outcome("Godkendt med bemærkninger", decides=True),
    )
    GODKENDT_MED_AENDRINGER = (
        "godkendt_med_aendringer",
        Outcome("Godkendt med ændringer", decides=True),
    )
    DELVIST_GODKENDT = "delvist_godkendt", Outcome("Delvist godkendt", decides=True)
    TILTRAADT = "tiltraadt", Outcome("Tiltrådt", decides=True)
    IKKE_GODKENDT = "ikke_godkendt", Outcome("Ikke godkendt", decides=True)
    TAGET_TIL_EFTERRETNING = "taget_til_efterretning", Outcome("Taget til efterretning")
    DROEFTET = "droeftet", Outcome("Drøftet")
    INGEN_BEMAERKNINGER = "ingen_bemaerkninger", Outcome("Ingen bemærkninger")
    ANBEFALET = "anbefalet", Outcome("Anbefalet", decides=True)
    OVERSENDT = "oversendt", Outcome("Oversendt", decides=True)
    TILBAGESENDT = (
        "tilbagesendt",
        Outcome("Sendt tilbage", explanation="Tilbagesendt", decides=True),
    )
    SENDT_I_HOERING = "sendt_i_hoering", Outcome("Sendt i høring", decides=True)
    BEMYNDIGET = "bemyndiget", Outcome("Bemyndigelse givet", explanation="Bemyndiget", decides=True)
    VALGT = "valgt", Outcome("Valgt", decides=True)
    UDSAT = "udsat", Outcome("Udsat")
    UDGAAR = "udgaar", Outcome("Udgår", treated=False)
    BORTFALDET = "bortfaldet", Outcome("Bortfaldet", treated=False)
    IKKE_BEHANDLET = "ikke_behandlet", Outcome("Ikke behandlet", treated=False)


FIXED = {udfald.value: udfald for udfald in Udfald}
"""The fixed outcomes by their words."""


def printed(udfald: str) -> str:
    """An outcome as a referat says it; a text of one's own as it stands."""
    return FIXED[udfald].kind.printed if udfald in FIXED else udfald


def decides(udfald: str) -> bool:
    """Whether a fixed word says that something was decided."""
    return udfald in FIXED and FIXED[udfald].kind.decides


def not_treated(udfald: str) -> bool:
    """Whether a fixed word says that the meeting did not deal with the item."""
    return udfald in FIXED and not FIXED[udfald].kind.treated
