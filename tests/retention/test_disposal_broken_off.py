"""Broken off at any step: nothing is asked for that went, and a second run ends it."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from mail_support import record, send, server
from mail_support import workspace as made
from moedebog.diagnostics import Problems, UsageProblem
from moedebog.issue import stores
from moedebog.load import load
from moedebog.retention import carrying
from moedebog.retention.reckoning import StoreFile, disposal
from moedebog.rules import examine
from moedebog.send.record import Record
from moedebog.settings.command import Opbevaring
from moedebog.settings.periods import Period
from moedebog.workspace import Workspace

YEAR = Period(1, "å")
NOW = datetime(2026, 9, 13, 12, 0, tzinfo=UTC)
HALVES = {
    "record": Opbevaring(YEAR, YEAR, YEAR, YEAR),
    "rest": Opbevaring(None, YEAR, YEAR, YEAR),
    "stores": Opbevaring(None, YEAR, YEAR, None),
}


class Killed(BaseException):
    pass


def dispose(ws: Workspace, kept: Opbevaring) -> None:
    rec = record(ws)
    with rec.locked(), rec.opened():
        found = disposal(ws, kept, rec, NOW.date(), ws.meeting_files())
        carrying.carry_out(found, rec, NOW)


def lying(ws: Workspace) -> tuple[set[str], object]:
    """What is left: the files, and what the delivery record and the record say."""
    names = {
        path.relative_to(ws.root).as_posix()
        for path in ws.root.rglob("*")
        if path.is_file() and not path.name.startswith("udsendelser.sqlite-")
    }
    with record(ws).opened(make=False) as rec:
        told = [
            (one.id, one.taken, len(rec.entries(one.id)))
            for one in rec.versions("udvalg/2025-09-12")
        ]
    return names, told


def dying(monkeypatch: pytest.MonkeyPatch, at: int) -> Callable[[], int]:
    """End at the so manieth step, before or after it is done; returns how many there were."""
    steps = count()
    seen = [0]

    def step() -> None:
        seen[0] = next(steps)
        if seen[0] == at:
            raise Killed

    def around(owner: Any, name: str) -> None:
        usual = getattr(owner, name)

        def stepping(*given: Any, **named: Any) -> Any:
            step()
            done = usual(*given, **named)
            step()
            return done

        monkeypatch.setattr(owner, name, stepping)

    around(stores, "write_synced")
    around(Path, "unlink")
    around(Record, "take")
    around(Record, "forget")
    return lambda: seen[0]


@pytest.mark.slow
@pytest.mark.parametrize("which", HALVES)
def test_a_second_run_ends_what_was_broken_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick_renderers: None, which: str
) -> None:
    kept = HALVES[which]
    begun = mailed(tmp_path / "begyndt")
    whole = copied(begun, tmp_path / "hel")
    dispose(whole, kept)
    wanted = lying(whole)
    for at in count():
        ws = copied(begun, tmp_path / str(at))
        with monkeypatch.context() as patched:
            steps = dying(patched, at)
            try:
                dispose(ws, kept)
            except Killed:
                pass
            else:
                assert at > steps() > 8
                break
        assert not asked_for(ws)
        nothing_is_sent_to_who_has_it(ws)
        dispose(ws, kept)
        assert lying(ws) == wanted, at


def mailed(root: Path) -> Workspace:
    root.mkdir()
    ws = made(root)
    with server() as inbox:
        send(ws, inbox.port)
    return ws


def copied(ws: Workspace, root: Path) -> Workspace:
    shutil.copytree(ws.root, root)
    return Workspace(root)


def asked_for(ws: Workspace) -> set[str]:
    """What ``validate`` misses."""
    file, *_ = ws.meeting_files()
    loaded = load(ws, file)
    assert loaded.meeting is not None
    found = examine(ws, file, loaded.meeting, loaded.unsure).diagnostics
    return {one.code for one in found} & {"M4698", "M4697", "M4694", "M4695"}


def nothing_is_sent_to_who_has_it(ws: Workspace) -> None:
    with server() as inbox:
        with contextlib.suppress(Problems, UsageProblem):
            assert send(ws, inbox.port).accepted == []
        assert inbox.envelopes == []


def test_what_cannot_be_deleted_is_told_and_the_record_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick_renderers: None
) -> None:
    ws = mailed(tmp_path / "hel")
    kept = HALVES["record"]

    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    rec = record(ws)
    with rec.locked(), rec.opened():
        found = disposal(ws, kept, rec, NOW.date(), ws.meeting_files())
        files: list[StoreFile] = found.takings[0].files
        with monkeypatch.context() as patched:
            patched.setattr(Path, "unlink", refused)
            trouble = carrying.carry_out(found, rec, NOW)
    assert len(trouble) == len(files)
    assert "kan ikke slettes" in trouble[0].danish
    file, *_ = ws.meeting_files()
    meeting = load(ws, file).meeting
    assert meeting is not None
    assert len(meeting.udgaver) == 1
    dispose(ws, kept)
    meeting = load(ws, file).meeting
    assert meeting is not None
    assert meeting.udgaver == ()
