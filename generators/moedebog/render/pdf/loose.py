"""Pages that hold blocks alone, without the head of a document: of a picture, or of a text."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from moedebog.blocks import Blocks, Picture
from moedebog.diagnostics import Position, Problems
from moedebog.document import Document
from moedebog.pictures import measure
from moedebog.render.pdf import pages
from moedebog.render.pdf.body import Body
from moedebog.render.pdf.flowables import DrawnPicture, Flowable
from moedebog.render.pdf.shaping import Shaper
from moedebog.render.pdf.sheet import Sheet
from moedebog.render.pdf.story import Story
from moedebog.render.pdf.turning import turn
from moedebog.settings.appearance import Style
from tagged import Node, Role

_POINTS = 72
_EDGE, _FOOT = 28.0, 42.0
"""Around pictures: less than around texts, since scanned pages have margins of their own; at the
foot there is room for a number."""
_ROUND = 0.1
"""So much of the room is left, so that rounding does not push it to the next page."""


def draw_loose(document: Document, blocks: Blocks, style: Style) -> bytes:
    """The PDF of these blocks; of the document only what it is called and its language are told.

    A picture has a page of its own, upright or turned as it has more room, and is no larger than
    it is by nature. Raises ``Problems`` or ``NoPicture`` for what cannot be drawn.
    """
    bare = replace(style.sidefod, venstre="", midt="", hoejre="", streg=False)
    side = style.side
    if all(isinstance(one, Picture) for one in blocks):
        side = replace(side, top=_EDGE, bund=_FOOT, venstre=_EDGE, hoejre=_EDGE)
    sheet = Sheet(replace(style, side=side, sidefod=bare, sidehoved=bare))
    shaper = Shaper(sheet, document.position, document.sprog)
    body = Body(sheet, shaper)
    tree = Node(Role.DOCUMENT)
    texts = tuple(one for one in blocks if not isinstance(one, Picture))
    flowables = body.flow(texts, tree)
    turn(flowables, sheet)
    for one in blocks:
        if isinstance(one, Picture):
            flowables.append(_page(one.path, one.alt, tree, sheet, document.position))
    if shaper.problems:
        raise Problems(shaper.problems)
    return pages.draw(Story(flowables, tree), document, sheet)


def _page(path: Path, alt: str, tree: Node, sheet: Sheet, place: Position) -> Flowable:
    across, down = (length * _POINTS for length in measure(path).inches)
    turned = _fits(across, down, sheet, turned=True) > _fits(across, down, sheet, turned=False)
    node = tree.add(Role.FIGURE, alternative=alt)
    limit = (sheet.wide if turned else sheet.upright).height - _ROUND
    made = DrawnPicture(path, (across, down), node, limit, place)
    made.turned = turned
    made.spreads = made.new_page = True
    return made


def _fits(across: float, down: float, sheet: Sheet, *, turned: bool) -> float:
    """How large it can be drawn there, at most as it is."""
    area = sheet.wide if turned else sheet.upright
    return min(1.0, area.width / across, area.height / down)
