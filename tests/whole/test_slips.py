"""Slips in the YAML itself have a message of their own, and what it says to write is valid."""

from __future__ import annotations

from pathlib import Path

import pytest

from moedebog.build.check import validate
from moedebog.diagnostics import Diagnostic
from moedebog.examples import PDF
from moedebog.workspace import Workspace

FORUM = """navn: Udvalget
medlemmer:
  - {navn: Anna Ager, parti: A}
  - {navn: Bo Bæk, parti: V}
"""
HEAD = 'dato: 2025-09-12\nstart: "10:00"\nfremmoedt: alle_andre\n'


def told(text: str, folder: Path) -> list[str]:
    """What is found, by its line among those of ``text``."""
    before = (HEAD if text.startswith("punkter:") else f"{HEAD}punkter:\n").count("\n")
    return [f"{d.position.line - before} {d.code}" for d in found(text, folder)]


def found(text: str, folder: Path) -> list[Diagnostic]:
    """What is found in a file of these lines."""
    place = folder / "meetings" / "udvalg"
    place.mkdir(parents=True, exist_ok=True)
    (place / "forum.yaml").write_text(FORUM, encoding="utf-8")
    (place / "b.pdf").write_bytes(PDF)
    head = HEAD if text.startswith("punkter:") else f"{HEAD}punkter:\n"
    (place / "2025-09-12.yaml").write_text(head + text, encoding="utf-8")
    ws = Workspace(folder)
    return validate(ws, ws.meeting_files(), everything=True)


NO_BLOCK = [
    ("- titel: A\n  tekst: Vi mødes kl. 10\n    og det bliver: godt\n", 2),
    ("- titel: A\n  tekst:\n    Vi mødes kl. 10.\n    Husk: madpakke.\n", 2),
    ("- titel: A\n  beslutning: Godkendt.\n    Bemærk: Anna var imod.\n- titel: B\n", 2),
    ("- titel: A\n  tekst:\n    Der var tre ting:\n    - en\n    - to\n", 2),
    ("- titel: A\n  resume:\n    Husk: madpakke\n- titel: B\n", 2),
    ("- titel: A\n  oekonomi:\n    Anlæg: 5 mio. kr.\n    Drift: 2 mio. kr.\n", 2),
    ("- titel: A\n  tekst: Godkendt.\n  Og det var godt.\n  varighed: 15\n", 2),
    ("- titel: A\n  tekst: Vi mødes\nHusk: madpakke\n- titel: B\n", 2),
    ("  - titel: A\n    tekst: Vi mødes\nog går hjem igen.\n  - titel: B\n", 2),
]


@pytest.mark.parametrize(("text", "line"), NO_BLOCK)
def test_a_text_of_several_lines_without_its_sign(text: str, line: int, tmp_path: Path) -> None:
    assert told(text, tmp_path) == [f"{line} M052"]


def test_a_value_of_one_line_goes_on_with_a_colon(tmp_path: Path) -> None:
    assert told("- titel: Budget\n    2026: første\n- titel: B\n", tmp_path) == ["1 M020"]
    entry = "- titel: A\n  indstilling:\n    at:\n      - godkende\n        hvis: det går\n"
    assert told(entry, tmp_path) == ["4 M020"]
    known = "- titel: A\n   varighed: 15\n"
    assert told(known, tmp_path) == ["2 M025"]  # a key, in the wrong column


MARGIN = [
    ("Økonomi: 5 mio. kr.\n- titel: B\n", 3),
    ("Og her er en linje: fra mail\n    Videre.\n- titel: B\n", 3),
    ("Og her er en linje\n    Videre.\n- titel: B\n", 3),
    ("Med venlig hilsen\n", 3),
    ("\nØkonomi: 5 mio. kr.\n", 4),
    ("Kære alle\nhusk: noget\ncc: Bo\n- titel: B\n", 3),
    ("cc: Bo\n- titel: B\n", 3),
    ("- en ting\n- to ting\n- titel: B\n", 3),
    (" - en ting\n - to ting\n- titel: B\n", 3),
    ("  Bemærk venligst: Anna går\n  varighed: 5\n", 3),
]


@pytest.mark.parametrize(("text", "line"), MARGIN)
def test_a_line_of_a_text_at_the_margin(text: str, line: int, tmp_path: Path) -> None:
    above = "- titel: A\n  tekst: |\n    Vi mødes kl. 10, og det varer til kl. 12.\n"
    assert told(above + text, tmp_path) == [f"{line + 1} M053"]


def test_so_it_is_where_items_are_indented(tmp_path: Path) -> None:
    text = "  - titel: A\n    tekst: |\n      Vi mødes.\nog går hjem igen.\n  - titel: B\n"
    assert told(text, tmp_path) == ["4 M053"]
    heading = "- titel: A\n  tekst: |\n    Vi mødes.\n# Overskrift\n    Mere.\n- titel: B\n"
    assert told(heading, tmp_path) == ["4 M053"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("beslutning: Godkendt\n", ["4 M041"]),  # a key of an item
        ("  beslutnig: Godkendt\n", ["4 M041"]),
        ("sted: Hallen\n", []),
        ("# en kommentar\n", []),
    ],
)
def test_a_key_below_a_text_is_none(text: str, found: list[str], tmp_path: Path) -> None:
    above = "- titel: A\n  tekst: |\n    Vi mødes kl. 10.\n"
    assert told(above + text, tmp_path) == found


NO_DASH = [
    ("punkter:\n  titel: A\n  varighed: 5\n", "punkter:\n  - titel: A\n    varighed: 5\n", 2),
    (
        "punkter:\n  titel: A\n  varighed: 5\n  - titel: B\n",
        "punkter:\n  - titel: A\n    varighed: 5\n  - titel: B\n",
        2,
    ),
    (
        "punkter:\n  titel: A\n  varighed: 5\n- titel: B\n",
        "punkter:\n- titel: A\n  varighed: 5\n- titel: B\n",
        2,
    ),
    (
        "- titel: A\n  bilag:\n    titel: x\n    fil: b.pdf\n",
        "- titel: A\n  bilag:\n    - titel: x\n      fil: b.pdf\n",
        3,
    ),
    (
        "- titel: A\n  bilag:\n    titel: x\n    fil: b.pdf\n    - titel: y\n",
        "- titel: A\n  bilag:\n    - titel: x\n      fil: b.pdf\n    - titel: y\n",
        3,
    ),
    (
        "- titel: A\n  indstilling:\n    at:\n      godkende\n      - tage\n",
        "- titel: A\n  indstilling:\n    at:\n      - godkende\n      - tage\n",
        4,
    ),
    (
        "- titel: A\n  protokolbemaerkninger:\n    fra: Anna Ager\n    tekst: Nej.\n",
        "- titel: A\n  protokolbemaerkninger:\n    - fra: Anna Ager\n      tekst: Nej.\n",
        3,
    ),
    (
        "- titel: A\n  tekst:\n    tabel:\n      kolonner: [a]\n      raekker: [[b]]\n",
        "- titel: A\n  tekst:\n    - tabel:\n        kolonner: [a]\n        raekker: [[b]]\n",
        3,
    ),
]


@pytest.mark.parametrize(("wrong", "right", "line"), NO_DASH)
def test_the_first_dash_of_a_list(wrong: str, right: str, line: int, tmp_path: Path) -> None:
    assert [one.split()[1] for one in told(wrong, tmp_path)] == ["M054"]
    assert told(wrong, tmp_path) == [f"{line} M054"]
    assert told(right, tmp_path) == []


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("varighed: ”15”", "varighed: 15"),
        ('varighed: ”15"', "varighed: 15"),
        ("tid: »10:00-10:30«", 'tid: "10:00-10:30"'),
        ("tillaeg: “nej”", "tillaeg: nej"),
        ("sagstype: ’orientering’", "sagstype: orientering"),
        ("opfoelgning: [{opgave: x, frist: ”2025-10-01”}]", "frist: 2025-10-01"),
        ("tekst: ”Husk: madpakke”", 'tekst: "Husk: madpakke"'),
    ],
)
def test_quotation_marks_of_a_word_processor(wrong: str, right: str, tmp_path: Path) -> None:
    assert told(f"- titel: A\n  {wrong}\n", tmp_path) == ["2 M055"]
    found = validate(ws := Workspace(tmp_path), ws.meeting_files())
    assert f"»{right}«" in found[0].hint
    if wrong.split(":")[0] == right.split(":")[0]:
        assert told(f"- titel: A\n  {right}\n", tmp_path) == []


def test_a_value_that_is_wrong_without_them_too_is_told_of_as_that(tmp_path: Path) -> None:
    assert told("- titel: A\n  varighed: ”15 min”\n", tmp_path) == ["2 M043"]


@pytest.mark.parametrize(
    "text",
    [
        "- titel: A\n<<<<<<< HEAD\n  varighed: 5\n=======\n  varighed: 6\n>>>>>>> x\n",
        "- titel: A\n<<<<<<< HEAD\n  varighed: 5\n||||||| b\n  varighed: 7\n=======\n>>>>>>> x\n",
        "- titel: A\n<<<<<<<\n  varighed: 5\n=======\n  varighed: 6\n>>>>>>>\n",
        "- titel: A\n=======\n  varighed: 6\n",
        "- titel: A\n>>>>>>> x\n",
        "- titel: A\n  <<<<<<< HEAD\n  varighed: 5\n  =======\n  varighed: 6\n  >>>>>>> x\n",
    ],
)
def test_what_git_could_not_merge(text: str, tmp_path: Path) -> None:
    assert told(text, tmp_path) == ["2 M039"]


def test_a_line_below_a_heading_is_no_conflict(tmp_path: Path) -> None:
    text = "- titel: A\n  tekst: |\n    Tekst.\n\n    =======\n\n    Mere.\n"
    assert "M039" not in " ".join(told(text, tmp_path))


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("- {titel: Indstilling, beslutning, varighed: 15}", '"Indstilling, beslutning"'),
        ("- {titel: Budget, bilaget, varighed: 15}", '"Budget, bilaget"'),
        ("- {titel: ”Ja, det er”, varighed: 15}", '"Ja, det er"'),
        ("- {titel: A, tekst: Vi mødes, bem: hej}", '"Vi mødes, bem: hej"'),
    ],
)
def test_a_comma_between_braces_shows_the_whole_value(
    wrong: str, right: str, tmp_path: Path
) -> None:
    assert len(told(f"{wrong}\n", tmp_path)) == 1
    found = validate(ws := Workspace(tmp_path), ws.meeting_files())
    assert f"{right}«" in found[0].hint
    typed = right.strip('"') if "”" not in wrong else f"”{right.strip(chr(34))}”"
    assert told(f"{wrong.replace(typed, right)}\n", tmp_path) == []


def test_a_key_without_a_value_is_still_told_of_as_that(tmp_path: Path) -> None:
    assert told("- {titel: A, beslutning: , varighed: 15}\n", tmp_path) == ["1 M046"]


# --- numbers, offices and several commas between brackets ---------------------------------------


@pytest.mark.parametrize(
    ("lines", "code", "shown"),
    [
        # A number with decimals in the row of a table, whether or not the columns fit.
        (
            "sagsfremstilling:\n- tabel:\n    kolonner: [A, B, C]\n    raekker:\n    - [Sti, 1,5]",
            "M038",
            '»"1,5"«',
        ),
        (
            "sagsfremstilling:\n- tabel:\n    kolonner: [A, B, C]\n    raekker: [[Sti, 12,5]]",
            "M038",
            '»"12,5"«',
        ),
        ("udfald: [godkendt, idet fristen er 1. maj]", "M038", "»- godkendt, idet fristen er"),
        ("gaester: [Henrik Dahl, Direktør i By og Land]", "M038", "»titel: Direktør i By og Land«"),
        ("gaester: [Henrik Dahl, Økonomichef]", "M038", "»titel: Økonomichef«"),
        (
            "gaester: [Henrik Dahl (direktør, By og Land), Ida Vang]",
            "M038",
            "»- Henrik Dahl (direktør, By og Land)«",
        ),
        (
            "indstilling:\n  at: [sender sagen til byrådet, økonomiudvalget, og socialudvalget]",
            "M038",
            "»- sender sagen til byrådet, økonomiudvalget, og socialudvalget«",
        ),
        ("afstemning: 5 for, 2 imod", "M043", "»for: 5«, »imod: 2«"),
    ],
)
def test_what_a_comma_divides_is_told_with_the_whole(
    lines: str, code: str, shown: str, tmp_path: Path
) -> None:
    indented = "\n".join(f"    {line}" for line in lines.split("\n"))
    findings = found(f"punkter:\n  - titel: A\n{indented}\n", tmp_path)
    assert [d.code for d in findings] == [code]
    assert shown in str(findings[0])


@pytest.mark.parametrize(
    ("item", "shown"),
    [
        ("titel: Køb, tekst: Prisen, som er 5, er høj", '»tekst: "Prisen, som er 5, er høj"«'),
        ("titel: Salg af Vej 1, 2 og 3", '»titel: "Salg af Vej 1, 2 og 3"«'),
        ("titel: A, sagsnr: 25/1, 25/2", "»sagsnr: [25/1, 25/2]«"),
    ],
)
def test_several_commas_of_one_value_are_one_finding(item: str, shown: str, tmp_path: Path) -> None:
    findings = found(f"punkter:\n  - {{{item}}}\n", tmp_path)
    assert [d.code for d in findings] == ["M051"]
    assert shown in str(findings[0])


@pytest.mark.parametrize(
    "line",
    [
        "gaester: [Henrik Dahl, Borgmesteren]",
        "gaester: [Ida Direktør, Bo Formand Hansen]",
        "udfald: [godkendt, sendt_i_hoering]",
        "sagsfremstilling:\n      - tabel: {kolonner: [2025, 2026], raekker: [[1, 5], [2, 6]]}",
    ],
)
def test_what_is_a_list_is_one(line: str, tmp_path: Path) -> None:
    assert found(f"punkter:\n  - titel: A\n    {line}\n", tmp_path) == []
