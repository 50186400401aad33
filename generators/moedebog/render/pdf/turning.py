"""How high is what stands on turned pages beside the tables that they are turned for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from moedebog.render.pdf.flowables import Flowable, indent
from moedebog.render.pdf.sheet import Sheet
from moedebog.render.turning import MOST_EMPTY, between, turn_leading


def turn(flowables: Sequence[Flowable], sheet: Sheet) -> None:
    """Turn what leads to a turned table, and what little would have a page of its own between two
    of them.
    """
    turn_leading(flowables)
    for held in between(flowables):
        if is_little(held, sheet):
            for flowable in held:
                flowable.turned = True


def is_little(flowables: Sequence[Flowable], sheet: Sheet) -> bool:
    """Whether they are too little for a page."""
    return height_of(flowables, sheet) <= sheet.height * MOST_EMPTY


def height_of(flowables: Iterable[Flowable], sheet: Sheet, after: float = 0.0) -> float:
    """The height of flowables one below the other, with their notes, set as wide as on an upright
    page; ``after`` is what the one above them asks for.
    """
    high = 0.0
    for flowable in flowables:
        high += max(after, flowable.before)
        high += flowable.height(sheet.width - indent(flowable, sheet.width))
        high += sum(note.height(sheet.width) for note in flowable.notes())
        after = flowable.after
    return high
