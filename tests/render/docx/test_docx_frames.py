"""What is brought out in Word: one straight bar and one ground from heading to last line."""

from __future__ import annotations

from itertools import pairwise
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
    tree,
)
from moedebog.blocks import plain
from moedebog.render.docx import render

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
