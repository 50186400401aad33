"""Tables in Word: nothing torn, sections whose pages are turned, cells over several."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest
from msgspec.structs import replace

import pdf_samples
from docx_samples import (
    REFERAT,
    R,
    W,
    bullets,
    document,
    item,
    parts,
    png,
    section,
    style_of,
    table,
    text,
    text_document,
    tree,
    words,
)
from hostile_docx import HEADER, MAIN, Hostile
from libreoffice import SOFFICE, convert
from moedebog.blocks import (
    Alignment,
    Block,
    Cell,
    CodeBlock,
    Footnote,
    Heading,
    Paragraph,
    Picture,
    Quote,
    Run,
    Table,
    plain,
)
from moedebog.document import Punkttekst
from moedebog.letter_widths import width_of
from moedebog.render.docx import check, render
from moedebog.render.pdf.pages import paginate
from moedebog.render.pdf.sheet import Sheet
from moedebog.render.pdf.story import tell
from moedebog.render.pdf.tables import DrawnTable
from texts import words as expected

MONTHS = ["Jan", "Feb", "Mar", "Apr", "Maj", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dec"]
YEARS = tuple(f"Budget {year}" for year in range(2020, 2028))
WIDE = table(("Post", *MONTHS), ("Løn", *["1.234.567"] * 12), ("Drift", *["1.234.567"] * 12))
LONG = plain("ord " * 500)
"""More than little, so that it is read on an upright page."""

WIDTH, WIDE_WIDTH = 7370, 13662
"""Of the text on an upright page of the standard template and on a turned one."""


def drawn(*blocks: Block, template: Path = REFERAT) -> bytes:
    return render(text_document(*blocks), template)


def last_table(data: bytes) -> Any:
    return list(tree(data).iter(f"{W}tbl"))[-1]


def sections(data: bytes) -> list[tuple[int, int, str | None]]:
    """The sections: width and height of their pages, and how they are turned."""
    found = [one.find(f"{W}pgSz") for one in tree(data).iter(f"{W}sectPr")]
    return [
        (int(size.get(f"{W}w")), int(size.get(f"{W}h")), size.get(f"{W}orient")) for size in found
    ]


UPRIGHT, TURNED = (11906, 16838, None), (16838, 11906, "landscape")
_MARGINS = next(tree(REFERAT.read_bytes()).iter(f"{W}pgMar"))
LEFT, RIGHT = (int(_MARGINS.get(W + side)) for side in ("left", "right"))
ROOM = 11906 - LEFT - RIGHT
"""The width of the text on an upright page of the standard template."""
TURNED_ROOM = 16838 - 2 * min(LEFT, RIGHT)
"""And on a page that is turned."""


# --- nothing is torn ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "block",
    [
        table(("Kommune", *YEARS[:6]), ("Haderslev", *["-12.345.678"] * 6)),
        WIDE,
        table(("Område", *MONTHS, "I alt"), ("Skoler", *["104.250"] * 12, "1.251.000")),
        table(("Post", *"ABCDEFG"), ("Akutmodtagelse", *["1.354.693,00 kr."] * 7)),
        table(("Navn", *map(str, range(1, 30))), ("Anna", *["12"] * 29)),
        table(("Hvad", "Fra", "Til"), ("Høring " * 80, "12. november 2025", "5. maj 2025")),
    ],
)
def test_columns_have_room_for_what_they_hold(block: Table) -> None:
    """Measured in a font as wide as Lato, without what a cell has beside its text."""
    found = last_table(drawn(block))
    grid = [int(column.get(f"{W}w")) for column in found.iter(f"{W}gridCol")]
    margins = found.find(f"{W}tblPr/{W}tblCellMar")
    beside = 90 if margins is not None else 170
    for row in found.iter(f"{W}tr"):
        for width, one in zip(grid, row.iter(f"{W}tc"), strict=True):
            name = style_of(one.find(f"{W}p"))
            size = int(name.partition("-")[2] or 20) * 10
            content = text(one).strip()
            pieces = content.split() if "Høring" in content else content.split("\u00ad")
            assert all(width_of(piece) * size <= width - beside for piece in pieces), content


def test_the_type_has_a_style_of_its_own_size() -> None:
    data = drawn(table(("Kommune", *YEARS[:7]), ("Haderslev", *["-12.345.678"] * 7)))
    names = {style_of(p) for p in last_table(data).iter(f"{W}p")}
    sheet = tree(data, "word/styles.xml")
    made = {one.get(f"{W}styleId"): one for one in sheet.iter(f"{W}style")}
    for name in names:
        base, _, half_points = name.partition("-")
        assert 15 <= int(half_points) < 20
        assert made[name].find(f"{W}basedOn").get(f"{W}val") == base
        assert made[name].find(f"{W}rPr/{W}sz").get(f"{W}val") == half_points


def test_the_long_name_of_a_file_is_cut_behind_its_underscores() -> None:
    name = "regneark_med_fordeling_af_midler_paa_omraader_og_maaneder_2026-05-01_endelig.xlsx"
    found = last_table(drawn(table(("Bilag", "Titel", "Hvad"), ("1", name, "Regneark " * 20))))
    assert "midler_\u200bpaa_\u200bomraader_" in text(found)
    short = last_table(drawn(table(("Bilag", "Titel"), ("1", "kort_navn.xlsx"))))
    assert "kort_navn.xlsx" in text(short)


def test_a_table_is_no_wider_than_what_it_holds() -> None:
    found = last_table(drawn(table(("År", "Beløb"), ("2025", "5 mio. kr."))))
    assert sum(int(c.get(f"{W}w")) for c in found.iter(f"{W}gridCol")) < 2600


# --- sections that are turned ---------------------------------------------------------------


def test_text_tables_and_text_are_three_sections() -> None:
    data = drawn(plain("før"), WIDE, LONG)
    assert sections(data) == [UPRIGHT, TURNED, UPRIGHT]
    found = last_table(data)
    assert sum(int(c.get(f"{W}w")) for c in found.iter(f"{W}gridCol")) > ROOM
    assert words(data) == expected(text_document(plain("før"), WIDE, LONG))
    for kind in tree(data).iter(f"{W}type"):
        assert kind.get(f"{W}val") == "nextPage"


def test_a_document_without_a_wide_table_has_one_section() -> None:
    assert sections(drawn(plain("før"), table(("a", "b"), ("c", "d")))) == [UPRIGHT]


def test_a_turned_table_at_the_end_leaves_no_empty_page() -> None:
    data = drawn(plain("før"), WIDE)
    assert sections(data) == [UPRIGHT, TURNED]
    body = tree(data).find(f"{W}body")
    assert body[-1].tag == f"{W}sectPr"
    assert body[-2].tag == f"{W}p"


def test_turned_tables_that_follow_one_another_share_a_section() -> None:
    assert sections(drawn(WIDE, WIDE, LONG)) == [UPRIGHT, TURNED, UPRIGHT]
    assert sections(drawn(WIDE, plain("Og i år:"), WIDE, LONG)) == [UPRIGHT, TURNED, UPRIGHT]
    apart = drawn(WIDE, LONG, WIDE, LONG)
    assert sections(apart) == [UPRIGHT, TURNED, UPRIGHT, TURNED, UPRIGHT]


SMALL_TURNED = replace(table(("A", "B"), ("x", "y")), turned=True)
SOME = plain("ord " * 150)


@pytest.mark.parametrize(
    "items",
    [
        [item(1, section(WIDE, SOME, bullets("et", "to"), WIDE))],
        [item(1, section(WIDE), section(plain("Godkendt."))), item(2, section(SMALL_TURNED))],
        [item(1, section(WIDE, plain("Et. "), table(("a", "b"), ("c", "d")), SOME, WIDE))],
        [item(1, section(WIDE, SOME, WIDE, SOME, WIDE)), item(2, section(SMALL_TURNED))],
        [item(1, section(WIDE, Quote((SOME,)), WIDE), section(plain("x")))],
    ],
)
def test_little_text_beside_turned_tables_has_no_page_of_its_own_as_in_the_pdf(
    items: list[Punkttekst],
) -> None:
    doc = document(*items)
    assert sections(render(doc, REFERAT)) == [UPRIGHT, TURNED]
    sheet = Sheet(pdf_samples.style())
    pages = paginate(tell(doc, sheet).flowables, sheet)
    first = next(n for n, page in enumerate(pages) if page.turned)
    assert all(page.turned for page in pages[first:])


def test_an_item_ends_on_the_turned_page_where_it_has_room_and_the_next_is_upright() -> None:
    granted = pdf_samples.section(plain("Godkendt."), heading="Beslutning", kind="beslutning")
    following = item(2, section(plain("Nyt.")))
    data = render(document(item(1, section(WIDE), granted), following), REFERAT)
    assert sections(data) == [UPRIGHT, TURNED, UPRIGHT]
    *_, ending = [p for p in tree(data).iter(f"{W}p") if p.find(f"{W}pPr/{W}sectPr") is not None]
    assert text(ending.getprevious()).strip() == "Godkendt."
    rows = [("Løn", *["1.234.567"] * 12)] * 16
    full = document(item(1, section(table(("Post", *MONTHS), *rows)), granted), following)
    *_, ending = [
        p
        for p in tree(render(full, REFERAT)).iter(f"{W}p")
        if p.find(f"{W}pPr/{W}sectPr") is not None
    ]
    assert ending.getprevious().tag == f"{W}tbl"


def test_lines_on_a_turned_page_are_as_long_as_on_others() -> None:
    code = CodeBlock("x = 1")
    decision = pdf_samples.section(plain("Godkendt."), heading="Beslutning", kind="beslutning")
    data = render(
        document(item(1, section(WIDE, plain("ord " * 60), code, WIDE), decision)), REFERAT
    )
    ends = {
        text(p).strip()[:9]: p.find(f"{W}pPr/{W}ind")
        for p in tree(data).find(f"{W}body").iterfind(f"{W}p")
    }
    wider = TURNED_ROOM - ROOM
    found = {key: int(one.get(f"{W}right") or 0) for key, one in ends.items() if one is not None}
    assert (found["ord ord o"], found["Godkendt."], found["Beslutnin"]) == (wider,) * 3
    assert found["x = 1"] == wider + 120  # its style ends before the margin
    boxed = pdf_samples.section(plain("Godkendt:"), WIDE, plain("Slut."), kind="beslutning")
    data = render(document(item(1, section(SOME), boxed)), REFERAT)
    ends = {text(p).strip()[:9]: p.find(f"{W}pPr/{W}ind") for p in tree(data).iter(f"{W}p")}
    # The ground reaches as far as that of the table.
    assert all(
        ends[one] is None or not ends[one].get(f"{W}right") for one in ("Godkendt:", "Slut.")
    )


def test_type_is_no_smaller_for_fonts_that_the_template_does_not_have() -> None:
    twelve = table(("Post", *MONTHS, "I alt"), ("Løn", *["1.234.567"] * 12, "14.814.804"))
    names = {style_of(p) for p in last_table(drawn(twelve)).iter(f"{W}p")}
    assert all("-" not in name for name in names)


def test_a_heading_and_an_introduction_go_with_their_table_and_a_long_text_stays() -> None:
    data = render(document(item(1, section(plain("x"))), item(2, section(WIDE))), REFERAT)
    ending = [p for p in tree(data).iter(f"{W}p") if p.find(f"{W}pPr/{W}sectPr") is not None]
    assert "Punkt 2" not in text(ending[0])
    between = list(ending[0].itersiblings())
    headings = between[: between.index(last_table_in(between))]
    assert any("Et punkt" in text(one) for one in headings)
    data = drawn(Heading(3, (Run("Tal"),)), plain("De er her:"), WIDE, LONG)
    ending = [p for p in tree(data).iter(f"{W}p") if p.find(f"{W}pPr/{W}sectPr") is not None]
    following = [text(one).strip() for one in ending[0].itersiblings()]
    assert following[following.index("Tal") + 1] == "De er her:"
    long = "ord " * 80
    data = drawn(Heading(3, (Run("Tal"),)), plain(long), WIDE, LONG)
    ending = [p for p in tree(data).iter(f"{W}p") if p.find(f"{W}pPr/{W}sectPr") is not None]
    assert text(ending[0]).strip() == long.strip()


def last_table_in(elements: list[Any]) -> Any:
    return next(one for one in elements if one.tag == f"{W}tbl")


def test_heads_and_feet_have_their_tabs_where_the_turned_page_has_its_margin() -> None:
    data = drawn(plain("før"), WIDE, LONG)
    files = parts(data)
    relations = tree(data, "word/_rels/document.xml.rels")
    targets = {one.get("Id"): one.get("Target").lstrip("/") for one in relations}
    upright, turned, after = tree(data).iter(f"{W}sectPr")
    for kind in ("header", "footer"):
        names = [
            targets[one.find(f"{W}{kind}Reference").get(f"{R}id")]
            for one in (upright, turned, after)
        ]
        assert names[0] == names[2] != names[1]
        stops = {
            (tab.get(f"{W}val"), round(int(tab.get(f"{W}pos")) / 10))
            for tab in tree(data, names[1]).iter(f"{W}tab")
            if tab.get(f"{W}val")
        }
        assert stops == {("clear", round(ROOM / 10)), ("right", round(TURNED_ROOM / 10))}
        assert f'PartName="/{names[1]}"'.encode() in files["[Content_Types].xml"]
    margins = turned.find(f"{W}pgMar")
    assert 16838 - int(margins.get(f"{W}left")) - int(margins.get(f"{W}right")) == TURNED_ROOM


def test_a_first_page_and_a_first_number_are_those_of_the_first_section(tmp_path: Path) -> None:
    first = '<w:headerReference w:type="first" r:id="rId4"/>'
    hostile = Hostile().edit(MAIN, "<w:sectPr>", f"<w:sectPr>{first}")
    hostile.edit(MAIN, "</w:sectPr>", '<w:pgNumType w:start="5"/><w:titlePg/></w:sectPr>')
    template = hostile.save(tmp_path)
    assert check(template) == []
    found = list(tree(drawn(WIDE, LONG, WIDE, template=template)).iter(f"{W}sectPr"))
    assert [one.find(f"{W}titlePg") is not None for one in found] == [True, False, False, False]
    assert [one.find(f"{W}pgNumType") is not None for one in found] == [True, False, False, False]


def test_confidential_stands_on_turned_pages_too() -> None:
    secret = replace(text_document(plain("x"), WIDE), fortrolighed="FORTROLIGT")
    data = render(secret, REFERAT)
    name = next(one for one in parts(data) if one.startswith("word/moedebog-header"))
    assert "FORTROLIGT" in text(tree(data, name))


def test_a_head_with_a_table_of_its_own_is_made_wider(tmp_path: Path) -> None:
    inner = (
        '<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/></w:tblPr><w:tblGrid>'
        '<w:gridCol w:w="9000"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW w:w="9000" w:type="dxa"/>'
        "</w:tcPr><w:p/></w:tc></w:tr></w:tbl><w:p/></w:hdr>"
    )
    template = Hostile().edit(HEADER, "</w:hdr>", inner).save(tmp_path)
    data = drawn(plain("x"), WIDE, template=template)
    turned = tree(data, "word/moedebog-header1.xml")
    assert {e.get(f"{W}w") for e in turned.iter(f"{W}gridCol", f"{W}tcW", f"{W}tblW")} == {
        str(round(9000 * TURNED_ROOM / ROOM))
    }


def test_a_template_that_is_silent_on_its_pages_has_those_of_a4(tmp_path: Path) -> None:
    text_of_main = Hostile().parts[MAIN].decode()
    start, end = text_of_main.index("<w:pgSz"), text_of_main.index("</w:sectPr>")
    template = Hostile().edit(MAIN, text_of_main[start:end], "").save(tmp_path)
    data = drawn(plain("x"), WIDE, template=template)
    turned = list(tree(data).iter(f"{W}sectPr"))[-1]
    assert turned.find(f"{W}pgSz").get(f"{W}orient") == "landscape"
    assert [one.tag.removeprefix(W) for one in turned][-3:] == ["type", "pgSz", "pgMar"]


def test_in_a_cell_of_the_template_no_page_is_turned_and_nothing_runs_off_it(
    tmp_path: Path,
) -> None:
    placed = '<w:t xml:space="preserve">{{p afsnit.tekst }}</w:t></w:r></w:p>'
    text_of_main = Hostile().parts[MAIN].decode()
    end = text_of_main.index(placed) + len(placed)
    start = text_of_main.rindex("<w:p>", 0, end)
    paragraph = text_of_main[start:end]
    cell = (
        '<w:tbl><w:tblPr><w:tblW w:w="9298" w:type="dxa"/></w:tblPr><w:tblGrid>'
        '<w:gridCol w:w="9298"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW w:w="9298" w:type="dxa"/>'
        f"</w:tcPr>{paragraph}<w:p/></w:tc></w:tr></w:tbl>"
    )
    template = Hostile().edit(MAIN, paragraph, cell).save(tmp_path)
    data = drawn(plain("x"), WIDE, template=template)
    assert sections(data) == [UPRIGHT]
    inner = list(tree(data).iter(f"{W}tbl"))[-1]
    assert sum(int(c.get(f"{W}w")) for c in inner.iter(f"{W}gridCol")) <= 9298 + 13


def test_a_table_is_turned_by_hand() -> None:
    small = replace(table(("a", "b"), ("c", "d")), turned=True)
    assert sections(drawn(plain("x"), small, LONG)) == [UPRIGHT, TURNED, UPRIGHT]


def test_word_and_pdf_turn_the_same_tables() -> None:
    blocks: list[Block] = []
    for count in range(5, 16):
        for words_in in ("1.234.567", "104.250", "12.345.678,90 kr."):
            blocks += [table(("Post", *MONTHS, *"abc")[:count], ("Løn", *[words_in] * (count - 1)))]
            blocks += [plain("ord " * 120)]
    data = drawn(*blocks)
    turned_in_word = [
        sum(int(c.get(f"{W}w")) for c in one.iter(f"{W}gridCol")) > ROOM
        for one in tree(data).iter(f"{W}tbl")
    ][1:]
    sheet = Sheet(pdf_samples.style())
    doc = pdf_samples.document(pdf_samples.item(1, pdf_samples.section(*blocks)))
    flowables = tell(doc, sheet).flowables
    turned = [one.turned for one in flowables if isinstance(one, DrawnTable)][1:]
    assert len(turned) == len(turned_in_word)
    assert any(turned)
    assert turned == turned_in_word


def test_same_input_gives_the_same_bytes() -> None:
    assert drawn(plain("x"), WIDE, plain("y")) == drawn(plain("x"), WIDE, plain("y"))


# --- cells over several, and what heads a row -----------------------------------------------


def test_cells_over_several_are_merged() -> None:
    def one(words: str, columns: int = 1, rows: int = 1) -> Cell:
        return Cell((plain(words),), columns, rows)

    gone = Cell((), covered=True)
    rows = (
        (one("Unge", rows=2), one("Musik"), one("1"), one("2")),
        (gone, one("Sang"), one("begge", columns=2, rows=2), gone),
        (one("Alle"), one("Dans"), gone, gone),
        (one("I alt", columns=2), gone, one("3"), one("4")),
    )
    head = (one("A"), one("B"), one("C"), one("D"))
    block = Table(head, rows, (Alignment.LEFT,) * 4)
    data = drawn(block)
    assert words(data) == expected(text_document(block))
    shape = []
    for row in last_table(data).iter(f"{W}tr"):
        found = []
        for tc in row.iter(f"{W}tc"):
            over, down = tc.find(f"{W}tcPr/{W}gridSpan"), tc.find(f"{W}tcPr/{W}vMerge")
            columns = 1 if over is None else int(over.get(f"{W}val"))
            merged = "" if down is None else str(down.get(f"{W}val", "continue"))
            found.append((columns, merged))
        shape.append(found)
    assert shape == [
        [(1, "")] * 4,
        [(1, "restart"), (1, ""), (1, ""), (1, "")],
        [(1, "continue"), (1, ""), (2, "restart")],
        [(1, ""), (1, ""), (2, "continue")],
        [(2, ""), (1, ""), (1, "")],
    ]
    opened = docx.Document(io.BytesIO(data)).tables[-1]
    assert opened.cell(2, 0).text == "Unge"
    assert opened.cell(3, 3).text == "begge"


def test_row_headers_are_told_of_in_the_look_of_the_table() -> None:
    def first(block: Table) -> tuple[str, str]:
        look = last_table(drawn(block)).find(f"{W}tblPr/{W}tblLook")
        return look.get(f"{W}firstColumn"), look.get(f"{W}val")

    budget = table(("Post", "2025"), ("Løn", "1.200"), ("Drift", "900"))
    assert first(budget) == ("1", "04A0")
    assert first(replace(budget, row_headers=False)) == ("0", "0420")
    assert first(table(("A", "B"), ("x", "y"), ("z", "w"))) == ("0", "0420")


# --- in a word processor that is not ours -----------------------------------------------------


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="soffice (LibreOffice) er ikke installeret")
def test_libreoffice_turns_the_pages(tmp_path: Path) -> None:
    path = tmp_path / "liggende.docx"
    path.write_bytes(drawn(plain("før"), WIDE, LONG))
    pages = pypdf.PdfReader(convert(path, "pdf", tmp_path)).pages
    boxes = [(round(page.mediabox.width), round(page.mediabox.height)) for page in pages]
    assert boxes == [(595, 842), (842, 595), (595, 842)]
    assert pages[1].extract_text().count("1.234.567") == 24


# --- pictures -----------------------------------------------------------------------------


def test_a_picture_in_a_cell_has_the_room_that_it_asks_for(tmp_path: Path) -> None:
    picture = Picture(png(tmp_path / "kort.png", 300, 150), "Kort")  # three inches
    made = drawn(table(("Sted", "Kort"), ("Torvet", (picture,)), ("Havnen", (Quote((picture,)),))))
    extents = tree(made).iter("{*}extent")
    wide = [int(one.get("cx")) / 914400 for one in extents]
    assert all(2.5 < one <= 3 for one in wide[-2:])


def test_a_large_picture_in_a_cell_leaves_room_for_words(tmp_path: Path) -> None:
    picture = Picture(png(tmp_path / "kort.png", 2000, 100), "Kort")
    made = drawn(table(("Sted", "Kort"), ("Rådhuspladsen", (picture,))))
    first, second = (int(one.get(f"{W}w")) for one in last_table(made).iter(f"{W}gridCol"))
    assert first > width_of("Rådhuspladsen") * 200
    assert second > WIDTH / 2


def test_the_mark_of_a_note_has_room_beside_its_word() -> None:
    note = Footnote((Paragraph((Run("Uden moms"),)),), 12)
    word = "Arbejdsmarkedspolitikken"
    marked = (Paragraph((Run(word), note)),)
    long = " ".join(["og så meget andet"] * 30)

    def width(cell: str | tuple[Block, ...]) -> int:
        made = drawn(table(("A", "B"), (cell, long)))
        return int(next(last_table(made).iter(f"{W}gridCol")).get(f"{W}w"))

    assert width(marked) > width(word) + 100


@pytest.mark.parametrize(("rows", "kept"), [(8, 8), (70, 1)])
def test_rows_that_a_cell_joins_stay_together_where_a_page_has_room(rows: int, kept: int) -> None:
    first = Cell((plain("A"),), rows=rows)
    body = [(first, Cell((plain("1"),)))]
    body += [(Cell((), covered=True), Cell((plain("2"),)))] * (rows - 1)
    head = (Cell((plain("X"),)), Cell((plain("Y"),)))
    made = Table(head, tuple(body), (Alignment.LEFT,) * 2, caption="Alle")
    lines = last_table(drawn(made)).iter(f"{W}tr")
    found = [row.find(f".//{W}keepNext") is not None for row in lines]
    assert sum(found) == kept
