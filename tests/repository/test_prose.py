"""Prose stands in lines of its own, never between brackets or braces, in all that is shown."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from import_pairs import EXAMPLES
from import_support import run
from moedebog import cli
from moedebog.rulebook import all_rules
from prose_in_brackets import in_lines, in_markdown, in_yaml
from support import ROOT

ABOUT_IT = {
    "M033": "a colon in such a text",
    "M038": "a comma in such a list",
    "M051": "a comma in such a text",
    "M5492": "a comma in such a list",
}
"""Rules that are about prose between brackets: their wrong examples show it."""
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
FILES = [
    path
    for folder in ("meetings", "tests/imports", "templates", "tools")
    for path in sorted((ROOT / folder).rglob("*.yaml"))
    if ".udsendt" not in path.name
]


@pytest.mark.parametrize(
    "text",
    [
        "- {titel: A, varighed: 5}",
        "- titel: A\n  indstilling:\n    at: [godkender, drøfter]",
        "indstilling: {at: [godkender]}",
        "bilag: [{titel: A}]",
        "gaester:\n  - {navn: Bo, titel: direktør}",
        "billede: {fil: k.png, alt: Kort}",
        "tabel: {kolonner: [Hvad det koster], raekker: []}",
        "raekker: [[Unge, to timer om ugen]]",
        "sagstyper: {orientering: Til orientering}",
        "opfoelgning: [{ansvarlig: Bo,\n  opgave: Ringe}]",
    ],
)
def test_prose_between_brackets_is_seen(text: str) -> None:
    assert in_yaml(text)
    assert in_markdown(f"```yaml\n{text}\n```")


@pytest.mark.parametrize(
    "text",
    [
        "afbud: [Anna Ager, Bo Bæk]",
        "afstemning: {for: [A, V], imod: 3}",
        "delbeslutninger:\n  - {punkt: 1, udfald: godkendt}",
        "gaester:\n  - navn: Bo\n    titel: direktør",
        "titel: A {tekst i krøllede} og [kantede]",
        "raekker: [[2025, 5]]",
        "modtagere: [{gruppe: alle, personer: [a@example.org]}]",
    ],
)
def test_names_and_codes_between_brackets_are_no_prose(text: str) -> None:
    assert in_yaml(text) == []
    assert in_lines(text) == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_no_table_of_the_manual_runs_into_what_stands_below_it(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")
    rows = [line.startswith("|") for line in lines]
    below = [line for line, above in zip(lines[1:], rows, strict=False) if above]
    assert [line for line in below if line and not line.startswith("|")] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_no_page_of_the_manual_shows_it(path: Path) -> None:
    wrong = [line for code in ABOUT_IT for line in all_rules()[code].example.wrong.split("\n")]
    found = in_markdown(path.read_text(encoding="utf-8"))
    assert [line for line in found if line.strip() not in map(str.strip, wrong)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_of_the_repository_holds_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert in_yaml(text) == []
    comments = [line for line in text.split("\n") if line.lstrip().startswith("#")]
    assert in_lines("\n".join(comments)) == []


@pytest.mark.parametrize("code", all_rules())
def test_no_example_of_a_rule_shows_it(code: str) -> None:
    example = all_rules()[code].example
    shown = [example.right, example.forum]
    if code not in ABOUT_IT:
        shown.append(example.wrong)
    shown += [
        content.decode() for name, content in example.beside().items() if name.endswith(".yaml")
    ]
    for text in shown:
        assert in_yaml(text) == []
        assert code in ABOUT_IT or in_lines(text) == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_no_import_writes_it(path: Path, tmp_path: Path) -> None:
    result = run(path, tmp_path)
    assert in_yaml(result.text) == []
    for forum in tmp_path.rglob("forum.yaml"):
        assert in_yaml(forum.read_text(encoding="utf-8")) == []


def test_no_new_meeting_holds_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "meetings").mkdir()
    monkeypatch.chdir(tmp_path)
    assert cli.main(["forum", "udvalg", "--navn", "Udvalget"]) == 0
    assert cli.main(["new", "2026-01-20"]) == 0
    written = sorted(tmp_path.joinpath("meetings").rglob("*.yaml"))
    assert len(written) == 2
    for path in written:
        text = path.read_text(encoding="utf-8")
        assert in_yaml(text) == []
        assert in_lines(text) == []


def test_what_is_upgraded_gets_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "tests" / "opgrader", tmp_path, dirs_exist_ok=True)
    before = {path: in_yaml(path.read_text("utf-8")) for path in tmp_path.rglob("*.yaml")}
    monkeypatch.chdir(tmp_path)
    cli.main(["opgrader", "--skriv", "--typografi"])
    for path in tmp_path.joinpath("meetings").rglob("*.yaml"):
        assert len(in_yaml(path.read_text("utf-8"))) <= len(before.get(path, [])), path
