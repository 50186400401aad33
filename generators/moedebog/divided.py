"""What Danish tells of the entries between two commas: whether they are one, or may be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from moedebog import vocabulary
from moedebog.catalogue.outcomes import FIXED
from moedebog.vocabulary import texts

TITLED = frozenset(
    {"fra_forvaltningen", "observatoerer", "gaester", "medlemmer", "stedfortraedere"}
)
"""Where a person may have a title beside the name."""
VOTERS = frozenset({"navne", "for", "imod", "undlod", "ankom", "forlod"})
"""Where a party of several words, or in small letters, may stand beside a name."""
PEOPLE = vocabulary.PEOPLE - VOTERS
"""Where only people stand."""

_OFFICES = (
    r"(?:chef|direktør|leder|konsulent|formand|kvinde|sekretær|borgmester|rådgiver|ingeniør|læge|"
    r"professor|medlem|medarbejder|advokat|revisor|arkitekt|jurist|koordinator|inspektør|bestyrer|"
    r"lærer|pædagog|præst|provst|biskop|minister|specialist|planlægger|biolog|økonom|ejer|"
    r"repræsentant|kasserer|suppleant|forsker|lektor|sygeplejerske|fuldmægtig|assistent|elev)"
)
_OFFICE = re.compile(
    rf"(?i:(?:\S+\s+)*(?:\d\.\s*)?\S*{_OFFICES}(?:en|n|ne|e|er|erne)?(?:\s+(?:i|for|ved|på|hos|af)"
    r"\s.+)?)\Z"
    r"|C[EFTIO]O\Z|[A-ZÆØÅ]\w+ (?:i|for|ved|på|hos) .+"
    r"|(?i:cand\.|ph\.?\s?d\.|lic\.|dr\.|mag\.|ba\b|ma\b|msc\b|jr\.).*|\d.*"
)
"""``Direktør i By og Land``: what somebody is, not who."""
_ORGANISATION = re.compile(
    r"(?:(?i:.*\b(?:a/s|aps|i/s|p/s|k/s|a\.m\.b\.a\.?|amba|s/i|kommune|region|center|universitet"
    r"|university|group|danmark|gruppen|holding)\b.*)"
    r"|(?i:.*(?:forvaltning|afdeling|sekretariat|styrelse|ministeri|forening|skole|selskab|kontor"
    r"|fond|forsyning|forbund|institut|politi|redaktion|bibliotek|museum|museet|stab|direktorat"
    r"|udvalg|afsnit|center|kommune|virksomhed|firma|banken)(?:en|et|n|t|er|erne)?)"
    r"|[A-ZÆØÅ0-9]{2,}|\S+- og \S+|\S+ (?:og|&) \S+)\Z"
)
_WITH_OFFICE = re.compile(
    rf"(?:\S+\s+)?(?i:\S*{_OFFICES}(?:en|n|ne)?)\s+[A-ZÆØÅ]\S+\s+[A-ZÆØÅ](?!\S*[/&])"
)
"""``Borgmester Bo Bæk i Byens Kommune``."""
_BESIDE_NAME = re.compile(r"\s\(|\s(?:fra|-|–|/)\s")
"""After a name comes what somebody is."""
_PARTICLES = re.compile(r"(?:af|da|de|del|den|der|di|du|la|le|ten|ter|van|von|zu)\s")
_PERSON = re.compile(
    r"[A-ZÆØÅÖÄÉ]\S+(?:\s(?:af|da|de|del|den|der|di|du|la|le|ten|ter|van|von|zu|[A-ZÆØÅÖÄÉ]\S*))+"
    r"(?:\s\(.*\))?\Z"
)
_ONE_WORD = re.compile(r"[A-ZÆØÅÖÄÉ][a-zæøåöäéü]+(?:-[A-ZÆØÅ][a-zæøåöäéü]+)?\Z")
_GOES_ON = re.compile(
    r"(?:idet|som|der|men|og|eller|hvis|såfremt|hvor\w*|hvilke\w*|da|når|fordi|dog|herunder|samt|"
    r"inden|medmindre|ligesom|så|mens|jf\.?|undtagen|uanset|bl\.a\.|f\.eks\.|fx|dvs\.|at|heraf|"
    r"deraf|bortset|forudsat|undtaget|eventuelt|evt\.|nemlig|især|for så vidt|skønt|selvom|"
    r"altså|inkl\.|ekskl\.|således|for at|med henblik|under (?:forudsætning|hensyn|forbehold)|"
    r"på (?:betingelse|vilkår|baggrund|grundlag|den måde)|i (?:henhold|overensstemmelse|stedet)|"
    r"efter (?:høring|behandling|indstilling|aftale|drøftelse|afstemning)|"
    r"uden at|ved at|ud over|hvorefter)(?:\s|$)"
)
_PREPOSITION = re.compile(
    r"(?:af|efter|for|fra|hos|i|med|mod|om|over|på|til|trods|uden|under|ved)\s"
)
_WEEKDAY = re.compile(r"(?:man|tirs|ons|tors|fre|lør|søn)dag\Z")
_DAY = re.compile(r"(?:den\s+|d\.\s*)?\d{1,2}\.\s")
_END = re.compile(r"[.!?:;…]\W*\Z")
_LONGEST = 90
"""What is longer is written with dashes, or is no point that somebody puts between brackets."""
_VERB = re.compile(r"\w{2,}(?:es|as)\b")
"""``godkendes``: what happens to the matter."""
_OUTCOME = re.compile(
    r"(?i:ingen|ikke|intet|enig\w*|delvist|til efterretning|udgår|ja|nej|\w+(?:[td]|te|es))\b"
)
"""How an outcome begins: ``sendt i høring``, ``ingen bemærkninger``."""


def are_one(key: str, before: str, after: str) -> bool:
    """Whether two entries are probably one."""
    if key in VOTERS:
        return " " in before and after[:1].islower() and not _PARTICLES.match(after)
    if key in PEOPLE:
        return _one_person(key, before, after)
    if before[-1:].isdigit() and after[:1].isdigit():
        return True
    if key in texts():
        return not _END.search(before) and (after[:1].islower() or _goes_on(before, after))
    if key == "udfald" and after[:1].islower() and _PREPOSITION.match(after):
        return after not in FIXED
    return _goes_on(before, after)


def inside_parenthesis(entries: Sequence[str]) -> set[int]:
    """The entries that go on inside a parenthesis that an earlier one opens, and one closes."""
    inside: set[int] = set()
    waiting: list[int] = []
    depth = 0
    for number, entry in enumerate(entries):
        if depth > 0:
            waiting.append(number)
        depth += entry.count("(") - entry.count(")")
        if depth <= 0:
            inside.update(waiting)
            waiting, depth = [], 0
    return inside


def _one_person(key: str, before: str, after: str) -> bool:
    if not before[:1].isupper() or _is_no_person(before):
        return False
    if after[:1].islower():
        return not _PARTICLES.match(after)
    by_office = " " not in after and _OFFICE.match(after) and after.endswith(("en", "eren"))
    return key in TITLED and " " in before and not by_office and _is_no_person(after)


def _is_no_person(entry: str) -> bool:
    if _WITH_OFFICE.match(entry):
        return False
    first = _BESIDE_NAME.split(entry)[0]
    return bool(_OFFICE.match(first) or _ORGANISATION.match(first))


def is_organisation(entry: str) -> bool:
    """Whether an entry is where somebody comes from, not what they are."""
    return bool(_ORGANISATION.match(entry)) and not re.search(rf"(?i){_OFFICES}", entry)


def _goes_on(before: str, after: str) -> bool:
    """Whether a point goes on with what follows the comma."""
    if after.startswith("at ") and before.startswith("at "):
        return False  # each point begins so
    if after.startswith("der ") and _VERB.search(before.split()[-1] if before else ""):
        return False  # »planen godkendes, der afsættes 5 kr.«: two sentences
    if _WEEKDAY.search(before) and _DAY.match(after):
        return True
    return _GOES_ON.match(after) is not None


def may_be_one(key: str, entries: Sequence[str]) -> bool:
    """Whether entries that are not certainly one may be so."""
    if len(entries) < 2 or any(len(entry) > _LONGEST for entry in entries):
        return False
    if key == "gaester":
        return person_at(entries) is not None
    if key == "udfald":
        return not all(_is_outcome(entry) for entry in entries)
    if key in texts():
        return not all(_END.search(entry) for entry in entries[:-1])
    return key == "at" and (_is_unclear(entries) or _is_listing(entries))


def person_at(entries: Sequence[str]) -> int | None:
    """The first of two guests who may be one: ``Dahl, Henrik``, ``Direktøren, Henrik Dahl``."""
    for number, (one, two) in enumerate(pairwise(entries)):
        if _PERSON.match(one) and _ONE_WORD.match(two):
            if not (_is_no_person(one) or _is_no_person(two)):
                return number
        elif len(entries) == 2 and _OFFICE.match(one) and _PERSON.match(two):
            return None if re.search(r"\s[A-ZÆØÅ]", one) else number
    alone = [one for one in entries if _ONE_WORD.match(one) and not _is_no_person(one)]
    return 0 if len(alone) == len(entries) and len(entries) in (2, 4) else None


def person(before: str, after: str) -> tuple[str, str]:
    """The name and the title of a person whom a comma divides; no title where there is none."""
    if _ONE_WORD.match(before) and _ONE_WORD.match(after) and not _is_no_person(before):
        return f"{after} {before}", ""
    return (after, before) if _OFFICE.match(before) else (before, after)


def _is_outcome(entry: str) -> bool:
    return entry in FIXED or _OUTCOME.match(entry) is not None


def _is_unclear(entries: Sequence[str]) -> bool:
    """Whether two or three points may as well be one sentence: they are not of one form."""
    if len(entries) > 3:
        return False
    if any(len(entry) < 3 or entry[:1].isupper() for entry in entries[1:]):
        return False  # a sentence does not go on with a capital
    forms = {_form(entry) for entry in entries}
    listed = " og " in entries[-1] and not any(" " in entry for entry in entries[:-1])
    prepositions = any(_PREPOSITION.match(entry) for entry in entries[1:])
    return len(forms) > 1 or forms == {None} or listed or prepositions


def _is_listing(entries: Sequence[str]) -> bool:
    """Whether points may be what one of them lists: ``udpeger Bo, Carla og Dan``."""
    last = re.match(r"(.+?) (?:og|eller|samt) \S", entries[-1])
    if last is None or " " not in entries[0]:
        return False
    listed = [*entries[1:-1], last[1]]
    return all(_is_thing(entry) for entry in listed)


def _is_thing(entry: str) -> bool:
    """Whether an entry is a name, or a thing or two, with no verb."""
    words = entry.split()
    if all(word[:1].isupper() or _PARTICLES.match(f"{word} ") for word in words):
        return True
    return len(words) < 4 and _form(entry) is None


def _form(point: str) -> str | None:
    """How a point begins: what people do, are to do, or what happens; ``None`` for another way."""
    first = point.split()[0].casefold()
    if first == "at":
        return first
    if _VERB.search(point):
        return "es"
    return next((ending for ending in "re" if first.endswith(ending)), None)
