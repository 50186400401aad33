"""A meeting whose referat is issued, approved and published, as the record tells it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import issue_support
from moedebog.catalogue import Begivenhedsart
from moedebog.document import Kind
from moedebog.events import Begivenhed
from moedebog.issue import make
from moedebog.issue.candidate import Candidate
from moedebog.issue.history import History
from moedebog.issued import Issue, dump, issued_file, of_meeting
from moedebog.load import load
from moedebog.meeting import Meeting
from moedebog.workspace import Workspace

FORUM = (
    "navn: Prøveudvalget\nmyndighed: Strandby Kommune\nmedlemmer:\n  - Alma Ager\n  - Bent Birk\n"
)
HEAD = "dato: 2026-06-01\nstart: 10.00\nslut: 12.00\nfremmoedt: alle\nsagsnr: 26/100\n"
ITEMS = """  - titel: Havnen
    sagsnr: 26/101
    udfald: godkendt
  - titel: Ansøgning om fritagelse
    lukket: Personoplysninger
    sagsnr: 26/102
    beslutning: Imødekommet.
"""
FIRST = datetime(2026, 6, 2, 9, 0, tzinfo=UTC)
SECOND = datetime(2026, 6, 20, 12, 30, tzinfo=UTC)
APPROVED, FOR_APPROVAL = Begivenhedsart.GODKENDT, Begivenhedsart.TIL_GODKENDELSE


def workspace(root: Path, status: str = "", items: str = ITEMS, *, forum: str = FORUM) -> Workspace:
    """A workspace with one meeting that was held; ``status``: how far its referat is."""
    made = issue_support.workspace(root, items, forum=forum, head=HEAD)
    set_status(made, status, items)
    return made


def set_status(ws: Workspace, status: str, items: str = ITEMS) -> None:
    """The meeting with another status of its referat."""
    line = f"referat_status: {status}\n" if status else ""
    issue_support.write(ws.root, items, head=HEAD + line)


def loaded(ws: Workspace) -> Meeting:
    """The meeting with its record."""
    file, *_ = ws.meeting_files()
    found = load(ws, file)
    assert found.meeting is not None, found.diagnostics
    return found.meeting


def event(art: Begivenhedsart, day: date, noted: datetime, **more: Any) -> Begivenhed:
    """An event; ``noted`` is when it was put into the record."""
    return Begivenhed(f"{art}-{noted:%Y%m%d%H%M%S}", art, day, noted, **more)


def put_down(ws: Workspace, *happened: Begivenhed) -> None:
    """Put events into the record, behind those that are there."""
    file, *_ = ws.meeting_files()
    meeting = loaded(ws)
    known = of_meeting(ws, file, meeting.id)
    events: Sequence[Begivenhed] = (*known.begivenheder, *happened)
    issued_file(file).write_bytes(dump(meeting.id, known.udgaver, events))


def candidate(ws: Workspace, now: datetime, kind: Kind = Kind.REFERAT) -> Candidate:
    """A document as it would be issued then."""
    file, *_ = ws.meeting_files()
    return Candidate(ws, file, kind, loaded(ws), now)


def version(ws: Workspace, now: datetime, kind: Kind = Kind.REFERAT) -> make.Version:
    """This moment as a version; new where it says something else than the last."""
    file, *_ = ws.meeting_files()
    issues = of_meeting(ws, file, loaded(ws).id).udgaver
    path = issued_file(file)
    return make.version(candidate(ws, now, kind), History(issues, (path,) if issues else ()))


def issue(ws: Workspace, now: datetime, kind: Kind = Kind.REFERAT) -> Issue:
    """Issue a document, with its files and its source."""
    return make.keep(version(ws, now, kind)).issue
