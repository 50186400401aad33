"""What would be an error in a meeting file is put down so that it is none."""

from __future__ import annotations

from pathlib import Path

from import_support import document_words, imported
from moedebog.document import Audience

HEAD = (
    "Referat fra Udvalget den 3. marts 2025 kl. 10.00\n"
    "Til stede: Anna Eksempel, Bo Ny\n"
    "Afbud: Dan Skabelon\n\n"
)


def test_votes_of_more_than_were_there_stay_text(tmp_path: Path) -> None:
    text = f"{HEAD}Punkt 1: Sag\n\nBeslutning\n\nFor stemte: 14\nImod stemte: 9\n"
    result = imported(text, tmp_path)
    assert result.tree["punkter"][0]["beslutning"] == "For stemte: 14\n\nImod stemte: 9\n"
    assert "# import: stemmerne passer ikke med, hvem der var til stede" in result.text


def test_votes_that_fit_are_votes(tmp_path: Path) -> None:
    text = f"{HEAD}Punkt 1: Sag\n\nBeslutning\n\nFor stemte: Anna Eksempel\nImod stemte: Bo Ny\n"
    found = imported(text, tmp_path).tree["punkter"][0]
    assert found["afstemning"] == {"for": ["Anna Eksempel"], "imod": ["Bo Ny"]}


def test_one_who_comes_but_was_there_stays_text(tmp_path: Path) -> None:
    text = (
        f"{HEAD}Punkt 1: Sag\n\nBo Ny ankom kl. 10.10.\n\n"
        "Punkt 2: Sag\n\nBo Ny ankom kl. 10.20.\n\nJa.\n"
    )
    result = imported(text, tmp_path)
    assert "hvem der kom og gik, passer ikke" in result.text
    assert {"ankom", "10", "20"} <= set(document_words(result.document()))


def test_a_personal_number_closes_its_section_only(tmp_path: Path) -> None:
    text = f"{HEAD}Punkt 1: Sag\n\nBorger 010203-1234.\n\nBeslutning\n\nAfslag.\n"
    result = imported(text, tmp_path)
    public = document_words(result.document())
    assert "afslag" in public
    assert "1234" not in public
    assert "1234" in document_words(result.document(audience=Audience.INTERN))


def test_a_personal_number_in_a_title_or_on_the_cover(tmp_path: Path) -> None:
    text = f"{HEAD}Om 010203-1234.\n\nPunkt 1: Sag 010203-4321\n\nJa.\n\nPunkt 2: Eventuelt\n"
    result = imported(text, tmp_path)
    assert result.tree["punkter"][0]["lukket"] == "ja"
    assert not {"1234", "4321"} & set(document_words(result.document()))
    assert {"1234", "4321"} <= set(document_words(result.document(audience=Audience.INTERN)))


def test_a_character_that_no_font_has_stands_as_its_code(tmp_path: Path) -> None:
    result = imported(f"{HEAD}Punkt 1: Sag\n\nGodt 字 gået.\n", tmp_path)
    assert "Godt (U+5B57) gået." in result.text
    assert (
        "# import: moedebogs PDF kan ikke vise disse tegn; de står som deres kode: U+5B57"
        in result.text
    )


def test_a_number_used_twice_is_another_number(tmp_path: Path) -> None:
    rows = "Punkt\tBeslutning\n1. Valg\tBo\n2. Evt.\tIntet\n2. Evt.\tNyt\n"
    numbers = [item.get("nr") for item in imported(f"{HEAD}{rows}", tmp_path).tree["punkter"]]
    assert numbers == [None, None, "2-2"]


def test_what_is_called_closed_is_closed(tmp_path: Path) -> None:
    text = (
        f"{HEAD}Punkt 1: Valg\n\nBo.\n\nLukkede punkter\n\nPunkt 2: Køb af grund\n\nPris: 5.\n\n"
        "Punkt 3: Klagesag (lukket)\n\nAfvist.\n"
    )
    result = imported(text, tmp_path)
    public = document_words(result.document())
    assert {"bo", "køb", "klagesag"} <= set(public)
    assert not {"pris", "afvist"} & set(public)
    assert result.text.count("# import: dokumentet siger, at punktet er lukket") == 2


def test_why_somebody_stayed_away_is_for_the_forum_alone(tmp_path: Path) -> None:
    text = f"{HEAD.replace('Dan Skabelon', 'Dan Skabelon (sygdom)')}Punkt 1: Valg\n\nBo.\n"
    result = imported(text, tmp_path)
    assert result.tree["afbud"] == [{"navn": "Dan Skabelon", "aarsag": "sygdom"}]
    assert "sygdom" not in document_words(result.document())
    assert "sygdom" in document_words(result.document(audience=Audience.INTERN))


def test_points_and_answers_are_no_items(tmp_path: Path) -> None:
    text = (
        f"{HEAD}1. Valg\n\nDet indstilles,\n1. at der vælges en formand,\n2. at der vælges to.\n\n"
        "Beslutning\n\nAd 1: Bo.\nAd 2: Udsat.\n\n2. Eventuelt\n\nIntet.\n"
    )
    found = imported(text, tmp_path).tree["punkter"]
    assert [item["titel"] for item in found] == ["Valg", "Eventuelt"]
    assert len(found[0]["indstilling"]["delbeslutninger"]) == 2


def test_a_place_told_before_the_date_is_kept(tmp_path: Path) -> None:
    text = "Referat fra Udvalget\nSted: Kantinen\nDato: 3. marts 2025\nKl. 10.00\n\nPunkt 1: Valg\n"
    assert imported(text, tmp_path).tree["sted"] == "Kantinen"
