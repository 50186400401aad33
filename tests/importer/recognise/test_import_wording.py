"""The words of documents are read as what they stand for, those printed before too."""

from __future__ import annotations

from pathlib import Path

import pytest

from import_support import imported
from moedebog.importer.genre.patterns import LIST_ENTRY, sentence_case

HEAD = (
    "Referat fra Udvalget den 3. marts 2025 kl. 10.00\n"
    "Til stede: Anna Eksempel (A), Bo Ny\n"
    "Udeblevet: Dan Skabelon\n\n"
)


def test_an_item_taken_off_is_known_without_a_heading_over_it(tmp_path: Path) -> None:
    text = f"{HEAD}Punkt 1: Bænke\n\nPunktet udgik.\n\nPunkt 2: Skilte\n\nDer er ti.\n"
    first, second = imported(text, tmp_path).tree["punkter"]
    assert (first["udfald"], "tekst" in first) == ("udgaar", False)
    assert second["beslutning"] == "Der er ti."


def test_an_item_taken_off_keeps_the_text_before(tmp_path: Path) -> None:
    text = f"{HEAD}Punkt 1: Bænke\n\nSagsfremstilling\n\nDer er ti.\n\nPunktet udgik.\n"
    found = imported(text, tmp_path).tree["punkter"][0]
    assert (found["sagsfremstilling"], found["udfald"]) == ("Der er ti.", "udgaar")


def test_words_that_go_on_are_text(tmp_path: Path) -> None:
    text = f"{HEAD}Punkt 1: Bænke\n\nPunktet udgik.\n\nDet kommer på i maj.\n"
    found = imported(text, tmp_path).tree["punkter"][0]
    assert "udfald" not in found
    assert found["beslutning"] == "Punktet udgik.\n\nDet kommer på i maj.\n"


@pytest.mark.parametrize(
    ("said", "udfald"),
    [
        ("Bemyndigelsen blev givet.", "bemyndiget"),
        ("Bemyndigelse givet.", "bemyndiget"),
        ("Punktet udgik.", "udgaar"),
        ("Udgår.", "udgaar"),
    ],
)
def test_outcomes_are_read_as_they_are_and_were_printed(
    said: str, udfald: str, tmp_path: Path
) -> None:
    found = imported(f"{HEAD}Punkt 1: Sag\n\nBeslutning\n\n{said}\n", tmp_path)
    assert found.tree["punkter"][0]["udfald"] == udfald


@pytest.mark.parametrize("label", ["Udeblevet", "Udeblevet uden afbud"])
def test_those_absent_without_notice(label: str, tmp_path: Path) -> None:
    text = HEAD.replace("Udeblevet", label) + "Punkt 1: Sag\n\nJa.\n"
    assert imported(text, tmp_path).tree["udeblevet"] == ["Dan Skabelon"]


@pytest.mark.parametrize(
    "said", ["Anna Eksempel (A) ønskede tilført protokollen: Nej.", "Anna Eksempel:\n\nNej."]
)
def test_a_statement(said: str, tmp_path: Path) -> None:
    text = f"{HEAD}Punkt 1: Sag\n\nBeslutning\n\nJa.\n\nProtokolbemærkninger\n\n{said}\n"
    found = imported(text, tmp_path).tree["punkter"][0]
    assert found["protokolbemaerkninger"] == [{"fra": "Anna Eksempel", "tekst": "Nej."}]


@pytest.mark.parametrize(
    "said", ["Ida Ny (F), stedfortræder for Eva Ny (F)", "Ida Ny (stedfortræder for Eva Ny, F)"]
)
def test_a_substitute(said: str, tmp_path: Path) -> None:
    text = (
        "Referat fra Udvalget den 3. marts 2025 kl. 10.00\n"
        f"Til stede: Anna Eksempel (A), {said}\nAfbud: Eva Ny (F)\n\nPunkt 1: Sag\n\nJa.\n"
    )
    assert imported(text, tmp_path).tree["afbud"] == [
        {"navn": "Eva Ny", "stedfortraeder": {"navn": "Ida Ny", "parti": "F"}}
    ]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("KOMMUNALE BEMÆRKNINGER", "Kommunale bemærkninger"),
        ("FORSLAG FRA V, SF OG ALT", "Forslag fra V, SF og ALT"),
        ("FORSLAG FRA BO PRØVESEN, UFP", "Forslag fra BO Prøvesen, UFP"),
        ("SVAR FRA BØRNE- OG UNGERÅDET", "Svar fra Børne- og Ungerådet"),
        ("Forslag fra SF", "Forslag fra SF"),
    ],
)
def test_those_whom_a_heading_in_capitals_is_from_keep_theirs(typed: str, written: str) -> None:
    assert sentence_case(typed) == written


def test_a_length_without_a_start_stays_as_typed(tmp_path: Path) -> None:
    head = "Referat af Prøveråd den 3. marts 2025\n\n"
    text = f"{head}1. Status (15 min)\n\nGod.\n\n2. Bro (20 min.)\n\nBygges.\n"
    found = imported(text, tmp_path).tree["punkter"]
    assert [one["titel"] for one in found] == ["Status (15 min)", "Bro (20 min.)"]


@pytest.mark.parametrize("line", ["ii. Så", "  iv) Så", "viii. Så", "xi. Så"])
def test_small_roman_numbers_begin_entries(line: str) -> None:
    assert LIST_ENTRY.match(line)


@pytest.mark.parametrize("line", ["vi. Så", "II. Valg", "mx. Så"])
def test_words_and_the_numbers_of_items_begin_none(line: str) -> None:
    assert not LIST_ENTRY.match(line)


@pytest.mark.parametrize("line", ["2025-03-03 Referat", "Referat, 3. marts 2025"])
def test_a_date_beside_the_word_for_the_document(tmp_path: Path, line: str) -> None:
    text = f"# {line}\n\n## Prøveråd\n\n1. Bro\n\nGodt.\n\n2. Evt.\n\nIntet.\n"
    found = imported(text, tmp_path, "a.md")
    assert (found.tree["dato"], found.tree["referat_status"]) == ("2025-03-03", "offentliggjort")
    assert line not in found.text
    assert found.tree["punkter"][0]["beslutning"] == "Godt."


def test_a_line_that_says_that_it_is_the_date_is_no_guess(tmp_path: Path) -> None:
    front = "# Referat 2025\n\n## Om generalforsamlingen\n\n- **Dato:** 3. marts 2025\n\n"
    text = f"{front}## Bro\n\n- Den males.\n\n## Sti\n\n- Den lukkes.\n"
    found = imported(text, tmp_path, "a.md")
    assert (found.tree["dato"], "datoen er fundet" in found.text) == ("2025-03-03", False)


def test_points_of_an_indstilling_in_a_table_of_letters(tmp_path: Path) -> None:
    head = "# Referat af Prøveråd den 3. marts 2025\n\n## 1. Bro\n\n### Indstilling\n\n"
    table = "Centret indstiller, at\n\n| A) | Broen males. |\n|----|----|\n| B) | Stien lukkes. |\n"
    found = imported(f"{head}{table}\n## 2. Evt.\n\nIntet.\n", tmp_path, "a.md")
    points = found.tree["punkter"][0]["indstilling"]["at"]
    assert points == ["A) Broen males.", "B) Stien lukkes."]
