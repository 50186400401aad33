"""A tree of plain values -> YAML as a secretary would write it.

Long text stands as a block under ``|``, prose never between brackets or braces; short lists of
names and fixed words stand in a line. Keys have the order of the schema, and what the importer is
unsure of has a comment above it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from moedebog.importer.write.unsure import Unsure
from moedebog.prose import PROSE

MARK = "# import: "
"""How a comment of the importer begins."""
LINE = 96


class Order(Struct, frozen=True):
    """The order of the keys here, and of the keys inside each of them."""

    keys: tuple[str, ...]
    inside: Mapping[str, Order]


def order_of(schema: Mapping[str, Any], name: str | None = None) -> Order:
    """The order that a schema gives its keys; recursive schemas are followed as needed."""
    return _Orders(schema).of(name)


class _Orders:
    def __init__(self, schema: Mapping[str, Any]) -> None:
        self.schema = schema
        self.known: dict[str, Order] = {}

    def of(self, name: str | None) -> Order:
        here = self.schema if name is None else self.schema["$defs"][name]
        if name in self.known:
            return self.known[name or ""]
        inside: dict[str, Order] = {}
        order = Order(tuple(here.get("properties", ())), inside)
        self.known[name or ""] = order
        for key, value in here.get("properties", {}).items():
            for target in self.targets(value):
                inside.setdefault(key, self.of(target))
        return order

    def targets(self, value: Mapping[str, Any]) -> list[str]:
        """The definitions with keys of their own that a property leads to."""
        found: list[str] = []
        for part in (value, value.get("items", {}), *value.get("anyOf", ())):
            if "$ref" in part:
                name = part["$ref"].rpartition("/")[2]
                target = self.schema["$defs"][name]
                found += [name] if "properties" in target else self.targets(target)
            if part is not value and ("anyOf" in part or "items" in part):
                found += self.targets(part)
        return found


def dump(tree: Mapping[str, Any], order: Order, heading: str = "") -> str:
    """The whole file."""
    lines = [heading] if heading else []
    _mapping(tree, order, "", lines, top=True)
    return "\n".join(lines) + "\n"


def _mapping(
    tree: Mapping[str, Any], order: Order, indent: str, lines: list[str], top: bool = False
) -> None:
    rank = {key: number for number, key in enumerate(order.keys)}
    for key in sorted(tree, key=lambda k: rank.get(k, len(rank))):
        value = tree[key]
        if top and key == "punkter" and lines:
            lines.append("")
        value = _note(value, indent, lines)
        if key == "punkter" and top:
            lines.append(f"{indent}{key}:")
            _sequence(value, order.inside.get(key, _NONE), f"{indent}  ", lines, spaced=True)
        else:
            inside = order.inside.get(key, _NONE)
            _entry(f"{indent}{key}:", value, inside, indent, lines, prose=key in PROSE)


def _note(value: Any, indent: str, lines: list[str]) -> Any:
    while isinstance(value, Unsure):
        lines += [f"{indent}{MARK}{' '.join(note.split())}" for note in value.notes]
        value = value.value
    return value


def _entry(
    lead: str, value: Any, order: Order, indent: str, lines: list[str], *, prose: bool = False
) -> None:
    """``lead`` is what stands before the value, ``key:`` or ``-``."""
    if isinstance(value, Mapping):
        if not prose and _fits(lead, flow := _flow(value, order)):
            lines.append(f"{lead} {flow}")
        else:
            lines.append(lead)
            _mapping(value, order, f"{indent}  ", lines)
    elif isinstance(value, list):
        names = not prose and all(_is_name(v) for v in value)
        if names and _fits(lead, flow := _flow(value, order)):
            lines.append(f"{lead} {flow}")
        else:
            lines.append(lead)
            _sequence(value, order, f"{indent}  ", lines)
    elif isinstance(value, str) and "\n" in value:
        _block(lead, value, indent, lines)
    else:
        lines.append(f"{lead} {scalar(value)}")


def _sequence(
    values: list[Any], order: Order, indent: str, lines: list[str], spaced: bool = False
) -> None:
    """``spaced``: each entry over several lines, with an empty one between."""
    for number, value in enumerate(values):
        if spaced and number:
            lines.append("")
        value = _note(value, indent, lines)
        if isinstance(value, Mapping):
            if _fits(f"{indent}-", flow := _flow(value, order)) and not spaced:
                lines.append(f"{indent}- {flow}")
                continue
            inner: list[str] = []
            _mapping(value, order, f"{indent}  ", inner)
            first = next(i for i, line in enumerate(inner) if not line.lstrip().startswith("#"))
            lines += [line[2:] if line else line for line in inner[:first]]
            lines.append(f"{indent}- {inner[first].lstrip()}")
            lines += inner[first + 1 :]
        elif isinstance(value, list):
            inner = []
            _sequence(value, order, f"{indent}  ", inner)
            lines.append(f"{indent}- {inner[0].lstrip()}")
            lines += inner[1:]
        else:
            _entry(f"{indent}-", value, order, indent, lines)


def _block(lead: str, text: str, indent: str, lines: list[str]) -> None:
    text = "\n".join(line.rstrip() for line in text.strip("\n").split("\n"))
    sign = "|2" if text[:1] == " " else "|"
    lines.append(f"{lead} {sign}")
    lines += [f"{indent}  {line}" if line else "" for line in text.split("\n")]


def _is_name(value: Any) -> bool:
    return isinstance(value, str | int) and "\n" not in str(value) and len(str(value)) < 40


def _fits(lead: str, flow: str | None) -> bool:
    return flow is not None and len(lead) + 1 + len(flow) <= LINE


def _flow(value: Any, order: Order) -> str | None:
    """The value on one line; ``None`` where it is too much for one, or prose."""
    if isinstance(value, Mapping):
        if not 0 < len(value) <= 4 or not PROSE.isdisjoint(value):
            return None
        rank = {key: number for number, key in enumerate(order.keys)}
        parts = []
        for key in sorted(value, key=lambda k: rank.get(k, len(rank))):
            if isinstance(value[key], Mapping | Unsure):
                return None
            if (part := _flow(value[key], order.inside.get(key, _NONE))) is None:
                return None
            parts.append(f"{key}: {part}")
        return "{" + ", ".join(parts) + "}"
    if isinstance(value, list):
        parts = []
        for one in value:
            if isinstance(one, Mapping | list | Unsure) or (part := _flow(one, order)) is None:
                return None
            parts.append(part)
        return "[" + ", ".join(parts) + "]"
    if isinstance(value, Unsure) or (isinstance(value, str) and ("\n" in value or "," in value)):
        return None
    text = scalar(value)
    # Inside brackets more signs have a meaning.
    return _quoted(value) if isinstance(value, str) and _SIGNS.search(text) else text


_SIGNS = re.compile(r"[][{},?:#&*!|>%@`]")
_NONE = Order((), {})
_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=~.+\d][^\n]*\Z")
_WORDS = {
    "true",
    "false",
    "null",
    "ja",
    "nej",
    "yes",
    "no",
    "on",
    "off",
    "y",
    "n",
    "~",
    "nan",
    "inf",
}


def scalar(value: Any) -> str:
    """A single value: bare where no reader could take it for anything but the text it is."""
    if value is True or value is False:
        return "ja" if value else "nej"
    if isinstance(value, int):
        return str(value)
    text = str(value)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}|\d{1,6}/\d{1,9}", text):
        return text
    plain = (
        _PLAIN.match(text)
        and ": " not in text
        and " #" not in text
        and not text.endswith((":", " "))
        and text.lower() not in _WORDS
    )
    return text if plain else _quoted(text)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
