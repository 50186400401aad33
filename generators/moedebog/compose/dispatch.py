"""What goes out with a document: attachments, the calendar entry, and what is held back."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime, time, timedelta

from msgspec.structs import replace

from moedebog import typography
from moedebog.blocks import plain
from moedebog.catalogue import Slags
from moedebog.compose.planning import Plan, PlannedItem
from moedebog.document import (
    Audience,
    Document,
    Forsendelse,
    Indkaldelse,
    Kind,
    Oversigt,
    Vedlagt,
)
from moedebog.meeting import Afsnit

WITHHELD = "Materialet til punktet er ikke med i dette eksemplar på grund af inhabilitet."
USUAL_LENGTH = timedelta(hours=1)
"""Of a meeting that does not say when it ends."""


def without_disqualified(plan: Plan, names: Collection[str]) -> Plan:
    """The plan with nothing but number, title and slot of the items that ``names`` are out of.

    The names are as the meeting has them: whose they are is known by now. A closed item keeps its
    public title only. Numbers of items and attachments stay.
    """
    items: list[PlannedItem] = []
    for item in plan.items:
        parent = item.numbered.parent
        own = any(one.navn in names for one in item.punkt.inhabil)
        above = parent is not None and items[parent].withheld
        items.append(_withheld(item) if own or above else item)
    return replace(plan, items=tuple(items))


def _withheld(item: PlannedItem) -> PlannedItem:
    punkt = item.punkt
    title = item.title_for(Audience.OFFENTLIG)
    closed = item.closed_to(Audience.OFFENTLIG)
    stripped = replace(
        punkt,
        titel=title,
        afsnit=(Afsnit(Slags.TEKST, tekst=(plain(WITHHELD),)),),
        sagsnr=() if closed else punkt.sagsnr,
        dok_nr=None if closed else punkt.dok_nr,
        kle=None if closed else punkt.kle,
        sagstype_tekst=None if closed else punkt.sagstype_tekst,
        gaester=() if closed else punkt.gaester,
    )
    return replace(item, numbered=replace(item.numbered, punkt=stripped), bilag=(), withheld=True)


def dispatch(plan: Plan, document: Document, calendar: Oversigt) -> Forsendelse:
    """The document with what goes out with it; ``calendar`` is what its entry lists."""
    meeting = plan.meeting
    kontakt = meeting.forum.kontakt
    left_out = {item.numbered.anchor for item in plan.items if item.withheld}
    return Forsendelse(
        document=document,
        indkaldelse=entry(plan, _listed(calendar)),
        tid=typography.slot(meeting.start, meeting.slut, plan.clock_separator),
        sted=meeting.sted or "",
        kontakt=tuple(filter(None, (kontakt.navn, kontakt.email, kontakt.telefon)))
        if kontakt
        else (),
        bilag=tuple(attached(plan, document.kind, document.audience)),
        udeladt=tuple(p.overskrift for p in document.punkter if p.anker in left_out),
    )


def attached(plan: Plan, kind: Kind, audience: Audience) -> Iterator[Vedlagt]:
    """The files that this audience may read and that go out with this very document."""
    for item in plan.visible(audience):
        for numbered in item.bilag:
            fil = item.attachment_file(numbered.bilag, audience)
            if fil is not None and numbered.bilag.udsendes_med.value == kind:
                yield Vedlagt(
                    item.numbered.anchor,
                    numbered.reference,
                    numbered.bilag.titel,
                    fil.sti,
                    fil.position,
                )


def _listed(overview: Oversigt) -> str:
    """The items, a line each."""
    return "\n".join(
        " ".join(
            filter(None, [line.nr and f"{line.nr}.", line.titel, line.tid and f"({line.tid})"])
        )
        for line in overview.linjer
    )


def entry(plan: Plan, tekst: str = "") -> Indkaldelse:
    """The meeting's entry for the calendar; ``tekst`` stands in it."""
    meeting = plan.meeting
    start = datetime.combine(meeting.dato, meeting.start)
    title = f"{meeting.forum.navn}, {meeting.titel}" if meeting.titel else meeting.forum.navn
    return Indkaldelse(
        id=meeting.id,
        titel=title,
        start=start,
        slut=_end(plan, start),
        sted=meeting.sted or "",
        aflyst=meeting.aflyst,
        tekst=tekst,
    )


def _end(plan: Plan, start: datetime) -> datetime:
    """When the meeting is planned to end: as stated, else when the last item ends."""
    ends = [plan.meeting.slut] if plan.meeting.slut else []
    ends = ends or [item.slot.end for item in plan.items if item.slot and item.slot.end]
    last: time | None = max(ends, default=None)
    if last is None:
        return start + USUAL_LENGTH
    end = datetime.combine(start, last)
    return end if end > start else end + timedelta(days=1)
