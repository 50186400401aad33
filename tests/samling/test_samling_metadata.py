"""Of the first file alone come its properties; what it conforms to is not said of the whole."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Dictionary

from pdf_parts import Made
from samling import Kind, Part, Told, join

DECLARED = {
    "{http://pdfa.org/declarations/}declarations": "http://pdfa.org/declarations/wtpdf#reuse1.0",
    "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion": "PDF/X-4",
    "{http://ns.adobe.com/pdfx/1.3/}Company": "Kommunen",
    "{http://www.aiim.org/pdfua/ns/id/}rev": "2024",
    "{http://ns.adobe.com/xap/1.0/mm/}DocumentID": "uuid:1",
}


def made_by(author: str, *, xmp: bool) -> Made:
    made = Made("x")
    if not xmp:
        made.pdf.docinfo["/Author"] = author
        return made
    with made.pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as written:
        written["dc:creator"] = [author]
        written["dc:description"] = f"af {author}"
        written["xmp:CreateDate"] = "2001-01-01T00:00:00"
    return made


def properties(tmp_path: Path, *files: Made) -> dict[str, Any]:
    parts = [Part("x", made.bytes()) for made in files]
    join(parts, tmp_path / "w.pdf", title="t", language="da")
    with pikepdf.open(tmp_path / "w.pdf") as whole, whole.open_metadata() as xmp:
        author = whole.docinfo.get("/Author")
        return {key.split("}")[1]: xmp[key] for key in xmp} | {"/Author": author and str(author)}


@pytest.mark.parametrize("xmp", [False, True], ids=["older", "xmp"])
def test_the_first_file_alone_says_who_made_it(tmp_path: Path, xmp: bool) -> None:
    found = properties(tmp_path, made_by("Anna", xmp=xmp), made_by("Bo", xmp=True))
    assert found["creator"] == ["Anna"]
    assert found["/Author"] == "Anna"
    assert found.get("description") == ("af Anna" if xmp else None)
    assert ("CreateDate" in found) is xmp


def test_where_the_first_says_nothing_no_other_is_asked(tmp_path: Path) -> None:
    found = properties(tmp_path, Made("x"), made_by("Bo", xmp=True), made_by("Ib", xmp=False))
    assert found == {"title": "t", "language": {"da"}, "/Author": None}


def test_what_the_first_conforms_to_is_not_said_of_the_whole(tmp_path: Path) -> None:
    first = made_by("Anna", xmp=True)
    with first.pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        for key, value in DECLARED.items():
            xmp[key] = value
    found = properties(tmp_path, first, Made("x"))
    assert sorted(found) == [
        "/Author", "CreateDate", "creator", "description", "language", "title",
    ]  # fmt: skip


@pytest.mark.parametrize("packet", [b"<x:xmpmeta><rdf", b"<a/>", b"\0\xff", b" ", b"<!DOCTYPE a"])
def test_properties_that_cannot_be_read_are_left_without_a_word(
    tmp_path: Path, packet: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    first = made_by("Anna", xmp=False)
    first.says(packet)
    parts = [Part("x", first.bytes())]
    caplog.clear()
    with caplog.at_level(logging.DEBUG):
        join(parts, tmp_path / "w.pdf", title="t", language="da")
    assert [one.message for one in caplog.records] == []
    with pikepdf.open(tmp_path / "w.pdf") as whole, whole.open_metadata() as xmp:
        assert xmp["dc:creator"] == ["Anna"]


@pytest.mark.parametrize("marks", [{"Marked": False}, {"Marked": True, "Suspects": True}, {}])
def test_tags_that_a_file_does_not_stand_by_are_no_pdf_ua(
    tmp_path: Path, marks: dict[str, bool]
) -> None:
    made = Made()
    made.tag(("P", "x"))
    made.says()
    made.pdf.Root.MarkInfo = Dictionary(marks and {f"/{key}": one for key, one in marks.items()})
    found = join([Part("a", made.bytes())], tmp_path / "w.pdf", title="t", language="da")
    assert not found.claims.ua
    assert [one.kind for one in found.told] == [Kind.NO_UA]


def test_what_is_told_of_a_part_does_not_show_its_file() -> None:
    assert "%PDF" not in repr(Told(Kind.UNTAGGED, Part("a", Made("x").bytes())))
