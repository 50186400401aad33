"""Issues a meeting for tests, as a mailing does, without a server and without documents."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from moedebog.build import digest_of
from moedebog.catalogue import Begivenhedsart
from moedebog.compose import Composer, plan
from moedebog.compose.at_meeting import named_on_cover
from moedebog.diagnostics import Diagnostic
from moedebog.difference import legacy
from moedebog.document import Audience, Kind
from moedebog.events import Begivenhed
from moedebog.issue.items import issued_attachments, issued_items
from moedebog.issued import Issue, dump, issued_file, of_meeting
from moedebog.load import load
from moedebog.rules import examine
from moedebog.workspace import Workspace

FORUM = "navn: Prøveudvalget\nmedlemmer:\n  - Alma Ager\n  - Bent Birk\n"
HEAD = "dato: 2026-06-01\nstart: 10.00\nslut: 12.00\n"
FIRST = datetime(2026, 5, 20, 9, 0, tzinfo=UTC)


def workspace(root: Path, punkter: str, *, forum: str = FORUM, head: str = HEAD) -> Workspace:
    """A workspace with one meeting that has these items."""
    folder = root / "meetings" / "f"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "forum.yaml").write_text(forum, encoding="utf-8")
    write(root, punkter, head=head)
    return Workspace(root)


def write(root: Path, punkter: str, *, head: str = HEAD) -> None:
    """The meeting with other items."""
    path = root / "meetings" / "f" / "2026-06-01.yaml"
    path.write_text(f"{head}punkter:\n{punkter}", encoding="utf-8")


def titled(*titles: str) -> str:
    """Items with titles alone; what follows a bar in one are further lines of it."""
    lines = []
    for title in titles:
        name, *more = title.split("|")
        lines += [f"  - titel: {name}\n", *(f"    {one}\n" for one in more)]
    return "".join(lines)


def issue(ws: Workspace) -> Issue:
    """Put down the dagsorden as the next version."""
    file, *_ = ws.meeting_files()
    meeting = load(ws, file).meeting
    assert meeting is not None
    planned = plan(meeting)[0].of(Kind.DAGSORDEN)
    composer = Composer(planned)
    public = composer.dispatch(Kind.DAGSORDEN, Audience.OFFENTLIG)
    sums = legacy.unknown(len(public.document.punkter))
    before = of_meeting(ws, file, meeting.id).udgaver
    made = Issue(
        id=f"udgave-{len(before) + 1}",
        dokument=Kind.DAGSORDEN,
        version=len(before) + 1,
        tid=FIRST + timedelta(days=len(before)),
        sums=sums.whole,
        heads=sums.heads,
        punkter=issued_items(planned, public, sums.items, cache(digest_of)),
        filer=(),
        kalender="2026-06-01T10:00/2026-06-01T12:00 holdes ",
        sekvens=0,
        modtagere=0,
        accepteret=0,
        personer=named_on_cover(planned.of(Kind.DAGSORDEN).meeting),
        bilag=issued_attachments(planned, Kind.DAGSORDEN, cache(digest_of)),
    )
    issued_file(file).write_bytes(dump(meeting.id, [*before, made]))
    return made


def findings(ws: Workspace) -> list[Diagnostic]:
    """What is found in the meeting."""
    file, *_ = ws.meeting_files()
    loaded = load(ws, file)
    assert loaded.meeting is not None, loaded.diagnostics
    return [*loaded.diagnostics, *examine(ws, file, loaded.meeting, loaded.unsure).diagnostics]


def numbers(ws: Workspace) -> list[tuple[str, str]]:
    """The numbers and titles of the items as they would be printed."""
    file, *_ = ws.meeting_files()
    meeting = load(ws, file).meeting
    assert meeting is not None
    return [(item.numbered.nr, item.punkt.titel) for item in plan(meeting)[0].items]


def put_down_status(path: Path) -> None:
    """Write beside a meeting file that the status typed in it came about on a day."""
    typed = re.search(rb"(?m)^referat_status: (til_godkendelse|godkendt)", path.read_bytes())
    if typed is None:
        return
    noteret = datetime(2025, 10, 1, 9, tzinfo=UTC)
    art = Begivenhedsart.of(typed[1].decode())
    event = Begivenhed("e1", art, noteret.date(), noteret, af="Udvalget")
    path.with_name(f"{path.stem}.udsendt.yaml").write_bytes(dump(path.stem, [], [event]))
