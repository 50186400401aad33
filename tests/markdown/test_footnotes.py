"""Footnotes in running text: ``[^1]``, and ``[^1]: the note`` anywhere in the same text."""

from __future__ import annotations

import pytest

from moedebog.blocks import (
    Block,
    BulletList,
    CodeBlock,
    Footnote,
    Heading,
    Inlines,
    Paragraph,
    Quote,
    Run,
    Table,
    notes_in,
    text_of,
)
from running_text import read, told


def shown(inlines: Inlines) -> str:
    """The text, each note in braces where its mark is."""
    return "".join(
        "{" + "|".join(shown(one.inlines) for one in part.paragraphs) + "}"
        if isinstance(part, Footnote)
        else text_of((part,))
        for part in inlines
    )


def texts(text: str) -> list[str]:
    """The paragraphs of a text that nothing is told of."""
    blocks, findings = read(text)
    assert findings == []
    assert all(isinstance(block, Paragraph) for block in blocks)
    return [shown(block.inlines) for block in blocks if isinstance(block, Paragraph)]


def test_a_note_goes_where_its_mark_stands() -> None:
    text = "Der er 350.[^1] Og 12[^stat] til.\n\n[^1]: Elever.\n[^stat]: Se *loven*.\n\nSlut."
    assert texts(text) == ["Der er 350.{Elever.} Og 12{Se loven.} til.", "Slut."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A[^1]\n[^1]: lige under", ["A{lige under}"]),
        ("[^1]: først\n\nA[^1]", ["A{først}"]),
        ("A[^1]\n\n[^1]: to\nlinjer i alt af samme afsnit", ["A{to linjer i alt af samme afsnit}"]),
        ("A[^1]\n\n[^1]: et\n\n    to", ["A{et|to}"]),
        ("A[^1] B[^1]\n\n[^1]: n", ["A{n} B{n}"]),
        ("[^1]\n\n[^1]: n", ["{n}"]),
        ("A[^1]\n\n[^1]: 1. maj er fridag.", ["A{1. maj er fridag.}"]),
        ("A[^1]\n\n[^1]: 2. behandling i byrådet.", ["A{2. behandling i byrådet.}"]),
        ("A[^å]\n\n[^å]: CO~2~ og ~~m~~", ["A{CO2 og m}"]),
    ],
)
def test_a_note_is_found_wherever_it_stands(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


def test_a_note_keeps_its_looks_and_its_place() -> None:
    (paragraph,), _ = read("A[^1]\n\n[^1]: Se [loven](https://example.org) og **mere**.")
    assert isinstance(paragraph, Paragraph)
    (note,) = notes_in(paragraph.inlines)
    assert note.position is not None
    assert note.position.line == 3
    assert note.paragraphs[0].inlines == (
        Run("Se "),
        Run("loven", link="https://example.org"),
        Run(" og "),
        Run("mere", strong=True),
        Run("."),
    )


def first_paragraph(block: Block) -> Paragraph:
    while not isinstance(block, Paragraph):
        if isinstance(block, Table):
            block = block.rows[0][0].blocks[0]
        elif isinstance(block, BulletList):
            block = block.items[0].blocks[0]
        else:
            assert isinstance(block, Quote)
            block = block.blocks[0]
    return block


@pytest.mark.parametrize(
    "text",
    ["- A[^1]\n- B\n\n[^1]: n", "- A[^1]\n  [^1]: n\n- B", "> A[^1]\n>\n> [^1]: n",
     "> A[^1]\n\n[^1]: n", "| A[^1] | x |\n|---|---|\n| A[^1] | 3 |\n\n[^1]: n"],
)  # fmt: skip
def test_marks_stand_in_lists_quotations_and_cells(text: str) -> None:
    blocks, findings = read(text)
    assert findings == []
    assert len(blocks) == 1
    assert shown(first_paragraph(blocks[0]).inlines) == "A{n}"


def test_a_heading_inside_a_text_may_have_a_note() -> None:
    (heading,), findings = read("### Tal[^1]\n\n[^1]: n")
    assert findings == []
    assert isinstance(heading, Heading)
    assert (shown(heading.inlines), text_of(heading.inlines)) == ("Tal{n}", "Tal")


@pytest.mark.parametrize(
    "text", ["`[^1]`", "\\[^1]", "\\[^1]: n", "```\n[^1]: 1. x\n```", "x[1]^2"]
)
def test_what_is_meant_as_text_stays_so(text: str) -> None:
    blocks, findings = read(text)
    assert findings == []
    (block,) = blocks
    if isinstance(block, CodeBlock):
        assert block.text == "[^1]: 1. x"
    else:
        assert isinstance(block, Paragraph)
        assert text_of(block.inlines) == text.replace("\\", "").strip("`")


@pytest.mark.parametrize(
    ("text", "printed", "code"),
    [
        ("A.[^1]", ["A.[^1]"], "M0890"),
        ("A[^1] B[^2]\n\n[^1]: n", ["A{n} B[^2]"], "M0890"),
        ("A^[en note] B", ["A^[en note] B"], "M0890"),
        ("A[^en note]", ["A[^en note]"], "M0890"),
        ("A[^1]\n\n[^1]:", ["A[^1]"], "M0890"),
        ("A.\n\n[^1]: n *x*", ["A.", "[^1]: n x"], "M0893"),
        ("A[^1]\n\n[^1]: n\n[^2]: m", ["A{n}", "[^2]: m"], "M0893"),
        ("[^2]: m\n\n    mere", ["[^2]: m mere"], "M0893"),
    ],
)
def test_a_mark_or_a_note_alone_is_printed_as_typed_and_told(
    text: str, printed: list[str], code: str
) -> None:
    blocks, findings = read(text)
    assert [shown(block.inlines) for block in blocks if isinstance(block, Paragraph)] == printed
    assert [finding.code for finding in findings] == [code]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("A[^1] B[^1]\n\n[^1]: n\n\n[^1]: m", ["M0894"]),
        ("A[^1]\n\n[^1]: n[^2]\n\n[^2]: m", ["M0895"]),
        ("A[^1]\n\n[^1]: n[^1]", ["M0895"]),
        ("A[^1]\n\n[^1]: n\n\n    - x\n    - y", ["M072"]),
        ("A[^1]\n\n[^1]: ### n", ["M072"]),
        ("A[^1]\n\n[^1]: n\n\n    > q", ["M072"]),
        ("A[^1]\n\n[^1]: n\n\n    ```\n    q\n    ```", ["M072"]),
        ("A[^1]\n\n[^1]: n\n\n    | a |\n    |---|\n    | b |", ["M072"]),
    ],
)
def test_what_no_note_can_be_or_hold_is_an_error(text: str, codes: list[str]) -> None:
    assert told(text) == codes


def test_what_is_wrong_in_a_note_is_told_once_at_its_line() -> None:
    _, findings = read("A[^1] B[^1]\n\n[^1]: Se <b>loven</b>.")
    assert {(finding.code, finding.position.line) for finding in findings} == {("M070", 3)}
    assert len(findings) == 2  # the tag that opens, and the one that closes
