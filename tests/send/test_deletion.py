"""Who holds what was closed after it went out, and the draft that asks them to delete it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mail_support import change, record, send, server, workspace
from moedebog.cli import main
from moedebog.workspace import Workspace


@pytest.fixture
def mailed(tmp_path: Path) -> Workspace:
    """A dagsorden that went out, of which an item was closed afterwards."""
    ws = workspace(tmp_path)
    with server() as inbox:
        send(ws, inbox.port)
    change(ws, "titel: Cykelsti ved åen", "titel: Cykelsti ved åen\n    lukket: Handel")
    return ws


def printed(
    ws: Workspace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *more: str
) -> str:
    monkeypatch.chdir(ws.root)
    capsys.readouterr()
    assert main(["mail-status", "2025-09-12", "--bed-om-sletning", *more]) == 0
    return capsys.readouterr().out.replace("\xa0", " ")


def test_it_names_who_has_it_and_drafts_what_they_are_asked(
    mailed: Workspace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = printed(mailed, capsys, monkeypatch, "--vis-lukket")
    _, _, held = out.partition("Det har:")
    holders, _, letter = held.partition("Udkast til en mail")
    assert holders.split("\n")[1:-1] == [
        "    Åse Ærlig <aase@example.org>",
        "    Bo Bæk <bo@example.org>",
        "    avis@example.org",
    ]
    assert "Emne: Slet en mail om punkt 2 med bilag 1" in letter
    assert "»Dagsorden, Prøveudvalget, 12. september 2025«, version 1" in letter
    assert "Cykelsti" not in letter
    assert "72 timer" in out


def test_where_others_can_read_along_nobody_is_named(
    mailed: Workspace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = printed(mailed, capsys, monkeypatch)
    assert "Åse" not in out
    assert "aase@example.org" not in out


def test_it_sends_nothing_and_writes_nothing(
    mailed: Workspace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with record(mailed).opened() as rec:
        before = [rec.entries(one.id) for one in rec.versions("udvalg/2025-09-12")]
    printed(mailed, capsys, monkeypatch)
    with record(mailed).opened() as rec:
        assert [rec.entries(one.id) for one in rec.versions("udvalg/2025-09-12")] == before


def test_where_nothing_was_closed_since_it_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ws = workspace(tmp_path)
    with server() as inbox:
        send(ws, inbox.port)
    assert "Intet af det, der er lukket nu" in printed(ws, capsys, monkeypatch)
