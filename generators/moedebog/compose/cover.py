"""The facts of the meeting: when, where, who."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from moedebog import typography
from moedebog.blocks import LabelledItem, LabelledList, Paragraph, Run, plain
from moedebog.catalogue import Datoformat, FremmoedeListe, Rolle
from moedebog.compose import attendance
from moedebog.compose.planning import Plan
from moedebog.document import Audience, Kind
from moedebog.meeting import Navn


def facts(plan: Plan, kind: Kind, audience: Audience) -> LabelledList:
    """The labelled lines of the cover; a line without content is left out."""
    items = _labelled([*_meeting(plan, kind), *_people(plan, kind, audience)])
    return LabelledList((*items, *_contact(plan)))


def presence(plan: Plan, audience: Audience) -> LabelledList:
    """Who took part in the meeting and who did not, for the referat."""
    return LabelledList(_labelled(_presence(plan, audience)))


def _labelled(lines: Iterable[tuple[str, str]]) -> tuple[LabelledItem, ...]:
    return tuple(LabelledItem(label, (plain(text),)) for label, text in lines if text)


def status(plan: Plan, kind: Kind) -> str | None:
    """What the reader must know of the document as such."""
    meeting = plan.meeting
    if meeting.aflyst:
        return "Mødet er aflyst"
    status = meeting.dagsorden_status if kind is Kind.DAGSORDEN else meeting.referat_status
    return status.printed


def _meeting(plan: Plan, kind: Kind) -> Iterator[tuple[str, str]]:
    meeting, separator = plan.meeting, plan.clock_separator
    yield "Møde", meeting.titel or ""
    slot = typography.slot(meeting.start, meeting.slut, separator)
    if (
        meeting.forum.politik.datoformat is Datoformat.KORT
    ):  # else nothing would tell the day of the week
        slot = f"{typography.long_date(meeting.dato)} {slot}"
    yield "Tid", slot
    if kind is Kind.REFERAT and (meeting.faktisk_start or meeting.faktisk_slut):
        began = meeting.faktisk_start or meeting.start
        yield "Afholdt", typography.slot(began, meeting.faktisk_slut, separator)
    yield "Sted", meeting.sted or ""
    yield "Form", meeting.form.printed if meeting.form else ""


def _people(plan: Plan, kind: Kind, audience: Audience) -> Iterator[tuple[str, str]]:
    meeting = plan.meeting
    if kind is Kind.DAGSORDEN:
        yield (
            Rolle.MEDLEM.kind.plural,
            _listed(map(attendance.describe, attendance.members(meeting))),
        )
        reasons = plan.tells_reasons(audience)
        yield "Afbud", attendance.regrets(meeting, meeting.afbud, reasons=reasons)
        yield Rolle.GAEST.kind.plural, _listed(map(attendance.describe, meeting.gaester))
        yield Rolle.MOEDELEDER.kind.name, meeting.moedeleder or ""
        return
    if not any(plan.tells_presence(item, audience) for item in plan.items):
        yield from _presence(plan, audience)
    yield Rolle.MOEDELEDER.kind.name, meeting.moedeleder or ""
    yield Rolle.REFERENT.kind.name, meeting.referent or ""


def _presence(plan: Plan, audience: Audience) -> Iterator[tuple[str, str]]:
    meeting, items = plan.meeting, plan.numbered()
    regrets, unannounced = meeting.afbud, meeting.udeblevet
    reasons = plan.tells_reasons(audience)
    if meeting.forum.politik.fremmoede_liste is FremmoedeListe.SAMLET:
        yield "Mødedeltagere", _listed(attendance.all_members(meeting, items, reasons=reasons))
        regrets = attendance.strangers(meeting, regrets)
        unannounced = attendance.strangers(meeting, unannounced)
    else:
        yield "Til stede", _listed(attendance.attending(meeting, items))
    yield Rolle.GAEST.kind.plural, _listed(map(attendance.describe, meeting.gaester))
    yield "Afbud", attendance.regrets(meeting, regrets, reasons=reasons)
    yield "Udeblevet", attendance.regrets(meeting, unannounced, reasons=reasons)
    yield "Ankom senere", _listed(_moves(plan, audience, "ankom"))
    yield "Forlod mødet", _listed(_moves(plan, audience, "forlod"))


def _moves(plan: Plan, audience: Audience, which: str) -> Iterator[str]:
    for item in plan.visible(audience):
        moves: tuple[Navn, ...] = getattr(item.punkt, which)
        for move in moves:
            if item.closed_to(audience):
                yield move.navn  # when it happened would tell of what is closed
                continue
            nr = item.numbered.nr
            where = f"punkt {nr}" if nr else item.punkt.titel
            when = f", {typography.slot(move.tid, None, plan.clock_separator)}" if move.tid else ""
            yield f"{move.navn} ({where}{when})"


def _contact(plan: Plan) -> Iterator[LabelledItem]:
    kontakt = plan.meeting.forum.kontakt
    if kontakt is None:
        return
    runs: list[Run] = []
    for text in filter(None, (kontakt.navn, kontakt.email, kontakt.telefon)):
        if runs:
            runs.append(Run(", "))
        runs.append(Run(text, link=f"mailto:{text}" if text == kontakt.email else None))
    yield LabelledItem("Kontakt", (Paragraph(tuple(runs)),))


def _listed(texts: Iterable[str]) -> str:
    """Names divided by semicolons: what is said of each may hold commas."""
    return "; ".join(texts)
