"""The number and the title that a line begins with, where it may begin an item."""

from __future__ import annotations

import re
from collections.abc import Sequence

from moedebog.importer.genre import patterns
from moedebog.importer.pieces import Kind, Piece

_MARKED = re.compile(
    rf"\((?:åben|lukket)[^()]*\)|{patterns.CASE_NUMBER_FIRST.pattern}", re.IGNORECASE
)
"""What a title begins with that follows a number without a full stop: ``7 (Åben) …``."""
_CLOSE = re.compile(r"(?P<nr>\d{1,2})[.)](?P<title>[A-ZÆØÅ][a-zæøåäö].*)\Z")
"""``1.Mødets åbning``."""


def number_alone(pieces: Sequence[Piece], index: int) -> tuple[str, str] | None:
    """The number of an item on a line of its own, where its title is the next line."""
    match = None if pieces[index].sure else re.fullmatch(r"(\d{1,3})[.)]?", pieces[index].text)
    after = pieces[index + 1] if index + 1 < len(pieces) else None
    if match and after and after.short and may_be_title(after):
        return match[1], ""
    return None


def may_be_title(piece: Piece) -> bool:
    """Whether a line after a number that stands alone is the item's title."""
    text = piece.text
    ends = text.endswith((".", ":", ",")) or text.isdigit()
    return piece.short and text[:1].isupper() and not ends and not patterns.stands_alone(text)


def label_of(piece: Piece, loose: bool = False) -> tuple[str, str] | None:
    """The number and the title of a piece that may begin an item."""
    may_be = piece.kind is Kind.HEADING or not (piece.sure or piece.kind is Kind.ITEM)
    may_be = may_be and not piece.quoted
    match = patterns.KEYWORD_ITEM.match(piece.text) if may_be else None
    if match and match["nr"]:
        return match["nr"].replace(" ", ""), match["title"].strip()
    return numbered(piece, loose)


def numbered(piece: Piece, loose: bool = False) -> tuple[str, str] | None:
    """The number and the title of a line that begins with a number.

    ``loose``: the number need not have a full stop, as in a table of contents.
    """
    if piece.quoted or (piece.sure and piece.kind is not Kind.HEADING):
        return None
    if piece.kind is Kind.ITEM and piece.level == 0 and piece.marker[:-1].isdigit():
        return piece.marker[:-1], piece.text
    if piece.kind not in (Kind.TEXT, Kind.HEADING):
        return None
    first = patterns.CLOCK_FIRST.match(piece.text)
    match = patterns.NUMBERED_ITEM.match(piece.text[first.end() :]) if first else None
    if first and match and match["sep"]:
        return match["nr"], f"kl. {first['tid']} {match['title'].strip()}"
    match = patterns.NUMBERED_ITEM.match(piece.text)
    dotted = match and (match["sep"] or "." in match["nr"] or piece.kind is Kind.HEADING or loose)
    dotted = dotted or (match and _MARKED.match(match["title"]))
    if match is None and (match := _CLOSE.match(piece.text)):
        dotted = True
    if match and dotted and not patterns.FILE_ENDING.search(piece.text):
        return re.sub(r"\.0\Z| ", "", match["nr"]), match["title"].strip()
    return None
