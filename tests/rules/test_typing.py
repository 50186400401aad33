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
from support import meeting, read

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
        ("Udledning af CO~2~", "CO~2~"),
        ("~~Udgår~~ Sti", "~~Udgår~~"),
        ("Sti <br> Vej", "<br>"),
        ("A\\*B", "\\*"),
        ("Antal[^1] i år", "[^1]"),
        ("Byg &amp; Miljø", "&amp;"),
        ("Plan &#8211; notat", "&#8211;"),
        ("Se [planen](https://example.org)", "[planen](https://example.org)"),
    ],
)
def test_marks_in_a_title_are_told_at_their_place(titel: str, words: str) -> None:
    assert found(f"punkter: [{{titel: '{titel}'}}]") == [("M549", words)]


@pytest.mark.parametrize(
    "titel",
    [
        "H:\\_arkiv og R&D; &foo; [sic] (2024)",
        "Areal 2*3*4",
        "snake_case_navn",
        "Løn* og tillæg*",
        "C*",
        "5 * 3 * 2",
        "A & B",
    ],
)
def test_signs_that_are_no_marks_are_not_told(titel: str) -> None:
    assert found(f"punkter: [{{titel: '{titel}'}}]") == []


def test_titles_of_attachments_and_headings_are_plain_too() -> None:
    item = "{titel: A, bilag: [{titel: '*B*'}], gruppe: '**C**'}"
    assert [code for code, _ in found(f"punkter: [{item}]")] == ["M549", "M549"]


PLAIN = [
    ("indstilling: {fra: 'Chefen *selv*', at: [godkender]}", "*selv*"),
    ("indstilling: {indledning: 'Det indstilles **stærkt**, at:', at: [godkender]}", "**stærkt**"),
    ("udfald: 'Godkendt _nu_'", "_nu_"),
    ("tillaeg_grund: 'Det *haster*'", "*haster*"),
    ("opfoelgning: [{opgave: 'Sende `brev`'}]", "`brev`"),
    ("gaester: [{navn: Ole Dahl, titel: '*direktør*'}]", "*direktør*"),
    ("tekst: [{tabel: {overskrift: '*Beløb*', kolonner: [A], raekker: [[x]]}}]", "*Beløb*"),
]


@pytest.mark.parametrize(("keys", "words"), PLAIN)
def test_marks_in_any_plain_text_are_told(keys: str, words: str) -> None:
    told = [one for one in found(f"punkter: [{{titel: A, {keys}}}]") if one[0] == "M549"]
    assert told == [("M549", words)]


def test_signs_in_an_address_are_no_marks() -> None:
    opgave = "Se https://example.org/a*b*/_x_?a=1&copy;=2 og C:\\_x_"
    assert found(f"punkter: [{{titel: A, opfoelgning: [{{opgave: '{opgave}'}}]}}]") == []


def test_code_in_a_text_is_no_plain_text() -> None:
    assert found("punkter:\n  - titel: A\n    tekst: |\n      ```\n      *x*\n      ```\n") == []


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


@pytest.mark.parametrize(
    ("point", "told"),
    [
        ("Forvaltningen indstiller, at sagen godkendes", 1),
        ("Det anbefales at godkende planen", 1),
        ("Chefen foreslår over for udvalget, at planen godkendes", 1),
        ("Teknik- og Miljøforvaltningen indstiller til udvalget, at planen godkendes", 1),
        ("anbefaler, at byrådet godkender planen", 0),
        ("indstiller til byrådet, at planen godkendes", 0),
        ("godkender planen og anbefaler, at byrådet følger den", 0),
        ("godkender, at forvaltningen indstiller en leder", 0),
        ("drøfter planen", 0),
    ],
)
def test_a_point_that_is_a_whole_indstilling_is_told(point: str, told: int) -> None:
    item = f"  - titel: A\n    indstilling:\n      at:\n        - {point}\n"
    assert [code for code, _ in found(f"punkter:\n{item}")].count("M517") == told


@pytest.mark.parametrize("titel", ["[Living Lab] {lang=en}", "[udsat] Budget {lang=en}"])
def test_a_language_that_stands_apart_from_its_words_is_told(titel: str) -> None:
    assert [code for code, _ in found(f"punkter: [{{titel: '{titel}'}}]")] == ["M549"]


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
        ('Rør på 5" kaldet "store"', 'Rør på 5" kaldet ”store”'),
        ('"fra 2025" og "nu"', "”fra 2025” og ”nu”"),
        ('Han sagde "ja".\n- Rør på 5"\n- et "to"', 'Han sagde ”ja”.\n- Rør på 5"\n- et ”to”'),
        ('| "a" | b" |', '| ”a” | b" |'),
    ],
)
def test_what_is_mended(text: str, mended: str) -> None:
    assert sloppy.mended(text) == mended


@pytest.mark.parametrize(
    "text",
    ["kl. 10 - 12", '19" skærm', "- punkt", "| a | - | b |", "`a - b`", "```\na - \"b\"\n```",
     "Saldoen er - 5.000 kr.", "Ændring: - 3,5 %",
     'Rør på 5" og 6"', '- "a\n- b"', '```\n- "a"\n\n- "b"\n```',
     '[x](https://example.org "y")', "a/.../b", "1...5", "\\\"x\\\"", "https://example.org/\"a\""],
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
        "    gruppe: '*Åbne* punkter'\n"
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
        ("M549", 5, 14),
        ("M084", 8, 24),
        ("M0890", 8, 44),
        ("M085", 10, 10),
    ]


IN_QUOTES = [
    ("12. plads: frist", "M081", "»12\\\\.«"),
    ("- 5.000 kr. til sti", "M086", "Skriv \\\\-,"),
    ("100*2*3 kr.", "M084", "Skriv \\\\ foran"),
    ("Se **nej** og ** her **.", "M0891", "Skriv \\\\ foran"),
]


@pytest.mark.parametrize(("text", "code", "advice"), IN_QUOTES)
def test_what_is_to_be_written_works_in_double_quotes(text: str, code: str, advice: str) -> None:
    told = {f.code: f for f in read(f'punkter: [{{titel: A, tekst: "{text}"}}]')[1]}
    assert advice in told[code].hint
    assert "to gange" in told[code].hint
    single = {f.code: f for f in read(f"punkter: [{{titel: A, tekst: '{text}'}}]")[1]}
    assert "to gange" not in single[code].hint


@pytest.mark.parametrize(
    ("text", "code"), [("- et\n      - to", "M086"), ("| a | b |\n      |---|---|", "M089")]
)
def test_lines_that_run_together_are_told_once(tmp_path: Path, text: str, code: str) -> None:
    folder = tmp_path / "meetings" / "f"
    folder.mkdir(parents=True)
    (folder / "forum.yaml").write_text("navn: Udvalget\n", "utf-8")
    file = folder / "2025-09-12.yaml"
    ws = Workspace(tmp_path)
    told = []
    for written in (f">\n      {text}", f'"{text}"'):
        file.write_text(f"{HEAD}punkter:\n  - titel: A\n    tekst: {written}\n", "utf-8")
        told.append({f.code for f in explain(ws.root, validate(ws, ws.meeting_files()))})
    assert all("M035" in codes and code not in codes for codes in told)
