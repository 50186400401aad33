"""Killed, or refused by the system, at any step: a whole version or none, and the next run ends it.

Every step that changes a file or a folder is met, whatever the program calls it: Python itself
tells of them (``sys.addaudithook``), in a process of its own that ends there.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from mail_support import MEETING, START, change, issues
from mail_support import workspace as made
from moedebog.diagnostics import EnvironmentProblem
from moedebog.document import Kind
from moedebog.issue import make
from moedebog.issue.candidate import Candidate
from moedebog.issue.history import History
from moedebog.issued import filed, issues_of
from moedebog.load import load
from moedebog.workspace import Workspace

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked"),
]

LATER = MEETING.replace("dagsorden_status: udsendt\nreferat_status: godkendt\n", "")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
DONE, REFUSED, GONE_ON, KILLED = 0, 3, 4, 9
"""How the process ends: without having come so far, told, as if nothing had been, killed."""
FEWEST = 4 * 5
"""Steps: of a document, its source and the record, each for two kinds of readers."""
CHANGES = ("os.mkdir", "os.rename", "os.remove", "os.chmod", "os.truncate")


def issue(ws: Workspace) -> None:
    file, *_ = ws.meeting_files()
    meeting = load(ws, file).meeting
    assert meeting is not None
    candidate = Candidate(ws, file, Kind.DAGSORDEN, meeting, START)
    candidate.require()
    files = filed(ws, file.path.parent)
    past = History(tuple(issues_of(files, meeting.id)), tuple(one.path for one in files))
    make.keep(make.version(candidate, past))


def first(ws: Workspace) -> None:
    pass


def second(ws: Workspace) -> None:
    issue(ws)
    change(ws, "lang historie", "kort historie")


def renamed(ws: Workspace) -> None:
    """The record of before has another name, and goes at last."""
    second(ws)
    path = ws.meetings / "udvalg" / "2025-09-12.yaml"
    text = f"id: 2025-09-12\n{path.read_text('utf-8')}"
    path.with_name("2025-09-13.yaml").write_text(text, "utf-8")
    path.unlink()


def everything(ws: Workspace) -> dict[str, bytes]:
    """Every file of the workspace but what was begun and is nothing."""
    return {
        path.relative_to(ws.root).as_posix(): path.read_bytes()
        for path in sorted(ws.root.rglob("*"))
        if path.is_file() and not path.name.endswith(".ny")
    }


# --- ending at a step ---------------------------------------------------------------------------


def ends_at(wanted: int, end: Callable[[], None], root: Path) -> Iterator[int]:
    """Have this process ``end`` at the so manieth step below a folder; how many there were.

    A file is there and empty when it ends at its opening, and half of it where it is synced.
    """
    steps = count()
    seen: list[int] = []
    usual = os.fsync

    def is_here() -> bool:
        seen.append(next(steps))
        return seen[-1] == wanted

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if not str(arguments[:1]).count(str(root)):
            return
        is_opened = event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING
        if (is_opened or event in CHANGES) and is_here():
            if is_opened and end is killed:
                os.close(os.open(arguments[0], arguments[2] | os.O_CREAT))
            end()

    def synced(handle: Any) -> None:
        if is_here():
            status = os.fstat(handle)
            if stat.S_ISREG(status.st_mode):
                os.ftruncate(handle, status.st_size // 2)
            end()
        usual(handle)

    os.fsync = synced  # type: ignore[assignment]
    sys.addaudithook(hook)
    while True:
        yield len(seen)


def killed() -> None:
    os._exit(KILLED)


def refused() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def in_a_process(ws: Workspace, step: int, end: Callable[[], None]) -> int:
    """How a process ends that makes a version, and is ended at a step."""
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            steps = ends_at(step, end, ws.root)
            next(steps)
            issue(ws)
            status = DONE if next(steps) <= step else GONE_ON
        except EnvironmentProblem:
            status = REFUSED
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


# --- what is there then -------------------------------------------------------------------------


def is_whole_or_nothing(ws: Workspace, before: int) -> bool:
    """See to it that all that is named is there; whether the version is."""
    kept = {}
    for folder in (ws.issued, ws.issued_closed):
        for path in folder.glob("*") if folder.is_dir() else ():
            if not path.name.startswith("."):
                kept[path.name] = path.read_bytes()
    for name, data in kept.items():
        assert Path(name).stem == hashlib.sha256(data).hexdigest()
    if any(not path.name.endswith(".gitignore.ny") for path in ws.issued_closed.glob("*")):
        assert (ws.issued_closed / ".gitignore").read_bytes() == b"*\n"
    made_now = issues(ws)
    for one in made_now:
        files = [f"{d}.{s}" for files in one.gemt.values() for s, d in files.items()]
        sources = [f"{d}.json" for each in one.kilde.values() for d in (each.moede, each.forum)]
        assert {*files, *sources} <= set(kept)
        attached = {digest for name, digest in one.filer if name.startswith("Punkt")}
        assert attached <= {Path(name).stem for name in kept}
    assert [one.version for one in made_now] in ([1, 2][:before], [1, 2][: before + 1])
    return len(made_now) > before


@pytest.mark.parametrize("end", [killed, refused])
@pytest.mark.parametrize("prepare", [first, second, renamed])
def test_at_every_step_there_is_a_whole_version_or_none(
    tmp_path: Path,
    quick_renderers: None,
    prepare: Callable[[Workspace], None],
    end: Callable[[], None],
) -> None:
    origin = made(tmp_path / "origin", meeting=LATER)
    prepare(origin)
    before = len(issues(origin))
    place = tmp_path / "here"
    ws = Workspace(place)
    shutil.copytree(origin.root, place)
    issue(ws)
    undisturbed = everything(ws)
    outcomes = []
    for step in count():
        shutil.rmtree(place)
        shutil.copytree(origin.root, place)
        status = in_a_process(ws, step, end)
        outcomes.append(is_whole_or_nothing(ws, before))
        issue(ws)
        assert everything(ws) == undisturbed, step
        if status == DONE:
            break
        assert status == KILLED if end is killed else status in (REFUSED, GONE_ON), step
    assert len(outcomes) > FEWEST
    if end is killed:
        assert outcomes == sorted(outcomes)  # none until it is whole
