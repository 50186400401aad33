"""Goes through a meeting item by item: who comes, who leaves, and what cannot be true of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import time
from itertools import groupby

from moedebog.catalogue import Optegnet
from moedebog.compose.coming_rules import (
    AFTER_END,
    ALREADY_THERE,
    AT_ONCE,
    BACKWARDS,
    CAME_OR_LEFT_FIRST,
    INHABIL_ABSENT,
    LATE_BUT_THERE,
    NOT_THERE,
    OUT_OF_ORDER,
    OUTSIDE,
    SEAT_TAKEN,
)
from moedebog.compose.membership import members, missing, substitutes
from moedebog.compose.numbering import Numbered
from moedebog.compose.order import contains
from moedebog.compose.presence import Instead, Move, Presence, Stay, called_in
from moedebog.compose.reckoning import Reckoning
from moedebog.diagnostics import Diagnostic, Phrase, Position, Rule
from moedebog.meeting import Meeting, Navn, Punkt

_WRITE_ALL_OTHERS = Phrase("skriv `fremmoedt: alle_andre`", "write `fremmoedt: alle_andre`")
_DELETE_THERE = Phrase("slet det under `fremmoedt`", "delete it under `fremmoedt`")
_WRITE_TIMES = Phrase(
    "Skriv `tid` ved navnet både under `ankom` og under `forlod`",
    "Write `tid` at the name both under `ankom` and under `forlod`",
)
_EQUAL_TIMES = Phrase(
    "De to tidspunkter er ens: ret det ene, så det ses, hvad der skete først",
    "The two times are equal: correct one, so that it can be seen what happened first",
)

_WITH_REGRETS = Phrase(
    " Flyt `stedfortraeder` til navnet under afbud eller udeblevet.",
    " Move `stedfortraeder` to the name under afbud or udeblevet.",
)
_CAME = Phrase("ankom", "came")
_LEFT = Phrase("forlod mødet", "left the meeting")


def presence(
    meeting: Meeting, items: Sequence[Numbered], reckoning: Reckoning, treated: Sequence[int]
) -> tuple[Presence, list[Diagnostic]]:
    """Who was there at each of the items, and what cannot be true of it.

    ``treated`` are the items' indices in the order in which they were treated.
    """
    walk = _Walk(meeting, items, reckoning, treated)
    for index in treated:
        walk.through(index, items[index])
    walk.check_disqualified()
    return walk.presence(), walk.diagnostics


class _Walk:
    """Goes through the meeting item by item, and keeps book of who is there."""

    def __init__(
        self,
        meeting: Meeting,
        items: Sequence[Numbered],
        reckoning: Reckoning,
        treated: Sequence[int],
    ) -> None:
        self.meeting = meeting
        self.reckoning = reckoning
        self.diagnostics: list[Diagnostic] = []
        self.items = items
        self.seen: list[set[str]] = [set() for _ in items]
        self.moves: list[list[Move]] = [[] for _ in items]
        self.instead: list[tuple[Instead, ...]] = [()] * len(items)
        self.latest: Move | None = None
        self.away_since: dict[str, Position] = {f.navn: f.position for f in missing(meeting)}
        self.inhabil_away: list[tuple[int, Navn, Phrase]] = []
        """Who is disqualified in an item and has not been seen at it itself, with since when."""
        self.seats = {
            f.navn: f.stedfortraeder.known_as for f in missing(meeting) if f.stedfortraeder
        }
        """Who may take the seat of each member that sent regrets or stayed away."""
        here, self.certain = _at_the_start(meeting)
        subjects = set(_everybody(meeting))
        brief = {one.person.navn for item in items for one in called_in(item.punkt)}
        self.for_an_item = brief - subjects
        """Those who come for single items, and nobody misses at the others."""
        moving = (one.navn for i in items for one in (*i.punkt.ankom, *i.punkt.forlod))
        self.stays: dict[str, list[Stay]] = {n: [] for n in (*_everybody(meeting), *moving)}
        self.steps = self._steps(treated)
        first = dict(self._first())
        late = {name for name, moves in first.items() if self._begins_with_arrival(moves)}
        late |= {
            name
            for name in self.for_an_item & first.keys()
            if self._begins_with_arrival(first[name]) is None
        }
        for name in sorted(late & self.certain):
            self._check_late(next(move for move in first[name] if move.came))
        self.open: dict[str, Move | None] = {
            name: None
            for name in self.stays
            if (name in here or name not in subjects) and name not in late
        }
        """Those who are there, with the arrival since which they are."""
        self.last: dict[str, Move] = {}
        self.unordered: set[str] = set()
        """Those of whom it was asked whether they came or left first."""

    def through(self, index: int, item: Numbered) -> None:
        """An item: who comes and leaves during it, and who is there for any part of it."""
        before = set(self.open)
        seen = set(before)
        for move in self._ordered(self.steps[index]):
            self._check_time(move)
            if move.came:
                self._arrive(move)
            else:
                self._leave(move)
            seen |= set(self.open)
            self.moves[move.item].append(move)
        self.instead[index] = called_in(item.punkt)
        self.inhabil_away += [
            (index, one, self._since(one.navn))
            for one in item.punkt.out
            if one.navn in self.stays
            and one.navn not in seen
            and not self._two_in_seat(item.punkt, one, before & set(self.open))
        ]
        holder: int | None = index
        while holder is not None:
            self.seen[holder] |= seen
            holder = self.items[holder].parent
        if not item.punkt.underpunkter:
            self._check_seats()

    def _two_in_seat(self, punkt: Punkt, one: Navn, here: set[str]) -> bool:
        """Whether somebody is called in to the seat of one whose substitute has it: that is told
        of by itself."""
        seated = self.seats.get(one.navn)
        out = {other.navn for other in punkt.out}
        return one.stedfortraeder is not None and seated in here and seated not in out

    def check_disqualified(self) -> None:
        """Whoever is disqualified in an item is there for some of it, sub-items included."""
        for index, one, since in self.inhabil_away:
            if one.navn not in self.seen[index]:
                self.diagnostics.append(
                    INHABIL_ABSENT.at(
                        one.position, navn=one.navn, hvor=since, flyt=self._where_instead(one)
                    )
                )

    def _absent(self, index: int) -> tuple[str, ...]:
        """Who is there for no part of an item, sub-items included."""
        away = (name for name in self.stays if name not in self.seen[index])
        return tuple(name for name in away if name not in self.for_an_item)

    def _check_late(self, move: Move) -> None:
        """Whoever is said to have been there from the beginning does not come later.

        A name with how somebody took part may stand there for that alone.
        """
        recorded = self.meeting.fremmoedt
        assert recorded is not None  # noqa: S101 - else nobody's presence is certain
        own = next((one for one in recorded.navne if one.navn == move.navn), None)
        if recorded.ord is Optegnet.ALLE_ANDRE or (own and own.deltog):
            return
        place, mend = (
            (own.position, _DELETE_THERE) if own else (recorded.position, _WRITE_ALL_OTHERS)
        )
        self.diagnostics.append(
            LATE_BUT_THERE.at(move.position, navn=move.navn, linje=place.line, ret=mend)
        )

    def _check_seats(self) -> None:
        """A member and their substitute are not both there once an item is over."""
        for name, substitute in list(self.seats.items()):
            if name in self.open and substitute in self.open:
                came = self.open[name] or self.open[substitute]
                if came:
                    self.diagnostics.append(
                        SEAT_TAKEN.at(came.position, navn=name, stedfortraeder=substitute)
                    )
                    del self.seats[name]

    def presence(self) -> Presence:
        """What was found."""
        for name, since in self.open.items():
            self.stays[name].append(Stay(since, None))
        recorded = self.meeting.fremmoedt
        return Presence(
            recorded is not None and recorded.ord is not Optegnet.IKKE_NOTERET,
            {name: tuple(stays) for name, stays in self.stays.items()},
            tuple(self._absent(index) for index in range(len(self.items))),
            tuple(map(tuple, self.moves)),
            tuple(self.instead),
        )

    def _steps(self, treated: Sequence[int]) -> dict[int, list[Move]]:
        """What happened while each item was treated.

        A time at an item that has sub-items may lie among the times of these.
        """
        own = {index: _moves(self.items[index].punkt, index) for index in treated}
        steps: dict[int, list[Move]] = {index: [] for index in treated}
        for at, index in enumerate(treated):
            parts = [one for one in treated[at + 1 :] if contains(self.items, index, one)]
            for move in own[index]:
                before = [
                    part
                    for part in parts
                    if move.tid and any(m.tid and self._at(m) < self._at(move) for m in own[part])
                ]
                steps[before[-1] if before else index].append(move)
        return steps

    def _first(self) -> Iterator[tuple[str, list[Move]]]:
        """The moves of each person during the first item at which they have any."""
        found: set[str] = set()
        for moves in self.steps.values():
            for name in dict.fromkeys(move.navn for move in moves):
                if name not in found:
                    yield name, [move for move in moves if move.navn == name]
            found |= {move.navn for move in moves}

    def _begins_with_arrival(self, moves: Sequence[Move]) -> bool | None:
        """Whether one person's moves at an item begin with an arrival; ``None``: nobody can tell.

        Where no times tell it: arrivals and departures take turns.
        """
        if all(move.tid for move in moves):
            first = min(map(self._at, moves))
            moves = [move for move in moves if self._at(move) == first]
        came = sum(move.came for move in moves)
        return None if 2 * came == len(moves) else 2 * came > len(moves)

    def _ordered(self, moves: Sequence[Move]) -> Iterator[Move]:
        """What happened during an item in the order in which it did."""
        came = {move.navn for move in moves if move.came}
        both = came & {move.navn for move in moves if not move.came}
        listed = [move for move in moves if move.came and move.navn not in both]
        for name in dict.fromkeys(move.navn for move in moves if move.navn in both):
            listed += self._several([move for move in moves if move.navn == name])
        listed += [move for move in moves if not move.came and move.navn not in both]
        untimed = {move.navn for move in moves if move.tid is None}
        in_time = iter(sorted((m for m in listed if m.navn not in untimed), key=self._at))
        return (move if move.navn in untimed else next(in_time) for move in listed)

    def _several(self, moves: list[Move]) -> list[Move]:
        """One person's moves at an item, by their times, or by whether they were there before."""
        name = moves[0].navn
        timed = all(move.tid for move in moves)
        begun = name in self.open and self.open[name] is None and name not in self.certain
        if begun and self._begins_with_arrival(moves) is None:
            self.unordered.add(name)
            mend = _EQUAL_TIMES if timed else _WRITE_TIMES
            self.diagnostics.append(CAME_OR_LEFT_FIRST.at(moves[0].position, navn=name, ret=mend))
        comes = name not in self.open
        ordered: list[Move] = []
        by_time = groupby(sorted(moves, key=self._at), self._at) if timed else [(0, iter(moves))]
        for _, at_once in by_time:
            waiting = list(at_once)
            while waiting:
                move = next((one for one in waiting if one.came is comes), waiting[0])
                waiting.remove(move)
                ordered.append(move)
                comes = not move.came
        return ordered

    def _arrive(self, move: Move) -> None:
        if move.navn in self.open:
            before = self.open[move.navn]
            where = _line(before.position) if before else Phrase("", "")
            self.diagnostics.append(ALREADY_THERE.at(move.position, navn=move.navn, hvor=where))
            return
        self.open[move.navn] = move
        self.last[move.navn] = move

    def _leave(self, move: Move) -> None:
        if move.navn not in self.open:
            if came := self._comes_after(move):
                self._report_order(BACKWARDS, move, *came)
                return
            self.diagnostics.append(
                NOT_THERE.at(move.position, navn=move.navn, hvor=self._since(move.navn))
            )
            return
        self.stays[move.navn].append(Stay(self.open.pop(move.navn), move))
        self.last[move.navn] = move
        self.away_since[move.navn] = move.position

    def _comes_after(self, left: Move) -> tuple[Move, time] | None:
        """Somebody's arrival at the same item by whose time they came after they left."""
        for move in self.steps[left.item]:
            own = move.navn == left.navn and move.came
            if own and move.tid and left.tid and self._at(move) > self._at(left):
                return move, move.tid
        return None

    def _since(self, name: str) -> Phrase:
        """Where it is said that somebody is not there."""
        place = self.away_since.get(name)
        return _line(place) if place else Phrase("", "")

    def _where_instead(self, one: Navn) -> Phrase:
        """Where the substitute belongs of somebody who did not come at all."""
        seatless = {f.navn for f in missing(self.meeting) if f.stedfortraeder is None}
        if one.stedfortraeder and one.navn in seatless:
            return _WITH_REGRETS
        return Phrase("", "")

    # --- the clock ----------------------------------------------------------------

    def _at(self, move: Move) -> int:
        """Minutes from the midnight before the meeting; 0 where nobody noted when."""
        return self.reckoning.at(move.item, move.tid) if move.tid else 0

    def _check_time(self, move: Move) -> None:
        if move.tid is None:
            return
        before = self.last.get(move.navn)
        if before and before.tid and self._at(before) > self._at(move):
            self._report_order(BACKWARDS, move, before, before.tid)
        elif before and before.tid and self._at(before) == self._at(move):
            if move.navn not in self.unordered:
                self._report_order(AT_ONCE, move, before, before.tid)
        elif self.latest and self.latest.tid and self._is_earlier(move, self.latest):
            self._report_order(
                OUT_OF_ORDER, move, self.latest, self.latest.tid, andre=self.latest.navn
            )
        if self.latest is None or not self._is_earlier(move, self.latest):
            self.latest = move
        self._check_bounds(move)

    def _is_earlier(self, move: Move, other: Move) -> bool:
        both = bool(move.tid and other.tid)
        return both and move.item != other.item and self._at(move) < self._at(other)

    def _report_order(
        self, rule: Rule, move: Move, other: Move, when: time, **values: object
    ) -> None:
        self.diagnostics.append(
            rule.at(
                move.position,
                **_told(move),
                foer=_LEFT if not other.came else _CAME,
                foer_tid=_clock(when),
                linje=other.position.line,
                **values,
            )
        )

    def _check_bounds(self, move: Move) -> None:
        assert move.tid is not None  # noqa: S101 - the caller has looked
        meeting, at = self.meeting, self._at(move)
        begun = meeting.faktisk_start or meeting.start
        ended = meeting.faktisk_slut or meeting.slut
        if begun and at < self.reckoning.on_first(begun):
            begins = Phrase("begyndte", "began") if meeting.faktisk_start else _BEGINS
            self._outside(
                OUTSIDE, move, begun, graense=begins, ret=_correct("start", meeting.faktisk_start)
            )
        elif ended and at > self.reckoning.on_last(ended):
            if meeting.faktisk_slut:
                self._outside(AFTER_END, move, ended)
            else:
                self._outside(OUTSIDE, move, ended, graense=_ENDS, ret=_correct("slut", None))
        elif begun and not ended and at - self.reckoning.on_last(begun) > _LONGEST:
            begins = Phrase("begyndte", "began") if meeting.faktisk_start else _BEGINS
            self._outside(OUTSIDE, move, begun, graense=begins, ret=_correct("slut", None))

    def _outside(self, rule: Rule, move: Move, limit: time, **values: object) -> None:
        self.diagnostics.append(
            rule.at(move.position, **_told(move), graense_tid=_clock(limit), **values)
        )


_LONGEST = 12 * 60
"""Minutes. A clock time later than that is mostly one of before the meeting, misspelt."""
_BEGINS = Phrase("begynder", "begins")
_ENDS = Phrase("slutter", "ends")


def _correct(end: str, real: time | None) -> Phrase:
    """What to do about the real beginning or end of the meeting: it may be noted already."""
    if real:
        return Phrase.same(f"`faktisk_{end}`")
    return Phrase(f"skriv `faktisk_{end}`", f"write `faktisk_{end}`")


def _clock(clock: time) -> str:
    return f"kl. {clock:%H.%M}"


def _line(position: Position) -> Phrase:
    return Phrase(f" (linje {position.line})", f" (line {position.line})")


def _told(move: Move) -> dict[str, object]:
    """What a finding says of a move with a time."""
    assert move.tid is not None  # noqa: S101 - only such moves are told of
    return {"navn": move.navn, "hvad": _CAME if move.came else _LEFT, "tid": _clock(move.tid)}


def _moves(punkt: Punkt, index: int) -> list[Move]:
    """Who came and left at an item, as it stands there."""
    came = [Move(one.navn, True, index, one.tid, one.position) for one in punkt.ankom]
    left = [Move(one.navn, False, index, one.tid, one.position) for one in punkt.forlod]
    return [*came, *left]


def _everybody(meeting: Meeting) -> Iterator[str]:
    """All of whom the meeting file says whether they come."""
    yield from (member.known_as for member in members(meeting))
    yield from (entry.navn for entry in missing(meeting))
    yield from (person.known_as for person in substitutes(meeting))
    if meeting.fremmoedt:
        yield from (one.navn for one in meeting.fremmoedt.navne)


def _at_the_start(meeting: Meeting) -> tuple[set[str], set[str]]:
    """Those who were there when it began, and those of them of whom that is on record."""
    recorded = meeting.fremmoedt
    named = {one.navn for one in recorded.navne} if recorded else set()
    if recorded is not None and recorded.ord is None:
        return named, named
    everybody = set(_everybody(meeting))
    if recorded is not None and recorded.ord is Optegnet.ALLE:
        return everybody, everybody
    return everybody - {f.navn for f in missing(meeting)} | named, named
