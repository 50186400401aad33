"""The characters of a file as a secretary would type them, and those that it does not tell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from msgspec.structs import replace

from moedebog.blocks import Run
from moedebog.diagnostics import Phrase, UsageProblem
from moedebog.importer.pieces import UNREAD_SIGN, Piece, everything

UNREADABLE = "\ufffd"
"""Stands for a character that the file does not tell."""


_REMOVED = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))


_BULLETS = dict.fromkeys(map(ord, "\uf0b7\uf0a7\uf0d8\uf076\u25cf\u25aa\u25a0\u2023"), "•")


_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f\u2002\u2003"), " ")


_LIGATURES = str.maketrans(
    dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True))
)


_LINES = {0x2028: "\n", 0x2029: "\n", 0x85: "\n", 0x0B: "\n", 0x0D: "\n"}


_PRIVATE = re.compile(r"[\ue000-\uf8ff\U000f0000-\U0010ffff]|\(cid:\d+\)")


_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


_SOFT = re.compile(r"(?<=[^\W\d_])\u00ad(?=[a-zæøåéöäü])|\u00ad(?=\s*(?:\n|\Z))")
"""A soft hyphen in a word or at the end; between figures or blanks some programs write it for a
hyphen."""


def clean(text: str) -> str:
    """The characters as a secretary would type them: composed, no soft hyphens or controls."""
    text = text.replace("\r\n", "\n").translate(_REMOVED | _BULLETS | _SPACES | _LINES | _LIGATURES)
    text = _SOFT.sub("", re.sub(r"\u00ad[ \t]*\n\s*", "", text)).replace("\u00ad", "-")
    text = text.replace("\u2011", "-").replace("\u2010", "-")
    text = _PRIVATE.sub(UNREADABLE, text)
    return unicodedata.normalize("NFC", _CONTROL.sub(" ", text))


UNKNOWN = "□"
"""What is printed for a character that the file does not tell."""


def legible(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with a sign and a note where the file does not tell a character.

    Raises ``UsageProblem`` where that holds for much of the text.
    """
    text = "".join(piece.text for piece in everything(pieces))
    if text.count(UNREADABLE) * 10 > len(text):
        raise UsageProblem(
            Phrase(
                "Skrifterne i filen siger ikke, hvilke bogstaver de viser, så teksten kan ikke "
                "læses. Find Word-filen, eller kør tekstgenkendelse (OCR) på dokumentet.",
                "The fonts in the file do not say which letters they show, so that the text "
                "cannot be read. Find the Word file, or run text recognition (OCR) on the "
                "document.",
            )
        )
    return [_legible(piece) for piece in pieces] if UNREADABLE in text else list(pieces)


def _legible(piece: Piece) -> Piece:
    table = piece.table.changed(_legible) if piece.table else None
    inlines = tuple(
        replace(run, text=run.text.replace(UNREADABLE, UNKNOWN)) if isinstance(run, Run) else run
        for run in piece.inlines
    )
    notes = piece.notes if inlines == piece.inlines else (*piece.notes, UNREAD_SIGN)
    return replace(piece, inlines=inlines, table=table, notes=notes)


_SMALL = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


_UNITS = ("m", "km", "cm", "mm", "dm", "")


def is_power(before: str, digits: str) -> bool:
    """Whether a small raised number is a power: it stands after a unit or a number."""
    word = before.split()[-1] if before[-1:].strip() else " "
    return word[-1].isdigit() or (digits in ("2", "3") and word.lstrip("0123456789.,") in _UNITS)


def raised(digits: str) -> str:
    """The digits as small raised ones."""
    return digits.translate(_SMALL)


def raised_number(before: str, digits: str) -> str:
    """A small raised number: a power after a unit or a number, else the number of a note."""
    return raised(digits) if is_power(before, digits) else f" (note {digits})"
