"""Cleaned copies of workbooks: what is seen keeps its values, what is hidden is gone."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from cleaned_samples import APP, CORE, REL, TYPE, Copy, dangling, packed, relationships, types
from indhold.cleaning import Changes, Wishes
from indhold.findings import Kind
from libreoffice import convert_all

S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
COLOURED, END = '<conditionalFormatting sqref="A1:A9">', "</conditionalFormatting>"
HIDDEN = "<row r='1'><c r='A1' t='s'><v>1</v></c><c r='B1'><v>7</v></c></row>"


def sheet(rows: str, before: str = "", after: str = "") -> str:
    return (
        f'<worksheet xmlns="{S}" xmlns:r="{REL}">{before}<sheetData>{rows}</sheetData>{after}'
        "</worksheet>"
    )


def book(
    *sheets: tuple[str, str, str],
    strings: tuple[str, ...] = ("Synligt", "skjult 010190-1234"),
    names: str = "",
    more: str = "",
    links: tuple[tuple[str, str], ...] = (),
    of_sheets: Mapping[int, tuple[tuple[str, str], ...]] | None = None,
    parts: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A workbook of sheets (name, state, contents)."""
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    named = "".join(
        f'<sheet name="{name}" sheetId="{n}" state="{state}" r:id="rId{n}"/>'
        for n, (name, state, _) in enumerate(sheets, 1)
    )
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": types(
            xl__workbook_dot_xml=f"{TYPE}.spreadsheetml.sheet.main+xml",
            xl__sharedStrings_dot_xml=f"{TYPE}.spreadsheetml.sharedStrings+xml",
            **{
                f"xl__worksheets__sheet{n}_dot_xml": f"{TYPE}.spreadsheetml.worksheet+xml"
                for n in range(1, len(sheets) + 1)
            },
        ),
        "_rels/.rels": relationships(
            ("officeDocument", "xl/workbook.xml"),
            (core, "docProps/core.xml"),
            ("extended-properties", "docProps/app.xml"),
        ),
        "docProps/core.xml": CORE,
        "docProps/app.xml": APP.replace(
            "</Prop", "<TitlesOfParts><x>Hemmeligt</x></TitlesOfParts></Prop"
        ),
        "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{REL}"><bookViews><workbookView '
        f'activeTab="{len(sheets) - 1}"/></bookViews><sheets>{named}</sheets>{names}{more}'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": relationships(
            *(("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)),
            ("sharedStrings", "sharedStrings.xml"),
            *links,
        ),
        "xl/sharedStrings.xml": f'<sst xmlns="{S}">'
        + "".join(f"<si><t>{one}</t></si>" for one in strings)
        + "</sst>",
    }
    for number, (_, _, content) in enumerate(sheets, 1):
        made[f"xl/worksheets/sheet{number}.xml"] = content
        if own := (of_sheets or {}).get(number):
            made[f"xl/worksheets/_rels/sheet{number}.xml.rels"] = relationships(*own)
    return packed({**made, **(parts or {})})


def seen(formula: str, attributes: str = "", value: str = "<v>7</v>") -> str:
    return (
        '<row r="1"><c r="A1" t="s"><v>0</v></c>'
        f'<c r="B1"><f{attributes}>{formula}</f>{value}</c></row>'
    )


@pytest.mark.parametrize(
    "formula",
    [
        "Hemmeligt!B1+1",
        "SUM('Hemmeligt'!A1:B2)",
        "SUM(Synligt:Sidst!B1)",
        'INDIRECT("Hem"&amp;"meligt!B1")',
        "Satsen*2",
        "Ny*2",
    ],
)
def test_a_hidden_sheet_goes_and_formulas_keep_their_values(formula: str, tmp_path: Path) -> None:
    names = (
        '<definedNames><definedName name="Satsen">Hemmeligt!$B$1</definedName>'
        '<definedName name="Ny">Satsen+1</definedName>'
        '<definedName name="_xlnm.Print_Area" localSheetId="2">Sidst!$A$1</definedName>'
        '<definedName name="_xlnm.Print_Area" localSheetId="1">Hemmeligt!$A$1</definedName>'
        "</definedNames>"
    )
    data = book(
        ("Synligt", "visible", sheet(seen(formula))),
        ("Hemmeligt", "hidden", sheet(HIDDEN)),
        ("Sidst", "visible", sheet(seen("1+1"))),
        names=names,
        links=(("calcChain", "calcChain.xml"),),
        parts={"xl/calcChain.xml": "<calcChain/>"},
    )
    copy = Copy(tmp_path, "a.xlsx", data)
    assert not dangling(copy)
    assert b"emmeligt" not in copy.everything
    assert b"1234" not in copy.everything
    assert "xl/worksheets/sheet2.xml" not in copy.parts
    assert '<c r="B1"><v>7</v></c>' in copy.text("xl/worksheets/sheet1.xml")
    assert "<f>1+1</f>" in copy.text("xl/worksheets/sheet3.xml")
    workbook = copy.text("xl/workbook.xml")
    assert 'localSheetId="1">Sidst!$A$1' in workbook
    assert 'activeTab="1"' in workbook
    assert "Satsen" not in workbook
    assert "xl/calcChain.xml" not in copy.parts
    assert copy.taken(Kind.HIDDEN) == 1


@pytest.mark.parametrize(("kind", "told"), [("worksheet", "HIDDEN"), ("xlMacrosheet", "MACRO")])
def test_sheets_that_are_in_no_list_go(kind: str, told: str, tmp_path: Path) -> None:
    data = book(
        ("Ark", "visible", sheet(seen("1"))),
        links=((kind, "macrosheets/lost.xml"),),
        parts={"xl/macrosheets/lost.xml": sheet(HIDDEN)},
    )
    copy = Copy(tmp_path, "a.xlsx", data)
    assert "xl/macrosheets/lost.xml" not in copy.parts
    assert not dangling(copy)
    assert copy.taken(Kind[told])


def test_other_formulas_stay(tmp_path: Path) -> None:
    data = book(
        ("Synligt", "visible", sheet(seen("SUM(A1:A9)"))), ("Hemmeligt", "hidden", sheet(HIDDEN))
    )
    text = Copy(tmp_path, "a.xlsx", data).text("xl/worksheets/sheet1.xml")
    assert "<f>SUM(A1:A9)</f>" in text


def test_formulas_that_share_a_text_keep_their_values(tmp_path: Path) -> None:
    rows = (
        "<row r='1'><c r='A1'><f t='shared' si='0' ref='A1:A2'>Hemmeligt!B1</f><v>7</v></c></row>"
        "<row r='2'><c r='A2'><f t='shared' si='0'/><v>8</v></c></row>"
    )
    data = book(("Synligt", "visible", sheet(rows)), ("Hemmeligt", "hidden", sheet(HIDDEN)))
    text = Copy(tmp_path, "a.xlsx", data).text("xl/worksheets/sheet1.xml")
    assert "<f" not in text
    assert "<v>8</v>" in text


@pytest.mark.parametrize(
    ("rows", "after", "more"),
    [
        (seen("Hemmeligt!B1", value=""), "", ""),  # nobody has reckoned it out
        (seen("Hemmeligt!B1"), "", '<calcPr fullCalcOnLoad="1"/>'),
        (
            seen("1"),
            f"{COLOURED}<cfRule type='expression'><formula>Hemmeligt!B1</formula></cfRule>{END}",
            "",
        ),
    ],
)
def test_a_hidden_sheet_that_is_needed_stays_and_is_told(
    rows: str, after: str, more: str, tmp_path: Path
) -> None:
    data = book(
        ("Synligt", "visible", sheet(rows, after=after)),
        ("Hemmeligt", "veryHidden", sheet(HIDDEN)),
        more=more,
    )
    copy = Copy(tmp_path, "a.xlsx", data)
    assert "xl/worksheets/sheet2.xml" in copy.parts
    assert copy.left(Kind.HIDDEN) == ["needed"]
    assert "Hemmeligt" in copy.text("xl/workbook.xml")


def test_what_may_be_typed_goes_with_the_sheet(tmp_path: Path) -> None:
    after = (
        '<dataValidations count="2"><dataValidation sqref="A1"><formula1>Hemmeligt!A1:A9</formula1>'
        '</dataValidation><dataValidation sqref="A2"><formula1>B1:B9</formula1></dataValidation>'
        '</dataValidations><hyperlinks><hyperlink ref="A1" location="Hemmeligt!A1"/></hyperlinks>'
    )
    data = book(
        ("Synligt", "visible", sheet(seen("1"), after=after)),
        ("Hemmeligt", "hidden", sheet(HIDDEN)),
    )
    text = Copy(tmp_path, "a.xlsx", data).text("xl/worksheets/sheet1.xml")
    assert '<dataValidations count="1">' in text
    assert "hyperlink" not in text


CHART = (
    f'<c:chartSpace xmlns:c="{C}"><c:ser><c:tx><c:strRef><c:f>Hemmeligt!$A$1</c:f><c:strCache>'
    '<c:ptCount val="1"/><c:pt idx="0"><c:v>Salg</c:v></c:pt></c:strCache></c:strRef></c:tx>'
    "<c:val><c:numRef><c:f>Hemmeligt!$B$1:$B$2</c:f>{}</c:numRef></c:val></c:ser></c:chartSpace>"
)
CACHE = '<c:numCache><c:ptCount val="1"/><c:pt idx="0"><c:v>7</c:v></c:pt></c:numCache>'


def with_chart(cache: str) -> bytes:
    drawing = (
        '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
        f' xmlns:c="{C}" xmlns:r="{REL}"><xdr:twoCellAnchor><c:chart r:id="rId1"/>'
        "</xdr:twoCellAnchor></xdr:wsDr>"
    )
    return book(
        ("Synligt", "visible", sheet(seen("1"), after='<drawing r:id="rId1"/>')),
        ("Hemmeligt", "hidden", sheet(HIDDEN)),
        of_sheets={1: (("drawing", "../drawings/drawing1.xml"),)},
        parts={
            "xl/drawings/drawing1.xml": drawing,
            "xl/drawings/_rels/drawing1.xml.rels": relationships(("chart", "../charts/chart1.xml")),
            "xl/charts/chart1.xml": CHART.format(cache),
        },
    )


def test_a_chart_keeps_what_it_shows(tmp_path: Path) -> None:
    copy = Copy(tmp_path, "a.xlsx", with_chart(CACHE))
    chart = copy.text("xl/charts/chart1.xml")
    assert "<c:tx><c:v>Salg</c:v></c:tx>" in chart
    assert "<c:val><c:numLit>" in chart
    assert b"emmeligt" not in copy.everything
    copy = Copy(tmp_path, "b.xlsx", with_chart(""))
    assert copy.left(Kind.HIDDEN) == ["needed"]


def test_hidden_rows_and_columns_are_emptied(tmp_path: Path) -> None:
    rows = (
        "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' s='3'><v>5</v></c></row>"
        "<row r='2' hidden='1'><c r='A2' t='s'><v>1</v></c><c r='C2'><f>1+1</f><v>2</v></c></row>"
        "<row r='3'><c r='A3'><f>SUM(A1:A3)</f><v>9</v></c><c r='C3'><f>C1</f><v>4</v></c></row>"
    )
    other = seen("Ark!B1*2")
    data = book(
        ("Ark", "visible", sheet(rows, '<cols><col min="2" max="2" hidden="1"/></cols>')),
        ("Andet", "visible", sheet(other)),
    )
    copy = Copy(tmp_path, "a.xlsx", data)
    text = copy.text("xl/worksheets/sheet1.xml")
    assert '<c r="B1" s="3"/>' in text
    assert '<c r="A2"/><c r="C2"/>' in text
    assert '<c r="A3"><v>9</v></c>' in text
    assert '<c r="C3"><f>C1</f><v>4</v></c>' in text
    assert "<f>" not in copy.text("xl/worksheets/sheet2.xml")
    assert b"1234" not in copy.everything
    assert copy.taken(Kind.HIDDEN) == 3
    assert not Copy(tmp_path, "b.xlsx", copy.data).cleaned.taken


def test_rows_and_columns_too_small_to_be_seen_are_emptied(tmp_path: Path) -> None:
    rows = "<row r='1' ht='0.1'><c r='A1'><v>8765</v></c></row>"
    rows += "<row r='2'><c r='A2'><v>1</v></c><c r='B2'><v>8764</v></c></row>"
    columns = '<cols><col min="2" max="2" width="0.1"/></cols>'
    copy = Copy(tmp_path, "a.xlsx", book(("Ark", "visible", sheet(rows, columns))))
    assert "876" not in copy.text("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize(
    ("after", "spared"),
    [
        ('<mergeCells><mergeCell ref="A1:B1"/></mergeCells>', True),
        ('<mergeCells><mergeCell ref="A1:A2"/></mergeCells>', False),
    ],
)
def test_what_a_merged_cell_shows_stays(after: str, spared: bool, tmp_path: Path) -> None:
    rows = "<row r='1'><c r='A1'><v>5</v></c></row><row r='2'><c r='A2'><v>6</v></c></row>"
    columns = '<cols><col min="1" max="1" hidden="1"/></cols>'
    copy = Copy(tmp_path, "a.xlsx", book(("Ark", "visible", sheet(rows, columns, after))))
    text = copy.text("xl/worksheets/sheet1.xml")
    assert ("<v>5</v>" in text) is spared
    assert "<v>6</v>" not in text


def test_colours_that_follow_from_hidden_cells_keep_them(tmp_path: Path) -> None:
    rows = "<row r='1' hidden='1'><c r='A1'><v>5</v></c></row>"
    after = f"{COLOURED}<cfRule type='colorScale'/>{END}"
    copy = Copy(tmp_path, "a.xlsx", book(("Ark", "visible", sheet(rows, after=after))))
    assert "<v>5</v>" in copy.text("xl/worksheets/sheet1.xml")
    assert copy.left(Kind.HIDDEN) == ["needed"]


def test_comments_go_with_their_boxes(tmp_path: Path) -> None:
    note = '<v:shape id="a"><x:ClientData ObjectType="Note"><x:Row>0</x:Row><br></x:ClientData>'
    button = '<v:shape id="b"><x:ClientData ObjectType="Button"/></v:shape>'
    space = (
        'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel"'
    )
    office = "http://schemas.microsoft.com/office/2017/10/relationships"
    for name, shapes, stays in (("a", "", False), ("b", button, True)):
        data = book(
            ("Ark", "visible", sheet(seen("1"), after='<legacyDrawing r:id="rId2"/>')),
            links=((f"{office}/person", "persons/person.xml"),),
            of_sheets={
                1: (
                    ("comments", "../comments1.xml"),
                    ("vmlDrawing", "../drawings/vml.vml"),
                    (f"{office}/threadedComment", "../threadedComments/t.xml"),
                )
            },
            parts={
                "xl/comments1.xml": f'<comments xmlns="{S}"><authors><author>Anna Andersen</author>'
                '</authors><commentList><comment ref="A1"><text><t>Hvorfor?</t></text></comment>'
                "</commentList></comments>",
                "xl/drawings/vml.vml": f"<xml {space}>{note}</v:shape>{shapes}</xml>",
                "xl/threadedComments/t.xml": "<ThreadedComments>Hvorfor?</ThreadedComments>",
                "xl/persons/person.xml": "<personList>Anna Andersen</personList>",
            },
        )
        copy = Copy(tmp_path, f"{name}.xlsx", data)
        assert not dangling(copy)
        assert b"Hvorfor" not in copy.everything
        assert b"Andersen" not in copy.everything
        assert b'"Note"' not in copy.everything
        assert ("xl/drawings/vml.vml" in copy.parts) is stays
        assert ("legacyDrawing" in copy.text("xl/worksheets/sheet1.xml")) is stays
        assert copy.taken(Kind.COMMENT) == 1


def test_links_to_other_workbooks_are_broken(tmp_path: Path) -> None:
    link = f'<externalLink xmlns="{S}"><v>hemmeligt</v></externalLink>'
    data = book(
        ("Ark", "visible", sheet(seen("[1]Budget!$A$1"))),
        more='<externalReferences><externalReference r:id="rId3"/></externalReferences>',
        links=(("externalLink", "externalLinks/externalLink1.xml"),),
        parts={
            "xl/externalLinks/externalLink1.xml": link,
            "xl/externalLinks/_rels/externalLink1.xml.rels": relationships(
                ("externalLinkPath", "file:///S:/okonomi/budget.xlsx")
            ),
        },
    )
    copy = Copy(tmp_path, "a.xlsx", data)
    assert not dangling(copy)
    assert b"budget.xlsx" not in copy.everything
    assert b"hemmeligt" not in copy.everything
    assert b"externalReference" not in copy.everything
    assert '<c r="B1"><v>7</v></c>' in copy.text("xl/worksheets/sheet1.xml")
    assert copy.taken(Kind.EXTERNAL_LINK) == 1


def test_what_a_workbook_tells_of_people_and_paths(tmp_path: Path) -> None:
    more = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/'
        '2006"><mc:Choice Requires="x15"><x15ac:absPath xmlns:x15ac="x" url="S:\\sager\\anna\\"/>'
        '</mc:Choice></mc:AlternateContent><customWorkbookViews><customWorkbookView name="anna"/>'
        "</customWorkbookViews>"
    )
    data = book(
        ("Ark", "visible", sheet(seen("1"), after='<pageSetup r:id="rId1"/>')),
        more=more,
        of_sheets={1: (("printerSettings", "../printer.bin"),)},
        parts={"xl/printer.bin": b"\\\\server\\printer"},
    )
    copy = Copy(tmp_path, "a.xlsx", data)
    assert not dangling(copy)
    assert b"anna" not in copy.everything
    assert b"printer" not in copy.everything
    assert copy.taken(Kind.PATH) == 1


@pytest.mark.parametrize(
    ("changes", "left"),
    [(None, ["not-asked"]), (Changes.REJECT, ["unable"]), (Changes.ACCEPT, [])],
)
def test_the_log_of_changes(changes: Changes | None, left: list[str], tmp_path: Path) -> None:
    data = book(
        ("Ark", "visible", sheet(seen("1"))),
        links=(("revisionHeaders", "revisions/headers.xml"),),
        parts={
            "xl/revisions/headers.xml": f'<headers xmlns="{S}"><header userName="anna"/></headers>',
            "xl/revisions/_rels/headers.xml.rels": relationships(("revisionLog", "log1.xml")),
            "xl/revisions/log1.xml": "<revisions>hemmeligt</revisions>",
        },
    )
    copy = Copy(tmp_path, "a.xlsx", data, Wishes(changes))
    assert copy.left(Kind.TRACKED_CHANGE) == left
    assert (b"hemmeligt" in copy.everything) is bool(left)


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
def test_libreoffice_shows_the_same(tmp_path: Path) -> None:
    rows = (
        "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1'><f>Hemmeligt!B1</f><v>7</v></c></row>"
        "<row r='2' hidden='1'><c r='A2'><v>3</v></c></row>"
        "<row r='3'><c r='A3'><f>SUM(A2:A2)</f><v>3</v></c></row>"
    )
    data = book(("Synligt", "visible", sheet(rows)), ("Hemmeligt", "hidden", sheet(HIDDEN)))
    copy = Copy(tmp_path, "a.xlsx", data)
    (text,) = convert_all([copy.path], "csv", tmp_path)
    assert text.read_text().splitlines() == ["Synligt,7", ",", "3,"]
