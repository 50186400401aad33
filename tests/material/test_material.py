"""One file of a document and its attachments: what it holds, and what is told of them."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Encryption, Name, String
from pypdfium2 import PdfDocument

from issue_support import FORUM, workspace
from moedebog.diagnostics import Problems
from moedebog.document import Audience, Kind
from moedebog.examples import pdf
from moedebog.material.files import Collected, make
from moedebog.workspace import Workspace
from pdf_parts import Made

ITEMS = """\
  - titel: Vejene ved skolen
    bilag:
      - titel: Kort over nord
        fil: bilag/{name}
"""


def prepared(folder: Path, data: bytes, name: str = "kort.pdf", more: str = "") -> Workspace:
    ws = workspace(folder, ITEMS.format(name=name) + more, forum=FORUM + "formater:\n  - pdf\n")
    place = ws.meetings / "f" / "bilag"
    place.mkdir()
    (place / name).write_bytes(data)
    return ws


def collected(
    ws: Workspace, most: int | None = None, audience: Audience = Audience.OFFENTLIG
) -> Collected:
    (file,) = ws.meeting_files()
    return make(ws, file, Kind.DAGSORDEN, audience, most=most)


def words_of(made: Collected) -> str:
    (place,) = made.files
    return "".join(page.get_textpage().get_text_range() for page in PdfDocument(place))


def told(ws: Workspace, most: int | None = None) -> dict[str, str]:
    return {one.code: one.message for one in collected(ws, most).findings}


def with_a_password() -> bytes:
    out = io.BytesIO()
    tagged().pdf.save(out, encryption=Encryption(owner="a", user="b"))
    return out.getvalue()


def tagged() -> Made:
    made = Made()
    made.tag(("H1", "Kort"), ("P", "Nord"))
    return made


def with_a_picture() -> bytes:
    made = tagged()
    made.tag(("Figure", "x"))
    return made.bytes()


def with_file() -> bytes:
    made = tagged()
    made.pdf.attachments["tal.csv"] = b"1;2"
    return made.bytes()


def with_a_signature() -> bytes:
    made = tagged()
    shared: dict[str, Any] = {
        "Type": Name.Annot,
        "Subtype": Name.Widget,
        "F": 4,
        "Rect": [50, 600, 200, 620],
    }
    field = made.annotation(
        0, Dictionary(FT=Name.Sig, T=String("navn"), V=Dictionary(Type=Name.Sig), **shared)
    )
    made.pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
    return made.bytes()


def with_a_word_outside() -> bytes:
    made = tagged()
    page = made.pdf.pages[0]
    page.contents_add(b"BT /F1 10 Tf 90 90 Td (udenfor) Tj ET")
    return made.bytes()


def test_the_file_holds_the_document_a_list_a_page_and_the_attachment(tmp_path: Path) -> None:
    ws = prepared(tmp_path, tagged().bytes())
    (place,) = collected(ws).files
    assert ws.display(place) == "output/f/2026-06-01/materiale/dagsorden.pdf"
    with pikepdf.open(place) as whole:
        assert len(whole.pages) == 4


def test_what_is_closed_is_not_in_the_file_for_everybody(tmp_path: Path) -> None:
    closed = "      - titel: Rosengården\n        fil: bilag/skoede.pdf\n        offentlig: nej\n"
    ws = prepared(tmp_path, tagged().bytes(), more=closed)
    secret = Made()
    secret.tag(("P", "otte millioner"))
    (ws.meetings / "f" / "bilag" / "skoede.pdf").write_bytes(secret.bytes())
    everybody, members = (
        "".join(
            page.get_textpage().get_text_range()
            for page in PdfDocument(collected(ws, audience=one).files[0])
        )
        for one in (Audience.OFFENTLIG, Audience.INTERN)
    )
    for words in ("otte millioner", "Rosengården"):
        assert words in members
        assert words not in everybody


@pytest.mark.parametrize(
    ("data", "code", "text"),
    [
        (lambda: pdf("et kort"), "M661", "Punkt 1, bilag 1 er ikke mærket op"),
        (with_a_word_outside, "M662", "på side 1 er der tekst eller billeder"),
        (with_a_picture, "M677", "har et billede uden beskrivelse på side 2"),
        (with_file, "M663", "en fil »tal.csv«"),
        (with_a_signature, "M664", "er underskrevet digitalt"),
    ],
    ids=["untagged", "partly", "picture", "file", "signature"],
)
def test_what_is_to_be_known_is_told(
    tmp_path: Path, data: Callable[[], bytes], code: str, text: str
) -> None:
    assert text in told(prepared(tmp_path, data()))[code]


def test_a_plain_attachment_is_told_nothing_of(tmp_path: Path) -> None:
    assert told(prepared(tmp_path, tagged().bytes())) == {}


def test_a_file_that_stays_too_large_is_told_of(tmp_path: Path) -> None:
    assert "mere end de" in told(prepared(tmp_path, tagged().bytes()), most=2_000)["M665"]


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (with_a_password, "kort.pdf", "adgangskode"),
        (lambda: b"%PDF-1.7\nintet", "kort.pdf", "beskadiget"),
        (lambda: b"\0\1", "kort.dwg", "DWG-filer"),
    ],
    ids=["password", "damaged", "other"],
)
def test_what_cannot_be_joined_is_refused_with_its_place(
    tmp_path: Path, data: Callable[[], bytes], name: str, why: str
) -> None:
    ws = prepared(tmp_path, data(), name)
    with pytest.raises(Problems) as refused:
        collected(ws)
    (one,) = refused.value.diagnostics
    assert (one.code, one.position.line) == ("M660", 7)
    assert why in one.message
    assert not (ws.root / "output" / "f" / "materiale").exists()
