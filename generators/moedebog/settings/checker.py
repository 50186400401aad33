"""Checks a settings file against a list of options and fills in what it leaves out.

An ``Option`` says what one key takes and what it is when left out; a ``Section`` holds
options under a key, a ``Choices`` a free list. Cerberus walks them. What it finds comes
out as findings with line and column, in words of our own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from cerberus import Validator
from cerberus.errors import UNKNOWN_FIELD, BaseErrorHandler
from msgspec import Struct

from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity
from moedebog.source import Tree

UNKNOWN_KEY = Rule("M300", Severity.ERROR, "Indstillingen »{key}« findes ikke.", "{advice}")
NO_VALUE = Rule(
    "M301",
    Severity.ERROR,
    "»{key}« har ingen værdi.",
    "Skriv en værdi, eller slet linjen, så bruges standardværdien. En farve skal stå i "
    'anførselstegn, f.eks. "#1f3a5f": ellers læses alt efter # som en kommentar.',
)
WRONG_VALUE = Rule("M302", Severity.ERROR, "»{key}« kan ikke være {value}.", "Skriv {wanted}.")
OUT_OF_RANGE = Rule(
    "M303", Severity.ERROR, "»{key}« er {value}; det er uden for det mulige.", "Skriv {wanted}."
)
MISSING = Rule(
    "M304", Severity.ERROR, "»{key}« mangler.", "Skriv linjen »{key}:« med {wanted} på dette sted."
)

Value = Any
_REQUIRED = object()


class Refused(Exception):
    """A value that an option cannot take; the option says what it wants."""


class OutsideRange(Refused):
    """A value of the right kind, but too small or too large."""


class Option(Struct, frozen=True):
    """One key: how its value is read, what it may be in words, and what it is by default.

    ``read`` takes what stands in the file and returns the value, or raises ``Refused``.
    The default is written as in the file and read in the same way.
    """

    read: Callable[[Value], Value]
    wanted: Phrase
    default: Value = _REQUIRED


class Section(Struct, frozen=True):
    """Keys under a key. Left out, all of them have their defaults."""

    options: Mapping[str, Option | Section]


# --- kinds of values --------------------------------------------------------------------

_POINTS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 72 / 2.54}
_LENGTH = re.compile(r"(-?\d+(?:[.,]\d+)?)\s*(pt|mm|cm)")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_COLOUR = re.compile(r"#([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})")

Colour = tuple[float, float, float]
"""Red, green and blue, each from 0 to 1."""


def _is_text(value: Value) -> str:
    if not isinstance(value, str):
        raise Refused
    return value


def text(default: str | object = _REQUIRED) -> Option:
    """Any text on one line."""
    return Option(_is_text, Phrase("en tekst", "a text"), default)


def yes_no(default: bool) -> Option:
    """``ja`` or ``nej``; ``true`` and ``false`` will do."""
    words = {"ja": True, "nej": False}

    def read(value: Value) -> bool:
        if isinstance(value, bool):
            return value
        if isinstance(value, str) and value.lower() in words:
            return words[value.lower()]
        raise Refused

    return Option(read, Phrase("ja eller nej", "ja or nej"), default)


def choice(default: str, *others: str) -> Option:
    """One of a few words."""
    words = (default, *others)

    def read(value: Value) -> str:
        if value not in words:
            raise Refused
        return str(value)

    listed = ", ".join(words)
    return Option(read, Phrase(f"en af: {listed}", f"one of: {listed}"), default)


def _between(number: float, low: float, high: float) -> float:
    if not low <= number <= high:
        raise OutsideRange
    return number


def number(default: float, low: float, high: float) -> Option:
    """A number, with comma or point."""

    def read(value: Value) -> float:
        if isinstance(value, bool) or not _NUMBER.fullmatch(str(value)):
            raise Refused
        return _between(float(str(value).replace(",", ".")), low, high)

    danish = f"et tal fra {low:g} til {high:g}".replace(".", ",")
    return Option(read, Phrase(danish, f"a number from {low:g} to {high:g}"), default)


def points(value: Value) -> float:
    """A length with its unit, in points (1/72 inch)."""
    match = _LENGTH.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise Refused
    return float(match[1].replace(",", ".")) * _POINTS[match[2]]


def length(default: str, low: str, high: str) -> Option:
    """A length such as ``20 mm``, ``2 cm`` or ``11 pt``; its value is in points."""

    def read(value: Value) -> float:
        return _between(points(value), points(low), points(high))

    wanted = Phrase(
        f"et mål med enhed (mm, cm, pt) fra {low} til {high}",
        f"a length with its unit (mm, cm, pt) from {low} to {high}",
    )
    return Option(read, wanted, default)


def colour(default: str) -> Option:
    """A colour such as ``#1f3a5f``."""

    def read(value: Value) -> Colour:
        match = _COLOUR.fullmatch(value) if isinstance(value, str) else None
        if match is None:
            raise Refused
        red, green, blue = (int(part, 16) / 255 for part in match.groups())
        return red, green, blue

    wanted = Phrase(
        'en farve som "#1f3a5f", i anførselstegn', 'a colour such as "#1f3a5f", in quotation marks'
    )
    return Option(read, wanted, default)


def texts(*default: str) -> Option:
    """A list of texts; a single text is a list of one."""

    def read(value: Value) -> tuple[str, ...]:
        entries = value if isinstance(value, (list, tuple)) else [value]
        return tuple(_is_text(entry) for entry in entries)

    return Option(read, Phrase("en liste af tekster", "a list of texts"), default)


# --- checking -----------------------------------------------------------------------------


def check(tree: Tree, section: Section) -> tuple[dict[str, Value] | None, list[Diagnostic]]:
    """The settings in ``tree``, complete, and what is wrong with them.

    There are no settings where there is an error.
    """
    data = {} if tree.data is None else tree.data
    if not isinstance(data, dict):
        wanted = Phrase(
            "indstillinger som »nøgle: værdi«, én på hver linje",
            "settings such as »key: value«, one on each line",
        )
        fault = WRONG_VALUE.at(tree.position(()), key=tree.name, value=_shown(data), wanted=wanted)
        return None, [fault]
    empty = [
        NO_VALUE.at(tree.position(path, key=True), key=path[-1]) for path in _without_value(data)
    ]
    if empty:
        return None, empty
    validator = Validator(_cerberus(section), error_handler=_Collected, require_all=False)
    validator.validate(data)
    if validator.errors:
        return None, [_finding(tree, section, error) for error in validator.errors]
    return dict(validator.document), []


class _Collected(BaseErrorHandler):  # type: ignore[misc]
    """Keeps what Cerberus found, leaf by leaf, without putting it into words."""

    def __init__(self, *_: object, **__: object) -> None:
        self._found: list[Any] = []

    def __call__(self, errors: Any) -> list[Any]:
        self._found = []
        self.extend(errors)
        return self._found

    def __iter__(self) -> Iterator[Any]:
        return iter(self._found)

    def add(self, error: Any) -> None:
        if error.child_errors:
            self.extend(error.child_errors)
        else:
            self._found.append(error)


def _cerberus(section: Section) -> dict[str, Any]:
    schema: dict[str, Any] = {}
    for key, option in section.options.items():
        if isinstance(option, Section):
            inner = _cerberus(option)
            schema[key] = {
                "type": "dict",
                "schema": inner,
                "default_setter": lambda _: {},
            }
        elif option.default is _REQUIRED:
            schema[key] = {"coerce": option.read, "required": True}
        else:
            schema[key] = {"coerce": option.read, "default": option.default}
    return schema


def _without_value(data: Value, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    if data is None:
        yield path
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _without_value(value, (*path, key))


def _finding(tree: Tree, section: Section, error: Any) -> Diagnostic:
    path: tuple[str, ...] = error.document_path
    key = path[-1]
    if error.code == UNKNOWN_FIELD.code:
        advice = _advice(key, list(_inside(section, path[:-1]).options))
        return UNKNOWN_KEY.at(tree.position(path, key=True), key=key, advice=advice)
    option = _inside(section, path[:-1]).options[key]
    if isinstance(option, Section):
        wanted = Phrase(
            "indstillinger under hinanden, rykket ind: ", "settings below one another, indented: "
        ) + ", ".join(option.options)
        return WRONG_VALUE.at(
            tree.position(path), key=key, value=_shown(error.value), wanted=wanted
        )
    if error.rule == "required":
        return MISSING.at(tree.position(path[:-1], key=True), key=key, wanted=option.wanted)
    value = _at(tree.data, path)
    try:
        option.read(value)
    except OutsideRange:
        rule = OUT_OF_RANGE
    except Refused:
        rule = WRONG_VALUE
    else:  # pragma: no cover (a rule of Cerberus that no option uses)
        raise AssertionError(error)
    return rule.at(tree.position(path), key=key, value=_shown(value), wanted=option.wanted)


def _inside(section: Section, path: tuple[str, ...]) -> Section:
    for key in path:
        inner = section.options[key]
        if isinstance(inner, Section):
            section = inner
    return section


def _at(data: Value, path: tuple[str, ...]) -> Value:
    for key in path:
        data = data[key]
    return data


def _shown(value: Value) -> str | Phrase:
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, dict):
        return Phrase("en gruppe af indstillinger", "a group of settings")
    if isinstance(value, list):
        return Phrase("en liste", "a list")
    return f"»{value}«"


def _advice(key: str, known: list[str]) -> Phrase:
    from difflib import get_close_matches

    close = get_close_matches(key.lower(), known, n=1)
    if close:
        return Phrase(f"Mente du »{close[0]}«?", f"Did you mean »{close[0]}«?")
    return Phrase("Der er: ", "There are: ") + f"{', '.join(known)}."
