"""How clock times of a meeting are reckoned: which of two is later, past midnight as well.

A meeting that begins at noon or later may go on past midnight, until six in the morning; one that
begins before noon does not, unless it says its days. Midnight itself (``24:00``) ends the day.
"""

from __future__ import annotations

from datetime import time

DAY = 24 * 60
"""Minutes."""
NOON, MORNING = time(12), time(6)
LONG = 10 * 60
"""Minutes that a meeting past midnight hardly ever lasts."""


def minutes(clock: time) -> int:
    """Since midnight."""
    return clock.hour * 60 + clock.minute


def reckoned(begins: time, clock: time) -> int:
    """Minutes to a clock time since the midnight before the day that ``begins`` then."""
    night = clock <= MORNING and begins >= NOON
    ends_day = clock == time() and begins > clock
    return minutes(clock) + (DAY if night or ends_day else 0)


def latest(begins: time) -> int:
    """The last minute, as ``reckoned``, that a day that ``begins`` then can reach."""
    return DAY + minutes(MORNING) if begins >= NOON else DAY
