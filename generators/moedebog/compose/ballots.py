"""Votes as numbers: who could vote, how many voted how, and what that comes to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from moedebog.catalogue import Afgoerelse, Valggrundlag
from moedebog.compose.membership import members
from moedebog.compose.planning import Plan, PlannedItem
from moedebog.compose.told import Said
from moedebog.compose.voters import Voters, members_and_substitutes, voters_at
from moedebog.meeting import (
    Afstemning,
    Stemmer,
    Valg,
    Valgrunde,
)
from moedebog.names import party


class Tally(Struct, frozen=True):
    """How many voted how; ``None`` where it is not on record, or not what a name stands for."""

    for_: int | None
    imod: int | None
    undlod: int | None
    blanke: int | None
    ugyldige: int | None


class Resultat(StrEnum):
    """What a vote comes to."""

    VEDTAGET = "vedtaget"
    FORKASTET = "forkastet"
    STEMMELIGHED = "stemmelighed"


class Silence(StrEnum):
    """Why somebody has no vote for or against something."""

    INHABIL = "inhabil"
    ABSENT = "fravaerende"
    ABSTAINED = "undlod"
    NOT_NAMED = "ikke_naevnt"
    """All who voted are on record by name, and they are not among them."""


class Chair(Struct, frozen=True):
    """How the chair voted."""

    name: str | None = None
    """Unset where nobody is on record as the chair."""
    vote: Resultat | None = None
    """What they voted for, where that is on record."""
    silent: Silence | None = None
    """Why their vote cannot have decided anything; ``None`` where it may have."""


class Verdict(Struct, frozen=True):
    """A vote with its numbers, and what they come to."""

    tally: Tally
    by_count: Resultat | None
    """By the numbers alone; ``None`` where they are not known."""
    decider: Afgoerelse | None
    """What decided, where the votes are tied and that is on record, or follows from it."""
    by_policy: Afgoerelse | None
    """What the forum lets decide a tie that nobody says what decided; else ``None``."""
    by_chair: bool
    """Whether the chair's vote is what decided, or would have, as far as is typed."""
    chair: Chair
    """How the chair voted, where that may have decided."""
    by_leader: bool
    """Whether whose vote that is leads the item in the chair's place."""
    result: Resultat | None
    """With what decides; ``None`` where nobody can tell, and where the decision says otherwise."""


# --- how many -------------------------------------------------------------------------


def counts(
    sides: Sequence[Stemmer], people: frozenset[str], voters: Voters
) -> Iterator[int | None]:
    """How many votes each side of one vote has; unknown where nobody can tell."""
    counted: set[str] = set()
    for side in sides:
        yield _count(side, sides, people, voters, counted)


def cast(runde: Valgrunde, valg: Valg, people: frozenset[str], voters: Voters) -> list[int | None]:
    """How many votes each candidate of a round got, and then how many were blank and invalid.

    Whoever elects several may have voted for several; else a party that stands at two candidates
    is of two minds.
    """
    sides = ballot(runde)
    if len(set(elected(valg))) > 1:
        return [next(counts([side], people, voters)) for side in sides]
    return list(counts(sides, people, voters))


def by_candidate(
    runde: Valgrunde, valg: Valg, people: frozenset[str], voters: Voters
) -> dict[str, int] | None:
    """How many votes each candidate of a round got; ``None`` where that is not known of all."""
    got = zip(runde.kandidater, cast(runde, valg, people, voters), strict=False)
    known = {one.navn: number for one, number in got if number is not None}
    return known if len(known) == len({one.navn for one in runde.kandidater}) else None


def ballot(runde: Valgrunde) -> list[Stemmer]:
    """The votes of a round: for each candidate, then the blank and the invalid ones."""
    uncounted = [side for side in (runde.blanke, runde.ugyldige) if side]
    return [*(one.stemmer for one in runde.kandidater), *uncounted]


def _count(
    side: Stemmer,
    sides: Iterable[Stemmer],
    people: frozenset[str],
    voters: Voters,
    counted: set[str],
) -> int | None:
    """How many votes a side has; unknown where nobody can tell whom a name stands for.

    Who could not vote, or votes twice, is told already, and not counted: ``counted`` are
    those of the sides before.
    """
    if side.antal is not None:
        return side.antal
    others = [party(name) for other in sides if other is not side for name in other.navne]
    named = {name for one in sides for name in one.navne}
    voting: set[str] = set()
    stated = 0
    for name in side.navne:
        if name in people:
            voting |= {name} & voters.able
        elif (number := of_party(name)[1]) is not None:
            stated += number
        elif (members_of := voters.parties.get(party(name))) is None or (
            party(name) in others and len(members_of) > 1
        ):
            return None
        else:
            voting |= members_of - named  # members named themselves vote for themselves
    voting -= counted
    counted |= voting
    return len(voting) + stated


def of_party(name: str) -> tuple[str, int | None]:
    """»A (5)« as the party and how many of it; of another name there is no number."""
    match = _SO_MANY.fullmatch(name)
    return (match[1], int(match[2])) if match else (name, None)


_SO_MANY = re.compile(r"(.+?)\s*\((\d+)\)")


def tally(vote: Afstemning, people: frozenset[str], voters: Voters) -> Tally:
    """How many voted how. Where only those for are on record, nobody was against."""
    sides = vote.sider
    found = dict(zip(map(id, sides), counts(sides, people, voters), strict=True))

    def of(side: Stemmer | None, nothing: int | None = 0) -> int | None:
        return nothing if side is None else found[id(side)]

    # »Imod: B« alone does not say that nobody was for it.
    return Tally(
        for_=of(vote.for_, None),
        imod=of(vote.imod),
        undlod=of(vote.undlod),
        blanke=of(vote.blanke),
        ugyldige=of(vote.ugyldige),
    )


def elected(valg: Valg) -> tuple[str, ...]:
    """Who was elected, as far as that is on record: by name, or on the lists."""
    return valg.valgt or tuple(name for one in valg.lister for name in one.valgte)


def is_voted_on(vote: Afstemning) -> bool:
    """Whether anything says that votes were cast: of an election it may not, where nobody else
    stood."""
    valg = vote.valg
    if valg is None or vote.hemmelig or vote.afgjort_af:
        return True
    return bool(valg.runder or valg.lister)


def winner(numbers: Mapping[str, int] | None, basis: Valggrundlag | None) -> str | None:
    """Who has the votes that a round takes; ``None`` where that is nobody, or not known.

    ``numbers``: those of each candidate.
    """
    if not numbers:
        return None
    most = max(numbers.values())
    first = [name for name, number in numbers.items() if number == most]
    enough = basis is not Valggrundlag.OVER_HALVDELEN or 2 * most > sum(numbers.values())
    return first[0] if len(first) == 1 and most and enough else None


# --- what it comes to -----------------------------------------------------------------


def verdict(plan: Plan, item: PlannedItem, vote: Afstemning, numbers: Tally, said: Said) -> Verdict:
    """What a vote comes to; ``said`` is what the decision says of it."""
    by_count = _by_count(vote, numbers, plan)
    chair, decider, by_policy = Chair(), None, None
    if vote.valg is None and by_count in (None, Resultat.STEMMELIGHED):
        chair = _chair(plan, item, vote, numbers)
        decider = vote.afgjort_af  # what nobody can count may have been tied
    if by_count is Resultat.STEMMELIGHED:
        decider, by_policy = _decider(plan, vote, chair, said)
        if numbers.for_ == 0:
            by_policy, decider = None, vote.afgjort_af  # where nobody voted, nothing is tied
    by_chair = Afgoerelse.FORMAND in (decider, by_policy) and not chair.silent
    if decider is Afgoerelse.FORMAND and not _may_have_decided(chair, said):
        decider = None  # nothing is printed that cannot be true
    instead = chair.name is not None and _led_instead(plan, item, chair.name)
    found = Verdict(numbers, by_count, decider, by_policy, by_chair, chair, instead, None)
    return replace(found, result=_result(vote, found, said))


def _may_have_decided(chair: Chair, said: Said) -> bool:
    """Whether the chair's vote can have decided what came of it."""
    return not chair.silent and (
        None in (chair.vote, said.carried) or chair.vote is _as_decided(said.carried)
    )


def _decider(
    plan: Plan, vote: Afstemning, chair: Chair, said: Said
) -> tuple[Afgoerelse | None, Afgoerelse | None]:
    """What decided a tie, and what the forum lets decide it without anything on record."""
    policy = plan.meeting.forum.politik.stemmelighed
    if vote.afgjort_af or policy is Afgoerelse.BORTFALDER:
        return vote.afgjort_af, None
    by_chair = policy is Afgoerelse.FORMAND
    if by_chair and chair.silent:
        return None, None
    if by_chair and chair.vote is not None:
        follows = not said.fell and said.carried in (None, chair.vote is Resultat.VEDTAGET)
    else:
        # What was carried at a tie needed something to decide it; what was not, may have fallen.
        follows = said.carried is True
    return (policy, None) if follows else (None, policy)


def _result(vote: Afstemning, found: Verdict, said: Said) -> Resultat | None:
    """What a vote came to with what decided; unknown where the decision says otherwise."""
    decided = _as_decided(said.carried)
    if found.by_count is not Resultat.STEMMELIGHED:
        return found.by_count if decided in (None, found.by_count) else None
    if found.decider:
        by_chair = found.chair.vote if found.decider is Afgoerelse.FORMAND else None
        return None if said.fell else by_chair or decided
    if vote.afgjort_af or said.carried:
        return None
    return None if found.by_policy and not said.fell else Resultat.STEMMELIGHED


def _by_count(vote: Afstemning, numbers: Tally, plan: Plan) -> Resultat | None:
    if numbers.for_ is None or numbers.imod is None or vote.valg:
        return None
    needed = vote.flertal or plan.meeting.forum.politik.flertal
    if needed.reached(numbers.for_, numbers.imod):
        return Resultat.VEDTAGET
    if numbers.for_ == numbers.imod and needed.may_tie:
        return Resultat.STEMMELIGHED
    return Resultat.FORKASTET


def _as_decided(carried: bool | None) -> Resultat | None:
    if carried is None:
        return None
    return Resultat.VEDTAGET if carried else Resultat.FORKASTET


# --- the chair's vote -----------------------------------------------------------------


def _chair(plan: Plan, item: PlannedItem, vote: Afstemning, numbers: Tally) -> Chair:
    """How the chair voted: who leads the item, or the forum's own, where that may be meant."""
    leader = plan.leader_of(item)
    own = (one.known_as for one in members(plan.meeting) if _IS_CHAIR(one.hverv or ""))
    names = [leader] if item.punkt.moedeleder else [leader, *own]
    seated = {person.known_as for person in members_and_substitutes(plan, item)}
    found = [
        _vote_of(name, plan, item, vote, numbers)
        for name in dict.fromkeys(names)
        if name is not None and name in seated
    ]
    return next((one for one in found if not one.silent), found[0] if found else Chair())


def _led_instead(plan: Plan, item: PlannedItem, name: str) -> bool:
    """Whether somebody leads an item who is not the chair, of the forum or the meeting."""
    own = {one.known_as for one in members(plan.meeting) if _IS_CHAIR(one.hverv or "")}
    return item.punkt.moedeleder is not None and name not in {*own, plan.meeting.moedeleder}


def _vote_of(name: str, plan: Plan, item: PlannedItem, vote: Afstemning, numbers: Tally) -> Chair:
    """What somebody voted for, by name or with the party, where that is on record."""
    if name in {one.navn for one in item.punkt.out}:
        return Chair(name, silent=Silence.INHABIL)
    if name in item.absent:
        return Chair(name, silent=Silence.ABSENT)
    side = _side_of(name, plan, item, vote)
    if side is not None and side in (vote.for_, vote.imod):
        return Chair(name, Resultat.VEDTAGET if side is vote.for_ else Resultat.FORKASTET)
    if side is not None or (numbers.for_, numbers.imod) == (0, 0):
        return Chair(name, silent=Silence.ABSTAINED)
    return Chair(name, silent=Silence.NOT_NAMED if _all_named(vote, plan.people) else None)


def _side_of(name: str, plan: Plan, item: PlannedItem, vote: Afstemning) -> Stemmer | None:
    """The side on which somebody stands by name, or the party does, and on no other."""
    for side in vote.sider:
        if name in side.navne:
            return side
    letter = next(
        (one.parti for one in members_and_substitutes(plan, item) if one.known_as == name), None
    )
    if not letter:
        return None
    key = party(letter)
    mine = [s for s in vote.sider if key in {party(of_party(one)[0]) for one in s.navne}]
    # »A (1)« may be another of them, and so may one vote of »antal: 1, navne: [A]«.
    if len(mine) != 1 or key not in map(party, mine[0].navne):
        return None
    (side,) = mine
    all_of_them = next(counts([replace(side, antal=None)], plan.people, voters_at(plan, item)))
    return side if side.antal is None or side.antal == all_of_them else None


def _all_named(vote: Afstemning, people: frozenset[str]) -> bool:
    """Whether all who voted for and against are on record by name."""
    return all(
        side is not None and set(side.navne) <= people and (side.antal or 0) <= len(side.navne)
        for side in (vote.for_, vote.imod)
    )


_IS_CHAIR = re.compile(
    r"(?<!næst)(?<!naest)(?<!vice)(?:formand|forkvinde|forperson|borgmester)\b", re.IGNORECASE
).search
