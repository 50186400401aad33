"""Danish personal numbers (CPR), which no public document may show.

Numbers without a valid check digit have been given out since 2007, so it clears none by itself.
What is certain enough to be an error, and what may be another number, ``_is_doubtful`` decides.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import islice

from moedebog.authorities import DATA_PROTECTION
from moedebog.diagnostics import Diagnostic, Phrase, Position, Rule, Severity
from moedebog.examples import Example, in_text

PERSONAL_NUMBER = Rule(
    "M540",
    Severity.ERROR,
    Phrase(
        "Her står noget, der ligner et CPR-nummer, i den offentlige udgave.",
        "Something that looks like a CPR number stands here, in the public version.",
    ),
    Phrase(
        "Slet nummeret, eller luk punktet med `lukket`. Er det et andet nummer, så skriv foran, "
        "hvad det er, f.eks. konto eller journalnummer.",
        "Delete the number, or close the item with `lukket`. If it is another number, write in "
        "front of it what it is, e.g. konto or journalnummer.",
    ),
    Example(
        wrong=in_text("Ansøgeren, 010190-1234, er enig."),
        right="- titel: A\n  lukket: Personsag\n  tekst: Ansøgeren, 010190-1234, er enig.",
    ),
    reason=Phrase(
        "Et CPR-nummer er fortroligt, og et dokument, der er offentliggjort, kan ikke kaldes "
        "tilbage.",
        "A CPR number is confidential, and a document that has been published cannot be called "
        "back.",
    ),
    source=DATA_PROTECTION
    + Phrase(
        "; et nummer, der kaldes et CPR-nummer eller er skrevet som et, er en fejl også uden "
        "gyldigt kontrolciffer, da sådanne er tildelt siden 2007",
        "; a number that is called a CPR number, or is written as one, is an error without a "
        "valid check digit too, since such have been given out since 2007",
    ),
)
IN_FORUM = Rule(
    "M548",
    Severity.ERROR,
    Phrase(
        "Her står noget, der ligner et CPR-nummer, i forum.yaml.",
        "Something that looks like a CPR number stands here, in forum.yaml.",
    ),
    Phrase(
        "Slet nummeret; hvad der står her, kommer i alle forummets dokumenter. Er det et andet "
        "nummer, så skriv foran, hvad det er, f.eks. konto eller journalnummer.",
        "Delete the number; what stands here gets into all documents of the forum. If it is "
        "another number, write in front of it what it is, e.g. konto or journalnummer.",
    ),
    Example(
        wrong="navn: U\nkontakt: {telefon: 010190-1234}",
        right="navn: U\nkontakt: {telefon: 75 12 34 56}",
        file="forum",
    ),
    reason=Phrase(
        "Et CPR-nummer er fortroligt, og et dokument, der er offentliggjort, kan ikke kaldes "
        "tilbage.",
        "A CPR number is confidential, and a document that has been published cannot be called "
        "back.",
    ),
    source=DATA_PROTECTION,
)
PERHAPS = Rule(
    "M555",
    Severity.WARNING,
    Phrase(
        "Nummeret her kan være et CPR-nummer, og det står i den offentlige udgave.",
        "The number here may be a CPR number, and stands in the public version.",
    ),
    Phrase(
        "Er det et, så slet det, eller luk punktet med `lukket`.",
        "If it is one, delete it, or close the item with `lukket`.",
    ),
    Example(
        wrong=in_text("Beløbet sættes ind på 0101651234."),
        right=in_text("Beløbet sættes ind, når arbejdet er udført."),
    ),
    reason=Phrase(
        "Nyere CPR-numre kan ikke kendes på kontrolcifferet. Kun den, der skrev teksten, ved, "
        "hvad nummeret er.",
        "Newer CPR numbers cannot be told by their check digit. Only whoever wrote the text knows "
        "what the number is.",
    ),
    source=DATA_PROTECTION
    + Phrase(
        "; ti cifre uden gyldigt kontrolciffer, som ingen kalder et CPR-nummer, og numre, der "
        "kaldes noget andet, f.eks. konto, sag eller faktura",
        "; ten digits without a valid check digit that nobody calls a CPR number, and numbers "
        "that are called something else, e.g. an account, a case or an invoice",
    ),
)
PERHAPS_IN_FORUM = Rule(
    "M556",
    Severity.WARNING,
    Phrase(
        "Nummeret her, i forum.yaml, kan være et CPR-nummer.",
        "The number here, in forum.yaml, may be a CPR number.",
    ),
    Phrase(
        "Er det et, så slet det; hvad der står her, kommer i alle forummets dokumenter.",
        "If it is one, delete it; what stands here gets into all documents of the forum.",
    ),
    Example(
        wrong="navn: U\nkontakt: {telefon: '0101651234'}",
        right="navn: U\nkontakt: {telefon: 75 12 34 56}",
        file="forum",
    ),
    reason=Phrase(
        "Nyere CPR-numre kan ikke kendes på kontrolcifferet. Kun den, der skrev teksten, ved, "
        "hvad nummeret er.",
        "Newer CPR numbers cannot be told by their check digit. Only whoever wrote the text knows "
        "what the number is.",
    ),
    source=DATA_PROTECTION,
)

# The day, to which 60 may be added (numbers of newcomers), the month and the year.
_DAY, _MONTH, _YEAR = r"(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])", r"(?:0[1-9]|1[0-2])", r"\d\d"
_HYPHEN = "[-\u2010-\u2015\u2212]"
# Not a part of a longer number; a sign alone makes none: CPR-010190-1234.
_BEFORE = r"(?<![\d+])(?<!\d[/.,-])"
_AFTER = r"(?!\d)(?![/,-]\d)"
_NUMBER = (  # compiled by ``re`` where a text may hold one
    # In one piece or with a hyphen, around which there may be blanks and a line break.
    rf"{_BEFORE}{_DAY}{_MONTH}{_YEAR}(?:\s?{_HYPHEN}\s?\d\d\s?\d\d|\d{{4}}){_AFTER}"
    # In groups; not within a longer row of numbers.
    rf"|{_BEFORE}(?<!\d ){_DAY}[ .-]?{_MONTH}[ .-]?{_YEAR}\s?{_HYPHEN}?\s?\d{{4}}{_AFTER}(?! \d)"
    # With other signs, which else stand in case numbers, and with the whole year.
    rf"|(?i:\b(?:cpr|person|fødsels|identitets)\W{{0,3}}(?:(?:nr|num|dato)\w{{0,6}})?\W{{0,3}}"
    rf"(?:(?:er|lyder)\b\W{{0,3}})?){_DAY}[./ -]?{_MONTH}[./ -]?"
    rf"(?:19|20)?{_YEAR}[\W_]{{0,3}}\d\d ?\d\d(?!\d)"
)
_DIGITS, _LENGTH = re.compile(r"\d").findall, 10
_LIKELY = re.compile(r"\d\d[./ -]?\d\d[./ -]?\d\d").search
"""Found quickly, where there may be one."""
_STRANGE = re.compile("[\u00ad\u0600-\U0010ffff]").search
"""Where such characters may be."""
_FULL_WIDTH = {ord("０") + digit: str(digit) for digit in range(10)} | {ord("－"): "-"}
_MOST = 50
"""Numbers that are told of one text."""
_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)

# Texts, as above: ``re`` compiles such a pattern at its first use.
_WORD = r"[^\W\d_]+(?:[-./]?[^\W\d_]+)*"
_BESIDE = 4
"""So many words before and after a number may call it a personal one."""
_WINDOW = 80
"""Characters in which they are looked for."""
_ENDS = r"\d|[;!?]|\.\s+(?=[^\W\d_a-zæøå])"
"""What stands beyond another number or in another sentence is not beside this one."""
_CALLS_PERSONAL = r"cpr|person-?n(?:um|r)|^fødsels-?n(?:um|r)|^født|^identitetsn(?:um|r)|^ssn$"
# Only these words, and no other compounds of them: a patient's journal has a personal number.
_CALLS_OTHER = (
    r"(?:\w*(?:kont(?:o|i)|faktura|giro|ordre|kunde|debitor|kreditor|police|rekvisition|kontrakt"
    r"|projekt|tilbud|udbud|lokalplan|telefon|telefax"
    r"|(?:aftale|skade|låne?|bevillings?|ejendoms?)(?=-?n))|se(?=-?n)"
    r"|(?:bygge|e|[^\W\d_]{2,6}-)?sags?|sagen|bbr|lb|tlf|fax|cvr|journal(?:en)?|j|dok|dokument"
    r"|akt|ref|reference|løbe|p|serie"
    r"|vare|måler|matrikel|matr|produktionsenheds?|ean|gln|isbn|issn|arkiv|esdh|sbsys|acadre|edoc"
    r"|licens|lov|aktindsigtssag|(?:løn|hus)(?=-?n))"
    r"(?:s|en|et|er|erne)?(?:[-./]?(?:n(?:umm?er(?:et)?|umre(?:ne)?|r|o)|kode|id))?"
)
_NUMBER_WORDS = frozenset(
    ("nr", "no", "nummer", "nummeret", "numre", "numrene", "er", "lyder", "hedder", "med")
)
"""Between what names a number and the number itself."""
_BANK = r"(?i)(\b\w*(?:konto|reg)\w*\W{0,3}(?:nr|nummer)?\W{1,3})\d{4}[\s-]{1,3}\Z"
"""The bank's number, which stands before that of the account."""
_AND = r"[\s,;/&]{0,9}(?:og|eller|samt)?[\s,;/&]{0,9}"
_PLURAL = r"...(?:erne|(?<!numm)er|numre|numrene|konti|kontiene)$|^numre(?:ne)?$"
_DATE_AND_NUMBER = r"\d\d\.\d\d\.\d\d\s\d{4}"
"""»Pr. 31.12.25 1500 børn«: as often this as a personal number."""


def personal_numbers(
    text: str, position: Position, rule: Rule = PERSONAL_NUMBER, called: str = ""
) -> list[Diagnostic]:
    """A finding for each number in the text that begins at a position.

    ``called``: words outside the text that say what it is, e.g. the head of a table's column.
    """
    if len(_DIGITS(text)) < _LENGTH:  # of most texts: the rest takes ten times as long
        return []
    if _STRANGE(text):  # what is copied may have hidden characters, and digits of full width
        plain = "".join(c for c in text if unicodedata.category(c) != "Cf")
        text = plain.translate(_FULL_WIDTH)
    if not _LIKELY(text):
        return []
    perhaps = PERHAPS_IN_FORUM if rule is IN_FORUM else PERHAPS
    diagnostics = []
    seen: Counter[str] = Counter()
    personal, others, end = False, False, 0
    for match in islice(re.finditer(_NUMBER, text), _MOST):
        # What is listed with another number is what that is.
        listed = bool(re.fullmatch(_AND, text[end : match.start()]))
        personal = (listed and personal) or _is_called_personal(text, match, called)
        named = [] if personal else _names_other(text, match, called)
        # »Sagerne 120304-1234 og …« are several; in »konto 120304-1234 og …« the next may be any.
        several = any(re.search(_PLURAL, word) for word in named)
        others = not personal and (several or (listed and others))
        words, end = match[0], match.end()
        certain = personal or not (others or named or _is_doubtful(words))
        diagnostics.append((rule if certain else perhaps).at(position).on(words, seen[words]))
        seen[words] += 1
    return diagnostics


def _names_other(text: str, match: re.Match[str], called: str) -> list[str]:
    """The words by which a number is said to be another one than a personal number; or none."""
    before = _before(text, match, called)
    while before and before[-1] in _NUMBER_WORDS:
        last = before.pop()
        if last in ("numre", "numrene") and before and re.fullmatch(_CALLS_OTHER, before[-1]):
            return [before[-1], last]
    return before[-1:] if before and re.fullmatch(_CALLS_OTHER, before[-1]) else []


def _is_doubtful(digits: str) -> bool:
    """Whether it is seldom a personal number where nothing calls it one."""
    if digits.isdecimal():
        return not _has_check_digit(digits)
    return bool(re.fullmatch(_DATE_AND_NUMBER, digits))


def _has_check_digit(digits: str) -> bool:
    return sum(int(d) * weight for d, weight in zip(digits, _WEIGHTS, strict=True)) % 11 == 0


def _is_called_personal(text: str, match: re.Match[str], called: str) -> bool:
    words = _before(text, match, called)
    after = text[match.end() : match.end() + _WINDOW]
    end = re.search(_ENDS, after)
    if end is None or not end[0].isdecimal():  # else it calls the number that follows
        words += _words(after[: end.start()] if end else after)[:_BESIDE]
    words += _words(match[0])
    return any(re.search(_CALLS_PERSONAL, word) for word in words)


def _before(text: str, match: re.Match[str], called: str) -> list[str]:
    """The few words before a number that may say what it is."""
    before = re.sub(_BANK, r"\1", text[max(0, match.start() - _WINDOW) : match.start()])
    parts = re.split(_ENDS, before)
    near = _words(parts[-1])
    return [*(_words(called) if len(parts) == 1 else ()), *near][-_BESIDE:]


def _words(text: str) -> list[str]:
    return [word.casefold().strip("-./") for word in re.findall(_WORD, text)]
