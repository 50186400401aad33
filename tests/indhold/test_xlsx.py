"""Whatever is in a workbook is found, and plain numbers give no alarm."""

from __future__ import annotations

import base64
import io
import time
from collections.abc import Callable

import pytest
import xlsxwriter  # type: ignore[import-untyped]

from indhold.bounds import Bounds, Exceeded
from indhold.findings import At, Kind, Step, Unread
from office_files import (
    BARE,
    NUMBER,
    SHEET,
    Parts,
    document,
    looked,
    packed,
    relations,
    rows,
    workbook,
)

STYLES = (
    f'<styleSheet xmlns="{SHEET}"><numFmts><numFmt numFmtId="170" formatCode="000000\\-0000"/>'
    '<numFmt numFmtId="171" formatCode="0000000000"/><numFmt numFmtId="172" formatCode=";;;"/>'
    '</numFmts><fonts><font/><font><color rgb="FFFFFFFF"/></font><font><color theme="0"/></font>'
    '<font><sz val="1"/></font></fonts><fills><fill/><fill><patternFill patternType="solid">'
    '<fgColor rgb="FF1F3864"/></patternFill></fill></fills><cellXfs><xf/><xf numFmtId="170"/>'
    '<xf numFmtId="171"/><xf numFmtId="172"/><xf fontId="1"/><xf fontId="2"/><xf fontId="3"/>'
    '<xf fontId="1" fillId="1"/><xf numFmtId="14"/><xf numFmtId="4"/></cellXfs></styleSheet>'
)
HYPHEN, ZEROS, NOTHING, WHITE, THEME, TINY, ON_DARK, DATE, AMOUNT = map(str, range(1, 10))


def styled(sheet: str, **more: str) -> bytes:
    return workbook(sheet, {"xl/styles.xml": STYLES}, **more)


PLACES = {
    "text": styled(rows(("Nummer", NUMBER))),
    "head of the column": styled(rows(("Navn", "CPR-nr."), ("Ida", "Bo"), ("Ib", BARE))),
    "label to the left": styled(rows(("CPR-nr.", BARE))),
    "number under a head": styled(rows(("CPR",), ("=101901234",))),
    "number as a decimal": styled(rows(("CPR",), ("=101901234.0",))),
    "number with an exponent": styled(rows(("CPR",), ("=1.01901234E8",))),
    "number with a hyphen": styled(rows((f"=101901234/{HYPHEN}",))),
    "number over two cells": styled(rows(("CPR", "Nr."), ("010190", "1234"))),
    "number over two cells, with noughts lost": styled(
        rows(("CPR", "Løbenr."), ("=10190", "=234"))
    ),
    "text that lost a nought": styled(rows(("Navn", "CPR-nr."), ("Ida", "101901234"))),
    "head in two rows": styled(rows(("Navn", "CPR"), ("", "nr."), ("Ida", "=101901234"))),
    "choice from another sheet": styled(
        f'<extLst><x:formula1 xmlns:x="urn:x"><x:f>"{NUMBER}"</x:f></x:formula1></extLst>'
    ),
    "filter": styled(f'<autoFilter><filters><filter val="{NUMBER}"/></filters></autoFilter>'),
    "words of a link": styled(f'<hyperlinks><hyperlink display="{NUMBER}"/></hyperlinks>'),
    "scenario": styled(f'<scenarios><inputCells val="{NUMBER}"/></scenarios>'),
    "runs on a sheet that is left out": workbook(
        "",
        {
            "xl/worksheets/sheet9.xml": "<w><c><is><r><t>0101</t></r><r><t>90-1234</t></r></is></c>"
            "</w>"
        },
    ),
    "box of an older form": workbook(
        "",
        {
            "xl/drawings/vmlDrawing1.vml": "<xml><textbox><div>0101<font>90</font>-1234</div>"
            "</textbox></xml>"
        },
    ),
    "row below the head in another workbook": workbook(
        "",
        {
            "xl/externalLinks/externalLink1.xml": f'<e xmlns="{SHEET}"><row><cell r="B1" t="str">'
            '<v>CPR</v></cell></row><row><cell r="B2"><v>101901234</v></cell></row></e>'
        },
    ),
    "formula": styled('<sheetData><row><c r="A1"><f>"010190-1234"</f></c></row></sheetData>'),
    "result of a formula": styled(
        f'<sheetData><row><c r="A1" t="str"><f>B1</f><v>{NUMBER}</v></c></row></sheetData>'
    ),
    "sign by its number": styled(rows(("01019_x0030_-1234",))),
    "header": styled(f"<headerFooter><oddHeader>&amp;L&amp;10 {NUMBER}</oddHeader></headerFooter>"),
    "list of choices": styled(
        f'<dataValidations><dataValidation><formula1>"{NUMBER}"</formula1></dataValidation>'
        "</dataValidations>"
    ),
    "prompt": styled(f'<dataValidations><dataValidation prompt="{NUMBER}"/></dataValidations>'),
    "name": workbook(
        "", more=f'<definedNames><definedName hidden="1">"{NUMBER}"</definedName></definedNames>'
    ),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_number_on_a_sheet_is_found_once(place: str) -> None:
    (number,) = looked("xlsx", PLACES[place]).numbers
    assert number.count == 1


def test_a_number_is_told_with_its_sheet_and_cell() -> None:
    (number,) = looked("xlsx", styled(rows(("Navn",), ("Ida", f"=101901234/{HYPHEN}")))).numbers
    assert number.place == (Step(At.SHEET, "Ark1"), Step(At.CELL, "B2"))
    assert number.shown == "0101••-••••"


def shared(*strings: str) -> str:
    return f'<sst xmlns="{SHEET}">{"".join(f"<si>{one}</si>" for one in strings)}</sst>'


CELL = '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>'


def test_texts_of_all_sheets_are_read_with_their_runs_and_those_of_no_cell_too() -> None:
    split = "<r><t>0101</t></r><r><t>90-1234</t></r>"
    for strings in (shared(split), shared("<t>Ord</t>", split)):
        said = looked("xlsx", workbook(CELL, {"xl/sharedStrings.xml": strings}))
        assert len(said.numbers) == 1


@pytest.mark.parametrize(
    "sheet",
    [
        rows(("Dato",), (f"=45678/{DATE}",), ("=45678",)),
        rows(("Beløb",), (f"=1211901234/{AMOUNT}",)),
        rows(("Tal",), ("=12.11901234",), ("=121190123",), ("=1211901234567",)),
        rows(("Tlf.", "EAN"), ("=12345678", "=5790000123456")),
    ],
)
def test_plain_numbers_give_no_alarm(sheet: str) -> None:
    assert not looked("xlsx", styled(sheet)).findings


def test_rows_of_marks_give_no_alarm_and_a_called_number_does() -> None:
    marks = [tuple(f"={digit}" for digit in row) for row in ("5533221144", "4412345121")]
    number = tuple("0101901234")
    made = [marks[0], marks[1], marks[0], *[number] * 9]
    assert not looked("xlsx", styled(rows(*made))).findings
    assert looked("xlsx", styled(rows(*made, ("CPR", *number)))).numbers


def test_accounts_are_at_most_perhaps() -> None:
    numbers = [(f"={day:02}0190{n:04}",) for day in range(10, 31) for n in range(1000, 1020)]
    for head in ("Konto", "Beløb"):
        said = looked("xlsx", styled(rows((head,), *numbers)))
        assert not said.numbers
        assert said.of(Kind.PERHAPS_PERSONAL_NUMBER)


COMMENTS = (
    f'<comments xmlns="{SHEET}"><authors><author>Ida Prøve</author></authors><commentList>'
    f'<comment ref="B2" authorId="0"><text><t>Ring til {NUMBER}</t></text></comment>'
    "</commentList></comments>"
)


def beside(kind: str, name: str, content: str | bytes) -> bytes:
    return workbook(
        rows(("Ord",)),
        {
            f"xl/{name}": content,
            "xl/worksheets/_rels/sheet1.xml.rels": relations(r1=f"{kind}:../{name}"),
        },
    )


def test_a_remark_and_its_author_are_told() -> None:
    said = looked("xlsx", beside("comments", "comments1.xml", COMMENTS))
    assert said.shown(Kind.COMMENT) == "Ring til 0101••-••••"
    assert said.shown(Kind.AUTHOR) == "Ida Prøve"
    assert said.numbers[0].place[-1] == Step(At.CELL, "B2")


def test_a_remark_with_answers_is_told_once() -> None:
    answers = f'<T><threadedComment ref="B2"><text>Spørg {NUMBER}</text></threadedComment></T>'
    copy = COMMENTS.replace("Ida Prøve", "tc={01}").replace("Ring til", "Kommentar: Spørg")
    said = looked(
        "xlsx",
        workbook(
            "",
            {
                "xl/comments1.xml": copy,
                "xl/threadedComments/threadedComment1.xml": answers,
                "xl/persons/person.xml": '<p><person displayName="Ida Prøve"/></p>',
                "xl/worksheets/_rels/sheet1.xml.rels": relations(
                    r1="comments:../comments1.xml",
                    r2="threadedComment:../threadedComments/threadedComment1.xml",
                ),
            },
        ),
    )
    assert [one.count for one in said.numbers] == [1]
    assert [one.count for one in said.of(Kind.COMMENT)] == [1]
    assert said.shown(Kind.AUTHOR) == "Ida Prøve"


COLUMN = '<cols><col min="2" max="2" {}/></cols>'
TWO = rows(("Navn", "Løn"), ("Ida", "Meget"))
HIDDEN: dict[str, tuple[bytes, str]] = {
    "sheet": (styled(TWO, state="hidden"), "hidden sheet: Navn"),
    "very hidden sheet": (styled(TWO, state="veryHidden"), "very hidden sheet: Navn"),
    "row": (styled(rows(("Navn",), ("Ida",), hidden=2)), "hidden rows: Ida"),
    "filter": (
        styled(rows(("Navn",), ("Ida",), hidden=2) + "<autoFilter/>"),
        "rows filtered out: Ida",
    ),
    "column": (styled(COLUMN.format('hidden="1"') + TWO), "hidden columns: Løn"),
    "narrow column": (styled(COLUMN.format('width="0.1"') + TWO), "hidden columns: Løn"),
    "format": (styled(rows((f"Væk/{NOTHING}",))), "format that shows nothing: Væk"),
    "white": (styled(rows((f"Væk/{WHITE}",))), "white: Væk"),
    "white of a theme": (styled(rows((f"Væk/{THEME}",))), "white: Væk"),
    "tiny": (styled(rows((f"Væk/{TINY}",))), "tiny: Væk"),
}


@pytest.mark.parametrize("how", HIDDEN)
def test_what_nobody_sees_is_told(how: str) -> None:
    data, shown = HIDDEN[how]
    assert looked("xlsx", data).shown(Kind.HIDDEN) == shown


@pytest.mark.parametrize(
    "data",
    [
        styled("", state="hidden"),
        styled(rows((f"Ord/{ON_DARK}",))),
        styled(rows((f"Ord/{WHITE}",)) + "<tableParts><tablePart/></tableParts>"),
        styled(COLUMN.format('hidden="1"') + rows(("Navn",))),
    ],
)
def test_what_is_seen_or_empty_gives_no_alarm(data: bytes) -> None:
    assert not looked("xlsx", data).findings


PIVOT = (
    f'<d xmlns="{SHEET}"><cacheSource><worksheetSource sheet="{{}}"/></cacheSource><cacheFields>'
    f'<cacheField name="Navn"><sharedItems><s v="{NUMBER}"/></sharedItems></cacheField>'
    '<cacheField name="CPR"/></cacheFields></d>'
)


def test_data_behind_a_pivot_table_is_read_and_told_where_its_source_is_not_seen() -> None:
    parts: Parts = {
        "xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels": relations(
            r1="pivotCacheRecords:pivotCacheRecords1.xml"
        ),
        "xl/pivotCache/pivotCacheRecords1.xml": f'<p xmlns="{SHEET}"><r><x v="0"/>'
        '<n v="201901234"/></r></p>',
    }
    for sheet, told in (("Borte", 1), ("Ark1", 0)):
        parts["xl/pivotCache/pivotCacheDefinition1.xml"] = PIVOT.format(sheet)
        said = looked("xlsx", workbook("", parts))
        assert {one.shown for one in said.numbers} == {"0101••-••••", "0201••••••"}
        assert len(said.of(Kind.HIDDEN)) == told


def test_cells_of_another_workbook_are_read() -> None:
    cells = f'<row><cell t="str"><v>CPR</v></cell><cell><v>{BARE}</v></cell></row>'
    said = looked(
        "xlsx",
        workbook(
            "",
            {
                "xl/externalLinks/externalLink1.xml": f'<e xmlns="{SHEET}">{cells}</e>',
                "xl/externalLinks/_rels/externalLink1.xml.rels": relations(
                    r1="externalLinkPath:!file:///F:\\Sager\\løn.xlsx"
                ),
            },
        ),
    )
    assert said.numbers
    assert said.shown(Kind.HIDDEN) == "cells of another workbook: CPR"
    assert "løn.xlsx" in said.shown(Kind.EXTERNAL_LINK)
    assert said.shown(Kind.PATH) == r"file:///F:\Sager\løn.xlsx"


def test_where_data_comes_from_is_told() -> None:
    made = '<c><connection name="Løn"><dbPr connection="Server=prøve"/></connection></c>'
    said = looked("xlsx", workbook("", {"xl/connections.xml": made}))
    assert said.shown(Kind.EXTERNAL_LINK) == "Løn: Server=prøve"


def test_boxes_charts_and_tables_of_a_sheet_are_read() -> None:
    drawing = '<d xmlns:a="urn:a"><a:p><a:t>0101</a:t><a:t>90-1234</a:t></a:p></d>'
    chart = (
        f'<c:chartSpace xmlns:c="urn:c"><c:strCache><c:v>{NUMBER}</c:v></c:strCache></c:chartSpace>'
    )
    values = "<ser><tx><v>CPR</v></tx><numCache><v>101901234</v></numCache></ser>"
    for kind, name, content in (
        ("drawing", "drawings/drawing1.xml", drawing),
        ("chart", "charts/chart1.xml", chart),
        ("chart", "charts/chart1.xml", f"<chartSpace>{values}</chartSpace>"),
        ("table", "tables/table1.xml", f'<t><tableColumn name="{NUMBER}"/></t>'),
    ):
        (number,) = looked("xlsx", beside(kind, name, content)).numbers
        assert number.count == 1
        assert number.place[0] == Step(At.SHEET, "Ark1")


def test_numbers_of_a_chart_give_no_alarm() -> None:
    values = "<numCache><formatCode>#,##0</formatCode><v>1211901234</v></numCache>"
    axis = '<axId val="1211901234"/>'
    chart = f"<chartSpace><ser>{values}</ser>{axis}</chartSpace>"
    assert not looked("xlsx", beside("chart", "charts/chart1.xml", chart)).findings


def test_what_others_wrote_in_a_shared_workbook_is_told() -> None:
    said = looked(
        "xlsx",
        workbook(
            "",
            {
                "xl/revisions/userNames.xml": '<u><userInfo name="Ida Prøve"/></u>',
                "xl/revisions/revisionLog1.xml": f"<r><rcc><oc><t>{NUMBER}</t></oc></rcc></r>",
            },
        ),
    )
    assert said.shown(Kind.AUTHOR) == "Ida Prøve"
    assert said.of(Kind.TRACKED_CHANGE)
    assert said.numbers


def test_macros_and_files_inside_are_told() -> None:
    query = b"\0\0\0\0\4\0\0\0PK\3\4"
    mashup = f"<DataMashup>{base64.b64encode(query).decode()}</DataMashup>"
    said = looked(
        "xlsx",
        workbook(
            "",
            {
                "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0",
                "xl/macrosheets/sheet2.xml": "<macrosheet/>",
                "xl/embeddings/brev.docx": document(""),
                "xl/printerSettings/printerSettings1.bin": r"\\srv\prøve".encode("utf-16-le"),
                "customXml/item1.xml": mashup,
            },
        ),
    )
    assert {one.shown for one in said.of(Kind.MACRO)} == {"VBA", "XLM"}
    assert set(said.inside_names) == {"brev.docx", "DataMashup.zip"}
    assert said.shown(Kind.PATH) == r"\\srv\prøve"


def test_of_the_binary_form_the_strings_are_read_and_the_rest_is_told() -> None:
    data = packed(
        {
            "_rels/.rels": relations(r1="officeDocument:xl/workbook.bin"),
            "xl/workbook.bin": b"\x83\x01",
            "xl/sharedStrings.bin": b"\x13\0" + NUMBER.encode("utf-16-le"),
        }
    )
    said = looked("xlsx", data)
    assert said.numbers
    assert [gap.reason for gap in said.gaps] == [Unread.PARTLY]


def test_a_workbook_of_another_program_is_read() -> None:
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held)
    sheet = book.add_worksheet("Løn")
    sheet.write_row(0, 0, ["Navn", "CPR-nr.", "Dato", "Beløb"])
    shape = book.add_format({"num_format": "000000-0000"})
    sheet.write_row(1, 0, ["Ida", "", 45678, 1211901234.5])
    sheet.write_number(1, 1, 101901234, shape)
    book.close()
    said = looked("xlsx", held.getvalue())
    assert [one.shown for one in said.numbers] == ["0101••-••••"]
    assert len(said.findings) == 1


def many(cell: Callable[[int], str], count: int) -> bytes:
    return styled(rows(("Navn", "Nr."), *((f"Nr. {n}", cell(n)) for n in range(count))))


def test_a_large_sheet_is_read_in_time_that_grows_with_it() -> None:
    def seconds(count: int) -> float:
        data = many(lambda n: f"={1_000_000_000 + n}", count)
        before = time.process_time()
        looked("xlsx", data)
        return time.process_time() - before

    seconds(10)
    assert seconds(3000) < 40 * seconds(300)


def large(cell: str) -> bytes:
    """Many plain cells, and one other."""
    plain = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(2, 50))
    head = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    strings = shared("<t>CPR-nr.</t>", *([f"<t>{NUMBER}</t>"] if 't="s"' in cell else []))
    sheet = f'<sheetData>{head}{plain}<row r="50">{cell}</row></sheetData>'
    return workbook(sheet, {"xl/sharedStrings.xml": strings, "xl/styles.xml": STYLES})


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A50"><v>101901234</v></c>',
        '<c r="A50" t="s"><v>1</v></c>',
        f'<c r="A50" t="str"><v>{NUMBER}</v></c>',
        f'<c r="A50" t="inlineStr"><is><t>{NUMBER}</t></is></c>',
        f'<c r="A50"><f>"{NUMBER}"</f><v>7</v></c>',
        "<c r='A50'><v>101901234</v></c>",
        f'<x:c xmlns:x="{SHEET}" r="A50"><x:v>101901234</x:v></x:c>',
    ],
)
def test_one_cell_of_a_large_sheet_is_found(cell: str) -> None:
    (number,) = looked("xlsx", large(cell)).numbers
    assert number.place[-1] == Step(At.CELL, "A50")


def test_a_number_over_two_cells_of_a_large_sheet_is_found() -> None:
    many = "".join(f"<row><c><v>{number}</v></c></row>" for number in range(60_000))
    last = '<row><c t="s"><v>1</v></c><c><v>1234</v></c></row>'
    strings = f'<sst xmlns="{SHEET}"><si><t>CPR</t></si><si><t>010190</t></si></sst>'
    made = workbook(
        f'<sheetData><row><c t="s"><v>0</v></c></row>{many}{last}</sheetData>',
        {"xl/sharedStrings.xml": strings},
    )
    assert looked("xlsx", made).numbers


def test_one_hidden_cell_of_a_large_sheet_is_told() -> None:
    assert looked("xlsx", large(f'<c r="A50" s="{WHITE}"><v>7</v></c>')).of(Kind.HIDDEN)


def test_a_long_text_of_many_cells_is_told_once() -> None:
    strings = shared("<t>" + "x" * 100_000 + NUMBER + "</t>")
    cells = "".join(f'<c r="A{n}" t="s"><v>0</v></c>' for n in range(1, 5000))
    bomb = workbook(f"<sheetData><row>{cells}</row></sheetData>", {"xl/sharedStrings.xml": strings})
    (number,) = looked("xlsx", bomb).numbers
    assert number.count == 1
    with pytest.raises(Exceeded):
        looked("xlsx", bomb, Bounds(unpacked=90_000))
