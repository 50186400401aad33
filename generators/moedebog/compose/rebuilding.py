"""Frozen structs with something in them changed: what stays is the very same."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from moedebog.diagnostics import Position
from moedebog.issued import Issue
from moedebog.meeting import Forum
from moedebog.phrases import Phrases

_WITHOUT_TEXTS = (Position, Phrases, Forum, Issue)


class Rebuilding:
    """Goes through all that a value is made of, and gives it with changes.

    What is one thing in two places is one afterwards, too.
    """

    def __init__(self) -> None:
        self.made: dict[int, tuple[Any, Any]] = {}
        """By identity: what a value was, and what it is now."""

    def of(self, value: Any) -> Any:
        """A value with the changes; the very same where there are none in it."""
        if isinstance(value, str):
            return self.text(value)
        if not isinstance(value, (Struct, tuple, dict)) or isinstance(value, _WITHOUT_TEXTS):
            return value
        if id(value) not in self.made:
            self.made[id(value)] = value, self._of(value)
        return self.made[id(value)][1]

    def text(self, text: str) -> str:
        """A text with the changes."""
        return text

    def struct(self, value: Struct, changes: dict[str, Any]) -> Struct:
        """A struct with the changes of what it holds, and its own."""
        return replace(value, **changes) if changes else value

    def _of(self, value: Any) -> Any:
        if isinstance(value, Struct):
            before = {name: getattr(value, name) for name in value.__struct_fields__}
            after = {name: self.of(one) for name, one in before.items()}
            return self.struct(value, {n: one for n, one in after.items() if one is not before[n]})
        if isinstance(value, dict):
            filled = {key: self.of(one) for key, one in value.items()}
            return filled if any(filled[key] is not value[key] for key in value) else value
        parts = tuple(map(self.of, value))
        return parts if any(a is not b for a, b in zip(parts, value, strict=True)) else value
