"""Writes a CFF font whose glyphs have numbers anew with some of them, in another order.

Adobe technical notes 5176 and 5177; what is taken out, HarfBuzz takes out.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from itertools import pairwise

import uharfbuzz

from indhold.leaving_out.truetype import NotRead, packed

_CHARSET, _CHARSTRINGS, _ROS, _FDARRAY = 15, 17, 1230, 1236
_ESCAPE = 1200
_EM = 1000


class Compact:
    """A font, taken apart. Raises ``NotRead``."""

    def __init__(self, data: bytes) -> None:
        try:
            self.data = data
            self.top = _top(data)
            if _ROS not in self.top:
                raise NotRead
            self.count = len(list(_index(data, self.top[_CHARSTRINGS])[0]))
            self.glyphs = self._numbers()
        except (struct.error, IndexError, KeyError, ValueError) as error:
            raise NotRead from error

    def _numbers(self) -> dict[int, int]:
        """The place of the glyph with each number."""
        at = self.top.get(_CHARSET, 0)
        found = {0: 0}
        form, at = self.data[at], at + 1
        while len(found) < self.count:
            (first,), at = struct.unpack_from(">H", self.data, at), at + 2
            more = 0
            if form:
                (more,) = struct.unpack_from(">B" if form == 1 else ">H", self.data, at)
                at += form
            for number in range(first, first + more + 1):
                found[number] = len(found)
        return found

    def without(self, kept: Sequence[int]) -> bytes:
        """The font with these glyphs alone, each where it was. Raises ``NotRead``."""
        return self._subset(kept, uharfbuzz.SubsetFlags(0))

    def in_order(self, order: Sequence[int]) -> bytes:
        """The font with these glyphs, numbered by their place here. Raises ``NotRead``."""
        made = self._subset(order, uharfbuzz.SubsetFlags.CFF_IDENTITY_CHARSET)
        try:
            top = _top(made)
            start = top[_CHARSTRINGS]
            if len(list(_index(made, top[_FDARRAY])[0])) != 1:
                raise NotRead  # each glyph belongs to one of several
            objects, end = _index(made, start)
        except (struct.error, IndexError, KeyError) as error:
            raise NotRead from error
        held = list(objects)
        rest = [one for place, one in enumerate(held) if place not in set(order)]
        moved = [*(held[place] for place in order), *rest]
        size = made[start + 2]
        ends = [1]
        for one in moved:
            ends.append(ends[-1] + len(one))
        head = made[start : start + 3] + b"".join(one.to_bytes(size) for one in ends)
        return made[:start] + head + b"".join(moved) + made[end:]

    def _subset(self, kept: Sequence[int], flags: uharfbuzz.SubsetFlags) -> bytes:
        """Raises ``NotRead``."""
        if any(not 0 <= one < self.count for one in kept):
            raise NotRead
        given = uharfbuzz.SubsetInput()
        all_flags = uharfbuzz.SubsetFlags
        given.flags = (
            flags | all_flags.RETAIN_GIDS | all_flags.DESUBROUTINIZE | all_flags.NOTDEF_OUTLINE
        )
        given.glyph_set.update(set(kept))
        try:
            face = given.subset(uharfbuzz.Face(_as_font(self.data, self.count)))
        except RuntimeError as error:
            raise NotRead from error
        return bytes(face.reference_table("CFF ").data)


def _as_font(data: bytes, count: int) -> bytes:
    """A file as HarfBuzz reads it."""
    head = struct.pack(
        ">LLLLHHQQhhhhHHhhh",
        *(0x10000, 0x10000, 0, 0x5F0F3CF5, 0, _EM, 0, 0, 0, 0, _EM, _EM, 0, 6, 2, 0, 0),
    )
    hhea = struct.pack(">L30xH", 0x10000, count)
    tables = {
        b"CFF ": data,
        b"head": head,
        b"hhea": hhea,
        b"hmtx": struct.pack(">Hh", _EM, 0) * count,
        b"maxp": struct.pack(">LH", 0x5000, count),
    }
    return b"OTTO" + packed(tables)[4:]


def _index(data: bytes, start: int) -> tuple[Iterator[bytes], int]:
    """The objects of an index, and where it ends."""
    (count,) = struct.unpack_from(">H", data, start)
    if not count:
        return iter(()), start + 2
    size = data[start + 2]
    row = start + 3
    ends = [
        int.from_bytes(data[row + size * nth : row + size * (nth + 1)]) for nth in range(count + 1)
    ]
    base = row + size * (count + 1) - 1
    return (data[base + a : base + b] for a, b in pairwise(ends)), base + ends[-1]


def _top(data: bytes) -> dict[int, int]:
    """The first number of each entry of the top dictionary."""
    _, after_names = _index(data, data[2])
    (held, *_), _ = _index(data, after_names)
    made: dict[int, int] = {}
    given: list[int] = []
    at = 0
    while at < len(held):
        one = held[at]
        at += 1
        if one <= 21:
            if one == 12:
                one, at = _ESCAPE + held[at], at + 1
            made[one] = given[0] if given else 0
            given = []
        elif one == 28:
            given.append(struct.unpack_from(">h", held, at)[0])
            at += 2
        elif one == 29:
            given.append(struct.unpack_from(">l", held, at)[0])
            at += 4
        elif one == 30:
            while held[at] & 0xF != 0xF and held[at] >> 4 != 0xF:
                at += 1
            at += 1
            given.append(0)
        elif one <= 246:
            given.append(one - 139)
        elif one <= 250:
            given.append((one - 247) * 256 + held[at] + 108)
            at += 1
        else:
            given.append(-(one - 251) * 256 - held[at] - 108)
            at += 1
    return made
