"""What is unsure in the same way in many places is told once."""

from __future__ import annotations

from moedebog.importer.write.once import EMPTY_SECTION, told_once
from moedebog.importer.write.unsure import Unsure


def test_a_note_that_comes_often_stands_at_its_first_place() -> None:
    told = told_once([Unsure(n, [EMPTY_SECTION, "andet"]) for n in range(3)])
    assert [one.notes for one in told] == [
        [f"{EMPTY_SECTION} (i alt 3 steder)", "andet"],
        ["andet"],
        ["andet"],
    ]


def test_a_note_that_comes_seldom_stays() -> None:
    tree = {"a": Unsure(1, [EMPTY_SECTION]), "b": [Unsure(2, [EMPTY_SECTION])]}
    assert told_once(tree) is tree
