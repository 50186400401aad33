"""Scripts that run from right to left, as Word wants to be told of them."""

from __future__ import annotations

from typing import Any

from docx_samples import STANDARD, paragraphs, table, text, text_document
from moedebog.blocks import Alignment, Block, Paragraph, Run, plain
from moedebog.render import docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def written(*blocks: Block) -> Any:
    """The paragraph that has Hebrew in it."""
    data = docx.render(text_document(*blocks), STANDARD / "referat.docx")
    (found,) = [one for one in paragraphs(data) if "א" in text(one)]
    return found


def runs(paragraph: Any) -> list[tuple[str, bool]]:
    """The text of each run, and whether it runs to the left."""
    return [(text(run), run.find(f".//{W}rtl") is not None) for run in paragraph.iter(f"{W}r")]


def test_words_from_right_to_left_are_told_and_numbers_between_them() -> None:
    found = written(plain("Vi siger אבג 12 דהו til 5 gæster."))
    assert runs(found) == [
        ("Vi siger ", False),
        ("אבג ", True),
        ("12", True),
        (" דהו", True),
        (" til 5 gæster.", False),
    ]
    assert found.find(f"{W}pPr/{W}bidi") is None


def test_a_paragraph_that_begins_so_runs_so_as_a_whole() -> None:
    found = written(plain("אבג 12 abc."))
    assert found.find(f"{W}pPr/{W}bidi") is not None
    assert runs(found) == [("אבג ", True), ("12", False), (" ", True), ("abc", False), (".", True)]


def test_bold_and_the_language_are_told_in_the_way_of_such_scripts() -> None:
    inlines = (Run("Se "), Run("אבג", strong=True, emphasis=True, language="he"))
    found = written(Paragraph(inlines))
    (run,) = [one for one in found.iter(f"{W}r") if text(one) == "אבג"]
    names = [child.tag.removeprefix(W) for child in run.find(f"{W}rPr")]
    assert names == ["rStyle", "bCs", "i", "iCs", "rtl", "lang"]
    assert dict(run.find(f"{W}rPr/{W}lang").attrib) == {f"{W}bidi": "he"}


def test_a_link_keeps_its_address_over_all_its_runs() -> None:
    found = written(Paragraph((Run("se אבג her", link="https://example.org/"),)))
    assert [text(one) for one in found.iter(f"{W}hyperlink")] == ["se אבג her"]


def test_a_cell_at_the_right_stays_there() -> None:
    made = table(("Navn", "Ord"), ("a", "אבג"), alignments=(Alignment.RIGHT,) * 2)
    found = written(made)
    assert found.find(f"{W}pPr/{W}bidi") is not None
    assert found.find(f"{W}pPr/{W}jc") is None


def test_a_cell_at_the_left_stands_below_its_head() -> None:
    found = written(table(("Navn", "Ord"), ("a", "אבג")))
    assert found.find(f"{W}pPr/{W}bidi") is not None
    assert found.find(f"{W}pPr/{W}jc").get(f"{W}val") == "right"  # where the lines end
