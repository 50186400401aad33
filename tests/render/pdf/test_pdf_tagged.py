"""The logical tree of the PDF: what a screen reader is told."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from unicodedata import normalize

import pytest
from lxml import etree
from msgspec.structs import replace

from bookmarks import bookmarks
from moedebog import compose
from moedebog.blocks import Paragraph, Run
from moedebog.document import Document, Udgavelinje
from moedebog.fakta import ZONE
from moedebog.load import load
from moedebog.render.data import as_json
from moedebog.render.pdf import render
from moedebog.workspace import Workspace
from pdf_samples import (
    PROSE,
    document,
    everything,
    item,
    png,
    prose,
    section,
    stress,
    style,
    style_of,
    table,
)
from pdf_structure import Reading, Tree, dump, even, outline, paragraphs, text_of
from sample_documents import samples
from support import ROOT
from texts import drawn_lines, squeezed


def numbers(tree: Tree) -> list[str]:
    """The page numbers of the overview: the last cell of each row of the first table."""
    table = next(part for part in tree[1] if part[0] == "Table")
    return [row[1][-1][1][0][1][0] for row in table[1][1][1]]


def compare(doc: Document) -> None:
    reading = Reading(render(doc, style()))
    wanted = outline(doc, numbers(reading.tree))
    assert list(paragraphs(reading.tree)) == list(paragraphs(wanted))
    assert "\n".join(dump(reading.tree)) == "\n".join(dump(wanted))


@pytest.mark.parametrize("make", [everything, stress])
def test_the_tree_is_the_documents_outline(
    make: Callable[[Path], Document], tmp_path: Path
) -> None:
    compare(make(tmp_path))


def test_the_tree_of_every_sample_is_its_outline() -> None:
    assert len(samples()) > 8
    for doc in samples().values():
        compare(doc)


def test_the_comparison_sees_a_difference(tmp_path: Path) -> None:
    doc = everything(tmp_path)
    reading = Reading(render(doc, style()))
    pages = numbers(reading.tree)
    found = list(dump(reading.tree))
    assert found == list(dump(outline(doc, pages)))
    assert found != list(dump(outline(replace(doc, status="udkast"), pages)))
    assert found != list(dump(outline(replace(doc, punkter=doc.punkter[::-1]), pages)))
    lines = set(map(str.strip, found))
    for expected in (
        "- Link https://example.org/søg?a=(1)&b=2: nettet",
        "- Link #: punkt to",
        "- Span en: lessons learned",
        "- Strong: fed",
        "- Figure En blå flade",
        "- L Decimal:",
        "- Lbl: 12.",
        "- Caption: Ønsker til lokalet",
        "- TD 4:",
    ):
        assert expected in lines


def test_headings_never_leave_out_a_level() -> None:
    for name, doc in samples().items():
        reading = Reading(render(doc, style()))
        above = 0
        for what, _ in reading.tree[1]:
            if re.fullmatch(r"H\d", what):
                assert int(what[1]) <= above + 1, name
                above = int(what[1])
        assert above


def test_the_bookmarks_are_the_headings(tmp_path: Path) -> None:
    for doc in (everything(tmp_path), stress(tmp_path), *samples().values()):
        reading = Reading(render(doc, style()))
        title, *headings = [
            (int(what[1]) - 1, even(text_of((what, inside))))
            for what, inside in reading.tree[1]
            if re.fullmatch(r"H\d", what)
        ]
        assert title == (0, even(doc.overskrift))  # the whole file, by its own name
        assert headings
        # They may be as deep as they like, headings have six levels.
        found = [(min(level, 5), even(title)) for level, title in bookmarks(reading.reader)]
        # The entries are as typed, whatever the style draws in capitals.
        assert [(n, t.casefold()) for n, t in found] == [(n, t.casefold()) for n, t in headings]
        assert (1, "LUKKEDE PUNKTER") not in found


def test_poppler_reads_the_same_words_in_the_same_order(tmp_path: Path) -> None:
    if shutil.which("pdfinfo") is None:
        pytest.skip("pdfinfo (poppler-utils) er ikke installeret")
    doc = stress(tmp_path)
    path = tmp_path / "f.pdf"
    path.write_bytes(render(doc, replace(style(), oversigt_sidetal=False)))
    command = ["pdfinfo", "-struct-text", "-enc", "UTF-8", str(path)]
    done = subprocess.run(command, capture_output=True, check=True)
    assert not done.stderr
    drawn = re.findall(r'^ *"(.*)"$', done.stdout.decode(), re.MULTILINE)
    unseen = str.maketrans("", "", "\u00ad\ufe0f")
    wanted = normalize("NFC", squeezed(drawn_lines(doc))).translate(unseen)
    assert squeezed(drawn).translate(unseen) == wanted.replace("\u2011", "-")


def test_each_page_is_painted_in_the_order_of_the_tree(tmp_path: Path) -> None:
    reading = Reading(render(stress(tmp_path), style()))
    for page in range(len(reading.reader.pages)):
        content = [one for one in reading.order if one[0] == page]
        text = [number for at, number in content if (at, number) not in reading.in_notes]
        notes = [number for at, number in content if (at, number) in reading.in_notes]
        assert [*text, *notes] == list(range(len(content)))


def test_what_belongs_to_the_page_is_an_artifact() -> None:
    doc = document(item(1, section(prose(40), table(90))), fortrolighed="FORTROLIGT")
    reading = Reading(render(doc, style()))
    pages = len(reading.reader.pages)
    assert pages > 4
    foot = [text for _, kind, text in reading.artifacts if kind == "/Footer"]
    assert [text.strip() for text in foot] == [f"Side {n} af {pages}" for n in range(1, pages + 1)]
    head = [text.strip() for _, kind, text in reading.artifacts if kind == "/Header"]
    assert head.count("FORTROLIGT") == pages
    assert head.count(doc.sidehoved) == pages - 1
    others = [
        text.strip() for _, kind, text in reading.artifacts if kind not in ("/Header", "/Footer")
    ]
    # The header cells drawn again, and the hyphens of words that are divided.
    assert set(others) - {"-"} == {"", "Postering", "Beløb i alt"}
    assert others.count("Postering") > 1


def test_a_paragraph_over_pages_is_one(tmp_path: Path) -> None:
    words = squeezed(PROSE * 60)
    reading = Reading(render(document(item(1, section(prose(60)))), style()))
    assert [squeezed(text) for text in paragraphs(reading.tree)].count(words) == 1
    assert len(reading.reader.pages) > 2


def test_a_link_over_lines_and_pages_is_one_link() -> None:
    words = PROSE * 40
    link = Paragraph((Run("Se "), Run(words, link="https://example.org/")))
    reading = Reading(render(document(item(1, section(link))), style()))
    (found,) = (part for part in reading.tree[1] if part[0] == "P" and len(part[1]) == 2)
    assert found[1][1][0] == "Link https://example.org/"
    areas = [
        annotation.get_object()
        for page in reading.reader.pages
        for annotation in page.get("/Annots", ())
        if "/A" in annotation.get_object()
    ]
    assert len(areas) > 30  # one for each line
    assert {squeezed(area["/Contents"]) for area in areas} == {squeezed(words)}


def test_a_row_of_the_overview_says_where_it_leads() -> None:
    reading = Reading(render(document(item(1), item(2)), style()))
    contents = [a.get_object()["/Contents"] for a in reading.reader.pages[0]["/Annots"]]
    assert contents == ["Punkt 1: Sag nummer 1", "Punkt 2: Sag nummer 2"]


def test_pages_are_gone_through_in_the_order_of_the_tree(tmp_path: Path) -> None:
    for page in Reading(render(stress(tmp_path), style())).reader.pages:
        assert page["/Tabs"] == "/S"


def test_a_picture_tells_where_it_stands_and_what_it_shows(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(png())
    (tmp_path / "pdf.yaml").write_text("logo: {fil: logo.png, alt: Byvåben}\n", encoding="utf-8")
    reading = Reading(render(document(item(1)), style_of(tmp_path / "pdf.yaml")))
    assert reading.tree[1][0] == ("Figure Byvåben", [])
    assert len(reading.pictures) == 1


# --- properties and what is embedded ----------------------------------------------------------


def test_the_packet_of_properties_says_what_the_dictionary_says(tmp_path: Path) -> None:
    began = datetime(2024, 2, 29, 12, tzinfo=ZONE)
    now = datetime(2024, 5, 1, 8, 30, tzinfo=ZONE)
    doc = replace(
        document(replace(item(1), sagsnr="24/1")),
        titel="Referat: <Æ> & Ø",
        myndighed="Strandby & Omegns Kommune",
        sagsnr=("24/9",),
        godkendelse="Godkendt den 12. april 2024",
        udgave=Udgavelinje(2, now.date(), "Version 2, 1. maj 2024", tid=now, foerst=began),
    )
    reader = Reading(render(doc, style())).reader
    stream = reader.root_object["/Metadata"].get_object()
    assert "/Filter" not in stream
    packet = etree.fromstring(stream.get_data())
    texts = {str(e.tag).split("}")[1]: e.text for e in packet.iter() if len(e) == 0}
    assert texts["part"] == "1"
    assert texts["conformance"] == "A"
    lists = [
        "".join(e.itertext())
        for e in packet.iter("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li")
    ]
    told = "Version 2, 1. maj 2024. Godkendt den 12. april 2024"
    assert lists[:7] == [doc.titel, doc.forum, "da-DK", doc.myndighed, told, "24/9", "24/1"]
    assert texts["CreateDate"] == "2024-02-29T12:00:00+01:00"
    assert texts["ModifyDate"] == texts["MetadataDate"] == lists[7] == "2024-05-01T08:30:00+02:00"
    assert texts["VersionID"] == "2"
    about = reader.metadata
    assert about is not None
    assert (about.title, about.author) == (doc.titel, doc.forum)
    assert about.subject == told
    assert about["/Keywords"] == texts["Keywords"] == "24/9, 24/1"
    assert about["/CreationDate"] == "D:20240229120000+01'00'"
    assert about["/ModDate"] == "D:20240501083000+02'00'"
    assert about.creator == texts["CreatorTool"]


def test_the_facts_are_embedded_only_where_the_style_asks() -> None:
    file = Workspace(ROOT).meeting_file("eksempel/2025-11-06")
    meeting = load(Workspace(ROOT), file).meeting
    assert meeting is not None
    doc = samples()[f"{file.name}-referat-offentlig"]
    facts = compose.compose_facts(meeting, doc.kind, doc.audience)
    assert not Reading(render(doc, style(), facts)).reader.attachments
    reader = Reading(render(doc, replace(style(), indlejr_kilde=True), facts)).reader
    assert list(reader.attachments) == ["referat.json"]
    (specification,) = reader.root_object["/AF"]
    assert specification.get_object()["/AFRelationship"] == "/Data"
    embedded = specification.get_object()["/EF"]["/F"].get_object()
    assert embedded["/Subtype"] == "/application/json"
    assert embedded.get_data() == as_json(facts)
    with pytest.raises(AssertionError):  # never left out unsaid
        render(doc, replace(style(), indlejr_kilde=True))
