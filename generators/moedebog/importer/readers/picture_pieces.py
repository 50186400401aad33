"""Pictures of a document -> files that both Word and PDF can show."""

from __future__ import annotations

import binascii
import io
import re
import struct
from typing import Any
from urllib.parse import unquote_to_bytes

from moedebog.importer.pieces import Kind, Picture, Piece

WITHOUT_ALT = "Beskrivelse mangler"
"""What stands for a picture that the document does not describe."""
DESCRIBE = "skriv i de skarpe parenteser, hvad billedet viser"
LEFT_OUT = "her er et billede, som ikke er kommet med; gem det som en fil, og sæt det ind"
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


def in_address(data: str) -> bytes:
    """The file in what follows ``data:`` in an address; nothing where there is none."""
    kind, _, body = data.partition(",")
    raw = unquote_to_bytes(body)
    if not kind.casefold().endswith(";base64"):
        return raw
    try:
        return binascii.a2b_base64(raw)
    except binascii.Error:
        return b""
