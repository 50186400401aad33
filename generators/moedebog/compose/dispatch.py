"""What goes out with a document: attachments, the calendar entry, and what is held back."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime, time, timedelta

from msgspec.structs import replace

from moedebog import typography
from moedebog.blocks import plain
from moedebog.catalogue import Slags
from moedebog.compose.planning import Holder, Plan, PlannedItem
from moedebog.document import Audience, Document, Kind
from moedebog.fakta import Fakta, Punktfakta, TomGruppefakta
from moedebog.meeting import Afsnit
from moedebog.outgoing import Forsendelse, Indkaldelse, Vedlagt
from moedebog.phrases import Phrases

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
        afsnit=(Afsnit(Slags.TEKST, tekst=(plain(item.phrases.withheld),)),),
        sagsnr=() if closed else punkt.sagsnr,
        dok_nr=None if closed else punkt.dok_nr,
        kle=None if closed else punkt.kle,
        sagstype_tekst=None if closed else punkt.sagstype_tekst,
        gaester=() if closed else punkt.gaester,
    )
    return replace(item, numbered=replace(item.numbered, punkt=stripped), bilag=(), withheld=True)


def dispatch(plan: Plan, document: Document, fakta: Fakta, public: Fakta) -> Forsendelse:
    """The document with what goes out with it; ``public`` is what the calendar may tell."""
    meeting = plan.meeting
    kontakt = meeting.forum.kontakt
    left_out = {item.numbered.anchor for item in plan.items if item.withheld}
    return Forsendelse(
        document=document,
        fakta=fakta,
        indkaldelse=entry(plan, public),
        tid=typography.slot(meeting.start, meeting.slut, plan.phrases, plan.clock_separator),
        kontakt=tuple(filter(None, (kontakt.navn, kontakt.email, kontakt.telefon)))
        if kontakt
        else (),
        bilag=tuple(attached(plan, document.kind, document.audience)),
        udeladt=tuple(p.overskrift for p in document.punkter if p.anker in left_out),
        phrases=plan.phrases,
    )


def attached(plan: Plan, kind: Kind, audience: Audience) -> Iterator[Vedlagt]:
    """The files that this audience may read and that go out with this very document."""
    holders: list[tuple[str, Holder]] = [("", plan.whole)]
    holders += ((item.numbered.anchor, item) for item in plan.visible(audience))
    for anchor, holder in holders:
        for numbered in holder.bilag:
            fil = holder.attachment_file(numbered.bilag, audience)
            if fil is not None and numbered.bilag.udsendes_med.value == kind:
                yield Vedlagt(
                    anchor,
                    numbered.reference,
                    numbered.bilag.titel,
                    fil.sti,
                    fil.position,
                )


def entry(plan: Plan, public: Fakta) -> Indkaldelse:
    """The meeting's entry for the calendar, which others can often see too."""
    moede, words = public.moede, plan.phrases
    titel = f"{plan.called}, {moede.titel}" if moede.titel else plan.called
    lines: list[str] = []
    waiting = list(public.tomme_grupper)
    last: str | None = None
    for punkt in (*public.punkter, None):
        if punkt is None or punkt.niveau == 1:
            while waiting and waiting[0].efter == last:
                lines += _empty_group(waiting.pop(0), words)
            last = punkt.anker if punkt else None
        if punkt:
            lines += filter(None, [punkt.gruppe, punkt.undergruppe])
            lines.append(_line(plan, punkt))
    return Indkaldelse(
        moede=moede,
        titel=titel,
        overskrift=words.entry_cancelled.format(title=titel) if moede.aflyst else titel,
        slut=_end(plan, datetime.combine(moede.dato, plan.meeting.start)),
        tekst="\n".join(lines),
    )


def _empty_group(tom: TomGruppefakta, words: Phrases) -> Iterator[str]:
    """``Lukkede punkter: Ingen``."""
    names = list(filter(None, (tom.gruppe, tom.undergruppe)))
    yield from names[:-1]
    yield words.labelled.format(label=names[-1], text=words.empty_group)


def _line(plan: Plan, punkt: Punktfakta) -> str:
    """``7. Implementering (kl. 12.10-12.30)``."""
    words = [f"{punkt.nr}."] if punkt.nr else []
    if punkt.sagstype_tekst and plan.meeting.forum.politik.sagstype_i_titel:
        words.append(f"{punkt.sagstype_tekst}:")
    words.append(punkt.titel)
    if punkt.start:
        end = punkt.slut.time() if punkt.slut else None
        slot = typography.slot(punkt.start.time(), end, plan.phrases, plan.clock_separator)
        words.append(f"({slot})")
    return " ".join(words)


def _end(plan: Plan, start: datetime) -> datetime:
    """When the meeting is planned to end: as stated, else when the last item ends."""
    ends = [plan.meeting.slut] if plan.meeting.slut else []
    ends = ends or [item.slot.end for item in plan.items if item.slot and item.slot.end]
    last: time | None = max(ends, default=None)
    if last is None:
        return start + USUAL_LENGTH
    end = datetime.combine(start, last)
    return end if end > start else end + timedelta(days=1)
