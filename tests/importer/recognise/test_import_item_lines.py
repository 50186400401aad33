"""The lines that items begin with: how their numbers are written, and what follows the title."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from import_support import imported
from moedebog.diagnostics import UsageProblem
from moedebog.importer.pieces import Kind, text_piece
from moedebog.importer.recognise.lettered import by_romans
from moedebog.importer.recognise.outline import agenda

HEAD = "Referat af møde i Stigruppen den 7. maj 2025 kl. 19.00\n\n"


@pytest.mark.parametrize(
    ("labels", "numbers"),
    [
        (("I.", "II.", "III."), ["I", "II", "III"]),
        (("a )", "b )", "c )"), ["a", "b", "c"]),
        (("Nr. 1", "Nr. 2", "Nr. 3"), [None] * 3),
        (("#1", "#2", "#3"), [None] * 3),
        (("1.0", "2.0", "3.0"), [None] * 3),
        (("(1)", "(2)", "(3)"), [None] * 3),
        (("1", "2", "3"), [None] * 3),
        (("01", "02", "03"), [None] * 3),
        (("2025-14", "2025-15", "2025-16"), ["2025-14", "2025-15", "2025-16"]),
        (("Sag 12/2025:", "Sag 13/2025:", "Sag 14/2025:"), ["12/2025", "13/2025", "14/2025"]),
        (("Pkt. 1", "Pkt. 2", "Pkt. 3"), [None] * 3),
    ],
)
def test_lines_that_count_up_begin_items(
    labels: tuple[str, ...], numbers: list[str | None], tmp_path: Path
) -> None:
    titles = ["Bump på Åvej", "Cykelstativ", "Evt."]
    said = ["Der søges om bump.", "Bo spørger kommunen.", "Intet."]
    blocks = [
        f"{label} {title}\n{text}\n"
        for label, title, text in zip(labels, titles, said, strict=True)
    ]
    items = imported(HEAD + "\n".join(blocks), tmp_path).tree["punkter"]
    assert [item["titel"] for item in items] == titles
    assert [item.get("nr") for item in items] == numbers
    assert [item["beslutning"] for item in items] == said


LIST = "1. Valg af dirigent\n2. Økonomi\n3. Evt.\n\n"
TOLD = {
    "a.txt": "1. Valg af dirigent. Bo valgt.\n2. Økonomi: Der er penge.\n3. Evt. Intet.\n",
    "b.md": "**Pkt. 1. Valg af dirigent:** Bo valgt.\n\n**Pkt. 2. Økonomi:** Der er penge.\n",
    "c.txt": f"{LIST}Referat af mødet\n\nAd 1. Bo valgt.\nAd 2. Der er penge.\nAd 3. Intet.\n",
    "d.md": "1. Valg af dirigent\n1. Økonomi\n1. Evt.\n\n## Valg af dirigent\n\nBo valgt.\n\n"
    "## Økonomi\n\nDer er penge.\n\n## Evt.\n\nIntet.\n",
    "e.txt": "Valg af dirigent:\nBo valgt.\n\nØkonomi:\nDer er penge.\n\nEventuelt:\nIntet.\n",
    "g.txt": "Valg af dirigent\nBo valgt.\n\nØkonomi\nDer er penge.\n\nEventuelt\nIntet.\n",
    "f.txt": f"{LIST}1. Valg af dirigent\nBo valgt.\n2. Økonomi\nDer er penge.\n3. Evt.\nIntet.\n",
}


@pytest.mark.parametrize("name", TOLD)
def test_the_text_of_an_item_is_no_part_of_its_title(name: str, tmp_path: Path) -> None:
    tree = imported(HEAD + TOLD[name], tmp_path, name).tree
    told = [(item["titel"], item["beslutning"]) for item in tree["punkter"][:2]]
    assert told == [("Valg af dirigent", "Bo valgt."), ("Økonomi", "Der er penge.")]
    assert "indledning" not in tree


def test_where_no_line_goes_on_each_is_one(tmp_path: Path) -> None:
    text = "1. Referat fra det store møde i Hallen\nGodkendt.\n\n2. Evt.\nIntet.\n"
    items = imported(HEAD + text, tmp_path).tree["punkter"]
    assert [item["titel"] for item in items] == ["Referat fra det store møde i Hallen", "Evt."]


def test_roman_numbers_may_be_read_as_a_list() -> None:
    lines = [text_piece(f"{number} Punktet") for number in ("I.", "II.", "III.")]
    lines[0] = replace(text_piece("Punktet"), kind=Kind.ITEM, marker="I.")
    assert [start.number for start in by_romans(lines, ())] == ["I", "II", "III"]


def test_the_minutes_of_last_time_are_an_item(tmp_path: Path) -> None:
    text = "# Møde den 7. maj 2025\n\n## Referat fra sidst\n\nGodkendt.\n\n## Evt.\n\nIntet.\n"
    tree = imported(text, tmp_path, "a.md").tree
    assert [item["titel"] for item in tree["punkter"]] == ["Referat fra sidst", "Evt."]


def test_meetings_known_by_their_days_and_people_are_several(tmp_path: Path) -> None:
    text = "Uge {0}\nMandag 3/{0}-2025\nTil stede: Bo, Ane\n1. Regnskab\n2. Fest\n\n"
    with pytest.raises(UsageProblem, match="2 møder"):
        imported(text.format(2) + text.format(3), tmp_path)


@pytest.mark.parametrize("label", ["Nr. {}", "{}.", "({})", "#{}"])
def test_what_counts_inside_an_item_begins_none(label: str, tmp_path: Path) -> None:
    counted = "".join(
        f"{label.format(number)} {bank}\n\n"
        for number, bank in enumerate(("Nordbank", "Sydbank", "Vestbank"), 1)
    )
    text = f"1. Økonomi\nDer er tre tilbud:\n\n{counted}2. Valg\nUdsat.\n\n3. Evt.\nIntet.\n"
    items = imported(HEAD + text, tmp_path).tree["punkter"]
    assert [item["titel"] for item in items] == ["Økonomi", "Valg", "Evt."]


def test_words_behind_a_dash_are_of_a_bold_title(tmp_path: Path) -> None:
    body = "**1. Plan**\n\nBo talte.\n\n**2. Annoncen** – hvilke aviser?\n\nBo talte.\n"
    titles = [item["titel"] for item in imported(HEAD + body, tmp_path, "a.md").tree["punkter"]]
    assert titles == ["Plan", "Annoncen – hvilke aviser?"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "7. Hegn\n\nIndstilling\n\nDet indstilles, at hegnet males.\n\n"),
        ("a.md", "## 1. Hegn\n\nDet er slidt.\n\n### Bilag\n\n- Bilag a: Kort\n\n"),
    ],
)
def test_a_case_may_be_the_only_item(name: str, text: str, tmp_path: Path) -> None:
    head = "### " if name.endswith("md") else ""
    tree = imported(f"{HEAD}{text}{head}Beslutning\n\nGodkendt.\n", tmp_path, name).tree
    assert [(item["titel"], item["udfald"]) for item in tree["punkter"]] == [("Hegn", "godkendt")]


def test_a_number_before_a_bold_title_may_be_plain(tmp_path: Path) -> None:
    body = "1\\. **Plan** Bo talte.\n\n2\\. **Hegn** Udsat.\n"
    titles = [item["titel"] for item in imported(HEAD + body, tmp_path, "a.md").tree["punkter"]]
    assert titles == ["Plan", "Hegn"]


def test_dots_before_the_page_are_no_part_of_a_title_in_a_list() -> None:
    names = ("Hegn", "Hække", "Havnens bro")
    entries = [replace(text_piece(f"{name} ..... 3"), kind=Kind.ITEM) for name in names]
    below = [replace(text_piece(name), kind=Kind.HEADING, level=2) for name in names]
    assert agenda([*entries, *below]).titles == list(names)
