"""Puts numbered objects into a file: object streams, streams, and one cross-reference stream."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Mapping

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_PER_STREAM = 400
"""Objects in one object stream. A reader must unpack a whole one to get at any of them."""
_END = b"endstream"


def stream(entries: bytes, content: bytes, *, compress: bool = True) -> bytes:
    """A stream object; ``entries`` are those of its dictionary but length and filter."""
    if compress:
        content = zlib.compress(content)
        entries += b"/Filter/FlateDecode"
    # PDF/A wants the end of a line before ``endstream``, and not counted.
    return b"<<%s/Length %d>>\nstream\n%s\n%s" % (entries, len(content), content, _END)


def of_reportlab(data: bytes) -> bytes:
    """An object as ReportLab writes it, in the form that ``assemble`` wants."""
    data = data.rstrip(b"\n")
    return data[: -len(_END)] + b"\n" + _END if data.endswith(_END) else data


def assemble(objects: Mapping[int, bytes], root: int, info: int) -> bytes:
    """The file that holds these objects by number.

    ``root`` is the number of the catalog, ``info`` that of the information dictionary.

    Its fingerprint comes from what is in it.
    """
    digest = hashlib.md5(usedforsecurity=False)
    out = [_HEADER]
    offset = len(_HEADER)
    free = (0, 0, 65535)
    places: dict[int, tuple[int, int, int]] = {}
    packed: list[tuple[int, bytes]] = []
    count = max(objects)

    def put(number: int, data: bytes) -> None:
        nonlocal offset
        places[number] = (1, offset, 0)
        written = b"%d 0 obj\n%s\nendobj\n" % (number, data)
        out.append(written)
        offset += len(written)

    for number, data in sorted(objects.items()):
        digest.update(data)
        if data.endswith(_END):
            put(number, data)
        else:
            packed.append((number, data))
    for part in _parts(packed):
        count += 1
        for index, (number, _) in enumerate(part):
            places[number] = (2, count, index)
        put(count, _object_stream(part))
    count += 1
    places[count] = (1, offset, 0)
    id_ = digest.hexdigest().encode()
    entries = b"/Type/XRef/Size %d/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]"
    entries += b"/W[1 4 2]/DecodeParms<</Predictor 12/Columns 7>>"
    rows = _rows([places.get(number, free) for number in range(count + 1)])
    table = stream(entries % (count + 1, root, info, id_, id_), rows)
    start = offset
    put(count, table)
    out.append(b"startxref\n%d\n%%%%EOF\n" % start)
    return b"".join(out)


def _parts(packed: list[tuple[int, bytes]]) -> Iterator[list[tuple[int, bytes]]]:
    for start in range(0, len(packed), _PER_STREAM):
        yield packed[start : start + _PER_STREAM]


def _object_stream(part: list[tuple[int, bytes]]) -> bytes:
    index, bodies, offset = [], [], 0
    for number, data in part:
        body = data.strip() + b"\n"
        index.append(b"%d %d" % (number, offset))
        bodies.append(body)
        offset += len(body)
    head = b" ".join(index) + b"\n"
    entries = b"/Type/ObjStm/N %d/First %d" % (len(part), len(head))
    return stream(entries, head + b"".join(bodies))


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
