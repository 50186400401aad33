"""Dates and clock times as a document may write them."""

from __future__ import annotations

import re
from datetime import date, time

MONTH = (
    r"(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|dec)\b"
)
_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_DATES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "%d %b %Y",
        re.compile(
            rf"(?:\b(?:man|tirs|ons|tors|fre|lør|søn)dag,?\s*)?(?:(?:den|d\.)\s*)?\b(\d{{1,2}})\.?\s*({MONTH})\.?,?\s*(\d{{4}})",
            re.IGNORECASE,
        ),
    ),
    *(
        (
            "%d %m %Y",
            re.compile(
                rf"(?:(?:den|d\.)\s*)?(?<![\w.:/-])(\d{{1,2}}){one}(\d{{1,2}}){two}(\d{{4}}|\d{{2}})"
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
    r"(?:\bkl(?:okken|\.)?\s*(\d{1,2})(?:[.:](\d{2}))?|(?<![\w.:])(\d{1,2})[.:](\d{2}))"
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
            month = parts.get("%m") or str(_MONTHS.index(parts["%b"][:3].lower()) + 1)
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
    month = _MONTHS.index(match["name"][:3].lower()) + 1 if match["name"] else int(match["month"])
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
