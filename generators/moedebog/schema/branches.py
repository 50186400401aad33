"""The alternatives of a schema, and how near a value is to each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from moedebog.schema.files import resolved

if TYPE_CHECKING:
    from jsonschema import ValidationError


def branches_of(error: ValidationError) -> list[list[ValidationError]]:
    """The errors of each alternative of an ``anyOf``."""
    grouped: dict[object, list[ValidationError]] = {}
    for child in error.context or ():
        grouped.setdefault(child.schema_path[0], []).append(child)
    return list(grouped.values())


def wrong_type(error: ValidationError) -> bool:
    """Whether the error says that the value as a whole is of another type."""
    if error.relative_path:
        return False
    if error.validator == "anyOf":
        return all(any(map(wrong_type, errors)) for errors in branches_of(error))
    return error.validator == "type"


def type_errors_of(errors: Iterable[ValidationError]) -> Iterator[ValidationError]:
    """The errors that name the types that could stand here."""
    for error in errors:
        if not error.relative_path and error.validator == "type":
            yield error
        elif not error.relative_path and error.validator == "anyOf":
            for inner in branches_of(error):
                yield from type_errors_of(inner)


def distance(errors: list[ValidationError], value: Any) -> tuple[int, int]:
    """How far a value is from an alternative: keys it does not have, then mistakes."""
    unknown = 0
    for error in errors:
        if error.validator == "additionalProperties" and not error.relative_path:
            unknown = len(list(unknown_keys(error)))
    return unknown if isinstance(value, dict) else 0, len(errors)


def unknown_keys(error: ValidationError) -> Iterator[str]:
    """The keys that the schema does not have."""
    schema: Any = error.schema
    instance: Any = error.instance
    return (key for key in instance if key not in schema["properties"])


def entry_keys(errors: Sequence[ValidationError]) -> frozenset[str]:
    """The keys of what a list could hold here."""
    keys: set[str] = set()
    for error in errors:
        items = error.schema.get("items", {}) if isinstance(error.schema, dict) else {}
        for one in (items, *items.get("anyOf", ())):
            keys |= set(resolved(one).get("properties", ()))
            for other in resolved(one).get("anyOf", ()):
                keys |= set(resolved(other).get("properties", ()))
    return frozenset(keys)
