"""Which day each item is on, and what its clock times mean: one reckoning for all that asks.

Times are minutes since the midnight before the meeting, so that those of a later day, or past
midnight, are larger.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from msgspec import Struct
from msgspec.structs import replace

from moedebog import hours
from moedebog.compose.numbering import Numbered
from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity
from moedebog.examples import Example
from moedebog.meeting import Meeting

_FAR = 14
"""Days between two days of one meeting that there hardly ever are."""

DAYS_BACKWARDS = Rule(
    "M2070",
    Severity.ERROR,
    Phrase(
        "»{titel}« er den {dato}, men det foregående er den {foer}.",
        "»{titel}« is on {dato}, but what comes before it is on {foer}.",
    ),
    Phrase(
        "Ret `dato`, eller flyt punktet; punkterne står i dagenes orden.",
        "Correct `dato`, or move the item; the items stand in the order of the days.",
    ),
    Example(
        wrong="dato: 2025-09-12\npunkter:\n- titel: A\n- titel: B\n  dato: 2025-09-11",
        right="dato: 2025-09-12\npunkter:\n- titel: A\n- titel: B\n  dato: 2025-09-13",
    ),
    rests_on=("dato", "punkter"),
    about=("dato",),
)
DAY_FAR_AWAY = Rule(
    "M2071",
    Severity.WARNING,
    Phrase(
        "»{titel}« er {antal:dag|dage} efter det foregående.",
        "»{titel}« is {antal:day|days} after what comes before it.",
    ),
    Phrase(
        "Se efter, om datoen er rigtig; et møde en anden gang får sin egen fil.",
        "Make sure that the date is right; a meeting at another time gets a file of its own.",
    ),
    Example(
        wrong="dato: 2025-09-12\npunkter:\n- titel: A\n- titel: B\n  dato: 2025-10-13",
        right="dato: 2025-09-12\npunkter:\n- titel: A\n- titel: B\n  dato: 2025-09-13",
    ),
    reason=Phrase(
        "Et møde over flere dage ligger sjældent med uger imellem; oftest er måneden eller året "
        "skrevet forkert.",
        "A meeting over several days seldom has weeks in between; mostly the month or the year is "
        "misspelt.",
    ),
    rests_on=("dato", "punkter"),
    about=("dato",),
)
NOTHING_ON_FIRST_DAY = Rule(
    "M2072",
    Severity.WARNING,
    Phrase(
        "Mødet begynder den {dato}, men det første punkt er først den {foerste}.",
        "The meeting begins on {dato}, but its first item is only on {foerste}.",
    ),
    Phrase(
        "Ret mødets `dato`, eller slet `dato` på det første punkt.",
        "Correct the `dato` of the meeting, or delete `dato` at the first item.",
    ),
    Example(
        wrong="dato: 2025-09-12\npunkter:\n- titel: A\n  dato: 2025-09-13",
        right="dato: 2025-09-12\npunkter:\n- titel: A",
    ),
    reason=Phrase(
        "Deltagerne møder op på den dag, der står på dokumenterne.",
        "People turn up on the day that stands on the documents.",
    ),
    rests_on=("dato", "punkter"),
    about=("dato",),
)


class Day(Struct, frozen=True):
    """One day of a meeting."""

    dato: date
    begins: time
    offset: int
    """Minutes from the midnight before the meeting to the one before this day."""
    planned: time | None = None
    """Until when it is, where that is known: the last one."""


class Reckoning(Struct, frozen=True):
    """The days of a meeting, and the one that each item is on."""

    days: tuple[Day, ...]
    of_items: tuple[int, ...]
    """Index of its day, item by item."""

    def moved(self, of_items: Sequence[int]) -> Reckoning:
        """The same days with each item on the one of the item that ``of_items`` has for it."""
        return replace(self, of_items=tuple(self.of_items[item] for item in of_items))

    def at(self, item: int, clock: time) -> int:
        """Minutes to a clock time at an item."""
        return _on(self.days[self.of_items[item]], clock)

    def on_first(self, clock: time) -> int:
        """Minutes to a clock time on the first day."""
        return _on(self.days[0], clock)

    def on_last(self, clock: time) -> int:
        """Minutes to a clock time at which the meeting ends."""
        return _on(self.days[-1], clock)

    def moment(self, minutes: int) -> datetime:
        """Danish clock time, without a time zone."""
        return datetime.combine(self.days[0].dato, time()) + timedelta(minutes=minutes)

    def minutes_to(self, moment: datetime) -> int:
        """The inverse of ``moment``."""
        return (moment - self.moment(0)) // timedelta(minutes=1)

    def begins_day(self, item: int) -> bool:
        """Whether a day begins at an item."""
        return item == 0 or self.of_items[item] != self.of_items[item - 1]

    @property
    def dates(self) -> tuple[date, ...]:
        """The dates of the days."""
        return tuple(day.dato for day in self.days)


def _on(day: Day, clock: time) -> int:
    return day.offset + hours.reckoned(day.begins, clock, day.planned)


def reckoning(meeting: Meeting, items: Sequence[Numbered]) -> tuple[Reckoning, list[Diagnostic]]:
    """The days that the items of a meeting lie on, and what cannot be true of them."""
    begins = meeting.start or meeting.faktisk_start or time()
    days = [Day(meeting.dato, begins, 0)]
    of_items: list[int] = []
    diagnostics: list[Diagnostic] = []
    for index, item in enumerate(items):
        day, before = item.punkt.dato, days[-1].dato
        if day is not None and day < before:
            diagnostics.append(
                DAYS_BACKWARDS.at(
                    item.punkt.position,
                    titel=item.punkt.titel,
                    dato=_written(day),
                    foer=_written(before),
                )
            )
        elif day is not None and day > before:
            diagnostics += _doubts(meeting, item, index, before)
            offset = (day - meeting.dato).days * hours.DAY
            days.append(Day(day, _begins(items[index:]) or begins, offset))
        of_items.append(len(days) - 1)
    days[-1] = replace(days[-1], planned=meeting.slut)
    return Reckoning(tuple(days), tuple(of_items)), diagnostics


def _begins(items: Sequence[Numbered]) -> time | None:
    """When the day begins that the first of the items begins: by its first fixed slot.

    ``None`` where an item of which only the length is told comes before any such slot.
    """
    for number, item in enumerate(items):
        punkt = item.punkt
        if number and punkt.dato is not None:
            return None
        if punkt.tid is not None:
            return punkt.tid[0]
        if punkt.varighed is not None:
            return None
    return None


def _doubts(meeting: Meeting, item: Numbered, index: int, before: date) -> list[Diagnostic]:
    """What is odd about the day that begins at an item."""
    punkt = item.punkt
    assert punkt.dato is not None  # noqa: S101 - the caller has looked
    if index == 0:
        told = {"dato": _written(meeting.dato), "foerste": _written(punkt.dato)}
        return [NOTHING_ON_FIRST_DAY.at(punkt.position, **told)]
    away = (punkt.dato - before).days
    if away > _FAR:
        return [DAY_FAR_AWAY.at(punkt.position, titel=punkt.titel, antal=away)]
    return []


def _written(day: date) -> str:
    return f"{day:%d.%m.%Y}"
