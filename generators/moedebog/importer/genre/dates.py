"""Dates and clock times as a document may write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, time

from moedebog import typography
from moedebog.phrases import DANISH
from moedebog.phrases.patterns import any_of, before, expression, placeholders

_SHORT = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_NEIGHBOURS = {"januari": 1, "februari": 2, "mars": 3, "mai": 5, "augusti": 8, "desember": 12}
"""What Norwegian and Swedish call months otherwise."""
_OTHERWISE = {**_NEIGHBOURS, "sept": 9}
MONTH = rf"(?:{any_of(*DANISH.months)}|{'|'.join((*_SHORT, *_OTHERWISE))})\b"
_MONTHS = {
    name.lower(): number
    for names in (_SHORT, DANISH.months)
    for number, name in enumerate(names, 1)
} | _OTHERWISE
_WEEKDAY = rf"(?:(?:man|tirs|ons|tors|fre|lør|søn)dag|{any_of(*DANISH.weekdays)})"
WEEKDAY = re.compile(_WEEKDAY, re.IGNORECASE)
_BEFORE_DAY = rf"(?:den|d\.|{before(DANISH.short_date_on_cover, 'date')})"
CLOCK = rf"(?:kl(?:okken|\.)?|{before(DANISH.time_from, 'start')})"
"""What stands before a clock time."""
_DAY = rf"(?:\b{_WEEKDAY},?\s*)?(?:{_BEFORE_DAY}\s*)?"


def _own(phrase: str, month: str, code: str) -> tuple[str, re.Pattern[str]]:
    """How moedebog writes a date itself."""
    filled = {"day": r"\b(\d{1,2})", "month": f"({month})", "year": r"(\d{4})(?!\d)"}
    codes = {"day": "%d", "month": code, "year": "%Y"}
    order = " ".join(codes[name] for name in placeholders(phrase))
    return order, re.compile(_DAY + expression(phrase, **filled), re.IGNORECASE)


_DATES: tuple[tuple[str, re.Pattern[str]], ...] = (
    _own(DANISH.date, MONTH, "%b"),
    (
        "%d %b %Y",
        re.compile(
            rf"{_DAY}\b(\d{{1,2}})\.?\s*({MONTH})\.?,?\s*(\d{{4}}(?!\d)|\d{{2}}(?=\s*(?:kl|,|\Z)))",
            re.IGNORECASE,
        ),
    ),
    *(
        (
            "%d %m %Y",
            re.compile(
                rf"(?:{_BEFORE_DAY}\s*)?(?<![\w.:/-])(\d{{1,2}}){one}(\d{{1,2}}){two}(\d{{4}}|\d{{2}})"
                r"(?![\w.:/-]*\d)"
            ),
        )
        for one, two in (("-", "-"), (r"\.\s?", r"\.\s?"), (r"\s?/\s?", r"(?:/|\s?-\s?|\s)"))
    ),
    *(
        (
            "%Y %m %d",
            re.compile(rf"(?<![\w.:/-])(\d{{4}}){one}(\d{{1,2}}){one}(\d{{1,2}})(?![\w/-]*\d)"),
        )
        for one in ("-", r"\.", "/")
    ),
    (
        "%Y %d %b",
        re.compile(rf"\bår\s+(\d{{4}}),?\s+den\s+(\d{{1,2}})\.?\s*({MONTH})", re.IGNORECASE),
    ),
)
"""How the groups of a pattern are to be read, and the pattern."""
_FIGURE = re.compile(r"\d")
_DAY_AND_MONTH = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:\.?\s*(?P<name>{MONTH})|\s?/\s?(?P<month>\d{{1,2}})\b)(?!.?\d)",
    re.IGNORECASE,
)
_RANGE = re.compile(
    rf"(?:\b{CLOCK}\s*(\d{{1,2}})(?:[.:]?(\d{{2}}))?|(?<![\w.:])(\d{{1,2}})[.:](\d{{2}}))"
    r"(?!\d|[.:]\d{2,4})"
    r"(?:\s*(?:[-–—]|til)\s*(?:kl\.?\s*)?(\d{1,2})(?:[.:](\d{2}))?(?![\d.:/-]*\d))?",
    re.IGNORECASE,
)


_ONE_OF_SEVERAL = re.compile(
    rf"(?:{_WEEKDAY},?\s*)?(?:{_BEFORE_DAY}\s*)?(?P<day>\d{{1,2}})\."
    rf"(?:\s*(?P<month>{MONTH}))?(?:\s*(?P<year>\d{{4}}))?",
    re.IGNORECASE,
)
DAY_WORDS = rf"{_DAY}\d{{1,2}}\.\s*{MONTH}(?:\s*\d{{4}})?,?"
"""A day, perhaps without its year."""
_ON_DAY = rf"{DAY_WORDS}\s*{CLOCK}\s*(\d{{1,2}})[.:](\d{{2}})"
_SPAN = re.compile(
    rf"{_ON_DAY}(?:{expression(DANISH.from_to, first='', last=_ON_DAY)})?", re.IGNORECASE
)
"""From when on one day to when on another."""


def several_days(text: str) -> list[date]:
    """The days that make up a text: ``Fredag den 12. og lørdag den 13. september 2025``.

    None where it is a single day, or says something else besides.
    """
    days: list[date] = []
    month = year = ""
    for part in reversed(re.split(r",\s+|\s+og\s+", text)):
        match = _ONE_OF_SEVERAL.fullmatch(part)
        month, year = (match["month"] or month, match["year"] or year) if match else ("", "")
        if not match or not month or not year:
            return []
        day = _date(int(year), _MONTHS[month.lower()], int(match["day"]))
        days += [day] if day else []
    days.reverse()
    return days if len(days) > 1 and days == sorted(set(days)) else []


def span(text: str) -> tuple[time, time | None] | None:
    """When a meeting over several days begins and ends, where the text says nothing else."""
    match = _SPAN.fullmatch(text)
    start = clock(match[1], match[2]) if match else None
    if match is None or start is None:
        return None
    return start, clock(match[3], match[4]) if match[3] else None


def spelt(day: date) -> str:
    """``Fredag den 12. september 2025``, as moedebog heads a day."""
    return typography.capitalised(typography.long_date(day, DANISH))


def find_date(text: str) -> tuple[date, int, int] | None:
    """The first date in the text, and where it stands."""
    best: tuple[date, int, int] | None = None
    if not _FIGURE.search(text):  # as in most texts: told at once
        return best
    for order, pattern in _DATES:
        for match in pattern.finditer(text):
            parts = dict(zip(order.split(), match.groups(), strict=True))
            month = parts.get("%m") or _MONTHS[parts["%b"].lower()]
            year = int(parts["%Y"]) + (2000 if len(parts["%Y"]) == 2 else 0)
            day = _date(year, int(month), int(parts["%d"]))
            if day is None:
                continue
            if best is None or match.start() < best[1]:
                best = (day, match.start(), match.end())
            break
    return best


def find_deadline(text: str, after: date) -> tuple[date, int, int] | None:
    """A date that may lack its year; then it is the first such day from ``after`` on."""
    found = find_date(text)
    match = _DAY_AND_MONTH.search(text)
    if found or match is None:
        return found
    month = _MONTHS[match["name"].lower()] if match["name"] else int(match["month"])
    for year in (after.year, after.year + 1):
        day = _date(year, month, int(match["day"]))
        if day and day >= after:
            return day, match.start(), match.end()
    return None


def find_day(text: str, years: Iterable[int]) -> tuple[date, int, int] | None:
    """A day without its year that is in one of ``years`` alone, by its day of the week; a clock
    time beside it will do where there is but one year.
    """
    match, weekday = _DAY_AND_MONTH.search(text), WEEKDAY.search(text)
    if match is None:
        return None
    month = _MONTHS[match["name"].lower()] if match["name"] else int(match["month"])
    days = [_date(year, month, int(match["day"])) for year in years]
    if weekday is None:
        only = days[0] if len(days) == 1 and find_clock(text) else None
        return (only, match.start(), match.end()) if only else None
    spelt_so = [
        one for one in days if one and spelt(one).casefold().startswith(weekday[0].casefold())
    ]
    return (spelt_so[0], weekday.start(), match.end()) if len(spelt_so) == 1 else None


def six_figures(text: str) -> date | None:
    """The day that a title begins with as figures alone: ``310601 Dagsorden`` is 1 June 2031."""
    match = re.match(r"(\d\d)(\d\d)(\d\d)\s+[A-ZÆØÅ]", text)
    return _date(2000 + int(match[1]), int(match[2]), int(match[3])) if match else None


def day_turned(day: date, name: str) -> date | None:
    """The day that the name of a file tells in figures where it has the day and the month of
    ``day`` the other way round: ``311006`` where 10-06-2031 was read as 10 June.
    """
    told = {"".join(match.groups()) for match in _IN_NAME.finditer(name)}
    other = _date(day.year, day.day, day.month)
    may_be = {f"{other:%y%m%d}", f"{other:%Y%m%d}"} if other and other != day else set[str]()
    usual = {f"{day:%y%m%d}", f"{day:%Y%m%d}"}
    return other if told & may_be and not told & usual else None


_IN_NAME = re.compile(r"(?<!\d)((?:\d\d)?\d\d)[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)")


def day_without_year(text: str) -> str:
    """The first day of the month that a text tells by its name; empty where there is none."""
    match = _DAY_AND_MONTH.search(text)
    return match[0] if match and match["name"] else ""


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def find_clock(text: str) -> tuple[time, time | None, int, int] | None:
    """The first clock time or slot in the text, and where it stands."""
    for match in _RANGE.finditer(text):
        start = clock(match[1] or match[3], match[2] or match[4])
        end = clock(match[5], match[6]) if match[5] else None
        if start is not None:
            return start, end, match.start(), match.end()
    return None


def clock(hours: str, minutes: str | None) -> time | None:
    """A clock time, or ``None`` where there is no such time; without minutes the full hour."""
    try:
        return time(int(hours), int(minutes or 0))
    except (ValueError, TypeError):
        return None
