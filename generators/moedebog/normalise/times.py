"""Dates, clocks and slots: from what was typed to what it means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time
from typing import Any

from moedebog import hours
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
        "Timerne går fra 0 til 23 og minutterne fra 00 til 59; et møde kan slutte 24:00, men "
        "begynder 0:00.",
        "Hours go from 0 to 23 and minutes from 00 to 59; a meeting can end at 24:00, but begins "
        "at 0:00.",
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
    Phrase(
        "Ret det ene af de to tidspunkter. Kun et møde, der begynder kl. 12 eller senere, eller "
        "som efter `slut` varer til kl. 18 eller senere, kan gå over midnat, til kl. 6.",
        "Correct one of the two times. Only a meeting that begins at noon or later, or lasts until "
        "18:00 or later by `slut`, can pass midnight, until six o'clock.",
    ),
    Example(wrong='start: "10:00"\nslut: "09:00"', right='start: "10:00"\nslut: "11:00"'),
)
LONG_NIGHT = Rule(
    "M209",
    Severity.WARNING,
    Phrase(
        "Mødet varer {antal:time|timer} og går over midnat: fra {start} til {slut}.",
        "The meeting lasts {antal:hour|hours} and passes midnight: from {start} to {slut}.",
    ),
    Phrase(
        "Se efter, om tiderne er rigtige; kl. ét om dagen skrives 13:00.",
        "Make sure that the times are right; one in the afternoon is written 13:00.",
    ),
    Example(wrong='start: "12:00"\nslut: "01:00"', right='start: "12:00"\nslut: "13:00"'),
    reason=Phrase(
        "Så lange møder er sjældne; oftest er et klokkeslæt om eftermiddagen skrevet som et om "
        "natten.",
        "Such long meetings are rare; mostly a time of the afternoon is written like one of the "
        "night.",
    ),
    about=("slut", "faktisk_slut"),
)
NO_SUCH_DEADLINE = Rule(
    "M2073",
    Severity.ERROR,
    Phrase("{vaerdi} er ikke en frist.", "{vaerdi} is no deadline."),
    Phrase(
        "Skriv dato og klokkeslæt, f.eks. 2026-01-20 kl. 12.00.",
        "Write date and clock time, e.g. 2026-01-20 kl. 12.00.",
    ),
    Example(
        wrong="form: skriftlig\nsvarfrist: 2026-02-30 kl. 12.00",
        right="form: skriftlig\nsvarfrist: 2026-02-20 kl. 12.00",
    ),
)
TIME_WITHOUT_START = Rule(
    "M147",
    Severity.ERROR,
    Phrase(
        "`{noegle}` kan ikke trykkes, når mødet ingen `start` har.",
        "`{noegle}` cannot be printed where the meeting has no `start`.",
    ),
    Phrase(
        'Skriv, hvornår mødet begynder, f.eks. start: "10:30", eller slet linjen.',
        'Write when the meeting begins, e.g. start: "10:30", or delete the line.',
    ),
    Example(
        wrong="# Mødet har ingen start.\npunkter:\n- titel: A\n  tid: 10:30-11:00",
        right='start: "10:30"\npunkter:\n- titel: A\n  tid: 10:30-11:00',
    ),
    rests_on=("start",),
)
LENGTH_WITHOUT_START = Rule(
    "M148",
    Severity.WARNING,
    Phrase(
        "Punkternes varighed trykkes ikke, når mødet ingen `start` har.",
        "How long items take is not printed where the meeting has no `start`.",
    ),
    Phrase(
        'Skriv, hvornår mødet begynder, f.eks. start: "10:30", eller slet `varighed`.',
        'Write when the meeting begins, e.g. start: "10:30", or delete `varighed`.',
    ),
    Example(
        wrong="# Mødet har ingen start.\npunkter:\n- titel: A\n  varighed: 30",
        right='start: "10:30"\npunkter:\n- titel: A\n  varighed: 30',
    ),
    reason=Phrase(
        "Af varigheden regnes klokkeslæt, og de begynder ved mødets start.",
        "Clock times are reckoned from the lengths, and they begin at the start of the meeting.",
    ),
    rests_on=("start",),
)

_YEARS = range(1800, 2200)
_START = Phrase("starttidspunktet", "the start")
_END = Phrase("Sluttidspunktet", "The end")
_CLOCK = re.compile(r"(?:kl\.? ?)?(\d{1,2})(?:[:.](\d{2}))?", re.IGNORECASE)
_SLOT = re.compile(r"\s*[-–—]\s*")


def clock(reader: Reader, path: TreePath, value: Any, *, midnight_ends: bool = True) -> time | None:
    """``10:30``, ``10.30``, ``kl. 10.30`` or ``10`` as a time of day.

    ``24:00`` is midnight where it can only end something (``midnight_ends``).
    """
    text = line(value)
    found = clock_in(text)
    if found is None or (found == (24, 0) and not midnight_ends):
        reader.report(NO_SUCH_CLOCK, path, vaerdi=text)
        return None
    return time(found[0] % 24, found[1])


def clock_in(text: str) -> tuple[int, int] | None:
    """The hour and the minute that a text names, 24:00 among them; ``None`` where it names none."""
    match = _CLOCK.fullmatch(text)
    if match:
        hour, minute = int(match.group(1)), int(match.group(2) or 0)
        if (hour < 24 and minute < 60) or (hour, minute) == (24, 0):
            return hour, minute
    return None


def clock_at(
    reader: Reader,
    data: dict[str, Any],
    key: str,
    path: TreePath,
    *,
    midnight_ends: bool = True,
) -> time | None:
    """The time of day under ``key``, if there is one."""
    if key not in data:
        return None
    return clock(reader, (*path, key), data[key], midnight_ends=midnight_ends)


def deadline_at(
    reader: Reader, data: dict[str, Any], key: str, path: TreePath
) -> tuple[date, time | None] | None:
    """``2026-01-20 kl. 12.00``, or a day alone."""
    if key not in data:
        return None
    text = line(data[key])
    day, _, rest = text.replace("T", " ").partition(" ")
    found = clock_in(rest) if rest else None
    try:
        when = date.fromisoformat(day)
    except ValueError:
        when = date.min
    if when.year not in _YEARS or (rest and (found is None or found == (24, 0))):
        reader.report(NO_SUCH_DEADLINE, (*path, key), vaerdi=text)
        return None
    return when, time(*found) if found else None


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
    if end is not None and hours.reckoned(start, end) <= hours.minutes(start):
        _backwards(reader, here, (_START, start), (_END, end))
        return start, None
    return start, end


def check_order(
    reader: Reader,
    start: tuple[str, time | None],
    end: tuple[str, time | None],
    planned: time | None = None,
) -> None:
    """Reports an end of the meeting that does not come after its start, or surprisingly late.

    One that was ``planned`` until the evening may have passed midnight.
    """
    if start[1] is None or end[1] is None:
        return
    lasts = hours.reckoned(start[1], end[1], planned) - hours.minutes(start[1])
    if lasts <= 0:
        _backwards(reader, (end[0],), (start[0], start[1]), (end[0], end[1]))
    elif lasts > hours.LONG and end[1] < start[1]:
        reader.report(
            LONG_NIGHT,
            (end[0],),
            antal=lasts // 60,
            start=f"{start[1]:%H.%M}",
            slut=f"{end[1]:%H.%M}",
        )


def check_untimed(reader: Reader, data: dict[str, Any]) -> None:
    """Reports what only a meeting with a start can have: its end, and the first item's time and
    length that there is."""
    if "slut" in data:
        reader.report(TIME_WITHOUT_START, ("slut",), key=True, noegle="slut")
    for rule, key in ((TIME_WITHOUT_START, "tid"), (LENGTH_WITHOUT_START, "varighed")):
        first = next(_holding(data, key, ()), None)
        if first is not None:
            reader.report(rule, (*first, key), key=True, noegle=key)


def _holding(data: dict[str, Any], key: str, path: TreePath) -> Iterator[TreePath]:
    """The items with a key."""
    name = "underpunkter" if path else "punkter"
    for index, item in enumerate(data.get(name, ())):
        here = (*path, name, index)
        if key in item:
            yield here
        yield from _holding(item, key, here)


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
