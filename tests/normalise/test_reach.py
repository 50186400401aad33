"""No key is read and forgotten: every property reaches the model, and all of it can be set.

For every property of the schemas, two small files that differ in it alone must give two
different models; and over all those models every attribute must take different values.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct

from moedebog import meeting as model
from moedebog import schema
from moedebog.diagnostics import Position
from moedebog.schema import Name
from schema_parts import PLACES, Data, a_meeting, an_item, minimal, objects, properties, read

OTHERWISE: dict[str, Any] = {
    "dato": "2025-10-01",
    "start": "11.00",
    "navn": "Mette Hansen",
    "slags": "proces",
    "udfald": "habil",
    "punkter": [],
    "kolonner": ["A", "B"],
    "raekker": [["a", "b"]],
    "fil": "bilag/andet.png",
    "punkt": 1,
    "at": ["x"],
    "tabel": {"kolonner": ["x"], "raekker": []},
    "kandidater": [{"navn": "Bo", "stemmer": 9}],
    "stemmer": 9,
    "personer": ["en@example.org"],
    "email": "en@example.org",
    "sha256": "0" * 64,
    "tekst": "Noget andet",
    "side": 7,
    "felt": {"fra_venstre": 1, "fra_top": 1, "bredde": 9, "hoejde": 9},
    **dict.fromkeys(("fra_venstre", "fra_top", "bredde", "hoejde"), 3),
}
"""Another value for keys that cannot be left out."""


def pair(name: Name, part: str, key: str) -> tuple[Data, Data]:
    """Two files that differ in one property alone."""
    definition = schema.load(name) if not part else schema.load(name)["$defs"][part]
    examples = schema.examples_of(definition, key)
    without = minimal(definition, part, key)
    if part == "blok":
        picture = {"fil": "bilag/kort.png", "alt": "x"}
        without = {"billede": picture} if key == "tabel" else {"tabel": OTHERWISE["tabel"]}
        return PLACES[name, part](without), PLACES[name, part]({key: examples[0]})
    if part == "sikring":  # one way alone
        other = {"besked": "Portalen"} if key == "anden" else {"anden": "Grund"}
        return PLACES[name, part](other), PLACES[name, part]({key: examples[0]})
    if key == "ingen":  # what it says no to is another kind of entry
        return a_meeting(), PLACES[name, part]({**without, key: examples[0]})
    if part == "punkt" and key == "lukning_ophaevet":
        without["lukket"] = "ja"
    if part == "afsnit" and key in ("udfald", "indbragt"):
        without["tekst"] = "T"
    if part == "afsnit" and key == "overskrift":
        without = {"tekst": "T"}
    if part == "afsnit" and key == "slags":
        without = {"tekst": "T"}
    with_it = {**without, key: examples[0]}
    there = a_meeting() if (name, part) == ("meeting", "") else without
    if with_it[key] == there.get(key) or key in definition.get("required", ()):
        others = [OTHERWISE.get(key), *examples[1:], "Noget helt andet"]
        with_it[key] = next(o for o in others if o is not None and o != without.get(key))
    if part == "afstemning" and key != "forslag":
        with_it.pop("forslag")
    return PLACES[name, part](without), PLACES[name, part](with_it)


def test_every_part_of_the_schemas_has_a_place_here() -> None:
    names: tuple[Name, ...] = ("meeting", "forum")
    parts = {(name, part) for name in names for part, _ in objects(name)}
    assert parts == set(PLACES)
    assert len(list(properties())) > 130


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("projekt") / "meetings" / "udvalg"
    (place / "bilag").mkdir(parents=True)
    for file in ("kort.png", "andet.png", "organisering.pptx"):
        (place / "bilag" / file).write_bytes(b"x" * len(file))
    return place


@pytest.mark.parametrize(("name", "part", "key"), list(properties()))
def test_a_property_changes_the_model(name: Name, part: str, key: str, folder: Path) -> None:
    without, with_it = pair(name, part, key)
    assert without != with_it
    assert read(name, without, folder) != read(name, with_it, folder)


def choices() -> Iterator[tuple[Name, str, str, list[Any]]]:
    for name, part, key in properties():
        definition = schema.load(name) if not part else schema.load(name)["$defs"][part]
        prop = definition["properties"][key]
        values = prop.get("enum")
        if prop.get("$ref") == "#/$defs/janej":
            values = [True, False]
        if values and part != "afsnit" and key != "ingen":
            yield name, part, key, values


@pytest.mark.parametrize(("name", "part", "key", "values"), list(choices()))
def test_each_allowed_word_means_something_else(
    name: Name, part: str, key: str, values: list[Any], folder: Path
) -> None:
    definition = schema.load(name) if not part else schema.load(name)["$defs"][part]
    base = minimal(definition, part, key)
    models = [read(name, PLACES[name, part]({**base, key: v}), folder) for v in values]
    assert all(a != b for i, a in enumerate(models) for b in models[:i])


# --- and back: nothing in the model is out of reach -----------------------------------

DERIVED = {
    *(("Meeting", "stamme"), ("Meeting", "udgaver"), ("Meeting", "forestaar")),
    *(("Meeting", "begivenheder"), ("Meeting", "utilgaengelige")),
    ("Meeting", "udeladt"),
    *(("Udeladt", name) for name in model.Udeladt.__struct_fields__),
    *(("Utilgaengelig", name) for name in model.Utilgaengelig.__struct_fields__),
    *(("TomGruppe", "efter"), ("Bilag", "kopi")),
}
"""Not written in the file: its name, what was issued of it and happened since, what was looked up
in its attachments and made of them, what is left out of its texts, whether it is still to come by
the clock, and where an entry stands."""


def values_in(node: Any, seen: dict[tuple[str, str], set[str]]) -> None:
    if isinstance(node, tuple):
        for one in node:
            values_in(one, seen)
    if not isinstance(node, Struct) or type(node).__module__ != model.__name__:
        return
    for field in node.__struct_fields__:
        value = getattr(node, field)
        seen.setdefault((type(node).__name__, field), set()).add(repr(value))
        values_in(value, seen)


def test_every_attribute_of_the_model_can_be_set(folder: Path) -> None:
    seen: dict[tuple[str, str], set[str]] = {}
    for name, part, key in properties():
        for data in pair(name, part, key):
            values_in(read(name, data, folder), seen)
    for file in ("bilag/kort.png", "bilag/organisering.pptx"):
        data = an_item(bilag=[{"titel": "B", "fil": file}])
        values_in(read("meeting", data, folder, of={"navn": file}), seen)
    values_in(read("meeting", an_item(godkender="2025-06-05"), folder), seen)
    foreign = an_item(titel="[Living Lab]{lang=en}")
    values_in(read("meeting", foreign, folder, of={"navn": "B"}), seen)
    classes = [
        c
        for c in vars(model).values()
        if isinstance(c, type) and issubclass(c, Struct) and c.__module__ == model.__name__
        if not c.__subclasses__()  # what all of a kind have is looked at in each
    ]
    assert len(classes) >= 20
    expected = {
        (c.__name__, field) for c in classes for field in c.__struct_fields__ if field != "position"
    }
    settled = {attribute for attribute in expected if len(seen.get(attribute, ())) < 2}
    assert settled - DERIVED == set()


def test_equal_nodes_are_not_unequal_wherever_they_stand() -> None:
    there = model.Person("Anna Ager")
    here = model.Person("Anna Ager", position=Position("a", 1, 1))
    assert here == there
    assert not here != there  # noqa: SIM202 - it is the other comparison that is tried
