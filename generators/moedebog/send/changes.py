"""What has changed since a version, in sentences for the mail that tells of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from msgspec.structs import replace

from moedebog.difference.record import HEAD_UNKNOWN, UNKNOWN
from moedebog.difference.words import alone
from moedebog.issue.content import CalendarState, Difference
from moedebog.issued import Issue
from moedebog.outgoing import Forsendelse
from moedebog.phrases import Phrases
from moedebog.typography import moment
from moedebog.versions import Since


def changes(
    since: Since, old: Issue, new: Issue, change: Difference, dispatch: Forsendelse
) -> tuple[str, ...]:
    """What has changed for the readers of ``dispatch``, in sentences."""
    if not since.partly:
        return alone(since.told())
    calendar = tuple(
        _calendar_changes(
            old.kalender,
            new.kalender,
            dispatch.phrases,
            dispatch.klokkeslaet,
            written=dispatch.indkaldelse.written,
        )
    )
    if calendar:  # it says what of the cover is another
        left = (one for one in since.changes if one != HEAD_UNKNOWN and one != UNKNOWN)
        since = replace(since, changes=tuple(left))
    sentences = (*calendar, *alone(since.told()))
    if not sentences and change.is_one:  # as far as attachments and titles tell
        return (dispatch.phrases.changed_unknown,)
    return sentences


def _calendar_changes(
    old: str, new: str, words: Phrases, separator: str = ".", *, written: bool = False
) -> Iterator[str]:
    """What differs between two states of the calendar entry, as ``calendar_state`` has them."""
    if old == new:
        return
    before, now = CalendarState.read(old), CalendarState.read(new)
    if before.start != now.start:
        yield _moved(before.start, now.start, words, separator, written=written)
    # That an earlier version made an end up, or told of several days as one, is no change.
    elif now.slut is not None and before.slut != now.slut:
        yield words.changed_end.format(after=moment(now.slut, words, separator))
    elif len(before.dage) == len(now.dage) > 1 and before.dage != now.dage:
        days = (moment(one.start, words, separator) for one in now.dage)
        yield words.changed_days.format(after=words.clause_separator.join(days))
    if before.sted != now.sted and before.sted and now.sted:
        yield words.changed_place.format(before=before.sted, after=now.sted)
    elif before.sted != now.sted:
        name = words.changed_fact_new if now.sted else words.changed_fact_gone
        yield name.format(label=words.label_place, after=now.sted)
    if before.aflyst != now.aflyst:
        off, held = words.changed_cancelled, words.changed_held
        if written:
            off, held = words.changed_cancelled_written, words.changed_held_written
        yield off if now.aflyst else held


def _moved(
    before: date | datetime, now: date | datetime, words: Phrases, separator: str, *, written: bool
) -> str:
    """Another beginning; that it was not known before, or is not any more, moves no meeting."""
    was, then = (moment(one, words, separator) for one in (before, now))
    if written:
        return words.changed_deadline.format(before=was, after=then)
    timed = [one for one in (before, now) if isinstance(one, datetime)]
    if len(timed) == 1 and f"{before:%F}" == f"{now:%F}":
        name = words.changed_fact_new if timed[0] is now else words.changed_fact_gone
        return name.format(label=words.label_time, after=then)
    return words.changed_moved.format(before=was, after=then)
