"""The parts of the schemas, each with the smallest file that holds it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from moedebog import schema, source
from moedebog.diagnostics import has_errors
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


def _table_with(cell: Any) -> Data:
    """A table of two columns and two rows that begins with this cell."""
    over, down = (cell.get(key, 1) == 2 for key in ("over", "ned"))
    first = [cell] if over else [cell, "b"]
    second = [] if over and down else ["d"] if down else ["c", "d"]
    return {"kolonner": ["A", "B"], "raekker": [first, second]}


PLACES: dict[tuple[Name, str], Callable[[Any], Data]] = {
    ("meeting", ""): lambda it: a_meeting(**it),
    ("meeting", "punkt"): lambda it: a_meeting(punkter=[it]),
    ("meeting", "tom_gruppe"): lambda it: a_meeting(punkter=[{"titel": "A", "gruppe": "G"}, it]),
    ("meeting", "afsnit"): lambda it: an_item(afsnit=[it]),
    ("meeting", "blok"): lambda it: an_item(tekst=[it]),
    ("meeting", "tabel"): lambda it: an_item(tekst=[{"tabel": it}]),
    ("meeting", "celle"): lambda it: an_item(tekst=[{"tabel": _table_with(it)}]),
    ("meeting", "billede"): lambda it: an_item(tekst=[{"billede": it}]),
    ("meeting", "indstilling"): lambda it: an_item(indstilling=it),
    ("meeting", "delbeslutning"): lambda it: an_item(
        indstilling={"at": TWO_POINTS, "delbeslutninger": [it]}
    ),
    ("meeting", "afstemning"): lambda it: an_item(afstemning=it),
    ("meeting", "valg"): lambda it: an_item(afstemning={"valg": it}),
    ("meeting", "valgrunde"): lambda it: an_item(afstemning={"valg": {"runder": [it]}}),
    ("meeting", "kandidat"): lambda it: an_item(
        afstemning={"valg": {"runder": [{"kandidater": [it]}]}}
    ),
    ("meeting", "valgliste"): lambda it: an_item(afstemning={"valg": {"lister": [it]}}),
    ("meeting", "indbringelse"): lambda it: an_item(indbragt=it),
    ("meeting", "stemmer_udfoldet"): lambda it: an_item(afstemning={"for": it}),
    ("meeting", "protokolbemaerkning"): lambda it: an_item(protokolbemaerkninger=[it]),
    ("meeting", "opfoelgningspunkt"): lambda it: an_item(opfoelgning=[it]),
    ("meeting", "indsigelse"): lambda it: a_meeting(indsigelser=[it]),
    ("meeting", "bilag"): lambda it: an_item(bilag=[it]),
    ("meeting", "gennemset"): lambda it: an_item(bilag=[{"titel": "T", "gennemset": it}]),
    ("meeting", "udeladelse"): lambda it: an_item(bilag=[{"titel": "T", "udelad": [it]}]),
    ("meeting", "felt"): lambda it: an_item(
        bilag=[{"titel": "T", "udelad": [{"side": 1, "felt": it, "grund": "G"}]}]
    ),
    ("meeting", "lukket_udfoldet"): lambda it: an_item(lukket=it),
    ("meeting", "fravaer_udfoldet"): lambda it: a_meeting(afbud=[it]),
    ("meeting", "deltager_udfoldet"): lambda it: a_meeting(fremmoedt=[it]),
    ("meeting", "navn_og_tid_udfoldet"): lambda it: an_item(ankom=[it]),
    ("meeting", "inhabil_udfoldet"): lambda it: an_item(inhabil=[it], udfald="godkendt"),
    ("meeting", "habilitetsbeslutning"): lambda it: an_item(
        habilitetsbeslutning=it, udfald="godkendt"
    ),
    ("meeting", "lukning_ophaevet"): lambda it: an_item(
        lukket="ja", lukning_ophaevet=it, udfald="godkendt"
    ),
    ("meeting", "rettelse"): lambda it: a_meeting(referat_status="godkendt", rettelser=[it]),
    ("meeting", "person_udfoldet"): lambda it: a_meeting(gaester=[it]),
    ("meeting", "nummerering"): lambda it: a_meeting(nummerering=it),
    ("forum", ""): lambda it: {"navn": "Udvalget", "medlemmer": PEOPLE, **it},
    ("forum", "medlem_udfoldet"): lambda it: {"navn": "Udvalget", "medlemmer": [it]},
    ("forum", "stedfortraeder_udfoldet"): lambda it: {"navn": "Udvalget", "stedfortraedere": [it]},
    ("forum", "kontakt"): lambda it: {"navn": "Udvalget", "kontakt": it},
    ("forum", "modtagergruppe"): lambda it: {"navn": "Udvalget", "modtagere": [it]},
    ("forum", "sikring"): lambda it: {"navn": "Udvalget", "sikring": it},
    ("forum", "sikkermail"): lambda it: {"navn": "Udvalget", "sikring": {"sikkermail": it}},
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
    "valg": {"til": "F", "valgt": ["V"]},
    "indbringelse": {"af": "A", "for": "F"},
    "stemmer_udfoldet": {"antal": 7},
    "kontakt": {"navn": "K"},
    "sikkermail": {"felt": "X-K"},
    "tom_gruppe": {"gruppe": "T"},
    "afsnitspolitik": {"slags": "resume"},
    "fravaer_udfoldet": {"navn": "Jens Jensen"},
    "deltager_udfoldet": {"navn": "Jens Jensen"},
    "navn_og_tid_udfoldet": {"navn": "Jens Jensen"},
    "inhabil_udfoldet": {"navn": "Jens Jensen"},
    "habilitetsbeslutning": {"om": ["Jens Jensen"]},
    "delbeslutning": {"punkt": 2, "tekst": "Ja."},
}
"""What else a part must hold, beyond its required keys."""


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
    needed = {*definition.get("required", ()), *definition.get("else", {}).get("required", ())}
    keys = [k for k in definition["properties"] if k in needed]
    required = {k: schema.examples_of(definition, k)[0] for k in keys}
    base = {**required, **BASE.get(part, {})}
    if key == "virtuelt_grundlag":  # printed at a form alone
        base["form"] = "virtuelt"
    if part == "punkt" and key in ("moedeleder", "inhabil"):  # nobody led what was not held
        base["udfald"] = "godkendt"
    if part == "udeladelse" and key in ("side", "felt"):
        base |= {one: schema.examples_of(definition, one)[0] for one in ("side", "felt")}
    elif part == "udeladelse":
        base["tekst"] = "Ord"
    if part == "punkt" and key == "undergruppe":
        base["gruppe"] = "G"
    if part == "afsnit":
        fitting = {"udfald": "beslutning", "indbragt": "beslutning", "afsnit": "sag"}
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
    named = data.get("sammen_med", [])
    others = [replace(forum, navn=one) for one in (named if isinstance(named, list) else [named])]
    result, problems = normalise(tree, forum, folder / "2025-09-12.yaml", tuple(others))
    assert not has_errors(problems), [str(p) for p in problems]
    return result
