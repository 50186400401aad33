"""Who holds what was closed after it went out, and the draft that asks them to delete it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mail_support import (
    HOST,
    SENDER,
    Clock,
    change,
    record,
    send,
    server,
    workspace,
)
from moedebog.cli import main
from moedebog.document import Kind
from moedebog.send.outbox import Sending
from moedebog.send.prepare import prepare
from moedebog.send.smtp import Server, SmtpConnection
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
    assert holders.split("\n")[1:-1] == ["    avis@example.org"]
    assert "Emne: Slet en mail om punkt 2 med bilag 1" in letter
    assert "»Dagsorden, Prøveudvalget, 12. september 2025«, version 1" in letter
    assert "Cykelsti" not in letter
    assert "72 timer" in out


def test_who_may_read_what_is_closed_is_only_asked_not_to_pass_it_on(
    mailed: Workspace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = printed(mailed, capsys, monkeypatch, "--vis-lukket")
    _, _, held = out.partition("Det har, og må læse det, men ikke give det videre:")
    holders, _, letter = held.partition("Udkast til en mail")
    assert holders.split("\n")[1:-1] == [
        "    Åse Ærlig <aase@example.org>",
        "    Bo Bæk <bo@example.org>",
    ]
    assert "Emne: Giv ikke en mail videre: punkt 2 med bilag 1" in letter
    assert "slette" not in letter


def test_who_is_disqualified_in_it_is_asked_to_delete_it(
    mailed: Workspace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    inhabil = "lukket: Handel\n    inhabil:\n      - navn: Bo Bæk\n        erklaeret: ja"
    change(mailed, "lukket: Handel", inhabil)
    out = printed(mailed, capsys, monkeypatch, "--vis-lukket")
    asked, _, only_told = out.partition("Det har, og må læse det")
    assert "bo@example.org" in asked
    assert "aase@example.org" in only_told


DIRECTORS = """\
  - gruppe: direktion
    dokumenter: [referat]
    faar_udkast: ja
    personer: [direktion@example.org]
"""


def send_draft(ws: Workspace, port: int, kind: Kind = Kind.DAGSORDEN) -> None:
    rec, clock = record(ws), Clock()
    file, *_ = ws.meeting_files()
    with rec.locked(), rec.opened():
        mailing = prepare(ws, file, kind, SENDER, clock.now(), rec, draft=[])
        Sending(mailing, rec, SmtpConnection(Server("smtp", HOST, port)), clock).run()


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("issued", [True, False])
def test_who_holds_a_draft_is_asked_too(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    kind: Kind,
    issued: bool,
) -> None:
    ws = workspace(tmp_path)
    change(ws, "modtagere:\n", f"modtagere:\n{DIRECTORS}", "forum.yaml")
    with server() as inbox:
        send_draft(ws, inbox.port, kind)
        if issued:
            # The dagsorden puts another item where the draft had this one.
            change(ws, "  - titel: Velkomst", "  - titel: Valg\n  - titel: Velkomst")
            send(ws, inbox.port)
    change(ws, "titel: Cykelsti ved åen", "titel: Cykelsti ved åen\n    lukket: Handel")
    out = printed(ws, capsys, monkeypatch, "--vis-lukket")
    number = 3 if issued else 2
    assert "    direktion@example.org\n" in out
    (letter,) = [one for one in out.split("Udkast til en mail") if "udkast sendt den" in one]
    name = "Dagsorden" if kind is Kind.DAGSORDEN else "Referat"
    day = "udkast sendt den 5. september 2025"
    assert f"Du har fået »{name}, Prøveudvalget, 12. september 2025«, {day}." in letter
    assert f"Punkt {number} med bilag 1 skulle ikke" in letter
    assert ("Det har, og må læse det" in out) is issued


def test_each_is_told_of_the_versions_that_they_hold(
    mailed: Workspace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What of it stood in each, and with which attachments, is told so that it reads one way."""
    change(mailed, "\n    lukket: Handel", "")
    change(mailed, "  - titel: Velkomst", "  - titel: Velkomst\n    tekst: Vi ses.")
    change(mailed, "bilag/pris.docx, offentlig: nej", "bilag/pris.docx")
    newer = "personer: [avis@example.org, radio@example.org]"
    change(mailed, "personer: [avis@example.org]", newer, "forum.yaml")
    with server() as inbox:
        send(mailed, inbox.port)
    change(mailed, "  - titel: Velkomst", "  - titel: Velkomst\n    lukket: Handel")
    change(mailed, "bilag/kort.pdf", "bilag/kort.pdf, offentlig: nej")
    change(mailed, "bilag/pris.docx", "bilag/pris.docx, offentlig: nej")
    out = printed(mailed, capsys, monkeypatch, "--vis-lukket")
    external, _, _ = out.partition("Det har, og må læse det")
    letters = {
        holder: letter
        for one in external.split("Det har:")[1:]
        for holder, _, letter in [one.strip().partition("\n")]
    }
    assert set(letters) == {"avis@example.org", "radio@example.org"}
    old, new = letters["avis@example.org"], letters["radio@example.org"]
    assert "version 1" in old
    assert "version 2" in old
    assert "i dem:" in old
    assert "version 1" not in new
    assert "i det:" in new
    assert "Emne: Slet en mail om punkt 1; bilag 1 og 2 til punkt 2\n" in new
    assert "- punkt 1\n- bilag 1 og 2 til punkt 2\n\nVi beder" in new


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


def test_a_version_that_was_mailed_from_elsewhere_is_not_passed_over(
    mailed: Workspace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    change(mailed, "\n    lukket: Handel", "")
    change(mailed, "  - titel: Velkomst", "  - titel: Velkomst\n    tekst: Vi ses.")
    record(mailed).path.rename(mailed.root / "andetsteds.sqlite")
    change(mailed, "presse\n", "presse\n    faar_udkast: ja\n", "forum.yaml")
    with server() as inbox:
        send_draft(mailed, inbox.port)
    change(mailed, "titel: Cykelsti ved åen", "titel: Cykelsti ved åen\n    lukket: Handel")
    out = printed(mailed, capsys, monkeypatch, "--vis-lukket")
    _, drafts, issued = out.split("Det har:")
    assert "avis@example.org" in drafts
    assert "udkast sendt den" in drafts
    assert "ingen, som det er skrevet ned om her" in issued
    assert "version 1, udsendt den" in issued
