"""The command and make: nothing is sent by accident, and nothing secret is shown."""

from __future__ import annotations

import io
import os
import shutil
import sys
from pathlib import Path

import pytest
import trustme

from mail_support import HOST, change, server, serving, workspace
from moedebog import cli
from moedebog.build import ours
from moedebog.diagnostics import EnvironmentProblem, UsageProblem
from moedebog.send import credentials
from moedebog.workspace import Workspace

pytestmark = pytest.mark.usefixtures("quick_renderers", "sees_closed")

SECRET = "hemmeligt-kodeord"
VARIABLES = ("SEND", "RESEND", "DOC", "MEETING", "FORUM", "AUDIENCE")
SETTINGS = "mail: {afsender: Sekretariatet <sekretariat@example.org>}\n"


@pytest.fixture
def ws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    made = workspace(tmp_path)
    (tmp_path / "moedebog.yaml").write_text(SETTINGS, encoding="utf-8")
    for name in (*VARIABLES, credentials.URL, credentials.PASSWORD, credentials.PASSWORD_FILE):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return made


def test_the_dry_run_shows_it_all_and_sends_nothing(
    ws: Workspace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with server() as inbox:
        monkeypatch.setenv(credentials.URL, f"smtp://{HOST}:{inbox.port}")
        monkeypatch.setenv("SEND", "1")
        monkeypatch.setenv("DOC", "dagsorden")
        monkeypatch.setenv("RESEND", "bo@example.org")
        assert cli.main(["mail", "2025-09-12"]) == 0
    assert inbox.envelopes == []
    out = capsys.readouterr().out
    for told in (
        "Intet er sendt.",
        "== medlemmer (intern): 2 modtagere",
        "Åse Ærlig <aase@example.org>",
        "Emne: Dagsorden: Prøveudvalget, 12. september 2025",
        "Punkt 2, bilag 1 - Kort over åen.pdf, 6 kB",
        "indkaldelse til kalenderen",
        "Se beskeden: output/udvalg/2025-09-12/mail/dagsorden-presse.eml",
    ):
        assert told in out
    folder = ws.output / "udvalg" / "2025-09-12" / "mail"
    assert sorted(path.name for path in folder.iterdir()) == [
        "dagsorden-medlemmer-intern.eml",
        "dagsorden-presse.eml",
    ]
    assert b"Havnevej" not in (folder / "dagsorden-presse.eml").read_bytes()
    assert not (ws.root / "udsendelser").exists()
    assert not list(ws.meetings.rglob("*.udsendt.yaml"))


def test_previews_go_when_the_meeting_changes(ws: Workspace) -> None:
    assert cli.main(["mail", "2025-09-12", "--doc", "dagsorden"]) == 0
    change(ws, "  - titel: Velkomst", "  - lukket: ja\n    titel: Velkomst")
    assert cli.main(["dagsorden", "2025-09-12"]) == 0
    assert not list(ws.output.rglob("*.eml"))


def test_previews_stay_as_long_as_they_hold(ws: Workspace) -> None:
    assert cli.main(["mail", "2025-09-12", "--doc", "dagsorden"]) == 0
    assert cli.main(["dagsorden", "2025-09-12"]) == 0
    previews = list(ws.output.rglob("*.eml"))
    assert len(previews) == 2
    assert all(map(ours.is_ours, previews))


def test_public_previews_that_no_record_knows_go(ws: Workspace) -> None:
    assert cli.main(["mail", "2025-09-12", "--doc", "dagsorden"]) == 0
    shutil.rmtree(ws.root / ".moedebog")
    assert cli.main(["dagsorden", "2025-09-12"]) == 0
    left = [path.name for path in ws.output.rglob("*.eml")]
    assert left == ["dagsorden-medlemmer-intern.eml"]


def test_it_sends_encrypted_and_logged_in_and_shows_no_secret(
    ws: Workspace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(ws.root / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(ws.root / "ca.pem"))
    monkeypatch.setenv(credentials.PASSWORD, SECRET)
    command = ["mail", "2025-09-12", "--doc", "dagsorden", "--send"]
    with server(tls=serving(authority), password=SECRET) as inbox:
        monkeypatch.setenv(credentials.URL, f"smtp://mig@{HOST}:{inbox.port}")
        assert cli.main(command) == 0
        assert cli.main(command) == 0
        assert cli.main(["mail-status", "2025-09-12"]) == 0
    assert len(inbox.recipients) == 3
    shown = capsys.readouterr()
    assert "3 modtagere: mailserveren har accepteret" in shown.out
    assert "3 modtagere havde den allerede" in shown.out
    assert "Bo Bæk <bo@example.org>, medlemmer: accepteret" in shown.out
    assert SECRET not in shown.out + shown.err
    for path in ws.root.rglob("*"):
        assert not path.is_file() or SECRET.encode() not in path.read_bytes()


def test_exit_status_says_whether_somebody_lacks_it(
    ws: Workspace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with server() as inbox:
        inbox.refuse = {"bo@example.org": ["550 findes ikke"]}
        monkeypatch.setenv(credentials.URL, f"smtp://{HOST}:{inbox.port}")
        assert cli.main(["mail", "2025-09-12", "--doc", "dagsorden", "--send"]) == 1
    assert "bo@example.org har IKKE fået den" in capsys.readouterr().out
    monkeypatch.setattr("moedebog.send.outbox.BACKOFF", ())
    monkeypatch.setattr("moedebog.cli.commands.clock.time.sleep", lambda _: None)
    change(ws, "En lang", "En kort")
    assert cli.main(["mail", "2025-09-12", "--doc", "dagsorden", "--send"]) == 3
    assert "Intet er sendt" in capsys.readouterr().err


@pytest.mark.parametrize(("answer", "sent"), [("ja\n", 3), ("nej\n", 0), ("", 0), ("1\n", 0)])
def test_a_terminal_is_asked(
    ws: Workspace,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    sent: int,
) -> None:
    terminal = io.StringIO(answer)
    monkeypatch.setattr(terminal, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys, "stdin", terminal)
    with server() as inbox:
        monkeypatch.setenv(credentials.URL, f"smtp://{HOST}:{inbox.port}")
        status = cli.main(["mail", "2025-09-12", "--doc", "dagsorden", "--send"])
    assert "Send til 3 modtagere?" in capsys.readouterr().err
    assert (len(inbox.recipients), status) == (sent, 0 if sent else 3)


def test_used_wrongly(
    ws: Workspace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOC", "festen")
    with pytest.raises(SystemExit) as ended:
        cli.main(["mail", "2025-09-12"])
    assert ended.value.code == 2
    assert "'festen' duer ikke; skriv dagsorden, referat eller tillaeg" in capsys.readouterr().err
    monkeypatch.delenv("DOC")
    for arguments, told in (
        (["mail", "2025-09-12"], "DOC=referat"),
        (["mail", "2025-09-12", "--doc", "dagsorden", "--resend", "bo@example.org"], "SEND=1"),
        (["mail", "2025-09-12", "--doc", "dagsorden", "--send"], "MOEDEBOG_SMTP_URL"),
        (["calendar", "--forum", "ukendt"], "ukendt"),
    ):
        assert cli.main(arguments) == 2
        assert told in capsys.readouterr().err
    assert cli.main(["mail-status", "2025-09-12"]) == 0
    assert "ikke sendt noget ud" in capsys.readouterr().out


def test_the_record_can_be_shared(ws: Workspace, tmp_path_factory: pytest.TempPathFactory) -> None:
    from moedebog.settings.command import load_settings

    place = tmp_path_factory.mktemp("delt") / "protokol"
    path = ws.root / "moedebog.yaml"
    path.write_text(f'mail: {{afsender: a@example.org, protokol: "{place.as_posix()}"}}\n')
    settings, _ = load_settings(ws)
    assert settings
    assert ws.root / settings.mail.protokol == place
    for wrong in (
        "output/x",
        "meetings",
        ".",
        "./",
        "..",
        "../..",
        "udsendelser/..",
        "a/../output",
    ):
        path.write_text(f"mail: {{afsender: a@example.org, protokol: {wrong}}}\n")
        assert load_settings(ws)[0] is None


# --- credentials ----------------------------------------------------------------------------------


def test_the_password_from_environment_file_and_keyring(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = {credentials.URL: "smtp://mig@post.example.org"}
    assert credentials.server_from({**url, credentials.PASSWORD: "x"}).password == "x"
    path = tmp_path / "kode"
    path.write_text("fra filen\n")
    path.chmod(0o600)
    assert credentials.server_from({**url, credentials.PASSWORD_FILE: str(path)}).password == (
        "fra filen"
    )
    asked: list[tuple[str, ...]] = []

    def ring(*who: str) -> str:
        asked.append(who)
        return "fra ringen"

    monkeypatch.setattr("keyring.get_password", ring)
    assert credentials.server_from(url).password == "fra ringen"
    assert asked == [("moedebog", "mig@post.example.org")]
    monkeypatch.setattr("keyring.get_password", lambda *_: None)
    with pytest.raises(EnvironmentProblem, match=r"keyring set moedebog mig@post\.example\.org"):
        credentials.server_from(url)
    assert credentials.server_from({credentials.URL: "smtp://localhost:25"}).password == ""
    with pytest.raises(UsageProblem):
        credentials.server_from({})


def test_without_the_extra_nobody_is_sent_to_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    url = {credentials.URL: "smtp://mig@post.example.org"}
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(EnvironmentProblem) as told:
        credentials.server_from(url)
    for said in (told.value.said.danish, told.value.said.english):
        assert '-m pip install "keyring>=' in said
        assert credentials.PASSWORD_FILE in said
        assert credentials.PASSWORD in said
        assert "keyring set" not in said
    assert credentials.server_from({**url, credentials.PASSWORD: "x"}).password == "x"


@pytest.mark.skipif(os.name == "nt", reason="rights are of another kind there")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_password_file_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "kode"
    path.write_text(SECRET)
    path.chmod(mode)
    environment = {credentials.URL: "smtp://m@x.org", credentials.PASSWORD_FILE: str(path)}
    with pytest.raises(EnvironmentProblem, match="chmod 600") as told:
        credentials.server_from(environment)
    assert SECRET not in str(told.value)
