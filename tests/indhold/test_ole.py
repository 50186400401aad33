"""What Office wrote before 2007, and other compound files."""

from __future__ import annotations

import struct
import zlib

import pytest

from indhold.findings import Kind, Unread
from indhold.given import Given
from indhold.sniffing import format_of, kind_of
from looks import CPR, looked, places, shown, told, zipped
from ole_files import Tree, compound, properties

SUMMARY, DOCUMENT = "\x05SummaryInformation", "\x05DocumentSummaryInformation"
WORDS = f"Borger\rmed CPR {CPR}\r"


def doc(words: bytes = b"", more: Tree | None = None, flags: int = 0) -> bytes:
    head = struct.pack("<5H", 0xA5EC, 193, 0, 0, 0) + struct.pack("<H", flags)
    return compound({"WordDocument": head + bytes(600) + words, "1Table": b"", **(more or {})})


def test_they_are_told_apart_by_their_streams() -> None:
    kinds = {
        "doc": doc(),
        "xls": compound({"Workbook": b"a"}),
        "ppt": compound({"PowerPoint Document": b"a"}),
        "msg": compound({"__properties_version1.0": b"a"}),
        "encrypted": compound({"EncryptedPackage": b"a", "EncryptionInfo": b"b"}),
        "msi": compound({"a": b"a"}, "000C1084-0000-0000-C000-000000000046"),
        "ole": compound({"a": b"a"}),
    }
    assert {kind: kind_of(Given("a", held=data)) for kind, data in kinds.items()} == {
        kind: kind for kind in kinds
    }
    assert format_of(Given("a", held=kinds["msi"])).value == "executable"


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16-le"])
@pytest.mark.parametrize("odd", [b"", b"\0", b"\3"])
def test_words_are_found_in_letters_of_one_byte_and_of_two(encoding: str, odd: bytes) -> None:
    seen = looked("a.doc", doc(odd + WORDS.encode(encoding)))
    assert len(places(seen, Kind.PERSONAL_NUMBER)) == 1
    assert [(gap.reason, gap.shown) for gap in seen.gaps] == [(Unread.PARTLY, "doc")]


def test_hyphens_of_word_are_hyphens() -> None:
    assert places(looked("a.doc", doc(b"CPR 010190\x1e1234 og")), Kind.PERSONAL_NUMBER)
    assert places(looked("a.doc", doc(b"CPR 0101\x1f90-1234 og")), Kind.PERSONAL_NUMBER)


def test_properties() -> None:
    summary = properties({4: "Anna", 8: "Bo", 7: "C:\\a.dot", 3: f"CPR {CPR}"})
    maker = properties({15: "Et råd", 14: "Cai"}, second=True)
    seen = looked("a.doc", doc(more={SUMMARY: summary, DOCUMENT: maker}))
    assert shown(seen, Kind.AUTHOR) == ["Anna", "Bo", "Cai"]
    assert shown(seen, Kind.PATH) == ["C:\\a.dot"]
    assert "properties subject" in places(seen)
    assert seen.maker == "Et råd"


def test_macros() -> None:
    assert "macro" in told(looked("a.doc", doc(more={"Macros": {"VBA": {"dir": b"a"}}})))
    assert "macro" in told(
        looked("a.xls", compound({"Workbook": b"", "_VBA_PROJECT_CUR": {"P": b"a"}}))
    )
    assert "macro" not in told(looked("a.doc", doc()))


def test_passwords() -> None:
    assert told(looked("a.docx", compound({"EncryptedPackage": b"a"}))) == {"password"}
    assert "password" in told(looked("a.doc", doc(flags=0x0100)))
    assert "password" in told(looked("a.xls", compound({"Workbook": record(0x2F, bytes(6))})))


def test_embedded_files() -> None:
    inside = zipped({"a.txt": f"CPR {CPR}"})
    path = rb"C:\Users\anna\b.zip"
    package = struct.pack("<H", 2) + b"b.zip\0" + path + b"\0" + struct.pack("<HH", 0, 3)
    package += struct.pack("<I", len(path)) + path + struct.pack("<I", len(inside)) + inside
    native = struct.pack("<I", len(package)) + package
    compobj = bytes(28) + struct.pack("<I", 6) + b"Et ark\0"
    pool: dict[str, dict[str, bytes]] = {
        "_1": {"\x01Ole10Native": native},
        "_2": {"Package": inside},
        "_3": {"\x01CompObj": compobj, "Workbook": b"a"},
    }
    alone = looked("oleObject1.bin", compound({**pool["_1"], "\x01CompObj": compobj}))
    assert told(alone) == {"embedded-file", "path"}
    seen = looked("a.doc", doc(more={"ObjectPool": pool}))
    assert set(shown(seen, Kind.EMBEDDED)) == {"b.zip", "Package", "Et ark", "_2"}
    assert shown(seen, Kind.PATH) == [path.decode()]
    assert {place.split(", ", 1)[1] for place in places(seen)} == {
        "member b.zip, member a.txt, line 1",
        "member Package, member a.txt, line 1",
    }


def test_objects_of_slides_are_unpacked() -> None:
    inside = compound({"VBA": {"dir": b"a"}, "a": f"CPR {CPR}".encode()})
    packed = struct.pack("<I", len(inside)) + zlib.compress(inside)
    atom = struct.pack("<HHI", 1 << 4, 0x1011, len(packed)) + packed
    slides = struct.pack("<HHI", 0xF, 1000, len(atom)) + atom
    seen = looked("a.ppt", compound({"PowerPoint Document": slides}))
    assert {"macro", "embedded-file"} <= told(seen)
    assert places(seen)


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def sheet(name: bytes, state: int = 0, kind: int = 0) -> bytes:
    return record(0x85, struct.pack("<IBBBB", 0, state, kind, len(name), 0) + name)


def workbook() -> bytes:
    words = [b"Navn", b"CPR-nr.", b"Konto", b"x" * 48, b"010190-1234"]
    shared = struct.pack("<II", 9, len(words) + 1)
    shared += b"".join(struct.pack("<HB", len(word), 0) + word for word in words)
    cut = struct.pack("<HB", 15, 0) + b"CPR 010"
    labels = b"".join(record(0xFD, struct.pack("<3HI", 0, n, 0, n)) for n in range(3))
    numbers = record(0x203, struct.pack("<3Hd", 1, 1, 0, 101901235.0))
    numbers += record(0x27E, struct.pack("<3HI", 1, 2, 0, 101901235 << 2 | 2))
    bof = record(0x809, bytes(8))
    return b"".join(
        (
            bof,
            *(sheet(b"Forside"), sheet(b"Skjult ark", 1), sheet(b"Makro", 2, 1)),
            record(0xFC, shared + cut),
            record(0x3C, b"\1" + "190-1235".encode("utf-16-le")),
            *(bof, labels, numbers),
        )
    )


def test_sheets() -> None:
    seen = looked("a.xls", compound({"Workbook": workbook()}))
    assert shown(seen, Kind.HIDDEN) == ["Skjult ark", "Makro"]
    assert shown(seen, Kind.MACRO) == ["XLM"]
    found = places(seen, Kind.PERSONAL_NUMBER)
    assert "part Workbook, sheet Forside, cell B2" in found
    assert not any("cell C2" in place for place in found)
    assert {"0101••-••••"} <= set(shown(seen, Kind.PERSONAL_NUMBER))


def test_damage_is_told_and_what_there_is_is_searched() -> None:
    whole = doc(WORDS.encode())
    seen = looked("a.doc", whole[:1200])
    assert "damaged" in told(seen)
    assert places(looked("a.doc", whole[: 512 * 14]))
    loop = bytearray(whole)
    start = loop.rindex(struct.pack("<II", 1, 2))
    struct.pack_into("<I", loop, start, 0)
    assert told(looked("a.doc", bytes(loop))) & {"damaged", "partly-known-format"}


def test_what_a_system_leaves_behind() -> None:
    thumbs = compound({"256_a": b"\xff\xd8\xff", "Catalog": WORDS.encode("utf-16-le")})
    seen = looked("Thumbs.db", thumbs)
    assert told(seen) == {"metadata"}
    assert places(seen)
