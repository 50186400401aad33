"""What is unsure in the same way in many places is told once."""

from __future__ import annotations

from moedebog.importer.recognise import DraftItem
from moedebog.importer.recognise.start import Start
from moedebog.importer.recognise.title import Title
from moedebog.importer.write.attachments import NO_NUMBER
from moedebog.importer.write.once import EMPTY_SECTION, told_once
from moedebog.importer.write.unsure import Unsure


def item(number: str, title: str, *below: DraftItem) -> DraftItem:
    return DraftItem(Start(0, number, title, 0), Title(title), children=list(below))


def test_a_note_that_comes_often_stands_at_its_first_place_and_names_the_others() -> None:
    items = [item("1", "Valg"), item("2", "Økonomi", item("2.1", "Regnskab")), item("", "Pause")]
    noted = Unsure("", [EMPTY_SECTION])
    entries = [
        {"titel": "Valg", "tekst": Unsure("", [EMPTY_SECTION, "andet"])},
        {"gruppe": "Lukket", "ingen": True},
        {"titel": "Økonomi", "afsnit": [noted], "underpunkter": [{"tekst": noted}]},
        Unsure({"titel": "Pause", "tekst": noted, "afsnit": [noted]}, ["tredje"]),
    ]
    told = told_once({"punkter": entries}, items)["punkter"]
    assert told[0]["tekst"].notes == [
        f"{EMPTY_SECTION}; det samme gælder under punkt 2, 2.1 og »Pause«",
        "andet",
    ]
    assert told[1:3] == [
        {"gruppe": "Lukket", "ingen": True},
        {"titel": "Økonomi", "afsnit": [""], "underpunkter": [{"tekst": ""}]},
    ]
    assert told[3].notes == ["tredje"]


def test_attachments_without_a_number_are_named_once() -> None:
    items = [item(str(n), "Sag") for n in range(1, 4)]
    entries = [{"bilag": Unsure([], [f"»Notat {n}«{NO_NUMBER}"])} for n in range(3)]
    told = told_once({"punkter": entries}, items)["punkter"]
    assert told[0]["bilag"].notes == [f"»Notat 0«{NO_NUMBER}; det samme gælder under punkt 2 og 3"]
    assert told[1:] == [{"bilag": []}, {"bilag": []}]


def test_a_note_that_comes_seldom_stays() -> None:
    tree = {"a": Unsure(1, [EMPTY_SECTION]), "b": [Unsure(2, [EMPTY_SECTION])]}
    assert told_once(tree, []) is tree
