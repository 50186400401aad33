"""Texts: what must not stand in public, references that lead nowhere, titles and headings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from moedebog import typography
from moedebog.blocks import Blocks, Heading
from moedebog.diagnostics import Diagnostic, Rule, Severity
from moedebog.meeting import Punkt
from moedebog.rules.case import Case
from moedebog.rules.dates import mentions

PERSONAL_NUMBER = Rule(
    "M540",
    Severity.ERROR,
    "Her står noget, der ligner et CPR-nummer, i den offentlige udgave.",
    "Slet nummeret, eller luk punktet med `lukket`.",
)
HEADING_SKIPPED = Rule(
    "M541",
    Severity.HINT,
    "Overskriften »{overskrift}« springer et niveau over.",
    "Brug et # færre; niveauerne går ét trin ned ad gangen.",
)
NUMBER_IN_TITLE = Rule(
    "M542",
    Severity.HINT,
    "»{ord}« står i titlen; nummer og klokkeslæt skriver moedebog selv.",
    "Slet det i titlen; brug `nr`, `tid` eller `varighed`.",
)
NO_SUCH_ITEM = Rule(
    "M543",
    Severity.WARNING,
    "Der henvises til punkt {nr}, men mødet har ikke et punkt {nr}.",
    "Ret nummeret.",
    rests_on=("nr", "nummerering", "sagstype", "punkter", "underpunkter"),
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
        "afsnit", "slags", "tekst", "resume", "sagsforloeb", "sagsfremstilling", "oekonomi",
        "proces", "indstilling", "beslutning", "afstemning", "protokolbemaerkninger",
        "opfoelgning", "bilag", "udfald", "punkter", "underpunkter", "titel", "at",
    ),
)  # fmt: skip

# Ten digits, the first six a date; hyphens, spaces and line breaks between. The day may have
# 60 added (numbers for newcomers). No check digit: it has not been reliable since 2007.
_CPR = re.compile(
    r"(?<![\d+/.,-])(?<!\d )"
    r"(0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])[ ]?(0[1-9]|1[0-2])[ ]?\d\d"
    r"\s?[-\u2010-\u2015\u2212]?\s?\d{4}(?![\d/-])(?! \d)(?!,\d)"
)
_TITLE_NUMBER = re.compile(
    r"^\s*(?:(?:punkt|pkt\.?|ad)\s*\d+(?:\.\d+)*\s*[:.)-]?|\d{1,2}(?:\.\d+)*[.):]\s)", re.I
)
_TITLE_CLOCK = re.compile(
    r"\bkl\.?\s?\d{1,2}(?:[.:]\d{2})?|\(?\b\d{1,2}[.:]\d{2}\s*[-–]\s*\d{1,2}[.:]\d{2}\b\)?", re.I
)
_REFERENCE = re.compile(
    r"\b(?:se|jf\.|jævnfør|fremgår af|dagsordenens)\s+(?:også\s+)?(?:dagsordens)?punkt\s+"
    r"(\d+(?:\.\d+)*)\b",
    re.I,
)
_MEETING_ON = re.compile(r"\b(?:forrige|seneste|sidste|næste|kommende|vores|på)\s+møde(?:t)?\s*$")


def personal_numbers(case: Case) -> Iterator[Diagnostic]:
    """No CPR number stands anywhere in public."""
    for text in case.texts_with_digits:
        if text.public and _CPR.search(text.text):
            yield PERSONAL_NUMBER.at(text.position)


def headings(case: Case) -> Iterator[Diagnostic]:
    """Headings inside a text go down one level at a time."""
    yield from _headings(case.meeting.indledning)
    for item in case.plan.items:
        for afsnit in item.punkt.alle_afsnit():
            yield from _headings(afsnit.tekst)


def _headings(blocks: Blocks) -> Iterator[Diagnostic]:
    level = 0
    for block in blocks:
        if isinstance(block, Heading):
            if level and block.level > level + 1 and block.position is not None:
                text = "".join(getattr(inline, "text", " ") for inline in block.inlines)
                yield HEADING_SKIPPED.at(block.position, overskrift=text)
            level = block.level


def titles(case: Case) -> Iterator[Diagnostic]:
    """Numbers and clock times are not typed into titles."""
    for item in case.plan.items:
        titel = item.punkt.titel
        match = _TITLE_NUMBER.search(titel) or _TITLE_CLOCK.search(titel)
        if match:
            yield NUMBER_IN_TITLE.at(item.punkt.position, ord=match[0].strip())


def references(case: Case) -> Iterator[Diagnostic]:
    """Items and meetings that are referred to exist."""
    numbers = {item.numbered.nr for item in case.plan.items}
    for text in case.texts_with_digits:
        said = text.text.lower()
        for match in _REFERENCE.finditer(text.text) if "punkt" in said else ():
            nr = match[1]
            points = _points(text.item.punkt) if text.item else 0
            if nr not in numbers and not (nr.isdigit() and int(nr) <= points):
                yield NO_SUCH_ITEM.at(text.position, nr=nr)
        for mention in mentions(text.text, case.meeting.dato) if "møde" in said else ():
            day = mention.day
            if day is None or not _MEETING_ON.search(text.text[: mention.start]):
                continue
            # Only inside the time that the forum's files cover: older ones may lie elsewhere.
            known = case.dates
            if known and min(known) < day < max(known) and day not in known:
                dato = typography.long_date(day, weekday=False)
                yield NO_SUCH_MEETING.at(text.position, dato=dato)


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
