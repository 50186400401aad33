"""Disposes of what has had its time. What stops it on the way, a second run ends.

The record says first that it is done, so that nobody looks for what goes then: who got it, the
files, and at last the record itself, of which a word stays: that there was one.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path

from msgspec.structs import replace

from moedebog.catalogue import Begivenhedsart
from moedebog.diagnostics import Phrase
from moedebog.events import Begivenhed
from moedebog.issue import stores
from moedebog.issue.happened import new_event
from moedebog.issued import Hold, Issue, from_data, to_data
from moedebog.reasons import reason
from moedebog.retention.reckoning import Disposal, StoreFile, Taking, day_of
from moedebog.send.history import counted
from moedebog.send.record import Record, RecordedVersion

_TROUBLE = Phrase("{path} kan ikke slettes: {why}.", "{path} cannot be deleted: {why}.")


def carry_out(found: Disposal, rec: Record, now: datetime) -> list[Phrase]:
    """Dispose of it; returns what could not be. The delivery record must be open, and locked.

    Raises ``EnvironmentProblem``.
    """
    for taking in found.takings:
        _mark(taking, now)
    for taking in found.takings:
        rec.take(list(_without_messages(taking, rec, day_of(now))))
    trouble: list[Phrase] = []
    stuck: set[str] = set()
    for taking in found.takings:
        if told := delete(taking.files):
            trouble += told
            stuck.add(taking.key)
    for taking in found.takings:
        if taking.record is not None and taking.key not in stuck:
            rec.forget(taking.mailed)
            _leave_a_word(taking, now)
    return trouble


def _mark(taking: Taking, now: datetime) -> None:
    """Put down in the record what goes of its versions."""
    own = {issue.id: issue for issue in taking.issues}
    goes = list(taking.newly)
    goes += [(Hold.BEVISER, own[one.version.id]) for one in taking.proofs if one.version.id in own]
    if taking.filed is None or not goes:
        return
    marks: dict[str, dict[Hold, date]] = {}
    for hold, issue in goes:
        marks.setdefault(issue.id, {})[hold] = day_of(now)
    taking.issues = tuple(_marked(issue, marks.get(issue.id, {})) for issue in taking.issues)
    event = _event(now, "; ".join(_listed(goes)))
    happened = (*taking.filed.begivenheder, event)
    stores.write_record(taking.filed.path, taking.filed.meeting, taking.issues, happened)


def _listed(goes: Iterable[tuple[Hold, Issue]]) -> Iterator[str]:
    """What goes, as the record tells it: ``lager: dagsorden 1, dagsorden 2``."""
    of: dict[Hold, list[str]] = {}
    for hold, issue in goes:
        of.setdefault(hold, []).append(f"{issue.dokument} {issue.version}")
    for hold, own in of.items():
        yield f"{hold}: {', '.join(own)}"


def _event(now: datetime, reason: str) -> Begivenhed:
    return new_event(Begivenhedsart.KASSERET, day_of(now), now, grund=reason)


def _marked(issue: Issue, marks: Mapping[Hold, date]) -> Issue:
    """An issue that says what of it was disposed of; a day that stands there stays."""
    return replace(issue, kasseret={**marks, **issue.kasseret}) if marks else issue


def _without_messages(taking: Taking, rec: Record, today: date) -> Iterator[RecordedVersion]:
    """What the delivery record goes on knowing of the versions whose messages go."""
    for one in taking.proofs:
        version = one.version
        issue = counted(from_data(version.issue), rec.entries(version.id))
        yield replace(version, issue=to_data(_marked(issue, {Hold.BEVISER: today})))


def delete(files: Iterable[StoreFile]) -> list[Phrase]:
    """Delete files that a store itself holds; what is gone is gone. Returns what could not be."""
    return [told for one in files for told in unlinked(one.path)]


def unlinked(path: Path) -> list[Phrase]:
    """Delete a file; what is gone is gone. Returns why it could not be, if so."""
    try:
        with contextlib.suppress(FileNotFoundError):
            path.unlink()
    except OSError as error:
        return [_TROUBLE.put(path=path.as_posix(), why=reason(error))]
    return []


def _leave_a_word(taking: Taking, now: datetime) -> None:
    """Of the record stays that it was disposed of; else the meeting counts as never issued."""
    assert taking.filed is not None  # noqa: S101 - it is the record that goes
    happened = (_event(now, Hold.OPTEGNELSE.value),)
    stores.write_record(taking.filed.path, taking.filed.meeting, (), happened)
