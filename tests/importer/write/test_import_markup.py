"""What the importer writes of footnotes and of lists inside lists is printed as it was."""

from __future__ import annotations

import pytest

from docx_samples import REFERAT, bullets, numbers, text_document
from moedebog.blocks import Block, Footnote, Paragraph, Run, plain
from moedebog.compose.notes import numbered
from moedebog.importer.pieces import NOTE, Kind, Piece
from moedebog.importer.readers.docx import reader
from moedebog.importer.write.markup import body
from moedebog.render.docx import render
from running_text import read
from texts import drawn_lines


def text(words: str, marker: str = "") -> Piece:
    return Piece(Kind.TEXT, (Run(words),), marker=marker)


def entry(words: str, marker: str, level: int = 0) -> Piece:
    return Piece(Kind.ITEM, (Run(words),), level, marker)


def written(*pieces: Piece) -> str:
    (only,) = body(pieces)
    assert isinstance(only, str)
    return only


def test_a_footnote_of_word_is_one_here() -> None:
    made = written(text("Antal (note 3), i alt"), text("Note 3: - 5 elever", NOTE))
    assert made == "Antal[^3], i alt\n\n[^3]: \\- 5 elever"


def test_a_mark_may_stand_at_the_end_of_a_line() -> None:
    made = written(text("ord " * 21 + "sidste (note 12) ord"), text("Note 12: Se loven.", NOTE))
    assert "sidste[^12]" in made
    assert read(made)[1] == []


@pytest.mark.parametrize(
    "pieces",
    [
        (text("Antal (note 3)"), text("Note 3: typet af nogen")),
        (text("Antal"), text("Note 3: uden mærke", NOTE)),
        (text("Antal (note 3) og (note 3)"), text("Note 3: to mærker", NOTE)),
    ],
)
def test_what_may_be_words_of_the_document_stays_so(pieces: tuple[Piece, ...]) -> None:
    assert "[^" not in written(*pieces)


NESTED = numbers((plain("et"), numbers((plain("a"), numbers("i", "ii")), "b")), "to")
NOTED = Paragraph((Run("Antal"), Footnote((plain("Elever"),)), Run(" i alt")))


@pytest.mark.parametrize(
    "blocks", [(NESTED,), (NOTED,), (bullets((NOTED,)), plain("slut")), (plain("x"), NESTED)]
)
def test_our_own_document_comes_back(blocks: tuple[Block, ...]) -> None:
    document = numbered(text_document(*blocks))
    pieces = reader.read(render(document, REFERAT))
    begin = max(i for i, piece in enumerate(pieces) if piece.kind is Kind.HEADING)
    again, findings = read(written(*pieces[begin + 1 :]))
    assert findings == []
    assert drawn_lines(numbered(text_document(*again))) == drawn_lines(document)


def test_numbers_that_would_be_printed_as_letters_stay_as_they_are() -> None:
    made = written(entry("et", "1."), entry("under", "1.", 1), entry("mere", "2.", 1))
    assert made == "1. et\n   - 1\\. under\n   - 2\\. mere"
    assert written(entry("et", "1."), entry("under", "a.", 1)) == "1. et\n   1. under"
    assert written(entry("et", "-"), entry("under", "1.", 1)) == "- et\n  1. under"
    assert written(entry("et", "1."), entry("under", "c.", 1)) == "1. et\n   - c. under"


def test_a_list_that_goes_on_after_a_paragraph_is_a_list_still() -> None:
    first = (entry("et", "1."), entry("to", "2."), text("Imellem."))
    assert written(*first, entry("tre", "3.")) == "1. et\n2. to\n\nImellem.\n\n3. tre"
    assert written(*first, entry("maj", "5.")) == "1. et\n2. to\n\nImellem.\n\n5\\. maj"
