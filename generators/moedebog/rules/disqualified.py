"""What was decided on who may take part in an item, against who then did."""

from __future__ import annotations

from collections.abc import Iterator

from moedebog.catalogue import Habilitet
from moedebog.compose.planning import PlannedItem
from moedebog.compose.presence import missing
from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity
from moedebog.examples import Example
from moedebog.meeting import Habilitetsbeslutning, Meeting, Navn
from moedebog.rules.case import Case

_MEMBERS = "medlemmer: [Anna, Bo, Carl]"
_PEOPLE = ("inhabil", "om", "habilitetsbeslutning", "udfald", "medlemmer", "dato")

FREE_BUT_OUT = Rule(
    "M580",
    Severity.WARNING,
    Phrase(
        "{navn} er fundet habil, men står under inhabil.",
        "{navn} was found free to take part, but stands under inhabil.",
    ),
    Phrase(
        "Skriv navnet under `om` i habilitetsbeslutning i stedet; referatet siger, at {navn} "
        "deltog. Erklærede {navn} sig inhabil, så skriv `erklaeret: ja`.",
        "Write the name under `om` in habilitetsbeslutning instead; the referat goes by the "
        "decision. If {navn} declared it themselves, write `erklaeret: ja`.",
    ),
    Example(
        wrong="- titel: A\n  inhabil: [Bo]\n  habilitetsbeslutning:\n    udfald: habil",
        right="- titel: A\n  habilitetsbeslutning:\n    udfald: habil\n    om: [Bo]",
        forum=_MEMBERS,
    ),
    reason=Phrase(
        "Den, der er fundet habil, deltager i sagen. De to oplysninger kan ikke begge være "
        "rigtige; referatet følger beslutningen.",
        "Whoever is found free to takes part in the case. The two facts cannot both be right; the "
        "referat goes by the decision.",
    ),
    rests_on=_PEOPLE,
)
FREE_BUT_GONE = Rule(
    "M581",
    Severity.WARNING,
    Phrase(
        "{navn} er fundet habil, men gik, eller en anden deltog i stedet.",
        "{navn} was found free to take part, but went out, or somebody else took the seat.",
    ),
    Phrase(
        "Ret udfaldet, eller slet det, der ikke skete; det kommer ikke med i referatet.",
        "Correct the outcome, or delete what did not happen; the referat leaves it out.",
    ),
    Example(
        wrong="- titel: A\n  inhabil:\n    - navn: Bo\n      erklaeret: ja\n"
        "      forlod_lokalet: ja\n  habilitetsbeslutning:\n    udfald: habil",
        right="- titel: A\n  inhabil:\n    - navn: Bo\n      erklaeret: ja\n"
        "  habilitetsbeslutning:\n    udfald: habil",
        forum=_MEMBERS,
    ),
    reason=Phrase(
        "Den, der er fundet habil, bliver i lokalet og deltager selv.",
        "Whoever is found free to take part stays in the room and takes part themselves.",
    ),
    rests_on=_PEOPLE,
)
FOUND_BUT_IN = Rule(
    "M582",
    Severity.WARNING,
    Phrase(
        "{navn} er fundet inhabil, men står ikke under inhabil og regnes for at have deltaget.",
        "{navn} was found inhabil, but does not stand under inhabil and counts as taking part.",
    ),
    Phrase("Skriv navnet under `inhabil`.", "Write the name under `inhabil`."),
    Example(
        wrong="- titel: A\n  habilitetsbeslutning:\n    udfald: inhabil\n    om: [Bo]",
        right="- titel: A\n  inhabil: [Bo]\n  habilitetsbeslutning:\n    udfald: inhabil",
        forum=_MEMBERS,
    ),
    reason=Phrase(
        "Den, der er inhabil, må ikke deltage i sagen. Står navnet ikke under inhabil, siger "
        "referatet ikke, at personen gik.",
        "Whoever is inhabil must not take part in the case. Where the name does not stand under "
        "inhabil, the referat does not say that they left.",
    ),
    rests_on=_PEOPLE,
)
ABOUT_NOBODY = Rule(
    "M583",
    Severity.WARNING,
    Phrase(
        "Habilitetsbeslutningen siger ikke, hvem den gælder, og kommer ikke med i referatet.",
        "The habilitetsbeslutning does not say whom it is about, and the referat leaves it out.",
    ),
    Phrase(
        "Skriv navnet under `inhabil`, eller under `om` for den, der er fundet habil.",
        "Write the name under `inhabil`, or under `om` for whoever was found free to take part.",
    ),
    Example(
        wrong="- titel: A\n  habilitetsbeslutning:\n    udfald: habil",
        right="- titel: A\n  habilitetsbeslutning:\n    udfald: habil\n    om: [Bo]",
        forum=_MEMBERS,
    ),
    reason=Phrase(
        "En beslutning om habilitet gælder altid en bestemt person.",
        "A decision on who may take part is always about somebody.",
    ),
    rests_on=_PEOPLE,
)
TWO_SEATS = Rule(
    "M584",
    Severity.WARNING,
    Phrase(
        "{navn} er stedfortræder for {hvem} her, men også for {anden}.",
        "{navn} is the substitute of {hvem} here, but also of {anden}.",
    ),
    Phrase(
        "Ret den ene; ingen kan sidde på to pladser.",
        "Correct one of them; nobody can have two seats.",
    ),
    Example(
        wrong="- titel: A\n  inhabil:\n    - navn: Bo\n      stedfortraeder: Ida\n"
        "    - navn: Carl\n      stedfortraeder: Ida",
        right="- titel: A\n  inhabil:\n    - navn: Bo\n      stedfortraeder: Ida\n    - navn: Carl",
        forum=_MEMBERS,
    ),
    reason=Phrase(
        "Hver plads har én stemme, og en stedfortræder kan kun have den ene.",
        "Each seat has one vote, and a substitute can only have one of them.",
    ),
    rests_on=("afbud", "udeblevet", *_PEOPLE),
)


def rulings(case: Case) -> Iterator[Diagnostic]:
    """What was decided on who may take part agrees with who did."""
    for item in case.plan.items:
        decision = item.punkt.habilitetsbeslutning
        if decision is None:
            continue
        questioned = item.punkt.questioned
        if not questioned and decision.tekst is None:
            yield ABOUT_NOBODY.at(decision.position)
        if decision.udfald is Habilitet.HABIL:
            for one in item.punkt.inhabil:
                if one.navn in questioned:
                    yield from _free(one)
        else:
            yield from _found(item, decision)


def _free(one: Navn) -> Iterator[Diagnostic]:
    if not one.erklaeret:
        yield FREE_BUT_OUT.at(one.position, navn=one.navn)
    elif one.forlod_lokalet or one.stedfortraeder:
        yield FREE_BUT_GONE.at(one.position, navn=one.navn)


def _found(item: PlannedItem, decision: Habilitetsbeslutning) -> Iterator[Diagnostic]:
    out = {one.navn for one in item.punkt.inhabil}
    for name in decision.om:
        if name not in out:
            yield FOUND_BUT_IN.at(decision.position, navn=name)


def seats(case: Case) -> Iterator[Diagnostic]:
    """Nobody has two seats at an item."""
    whole = dict(_whole_meeting(case.meeting))
    for item in case.plan.items:
        taken = dict(whole)
        for one in item.punkt.out:
            if one.stedfortraeder is None:
                continue
            name = one.stedfortraeder.navn
            if name in taken:
                place = one.stedfortraeder.position
                yield TWO_SEATS.at(place, navn=name, hvem=one.navn, anden=taken[name])
            taken[name] = one.navn


def _whole_meeting(meeting: Meeting) -> Iterator[tuple[str, str]]:
    """The substitutes for the whole meeting, with those for whom they come."""
    for entry in missing(meeting):
        if entry.stedfortraeder:
            yield entry.stedfortraeder.navn, entry.navn
