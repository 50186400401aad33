"""Copies of PDF attachments without what not everybody may read (``udelad``).

``copies`` makes and keeps them; what is taken out of a file, ``indhold.leaving_out`` knows. Both
are loaded only for a meeting that leaves something out of one.
"""

from __future__ import annotations

from msgspec.structs import replace

from moedebog.meeting import Meeting, with_attachments


def without_copies(meeting: Meeting) -> Meeting:
    """The meeting as its file alone tells it."""
    return with_attachments(meeting, lambda bilag, _: replace(bilag, kopi=None))
