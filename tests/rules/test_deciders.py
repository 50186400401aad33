"""What is said to have decided a tie, against what can, and what it is said to have decided."""

from __future__ import annotations

import pytest

from forum_of_five import FORUM
from moedebog.compose import plan
from moedebog.rules import Case, check
from support import OFFENTLIG, REFERAT, document, document_lines, meeting

ALL = ("M5244", "M5245", "M5246", "M529")
COUNCIL = f"{FORUM}politik:\n  retsgrundlag: byraad\n"
OWN_RULE = f"{COUNCIL}  stemmelighed: formand\n"
TIE = "for: [Anna Ager, Bo Bæk], imod: [Dora Dam, Erik Enø], undlod: [Carl Clausen]"
COUNTED = "for: 2, imod: 2, undlod: 1"
ROUND = "valg: {runder: [{kandidater: [{navn: Anna Ager, stemmer: 2}, {navn: Bo Bæk, stemmer: 2}]}]"


def codes(item: str, forum: str = FORUM) -> list[str]:
    text = f"punkter:\n  - titel: A\n    {item}\n"
    found = check(Case(plan(meeting(text, forum))[0]))
    return [one.code for one in found if one.code in ALL]


@pytest.mark.parametrize("decider", ["formand", "lodtraekning"])
def test_where_the_law_lets_a_proposal_fall_nothing_decides_a_tie(decider: str) -> None:
    item = f"udfald: godkendt\n    afstemning: {{{TIE}, afgjort_af: {decider}}}"
    assert codes(item, COUNCIL) == ["M5244"]
    assert codes(item) == []


def test_a_decision_may_tell_what_decided_in_its_own_words() -> None:
    item = f"beslutning: Vedtaget, idet formandens stemme var afgørende.\n    afstemning: {{{TIE}}}"
    assert codes(item, COUNCIL) == ["M5244"]


def test_what_a_forum_writes_itself_holds_before_its_legal_basis() -> None:
    item = f"udfald: godkendt\n    afstemning: {{{TIE}, afgjort_af: formand}}"
    assert codes(item, OWN_RULE) == []


def test_the_hint_at_a_tie_offers_a_council_only_what_a_council_has() -> None:
    text = f"punkter:\n  - titel: A\n    udfald: godkendt\n    afstemning: {{{TIE}}}\n"
    hints = {
        forum: next(
            str(one.hint)
            for one in check(Case(plan(meeting(text, forum))[0]))
            if one.code == "M529"
        )
        for forum in (FORUM, COUNCIL)
    }
    assert "afgjort_af" in hints[FORUM]
    assert "afgjort_af" not in hints[COUNCIL]
    assert codes(f"udfald: bortfaldet\n    afstemning: {{{TIE}}}", COUNCIL) == []


def test_a_chairs_vote_elects_nobody_where_the_law_is_known() -> None:
    item = f"afstemning: {{afgjort_af: %s, {ROUND}, valgt: [Bo Bæk]}}}}"
    assert codes(item % "formand", COUNCIL) == ["M5245"]
    assert codes(item % "lodtraekning", COUNCIL) == []
    assert codes(item % "formand") == []


@pytest.mark.parametrize("decider", ["formand", "lodtraekning"])
def test_what_a_tie_was_decided_to_is_said(decider: str) -> None:
    item = f"afstemning: {{{COUNTED}, afgjort_af: {decider}}}"
    assert codes(item) == ["M5246"]
    assert codes(f"udfald: godkendt\n    {item}") == []
    assert codes(f"beslutning: Der blev stemt.\n    {item}") == []


def test_the_chairs_own_vote_says_what_it_decided() -> None:
    assert codes(f"afstemning: {{{TIE}, afgjort_af: formand}}") == []


def test_whoever_led_the_item_in_place_of_the_chair_has_the_vote_that_decides() -> None:
    text = (
        "punkter:\n  - titel: A\n    udfald: godkendt\n    moedeleder: Bo Bæk\n"
        "    inhabil: [{navn: Anna Ager, erklaeret: ja}]\n"
        "    afstemning: {for: 2, imod: 2, afgjort_af: formand}\n"
        "  - titel: B\n    udfald: godkendt\n"
        "    afstemning: {for: 2, imod: 2, undlod: 1, afgjort_af: formand}\n"
    )
    lines = document_lines(document(text, REFERAT, OFFENTLIG, FORUM))
    assert "Vedtaget med 2 stemmer mod 2; mødelederens stemme var afgørende." in lines
    assert any("mod 2; formandens stemme var afgørende" in line for line in lines)
