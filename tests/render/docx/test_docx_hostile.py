"""Word templates as an attacker, an office and a careless day would hand them in."""

from __future__ import annotations

import io
import re
import struct
import tracemalloc
import zipfile
import zlib
from pathlib import Path
from typing import Any

import docx
import pytest
from msgspec.structs import replace

from docx_samples import DAGSORDEN, REFERAT, document, item, parts, png, words
from hostile_docx import HEADER, MAIN, MICROSOFT, OFFICE, SPACES, WORD, Hostile, drawing
from moedebog.diagnostics import Problems
from moedebog.render.docx import allowed, budget, check, package, render, sifting, template

LOGIN = "B1234567"
"""What must be nowhere in a document that we write."""


def refused(path: Path) -> list[tuple[str, str]]:
    """Code and message of each finding; what lint refuses can never be drawn."""
    found = check(path)
    if found:
        with pytest.raises(Problems):
            render(document(item(1)), path)
    return [(d.code, d.message) for d in found]


def one(path: Path) -> tuple[str, str]:
    (found,) = refused(path)
    return found


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(*pieces: str) -> str:
    return "".join(
        f'<w:r><w:instrText xml:space="preserve">{p}</w:instrText></w:r>' for p in pieces
    )


def field(*pieces: str) -> str:
    """A field whose code is cut in pieces."""
    return mark("begin") + code(*pieces) + mark("separate") + run("1") + mark("end")


# --- what lies in the file, or is fetched -----------------------------------------------


@pytest.mark.parametrize("kind", ["image", "oleObject", "frame", "subDocument", "package", "video"])
@pytest.mark.parametrize("source", [MAIN, HEADER, "word/settings.xml", "word/numbering.xml", ""])
def test_what_is_fetched_is_refused(tmp_path: Path, kind: str, source: str) -> None:
    target = "https://example.org/spor.png"
    hostile = Hostile().relate(kind, target, source, external=True)
    found = one(hostile.save(tmp_path))
    assert found[0] == "M384"
    assert (source or "_rels/.rels") in found[1]
    assert kind in found[1]
    assert target in found[1]


def known_kinds() -> list[str]:
    """Types of relationships as Word's and its neighbours' files have them."""
    office = """aFChunk activeXControlBinary attachedToolbars audio calcChain chart chartUserShapes
        chartsheet connections control ctrlProp customData diagramColors diagramData diagramLayout
        diagramQuickStyle dialogsheet externalLink externalLinkPath frame htmlPubSaveAs keyMap
        mailMergeHeaderSource mailMergeSource mailMergeRecipientData media metadata officeDocument
        oleObject package queryTable recipientData slide subDocument table tags themeOverride
        transform video vbaProject vmlDrawing wordVbaData worksheet xmlMaps nobodyKnows"""
    microsoft = """2006/relationships/activeXControlBinary 2006/relationships/attachedToolbars
        2006/relationships/keyMapCustomizations 2006/relationships/ui/extensibility
        2006/relationships/ui/userCustomization 2006/relationships/vbaProject
        2006/relationships/wordVbaData 2007/relationships/diagramDrawing 2007/relationships/media
        2007/relationships/ui/extensibility 2011/relationships/chartColorStyle
        2011/relationships/webextension 2011/relationships/webextensiontaskpanes
        2014/relationships/chartEx 2017/06/relationships/rdArray"""
    return [
        *(f"{OFFICE}/{kind}" for kind in office.split()),
        *(f"{MICROSOFT}/{kind}" for kind in microsoft.split()),
        "https://example.org/min/egen",
        "",
    ]


@pytest.mark.parametrize("kind", known_kinds())
def test_a_kind_of_relationship_that_is_not_known_is_refused(tmp_path: Path, kind: str) -> None:
    assert kind not in allowed.LEFT_OUT | {allowed.ATTACHED_TEMPLATE}
    hostile = Hostile().add("word/noget.bin", b"MZ", "application/octet-stream")
    hostile.relate(kind or "://", "noget.bin")
    found = one(hostile.save(tmp_path))
    assert found[0] == "M383"
    assert MAIN in found[1]
    assert "word/noget.bin" in found[1]


@pytest.mark.parametrize("kind", sorted(allowed.LEFT_OUT))
def test_what_is_left_out_is_no_hiding_place(tmp_path: Path, kind: str) -> None:
    hostile = Hostile().add("word/vbaProject.bin", b"MZ", f"{MICROSOFT}/vbaProject")
    hostile.relate(kind, "vbaProject.bin")
    found = one(hostile.save(tmp_path))
    assert found[0] == "M386"
    assert "word/vbaProject.bin" in found[1]


@pytest.mark.parametrize("kind", sorted(allowed.KEPT.keys() - {package.DOCUMENT}))
def test_a_relationship_says_what_its_part_is(tmp_path: Path, kind: str) -> None:
    hostile = Hostile().relate(kind, "andet.xml")
    hostile.add("word/andet.xml", "<x/>", "application/vnd.ms-office.activeX+xml")
    found = one(hostile.save(tmp_path))
    assert found[0] == "M386"
    assert "activeX" in found[1]


def test_a_part_that_belongs_to_nothing_is_refused(tmp_path: Path) -> None:
    hostile = Hostile().add("word/vbaProject.bin", b"MZ", "application/vnd.ms-office.vbaProject")
    assert one(hostile.save(tmp_path))[0] == "M386"


@pytest.mark.parametrize(("source", "target"), [(MAIN, "to.xml"), ("", "word/to.xml")])
def test_a_second_text_is_refused(tmp_path: Path, source: str, target: str) -> None:
    hostile = Hostile().add("word/to.xml", "<x/>", f"{WORD}.document.main+xml")
    hostile.relate("officeDocument", target, source)
    assert one(hostile.save(tmp_path))[0] == "M383"


def test_what_nothing_shows_does_not_come_along(tmp_path: Path) -> None:
    header = f"<w:hdr {SPACES}><w:p>{run('aldrig vist')}</w:p></w:hdr>"
    hostile = Hostile().add("word/header9.xml", header, f"{WORD}.header+xml")
    hostile.relate("header", "header9.xml", key="x9")
    picture = png(tmp_path / "p.png", 4, 4).read_bytes()
    hostile.add("word/media/a.png", picture, "image/png").relate("image", "media/a.png", key="x8")
    hostile.add("word/media/b.png", picture, "image/png")
    hostile.relate("image", "media/b.png", "word/header9.xml")
    hostile.relate("hyperlink", "https://example.org/aldrig", external=True, key="x7")
    path = hostile.save(tmp_path)
    assert refused(path) == []
    made = parts(render(document(item(1)), path))
    assert not any("media" in name or "header9" in name for name in made)
    assert b"aldrig" not in b"".join(made.values())


def test_a_film_from_the_web(tmp_path: Path) -> None:
    film = drawing("logo").replace(
        "<wp:docPr ", '<wp:docPr xmlns:v15="urn:x" v15:embeddedHtml="&lt;iframe/&gt;" '
    )
    hostile = Hostile().paragraph(film)
    picture = png(tmp_path / "p.png", 4, 4).read_bytes()
    hostile.add("word/media/a.png", picture, "image/png")
    hostile.relate("image", "media/a.png", key="l1").relate("image", "media/a.png", key="l2")
    assert one(hostile.save(tmp_path))[0] == "M385"


def test_macros_under_another_name(tmp_path: Path) -> None:
    hostile = Hostile()
    macro = "application/vnd.ms-word.document.macroEnabled.main+xml"
    hostile.edit("[Content_Types].xml", f"{WORD}.document.main+xml", macro)
    found = one(hostile.save(tmp_path))
    assert found[0] == "M330"


def test_parts_of_what_is_refused_are_told_of_once(tmp_path: Path) -> None:
    hostile = (
        Hostile()
        .add("word/charts/chart1.xml", "<x/>", "application/x")
        .relate("chart", "charts/chart1.xml")
    )
    hostile.add("word/embeddings/ark.xlsx", b"PK", "application/y")
    hostile.relate("package", "../embeddings/ark.xlsx", "word/charts/chart1.xml")
    assert one(hostile.save(tmp_path))[0] == "M383"


def test_an_element_that_names_a_link_as_its_picture(tmp_path: Path) -> None:
    hostile = Hostile().relate("hyperlink", "https://example.org/spor.png", external=True)
    blip = (
        '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata r:id="x1"/>'
        "</v:shape></w:pict></w:r>"
    )
    found = one(hostile.paragraph(blip).save(tmp_path))
    assert found[0] == "M389"
    assert f"{MAIN}, afsnit 2" in found[1]
    for named in ("src", "o:href"):
        address = f'xmlns:o="urn:x" {named}="https://example.org/spor.png"'
        changed = blip.replace('r:id="x1"', address)
        assert one(Hostile().paragraph(changed).save(tmp_path))[0] == "M385"


def test_an_element_without_its_relationship(tmp_path: Path) -> None:
    chunk = Hostile().edit(MAIN, "<w:sectPr", '<w:altChunk r:id="x7"/><w:sectPr')
    found = one(chunk.save(tmp_path))
    assert found[0] == "M389"
    assert "altChunk" in found[1]


# --- links ------------------------------------------------------------------------------

BAD_LINKS = [
    "javascript:alert(1)",
    " javascript:alert(1)",
    "file:///C:/skabeloner/a.docx",
    r"\\server\deling\a.docx",
    "//server/deling/a.docx",
    "ms-word:ofe|u|https://example.org/a.docx",
    "vejledning.docx",
    "ftp://example.org/",
    "data:text/html,x",
    "https:",
    "https://example.org/&#10;x",
    "",
]
GOOD_LINKS = [
    "https://example.org/a?b=1&amp;c=2",
    "HTTP://example.org",
    "mailto:a@example.org",
    "tel:+4500000000",
    "#x",
]


@pytest.mark.parametrize("target", BAD_LINKS)
def test_a_link_that_leads_elsewhere(tmp_path: Path, target: str) -> None:
    for source in (MAIN, HEADER):
        hostile = Hostile().relate("hyperlink", target, source, external=True)
        link = f'<w:hyperlink r:id="x1" xmlns:r="{OFFICE}">{run("her")}</w:hyperlink>'
        found = one(hostile.paragraph(link, source).save(tmp_path))
        assert found[0] == "M385"
        assert source in found[1]
    if '"' not in target and "&" not in target and target.strip():
        instruction = f'HYPERLINK "{target.strip()}"'
        assert one(Hostile().paragraph(field(instruction)).save(tmp_path))[0] == "M387"


@pytest.mark.parametrize("target", GOOD_LINKS)
def test_a_link_to_a_page_a_mailbox_or_a_telephone(tmp_path: Path, target: str) -> None:
    hostile = Hostile().relate("hyperlink", target, external=True)
    hostile.paragraph(f'<w:hyperlink r:id="x1">{run("her")}</w:hyperlink>')
    hostile.paragraph(field(f' HYPERLINK  "{target}" \\o "Vis siden" \\t "_blank" '))
    path = hostile.save(tmp_path)
    assert refused(path) == []
    made = parts(render(document(item(1)), path))
    assert target in made["word/_rels/document.xml.rels"].decode()


# --- fields -----------------------------------------------------------------------------

GOOD_FIELDS = [
    " PAGE ",
    "page",
    "NUMPAGES   \\* Arabic  \\* MERGEFORMAT",
    ' TOC \\o "1-3" \\h \\z \\u ',
    "PAGEREF _Toc123 \\h",
    ' STYLEREF  "heading 1" ',
    "SEQ Tabel \\* ARABIC",
    'HYPERLINK \\l "_Toc123"',
    "TITLE",
]
BAD_FIELDS = [
    'DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc.exe"',
    'DDE excel "ark.xlsx"',
    'INCLUDEPICTURE "https://example.org/spor.png" \\d',
    'INCLUDETEXT "\\\\\\\\server\\\\a.docx"',
    'INCLUDE "a.docx"',
    'IMPORT "a.png"',
    'LINK Excel.Sheet.12 "a.xlsx"',
    "EMBED Excel.Sheet.12",
    'RD "a.docx"',
    'DATABASE \\d "a.mdb"',
    "MACROBUTTON Kør her",
    "AUTOTEXT hilsen",
    "FILLIN Hvem?",
    "MERGEFIELD navn",
    "DATE",
    "FILENAME \\p",
    "USERNAME",
    "DOCPROPERTY Ejer",
    "PAGEX",
    "PAGE!",
    "",
    '"DDEAUTO" x',
    'HYPERLINK \\l "x" "javascript:x"',
    'HYPERLINK "https://example.org" \\m "file:///a"',
]


@pytest.mark.parametrize("instruction", GOOD_FIELDS)
def test_a_field_that_shows_the_document_itself(tmp_path: Path, instruction: str) -> None:
    path = Hostile().paragraph(field(instruction)).save(tmp_path)
    assert refused(path) == []


@pytest.mark.parametrize("instruction", BAD_FIELDS)
def test_a_field_that_fetches_or_runs(tmp_path: Path, instruction: str) -> None:
    escaped = instruction.replace("&", "&amp;").replace('"', "&quot;")
    cut = [instruction[i : i + 2].replace('"', "&quot;") for i in range(0, len(instruction), 2)]
    shapes = {
        "whole": field(escaped),
        "cut": field(*cut),
        "simple": f'<w:fldSimple w:instr="{escaped}">{run("1")}</w:fldSimple>',
        "over paragraphs": mark("begin")
        + code(*cut[:1])
        + "</w:p><w:p>"
        + code(*cut[1:])
        + mark("end"),
        "without a result": mark("begin") + code(escaped) + mark("end"),
        "without an end": mark("begin") + code(escaped),
        "in text": mark("begin") + run(escaped) + mark("separate") + mark("end"),
        "nested": mark("begin")
        + code("IF ")
        + field(escaped)
        + code(" = 1")
        + mark("separate")
        + mark("end"),
    }
    if instruction:
        shapes["alone"] = code(escaped)
    for shape, xml in shapes.items():
        found = one(Hostile().paragraph(xml).save(tmp_path))
        assert found[0] == "M387", shape
        assert f"{MAIN}, afsnit 2" in found[1], shape


def test_a_code_that_another_field_writes(tmp_path: Path) -> None:
    inner = field('QUOTE "DD"')
    written = mark("begin") + field("PAGE") + code("EAUTO cmd") + mark("separate") + mark("end")
    for xml in (inner, written, mark("begin") + code("D") + field("PAGE") + code("DE x")):
        assert {c for c, _ in refused(Hostile().paragraph(xml).save(tmp_path))} == {"M387"}


def test_a_tag_in_a_code(tmp_path: Path) -> None:
    torn = mark("begin") + code("PAGE ") + run("{% if dokument.status %}x{% endif %}") + mark("end")
    assert [c for c, _ in refused(Hostile().paragraph(torn).save(tmp_path))] == ["M387"]


def test_a_code_that_one_reader_sees_and_another_does_not(tmp_path: Path) -> None:
    space = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    torn = (
        mark("begin")
        + f'<mc:AlternateContent {space}><mc:Choice Requires="w">{code(" PAGE ")}</mc:Choice>'
        + f"<mc:Fallback>{code(' DDEAUTO x ')}</mc:Fallback></mc:AlternateContent>"
        + mark("separate")
        + mark("end")
    )
    assert one(Hostile().paragraph(torn).save(tmp_path))[0] == "M387"
    both = "".join(
        f"<mc:{branch}>{run('') + field('PAGE')}</mc:{branch.split()[0]}>"
        for branch in ('Choice Requires="w"', "Fallback")
    )
    whole = f"<mc:AlternateContent {space}>{both}</mc:AlternateContent>"
    assert refused(Hostile().paragraph(whole).save(tmp_path)) == []


@pytest.mark.parametrize(
    ("part", "kind"),
    [
        ("word/footnotes.xml", "footnotes"),
        ("word/endnotes.xml", "endnotes"),
        ("word/comments.xml", "comments"),
        ("word/header2.xml", "header"),
        ("word/footer2.xml", "footer"),
        ("word/glossary/document.xml", "glossaryDocument"),
    ],
)
def test_fields_are_found_in_every_part(tmp_path: Path, part: str, kind: str) -> None:
    types = {"glossaryDocument": "document.glossary"}
    xml = f"<w:x {SPACES}><w:p>{field('DDEAUTO x')}</w:p></w:x>"
    hostile = Hostile().add(part, xml, f"{WORD}.{types.get(kind, kind)}+xml")
    hostile.relate(kind, f"/{part}")
    found = one(hostile.save(tmp_path))
    assert found[0] == "M387"
    assert found[1].startswith(f"{part}, afsnit 1")


def test_a_field_in_a_text_box(tmp_path: Path) -> None:
    box = (
        "<w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox>"
        f"<w:txbxContent><w:p>{field('DDEAUTO x')}</w:p></w:txbxContent></v:textbox></v:shape>"
        "</w:pict></w:r>"
    )
    assert one(Hostile().paragraph(box, HEADER).save(tmp_path))[0] == "M387"


def test_a_source_for_letters(tmp_path: Path) -> None:
    merge = '<w:mailMerge><w:dataType w:val="native"/><w:connectString w:val="x"/></w:mailMerge>'
    hostile = Hostile().edit("word/settings.xml", "<w:zoom", f"{merge}<w:zoom")
    assert one(hostile.save(tmp_path))[0] == "M390"


# --- hidden text ------------------------------------------------------------------------


HIDDEN = "<w:rPr><w:vanish/></w:rPr>"


@pytest.mark.parametrize(
    ("part", "old", "new", "place"),
    [
        (MAIN, "</w:p>", f"</w:p><w:p><w:r>{HIDDEN}<w:t>x</w:t></w:r></w:p>", "afsnit 2"),
        (HEADER, "</w:p>", '<w:r><w:rPr><w:vanish w:val="on"/></w:rPr></w:r></w:p>', "afsnit 1"),
        (
            "word/styles.xml",
            "</w:styles>",
            f'<w:style w:styleId="S"><w:name w:val="Skjult"/>{HIDDEN}</w:style></w:styles>',
            "typografien »Skjult«",
        ),
        ("word/styles.xml", "<w:docDefaults><w:rPrDefault><w:rPr>", None, "standardskriften"),
    ],
)
def test_hidden_text(tmp_path: Path, part: str, old: str, new: str | None, place: str) -> None:
    code, message = one(Hostile().edit(part, old, new or f"{old}<w:vanish/>").save(tmp_path))
    assert code == "M388"
    assert message.startswith(f"{part}, {place}:")


def test_a_hidden_row_and_a_hidden_drawing(tmp_path: Path) -> None:
    row = (
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:trPr><w:hidden/></w:trPr>"
        "<w:tc><w:p/></w:tc></w:tr></w:tbl>"
    )
    hostile = Hostile().edit(MAIN, "</w:p>", f"</w:p>{row}<w:p/>")
    assert one(hostile.save(tmp_path))[0] == "M388"
    shape = (
        '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" '
        'style="width:1pt;visibility: hidden"/></w:pict></w:r>'
    )
    assert one(Hostile().paragraph(shape).save(tmp_path))[0] == "M388"


def test_what_is_not_hidden(tmp_path: Path) -> None:
    shown = '<w:r><w:rPr><w:vanish w:val="0"/><w:webHidden/></w:rPr><w:t>ses</w:t></w:r>'
    hostile = Hostile().paragraph(shown)
    hostile.edit(
        "word/styles.xml",
        "</w:styles>",
        '<w:style w:type="paragraph" w:styleId="z"><w:name w:val="HTML Top of Form"/>'
        "<w:hidden/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>",
    )
    path = hostile.save(tmp_path)
    assert refused(path) == []
    assert "ses" in words(render(document(item(1)), path))
    assert b"webHidden" not in b"".join(parts(render(document(item(1)), path)).values())


# --- what is left out -------------------------------------------------------------------


def office_template(folder: Path) -> Hostile:
    """The standard template as an office saves it: a login in all that it says of itself."""
    h = Hostile()
    place = f"file:///C:/Users/{LOGIN}/Skabeloner/Referat.dotm"
    props = '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006'
    package = "http://schemas.openxmlformats.org/package/2006"
    # properties, labels, thumbnail
    h.add(
        "docProps/custom.xml",
        f'{props}/custom-properties"><x>{LOGIN}</x></Properties>',
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    )
    h.add(
        "docProps/app.xml",
        f'{props}/extended-properties"><Manager>{LOGIN}</Manager></Properties>',
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    )
    h.add(
        "docProps/core.xml",
        f"<cp:coreProperties xmlns:cp='{package}/metadata/core-properties'>"
        f"<cp:lastModifiedBy>{LOGIN}</cp:lastModifiedBy></cp:coreProperties>",
        "application/vnd.openxmlformats-package.core-properties+xml",
    )
    h.add(
        "docMetadata/LabelInfo.xml",
        f"<x>{LOGIN}</x>",
        "application/vnd.ms-office.classificationlabels+xml",
    )
    h.add("docProps/thumbnail.emf", LOGIN, "image/x-emf")
    for number, (kind, target) in enumerate(
        (
            ("custom-properties", "docProps/custom.xml"),
            ("extended-properties", "docProps/app.xml"),
            (f"{package}/relationships/metadata/core-properties", "docProps/core.xml"),
            (f"{package}/relationships/metadata/thumbnail", "docProps/thumbnail.emf"),
            (
                f"{MICROSOFT}/2020/02/relationships/classificationlabels",
                "docMetadata/LabelInfo.xml",
            ),
        )
    ):
        h.relate(kind, target, "", key=f"p{number}")
    # settings
    h.relate("attachedTemplate", place, "word/settings.xml", external=True)
    w15 = f'xmlns:w15="{MICROSOFT}/word/2012/wordml"'
    h.edit(
        "word/settings.xml",
        "<w:zoom",
        '<w:attachedTemplate r:id="x1"/><w:linkStyles/><w:rsids><w:rsidRoot w:val="00B12345"/>'
        f'</w:rsids><w:docVars><w:docVar w:name="ejer" w:val="{LOGIN}"/></w:docVars>'
        f'<w:attachedSchema w:val="{LOGIN}"/><w15:docId {w15} w15:val="{{{LOGIN}}}"/><w:zoom',
    )
    # custom XML, printers, building blocks, comments, people
    h.add("customXml/item1.xml", f"<ejer>{LOGIN}</ejer>")
    h.add(
        "customXml/itemProps1.xml",
        f"<x>{LOGIN}</x>",
        "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
    )
    h.relate("customXml", "../customXml/item1.xml", key="c1")
    h.relate("customXmlProps", "itemProps1.xml", "customXml/item1.xml")
    h.add("word/printerSettings/printerSettings1.bin", LOGIN, f"{WORD}.printerSettings")
    h.relate("printerSettings", "printerSettings/printerSettings1.bin", key="c2")
    h.edit(MAIN, "</w:sectPr>", '<w:printerSettings r:id="c2"/></w:sectPr>')
    h.add(
        "word/glossary/document.xml",
        f"<w:glossaryDocument {SPACES}><w:docParts><w:docPart>"
        f"<w:p>{run(LOGIN)}</w:p></w:docPart></w:docParts></w:glossaryDocument>",
        f"{WORD}.document.glossary+xml",
    )
    h.add("word/glossary/settings.xml", f"<w:settings {SPACES}/>", f"{WORD}.settings+xml")
    h.relate("glossaryDocument", "glossary/document.xml", key="c3")
    h.relate("settings", "settings.xml", "word/glossary/document.xml")
    h.relate("attachedTemplate", place, "word/glossary/settings.xml", external=True)
    h.add(
        "word/comments.xml",
        f'<w:comments {SPACES}><w:comment w:id="0" w:author="{LOGIN}">'
        f"<w:p>{run(LOGIN)}</w:p></w:comment></w:comments>",
        f"{WORD}.comments+xml",
    )
    h.relate("comments", "comments.xml", key="c4")
    h.add("word/people.xml", f"<x>{LOGIN}</x>", f"{WORD}.people+xml")
    h.relate(f"{MICROSOFT}/2011/relationships/people", "people.xml", key="c5")
    h.add("word/webSettings.xml", f"<w:webSettings {SPACES}/>", f"{WORD}.webSettings+xml")
    h.relate("webSettings", "webSettings.xml", key="c6")
    # what the proof-reader remembers
    kind = "application/vnd.ms-office.intelligence2+xml"
    h.add("word/intelligence2.xml", f"<x>{LOGIN}</x>", kind)
    h.relate(f"{MICROSOFT}/2020/10/relationships/intelligence", "intelligence2.xml", key="c7")
    # elements that Word passes over
    h.paragraph(f'<x:y xmlns:x="urn:x"><w:r><w:t>{LOGIN}</w:t></w:r>{LOGIN}</x:y>')
    h.paragraph(
        '<w:smartTag w:element="x"><w:smartTagPr><w:attr w:name="a" '
        f'w:val="{LOGIN}"/></w:smartTagPr>{run("klogt")}</w:smartTag>'
    )
    h.paragraph(
        '<w:commentRangeStart w:id="0"/>'
        + run("kommenteret")
        + '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
    )
    # in the text: who may edit, what a control shows, what a picture was called
    h.paragraph(
        f'<w:permStart w:id="9" w:ed="kommune\\{LOGIN}"/>'
        + run("redigeres")
        + '<w:permEnd w:id="9"/><w:proofErr w:type="spellStart"/>'
    )
    h.paragraph(
        '<w:sdt><w:sdtPr><w:dataBinding w:prefixMappings="" '
        f'w:xpath="/ejer[{LOGIN}]" w:storeItemID="{{X}}"/></w:sdtPr><w:sdtContent>'
        + run("styret")
        + "</w:sdtContent></w:sdt>"
    )
    h.edit(MAIN, "<w:p>", f'<w:p w:rsidR="{LOGIN}" w:rsidRDefault="{LOGIN}">')
    # a logo, with an SVG beside it
    logo = png(folder / "logo.png", 10, 10).read_bytes()
    text = b"Author\0" + LOGIN.encode()
    chunk = (
        struct.pack(">I", len(text))
        + b"tEXt"
        + text
        + struct.pack(">I", zlib.crc32(b"tEXt" + text))
    )
    h.add("word/media/logo.png", logo[:33] + chunk + logo[33:] + LOGIN.encode(), "image/png")
    h.add("word/media/logo.svg", f"<svg><!-- {LOGIN} --></svg>", "image/svg+xml")
    h.relate("image", "media/logo.png", HEADER, key="l1")
    h.relate("image", "media/logo.svg", HEADER, key="l2")
    h.paragraph(drawing(f"C:\\Users\\{LOGIN}\\logo.png"), HEADER)
    return h  # fmt: skip


def test_an_office_template_serves_and_tells_nobodys_name(tmp_path: Path) -> None:
    path = office_template(tmp_path).save(tmp_path)
    before = parts(path.read_bytes())
    assert sum(LOGIN.encode() in data for data in before.values()) >= 14
    assert refused(path) == []
    made = parts(render(document(item(1)), path))
    for name, data in made.items():
        assert LOGIN.encode() not in data, name
        assert LOGIN not in name
    said = b"".join(made.values()).decode("utf-8", "replace")
    for word in ("comment", "rsid", "attachedTemplate", "docVar", "linkStyles", "permStart", "svg"):
        assert word not in said.replace("kommenteret", "").lower() or word == "comment", word
    for word in ("kommenteret", "redigeres", "styret"):
        assert word in made[MAIN].decode()
    assert set(made) - set(parts(REFERAT.read_bytes())) == {
        *("docProps/app.xml", "docProps/core.xml"),
        *("word/media/logo.png", "word/_rels/header1.xml.rels"),
    }
    assert b"Kulturudvalget" in made["docProps/core.xml"]


def test_what_is_written_names_only_what_is_there(tmp_path: Path) -> None:
    made = parts(render(document(item(1)), office_template(tmp_path).save(tmp_path)))
    types = made["[Content_Types].xml"].decode()
    assert {n.lstrip("/") for n in re.findall(r'PartName="([^"]*)"', types)} <= set(made)
    for name, data in made.items():
        if name.endswith(".rels"):
            base = "" if name.startswith("_rels") else "word/"
            for target in re.findall(r'Target="([^"]*)"', data.decode()):
                assert target.lstrip("/") in made or base + target in made
    assert set(re.findall(r'r:(?:id|embed)="([^"]*)"', made[HEADER].decode())) == {"l1"}


@pytest.mark.parametrize("path", [REFERAT, DAGSORDEN])
def test_a_part_without_any_of_it_is_left_to_the_byte(path: Path) -> None:
    made, before = parts(render(document(item(1)), path)), parts(path.read_bytes())
    for name in ("word/settings.xml", "word/theme.xml", "word/fontTable.xml"):
        assert made[name] == before[name]
    assert made["word/styles.xml"].startswith(
        before["word/styles.xml"].removesuffix(b"</w:styles>")
    )


def test_a_file_that_word_has_saved_is_taken_whole() -> None:
    """python-docx brings one along, with all the parts that Word makes of an empty document."""
    data = Path(docx.__file__).with_name("templates").joinpath("default.docx").read_bytes()
    taken, found = sifting.sift(package.read(data), "default.docx")
    assert found == []
    gone = {
        "customXml/_rels/item1.xml.rels",
        "customXml/item1.xml",
        "customXml/itemProps1.xml",
        "docProps/thumbnail.jpeg",
        "word/stylesWithEffects.xml",
        "word/webSettings.xml",
    }
    assert set(taken.parts) == set(parts(data)) - gone


def test_tracked_changes_outside_paragraphs(tmp_path: Path) -> None:
    table = (
        f'<w:tbl><w:tblPr><w:tblPrChange w:id="1" w:author="{LOGIN}"><w:tblPr/></w:tblPrChange>'
        "</w:tblPr><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    )
    hostile = Hostile().edit(MAIN, "</w:p>", f"</w:p>{table}<w:p/>")
    assert one(hostile.save(tmp_path))[0] == "M347"


# --- bombs ------------------------------------------------------------------------------


def zipped(
    entries: list[tuple[str, bytes]], path: Path, method: int = zipfile.ZIP_DEFLATED
) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return path


def standard_with(*entries: tuple[str, bytes]) -> list[tuple[str, bytes]]:
    return [*parts(REFERAT.read_bytes()).items(), *entries]


def test_a_file_that_unpacks_to_much_more_is_not_unpacked(tmp_path: Path) -> None:
    bomb = zipped(standard_with(("word/media/b.png", bytes(30_000_000))), tmp_path / "b.docx")
    tracemalloc.start()
    found = one(bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found[0] == "M380"
    assert "word/media/b.png" in found[1]
    assert peak < 5_000_000


def test_bounds_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "stor.docx"
    with path.open("wb") as stream:
        stream.truncate(900_000_000)  # it takes no room, and is not read
    assert one(path) == ("M380", "Skabelonen er for stor: filen fylder mere end 20 MB.")
    many = [(f"customXml/item{n}.xml", b"<x/>") for n in range(1_001)]
    assert "1000 dele" in one(zipped(standard_with(*many), path))[1]
    three = [(f"word/media/{n}.png", bytes(25_000_000)) for n in range(3)]
    assert "64 MB" in one(zipped(standard_with(*three), path))[1]
    part = ("word/media/1.png", bytes(33_000_000))
    assert (
        "»word/media/1.png« har pakket ud mere end 32 MB"
        in one(zipped(standard_with(part), path))[1]
    )


def test_bounds_of_a_text_and_of_a_paragraph(tmp_path: Path) -> None:
    long = Hostile().paragraph(run("ord " * 5_001)).save(tmp_path)
    found = one(long)
    assert found[0] == "M380"
    assert f"afsnit 2 i delen »{MAIN}«" in found[1]
    assert refused(Hostile().paragraph(run("ord " * 4_000)).save(tmp_path)) == []
    attribute = Hostile().paragraph(f'<w:bookmarkEnd w:id="{"1" * 1_000_001}"/>')
    stored = zipped(list(attribute.parts.items()), tmp_path / "s.docx", zipfile.ZIP_STORED)
    assert "afsnit 2" in one(stored)[1]
    paragraphs = "<w:p/>" * 700_000
    wide = Hostile().edit(MAIN, "</w:p>", f"</w:p>{paragraphs}")
    stored = zipped(list(wide.parts.items()), tmp_path / "w.docx", zipfile.ZIP_STORED)
    assert "4 MB" in one(stored)[1]


def test_bounds_of_the_tags_and_of_what_is_told(tmp_path: Path) -> None:
    many = "</w:p><w:p>".join([run("{{ dokument.forum }}")] * 2_001)
    assert "mere end 2000 koder" in one(Hostile().paragraph(many).save(tmp_path))[1]
    wrong = "</w:p><w:p>".join([run("{{ dokument.forun }}")] * 1_000)
    found = refused(Hostile().paragraph(wrong).save(tmp_path))
    assert len(found) == 200
    assert {code for code, _ in found} == {"M334"}
    fields = "</w:p><w:p>".join([field("DDE x")] * 1_000)
    assert len(refused(Hostile().paragraph(fields).save(tmp_path))) == 100


@pytest.mark.parametrize(
    "name", ["../x.xml", "word/../../x.xml", "/x.xml", "C:/x.xml", "word\\x.xml", "word//x.xml"]
)
def test_names_that_lead_out(tmp_path: Path, name: str) -> None:
    assert one(zipped(standard_with((name, b"<x/>")), tmp_path / "b.docx"))[0] == "M381"


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", [MAIN, "WORD/Document.xml"])
def test_a_name_that_comes_twice(tmp_path: Path, name: str) -> None:
    twice = zipped(standard_with((name, b"<x/>")), tmp_path / "b.docx")
    code, message = one(twice)
    assert code == "M381"
    assert name in message


def test_another_way_of_packing(tmp_path: Path) -> None:
    path = zipped(standard_with(), tmp_path / "b.docx", zipfile.ZIP_LZMA)
    assert one(path)[0] == "M381"


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "part", [MAIN, HEADER, "word/styles.xml", "[Content_Types].xml", "_rels/.rels"]
)
def test_entities_are_refused(tmp_path: Path, part: str) -> None:
    hostile = Hostile()
    text = re.sub(r"^<\?xml[^>]*\?>\s*", "", hostile.parts[part].decode())
    for encoding in ("utf-8", "utf-16"):
        hostile.parts[part] = (ENTITIES + text).encode(encoding)
        code, message = one(hostile.save(tmp_path))
        assert code == "M382"
        assert part in message


def nested(depth: int, inner: str) -> str:
    loops = "".join(f"{{% for a{n} in dokument.punkter %}}" for n in range(depth))
    return run(loops + inner + "{% endfor %}" * depth)


def test_loops_inside_each_other_come_to_an_end(tmp_path: Path) -> None:
    """Two items pass the trial; with thirty the same template would write 700 million times."""
    path = Hostile().paragraph(nested(6, "")).save(tmp_path)
    assert check(path) == []
    thirty = document(*(item(n) for n in range(30)))
    with pytest.raises(Problems) as raised:
        render(thirty, path)
    (problem,) = raised.value.diagnostics
    assert problem.code == "M392"


def test_what_loops_write_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = Hostile().paragraph(nested(2, "{{ dokument.forum }}" + "x" * 500)).save(tmp_path)
    assert check(path) == []
    monkeypatch.setattr(template, "Budget", lambda: budget.Budget(characters=100_000))
    render(document(item(1)), path)
    with pytest.raises(Problems) as raised:
        render(document(*(item(n) for n in range(20))), path)
    assert [d.code for d in raised.value.diagnostics] == ["M392"]


@pytest.mark.parametrize(
    "tag",
    [
        "{% for a in range(10**9) %}x{% endfor %}",
        "{{ 'x' * 10**9 }}",
        "{{ 10**10**10 }}",
        "{{ dokument.forum|default(10**10**10) }}",
        "{{ dokument.forum|default(default_value=10**10**10) }}",
        "{{ dokument.forum|default(*range(10**9)) }}",
        "{% if 10**10**10 %}x{% endif %}",
        "{{ " + "(" * 2_000 + "1" + ")" * 2_000 + " }}",
        "{{ 'x' ~ " + "9" * 5_000 + " }}",
        "{{ dokument.forum" + "|replace('a', 'aaaaaaaaaa')" * 30 + " }}",
        "{{ 'a'" + "|replace('a', 'aaaaaaaaaa')" * 30 + " }}",
        "{{ 'a'" + "|replace('', 'aaaaaaaaaa')" * 30 + " }}",
        "{% for a in dokument.punkter %}" * 19 + "{% endfor %}" * 19,
        "{% for a in dokument.punkter %}" * 60 + "{% endfor %}" * 60,
        "{% if dokument.forum %}" * 500 + "{% endif %}" * 500,
    ],
)
def test_a_tag_that_would_never_end(tmp_path: Path, tag: str) -> None:
    found = refused(Hostile().paragraph(run(tag)).save(tmp_path))
    assert {code for code, _ in found} <= {"M332", "M333", "M334", "M352", "M392"}
    assert found


@pytest.mark.parametrize(
    "xml",
    [
        '<w:tbl><w:tblPr><w:tblCaption w:val="{{ 10**10**10 }}"/></w:tblPr><w:tblGrid/></w:tbl>',
        '<w:tbl><w:tblPr><w:tblCaption w:val="{% for a in x %}"/></w:tblPr><w:tblGrid/></w:tbl>',
        "<w:t>{{ 10**10**10 }}</w:t>",
        "{{ 10**10**10 }}",
    ],
)
def test_tags_outside_paragraphs_are_not_carried_out(tmp_path: Path, xml: str) -> None:
    found = one(Hostile().edit(MAIN, "</w:p>", f"</w:p>{xml}").save(tmp_path))
    assert found == ("M349", "Uden for et afsnit: Her bliver koder ikke udfyldt.")


def test_comments_in_the_xml_are_not_carried_out(tmp_path: Path) -> None:
    hostile = Hostile().edit(MAIN, "</w:p>", "</w:p><!-- {{ 10**10**10 }} --><?x {{ 1 }} ?>")
    assert refused(hostile.save(tmp_path)) == []


def test_two_sides_of_a_document(tmp_path: Path) -> None:
    """The same template for both audiences: nothing of what is left out is in either."""
    path = office_template(tmp_path).save(tmp_path)
    made = document(item(1))
    intern: Any = replace(made, audience=type(made.audience).INTERN, fortrolighed="FORTROLIGT")
    for one_of_two in (made, intern):
        with zipfile.ZipFile(io.BytesIO(render(one_of_two, path))) as archive:
            assert not any(LOGIN.encode() in archive.read(n) for n in archive.namelist())


def test_a_typeface_as_google_docs_puts_it_in(tmp_path: Path) -> None:
    hostile = Hostile().add("word/fonts/a.ttf", bytes(8), "application/x-font-ttf")
    hostile.relate("font", "fonts/a.ttf", "word/fontTable.xml")
    assert refused(hostile.save(tmp_path)) == []
