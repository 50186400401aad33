"""What a referat says of who was there and who led, against what is on record."""

from __future__ import annotations

import re
from collections.abc import Iterator

from moedebog.catalogue import Optegnet, Slags, Udfald
from moedebog.compose.membership import members, missing
from moedebog.compose.planning import Plan, PlannedItem, was_dropped
from moedebog.compose.told import said_in
from moedebog.compose.voters import able
from moedebog.diagnostics import Diagnostic, Phrase, Position, Rule, Severity, joined
from moedebog.examples import Example
from moedebog.meeting import Afsnit, Delbeslutning
from moedebog.rules.case import Case
from moedebog.rules.speakers import ABSENT, INHABIL
from moedebog.typography import composed

_MEMBERS = "medlemmer:\n  - navn: Anna\n    hverv: formand\n  - navn: Bo\n    hverv: næstformand"
_LED_BY_ANNA = f"moedeleder: Anna\n{_MEMBERS}"
_PEOPLE = ("afbud", "udeblevet", "fremmoedt", "ankom", "forlod", "inhabil", "medlemmer", "dato")

NOT_RECORDED = Rule(
    "M570",
    Severity.WARNING,
    Phrase(
        "Det står ingen steder, hvem der var til stede, så referatet nævner det ikke.",
        "Nowhere is it said who was there, so the referat does not mention it.",
    ),
    Phrase(
        "Skriv `fremmoedt: alle_andre`, hvis alle andre end dem med afbud var der, en liste med "
        "navnene, eller `fremmoedt: ikke_noteret`.",
        "Write `fremmoedt: alle_andre` if all but those who sent regrets were there, a list of "
        "the names, or `fremmoedt: ikke_noteret`.",
    ),
    Example(
        wrong="punkter:\n  - titel: A\n    udfald: godkendt",
        right="fremmoedt: alle_andre\npunkter:\n  - titel: A\n    udfald: godkendt",
        forum=_MEMBERS,
    ),
    reason=Phrase(
        "Et referat er bevis for, hvem der deltog. Afbud skrives før mødet og beviser ikke, at "
        "de andre kom.",
        "A referat is evidence of who took part. Regrets are written before the meeting, and do "
        "not prove that the others came.",
    ),
    rests_on=_PEOPLE,
)
WHO_ANSWERED = Rule(
    "M577",
    Severity.WARNING,
    Phrase(
        "Det står ingen steder, hvem der deltog i den skriftlige behandling.",
        "Nowhere is it said who took part in the written procedure.",
    ),
    Phrase(
        "Skriv dem, der svarede, under `fremmoedt`, eller `fremmoedt: alle`, og dem, der ikke "
        "svarede, under `udeblevet`.",
        "Write those who answered under `fremmoedt`, or `fremmoedt: alle`, and those who did not "
        "answer under `udeblevet`.",
    ),
    Example(
        wrong="form: skriftlig\nsvarfrist: 2026-01-20 kl. 12.00\npunkter:\n  - titel: A\n"
        "    udfald: godkendt",
        right="form: skriftlig\nsvarfrist: 2026-01-20 kl. 12.00\nfremmoedt: alle\npunkter:\n"
        "  - titel: A\n    udfald: godkendt",
        forum=_MEMBERS,
    ),
    reason=Phrase(
        "Et referat er bevis for, hvem der var med til beslutningen, også når ingen mødtes.",
        "A referat is evidence of who took part in the decision, also where nobody met.",
    ),
    rests_on=_PEOPLE,
)
NOT_MENTIONED = Rule(
    "M571",
    Severity.WARNING,
    Phrase(
        "{navne} står hverken under fremmoedt, afbud eller udeblevet.",
        "{navne} stands neither under fremmoedt, afbud nor udeblevet.",
    ),
    Phrase(
        "Skriv navnet det sted, hvor det hører til.", "Write the name in the place it belongs to."
    ),
    Example(
        wrong="fremmoedt: [Anna]\npunkter: []",
        right="fremmoedt: [Anna, Bo]\npunkter: []",
        forum=_MEMBERS,
    ),
    reason=Phrase(
        "Ellers kan ingen se, om medlemmet eller stedfortræderen manglede eller blev glemt.",
        "Else nobody can see whether the member or substitute was missing or was forgotten.",
    ),
    rests_on=_PEOPLE,
)
NO_LEADER = Rule(
    "M572",
    Severity.WARNING,
    Phrase(
        "Mødelederen {navn} {hvorfor} ved »{titel}«{flere}, så det ses ikke, hvem der ledede "
        "mødet.",
        "The chair {navn} {hvorfor} at »{titel}«{flere}, so it cannot be seen who led the meeting.",
    ),
    Phrase("Skriv `moedeleder: {hvem}` {hvor}.", "Write `moedeleder: {hvem}` {hvor}."),
    Example(
        wrong="- titel: A\n  inhabil: [Anna]\n  udfald: godkendt",
        right="- titel: A\n  inhabil: [Anna]\n  moedeleder: Bo\n  udfald: godkendt",
        forum=_LED_BY_ANNA,
    ),
    reason=Phrase(
        "Et møde ledes af en, der er til stede og habil i sagen. Ellers kan ingen se, hvem der "
        "gav ordet og satte under afstemning.",
        "A meeting is led by somebody who is there and not inhabil in the case. Else nobody can "
        "see who gave the floor and put the question.",
    ),
    rests_on=_PEOPLE,
)
LEADER_OUT = Rule(
    "M586",
    Severity.ERROR,
    Phrase(
        "{navn} kan ikke have ledet »{titel}«: {navn} {hvorfor}.",
        "{navn} cannot have led »{titel}«: {navn} {hvorfor}.",
    ),
    Phrase(
        "Ret `moedeleder` på punktet, eller ret, hvem der var der og var inhabil.",
        "Correct `moedeleder` at the item, or who was there and was inhabil.",
    ),
    Example(
        wrong="- titel: A\n  inhabil: [Bo]\n  moedeleder: Bo\n  udfald: godkendt",
        right="- titel: A\n  inhabil: [Bo]\n  moedeleder: Anna\n  udfald: godkendt",
        forum=_LED_BY_ANNA,
    ),
    reason=Phrase(
        "Referatet ville sige, at en leder punktet, som efter samme fil ikke deltog i det.",
        "The referat would say that the item was led by somebody who, by the same file, took no "
        "part in it.",
    ),
    rests_on=("moedeleder", *_PEOPLE),
)
LEADER_LEFT = Rule(
    "M5705",
    Severity.WARNING,
    Phrase(
        "{navn} kan ikke have ledet hele »{titel}«: {navn} gik undervejs. At {navn} ledede det, "
        "trykkes ikke.",
        "{navn} cannot have led all of »{titel}«: {navn} left during it. That {navn} led it is not "
        "printed.",
    ),
    Phrase(
        "Skriv i `moedeleder` den, der var der hele tiden og tog over, eller flyt `forlod` til det "
        "punkt, hvor {navn} gik.",
        "Write in `moedeleder` who was there all the time and took over, or move `forlod` to the "
        "item at which {navn} left.",
    ),
    Example(
        wrong="- titel: A\n  forlod: [Bo]\n  moedeleder: Bo\n  udfald: godkendt",
        right="- titel: A\n  forlod: [Bo]\n  moedeleder: Anna\n  udfald: godkendt",
        forum=_LED_BY_ANNA,
    ),
    reason=Phrase(
        "Referatet ville sige, at en gik og ledede punktet. Så kan ingen se, hvem der ledede "
        "resten.",
        "The referat would say that somebody left and led the item. Then nobody can see who led "
        "the rest.",
    ),
    rests_on=("moedeleder", *_PEOPLE),
)
NOBODY_THERE = Rule(
    "M5703",
    Severity.WARNING,
    Phrase(
        "Ingen var der til at behandle »{titel}«{flere}, men her er en beslutning.",
        "Nobody was there to treat »{titel}«{flere}, but it has a decision.",
    ),
    Phrase(
        "Ret, hvem der var der (`afbud`, `udeblevet`, `fremmoedt`, `ankom`, `forlod`, `inhabil`); "
        "blev punktet ikke behandlet, så skriv `udfald: ikke_behandlet` eller `udsat`.",
        "Correct who was there (`afbud`, `udeblevet`, `fremmoedt`, `ankom`, `forlod`, `inhabil`); "
        "if the item was not treated, write `udfald: ikke_behandlet` or `udsat`.",
    ),
    Example(
        wrong="fremmoedt: alle_andre\nafbud: [Anna, Bo]\npunkter:\n  - titel: A\n"
        "    udfald: godkendt",
        right="fremmoedt: alle_andre\nafbud: [Anna]\npunkter:\n  - titel: A\n    udfald: godkendt",
        forum=_MEMBERS,
    ),
    reason=Phrase(
        "Alle medlemmer og stedfortrædere var væk eller inhabile. Så kan ingen have besluttet "
        "noget.",
        "All members and substitutes were away or inhabil. Then nobody can have decided anything.",
    ),
    rests_on=_PEOPLE,
)
CANCELLED = Rule(
    "M574",
    Severity.WARNING,
    Phrase("{aflyst} er aflyst, men {hvad}.", "{aflyst} is off, but {hvad}."),
    Phrase("{raad}", "{raad}"),
    Example(
        wrong="aflyst: ja\nfremmoedt: alle\npunkter: []",
        right="aflyst: ja\npunkter: []",
        forum=_MEMBERS,
    ),
    reason=Phrase(
        "Et møde, der ikke blev holdt, var ingen til stede ved, og det besluttede intet.",
        "Nobody was at a meeting that was not held, and it decided nothing.",
    ),
)

EITHER_OWNER = Rule(
    "M585",
    Severity.HINT,
    Phrase(
        "»{navn}« skal gøre noget, men {antal:medlem|medlemmer} hedder sådan.",
        "»{navn}« is to do something, but {antal:member has|members have} that name.",
    ),
    Phrase("Skriv {hvem}.", "Write {hvem}."),
    Example(
        wrong="- titel: A\n  opfoelgning:\n    - opgave: Svarer\n      ansvarlig: Bo Ny",
        right="- titel: A\n  opfoelgning:\n    - opgave: Svarer\n      ansvarlig: Bo Ny (A)",
        forum="medlemmer:\n  - navn: Bo Ny\n    parti: A\n  - navn: Bo Ny\n    parti: V",
    ),
    reason=Phrase(
        "Ellers ved ingen af dem, hvem der skal gøre det.",
        "Else neither of them knows who is to do it.",
    ),
    rests_on=("medlemmer", "dato", "opfoelgning"),
)

_MEETING = Phrase("Mødet", "The meeting")
_PROCEDURE = Phrase("Den skriftlige behandling", "The written procedure")
_CAME = Phrase(
    "her står, hvem der var til stede; det trykkes ikke",
    "here it is said who was there; that is not printed",
)
_ANSWERED = Phrase(
    "her står, hvem der deltog; det trykkes ikke",
    "here it is said who took part; that is not printed",
)
_SLIP_OF_PRESENCE = Phrase(
    "Slet `fremmoedt`, `ankom`, `forlod` og `underskriftsark`, eller slet `aflyst`.",
    "Delete `fremmoedt`, `ankom`, `forlod` and `underskriftsark`, or delete `aflyst`.",
)
_DECISION = Phrase("punktet har en beslutning", "the item has a decision")
_BALLOT = Phrase("punktet har en afstemning", "the item has a vote")
_TASK = Phrase("punktet har opfølgning", "the item has things to do")
_SLIP_OF_MINUTES = Phrase(
    "Slet det, eller slet `aflyst`; at punktet ikke kom for, skrives `udfald: ikke_behandlet`, "
    "`udsat` eller `udgaar`.",
    "Delete it, or delete `aflyst`; that the item was not dealt with is `udfald: ikke_behandlet`, "
    "`udsat` or `udgaar`.",
)
_FELL = (Udfald.UDSAT, Udfald.UDGAAR, Udfald.BORTFALDET, Udfald.IKKE_BEHANDLET)
_NOT_DEALT_WITH = re.compile(
    r"\b(?:(?:mødet|er|blev|var)\s+aflyst|aflysning|aflyses|ikke\s+(?:behandlet|holdt|afholdt)|"
    r"udsat|udsættes|udskudt|udskydes|udgår|udgik|udgået|bortfald\w*|(?:nyt|næste)\s+møde)\b|"
    r"\Aaflyst\b",
    re.IGNORECASE,
)
_OR = Phrase(" eller ", " or ")
_PARTLY = Phrase("er ikke til stede hele tiden", "is not present all the time")


def recorded(case: Case) -> Iterator[Diagnostic]:
    """It is on record who was there, of every member."""
    meeting = case.meeting
    there = meeting.fremmoedt
    if meeting.aflyst:
        moves = [m for item in case.plan.items for m in (*item.punkt.ankom, *item.punkt.forlod)]
        claims = [there.position] if there and there.ord is not Optegnet.IKKE_NOTERET else []
        claims += [move.position for move in moves]
        if claims or meeting.underskriftsark:
            place = [*claims, meeting.position][0]
            what = _ANSWERED if meeting.written else _CAME
            yield CANCELLED.at(place, aflyst=_off(case), hvad=what, raad=_SLIP_OF_PRESENCE)
        return
    if not case.plan.was_held or not members(meeting):
        return
    if there is None:
        rule = WHO_ANSWERED if meeting.written else NOT_RECORDED
        yield rule.at(meeting.position)
    elif there.ord is None:
        told = {entry.navn for entry in missing(meeting)}
        stays = case.plan.presence
        instead = (
            entry.stedfortraeder
            for entry in missing(meeting)
            if entry.stedfortraeder and not stays.was_there(entry.navn)
        )
        seats = dict.fromkeys(one.known_as for one in (*members(meeting), *instead))
        names = [name for name in seats if name not in told]
        unmentioned = [name for name in names if not stays.was_there(name)]
        if unmentioned:
            yield NOT_MENTIONED.at(there.position, navne=", ".join(unmentioned))


def cancelled(case: Case) -> Iterator[Diagnostic]:
    """Nothing came of an item at a meeting that is off but that it was not dealt with."""
    if not case.meeting.aflyst:
        return
    for item in case.plan.items:
        # What another forum decided before, in a case that it sent on, stands inside a section.
        sections = item.punkt.afsnit
        for afsnit in sections:
            if afsnit.afstemning:
                yield CANCELLED.at(
                    afsnit.position, aflyst=_off(case), hvad=_BALLOT, raad=_SLIP_OF_MINUTES
                )
            elif afsnit.opfoelgning:
                yield CANCELLED.at(
                    afsnit.position, aflyst=_off(case), hvad=_TASK, raad=_SLIP_OF_MINUTES
                )
        if (place := _decision(sections)) is not None:
            yield CANCELLED.at(place, aflyst=_off(case), hvad=_DECISION, raad=_SLIP_OF_MINUTES)


def _off(case: Case) -> Phrase:
    """What is off."""
    return _PROCEDURE if case.meeting.written else _MEETING


def _decision(sections: tuple[Afsnit, ...]) -> Position | None:
    """Where an item says that something came of it, other than that it was not dealt with."""
    answers = [d for a in sections if a.indstilling for d in a.indstilling.delbeslutninger]
    decisions = [a for a in sections if a.slags is Slags.BESLUTNING]
    both: list[Afsnit | Delbeslutning] = [*decisions, *answers]
    outcomes = [(u, one.position) for one in both for u in one.udfald]
    if outcomes:  # what is written beside them explains them
        return next((place for u, place in outcomes if not _fell(u)), None)
    texts = [one for one in both if one.tekst]
    if any(_fell(said_in(one.tekst)) for one in texts):
        return None
    return texts[0].position if texts else None


def _fell(text: str) -> bool:
    return text in _FELL or bool(_NOT_DEALT_WITH.search(text))


def nobody(case: Case) -> Iterator[Diagnostic]:
    """Somebody with a vote took part in whatever was decided; what has one cause together."""
    if not _knows_the_members(case):
        return
    decided = [
        item
        for item in case.plan.items
        if not able(case.plan, item) and _decision(item.punkt.afsnit) is not None
    ]
    if decided:
        first, more = decided[0].punkt, _and_more(decided)
        yield NOBODY_THERE.at(first.position, titel=first.titel, flere=more)


def _knows_the_members(case: Case) -> bool:
    """Whether all who may have been there are known, where the meeting was held.

    A forum whose members are taken from a document that names some of them has no chair among
    them, and nobody has put on record who was there.
    """
    meeting, known = case.meeting, {member.known_as for member in members(case.meeting)}
    recorded = case.plan.presence.recorded or meeting.moedeleder in known
    return case.plan.was_held and bool(known) and recorded


def _and_more(items: list[PlannedItem]) -> Phrase:
    """How many there are beside the first one."""
    number = len(items) - 1
    return Phrase(f" og {number} til", f" and {number} more") if number else Phrase("", "")


def leaders(case: Case) -> Iterator[Diagnostic]:
    """Whoever leads an item is there and not inhabil in it; what has one cause is told together."""
    plan = case.plan
    if not plan.was_held or case.meeting.written:
        return
    without: dict[tuple[str, bool], dict[str, tuple[PlannedItem, Phrase]]] = {}
    for item in plan.items:
        leader = plan.leader_of(item)
        if leader is None or not _is_treated(item):
            continue
        why = _why_out(item, leader)
        if item.punkt.moedeleder:
            yield from _named_leader(plan, item, leader, why)
            continue
        why = why or (_PARTLY if _moves_while_leading(plan, item, leader) else None)
        if why is None or _told_above(plan, item):
            continue
        if able(plan, item) or not _knows_the_members(case):
            group = without.setdefault((leader, why is INHABIL), {})
            group[item.numbered.anchor] = (item, why)
    for (leader, _), told in without.items():
        items = [item for item, _ in told.values()]
        reasons = [why for _, why in told.values()]
        where = Phrase("på punktet", "at the item")
        if leader == case.meeting.moedeleder and not plan.presence.was_there(leader):
            where = Phrase("øverst i filen", "at the top of the file")
        yield NO_LEADER.at(
            items[0].punkt.position,
            navn=leader,
            hvorfor=_PARTLY if _PARTLY in reasons else reasons[0],
            titel=items[0].punkt.titel,
            flere=_and_more(items),
            hvem=_deputy(case, leader, items),
            hvor=where,
        )


def _named_leader(
    plan: Plan, item: PlannedItem, leader: str, why: Phrase | None
) -> Iterator[Diagnostic]:
    """Whoever an item names as its leader took part in it to its end.

    They may have come when it began: then they led all of it.
    """
    punkt = item.punkt
    if why is not None:
        yield LEADER_OUT.at(punkt.position, navn=leader, titel=punkt.titel, hvorfor=why)
    elif plan.leader_left(item):
        yield LEADER_LEFT.at(punkt.position, navn=leader, titel=punkt.titel)


def _moves_while_leading(plan: Plan, item: PlannedItem, leader: str) -> bool:
    """Whether who leads an item that names nobody came or left during it.

    Nobody else has to be named where all its parts name somebody.
    """
    parts = [one for one in plan.parts(item) if _is_treated(one)]
    if parts and not item.punkt.afsnit and all(plan.leader_of(one) != leader for one in parts):
        return False
    return any(move.navn == leader for move in item.moves)


def _why_out(item: PlannedItem, name: str) -> Phrase | None:
    """Why somebody took no part in an item; ``None``: nothing says that they did not."""
    if name in {one.navn for one in item.punkt.out}:
        return INHABIL
    return ABSENT if name in item.absent else None


def _told_above(plan: Plan, item: PlannedItem) -> bool:
    """Whether the leader is one whom an item around it names, and who took no part there."""
    for one in plan.above(item):
        if one.punkt.moedeleder:
            return _is_treated(one) and _why_out(one, one.punkt.moedeleder) is not None
    return False


def _is_treated(item: PlannedItem) -> bool:
    punkt = item.punkt
    if punkt.sagstype and punkt.sagstype.kind.asks_nobody:
        return False
    return not was_dropped(punkt)


def _deputy(case: Case, leader: str, items: list[PlannedItem]) -> Phrase | str:
    """The deputy chair by name, where the forum has one who took part in all of each item."""
    for member in members(case.meeting):
        name = member.known_as
        if "næstformand" not in (member.hverv or "").casefold() or name == leader:
            continue
        if not any(_why_out(item, name) or _moves_at(case.plan, item, name) for item in items):
            return name
    return Phrase("…", "…")


def _moves_at(plan: Plan, item: PlannedItem, name: str) -> bool:
    """Whether somebody came or left during an item, what it belongs to or its parts."""
    return any(move.navn == name for one in plan.around(item) for move in one.moves)


def owners(case: Case) -> Iterator[Diagnostic]:
    """Whoever is to do something cannot be taken for another member of that name."""
    namesakes: dict[str, list[str]] = {}
    for member in members(case.meeting):
        if member.apart:
            namesakes.setdefault(composed(member.navn), []).append(member.known_as)
    for item in case.plan.items:
        for afsnit in item.punkt.alle_afsnit():
            for action in afsnit.opfoelgning:
                either = namesakes.get(composed(action.ansvarlig or ""), [])
                if len(either) > 1:
                    who = joined([Phrase.same(f"»{one}«") for one in either], _OR)
                    yield EITHER_OWNER.at(
                        action.position, navn=action.ansvarlig, antal=len(either), hvem=who
                    )
