"""A meeting that was found good is not read again until something about it has changed."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from moedebog.build import check, known
from moedebog.diagnostics import Diagnostic, Severity
from moedebog.render import docx
from moedebog.workspace import MeetingFile, Workspace
from support import ROOT

NAME = "udvalg/2025-09-12"
MEETING = """\
dato: 2025-09-12
start: "10:00"
sted: Rådhuset
punkter:
  - titel: Første punkt
    beslutning: |
      Godkendt.

      ![Et kort](kort.png)
    bilag: [{titel: Notat om vejen, fil: notat.txt}]
"""
PICTURE = ROOT / "docs" / "billeder" / "punkt.png"


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    ws = Workspace(tmp_path)
    folder = ws.meetings / "udvalg"
    folder.mkdir(parents=True)
    (folder / "forum.yaml").write_text("navn: Udvalget\n", encoding="utf-8")
    (folder / "2025-09-12.yaml").write_text(MEETING, encoding="utf-8")
    (folder / "notat.txt").write_text("Et notat.", encoding="utf-8")
    shutil.copyfile(PICTURE, folder / "kort.png")
    age(ws.meetings)
    return ws


def age(folder: Path) -> None:
    """Let everything in a folder have been left alone for an hour."""
    before = time.time() - 3600
    for path in (folder, *folder.rglob("*")):
        os.utime(path, (before, before))


def looked_at(ws: Workspace, monkeypatch: pytest.MonkeyPatch, *, remember: bool = True) -> int:
    """How many meetings are read when all are validated; whatever is found must be nothing."""
    read: list[str] = []
    examine = check._check

    def spy(task: tuple[Workspace, MeetingFile, date | None]) -> check.Checked:
        read.append(task[1].name)
        return examine(task)

    with monkeypatch.context() as patch:
        patch.setattr(check, "_check", spy)
        found = check.validate(ws, ws.meeting_files(), remember=remember)
    assert list(map(str, found)) == []
    return len(read)


def test_a_good_meeting_is_read_once(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    assert looked_at(ws, monkeypatch) == 1
    assert looked_at(ws, monkeypatch) == 0
    assert looked_at(ws, monkeypatch, remember=False) == 1


def test_a_file_that_is_still_being_written_is_not_remembered(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.utime(ws.meetings / "udvalg" / "notat.txt")
    looked_at(ws, monkeypatch)
    assert looked_at(ws, monkeypatch) == 1


def same_size_and_time(ws: Workspace) -> None:
    """A change that leaves size and time alone, as when a copy is put back."""
    path = ws.meetings / "udvalg" / "2025-09-12.yaml"
    status = path.stat()
    path.write_text(MEETING.replace("Første", "Fjerde."), encoding="utf-8")
    assert path.stat().st_size == status.st_size
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def forum(ws: Workspace) -> None:
    (ws.meetings / "udvalg" / "forum.yaml").write_text("navn: Rådet\n", encoding="utf-8")


def attachment(ws: Workspace) -> None:
    (ws.meetings / "udvalg" / "notat.txt").write_text("Et andet notat.", encoding="utf-8")


def picture(ws: Workspace) -> None:
    os.utime(ws.meetings / "udvalg" / "kort.png")


@pytest.mark.parametrize("change", [same_size_and_time, forum, attachment, picture])
def test_it_is_read_again_when_a_file_of_its_own_changes(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch, change: Callable[[Workspace], None]
) -> None:
    looked_at(ws, monkeypatch)
    assert looked_at(ws, monkeypatch) == 0
    change(ws)
    assert looked_at(ws, monkeypatch) == 1


def test_a_lost_attachment_is_found(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at(ws, monkeypatch)
    (ws.meetings / "udvalg" / "notat.txt").unlink()
    codes = [d.code for d in check.validate(ws, ws.meeting_files(), remember=True)]
    assert codes == ["M211"]
    assert [d.code for d in check.validate(ws, ws.meeting_files(), remember=True)] == codes


def test_a_meeting_that_it_speaks_of_is_looked_for_again(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = ws.meetings / "udvalg"
    speaks = MEETING.replace("Godkendt.", "Se referatet af vores møde den 12. august 2025.")
    (folder / "2025-09-12.yaml").write_text(speaks, encoding="utf-8")
    for name in ("2025-08-12", "2025-07-01"):
        text = MEETING.replace("2025-09-12", name)
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    age(ws.meetings)
    assert looked_at(ws, monkeypatch) == 3
    assert looked_at(ws, monkeypatch) == 0
    (folder / "2025-08-12.yaml").unlink()
    found = check.validate(ws, ws.meeting_files(), remember=True)
    assert [(d.code, d.position.file) for d in found] == [("M544", f"meetings/{NAME}.yaml")]


def test_another_program_starts_anew(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at(ws, monkeypatch)
    monkeypatch.setattr(known, "program", lambda *_: "another")
    assert looked_at(ws, monkeypatch) == 1


@pytest.mark.parametrize("record", [b"", b"{", b"[]", b'{"program": 1}', b"\xff"])
def test_a_damaged_record_is_no_record(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch, record: bytes
) -> None:
    looked_at(ws, monkeypatch)
    (ws.root / ".moedebog" / "validated.json").write_bytes(record)
    assert looked_at(ws, monkeypatch) == 1
    assert looked_at(ws, monkeypatch) == 0


def word_trials(ws: Workspace, monkeypatch: pytest.MonkeyPatch, *, remember: bool = True) -> int:
    """How many Word templates are tried when one meeting is validated; nothing may be found."""
    tried: list[str] = []
    real = docx.check

    def spy(path: Path, name: str) -> list[Diagnostic]:
        tried.append(name)
        return real(path, name)

    with monkeypatch.context() as patch:
        patch.setattr(docx, "check", spy)
        assert check.validate(ws, [ws.meeting_file("2025-09-12")], remember=remember) == []
    return len(tried)


@pytest.fixture
def own_templates(ws: Workspace) -> Path:
    folder = ws.root / "templates" / "standard"
    shutil.copytree(ROOT / "templates" / "standard", folder)
    age(folder)
    return folder


def test_word_templates_are_tried_for_one_meeting_too_and_once(
    ws: Workspace, own_templates: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert word_trials(ws, monkeypatch) == 2
    assert word_trials(ws, monkeypatch) == 0
    assert word_trials(ws, monkeypatch, remember=False) == 2
    os.utime(own_templates / "referat.docx", (time.time() - 60, time.time() - 60))
    assert word_trials(ws, monkeypatch) == 1
    assert word_trials(ws, monkeypatch) == 0
    (own_templates / "referat.docx").touch()  # it may still be being written
    assert word_trials(ws, monkeypatch) == 1
    assert word_trials(ws, monkeypatch) == 1


@pytest.mark.usefixtures("own_templates")
def test_a_broken_template_is_found_by_the_check_of_one_meeting(ws: Workspace) -> None:
    template = ws.root / "templates" / "standard" / "referat.docx"
    template.write_bytes(b"PK\x03\x04 ikke Word")
    age(template.parent)
    for _ in range(2):
        found = check.validate(ws, [ws.meeting_file("2025-09-12")], remember=True)
        assert [(d.severity, d.position.file) for d in found] == [
            (Severity.ERROR, "templates/standard/referat.docx")
        ]
