"""Meetings and forums with a mark in each of their texts, one at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from moedebog import schema, source
from moedebog.schema import Name
from schema_parts import PEOPLE, PLACES, minimal, properties

Data = dict[str, Any]


MARK = "Zqxmark"


MEMBER = "Zqxmark Hans"
"""As long as the name of another one, so that all else keeps its place."""


NAMES = ("moedeleder", "referent", "afbud", "udeblevet", "inhabil", "om", "ankom", "forlod", "navn")


MEMBERS_IN = (
    ("", "punkt", "habilitetsbeslutning"),
    ("fravaer_udfoldet", "navn_og_tid_udfoldet", "inhabil_udfoldet", "deltager_udfoldet"),
)
"""Keys that name somebody who must be a member, and where."""


OF_CLOSING = {"lukket", "grund", "offentlig_titel", "offentlig_beslutning"}
"""The public reads them, but they stand in what is closed, and a log shows nothing of that."""


SAID_OF_CLOSED = {
    ("lukket_udfoldet", "grund"),
    ("lukket_udfoldet", "offentlig_titel"),
    ("lukket_udfoldet", "offentlig_beslutning"),
    ("punkt", "lukket"),  # the ground
    ("punkt", "gruppe"),  # the heading over it and its neighbours
    ("punkt", "undergruppe"),
    ("punkt", "nr"),
    ("punkt", "ankom"),  # who was there is public, when is not
    ("punkt", "forlod"),
    ("navn_og_tid_udfoldet", "navn"),
    ("lukning_ophaevet", "grund"),  # it is open now, though a log shows nothing of it
    ("lukning_ophaevet", "af"),
}
"""What the public reads of a closed item."""


def every_item() -> Data:
    """A meeting in which every word of a forum comes into use."""
    kinds = schema.load("meeting")["$defs"]["punkt"]["properties"]["sagstype"]["enum"]
    items: list[Data] = [{"titel": "Åbent", "sagstype": kind} for kind in kinds]
    points = {"at": ["a"], "delbeslutninger": [{"punkt": 1, "tekst": "Ja."}]}
    items.append({"titel": "Sag", "resume": "Kort.", "indstilling": points})
    head = {"dato": "2025-09-12", "start": "10:30", "underskriftsark": "ja"}
    return {**head, "fremmoedt": "alle", "punkter": items}


def planted(value: Any) -> Any:
    """An example with the mark for each of its texts; unchanged where it is no text."""
    if isinstance(value, str):
        if value.startswith("https:"):
            return "https://zqxmark.example.org"
        return "zqxmark@example.org" if "@" in value else MARK
    if isinstance(value, list) and all(isinstance(one, (str, int, float)) for one in value):
        return [MARK for _ in value]
    return [[MARK] * len(row) for row in value] if _is_table(value) else value


def _is_table(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(row, list) for row in value)


def marked_files() -> Iterator[tuple[tuple[Name, str, str], Data, Data]]:
    """For each property that takes a text: its name, a meeting and a forum with the mark in it."""
    for name, part, key in properties():
        definition = schema.load(name) if not part else schema.load(name)["$defs"][part]
        example = schema.examples_of(definition, key)[0]
        value = planted(example)
        if value == example:
            continue
        if key == "adresse":
            value = f"https://example.org/{MARK}"
        if (part, key) == ("billede", "fil"):
            value = f"{MARK}.png"
        if key in NAMES and part in MEMBERS_IN[key == "navn"]:
            value = [MEMBER] if isinstance(value, list) else MEMBER
        data = PLACES[name, part]({**minimal(definition, part, key), key: value})
        forum = data if name == "forum" else {"navn": "Udvalget"}
        if part != "medlem_udfoldet":
            forum = {**forum, "medlemmer": [*forum.get("medlemmer", []), *PEOPLE, MEMBER]}
        yield (name, part, key), every_item() if name == "forum" else data, forum


def tree_of(data: Data) -> source.Tree:
    tree, problems = source.parse(json.dumps(data, ensure_ascii=False).encode(), "fil.yaml")
    assert tree is not None
    assert problems == []
    return tree
