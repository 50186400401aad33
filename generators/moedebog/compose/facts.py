"""A planned meeting becomes values for programs: what its document says, and no more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, time
from functools import partial
from operator import itemgetter

from msgspec.structs import replace

from moedebog import events
from moedebog.catalogue import FremmoedeListe, Godkendelse
from moedebog.compose import approval, objections
from moedebog.compose.attachments import belongs
from moedebog.compose.item_facts import (
    Checksum,
    attachment_facts,
    correction_facts,
    described,
    item_facts,
    plain_text,
    zoned,
)
from moedebog.compose.membership import members, substitutes
from moedebog.compose.planning import Plan, PlannedItem
from moedebog.compose.presence import Move, took_part
from moedebog.document import Audience, Kind
from moedebog.fakta import (
    Bevaegelse,
    Fakta,
    Fravaersfakta,
    Fremmoede,
    Fristfakta,
    Godkendelsesfakta,
    Indsigelsesfakta,
    Moedefakta,
    Offentliggoerelse,
    Ophold,
    Rollefakta,
    Skift,
    TilGodkendelse,
    Tilstedevaerelse,
    TomGruppefakta,
    Udgave,
)
from moedebog.meeting import Fravaer, Indsigelse, Medvirkende, Meeting


def facts_of(
    plan: Plan,
    kind: Kind,
    audience: Audience,
    *,
    checksum: Checksum | None = None,
    udgaver: Sequence[Udgave] = (),
    tells_published: bool = False,
) -> Fakta:
    """The facts of one document of a planned meeting.

    ``checksum`` gives the SHA-256 of an attachment's file, where it is wanted; ``udgaver`` are the
    versions that have been mailed. ``tells_published``: with that the referat was published, which
    a file cannot tell that was made before.
    """
    return Fakta(
        dokument=kind,
        maalgruppe=audience,
        moede=_meeting(plan, kind, udgaver, tells_published=tells_published),
        personer=tuple(_people(plan, kind, audience)),
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
        rettelser=tuple(
            correction_facts(plan, one)
            for one in (plan.corrections_of_meeting(audience) if kind is Kind.REFERAT else ())
        ),
        indsigelser=tuple(map(partial(_answer, plan), objections.readable(plan, kind, audience))),
    )


def _answer(plan: Plan, one: Indsigelse) -> Indsigelsesfakta:
    """An answer to the minutes; of one without remarks the document says no more than whose."""
    if not one.tekst:
        return Indsigelsesfakta(
            fra=one.fra, dato=None, punkt=None, tekst="", afgoerelse=None, grund=None
        )
    item = objections.item_of(plan, one)
    return Indsigelsesfakta(
        fra=one.fra,
        dato=one.dato,
        punkt=item.numbered.anchor if item else None,
        tekst=plain_text(one.tekst),
        afgoerelse=one.afgoerelse,
        grund=one.grund,
    )


def _empty_groups(plan: Plan) -> Iterator[TomGruppefakta]:
    outermost = [i.numbered.anchor for i in plan.items if i.numbered.parent is None]
    for tom in plan.meeting.tomme_grupper:
        after = outermost[tom.efter - 1] if tom.efter else None
        yield TomGruppefakta(gruppe=tom.gruppe, undergruppe=tom.undergruppe, efter=after)


# --- the meeting ----------------------------------------------------------------------


def _meeting(
    plan: Plan, kind: Kind, udgaver: Sequence[Udgave], *, tells_published: bool
) -> Moedefakta:
    meeting = plan.meeting
    began, ended = meeting.faktisk_start, meeting.faktisk_slut
    if kind is Kind.DAGSORDEN:
        began = ended = None
    reckoned = plan.reckoning
    on_screen = meeting.form is not None and meeting.form.on_screen
    return Moedefakta(
        id=meeting.id,
        forum=meeting.forum.navn,
        sammen_med=tuple(forum.navn for forum in meeting.sammen_med),
        myndighed=meeting.forum.myndighed,
        titel=meeting.titel,
        sagsnr=meeting.sagsnr,
        ekstraordinaert=meeting.ekstraordinaert,
        dato=meeting.dato,
        dage=reckoned.dates,
        start=_moment(plan, meeting.start, reckoned.on_first),
        slut=_moment(plan, meeting.slut, reckoned.on_last),
        svarfrist=_deadline(meeting),
        faktisk_start=_moment(plan, began, reckoned.on_first),
        faktisk_slut=_moment(plan, ended, reckoned.on_last),
        sted=meeting.sted,
        form=meeting.form,
        virtuelt_grundlag=meeting.virtuelt_grundlag if on_screen else None,
        status=meeting.dagsorden_status if kind is Kind.DAGSORDEN else meeting.referat_status,
        indsigelsesfrist=objections.deadline(plan) if kind is Kind.REFERAT else None,
        godkendt=_approved(plan, kind),
        til_godkendelse=_awaited(plan, kind),
        offentliggjort=_published(meeting, kind) if tells_published else None,
        aflyst=meeting.aflyst,
        udgaver=tuple(udgaver),
    )


def _approved(plan: Plan, kind: Kind) -> Godkendelsesfakta | None:
    """As the cover tells it: of a meeting its day, and its item only with that."""
    found = approval.approved(plan, kind)
    if found is None:
        return None
    at = approval.meeting_of(found)
    unopposed = found.ved is Godkendelse.INDSIGELSESFRIST
    return Godkendelsesfakta(
        dato=found.dato,
        af=approval.who(plan, found) or None,
        ved=found.ved,
        moede=at,
        punkt=found.punkt or None if at else None,
        frist=approval.deadline(plan, found) if unopposed else None,
    )


def _awaited(plan: Plan, kind: Kind) -> TilGodkendelse | None:
    found = approval.awaited(plan, kind)
    return None if found is None else TilGodkendelse(dato=found.dato)


def _published(meeting: Meeting, kind: Kind) -> Offentliggoerelse | None:
    found = events.published(meeting.begivenheder, kind)
    return None if found is None else Offentliggoerelse(dato=found.dato)


def _moment(plan: Plan, clock: time | None, reckon: Callable[[time], int]) -> datetime | None:
    """A clock time of the meeting: past midnight, or on a later day, it is that day's."""
    return zoned(plan.reckoning.moment(reckon(clock))) if clock else None


def _deadline(meeting: Meeting) -> Fristfakta | None:
    if meeting.svarfrist is None or not meeting.written:
        return None
    day, clock = meeting.svarfrist
    return Fristfakta(dato=day, tid=zoned(datetime.combine(day, clock)) if clock else None)


# --- people ---------------------------------------------------------------------------


def _people(plan: Plan, kind: Kind, audience: Audience) -> Iterator[Rollefakta]:
    """Everybody with a role in the meeting, told as the document tells of them."""
    meeting = plan.meeting
    people = [*_members(plan, kind), *_substitutes(plan, kind)]
    if kind is Kind.REFERAT and plan.was_held:
        people += _called_in(plan, audience)
    for role, beside in (
        ("fra_forvaltningen", meeting.fra_forvaltningen),
        ("observatoer", meeting.observatoerer),
        ("gaest", meeting.gaester),
    ):
        people += [Rollefakta(roller=(role,), **described(one)) for one in beside]
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
    whole = plan.meeting.forum.politik.fremmoede_liste is FremmoedeListe.SAMLET
    apart = plan.meeting.written or not whole
    away_unannounced = plan.meeting.udeblevet if plan.was_held else ()
    told = {entry.navn for entry in (*plan.meeting.afbud, *away_unannounced)}
    for member in members(plan.meeting):
        particulars = described(member)
        away = not plan.presence.was_there(member.known_as)
        listed = plan.claims_presence and not (apart and away)
        if kind is Kind.REFERAT and not (listed or member.known_as in told):
            continue  # it does not name them
        if kind is Kind.REFERAT and apart and away:
            particulars["titel"] = None  # it names them under Afbud or Udeblevet, with less
            yield Rollefakta(roller=("medlem",), **particulars)
        else:
            yield Rollefakta(roller=("medlem",), hverv=member.hverv, **particulars)


def _substitutes(plan: Plan, kind: Kind) -> Iterator[Rollefakta]:
    meeting = plan.meeting
    apart = meeting.forum.politik.fremmoede_liste is FremmoedeListe.OPDELT
    known = {member.known_as for member in members(meeting)}
    held = kind is Kind.REFERAT and plan.was_held
    entries = (*meeting.afbud, *meeting.udeblevet) if held else meeting.afbud
    if kind is Kind.REFERAT:
        entries = tuple(entry for entry in entries if _names_substitute(plan, entry))
    for entry in entries:
        if entry.stedfortraeder is None:
            continue
        particulars = described(entry.stedfortraeder)
        if kind is Kind.DAGSORDEN or not (apart or entry.navn in known):
            particulars = {"navn": entry.stedfortraeder.navn}  # a name is all that it tells
        yield Rollefakta(roller=("stedfortraeder",), stedfortraeder_for=entry.navn, **particulars)


def _names_substitute(plan: Plan, entry: Fravaer) -> bool:
    """Whether the referat names the substitute: who was there, or whose member stayed away."""
    instead = entry.stedfortraeder
    came = instead and plan.claims_presence and plan.presence.was_there(instead.navn)
    return bool(came or plan.stayed_away([entry]))


def _called_in(plan: Plan, audience: Audience) -> Iterator[Rollefakta]:
    """Those who took part in some items alone, once for each whose seat they had."""
    seats: dict[tuple[str, str], Rollefakta] = {}
    for item in _open_to(plan, audience):
        for one in item.instead:
            role = Rollefakta(
                roller=("stedfortraeder",),
                stedfortraeder_for=one.for_whom,
                **described(one.person),
            )
            seats.setdefault((one.person.navn, one.for_whom), role)
    yield from seats.values()


def _open_to(plan: Plan, audience: Audience) -> Iterator[PlannedItem]:
    """The items that this audience may read."""
    return (item for item in plan.visible(audience) if not item.closed_to(audience))


def _attendance(plan: Plan, kind: Kind, audience: Audience) -> Fremmoede:
    meeting = plan.meeting
    referat = kind is Kind.REFERAT
    held = referat and plan.was_held
    return Fremmoede(
        noteret=_recorded(meeting) if referat else None,
        til_stede=tuple(_present(plan, audience)) if referat and plan.claims_presence else (),
        afbud=_absent(plan, plan.stayed_away(meeting.afbud) if held else meeting.afbud, audience),
        udeblevet=_absent(plan, plan.stayed_away(meeting.udeblevet), audience) if held else (),
        ankom=tuple(_moves(plan, audience, came=True)) if held else (),
        forlod=tuple(_moves(plan, audience, came=False)) if held else (),
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
    for _, move in plan.moves_for(audience):
        if move.came is came:
            where = _change(plan, move, audience)
            yield Bevaegelse(navn=move.navn, punkt=where.punkt, tid=where.tid)


def _change(plan: Plan, move: Move, audience: Audience) -> Skift:
    """When somebody came or left, as far as this audience may know."""
    item = plan.items[move.item]
    if item.closed_to(audience):
        return Skift(punkt=None, tid=None)
    clock = None
    if move.tid:
        clock = zoned(plan.held.moment(plan.held.at(move.item, move.tid)))
    return Skift(punkt=item.numbered.anchor, tid=clock)


def _present(plan: Plan, audience: Audience) -> Iterator[Tilstedevaerelse]:
    """Members and substitutes who were there, and when."""
    meeting = plan.meeting
    brief = list(_for_single_items(plan, audience))
    everybody = [*members(meeting), *substitutes(meeting), *(person for person, _, _ in brief)]
    for name, person in {one.known_as: one for one in everybody}.items():
        stays = [
            (
                plan.order.treated.index(stay.fra.item) if stay.fra else -1,
                Ophold(
                    fra=_change(plan, stay.fra, audience) if stay.fra else None,
                    til=_change(plan, stay.til, audience) if stay.til else None,
                ),
            )
            for stay in plan.presence_for(audience).stays.get(name, ())
        ]
        stays += ((place, stay) for one, place, stay in brief if one.known_as == name)
        if stays:
            yield Tilstedevaerelse(
                navn=name,
                deltog=took_part(meeting, name) or described(person)["deltog"],
                ophold=tuple(stay for _, stay in sorted(stays, key=itemgetter(0))),
            )


def _for_single_items(plan: Plan, audience: Audience) -> Iterator[tuple[Medvirkende, int, Ophold]]:
    """Who took part in an item alone that the audience may read, with its place in the order."""
    for place, index in enumerate(plan.order.treated):
        item = plan.items[index]
        if item.closed_to(audience):
            continue
        here = Skift(punkt=item.numbered.anchor, tid=None)
        for one in item.instead:
            name = one.person.known_as
            # Who came before for the whole meeting is there already.
            if name not in plan.presence.stays or name in plan.presence.absent[index]:
                yield one.person, place, Ophold(fra=here, til=here)


def _recorded(meeting: Meeting) -> str | None:
    """How it is on record who was there."""
    if meeting.fremmoedt is None:
        return None
    return meeting.fremmoedt.ord or "navne"
