"""Who took part in one item of the meeting, as far as that is on record: for an extract of it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from moedebog.blocks import LabelledItem
from moedebog.compose import attendance, cover
from moedebog.compose.attendance import Listed
from moedebog.compose.cover import Line
from moedebog.compose.membership import members
from moedebog.compose.planning import Plan, PlannedItem, was_treated
from moedebog.compose.presence import missed
from moedebog.document import Audience
from moedebog.meeting import Medlem


def took_part(plan: Plan, item: PlannedItem, audience: Audience) -> tuple[LabelledItem, ...]:
    """Lines on who was there, who took no part and who was missing; on nothing that the meeting
    did not treat."""
    if item.taken_off or not was_treated(item.punkt):
        return ()
    lines = cover.labelled(_lines(plan, item, audience), plan)
    if plan.claims_presence:
        return lines
    words = plan.phrases  # who sent regrets is on record all the same
    away = (words.label_regrets, words.label_absent, words.label_no_answer)
    told = cover.presence(plan, audience).items
    return (*(line for line in told if line.label in away), *lines)


def _lines(plan: Plan, item: PlannedItem, audience: Audience) -> Iterator[Line]:
    meeting, words = plan.meeting, plan.phrases
    absent = plan.absent_from(item, audience)
    if plan.claims_presence:
        label = words.label_took_part if meeting.written else words.extract_present
        yield from cover.by_body(plan, label, lambda of: _here(plan, item, audience, of))
    out = [name for name in item.out if name not in absent]
    yield (
        words.extract_disqualified,
        [attendance.by_party(attendance.known(meeting, name)) for name in out],
    )
    if plan.claims_presence:
        missing = missed(meeting, plan.presence_for(audience), absent)
        label = words.label_no_answer if meeting.written else words.absent_at_item
        yield label, attendance.by_origin(meeting, missing)
    # Of these it is known that they were at the meeting, and not for which of its items.
    for label, people in cover.beside(meeting, words, absent):
        yield words.extract_at_meeting.format(label=label), people
    yield words.label_chair, _leader(plan, item, absent)
    yield words.label_minute_taker, meeting.referent or ""


def _here(plan: Plan, item: PlannedItem, audience: Audience, of: list[Medlem]) -> list[Listed]:
    """Those ``of`` the members, and who came for them, who took part in the item."""
    meeting, words = plan.meeting, plan.phrases
    told = plan.presence_for(audience)
    away = {*plan.absent_from(item, audience), *item.out}
    here = {name: () if name in away else stays for name, stays in told.stays.items()}
    people = attendance.attending(meeting, replace(told, stays=here), words, of)
    moved = {
        move.navn
        for one in (item, *plan.parts(item))
        if not one.closed_to(audience)
        for move in one.moves
    }
    people = [_partly(one, words.extract_partly) if _is(one, moved) else one for one in people]
    listed = {one.person.known_as for one in people}
    elsewhere = {m.known_as for m in members(meeting)} - {m.known_as for m in of}
    for one in item.called_in:
        if one.for_whom not in elsewhere and one.person.known_as not in listed:
            for_whom = attendance.absentees(meeting, [one.for_whom], words)
            behind = words.substitute_for.format(name=for_whom)
            people.append(replace(attendance.listed(one.person, words), behind=behind))
    return people


def _is(listed: Listed, names: set[str]) -> bool:
    return listed.person.known_as in names


def _partly(listed: Listed, mark: str) -> Listed:
    return replace(listed, facts=(*listed.facts, mark))


def _leader(plan: Plan, item: PlannedItem, absent: tuple[str, ...]) -> str:
    """Who led the item; empty where that is not certain for all of it."""
    leader = plan.leader_of(item)
    if leader is None or leader in (*absent, *item.out) or plan.leader_left(item):
        return ""
    return leader
