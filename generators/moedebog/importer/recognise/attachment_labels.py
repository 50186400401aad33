"""The numbers that a list of attachments gives them: ``Bilag 2``, ``1A``, ``Bilag 1 til notat``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from moedebog.importer.pieces import Kind, Piece
from moedebog.phrases import DANISH
from moedebog.phrases.patterns import literal

_PART = r"(?:\d{1,3}[A-Za-zæøåÆØÅ]?|[A-ZÆØÅ])"
_CORE = rf"(?:{_PART}(?:\.{_PART})*|[IVX]{{2,5}})(?![^\W_])"
_SEVERAL = rf"{_CORE}(?:\s*(?:[-–+/,]|og)\s*{_CORE})+"
_OF = r"til\s+(?!punkt|dagsorden)[^\W\d_][^:–]{0,60}?"
_OURS = literal(DANISH.attachment.partition("{number}")[0].strip())
_WORD = rf"(?i:bilag|{_OURS})\s+(?:(?i:nr)\.?\s*)?"
_WORDED = re.compile(
    rf"{_WORD}(?P<nr>{_SEVERAL}(?=\s*:)|[a-zæøå](?=\s*:|\s[–-])|{_CORE}(?:\s+{_OF}(?=\s*[:–]|\s-\s))?)"
    r"(?P<sep>\s*[:.)–-]*\s+|\s*:\s*)(?=\S)"
)
"""``Bilag 2C: `` before a title."""
_ALONE = re.compile(rf"{_WORD}(?P<nr>{_CORE}(?:\s+{_OF})?)\s*\Z")
"""``Bilag 1 til notat``, without a title."""
_BARE = re.compile(
    r"(?P<nr>\d{1,2}[A-Za-z](?:\.\d{1,2})*|\d{1,2}(?:\.(?:\d{1,2}[A-Za-z]?|[A-Z]))+|[A-Z]\.?\d{1,2})"
    r"(?:\s*[:.)]\s+|\s+[-–]\s+|\s+)(?=\S)"
    r"|(?P<simple>\d{1,2}|[A-Z])(?:\s*[:.)]\s+|\s+[-–]\s+)(?=\S)"
)
"""``1A Kort``, ``1.1 Kort``, ``3: Kort``."""
_COUNTED = re.compile(r"(?P<nr>\d{1,2}) (?=\S)")
_MARKER = re.compile(r"\(?(?P<nr>\d{1,2}[A-Za-z]?|[A-Za-z])[.)]\Z")


class Label(Struct, frozen=True):
    """What a line calls its attachment."""

    text: str = ""
    """E.g. ``2C``; empty where it calls it nothing."""
    length: int = 0
    """How many characters of the line it takes, with what divides it from the title."""
    in_name: bool = False
    """Whether it may be the beginning of a file's name: a colon is none."""


NO_LABEL = Label()


def labels_of(pieces: Sequence[Piece]) -> list[Label]:
    """The label of each line of a list.

    A number without the word *Bilag* is one only where all lines have one that rises: a title may
    begin with a number as well.
    """
    worded = list(map(_worded, pieces))
    if not pieces or any(label.text for label in worded):
        return worded
    markers = [piece.kind is Kind.ITEM and _MARKER.match(piece.marker) for piece in pieces]
    told = [_told(match["nr"]) for match in markers if match]
    if len(told) == len(pieces) or (len(told) > 1 and _rises(told)):
        return [Label(_told(match["nr"])) if match else NO_LABEL for match in markers]
    for pattern in (_BARE, _COUNTED):
        found = [pattern.match(piece.text) for piece in pieces]
        matches = [match for match in found if match]
        labels = [_told(match["nr"] or match[match.lastindex or 0]) for match in matches]
        counted = labels == [str(number + 1) for number in range(len(pieces))] or (
            len(pieces) > 1
            and all(
                piece.text[match.end()].isupper()
                for piece, match in zip(pieces, found, strict=True)
                if match
            )
            and _follow(labels)
        )
        rises = len(pieces) > 1 and _rises(labels)
        if matches and len(matches) == len(pieces) and (counted or (rises and pattern is _BARE)):
            return [Label(nr, one.end()) for nr, one in zip(labels, matches, strict=True)]
    return [NO_LABEL] * len(pieces)


def bare(text: str) -> str:
    """The number in the column of numbers of a table; empty where it is none."""
    match = re.fullmatch(rf"(?:{_WORD})?({_CORE}(?:\s+{_OF})?)[.:)]?", text.strip())
    return match[1] if match else ""


def stands_alone(line: str) -> bool:
    """Whether a line is a label and no more: *Bilag 2* over a sheet."""
    return bool(_ALONE.match(line.rstrip(": ")))


def in_name(stem: str) -> str:
    """The number that the name of a file begins with; empty where it has none."""
    match = re.match(rf"(?:(?i:bilag)[\s_-]*)?(?P<nr>{_CORE})", stem.replace("_", " "))
    return _told(match["nr"]) if match else ""


def _worded(piece: Piece) -> Label:
    if match := _ALONE.match(piece.text):
        return Label(_told(match["nr"]))
    match = _WORDED.match(piece.text)
    return Label(_told(match["nr"]), match.end(), ":" not in match["sep"]) if match else NO_LABEL


def _told(nr: str) -> str:
    """A number without zeros before it: ``Bilag 01``."""
    return re.sub(r"\b0+(?=\d)", "", nr)


def _follow(labels: Sequence[str]) -> bool:
    """Whether the numbers follow one another, whatever the first."""
    numbers = [int(label) for label in labels if label.isdecimal()]
    return len(numbers) == len(labels) and all(a + 1 == b for a, b in pairwise(numbers))


def _rises(labels: Sequence[str]) -> bool:
    keys = [
        [(int(number or 0), letters.casefold()) for number, letters in _STEPS.findall(label)]
        for label in labels
    ]
    return all(one < other for one, other in pairwise(keys))


_STEPS = re.compile(r"(?=[^\W_])(\d*)([^\W\d_]*)")
