"""A text in a YAML file is read again as it was told, and stands plain where it can."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moedebog import source
from moedebog.begin.scalars import scalar

SEEN = st.characters(exclude_categories=["C", "Z"])
TEXTS = st.lists(st.text(SEEN, min_size=1, max_size=12), min_size=1, max_size=4).map(" ".join)


def read(text: str) -> object:
    tree, found = source.parse(f"navn: {text} # bemærkning\n".encode(), "f")
    assert tree is not None, found
    return tree.data["navn"]


@given(TEXTS)
def test_any_text_comes_back(text: str) -> None:
    assert read(scalar(text)) == text


@pytest.mark.parametrize(
    "text",
    ["Økonomiudvalget", "Teknik- og Miljøudvalget", "Lokale 5 og 6, bygning J", "O’Hara, A. (V)"],
)
def test_what_is_plain_stays_plain(text: str) -> None:
    assert scalar(text) == text == read(text)


@pytest.mark.parametrize(
    "text",
    [
        "ja",
        "Nej",
        "null",
        "2026",
        "16:30",
        "a: b",
        "a #b",
        "- a",
        "*a",
        "&a",
        "[a]",
        '"a"',
        "a:",
        "",
    ],
)
def test_what_could_be_read_otherwise_is_quoted(text: str) -> None:
    assert scalar(text)[0] == '"'
    assert read(scalar(text)) == text


def test_blanks_and_lines_become_one_blank() -> None:
    assert scalar(" a \t b\nc ") == "a b c"
