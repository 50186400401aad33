"""Values with what the importer is unsure of; it becomes a comment above them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, field


class Unsure(Struct):
    """A value with what the importer is unsure of."""

    value: Any
    notes: list[str] = field(default_factory=list)


def unsure(value: Any, notes: Sequence[str]) -> Any:
    """The value with these notes besides those that it has; as it is where there are none."""
    if not notes:
        return value
    if isinstance(value, Unsure):
        return Unsure(value.value, [*value.notes, *notes])
    return Unsure(value, list(notes))


def parts(value: Any) -> Iterator[Any]:
    """A value and all that it holds, in order; one with notes comes before what they are of."""
    yield value
    if isinstance(value, Unsure):
        yield from parts(value.value)
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from parts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from parts(inner)


def opened(value: Any) -> tuple[list[str], Any]:
    """The notes of a value, and the value without them."""
    if isinstance(value, Unsure):
        return list(value.notes), value.value
    return [], value
