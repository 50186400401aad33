"""Meetings that are written as tables, in Word files and PDFs made here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest
from reportlab.pdfgen.canvas import Canvas

from import_support import Import, run
from moedebog.importer.pieces import Kind
from moedebog.importer.readers.pdf import reader as read_pdf
from moedebog.importer.readers.text import reader as read_text
from pages_drawn import cells, drawn, lines

HEAD = ("Bestyrelsesmøde i Rolig Vig", "Fredag den 7. juni 2024 kl. 9.00-10.30")


def from_word(path: Path, *parts: list[list[str]] | str) -> Import:
    """The import of a Word file of paragraphs and tables; a line of a cell is a paragraph."""
    document = docx.Document()
    for line in HEAD:
        document.add_paragraph(line)
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(len(part), len(part[0]))
        for row, texts in zip(table.rows, part, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                first, *more = text.split("\n")
                cell.text = first
                for line in more:
                    style = "List Bullet" if line.startswith("- ") else None
                    cell.add_paragraph(line.removeprefix("- "), style)
    file = path / "gammelt.docx"
    document.save(str(file))
    return run(file, path)


def items(result: Import) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = result.tree["punkter"]
    return found


MINUTES = [
    ["Dagsorden", "Beslutning"],
    ["1. Godkendelse af dagsorden", "Godkendt"],
    ["2. Budget 2025\nForslag fra kassereren.\nBilag: Budget.pdf", "Vedtaget.\nKasserer: Bo"],
    ["3. Eventuelt", ""],
]


def test_an_item_in_each_row_with_its_decision_beside(tmp_path: Path) -> None:
    result = from_word(tmp_path, MINUTES, "Mødet sluttede kl. 10.20", "Underskrifter:")
    assert items(result) == [
        {
            "titel": "Godkendelse af dagsorden",
            "sagstype": "godkendelse_dagsorden",
            "udfald": "godkendt",
        },
        {
            "titel": "Budget 2025",
            "tekst": "Forslag fra kassereren.",
            "beslutning": "Vedtaget.\n\nKasserer: Bo\n",
            "bilag": [{"titel": "Budget", "fil": "bilag/Budget.pdf"}],
        },
        {
            "titel": "Eventuelt",
            "sagstype": "eventuelt",
            "tekst": "Underskrifter:",
        },
    ]
    assert result.tree["faktisk_slut"] == "10:20"


AGENDA = [
    ["Nr.", "Emne", "Hvem", "Tid", "Formål"],
    ["1.", "Velkomst", "Formanden", "9.00-9.05", ""],
    ["2.", "Støj\n- i værkstedet\n- i kantinen", "Ole Vang", "9.05-9.45", "Drøftelse"],
    ["", "Pause", "", "9.45-10.00", ""],
    ["3.", "Budget", "", "20", "Orientering"],
]


def test_a_row_tells_when_who_and_why(tmp_path: Path) -> None:
    assert items(from_word(tmp_path, AGENDA)) == [
        {"titel": "Velkomst", "sagstype": "velkomst", "varighed": 5, "tekst": "Hvem: Formanden"},
        {
            "titel": "Støj",
            "sagstype": "droeftelse",
            "varighed": 40,
            "tekst": "Hvem: Ole Vang\n\n- i værkstedet\n- i kantinen\n",
        },
        {"titel": "Pause", "sagstype": "pause", "varighed": 15},
        {"titel": "Budget", "sagstype": "orientering", "varighed": 20},
    ]


def test_a_table_for_each_item(tmp_path: Path) -> None:
    tables = [
        [[f"{number}. {title}", f"Formål: {why}", "Tid: 15 min"]]
        for number, title, why in ((1, "Velkomst", ""), (2, "Sygdom", "Drøftelse"), (3, "Evt.", ""))
    ]
    parts = [part for table in tables for part in (table, "")]
    assert items(from_word(tmp_path, *parts)) == [
        {"titel": "Velkomst", "sagstype": "velkomst", "varighed": 15},
        {"titel": "Sygdom", "sagstype": "droeftelse", "varighed": 15},
        {"titel": "Evt.", "sagstype": "eventuelt", "varighed": 15},
    ]


def test_a_table_that_the_text_tells_again_is_a_table_of_contents(tmp_path: Path) -> None:
    listed = [["Punkt", "Emne"], ["1", "Valg"], ["2", "Regnskab"]]
    result = from_word(tmp_path, listed, "Punkt 1: Valg", "Bo.", "Punkt 2: Regnskab", "Godkendt.")
    assert items(result) == [
        {"titel": "Valg", "beslutning": "Bo."},
        {"titel": "Regnskab", "udfald": "godkendt"},
    ]
    assert "indledning" not in result.tree


@pytest.mark.parametrize(
    "rows",
    [
        [["Post", "Kr."], ["1. Sti", "500"], ["2. Lys", "700"]],
        [["Opgave", "Ansvarlig", "Frist"], ["Ring", "Bo", "1. juli 2024"], ["Skriv", "Anna", ""]],
        [["1. Tilbud fra Bro", "84.000 kr."], ["2. Tilbud fra Havn", "91.000 kr."]],
        [["Emne", "Tid", "Ansvarlig"], ["Oplæg", "15 min.", "Bo"], ["Debat", "30 min.", "Anna"]],
    ],
)
def test_another_table_is_none_of_items(rows: list[list[str]], tmp_path: Path) -> None:
    result = from_word(tmp_path, "Punkt 1: Valg", "Bo blev valgt.", rows, "Punkt 2: Evt.")
    assert [item["titel"] for item in items(result)] == ["Valg", "Evt."]


def test_facts_in_a_table_before_the_items(tmp_path: Path) -> None:
    facts = [
        ["Sted", "Teams"],
        ["Deltagere", "Anne Bech (projektejer)\nBo Frost"],
        ["Afbud", "Dan Egholm"],
        ["Referent", "Bo Frost"],
    ]
    tree = from_word(tmp_path, facts, "1. Valg", "Bo.", "2. Eventuelt", "Intet.").tree
    assert (tree["sted"], tree["referent"], tree["afbud"]) == ("Teams", "Bo Frost", ["Dan Egholm"])
    assert "indledning" not in tree


# --- PDF ----------------------------------------------------------------------------------------


def test_facts_of_the_meeting_above_item_1_in_its_table_are_no_items(tmp_path: Path) -> None:
    result = from_word(
        tmp_path,
        [
            ["Deltagere", "Bo Prøve, Ane Prøve"],
            ["Punkt 1", "Hegn"],
            ["Referat", "Det males."],
            ["Punkt 2", "Evt."],
            ["Referat", "Intet."],
            ["Punkt 3", "Slut"],
            ["Referat", "Tak."],
        ],
    )
    assert [item["titel"] for item in items(result)] == ["Hegn", "Evt.", "Slut"]
    assert result.tree["fremmoedt"] == "alle_andre"


def test_what_is_to_be_done_beside_a_decision_is_a_part_of_it(tmp_path: Path) -> None:
    head = ["Dagsordenpunkt", "Beslutning", "Frist"]
    result = from_word(tmp_path, [head, ["Hegn", "Males", "1/4"], ["Evt.", "Intet", ""]])
    assert items(result)[0]["beslutning"] == "Males\n\nFrist: 1/4\n"


def test_a_table_ends_at_an_empty_line(tmp_path: Path) -> None:
    table = "| Navn | Fest |\n|---|---|\n| Bo | ja |\n"
    tables = [piece for piece in read_text.read(f"{table}\n{table}".encode()) if piece.table]
    assert [len(table.rows) for table in tables] == [2, 2]


def test_a_line_between_two_tables_of_a_pdf_parts_them() -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, HEAD, y=800)
        cells(canvas, [["Punkt", "Beslutning"], ["1. Valg", "Bo"]], 60, 740)
        canvas.drawString(64, 680, "Opgaver")
        cells(canvas, [["Opgave", "Ansvarlig", "Frist"], ["Ring", "Bo", "1. juli"]], 60, 670)

    found = read_pdf.read(drawn(page))
    assert [piece.kind for piece in found[-3:]] == [Kind.TABLE, Kind.TEXT, Kind.TABLE]
    assert [len(piece.rows[0]) for piece in found if piece.rows] == [2, 3]


def test_a_number_in_another_look_than_its_title() -> None:
    def page(canvas: Canvas) -> None:
        y = lines(canvas, HEAD, y=800)
        for number, title in enumerate(("Valg", "Eventuelt"), 1):
            canvas.drawString(60, y, f"{number}.")
            canvas.setFont("Helvetica-Bold", 11)
            canvas.drawString(72, y, title)
            canvas.setFont("Helvetica", 11)
            y = lines(canvas, ["Intet at bemærke til dette punkt."], y=y - 14)

    found = read_pdf.read(drawn(page))
    heads = [piece.text for piece in found if piece.kind is Kind.HEADING]
    assert heads == ["1. Valg", "2. Eventuelt"]
