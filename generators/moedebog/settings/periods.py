"""How long something is kept, as it is written in a settings file: ``5 år``, ``18 måneder``."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from msgspec import Struct

from moedebog.diagnostics import Phrase, counted
from moedebog.settings.options import UnfitValue

ALWAYS = "altid"
"""Kept until somebody decides otherwise."""
_WRITTEN = re.compile(r"([1-9]\d{0,2}) ?(år|måned(?:er)?|uger?|dage?)")
_WORDS = {
    "å": (Phrase("år", "year"), Phrase("år", "years")),
    "m": (Phrase("måned", "month"), Phrase("måneder", "months")),
    "u": (Phrase("uge", "week"), Phrase("uger", "weeks")),
    "d": (Phrase("dag", "day"), Phrase("dage", "days")),
}
_DAYS = {"u": 7, "d": 1}
_MONTHS = {"å": 12, "m": 1}
WANTED = Phrase(
    f"{ALWAYS}, eller et antal år, måneder, uger eller dage, f.eks. 5 år",
    f"{ALWAYS}, or a number of years, months, weeks or days, as in »5 år« or »18 måneder«",
)


class Period(Struct, frozen=True):
    """A time that something is kept."""

    number: int
    unit: str
    """The first letter of its word."""

    def after(self, day: date) -> date:
        """The last day of the period that begins with ``day``.

        A day that the month does not have is its last one.
        """
        if self.unit in _DAYS:
            return day + timedelta(days=self.number * _DAYS[self.unit])
        years, month = divmod(day.month - 1 + self.number * _MONTHS[self.unit], 12)
        year = day.year + years
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))

    @property
    def longest(self) -> int:
        """How many days it has at most, to tell which of two periods is the longer."""
        return (self.after(_LONG) - _LONG).days

    @property
    def said(self) -> Phrase:
        """As it is told: ``5 år``."""
        return counted(self.number, *_WORDS[self.unit])


_LONG = date(2000, 1, 1)
"""From which years and months are as long as they can be."""


def period(value: object) -> Period | None:
    """A period as it is written; ``None`` where something is kept for good."""
    if value == ALWAYS:
        return None
    found = _WRITTEN.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise UnfitValue
    return Period(int(found[1]), found[2][0])
