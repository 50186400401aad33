"""What stands on turned pages in the PDF beside their tables."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from moedebog.blocks import Alignment, Footnote, Heading, Paragraph, Run, Table, plain
from moedebog.document import Document, Punkttekst
from moedebog.render.pdf.flowables import draw_placed
from moedebog.render.pdf.pages import Page, paginate
from moedebog.render.pdf.sheet import Sheet
from moedebog.render.pdf.story import tell
from moedebog.render.pdf.tables import DrawnTable
from pdf_samples import bullets, cells, document, item, prose, section, style


def wide(rows: int) -> Table:
    """A table that needs a turned page."""
    sides = (Alignment.LEFT, *[Alignment.RIGHT] * 12)
    head = cells("Post", *(f"M{month}" for month in range(1, 13)))
    return Table(head, (cells("Løn", *["1.234.567"] * 12),) * rows, sides)


WIDE = wide(2)


def layout(doc: Document) -> list[Page]:
    sheet = Sheet(style())
    return paginate(tell(doc, sheet).flowables, sheet)


SHORT = plain("Her er tallene for året før, som udvalget så på sit møde i maj.")
GRANTED = section(plain("Godkendt."), heading="Beslutning", kind="beslutning")


def turned_pages(*items: Punkttekst) -> str:
    """``L`` for each page that is turned, ``S`` for the others; the first, which is upright, is
    left out.
    """
    return "".join("SL"[page.turned] for page in layout(document(*items))[1:])


LITTLE_BETWEEN = {
    "in an item": [item(1, section(WIDE, SHORT, WIDE))],
    "a list under a heading": [
        item(1, section(WIDE, Heading(2, (Run("Året før"),)), bullets("et", "to"), SHORT, WIDE))
    ],
    "the decision and the next heading": [
        item(1, section(WIDE), GRANTED),
        item(2, section(SHORT), section(SHORT, WIDE, heading="Tal")),
    ],
    "nothing": [item(1, section(WIDE, WIDE))],
    "twice": [item(1, section(WIDE, SHORT, WIDE, SHORT, WIDE))],
    "in a decision": [
        item(1, section(prose(1)), section(WIDE, SHORT, WIDE, heading="Beslutning")),
    ],
    "with a note": [
        item(1, section(WIDE, Paragraph((Run("Se"), Footnote((SHORT,), 1))), SHORT, WIDE))
    ],
}


@pytest.mark.parametrize("items", LITTLE_BETWEEN.values(), ids=LITTLE_BETWEEN)
def test_little_text_between_two_turned_tables_has_no_page_of_its_own(
    items: list[Punkttekst],
) -> None:
    assert set(turned_pages(*items)) == {"L"}


def test_more_than_a_third_of_a_page_between_two_turned_tables_is_read_upright() -> None:
    assert turned_pages(item(1, section(WIDE, prose(4), WIDE))) == "L"
    assert turned_pages(item(1, section(WIDE, prose(5), WIDE))) == "LSL"


def test_a_decision_stays_on_the_turned_page_of_its_item_where_it_has_room_there() -> None:
    following = item(2, section(prose(5)))
    assert turned_pages(item(1, section(WIDE), GRANTED), following) == "LS"
    page = layout(document(item(1, section(WIDE), GRANTED), following))[1]
    assert page.placed[-1].flowable.bars
    long = replace(GRANTED, tekst=(prose(6),))
    page = layout(document(item(1, section(WIDE), long), following))[1]
    assert not page.placed[-1].flowable.bars


def test_the_next_item_does_not_begin_on_the_turned_page_of_the_one_before() -> None:
    assert turned_pages(item(1, section(WIDE), GRANTED), item(2, section(SHORT))) == "LS"
    assert turned_pages(item(1, section(SHORT, WIDE)), item(2)) == "LS"


def test_a_decision_with_no_room_on_a_turned_page_begins_an_upright_one() -> None:
    assert turned_pages(item(1, section(wide(18)), replace(GRANTED, tekst=(prose(1),)))) == "LS"


def test_lines_on_a_turned_page_are_as_long_as_on_others_and_the_table_is_wider() -> None:
    sheet = Sheet(style())
    noted = Paragraph((Run("Se også"), Footnote((prose(2),), 1)))
    pages = layout(document(item(1, section(WIDE, prose(2), noted, WIDE), GRANTED)))
    page = pages[1]
    assert page.turned
    assert {
        isinstance(placed.flowable, DrawnTable): placed.width <= sheet.upright.width + 0.01
        for placed in page.placed
    } == {True: False, False: True}
    (note,) = page.notes
    assert page.foot(page.area(sheet).column) > note.height(sheet.upright.width)


def test_the_ground_of_a_decision_is_as_wide_as_its_table() -> None:
    decision = section(plain("Godkendt."), WIDE, heading="Beslutning", kind="beslutning")
    sheet = Sheet(style())
    page = layout(document(item(1, section(prose(1)), decision)))[-1]
    assert page.turned
    boxes: list[tuple[float, float]] = []

    class Painter:
        repeating = False

        def box(self, x: float, _: float, width: float, *__: object) -> None:
            boxes.append((x, width))

        def __getattr__(self, _: str) -> object:
            return lambda *_, **__: None

    draw_placed(Painter(), page.placed)  # type: ignore[arg-type]
    x, width = boxes[0]
    assert x + width >= sheet.wide.left + sheet.wide.width
