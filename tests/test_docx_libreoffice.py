"""The Word files in a word processor that is not ours."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from msgspec import Struct
from msgspec.structs import replace

import pdf_samples
from docx_samples import REFERAT, STANDARD, W, everything, parts, png, tree, words
from moedebog.blocks import LabelledList
from moedebog.document import Document
from moedebog.render import pdf
from moedebog.render.docx import check, render
from test_pdf_tagged import samples
from texts import squeezed
from texts import words as expected

SOFFICE = shutil.which("soffice")
POPPLER = shutil.which("pdfinfo")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(SOFFICE is None, reason="soffice (LibreOffice) er ikke installeret"),
]


def convert(source: Path, target: str, folder: Path) -> Path:
    """The file as LibreOffice saves it in another format, or in its own hand."""
    assert SOFFICE
    subprocess.run(
        [
            SOFFICE,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            target,
            "--outdir",
            str(folder / "ud"),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return folder / "ud" / f"{source.stem}.{target.partition(':')[0]}"


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


def skeleton(path: Path) -> tuple[Skeleton, int]:
    """Headings, cells and the text between them, as poppler reads them; the number of lists.

    Empty cells are left out: where Word has several, the PDF has one over all columns.
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


@pytest.mark.skipif(POPPLER is None, reason="pdfinfo (poppler-utils) er ikke installeret")
@pytest.mark.parametrize("name", ["everything", "largest"])
def test_its_tagged_pdf_has_the_structure_of_ours(name: str, tmp_path: Path) -> None:
    documents = {
        "everything": pdf_samples.everything(tmp_path),
        "largest": max(samples().values(), key=lambda d: len(str(d))),
    }
    document = documents[name]
    word = tmp_path / "vores.docx"
    word.write_bytes(render(document, STANDARD / f"{document.kind}.docx"))
    ours = tmp_path / "vores.pdf"
    ours.write_bytes(pdf.render(document, replace(pdf_samples.style(), oversigt_sidetal=False)))
    theirs = convert(word, EXPORT, tmp_path)
    (wanted, lists), (found, theirs_lists) = skeleton(ours), skeleton(theirs)
    assert [pair for pair in found if pair[0] != "P"] == [p for p in wanted if p[0] != "P"]
    assert found == wanted
    labelled = sum(isinstance(block, LabelledList) for block in all_blocks(document))
    # LibreOffice begins a new list after what stands inside an item: there may be more of them.
    assert lists - labelled <= theirs_lists
    assert lists - labelled == theirs_lists or name != "everything"
    catalog: Any = pypdf.PdfReader(theirs).root_object
    assert catalog["/Lang"] == "da-DK"
    assert catalog["/MarkInfo"]["/Marked"]
    assert pypdf.PdfReader(theirs).metadata.title == document.titel  # type: ignore[union-attr]


def all_blocks(thing: object) -> Iterator[object]:
    """The thing and everything in it."""
    yield thing
    if isinstance(thing, tuple):
        for part in thing:
            yield from all_blocks(part)
    elif isinstance(thing, Struct):
        for field in thing.__struct_fields__:
            yield from all_blocks(getattr(thing, field))
