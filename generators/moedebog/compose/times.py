"""Which planned times a document tells: a referat none of what was not dealt with then."""

from __future__ import annotations

from moedebog.compose.planning import Plan, PlannedItem, say_dropped
from moedebog.compose.schedule import Slot
from moedebog.document import Audience, Kind


def slot_for(plan: Plan, item: PlannedItem, kind: Kind, audience: Audience) -> Slot | None:
    """The planned slot of an item, as a document tells it.

    In a referat none where it was not dealt with then: it was taken off, it or another one was
    treated out of its place, or the meeting is off.
    """
    if item.slot is None or kind is Kind.DAGSORDEN:
        return item.slot
    fell = _says_so(item, audience) or _fell_with_others(plan, item)
    dealt_with_then = plan.kept_its_place(item) and not fell and not plan.meeting.aflyst
    return item.slot if dealt_with_then else None


def _says_so(item: PlannedItem, audience: Audience) -> bool:
    sections = item.punkt.alle_afsnit()
    return say_dropped([a for a in sections if not item.part_closed_to(a, audience)])


def _fell_with_others(plan: Plan, item: PlannedItem) -> bool:
    """Whether what it belongs to fell, or one of its parts, where it has no time but theirs.

    As everybody may read it: so that an open item is the same for all.
    """
    above = item.numbered.parent
    while above is not None:
        if _openly_fell(plan.items[above]):
            return True
        above = plan.items[above].numbered.parent
    punkt = item.punkt
    if not punkt.underpunkter or punkt.tid is not None or punkt.varighed is not None:
        return False
    own = set(map(id, punkt.underpunkter))
    return any(_openly_fell(one) for one in plan.items if id(one.punkt) in own)


def _openly_fell(item: PlannedItem) -> bool:
    return say_dropped([a for a in item.punkt.alle_afsnit() if item.is_open(a)])
