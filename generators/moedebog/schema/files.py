"""The schemas compiled, and what their parts are called."""

from __future__ import annotations

from functools import cache
from typing import Any

import jsonschema_rs

from moedebog.diagnostics import Phrase
from moedebog.vocabulary import Name, load

PARTS = {
    "Afsnit": Phrase("et afsnit under afsnit", "a section below afsnit"),
    "Afstemning": Phrase("afstemning", "afstemning"),
    "Antal og navne": Phrase("for, imod eller undlod", "for, imod or undlod"),
    "Bemærkning til referatet": Phrase("et svar under indsigelser", "an answer below indsigelser"),
    "Bilag": Phrase("et bilag", "an attachment below bilag"),
    "Billede": Phrase("billede", "billede"),
    "Delbeslutning": Phrase("et svar under delbeslutninger", "an answer below delbeslutninger"),
    "Egne ord for sagstyper": Phrase("sagstyper i forum.yaml", "sagstyper in forum.yaml"),
    "Deltager": Phrase("et navn under fremmoedt", "a name below fremmoedt"),
    "Fravær": Phrase("et navn under afbud eller udeblevet", "a name below afbud or udeblevet"),
    "Rettelse": Phrase("en rettelse under rettelser", "a correction below rettelser"),
    "Lukningen er ophævet": Phrase("lukning_ophaevet", "lukning_ophaevet"),
    "Gennemset": Phrase("gennemset", "gennemset"),
    "Habilitetsbeslutning": Phrase("habilitetsbeslutning", "habilitetsbeslutning"),
    "Indbringelse": Phrase("indbragt", "indbragt"),
    "Indstilling": Phrase("indstilling", "indstilling"),
    "Inhabil": Phrase("et navn under inhabil", "a name below inhabil"),
    "Kandidat": Phrase("en kandidat i et valg", "a candidate in an election"),
    "Kontakt": Phrase("kontakt i forum.yaml", "kontakt in forum.yaml"),
    "Lukket": Phrase("lukket", "lukket"),
    "Medlem": Phrase("et medlem i forum.yaml", "a member in forum.yaml"),
    "Modtager": Phrase("en modtager i forum.yaml", "a recipient in forum.yaml"),
    "Modtagergruppe": Phrase("modtagere i forum.yaml", "a group of recipients in forum.yaml"),
    "Navn og klokkeslæt": Phrase(
        "et navn under ankom eller forlod", "a name below ankom or forlod"
    ),
    "Celle over flere kolonner eller rækker": Phrase(
        "en celle under raekker", "a cell below raekker"
    ),
    "Nummerering": Phrase("nummerering", "nummerering"),
    "Opfølgning": Phrase("en opgave under opfoelgning", "a task below opfoelgning"),
    "Person": Phrase("et navn under gaester", "a name below gaester"),
    "Politik": Phrase("politik i forum.yaml", "politik in forum.yaml"),
    "Protokolbemærkning": Phrase(
        "en udtalelse under protokolbemaerkninger", "a statement below protokolbemaerkninger"
    ),
    "Punkt": Phrase("et punkt under punkter", "an item of the meeting"),
    "Gruppe uden punkter": Phrase("en gruppe uden punkter", "a group without items"),
    "Regler": Phrase("regler i forum.yaml", "regler in forum.yaml"),
    "Sikker mail": Phrase("sikkermail i forum.yaml", "sikkermail in forum.yaml"),
    "Sikring": Phrase("sikring i forum.yaml", "sikring in forum.yaml"),
    "Stedfortræder": Phrase("et navn under stedfortraedere", "a name below stedfortraedere"),
    "Tabel": Phrase("tabel", "tabel"),
    "Tabel eller billede": Phrase("en tabel eller et billede", "a table or a picture"),
    "Udeladt af et bilag": Phrase("en linje under udelad", "an entry below udelad"),
    "Felt på en side": Phrase("felt under udelad", "felt below udelad"),
    "Valg": Phrase("valg", "valg"),
    "Valgliste": Phrase("en liste i et valg", "a list in an election"),
    "Valgrunde": Phrase("en runde i et valg", "a round of an election"),
}
"""Where the keys of the parts inside a file stand, by the titles of the parts in the schemas."""


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
