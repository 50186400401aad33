"""The sample meetings, through all stages to files: same words, same numbers, nothing closed."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from lxml import etree
from msgspec.structs import replace
from pypdf import PageObject, PdfReader
from pypdf.generic import ByteStringObject, DictionaryObject, StreamObject, TextStringObject

import docx_samples
from moedebog import compose
from moedebog.blocks import Table
from moedebog.diagnostics import Severity
from moedebog.document import Audience, Document, Kind
from moedebog.load import load
from moedebog.render import docx, pdf
from moedebog.settings.style import load_style
from moedebog.workspace import MeetingFile, Workspace
from support import INTERN, OFFENTLIG, REFERAT, ROOT
from texts import document_lines, drawn_lines, lines, squeezed, words

WORKSPACE = Workspace(ROOT)
MEETINGS = WORKSPACE.meeting_files()
EVERY = [(m, kind, audience) for m in MEETINGS for kind in Kind for audience in Audience]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

every_document = pytest.mark.parametrize(
    ("file", "kind", "audience"), EVERY, ids=lambda v: getattr(v, "name", str(v))
)


@cache
def documents(file: MeetingFile) -> dict[tuple[Kind, Audience], Document]:
    loaded = load(WORKSPACE, file)
    assert loaded.meeting is not None
    found, diagnostics = compose.compose_all(loaded.meeting)
    diagnostics = [*loaded.diagnostics, *diagnostics]
    assert [str(d) for d in diagnostics if d.severity is not Severity.HINT] == []
    return found


@cache
def rendered(file: MeetingFile, kind: Kind, audience: Audience) -> tuple[bytes, bytes]:
    document = documents(file)[kind, audience]
    templates = WORKSPACE.template_set("standard")
    style, diagnostics = load_style(templates / "pdf.yaml", "pdf.yaml")
    assert style is not None, diagnostics
    return docx.render(document, templates / f"{kind}.docx"), pdf.render(document, style)


def test_there_are_samples() -> None:
    names = {m.name for m in MEETINGS}
    assert "sydvestjylland-fagligt-strategisk/2025-09-12" in names
    assert any(name.startswith("eksempel/") for name in names)


def test_the_meeting_of_12_september_has_its_18_items_and_slots() -> None:
    file = WORKSPACE.meeting_file("sydvestjylland-fagligt-strategisk/2025-09-12")
    d = documents(file)[REFERAT, OFFENTLIG]
    assert [p.nr for p in d.punkter] == [str(n) for n in range(1, 19)]
    slots = [re.findall(r"\d\d\.\d\d", p.tid) for p in d.punkter[1:12]]
    clock = "10.30 10.45 11.30 11.40 11.50 12.10 12.30 12.55 13.05 13.15 13.20 13.30"
    assert slots == [list(pair) for pair in pairwise(clock.split())]
    assert all(p.tid == "" for p in [d.punkter[0], *d.punkter[12:]])


@every_document
def test_the_docx_holds_the_documents_words_in_order(
    file: MeetingFile, kind: Kind, audience: Audience
) -> None:
    data, _ = rendered(file, kind, audience)
    assert docx_samples.words(data) == words(documents(file)[kind, audience])


@every_document
def test_the_pdf_holds_the_documents_words_in_order(
    file: MeetingFile, kind: Kind, audience: Audience
) -> None:
    document = documents(file)[kind, audience]
    templates = WORKSPACE.template_set("standard")
    style, _ = load_style(templates / "pdf.yaml", "pdf.yaml")
    assert style is not None
    # Numbers of pages, in the overview and at the foot, are the PDF's own.
    style = replace(style, oversigt_sidetal=False)
    reader = PdfReader(io.BytesIO(pdf.render(document, style)))
    count = len(reader.pages)
    # The hyphens of divided words are drawn too; other tests hold them to be artifacts.
    expected = squeezed(drawn_lines(document)).replace("-", "")
    drawn = ""
    for number, page in enumerate(reader.pages, 1):
        text = own_text(page, number, count, document).replace("-", "")
        # A page that begins with the header of a table goes on with it, or begins it.
        starts = expected.startswith(drawn + text)
        drawn += text if starts else without_header(text, document)
    assert drawn == expected


def own_text(page: PageObject, number: int, count: int, document: Document) -> str:
    """The page's text without its head and its foot."""
    text = squeezed(page.extract_text())
    secret = document.fortrolighed or ""
    heads = [secret] if number == 1 else [secret, squeezed(document.sidehoved)]
    for running in (*filter(None, heads), squeezed(f"Side {number} af {count}")):
        before, found, after = text.rpartition(running)  # drawn after the page's own text
        assert found == running
        text = before + after
    return text


def without_header(text: str, document: Document) -> str:
    """The text without the header of a table that it begins with."""
    continued = [h for h in header_rows(document) if text.startswith(h)]
    return text.removeprefix(max(continued, key=len)) if continued else text


def header_rows(document: Document) -> set[str]:
    overview = squeezed([column.overskrift for column in document.oversigt.kolonner])
    sections = [a for p in document.punkter for a in p.afsnit] + list(document.slutafsnit)
    tables = [b for a in sections for b in a.tekst if isinstance(b, Table)]
    return {
        overview,
        *(squeezed([t for c in table.header for t in lines(c.blocks)]) for table in tables),
    }


def hidden_strings(file: MeetingFile, kind: Kind) -> set[str]:
    """Texts of the internal document that no public one holds, long enough to be searched."""
    public = "\n".join(t for k in Kind for t in document_lines(documents(file)[k, OFFENTLIG]))
    internal = document_lines(documents(file)[kind, INTERN])
    return {t for t in internal if len(t) > 5 and t not in public} - {"FORTROLIGT"}


def test_the_example_has_something_to_hide() -> None:
    file = next(m for m in MEETINGS if m.forum == "eksempel")
    assert len(hidden_strings(file, REFERAT)) > 5
    loaded = load(WORKSPACE, file).meeting
    assert loaded is not None
    assert any(b.lukket for p in loaded.punkter for a in p.alle_afsnit() for b in a.bilag)


def closed_file_names(file: MeetingFile) -> set[str]:
    meeting = load(WORKSPACE, file).meeting
    assert meeting is not None
    return {
        b.fil.sti.name
        for p in meeting.punkter
        for a in p.alle_afsnit()
        for b in a.bilag
        if b.fil and (b.lukket or p.lukket)
    }


@pytest.mark.parametrize("file", MEETINGS, ids=lambda m: m.name)
@pytest.mark.parametrize("kind", Kind)
def test_public_files_hold_nothing_that_is_closed(file: MeetingFile, kind: Kind) -> None:
    secrets = hidden_strings(file, kind) | closed_file_names(file)
    for data in rendered(file, kind, OFFENTLIG):
        content = everything_in_docx(data) if data[:2] == b"PK" else everything_in_pdf(data)
        squeezed = " ".join(content.split())
        assert {s for s in secrets if " ".join(s.split()) in squeezed} == set()


def test_the_search_for_closed_matter_finds_it_in_the_internal_files() -> None:
    file = next(m for m in MEETINGS if m.forum == "eksempel")
    for data in rendered(file, REFERAT, INTERN):
        content = everything_in_docx(data) if data[:2] == b"PK" else everything_in_pdf(data)
        squeezed = " ".join(content.split())
        found = {s for s in hidden_strings(file, REFERAT) if " ".join(s.split()) in squeezed}
        assert len(found) > 5


def everything_in_docx(data: bytes) -> str:
    """The text of every part, as it stands and without markup."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    texts = list(archive.namelist())
    for name in archive.namelist():
        part = archive.read(name)
        texts.append(part.decode("utf-8", "replace"))
        if name.endswith((".xml", ".rels")):
            root = etree.fromstring(part)
            texts += ["".join(p.itertext()) for p in root.iter(f"{W}p")]
            texts += [str(v) for element in root.iter() for v in element.attrib.values()]
    return "\n".join(texts)


def everything_in_pdf(data: bytes) -> str:
    """The text of every page, and every string and stream of every object."""
    reader = PdfReader(io.BytesIO(data))
    texts = [page.extract_text() for page in reader.pages]
    for number in range(1, len(reader.xref[0]) + len(reader.xref_objStm) + 2):
        texts += strings_of(reader.get_object(number))
    return "\n".join(texts)


def strings_of(value: Any) -> list[str]:
    found = []
    if isinstance(value, TextStringObject | ByteStringObject):
        found.append(str(value) if isinstance(value, str) else value.decode("latin-1"))
    if isinstance(value, StreamObject):
        found.append(value.get_data().decode("utf-8", "replace"))
    if isinstance(value, DictionaryObject):
        found += [s for key in value for s in [str(key), *strings_of(value.raw_get(key))]]
    elif isinstance(value, list):
        found += [s for part in value for s in strings_of(part)]
    return found


def test_the_document_dataclass_has_no_part_that_the_order_forgets() -> None:
    """A new attribute must be added to ``document_lines`` or named here as not printed."""
    running = {"sidehoved", "side_af_sider"}
    not_printed = {"kind", "audience", "titel", "dato", "sprog", "fremmed", "position"} | running
    not_printed |= {"udgave"}  # it is told by the status, the title and the foot of each page
    not_printed |= {"myndighed", "sagsnr", "godkendelse"}  # among ``fakta``; in the file's head
    not_printed |= {"udskrift"}  # told by ``overskrift``
    printed = {
        *("overskrift", "forum", "dato_tekst", "fortrolighed", "status", "fakta", "indledning"),
        *("oversigt", "punkter", "slutafsnit", "rettelser"),
    }
    assert set(Document.__struct_fields__) == printed | not_printed
