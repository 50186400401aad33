"""Outcomes that exclude each other, the votes, or the answers to parts of the case."""

from __future__ import annotations

import pytest

from moedebog import rules
from moedebog.compose import plan
from moedebog.diagnostics import Severity
from moedebog.rules import Case
from rule_results import FORUM, findings
from support import meeting


def of_item(item: str) -> list[str]:
    return findings(f"punkter:\n  - titel: Sag\n    {item}\n")


@pytest.mark.parametrize(
    ("udfald", "found"),
    [
        ("[godkendt, ikke_godkendt]", ["M5214"]),
        ("[ikke_godkendt, tiltraadt]", ["M5214"]),
        ("[udgaar, godkendt]", ["M5214"]),
        ("[godkendt_med_aendringer, ikke_behandlet]", ["M5214"]),
        ("[godkendt, bortfaldet]", ["M5215"]),
        ("[udsat, godkendt]", ["M5215"]),
        ("[godkendt, delvist_godkendt]", ["M5215"]),
        ("[droeftet, ikke_behandlet]", ["M5215"]),
        ("[anbefalet, ikke_godkendt]", ["M5215"]),
        ("[godkendt, oversendt]", []),
        ("[udgaar, udsat]", []),
        ("[udgaar, oversendt]", []),
        ("[droeftet, udsat]", []),
        ("[delvist_godkendt, udsat]", []),
        ("[ikke_godkendt, tilbagesendt]", []),
        ("[godkendt, bemyndiget]", []),
    ],
)
def test_two_outcomes_that_cannot_both_be_true_are_told(udfald: str, found: list[str]) -> None:
    assert of_item(f"udfald: {udfald}") == found


@pytest.mark.parametrize(
    ("udfald", "text", "found"),
    [
        ("godkendt", "Ikke godkendt.", ["M5215"]),
        ("godkendt", "Forslaget blev forkastet.", ["M5215"]),
        ("ikke_godkendt", "Indstillingen blev godkendt.", ["M5215"]),
        ("ikke_godkendt", "Enstemmigt vedtaget.", ["M5215"]),
        ("godkendt", "Godkendt.", []),
        ("godkendt", "Ikke godkendt for så vidt angår punkt 3.", []),
        ("godkendt", "Et ændringsforslag blev forkastet.", []),
        ("ikke_godkendt", "Forslaget blev forkastet. Referatet blev godkendt.", []),
    ],
)
def test_a_text_that_says_the_opposite_is_told(udfald: str, text: str, found: list[str]) -> None:
    assert of_item(f"udfald: {udfald}\n    beslutning: {text}") == found


@pytest.mark.parametrize(
    ("item", "found"),
    [
        ("udfald: udgaar\n    afstemning: {for: 4, imod: 3}", ["M5213"]),
        ("udfald: ikke_behandlet\n    afstemning: {for: 4, imod: 3}", ["M5213"]),
        ("udfald: udgaar\n    afstemning: {forslag: Indstillingen, for: 4, imod: 3}", ["M5213"]),
        ("udfald: udgaar\n    afstemning: {forslag: At punktet udgår, for: 4, imod: 3}", []),
        # What was put off may have been voted on: that it be put off.
        ("udfald: udsat\n    afstemning: {for: 4, imod: 3}", []),
        ("udfald: bortfaldet\n    afstemning: {for: 3, imod: 3, undlod: 1}", []),
    ],
)
def test_what_was_not_treated_was_not_voted_on(item: str, found: list[str]) -> None:
    assert of_item(item) == found


@pytest.mark.parametrize(
    ("udfald", "forslag", "vote", "found"),
    [
        ("godkendt", "At udsætte sagen", "for: 5, imod: 2", ["M528"]),
        ("udsat", "At udsætte sagen", "for: 2, imod: 5", ["M528"]),
        ("udsat", "At sagen udsættes til næste møde", "for: 2, imod: 5", ["M528"]),
        ("udsat", "Udsættelse af punktet", "for: 5, imod: 2", []),
        ("godkendt", "Forslag om at udsætte sagen", "for: 2, imod: 5", []),
        ("godkendt", "At udsætte fristen", "for: 5, imod: 2", []),
        ("oversendt", "At udsætte sagen", "for: 5, imod: 2", []),
    ],
)
def test_a_vote_on_putting_the_case_off_came_to_what_was_done(
    udfald: str, forslag: str, vote: str, found: list[str]
) -> None:
    item = f"udfald: {udfald}\n    afstemning: {{forslag: {forslag}, {vote}}}"
    assert of_item(item) == found


# --- answers --------------------------------------------------------------------------


def answered(main: str, *answers: str, more: str = "nr: '1'") -> list[str]:
    each = "".join(f"        - {{{answer}}}\n" for answer in answers)
    return of_item(
        f"{main}\n    {more}\n    indstilling:\n      at: [x, y]\n      delbeslutninger:\n{each}"
    )


YES_1, YES_2 = "punkt: 1, udfald: godkendt", "punkt: 2, udfald: godkendt"
NO_1, NO_2 = "punkt: 1, udfald: ikke_godkendt", "punkt: 2, udfald: ikke_godkendt"


@pytest.mark.parametrize(
    ("main", "answers", "found"),
    [
        ("udfald: godkendt", (NO_1, NO_2), ["M5216"]),
        ("udfald: godkendt", (YES_1, NO_2), ["M5216"]),
        ("udfald: ikke_godkendt", (YES_1, YES_2), ["M5216"]),
        ("beslutning: Indstillingen blev ikke godkendt.", (YES_1, YES_2), ["M5216"]),
        ("udfald: udsat", (YES_1, YES_2), ["M5216"]),
        ("udfald: udgaar", (YES_1,), ["M5216"]),
        ("udfald: godkendt", (NO_1, "punkt: 1, tekst: Forkastet."), ["M5216"]),
        ("udfald: godkendt", (YES_1, YES_2), []),
        ("udfald: delvist_godkendt", (YES_1, NO_2), []),
        ("udfald: godkendt_med_aendringer", (YES_1, NO_2), []),
        ("udfald: godkendt\n    beslutning: Godkendt, dog ikke punkt 2.", (YES_1, NO_2), []),
        ("udfald: udsat", (YES_1, "punkt: 2, udfald: udsat"), []),
        ("udfald: ikke_godkendt", (YES_1, NO_2), []),
        ("nr: '2'", (YES_1, NO_2), []),
    ],
)
def test_the_answers_say_what_the_decision_on_the_whole_says(
    main: str, answers: tuple[str, ...], found: list[str]
) -> None:
    assert answered(main, *answers, more="dok_nr: '1'") == found


def test_one_point_has_one_answer() -> None:
    assert answered("nr: '1'", YES_1, NO_1, more="dok_nr: '1'") == ["M5214"]
    both = "punkt: 1, udfald: [godkendt, ikke_godkendt]"
    assert answered("nr: '1'", both, YES_2, more="dok_nr: '1'") == ["M5214"]
    several = "punkt: [1, 2], udfald: ikke_godkendt"
    assert answered("nr: '1'", several, YES_2, more="dok_nr: '1'") == ["M5214"]
    assert answered("nr: '1'", YES_1, NO_2, more="dok_nr: '1'") == []


def test_two_indstillinger_have_points_of_their_own() -> None:
    text = """
        punkter:
          - titel: Sag
            afsnit:
              - slags: indstilling
                indstilling: {at: [x], delbeslutninger: [{punkt: 1, udfald: godkendt}]}
              - slags: indstilling
                indstilling: {at: [y], delbeslutninger: [{punkt: 1, udfald: ikke_godkendt}]}
    """
    assert findings(text) == []


def test_a_vote_on_points_is_held_against_their_answers() -> None:
    votes = "afstemning: [{forslag: Punkt 1, for: 2, imod: 5}, {forslag: Ad 2, for: 5, imod: 2}]"
    assert answered(votes, YES_1, YES_2) == ["M528"]
    assert answered(votes, NO_1, YES_2) == []
    both = "afstemning: {forslag: Ad 1 og 2, for: 2, imod: 5}"
    assert answered(both, YES_1, YES_2) == ["M528"]
    assert answered(both, YES_1, NO_2) == []


# --- how it is told -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("udfald", "severity"),
    [("[godkendt, ikke_godkendt]", Severity.ERROR), ("[udsat, godkendt]", Severity.WARNING)],
)
def test_only_what_is_certain_stops_the_documents(udfald: str, severity: Severity) -> None:
    text = f"punkter: [{{titel: Sag, udfald: {udfald}}}]"
    found = rules.check(Case(plan(meeting(text, FORUM))[0]))
    assert [one.severity for one in found if one.code.startswith("M521")] == [severity]


def test_a_closed_decision_is_not_told_of_at_an_open_vote() -> None:
    text = """
        punkter:
          - titel: Sag
            afsnit:
              - {slags: beslutning, lukket: ja, udfald: udgaar}
              - {slags: afstemning, afstemning: {for: 4, imod: 3}}
    """
    assert findings(text) == []


# --- an outcome and the text under it -------------------------------------------------


def under(udfald: str, text: str, more: str = "") -> list[str]:
    return findings(
        f'punkter:\n  - titel: Sag\n    udfald: {udfald}\n    beslutning: "{text}"\n    {more}\n'
    )


@pytest.mark.parametrize(
    ("udfald", "text"),
    [
        ("udsat", "Udvalget godkendte indstillingen."),
        ("udsat", "Godkendt."),
        ("ikke_behandlet", "Godkendt."),
        ("ikke_behandlet", "Forslaget blev forkastet."),
        ("udgaar", "Indstillingen blev enstemmigt godkendt."),
        ("godkendt", "Punktet udgik."),
        ("godkendt", "Sagen blev udsat."),
        ("godkendt", "Sagen blev udsat til næste møde."),
        ("godkendt", "Sagen blev ikke behandlet."),
        ("godkendt", "Udvalget drøftede sagen. Forslaget blev forkastet."),
        ("tiltraadt", "Punktet udsættes."),
        ("taget_til_efterretning", "Orienteringen blev ikke taget til efterretning."),
        ("taget_til_efterretning", "Punktet udgik."),
        ("anbefalet", "Udvalget kan ikke anbefale forslaget."),
        ("ikke_godkendt", "Udvalget tiltrådte indstillingen."),
        ("ikke_godkendt", "Et enigt udvalg godkendte indstillingen."),
        ("ikke_godkendt", "Punktet blev udsat."),
        ("bortfaldet", "Vedtaget."),
    ],
)
def test_an_outcome_does_not_stand_over_a_text_that_says_the_opposite(
    udfald: str, text: str
) -> None:
    assert under(udfald, text) == ["M5215"]


@pytest.mark.parametrize(
    ("udfald", "text"),
    [
        ("udsat", "Udvalget godkendte, at sagen udsættes."),
        ("udsat", "Sagen blev udsat."),
        ("udsat", "Punktet udgik."),
        ("udgaar", "Punktet udgik. Dagsordenen blev godkendt."),
        ("ikke_behandlet", "Sagen blev udsat til næste møde."),
        ("godkendt", "Forslaget blev forkastet. Indstillingen blev godkendt."),
        ("godkendt", "Sagen blev udsat på sidste møde. Nu godkendt."),
        ("godkendt", "Punkt 4 udgik."),
        ("godkendt", "Sagen blev udsat for kritik."),
        ("ikke_godkendt", "Forslaget om udsættelse blev godkendt. Forkastet."),
        ("bortfaldet", "Punktet udgik."),
        ("taget_til_efterretning", "Udvalget tog orienteringen til efterretning."),
        ("[taget_til_efterretning, udsat]", "Sagen blev udsat."),
        ("[droeftet, udsat]", "Sagen blev udsat."),
        ("anbefalet", "Økonomiudvalget kan ikke anbefale forslaget."),
        ("oversendt", "Godkendt."),
    ],
)
def test_a_text_may_tell_more_than_its_outcome(udfald: str, text: str) -> None:
    assert under(udfald, text) == []


def test_a_yes_to_a_delay_is_one() -> None:
    delay = "indstilling: {at: [punktet udsættes]}"
    assert under("udsat", "Godkendt.", delay) == []
    assert under("godkendt", "Punktet udsættes.", delay) == []
