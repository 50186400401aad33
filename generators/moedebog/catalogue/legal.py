"""The legal kinds of forum: for each, values of ordinary policy that the law gives it.

A preset holds what was read and nothing else; what could not be verified stays plain policy, which
a forum writes itself. What it writes holds before its preset.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from msgspec import Struct

from moedebog.catalogue.policy import Afgoerelse, Andel, Flertal, Godkendelse
from moedebog.catalogue.word import Word


class Preset(Struct, frozen=True, kw_only=True):
    """What a legal kind sets, and where that is from."""

    explanation: str
    """What forum it is, as an editor shows it."""
    policy: dict[str, Any] = {}
    """Keys of ``politik`` as a forum would write them."""
    keys: tuple[str, ...] = ()
    """Keys of a meeting and its items that such a forum often needs, for a new meeting file."""
    source: str = ""
    """Laws and statements of the ministry; empty where nothing is set."""
    read: date | None = None
    """The day on which the source was read."""


_READ = date(2026, 11, 28)
_DEADLINES = {"frist_hverdage": 4, "materiale_frist_hverdage": 3}
"""Kommunestyrelsesloven § 8, stk. 4: weekdays before the meeting, as far as possible."""
_VOTES = {
    "stemmelighed": Afgoerelse.BORTFALDER.value,
    "flertal": Flertal.SIMPELT.value,
}

_AT_THE_TABLE = ("ekstraordinaert", "inhabil", "lukket", "afstemning", "protokolbemaerkninger")
"""What a body of elected members is asked for, besides the cases."""


class Retsgrundlag(Word):
    """What kind of body a forum is by law."""

    preset: Preset

    def __new__(cls, word: str, preset: Preset) -> Self:
        """The word as it stands in forum.yaml, and what it sets."""
        self = str.__new__(cls, word)
        self._value_ = word
        self.preset = preset
        return self

    @property
    def explanation(self) -> str:
        """What forum it is, as an editor shows it."""
        return self.preset.explanation

    BYRAAD = (
        "byraad",
        Preset(
            explanation="Kommunalbestyrelse",
            policy={
                **_DEADLINES,
                "beslutningsdygtig": Andel.HALVDELEN.value,
                **_VOTES,
                "offentliggoer_lukkede_beslutninger": True,
                "godkendelse": Godkendelse.UNDERSKRIFT.value,
            },
            keys=_AT_THE_TABLE,
            source=(
                "Kommunestyrelsesloven §§ 8, 11 og 13 (§ 11, stk. 2, og § 13 læst dagen efter); "
                "ministeriets udtalelser fra 1987, 2004 og 25. maj 2018 om stemmeflertal"
            ),
            read=_READ,
        ),
    )
    UDVALG = (
        "udvalg",
        Preset(
            explanation="Stående udvalg i en kommune; loven har ingen frist i dage",
            policy=dict(_VOTES),
            keys=_AT_THE_TABLE,
            source=(
                "Kommunestyrelsesloven §§ 11 og 20; ministeriets udtalelse fra 25. maj 2018 om "
                "stemmeflertal i kommunalbestyrelse og udvalg"
            ),
            read=_READ,
        ),
    )
    REGIONSRAAD = (
        "regionsraad",
        Preset(
            explanation="Regionsråd",
            policy={**_DEADLINES, "offentliggoer_lukkede_beslutninger": True},
            keys=_AT_THE_TABLE,
            source="Kommunestyrelsesloven § 8, som den gælder for regionsråd",
            read=_READ,
        ),
    )
    SUNDHEDSRAAD = (
        "sundhedsraad",
        Preset(explanation="Sundhedsråd, fra 1. januar 2027", keys=_AT_THE_TABLE),
    )
    KLYNGE = (
        "klynge",
        Preset(
            explanation="Sundhedsklynge, til udgangen af 2026",
            keys=("form", "gaester", "opfoelgning"),
        ),
    )
    ANDET = (
        "andet",
        Preset(
            explanation="Et andet forum",
            keys=("ekstraordinaert", "form", "gaester", "lukket", "opfoelgning"),
        ),
    )
