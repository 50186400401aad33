"""No key is read and forgotten: every property reaches the model, and all of it can be set.

For every property of the schemas, two small files that differ in it alone must give two
different models; and over all those models every attribute must take different values.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct

from moedebog import meeting as model
from moedebog import schema, source
from moedebog.diagnostics import Position, has_errors
from moedebog.normalise import normalise, normalise_forum
from moedebog.schema import Name

Data = dict[str, Any]

PEOPLE = ["Mette Hansen", "Jens Jensen"]
FORUM: Data = {"navn": "Udvalget", "medlemmer": PEOPLE}


def a_meeting(**keys: Any) -> Data:
    return {"dato": "2025-09-12", "start": "10:30", "punkter": [], **keys}


def an_item(**keys: Any) -> Data:
    return a_meeting(punkter=[{"titel": "A", **keys}])


TWO_POINTS = ["a", "b"]
PLACES: dict[tuple[Name, str], Callable[[Any], Data]] = {
    ("meeting", ""): lambda it: a_meeting(**it),
    ("meeting", "punkt"): lambda it: a_meeting(punkter=[it]),
    ("meeting", "afsnit"): lambda it: an_item(afsnit=[it]),
    ("meeting", "blok"): lambda it: an_item(tekst=[it]),
    ("meeting", "tabel"): lambda it: an_item(tekst=[{"tabel": it}]),
    ("meeting", "billede"): lambda it: an_item(tekst=[{"billede": it}]),
    ("meeting", "indstilling"): lambda it: an_item(indstilling=it),
    ("meeting", "delbeslutning"): lambda it: an_item(
        indstilling={"at": TWO_POINTS, "delbeslutninger": [it]}
    ),
    ("meeting", "afstemning"): lambda it: an_item(afstemning=it),
    ("meeting", "stemmer_udfoldet"): lambda it: an_item(afstemning={"for": it}),
    ("meeting", "protokolbemaerkning"): lambda it: an_item(protokolbemaerkninger=[it]),
    ("meeting", "opfoelgningspunkt"): lambda it: an_item(opfoelgning=[it]),
    ("meeting", "bilag"): lambda it: an_item(bilag=[it]),
    ("meeting", "lukket_udfoldet"): lambda it: an_item(lukket=it),
    ("meeting", "fravaer_udfoldet"): lambda it: a_meeting(afbud=[it]),
    ("meeting", "navn_og_tid_udfoldet"): lambda it: an_item(ankom=[it]),
    ("meeting", "person_udfoldet"): lambda it: a_meeting(gaester=[it]),
    ("meeting", "nummerering"): lambda it: a_meeting(nummerering=it),
    ("forum", ""): lambda it: {"navn": "Udvalget", "medlemmer": PEOPLE, **it},
    ("forum", "medlem_udfoldet"): lambda it: {"navn": "Udvalget", "medlemmer": [it]},
    ("forum", "kontakt"): lambda it: {"navn": "Udvalget", "kontakt": it},
    ("forum", "modtagergruppe"): lambda it: {"navn": "Udvalget", "modtagere": [it]},
    ("forum", "modtager_udfoldet"): lambda it: {
        "navn": "Udvalget",
        "modtagere": [{"gruppe": "alle", "personer": [it]}],
    },
    ("forum", "politik"): lambda it: {"navn": "Udvalget", "politik": it},
    ("forum", "regler"): lambda it: {"navn": "Udvalget", "politik": {"regler": it}},
    ("forum", "afsnitspolitik"): lambda it: {"navn": "Udvalget", "politik": {"afsnit": [it]}},
    ("forum", "sagstyper"): lambda it: {"navn": "Udvalget", "politik": {"sagstyper": it}},
}
"""Where a part of the schema stands in a file."""

BASE: dict[str, Data] = {
    "afstemning": {"forslag": "F"},
    "stemmer_udfoldet": {"antal": 7},
    "kontakt": {"navn": "K"},
    "afsnitspolitik": {"slags": "resume"},
    "fravaer_udfoldet": {"navn": "Jens Jensen"},
    "navn_og_tid_udfoldet": {"navn": "Jens Jensen"},
    "delbeslutning": {"punkt": 2, "tekst": "Ja."},
}
"""What else a part must hold, beyond its required keys."""

OTHERWISE: dict[str, Any] = {
    "dato": "2025-10-01",
    "start": "11.00",
    "navn": "Mette Hansen",
    "slags": "proces",
    "punkter": [],
    "kolonner": ["A", "B"],
    "raekker": [["a", "b"]],
    "fil": "bilag/andet.png",
    "punkt": 1,
    "at": ["x"],
    "tabel": {"kolonner": ["x"], "raekker": []},
    "personer": ["en@example.org"],
    "email": "en@example.org",
}
"""Another value for keys that cannot be left out."""


def objects(name: Name) -> Iterator[tuple[str, Data]]:
    whole = schema.load(name)
    yield "", whole
    for part, definition in whole["$defs"].items():
        if "properties" in definition:
            yield part, definition


def properties() -> Iterator[tuple[Name, str, str]]:
    names: tuple[Name, ...] = ("meeting", "forum")
    for name in names:
        for part, definition in objects(name):
            for key in definition["properties"]:
                yield name, part, key


def minimal(definition: Data, part: str, key: str) -> Data:
    """The part with as little as it can hold for ``key`` to be added."""
    required = {
        k: definition["properties"][k]["examples"][0] for k in definition.get("required", ())
    }
    base = {**required, **BASE.get(part, {})}
    if part == "afsnit":
        fitting = {"udfald": "beslutning", "afsnit": "sag"}
        structured = ("indstilling", "afstemning", "protokolbemaerkninger", "opfoelgning", "bilag")
        base["slags"] = key if key in structured else fitting.get(key, "tekst")
        base["overskrift"] = "O"
        if key in structured:
            # A section of its kind cannot be empty: there is another one beside the example.
            base[key] = OTHER_CONTENT[key]
    return base


OTHER_CONTENT: Data = {
    "indstilling": {"at": ["noget andet"]},
    "afstemning": {"imod": 9},
    "protokolbemaerkninger": [{"fra": "En anden", "tekst": "Nej."}],
    "opfoelgning": [{"opgave": "Noget andet"}],
    "bilag": [{"titel": "Et andet"}],
}


def pair(name: Name, part: str, key: str) -> tuple[Data, Data]:
    """Two files that differ in one property alone."""
    definition = schema.load(name) if not part else schema.load(name)["$defs"][part]
    examples = definition["properties"][key]["examples"]
    without = minimal(definition, part, key)
    if part == "blok":
        picture = {"fil": "bilag/kort.png", "alt": "x"}
        without = {"billede": picture} if key == "tabel" else {"tabel": OTHERWISE["tabel"]}
        return PLACES[name, part](without), PLACES[name, part]({key: examples[0]})
    if part == "afsnit" and key == "udfald":
        without["tekst"] = "T"
    if part == "afsnit" and key == "overskrift":
        without = {"tekst": "T"}
    if part == "afsnit" and key == "slags":
        without = {"tekst": "T"}
    with_it = {**without, key: examples[0]}
    if with_it == without or key in definition.get("required", ()):
        others = [OTHERWISE.get(key), *examples[1:], "Noget helt andet"]
        with_it[key] = next(o for o in others if o is not None and o != without.get(key))
    if part == "afstemning" and key != "forslag":
        with_it.pop("forslag")
    return PLACES[name, part](without), PLACES[name, part](with_it)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("projekt") / "meetings" / "udvalg"
    (place / "bilag").mkdir(parents=True)
    for file in ("kort.png", "andet.png", "organisering.pptx"):
        (place / "bilag" / file).write_bytes(b"x" * len(file))
    return place


def read(name: Name, data: Data, folder: Path, of: Data = FORUM) -> Any:
    """The model of a file; it must be without errors. ``of``: the meeting's forum."""
    forum_data = data if name == "forum" else of
    tree, problems = source.parse(json.dumps(forum_data, ensure_ascii=False).encode(), "f")
    assert tree is not None
    problems += schema.check(tree, "forum")
    assert problems == [], forum_data
    forum, problems = normalise_forum(tree)
    assert not has_errors(problems), problems
    if name == "forum":
        return forum
    assert forum is not None
    tree, problems = source.parse(json.dumps(data, ensure_ascii=False).encode(), "m")
    assert tree is not None
    problems += schema.check(tree, "meeting")
    assert problems == [], (data, [str(p) for p in problems])
    result, problems = normalise(tree, forum, folder / "2025-09-12.yaml")
    assert not has_errors(problems), [str(p) for p in problems]
    return result


def test_every_part_of_the_schemas_has_a_place_here() -> None:
    names: tuple[Name, ...] = ("meeting", "forum")
    parts = {(name, part) for name in names for part, _ in objects(name)}
    assert parts == set(PLACES)
    assert len(list(properties())) > 130


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
        if values and part != "afsnit":
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

DERIVED = {("Meeting", "stamme")}
"""Not written in the file: its name."""


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
    classes = [
        c
        for c in vars(model).values()
        if isinstance(c, type) and issubclass(c, Struct) and c.__module__ == model.__name__
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
