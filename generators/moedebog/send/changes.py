"""What has changed since a version, in sentences for the mail that tells of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from moedebog.issue.content import CalendarState, Difference, ItemContents
from moedebog.issued import Issue
from moedebog.outgoing import Forsendelse
from moedebog.phrases import Phrases
from moedebog.typography import moment


def changes(old: Issue, new: Issue, change: Difference, dispatch: Forsendelse) -> tuple[str, ...]:
    """What has changed for the readers of ``dispatch``, a sentence each.

    Of an item that this audience reads only the public side of, only that side counts.
    """
    words = dispatch.phrases
    written = dispatch.indkaldelse.written
    told = _calendar_changes(
        old.kalender, new.kalender, words, dispatch.klokkeslaet, written=written
    )
    sentences = list(told)
    if change.then.head != change.now.head and not sentences:
        sentences.append(words.changed_details)
    sentences += _item_changes(change.then.items, change.now.items, dispatch)
    if not sentences and change.is_one:
        sentences.append(words.changed_layout)
    return tuple(sentences)


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
        yield moved.format(was=was, now=then)
    # That an earlier version made an end up, or told of several days as one, is no change.
    elif _other_times(before, now):
        yield words.changed_time
    if before.sted != now.sted:
        yield words.changed_place
    if before.aflyst != now.aflyst:
        off, held = words.changed_cancelled, words.changed_held
        if written:
            off, held = words.changed_cancelled_written, words.changed_held_written
        yield off if now.aflyst else held


def _other_times(before: CalendarState, now: CalendarState) -> bool:
    """Whether the meeting ends at another time, or has another time on one of its days."""
    if now.slut is not None and before.slut != now.slut:
        return True
    return len(before.dage) == len(now.dage) > 1 and before.dage != now.dage


def _item_changes(
    old: Sequence[ItemContents], new: Sequence[ItemContents], dispatch: Forsendelse
) -> Iterator[str]:
    """First those of now, in their order, then those that are gone."""
    words = dispatch.phrases
    headings = {p.nr or p.titel: p.overskrift for p in dispatch.document.punkter}
    headings |= {f"{p.nr} {p.titel}": p.overskrift for p in dispatch.document.punkter}
    left = list(old)
    before: dict[int, ItemContents] = {}
    for same in (_unmoved, _same_title, _same_number):
        for index, item in enumerate(new):
            was = next((o for o in left if index not in before and same(o, item)), None)
            if was is not None:
                before[index] = was
                left.remove(was)
    for index, item in enumerate(new):
        usual = headings.get(item.nr or item.titel, item.titel)
        heading = headings.get(f"{item.nr} {item.titel}", usual)
        if index not in before:
            yield words.changed_item_new.format(item=heading)
        elif not (_same_title(before[index], item) and before[index].sum == item.sum):
            yield words.changed_item.format(item=heading)
    for item in left:
        yield words.changed_item_gone.format(title=item.titel)


def _unmoved(old: ItemContents, new: ItemContents) -> bool:
    return (old.nr, old.titel) == (new.nr, new.titel)


def _same_title(old: ItemContents, new: ItemContents) -> bool:
    return old.titel == new.titel


def _same_number(old: ItemContents, new: ItemContents) -> bool:
    return bool(old.nr) and old.nr == new.nr
