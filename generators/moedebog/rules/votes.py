"""Votes and quorum, counted against those present less the inhabile."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from moedebog.catalogue.outcomes import not_treated
from moedebog.compose.attendance import members, substitutes
from moedebog.compose.planning import PlannedItem
from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity
from moedebog.meeting import Afstemning, Punkt, Stemmer
from moedebog.rules.case import Case
from moedebog.schema import nearest

_PEOPLE = (
    "afbud", "udeblevet", "inhabil", "ankom", "forlod", "medlemmer", "dato", "punkter",
    "underpunkter", "afstemning",
)  # fmt: skip

TOO_MANY = Rule(
    "M520",
    Severity.ERROR,
    "Der er afgivet {antal} stemmer, men kun {stemmeberettigede} kunne stemme.",
    "Ret stemmerne, eller hvem der er til stede (`afbud`, `ankom`, `forlod`, `inhabil`).",
    rests_on=_PEOPLE,
)
TOO_FEW = Rule(
    "M521",
    Severity.WARNING,
    "Der er gjort rede for {antal} stemmer, men {stemmeberettigede} kunne stemme.",
    "Skriv resten under `undlod`, eller ret, hvem der er til stede.",
    rests_on=_PEOPLE,
)
ABSENT = Rule(
    "M522",
    Severity.ERROR,
    "{navn} stemmer, men er ikke til stede ved punktet.",
    "Ret stemmen, eller skriv i `ankom`, hvornår {navn} kom.",
    rests_on=_PEOPLE,
)
INHABIL = Rule(
    "M523",
    Severity.ERROR,
    "{navn} stemmer, men er inhabil ved punktet.",
    "Ret stemmen eller `inhabil`.",
    rests_on=_PEOPLE,
)
TWICE = Rule(
    "M524",
    Severity.ERROR,
    "{navn} stemmer to gange.",
    "Lad navnet stå ét sted i afstemningen.",
    rests_on=_PEOPLE,
)
MORE_NAMES = Rule(
    "M525",
    Severity.ERROR,
    "Her er {navne} navne, men kun {antal} stemmer.",
    "Ret `antal`, eller slet navne.",
    rests_on=_PEOPLE,
)
NO_QUORUM = Rule(
    "M526",
    Severity.WARNING,
    "Kun {antal} kan deltage i »{titel}«{flere}; forummet er beslutningsdygtigt med {kraevet}.",
    "Se efter, om afbud, stedfortrædere og inhabile er rigtige; ellers må sagen vente.",
    rests_on=_PEOPLE,
    about=(),
)
NO_VOTER = Rule(
    "M527",
    Severity.WARNING,
    "»{navn}« stemmer, men er hverken medlem eller parti i forummet.",
    "{raad}",
    rests_on=_PEOPLE,
)

_EVERYBODY = ("alle", "samtlige", "enstemmigt")


class Voters(Struct, frozen=True):
    """Who can vote at an item, and whom a name in a vote may stand for."""

    able: frozenset[str]
    """Members and substitutes who are present and not inhabile."""
    parties: dict[str, frozenset[str]]
    """Those of them in each party that the forum's members have, also in one that is absent."""


def able(case: Case, item: PlannedItem) -> set[str]:
    """Those who can vote at an item: members and substitutes present, less the inhabile."""
    meeting = case.meeting
    here = {person.navn for person in (*members(meeting), *substitutes(meeting))}
    return here - set(item.absent) - {one.navn for one in item.punkt.inhabil}


def votes(case: Case) -> Iterator[Diagnostic]:
    """Only those vote who are there and not inhabile, each once; and the numbers add up."""
    if not case.meeting.forum.medlemmer:
        return
    for item in case.plan.items:
        for afsnit in item.punkt.alle_afsnit():
            for vote in afsnit.afstemning:
                yield from _vote(case, item, vote)


def _voters(case: Case, item: PlannedItem) -> Voters:
    meeting = case.meeting
    here = able(case, item)
    parties: dict[str, set[str]] = {}
    for person in (*members(meeting), *substitutes(meeting)):
        if person.parti:
            parties.setdefault(person.parti, set()).update({person.navn} & here)
    return Voters(frozenset(here), {name: frozenset(of) for name, of in parties.items()})


def _vote(case: Case, item: PlannedItem, vote: Afstemning) -> Iterator[Diagnostic]:
    people, voters = case.plan.people, _voters(case, item)
    inhabil = {one.navn for one in item.punkt.inhabil}
    sides = [side for side in (vote.for_, vote.imod, vote.undlod) if side is not None]
    whole = len(sides) > 1 or (vote.for_ is not None and vote.for_.antal is not None)
    seen: set[str] = set()
    for side in sides:
        for index, name in enumerate(side.navne):
            if name in inhabil:
                yield INHABIL.at(side.position, navn=name).on(name)
            elif name in people and name not in voters.able:
                yield ABSENT.at(side.position, navn=name).on(name)
            elif name not in people and (raad := _stranger(case, item, name, voters)):
                yield NO_VOTER.at(side.position, navn=name, raad=raad).on(name)
            # A party of several may be of several minds.
            if name in seen and (name in people or len(voters.parties.get(name, ())) == 1):
                before = side.navne[:index].count(name)
                yield TWICE.at(side.position, navn=name).on(name, before)
                whole = False  # whose vote is missing instead is not known
            seen.add(name)
        persons = {name for name in side.navne if name in people}
        if side.antal is not None and len(persons) > side.antal:
            yield MORE_NAMES.at(side.position, navne=len(persons), antal=side.antal)
    counted: set[str] = set()
    counts = [_count(side, sides, people, voters, counted) for side in sides]
    total = sum(count or 0 for count in counts)
    numbers = {"antal": total, "stemmeberettigede": len(voters.able)}
    if total > len(voters.able):
        yield TOO_MANY.at(vote.position, **numbers)
    elif None not in counts and whole and total < len(voters.able):
        yield TOO_FEW.at(vote.position, **numbers)


def _stranger(case: Case, item: PlannedItem, name: str, voters: Voters) -> Phrase | None:
    """What to do about a name that can be no voter's; ``None`` where it may be one."""
    if name in voters.parties:
        return None
    guests = {guest.navn for guest in (*case.meeting.gaester, *item.punkt.gaester)}
    if name in guests:
        return Phrase("En gæst har ingen stemme.", "A guest has no vote.")
    if name.casefold() in _EVERYBODY:
        return Phrase("Skriv antallet, eller navnene.", "Write how many, or the names.")
    if meant := nearest(name, voters.able, cutoff=0.75):
        return Phrase(f"Mente du »{meant}«?", f"Did you mean »{meant}«?")
    if not all(member.parti for member in members(case.meeting)):
        return None  # which parties there are is not known
    return Phrase(
        "Ret navnet, eller skriv `parti` ved medlemmerne i forum.yaml.",
        "Correct the name, or write `parti` at the members in forum.yaml.",
    )


def _count(
    side: Stemmer,
    sides: list[Stemmer],
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
    others = [name for other in sides if other is not side for name in other.navne]
    named = {name for one in sides for name in one.navne}
    voting: set[str] = set()
    for name in side.navne:
        if name in people:
            voting |= {name} & voters.able
        elif name not in voters.parties or (name in others and len(voters.parties[name]) > 1):
            return None
        else:
            voting |= voters.parties[name] - named  # members named themselves vote for themselves
    voting -= counted
    counted |= voting
    return len(voting)


def quorum(case: Case) -> Iterator[Diagnostic]:
    """Enough members take part in each item, where the forum says how many that is."""
    policy = case.meeting.forum.politik.beslutningsdygtig
    all_members = len(members(case.meeting))
    if policy is None or not all_members or case.meeting.aflyst:
        return
    limit = policy if isinstance(policy, int) else policy.number(all_members)
    # Items with the same people missing have one cause, and are told together.
    short: dict[frozenset[str], list[Punkt]] = {}
    for item in case.plan.items:
        if _asks_nobody(item.punkt):
            continue
        there = frozenset(able(case, item))
        if len(there) < limit:
            short.setdefault(there, []).append(item.punkt)
    for there, items in short.items():
        more = Phrase("", "")
        if len(items) > 1:
            more = Phrase(f" og i {len(items) - 1} til", f" and in {len(items) - 1} more")
        first = items[0]
        values = {"antal": len(there), "titel": first.titel, "kraevet": limit, "flere": more}
        yield NO_QUORUM.at(first.position, **values)


def _asks_nobody(punkt: Punkt) -> bool:
    """Whether nobody has to be there for an item: a break, something in writing, what is off."""
    if punkt.sagstype and punkt.sagstype.kind.asks_nobody:
        return True
    off = any(not_treated(u) for afsnit in punkt.alle_afsnit() for u in afsnit.udfald)
    return off or bool(punkt.underpunkter and not punkt.afsnit)
