"""What is to be left out of a PDF, and what is told of it."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Words(Struct, frozen=True, tag="words"):
    """A text, wherever its letters stand: in any case, over any blanks and line breaks."""

    text: str
    mark: str
    """What is printed in place of it, e.g. ``[udeladt: navn]``."""


class Pattern(Struct, frozen=True, tag="pattern"):
    """A regular expression (Python's), in any case; a blank in it is any blanks."""

    expression: str
    mark: str


class Region(Struct, frozen=True, tag="region"):
    """A rectangle of a page as it is seen, in points from its upper left corner."""

    page: int
    """From 1."""
    left: float
    top: float
    width: float
    height: float
    mark: str


Entry = Words | Pattern | Region


class Reason(StrEnum):
    """Why no copy can be made, or an entry cannot be carried out."""

    NO_PDF = "no-pdf"
    PASSWORD = "password"  # noqa: S105
    DAMAGED = "damaged"
    NO_HIT = "no-hit"
    """What was to be left out stands nowhere."""
    EMPTY = "empty"
    """There is nothing in the text, or the pattern matches nothing at all, that is everywhere."""
    BAD_PATTERN = "bad-pattern"
    NO_PAGE = "no-page"
    NO_MAPPING = "no-mapping"
    """A page has text whose letters cannot be told: there the words may stand."""
    PICTURE = "picture"
    """A picture reaches into the place, and cannot be taken apart."""
    DRAWING = "drawing"
    """Curves or shades reach into the place, and letters may be drawn so."""
    ELSEWHERE = "elsewhere"
    """The words stand where letters cannot be taken out alone: a pattern, a font's drawings."""
    STILL_THERE = "still-there"
    """Taken apart again, the copy still has them."""
    TOO_MUCH = "too-much"
    """It has more parts than are gone through, or took too long or too much memory."""
    FAILED = "failed"
    """It broke what reads it."""


class Hit(Struct, frozen=True):
    """Where something was left out."""

    entry: int
    """Which one, from 0."""
    page: int
    """From 1; 0 for what stands beside the pages, such as bookmarks and properties."""
    count: int


class Cannot(Struct, frozen=True):
    """What could not be done. Nothing here says any of the words."""

    reason: Reason
    entry: int = -1
    """Which one, from 0; -1 for all of them."""
    page: int = 0
    """From 1; 0 where it is of no page."""


class Account(Struct, frozen=True):
    """What was done."""

    hits: tuple[Hit, ...] = ()
    cannot: tuple[Cannot, ...] = ()
    """Where there is anything, there is no copy."""
    unsearched: tuple[int, ...] = ()
    """Pages with large pictures: what stands in a picture, no text and no pattern finds."""
    signature_gone: bool = False
    """Whether the original is signed: the copy is not."""
    files_gone: int = 0
    """Files that lay inside, which the copy does not have."""


class Made(Struct, frozen=True):
    """A copy and its account."""

    data: bytes
    """Empty where none could be made."""
    account: Account


class Refused(Exception):
    """No copy can be made."""

    def __init__(self, reason: Reason, entry: int = -1, page: int = 0) -> None:
        super().__init__(reason.value)
        self.cannot = Cannot(reason, entry, page)
