"""What goes out with a document: attachments and the calendar entry."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from moedebog import typography
from moedebog.compose.contacts import contact
from moedebog.compose.planning import Plan
from moedebog.document import Audience, Document, Kind
from moedebog.fakta import Fakta, Punktfakta
from moedebog.outgoing import Forsendelse, Indkaldelse, Kontaktlinje, Vedlagt


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
    if plan.lasts_days:
        return plan.time_text
    if not plan.meeting.written:
        return f"{document.dato_tekst} {plan.time_text}"
    if not plan.time_text:
        return document.dato_tekst
    label = plan.phrases.label_deadline
    return plan.phrases.labelled.format(label=label, text=plan.time_text)


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


def entry(plan: Plan, public: Fakta, audience: Audience) -> Indkaldelse:
    """The meeting's entry for the calendar, which others can often see too.

    ``audience``: who gets it, and so whether it has the link to take part from afar.
    """
    moede, words = public.moede, plan.phrases
    titel = words.list_separator.join(filter(None, (moede.forum, plan.title)))
    heading = titel
    if plan.meeting.written:
        told = words.entry_deadline if plan.meeting.svarfrist else words.entry_written
        heading = told.format(title=titel)
    lines: list[str] = []
    for item, punkt in zip(plan.visible(Audience.OFFENTLIG), public.punkter, strict=True):
        if day := plan.day_begun(item):
            lines.append(typography.capitalised(typography.long_date(day, words)))
        lines += filter(None, [punkt.gruppe])
        lines.append(_line(plan, punkt))
    return Indkaldelse(
        moede=moede,
        titel=titel,
        overskrift=words.entry_cancelled.format(title=heading) if moede.aflyst else heading,
        start=_start(plan),
        slut=_end(plan),
        tekst="\n".join(lines),
        link=plan.moedelink_for(audience),
    )


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


def _start(plan: Plan) -> datetime | date:
    """When the meeting begins; of a written procedure the deadline: a moment, or a whole day."""
    meeting = plan.meeting
    if meeting.start is not None:
        return datetime.combine(meeting.dato, meeting.start)
    if meeting.svarfrist is None:
        return meeting.dato
    day, clock = meeting.svarfrist
    return datetime.combine(day, clock) if clock else day


def _end(plan: Plan) -> datetime | None:
    """When the meeting is planned to end: as stated, else when its last item ends.

    ``None`` where nobody has said it: an hour made up would be taken for an agreement.
    """
    if plan.meeting.slut is not None:
        return plan.reckoning.moment(plan.reckoning.on_last(plan.meeting.slut))
    slots = [item.slot for item in plan.items if item.slot]
    last = max(slots, key=lambda slot: slot.start, default=None)
    if last is None or last.end is None or last.start.date() < plan.reckoning.dates[-1]:
        return None
    return max(slot.end for slot in slots if slot.end)
