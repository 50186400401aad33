"""The options of a settings file: what each key takes, and what it is when left out.

An ``Option`` is one key; a ``OptionGroup`` holds options under a key.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from moedebog.diagnostics import Phrase
from moedebog.settings.colour import Colour

Value = Any
REQUIRED = object()
"""Instead of a default: the key must be there."""


class UnfitValue(Exception):
    """A value that an option cannot take; the option says what it wants."""


class OutsideRange(UnfitValue):
    """A value of the right kind, but too small or too large."""


class Option(Struct, frozen=True):
    """One key: how its value is read, what it may be in words, and what it is by default.

    ``read`` takes what stands in the file and returns the value, or raises ``UnfitValue``.
    The default is written as in the file and read in the same way.
    """

    read: Callable[[Value], Value]
    wanted: Phrase
    default: Value = REQUIRED


class OptionGroup(Struct, frozen=True):
    """Keys under a key. Left out, all of them have their defaults."""

    options: Mapping[str, Option | OptionGroup]


# --- kinds of values --------------------------------------------------------------------

_POINTS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 72 / 2.54}
_LENGTH = re.compile(r"(-?\d+(?:[.,]\d+)?)\s*(pt|mm|cm)")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_COLOUR = re.compile(r"#([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})")


def _is_text(value: Value) -> str:
    if not isinstance(value, str):
        raise UnfitValue
    return value


def text(default: str | object = REQUIRED) -> Option:
    """Any text on one line."""
    return Option(_is_text, Phrase("en tekst", "a text"), default)


def name(default: str) -> Option:
    """A text that must not be empty, such as the name of a font."""

    def read(value: Value) -> str:
        if not (found := _is_text(value).strip()):
            raise UnfitValue
        return found

    return Option(read, Phrase("et navn", "a name"), default)


def yes_no(default: bool) -> Option:
    """``ja`` or ``nej``; ``true`` and ``false`` will do."""
    words = {"ja": True, "nej": False}

    def read(value: Value) -> bool:
        if isinstance(value, bool):
            return value
        if isinstance(value, str) and value.lower() in words:
            return words[value.lower()]
        raise UnfitValue

    return Option(read, Phrase("ja eller nej", "ja or nej"), default)


def choice(default: str, *others: str) -> Option:
    """One of a few words."""
    words = (default, *others)

    def read(value: Value) -> str:
        if value not in words:
            raise UnfitValue
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
            raise UnfitValue
        return _between(float(str(value).replace(",", ".")), low, high)

    danish = f"et tal fra {low:g} til {high:g}".replace(".", ",")
    return Option(read, Phrase(danish, f"a number from {low:g} to {high:g}"), default)


def points(value: Value) -> float:
    """A length with its unit, in points (1/72 inch)."""
    match = _LENGTH.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise UnfitValue
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
            raise UnfitValue
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


# --- reading ------------------------------------------------------------------------------


def completed(data: Value, section: OptionGroup) -> dict[str, Value]:
    """What a section holds, with its defaults; raises ``UnfitValue`` where anything is wrong."""
    if not isinstance(data, dict) or not data.keys() <= section.options.keys():
        raise UnfitValue
    made: dict[str, Value] = {}
    for key, option in section.options.items():
        if isinstance(option, OptionGroup):
            made[key] = completed(data.get(key, {}), option)
        elif key in data or option.default is not REQUIRED:
            made[key] = option.read(data.get(key, option.default))
        else:
            raise UnfitValue
    return made
