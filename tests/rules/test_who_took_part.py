"""Who led and who sat where, against who was there."""

from __future__ import annotations

import re

import pytest

from forum_of_five import FORUM, findings, items, told
from moedebog.compose import compose, compose_facts, plan
from moedebog.document import Document
from moedebog.rules import Case, check
from support import OFFENTLIG, REFERAT, document, document_lines, meeting, read

# --- who takes part in single items -----------------------------------------------------------

OLGA = "fremmoedt: alle_andre\nobservatoerer: [Olga]\n"


@pytest.mark.parametrize(
    ("before", "each", "apart"),
    [
        (OLGA, ["gaester: [Olga]", "ankom: [Olga]"], [-3]),
        (OLGA, ["forlod: [Olga]", "", "observatoerer: [Olga]"], [5]),
        (OLGA, ["forlod: [Olga]", "ankom: [Olga]", "observatoerer: [Olga]"], []),
        (OLGA, ["forlod: [Olga]\nobservatoerer: [Olga]"], []),
        ("fremmoedt: alle\n", ["gaester: [Per]\nforlod: [Per]", "gaester: [Per]"], [3]),
        ("fremmoedt: alle\n", ["gaester: [Per]", "", "gaester: [Per]"], []),
        ("udeblevet: [Olga]\ngaester: [Olga]\n", ["", "observatoerer: [Olga]"], [7]),
    ],
)
def test_who_is_beside_the_members_at_an_item_is_there(
    before: str, each: list[str], apart: list[int]
) -> None:
    found = findings(items(*each, before=before), "M5706")
    said = [int(re.findall(r"linje (\d+)", one.message)[0]) for one in found]
    assert [one.position.line - line for one, line in zip(found, said, strict=True)] == apart


def called_in(whom: str, name: str) -> str:
    return f"inhabil:\n  - navn: {whom}\n    stedfortraeder: {name}"


@pytest.mark.parametrize(
    ("each", "told_of"),
    [
        (
            ["", called_in("Erik Enø", "Otto Ny")],
            "Otto Ny deltager her på Erik Enøs plads, men Per Ny sidder på den.",
        ),
        (["forlod: [Per Ny]", called_in("Erik Enø", "Otto Ny")], None),
        (["forlod: [Per Ny]\n" + called_in("Erik Enø", "Otto Ny")], None),
        ([called_in("Per Ny", "Otto Ny")], None),
        ([called_in("Erik Enø", "Per Ny")], None),
        (
            [
                called_in("Per Ny", "Otto Ny")
                + called_in("Erik Enø", "Ole Ny").removeprefix("inhabil:")
            ],
            "Ole Ny deltager her på Erik Enøs plads, men Otto Ny sidder på den.",
        ),
    ],
)
def test_two_substitutes_do_not_have_one_seat(each: list[str], told_of: str | None) -> None:
    before = "fremmoedt: alle_andre\nafbud:\n  - navn: Erik Enø\n    stedfortraeder: Per Ny\n"
    text = items(*each, before=before)
    assert told(text, "M5707") == ([told_of] if told_of else [])
    assert not any("Flyt" in one.hint for one in read(text, FORUM)[1])


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


TIMED = "[{navn: Anna Ager, tid: 10:10}]"


@pytest.mark.parametrize(
    ("moves", "where", "who"),
    [
        (["forlod: [Anna Ager]"], "»A«", "Bo Bæk"),
        ([f"forlod: {TIMED}"], "»A«", "Bo Bæk"),
        (["forlod: [Anna Ager]", "ankom: [Anna Ager]"], "»A« og 1 til", "Bo Bæk"),
        (["forlod: [Anna Ager]", "", "ankom: [Anna Ager]"], "»A« og 2 til", "Bo Bæk"),
        ([f"forlod: {TIMED}\nankom: [{{navn: Anna Ager, tid: 10:30}}]"], "»A«", "Bo Bæk"),
        (["forlod: [Anna Ager, Bo Bæk]", ""], "»A« og 1 til", "…"),
        (["", "forlod: [Anna Ager]\nankom: [Bo Bæk]"], "»B«", "…"),
    ],
)
def test_who_leads_is_there_for_all_of_an_item_or_it_is_told(
    moves: list[str], where: str, who: str
) -> None:
    before = "fremmoedt: alle_andre\n"
    (found,) = findings(items(*moves, before=before), "M572")
    assert found.message == (
        f"Mødelederen Anna Ager er ikke til stede hele tiden ved {where}, så det ses ikke, hvem "
        "der ledede mødet."
    )
    assert found.hint == f"Skriv `moedeleder: {who}` på punktet."
    named = [f"{one}\nmoedeleder: Carl Clausen" for one in moves]
    assert findings(items(*named, before=before), "M572", "M586", "M5705") == []


def test_nobody_is_proposed_as_leader_who_leaves_in_that_item() -> None:
    text = items("inhabil: [Anna Ager]\nforlod: [Bo Bæk]")
    assert hints(text) == ["Skriv `moedeleder: …` på punktet."]
    part = "underpunkter:\n  - titel: Del\n    forlod: [Bo Bæk]"
    (whole,) = findings(items(f"inhabil: [Anna Ager]\n{part}"), "M572")
    assert whole.hint == "Skriv `moedeleder: …` på punktet."


@pytest.mark.parametrize(
    "more",
    [
        "forlod: [Bo Bæk]",
        "forlod: [{navn: Bo Bæk, tid: 10:10}]\nankom: [{navn: Bo Bæk, tid: 10:30}]",
        "underpunkter:\n  - titel: Del\n    udfald: godkendt\n    forlod: [Bo Bæk]",
        "inhabil: [Anna Ager]\nforlod: [Bo Bæk]",
    ],
)
def test_nobody_led_all_of_what_they_left(more: str) -> None:
    text = items(f"moedeleder: Bo Bæk\n{more}", before="fremmoedt: alle\n")
    (message,) = told(text, "M586", "M5705")
    assert message == (
        "Bo Bæk kan ikke have ledet hele »A«: Bo Bæk gik undervejs. At Bo Bæk ledede det, trykkes "
        "ikke."
    )
    shown = document_lines(document(text, forum_text=FORUM))
    assert not any("ledede" in line for line in shown)


def test_who_comes_at_an_item_may_have_led_all_of_it_where_that_is_said() -> None:
    text = items("moedeleder: Bo Bæk", "moedeleder: Anna Ager\nankom: [Anna Ager]")
    assert told(text, "M572", "M586", "M5705") == []
    shown = document_lines(document(text, forum_text=FORUM))
    assert sum("ledede" in line for line in shown) == 2


def test_a_part_may_be_led_by_others_than_what_it_belongs_to() -> None:
    parts = (
        "forlod: [Anna Ager]\nunderpunkter:\n"
        "  - titel: Del\n    udfald: godkendt\n    moedeleder: Bo Bæk"
    )
    text = items("").replace("    udfald: godkendt\n", "    " + parts.replace("\n", "\n    "))
    assert told(text, "M572", "M586", "M5705") == []


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


@pytest.mark.parametrize("outcome", ["udgaar", "ikke_behandlet"])
def test_who_is_disqualified_in_an_item_that_was_taken_off_is_told(outcome: str) -> None:
    text = items("inhabil: [Bo Bæk]").replace("godkendt", outcome)
    (finding,) = told(text, "M5700", "M5702")
    assert "Bo Bæk er inhabil" in finding
    assert told(text.replace("punkter", "afbud: [Bo Bæk]\npunkter", 1), "M5702") == []


def test_nobody_is_said_to_have_led_or_been_called_in_for_what_was_taken_off() -> None:
    more = "moedeleder: Dora Dam\ninhabil:\n  - navn: Bo Bæk\n    stedfortraeder: Jens Juul\n"
    text = items(more).replace("godkendt", "udgaar")
    assert not any("Dora Dam ledede" in line for line in document_lines(document_of(text)))
    assert "Jens Juul" not in " ".join(document_lines(document_of(text)))
    assert compose_facts(meeting(text, FORUM), REFERAT, OFFENTLIG).punkter[0].stedfortraedere == ()


def test_what_is_taken_off_is_so_with_its_parts() -> None:
    part = "underpunkter:\n  - titel: Del\n    inhabil:\n      - navn: Bo Bæk\n"
    part += "        stedfortraeder: Jens Juul\n"
    text = items(part).replace("udfald: godkendt", "udfald: udgaar")
    assert len(told(text, "M5700")) == 1
    assert len(told(text, "M5702")) == 1
    assert "Jens Juul" not in " ".join(document_lines(document_of(text)))
    treated = text.replace("titel: Del", "titel: Del\n        udfald: godkendt")
    assert told(treated, "M5700") == []
    assert "Jens Juul" in " ".join(document_lines(document_of(treated)))


def test_what_lapsed_may_have_been_dealt_with() -> None:
    text = items("inhabil: [Bo Bæk]").replace("godkendt", "bortfaldet")
    assert told(text, "M5700") == []
    assert "Bo Bæk deltog ikke" in " ".join(document_lines(document_of(text)))


def test_who_comes_or_leaves_at_an_item_that_was_taken_off_is_told() -> None:
    text = items("ankom: [Bo Bæk]\nforlod: [Dora Dam]").replace("godkendt", "udgaar")
    came, left = told(text, "M5702")
    assert "Bo Bæk kom" in came
    assert "Dora Dam gik" in left
    assert told(text.replace("udgaar", "udsat"), "M5702") == []


EVERYBODY = "[Anna Ager, Bo Bæk, Carl Clausen, Dora Dam, Erik Enø]"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (items("", "", before=f"afbud: {EVERYBODY}\n"), "og 1 til"),
        (items("", before=f"udeblevet: {EVERYBODY}\n"), "»A«,"),
        (items(f"forlod: {EVERYBODY}", ""), "»B«,"),
        (items(f"inhabil: {EVERYBODY}"), "»A«,"),
        (items("inhabil: [Dora Dam]", before="fremmoedt: [Dora Dam]\n"), "»A«,"),
    ],
)
def test_what_nobody_was_there_to_decide_is_told_once(text: str, number: str) -> None:
    (finding,) = told(text, "M5703")
    assert number in finding
    assert told(text, "M572") == [] or "forlod" in text


def test_what_nobody_decided_or_one_was_left_for_is_fine() -> None:
    text = items("", before=f"afbud: {EVERYBODY}\n")
    assert told(text.replace("godkendt", "udsat"), "M5703") == []
    assert told(text.replace("udfald: godkendt", "beslutning: Udsat, da ingen kom."), "M5703") == []
    assert told(items("inhabil: " + EVERYBODY.replace(", Erik Enø", "")), "M5703") == []
    came = "afbud:\n  - navn: Anna Ager\n    stedfortraeder: Ida Ibsen\n"
    came += "udeblevet: [Bo Bæk, Carl Clausen, Dora Dam, Erik Enø]\n"
    assert told(items("", before=came), "M5703") == []


def test_a_forum_of_which_only_the_absent_are_known_may_have_decided() -> None:
    forum = "navn: Byrådet\nmedlemmer: [Poul Ny]\n"
    text = "fremmoedt: {}\nafbud: [Poul Ny]\npunkter:\n  - titel: A\n    udfald: godkendt\n"

    def codes(recorded: str) -> list[str]:
        return [d.code for d in check(Case(plan(meeting(text.format(recorded), forum))[0]))]

    assert codes("ikke_noteret") == []
    assert codes("alle_andre") == ["M5703"]


# --- votes of those who were there ------------------------------------------------------------

HANDED_OVER = "afbud:\n  - navn: Carl Clausen\n    stedfortraeder: Ida Ibsen\n"
TAKES_OVER = "ankom: [Carl Clausen]\nforlod: [Ida Ibsen]\n"


@pytest.mark.parametrize(
    ("number", "code"), [("5", []), ("6", ["M520"]), ("4", ["M521"]), ("[A, V, C, F]", [])]
)
def test_a_seat_that_is_handed_over_has_one_vote(number: str, code: list[str]) -> None:
    text = items(f"{TAKES_OVER}afstemning:\n  for: {number}", before=HANDED_OVER)
    assert [one.code for one in findings(text, "M520", "M521")] == code
    if number == "[A, V, C, F]":
        assert "Vedtaget med 5 stemmer." in document_lines(document_of(text))


def test_a_substitute_who_has_left_may_be_called_in_again() -> None:
    votes = "afstemning:\n  for: [Anna Ager, Ida Ibsen]\n  imod: [Bo Bæk, Dora Dam, Erik Enø]\n"
    out = "inhabil:\n  - navn: Carl Clausen\n    stedfortraeder: Ida Ibsen\n"
    text = items(TAKES_OVER, "", out + votes, before=HANDED_OVER).replace("godkendt", "droeftet")
    assert [one.code for one in findings(text, "M584", "M520", "M521", "M522")] == []
    told = compose_facts(meeting(text, FORUM), REFERAT, OFFENTLIG).fremmoede.til_stede
    (ida,) = [one.ophold for one in told if one.navn == "Ida Ibsen"]
    ends = [(one.fra and one.fra.punkt, one.til and one.til.punkt) for one in ida]
    assert ends == [(None, "punkt-1"), ("punkt-3", "punkt-3")]
    assert "Fraværende" not in " ".join(document_lines(document_of(text)))


def test_where_both_sit_there_the_seat_has_one_vote_still() -> None:
    text = items("ankom: [Carl Clausen]", "afstemning:\n  for: 6", before=HANDED_OVER)
    assert len(told(text, "M520")) == 1


@pytest.mark.parametrize(("number", "told_of"), [(5, 0), (4, 0), (3, 1)])
def test_who_left_during_an_item_may_have_voted_or_not(number: int, told_of: int) -> None:
    text = items(f"forlod: [Dora Dam]\nafstemning:\n  for: {number}")
    assert len(told(text, "M521")) == told_of
    part = (
        f"forlod: [Dora Dam]\nunderpunkter:\n  - titel: Del\n    afstemning:\n      for: {number}"
    )
    assert len(told(items(part), "M521")) == told_of


def test_where_nobody_noted_who_was_there_no_vote_is_missing() -> None:
    text = items("afstemning:\n  for: 3", before="fremmoedt: ikke_noteret\n")
    assert told(text, "M521") == []


# --- guests of a member's name ----------------------------------------------------------------

GUEST = "gaester:\n  - navn: Bo Bæk\n    titel: vejchef\n"


def problems(text: str) -> list[str]:
    return [one.code for one in read(text, FORUM)[1]]


@pytest.mark.parametrize("key", ["forlod", "inhabil"])
def test_a_name_that_a_member_and_a_guest_have_is_told_where_it_may_be_either(key: str) -> None:
    for text in (items(f"{key}: [Bo Bæk]", before=GUEST), items(f"{GUEST}{key}: [Bo Bæk]")):
        assert problems(text) == ["M5704"]
        for meant in ("Bo Bæk (V)", "Bo Bæk (medlem)", "Bo Bæk (vejchef)"):
            assert problems(text.replace(f"{key}: [Bo Bæk]", f"{key}: [{meant}]")) == []


def test_the_guest_of_a_members_name_leaves_without_the_member() -> None:
    text = items("forlod: [Bo Bæk (vejchef)]", "afstemning:\n  for: [V]", before=GUEST)
    shown = document_lines(document_of(text))
    assert "Bo Bæk (vejchef) forlod mødet under punktet." in shown
    assert "Bo Bæk (vejchef)" in shown[shown.index("Gæster") + 1]
    assert "V (2)" in shown
    text = items("afstemning:\n  for: [Bo Bæk]\n  imod: [Anna Ager]", before=GUEST)
    assert "Bo Bæk (V)" in document_lines(document_of(text))


def test_a_guest_who_sent_regrets_is_no_guest_in_the_referat() -> None:
    text = items("", before="gaester: [Gerda Ny, Per Ny]\nafbud: [Gerda Ny]\n")
    shown = document_lines(document_of(text))
    assert shown[shown.index("Gæster") + 1] == "Per Ny"
    assert shown[shown.index("Afbud") + 1] == "Gerda Ny"


@pytest.mark.parametrize(
    "who",
    [
        "afbud:\n  - navn: Anna Ager\n    stedfortraeder: {navn: Ida Ibsen, deltog: digitalt}\n",
        "gaester:\n  - navn: Gerda Ny\n    deltog: digitalt\n",
    ],
)
def test_nobody_takes_part_on_a_screen_where_the_meeting_is_in_a_room(who: str) -> None:
    assert len(told(items("", before=f"form: fysisk\n{who}"), "M578")) == 1
    assert told(items("", before=f"form: hybrid\n{who}"), "M578") == []


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
