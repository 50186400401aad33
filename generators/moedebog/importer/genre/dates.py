"""Dates and clock times as a document may write them."""

from __future__ import annotations

import re
from datetime import date, time

from moedebog.phrases import DANISH
from moedebog.phrases.patterns import any_of, before, expression, placeholders

_SHORT = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
MONTH = rf"(?:{any_of(*DANISH.months)}|{'|'.join(_SHORT)}|sept)\b"
_MONTHS = {
    name.lower(): number
    for names in (_SHORT, DANISH.months)
    for number, name in enumerate(names, 1)
} | {"sept": 9}
_WEEKDAY = rf"(?:(?:man|tirs|ons|tors|fre|lør|søn)dag|{any_of(*DANISH.weekdays)})"
_BEFORE_DAY = rf"(?:den|d\.|{before(DANISH.short_date_on_cover, 'date')})"
CLOCK = rf"(?:kl(?:okken|\.)?|{before(DANISH.time_from, 'start')})"
"""What stands before a clock time."""
_DAY = rf"(?:\b{_WEEKDAY},?\s*)?(?:{_BEFORE_DAY}\s*)?"


def _own(phrase: str, month: str, code: str) -> tuple[str, re.Pattern[str]]:
    """How moedebog writes a date itself."""
    filled = {"day": r"\b(\d{1,2})", "month": f"({month})", "year": r"(\d{4})"}
    codes = {"day": "%d", "month": code, "year": "%Y"}
    order = " ".join(codes[name] for name in placeholders(phrase))
    return order, re.compile(_DAY + expression(phrase, **filled), re.IGNORECASE)


_DATES: tuple[tuple[str, re.Pattern[str]], ...] = (
    _own(DANISH.date, MONTH, "%b"),
    (
        "%d %b %Y",
        re.compile(
            rf"{_DAY}\b(\d{{1,2}})\.?\s*({MONTH})\.?,?\s*(\d{{4}})",
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
    ("%Y %m %d", re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")),
    (
        "%Y %d %b",
        re.compile(rf"\bår\s+(\d{{4}}),?\s+den\s+(\d{{1,2}})\.?\s*({MONTH})", re.IGNORECASE),
    ),
)
"""How the groups of a pattern are to be read, and the pattern."""
_DAY_AND_MONTH = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:\.?\s*(?P<name>{MONTH})|\s?/\s?(?P<month>\d{{1,2}})\b)(?!.?\d)",
    re.IGNORECASE,
)
_RANGE = re.compile(
    rf"(?:\b{CLOCK}\s*(\d{{1,2}})(?:[.:](\d{{2}}))?|(?<![\w.:])(\d{{1,2}})[.:](\d{{2}}))"
    r"(?!\d|[.:]\d{2,4})"
    r"(?:\s*(?:[-–—]|til)\s*(?:kl\.?\s*)?(\d{1,2})(?:[.:](\d{2}))?(?![\d.:/-]*\d))?",
    re.IGNORECASE,
)


def find_date(text: str) -> tuple[date, int, int] | None:
    """The first date in the text, and where it stands."""
    best: tuple[date, int, int] | None = None
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
