"""Tables in the PDF: nothing torn, pages that are turned for them, cells over several."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pypdf
import pytest
from msgspec.structs import replace

from moedebog import columns
from moedebog.blocks import Alignment, Block, BulletList, Cell, ListItem, Table, plain
from moedebog.document import Document
from moedebog.render.pdf import render
from moedebog.render.pdf.flowables import DrawnHeading, DrawnText, Flowable
from moedebog.render.pdf.pages import Page, paginate
from moedebog.render.pdf.sheet import Sheet
from moedebog.render.pdf.story import tell
from moedebog.render.pdf.tables import DrawnTable
from pdf_samples import bullets, cells, document, item, prose, section, style, style_of
from pdf_structure import Reading, outline
from validators import pdfua

MONTHS = ["Jan", "Feb", "Mar", "Apr", "Maj", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dec"]
LONG_HEADS = ("Kommune", "Kommunalbestyrelsesmedlemmer", "Sundhedsaftaleudvalget", "Rammer")


SHEET_HEIGHT = Sheet(style()).height


def table(head: tuple[str, ...], *rows: tuple[str, ...], right: bool = True) -> Table:
    sides = (Alignment.LEFT, *[Alignment.RIGHT if right else Alignment.LEFT] * (len(head) - 1))
    return Table(cells(*head), tuple(cells(*row) for row in rows), sides)


YEARS = tuple(f"Budget {year}" for year in range(2020, 2028))
WIDE = table(("Post", *MONTHS), ("Løn", *["1.234.567"] * 12), ("Drift", *["1.234.567"] * 12))


def layout(doc: Document) -> list[Page]:
    sheet = Sheet(style())
    return paginate(tell(doc, sheet).flowables, sheet)


def drawn(pages: list[Page]) -> list[tuple[Page, DrawnTable]]:
    """The tables on the pages, but for the overview."""
    found = [(p, placed.flowable) for p in pages for placed in p.placed]
    return [(p, one) for p, one in found if isinstance(one, DrawnTable)][1:]


def lines(made: DrawnTable, width: float) -> Iterator[str]:
    """Every line in the cells of a table."""
    made.height(width)
    for row in (made.header, *made.rows):
        for box, _, inner in made._boxes(row):
            for flowable in box.stack.flowables:
                yield from _lines(flowable, inner)


def _lines(flowable: Flowable, width: float) -> Iterator[str]:
    if isinstance(flowable, DrawnText):
        for line in flowable.lines(width - flowable.left):
            text = "".join(segment.text for segment in line.segments)
            text = text.replace("\u2011", "-").replace("\u00a0", " ")
            yield text.replace("\u00a0", " ").strip()


def sizes(doc: Document) -> list[tuple[int, int]]:
    reader = pypdf.PdfReader(io.BytesIO(render(doc, style())))
    boxes = [page.mediabox for page in reader.pages]
    return [(round(box.width), round(box.height)) for box in boxes]


# --- nothing is torn ----------------------------------------------------------------------

TABLES = {
    "nine columns of amounts": table(("Kommune", *YEARS), ("Haderslev", *["-12.345.678"] * 8)),
    "twelve months": WIDE,
    "thirteen columns": table(
        ("Område", *MONTHS, "I alt"),
        ("Skoler", *["104.250"] * 12, "1.251.000"),
        ("Ældre", *["104.250"] * 12, "1.251.000"),
    ),
    "amounts with units": table(("Post", *"ABCDEFG"), ("Akutmodtagelse", *["1.354.693 kr."] * 7)),
    "long heads": table(LONG_HEADS, ("Varde", "25", "12.345.678", "12 mio. kr.")),
    "text beside amounts": table(
        ("Projekt", "Beskrivelse", "2025", "2026", "2027"),
        ("Skolegade 4", "Ombygning af den gamle skole. " * 8, *["12.500.000 kr."] * 3),
    ),
    "dates": table(
        ("Hvad", "Fra", "Til", "Bemærkning"),
        ("Høring", "12. november 2025", "5. december 2025", "Svarene samles. " * 12),
    ),
    "thirty columns": table(("Navn", *map(str, range(1, 30))), ("Anna", *["12"] * 29)),
    "an address": table(
        ("Emne", "Adresse", "Beløb"),
        ("Plan", "https://example.org/" + "plan-for-kommunen/" * 9, "12.500 kr."),
    ),
    "percents and times": table(
        ("Hvad", *"ABCDEFGHI"), ("Andel", *["12,5 %"] * 5, *["kl. 10.30-11.30"] * 4)
    ),
}


def kept(block: Table) -> set[str]:
    """The values in a table, and its short words; long ones may be hyphenated."""
    texts = [columns.cell_text(cell) for row in (block.header, *block.rows) for cell in row]
    values = {text for text in texts if columns.is_value(text)}
    words = {word for text in texts if text not in values for word in text.split()}
    return values | {word for word in words if "/" not in word and len(word) < 10}


@pytest.mark.parametrize("name", TABLES)
def test_no_number_date_unit_or_word_is_torn(name: str) -> None:
    block = TABLES[name]
    ((page, made),) = drawn(layout(document(item(1, section(block)))))
    width = page.area(Sheet(style())).width
    assert sum(made.columns(width)) <= width + 0.01
    found = list(lines(made, width))
    words = {word for line in found for word in line.split()}
    for piece in kept(block):
        assert piece in words or piece in found, piece


def test_the_type_gives_way_no_further_than_to_its_floor() -> None:
    made = [one for block in TABLES.values() for _, one in drawn(layout_of(block))]
    assert {one.size for one in made} >= {Sheet(style()).cell.size}
    assert all(columns.LEAST_SIZE <= one.size <= Sheet(style()).cell.size for one in made)
    assert {one.grid.pad_x for one in made} == {5, 2.5}


def layout_of(*blocks: Block) -> list[Page]:
    return layout(document(item(1, section(*blocks))))


def test_a_table_is_no_wider_than_what_it_holds() -> None:
    ((page, made),) = drawn(layout_of(table(("År", "Beløb"), ("2025", "5 mio. kr."))))
    assert sum(made.columns(page.area(Sheet(style())).width)) < 90


def test_a_column_to_sign_in_takes_the_rest_of_the_line() -> None:
    ((page, made),) = drawn(
        layout_of(replace(table(("Navn", "Underskrift"), ("Anna", "")), by_hand=(12,)))
    )
    width = page.area(Sheet(style())).width
    assert sum(made.columns(width)) == pytest.approx(width)


def test_words_are_hyphenated_before_the_page_is_turned(monkeypatch: pytest.MonkeyPatch) -> None:
    heads = tuple(["Kommunalbestyrelsesmedlemmer"] * 6)
    block = table(("Navn", *heads), ("Anna", *["12.345.678"] * 6))
    monkeypatch.setattr(columns, "syllables", lambda word: (word,))
    ((page, _),) = drawn(layout_of(block))
    assert page.turned
    monkeypatch.setattr(
        columns, "syllables", lambda word: tuple(re.findall(".{1,9}", word)) or (word,)
    )
    ((page, made),) = drawn(layout_of(block))
    assert not page.turned
    found = list(lines(made, page.area(Sheet(style())).width))
    assert found.count("12.345.678") == 6
    assert sum(line.startswith("Kommunalb") for line in found) == 6
    assert heads[0] not in found


# --- how the lines of a cell fall ----------------------------------------------------------


LONG = "Udvalget mødes her i hele 2026, medmindre andet bliver aftalt i god tid før mødet"


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("www.example.org/moeder/2026", ["www.example.org/moeder/2026"]),
        ("Til Sundhedsstyrelsen den 12. september 2026", None),
        ("Kommunalbestyrelsen den 12. september 2026", None),
        ("Landsbysøndergade 12, 7100 Vejle", ["Landsbysøndergade 12,", "7100 Vejle"]),
    ],
)
def test_no_short_word_has_a_line_of_its_own_in_a_cell(said: str, wanted: list[str] | None) -> None:
    for others in (2, 3):
        head = ("Sted", "Hvor", *"ABC"[:others])
        block = table(head, ("Rådhuset", said, *[LONG] * others), right=False)
        ((page, made),) = drawn(layout_of(block))
        found = list(lines(made, page.area(Sheet(style())).width))
        assert not {"den", "7100", "Vejle", "moeder/"} & set(found)
        if wanted and others == 2:
            assert [line for line in found if line in wanted] == wanted


def test_a_long_address_stands_in_two_parts_in_a_narrow_column() -> None:
    head = ("Sted", "Hvor", "A", "B", "C")
    block = table(
        head, ("Rådhuset", "www.example.org/moeder/dagsordener/2026", *[LONG] * 3), right=False
    )
    ((page, made),) = drawn(layout_of(block))
    found = list(lines(made, page.area(Sheet(style())).width))
    assert {"www.example.org/moeder/", "dagsordener/2026"} <= set(found)


def test_the_last_line_of_a_cell_is_not_one_short_word() -> None:
    said = "Der bliver lavet en plan for, hvordan de tre kommuner kan nå flere af dem, der vil"
    for words, beside in product(range(6, 18), range(4, 24)):
        text = " ".join([*said.split()[:words], "til"])
        block = table(("Sag", "Status", "Skridt"), (LONG, "i" * beside, text), right=False)
        ((page, made),) = drawn(layout_of(block))
        *_, last = lines(made, page.area(Sheet(style())).width)
        assert last != "til"


# --- pages that are turned ----------------------------------------------------------------


LONG_WORDS = [
    table(
        (
            *("Emne", "Speciallægepraksisplanlægningsstabiliseringsperiode"),
            *("Menneskerettighedsorganisationernes", "Kommunalbestyrelsesmedlemmernes", "Ansvar"),
        ),
        (
            *("Arbejdsmiljørepræsentanternes fællesskab", "12. september 2025 kl. 10.30-11.30"),
            *("1.234.567,89 kr.", "A. B. Sørensen", "Bæredygtighedscertificeringsordningen"),
        ),
        right=False,
    ),
    table(
        tuple("ABCDE"),
        ("Sundhedssamarbejdsudvalgets kommunalbestyrelsesmedlemmers opfølgningsplan",) * 5,
        right=False,
    ),
]


@pytest.mark.parametrize("block", LONG_WORDS)
def test_no_more_than_two_lines_of_a_cell_in_a_row_end_inside_a_word(block: Table) -> None:
    ((page, made),) = drawn(layout(document(item(1, section(block)))))
    found = list(lines(made, page.area(Sheet(style())).width))
    divided = "".join("-" if line.endswith("\u00ad") else " " for line in found)
    assert "-" in divided
    assert "---" not in divided


def test_a_word_in_a_cell_is_divided_where_it_is_joined() -> None:
    ((page, made),) = drawn(layout(document(item(1, section(LONG_WORDS[0])))))
    found = list(lines(made, page.area(Sheet(style())).width))
    assert found[-3:] == ["Bæredygtigheds\u00ad", "certificerings\u00ad", "ordningen"]


def test_the_page_of_a_table_that_needs_it_is_turned_and_no_other() -> None:
    doc = document(item(1, section(prose(2), WIDE, prose(5), heading="Sag")), item(2))
    assert sizes(doc) == [(595, 842), (842, 595), (595, 842)]
    texts = [
        page.extract_text() for page in pypdf.PdfReader(io.BytesIO(render(doc, style()))).pages
    ]
    assert "1.234.567" in texts[1]
    assert "Udvalget drøftede" not in texts[1]
    assert "1.234.567" not in texts[0] + texts[2]
    assert [f"Side {n} af 3" in text for n, text in enumerate(texts, 1)] == [True] * 3


def test_heads_and_feet_are_turned_with_the_page() -> None:
    doc = document(item(1, section(WIDE)), fortrolighed="FORTROLIGT")
    page = pypdf.PdfReader(io.BytesIO(render(doc, style()))).pages[1]
    places: dict[str, tuple[float, float]] = {}

    def note(text: str, _: object, matrix: list[float], *__: object) -> None:
        places[text.strip()] = (matrix[4], matrix[5])

    page.extract_text(visitor_text=note)
    x, y = places["Side 2 af 2"]
    assert (x > 600, y < 60) == (True, True)
    x, y = places["Sidehoved for udvalgets møde"]
    assert (x < 80, y > 500) == (True, True)
    x, y = places["FORTROLIGT"]
    assert (700 < x < 770, y > 500) == (True, True)


def test_a_heading_and_an_introduction_go_with_their_table_and_a_long_text_stays() -> None:
    pages = layout(document(item(1, section(prose(1))), item(2, section(WIDE, heading="Tal"))))
    turned = [page for page in pages if page.turned]
    headings = [p.flowable for p in turned[0].placed if isinstance(p.flowable, DrawnHeading)]
    assert len(headings) == 2
    pages = layout_of(plain("Tallene er her:"), WIDE)
    (turned_page,) = (page for page in pages if page.turned)
    *leading, introduction, _ = (placed.flowable for placed in turned_page.placed)
    assert isinstance(introduction, DrawnText)
    assert all(isinstance(one, DrawnText) and one.style.keep for one in leading)
    pages = layout_of(prose(1), WIDE)
    (turned_page,) = (page for page in pages if page.turned)
    assert len(turned_page.placed) == 1


def test_a_caption_stays_with_its_table() -> None:
    captioned = replace(WIDE, caption="Måned for måned")
    *_, page = layout_of(prose(1), captioned)
    assert page.turned
    caption, made = (placed.flowable for placed in page.placed)
    assert isinstance(caption, DrawnText)
    assert isinstance(made, DrawnTable)


def test_a_long_table_goes_on_over_turned_pages() -> None:
    rows = [("Løn", *["1.234.567"] * 12)] * 60
    pages = layout_of(table(("Post", *MONTHS), *rows), prose(6))
    assert len(pages) > 4
    assert [page.turned for page in pages] == [False, *[True] * (len(pages) - 2), False]
    assert sum(len(made.rows) for _, made in drawn(pages)) == 60


def test_a_table_is_turned_by_hand_first_and_last_in_a_document() -> None:
    small = replace(table(("A", "B"), ("x", "y")), turned=True)
    first = document(item(1, section(prose(6))), indledning=(small,))
    assert [page.turned for page in layout(first)] == [False, True, False]
    assert [page.turned for page in layout_of(prose(1), small)] == [False, True]


def test_a_table_in_a_list_is_judged_by_the_room_there() -> None:
    block = table(("Kommune", *YEARS[:5]), ("Haderslev", *["-12.345.678"] * 5))
    nested: Block = BulletList((ListItem((plain("led"), block)),))
    for _ in range(4):
        nested = bullets((plain("led"), nested))
    (before,) = (made for _, made in drawn(layout_of(block)))
    pages = layout_of(nested)
    (page,) = (
        page for page in pages if any(isinstance(p.flowable, DrawnTable) for p in page.placed[-1:])
    )
    made = page.placed[-1]
    assert isinstance(made.flowable, DrawnTable)
    tighter = made.flowable.size, made.flowable.grid.pad_x
    assert tighter < (before.size, before.grid.pad_x)
    assert list(lines(made.flowable, made.width)).count("-12.345.678") == 5


def test_pages_that_lie_already_are_not_turned(tmp_path: Path) -> None:
    (tmp_path / "pdf.yaml").write_text("side:\n  retning: liggende\n", encoding="utf-8")
    lying = style_of(tmp_path / "pdf.yaml")
    sheet = Sheet(lying)
    pages = paginate(tell(document(item(1, section(prose(1), WIDE))), sheet).flowables, sheet)
    assert not any(page.turned for page in pages)


# --- cells over several, and what heads a row ------------------------------------------------


def over() -> Table:
    """A table with cells over rows, columns and both."""
    joined = Cell((plain("Unge og gamle"),), rows=2)
    both = Cell((plain("endnu ikke besluttet"),), columns=2, rows=2)
    gone = Cell((), covered=True)
    rows = (
        (joined, *cells("Musik", "12", "14")),
        (gone, *cells("Sang"), both, gone),
        (*cells("Alle", "Dans"), gone, gone),
        (Cell((plain("I alt"),), columns=2), gone, *cells("12", "14")),
    )
    return Table(cells("Gruppe", "Ønske", "2025", "2026"), rows, (Alignment.LEFT,) * 4)


def test_cells_over_several_are_tagged_and_valid(tmp_path: Path) -> None:
    budget = table(("", "2025"), ("Løn", "1.200"), ("Drift", "900"))
    doc = document(item(1, section(over(), plain("Og:"), budget, WIDE)))
    data = render(doc, style())
    assert Reading(data).tree == outline(doc, ["1"])
    tags = str(Reading(data).tree)
    for tag in ("'TD x 2'", "'TD 2 x 2'", "'TD 2'", "'TH Row'", "('TD', [])"):
        assert tag in tags
    path = tmp_path / "t.pdf"
    path.write_bytes(data)
    assert pdfua(path) == set()


def test_a_row_that_cells_above_it_cover_has_no_header_of_its_own(tmp_path: Path) -> None:
    gone = Cell((), covered=True)

    def goes_down(text: str) -> Cell:
        return Cell((plain(text),), rows=2)

    rows = (
        (goes_down("x"), goes_down("y")),
        (gone, gone),
        (goes_down("z"), *cells("1")),
        (gone, *cells("2")),
    )
    block = Table(cells("A", "B"), rows, (Alignment.LEFT,) * 2, row_headers=True)
    data = render(document(item(1, section(block))), style())
    assert str(Reading(data).tree).count("'TH Row") == 2
    path = tmp_path / "t.pdf"
    path.write_bytes(data)
    assert pdfua(path) == set()


def test_rows_that_a_cell_joins_stay_on_one_page() -> None:
    for lines_above in range(20, 44):
        rows: list[tuple[Cell, ...]] = []
        for _ in range(12):
            rows.append((Cell((plain("sammen"),), rows=2), *cells("a")))
            rows.append((Cell((), covered=True), *cells("b")))
        block = Table(cells("A", "B"), tuple(rows), (Alignment.LEFT,) * 2)
        filler = [plain("En linje.")] * lines_above
        for _, made in drawn(layout_of(*filler, block)):
            assert made.rows[0].cells[0] is not None


@pytest.mark.parametrize("joined", [2, 6, 12, 70])
def test_a_caption_stays_with_a_table_whose_first_cell_goes_far_down(joined: int) -> None:
    first = Cell((plain("sammen"),), rows=joined)
    rows = ((first, *cells("1")), *((Cell((), covered=True), *cells("x")),) * (joined - 1))
    block = Table(cells("A", "B"), rows, (Alignment.LEFT,) * 2, caption="Navn")
    for lines_above in range(20, 44):
        pages = layout_of(*[plain("En linje.")] * lines_above, block)
        for page in pages[:-1]:
            assert not page.placed[-1].flowable.keep
            assert page.used > SHEET_HEIGHT - 250
        assert sum(len(made.rows) for _, made in drawn(pages)) == joined


def test_a_cell_over_rows_has_room_for_all_of_its_text() -> None:
    long = Cell((plain("ord " * 60),), rows=2)
    rows = ((long, *cells("a")), (Cell((), covered=True), *cells("b")))
    ((_, made),) = drawn(layout_of(Table(cells("A", "B"), rows, (Alignment.LEFT,) * 2)))
    (box, _, inner), *_ = made._boxes(made.rows[0])
    made.height(453)
    assert sum(made._heights) >= box.stack.height(inner)
