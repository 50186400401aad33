"""What came of a case against the votes on it, and what is told of it."""

from __future__ import annotations

from collections.abc import Iterator

from moedebog.authorities import LAW
from moedebog.catalogue import Afgoerelse, Flertal, Udfald
from moedebog.compose.ballots import Chair, Resultat, Silence, Verdict
from moedebog.compose.planning import PlannedItem
from moedebog.compose.told import Decided, decided, deciders_told
from moedebog.compose.voting import Hall, counting
from moedebog.diagnostics import Diagnostic, Phrase, Position, Rule, Severity
from moedebog.examples import Example
from moedebog.meeting import Afstemning
from moedebog.rules.case import Case
from moedebog.rules.deciders import falls_by_law

_FIVE = "medlemmer: [Anna, Bo, Carl, Dina, Erik]"
_FOUR = "medlemmer:\n  - navn: Anna\n    hverv: formand\n  - Bo\n  - Carl\n  - Dina"
_VOTE = ("afstemning", "udfald", "beslutning", "indbragt")
_MINISTRY = Phrase(
    " § 11, stk. 3; ministeriets udtalelse af 25. maj 2018 om stemmeflertal",
    " § 11(3); the ministry's statement of 25 May 2018 on majorities",
)

AGAINST_VOTES = Rule(
    "M528",
    Severity.WARNING,
    Phrase(
        "Beslutningen siger, at forslaget {sagt}, men {hvorfor}.",
        "The decision says that the proposal {sagt}, but {hvorfor}.",
    ),
    Phrase(
        "Ret `udfald` eller stemmerne; gjaldt afstemningen noget andet end indstillingen, så skriv "
        "`forslag`.",
        "Correct `udfald` or the votes; if the vote was on something else than the indstilling, "
        "write `forslag`.",
    ),
    Example(
        wrong="- titel: A\n  udfald: godkendt\n  afstemning: {for: 2, imod: 3}",
        right="- titel: A\n  udfald: ikke_godkendt\n  afstemning: {for: 2, imod: 3}",
        forum=_FIVE,
    ),
    reason=Phrase(
        "Et referat, hvor beslutning og stemmetal siger hver sit, beviser ikke, hvad der blev "
        "besluttet.",
        "Minutes whose decision and votes contradict one another do not prove what was decided.",
    ),
    source=LAW + _MINISTRY,
    rests_on=_VOTE,
)
TIED = Rule(
    "M529",
    Severity.WARNING,
    Phrase(
        "Stemmerne står lige, {antal} mod {antal}, så forslaget bortfalder, hvis intet andet "
        "afgjorde det; men det siger beslutningen ikke.",
        "The votes are tied, {antal} to {antal}, so the proposal falls, unless something else "
        "decided it; but that is not what the decision says.",
    ),
    Phrase("{raad}", "{raad}"),
    Example(
        wrong="- titel: A\n  udfald: godkendt\n  afstemning: {for: 2, imod: 2}",
        right="- titel: A\n  udfald: godkendt\n"
        "  afstemning: {for: 2, imod: 2, afgjort_af: formand}",
        forum=_FOUR,
    ),
    reason=Phrase(
        "Et forslag skal have flertal. Afgør formandens stemme eller loddet, skal det kunne læses.",
        "A proposal needs a majority. If the chair's vote or a lot decides, that must be there to "
        "read.",
    ),
    source=LAW + _MINISTRY,
    rests_on=_VOTE,
)
VOTED_DOWN = Rule(
    "M5226",
    Severity.HINT,
    Phrase(
        "Udfaldet er {sagt}, men afstemningen faldt: {hvorfor}.",
        "The outcome is {sagt}, but what was voted on fell: {hvorfor}.",
    ),
    Phrase(
        "Gjaldt afstemningen noget andet end det, punktet kom ud af, så skriv `forslag`; ellers "
        "ret `udfald` eller stemmerne.",
        "If the vote was on something else than what came of the item, write `forslag`; else "
        "correct `udfald` or the votes.",
    ),
    Example(
        wrong="- titel: A\n  udfald: oversendt\n  afstemning: {for: 1, imod: 4}",
        right="- titel: A\n  udfald: oversendt\n  afstemning:\n    forslag: At afgøre sagen nu\n"
        "    for: 1\n    imod: 4",
        forum=_FIVE,
    ),
    reason=Phrase(
        "Under udfaldet trykkes, at der blev stemt nej, og ingen kan se til hvad.",
        "Below the outcome it is printed that a no was voted, and nobody can see to what.",
    ),
    rests_on=_VOTE,
)
SECRET = Rule(
    "M5201",
    Severity.WARNING,
    Phrase(
        "Afstemningen er hemmelig, men den er ikke et valg.",
        "The vote is secret, but it is no election.",
    ),
    Phrase(
        "Slet `hemmelig`, eller skriv valget under `valg`.",
        "Delete `hemmelig`, or write the election under `valg`.",
    ),
    Example(
        wrong="- titel: A\n  afstemning: {for: 3, imod: 2, hemmelig: ja}",
        right="- titel: A\n  afstemning: {for: 3, imod: 2}",
        forum=_FIVE,
    ),
    reason=Phrase(
        "Borgerne kan se, hvad deres repræsentanter stemmer; kun valg af personer kan være "
        "hemmelige.",
        "Citizens can see how their representatives vote; only elections of people can be secret.",
    ),
    source=Phrase(
        "Ministeriets udtalelser fra 1987, 2004 og 2018",
        "Statements of the ministry of 1987, 2004 and 2018",
    ),
)
NOT_TIED = Rule(
    "M5202",
    Severity.WARNING,
    Phrase(
        "{hvad} skulle afgøre sagen, men {hvorfor}: {for_} for og {imod} imod.",
        "{hvad} is said to have decided, but {hvorfor}: {for_} for and {imod} against.",
    ),
    Phrase(
        "Slet `afgjort_af`, eller ret stemmerne eller `udfald`.",
        "Delete `afgjort_af`, or correct the votes or `udfald`.",
    ),
    Example(
        wrong="- titel: A\n  udfald: godkendt\n"
        "  afstemning: {for: 3, imod: 1, afgjort_af: formand}",
        right="- titel: A\n  udfald: godkendt\n"
        "  afstemning: {for: 2, imod: 2, afgjort_af: formand}",
        forum=_FOUR,
    ),
    reason=Phrase(
        "Det afgør kun noget ved stemmelighed.", "It decides something only where votes are tied."
    ),
    rests_on=_VOTE,
)
TIE_UNDECIDED = Rule(
    "M5210",
    Severity.WARNING,
    Phrase(
        "Stemmerne står lige, {antal} mod {antal}. Efter forummets politik {hvad}, men det står "
        "ikke, at det skete.",
        "The votes are tied, {antal} to {antal}. By the forum's policy {hvad}, but it is not said "
        "that this was done.",
    ),
    Phrase(
        "Skriv `afgjort_af: {ord}` ved stemmerne, og `udfald`; bortfaldt forslaget, så ret "
        "`stemmelighed` i forummets politik.",
        "Write `afgjort_af: {ord}` at the votes, and `udfald`; if the proposal fell, correct "
        "`stemmelighed` in the forum's policy.",
    ),
    Example(
        wrong="- titel: A\n  udfald: ikke_godkendt\n  afstemning: {for: 2, imod: 2}",
        right="- titel: A\n  udfald: ikke_godkendt\n"
        "  afstemning: {for: 2, imod: 2, afgjort_af: lodtraekning}",
        forum=f"{_FOUR}\npolitik: {{stemmelighed: lodtraekning}}",
    ),
    reason=Phrase(
        "Politikken siger, hvad der sker ved stemmelighed. Om det skete, og hvad det førte til, "
        "kan kun referatet bevise.",
        "The policy says what happens at a tie. Whether it happened, and what came of it, only the "
        "minutes can prove.",
    ),
    source=LAW + _MINISTRY,
    rests_on=_VOTE,
)
CHAIR_ABSTAINED = Rule(
    "M5211",
    Severity.ERROR,
    Phrase(
        "Formandens stemme skulle afgøre sagen, men {navn} stemte hverken for eller imod.",
        "The chair's vote is said to have decided, but {navn} voted neither for nor against.",
    ),
    Phrase(
        "Ret stemmerne eller `afgjort_af`; ledede en anden punktet, så skriv `moedeleder` på "
        "punktet.",
        "Correct the votes or `afgjort_af`; if somebody else led the item, write `moedeleder` at "
        "the item.",
    ),
    Example(
        wrong="- titel: A\n  udfald: godkendt\n"
        "  afstemning: {for: [Bo], imod: [Carl], undlod: [Anna, Dina], afgjort_af: formand}",
        right="- titel: A\n  udfald: godkendt\n"
        "  afstemning: {for: [Anna, Bo], imod: [Carl, Dina], afgjort_af: formand}",
        forum=f"moedeleder: Anna\n{_FOUR}",
    ),
    rests_on=_VOTE,
)
CHAIR_SILENT = Rule(
    "M5212",
    Severity.WARNING,
    Phrase(
        "Formandens stemme skulle afgøre sagen, men {navn} {hvorfor}; det trykkes ikke.",
        "The chair's vote is said to have decided, but {navn} {hvorfor}; it is not printed.",
    ),
    Phrase(
        "Skriv `moedeleder` på punktet, hvis en anden ledede det; ellers ret stemmerne eller "
        "`afgjort_af`.",
        "Write `moedeleder` at the item if somebody else led it; else correct the votes or "
        "`afgjort_af`.",
    ),
    Example(
        wrong="- titel: A\n  udfald: godkendt\n"
        "  afstemning: {for: [Bo], imod: [Carl], undlod: 2, afgjort_af: formand}",
        right="- titel: A\n  moedeleder: Bo\n  udfald: godkendt\n"
        "  afstemning: {for: [Bo], imod: [Carl], undlod: 2, afgjort_af: formand}",
        forum=f"moedeleder: Anna\n{_FOUR}",
    ),
    reason=Phrase(
        "Kun den, der stemmer, kan have en stemme, der afgør noget.",
        "Only somebody who votes can have a vote that decides something.",
    ),
    rests_on=_VOTE,
)
_WRITE_DECIDER = Phrase(
    "Skriv `afgjort_af: formand` eller `afgjort_af: lodtraekning`, hvis det var sådan, eller "
    "ret `udfald`.",
    "Write `afgjort_af: formand` or `afgjort_af: lodtraekning` if that is how it was, or "
    "correct `udfald`.",
)
_WRITE_FALLEN = Phrase(
    "Skriv `udfald: bortfaldet`, eller ret stemmerne.",
    "Write `udfald: bortfaldet`, or correct the votes.",
)
_NEEDED = {
    Flertal.SIMPELT: Phrase("", ""),
    Flertal.TO_TREDJEDELE: Phrase(
        ", og der krævedes to tredjedele", ", and two thirds were required"
    ),
    Flertal.ENIGHED: Phrase(", og der krævedes enighed", ", and consensus was required"),
}
_DECIDERS = {
    Afgoerelse.FORMAND: Phrase("Formandens stemme", "The chair's vote"),
    Afgoerelse.LODTRAEKNING: Phrase("Lodtrækning", "A lot"),
}
_BY_POLICY = {
    Afgoerelse.FORMAND: Phrase("afgør formandens stemme det", "the chair's vote decides"),
    Afgoerelse.LODTRAEKNING: Phrase("trækkes der lod", "lots are drawn"),
}
_SILENT = {
    Silence.INHABIL: Phrase("er inhabil ved punktet", "is inhabil at the item"),
    Silence.ABSENT: Phrase("er ikke til stede ved punktet", "is not present at the item"),
    Silence.ABSTAINED: Phrase("stemte hverken for eller imod", "voted neither way"),
    Silence.NOT_NAMED: Phrase("er ikke blandt dem, der stemte", "is not among those who voted"),
}


# --- votes ----------------------------------------------------------------------------


def results(case: Case) -> Iterator[Diagnostic]:
    """What was decided is what the votes came to."""
    for item in case.plan.items:
        for group in decided(item.punkt.afsnit):
            for vote in group.votes:
                yield from _secret(vote)
            if group.votes and not group.others:
                yield from _result(case, item, group)


def _result(case: Case, item: PlannedItem, group: Decided) -> Iterator[Diagnostic]:
    hall = counting(case.plan, item, group)
    votes = [(vote, hall.verdict(vote)) for vote in group.on_the_matter]
    for vote in group.votes:
        found = hall.verdict(vote)
        yield from _decider(case, vote, found, fell=group.says_of(vote).fell)
        if vote not in group.on_the_matter and _contradicts(group.says_of(vote).carried, found):
            yield _told(case, group.says_of(vote).carried, _place(group, vote), vote, found)
    contradicting = [(vote, found) for vote, found in votes if _contradicts(group.carried, found)]
    if contradicting and len(contradicting) == len(votes):
        vote, found = contradicting[0]
        # What decided a tie may be typed, and wrong; or the decision tells it in its own words.
        said = vote.afgjort_af is not None or deciders_told(group.text)
        if found.by_chair or found.by_count is not Resultat.STEMMELIGHED or not said:
            yield _told(case, group.carried, _place(group, vote), vote, found)
    elif len(votes) == 1:
        yield from _only_vote(case, hall, group, *votes[0])


def _only_vote(
    case: Case, hall: Hall, group: Decided, vote: Afstemning, found: Verdict
) -> Iterator[Diagnostic]:
    """What came of an item against the only vote on it, where that does not plainly say no."""
    if group.carried and _cannot_carry(hall, vote, found):
        yield _too_few(group, vote, found)
    elif group.carried and _nobody_voted(hall, vote, found):
        yield TIED.at(_place(group, vote), antal=0)
    elif group.carried is None and found.by_count is Resultat.FORKASTET:
        outcome = next((one for one in group.outcomes if one in _MORE_THAN_NO), None)
        if outcome is not None:
            needed = vote.flertal or case.meeting.forum.politik.flertal
            why = _numbers(found) + _NEEDED[needed]
            yield VOTED_DOWN.at(_place(group, vote), sagt=outcome, hvorfor=why)


_MORE_THAN_NO = (
    Udfald.TAGET_TIL_EFTERRETNING,
    Udfald.DELVIST_GODKENDT,
    Udfald.SENDT_I_HOERING,
    Udfald.OVERSENDT,
    Udfald.TILBAGESENDT,
    Udfald.UDSAT,
)
"""What hardly comes of a vote on it that fell."""


def _nobody_voted(hall: Hall, vote: Afstemning, found: Verdict) -> bool:
    """Whether all who could vote voted for neither."""
    numbers = found.tally
    rest = (numbers.undlod, numbers.blanke, numbers.ugyldige)
    if vote.for_ is not None or numbers.imod != 0 or None in rest:
        return False
    return 0 < hall.voters.seats <= sum(number or 0 for number in rest)


def _numbers(found: Verdict) -> Phrase:
    return Phrase(
        f"{found.tally.for_} stemte for og {found.tally.imod} imod",
        f"{found.tally.for_} voted for it and {found.tally.imod} against",
    )


def _decider(case: Case, vote: Afstemning, found: Verdict, *, fell: bool) -> Iterator[Diagnostic]:
    """What decided a tie can have decided it, and there was one."""
    numbers = {"for_": found.tally.for_, "imod": found.tally.imod}
    tied = found.by_count is Resultat.STEMMELIGHED
    if vote.afgjort_af and found.by_count and not tied:
        needed = vote.flertal or case.meeting.forum.politik.flertal
        why = Phrase("stemmerne står ikke lige", "the votes are not tied")
        if found.tally.for_ == found.tally.imod:
            why = (
                Phrase("lige mange er for få", "as many for as against are too few")
                + _NEEDED[needed]
            )
        yield NOT_TIED.at(vote.position, hvad=_DECIDERS[vote.afgjort_af], hvorfor=why, **numbers)
    elif vote.afgjort_af is Afgoerelse.FORMAND and found.chair.silent:
        yield _silent(vote, found.chair)
    elif vote.afgjort_af and tied and fell:
        why = Phrase("forslaget bortfaldt efter beslutningen", "by the decision the proposal fell")
        yield NOT_TIED.at(vote.position, hvad=_DECIDERS[vote.afgjort_af], hvorfor=why, **numbers)
    elif found.by_policy and found.chair.vote is None:
        what = _BY_POLICY[found.by_policy]
        values = {"antal": found.tally.for_, "hvad": what, "ord": found.by_policy.value}
        yield TIE_UNDECIDED.at(vote.position, **values)


def _silent(vote: Afstemning, chair: Chair) -> Diagnostic:
    silent = [side for side in (vote.undlod, vote.blanke, vote.ugyldige) if side]
    side = next((one for one in silent if chair.name in one.navne), None)
    if side is not None and chair.silent is Silence.ABSTAINED:
        return CHAIR_ABSTAINED.at(side.position, navn=chair.name).on(chair.name or "")
    assert chair.silent  # noqa: S101 - it is asked for above
    return CHAIR_SILENT.at(vote.position, navn=chair.name, hvorfor=_SILENT[chair.silent])


def _contradicts(carried: bool | None, found: Verdict) -> bool:
    """Whether a vote came to something else than is said of it."""
    if carried is None or found.by_count is None:
        return False
    if found.by_count is not Resultat.STEMMELIGHED:
        return found.by_count is not _word(carried)
    if found.by_chair:
        return found.chair.vote not in (None, _word(carried))
    return carried and not found.decider and not found.by_policy


def _cannot_carry(hall: Hall, vote: Afstemning, found: Verdict) -> bool:
    """Whether all who may have voted for, where that is not on record, are too few."""
    numbers = found.tally
    rest = (numbers.undlod, numbers.blanke, numbers.ugyldige)
    if vote.for_ is not None or numbers.imod is None or None in rest:
        return False
    others = numbers.imod + sum(number or 0 for number in rest)
    most = max(0, hall.voters.seats - others)
    if not hall.voters.able and not vote.undlod:
        return False  # »Imod: 2« alone does not say how many were for
    needed = vote.flertal or hall.plan.meeting.forum.politik.flertal
    tied = most == numbers.imod and needed.may_tie
    return numbers.imod > 0 and not tied and not needed.reached(most, numbers.imod)


def _too_few(group: Decided, vote: Afstemning, found: Verdict) -> Diagnostic:
    against = found.tally.imod
    why = Phrase(
        f"{against} stemte imod, og der står ingen, der stemte for",
        f"{against} voted against, and nobody is on record as having voted for it",
    )
    said = Phrase("blev vedtaget", "was carried")
    return AGAINST_VOTES.at(_place(group, vote), sagt=said, hvorfor=why)


def _word(carried: bool) -> Resultat:
    return Resultat.VEDTAGET if carried else Resultat.FORKASTET


def _told(
    case: Case, carried: bool | None, place: Position, vote: Afstemning, found: Verdict
) -> Diagnostic:
    tied = found.by_count is Resultat.STEMMELIGHED
    if tied and not found.by_chair:
        fell = falls_by_law(case.meeting.forum.politik)
        raad = _WRITE_FALLEN if fell else _WRITE_DECIDER
        return TIED.at(place, antal=found.tally.for_, raad=raad)
    if tied:
        why = Phrase("formanden stemte anderledes", "the chair voted otherwise")
    else:
        needed = vote.flertal or case.meeting.forum.politik.flertal
        against = found.by_count is Resultat.FORKASTET
        why = _numbers(found) + (_NEEDED[needed] if against else Phrase("", ""))
    said = Phrase("ikke blev vedtaget", "was not carried")
    if carried:
        said = Phrase("blev vedtaget", "was carried")
    return AGAINST_VOTES.at(place, sagt=said, hvorfor=why)


def _place(group: Decided, vote: Afstemning) -> Position:
    """Where a finding stands: at what is closed, where that is what it tells of."""
    closed = next((one for one in group.decisions if one.lukket), None)
    if closed is not None:
        return closed.position
    return vote.position if vote.position.line else group.decisions[0].position


def _secret(vote: Afstemning) -> Iterator[Diagnostic]:
    if vote.hemmelig and vote.valg is None:
        yield SECRET.at(vote.position)
