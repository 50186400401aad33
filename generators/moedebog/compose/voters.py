"""Who can vote at an item."""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct

from moedebog.compose.membership import members, members_of, missing, substitutes
from moedebog.compose.planning import Plan, PlannedItem
from moedebog.meeting import (
    Forum,
    Person,
)
from moedebog.names import party


class Voters(Struct, frozen=True):
    """Who can vote at an item, and whom a name in a vote may stand for."""

    able: frozenset[str]
    """Members and substitutes who are present and not inhabile."""
    parties: dict[str, frozenset[str]]
    """Those of them in each party that the forum's members have, also in one that is absent.

    By what a party is known by (`names.party`).
    """
    called: dict[str, str]
    """Each of these parties as the forum's members have it."""
    lettered: bool
    """Whether it is known of each substitute of which party they are."""
    seats: int = 0
    """How many votes they have: a member and the substitute who took over or gave up the seat
    during the item have one."""
    lasting: int = 0
    """How many of these were there for all of the item, sub-items and what it belongs to
    included; of the rest nobody can tell whether they were when the vote was taken."""


def able(plan: Plan, item: PlannedItem) -> set[str]:
    """Those who can vote at an item: members and substitutes present, less the inhabile."""
    here = {person.known_as for person in members_and_substitutes(plan, item)}
    return here - set(item.absent) - set(item.out)


def seated(plan: Plan, item: PlannedItem) -> set[str]:
    """One name for each seat whose vote somebody has at an item."""
    return {names[0] for names in _seats(plan, item, able(plan, item))}


def _seats(plan: Plan, item: PlannedItem, here: Collection[str]) -> list[list[str]]:
    """The names of those here, seat by seat: a member, a substitute and one who is called in for
    either of them may have had one after the other."""
    holders = {
        entry.stedfortraeder.known_as: entry.navn
        for entry in missing(plan.meeting)
        if entry.stedfortraeder
    }
    holders |= {
        one.person.known_as: holders.get(one.for_whom, one.for_whom) for one in item.called_in
    }
    seats: dict[str, list[str]] = {}
    for person in members_and_substitutes(plan, item):
        name = person.known_as
        seat = seats.setdefault(holders.get(name, name), [])
        if name in here and name not in seat:
            seat.append(name)
    return [names for names in seats.values() if names]


def not_of(plan: Plan, item: PlannedItem, body: Forum) -> set[str]:
    """Those at an item of a joint meeting whose seat is in another body."""
    own = {one.known_as for one in members_of(body, plan.meeting.dato)}
    elsewhere = {one.known_as for one in members(plan.meeting)} - own
    instead = {
        entry.stedfortraeder.known_as
        for entry in missing(plan.meeting)
        if entry.stedfortraeder and entry.navn in elsewhere
    }
    brief = {one.person.navn for one in item.called_in if one.for_whom in elsewhere}
    return elsewhere | instead | brief


def members_and_substitutes(plan: Plan, item: PlannedItem) -> list[Person]:
    """Members and substitutes, also those who come for this item alone."""
    brief = (one.person for one in item.called_in)
    return [*members(plan.meeting), *substitutes(plan.meeting), *brief]


def voters_at(plan: Plan, item: PlannedItem, body: Forum | None = None) -> Voters:
    """Those who can vote at an item, by their parties too; of one ``body`` of a joint meeting."""
    here = able(plan, item) - (not_of(plan, item, body) if body else set())
    seats = _seats(plan, item, here)
    first = {names[0] for names in seats}
    moved = {move.navn for one in plan.around(item) for move in one.moves}
    parties: dict[str, set[str]] = {}
    called: dict[str, str] = {}
    for person in members_and_substitutes(plan, item):
        if person.parti:
            key = party(person.parti)
            parties.setdefault(key, set()).update({person.known_as} & first)
            called.setdefault(key, person.parti)
    own = {one.known_as for one in members(plan.meeting)}
    others = (one for one in members_and_substitutes(plan, item) if one.known_as not in own)
    return Voters(
        frozenset(here),
        {key: frozenset(of) for key, of in parties.items()},
        called,
        lettered=all(one.parti for one in others),
        seats=len(seats),
        lasting=sum(len(names) > 1 or names[0] not in moved for names in seats),
    )
