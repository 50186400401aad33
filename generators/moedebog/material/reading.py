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
    """It has tags, and says that it conforms to PDF/UA."""
    TAGGED = auto()
    PARTLY = auto()
    UNTAGGED = auto()
    SCANNED = auto()


class Reading(Struct, frozen=True):
    """What there is to say of the file of an attachment."""

    how: ReadOut
    pages: tuple[int, ...]
    """Those on which something is not read out."""
    taken_out: tuple[str, ...]
    """The kinds of what was taken out, as the phrase book calls them."""
    signed: bool

    @property
    def is_whole(self) -> bool:
        """Whether all of it is read out."""
        return self.how in (ReadOut.BY_STANDARD, ReadOut.TAGGED)


def reading(survey: Survey, words: Phrases) -> Reading:
    """What a close look at a file showed."""
    kinds = dict.fromkeys(one.kind.value for one in survey.told)
    pages = sorted({one.page for one in survey.told if one.kind is Kind.UNMARKED and one.page})
    if not survey.tagged:
        how = ReadOut.SCANNED if survey.scanned else ReadOut.UNTAGGED
    elif pages:
        how = ReadOut.PARTLY
    else:
        by_standard = survey.claims.ua and Kind.NO_LANGUAGE.value not in kinds
        how = ReadOut.BY_STANDARD if by_standard else ReadOut.TAGGED
    taken = tuple(kind for kind in kinds if kind in words.material_taken_out_kinds)
    return Reading(how, tuple(pages), taken, Kind.SIGNATURE.value in kinds or survey.signed)


def in_full(one: Reading, words: Phrases) -> str:
    """A sentence or two, on the page before it."""
    return {
        ReadOut.BY_STANDARD: words.material_by_standard,
        ReadOut.TAGGED: words.material_tagged,
        ReadOut.PARTLY: words.material_partly.format(pages=_pages(one.pages, words)),
        ReadOut.UNTAGGED: words.material_untagged,
        ReadOut.SCANNED: words.material_scanned,
    }[one.how]


def in_short(one: Reading, words: Phrases) -> str:
    """A word or two, in a table."""
    if one.how is ReadOut.PARTLY:
        return words.material_short_partly
    return words.material_short_yes if one.is_whole else words.material_short_no


def in_list(one: Reading, words: Phrases) -> str:
    """Why not all of it is read out, in a list of those of which that is so."""
    return {
        ReadOut.PARTLY: words.material_listed_partly.format(pages=_pages(one.pages, words)),
        ReadOut.SCANNED: words.material_listed_scanned,
    }.get(one.how, words.material_listed_untagged)


def _pages(pages: Sequence[int], words: Phrases) -> str:
    named = [str(number) for number in pages[:_LISTED]]
    if len(pages) > _LISTED:
        named.append(words.material_more_pages)
    return enumeration(named, words)
