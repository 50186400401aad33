"""A planned meeting becomes values for programs: what its document says, and no more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from msgspec.structs import replace

from moedebog.catalogue import FremmoedeListe
from moedebog.compose.attachments import belongs
from moedebog.compose.item_facts import Checksum, attachment_facts, described, item_facts, moment
from moedebog.compose.planning import Plan
from moedebog.compose.presence import Move, members, missing, substitutes, took_part
from moedebog.document import Audience, Kind
from moedebog.fakta import (
    Bevaegelse,
    Fakta,
    Fravaersfakta,
    Fremmoede,
    Moedefakta,
    Ophold,
    Rollefakta,
    Skift,
    Tilstedevaerelse,
    TomGruppefakta,
    Udgave,
)
from moedebog.meeting import Fravaer, Meeting


def facts_of(
    plan: Plan,
    kind: Kind,
    audience: Audience,
    *,
    checksum: Checksum | None = None,
    udgaver: Sequence[Udgave] = (),
) -> Fakta:
    """The facts of one document of a planned meeting.

    ``checksum`` gives the SHA-256 of an attachment's file, where it is wanted; ``udgaver`` are the
    versions that have been mailed.
    """
    return Fakta(
        dokument=kind,
        maalgruppe=audience,
        moede=_meeting(plan, kind, udgaver),
        personer=tuple(_people(plan, kind)),
        fremmoede=_attendance(plan, kind, audience),
        punkter=tuple(
            item_facts(plan, item, kind, audience, checksum) for item in plan.visible(audience)
        ),
        bilag=tuple(
            attachment_facts(plan.whole, one, audience, checksum)
            for one in plan.whole.bilag
            if belongs(one.bilag, kind)
        ),
        tomme_grupper=tuple(_empty_groups(plan)),
    )


def _empty_groups(plan: Plan) -> Iterator[TomGruppefakta]:
    outermost = [i.numbered.anchor for i in plan.items if i.numbered.parent is None]
    for tom in plan.meeting.tomme_grupper:
        after = outermost[tom.efter - 1] if tom.efter else None
        yield TomGruppefakta(gruppe=tom.gruppe, undergruppe=tom.undergruppe, efter=after)


# --- the meeting ----------------------------------------------------------------------


def _meeting(plan: Plan, kind: Kind, udgaver: Sequence[Udgave]) -> Moedefakta:
    meeting = plan.meeting
    began, ended = meeting.faktisk_start, meeting.faktisk_slut
    if kind is Kind.DAGSORDEN:
        began = ended = None
    return Moedefakta(
        id=meeting.id,
        forum=meeting.forum.navn,
        sammen_med=tuple(forum.navn for forum in meeting.sammen_med),
        titel=meeting.titel,
        dato=meeting.dato,
        start=moment(meeting.dato, meeting.start),
        slut=_after(meeting.dato, meeting.start, meeting.slut),
        faktisk_start=moment(meeting.dato, began) if began else None,
        faktisk_slut=_after(meeting.dato, began or meeting.start, ended),
        sted=meeting.sted,
        form=meeting.form,
        status=meeting.dagsorden_status if kind is Kind.DAGSORDEN else meeting.referat_status,
        aflyst=meeting.aflyst,
        udgaver=tuple(udgaver),
    )


def _after(day: date, start: time, end: time | None) -> datetime | None:
    """When something that begins at ``start`` ends: past midnight it is the next day."""
    if end is None:
        return None
    return moment(day if end > start else day + timedelta(days=1), end)


# --- people ---------------------------------------------------------------------------


def _people(plan: Plan, kind: Kind) -> Iterator[Rollefakta]:
    """Everybody with a role in the meeting, told as the document tells of them."""
    meeting = plan.meeting
    people = [*_members(plan, kind), *_substitutes(plan, kind)]
    people += [Rollefakta(roller=("gaest",), **described(guest)) for guest in meeting.gaester]
    leading = [("moedeleder", meeting.moedeleder)]
    if kind is Kind.REFERAT:
        leading = [("moedeleder", plan.chair)]
        leading.append(("referent", meeting.referent))
    for role, name in leading:
        index = next((i for i, person in enumerate(people) if person.navn == name), None)
        if index is not None:
            people[index] = replace(people[index], roller=(*people[index].roller, role))
        elif name:
            people.append(Rollefakta(navn=name, roller=(role,)))
    yield from people


def _members(plan: Plan, kind: Kind) -> Iterator[Rollefakta]:
    apart = plan.meeting.forum.politik.fremmoede_liste is FremmoedeListe.OPDELT
    told = {entry.navn for entry in missing(plan.meeting)}
    for member in members(plan.meeting):
        particulars = described(member)
        if kind is Kind.REFERAT and not (plan.claims_presence or member.known_as in told):
            continue  # it does not name them
        away = not plan.presence.was_there(member.known_as)
        if kind is Kind.REFERAT and apart and away:
            particulars["titel"] = None  # it names them under Afbud or Udeblevet, with less
            yield Rollefakta(roller=("medlem",), **particulars)
        else:
            yield Rollefakta(roller=("medlem",), hverv=member.hverv, **particulars)


def _substitutes(plan: Plan, kind: Kind) -> Iterator[Rollefakta]:
    meeting = plan.meeting
    apart = meeting.forum.politik.fremmoede_liste is FremmoedeListe.OPDELT
    known = {member.known_as for member in members(meeting)}
    entries = meeting.afbud if kind is Kind.DAGSORDEN else (*meeting.afbud, *meeting.udeblevet)
    for entry in entries:
        if entry.stedfortraeder is None:
            continue
        particulars = described(entry.stedfortraeder)
        if kind is Kind.DAGSORDEN or not (apart or entry.navn in known):
            particulars = {"navn": entry.stedfortraeder.navn}  # a name is all that it tells
        yield Rollefakta(roller=("stedfortraeder",), stedfortraeder_for=entry.navn, **particulars)


def _attendance(plan: Plan, kind: Kind, audience: Audience) -> Fremmoede:
    meeting = plan.meeting
    referat = kind is Kind.REFERAT
    return Fremmoede(
        noteret=_recorded(meeting) if referat else None,
        til_stede=tuple(_present(plan, audience)) if referat and plan.claims_presence else (),
        afbud=_absent(plan, meeting.afbud, audience),
        udeblevet=_absent(plan, meeting.udeblevet, audience) if referat else (),
        ankom=tuple(_moves(plan, audience, came=True)) if referat else (),
        forlod=tuple(_moves(plan, audience, came=False)) if referat else (),
    )


def _absent(
    plan: Plan, entries: Sequence[Fravaer], audience: Audience
) -> tuple[Fravaersfakta, ...]:
    may_know_why = plan.tells_reasons(audience)
    return tuple(
        Fravaersfakta(
            navn=entry.navn,
            stedfortraeder=entry.stedfortraeder.navn if entry.stedfortraeder else None,
            aarsag=entry.aarsag if may_know_why else None,
        )
        for entry in entries
    )


def _moves(plan: Plan, audience: Audience, *, came: bool) -> Iterator[Bevaegelse]:
    for item in plan.visible(audience):
        for move in item.moves:
            if move.came is came:
                where = _change(plan, move, audience)
                yield Bevaegelse(navn=move.navn, punkt=where.punkt, tid=where.tid)


def _change(plan: Plan, move: Move, audience: Audience) -> Skift:
    """When somebody came or left, as far as this audience may know."""
    item = plan.items[move.item]
    if item.closed_to(audience):
        return Skift(punkt=None, tid=None)
    clock = moment(plan.meeting.dato, move.tid) if move.tid else None
    return Skift(punkt=item.numbered.anchor, tid=clock)


def _present(plan: Plan, audience: Audience) -> Iterator[Tilstedevaerelse]:
    """Members and substitutes who were there, and when."""
    meeting = plan.meeting
    people = [*members(meeting), *substitutes(meeting)]
    for name in dict.fromkeys(person.navn for person in people):
        stays = plan.presence.stays.get(name, ())
        if stays:
            yield Tilstedevaerelse(
                navn=name,
                deltog=took_part(meeting, name),
                ophold=tuple(
                    Ophold(
                        fra=_change(plan, stay.fra, audience) if stay.fra else None,
                        til=_change(plan, stay.til, audience) if stay.til else None,
                    )
                    for stay in stays
                ),
            )


def _recorded(meeting: Meeting) -> str | None:
    """How it is on record who was there."""
    if meeting.fremmoedt is None:
        return None
    return meeting.fremmoedt.ord or "navne"
