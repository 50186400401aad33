"""Attachments that a document leads to on the web."""

from __future__ import annotations

from pathlib import Path

import pytest

from moedebog.blocks import Run
from moedebog.importer.pieces import Kind, Piece, text_piece
from moedebog.importer.recognise import Attachment, attachments_in

PAGE = "https://example.org/plan"


def read(*runs: Run) -> Attachment:
    found, rest = attachments_in([Piece(Kind.ITEM, runs)], Path())
    assert rest == []
    return found[0]


@pytest.mark.parametrize(
    "runs",
    [
        (Run("Planen", link=PAGE),),
        (Run("Bilag 1: "), Run("Planen", link=PAGE)),
        (Run("Planen", link=PAGE), Run(" (example.org)")),
        (Run("Pla", link=PAGE), Run("nen", strong=True, link=PAGE)),
    ],
)
def test_the_address_comes_along_and_the_title_is_what_was_read(runs: tuple[Run, ...]) -> None:
    found = read(*runs)
    assert (found.titel, found.adresse) == ("Planen", PAGE)


@pytest.mark.parametrize(
    "runs",
    [
        (Run("Planen"),),
        (Run("Planen", link="#side-3"),),
        (Run("Planen", link="mailto:anna@example.org"),),
        (Run("Planen", link=PAGE), Run(" og "), Run("kortet", link="https://example.org/kort")),
        (Run("plan.pdf", link=PAGE),),
    ],
)
def test_what_leads_nowhere_or_to_several_pages_or_is_a_file_has_no_address(
    runs: tuple[Run, ...],
) -> None:
    assert read(*runs).adresse == ""


def test_links_with_a_comma_between_them_are_attachments_each() -> None:
    other = "https://example.org/kort"
    runs = (Run("Planen", link=PAGE), Run(", "), Run("Kortet", link=other))
    found, rest = attachments_in([Piece(Kind.ITEM, runs)], Path())
    assert [(one.titel, one.adresse) for one in found] == [("Planen", PAGE), ("Kortet", other)]
    assert rest == []


def test_addresses_that_do_not_come_along_are_told() -> None:
    runs = (Run("Planen", link=PAGE), Run(" og "), Run("kortet", link="https://example.org/kort"))
    assert len(read(*runs).notes) == 1
    assert not read(*runs[:1]).notes


def test_what_a_line_over_some_says_of_all_holds_for_them() -> None:
    texts = ("Kort", "Disse bilag er lukkede:", "Notat", "Tal")
    found, _ = attachments_in([text_piece(text) for text in texts], Path())
    assert [(one.titel, one.closed) for one in found] == [
        ("Kort", None),
        ("Notat", ""),
        ("Tal", ""),
    ]


def test_rows_of_a_table_that_came_as_lines() -> None:
    texts = ("Nr. Titel Åben/lukket", "2 Kort Åben", "3 Aftale Lukket")
    found, _ = attachments_in([text_piece(text) for text in texts], Path())
    assert [(one.label, one.titel, one.closed) for one in found] == [
        ("2", "Kort", None),
        ("3", "Aftale", ""),
    ]
