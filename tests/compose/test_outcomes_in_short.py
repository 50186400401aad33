"""What came of an item in the overview: the words as typed, without a full stop at their end."""

from __future__ import annotations

import pytest

from support import REFERAT, document


def in_short(item: str, forum_text: str = "navn: Udvalget") -> str:
    text = f"punkter:\n  - titel: A\n    {item}\n  - titel: B\n    udfald: drøftet\n"
    return document(text, REFERAT, forum_text=forum_text).oversigt.linjer[0].udfald


@pytest.mark.parametrize(
    "text",
    [
        *("Godkendt til 4 mio. kr.", "Godkendt til 4 t.kr.", "Godkendt for 20 mia."),
        *("Godkendt med nye vilkår m.m.", "Godkendt med gebyr m.v.", "Godkendt med løn mv."),
        *("Udsat til sommer osv.", "Godkendt til kørsel o.l.", "Godkendt efter § 5, stk. 2."),
        *(
            "Udsat til mødet den 2.",
            "Udsat til 1. og 2.",
            "Godkendt på 20 min.",
            "Oversendt til adm. dir.",
        ),
        *("Godkendt med 12 pct.", "Udsat 2 mdr.", "Godkendt som indstillet af Anders B."),
        *("Udsat ...", "Godkendt med bilag mm.", "Godkendt til brug f.eks."),
    ],
)
def test_the_point_of_an_abbreviation_and_of_a_number_stays(text: str) -> None:
    assert in_short(f'beslutning: "{text}"') == text
    assert in_short(f'udfald: "{text}"') == text
    closed = f'lukket:\n      grund: Personsag\n      offentlig_beslutning: "{text}"'
    assert in_short(closed) == text


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Godkendt.", "Godkendt"),
        ("Godkendt for 2026.", "Godkendt for 2026"),
        ("Godkendt til 1.234.567.", "Godkendt til 1.234.567"),
        ("Oversendt til KL.", "Oversendt til KL"),
        ("Oversendt til DGI.", "Oversendt til DGI"),
        ("Godkendt til kl. 16.30.", "Godkendt til kl. 16.30"),
        ("Godkendt (4 mio. kr.).", "Godkendt (4 mio. kr.)"),
        ("Godkendt til Ry.", "Godkendt til Ry"),
        ("Udsat.", "Udsat"),
        ("Vedtaget med 9 stemmer mod 7.", "Vedtaget med 9 stemmer mod 7"),
        ("Godkendt for så vidt angår punkt 3.", "Godkendt for så vidt angår punkt 3"),
        ("Vedtaget efter forslag fra A.", "Vedtaget efter forslag fra A"),
        ("Godkendt i fase II.", "Godkendt i fase II"),
        ("Godkendt med 40 stk.-priser.", "Godkendt med 40 stk.-priser"),
    ],
)
def test_the_full_stop_of_a_sentence_goes(text: str, short: str) -> None:
    assert in_short(f'beslutning: "{text}"') == short


@pytest.mark.parametrize(
    ("text", "short"),
    [
        (
            "Godkendt til 4 mio. kr., idet udvalget bemærkede, at beløbet skal holdes i år.",
            "Godkendt til 4 mio. kr. …",
        ),
        (
            "Godkendt jf. Bilag 2. Udvalget bemærkede i øvrigt, at planen er god og grundig.",
            "Godkendt jf. Bilag 2",
        ),
        (
            "Godkendt som foreslået af Anders B. Hansen. Udvalget takkede for arbejdet med det.",
            "Godkendt som foreslået af Anders B. Hansen",
        ),
        (
            "Godkendt til 4 mio. kr. Udvalget bemærkede, at beløbet skal holdes i hele året.",
            "Godkendt til 4 mio. kr.",
        ),
        (
            "Godkendt efter § 5, stk. 2. Udvalget bemærkede, at beløbet skal holdes i hele året.",
            "Godkendt efter § 5, stk. 2.",
        ),
    ],
)
def test_how_a_long_decision_begins_is_not_cut_inside_a_word(text: str, short: str) -> None:
    assert in_short(f'beslutning: "{text}"') == short


TABLE = "| a | b |\\n|---|---|\\n| 1 | 2 |"


@pytest.mark.parametrize(
    ("text", "short"),
    [
        (f"Godkendt med denne fordeling:\\n\\n{TABLE}\\n\\nOg dette:\\n\\nSlut.", "Godkendt"),
        ("Godkendt:\\n\\n- vejen\\n- stien", "Godkendt"),
        ("Vedtaget således:\\n\\n1. vejen\\n2. stien", "Vedtaget"),
        ("Ikke godkendt:\\n\\n- vejen\\n- stien", "Ikke godkendt"),
        ("Godkendt", "Godkendt"),
        ("Godkendt\\n\\nSlut.", "Godkendt"),
        # What leads to the list says more than the word.
        ("Godkendt med følgende ændringer:\\n\\n- vejen\\n- stien", ""),
        ("Godkendt på de vilkår, at:\\n\\n- vejen\\n- stien", ""),
        ("Udvalget godkendte:\\n\\n- vejen\\n- stien", ""),
        ("Følgende blev drøftet:\\n\\n- vejen\\n- stien", ""),
        # Something else came of a part.
        ("Godkendt:\\n\\n- vejen\\n\\nUdsat:\\n\\n- stien", ""),
        ("Godkendt.\\n\\n- Stien er udsat.", ""),
    ],
)
def test_what_leads_to_a_list_or_a_table_is_told_by_its_outcome_or_not_at_all(
    text: str, short: str
) -> None:
    assert in_short(f'beslutning: "{text}"') == short


@pytest.mark.parametrize(
    ("typed", "short"),
    [
        ("udfald: afvist", "Afvist"),
        ("udfald: afvist\n    beslutning: Fristen er 1. maj.", "Afvist"),
        ("udfald: [drøftet, sendt i høring]", "Drøftet og sendt i høring"),
        ('udfald: "Godkendt med ændringer:"', "Godkendt med ændringer"),
    ],
)
def test_an_outcome_begins_as_it_does_in_the_item(typed: str, short: str) -> None:
    assert in_short(typed) == short
