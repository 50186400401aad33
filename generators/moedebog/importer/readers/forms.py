"""What paragraphs of Word files and web pages have in common: headings, numbers and letters."""

from __future__ import annotations

from msgspec.structs import replace

from moedebog.blocks import Run, Script
from moedebog.importer.pieces import Kind, Piece, tidy
from moedebog.importer.readers.letters import is_power, raised

_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def as_heading(piece: Piece, level: int, before: str = "") -> Piece:
    """The piece as a heading, which needs no bold; ``before``: its number."""
    plain = [_plain(run) for run in piece.inlines if isinstance(run, Run)]
    return replace(piece, kind=Kind.HEADING, inlines=tidy((Run(before), *plain)), level=level)


def _plain(run: Run) -> Run:
    """A run without bold; a title is plain text, so what is raised has its own characters."""
    text = raised(run.text) if run.script is Script.SUPER and run.text.isdigit() else run.text
    return replace(run, text=text, strong=False, emphasis=False, script=None)


def looks_like_heading(piece: Piece) -> bool:
    """Whether it is short and all in bold."""
    runs = [run for run in piece.inlines if isinstance(run, Run) and run.text.strip()]
    text = piece.text
    return all(run.strong for run in runs) and len(text) <= 90 and text[-1:] not in ".,:"


def superscript(before: str, text: str) -> tuple[str, Script | None]:
    """Raised text after ``before``, and whether it is written as such: a number may be a note's.

    Behind a figure it gets characters of its own, so that it never reads as more of that figure.
    """
    if not text.isdigit():
        return text, Script.SUPER
    if before[-1:].isdigit():
        return raised(text), None
    return (text, Script.SUPER) if is_power(before, text) else (f" (note {text})", None)


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
