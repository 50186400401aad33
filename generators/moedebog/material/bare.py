"""A document without its own text: the head and the look of pages that stand beside it."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from moedebog.document import Document, Oversigt

_NO_OVERVIEW = Oversigt("", "", (), (), "")


def bare(document: Document, **told: Any) -> Document:
    """The document with nothing of what it says; ``told``: what it says instead."""
    without = {"oversigt": _NO_OVERVIEW, "punkter": (), "slutafsnit": (), "rettelser": None}
    return replace(document, **{**without, **told})
