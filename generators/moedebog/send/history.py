"""What was issued of a meeting, by the file beside it and by the delivery record."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from moedebog.issue.history import History, check_identity, merged, unread
from moedebog.issued import Issue, filed, from_data, issues_of
from moedebog.meeting import Meeting
from moedebog.send.record import DRAFT, Record, RecordedMessage, by_address, who_has_it
from moedebog.workspace import MeetingFile, Workspace


def history(ws: Workspace, file: MeetingFile, meeting: Meeting, rec: Record) -> History:
    """The issues of a meeting. The record must be open.

    Raises ``Problems`` or ``EnvironmentProblem`` where they cannot be told from another's.
    """
    files = filed(ws, file.path.parent)
    check_identity(ws, file, meeting, files)
    own = issues_of(files, meeting.id)
    known = rec.versions(record_key(file, meeting.id), [issue.id for issue in own])
    recorded = [
        from_data(one.issue) if one.taken else counted(from_data(one.issue), rec.entries(one.id))
        for one in known
        if one.document != DRAFT
    ]
    return History(
        merged(own, recorded),
        tuple(one.path for one in files if one.meeting == meeting.id),
        tuple(unread(ws, meeting, files)),
    )


def counted(issue: Issue, entries: Sequence[RecordedMessage]) -> Issue:
    """The issue with the numbers that these messages of it give."""
    had = sum(1 for _ in who_has_it(entries))
    return replace(issue, accepteret=had, modtagere=len(by_address(entries)))


def record_key(file: MeetingFile, meeting: str) -> str:
    """What the delivery record calls the meeting with this id."""
    return f"{file.forum}/{meeting}".removeprefix("/")
