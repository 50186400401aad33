"""Planted text, tables, pages of the web, letters, archives, and what only looks like them."""

from __future__ import annotations

import gzip
import io
import tarfile
from base64 import b64encode
from collections.abc import Iterator

from corpus import sheets, words
from corpus.expected import Planted, number, perhaps, told
from corpus.packing import packed
from indhold.findings import At, Kind, Unread

PROGRAM = b"MZ\x90\x00" + bytes(56) + b"\x40\0\0\0" + b"PE\0\0\x4c\x01" + bytes(400)
"""The beginning of a program for Windows."""
SHORTCUT = bytes.fromhex("4c0000000114020000000000c000000000000046") + bytes(300)
"""The beginning of a shortcut (MS-SHLLINK § 2.1)."""


def files() -> Iterator[Planted]:
    """Each with what must be found in it."""
    yield from _texts()
    yield from _web()
    yield from _letters()
    yield from _archives()
    yield from _programs()


def _texts() -> Iterator[Planted]:
    yield Planted("note.txt", b"Liste\n\nAnna 010690-1234\n", (number(At.LINE, "3"),))
    yield Planted("utf16.txt", "Anna 020690-1234".encode("utf-16"), (number(),))
    yield Planted("utf16-uden-bom.txt", ("Anna 030690-1234 " * 9).encode("utf-16-le"), (number(),))
    yield Planted("ansi.txt", "Søren 040690 – 1234".encode("cp1252"), (number(),))
    yield Planted("borgere.csv", b"Navn;CPR-nr.;By\nAnna;0506901234;Vejen\n", (number(),))
    yield Planted("komma.csv", b'Navn,Nr,Postnr\n"Anna",060690-1234,6700\n', (number(),))
    yield Planted("uden-nul.csv", b"Navn;CPR\nAnna;106901234\n", (number(),))
    yield Planted("laengere.txt", b"Fil ID20250107901234 hentet", (perhaps(),))
    yield Planted("for-langt.txt", b"CPR-nr. 080690-12345", (number(),))
    yield Planted("data.json", b'{"borger": {"cpr": "0906901234"}}', (number(),))
    yield Planted("data.xml", b"<a><CPR-nr>1006901234</CPR-nr></a>", (number(),))
    rich = (
        rb"{\rtf1\ansi\ansicpg1252{\info{\author Anna Berg}}Han er 1106{\b 90}-12\'334."
        rb"{\v 120690-1234}\par}"
    ).replace(rb"\'334", rb"\'33\'34")
    yield Planted("brev.rtf", rich, (number(), told(Kind.AUTHOR), told(Kind.HIDDEN)))
    yield Planted("Anna 130690-1234.txt", b"Tekst", (number(At.FILE_NAME),))


def _web() -> Iterator[Planted]:
    page = (
        "<!doctype html><html lang=da><head><title>Side</title><meta name=description "
        "content='140690-1234'></head><body><p>1506<b>90</b>&#8209;1234</p>"
        "<!-- 160690-1234 --><div style='display:none'>170690-1234</div>"
        "<script>var x = 1</script></body></html>"
    )
    yield Planted("side.html", page.encode(), (number(), told(Kind.SCRIPT), told(Kind.HIDDEN)))
    for name, inner in (
        ("meta", "<meta name=description content='140690-1234'>"),
        ("entitet", "<p>1506<b>90</b>&#8209;1234</p>"),
        ("kommentar", "<p>x</p><!-- 160690-1234 -->"),
        ("attribut", "<p title='180690-1234'>x</p>"),
        ("felt", "<input type=hidden name=cpr value=1906901234>"),
    ):
        yield Planted(
            f"{name}.html",
            f"<!doctype html><html><body>{inner}</body></html>".encode(),
            (perhaps(),),
        )
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" onload="x()"><script>alert(1)</script>'
        "<text>2006<tspan>90-1234</tspan></text></svg>"
    )
    yield Planted("tegning.svg", drawing.encode(), (number(), told(Kind.SCRIPT)))


def _letters() -> Iterator[Planted]:
    book = b64encode(sheets.workbook({"Ark1": {"A4": "210690-1234"}})).decode()
    letter = (
        "From: Anna Berg <anna@example.org>\nTo: udvalg@example.org\nSubject: Liste\n"
        'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="B"\n\n--B\n'
        "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
        "Anna er 220690=2D12=\n34\n--B\nContent-Type: application/octet-stream\n"
        'Content-Disposition: attachment; filename="liste.xlsx"\n'
        f"Content-Transfer-Encoding: base64\n\n{book}\n--B--\n"
    )
    yield Planted(
        "brev.eml",
        letter.encode(),
        (number(), number(At.MEMBER, "liste.xlsx"), number(At.CELL, "A4")),
    )
    head = (
        "From: anna@example.org\nTo: b@example.org\nSubject: =?utf-8?q?Sag_230690=2D1234?=\n"
        "Content-Type: text/html; charset=utf-8\n\n<p>Hej</p>\n"
    )
    yield Planted("emne.eml", head.encode(), (perhaps(At.HEAD),))


def _archives() -> Iterator[Planted]:
    inner = packed({"liste.csv": "CPR-nr.\n2406901234\n"})
    yield Planted(
        "pakke.zip",
        packed({"mappe/indre.zip": inner, "note.txt": "x"}),
        (number(At.MEMBER, "liste.csv"), number(At.MEMBER, "indre.zip")),
    )
    yield Planted(
        "brev-i-pakke.zip",
        packed({"brev.docx": words.document(words.paragraph("250690-1234"))}),
        (number(At.MEMBER, "brev.docx"),),
    )
    yield Planted("260690-1234.zip", packed({"a.txt": "x"}), (number(At.FILE_NAME),))
    yield Planted("navn-i.zip", packed({"260690-1234/a.txt": "x"}), (number(),))
    noted = packed({"a.txt": "x"})[:-2] + b"\x0b\x00" + b"270690-1234"
    yield Planted("bemaerket.zip", noted, (number(),))
    yield Planted("liste.csv.gz", gzip.compress(b"CPR;x\n2806901234;y\n", mtime=0), (perhaps(),))
    yield Planted(
        "pakke.tar.gz", _tar("note.txt", b"010790-1234"), (number(At.MEMBER, "note.txt"),)
    )
    locked = bytearray(packed({"hemmelig.txt": "020790-1234"}))
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    yield Planted("kodeord.zip", bytes(locked), (told(Unread.PASSWORD),))
    yield Planted("program.zip", packed({"faktura.exe": PROGRAM}), (told(Kind.EXECUTABLE),))
    yield Planted("ukendt.7z", b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(90), (told(Unread.UNKNOWN),))


def _tar(name: str, data: bytes) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as file:
        member = tarfile.TarInfo(name)
        member.size = len(data)
        file.addfile(member, io.BytesIO(data))
    return gzip.compress(made.getvalue(), mtime=0)


def _programs() -> Iterator[Planted]:
    yield Planted("opdatering.exe", PROGRAM, (told(Kind.EXECUTABLE),))
    yield Planted("genvej.lnk", SHORTCUT, (told(Kind.EXECUTABLE),))
    yield Planted("start.bat", b"@echo off\r\ndel *.*\r\n", (told(Kind.EXECUTABLE),))
    yield Planted("start.ps1", b"Remove-Item x\r\n", (told(Kind.EXECUTABLE),))
    yield Planted("start.js", b"WScript.Echo('x')\r\n", (told(Kind.EXECUTABLE, Kind.SCRIPT),))
    yield Planted("program.elf", b"\x7fELF\x02\x01\x01" + bytes(200), (told(Kind.EXECUTABLE),))
    page = b"<!doctype html><html><body><script>x()</script></body></html>"
    yield Planted("omdoebt-side.pdf", page, (told(Kind.DISGUISED), told(Kind.SCRIPT)))
    yield Planted("omdoebt-program.pdf", PROGRAM, (told(Kind.DISGUISED), told(Kind.EXECUTABLE)))
    yield Planted("dobbelt.pdf.exe", PROGRAM, (told(Kind.EXECUTABLE),))
    renamed = sheets.workbook({"Ark1": {"A1": "030790-1234"}})
    yield Planted("omdoebt-ark.docx", renamed, (told(Kind.DISGUISED), number()))
    yield Planted("ukendt.dat", bytes(range(256)) * 8, (told(Unread.UNKNOWN),))
