"""What is mailed of a version is what was kept of it, whatever has changed in the program since."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from mail_support import Clock, change, issues, letter_to, prepared, record, send, server
from mail_support import workspace as made
from moedebog.diagnostics import Problems
from moedebog.document import Audience, Document, Kind
from moedebog.issue import make
from moedebog.issue.candidate import Candidate
from moedebog.issue.history import History
from moedebog.issued import Issue
from moedebog.load import load
from moedebog.workspace import Workspace

ALL = ["aase@example.org", "bo@example.org", "avis@example.org"]


@pytest.fixture
def ws(tmp_path: Path, quick_renderers: None) -> Workspace:
    return made(tmp_path)


def another_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """The template set, or the program, has been changed."""

    def draw(document: Document, *_: object) -> bytes:
        return b"et nyt udseende " + repr(document).encode()

    monkeypatch.setattr("moedebog.render.docx.render", draw)
    monkeypatch.setattr("moedebog.render.pdf.render", draw)


def sums_of(letter: object) -> set[str]:
    """Checksums of the files that a message carries."""
    files = letter.iter_attachments()  # type: ignore[attr-defined]
    return {hashlib.sha256(one.get_content()).hexdigest() for one in files}


def issued_alone(ws: Workspace) -> Issue:
    """A version that is mailed to nobody."""
    file, *_ = ws.meeting_files()
    meeting = load(ws, file).meeting
    assert meeting is not None
    one = Candidate(ws, file, Kind.DAGSORDEN, meeting, Clock().now())
    return make.keep(make.version(one, History(meeting.udgaver))).issue


def test_what_was_issued_is_mailed_though_the_look_has_changed_since(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue = issued_alone(ws)
    another_look(monkeypatch)
    with server() as inbox:
        assert send(ws, inbox.port).accepted == ALL
    (told,) = issues(ws)
    assert (told.id, told.version, told.modtagere, told.accepteret) == (issue.id, 1, 3, 3)
    assert told.gemt == issue.gemt
    for address, audience in ((ALL[0], Audience.INTERN), (ALL[2], Audience.OFFENTLIG)):
        assert issue.gemt[audience]["pdf"] in sums_of(letter_to(inbox, address))


def test_mailing_makes_the_version_and_keeps_what_it_sent(ws: Workspace) -> None:
    with server() as inbox:
        send(ws, inbox.port)
    (told,) = issues(ws)
    sent = sums_of(letter_to(inbox, ALL[0])) | sums_of(letter_to(inbox, ALL[2]))
    here = {p.stem for folder in (ws.issued, ws.issued_closed) for p in folder.iterdir()}
    assert sent <= here
    assert told.gemt[Audience.INTERN]["pdf"] in sent


def test_sent_again_and_resumed_it_is_the_same_bytes_and_no_version(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with server() as inbox:
        inbox.refuse[ALL[2]] = ["450 senere"]
        send(ws, inbox.port)
        (told,) = issues(ws)
        another_look(monkeypatch)
        inbox.refuse.clear()
        assert send(ws, inbox.port).accepted == [ALL[2]]
        assert told.gemt[Audience.OFFENTLIG]["pdf"] in sums_of(letter_to(inbox, ALL[2]))
        send(ws, inbox.port, resend=ALL[0])
        assert len(inbox.to(ALL[0])) == 2
        assert told.gemt[Audience.INTERN]["pdf"] in sums_of(letter_to(inbox, ALL[0]))
    assert [one.version for one in issues(ws)] == [1]


def test_where_the_file_is_not_here_nothing_is_sent_and_nothing_drawn_instead(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue = issued_alone(ws)
    (ws.issued_closed / f"{issue.gemt[Audience.INTERN]['pdf']}.pdf").unlink()
    another_look(monkeypatch)
    assert [one.code for one in prepared(ws).lost] == ["M4694"]
    with server() as inbox:
        with pytest.raises(Problems):
            send(ws, inbox.port)
        assert not inbox.envelopes


def test_a_reader_from_whom_something_is_withheld_has_a_document_of_their_own(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(ws, "    lukket: {gr", "    inhabil: [{navn: Bo Bæk, erklaeret: ja}]\n    lukket: {gr")
    issue = issued_alone(ws)
    another_look(monkeypatch)
    with server() as inbox:
        assert send(ws, inbox.port).accepted == ALL
    kept = {one for files in issue.gemt.values() for one in files.values()}
    assert kept & sums_of(letter_to(inbox, ALL[0]))
    assert not kept & sums_of(letter_to(inbox, ALL[1]))


@pytest.mark.parametrize("made_before", [True, False])
def test_such_a_document_says_which_version_it_is(ws: Workspace, made_before: bool) -> None:
    change(ws, "    lukket: {gr", "    inhabil: [{navn: Bo Bæk, erklaeret: ja}]\n    lukket: {gr")
    with server() as inbox:
        send(ws, inbox.port)
        change(ws, "lang historie", "kort historie")
        if made_before:
            issued_alone(ws)
        send(ws, inbox.port)
        files = letter_to(inbox, ALL[1]).iter_attachments()
        document = next(files).get_content().decode()
    assert "status='Version 2, 5." in document
    assert "står nu »En kort historie" in document


def test_a_version_that_was_made_and_not_mailed_is_no_lost_record(ws: Workspace) -> None:
    issued_alone(ws)
    change(ws, "lang historie", "kort historie")
    with server() as inbox:
        assert send(ws, inbox.port).accepted == ALL
    assert [(one.version, one.modtagere) for one in issues(ws)] == [(1, 0), (2, 3)]
    assert letter_to(inbox, ALL[0])["Subject"].startswith("Rettet")


def test_who_has_version_1_hears_what_changed_since_though_2_was_not_mailed(
    ws: Workspace,
) -> None:
    with server() as inbox:
        send(ws, inbox.port)
        change(ws, "lang historie", "kort historie")
        issued_alone(ws)
        change(ws, "Køb af ejendom", "Køb af grund")
        assert send(ws, inbox.port).accepted == ALL
    text = letter_to(inbox, ALL[2]).get_body(("plain",))
    assert text is not None
    assert "siden version 1" in text.get_content()
    assert "Cykelsti" in text.get_content()
    assert [one.version for one in issues(ws)] == [1, 2, 3]


def test_saying_no_makes_no_version(ws: Workspace) -> None:
    with server() as inbox:
        assert send(ws, inbox.port, confirm=lambda _: False).declined
    assert not issues(ws)
    assert not ws.issued.exists()
    with record(ws).opened() as rec:
        assert not rec.versions("udvalg/2025-09-12")
