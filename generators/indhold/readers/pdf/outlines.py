"""Bookmarks, names and labels of pages (ISO 32000-2 § 12.3)."""

from __future__ import annotations

from pikepdf import Dictionary

from indhold.findings import At
from indhold.readers.pdf.told import Told
from indhold.readers.pdf.values import dictionary, entry, text

_MOST = 100_000


def read_outlines(root: Dictionary, told: Told) -> None:
    """Tell each bookmark, though they may loop. Raises ``Exceeded``."""
    waiting = [dictionary(root, "/Outlines", "/First")]
    seen: set[tuple[int, int]] = set()
    while waiting and len(seen) < _MOST:
        one = waiting.pop()
        if one is None or one.objgen in seen:
            continue
        seen.add(one.objgen)
        title = text(one, "/Title", told.collector)
        told.text(title, at=At.BOOKMARK, name=title)
        waiting += [_next(one, "/Next"), _next(one, "/First")]


def _next(one: Dictionary, key: str) -> Dictionary | None:
    found = entry(one, key)
    return found if isinstance(found, Dictionary) and found.is_indirect else None
