"""What a stream of a PDF holds, unpacked within bounds (ISO 32000-2 § 7.3.8 and 7.4)."""

from __future__ import annotations

import base64
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from indhold.collecting import Collector

LARGEST = 100_000_000
"""Bytes of one stream that are unpacked; larger ones are told as too large."""
_FLATE = ("/FlateDecode", "/Fl")
_PICTURES = ("/DCTDecode", "/DCT", "/JPXDecode", "/JBIG2Decode", "/CCITTFaxDecode", "/CCF")
_MOST_FILTERS = 8
_BROKEN = (pikepdf.PdfError, pikepdf.DataDecodingError, RuntimeError, ValueError)
"""What the library raises at damaged streams."""
_RATIO = {"/LZWDecode": 1400, "/LZW": 1400, "/RunLengthDecode": 64, "/RL": 64}
"""How many times larger the contents may be at most."""
_LETTERS = ("/ASCII85Decode", "/A85", "/ASCIIHexDecode", "/AHx")
_KNOWN = frozenset((*_FLATE, *_PICTURES, *_RATIO, *_LETTERS, "/Crypt"))
_FLATE_RATIO = 1033
_HARMLESS = LARGEST // 1500
"""So much that is packed once cannot be too large."""


class TooLarge(Exception):
    """A stream holds more than is unpacked."""


def filters(stream: Stream) -> list[str]:
    """The names of what unpacks a stream, in order."""
    given = stream.get("/Filter")
    if isinstance(given, Name):
        return [str(given)]
    if isinstance(given, Array):
        names: list[str] = [str(one) for one in list(given)[: _MOST_FILTERS + 1]]
        return names
    return []


def is_picture(stream: Stream) -> bool:
    """Whether a stream ends in something that only a program for pictures unpacks."""
    return any(name in _PICTURES for name in filters(stream))


def _is_harmless(size: int, names: list[str]) -> bool:
    """Whether so many bytes cannot become too many."""
    swelling = [name for name in names if name not in _LETTERS]
    return not swelling or (len(swelling) == 1 and size < _HARMLESS)


def unpacked(stream: Stream, collector: Collector, faults: list[str] | None = None) -> bytes:
    """What a stream holds; empty where it is damaged, as far as it goes where it is cut off.

    ``faults`` is told why not all of it could be unpacked. Nothing is told of what is whole but
    for its checksum, or ends too early: programs show it as it is.

    Raises ``TooLarge`` without having unpacked more than ``LARGEST``, and ``Exceeded``.
    """
    names = filters(stream)
    if len(names) > _MOST_FILTERS:
        raise TooLarge
    try:
        packed = stream.read_raw_bytes()
    except _BROKEN:
        return b""
    faults = [] if faults is None else faults
    faults += [name for name in names if name not in _KNOWN]
    held = _without_library(packed, names, faults) if not _has_predictor(stream) else None
    if held is None:
        held = _by_library(stream, packed, names)
    collector.unpacked(len(held))
    return held


def is_too_large(stream: Stream) -> bool:
    """Whether a stream would be larger than ``LARGEST``; looked at only where that may be."""
    names = filters(stream)
    try:
        if _is_harmless(int(stream.get("/Length", 0)), names):
            return False
        packed = stream.read_raw_bytes()
        _guess(packed, names)
    except TooLarge:
        return True
    except (*_BROKEN, TypeError):
        return False
    return False


def _without_library(packed: bytes, names: list[str], faults: list[str]) -> bytes | None:
    """The contents where zlib is all that packed them, else ``None``."""
    if any(name not in _FLATE for name in names):
        return None
    for _ in names:
        packed = _inflated(packed, faults)
    return packed


def _inflated(packed: bytes, faults: list[str] | None = None) -> bytes:
    inflating = zlib.decompressobj()
    held = bytearray()
    piece = packed
    try:
        while piece and not inflating.eof:
            held += inflating.decompress(piece, LARGEST + 1 - len(held))
            if len(held) > LARGEST:
                raise TooLarge
            piece = inflating.unconsumed_tail
    except zlib.error as error:  # what came out until then is what other programs show, too
        if faults is not None and "incorrect" not in str(error):
            faults.append(str(error))
    return bytes(held)


def _by_library(stream: Stream, packed: bytes, names: list[str]) -> bytes:
    if not _is_harmless(len(packed), names):
        _guess(packed, names)
    try:
        held = stream.read_bytes(pikepdf.StreamDecodeLevel.generalized)
    except _BROKEN:
        return packed
    if len(held) > LARGEST:
        raise TooLarge
    return held


def _guess(packed: bytes, names: list[str]) -> None:
    """Raises ``TooLarge`` where the contents are, or may be, that."""
    known: bytes | None = packed
    size = len(packed)
    for name in names:
        if name in _PICTURES:
            return
        if known is not None and name in _FLATE:
            known = _inflated(known)
        elif known is not None and name in _LETTERS:
            known = _from_letters(known, name)
        else:
            known, size = None, size * _RATIO.get(name, _FLATE_RATIO)
        size = size if known is None else len(known)
        if size > LARGEST:
            raise TooLarge


def _from_letters(packed: bytes, name: str) -> bytes:
    """Undo what writes bytes in letters; empty where it is damaged."""
    packed = b"".join(packed.split())
    try:
        if name in ("/ASCIIHexDecode", "/AHx"):
            digits = packed.partition(b">")[0]
            return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
        return base64.a85decode(packed.removeprefix(b"<~").partition(b"~")[0])
    except ValueError:
        return b""


def _has_predictor(stream: Stream) -> bool:
    given = stream.get("/DecodeParms")
    each = list(given)[:_MOST_FILTERS] if isinstance(given, Array) else [given]
    return any(
        isinstance(one, Dictionary) and one.get("/Predictor", 1) not in (1, None) for one in each
    )
