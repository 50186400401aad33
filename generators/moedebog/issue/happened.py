"""What happens to a referat after the meeting is put into the record beside its meeting file.

Files that an event names are kept first (``stores``), so that the record never names one that was
not there.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from moedebog import events, issued
from moedebog.catalogue import Begivenhedsart
from moedebog.events import Begivenhed
from moedebog.issue import stores
from moedebog.issue.history import check_identity
from moedebog.meeting import Meeting
from moedebog.workspace import MeetingFile, Workspace


def new_event(art: Begivenhedsart, dato: date, noteret: datetime, **more: Any) -> Begivenhed:
    """An event with an id of its own. ``more``: what else there is to say of it."""
    return Begivenhed(
        id=uuid4().hex, art=art, dato=dato, noteret=noteret.replace(microsecond=0), **more
    )


def record_event(ws: Workspace, file: MeetingFile, meeting: Meeting, event: Begivenhed) -> Path:
    """Put an event into the meeting's record, which keeps all else that stands in it.

    The record is read anew, not taken from ``meeting``; an event that stands there already, by its
    id, stays as it is. Whoever calls holds the lock of the delivery record, so that no version is
    made meanwhile. The file is there whole or as it was before, and on the disk when this ends;
    one under the name that the meeting file had before goes. Returns its path. Raises ``Problems``
    where a record cannot be read or is another meeting's, or ``EnvironmentProblem``.
    """
    files = issued.filed(ws, file.path.parent)
    check_identity(ws, file, meeting, files)
    told = issued.of_meeting(ws, file, meeting.id)
    happened = events.in_order([*told.begivenheder, event])
    path = issued.issued_file(file)
    stores.write_record(path, meeting.id, told.udgaver, happened)
    stores.remove_former(path, [one.path for one in files if one.meeting == meeting.id])
    return path
