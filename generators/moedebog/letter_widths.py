"""How wide text is, reckoned by its characters where the font that it will have is not known.

The widths are those of Lato, in bold, which is a little wider than most of the fonts that
documents are written in.
"""

from __future__ import annotations

_ORDINARY, _OTHER = 0.6, 0.9
"""Widths of a letter that is not known, and of another sign, in the font size."""
_WIDTHS = {
    character: width
    for width, characters in (
        (0.0, "\u00ad\u200b\u2060\ufeff"),
        (0.21, "'"),
        (0.22, "\u2019\u2018"),
        (0.23, ","),
        (0.24, "."),
        (0.25, "ijl"),
        (0.26, " :|\u00a0"),
        (0.27, "();·"),
        (0.28, "!"),
        (0.30, "I"),
        (0.31, "[]{}"),
        (0.33, "²³"),
        (0.36, "f"),
        (0.37, "-rt"),
        (0.38, "\u201e"),
        (0.39, "\u201c\u201d"),
        (0.40, '"`'),
        (0.42, "*°"),
        (0.43, "J"),
        (0.44, "s"),
        (0.46, "?z»«"),
        (0.47, "/\\_"),
        (0.48, "c"),
        (0.50, "§"),
        (0.51, "aåä"),
        (0.52, "Lx"),
        (0.53, "egkvyé"),
        (0.55, "S"),
        (0.56, "hnuü"),
        (0.57, "Fbdopqøö"),
        (0.58, "#$+0123456789<=>E^~±É\u2013\u20ac\u2212\u2264\u2265\u2022"),
        (0.60, "T"),
        (0.61, "Z"),
        (0.62, "P"),
        (0.64, "R"),
        (0.65, "Y"),
        (0.66, "B"),
        (0.67, "CX"),
        (0.69, "AKVÅÄ"),
        (0.72, "&"),
        (0.73, "G"),
        (0.74, "U½Ü"),
        (0.76, "D"),
        (0.77, "HN\u2026"),
        (0.80, "w\u2014"),
        (0.81, "OQæØÖ"),
        (0.82, "%"),
        (0.84, "@m"),
        (0.93, "Æ"),
        (0.94, "M"),
        (1.05, "W"),
        (0.37, "\u2011"),
    )
    for character in characters
}
"""Of characters in the font size."""


def width_of(text: str) -> float:
    """The width of a text in its font size."""
    return sum(
        _WIDTHS.get(character, _ORDINARY if character.isalnum() else _OTHER) for character in text
    )
