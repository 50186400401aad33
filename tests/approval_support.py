"""A meeting that has been held, for tests of what happens to its referat."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

import issue_support
from moedebog import cli
from moedebog.build.check import validate
from moedebog.cli.commands import clock
from moedebog.diagnostics import Diagnostic
from moedebog.issued import Indfoert, of_meeting
from moedebog.workspace import MeetingFile, Workspace

HEAD = "dato: 2026-06-01\nstart: 10.00\nslut: 12.00\nfremmoedt: alle\n"
ITEMS = """  - titel: Vejene
    udfald: godkendt
  - titel: Køb af skibet Havfruen
    lukket:
      grund: Forhandling
      offentlig_beslutning: Godkendt.
    beslutning: Prisen er ni kroner.
"""
NOW = datetime(2026, 6, 20, 12, tzinfo=UTC)
BY_UDVALGET = ("--dato", "2026-06-15", "--af", "Udvalget")


def workspace(root: Path, monkeypatch: pytest.MonkeyPatch, items: str = ITEMS) -> Workspace:
    """A workspace with the meeting, in which commands run at a moment that stays."""
    ws = issue_support.workspace(root, items, head=HEAD)
    monkeypatch.chdir(root)
    monkeypatch.setattr(clock.RealClock, "now", lambda _: NOW)
    return ws


def file_of(ws: Workspace) -> MeetingFile:
    """The meeting file."""
    return next(one for one in ws.meeting_files() if one.stem == "2026-06-01")


def status(art: str, *more: str, name: str = "2026-06-01") -> int:
    """Run ``moedebog status`` on the meeting; returns the exit status."""
    return cli.main(["status", name, "--status", art, *more, "--vis-lukket"])


def approve(*more: str) -> int:
    """Put the referat down as approved."""
    return status("godkendt", *(more or BY_UDVALGET))


def told(ws: Workspace) -> Indfoert:
    """What the record tells of the meeting."""
    return of_meeting(ws, file_of(ws), "2026-06-01")


def change(ws: Workspace, *pairs: tuple[str, str], name: str = "2026-06-01.yaml") -> None:
    """Change words of the meeting file, or of another one in its folder."""
    path = file_of(ws).path.with_name(name)
    text = path.read_text("utf-8")
    for before, after in pairs:
        assert before in text, before
        text = text.replace(before, after, 1)
    path.write_text(text, "utf-8")


def found(ws: Workspace, codes: Sequence[str] = ()) -> list[Diagnostic]:
    """What ``validate`` finds, of all or of some rules."""
    every = validate(ws, ws.meeting_files(), everything=True)
    return [one for one in every if not codes or one.code in codes]
