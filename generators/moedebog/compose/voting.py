"""Votes and elections in words: what they came to first, then who voted how."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from moedebog import typography
from moedebog.blocks import Block, Blocks, LabelledItem, LabelledList, plain
from moedebog.catalogue import Afgoerelse, Flertal
from moedebog.compose import attendance
from moedebog.compose.attendance import Listed
from moedebog.compose.ballots import (
    Resultat,
    Tally,
    Verdict,
    ballot,
    cast,
    counts,
    elected,
    tally,
    verdict,
)
from moedebog.compose.membership import members
from moedebog.compose.people_lists import MANY, by_origin, in_columns, listing
from moedebog.compose.planning import Plan, PlannedItem
from moedebog.compose.told import Decided, deciders_told, tells_lot
from moedebog.compose.voters import Voters, voters_at
from moedebog.compose.wording import fact, table
from moedebog.meeting import Afstemning, Stemmer, Valg, Valgliste, Valgrunde
from moedebog.names import party
from moedebog.phrases import Phrases

_NUMBER = re.compile(r"\d+")


class Hall(Struct, frozen=True):
    """Where a vote was held: at an item of the meeting, or by another forum before."""

    plan: Plan
    item: PlannedItem
    decided: Decided
    voters: Voters
    """Empty where nobody can tell who could vote."""

    @property
    def people(self) -> frozenset[str]:
        """The names of persons: a party is a name as well, but not one vote."""
        return self.plan.people

    def tally(self, vote: Afstemning) -> Tally:
        """How many voted how, as far as it is on record."""
        return tally(vote, self.people, self.voters)

    def verdict(self, vote: Afstemning) -> Verdict:
        """What a vote came to."""
        says = self.decided.says_of(vote)
        return verdict(self.plan, self.item, vote, self.tally(vote), says)


def hall(plan: Plan, item: PlannedItem, decided: Decided) -> Hall:
    """Where the votes of a decision were held.

    A party's votes are counted where it is on record who was there, and they are our members'.
    """
    ours = plan.claims_presence and not decided.others
    return Hall(plan, item, decided, voters_at(plan, item) if ours else _named_alone(plan, item))


def counting(plan: Plan, item: PlannedItem, decided: Decided) -> Hall:
    """The same as our members may have voted, whoever is on record as there: for what is checked,
    not for what is printed.
    """
    return Hall(plan, item, decided, voters_at(plan, item))


def _named_alone(plan: Plan, item: PlannedItem) -> Voters:
    """Those who count where they are named, and no parties."""
    return Voters(voters_at(plan, item).able | plan.people, {}, {}, lettered=False)


def blocks(vote: Afstemning, where: Hall) -> Blocks:
    """What was voted on, what it came to, and who voted how."""
    words = where.plan.phrases
    made: list[Block] = []
    if vote.forslag is not None:
        made.append(replace(fact(words.proposal, vote.forslag), leads=True))
    if vote.valg is not None:
        return (*made, *_election(vote, vote.valg, where))
    said = result(vote, where)
    # Of several votes, or one on something else, the text alone does not say which it speaks of.
    apart = len(where.decided.votes) > 1 or vote.forslag is not None
    if said and (apart or not _is_told(said, where.decided.text)):
        made.append(plain(typography.sentence(said), result=True))
    elif decided := _decider(vote, where):
        made.append(plain(typography.sentence(decided)))
    return (*made, *_sides(vote, where, counted=said is not None))


# --- what it came to ------------------------------------------------------------------


def result(vote: Afstemning, where: Hall) -> str | None:
    """``Vedtaget med 5 stemmer mod 2; 1 undlod at stemme``; ``None`` where numbers are missing."""
    words, found = where.plan.phrases, where.verdict(vote)
    numbers = found.tally
    if numbers.for_ is None or numbers.imod is None:
        return None
    if None in (numbers.undlod, numbers.blanke, numbers.ugyldige):
        return None
    return words.clause_separator.join(
        (_main(vote, found, numbers.for_, numbers.imod, where), *_clauses(vote, found, where))
    )


def _decider(vote: Afstemning, where: Hall) -> str | None:
    """What decided a tie, where neither the sentence of the votes nor the decision tells it."""
    found = where.verdict(vote)
    if found.decider is None or found.decider in deciders_told(where.decided.text):
        return None
    return _tie_decided(found.decider, found, where)


def _tie_decided(decider: Afgoerelse, found: Verdict, where: Hall) -> str:
    words = where.plan.phrases
    by_leader = decider is Afgoerelse.FORMAND and found.by_leader
    return words.tie_decided_by_leader if by_leader else words.tie_decided[decider]


def _main(vote: Afstemning, found: Verdict, in_favour: int, against: int, where: Hall) -> str:
    words = where.plan.phrases
    votes_for, votes_against = _votes(in_favour, where), _votes(against, where)
    if found.result is Resultat.VEDTAGET:
        if vote.imod is None:
            return words.vote_carried_alone.format(votes=votes_for)
        return words.vote_carried.format(votes=votes_for, against=against)
    if found.result is Resultat.FORKASTET and against >= in_favour:
        return words.vote_rejected.format(votes=votes_against, in_favour=in_favour)
    if found.result is Resultat.FORKASTET:
        return words.vote_not_enough.format(votes=votes_for, against=against)
    if found.result is Resultat.STEMMELIGHED:
        return words.vote_tied.format(votes=votes_for, against=against)
    return words.vote_counted.format(votes=votes_for, against=against)


def _clauses(vote: Afstemning, found: Verdict, where: Hall) -> Iterator[str]:
    words, numbers = where.plan.phrases, found.tally
    if found.decider is not None:
        yield _tie_decided(found.decider, found, where)
    needed = vote.flertal or where.plan.meeting.forum.politik.flertal
    if found.result is Resultat.FORKASTET and needed is not Flertal.SIMPELT:
        yield words.majority_needed[needed]
    if numbers.undlod:
        yield words.clause_abstained.format(number=numbers.undlod)
    yield from _not_counting(numbers.blanke, numbers.ugyldige, where)
    if vote.hemmelig:
        yield words.secret_ballot


def _not_counting(blank: int | None, invalid: int | None, where: Hall) -> Iterator[str]:
    words = where.plan.phrases
    if blank:
        yield words.clause_blank.format(number=blank)
    if invalid:
        text = words.clause_one_invalid if invalid == 1 else words.clause_invalid
        yield text.format(number=invalid)


def _votes(number: int, where: Hall) -> str:
    words = where.plan.phrases
    return (words.one_vote if number == 1 else words.several_votes).format(number=number)


def _is_told(said: str, decision: str) -> bool:
    """Whether the decision's own text has all numbers of the sentence, and speaks of votes."""
    numbers = set(_NUMBER.findall(said)) - {"0"}
    return "stem" in decision.casefold() and numbers <= set(_NUMBER.findall(decision))


# --- who voted how --------------------------------------------------------------------


def _sides(vote: Afstemning, where: Hall, *, counted: bool) -> Blocks:
    """A line for each side; ``counted``: how many they are is told already."""
    words = where.plan.phrases
    labelled = (
        (words.votes_for, vote.for_),
        (words.votes_against, vote.imod),
        (words.votes_abstained, vote.undlod),
        (words.votes_blank, vote.blanke),
        (words.votes_invalid, vote.ugyldige),
    )
    sides = vote.sider
    told = [
        (label, side, _in_columns(label, side, sides, where))
        for label, side in labelled
        if side is not None and (side.navne or (side.antal is not None and not counted))
    ]
    # Where one side is so many that it is told how many they are, the others tell it as well.
    number = counted and any(columns for _, _, columns in told)
    lines = []
    for label, side, columns in told:
        name = _counted(label, side, where) if number else label
        who = LabelledItem(name, (listing(_who(side, sides, where, counted=counted)),))
        lines.append(columns or who)
    return (LabelledList(tuple(lines), vote.position),) if lines else ()


def _in_columns(
    label: str, side: Stemmer, sides: Iterable[Stemmer], where: Hall
) -> LabelledItem | None:
    """Many persons of a side in columns; ``None`` where it has few, or it is not known who."""
    words, voters = where.plan.phrases, list(_voters(side, sides, where))
    people = [one.person for one in voters if one.person is not None]
    parties = [one for one in voters if one.person is None]
    whole = {one.text: one.number for one in parties}
    number = len(people) + sum(whole.values())
    if len(people) <= MANY or not all(one.whole for one in parties):
        return None
    known = all(one.person.known_as in where.people for one in people)
    if not known or side.antal not in (None, number):
        return None
    label = words.label_counted.format(label=label, number=number)
    listed = by_origin(label, people, words, members(where.plan.meeting), whole)
    return listed if listed or whole else in_columns(label, people, words)


def _counted(label: str, side: Stemmer, where: Hall) -> str:
    """The label with how many votes its side has, where that is known."""
    number = next(counts([side], where.people, where.voters))
    if number is None:
        return label
    return where.plan.phrases.label_counted.format(label=label, number=number)


def _who(side: Stemmer, sides: Iterable[Stemmer], where: Hall, *, counted: bool) -> str:
    """The names of a side, with how many they are where that is told nowhere else."""
    words = where.plan.phrases
    names = typography.enumeration(list(_names(side, sides, where)), words)
    alone = next(counts([Stemmer(None, side.navne)], where.people, where.voters))
    if side.antal is None:
        told = counted or not set(side.navne) <= where.people
        return names if told else words.in_brackets.format(text=names, more=alone)
    count = _votes(side.antal, where)
    if not names:
        return count
    return (
        names if counted and alone == side.antal else words.labelled.format(label=count, text=names)
    )


class _Voter(Struct, frozen=True):
    """Somebody who voted, or several of a party."""

    person: Listed | None = None
    text: str = ""
    """The party."""
    number: int = 0
    """How many of it."""
    whole: bool = False
    """Whether they are all of it."""

    def told(self, words: Phrases) -> str:
        """``Navn (V)``, or ``V (4)``."""
        if self.person is not None:
            return self.person.text(words)
        return words.in_brackets.format(text=self.text, more=self.number)


def _names(side: Stemmer, sides: Iterable[Stemmer], where: Hall) -> Iterator[str]:
    """By party where all of a party voted alike, else by name with the party's letter."""
    return (one.told(where.plan.phrases) for one in _voters(side, sides, where))


def _voters(side: Stemmer, sides: Iterable[Stemmer], where: Hall) -> Iterator[_Voter]:
    """Those of a side, a party of which all voted alike as one."""
    voters = where.voters
    others = {name for other in sides if other is not side for name in other.navne}
    elsewhere = set(map(party, others))
    typed = {party(name) for name in side.navne if name not in where.people}
    whole = {
        key: of
        for key, of in voters.parties.items()
        if key not in elsewhere
        and (
            (key in typed and of and not of & others)
            or (len(of) > 1 and of <= set(side.navne) and key not in typed)
        )
    }
    told: set[str] = set()
    for name in side.navne:
        own = "" if name in where.people else party(name)
        key = next((key for key, of in whole.items() if name in of or key == own), None)
        if key is not None:
            if key not in told:
                told.add(key)
                yield _Voter(None, voters.called[key], len(whole[key]), whole=True)
        elif own in voters.parties and own not in elsewhere:
            # Some of them voted otherwise, and are named.
            rest = sorted(voters.parties[own] - set(side.navne) - others)
            if side.antal is not None and rest:  # nobody can tell which of them these are
                yield _Voter(None, voters.called[own], len(rest))
                continue
            for each in rest or (name,):
                yield _Voter(_listed(each, where))
        else:
            yield _Voter(_listed(name, where))


def _listed(name: str, where: Hall) -> Listed:
    """Somebody by name and party, also who is called in for this item alone; a party as it
    stands."""
    if not where.decided.others:
        for one in where.item.called_in:
            if one.person.known_as == name:
                return attendance.by_party(one.person)
    return attendance.by_party(attendance.known(where.plan.meeting, name))


# --- elections ------------------------------------------------------------------------


def _election(vote: Afstemning, valg: Valg, where: Hall) -> Blocks:
    words = where.plan.phrases
    made: list[Block] = []
    clauses = list(_elected(vote, valg, where))
    said = typography.sentence(words.clause_separator.join(clauses)) if clauses else ""
    if valg.til or vote.hemmelig:
        what = valg.til or words.secret_ballot
        if valg.til and vote.hemmelig:
            what = words.in_brackets.format(text=what, more=words.secret_ballot)
        # One paragraph, so that no page ends between the office and who was elected to it.
        text = f"{what.removesuffix('.')}. {said}" if said else what
        made.append(replace(fact(words.election, text), result=bool(said)))
    elif said:
        made.append(plain(said, result=True))
    if valg.runder:
        rounds = tuple(
            LabelledItem(
                _round_label(number, runde, valg, where), (plain(_round(runde, valg, where)),)
            )
            for number, runde in enumerate(valg.runder, 1)
        )
        made.append(LabelledList(rounds, valg.position))
    if valg.lister:
        made.append(_lists(valg.lister, where))
    return tuple(made)


def _elected(vote: Afstemning, valg: Valg, where: Hall) -> Iterator[str]:
    """Who was elected, and what decided a tie, as far as the decision's text does not say it."""
    words, decision = where.plan.phrases, where.decided.text
    told = "valgt" in decision.casefold() and all(name in decision for name in valg.valgt)
    if valg.valgt and not told:
        names = [attendance.with_party(where.plan.meeting, n, words) for n in valg.valgt]
        yield words.elected.format(names=typography.enumeration(names, words))
    if vote.afgjort_af and not tells_lot(decision):
        yield _tie_decided(vote.afgjort_af, where.verdict(vote), where)


def _round_label(number: int, runde: Valgrunde, valg: Valg, where: Hall) -> str:
    words = where.plan.phrases
    label = words.ballot if len(valg.runder) == 1 else words.ballot_number.format(number=number)
    if runde.grundlag is None:
        return label
    return words.in_brackets.format(text=label, more=words.election_bases[runde.grundlag])


def _round(runde: Valgrunde, valg: Valg, where: Hall) -> str:
    """``Anna Ny (A): 4 stemmer; Bo Ny (V): 2 stemmer; 1 stemte blankt``."""
    words = where.plan.phrases
    numbers = iter(cast(runde, valg, where.people, where.voters))
    sides = ballot(runde) if len(set(elected(valg))) <= 1 else ()
    parts = []
    for one in runde.kandidater:
        name = _listed(one.navn, where).text(words)
        got = _got(one.stemmer, next(numbers), sides, where)
        parts.append(words.labelled.format(label=name, text=got))
    blank, invalid = (next(numbers) if side else None for side in (runde.blanke, runde.ugyldige))
    return words.clause_separator.join((*parts, *_not_counting(blank, invalid, where)))


def _got(side: Stemmer, number: int | None, sides: Iterable[Stemmer], where: Hall) -> str:
    """How many votes somebody got, and from whom where that is on record."""
    words = where.plan.phrases
    names = typography.enumeration(list(_names(side, sides, where)), words)
    if number is None:
        return names
    count = _votes(number, where)
    return words.in_brackets.format(text=count, more=names) if names else count


def _lists(lister: Sequence[Valgliste], where: Hall) -> Block:
    words, meeting = where.plan.phrases, where.plan.meeting
    sides = [one.stemmer for one in lister if one.stemmer]
    numbers = iter(list(counts(sides, where.people, where.voters)))
    columns = [words.election_list, words.election_votes, words.election_seats, words.elected_names]
    rows = [
        [
            one.navn,
            _got(one.stemmer, next(numbers), sides, where) if one.stemmer else "",
            "" if one.pladser is None else str(one.pladser),
            typography.enumeration(
                [attendance.with_party(meeting, name, words) for name in one.valgte], words
            ),
        ]
        for one in lister
    ]
    kept = [0, *(i for i in range(1, len(columns)) if any(row[i] for row in rows))]
    return table([columns[i] for i in kept], [[row[i] for i in kept] for row in rows])
