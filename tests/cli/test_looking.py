"""kig and gennemset, as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from moedebog import cli
from moedebog.examples import pdf

MEETING = """\
dato: 2025-09-12
start: 10.00
punkter:
  - titel: A
    bilag:
      - titel: Notat
        fil: n.pdf
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "meetings" / "udvalg"
    folder.mkdir(parents=True)
    (folder / "forum.yaml").write_text("navn: U\n", encoding="utf-8")
    (folder / "2025-09-12.yaml").write_text(MEETING, encoding="utf-8")
    (folder / "n.pdf").write_bytes(pdf("CPR 010190-1234"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(capsys: pytest.CaptureFixture[str], *typed: str) -> tuple[int, str]:
    status = cli.main(list(typed))
    captured = capsys.readouterr()
    return status, captured.out + captured.err


def test_any_file_is_looked_into_without_a_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.pdf").write_bytes(pdf("CPR 010190-1234"))
    (tmp_path / "b.txt").write_text("Tekst", encoding="utf-8")
    status, out = told(capsys, "kig", "a.pdf", "b.txt")
    assert status == 1
    assert "CPR-nummer »0101••-••••« (side 1)" in out
    assert "b.txt (tekst)\n  intet fundet" in out
    assert told(capsys, "kig", "b.txt")[0] == 0
    assert "CPR number »0101••-••••« (page 1)" in told(capsys, "kig", "a.pdf", "--lang", "en")[1]


def test_other_programs_read_it_as_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf("CPR 010190-1234", tagged=False))
    assert cli.main(["kig", str(path), "--format", "json"]) == 1
    (one,) = json.loads(capsys.readouterr().out)
    assert one["fil"] == str(path)
    assert one["findings"] == [
        {
            "kind": "personal-number",
            "place": [{"at": "page", "name": "1"}],
            "shown": "0101••-••••",
            "count": 1,
        }
    ]
    assert one["accessible"]["tagged"] is False


def test_a_file_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    status, out = told(capsys, "kig", "findes-ikke.pdf")
    assert status == 2
    assert "findes-ikke.pdf" in out


def test_what_waits_is_shown_with_what_to_type_and_then_answered_for(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out = told(capsys, "gennemset", "2025-09-12")
    assert status == 0
    assert "Punkt 1, bilag 1 (n.pdf) holdes tilbage" in out
    assert "moedebog gennemset udvalg/2025-09-12 --punkt 1 --bilag 1" in out
    assert told(capsys, "validate", "2025-09-12")[0] == 1
    typed = ["--punkt", "1", "--bilag", "1", "--navn", "Anna", "--grund", "Et kontonummer"]
    status, out = told(capsys, "gennemset", "2025-09-12", *typed)
    assert status == 0
    assert "Anna står nu i meetings/udvalg/2025-09-12.yaml inde for 1 fil: n.pdf" in out
    assert told(capsys, "validate", "2025-09-12")[0] == 0
    assert "Ingen bilag venter" in told(capsys, "gennemset", "2025-09-12")[1]


@pytest.mark.parametrize(
    "typed", [["--navn", "Anna"], ["--grund", "Set"], ["--navn", "Anna", "--grund", "Set"]]
)
def test_who_why_and_which_must_be_said(
    typed: list[str], root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (root / "meetings" / "udvalg" / "2025-09-12.yaml").read_bytes()
    assert told(capsys, "gennemset", "2025-09-12", *typed)[0] == 2
    assert (root / "meetings" / "udvalg" / "2025-09-12.yaml").read_bytes() == before
