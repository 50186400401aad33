"""Votes and quorum, counted against those present less the inhabile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from moedebog.authorities import LAW
from moedebog.catalogue import Optegnet
from moedebog.compose.ballots import counts, of_party
from moedebog.compose.membership import members, members_of
from moedebog.compose.planning import PlannedItem, was_dropped
from moedebog.compose.voters import Voters, not_of, seated, voters_at
from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity, joined
from moedebog.examples import Example
from moedebog.guesses import nearest
from moedebog.meeting import Afstemning, Forum, Meeting, Punkt, Stemmer
from moedebog.names import party
from moedebog.rules.case import Case
from moedebog.rules.speakers import NOT_ANSWERED

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
        wrong="fremmoedt: alle\npunkter:\n  - titel: A\n    afstemning: {for: 1, imod: 1}",
        right="fremmoedt: alle\npunkter:\n  - titel: A\n    afstemning: {for: 1, imod: 1, "
        "undlod: 1}",
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
        wrong="fremmoedt: alle_andre\nafbud: [Bo]\npunkter:\n  - titel: A\n"
        "    afstemning: {for: [Bo]}",
        right="fremmoedt: alle_andre\nafbud: [Bo]\npunkter:\n  - titel: A\n"
        "    afstemning: {for: [Anna]}",
        forum=_VOTERS,
    ),
    rests_on=_PEOPLE,
)
VOTES_DESPITE_REGRETS = Rule(
    "M5711",
    Severity.WARNING,
    Phrase(
        "{navn} stemmer, men har meldt afbud, og det er ikke noteret, hvem der kom.",
        "{navn} votes, but sent regrets, and it is not on record who came.",
    ),
    Phrase(
        "Kom {navn} alligevel, så slet afbuddet; ellers ret stemmen.",
        "If {navn} came all the same, delete the regrets; else correct the vote.",
    ),
    Example(
        wrong="fremmoedt: ikke_noteret\nafbud: [Bo]\npunkter:\n  - titel: A\n"
        "    afstemning: {for: [Bo]}",
        right="fremmoedt: ikke_noteret\npunkter:\n  - titel: A\n    afstemning: {for: [Bo]}",
        forum=_VOTERS,
    ),
    reason=Phrase(
        "Et afbud skrives før mødet, og den, der meldte det, kan være kommet alligevel. Men begge "
        "dele i ét referat læses som en fejl.",
        "Regrets are written before the meeting, and whoever sent them may have come all the same. "
        "But both in one referat read as a mistake.",
    ),
    rests_on=("fremmoedt", *_PEOPLE),
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
PARTY_TOO_MANY = Rule(
    "M5220",
    Severity.WARNING,
    Phrase(
        "{navn} har {antal:stemme|stemmer} ved punktet, men her står {her}.",
        "{navn} has {antal:vote|votes} at the item, but here stands {her}.",
    ),
    Phrase(
        "Ret tallet, eller nævn dem, der stemte, ved navn.",
        "Correct the number, or name those who voted.",
    ),
    Example(
        wrong="- titel: A\n  afstemning: {for: [A (3), Carl]}",
        right="- titel: A\n  afstemning: {for: [A (2), Carl]}",
        forum="medlemmer:\n  - {navn: Anna, parti: A}\n  - {navn: Bo, parti: A}\n"
        "  - {navn: Carl, parti: V}\n  - {navn: Dina, parti: V}",
    ),
    reason=Phrase(
        "Et parti har ikke flere stemmer end medlemmer på mødet; så må stemmerne komme et andet "
        "sted fra.",
        "A party has no more votes than members at the meeting; the votes must come from "
        "elsewhere.",
    ),
    rests_on=_PEOPLE,
)
PARTY_ABSENT = Rule(
    "M5221",
    Severity.ERROR,
    Phrase(
        "{navn} stemmer, men ingen fra {navn} kan stemme ved punktet.",
        "{navn} votes, but nobody of {navn} can vote at the item.",
    ),
    Phrase(
        "Slet partiet her, eller ret, hvem der er til stede (`afbud`, `ankom`, `forlod`, "
        "`inhabil`).",
        "Delete the party here, or correct who is present (`afbud`, `ankom`, `forlod`, `inhabil`).",
    ),
    Example(
        wrong="afbud: [Carl]\npunkter:\n  - titel: A\n    afstemning: {for: [A], imod: [V]}",
        right="afbud: [Carl]\npunkter:\n  - titel: A\n    afstemning: {for: [A]}",
        forum="medlemmer:\n  - {navn: Anna, parti: A}\n  - {navn: Bo, parti: A}\n"
        "  - {navn: Carl, parti: V}",
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

_AND = Phrase(" og ", " and ")
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
_CORRECT_ANSWER = Phrase(
    "Ret stemmen, eller skriv {navn} under `fremmoedt`.",
    "Correct the vote, or write {navn} under `fremmoedt`.",
)
_CALL_IN_HERE = Phrase(
    "{navn} er kun kaldt ind under punktet i linje {linje}: slet stemmen her, eller skriv "
    "{navn} som `stedfortraeder` for {hvem} under `inhabil` her også, hvis "
    "{hvem} også er inhabil i dette punkt.",
    "{navn} is called in for the item in line {linje} only: delete the vote here, or write "
    "{navn} as `stedfortraeder` of {hvem} under `inhabil` here as well, if "
    "{hvem} is inhabil in this item too.",
)
_VOTE_AWAY = Phrase(
    "{navn} er kun kaldt ind under punktet i linje {linje}: slet stemmen her.",
    "{navn} is called in for the item in line {linje} only: delete the vote here.",
)
_EVERYBODY = (Optegnet.ALLE.value, "samtlige", "enstemmigt", "ingen", "ja", "nej")


_MISCOUNTED = (TWICE, MORE_NAMES, PARTY_TOO_MANY, PARTY_ABSENT)


def votes(case: Case) -> Iterator[Diagnostic]:
    """Only those vote who are there and not inhabile, each once; and the numbers add up."""
    for item in case.plan.items:
        for afsnit in item.punkt.afsnit:  # those of a case sent on are another forum's
            halves = _halves(afsnit.afstemning)
            if halves:
                yield HALVES.at(halves[1].position)
            for vote in afsnit.afstemning:
                if members(case.meeting) and vote not in halves:
                    yield from _vote(case, item, vote)


def _halves(votes: Sequence[Afstemning]) -> Sequence[Afstemning]:
    """The votes of an item, where each has one side, another one, and no proposal of its own."""
    votes = [vote for vote in votes if vote.valg is None]
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
    sides = vote.sider
    found = list(voting_by_name(case, item, sides))
    yield from found
    # Whose vote is missing where somebody votes twice, or too many of a party, is not known.
    whole = not any(one.rule in _MISCOUNTED for one in found)
    whole &= len(sides) > 1 or (vote.for_ is not None and vote.for_.antal is not None)
    cast = list(counts(sides, people, voters))
    total = sum(count or 0 for count in cast)
    if total > voters.seats:
        who = _WHO_ANSWERED if case.meeting.written else _WHO_CAME
        numbers = {"antal": total, "stemmeberettigede": voters.seats}
        yield TOO_MANY.at(vote.position, hvem=who, **numbers)
    elif None not in cast and whole and _is_on_record(case.meeting):
        yield from _too_few(case, item, vote, voters)


def voting_by_name(
    case: Case, item: PlannedItem, sides: Sequence[Stemmer], *, each: int = 1
) -> Iterator[Diagnostic]:
    """Whoever is named on the sides of a vote may vote, and stands there once.

    ``each``: on how many sides the same name may stand.
    """
    people, voters = case.plan.people, voters_at(case.plan, item)

    def key(name: str) -> str:
        return name if name in people else party(name)

    inhabil = set(item.out)
    seen: Counter[str] = Counter()
    adds_up = sum(count or 0 for count in counts(sides, people, voters)) == voters.seats
    for side in sides:
        for index, name in enumerate(side.navne):
            before = side.navne[:index].count(name)
            if name in inhabil:
                yield INHABIL.at(side.position, navn=name).on(name)
            elif name in people and name not in voters.able:
                yield _absent(case, item, side, name)
            elif name not in people and (raad := _stranger(case, item, name, voters)):
                yield NO_VOTER.at(side.position, navn=name, raad=raad).on(name)
            elif _is_party(name, voters, people) and (member := _namesake(name, people)):
                yield NAMESAKE.at(side.position, navn=name, medlem=member).on(name)
            # A party of several may be of several minds.
            if (seen[key(name)] >= each or before) and (
                name in people or len(voters.parties.get(key(name), ())) == 1
            ):
                yield TWICE.at(side.position, navn=name).on(name, before)
            seen[key(name)] += 1
        yield from _parties(side, sides, people, voters, adds_up=adds_up)


def _is_on_record(meeting: Meeting) -> bool:
    """Whether it is not said that nobody noted who was there."""
    return meeting.fremmoedt is None or meeting.fremmoedt.ord is not Optegnet.IKKE_NOTERET


def _too_few(
    case: Case, item: PlannedItem, vote: Afstemning, voters: Voters
) -> Iterator[Diagnostic]:
    """Votes of fewer than were there all the time; of a joint meeting each body may vote apart."""
    bodies = [voters]
    if case.meeting.sammen_med:
        bodies += (voters_at(case.plan, item, body) for body in case.meeting.fora)
    people = case.plan.people
    voting = {name for side in vote.sider for name in side.navne if name in people}
    lacking: list[tuple[int, int]] = []
    for body in bodies:
        total = sum(count or 0 for count in counts(vote.sider, people, body))
        if body is not voters and not voting <= body.able:
            continue
        if body.lasting <= total <= body.seats:
            return
        if total < body.lasting:
            lacking.append((body.lasting, total))
    if lacking:
        able_to_vote, total = min(lacking)
        yield TOO_FEW.at(vote.position, antal=total, stemmeberettigede=able_to_vote)


def _parties(
    side: Stemmer,
    sides: Sequence[Stemmer],
    people: frozenset[str],
    voters: Voters,
    *,
    adds_up: bool,
) -> Iterator[Diagnostic]:
    """The parties of a side have members who can vote, and as many as there are votes.

    Where all votes add up, a party may have voted in parts.
    """
    persons = {name for name in side.navne if name in people}
    named = {name for one in sides for name in one.navne if name in people}
    others = {party(of_party(n)[0]) for one in sides if one is not side for n in one.navne}
    fewest = most = len(persons)
    for key, name in {party(of_party(n)[0]): n for n in side.navne if n not in people}.items():
        called, number = of_party(name)
        members_of = voters.parties.get(key)
        if members_of is None:
            continue
        if number is not None and number > len(members_of) > 0 and voters.lettered:
            values = {"navn": called, "antal": len(members_of), "her": number}
            yield PARTY_TOO_MANY.at(side.position, **values).on(name)
        elif not members_of and voters.lettered:
            yield PARTY_ABSENT.at(side.position, navn=called).on(name)
        rest = len(members_of - named)
        if number is not None:
            rest = max(0, number - len(members_of & persons))
        fewest += min(rest, number or 1)
        # A party on several sides may be of several minds.
        most += min(rest, 1) if key in others and number is None else rest
    if side.antal is not None and fewest > side.antal:
        yield MORE_NAMES.at(side.position, navne=fewest, antal=side.antal)
    elif side.antal is not None and most > side.antal and voters.lettered and not adds_up:
        names = joined(map(Phrase.same, dict.fromkeys(side.navne)), _AND)
        values = {"navn": names, "antal": most, "her": side.antal}
        yield PARTY_TOO_MANY.at(side.position, **values)


def _absent(case: Case, item: PlannedItem, side: Stemmer, name: str) -> Diagnostic:
    """Somebody votes who took no part."""
    moved = any(move.navn == name for item in case.plan.items for move in item.moves)
    regrets = {entry.navn for entry in case.meeting.afbud}
    if name in regrets and not moved and not case.plan.presence.recorded:
        return VOTES_DESPITE_REGRETS.at(side.position, navn=name).on(name)
    advice, why = _CORRECT_ARRIVAL, _NOT_THERE
    if case.meeting.written:
        advice, why = _CORRECT_ANSWER, NOT_ANSWERED
    elsewhere = next(
        (
            (other, one)
            for other in case.plan.items
            for one in other.instead
            if one.person.navn == name
        ),
        None,
    )
    if elsewhere is not None and name not in case.plan.presence.stays:
        other, instead = elsewhere
        advice = (_CALL_IN_HERE if instead.for_whom not in item.absent else _VOTE_AWAY).put(
            navn=name, linje=other.punkt.position.line, hvem=instead.for_whom
        )
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


def _is_party(name: str, voters: Voters, people: frozenset[str]) -> bool:
    """Whether a name in a vote stands for a party; with one behind a person's name it does not."""
    return name not in people and party(name) in voters.parties


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
    all_members = len({one.known_as for one in members_of(forum, case.meeting.dato)})
    if policy is None or not all_members:
        return
    limit = policy if isinstance(policy, int) else policy.number(all_members)
    # Items with the same people missing have one cause, and are told together.
    short: dict[frozenset[str], list[Punkt]] = {}
    for item in case.plan.items:
        if _asks_nobody(item.punkt):
            continue
        there = frozenset(seated(case.plan, item) - not_of(case.plan, item, forum))
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
