"""What went out holds: no number names another item or attachment than it was issued with."""

from __future__ import annotations

import random
from bisect import bisect_right
from itertools import accumulate
from pathlib import Path

import pytest

from issue_support import FORUM, HEAD, findings, issue, numbers, titled, workspace, write
from moedebog.diagnostics import Diagnostic
from moedebog.issued import of_meeting
from moedebog.rules import lasting, lasting_attachments

RULES = [
    lasting.NEW_BETWEEN,
    lasting.GONE_BETWEEN,
    lasting.MOVED,
    lasting.RENUMBERED,
    lasting.OTHER_ITEM,
    lasting.DOUBTFUL,
    lasting.GONE,
    *(lasting_attachments.OTHER_NUMBER, lasting_attachments.OTHER_ATTACHMENT),
]
FOUR = titled("Budget", "Skole", "Vej", "Eventuelt")


def told(tmp_path: Path, after: str, *, before: str = FOUR, forum: str = FORUM) -> list[Diagnostic]:
    ws = workspace(tmp_path, before, forum=forum)
    issue(ws)
    write(tmp_path, after)
    return [one for one in findings(ws) if one.rule in RULES]


def test_an_unchanged_dagsorden_is_not_spoken_of(tmp_path: Path) -> None:
    assert told(tmp_path, FOUR) == []


def test_an_item_put_in_between_is_an_error_that_says_what_to_write(tmp_path: Path) -> None:
    found = told(tmp_path, titled("Budget", "Havn", "Skole", "Vej", "Eventuelt"))
    assert [one.rule for one in found] == [lasting.NEW_BETWEEN]
    assert "nr: 1.A" in found[0].hint
    assert told(tmp_path, titled("Budget", "Havn|nr: 1.A", "Skole", "Vej", "Eventuelt")) == []


def test_an_item_at_the_end_goes_on_counting(tmp_path: Path) -> None:
    assert told(tmp_path, FOUR + titled("Havn")) == []


def test_an_item_taken_away_is_an_error_that_names_it(tmp_path: Path) -> None:
    found = told(tmp_path, titled("Skole", "Vej", "Eventuelt"))
    assert [one.rule for one in found] == [lasting.GONE_BETWEEN]
    assert "Punkt 1, »Budget«" in found[0].message
    withdrawn = titled("Budget|udfald: udgaar", "Skole", "Vej", "Eventuelt")
    assert told(tmp_path, withdrawn) == []


def test_the_last_item_taken_away_is_told_without_an_error(tmp_path: Path) -> None:
    found = told(tmp_path, titled("Budget", "Skole", "Vej"))
    assert [one.rule for one in found] == [lasting.GONE]


def test_a_moved_item_keeps_its_number_if_that_is_written(tmp_path: Path) -> None:
    found = told(tmp_path, titled("Budget", "Vej", "Eventuelt", "Skole"))
    assert [(one.rule, "nr: 2" in one.hint) for one in found] == [(lasting.MOVED, True)]
    assert told(tmp_path, titled("Budget", "Vej", "Eventuelt", "Skole|nr: 2")) == []


def test_a_number_that_was_written_stays_written(tmp_path: Path) -> None:
    before = titled("Budget", "Havn|nr: 1.A", "Skole", "Vej", "Eventuelt")
    found = told(tmp_path, titled("Budget", "Havn", "Skole", "Vej", "Eventuelt"), before=before)
    assert [one.rule for one in found] == [lasting.MOVED]
    assert "nr: 1.A" in found[0].hint


def test_another_item_in_ones_place_is_asked_about(tmp_path: Path) -> None:
    found = told(tmp_path, titled("Budget", "Nyt stadion|tekst: Helt andet.", "Vej", "Eventuelt"))
    assert [one.rule for one in found] == [lasting.OTHER_ITEM]
    assert "id: punkt-2" in found[0].hint
    same = titled("Budget", "Nyt stadion|id: punkt-2", "Vej", "Eventuelt")
    assert told(tmp_path, same) == []


def test_a_title_that_is_only_worded_otherwise_is_the_same_item(tmp_path: Path) -> None:
    before = titled("Budget 2027", "Ny skole i Midtbyen", "Vej")
    assert (
        told(tmp_path, titled("Budget 2027", "Ny skole i byens midte", "Vej"), before=before) == []
    )


def test_of_two_items_with_one_title_the_right_one_is_known(tmp_path: Path) -> None:
    before = titled("Orientering|tekst: Om veje.", "Budget", "Orientering|tekst: Om skoler.")
    found = told(tmp_path, titled("Budget", "Orientering|tekst: Om skoler."), before=before)
    assert [one.rule for one in found] == [lasting.GONE_BETWEEN]
    assert "Punkt 1, »Orientering«" in found[0].message


def test_of_two_items_with_one_title_none_is_guessed(tmp_path: Path) -> None:
    before = titled("Orientering", "Budget", "Orientering")
    found = told(tmp_path, titled("Budget", "Orientering"), before=before)
    assert lasting.DOUBTFUL in [one.rule for one in found]
    assert any("id: punkt-1 eller id: punkt-3" in one.hint for one in found)


def test_a_new_one_of_the_title_of_one_that_is_gone_gets_an_id_of_its_own(tmp_path: Path) -> None:
    before = titled("Orientering", "Budget", "Orientering")
    found = told(tmp_path, titled("Budget", "Orientering", "Skole"), before=before)
    (doubt,) = [one for one in found if one.rule is lasting.DOUBTFUL]
    assert "id: punkt-nyt" in doubt.hint
    root = tmp_path / "b"
    new = titled("Orientering|udfald: udgaar", "Budget", "Orientering", "Orientering|id: punkt-nyt")
    assert told(root, new, before=before) == []


def test_two_of_one_title_beside_each_other_are_not_told_apart_by_their_number(
    tmp_path: Path,
) -> None:
    before = titled("Orientering", "Orientering", "Budget")
    found = told(tmp_path, titled("Orientering", "Budget"), before=before)
    assert lasting.DOUBTFUL in [one.rule for one in found]


def test_more_of_one_title_are_known_by_those_between_which_they_stand(tmp_path: Path) -> None:
    before = titled("Orientering", "Budget", "Orientering", "Skole")
    after = titled("Orientering", "Budget", "Orientering", "Skole", "Orientering")
    assert told(tmp_path, after, before=before) == []


@pytest.mark.parametrize("others", [(), ("Vej|lukket: ja",)])
def test_a_closed_item_that_is_opened_again_is_known_by_the_title_that_it_had(
    tmp_path: Path, others: tuple[str, ...]
) -> None:
    ws = workspace(tmp_path, titled("Budget", "Skole", *others))
    issue(ws)
    write(tmp_path, titled("Budget", "Skole|lukket: ja", *others))
    issue(ws)
    write(tmp_path, titled("Budget|lukket: ja", "Skole", *others))
    assert [one for one in findings(ws) if one.rule in RULES] == []
    made = issue(ws)
    assert [one.id for one in made.punkter][:2] == ["punkt-1", "punkt-2"]


def test_of_closed_items_under_one_title_none_is_guessed(tmp_path: Path) -> None:
    before = titled("Salg|lukket: ja", "Ansættelse|lukket: ja", "Budget")
    found = told(tmp_path, titled("Ansættelse|lukket: ja", "Budget"), before=before)
    assert lasting.DOUBTFUL in [one.rule for one in found]
    after = titled("Salg|lukket: ja", "Ansættelse|lukket: ja", "Budget", "Køb|lukket: ja")
    assert told(tmp_path / "b", after, before=before) == []


def test_a_part_of_a_closed_item_is_not_taken_for_an_open_one_of_its_title(
    tmp_path: Path,
) -> None:
    part = "lukket: ja|underpunkter:|  - titel: Orientering"
    before = titled("Orientering", "Budget", f"Salg|{part}")
    assert (
        told(tmp_path, titled("Orientering|lukket: ja", "Budget", f"Salg|{part}"), before=before)
        == []
    )
    found = told(tmp_path / "b", titled("Budget", f"Salg|{part}"), before=before)
    assert found


@pytest.mark.parametrize(
    ("policy", "given"),
    [
        ("mellem", [("1", "Budget"), ("1.A", "Havn"), ("2", "Skole"), ("3", "Vej"), ("4", "Sti")]),
        ("sidst", [("1", "Budget"), ("4", "Havn"), ("2", "Skole"), ("3", "Vej"), ("5", "Sti")]),
    ],
)
def test_a_forum_may_choose_what_a_new_item_gets(
    tmp_path: Path, policy: str, given: list[tuple[str, str]]
) -> None:
    forum = f"{FORUM}politik:\n  nye_punkter: {policy}\n"
    ws = workspace(tmp_path, titled("Budget", "Skole", "Vej"), forum=forum)
    issue(ws)
    write(tmp_path, titled("Budget", "Havn", "Skole", "Vej", "Sti"))
    assert numbers(ws) == given
    assert [one for one in findings(ws) if one.rule in RULES] == []


def test_a_forum_may_allow_other_numbers(tmp_path: Path) -> None:
    forum = f"{FORUM}politik:\n  nummer_efter_udsendelse: tillad\n"
    assert told(tmp_path, titled("Skole", "Havn", "Vej", "Eventuelt", "Budget"), forum=forum) == []


def test_an_attachment_put_first_is_an_error_that_says_what_to_write(tmp_path: Path) -> None:
    one = "Budget|bilag:|  - titel: Notat|  - titel: Kort"
    found = told(
        tmp_path,
        titled("Budget|bilag:|  - titel: Nyt|  - titel: Notat|  - titel: Kort"),
        before=titled(one),
    )
    assert [one.rule for one in found] == [lasting_attachments.OTHER_ATTACHMENT]
    last = titled("Budget|bilag:|  - titel: Notat|  - titel: Kort|  - titel: Nyt")
    assert told(tmp_path, last, before=titled(one)) == []
    lettered = titled("Budget|bilag:|  - titel: Nyt|    nr: 1.A|  - titel: Notat|  - titel: Kort")
    assert told(tmp_path, lettered, before=titled(one)) == []


_FIRST_LINE = 5
"""Where the items begin."""


def test_what_the_errors_say_to_write_is_enough(tmp_path: Path) -> None:
    """Over random edits: when each is followed, no issued number names another item."""
    chance = random.Random(18)
    for turn in range(60):
        root = tmp_path / str(turn)
        names = [f"Sag {letter}" for letter in "ABCDEFGH"[: chance.randint(2, 8)]]
        ws = workspace(root, titled(*names))
        issue(ws)
        now = list(names)
        for step in range(chance.randint(1, 3)):
            match chance.choice(("new", "gone", "moved")):
                case "new":
                    now.insert(chance.randint(0, len(now)), f"Helt ny {turn} {step} i rækken")
                case "gone" if len(now) > 1:
                    now.pop(chance.randrange(len(now)))
                case _:
                    now.insert(chance.randrange(len(now)), now.pop(chance.randrange(len(now))))
        items = [[name] for name in now]
        for _ in range(40):
            write(root, titled(*("|".join(item) for item in items)))
            errors = [o for o in findings(ws) if o.rule in RULES and o.rule is not lasting.GONE]
            if not errors:
                break
            _follow(items, errors[0])
        file, *_ = ws.meeting_files()
        (version,) = of_meeting(ws, file, "2026-06-01").udgaver
        issued = {item.nr: item.titel for item in version.punkter}
        for nr, title in numbers(ws):
            assert issued.get(nr, title) == title, (names, now, items)
        assert errors == [], (names, now, [e.message for e in errors])


def _follow(items: list[list[str]], error: Diagnostic) -> None:
    """Write what the error says."""
    begins = list(accumulate(map(len, items), initial=_FIRST_LINE))
    place = bisect_right(begins, error.position.line) - 1
    title = str(error.values.get("titel", ""))
    if error.rule is lasting.GONE_BETWEEN:
        items.insert(place, [title, "udfald: udgaar"])
    elif error.rule is lasting.OTHER_ITEM:
        items[place].append(f"nr: {error.values['andet']}")
        items.insert(place, [title, "udfald: udgaar"])
    else:
        items[place].append(f"nr: {error.values['nr']}")


_ANEW = f"{FORUM}politik:\n  nummerering_i_gruppe: forfra\n"


@pytest.mark.parametrize(
    ("before", "after", "codes"),
    [
        (FOUR, titled("Budget", "Skole|nr: 7", "Vej|nr: 3", "Eventuelt|nr: 4"), ["M2141"]),
        (FOUR, titled("Budget|nr: 1", "Skole|nr: 2.A", "Vej|nr: 3", "Eventuelt|nr: 4"), ["M2141"]),
        (
            titled("Budget", "Vej|underpunkter:|  - titel: Sti|  - titel: Bro"),
            titled("Budget", "Vej|underpunkter:|  - titel: Bro|    nr: 2.2", "Sti"),
            ["M2141"],
        ),
        (FOUR + titled("Havn|nr: 3.A"), FOUR + titled("Havn|nr: 3.B"), ["M2141"]),
        (FOUR, titled("Budget|sagstype: pause", "Skole|nr: 2", "Vej|nr: 3", "Eventuelt|nr: 4"), []),
    ],
)
def test_a_number_that_becomes_another_one_is_told_though_it_is_nobodys(
    tmp_path: Path, before: str, after: str, codes: list[str]
) -> None:
    assert [one.code for one in told(tmp_path, after, before=before)] == codes


def test_numbers_that_begin_elsewhere_are_told_once(tmp_path: Path) -> None:
    ws = workspace(tmp_path, FOUR)
    issue(ws)
    write(tmp_path, FOUR, head=f"{HEAD}nummerering:\n  start: 49\n")
    (found,) = [one for one in findings(ws) if one.rule in RULES]
    assert (found.rule, "nr: 1" in found.hint) == (lasting.RENUMBERED, True)


def test_an_item_in_another_group_may_get_a_number_there(tmp_path: Path) -> None:
    before = titled("A|gruppe: Nord", "B", "C|gruppe: Syd", "D")
    after = titled("A|gruppe: Nord", "C|gruppe: Syd", "D", "B")
    assert told(tmp_path, after, before=before, forum=_ANEW) == []


def test_groups_that_begin_to_count_anew_are_told(tmp_path: Path) -> None:
    before = titled("A|gruppe: Nord", "B", "C|gruppe: Syd", "D")
    ws = workspace(tmp_path, before)
    issue(ws)
    workspace(tmp_path, before, forum=_ANEW)
    assert [one.rule for one in findings(ws) if one.rule in RULES] == [lasting.RENUMBERED]


@pytest.mark.parametrize("after", [("Pause", "Vej"), ("Budget", "Vej", "Pause"), ("Budget", "Vej")])
def test_pauses_have_no_number_to_be_asked_about(tmp_path: Path, after: tuple[str, ...]) -> None:
    def items(*titles: str) -> str:
        return titled(*(f"{one}|sagstype: pause" if one == "Pause" else one for one in titles))

    before = items("Budget", "Pause", "Vej", "Pause", "Pause")
    kept = {"Budget": "Budget|nr: 1", "Vej": "Vej|nr: 2"}
    found = told(tmp_path, items(*(kept.get(one, one) for one in after)), before=before)
    assert [one.code for one in found] == (["M217"] if "Budget" not in after else [])


def test_a_part_between_others_is_counted_under_the_number_that_its_item_keeps(
    tmp_path: Path,
) -> None:
    forum = f"{FORUM}politik:\n  nye_punkter: sidst\n"
    parts = "underpunkter:|  - titel: Sti|  - titel: Bro"
    ws = workspace(tmp_path, titled("Budget", "Skole", f"Vej|{parts}", "Havn"), forum=forum)
    issue(ws)
    more = "underpunkter:|  - titel: Sti|  - titel: Lys|  - titel: Bro"
    write(tmp_path, titled("Budget", "Klima", "Skole", f"Vej|{more}", "Havn"))
    assert ("3.3", "Lys") in numbers(ws)
    assert [one for one in findings(ws) if one.rule in RULES] == []


@pytest.mark.parametrize(("policy", "given"), [("sidst", "5"), ("mellem", "1.A")])
def test_a_new_item_gets_no_number_that_was_ever_issued(
    tmp_path: Path, policy: str, given: str
) -> None:
    ws = workspace(tmp_path, FOUR, forum=f"{FORUM}politik:\n  nye_punkter: {policy}\n")
    issue(ws)
    write(tmp_path, titled("Budget", "Klima", "Skole", "Vej"))
    assert (given, "Klima") in numbers(ws)
    assert {one.code for one in findings(ws) if one.rule in RULES} == {"M217"}


@pytest.mark.parametrize(
    ("before", "after", "hint"),
    [
        (FOUR, titled("Klima") + FOUR, "Sæt det efter punkt 1 med nr: 1.A, eller flyt det sidst."),
        (
            titled("Budget", "Vej|underpunkter:|  - titel: Sti"),
            titled("Budget", "Vej|underpunkter:|  - titel: Lys|  - titel: Sti"),
            "Sæt det efter punkt 2.1 med nr: 2.1.A, eller flyt det sidst.",
        ),
        (FOUR, titled("Ny havn", "Skole", "Vej", "Eventuelt"), "skriv nr: 1.A i det"),
    ],
)
def test_a_new_first_item_is_given_a_number_that_people_use(
    tmp_path: Path, before: str, after: str, hint: str
) -> None:
    (found,) = told(tmp_path, after, before=before)
    assert hint in found.hint
