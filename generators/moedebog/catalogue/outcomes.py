"""The fixed words for what came of an item. Any other text is an outcome as well.

To add one, add it to ``Udfald``, its words to the phrase book (``outcomes``), and run
``python tools/build_words.py``.
"""

from __future__ import annotations

from typing import Self

from msgspec import Struct

from moedebog.catalogue.word import Word


class Outcome(Struct, frozen=True, kw_only=True):
    """What a fixed outcome is like."""

    explanation: str = ""
    """What it is, as an editor shows it, where that is not what is printed."""
    treated: bool = True
    """Whether the meeting dealt with the item."""
    decides: bool = False
    """Whether something was decided."""
    carries: bool | None = None
    """Whether it says that what was proposed was carried, or that it was not; ``None``: neither."""
    clause: bool = False
    """Whether what is printed has a verb of its own, and is no part of a list of outcomes."""


class Udfald(Word):
    """The fixed words of ``udfald``."""

    kind: Outcome

    def __new__(cls, word: str, kind: Outcome) -> Self:
        """A word as it stands in a file, and what such an outcome is like."""
        self = str.__new__(cls, word)
        self._value_ = word
        self.kind = kind
        return self

    GODKENDT = "godkendt", Outcome(decides=True, carries=True)
    GODKENDT_MED_BEMAERKNINGER = (
        "godkendt_med_bemaerkninger",
        Outcome(decides=True, carries=True),
    )
    GODKENDT_MED_AENDRINGER = (
        "godkendt_med_aendringer",
        Outcome(decides=True, carries=True),
    )
    DELVIST_GODKENDT = "delvist_godkendt", Outcome(decides=True)
    TILTRAADT = "tiltraadt", Outcome(decides=True, carries=True)
    IKKE_GODKENDT = "ikke_godkendt", Outcome(decides=True, carries=False)
    TAGET_TIL_EFTERRETNING = "taget_til_efterretning", Outcome()
    DROEFTET = "droeftet", Outcome()
    INGEN_BEMAERKNINGER = "ingen_bemaerkninger", Outcome()
    ANBEFALET = "anbefalet", Outcome(decides=True, carries=True)
    OVERSENDT = "oversendt", Outcome(decides=True)
    TILBAGESENDT = "tilbagesendt", Outcome(explanation="Tilbagesendt", decides=True)
    SENDT_I_HOERING = "sendt_i_hoering", Outcome(decides=True)
    BEMYNDIGET = (
        "bemyndiget",
        Outcome(explanation="Bemyndiget", decides=True, carries=True, clause=True),
    )
    VALGT = "valgt", Outcome(decides=True)
    INDBRAGT = "indbragt", Outcome(explanation="Indbragt for en højere myndighed")
    UDSAT = "udsat", Outcome()
    UDGAAR = "udgaar", Outcome(treated=False, clause=True)
    BORTFALDET = "bortfaldet", Outcome(treated=False, carries=False)
    IKKE_BEHANDLET = "ikke_behandlet", Outcome(treated=False)


FIXED = {udfald.value: udfald for udfald in Udfald}
"""The fixed outcomes by their words."""


def decides(udfald: str) -> bool:
    """Whether a fixed word says that something was decided."""
    return udfald in FIXED and FIXED[udfald].kind.decides


def not_treated(udfald: str) -> bool:
    """Whether a fixed word says that the meeting did not deal with the item."""
    return udfald in FIXED and not FIXED[udfald].kind.treated
