"""Who took no part, as other documents tell it, and roles with a line of their own."""

from __future__ import annotations

from typing import Any

import pytest

from moedebog.importer.pieces import text_piece
from moedebog.importer.recognise.cover.facts import Cover
from moedebog.importer.recognise.cover.labelled import labelled
from moedebog.importer.recognise.draft import DraftItem
from moedebog.importer.recognise.people import Someone
from moedebog.importer.recognise.presence import presence_line
from moedebog.importer.recognise.start import Start
from moedebog.importer.recognise.title import Title
from moedebog.importer.write.items import _facts
from support import forum

FORUM = forum("navn: Udvalget\nmedlemmer: [Bo Bæk, Dan Eg]")


def read(*lines: str) -> dict[str, Any]:
    item = DraftItem(Start(0, "1", "A", 1), Title("A"))
    for line in lines:
        assert presence_line(item, text_piece(line), {"Bo Bæk", "Dan Eg"}.__contains__), line
    return _facts(item, FORUM)


@pytest.mark.parametrize(
    ("line", "tree"),
    [
        (
            "Bo Bæk erklærede sig inhabil og forlod lokalet under punktets behandling.",
            {"inhabil": [{"navn": "Bo Bæk", "erklaeret": True, "forlod_lokalet": True}]},
        ),
        ("Bo Bæk erklærede sig inhabil.", {"inhabil": [{"navn": "Bo Bæk", "erklaeret": True}]}),
        (
            "Bo Bæk forlod mødelokalet på grund af inhabilitet.",
            {"inhabil": [{"navn": "Bo Bæk", "forlod_lokalet": True}]},
        ),
        (
            "Byrådet fandt, at Bo Bæk var inhabil i sagen.",
            {"inhabil": ["Bo Bæk"], "habilitetsbeslutning": {"udfald": "inhabil", "af": "Byrådet"}},
        ),
        (
            "Udvalget besluttede, at Bo Bæk og Dan Eg er inhabile.",
            {"inhabil": ["Bo Bæk", "Dan Eg"], "habilitetsbeslutning": {"udfald": "inhabil"}},
        ),
        (
            "Udvalget vurderede, at Bo Bæk ikke er inhabil.",
            {"habilitetsbeslutning": {"udfald": "habil", "om": ["Bo Bæk"]}},
        ),
        (
            "Ida Ny (V) deltog i sagens behandling som stedfortræder for Bo Bæk.",
            {"inhabil": [{"navn": "Bo Bæk", "stedfortraeder": {"navn": "Ida Ny", "parti": "V"}}]},
        ),
        (
            "Fra forvaltningen deltog: Hans Juul (jurist, digitalt)",
            {"fra_forvaltningen": [{"navn": "Hans Juul", "titel": "jurist", "deltog": "digitalt"}]},
        ),
        ("Observatører under punktet: Kim Rud", {"observatoerer": ["Kim Rud"]}),
    ],
)
def test_a_line_says_what_the_file_says(line: str, tree: dict[str, Any]) -> None:
    assert read(line) == tree


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("Fra forvaltningen: Dorte Lund", "fra_forvaltningen"),
        ("Administrationen: Dorte Lund", "fra_forvaltningen"),
        ("Fra administrationen deltog: Dorte Lund", "fra_forvaltningen"),
        ("Observatører: Dorte Lund", "observatoerer"),
        ("Observatør: Dorte Lund", "observatoerer"),
        ("Gæster: Dorte Lund", "gaester"),
        ("Desuden deltog: Dorte Lund", "gaester"),
    ],
)
def test_each_role_goes_under_its_own_key(line: str, key: str) -> None:
    cover = Cover()
    assert labelled(cover, [text_piece(line)], 0) == 1
    assert {k: v for k, v in cover.beside().items() if v} == {key: [Someone("Dorte Lund")]}


def test_the_substitute_for_one_item_is_not_listed_as_there_throughout() -> None:
    cover = Cover()
    text = "Til stede: Bo Bæk; Ida Ny (V, deltog under punkt 2 for Bo Bæk (V))"
    assert labelled(cover, [text_piece(text)], 0) == 1
    assert [one.navn for one in cover.there or ()] == ["Bo Bæk"]
    assert [one.navn for one in cover.for_items] == ["Ida Ny"]


def test_two_of_one_name_keep_what_tells_them_apart() -> None:
    item = DraftItem(Start(0, "1", "A", 1), Title("A"))
    known = {"Hans Jensen (A)", "Hans Jensen (V)"}.__contains__
    line = "Hans Jensen (A) deltog ikke i sagens behandling på grund af inhabilitet."
    assert presence_line(item, text_piece(line), known)
    assert item.partial == ["Hans Jensen (A)"]
