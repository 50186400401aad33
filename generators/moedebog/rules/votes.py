"""Votes and quorum, counted against those present less the inhabile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from moedebog.authorities import LAW
from moedebog.catalogue import Optegnet
from moedebog.compose.ballots import Voters, able, counts, of_party, voters_at
from moedebog.compose.planning import PlannedItem, was_dropped
from moedebog.compose.presence import members, members_of, missing
from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity
from moedebog.examples import Example
from moedebog.guesses import nearest
from moedebog.meeting import Afstemning, Forum, Punkt, Stemmer
from moedebog.names import party
from moedebog.rules.case import Case

_VOTERS = "medlemmer: [Anna, Bo, Carl]"
_PEOPLE = (
    "afbud", "udeblevet", "inhabil", "ankom", "forlod", "medlemmer", "dato", "punkter",
    "underpunkter", "afstemning",
)  # fmt: skip

TOO_MANY = Rule(
    "M520",
    Severity.ERROR,
    Phrase(
        "Der er afgivet {antal:stemme|stemmer}, men kun {stemmeberettigede} kunne stemme.",
        "{antal:vote was|votes were} cast, but only {stemmeberettigede} could vote.",
    ),
    Phrase("Ret stemmerne, eller hvem der {hvem}.", "Correct the votes, or who {hvem}."),
    Example(
        wrong="- titel: A\n  afstemning: {for: 4}",
        right="- titel: A\n  afstemning: {for: 3}",
        forum=_VOTERS,
    ),
    rests_on=_PEOPLE,
)
TOO_FEW = Rule(
    "M521",
    Severity.WARNING,
    Phrase(
        "Der er gjort rede for {antal:stemme|stemmer}, men {stemmeberettigede} kunne stemme.",
        "{antal:vote is|votes are} accounted for, but {stemmeberettigede} could vote.",
    ),
    Phrase(
        "Skriv resten under `undlod` eller `blanke`, eller ret, hvem der deltog.",
        "Write the rest under `undlod` or `blanke`, or correct who took part.",
    ),
    Example(
        wrong="- titel: A\n  afstemning: {for: 1, imod: 1}",
        right="- titel: A\n  afstemning: {for: 1, imod: 1, undlod: 1}",
        forum=_VOTERS,
    ),
    reason=Phrase(
        "Et tal, der ikke går op, rejser tvivl om afstemningen, og bagefter kan ingen se, hvem "
        "der undlod.",
        "A figure that does not add up puts the vote in doubt, and afterwards nobody can see who "
        "abstained.",
    ),
    rests_on=_PEOPLE,
)
ABSENT = Rule(
    "M522",
    Severity.ERROR,
    Phrase(
        "{navn} stemmer, men {hvorfor}.",
        "{navn} votes, but {hvorfor}.",
    ),
    Phrase("{raad}", "{raad}"),
    Example(
        wrong="afbud: [Bo]\npunkter:\n  - titel: A\n    afstemning: {for: [Bo]}",
        right="afbud: [Bo]\npunkter:\n  - titel: A\n    afstemning: {for: [Anna]}",
        forum=_VOTERS,
    ),
    rests_on=_PEOPLE,
)
INHABIL = Rule(
    "M523",
    Severity.ERROR,
    Phrase(
        "{navn} stemmer, men er inhabil ved punktet.", "{navn} votes, but is inhabil at the item."
    ),
    Phrase("Ret stemmen eller `inhabil`.", "Correct the vote or `inhabil`."),
    Example(
        wrong="- titel: A\n  inhabil: [Bo]\n  afstemning: {for: [Bo]}",
        right="- titel: A\n  inhabil: [Bo]\n  afstemning: {for: [Anna]}",
        forum=_VOTERS,
    ),
    reason=Phrase(
        "Den, der er inhabil, må ikke deltage i afgørelsen. Stemmer personen alligevel, kan "
        "beslutningen blive ugyldig.",
        "Whoever is inhabil must not take part in the decision. If they vote all the same, it may "
        "be void.",
    ),
    source=Phrase(
        "Forvaltningsloven § 3; ", "The Public Administration Act (forvaltningsloven) § 3; "
    )
    + LAW
    + " § 14",
    rests_on=_PEOPLE,
)
TWICE = Rule(
    "M524",
    Severity.ERROR,
    Phrase("{navn} stemmer to gange.", "{navn} votes twice."),
    Phrase(
        "Lad navnet stå ét sted i afstemningen.", "Let the name stand in one place of the vote."
    ),
    Example(
        wrong="- titel: A\n  afstemning: {for: [Bo, Carl], imod: [Bo]}",
        right="- titel: A\n  afstemning: {for: [Bo, Carl], imod: [Anna]}",
        forum=_VOTERS,
    ),
    rests_on=_PEOPLE,
)
MORE_NAMES = Rule(
    "M525",
    Severity.ERROR,
    Phrase(
        "Her er {navne:navn|navne}, men kun {antal:stemme|stemmer}.",
        "{navne:name stands|names stand} here, but only {antal:vote|votes}.",
    ),
    Phrase("Ret `antal`, eller slet navne.", "Correct `antal`, or delete names."),
    Example(
        wrong="- titel: A\n  afstemning: {imod: {antal: 1, navne: [Bo, Carl]}}",
        right="- titel: A\n  afstemning: {imod: {antal: 2, navne: [Bo, Carl]}}",
        forum=_VOTERS,
    ),
    rests_on=_PEOPLE,
)
NO_QUORUM = Rule(
    "M526",
    Severity.WARNING,
    Phrase(
        "Kun {antal} kan deltage i »{titel}«{flere}; forummet er beslutningsdygtigt med {kraevet}.",
        "Only {antal} can take part in »{titel}«{flere}; the forum has a quorum with {kraevet}.",
    ),
    Phrase(
        "Se efter, om afbud, stedfortrædere og inhabile er rigtige; ellers må sagen vente.",
        "Make sure that regrets, substitutes and the inhabile are right; else the case must wait.",
    ),
    Example(
        wrong="afbud: [Bo, Carl]\npunkter:\n  - titel: Budget",
        right="afbud: [Bo]\npunkter:\n  - titel: Budget",
        forum=f"{_VOTERS}\npolitik: {{beslutningsdygtig: halvdelen}}",
    ),
    reason=Phrase(
        "Er der for få til stede, kan forummet ikke træffe beslutninger, og det, der besluttes, "
        "kan blive kendt ugyldigt.",
        "With too few present the forum cannot decide, and what is decided may be declared void.",
    ),
    source=LAW
    + Phrase(
        " § 11 for kommunalbestyrelser; ellers forummets vedtægt",
        " § 11 for municipal councils; else the forum's own statutes",
    ),
    rests_on=_PEOPLE,
    about=(),
)
HALVES = Rule(
    "M5206",
    Severity.WARNING,
    Phrase(
        "Afstemningerne har kun én side hver og ligner én afstemning, der er delt.",
        "The votes have only one side each, and look like one vote that is divided.",
    ),
    Phrase(
        "Slet stregerne, og skriv `for`, `imod` og `undlod` under hinanden; er der flere "
        "afstemninger, så skriv `forslag` ved hver.",
        "Delete the dashes, and write `for`, `imod` and `undlod` below each other; if there are "
        "several votes, write `forslag` at each.",
    ),
    Example(
        wrong="- titel: A\n  afstemning:\n    - for: 3\n    - imod: 0",
        right="- titel: A\n  afstemning:\n    for: 3\n    imod: 0",
        forum=_VOTERS,
    ),
    reason=Phrase(
        "En streg begynder en ny afstemning. Delt i to går tallene ikke op i nogen af dem.",
        "A dash begins a new vote. Divided in two, the numbers add up in neither.",
    ),
)
NO_VOTER = Rule(
    "M527",
    Severity.WARNING,
    Phrase(
        "»{navn}« stemmer, men er hverken medlem eller parti i forummet.",
        "»{navn}« votes, but is neither a member nor a party of the forum.",
    ),
    Phrase("{raad}", "{raad}"),
    Example(
        wrong="- titel: A\n  afstemning: {for: [Anna, Karl], imod: [Bo]}",
        right="- titel: A\n  afstemning: {for: [Anna, Carl], imod: [Bo]}",
        forum=_VOTERS,
    ),
    reason=Phrase(
        "Et navn, som forummet ikke kender, er oftest en stavefejl. Så kan ingen se, hvem der "
        "stemte, og tallene kan ikke efterregnes.",
        "A name that the forum does not know is mostly a misspelling. Then nobody can see who "
        "voted, and the figures cannot be checked.",
    ),
    rests_on=_PEOPLE,
)

NAMESAKE = Rule(
    "M5494",
    Severity.WARNING,
    Phrase(
        "»{navn}« er her partiet, men {medlem} hedder også sådan.",
        "»{navn}« is the party here, but {medlem} is called so as well.",
    ),
    Phrase(
        "Skriv partiets bogstav, eller hele navnet: »{medlem}«",
        "Write the party's letter, or the whole name: »{medlem}«",
    ),
    Example(
        wrong="- titel: A\n  afstemning:\n    for: [Venstre]",
        right="- titel: A\n  afstemning:\n    for: [V]",
        forum="medlemmer: [{navn: Anna Venstre, parti: V}]",
    ),
    reason=Phrase(
        "Et parti og et medlem af samme navn kan stemme hver sit. Så er det uvist, hvis stemmen "
        "er.",
        "A party and a member of one name may vote differently. Whose vote it is cannot be seen.",
    ),
    rests_on=_PEOPLE,
)

_WHO_CAME = Phrase(
    "er til stede (`afbud`, `ankom`, `forlod`, `inhabil`)",
    "is present (`afbud`, `ankom`, `forlod`, `inhabil`)",
)
_WHO_ANSWERED = Phrase(
    "deltog (`fremmoedt`, `udeblevet`, `inhabil`)",
    "took part (`fremmoedt`, `udeblevet`, `inhabil`)",
)
_NOT_THERE = Phrase("er ikke til stede ved punktet", "is not present at the item")
_CORRECT_ARRIVAL = Phrase(
    "Ret stemmen, eller skriv i `ankom`, hvornår {navn} kom.",
    "Correct the vote, or write in `ankom` when {navn} came.",
)
ANSWERED_NOT = Phrase(
    "deltog ikke i den skriftlige behandling", "took no part in the written procedure"
)
_CORRECT_ANSWER = Phrase(
    "Ret stemmen, eller skriv {navn} under `fremmoedt`.",
    "Correct the vote, or write {navn} under `fremmoedt`.",
)
_EVERYBODY = (Optegnet.ALLE.value, "samtlige", "enstemmigt", "ingen", "ja", "nej")


def votes(case: Case) -> Iterator[Diagnostic]:
    """Only those vote who are there and not inhabile, each once; and the numbers add up."""
    for item in case.plan.items:
        for afsnit in item.punkt.alle_afsnit():
            halves = _halves(afsnit.afstemning)
            if halves:
                yield HALVES.at(halves[1].position)
            for vote in afsnit.afstemning:
                if case.meeting.forum.medlemmer and vote not in halves:
                    yield from _vote(case, item, vote)


def _halves(votes: Sequence[Afstemning]) -> Sequence[Afstemning]:
    """The votes of an item, where each has one side, another one, and no proposal of its own."""
    sides = [
        name
        for vote in votes
        for name in ("for_", "imod", "undlod")
        if getattr(vote, name) is not None
    ]
    apart = len(votes) > 1 and len(sides) == len(votes) == len(set(sides))
    return votes if apart and not any(vote.forslag for vote in votes[1:]) else ()


def _vote(case: Case, item: PlannedItem, vote: Afstemning) -> Iterator[Diagnostic]:
    people, voters = case.plan.people, voters_at(case.plan, item)

    def key(name: str) -> str:
        return name if name in people else party(name)

    inhabil = {one.navn for one in item.punkt.out}
    sides = vote.sider
    whole = len(sides) > 1 or (vote.for_ is not None and vote.for_.antal is not None)
    seen: set[str] = set()
    for side in sides:
        for index, name in enumerate(side.navne):
            if name in inhabil:
                yield INHABIL.at(side.position, navn=name).on(name)
            elif name in people and name not in voters.able:
                yield _absent(case, side, name)
            elif name not in people and (raad := _stranger(case, item, name, voters)):
                yield NO_VOTER.at(side.position, navn=name, raad=raad).on(name)
            elif party(name) in voters.parties and (member := _namesake(name, people)):
                yield NAMESAKE.at(side.position, navn=name, medlem=member).on(name)
            # A party of several may be of several minds.
            if key(name) in seen and (
                name in people or len(voters.parties.get(key(name), ())) == 1
            ):
                before = side.navne[:index].count(name)
                yield TWICE.at(side.position, navn=name).on(name, before)
                whole = False  # whose vote is missing instead is not known
            seen.add(key(name))
        persons = {name for name in side.navne if name in people}
        if side.antal is not None and len(persons) > side.antal:
            yield MORE_NAMES.at(side.position, navne=len(persons), antal=side.antal)
    cast = list(counts(sides, people, voters))
    total = sum(count or 0 for count in cast)
    numbers = {"antal": total, "stemmeberettigede": len(voters.able)}
    if total > len(voters.able):
        who = _WHO_ANSWERED if case.meeting.written else _WHO_CAME
        yield TOO_MANY.at(vote.position, hvem=who, **numbers)
    elif None not in cast and whole and total < len(voters.able):
        yield TOO_FEW.at(vote.position, **numbers)


def _absent(case: Case, side: Stemmer, name: str) -> Diagnostic:
    """Somebody votes who took no part."""
    advice, why = _CORRECT_ARRIVAL, _NOT_THERE
    if case.meeting.written:
        advice, why = _CORRECT_ANSWER, ANSWERED_NOT
    return ABSENT.at(side.position, navn=name, hvorfor=why, raad=advice.put(navn=name)).on(name)


def _stranger(case: Case, item: PlannedItem, name: str, voters: Voters) -> Phrase | None:
    """What to do about a name that can be no voter's; ``None`` where it may be one."""
    if party(of_party(name)[0]) in voters.parties:
        return None
    if name in {one.navn for one in (*case.meeting.beside, *item.punkt.beside)}:
        return Phrase(
            "Kun medlemmer og stedfortrædere har en stemme.",
            "Only members and substitutes have a vote.",
        )
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


def _namesake(name: str, people: frozenset[str]) -> str | None:
    """The person whose name has that of a party in it."""
    words = set(name.casefold().split())
    if len(name) < 2:
        return None
    return next((one for one in sorted(people) if words <= set(one.casefold().split())), None)


def quorum(case: Case) -> Iterator[Diagnostic]:
    """Enough members take part in each item, where the forum says how many that is."""
    if not case.meeting.aflyst:
        for forum in case.meeting.fora:
            yield from _quorum_of(case, forum)


def _quorum_of(case: Case, forum: Forum) -> Iterator[Diagnostic]:
    """The same for one of the bodies that meet."""
    policy = forum.politik.beslutningsdygtig
    own = {one.known_as for one in members_of(forum, case.meeting.dato)}
    all_members = len(own)
    if policy is None or not all_members:
        return
    elsewhere = {one.known_as for one in members(case.meeting)} - own
    elsewhere |= {
        entry.stedfortraeder.navn
        for entry in missing(case.meeting)
        if entry.stedfortraeder and entry.navn in elsewhere
    }
    limit = policy if isinstance(policy, int) else policy.number(all_members)
    # Items with the same people missing have one cause, and are told together.
    short: dict[frozenset[str], list[Punkt]] = {}
    for item in case.plan.items:
        if _asks_nobody(item.punkt):
            continue
        brief = {one.person.navn for one in item.instead if one.for_whom in elsewhere}
        there = frozenset(able(case.plan, item) - elsewhere - brief)
        if len(there) < limit:
            short.setdefault(there, []).append(item.punkt)
    for there, items in short.items():
        more = Phrase("", "")
        if len(items) > 1:
            more = Phrase(f" og i {len(items) - 1} til", f" and in {len(items) - 1} more")
        if case.meeting.sammen_med:
            more += f" ({forum.navn})"
        first = items[0]
        values = {"antal": len(there), "titel": first.titel, "kraevet": limit, "flere": more}
        yield NO_QUORUM.at(first.position, **values)


def _asks_nobody(punkt: Punkt) -> bool:
    """Whether nobody has to be there for an item: a break, something in writing, what is off."""
    if punkt.sagstype and punkt.sagstype.kind.asks_nobody:
        return True
    return was_dropped(punkt) or bool(punkt.underpunkter and not punkt.afsnit)
