"""Who has the version before gets what is new alone; everybody else gets the whole dagsorden."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path

import pytest

from mail_support import (
    HOST,
    MEETING,
    SENDER,
    Clock,
    Inbox,
    change,
    issues,
    letter_to,
    record,
    server,
)
from mail_support import workspace as made
from moedebog import cli
from moedebog.diagnostics import UsageProblem
from moedebog.document import Audience, Kind
from moedebog.examples import pdf
from moedebog.issued import issued_file
from moedebog.send.due import Summary
from moedebog.send.mailing import Mailing
from moedebog.send.outbox import Sending
from moedebog.send.prepare import prepare
from moedebog.send.smtp import Server, SmtpConnection
from moedebog.workspace import Workspace

MEETING_NOW = MEETING.replace("dagsorden_status: udsendt\nreferat_status: godkendt\n", "")
LATE = """  - titel: Julelukning
    nr: 4
    tillaeg_grund: Fristen udløber
    bilag: [{titel: Kalender, fil: bilag/kalender.pdf}]
"""
SECRET = """  - titel: Køb af skibet Havfruen
    nr: 4
    lukket: Forhandling
    bilag: [{titel: Hemmeligt tilbud, fil: bilag/tilbud.pdf}]
"""
NEW = "      - {navn: Ny Mand, email: ny@example.org}\n  - gruppe: presse\n"
CHAIR = "  - gruppe: formand\n    maalgruppe: intern\n    personer: [formand@example.org]\n"
WHOLE = "Dagsorden Prøveudvalget 2025-09-12"
ADDITION = "Tillægsdagsorden Prøveudvalget 2025-09-12"


@pytest.fixture
def ws(tmp_path: Path, quick_renderers: None) -> Workspace:
    ws = made(tmp_path, meeting=MEETING_NOW)
    for name in ("kalender", "tilbud"):
        path = ws.meetings / "udvalg" / "bilag" / f"{name}.pdf"
        path.write_bytes(pdf(name))
    return ws


def prepared(ws: Workspace, *, tillaeg: bool, draft: Sequence[str] | None = None) -> Mailing:
    file, *_ = ws.meeting_files()
    with record(ws).opened(make=False) as rec:
        return prepare(
            ws, file, Kind.DAGSORDEN, SENDER, Clock().now(), rec, draft=draft, tillaeg=tillaeg
        )


def send(
    ws: Workspace,
    port: int,
    *,
    tillaeg: bool = False,
    draft: Sequence[str] | None = None,
    resend: str = "",
) -> Summary:
    rec, clock = record(ws), Clock()
    file, *_ = ws.meeting_files()
    with rec.locked(), rec.opened():
        mailing = prepare(
            ws, file, Kind.DAGSORDEN, SENDER, clock.now(), rec, draft=draft, tillaeg=tillaeg
        )
        connection = SmtpConnection(Server("smtp", HOST, port))
        return Sending(mailing, rec, connection, clock, resend=resend).run()


def add(ws: Workspace, text: str = LATE) -> None:
    path = ws.meeting_file("2025-09-12").path
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def files(letter: EmailMessage) -> list[str]:
    return [str(one.get_filename()) for one in letter.iter_attachments()]


def plain(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def first_and_then(ws: Workspace, inbox: Inbox, text: str = LATE) -> Summary:
    """The dagsorden is out, and something is added to it."""
    send(ws, inbox.port)
    add(ws, text)
    return send(ws, inbox.port, tillaeg=True)


def test_holders_get_what_is_new_with_its_attachments_alone(ws: Workspace) -> None:
    with server() as inbox:
        done = first_and_then(ws, inbox)
    assert sorted(done.accepted) == ["aase@example.org", "avis@example.org", "bo@example.org"]
    letter = letter_to(inbox, "aase@example.org")
    assert letter["Subject"] == "Tillægsdagsorden: Prøveudvalget, 12. september 2025"
    assert files(letter) == [f"{ADDITION} (fortroligt).pdf", "Punkt 4, bilag 1 - Kalender.pdf"]
    assert files(letter_to(inbox, "avis@example.org")) == [
        f"{ADDITION}.pdf",
        "Punkt 4, bilag 1 - Kalender.pdf",
    ]
    said = plain(letter)
    assert (
        "En tillægsdagsorden er vedhæftet (version 2). Den hører til den dagsorden, du har i "
        "forvejen (version 1)." in said
    )
    assert "\nNye punkter\n4. Julelukning (Tillægspunkt: Fristen udløber)\n" in said
    assert "1. Velkomst" not in said


def test_the_calendar_entry_has_the_whole_dagsorden(ws: Workspace) -> None:
    with server() as inbox:
        first_and_then(ws, inbox)
    letter = letter_to(inbox, "aase@example.org")
    (entry,) = [part for part in letter.walk() if part.get_content_type() == "text/calendar"]
    text = entry.get_content().replace("\r\n ", "").replace("\n ", "")
    assert "1. Velkomst" in text
    assert "4. Julelukning" in text


def test_a_newcomer_gets_the_whole_dagsorden(ws: Workspace) -> None:
    with server() as inbox:
        send(ws, inbox.port)
        add(ws)
        change(ws, "  - gruppe: presse\n", NEW, "forum.yaml")
        send(ws, inbox.port, tillaeg=True)
    letter = letter_to(inbox, "ny@example.org")
    assert letter["Subject"] == "Rettet: Dagsorden: Prøveudvalget, 12. september 2025"
    assert files(letter)[0] == f"{WHOLE} (fortroligt).pdf"
    assert len(files(letter)) == 5
    assert files(letter_to(inbox, "bo@example.org"))[0] == f"{ADDITION} (fortroligt).pdf"


def test_who_has_an_older_version_gets_the_whole_dagsorden(ws: Workspace) -> None:
    with server() as inbox:
        send(ws, inbox.port)
        change(ws, "lang historie", "kort historie")
        inbox.refuse["bo@example.org"] = ["450 ikke nu"]
        send(ws, inbox.port)
        inbox.refuse.clear()
        add(ws)
        send(ws, inbox.port, tillaeg=True)
    assert files(letter_to(inbox, "bo@example.org"))[0] == f"{WHOLE} (fortroligt).pdf"
    assert files(letter_to(inbox, "aase@example.org"))[0] == f"{ADDITION} (fortroligt).pdf"


def test_who_came_to_a_group_that_reads_more_gets_the_whole_dagsorden(ws: Workspace) -> None:
    with server() as inbox:
        send(ws, inbox.port)
        change(ws, "    personer: [avis@example.org]\n", "    personer: []\n", "forum.yaml")
        avis = "      - {navn: Avis, email: avis@example.org}\n  - gruppe: presse\n"
        change(ws, "  - gruppe: presse\n", avis, "forum.yaml")
        change(ws, "  - gruppe: presse\n    personer: []\n", "", "forum.yaml")
        add(ws)
        send(ws, inbox.port, tillaeg=True)
    assert files(letter_to(inbox, "avis@example.org"))[0] == f"{WHOLE} (fortroligt).pdf"


def test_a_replaced_attachment_comes_along(ws: Workspace) -> None:
    with server() as inbox:
        send(ws, inbox.port)
        (ws.meetings / "udvalg" / "bilag" / "kort.pdf").write_bytes(pdf("et andet kort"))
        add(ws)
        send(ws, inbox.port, tillaeg=True)
    letter = letter_to(inbox, "avis@example.org")
    assert files(letter)[1:] == [
        "Punkt 2, bilag 1 - Kort over åen.pdf",
        "Punkt 4, bilag 1 - Kalender.pdf",
    ]


def test_the_public_gets_nothing_closed_and_reads_that_there_is_an_item(ws: Workspace) -> None:
    with server() as inbox:
        first_and_then(ws, inbox, SECRET)
    letter = letter_to(inbox, "avis@example.org")
    assert files(letter) == [f"{ADDITION}.pdf"]
    for data in inbox.to("avis@example.org"):
        for closed in ("Havfruen", "tilbud"):
            assert closed not in data.decode("utf-8", "replace")
    (document,) = letter.iter_attachments()
    assert "Havfruen" not in document.get_content().decode()
    assert "Punkt 4, bilag 1.pdf" in files(letter_to(inbox, "bo@example.org"))


def test_those_to_whom_nothing_is_new_get_nothing(ws: Workspace) -> None:
    old = "bilag: [{titel: Hemmeligt skøde, fil: bilag/skoede.pdf}]"
    new = f"{old[:-1]}, {{titel: Hemmeligt tilbud, fil: bilag/tilbud.pdf}}]"
    with server() as inbox:
        send(ws, inbox.port)
        change(ws, old, new)
        done = send(ws, inbox.port, tillaeg=True)
    assert done.unchanged == ["avis@example.org"]
    assert len(inbox.to("avis@example.org")) == 1
    assert "\nPunkter med nyt\n3. " in plain(letter_to(inbox, "bo@example.org"))
    assert files(letter_to(inbox, "bo@example.org"))[0] == f"{ADDITION} (fortroligt).pdf"


def test_whoever_is_disqualified_gets_their_own_whole_dagsorden(ws: Workspace) -> None:
    closed = "    lukket: {grund: Forhandling, offentlig_titel: Køb af ejendom}\n"
    mine = f"{closed}    inhabil: [{{navn: Bo Bæk, erklaeret: ja}}]\n"
    change(ws, closed, mine)
    with server() as inbox:
        first_and_then(ws, inbox)
    letter = letter_to(inbox, "bo@example.org")
    assert files(letter)[0] == f"{WHOLE} (fortroligt).pdf"
    assert not any("skøde" in name for name in files(letter))
    assert files(letter_to(inbox, "aase@example.org"))[0] == f"{ADDITION} (fortroligt).pdf"


@pytest.mark.parametrize("tillaeg", [True, False])
def test_resumed_it_makes_no_version_and_sends_the_kept_bytes(ws: Workspace, tillaeg: bool) -> None:
    with server() as inbox:
        send(ws, inbox.port)
        add(ws)
        inbox.refuse["bo@example.org"] = ["450 ikke nu"]
        assert send(ws, inbox.port, tillaeg=True).missing
        *_, issue = issues(ws)
        kept = issue.gemt_tillaeg[Audience.INTERN]["pdf"]
        inbox.refuse.clear()
        done = send(ws, inbox.port, tillaeg=tillaeg)
        assert done.accepted == ["bo@example.org"]
        again = send(ws, inbox.port, tillaeg=tillaeg)
    assert len(again.already) == 3
    assert [(one.version, one.tillaeg) for one in issues(ws)] == [(1, False), (2, True)]
    document = next(letter_to(inbox, "bo@example.org").iter_attachments())
    assert hashlib.sha256(document.get_content()).hexdigest() == kept


def test_one_made_by_udgave_goes_to_holders_as_what_is_new(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ws.root)
    with server() as inbox:
        send(ws, inbox.port)
        add(ws)
        assert cli.main(["udgave", "2025-09-12", "--doc", "tillaeg"]) == 0
        send(ws, inbox.port)
    assert files(letter_to(inbox, "avis@example.org"))[0] == f"{ADDITION}.pdf"
    *_, issue = issues(ws)
    assert (issue.version, issue.tillaeg, issue.accepteret) == (2, True, 3)


def test_who_has_both_has_the_whole_of_it(ws: Workspace) -> None:
    """So what changes next is news to them of that version, and what does not is none."""
    with server() as inbox:
        first_and_then(ws, inbox)
        change(ws, "900.000", "800.000")
        done = send(ws, inbox.port)
        assert done.unchanged == ["avis@example.org"]
        assert "Ændret siden version 2" in plain(letter_to(inbox, "bo@example.org"))
        add(ws, "  - titel: Hasteforslag\n    nr: 5\n")
        send(ws, inbox.port, tillaeg=True)
    assert files(letter_to(inbox, "bo@example.org")) == [f"{ADDITION} (fortroligt).pdf"]
    # The press has version 2, which says the same as version 3, but is not what is added to.
    assert files(letter_to(inbox, "avis@example.org"))[0] == f"{WHOLE}.pdf"


def test_whose_group_gets_another_format_gets_the_whole_in_it(ws: Workspace) -> None:
    with server() as inbox:
        first_and_then(ws, inbox)
        formats = "  - gruppe: presse\n    formater: [pdf, docx]\n"
        change(ws, "  - gruppe: presse\n", formats, "forum.yaml")
        done = send(ws, inbox.port, tillaeg=True)
    assert done.accepted == ["avis@example.org"]
    assert files(letter_to(inbox, "avis@example.org"))[:2] == [f"{WHOLE}.pdf", f"{WHOLE}.docx"]
    assert [one.version for one in issues(ws)] == [1, 2]


def test_sent_anew_it_is_the_same(ws: Workspace) -> None:
    with server() as inbox:
        first_and_then(ws, inbox)
        send(ws, inbox.port, resend="bo@example.org")
    first, second, third = inbox.to("bo@example.org")
    assert files(letter_to(inbox, "bo@example.org"))[0] == f"{ADDITION} (fortroligt).pdf"
    assert len({first, second, third}) == 3


def test_a_draft_of_it_goes_to_the_chair_and_is_no_version(ws: Workspace) -> None:
    change(ws, "modtagere:\n", f"modtagere:\n{CHAIR}", "forum.yaml")
    with server() as inbox:
        send(ws, inbox.port)
        add(ws)
        send(ws, inbox.port, tillaeg=True, draft=["formand"])
    letter = letter_to(inbox, "formand@example.org")
    assert letter["Subject"] == "Udkast: Tillægsdagsorden: Prøveudvalget, 12. september 2025"
    assert files(letter)[0] == f"{ADDITION} (fortroligt).pdf"
    assert "Et udkast til en tillægsdagsorden" in plain(letter)
    assert [one.version for one in issues(ws)] == [1]


def test_without_additions_nothing_is_sent(ws: Workspace) -> None:
    with server() as inbox:
        send(ws, inbox.port)
        change(ws, "lang historie", "kort historie")
        with pytest.raises(UsageProblem, match="Intet er kommet til"):
            send(ws, inbox.port, tillaeg=True)
        assert len(inbox.envelopes) == 3
    assert [one.version for one in issues(ws)] == [1]


def test_shown_first_nothing_is_made(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ws.root)
    (ws.root / "moedebog.yaml").write_text(f"mail:\n  afsender: {SENDER.afsender}\n", "utf-8")
    with server() as inbox:
        send(ws, inbox.port)
    before = issued_file(ws.meeting_file("2025-09-12")).read_bytes()
    add(ws)
    assert cli.main(["mail", "2025-09-12", "--doc", "tillaeg", "--vis-lukket"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Tillægsdagsorden: ")
    assert "== medlemmer (tillæg)" in told
    assert "Emne: Tillægsdagsorden: " in told
    assert cli.main(["mail", "2025-09-12", "--doc", "tillaeg"]) == 0
    assert "tillægsdagsorden som pdf" in capsys.readouterr().out
    assert issued_file(ws.meeting_file("2025-09-12")).read_bytes() == before


def test_afterwards_it_is_told_who_got_what_is_new_and_who_the_whole(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ws.root)
    (ws.root / "moedebog.yaml").write_text(f"mail:\n  afsender: {SENDER.afsender}\n", "utf-8")
    with server() as inbox:
        send(ws, inbox.port)
        add(ws)
        change(ws, "  - gruppe: presse\n", NEW, "forum.yaml")
        send(ws, inbox.port, tillaeg=True)
    capsys.readouterr()
    assert cli.main(["mail-status", "2025-09-12", "--vis-lukket"]) == 0
    lines = capsys.readouterr().out.splitlines()
    at = next(n for n, one in enumerate(lines) if one.startswith("tillæg til dagsordenen, version"))
    assert lines[0].startswith("dagsorden, version 1, ")
    assert not any("(hele" in one or "(kun" in one for one in lines[:at])
    got = {one.partition("<")[2].partition(">")[0]: one for one in lines[at + 1 :]}
    assert "(hele dagsordenen): accepteret" in got["ny@example.org"]
    assert "(kun det nye): accepteret" in got["bo@example.org"]


def test_where_nobody_was_mailed_the_version_before_it_is_said_who_gets_what(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ws.root)
    (ws.root / "moedebog.yaml").write_text(f"mail:\n  afsender: {SENDER.afsender}\n", "utf-8")
    assert cli.main(["udgave", "2025-09-12", "--doc", "dagsorden"]) == 0
    add(ws)
    capsys.readouterr()
    assert cli.main(["mail", "2025-09-12", "--doc", "tillaeg"]) == 0
    assert "De får derfor hele dagsordenen." in capsys.readouterr().out


def test_a_file_that_is_lost_is_told_and_nothing_goes_out(ws: Workspace) -> None:
    with server() as inbox:
        send(ws, inbox.port)
        add(ws)
        inbox.refuse["bo@example.org"] = ["450 ikke nu"]
        send(ws, inbox.port, tillaeg=True)
    *_, issue = issues(ws)
    digest = issue.gemt_tillaeg[Audience.INTERN]["pdf"]
    path = issued_file(ws.meeting_file("2025-09-12"))
    path.write_text(path.read_text("utf-8").replace(digest, "0" * 64), "utf-8")
    lost = prepared(ws, tillaeg=False).lost
    assert [one.code for one in lost] == ["M4694"]
    assert "tillægsdagsorden" in lost[0].message
