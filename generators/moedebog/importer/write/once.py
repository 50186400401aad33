"""What is unsure in one and the same way in many places is told at the first of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from moedebog.importer.pieces import EMPTY_ABOVE, UNREAD_SIGN
from moedebog.importer.write.unsure import Unsure, parts

EMPTY_SECTION = "afsnittet er tomt i dokumentet"
ONCE = frozenset((EMPTY_ABOVE, EMPTY_SECTION, UNREAD_SIGN))
"""What can be seen in the file where it holds, once one knows of it."""
_FEWEST = 3


def told_once(tree: Any) -> Any:
    """The tree with a note of ``ONCE`` that comes often only at its first place."""
    notes = (note for one in parts(tree) if isinstance(one, Unsure) for note in one.notes)
    often = {note: n for note, n in Counter(notes).items() if note in ONCE and n >= _FEWEST}
    return _told(tree, often, set()) if often else tree


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
