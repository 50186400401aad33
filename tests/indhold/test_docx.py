"""Whatever is in a text document is found, and ordinary ones give no alarm."""

from __future__ import annotations

import io
import time

import docx
import pytest

from indhold.bounds import Bounds, Exceeded
from indhold.findings import At, Kind, Step, Unread
from office_files import (
    BARE,
    NUMBER,
    WORD,
    Parts,
    document,
    element,
    looked,
    packed,
    paragraph,
    relations,
    words,
)

BY = 'w:id="1" w:author="Ida Prøve"'
PLACES = {
    "body": paragraph(f"Nummer {NUMBER}"),
    "split runs": paragraph("0101", "90-", "<w:proofErr/>", "12", "34"),
    "kept hyphen": paragraph("<w:r><w:t>010190</w:t><w:noBreakHyphen/><w:t>1234</w:t></w:r>"),
    "soft hyphen": paragraph("<w:r><w:t>0101</w:t><w:softHyphen/><w:t>90-1234</w:t></w:r>"),
    "line break": paragraph("<w:r><w:t>010190-</w:t><w:br/><w:t>1234</w:t></w:r>"),
    "tab": paragraph("<w:r><w:t>CPR-nr.</w:t><w:tab/><w:t>0101901234</w:t></w:r>"),
    "sign of a font": paragraph("01019", "<w:r><w:sym w:char='F030'/></w:r>", "-1234"),
    "blanks that are not kept": "<w:p><w:r><w:t>0101 </w:t><w:t>\n90-1234</w:t></w:r></w:p>",
    "line after a label": paragraph("CPR-nr.:") + paragraph(BARE),
    "control": f"<w:sdt><w:sdtContent>{paragraph(NUMBER)}</w:sdtContent></w:sdt>",
    "name of a control": f"<w:sdt><w:sdtPr><w:alias w:val='{NUMBER}'/></w:sdtPr></w:sdt>",
    "link": paragraph(f"<w:hyperlink w:anchor='a'>{words(NUMBER)}</w:hyperlink>"),
    "box": paragraph(
        f"<w:r><w:pict><w:txbxContent>{paragraph(NUMBER)}</w:txbxContent></w:pict></w:r>"
    ),
    "put in": paragraph(f"<w:ins {BY}>{words(NUMBER)}</w:ins>"),
    "taken out": paragraph(f"<w:del {BY}><w:r><w:delText>{NUMBER}</w:delText></w:r></w:del>"),
    "as it is now": paragraph(
        "0101", f"<w:del {BY}><w:r><w:delText>80</w:delText></w:r></w:del>", "90-1234"
    ),
    "as it was": paragraph("0101", f"<w:ins {BY}>{words('80')}</w:ins>", "90-1234"),
    "moved": paragraph(f"<w:moveFrom {BY}>{words(NUMBER)}</w:moveFrom>"),
    "hidden": paragraph(words(NUMBER, "<w:vanish/>")),
    "around hidden": paragraph("0101", words("x", "<w:vanish/>"), "90-1234"),
    "field code": paragraph(
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r>"
        "<w:r><w:instrText>ADDIN 0101</w:instrText></w:r>"
        "<w:r><w:instrText>90-1234</w:instrText></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>"
    ),
    "simple field": paragraph(f"<w:fldSimple w:instr='QUOTE {NUMBER}'/>"),
    "alt text": paragraph(
        f"<w:r><w:drawing><wp:inline><wp:docPr descr='{NUMBER}'/></wp:inline></w:drawing></w:r>"
    ),
    "bookmark": paragraph(f"<w:bookmarkStart w:id='0' w:name='cpr_{NUMBER}'/>"),
    "comment of XML": f"<!-- {NUMBER} -->",
    "equation": f"<w:p><x:oMath><x:r><x:t>{NUMBER}</x:t></x:r></x:oMath></w:p>",
    "two paragraphs": paragraph("CPR 010190-") + paragraph("1234 er hans"),
    "two paragraphs of which the mark is deleted": f"<w:p><w:pPr><w:rPr><w:del {BY}/></w:rPr>"
    f"</w:pPr>{words('Han er 0101')}{words('90')}</w:p>" + paragraph("-1234"),
    "drawing from a slide": paragraph(
        "<w:r><w:drawing><x:canvas><x:txBody><x:p><x:r><x:t>0101</x:t></x:r><x:r><x:t>90-1234"
        "</x:t></x:r></x:p></x:txBody></x:canvas></w:drawing></w:r>"
    ),
    "letters as a drawing": paragraph(
        f"<w:r><w:pict><x:textpath string='{NUMBER}'/></w:pict></w:r>"
    ),
    "text for a table": f"<w:tbl><w:tblPr><w:tblDescription w:val='{NUMBER}'/></w:tblPr></w:tbl>",
    "choice of a form": paragraph(
        f"<w:r><w:fldChar><w:ffData><w:listEntry w:val='{NUMBER}'/></w:ffData></w:fldChar></w:r>"
    ),
    "unknown element": f"<x:new>{NUMBER}</x:new>",
}


@pytest.mark.parametrize("place", PLACES)
def test_a_number_in_the_document_is_found_once(place: str) -> None:
    (number,) = looked("docx", document(PLACES[place])).numbers
    assert number.count == 1


TABLE = "<w:tbl>{}</w:tbl>"


def row(*cells: str) -> str:
    made = "".join(f"<w:tc>{paragraph(cell) if cell else '<w:p/>'}</w:tc>" for cell in cells)
    return f"<w:tr>{made}</w:tr>"


@pytest.mark.parametrize(
    "table",
    [
        row("Navn", "CPR-nr.") + row("Ida", "Bo") + row("Ib", BARE),
        row("Navn", "Ida") + row("CPR-nr.", BARE),
        row("CPR-nr.", "010190", "1234"),
    ],
)
def test_a_number_in_a_table_is_found_by_its_head(table: str) -> None:
    assert len(looked("docx", document(TABLE.format(table))).numbers) == 1


def test_ten_boxes_of_a_form_may_be_a_number() -> None:
    said = looked("docx", document(TABLE.format(row(*BARE))))
    assert said.of(Kind.PERHAPS_PERSONAL_NUMBER)
    assert looked("docx", document(TABLE.format(row("CPR", *BARE)))).numbers


def test_a_number_under_another_head_is_none() -> None:
    said = looked("docx", document(TABLE.format(row("Navn", "Kontonr.") + row("Ida", BARE))))
    assert not said.numbers


def part(name: str, kind: str, content: str) -> bytes:
    return document(paragraph("Ord"), {f"word/{name}": content}, r1=f"{kind}:{name}")


STORY = paragraph(NUMBER)
PARTS = {
    "header": part("header1.xml", "header", element("w:hdr", STORY)),
    "footer": part("footer1.xml", "footer", element("w:ftr", STORY)),
    "footnote": part(
        "footnotes.xml", "footnotes", element("w:footnotes", f"<w:footnote>{STORY}</w:footnote>")
    ),
    "endnote": part(
        "endnotes.xml", "endnotes", element("w:endnotes", f"<w:endnote>{STORY}</w:endnote>")
    ),
    "comment": part(
        "comments.xml",
        "comments",
        element("w:comments", f"<w:comment {BY}>{STORY}</w:comment>"),
    ),
    "glossary": part(
        "glossary/document.xml", "glossaryDocument", element("w:glossaryDocument", STORY)
    ),
    "variable": part(
        "settings.xml",
        "settings",
        element("w:settings", f"<w:docVars><w:docVar w:name='cpr' w:val='{BARE}'/></w:docVars>"),
    ),
    "style": part("styles.xml", "styles", element("w:styles", f"<w:style w:name='{NUMBER}'/>")),
    "custom XML": document("", {"customXml/item1.xml": f"<a><cpr>{NUMBER}</cpr></a>"}),
    "pieces of custom XML": document(
        "", {"customXml/item1.xml": "<a><cpr><d>0101</d><y>90</y><n>1234</n></cpr></a>"}
    ),
    "title": document("", {"docProps/core.xml": f"<c><title>{NUMBER}</title></c>"}),
    "base of links": document(
        "", {"docProps/app.xml": f"<c><HyperlinkBase>{NUMBER}</HyperlinkBase></c>"}
    ),
    "property": document(
        "", {"docProps/custom.xml": f"<c><property name='CPR'><s>{BARE}</s></property></c>"}
    ),
    "link": document("", r1="hyperlink:!https://example.org/?cpr=010190%2D1234"),
    "orphan": document("", {"word/old.xml": element("w:hdr", STORY)}),
    "diagram": document("", {"word/diagrams/data1.xml": f"<d><a><p><t>{NUMBER}</t></p></a></d>"}),
    "chart": document(
        "",
        {"word/charts/c1.xml": element("c:chartSpace", f"<strCache><v>{NUMBER}</v></strCache>")},
    ),
    "list": part("numbering.xml", "numbering", element("w:n", f"<w:lvlText w:val='{NUMBER}'/>")),
    "labels of a chart": document(
        "",
        {
            "word/charts/c1.xml": element(
                "c:chartSpace", f"<dlblRangeCache><pt><v>{NUMBER}</v></pt></dlblRangeCache>"
            )
        },
    ),
    "deleted in an orphan": document(
        "",
        {
            "word/old.xml": element(
                "w:hdr",
                "<w:p><w:r><w:delText>0101</w:delText></w:r><w:r><w:delText>90-1234</w:delText>"
                "</w:r></w:p>",
            )
        },
    ),
    "metafile": document("", {"word/media/image1.emf": b"\1\0\0\0" + NUMBER.encode("utf-16-le")}),
    "name of a part": document("", {f"word/media/{NUMBER}.xml": "<a/>"}),
    "instruction": document("", {"word/other.xml": f"<?mso {NUMBER}?><a/>"}),
}


@pytest.mark.parametrize("name", PARTS)
def test_a_number_in_another_part_is_found_once(name: str) -> None:
    (number,) = looked("docx", PARTS[name]).numbers
    assert number.count == 1


def test_the_strict_form_is_read_as_well() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    xml = element("w:document", f"<w:body>{paragraph(NUMBER)}</w:body>").replace(WORD, strict)
    root = relations(r1="officeDocument:word/document.xml").replace(
        "http://schemas.openxmlformats.org/officeDocument/2006",
        "http://purl.oclc.org/ooxml/officeDocument",
    )
    said = looked("docx", packed({"_rels/.rels": root, "word/document.xml": xml}))
    assert said.numbers[0].place == (Step(At.PARAGRAPH, "1"),)


def test_a_comment_a_change_and_their_author_are_told() -> None:
    deleted = f"<w:del {BY}><w:r><w:delText>Bo Lund</w:delText></w:r></w:del>"
    comments = element("w:comments", f"<w:comment {BY}>{paragraph('Spørg Bo først')}</w:comment>")
    said = looked(
        "docx",
        document(
            paragraph("Om ", deleted),
            {"word/comments.xml": comments},
            r1="comments:comments.xml",
        ),
    )
    assert said.shown(Kind.COMMENT) == "Spørg Bo først"
    assert said.shown(Kind.TRACKED_CHANGE) == "deleted: Bo Lund"
    assert {one.shown for one in said.of(Kind.AUTHOR)} == {"Ida Prøve"}


def test_a_change_of_form_alone_is_told() -> None:
    change = f"<w:rPrChange {BY}><w:rPr/></w:rPrChange>"
    said = looked("docx", document(paragraph(words("Ord", change))))
    assert said.shown(Kind.TRACKED_CHANGE) == "formatting"


def test_the_name_that_stands_for_no_name_is_no_author() -> None:
    body = paragraph('<w:ins w:id="1" w:author="Forfatter"><w:r/></w:ins>')
    assert not looked("docx", document(body)).of(Kind.AUTHOR)


STYLES = element(
    "w:styles",
    "<w:style w:type='paragraph' w:styleId='Base'><w:rPr><w:vanish/></w:rPr></w:style>"
    "<w:style w:type='paragraph' w:styleId='Over'><w:basedOn w:val='Base'/></w:style>"
    "<w:style w:type='table' w:styleId='Dark'><w:tcPr><w:shd w:fill='1F3864'/></w:tcPr></w:style>",
)
WHITE = "<w:color w:val='FFFFFF'/>"
HIDDEN = {
    "hidden text": paragraph(words("Væk", "<w:vanish/>")),
    "hidden by a style": paragraph("Væk", properties="<w:pPr><w:pStyle w:val='Over'/></w:pPr>"),
    "white": paragraph(words("Væk", WHITE)),
    "white on white": paragraph(words("Væk", f"{WHITE}<w:shd w:val='clear' w:fill='FFFFFF'/>")),
    "hidden row": TABLE.format(
        f"<w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{paragraph('Væk')}</w:tc></w:tr>"
    ),
    "tiny": paragraph(words("Væk", "<w:sz w:val='2'/>")),
    "blacked out": paragraph(words("Væk", "<w:highlight w:val='black'/>")),
    "black on black": paragraph(
        words("Væk", "<w:color w:val='000000'/><w:shd w:val='clear' w:fill='000000'/>")
    ),
}
SEEN = {
    "mark of a paragraph": "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr></w:p>",
    "blank": paragraph(words(" ", "<w:vanish/>")),
    "switched off": paragraph(words("Ord", "<w:vanish w:val='0'/>")),
    "page number of contents": paragraph(words("7", "<w:webHidden/>")),
    "white on dark": paragraph(words("Ord", f"{WHITE}<w:shd w:val='clear' w:fill='1F3864'/>")),
    "white in a dark paragraph": paragraph(
        words("Ord", WHITE), properties="<w:pPr><w:shd w:val='clear' w:fill='1F3864'/></w:pPr>"
    ),
    "white in a dark cell": TABLE.format(
        f"<w:tr><w:tc><w:tcPr><w:shd w:fill='1F3864'/></w:tcPr>{paragraph(words('Ord', WHITE))}"
        "</w:tc></w:tr>"
    ),
    "white in a dark style of table": TABLE.format(
        "<w:tblPr><w:tblStyle w:val='Dark'/></w:tblPr>"
        f"<w:tr><w:tc>{paragraph(words('Ord', WHITE))}</w:tc></w:tr>"
    ),
    "white in a box": paragraph(
        f"<w:r><w:drawing><w:txbxContent>{paragraph(words('Ord', WHITE))}</w:txbxContent>"
        "</w:drawing></w:r>"
    ),
    "white on a picture": paragraph("<w:r><w:drawing><wp:anchor behindDoc='1'/></w:drawing></w:r>")
    + paragraph(words("Ord", WHITE)),
    "marked": paragraph(words("Ord", f"{WHITE}<w:highlight w:val='blue'/>")),
}


@pytest.mark.parametrize("how", HIDDEN)
def test_words_that_nobody_sees_are_told(how: str) -> None:
    said = looked(
        "docx", document(HIDDEN[how], {"word/styles.xml": STYLES}, r1="styles:styles.xml")
    )
    assert said.shown(Kind.HIDDEN).endswith(": Væk")


@pytest.mark.parametrize("how", SEEN)
def test_words_that_are_seen_give_no_alarm(how: str) -> None:
    said = looked("docx", document(SEEN[how], {"word/styles.xml": STYLES}, r1="styles:styles.xml"))
    assert not said.findings


def test_two_forms_of_a_box_are_one() -> None:
    box = f"<w:txbxContent>{paragraph(NUMBER)}</w:txbxContent>"
    both = (
        f"<mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    (number,) = looked("docx", document(paragraph(f"<w:r>{both}</w:r>"))).numbers
    assert number.count == 1
    other = both.replace(NUMBER, "Ord", 1)
    assert looked("docx", document(paragraph(f"<w:r>{other}</w:r>"))).numbers


def test_paths_and_what_is_fetched_are_told() -> None:
    said = looked(
        "docx",
        document(
            paragraph(r"<w:fldSimple w:instr='INCLUDETEXT C:\\Sager\\a.docx'/>"),
            r1="attachedTemplate:!file:///C:\\Users\\prøve\\brev.dotx",
            r2="image:!https://example.org/spor.png",
            r3="hyperlink:!https://example.org/side",
        ),
    )
    assert {one.shown for one in said.of(Kind.PATH)} == {
        r"C:\Sager\a.docx",
        r"file:///C:\Users\prøve\brev.dotx",
    }
    assert len(said.of(Kind.EXTERNAL_LINK)) == 3
    normal = looked("docx", document("", r1="attachedTemplate:!Normal.dotm"))
    assert not normal.findings


def test_what_is_inside_is_looked_into() -> None:
    parts: Parts = {
        "word/embeddings/Ark.xlsx": b"PK\3\4",
        "word/media/image1.png": b"\x89PNG",
        "word/vbaProject.bin": b"\xd0\xcf\x11\xe0",
        "word/activeX/activeX1.xml": "<a/>",
        "word/afchunk.htm": "<html>",
        "docProps/thumbnail.jpeg": b"\xff\xd8\xff",
        "word/fonts/font1.odttf": b"font",
    }
    said = looked("docx", document("", parts))
    assert said.inside_names == ["Ark.xlsx", "image1.png", "afchunk.htm", "thumbnail.jpeg"]
    assert {one.kind for one in said.findings} == {
        Kind.EMBEDDED,
        Kind.MACRO,
        Kind.SCRIPT,
        Kind.METADATA,
    }


def test_who_made_it_and_how_it_is_for_those_who_cannot_see() -> None:
    made = docx.Document()
    made.add_heading("Notat")
    made.core_properties.author = "Ida Prøve"
    made.core_properties.title = ""
    made.core_properties.comments = ""
    held = io.BytesIO()
    made.save(held)
    said = looked("docx", held.getvalue())
    assert said.shown(Kind.AUTHOR) == "Ida Prøve"
    assert {one.kind for one in said.findings} == {Kind.AUTHOR, Kind.METADATA}  # its thumbnail
    assert said.accessible is not None
    assert said.accessible.language
    assert not said.accessible.title
    said = looked(
        "docx", document("", {"docProps/app.xml": "<c><Company>Prøve Kommune</Company></c>"})
    )
    assert said.maker == "Prøve Kommune"


def test_pictures_without_words_are_counted() -> None:
    def picture(own: str, inner: str = "") -> str:
        return (
            f"<w:r><w:drawing><wp:inline><wp:docPr {own}>{inner}</wp:docPr>"
            "<x:pic/></wp:inline></w:drawing></w:r>"
        )

    decorative = picture("", "<x:decorative val='1'/>")
    said = looked("docx", document(paragraph(picture("descr='Et hus'"), picture(""), decorative)))
    assert said.accessible is not None
    assert (said.accessible.pictures, said.accessible.without_text) == (3, 1)


def test_the_form_of_a_picture_for_older_programs_is_not_counted() -> None:
    drawing = "<w:drawing><wp:inline><wp:docPr/><x:pic/></wp:inline></w:drawing>"
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice>{drawing}</mc:Choice>"
        f"<mc:Fallback>{drawing}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    said = looked("docx", document(paragraph(both)))
    assert said.accessible is not None
    assert said.accessible.pictures == 1


def test_two_fields_are_not_read_as_one() -> None:
    end = "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
    first, second = (f"<w:r><w:instrText>{text}</w:instrText></w:r>" for text in (BARE[:6], "1234"))
    assert not looked("docx", document(paragraph(first, end, second, end))).findings


def test_links_of_a_part_that_is_not_there_are_told() -> None:
    links = relations(r1="image:!https://example.org/spor.png")
    assert looked("docx", document("", {"word/_rels/borte.xml.rels": links})).findings


def test_numbers_of_two_paragraphs_give_no_alarm() -> None:
    for first, second in (("010125", "1400 pladser"), ("Budget 2025", "0101"), ("Sag 12-", "1234")):
        assert not looked("docx", document(paragraph(first) + paragraph(second))).findings


def test_numbers_of_programs_give_no_alarm() -> None:
    body = (
        "<w:sdt><w:sdtPr><w:id w:val='0101901234'/><w15:x xmlns:w15='urn:w15' w15:id='0101901234'/>"
        "</w:sdtPr></w:sdt><w:p><w:bookmarkStart w:name='_Toc0101901234'/></w:p>"
        "<w:p><w:fldSimple w:instr='PAGEREF _Toc0101901234 \\h'/></w:p>"
    )
    custom = "<a id='0x0101001234AB' v='{01019012-3412-0101-9012-01019012340A}'/>"
    link = "hyperlink:!https://doi.example.org/10.1136/oemed-2011-100082.2004.027524"
    said = looked("docx", document(body, {"customXml/item1.xml": custom}, r1=link))
    assert not said.findings


def test_a_file_without_its_main_part_is_told() -> None:
    said = looked("docx", packed({"word/x.xml": f"<a>{NUMBER}</a>"}))
    assert [gap.reason for gap in said.gaps] == [Unread.DAMAGED]
    assert said.numbers


def test_bombs_end_in_a_gap() -> None:
    blank = document(paragraph(" " * 3_000_000))
    assert looked("docx", blank, Bounds(part=1_000_000)).gaps[0].reason is Unread.TOO_LARGE
    with pytest.raises(Exceeded):
        looked("docx", blank, Bounds(unpacked=1_000_000))


def test_much_is_read_in_time_that_grows_with_it() -> None:
    def seconds(count: int) -> float:
        data = document(
            TABLE.format(row("Navn", "Beløb") * count)
            + paragraph(*[f"<w:ins {BY}><w:r/></w:ins>"] * count)
        )
        before = time.process_time()
        looked("docx", data)
        return time.process_time() - before

    seconds(10)
    assert seconds(2000) < 40 * seconds(200)
