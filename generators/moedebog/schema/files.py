"""The schemas compiled, and what their parts are called."""

from __future__ import annotations

from functools import cache
from typing import Any

import jsonschema_rs

from moedebog.vocabulary import Name, load

PARTS_IN_ENGLISH = {
    "Afsnit": "a section",
    "Afstemning": "a vote",
    "Antal og navne": "the votes on one side",
    "Bilag": "an attachment",
    "Billede": "a picture",
    "Delbeslutning": "a delbeslutning",
    "Egne ord for sagstyper": "sagstyper",
    "Deltager": "somebody who was there",
    "Fravær": "somebody's absence",
    "Habilitetsbeslutning": "a habilitetsbeslutning",
    "Indbringelse": "indbragt",
    "Indstilling": "an indstilling",
    "Inhabil": "somebody who is inhabil",
    "Kandidat": "a candidate",
    "Kontakt": "kontakt",
    "Lukket": "lukket",
    "Medlem": "a member",
    "Modtager": "a recipient",
    "Modtagergruppe": "a group of recipients",
    "Navn og klokkeslæt": "a name with a clock time",
    "Nummerering": "nummerering",
    "Opfølgning": "something to be followed up",
    "Person": "a person",
    "Politik": "politik",
    "Protokolbemærkning": "a statement",
    "Punkt": "an item",
    "Gruppe uden punkter": "a group without items",
    "Regler": "regler",
    "Stedfortræder": "a substitute",
    "Tabel": "a table",
    "Tabel eller billede": "a table or a picture",
    "Valg": "an election",
    "Valgliste": "a list in an election",
    "Valgrunde": "a round of an election",
}
"""What the parts inside a file are called, by their titles in the schemas."""


def examples_of(part: dict[str, Any], key: str) -> list[Any]:
    """What a key of a part may hold, e.g.: last, what an editor could not insert by itself."""
    shape = part["properties"][key]
    return [*shape.get("examples", ()), *part.get("x-eksempler", {}).get(key, ())]


def resolved(shape: dict[str, Any]) -> dict[str, Any]:
    """What a part refers to, or itself."""
    defs = load("meeting")["$defs"] | load("forum")["$defs"]
    found: dict[str, Any] = defs.get(shape.get("$ref", "").rpartition("/")[2], shape)
    return found


@cache
def required_of(name: Name) -> tuple[str, ...]:
    """The keys that a usual file must have, in their order."""
    schema = load(name)
    needed = {*schema["required"], *schema.get("else", {}).get("required", ())}
    return tuple(key for key in schema["properties"] if key in needed)


@cache
def compiled(name: Name) -> Any:
    """The fast validator: it says yes or no."""
    return jsonschema_rs.Draft202012Validator(load(name))


@cache
def explaining(name: Name) -> Any:
    """The slower validator, which can say why."""
    from jsonschema import Draft202012Validator

    return Draft202012Validator(load(name))


@cache
def owners_of(name: Name) -> dict[str, list[str]]:
    """For each key the titles of the parts of a file it can stand in, outermost first."""
    owners: dict[str, list[str]] = {}
    schema = load(name)
    for part in (schema, *schema["$defs"].values()):
        for key in part.get("properties", ()):
            owners.setdefault(key, []).append(part["title"])
    return owners
