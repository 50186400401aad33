"""Words in what is written in DER or BER (ITU-T X.690): certificates, answers about them."""

from __future__ import annotations

_CODINGS = {
    0x0C: "utf-8",
    0x12: "ascii",
    0x13: "ascii",
    0x14: "latin-1",
    0x16: "ascii",
    0x1A: "ascii",
    0x1B: "latin-1",
    0x1C: "utf-32-be",
    0x1E: "utf-16-be",
}
"""Kinds of strings (X.680 § 41)."""
_OCTETS, _CONSTRUCTED, _CONTEXT, _KIND = 0x04, 0x20, 0x80, 0x1F
_MOST = 500_000
"""Values that are looked at."""
_DEEPEST = 40


def is_der(held: bytes) -> bool:
    """Whether bytes begin as DER does: a sequence of many bytes."""
    return held[:1] == b"\x30" and held[1:2] in (b"\x80", b"\x81", b"\x82", b"\x83", b"\x84")


def strings_of(held: bytes) -> list[str]:
    """All strings in DER, in order; none where it is none."""
    found: list[str] = []
    waiting, count = [(0, len(held), 0)], 0
    while waiting and count < _MOST:
        start, end, depth = waiting.pop()
        inner = []
        while start < end and count < _MOST:
            value = _value(held, start, end)
            if value is None:
                break
            count += 1
            kind, first, start = value
            if kind in _CODINGS:
                found.append(held[first:start].decode(_CODINGS[kind], "replace"))
            elif (kind & _CONSTRUCTED or kind == _OCTETS) and depth < _DEEPEST:
                inner.append((first, start, depth + 1))
            elif (
                kind & _CONTEXT
            ):  # strings whose kind their place tells, as other names of a person
                found.append(held[first:start].decode("latin-1"))
        waiting += reversed(inner)
    return found


def _value(held: bytes, start: int, end: int) -> tuple[int, int, int] | None:
    """Kind of a value, and where what it holds begins and ends; ``None`` where there is none."""
    if start + 2 > end or held[start : start + 2] == b"\0\0":
        return None
    kind, length, first = held[start], held[start + 1], start + 2
    if kind & _KIND == _KIND:
        return None
    if length == _CONTEXT:  # until an end that is marked
        return kind, first, end
    if length > _CONTEXT:
        size = length - _CONTEXT
        length, first = int.from_bytes(held[first : first + size], "big"), first + size
    return (kind, first, first + length) if first + length <= end else None
