"""What the items of a meeting are called in its documents, for who reads of a finding in one."""

from __future__ import annotations

from moedebog.diagnostics import Position
from moedebog.workspace import Workspace

Names = dict[Position, tuple[str, str]]
"""Printed number (``Sag 6``, ``Sag 1 under Lukkede sager``; empty where there is none) and title,
by where the item begins."""


def printed_items(ws: Workspace, name: str) -> Names:
    """The items of a meeting file; none where it cannot be read so far, or is no meeting."""
    from moedebog.compose.attachments import item_name
    from moedebog.compose.numbering import number
    from moedebog.load import load
    from moedebog.phrases import DANISH
    from moedebog.phrases.item_words import word_by_number

    try:
        meeting = load(ws, ws.meeting_file(name), looks=False).meeting
        if meeting is None:
            return {}
        items, _ = number(meeting)  # no plan: of a meeting there is one for each command
    except Exception:  # noqa: BLE001 - a bug that the file brings out is told by whoever made it
        return {}
    word = word_by_number(meeting.forum.politik.punktord, DANISH)
    pattern = f"{word} {{number}}".strip()
    return {
        item.punkt.position: (
            item_name(item, pattern, DANISH) if item.nr else "",
            item.punkt.titel,
        )
        for item in items
    }
