"""Who was there when: each person's presence as stays, from whatever the meeting file tells.

Every printed line about presence, the base of a vote, the quorum and the facts are read from here.
A person is either there or not at any moment. Whether a referat may *claim* that somebody was there
is another question, which ``Presence.recorded`` answers: regrets are typed before the meeting, and
do not prove that everybody else came.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import time
from itertools import compress, groupby, pairwise

from msgspec import Struct

from moedebog.catalogue import Deltagelse
from moedebog.compose.membership import members, missing
from moedebog.diagnostics import Position
from moedebog.meeting import Medvirkende, Meeting, Punkt


class Move(Struct, frozen=True):
    """Somebody comes or leaves during an item."""

    navn: str
    came: bool
    item: int
    """Index of the item."""
    tid: time | None
    position: Position


class Stay(Struct, frozen=True):
    """A time that somebody was there without a break."""

    fra: Move | None
    """The arrival it begins with; ``None``: the meeting's start."""
    til: Move | None
    """The departure it ends with; ``None``: the meeting's end."""


class Instead(Struct, frozen=True):
    """Somebody takes part in one item alone, for one who is disqualified in it."""

    person: Medvirkende
    for_whom: str


class Presence(Struct, frozen=True):
    """Who was there when."""

    recorded: bool
    """Whether somebody put on record who was there; else nothing may be claimed."""
    stays: dict[str, tuple[Stay, ...]]
    """Of everybody who may be there, in order; empty for who never was."""
    absent: tuple[tuple[str, ...], ...]
    """The names of those who were there for no part of an item, item by item."""
    moves: tuple[tuple[Move, ...], ...]
    """Who came and left at each item, in the order in which it happened."""
    instead: tuple[tuple[Instead, ...], ...]
    """Who took part in each item alone. They were not there for the rest of the meeting."""

    def was_there(self, name: str) -> bool:
        """Whether somebody was there for any of the meeting."""
        return bool(self.stays.get(name))

    def came_late(self, name: str) -> Move | None:
        """The arrival of somebody who was not there from the start."""
        stays = self.stays.get(name)
        return stays[0].fra if stays else None

    def left_early(self, name: str) -> Move | None:
        """The departure of somebody who was not there until the end."""
        stays = self.stays.get(name)
        return stays[-1].til if stays else None

    def breaks(self, name: str) -> Iterator[tuple[Move, Move]]:
        """When somebody left and came back."""
        stays = self.stays.get(name, ())
        for one, other in pairwise(stays):
            if one.til and other.fra:
                yield one.til, other.fra

    def without_breaks_in(
        self,
        hidden: Collection[int],
        treated: Sequence[int],
        parents: Sequence[int | None],
    ) -> Presence:
        """What those may know of it who may not read the ``hidden`` items.

        Nobody left and came back again where both was in such items, and no other one was treated
        in between: all of that belongs to what is hidden. Of hidden items that were treated one
        after the other, all have missing whoever is missing from the whole lot, and so has an
        item that any of them belongs to: more would tell in which of them somebody came or left.
        ``parents`` are the indices of the items that each one belongs to.
        """
        place = {item: at for at, item in enumerate(treated)}
        stays: dict[str, tuple[Stay, ...]] = {}
        untold: set[Move] = set()
        absent = list(self.absent)
        for is_hidden, together in groupby(treated, lambda item: item in hidden):
            run = list(together) if is_hidden else []
            for item in {*_with_above(run, parents)}:
                lasting = (all(name in self.absent[one] for one in run) for name in absent[item])
                absent[item] = tuple(compress(absent[item], lasting))
        for name, several in self.stays.items():
            kept = list(several[:1])
            for stay in several[1:]:
                left, back = kept[-1].til, stay.fra
                assert left  # noqa: S101 - only the outermost ends are the meeting's
                assert back  # noqa: S101 - the same
                first, last = sorted((place[left.item], place[back.item]))
                between = treated[first : last + 1]
                if any(item not in hidden for item in between):
                    kept.append(stay)
                    continue
                kept[-1] = Stay(kept[-1].fra, stay.til)
                untold |= {left, back}
            stays[name] = tuple(kept)
        return Presence(
            self.recorded,
            stays,
            tuple(absent),
            tuple(tuple(m for m in moves if m not in untold) for moves in self.moves),
            self.instead,
        )

    def came_back(self, move: Move) -> bool:
        """Whether an arrival is that of somebody who had been there before."""
        stays = self.stays.get(move.navn, ())
        return any(stay.fra is move for stay in stays[1:])


def _with_above(items: Iterable[int], parents: Sequence[int | None]) -> Iterator[int]:
    """The items, and those that they belong to."""
    for item in items:
        yield item
        above = parents[item]
        while above is not None:
            yield above
            above = parents[above]


def missed(meeting: Meeting, presence: Presence, absent: Sequence[str]) -> tuple[str, ...]:
    """Those of the ``absent`` at an item whose seat is empty: members, and substitutes who went.

    A substitute is not missed while the member is there, nor where they never came: then it is
    the member who is missing. Where the forum names no members, all of them are.
    """
    seats = {member.known_as for member in members(meeting)}
    if not seats:
        return tuple(absent)
    stood_in = {
        entry.stedfortraeder.known_as
        for entry in missing(meeting)
        if entry.stedfortraeder and entry.navn in absent
    }
    went = {name for name in stood_in if presence.was_there(name)}
    return tuple(name for name in absent if name in seats | went)


def called_in(punkt: Punkt) -> tuple[Instead, ...]:
    """Those who take part in an item for somebody who is disqualified in it."""
    return tuple(Instead(one.stedfortraeder, one.navn) for one in punkt.out if one.stedfortraeder)


def took_part(meeting: Meeting, name: str) -> Deltagelse | None:
    """How somebody took part, where it is said."""
    named = meeting.fremmoedt.navne if meeting.fremmoedt else ()
    return next((one.deltog for one in named if one.navn == name), None)
