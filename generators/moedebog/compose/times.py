"""Which planned times a document tells: a referat none of what was not dealt with then."""

from __future__ import annotations

from moedebog.compose.planning import Plan, PlannedItem, say_dropped
from moedebog.compose.schedule import Slot
from moedebog.document import Audience, Kind


def slot_for(plan: Plan, item: PlannedItem, kind: Kind, audience: Audience) -> Slot | None:
    """The planned slot of an item, as a document tells it.

    In a referat none where it was not dealt with then: it was taken off, it or another one was
    treated out of its place, or the meeting is off, had not begun yet or was over.
    """
    if item.slot is None or kind is Kind.DAGSORDEN:
        return item.slot
    fell = _says_so(item, audience) or _fell_with_others(plan, item)
    held_then = not plan.meeting.aflyst and _lasted(plan, item.slot)
    told = held_then and plan.kept_its_place(item) and not fell
    # What no dagsorden had was planned for no time.
    return item.slot if told and not plan.taken_up(item) else None


def _lasted(plan: Plan, slot: Slot) -> bool:
    """Whether the meeting, as far as it is on record, was on at any time of a slot."""
    begun, ended = plan.meeting.faktisk_start, plan.meeting.faktisk_slut
    reckoned = plan.reckoning
    if begun is not None and slot.end is not None:
        first = reckoned.moment(reckoned.on_first(begun))
        if slot.end <= first:
            return False
    return ended is None or slot.start < reckoned.moment(reckoned.on_last(ended))


def _says_so(item: PlannedItem, audience: Audience) -> bool:
    sections = item.punkt.alle_afsnit()
    return say_dropped([a for a in sections if not item.part_closed_to(a, audience)])


def _fell_with_others(plan: Plan, item: PlannedItem) -> bool:
    """Whether what it belongs to fell, or one of its parts, where it has no time but theirs.

    As everybody may read it: so that an open item is the same for all.
    """
    if any(map(_openly_fell, plan.above(item))):
        return True
    punkt = item.punkt
    if not punkt.underpunkter or punkt.tid is not None or punkt.varighed is not None:
        return False
    own = set(map(id, punkt.underpunkter))
    return any(_openly_fell(one) for one in plan.items if id(one.punkt) in own)


def _openly_fell(item: PlannedItem) -> bool:
    return say_dropped([a for a in item.punkt.alle_afsnit() if item.is_open(a)])
