"""What somebody who is disqualified is not sent: asked here, and nowhere else.

Before it is settled nobody is denied anything. What is held back then, the forum's policy says:
what is closed, the whole item, or nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from moedebog.blocks import plain
from moedebog.catalogue import Habilitet, Slags, Tilbagehold
from moedebog.compose.planning import Plan, PlannedItem
from moedebog.document import Audience, Kind
from moedebog.meeting import Afsnit, Navn, Punkt


class HeldBack(Enum):
    """What is held back of an item from one who is named there, or why nothing is."""

    ALL = "all"
    CLOSED = "closed"
    UNSETTLED = "unsettled"
    ABLE = "able"
    OPEN = "open"
    NEVER = "never"


class Named(Struct, frozen=True):
    """Somebody who is named as disqualified in an item."""

    item: PlannedItem
    navn: Navn
    verdict: HeldBack


def is_settled(punkt: Punkt, navn: Navn, kind: Kind) -> bool:
    """Whether it is settled that somebody who is named so is disqualified in an item.

    It is where the body has decided so, or where they declared it. A referat tells what was:
    whoever it names is disqualified unless it says that the body decided otherwise.
    """
    decision = punkt.habilitetsbeslutning
    if decision is not None and navn.navn in punkt.questioned:
        return decision.udfald is Habilitet.INHABIL
    return navn.erklaeret or kind is Kind.REFERAT


def verdicts(plan: Plan, kind: Kind) -> Iterator[Named]:
    """Everybody who is named as disqualified, in reading order, for those who read everything."""
    for item in plan.of(kind).items:
        for navn in _named(item.punkt):
            yield Named(item, navn, _verdict(plan.of(kind), item, navn, kind))


def _named(punkt: Punkt) -> Iterator[Navn]:
    """Those under ``inhabil``, and whoever else the body has decided on."""
    yield from punkt.inhabil
    decision = punkt.habilitetsbeslutning
    if decision is not None:
        known = {one.navn for one in punkt.inhabil}
        for name in decision.om:
            if name not in known:
                yield Navn(name, position=decision.position)


def _verdict(plan: Plan, item: PlannedItem, navn: Navn, kind: Kind) -> HeldBack:
    policy = plan.meeting.forum.politik.tilbagehold_ved_inhabilitet
    if _is_free(item.punkt, (navn.navn,)):
        return HeldBack.ABLE
    if policy is Tilbagehold.INTET:
        return HeldBack.NEVER
    within = [item, *plan.parts(item)]
    if policy is Tilbagehold.LUKKET and not any(one.holds_closed for one in within):
        return HeldBack.OPEN
    if not is_settled(item.punkt, navn, kind):
        return HeldBack.UNSETTLED
    return HeldBack.ALL if policy is Tilbagehold.ALT else HeldBack.CLOSED


def without_disqualified(
    plan: Plan, names: Collection[str], kind: Kind, audience: Audience
) -> Plan:
    """The plan of a copy for those called ``names``, without what is held back from them.

    The names are as the meeting has them: whose they are is known by now. Of an item that is held
    back number, title and slot stay; a closed one keeps its public title only. Numbers of items
    and attachments stay.
    """
    plan = plan.of(kind)
    held = _held(plan, names, kind)
    everything = plan.meeting.forum.politik.tilbagehold_ved_inhabilitet is Tilbagehold.ALT
    items = [
        _reduced(item, audience, everything=everything) if index in held else item
        for index, item in enumerate(plan.items)
    ]
    return replace(plan, items=tuple(items))


def _held(plan: Plan, names: Collection[str], kind: Kind) -> frozenset[int]:
    """The indexes of the items of which something is held back, sub-items included."""
    if plan.meeting.forum.politik.tilbagehold_ved_inhabilitet is Tilbagehold.INTET:
        return frozenset()
    held: set[int] = set()
    for index, item in enumerate(plan.items):
        own = any(
            one.navn in names and is_settled(item.punkt, one, kind) for one in _named(item.punkt)
        )
        if own or (item.numbered.parent in held and not _is_free(item.punkt, names)):
            held.add(index)
    return frozenset(held)


def _is_free(punkt: Punkt, names: Collection[str]) -> bool:
    """Whether the body has decided that somebody may take part in an item."""
    decision = punkt.habilitetsbeslutning
    free = decision is not None and decision.udfald is Habilitet.HABIL
    return free and any(name in names for name in punkt.questioned)


def _reduced(item: PlannedItem, audience: Audience, *, everything: bool) -> PlannedItem:
    """An item without what is held back of it from somebody of this audience."""
    if everything or item.tells_closed(audience):
        return _withheld(item)
    if item.tells_closed_parts(audience):
        return replace(item, withheld=True, parts_withheld=True)
    return item


def _withheld(item: PlannedItem) -> PlannedItem:
    punkt = item.punkt
    title = item.title_for(Audience.OFFENTLIG)
    closed = item.closed_to(Audience.OFFENTLIG)
    ruling = punkt.habilitetsbeslutning
    stripped = replace(
        punkt,
        titel=title,
        afsnit=(Afsnit(Slags.TEKST, tekst=(plain(item.phrases.withheld),)),),
        sagsnr=() if closed else punkt.sagsnr,
        dok_nr=None if closed else punkt.dok_nr,
        kle=None if closed else punkt.kle,
        sagstype_tekst=None if closed else punkt.sagstype_tekst,
        fra_forvaltningen=() if closed else punkt.fra_forvaltningen,
        observatoerer=() if closed else punkt.observatoerer,
        gaester=() if closed else punkt.gaester,
        godkender=() if closed else punkt.godkender,
        habilitetsbeslutning=ruling and replace(ruling, tekst=None),
    )
    # that it was corrected, and when, the public reads as well
    corrected = tuple(
        replace(one, tekst=(), besluttet_i=None, af=None, lukket=True) for one in item.rettelser
    )
    return replace(
        item,
        numbered=replace(item.numbered, punkt=stripped),
        bilag=(),
        rettelser=corrected,
        withheld=True,
    )
