"""Votes as numbers: who could vote, how many voted how, and what that comes to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from moedebog.blocks import Blocks, Heading, Paragraph, text_of
from moedebog.catalogue import Afgoerelse, Slags, Valggrundlag
from moedebog.catalogue.outcomes import FIXED
from moedebog.compose.planning import Plan, PlannedItem
from moedebog.compose.presence import members, substitutes
from moedebog.meeting import Afsnit, Afstemning, Person, Stemmer, Valg, Valgrunde
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


class Verdict(Struct, frozen=True):
    """A vote with its numbers, and what they come to."""

    tally: Tally
    by_count: Resultat | None
    """By the numbers alone; ``None`` where they are not known."""
    decider: Afgoerelse | None
    """What decides, where the votes are tied and that is said."""
    by_chair: Resultat | None
    """What the chair voted for, where that decides and is on record."""
    result: Resultat | None
    """With what decides; ``None`` where nobody can tell, and where the decision says otherwise."""


# --- who can vote ---------------------------------------------------------------------


def able(plan: Plan, item: PlannedItem) -> set[str]:
    """Those who can vote at an item: members and substitutes present, less the inhabile."""
    here = {person.known_as for person in _seated(plan, item)}
    return here - set(item.absent) - {one.navn for one in item.punkt.out}


def _seated(plan: Plan, item: PlannedItem) -> list[Person]:
    """Members and substitutes, also those who come for this item alone."""
    brief = (one.person for one in item.instead)
    return [*members(plan.meeting), *substitutes(plan.meeting), *brief]


def voters_at(plan: Plan, item: PlannedItem) -> Voters:
    """Those who can vote at an item, by their parties too."""
    here = able(plan, item)
    parties: dict[str, set[str]] = {}
    called: dict[str, str] = {}
    for person in _seated(plan, item):
        if person.parti:
            key = party(person.parti)
            parties.setdefault(key, set()).update({person.known_as} & here)
            called.setdefault(key, person.parti)
    return Voters(frozenset(here), {key: frozenset(of) for key, of in parties.items()}, called)


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


def verdict(
    plan: Plan, item: PlannedItem, vote: Afstemning, numbers: Tally, carried: bool | None
) -> Verdict:
    """What a vote comes to; ``carried`` is what the decision says that it did."""
    politik = plan.meeting.forum.politik
    by_count = _by_count(vote, numbers, plan)
    decider = by_chair = None
    result = by_count
    if by_count is Resultat.STEMMELIGHED:
        by_policy = None if politik.stemmelighed is Afgoerelse.BORTFALDER else politik.stemmelighed
        decider = vote.afgjort_af or by_policy
        if decider is Afgoerelse.FORMAND:
            by_chair = _of_chair(plan, item, vote)
        if decider is not None:
            result = by_chair or _as_decided(carried)
    if carried is not None and result not in (None, _as_decided(carried)):
        fell = result is Resultat.STEMMELIGHED and not carried
        result = result if fell else None
    return Verdict(numbers, by_count, decider, by_chair, result)


def _by_count(vote: Afstemning, numbers: Tally, plan: Plan) -> Resultat | None:
    if numbers.for_ is None or numbers.imod is None or vote.valg:
        return None
    needed = vote.flertal or plan.meeting.forum.politik.flertal
    if needed.reached(numbers.for_, numbers.imod):
        return Resultat.VEDTAGET
    if numbers.for_ == numbers.imod and needed.may_tie:
        return Resultat.STEMMELIGHED
    return Resultat.FORKASTET


def _of_chair(plan: Plan, item: PlannedItem, vote: Afstemning) -> Resultat | None:
    """What the chair voted for, where that is on record by name."""
    chair = plan.leader_of(item)
    for side, result in ((vote.for_, Resultat.VEDTAGET), (vote.imod, Resultat.FORKASTET)):
        if side is not None and chair in side.navne:
            return result
    return None


def _as_decided(carried: bool | None) -> Resultat | None:
    if carried is None:
        return None
    return Resultat.VEDTAGET if carried else Resultat.FORKASTET


# --- the decision that a vote belongs to ----------------------------------------------


class Decided(Struct, frozen=True):
    """A decision, or several that stand together, with the votes on it."""

    decisions: tuple[Afsnit, ...]
    votes: tuple[Afstemning, ...]
    others: bool = False
    """Whether it is another forum's, in a case that it has sent on."""
    answers: tuple[str, ...] = ()
    """The outcomes of answers to points of the indstilling."""

    @property
    def outcomes(self) -> tuple[str, ...]:
        """What came of it, in the words of ``udfald``."""
        return tuple(u for afsnit in self.decisions for u in afsnit.udfald) + self.answers

    @property
    def text(self) -> str:
        """What the decisions say, without what only some may read."""
        return "\n".join(said_in(afsnit.tekst) for afsnit in self.decisions if not afsnit.lukket)

    @property
    def carried(self) -> bool | None:
        """Whether what was proposed was carried, as the decision says; ``None``: it does not."""
        return _carried(self.decisions, self.outcomes)

    @property
    def on_the_matter(self) -> tuple[Afstemning, ...]:
        """The votes on what is decided, not on another proposal."""
        return tuple(
            vote
            for vote in self.votes
            if vote.valg is None and (vote.forslag is None or _INDSTILLING(vote.forslag))
        )

    def says_of(self, vote: Afstemning) -> bool | None:
        """Whether the decision says that this vote was carried; ``None``: nobody can tell.

        A closed decision says nothing here: what is printed of an open vote would give it away.
        """
        alone = len(self.on_the_matter) == 1 and self.on_the_matter[0] is vote
        is_open = tuple(afsnit for afsnit in self.decisions if not afsnit.lukket)
        outcomes = (*(u for afsnit in is_open for u in afsnit.udfald), *self.answers)
        return _carried(is_open, outcomes) if alone else None


def _carried(decisions: Sequence[Afsnit], outcomes: Sequence[str]) -> bool | None:
    said = {carries(outcome) for outcome in outcomes} - {None}
    if not said:
        said = {_carries_text(said_in(afsnit.tekst)) for afsnit in decisions} - {None}
    return said.pop() if len(said) == 1 else None


_INDSTILLING = re.compile(
    r"(?:(?!mindretal|ændr|alternativ|ny)[^\W\d]+\s+)?indstilling(?:en|erne)?"
    r"(?: (?:som|i sin) helhed)?\.?\Z",
    re.IGNORECASE,
).match
_CARRIED = re.compile(
    r"\b(?:godkend(?:te|t|er)|vedtog|vedtaget|vedtages|tiltrådte?|tiltræder|anbefale(?:r|de|t))\b",
    re.IGNORECASE,
)
_NOT_CARRIED = re.compile(
    r"\b(?:ikke|forkaste\w*|afvis\w*|bortfald\w*|faldt|stemt ned|nedstemt)\b", re.IGNORECASE
)
_OF_SOMETHING_ELSE = re.compile(r"ændringsforslag|udsæt|udsat|modforslag|delvis", re.IGNORECASE)
NOT_BY_ALL = re.compile(
    r"\b(?:ikke|ej)\s+(?:(?:godkendt|vedtaget|tiltrådt|anbefalet)\s+)?"
    r"(?:enstemmigt?e?|i enighed|af alle|uden modstemmer)\b",
    re.IGNORECASE,
)
"""That something was not unanimous, which is not that it was not carried."""
_EXCEPT = re.compile(
    r"[,;:(–—-]\s*(?:dog|idet|således at)\b|\s(?:bortset fra|undtagen|med undtagelse af)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n")


def carries(outcome: str) -> bool | None:
    """Whether an outcome says that what was proposed was carried; ``None``: neither."""
    if outcome in FIXED:
        return FIXED[outcome].kind.carries
    return _carries_text(outcome)


def _carries_text(text: str) -> bool | None:
    first = _SENTENCE.split(text, maxsplit=1)[0]
    if _OF_SOMETHING_ELSE.search(first):
        return None
    first = NOT_BY_ALL.sub("", first)
    main = _EXCEPT.split(first, maxsplit=1)[0]
    if _CARRIED.search(main) and not _NOT_CARRIED.search(main):
        return True  # what is not, is an exception from it
    return False if _NOT_CARRIED.search(first) else None


def said_in(blocks: Blocks) -> str:
    """The paragraphs and headings of a text."""
    return "\n".join(
        text_of(block.inlines) for block in blocks if isinstance(block, Paragraph | Heading)
    )


def decided(sections: Sequence[Afsnit], *, others: bool = False) -> Iterator[Decided]:
    """The decisions of an item with the votes on each.

    A vote belongs to the decision before it, or after it where the votes come first.
    """
    listed = [a for a in sections if a.afstemning or a.slags is Slags.BESLUTNING]
    groups: list[tuple[list[Afsnit], list[Afstemning]]] = []
    votes_first = bool(listed) and bool(listed[0].afstemning)
    for afsnit in listed:
        decides = afsnit.slags is Slags.BESLUTNING
        begins = decides != votes_first
        # A new one begins where something of the second kind stood last.
        if not groups or (begins and groups[-1][0 if votes_first else 1]):
            groups.append(([], []))
        decisions, votes = groups[-1]
        if decides:
            decisions.append(afsnit)
        votes.extend(afsnit.afstemning)
    answers = tuple(
        u
        for a in sections
        if a.indstilling
        for answer in a.indstilling.delbeslutninger
        for u in answer.udfald
    )
    for decisions, votes in groups:
        only = len(groups) == 1
        yield Decided(tuple(decisions), tuple(votes), others, answers if only else ())
    for afsnit in sections:
        yield from decided(afsnit.afsnit, others=True)
