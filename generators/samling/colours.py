"""Colours: what a file's own profile says of them stays true in the whole, which has another.

PDF/A (ISO 19005-2, 6.2.3 and 6.2.4) allows a file one profile for what its devices show. Where a
part has another, its pages name it as what their colours are meant by (``DefaultRGB`` and so on).
"""

from __future__ import annotations

import hashlib
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from samling.values import dictionaries, unpacked

_HEAD = 128
"""Bytes of a profile's head."""
_SPACES = {1: "/DefaultGray", 3: "/DefaultRGB", 4: "/DefaultCMYK"}


class Colours:
    """The profile of the whole: that of the first part that has one."""

    def __init__(self, whole: Pdf) -> None:
        self._whole = whole
        self._digest = b""
        self.intents: Object | None = None

    def settle(self, source: Pdf) -> None:
        """Before the pages of a file are copied: its profile is the whole's, or named by them."""
        intent = _intent(source)
        if intent is None:
            return
        profile: Any = intent.DestOutputProfile
        if (data := unpacked(profile)) is None:
            return
        digest = hashlib.sha256(_undated(profile, data)).digest()
        if self.intents is None:
            self._digest = digest
            self.intents = self._whole.copy_foreign(source.make_indirect(Array([intent])))
        elif digest != self._digest and (space := _SPACES.get(_components(profile))):
            meant = source.make_indirect(Array([Name.ICCBased, profile]))
            for resources in _resources(source):
                _name(resources, space, meant)


def _intent(source: Pdf) -> Any:
    for one in dictionaries(source.Root.get("/OutputIntents")):
        is_pdfa = one.get("/S") == Name.GTS_PDFA1
        if is_pdfa and isinstance(one.get("/DestOutputProfile"), Stream):
            return one
    return None


def _undated(profile: Stream, before: bytes) -> bytes:
    """The profile without when it was made (ICC.1:2010, 7.2.8), and what is reckoned of that
    (7.2.18): some programs make one anew for each file, and the same files give the same bytes.
    """
    if len(before) < _HEAD:
        return before
    data = before[:24] + bytes(12) + before[36:84] + bytes(16) + before[100:]
    if data != before:
        profile.write(data)
    return data


def _components(profile: Stream) -> int:
    number = profile.get("/N")
    return number if isinstance(number, int) else 0


def _resources(source: Pdf) -> list[Any]:
    """What pages, forms and patterns draw with."""
    found = [page.obj.get("/Resources") for page in source.pages]
    found += [
        one.get("/Resources")
        for one in source.objects
        if isinstance(one, (Stream, Dictionary)) and "/Resources" in one
    ]
    return [one for one in found if isinstance(one, Dictionary)]


def _name(resources: Dictionary, space: str, meant: Object) -> None:
    spaces = resources.get("/ColorSpace")
    if not isinstance(spaces, Dictionary):
        resources.ColorSpace = Dictionary({space: meant})
    elif space not in spaces:
        spaces[space] = meant
