"""Who was there when: each person's presence as stays, from whatever the meeting file tells.

Every printed line about presence, the base of a vote, the quorum and the facts are read from here.
A person is either there or not at any moment. Whether a referat may *claim* that somebody was there
is another question, which ``Presence.recorded`` answers: regrets are typed before the meeting, and
do not prove that everybody else came.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, time
from itertools import compress, groupby, pairwise

from msgspec import Struct

from moedebog.catalogue import Deltagelse, Optegnet
from moedebog.compose.numbering import Numbered
from moedebog.compose.order import contains
from moedebog.compose.reckoning import Reckoning
from moedebog.diagnostics import Diagnostic, Phrase, Position, Rule, Severity
from moedebog.examples import Example
from moedebog.meeting import Forum, Fravaer, Medlem, Medvirkende, Meeting, Navn, Punkt

_PEOPLE = ("afbud", "udeblevet", "fremmoedt", "ankom", "forlod", "punkter", "underpunkter")
_TIMES = (*_PEOPLE, "start", "slut", "faktisk_start", "faktisk_slut", "dato", "behandlet_foer")

ALREADY_THERE = Rule(
    "M220",
    Severity.ERROR,
    Phrase(
        "{navn} kan ikke ankomme her: {navn} er allerede til stede{hvor}.",
        "{navn} cannot arrive here: {navn} is present already{hvor}.",
    ),
    Phrase(
        "Ret `ankom`, eller skriv i `forlod` på et tidligere punkt, hvornår {navn} gik.",
        "Correct `ankom`, or write in `forlod` of an earlier item when {navn} left.",
    ),
    Example(
        wrong="- titel: A\n  ankom: [Bo Bæk]\n- titel: B\n  ankom: [Bo Bæk]",
        right="- titel: A\n  ankom: [Bo Bæk]\n- titel: B",
    ),
    rests_on=_PEOPLE,
)
NOT_THERE = Rule(
    "M221",
    Severity.ERROR,
    Phrase(
        "{navn} kan ikke forlade mødet her: {navn} er ikke til stede{hvor}.",
        "{navn} cannot leave the meeting here: {navn} is not present{hvor}.",
    ),
    Phrase(
        "Ret `forlod`, eller skriv i `ankom`, hvornår {navn} kom.",
        "Correct `forlod`, or write in `ankom` when {navn} came.",
    ),
    Example(
        wrong="afbud: [Bo Bæk]\npunkter:\n  - titel: A\n    forlod: [Bo Bæk]",
        right="punkter:\n  - titel: A\n    forlod: [Bo Bæk]",
    ),
    rests_on=_PEOPLE,
)
BACKWARDS = Rule(
    "M222",
    Severity.ERROR,
    Phrase(
        "{navn} {hvad} {tid}, men {foer} først {foer_tid} (linje {linje}).",
        "{navn} {hvad} {tid}, but {foer} only {foer_tid} (line {linje}).",
    ),
    Phrase(
        "Ret det ene af de to tidspunkter, eller flyt linjen til det punkt, hvor det skete.",
        "Correct one of the two times, or move the line to the item where it happened.",
    ),
    Example(
        wrong='- titel: A\n  forlod:\n    - navn: Bo Bæk\n      tid: "11:10"\n'
        '- titel: B\n  ankom:\n    - navn: Bo Bæk\n      tid: "11:00"',
        right='- titel: A\n  forlod:\n    - navn: Bo Bæk\n      tid: "11:10"\n'
        '- titel: B\n  ankom:\n    - navn: Bo Bæk\n      tid: "11:20"',
    ),
    rests_on=_TIMES,
)
OUT_OF_ORDER = Rule(
    "M223",
    Severity.WARNING,
    Phrase(
        "{navn} {hvad} {tid}, men under et tidligere punkt {foer} {andre} {foer_tid} (linje "
        "{linje}).",
        "{navn} {hvad} {tid}, but at an earlier item {andre} {foer} {foer_tid} (line {linje}).",
    ),
    Phrase(
        "Se efter, om tiderne er rigtige og står ved de rigtige punkter.",
        "Make sure that the times are right and stand at the right items.",
    ),
    Example(
        wrong='- titel: A\n  forlod:\n    - navn: Bo Bæk\n      tid: "11:10"\n'
        '- titel: B\n  forlod:\n    - navn: Anna Ager\n      tid: "11:00"',
        right='- titel: A\n  forlod:\n    - navn: Bo Bæk\n      tid: "11:10"\n'
        '- titel: B\n  forlod:\n    - navn: Anna Ager\n      tid: "11:20"',
    ),
    reason=Phrase(
        "Punkterne behandles i deres rækkefølge. Går uret tilbage, er et klokkeslæt oftest "
        "skrevet forkert.",
        "Items are treated in their order. Where the clock runs backwards, a time is mostly "
        "misspelt.",
    ),
    rests_on=_TIMES,
)
OUTSIDE = Rule(
    "M224",
    Severity.WARNING,
    Phrase(
        "{navn} {hvad} {tid}, men mødet {graense} {graense_tid}.",
        "{navn} {hvad} {tid}, but the meeting {graense} {graense_tid}.",
    ),
    Phrase("Ret tidspunktet, eller {ret}.", "Correct the time, or {ret}."),
    Example(
        wrong='slut: "11:00"\npunkter:\n  - titel: A\n    forlod:\n      - navn: Bo Bæk\n'
        '        tid: "11:30"',
        right='slut: "11:00"\npunkter:\n  - titel: A\n    forlod:\n      - navn: Bo Bæk\n'
        '        tid: "10:30"',
    ),
    reason=Phrase(
        "Et møde kan vare længere end planlagt, men et klokkeslæt uden for mødet er oftest "
        "skrevet forkert.",
        "A meeting may last longer than planned, but a time outside it is mostly misspelt.",
    ),
    rests_on=_TIMES,
)
AFTER_END = Rule(
    "M225",
    Severity.ERROR,
    Phrase(
        "{navn} {hvad} {tid}, men mødet sluttede {graense_tid} (`faktisk_slut`).",
        "{navn} {hvad} {tid}, but the meeting ended {graense_tid} (`faktisk_slut`).",
    ),
    Phrase("Ret det ene af de to tidspunkter.", "Correct one of the two times."),
    Example(
        wrong='faktisk_slut: "11:00"\npunkter:\n  - titel: A\n    forlod:\n      - navn: Bo Bæk\n'
        '        tid: "11:30"',
        right='faktisk_slut: "11:00"\npunkter:\n  - titel: A\n    forlod:\n      - navn: Bo Bæk\n'
        '        tid: "10:30"',
    ),
    rests_on=_TIMES,
)
CAME_OR_LEFT_FIRST = Rule(
    "M226",
    Severity.ERROR,
    Phrase(
        "Det kan ikke ses, om {navn} først kom og så gik eller omvendt.",
        "It cannot be seen whether {navn} came first and then left, or the other way round.",
    ),
    Phrase("{ret}.", "{ret}."),
    Example(
        wrong="- titel: A\n  ankom: [Bo Bæk]\n  forlod: [Bo Bæk]",
        right='- titel: A\n  forlod:\n    - navn: Bo Bæk\n      tid: "10:10"\n'
        '  ankom:\n    - navn: Bo Bæk\n      tid: "10:20"',
    ),
    rests_on=_PEOPLE,
)
INHABIL_ABSENT = Rule(
    "M227",
    Severity.WARNING,
    Phrase(
        "{navn} er inhabil her, men er ikke til stede ved punktet{hvor}.",
        "{navn} is inhabil here, but is not present at the item{hvor}.",
    ),
    Phrase(
        "Slet navnet under `inhabil`, eller ret, hvornår {navn} var der; referatet nævner det "
        "ikke, som det står.{flyt}",
        "Delete the name under `inhabil`, or correct when {navn} was there; as it stands the "
        "referat does not mention it.{flyt}",
    ),
    Example(
        wrong="afbud: [Bo Bæk]\npunkter:\n  - titel: A\n    inhabil: [Bo Bæk]",
        right="afbud: [Bo Bæk]\npunkter:\n  - titel: A",
    ),
    reason=Phrase(
        "Den, der ikke er der, kan ikke forlade sagens behandling. Siger referatet det alligevel, "
        "er en af de to oplysninger forkert.",
        "Whoever is not there cannot leave the case. If the referat says so all the same, one of "
        "the two facts is wrong.",
    ),
    rests_on=_PEOPLE,
)

SEAT_TAKEN = Rule(
    "M228",
    Severity.WARNING,
    Phrase(
        "{navn} er kommet, men stedfortræderen {stedfortraeder} er der stadig: de to har én plads.",
        "{navn} has come, but the substitute {stedfortraeder} is still there: the two have one "
        "seat.",
    ),
    Phrase(
        "Skriv `forlod: [{stedfortraeder}]` på det punkt, hvor {navn} overtog pladsen.",
        "Write `forlod: [{stedfortraeder}]` at the item where {navn} took over the seat.",
    ),
    Example(
        wrong="afbud:\n  - navn: Bo Bæk\n    stedfortraeder: Ida Ibsen\npunkter:\n  - titel: A\n"
        "    ankom: [Bo Bæk]",
        right="afbud:\n  - navn: Bo Bæk\n    stedfortraeder: Ida Ibsen\npunkter:\n  - titel: A\n"
        "    ankom: [Bo Bæk]\n    forlod: [Ida Ibsen]",
    ),
    reason=Phrase(
        "En stedfortræder har medlemmets plads og stemme. Er begge der, har pladsen to stemmer.",
        "A substitute has the member's seat and vote. If both are there, the seat has two votes.",
    ),
    rests_on=_PEOPLE,
)
LATE_BUT_THERE = Rule(
    "M229",
    Severity.WARNING,
    Phrase(
        "{navn} kommer først her, men er fremmødt fra begyndelsen efter `fremmoedt` (linje "
        "{linje}).",
        "{navn} comes only here, but is present from the beginning by `fremmoedt` (line {linje}).",
    ),
    Phrase(
        "Slet navnet under `ankom`, eller {ret}; referatet følger `ankom`.",
        "Delete the name under `ankom`, or {ret}; the referat follows `ankom`.",
    ),
    Example(
        wrong="fremmoedt: alle\npunkter:\n  - titel: A\n    ankom: [Bo Bæk]",
        right="fremmoedt: alle_andre\npunkter:\n  - titel: A\n    ankom: [Bo Bæk]",
    ),
    reason=Phrase(
        "`fremmoedt` siger, hvem der var der, da mødet begyndte. Kun det ene kan være rigtigt.",
        "`fremmoedt` says who was there when the meeting began. Only one of them can be right.",
    ),
    rests_on=_PEOPLE,
)

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


def members(meeting: Meeting) -> list[Medlem]:
    """The members on the day of the meeting; who is one of two bodies that meet, once."""
    everybody = [one for forum in meeting.fora for one in members_of(forum, meeting.dato)]
    return list({one.known_as: one for one in reversed(everybody)}.values())[::-1]


def members_of(forum: Forum, day: date) -> list[Medlem]:
    """The members of one body on a day."""
    return [
        m
        for m in forum.medlemmer
        if (m.fra is None or m.fra <= day) and (m.til is None or day <= m.til)
    ]


def missing(meeting: Meeting) -> tuple[Fravaer, ...]:
    """Those of whom it is said that they do not come."""
    return (*meeting.afbud, *meeting.udeblevet)


def substitutes(meeting: Meeting) -> list[Medvirkende]:
    """Those who come for somebody who is absent."""
    return [f.stedfortraeder for f in missing(meeting) if f.stedfortraeder]


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

    def through(self, index: int, item: Numbered) -> None:
        """An item: who comes and leaves during it, and who is there for any part of it."""
        seen = set(self.open)
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
            if one.navn in self.stays and one.navn not in seen
        ]
        holder: int | None = index
        while holder is not None:
            self.seen[holder] |= seen
            holder = self.items[holder].parent
        if not item.punkt.underpunkter:
            self._check_seats()

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
            self.diagnostics.append(
                NOT_THERE.at(move.position, navn=move.navn, hvor=self._since(move.navn))
            )
            return
        self.stays[move.navn].append(Stay(self.open.pop(move.navn), move))
        self.last[move.navn] = move
        self.away_since[move.navn] = move.position

    def _since(self, name: str) -> Phrase:
        """Where it is said that somebody is not there."""
        place = self.away_since.get(name)
        return _line(place) if place else Phrase("", "")

    def _where_instead(self, one: Navn) -> Phrase:
        """Where the substitute belongs of somebody who did not come at all."""
        if one.stedfortraeder and one.navn in {f.navn for f in missing(self.meeting)}:
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
