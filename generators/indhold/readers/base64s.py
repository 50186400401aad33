"""Files that are written as letters (base64, RFC 4648) within a text: XML and JSON carry them."""

from __future__ import annotations

import base64
import binascii
import re

from indhold.collecting import Collector
from indhold.findings import Kind, Unread
from indhold.given import Given
from indhold.sniffing import kind_of

_LETTERS = b"A-Za-z0-9+/"
_BLOCK = re.compile(
    rb"(?<![%b])[%b]{24,}(?:(?:\s|\\[rn]){1,4}[%b]{24,}){0,2000000}"
    rb"(?:(?:\s|\\[rn]){1,4}[%b]{1,23}(?==))?={0,2}(?![%b])" % ((_LETTERS,) * 5)
)
"""Long words, as no language has them, on one line or on many."""
_BETWEEN = re.compile(rb"\\[rn]|\s+")
_MOST = 1000
"""That are looked into."""
_LEAST = 10
"""Bytes in which a personal number may stand."""
_NO_FILE = frozenset(("unknown", "empty"))
_WORDS = frozenset(("text", "xml", "html"))


def search(given: Given, collector: Collector) -> None:
    """Look into each that is a file or a text. Raises ``Exceeded``."""
    found = 0
    for match in _BLOCK.finditer(given.data):
        held = _unpacked(match[0])
        kind = kind_of(Given("", held=held)) if len(held) >= _LEAST else "empty"
        if kind in _NO_FILE:
            continue
        found += 1
        if found > _MOST:
            collector.gap(Unread.TOO_MANY, "base64")
            return
        collector.unpacked(len(held))
        if kind not in _WORDS:
            collector.found(Kind.EMBEDDED, kind)
        collector.inside(Given(f"base64 {found}", held=held))


def _unpacked(written: bytes) -> bytes:
    letters = _BETWEEN.sub(b"", written).rstrip(b"=")
    try:
        return base64.b64decode(letters[: len(letters) - (len(letters) % 4 == 1)] + b"==")
    except binascii.Error:
        return b""
