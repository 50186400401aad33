"""Texts: what must not stand in public, references that lead nowhere, titles and headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import time
from functools import lru_cache
from urllib.parse import unquote

from moedebog import cpr
from moedebog.blocks import Blocks, Heading, text_of
from moedebog.catalogue import Sagstype, Slags
from moedebog.catalogue.sections import KEYS
from moedebog.compose.planning import Plan, PlannedItem
from moedebog.diagnostics import Diagnostic, Position, Rule, Severity
from moedebog.meeting import Punkt
from moedebog.rules.case import Case
from moedebog.rules.dates import MONTHS, mentions, said
from moedebog.rules.decisions import names_other_body, sentence_around, tells_past
from moedebog.schema import nearest

_DIGITS = re.compile(r"\d{6}").search

HEADING_SKIPPED = Rule(
    "M541",
    Severity.HINT,
    "Overskriften »{overskrift}« springer et niveau over.",
    "Skriv {ret} i stedet for {skrevet}; niveauerne går ét trin ned ad gangen.",
)
NUMBER_IN_TITLE = Rule(
    "M542",
    Severity.HINT,
    "»{ord}« står i titlen; nummer og klokkeslæt skriver moedebog selv.",
    "Slet det i titlen; brug `nr`, `tid` eller `varighed`.",
    about=("titel",),
)
NO_SUCH_ITEM = Rule(
    "M543",
    Severity.WARNING,
    "Der henvises til punkt {nr}, men mødet har ikke et punkt {nr}.",
    "Ret nummeret.",
    rests_on=("nr", "nummerering", "sagstype", "punkter", "underpunkter", "indstilling", "at"),
)
NO_SUCH_MEETING = Rule(
    "M544",
    Severity.HINT,
    "Der henvises til et møde den {dato}, men forummet har ikke noget møde den dag.",
    "Ret datoen, eller skriv, hvilket forum mødet er i.",
)
MISSING_SECTION = Rule(
    "M545",
    Severity.WARNING,
    "»{titel}« mangler afsnittet {slags}, som forummet kræver ved sagstypen {sagstype}.",
    "Skriv {slags}: ved punktet, eller ret politikken i forum.yaml.",
    rests_on=(
        *("afsnit", "slags", *KEYS),
        *("punkter", "underpunkter", "titel", "at"),
    ),
)

MISSPELT_HEADING = Rule(
    "M546",
    Severity.HINT,
    "»{overskrift}« ligner »{standard}«, men er stavet anderledes.",
    "Skriv {standard}, hvis det er det, der menes.",
    about=("overskrift", "titel"),
)
NO_LINK = Rule(
    "M547",
    Severity.WARNING,
    "»{tekst}« er ikke blevet til et link, men trykkes, som det står.",
    "Skriv [tekst](https://example.org) uden mellemrum i adressen og mellem parenteserne.",
)

_THEN_A_TITLE = rf"(?=\s+[A-ZÆØÅ])(?!\s+(?i:{'|'.join(MONTHS)})\b)"
_TITLE_NUMBER = re.compile(
    r"^\s*(?:(?i:punkt|pkt\.?|ad)\s*\d+(?:\.\d+)*\s*[:.)-]?"
    # Before a small letter or a month it is an ordinal: 2. behandling, 1. Maj.
    r"|(?:\d{1,2}(?:\.\d+)*[a-z]?[.):]|\d{1,2}(?:\.\d+)+|\d{1,2}[a-z]?\s*[-–]"
    r"|(?i:nr\.?)\s*\d+(?:\.\d+)*\s*[:.)-]?)"
    rf"{_THEN_A_TITLE})"
)
_TITLE_CLOCK = re.compile(
    r"\bkl\.?\s?\d{1,2}(?:[.:]\d{2})?(?!\d)(?:\s*[-–]\s*\d{1,2}[.:]\d{2}\b)?"
    r"|\(?\b\d{1,2}[.:]\d{2}\s*[-–]\s*\d{1,2}[.:]\d{2}\b\)?"
    r"|\b(?:[01]?\d|2[0-3]):[0-5]\d\b",
    re.I,
)
_LONGEST = 240
"""Minutes that a meeting is taken to last where nothing says it."""
_NUMBER = r"\d++(?:\.\d++)*+"
# The other numbers of a list. No word after them is counted by them: Se punkt 1, 14 elever deltog.
_OTHERS = (
    rf"(?:(?:,\s+{_NUMBER})*(?:\s+(?:og|eller)\s+{_NUMBER})+(?=\s*(?:$|[.;:)!?](?!\d)|,(?!\s*\d))"
    r"|\s+(?:og\s+(?!\d)|(?:er|var|blev|bliver|udgår|\w{3,}(?<!r)es|på\s+dagsordenen)\b))"
    rf"|(?:,\s+{_NUMBER})+(?=\s*(?:$|[.;:)!?](?!\d)|,(?!\s*\d))))?"
)
# Patterns that many meetings do without are texts: ``re`` compiles such a one at its first use.
_REFERENCE = (
    r"(?i)(?:\b(?:se|jf\.|jvf\.|jævnfør|fremgår\s+af|under|dagsordenens"
    r"|(?:nævnt|omtalt|beskrevet|anført)\s+i)\s+(?:også\s+)?|\()"
    rf"(?:dagsordens)?(?:punkt(?:erne)?\s+|pkt\.\s*|pkt\s+)({_NUMBER}{_OTHERS})"
    # What follows may say that it is an item of something else.
    rf"(?!(?:\s*(?:,|og|eller)\s*{_NUMBER})*\s*,?\s*"
    r"(?:(?:i|på)(?!\s+dagsordenen)|af|fra|til|under|stk|litra|nr|§|sidste|forrige|seneste)\b)"
)
_BROKEN_LINK = r"\[[^\]\n]+\]\s?\(\s*(?:https?:|www\.|mailto:)\S*"
_BEFORE = 200
"""Characters before a date that may say that it is a meeting's."""
_MEETING_ON = (
    r"(?i)\b(?:forrige|seneste|sidste|næste|kommende|vores|på|referat(?:et)?\s+(?:fra|af))"
    r"\s+mødet?\s*$"
)
_ELSEWHERE = r"(?:\s+kl\.?\s*[\d.:]+)?\s+(?:i|hos|med|mellem|for)\b"
"""What follows the date of a meeting that is not the forum's, or may not be."""
_STANDARD_TITLES = {s.kind.title.casefold(): s.kind.title for s in Sagstype if s.kind.title}


def personal_numbers(case: Case) -> Iterator[Diagnostic]:
    """No CPR number stands anywhere in public, also not where a link leads."""
    for text in case.texts_with_digits:
        if text.public:
            yield from cpr.found(text.text, text.position, called=text.called)
    for (address, position), text in case.links.items():
        if text.public and _DIGITS(address):
            yield from cpr.found(unquote(address).replace("/", " "), position)


def headings(case: Case) -> Iterator[Diagnostic]:
    """Headings inside a text go down one level at a time."""
    yield from _headings(case.meeting.indledning)
    for item in case.plan.items:
        punkt = item.punkt
        if punkt.lukket:
            yield from _headings(punkt.lukket.offentlig_beslutning)
        for afsnit in punkt.alle_afsnit():
            for blocks in afsnit.tekster():
                yield from _headings(blocks)


def _headings(blocks: Blocks) -> Iterator[Diagnostic]:
    level = 0
    for block in blocks:
        if isinstance(block, Heading):
            if level and block.level > level + 1 and block.position is not None:
                text = text_of(block.inlines)
                signs = {"ret": "#" * (level + 1), "skrevet": "#" * block.level}
                yield HEADING_SKIPPED.at(block.position, overskrift=text, **signs).on(text)
            level = block.level


def misspelt(case: Case) -> Iterator[Diagnostic]:
    """Headings and titles that are in every meeting are written as there."""
    policies = case.meeting.forum.politik.afsnit
    usual = case.plan.phrases.sections
    headings = (usual.get(a.slags) if a.overskrift is None else a.overskrift for a in policies)
    known = {heading.casefold(): heading for heading in headings if heading}
    for item in case.plan.items:
        punkt = item.punkt
        yield from _misspelt(punkt.titel, punkt.position, _STANDARD_TITLES)
        for afsnit in punkt.alle_afsnit():
            if afsnit.overskrift:
                yield from _misspelt(afsnit.overskrift, afsnit.position, known)
            for block in afsnit.tekst:
                if isinstance(block, Heading) and block.position is not None:
                    yield from _misspelt(text_of(block.inlines), block.position, known)


def _misspelt(written: str, position: Position, usual: Mapping[str, str]) -> Iterator[Diagnostic]:
    """``usual`` are the right words, by their small letters."""
    for right in _nearly(written.strip(" .:").casefold(), tuple(usual)):
        yield MISSPELT_HEADING.at(position, overskrift=written, standard=usual[right]).on(written)


@lru_cache(maxsize=1024)  # the same headings stand in one item after the other
def _nearly(word: str, usual: tuple[str, ...]) -> tuple[str, ...]:
    """The words that ``word`` is a misspelling of."""
    found = []
    for right in usual:
        shorter, longer = sorted((len(word), len(right)))
        # So different in length, they are not as like as they must be.
        if word[:1] not in right[:2] or longer - shorter > 2 or longer * 9 > shorter * 11:
            continue
        # Other forms of the word are meant as they are.
        if not word.startswith(right) and not right.startswith(word):
            found += [right] if nearest(word, [right], cutoff=0.9) else []
    return tuple(found)


def links(case: Case) -> Iterator[Diagnostic]:
    """What looks like a link has become one."""
    for text in case.texts:
        for match in re.finditer(_BROKEN_LINK, text.text) if "]" in text.text else ():
            yield NO_LINK.at(text.position, tekst=match[0]).on(match[0])


def titles(case: Case) -> Iterator[Diagnostic]:
    """Numbers and clock times are not typed into titles."""
    for item in case.plan.items:
        titel, nr = item.punkt.titel, item.numbered.nr
        match = _TITLE_NUMBER.search(titel)
        if not match and nr.isdigit() and titel.startswith(nr):
            match = re.match(nr + _THEN_A_TITLE, titel)
        word = match[0].strip() if match else _own_time(item, case.plan)
        if word:
            yield NUMBER_IN_TITLE.at(item.punkt.position, ord=word).on(word)


def _own_time(item: PlannedItem, plan: Plan) -> str:
    """The clock time in an item's title that says when it is on: one may be what it is about."""
    titel = item.punkt.titel
    for match in _TITLE_CLOCK.finditer(titel):
        hour, minute = re.findall(r"(\d+)(?:[.:](\d+))?", match[0])[0]
        told = int(hour) * 60 + int(minute or 0)
        if item.slot is not None:
            start = _minutes(item.slot.start)
            if start <= told <= (_minutes(item.slot.end) if item.slot.end else start):
                return match[0].strip()
        last = not titel[match.end() :].strip(" .)")
        if last and _minutes(plan.meeting.start) <= told <= _end(plan):
            return match[0].strip()
    return ""


def _end(plan: Plan) -> int:
    """When a meeting ends at the latest."""
    ends = [plan.meeting.slut, *(item.slot.end for item in plan.items if item.slot)]
    known = [_minutes(end) for end in ends if end is not None]
    return max(known, default=_minutes(plan.meeting.start) + _LONGEST)


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def references(case: Case) -> Iterator[Diagnostic]:
    """Items and meetings that are referred to exist."""
    numbers = {item.numbered.nr for item in case.plan.items}
    for text in case.texts_with_digits:
        lower = text.text.lower()
        may_refer = "punkt" in lower or "pkt" in lower
        for match in re.finditer(_REFERENCE, text.text) if may_refer else ():
            points = _points(text.item.punkt) if text.item else 0
            for nr in re.findall(_NUMBER, match[1]):
                if nr not in numbers and not (nr.isdigit() and int(nr) <= points):
                    yield NO_SUCH_ITEM.at(text.position, nr=nr).on(match[0].lstrip("("))
        for mention in mentions(text.text, case.meeting.dato) if "møde" in lower else ():
            day = mention.day
            if day is None or not re.search(_MEETING_ON, text.text[: mention.start][-_BEFORE:]):
                continue
            if text.slags == Slags.BESLUTNING and tells_past(text.text, mention):
                continue  # told by another rule
            if text.slags == Slags.BILAG or re.match(_ELSEWHERE, text.text[mention.end :]):
                continue
            if names_other_body(sentence_around(text.text, mention), case.meeting.forum.navn):
                continue
            # Only inside the time that the forum's files cover: older ones may lie elsewhere.
            known = case.dates
            if known and min(known) < day < max(known) and day not in known:
                yield NO_SUCH_MEETING.at(text.position, dato=said(day)).on(mention.written)


def _points(punkt: Punkt) -> int:
    """How many points the longest indstilling of an item has: a text may speak of those."""
    found = [len(a.indstilling.at) for a in punkt.alle_afsnit() if a.indstilling]
    return max(found, default=0)


def missing_sections(case: Case) -> Iterator[Diagnostic]:
    """An item has the sections that the forum wants for its kind."""
    for policy in case.meeting.forum.politik.afsnit:
        for item in case.plan.items if policy.kraeves_ved else ():
            punkt = item.punkt
            if punkt.sagstype not in policy.kraeves_ved:
                continue
            if policy.slags not in {afsnit.slags for afsnit in punkt.alle_afsnit()}:
                yield MISSING_SECTION.at(
                    punkt.position,
                    titel=punkt.titel,
                    slags=policy.slags,
                    sagstype=punkt.sagstype,
                )
