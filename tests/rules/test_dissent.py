"""Who is told to have been against it took part, voted so, and is of the party that is named."""

from __future__ import annotations

import pytest

from rule_results import FORUM, findings

_AWAY = "afbud: [Gorm, Emil]\nfremmoedt: alle_andre\n"


def of_item(text: str, more: str = "", head: str = _AWAY) -> list[str]:
    return findings(f'{head}punkter:\n  - titel: Sag\n    beslutning: "{text}"\n    {more}\n')


# --- who was not there ----------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Godkendt, idet Gorm stemte imod.",
        "Godkendt. C stemte imod.",
        "Godkendt. Gorm (F) ønskede ført til protokols, at han er imod.",
        "Godkendt. Imod stemte Gorm (F).",
        "Godkendt. Gorm undlod at stemme.",
        "Vedtaget med stemmerne fra A, V og C.",
        "Godkendt. Emil bad om at få tilført protokollen, at prisen er høj.",
        "Godkendt. Gorm kunne ikke støtte forslaget.",
    ],
)
def test_whoever_a_decision_says_was_against_it_was_there(text: str) -> None:
    assert of_item(text) == ["M5222"]


@pytest.mark.parametrize(
    "text",
    [
        "Godkendt, idet Frida stemte imod.",
        "Godkendt. F stemte imod.",  # one of them is there
        "Godkendt. Gorm (afbud) har skriftligt oplyst, at han stemte imod.",
        "Godkendt. Gorm stemte imod på sidste møde.",
        "Økonomiudvalget anbefalede, idet Gorm stemte imod. Godkendt.",
        "Godkendt. Gorm følger op.",
        "Godkendt. Gorm stemte imod, lige før han forlod mødet.",
        "Godkendt. Ø stemte imod.",
    ],
)
def test_whoever_may_have_been_is_not_told_of(text: str) -> None:
    assert of_item(text) == []


def test_whoever_is_inhabil_takes_no_part() -> None:
    inhabil = "inhabil: [{navn: Frida, erklaeret: ja}]"
    assert of_item("Godkendt. Frida stemte imod.", inhabil, "") == ["M5222"]
    assert of_item("Godkendt. Gorm stemte imod.", inhabil, "") == []


def test_before_the_meeting_nobody_has_voted() -> None:
    assert findings("afbud: [Gorm]\npunkter: [{titel: Gorm stemte imod}]") == []


# --- who voted otherwise --------------------------------------------------------------


def statement(who: str, text: str, vote: str = "{for: [A, V, C], imod: [F]}") -> list[str]:
    return findings(
        f"punkter:\n  - titel: Sag\n    udfald: godkendt\n    afstemning: {vote}\n"
        f'    protokolbemaerkninger: [{{fra: {who}, tekst: "{text}"}}]\n'
    )


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("Cara", "Jeg stemte imod forslaget."),
        ("V", "Vi stemmer imod."),
        ("Cara og Dorte", "Vi stemte imod, fordi prisen er høj."),
        ("Alma (A)", "Derfor stemte jeg imod."),
        ("Frida", "Jeg stemte for."),
        ("C", "Vi undlod at stemme."),
        ("Bent", "Sagen er dårlig. Jeg har derfor stemt nej."),
    ],
)
def test_a_statement_says_of_a_vote_what_the_votes_say(who: str, text: str) -> None:
    assert set(statement(who, text)) == {"M5223"}


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("F", "Vi stemte imod."),
        ("Cara", "Jeg stemte for."),
        ("Cara", "Jeg er imod."),
        ("Cara", "Jeg stemte imod i økonomiudvalget."),
        ("Cara", "Jeg stemte imod Venstres forslag."),
        ("Cara", "Jeg stemte imod ændringsforslaget."),
        ("Cara", "Hvis prisen var højere, stemte jeg imod."),
        ("Cara", "Jeg stemte for at få sagen afgjort."),
    ],
)
def test_a_statement_may_be_of_something_else(who: str, text: str) -> None:
    assert statement(who, text) == []


def test_where_nobody_is_named_anybody_may_have_voted_so() -> None:
    assert statement("Cara", "Jeg stemte imod.", "{for: 5, imod: 2}") == []
    several = "[{forslag: At vente, for: [F], imod: [A, V, C]}, {for: [A, V, C], imod: [F]}]"
    assert statement("Cara", "Jeg stemte imod.", several) == []


# --- of which party -------------------------------------------------------------------


@pytest.mark.parametrize("who", ["Frida (V)", "Frida (A)", "Frida (Venstre)", "Frida (Ø)"])
def test_another_partys_letter_is_told(who: str) -> None:
    assert statement(who, "Nej.") == ["M5225"]
    assert of_item(f"Godkendt. Imod stemte {who}.", head="") == ["M5225"]


@pytest.mark.parametrize(
    "who", ["Frida (F)", "Frida (SF)", "Frida (næstformand)", "Frida (S)", "Alma (A)", "Frida"]
)
def test_the_own_letter_and_what_is_none_are_not(who: str) -> None:
    assert statement(who, "Nej.") == []


def test_a_longer_name_is_another_persons() -> None:
    forum = FORUM.replace("Frida", "Frida Gran")
    text = "punkter: [{titel: Sag, beslutning: 'Godkendt. %s (V) takkede.'}]"
    assert findings(text % "Anne Frida Gran", forum) == []
    assert findings(text % "Herefter talte Frida Gran", forum) == ["M5225"]
