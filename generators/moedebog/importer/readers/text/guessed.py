"""Headings of plain text, which nothing marks as such."""

from __future__ import annotations

import re

from msgspec.structs import replace

from moedebog.importer.pieces import GUESSED, Kind, Piece


def with_guessed_headings(pieces: list[Piece]) -> list[Piece]:
    """A short line without an end stop that stands alone before text is taken for a heading."""
    result = []
    for index, piece in enumerate(pieces):
        after = pieces[index + 1] if index + 1 < len(pieces) else None
        if after is not None and _looks_like_heading(piece, after):
            piece = replace(piece, kind=Kind.HEADING, level=GUESSED)
        result.append(piece)
    return result


def _looks_like_heading(piece: Piece, after: Piece) -> bool:
    text = piece.text
    if piece.kind is not Kind.TEXT or piece.inside or len(text) > 80 or not text[:1].isupper():
        return False
    if re.search(r"[.,;:!…]\Z|\.\w{3,4}\Z|\.{3}|,.*,|:\s|\bindstill|\d\Z", text):
        return False
    return after.kind is Kind.ITEM or (after.kind is Kind.TEXT and len(after.text) > len(text))
