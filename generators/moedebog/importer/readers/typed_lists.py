"""Lists whose signs are typed before each paragraph become lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from msgspec.structs import replace

from moedebog.importer.pieces import Kind, Piece, without_start

_SIGN = re.compile(r"(?P<sign>[-–•*◦▪·])\s+(?=\S)")
_FEWEST = 2
"""So many paragraphs with one sign must stand below each other: a dash may begin a quotation."""


def typed_lists(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, paragraphs that begin with the same sign as entries of a list."""
    made: list[Piece] = []
    for sign, alike in groupby(pieces, _sign):
        together = list(alike)
        if not sign or len(together) < _FEWEST:
            made += together
            continue
        for piece in together:
            match = _SIGN.match(piece.text)
            bare = without_start(piece, match.end() if match else 0)
            made.append(replace(bare, kind=Kind.ITEM, level=piece.inside, marker=sign, inside=0))
    return made


def _sign(piece: Piece) -> str:
    match = _SIGN.match(piece.text) if piece.kind is Kind.TEXT and not piece.marker else None
    return match["sign"] if match else ""
