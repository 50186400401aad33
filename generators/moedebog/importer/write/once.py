"""What is unsure in one and the same way in many places is told at the first of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from moedebog import typography
from moedebog.importer.pieces import EMPTY_ABOVE, UNREAD_SIGN
from moedebog.importer.recognise import (
    AFTER_DECISION,
    OTHER_BODY,
    PROPOSED,
    DraftItem,
    in_short,
    under_items,
)
from moedebog.importer.write.attachments import NO_NUMBER
from moedebog.importer.write.unsure import Unsure, opened
from moedebog.phrases import DANISH

EMPTY_SECTION = "der står intet under overskriften i dokumentet"
ONCE = (EMPTY_ABOVE, EMPTY_SECTION, UNREAD_SIGN, NO_NUMBER, AFTER_DECISION, OTHER_BODY, PROPOSED)
"""What notes end with that can be seen in the file where they hold, once one knows of it."""
_FEWEST = 3
_LISTED = ("punkter", "underpunkter")


def told_once(tree: Any, items: Sequence[DraftItem]) -> Any:
    """The tree with a note of ``ONCE`` that comes often only at its first place, which names the
    items of the others.
    """
    places: dict[str, list[str]] = {}
    for note, name in _places(tree, items, ""):
        if kind := _kind(note):
            places.setdefault(kind, []).append(name)
    often = {kind: _others(names) for kind, names in places.items() if len(names) >= _FEWEST}
    return _told(tree, often, set()) if often else tree


def _kind(note: str) -> str:
    return next((kind for kind in ONCE if note.endswith(kind)), "")


def _places(value: Any, items: Sequence[DraftItem], name: str) -> Iterator[tuple[str, str]]:
    """Each note, and the item that it is in; ``items`` are those that stand below the value."""
    if isinstance(value, Unsure):
        yield from ((note, name) for note in value.notes)
        yield from _places(value.value, items, name)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if key in _LISTED:
                yield from _of_items(inner, items)
            else:
                yield from _places(inner, items, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _places(inner, items, name)


def _of_items(value: Any, items: Sequence[DraftItem]) -> Iterator[tuple[str, str]]:
    notes, entries = opened(value)
    yield from ((note, "") for note in notes)
    waiting = iter(items)
    for entry in entries:
        item = None if "ingen" in opened(entry)[1] else next(waiting, None)
        name = item.start.number or f"»{in_short(item.title.text)}«" if item else ""
        yield from _places(entry, item.children if item else (), name)


def _others(names: Sequence[str]) -> str:
    """Where a note holds besides its first place."""
    told = list(dict.fromkeys(name for name in names if name not in ("", names[0])))
    here = ["længere nede"] if names.count(names[0]) > 1 else []
    below = [under_items(told)] if told else []
    return typography.enumeration([*here, *below], DANISH)


def _told(value: Any, often: dict[str, str], told: set[str]) -> Any:
    if isinstance(value, Unsure):
        notes: list[str] = []
        for note in value.notes:
            kind = _kind(note)
            if kind not in often:
                notes.append(note)
            elif kind not in told:
                told.add(kind)
                notes.append(f"{note}; det samme gælder {often[kind]}")
        inner = _told(value.value, often, told)
        return Unsure(inner, notes) if notes else inner
    if isinstance(value, Mapping):
        return {key: _told(inner, often, told) for key, inner in value.items()}
    if isinstance(value, list):
        return [_told(inner, often, told) for inner in value]
    return value
