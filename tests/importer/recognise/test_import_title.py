"""The parts of a title."""

from __future__ import annotations

import pytest

from moedebog.importer.recognise import title as titles
from moedebog.importer.recognise.title import in_short


@pytest.mark.parametrize(
    ("typed", "text", "minutes"),
    [
        ("Økonomi (5 min.)", "Økonomi", 5),
        ("Økonomi (14:17 - 5 min.)", "Økonomi (14:17 - 5 min.)", None),
        ("| Økonomi", "Økonomi", None),
    ],
)
def test_a_title_is_cut_only_where_it_stays_whole(
    typed: str, text: str, minutes: int | None
) -> None:
    found = titles.read(typed)
    assert (found.text, found.minutes) == (text, minutes)


def test_a_note_names_a_title_by_whole_words() -> None:
    title = 'Bestyrelsen "valgt" - er selvkonstituerende, og vil snarest præsentere sig'
    assert in_short(title) == 'Bestyrelsen "valgt" - er selvkonstituerende, og …'
    assert in_short("Eventuelt") == "Eventuelt"


def test_a_note_names_a_title_by_whole_words_or_by_the_beginning_of_its_only_one() -> None:
    assert in_short("Valg af formand", 12) == "Valg af …"
    assert in_short("Formandsvalget", 8) == "Formands …"
