"""What the record of what was issued tells of a version whose source is not at hand.

That is numbers, titles and attachments, as the public reads them, and checksums, which say of each
item, and of what stands around them, whether it is another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from moedebog.catalogue import Udfald
from moedebog.compose.identity import ids_of
from moedebog.difference import legacy
from moedebog.difference.changes import Changes, Edit, How, Where
from moedebog.difference.state import AttachmentState, ItemState, VersionState
from moedebog.difference.sums import Digest
from moedebog.document import Audience
from moedebog.issued import Issue, IssuedItem
from moedebog.outgoing import Forsendelse
from moedebog.phrases import Phrases


def state_of_record(issue: Issue, issues: Sequence[Issue], words: Phrases) -> VersionState:
    """A version as the record has it; ``issues`` are all of the meeting."""
    ids = ids_of(issue, issues)
    sent = frozenset(digest for _, digest in issue.filer)
    return VersionState(
        dokument=issue.dokument,
        alt=False,
        hoved=(),
        indledning=(),
        punkter=tuple(
            _item(own, item, words, sent) for own, item in zip(ids, issue.punkter, strict=True)
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


HEAD_UNKNOWN = Edit(Where.HOVED, How.TEKST)
"""What stands around the items is another; what it was is not known."""
UNKNOWN = Edit(Where.DOKUMENT, How.TEKST)
"""Something is another, and it is not known what."""


class Recorded(Struct, frozen=True):
    """The checksums of a version, or of this moment, for one audience."""

    whole: str
    head: str
    items: Mapping[tuple[str, str], str]
    """By number and title, as the public reads them."""


def recorded(issue: Issue, audience: Audience) -> Recorded:
    """Those that the record has of a version."""
    own = issue.known_as(audience)
    items = {(item.nr, item.titel): item.sums[own] for item in issue.punkter}
    return Recorded(issue.sums[own], issue.heads[own], items)


def sums_of_now(
    both: Mapping[Audience, Forsendelse], audience: Audience, digest: Digest
) -> Recorded | None:
    """Those that the record would have of this moment; ``None`` where there can be none."""
    try:
        sums = legacy.sums(both, digest)
    except legacy.OutsideFormula:
        return None
    public = both[Audience.OFFENTLIG].document.punkter
    items = {
        (punkt.nr, punkt.titel): own[audience]
        for punkt, own in zip(public, sums.items, strict=True)
    }
    return Recorded(sums.whole[audience], sums.heads[audience], items)


def by_checksums(
    changes: Changes, before: Recorded, now: Recorded, after: VersionState
) -> Iterator[Edit]:
    """What the checksums tell besides the changes that are known, if they can be compared."""
    if not legacy.comparable(before.whole, now.whole) or before.whole == now.whole:
        return
    known = {one.punkt for one in changes}
    more: list[Edit] = []
    if before.head != now.head and not any(map(_is_around, changes)):
        more.append(HEAD_UNKNOWN)
    for item in after.punkter:
        key = item.nr, item.titel
        own = now.items.get(key, "")
        if item.id not in known and before.items.get(key, own) != own:
            edit = Edit(Where.AFSNIT, How.TEKST, punkt=item.id, nr=item.nr, titel=item.titel)
            more.append(edit)
    yield from more
    if not more and not changes:
        yield UNKNOWN


def _is_around(change: Edit) -> bool:
    """Whether it is of what stands around the items."""
    own = (Where.HOVED, Where.INDLEDNING, Where.SLUTNING)
    return change.hvad in own or (change.hvad is Where.BILAG and not change.punkt)


def _item(own: str, item: IssuedItem, words: Phrases, sent: Collection[str]) -> ItemState:
    """``sent``: the checksums of what went out; a referat also names what the dagsorden had."""
    return ItemState(
        id=own,
        nr=item.nr,
        titel=item.titel,
        status=Udfald.UDGAAR.value if item.udgaaet else "",
        bilag=tuple(
            AttachmentState(
                words.attachment.format(number=one.nr),
                one.titel,
                one.sha256 if one.sha256 in sent else "",
            )
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
            replace(one, adresse="", udsendes_med="", udgaaet=False, fil="")
            for one in item.bilag
            if attachments and not one.lukket
        ),
    )
