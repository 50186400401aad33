"""Of an approved referat only corrections and what is opened afterwards are additions."""

from __future__ import annotations

from pathlib import Path

import pytest

import support
from moedebog.compose import Composer, plan
from moedebog.difference.additions import beyond, opened_besides
from moedebog.difference.changes import applied, diff
from moedebog.difference.state import ItemMark, VersionState, state_of
from moedebog.difference.words import Danish, alone, told
from moedebog.document import Audience, Kind
from moedebog.phrases import DANISH
from moedebog.phrases.item_words import in_words_of_forum
from moedebog.typography import plain_spaces

PUBLIC, INTERNAL = Audience.OFFENTLIG, Audience.INTERN
BOOK = in_words_of_forum(DANISH, None)
FORUM = "navn: Udvalget\nmedlemmer: [Bo Bæk, Carla Clausen]"
HEAD = "dato: 2025-09-12\nstart: '10.00'\nreferat_status: godkendt\nfremmoedt: alle\n"
ITEMS = """\
punkter:
  - titel: Budget
    beslutning: Godkendt med 2,1 mio. kr.
  - titel: Salg af grund
    lukket: Forhandling
    sagsfremstilling: Firma Zebra byder.
    beslutning: Godkendt.
    ankom:
      - {navn: Bo Bæk, tid: 10.20}
    bilag:
      - titel: Skøde
    underpunkter:
      - titel: Vilkår
        beslutning: Overtages straks.
"""
FIRST = "  - dato: 2025-11-14\n    punkt: 1\n    tekst: Beløbet er 1,2 mio. kr.\n"
SECOND = "  - dato: 2025-12-01\n    punkt: 2\n    tekst: Firma Yak.\n"
WHOLE = "  - dato: 2025-10-01\n    tekst: Bo Bæk var der ikke.\n"
OPENING = "    lukket: Forhandling\n    lukning_ophaevet:\n      dato: 2026-03-02\n"


def text(*corrections: str, items: str = ITEMS) -> str:
    entries = f"rettelser:\n{''.join(corrections)}" if corrections else ""
    return f"{HEAD}{entries}{items}"


def state(meeting: str, audience: Audience) -> VersionState:
    dispatch = Composer(plan(support.meeting(meeting, FORUM))[0]).dispatch(Kind.REFERAT, audience)
    marks = {one.anker: ItemMark(one.anker) for one in dispatch.document.punkter}

    def digest(path: Path) -> str:
        return path.name

    return state_of(dispatch, marks, digest, reads_all=audience is INTERNAL)


def rest(before: str, after: str, audience: Audience) -> list[str]:
    """What has changed beyond additions, in sentences."""
    was, now = (state(one, audience) for one in (before, after))
    changes = diff(was, now)
    assert applied(was, changes) == now
    left = beyond(changes, now)
    return list(alone(told(left, now, Danish(BOOK)))) or [str(one) for one in left]


def sentences(before: str, after: str, audience: Audience) -> list[str]:
    was, now = (state(one, audience) for one in (before, after))
    return [plain_spaces(one) for one in alone(told(diff(was, now), now, Danish(BOOK)))]


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([], [FIRST]),
        ([], [FIRST, SECOND, WHOLE]),
        ([FIRST], [WHOLE, FIRST, FIRST.replace("Beløbet er", "Og året er")]),
        ([SECOND], [FIRST, SECOND]),
        ([WHOLE], [WHOLE, WHOLE.replace("Bo Bæk var", "Ingen var")]),
    ],
)
def test_corrections_that_are_added_leave_nothing(
    audience: Audience, before: list[str], after: list[str]
) -> None:
    assert rest(text(*before), text(*after), audience) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([FIRST], []),
        ([FIRST], [FIRST.replace("1,2", "1,3")]),
        ([FIRST], [FIRST.replace("11-14", "11-15")]),
        ([FIRST, SECOND], [FIRST, SECOND.replace("Yak", "Gnu")]),
        ([WHOLE], [WHOLE.replace("Bo Bæk", "Carla Clausen")]),
        ([FIRST], [FIRST.replace("punkt: 1", "punkt: 2")]),
        ([FIRST], [f"{FIRST}    af: Formanden\n"]),
    ],
)
def test_a_correction_that_is_there_already_is_a_part_of_what_was_approved(
    before: list[str], after: list[str]
) -> None:
    assert rest(text(*before), text(*after), INTERNAL) != []


def test_a_correction_does_not_hide_another_change() -> None:
    changed = text(FIRST, items=ITEMS.replace("2,1", "3,1"))
    for audience in Audience:
        (sentence,) = rest(text(), changed, audience)
        assert "3,1" in sentence


@pytest.mark.parametrize("audience", list(Audience))
def test_what_is_opened_leaves_nothing(audience: Audience) -> None:
    opened = ITEMS.replace("    lukket: Forhandling\n", OPENING)
    assert rest(text(), text(items=opened), audience) == []


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Firma Zebra", "Firma Gnu"),
        ("Overtages straks", "Overtages senere"),
        ("titel: Skøde", "titel: Skødet"),
        ("titel: Salg af grund", "titel: Salg af have"),
        ("beslutning: Godkendt.", "beslutning: Afvist."),
        ("10.20", "10.40"),
    ],
)
def test_the_words_of_what_is_opened_are_those_that_were_approved(was: str, now: str) -> None:
    opened = ITEMS.replace("    lukket: Forhandling\n", OPENING).replace(was, now)
    assert rest(text(), text(items=opened), INTERNAL) != []


@pytest.mark.parametrize("audience", list(Audience))
def test_what_is_opened_without_a_word_of_it_or_closed_again_is_no_addition(
    audience: Audience,
) -> None:
    closing = "    lukket: Forhandling\n"
    opened, open_ = ITEMS.replace(closing, OPENING), ITEMS.replace(closing, "")
    assert rest(text(), text(items=open_), audience) != []
    assert rest(text(items=opened), text(), audience) != []
    assert rest(text(items=opened), text(items=open_), audience) != []
    other = opened.replace("2026-03-02", "2026-04-02")
    assert rest(text(items=opened), text(items=other), audience) != []


CLOSED_WITHIN = ITEMS.replace(
    "      - titel: Skøde\n", "      - titel: Skøde\n        offentlig: nej\n"
).replace("      - titel: Vilkår\n", "      - titel: Vilkår\n        lukket: Personsag\n")


@pytest.mark.parametrize(
    ("gone", "numbers"),
    [
        (["        offentlig: nej\n"], ["2"]),
        (["        lukket: Personsag\n"], ["2.1"]),
        (["        offentlig: nej\n", "        lukket: Personsag\n"], ["2", "2.1"]),
        ([], []),
    ],
)
def test_what_was_closed_by_itself_is_not_opened_with_its_item(
    gone: list[str], numbers: list[str]
) -> None:
    opened = CLOSED_WITHIN.replace("    lukket: Forhandling\n", OPENING)
    for one in gone:
        opened = opened.replace(one, "")
    then, now = (
        plan(support.meeting(text(items=items), FORUM))[0] for items in (CLOSED_WITHIN, opened)
    )
    assert [one.numbered.nr for one in opened_besides(then, now)] == numbers


def test_what_was_added_is_told_where_it_stands() -> None:
    told = sentences(text(), text(FIRST, WHOLE), PUBLIC)
    assert told == [
        "Punkt 1: rettelse af den 14. november 2025 er tilføjet: »Beløbet er 1,2 mio. kr.«",
        "Slutningen: rettelse af den 1. oktober 2025 er tilføjet: »Bo Bæk var der ikke.«",
    ]


def test_of_one_that_is_closed_the_public_is_told_which_item_it_is_of() -> None:
    told = sentences(text(), text(FIRST, SECOND), PUBLIC)
    assert told[0] == "En rettelse er kommet til: 1. december 2025: punkt 2."
    assert "Yak" not in " ".join(told)
    assert len(told) == 2


def test_one_that_was_taken_out_is_told() -> None:
    for audience in Audience:
        (sentence,) = sentences(text(FIRST, SECOND), text(FIRST), audience)
        assert "taget ud" in sentence


def test_what_was_opened_is_told_once() -> None:
    opened = ITEMS.replace("    lukket: Forhandling\n", OPENING)
    told = sentences(text(), text(items=opened), INTERNAL)
    assert [one for one in told if one.startswith("Punkt 2,")] == [
        "Punkt 2, Salg af grund, er nu åbent for offentligheden."
    ]
    other = opened.replace("2026-03-02", "2026-04-02")
    (sentence, *_) = sentences(text(items=opened), text(items=other), INTERNAL)
    assert "2. april 2026" in sentence
