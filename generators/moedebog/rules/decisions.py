"""Decisions: that they are there, and that what they promise is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice

from moedebog.authorities import LAW, RULES_OF_PROCEDURE
from moedebog.catalogue import Sagstype, Slags, outcomes
from moedebog.compose.planning import PlannedItem
from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity
from moedebog.document import Kind
from moedebog.examples import Example
from moedebog.meeting import Meeting, Punkt
from moedebog.rules.case import Case, Passage, kind
from moedebog.rules.dates import Mention, in_words, mentions

CONTENTS = (
    *(key for slags in Slags if slags.kind.decides for key in (slags.value, *slags.kind.rests_on)),
    *("afsnit", "delbeslutninger", "at", "punkter", "underpunkter"),
)

UNDECIDED = Rule(
    "M510",
    Severity.WARNING,
    Phrase(
        "Referatet er godkendt, men »{titel}« har ingen beslutning.",
        "The referat is approved, but »{titel}« has no decision.",
    ),
    Phrase(
        "Skriv `beslutning` eller `udfald`; det kan være ikke_behandlet eller udgaar.",
        "Write `beslutning` or `udfald`; it can be ikke_behandlet or udgaar.",
    ),
    Example(
        wrong="referat_status: godkendt\npunkter:\n  - titel: Budget\n    sagstype: beslutning",
        right="referat_status: godkendt\npunkter:\n  - titel: Budget\n"
        "    sagstype: beslutning\n    udfald: godkendt",
    ),
    reason=Phrase(
        "Et godkendt referat ændres ikke mere. Mangler beslutningen, kan ingen siden se, hvad der "
        "skal ske med sagen.",
        "Approved minutes are not changed any more. Without the decision nobody can later see "
        "what is to become of the case.",
    ),
    source=LAW + Phrase(" § 13 (beslutningsprotokol)", " § 13 (the record of decisions)"),
    rests_on=CONTENTS,
    about=(),
)
UNANSWERED = Rule(
    "M511",
    Severity.HINT,
    Phrase(
        "Indstillingen er hverken besvaret eller besluttet.",
        "The indstilling is neither answered nor decided.",
    ),
    Phrase(
        "Skriv `beslutning`, `udfald` eller `delbeslutninger`.",
        "Write `beslutning`, `udfald` or `delbeslutninger`.",
    ),
    Example(
        wrong="referat_status: til_godkendelse\npunkter:\n"
        "  - titel: Budget\n    indstilling:\n      at:\n        - godkender",
        right="referat_status: til_godkendelse\npunkter:\n"
        "  - titel: Budget\n    indstilling:\n      at:\n        - godkender\n    udfald: godkendt",
        forum="politik: {regler: {M511: ja}}",
    ),
    reason=Phrase(
        "Indstillingen er et spørgsmål til forummet. Uden et svar ved ingen, hvad der skal ske "
        "med sagen.",
        "The indstilling asks the forum something. Without an answer nobody knows what is to "
        "become of the case.",
    ),
    on=False,
    rests_on=CONTENTS,
)
UNDER_EVENTUELT = Rule(
    "M512",
    Severity.HINT,
    Phrase("Under Eventuelt står en beslutning.", "A decision stands under Eventuelt."),
    Phrase(
        "Giv sagen sit eget punkt; under Eventuelt besluttes som regel ikke noget.",
        "Give the case an item of its own; as a rule nothing is decided under Eventuelt.",
    ),
    Example(
        wrong="- titel: Eventuelt\n  sagstype: eventuelt\n  udfald: godkendt",
        right="- titel: Eventuelt\n  sagstype: eventuelt\n  tekst: Intet.",
    ),
    reason=Phrase(
        "Det, der bliver besluttet under Eventuelt, stod ikke på dagsordenen, så ingen kunne "
        "forberede sig, og siden er det svært at finde.",
        "What is decided under Eventuelt was not on the dagsorden, so nobody could prepare for "
        "it, and it is hard to find later.",
    ),
)
CLOSED_NOT_LAST = Rule(
    "M513",
    Severity.HINT,
    Phrase(
        "Efter det lukkede punkt kommer et åbent, »{titel}«.",
        "After the closed item comes an open one, »{titel}«.",
    ),
    Phrase(
        "Flyt de lukkede punkter sidst, så tilhørerne ikke skal ud og ind.",
        "Move the closed items last, so that listeners need not go out and in.",
    ),
    Example(
        wrong="- titel: Køb\n  lukket: ja\n- titel: Status",
        right="- titel: Status\n- titel: Køb\n  lukket: ja",
    ),
    reason=Phrase(
        "Ved et lukket punkt må tilhørerne gå ud. Kommer der et åbent bagefter, går de glip af "
        "det, eller mødet må vente på dem.",
        "Listeners must leave at a closed item. If an open one follows, they miss it, or the "
        "meeting must wait for them.",
    ),
    source=RULES_OF_PROCEDURE,
    about=("lukket",),
)
FUTURE_AS_PAST = Rule(
    "M514",
    Severity.WARNING,
    Phrase(
        "Beslutningen fortæller, hvad der skete på et møde den {dato}, som ikke er holdt endnu.",
        "The decision tells what happened at a meeting on {dato}, which has not been held yet.",
    ),
    Phrase("Ret datoen eller tiden i sætningen.", "Correct the date or the tense."),
    Example(
        wrong="- titel: A\n  beslutning: Sagen blev drøftet på mødet den 3. oktober 2025.",
        right="- titel: A\n  beslutning: Sagen blev drøftet på mødet den 3. august 2025.",
    ),
    reason=Phrase(
        "Beslutningen kan ikke fortælle om noget, der ikke er sket. Oftest er den kopieret fra et "
        "ældre referat, eller datoen er forkert.",
        "The decision cannot tell of what has not happened. Mostly it was copied from older "
        "minutes, or the date is wrong.",
    ),
)
PROMISE_BROKEN = Rule(
    "M515",
    Severity.WARNING,
    Phrase(
        "Sagen skal op igen den {dato}, men den er ikke på det mødes dagsorden.",
        "The case is to come up again on {dato}, but it is not on that meeting's dagsorden.",
    ),
    Phrase(
        "Sæt den på dagsordenen i {fil}, eller ret datoen.",
        "Put it on the dagsorden in {fil}, or correct the date.",
    ),
    Example(
        wrong="- titel: Cykelsti\n  beslutning: Sagen genoptages den 10. oktober 2025.",
        right="- titel: Budget\n  beslutning: Sagen genoptages den 10. oktober 2025.",
        files={
            "2025-10-10.yaml": b"dato: 2025-10-10\nstart: 10.00\npunkter:\n  - titel: Budget 2026\n"
        },
    ),
    reason=Phrase(
        "En sag, der er udsat til et møde, bliver glemt, hvis den ikke kommer på det mødes "
        "dagsorden.",
        "A case that is put off until a meeting is forgotten unless it gets on that meeting's "
        "dagsorden.",
    ),
)

_LONGEST = 2000
"""Characters of a sentence: a text full of dates is not gone through again for each of them."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ])")
_TELLS_WHEN = re.compile(r"\d|næste", re.I).search
# Patterns that many meetings do without are texts: ``re`` compiles such a one at its first use.
_HAPPENED = r"(?i)\b(?:blev|drøftede|behandlede|godkendte|besluttede|vedtog|orienterede)\b"
_HAPPENS = (
    r"(?i)\b(?:\w{3,}(?<!rn)es|skal|vil|kan|kommer|vender|tager|behandler|drøfter|fortsætter|er|"
    r"aftalt|bestilt|planlagt|(?:udsat|udskudt|udsatte|udskød)\b.*\btil)\b"
)
_CLAUSE = r"[,;:]|(?<=[.!?])\s+(?=[A-ZÆØÅ])|\b(?i:at)\b"
"""Between two clauses; a sentence without a comma before ``at`` has two as well."""
_AT_MEETING = r"(?i)\bpå\s+(?:\w+\s+){0,2}møde(?:t)?\s*$"
_TREATED = (
    r"(?i)\bblev\s+(?:drøftet|behandlet|godkendt|besluttet|vedtaget|forelagt)\s+(?:af\s+\w+\s+)?$"
)
_DECIDED = (
    # Not *den godkendte plan*.
    r"(?i)(?<!\bden )(?<!\bdet )(?<!\bde )"
    r"\b(?:beslutte[dt]\w*|vedtog|vedtaget|godkend(?:te|t)|tiltrådte?)\b"
)
_NOT_DECIDED = r"(?i)\b(?:in(?:tet|gen)|ikke)\b"
_REPORTED = (
    r"(?i)\b(?:orienter\w+|fort[aæ]l\w+|oplys\w+|nævn\w+|berette\w+|meddel\w+|spurgte)\b.*\bat\b"
    r"|\b(?:har|havde)\s+(?:\w+\s+){0,2}$"
)
"""Before a decision that is only told of."""
_CASE = "(?:sagen|punktet|behandlingen|drøftelsen|beslutningen)"
_OUR_MEETING = r"(?:(?:det|et|næste|kommende|ordinære)\s+){0,3}mødet?\b"
_AGAIN = (
    r"(?i)\b(?:genoptages|genbehandles|tages\s+op(?:\s+igen)?|vender\s+tilbage|behandles\s+igen|"
    r"drøftes\s+igen|forelægges|(?:sættes|kommer)\s+på\s+dagsordenen|dagsordenssættes)\b|"
    rf"\b{_CASE}\s+(?:behandles|drøftes)\s+på\s+{_OUR_MEETING}|"
    # Put off: the case, or something to a meeting; a time limit is put off to a day as well.
    rf"(?:^|[:;]\s*|\b{_CASE}\s+(?:\w+\s+){{0,2}})(?:udsættes|udsat|udskydes|udskudt)\s+til\b|"
    rf"\b(?:udsætter?|udsatte|udskyder?|udskød)\s+{_CASE}\s+til\b|"
    rf"\b(?:udsættes|udsat|udskydes|udskudt)\s+til\s+{_OUR_MEETING}"
)
_NEXT = r"(?i)\bnæste\s+(?:ordinære\s+)?møde\b"
_WORD = r"\w{5,}"
_OF_NO_CASE = (
    r"(?:(?:\w+s)?orientering|status|(?:tema)?drøftelse|godkendelse|behandling|genoptagelse|"
    r"forelæggelse|fremlæggelse|gennemgang|opfølgning|redegørelse|forslag|beslutning|indstilling|"
    r"meddelelse|dagsorden|referat|oplæg|sagen|sager|møde|punkt|emne|udvalg|vedrørende|eventuelt|"
    r"næste|første|anden|tredje|fortsat|efter|mellem|langs|under|gennem|omkring|andre|øvrige)"
    r"(?:en|et|er|n|r|t|s|erne|rne)?"
)
"""What many titles have, whatever case they are about."""
_BODY = (
    r"(?i)\b(\w+(?<!om)(?<!for)råd|\w+(?:udvalg|bestyrelse|nævn|klynge|gruppe|forening|forum|styrelse)|"
    r"direktion|folketing|regering|ministeri|region)(?:et|en|erne|e|n)?(?:s(?:mødet?)?)?\b"
)
"""A body by name; *udvalget* alone is the forum itself."""


def undecided(case: Case) -> Iterator[Diagnostic]:
    """In an approved referat every item that asks for a decision has one."""
    if case.meeting.aflyst or not case.meeting.referat_status.approved:
        return
    for item in case.plan.items:
        punkt = item.punkt
        asks = punkt.sagstype is not None and punkt.sagstype.kind.decides
        asks = asks or (_taken_up(punkt) and any(a.indstilling for a in punkt.alle_afsnit()))
        if asks and not has_decision(punkt):
            yield UNDECIDED.at(punkt.position, titel=punkt.titel)


def _taken_up(punkt: Punkt) -> bool:
    """Whether the meeting deals with an item: not with what is told in writing alone."""
    return punkt.sagstype is None or punkt.sagstype.kind.takes_time


def has_decision(punkt: Punkt) -> bool:
    """Whether an item, or each of its sub-items, tells what was decided."""
    return any(
        afsnit.slags.kind.decides or bool(afsnit.indstilling and afsnit.indstilling.delbeslutninger)
        for afsnit in punkt.alle_afsnit()
    ) or (bool(punkt.underpunkter) and all(map(has_decision, punkt.underpunkter)))


def unanswered(case: Case) -> Iterator[Diagnostic]:
    """An indstilling is answered once there is a referat."""
    if case.meeting.referat_status.is_draft:
        return
    for item in case.plan.items:
        for afsnit in item.punkt.alle_afsnit() if _taken_up(item.punkt) else ():
            if afsnit.indstilling and not has_decision(item.punkt):
                yield UNANSWERED.at(afsnit.indstilling.position)


def eventuelt(case: Case) -> Iterator[Diagnostic]:
    """Nothing is decided under *Eventuelt*."""
    for item in case.plan.items:
        if kind(item.punkt) is not Sagstype.EVENTUELT:
            continue
        for afsnit in item.punkt.alle_afsnit():
            if afsnit.indstilling or afsnit.afstemning or any(map(_decides, afsnit.udfald)):
                yield UNDER_EVENTUELT.at(afsnit.position)
                break
        else:
            texts = (text for text in case.texts if text.item is item)
            decisions = (_decision(text, case.meeting.forum.navn) for text in texts)
            yield from islice(filter(None, decisions), 1)


def _decides(udfald: str) -> bool:
    """Whether something is decided by an outcome: one of the fixed words, or any text."""
    if outcomes.decides(udfald):
        return True
    return re.search(_DECIDED, udfald) is not None and not re.search(_NOT_DECIDED, udfald)


def _decision(text: Passage, forum: str) -> Diagnostic | None:
    """Where a text under *Eventuelt* tells of a decision."""
    for sentence in _SENTENCE.split(text.text) if text.slags == Slags.BESLUTNING else ():
        for match in re.finditer(_DECIDED, sentence):
            before = sentence[: match.start()]
            if re.search(_NOT_DECIDED, sentence) or re.search(_REPORTED, before):
                break
            by = re.match(r"\s+af\s+\w+", sentence[match.end() :])
            if names_other_body(before + (by[0] if by else ""), forum):
                break
            return UNDER_EVENTUELT.at(text.position).on(match[0])
    return None


def closed_last(case: Case) -> Iterator[Diagnostic]:
    """Closed items come last in the dagsorden; what the meeting closed or opened stays."""
    closed: PlannedItem | None = None
    for item in case.plan.of(Kind.DAGSORDEN).items:
        if item.numbered.parent is not None:
            continue
        if item.lukket is not None:
            closed = closed or item
        elif closed is not None and not _after_closed(item.punkt):
            yield CLOSED_NOT_LAST.at(closed.punkt.position, titel=item.punkt.titel)
            return


def _after_closed(punkt: Punkt) -> bool:
    sagstype = kind(punkt)
    return sagstype is not None and sagstype.kind.after_closed


def meetings_in_decisions(case: Case) -> Iterator[Diagnostic]:
    """A decision does not tell of a meeting to come as past, and what it promises is kept."""
    for text in case.texts:
        if text.slags != Slags.BESLUTNING or text.item is None or not _TELLS_WHEN(text.text):
            continue
        for sentence in _SENTENCE.split(text.text):
            is_dated = False
            for mention in mentions(sentence, case.meeting.dato):
                if mention.day is not None and mention.day > case.meeting.dato:
                    is_dated = True
                    if tells_past(sentence, mention):
                        diagnostic = FUTURE_AS_PAST.at(text.position, dato=in_words(mention.day))
                        yield diagnostic.on(mention.written)
                    else:
                        yield from _promise(case, text, sentence, mention.day, mention.written)
            match = re.search(_NEXT, sentence)
            if match and not is_dated and (day := _next_meeting(case)):
                yield from _promise(case, text, sentence, day, match[0])


def _promise(
    case: Case, text: Passage, sentence: str, day: date, written: str
) -> Iterator[Diagnostic]:
    """What comes up again on a day is on the dagsorden of that day's meeting."""
    if text.item is None or day not in case.dates or not re.search(_AGAIN, sentence):
        return
    if names_other_body(sentence, case.meeting.forum.navn):
        return
    other = case.other(day)
    if other is not None and other.punkter and not _has(other, text.item.punkt):
        file = case.dates[day].path.name
        yield PROMISE_BROKEN.at(text.position, dato=in_words(day), fil=file).on(written)


def _next_meeting(case: Case) -> date | None:
    return min((day for day in case.dates if day > case.meeting.dato), default=None)


def sentence_around(text: str, mention: Mention) -> str:
    """The sentence that a date stands in."""
    before = _SENTENCE.split(text[max(0, mention.start - _LONGEST) : mention.start])[-1]
    return before + _SENTENCE.split(text[mention.start : mention.start + _LONGEST])[0]


def names_other_body(text: str, forum: str) -> bool:
    """Whether a text names a body that is not the forum: its meetings are not ours."""
    own = forum.lower()
    return any(match[1].lower() not in own for match in re.finditer(_BODY, text))


def tells_past(text: str, mention: Mention) -> bool:
    """Whether the clause around a date tells what happened at a meeting on that day."""
    before = re.split(_CLAUSE, text[max(0, mention.start - _LONGEST) : mention.start])[-1]
    if re.search(_TREATED, before):
        return True
    if not re.search(_AT_MEETING, before):
        return False
    if verbs := _verbs(before):
        return verbs[-1]  # the nearest: Udvalget drøftede sagen og behandler den på mødet …
    after = text[mention.end : mention.end + _LONGEST]
    return _verbs(re.split(_CLAUSE, after)[0])[:1] == [True]


def _verbs(clause: str) -> list[bool]:
    """For each verb that tells the tense, in order, whether it is past."""
    verbs = [(match.start(), True) for match in re.finditer(_HAPPENED, clause)]
    verbs += [(match.start(), False) for match in re.finditer(_HAPPENS, clause)]
    return [past for _, past in sorted(verbs)]


def _has(meeting: Meeting, case: Punkt) -> bool:
    """Whether a case is on a meeting's dagsorden: by number, or by a word of its title."""
    waiting = list(meeting.punkter)
    words = _beginnings(case.titel)
    while waiting:
        punkt = waiting.pop()
        waiting += punkt.underpunkter
        if set(punkt.sagsnr) & set(case.sagsnr) or punkt.titel.lower() == case.titel.lower():
            return True
        if words & _beginnings(punkt.titel):
            return True
    return not words


def _beginnings(titel: str) -> set[str]:
    """The beginnings of a title's telling words: Cykelsti and Cykelstier have the same."""
    words = re.findall(_WORD, titel.lower())
    return {word[:5] for word in words if not re.fullmatch(_OF_NO_CASE, word)}
