"""How an attachment can be read by somebody who cannot see, and what it lost on the way."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from msgspec import Struct

from moedebog.phrases import Phrases
from moedebog.typography import enumeration
from samling import Kind, Survey

_LISTED = 8
"""So many pages are named at most."""


class ReadOut(Enum):
    """How it is read out, as far as a program can tell."""

    BY_STANDARD = auto()
    """It has tags, and says itself that it conforms to PDF/UA."""
    TAGGED = auto()
    MADE = auto()
    """Its pages were made of another kind of file, with tags."""
    DESCRIBED = auto()
    """It is a picture, of which what is seen is told and what is written on it is not."""
    PICTURE = auto()
    """It is a picture of which nothing is told but its title."""
    PARTLY = auto()
    """Something on its pages has no tags, or is a picture that nothing describes."""
    UNTAGGED = auto()
    SCANNED = auto()


class Origin(Enum):
    """What an attachment is, before there are pages of it."""

    PDF = auto()
    OTHER = auto()
    """What pages were made of: a file of Office, a text."""
    DESCRIBED = auto()
    """A picture that somebody put into words."""
    PICTURE = auto()
    PICTURES = auto()
    """Several in one file, such as a scanner makes."""


_DRAWN = {
    Origin.DESCRIBED: ReadOut.DESCRIBED,
    Origin.PICTURE: ReadOut.PICTURE,
    Origin.PICTURES: ReadOut.SCANNED,
}


class Reading(Struct, frozen=True):
    """What there is to say of the file of an attachment."""

    how: ReadOut
    pages: tuple[int, ...]
    """Those on which something has no tags."""
    undescribed: tuple[int, ...]
    """Those with a picture or formula that nothing describes."""
    taken_out: tuple[str, ...]
    """The kinds of what was taken out, as the phrase book calls them."""
    signed: bool

    @property
    def is_told(self) -> bool:
        """Whether its pages are not mere pictures that nobody has put into words."""
        return self.how not in (ReadOut.SCANNED, ReadOut.PICTURE)

    @property
    def is_whole(self) -> bool:
        """Whether all of it is read out."""
        return self.how in (ReadOut.BY_STANDARD, ReadOut.TAGGED, ReadOut.MADE)


def reading(survey: Survey, words: Phrases, origin: Origin = Origin.PDF) -> Reading:
    """What a close look at a file showed; ``survey``: of its pages."""
    kinds = dict.fromkeys(one.kind.value for one in survey.told)
    pages, undescribed = (_told(survey, kind) for kind in (Kind.UNMARKED, Kind.UNDESCRIBED))
    if origin in _DRAWN:
        how = _DRAWN[origin]
    elif survey.scanned:
        how = ReadOut.SCANNED
    elif not survey.tagged:
        how = ReadOut.UNTAGGED
    elif pages or undescribed:
        how = ReadOut.PARTLY
    elif origin is Origin.OTHER:
        how = ReadOut.MADE
    else:
        lacking = {Kind.NO_LANGUAGE.value, Kind.UNDESCRIBED.value} & kinds.keys()
        by_standard = survey.claims.ua and not lacking
        how = ReadOut.BY_STANDARD if by_standard else ReadOut.TAGGED
    taken = tuple(kind for kind in kinds if kind in words.material_taken_out_kinds)
    signed = Kind.SIGNATURE.value in kinds or survey.signed
    return Reading(how, pages, undescribed, taken, signed)


def _told(survey: Survey, kind: Kind) -> tuple[int, ...]:
    return tuple(sorted({one.page for one in survey.told if one.kind is kind and one.page}))


def in_full(one: Reading, words: Phrases) -> str:
    """A sentence or two, on the page before it."""
    return {
        ReadOut.BY_STANDARD: words.material_by_standard,
        ReadOut.TAGGED: words.material_tagged,
        ReadOut.MADE: words.material_made,
        ReadOut.DESCRIBED: words.material_described,
        ReadOut.PICTURE: words.material_picture,
        ReadOut.PARTLY: words.material_partly.format(why=_partly(one, words)),
        ReadOut.UNTAGGED: words.material_untagged,
        ReadOut.SCANNED: words.material_scanned,
    }[one.how]


def in_short(one: Reading, words: Phrases) -> str:
    """A word or two, in a table."""
    if one.how is ReadOut.DESCRIBED:
        return words.material_short_described
    if one.how is ReadOut.PARTLY:
        return words.material_short_partly
    return words.material_short_yes if one.is_whole else words.material_short_no


def in_list(one: Reading, words: Phrases) -> str:
    """Why not all of it is read out, in a list of those of which that is so."""
    return {
        ReadOut.PARTLY: _partly(one, words),
        ReadOut.SCANNED: words.material_listed_scanned,
        ReadOut.DESCRIBED: words.material_listed_described,
        ReadOut.PICTURE: words.material_listed_picture,
    }.get(one.how, words.material_listed_untagged)


def _partly(one: Reading, words: Phrases) -> str:
    """What of it is not read out."""
    told = (
        (words.material_listed_partly, one.pages),
        (words.material_listed_undescribed, one.undescribed),
    )
    some = [text.format(pages=_pages(pages, words)) for text, pages in told if pages]
    return enumeration(some, words)


def _pages(pages: Sequence[int], words: Phrases) -> str:
    named = [str(number) for number in pages[:_LISTED]]
    if len(pages) > _LISTED:
        named.append(words.material_more_pages)
    return enumeration(named, words)
