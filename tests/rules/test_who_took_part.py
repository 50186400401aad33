"""Who led and who sat where, against who was there."""

from __future__ import annotations

import pytest

from forum_of_five import FORUM, findings, items, told
from moedebog.compose import compose, compose_facts, plan
from moedebog.document import Document
from support import OFFENTLIG, REFERAT, document, document_lines, meeting

# --- who led ----------------------------------------------------------------------------------


def hints(text: str) -> list[str]:
    return [one.hint for one in findings(text, "M572")]


def test_nobody_is_proposed_as_leader_who_took_no_part_either() -> None:
    out = "inhabil: [Anna Ager]"
    assert hints(items(out)) == ["Skriv `moedeleder: Bo Bæk` på punktet."]
    assert hints(items(out, before="afbud: [Bo Bæk]\n")) == ["Skriv `moedeleder: …` på punktet."]
    both = "inhabil: [Anna Ager, Bo Bæk]"
    assert hints(items(both)) == ["Skriv `moedeleder: …` på punktet."]
    gone = items("forlod: [Bo Bæk]", out)
    assert hints(gone) == ["Skriv `moedeleder: …` på punktet."]


def test_a_break_is_no_reason_to_name_the_leader_at_each_item() -> None:
    away = items("", before="afbud: [Anna Ager]\n")
    pause = "  - titel: Frokost\n    sagstype: pause\n"
    assert hints(away + pause) == ["Skriv `moedeleder: Bo Bæk` øverst i filen."]
    assert hints(items("inhabil: [Anna Ager]") + pause) == [
        "Skriv `moedeleder: Bo Bæk` på punktet."
    ]


@pytest.mark.parametrize(
    ("more", "before", "why"),
    [
        ("inhabil: [Bo Bæk]", "", "er inhabil"),
        ("", "afbud: [Bo Bæk]\n", "er ikke til stede"),
        ("", "udeblevet: [Bo Bæk]\n", "er ikke til stede"),
    ],
)
def test_who_took_no_part_in_an_item_cannot_have_led_it(more: str, before: str, why: str) -> None:
    text = items(f"moedeleder: Bo Bæk\n{more}", before=before)
    (error,) = findings(text, "M572", "M586")
    assert (error.code, error.rule.severity) == ("M586", "fejl")
    assert error.message == f"Bo Bæk kan ikke have ledet »A«: Bo Bæk {why}."
    assert findings(items("moedeleder: Bo Bæk"), "M572", "M586") == []


def test_a_leader_who_is_told_of_at_an_item_is_not_told_of_at_its_parts() -> None:
    part = "underpunkter:\n  - titel: Del\n    udfald: godkendt\n    inhabil: [Bo Bæk]\n"
    whole = "moedeleder: Bo Bæk\n"
    assert [one.code for one in findings(items(whole + part), "M572", "M586")] == ["M572"]
    both = f"{whole}inhabil: [Bo Bæk]\n{part}"
    assert [one.code for one in findings(items(both), "M572", "M586")] == ["M586"]


# --- a meeting that was not held --------------------------------------------------------------

NAMED = """
punkter:
  - titel: A
    moedeleder: Bo Bæk
    inhabil:
      - navn: Dora Dam
        erklaeret: ja
        stedfortraeder: Jens Juul
"""


@pytest.mark.parametrize("head", ["aflyst: ja\n", "aflyst: nej\n"], ids=["off", "not yet"])
def test_of_a_meeting_that_was_not_held_nothing_is_told_of_who_took_part(head: str) -> None:
    said = " ".join(document_lines(document(head + NAMED, forum_text=FORUM)))
    for word in ("ledede", "inhabil", "deltog", "Mødeleder", "Til stede"):
        assert word not in said
    facts = compose_facts(meeting(head + NAMED, FORUM), REFERAT, OFFENTLIG)
    assert facts.fremmoede.til_stede == ()
    assert facts.punkter[0].inhabil == ()
    assert facts.punkter[0].stedfortraedere == ()


# --- seats and roles --------------------------------------------------------------------------


def test_a_substitute_of_two_who_are_away_has_two_seats() -> None:
    one = "  - navn: {}\n    stedfortraeder: Ida Ibsen\n"
    away = f"afbud:\n{one.format('Bo Bæk')}{one.format('Dora Dam')}"
    assert told(items("", before=away), "M584") == [
        "Ida Ibsen er stedfortræder for Dora Dam her, men også for Bo Bæk."
    ]


@pytest.mark.parametrize("key", ["afbud", "udeblevet"])
def test_a_substitute_who_did_not_come_either_is_told(key: str) -> None:
    chain = "afbud:\n  - navn: Carl Clausen\n    stedfortraeder: Ida Ibsen\n"
    away = "  - Ida Ibsen\n" if key == "afbud" else "udeblevet: [Ida Ibsen]\n"
    (message,) = told(items("", before=chain + away), "M587")
    assert message.startswith("Ida Ibsen er stedfortræder for Carl Clausen, men har selv meldt")
    assert told(items("", before=chain), "M587") == []


def test_a_substitute_who_came_despite_their_regrets_had_the_seat() -> None:
    chain = "afbud:\n  - navn: Carl Clausen\n    stedfortraeder: Ida Ibsen\n  - Ida Ibsen\n"
    there = "fremmoedt: [Anna Ager, Bo Bæk, Dora Dam, Erik Enø, Ida Ibsen]\n"
    assert told(items("", before=chain + there), "M587") == []


@pytest.mark.parametrize("role", ["gaester", "observatoerer", "fra_forvaltningen"])
def test_a_member_who_stands_beside_the_members_too_is_told(role: str) -> None:
    said = [f"Bo Bæk står under {role}, men er også medlem."]
    assert told(items("", before=f"{role}: [Bo Bæk]\n"), "M588") == said
    assert told(items(f"{role}: [Bo Bæk]"), "M588") == said
    assert told(items("", before=f"afbud: [Bo Bæk]\n{role}: [Bo Bæk]\n"), "M588") == said
    namesake = f"{role}:\n  - navn: Bo Bæk\n    titel: vejchef"
    assert told(items(namesake), "M588") == []


def test_a_substitute_who_is_a_guest_too_is_told() -> None:
    away = "afbud:\n  - navn: Carl Clausen\n    stedfortraeder: Ida Ibsen\n"
    assert told(items("gaester: [Ida Ibsen]", before=away), "M588") == [
        "Ida Ibsen står under gaester, men er også stedfortræder."
    ]


@pytest.mark.parametrize(
    "more",
    [
        "gaester: [Per Ny, Per Ny]",
        "observatoerer: [Per Ny]\ngaester: [per ny]",
        "fra_forvaltningen:\n  - navn: Per Ny\n    titel: chef\ngaester: [Per Ny]",
    ],
)
def test_one_guest_in_two_places_is_told(more: str) -> None:
    assert len(told(items(more), "M589")) == 1
    assert len(told(items("", before=f"{more}\n"), "M589")) == 1


def test_two_guests_of_one_name_are_two() -> None:
    one, other = ("  - navn: Per Ny\n    organisation: " + place for place in ("Ribe", "Varde"))
    assert told(items(f"gaester:\n{one}\n{other}"), "M588", "M589") == []


def test_who_is_there_all_along_may_be_named_at_an_item_as_well() -> None:
    text = items("fra_forvaltningen: [Per Ny]", before="fra_forvaltningen: [Per Ny]\n")
    assert told(text, "M588", "M589") == []


# --- what nobody took part in -----------------------------------------------------------------


def test_nobody_leads_an_item_that_was_dropped_or_is_called_in_for_it() -> None:
    led = "moedeleder: Bo Bæk\n"
    instead = "inhabil:\n  - navn: Bo Bæk\n    stedfortraeder: Jens Juul\n"
    for more in (led, instead):
        assert told(items(more), "M5700") == []
        assert len(told(items(more).replace("godkendt", "udgaar"), "M5700")) == 1
        assert told(items(more).replace("godkendt", "udsat"), "M5700") == []


def test_who_was_found_disqualified_while_away_did_not_take_part() -> None:
    found = "habilitetsbeslutning:\n  udfald: inhabil\n  om: [Bo Bæk]"
    assert len(told(items(found), "M582")) == 1
    assert told(items(found, before="afbud: [Bo Bæk]\n"), "M582") == []


def test_the_substitute_of_somebody_away_is_not_deleted_with_the_name() -> None:
    out = "inhabil:\n  - navn: Bo Bæk\n    stedfortraeder: Jens Juul\n"
    move = "Flyt `stedfortraeder` til navnet under afbud eller udeblevet."

    def hint(*texts: str, before: str = "") -> str:
        (only,) = plan(meeting(items(*texts, before=before), FORUM))[1]
        assert only.code == "M227"
        return only.hint

    assert hint(out, before="afbud: [Bo Bæk]\n").endswith(move)
    assert move not in hint("inhabil: [Bo Bæk]", before="afbud: [Bo Bæk]\n")
    assert move not in hint("forlod: [Bo Bæk]", out)


def test_the_facts_call_nobody_disqualified_whom_the_referat_does_not() -> None:
    text = items("inhabil: [Bo Bæk, Dora Dam]", before="afbud: [Bo Bæk]\n")
    said = document_lines(document_of(text))
    assert any(line.startswith("Dora Dam deltog ikke i sagens behandling") for line in said)
    assert not any(line.startswith("Bo Bæk deltog ikke") for line in said)
    assert compose_facts(meeting(text, FORUM), REFERAT, OFFENTLIG).punkter[0].inhabil == (
        "Dora Dam",
    )


def document_of(text: str) -> Document:
    """The referat, whatever is told of it."""
    return compose(meeting(text, FORUM), REFERAT, OFFENTLIG)[0]
