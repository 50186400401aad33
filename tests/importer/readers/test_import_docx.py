"""Word files as they come from elsewhere: no word vanishes, whatever it stands in."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.parser import parse_xml
from docx.shared import Cm
from PIL import Image

from import_support import document_words, run
from moedebog.blocks import Run
from moedebog.diagnostics import UsageProblem
from moedebog.importer.pieces import BOLD, MERGED, Kind, Piece, text_piece
from moedebog.importer.readers import picture_pieces, struck
from moedebog.importer.readers.docx import drawings as docx_drawings
from moedebog.importer.readers.docx import package as docx_package
from moedebog.importer.readers.docx import reader as read_docx
from moedebog.importer.readers.docx import runs as docx_runs
from moedebog.importer.readers.docx.xml import W
from moedebog.importer.readers.letterhead import LETTERHEAD
from moedebog.importer.readers.letters import UNREADABLE
from moedebog.importer.readers.typed_lists import typed_lists

NAMES = (
    " ".join(
        f'xmlns:{prefix}="http://schemas.{where}"'
        for prefix, where in {
            "w": "openxmlformats.org/wordprocessingml/2006/main",
            "r": "openxmlformats.org/officeDocument/2006/relationships",
            "wp": "openxmlformats.org/drawingml/2006/wordprocessingDrawing",
            "a": "openxmlformats.org/drawingml/2006/main",
            "m": "openxmlformats.org/officeDocument/2006/math",
            "mc": "openxmlformats.org/markup-compatibility/2006",
            "wps": "microsoft.com/office/word/2010/wordprocessingShape",
            "c": "openxmlformats.org/drawingml/2006/chart",
        }.items()
    )
    + ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
PART = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def word(body: str, **parts: str) -> Any:
    """A document with this body; ``parts`` are its notes and comments."""
    document = docx.Document()
    elements = parse_xml(f"<w:body {NAMES}>{body}</w:body>")
    for element in list(elements)[::-1]:
        document.element.body.insert(0, element)
    for name, xml in parts.items():
        blob = f"<w:{name} {NAMES}>{xml}</w:{name}>".encode()
        uri = PackURI(f"/word/{name}.xml")
        part = Part(uri, f"{PART}.{name}+xml", blob, document.part.package)
        base = RELATIONSHIP_TYPE.FOOTNOTES.rpartition("/")[0]
        document.part.relate_to(part, f"{base}/{name}")
    return document


def saved(document: Any) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def pieces(body: str, **parts: str) -> list[Piece]:
    return read_docx.read(saved(word(body, **parts)))


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(text)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def w(name: str, val: str) -> str:
    return f'<w:{name} w:val="{val}"/>'


def texts(found: list[Piece]) -> list[str]:
    return [piece.text for piece in found]


def runs(piece: Piece) -> list[Run]:
    return [run for run in piece.inlines if isinstance(run, Run)]


# --- what stands around text ------------------------------------------------------------------

FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{}</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)

PROMPT = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
CHECK_BOX = (
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="1"/>'
    '</w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (f"<w:sdt><w:sdtContent>{r('felt')}</w:sdtContent></w:sdt>", "før felt efter"),
        (PROMPT.format(r("Klik her")), "før efter"),
        (f'<w:ins w:id="1" w:author="x">{r("nyt")}</w:ins>', "før nyt efter"),
        (
            '<w:del w:id="1" w:author="x"><w:r><w:delText>gammelt</w:delText></w:r></w:del>',
            "før efter",
        ),
        (f'<w:moveTo w:id="1" w:author="x">{r("flyttet")}</w:moveTo>', "før flyttet efter"),
        (f'<w:moveFrom w:id="1" w:author="x">{r("væk")}</w:moveFrom>', "før efter"),
        (f"<w:smartTag>{r('mærket')}</w:smartTag>", "før mærket efter"),
        (f'<w:fldSimple w:instr=" DATE ">{r("i dag")}</w:fldSimple>', "før i dag efter"),
        (FIELD.format("REF _1 \\h", r("punkt 3")), "før punkt 3 efter"),
        (FIELD.format("IF 1", FIELD.format("PAGE", r("7"))), "før 7 efter"),
        ("<w:r><w:t>for</w:t><w:softHyphen/><w:t>slag</w:t></w:r>", "før forslag efter"),
        ("<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>2</w:t></w:r>", "før A-2 efter"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r>", "før a b efter"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "før ✓ efter"),
        ('<w:r><w:sym w:font="Symbol" w:char="F062"/></w:r>', "før β efter"),
        ('<w:r><w:sym w:font="Webdings" w:char="F0AA"/></w:r>', f"før {UNREADABLE} efter"),
        (f"{r('5 m')}{r('2', w('vertAlign', 'superscript'))}", "før 5 m2 efter"),
        (f"{r('10')}{r('6', w('position', '7'))}", "før 10⁶ efter"),
        (f"{r('loven')}{r('12', w('vertAlign', 'superscript'))}", "før loven (note 12) efter"),
        ("<m:oMath><m:r><m:t>x=2y</m:t></m:r></m:oMath>", "før x=2y efter"),
        (CHECK_BOX, "før ☒ efter"),
    ],
)
def test_text_is_read_through_what_stands_around_it(inside: str, expected: str) -> None:
    assert texts(pieces(f"<w:p>{r('før ')}{inside}{r(' efter')}</w:p>")) == [expected]


def test_text_hidden_or_struck_out_is_told() -> None:
    body = f"<w:p>{r('set')}{r('hemmeligt', '<w:vanish/>')}{r('slettet', '<w:strike/>')}</w:p>"
    body += f"<w:p>{r('Afvist.', '<w:dstrike/>')}</w:p>{p('Ja.')}"
    first, second = pieces(body)
    assert (first.text, second.text) == ("set", "Ja.")
    assert first.notes == (docx_runs.HIDDEN, struck.STRUCK.format("slettet"))
    assert second.notes == (struck.STRUCK.format("Afvist."),)


def test_lower_and_higher_text() -> None:
    low, high = w("vertAlign", "subscript"), w("vertAlign", "superscript")
    (found,) = pieces(
        f"<w:p>{r('CO')}{r('2', low)}{r(' pr. m')}{r('2', high)}{r(' er meget.')}</w:p>"
    )
    assert [one.text for one in runs(found) if one.script] == ["2", "2"]
    heading = f"<w:p><w:pPr>{w('pStyle', 'Heading1')}</w:pPr>{r('5 m')}{r('2', high)}</w:p>"
    assert texts(pieces(heading)) == ["5 m²"]


def test_a_change_that_nobody_accepted_is_told_where_it_stands() -> None:
    new = f'<w:ins w:id="1" w:author="Bo Prøve" w:date="2025-03-04T10:00:00Z">{r("Nyt.")}</w:ins>'
    old = '<w:del w:id="2" w:author="Bo Prøve"><w:r><w:delText>Gammelt.</w:delText></w:r></w:del>'
    first, second = pieces(f"{p('Før')}<w:p>{r('Godkendt. ')}{new}{old}</w:p>")
    assert (first.notes, second.text) == ((), "Godkendt. Nyt.")
    assert second.notes == (
        "sporet ændring, ikke godkendt: Bo Prøve tilføjede den 4.3.2025 »Nyt.«",
        "sporet ændring, ikke godkendt: Bo Prøve slettede »Gammelt.«, som er udeladt",
    )


def test_a_comment_is_told_where_it_stands() -> None:
    marks = '<w:commentRangeStart w:id="4"/>{}<w:commentRangeEnd w:id="4"/>'
    mark = '<w:r><w:commentReference w:id="4"/></w:r>'
    said = '<w:comment w:id="{}" w:author="Bo Prøve">{}</w:comment>'
    found = pieces(
        f"{p('Før')}<w:p>{r('Sagen er ')}{marks.format(r('udsat'))}{mark}</w:p>",
        comments=said.format(4, p("Til maj?")) + said.format(5, p("Et andet sted.")),
    )
    assert [(one.text, one.notes) for one in found] == [
        ("Før", ("kommentar af Bo Prøve: Et andet sted.",)),
        ("Sagen er udsat", ("kommentar af Bo Prøve (til »udsat«): Til maj?",)),
    ]


def test_rows_and_ends_of_paragraphs_that_were_deleted_are_told_once() -> None:
    gone = p("Slut", '<w:rPr><w:del w:id="1" w:author="x"/></w:rPr>')
    assert [one.notes for one in pieces(f"{p('Før')}{gone}")] == [(read_docx.TRACKED,), ()]


def test_a_bold_line_heads_those_below_it() -> None:
    broken = f"<w:p>{r('Beslutning', '<w:b/>')}<w:r><w:br/></w:r>{r('Ja.')}</w:p>"
    assert [(one.kind, one.text) for one in pieces(broken)] == [
        (Kind.HEADING, "Beslutning"),
        (Kind.TEXT, "Ja."),
    ]


def test_paragraphs_whose_end_was_deleted_are_one() -> None:
    gone = '<w:rPr><w:del w:id="1" w:author="x"/></w:rPr>'
    body = f"{p('Det er ', gone)}{p('vedtaget.')}{p('Sidst', gone)}"
    assert texts(pieces(body)) == ["Det er vedtaget.", "Sidst"]


def test_content_controls_and_insertions_around_paragraphs_and_rows() -> None:
    row = f"<w:tr><w:tc>{p('a')}</w:tc><w:tc>{p('b')}</w:tc></w:tr>"
    gone = row.replace("<w:tr>", '<w:tr><w:trPr><w:del w:id="1" w:author="x"/></w:trPr>')
    body = (
        f"<w:sdt><w:sdtContent>{p('felt')}</w:sdtContent></w:sdt>"
        f"<w:tbl>{row}<w:sdt><w:sdtContent>{row}</w:sdtContent></w:sdt>{gone}</w:tbl>"
    )
    field, table = pieces(body)
    assert field.text == "felt"
    assert len(table.rows) == 2


def test_text_boxes_are_read_once() -> None:
    box = f"<w:txbxContent>{p('i boksen')}</w:txbxContent>"
    body = (
        f"<w:p>{r('teksten')}<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
        f"<w:p><w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r></w:p>"
    )
    assert texts(pieces(body)) == ["teksten", "i boksen", "i boksen"]


def test_a_text_box_in_a_text_box_is_read_once() -> None:
    inner = f"<w:txbxContent>{p('inde')}</w:txbxContent>"
    drawn = f"<w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing>"
    outer = f"<w:txbxContent><w:p>{r('ude')}<w:r>{drawn}</w:r></w:p></w:txbxContent>"
    body = f"<w:p><w:r><w:drawing><wps:txbx>{outer}</wps:txbx></w:drawing></w:r></w:p>"
    assert texts(pieces(body)) == ["ude", "inde"]


def test_footnotes_follow_the_paragraph_or_list_that_names_them() -> None:
    bullet = '<w:pStyle w:val="ListBullet"/>'
    note = '<w:r><w:{}Reference w:id="5"/></w:r>'
    table = f"<w:tbl><w:tr>{cell('a')}<w:tc><w:p>{note.format('footnote')}</w:p></w:tc></w:tr>"
    body = (
        f"{table}</w:tbl><w:p><w:pPr>{bullet}</w:pPr>{r('et')}{note.format('footnote')}{r('.')}</w:p>"
        f"{p('to', bullet)}{p('Efter')}<w:p>{r('slut')}{note.format('endnote')}</w:p>"
    )
    found = pieces(
        body,
        footnotes=f'<w:footnote w:id="5">{p("Se loven.")}{p("Mere.")}</w:footnote>',
        endnotes=f'<w:endnote w:id="5">{p("Kilde.")}</w:endnote>',
    )
    assert [text for text in texts(found) if text != "Mere."] == [
        *("", "Note 1: Se loven."),
        *("et (note 2).", "to", "Note 2: Se loven.", "Efter"),
        *("slut (note 3)", "Note 3: Kilde."),
    ]


# --- looks and links --------------------------------------------------------------------------


def test_links_in_fields_and_relations() -> None:
    document = word("")
    rid = document.part.relate_to("https://example.org/a", RELATIONSHIP_TYPE.HYPERLINK, True)
    link = f'<w:hyperlink r:id="{rid}" w:anchor="b">{r("her")}</w:hyperlink>'
    field = FIELD.format(' HYPERLINK "https://example.org/c" ', r("dér"))
    inner = f'<w:hyperlink w:anchor="top">{r("op")}</w:hyperlink>'
    body = parse_xml(
        f"<w:body {NAMES}><w:p>{link}{r(' og ')}{field}{r(' og ')}{inner}</w:p></w:body>"
    )
    document.element.body.insert(0, body[0])
    (found,) = read_docx.read(saved(document))
    assert [(x.text, x.link) for x in runs(found)] == [
        ("her", "https://example.org/a#b"),
        (" og ", None),
        ("dér", "https://example.org/c"),
        (" og op", None),
    ]


def test_bold_and_italics_come_from_runs_and_styles() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Det er ")
    paragraph.add_run("vigtigt", style="Strong")
    paragraph.add_run(" ").bold = False
    paragraph.add_run("nok", style="Strong")
    paragraph.add_run(" at ")
    paragraph.add_run("se", style="Emphasis")
    paragraph.add_run(" efter", style="Strong").bold = False
    (found,) = read_docx.read(saved(document))
    assert [(x.text, x.strong, x.emphasis) for x in runs(found)] == [
        ("Det er ", False, False),
        ("vigtigt nok", True, False),
        (" at ", False, False),
        ("se", False, True),
        (" efter", False, False),
    ]


def test_headings_by_style_by_size_and_by_weight() -> None:
    document = docx.Document()
    own = document.styles.add_style("Sagens titel", 1)
    own.base_style = document.styles["Heading 2"]
    document.add_paragraph("Med egen typografi", style="Sagens titel")
    (found,) = read_docx.read(saved(document))
    assert (found.kind, found.level) == (Kind.HEADING, 2)

    def sized(text: str, size: int) -> str:
        return f"<w:p>{r(text, w('sz', str(size)))}</w:p>"

    body = (
        sized("Referat", 40)
        + sized("1. Valg", 28)
        + sized("Almindelig tekst i lang linje.", 22) * 3
    )
    body += f"<w:p>{r('Fed linje', '<w:b/>')}</w:p>"
    found_ = [(x.kind, x.level) for x in pieces(body)]
    assert found_[:2] == [(Kind.HEADING, 1), (Kind.HEADING, 2)]
    assert found_[2:5] == [(Kind.TEXT, 0)] * 3
    assert found_[5] == (Kind.HEADING, BOLD)


def test_a_break_of_the_line_divides_text_but_no_heading_and_no_entry() -> None:
    broken = "<w:r><w:t>en</w:t><w:br/><w:t>to</w:t></w:r>"
    made = [
        f"<w:p><w:pPr>{w('pStyle', style)}</w:pPr>{broken}</w:p>"
        for style in ("Heading1", "ListBullet", "Normal")
    ]
    assert texts(pieces("".join(made))) == ["en to", "en to", "en", "to"]


# --- lists ------------------------------------------------------------------------------------


def numbered(
    document: Any, levels: list[tuple[str, str]], lists: int = 1, override: str = ""
) -> None:
    """Adds lists 90, 91 … on one definition to the document."""
    root = document.part.numbering_part.element
    inside = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate(levels)
    )
    root.insert(
        0, parse_xml(f'<w:abstractNum {NAMES} w:abstractNumId="90">{inside}</w:abstractNum>')
    )
    for number in range(lists):
        changed = override if number else ""
        root.append(
            parse_xml(
                f'<w:num {NAMES} w:numId="{90 + number}"><w:abstractNumId w:val="90"/>{changed}'
                "</w:num>"
            )
        )


def entry(text: str, depth: int = 0, number: int = 90) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def listed(
    body: str, levels: list[tuple[str, str]], lists: int = 1, override: str = ""
) -> list[Piece]:
    document = word(body)
    numbered(document, levels, lists, override)
    return read_docx.read(saved(document))


def test_numbers_that_word_counts() -> None:
    levels = [("decimal", "%1."), ("lowerLetter", "%2)"), ("decimal", "%1.%3")]
    body = entry("a") + entry("b", 1) + entry("c", 1) + entry("d") + entry("e", 1) + entry("f", 2)
    found = [(x.level, x.marker, x.text) for x in listed(body, levels)]
    assert found == [
        *((0, "1.", "a"), (1, "a.", "b"), (1, "b.", "c")),
        *((0, "2.", "d"), (1, "a.", "e"), (2, "2.1", "f")),
    ]


def test_two_lists_on_one_definition_go_on_counting_unless_they_begin_anew() -> None:
    levels = [("decimal", "%1.")]
    body = entry("a") + p("mellem") + entry("b", 0, 91)
    assert [x.marker for x in listed(body, levels, 2)] == ["1.", "", "2."]
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    assert [x.marker for x in listed(body + entry("c", 0, 91), levels, 2, anew)] == [
        *("1.", "", "1.", "2."),
    ]


def test_a_level_may_go_on_counting_and_show_figures() -> None:
    def labels(more: str) -> list[str]:
        document = word(entry("a") + entry("b", 1) + entry("c") + entry("d", 1))
        numbered(document, [("upperRoman", "%1."), ("decimal", "%1.%2")])
        level = document.part.numbering_part.element.find(f".//{W}lvl[@{W}ilvl='1']")
        level.insert(2, parse_xml(more.format(NAMES)))
        return [one.marker for one in read_docx.read(saved(document))]

    assert labels("<w:suff {}/>") == ["I.", "I.1", "II.", "II.1"]
    assert labels('<w:lvlRestart {} w:val="0"/>') == ["I.", "I.1", "II.", "II.2"]
    assert labels("<w:isLgl {}/>") == ["I.", "1.1", "II.", "2.1"]


def test_words_in_a_number_are_text_and_headings_keep_their_numbers() -> None:
    found = listed(entry("Valg"), [("decimal", "Punkt %1:")])
    assert [(x.kind, x.text) for x in found] == [(Kind.TEXT, "Punkt 1: Valg")]
    heading = entry("Valg").replace("<w:pPr>", '<w:pPr><w:pStyle w:val="Heading1"/>')
    found = listed(heading, [("upperRoman", "%1.")])
    assert [(x.kind, x.text) for x in found] == [(Kind.HEADING, "I. Valg")]
    assert [x.marker for x in listed(entry("Valg"), [("decimal", "§ %1")])] == ["§ 1"]


# --- tables -----------------------------------------------------------------------------------


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def test_merged_cells_stand_once() -> None:
    body = (
        f"<w:tbl><w:tr>{cell('bred', w('gridSpan', '2'))}{cell('x')}</w:tr>"
        f"<w:tr>{cell('høj', w('vMerge', 'restart'))}{cell('b')}{cell('c')}</w:tr>"
        f"<w:tr>{cell('', '<w:vMerge/>')}{cell('d')}{cell('e')}</w:tr></w:tbl>"
    )
    (table,) = pieces(body)
    shown = [[" ".join(texts(list(one))) for one in row] for row in table.rows]
    assert shown == [["bred", "", "x"], ["høj", "b", "c"], ["", "d", "e"]]
    assert table.notes == (MERGED,)


def test_cells_keep_their_lists_and_inner_tables() -> None:
    inner = f"<w:tbl><w:tr>{cell('i1')}{cell('i2')}</w:tr></w:tbl>"
    bullet = p("led", '<w:pStyle w:val="ListBullet"/>')
    body = (
        f"<w:tbl><w:tr>{cell('h1')}{cell('h2')}</w:tr><w:tr><w:tc>{bullet}{bullet}</w:tc>"
        f"<w:tc>{inner}{p('til sidst')}</w:tc></w:tr></w:tbl>"
    )
    (table,) = pieces(body)
    assert [x.kind for x in table.rows[1][0]] == [Kind.ITEM, Kind.ITEM]
    assert texts(list(table.rows[1][1])) == ["i1", "i2", "til sidst"]
    assert table.notes == (read_docx.NESTED,)


def test_lines_in_columns_by_tabs_are_a_table() -> None:
    def line(*cells: str) -> str:
        return f"<w:p>{'<w:r><w:tab/></w:r>'.join(map(r, cells))}</w:p>"

    rows = line("Navn", "Gruppe", "Mødt") + line("Bo Prøve", "A", "") + line("Eva", "", "x")
    before, table, after = pieces(f"{p('Før')}{rows}{p('Efter')}")
    assert (before.text, after.text) == ("Før", "Efter")
    assert table.table is not None
    assert table.table.texts == [
        ["Navn", "Gruppe", "Mødt"],
        ["Bo Prøve", "A", ""],
        ["Eva", "", "x"],
    ]
    for alone in (line("a", "b", "c"), line("a", "b") * 2, line("Dato: 1.", "b", "c") * 2):
        assert not [one for one in pieces(alone) if one.kind is Kind.TABLE]


def test_a_table_of_one_column_is_no_table() -> None:
    body = f"<w:tbl><w:tr>{cell('a')}</w:tr><w:tr>{cell('b')}</w:tr></w:tbl>"
    assert texts(pieces(body)) == ["a", "b"]


# --- pictures and figures -----------------------------------------------------------------------


def png(size: tuple[int, int] = (40, 30), colour: str = "red", kind: str = "PNG") -> io.BytesIO:
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, kind)
    file.seek(0)
    return file


def with_picture(alt: str = "", kind: str = "PNG", width: float = 3) -> Any:
    document = docx.Document()
    document.add_paragraph("Referat fra Udvalget den 3. marts 2025 kl. 10.00")
    document.add_heading("1. Kort", 1)
    document.add_paragraph("Se kortet.")
    document.add_paragraph().add_run().add_picture(png(kind=kind), width=Cm(width))
    document.add_heading("2. Slut", 1)
    if alt:
        next(e for e in document.element.body.iter() if e.tag.endswith("}docPr")).set("descr", alt)
    return document


def test_a_picture_lies_beside_the_meeting_with_its_description(tmp_path: Path) -> None:
    file = tmp_path / "gammelt.docx"
    with_picture("Kort over stien").save(str(file))
    result = run(file, tmp_path)
    assert "![Kort over stien](billeder/2025-03-03-1.png)" in result.text
    made = tmp_path / "meetings/udvalg/billeder/2025-03-03-1.png"
    assert made.read_bytes() == png().getvalue()
    assert result.result.pictures == 1
    assert "# import" not in result.text.split("punkter:")[1]


@pytest.mark.parametrize("alt", ["", "Billede 3", "kort.png"])
def test_a_picture_without_description_asks_for_one(alt: str, tmp_path: Path) -> None:
    file = tmp_path / "gammelt.docx"
    with_picture(alt).save(str(file))
    result = run(file, tmp_path)
    assert f"![{picture_pieces.WITHOUT_ALT}](billeder/" in result.text
    assert "# import: skriv i de skarpe parenteser, hvad billedet viser" in result.text


def test_other_kinds_of_pictures_become_png_or_are_told(tmp_path: Path) -> None:
    file = tmp_path / "gammelt.docx"
    with_picture("Et kort", "BMP").save(str(file))
    run(file, tmp_path)
    assert Image.open(tmp_path / "meetings/udvalg/billeder/2025-03-03-1.png").format == "PNG"
    document = with_picture("Et kort")
    next(iter(document.part.package.image_parts))._blob = b"\x01\x00\x00\x00 not a picture"
    document.save(str(file))
    result = run(file, tmp_path, forum="andet")
    assert "[Billede: Et kort]" in result.text.replace("\\", "")
    assert docx_drawings.NOT_READ in result.text


def test_ornaments_and_letterheads_are_left_out(tmp_path: Path) -> None:
    file = tmp_path / "gammelt.docx"
    document = with_picture(width=0.2)
    document.paragraphs[0].insert_paragraph_before().add_run().add_picture(png(), width=Cm(4))
    document.save(str(file))
    result = run(file, tmp_path)
    assert result.result.pictures == 0
    assert f"# import: {LETTERHEAD}" in result.text


def test_a_picture_in_a_table_or_list_comes_after_it(tmp_path: Path) -> None:
    document = with_picture()
    table = document.add_table(2, 2)
    for one, text in zip(table._cells, "abcd", strict=True):
        one.text = text
    table.cell(1, 1).paragraphs[0].add_run().add_picture(png(colour="blue"), width=Cm(3))
    file = tmp_path / "gammelt.docx"
    document.save(str(file))
    result = run(file, tmp_path)
    assert result.result.pictures == 2
    assert result.text.index("| c") < result.text.index("billeder/2025-03-03-2.png")


def test_an_import_that_fails_leaves_no_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "gammelt.docx"
    with_picture().save(str(file))
    monkeypatch.setattr("moedebog.importer.one_file.written", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run(file, tmp_path)
    assert not [path for path in (tmp_path / "meetings").rglob("*") if path.is_file()]


def test_charts_and_embedded_documents_are_told() -> None:
    chart = '<w:drawing><wp:inline><wp:docPr id="1" name="x" descr="Udgifter"/><a:graphic>'
    chart += "<a:graphicData><c:chart/></a:graphicData></a:graphic></wp:inline></w:drawing>"
    found = pieces(f'<w:p><w:r>{chart}</w:r></w:p><w:altChunk r:id="x"/>')
    assert [(x.text, x.notes) for x in found] == [
        ("[Figur: Udgifter]", (docx_drawings.NOT_CARRIED,)),
        ("[Indlejret dokument]", (read_docx.EMBEDDED,)),
    ]


# --- the whole file -----------------------------------------------------------------------------


def test_the_running_head_tells_the_meeting_where_nothing_else_does(tmp_path: Path) -> None:
    document = docx.Document()
    head = document.sections[0].header
    head.paragraphs[0].text = "Referat fra Udvalget den 3. marts 2025"
    head.add_paragraph("Telefon 12 34 56 78")
    document.add_heading("1. Valg", 1)
    document.add_paragraph("Ja.")
    file = tmp_path / "gammelt.docx"
    document.save(str(file))
    result = run(file, tmp_path)
    assert str(result.meeting.dato) == "2025-03-03"
    assert "telefon" not in document_words(result.document())


def test_notes_that_can_stand_nowhere_stand_at_the_date(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Referat fra Udvalget den 3. marts 2025")
    title = document.add_heading("1. Valg", 1)
    title.add_run(" af formand").font.strike = True
    document.add_heading("2. Eventuelt", 1)
    file = tmp_path / "gammelt.docx"
    document.save(str(file))
    text = run(file, tmp_path).text
    assert text.index(f"# import: {struck.STRUCK.format('af formand')}") < text.index("dato:")


def test_a_locked_or_enormous_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageProblem, match="adgangskode"):
        read_docx.read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", bytes(2_000_000))
    monkeypatch.setattr(docx_package, "LARGEST_UNPACKED", 1_000_000)
    with pytest.raises(UsageProblem, match="pakkes ud"):
        read_docx.read(bomb.getvalue())


def test_signs_typed_before_two_paragraphs_make_a_list() -> None:
    typed = ["– Bo sagde", "Og gik.", "- Hegn", "- Hæk", "• Bro"]
    found = typed_lists([text_piece(text) for text in typed])
    assert [(p.kind.value, p.marker, p.text) for p in found] == [
        ("text", "", "– Bo sagde"),
        ("text", "", "Og gik."),
        ("item", "-", "Hegn"),
        ("item", "-", "Hæk"),
        ("text", "", "• Bro"),
    ]
