"""What is unsure in one and the same way in many places is told at the first of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from moedebog.importer.pieces import EMPTY_ABOVE, UNREAD_SIGN
from moedebog.importer.write.unsure import Unsure

EMPTY_SECTION = "afsnittet er tomt i dokumentet"
ONCE = frozenset((EMPTY_ABOVE, EMPTY_SECTION, UNREAD_SIGN))
"""What can be seen in the file where it holds, once one knows of it."""
_FEWEST = 3


def told_once(tree: Any) -> Any:
    """The tree with a note of ``ONCE`` that comes often only at its first place."""
    often = {note: n for note, n in Counter(_notes(tree)).items() if n >= _FEWEST}
    return _told(tree, often, set()) if often else tree


def _notes(value: Any) -> Iterator[str]:
    if isinstance(value, Unsure):
        yield from (note for note in value.notes if note in ONCE)
        yield from _notes(value.value)
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _notes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _notes(inner)


def _told(value: Any, often: dict[str, int], told: set[str]) -> Any:
    if isinstance(value, Unsure):
        notes: list[str] = []
        for note in value.notes:
            if note not in often:
                notes.append(note)
            elif note not in told:
                told.add(note)
                notes.append(f"{note} (i alt {often[note]} steder)")
        inner = _told(value.value, often, told)
        return Unsure(inner, notes) if notes else inner
    if isinstance(value, Mapping):
        return {key: _told(inner, often, told) for key, inner in value.items()}
    if isinstance(value, list):
        return [_told(inner, often, told) for inner in value]
    return value
