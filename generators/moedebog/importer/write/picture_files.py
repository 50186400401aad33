"""The files of the pictures, beside the meeting file."""

from __future__ import annotations

from collections.abc import Sequence

from moedebog.importer.pieces import Piece, everything

FOLDER = "billeder"
"""Where they lie, beside the meeting file."""


def name_pictures(pieces: Sequence[Piece], stem: str) -> dict[str, bytes]:
    """Gives each picture the name of its file; the same picture twice is one file."""
    named: dict[bytes, str] = {}
    for piece in everything(pieces):
        if picture := piece.picture:
            number = len(named) + 1
            picture.fil = named.setdefault(
                picture.data, f"{FOLDER}/{stem}-{number}.{picture.suffix}"
            )
    return {fil: data for data, fil in named.items()}
