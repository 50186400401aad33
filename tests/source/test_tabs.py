"""Tabs inside texts are blanks; as indentation they are a fault."""

from __future__ import annotations

import pytest

from moedebog import source


def read(text: str) -> tuple[object, list[str]]:
    tree, found = source.parse(text.encode(), "m.yaml")
    places = [f"{f.position.line}:{f.position.column} {f.code}" for f in found]
    return tree.data if tree else None, places


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: |\n  •\tet\n  •\tto\n", {"a": "• et\n• to\n"}),
        ("a: |\n  1.\tet\n  (2)\tto\n  b)\ttre\n", {"a": "1. et\n(2) to\nb) tre\n"}),
        ("a: |\n  o\tet\n  \uf0b7\tto\n", {"a": "o et\n\uf0b7 to\n"}),
        ("a: |\n  Navn:\tOle\n", {"a": "Navn: Ole\n"}),
        ("a: |\n  slut\t\n  \t\n  mere \t \n", {"a": "slut\n\nmere\n"}),
        ("a: |\n  - et\n  \t- under\n", {"a": "- et\n    - under\n"}),
        ("a: |\n  \tet\n  to\n", {"a": "et\nto\n"}),
        ("- b: |\n    -\tet\n  c: d\n", [{"b": "- et\n", "c": "d"}]),
        ("- >\n  -\tet\n", ["- et\n"]),
    ],
)
def test_a_tab_that_is_as_good_as_a_blank_is_silent(text: str, data: object) -> None:
    assert read(text) == (data, [])


@pytest.mark.parametrize(
    ("text", "data", "place"),
    [
        ("a: |\n  Post\tBeløb\n  Sti\t5\n", {"a": "Post Beløb\nSti 5\n"}, "2:7 M0883"),
        ("a: |\n  Sti\t\t \t5\n", {"a": "Sti 5\n"}, "2:6 M0883"),
        ("a: |\n\n  •\tet\n  Sti\t5\n", {"a": "\n• et\nSti 5\n"}, "4:6 M0883"),
        ("a: >-\n  Sti\t5\nsted: c\n", {"a": "Sti 5", "sted": "c"}, "2:6 M0883"),
    ],
)
def test_a_tab_between_words_is_told_once_for_a_text(text: str, data: object, place: str) -> None:
    assert read(text) == (data, [place])


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: |\n\tx\n", "2:1 M008"),
        ("a: |\n  x\n \ty\n", "3:2 M008"),
        ("a: b\tc\n", "1:5 M008"),
        ("a: |\n  x\nb: c\td\n", "3:5 M008"),
    ],
)
def test_a_tab_elsewhere_is_a_fault(text: str, place: str) -> None:
    assert place in read(text)[1]
