"""The number of an attachment that went out names no other one, and none goes unsaid."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import version_support
from issue_support import FORUM, HEAD, findings, titled, workspace, write
from moedebog.diagnostics import Diagnostic
from moedebog.rules import lasting_attachments as rules

RULES = [rules.OTHER_NUMBER, rules.OTHER_ATTACHMENT, rules.RENUMBERED, rules.GONE]
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
    version_support.issue(ws)
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
    assert (found.code, str(found.values["nr"])) == ("M218", "2")


def test_the_number_of_a_closed_one_is_no_other_ones(tmp_path: Path) -> None:
    found = told(tmp_path, item("Pris, offentlig: nej", "Kort"), item("Kort"))
    assert [one.code for one in found] == ["M218"]
    assert "et lukket bilag" in str(found[0].message)
    assert "Pris" not in "".join(str(one.message) for one in found)


def test_numbers_that_run_on_hold_through_the_whole_meeting(tmp_path: Path) -> None:
    before = f"{item('Notat')}+{item('Kort', title='Havnen')}"
    after = f"{item('Notat', 'Nyt')}+{item('Kort', title='Havnen')}"
    (found,) = told(tmp_path, before, after, forum=RUN_ON)
    assert (found.code, str(found.values["nr"]), str(found.values["forslag"])) == (
        "M2181",
        "2",
        "1.A",
    )
    after = f"{item('Notat', 'Nyt, nr: 1.A')}+{item('Kort', title='Havnen')}"
    assert told(tmp_path / "b", before, after, forum=RUN_ON) == []
    after = f"{item()}+{item('Kort', title='Havnen')}"
    assert [one.code for one in told(tmp_path / "c", before, after, forum=RUN_ON)] == ["M218"]


def test_a_forum_may_allow_other_numbers(tmp_path: Path) -> None:
    forum = f"{FORUM}politik:\n  nummer_efter_udsendelse: tillad\n"
    assert told(tmp_path, item("Notat", "Kort"), item("Nyt", "Kort"), forum=forum) == []


PRICE, BID = "Pris, offentlig: nej", "Bud, lukket: ja"


@pytest.mark.parametrize(
    ("after", "codes"),
    [
        ((BID, "Kort, nr: 3"), ["M218"]),
        ((BID, PRICE, "Kort"), ["M218"]),
        ((PRICE, "Tilbud, lukket: ja", "Kort"), ["M2181"]),
        ((PRICE, "Kort, nr: 3"), ["M2182"]),
        ((f"{PRICE}, udgaar: ja", BID, "Kort"), []),
        ((PRICE, "Lukket bilag, nr: 2, lukket: ja, udgaar: ja", "Kort"), []),
        (("Pris", BID, "Kort"), []),
        ((f"{BID}, nr: 2", f"{PRICE}, nr: 1", "Kort"), []),
    ],
)
def test_closed_ones_are_known_as_open_ones_are(
    tmp_path: Path, after: tuple[str, ...], codes: list[str]
) -> None:
    found = told(tmp_path, item(PRICE, BID, "Kort"), item(*after))
    assert [one.code for one in found] == codes
    words = [str(text) for one in found for text in (one.message, one.hint, one.values)]
    assert not [one for one in words if "Pris" in one or "Bud " in one or "Bud»" in one]


def test_those_of_a_closed_item_are_known_too(tmp_path: Path) -> None:
    closed = f"{item('Notat', 'Kort')}|lukket: ja"
    assert [one.code for one in told(tmp_path, closed, f"{item('Kort')}|lukket: ja")] == ["M218"]


@pytest.mark.parametrize(
    ("after", "codes"),
    [
        (f"{item('Notat', 'Kort')}|lukket: ja|lukning_ophaevet:|  dato: 2026-06-02", []),
        (item("Notat", "Kort"), []),
        (item("Notat", "Støj"), []),  # it may be the one that was closed
        (item("Støj, nr: 3", "Notat"), ["M2182"]),
        (item("Notat"), ["M2182"]),
    ],
)
def test_without_what_closed_ones_are_known_by_one_that_is_opened_may_be_the_same(
    tmp_path: Path, after: str, codes: list[str]
) -> None:
    closed = "lukket:|  offentlig_titel: Budget"
    ws = workspace(tmp_path, titled(f"{item('Notat', 'Kort')}|{closed}"))
    version_support.issue(ws)
    shutil.rmtree(ws.issued_closed)
    write(tmp_path, titled(after.replace("lukket: ja", closed)))
    assert [one.code for one in findings(ws) if one.rule in RULES] == codes


def test_a_number_that_was_issued_once_is_not_given_again(tmp_path: Path) -> None:
    ws = workspace(tmp_path, titled(item("Notat", "Kort")))
    for after, codes in ((item("Notat"), ["M2182"]), (item("Notat", "Støj"), ["M2181"])):
        version_support.issue(ws)
        write(tmp_path, titled(after))
        assert [one.code for one in findings(ws) if one.rule in RULES] == codes
    write(tmp_path, titled(item("Notat", "Støj, nr: 3")))
    assert [one.code for one in findings(ws) if one.rule in RULES] == []


@pytest.mark.parametrize("after", [("Notat", "Kort, nr: 5"), ("Notat, nr: 1.A", "Kort, nr: 2")])
def test_a_number_that_becomes_another_one_is_told(tmp_path: Path, after: tuple[str, ...]) -> None:
    assert [one.code for one in told(tmp_path, item("Notat", "Kort"), item(*after))] == ["M2183"]


def test_numbers_of_another_kind_are_told(tmp_path: Path) -> None:
    ws = workspace(tmp_path, titled(item("Notat", "Kort"), "Vej"))
    version_support.issue(ws)
    for style in ("punkt_bilag", "gennemloebende"):
        forum = f"{FORUM}politik:\n  bilagsnumre: {style}\n"
        workspace(tmp_path, titled(item("Notat", "Kort"), "Vej"), forum=forum)
        codes = [one.code for one in findings(ws) if one.rule in RULES]
        assert codes == (["M2183"] if style == "punkt_bilag" else [])


def test_what_follows_from_another_number_of_its_item_is_not_told_besides(tmp_path: Path) -> None:
    forum = f"{FORUM}politik:\n  bilagsnumre: punkt_bilag\n"
    assert told(tmp_path, item("Notat"), f"{item('Notat')}|nr: 8", forum=forum) == []


@pytest.mark.parametrize(
    ("after", "codes"),
    [
        (("Rute", "Program"), []),
        (("Rute", "Program", "Nyt"), []),
        (("Program",), ["M218"]),
        (("Nyt", "Rute", "Program"), ["M2181"]),
        (("Rute",), ["M2182"]),
        (("Rute", "Program, nr: 7"), ["M2183"]),
        (("Rute, udgaar: ja", "Program"), []),
    ],
)
def test_those_of_the_meeting_as_a_whole_keep_their_numbers(
    tmp_path: Path, after: tuple[str, ...], codes: list[str]
) -> None:
    def head(*titles: str) -> str:
        lines = titled(*("|".join(one.split(", ")) for one in titles))
        return f"{HEAD}bilag:\n{lines}"

    ws = workspace(tmp_path, titled("Vej"), head=head("Rute", "Program"))
    version_support.issue(ws)
    write(tmp_path, titled("Vej"), head=head(*after))
    assert [one.code for one in findings(ws) if one.rule in RULES] == codes
