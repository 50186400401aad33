"""A written procedure (``form: skriftlig``): what only a meeting has is told of, and left out."""

from __future__ import annotations

from typing import Any

from moedebog.diagnostics import Phrase, Rule, Severity
from moedebog.examples import Example
from moedebog.normalise.reading import Reader
from moedebog.source import TreePath

NOBODY_MEETS = Rule(
    "M575",
    Severity.WARNING,
    Phrase(
        "`{noegle}` trykkes ikke: ved en skriftlig behandling mødes ingen.",
        "`{noegle}` is not printed: in a written procedure nobody meets.",
    ),
    Phrase("{raad}", "{raad}"),
    Example(
        wrong="form: skriftlig\nsvarfrist: 2026-01-20 kl. 12.00\nsted: Lokale 1\npunkter: []",
        right="form: skriftlig\nsvarfrist: 2026-01-20 kl. 12.00\npunkter: []",
    ),
    reason=Phrase(
        "Dokumenterne må ikke sige, at nogen mødtes, når sagerne er afgjort skriftligt.",
        "The documents must not say that anybody met where the cases were settled in writing.",
    ),
)
DEADLINE_OF_MEETING = Rule(
    "M576",
    Severity.WARNING,
    Phrase(
        "`svarfrist` trykkes ikke: den hører til en skriftlig behandling.",
        "`svarfrist` is not printed: it belongs to a written procedure.",
    ),
    Phrase("Skriv `form: skriftlig`, eller slet linjen.", "Write `form: skriftlig`, or delete it."),
    Example(
        wrong="svarfrist: 2026-01-20 kl. 12.00\npunkter: []",
        right="form: skriftlig\nsvarfrist: 2026-01-20 kl. 12.00\npunkter: []",
    ),
    reason=Phrase(
        "Et møde begynder på et klokkeslæt; kun ved en skriftlig behandling svares der inden en "
        "frist.",
        "A meeting begins at a time; only in a written procedure is there an answer to be given "
        "until then.",
    ),
    rests_on=("form",),
)

_OF_MEETING = (
    "start", "slut", "faktisk_start", "faktisk_slut", "sted", "moedelink", "moedeleder",
    "gaester",
)  # fmt: skip
_OF_ITEM = (
    "tid", "varighed", "dato", "moedeleder", "ankom", "forlod", "behandlet_foer", "gaester",
)  # fmt: skip
_OF_INHABIL = ("forlod_lokalet",)
_DELETE = Phrase("Slet linjen.", "Delete the line.")
_DEADLINE = Phrase(
    "Skriv i stedet `svarfrist: {dato} kl. …`, som er det, medlemmerne skal vide.",
    "Write `svarfrist: {dato} kl. …` instead, which is what the members must know.",
)


def without_meeting(reader: Reader, data: dict[str, Any]) -> dict[str, Any]:
    """The meeting file's data without what only a meeting has; each such key is told of."""
    made = _without(reader, data, (), _OF_MEETING)
    return made | {"punkter": _items(reader, data.get("punkter", ()), ("punkter",))}


def _items(reader: Reader, items: Any, path: TreePath) -> list[dict[str, Any]]:
    made = []
    for index, item in enumerate(items):
        here = (*path, index)
        one = _without(reader, item, here, _OF_ITEM)
        if isinstance(inhabil := one.get("inhabil"), list):
            names = (*here, "inhabil")
            left = [
                _without(reader, name, (*names, place), _OF_INHABIL)
                if isinstance(name, dict)
                else name
                for place, name in enumerate(inhabil)
            ]
            one = one | {"inhabil": left}
        if "underpunkter" in one:
            inside = (*here, "underpunkter")
            one = one | {"underpunkter": _items(reader, one["underpunkter"], inside)}
        made.append(one)
    return made


def _without(
    reader: Reader, data: dict[str, Any], path: TreePath, keys: tuple[str, ...]
) -> dict[str, Any]:
    """A part of the file without some keys; each that is there is told of."""
    for key in keys:
        if key in data:
            advice = _DELETE
            if key == "start" and "svarfrist" not in data:
                advice = _DEADLINE.put(dato=data.get("dato", ""))
            reader.report(NOBODY_MEETS, (*path, key), key=True, noegle=key, raad=advice)
    return {key: value for key, value in data.items() if key not in keys}
