"""What a file is, is told by what it holds; and a name that says something else is told."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import struct
import tarfile
import zipfile

import pytest
from PIL import Image

from indhold.given import Given
from indhold.sniffing import Format, contents_of, format_of, is_what_it_says, kind_of

TYPES = '<Types><Override PartName="/{}" ContentType="application/{}.main+xml"/></Types>'
DOCX = "vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF"
HTML = b"<!DOCTYPE html><html><body>Hej</body></html>"
LETTER = b"From: a@example.org\r\nTo: b@example.org\r\nMIME-Version: 1.0\r\n\r\nHej"
EXE = b"MZ" + bytes(58) + struct.pack("<I", 64) + b"PE\0\0" + bytes(99)


def zipped(**members: str | bytes) -> bytes:
    return zipped_as(members)


def zipped_as(members: dict[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, data in members.items():
            file.writestr(name, data)
    return made.getvalue()


def package(kind: str, part: str = "document.xml") -> bytes:
    return zipped_as({"[Content_Types].xml": TYPES.format(part, kind), part: "<a/>"})


def picture(kind: str) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (4, 4)).save(made, kind)
    return made.getvalue()


def tarred() -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as file:
        file.addfile(tarfile.TarInfo("a.txt"))
    return made.getvalue()


CONTENTS: list[tuple[bytes, Format, str]] = [
    (b"", Format.EMPTY, "empty"),
    (PDF, Format.PDF, "pdf"),
    (b"\xef\xbb\xbf\r\n" + PDF, Format.PDF, "pdf"),
    (b"%-12345X@PJL\n" + PDF, Format.PDF, "pdf"),
    (package(DOCX), Format.DOCX, "docx"),
    (package("vnd.ms-word.document.macroEnabled"), Format.DOCX, "docm"),
    (package("vnd.ms-word.template.macroEnabledTemplate"), Format.DOCX, "docm"),
    (package("vnd.openxmlformats-officedocument.spreadsheetml.sheet"), Format.XLSX, "xlsx"),
    (package("vnd.ms-excel.addin.macroEnabled"), Format.XLSX, "xlsm"),
    (package("vnd.ms-excel.sheet.binary.macroEnabled"), Format.ARCHIVE, "xlsb"),
    (package("vnd.openxmlformats-officedocument.presentationml.slideshow"), Format.PPTX, "pptx"),
    (package("vnd.ms-powerpoint.presentation.macroEnabled"), Format.PPTX, "pptm"),
    (package("nothing", "word/document.xml"), Format.DOCX, "docx"),
    (zipped_as({"mimetype": "application/vnd.oasis.opendocument.text"}), Format.ODF, "odt"),
    (zipped_as({"content.xml": "", "META-INF/manifest.xml": ""}), Format.ODF, "odf"),
    (zipped_as({"META-INF/MANIFEST.MF": "", "A.class": ""}), Format.EXECUTABLE, "jar"),
    (zipped_as({"a.pdf": PDF}), Format.ARCHIVE, "zip"),
    (zipped_as({}), Format.ARCHIVE, "zip"),
    *((picture(k), Format.PICTURE, k) for k in ("png", "jpeg", "gif", "tiff", "webp", "bmp")),
    (picture("ico"), Format.PICTURE, "ico"),
    (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Format.PICTURE, "heic"),
    (b"\1\0\0\0" + bytes(36) + b" EMF" + bytes(99), Format.PICTURE, "emf"),
    (b"\xd7\xcd\xc6\x9a" + bytes(40), Format.PICTURE, "wmf"),
    (
        b'<?xml version="1.0"?>\n<!-- a -->\n<!DOCTYPE svg [<!ENTITY a "b">]>\n<svg/>',
        Format.SVG,
        "svg",
    ),
    (b'<s:svg xmlns:s="http://www.w3.org/2000/svg"/>', Format.SVG, "svg"),
    (HTML, Format.HTML, "html"),
    (b"\xff\xfe" + HTML.decode().encode("utf-16-le"), Format.HTML, "html"),
    (b"<div>Hej</div>", Format.HTML, "html"),
    (b"<?xml version='1.0'?><a/>", Format.TEXT, "xml"),
    (b"{\\rtf1 Hej}", Format.RTF, "rtf"),
    (LETTER, Format.LETTER, "eml"),
    (b"From anna Mon Jan  1\nFrom: a@example.org\nReceived: x\n\n", Format.LETTER, "eml"),
    (gzip.compress(b"a", mtime=0), Format.ARCHIVE, "gz"),
    (bz2.compress(b"a"), Format.ARCHIVE, "bz2"),
    (bz2.compress(b""), Format.ARCHIVE, "bz2"),
    (lzma.compress(b"a"), Format.ARCHIVE, "xz"),
    (tarred(), Format.ARCHIVE, "tar"),
    (b"7z\xbc\xaf\x27\x1c\0\4", Format.ARCHIVE, "7z"),
    (b"Rar!\x1a\x07\x01\0", Format.ARCHIVE, "rar"),
    (b"MSCF\0\0\0\0", Format.ARCHIVE, "cab"),
    (EXE, Format.EXECUTABLE, "exe"),
    (b"\x7fELF\2\1\1", Format.EXECUTABLE, "elf"),
    (b"\xcf\xfa\xed\xfe\7\0\0\1", Format.EXECUTABLE, "macho"),
    (b"L\0\0\0\x01\x14\x02\0" + bytes(60), Format.EXECUTABLE, "lnk"),
    (b"#!/bin/sh\necho\n", Format.EXECUTABLE, "script"),
    ("Møde om en sti".encode(), Format.TEXT, "text"),
    ("Møde om en sti".encode("cp1252"), Format.TEXT, "text"),
    ("Møde om en sti".encode("utf-16"), Format.TEXT, "text"),
    ("Møde om en sti".encode("utf-16-be"), Format.TEXT, "text"),
    (b"MZ er to bogstaver", Format.TEXT, "text"),
    (b"Formatet begynder med %PDF-1.7 og slutter med %%EOF.", Format.TEXT, "text"),
    (b"From: Anna\nSubject: en note, og intet brev\n\nHej", Format.TEXT, "text"),
    (b"\xff\xfe" + random.Random(1).randbytes(4000), Format.UNKNOWN, "unknown"),
    (bytes(range(256)) * 4, Format.UNKNOWN, "unknown"),
    (b"Begin" * 1000 + bytes(range(256)) * 99 + b"end" * 2000, Format.UNKNOWN, "unknown"),
]


@pytest.mark.parametrize(("data", "found", "kind"), CONTENTS, ids=range(len(CONTENTS)))
def test_what_a_file_holds_tells_what_it_is(data: bytes, found: Format, kind: str) -> None:
    for name in ("bilag", "bilag.dat", "Bilag nr. 4"):
        given = Given(name, held=data)
        assert (format_of(given), kind_of(given)) == (found, kind)
        assert is_what_it_says(given, found)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("bilag.pdf", PDF),
        ("BILAG.PDF", PDF),
        ("bilag.docx", package(DOCX)),
        ("bilag.docm", package(DOCX)),
        ("bilag.zip", package(DOCX)),
        ("notat.docx.pdf", PDF),
        ("foto.jpg", picture("jpeg")),
        ("tal.csv", b"a;b\n1;2"),
        ("note.txt", HTML),
        ("note.md", b"<div>a</div>"),
        ("data.xml", b"<a/>"),
        ("data.json", b"{}"),
        ("side.html", b"kun tekst"),
        ("brev.eml", b"Hej"),
        ("bilag.xyz", PDF),
        ("tom.pdf", b""),
        ("setup.exe", EXE),
        ("start.sh", b"#!/bin/sh\n"),
        ("bilag 1. september", PDF),
    ],
)
def test_an_honest_name_is_no_disguise(name: str, data: bytes) -> None:
    given = Given(name, held=data)
    assert is_what_it_says(given, format_of(given))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("bilag.pdf", HTML),
        ("bilag.pdf", b"Hej"),
        ("bilag.pdf", EXE),
        ("bilag.pdf. ", EXE),
        ("bilag.docx", zipped_as({"a.txt": "a"})),
        ("bilag.docx", package("vnd.ms-word.document.macroEnabled")),
        ("bilag.docx", package("vnd.openxmlformats-officedocument.spreadsheetml.sheet")),
        ("bilag.doc", b"{\\rtf1 Hej}"),
        ("bilag.zip", b"Rar!\x1a\x07\x01\0"),
        ("foto.jpg", picture("png")),
        ("note.txt", PDF),
        ("note.txt", bytes(range(256))),
        ("faktura.pdf.exe", EXE),
        ("faktura.pdf          .exe", EXE),
        ("faktura.docx.js", b"alert(1)"),
        ("faktura.exe", PDF),
        ("faktura\u202efdp.exe", EXE),
        ("faktura\u202efdp.zip", zipped_as({})),
    ],
)
def test_a_name_that_says_something_else_is_a_disguise(name: str, data: bytes) -> None:
    given = Given(name, held=data)
    assert not is_what_it_says(given, format_of(given))


PROGRAMS = "bat cmd ps1 vbs js jse wsf hta com scr reg url desktop"


@pytest.mark.parametrize("ending", PROGRAMS.split())
def test_what_is_called_a_program_is_one_whatever_it_holds(ending: str) -> None:
    for data, contents in ((b"Hej", Format.TEXT), (PDF, Format.PDF)):
        given = Given(f"bilag.{ending.upper()}", held=data)
        assert format_of(given) is Format.EXECUTABLE
        assert contents_of(given) in (contents, Format.HTML)


def test_half_a_document_is_still_told() -> None:
    data = package("nothing", "xl/workbook.xml")
    for cut in (1, 30, len(data) - data.index(b"<a/>")):
        assert format_of(Given("bilag", held=data[:-cut])) is Format.XLSX
