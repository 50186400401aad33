"""Values of a file, which may be of any kind, whatever the standard says of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream, String

Objgen = tuple[int, int]
"""What an object of a file is called by."""

FAULTS = (pikepdf.PdfError, pikepdf.DataDecodingError, pikepdf.QpdfRuntimeError)
"""What is raised where a file is too damaged to be read."""

MOST_UNPACKED = 200_000_000
"""So many bytes a stream may hold when it is unpacked, or it is a bomb."""


class Unpacked(Exception):
    """A stream holds more than ``MOST_UNPACKED``."""


def entry(holder: Any, key: str | Name) -> Any:
    """What stands under a key; ``None`` where nothing does, or the holder has no keys."""
    if isinstance(holder, (Dictionary, Stream)) and key in holder:  # ``get`` is slow without
        return holder[key]
    return None


def table(value: Any) -> Dictionary:
    """A dictionary as it is, anything else as an empty one."""
    return value if isinstance(value, Dictionary) else Dictionary()


def items(value: Any) -> list[Any]:
    """What is in an array; anything else holds nothing."""
    return list(value) if isinstance(value, Array) else []


def dictionaries(value: Any) -> list[Any]:
    """The dictionaries in an array."""
    return [one for one in items(value) if isinstance(one, Dictionary)]


def one_or_more(value: Any) -> list[Any]:
    """What may stand alone or in an array (ISO 32000-1, 14.7.2: ``K``, ``A``, ``C``)."""
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]


def numbers(value: Any, count: int) -> tuple[float, ...] | None:
    """So many numbers, or ``None`` where it is not just that."""
    held = items(value)
    if len(held) != count or not all(isinstance(one, (int, Decimal)) for one in held):
        return None
    return tuple(map(float, held))


def number(value: Any, otherwise: float) -> float:
    """A number, or what is meant where there is none."""
    return float(value) if isinstance(value, (int, Decimal)) else otherwise


def text(value: Any) -> str:
    """A string of words as it is read; anything else is none."""
    if not isinstance(value, String):
        return ""
    try:
        return str(value)
    except UnicodeDecodeError:
        return bytes(value).decode("latin-1")


def called(value: Any) -> str:
    """A name without its slash; anything else is none.

    Names ought to be UTF-8 (ISO 32000-1, 7.3.5). Programs name styles as their machine does, so
    what is none is read as Latin-1.
    """
    return _read(bytes(value))[1:] if isinstance(value, Name) else ""


def named(value: Any) -> dict[str, Any]:
    """What stands in a dictionary, by its keys without their slash, read as ``called`` does."""
    held = table(value).items()
    return {_read(key.encode("utf-8", "surrogateescape"))[1:]: one for key, one in held}


def _read(name: bytes) -> str:
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return name.decode("latin-1")


def objgen(value: Any) -> Objgen | None:
    """What an object is called by; ``None`` where it stands inside another."""
    return value.objgen if isinstance(value, Object) and value.is_indirect else None


def reached(first: Iterable[Any], below: Callable[[Any], Iterable[Any]]) -> Iterator[Any]:
    """Dictionaries and those that they lead to, each once, the last of ``below`` first."""
    waiting, seen = list(first), set[Objgen]()
    while waiting:
        one = waiting.pop()
        if not isinstance(one, Dictionary) or (known := objgen(one)) in seen:
            continue
        if known is not None:
            seen.add(known)
        yield one
        waiting += below(one)


def leaves(tree: Any, key: str) -> Iterator[tuple[Any, Any]]:
    """The pairs of a tree of names (``key``: ``/Names``) or numbers (``/Nums``), in its order.

    (ISO 32000-1, 7.9.6 and 7.9.7.) A branch that was gone into before is left out.
    """
    for node in reached([tree], lambda one: reversed(items(one.get("/Kids")))):
        held = items(node.get(key))
        yield from zip(held[::2], held[1::2], strict=False)


def unpacked(stream: Any) -> bytes | None:
    """What a stream holds; ``None`` where it cannot be read.

    Raises ``Unpacked`` where it holds too much.
    """
    if not isinstance(stream, Stream):
        return None
    try:
        return stream.read_bytes()
    except FAULTS as error:
        if "limit" in str(error):
            raise Unpacked from error
        return None
