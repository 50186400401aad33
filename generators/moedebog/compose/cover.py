"""The facts of the meeting: when, where, who."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from moedebog import typography
from moedebog.blocks import LabelledItem, LabelledList, Paragraph, Run, plain
from moedebog.catalogue import Datoformat, FremmoedeListe
from moedebog.compose import attendance
from moedebog.compose.planning import Plan
from moedebog.document import Audience, Kind
from moedebog.meeting import Navn, Person
from moedebog.phrases import Phrases


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
    meeting, words = plan.meeting, plan.phrases
    if meeting.aflyst:
        return words.status_cancelled
    if kind is Kind.DAGSORDEN:
        return words.dagsorden_status.get(meeting.dagsorden_status)
    return words.referat_status.get(meeting.referat_status)


def _meeting(plan: Plan, kind: Kind) -> Iterator[tuple[str, str]]:
    meeting, words, separator = plan.meeting, plan.phrases, plan.clock_separator
    yield words.label_meeting, meeting.titel or ""
    slot = typography.slot(meeting.start, meeting.slut, words, separator)
    if (
        meeting.forum.politik.datoformat is Datoformat.KORT
    ):  # else nothing would tell the day of the week
        slot = f"{typography.long_date(meeting.dato, words)} {slot}"
    yield words.label_time, slot
    if kind is Kind.REFERAT and meeting.faktisk_start:
        yield words.label_began, typography.slot(meeting.faktisk_start, None, words, separator)
    form = words.forms[meeting.form] if meeting.form else ""
    place = meeting.sted or ""
    # »Virtuelt« is said by »Virtuelt møde«; »Møde« is a place of its own.
    said = f"{form} ".casefold().startswith(f"{place} ".casefold())
    yield words.label_place, "" if said else place
    yield words.label_form, form


def _people(plan: Plan, kind: Kind, audience: Audience) -> Iterator[tuple[str, str]]:
    meeting, words = plan.meeting, plan.phrases
    if kind is Kind.DAGSORDEN:
        members = attendance.members(meeting)
        yield words.label_members, _people_of(members, words)
        reasons = plan.tells_reasons(audience)
        yield (
            words.label_regrets,
            attendance.regrets(meeting, meeting.afbud, words, reasons=reasons),
        )
        yield words.label_guests, _people_of(meeting.gaester, words)
        yield words.label_chair, meeting.moedeleder or ""
        return
    if not any(plan.tells_presence(item, audience) for item in plan.items):
        yield from _presence(plan, audience)
    yield words.label_chair, meeting.moedeleder or ""
    yield words.label_minute_taker, meeting.referent or ""


def _presence(plan: Plan, audience: Audience) -> Iterator[tuple[str, str]]:
    meeting, items, words = plan.meeting, plan.numbered(), plan.phrases
    regrets, unannounced = meeting.afbud, meeting.udeblevet
    reasons = plan.tells_reasons(audience)
    if meeting.forum.politik.fremmoede_liste is FremmoedeListe.SAMLET:
        everybody = attendance.all_members(meeting, items, words, reasons=reasons)
        yield words.label_participants, words.people_separator.join(everybody)
        regrets = attendance.strangers(meeting, regrets)
        unannounced = attendance.strangers(meeting, unannounced)
    else:
        yield (
            words.label_present,
            words.people_separator.join(attendance.attending(meeting, items, words)),
        )
    yield words.label_guests, _people_of(meeting.gaester, words)
    yield words.label_regrets, attendance.regrets(meeting, regrets, words, reasons=reasons)
    yield words.label_absent, attendance.regrets(meeting, unannounced, words, reasons=reasons)
    yield words.label_came, words.people_separator.join(_moves(plan, audience, "ankom"))
    yield words.label_left, words.people_separator.join(_moves(plan, audience, "forlod"))


def _moves(plan: Plan, audience: Audience, which: str) -> Iterator[str]:
    words, separator = plan.phrases, plan.clock_separator
    for item in plan.visible(audience):
        moves: tuple[Navn, ...] = getattr(item.punkt, which)
        for move in moves:
            if item.closed_to(audience):
                yield move.navn  # when it happened would tell of what is closed
                continue
            nr = item.numbered.nr
            where = words.at_item.format(number=nr) if nr else item.punkt.titel
            when = typography.slot(move.tid, None, words, separator) if move.tid else ""
            more = words.list_separator.join(filter(None, (where, when)))
            yield words.in_brackets.format(text=move.navn, more=more)


def _contact(plan: Plan) -> Iterator[LabelledItem]:
    kontakt = plan.meeting.forum.kontakt
    if kontakt is None:
        return
    runs: list[Run] = []
    for text in filter(None, (kontakt.navn, kontakt.email, kontakt.telefon)):
        if runs:
            runs.append(Run(plan.phrases.list_separator))
        runs.append(Run(text, link=f"mailto:{text}" if text == kontakt.email else None))
    yield LabelledItem(plan.phrases.label_contact, (Paragraph(tuple(runs)),))


def _people_of(people: Iterable[Person], words: Phrases) -> str:
    return words.people_separator.join(attendance.describe(one, words) for one in people)
