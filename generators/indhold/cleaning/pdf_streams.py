"""Reading streams of a PDF without unpacking more than is meant to be there."""

from __future__ import annotations

import zlib
from typing import Any

import pikepdf
from pikepdf import Array

_OTHER = frozenset(("/ASCIIHexDecode", "/ASCII85Decode", "/LZWDecode", "/RunLengthDecode"))
_MOST_PACKED = 1_000_000
"""Bytes of a stream that is packed in any other way than by Flate."""


def unpacked(stream: Any, most: int) -> bytes | None:
    """What a stream holds; ``None`` where it is more bytes than ``most``, damaged, or packed in a
    way that is not known or in several at once."""
    filters = stream.get("/Filter")
    names = [str(one) for one in filters] if isinstance(filters, Array) else [str(filters)]
    try:
        raw: bytes = stream.read_raw_bytes()
        if filters is None or not names:
            return raw if len(raw) <= most else None
        if names == ["/FlateDecode"] and "/DecodeParms" not in stream:
            unpacking = zlib.decompressobj()
            data = unpacking.decompress(raw, most)
            return None if unpacking.unconsumed_tail else data
        if len(names) == 1 and names[0] in _OTHER and len(raw) <= _MOST_PACKED:
            other: bytes = stream.read_bytes()
            return other if len(other) <= most else None
    except (pikepdf.PdfError, zlib.error, ValueError):
        pass
    return None
