"""Disposes of what has had its time. What stops it on the way, a second run ends.

The record says first that it is done, so that nobody looks for what goes then: who got it, the
files, and at last the record itself, of which a word stays: that there was one.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from moedebog import issued
from moedebog.diagnostics import Phrase
from moedebog.issue import stores
from moedebog.issued import Hold, Issue, from_data, in_time, to_data
from moedebog.reasons import reason
from moedebog.retention.reckoning import Disposal, StoreFile, Taking
from moedebog.send.history import counted
from moedebog.send.record import Record, RecordedVersion

_TROUBLE = Phrase("{path} kan ikke slettes: {why}.", "{path} cannot be deleted: {why}.")


def carry_out(found: Disposal, rec: Record, today: date) -> list[Phrase]:
    """Dispose of it; returns what could not be. The delivery record must be open, and locked.

    Raises ``EnvironmentProblem``.
    """
    for taking in found.takings:
        _mark(taking, today)
    for taking in found.takings:
        rec.take(_without_messages(taking, rec, today))
    trouble: list[Phrase] = []
    stuck: set[str] = set()
    for taking in found.takings:
        if told := _delete(taking.files):
            trouble += told
            stuck.add(taking.key)
    for taking in found.takings:
        if taking.record is not None and taking.key not in stuck:
            rec.forget(taking.mailed)
            _leave_a_word(taking, today)
    return trouble


def _mark(taking: Taking, today: date) -> None:
    """Put down in the record what goes of its versions."""
    marks: dict[str, dict[Hold, date]] = {}
    for hold, issue in taking.newly:
        marks.setdefault(issue.id, {})[hold] = today
    for one in taking.proofs:
        marks.setdefault(one.version.id, {})[Hold.BEVISER] = today
    own = [issue.id for issue in taking.issues]
    if taking.filed is None or not any(one in own for one in marks):
        return
    taking.issues = tuple(_marked(issue, marks.get(issue.id, {})) for issue in taking.issues)
    _write(taking.filed.path, taking.filed.meeting, taking.issues)


def _marked(issue: Issue, marks: Mapping[Hold, date]) -> Issue:
    """An issue that says what of it was disposed of; a day that stands there stays."""
    return replace(issue, kasseret={**marks, **issue.kasseret}) if marks else issue


def _without_messages(taking: Taking, rec: Record, today: date) -> Iterable[RecordedVersion]:
    """What the delivery record goes on knowing of the versions whose messages go."""
    for one in taking.proofs:
        version = one.version
        issue = counted(from_data(version.issue), rec.entries(version.id))
        yield replace(version, issue=to_data(_marked(issue, {Hold.BEVISER: today})))


def _delete(files: Sequence[StoreFile]) -> list[Phrase]:
    """Delete files that a store itself holds; what is gone is gone."""
    trouble = []
    for one in files:
        try:
            with contextlib.suppress(FileNotFoundError):
                one.path.unlink()
        except OSError as error:
            trouble.append(_TROUBLE.put(path=one.path.as_posix(), why=reason(error)))
    return trouble


def _leave_a_word(taking: Taking, today: date) -> None:
    assert taking.filed is not None  # noqa: S101 - it is the record that goes
    _write(taking.filed.path, taking.filed.meeting, ())


def _write(path: Path, meeting: str, issues: Iterable[Issue]) -> None:
    data = issued.dump(meeting, sorted(issues, key=in_time))
    stores.write_synced(path, [data])
