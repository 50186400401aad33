"""pdfminer within bounds: what it unpacks, what it carries out, and how far fonts reach.

pdfminer unpacks a part of a file whole and carries out every form as often as it is called,
so a file of some kilobytes may take all memory or never end. Its own functions stand in for
``zlib`` and the like while a file is read; each asks the ``Budget`` first.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from types import SimpleNamespace
from typing import Any

from pdfminer import cmapdb, pdffont, pdfinterp, pdftypes
from pdfminer.pdfdevice import PDFDevice
from pdfminer.pdfinterp import PDFContentParser, PDFPageInterpreter, PDFResourceManager
from pdfminer.pdftypes import stream_value
from pdfminer.utils import apply_png_predictor, apply_tiff_predictor

from moedebog.diagnostics import Phrase, UsageProblem
from moedebog.importer.budget import DEEPEST, LARGEST_STREAM, MOST_SAVED, Budget

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
        (pdfinterp, "PDFContentParser", _Parser),
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


class _Parser(PDFContentParser):
    """Reads what is drawn; pictures within it in a time that grows with their size alone."""

    def get_inline_data(self, pos: int, target: bytes = b"EI") -> tuple[int, bytes]:
        """The bytes up to ``target`` and a space, as pdfminer finds them."""
        self.seek(pos)
        data = bytearray()
        matched = 0
        while matched <= len(target):
            self.fillbuf()
            if not matched:
                found = self.buf.find(target[:1], self.charpos)
                end = len(self.buf) if found < 0 else found + 1
                matched = int(found >= 0)
            else:
                end = self.charpos + 1
                sign = self.buf[self.charpos : end]
                ends = sign.isspace() if matched == len(target) else sign[0] == target[matched]
                matched = matched + 1 if ends else 0
            data += self.buf[self.charpos : end]
            self.charpos = end
        del data[-len(target) - 1 :]
        return pos, re.sub(rb"(\x0d\x0a|[\x0d\x0a])$", b"", bytes(data))


class Interpreter(PDFPageInterpreter):
    """Carries out what is drawn as far as the budget goes."""

    def __init__(
        self, rsrcmgr: PDFResourceManager, device: PDFDevice, budget: Budget, depth: int = 0
    ) -> None:
        super().__init__(rsrcmgr, device)
        self.budget = budget
        self.depth = depth

    def subinterp(self) -> Interpreter:
        """The one for a form: a level deeper."""
        made = Interpreter(self.rsrcmgr, self.device, self.budget, self.depth + 1)
        made.parent_stream_ids.update(self.parent_stream_ids)
        made.parent_stream_ids.update(self.stream_ids)
        return made

    def do_q(self) -> None:
        """Puts the state by."""
        if len(self.gstack) >= MOST_SAVED:
            self.budget.draw(0, DEEPEST + 1)
        super().do_q()

    def execute(self, streams: Sequence[object]) -> None:
        """As pdfminer has it, when the budget allows."""
        size = sum(len(stream_value(one).get_data()) for one in streams)
        self.budget.draw(size + 100, self.depth)
        super().execute(streams)
