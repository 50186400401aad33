"""pdfminer within bounds: what it unpacks, and how far fonts reach.

pdfminer unpacks a part of a file whole, so a file of some kilobytes may take all memory or never
end. Our own functions stand in for ``zlib`` and the like while a file is read; each asks the
``Budget`` first.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from types import SimpleNamespace
from typing import Any

from pdfminer import cmapdb, pdffont, pdftypes
from pdfminer.utils import apply_png_predictor, apply_tiff_predictor

from moedebog.diagnostics import Phrase, UsageProblem
from moedebog.importer.budget import LARGEST_STREAM, Budget

_STEP = 1 << 20
_CHECKSUM = 3
"""Bytes at the end of a stream where a fault does no harm."""
_END_OF_RUNS = 128
"""What ends a stream of runs."""
_SLOW = 3_000_000
"""Bytes of a part that pdfminer unpacks letter by letter."""
_LETTER_BY_LETTER = (*("lzwdecode", "ascii85decode", "asciihexdecode", "ccittfaxdecode"),)
_MOST_CODES = 200_000
"""Codes that a font may speak of in one stretch; it has no more than 65,536."""
_FONT_BOUND = Phrase(
    "En skrift i PDF-filen påstår at have flere tegn, end der findes. Find Word-filen, eller "
    "udskriv PDF-filen til en ny PDF.",
    "A font in the PDF file claims to have more characters than there are. Find the Word file, or "
    "print the PDF file to a new PDF.",
)


@contextmanager
def bounded(budget: Budget) -> Iterator[None]:
    """While it is open, pdfminer unpacks nothing without asking the budget."""

    def inflate(data: bytes) -> bytes:
        return _inflated(data, budget, whole=True)

    def corrupted(data: bytes) -> bytes:
        return _inflated(data, budget, whole=False)

    def run_length(data: bytes) -> bytes:
        return _run_length(data, budget)

    def slow(decode: Callable[..., bytes]) -> Callable[..., bytes]:
        def decoded(data: bytes, *rest: Any) -> bytes:
            budget.unpack(len(data) if len(data) <= _SLOW else LARGEST_STREAM + 1)
            made = decode(data, *rest)
            budget.unpack(len(made))
            return made

        return decoded

    def predicted(decode: Callable[..., bytes], at: int) -> Callable[..., bytes]:
        def decoded(*given: Any) -> bytes:
            colors, columns, bits = given[at : at + 3]
            budget.unpack(max(0, colors) * max(0, columns) * max(0, bits) // 8)
            return decode(*given)

        return decoded

    def stretch(*given: int) -> range:
        made = range(*given)
        if len(made) > _MOST_CODES:
            raise UsageProblem(_FONT_BOUND)
        budget.tick()
        return made

    stand_ins: list[tuple[Any, str, Any]] = [
        (pdftypes, "zlib", SimpleNamespace(decompress=inflate, error=zlib.error)),
        (pdftypes, "decompress_corrupted", corrupted),
        (pdftypes, "rldecode", run_length),
        (pdftypes, "apply_tiff_predictor", predicted(apply_tiff_predictor, 0)),
        (pdftypes, "apply_png_predictor", predicted(apply_png_predictor, 1)),
        *((pdftypes, name, slow(getattr(pdftypes, name))) for name in _LETTER_BY_LETTER),
        *((module, "range", stretch) for module in (cmapdb, pdffont)),
    ]
    with ExitStack() as stack:
        for module, name, function in stand_ins:
            if name in vars(module):
                stack.callback(setattr, module, name, getattr(module, name))
            else:
                stack.callback(delattr, module, name)
            setattr(module, name, function)
        yield


def _inflated(data: bytes, budget: Budget, whole: bool) -> bytes:
    """As ``zlib.decompress``; without ``whole`` a wrong checksum at the end is no fault."""
    unpacker = zlib.decompressobj()
    made = bytearray()
    end = len(data) if whole else max(0, len(data) - _CHECKSUM)
    for rest, damaged in ((data[:end], False), (data[end:], True)):
        try:
            while rest and not unpacker.eof:
                made += unpacker.decompress(rest, _STEP)
                rest = unpacker.unconsumed_tail
                if len(made) > LARGEST_STREAM:
                    budget.unpack(len(made))
        except zlib.error:
            if not damaged:
                raise
    if whole and not unpacker.eof:
        raise zlib.error("incomplete or truncated stream")
    made += unpacker.flush()
    budget.unpack(len(made))
    return bytes(made)


def _run_length(data: bytes, budget: Budget) -> bytes:
    """As pdfminer's ``rldecode``, which takes eight bytes of memory for each and asks nobody."""
    made = bytearray()
    at, end = 0, len(data)
    while at < end and data[at] != _END_OF_RUNS:
        length = data[at]
        if length < _END_OF_RUNS:
            made += data[at + 1 : at + length + 2]
            at += length + 2
        else:
            made += data[at + 1 : at + 2] * (257 - length)
            at += 2
        if len(made) > LARGEST_STREAM:
            break
    budget.unpack(len(made))
    return bytes(made)
