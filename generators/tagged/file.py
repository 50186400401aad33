"""Puts numbered objects into a file: object streams, streams, and one cross-reference stream."""

from __future__ import annotations

import hashlib
import zlib
from io import BytesIO

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_PER_STREAM = 400
"""Objects in one object stream. A reader must unpack a whole one to get at any of them."""
_END = b"endstream"
_LEVEL = 4
"""Of packing: the usual one takes half as long again, and saves three per cent."""


def stream(entries: bytes, content: bytes, *, compress: bool = True) -> bytes:
    """A stream object; ``entries`` are those of its dictionary but length and filter."""
    if compress:
        content = zlib.compress(content, _LEVEL)
        entries += b"/Filter/FlateDecode"
    # PDF/A wants the end of a line before ``endstream``, and not counted.
    return b"<<%s/Length %d>>\nstream\n%s\n%s" % (entries, len(content), content, _END)


def of_reportlab(data: bytes) -> bytes:
    """An object as ReportLab writes it, in the form that ``FileWriter.put`` wants."""
    data = data.rstrip(b"\n")
    return data[: -len(_END)] + b"\n" + _END if data.endswith(_END) else data


class FileWriter:
    """A file in the making. An object that was put into it need not be kept elsewhere."""

    def __init__(self) -> None:
        self._out = BytesIO()
        self._out.write(_HEADER)
        self._digest = hashlib.md5(usedforsecurity=False)
        self._places: dict[int, tuple[int, int, int]] = {}
        self._waiting: list[tuple[int, bytes]] = []
        self._parts: list[tuple[list[int], bytes]] = []

    def put(self, number: int, data: bytes) -> None:
        """Add an object, in any order. Its number is its own."""
        self._digest.update(data)
        if data.endswith(_END):
            self._write(number, data)
            return
        self._waiting.append((number, data))
        if len(self._waiting) == _PER_STREAM:
            self._pack()

    def finish(self, root: int, info: int) -> bytes:
        """The whole file.

        ``root`` is the number of the catalog, ``info`` that of the information dictionary.
        The file's fingerprint comes from what is in it.
        """
        if self._waiting:
            self._pack()
        count = max(max(self._places, default=0), *(max(held) for held, _ in self._parts))
        for held, data in self._parts:
            count += 1
            self._places |= {number: (2, count, index) for index, number in enumerate(held)}
            self._write(count, data)
        count += 1
        start = self._out.tell()
        self._places[count] = (1, start, 0)
        id_ = self._digest.hexdigest().encode()
        entries = b"/Type/XRef/Size %d/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]"
        entries += b"/W[1 4 2]/DecodeParms<</Predictor 12/Columns 7>>"
        free = (0, 0, 65535)
        rows = _rows([self._places.get(number, free) for number in range(count + 1)])
        self._write(count, stream(entries % (count + 1, root, info, id_, id_), rows))
        self._out.write(b"startxref\n%d\n%%%%EOF\n" % start)
        return self._out.getvalue()

    def _write(self, number: int, data: bytes) -> None:
        self._places[number] = (1, self._out.tell(), 0)
        self._out.write(b"%d 0 obj\n%s\nendobj\n" % (number, data))

    def _pack(self) -> None:
        """Make one object of those that wait. Its number comes after all others."""
        index, bodies, offset = [], [], 0
        for number, data in self._waiting:
            body = data.strip() + b"\n"
            index.append(b"%d %d" % (number, offset))
            bodies.append(body)
            offset += len(body)
        head = b" ".join(index) + b"\n"
        entries = b"/Type/ObjStm/N %d/First %d" % (len(bodies), len(head))
        packed = stream(entries, head + b"".join(bodies))
        self._parts.append(([number for number, _ in self._waiting], packed))
        self._waiting.clear()


_NEXT = b"\x02" + bytes(6) + b"\x01"
"""The difference where the last byte is one more, as of neighbours in an object stream."""


def _rows(places: list[tuple[int, int, int]]) -> bytes:
    """The rows of the cross-reference, each as its difference from the one above."""
    above, before = bytes(7), (0, 0, 0)
    rows = []
    for place in places:
        kind, where, index = place
        row = bytes((kind, *where.to_bytes(4, "big"), *index.to_bytes(2, "big")))
        if place == (*before[:2], before[2] + 1) and index & 255:
            rows.append(_NEXT)
        else:
            rows.append(b"\x02" + bytes((a - b) & 255 for a, b in zip(row, above, strict=True)))
        above, before = row, place
    return b"".join(rows)
