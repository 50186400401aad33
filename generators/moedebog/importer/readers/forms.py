"""What paragraphs of Word files and web pages have in common: headings, numbers and letters."""

from __future__ import annotations

from msgspec.structs import replace

from moedebog.blocks import Run
from moedebog.importer.pieces import Kind, Piece, tidy

_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def as_heading(piece: Piece, level: int, before: str = "") -> Piece:
    """The piece as a heading, which needs no bold; ``before``: its number."""
    plain = [
        replace(run, strong=False, emphasis=False) for run in piece.inlines if isinstance(run, Run)
    ]
    return replace(piece, kind=Kind.HEADING, inlines=tidy((Run(before), *plain)), level=level)


def looks_like_heading(piece: Piece) -> bool:
    """Whether it is short and all in bold."""
    runs = [run for run in piece.inlines if isinstance(run, Run) and run.text.strip()]
    text = piece.text
    return all(run.strong for run in runs) and len(text) <= 90 and text[-1:] not in ".,:"


def lettered(count: int) -> str:
    """The number as a small letter; as it is where there is none."""
    return chr(96 + count) if 1 <= count <= 26 else str(count)


def roman(count: int) -> str:
    """The number in small Roman digits; as it is where they would be many."""
    if not 1 <= count < 40:
        return str(count)
    text = ""
    for worth, sign in _ROMAN:
        text += sign * (count // worth)
        count %= worth
    return text
