from pathlib import Path

import pytest

from moedebog import markdown
from moedebog.blocks import (
    Alignment,
    Block,
    Blocks,
    BulletList,
    CodeBlock,
    Heading,
    LineBreak,
    NumberedList,
    Paragraph,
    Picture,
    Quote,
    Run,
    Table,
    ThematicBreak,
    plain,
    text_of,
)
from moedebog.diagnostics import Diagnostic, Position
from support import ROOT

HERE = ROOT / "tests"


def read(text: str, folder: Path = HERE) -> tuple[Blocks, list[Diagnostic]]:
    return markdown.parse(text, lambda line: Position("m.yaml", 10 + line, 5), folder)


def good(text: str) -> Blocks:
    blocks, diagnostics = read(text)
    assert diagnostics == []
    return blocks


def only(text: str) -> Block:
    (block,) = good(text)
    return block


def test_looks_of_characters() -> None:
    paragraph = only("En **fed *og kursiv*** `kode` [her](https://example.org/a) slut")
    assert isinstance(paragraph, Paragraph)
    assert paragraph.inlines == (
        Run("En "),
        Run("fed ", strong=True),
        Run("og kursiv", strong=True, emphasis=True),
        Run(" "),
        Run("kode", code=True),
        Run(" "),
        Run("her", link="https://example.org/a"),
        Run(" slut"),
    )


def test_a_passage_in_another_language() -> None:
    paragraph = only("Projektet [Living **Lab**]{lang=en} starter")
    assert isinstance(paragraph, Paragraph)
    assert paragraph.inlines[1:3] == (
        Run("Living ", language="en"),
        Run("Lab", strong=True, language="en"),
    )


def test_a_line_break_is_kept_and_a_soft_one_is_a_space() -> None:
    paragraph = only("første\\\nanden\ntredje")
    assert isinstance(paragraph, Paragraph)
    assert paragraph.inlines == (Run("første"), LineBreak(), Run("anden tredje"))


def test_lists_nest_and_each_counts_for_itself() -> None:
    outer = only("3. tre\n   - under\n\n     mere\n4. fire\n")
    assert isinstance(outer, NumberedList)
    assert outer.start == 3
    first, second = outer.items
    assert first.blocks[0] == plain("tre")
    inner = first.blocks[1]
    assert isinstance(inner, BulletList)
    assert inner.items[0].blocks == (plain("under"), plain("mere"))
    assert second.blocks == (plain("fire"),)


def test_headings_quotes_rules_and_code() -> None:
    heading, quote, rule, code = good("### Titel\n\n> sagt\n\n---\n\n```\na  b\n c\n```\n")
    assert heading == Heading(3, (Run("Titel"),))
    assert quote == Quote((plain("sagt"),))
    assert isinstance(rule, ThematicBreak)
    assert code == CodeBlock("a  b\n c")


def test_a_table() -> None:
    table = only("| Post | Kr. |\n|---|---:|\n| Løn \\| tillæg | 1.200 |\n| Tom | |\n")
    assert isinstance(table, Table)
    assert table.alignments == (Alignment.LEFT, Alignment.RIGHT)
    assert [cell.blocks for cell in table.header] == [(plain("Post"),), (plain("Kr."),)]
    assert table.rows[0][0].blocks == (plain("Løn | tillæg"),)
    assert table.rows[1][1].blocks == ()


def test_text_that_commonmark_would_lose_or_change_is_kept() -> None:
    blocks = good("Først.\n\n    Indrykket af vanvare\n\n[x]: /sti\n")
    assert blocks == (
        plain("Først."),
        plain("Indrykket af vanvare"),
        plain("[x]: /sti"),
    )


def test_every_block_knows_its_line() -> None:
    blocks = good("Et\n\n- to\n- tre\n\n#### Fire\n")
    assert [b.position for b in blocks] == [
        Position("m.yaml", 10, 5),
        Position("m.yaml", 12, 5),
        Position("m.yaml", 15, 5),
    ]
    bullets = blocks[1]
    assert isinstance(bullets, BulletList)
    second = bullets.items[1].blocks[0]
    assert second.position == Position("m.yaml", 13, 5)


def test_a_picture_stands_alone_and_has_a_text(tmp_path: Path) -> None:
    (tmp_path / "kort.png").write_bytes(b"png")
    blocks, diagnostics = read("![Kort over ruten](kort.png)", tmp_path)
    assert blocks == (Picture(tmp_path / "kort.png", "Kort over ruten"),)
    assert diagnostics == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("tekst <b>fed</b>", ["M070", "M070"]),
        ("<div>\nblok\n</div>", ["M070"]),
        ("<!-- skjult -->", ["M070"]),
        ("".join("  " * n + "- x\n" for n in range(10)), ["M071"]),
        ("- # Titel", ["M072"]),
        ("> | a |\n> |---|\n> | b |", ["M072"]),
        ("se ![a](b.png) her", ["M073"]),
        ("![](findes-ikke.png)", ["M074", "M075"]),
        ("![kort](../conftest.py)", ["M075"]),
        ("[](https://example.org)", ["M076"]),
        ("[bilag](bilag/a.pdf)", ["M077"]),
        ("[a](ftp://example.org)", ["M077"]),
        ('[a](https://example.org "skjult tekst")', ["M078"]),
        ("| a | b |\n|---|---|\n| 1 | 2 | 3 |", ["M079"]),
        ("1. a\n2. b\n4. c", ["M080"]),
        ("1. a\n1. b\n1. c", ["M080"]),
        ("12. plads gik til Bo.", ["M081"]),
        ("[a]{klasse=b}", ["M082"]),
    ],
)
def test_what_would_be_lost_or_misread_is_told(text: str, codes: list[str]) -> None:
    _, diagnostics = read(text)
    assert [d.code for d in diagnostics] == codes
    for diagnostic in diagnostics:
        assert diagnostic.message
        assert diagnostic.hint
        assert diagnostic.position.line >= 10


@pytest.mark.parametrize(
    "text",
    [
        "12. september holdes der møde.",
        "3. a\n4. b",
        "12\\. september",
        "5 < 7 & 8 > 6",
        "kl. 10-11",
    ],
)
def test_what_is_meant_that_way_is_not_blamed(text: str) -> None:
    assert good(text)


def test_no_word_is_lost_in_deep_but_allowed_nesting() -> None:
    text = "".join("  " * n + f"- ord{n}\n" for n in range(9))
    blocks = good(text)
    words = []
    while blocks:
        bullets = blocks[-1]
        assert isinstance(bullets, BulletList)
        blocks = bullets.items[0].blocks
        paragraph = blocks[0]
        assert isinstance(paragraph, Paragraph)
        words.append(text_of(paragraph.inlines))
        blocks = blocks[1:]
    assert words == [f"ord{n}" for n in range(9)]
