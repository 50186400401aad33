"""Whether bytes that are no text can hold what is sought at all: most of a picture is told apart
so, and only what may hold it is read.

From what is sought and from the bytes the same few signs are kept, the rest falls out of both: what
stands in the bytes, in UTF-8 or in a coding of one byte a letter, stands in what is left of them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable

_KEPT = b"abcdeghjknopqruvwxyz056789"
"""Letters and figures that hardly another sign is compared as: not those of »ß«, »ﬁ«, »ﬆ«, »™«,
»²« and »½«."""
_SMALL = bytes(range(256)).lower()
_OTHERS = bytes(one for one in range(256) if _SMALL[one] not in _KEPT)
_LEAST = 8
"""Kept signs from which on a part is looked for at steps."""


def kept(data: bytes) -> bytes:
    """The kept signs of bytes, in order."""
    return data.translate(_SMALL, _OTHERS)


class Sieve:
    """Lets through what may hold one of some texts, and holds back what cannot."""

    def __init__(self, texts: Iterable[str], parts: Iterable[str]) -> None:
        """``texts`` and ``parts`` are both looked for; ``parts`` are many, and nearly as long as
        one another."""
        long = {one for one in _forms(parts) if len(one) >= _LEAST}
        short = {one for one in _forms(parts) if len(one) < _LEAST}
        self._whole = _least({*_forms(texts), *short})
        size = min(map(len, long), default=0)
        self._step = max(1, size // 3)
        self._size = size - self._step + 1
        """Of each part, wherever it stands, one window of this size begins at a step."""
        self._windows = frozenset(
            one[at : at + self._size] for one in long for at in range(len(one) - self._size + 1)
        )

    def lets_through(self, data: bytes) -> bool:
        """Whether the bytes may hold one of them."""
        signs = kept(data)
        if any(one in signs for one in self._whole):
            return True
        if not self._windows:
            return False
        size, windows = self._size, self._windows
        starts = range(0, len(signs) - size + 1, self._step)
        return not windows.isdisjoint([signs[at : at + size] for at in starts])


def _forms(texts: Iterable[str]) -> set[bytes]:
    """The kept signs of texts, their accents written with the letters and apart from them."""
    forms = {form for one in texts for form in (one, unicodedata.normalize("NFD", one))}
    return {kept(one.encode()) for one in forms}


def _least(found: Collection[bytes]) -> tuple[bytes, ...]:
    """Those that hold none of the others."""
    least: list[bytes] = []
    for one in sorted(found, key=len):
        if not any(other in one for other in least):
            least.append(one)
    return tuple(least)
