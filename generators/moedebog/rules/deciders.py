"""What is said to have decided a tie: whether it could, and what it decided."""

from __future__ import annotations

from collections.abc import Iterator

from moedebog.authorities import LAW
from moedebog.catalogue import Afgoerelse
from moedebog.compose.ballots import Resultat
from moedebog.compose.planning import PlannedItem
from moedebog.compose.told import Decided, decided, deciders_told
from moedebog.compose.voting import Hall, counting
from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity
from moedebog.examples import Example
from moedebog.meeting import Afstemning, Politik
from moedebog.rules.case import Case

_FOUR = "medlemmer:\n  - navn: Anna\n    hverv: formand\n  - Bo\n  - Carl\n  - Dina"
_COUNCIL = f"{_FOUR}\npolitik: {{retsgrundlag: udvalg}}"
_VOTE = ("afstemning", "udfald", "beslutning", "politik")
_TIE = "for: [Anna, Bo], imod: [Carl, Dina]"
_ROUND = (
    "- titel: A\n  afstemning:\n    afgjort_af: {}\n    valg:\n      runder:\n"
    "        - kandidater:\n            - {{navn: Anna, stemmer: 2}}\n"
    "            - {{navn: Bo, stemmer: 2}}\n      valgt: [Bo]"
)

FALLS_BY_LAW = Rule(
    "M5244",
    Severity.WARNING,
    Phrase(
        "{hvad} skulle afgøre sagen, men efter forummets retsgrundlag bortfalder et forslag, når "
        "stemmerne står lige.",
        "{hvad} is said to have decided, but by the forum's legal basis a proposal falls where "
        "votes are tied.",
    ),
    Phrase(
        "Skriv `udfald: bortfaldet`, og slet det, der skulle have afgjort sagen; gælder andet for "
        "forummet, så skriv `stemmelighed` i dets politik.",
        "Write `udfald: bortfaldet`, and delete what is said to have decided; if the forum has "
        "another rule, write `stemmelighed` in its policy.",
    ),
    Example(
        wrong=f"- titel: A\n  udfald: godkendt\n  afstemning: {{{_TIE}, afgjort_af: formand}}",
        right=f"- titel: A\n  udfald: bortfaldet\n  afstemning: {{{_TIE}}}",
        forum=_COUNCIL,
    ),
    reason=Phrase(
        "Et forslag, der er vedtaget uden flertal, er ikke vedtaget.",
        "A proposal that is carried without a majority is not carried.",
    ),
    source=LAW
    + Phrase(
        " § 11, stk. 3; ministeriets udtalelse af 25. maj 2018 om stemmeflertal",
        " § 11(3); the ministry's statement of 25 May 2018 on majorities",
    ),
    rests_on=_VOTE,
)
CHAIR_ELECTS = Rule(
    "M5245",
    Severity.WARNING,
    Phrase(
        "Formandens stemme skulle afgøre valget, men det gør den ikke efter forummets "
        "retsgrundlag.",
        "The chair's vote is said to have decided the election, but by the forum's legal basis it "
        "does not.",
    ),
    Phrase(
        "Blev der trukket lod, så skriv `afgjort_af: lodtraekning`; ellers slet `afgjort_af`.",
        "If lots were drawn, write `afgjort_af: lodtraekning`; else delete `afgjort_af`.",
    ),
    Example(
        wrong=_ROUND.format(Afgoerelse.FORMAND.value),
        right=_ROUND.format(Afgoerelse.LODTRAEKNING.value),
        forum=_COUNCIL,
    ),
    reason=Phrase(
        "Et valg, der er afgjort på en måde, reglerne ikke kender, kan anfægtes.",
        "An election decided in a way that the rules do not know can be contested.",
    ),
    source=LAW + Phrase(" § 24 for kommunalbestyrelser", " § 24 for municipal councils"),
    rests_on=_VOTE,
)
NOT_SAID_HOW = Rule(
    "M5246",
    Severity.WARNING,
    Phrase(
        "{hvad} afgjorde sagen, men det står ikke, hvad det blev til.",
        "{hvad} decided, but it is not said what came of it.",
    ),
    Phrase(
        "Skriv `udfald` på punktet, f.eks. `udfald: godkendt` eller `udfald: ikke_godkendt`.",
        "Write `udfald` at the item, e.g. `udfald: godkendt` or `udfald: ikke_godkendt`.",
    ),
    Example(
        wrong="- titel: A\n  afstemning: {for: 2, imod: 2, afgjort_af: lodtraekning}",
        right="- titel: A\n  udfald: godkendt\n"
        "  afstemning: {for: 2, imod: 2, afgjort_af: lodtraekning}",
        forum=_FOUR,
    ),
    reason=Phrase(
        "Stemmerne stod lige, så de siger ikke, om forslaget blev vedtaget.",
        "The votes were tied, so they do not say whether the proposal was carried.",
    ),
    rests_on=_VOTE,
)
_DECIDERS = {
    Afgoerelse.FORMAND: Phrase("Formandens stemme", "The chair's vote"),
    Afgoerelse.LODTRAEKNING: Phrase("Lodtrækning", "A lot"),
}


def deciders(case: Case) -> Iterator[Diagnostic]:
    """Only what can have decided a tie did, and it is said what it decided."""
    for item in case.plan.items:
        for group in decided(item.punkt.afsnit):
            if group.others or not group.votes:
                continue
            hall = counting(case.plan, item, group)
            for vote in group.votes:
                if vote.valg:
                    yield from _election(case, vote)
                else:
                    yield from _vote(case, item, hall, vote)


def _election(case: Case, vote: Afstemning) -> Iterator[Diagnostic]:
    if vote.afgjort_af is Afgoerelse.FORMAND and falls_by_law(case.meeting.forum.politik):
        yield CHAIR_ELECTS.at(vote.position)


def _vote(case: Case, item: PlannedItem, hall: Hall, vote: Afstemning) -> Iterator[Diagnostic]:
    found, group = hall.verdict(vote), hall.decided
    if found.by_count is not Resultat.STEMMELIGHED or not found.tally.for_:
        return
    only = vote in group.on_the_matter and len(group.votes) == 1
    told = sorted(deciders_told(group.text)) if only else []
    decider = vote.afgjort_af or (told[0] if told else None)
    if decider not in _DECIDERS:
        return
    if group.says_of(vote).fell:
        return  # that it then needs nothing to decide it is told
    if falls_by_law(case.meeting.forum.politik):
        yield FALLS_BY_LAW.at(vote.position, hvad=_DECIDERS[decider])
    elif only and found.result is None and not found.chair.silent and not _says(item, group):
        yield NOT_SAID_HOW.at(vote.position, hvad=_DECIDERS[decider])


def _says(item: PlannedItem, group: Decided) -> bool:
    """Whether anything is written that may say what was decided."""
    texts = any(afsnit.tekst for afsnit in group.decisions)
    proposals = any(a.indstilling and a.indstilling.delbeslutninger for a in item.punkt.afsnit)
    return bool(group.outcomes or texts or proposals)


def falls_by_law(politik: Politik) -> bool:
    """Whether a forum's legal kind lets a proposal fall at a tie, and the forum says nothing
    else."""
    by_law = politik.retsgrundlag.preset.policy.get("stemmelighed") == Afgoerelse.BORTFALDER
    return by_law and politik.stemmelighed is Afgoerelse.BORTFALDER
