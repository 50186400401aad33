"""Reads the CMaps inside a PDF: which codes there are, and which letters they are."""

from __future__ import annotations

import re
from bisect import bisect_right

from msgspec import Struct, field

_TOKEN = re.compile(rb"<([0-9a-fA-F\s]*)>|\[|\]|([a-z]+)|(-?\d+)|/[^\s<>\[\]()/]+|%[^\r\n]*")
_MOST = 200_000
_Given = list[bytes | int | list[bytes]]


class CMap(Struct):
    """What a CMap says."""

    spaces: list[tuple[int, bytes, bytes]] = field(default_factory=list)
    """How many bytes codes have, from which to which."""
    letters: dict[bytes, str] = field(default_factory=dict)
    starts: list[tuple[int, int, int, int]] = field(default_factory=list)
    """Ranges of CIDs: length of the code, first and last code, first CID."""
    vertical: bool = False

    def codes(self, held: bytes) -> list[bytes]:
        """A string cut into codes."""
        lengths = sorted({length for length, _, _ in self.spaces}) or [2]
        made, at = [], 0
        while at < len(held):
            length = next((n for n in lengths if self._is_code(held[at : at + n])), lengths[0])
            made.append(held[at : at + length])
            at += length
        return made

    def _is_code(self, code: bytes) -> bool:
        return any(
            len(code) == length
            and all(a <= b <= c for a, b, c in zip(low, code, high, strict=True))
            for length, low, high in self.spaces
        )

    def cid(self, code: bytes) -> int:
        """The number of a code's glyph."""
        number = int.from_bytes(code)
        at = bisect_right(self.starts, (len(code), number, 1 << 40, 0)) - 1
        if at >= 0:
            length, first, last, cid = self.starts[at]
            if length == len(code) and first <= number <= last:
                return cid + number - first
        return number if not self.starts else 0


def identity(*, vertical: bool) -> CMap:
    """Two bytes, which are the glyph's number."""
    return CMap([(2, b"\0\0", b"\xff\xff")], vertical=vertical)


def read(held: bytes) -> CMap:
    """Read a CMap (Adobe technical note 5014)."""
    made = CMap(vertical=re.search(rb"/WMode\s+1\b", held) is not None)
    waiting: _Given = []
    inside: list[bytes] | None = None
    for count, token in enumerate(_TOKEN.finditer(held)):
        if count > _MOST:
            break
        text = token.group()
        if text.startswith(b"<"):
            code = _bytes(token[1])
            if inside is None:
                waiting.append(code)
            else:
                inside.append(code)
        elif text == b"[":
            inside = []
        elif text == b"]":
            waiting.append(inside or [])
            inside = None
        elif token[3]:
            waiting.append(int(text))
        elif token[2]:
            _take(text, waiting, made)
            waiting = []
    made.starts.sort()
    return made


def _bytes(digits: bytes) -> bytes:
    digits = b"".join(digits.split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _take(operator: bytes, given: _Given, made: CMap) -> None:
    if operator == b"endcodespacerange":
        for low, high in zip(given[::2], given[1::2], strict=False):
            if isinstance(low, bytes) and isinstance(high, bytes) and len(low) == len(high):
                made.spaces.append((len(low), low, high))
    elif operator in (b"endbfrange", b"endcidrange"):
        for low, high, to in zip(given[::3], given[1::3], given[2::3], strict=False):
            if isinstance(low, bytes) and isinstance(high, bytes):
                _range(low, high, to, made)
    elif operator in (b"endbfchar", b"endcidchar"):
        for code, to in zip(given[::2], given[1::2], strict=False):
            if isinstance(code, bytes):
                _range(code, code, to, made)


def _range(low: bytes, high: bytes, to: bytes | int | list[bytes], made: CMap) -> None:
    first, last = int.from_bytes(low), int.from_bytes(high)
    if isinstance(to, int):
        made.starts.append((len(low), first, last, to))
        return
    for nth in range(min(last - first + 1, 0x10000)):
        code = (first + nth).to_bytes(len(low))
        if isinstance(to, list):
            if nth < len(to):
                made.letters[code] = _letters(to[nth])
        elif to:
            number = (int.from_bytes(to) + nth) & ((1 << 8 * len(to)) - 1)
            made.letters[code] = _letters(number.to_bytes(len(to)))


def _letters(text: bytes) -> str:
    if len(text) == 1:
        return text.decode("latin-1")
    return text.decode("utf-16-be", "replace")
