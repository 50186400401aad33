"""Danish personal numbers (CPR): where they stand in a text, and how one is told but not given.

Numbers without a valid check digit have been given out since 2007, so it clears none by itself.
What is certain enough to be an error, and what may be another number, ``_is_doubtful`` decides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from urllib.parse import unquote

from msgspec import Struct

from indhold.cpr_forms import (
    Candidate,
    Form,
    candidates,
    has_check_digit,
    has_digits,
    is_amount,
    is_in_code,
    may_hold_one,
)
from indhold.cpr_words import (
    are_records,
    are_several,
    is_called_personal,
    is_closely_called_personal,
    may_call_personal,
    mentions_personal,
    names_other,
    names_thing,
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
    # In groups; not within a longer row of numbers, nor a year and a number, as cases have.
    rf"|{_BEFORE}(?<!\d )(?!(?:19|20)\d\d{_HYPHEN}\d{{6}}(?!\d))"
    rf"{_DAY}[ .-]?{_MONTH}[ .-]?{_YEAR}\s?{_HYPHEN}?\s?\d{{4}}{_AFTER}(?! \d)"
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
_OTHER_DIGIT = r"[^\D0-9]"
_FULL_WIDTH = {ord("－"): "-"}
MOST = 50
"""Numbers that are told of one text, unless more are asked for."""
ALL = 1_000_000
"""As good as all of them."""
_SHOWN_DIGITS = 4
"""Day and month."""
_OF_A_LINK = re.compile(r"%2[0Dd]")
"""A blank and a hyphen."""
_ANY_RUN = re.compile(r"\d(?:(?:%2[Dd]|[\W_]){0,10}\d){8,}")
"""Nine digits or more with little between them: the first nought may be lost."""

_LONGEST_AND = 30
_AND = r"[\s,;/&]{0,9}(?:og|eller|samt)?[\s,;/&]{0,9}"
_DATE_AND_NUMBER = r"\d\d\.\d\d\.\d\d\s\d{4}"
"""»Pr. 31.12.25 1500 børn«: as often this as a personal number."""


class Number(Struct, frozen=True):
    """A number in a text that is, or may be, a personal one."""

    written: str
    """As it stands there, without signs that cannot be seen."""
    certain: bool
    """Whether it is called or written as one, or has the check digit and no other name."""


def personal_numbers(
    text: str, called: str = "", most: int = MOST, *, anywhere: bool = False
) -> list[Number]:
    """Each number in a text, in order.

    ``called``: words outside the text that say what it is, e.g. the head of a table's column.
    ``anywhere``: as what others made must be searched: also within longer numbers, with other
    signs, over columns and lines. There ten bare digits are certain only where personal numbers
    are spoken of, as so many things are numbered in ten digits.
    """
    if not has_digits(text):
        return []
    text = _plain(text)
    if anywhere:
        text = _OF_A_LINK.sub(lambda sign: unquote(sign[0]), text) if "%2" in text else text
        return list(islice(_anywhere(text, called), most))
    if len(_DIGITS(text)) < _LENGTH or not _LIKELY(
        text
    ):  # of most texts: the rest takes ten times as long
        return []
    numbers = []
    series = _Series(text, called)
    for match in islice(re.finditer(_NUMBER, text), most):
        other = series.is_other(match.start(), match.end())
        certain = series.personal or not (other or _is_doubtful(match[0]))
        numbers.append(Number(match[0], certain))
    return numbers


class _Series:
    """What is listed with another number is what that is."""

    def __init__(self, text: str, called: str) -> None:
        self.text, self.called = text, called
        self.personal = self.others = False
        self.named: list[str] = []
        self._end = 0

    @cached_property
    def mentions_personal(self) -> bool:
        """Whether personal numbers are spoken of anywhere."""
        return mentions_personal(self.text, self.called)

    def is_other(self, start: int, end: int) -> bool:
        """Whether the next number is said to be another one than a personal number."""
        between = self.text[self._end : min(start, self._end + _LONGEST_AND)]
        listed = bool(re.fullmatch(_AND, between))
        self.personal = (listed and self.personal) or is_called_personal(
            self.text, start, end, self.called
        )
        self.named = [] if self.personal else names_other(self.text, start, self.called)
        # »Sagerne 120304-1234 og …« are several; in »konto 120304-1234 og …« the next may be any.
        several = are_several(self.named)
        self.others = not self.personal and (several or (listed and self.others))
        self._end = end
        return bool(self.others or self.named)


def _anywhere(text: str, called: str) -> Iterator[Number]:
    if not may_hold_one(text):
        return
    spoken_of = may_call_personal(text, called)
    series = _Series(text, called)
    for one in candidates(text, called=spoken_of):
        written = text[one.start : one.end]
        loose = one.form >= Form.WEAK and spoken_of
        if loose and is_closely_called_personal(text, one.start, called):
            yield Number(written, True)
            continue
        if one.form >= Form.LOOSE:
            continue
        other = series.is_other(one.start, one.end)
        certain = series.personal or _is_certain(text, one, series, other=other)
        if certain is not None:
            yield Number(written, certain)


def _is_certain(text: str, one: Candidate, series: _Series, *, other: bool) -> bool | None:
    """Of what is not called a personal number; ``None`` where it is none."""
    if one.form is Form.WRITTEN:
        return not other
    if names_thing(text, one.start, series.called):
        return None
    written = text[one.start : one.end]
    # What is kept of somebody may have that somebody's number within its own.
    longer = len(_DIGITS(written)) > _LENGTH and are_records(series.named)
    if one.form is Form.WEAK and other and not longer:
        return None
    right = len(written) == _LENGTH and written.isdecimal() and has_check_digit(written)
    if is_in_code(text, one.start, one.end) and not (one.form is Form.BARE and right):
        return None
    if one.form is Form.BARE and is_amount(text, one.start, one.end):
        return None
    sure = one.form is Form.BARE and right and not other
    return sure and series.mentions_personal


def mask(written: str) -> str:
    """A number with its last digits hidden: enough to look for it, too little to use it."""
    digits = 0
    shown = []
    for sign in written:
        digits += sign.isdecimal()
        shown.append("•" if sign.isdecimal() and digits > _SHOWN_DIGITS else sign)
    return "".join(shown)


def masked(text: str) -> str:
    """A text in which no personal number stands in full; as it was where there is none."""
    if len(text) < _LENGTH - 1:
        return text
    return _ANY_RUN.sub(lambda match: mask(match[0]), text)


def _plain(text: str) -> str:
    """What is copied may have hidden characters, and digits of full width or of other scripts."""
    if not _STRANGE(text):
        return text
    visible = "".join(c for c in text if unicodedata.category(c) != "Cf")
    digits = re.sub(_OTHER_DIGIT, lambda sign: str(unicodedata.decimal(sign[0])), visible)
    return digits.translate(_FULL_WIDTH)


def _is_doubtful(digits: str) -> bool:
    """Whether it is seldom a personal number where nothing calls it one."""
    if digits.isdecimal():
        return not has_check_digit(digits)
    return bool(re.fullmatch(_DATE_AND_NUMBER, digits))
