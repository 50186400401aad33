"""What is brought out in Word: one straight bar and one ground from heading to last line."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from msgspec.structs import replace

from docx_samples import (
    REFERAT,
    W,
    bullets,
    document,
    item,
    labelled,
    numbers,
    paragraph,
    section,
    table,
    tree,
)
from moedebog.blocks import (
    Block,
    CodeBlock,
    Heading,
    LabelledItem,
    LabelledList,
    Quote,
    Run,
    plain,
)
from moedebog.document import Afsnitstekst
from moedebog.importer.readers.docx.numbering import BULLET, Numbering
from moedebog.render.docx import render
from moedebog.render.docx.restyle import restyled
from pdf_samples import style_of

DECISION = replace(
    section(
        plain("Godkendt."),
        bullets("yderst", (plain("med"), bullets("inde", (plain("i"), bullets("dybest"))))),
        numbers("et", "to"),
        labelled(Ad_1=(plain("Anbefalet."), plain("Også nu."))),
        heading="Beslutning",
    ),
    slags="beslutning",
)


def framed(body: Any) -> list[Any]:
    return [p for p in body.iter(f"{W}p") if p.find(f"{W}pPr/{W}shd") is not None]


def numbering_indents(data: bytes) -> dict[int, int]:
    """Where the bullet of each level begins, of lists that the template numbers."""
    levels = tree(data, "word/numbering.xml").iter(f"{W}lvl")
    found: dict[int, int] = {}
    for level in levels:
        indent = level.find(f"{W}pPr/{W}ind")
        begin = int(indent.get(f"{W}left")) - int(indent.get(f"{W}hanging"))
        found.setdefault(int(level.get(f"{W}ilvl")), begin)
    return found


def bar_of(found: Any, levels: dict[int, int]) -> float:
    """Where the bar beside a paragraph stands, in points from the margin."""
    properties = found.find(f"{W}pPr")
    indent = properties.find(f"{W}ind")
    depth = properties.find(f"{W}numPr/{W}ilvl")
    begin = 0
    if indent is not None:
        begin = int(indent.get(f"{W}left", "0")) - int(indent.get(f"{W}hanging", "0"))
    elif depth is not None:
        begin = levels[int(depth.get(f"{W}val"))]
    space = properties.find(f"{W}pBdr/{W}left").get(f"{W}space")
    return begin / 20 - int(space)


def test_the_bar_is_straight_from_the_heading_to_the_last_line() -> None:
    data = render(document(item(1, DECISION)), REFERAT)
    body = tree(data)
    found = framed(body)
    assert len(found) >= 11
    levels = numbering_indents(data)
    assert {bar_of(one, levels) for one in found} == {-10}
    assert found[0] is not None
    assert len({one.find(f"{W}pPr/{W}shd").get(f"{W}fill") for one in found}) == 1


def in_frame(*blocks: Block, slags: str = "beslutning", **more: Any) -> Afsnitstekst:
    return replace(section(*blocks, heading="Beslutning"), slags=slags, **more)


LONG = "Godkendt med den bemærkning, at forvaltningen vender tilbage med en ny vurdering. " * 2
CODE = CodeBlock("x = 1\ny = 2\n")
QUOTE = Quote((plain(LONG), plain("To."), bullets("i citatet", (plain("med"), CODE))))
INSIDE: dict[str, Block] = {
    "liste": bullets(LONG, (plain("med kode"), CODE, plain("efter"))),
    "talliste": numbers("et", (plain("to"), numbers("inde", (plain("i"), bullets("dybest"))))),
    "citat": QUOTE,
    "citat i liste": bullets((plain("a"), QUOTE)),
    "citat i citat": Quote((QUOTE,)),
    "kode": CODE,
    "kode i liste": bullets((CODE,)),
    "overskrift": Heading(4, (Run("Baggrund"),)),
    "opstilling": labelled(A="x", B=(bullets("y"),)),
    "opstilling i liste": bullets((plain("a"), labelled(A="x", Længere=(QUOTE,)))),
}


@pytest.mark.parametrize("inside", INSIDE.values(), ids=INSIDE.keys())
def test_the_bar_stays_where_it_is_whatever_an_answer_holds(inside: Block) -> None:
    answers = labelled(Ad_1=(plain("Ja."), inside), Ad_2=(inside, plain("Og mere.")))
    data = render(document(item(1, in_frame(plain("Godkendt."), inside, answers))), REFERAT)
    found = framed(tree(data))
    assert len(found) >= 6
    assert {bar_of(one, numbering_indents(data)) for one in found} == {-10}
    for one in found[1:]:
        spacing = one.find(f"{W}pPr/{W}spacing")
        assert {spacing.get(f"{W}before"), spacing.get(f"{W}after")} == {"0"}
    assert all(one.find(f"{W}pPr/{W}pBdr/{W}right").get(f"{W}space") == "10" for one in found)


def test_text_inside_an_answer_stands_as_far_in_as_outside_a_frame() -> None:
    answers = labelled(Ad_1=(plain("Ja."), bullets("y", (plain("med"), CODE)), plain("så")))
    inside, outside = (
        render(document(item(1, replace(in_frame(answers), slags=kind))), REFERAT)
        for kind in ("beslutning", "sagsfremstilling")
    )
    for words in ("y", "x = 1", "y = 2", "så"):
        assert left_of(paragraph(inside, words)) == left_of(paragraph(outside, words))


def left_of(found: Any) -> int:
    return int(found.find(f"{W}pPr/{W}ind").get(f"{W}left"))


def test_a_bullet_that_cannot_begin_in_its_place_has_blanks_before_it() -> None:
    answers = labelled(Ad_1=(plain("Ja."), bullets("y", "z"), numbers("et")))
    data = render(document(item(1, in_frame(answers))), REFERAT)
    lists = [paragraph(data, words).find(f"{W}pPr/{W}numPr/{W}numId") for words in ("y", "z", "et")]
    y, z, et = (one.get(f"{W}val") for one in lists)
    assert y == z != et
    texts = {
        one.get(f"{W}numId"): one.find(f".//{W}lvlText").get(f"{W}val")
        for one in tree(data, "word/numbering.xml").iter(f"{W}num")
        if one.find(f".//{W}lvlText") is not None
    }
    assert texts[y].lstrip() == "•"
    assert texts[et].lstrip() == "%1."
    begin = left_of(paragraph(data, "y")) - 336
    at = begin - (len(texts[y]) - 1) * 220  # at most, in blanks as wide as the type is high
    assert texts[y][0] == "\u2003"
    assert at <= 420


def test_bullets_in_an_answer_are_read_back_as_bullets(tmp_path: Path) -> None:
    answers = labelled(Ad_1=(plain("Ja."), bullets("y", "z")))
    path = tmp_path / "referat.docx"
    path.write_bytes(render(document(item(1, in_frame(answers))), REFERAT))
    opened = docx.Document(str(path))
    number = paragraph(path.read_bytes(), "y").find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val")
    assert Numbering(opened).label(number, 0) == BULLET


def test_code_in_a_frame_has_the_ground_of_code() -> None:
    data = render(document(item(1, in_frame(plain("Ja."), CODE, plain("Efter.")))), REFERAT)
    fills = [
        paragraph(data, words).find(f"{W}pPr/{W}shd").get(f"{W}fill")
        for words in ("Ja.", "x = 1", "y = 2", "Efter.")
    ]
    assert fills[0] == fills[3] != fills[1] == fills[2]


def test_a_heading_first_in_an_answer_stands_beside_its_label() -> None:
    answers = labelled(Ad_1=(Heading(4, (Run("Baggrund"),)), plain("Ja.")))
    for kind in ("beslutning", "sagsfremstilling"):
        data = render(document(item(1, replace(in_frame(answers), slags=kind))), REFERAT)
        found = paragraph(data, "Ad 1\nBaggrund")
        assert found.find(f"{W}pPr/{W}pStyle").get(f"{W}val").startswith("Mb-")
        assert left_of(found) == left_of(paragraph(data, "Ja."))


def test_a_table_on_a_turned_page_has_the_bar_and_the_ground() -> None:
    wide = table(*[tuple("1.234.567" for _ in range(14)) for _ in range(3)])
    body = tree(render(document(item(1, in_frame(plain("Ja."), wide))), REFERAT))
    assert body.find(f".//{W}pgSz[@{W}orient='landscape']") is not None
    turned = list(body.iter(f"{W}tbl"))[-1]
    last = turned.findall(f"{W}tr")[-1].findall(f"{W}tc/{W}tcPr")
    assert all(cell.find(f"{W}shd") is not None for cell in last)
    assert last[0].find(f"{W}tcBorders/{W}left") is not None


def test_no_two_neighbours_are_joined_into_one_frame() -> None:
    """Word draws one frame around neighbours with equal borders, with gaps where they differ."""
    edges = [
        one.find(f"{W}pPr/{W}pBdr/{W}bottom").get(f"{W}sz")
        for one in framed(tree(render(document(item(1, DECISION)), REFERAT)))
    ]
    assert all(upper != lower for upper, lower in pairwise(edges))


def test_other_sections_have_no_frame() -> None:
    other = section(plain("Noget andet."), heading="Resumé")
    data = render(document(item(1, other, DECISION)), REFERAT)
    for words in ("Noget andet.", "Resumé", "Punkt 1: Et punkt"):
        assert paragraph(data, words).find(f"{W}pPr/{W}shd") is None


def test_the_frame_goes_on_along_a_table_as_wide_as_along_text() -> None:
    sums = table(("Post", "Beløb"), ("Stole", "1.200"), ("Borde", "900"))
    within = bullets((plain("b"), sums))
    body = tree(render(document(item(1, in_frame(plain("Ja."), sums, within, sums))), REFERAT))
    overview, *tables = body.iter(f"{W}tbl")
    assert len(tables) == 3
    bar = framed(body)[0].find(f"{W}pPr/{W}pBdr/{W}left")
    ground = framed(body)[0].find(f"{W}pPr/{W}shd").get(f"{W}fill")
    thick = int(bar.get(f"{W}sz")) / 8
    right = page_width(body) + int(bar.get(f"{W}space")) * 20
    for one in tables:
        begin = int(one.find(f"{W}tblPr/{W}tblInd").get(f"{W}w"))
        assert begin == -round((int(bar.get(f"{W}space")) + thick) * 20)
        assert begin + sum(int(c.get(f"{W}w")) for c in one.iter(f"{W}gridCol")) == right
        for number, row in enumerate(one.iter(f"{W}tr")):
            cells = row.findall(f"{W}tc/{W}tcPr")
            for cell in cells:
                fill = cell.find(f"{W}shd")
                assert (fill is None) if not number else fill.get(f"{W}fill") == ground
            beside = [cell.find(f"{W}tcBorders/{W}left") for cell in cells]
            assert beside[0].get(f"{W}color") == bar.get(f"{W}color")
            assert beside[1] is None
    assert overview.find(f".//{W}tcBorders") is None


def page_width(body: Any) -> int:
    """Between the margins, in twentieths of a point."""
    section_of = next(body.iter(f"{W}sectPr"))
    margins = section_of.find(f"{W}pgMar")
    wide = int(section_of.find(f"{W}pgSz").get(f"{W}w"))
    return wide - int(margins.get(f"{W}left")) - int(margins.get(f"{W}right"))


def test_the_bar_stays_where_it_is_along_a_quotation_that_has_its_own() -> None:
    quoted = Quote((plain("Et citat."), plain("Og et til.")))
    data = render(document(item(1, in_frame(plain("Ja."), quoted))), REFERAT)
    found = framed(tree(data))
    assert {bar_of(one, numbering_indents(data)) for one in found} == {-10}
    bars = [
        one.find(f"{W}pPr/{W}tabs/{W}tab")
        for one in (paragraph(data, words) for words in ("Et citat.", "Og et til."))
    ]
    assert [bar.get(f"{W}val") for bar in bars] == ["bar", "bar"]
    assert all(0 < int(bar.get(f"{W}pos")) < 280 for bar in bars)


def test_neighbouring_frames_are_not_one_block() -> None:
    """Word and LibreOffice colour the gap between two grounds where they are the very same."""
    two = in_frame(plain("Indstillet.")), in_frame(plain("Godkendt."))
    found = framed(tree(render(document(item(1, *two), item(2, *two)), REFERAT)))
    fills = [one.find(f"{W}pPr/{W}shd").get(f"{W}fill") for one in found]
    assert fills == [fills[0], fills[0], fills[2], fills[2]] * 2
    assert sum(abs(int(fills[0][n : n + 2], 16) - int(fills[2][n : n + 2], 16))
               for n in (0, 2, 4)) == 1  # fmt: skip


def test_a_heading_in_a_frame_has_the_rule_that_its_style_asks_for(tmp_path: Path) -> None:
    (tmp_path / "pdf.yaml").write_text(
        "overskrifter: {beslutning: {streg: ja}}\n", encoding="utf-8"
    )
    template = tmp_path / "referat.docx"
    template.write_bytes(restyled(REFERAT.read_bytes(), style_of(tmp_path / "pdf.yaml")).data)
    for path, parted in ((template, False), (REFERAT, True)):
        one = in_frame(plain("Godkendt."), skillelinje=parted)
        body = tree(render(document(item(1, one)), path))
        heading, text = (p.find(f"{W}pPr/{W}pBdr/{W}top") for p in framed(body))
        assert text.get(f"{W}val") == "nil"
        assert heading.get(f"{W}val") == "single"
        ground = framed(body)[0].find(f"{W}pPr/{W}shd").get(f"{W}fill")
        assert heading.get(f"{W}color") != ground


def test_names_to_sign_beside_stand_in_the_middle_of_rows_that_are_alike() -> None:
    sheet = table(("Navn", "Underskrift"), ("Anna Eksempel", ""), ("Bo Eksempel", ""))
    sheet = replace(sheet, by_hand=(12,))
    signed = list(tree(render(document(item(1, section(sheet))), REFERAT)).iter(f"{W}tbl"))[-1]
    rows = signed.findall(f"{W}tr")[1:]
    assert len({row.find(f"{W}trPr/{W}trHeight").get(f"{W}val") for row in rows}) == 1
    for cell in signed.iter(f"{W}tcPr"):
        assert cell[-1].tag == f"{W}vAlign"
        assert cell[-1].get(f"{W}val") == "center"


def test_a_label_of_an_empty_list_is_written() -> None:
    inner = LabelledList((LabelledItem("Alene", (LabelledList(()),)),))
    data = render(document(item(1, section(inner))), REFERAT)
    assert paragraph(data, "Alene") is not None


def test_a_decision_without_a_heading_has_the_frame_too() -> None:
    withdrawn = replace(section(plain("Punktet udgik.")), overskrift=None, slags="beslutning")
    data = render(document(item(1, withdrawn)), REFERAT)
    assert paragraph(data, "Punktet udgik.").find(f"{W}pPr/{W}shd") is not None


def test_a_heading_below_a_frame_stands_as_much_closer_as_the_frame_has_air() -> None:
    after = section(plain("Mere."), heading="Bilag")
    data = render(document(item(1, in_frame(plain("Ja.")), after)), REFERAT)
    other = render(document(item(1, section(plain("Ja."), heading="Resumé"), after)), REFERAT)
    spacing = paragraph(data, "Bilag").find(f"{W}pPr/{W}spacing")
    assert int(spacing.get(f"{W}before")) > 0
    assert paragraph(other, "Bilag").find(f"{W}pPr/{W}spacing") is None


def test_a_quotation_in_an_answer_stands_where_it_should_in_word_and_libreoffice() -> None:
    """A tab stop that is a bar is one at which a tab ends, in LibreOffice."""
    answers = labelled(Ad_1=(plain("Ja."), Quote((plain("Et citat."),))))
    found = paragraph(render(document(item(1, in_frame(answers))), REFERAT), "Et citat.")
    assert len(list(found.iterfind(f"{W}r/{W}tab"))) == 1
    assert found.find(f"{W}pPr/{W}tabs") is None


@pytest.mark.parametrize("heading", ["Beslutning", None])
def test_a_table_last_in_a_frame_has_ground_below_it_and_one_after_code_has_air_above(
    heading: str | None,
) -> None:
    blocks = plain("Godkendt:"), CodeBlock("x = 1"), table(("a", "b"), ("c", "d"))
    decided = replace(section(*blocks, heading=heading), slags="beslutning")
    body = tree(render(document(item(1, decided, section(plain("Mere.")))), REFERAT))
    found = list(body.iter(f"{W}tbl"))[-1]
    for beside in (found.getprevious(), found.getnext()):
        assert "".join(beside.itertext()) == ""
        assert beside.find(f"{W}pPr/{W}shd") is not None
        assert beside.find(f"{W}pPr/{W}spacing").get(f"{W}lineRule") == "exact"
    assert "".join(found.getnext().getnext().itertext()).strip() == "Sagsfremstilling"


def test_the_ground_below_a_turned_table_in_a_frame_stands_on_its_page() -> None:
    turned = replace(table(("a", "b"), ("c", "d")), turned=True)
    decided = replace(section(plain("Godkendt:"), turned), slags="beslutning")
    body = tree(render(document(item(1, decided), item(2, section(plain("Mere.")))), REFERAT))
    below = list(body.iter(f"{W}tbl"))[-1].getnext()
    assert below.find(f"{W}pPr/{W}shd") is not None
    assert below.getnext().find(f"{W}pPr/{W}sectPr") is not None
