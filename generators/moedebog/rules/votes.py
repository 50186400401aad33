"""Votes and quorum, counted against those present less the inhabile."""

from __future__ import annotations

from collections.abc import Iterator

from moedebog.compose.attendance import members
from moedebog.compose.plan import PlannedItem
from moedebog.diagnostics import Diagnostic, Rule, Severity
from moedebog.meeting import Afstemning, Stemmer
from moedebog.rules.case import Case

_PEOPLE = (
    "afbud", "udeblevet", "stedfortraeder", "gaester", "inhabil", "ankom", "forlod", "navn",
    "medlemmer", "fra", "til", "dato", "punkter", "underpunkter", "for", "imod", "undlod",
    "antal", "navne",
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
    "Kun {antal} kan deltage i »{titel}«; forummet er beslutningsdygtigt med {kraevet}.",
    "Se efter, om afbud, stedfortrædere og inhabile er rigtige; ellers må sagen vente.",
    rests_on=_PEOPLE,
    about=(),
)


def able(case: Case, item: PlannedItem) -> set[str]:
    """Those who can vote at an item: members and substitutes present, less the inhabile."""
    meeting = case.meeting
    missing = (*meeting.afbud, *meeting.udeblevet)
    here = {member.navn for member in members(meeting)}
    here |= {f.stedfortraeder.navn for f in missing if f.stedfortraeder}
    return here - set(item.absent) - {one.navn for one in item.punkt.inhabil}


def votes(case: Case) -> Iterator[Diagnostic]:
    """Only those vote who are there and not inhabile, each once; and the numbers add up."""
    if not case.meeting.forum.medlemmer:
        return
    for item in case.plan.items:
        for afsnit in item.punkt.alle_afsnit():
            if afsnit.lukket is not None and not afsnit.afstemning:
                continue
            for vote in afsnit.afstemning:
                yield from _vote(case, item, vote)


def _vote(case: Case, item: PlannedItem, vote: Afstemning) -> Iterator[Diagnostic]:
    people, voters = case.plan.people, able(case, item)
    inhabil = {one.navn for one in item.punkt.inhabil}
    sides = [side for side in (vote.for_, vote.imod, vote.undlod) if side is not None]
    seen: set[str] = set()
    for side in sides:
        for index, name in enumerate(side.navne):
            if name in inhabil:
                yield INHABIL.at(side.position, navn=name).on(name)
            elif name in people and name not in voters:
                yield ABSENT.at(side.position, navn=name).on(name)
            if name in seen and name in people:
                before = side.navne[:index].count(name)
                yield TWICE.at(side.position, navn=name).on(name, before)
            seen.add(name)
        persons = {name for name in side.navne if name in people}
        if side.antal is not None and len(persons) > side.antal:
            yield MORE_NAMES.at(side.position, navne=len(persons), antal=side.antal)
    counts = [_count(side, people, voters) for side in sides]
    total = sum(count or 0 for count in counts)
    said = {"antal": total, "stemmeberettigede": len(voters)}
    if total > len(voters):
        yield TOO_MANY.at(vote.position, **said)
    elif None not in counts and len(sides) > 1 and total < len(voters):
        yield TOO_FEW.at(vote.position, **said)


def _count(side: Stemmer, people: frozenset[str], voters: set[str]) -> int | None:
    """How many votes a side has; unknown where a party voted, which is more than one.

    Who could not vote, or votes twice, is told already, and not counted.
    """
    if side.antal is not None:
        return side.antal
    names = set(side.navne)
    return len(names & voters) if names <= people else None


def quorum(case: Case) -> Iterator[Diagnostic]:
    """Enough members take part in each item, where the forum says how many that is."""
    policy = case.meeting.forum.politik.beslutningsdygtig
    if policy is None:
        return
    all_members = len(members(case.meeting))
    needed = {"halvdelen": -(-all_members // 2), "over_halvdelen": all_members // 2 + 1}
    limit = policy if isinstance(policy, int) else needed[policy]
    for item in case.plan.items:
        punkt = item.punkt
        if punkt.sagstype == "pause" or (punkt.underpunkter and not punkt.afsnit):
            continue
        there = len(able(case, item))
        if there < limit:
            yield NO_QUORUM.at(punkt.position, antal=there, titel=punkt.titel, kraevet=limit)
