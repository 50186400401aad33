from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree
from msgspec.structs import replace

import pdf_samples
from docx_samples import (
    DAGSORDEN,
    REFERAT,
    R,
    W,
    document,
    everything,
    heading_of,
    item,
    large,
    packed,
    paragraph,
    paragraphs,
    parts,
    png,
    section,
    style_of,
    text,
    text_document,
    tree,
    words,
)
from moedebog.blocks import Paragraph, Picture, Run, plain
from moedebog.diagnostics import Problems
from moedebog.document import Art, Document, Gruppe, Kolonne, Punkttekst, Udgavelinje
from moedebog.fakta import ZONE
from moedebog.render.docx import render
from moedebog.render.docx.parts import Parts
from support import ROOT
from texts import words as expected

TESTS = ROOT / "tests"


@pytest.fixture
def full(tmp_path: Path) -> Document:
    return everything(png(tmp_path / "kort.png"))


def test_all_words_in_their_order(full: Document) -> None:
    assert words(render(full, REFERAT)) == expected(full)
    assert words(render(full, DAGSORDEN)) == expected(full)


def test_words_of_a_long_document() -> None:
    long = large()
    assert words(render(long, REFERAT)) == expected(long)


def test_python_docx_opens_it(full: Document) -> None:
    from docx import Document as Opened

    opened = Opened(BytesIO(render(full, REFERAT)))
    title = opened.paragraphs[1]
    assert title.text == "REFERAT"
    assert title.style is not None
    assert title.style.name == "Title"
    assert len(opened.tables) == 3
    assert opened.core_properties.title == full.titel


# --- the file -------------------------------------------------------------------------


def test_same_bytes_every_time(full: Document) -> None:
    first = render(full, REFERAT)
    render(large(), REFERAT)  # another document in between leaves no trace
    assert render(full, REFERAT) == first


def test_same_bytes_in_a_fresh_process() -> None:
    script = (
        "import sys, hashlib; from docx_samples import *; from moedebog.render.docx import render;"
        "print(hashlib.sha256(render(large(), REFERAT)).hexdigest())"
    )
    found = set()
    for seed in ("1", "2"):
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS.parent / "generators")]),
        }
        run = subprocess.run(
            [sys.executable, "-c", script], env=environment, capture_output=True, check=True
        )
        found.add(run.stdout)
    assert len(found) == 1


def test_zip_is_sorted_and_without_a_clock(full: Document) -> None:
    with zipfile.ZipFile(BytesIO(render(full, REFERAT))) as archive:
        names = archive.namelist()
        assert names == sorted(names)
        assert names[0] == "[Content_Types].xml"
        assert {i.date_time for i in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_properties_are_the_meetings() -> None:
    titel = 'Referat: "R&D" <udvalg> {{ 7*7 }}'
    data = render(document(item(1), titel=titel, forum="Børn & Unge"), REFERAT)
    core = etree.fromstring(parts(data)["docProps/core.xml"])
    found = {e.tag.rpartition("}")[2]: e.text for e in core}
    assert found["title"] == titel
    assert found["creator"] == found["lastModifiedBy"] == "Børn & Unge"
    assert found["language"] == "da-DK"
    assert not {"created", "modified", "version"} & found.keys()  # it is not issued


def test_properties_of_an_issued_document_say_when_which_and_by_whom() -> None:
    began = datetime(2025, 9, 15, 12, 30, tzinfo=ZONE)
    now = datetime(2025, 10, 20, 8, tzinfo=ZONE)
    edition = Udgavelinje(2, now.date(), "Version 2, 20. oktober 2025", tid=now, foerst=began)
    made = replace(
        document(replace(item(1), sagsnr="25/1, 25/2")),
        udgave=edition,
        myndighed="Strandby <Kommune>",
        sagsnr=("25/9",),
        godkendelse="Godkendt den 10. oktober 2025",
    )
    members = parts(render(made, REFERAT))
    core = etree.fromstring(members["docProps/core.xml"])
    found = {e.tag.rpartition("}")[2]: e.text for e in core}
    assert (found["created"], found["modified"]) == ("2025-09-15T10:30:00Z", "2025-10-20T06:00:00Z")
    assert found["version"] == "2"
    assert found["keywords"] == "25/9, 25/1, 25/2"
    assert found["description"] == "Version 2, 20. oktober 2025. Godkendt den 10. oktober 2025"
    app = etree.fromstring(members["docProps/app.xml"])
    assert {e.tag.rpartition("}")[2]: e.text for e in app}["Company"] == "Strandby <Kommune>"


def test_every_part_has_a_type_and_every_relationship_a_target(full: Document) -> None:
    members = parts(render(full, REFERAT))
    types = etree.fromstring(members["[Content_Types].xml"])
    extensions = {e.get("Extension") for e in types if e.tag.endswith("Default")}
    names = {e.get("PartName") for e in types if e.tag.endswith("Override")}
    for name in members:
        if name != "[Content_Types].xml":
            assert f"/{name}" in names or name.rpartition(".")[2] in extensions, name
    relations = etree.fromstring(members["word/_rels/document.xml.rels"])
    ids = [e.get("Id") for e in relations]
    assert len(ids) == len(set(ids))
    for relation in relations:
        if relation.get("TargetMode") != "External":
            assert relation.get("Target").lstrip("/") in members


def test_danish_is_the_language_of_the_styles(full: Document) -> None:
    sheet = tree(render(full, REFERAT), "word/styles.xml")
    assert sheet.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang").get(f"{W}val") == "da-DK"


def test_word_is_not_told_to_ask_about_fields(full: Document) -> None:
    for name, data in parts(render(full, REFERAT)).items():
        assert b"updateFields" not in data, name
        assert b"w:dirty" not in data, name


# --- text is text ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "hostile",
    [
        "Tal R&D.pdf",
        "<w:p>ikke et afsnit</w:p>",
        "\"citat\" 'enkelt'",
        "{{ 7*7 }} {% for x in y %} {# nej #}",
        "{_{ og }_} {_% %_}",
        "]]> <!-- --> &amp; &#0;",
        "Ærø Ǿ Ω Ж ŋ 😀 –—…",
        "\\a \\f \\n",
    ],
)
def test_text_comes_out_to_the_letter(hostile: str) -> None:
    everywhere = replace(
        document(
            replace(item(1, section(plain(hostile), heading=hostile)), undertitel=hostile),
        ),
        forum=hostile,
        status=hostile,
        sidehoved=hostile,
    )
    data = render(everywhere, REFERAT)
    assert words(data) == expected(everywhere)
    assert text(tree(data)).count(hostile) == 5
    assert hostile in text(tree(data, "word/header1.xml"))


@pytest.mark.parametrize("character", ["\x0b", "\x00", "\x1f", "\ufffe", "\ud800"])
def test_a_character_that_xml_forbids_is_refused(character: str) -> None:
    for bad in (
        document(item(1, section(plain(f"før {character} efter & mere")))),
        document(item(1), forum=f"før {character} efter"),
    ):
        with pytest.raises(Problems) as caught:
            render(bad, REFERAT)
        (problem,) = caught.value.diagnostics
        assert problem.code == "M356"
        assert f"U+{ord(character):04X}" in problem.message
        assert "før" in problem.message


def test_characters_that_word_wants_as_elements() -> None:
    data = render(document(item(1), dato_tekst="d. 12\u201109\u20112025\tA\u00adB"), REFERAT)
    (date,) = paragraphs(data, "Date")
    assert text(date).split() == ["d.", "12-09-2025", "A\u00adB"]
    assert len(date.findall(f".//{W}noBreakHyphen")) == 2
    assert len(date.findall(f".//{W}softHyphen")) == 1
    assert len(date.findall(f".//{W}tab")) == 1


def test_spaces_are_kept() -> None:
    data = render(text_document(Paragraph((Run("a "), Run(" b", strong=True)))), REFERAT)
    assert "a  b" in text(tree(data))
    for element in tree(data).iter(f"{W}t"):
        if element.text and element.text != element.text.strip():
            assert element.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"


# --- the document ---------------------------------------------------------------------


def test_no_empty_paragraph_and_no_layout(full: Document) -> None:
    body = tree(render(full, REFERAT))
    for p in body.iter(f"{W}p"):
        if not text(p).strip() and not p.findall(f".//{W}drawing"):
            cell = p.getparent()
            assert cell.tag == f"{W}tc", etree.tostring(p)  # a cell must have one
            assert len(cell.findall(f"{W}p")) == 1
    for forbidden in ("framePr", "txbxContent", "pict"):
        assert not list(body.iter(W + forbidden))
    assert b"wp:anchor" not in parts(render(full, REFERAT))["word/document.xml"]


def test_every_cell_ends_in_a_paragraph_and_paragraphs_do_not_nest(full: Document) -> None:
    body = tree(render(full, REFERAT))
    for cell in body.iter(f"{W}tc"):
        assert cell[-1].tag == f"{W}p"
    for p in body.iter(f"{W}p", f"{W}tbl"):
        assert p.getparent().tag in {f"{W}body", f"{W}tc"}


def test_headings_have_the_level_of_the_document(full: Document) -> None:
    data = render(full, REFERAT)
    title = paragraph(data, "REFERAT")
    assert style_of(title) == "Title"
    assert heading_of(data, title) == "heading 1"
    for content, level in (
        ("Oversigt", 2),
        ("Punkt 1: Et punkt", 3),
        ("Punkt 2.1: Under", 4),
        ("Resumé", 3),
        ("Baggrund", 4),
        ("Bilagsoversigt", 2),
    ):
        assert heading_of(data, paragraph(data, content)) == f"heading {level}"


def test_headings_begin_at_the_first_level_where_the_title_of_a_template_is_none(
    full: Document, tmp_path: Path
) -> None:
    members = parts(REFERAT.read_bytes())
    sheet = members["word/styles.xml"]
    start = sheet.index(b'w:styleId="Title"')
    end = sheet.index(b"</w:style>", start)
    outline = b'<w:outlineLvl w:val="0"/>'
    assert outline in sheet[start:end]
    members["word/styles.xml"] = sheet[:start] + sheet[start:].replace(outline, b"", 1)
    data = render(full, packed(members, tmp_path / "ny.docx"))
    assert heading_of(data, paragraph(data, "REFERAT")) == ""
    assert heading_of(data, paragraph(data, "Oversigt")) == "heading 1"
    assert heading_of(data, paragraph(data, "Punkt 1: Et punkt")) == "heading 2"


def test_overview_rows_link_to_bookmarks_of_the_headings(full: Document) -> None:
    data = render(full, REFERAT)
    body = tree(data)
    names = [b.get(f"{W}name") for b in body.iter(f"{W}bookmarkStart")]
    ids = [b.get(f"{W}id") for b in body.iter(f"{W}bookmarkStart")]
    assert len(set(names)) == len(names) == len(set(ids))
    assert sorted(ids) == sorted(b.get(f"{W}id") for b in body.iter(f"{W}bookmarkEnd"))
    overview = next(body.iter(f"{W}tbl"))
    rows = overview.findall(f"{W}tr")
    assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
    assert [text(c).strip() for c in rows[0].iter(f"{W}tc")] == ["Punkt", "Titel", "Tid"]
    for row, line in zip(rows[1:], full.oversigt.linjer, strict=True):
        anchors = {h.get(f"{W}anchor") for h in row.iter(f"{W}hyperlink")}
        (anchor,) = anchors
        start = next(b for b in body.iter(f"{W}bookmarkStart") if b.get(f"{W}name") == anchor)
        assert line.titel in text(start.getparent())


def test_bookmarks_are_short_and_never_the_same() -> None:
    long = [f"et-meget-langt-anker-som-word-ikke-tager-imod-{i}" for i in range(12)]
    items = [replace(item(i + 1), anker=anchor) for i, anchor in enumerate(["1x", "1X", *long])]
    names = [
        b.get(f"{W}name") for b in tree(render(document(*items), REFERAT)).iter(f"{W}bookmarkStart")
    ]
    assert len({n.lower() for n in names}) == len(names) == len(items) + 1
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,39}", n) for n in names)


def test_each_bookmark_looks_at_no_other() -> None:
    class Counted(str):
        looked = 0

        def lower(self) -> str:
            Counted.looked += 1
            return super().lower()

    parts = Parts(1, 1)
    for number in range(200):
        parts.bookmark(f"punkt-{number}")
        for anchor, name in parts._bookmarks.items():
            parts._bookmarks[anchor] = Counted(name)
    same = [parts.bookmark("-" * number) for number in range(41, 241)]
    assert len(set(same)) == len(same)
    assert not Counted.looked


def test_a_document_without_items_has_no_overview() -> None:
    data = render(document(), REFERAT)
    assert not list(tree(data).iter(f"{W}tbl"))
    assert "Oversigt" not in words(data)


def test_header_and_footer(full: Document) -> None:
    members = render(full, REFERAT)
    header, footer = (tree(members, f"word/{n}1.xml") for n in ("header", "footer"))
    drawn = text(header).replace("\u00a0", " ").split("\n")[1:]
    assert drawn == [full.sidehoved, "FORTROLIGT"]
    codes = [e.text.strip() for e in footer.iter(f"{W}instrText")]
    assert codes == ["PAGE", "NUMPAGES"]
    assert re.sub(r"\s+", " ", text(footer)).strip() == "Side 1 af 1"
    section_ = next(tree(members).iter(f"{W}sectPr"))
    kinds = [e.get(f"{W}type") for e in section_ if e.get(f"{R}id")]
    assert kinds == ["default", "first", "default", "first"]
    assert text(tree(members, "word/header2.xml")).split() == ["FORTROLIGT"]


def test_a_public_document_says_nothing_of_confidentiality() -> None:
    for name, data in parts(render(document(item(1)), REFERAT)).items():
        assert (
            "fortrolig" not in re.sub(r"Mødebog fortroligt|MbFortroligt", "", data.decode()).lower()
        ), name


# --- pictures -------------------------------------------------------------------------


def test_a_group_in_the_overview_stays_with_its_first_item() -> None:
    items = [pdf_samples.item(n) for n in range(2, 40)]  # more than fit a page
    group = pdf_samples.item(2, gruppe=Gruppe("Lukkede punkter", 1, "g"))
    document = pdf_samples.document(*items[1:5], group, *items[5:])
    table = next(tree(render(document, REFERAT)).iter(f"{W}tbl"))
    kept = [
        {paragraph.find(f"{W}pPr/{W}keepNext") is not None for paragraph in row.iter(f"{W}p")}
        for row in table.iter(f"{W}tr")
    ]
    assert kept[4:7] == [{False}, {True}, {False}]


def test_a_short_overview_stands_on_one_page() -> None:
    document = pdf_samples.document(*(pdf_samples.item(n) for n in range(9)))
    table = next(tree(render(document, REFERAT)).iter(f"{W}tbl"))
    _, *rows, last = [
        {paragraph.find(f"{W}pPr/{W}keepNext") is not None for paragraph in row.iter(f"{W}p")}
        for row in table.iter(f"{W}tr")
    ]
    assert rows == [{True}] * 8
    assert last == {False}


def overview_grid(data: bytes) -> list[int]:
    return [int(c.get(f"{W}w")) for c in next(tree(data).iter(f"{W}tbl")).iter(f"{W}gridCol")]


def test_a_long_overview_leaves_no_row_alone_with_its_head_or_its_end() -> None:
    data = render(document(*(item(n) for n in range(1, 31))), REFERAT)
    kept = [
        row.find(f".//{W}keepNext") is not None
        for row in next(tree(data).iter(f"{W}tbl")).iter(f"{W}tr")
    ]
    assert kept == [True] * 3 + [False] * 25 + [True] * 2 + [False]


def test_the_overview_is_shared_out_and_its_groups_are_as_wide_as_it() -> None:
    long = "Orientering om samarbejdet med kommunernes børnehaveklasseledere i hele området"
    items = [item(n, titel=long) for n in (1, 2, 3)]
    base = document(*items).oversigt
    group = replace(base.linjer[0], nr="", titel="Åbne sager", tid="", sagstype="",
                    anker="punkt-1", art=Art.GRUPPE)  # fmt: skip
    lines = [
        replace(line, udfald="Taget til efterretning med bemærkninger") for line in base.linjer
    ]
    columns = (*base.kolonner, Kolonne("udfald", "Udfald"))
    overview = replace(base, linjer=(group, *lines), kolonner=columns)
    data = render(document(*items, oversigt=overview), REFERAT)
    head, over, first, *_ = next(tree(data).iter(f"{W}tbl")).iter(f"{W}tr")
    (cell,) = over.findall(f"{W}tc")
    assert text(cell).strip() == "Åbne sager"
    assert cell.find(f"{W}tcPr/{W}gridSpan").get(f"{W}val") == "4"
    assert len(first.findall(f"{W}tc")) == len(head.findall(f"{W}tc")) == 4
    _, titel, _, udfald = overview_grid(data)
    assert titel > udfald * 1.3


def test_a_word_that_is_wider_than_its_column_in_the_overview_is_divided_as_it_is_spelt() -> None:
    long = "Sundhedssamarbejdsudvalgsmødeforberedelsesarbejdsgruppens aftaler"
    items = [item(1, titel=long)]
    base = document(*items).oversigt
    lines = (replace(base.linjer[0], udfald="Taget til efterretning"),)
    columns = (*base.kolonner, Kolonne("sagstype", "Type"), Kolonne("udfald", "Udfald"))
    overview = replace(base, linjer=lines, kolonner=columns)
    data = render(document(*items, oversigt=overview), REFERAT)
    row = list(next(tree(data).iter(f"{W}tbl")).iter(f"{W}tr"))[1]
    assert "\u00ad" in text(row)
    assert long in text(row).replace("\u00ad", "").replace("\u00a0", " ")


def test_a_picture_is_in_line_described_and_fits(tmp_path: Path) -> None:
    small = Picture(png(tmp_path / "lille.png", 100, 50, 100), 'Alt "tekst" & mere')
    wide = Picture(png(tmp_path / "bred.png", 4000, 500, 100), "bred")
    tall = Picture(png(tmp_path / "hoej.png", 100, 4000, 100), "høj")
    data = render(text_document(small, wide, tall, small), REFERAT)
    body = tree(data)
    inline = list(
        body.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}inline")
    )
    assert len(inline) == 4
    sizes = [(int(i[0].get("cx")), int(i[0].get("cy"))) for i in inline]
    described = [i.find("{*}docPr") for i in inline]
    assert described[0].get("descr") == 'Alt "tekst" & mere'
    assert len({d.get("id") for d in described}) == 4
    assert sizes[0] == (914_400, 457_200)
    assert sizes[1][0] <= 9298 * 635
    assert sizes[1][0] == pytest.approx(sizes[1][1] * 8, rel=0.01)
    assert sizes[2][1] <= 16838 * 635
    media = [n for n in parts(data) if n.startswith("word/media/")]
    assert len(media) == 3  # the same picture once


def test_a_picture_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "tekst.png").write_text("ikke et billede")
    for name in ("tekst.png", "mangler.png"):
        with pytest.raises(Problems) as caught:
            render(text_document(Picture(tmp_path / name, "alt")), REFERAT)
        assert [d.code for d in caught.value.diagnostics] == ["M539"]
        assert name in caught.value.diagnostics[0].message


# --- templates of other makers --------------------------------------------------------


def test_styles_are_found_by_name_not_by_id(full: Document, tmp_path: Path) -> None:
    """As Danish Word and LibreOffice save them: other ids, another case of the names."""
    members = parts(REFERAT.read_bytes())
    for name in ("styles", "numbering", "document", "header1", "footer1"):
        part = f"word/{name}.xml"
        members[part] = re.sub(
            rb'(<w:(?:style [^>]*w:styleId|basedOn w:val|next w:val|pStyle w:val)=")([^"]+)"',
            rb'\1Ny\2"',
            members[part],
        )
    members["word/styles.xml"] = (
        members["word/styles.xml"]
        .replace(b'"heading 1"', b'"Heading 1"')
        .replace(b'"List Bullet"', b'"list bullet"')
    )
    data = render(full, packed(members, tmp_path / "ny.docx"))
    assert words(data) == expected(full)
    known = {s.get(f"{W}styleId") for s in tree(data, "word/styles.xml").iter(f"{W}style")}
    used = {e.get(f"{W}val") for e in tree(data).iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")}
    assert used <= known
    assert heading_of(data, paragraph(data, "Oversigt")) == "heading 2"
    assert "NyBodyText" in used


def test_two_sets_of_core_properties_become_one(full: Document, tmp_path: Path) -> None:
    members = parts(REFERAT.read_bytes())
    core = b"<coreProperties xmlns='http://schemas.openxmlformats.org/package/2006/metadata/core-properties'/>"
    members["docProps/core.xml"] = members["docProps/core0.xml"] = core
    kind = "http://schemas.openxmlformats.org/{}/2006/relationships/metadata/core-properties"
    extra = "".join(
        f'<Relationship Id="c{i}" Type="{kind.format(word)}" Target="docProps/{name}"/>'
        for i, (word, name) in enumerate([("package", "core.xml"), ("officedocument", "core0.xml")])
    )
    members["_rels/.rels"] = members["_rels/.rels"].replace(
        b"</Relationships>", extra.encode() + b"</Relationships>"
    )
    override = (
        b'<Override PartName="/docProps/core0.xml" '
        b'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    )
    members["[Content_Types].xml"] = members["[Content_Types].xml"].replace(
        b"</Types>", override + b"</Types>"
    )
    data = render(full, packed(members, tmp_path / "to.docx"))
    found = parts(data)
    assert [n for n in found if n.startswith("docProps/")] == [
        "docProps/app.xml",
        "docProps/core.xml",
    ]
    assert found["_rels/.rels"].count(b"core-properties") == 1
    assert found["[Content_Types].xml"].count(b"core-properties") == 1
    assert full.titel in found["docProps/core.xml"].decode()


def test_a_tag_that_word_has_cut_in_pieces(tmp_path: Path) -> None:
    members = parts(REFERAT.read_bytes())
    whole = b'<w:t xml:space="preserve">{{ dokument.forum }}</w:t>'
    assert whole in members["word/document.xml"]
    pieces = (
        b'<w:t>{</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t>{ doku</w:t></w:r>'
        b'<w:bookmarkStart w:id="7" w:name="_GoBack"/><w:bookmarkEnd w:id="7"/>'
        b"<w:r><w:t>ment.forum }</w:t></w:r><w:r><w:t>}</w:t>"
    )
    members["word/document.xml"] = members["word/document.xml"].replace(whole, pieces)
    sample = document(item(1))
    assert words(render(sample, packed(members, tmp_path / "delt.docx"))) == expected(sample)


def test_what_a_template_says_itself_is_kept(tmp_path: Path) -> None:
    members = parts(REFERAT.read_bytes())
    members["word/document.xml"] = members["word/document.xml"].replace(
        b"{{ dokument.forum }}",
        b"{{ dokument.forum|upper }}, {% if dokument.kind == \xe2\x80\x9dreferat\xe2\x80\x9d %}"
        b"endeligt{% else %}forel\xc3\xb8bigt{% endif %}",
    )
    data = render(document(item(1)), packed(members, tmp_path / "egen.docx"))
    assert text(paragraphs(data, "Subtitle")[0]).strip() == "KULTURUDVALGET, endeligt"


def test_a_row_for_each_line_of_the_overview(tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        inner = "".join(
            f"<w:tc><w:tcPr/><w:p><w:r><w:t>{c}</w:t></w:r></w:p></w:tc>" for c in cells
        )
        return f"<w:tr>{inner}</w:tr>"

    own = (
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>"
        + row("Nummer", "Emne")
        + row("{%tr for linje in dokument.oversigt.linjer %}", "")
        + row("{{ linje.nr }}", "{{ linje.titel }}")
        + row("{%tr endfor %}", "")
        + "</w:tbl>"
    )
    members = parts(REFERAT.read_bytes())
    source = members["word/document.xml"].decode()
    source = re.sub(r"<w:p>(?:(?!<w:p>).)*oversigt\.tabel(?:(?!<w:p>).)*</w:p>", own, source)
    members["word/document.xml"] = source.encode()
    data = render(document(item(1), item(2, titel="A & B")), packed(members, tmp_path / "t.docx"))
    table = next(tree(data).iter(f"{W}tbl"))
    rows = [[text(c).strip() for c in r.iter(f"{W}tc")] for r in table.iter(f"{W}tr")]
    assert rows == [["Nummer", "Emne"], ["1", "Et punkt"], ["2", "A & B"]]


def test_an_item_stands_close_to_the_heading_of_its_group_as_in_the_pdf() -> None:
    first = replace(item(1, titel="Sag 1"), gruppe=Gruppe("Åbne sager", 1, "gruppe-1"))
    data = render(document(first, item(2, titel="Sag 2")), REFERAT)
    close, apart = (
        paragraph(data, f"Punkt {n}: Sag {n}").find(f"{W}pPr/{W}spacing") for n in (1, 2)
    )
    assert close.get(f"{W}before") == "0"
    assert apart is None


def inside_groups() -> list[Punkttekst]:
    """A group with two groups in it, and a group after them."""
    heads = ("Til beslutning", 1), ("Børn", 2), ("Ældre", 2), ("Til orientering", 1)
    alone, *begun = [Gruppe(words, level, f"g-{words}") for words, level in heads]
    lone = replace(item(9), art=Art.GRUPPE, nr="", overskrift=alone.overskrift, undertitel="")
    items = [replace(item(n, titel=f"Sag {n}"), gruppe=one) for n, one in enumerate(begun, 1)]
    return [replace(lone, afsnit=()), *items]


def test_a_group_inside_another_is_told_from_it_and_stands_close_under_it() -> None:
    data = render(document(*inside_groups()), REFERAT)
    outer, inner, again, last = (
        paragraph(data, words) for words in ("Til beslutning", "Børn", "Ældre", "Til orientering")
    )
    styles = {s.get(f"{W}styleId"): s for s in tree(data, "word/styles.xml").iter(f"{W}style")}
    spelled = [
        styles[style_of(one)].find(f"{W}rPr/{W}caps").get(f"{W}val") != "0"
        for one in (outer, inner, again, last)
    ]
    assert spelled == [True, False, False, True]
    assert inner.find(f"{W}pPr/{W}spacing").get(f"{W}before") == "0"
    assert again.find(f"{W}pPr/{W}spacing") is None


def test_a_template_that_knows_of_groups_alone_gives_those_inside_them_their_look(
    tmp_path: Path,
) -> None:
    members = parts(REFERAT.read_bytes())
    sheet = etree.fromstring(members["word/styles.xml"])
    (own,) = (s for s in sheet if s.get(f"{W}styleId") == "MbUndergruppe")
    sheet.remove(own)
    members["word/styles.xml"] = etree.tostring(sheet)
    data = render(document(*inside_groups()), packed(members, tmp_path / "ældre.docx"))
    styles = {s.get(f"{W}styleId"): s for s in tree(data, "word/styles.xml").iter(f"{W}style")}
    inner = styles[style_of(paragraph(data, "Børn"))]
    assert inner.find(f"{W}rPr/{W}caps") is not None


def test_a_rule_stands_over_each_of_items_that_have_a_title_alone() -> None:
    """Word draws one frame around neighbours with equal borders, and between them what it has for
    that.
    """
    items = [replace(item(n, titel=f"Sag {n}"), undertitel="") for n in (1, 2, 3)]
    grouped = replace(items[2], gruppe=Gruppe("Lukkede sager", 1, "gruppe-1"))
    data = render(document(*items[:2], grouped), REFERAT)
    styles = {s.get(f"{W}styleId"): s for s in tree(data, "word/styles.xml").iter(f"{W}style")}
    for titel in ("Sag 1", "Sag 2", "Sag 3"):
        number = titel[-1]
        here = styles[style_of(paragraph(data, f"Punkt {number}: {titel}"))]
        borders = here.find(f"{W}pPr/{W}pBdr")
        over, between = (borders.find(W + side) for side in ("top", "between"))
        assert dict(over.attrib) == dict(between.attrib)
    group = styles[style_of(paragraph(data, "Lukkede sager"))]
    assert group.find(f"{W}pPr/{W}pBdr/{W}between").get(f"{W}val") == "nil"
