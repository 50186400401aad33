"""How wide text is, reckoned by its characters where the font that it will have is not known.

The widths are those of Lato, in bold, which is a little wider than most of the fonts that
documents are written in.
"""

from __future__ import annotations

from functools import lru_cache

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
