"""Code in the PDF: a line that is too long is broken visibly, and read as it was typed."""

from __future__ import annotations

from moedebog.blocks import CodeBlock, plain
from moedebog.document import Document
from moedebog.render.pdf import render
from moedebog.render.pdf.flowables import DrawnCode
from moedebog.render.pdf.sheet import Sheet
from moedebog.render.pdf.story import tell
from pdf_samples import bullets, document, item, section, style
from pdf_structure import Reading, paragraphs

LONG = "kommando --navn=vaerdi " * 9 + "--slut"
ADDRESS = "https://example.org/" + "x" * 200
TEXT = f"kort\n{LONG}\n    indrykket\n{ADDRESS}\n\nsidste"


def made(*lines: str) -> Document:
    return document(item(1, section(CodeBlock("\n".join(lines)))))


def drawn(text: str, width: float = 430) -> DrawnCode:
    flowables = tell(made(text), Sheet(style())).flowables
    (code,) = (one for one in flowables if isinstance(one, DrawnCode))
    code.lines(width)
    return code


def test_only_what_goes_on_is_marked() -> None:
    code = drawn(TEXT)
    lines = code.lines(430)
    begun = [line for line in lines if not line.continued]
    assert len(begun) == 6  # as many as were typed
    assert sum(line.continued for line in lines) >= 4
    assert "".join("".join(s.text for s in line.segments) for line in lines).count("--navn") == 9


def test_nothing_stands_outside_the_ground() -> None:
    for width in (430, 200, 60, 20):
        code = drawn(TEXT, width)
        for line in code.lines(width):
            inside = width - 2 * code.padding
            assert line.width + code.hang * line.continued <= inside + 0.1 or width < 60


def test_the_sign_is_an_artifact_and_the_line_is_read_as_typed() -> None:
    reading = Reading(render(made(TEXT), style()))
    (read,) = (text for text in paragraphs(reading.tree) if text.startswith("kort"))
    assert read == " ".join(TEXT.split())
    signs = "".join(text for _, _, text in reading.artifacts).count("↪")
    code = drawn(TEXT, Sheet(style()).width)
    assert signs == sum(line.continued for line in code.lines(Sheet(style()).width)) > 3


def test_short_lines_have_no_sign() -> None:
    reading = Reading(render(made("kort", "    kort igen"), style()))
    assert not [text for _, _, text in reading.artifacts if "↪" in text]


def test_a_block_over_pages_keeps_its_signs() -> None:
    reading = Reading(render(made(*[LONG] * 60), style()))
    assert len(reading.reader.pages) > 2
    pages = {page for page, _, text in reading.artifacts if "↪" in text}
    assert len(pages) > 1
    (read,) = (text for text in paragraphs(reading.tree) if text.startswith("kommando"))
    assert read == " ".join([LONG] * 60)


def test_code_in_a_list_is_broken_too() -> None:
    doc = document(item(1, section(bullets((plain("led"), CodeBlock(LONG))))))
    reading = Reading(render(doc, style()))
    assert [text for _, _, text in reading.artifacts if "↪" in text]
    assert LONG in list(paragraphs(reading.tree))
