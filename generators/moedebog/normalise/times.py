"""Dates, clocks and slots: from what was typed to what it means."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Any

from moedebog.diagnostics import Phrase, Rule, Severity
from moedebog.examples import Example
from moedebog.normalise.reading import Reader, line
from moedebog.source import TreePath

NO_SUCH_DATE = Rule(
    "M100",
    Severity.ERROR,
    Phrase("Datoen {vaerdi} findes ikke.", "The date {vaerdi} does not exist."),
    Phrase(
        "Se efter i kalenderen; datoen skrives som år-måned-dag.",
        "Look in the calendar; a date is written year-month-day.",
    ),
    Example(wrong="dato: 2025-02-30", right="dato: 2025-02-28", name="a"),
)
NO_SUCH_YEAR = Rule(
    "M130",
    Severity.ERROR,
    Phrase(
        "Året i datoen {vaerdi} kan ikke være rigtigt.",
        "The year of the date {vaerdi} cannot be right.",
    ),
    Phrase(
        "Skriv datoen som år-måned-dag, f.eks. 2025-09-12.",
        "Write the date as year-month-day, e.g. 2025-09-12.",
    ),
    Example(wrong="dato: 0025-09-12\npunkter: []", right="dato: 2025-09-12\npunkter: []"),
)
NO_SUCH_CLOCK = Rule(
    "M101",
    Severity.ERROR,
    Phrase("{vaerdi} er ikke et klokkeslæt.", "{vaerdi} is not a time of day."),
    Phrase(
        "Timerne går fra 0 til 23 og minutterne fra 00 til 59.",
        "Hours go from 0 to 23 and minutes from 00 to 59.",
    ),
    Example(wrong='start: "10:75"', right='start: "10:45"'),
)
BACKWARDS = Rule(
    "M102",
    Severity.ERROR,
    Phrase(
        "{noegle} ({slut}) ligger ikke efter {foer} ({start}).",
        "{noegle} ({slut}) is not after {foer} ({start}).",
    ),
    Phrase("Ret det ene af de to tidspunkter.", "Correct one of the two times."),
    Example(wrong='start: "10:00"\nslut: "09:00"', right='start: "10:00"\nslut: "11:00"'),
)

_YEARS = range(1800, 2200)
_START = Phrase("starttidspunktet", "the start")
_END = Phrase("Sluttidspunktet", "The end")
_CLOCK = re.compile(r"(?:kl\.? ?)?(\d{1,2})(?:[:.](\d{2}))?", re.IGNORECASE)
_MORNING, _NOON = time(6), time(12)
_SLOT = re.compile(r"\s*[-–—]\s*")


def clock(reader: Reader, path: TreePath, value: Any) -> time | None:
    """``10:30``, ``10.30``, ``kl. 10.30`` or ``10`` as a time of day."""
    text = line(value)
    match = _CLOCK.fullmatch(text)
    if match:
        hours, minutes = int(match.group(1)), int(match.group(2) or 0)
        if hours < 24 and minutes < 60:
            return time(hours, minutes)
    reader.report(NO_SUCH_CLOCK, path, vaerdi=text)
    return None


def clock_at(reader: Reader, data: dict[str, Any], key: str, path: TreePath) -> time | None:
    """The time of day under ``key``, if there is one."""
    return clock(reader, (*path, key), data[key]) if key in data else None


def date_at(reader: Reader, data: dict[str, Any], key: str, path: TreePath) -> date | None:
    """The date under ``key``, if there is one and it exists."""
    if key not in data:
        return None
    text = line(data[key])
    try:
        day = date.fromisoformat(text)
    except ValueError:
        reader.report(NO_SUCH_DATE, (*path, key), vaerdi=text)
        return None
    if day.year not in _YEARS:
        reader.report(NO_SUCH_YEAR, (*path, key), vaerdi=text)
        return None
    return day


def slot_at(
    reader: Reader, data: dict[str, Any], key: str, path: TreePath
) -> tuple[time, time | None] | None:
    """``10:45-11:30``, or a start alone."""
    if key not in data:
        return None
    here = (*path, key)
    parts = _SLOT.split(line(data[key]), maxsplit=1)
    clocks = [clock(reader, here, part) for part in parts]
    start = clocks[0]
    if start is None or None in clocks:
        return None
    end = clocks[1] if len(clocks) == 2 else None
    if end is not None and end <= start:
        _backwards(reader, here, (_START, start), (_END, end))
        return start, None
    return start, end


def check_order(
    reader: Reader, start: tuple[str, time | None], end: tuple[str, time | None]
) -> None:
    """Reports an end of the meeting that does not come after its start.

    A meeting may in fact have gone on past midnight; it is not planned to.
    """
    if start[1] is None or end[1] is None or end[1] > start[1]:
        return
    past_midnight = end[0] == "faktisk_slut" and end[1] < _MORNING <= _NOON <= start[1]
    if not past_midnight:
        _backwards(reader, (end[0],), (start[0], start[1]), (end[0], end[1]))


def _backwards(
    reader: Reader, path: TreePath, start: tuple[str | Phrase, time], end: tuple[str | Phrase, time]
) -> None:
    reader.report(
        BACKWARDS,
        path,
        noegle=end[0],
        slut=f"{end[1]:%H.%M}",
        foer=start[0],
        start=f"{start[1]:%H.%M}",
    )
