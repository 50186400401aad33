"""Every rule is documented with examples that break it alone, and keep it."""

from __future__ import annotations

import json
import re
from difflib import SequenceMatcher
from pathlib import Path

import jsonschema_rs
import pytest
from markdown_it import MarkdownIt
from msgspec.structs import replace

from build_rules import PAGE, SCHEMA, schema
from issue_support import put_down_status
from moedebog.build.check import validate
from moedebog.diagnostics import CODE, Diagnostic, Phrase, Position, Rule, Severity
from moedebog.examples import Example
from moedebog.report import explain
from moedebog.rulebook import all_rules, every_rule
from moedebog.rulebook.page import escaped, page
from moedebog.rules.dates import weekdays_between
from moedebog.settings.style import load_style
from moedebog.source import parse
from moedebog.workspace import Workspace
from rule_examples import EXECUTED, complete
from rule_scenes import MADE, MAILINGS, TEMPLATES, UNTRIED, WORKSPACES
from support import ROOT

ALL = all_rules()
EXAMPLES = {code: rule.example for code, rule in ALL.items()}
FORUM = "navn: Udvalget\n"
MEMBERS = "medlemmer: [Anna Ager, Bo Bæk, {navn: Carl Clausen, til: 2024-12-31}]\n"


def test_most_examples_are_run() -> None:
    assert len(EXECUTED) > 120


def test_no_two_rules_have_one_code() -> None:
    assert len(set(map(id, every_rule()))) == len(ALL)


def test_every_example_shows_something() -> None:
    assert all(example.wrong and example.right for example in EXAMPLES.values())


def test_whoever_may_turn_a_rule_off_reads_why_it_is_there() -> None:
    assert [code for code, rule in ALL.items() if rule.optional and not rule.reason.danish] == []
    assert "\n\nHvorfor: Et hul i programmet er oftest en forkert tid." in page()


def test_the_page_shows_what_the_rules_say_without_stray_signs() -> None:
    reader = MarkdownIt()
    for rule in ALL.values():
        for text in (*rule.summary("da"), rule.reason.danish):
            shown = "".join(
                token.content
                for block in reader.parse(escaped(text))
                for token in block.children or ()
            )
            assert shown == text.replace("`", ""), rule.code


def test_a_code_span_of_the_page_holds_no_backslash_of_ours() -> None:
    assert escaped("Ret `tillaeg_grund` og *a*") == "Ret `tillaeg_grund` og \\*a\\*"
    assert escaped("fed_kursiv og _a_") == "fed_kursiv og \\_a\\_"
    assert not re.search(r"\w\\_\w", page())


def test_a_number_has_its_word_in_both_languages() -> None:
    for rule in ALL.values():
        danish, english = rule.texts("da"), rule.texts("en")
        for one, other in zip(danish, english, strict=True):
            found = (set(re.findall(r"\{(\w+)[}:!.]", text)) for text in (one, other))
            assert next(found) == next(found), rule.code


@pytest.mark.parametrize(
    ("code", "values", "danish", "english"),
    [
        (
            "M520",
            {"antal": 1, "stemmeberettigede": 0, "hvem": ""},
            "Der er afgivet 1 stemme,",
            "1 vote was",
        ),
        (
            "M520",
            {"antal": 2, "stemmeberettigede": 1, "hvem": ""},
            "Der er afgivet 2 stemmer,",
            "2 votes were",
        ),
        ("M521", {"antal": 1, "stemmeberettigede": 3}, "rede for 1 stemme,", "1 vote is"),
        ("M525", {"navne": 2, "antal": 1}, "2 navne, men kun 1 stemme.", "only 1 vote."),
        ("M525", {"navne": 1, "antal": 0}, "1 navn, men kun 0 stemmer.", "1 name stands"),
        ("M504", {"antal": 1, "frist": 4, "ret": ""}, "er 1 hverdag fra", "is 1 weekday from"),
        (
            "M504",
            {"antal": 0, "frist": 1, "ret": ""},
            "frist er 1 hverdag.",
            "deadline is 1 weekday.",
        ),
        ("M115", {"celler": 1, "kolonner": 2}, "1 celle, men tabellen har 2", "1 cell, but"),
        ("M116", {"antal": 1, "kolonner": 2}, "nævner 1 kolonne,", "names 1 column,"),
        ("M079", {"cells": 2, "columns": 1}, "har 1 kolonne.", "has 1 column."),
        ("M404", {"antal": 1}, "stadig 1 fil fra", "1 file of"),
        ("M410", {"antal": 1}, "1 ting mere", "1 more thing was found"),
    ],
)
def test_one_is_told_as_one(
    code: str, values: dict[str, object], danish: str, english: str
) -> None:
    found = ALL[code].at(Position("f"), **values)
    assert danish in found.message
    assert danish in found.texts("da")[0]
    assert english in found.texts("en")[0]


def test_a_rule_cannot_be_declared_by_half() -> None:
    said = Phrase("Nej.", "No.")
    with pytest.raises(TypeError, match="example"):
        Rule("M998", Severity.HINT, said, said)  # type: ignore[call-arg]


def test_a_block_of_codes_that_is_full_goes_on_with_a_digit_more() -> None:
    said = Phrase("Bilaget er blåt.", "The bilag is blue.")
    new = Rule("M5399", Severity.HINT, said, said, Example(wrong="Blåt", right="Rødt"))
    rules = dict(sorted({**ALL, new.code: new}.items()))
    assert re.fullmatch(CODE, new.code)
    headings = re.findall(r"^##+ (.+)$", page(rules), re.MULTILINE)
    at = headings.index("M5399")
    assert headings[at : at + 3] == ["M5399", "Sprog og henvisninger", "M540"]
    assert headings.index("M539") < headings.index("M5390") < at
    assert len(headings) == len(set(headings))
    validator = jsonschema_rs.validator_for(json.loads(schema(rules)))
    for code, known in (("M5399", True), ("M5398", False), ("M539", False)):
        forum = {"navn": "U", "politik": {"regler": {code: "nej"}}}
        assert validator.is_valid(forum) is known, code


def test_a_group_of_rules_stands_under_one_heading() -> None:
    headings = re.findall(r"^## (.+)$", page(), re.MULTILINE)
    assert len(headings) == len(set(headings)), headings


def test_examples_that_differ_in_a_file_say_what_is_in_it() -> None:
    for code, example in EXECUTED.items():
        wrong, right = (
            re.sub(r"\bfil: [^},#\n]+", "fil: x", t) for t in (example.wrong, example.right)
        )
        # M112 to M114 are about the name itself, and in M530 and M5390 it tells.
        assert wrong != right or code in ("M112", "M113", "M114", "M530", "M5390"), code


def test_the_book_and_the_schema_are_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python tools/build_rules.py"
    assert SCHEMA.read_text(encoding="utf-8") == schema(), "run: python tools/build_rules.py"


BY_MESSAGE = {"M304": "« mangler.", "M362": "Linket peger på"}
"""What their tests look for in the message."""
NOWHERE = {"M001", "M031", "M050", "M311", "M358"}
"""Last resorts, and what takes a font of another form."""


def test_every_rule_is_tried_or_it_is_said_why_not() -> None:
    tried = [*EXECUTED, *TEMPLATES, *WORKSPACES, *MADE, *MAILINGS]
    assert sorted([*tried, *UNTRIED]) == sorted(ALL)


@pytest.mark.parametrize("code", [code for code in UNTRIED if code not in NOWHERE])
def test_what_cannot_be_shown_is_tested_elsewhere(code: str) -> None:
    name = next(
        match[1]
        for path in ROOT.joinpath("generators").rglob("*.py")
        if (match := re.search(rf'^(\w+) = Rule\(\s*"{code}"', path.read_text("utf-8"), re.M))
    )
    tests = [p for p in (ROOT / "tests").rglob("test_*.py") if p != Path(__file__)]
    texts = [path.read_text(encoding="utf-8") for path in tests]
    said = re.escape(BY_MESSAGE.get(code, code))
    assert any(re.search(rf"\b{name}\b|{code}|{said}", text) for text in texts), name


def run(example: Example, text: str, folder: Path, data: bytes | None = None) -> list[Diagnostic]:
    """What is found in an example, put into a whole workspace."""
    if example.file == "pdf.yaml":
        path = folder / "pdf.yaml"
        path.write_text(text, encoding="utf-8")
        for name, content in example.beside().items():
            (folder / name).write_bytes(content)
        return load_style(path, "pdf.yaml")[1]
    meetings = folder / "meetings" / "udvalg"
    meetings.mkdir(parents=True)
    forum = FORUM + (example.forum or "")
    if "medlemmer" not in forum:
        forum = f"{forum}\n{MEMBERS}"
    if example.file == "forum":
        forum, text = text, "punkter: []"
    (meetings / "forum.yaml").write_text(forum, encoding="utf-8")
    for name, content in example.beside().items():
        (meetings / name).write_bytes(content)
    recorded = example not in (EXAMPLES["M570"], EXAMPLES["M577"])
    whole = data if data is not None else complete(text, recorded=recorded).encode()
    (meetings / f"{example.name}.yaml").write_bytes(whole)
    ws = Workspace(folder)
    put_down_status(meetings / f"{example.name}.yaml")
    found = validate(ws, ws.meeting_files(), everything=True)
    return [d for d in found if "2025-09-0" not in d.position.file]


@pytest.mark.parametrize("code", EXECUTED)
def test_the_wrong_example_breaks_this_rule_alone(code: str, tmp_path: Path) -> None:
    example = EXAMPLES[code]
    found = run(example, example.wrong, tmp_path, example.data)
    assert {d.code for d in found} == {code}, "\n".join(map(str, found))
    for diagnostic in found:
        message, hint = diagnostic.texts("en")
        danish = r"\b(?:og|eller|ikke|skal|skriv|filen|punktet|mangler)\b"
        assert not re.search(danish, re.sub(r"»[^«]*«", "", f"{message} {hint}")), message
        for text in (message, hint, *diagnostic.texts("da")):
            assert not re.search(r"»«|:\s+\.|\(\)|,\s*[,.]|\s\.(?:\s|$)|\bNone\b", text), text


NEAR = 3
"""Lines: what is wrong, and what of it is mended, can be seen together."""


@pytest.mark.parametrize("code", [c for c, e in EXECUTED.items() if e.data is None])
def test_a_finding_stands_where_the_mend_is_made(code: str, tmp_path: Path) -> None:
    example = EXAMPLES[code]
    whole = complete if example.file == "møde" else str
    wrong, right = (whole(text).split("\n") for text in (example.wrong, example.right))
    changes = SequenceMatcher(None, wrong, right, autojunk=False).get_opcodes()
    changed = [
        line
        for kind, start, end, *_ in changes
        if kind != "equal"
        for line in range(start + 1, max(end, start + 1) + 1)
    ]
    for finding in explain(tmp_path, run(example, example.wrong, tmp_path)):
        line, column = finding.position.line, finding.position.column
        assert min(abs(line - one) for one in changed) <= NEAR, finding
        assert 1 <= line <= len(wrong)
        assert 1 <= column <= len(wrong[line - 1]) + 1


@pytest.mark.parametrize("code", EXECUTED)
def test_the_right_example_breaks_none(code: str, tmp_path: Path) -> None:
    example = EXAMPLES[code]
    found = run(example, example.right, tmp_path)
    assert found == [], "\n".join(map(str, found))


OPTIONAL = [c for c in EXECUTED if ALL[c].optional and EXAMPLES[c].file == "møde"]


@pytest.mark.parametrize("code", OPTIONAL)
def test_a_rule_of_taste_can_be_turned_off(code: str, tmp_path: Path) -> None:
    example = EXAMPLES[code]
    lines = f"{FORUM}{example.forum}\n".replace("regler: {M511: ja}", "")
    policy = f"regler: {{{code}: nej}}"
    if "politik: {" in lines:
        lines = lines.replace("politik: {", f"politik: {{{policy}, ").replace(", }", "}")
    else:
        lines += f"politik: {{{policy}}}\n"
    quiet = replace(example, forum=lines.removeprefix(FORUM))
    assert run(quiet, example.wrong, tmp_path, example.data) == []


def test_an_error_cannot_be_turned_off(tmp_path: Path) -> None:
    example = EXAMPLES["M540"]
    quiet = replace(example, forum="politik: {regler: {M540: nej}}")
    assert {d.code for d in run(quiet, example.wrong, tmp_path)} == {"M041", "M540"}


def test_a_weekday_is_no_sunday_and_no_public_holiday() -> None:
    from datetime import date

    # Holy Week 2025: Thursday the 17th, Friday the 18th and Monday the 21st of April are off.
    assert weekdays_between(date(2025, 4, 15), date(2025, 4, 24), saturday=False) == 3
    assert weekdays_between(date(2025, 4, 15), date(2025, 4, 24), saturday=True) == 4
    assert weekdays_between(date(2025, 9, 5), date(2025, 9, 12), saturday=False) == 4
    assert weekdays_between(date(2025, 9, 5), date(2025, 9, 12), saturday=True) == 5


def test_the_parser_of_examples_reads_what_it_should() -> None:
    tree, problems = parse(complete("- titel: A").encode(), "m.yaml")
    assert problems == []
    assert tree is not None
    assert tree.data["punkter"] == [{"titel": "A"}]
