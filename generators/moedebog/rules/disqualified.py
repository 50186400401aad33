"""What was decided on who may take part in an item, against who then did."""

from __future__ import annotations

import re
from collections.abc import Iterator

from moedebog.catalogue import Habilitet
from moedebog.compose.membership import members, missing, substitutes
from moedebog.compose.planning import PlannedItem, is_taken_off
from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity
from moedebog.examples import Example
from moedebog.meeting import Habilitetsbeslutning, Navn, Person
from moedebog.names import spelling
from moedebog.rules.case import Case
from moedebog.rules.speakers import Speakers
from moedebog.rules.statements import acting

_MEMBERS = "medlemmer: [Anna, Bo, Carl]"
ROLES = ("fra_forvaltningen", "observatoerer", "gaester")
"""The keys under which those stand who take part without being members."""
_PEOPLE = ("inhabil", "om", "habilitetsbeslutning", "udfald", "medlemmer", "dato")

FREE_BUT_OUT = Rule(
    "M580",
    Severity.WARNING,
    Phrase(
        "{navn} er fundet habil, men står under inhabil.",
        "{navn} was found free to take part, but stands under inhabil.",
    ),
    Phrase(
        "Skriv navnet under `om` i habilitetsbeslutning i stedet; referatet følger beslutningen. "
        "Erklærede {navn} sig inhabil, så skriv `erklaeret: ja`.",
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
        "Habilitetsbeslutningen siger ikke, hvem den gælder, og {foelge}.",
        "The habilitetsbeslutning does not say whom it is about, and {foelge}.",
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
JUDGED_THEMSELVES = Rule(
    "M597",
    Severity.WARNING,
    Phrase(
        "{navn} står som den, der afgjorde sin egen habilitet.",
        "{navn} is said to have decided whether they may take part themselves.",
    ),
    Phrase(
        "Erklærede {navn} sig inhabil, så skriv `erklaeret: ja` ved navnet og slet `af`; ellers "
        "skriv i `af`, hvem der afgjorde det.",
        "If {navn} declared it themselves, write `erklaeret: ja` at the name and delete `af`; else "
        "write in `af` who decided it.",
    ),
    Example(
        wrong="- titel: A\n  inhabil: [Bo]\n  habilitetsbeslutning:\n    udfald: inhabil\n"
        "    af: Bo",
        right="- titel: A\n  inhabil:\n    - navn: Bo\n      erklaeret: ja\n"
        "  habilitetsbeslutning:\n    udfald: inhabil",
        forum=_MEMBERS,
    ),
    reason=Phrase(
        "Den, hvis habilitet der er tvivl om, deltager ikke i afgørelsen af det.",
        "Whoever may be disqualified takes no part in deciding that.",
    ),
    source=Phrase(
        "Forvaltningsloven § 6, stk. 3",
        "The Public Administration Act (forvaltningsloven) § 6(3)",
    ),
    rests_on=_PEOPLE,
)
ONE_ALONE = Rule(
    "M5242",
    Severity.HINT,
    Phrase(
        "{navn} står som den, der afgjorde habiliteten; det gør forsamlingen selv.",
        "{navn} is said to have decided on who may take part; the assembly does that itself.",
    ),
    Phrase(
        "Slet `af`, hvis forummet besluttede det; ellers skriv, hvad der skete, under `tekst`.",
        "Delete `af` if the forum decided it; else write what happened below `tekst`.",
    ),
    Example(
        wrong="- titel: A\n  inhabil: [Bo]\n  habilitetsbeslutning:\n    udfald: inhabil\n"
        "    af: Anna",
        right="- titel: A\n  inhabil: [Bo]\n  habilitetsbeslutning:\n    udfald: inhabil",
        forum=_MEMBERS,
    ),
    reason=Phrase(
        "I en forsamling er det forsamlingen, der afgør, om et medlem er inhabilt.",
        "In an assembly it is the assembly that decides whether a member is inhabil.",
    ),
    source=Phrase("Forvaltningsloven § 6", "The Public Administration Act (forvaltningsloven) § 6"),
    rests_on=_PEOPLE,
)
OTHER_IN_WORDS = Rule(
    "M598",
    Severity.WARNING,
    Phrase(
        "Habilitetsbeslutningens tekst {siger}, men {ellers}.",
        "The text of the habilitetsbeslutning {siger}, but {ellers}.",
    ),
    Phrase(
        "Ret `tekst`, eller ret `udfald`, `om` og `inhabil`; teksten trykkes, men de andre nøgler "
        "bestemmer, hvem der deltager og får materialet.",
        "Correct `tekst`, or `udfald`, `om` and `inhabil`; the text is printed, but the other keys "
        "say who takes part and gets the material.",
    ),
    Example(
        wrong="- titel: A\n  habilitetsbeslutning:\n    udfald: habil\n    om: [Bo]\n"
        "    tekst: Udvalget fandt Bo inhabil.",
        right="- titel: A\n  habilitetsbeslutning:\n    udfald: habil\n    om: [Bo]\n"
        "    tekst: Udvalget fandt ikke Bo inhabil.",
        forum=_MEMBERS,
    ),
    reason=Phrase(
        "Referatet siger det ene, og der er handlet efter det andet.",
        "The referat says one thing, and what was done follows the other.",
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
OWN_REGRETS = Rule(
    "M587",
    Severity.WARNING,
    Phrase(
        "{navn} er stedfortræder for {hvem}, men har selv meldt afbud eller er udeblevet (linje "
        "{linje}).",
        "{navn} is the substitute of {hvem}, but sent regrets or stayed away too (line {linje}).",
    ),
    Phrase(
        "Kom {navn}, så slet navnet under afbud og udeblevet; ellers slet det begge steder.",
        "If {navn} came, delete the name under afbud and udeblevet; else delete it in both places.",
    ),
    Example(
        wrong="afbud:\n  - navn: Bo\n    stedfortraeder: Ida\n  - Ida\npunkter: []",
        right="afbud:\n  - Bo\npunkter: []",
        forum=_MEMBERS,
    ),
    reason=Phrase(
        "Referatet siger begge dele: at pladsen var besat, og at den, der sad på den, ikke kom.",
        "The referat says both: that the seat was taken, and that whoever had it did not come.",
    ),
    rests_on=("afbud", "udeblevet", "fremmoedt", *_PEOPLE),
)
SEATED_TOO = Rule(
    "M588",
    Severity.WARNING,
    Phrase(
        "{navn} står under {noegle}, men er også {hvad}.",
        "{navn} stands under {noegle}, but is {hvad} too.",
    ),
    Phrase(
        "Slet navnet her. Er det en anden med samme navn, så skriv titel eller organisation ved "
        "navnet.",
        "Delete the name here. If it is somebody else of that name, write titel or organisation "
        "at it.",
    ),
    Example(
        wrong="- titel: A\n  gaester: [Bo]",
        right="- titel: A\n  gaester:\n    - navn: Bo\n      titel: vejchef",
        forum=_MEMBERS,
    ),
    reason=Phrase(
        "Referatet nævner samme navn to steder, og læseren kan ikke se, om det er én eller to.",
        "The referat has one name in two places, and the reader cannot see whether that is one "
        "person or two.",
    ),
    rests_on=("afbud", "udeblevet", *ROLES, *_PEOPLE),
)
TWOROLES = Rule(
    "M589",
    Severity.WARNING,
    Phrase(
        "{navn} står også under {andet} (linje {linje}).",
        "{navn} stands under {andet} too (line {linje}).",
    ),
    Phrase(
        "Lad navnet stå ét sted. Er det to med samme navn, så skriv titel eller organisation ved "
        "begge.",
        "Let the name stand in one place. If they are two people of one name, write titel or "
        "organisation at both.",
    ),
    Example(
        wrong="- titel: A\n  gaester:\n    - Ida Ny\n    - Ida Ny",
        right="- titel: A\n  gaester:\n    - Ida Ny",
        forum=_MEMBERS,
    ),
    reason=Phrase(
        "Referatet nævner samme navn to gange, og læseren kan ikke se, om det er én eller to.",
        "The referat has one name twice, and the reader cannot see whether that is one person or "
        "two.",
    ),
    rests_on=ROLES,
)
NOT_TREATED = Rule(
    "M5700",
    Severity.WARNING,
    Phrase(
        "Punktet blev ikke behandlet, men her står `{noegle}`; det kommer ikke med i referatet.",
        "The item was not treated, but `{noegle}` stands here; the referat leaves it out.",
    ),
    Phrase("Slet `{noegle}`, eller ret udfaldet.", "Delete `{noegle}`, or correct the outcome."),
    Example(
        wrong="- titel: A\n  moedeleder: Bo\n  udfald: udgaar",
        right="- titel: A\n  udfald: udgaar",
        forum=_MEMBERS,
    ),
    reason=Phrase(
        "Et punkt, der udgår, er der ingen, der leder eller træder ind i.",
        "Nobody leads an item that is dropped, or is called in for it.",
    ),
    rests_on=("moedeleder", "stedfortraeder", *_PEOPLE),
)
DONE_UNTREATED = Rule(
    "M5243",
    Severity.WARNING,
    Phrase(
        "Punktet blev ikke behandlet, men her står, at det blev {hvad}.",
        "The item was not treated, but it says here that it was {hvad}.",
    ),
    Phrase("Slet `{noegle}`, eller ret udfaldet.", "Delete `{noegle}`, or correct the outcome."),
    Example(
        wrong="- titel: A\n  udfald: godkendt\n- titel: B\n  udfald: udgaar\n  behandlet_foer: 1",
        right="- titel: A\n  udfald: godkendt\n- titel: B\n  udfald: udgaar",
        forum=_MEMBERS,
    ),
    reason=Phrase(
        "Om et punkt, der udgår, er der intet besluttet, som kan prøves af andre, og det har ingen "
        "plads i rækkefølgen.",
        "Of an item that is dropped nothing is decided that others could look at, and it has no "
        "place in the order.",
    ),
    rests_on=("udfald", "indbragt", "behandlet_foer", "afstemning"),
)
PEOPLE_AT_DROPPED = Rule(
    "M5702",
    Severity.HINT,
    Phrase(
        "Punktet blev ikke behandlet, men her står, at {navn} {hvad}.",
        "The item was not treated, but it says here that {navn} {hvad}.",
    ),
    Phrase(
        "Skriv det på det punkt, der blev behandlet, da det skete, eller slet det. Var det sådan, "
        "da punktet blev taget af, så lad det stå.",
        "Write it at the item that was being treated when it happened, or delete it. If it was so "
        "when the item was taken off, let it stand.",
    ),
    Example(
        wrong="- titel: A\n  forlod: [Bo]\n  udfald: udgaar\n- titel: B\n  udfald: godkendt",
        right="- titel: A\n  udfald: udgaar\n- titel: B\n  forlod: [Bo]\n  udfald: godkendt",
        forum=_MEMBERS,
    ),
    reason=Phrase(
        "Referatet siger, at nogen kom, gik eller var inhabil under et punkt, som ingen "
        "behandlede.",
        "The referat says that somebody came, left or was inhabil at an item that nobody dealt "
        "with.",
    ),
    rests_on=("ankom", "forlod", *_PEOPLE),
)


_LEFT_OUT = Phrase("kommer ikke med i referatet", "the referat leaves it out")
_ALL_TOOK_PART = Phrase("alle regnes for at have deltaget", "everybody counts as having taken part")
_HAS_RULED = Phrase("har afgjort habiliteten", "has decided on who may take part")
_CHAIR = re.compile(
    r"(?:møde|udvalgs)?(?:formand|forkvinde|forperson|leder|ordstyrer|dirigent|borgmester)(?:en)?\Z",
    re.IGNORECASE,
)
_THEMSELVES = re.compile(
    r"(?:ham|hende|sig|dem|vedkommende|personen|medlemmet)(?:\s+selv)?\Z", re.IGNORECASE
)
_CLAUSE = re.compile(r"(?<=[.!?])\s+|\s*[,;:–—]\s*|\s+(?:og|men|mens)\s+|\n")
_ABLE = re.compile(r"\bhabile?\b", re.IGNORECASE)
_UNABLE = re.compile(r"\binhabile?\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:ikke|ej|hverken|ingen)\b", re.IGNORECASE)
_SAYS = {
    Habilitet.HABIL: Phrase("siger habil", "says habil"),
    Habilitet.INHABIL: Phrase("siger inhabil", "says inhabil"),
}


def rulings(case: Case) -> Iterator[Diagnostic]:
    """What was decided on who may take part agrees with who did, and with who decided it."""
    speakers = Speakers(case)
    for item in case.plan.items:
        decision = item.punkt.habilitetsbeslutning
        if decision is None:
            continue
        questioned = item.punkt.questioned
        found = decision.udfald is Habilitet.INHABIL
        if not questioned and (found or decision.tekst is None):
            follows = _ALL_TOOK_PART if found and decision.tekst else _LEFT_OUT
            yield ABOUT_NOBODY.at(decision.position, foelge=follows)
        if found:
            yield from _found(item, decision)
        else:
            for one in item.punkt.inhabil:
                if one.navn in questioned:
                    yield from _free(one)
        if decision.af:
            yield from _ruled_by(speakers, item, decision, decision.af)
        if decision.tekst:
            yield from _in_words(speakers, item, decision, decision.tekst)


def _ruled_by(
    speakers: Speakers, item: PlannedItem, decision: Habilitetsbeslutning, by: str
) -> Iterator[Diagnostic]:
    """Nobody decides on themselves, and whoever decides is there."""
    deciders = set(speakers.read(by).people)
    chair = speakers.plan.leader_of(item)
    if _CHAIR.match(by.strip()):
        deciders |= {chair} if chair else set()
    else:
        office = spelling(by).removesuffix("en")
        holders = (one for one in speakers.members if spelling(one.hverv or "") == office)
        deciders |= {one.known_as for one in holders}
    own = _THEMSELVES.match(by.strip()) is not None
    themselves = [name for name in item.punkt.questioned if own or name in deciders]
    for name in themselves:
        yield JUDGED_THEMSELVES.at(decision.position, navn=name)
    if not themselves:
        found = list(acting(speakers, item, by, decision.position, _HAS_RULED))
        yield from found
        said = speakers.read(by)
        if not found and len(said.people) == 1 and not said.others:
            yield ONE_ALONE.at(decision.position, navn=said.people[0])


def _in_words(
    speakers: Speakers, item: PlannedItem, decision: Habilitetsbeslutning, text: str
) -> Iterator[Diagnostic]:
    """A decision in its own words is the one that the other keys tell of."""
    said = {verdict for clause in _CLAUSE.split(text) if (verdict := _verdict(clause))}
    if said and decision.udfald not in said:
        ellers = Phrase(f"udfaldet er {decision.udfald}", f"the outcome is {decision.udfald}")
        yield OTHER_IN_WORDS.at(decision.position, siger=_SAYS[said.pop()], ellers=ellers)
    named = {one.known_as for one in speakers.members if one.navn in text}
    about = item.punkt.questioned
    if about and named and not any(_first_or_last(name, text) for name in about):
        names = Phrase.same(", ".join(sorted(named)))
        siger = Phrase("nævner kun ", "names only ") + names
        ellers = Phrase("den gælder ", "it is about ") + ", ".join(about)
        yield OTHER_IN_WORDS.at(decision.position, siger=siger, ellers=ellers)


def _verdict(clause: str) -> Habilitet | None:
    """What a clause says of somebody: that they may take part, or that they may not."""
    denied = _NOT.search(clause) is not None
    if _UNABLE.search(clause):
        return Habilitet.HABIL if denied else Habilitet.INHABIL
    if _ABLE.search(clause):
        return Habilitet.INHABIL if denied else Habilitet.HABIL
    return None


def _first_or_last(name: str, text: str) -> bool:
    """Whether a text has the first or the last of a person's names."""
    words = re.findall(r"\w+", text)
    own = name.split(" (")[0].split()
    return own[0] in words or own[-1] in words


def _free(one: Navn) -> Iterator[Diagnostic]:
    if not one.erklaeret:
        yield FREE_BUT_OUT.at(one.position, navn=one.navn)
    elif one.forlod_lokalet or one.stedfortraeder:
        yield FREE_BUT_GONE.at(one.position, navn=one.navn)


def _found(item: PlannedItem, decision: Habilitetsbeslutning) -> Iterator[Diagnostic]:
    out = {one.navn for one in item.punkt.inhabil}
    for name in decision.om:
        if name not in out and name not in item.absent:
            yield FOUND_BUT_IN.at(decision.position, navn=name)


def seats(case: Case) -> Iterator[Diagnostic]:
    """Nobody has two seats at an item, or one where they did not come."""
    whole: dict[str, str] = {}
    gone = {entry.navn: entry.position.line for entry in missing(case.meeting)}
    known = {member.known_as for member in members(case.meeting)}

    def seat(taken: dict[str, str], one: Person, for_whom: str) -> Iterator[Diagnostic]:
        name = one.navn
        if taken.get(name, for_whom) != for_whom:
            yield TWO_SEATS.at(one.position, navn=name, hvem=for_whom, anden=taken[name])
        elif name in gone and name not in known and not case.plan.presence.was_there(name):
            yield OWN_REGRETS.at(one.position, navn=name, hvem=for_whom, linje=gone[name])
        taken.setdefault(name, for_whom)

    for entry in missing(case.meeting):
        if entry.stedfortraeder:
            yield from seat(whole, entry.stedfortraeder, entry.navn)
    for item in case.plan.items:
        taken = dict(whole)
        for one in item.punkt.out:
            if one.stedfortraeder:
                yield from seat(taken, one.stedfortraeder, one.navn)


def roles(case: Case) -> Iterator[Diagnostic]:
    """Who has a seat is not also a guest, and nobody stands in two places beside the members."""
    meeting = case.meeting
    seated = dict.fromkeys(map(_key, members(meeting)), _MEMBER)
    people: dict[str, Person] = {_key(member): member for member in members(meeting)}
    for one in substitutes(meeting):
        seated.setdefault(_key(one), _SUBSTITUTE)
        people.setdefault(_key(one), one)
    for of in (meeting, *(item.punkt for item in case.plan.items)):
        seen: dict[str, tuple[str, Person]] = {}
        for role in ROLES:
            for one in getattr(of, role):
                key = _key(one)
                where, other = seen.get(key, ("", one))
                if key in seated and _adds_nothing(one, people[key]):
                    yield SEATED_TOO.at(one.position, navn=one.navn, noegle=role, hvad=seated[key])
                elif where and (_adds_nothing(one, other) or _adds_nothing(other, one)):
                    line = other.position.line
                    yield TWOROLES.at(one.position, navn=one.navn, andet=where, linje=line)
                seen.setdefault(key, (role, one))


_BROUGHT = Phrase("indbragt for en anden myndighed", "brought before another body")
_TREATED_BEFORE = Phrase("behandlet før et andet punkt", "treated before another item")
_CAME = Phrase("kom", "came")
_LEFT = Phrase("gik", "left")
_OUT = Phrase("er inhabil", "is inhabil")
_MEMBER = Phrase("medlem", "a member")
_SUBSTITUTE = Phrase("stedfortræder", "a substitute")


def _key(person: Person) -> str:
    return spelling(person.known_as)


def _adds_nothing(one: Person, other: Person) -> bool:
    """Whether nothing is said of somebody that would tell them from another of that name."""
    facts = ((one.titel, other.titel), (one.organisation, other.organisation))
    return all(said is None or said == known for said, known in facts)


def dropped(case: Case) -> Iterator[Diagnostic]:
    """At an item that was taken off nobody led, was disqualified, came or left."""
    for item in case.plan.items:
        punkt = item.punkt
        if not case.plan.was_held or not item.taken_off:
            continue
        if punkt.moedeleder:
            yield NOT_TREATED.at(punkt.position, noegle="moedeleder")
        for one in punkt.out:
            if one.stedfortraeder:
                yield NOT_TREATED.at(one.stedfortraeder.position, noegle="stedfortraeder")
        yield from _done_untreated(item)
        for people, what in ((punkt.ankom, _CAME), (punkt.forlod, _LEFT), (punkt.out, _OUT)):
            for one in people:
                if one.navn not in item.absent:
                    yield PEOPLE_AT_DROPPED.at(one.position, navn=one.navn, hvad=what)


def _done_untreated(item: PlannedItem) -> Iterator[Diagnostic]:
    """What can only have been done with an item that was treated."""
    if not is_taken_off(item.punkt):
        return  # of a part nothing is said of the kind that is said of the whole
    for afsnit in item.punkt.afsnit:
        if afsnit.indbragt:
            values = {"hvad": _BROUGHT, "noegle": "indbragt"}
            yield DONE_UNTREATED.at(afsnit.indbragt.position, **values)
    if item.punkt.behandlet_foer:
        values = {"hvad": _TREATED_BEFORE, "noegle": "behandlet_foer"}
        yield DONE_UNTREATED.at(item.punkt.position, **values)
