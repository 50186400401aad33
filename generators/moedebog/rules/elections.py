"""Elections: who is elected against rounds, lists, seats and lots, and who voted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from msgspec import Struct

from moedebog.authorities import LAW
from moedebog.catalogue import Afgoerelse, Valggrundlag
from moedebog.compose import voting
from moedebog.compose.ballots import ballot, by_candidate, counts, elected, winner
from moedebog.compose.planning import PlannedItem
from moedebog.compose.told import Decided, decided, tells_lot
from moedebog.compose.voters import voters_at
from moedebog.compose.voting import Hall
from moedebog.diagnostics import Diagnostic, Phrase, Position, Rule, Severity
from moedebog.examples import Example
from moedebog.guesses import nearest
from moedebog.meeting import Afstemning, Stemmer, Valg, Valgliste, Valgrunde
from moedebog.names import spelling
from moedebog.rules.case import Case
from moedebog.rules.votes import voting_by_name

_FIVE = "medlemmer: [Anna, Bo, Carl, Dina, Erik]"
_FOUR = "medlemmer: [Anna, Bo, Carl, Dina]"
_VOTE = ("afstemning", "udfald", "beslutning")
_PRESENT = ("medlemmer", "afbud", "udeblevet", "fremmoedt", "ankom", "forlod", "inhabil")
_PARAGRAPH = LAW + Phrase(" § 24 for kommunalbestyrelser", " § 24 for municipal councils")
_HEAD = "- titel: A\n  afstemning:\n    valg:\n      runder:\n"


def _round(**votes: int) -> str:
    """A round of an election as an example has it, after ``- ``."""
    lines = "".join(f"            - {{navn: {n}, stemmer: {v}}}\n" for n, v in votes.items())
    return f"kandidater:\n{lines}"


def _election(*rounds: str, valgt: str, more: str = "") -> str:
    """An item with an election."""
    listed = "".join(f"        - {one}" for one in rounds)
    return f"{_HEAD}{listed}      valgt: [{valgt}]{more}"


def _lists(*lists: str, more: str = "") -> str:
    """An item with a proportional election."""
    listed = "".join(f"\n        - {{{one}}}" for one in lists)
    return f"- titel: A\n  afstemning:\n    valg:\n      lister:{listed}{more}"


ELECTED = Rule(
    "M5203",
    Severity.WARNING,
    Phrase("{navn} er valgt, men {hvorfor}.", "{navn} is elected, but {hvorfor}."),
    Phrase("{raad}", "{raad}"),
    Example(
        wrong=_election(_round(Anna=2, Bo=3), valgt="Anna"),
        right=_election(_round(Anna=2, Bo=3), valgt="Bo"),
        forum=_FIVE,
    ),
    reason=Phrase(
        "Kan stemmerne ikke forklare valget, kan det anfægtes.",
        "An election that the votes do not explain can be contested.",
    ),
    source=_PARAGRAPH,
    rests_on=_VOTE,
    about=("valgt",),
)
TOO_MANY_BALLOTS = Rule(
    "M5204",
    Severity.WARNING,
    Phrase(
        "Der er afgivet {antal:stemme|stemmer} i valget, men kun {stemmeberettigede} kunne "
        "stemme{hver}.",
        "{antal:vote was|votes were} cast in the election, but only {stemmeberettigede} could "
        "vote{hver}.",
    ),
    Phrase("Ret stemmerne, eller hvem der deltog.", "Correct the votes, or who took part."),
    Example(
        wrong=_election(_round(Anna=6), valgt="Anna"),
        right=_election(_round(Anna=5), valgt="Anna"),
        forum=_FIVE,
    ),
    reason=Phrase(
        "Har nogen stemt to gange, eller er der talt forkert, kan valget anfægtes.",
        "If somebody voted twice or the count is wrong, the election can be contested.",
    ),
    rests_on=(*_PRESENT, *_VOTE),
)
BOUND = Rule(
    "M5233",
    Severity.WARNING,
    Phrase("Runden er et bundet valg, men {hvorfor}.", "The round is a bound one, but {hvorfor}."),
    Phrase(
        "Ret `grundlag` eller kandidaterne; et bundet valg står mellem de to, der fik flest "
        "stemmer i runden før.",
        "Correct `grundlag` or the candidates; a bound election is between the two who had most "
        "votes in the round before.",
    ),
    Example(
        wrong=_election(
            _round(Anna=2, Bo=2, Carl=1),
            f"grundlag: bundet\n          {_round(Bo=3, Carl=2)}",
            valgt="Bo",
        ),
        right=_election(
            _round(Anna=2, Bo=2, Carl=1),
            f"grundlag: bundet\n          {_round(Bo=3, Anna=2)}",
            valgt="Bo",
        ),
        forum=_FIVE,
    ),
    reason=Phrase(
        "Er der valgt mellem andre end de to, kan valget anfægtes.",
        "If the choice was between others than the two, the election can be contested.",
    ),
    source=_PARAGRAPH,
    rests_on=_VOTE,
)
LOT_UNTOLD = Rule(
    "M5234",
    Severity.HINT,
    Phrase(
        "{hvorfor}, og det står ikke, hvad der afgjorde valget.",
        "{hvorfor}, and it is not said what decided the election.",
    ),
    Phrase(
        "Blev der trukket lod, så skriv `afgjort_af: lodtraekning`; det kommer kun i referatet, "
        "når det er skrevet.",
        "If lots were drawn, write `afgjort_af: lodtraekning`; the referat says it only where it "
        "is written.",
    ),
    Example(
        wrong=_election(_round(Anna=2, Bo=2), valgt="Bo"),
        right=_election(_round(Anna=2, Bo=2), valgt="Bo", more="\n    afgjort_af: lodtraekning"),
        forum=f"{_FOUR}\npolitik: {{stemmelighed: lodtraekning}}",
    ),
    reason=Phrase(
        "Ingen kan se, hvorfor den ene blev valgt og ikke den anden.",
        "Nobody can see why one was elected and not the other.",
    ),
    source=_PARAGRAPH,
    rests_on=_VOTE,
    about=("valgt", "lister"),
)
NO_TIE = Rule(
    "M5235",
    Severity.WARNING,
    Phrase(
        "{sagt} skulle afgøre valget, men ingen stod lige.",
        "{sagt} is said to have decided the election, but nobody was tied.",
    ),
    Phrase(
        "Slet `afgjort_af`, eller det i beslutningen, eller ret stemmerne.",
        "Delete `afgjort_af`, or what the decision says of it, or correct the votes.",
    ),
    Example(
        wrong=_election(_round(Anna=1, Bo=3), valgt="Bo", more="\n    afgjort_af: lodtraekning"),
        right=_election(_round(Anna=2, Bo=2), valgt="Bo", more="\n    afgjort_af: lodtraekning"),
        forum=_FOUR,
    ),
    reason=Phrase(
        "Det afgør kun noget ved stemmelighed.", "It decides something only where votes are tied."
    ),
    rests_on=_VOTE,
)
NAMED_TWICE = Rule(
    "M5236",
    Severity.WARNING,
    Phrase("{navn} står to gange {hvor}.", "{navn} stands twice {hvor}."),
    Phrase("Slet det ene, eller ret navnet.", "Delete one of them, or correct the name."),
    Example(
        wrong="- titel: A\n  afstemning:\n    valg:\n      valgt: [Anna, Anna]",
        right="- titel: A\n  afstemning:\n    valg:\n      valgt: [Anna, Bo]",
        forum=_FIVE,
    ),
    reason=Phrase(
        "Så er en anden glemt, eller der er valgt en for lidt.",
        "Then somebody else is forgotten, or one too few is elected.",
    ),
    rests_on=_VOTE,
    about=("valgt",),
)
SEATS = Rule(
    "M5237",
    Severity.WARNING,
    Phrase("Pladserne går ikke op: {hvorfor}.", "The seats do not add up: {hvorfor}."),
    Phrase("Ret `pladser`, `valgte` eller `valgt`.", "Correct `pladser`, `valgte` or `valgt`."),
    Example(
        wrong=_lists("navn: L, pladser: 2, valgte: [Anna]", "navn: M, pladser: 1, valgte: [Bo]"),
        right=_lists("navn: L, pladser: 1, valgte: [Anna]", "navn: M, pladser: 1, valgte: [Bo]"),
        forum=_FIVE,
    ),
    reason=Phrase(
        "Pladserne og dem, der sidder på dem, skal gå op.",
        "The seats and those who sit on them must agree.",
    ),
    rests_on=_VOTE,
    about=("valgt", "pladser"),
)
PROPORTIONAL = Rule(
    "M5238",
    Severity.WARNING,
    Phrase(
        "»{faerre}« har fået for få pladser efter stemmerne, eller »{flere}« for mange.",
        "»{faerre}« has too few seats for its votes, or »{flere}« too many.",
    ),
    Phrase(
        "Ret `stemmer` eller `pladser`; ved forholdstalsvalg fordeles pladserne efter d'Hondts "
        "metode.",
        "Correct `stemmer` or `pladser`; a proportional election gives the seats by d'Hondt's "
        "method.",
    ),
    Example(
        wrong=_lists("navn: L, stemmer: 4, pladser: 1", "navn: M, stemmer: 1, pladser: 1"),
        right=_lists("navn: L, stemmer: 4, pladser: 2", "navn: M, stemmer: 1, pladser: 0"),
        forum=_FIVE,
    ),
    reason=Phrase(
        "Er pladserne fordelt forkert, kan valget anfægtes.",
        "If the seats are given out wrongly, the election can be contested.",
    ),
    source=_PARAGRAPH,
    rests_on=_VOTE,
)
DECIDED_BEFORE = Rule(
    "M5239",
    Severity.WARNING,
    Phrase(
        "{navn} havde nok til at være valgt i {nr}. runde, men der er en runde til.",
        "{navn} had enough to be elected in round {nr}, but there is another round.",
    ),
    Phrase(
        "Ret rundens stemmer eller `grundlag`, eller slet den runde, der ikke var.",
        "Correct the round's votes or `grundlag`, or delete the round that was not held.",
    ),
    Example(
        wrong=_election(
            f"grundlag: over_halvdelen\n          {_round(Anna=4, Bo=1)}",
            _round(Anna=2, Bo=3),
            valgt="Bo",
        ),
        right=_election(
            f"grundlag: over_halvdelen\n          {_round(Anna=2, Bo=2, Carl=1)}",
            _round(Anna=2, Bo=3),
            valgt="Bo",
        ),
        forum=_FIVE,
    ),
    reason=Phrase(
        "Den, der har det flertal, som runden kræver, er valgt; så stemmes der ikke om.",
        "Whoever has the majority that the round takes is elected; there is no further vote.",
    ),
    source=_PARAGRAPH,
    rests_on=_VOTE,
)
TWO_IN_ONE = Rule(
    "M5247",
    Severity.WARNING,
    Phrase(
        "Der er holdt to valg til {til}, og de faldt forskelligt ud: {en} og {anden}.",
        "There are two elections to {til}, and they came out differently: {en} and {anden}.",
    ),
    Phrase(
        "Slet det ene, eller ret `til`; er det to runder af ét valg, så skriv dem under `runder`.",
        "Delete one of them, or correct `til`; if they are two rounds of one election, write them "
        "under `runder`.",
    ),
    Example(
        wrong="- titel: A\n  afstemning:\n    - valg: {til: Formand, valgt: [Anna]}\n"
        "    - valg: {til: Formand, valgt: [Bo]}",
        right="- titel: A\n  afstemning:\n    - valg: {til: Formand, valgt: [Anna]}\n"
        "    - valg: {til: Næstformand, valgt: [Bo]}",
        forum=_FIVE,
    ),
    reason=Phrase(
        "Hvervet har kun én; referatet siger ikke, hvem af de to det er.",
        "The office has one person alone; the referat does not say which of the two it is.",
    ),
    rests_on=_VOTE,
    about=("valgt",),
)
SECRET_TOLD = Rule(
    "M5240",
    Severity.ERROR,
    Phrase(
        "Valget er hemmeligt, men her står, hvem der stemte hvad.",
        "The election is secret, but here it is said who voted how.",
    ),
    Phrase(
        "Skriv kun antallet, eller slet `hemmelig`.", "Write only how many, or delete `hemmelig`."
    ),
    Example(
        wrong="- titel: A\n  afstemning:\n    hemmelig: ja\n    valg:\n      runder:\n"
        "        - kandidater:\n            - {navn: Anna, stemmer: [Bo, Carl, Dina]}\n"
        "      valgt: [Anna]",
        right="- titel: A\n  afstemning:\n    hemmelig: ja\n    valg:\n      runder:\n"
        "        - kandidater:\n            - {navn: Anna, stemmer: 3}\n      valgt: [Anna]",
        forum=_FIVE,
    ),
    rests_on=_VOTE,
)

_OF_ONE = (
    r"(?i)(?:(?:vice|næst|udvalgs|bestyrelses)?(?:formand|forkvinde|forperson|borgmester)|"
    r"dirigent|kasserer|sekretær|ordfører)(?:en)?"
)
"""Offices that one person has."""
_BY_LOT = r"(?i)\bvalgt\b[^.]*\bved lod|\b(?:ved|efter) lod(?:trækning)?\b[^.]*\bvalgt\b"
_MOST_EACH = Phrase(", højst {antal:stemme|stemmer} hver", ", {antal:vote|votes} each at most")
_OF_ONE_LIST = Phrase(
    "»{navn}« har {antal:plads|pladser}, men {valgte} valgte",
    "»{navn}« has {antal:seat|seats}, but {valgte} elected",
)
_OF_ALL_LISTS = Phrase(
    "listerne har {antal:plads|pladser}, men {valgte} er valgt",
    "the lists have {antal:seat|seats}, but {valgte} elected",
)
_DECIDERS = {
    Afgoerelse.FORMAND: Phrase("Formandens stemme", "The chair's vote"),
    Afgoerelse.LODTRAEKNING: Phrase("Lodtrækning", "A lot"),
}


class _Election(Struct, frozen=True):
    """An election with its numbers."""

    case: Case
    item: PlannedItem
    vote: Afstemning
    valg: Valg
    hall: Hall

    @property
    def single(self) -> bool:
        """Whether no more than one was elected, as far as that is on record."""
        return len(set(elected(self.valg))) <= 1

    def numbers(self, runde: Valgrunde) -> Mapping[str, int] | None:
        """The votes of each candidate of a round; ``None`` where one of them is not known."""
        return by_candidate(runde, self.valg, self.hall.people, self.hall.voters)

    def tells_lot(self) -> bool:
        """Whether it is on record what decided: by itself, or in the decision's text."""
        told = tells_lot(self.hall.decided.text)
        return self.vote.afgjort_af is not None or told


def elections(case: Case) -> Iterator[Diagnostic]:
    """An election's rounds, lists and seats bear what it says of who is elected."""
    for item in case.plan.items:
        for group in decided(item.punkt.afsnit):
            for vote in group.votes:
                if vote.valg:
                    hall = voting.hall(case.plan, item, group)
                    one = _Election(case, item, vote, vote.valg, hall)
                    yield from _doubled(vote.valg)
                    yield from _voters(one, group)
                    yield from _of_rounds(one)
                    yield from _of_lists(one)
                    yield from _of_lot(one, group)
            yield from _one_office(group)


def _doubled(valg: Valg) -> Iterator[Diagnostic]:
    """Nobody is elected twice, or stands twice in one round."""
    among = Phrase("blandt de valgte", "among the elected")
    yield from _twice(valg.valgt, valg.position, among)
    for runde in valg.runder:
        names = [one.navn for one in runde.kandidater]
        yield from _twice(names, runde.position, Phrase("i runden", "in the round"))
    seen: set[str] = set()
    for one in valg.lister:
        again = [name for name in dict.fromkeys((one.navn, *one.valgte)) if name in seen]
        for name in again:
            where = Phrase("på listerne", "on the lists")
            yield NAMED_TWICE.at(one.position, navn=name, hvor=where).on(name)
        yield from _twice(one.valgte, one.position, Phrase("på listen", "on the list"))
        seen.update((one.navn, *one.valgte))


def _twice(names: Sequence[str], place: Position, where: Phrase) -> Iterator[Diagnostic]:
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        yield NAMED_TWICE.at(place, navn=name, hvor=where).on(name, 1)


# --- who voted ------------------------------------------------------------------------


def _voters(one: _Election, group: Decided) -> Iterator[Diagnostic]:
    """Whoever votes may, and there are no more votes than voters."""
    valg = one.valg
    ballots = [(ballot(runde), runde.position) for runde in valg.runder]
    lists = [each.stemmer for each in valg.lister if each.stemmer]
    if one.vote.hemmelig:
        named = [side for sides in (*(b for b, _ in ballots), lists) for side in sides]
        for side in named:
            if side.navne:
                yield SECRET_TOLD.at(side.position)
                return
    if group.others or not one.case.meeting.forum.medlemmer:
        return
    seats = max(1, len(set(elected(valg))))
    for sides, place in ballots:
        yield from voting_by_name(one.case, one.item, sides, each=seats)
        yield from _too_many(one, sides, place, seats)
    yield from voting_by_name(one.case, one.item, lists)
    if valg.lister:
        yield from _too_many(one, lists, valg.lister[0].position, 1)


def _too_many(
    one: _Election, sides: Sequence[Stemmer], place: Position, seats: int
) -> Iterator[Diagnostic]:
    """``seats``: how many each may vote for."""
    able = voters_at(one.case.plan, one.item).seats
    people, voters = one.hall.people, one.hall.voters
    if seats == 1:
        numbers = [number or 0 for number in counts(sides, people, voters)]
    else:
        numbers = [next(counts([side], people, voters)) or 0 for side in sides]
    most, total = max(numbers, default=0), sum(numbers)
    hver = Phrase("", "")
    if seats > 1 and total > able * seats:
        most = total
        hver = _MOST_EACH.put(antal=seats)
    elif seats == 1:
        most = total
    if able and most > able:
        yield TOO_MANY_BALLOTS.at(place, antal=most, stemmeberettigede=able, hver=hver)


# --- rounds ---------------------------------------------------------------------------


def _of_rounds(one: _Election) -> Iterator[Diagnostic]:
    valg = one.valg
    if not valg.runder:
        return
    yield from _elected(one)
    if not one.single:
        return
    for number, runde in enumerate(valg.runder, 1):
        before = valg.runder[number - 2] if number > 1 else None
        if runde.grundlag is Valggrundlag.BUNDET:
            yield from _bound(one, runde, before)
        first = winner(one.numbers(runde), runde.grundlag) if runde.grundlag else None
        if first and number < len(valg.runder):
            yield DECIDED_BEFORE.at(runde.position, navn=first, nr=number).on(first)


def _bound(one: _Election, runde: Valgrunde, before: Valgrunde | None) -> Iterator[Diagnostic]:
    names = [each.navn for each in runde.kandidater]
    if before is None:
        why = Phrase("der er ingen runde før den", "there is no round before it")
        yield BOUND.at(runde.position, hvorfor=why)
    elif len(set(names)) > 2:
        why = Phrase(
            f"den har {len(set(names))} kandidater", f"it has {len(set(names))} candidates"
        )
        yield BOUND.at(runde.position, hvorfor=why)
    elif numbers := one.numbers(before):
        second = sorted(numbers.values())[-2:][0]
        for name in names:
            if numbers.get(name, -1) < second:
                why = Phrase(
                    f"{name} var ikke en af de to, der fik flest stemmer i runden før",
                    f"{name} was none of the two who had most votes in the round before",
                )
                yield BOUND.at(runde.position, hvorfor=why).on(name)


def _elected(one: _Election) -> Iterator[Diagnostic]:
    """Whoever is elected has the votes for it in the last round, or a lot decided."""
    valg = one.valg
    last = valg.runder[-1]
    stood = {each.navn for runde in valg.runder for each in runde.kandidater}
    numbers = one.numbers(last)
    for name in dict.fromkeys(valg.valgt):
        if name not in stood:
            why = Phrase("er ikke blandt kandidaterne", "is not among the candidates")
            yield _not_elected(valg, name, why, meant=nearest(name, stood, cutoff=0.75))
        elif numbers is None:
            continue
        elif name in numbers:
            yield from _against(one, name, numbers)
        elif len(set(valg.valgt)) == 1:  # of several, some may have been elected in a round before
            why = Phrase("fik ingen stemmer i sidste runde", "got no votes in the last round")
            yield _not_elected(valg, name, why)


def _against(one: _Election, name: str, numbers: Mapping[str, int]) -> Iterator[Diagnostic]:
    """Whether others had as many votes as one who is elected, or the votes were too few."""
    valg, own = one.valg, numbers[name]
    others = {each: got for each, got in numbers.items() if each not in valg.valgt}
    more = [each for each, got in others.items() if got > own]
    tied = [each for each, got in others.items() if got == own]
    if more:
        why = Phrase(f"{more[0]} fik flere stemmer", f"{more[0]} got more votes")
        yield _not_elected(valg, name, why)
    elif tied and not one.tells_lot():
        if one.case.meeting.forum.politik.stemmelighed is Afgoerelse.LODTRAEKNING:
            why = Phrase(
                f"{name} og {tied[0]} fik lige mange stemmer",
                f"{name} and {tied[0]} got as many votes",
            )
            yield LOT_UNTOLD.at(valg.position, hvorfor=why).on(name)
        else:
            why = Phrase(f"{tied[0]} fik lige så mange stemmer", f"{tied[0]} got as many votes")
            yield _not_elected(valg, name, why, tied=True)
    elif (
        one.single
        and valg.runder[-1].grundlag is Valggrundlag.OVER_HALVDELEN
        and 2 * own <= sum(numbers.values())
    ):
        why = Phrase(
            "fik ikke over halvdelen af stemmerne", "did not get more than half of the votes"
        )
        yield _not_elected(valg, name, why)


def _not_elected(
    valg: Valg, name: str, why: Phrase, *, tied: bool = False, meant: str | None = None
) -> Diagnostic:
    raad = Phrase("Ret `valgt` eller stemmerne.", "Correct `valgt` or the votes.")
    if meant:
        raad = Phrase(
            f"Er det »{meant}«? Skriv navnet ens begge steder.",
            f"Is it »{meant}«? Write the name alike in both places.",
        )
    elif tied:
        raad = Phrase(
            "Skriv `afgjort_af: lodtraekning`, hvis der blev trukket lod, eller ret stemmerne.",
            "Write `afgjort_af: lodtraekning` if lots were drawn, or correct the votes.",
        )
    return ELECTED.at(valg.position, navn=name, hvorfor=why, raad=raad).on(name)


# --- lists ----------------------------------------------------------------------------


def _of_lists(one: _Election) -> Iterator[Diagnostic]:
    valg = one.valg
    yield from _seats(valg)
    shares = _shares(one)
    if not shares:
        return
    # By d'Hondt no seat has gone for fewer votes than the next one of another list would.
    least = min((each for each in shares if each.seats), key=lambda each: each.last)
    next_ = max(shares, key=lambda each: each.next)
    if least.last < next_.next:
        values = {"faerre": next_.liste.navn, "flere": least.liste.navn}
        yield PROPORTIONAL.at(next_.liste.position, **values)
    elif least.last == next_.next and least.last and not one.tells_lot():
        yield LOT_UNTOLD.at(valg.position, hvorfor=_tied(shares, least.last))


def _tied(shares: Sequence[_Share], quotient: Fraction) -> Phrase:
    """Which lists had, for their last seat or for another one, as many votes as any."""
    got = [each for each in shares if each.seats and each.last == quotient]
    lists = [f"»{each.liste.navn}«" for each in shares if each in got or each.next == quotient]
    *first, last = lists
    names = Phrase(f"{', '.join(first)} og {last}", f"{', '.join(first)} and {last}")
    if len(got) == 1:
        return names + Phrase(" stod lige til den sidste plads", " were tied for the last seat")
    last_ones = Phrase(
        " stod lige til de sidste {antal:plads|pladser}",
        " were tied for the last {antal:seat|seats}",
    )
    return names + last_ones.put(antal=len(got))


class _Share(Struct, frozen=True):
    """A list with its votes and seats."""

    liste: Valgliste
    votes: int
    seats: int

    @property
    def last(self) -> Fraction:
        """For how many votes it got its last seat."""
        return Fraction(self.votes, self.seats)

    @property
    def next(self) -> Fraction:
        """For how many it would get another one."""
        return Fraction(self.votes, self.seats + 1)


def _shares(one: _Election) -> Sequence[_Share]:
    """The lists with votes and seats; none where a number is missing."""
    lists = one.valg.lister
    sides = [each.stemmer for each in lists if each.stemmer]
    numbers = list(counts(sides, one.hall.people, one.hall.voters))
    if len(sides) != len(lists) or len(lists) < 2:
        return ()
    seats = _seats_of(one.valg)
    shares = [
        _Share(each, number, got)
        for each, number, got in zip(lists, numbers, seats, strict=True)
        if number is not None and got is not None
    ]
    whole = len(shares) == len(lists) and any(each.seats for each in shares)
    return shares if whole else ()


def _seats_of(valg: Valg) -> list[int | None]:
    """How many seats each list got: as it says, or as many as were elected on it.

    A list of which nothing is said got none, where the seats of the others are all that there are.
    """
    known = [len(one.valgte) or None if one.pladser is None else one.pladser for one in valg.lister]
    total = sum(number or 0 for number in known)
    whole = total > 0 and len(valg.valgt) in (0, total)
    return [0 if number is None and whole else number for number in known]


def _seats(valg: Valg) -> Iterator[Diagnostic]:
    """The seats of each list, and of all, are as many as those who got them."""
    for one in valg.lister:
        if one.pladser is not None and one.valgte and len(one.valgte) != one.pladser:
            there, seats = len(one.valgte), one.pladser
            yield SEATS.at(
                one.position,
                hvorfor=_OF_ONE_LIST.put(navn=one.navn, antal=seats, valgte=there),
            )
    if not (valg.lister and valg.valgt):
        return
    each = [one.pladser for one in valg.lister]
    total = sum(number or 0 for number in each)
    if None not in each and total != len(valg.valgt):
        yield SEATS.at(
            valg.position,
            hvorfor=_OF_ALL_LISTS.put(antal=total, valgte=len(valg.valgt)),
        )
    elif all(one.valgte or one.pladser == 0 for one in valg.lister):
        yield from _on_lists(valg)


def _on_lists(valg: Valg) -> Iterator[Diagnostic]:
    """Those elected are those whom the lists put on their seats."""
    listed = [name for one in valg.lister for name in one.valgte]
    for name in dict.fromkeys(valg.valgt):
        if name not in listed:
            what = Phrase(
                f"{name} er valgt, men står ikke på nogen liste",
                f"{name} is elected, but stands on no list",
            )
            yield SEATS.at(valg.position, hvorfor=what).on(name)
    for name in dict.fromkeys(listed):
        if name not in valg.valgt:
            what = Phrase(
                f"{name} er valgt på sin liste, men står ikke under `valgt`",
                f"{name} is elected on a list, but does not stand under `valgt`",
            )
            yield SEATS.at(valg.position, hvorfor=what).on(name)


# --- lots -----------------------------------------------------------------------------


def _of_lot(one: _Election, group: Decided) -> Iterator[Diagnostic]:
    """Something decided beside the votes only where they were tied."""
    valg, decider = one.valg, one.vote.afgjort_af
    alone = len(group.votes) == 1  # else the text may speak of another
    if decider is None and alone and re.search(_BY_LOT, one.hall.decided.text):
        decider = Afgoerelse.LODTRAEKNING
    if decider is None or not (valg.runder or valg.lister):
        return
    rounds = [one.numbers(runde) for runde in valg.runder]
    if any(numbers is None or len(set(numbers.values())) < len(numbers) for numbers in rounds):
        return
    if valg.lister:
        shares = _shares(one)
        seats = [each.last for each in shares if each.seats]
        if not shares or min(seats) <= max(each.next for each in shares):
            return
    yield NO_TIE.at(one.vote.position, sagt=_DECIDERS[decider])


# --- offices --------------------------------------------------------------------------


def _one_office(group: Decided) -> Iterator[Diagnostic]:
    """Nobody is elected to an office of one person that somebody else is elected to as well."""
    held: dict[str, str] = {}
    for vote in group.votes:
        valg = vote.valg
        if valg is None or not valg.til or not re.fullmatch(_OF_ONE, valg.til.strip()):
            continue
        office, names = spelling(valg.til.strip()), sorted(set(elected(valg)))
        if len(names) != 1:
            continue
        before = held.setdefault(office, names[0])
        if before != names[0]:
            yield TWO_IN_ONE.at(valg.position, til=valg.til, en=before, anden=names[0])
