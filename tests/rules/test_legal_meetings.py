"""A meeting under each legal kind: what its values find, and that the forum's own go before."""

from __future__ import annotations

import pytest

from moedebog import rules
from moedebog.catalogue import Retsgrundlag
from moedebog.compose import plan
from moedebog.rules import Case
from support import meeting

MEMBERS = "navn: Rådet\nmedlemmer: [Anna, Bo, Carl, Dina, Erik]\npolitik:\n"
MEETING = """
    dagsorden_status: udsendt
    dagsorden_udsendt: 2025-09-09
    referat_status: godkendt
    afbud: [Bo, Carl, Dina]
    punkter:
      - titel: Køb
        udfald: godkendt
        afstemning: {for: 1, imod: 1}
      - titel: Salg
        lukket: Pris
        udfald: godkendt
"""
LATE, NO_QUORUM, TIED, UNTOLD = "M504", "M526", "M529", "M5170"
OWN = """  frist_hverdage: 1
  beslutningsdygtig: 2
  stemmelighed: formand
  offentliggoer_lukkede_beslutninger: nej
"""


def found(legal: str, own: str = "") -> set[str]:
    case = Case(plan(meeting(MEETING, f"{MEMBERS}  retsgrundlag: {legal}\n{own}"))[0])
    return {one.code for one in rules.check(case)} & {LATE, NO_QUORUM, TIED, UNTOLD}


@pytest.mark.parametrize(
    ("legal", "codes"),
    [
        ("byraad", {LATE, NO_QUORUM, TIED, UNTOLD}),
        ("udvalg", {TIED}),
        ("regionsraad", {LATE, TIED, UNTOLD}),
        ("sundhedsraad", {TIED}),
        ("klynge", {TIED}),
        ("andet", {TIED}),
    ],
)
def test_a_meeting_is_held_against_what_its_legal_kind_sets(legal: str, codes: set[str]) -> None:
    assert found(legal) == codes


@pytest.mark.parametrize("legal", Retsgrundlag)
def test_what_the_forum_writes_itself_holds_before_its_legal_kind(legal: str) -> None:
    assert found(legal, OWN) == set()
