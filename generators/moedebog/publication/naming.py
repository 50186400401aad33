"""What attachments are called in a set: ``03.1 Organisering under sundhedsrådet.pptx``."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from msgspec import Struct

from moedebog.compose import Plan
from moedebog.compose.attachments import belongs
from moedebog.compose.planning import Holder, PlannedItem
from moedebog.document import Audience, Kind
from moedebog.issue.names import file_name, numbered_stem, unlike
from moedebog.meeting import Fil


class PublicAttachment(Struct, frozen=True):
    """An attachment that everybody may have, as it lies in a set."""

    name: str
    fil: Fil
    titel: str
    punkt: str
    """The number of its item; empty for one of the meeting as a whole."""
    reference: str
    """As it is named from elsewhere, e.g. ``Punkt 3, bilag 1``."""


def public_attachments(planned: Plan, kind: Kind) -> Iterator[PublicAttachment]:
    """Those of a document, the ones that were sent out before it among them; no two alike."""
    plan = planned.of(kind)
    taken: set[str] = set()
    holders: list[Holder] = [plan.whole]
    holders += [one for one in plan.visible(Audience.OFFENTLIG) if not one.off_in(kind)]
    for holder in holders:
        for numbered in holder.bilag:
            fil = holder.attachment_file(numbered.bilag, Audience.OFFENTLIG)
            if fil is None or not belongs(numbered.bilag, kind):
                continue
            nr = holder.numbered.nr if isinstance(holder, PlannedItem) else ""
            own = numbered.nr.removeprefix(f"{nr}.")
            titel = holder.attachment_title(numbered.bilag, Audience.OFFENTLIG)
            name = unlike(
                taken,
                partial(file_name, numbered_stem(nr, own, titel), fil.sti.suffix.lower()),
            )
            yield PublicAttachment(name, fil, titel, nr, numbered.reference)
