"""The picture at the top of a first page that is a logo."""

from __future__ import annotations

from msgspec.structs import replace

from moedebog.importer.pieces import Piece
from moedebog.importer.readers.picture_pieces import DESCRIBE

LETTERHEAD = "et billede øverst på første side er udeladt; det er nok et logo"


def without_letterhead(pieces: list[Piece]) -> list[Piece]:
    """The pieces without a picture before all text: a logo, which the template draws."""
    first = next((at for at, piece in enumerate(pieces) if piece.text or piece.rows), len(pieces))
    kept = [piece for piece in pieces[:first] if not _is_logo(piece)]
    if len(kept) == first:
        return pieces
    head = replace(pieces[first], notes=(*pieces[first].notes, LETTERHEAD))
    return [*kept, head, *pieces[first + 1 :]]


def _is_logo(piece: Piece) -> bool:
    if piece.picture is None:
        return False
    return piece.notes == (DESCRIBE,) or "logo" in piece.picture.alt.casefold()
