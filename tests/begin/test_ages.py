"""A workspace that is older or newer than the program is told of, and stops nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from moedebog import __version__, cli
from moedebog.begin.ages import findings
from moedebog.begin.lock import LOCK_FILE
from moedebog.workspace import Workspace

pytestmark = pytest.mark.usefixtures("quick_renderers")


@pytest.fixture
def ws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    folder = tmp_path / "meetings" / "udvalg"
    folder.mkdir(parents=True)
    (folder / "forum.yaml").write_text("navn: Udvalget\nsted: Salen\n", encoding="utf-8")
    meeting = 'dato: 2025-09-12\nstart: "10:00"\npunkter:\n  - titel: Velkomst\n'
    (folder / "2025-09-12.yaml").write_text(meeting, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return Workspace(tmp_path)


def lock(ws: Workspace, version: str) -> None:
    text = json.dumps({"moedebog": version, "filer": {}})
    (ws.root / LOCK_FILE).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("version", "codes"),
    [
        (__version__, []),
        ("999.0.0", ["M413"]),
        (f"{__version__}.dev1", []),
        ("0.0.1", ["M414"]),
        ("", ["M415"]),
    ],
)
def test_it_is_told_by_validate_once(ws: Workspace, version: str, codes: list[str]) -> None:
    lock(ws, version)
    assert [found.code for found in findings(ws)] == codes


def test_without_a_lock_nothing_is_told(ws: Workspace) -> None:
    assert list(findings(ws)) == []


def test_a_newer_one_is_told_of_by_all_that_make_something_and_stops_none(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    lock(ws, "999.0.0")
    for command in (["referat", "2025-09-12"], ["all"], ["calendar", "--forum", "udvalg"]):
        assert cli.main(command) == cli.GOOD
        told = capsys.readouterr()
        assert told.err.count("[M413]") == 1, command
        assert "M413" not in told.out
    assert (ws.output / "udvalg" / "2025-09-12" / "referat.pdf").exists()
    assert cli.main(["validate"]) == cli.GOOD
    assert capsys.readouterr().err.count("[M413]") == 1
    assert cli.main(["fakta", "2025-09-12"]) == cli.GOOD
    json.loads(capsys.readouterr().out)


def test_an_older_one_is_a_hint_of_validate_alone(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    lock(ws, "0.0.1")
    assert cli.main(["all"]) == cli.GOOD
    assert "M414" not in capsys.readouterr().err
    assert cli.main(["validate"]) == cli.GOOD
    assert capsys.readouterr().err.count("[M414]") == 1
    assert cli.main(["validate", "2025-09-12"]) == cli.GOOD
    assert "M414" not in capsys.readouterr().err


def test_nothing_of_a_newer_one_is_upgraded(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    lock(ws, "999.0.0")
    before = (ws.root / LOCK_FILE).read_bytes()
    for narrowed in ([], ["--forum", "udvalg"]):
        assert cli.main(["opgrader", "--skriv", *narrowed]) == cli.ENVIRONMENT
        assert "999.0.0" in capsys.readouterr().err
    assert (ws.root / LOCK_FILE).read_bytes() == before
