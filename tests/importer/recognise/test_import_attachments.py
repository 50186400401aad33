"""What a list calls its attachments, and which file is meant by an entry of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from import_support import run
from moedebog.importer.pieces import text_piece
from moedebog.importer.recognise import attachments_in


@pytest.mark.parametrize(
    ("lines", "labels"),
    [
        (["Bilag 1: Kort", "Bilag 2C - Plan", "Bilag nr. 3. Notat"], ["1", "2C", "3"]),
        (["Kort", "Bilag A: Plan", "Bilag 1.1 Notat"], ["", "A", "1.1"]),
        (["Bilag 1 til notat: Kort", "Bilag 1 til notat"], ["1 til notat", "1 til notat"]),
        (["Bilag a: Kort", "Bilag b – Plan", "Bilag IV: Notat"], ["a", "b", "IV"]),
        (["Bilag 4 og 5: Kort", "Bilag IV: Plan"], ["4 og 5", "IV"]),
        (["1A Kort", "1B Plan", "2A Notat"], ["1A", "1B", "2A"]),
        (["1.1 Kort", "1.2 Plan", "2.A Notat"], ["1.1", "1.2", "2.A"]),
        (["3: Kort", "5: Plan"], ["3", "5"]),
        (["1 Kort", "2 Plan"], ["1", "2"]),
        (["Bilag 01 - Kort.pdf", "Bilag 02 - Plan.pdf"], ["1", "2"]),
        (["Bilag 1: Kort, Bilag 2: Plan"], ["1", "2"]),
        # A title may begin with a number, or with the word.
        (["4G i kommunen", "Kort"], ["", ""]),
        (["12 nye boliger", "3 gamle boliger"], ["", ""]),
        (["2024 Regnskab", "2025 Budget"], ["", ""]),
        (["Bilagsoversigt", "Bilag 2024", "Bilag afregnet", "Bilag i sagen"], [""] * 4),
    ],
)
def test_the_labels_of_a_list(lines: list[str], labels: list[str]) -> None:
    found, _ = attachments_in(list(map(text_piece, lines)), Path())
    assert [one.label for one in found] == labels


@pytest.mark.parametrize(
    ("lines", "files"),
    [
        (["Kort over søen (PDF, 4 byte)"], ["bilag/kort_over_soeen.pdf"]),
        (["Bilag 2: Skitse (PDF, 4 byte)"], ["bilag/2 Tegning.pdf"]),
        (["Regnskab (PDF, 4 byte)"], [""]),
        (["Kort over søen (PDF)", "Kort over søen (PDF)"], ["bilag/kort_over_soeen.pdf", ""]),
        (["Kort over søen (PDF, 5 byte)"], [""]),
    ],
)
def test_a_file_answers_by_name_or_number_and_to_one(
    lines: list[str], files: list[str], tmp_path: Path
) -> None:
    (tmp_path / "bilag").mkdir()
    for name in ("kort_over_soeen.pdf", "2 Tegning.pdf"):
        (tmp_path / "bilag" / name).write_bytes(b"%PDF")
    found, _ = attachments_in(list(map(text_piece, lines)), tmp_path)
    assert [one.fil for one in found] == files


TWO_ITEMS = """
Prøveudvalget
Referat
Dato: 14. maj 2024

Punkt 1: Plan

Bilag
Bilag 1: Kort
Bilag 2: Notat

Punkt 2: Haven

Bilag
Bilag 1: Skitse
"""


@pytest.mark.parametrize(
    ("numbers", "nr"),
    [
        ("pr_punkt", [None, None, None]),
        ("gennemloebende", ["1", "2", "1"]),
        ("punkt_bilag", ["1", "2", "1"]),
    ],
)
def test_a_forum_that_numbers_otherwise_keeps_the_numbers_of_the_document(
    numbers: str, nr: list[str | None], tmp_path: Path
) -> None:
    folder = tmp_path / "meetings" / "udvalg"
    folder.mkdir(parents=True)
    (folder / "forum.yaml").write_text(
        f"navn: Prøveudvalget\npolitik: {{bilagsnumre: {numbers}}}\n"
    )
    (tmp_path / "gammelt.txt").write_text(TWO_ITEMS, "utf-8")
    tree = run(tmp_path / "gammelt.txt", tmp_path, "udvalg").tree
    assert [one.get("nr") for item in tree["punkter"] for one in item["bilag"]] == nr


def test_what_came_late_is_printed_last_and_keeps_its_number(tmp_path: Path) -> None:
    text = TWO_ITEMS.replace("Bilag 1: Kort\nBilag 2: Notat", "Kort (udsendt med referatet)\nNotat")
    (tmp_path / "gammelt.txt").write_text(text, "utf-8")
    kort, notat = run(tmp_path / "gammelt.txt", tmp_path).tree["punkter"][0]["bilag"]
    assert (kort["nr"], notat["nr"]) == ("1", "2")


def test_an_attachment_without_a_number_beside_numbered_ones_is_marked(tmp_path: Path) -> None:
    lines = ["Bilag 1. Kort", "Bilag 2. Plan", "Notat"]
    file = tmp_path / "dagsorden.txt"
    file.write_text("\n".join([_HEAD, "1. Bro", "", "Bilag", *lines, "", "2. Eventuelt"]))
    notes = [line for line in run(file, tmp_path).text.splitlines() if "intet nummer" in line]
    assert [note.strip() for note in notes] == [
        "# import: »Notat« har intet nummer i dokumentet, men får et her"
    ]


_HEAD = "Dagsorden for Prøveudvalget\n5. maj 2031 kl. 10.00\n"
