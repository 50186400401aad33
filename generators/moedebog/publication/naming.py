"""What attachments are called in a set: ``03.1 Organisering under sundhedsrådet.pptx``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from moedebog.compose import Plan
from moedebog.compose.attachments import belongs
from moedebog.compose.planning import Holder, PlannedItem
from moedebog.document import Audience, Kind
from moedebog.issue.names import file_name
from moedebog.meeting import Fil

_FIGURES = re.compile(r"\d+")
_OF_MEETING = "00"
"""The number of what belongs to the meeting as a whole: it stands first in a folder."""


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
            stem, nth = f"{_sorted(nr) or _OF_MEETING}.{own} {titel}", 1
            while (name := _named(stem, nth, fil)).casefold() in taken:
                nth += 1
            taken.add(name.casefold())
            yield PublicAttachment(name, fil, titel, nr, numbered.reference)


def _named(stem: str, nth: int, fil: Fil) -> str:
    return file_name(stem if nth == 1 else f"{stem} ({nth})", fil.sti.suffix.lower())


def _sorted(nr: str) -> str:
    """A number so that names stand in its order: ``03``, ``03.02``."""
    return _FIGURES.sub(lambda figures: figures[0].zfill(2), nr)
