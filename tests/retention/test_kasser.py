"""The command: it shows first, and deletes only what was typed to be deleted."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from mail_support import issues, send, server
from mail_support import workspace as made
from moedebog import cli
from moedebog.cli import streams
from moedebog.cli.commands.clock import RealClock
from moedebog.workspace import Workspace

SETTINGS = """\
mail: {afsender: Sekretariatet <sekretariat@example.org>}
opbevaring:
  lager_lukket: 1 år
  beviser: 1 år
"""
VARIABLES = ("SLET", "MEETING", "FORUM", "MOEDEBOG_LANG")


@pytest.fixture
def ws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick_renderers: None) -> Workspace:
    """A workspace from which a dagsorden was mailed, a year and a day after the meeting."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    here = made(tmp_path)
    with server() as inbox:
        send(here, inbox.port)
    (tmp_path / "moedebog.yaml").write_text(SETTINGS, encoding="utf-8")
    monkeypatch.setattr(RealClock, "now", lambda _: datetime(2026, 9, 13, 12, tzinfo=UTC))
    return here


def is_kept(ws: Workspace) -> bool:
    return any(not one.name.startswith(".") for one in ws.issued_closed.iterdir())


def test_it_shows_what_has_had_its_time_and_deletes_nothing(
    ws: Workspace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLET", "1")
    assert cli.main(["kasser"]) == 0
    out = capsys.readouterr().out
    assert "udvalg/2025-09-12, mødet 12.09.2025:" in out
    assert "udsendt-lukket/: " in out
    assert "Intet er slettet. Tilføj SLET=1 (eller --slet)" in out
    assert is_kept(ws)
    assert not issues(ws)[0].kasseret


def test_it_deletes_when_that_is_typed(ws: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["kasser", "--slet", "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert "Deleted: " in out
    assert "git's history" in out
    assert not is_kept(ws)
    assert ws.issued.is_dir()
    assert cli.main(["kasser", "--slet"]) == 0
    assert "Intet har haft sin tid." in capsys.readouterr().out


@pytest.mark.parametrize(("answer", "stays"), [("nej", True), ("", True), ("ja", False)])
def test_it_asks_at_the_terminal(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch, answer: str, stays: bool
) -> None:
    asked: list[str] = []

    def ask(question: str) -> str:
        asked.append(question)
        return answer

    monkeypatch.setattr(streams, "can_ask", lambda: True)
    monkeypatch.setattr(streams, "ask", ask)
    assert cli.main(["kasser", "--slet", "--ask"]) == 0
    assert "3 beskeder" in asked[0]
    assert is_kept(ws) is stays


def test_make_deletes_nothing_where_nobody_can_be_asked(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["kasser", "--slet", "--ask"]) == 2
    assert "moedebog kasser --slet" in capsys.readouterr().err
    assert is_kept(ws)


def test_without_a_time_nothing_is_ever_disposed_of(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    (ws.root / "moedebog.yaml").write_text("opbevaring:\n  lager: altid\n", encoding="utf-8")
    assert cli.main(["kasser", "--slet"]) == 0
    assert "Der er ikke sat nogen tid" in capsys.readouterr().out
    assert is_kept(ws)


@pytest.mark.parametrize("key", ["lager", "lager_lukket", "beviser"])
def test_the_record_is_kept_as_long_as_what_it_tells_of(
    ws: Workspace, capsys: pytest.CaptureFixture[str], key: str
) -> None:
    others = {"lager": "1 år", "lager_lukket": "1 år", "beviser": "1 år"} | {key: "13 måneder"}
    lines = "".join(f"  {name}: {time}\n" for name, time in others.items())
    text = f"opbevaring:\n  optegnelse: 1 år\n{lines}"
    (ws.root / "moedebog.yaml").write_text(text, encoding="utf-8")
    assert cli.main(["kasser", "--slet"]) == 1
    assert "M4761" in capsys.readouterr().err
    assert is_kept(ws)
