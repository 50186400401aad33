"""Marks in titles, "at at", and the signs of a keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest

from moedebog import rules, sloppy
from moedebog.build.check import validate
from moedebog.compose import plan
from moedebog.report import explain
from moedebog.rules import Case
from moedebog.workspace import Workspace
from support import meeting

HEAD = 'dato: 2025-09-12\nstart: "10:00"\n'


def found(text: str) -> list[tuple[str, str]]:
    return [(d.code, d.words) for d in rules.check(Case(plan(meeting(text, "navn: Udvalget"))[0]))]


@pytest.mark.parametrize(
    ("titel", "words"),
    [
        ("Rapporten *Sundhed tæt på*", "*Sundhed tæt på*"),
        ("**Økonomi** for året", "**Økonomi**"),
        ("Om _Politiken_", "_Politiken_"),
        ("Filen `a.yaml` og andre", "`a.yaml`"),
        ("Udledning af CO~2~", "O~2~"),
        ("~~Udgår~~ Sti", "~~Udgår~~"),
        ("Sti <br> Vej", "<br>"),
        ("A\\*B", "\\*"),
    ],
)
def test_marks_in_a_title_are_told_at_their_place(titel: str, words: str) -> None:
    assert found(f"punkter: [{{titel: '{titel}'}}]") == [("M549", words)]


@pytest.mark.parametrize(
    "titel", ["Areal 2*3*4", "snake_case_navn", "Løn* og tillæg*", "C*", "5 * 3 * 2", "A & B"]
)
def test_signs_that_are_no_marks_are_not_told(titel: str) -> None:
    assert found(f"punkter: [{{titel: '{titel}'}}]") == []


def test_titles_of_attachments_and_headings_are_plain_too() -> None:
    item = "{titel: A, bilag: [{titel: '*B*'}], gruppe: '**C**'}"
    assert [code for code, _ in found(f"punkter: [{item}]")] == ["M549", "M549"]


@pytest.mark.parametrize(
    ("indstilling", "codes"),
    [
        ("at: [at planen godkendes, godkender planen]", ["M516"]),
        ("at: [At drøfte planen]", ["M516"]),
        ("{indledning: 'Forvaltningen indstiller, at udvalget:', at: [at gå]}", ["M516"]),
        ("{indledning: 'Forvaltningen indstiller:', at: [at gå]}", []),
        ("at: [atter godkender planen, godkender at den følges]", []),
    ],
)
def test_at_is_not_written_twice(indstilling: str, codes: list[str]) -> None:
    value = indstilling if indstilling.startswith("{") else f"{{{indstilling}}}"
    told = found(f"punkter: [{{titel: A, indstilling: {value}}}]")
    assert [code for code, _ in told if code == "M516"] == codes


def test_signs_of_the_keyboard_are_one_finding_with_their_number() -> None:
    text = 'Han sagde "ja" - og gik ... Se `"x" - "y"` og https://example.org/a...b.'
    model = meeting(f"punkter:\n  - titel: A - B\n    tekst: |\n      {text}\n", "navn: U")
    (finding,) = rules.check(Case(plan(model)[0]))
    assert (finding.code, finding.values["antal"].danish) == ("M5490", "5 steder")  # type: ignore[attr-defined]
    assert finding.words == "A - B"


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ('"ja" og "nej"', "”ja” og ”nej”"),
        ("en - to", "en – to"),
        ("en -\nto", "en –\nto"),
        ("vent ...", "vent …"),
        ("år 5 - bedre", "år 5 – bedre"),
    ],
)
def test_what_is_mended(text: str, mended: str) -> None:
    assert sloppy.mended(text) == mended


@pytest.mark.parametrize(
    "text",
    ["kl. 10 - 12", '19" skærm', "- punkt", "| a | - | b |", "`a - b`", "```\na - \"b\"\n```",
     '[x](https://example.org "y")', "a/.../b", "1...5",
     "Saldoen er - 5.000 kr.", "Ændring: - 3,5 %", "\\\"x\\\"", "https://example.org/\"a\""],
)  # fmt: skip
def test_what_is_left_alone(text: str) -> None:
    assert sloppy.mended(text) == text


def test_findings_stand_at_the_sign_in_the_file(tmp_path: Path) -> None:
    folder = tmp_path / "meetings" / "f"
    folder.mkdir(parents=True)
    (folder / "forum.yaml").write_text("navn: Udvalget\n", "utf-8")
    (folder / "2025-09-12.yaml").write_text(
        HEAD + "punkter:\n"
        "  - titel: Om *Sundhed* i år\n"
        "    tekst: |\n"
        "      Først en linje, der er lang nok til ikke at være kort, og så kommer\n"
        "      udgiften, som er 100*2*3 kr. om året.[^1]\n"
        "\n"
        "      Se \\\\server\\mappe i dag.\n",
        "utf-8",
    )
    ws = Workspace(tmp_path)
    told = explain(ws.root, validate(ws, ws.meeting_files()))
    assert [(f.code, f.position.line, f.position.column) for f in told] == [
        ("M549", 4, 15),
        ("M084", 7, 24),
        ("M0890", 7, 44),
        ("M085", 9, 10),
    ]
