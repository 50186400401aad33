"""A substitute is called in under an item of its own, where the law asks for it."""

from __future__ import annotations

import pytest

from moedebog.compose import plan
from moedebog.rules import Case, check
from support import meeting

COUNCIL = "navn: Byrådet\nmedlemmer: [Anna, Bo, Eva]\npolitik: {retsgrundlag: byraad}"
REGRETS = "afbud: [{navn: Bo, stedfortraeder: Ida Ny}]"
APPROVED = "{titel: Stedfortrædere, sagstype: indkaldelse_stedfortraeder, udfald: godkendt}"


def told(items: str, regrets: str = REGRETS, forum: str = COUNCIL, more: str = "") -> list[str]:
    text = f"dato: 2025-09-12\nstart: '10:00'\n{regrets}\n{more}\npunkter: [{items}]"
    found = check(Case(plan(meeting(text, forum))[0]))
    return [one.texts("da")[0] for one in found if one.code == "M5393"]


def test_a_substitute_whom_no_item_approves_is_told_of_by_name() -> None:
    assert told("{titel: Budget}") == ["Intet punkt godkender, at 1 stedfortræder møder: Ida Ny."]
    both = (
        "afbud: [{navn: Bo, stedfortraeder: Ida Ny}]\nudeblevet: [{navn: Eva, stedfortraeder: Ib}]"
    )
    assert told("{titel: Budget}", both)[0].endswith("2 stedfortrædere møder: Ida Ny, Ib.")


@pytest.mark.parametrize(
    "item",
    [
        APPROVED,
        "{titel: Indkaldelse af stedfortræder}",
        "{titel: Formalia, underpunkter: [" + APPROVED + "]}",
        "{titel: Stedfortrædere, sagstype: indkaldelse_stedfortraeder, beslutning: Indkaldt.}",
    ],
)
def test_an_item_on_calling_in_substitutes_is_enough(item: str) -> None:
    assert told(item) == []


@pytest.mark.parametrize("udfald", ["udsat", "udgaar", "bortfaldet"])
def test_one_that_came_to_nothing_is_not(udfald: str) -> None:
    assert told(APPROVED.replace("udfald: godkendt", f"udfald: {udfald}"))


@pytest.mark.parametrize("legal", ["udvalg", "sundhedsraad", "klynge", "andet"])
def test_nothing_is_told_where_the_law_does_not_ask_for_it(legal: str) -> None:
    assert told("{titel: A}", forum=COUNCIL.replace("byraad", legal)) == []


def test_nothing_is_told_without_a_substitute_or_of_a_cancelled_meeting() -> None:
    assert told("{titel: A}", "afbud: [Bo]") == []
    assert told("{titel: A}", more="aflyst: ja") == []


def test_a_regional_council_is_asked_as_well() -> None:
    assert told("{titel: A}", forum=COUNCIL.replace("byraad", "regionsraad"))


REFUSED = "{titel: Stedfortrædere, sagstype: indkaldelse_stedfortraeder, udfald: ikke_godkendt}"
TWICE = "afbud: [{navn: Bo, stedfortraeder: Ida Ny}, {navn: Eva, stedfortraeder: Ida Ny}]"


def codes(items: str, regrets: str = REGRETS) -> list[str]:
    text = f"dato: 2025-09-12\nstart: '10:00'\nfremmoedt: alle_andre\n{regrets}\npunkter: [{items}]"
    found = check(Case(plan(meeting(text, COUNCIL))[0]))
    return [one.code for one in found if one.code in ("M5393", "M5708")]


def test_whose_calling_in_was_refused_and_who_comes_all_the_same_is_told_of() -> None:
    assert codes(REFUSED) == ["M5708"]
    assert codes(f"{REFUSED}, {{titel: Budget, udfald: godkendt}}") == ["M5708"]
    assert codes(f"{REFUSED}, {{titel: Budget, forlod: [Ida Ny]}}") == ["M5708"]
    assert codes(f"{REFUSED}, {APPROVED}") == []
    assert codes(REFUSED, "afbud: [Bo]") == []


def test_a_substitute_of_two_is_one() -> None:
    assert told("{titel: Budget}", TWICE)[0].endswith("1 stedfortræder møder: Ida Ny.")
