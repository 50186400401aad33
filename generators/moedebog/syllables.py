"""Where words may be divided at the end of a line.

Never in names, in words with figures and in addresses. The patterns are those of pyphen, which
is loaded when the first word asks for them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

_LEAST = 4
"""So many letters stay together before and after a hyphen."""
_WORD = re.compile(r"[^\w\s]*(?P<letters>[^\W\d_]{8,})[^\w\s]*")
_ENDS_SENTENCE = re.compile(r"[^\W\d_]{3,}[.!?:][»”’\"')]*")
_LANGUAGES = {
    "da": "da_DK", "de": "de_DE", "en": "en_GB", "en-us": "en_US", "es": "es", "fr": "fr",
}  # fmt: skip
"""Those whose patterns have a licence that asks for no more than LGPL does."""
_TITLES = frozenset(("adv.", "afd.", "cand.", "dir.", "Frk.", "fung.", "mag.", "prof.", "stud."))
"""What a name comes after, though it ends with a full stop."""
_CACHED = 20_000


def divisions(word: str, language: str, before: str | None) -> tuple[int, ...]:
    """After how many characters of a word it may be divided. ``before`` is the word before it,
    empty where it is the first one; without it names are divided as other words, as where they
    must be cut. ``language`` is a BCP 47 tag.
    """
    match = _WORD.fullmatch(word)
    if match is None:
        return ()
    letters = match["letters"]
    if before is not None and not letters.islower():
        begins = not before or (_ENDS_SENTENCE.fullmatch(before) and before not in _TITLES)
        if not begins or not letters[1:].islower():
            return ()
    start = match.start("letters")
    return tuple(start + place for place in _places(letters.lower(), language))


@lru_cache(maxsize=_CACHED)
def _places(letters: str, language: str) -> tuple[int, ...]:
    places = _patterns(language)
    return places(letters) if places else ()


@cache
def _patterns(language: str) -> Callable[[str], tuple[int, ...]] | None:
    """The patterns of a language; ``None`` for one without any."""
    tag = language.lower()
    name = _LANGUAGES.get(tag) or _LANGUAGES.get(tag.partition("-")[0])
    if name is None:
        return None
    import pyphen  # takes longer to load than a short document to be set

    dictionary = pyphen.Pyphen(lang=name, left=_LEAST, right=_LEAST)

    def places(letters: str) -> tuple[int, ...]:
        # Where a hyphen changes letters, as in some languages, no line ends.
        return tuple(int(p) for p in dictionary.positions(letters) if not getattr(p, "data", None))

    return places
