"""Who takes part in single items, against who was there and who has which seat."""

from __future__ import annotations

from collections.abc import Iterator

from moedebog.compose.membership import missing
from moedebog.compose.planning import Plan, PlannedItem
from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity
from moedebog.examples import Example
from moedebog.rules.case import Case
from moedebog.rules.disqualified import ROLES

_MEMBERS = "medlemmer: [Anna, Bo, Carl]"
_PRESENCE = ("afbud", "udeblevet", "fremmoedt", "ankom", "forlod", "medlemmer", "dato")

BESIDE_BUT_GONE = Rule(
    "M5706",
    Severity.WARNING,
    Phrase(
        "{navn} deltager her efter `{noegle}`, men er ikke til stede ved punktet{hvor}.",
        "{navn} takes part here by `{noegle}`, but is not present at the item{hvor}.",
    ),
    Phrase(
        "Slet navnet her, eller ret i `ankom` og `forlod`, hvornår {navn} var der.",
        "Delete the name here, or correct in `ankom` and `forlod` when {navn} was there.",
    ),
    Example(
        wrong="- titel: A\n  gaester: [Ida]\n- titel: B\n  gaester: [Ida]\n  ankom: [Ida]",
        right="- titel: A\n- titel: B\n  gaester: [Ida]\n  ankom: [Ida]",
        forum=_MEMBERS,
    ),
    reason=Phrase(
        "Referatet siger både, at personen deltog i punktet, og at personen ikke var der.",
        "The referat says both that somebody took part in the item and that they were not there.",
    ),
    rests_on=(*ROLES, *_PRESENCE),
)
ONE_SEAT = Rule(
    "M5707",
    Severity.WARNING,
    Phrase(
        "{navn} deltager her på {hvem}s plads, men {anden} sidder på den.",
        "{navn} takes part in {hvem}'s seat here, but {anden} has it.",
    ),
    Phrase(
        "Slet den ene, eller skriv i `forlod`, hvornår {anden} gik; referatet nævner dem begge, "
        "men pladsen har én stemme.",
        "Delete one of them, or write in `forlod` when {anden} left; the referat names both, but "
        "the seat has one vote.",
    ),
    Example(
        wrong="afbud:\n  - navn: Bo\n    stedfortraeder: Ida\npunkter:\n  - titel: A\n"
        "    inhabil:\n      - navn: Bo\n        stedfortraeder: Otto",
        right="afbud:\n  - navn: Bo\n    stedfortraeder: Ida\npunkter:\n  - titel: A\n"
        "    inhabil:\n      - navn: Ida\n        stedfortraeder: Otto",
        forum=_MEMBERS,
    ),
    reason=Phrase(
        "En plads har én, der sidder på den. Nævner referatet to, er den ene forkert.",
        "A seat is taken by one person. Where the referat names two, one of them is wrong.",
    ),
    rests_on=("inhabil", *_PRESENCE),
)


def beside(case: Case) -> Iterator[Diagnostic]:
    """Who takes part in an item without being a member is there, by what is said of them."""
    if not case.plan.was_held:
        return
    for item in case.plan.items:
        for role in ROLES:
            for one in getattr(item.punkt, role):
                name = one.known_as
                if name in item.absent:
                    where = _said_absent(case.plan, item, name)
                    hvor = Phrase(f" (linje {where})", f" (line {where})") if where else ""
                    yield BESIDE_BUT_GONE.at(one.position, navn=name, noegle=role, hvor=hvor)


def _said_absent(plan: Plan, item: PlannedItem, name: str) -> int:
    """The line that says that somebody is not there at an item; 0 where it is not one alone."""
    order = {plan.items[i].numbered.anchor: at for at, i in enumerate(plan.order.treated)}
    here = order[item.numbered.anchor]
    moves = [move for of in plan.items for move in of.moves if move.navn == name]
    places = [(order[plan.items[move.item].numbered.anchor], move) for move in moves]
    left = [(at, move.position.line) for at, move in places if not move.came and at <= here]
    if left:
        return max(left)[1]
    regrets = [entry.position.line for entry in missing(plan.meeting) if entry.navn == name]
    came = [(at, move.position.line) for at, move in places if move.came and at > here]
    return regrets[0] if regrets else min(came, default=(0, 0))[1]


def one_each(case: Case) -> Iterator[Diagnostic]:
    """Nobody is called in for an item to a seat that somebody else has all through it."""
    holders = {
        entry.stedfortraeder.known_as: entry.navn
        for entry in missing(case.meeting)
        if entry.stedfortraeder
    }
    for item in case.plan.items:
        moved = {move.navn for one in case.plan.around(item) for move in one.moves}
        away = moved.union(item.absent, item.out)
        seated = {seat: name for name, seat in holders.items() if name not in away}
        called = {one.person.position for one in item.instead}
        for one in item.called_in:
            name, seat = one.person.known_as, holders.get(one.for_whom, one.for_whom)
            other = seated.setdefault(seat, name)
            if other != name and one.person.position in called:
                yield ONE_SEAT.at(one.person.position, navn=name, hvem=seat, anden=other)
