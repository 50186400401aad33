"""The Word files in a word processor that is not ours."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from msgspec import Struct
from msgspec.structs import replace

import pdf_samples
from docx_samples import REFERAT, STANDARD, W, everything, packed, parts, png, tree, words
from libreoffice import SOFFICE, convert, convert_all
from moedebog.blocks import LabelledList
from moedebog.document import Document
from moedebog.render import pdf
from moedebog.render.docx import check, render
from sample_documents import samples
from texts import squeezed, without_notes
from texts import words as expected
from validators import verapdf

POPPLER = shutil.which("pdfinfo")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(SOFFICE is None, reason="soffice (LibreOffice) er ikke installeret"),
]


def same_hyphens(found: list[str]) -> list[str]:
    return [word.replace("\u2011", "-") for word in found]


@pytest.fixture
def full(tmp_path: Path) -> Document:
    return everything(png(tmp_path / "kort.png"))


def test_it_opens_whole_and_is_saved_whole(full: Document, tmp_path: Path) -> None:
    ours = tmp_path / "vores.docx"
    ours.write_bytes(render(full, REFERAT))
    theirs = convert(ours, "docx", tmp_path).read_bytes()
    assert same_hyphens(words(theirs)) == same_hyphens(expected(full))
    before, after = tree(ours.read_bytes()), tree(theirs)
    assert len(list(after.iter(f"{W}tbl"))) == len(list(before.iter(f"{W}tbl")))
    assert len(list(after.iter(f"{W}tblHeader"))) == len(list(before.iter(f"{W}tblHeader")))
    assert len(list(after.iter(f"{W}drawing"))) == 1


def test_numbered_lists_restart_when_they_are_drawn(full: Document, tmp_path: Path) -> None:
    ours = tmp_path / "vores.docx"
    ours.write_bytes(render(full, REFERAT))
    text = convert(ours, "txt", tmp_path).read_text("utf-8", errors="replace")
    lines = [" ".join(line.split()) for line in text.splitlines()]
    for line in ("1. a", "2. b", "4. c", "5. d", "1. et", "2. to"):
        assert line in lines


def test_a_template_saved_by_libreoffice_serves(full: Document, tmp_path: Path) -> None:
    saved = convert(REFERAT, "docx", tmp_path)
    assert (
        parts(saved.read_bytes())["word/styles.xml"]
        != parts(REFERAT.read_bytes())["word/styles.xml"]
    )
    assert check(saved) == []
    assert words(render(full, saved)) == expected(full)


# --- tagged PDF out of the Word file ------------------------------------------------------------

EXPORT = (
    'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"},'
    '"SelectPdfVersion":{"type":"long","value":"2"}}'
)
Skeleton = list[tuple[str, str]]
HEADS_ROW = "TH row"
"""A header cell whose scope is its row."""


def without_row_heads(found: Skeleton) -> Skeleton:
    """As LibreOffice tags a table: its cells know nothing of ``w:firstColumn``, by which Word says
    that the first cell of each row heads the row, and only those of the first row are headers.
    """
    return [("TD" if role == HEADS_ROW else role, words) for role, words in found]


def skeleton(path: Path) -> tuple[Skeleton, int]:
    """Headings, cells and the text between them, as poppler reads them; the number of lists.

    Empty cells are left out: where Word has several, the PDF has one over all columns. A header
    cell of a row is told apart from one of a column.
    """
    assert POPPLER
    command = [POPPLER, "-struct-text", "-enc", "UTF-8", str(path)]
    told = subprocess.run(command, check=True, capture_output=True).stdout.decode()
    found: Skeleton = []
    inside: list[tuple[int, str]] = []
    lists = 0
    for line in told.splitlines():
        depth = len(line) - len(line.lstrip())
        word = line.strip()
        if word.startswith("/"):
            if word == "/Scope /Row" and found[-1] == ("TH", ""):
                found[-1] = (HEADS_ROW, "")
            continue
        while inside and inside[-1][0] >= depth:
            inside.pop()
        if not word.startswith('"'):
            role = re.split(r"[ :]", word)[0]
            lists += role == "L"
            if re.fullmatch("H[1-6]|TH|TD", role):
                inside.append((depth, role))
                found.append((role, ""))
            elif not inside and found and found[-1][0] != "P":
                found.append(("P", ""))
        elif found:
            found[-1] = (found[-1][0], found[-1][1] + squeezed(word[1:-1].replace("\u2011", "-")))
    return [(role, words) for role, words in found if words], lists


def _whatever_case(found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """LibreOffice writes the capitals that headings of groups are drawn in."""
    return [(role, words.casefold() if role == "H2" else words) for role, words in found]


@pytest.mark.skipif(POPPLER is None, reason="pdfinfo (poppler-utils) er ikke installeret")
@pytest.mark.parametrize("name", ["everything", "example"])
def test_its_tagged_pdf_has_the_structure_of_ours(name: str, tmp_path: Path) -> None:
    documents = {
        # LibreOffice puts notes at the end of the tree.
        "everything": without_notes(pdf_samples.everything(tmp_path)),
        "example": samples()["eksempel/2025-11-06-referat-offentlig"],
    }
    document = documents[name]
    word = tmp_path / "vores.docx"
    word.write_bytes(render(document, STANDARD / f"{document.kind}.docx"))
    ours = tmp_path / "vores.pdf"
    ours.write_bytes(pdf.render(document, replace(pdf_samples.style(), oversigt_sidetal=False)))
    theirs = convert(word, EXPORT, tmp_path)
    (wanted, lists), (found, theirs_lists) = skeleton(ours), skeleton(theirs)
    heads = sum(role == HEADS_ROW for role, _ in wanted)
    assert heads
    assert heads == sum(_row_heads(tree(word.read_bytes())))
    wanted, found = map(_whatever_case, (without_row_heads(wanted), found))
    assert [pair for pair in found if pair[0] != "P"] == [p for p in wanted if p[0] != "P"]
    assert found == wanted
    labelled = sum(isinstance(block, LabelledList) for block in all_blocks(document))
    # LibreOffice begins a new list after what stands inside an item: there may be more of them.
    assert lists - labelled <= theirs_lists
    catalog: Any = pypdf.PdfReader(theirs).root_object
    assert catalog["/Lang"] == "da-DK"
    assert catalog["/MarkInfo"]["/Marked"]
    assert pypdf.PdfReader(theirs).metadata.title == document.titel  # type: ignore[union-attr]


def _row_heads(document: Any) -> Iterator[int]:
    """For each table whose first column heads the rows, how many cells do that."""
    for table in document.iter(f"{W}tbl"):
        look = table.find(f"{W}tblPr/{W}tblLook")
        if look.get(f"{W}firstColumn") == "1":
            yield len(table.findall(f"{W}tr")) - 1


def all_blocks(thing: object) -> Iterator[object]:
    """The thing and everything in it."""
    yield thing
    if isinstance(thing, tuple):
        for part in thing:
            yield from all_blocks(part)
    elif isinstance(thing, Struct):
        for field in thing.__struct_fields__:
            yield from all_blocks(getattr(thing, field))


def bare(folder: Path) -> Path:
    """A Word file that python-docx makes, without fault: with a link, a rule, a quotation, a
    footnote.
    """
    document = docx.Document()
    document.core_properties.title = "Titel"
    document.add_heading("Overskrift", 1)
    document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    linked = document.add_paragraph("Se ")
    target = linked.part.relate_to(
        "https://example.org/", RELATIONSHIP_TYPE.HYPERLINK, is_external=True
    )
    link = (
        f'<w:hyperlink {nsdecls("w", "r")} r:id="{target}"><w:r><w:rPr><w:rStyle '
        'w:val="Hyperlink"/></w:rPr><w:t>nettet</w:t></w:r></w:hyperlink>'
    )
    linked._p.append(parse_xml(link))
    rule = f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="4"/></w:pBdr>'
    document.add_paragraph("Over en streg")._p.get_or_add_pPr().append(parse_xml(rule))
    document.add_paragraph("Et citat", style="Quote")
    note = f'<w:footnotes {nsdecls("w")}><w:footnote w:id="1"><w:p><w:r><w:footnoteRef/>'
    note += "<w:t>Noten</w:t></w:r></w:p></w:footnote></w:footnotes>"
    kind = CONTENT_TYPE.WML_FOOTNOTES
    part = Part(PackURI("/word/footnotes.xml"), kind, note.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    mark = f'<w:r {nsdecls("w")}><w:footnoteReference w:id="1"/></w:r>'
    document.add_paragraph("Med en note")._p.append(parse_xml(mark))
    path = folder / "bare.docx"
    document.save(str(path))
    return path


def test_its_tagged_pdf_has_no_fault_that_comes_from_our_file(tmp_path: Path) -> None:
    """What LibreOffice does wrong with any file (7.4: it leaves rules unmarked, writes the order
    of tabs as text, gives the style Quote a role of its own, and footnotes no identifier), it does
    wrong with ours.
    """
    documents = {name.replace("/", "."): document for name, document in samples().items()}
    documents["everything"] = pdf_samples.everything(tmp_path)
    documents["stress"] = pdf_samples.stress(tmp_path)
    paths = [bare(tmp_path)]
    for name, document in documents.items():
        paths.append(tmp_path / f"{name}.docx")
        paths[-1].write_bytes(render(document, STANDARD / f"{document.kind}.docx"))
    broken = parts((tmp_path / "everything.docx").read_bytes())
    described = broken["word/document.xml"].replace(b'descr="En bl\xc3\xa5 flade"', b"")
    assert described != broken["word/document.xml"]
    packed(broken | {"word/document.xml": described}, tmp_path / "broken.docx")
    paths.append(tmp_path / "broken.docx")
    found = {
        path.stem: standards["PDF/UA-1"]
        for path, standards in verapdf(convert_all(paths, EXPORT, tmp_path), "ua1").items()
    }
    its_own = found.pop("bare")
    assert found.pop("broken") - its_own == {"7.3-1"}
    assert len(found) == len(documents)
    assert {name: rules - its_own for name, rules in found.items() if rules - its_own} == {}
