"""``moedebog forklar`` tells of a rule what its declaration says."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from moedebog import cli
from moedebog.diagnostics import Language, Rule, UsageProblem
from moedebog.rulebook import all_rules
from moedebog.rulebook.explain import explain
from moedebog.rulebook.groups import source

ALL = all_rules()


def told(*codes: str, language: Language = "da") -> str:
    return "\n".join(explain(codes, language))


def test_a_rule_is_told_with_what_to_do_and_why() -> None:
    text = told("M202")
    assert text.startswith("M202: advarsel, kan slås fra i forum.yaml med politik: {regler: {M202:")
    for part in (
        "Det skal du gøre: Ret tiderne",
        "Hvorfor: Et hul",
        "\nForkert:\n",
        "\nRigtigt:\n",
    ):
        assert part in text
    assert "    - titel: B\n      tid: 10:45-11:00" in text
    assert text.endswith("Kilde: Dokumenterne skal stemme med sig selv.")


def test_in_english_only_the_examples_are_danish() -> None:
    text = told("M511", language="en")
    assert text.startswith(
        "M511: hint, is off; can be turned on in forum.yaml by politik: {regler: {M511"
    )
    assert "\nWrong (with `politik: {regler: {M511: ja}}` in forum.yaml):\n" in text
    assert "\nWhat to do: Write `beslutning`" in text
    assert "\nWhy: The indstilling asks" in text
    assert text.endswith("Source: Good practice in secretariats.")


@pytest.mark.parametrize("rule", ALL.values(), ids=lambda rule: rule.code)
def test_in_english_a_source_is_told_in_english_beside_the_name_of_a_danish_law(rule: Rule) -> None:
    said = source(rule)
    outside_brackets = re.sub(r"\(.*?\)", "", said.english)
    assert not re.search(r"[æøå]|\b(?:og|lov|stk|skik|forummets)\b", outside_brackets)
    same_in_both = re.fullmatch(r"[\w/]+\.md|CommonMark 0\.31", said.danish)
    assert said.danish != said.english or same_in_both


@pytest.mark.parametrize(("code", "expected"), [("M540", "fejl"), ("M403", "advarsel")])
def test_what_no_forum_may_turn_off_is_said(code: str, expected: str) -> None:
    assert told(code).startswith(f"{code}: {expected}, kan ikke slås fra\n")


def test_several_codes_are_told_once_each_in_small_letters_too() -> None:
    text = told("m540", "M202", "M540")
    assert [line[:4] for line in text.splitlines() if line[:1] == "M"] == ["M540", "M202"]


def test_a_hint_that_only_a_finding_has_is_not_told_as_dots() -> None:
    assert "Det skal du gøre: Det står ved hvert fund." in told("M104")


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_rule_can_be_told(language: Language) -> None:
    text = told(*ALL, language=language)
    assert all(f"\n{code}: " in f"\n{text}" for code in ALL)


def test_without_a_code_all_rules_are_listed_by_group() -> None:
    lines = list(explain(()))
    assert lines[0] == "Filen og dens form"
    assert sum(line.startswith("  M") for line in lines) == len(ALL)
    assert lines[lines.index("Beslutninger") - 1] == ""
    assert "  M008 error: Here is a tab." in explain((), "en")


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("language", ["da", "en"])
def test_the_list_is_as_wide_as_the_terminal(width: int, language: Language) -> None:
    whole = list(explain((), language))
    wrapped = "\n".join(explain((), language, width)).split("\n")
    assert max(map(len, wrapped)) <= width
    assert " ".join(" ".join(whole).split()) == " ".join(" ".join(wrapped).split())
    assert all(line.startswith(("  M", "       ")) for line in wrapped if line.startswith(" "))


def test_the_command_asks_the_terminal_and_a_pipe_gets_a_line_for_each(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["forklar"]) == 0
    assert max(map(len, capsys.readouterr().out.split("\n"))) > 100
    monkeypatch.setenv("COLUMNS", "72")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert cli.main(["forklar"]) == 0
    assert max(map(len, capsys.readouterr().out.split("\n"))) <= 72


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("M22", "Mente du M022?"),
        ("202", "Mente du M202?"),
        ("m2o2", "Mente du M202?"),
        ("x", "uden en kode"),
    ],
)
def test_a_code_that_no_rule_has_names_the_nearest(typed: str, expected: str) -> None:
    with pytest.raises(UsageProblem, match="Der er ingen regel") as problem:
        told("M540", typed)
    assert expected in str(problem.value)


def test_the_command_tells_of_what_make_hands_over(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KODE", "m540, M202")
    assert cli.main(["forklar"]) == 0
    by_make = capsys.readouterr().out
    assert cli.main(["forklar", "M540", "M202"]) == 0
    assert capsys.readouterr().out == by_make
    assert cli.main(["forklar", "M511", "--lang", "en"]) == 0
    assert capsys.readouterr().out.startswith("M511: hint")


def test_an_unknown_code_is_a_wrong_call_and_steers_no_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.main(["forklar", "M999\x1b[31m", "--lang", "en"]) == 2
    caught = capsys.readouterr()
    assert not caught.out
    assert "There is no rule M999" in caught.err
    assert "\x1b" not in caught.err


def test_a_person_at_a_terminal_is_told_of_it_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "meetings" / "udvalg"
    place.mkdir(parents=True)
    (place / "forum.yaml").write_text("navn: U\n", encoding="utf-8")
    text = "dato: 2025-09-12\nstart: 10.00\nukendt: 1\nukendt2: 1\npunkter: []\n"
    (place / "2025-09-12.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MAKECMDGOALS", raising=False)
    assert cli.main(["validate"]) == 1
    assert "forklar" not in capsys.readouterr().err
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    for quiet in (["--quiet"], ["--format", "json"]):
        cli.main(["validate", *quiet])
        assert "forklar" not in capsys.readouterr().err
    cli.main(["validate", "--lang", "en"])
    assert capsys.readouterr().err.count("More about a message: moedebog forklar M041\n") == 1
    monkeypatch.setenv("MAKECMDGOALS", "validate")
    cli.main(["validate"])
    assert capsys.readouterr().err.endswith("Mere om en besked: make forklar KODE=M041\n")
