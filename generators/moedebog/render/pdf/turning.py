"""What stands on turned pages beside the tables that they are turned for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from moedebog.render.pdf.flowables import Flowable, indent
from moedebog.render.pdf.sheet import MOST_EMPTY, Sheet


def turn(flowables: Sequence[Flowable], sheet: Sheet) -> None:
    """Turn what leads to a turned table, and what little would have a page of its own between two
    of them.
    """
    for flowable, following in reversed(list(pairwise(flowables))):
        if following.turned and flowable.keep:
            flowable.turned = True
    for between in _between(flowables):
        if is_little(between, sheet):
            for flowable in between:
                flowable.turned = True


def _between(flowables: Iterable[Flowable]) -> Iterator[list[Flowable]]:
    """What stands between a turned flowable and the next one."""
    between: list[Flowable] | None = None
    for flowable in flowables:
        if flowable.turned:
            if between:
                yield between
            between = []
        elif flowable.new_page:
            between = None
        elif between is not None:
            between.append(flowable)


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


def rest_of_item(waiting: Iterable[Flowable]) -> list[Flowable]:
    """The flowables up to the last of an item; none if a page begins among them."""
    rest: list[Flowable] = []
    for flowable in waiting:
        if flowable.turned or flowable.new_page:
            return []
        rest.append(flowable)
        if flowable.closes:
            return rest
    return rest
