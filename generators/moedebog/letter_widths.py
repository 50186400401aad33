"""How wide text is, reckoned by its characters where its font is not there to be asked.

The widths are those of Lato, in bold, which is a little wider than most of the fonts that
documents are written in. Those of the usual fonts of Office stand in ``letter_widths.json``, in
thousandths of the font size; ``tools/measure_letters.py`` measures another one for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from pathlib import Path

import msgspec
from msgspec import Struct

Measure = Callable[[str], float]
"""Gives the width of a text in its font size."""

_ORDINARY, _OTHER = 0.6, 0.9
"""Widths of a letter that is not known, and of another sign, in the font size."""
_WIDTHS = {
    character: width
    for width, characters in (
        (0.0, "\u00ad\u200b\u2060\ufeff"),
        (0.212, "'"),
        (0.220, "\u2019\u2018"),
        (0.234, ","),
        (0.238, "."),
        (0.248, "l"),
        (0.254, "ij"),
        (0.256, " \u00a0"),
        (0.258, ":"),
        (0.261, "|"),
        (0.270, ";"),
        (0.274, "()·"),
        (0.281, "!"),
        (0.296, "I"),
        (0.306, "{}"),
        (0.314, "[]"),
        (0.334, "²³"),
        (0.358, "f"),
        (0.372, "t"),
        (0.373, "-r"),
        (0.384, "\u201e"),
        (0.386, "\u201c\u201d"),
        (0.396, '"'),
        (0.400, "`"),
        (0.416, "°"),
        (0.425, "*"),
        (0.430, "J"),
        (0.440, "s"),
        (0.456, "»«"),
        (0.460, "?z"),
        (0.466, "/\\_"),
        (0.482, "c"),
        (0.504, "§"),
        (0.508, "aåä"),
        (0.520, "L"),
        (0.522, "x"),
        (0.528, "gvy"),
        (0.534, "eké"),
        (0.548, "S"),
        (0.564, "hnuü"),
        (0.566, "F"),
        (0.568, "bdpq"),
        (0.574, "oøö"),
        (0.578, "EÉ"),
        (0.580, "#$+0123456789<=>^~±\u2013\u20ac\u2212\u2264\u2265\u2022"),
        (0.600, "T"),
        (0.606, "Z"),
        (0.619, "P"),
        (0.643, "R"),
        (0.648, "Y"),
        (0.658, "B"),
        (0.668, "C"),
        (0.670, "X"),
        (0.686, "K"),
        (0.694, "AVÅÄ"),
        (0.724, "&"),
        (0.730, "G"),
        (0.736, "½"),
        (0.742, "UÜ"),
        (0.760, "D"),
        (0.770, "HN"),
        (0.772, "\u2026"),
        (0.798, "\u2014"),
        (0.802, "w"),
        (0.808, "OQØÖ"),
        (0.810, "æ"),
        (0.820, "%"),
        (0.838, "m"),
        (0.844, "@"),
        (0.933, "Æ"),
        (0.945, "M"),
        (1.051, "W"),
        (0.373, "\u2011"),
    )
    for character in characters
}
"""Of characters in the font size."""


@lru_cache(maxsize=20_000)
def width_of(text: str) -> float:
    """The width of a text in its font size."""
    return sum(
        _WIDTHS.get(character, _ORDINARY if character.isalnum() else _OTHER) for character in text
    )


class Letters(Struct, frozen=True):
    """The letters of a font that is known."""

    regular: Measure
    bold: Measure


@cache
def letters_of(font: str) -> Letters | None:
    """Those of the font of this name; ``None`` where it is not one that was measured."""
    known = _measured()
    name = " ".join(font.lower().split())
    found = known.fonts.get(known.alike.get(name, name))
    if found is None:
        return None
    return Letters(*(_measure(known.signs, found[face]) for face in ("regular", "bold")))


class _Measured(Struct, frozen=True):
    """What was measured of the usual fonts."""

    signs: str
    fonts: Mapping[str, Mapping[str, tuple[int, ...]]]
    """By name and face, in the order of the signs."""
    alike: Mapping[str, str]
    """Fonts of other names with the same widths."""


@cache
def _measured() -> _Measured:
    data = Path(__file__).with_suffix(".json").read_bytes()
    return msgspec.json.decode(data, type=_Measured)


def _measure(signs: str, thousandths: tuple[int, ...]) -> Measure:
    widths = {sign: width / 1000 for sign, width in zip(signs, thousandths, strict=True)}

    @lru_cache(maxsize=20_000)
    def measure(text: str) -> float:
        return sum(widths[one] if one in widths else width_of(one) for one in text)

    return measure
