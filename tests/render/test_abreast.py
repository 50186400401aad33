"""Names side by side in columns: in order, none broken, in the PDF and in Word alike."""

from __future__ import annotations

import io
from typing import Any

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

import docx_samples
import pdf_samples
from docx_samples import REFERAT, W, text
from moedebog.blocks import LabelledItem, LabelledList, plain
from moedebog.document import Afsnitstekst, Document, Oversigt
from moedebog.render import docx, pdf
from moedebog.render.abreast import columns, label_column, rows
from moedebog.render.pdf.flowables import Abreast, DrawnHeading, Marked
from moedebog.render.pdf.pages import paginate
from moedebog.render.pdf.sheet import Sheet
from moedebog.render.pdf.story import tell
from moedebog.render.pdf.tables import DrawnTable
from pdf_structure import Reading, paragraphs
from support import document as composed

ROOM, GAP = 300.0, 18.0


def people(count: int, last: str = "") -> tuple[str, ...]:
    names = [f"Anna {chr(65 + n // 26)}{chr(97 + n % 26)}. Eksempel (B)" for n in range(count)]
    return (*names, *filter(None, [last]))


def with_names(*names: str) -> Document:
    facts = LabelledItem(f"Til stede ({len(names)})", tuple(map(plain, names)), abreast=True)
    after = LabelledItem("Afbud", (plain("Bo Prøvesen (V)"),))
    return pdf_samples.document(
        pdf_samples.item(1), fakta=LabelledList((facts, after)), oversigt=_no_overview()
    )


def _no_overview() -> Oversigt:
    return replace(pdf_samples.document(pdf_samples.item(1)).oversigt, linjer=())


@given(st.lists(st.floats(1, 500), min_size=1, max_size=70), st.floats(60, 500))
def test_each_name_stands_once_in_its_order_and_none_over_another(
    widths: list[float], room: float
) -> None:
    count, gap = columns(widths, room, GAP)
    assert 1 <= count <= 3
    assert GAP / 2 <= gap <= GAP
    step = (room + gap) / count
    found = rows(widths, room, gap, count)
    assert [number for row in found for number, _ in row] == list(range(len(widths)))
    for row in found:
        assert [column for _, column in row] == list(range(len(row)))  # no hole but at the end
        assert len(row) <= count
        assert all(widths[number] <= step - gap + 1 for number, _ in row) or len(row) == 1


def test_a_row_is_full_where_no_wide_name_follows() -> None:
    widths = [80.0] * 5 + [250.0] + [80.0] * 4
    found = rows(widths, ROOM, GAP, 3)
    assert [len(row) for row in found] == [3, 2, 1, 3, 1]


def test_as_many_columns_as_all_names_but_a_few_have_room_in() -> None:
    assert columns([80] * 23, ROOM, GAP) == (3, GAP)
    assert columns([80] * 20 + [250] * 2, ROOM, GAP) == (3, GAP)  # these take a row each
    assert columns([80] * 20 + [250] * 3, ROOM, GAP) == (2, GAP)
    assert columns([80] * 12 + [250] * 2, ROOM, GAP) == (2, GAP)  # too many of these
    assert columns([130] * 23, ROOM, GAP) == (2, GAP)
    assert columns([130] * 4 + [250] * 7, ROOM, GAP) == (1, GAP)  # one below the other


def test_a_name_a_little_too_wide_takes_no_row_of_its_own() -> None:
    assert columns([80] * 30 + [92], ROOM, GAP) == (3, GAP / 2)
    assert columns([80] * 30 + [105], ROOM, GAP) == (2, GAP)
    assert columns([80] * 30 + [130], ROOM, GAP) == (3, GAP)  # much too wide: that of a leader
    assert columns([80] * 30 + [144] * 4, ROOM, GAP) == (2, GAP / 2)
    assert columns([80] * 30 + [92, 250], ROOM, GAP) == (3, GAP / 2)  # that of the leader does


@pytest.mark.parametrize("count", [9, 10, 23, 60, 200])
def test_the_pdf_sets_names_in_columns_and_loses_none(count: int) -> None:
    names = people(count, "Finn Tænkt (chefkonsulent i forvaltningen for teknik og miljø, B)")
    document = with_names(*names)
    sheet = Sheet(pdf_samples.style())
    abreast = [
        part.body
        for part in tell(document, sheet).flowables
        if isinstance(part, Marked) and isinstance(part.body, Abreast)
    ]
    (one,) = abreast
    assert one.count in (2, 3)
    reader = pypdf.PdfReader(io.BytesIO(pdf.render(document, pdf_samples.style())))
    drawn = " ".join(" ".join(page.extract_text().split()) for page in reader.pages)
    at = 0
    for name in names:
        at = drawn.index(name, at)  # whole, and after the one before it
    assert len(reader.pages) == (1 if count < 100 else 3)


def test_names_with_much_told_of_them_stand_in_columns_as_well() -> None:
    def told(title: str) -> LabelledItem:
        members = ", ".join(f"{{navn: Anna {n} Eksempel{title}}}" for n in "ABCDEFGHIJ")
        text = "fremmoedt: alle\npunkter:\n- titel: Budget\n"
        made = composed(text, forum_text=f"{{navn: U, medlemmer: [{members}]}}")
        return next(one for one in made.fakta.items if one.label == "Til stede (10)")

    assert told("").abreast
    assert len(told("").blocks) == 10
    wide = told(", titel: ledende overlæge ved Sydvestjysk Sygehus")
    assert wide.abreast
    assert len(wide.blocks) == 10


@pytest.mark.parametrize("count", [9, 23, 60])
def test_word_sets_names_between_tab_stops(count: int) -> None:
    names = people(count)
    data = docx.render(with_names(*names), REFERAT)
    (facts,) = [p for p in docx_samples.paragraphs(data, "MbFakta") if "Anna Aa." in text(p)]
    stops = [int(stop.get(f"{W}pos")) for stop in facts.iterfind(f"{W}pPr/{W}tabs/{W}tab")]
    assert 1 <= len(stops) <= 2
    left = int(facts.find(f"{W}pPr/{W}ind").get(f"{W}left"))
    assert left < stops[0]
    label, *found = [line for line in text(facts).split("\n") if line]
    assert label == f"Til stede ({count})"
    assert tuple(name.replace("\u00a0", " ") for name in found) == names
    assert not list(facts.iter(f"{W}tbl"))


def by_party(*parties: tuple[str, int]) -> LabelledList:
    """So many people of each party, under one label and with something after them."""
    names = iter(people(sum(count for _, count in parties)))
    listed = LabelledList(
        tuple(
            LabelledItem(
                f"{party} ({count})",
                tuple(plain(next(names).removesuffix(" (B)")) for _ in range(count)),
                abreast=True,
            )
            for party, count in parties
        )
    )
    facts = LabelledItem(f"Til stede ({sum(count for _, count in parties)})", (listed,))
    return LabelledList((facts, LabelledItem("Afbud", (plain("Bo Prøvesen (V)"),))))


LONG = "Det Konservative Folkeparti"


def test_word_sets_the_first_party_beside_the_label_of_all() -> None:
    document = docx_samples.document(fakta=by_party(("A", 7), (LONG, 5), ("Ø", 1)))
    first, second, third, last = docx_samples.paragraphs(docx.render(document, REFERAT), "MbFakta")
    names = people(13)
    assert [line for line in text(first).split("\n") if line][:3] == [
        "Til stede (13)",
        "A (7)",
        names[0].removesuffix(" (B)"),
    ]
    begun = [text(one).split("\n")[1] for one in (second, third, last)]
    assert begun == [f"{LONG} (5)", "Ø (1)", "Afbud"]
    ends = [end(one) for one in (first, second, third)]
    assert len({left for left, _ in ends}) == 1  # the names begin below each other
    assert [begin for _, begin in ends] == [0, end(last)[0], end(last)[0]]  # and the parties
    stops = [
        [int(s.get(f"{W}pos")) for s in one.iter(f"{W}tab") if s.get(f"{W}pos")]
        for one in (first, second)
    ]
    assert stops[0] == [end(last)[0], *stops[1]]


def end(paragraph: Any) -> tuple[int, int]:
    """Where the text of a paragraph begins, and where its first line does."""
    indent = paragraph.find(f"{W}pPr/{W}ind")
    left, hanging = (int(indent.get(f"{W}{key}")) for key in ("left", "hanging"))
    return left, left - hanging


def test_the_pdf_sets_the_people_of_all_parties_in_the_same_columns() -> None:
    document = pdf_samples.document(fakta=by_party(("A", 7), (LONG, 5), ("Ø", 1)))
    sheet = Sheet(pdf_samples.style())
    drawn = [part for part in tell(document, sheet).flowables if isinstance(part, Marked)]
    whole = next(part for part in drawn if isinstance(part.body, Marked))
    parties = [whole.body, *(p for p in drawn if p is not whole and isinstance(p.body, Abreast))]
    assert len(parties) == 3
    found = [one.body for one in parties if isinstance(one, Marked)]
    assert len({one.count for one in found if isinstance(one, Abreast)}) == 1
    assert len({one.gutter for one in parties if isinstance(one, Marked)}) == 1
    for one in parties:
        assert isinstance(one, Marked)
        wide = one.label.widths()[1]
        assert bool(one.above) == (wide > one.gutter)
        assert len(one.label.lines(sheet.width if one.above else one.gutter - 4)) == 1
        assert one.height(300) >= one.above + one.body.height(300 - one.gutter)


def test_only_a_few_long_labels_stand_above_their_names() -> None:
    assert label_column([20, 22, 120], [80] * 9, 300) == 22
    assert label_column([20, 110, 120], [80] * 9, 300) == 120
    assert label_column([20, 110, 120], [130] * 9, 300) == 20  # else these have no room
    assert label_column([110, 120], [130] * 9, 300) == 0
    data = docx.render(
        docx_samples.document(fakta=by_party(("A", 7), (LONG, 5), ("Ø", 1))), REFERAT
    )
    breaks = [
        next(e.tag for e in one.iter(f"{W}tab", f"{W}br") if e.getparent().tag == f"{W}r")
        for one in docx_samples.paragraphs(data, "MbFakta")[1:3]
    ]
    assert breaks == [f"{W}br", f"{W}tab"]


def test_a_label_above_its_names_does_not_stand_alone_at_the_foot_of_a_page() -> None:
    document = pdf_samples.document(fakta=by_party(("A", 3), (LONG, 9), ("Ø", 1)))
    sheet = Sheet(pdf_samples.style())
    one = next(p for p in tell(document, sheet).flowables if isinstance(p, Marked) and p.above)
    assert one.split(sheet.width, one.above + 2) is None
    assert one.head(sheet.width) > one.above * 2
    parts = one.split(sheet.width, one.above * 3)
    assert parts is not None
    assert sum(part.height(sheet.width) for part in parts) == pytest.approx(
        one.height(sheet.width), abs=0.1
    )


def test_names_go_on_over_the_page_in_their_columns() -> None:
    document = pdf_samples.document(fakta=by_party(("A", 30), ("V", 2)))
    sheet = Sheet(pdf_samples.style())
    whole = next(
        part
        for part in tell(document, sheet).flowables
        if isinstance(part, Marked) and isinstance(part.body, Marked)
    )
    parts = whole.split(sheet.width, 60)
    assert parts is not None
    first, rest = parts
    assert isinstance(first, Marked)
    assert isinstance(first.body, Marked)
    assert isinstance(rest, Abreast)
    assert rest.left == first.gutter + first.body.gutter
    assert rest.count == first.body.body.count  # type: ignore[attr-defined]


def test_a_screen_reader_reads_party_by_party() -> None:
    document = pdf_samples.document(fakta=by_party(("A", 2), ("V", 2)))
    tree = Reading(pdf.render(document, pdf_samples.style())).tree
    read = [one for one in paragraphs(tree) if "Anna" in one]
    assert read == [name.removesuffix(" (B)") for name in people(4)]


# --- the sheet for signatures, and the overview ---------------------------------------------


def signatures(count: int) -> Document:
    rows_ = tuple((name, "", "", "") for name in people(count))
    heads = ("Navn", "Underskrift", "Dato", "Eventuelt forbehold")
    sheet = replace(docx_samples.table(heads, *rows_), by_hand=(11, 6, 11), row_headers=True)
    section = Afsnitstekst("underskriftsark", "Underskriftsark", 1, (sheet,), "underskriftsark")
    return pdf_samples.document(pdf_samples.item(1), slutafsnit=(section,))


def test_the_sheet_for_signatures_has_a_page_of_its_own_and_room_to_write() -> None:
    document, sheet = signatures(9), Sheet(pdf_samples.style())
    pages = paginate(tell(document, sheet).flowables, sheet)
    assert len(pages) == 2
    heading, table = (placed.flowable for placed in pages[1].placed)
    assert isinstance(heading, DrawnHeading)
    assert isinstance(table, DrawnTable)
    least = 12 / 25.4 * 72
    assert table.height(sheet.width) >= 9 * least
    data = docx.render(document, REFERAT)
    paragraph = docx_samples.paragraph(data, "Underskriftsark")
    assert paragraph.find(f"{W}pPr/{W}pageBreakBefore") is not None
    heights = [int(h.get(f"{W}val")) for h in docx_samples.tree(data).iter(f"{W}trHeight")]
    assert len(heights) == 9
    assert min(heights) >= int(least * 20)


def test_a_council_signs_on_several_pages_each_with_the_heads_and_no_row_is_torn() -> None:
    document, sheet = signatures(31), Sheet(pdf_samples.style())
    pages = paginate(tell(document, sheet).flowables, sheet)[1:]
    placed = [one.flowable for page in pages for one in page.placed]
    tables = [one for one in placed if isinstance(one, DrawnTable)]
    assert len(tables) == len(pages) > 1
    assert all(one.headed for one in tables)
    assert sum(len(one.rows) for one in tables) == 31
    made = next(iter(list(docx_samples.tree(docx.render(document, REFERAT)).iter(f"{W}tbl"))[::-1]))
    head, *rows_ = made.findall(f"{W}tr")
    assert head.find(f"{W}trPr/{W}tblHeader") is not None
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows_)


def test_what_is_written_by_hand_has_room_in_both_formats() -> None:
    document, sheet = signatures(9), Sheet(pdf_samples.style())
    pages = paginate(tell(document, sheet).flowables, sheet)
    (table,) = [one.flowable for one in pages[1].placed if isinstance(one.flowable, DrawnTable)]
    made = list(docx_samples.tree(docx.render(document, REFERAT)).iter(f"{W}gridCol"))[-4:]
    in_word = [int(one.get(f"{W}w")) / 20 for one in made]
    for widths in (table.columns(sheet.width), in_word):
        _, name, day, reservation = widths
        assert name == pytest.approx(reservation, abs=3)
        assert min(name, reservation) >= 35 * 72 / 25.4
        assert 20 * 72 / 25.4 <= day < name


@pytest.mark.parametrize("facts", range(0, 40, 3))
def test_the_overview_is_cut_only_where_a_third_of_a_page_would_else_be_empty(facts: int) -> None:
    items = [pdf_samples.item(n) for n in range(1, 19)]
    labels = LabelledList(tuple(LabelledItem(f"Nr. {n}", (plain("x"),)) for n in range(facts)))
    document = pdf_samples.document(*items, fakta=labels)
    sheet = Sheet(pdf_samples.style())
    pages = paginate(tell(document, sheet).flowables, sheet)
    on = [
        number
        for number, page in enumerate(pages)
        for placed in page.placed
        if isinstance(placed.flowable, DrawnTable)
    ]
    ((number, heading),) = [
        (number, placed)
        for number, page in enumerate(pages)
        for placed in page.placed
        if any(mark.title == "Oversigt" for mark in placed.flowable.bookmarks)
    ]
    assert number == on[0]
    area = sheet.upright
    if len(on) > 1:  # else so much of the page would be empty
        assert heading.y - (area.top - area.height) >= area.height * 0.3


def test_word_keeps_the_rows_of_a_short_overview_together() -> None:
    def kept(count: int) -> int:
        items = [docx_samples.item(n) for n in range(1, count + 1)]
        table = next(
            docx_samples.tree(docx.render(docx_samples.document(*items), REFERAT)).iter(f"{W}tbl")
        )
        return sum(r.find(f".//{W}keepNext") is not None for r in table.iter(f"{W}tr"))

    assert kept(9) == 9  # with the head, all but the last
    assert kept(60) < 6  # its head is not left alone, nor its last rows


def test_a_paragraph_that_leads_stays_with_what_comes_next_in_both_formats() -> None:
    made = composed(
        "fremmoedt: alle\npunkter:\n- titel: Budget\n  afstemning:\n"
        "  - {forslag: Punkt et, for: 1, imod: 0}\n",
        forum_text="{navn: U, medlemmer: [{navn: Anna Ager}]}",
    )
    (proposal,) = [
        p
        for p in docx_samples.tree(docx.render(made, REFERAT)).iter(f"{W}p")
        if text(p).strip().startswith("Forslag:")
    ]
    assert proposal.find(f"{W}pPr/{W}keepNext") is not None
    drawn = tell(made, Sheet(pdf_samples.style())).flowables
    kept = [
        one.keep
        for one in drawn
        if "Forslag:" in "".join(piece.text for piece in getattr(one, "pieces", ()))
    ]
    assert kept == [True]


@pytest.mark.parametrize("count", [5, 15])
@pytest.mark.parametrize("title", ["sundhedsdirektør", "kommunaldirektør i Nordby"])
def test_no_line_of_a_list_of_people_ends_inside_a_name_or_a_word(count: int, title: str) -> None:
    names = [f"Carla Christ{'e' * n}nsen" for n in range(count)]
    people = ", ".join(f"{{navn: {name}, titel: {title}}}" for name in names)
    sides = f"for: [{', '.join(names[1:])}], imod: [{names[0]}]"
    vote = f"  beslutning: Vedtaget.\n  afstemning: {{{sides}}}\n"
    made = composed(
        f"fremmoedt: alle\npunkter:\n- titel: Budget\n{vote}",
        forum_text=f"{{navn: U, medlemmer: [{people}]}}",
    )
    pages = pypdf.PdfReader(io.BytesIO(pdf.render(made, pdf_samples.style()))).pages
    text = "\n".join(page.extract_text() for page in pages)
    ends = [line.rstrip() for line in text.split("\n")]
    assert not [line for line in ends if line.endswith(("Carla", "-", "\u00ad"))]
    assert "\u00a0" not in text
    assert sum("Carla Christ" in line for line in ends) > 2


def test_four_of_fourteen_with_much_told_of_them_leave_the_others_in_two_columns() -> None:
    names = [70.0] * 10 + [200.0] * 4
    assert columns(names, ROOM, GAP)[0] == 2
    assert columns([70.0] * 8 + [200.0] * 6, ROOM, GAP)[0] == 1
