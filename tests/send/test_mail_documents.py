"""What lies in the folder of outputs stays true, whatever is mailed or only shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

import pytest

from mail_support import HOST, change, server, workspace
from moedebog import cli
from moedebog.cli.commands.clock import RealClock
from moedebog.send import credentials
from moedebog.workspace import Workspace

pytestmark = pytest.mark.usefixtures("quick_renderers", "sees_closed")

SEND = ("mail", "2025-09-12", "--doc", "dagsorden", "--send")
LOOK = SEND[:-1]
DRAFT = (*LOOK, "--udkast", "--gruppe", "medlemmer")
PUBLIC = ["dagsorden.docx", "dagsorden.pdf"]


@pytest.fixture
def ws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """A dagsorden was mailed, then changed, made and mailed again."""
    made = workspace(tmp_path)
    text = "mail: {afsender: Sekretariatet <sekretariat@example.org>}\n"
    (tmp_path / "moedebog.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with server() as inbox:
        monkeypatch.setenv(credentials.URL, f"smtp://{HOST}:{inbox.port}")
        done(*SEND)
        change(made, "En lang", "En kort")
        done(*SEND)
        yield made


def done(*typed: str) -> None:
    assert cli.main(list(typed)) == 0


def public(ws: Workspace) -> dict[str, bytes]:
    folder = ws.output / "udvalg" / "2025-09-12"
    return {name: (folder / name).read_bytes() for name in PUBLIC if (folder / name).exists()}


def test_after_mailing_the_documents_are_the_issued_ones(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    before = public(ws)
    assert list(before) == PUBLIC
    kept = {path.read_bytes() for path in ws.issued.iterdir()}
    assert set(before.values()) <= kept
    assert "Fjernet" not in capsys.readouterr().err
    done("dagsorden", "2025-09-12")
    assert public(ws) == before
    assert "Intet at gøre" in capsys.readouterr().err


@pytest.mark.parametrize("command", [DRAFT, LOOK, SEND, (*SEND[:2], "--doc", "referat")])
def test_showing_or_sending_again_takes_no_true_document_away(
    ws: Workspace, capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    before = public(ws)
    capsys.readouterr()
    cli.main(list(command))
    assert public(ws) == before
    assert "Fjernet" not in capsys.readouterr().err


def test_a_changed_meeting_has_its_documents_again_after_a_draft_was_shown(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    before = public(ws)
    capsys.readouterr()
    change(ws, "En kort", "En ny")
    done(*DRAFT)
    assert list(public(ws)) == PUBLIC
    assert public(ws) != before
    assert "Fjernet" not in capsys.readouterr().err


@pytest.mark.parametrize("command", [SEND, ("udgave", "2025-09-12", "--doc", "dagsorden")])
def test_where_the_meeting_has_an_error_the_public_documents_go_and_that_is_told(
    ws: Workspace, capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    change(ws, "start: ", "strat: ")
    assert cli.main(list(command)) == 1
    assert public(ws) == {}
    assert "Fjernet, fordi det var forældet" in capsys.readouterr().err


def comment(ws: Workspace) -> None:
    """Change the meeting's file, and nothing that it says."""
    with (ws.meetings / "udvalg" / "2025-09-12.yaml").open("a", encoding="utf-8") as file:
        file.write("# a comment\n")


FAILING: dict[str, tuple[str, ...]] = {
    "a group without draft": (*LOOK, "--gruppe", "medlemmer"),
    "no such group": (*LOOK, "--udkast", "--gruppe", "ukendte"),
    "again, but not sent": (*LOOK, "--resend", "alle"),
    "nobody to ask": (*SEND, "--ask"),
    "no document named": SEND[:2],
    "nothing to add": (*SEND[:2], "--doc", "tillaeg"),
    "no document named to issue": ("udgave", "2025-09-12"),
}


@pytest.mark.parametrize("case", FAILING)
def test_a_command_that_fails_takes_no_true_document_away(
    ws: Workspace, capsys: pytest.CaptureFixture[str], case: str
) -> None:
    done("referat", "2025-09-12")
    folder = ws.output / "udvalg" / "2025-09-12"
    before = {path.name for path in folder.glob("*.*")}
    issued = public(ws)
    comment(ws)
    capsys.readouterr()
    assert cli.main(list(FAILING[case])) != 0
    assert {path.name for path in folder.glob("*.*")} == before
    assert public(ws) == issued
    told = capsys.readouterr().err
    assert "Fjernet" not in told
    assert "Kunne ikke laves" not in told


def test_a_server_that_is_down_takes_no_true_document_away(
    ws: Workspace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    comment(ws)
    monkeypatch.delenv(credentials.URL)
    before = public(ws)
    capsys.readouterr()
    assert cli.main([*SEND, "--resend", "alle"]) != 0
    assert public(ws) == before
    assert "Fjernet" not in capsys.readouterr().err


def test_the_previews_of_what_has_gone_out_go_without_a_word(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    change(ws, "En kort", "En ny")
    done(*LOOK)
    folder = ws.output / "udvalg" / "2025-09-12"
    assert list(folder.rglob("*.eml"))
    capsys.readouterr()
    done(*SEND)
    assert "Fjernet" not in capsys.readouterr().err


def test_the_referat_stays_when_a_version_of_the_dagsorden_is_made(ws: Workspace) -> None:
    done("referat", "2025-09-12")
    change(ws, "En kort", "En ny")
    done("udgave", "2025-09-12", "--doc", "dagsorden")
    folder = ws.output / "udvalg" / "2025-09-12"
    assert {path.name for path in folder.glob("*.*")} >= {*PUBLIC, "referat.docx", "referat.pdf"}


@pytest.mark.parametrize("command", [LOOK, ("udgave", "2025-09-12", "--doc", "dagsorden")])
def test_a_missed_deadline_is_told_once_before_anything_has_gone_out(
    ws: Workspace, capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    (path,) = ws.meetings.rglob("*.udsendt.yaml")
    path.unlink()
    (ws.root / "udsendelser").rename(ws.root / "andre")
    forum = path.with_name("forum.yaml")
    forum.write_text(f"{forum.read_text()}politik:\n  frist_hverdage: 4\n")
    with patch.object(RealClock, "now", lambda _: datetime(2025, 9, 11, 9, tzinfo=UTC)):
        capsys.readouterr()
        done(*command)
    told = capsys.readouterr().err
    assert told.count("[M504]") == 1
    assert "dagsorden_udsendt" not in told
