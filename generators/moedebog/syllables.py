"""Where words may be divided at the end of a line.

Never in the names of people and places, in words with figures and in addresses; those of bodies,
as *Sundhedssamarbejdsudvalget*, where two common words are joined. The patterns are those of
pyphen, which is loaded when the first word asks for them. Where a Danish word is joined of others
they do not know; the joint is told by what such words begin and end with.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

_LEAST_BEFORE, _LEAST_AFTER = 3, 4
"""So many letters stay together before and after a hyphen."""
_FEWEST_BEFORE, _FEWEST_AFTER = 2, 3
"""And so many where a line would else be much too short."""
_WORD = re.compile(
    rf"(?P<signs>[^\w\s]*)(?P<letters>[^\W\d_]{{{_FEWEST_BEFORE + _FEWEST_AFTER},}})[^\w\s]*"
)
_ENDS_SENTENCE = re.compile(r"\S*(?:[^\W\d_]{3,}|\d)[^\w\s.]*[.!?:][^\w\s]*")
_QUOTED = re.compile(r"[(\[]*[»”“\"'’‘]")
"""What begins in quotation marks begins with a capital, whatever it is."""
_NAME = re.compile(
    r"[^\W\d_]+(?:(?<!el)(?<!es)(?<!is)sen|(?:berg|borg|bjerg|strup|[^t]rup|lund|holm|g[aå]+rd|kær|da[h]?l|sted"
    r"|toft|bæk|skov|høj|havn|marks?|land|lev|inge|by|køb)s?)"
)
"""How many names end; so is a sentence's first word that does."""
_NOUN = re.compile(
    r"(?:ung|heit|keit|schaft|[ts]ion|tät|nis|tum|ment|ismus|verein|verband|behörde|ausschuss|arbeit)"
    r"(?:s?e?s|e?n|e|se|sen)?$"
)
"""How German nouns end that are no names."""
_WORK = re.compile("arbeit")
"""What other words are joined to in German, and the patterns cut to letters."""
_BEFORE_PLACES = frozenset(("ab", "aus", "bei", "bis", "in", "nach", "und", "von", "zu"))
"""After them a German word with a capital may as well be the name of a place or a person."""
_LANGUAGES = {
    "da": "da_DK", "de": "de_DE", "en": "en_GB", "en-us": "en_US", "es": "es", "fr": "fr",
}  # fmt: skip
"""Those whose patterns have a licence that asks for no more than LGPL does."""
_TITLES = frozenset(("adv.", "afd.", "cand.", "dir.", "Frk.", "fung.", "mag.", "prof.", "stud."))
"""What a name comes after, though it ends with a full stop."""
_CACHED = 20_000

_LINKED = "heds|ings|tions|sions|skabs|elses|itets|doms"
"""Endings that have an *s* where another word is joined to them."""
_LATER = (
    "afdeling|afgørelse|aftale|anlæg|ansvarlig|arbejde|bestyrelse|behandling|beregning|beskrivelse"
    "|beslutning|bevilling|borger|center|centre|chef|dagsorden|direktør|efterretning|erklæring"
    "|forening|forhold|formand|forslag|forum|forvaltning|fremmende|funktion|grundlag|gruppe|indsats"
    "|inddragelse|indkaldelse|kandidat|klynge|kommune|konsulent|kreds|ledelse|leder|lovgivning"
    "|læge|medarbejder|medlem|metode|ministerium|møde|område|ordning|organisation|plan|planlægning"
    "|politik|problem|program|projekt|psykiatri|redegørelse|regnskab|retningslinje|råd|samarbejde"
    "|sektor|stedfortræder|strategi|styrelse|sygehus|system|tilbud|udskrift|udvalg|udvikling"
    "|undersøgelse"
    "|vejledning|virksomhed|vurdering"
)
"""What others are joined to."""
_LINK = re.compile(rf"(?<=[^\W\d_]{{2}})(?:{_LINKED})(?=[^\W\d_]{{4}})")
_HEAD = re.compile(
    rf"(?<=[^\W\d_]{{4}})(?:{_LATER})"
    r"(?:en|et|er|e|n|r|t|s|ne|rne|ens|ets|ers|erne|ernes|rnes|ts|ns|nes|mer|merne|mernes)?$"
)
_NEAR = 2
"""So near a joint no word is divided."""


def divisions(
    word: str, language: str, before: str | None, *, few: bool = False
) -> tuple[int, ...]:
    """After how many characters of a word it may be divided. ``before`` is the word before it,
    empty where it is the first one; without it names are divided as other words, as where they
    must be cut. ``language`` is a BCP 47 tag. With ``few`` also where fewer letters than is
    usual stand before or after the hyphen.
    """
    match = _WORD.fullmatch(word)
    if match is None:
        return ()
    letters = match["letters"]
    places: Callable[[str, str], tuple[int, ...]] = _places
    if before is not None and not letters.islower():
        if not letters[1:].islower() or _NAME.fullmatch(letters):
            return ()
        begins = not before or _QUOTED.fullmatch(match["signs"])
        if not begins and (before in _TITLES or not _ENDS_SENTENCE.fullmatch(before)):
            noun = language.partition("-")[0] == "de" and _is_german_noun(letters, before)
            places = _places if noun else _joints_in_order
    start = match.start("letters")
    found = places(letters.lower(), language)
    return tuple(start + place for place in found if few or not _is_few(place, len(letters)))


def leaves_few(word: str, place: int) -> bool:
    """Whether fewer letters than is usual stand before or after a hyphen at a place of a word."""
    match = _WORD.fullmatch(word)
    return match is not None and _is_few(place - match.start("letters"), len(match["letters"]))


def _is_few(place: int, letters: int) -> bool:
    return place < _LEAST_BEFORE or letters - place < _LEAST_AFTER


def _is_german_noun(letters: str, before: str) -> bool:
    """Whether a word with a capital is none of a name, as far as it and the one before it tell."""
    return _NOUN.search(letters) is not None or (
        before.islower() and before.isalpha() and before not in _BEFORE_PLACES
    )


def at_joint(word: str, place: int, language: str) -> bool:
    """Whether a word is joined of two after so many characters."""
    match = _WORD.fullmatch(word)
    if match is None:
        return False
    return place - match.start("letters") in _joints(match["letters"].lower(), language)


@lru_cache(maxsize=_CACHED)
def _places(letters: str, language: str) -> tuple[int, ...]:
    places = _patterns(language)
    if not places:
        return ()
    joints = _joints(letters, language)
    if not joints:
        return places(letters)
    inside = {p for p in places(letters) if all(abs(p - joint) > _NEAR for joint in joints)}
    return tuple(sorted(inside | joints))


@lru_cache(maxsize=_CACHED)
def _joints(letters: str, language: str) -> frozenset[int]:
    if language.partition("-")[0] == "de":
        work = (match.start() for match in _WORK.finditer(letters))
        return frozenset(place for place in work if place >= _LEAST_BEFORE)
    if language.partition("-")[0] != "da":
        return frozenset()
    found = {match.end() for match in _LINK.finditer(letters)}
    head = _HEAD.search(letters)
    if head and len(letters) - head.start() >= _LEAST_AFTER:
        found.add(head.start())
    return frozenset(found)


def _joints_in_order(letters: str, language: str) -> tuple[int, ...]:
    return tuple(sorted(_joints(letters, language)))


@cache
def _patterns(language: str) -> Callable[[str], tuple[int, ...]] | None:
    """The patterns of a language; ``None`` for one without any."""
    tag = language.lower()
    name = _LANGUAGES.get(tag) or _LANGUAGES.get(tag.partition("-")[0])
    if name is None:
        return None
    import pyphen  # takes longer to load than a short document to be set

    dictionary = pyphen.Pyphen(lang=name, left=_FEWEST_BEFORE, right=_FEWEST_AFTER)

    def places(letters: str) -> tuple[int, ...]:
        # Where a hyphen changes letters, as in some languages, no line ends.
        found = {int(p) for p in dictionary.positions(letters) if not getattr(p, "data", None)}
        if name == "de_DE":  # its patterns cut some words to letters
            found -= {p for p in found if found & {p - 1, p + 1}}
        return tuple(sorted(found))

    return places
