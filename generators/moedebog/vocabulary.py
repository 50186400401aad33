"""The keys that a meeting file and ``forum.yaml`` may hold, as the schemas in ``schemas/`` say."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Literal

import msgspec

from moedebog.workspace import resources

Name = Literal["meeting", "forum"]
NAMES: tuple[Name, ...] = ("meeting", "forum")

_TEXTS = ("#/$defs/krop", "#/$defs/markdown")
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "é": "e", "-": "_", " ": "_"})


@cache
def load(name: Name) -> dict[str, Any]:
    """The schema itself."""
    path = resources("schemas") / f"{name}.schema.json"
    schema: dict[str, Any] = msgspec.json.decode(path.read_bytes())
    return schema


PEOPLE = frozenset(
    {
        *("afbud", "udeblevet", "fremmoedt", "inhabil", "ankom", "forlod"),
        *("gaester", "fra_forvaltningen", "observatoerer", "medlemmer", "stedfortraedere"),
    }
)
"""Keys below which people are listed."""


def plain_key(word: str) -> str:
    """A word as a key is written: small letters, without Danish ones and blanks."""
    return word.strip().lower().translate(_LETTERS)


@cache
def known() -> frozenset[str]:
    """Every key that may stand anywhere."""
    return frozenset(key for key, _ in _properties())


@cache
def outermost() -> frozenset[str]:
    """The keys that begin at the margin."""
    return frozenset(key for name in NAMES for key in load(name)["properties"])


@cache
def lists() -> frozenset[str]:
    """The keys below which a list can stand, but no keys."""
    others = {key for key, schema in _properties() if _holds_keys(schema)}
    return frozenset(key for key, one in _properties() if one.get("type") == "array") - others


@cache
def texts() -> frozenset[str]:
    """The keys below which a text of several paragraphs can stand."""
    return frozenset(key for key, schema in _properties() if schema.get("$ref") in _TEXTS)


def _holds_keys(schema: dict[str, Any]) -> bool:
    """Whether keys may stand below a key with this schema."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        parts = [load(one)["$defs"].get(name, {}) for one in NAMES]
        return any(map(_holds_keys, parts))
    return "properties" in schema or any(map(_holds_keys, schema.get("anyOf", ())))


def _properties() -> Iterator[tuple[str, dict[str, Any]]]:
    for name in NAMES:
        whole = load(name)
        for part in (whole, *whole["$defs"].values()):
            yield from part.get("properties", {}).items()
