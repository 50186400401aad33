"""Pictures of a document -> files that both Word and PDF can show."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from moedebog.importer.pieces import Kind, Picture, Piece, everything

FOLDER = "billeder"
"""Where they lie, beside the meeting file."""
WITHOUT_ALT = "Beskrivelse mangler"
"""What stands for a picture that the document does not describe."""
DESCRIBE = "skriv i de skarpe parenteser, hvad billedet viser"
LETTERHEAD = "et billede øverst på første side er udeladt; det er nok et logo"
_GENERATED = re.compile(
    r"automatisk genereret|ai-genereret|automatically generated|ai-generated", re.IGNORECASE
)
_SAYS_NOTHING = re.compile(
    r"(?:(?:billede|picture|image|img|grafik|figur)[\s_-]*\d*|.*\.(?:png|jpe?g|gif|bmp|emf|wmf))\Z",
    re.IGNORECASE,
)
MOST_PIXELS = 60_000_000
"""Pixels of the largest picture that is taken."""


def picture_piece(data: bytes, alt: str, page: int) -> Piece | None:
    """The picture, with a note where it has no description; ``None`` where it is unreadable."""
    found = _readable(data)
    if found is None:
        return None
    made, suffix = found
    alt = " ".join(alt.split())
    notes: tuple[str, ...] = ()
    if not alt or _SAYS_NOTHING.match(alt):
        alt, notes = WITHOUT_ALT, (DESCRIBE,)
    elif _GENERATED.search(alt):
        notes = ("billedets beskrivelse er lavet af en maskine; se efter, om den passer",)
    return Piece(Kind.PICTURE, page=page, picture=Picture(made, suffix, alt), notes=notes)


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


def _readable(data: bytes) -> tuple[bytes, str] | None:
    """PNG and JPEG as they are, what else can be read as PNG."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > MOST_PIXELS:
                return None
            image.load()
            if image.format in ("PNG", "JPEG"):
                return data, "png" if image.format == "PNG" else "jpg"
            return as_png(image), "png"
    except (OSError, ValueError, SyntaxError, EOFError, struct.error, Image.DecompressionBombError):
        return None


def as_png(image: Any) -> bytes:
    """An image of PIL as a PNG file."""
    if image.mode not in ("1", "L", "LA", "RGB", "RGBA"):
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    made = io.BytesIO()
    image.save(made, "PNG")
    return made.getvalue()


def name(pieces: Sequence[Piece], stem: str) -> dict[str, bytes]:
    """Gives each picture the name of its file; the same picture twice is one file."""
    named: dict[bytes, str] = {}
    for piece in everything(pieces):
        if picture := piece.picture:
            number = len(named) + 1
            picture.fil = named.setdefault(
                picture.data, f"{FOLDER}/{stem}-{number}.{picture.suffix}"
            )
    return {fil: data for data, fil in named.items()}
