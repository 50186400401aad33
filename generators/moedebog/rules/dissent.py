"""Who is told to have been against it: that they took part, and voted so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from moedebog.compose.membership import members, substitutes
from moedebog.compose.planning import PlannedItem
from moedebog.compose.told import decided, words_in
from moedebog.compose.voting import Hall, counting
from moedebog.diagnostics import Diagnostic, Phrase, Position, Rule, Severity
from moedebog.examples import Example
from moedebog.meeting import Protokolbemaerkning
from moedebog.names import party
from moedebog.rules.case import Case
from moedebog.rules.speakers import Speakers
from moedebog.rules.told_sides import (
    SENTENCE,
    Told,
    elsewhere,
    is_of_another_body,
    named_before,
    tells_of_another,
    told_sides,
)

_MEMBERS = "medlemmer:\n  - navn: Anna Ager\n    parti: A\n  - navn: Bo Bek\n    parti: V"
_PEOPLE = ("afbud", "udeblevet", "fremmoedt", "ankom", "forlod", "inhabil", "medlemmer", "dato")
_VOTE = ("afstemning", "beslutning", "protokolbemaerkninger", "medlemmer")

DISSENT_OF_ABSENT = Rule(
    "M5222",
    Severity.WARNING,
    Phrase(
        "Beslutningen siger »{ord}«, men {navn} {hvorfor}.",
        "The decision says »{ord}«, but {navn} {hvorfor}.",
    ),
    Phrase("Ret beslutningen, eller hvem der deltog.", "Correct the decision, or who took part."),
    Example(
        wrong="afbud: [Bo Bek]\npunkter:\n  - titel: A\n"
        "    beslutning: Godkendt. Bo Bek stemte imod.",
        right="afbud: [Bo Bek]\npunkter:\n  - titel: A\n"
        "    beslutning: Godkendt. Anna Ager stemte imod.",
        forum=_MEMBERS,
    ),
    reason=Phrase(
        "Den, der ikke deltog i sagens behandling, kan hverken stemme eller få sin mening ført til "
        "protokols.",
        "Whoever took no part in the case can neither vote nor have their opinion entered in the "
        "minutes.",
    ),
    source=Phrase(
        "Kommunestyrelsesloven § 13 for kommunalbestyrelser",
        "The Local Government Act (kommunestyrelsesloven) § 13 for municipal councils",
    ),
    rests_on=_PEOPLE,
)
VOTED_OTHERWISE = Rule(
    "M5223",
    Severity.WARNING,
    Phrase(
        "Protokolbemærkningen siger »{ord}«, men {navn} er {hvor} i afstemningen.",
        "The statement says »{ord}«, but {navn} is {hvor} in the vote.",
    ),
    Phrase("Ret bemærkningen eller stemmerne.", "Correct the statement or the votes."),
    Example(
        wrong="- titel: A\n  afstemning:\n    for: [Anna Ager, Bo Bek]\n"
        "  protokolbemaerkninger:\n    - fra: Bo Bek\n      tekst: Jeg stemte imod.",
        right="- titel: A\n  afstemning:\n    for: [Anna Ager]\n    imod: [Bo Bek]\n"
        "  protokolbemaerkninger:\n    - fra: Bo Bek\n      tekst: Jeg stemte imod.",
        forum=_MEMBERS,
    ),
    reason=Phrase(
        "Referatet siger to ting om samme stemme og beviser ingen af dem.",
        "The minutes say two things of one vote and prove neither.",
    ),
    rests_on=_VOTE,
)
OTHER_LETTER = Rule(
    "M5225",
    Severity.WARNING,
    Phrase(
        "{navn} står med ({sagt}), men er fra {parti}.",
        "{navn} stands with ({sagt}), but is of {parti}.",
    ),
    Phrase(
        "Ret bogstavet her, eller partiet i forum.yaml.",
        "Correct the letter here, or the party in forum.yaml.",
    ),
    Example(
        wrong="- titel: A\n  beslutning: Godkendt. Imod stemte Bo Bek (A).",
        right="- titel: A\n  beslutning: Godkendt. Imod stemte Bo Bek (V).",
        forum=_MEMBERS,
    ),
    reason=Phrase(
        "Et forkert bogstav tillægger et andet parti stemmen eller bemærkningen.",
        "A wrong letter gives the vote or the statement to another party.",
    ),
    rests_on=_VOTE,
)

# --- who was not there ----------------------------------------------------------------

_ASKED = (
    r"\b(?:ønske(?:de|r)|begærede|bad\s+om)\s+(?:at\s+(?:få\s+)?)?"
    r"(?:ført|tilført|indført)\s+(?:til\s+)?(?:protokol|referat|beslutningsprotokol)\w*"
)
_EXPLAINED = re.compile(
    r"\b(?:afbud|fravær\w*|suppleant|stedfortræder|skriftligt|forud\s+for|på\s+forhånd|inden\s+mødet|"
    r"ankom|forlod)\b",
    re.IGNORECASE,
).search
"""A sentence that tells itself how somebody who was not there could say so."""


def dissenters(case: Case) -> Iterator[Diagnostic]:
    """Whoever a decision says was against it took part in it."""
    if not case.plan.was_held:
        return
    speakers = Speakers(case)
    for item in case.plan.items:
        for group in decided(item.punkt.afsnit):
            for afsnit in () if group.others else group.decisions:
                if not afsnit.lukket:
                    yield from _took_part(speakers, item, words_in(afsnit.tekst), afsnit.position)


def _took_part(
    speakers: Speakers, item: PlannedItem, text: str, place: Position
) -> Iterator[Diagnostic]:
    meeting = speakers.case.meeting
    for sentence in SENTENCE.split(text):
        found = [] if _EXPLAINED(sentence) else list(_told(sentence))
        if not found:
            continue  # most sentences: what is asked below takes its time
        if tells_of_another(sentence, meeting) or is_of_another_body(sentence, meeting):
            continue
        for told in found:
            for name in told.names:
                for who, why in speakers.took_no_part(item, speakers.read(name)):
                    yield DISSENT_OF_ABSENT.at(place, ord=told.words, navn=who, hvorfor=why).on(
                        name
                    )


def _told(sentence: str) -> Iterator[Told]:
    """Who voted how, or had it entered that they were against it."""
    yield from told_sides(sentence)
    yield from named_before(_ASKED, sentence, frozenset())


# --- who voted otherwise --------------------------------------------------------------

_I_VOTED = re.compile(
    r"\b(?:jeg|vi|undertegnede)\s+(?:har\s+|har\s+derfor\s+|derfor\s+)?(?:stemte|stemmer|stemt)\s+"
    r"(?:derfor\s+)?(?P<side>for|imod|ja|nej|blankt)\b(?!\s+at\b)|"
    r"\b(?:stemte|stemmer)\s+(?:jeg|vi)\s+(?:derfor\s+)?(?P<behind>for|imod)\b(?!\s+at\b)|"
    r"\b(?:jeg|vi)\s+(?P<abstained>undlod|undlader)\s+at\s+stemme\b",
    re.IGNORECASE,
)
_SIDES = {
    "for": frozenset({"for_"}),
    "ja": frozenset({"for_"}),
    "imod": frozenset({"imod"}),
    "nej": frozenset({"imod"}),
}
_NEITHER = frozenset({"undlod", "blanke"})
_CONDITIONAL = re.compile(
    r"\b(?:hvis|såfremt|ville|dengang|i\s+\w*udvalget|tidligere)\b", re.IGNORECASE
).search


def voted_otherwise(case: Case) -> Iterator[Diagnostic]:
    """Whoever says in the minutes how they voted did so."""
    speakers = Speakers(case)
    for item in case.plan.items:
        sections = item.punkt.afsnit
        groups = [one for one in decided(sections) if one.votes and not one.others]
        if len(groups) != 1 or (item.lukket is None and any(a.lukket for a in sections)):
            continue  # what is told of an open statement would give a closed vote away
        hall = counting(case.plan, item, groups[0])
        for statement in (one for afsnit in sections for one in afsnit.protokolbemaerkninger):
            yield from _otherwise(statement, hall, speakers)


def _otherwise(
    statement: Protokolbemaerkning, hall: Hall, speakers: Speakers
) -> Iterator[Diagnostic]:
    said = speakers.read(statement.fra)
    for told in _i_voted(statement, speakers.case):
        for name in said.people or said.others:
            where = elsewhere(name, told.sides, hall.decided.votes, hall, speakers)
            if where is not None:
                values = {"ord": told.words, "navn": name, "hvor": where}
                yield VOTED_OTHERWISE.at(statement.position, **values)


def _i_voted(statement: Protokolbemaerkning, case: Case) -> Iterator[Told]:
    for sentence in SENTENCE.split(words_in(statement.tekst)):
        if _CONDITIONAL(sentence) or tells_of_another(sentence, case.meeting):
            continue
        if is_of_another_body(sentence, case.meeting):
            continue
        for match in _I_VOTED.finditer(sentence):
            word = (match["side"] or match["behind"] or "").lower()
            yield Told((), _SIDES.get(word, _NEITHER), match[0])


# --- of which party -------------------------------------------------------------------

_IN_BRACKETS = re.compile(r"\s*\((?P<party>[^()\n]{1,30})\)")
_LONGEST_NAME = 100


def other_letters(case: Case) -> Iterator[Diagnostic]:
    """A member's name has no other party's letter behind it."""
    parties = _parties(case)
    for item in case.plan.items:
        for afsnit in item.punkt.afsnit:
            for statement in afsnit.protokolbemaerkninger:
                yield from _letters(statement.fra, statement.position, parties)
            if afsnit.slags.kind.decides:
                text = words_in(afsnit.tekst)
                yield from _letters(text, afsnit.position, parties)


def _parties(case: Case) -> dict[str, str]:
    """The party of each who may vote, where no other has the same name."""
    people = [*members(case.meeting), *substitutes(case.meeting)]
    return {one.known_as: one.parti for one in people if one.parti and one.known_as == one.navn}


def _letters(text: str, place: Position, parties: dict[str, str]) -> Iterator[Diagnostic]:
    known = {party(one) for one in parties.values()}
    for match in _IN_BRACKETS.finditer(text):
        said = match["party"].strip()
        before = text[max(0, match.start() - _LONGEST_NAME) : match.start()]
        who = next((one for one in parties if _is_called(before, one)), None)
        if who is None or party(said) == party(parties[who]):
            continue
        if party(said) in known or _LETTER(said):
            yield OTHER_LETTER.at(place, navn=who, sagt=said, parti=parties[who]).on(who)


_LETTER = re.compile(r"[A-DF-JL-QT-ZÆØÅ]").fullmatch
"""A party's letter, but those that some write for another: S, K, R and E."""


def _is_called(text: str, name: str) -> bool:
    """Whether a name ends a text, and is no part of a longer one."""
    before = text.removesuffix(name)
    if before == text:
        return False
    last = before.split()[-1:] if before[-1:].isspace() else []
    return not before or bool(last and (last[0][0].islower() or not last[0][-1].isalnum()))
