"""Issues a meeting for tests with its source kept, and says what has changed since."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from msgspec.structs import replace

import issue_support
from moedebog.build import digest_of, digest_of_bytes
from moedebog.compose import Composer, plan
from moedebog.document import Audience, Kind
from moedebog.issue import sources, stores
from moedebog.issue.candidate import Candidate
from moedebog.issue.items import hidden_items
from moedebog.issued import SOURCE_SUFFIX, Issue, dump, hidden_data, issued_file, of_meeting
from moedebog.load import load
from moedebog.versions import Since, Versions
from moedebog.workspace import Workspace

PUBLIC, INTERNAL = Audience.OFFENTLIG, Audience.INTERN
HELD = datetime(2026, 6, 2, 9, 0, tzinfo=UTC)
"""The day after the meeting."""


def issue(ws: Workspace, *, checksums: bool = False) -> Issue:
    """Put down the dagsorden as the next version, and keep its source.

    ``checksums``: the record has those of what it says, too.
    """
    file, *_ = ws.meeting_files()
    meeting = load(ws, file).meeting
    assert meeting is not None
    kept = sources.sources(ws, file, plan(meeting)[0], cache(digest_of))
    assert kept.kilde
    stores.keep(ws, sources.keepsakes(kept, kept.kilde))
    sums = candidate(ws, Kind.DAGSORDEN, issue_support.FIRST).moment.sums() if checksums else None
    made = replace(issue_support.issue(ws), kilde=kept.kilde)
    if sums is not None:
        pairs = zip(made.punkter, sums.items, strict=True)
        punkter = tuple(replace(one, sums=own) for one, own in pairs)
        made = replace(made, sums=sums.whole, heads=sums.heads, punkter=punkter)
    planned = plan(meeting)[0].of(Kind.DAGSORDEN)
    public = Composer(planned).dispatch(Kind.DAGSORDEN, PUBLIC)
    hidden = hidden_items(planned, public, made.punkter, cache(digest_of))
    if hidden:
        data = hidden_data(sources.salt(kept), hidden)
        name = digest_of_bytes(data)
        stores.keep(ws, [stores.Keepsake(name, SOURCE_SUFFIX, data, closed=True)])
        made = replace(made, kendetegn=name)
    before = of_meeting(ws, file, meeting.id).udgaver
    issues = [one for one in before if one.id != made.id]
    issued_file(file).write_bytes(dump(meeting.id, [*issues, made]))
    return made


def versions(ws: Workspace, **more: Any) -> Versions:
    """The versions of the workspace's meeting."""
    file, *_ = ws.meeting_files()
    loaded = load(ws, file)
    assert loaded.meeting is not None, loaded.diagnostics
    return Versions(ws, file, plan(loaded.meeting)[0], digest_of, **more)


def since(ws: Workspace, audience: Audience = PUBLIC, first: int = -1) -> Since:
    """What has changed since a version; by itself since the last one."""
    of = versions(ws)
    return of.since(Kind.DAGSORDEN, audience, of.issues(Kind.DAGSORDEN)[first])


def told(ws: Workspace, audience: Audience = PUBLIC, first: int = -1) -> list[str]:
    """The same in sentences."""
    return [one.alene for one in since(ws, audience, first).told()]


def candidate(ws: Workspace, kind: Kind, now: datetime = HELD) -> Candidate:
    """A document of the workspace's meeting as it would be issued then."""
    file, *_ = ws.meeting_files()
    meeting = load(ws, file).meeting
    assert meeting is not None
    return Candidate(ws, file, kind, meeting, now)


def issued_often(root: Path, items: str, times: int) -> Workspace:
    """A workspace with one meeting that is issued so many times, each time with other words."""
    ws = issue_support.workspace(root, items)
    for count in range(times):
        issue_support.write(root, f"{items}    resume: Sådan er det {count + 1}. gang.\n")
        issue(ws)
    return ws
