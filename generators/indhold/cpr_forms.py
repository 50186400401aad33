"""Whatever in a text has the form of a personal number, also within longer numbers.

Forms alone: what the words beside a number say of it is for ``cpr``. A day, to which 60 may be
added, a month and two digits of a year come first, then four more digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum

from msgspec import Struct

HYPHENS = "\u002d\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d"
_H = f"[{HYPHENS}]"
_MONTH = r"(?:0[1-9]|1[0-2])"
_NEXT_OF_DAY = r"(?:(?<=[06])[1-9]|(?<=[1278])\d|(?<=[39])[01])"
"""The second digit of a day, after the first."""
_BETWEEN = rf"(?:[./_]|{_H}|[^\S\n])?"
# The first digit stands first, so that ``re`` runs to the next of them; the rest looks ahead, for
# a number may begin inside what only looks like another: »20.11.12 010190-1234«.
_ALIGNED = (
    rf"[0-36-9](?<!\d\d)(?={_NEXT_OF_DAY}({_BETWEEN}){_MONTH}({_BETWEEN})((?:19|20)?\d\d)"
    r"([\W_]{0,10}?)(\d\d[^\S\n]?\d\d)(?!\d))"
)
_RUN = r"\d{11,}"
_RUN_WITH_HYPHEN = rf"\d(?<!\d\d)\d{{5,}}+(?=(\s?{_H}\s?)(\d{{4,5}})(?!\d))"
_SPACED = (
    rf"\d(?<!\d\d)(?=(?:[^\S\n]\d){{5}}([^\S\n]?{_H})?(?:[^\S\n]?\d)(?:[^\S\n]\d){{3}}"
    r"(?![^\S\n]?\d))"
)
_COMB = r"\d(?<!\d\d)(?=(?:[\s|]{1,4}\d){9}(?![\s|]{0,4}\d))"
_SHORTER = (
    rf"[1-9](?<!\d\d)(?={_MONTH}\d\d(?:[^\S\n]?{_H}?[^\S\n]?)\d{{4}}(?!\d))"
    rf"|[0-36-9](?<!\d\d)(?={_NEXT_OF_DAY}{_MONTH}\d\d{_H}\d{{3}}(?!\d))"
)
"""Called one, and with the first nought or a last digit lost; a table takes it for an amount."""
_YEAR_FIRST = (
    r"[12](?<!\d\d)(?=(?:(?<=1)9|(?<=2)0)\d\d([-./]?)"
    rf"{_MONTH}\1(?:0[1-9]|[12]\d|3[01])[-./ ]?\d{{4}}(?!\d))"
)
"""»19900101-1234«, as other countries write it; only if it is called one."""
_WITH_CENTURY = 12
_LEAST = re.compile(r"\d(?:[\W_]{0,10}\d){8}").search
_CHAIN = re.compile(r"\d(?:[\W_]{0,10}\d){8,}+").finditer
"""All in which any of these forms can be; of most texts a small part."""
_SHORTEST = 9
_BEGIN_NO_DIGIT = bytes((*range(0x30), *range(0x3A, 0xD9), 0xE2))
"""In UTF-8. Most texts have too few other bytes, which is seen ten times as fast as by ``re``."""
_LONGEST_RUN = 24
"""Digits. In longer ones, e.g. of keys and checksums, anything can be found."""
_DIGITS = 10
_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_JOINED_BEFORE = re.compile(rf"(?:\d(?:[/.]|{_H})|\+)\Z")
_JOINED_AFTER = re.compile(rf"(?:/|{_H})\d")
_TOKEN = 160
"""Characters around a number in which the word, link or code begins and ends."""
_IN_CODE = (
    r"://|^www\.|\b10\.\d{4,9}/|(?i:\bdoi\b)|[?&]\w+="
    r"|[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}"
)
_AMOUNT_AFTER = (
    r"(?i)[^\S\n]?(?:kr\b|kroner|dkk\b|eur\b|€|mio\b|mia\b|t\.?kr|%|m[23²³]|kwh|kg\b|stk)"
)
_AMOUNT_BEFORE = r"(?i)(?:\bkr\.?|\bdkk|\beur|€)[^\S\n]?\Z"
_PAIR = rf"(?<![\d.,])(\d{{4}})\d\d[^\S\n]{_H}?\d{{4}}(?![\d.,])"
_AROUND = 600
"""Characters in which a table would show that its numbers are no dates."""


Span = tuple[int, int]


class Form(IntEnum):
    """How much it looks like a personal number; the less, the later."""

    WRITTEN = 0
    """As people write one: six digits, a hyphen or a blank, and four."""
    BARE = 1
    """Ten digits."""
    WEAK = 2
    """Part of a longer number, or with other signs."""
    LOOSE = 3
    """Only if it is called one."""
    SHORT = 4
    """A digit is missing; only if it is called one."""


class Candidate(Struct, frozen=True):
    """What may be a personal number, by its form."""

    start: int
    end: int
    form: Form


def has_digits(text: str) -> bool:
    """Whether there may be as many digits in a text as it takes; asked of all, so it is quick."""
    if len(text) < _SHORTEST:
        return False
    digits = text.encode("utf-8", "surrogatepass").translate(None, _BEGIN_NO_DIGIT)
    return len(digits) >= _SHORTEST


def may_hold_one(text: str) -> bool:
    """Whether a text has as many digits as it takes, with little between them."""
    return len(text) >= _SHORTEST and _LEAST(text) is not None


def candidates(text: str, *, called: bool) -> list[Candidate]:
    """All of them in order, each place of the text in one at most.

    ``called``: whether personal numbers are spoken of, so that looser forms are looked for too.
    """
    found: list[Candidate] = []
    for chain in _CHAIN(text):
        span = chain.span()
        found += _aligned(text, span)
        found += _runs(text, span)
        found += _spaced(text, span)
        if called:
            combs = _matches(_COMB, text, span)
            found += [_of(match, Form.LOOSE) for match in combs if _is_comb(match)]
            found += [_of(match, Form.SHORT) for match in _matches(_SHORTER, text, span)]
            for match in _matches(_YEAR_FIRST, text, span):
                end = _end_of_digits(text, match.start(), _WITH_CENTURY)
                found.append(Candidate(match.start(), end, Form.LOOSE))
    if not found:
        return []
    found.sort(key=lambda one: (one.form, one.start))
    return _apart(found)


def _matches(pattern: str, text: str, span: Span) -> Iterator[re.Match[str]]:
    return re.compile(pattern).finditer(text, *span)


def has_check_digit(digits: str) -> bool:
    """Whether ten digits have the check digit of a personal number, as all had until 2007."""
    return sum(int(d) * weight for d, weight in zip(digits, _WEIGHTS, strict=True)) % 11 == 0


def is_in_code(text: str, start: int, end: int) -> bool:
    """Whether a number is part of a link, an identifier or a checksum."""
    first, last = max(0, start - _TOKEN), min(len(text), end + _TOKEN)
    before, after = text[first:start].split(), text[end:last].split()
    left = before[-1] if before and not text[start - 1].isspace() else ""
    right = after[0] if after and not text[end].isspace() else ""
    token = left + text[start:end] + right
    if re.search(_IN_CODE, token):
        return True
    return _is_checksum(left, right, end - start)


def is_amount(text: str, start: int, end: int) -> bool:
    """Whether a unit stands beside it."""
    after, before = text[end : end + 8], text[max(0, start - 8) : start]
    return bool(re.match(_AMOUNT_AFTER, after) or re.search(_AMOUNT_BEFORE, before))


def _is_checksum(left: str, right: str, length: int) -> bool:
    """Whether letters and digits stand around it without a sign between them, mixed."""
    head = re.search(r"[^\W_]*\Z", left)
    tail = re.match(r"[^\W_]*", right)
    before, after = head[0] if head else "", tail[0] if tail else ""
    mixed = any(map(str.isdecimal, before + after))
    return mixed or bool(before and after and len(before) + length + len(after) >= 20)


# --- digits that begin and end where the number does ------------------------------------------


def _aligned(text: str, span: Span) -> Iterator[Candidate]:
    for match in _matches(_ALIGNED, text, span):
        first, second, year, gap, last = match.groups()
        signs = _same(first), _same(second)
        form = _form(text, match, signs, year, gap, "".join(filter(str.isdecimal, last)))
        if form is not None:
            yield Candidate(match.start(), match.end(5), form)


def _same(sign: str) -> str:
    """One blank for each kind of blank, and one hyphen."""
    return " " if sign.isspace() else "-" if re.match(_H, sign) else sign


def _form(
    text: str, match: re.Match[str], signs: tuple[str, str], year: str, gap: str, last: str
) -> Form | None:
    start, end = match.start(), match.end(5)
    joined = bool(
        _JOINED_BEFORE.search(text[max(0, start - 2) : start])
        or _JOINED_AFTER.match(text, end, end + 2)
    )
    alone = match.end(3) - start == 6 or match.end(3) - start == 8  # no signs in the date
    whole = len(year) > 2
    if not gap:
        return _bare(text, start, end, signs, joined=joined, whole=whole)
    hyphen = gap.strip()
    if len(hyphen) <= 2 and hyphen and all(re.match(_H, sign) for sign in hyphen):
        if whole:
            return _whole_year(year, last, joined=joined)
        return _hyphenated(text, match, signs, gap, last, joined=joined)
    if not hyphen:
        return _blank(text, match, signs, gap, last, joined=joined or whole)
    if gap in ("/", ".", "_") and not (joined or whole) and (alone or signs == (".", ".")):
        weak = text[start] <= "3" and not _is_time(year, last)
        return Form.WEAK if weak else Form.LOOSE
    return Form.LOOSE


def _bare(
    text: str, start: int, end: int, signs: tuple[str, str], *, joined: bool, whole: bool
) -> Form | None:
    if whole:  # twelve digits: see ``_runs``
        return Form.LOOSE if any(signs) else None
    if any(signs):
        return Form.WEAK if signs == (" ", " ") and not joined else Form.LOOSE
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if before.endswith("+"):
        return None
    decimal = re.match(r"[.,]\d", after) or re.fullmatch(r"\d[.,]", before)
    if decimal and not (re.fullmatch(r"\d,", before) and after.startswith(",")):
        return None
    return Form.WEAK if joined else Form.BARE


def _hyphenated(
    text: str,
    match: re.Match[str],
    signs: tuple[str, str],
    gap: str,
    last: str,
    *,
    joined: bool,
) -> Form | None:
    """»010190-1234«, »01.01.90 - 1234«."""
    if joined:
        return Form.LOOSE if any(signs) else Form.WEAK
    mixed = signs[0] != signs[1] or re.match(rf"[/_]|{_H}", signs[0])
    # As documents are numbered, »120304-2025«.
    if mixed or _is_recent_year(last) or _is_appointment(match[3], last):
        return Form.WEAK
    if gap[0].isspace() and not gap[-1].isspace() and _is_in_table(text, match.start()):
        return Form.WEAK  # »120304 -1234«: an amount that is owed
    return Form.WRITTEN


def _whole_year(year: str, last: str, *, joined: bool) -> Form | None:
    """»01.01.1990-1234«, and not from one year to another, or a day and a time."""
    if joined or last[:2] in ("19", "20") or (year >= "2010" and _is_clock(last)):
        return Form.LOOSE
    return Form.WEAK


def _blank(
    text: str, match: re.Match[str], signs: tuple[str, str], gap: str, last: str, *, joined: bool
) -> Form | None:
    """Blanks alone between the parts: also two columns, two lines, a day and a time."""
    start, end = match.start(), match.end(5)
    row = re.search(r"\d[^\S\n]\Z", text[max(0, start - 2) : start])
    row = row or re.match(r"[^\S\n]\d", text[end : end + 2])
    if row or joined:
        written = not (joined or any(signs)) and len(gap) == 1 and gap != "\n"
        digits = "".join(filter(str.isdecimal, text[start:end]))
        lucky = written and len(digits) == _DIGITS and has_check_digit(digits)
        return Form.WEAK if lucky else Form.LOOSE
    if len(gap) > 1 or gap in "\n\t\r":
        prose = "\n" not in gap or _is_wrapped(text, start, end)
        return Form.WEAK if prose and not any(signs) else Form.LOOSE
    if signs == (".", "."):  # »Pr. 31.12.25 1500 børn«: as often this as a personal number
        return Form.LOOSE if _is_time(match[3], last) else Form.WEAK
    if signs[0].strip() or signs[0] != signs[1]:
        return Form.LOOSE
    doubtful = _is_time(match[3], last) or _is_long_ago(match[3], last)
    return Form.WEAK if doubtful or _is_in_table(text, start) else Form.WRITTEN


def _is_wrapped(text: str, start: int, end: int) -> bool:
    """Whether the line before the break has words, and the line after it is no row of numbers."""
    line = text[max(0, start - _TOKEN) : start].rpartition("\n")[2]
    return any(map(str.isalpha, line)) and not re.match(r"[^\S\n]*[\d.,]*\d", text[end : end + 9])


def _is_in_table(text: str, start: int) -> bool:
    """Whether around it stand two numbers of the same lengths that are no day."""
    around = text[max(0, start - _AROUND) : start + _AROUND]
    return any(
        not re.match(rf"(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01]){_MONTH}", other[1])
        for other in re.finditer(_PAIR, around)
    )


# --- longer numbers ---------------------------------------------------------------------------


def _runs(text: str, span: Span) -> Iterator[Candidate]:
    for match in _matches(_RUN, text, span):
        if _may_hold_one(text, match):
            yield _of(match, Form.WEAK)
        elif len(match[0]) == _DIGITS + 1:  # a digit too many, anywhere
            yield _of(match, Form.LOOSE)
    for match in _matches(_RUN_WITH_HYPHEN, text, span):
        before, last = match[0], match[2]
        start, end = match.start(), match.end(2)
        if (len(before), len(last)) == (6, 4) or _is_joined(text, start, end):
            continue
        if _one_too_many(before, last):
            yield Candidate(start, end, Form.WEAK)
        elif (len(before), len(last)) in ((7, 4), (6, 5)):
            yield Candidate(start, end, Form.LOOSE)


def _one_too_many(before: str, last: str) -> bool:
    """»010190-12345«, »1010190-1234«, »2025010190-1234«."""
    if len(last) > 4:
        return len(before) == 6 and _is_date(before)
    if len(before) == 8 and (_is_whole_date(before) or _is_date_of_year(before)):
        return False
    if _is_recent_year(last) or len(before) > _LONGEST_RUN:
        return False
    return _is_date(before[-6:]) or (len(before) == 7 and _is_date(before[:6]))


def _may_hold_one(text: str, match: re.Match[str]) -> bool:
    """Whether a run of digits begins or ends with one, or has one with its check digit."""
    run, start, end = match[0], match.start(), match.end()
    if len(run) > _LONGEST_RUN or text[max(0, start - 1) : start] in ("+", "<"):
        return False
    if re.fullmatch(r"\d[.,]", text[max(0, start - 2) : start]) or re.match(
        r"[.,]\d", text[end : end + 2]
    ):
        return False
    if _is_moment(run) or _is_article(run) or _is_account(text[max(0, start - 2) : start], run):
        return False
    if _is_date(run[-_DIGITS:-4]) or _is_date(run[:6]):
        return True
    windows = (run[at : at + _DIGITS] for at in range(1, len(run) - _DIGITS))
    return any(_is_date(window[:6]) and has_check_digit(window) for window in windows)


def _is_joined(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return bool(_JOINED_BEFORE.search(before) or _JOINED_AFTER.match(after))


def _is_moment(run: str) -> bool:
    """»20250101123456«, »202501011234«, »010120251234«: a day and a time."""
    if len(run) in (12, 14, 17) and _is_date_of_year(run):
        return _is_clock(run[8:12]) and (len(run) == 12 or run[12:14] < "60")
    return len(run) == 12 and _is_whole_date(run) and run[4:8] >= "2010" and _is_clock(run[8:])


def _is_article(run: str) -> bool:
    """A GS1 number of Denmark (EAN, GLN: 57), of a book (978, 979) or a periodical (977)."""
    if len(run) != 13 or not run.startswith(("57", "977", "978", "979")):
        return False
    return sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(run)) % 10 == 0


def _is_account(before: str, run: str) -> bool:
    """An IBAN, ISO 13616: two letters, and a rest of 1 by 97."""
    if not re.fullmatch(r"[A-Z]{2}", before) or len(run) < 13:
        return False
    country = "".join(str(ord(letter) - 55) for letter in before)
    return int(run[2:] + country + run[:2]) % 97 == 1


# --- digits with blanks between them ----------------------------------------------------------


def _spaced(text: str, span: Span) -> Iterator[Candidate]:
    for match in _matches(_SPACED, text, span):
        if re.search(r"\d[^\S\n]\Z", text[max(0, match.start() - 2) : match.start()]):
            continue
        end = _end_of_digits(text, match.start(), _DIGITS)
        if _is_date("".join(filter(str.isdecimal, text[match.start() : end]))[:6]):
            yield Candidate(match.start(), end, Form.WRITTEN if match[1] else Form.WEAK)


def _is_comb(match: re.Match[str]) -> bool:
    end = _end_of_digits(match.string, match.start(), _DIGITS)
    return _is_date("".join(filter(str.isdecimal, match.string[match.start() : end]))[:6])


def _end_of_digits(text: str, start: int, number: int) -> int:
    """Where so many digits end."""
    at = start
    while number:
        number -= text[at].isdecimal()
        at += 1
    return at


# --- dates and times --------------------------------------------------------------------------


def _is_date(digits: str) -> bool:
    """Whether six digits are day, month and year, without 60 added to the day."""
    month = int(digits[2:4])
    return 1 <= month <= 12 and 1 <= int(digits[:2]) <= _DAYS[month - 1]


def _is_whole_date(digits: str) -> bool:
    """»01011990«."""
    return _is_date(digits[:4] + digits[6:8]) and digits[4:6] in ("19", "20")


def _is_date_of_year(digits: str) -> bool:
    """»19900101«."""
    return digits[:2] in ("19", "20") and _is_date(digits[6:8] + digits[4:6] + digits[2:4])


def _is_clock(digits: str) -> bool:
    return digits[:2] < "24" and digits[2:] < "60"


def _is_time(year: str, last: str) -> bool:
    """Whether it may be a time of a day of late: who has such a number was born before 1940."""
    return year[-2:] < "40" and _is_clock(last)


def _is_appointment(year: str, last: str) -> bool:
    """Whether it is a day of these years and a time of the clock, as rooms are booked.

    As a personal number it would be that of somebody who is about a hundred years old.
    """
    return "20" <= year[-2:] <= "29" and _is_clock(last) and last[-1] in "05"


def _is_long_ago(year: str, last: str) -> bool:
    """Whether the number says a birth before 1900, or one to come (the seventh digit)."""
    return last[0] in "5678" and year[-2:] >= "37"


def _is_recent_year(last: str) -> bool:
    return "2000" <= last <= "2035"


# --- one place, one number --------------------------------------------------------------------


def _of(match: re.Match[str], form: Form) -> Candidate:
    """What a pattern met, or looked at ahead of where it stopped."""
    text, end = match.string, match.end()
    if form is Form.LOOSE and len(match[0]) == 1:
        end = _end_of_digits(text, match.start(), _DIGITS)
    elif form is Form.SHORT:
        end = _end_of_digits(text, match.start(), _SHORTEST)
    return Candidate(match.start(), end, form)


def _apart(found: list[Candidate]) -> list[Candidate]:
    """Those that look most like one, without what lies over them; in order.

    ``found`` is sorted by form: a few sweeps, one for each.
    """
    kept: list[Candidate] = []
    for form in Form:
        merged: list[Candidate] = []
        others = iter(kept)
        other = next(others, None)
        end = 0
        for one in (c for c in found if c.form is form):
            while other is not None and other.end <= one.start:
                merged.append(other)
                end, other = max(end, other.end), next(others, None)
            if one.start >= end and (other is None or one.end <= other.start):
                merged.append(one)
                end = one.end
        if other is not None:
            merged += [other, *others]
        kept = sorted(merged, key=lambda c: c.start)
    return kept
