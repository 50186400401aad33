"""What the record of what was issued tells of a version whose source is not at hand.

That is numbers, titles and attachments, as the public reads them.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from moedebog.catalogue import Udfald
from moedebog.compose.identity import ids_of
from moedebog.difference.state import AttachmentState, ItemState, VersionState
from moedebog.issued import Issue, IssuedItem
from moedebog.phrases import Phrases


def state_of_record(issue: Issue, issues: Sequence[Issue], words: Phrases) -> VersionState:
    """A version as the record has it; ``issues`` are all of the meeting."""
    ids = ids_of(issue, issues)
    return VersionState(
        dokument=issue.dokument,
        alt=False,
        hoved=(),
        indledning=(),
        punkter=tuple(
            _item(own, item, words) for own, item in zip(ids, issue.punkter, strict=True)
        ),
        slutning=(),
        bilag=(),
    )


def as_recorded(state: VersionState, issue: Issue) -> VersionState:
    """Of what the public reads, what the record would tell; ``issue`` is to be compared with it."""
    knows_attachments = any(item.id for item in issue.punkter)
    return VersionState(
        dokument=state.dokument,
        alt=False,
        hoved=(),
        indledning=(),
        punkter=tuple(_bare(item, attachments=knows_attachments) for item in state.punkter),
        slutning=(),
        bilag=(),
    )


def _item(own: str, item: IssuedItem, words: Phrases) -> ItemState:
    return ItemState(
        id=own,
        nr=item.nr,
        titel=item.titel,
        status=Udfald.UDGAAR.value if item.udgaaet else "",
        bilag=tuple(
            AttachmentState(words.attachment.format(number=one.nr), one.titel, one.sha256)
            for one in item.bilag
            if one.titel  # else it was closed
        ),
    )


def _bare(item: ItemState, *, attachments: bool) -> ItemState:
    return ItemState(
        id=item.id,
        nr=item.nr,
        titel=item.titel,
        status=item.status if item.status == Udfald.UDGAAR else "",
        bilag=tuple(
            replace(one, adresse="", udsendes_med="", udgaaet=False)
            for one in item.bilag
            if attachments and not one.lukket
        ),
    )
