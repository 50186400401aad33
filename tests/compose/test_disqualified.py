"""Who may take part in an item as it was decided, and who sat there instead."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from moedebog.compose import compose, compose_facts, has_minutes, plan
from moedebog.compose.withholding import verdicts
from moedebog.diagnostics import Diagnostic
from moedebog.document import Document, Kind
from moedebog.fakta import Fakta
from moedebog.meeting import Modtager
from moedebog.rules import Case, check
from moedebog.send.disqualified import Disqualified
from support import (
    DAGSORDEN,
    INTERN,
    OFFENTLIG,
    REFERAT,
    block_lines,
    document,
    document_lines,
    lines,
    meeting,
    read,
)

FORUM = """
navn: Udvalget
moedeleder: Anna Ager
medlemmer:
  - navn: Anna Ager
    parti: A
  - navn: Bo Bæk
    parti: V
  - navn: Cara Dahl
    parti: A
  - navn: Dan Eg
    parti: V
stedfortraedere:
  - navn: Ida Ny
    parti: V
    for: Bo Bæk
  - navn: Jens Vig
    organisation: Vejby
politik:
  fravaer_under_punkter: ja
"""


def told(d: Document, index: int = 0) -> list[str]:
    texts = [t for a in d.punkter[index].afsnit for t in lines(a.tekst)]
    return [text.replace("\u00a0", " ") for text in texts]


def cover(d: Document) -> dict[str, str]:
    texts = [text.replace("\u00a0", " ") for text in block_lines(d.fakta)]
    return dict(zip(texts[::2], texts[1::2], strict=True))


def item(more: str, before: str = "") -> str:
    body = "".join(f"    {line}\n" for line in more.strip("\n").split("\n"))
    return f"{before}punkter:\n  - titel: A\n    udfald: godkendt\n{body}"


def findings(text: str) -> list[Diagnostic]:
    return check(Case(plan(meeting(text, FORUM))[0]))


def facts_of(text: str, forum: str, kind: Kind = REFERAT) -> Fakta:
    return compose_facts(meeting(text, forum), kind, OFFENTLIG)


def codes(text: str) -> list[str]:
    return [one.code for one in findings(text)]


# --- what was decided -------------------------------------------------------------------------

GONE = "på grund af inhabilitet."


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("inhabil: [Bo Bæk]", [f"Bo Bæk deltog ikke i sagens behandling {GONE}"]),
        (
            "inhabil:\n  - navn: Bo Bæk\n    erklaeret: ja",
            ["Bo Bæk erklærede sig inhabil.", f"Bo Bæk deltog ikke i sagens behandling {GONE}"],
        ),
        (
            (
                "inhabil:\n  - navn: Bo Bæk\n    forlod_lokalet: ja\n"
                "habilitetsbeslutning:\n  udfald: inhabil"
            ),
            [
                "Udvalget besluttede, at Bo Bæk er inhabil.",
                f"Bo Bæk forlod lokalet og deltog ikke i sagens behandling {GONE}",
            ],
        ),
        (
            "inhabil: [Bo Bæk, Dan Eg]\nhabilitetsbeslutning:\n  udfald: inhabil\n  af: byrådet",
            [
                "Byrådet besluttede, at Bo Bæk og Dan Eg er inhabile.",
                f"Bo Bæk og Dan Eg deltog ikke i sagens behandling {GONE}",
            ],
        ),
        (
            "habilitetsbeslutning:\n  udfald: habil\n  om: [Bo Bæk]",
            ["Udvalget besluttede, at Bo Bæk ikke er inhabil."],
        ),
        (
            "inhabil:\n  - navn: Bo Bæk\n    erklaeret: ja\nhabilitetsbeslutning:\n  udfald: habil",
            [
                "Bo Bæk erklærede sig inhabil.",
                "Udvalget besluttede, at Bo Bæk ikke er inhabil.",
            ],
        ),
        (
            "inhabil: [Dan Eg]\nhabilitetsbeslutning:\n  udfald: habil\n  om: [Bo Bæk]",
            [
                "Udvalget besluttede, at Bo Bæk ikke er inhabil.",
                f"Dan Eg deltog ikke i sagens behandling {GONE}",
            ],
        ),
        (
            (
                "inhabil: [Bo Bæk]\nhabilitetsbeslutning:\n  udfald: inhabil\n"
                "  tekst: Udvalget fandt Bo Bæk inhabil"
            ),
            [
                "Udvalget fandt Bo Bæk inhabil.",
                f"Bo Bæk deltog ikke i sagens behandling {GONE}",
            ],
        ),
    ],
)
def test_it_stands_before_the_decision_as_it_came_about(more: str, said: list[str]) -> None:
    text = item(more)
    assert told(document(text, forum_text=FORUM)) == [*said, "Godkendt."]
    assert codes(text) == []
    assert not any("inhabil" in one for one in told(document(text, DAGSORDEN, forum_text=FORUM)))


def test_of_a_closed_item_the_public_reads_none_of_it() -> None:
    text = item(
        "lukket: ja\ninhabil:\n  - navn: Bo Bæk\n    erklaeret: ja\n    stedfortraeder: Ida Ny\n"
        "habilitetsbeslutning:\n  udfald: inhabil\n  af: Formandskabet"
    )
    public = "\n".join(document_lines(document(text, forum_text=FORUM)))
    assert "inhabil" not in public
    assert "Ida Ny" not in public
    inside = "\n".join(document_lines(document(text, audience=INTERN, forum_text=FORUM)))
    assert "Formandskabet besluttede, at Bo Bæk er inhabil." in inside
    facts = facts_of(text, FORUM)
    assert "Ida Ny" not in str(facts)
    assert "Formandskabet" not in str(facts)


def test_whoever_is_found_free_takes_part_and_may_vote() -> None:
    text = item(
        "inhabil:\n  - navn: Bo Bæk\n    erklaeret: ja\nhabilitetsbeslutning:\n  udfald: habil\n"
        "afstemning:\n  for: [Anna Ager, Bo Bæk, Cara Dahl, Dan Eg]"
    )
    assert codes(text) == []
    assert "M523" in codes(text.replace("udfald: habil", "udfald: inhabil"))


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ("inhabil: [Bo Bæk]\nhabilitetsbeslutning:\n  udfald: habil", "M580"),
        (
            "inhabil: [Bo Bæk, Dan Eg]\nhabilitetsbeslutning:\n  udfald: habil\n  om: [Dan Eg]",
            "M580",
        ),
        (
            (
                "inhabil:\n  - navn: Bo Bæk\n    erklaeret: ja\n    stedfortraeder: Ida Ny\n"
                "habilitetsbeslutning:\n  udfald: habil"
            ),
            "M581",
        ),
        ("habilitetsbeslutning:\n  udfald: inhabil\n  om: [Bo Bæk]", "M582"),
        ("habilitetsbeslutning:\n  udfald: inhabil", "M583"),
    ],
)
def test_a_decision_that_does_not_fit_who_took_part_is_told(more: str, code: str) -> None:
    assert codes(item(more)) == [code]


# --- the substitute for one item --------------------------------------------------------------

SEAT = """
inhabil:
  - navn: Bo Bæk
    stedfortraeder: Ida Ny
"""
TWO_ITEMS = f"{item(SEAT)}  - titel: B\n    udfald: godkendt\n"


def test_the_substitute_is_at_their_item_alone() -> None:
    made = document(TWO_ITEMS, forum_text=FORUM)
    instead = "Ida Ny (V) deltog i sagens behandling som stedfortræder for Bo Bæk."
    assert instead in told(made)
    assert told(made, 1) == ["Godkendt."]  # nobody misses them there
    present = "Anna Ager (A); Bo Bæk (V); Cara Dahl (A); Dan Eg (V)"
    assert cover(made)["Til stede"] == f"{present}; Ida Ny (V, deltog under punkt 1 for Bo Bæk (V))"


def test_of_two_items_the_cover_names_both() -> None:
    seats = "\n".join(f"    {line}" for line in SEAT.strip().split("\n"))
    made = document(f"{TWO_ITEMS}{seats}\n", forum_text=FORUM)
    assert "deltog under punkt 1 og punkt 2 for Bo Bæk" in cover(made)["Til stede"]


def test_a_list_of_all_members_names_them_too() -> None:
    forum = FORUM + "  fremmoede_liste: samlet\n"
    assert (
        "Ida Ny (V, deltog under" in cover(document(TWO_ITEMS, forum_text=forum))["Mødedeltagere"]
    )


def test_without_a_record_of_who_was_there_the_cover_claims_nobody() -> None:
    made = document(f"fremmoedt: ikke_noteret\n{TWO_ITEMS}", forum_text=FORUM)
    assert "Ida Ny" not in " ".join(cover(made).values())


def test_they_vote_and_count_at_that_item_and_at_no_other() -> None:
    vote = "    afstemning:\n      for: [Ida Ny, Anna Ager, Cara Dahl]\n      imod: [Dan Eg]\n"
    first = item(SEAT) + vote
    assert codes(first) == []
    assert (
        codes(first.replace("Ida Ny, Anna", "V, Anna").replace("imod: [Dan Eg]", "imod: 0")) == []
    )
    assert "M522" in codes(f"{first}  - titel: B\n{vote}")
    enough = FORUM.replace("politik:", "politik:\n  beslutningsdygtig: 4")
    case = Case(plan(meeting(item(SEAT), enough))[0])
    assert check(case) == []
    alone = Case(plan(meeting(item("inhabil: [Bo Bæk]"), enough))[0])
    assert [one.code for one in check(alone)] == ["M526"]


def test_they_may_lead_and_have_a_statement_at_their_item_only() -> None:
    more = SEAT + "moedeleder: Ida Ny\nprotokolbemaerkninger:\n  - fra: Ida Ny\n    tekst: Nej."
    assert codes(item(more)) == []
    _, found = read(f"{item(SEAT)}  - titel: B\n    moedeleder: Ida Ny\n", FORUM)
    assert [one.code for one in found] == ["M104"]


def test_a_guest_may_lead_an_item() -> None:
    assert codes(item("moedeleder: Gert Ravn\ngaester: [Gert Ravn]")) == []


def test_where_they_come_and_go_nobody_misses_them_elsewhere() -> None:
    moved = f"punkter:\n  - titel: B\n    udfald: godkendt\n{item(SEAT).partition(chr(10))[2]}"
    moved += "    ankom: [Ida Ny]\n"
    assert told(document(moved, forum_text=FORUM)) == ["Godkendt."]


def test_of_one_who_is_not_there_only_a_decision_that_names_them_is_told() -> None:
    away = item(
        "inhabil: [Bo Bæk, Dan Eg]\nhabilitetsbeslutning:\n  udfald: inhabil", "afbud: [Bo Bæk]\n"
    )
    made, found = compose(meeting(away, FORUM), REFERAT, OFFENTLIG)
    assert "Udvalget besluttede, at Dan Eg er inhabil." in told(made)
    assert [one.code for one in found] == ["M227"]
    named = away.replace("udfald: inhabil", "udfald: inhabil\n      om: [Bo Bæk, Dan Eg]")
    made, _ = compose(meeting(named, FORUM), REFERAT, OFFENTLIG)
    assert "Udvalget besluttede, at Bo Bæk og Dan Eg er inhabile." in told(made)


def test_nobody_has_two_seats() -> None:
    both = SEAT + "  - navn: Dan Eg\n    stedfortraeder: Ida Ny\n"
    assert codes(item(both)) == ["M584"]
    whole = "afbud:\n  - navn: Dan Eg\n    stedfortraeder: Jens Vig\n"
    assert codes(item(SEAT.replace("Ida Ny", "Jens Vig"), whole)) == ["M584"]


def test_the_facts_tell_who_sat_where() -> None:
    text = item(
        "inhabil:\n  - navn: Bo Bæk\n    erklaeret: ja\n    forlod_lokalet: ja\n"
        "    stedfortraeder:\n      navn: Ida Ny\n      deltog: digitalt\n"
        "habilitetsbeslutning:\n  udfald: inhabil"
    )
    facts = facts_of(text, FORUM)
    (punkt,) = facts.punkter
    assert (punkt.inhabil, punkt.erklaerede_sig_inhabile) == (("Bo Bæk",), ("Bo Bæk",))
    assert punkt.forlod_lokalet == ("Bo Bæk",)
    assert punkt.habilitetsbeslutning is not None
    assert (punkt.habilitetsbeslutning.udfald, punkt.habilitetsbeslutning.om) == (
        "inhabil",
        ("Bo Bæk",),
    )
    (seat,) = punkt.stedfortraedere
    assert (seat.navn, seat.parti, seat.stedfortraeder_for) == ("Ida Ny", "V", "Bo Bæk")
    stay: Any = next(one for one in facts.fremmoede.til_stede if one.navn == "Ida Ny")
    assert (stay.deltog, stay.ophold[0].fra.punkt) == ("digitalt", punkt.anker)
    assert facts_of(text, FORUM, DAGSORDEN).punkter[0].stedfortraedere == ()


@pytest.mark.parametrize(
    ("more", "held"),
    [
        ("inhabil:\n  - navn: Bo Bæk\n    forlod_lokalet: ja", True),
        ("inhabil: [Bo Bæk]\nhabilitetsbeslutning:\n  udfald: inhabil", False),
    ],
)
def test_leaving_the_room_is_minutes_and_a_decision_made_before_is_not(
    more: str, held: bool
) -> None:
    made = meeting(item(more).replace("    udfald: godkendt\n", ""), FORUM)
    assert has_minutes(replace(made, fremmoedt=None)) is held


# --- the forum's substitutes ------------------------------------------------------------------


def regrets(who: str, absent: str = "Bo Bæk") -> str:
    return f"afbud:\n  - navn: {absent}\n    stedfortraeder: {who}\npunkter: []\n"


def test_a_substitute_on_the_list_has_the_party_that_stands_there() -> None:
    made = document(regrets("Ida Ny"), forum_text=FORUM)
    assert cover(made)["Til stede"].endswith("Ida Ny (V), stedfortræder for Bo Bæk (V)")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (regrets("Ib Ny"), "M1371"),
        (regrets("Ida Ny", "Cara Dahl"), "M1372"),
        (regrets("Anna Ager"), "M1370"),
        (item("inhabil:\n  - navn: Bo Bæk\n    stedfortraeder: Kai Å"), "M1371"),
    ],
)
def test_a_substitute_who_cannot_be_is_told(text: str, code: str) -> None:
    assert code in [one.code for one in read(text, FORUM)[1]]


def test_without_a_list_anybody_may_come() -> None:
    forum = "navn: U\nmedlemmer: [Bo Bæk]"
    assert read(regrets("Kai Å"), forum)[1] == []


def test_two_substitutes_of_one_name_are_told_apart_by_whom_they_are_for() -> None:
    forum = FORUM.replace(
        "  - navn: Jens Vig\n", "  - navn: Ida Ny\n    parti: A\n    for: Cara Dahl\n"
    )
    forum = forum.replace("    organisation: Vejby\n", "")
    made = document(regrets("Ida Ny", "Cara Dahl"), forum_text=forum)
    assert "Ida Ny (A), stedfortræder" in cover(made)["Til stede"]
    assert read(regrets("Ida Ny", "Cara Dahl"), forum)[1] == []


# --- roles ------------------------------------------------------------------------------------

ROLES = """
fra_forvaltningen:
  - navn: Dorte Lund
    titel: direktør
    deltog: digitalt
observatoerer: [Frida Holm]
gaester: [Gert Ravn]
punkter:
  - titel: A
    fra_forvaltningen: [Hans Juul]
    observatoerer: [Kim Rud]
"""


def test_each_role_stands_on_a_line_of_its_own() -> None:
    for kind, verb in ((REFERAT, "deltog"), (DAGSORDEN, "deltager")):
        made = document(ROLES, kind, forum_text=FORUM)
        facts = cover(made)
        assert facts["Fra forvaltningen"] == "Dorte Lund (direktør, digitalt)"
        assert (facts["Observatører"], facts["Gæster"]) == ("Frida Holm", "Gert Ravn")
        assert told(made) == [
            f"Fra forvaltningen {verb}: Hans Juul",
            "Observatører under punktet: Kim Rud",
        ]


def test_the_facts_tell_the_roles() -> None:
    facts = facts_of(ROLES, FORUM)
    roles = {one.navn: one.roller for one in facts.personer}
    assert roles["Dorte Lund"] == ("fra_forvaltningen",)
    assert roles["Frida Holm"] == ("observatoer",)
    assert [one.navn for one in facts.punkter[0].observatoerer] == ["Kim Rud"]


def test_who_is_no_member_has_no_vote() -> None:
    vote = "    afstemning:\n      for: [Kim Rud, Frida Holm]\n"
    assert codes(ROLES + vote) == ["M527", "M527"]


# --- two of one name --------------------------------------------------------------------------

NAMESAKES = """
navn: Byrådet
medlemmer:
  - navn: Hans Jensen
    parti: A
  - navn: Hans Jensen
    parti: V
  - navn: Mette Olsen
    parti: V
modtagere:
  - gruppe: byråd
    maalgruppe: intern
    personer:
      - navn: {one}
        email: hj@example.org
      - navn: {two}
        email: hj2@example.org
      - navn: Mette Olsen
        email: mo@example.org
"""


@pytest.mark.parametrize(
    ("one", "two", "held_back", "told_of"),
    [
        ("Hans Jensen (A)", "Hans Jensen (V)", [True, False], []),
        ("Hans Jensen, A", "Hans Jensen, V", [True, False], []),
        ("Hans Jensen", "Hans Jensen (V)", [False, False], ["M462"]),
        ("Hans Jensen", "Hans Jensen", [False, False], ["M462", "M462"]),
    ],
)
def test_only_the_one_who_is_meant_gets_nothing(
    one: str, two: str, held_back: list[bool], told_of: list[str]
) -> None:
    text = "punkter:\n  - titel: A\n    lukket: Personsag\n    inhabil: [Hans Jensen (A)]\n"
    forum = NAMESAKES.format(one=one, two=two)
    planned = plan(meeting(text, forum))[0]
    out = Disqualified(planned.meeting, tuple(verdicts(planned, Kind.REFERAT)))
    people: list[Modtager] = list(meeting(text, forum).forum.modtagere[0].personer[:2])
    assert [bool(out.names_of(person, confidential=True)) for person in people] == held_back
    assert [one.code for one in out.warnings()] == told_of


def test_the_facts_tell_both_as_present() -> None:
    forum = NAMESAKES.format(one="Hans Jensen (A)", two="Hans Jensen (V)")
    facts = facts_of("punkter: []\n", forum)
    present = [one.navn for one in facts.fremmoede.til_stede]
    assert present == ["Hans Jensen (A)", "Hans Jensen (V)", "Mette Olsen"]


def test_a_guest_of_that_name_takes_it_from_neither() -> None:
    forum = NAMESAKES.format(one="Hans Jensen (A)", two="Hans Jensen (V)")
    _, found = read("gaester: [Hans Jensen]\nafbud: [Hans Jensen]\npunkter: []\n", forum)
    assert [one.code for one in found] == ["M136"]


def test_whoever_is_to_do_something_is_told_apart() -> None:
    forum = NAMESAKES.format(one="Hans Jensen (A)", two="Hans Jensen (V)")
    text = (
        "punkter:\n  - titel: A\n    opfoelgning:\n      - opgave: Svarer\n        ansvarlig: {}\n"
    )
    clear, unclear = (
        [one.code for one in check(Case(plan(meeting(text.format(who), forum))[0]))]
        for who in ("Hans Jensen (A)", "Hans Jensen")
    )
    assert (clear, unclear) == ([], ["M585"])
