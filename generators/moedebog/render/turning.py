"""What stands on turned pages beside the tables that they are turned for, in all formats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Protocol, TypeVar

MOST_EMPTY = 1 / 3
"""Of a page, where nothing has to begin a new one."""


class Turnable(Protocol):
    """What a document is made of, as a renderer has it: a paragraph, a table."""

    turned: bool
    """It stands on a page that is turned."""
    keep: bool
    """It stays on the page of what follows."""
    new_page: bool
    """It begins a page."""
    closes: bool
    """It is the last one of an item."""


P = TypeVar("P", bound=Turnable)


def turn_leading(pieces: Sequence[Turnable]) -> None:
    """Turn what leads to a turned table."""
    for piece, following in reversed(list(pairwise(pieces))):
        if following.turned and piece.keep:
            piece.turned = True


def between(pieces: Iterable[P]) -> Iterator[list[P]]:
    """What stands between a turned piece and the next one."""
    held: list[P] | None = None
    for piece in pieces:
        if piece.turned:
            if held:
                yield held
            held = []
        elif piece.new_page:
            held = None
        elif held is not None:
            held.append(piece)


def rest_of_item(waiting: Iterable[P]) -> list[P]:
    """The pieces up to the last of an item; none if a page begins among them."""
    rest: list[P] = []
    for piece in waiting:
        if piece.turned or piece.new_page:
            return []
        rest.append(piece)
        if piece.closes:
            return rest
    return rest
