"""Who was there is told from evidence; what is not understood is marked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from import_support import imported
from moedebog.importer.recognise import people

HEAD = "Referat af møde i Prøvegruppen 3. marts 2025 kl. 9.00\n\n"
ITEMS = "\n\n1. Status\n\nGodkendt.\n\n2. Eventuelt\n\nIntet.\n"
HEADED = "\n\n## 1. Status\n\nGodkendt.\n\n## 2. Eventuelt\n\nIntet.\n"
NOT_READ = "er ikke forstået"


@pytest.mark.parametrize(
    ("lines", "afbud", "there", "said"),
    [
        ("Til stede: Bo, Ane og Kim\nAfbud: ingen", None, "alle_andre", ""),
        ("Til stede: Bo, Ane og Kim Test\nAfbud: Der var ingen afbud.", None, "alle_andre", ""),
        ("Til stede: Bo Prøve; Ane Prøve\nAfbud: Kim Test", ["Kim Test"], "alle_andre", ""),
        ("Fraværende:\n\nForældre: Ole Borte\n\nElever: to elever\n\nTil stede: Bo Prøve",
         ["Ole Borte"], ["Bo Prøve"], NOT_READ),
        ("Til stede: Bo Prøve, Ane Prøve\nAfbud: Hele valgkredsen", None,
         ["Bo Prøve", "Ane Prøve"], NOT_READ),
        ("Til stede: Hele bestyrelsen\nAfbud: Ole Borte", ["Ole Borte"], None, NOT_READ),
        ("Til stede: Bestyrelsen\nAfbud: Ole Borte", ["Ole Borte"], None, NOT_READ),
        (
            ("Til stede\nForældrerepræsentanter\nBo Prøve\nAne Prøve\nElever\nKim Test\n"
            "Ikke til stede\nLis Borte\nOle Borte"),
            ["Lis Borte", "Ole Borte"],
            "alle_andre",
            "",
        ),
        ("Fremmødte: 32 parceller repræsenteret\nAfbud: Ole Borte", ["Ole Borte"],
         "ikke_noteret", ""),
        ("Til stede: Bo Prøve, Ole Borte\nAfbud: Ole Borte", ["Ole Borte"],
         "alle_andre", "Ole Borte står både"),
        ("Modtagere: Bo Prøve, Ane Prøve\nAfbud: Ole Borte", ["Ole Borte"], "ikke_noteret", ""),
        ("Deltagere:\n\n☐ Bo Prøve\n\n☐ Ane Prøve", None, None, NOT_READ),
        ("Deltagere:\n\n☒ Bo Prøve\n\n☐ Ane Prøve", None, ["Bo Prøve"], "Ane Prøve er medlem"),
        ("Til stede: Bo Prøve (fra punkt 3), Ane Prøve", None, "alle_andre",
         "Bo Prøve (fra punkt 3)"),
        ("Til stede:\n\n- Bo Prøve, Hallen\n- Kim Test, Købmanden (afbud)", ["Kim Test"],
         "alle_andre", ""),
        (("Til stede\nBo Prøve, Dansk Forbund\nAne Prøve, Byrådet (formand)\nKim Test\n"
          "Afbud\nLis Borte, Dansk Forbund"), ["Lis Borte"], "alle_andre", ""),
        ("Til stede\nBo Prøve, Ane Prøve\nKim Test, formand\nAfbud: Lis Borte", ["Lis Borte"],
         "alle_andre", ""),
        ("Til stede: Bo Prøve (ikke mødt), Ane Prøve (meldt afbud), Kim Test",
         ["Bo Prøve", "Ane Prøve"], "alle_andre", ""),
        ("Til stede: Bo Prøve (sygemeldt), Kim Test",
         [{"navn": "Bo Prøve", "aarsag": "sygemeldt"}], "alle_andre", "står blandt dem"),
        ("Til stede: Bo Prøve (afbud fra kl. 9), Kim Test", None, None, NOT_READ),
        ("Til stede: Bo Prøve, hallens leder Ole Test samt Kim Test", None, None, NOT_READ),
        (("Til stede: Formand Bo Prøve, bestyrelsesmedlemmerne Ane Test og Kim Test samt leder"
          " Ole Test\nMødte ikke: Lis Borte"), ["Lis Borte"], "alle_andre", ""),
        ("Mødt var: Bo Prøve & Kim Test\nAfbud/fraværende: Lis Borte", ["Lis Borte"],
         "alle_andre", ""),
    ],
)  # fmt: skip
def test_the_list(lines: str, afbud: Any, there: Any, said: str, tmp_path: Path) -> None:
    result = imported(HEAD + lines + ITEMS, tmp_path)
    assert result.tree.get("afbud") == afbud
    assert result.tree.get("fremmoedt") == there
    assert said in result.text
    assert (NOT_READ in result.text) == (said == NOT_READ)
    assert "repræsentanter" not in str(result.tree)


@pytest.mark.parametrize(
    "columns",
    [
        "| Til stede | Afbud |\n|---|---|\n| Bo Prøve, Ane Prøve | Ole Borte |\n| Kim Test | |\n",
        "| Deltager | Afbud |\n|---|---|\n| Bo Prøve | |\n| Kim Test | nej |\n| Ole Borte | x |\n",
    ],
)
def test_a_table_of_lists(columns: str, tmp_path: Path) -> None:
    result = imported(
        f"# {HEAD}{columns}{ITEMS}".replace("1. S", "## 1. S").replace("2. E", "## 2. E"),
        tmp_path,
        "gammelt.md",
    )
    assert result.tree["afbud"] == ["Ole Borte"]
    assert result.tree["fremmoedt"] == "alle_andre"
    assert "indledning" not in result.tree


def test_a_table_that_tells_nobody_was_there_puts_nobody_there(tmp_path: Path) -> None:
    table = "| Navn | Organisation |\n|---|---|\n| Bo Prøve | Prøve A/S |\n"
    result = imported(
        f"# {HEAD}{table}{ITEMS}".replace("1. S", "## 1. S").replace("2. E", "## 2. E"),
        tmp_path,
        "gammelt.md",
    )
    assert "fremmoedt" not in result.tree
    assert "Bo Prøve" in str(result.tree["indledning"])


def test_what_is_told_under_the_first_item_and_not_understood_is_marked(tmp_path: Path) -> None:
    folder = tmp_path / "meetings" / "udvalg"
    folder.mkdir(parents=True)
    (folder / "forum.yaml").write_text("navn: Udvalget\nmedlemmer: [Bo Prøve, Ole Borte]\n")
    text = f"{HEAD}1. Formalia\n\nc ) Tilstedeværende\n\nAlle i gruppen undtagen Ole\n\n2. Slut\n"
    result = imported(text, tmp_path)
    assert "fremmoedt" not in result.tree
    assert NOT_READ in result.text
    assert "Alle i gruppen undtagen Ole" in str(result.tree["punkter"][0])


@pytest.mark.parametrize(
    "text",
    ["Alle", "Bestyrelsen", "Hele bestyrelsen", "Bo Prøve Ane Prøve Kim Test Lis Tavs",
     "Bo Prøve, Direktør", "32 parceller", "Formanden"],
)  # fmt: skip
def test_no_names(text: str) -> None:
    assert people.parse(text) is None


def test_a_guest_whose_box_is_blank_is_kept_as_text(tmp_path: Path) -> None:
    result = imported(f"{HEAD}Gæster:\n\n☐ Lis Gæst\n\n☒ Per Gæst{ITEMS}", tmp_path)
    assert result.tree["gaester"] == ["Per Gæst"]
    assert "Lis Gæst" in str(result.tree["indledning"])
