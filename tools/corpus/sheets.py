"""Planted spreadsheets of Excel."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape

from corpus.expected import Planted, number, perhaps, told
from corpus.packing import OFFICE, XML, Parts, content_types, packed, relationships
from indhold.findings import At, Kind

_NAMES = f'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{OFFICE}"'
_MAIN = "spreadsheetml.sheet.main+xml"
Cells = Mapping[str, str | int]


def workbook(
    sheets: Mapping[str, Cells],
    *,
    states: Mapping[str, str] | None = None,
    columns: str = "",
    rows: Mapping[int, str] | None = None,
    after: str = "",
    names: str = "",
    parts: Parts | None = None,
    related: tuple[tuple[str, str, str], ...] = (),
    book_related: tuple[tuple[str, ...], ...] = (),
    types: Mapping[str, str] | None = None,
    kind: str = _MAIN,
) -> bytes:
    """A whole xlsx. ``columns``, ``rows``, ``after`` and ``related`` are of its first sheet."""
    overrides = {"xl/workbook.xml": kind, **(types or {})}
    made: dict[str, str | bytes] = {}
    listed = []
    links: list[tuple[str, ...]] = list(book_related)
    for place, (name, cells) in enumerate(sheets.items(), 1):
        part = f"xl/worksheets/sheet{place}.xml"
        overrides[part] = "spreadsheetml.worksheet+xml"
        first = place == 1
        made[part] = _sheet(
            cells, columns if first else "", rows or {} if first else {}, after if first else ""
        )
        state = f' state="{states[name]}"' if states and name in states else ""
        listed.append(f'<sheet name="{name}" sheetId="{place}"{state} r:id="rId{place}"/>')
        links.append((f"rId{place}", "worksheet", f"worksheets/sheet{place}.xml"))
    if related:
        made["xl/worksheets/_rels/sheet1.xml.rels"] = relationships(*related)
    return packed(
        {
            "[Content_Types].xml": content_types(overrides),
            "_rels/.rels": relationships(("rId1", "officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f"{XML}<workbook {_NAMES}><sheets>{''.join(listed)}</sheets>{names}"
            "</workbook>",
            "xl/_rels/workbook.xml.rels": relationships(*links),  # type: ignore[arg-type]
            **made,
            **(parts or {}),
        }
    )


def _sheet(cells: Cells, columns: str, rows: Mapping[int, str], after: str) -> str:
    lines: dict[int, list[str]] = {}
    for place, value in cells.items():
        found = re.search(r"\d+", place)
        line = int(found[0]) if found else 1
        if isinstance(value, int):
            cell = f'<c r="{place}"><v>{value}</v></c>'
        elif value.startswith("="):
            cell = f'<c r="{place}" t="str"><f>{escape(value[1:])}</f><v></v></c>'
        else:
            cell = f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
        lines.setdefault(line, []).append(cell)
    data = "".join(
        f'<row r="{line}"{rows.get(line, "")}>{"".join(each)}</row>'
        for line, each in sorted(lines.items())
    )
    return f"{XML}<worksheet {_NAMES}>{columns}<sheetData>{data}</sheetData>{after}</worksheet>"


def files() -> Iterator[Planted]:
    """Each with what must be found in it."""
    yield Planted(
        "liste.xlsx",
        workbook({"Børn": {"A1": "Navn", "B1": "CPR-nr.", "A7": "Anna", "B7": "0102901234"}}),
        (number(At.CELL, "B7"), number(At.SHEET, "Børn")),
    )
    yield Planted(
        "tal.xlsx",
        workbook({"Ark1": {"A1": "Navn", "B1": "CPR", "B2": 2802901234, "B3": 102901234}}),
        (number(At.CELL, "B2"), number(At.CELL, "B3")),
    )
    yield Planted(
        "bindestreg.xlsx", workbook({"Ark1": {"C5": "020290-1234"}}), (number(At.CELL, "C5"),)
    )
    strings = (
        f"{XML}<sst {_NAMES}><si><r><t>030</t></r><r><rPr><b/></rPr><t>290-12</t></r><r><t>34</t>"
        "</r></si></sst>"
    )
    shared = {
        "xl/sharedStrings.xml": strings,
        "xl/worksheets/sheet1.xml": f'{XML}<worksheet {_NAMES}><sheetData><row r="4">'
        '<c r="D4" t="s"><v>0</v></c></row></sheetData></worksheet>',
    }
    yield Planted(
        "delt.xlsx",
        workbook(
            {"Ark1": {}},
            parts=shared,
            book_related=(("rId8", "sharedStrings", "sharedStrings.xml"),),
            types={"xl/sharedStrings.xml": "spreadsheetml.sharedStrings+xml"},
        ),
        (number(At.CELL, "D4"),),
    )
    yield from _hidden()
    yield from _beside_the_cells()


def _hidden() -> Iterator[Planted]:
    for state in ("hidden", "veryHidden"):
        made = workbook(
            {"Oversigt": {"A1": "Tal"}, "Personer": {"B2": "040290-1234"}},
            states={"Personer": state},
        )
        yield Planted(f"ark-{state}.xlsx", made, (number(At.SHEET, "Personer"), told(Kind.HIDDEN)))
    made = workbook(
        {"Ark1": {"A1": "Tal", "C1": "050290-1234"}},
        columns='<cols><col min="3" max="3" width="0" hidden="1" customWidth="1"/></cols>',
    )
    yield Planted("kolonne.xlsx", made, (number(At.CELL, "C1"), told(Kind.HIDDEN)))
    made = workbook({"Ark1": {"A1": "Tal", "A3": "060290-1234"}}, rows={3: ' hidden="1"'})
    yield Planted("raekke.xlsx", made, (number(At.CELL, "A3"), told(Kind.HIDDEN)))


def _beside_the_cells() -> Iterator[Planted]:
    remark = (
        f"{XML}<comments {_NAMES}><authors><author>Anna Berg</author></authors><commentList>"
        '<comment ref="B2" authorId="0"><text><r><t>Ring til 070290-1234</t></r></text></comment>'
        "</commentList></comments>"
    )
    made = workbook(
        {"Ark1": {"B2": "Tal"}},
        parts={"xl/comments1.xml": remark},
        related=(("rId1", "comments", "../comments1.xml"),),
        types={"xl/comments1.xml": "spreadsheetml.comments+xml"},
    )
    yield Planted("note.xlsx", made, (number(), told(Kind.COMMENT), told(Kind.AUTHOR)))
    made = workbook({"Ark1": {"A1": '=IF(B1="080290-1234","ja","nej")'}})
    yield Planted("formel.xlsx", made, (number(At.CELL, "A1"),))
    names = '<definedNames><definedName name="cpr">"0902901234"</definedName></definedNames>'
    yield Planted("navn.xlsx", workbook({"Ark1": {"A1": "x"}}, names=names), (perhaps(),))
    header = "<headerFooter><oddHeader>&amp;L100290-1234</oddHeader></headerFooter>"
    yield Planted("sidehoved.xlsx", workbook({"Ark1": {"A1": "x"}}, after=header), (number(),))
    rule = (
        '<dataValidations count="1"><dataValidation type="list" sqref="A1"><formula1>"110290-1234"'
        "</formula1></dataValidation></dataValidations>"
    )
    yield Planted("liste-regel.xlsx", workbook({"Ark1": {"A1": "x"}}, after=rule), (number(),))
    outside = {
        "xl/externalLinks/externalLink1.xml": f"{XML}<externalLink {_NAMES}>"
        '<externalBook r:id="rId1"><sheetNames><sheetName val="Løn"/></sheetNames>'
        '<sheetDataSet><sheetData sheetId="0">'
        '<row r="1"><cell r="A1" t="str"><v>120290-1234</v></cell></row></sheetData></sheetDataSet>'
        "</externalBook></externalLink>",
        "xl/externalLinks/_rels/externalLink1.xml.rels": relationships(
            ("rId1", "externalLinkPath", "file:///\\\\server\\loen\\2025.xlsx", "External")
        ),
    }
    made = workbook(
        {"Ark1": {"A1": "x"}},
        parts=outside,
        book_related=(("rId8", "externalLink", "externalLinks/externalLink1.xml"),),
        types={"xl/externalLinks/externalLink1.xml": "spreadsheetml.externalLink+xml"},
    )
    yield Planted("kilde.xlsx", made, (number(), told(Kind.EXTERNAL_LINK)))
    cache = (
        f'{XML}<pivotCacheDefinition {_NAMES}><cacheFields count="1"><cacheField name="CPR">'
        '<sharedItems count="1"><s v="130290-1234"/></sharedItems></cacheField></cacheFields>'
        "</pivotCacheDefinition>"
    )
    made = workbook(
        {"Ark1": {"A1": "x"}},
        parts={"xl/pivotCache/pivotCacheDefinition1.xml": cache},
        book_related=(("rId8", "pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml"),),
        types={"xl/pivotCache/pivotCacheDefinition1.xml": "spreadsheetml.pivotCacheDefinition+xml"},
    )
    yield Planted("pivot.xlsx", made, (number(),))
    macro_sheet = {
        "xl/macrosheets/sheet1.xml": f'{XML}<macrosheet {_NAMES}><sheetData><row r="1"><c r="A1">'
        '<f>EXEC("calc")</f></c></row></sheetData></macrosheet>'
    }
    made = workbook(
        {"Ark1": {"A1": "x"}},
        parts=macro_sheet,
        book_related=(
            (
                "rId8",
                "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet",
                "macrosheets/sheet1.xml",
            ),
        ),
        types={"xl/macrosheets/sheet1.xml": "application/vnd.ms-excel.macrosheet+xml"},
        kind="application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    yield Planted("makroark.xlsm", made, (told(Kind.MACRO),))
