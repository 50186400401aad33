"""Takes values out of dictionaries that may hold anything, without trusting them."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from indhold.collecting import Collector
from indhold.readers.pdf.streams import TooLarge, unpacked
from indhold.readers.pdf.strings import decoded, readings

_DEEPEST = 100
_MOST = 100_000
"""Nodes of a tree."""


def text(holder: Dictionary, key: str, collector: Collector) -> str:
    """A text, whether it is written as a string, a name or a stream; empty where there is none."""
    return text_in(entry(holder, key), collector)


def text_in(value: object, collector: Collector) -> str:
    """As ``text``, of a value; several are joined by line breaks."""
    if isinstance(value, String):
        return decoded(bytes(value))
    if isinstance(value, Name):
        return str(value)[1:]
    if isinstance(value, Stream):
        try:
            return readings(unpacked(value, collector))[0]
        except TooLarge:
            return ""
    if isinstance(value, Array):
        return "\n".join(text_in(one, collector) for one in list(value)[:_MOST] if _is_plain(one))
    return ""


def entry(holder: pikepdf.Object | None, key: str) -> object:
    """A value, or ``None``; of damaged objects as well."""
    if holder is None:
        return None
    try:
        return holder.get(key)
    except (pikepdf.PdfError, ValueError, TypeError):
        return None


def dictionary(holder: Dictionary | None, *keys: str) -> Dictionary | None:
    """The dictionary to which keys lead, one after the other."""
    for key in keys:
        value = entry(holder, key) if holder is not None else None
        holder = value if isinstance(value, Dictionary) else None
    return holder


def array(holder: Dictionary | None, key: str) -> list[object]:
    """The members of an array; none where there is no array."""
    value = entry(holder, key) if holder is not None else None
    return [*value][:_MOST] if isinstance(value, Array) else []


def number(value: object, default: int = 0) -> int:
    """A number without its fraction."""
    try:
        return int(value)  # type: ignore[call-overload, no-any-return]
    except (TypeError, ValueError):
        return default


def tree(root: Dictionary | None, kids: str) -> Iterator[tuple[Dictionary, int]]:
    """Each dictionary of a tree and how deep it lies; each once, in order, though they loop."""
    seen: set[tuple[int, int]] = set()
    waiting = [(root, 0)] if root is not None else []
    count = 0
    while waiting and count < _MOST:
        one, depth = waiting.pop()
        if one.is_indirect and one.objgen in seen:
            continue
        seen.add(one.objgen)
        count += 1
        yield one, depth
        if depth < _DEEPEST:
            inner = [kid for kid in array(one, kids) if isinstance(kid, Dictionary)]
            waiting += [(kid, depth + 1) for kid in reversed(inner)]


def _is_plain(value: object) -> bool:
    return isinstance(value, String | Name)
