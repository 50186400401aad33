"""People's names as they are written: whether two of them are the same person, or may be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import IntEnum
from functools import lru_cache

from moedebog.typography import NO_BREAK_SPACE, composed

_TITLES = frozenset(
    {
        "hr", "fru", "frk", "dr", "phd", "prof", "cand", "mag", "stud", "professor", "lektor",
        "adjunkt", "docent", "rektor", "prorektor", "dekan", "prodekan", "borgmester",
        "viceborgmester", "rådmand", "rådkvinde", "formand", "forkvinde", "forperson",
        "næstformand", "ordfører", "minister", "direktør", "chef", "leder", "konsulent",
        "sekretær", "advokat", "overlæge", "læge", "ingeniør", "arkitekt", "provst", "biskop",
        "sognepræst", "medlem", "suppleant", "stedfortræder", "observatør", "dirigent",
        "referent", "kasserer", "inspektør", "forstander", "lærer", "sygeplejerske",
        "kontorchef", "fuldmægtig", "assistent",
    }
)  # fmt: skip
_TITLE_ENDINGS = (
    "borgmester", "direktør", "formand", "forkvinde", "forperson", "medlem", "konsulent", "chef",
    "sekretær", "repræsentant", "rektor", "leder", "rådmand", "ordfører", "inspektør", "fuldmægtig",
)  # fmt: skip
_PARTIES = frozenset(
    {
        "a", "b", "c", "d", "f", "i", "k", "l", "m", "o", "q", "v", "ø", "å", "æ", "s", "sf",
        "r", "rv", "kf", "df", "la", "el", "alt", "nb", "dd", "sp", "uafhængig", "lokallisten",
        "venstre", "socialdemokratiet", "socialdemokraterne", "konservative", "enhedslisten",
        "alternativet", "moderaterne", "danmarksdemokraterne",
    }
)  # fmt: skip
_LETTERS_OF = {
    name: letter
    for letter, names in {
        "a": ("socialdemokratiet", "socialdemokraterne", "socialdemokrater"),
        "b": ("radikale venstre", "det radikale venstre", "de radikale", "radikale"),
        "c": ("det konservative folkeparti", "konservative", "de konservative",
              "konservative folkeparti"),
        "f": ("sf", "socialistisk folkeparti", "sf socialistisk folkeparti"),
        "i": ("liberal alliance",),
        "m": ("moderaterne",),
        "o": ("dansk folkeparti",),
        "v": ("venstre", "venstre danmarks liberale parti"),
        "æ": ("danmarksdemokraterne", "danmarksdemokraterne inger støjberg"),
        "ø": ("enhedslisten", "enhedslisten de rød grønne"),
        "å": ("alternativet",),
    }.items()
    for name in names
}  # fmt: skip
"""The parties of Folketinget, whose letters are the same everywhere."""
_LETTER = re.compile(r"(?:liste|parti(?:et)?) (\w)|.*\((\w)\)")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>")
_BREAK = re.compile(r"\s*[,/|:;]\s*|\s+[-‐-―]\s+")
_AND = re.compile(r"\s+(?:og|samt|and)\s+|\s*[&+/]\s*")
"""What stands between two people on one line."""
_NAME = r"[A-ZÆØÅÄÖÜÁÉ][^\s(),;]*"
_LISTED = re.compile(rf"(?<![\w(]){_NAME}(?: {_NAME})+(?![^()]*\))")
"""A name in a list of people, outside brackets."""
_LONGEST_LISTED = 36
"""Characters; what is longer is no name, or too wide for a line."""
_OFFICE = re.compile(
    r"\A(?:info|post|mail|e-?mail|kontakt|hovedpost|journal\w*|arkiv|redaktion\w*|presse\w*|nyheder"
    r"|no-?reply|dagsorden\w*|referat\w*|moede\w*|jura|hr|it|ledelse)\Z"
    r"|sekretariat|kontor|kommune|region|udvalg|byraad|raadet|raad\b|forvaltning|administration"
    r"|styrelse|center\b|afdeling|stab\b|sekr\b|forening|klynge|postkasse"
)
"""What stands before the @ of an address that is no person's."""
_NO_WORD = re.compile(r"[^\w']+|_+")
_INSTEAD = re.compile(r"\b(?:stedfortræder|suppleant|vikar)\s+for\b.*")
"""Whoever is named behind it is somebody else."""
_DOUBLE = re.compile(r"([ao])(?:e|(?<=a)a)")
"""»ae«, »oe« and »aa«, which others write as one letter."""
_LETTERS = re.compile(r"[^\W\d_]+")
_FOLDED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "ue",
                         "ß": "ss", "ð": "d", "þ": "th", "ł": "l", "đ": "d"})  # fmt: skip
_BARE = str.maketrans({"æ": "a", "ø": "o", "å": "a", "ä": "a", "ö": "o", "ü": "u",
                       "ß": "s", "ð": "d", "þ": "t", "ł": "l", "đ": "d"})  # fmt: skip


_VOWELS = frozenset("aeiouy")


class Same(IntEnum):
    """How sure it is that two names are one person's."""

    NO = 0
    PERHAPS = 1
    YES = 2


Words = tuple[str, ...]


def whole_names(listed: str) -> str:
    """A list of people, whose names have no-break blanks inside."""

    def whole(match: re.Match[str]) -> str:
        name = match[0]
        return name if len(name) > _LONGEST_LISTED else name.replace(" ", NO_BREAK_SPACE)

    return _LISTED.sub(whole, listed)


def spelling(name: str) -> str:
    """The name as it stands, apart from case, blanks and how its letters are composed."""
    return composed(name).casefold()


def party(name: str) -> str:
    """What a party is known by: its letter in lower case, else its name.

    ``Venstre``, ``Liste V`` and ``Venstre (V)`` are one party.
    """
    text = _smoothed(name)
    if match := _LETTER.fullmatch(text):
        return match[1] or match[2]
    words = " ".join(_NO_WORD.split(text)).strip().removeprefix("partiet ")
    return _LETTERS_OF.get(words, words)


def same(one: str, other: str) -> Same:
    """Whether two names are one person's.

    Sure are a title, a party or an organisation left out, »Efternavn, Fornavn«, and what does not
    change the name. Perhaps are initials, a name left out but the first, æ for ae or a, another
    order, and one of several people on a line. Two names in the middle that differ are two people.
    """
    first, second = readings(one), readings(other)
    if first & second:
        return Same.YES
    if any(_may_be(a, b) for a in _looser(one, first) for b in _looser(other, second)):
        return Same.PERHAPS
    if _stands_in(second, one) or _stands_in(first, other):
        return Same.PERHAPS
    return Same.NO


def _stands_in(names: frozenset[Words], line: str) -> bool:
    """Whether one of the names stands whole in a line, whatever else does."""
    text = _INSTEAD.sub("", _smoothed(line))
    words = tuple(word for word in _NO_WORD.split(text) if word)
    return any(
        len(name) > 1 and name in (words[at : at + len(name)] for at in range(len(words)))
        for name in names
    )


@lru_cache(4096)
def readings(name: str) -> frozenset[Words]:
    """The ways in which a name can be read for certain, word by word."""
    text = _smoothed(name)
    whole, *rest = [part for part in _BREAK.split(_BRACKETS.sub(" ", text)) if part.strip()] or [""]
    if rest and _is_addition(whole) and len(_words(rest[0])) > 1:  # »Formand: Carla Mønster«
        whole, *rest = rest
    words = _words(whole)
    rest = [part for part in rest if not _is_addition(part)]
    if not rest:
        return frozenset({words} - {()})
    if len(rest) == 1 and "," in text and len(_words(rest[0])) <= 3:  # »Mønster, Carla«
        return frozenset({(*_words(rest[0]), *words)})
    return frozenset({(*words, *(word for part in rest for word in _words(part)))})


def _looser(name: str, sure: frozenset[Words]) -> frozenset[Words]:
    """Also each part of the line alone, and without a letter, a party's, before or behind."""
    people = _AND.split(_BRACKETS.sub(" ", _smoothed(name)).strip())
    parts = [_words(part) for person in people for part in _BREAK.split(person)]
    ways = {part for part in parts if len(part) > 1}
    if sum(len(_words(person)) > 1 for person in people) < 2:
        ways |= sure
    short = {words[:-1] for words in ways if len(words) > 2 and len(words[-1]) == 1}
    short |= {words[1:] for words in ways if len(words) > 2 and words[0] in _PARTIES}
    return frozenset(ways | short)


def _smoothed(name: str) -> str:
    """In lower case, with single blanks and nothing invisible."""
    text = unicodedata.normalize("NFKC", name).casefold().replace("’", "'")
    return " ".join("".join(c for c in text if unicodedata.category(c) != "Cf").split())


def _words(text: str) -> Words:
    """The words of a name without the titles before it."""
    words = [word for word in _NO_WORD.split(text) if word]
    while len(words) > 1 and _is_title(words[0]):
        del words[0]
    return tuple(words)


def _is_title(word: str) -> bool:
    return word in _TITLES or word.endswith(_TITLE_ENDINGS)


def _is_addition(part: str) -> bool:
    """Whether what stands after a name is a title or a party and no name."""
    words = [word for word in _NO_WORD.split(part) if word]
    return all(_is_title(word) or word in _PARTIES for word in words)


def _may_be(one: Words, other: Words) -> bool:
    """Whether the shorter name may stand for the longer one."""
    return any(map(_may_spell, _spellings(one), _spellings(other)))


def _spellings(words: Iterable[str]) -> Iterator[list[str]]:
    """Words in the letters a-z: ø as oe, as o, and either."""
    words = list(words)
    for table in (_FOLDED, _BARE):
        yield [_plain(word, table) for word in words]
    yield [_DOUBLE.sub(r"\1", _plain(word, _BARE)) for word in words]


def _may_spell(first: list[str], second: list[str]) -> bool:
    """``_may_be``, of words that are written in plain letters."""
    if sorted(first) == sorted(second) or "".join(first) == "".join(second):
        return True
    few, many = sorted((first, second), key=len)
    if len(few) < 2:
        initials = "".join(word[0] for word in many)
        return len(few) == 1 and len(few[0]) > 1 and few[0] in (many[0], many[-1], initials)
    if few[0] == many[0] and set(few) <= set(many):  # »Carla Mønster« is »Carla Mønster Hansen«
        return True
    if not _alike(few[-1], many[-1]):
        return False
    if few[0] == "".join(word[0] for word in many[:-1]):  # »JP Holm«
        return True
    between, others = few[1:-1], many[1:-1]
    differ = between and others and not any(_alike(a, b) for a in between for b in others)
    return _alike(few[0], many[0]) and not differ


def _alike(one: str, other: str) -> bool:
    """The same word, or one is the other's initial, or short for it as »Chr.« is."""
    short, long = sorted((one, other), key=len)
    return one == other or (
        long.startswith(short) and (len(short) == 1 or not set(short) & _VOWELS)
    )


def _plain(word: str, table: dict[int, str]) -> str:
    """A word in the letters a-z, as it may stand in an address; other scripts stay."""
    split = unicodedata.normalize("NFKD", word.translate(table))
    return "".join(c for c in split if c.isalnum())


# --- names in addresses ---------------------------------------------------------------------------


def in_address(name: str, email: str, *, whole: bool = False) -> Same:
    """Whether the address may be that of somebody with this name; never ``YES``.

    ``whole``: only where it has both the first name and the last.
    """
    # What follows a plus sorts the mail of one mailbox.
    local = unicodedata.normalize("NFKC", email.rpartition("@")[0].partition("+")[0]).casefold()
    parts = _LETTERS.findall(local)
    for words in readings(name):
        for spelt, part_words in zip(_spellings(words), _spellings(parts), strict=True):
            if _names(part_words, [word for word in spelt if word], whole):
                return Same.PERHAPS
    return Same.NO


def is_office(email: str) -> bool:
    """Whether the address is plainly that of an office, which several people read."""
    local = unicodedata.normalize("NFKC", email.rpartition("@")[0]).casefold()
    return bool(_OFFICE.search(local.translate(_FOLDED)))


def _names(parts: list[str], words: list[str], whole: bool) -> bool:
    """Whether the parts of an address are made of a name's words, or of their beginnings."""
    if not parts or not words:
        return False
    first, last = words[0], words[-1]
    joined = "".join(parts)
    if whole:
        return len(words) > 1 and ({first, last} <= set(parts) or joined == "".join(words))
    if joined in (first, last):
        return True
    if len(words) == 1:
        return False
    return joined in set(_short_forms(words)) or (
        len(parts) > 1
        and any(
            len(one) + len(two) > 2 and _begins(one, first) and _begins(two, last)
            for one, two in ((parts[0], parts[-1]), (parts[-1], parts[0]))
        )
    )


def _begins(part: str, word: str) -> bool:
    """Whether a part is the word or its initial."""
    return part in (word, word[0])


def _short_forms(words: list[str]) -> Iterator[str]:
    """How a user name is made of a name: ``carlamoenster``, ``cmoenster``, ``carlam``, ``cmo``."""
    first, last = words[0], words[-1]
    yield "".join(words)
    yield "".join(word[0] for word in words)
    for one in {first, *(first[:n] for n in range(1, 5))}:
        for two in {last, *(last[:n] for n in range(1, 5))}:
            yield one + two
            yield two + one
