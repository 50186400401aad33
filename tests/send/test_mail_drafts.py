"""A draft goes to the groups named, is marked as one, and leaves nothing behind but who had it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mail_support import HOST, MEETING, SENDER, Clock, change, issues, letter_to, record, server
from mail_support import workspace as made
from moedebog import cli
from moedebog.diagnostics import UsageProblem
from moedebog.document import Kind
from moedebog.send import summaries
from moedebog.send.due import Summary
from moedebog.send.outbox import Sending
from moedebog.send.prepare import prepare
from moedebog.send.smtp import Server, SmtpConnection
from moedebog.workspace import Workspace

CHAIR = """\
  - gruppe: formand
    maalgruppe: intern
    personer: [{navn: Åse Ærlig, email: aase@example.org}]
"""


@pytest.fixture
def ws(tmp_path: Path, quick_renderers: None) -> Workspace:
    ws = made(tmp_path, meeting=MEETING)
    change(ws, "modtagere:\n", f"modtagere:\n{CHAIR}", "forum.yaml")
    return ws


def send_draft(
    ws: Workspace, port: int, *groups: str, kind: Kind = Kind.DAGSORDEN, draft: bool = True
) -> Summary:
    rec, clock = record(ws), Clock()
    file, *_ = ws.meeting_files()
    with rec.locked(), rec.opened():
        named = groups if draft else None
        mailing = prepare(ws, file, kind, SENDER, clock.now(), rec, draft=named)
        connection = SmtpConnection(Server("smtp", HOST, port))
        return Sending(mailing, rec, connection, clock).run()


@pytest.mark.parametrize("kind", Kind)
def test_it_is_marked_in_subject_text_and_document(ws: Workspace, kind: Kind) -> None:
    with server() as inbox:
        assert send_draft(ws, inbox.port, "formand", kind=kind).accepted == ["aase@example.org"]
    letter = letter_to(inbox, "aase@example.org")
    assert letter["Subject"].startswith("Udkast: ")
    for form in ("plain", "html"):
        body = letter.get_body((form,))
        assert body is not None
        assert "udkast til" in body.get_content()
    document = next(letter.iter_attachments()).get_content()
    assert "status='Udkast'" in document.decode()
    assert "text/calendar" not in {part.get_content_type() for part in letter.walk()}


def test_it_freezes_nothing(ws: Workspace) -> None:
    with server() as inbox:
        send_draft(ws, inbox.port, "formand")
        assert not issues(ws)
        assert not ws.issued.exists()
        assert not ws.issued_closed.exists()
        change(ws, "  - titel: Velkomst\n    varighed: 10\n", "")
        send_draft(ws, inbox.port, "formand")
        assert len(inbox.envelopes) == 2
        sent = send_draft(ws, inbox.port, draft=False)
    assert sent.accepted == ["aase@example.org", "bo@example.org", "avis@example.org"]
    (told,) = issues(ws)
    assert told.version == 1
    assert not letter_to(inbox, "aase@example.org")["Subject"].startswith(("Rettet", "Udkast"))


def test_the_same_draft_is_sent_once_and_a_changed_one_again(ws: Workspace) -> None:
    with server() as inbox:
        send_draft(ws, inbox.port, "formand")
        assert send_draft(ws, inbox.port, "formand").already == ["aase@example.org"]
        found = send_draft(ws, inbox.port, "formand", "presse")
        assert found.accepted == ["avis@example.org"]
        change(ws, "lang historie", "kort historie")
        assert send_draft(ws, inbox.port, "Formand").accepted == ["aase@example.org"]
    assert len(inbox.envelopes) == 3


def test_a_draft_of_a_later_version_says_nothing_of_the_first(ws: Workspace) -> None:
    with server() as inbox:
        send_draft(ws, inbox.port, draft=False)
        change(ws, "lang historie", "kort historie")
        assert send_draft(ws, inbox.port, "formand").accepted == ["aase@example.org"]
        assert [one.version for one in issues(ws)] == [1]
        document = next(letter_to(inbox, "aase@example.org").iter_attachments()).get_content()
        assert "status='Version 2, udkast'" in document.decode()
        assert len(send_draft(ws, inbox.port, draft=False).accepted) == 3
    assert [one.version for one in issues(ws)] == [1, 2]


def test_the_record_tells_who_had_it(ws: Workspace) -> None:
    with server() as inbox:
        send_draft(ws, inbox.port, "formand")
    file, *_ = ws.meeting_files()
    with record(ws).opened() as rec:
        lines = [str(line) for line in summaries.status(rec, ws, file, sees_closed=True)]
    assert lines[0].startswith("dagsorden, udkast, sendt")
    assert "aase@example.org" in lines[1]


def test_the_forum_may_say_which_groups_get_drafts(ws: Workspace) -> None:
    change(ws, "gruppe: formand\n", "gruppe: formand\n    faar_udkast: ja\n", "forum.yaml")
    with server() as inbox:
        assert send_draft(ws, inbox.port).accepted == ["aase@example.org"]


@pytest.mark.parametrize("groups", [(), ("formænd",), ("formand", "ingen")])
def test_without_known_groups_it_says_which_there_are(
    ws: Workspace, groups: tuple[str, ...]
) -> None:
    with pytest.raises(UsageProblem, match="formand, medlemmer, presse"):
        send_draft(ws, 1, *groups)


def test_the_command(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (ws.root / "moedebog.yaml").write_text(
        "mail: {afsender: Sekretariatet <s@example.org>}\n", "utf-8"
    )
    change(ws, "dato: 2025-09-12", "dato: 2099-09-11")
    monkeypatch.chdir(ws.root)
    usual = ["mail", "2025-09-12", "--doc", "dagsorden"]
    assert cli.main([*usual, "--udkast", "--gruppe", "formand;presse"]) == 0
    told = capsys.readouterr().out
    assert "Udkast. Der bliver ingen version af det" in told
    assert "presse" in told
    assert "medlemmer" not in told
    for wrong in (["--gruppe", "formand"], ["--udkast", "--send", "--resend", "a@example.org"]):
        assert cli.main([*usual, *wrong]) == 2


def test_the_name_of_a_message_cannot_be_worked_out_of_what_it_says(ws: Workspace) -> None:
    """Else who has all but a closed word could try words against it."""
    names = []
    with server() as inbox:
        for _ in range(2):
            send_draft(ws, inbox.port, "presse")
            names.append(letter_to(inbox, "avis@example.org")["Message-ID"])
            shutil.rmtree(record(ws).path.parent)
    assert len(set(names)) == 2
