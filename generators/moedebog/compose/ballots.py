"""Votes as numbers: who could vote, how many voted how, and what that comes to."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from moedebog.blocks import (
    Blocks,
    BulletList,
    Heading,
    LabelledList,
    NumberedList,
    Paragraph,
    Quote,
    text_of,
)
from moedebog.catalogue import Afgoerelse, Slags, Udfald, Valggrundlag
from moedebog.catalogue.outcomes import FIXED
from moedebog.compose.membership import members, members_of, missing, substitutes
from moedebog.compose.planning import Plan, PlannedItem
from moedebog.meeting import (
    Afsnit,
    Afstemning,
    Delbeslutning,
    Forum,
    Person,
    Stemmer,
    Valg,
    Valgrunde,
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
    result: Resultat | None
    """With what decides; ``None`` where nobody can tell, and where the decision says otherwise."""


# --- who can vote ---------------------------------------------------------------------


def able(plan: Plan, item: PlannedItem) -> set[str]:
    """Those who can vote at an item: members and substitutes present, less the inhabile."""
    here = {person.known_as for person in _members_and_substitutes(plan, item)}
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
    for person in _members_and_substitutes(plan, item):
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


def _members_and_substitutes(plan: Plan, item: PlannedItem) -> list[Person]:
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
    for person in _members_and_substitutes(plan, item):
        if person.parti:
            key = party(person.parti)
            parties.setdefault(key, set()).update({person.known_as} & first)
            called.setdefault(key, person.parti)
    own = {one.known_as for one in members(plan.meeting)}
    others = (one for one in _members_and_substitutes(plan, item) if one.known_as not in own)
    return Voters(
        frozenset(here),
        {key: frozenset(of) for key, of in parties.items()},
        called,
        lettered=all(one.parti for one in others),
        seats=len(seats),
        lasting=sum(len(names) > 1 or names[0] not in moved for names in seats),
    )


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
    found = Verdict(numbers, by_count, decider, by_policy, by_chair, chair, None)
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
    seated = {person.known_as for person in _members_and_substitutes(plan, item)}
    found = [
        _vote_of(name, plan, item, vote, numbers)
        for name in dict.fromkeys(names)
        if name is not None and name in seated
    ]
    return next((one for one in found if not one.silent), found[0] if found else Chair())


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
        (one.parti for one in _members_and_substitutes(plan, item) if one.known_as == name), None
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


def deciders_told(text: str) -> set[Afgoerelse]:
    """What a text says that decided a vote: the chair or a lot."""
    return {
        decider
        for decider, pattern in _TELLS_DECIDER.items()
        if any(
            not _DENIED(text[: match.start()]) and not _DENIED_AFTER(text, match.end())
            for match in pattern.finditer(text)
        )
    }


def tells_lot(text: str) -> bool:
    """Whether a text on an election says that a lot was drawn."""
    return any(not _DENIED(text[: match.start()]) for match in _LOT.finditer(text))


_LOT = re.compile(
    r"lodtræk|lodkast|\b(?:ved|trukket|trak|trækning af|kastet) lod\b|\bloddet\b", re.IGNORECASE
)
_TELLS_DECIDER = {
    Afgoerelse.FORMAND: re.compile(
        r"\b(?:formand|forkvinde|forperson|mødeleder|borgmester|dirigent)en(?:s\s+(?:"
        r"stemme\s+(?:(?:var|blev|er|som)\s+)?(?:den\s+)?(?:afgørende|udslagsgivende)|"
        r"stemme\s+(?:afgjorde|gjorde\s+udslaget)|(?:afgørende|udslagsgivende)\s+stemme)|"
        r"\s+(?:har|havde|fik|brugte)\s+(?:den\s+)?(?:afgørende|udslagsgivende)\s+stemme)|"
        r"\b(?:afgjort|vedtaget|godkendt|forkastet)\s+(?:af|ved|med|på)\s+"
        r"(?:formand|forkvinde|forperson|mødeleder|borgmester)ens\s+stemme",
        re.IGNORECASE,
    ),
    Afgoerelse.LODTRAEKNING: re.compile(
        r"\b(?:vedtaget|forkastet|godkendt|bortfaldet|afgjort|afgjordes|afgøres)"
        r"(?:\s+\w+){0,3}\s+(?:ved|efter|gennem)\s+(?:lodtrækning|lod)\b|"
        r"\b(?:lodtrækning(?:en)?|loddet)\s+afgjorde\b|"
        r"\b(?:trukket|trak)\s+(?:der\s+)?lod(?=\s*[.,;]|\s*$)",
        re.IGNORECASE | re.MULTILINE,
    ),
}
_DENIED = re.compile(r"\b(?:ikke|ej|uden|ingen)\b[^.!?\n]*\Z", re.IGNORECASE).search

_DENIED_AFTER = re.compile(r"[^.,;!?\n]{0,12}\bikke\b", re.IGNORECASE).match

_IS_CHAIR = re.compile(
    r"(?<!næst)(?<!naest)(?<!vice)(?:formand|forkvinde|forperson|borgmester)\b", re.IGNORECASE
).search


# --- the decision that a vote belongs to ----------------------------------------------


class Said(Struct, frozen=True):
    """What a decision says of a vote."""

    carried: bool | None = None
    """Whether it was carried; ``None``: nobody can tell."""
    fell: bool = False
    """Whether it fell without anything deciding it."""


class Decided(Struct, frozen=True):
    """A decision, or several that stand together, with the votes on it."""

    decisions: tuple[Afsnit, ...]
    votes: tuple[Afstemning, ...]
    others: bool = False
    """Whether it is another forum's, in a case that it has sent on."""
    answers: tuple[Delbeslutning, ...] = ()
    """The answers to points of the indstilling."""

    @property
    def outcomes(self) -> tuple[str, ...]:
        """What came of it, in the words of ``udfald``."""
        answered = tuple(u for answer in self.answers for u in answer.udfald)
        return tuple(u for afsnit in self.decisions for u in afsnit.udfald) + answered

    @property
    def text(self) -> str:
        """What the decisions say, without what only some may read."""
        return "\n".join(words_in(afsnit.tekst) for afsnit in self.decisions if not afsnit.lukket)

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

    def votes_on(self, answer: Delbeslutning) -> tuple[Afstemning, ...]:
        """The votes on what an answer is about."""
        if len(self.answers) == 1 and self.on_the_matter:
            return self.on_the_matter
        return tuple(vote for vote in self.votes if _points(vote.forslag) & set(answer.punkt))

    def says_of(self, vote: Afstemning) -> Said:
        """What the decision says of this vote.

        A closed decision says nothing here: what is printed of an open vote would give it away.
        """
        is_open = tuple(afsnit for afsnit in self.decisions if not afsnit.lukket)
        outcomes = tuple(u for afsnit in is_open for u in afsnit.udfald)
        if vote.forslag is not None and not _INDSTILLING(vote.forslag):
            return Said(self._of_proposal(vote.forslag, outcomes))
        if len(self.on_the_matter) != 1 or self.on_the_matter[0] is not vote:
            return Said()
        text = "\n".join(said_in(afsnit.tekst) for afsnit in is_open)
        fell = Udfald.BORTFALDET in outcomes or _FELL(text) is not None
        answered = tuple(u for answer in self.answers for u in answer.udfald)
        return Said(_carried(is_open, (*outcomes, *answered)), fell)

    def _of_proposal(self, forslag: str, outcomes: Sequence[str]) -> bool | None:
        """Whether what came of the case says that a proposal of its own was carried."""
        if points := _points(forslag):
            return _common(answer_carries(one) for one in self.answers if points & set(one.punkt))
        if _PUT_OFF(forslag):
            if Udfald.UDSAT in outcomes:
                return True
            treated = any(carries(outcome) is not None for outcome in outcomes)
            return False if treated else None
        return None


def _carried(decisions: Sequence[Afsnit], outcomes: Sequence[str]) -> bool | None:
    said = {carries(outcome) for outcome in outcomes} - {None}
    if not said:
        said = {carries_text(said_in(afsnit.tekst)) for afsnit in decisions} - {None}
    return said.pop() if len(said) == 1 else None


def answer_carries(answer: Delbeslutning) -> bool | None:
    """Whether an answer says that its points were carried; ``None``: it says neither."""
    if answer.udfald:
        return _common(map(carries, answer.udfald))
    return carries_text(said_in(answer.tekst))


def _points(forslag: str | None) -> set[int]:
    """The numbers of the points that a proposal is about."""
    match = _POINTS(forslag or "")
    return set(map(int, re.findall(r"\d+", match[0]))) if match else set()


def _common(answers: Iterable[bool | None]) -> bool | None:
    said = set(answers)
    return said.pop() if len(said) == 1 else None


_INDSTILLING = re.compile(
    r"(?:(?!mindretal|ændr|alternativ|ny)[^\W\d]+\s+)?indstilling(?:en|erne)?"
    r"(?: (?:som|i sin) helhed)?\.?\Z",
    re.IGNORECASE,
).match
_POINTS = re.compile(
    r"(?:indstillingens?\s+)?(?:(?:punkt(?:erne)?|at-punkt|pkt\.?|ad|nr\.?)\s*)?"
    r"\d+(?:(?:\s*,\s*|\s+og\s+)\d+)*\.?\Z",
    re.IGNORECASE,
).match
"""A vote on points of the indstilling by their numbers: »Ad 1 og 2«."""
_THE_CASE = "(?:sagen|punktet|behandlingen|beslutningen)"
_PUT_OFF = re.compile(
    r"(?:forslag(?:et)?\s+om\s+)?(?:"
    rf"(?:at\s+)?(?:udsætte|udskyde)\s+{_THE_CASE}|at\s+{_THE_CASE}\s+(?:udsættes|udskydes)|"
    rf"(?:udsættelse|udskydelse)(?:n)?(?:\s+af\s+{_THE_CASE})?)(?:\s+til\b.*)?\.?\Z",
    re.IGNORECASE,
).match
"""A vote on putting the case off, not something in it."""
_FELL = re.compile(r"\bbortfald\w*\b", re.IGNORECASE).search
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
    r"(?:enstemmigt?e?|i enighed|af alle|uden modstemmer)\b|"
    r"\b(?:ikke|ej|ingen)\s+(?:\w+\s+){0,2}(?:enighed|enige?t?|konsensus)\b(?:\s+om,?\s+at\s+\w+)?",
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
    return carries_text(outcome)


def carries_text(text: str) -> bool | None:
    """The same of a text, by its first sentence."""
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


def words_in(blocks: Blocks) -> str:
    """All paragraphs of a text, those in its lists and quotations too."""
    return "\n".join(_lines(blocks))


def _lines(blocks: Blocks) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph | Heading):
            yield text_of(block.inlines)
        elif isinstance(block, BulletList | NumberedList | LabelledList):
            for item in block.items:
                yield from _lines(item.blocks)
        elif isinstance(block, Quote):
            yield from _lines(block.blocks)


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
    answers = answers_in(sections)
    for decisions, votes in groups:
        only = len(groups) == 1
        yield Decided(tuple(decisions), tuple(votes), others, answers if only else ())
    for afsnit in sections:
        yield from decided(afsnit.afsnit, others=True)


def answers_in(sections: Iterable[Afsnit]) -> tuple[Delbeslutning, ...]:
    """The answers to points of the indstilling; none where several of them have answers."""
    found = [a.indstilling.delbeslutninger for a in sections if a.indstilling]
    answered = [answers for answers in found if answers]
    return answered[0] if len(answered) == 1 else ()
