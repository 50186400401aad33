"""Decisions: that they are there, and that what they promise is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

from moedebog import typography
from moedebog.compose.plan import PlannedItem
from moedebog.diagnostics import Diagnostic, Rule, Severity
from moedebog.meeting import Meeting, Punkt
from moedebog.rules.case import Case, Text
from moedebog.rules.dates import Mention, mentions

_CONTENTS = ("beslutning", "udfald", "afsnit", "afstemning", "delbeslutninger", "punkter")

UNDECIDED = Rule(
    "M510",
    Severity.WARNING,
    "Referatet er godkendt, men »{titel}« har ingen beslutning.",
    "Skriv `beslutning` eller `udfald`; det kan være ikke_behandlet eller udgaar.",
    rests_on=_CONTENTS,
)
UNANSWERED = Rule(
    "M511",
    Severity.HINT,
    "Indstillingen er hverken besvaret eller besluttet.",
    "Skriv `beslutning`, `udfald` eller `delbeslutninger`.",
    on=False,
    rests_on=_CONTENTS,
)
UNDER_EVENTUELT = Rule(
    "M512",
    Severity.HINT,
    "Under Eventuelt står en beslutning.",
    "Giv sagen sit eget punkt; under Eventuelt besluttes som regel ikke noget.",
)
CLOSED_NOT_LAST = Rule(
    "M513",
    Severity.HINT,
    "Efter det lukkede punkt kommer et åbent, »{titel}«.",
    "Flyt de lukkede punkter sidst, så tilhørerne ikke skal ud og ind.",
)
FUTURE_AS_PAST = Rule(
    "M514",
    Severity.WARNING,
    "Beslutningen fortæller, hvad der skete på et møde den {dato}, som ikke er holdt endnu.",
    "Ret datoen eller tiden i sætningen.",
)
PROMISE_BROKEN = Rule(
    "M515",
    Severity.WARNING,
    "Sagen skal op igen den {dato}, men den er ikke på det mødes dagsorden.",
    "Sæt den på dagsordenen i {fil}, eller ret datoen.",
)

_DECIDING = frozenset(
    {"beslutning", "droeftelse", "valg", "hoering", "godkendelse_dagsorden", "godkendelse_referat"}
)
_AFTER_CLOSED = frozenset(
    {"eventuelt", "underskriftsark", "pause", "kommende_moeder", "skriftlig_orientering"}
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ])")
_HAPPENED = re.compile(
    r"\b(?:blev\s+\w+|drøftede|behandlede|godkendte|besluttede|vedtog|orienterede)\b", re.I
)
_AT_MEETING = re.compile(r"\bpå\s+(?:\w+\s+){0,2}møde(?:t)?\s*$", re.I)
_AGAIN = re.compile(
    r"\b(?:genoptages|genbehandles|tages\s+op(?:\s+igen)?|vender\s+tilbage|behandles\s+igen|"
    r"drøftes\s+igen|forelægges|(?:sættes|kommer)\s+på\s+dagsordenen|dagsordenssættes)\b",
    re.I,
)
_WORD = re.compile(r"\w{5,}")


def undecided(case: Case) -> Iterator[Diagnostic]:
    """In an approved referat every item that asks for a decision has one."""
    if case.meeting.aflyst or case.meeting.referat_status not in ("godkendt", "offentliggjort"):
        return
    for item in case.plan.items:
        punkt = item.punkt
        asks = punkt.sagstype in _DECIDING or any(a.indstilling for a in punkt.alle_afsnit())
        if asks and not _decided(punkt):
            yield UNDECIDED.at(punkt.position, titel=punkt.titel)


def _decided(punkt: Punkt) -> bool:
    return any(
        afsnit.slags in ("beslutning", "afstemning")
        or bool(afsnit.indstilling and afsnit.indstilling.delbeslutninger)
        for afsnit in punkt.alle_afsnit()
    ) or (bool(punkt.underpunkter) and all(map(_decided, punkt.underpunkter)))


def unanswered(case: Case) -> Iterator[Diagnostic]:
    """An indstilling is answered once there is a referat."""
    if case.meeting.referat_status == "udkast":
        return
    for item in case.plan.items:
        for afsnit in item.punkt.alle_afsnit():
            if afsnit.indstilling and not _decided(item.punkt):
                yield UNANSWERED.at(afsnit.indstilling.position)


def eventuelt(case: Case) -> Iterator[Diagnostic]:
    """Nothing is decided under *Eventuelt*."""
    for item in case.plan.items:
        if item.punkt.sagstype != "eventuelt":
            continue
        for afsnit in item.punkt.alle_afsnit():
            if afsnit.indstilling or afsnit.afstemning or afsnit.udfald:
                yield UNDER_EVENTUELT.at(afsnit.position)


def closed_last(case: Case) -> Iterator[Diagnostic]:
    """Closed items come last."""
    items = [item for item in case.plan.items if item.numbered.parent is None]
    for index, item in enumerate(items):
        if item.lukket is None:
            continue
        following = (i for i in items[index + 1 :] if i.punkt.sagstype not in _AFTER_CLOSED)
        opened = next((i for i in following if i.lukket is None), None)
        if opened is not None:
            yield CLOSED_NOT_LAST.at(item.punkt.position, titel=opened.punkt.titel)
            return


def meetings_in_decisions(case: Case) -> Iterator[Diagnostic]:
    """A decision does not tell of a meeting to come as past, and what it promises is kept."""
    for text in case.texts:
        if text.slags != "beslutning" or text.item is None:
            continue
        for sentence in _SENTENCE.split(text.text):
            for mention in mentions(sentence, case.meeting.dato):
                if mention.day is not None and mention.day > case.meeting.dato:
                    yield from _about(case, text, text.item, sentence, mention)


def _about(
    case: Case, text: Text, item: PlannedItem, sentence: str, mention: Mention
) -> Iterator[Diagnostic]:
    day = mention.day
    if day is None:
        return
    said = typography.long_date(day, weekday=False)
    if _HAPPENED.search(sentence) and _AT_MEETING.search(sentence[: mention.start]):
        yield FUTURE_AS_PAST.at(text.position, dato=said)
    elif _AGAIN.search(sentence) and day in case.dates:
        other = case.other(day)
        if other is not None and other.punkter and not _has(other, item.punkt):
            yield PROMISE_BROKEN.at(text.position, dato=said, fil=case.dates[day].path.name)


def _has(meeting: Meeting, case: Punkt) -> bool:
    """Whether a case is on a meeting's dagsorden: by number, or by a word of its title."""
    waiting = list(meeting.punkter)
    words = set(_WORD.findall(case.titel.lower()))
    while waiting:
        punkt = waiting.pop()
        waiting += punkt.underpunkter
        if set(punkt.sagsnr) & set(case.sagsnr):
            return True
        if words & set(_WORD.findall(punkt.titel.lower())):
            return True
    return not words and not case.sagsnr
