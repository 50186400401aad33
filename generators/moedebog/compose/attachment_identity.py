"""Which attachment of an item, or of the meeting, is which of those that it was issued with.

An attachment has no id: it is known by its title, by its file, or by its number if that is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from moedebog.checksums import digest_of
from moedebog.compose.attachments import NumberedBilag, belongs
from moedebog.compose.identity import KnownItem, is_alike
from moedebog.compose.planning import Holder, Plan
from moedebog.document import Kind
from moedebog.issued import IssuedAttachment


class KnownAttachment(Struct, frozen=True):
    """An attachment that was issued, and with which item."""

    item: KnownItem
    it: IssuedAttachment
    """As the record tells it: without a title, if it is closed."""
    own: IssuedAttachment
    """With what it is known by; for nothing else."""

    @property
    def key(self) -> str:
        """What tells it from all others of the meeting."""
        return f"{self.item.id} {self.it.nr}"


class Attachment(Struct, frozen=True, dict=True):
    """An attachment as it is now."""

    holder: Holder
    it: NumberedBilag

    @property
    def titel(self) -> str:
        """Its own title."""
        return self.it.bilag.titel

    @cached_property
    def is_closed(self) -> bool:
        """Whether not everybody may have it."""
        return not self.holder.is_open(self.it.bilag)

    @cached_property
    def digest(self) -> str:
        """The checksum of its file, as the record tells it; empty where there is none."""
        bilag = self.it.bilag
        fil = bilag.fil if self.is_closed or not bilag.udelad else bilag.kopi
        if fil is None or not fil.sti.is_file():
            return ""
        return digest_of(fil.sti)


def known_attachments(item: KnownItem) -> list[KnownAttachment]:
    """Those that an item was ever issued with, the last one of each number."""
    pairs = zip(item.attachments, item.own_attachments, strict=True)
    return [KnownAttachment(item, it, own) for it, own in pairs]


def holders(plan: Plan) -> Iterator[tuple[Holder, KnownItem | None]]:
    """All that has attachments, and what it was issued as."""
    found = plan.identified.whole
    yield from zip(plan.items, found.of_items, strict=True)
    yield plan.whole, found.meeting


def present(plan: Plan, holder: Holder) -> list[Attachment]:
    """The attachments of an item that come with what was issued of the meeting."""
    issued = {issue.dokument for issue in plan.meeting.udgaver}
    kinds = [kind for kind in Kind if kind in issued]
    return [
        Attachment(holder, one)
        for one in holder.bilag
        if any(belongs(one.bilag, kind) for kind in kinds)
    ]


def matched(
    here: Sequence[Attachment], issued: Sequence[KnownAttachment]
) -> dict[int, KnownAttachment]:
    """Which of the attachments that an item was issued with each is, by identity of the latter."""
    found: dict[int, KnownAttachment] = {}
    left, missing = list(here), list(issued)

    def pair(is_same: Callable[[Attachment, IssuedAttachment], bool]) -> None:
        for one in list(left):
            same = next((other for other in missing if is_same(one, other.own)), None)
            if same is not None:
                found[id(one.it)] = same
                left.remove(one)
                missing.remove(same)

    titles = [one.own.titel for one in issued]
    twice = {title for title in titles if title and titles.count(title) > 1}
    pair(
        lambda one, other: (
            one.titel == other.titel
            and one.titel in twice
            and bool(other.sha256)
            and one.digest == other.sha256
        )
    )
    pair(lambda one, other: (one.it.nr, one.titel) == (other.nr, other.titel))
    pair(lambda one, other: one.is_closed and (one.it.nr, "") == (other.nr, other.titel))
    pair(
        lambda one, other: (
            one.it.bilag.nr is not None and one.titel not in titles and one.it.nr == other.nr
        )
    )
    pair(lambda one, other: one.titel == other.titel)
    pair(lambda one, other: bool(other.sha256) and one.digest == other.sha256)
    pair(lambda one, other: one.it.nr == other.nr and is_alike(one.titel, other.titel))
    # where what a closed one is known by is not here, one that is open now may be the same
    pair(lambda one, other: (one.it.nr, "") == (other.nr, other.titel))
    return found
