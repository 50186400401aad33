"""The ``id`` of a closed item may say what the item is about: it stands in nothing that is open."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import version_support as issued
from issue_support import findings, workspace, write
from moedebog import cli
from moedebog.compose.identity import lasting_id, new_id
from moedebog.issued import issued_file
from moedebog.load import load
from moedebog.workspace import Workspace

TELLING = "fyring-af-jens-hansen"
OPEN = "  - titel: Havnen\n    id: havnen-2027\n    tekst: Kajen.\n"
CLOSED = f"  - titel: Personsag\n    id: {TELLING}\n    lukket: Personforhold\n    tekst: Nej.\n"
OTHER = "  - titel: Køb af grund\n    id: koeb-af-grund\n    lukket: Forhandling\n    tekst: Ja.\n"


def open_files(ws: Workspace) -> str:
    """All that git has of what was issued."""
    file, *_ = ws.meeting_files()
    kept = [one.read_bytes() for one in ws.issued.iterdir()] if ws.issued.is_dir() else []
    return b"".join([issued_file(file).read_bytes(), *kept]).decode("utf-8", "replace")


@pytest.mark.parametrize("punkter", [OPEN + CLOSED, CLOSED + OPEN + OTHER, OPEN + OTHER + CLOSED])
def test_a_closed_id_is_not_recorded_and_an_open_one_is(tmp_path: Path, punkter: str) -> None:
    ws = workspace(tmp_path, punkter)
    issued.issue(ws)
    for made in range(2):
        text = open_files(ws)
        assert TELLING not in text
        assert "koeb-af-grund" not in text
        assert "havnen-2027" in text
        if not made:
            write(tmp_path, punkter.replace("Kajen", "Kajerne").replace("Nej", "Jo"))
            assert [one.code for one in findings(ws) if one.code.startswith("M21")] == []
            issued.issue(ws)


def test_closed_items_with_telling_ids_are_known_as_those_without(tmp_path: Path) -> None:
    """What is open to doubt is asked, with an id that says nothing."""
    ws = workspace(tmp_path, OPEN + CLOSED + OTHER)
    issued.issue(ws)
    write(tmp_path, OPEN + OTHER)
    (problem,) = [one for one in findings(ws) if one.code.startswith("M21")]
    assert TELLING not in f"{problem.message}{problem.hint}"
    assert "punkt-" in problem.hint


def test_an_id_that_the_public_has_read_stays_when_the_item_is_closed(tmp_path: Path) -> None:
    ws = workspace(tmp_path, OPEN + CLOSED)
    issued.issue(ws)
    write(tmp_path, OPEN.replace("Kajen.", "Kajen.\n    lukket: Handel") + CLOSED)
    assert [one.code for one in findings(ws) if one.code.startswith("M21")] == ["M2192"]


def test_the_public_list_of_changes_names_no_closed_id(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ws = workspace(tmp_path, OPEN)
    issued.issue(ws)
    write(tmp_path, OPEN + CLOSED)
    monkeypatch.chdir(tmp_path)
    assert cli.main(["diff", "2026-06-01", "--format", "json"]) == 0
    told = capsys.readouterr().out
    assert json.loads(told)["aendringer"]
    assert TELLING not in told


@pytest.mark.parametrize("nr", ["5", "3.A", "12.1", "VIII", "A.2", "6.B"])
def test_ids_that_moedebog_makes_can_be_written_for_closed_items(tmp_path: Path, nr: str) -> None:
    for own in (new_id(nr, 4, ()), new_id("", 4, ()), new_id(nr, 4, {new_id(nr, 4, ())})):
        ws = workspace(tmp_path, f"  - titel: Sag\n    id: {own}\n    lukket: ja\n")
        meeting = load(ws, ws.meeting_files()[0]).meeting
        assert meeting is not None
        assert lasting_id(meeting.punkter[0]) == own
