"""How clock times of a meeting are reckoned: which of two is later, past midnight as well.

A meeting that begins at noon or later may go on past midnight, until six in the morning; so may
one that is planned until the evening. Another that begins before noon does not, unless it says its
days. Midnight itself (``24:00``) ends the day.
"""

from __future__ import annotations

from datetime import time

DAY = 24 * 60
"""Minutes."""
NOON, MORNING, EVENING = time(12), time(6), time(18)
LONG = 10 * 60
"""Minutes that a meeting past midnight hardly ever lasts."""


def minutes(clock: time) -> int:
    """Since midnight."""
    return clock.hour * 60 + clock.minute


def into_night(begins: time, planned: time | None) -> bool:
    """Whether a day that ``begins`` then, and is ``planned`` until then, may pass midnight."""
    return begins >= NOON or (planned is not None and (planned >= EVENING or planned == time()))


def reckoned(begins: time, clock: time, planned: time | None = None) -> int:
    """Minutes to a clock time since the midnight before the day that ``begins`` then.

    ``planned``: until when the day is, where that is known.
    """
    night = clock <= MORNING and into_night(begins, planned)
    ends_day = clock == time() and begins > clock
    return minutes(clock) + (DAY if night or ends_day else 0)


def latest(begins: time, planned: time | None = None) -> int:
    """The last minute, as ``reckoned``, that a day that ``begins`` then can reach."""
    return DAY + minutes(MORNING) if into_night(begins, planned) else DAY
