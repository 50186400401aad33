"""The public holidays of Denmark, on which a body does not meet and no deadline runs.

Easter is worked out by ``dateutil``; ``tests/rules/test_helligdage.py`` holds the rest to the
package ``holidays``, which knows the calendars of 250 countries and takes as long to load as all
else that ``validate`` of one meeting does.
"""

from __future__ import annotations

from datetime import date

from dateutil.easter import easter

from moedebog.diagnostics import Phrase

_FIXED = {
    (1, 1): Phrase("Nytårsdag", "New Year's Day"),
    (12, 25): Phrase("Juledag", "Christmas Day"),
    (12, 26): Phrase("Anden juledag", "Second Day of Christmas"),
}
"""By month and day."""
_STORE_BEDEDAG = 26
_LAST_STORE_BEDEDAG = 2023
"""The law on abolishing it as a public holiday came into force on 1 January 2024."""
_FROM_EASTER = {
    -3: Phrase("Skærtorsdag", "Maundy Thursday"),
    -2: Phrase("Langfredag", "Good Friday"),
    0: Phrase("Påskedag", "Easter Sunday"),
    1: Phrase("Anden påskedag", "Easter Monday"),
    _STORE_BEDEDAG: Phrase("Store bededag", "Great Prayer Day"),
    39: Phrase("Kristi himmelfartsdag", "Ascension Day"),
    49: Phrase("Pinsedag", "Pentecost"),
    50: Phrase("Anden pinsedag", "Pentecost Monday"),
}
"""By days from Easter Sunday."""


def holiday(day: date) -> Phrase | None:
    """The name of the public holiday that ``day`` is."""
    if fixed := _FIXED.get((day.month, day.day)):
        return fixed
    after = (day - easter(day.year)).days
    if after == _STORE_BEDEDAG and day.year > _LAST_STORE_BEDEDAG:
        return None
    return _FROM_EASTER.get(after)
