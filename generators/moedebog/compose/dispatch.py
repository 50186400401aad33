"""What goes out with a document: attachments and the calendar entry."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from moedebog import typography
from moedebog.compose.contacts import contact
from moedebog.compose.planning import Plan
from moedebog.document import Audience, Document, Kind
from moedebog.fakta import Fakta, Punktfakta
from moedebog.outgoing import Forsendelse, Indkaldelse, Kontaktlinje, Vedlagt

USUAL_LENGTH = timedelta(hours=1)
"""Of a meeting that does not say when it ends, where something must be known of it."""


def dispatch(plan: Plan, document: Document, fakta: Fakta, public: Fakta) -> Forsendelse:
    """The document with what goes out with it; ``public`` is what the calendar may tell."""
    meeting = plan.meeting
    left_out = {item.numbered.anchor for item in plan.items if item.withheld}
    return Forsendelse(
        document=document,
        fakta=fakta,
        indkaldelse=entry(plan, public, document.audience),
        tid=typography.slot(meeting.start, meeting.slut, plan.phrases, plan.clock_separator),
        kontakt=tuple(Kontaktlinje(text, link) for text, link in contact(meeting.forum.kontakt)),
        bilag=tuple(attached(plan, document.kind, document.audience)),
        udeladt=tuple(p.overskrift for p in document.punkter if p.anker in left_out),
        phrases=plan.phrases,
        moedelink=plan.moedelink_for(document.audience) if document.kind is Kind.DAGSORDEN else "",
        klokkeslaet=plan.clock_separator,
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


def entry(plan: Plan, public: Fakta, audience: Audience) -> Indkaldelse:
    """The meeting's entry for the calendar, which others can often see too.

    ``audience``: who gets it, and so whether it has the link to take part from afar.
    """
    moede, words = public.moede, plan.phrases
    titel = f"{moede.forum}, {moede.titel}" if moede.titel else moede.forum
    lines: list[str] = []
    for punkt in public.punkter:
        lines += filter(None, [punkt.gruppe])
        lines.append(_line(plan, punkt))
    end = _end(plan)
    start = datetime.combine(moede.dato, plan.meeting.start)
    return Indkaldelse(
        moede=moede,
        titel=titel,
        overskrift=words.entry_cancelled.format(title=titel) if moede.aflyst else titel,
        slut=end or start + USUAL_LENGTH,
        tekst="\n".join(lines),
        slut_er_kendt=end is not None,
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


def _end(plan: Plan) -> datetime | None:
    """When the meeting is planned to end: as stated, else when the last item ends."""
    start = datetime.combine(plan.meeting.dato, plan.meeting.start)
    ends = [plan.meeting.slut] if plan.meeting.slut else []
    ends = ends or [item.slot.end for item in plan.items if item.slot and item.slot.end]
    last: time | None = max(ends, default=None)
    if last is None:
        return None
    end = datetime.combine(start, last)
    return end if end > start else end + timedelta(days=1)
