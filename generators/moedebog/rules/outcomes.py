"""What is said to have come of a case, against what else is said of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from moedebog.catalogue import Udfald
from moedebog.catalogue.outcomes import FIXED, not_treated
from moedebog.compose.stances import Stance, stances
from moedebog.compose.told import (
    Decided,
    answer_carries,
    answers_in,
    asks_for_less,
    carries,
    decided,
    said_in,
)
from moedebog.diagnostics import Diagnostic, Phrase, Position, Rule, Severity
from moedebog.examples import Example
from moedebog.meeting import Delbeslutning, Indstilling
from moedebog.rules.case import Case
from moedebog.rules.told_sides import is_of_another_body

_FIVE = "medlemmer: [Anna, Bo, Carl, Dina, Erik]"
_OUTCOME = ("udfald", "beslutning", "afstemning", "indstilling")

EXCLUDING = Rule(
    "M5214",
    Severity.ERROR,
    Phrase(
        "Udfaldene {sagt} kan ikke begge være rigtige{hvor}.",
        "The outcomes {sagt} cannot both be true{hvor}.",
    ),
    Phrase(
        "Slet det ene; gjaldt de hver sin del af indstillingen, så skriv dem under "
        "`delbeslutninger`.",
        "Delete one; if they are about parts of the indstilling, write them under "
        "`delbeslutninger`.",
    ),
    Example(
        wrong="- titel: A\n  udfald: [godkendt, ikke_godkendt]",
        right="- titel: A\n  udfald: godkendt",
    ),
    rests_on=_OUTCOME,
)
HARDLY_BOTH = Rule(
    "M5215",
    Severity.WARNING,
    Phrase(
        "Udfaldet {sagt} går næppe sammen med {hvorfor}.",
        "The outcome {sagt} hardly goes with {hvorfor}.",
    ),
    Phrase(
        "Slet det ene, eller skriv udfaldet for hver del under `delbeslutninger`.",
        "Delete one, or write the outcome of each part under `delbeslutninger`.",
    ),
    Example(
        wrong="- titel: A\n  udfald: [godkendt, bortfaldet]",
        right="- titel: A\n  udfald: godkendt",
    ),
    reason=Phrase(
        "Den, der læser referatet, må ikke være i tvivl om, hvad der kom ud af sagen.",
        "Whoever reads the minutes must not be in doubt of what came of the case.",
    ),
    rests_on=_OUTCOME,
)
VOTED_UNTREATED = Rule(
    "M5213",
    Severity.WARNING,
    Phrase(
        "Udfaldet er {sagt}, men der er stemt om sagen.",
        "The outcome is {sagt}, but the case was voted on.",
    ),
    Phrase(
        "Ret `udfald`, eller slet afstemningen; gjaldt den noget andet, så skriv det i `forslag`.",
        "Correct `udfald`, or delete the vote; if it was on something else, write it in `forslag`.",
    ),
    Example(
        wrong="- titel: A\n  udfald: ikke_behandlet\n  afstemning: {for: 3, imod: 2}",
        right="- titel: A\n  udfald: godkendt\n  afstemning: {for: 3, imod: 2}",
        forum=_FIVE,
    ),
    reason=Phrase(
        "Om et punkt, der ikke blev behandlet, kan der ikke være stemt.",
        "An item that was not treated cannot have been voted on.",
    ),
    rests_on=_OUTCOME,
)
ANSWERS_OTHERWISE = Rule(
    "M5216",
    Severity.WARNING,
    Phrase("Beslutningen siger {sagt}, men {hvorfor}.", "The decision says {sagt}, but {hvorfor}."),
    Phrase(
        "Ret `udfald` på punktet eller i `delbeslutninger`; gik de hver sin vej, så skriv "
        "`delvist_godkendt`.",
        "Correct `udfald` of the item or in `delbeslutninger`; if they went different ways, write "
        "`delvist_godkendt`.",
    ),
    Example(
        wrong="- titel: A\n  udfald: godkendt\n  indstilling:\n    at:\n      - sælger grunden\n"
        "    delbeslutninger: [{punkt: 1, udfald: ikke_godkendt}]",
        right="- titel: A\n  udfald: ikke_godkendt\n  indstilling:\n    at:\n"
        "      - sælger grunden\n    delbeslutninger: [{punkt: 1, udfald: ikke_godkendt}]",
    ),
    reason=Phrase(
        "Siger beslutningen om helheden noget andet end svarene, ved ingen, hvad der gælder.",
        "If the decision on the whole says something else than the answers, nobody knows which "
        "holds.",
    ),
    rests_on=_OUTCOME,
)

_WHOLE = {
    Udfald.GODKENDT,
    Udfald.GODKENDT_MED_BEMAERKNINGER,
    Udfald.GODKENDT_MED_AENDRINGER,
    Udfald.TILTRAADT,
}
"""What was proposed was carried as a whole."""
_CERTAIN = ((_WHOLE, {Udfald.IKKE_GODKENDT, Udfald.UDGAAR, Udfald.IKKE_BEHANDLET}),)
_HARDLY = (
    (_WHOLE, {Udfald.DELVIST_GODKENDT, Udfald.BORTFALDET, Udfald.UDSAT}),
    (
        {
            Udfald.IKKE_GODKENDT,
            Udfald.DELVIST_GODKENDT,
            Udfald.DROEFTET,
            Udfald.TAGET_TIL_EFTERRETNING,
            Udfald.INGEN_BEMAERKNINGER,
            Udfald.ANBEFALET,
            Udfald.BEMYNDIGET,
            Udfald.VALGT,
        },
        {Udfald.UDGAAR, Udfald.IKKE_BEHANDLET},
    ),
    ({Udfald.ANBEFALET, Udfald.BEMYNDIGET}, {Udfald.IKKE_GODKENDT, Udfald.BORTFALDET}),
)
_SUBJECT = (
    r"(?:(?:forslaget|indstillingen|sagen|punktet|ansøgningen|udkastet|planen|budgettet|"
    r"orienteringen|det)\s+)?"
)
_BODY = (
    r"(?:(?:et\s+(?:enigt|samlet)\s+)?\w*(?:udvalg|råd|bestyrelse|nævn|forum|forsamling|klynge|"
    r"direktion)(?:et|met|en|n)?|flertallet|man|vi)"
)
_SHORT = r"(?:\s+(?:indstillingen|forslaget|sagen|planen|budgettet|det))?"
_SAYS_NO = re.compile(
    rf"{_SUBJECT}(?:(?:blev|er|blev\s+der)\s+)?(?:(?:ikke|ej)\s+"
    r"(?:godkendt|vedtaget|tiltrådt|imødekommet|anbefalet)|forkastet|afvist|nedstemt|stemt\s+ned)\.?"
    rf"|{_BODY}\s+(?:(?:godkendte|tiltrådte|vedtog|anbefalede|godkender|tiltræder|anbefaler)\s+ikke|"
    r"(?:kan|kunne)\s+ikke\s+(?:godkende|tiltræde|vedtage|anbefale)|forkastede|afviste)"
    rf"{_SHORT}\.?",
    re.IGNORECASE,
).fullmatch
_SAYS_YES = re.compile(
    rf"{_SUBJECT}(?:(?:blev|er)\s+)?(?:enstemmigt\s+)?(?:godkendt|vedtaget|tiltrådt|imødekommet)"
    r"(?:\s+enstemmigt)?\.?"
    rf"|{_BODY}\s+(?:godkendte|tiltrådte|vedtog|godkender|tiltræder|vedtager)(?:\s+enstemmigt)?"
    rf"{_SHORT}\.?",
    re.IGNORECASE,
).fullmatch
_SAYS_OFF = re.compile(
    rf"{_SUBJECT}(?:(?:blev|er|bliver)\s+)?(?:udsat|udskudt|udsættes|udskydes|udgår|udgik|udgået|"
    r"taget\s+af\s+dagsordenen|ikke\s+behandlet)(?:\s+(?:til\s+(?:et\s+)?(?:næste|senere|nyt)"
    r"\s+møde|af\s+dagsordenen|fra\s+dagsordenen))?\.?"
    rf"|{_BODY}\s+(?:udsatte|udskød|behandlede\s+ikke){_SHORT}\.?",
    re.IGNORECASE,
).fullmatch
_NOT_NOTED = re.compile(
    rf"{_SUBJECT}(?:(?:blev|er)\s+)?ikke\s+taget\s+til\s+efterretning\.?", re.IGNORECASE
).fullmatch
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n")

_ALL_CARRIED = Phrase("alle svarene er godkendt", "all answers were carried")
_ALL_REJECTED = Phrase("alle svarene er forkastet", "all answers were rejected")


def outcomes(case: Case) -> Iterator[Diagnostic]:
    """What came of an item is one thing, whoever says it and however often."""
    for item in case.plan.items:
        sections = item.punkt.afsnit
        for group in decided(sections):
            if not group.others:
                yield from _decisions(case, group)
        for afsnit in sections:
            if afsnit.indstilling:
                yield from _answers(case, afsnit.indstilling)
        answers = answers_in(sections)
        decisions = [a for a in sections if a.slags.kind.decides and not a.lukket]
        if answers and len(decisions) == 1:
            udfald, text = decisions[0].udfald, said_in(decisions[0].tekst)
            yield from _against_answers(udfald, text, answers, decisions[0].position)


def _decisions(case: Case, group: Decided) -> Iterator[Diagnostic]:
    for afsnit in group.decisions:
        yield from _both(afsnit.udfald, afsnit.position)
        if afsnit.lukket:
            continue  # what is told of the text or of an open vote would give it away
        text = said_in(afsnit.tekst)
        yield from _text(case, afsnit.udfald, text, afsnit.position, less=group.less)
        untreated = [u for u in afsnit.udfald if not_treated(u) and u != Udfald.BORTFALDET]
        if untreated and group.on_the_matter:
            yield VOTED_UNTREATED.at(group.on_the_matter[0].position, sagt=untreated[0])


def _answers(case: Case, indstilling: Indstilling) -> Iterator[Diagnostic]:
    """Each point has one answer, and that says one thing."""
    answers = indstilling.delbeslutninger
    less = asks_for_less(indstilling)
    for answer in answers:
        yield from _both(answer.udfald, answer.position)
        yield from _text(case, answer.udfald, said_in(answer.tekst), answer.position, less=less)
    yield from _twice(answers)


def _both(udfald: Sequence[str], place: Position) -> Iterator[Diagnostic]:
    """Two outcomes of one thing that exclude each other."""
    for first, second in combinations(udfald, 2):
        rule = _excluding(first, second)
        if rule is EXCLUDING:
            yield rule.at(place, sagt=_two(first, second), hvor=Phrase("", "")).on(second)
        elif rule:
            yield rule.at(place, sagt=first, hvorfor=second).on(second)


def _two(one: str, other: str) -> Phrase:
    return Phrase(f"{one} og {other}", f"{one} and {other}")


def _excluding(first: str, second: str) -> Rule | None:
    for rule, pairs in ((EXCLUDING, _CERTAIN), (HARDLY_BOTH, _HARDLY)):
        for some, others in pairs:
            if (first in some and second in others) or (second in some and first in others):
                return rule
    return None


def _text(
    case: Case, udfald: Sequence[str], text: str, place: Position, *, less: bool
) -> Iterator[Diagnostic]:
    """An outcome and a sentence that says nothing but the opposite, where none agrees with it.

    ``less``: the indstilling is to say no or to wait, so that a yes to it may read like that.
    """
    if less:
        return
    elsewhere: frozenset[Stance] | None = None
    for sentence in filter(None, map(str.strip, _SENTENCE.split(text))):
        said = next((kind for kind, says in _SAYS.items() if says(sentence)), None)
        if said is None or is_of_another_body(sentence, case.meeting):
            continue
        elsewhere = stances(text) if elsewhere is None else elsewhere
        if any(_agrees(outcome, said, elsewhere) for outcome in udfald):
            continue
        outcome = next((one for one in udfald if said in _OPPOSITE.get(_kind(one) or "", ())), None)
        if outcome is not None:
            words = sentence.rstrip(".")
            yield HARDLY_BOTH.at(place, sagt=outcome, hvorfor=f"»{words}«").on(words)
            return


_SAYS = {"no": _SAYS_NO, "yes": _SAYS_YES, "off": _SAYS_OFF, "unnoted": _NOT_NOTED}
_OPPOSITE = {
    "yes": ("no", "off"),
    "no": ("yes", "off"),
    "off": ("yes", "no"),
    "lapsed": ("yes",),
    "noted": ("unnoted", "off"),
}
"""What a text cannot say beside an outcome of a kind."""
_STANCES = {
    "yes": Stance.CARRIED,
    "no": Stance.REJECTED,
    "off": Stance.UNSETTLED,
    "lapsed": Stance.REJECTED,
}


def _kind(outcome: str) -> str | None:
    if _puts_aside(outcome):
        return "off"
    if outcome == Udfald.BORTFALDET:
        return "lapsed"
    if outcome == Udfald.TAGET_TIL_EFTERRETNING:
        return "noted"
    carries = FIXED[outcome].kind.carries if outcome in FIXED else None
    return None if carries is None else "yes" if carries else "no"


def _agrees(outcome: str, said: str, found: frozenset[Stance]) -> bool:
    """Whether an outcome is what a sentence says, or what the text says elsewhere."""
    kind = _kind(outcome)
    return kind == said or (kind is not None and _STANCES.get(kind) in found)


def _twice(answers: Sequence[Delbeslutning]) -> Iterator[Diagnostic]:
    """Two answers to one point."""
    for first, second in combinations(answers, 2):
        points = sorted(set(first.punkt) & set(second.punkt))
        pairs = ((a, b) for a in first.udfald for b in second.udfald)
        for one, other in pairs if points else ():
            rule = _excluding(one, other)
            if rule is EXCLUDING:
                where = Phrase(f" om punkt {points[0]}", f" of point {points[0]}")
                yield EXCLUDING.at(second.position, sagt=_two(one, other), hvor=where).on(other)
                break
            if rule:
                why = Phrase(
                    f"{one}, som også svarer på punkt {points[0]}",
                    f"{one}, which answers point {points[0]} as well",
                )
                yield rule.at(second.position, sagt=other, hvorfor=why).on(other)
                break


def _against_answers(
    udfald: Sequence[str], text: str, answers: Sequence[Delbeslutning], place: Position
) -> Iterator[Diagnostic]:
    """A decision on the whole, and answers to its parts that all say otherwise."""
    said = {carries(outcome) for outcome in udfald} - {None}
    whole = said.pop() if len(said) == 1 else None
    first = _SENTENCE.split(text.strip(), maxsplit=1)[0]
    if not udfald and (_SAYS_NO(first) or _SAYS_YES(first)):
        whole = _SAYS_YES(first) is not None
    called = udfald[0] if udfald else f"»{first}«"
    found = [answer_carries(answer) for answer in answers]
    if whole is not None and all(one is (not whole) for one in found):
        what = _ALL_REJECTED if whole else _ALL_CARRIED
        if len(answers) == 1:
            what = Phrase("svaret er et andet", "the answer is another")
        yield ANSWERS_OTHERWISE.at(place, sagt=called, hvorfor=what)
    elif not text and set(udfald) <= {Udfald.GODKENDT, Udfald.TILTRAADT} and udfald:
        against = next(
            (
                a
                for a, one in zip(answers, found, strict=True)
                if one is False or any(map(_puts_aside, a.udfald))
            ),
            None,
        )
        if against is not None:
            point = against.punkt[0]
            what = Phrase(f"punkt {point} ikke er", f"point {point} is not")
            yield ANSWERS_OTHERWISE.at(place, sagt=called, hvorfor=what)
    elif any(map(_puts_aside, udfald)) and all(one is not None for one in found):
        what = Phrase("svarene siger, hvad der blev besluttet", "the answers tell what was decided")
        yield ANSWERS_OTHERWISE.at(place, sagt=called, hvorfor=what)


def _puts_aside(outcome: str) -> bool:
    return outcome in (Udfald.UDSAT, Udfald.UDGAAR, Udfald.IKKE_BEHANDLET)
