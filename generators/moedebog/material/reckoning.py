"""Which page of the whole each part begins on, before any of them is drawn for good."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from moedebog.material.contents import Entry


class Counts(Struct):
    """How many pages the parts have that are drawn here."""

    document: int
    lists: list[int]
    """For each file, that of its attachments."""
    covers: dict[str, int]
    """For each attachment, what stands before it."""


class PageReckoning:
    """Pages are counted through all files, from 0 on."""

    def __init__(
        self, divided: Sequence[Sequence[Entry]], counts: Counts, own: Mapping[str, int]
    ) -> None:
        """``own``: how many pages each attachment has that is in the file."""
        self.lists: list[int] = []
        self.covers: dict[str, int] = {}
        self.inside: dict[str, range] = {}
        page = counts.document
        for entries, length in zip(divided, counts.lists, strict=True):
            self.lists.append(page)
            page += length
            for entry in entries:
                self.covers[entry.key] = page
                page += counts.covers[entry.key]
                self.inside[entry.key] = range(page, page + own.get(entry.key, 0))
                page += own.get(entry.key, 0)
        self.pages = page
        """How many there are."""
