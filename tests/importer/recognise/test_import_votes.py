"""Votes as documents of ours and of others tell them."""

from __future__ import annotations

from typing import Any

import pytest

from moedebog.blocks import Run
from moedebog.importer.pieces import Kind, Piece
from moedebog.importer.recognise.votes import votes_in

KNOWN = {"Alma Ager", "Bent Birk", "Cara Dahl"}


def votes(*told: str) -> list[dict[str, Any]] | None:
    return votes_in([Piece(Kind.TEXT, (Run(line),)) for line in told], KNOWN.__contains__)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Vedtaget med 5 stemmer mod 2.", {"for": 5, "imod": 2}),
        ("Vedtaget med 1 stemme mod 0.", {"for": 1, "imod": 0}),
        ("Vedtaget med 7 stemmer.", {"for": 7}),
        ("Forkastet med 5 stemmer mod 2.", {"for": 2, "imod": 5}),
        ("Bortfaldet ved stemmelighed: 3 stemmer for og 3 imod.", {"for": 3, "imod": 3}),
        ("4 stemmer for og 3 imod.", {"for": 4, "imod": 3}),
        (
            "Vedtaget med 3 stemmer mod 1; 2 undlod at stemme; 2 stemte blankt; "  # noqa: ISC004
            "1 stemme var ugyldig.",
            {"for": 3, "imod": 1, "undlod": 2, "blanke": 2, "ugyldige": 1},
        ),
        (
            "Vedtaget med 3 stemmer mod 3; formandens stemme var afgørende.",
            {"for": 3, "imod": 3, "afgjort_af": "formand"},
        ),
        (
            "Vedtaget med 3 stemmer mod 3; mødelederens stemme var afgørende.",
            {"for": 3, "imod": 3, "afgjort_af": "formand"},
        ),
        (
            "Ikke vedtaget: 6 stemmer for og 1 imod; der krævedes enighed.",
            {"for": 6, "imod": 1, "flertal": "enighed"},
        ),
        ("For stemte 480, imod 190, blankt 42.", {"for": 480, "imod": 190, "blanke": 42}),
        ("Blanke stemmer: 2", {"blanke": 2}),
    ],
)
def test_a_line_of_a_vote_is_read(line: str, found: dict[str, Any]) -> None:
    assert votes(line) == [found]


@pytest.mark.parametrize(
    "line", ["Vedtaget med 5 stemmer mod 2; sagen går videre.", "Vedtaget med stort flertal."]
)
def test_what_says_more_than_a_vote_is_text(line: str) -> None:
    assert votes(line) is None


def test_the_names_below_a_result_are_those_of_its_numbers() -> None:
    assert votes(
        "Forslag: At vente",
        "Forkastet med 5 stemmer mod 2.",
        "For Alma Ager (A) og Bent Birk (V)",
        "Imod A (4) og Cara Dahl (V)",
        "Vedtaget med 4 stemmer mod 3.",
    ) == [
        {
            "forslag": "At vente",
            "for": {"antal": 2, "navne": ["Alma Ager (A)", "Bent Birk (V)"]},
            "imod": {"antal": 5, "navne": ["A (4)", "Cara Dahl (V)"]},
        },
        {"for": 4, "imod": 3},
    ]
