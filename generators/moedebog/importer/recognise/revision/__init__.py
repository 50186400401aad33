"""The last look at a draft: what may be wrong with it, by evidence, whatever has read it.

Whoever reads a document knows the forms that have been thought of. Here the finished draft, and the
pieces that it was made of, are gone through once more, one question after the other, each in a
module of its own. No question changes the text: it notes what is doubtful where that stands, and
takes back what the draft claims of who was there.
"""

from __future__ import annotations

from collections.abc import Sequence

from moedebog.importer.pieces import Piece
from moedebog.importer.recognise.draft import Draft, flat
from moedebog.importer.recognise.revision import (
    attachments,
    closed,
    decisions,
    head,
    items,
    presence,
)


def look_again(draft: Draft, pieces: Sequence[Piece]) -> None:
    """Notes what may be wrong with ``draft``; its items begin in ``pieces``.

    A document of ours is passed over, since nothing of it is guessed.
    """
    if any(item.start.sure for item in flat(draft.items)):
        return
    head.ask(draft)
    presence.ask(draft)
    items.ask(draft, pieces)
    decisions.ask(draft)
    attachments.ask(draft)
    closed.ask(draft)
