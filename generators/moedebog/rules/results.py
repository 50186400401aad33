"""What came of a case against the votes on it, and what an election says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from moedebog.authorities import LAW
from moedebog.catalogue import Afgoerelse, Flertal, Udfald, Valggrundlag
from moedebog.compose import voting
from moedebog.compose.ballots import (
    NOT_BY_ALL,
    Decided,
    Resultat,
    Verdict,
    counts,
    decided,
    voters_at,
)
from moedebog.compose.planning import PlannedItem, was_dropped
from moedebog.compose.voting import Hall
from moedebog.diagnostics import Diagnostic, Phrase, Position, Rule, Severity
from moedebog.examples import Example
from moedebog.meeting import Afstemning, Punkt, Stemmer, Valg, Valgrunde
from moedebog.rules.case import Case
from moedebog.rules.decisions import has_decision

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
    Phrase(
        "Skriv `afgjort_af: formand` eller `afgjort_af: lodtraekning`, hvis det var sådan, eller "
        "ret `udfald`.",
        "Write `afgjort_af: formand` or `afgjort_af: lodtraekning` if that is how it was, or "
        "correct `udfald`.",
    ),
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
NOT_UNANIMOUS = Rule(
    "M5200",
    Severity.WARNING,
    Phrase(
        "Beslutningen siger »{ord}«, men {antal:stemme|stemmer} er imod.",
        "The decision says »{ord}«, but {antal:vote was|votes were} against.",
    ),
    Phrase("Ret beslutningen eller stemmerne.", "Correct the decision or the votes."),
    Example(
        wrong="- titel: A\n  beslutning: Enstemmigt godkendt.\n  afstemning: {for: 4, imod: 1}",
        right="- titel: A\n  beslutning: Enstemmigt godkendt.\n  afstemning: {for: 5, imod: 0}",
        forum=_FIVE,
    ),
    reason=Phrase(
        "Enstemmigt er det kun, når ingen stemmer imod.",
        "It is unanimous only where nobody votes against it.",
    ),
    rests_on=_VOTE,
)
SECRET = Rule(
    "M5201",
    Severity.WARNING,
    Phrase("{hvad}", "{hvad}"),
    Phrase(
        "Slet `hemmelig`, eller skriv valget under `valg`, uden hvem der stemte på hvem.",
        "Delete `hemmelig`, or write the election under `valg`, without who voted for whom.",
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
        "{hvad} skulle afgøre sagen, men stemmerne står ikke lige: {for_} for og {imod} imod.",
        "{hvad} is said to have decided, but the votes are not tied: {for_} for and {imod} "
        "against.",
    ),
    Phrase("Slet `afgjort_af`, eller ret stemmerne.", "Delete `afgjort_af`, or correct the votes."),
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
ELECTED = Rule(
    "M5203",
    Severity.WARNING,
    Phrase("{navn} er valgt, men {hvorfor}.", "{navn} is elected, but {hvorfor}."),
    Phrase("{raad}", "{raad}"),
    Example(
        wrong="- titel: A\n  afstemning:\n    valg:\n      runder:\n        - kandidater:\n"
        "            - {navn: Anna, stemmer: 2}\n            - {navn: Bo, stemmer: 3}\n"
        "      valgt: [Anna]",
        right="- titel: A\n  afstemning:\n    valg:\n      runder:\n        - kandidater:\n"
        "            - {navn: Anna, stemmer: 2}\n            - {navn: Bo, stemmer: 3}\n"
        "      valgt: [Bo]",
        forum=_FIVE,
    ),
    reason=Phrase(
        "Kan stemmerne ikke forklare valget, kan det anfægtes.",
        "An election that the votes do not explain can be contested.",
    ),
    source=LAW + Phrase(" § 24 for kommunalbestyrelser", " § 24 for municipal councils"),
    rests_on=_VOTE,
)
TOO_MANY_BALLOTS = Rule(
    "M5204",
    Severity.WARNING,
    Phrase(
        "Der er afgivet {antal:stemme|stemmer} i valget, men kun {stemmeberettigede} kunne stemme.",
        "{antal:vote was|votes were} cast in the election, but only {stemmeberettigede} could "
        "vote.",
    ),
    Phrase("Ret stemmerne, eller hvem der deltog.", "Correct the votes, or who took part."),
    Example(
        wrong="- titel: A\n  afstemning:\n    valg:\n      runder:\n        - kandidater:\n"
        "            - {navn: Anna, stemmer: 6}",
        right="- titel: A\n  afstemning:\n    valg:\n      runder:\n        - kandidater:\n"
        "            - {navn: Anna, stemmer: 5}",
        forum=_FIVE,
    ),
    reason=Phrase(
        "Har nogen stemt to gange, eller er der talt forkert, kan valget anfægtes.",
        "If somebody voted twice or the count is wrong, the election can be contested.",
    ),
    rests_on=("medlemmer", "afbud", "udeblevet", "fremmoedt", "ankom", "forlod", "inhabil", *_VOTE),
)
CLOSED_UNTOLD = Rule(
    "M5170",
    Severity.WARNING,
    Phrase(
        "Referatet er godkendt, men det siger ikke, hvad offentligheden må læse om beslutningen på "
        "det lukkede punkt.",
        "The referat is approved, but it does not say what the public may read of the decision on "
        "the closed item.",
    ),
    Phrase(
        "Skriv under `lukket` en `offentlig_beslutning`, eller i `ingen_offentlig_beslutning`, "
        "hvorfor den ikke kan offentliggøres.",
        "Write under `lukket` an `offentlig_beslutning`, or in `ingen_offentlig_beslutning` why it "
        "cannot be published.",
    ),
    Example(
        wrong="referat_status: godkendt\npunkter:\n  - titel: A\n    lukket: Personsag\n"
        "    udfald: godkendt",
        right="referat_status: godkendt\npunkter:\n  - titel: A\n    lukket:\n"
        "      grund: Personsag\n      offentlig_beslutning: Godkendt.\n    udfald: godkendt",
        forum="politik: {offentliggoer_lukkede_beslutninger: ja}",
    ),
    reason=Phrase(
        "Også det, der blev besluttet for lukkede døre, skal offentligheden kunne læse, så langt "
        "tavshedspligten tillader det.",
        "The public is to be able to read what was decided behind closed doors too, as far as "
        "confidentiality allows.",
    ),
    source=LAW
    + Phrase(
        " § 8 for kommunalbestyrelser og regionsråd", " § 8 for municipal and regional councils"
    ),
    rests_on=("lukket", "offentlig_beslutning", "udfald", "beslutning"),
)
BROUGHT_NOWHERE = Rule(
    "M5171",
    Severity.WARNING,
    Phrase(
        "Sagen er indbragt, men det står ikke, {hvad}.",
        "The matter is brought on, but it is not said {hvad}.",
    ),
    Phrase(
        "Skriv det under `indbragt`, med `af` og `for`.",
        "Write it under `indbragt`, with `af` and `for`.",
    ),
    Example(
        wrong="- titel: A\n  udfald: indbragt",
        right="- titel: A\n  indbragt:\n    af: Bo\n    for: Byrådet",
        forum="medlemmer: [Anna, Bo, Carl]",
    ),
    reason=Phrase(
        "Den, som skal følge sagen, må vide, hvor den ligger nu, og hvem der vil have den prøvet.",
        "Whoever follows the case must know where it is now, and who wants it looked at.",
    ),
    source=LAW + Phrase(" § 23 (standsningsret)", " § 23 (the right to stop a decision)"),
    rests_on=_VOTE,
)

_UNANIMOUS = re.compile(r"\b(enstemmigt?e?|i enighed|uden modstemmer)\b", re.IGNORECASE)
_VOTES_TOLD = re.compile(r"\bimod\b|\bmod \w+ stemme|\bstemmer? mod\b", re.IGNORECASE)
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


# --- votes ----------------------------------------------------------------------------


def results(case: Case) -> Iterator[Diagnostic]:
    """What was decided is what the votes came to."""
    for item in case.plan.items:
        for group in decided(item.punkt.afsnit):
            for vote in group.votes:
                yield from _secret(vote)
                if vote.valg:
                    yield from _election(case, item, group, vote, vote.valg)
            if not group.others:
                yield from _result(case, item, group)


def _result(case: Case, item: PlannedItem, group: Decided) -> Iterator[Diagnostic]:
    hall = Hall(case.plan, item, group, voters_at(case.plan, item))
    votes = [(vote, hall.verdict(vote)) for vote in group.on_the_matter]
    for vote in group.votes:
        found = hall.verdict(vote)
        by_votes = found.by_count not in (None, Resultat.STEMMELIGHED)
        if vote.afgjort_af and by_votes:
            yield NOT_TIED.at(vote.position, hvad=_DECIDERS[vote.afgjort_af], **_numbers(found))
    contradicting = [(vote, found) for vote, found in votes if _contradicts(group, found)]
    if contradicting and len(contradicting) == len(votes):
        yield _told(case, group, *contradicting[0])
    elif group.carried and len(votes) == 1 and _cannot_carry(hall, *votes[0]):
        yield _too_few(group, *votes[0])
    yield from _unanimous(group, votes)


def _contradicts(group: Decided, found: Verdict) -> bool:
    """Whether a vote came to something else than the decision says."""
    carried = group.carried
    if carried is None or found.by_count is None:
        return False
    if found.by_count is Resultat.STEMMELIGHED:
        if found.decider is None:
            return carried
        return found.by_chair is not None and found.by_chair is not _word(carried)
    return found.by_count is not _word(carried)


def _cannot_carry(hall: Hall, vote: Afstemning, found: Verdict) -> bool:
    """Whether all who may have voted for, where that is not on record, are too few."""
    numbers = found.tally
    rest = (numbers.undlod, numbers.blanke, numbers.ugyldige)
    if vote.for_ is not None or numbers.imod is None or None in rest:
        return False
    others = numbers.imod + sum(number or 0 for number in rest)
    most = max(0, len(hall.voters.able) - others)
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


def _told(case: Case, group: Decided, vote: Afstemning, found: Verdict) -> Diagnostic:
    tied = found.by_count is Resultat.STEMMELIGHED
    place = _place(group, vote)
    if tied and found.decider is None:
        return TIED.at(place, antal=found.tally.for_)
    if tied:
        why = Phrase("formanden stemte anderledes", "the chair voted otherwise")
    else:
        needed = vote.flertal or case.meeting.forum.politik.flertal
        against = found.by_count is Resultat.FORKASTET
        why = Phrase(
            f"{found.tally.for_} stemte for og {found.tally.imod} imod",
            f"{found.tally.for_} voted for it and {found.tally.imod} against",
        ) + (_NEEDED[needed] if against else Phrase("", ""))
    said = Phrase("ikke blev vedtaget", "was not carried")
    if group.carried:
        said = Phrase("blev vedtaget", "was carried")
    return AGAINST_VOTES.at(place, sagt=said, hvorfor=why)


def _place(group: Decided, vote: Afstemning) -> Position:
    return vote.position if vote.position.line else group.decisions[0].position


def _numbers(found: Verdict) -> dict[str, int | None]:
    return {"for_": found.tally.for_, "imod": found.tally.imod}


def _unanimous(group: Decided, votes: list[tuple[Afstemning, Verdict]]) -> Iterator[Diagnostic]:
    """A decision that says that all were for it has no votes against."""
    said = NOT_BY_ALL.sub("", "\n".join((*group.text.split("\n"), *group.outcomes)))
    word = _UNANIMOUS.search(said)
    if word is None or not votes or _VOTES_TOLD.search(said.replace(word[0], "")):
        return
    for vote, found in votes:
        if found.tally.imod:
            yield NOT_UNANIMOUS.at(vote.position, ord=word[0], antal=found.tally.imod)


def _secret(vote: Afstemning) -> Iterator[Diagnostic]:
    if not vote.hemmelig:
        return
    if vote.valg is None:
        what = Phrase(
            "Afstemningen er hemmelig, men den er ikke et valg.",
            "The vote is secret, but it is no election.",
        )
        yield SECRET.at(vote.position, hvad=what)
    elif any(one.stemmer.navne for runde in vote.valg.runder for one in runde.kandidater):
        what = Phrase(
            "Valget er hemmeligt, men her står, hvem der stemte på hvem.",
            "The election is secret, but here it is said who voted for whom.",
        )
        yield SECRET.at(vote.position, hvad=what)


# --- elections ------------------------------------------------------------------------


def _election(
    case: Case, item: PlannedItem, group: Decided, vote: Afstemning, valg: Valg
) -> Iterator[Diagnostic]:
    hall = voting.hall(case.plan, item, group)
    if valg.runder and valg.valgt:
        yield from _elected(vote, valg, valg.runder[-1], hall)
    able = len(voters_at(case.plan, item).able)
    if not able or group.others or len(valg.valgt) > 1:
        return  # whoever elects several may have as many votes
    ballots = [(_sides(runde), runde.position) for runde in valg.runder]
    if valg.lister:
        ballots.append(([one.stemmer for one in valg.lister if one.stemmer], valg.position))
    for sides, place in ballots:
        total = sum(_number(side, hall) or 0 for side in sides)
        if total > able:
            yield TOO_MANY_BALLOTS.at(place, antal=total, stemmeberettigede=able)


def _sides(runde: Valgrunde) -> list[Stemmer]:
    uncounted = [side for side in (runde.blanke, runde.ugyldige) if side]
    return [*(one.stemmer for one in runde.kandidater), *uncounted]


def _number(side: Stemmer, hall: Hall) -> int | None:
    return next(counts([side], hall.people, hall.voters))


def _elected(vote: Afstemning, valg: Valg, last: Valgrunde, hall: Hall) -> Iterator[Diagnostic]:
    """Whoever is elected has the votes for it in the last round, or a lot decided."""
    cast = {one.navn: _number(one.stemmer, hall) for one in last.kandidater}
    known = {name: number for name, number in cast.items() if number is not None}
    if len(known) < len(cast):
        return
    others = {name: number for name, number in known.items() if name not in valg.valgt}
    for name in valg.valgt:
        if name not in known:
            why = Phrase("fik ingen stemmer i sidste runde", "got no votes in the last round")
            yield _not_elected(valg, name, why)
            continue
        for other, number in others.items():
            tied = number == known[name]
            if number < known[name] or (tied and vote.afgjort_af):
                continue
            if tied:
                why = Phrase(f"{other} fik lige så mange stemmer", f"{other} got as many votes")
            else:
                why = Phrase(f"{other} fik flere stemmer", f"{other} got more votes")
            yield _not_elected(valg, name, why, tied=tied)
            break
        else:
            most = last.grundlag is Valggrundlag.OVER_HALVDELEN
            if most and 2 * known[name] <= sum(known.values()) and len(valg.valgt) == 1:
                why = Phrase(
                    "fik ikke over halvdelen af stemmerne",
                    "did not get more than half of the votes",
                )
                yield _not_elected(valg, name, why)


def _not_elected(valg: Valg, name: str, why: Phrase, *, tied: bool = False) -> Diagnostic:
    raad = Phrase("Ret `valgt` eller stemmerne.", "Correct `valgt` or the votes.")
    if tied:
        raad = Phrase(
            "Skriv `afgjort_af: lodtraekning`, hvis der blev trukket lod, eller ret stemmerne.",
            "Write `afgjort_af: lodtraekning` if lots were drawn, or correct the votes.",
        )
    return ELECTED.at(valg.position, navn=name, hvorfor=why, raad=raad).on(name)


# --- decisions ------------------------------------------------------------------------


def closed_decisions(case: Case) -> Iterator[Diagnostic]:
    """What was decided on a closed item is told to the public, or why not."""
    meeting = case.meeting
    if not meeting.forum.politik.offentliggoer_lukkede_beslutninger or meeting.aflyst:
        return
    if not meeting.referat_status.approved:
        return
    for item in case.plan.items:
        lukket = item.punkt.lukket
        if lukket is None or item.lukket is not lukket or not _may_decide(item.punkt):
            continue
        if not (lukket.offentlig_beslutning or lukket.ingen_offentlig_beslutning):
            yield CLOSED_UNTOLD.at(lukket.position)


def _may_decide(punkt: Punkt) -> bool:
    """Whether something was decided on an item, or may have been: not on one to be told of."""
    if was_dropped(punkt):
        return False
    asks = punkt.sagstype is None or punkt.sagstype.kind.decides
    return asks or has_decision(punkt)


def brought(case: Case) -> Iterator[Diagnostic]:
    """A matter that is brought on says by whom, and before which body."""
    for item in case.plan.items:
        for afsnit in item.punkt.alle_afsnit():
            if Udfald.INDBRAGT not in afsnit.udfald:
                continue
            details = afsnit.indbragt
            if details is None or not details.for_:
                what = Phrase("for hvem", "before which body")
                yield BROUGHT_NOWHERE.at(afsnit.position, hvad=what)
            elif not details.af:
                yield BROUGHT_NOWHERE.at(details.position, hvad=Phrase("af hvem", "by whom"))
