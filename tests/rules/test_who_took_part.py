"""Who led, who has a statement and who sat where, against who was there."""

from __future__ import annotations

import pytest

from moedebog.compose import compose_facts, plan
from moedebog.diagnostics import Diagnostic
from moedebog.rules import Case, check
from support import OFFENTLIG, REFERAT, document, document_lines, meeting

FORUM = """
navn: Udvalget
moedeleder: Anna Ager
medlemmer:
  - navn: Anna Ager
    hverv: formand
    parti: A
  - navn: Bo Bæk
    hverv: næstformand
    parti: V
  - navn: Carl Clausen
    parti: C
  - navn: Dora Dam
    parti: F
  - navn: Erik Enø
    parti: V
stedfortraedere:
  - navn: Ida Ibsen
    parti: C
  - navn: Jens Juul
    parti: V
    for: Bo Bæk
"""


def told(text: str, *codes: str) -> list[str]:
    """The findings with these codes."""
    return [one.message for one in findings(text, *codes)]


def findings(text: str, *codes: str) -> list[Diagnostic]:
    found = check(Case(plan(meeting(text, FORUM))[0]))
    return [one for one in found if one.code in codes]


def items(*items: str, before: str = "") -> str:
    """Items that were decided, each with more lines of its own."""
    text = f"{before}punkter:\n"
    for title, more in zip("ABCDE", items, strict=False):
        text += f"  - titel: {title}\n    udfald: godkendt\n"
        text += "".join(f"    {line}\n" for line in more.strip("\n").split("\n") if line)
    return text


# --- statements -------------------------------------------------------------------------------


def statement(who: str) -> str:
    return f"protokolbemaerkninger:\n  - fra: {who}\n    tekst: Nej."


@pytest.mark.parametrize(
    ("who", "whose"),
    [
        ("Dora Dam", "Dora Dam"),
        ("Dora Dam (F)", "Dora Dam"),
        ("dora dam", "Dora Dam"),
        ("Dora Dam og Bo Bæk", "Dora Dam"),
        ("Bo Bæk (V), Dora Dam (F)", "Dora Dam"),
        ("Bo Bæk (V) og Dora Dam (F)", "Dora Dam"),
        ("Dora Dam på vegne af F", "Dora Dam"),
        ("F", "F"),
        ("SF-gruppen", "SF-gruppen"),
        ("Socialistisk Folkeparti (F)", "Socialistisk Folkeparti (F)"),
        ("A og F", "F"),
    ],
)
def test_a_statement_of_somebody_absent_is_told_however_they_are_named(
    who: str, whose: str
) -> None:
    (message,) = told(items(statement(who), before="afbud: [Dora Dam]\n"), "M573")
    assert message.startswith(f"{whose} har en protokolbemærkning, men ")


@pytest.mark.parametrize(
    "who", ["Bo Bæk (V)", "V", "Venstre", "Bo Bæk for F", "Borgmesteren", "A og V", "Liste Ø"]
)
def test_a_statement_of_somebody_who_was_there_is_fine(who: str) -> None:
    assert told(items(statement(who), before="afbud: [Dora Dam, Erik Enø]\n"), "M573") == []


def test_a_party_whose_seat_a_substitute_had_may_have_a_statement() -> None:
    regrets = "afbud:\n  - navn: Carl Clausen\n    stedfortraeder: Ida Ibsen\n"
    assert told(items(statement("C"), before=regrets), "M573") == []
    assert len(told(items(statement("C"), before="afbud: [Carl Clausen]\n"), "M573")) == 1


def test_who_came_for_one_item_has_no_statement_at_another() -> None:
    instead = "inhabil:\n  - navn: Bo Bæk\n    stedfortraeder: Jens Juul\n"
    text = items(instead + statement("Jens Juul"), statement("Jens Juul (V)"))
    (only,) = findings(text, "M573")
    assert only.message.startswith("Jens Juul har en protokolbemærkning, men er ikke til stede")
    assert text.split("\n")[only.position.line - 3].endswith("fra: Jens Juul (V)")


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
