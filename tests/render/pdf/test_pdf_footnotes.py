"""Footnotes in the PDF: at the foot of the page that has their mark, and notes to who listens."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pypdf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moedebog.blocks import Alignment, Block, Cell, Footnote, Heading, Paragraph, Run, Table, plain
from moedebog.compose.notes import numbered
from moedebog.document import Document
from moedebog.render.pdf import render
from moedebog.render.pdf.flowables import Flowable
from moedebog.render.pdf.pages import Page, paginate
from moedebog.render.pdf.sheet import Sheet
from moedebog.render.pdf.story import tell
from pdf_samples import PROSE, cells, document, item, prose, section, style
from pdf_structure import Reading, dump

SHEET = Sheet(style())


def noted(words: str, *notes: str) -> Paragraph:
    """A paragraph with the marks of its notes at its end."""
    return Paragraph((Run(words), *(Footnote((plain(note),)) for note in notes)))


def made(*blocks: Block) -> Document:
    return numbered(document(item(1, section(*blocks))))


def filled(doc: Document) -> list[Page]:
    return paginate(tell(doc, SHEET).flowables, SHEET)


def marked(page: Page) -> list[int]:
    """The notes whose marks are on a page."""
    return [id(note) for placed in page.placed for note in placed.flowable.notes()]


def check(pages: Sequence[Page]) -> None:
    """Each note is where its mark is, and nothing stands on anything else."""
    for page in pages:
        area = page.area(SHEET)
        assert page.used + page.foot(area.width) <= area.height + 0.1
        assert [id(note) for note in page.notes][-len(marked(page)) :] == marked(page)


TEXT = PROSE.strip()


def test_a_note_stands_at_the_foot_of_the_page_of_its_mark() -> None:
    blocks = [noted(TEXT, f"Note til nummer {number}.") for number in range(40)]
    pages = filled(made(*blocks))
    assert len(pages) > 2
    check(pages)
    reader = pypdf.PdfReader(io.BytesIO(render(made(*blocks), style())))
    for page in reader.pages:
        text = page.extract_text()
        *_, last = re.finditer(r"Note til nummer (\d+)", text)
        assert text.index("Note til nummer") > text.rindex("løst i fæl")
        assert text.index("Side ") > last.start()


def test_a_line_moves_with_its_note_where_that_has_no_room() -> None:
    long = " ".join([TEXT] * 2)
    for before in range(8, 20):
        pages = filled(made(*[prose(1)] * before, noted(" ".join([TEXT] * 3), long), prose(30)))
        check(pages)


def test_a_heading_stays_with_a_text_whose_note_needs_the_next_page() -> None:
    for before in range(6, 20):
        blocks: list[Block] = [
            *[prose(1)] * before,
            Heading(3, (Run("Tal"),)),
            noted("Kort.", TEXT),
        ]
        pages = filled(made(*blocks))
        check(pages)
        for page, _ in pairwise(pages):
            assert not page.placed[-1].flowable.keep


def test_no_heading_is_left_behind_and_no_page_left_empty_for_a_long_note() -> None:
    for before in range(4, 20):
        for times in (3, 12, 24, 40):
            blocks: list[Block] = [
                *[prose(1)] * before,
                Heading(3, (Run("Tal"),)),
                noted("Kort.", " ".join([TEXT] * times)),
                prose(12),
            ]
            for page, _ in pairwise(filled(made(*blocks))):
                area = page.area(SHEET)
                assert not page.placed or not page.placed[-1].flowable.keep
                assert page.used + page.foot(area.width) > area.height * 0.7


def test_a_note_longer_than_a_page_goes_on_on_the_next_ones() -> None:
    pages = filled(made(noted("Kort.", " ".join([TEXT] * 60)), noted("Mere.", "Sidste note.")))
    assert len(pages) > 2
    assert all(page.notes for page in pages[1:])
    for page in pages:
        area = page.area(SHEET)
        assert page.used + page.foot(area.width) <= area.height + 0.1
    lines = [line for page in pages for note in page.notes for line in said(note)]
    assert " ".join(lines).count("løst i fællesskab") == 60


def said(note: Flowable) -> list[str]:
    """The lines of a note."""
    found: list[str] = []

    class Painter:
        repeating = False

        def lines(self, lines: Sequence[object], *_: object, **__: object) -> None:
            found.extend("".join(s.text for s in line.segments) for line in lines)  # type: ignore[attr-defined]

        def place(self, *_: object) -> None:
            """A place to jump to."""

    note.draw(Painter(), 0, 0, SHEET.upright.width)  # type: ignore[arg-type]
    return found


def test_a_table_has_its_notes_on_each_page_and_those_of_its_header_once() -> None:
    head = (Cell((noted("Post", "Til hovedet."),)), *cells("Beløb"))
    first = [
        noted(f"Sti {number}", f"Sti nummer {number}.") if number % 9 == 0 else plain("x")
        for number in range(90)
    ]
    rows = [(Cell((one,)), *cells("1.200")) for one in first]
    doc = made(Table(head, tuple(rows), (Alignment.LEFT, Alignment.RIGHT)))
    pages = filled(doc)
    assert len(pages) > 2
    check(pages)
    assert [len(page.notes) > 0 for page in pages] == [True] * len(pages)
    text = "".join(
        page.extract_text() for page in pypdf.PdfReader(io.BytesIO(render(doc, style()))).pages
    )
    assert text.count("Til hovedet.") == 1


def test_a_table_on_a_turned_page_has_its_notes_there() -> None:
    wide = Table(
        cells(*[f"Kolonne {n}" for n in range(12)]),
        ((Cell((noted("1.234.567", "Skøn."),)), *cells(*["1.234.567"] * 11)),) * 2,
        (Alignment.RIGHT,) * 12,
    )
    pages = filled(made(prose(1), wide, prose(5), noted("Efter.", "På højkant.")))
    check(pages)
    assert [(page.turned, len(page.notes)) for page in pages] == [(False, 0), (True, 2), (False, 1)]


def test_notes_are_notes_in_the_tree_and_lead_to_each_other() -> None:
    reading = Reading(render(made(noted("A", "Se loven.", "Mere."), noted("B", "Til B.")), style()))
    lines = [line.strip() for line in dump(reading.tree)]
    at = lines.index("- Note:")
    assert lines[at + 1 : at + 3] == ["- Lbl: 1", "- P: Se loven."]
    assert lines.count("- Note:") == 3
    assert lines.index("- Reference:") < at < lines.index("- B")
    root = reading.reader.root_object["/StructTreeRoot"]
    names: Any = root["/IDTree"]["/Names"]
    notes = [names[i].get_object() for i in range(1, len(names), 2)]
    assert [note["/ID"] for note in notes] == names[::2] == sorted(names[::2])
    assert len(set(names[::2])) == 3
    for note in notes:
        assert note["/S"] == "/Note"
        (reference,) = note["/Ref"]
        assert reference["/S"] == "/Reference"
        assert reference["/Ref"] == [note.indirect_reference]
        assert reference["/K"].get_object()["/S"] == "/Link"


def test_a_mark_is_a_link_to_its_note_and_raised() -> None:
    reader = pypdf.PdfReader(io.BytesIO(render(made(noted("Antal", "Se loven.")), style())))
    found: Any = reader.pages[0]["/Annots"]
    areas = [one.get_object() for one in found]
    (mark,) = [area for area in areas if area["/Contents"] == "1"]
    top = float(mark["/Dest"][3])
    assert top < float(mark["/Rect"][1])  # the note stands below


def test_numbers_in_a_column_have_one_gutter() -> None:
    pages = filled(made(*[noted("A", "n") for _ in range(12)]))
    gutters = {note.flowables[0].gutter for page in pages for note in page.notes}  # type: ignore[attr-defined]
    assert gutters == {14.0}


def test_no_number_of_a_note_stands_on_two_lines() -> None:
    texts = [f"Note {number}" for number in range(1, 103)]
    pages = filled(made(*[noted("A", *texts[start : start + 6]) for start in range(0, 102, 6)]))
    drawn = [line.strip() for page in pages for note in page.notes for line in said(note)]
    assert [line for line in drawn if line.isdigit()] == [str(n) for n in range(1, 103)]


@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.integers(1, 30), st.integers(0, 40), st.booleans()), max_size=25))
def test_pages_are_filled_whatever_the_notes(parts: list[tuple[int, int, bool]]) -> None:
    blocks: list[Block] = []
    for words, length, heading in parts:
        text = " ".join([TEXT] * words)
        blocks += [Heading(3, (Run("Over"),))] * heading
        blocks.append(noted(text, *[" ".join([TEXT] * length)] * bool(length)))
    doc = made(*blocks)
    pages = filled(doc)
    for page in pages:
        area = page.area(SHEET)
        assert page.used + page.foot(area.width) <= area.height + 0.1
    drawn = "".join(line for page in pages for note in page.notes for line in said(note))
    wanted = sum(length for _, length, _ in parts)
    assert drawn.replace(" ", "").count("løstifællesskab") == wanted
