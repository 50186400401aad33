"""What a decision's own words say of the votes, against the votes."""

from __future__ import annotations

import pytest

from rule_results import FORUM, findings


def of_text(text: str, vote: str = "{for: 4, imod: 3}", more: str = "") -> list[str]:
    """What is found of a decision in words with a vote on it."""
    item = (
        f'punkter:\n  - titel: Sag\n    beslutning: "{text}"\n    afstemning: {vote}\n    {more}\n'
    )
    return findings(item)


# --- numbers --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Vedtaget med 7 stemmer mod 2.",
        "Vedtaget med seks stemmer mod én.",
        "Vedtaget med fire mod to stemmer.",
        "Vedtaget med 6 stemmer for og 1 stemme imod.",
        "Vedtaget med 6 stemmer.",
        "Vedtaget med enogtyve stemmer mod toogtyve.",
        "3 stemte for og 4 imod. Indstillingen er vedtaget.",
        "For stemte 5, imod stemte 2. Godkendt.",
        "For: 5, imod: 2. Godkendt.",
        "For stemte A og V (4 stemmer). Imod stemte C og F (2 stemmer). Godkendt.",
        "Seks af medlemmerne stemte for, og kun ét imod. Godkendt.",
        "Med stemmerne 5-2 blev indstillingen vedtaget.",
        "Vedtaget med stemmetallet 5 til 2.",
        "Godkendt med 5 ja-stemmer og 2 nej-stemmer.",
        "Godkendt. Et mindretal på 2 stemte imod.",
        "Godkendt. 3 undlod at stemme.",
        "Godkendt. To stemte blankt.",
        "Alle 7 medlemmer stemte for. Godkendt.",
        "Godkendt uden afstemning.",
        "Vedtaget:\\n\\n- 6 stemte for\\n- 3 stemte imod",
    ],
)
def test_other_numbers_than_those_of_the_votes_are_told(text: str) -> None:
    assert of_text(text, "{for: 4, imod: 3, undlod: 0, blanke: 0}") == ["M5217"]


@pytest.mark.parametrize(
    ("text", "vote"),
    [
        ("Vedtaget med 4 stemmer mod 3.", "{for: 4, imod: 3}"),
        ("Vedtaget med fire stemmer mod tre.", "{for: 4, imod: 3}"),
        ("Forkastet med 5 stemmer mod 2.", "{for: 2, imod: 5}"),
        ("Forkastet med 2 stemmer mod 5.", "{for: 2, imod: 5}"),
        ("For: 4 Imod: 3. Godkendt.", "{for: 4, imod: 3}"),
        ("For stemte A og V (4), imod stemte C (1) og F (2). Godkendt.", "{for: 4, imod: 3}"),
        ("2 (F) stemte imod, 1 (C) stemte imod, og 4 stemte for.", "{for: 4, imod: 3}"),
        ("Et medlem stemte imod. Et andet medlem undlod.", "{for: 5, imod: 1, undlod: 1}"),
        ("4 for, 2 imod og en blank. Godkendt.", "{for: 4, imod: 2, blanke: 1}"),
        ("Godkendt. 1 stemte hverken for eller imod.", "{for: 4, imod: 2, blanke: 1}"),
        # Of another proposal, another body, another day, or of no votes.
        (
            "Ændringsforslaget faldt med 1 stemme mod 6. Vedtaget med 4 stemmer mod 3.",
            "{for: 4, imod: 3}",
        ),
        ("Økonomiudvalget anbefalede sagen med 5 stemmer mod 2. Godkendt.", "{for: 4, imod: 3}"),
        ("Godkendt. Planen faldt den 3. marts med 5 stemmer mod 2.", "{for: 4, imod: 3}"),
        ("3 stemte for rød og 4 for blå. Indstillingen er godkendt.", "{for: 7, imod: 0}"),
        ("Godkendt. Der afsættes 5 mio. kr. til 3 veje mod 2 i dag.", "{for: 4, imod: 3}"),
        ("Godkendt. Forvaltningen retter afsnit 3 for børn og 2 for unge.", "{for: 4, imod: 3}"),
        # One of several votes.
        (
            "Vedtaget med 4 stemmer mod 3.",
            "[{forslag: At vente, for: 2, imod: 5}, {for: 4, imod: 3}]",
        ),
        ("Udfaldet var 2 mod 5 og 4 mod 3.", "[{for: 2, imod: 5}, {for: 4, imod: 3}]"),
        ("Alma fik 4 stemmer, 1 stemte imod.", "{valg: {til: Formand, valgt: [Alma]}}"),
    ],
)
def test_numbers_that_may_be_those_of_the_votes_are_not(text: str, vote: str) -> None:
    assert of_text(text, vote) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A, V og C stemte imod. F stemte for. Godkendt.", 4),
        ("For stemte A og F. Imod stemte V og C.", 3),
        ("Frida (F) stemte for. Godkendt.", 1),  # she is one of the party that was against
        ("For stemte A (2), V (2) og C (1). Imod stemte F (2).", 0),
        ("A, V og C stemte for, og F stemte imod.", 0),
        ("Liste F stemte imod.", 0),
        ("F stemte for ændringsforslaget. Indstillingen er godkendt.", 0),
        ("Ø stemte imod. Godkendt.", 0),
    ],
)
def test_who_voted_how_in_words_is_who_did(text: str, found: int) -> None:
    assert of_text(text, "{for: [A, V, C], imod: [F]}") == ["M5217"] * found


def test_a_person_stands_in_words_where_the_votes_have_them() -> None:
    vote = "{for: [Alma, Bent, Cara, Dorte], imod: [Emil, Frida], undlod: [Gorm]}"
    assert of_text("Gorm stemte imod. Godkendt.", vote) == ["M5217"]
    assert of_text("Emil (C) og Frida (F) stemte imod. Godkendt.", vote) == []
    assert of_text("Emil og Alma stemte imod. Godkendt.", vote) == ["M5217"]


def test_an_outcome_in_words_of_ones_own_has_numbers_too() -> None:
    text = (
        "punkter: [{titel: A, udfald: Vedtaget med 5 stemmer mod 2, afstemning: {for: 4, imod: 3}}]"
    )
    assert findings(text) == ["M5217"]


@pytest.mark.parametrize(
    ("item", "found"),
    [
        ("udfald: godkendt\n    beslutning: 2 stemte for og 5 imod.", ["M5219"]),
        ("udfald: ikke_godkendt\n    beslutning: 5 stemte for og 2 imod.", ["M5219"]),
        ("beslutning: Vedtaget med 2 stemmer mod 5.", ["M5219"]),
        ("udfald: godkendt\n    beslutning: 5 stemte for og 2 imod.", []),
        ("beslutning: Forkastet med 2 stemmer mod 5.", []),
        ("beslutning: Vedtaget med 3 stemmer mod 3; formandens stemme var afgørende.", []),
    ],
)
def test_votes_in_words_alone_bear_the_outcome(item: str, found: list[str]) -> None:
    assert findings(f"punkter:\n  - titel: Sag\n    {item}\n") == found


def test_each_answer_has_its_own_numbers() -> None:
    def answered(first: str, second: str, vote: str) -> list[str]:
        return findings(
            "punkter:\n  - titel: Sag\n    indstilling:\n      at: [x, y]\n      delbeslutninger:\n"
            f"        - {{punkt: 1, {first}}}\n        - {{punkt: 2, {second}}}\n    {vote}\n"
        )

    own = "afstemning: [{forslag: Punkt 1, for: 6, imod: 1}, {forslag: Ad 2, for: 5, imod: 2}]"
    six, five = "tekst: Godkendt med 6 stemmer mod 1.", "tekst: Godkendt med 5 stemmer mod 2."
    assert answered(six, five, own) == []
    assert answered(five, six, own) == ["M5217", "M5217"]
    assert answered("tekst: Enstemmigt godkendt.", five, own) == ["M5200"]
    lost = "udfald: godkendt, tekst: 2 stemte for og 5 imod."
    assert answered(lost, "udfald: godkendt", "nr: '1'") == ["M5219"]


@pytest.mark.parametrize(
    ("text", "vote"),
    [
        ("Godkendt. Gorm stemte imod.", "{for: [A, V, C, F]}"),
        ("Godkendt. Imod stemte Emil (C).", "{for: [A, V, F, C]}"),
        ("Godkendt, idet Emil stemte imod.", "{for: [A, V, F, C]}"),
        ("Godkendt. Venstre undlod at stemme.", "{for: [A, V, F, C]}"),
        ("Godkendt. V undlod.", "{for: [A, F, C], imod: [V]}"),
        ("Godkendt. C stemte hverken for eller imod.", "{for: [A, V, F, C]}"),
        ("Godkendt. Undlod at stemme: C.", "{for: [A, V, F, C]}"),
        ("Godkendt med stemmerne fra A, V og F.", "{for: [A, V, C], imod: [F]}"),
        (
            "Godkendt med A's, V's og C's stemmer mod F's.",
            "{for: [A, V, F], imod: [C], undlod: []}",
        ),
        ("Vedtaget mod Venstres stemmer.", "{for: [A, V, F, C]}"),
        ("Vedtaget. F var imod.", "{for: [A, V, F, C]}"),
        ("Indstillingen blev godkendt. C kunne ikke tiltræde.", "{for: [A, V, F, C]}"),
        ("C kan ikke støtte forslaget. Godkendt.", "{for: [A, V, F, C]}"),
        ("Medlemmerne fra C stemte imod. Godkendt.", "{for: [A, V, F, C]}"),
        ("Herefter stemte C imod. Godkendt.", "{for: [A, V, F, C]}"),
        # The whole of a party by name.
        ("Godkendt. V stemte imod.", "{for: [Alma, Bent, Cara, Dorte, C], imod: [F]}"),
    ],
)
def test_whoever_is_said_to_be_on_another_side_is_told(text: str, vote: str) -> None:
    assert set(of_text(text, vote)) == {"M5217"}


@pytest.mark.parametrize(
    ("text", "vote"),
    [
        ("Godkendt. Ingen af medlemmerne fra V stemte for.", "{for: [A, F, C], imod: [V]}"),
        ("Godkendt. Flere fra V stemte for.", "{for: [A, F, C], imod: [V]}"),
        ("Godkendt. Et medlem fra V stemte for.", "{for: [A, F, C], imod: [V]}"),
        ("Ikke alle stemte for.", "{for: [A, F, C], imod: [V]}"),
        ("Bevillingen på 5 mod 7 mio. kr. blev godkendt.", "{for: [A, F, C], imod: [V]}"),
        ("Godkendt. Prisen blev 3 mod 4 kr. sidste år.", "{for: [A, F, C], imod: [V]}"),
        ("Godkendt. V henviste til de 3 stemmer imod i 2025.", "{for: [A, F, C], imod: [V]}"),
        ("Bevillingen blev vedtaget med 5 mod 7 mio. kr. i dag.", "{for: [A, F, C], imod: [V]}"),
        ("Godkendt. V stemte for i 2019.", "{for: [A, F, C], imod: [V]}"),
        ("Godkendt. Frida stemte imod.", "{for: [A, V, C], imod: [F]}"),
        ("Godkendt. Cara stemte imod.", "{for: [A, Dorte, F, C], imod: [Cara]}"),
        ("Godkendt. Cara stemte imod.", "{for: [A, V (1), F, C], imod: [V (1)]}"),
        ("Godkendt. C kunne ikke tiltræde.", "{for: [A, V, F], undlod: [C]}"),
        ("Godkendt. C kunne ikke tiltræde.", "{for: [A, V, F], imod: [C]}"),
        ("Godkendt. C er imod, at der bygges højt.", "{for: [A, V, F, C]}"),
        ("Godkendt. C kunne ikke støtte, at der bygges højt.", "{for: [A, V, F, C]}"),
        ("Godkendt. C stemte imod Venstres forslag.", "{for: [A, V, F, C]}"),
        ("Godkendt. C undlod at udtale sig.", "{for: [A, V, F, C]}"),
        ("Vedtaget mod Venstres stemmer.", "{for: [A, F, C], imod: [V]}"),
        ("Godkendt med A's, F's og C's stemmer mod V's.", "{for: [A, F, C], imod: [V]}"),
        ("Godkendt. C stemte blankt.", "{for: [A, V, F], blanke: [C]}"),
        ("Godkendt. Cara stemte imod.", "{for: {antal: 4, navne: [A, V]}, imod: 3}"),
        ("Forkastet med stemmerne fra V.", "{for: [A, C], imod: [V, F]}"),
    ],
)
def test_whoever_may_have_voted_so_is_not(text: str, vote: str) -> None:
    assert of_text(text, vote) == []


# --- all of one mind ------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Alle stemte for indstillingen. Godkendt.",
        "Alle stemte for. Ingen stemte imod. Godkendt.",
        "Samtlige medlemmer stemte for.",
        "Hele udvalget stemte for indstillingen.",
        "Godkendt af samtlige medlemmer.",
        "Et enigt udvalg godkendte indstillingen.",
        "Et samlet byråd godkendte indstillingen.",
        "Udvalget godkendte enigt indstillingen.",
        "Godkendt ved konsensus.",
        "Der blev opnået konsensus om indstillingen. Godkendt.",
        "Godkendt i fuld enighed.",
        "Der var enighed om at godkende indstillingen.",
        "Udvalget var enige. Godkendt.",
        "Alle var enige om at godkende indstillingen.",
        "Godkendt; ingen stemte imod.",
        "Godkendt. Ingen imod.",
        "Godkendt uden stemmer imod.",
        "Indstillingen blev enstemmig vedtaget.",
        "Enstemmigt vedtaget med 4 stemmer mod 3.",
        "Udvalget besluttede enstemmigt at sælge grunden.",
        "Udvalget drøftede sagen. Enstemmigt godkendt.",
        "Økonomiudvalget anbefalede sagen. Et enigt udvalg godkendte.",
        "Vedtaget med alle stemmer.",
    ],
)
def test_that_all_were_of_one_mind_is_told_over_votes_against(text: str) -> None:
    assert of_text(text) == ["M5200"]


@pytest.mark.parametrize(
    ("text", "vote"),
    [
        ("Godkendt, alle på nær F stemte for.", "{for: 5, imod: 2}"),
        ("Alle fra A og V stemte for. Godkendt.", "{for: 4, imod: 3}"),
        ("Der var ikke enighed om at godkende. Godkendt.", "{for: 4, imod: 3}"),
        ("Der kunne ikke opnås enighed. Godkendt.", "{for: 4, imod: 3}"),
        ("Udvalget var ikke enigt. Godkendt.", "{for: 4, imod: 3}"),
        ("Godkendt. Der var enighed om, at forvaltningen følger op.", "{for: 4, imod: 3}"),
        ("Godkendt. Udvalget var enigt i, at sagen er vigtig.", "{for: 4, imod: 3}"),
        ("Godkendt. Et enigt mindretal stemte imod.", "{for: 4, imod: 3}"),
        ("Venstre og F var enige om at følge op. Godkendt.", "{for: 4, imod: 3}"),
        ("Godkendt i enighed.", "{for: 4, imod: 0, undlod: 3}"),
        ("Forslaget blev enstemmigt forkastet.", "{for: 0, imod: 7}"),
        ("Et enigt udvalg afviste forslaget.", "{for: 0, imod: 7}"),
        ("Alle stemte imod. Forkastet.", "{for: 0, imod: 7}"),
        ("Godkendt enstemmigt.", "{forslag: At vente, for: 2, imod: 5}"),
        ("Vedtaget med alle stemmer mod V's.", "{for: 5, imod: 2}"),
        ("Økonomiudvalget anbefalede enstemmigt. Godkendt.", "{for: 5, imod: 2}"),
        ("Udvalget besluttede enstemmigt at optage sagen. Vedtaget.", "{for: 5, imod: 2}"),
        ("Enstemmigt besluttet at lukke dørene. Godkendt.", "{for: 5, imod: 2}"),
        ("Enstemmigt godkendt ved 1. behandling. Vedtaget ved 2. behandling.", "{for: 5, imod: 2}"),
        ("Den 1. december enstemmigt godkendt. Nu vedtaget.", "{for: 5, imod: 2}"),
        ("Udvalget takkede enstemmigt for arbejdet. Godkendt.", "{for: 5, imod: 2}"),
        ("Ændringsforslaget blev enstemmigt vedtaget. Godkendt.", "{for: 5, imod: 2}"),
    ],
)
def test_what_the_votes_bear_is_not(text: str, vote: str) -> None:
    assert of_text(text, vote) == []


def test_all_voted_for_it_where_nobody_abstained() -> None:
    assert of_text("Alle stemte for.", "{for: 4, imod: 0, undlod: 3}") == ["M5200"]
    assert of_text("Alle stemte for.", "{for: 7, imod: 0}") == []


def test_all_are_against_it_where_nobody_is_for() -> None:
    assert of_text("Forslaget blev enstemmigt forkastet.", "{for: 2, imod: 5}") == ["M5200"]
    assert of_text("Alle stemte imod. Forkastet.", "{for: 2, imod: 5}") == ["M5200"]


@pytest.mark.parametrize(
    "text",
    [
        "Et enigt udvalg godkendte indstillingen. Frida stemte imod.",
        "Enstemmigt godkendt, idet V stemte imod.",
        "Vedtaget enstemmigt mod A og V's stemmer.",
        "Alle stemte for. Emil stemte imod. Godkendt.",
        "Godkendt enstemmigt. Imod stemte Gorm (F).",
        "Godkendt i enighed. Venstre var imod.",
    ],
)
def test_a_text_is_of_one_mind_with_itself(text: str) -> None:
    assert findings(f'punkter: [{{titel: Sag, beslutning: "{text}"}}]') == ["M5200"]


@pytest.mark.parametrize(
    "text",
    [
        "Et enigt udvalg godkendte punkt 1. Frida stemte imod punkt 2.",
        "Økonomiudvalget anbefalede enstemmigt. Godkendt. V stemte imod.",
        "Udvalget besluttede enstemmigt at optage sagen. Godkendt, V stemte imod.",
        "Enstemmigt godkendt. Ø stemte imod i Folketinget.",
        "Enstemmigt godkendt, bortset fra V, der stemte imod.",
        "Enstemmigt godkendt. V stemte imod på sidste møde.",
        "Enstemmigt godkendt. V stemte imod ændringsforslaget.",
        "Enstemmigt godkendt. V undlod at stemme.",
        "Ikke enstemmigt godkendt. V stemte imod.",
        "Udvalget drøftede i enighed. V stemte imod.",
        "Enstemmigt forkastet. V stemte imod.",
    ],
)
def test_two_things_are_of_two_minds(text: str) -> None:
    assert findings(f'punkter: [{{titel: Sag, beslutning: "{text}"}}]') == []


# --- what decided ---------------------------------------------------------------------

_NAMED = "for: [Bent, Cara, Dorte], imod: [Emil, Frida, Gorm]"
_BY_CHAIR = "Vedtaget. Formandens stemme var afgørende."


@pytest.mark.parametrize(
    ("text", "vote", "found"),
    [
        (_BY_CHAIR, "{for: 4, imod: 3}", ["M5218"]),
        (_BY_CHAIR, f"{{{_NAMED}, undlod: [Alma]}}", ["M5218"]),
        ("Formanden havde den afgørende stemme. Vedtaget.", "{for: 4, imod: 3}", ["M5218"]),
        ("Vedtaget med formandens stemme.", "{for: 4, imod: 3}", ["M5218"]),
        ("Forkastet med formandens stemme som udslagsgivende.", "{for: 3, imod: 4}", ["M5218"]),
        (_BY_CHAIR, "{for: 3, imod: 3, undlod: 1, afgjort_af: lodtraekning}", ["M5218"]),
        (_BY_CHAIR, "{for: [V, Emil], imod: [A, Frida], undlod: [Gorm]}", ["M5218"]),
        (
            "Afgjort ved lodtrækning.",
            "{for: 3, imod: 3, undlod: 1, afgjort_af: formand}",
            ["M5218"],
        ),
        ("Godkendt ved lodtrækning.", "{for: 4, imod: 3}", ["M5218"]),
        ("Forslaget blev vedtaget efter lodtrækning.", "{for: 4, imod: 3}", ["M5218"]),
        ("Forkastet ved lodtrækning.", "{for: 3, imod: 4}", ["M5218"]),
        ("Afgjort ved lod.", "{for: 3, imod: 4}", ["M5218"]),
        ("Godkendt at fordele pladserne ved lodtrækning.", "{for: 4, imod: 3}", []),
        ("Godkendt ved lodtrækning om rækkefølgen.", "{for: 4, imod: 3}", []),
        ("Godkendt med to tredjedeles flertal.", "{for: 4, imod: 3}", ["M5217"]),
        ("Vedtaget med mindst 2/3 flertal.", "{for: 4, imod: 3}", ["M5217"]),
        ("Udvalget vedtog forslaget.", "{for: 4, imod: 3}", []),
        ("Godkendt med to tredjedeles flertal.", "{for: 5, imod: 2}", []),
        ("Godkendt. Det kræver ikke to tredjedeles flertal.", "{for: 4, imod: 3}", []),
        (_BY_CHAIR, "{for: 3, imod: 3, undlod: 1, afgjort_af: formand}", []),
        # The words explain the tie, whether it is typed as well or not.
        (_BY_CHAIR, "{for: 3, imod: 3, undlod: 1}", []),
        ("Vedtaget efter lodtrækning.", "{for: 3, imod: 3, undlod: 1}", []),
        ("Vedtaget. Formandens stemme var ikke afgørende.", "{for: 4, imod: 3}", []),
        ("Vedtaget. Formandens afgørende stemme er ikke brugt.", "{for: 4, imod: 3}", []),
        ("Vedtaget; pladserne fordeles ved lodtrækning.", "{for: 4, imod: 3}", []),
    ],
)
def test_what_the_words_say_that_decided_may_have(text: str, vote: str, found: list[str]) -> None:
    assert sorted(of_text(text, vote)) == sorted(found)


# --- whose votes, and who may read of them --------------------------------------------


def test_another_forums_votes_are_no_matter_of_ours() -> None:
    text = """
        punkter:
          - titel: Sag
            afsnit:
              - slags: sag
                overskrift: Fra Ungeudvalget
                afsnit:
                  - {slags: beslutning, tekst: Enstemmigt vedtaget med 12 stemmer mod 9.}
                  - {slags: afstemning, afstemning: {for: 11, imod: [A, Ø, V]}}
    """
    assert findings(text) == []


def test_a_closed_decision_is_not_quoted_at_an_open_vote() -> None:
    text = """
        punkter:
          - titel: Sag
            afsnit:
              - {slags: beslutning, lukket: ja, tekst: Enstemmigt vedtaget med 7 stemmer mod 0.}
              - {slags: afstemning, afstemning: {for: 4, imod: 3}}
    """
    assert findings(text, FORUM) == []
