"""Files that would take all time or memory, if they were believed."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator

from corpus import pdfs
from corpus.expected import Planted, told
from corpus.packing import XML, content_types, packed, relationships
from indhold.findings import Unread

_BOUNDED = (
    Unread.TOO_LARGE,
    Unread.TOO_LONG,
    Unread.TOO_MUCH_MEMORY,
    Unread.TOO_DEEP,
    Unread.TOO_MANY,
    Unread.DAMAGED,
    Unread.PARTLY,
    Unread.FAILED,
)


def files() -> Iterator[Planted]:
    """Each with what must be said of it."""
    nought = _nought(1_000)
    yield Planted("bombe.zip", nought, (told(*_BOUNDED),))
    nested = packed({"a.txt": "x"})
    for level in range(8):
        nested = packed({f"{level}.zip": nested})
    yield Planted("dybt.zip", nested, (told(Unread.TOO_DEEP),))
    many = packed({f"{place}.txt": "" for place in range(25_000)})
    yield Planted("mange.zip", many, (told(Unread.TOO_MANY),))
    lies = bytearray(packed({"a.txt": "x" * 1000}))
    central = lies.index(b"PK\x01\x02")
    struct.pack_into("<I", lies, central + 24, 0xFFFFFFF0)
    yield Planted("loegn.zip", bytes(lies), (told(*_BOUNDED),))
    entities = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 20}">' for n in range(12))
    laughs = (
        f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha">{entities}]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>&m;</w:t></w:r></w:p></w:body></w:document>"
    )
    yield Planted("latter.docx", _docx(laughs), (told(*_BOUNDED),))
    deep = "<w:tbl><w:tr><w:tc>" * 20_000 + "</w:tc></w:tr></w:tbl>" * 20_000
    body = (
        f'{XML}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body>{deep}</w:body></w:document>"
    )
    yield Planted("dybt.docx", _docx(body), (told(*_BOUNDED),))
    yield Planted("side-loekke.pdf", _page_loop(), (told(*_BOUNDED),))
    yield Planted("stroem.pdf", _stream_bomb(), (told(*_BOUNDED),))
    yield Planted("objekt-loekke.pdf", _form_loop(), (told(*_BOUNDED, Unread.PICTURE),))
    yield Planted("kaempe.png", _huge_picture(), (told(*_BOUNDED, Unread.PICTURE),))


def _docx(body: str) -> bytes:
    return packed(
        {
            "[Content_Types].xml": content_types(
                {"word/document.xml": "wordprocessingml.document.main+xml"}
            ),
            "_rels/.rels": relationships(("rId1", "officeDocument", "word/document.xml")),
            "word/document.xml": body,
        }
    )


def _nought(megabytes: int) -> bytes:
    """A zip file with one member of so many megabytes of zeros."""
    data, checksum = _repeated(b"\0", megabytes, zlib.crc32)
    name = b"nul.txt"
    shared = struct.pack(
        "<5H3I", 20, 0, 8, 0, 0x5A21, checksum, len(data), megabytes << 20
    ) + struct.pack("<HH", len(name), 0)
    local = b"PK\x03\x04" + shared + name
    central = b"PK\x01\x02\x14\x00" + shared + bytes(14) + name
    end = struct.pack(
        "<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, len(central), len(local) + len(data), 0
    )
    return local + data + central + end


def _repeated(
    sign: bytes, megabytes: int, sum_up: Callable[[bytes, int], int]
) -> tuple[bytes, int]:
    """A sign so many times, deflated as one block again and again, and its checksum."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = sign * (1 << 20)
    packer.compress(piece)
    packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    checksum = sum_up(piece, 1 if sum_up is zlib.adler32 else 0)
    for _ in range(megabytes - 1):
        checksum = sum_up(piece, checksum)
    return block * megabytes + b"\x03\0", checksum


def _page_loop() -> bytes:
    """Pages whose tree comes back to its root."""
    made = pdfs.pdf(pdfs.written("Tekst"))
    return made.replace(b"/Kids[10 0 R]", b"/Kids[2 0 R ]")


def _stream_bomb() -> bytes:
    """A page of 1 GB of blanks, deflated twice."""
    blanks, checksum = _repeated(b" ", 1_000, zlib.adler32)
    once = b"\x78\xda" + blanks + struct.pack(">I", checksum)
    twice = zlib.compress(once, 9)
    head = f"<</Filter[/FlateDecode/FlateDecode]/Length {len(twice)}>>\nstream\n".encode()
    made = pdfs.pdf(pdfs.written("Tekst"), objects=(head + twice + b"\nendstream",))
    return made.replace(b"/Contents 12 0 R", b"/Contents 10 0 R")


def _form_loop() -> bytes:
    """A form that draws itself, and forms that each draw the next many times."""
    levels = 12
    forms = [
        pdfs.stream(
            "/X Do " * 12,
            "/Type/XObject/Subtype/Form/BBox[0 0 9 9]"
            f"/Resources<</XObject<</X {10 + (level + 1) % levels} 0 R>>>>",
        )
        for level in range(levels)
    ]
    return pdfs.pdf("/X1 Do", resources="/XObject<</X1 10 0 R>>", objects=tuple(forms))


def _huge_picture() -> bytes:
    """A PNG that says it has 60,000 by 60,000 dots."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + checksum

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    rows = chunk(b"IDAT", zlib.compress(bytes(10_000_000), 9))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + rows + chunk(b"IEND", b"")
