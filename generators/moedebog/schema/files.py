"""The schema files themselves, read and compiled, and what their parts are called."""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

import jsonschema_rs
import msgspec

from moedebog.workspace import resources

Name = Literal["meeting", "forum"]
NAMES: tuple[Name, ...] = ("meeting", "forum")

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
    "Indstilling": "an indstilling",
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
    "Tabel": "a table",
    "Tabel eller billede": "a table or a picture",
}
"""What the parts inside a file are called, by their titles in the schemas."""


@cache
def load(name: Name) -> dict[str, Any]:
    """The schema itself."""
    path = resources("schemas") / f"{name}.schema.json"
    schema: dict[str, Any] = msgspec.json.decode(path.read_bytes())
    return schema


def examples_of(part: dict[str, Any], key: str) -> list[Any]:
    """What a key of a part may hold, e.g.: last, what an editor could not insert by itself."""
    shape = part["properties"][key]
    return [*shape.get("examples", ()), *part.get("x-eksempler", {}).get(key, ())]


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
