"""What goes out with a document: attachments and the calendar entry."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from moedebog import typography
from moedebog.catalogue import UdsendesMed
from moedebog.compose.contacts import contact
from moedebog.compose.planning import Holder, Plan, PlannedItem, was_dropped
from moedebog.document import Audience, Document, Kind
from moedebog.fakta import Fakta, Punktfakta, TomGruppefakta
from moedebog.outgoing import Forsendelse, Indkaldelse, Kontaktlinje, Tidsrum, Vedlagt
from moedebog.phrases import Phrases


def dispatch(plan: Plan, document: Document, fakta: Fakta, public: Fakta) -> Forsendelse:
    """The document with what goes out with it; ``public`` is what the calendar may tell."""
    meeting = plan.meeting
    left_out = {item.numbered.anchor for item in plan.items if item.withheld}
    return Forsendelse(
        document=document,
        fakta=fakta,
        indkaldelse=entry(plan, public, document.audience),
        tid=plan.time_text,
        dato_tid=_when(plan, document),
        kontakt=tuple(Kontaktlinje(text, link) for text, link in contact(meeting.forum.kontakt)),
        bilag=tuple(attached(plan, document.kind, document.audience)),
        udeladt=tuple(p.overskrift for p in document.punkter if p.anker in left_out),
        phrases=plan.phrases,
        moedelink=plan.moedelink_for(document.audience) if document.kind is Kind.DAGSORDEN else "",
        klokkeslaet=plan.clock_separator,
    )


def _when(plan: Plan, document: Document) -> str:
    if not plan.time_text:
        return document.dato_tekst
    if plan.lasts_days:
        return plan.time_text
    if not plan.meeting.written:
        return f"{document.dato_tekst} {plan.time_text}"
    label = plan.phrases.label_deadline
    return plan.phrases.labelled.format(label=label, text=plan.time_text)


def attached(plan: Plan, kind: Kind, audience: Audience) -> Iterator[Vedlagt]:
    """The files that this audience may read and that go out with this very document."""
    plan = plan.of(kind)
    holders: list[tuple[str, Holder]] = [("", plan.whole)]
    held_by = (item for item in plan.visible(audience) if not item.off_in(kind))
    holders += ((item.numbered.anchor, item) for item in held_by)
    for anchor, holder in holders:
        for numbered in holder.bilag:
            fil = holder.attachment_file(numbered.bilag, audience)
            sent = numbered.bilag.udsendes_med
            if fil is None or sent.is_listed_before is not (kind is Kind.DAGSORDEN):
                continue
            if sent is not UdsendesMed.EFTERSENDES or fil.stoerrelse is not None:
                yield Vedlagt(
                    anchor,
                    numbered.reference,
                    numbered.bilag.titel,
                    fil.sti,
                    fil.position,
                )


def entry(plan: Plan, public: Fakta, audience: Audience) -> Indkaldelse:
    """The meeting's entry for the calendar, which others can often see too.

    ``audience``: who gets it, and so whether it has the link to take part from afar.
    """
    moede, words = public.moede, plan.phrases
    own = plan.title or ""
    if plan.meeting.titel is None:
        own = typography.uncapitalised(own)  # »extraordinary meeting«, after the forum's name
    titel = words.list_separator.join(filter(None, (plan.called, own)))
    heading = titel
    if plan.meeting.written:
        told = words.entry_deadline if plan.meeting.svarfrist else words.entry_written
        heading = told.format(title=titel)
    return Indkaldelse(
        moede=moede,
        titel=titel,
        overskrift=words.entry_cancelled.format(title=heading) if moede.aflyst else heading,
        dage=_days(plan),
        tekst="\n".join(_lines(plan, public)),
        link=plan.moedelink_for(audience),
    )


def _lines(plan: Plan, public: Fakta) -> Iterator[str]:
    """The overview as text, with the headings of days and groups."""
    words = plan.phrases
    waiting = list(public.tomme_grupper)
    last: str | None = None
    for item, punkt in zip(plan.visible(Audience.OFFENTLIG), public.punkter, strict=True):
        if punkt.niveau == 1:
            yield from _empty_groups(waiting, last, words)
            last = punkt.anker
        if day := plan.day_begun(item):
            yield typography.capitalised(typography.long_date(day, words))
        yield from filter(None, (punkt.gruppe, punkt.undergruppe))
        yield _line(plan, punkt, item.listed_title(Kind.DAGSORDEN, Audience.OFFENTLIG))
    yield from _empty_groups(waiting, last, words)


def _empty_groups(waiting: list[TomGruppefakta], last: str | None, words: Phrases) -> Iterator[str]:
    """Those of the groups that follow the item whose anchor is ``last``."""
    while waiting and waiting[0].efter == last:
        yield from _empty_group(waiting.pop(0), words)


def _empty_group(tom: TomGruppefakta, words: Phrases) -> Iterator[str]:
    """``Lukkede punkter: Ingen``."""
    names = list(filter(None, (tom.gruppe, tom.undergruppe)))
    yield from names[:-1]
    yield words.labelled.format(label=names[-1], text=words.empty_group)


def _line(plan: Plan, punkt: Punktfakta, titel: str) -> str:
    """``7. Implementering (kl. 12.10-12.30)``."""
    words = [f"{punkt.nr}."] if punkt.nr else []
    if punkt.sagstype_tekst and plan.meeting.forum.politik.sagstype_i_titel:
        words.append(f"{punkt.sagstype_tekst}:")
    words.append(titel)
    if punkt.start:
        end = punkt.slut.time() if punkt.slut else None
        slot = typography.slot(punkt.start.time(), end, plan.phrases, plan.clock_separator)
        words.append(f"({slot})")
    return " ".join(words)


def _days(plan: Plan) -> tuple[Tidsrum, ...]:
    """When the meeting is, day by day; of a written procedure the deadline."""
    meeting, reckoned = plan.meeting, plan.reckoning
    if meeting.written:
        return (Tidsrum(_deadline(plan)),)
    if meeting.start is None:
        return tuple(map(Tidsrum, reckoned.dates))
    days = []
    for index, day in enumerate(reckoned.days):
        items = [i for i, of in zip(plan.items, reckoned.of_items, strict=True) if of == index]
        start, end = datetime.combine(day.dato, day.begins), _end(plan, items)
        if meeting.slut is not None and day is reckoned.days[-1]:
            end = reckoned.moment(reckoned.on_last(meeting.slut))
        if end is not None and end <= start:  # nobody has said when the last day begins
            return tuple(map(Tidsrum, reckoned.dates))
        days.append(Tidsrum(start, end))
    return tuple(days)


def _deadline(plan: Plan) -> datetime | date:
    """Until when a written procedure is answered: a moment, or a whole day."""
    if plan.meeting.svarfrist is None:
        return plan.meeting.dato
    day, clock = plan.meeting.svarfrist
    return datetime.combine(day, clock) if clock else day


def _end(plan: Plan, items: list[PlannedItem]) -> datetime | None:
    """When the programme of a day ends.

    ``None`` where nobody has said how long its last item takes: an hour made up would be taken for
    an agreement.
    """
    timed = [index for index, item in enumerate(items) if item.slot]
    if not timed or any(_takes_time(plan, item) for item in items[timed[-1] + 1 :]):
        return None
    slots = [item.slot for item in items if item.slot]
    if max(slots, key=lambda slot: slot.start).end is None:
        return None
    return max(slot.end for slot in slots if slot.end)


def _takes_time(plan: Plan, item: PlannedItem) -> bool:
    """Whether an item without a slot takes time that nobody has said."""
    punkt, parent = item.punkt, item.numbered.parent
    if parent is not None and plan.items[parent].slot:
        return False  # it is within what its item takes
    off = item.withdrawn is not None or was_dropped(punkt)
    return not off and (punkt.sagstype is None or punkt.sagstype.kind.takes_time)
