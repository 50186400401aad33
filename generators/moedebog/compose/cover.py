"""The facts of the meeting: when, where, who."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from itertools import groupby
from operator import itemgetter

from moedebog import typography
from moedebog.blocks import LabelledItem, LabelledList, Paragraph, Run, plain
from moedebog.catalogue import Datoformat, FremmoedeListe
from moedebog.compose import approval, attendance
from moedebog.compose.attachments import item_name
from moedebog.compose.attendance import Listed
from moedebog.compose.contacts import contact
from moedebog.compose.corrected import named
from moedebog.compose.membership import members, members_of
from moedebog.compose.people_lists import listing, people_item, running
from moedebog.compose.planning import Plan, PlannedItem
from moedebog.compose.presence import Instead, Move
from moedebog.document import Audience, Kind
from moedebog.fakta import ZONE
from moedebog.meeting import Medlem, Meeting, Person
from moedebog.phrases import Phrases

Line = tuple[str, str | list[Listed]]
"""A label and what it says, or whom it names; nothing is printed where that is empty."""


def facts(plan: Plan, kind: Kind, audience: Audience) -> LabelledList:
    """The labelled lines of the cover; a line without content is left out."""
    link = _link(plan, audience) if kind is Kind.DAGSORDEN else ()
    people = labelled(_people(plan, kind, audience), plan)
    meeting = labelled(_meeting(plan, kind), plan)
    corrected = named(plan, audience) if kind is Kind.REFERAT else ()
    return LabelledList((*corrected, *meeting, *link, *people, *_contact(plan)))


def presence(plan: Plan, audience: Audience) -> LabelledList:
    """Who took part in the meeting and who did not, for the referat."""
    return LabelledList(labelled(_presence(plan, audience), plan))


def labelled(lines: Iterable[Line], plan: Plan) -> tuple[LabelledItem, ...]:
    """The lines that say anything; those with one label in a row stand under it together."""
    told = ((label, said) for label, said in lines if said)
    return tuple(
        _item(label, [said for _, said in together], plan)
        for label, together in groupby(told, key=itemgetter(0))
    )


def _item(label: str, said: list[str | list[Listed]], plan: Plan) -> LabelledItem:
    words = plan.phrases
    if len(said) == 1 and not isinstance(said[0], str):
        return people_item(label, said[0], words, members(plan.meeting))
    texts = (plain(one) if isinstance(one, str) else listing(running(one, words)) for one in said)
    return LabelledItem(label, tuple(texts))


def by_body(plan: Plan, label: str, told: Callable[[list[Medlem]], list[Listed]]) -> Iterator[Line]:
    """A line on the members; at a joint meeting one for each body, with its name."""
    meeting, words = plan.meeting, plan.phrases
    if not meeting.sammen_med:
        yield label, told(members(meeting))
        return
    for forum in meeting.fora:
        if names := told(members_of(forum, meeting.dato)):
            text = running(names, words)
            yield label, words.labelled.format(label=forum.navn, text=text)


def status(plan: Plan, kind: Kind, audience: Audience) -> str | None:
    """What the reader must know of the document as such."""
    own = _status(plan, kind)
    if kind is Kind.DAGSORDEN or not any(plan.corrected(audience)):
        return own
    words = plan.phrases
    return words.parts_separator.join(filter(None, (own, words.status_corrected)))


def _status(plan: Plan, kind: Kind) -> str | None:
    meeting, words = plan.meeting, plan.phrases
    if meeting.aflyst:
        return words.status_cancelled_written if meeting.written else words.status_cancelled
    if kind is Kind.DAGSORDEN:
        return words.dagsorden_status.get(meeting.dagsorden_status)
    return words.referat_status.get(meeting.referat_status)


def _meeting(plan: Plan, kind: Kind) -> Iterator[Line]:
    meeting, words = plan.meeting, plan.phrases
    yield words.label_authority, meeting.forum.myndighed or ""
    yield words.label_meeting, plan.title or ""
    yield words.label_case, words.list_separator.join(meeting.sagsnr)
    when = plan.time_text
    if meeting.written:
        yield words.label_deadline, when
    else:
        if meeting.forum.politik.datoformat is Datoformat.KORT and not plan.lasts_days:
            # Else nothing would tell the day of the week.
            when = " ".join(filter(None, (typography.long_date(meeting.dato, words), when)))
        yield words.label_time, when
    if kind is Kind.REFERAT and meeting.faktisk_start:
        yield words.label_began, plan.span(meeting.faktisk_start, None)
    form = words.forms[meeting.form] if meeting.form else ""
    if meeting.form and meeting.form.on_screen and meeting.virtuelt_grundlag:
        form = words.in_brackets.format(text=form, more=meeting.virtuelt_grundlag)
    place = meeting.sted or ""
    # »Virtuelt« is said by »Virtuelt møde«; »Møde« is a place of its own.
    said = f"{form} ".casefold().startswith(f"{place} ".casefold())
    yield words.label_place, "" if said else place
    yield words.label_form, form
    if kind is Kind.REFERAT:
        yield words.documents[Kind.DAGSORDEN], _followed(plan)
        yield words.label_approval, approval.text(plan, kind)


def _followed(plan: Plan) -> str:
    """``version 2, udsendt den 5. september 2025``; empty while there is but one.

    A version that was made after the meeting, as where an item is closed, is none that it followed.
    """
    ended = date.max if plan.meeting.written else plan.reckoning.dates[-1]
    issued = [one for one in plan.dagsordener if one.tid.astimezone(ZONE).date() <= ended]
    if len(issued) < 2:
        return ""
    last = issued[-1]
    day = plan.date_text(last.tid.astimezone(ZONE).date())
    return plan.phrases.follows_version.format(version=last.version, date=day)


def _people(plan: Plan, kind: Kind, audience: Audience) -> Iterator[Line]:
    meeting, words = plan.meeting, plan.phrases
    if kind is Kind.DAGSORDEN:
        yield from by_body(plan, words.label_members, lambda of: _described(of, words))
        reasons = plan.tells_reasons(audience)
        yield (
            words.label_regrets,
            attendance.regrets(meeting, meeting.afbud, words, reasons=reasons),
        )
        yield from beside(meeting, words)
        yield words.label_chair, meeting.moedeleder or ""
        return
    if not any(plan.tells_presence(item, audience) for item in plan.items):
        yield from _presence(plan, audience)
    yield words.label_chair, plan.chair or ""
    yield words.label_minute_taker, meeting.referent or ""


def _presence(plan: Plan, audience: Audience) -> Iterator[Line]:
    """Who was there, as far as it is on record; the regrets are, wherever they are written."""
    meeting, words = plan.meeting, plan.phrases
    presence = plan.presence_for(audience)
    regrets = plan.stayed_away(meeting.afbud)
    unannounced = plan.stayed_away(meeting.udeblevet)
    away = {entry.navn for entry in (*regrets, *unannounced)} if plan.was_held else set()
    reasons = plan.tells_reasons(audience)
    if not plan.claims_presence:
        pass
    elif meeting.written:
        yield from by_body(
            plan,
            words.label_took_part,
            lambda of: attendance.attending(meeting, presence, words, of),
        )
    elif meeting.forum.politik.fremmoede_liste is FremmoedeListe.SAMLET:
        yield from by_body(
            plan,
            words.label_participants,
            lambda of: [
                *attendance.all_members(meeting, presence, words, of, reasons=reasons),
                *for_single_items(plan, audience, of),
            ],
        )
        regrets = attendance.strangers(meeting, regrets)
        unannounced = attendance.strangers(meeting, unannounced)
    else:
        yield from by_body(
            plan,
            words.label_present,
            lambda of: [
                *attendance.attending(meeting, presence, words, of),
                *for_single_items(plan, audience, of),
            ],
        )
    if not plan.was_held:
        unannounced = ()
    yield from beside(meeting, words, away)
    yield words.label_regrets, attendance.regrets(meeting, regrets, words, reasons=reasons)
    missing = words.label_no_answer if meeting.written else words.label_absent
    yield missing, attendance.regrets(meeting, unannounced, words, reasons=reasons)
    if not plan.was_held:
        return
    yield words.label_came, words.people_separator.join(_ends(plan, audience, came=True))
    yield words.label_left, words.people_separator.join(_ends(plan, audience, came=False))
    yield words.label_away_for_a_while, words.people_separator.join(_breaks(plan, audience))


def beside(meeting: Meeting, words: Phrases, away: Collection[str] = ()) -> Iterator[Line]:
    """Those who take part without being members, each sort on a line of its own.

    ``away`` are the names of those who did not come.
    """
    for label, people in (
        (words.label_administration, meeting.fra_forvaltningen),
        (words.label_observers, meeting.observatoerer),
        (words.label_guests, meeting.gaester),
    ):
        yield label, _described((one for one in people if one.known_as not in away), words)


def for_single_items(plan: Plan, audience: Audience, of: list[Medlem]) -> Iterator[Listed]:
    """Those who took part in some items alone for one ``of`` the members, with which.

    Closed items would tell too much; a member has a line already.
    """
    words = plan.phrases
    everybody = {m.known_as for m in members(plan.meeting)}
    elsewhere = everybody - {m.known_as for m in of}
    seats: dict[tuple[str, str], tuple[Instead, list[str]]] = {}
    for item in plan.visible(audience):
        if not item.closed_to(audience):
            for one in item.instead:
                if one.for_whom in elsewhere or one.person.known_as in everybody:
                    continue
                key = one.person.navn, one.for_whom
                seats.setdefault(key, (one, []))[1].append(_item_called(item, words))
    for seat, items in seats.values():
        where = typography.enumeration(items, words)
        for_whom = attendance.absentees(plan.meeting, [seat.for_whom], words)
        mark = words.substitute_at_item.format(items=where, name=for_whom)
        yield attendance.listed(seat.person, words, [mark])


def _ends(plan: Plan, audience: Audience, *, came: bool) -> Iterator[str]:
    """Those who came late or left early, in the order in which they did."""
    presence = plan.presence_for(audience)
    for item, move in plan.moves_for(audience):
        end = presence.came_late(move.navn) if came else presence.left_early(move.navn)
        if end is not move:
            continue
        if item.closed_to(audience):
            yield move.navn  # when it happened would tell of what is closed
            continue
        where = _item_called(item, plan.phrases)
        when = _when(plan, item, move)
        more = plan.phrases.list_separator.join(filter(None, (where, when)))
        yield plan.phrases.in_brackets.format(text=move.navn, more=more)


def _breaks(plan: Plan, audience: Audience) -> Iterator[str]:
    """Those who left and came back, each once, with the times in between."""
    words, presence = plan.phrases, plan.presence_for(audience)
    for name in dict.fromkeys(move.navn for _, move in plan.moves_for(audience)):
        breaks = list(presence.breaks(name))
        times = []
        for left, back in breaks:
            ends = plan.items[left.item], plan.items[back.item]
            if not any(end.closed_to(audience) for end in ends):
                times.append(_between(plan, left, back, ends))
        more = words.list_separator.join(times)
        if breaks:
            yield words.in_brackets.format(text=name, more=more) if more else name


def _between(plan: Plan, left: Move, back: Move, ends: tuple[PlannedItem, PlannedItem]) -> str:
    """``kl. 10.20-11.00``, or the items where the clock is not known."""
    words = plan.phrases
    if left.tid and back.tid:
        first, last = map(plan.day_treated, ends, (left.tid, back.tid))
        if first is None or last is None or first == last:
            return typography.slot(left.tid, back.tid, words, plan.clock_separator)
        return words.from_to.format(
            first=plan.day_and_clock(first, left.tid), last=plan.day_and_clock(last, back.tid)
        )
    names = [_item_called(end, words) for end in ends]
    if names[0] == names[1]:
        return names[0]
    return words.from_to.format(first=names[0], last=names[1])


def _item_called(item: PlannedItem, words: Phrases) -> str:
    return item_name(item.numbered, words.at_item, words)


def _when(plan: Plan, item: PlannedItem, move: Move) -> str:
    """``kl. 10.20``, of a meeting over several days with the day; empty where nobody noted it."""
    day = plan.day_treated(item, move.tid)
    if day is not None:
        return plan.day_and_clock(day, move.tid) if move.tid else plan.day_text(day)
    return plan.clock(move.tid) if move.tid else ""


def _contact(plan: Plan) -> Iterator[LabelledItem]:
    runs: list[Run] = []
    for text, link in contact(plan.meeting.forum.kontakt):
        if runs:
            runs.append(Run(plan.phrases.list_separator))
        runs.append(Run(text, link=link or None))
    if runs:
        yield LabelledItem(plan.phrases.label_contact, (Paragraph(tuple(runs)),))


def _link(plan: Plan, audience: Audience) -> Iterator[LabelledItem]:
    """Where to take part from afar, for those who are to know."""
    if link := plan.moedelink_for(audience):
        yield LabelledItem(plan.phrases.label_link, (Paragraph((Run(link, link=link),)),))


def _described(people: Iterable[Person], words: Phrases) -> list[Listed]:
    return [attendance.listed(one, words) for one in people]
