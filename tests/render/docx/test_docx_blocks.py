from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

import build_standard
from docx_samples import (
    REFERAT,
    R,
    W,
    bullets,
    document,
    heading_of,
    item,
    labelled,
    numbers,
    packed,
    paragraph,
    paragraphs,
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
from moedebog.blocks import (
    Alignment,
    Block,
    BulletList,
    Cell,
    CodeBlock,
    Heading,
    Inlines,
    LabelledItem,
    LabelledList,
    LineBreak,
    ListItem,
    NumberedList,
    Paragraph,
    Picture,
    Quote,
    Run,
    Script,
    Table,
    ThematicBreak,
    plain,
)
from moedebog.columns import Rooms
from moedebog.render.docx import render, widths
from moedebog.typography import bound
from texts import words as expected


def drawn(*blocks: Block) -> bytes:
    return render(text_document(*blocks), REFERAT)


def number_of(paragraph: Any) -> tuple[str, str] | None:
    """List and level of a paragraph, where it says them itself."""
    found = paragraph.find(f"{W}pPr/{W}numPr")
    if found is None:
        return None
    return found.find(f"{W}numId").get(f"{W}val"), found.find(f"{W}ilvl").get(f"{W}val")


def list_starts(data: bytes) -> dict[str, tuple[str, str, str]]:
    """List -> (its definition, level, start)."""
    found = {}
    for number in tree(data, "word/numbering.xml").iter(f"{W}num"):
        override = number.find(f"{W}lvlOverride")
        if override is not None:
            found[number.get(f"{W}numId")] = (
                number.find(f"{W}abstractNumId").get(f"{W}val"),
                override.get(f"{W}ilvl"),
                override.find(f"{W}startOverride").get(f"{W}val"),
            )
    return found


def indent_of(paragraph: Any) -> dict[str, int]:
    element = paragraph.find(f"{W}pPr/{W}ind")
    return {} if element is None else {k.replace(W, ""): int(v) for k, v in element.items()}


def spacing_of(paragraph: Any) -> dict[str, int]:
    element = paragraph.find(f"{W}pPr/{W}spacing")
    return {} if element is None else {k.replace(W, ""): int(v) for k, v in element.items()}


# --- lists ----------------------------------------------------------------------------


def test_each_numbered_list_counts_for_itself() -> None:
    data = drawn(numbers("a", "b"), plain("imellem"), numbers("c", "d"), numbers("e", start=7))
    (a, b, c, d, e) = [number_of(p) for p in paragraphs(data, "ListNumber")]
    assert a == b
    assert c == d
    assert a
    assert c
    assert e
    assert len({a[0], c[0], e[0]}) == 3
    starts = list_starts(data)
    assert [starts[n[0]][1:] for n in (a, c, e)] == [("0", "1"), ("0", "1"), ("0", "7")]
    assert {starts[n[0]][0] for n in (a, c, e)} == {"1"}  # the definition of List Number


def test_lists_restart_across_sections_and_documents() -> None:
    two = document(item(1, section(numbers("a"))), item(2, section(numbers("b"))))
    data = render(two, REFERAT)
    assert len(list_starts(data)) == 2
    assert list_starts(render(two, REFERAT)) == list_starts(data)


def test_nested_lists() -> None:
    data = drawn(
        bullets("yderst", (plain("med"), bullets("inde", (plain("og"), numbers("to", start=2)))))
    )
    bullet = [(text(p).strip(), number_of(p)) for p in paragraphs(data, "ListBullet")]
    assert bullet[0] == ("yderst", None)  # the style says it
    assert [content for content, _ in bullet] == ["yderst", "med", "inde", "og"]
    style_number = tree(data, "word/styles.xml").xpath(
        "//w:style[@w:styleId='ListBullet']/w:pPr/w:numPr/w:numId/@w:val",
        namespaces={"w": W.strip("{}")},
    )
    assert bullet[2][1] == (style_number[0], "1")
    (number,) = paragraphs(data, "ListNumber")
    own = number_of(number)
    assert own
    assert own[1] == "2"
    assert list_starts(data)[own[0]][1:] == ("2", "2")


def test_lists_deeper_than_word_can_stay_at_the_ninth_level() -> None:
    deep: tuple[Block, ...] = (plain("bund"),)
    for i in range(12):
        deep = (plain(f"niveau {i}"), bullets(deep))
    data = drawn(bullets(deep))
    levels = [n[1] for p in paragraphs(data, "ListBullet") if (n := number_of(p))]
    assert max(map(int, levels)) == 8
    assert "bund" in words(data)


def test_further_paragraphs_of_an_item_stand_under_its_text() -> None:
    data = drawn(bullets((plain("først"), plain("så"), CodeBlock("kode"), plain("sidst"))))
    assert style_of(paragraph(data, "så")) == "ListContinue"
    assert {indent_of(paragraph(data, t))["left"] for t in ("så", "sidst")} == {336}
    code = indent_of(paragraph(data, "kode"))
    assert code["left"] - code["hanging"] == 336 + 120


def test_an_item_that_begins_with_something_else_keeps_its_bullet() -> None:
    data = drawn(
        bullets((CodeBlock("kode"),), (Heading(3, (Run("over"),)),), (bullets("inde"),), ())
    )
    assert number_of(paragraph(data, "kode")) is not None
    assert number_of(paragraph(data, "over")) is not None
    assert len(paragraphs(data, "ListBullet")) == 3  # two without text, and the inner one


def test_text_after_a_list_is_not_too_tight() -> None:
    data = drawn(bullets("a", (plain("b"), bullets("c", "d"))), plain("efter"))
    gap = {text(p).strip(): spacing_of(p) for p in paragraphs(data, "ListBullet")}
    assert gap == {"a": {}, "b": {}, "c": {}, "d": {"after": 147}}


def test_what_introduces_a_list_or_table_stays_with_it() -> None:
    data = drawn(plain("indleder"), bullets("a"), plain("og"), table(("x",), ("y",)), plain("fri"))
    kept = [
        text(p).strip()
        for p in paragraphs(data, "BodyText")
        if p.find(f"{W}pPr/{W}keepNext") is not None
    ]
    assert kept == ["indleder", "og"]
    (before_code,) = paragraphs(drawn(plain("Sådan:"), CodeBlock("a")), "BodyText")
    assert before_code.find(f"{W}pPr/{W}keepNext") is not None


def test_labelled_list_has_a_column_of_labels() -> None:
    data = drawn(
        LabelledList(
            (
                LabelledItem("Bilag 1", (plain("kort"),)),
                LabelledItem("Bilag 12", (plain("titel"), plain("mere"), bullets("punkt"))),
                LabelledItem("Bilag 13", (table(("x",), ("y",)),)),
                LabelledItem("Bilag 14", ()),
            )
        )
    )
    first, second = paragraph(data, "Bilag 1\nkort"), paragraph(data, "Bilag 12\ntitel")
    assert style_of(first) == style_of(second) == "MbOpstilling"
    assert indent_of(first) == indent_of(second)
    column = indent_of(first)["left"]
    assert indent_of(first)["hanging"] == column
    assert first.find(f"{W}r/{W}rPr/{W}rStyle").get(f"{W}val") == "MbEtiket"
    assert indent_of(paragraph(data, "mere"))["left"] == column
    assert indent_of(paragraph(data, "punkt"))["left"] > column
    (inner,) = [t for t in tree(data).iter(f"{W}tbl") if text(t).split() == ["x", "y"]]
    assert inner.find(f"{W}tblPr/{W}tblInd").get(f"{W}w") == str(column)
    assert spacing_of(paragraph(data, "Bilag 14")) == {"after": 147, "before": 220}


def test_a_longer_label_makes_a_wider_column_but_leaves_room() -> None:
    narrow = indent_of(paragraph(drawn(labelled(A="x")), "A\nx"))["left"]
    label = "En etiket, der er meget længere end nogen har brug for i et referat"
    wide = indent_of(
        paragraph(drawn(LabelledList((LabelledItem(label, (plain("x"),)),))), f"{label}\nx")
    )["left"]
    assert narrow < wide < 9298 // 2


# --- tables ---------------------------------------------------------------------------


def test_table_has_a_header_row_that_is_repeated() -> None:
    data = drawn(
        table(
            ("Post", "Midt", "Beløb"),
            ("Stole", "x", "1.200,50"),
            alignments=(Alignment.LEFT, Alignment.CENTER, Alignment.RIGHT),
            caption='Indkøb & "andet"',
        ),
        plain("efter"),
    )
    found = list(tree(data).iter(f"{W}tbl"))[-1]
    assert found.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val") == "MbTabel"
    assert found.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val") == 'Indkøb & "andet"'
    assert found.find(f"{W}tblPr/{W}tblLook").get(f"{W}firstRow") == "1"
    header, row = found.findall(f"{W}tr")
    assert header.find(f"{W}trPr/{W}tblHeader") is not None
    assert row.find(f"{W}trPr/{W}tblHeader") is None
    assert row.find(f"{W}trPr/{W}cantSplit") is not None
    assert {style_of(p) for p in header.iter(f"{W}p")} == {"MbTabelhoved"}
    assert {style_of(p) for p in row.iter(f"{W}p")} == {"MbTabeltekst"}
    for line in (header, row):
        aligned = [p.find(f"{W}pPr/{W}jc") for p in line.iter(f"{W}p")]
        assert [None if j is None else j.get(f"{W}val") for j in aligned] == [
            None,
            "center",
            "right",
        ]
    assert style_of(paragraph(data, 'Indkøb & "andet"')) == "Caption"
    assert spacing_of(paragraph(data, "efter"))["before"] > 0


def test_a_short_table_stays_on_one_page_with_its_heading() -> None:
    def kept(rows: int) -> list[bool]:
        found = list(tree(drawn(table(("A", "B"), *[("a", "b")] * rows))).iter(f"{W}tbl"))[-1]
        return [
            all(p.find(f"{W}pPr/{W}keepNext") is not None for p in row.iter(f"{W}p"))
            for row in found.iter(f"{W}tr")
        ]

    assert kept(6) == [True] * 6 + [False]
    assert kept(7) == [True] + [False] * 7  # the head is left alone nowhere


def test_a_caption_stays_with_its_table_and_the_head_with_its_first_row(tmp_path: Path) -> None:
    shown = (Picture(png(tmp_path / "a.png"), "Et kort"),)
    for first in ((shown, "B"), ("A", "B")):
        made = table(first, (shown, "b"), *[("a", "b")] * 9, caption="Kortet")
        data = drawn(made)
        head = list(tree(data).iter(f"{W}tbl"))[-1][2]
        assert paragraph(data, "Kortet").find(f"{W}pPr/{W}keepNext") is not None
        assert all(p.find(f"{W}pPr/{W}keepNext") is not None for p in head.iter(f"{W}p"))
        assert head.find(f"{W}trPr/{W}cantSplit") is not None


def test_a_paragraph_that_leads_stays_with_what_follows_wherever_it_stands() -> None:
    lead = Paragraph((Run("Fed", strong=True),), leads=True)
    for blocks in (
        (lead, plain("x")),
        (Quote((lead, plain("x"))),),
        (bullets((lead, plain("x"))),),
    ):
        found = paragraph(drawn(*blocks), "Fed")
        assert found.find(f"{W}pPr/{W}keepNext") is not None


def test_rows_to_be_written_in_by_hand_are_high() -> None:
    def heights(*rows: tuple[str, str], by_hand: tuple[int, ...] = (12,)) -> list[str | None]:
        made = replace(table(("Navn", "Underskrift"), *rows), by_hand=by_hand)
        found = list(tree(drawn(made)).iter(f"{W}tbl"))[-1]
        high = [row.find(f"{W}trPr/{W}trHeight") for row in found.iter(f"{W}tr")]
        return [None if one is None else one.get(f"{W}hRule") for one in high]

    assert heights(("Anna", ""), ("Bo", "")) == [None, "atLeast", "atLeast"]
    # A deadline that nobody has, an attachment without a file: nothing is to be written there.
    assert heights(("Anna", ""), ("Bo", ""), by_hand=()) == [None, None, None]
    sheet = replace(table(("Navn", "Underskrift"), ("Anna", "")), by_hand=(12,))
    found = list(tree(drawn(sheet)).iter(f"{W}tbl"))[-1]
    name, signature = (int(c.get(f"{W}w")) for c in found.iter(f"{W}gridCol"))
    assert signature > 3 * name


def test_words_with_a_no_break_space_are_whole_in_a_narrow_column() -> None:
    data = drawn(table(("Bilag", "Hvad"), ("Punkt\u00a019,\u00a0bilag\u00a012", "ord " * 200)))
    found = list(tree(data).iter(f"{W}tbl"))[-1]
    grid = [int(c.get(f"{W}w")) for c in found.iter(f"{W}gridCol")]
    # Eighteen characters in a font of 9.5 points: about 80 points.
    assert grid[0] >= 80 * 20


def test_column_widths_fill_the_grid_and_no_word_is_cut() -> None:
    long = "ord " * 200
    data = drawn(table(("Nr.", "Hvad", "Kommunalbestyrelse"), ("1", long, "x")))
    found = list(tree(data).iter(f"{W}tbl"))[-1]
    grid = [int(c.get(f"{W}w")) for c in found.iter(f"{W}gridCol")]
    assert sum(grid) == 7371
    assert grid[1] > grid[2] > grid[0]
    assert grid[2] >= 18 * 100
    for row in found.iter(f"{W}tr"):
        assert [int(w.get(f"{W}w")) for w in row.iter(f"{W}tcW")] == grid


def test_a_table_of_many_columns_is_tight_so_that_amounts_are_whole() -> None:
    wide = tree(drawn(table(("Post", *"ABCDEF"), ("Akutmodtagelse", *["1.354.693 kr."] * 6))))
    found = list(wide.iter(f"{W}tbl"))[-1]
    margins = found.find(f"{W}tblPr/{W}tblCellMar")
    assert margins is not None
    sides = sum(int(side.get(f"{W}w", "0")) for side in margins)
    grid = [int(c.get(f"{W}w", "0")) for c in found.iter(f"{W}gridCol")]
    assert sum(grid) <= 7371
    # Seven digits, five signs and two letters in a font of 7.5 points: about 43 points.
    assert all(column - sides >= 43 * 20 for column in grid[1:])
    assert {style_of(p) for p in found.iter(f"{W}p")} == {"MbTabeltekst-15", "MbTabelhoved-15"}
    narrow = tree(drawn(table(("A", "B"), ("x", "y"))))
    assert list(narrow.iter(f"{W}tbl"))[-1].find(f"{W}tblPr/{W}tblCellMar") is None


def test_cells_hold_lists_and_never_nothing() -> None:
    data = drawn(table(("A", "B"), ((bullets("x", (plain("y"), numbers("z"))),), "")))
    full, empty = list(tree(data).iter(f"{W}tbl"))[-1].findall(f"{W}tr")[1].findall(f"{W}tc")
    assert [text(p).strip() for p in full.findall(f"{W}p")] == ["x", "y", "z"]
    assert {style_of(p) for p in full.iter(f"{W}p")} == {"MbTabeltekst"}
    assert all(number_of(p) for p in full.iter(f"{W}p"))
    assert len(empty.findall(f"{W}p")) == 1


def test_a_list_in_a_centred_cell_stands_at_the_left() -> None:
    centred = table(("A",), ((bullets("x"), plain("y")),), alignments=(Alignment.CENTER,))
    data = drawn(centred)
    assert paragraph(data, "x").find(f"{W}pPr/{W}jc") is None
    assert paragraph(data, "y").find(f"{W}pPr/{W}jc").get(f"{W}val") == "center"


def test_a_very_long_row_may_be_split() -> None:
    data = drawn(table(("A",), ("kort",), ("ord " * 400,)))
    rows = list(tree(data).iter(f"{W}tbl"))[-1].findall(f"{W}tr")
    assert [r.find(f"{W}trPr/{W}cantSplit") is not None for r in rows] == [True, True, False]


def test_two_tables_do_not_become_one() -> None:
    body = tree(drawn(table(("a",), ("b",)), table(("c",), ("d",))))
    for found in body.iter(f"{W}tbl"):
        following = found.getnext()
        assert following is None or following.tag != f"{W}tbl"


# --- paragraphs and runs --------------------------------------------------------------


def test_looks_of_runs() -> None:
    data = drawn(
        Paragraph(
            (
                Run("fed", strong=True),
                Run("kursiv", emphasis=True),
                Run("begge", strong=True, emphasis=True),
                Run("kode", code=True),
                Run("frem", language="fr"),
                LineBreak(),
                Run("almindelig"),
            )
        )
    )
    found = {text(r): r.find(f"{W}rPr") for r in tree(data).iter(f"{W}r")}
    assert found["almindelig"] is None

    def style(content: str) -> str:
        return str(found[content].find(f"{W}rStyle").get(f"{W}val"))

    assert [style(c) for c in ("fed", "kursiv", "begge", "kode")] == [
        "Strong",
        "Emphasis",
        "Strong",
        "MbKodetegn",
    ]
    assert found["begge"].find(f"{W}i") is not None
    assert found["frem"].find(f"{W}lang").get(f"{W}val") == "fr"
    assert len(list(tree(data).iter(f"{W}br"))) == 1


def test_struck_lowered_and_raised_runs() -> None:
    runs = (
        Run("ud", struck=True, emphasis=True),
        Run("ned", script=Script.SUB, language="fr"),
        Run("op", script=Script.SUPER),
    )
    data = drawn(Paragraph(runs))
    marked = [r for r in tree(data).iter(f"{W}r") if r.find(f"{W}rPr") is not None]
    found = {text(r): [child.tag for child in r.find(f"{W}rPr")] for r in marked}
    assert found["ud"] == [f"{W}rStyle", f"{W}strike"]
    assert found["ned"] == [f"{W}vertAlign", f"{W}lang"]
    aligned = [one.get(f"{W}val") for one in tree(data).iter(f"{W}vertAlign")]
    assert aligned == ["subscript", "superscript"]


def test_bold_in_a_bold_style_does_not_turn_itself_off() -> None:
    """In Word two bold styles, of paragraph and of character, give a text that is not bold."""
    strong = Paragraph((Run("fed", strong=True),))
    data = drawn(Heading(3, (Run("overskrift", strong=True),)), table(((strong,),), ((strong,),)))
    in_heading = paragraph(data, "overskrift")
    assert in_heading.find(f".//{W}rStyle") is None
    header, row = list(tree(data).iter(f"{W}tbl"))[-1].findall(f"{W}tr")
    assert header.find(f".//{W}rStyle") is None
    assert row.find(f".//{W}rStyle") is not None


def test_links() -> None:
    address = "https://example.org/sti?a=1&b=æ ø"
    data = drawn(
        Paragraph(
            (
                Run("del et ", link=address),
                Run("del to", link=address, strong=True),
                Run(" og "),
                Run("igen", link=address),
                Run("punktet", link="#punkt-1"),
            )
        )
    )
    links = list(paragraphs(data, "BodyText")[0].iter(f"{W}hyperlink"))
    assert [text(x) for x in links] == ["del et del to", "igen", "punktet"]
    assert links[0].get(f"{R}id") == links[1].get(f"{R}id")
    assert links[2].get(f"{W}anchor") == "punkt_1"
    relations = etree.fromstring(parts(data)["word/_rels/document.xml.rels"])
    (relation,) = [r for r in relations if r.get("Id") == links[0].get(f"{R}id")]
    assert relation.get("TargetMode") == "External"
    assert relation.get("Target") == "https://example.org/sti?a=1&b=%C3%A6%20%C3%B8"


def test_a_host_with_danish_letters_is_looked_up_by_its_ascii_form() -> None:
    data = drawn(Paragraph((Run("her", link="https://møde.example.org/ø"),)))
    rels = parts(data)["word/_rels/document.xml.rels"].decode()
    assert 'Target="https://xn--mde-0na.example.org/%C3%B8"' in rels


def test_an_address_that_word_would_choke_on_is_only_text() -> None:
    data = drawn(Paragraph((Run("se her", link="http://[ødelagt"),)))
    assert text(paragraph(data, "se her")).strip() == "se her"
    assert b"hyperlink" not in parts(data)["word/_rels/document.xml.rels"]


def test_code_keeps_lines_and_spaces() -> None:
    data = drawn(CodeBlock("a\n    b\t<c>\n"))
    first, second = paragraphs(data, "MbKode")
    assert [e.text for e in first.iter(f"{W}t")] == ["a"]
    assert [e.text for e in second.iter(f"{W}t")] == ["    b", "<c>"]


def test_a_long_line_of_code_goes_on_moved_in_and_lines_stand_close() -> None:
    data = drawn(plain("før"), CodeBlock("kommando " * 30 + "\n\nslut"), plain("efter"))
    lines = paragraphs(data, "MbKode")
    assert len(lines) == 3
    assert {indent_of(line)["hanging"] for line in lines} == {240}
    gaps = [line.find(f"{W}pPr/{W}spacing").attrib for line in lines]
    assert [(gap.get(f"{W}before"), gap.get(f"{W}after")) for gap in gaps] == [
        (None, "0"),
        ("0", "0"),
        ("0", None),
    ]


def test_quote_with_a_list() -> None:
    data = drawn(Quote((plain("citat"), bullets("i citat"))))
    assert style_of(paragraph(data, "citat")) == "Quote"
    inner = paragraph(data, "i citat")
    own = number_of(inner)
    assert own
    assert own[1] == "0"
    assert indent_of(inner)["left"] > 336  # further in than a list outside the quotation


def test_a_rule_is_a_border_of_the_text_beside_it() -> None:
    data = drawn(plain("før"), ThematicBreak(), plain("efter"), ThematicBreak())
    before, after = paragraph(data, "før"), paragraph(data, "efter")
    assert before.find(f"{W}pPr/{W}pBdr") is None
    assert after.find(f"{W}pPr/{W}pBdr/{W}top") is not None
    assert after.find(f"{W}pPr/{W}pBdr/{W}bottom") is not None
    assert not paragraphs(data, "MbSkillelinje")


def test_a_rule_between_tables_has_a_paragraph_of_its_own() -> None:
    data = drawn(table(("a",), ("b",)), ThematicBreak(), table(("c",), ("d",)))
    assert len(paragraphs(data, "MbSkillelinje")) == 1


def test_a_ruled_section_has_its_rule_over_the_heading() -> None:
    from msgspec.structs import replace

    ruled = replace(section(plain("tekst"), heading="Med streg"), skillelinje=True)
    bare = replace(section(plain("uden overskrift"), heading=None), skillelinje=True)
    data = render(document(item(1, ruled, bare)), REFERAT)
    for content in ("Med streg", "uden overskrift"):
        assert paragraph(data, content).find(f"{W}pPr/{W}pBdr/{W}top") is not None
    assert paragraph(data, "tekst").find(f"{W}pPr/{W}pBdr") is None


@pytest.mark.parametrize("level", [0, 1, 6, 9])
def test_heading_levels_stay_within_words_six(level: int) -> None:
    data = drawn(Heading(level, (Run("overskrift"),)))
    assert heading_of(data, paragraph(data, "overskrift")) == f"heading {min(max(level, 1) + 1, 6)}"


# --- any text at all ------------------------------------------------------------------

_TEXT = st.text(
    st.characters(
        codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"
    ),
    min_size=1,
    max_size=30,
)
_RUN = st.builds(
    Run,
    _TEXT,
    strong=st.booleans(),
    emphasis=st.booleans(),
    code=st.booleans(),
    link=st.none() | st.sampled_from(["https://example.org/", "#punkt-1", "mailto:a@b.dk"]),
    language=st.none() | st.just("en"),
)
_PARAGRAPH = st.builds(Paragraph, st.lists(_RUN | st.just(LineBreak()), max_size=4).map(tuple))
_LEAF = (
    _PARAGRAPH
    | st.builds(Heading, st.integers(1, 6), st.tuples(_RUN))
    | st.builds(CodeBlock, _TEXT)
    | st.just(ThematicBreak())
)


def _compound(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    blocks = st.lists(inner, max_size=3).map(tuple)
    items = st.lists(st.builds(ListItem, blocks), min_size=1, max_size=3).map(tuple)
    two = st.tuples(st.builds(Cell, blocks), st.builds(Cell, blocks))
    return (
        st.builds(BulletList, items)
        | st.builds(NumberedList, items, st.integers(0, 50))
        | st.builds(
            LabelledList,
            st.lists(st.builds(LabelledItem, _TEXT, blocks), max_size=3).map(tuple),
        )
        | st.builds(Quote, blocks)
        | st.builds(
            Table,
            two,
            st.lists(two, max_size=3).map(tuple),
            st.just((Alignment.LEFT, Alignment.RIGHT)),
            st.none() | _TEXT,
        )
    )


_BLOCK = st.recursive(_LEAF, _compound, max_leaves=12)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_BLOCK, max_size=6).map(tuple), _TEXT)
def test_any_blocks_come_out_whole_and_in_order(blocks: tuple[Block, ...], title: str) -> None:
    sample = document(item(1, section(*blocks), titel=title))
    data = render(sample, REFERAT)
    assert "".join(words(data)) == "".join(expected(sample))
    body = tree(data)
    for element in body.iter(f"{W}p", f"{W}tbl"):
        assert element.getparent().tag in {f"{W}body", f"{W}tc"}
    for cell in body.iter(f"{W}tc"):
        assert cell[-1].tag == f"{W}p"
    for properties in body.iter(f"{W}pPr"):
        order = [e.tag.replace(W, "") for e in properties]
        assert order == sorted(order, key=_SCHEMA_ORDER.index)


_SCHEMA_ORDER = ["pStyle", "keepNext", "numPr", "pBdr", "tabs", "spacing", "ind", "jc"]


def test_standard_template_is_what_its_script_makes(tmp_path: Path) -> None:
    build_standard.main(tmp_path)
    for name in ("dagsorden.docx", "referat.docx"):
        assert parts((tmp_path / name).read_bytes()) == parts((REFERAT.parent / name).read_bytes())


def test_an_endless_word_does_not_cut_the_words_beside_it() -> None:
    made = table(("Navn", "Adresse", "Kommentar"), ("Sundhedsklynger", "x" * 240, "Kommentarer"))
    set_so = widths.table(made, Rooms(9000, 9000), 11)
    first, second, third = set_so.grid
    assert first + second + third == 9000
    # Letters in a font of 7.5 points: about 4 points each.
    assert first >= len("Sundhedsklynger") * 80
    assert third >= len("Kommentarer") * 80
    assert second > first
    assert set_so.found.torn == (1,)


def test_dates_and_amounts_stay_on_one_line_but_code_is_as_it_was_typed() -> None:
    code = Paragraph((Run("kl. 5 eller 5 kr.", code=True),))
    data = drawn(plain("den 12. november, 5 mio. kr."), CodeBlock("kl. 10"), code)
    found = [text(one).strip() for one in paragraphs(data)]
    assert "den 12.\u00a0november, 5\u00a0mio.\u00a0kr." in found
    assert "kl. 10" in found
    assert "kl. 5 eller 5 kr." in found


# --- numbers inside numbers ---------------------------------------------------------------------


def counted(data: bytes, content: str) -> tuple[str, str]:
    """How the entry with this text is counted: the format, and what is around the number."""
    own = number_of(paragraph(data, content))
    assert own
    numbering = tree(data, "word/numbering.xml")
    (number,) = (n for n in numbering.iter(f"{W}num") if n.get(f"{W}numId") == own[0])
    over = number.find(f"{W}lvlOverride[@{W}ilvl='{own[1]}']/{W}lvl")
    if over is None:
        abstract = number.find(f"{W}abstractNumId").get(f"{W}val")
        over = numbering.find(
            f"{W}abstractNum[@{W}abstractNumId='{abstract}']/{W}lvl[@{W}ilvl='{own[1]}']"
        )
    assert over.find(f"{W}pStyle") is None or own[1] == "0"
    found = (over.find(W + name).get(f"{W}val") for name in ("numFmt", "lvlText"))
    form, around = found
    return str(form), str(around)


DEEP = numbers((plain("et"), numbers((plain("a"), numbers((plain("i"), numbers("dybest")))))))
MIXED = bullets((plain("punkt"), numbers((plain("et"), bullets((plain("streg"), numbers("a")))))))


def test_lists_in_numbered_lists_are_counted_by_letters_and_small_numerals() -> None:
    data = drawn(DEEP)
    found = [counted(data, text) for text in ("et", "a", "i", "dybest")]
    assert found == [
        ("decimal", "%1."),
        ("lowerLetter", "%2."),
        ("lowerRoman", "%3."),
        ("decimal", "%4."),
    ]


def test_bullets_in_between_do_not_count() -> None:
    data = drawn(MIXED)
    assert counted(data, "et") == ("decimal", "%2.")
    assert counted(data, "a") == ("lowerLetter", "%4.")


def restyled(folder: Path, old: bytes, new: bytes) -> Path:
    members = parts(REFERAT.read_bytes())
    numbering = members["word/numbering.xml"]
    assert old in numbering
    changed = numbering.replace(old, new)
    return packed(members | {"word/numbering.xml": changed}, folder / "egen.docx")


def test_a_template_whose_numbers_are_all_decimal_counts_the_same(tmp_path: Path) -> None:
    members = parts(REFERAT.read_bytes())
    plain_numbers = re.sub(
        b'w:val="lower(?:Letter|Roman)"', b'w:val="decimal"', members["word/numbering.xml"]
    )
    older = packed(members | {"word/numbering.xml": plain_numbers}, tmp_path / "gammel.docx")
    for block in (DEEP, MIXED):
        data = render(text_document(block), older)
        assert counted(data, "et")[0] == "decimal"
        assert counted(data, "a")[0] == "lowerLetter"


def test_a_template_that_counts_otherwise_is_asked(tmp_path: Path) -> None:
    own = restyled(tmp_path, b'w:val="%2."', b'w:val="%2)"')
    data = render(text_document(DEEP), own)
    assert counted(data, "a") == ("lowerLetter", "%2)")
    assert counted(render(text_document(MIXED), own), "a") == ("lowerLetter", "%4)")


def test_a_nested_list_begins_where_it_was_told_to() -> None:
    data = drawn(numbers((plain("et"), numbers("b", start=2))))
    own = number_of(paragraph(data, "b"))
    assert own
    numbering = tree(data, "word/numbering.xml")
    (number,) = (n for n in numbering.iter(f"{W}num") if n.get(f"{W}numId") == own[0])
    assert number.find(f"{W}lvlOverride/{W}startOverride").get(f"{W}val") == "2"


# --- what stays on one line ---------------------------------------------------------------


@pytest.mark.parametrize(
    "inlines",
    [
        (Run("kl. "), Run("10.30", strong=True)),
        (Run("3.500 "), Run("kr.", strong=True)),
        (Run("3.500", link="https://example.org/"), Run(" kr.")),
        (Run("12.", emphasis=True), Run(" september")),
        (Run("§", strong=True), Run(" 12")),
        (Run("(3.500 kr. "), Run("אבג", language="he"), Run(" 12 km")),
    ],
)
def test_what_belongs_together_is_bound_whatever_its_look(inlines: Inlines) -> None:
    said = [text(one).strip() for one in paragraphs(drawn(Paragraph(inlines)))]
    typed = "".join(one.text for one in inlines if isinstance(one, Run))
    (found,) = [one for one in said if one.replace("\u00a0", " ") == typed]
    assert found == bound(typed)
    assert "\u00a0" in found


def test_numbers_dates_and_names_have_hyphens_at_which_no_line_ends() -> None:
    typed = "CVR-nr. 1, 12-09-2025 kl. 10.30-11.30, -4 til -2, Jens-Peter og en IT-chef"
    data = drawn(plain(typed), table(("Dag",), ("12-09-2025",)), labelled(Frist="12-09-2025"))
    found = [len(one.findall(f".//{W}noBreakHyphen")) for one in paragraphs(data)]
    assert found.count(2) == 2
    assert 7 in found
    assert typed in [text(one).strip().replace("\u00a0", " ") for one in paragraphs(data)]


def test_code_keeps_its_hyphens_and_blanks() -> None:
    (found,) = [one for one in paragraphs(drawn(Paragraph((Run("kl. 10-11 x", code=True),))))
                if text(one).strip() == "kl. 10-11 x"]  # fmt: skip
    assert not found.findall(f".//{W}noBreakHyphen")


def test_numbers_among_words_to_the_left_keep_their_order() -> None:
    (found,) = [one for one in paragraphs(drawn(plain("אבג 12-09-2025 דהו"))) if "אבג" in text(one)]
    assert not found.findall(f".//{W}noBreakHyphen")
    assert [text(one) for one in found.iter(f"{W}r") if "12" in text(one)] == ["12-09-2025"]


def test_pictures_and_code_inside_a_quotation_stand_in_it(tmp_path: Path) -> None:
    picture = Picture(png(tmp_path / "a.png", 4000, 100), "Et kort")
    data = drawn(Quote((plain("Sagt."), picture, CodeBlock("x = 1\ny = 2\n"))))
    last = paragraphs(data)[-4:]
    assert [text(one).strip() for one in last] == ["Sagt.", "", "x = 1", "y = 2"]
    assert [style_of(one) for one in last] == ["Quote", "Quote", "MbKode", "MbKode"]
    beside = last[2].find(f"{W}pPr/{W}pBdr/{W}left")
    indent = indent_of(last[2])
    begin = indent["left"] - indent["hanging"]
    assert begin == 336 + 120
    assert begin - int(beside.get(f"{W}space")) * 20 == 336 - 10 * 20  # as beside the text
    assert list(last[2].iter(f"{W}tab")) == []
    wide = int(next(last[1].iter("{*}extent")).get("cx")) / 635
    assert wide <= 7370 - 284 + 1


def test_bold_words_are_bold_in_a_heading_that_is_not() -> None:
    words_ = (Run("A "), Run("fed", strong=True))
    data = drawn(Heading(3, words_), plain("x"), Heading(4, words_))
    bold, light = (one for one in paragraphs(data) if text(one).strip() == "A fed")
    assert bold.find(f".//{W}rStyle") is None
    assert light.find(f".//{W}rStyle").get(f"{W}val") == "Strong"
