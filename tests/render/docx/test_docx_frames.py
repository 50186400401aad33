"""What is brought out in Word: one straight bar and one ground from heading to last line."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

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
from moedebog.blocks import Block, LabelledItem, LabelledList, Quote, plain
from moedebog.document import Afsnitstekst
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


def test_no_two_neighbours_are_joined_into_one_frame() -> None:
    """Word draws one frame around neighbours with equal borders, with gaps where they differ."""
    tops = [
        one.find(f"{W}pPr/{W}pBdr/{W}top").get(f"{W}sz")
        for one in framed(tree(render(document(item(1, DECISION)), REFERAT)))
    ]
    assert all(upper != lower for upper, lower in pairwise(tops))


def test_other_sections_have_no_frame() -> None:
    other = section(plain("Noget andet."), heading="Resumé")
    data = render(document(item(1, other, DECISION)), REFERAT)
    for words in ("Noget andet.", "Resumé", "Punkt 1: Et punkt"):
        assert paragraph(data, words).find(f"{W}pPr/{W}shd") is None


def in_frame(*blocks: Block, slags: str = "beslutning", **more: Any) -> Afsnitstekst:
    return replace(section(*blocks, heading="Beslutning"), slags=slags, **more)


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
        assert heading.get(f"{W}color") != text.get(f"{W}color")
        assert heading.get(f"{W}val") == "single"


def test_names_to_sign_beside_stand_in_the_middle_of_rows_that_are_alike() -> None:
    sheet = table(("Navn", "Underskrift"), ("Anna Eksempel", ""), ("Bo Eksempel", ""))
    sheet = replace(sheet, by_hand=True)
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
