"""The bookmarks of a PDF."""

from __future__ import annotations

import pypdf
from pypdf.generic import Destination


def bookmarks(reader: pypdf.PdfReader) -> list[tuple[int, str]]:
    def walk(entries: list[object], depth: int) -> list[tuple[int, str]]:
        found: list[tuple[int, str]] = []
        for entry in entries:
            if isinstance(entry, list):
                found += walk(entry, depth + 1)
            else:
                assert isinstance(entry, Destination)
                found.append((depth, str(entry.title)))
        return found

    return walk(list(reader.outline), 1)
