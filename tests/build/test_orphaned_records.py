"""A record of what was issued whose meeting is not found is told, before numbers change."""

from pathlib import Path

import pytest

from issue_support import HEAD, issue, titled, workspace
from moedebog import cli, orphans
from moedebog.build import validate
from moedebog.diagnostics import Diagnostic
from moedebog.workspace import Workspace

ITEMS = titled("Referat", "Vejbelysning", "Affald", "Eventuelt")


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    """A meeting was issued; others of its folder were not."""
    ws = workspace(tmp_path, ITEMS)
    issue(ws)
    for day, titles in {"08": ("Havn", "Skole"), "15": ("Referat", "Kultur", "Idræt")}.items():
        head = HEAD.replace("06-01", f"06-{day}")
        (folder(ws) / f"2026-06-{day}.yaml").write_text(f"{head}punkter:\n{titled(*titles)}")
    return ws


def folder(ws: Workspace) -> Path:
    return ws.meetings / "f"


def told(ws: Workspace, *, everything: bool = True) -> list[Diagnostic]:
    found = validate(ws, ws.meeting_files(), everything=everything)
    return [one for one in found if one.code in (orphans.ORPHANED.code, "M455", "M4693")]


def rename(ws: Workspace, new: str, *, own: str = "") -> Path:
    path = folder(ws) / "2026-06-01.yaml"
    text = path.read_text()
    path.unlink()
    path = folder(ws) / f"{new}.yaml"
    path.write_text(f"{own}{text}".replace("dato: 2026-06-01", f"dato: {new}"))
    return path


def test_a_renamed_meeting_is_told_once_with_the_line_to_write(ws: Workspace) -> None:
    assert told(ws) == []
    rename(ws, "2026-06-02")
    (problem,) = told(ws)
    assert problem.position.file == "meetings/f/2026-06-02.yaml"
    assert "id: 2026-06-01" in problem.hint
    assert told(ws, everything=False) == [problem]

    rename_back = folder(ws) / "2026-06-02.yaml"
    rename_back.write_text(f"id: 2026-06-01\n{rename_back.read_text()}")
    assert told(ws) == []


def test_a_renamed_meeting_that_reads_otherwise_is_told_at_the_record(ws: Workspace) -> None:
    path = rename(ws, "2026-06-02")
    path.write_text(f"{HEAD.replace('06-01', '06-02')}punkter:\n{titled('Ganske', 'Andet')}")
    (problem,) = told(ws)
    assert problem.position.file == "meetings/f/2026-06-01.udsendt.yaml"
    assert told(ws, everything=False) == []


def test_a_record_that_waits_for_its_renamed_meeting_is_no_orphan(ws: Workspace) -> None:
    rename(ws, "2026-06-02", own='"id": 2026-06-01\n')
    assert told(ws) == []


def test_a_meeting_that_is_given_another_id_is_told(ws: Workspace) -> None:
    path = folder(ws) / "2026-06-01.yaml"
    path.write_text(f"id: moede-7\n{path.read_text()}")
    (problem,) = told(ws)
    assert "har id »moede-7«" in problem.message
    assert "id: 2026-06-01" in problem.hint


@pytest.mark.parametrize("name", ["2026-06-08", "gammel"])
def test_a_record_that_was_renamed_alone_is_told(ws: Workspace, name: str) -> None:
    """Its meeting looks for it under its own names."""
    (folder(ws) / "2026-06-01.udsendt.yaml").rename(folder(ws) / f"{name}.udsendt.yaml")
    (problem,) = told(ws)
    assert problem.hint == "Omdøb den til 2026-06-01.udsendt.yaml."
    (folder(ws) / f"{name}.udsendt.yaml").rename(folder(ws) / "2026-06-01.udsendt.yaml")
    assert told(ws) == []


def test_a_deleted_meeting_leaves_a_record_to_be_archived(ws: Workspace) -> None:
    (folder(ws) / "2026-06-01.yaml").unlink()
    (problem,) = told(ws)
    assert "arkiv" in problem.hint
    (folder(ws) / "2026-06-01.udsendt.yaml").unlink()
    assert told(ws) == []


def test_an_orphan_that_cannot_be_read_is_told(ws: Workspace) -> None:
    rename(ws, "2026-06-02")
    (folder(ws) / "2026-06-01.udsendt.yaml").write_text("moede: x\n")
    assert [one.code for one in told(ws)] == ["M455"]


def test_records_are_read_only_where_no_meeting_has_their_name(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(ws: Workspace, path: Path) -> None:
        raise AssertionError(path)

    monkeypatch.setattr(orphans, "read_filed", never)
    assert told(ws) == []


def test_diff_says_whose_record_there_is(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rename(ws, "2026-06-02")
    monkeypatch.chdir(ws.root)
    assert cli.main(["diff", "2026-06-02"]) == 0
    assert "id: 2026-06-01" in capsys.readouterr().err
