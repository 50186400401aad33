"""What the words beside a number say that it is: a personal number, or one of something else."""

from __future__ import annotations

import re

# Texts, not patterns: ``re`` compiles each at its first use.
_WORD = r"[^\W\d_]+(?:[-./]?[^\W\d_]+)*"
_BESIDE = 4
"""So many words before and after a number may call it a personal one."""
_WINDOW = 80
"""Characters in which they are looked for."""
_ENDS = r"\d|[;!?]|\.\s+(?=[^\W\d_a-zæøå])"
"""What stands beyond another number or in another sentence is not beside this one."""
_CALLS_PERSONAL = (
    r"cpr|person-?n(?:um|r)|^fødsels-?n(?:um|r)|^født|^identitetsn(?:um|r)|^ssn$"
    r"|civilregistration"
)
# Only these words, and no other compounds of them: a patient's journal has a personal number.
_CALLS_OTHER = (
    r"(?:\w*(?:kont(?:o|i)|faktura|giro|ordre|kunde|debitor|kreditor|police|rekvisition|kontrakt"
    r"|projekt|tilbud|udbud|lokalplan|telefon|telefax"
    r"|(?:aftale|skades?|låne?|bevillings?|ejendoms?|tegnings?|ansøgnings?|bilags?)(?=-?n))|se(?=-?n)"
    r"|(?:bygge|e|[^\W\d_]{2,6}-)?sags?|sagen|bbr|lb|tlf|fax|cvr|journal(?:en)?|j|dok|dokument"
    r"|akt|ref|reference|løbe|p|serie"
    r"|vare|måler|matrikel|matr|produktionsenheds?|ean|gln|isbn|issn|arkiv|esdh|sbsys|acadre|edoc"
    r"|licens|lov|tegning|aktindsigtssag|(?:løn|hus)(?=-?n))"
    r"(?:s|en|et|er|erne)?(?:[-./]?(?:n(?:umm?er(?:et)?|umre(?:ne)?|r|o)|kode|id))?"
)
_NUMBER_WORDS = frozenset(
    ("nr", "no", "nummer", "nummeret", "numre", "numrene", "er", "lyder", "hedder", "med")
)
"""Between what names a number and the number itself."""
_BANK = r"(?i)(\b\w*(?:konto|reg)\w*\W{0,3}(?:nr|nummer)?\W{1,3})\d{4}[\s-]{1,3}\Z"
"""The bank's number, which stands before that of the account."""
_PLURAL = r"...(?:erne|(?<!numm)er|numre|numrene|konti|kontiene)$|^numre(?:ne)?$"
# Numbers that have a length and a form of their own, and amounts: nobody takes them for another.
_CALLS_THING = (
    r"(?:p|produktionsenheds?|ean|gln|gtin|upc|isbn|issn|imei|iban|cvr|tlf|telefon|telefax|fax"
    r"|mobil|stregkode|version|build|doi|pid|orcid|utm|koordinat|fik|swift|bic"
    r"|beløb|budget|regnskab|forbrug|saldo|sum|total|pris|udgift|indtægt|kr|dkk|eur|tkr|mio)"
    r"(?:s|en|et|er|erne)?(?:[-./]?(?:n(?:umm?er(?:et)?|umre(?:ne)?|r|o)|kode|id))?"
)
_CALLS_UNIT = r"(?:p|produktionsenhed).*"
"""The numbers of a firm's places all begin with 1; »P.nr.« may be a person's as well."""
# What is kept of somebody may hold that somebody's number.
_CALLS_RECORD = (
    r"(?:(?:bygge|e|[^\W\d_]{2,6}-)?sags?|sagen|journal(?:en)?|j|dok|dokument|akt|ref|reference"
    r"|løbe|serie|arkiv|esdh|sbsys|acadre|edoc|aktindsigtssag)\b.*"
    r"|(?:sags?|journal|dokument|akt|reference|løbe|serie|arkiv)\w*"
)
_CLOSELY = (
    r"(?i)(?:cpr|person|fødsels|identitets|civilregistration)[\W_]{0,3}"
    r"(?:(?:nr|num|dato|id|kode)\w{0,8})?[\W_]{0,3}(?:(?:er|lyder)\b[\W_]{0,3})?\Z"
)
_MENTIONS = ("cpr", "personn", "civilregistration")
_MAY_CALL = (*_MENTIONS, "person", "fødsel", "født", "identitet", "ssn")


def is_called_personal(text: str, start: int, end: int, called: str) -> bool:
    """Whether the words beside ``text[start:end]``, or in it, call it a personal number.

    ``called``: words outside the text, e.g. the head of a column.
    """
    words = _before(text, start, called)
    after = text[end : end + _WINDOW]
    stop = re.search(_ENDS, after)
    if stop is None or not stop[0].isdecimal():  # else it calls the number that follows
        words += _words(after[: stop.start()] if stop else after)[:_BESIDE]
    words += _words(text[start:end])
    return any(re.search(_CALLS_PERSONAL, word) for word in words)


def is_closely_called_personal(text: str, start: int, called: str) -> bool:
    """Whether it is called one by what stands right before it, or by the head of its column."""
    if re.search(_CLOSELY, text[max(0, start - _WINDOW) : start]):
        return True
    alone = not re.search(r"\d", text[max(0, start - _WINDOW) : start])
    return alone and any(re.search(_CALLS_PERSONAL, word) for word in _words(called))


def may_call_personal(text: str, called: str) -> bool:
    """Whether a text has any of the words that call a number a personal one."""
    return _has_any(_MAY_CALL, text) or _has_any(_MAY_CALL, called)


def mentions_personal(text: str, called: str) -> bool:
    """Whether personal numbers are spoken of anywhere in a text."""
    return _has_any(_MENTIONS, text) or _has_any(_MENTIONS, called)


def names_other(text: str, start: int, called: str) -> list[str]:
    """The words by which the number at ``start`` is said to be another one; or none."""
    before = _before(text, start, called)
    while before and before[-1] in _NUMBER_WORDS:
        last = before.pop()
        if last in ("numre", "numrene") and before and re.fullmatch(_CALLS_OTHER, before[-1]):
            return [before[-1], last]
    return before[-1:] if before and re.fullmatch(_CALLS_OTHER, before[-1]) else []


def names_thing(text: str, start: int, called: str) -> bool:
    """Whether it is named as what has a form of its own: a code, a telephone, an amount."""
    before = _before(text, start, called)
    while before and before[-1] in _NUMBER_WORDS:
        before.pop()
    if not before or not re.fullmatch(_CALLS_THING, before[-1]):
        return False
    return text[start] == "1" or not re.fullmatch(_CALLS_UNIT, before[-1])


def are_several(words: list[str]) -> bool:
    """Whether what names a number names more than one: »sagerne«."""
    return any(re.search(_PLURAL, word) for word in words)


def are_records(words: list[str]) -> bool:
    """Whether what names a number is kept of people: a case, a journal, a document."""
    return any(re.fullmatch(_CALLS_RECORD, word) for word in words)


def _has_any(words: tuple[str, ...], text: str) -> bool:
    text = text.lower()
    return any(word in text for word in words)


def _before(text: str, start: int, called: str) -> list[str]:
    """The few words before a number that may say what it is."""
    before = re.sub(_BANK, r"\1", text[max(0, start - _WINDOW) : start])
    parts = re.split(_ENDS, before)
    near = _words(parts[-1])
    return [*(_words(called) if len(parts) == 1 else ()), *near][-_BESIDE:]


def _words(text: str) -> list[str]:
    return [word.casefold().strip("-./") for word in re.findall(_WORD, text)]
