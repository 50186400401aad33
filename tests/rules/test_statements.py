"""Whose a statement is and who brings a matter on, against who is known and was there."""

from __future__ import annotations

import pytest

from forum_of_five import FORUM, findings, items, told
from moedebog.compose import plan
from moedebog.rules import Case, check
from support import REFERAT, document, document_lines, meeting

ALL = ("M573", "M595", "M596", "M5171", "M5175")


def codes(text: str, forum: str = FORUM) -> list[str]:
    """Which of the rules of this module a meeting breaks."""
    found = check(Case(plan(meeting(text, forum))[0]))
    return [one.code for one in found if one.code in ALL]


def statement(who: str) -> str:
    return f'protokolbemaerkninger:\n  - fra: "{who}"\n    tekst: Nej.'


def brought(af: str, for_: str = "Byrådet") -> str:
    return f"indbragt:\n  af: {af}\n  for: {for_}"


# --- statements of somebody who took no part ----------------------------------------------------


@pytest.mark.parametrize(
    ("who", "whose"),
    [
        ("Dora Dam", "Dora Dam"),
        ("Dora Dam (F)", "Dora Dam"),
        ("dora dam", "Dora Dam"),
        ("Dam, Dora", "Dora Dam"),
        ("Udvalgsmedlem Dora Dam", "Dora Dam"),
        ("Dora Dam m.fl.", "Dora Dam"),
        ("Dora Dam og Bo Bæk", "Dora Dam"),
        ("Bo Bæk (V), Dora Dam (F)", "Dora Dam"),
        ("Bo Bæk (V) og Dora Dam (F)", "Dora Dam"),
        ("Bo Bæk med tilslutning fra Dora Dam", "Dora Dam"),
        ("Bo Bæk, tiltrådt af Dora Dam", "Dora Dam"),
        ("Mindretallet (Bo Bæk og Dora Dam)", "Dora Dam"),
        ("Et mindretal bestående af Dora Dam og Bo Bæk", "Dora Dam"),
        ("SF ved Dora Dam", "Dora Dam"),
        ("SF v/ Dora Dam", "Dora Dam"),
        ("Dora Dam på vegne af F", "Dora Dam"),
        ("F", "F"),
        ("SF-gruppen", "SF-gruppen"),
        ("Socialistisk Folkeparti (F)", "Socialistisk Folkeparti (F)"),
        ("Mindretallet (V og F)", "F"),
        ("A og F", "F"),
    ],
)
def test_a_statement_of_somebody_absent_is_told_however_they_are_named(
    who: str, whose: str
) -> None:
    text = items(statement(who), before="afbud: [Dora Dam]\n")
    (message,) = told(text, "M573")
    assert message.startswith(f"{whose} har en protokolbemærkning, men ")
    assert codes(text) == ["M573"]


@pytest.mark.parametrize(
    "who",
    [
        "Bo Bæk (V)",
        "V",
        "Venstre",
        "Bo Bæk for F",
        "Borgmesteren",
        "A og V",
        "Anna Ager (A), Bo Bæk (V) og Carl Clausen (C)",
        "Formanden, Anna Ager",
        "mindretallet",
        "Mindretallet (A og V)",
        "Den socialdemokratiske gruppe",
        "Socialdemokraterne og Det Konservative Folkeparti",
        "Varde Kommune",
        "Danske Patienter",
        "FOA Esbjerg",
        "Nyt Esbjerg",
        "Rita Ravn",
        "Gæst Gran",
    ],
)
def test_a_statement_of_somebody_who_was_there_or_may_have_been_is_fine(who: str) -> None:
    before = "referent: Rita Ravn\ngaester: [Gæst Gran]\nafbud: [Dora Dam, Erik Enø]\n"
    assert codes(items(statement(who), before=before)) == []


def test_a_party_whose_seat_a_substitute_had_may_have_a_statement() -> None:
    regrets = "afbud:\n  - navn: Carl Clausen\n    stedfortraeder: Ida Ibsen\n"
    assert told(items(statement("C"), before=regrets), "M573") == []
    assert len(told(items(statement("C"), before="afbud: [Carl Clausen]\n"), "M573")) == 1


def test_who_came_for_one_item_has_no_statement_at_another() -> None:
    instead = "inhabil:\n  - navn: Bo Bæk\n    stedfortraeder: Jens Juul\n"
    text = items(instead + statement("Jens Juul"), statement("Jens Juul (V)"))
    (only,) = findings(text, "M573")
    assert only.message.startswith("Jens Juul har en protokolbemærkning, men er ikke til stede")
    assert text.split("\n")[only.position.line - 3].endswith('fra: "Jens Juul (V)"')


def test_a_guest_of_one_item_has_no_statement_at_another() -> None:
    guest = "gaester: [Gæst Gran]\n"
    assert codes(items(guest + statement("Gæst Gran"))) == []
    assert codes(items(guest, statement("Gæst Gran"))) == ["M573"]


def test_what_another_forum_sent_on_has_people_of_its_own() -> None:
    inside = (
        "afsnit:\n  - slags: sag\n    overskrift: Byrådet\n    afsnit:\n"
        "      - slags: beslutning\n        indbragt: {af: Karl Koch, for: Udvalget}\n"
        "      - slags: protokolbemaerkninger\n        protokolbemaerkninger:\n"
        "          - {fra: Dora Dam, tekst: Nej.}\n          - {fra: Karl Koch, tekst: Nej.}"
    )
    lines = "".join(f"    {line}\n" for line in inside.split("\n"))
    assert codes(f"afbud: [Dora Dam]\npunkter:\n  - titel: A\n{lines}") == []


def test_in_a_written_procedure_nobody_is_present() -> None:
    head = "form: skriftlig\nsvarfrist: 2025-09-20\nudeblevet: [Dora Dam]\n"
    (message,) = told(items(statement("Dora Dam"), before=head), "M573")
    assert message.endswith("men deltog ikke i den skriftlige behandling.")


# --- whom nobody knows --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "name", "hint"),
    [
        ("Dora Dahm", "Dora Dahm", "Mente du »Dora Dam«?"),
        ("Dora", "Dora", "Mente du »Dora Dam«?"),
        ("D. Dam (F)", "D. Dam", "Mente du »Dora Dam«?"),
        ("Erik Enoe", "Erik Enoe", "Mente du »Erik Enø«?"),
        ("Bo Bæk og Dora Damm", "Dora Damm", "Mente du »Dora Dam«?"),
        ("SF ved Dora Damm", "Dora Damm", "Mente du »Dora Dam«?"),
        ("Karl Koch", "Karl Koch", "Ret navnet, eller tilføj det"),
        ("Karl Koch (V)", "Karl Koch", "Ret navnet, eller tilføj det"),
        ("Ida Ibsen", "Ida Ibsen", "Skriv personen som stedfortraeder"),
        ("Finn Forhen", "Finn Forhen", "Personen er ikke medlem på mødets dato"),
        ("Liste Ø", "Liste Ø", "Ret partiet"),
        ("A og Enhedslisten", "Enhedslisten", "Ret partiet"),
    ],
)
def test_whom_nobody_knows_is_told_with_who_may_be_meant(who: str, name: str, hint: str) -> None:
    forum = FORUM.replace(
        "stedfort", "  - {navn: Finn Forhen, parti: A, til: 2024-12-31}\nstedfort"
    )
    for key, what in ((statement(who), "en protokolbemærkning"), (brought(who), "indbragt sagen")):
        found = check(Case(plan(meeting(items(key), forum))[0]))
        (only,) = (one for one in found if one.code == "M595")
        assert only.message.startswith(f"»{name}« har {what}")
        assert only.hint.startswith(hint)


def test_which_parties_there_are_is_known_only_where_all_members_have_one() -> None:
    some = "navn: Udvalget\nmedlemmer: [Anna Ager, {navn: Bo Bæk, parti: V}]"
    local = "navn: Udvalget\nmedlemmer: [{navn: Anna Ager, parti: Lokallisten}]"
    other = "navn: Udvalget\nmedlemmer: [{navn: Anna Ager, parti: S}]"
    text = items(statement("Socialdemokratiet"))
    assert [codes(text, forum) for forum in (some, local, other)] == [[], [], []]


def test_a_forum_without_members_knows_nobody() -> None:
    assert codes(items(statement("Karl Koch")), "navn: Udvalget") == []


# --- matters brought on -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("udfald: indbragt", ["M5171"]),
        ("udfald: Indbragt", ["M5171"]),
        ("indbragt: {af: Bo Bæk}", ["M5171"]),
        ("indbragt: {for: Byrådet}", ["M5171"]),
        ("indbragt: {af: Bo Bæk, for: Byrådet}", []),
        ("udfald: [godkendt, indbragt]\n    indbragt: {af: Bo Bæk, for: Byrådet}", []),
        (
            "indstilling: {at: [godkender], delbeslutninger: [{punkt: 1, udfald: indbragt}]}",
            ["M5171"],
        ),
    ],
)
def test_a_matter_is_brought_by_somebody_before_somebody(more: str, found: list[str]) -> None:
    assert codes(f"punkter:\n  - titel: Sag\n    {more}\n") == found


@pytest.mark.parametrize(
    ("af", "found"),
    [
        ("Dora Dam", ["M596"]),
        ("Dora Dam (F)", ["M596"]),
        ("Bo Bæk og Dora Dam", ["M596"]),
        ("F", ["M596"]),
        ("SF", ["M596"]),
        ("Dora Dahm", ["M595"]),
        ("Bo Bæk", []),
        ("Venstre", []),
        ("mindretallet", []),
    ],
)
def test_whoever_brings_a_matter_on_took_part_in_it(af: str, found: list[str]) -> None:
    assert codes(items(brought(af), before="afbud: [Dora Dam]\n")) == found
    assert codes(items(f"inhabil: [Dora Dam]\n{brought(af)}")) == found


@pytest.mark.parametrize(
    ("forum", "body"),
    [
        ("Teknisk Udvalg", "Teknisk Udvalg"),
        ("Teknisk Udvalg", "TEKNISK UDVALG"),
        ("Teknisk Udvalg", "det tekniske udvalg"),
        ("Teknisk Udvalg", "Udvalget"),
        ("Teknisk Udvalg", "udvalget selv"),
        ("Eksempelby Byråd", "Byrådet"),
        ("Byrådet i Eksempelby", "Eksempelby Byråd"),
        ("Økonomi- og Erhvervsudvalget", "økonomi- og erhvervsudvalget"),
        ("Økonomi- og Erhvervsudvalget", "udvalget"),
        ("Udvalget for Teknik og Miljø", "Udvalget"),
        ("Skolebestyrelsen ved Åskolen", "bestyrelsen"),
    ],
)
def test_a_matter_is_not_brought_before_the_forum_itself(forum: str, body: str) -> None:
    members = f"navn: {forum}\nmedlemmer: [Anna, Bo]\n"
    assert codes(items(brought("Bo", body)), members) == ["M5175"]


@pytest.mark.parametrize(
    ("forum", "body"),
    [
        ("Teknisk Udvalg", "Byrådet"),
        ("Teknisk Udvalg", "Økonomiudvalget"),
        ("Byrådets Økonomiudvalg", "Byrådet"),
        ("Forretningsudvalget for Regionsrådet", "Regionsrådet"),
        ("Udvalg under Byrådet", "Byrådet"),
        ("Udvalget for Teknik og Miljø", "Udvalget for Børn og Unge"),
        ("Sundhedsklyngens politiske niveau", "Sundhedsklyngen"),
        ("Seniorrådet", "Byrådet"),
    ],
)
def test_a_body_with_a_like_name_is_another(forum: str, body: str) -> None:
    members = f"navn: {forum}\nmedlemmer: [Anna, Bo]\n"
    assert codes(items(brought("Bo", body)), members) == []


def test_the_overview_has_an_outcome_also_where_the_body_has_a_long_name() -> None:
    body = "Kommunalbestyrelsen i Eksempelby Kommune"
    for name, said in (("Byrådet", "Byrådet"), (body, "højere myndighed")):
        text = items(brought("Bo Bæk", name))
        lines = document_lines(document(text, REFERAT, forum_text=FORUM))
        assert f"Godkendt og indbragt for {said}" in lines


def test_what_is_brought_on_is_on_the_list_of_what_to_do() -> None:
    lines = document_lines(document(items(brought("Bo Bæk")), REFERAT, forum_text=FORUM))
    assert "Godkendt og indbragt for Byrådet af Bo Bæk (V)." in lines
    assert "Sagen forelægges Byrådet" in lines


# --- whose right it is --------------------------------------------------------------------------

BESIDE = "gaester: [Gitte Gæst]\nfra_forvaltningen: [Dina Direktør]\nobservatoerer: [Otto Obs]\n"


@pytest.mark.parametrize("who", ["Gitte Gæst", "Dina Direktør", "Otto Obs"])
def test_only_members_have_a_statement_or_bring_a_matter_on(who: str) -> None:
    for more in (statement(who), brought(who)):
        assert told(items(more, before=BESIDE), "M599")
    for more in (statement("Bo Bæk"), brought("Bo Bæk"), statement("V")):
        assert not told(items(more, before=BESIDE), "M599")


def test_several_bring_a_matter_on_each_by_name() -> None:
    text = items("indbragt: {af: [Bo Bæk, Dora Dam], for: Byrådet}")
    lines = document_lines(document(text, REFERAT, forum_text=FORUM))
    assert any("af Bo Bæk (V) og Dora Dam (F)" in line for line in lines)
    assert codes(items("indbragt: {af: [Bo Bæk, Gorm Gul], for: Byrådet}")) == ["M595"]


def test_a_matter_that_the_text_says_is_brought_on_is_told_once() -> None:
    text = (
        "punkter:\n  - titel: A\n    beslutning: Godkendt. Bo Bæk begærede sagen indbragt for "
        "Byrådet.\n    indbragt: {af: Bo Bæk, for: Byrådet}\n"
    )
    made = document(text, REFERAT, forum_text=FORUM)
    lines = document_lines(made)
    assert sum("ndbragt for Byrådet" in line for line in lines) == 2  # the overview and the text
    assert made.oversigt.linjer[0].udfald in (
        "Godkendt og indbragt for Byrådet",
        "Godkendt. Bo Bæk begærede sagen indbragt for Byrådet",
    )
