"""Days off are those of the calendar that a well-kept package has."""

from __future__ import annotations

from datetime import date, timedelta

from holidays import country_holidays

from moedebog.rules.helligdage import holiday

YEARS = range(1950, 2101)


def test_the_public_holidays_are_those_of_denmark() -> None:
    for language, words in (("da", "danish"), ("en_US", "english")):
        wanted = dict(country_holidays("DK", years=YEARS, language=language))
        days = [date(1950, 1, 1) + timedelta(days=n) for n in range(151 * 365 + 37)]
        assert days[-1] >= date(2100, 12, 31)
        found = {day: getattr(name, words) for day in days if (name := holiday(day))}
        assert {day: name for day, name in found.items() if day.year in YEARS} == wanted
