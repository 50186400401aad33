"""Goes once over all objects of a file: which of them matter later, and how deep they lead.

What is written of an object (``unparse``) is looked at instead of its values: that is many times
faster than asking each for its keys.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pikepdf import Array, Dictionary, Object, Pdf, Stream

from samling.values import Objgen, objgen

_LINK = re.compile(rb"(?<![^\s\[])(\d+) (\d+) R(?![^\s\]>/])")
_STRUCTURE = re.compile(rb"/StructParents?(?![^\s/<\[(])")
ACTIONS = frozenset((
    "GoTo", "GoToR", "GoToE", "GoToDp", "Launch", "Thread", "URI", "Sound", "Movie", "Hide",
    "Named", "SubmitForm", "ResetForm", "ImportData", "JavaScript", "SetOCGState", "Rendition",
    "Trans", "GoTo3DView", "RichMediaExecute",
))  # fmt: skip
"""All there are (ISO 32000-2, 12.6.4.1)."""
_ACTING = re.compile(rb"/(?:AA|AF|EF|PA|Metadata|PieceInfo)(?![^\s/<\[(])")
_ELSEWHERE = re.compile(rb"/A (\d+) (\d+) R")
_ACTION = re.compile(b"/S (?:\\d|/(?:%s)(?![^\\s/>]))" % "|".join(sorted(ACTIONS)).encode())
"""Attributes of the structure stand under the key of actions, too."""
_PAGE = re.compile(rb"/Type /Page(?![^\s/>])")
_DEEPEST = 1_000
"""So many objects may lead from one to the next: they are copied by functions that call themselves.
In files that people use it is below 100."""


class Objects:
    """The objects of a file that are looked for by their keys."""

    def __init__(self, pdf: Pdf) -> None:
        self.in_structure: list[Any] = []
        """Those with a key to the parent tree of the structure (ISO 32000-1, 14.7.4.4)."""
        self._links: dict[Objgen, list[Objgen]] = {}
        """To which others each leads."""
        self.acting: list[Any] = []
        """Those that have, or hold what has, actions, files inside or words on their making."""
        actions: set[Objgen] = set()
        perhaps: list[tuple[Any, list[Objgen]]] = []
        for one in pdf.objects:
            if not isinstance(one, (Dictionary, Array, Stream)):
                continue
            written = _written(one)
            if _STRUCTURE.search(written):
                self.in_structure.append(one)
            is_action = _ACTION.search(written) is not None
            if is_action:
                actions.add(one.objgen)
            if _ACTING.search(written) or (is_action and b"/A <<" in written):
                self.acting.append(one)
            elif b"/A " in written:
                perhaps.append((one, _objgens(_ELSEWHERE, written)))
            if found := _links(written):
                self._links[one.objgen] = found
        self.acting += [one for one, others in perhaps if not actions.isdisjoint(others)]

    def too_deep(self, first: Sequence[Any]) -> bool:
        """Whether objects lead deeper from these than they can be copied; pages lead nowhere."""
        links = self._links
        if len(links) < _DEEPEST:
            return False
        seen: set[Objgen] = set()
        for one in first:
            path = [iter(_links(_written(one)))]
            while path:
                for other in path[-1]:
                    if other not in seen and other in links:
                        seen.add(other)
                        path.append(iter(links[other]))
                        break
                else:
                    path.pop()
                if len(path) > _DEEPEST:
                    return True
        return False


def _links(written: bytes) -> list[Objgen]:
    if _PAGE.search(written):
        return []
    return _objgens(_LINK, written)


def _objgens(pattern: re.Pattern[bytes], written: bytes) -> list[Objgen]:
    return [(int(number), int(generation)) for number, generation in pattern.findall(written)]


def _written(one: Any) -> bytes:
    if not isinstance(one, Stream):
        return bytes(one.unparse(resolved=True))
    held = one.items()
    return b" ".join(
        key.encode("utf-8", "replace") + b" " + (v.unparse() if isinstance(v, Object) else b"")
        for key, v in held
    )


def inside(holder: Any) -> Iterator[Any]:
    """The dictionaries that are written inside an object, and it itself where it is one."""
    waiting = [holder]
    while waiting:
        one = waiting.pop()
        if isinstance(one, (Dictionary, Stream)):
            yield one
            held = [value for _, value in one.items()]
        else:
            held = list(one)
        waiting += [v for v in held if isinstance(v, (Dictionary, Array)) and objgen(v) is None]
