"""The number of an attachment that went out names no other one, and none goes unsaid."""

from __future__ import annotations

from pathlib import Path

import pytest

from issue_support import FORUM, findings, issue, titled, workspace, write
from moedebog.diagnostics import Diagnostic
from moedebog.rules import lasting_attachments as rules

RULES = [rules.OTHER_NUMBER, rules.OTHER_ATTACHMENT, rules.GONE]
RUN_ON = f"{FORUM}politik:\n  bilagsnumre: gennemloebende\n"


def item(*bilag: str, title: str = "Budget") -> str:
    """An item with attachments of these titles; what follows a comma are further lines."""
    lines = []
    for one in bilag:
        name, *more = one.split(", ")
        lines += [f"  - titel: {name}", *(f"    {each}" for each in more)]
    return "|".join([title, "bilag:", *lines]) if bilag else title


def told(root: Path, before: str, after: str, *, forum: str = FORUM) -> list[Diagnostic]:
    ws = workspace(root, titled(*before.split("+")), forum=forum)
    for name in ("a.txt", "b.txt"):
        (root / "meetings" / "f" / name).write_text(f"Filen {name}", encoding="utf-8")
    issue(ws)
    write(root, titled(*after.split("+")))
    return [one for one in findings(ws) if one.rule in RULES]


@pytest.mark.parametrize(
    "after",
    [
        ("Notat", "Kort"),
        ("Notat", "Kort", "Nyt"),
        ("Notat", "Nyt, nr: 1.A", "Kort"),
        ("Kort, nr: 2", "Notat"),
        ("Notat, udgaar: ja", "Kort"),
        ("Notat (rettet)", "Kort"),
        ("Oversigt over grunden, nr: 1", "Kort"),
        ("Notat, offentlig: nej", "Kort"),
    ],
)
def test_what_keeps_every_number_is_not_spoken_of(tmp_path: Path, after: tuple[str, ...]) -> None:
    assert told(tmp_path, item("Notat", "Kort"), item(*after)) == []


@pytest.mark.parametrize(
    ("after", "code", "hint"),
    [
        (("Nyt", "Notat", "Kort"), "M2181", "nr: 1.A"),
        (("Notat", "Nyt", "Kort"), "M2181", "nr: 1.A"),
        (("Notat", "Oversigt over grunden"), "M2181", "skriv nr: 2 i det"),
        (("Oversigt over grunden",), "M2181", "udgaar: ja"),
        (("Kort",), "M218", "udgaar: ja"),
        (("Kort", "Notat"), "M218", "skriv nr: 2 i det"),
    ],
)
def test_a_number_that_would_name_another_one_is_an_error_that_says_what_to_write(
    tmp_path: Path, after: tuple[str, ...], code: str, hint: str
) -> None:
    found = told(tmp_path, item("Notat", "Kort"), item(*after))
    assert [one.code for one in found if one.code != "M2182"] == [code]
    assert hint in str(found[0].hint)


def test_the_last_one_taken_away_is_told_without_an_error(tmp_path: Path) -> None:
    (found,) = told(tmp_path, item("Notat", "Kort"), item("Notat"))
    assert found.code == "M2182"
    assert "Bilag 2, »Kort«" in str(found.message)
    (found,) = told(tmp_path / "b", item("Notat"), item())
    assert "Bilag 1, »Notat«" in str(found.message)


def test_a_file_is_known_again_under_another_title(tmp_path: Path) -> None:
    before = item("Notat, fil: a.txt", "Kort, fil: b.txt")
    assert told(tmp_path, before, item("Notat, fil: a.txt", "Grundens omrids, fil: b.txt")) == []
    found = told(tmp_path / "b", before, item("Grundens omrids, fil: b.txt"))
    assert found[0].code == "M218"


def test_of_two_with_one_title_the_file_tells_which_is_there_still(tmp_path: Path) -> None:
    before = item("Notat, fil: a.txt", "Notat, fil: b.txt")
    (found,) = told(tmp_path, before, item("Notat, fil: b.txt"))
    assert (found.code, found.values["nr"]) == ("M218", "2")


def test_the_number_of_a_closed_one_is_no_other_ones(tmp_path: Path) -> None:
    found = told(tmp_path, item("Pris, offentlig: nej", "Kort"), item("Kort"))
    assert [one.code for one in found] == ["M218"]
    assert "et lukket bilag" in str(found[0].message)
    assert "Pris" not in "".join(str(one.message) for one in found)


def test_numbers_that_run_on_hold_through_the_whole_meeting(tmp_path: Path) -> None:
    before = f"{item('Notat')}+{item('Kort', title='Havnen')}"
    after = f"{item('Notat', 'Nyt')}+{item('Kort', title='Havnen')}"
    (found,) = told(tmp_path, before, after, forum=RUN_ON)
    assert (found.code, found.values["nr"], found.values["forslag"]) == ("M2181", "2", "1.A")
    after = f"{item('Notat', 'Nyt, nr: 1.A')}+{item('Kort', title='Havnen')}"
    assert told(tmp_path / "b", before, after, forum=RUN_ON) == []
    after = f"{item()}+{item('Kort', title='Havnen')}"
    assert [one.code for one in told(tmp_path / "c", before, after, forum=RUN_ON)] == ["M218"]


def test_a_forum_may_allow_other_numbers(tmp_path: Path) -> None:
    forum = f"{FORUM}politik:\n  nummer_efter_udsendelse: tillad\n"
    assert told(tmp_path, item("Notat", "Kort"), item("Nyt", "Kort"), forum=forum) == []
