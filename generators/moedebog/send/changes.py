"""What has changed since a version, in sentences for the mail that tells of it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from moedebog.difference.changes import Edit, How, Where
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
    if since.partly:
        since = _with_checksums(since, change)
        calendar = _calendar_changes(
            old.kalender,
            new.kalender,
            dispatch.phrases,
            dispatch.klokkeslaet,
            written=dispatch.indkaldelse.written,
        )
        sentences = (*calendar, *alone(since.told()))
        if not sentences and change.is_one:
            return (dispatch.phrases.changed_unknown,)
        return sentences
    sentences = alone(since.told())
    if not sentences and change.is_one:
        return (dispatch.phrases.changed_layout,)
    return sentences


def _with_checksums(since: Since, change: Difference) -> Since:
    """The changes with those items whose checksum alone says that they have another text."""
    was = {(item.nr, item.titel): item.sum for item in change.then.items}
    told = {one.punkt for one in since.changes}
    now = {(item.nr, item.titel): item for item in since.after.punkter}
    more = []
    for item in change.now.items:
        key = item.nr, item.titel
        own = now.get(key)
        if own is not None and own.id not in told and was.get(key, item.sum) != item.sum:
            more.append(Edit(Where.AFSNIT, How.TEKST, punkt=own.id, nr=own.nr, titel=own.titel))
    return replace(since, changes=(*since.changes, *more))


def _calendar_changes(
    old: str, new: str, words: Phrases, separator: str = ".", *, written: bool = False
) -> Iterator[str]:
    """What differs between two states of the calendar entry, as ``calendar_state`` has them."""
    if old == new:
        return
    before, now = CalendarState.read(old), CalendarState.read(new)
    if before.start != now.start:
        was, then = (moment(one.start, words, separator) for one in (before, now))
        moved = words.changed_deadline if written else words.changed_moved
        yield moved.format(before=was, after=then)
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
