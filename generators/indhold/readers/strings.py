"""Words in bytes of which the form is not known, or only partly: what may be text is searched."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indhold.collecting import Collector
from indhold.readers import text

_RUN = re.compile(
    "[\t\n\r\x07\x0b\x1e\x1f -~\x80-\u024f\u2002-\u2015\u2018-\u2026\u202f\u20ac\u2212]{4,}"
)
_WORD_SIGNS = {0x07: "\t", 0x0B: "\n", 0x0D: "\n", 0x1E: "-", 0x1F: None}
"""Of Word's own: the end of a cell, a line break, hyphens that hold and that vanish ([MS-DOC])."""
_TEN_DIGITS = re.compile(r"\d(?:\D{0,12}\d){9}").search


def search(data: bytes, collector: Collector) -> None:
    """Words in letters of one byte or of two, at even and at odd places. Raises ``Exceeded``."""
    for words in runs(data):
        if _TEN_DIGITS(words):
            text.search(words, collector)


def runs(data: bytes) -> Iterator[str]:
    """What may be text."""
    for encoding, start in (("cp1252", 0), ("utf-16-le", 0), ("utf-16-le", 1)):
        decoded = data[start:].decode(encoding, "replace")
        for match in _RUN.finditer(decoded):
            yield match[0].translate(_WORD_SIGNS)
