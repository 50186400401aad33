"""Writes a TrueType font anew with some of its glyphs, in another order (ISO/IEC 14496-22)."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

_KEPT = (b"OS/2", b"cvt ", b"fpgm", b"prep")
"""What tells of no single glyph, and is taken over. All other tables but those below go: a PDF
needs none of them (ISO 32000-2 § 9.9.1), and some name each glyph."""
_ARGUMENTS_ARE_WORDS, _HAS_SCALE, _MORE, _HAS_TWO_SCALES, _HAS_MATRIX = 1, 8, 32, 64, 128
_SUM = 0xB1B0AFBA
_LONG = 1
_DEEPEST = 8


class NotRead(ValueError):
    """A font that cannot be taken apart."""


class TrueType:
    """A font, taken apart. Raises ``NotRead``."""

    def __init__(self, data: bytes) -> None:
        try:
            self._read(data)
        except (struct.error, IndexError, KeyError) as error:
            raise NotRead from error

    def _read(self, data: bytes) -> None:
        if data[:4] not in (b"\0\1\0\0", b"true"):
            raise NotRead
        self.tables: dict[bytes, bytes] = {}
        for nth in range(struct.unpack_from(">H", data, 4)[0]):
            tag, _, start, length = struct.unpack_from(">4sLLL", data, 12 + 16 * nth)
            self.tables[tag] = data[start : start + length]
        self.count = struct.unpack_from(">H", self.tables[b"maxp"], 4)[0]
        is_long = struct.unpack_from(">h", self.tables[b"head"], 50)[0] == _LONG
        form, unit = (f">{self.count + 1}L", 1) if is_long else (f">{self.count + 1}H", 2)
        ends = [unit * one for one in struct.unpack_from(form, self.tables[b"loca"])]
        glyf = self.tables[b"glyf"]
        self.glyphs = [glyf[a:b] for a, b in pairwise(ends)]
        wide = struct.unpack_from(">H", self.tables[b"hhea"], 34)[0]
        hmtx = self.tables[b"hmtx"]
        self.metrics: list[tuple[int, int]] = []
        for nth in range(self.count):
            if nth < wide:
                self.metrics.append(struct.unpack_from(">Hh", hmtx, 4 * nth))
            else:
                (side,) = struct.unpack_from(">h", hmtx, 4 * wide + 2 * (nth - wide))
                self.metrics.append((self.metrics[-1][0], side))

    def symbols(self) -> dict[int, int]:
        """The glyph of each byte, where no encoding says which letter it is."""
        found: dict[int, int] = {}
        for platform, kind, mapping in self._mappings():
            if (platform, kind) == (1, 0):
                found = mapping | found
            elif (platform, kind) == (3, 0):
                found |= {code & 0xFF: glyph for code, glyph in mapping.items()}
        return {code: glyph for code, glyph in found.items() if code < 256}

    def letters(self) -> dict[int, int]:
        """The glyph of each character."""
        for platform, kind, mapping in self._mappings():
            if platform == 0 or (platform, kind) in ((3, 1), (3, 10)):
                return mapping
        return {}

    def _mappings(self) -> Iterator[tuple[int, int, dict[int, int]]]:
        table = self.tables.get(b"cmap", b"")
        try:
            for nth in range(struct.unpack_from(">H", table, 2)[0] if table else 0):
                platform, kind, start = struct.unpack_from(">HHL", table, 4 + 8 * nth)
                yield platform, kind, _mapping(table[start:])
        except (struct.error, IndexError) as error:
            raise NotRead from error

    def with_parts(self, glyphs: Iterable[int]) -> set[int]:
        """Glyphs with those that they are put together of."""
        found, new = set(), {one for one in glyphs if 0 <= one < self.count}
        for _ in range(_DEEPEST):
            found |= new
            new = {part for one in new for _, part in _parts(self.glyphs[one])} - found
            new = {one for one in new if one < self.count}
        return found

    def written(
        self, order: Sequence[int | None], codes: Mapping[int, int], *, as_letters: bool = False
    ) -> bytes:
        """The font with these glyphs (``None``: an empty one) and these codes, by new glyph."""
        try:
            return self._written(order, codes, as_letters)
        except struct.error as error:
            raise NotRead from error

    def _written(
        self, order: Sequence[int | None], codes: Mapping[int, int], as_letters: bool
    ) -> bytes:
        new = {old: place for place, old in enumerate(order) if old is not None}
        made, ends = b"", [0]
        for old in order:
            glyph = b"" if old is None else _renumbered(self.glyphs[old], new)
            made += glyph + b"\0" * (-len(glyph) % 4)
            ends.append(len(made))
        metrics = [(0, 0) if old is None else self.metrics[old] for old in order]
        tables = {tag: self.tables[tag] for tag in _KEPT if tag in self.tables}
        head, hhea, maxp = (self.tables[tag] for tag in (b"head", b"hhea", b"maxp"))
        tables |= {
            b"head": head[:8] + bytes(4) + head[12:50] + struct.pack(">h", _LONG) + head[52:54],
            b"hhea": hhea[:34] + struct.pack(">H", len(order)),
            b"maxp": maxp[:4] + struct.pack(">H", len(order)) + maxp[6:],
            b"hmtx": b"".join(struct.pack(">Hh", *one) for one in metrics),
            b"loca": struct.pack(f">{len(ends)}L", *ends),
            b"glyf": made,
        }
        if codes:
            tables[b"cmap"] = _cmap(codes, as_letters=as_letters)
        return packed(tables)


def _parts(glyph: bytes) -> Iterator[tuple[int, int]]:
    """Of a glyph that is put together: where each part is named, and which it is."""
    if len(glyph) < 10 or struct.unpack_from(">h", glyph)[0] >= 0:
        return
    at, flags = 10, _MORE
    while flags & _MORE:
        try:
            flags, part = struct.unpack_from(">HH", glyph, at)
        except struct.error as error:
            raise NotRead from error
        yield at + 2, part
        at += 8 if flags & _ARGUMENTS_ARE_WORDS else 6
        at += 2 if flags & _HAS_SCALE else 0
        at += 4 if flags & _HAS_TWO_SCALES else 0
        at += 8 if flags & _HAS_MATRIX else 0


def _renumbered(glyph: bytes, new: Mapping[int, int]) -> bytes:
    held = bytearray(glyph)
    for at, part in _parts(glyph):
        struct.pack_into(">H", held, at, new.get(part, 0))
    return bytes(held)


def _mapping(table: bytes) -> dict[int, int]:
    form = struct.unpack_from(">H", table)[0]
    if form == 0:
        return {code: glyph for code, glyph in enumerate(table[6:262]) if glyph}
    if form == 6:
        first, count = struct.unpack_from(">HH", table, 6)
        glyphs = struct.unpack_from(f">{count}H", table, 10)
        return {first + nth: glyph for nth, glyph in enumerate(glyphs) if glyph}
    if form == 12:
        made = {}
        for nth in range(struct.unpack_from(">L", table, 12)[0]):
            low, high, glyph = struct.unpack_from(">LLL", table, 16 + 12 * nth)
            for code in range(low, min(high, low + 0xFFFF) + 1):
                made[code] = glyph + code - low
        return made
    return _segments(table) if form == 4 else {}


def _segments(table: bytes) -> dict[int, int]:
    twice = struct.unpack_from(">H", table, 6)[0]
    made = {}
    for nth in range(twice // 2):
        at = 14 + 2 * nth
        (high,) = struct.unpack_from(">H", table, at)
        low, delta, offset = (
            struct.unpack_from(">H", table, at + 2 + twice * each)[0] for each in (1, 2, 3)
        )
        for code in range(low, min(high, 0xFFFE) + 1):
            glyph = code
            if offset:
                place = at + 2 + 3 * twice + offset + 2 * (code - low)
                (glyph,) = struct.unpack_from(">H", table, place)
            if glyph or not offset:
                made[code] = (glyph + delta) & 0xFFFF
    return made


def _cmap(codes: Mapping[int, int], *, as_letters: bool) -> bytes:
    if not as_letters:
        held = bytearray(256)
        if any(glyph > 255 for glyph in codes.values()):
            first, last = min(codes), max(codes)
            row = [codes.get(code, 0) for code in range(first, last + 1)]
            table = struct.pack(
                f">HHHHH{len(row)}H", 6, 10 + 2 * len(row), 0, first, len(row), *row
            )
        else:
            for code, glyph in codes.items():
                held[code] = glyph
            table = struct.pack(">HHH", 0, 262, 0) + bytes(held)
        return struct.pack(">HHHHL", 0, 1, 1, 0, 12) + table
    rows = [(code, glyph) for code, glyph in sorted(codes.items()) if code < 0xFFFF]
    ends = [code for code, _ in rows] + [0xFFFF]
    deltas = [(glyph - code) & 0xFFFF for code, glyph in rows] + [1]
    count = len(ends)
    power = count.bit_length() - 1
    table = struct.pack(
        f">HHHHHHH{count}HH{count}H{count}H{count}H",
        *(4, 16 + 8 * count, 0, 2 * count, 2 << power, power, 2 * count - (2 << power)),
        *(*ends, 0, *ends, *deltas, *([0] * count)),
    )
    return struct.pack(">HHHHL", 0, 1, 3, 1, 12) + table


def packed(tables: Mapping[bytes, bytes]) -> bytes:
    """Tables as one file."""
    count = len(tables)
    power = count.bit_length() - 1
    made = struct.pack(">LHHHH", 0x10000, count, 16 << power, power, 16 * count - (16 << power))
    body, start = b"", 12 + 16 * count
    place = {}
    for tag, held in sorted(tables.items()):
        place[tag] = start + len(body)
        made += struct.pack(">4sLLL", tag, _sum(held), place[tag], len(held))
        body += held + b"\0" * (-len(held) % 4)
    whole = bytearray(made + body)
    struct.pack_into(">L", whole, place[b"head"] + 8, (_SUM - _sum(bytes(whole))) & 0xFFFFFFFF)
    return bytes(whole)


def _sum(held: bytes) -> int:
    held += b"\0" * (-len(held) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(held) // 4}L", held)
    return sum(words) & 0xFFFFFFFF
