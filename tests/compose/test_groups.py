"""Groups: empty ones, two levels of them, numbers that begin anew, and items without a number."""

from __future__ import annotations

import pytest

from moedebog.compose import Composer, compose, compose_facts, plan
from moedebog.diagnostics import Diagnostic
from moedebog.document import Document
from support import DAGSORDEN, INTERN, OFFENTLIG, REFERAT, document, found, meeting, read
from texts import document_lines

ANEW = "navn: U\nmedlemmer: [Anna Ager, Bo Bæk]\npolitik: {nummerering_i_gruppe: forfra}"
GROUPS = """
    fremmoedt: alle
    punkter:
      - gruppe: Hastesager
        ingen: ja
      - titel: Velkomst
        gruppe: Åbne punkter
        undergruppe: Til beslutning
        bilag: [{titel: Notat}]
      - titel: Budget
        underpunkter: [{titel: Drift}]
      - undergruppe: Til orientering
        ingen: ja
      - titel: Personsag
        gruppe: Lukkede punkter
        forlod: [Bo Bæk]
        bilag: [{titel: Notat}]
      - gruppe: Tillæg
        undergruppe: Sene sager
        ingen: ja
"""


def headings(made: Document) -> list[tuple[int, str]]:
    shown = []
    for punkt in made.punkter:
        if punkt.gruppe:
            shown.append((punkt.gruppe.niveau, punkt.gruppe.overskrift))
        shown.append((punkt.niveau, punkt.overskrift))
        shown += [(0, line) for s in punkt.afsnit for line in texts(s.tekst)]
    return shown


def texts(blocks: object) -> list[str]:
    return [b.inlines[0].text for b in blocks if hasattr(b, "inlines")]  # type: ignore[attr-defined]


def test_headings_go_down_a_level_at_a_time_and_an_empty_group_says_so() -> None:
    assert headings(document(GROUPS, DAGSORDEN, forum_text=ANEW)) == [
        (1, "Hastesager"),
        (0, "Ingen"),
        (1, "Åbne punkter"),
        (2, "Til beslutning"),
        (3, "Punkt 1: Velkomst"),
        (3, "Punkt 2: Budget"),
        (4, "Punkt 2.1: Drift"),
        (2, "Til orientering"),
        (0, "Ingen"),
        (1, "Lukkede punkter"),
        (2, "Punkt 1: Personsag"),
        (1, "Tillæg"),
        (2, "Sene sager"),
        (0, "Ingen"),
    ]


def test_the_overview_has_the_groups_and_links_to_each() -> None:
    made = document(GROUPS, forum_text=ANEW)
    groups = [(line.titel, line.anker) for line in made.oversigt.linjer if line.art == "gruppe"]
    assert [title for title, _ in groups] == [
        "Hastesager: Ingen",
        "Åbne punkter",
        "Til beslutning",
        "Til orientering: Ingen",
        "Lukkede punkter",
        "Tillæg",
        "Sene sager: Ingen",
    ]
    targets = [p.anker for p in made.punkter] + [p.gruppe.anker for p in made.punkter if p.gruppe]
    assert len(targets) == len(set(targets))
    assert {line.anker for line in made.oversigt.linjer} == set(targets)
    arts = {line.titel: line.art for line in made.oversigt.linjer}
    assert (arts["Budget"], arts["Drift"], arts["Personsag"]) == ("punkt", "underpunkt", "punkt")


def test_all_audiences_and_both_documents_have_the_same_groups() -> None:
    closed = GROUPS.replace(
        "gruppe: Lukkede punkter", "gruppe: Lukkede punkter\n        lukket: ja"
    )
    composer = Composer(plan(meeting(closed, ANEW))[0])
    shown = [
        [g for g in composer.document(kind, audience).oversigt.linjer if g.art == "gruppe"]
        for kind in (DAGSORDEN, REFERAT)
        for audience in (OFFENTLIG, INTERN)
    ]
    assert all(one == shown[0] for one in shown)


def test_numbers_that_begin_anew_are_told_with_their_group() -> None:
    made = document(GROUPS, forum_text=ANEW)
    lines = [line.replace("\u00a0", " ") for line in document_lines(made)]
    assert "Bo Bæk (punkt 1 under Lukkede punkter)" in lines
    assert "Punkt 1 under Åbne punkter, bilag 1" in lines
    assert "Punkt 1 under Lukkede punkter, bilag 1" in lines


def test_numbers_go_on_where_the_forum_says_nothing() -> None:
    made = document(GROUPS, forum_text="navn: U\nmedlemmer: [Bo Bæk]")
    assert [p.nr for p in made.punkter if p.nr] == ["1", "2", "2.1", "3"]
    assert "Bo Bæk (punkt 3)" in [t.replace("\u00a0", " ") for t in document_lines(made)]


def test_a_number_twice_in_one_group_is_told_and_in_two_it_is_not() -> None:
    twice = "punkter:\n  - {titel: A, gruppe: X, nr: 7}\n  - {titel: B, nr: 7%s}\n"
    assert [d.code for d in compose_found(twice % "", ANEW)] == ["M200"]
    assert compose_found(twice % ", gruppe: Y", ANEW) == []
    assert [d.code for d in found(twice % ", gruppe: Y")] == ["M200"]


def compose_found(text: str, forum: str) -> list[Diagnostic]:
    return compose(meeting(text, forum), DAGSORDEN, OFFENTLIG)[1]


def test_the_first_number_of_the_meeting_begins_every_group() -> None:
    text = (
        "nummerering: {start: 5}\npunkter:\n  - {titel: A, gruppe: X}\n  - {titel: B, gruppe: Y}\n"
    )
    assert [p.nr for p in document(text, forum_text=ANEW).punkter] == ["5", "5"]


def test_the_calendar_and_the_facts_have_them() -> None:
    made = meeting(GROUPS, ANEW)
    entry = Composer(plan(made)[0]).dispatch(DAGSORDEN, OFFENTLIG).indkaldelse
    assert entry.tekst.split("\n") == [
        "Hastesager: Ingen",
        "Åbne punkter",
        "Til beslutning",
        "1. Velkomst",
        "2. Budget",
        "2.1. Drift",
        "Til orientering: Ingen",
        "Lukkede punkter",
        "1. Personsag",
        "Tillæg",
        "Sene sager: Ingen",
    ]
    fakta = compose_facts(made, DAGSORDEN, OFFENTLIG)
    assert [(t.gruppe, t.undergruppe, t.efter) for t in fakta.tomme_grupper] == [
        ("Hastesager", None, None),
        (None, "Til orientering", "punkt-2"),
        ("Tillæg", "Sene sager", fakta.punkter[-1].anker),
    ]
    assert [p.undergruppe for p in fakta.punkter] == ["Til beslutning", None, None, None]


def test_a_meeting_of_empty_groups_alone_is_told_as_it_is() -> None:
    made = document("punkter:\n  - {gruppe: Åbne punkter, ingen: ja}\n", DAGSORDEN)
    assert [line.titel for line in made.oversigt.linjer] == ["Åbne punkter: Ingen"]


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("{undergruppe: X, titel: A}", "M139"),
        ("{undergruppe: X, ingen: ja}", "M139"),
        ("{titel: A, underpunkter: [{titel: B, undergruppe: X}]}", "M103"),
        ("{gruppe: X, ingen: nej}", "M044"),
        ("{gruppe: X}", "M042"),
        ("{ingen: ja}", "M047"),
        ("{gruppe: X, ingen: ja, varighed: 5}", "M041"),
        ("{titel: A, gruppe: X, ingen: ja}", "M041"),
    ],
)
def test_what_is_no_group_is_told(entry: str, code: str) -> None:
    assert code in [d.code for d in read(f"punkter:\n  - {entry}\n")[1]]


# --- an item without a number --------------------------------------------------------------------


def test_an_item_without_a_number_decides_like_any_other() -> None:
    text = """
        afbud: [Bo Bæk]
        punkter:
          - titel: Protokollen
            nr: ""
            beslutning: Underskrevet.
            bilag: [{titel: Protokol}]
          - titel: Budget
    """
    policy = "medlemmer: [Anna Ager, Bo Bæk]\npolitik: {fravaer_under_punkter: ja}"
    made = document(text, forum_text=f"navn: U\n{policy}")
    lines = [line.replace("\u00a0", " ") for line in document_lines(made)]
    assert [(p.nr, p.overskrift) for p in made.punkter] == [
        ("", "Protokollen"),
        ("1", "Punkt 1: Budget"),
    ]
    assert "Underskrevet." in lines
    assert "Fraværende: Bo Bæk" in lines
    assert "Protokollen, bilag 1" in lines


def test_a_number_without_a_value_is_still_told() -> None:
    assert [d.code for d in read("punkter:\n  - titel: A\n    nr:\n")[1]] == ["M046"]


def test_numbers_of_attachments_that_begin_anew_are_told_with_their_group() -> None:
    forum = ANEW.replace("forfra", "forfra, bilagsnumre: punkt_bilag")
    lines = [t.replace("\u00a0", " ") for t in document_lines(document(GROUPS, forum_text=forum))]
    assert "Bilag 1.1" in lines
    assert "Bilag 1.1 under Åbne punkter" in lines
    assert "Bilag 1.1 under Lukkede punkter" in lines


@pytest.mark.parametrize(
    ("items", "told"),
    [
        (["{gruppe: X, ingen: ja}", "{titel: A}"], ["M2102"]),
        (["{titel: A, gruppe: X}", "{gruppe: X, ingen: ja}"], ["M2102"]),
        (["{gruppe: X, ingen: ja}", "{titel: A, gruppe: Y}", "{titel: B, gruppe: X}"], ["M2102"]),
        (["{gruppe: X, ingen: ja}", "{titel: A, undergruppe: Y}"], ["M2102"]),
        (["{titel: A, gruppe: X}", "{undergruppe: Y, ingen: ja}", "{titel: B}"], ["M2102"]),
        (["{gruppe: X, ingen: ja}", "{titel: A, gruppe: Y}", "{titel: B}"], []),
        (["{titel: A}", "{gruppe: X, ingen: ja}"], []),
        (["{gruppe: X, undergruppe: Y, ingen: ja}", "{titel: A, undergruppe: Z}"], []),
        (["{titel: A, gruppe: X}", "{undergruppe: Y, ingen: ja}"], []),
    ],
)
def test_an_empty_group_with_an_item_under_it_is_told(items: list[str], told: list[str]) -> None:
    text = "punkter:\n" + "".join(f"  - {item}\n" for item in items)
    assert [one.code for one in read(text)[1]] == told


@pytest.mark.parametrize(
    ("entries", "anew", "expected"),
    [
        ("{titel: A, gruppe: X}, {titel: B, gruppe: X}", False, ["M2103"]),
        ("{titel: A, gruppe: X}, {titel: B}, {titel: C, gruppe: X}", False, ["M2103"]),
        ("{titel: A, gruppe: X}, {titel: B, gruppe: Y}, {titel: C, gruppe: X}", False, []),
        ("{titel: A, gruppe: X}, {titel: B, gruppe: Y}, {titel: C, gruppe: X}", True, ["M2103"]),
        ("{titel: A, gruppe: X}, {titel: B, gruppe: X, dato: 2025-09-13}", False, []),
        ("{titel: A, gruppe: X}, {titel: B, gruppe: X, dato: 2025-09-13}", True, ["M2103"]),
        ("{titel: A, gruppe: X, undergruppe: Y}, {titel: B, undergruppe: Y}", False, ["M2103"]),
        ("{titel: A, gruppe: X, undergruppe: Y}, {titel: B, undergruppe: Z}", False, []),
        (
            "{titel: A, gruppe: X, undergruppe: Y}, {titel: B, gruppe: X, undergruppe: Z}",
            False,
            ["M2103"],
        ),
        (
            "{titel: A, gruppe: X, undergruppe: Y}, {titel: B, gruppe: Z, undergruppe: Y}",
            True,
            [],
        ),
        (
            "{gruppe: X, undergruppe: Y, ingen: ja}, {titel: B, gruppe: X, undergruppe: Z}",
            False,
            ["M2103"],
        ),
        ("{gruppe: X, ingen: ja}, {gruppe: X, ingen: ja}", False, ["M2103"]),
        ("{gruppe: X, ingen: ja}, {titel: A, gruppe: X}", False, ["M2102"]),
        ("{titel: A, gruppe: X}, {gruppe: X, undergruppe: Y, ingen: ja}", False, ["M2103"]),
        ("{gruppe: X, ingen: ja}, {titel: A, gruppe: X, undergruppe: Y}", False, ["M2102"]),
    ],
)
def test_a_group_that_begins_again_is_told_of(
    entries: str, anew: bool, expected: list[str]
) -> None:
    _, diagnostics = read(f"punkter: [{entries}]\n", ANEW if anew else "navn: U")
    assert [one.code for one in diagnostics] == expected


@pytest.mark.parametrize("head", ['titel: Rækken\n    nr: ""', "titel: Pause\n    sagstype: pause"])
@pytest.mark.parametrize("start", [1, 49])
def test_what_is_below_an_item_without_a_number_has_none_either(head: str, start: int) -> None:
    text = (
        f"nummerering:\n  start: {start}\nfremmoedt: ikke_noteret\npunkter:\n"
        f"  - titel: A\n  - {head}\n    underpunkter:\n"
        "      - titel: Under\n        underpunkter:\n          - titel: Dybest\n"
        "      - titel: Mærket\n        nr: x\n        underpunkter:\n          - titel: Under x\n"
        f"  - titel: B\n    behandlet_foer: {start}\n"
    )
    planned, findings = plan(meeting(text, "navn: U\nmedlemmer: [Anna Ager]"))
    assert findings == []
    first, second = str(start), str(start + 1)
    assert [one.nr for one in planned.numbered()] == [first, "", "", "", "x", "x.1", second]
