"""What has been kept for its time goes, and nothing else does."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from mail_support import (
    HOST,
    MEETING,
    SENDER,
    Clock,
    change,
    issues,
    prepared,
    record,
    send,
    server,
)
from mail_support import workspace as made
from moedebog.diagnostics import Problems, UsageProblem
from moedebog.document import Kind
from moedebog.issued import Hold, filed, to_data
from moedebog.load import load
from moedebog.retention import carrying, told
from moedebog.retention.reckoning import Disposal, disposal, last_day
from moedebog.rules import examine
from moedebog.send import summaries
from moedebog.send.due import due_deliveries
from moedebog.send.outbox import Sending
from moedebog.send.prepare import prepare
from moedebog.send.record import DRAFT, RecordedVersion
from moedebog.send.smtp import Server, SmtpConnection
from moedebog.settings.command import Opbevaring
from moedebog.settings.periods import Period
from moedebog.workspace import Workspace

YEAR = Period(1, "å")
LAGER = Opbevaring(lager=YEAR)
CLOSED = Opbevaring(lager_lukket=YEAR)
PROOFS = Opbevaring(beviser=YEAR)
ALL = Opbevaring(YEAR, YEAR, YEAR, YEAR)
LATER = datetime(2026, 9, 13, 12, 0, tzinfo=UTC)
"""A year and a day after the meeting."""
NEXT = MEETING.replace("2025-09-12", "2026-10-01").replace("referat_status: godkendt\n", "")


@pytest.fixture
def ws(tmp_path: Path, quick_renderers: None) -> Workspace:
    """A workspace from which the dagsorden was mailed."""
    here = made(tmp_path)
    with server() as inbox:
        send(here, inbox.port)
    return here


def reckoned(ws: Workspace, kept: Opbevaring, now: datetime = LATER) -> Disposal:
    with record(ws).opened(make=False) as rec:
        return disposal(ws, kept, rec, now.date(), ws.meeting_files())


def dispose(ws: Workspace, kept: Opbevaring, now: datetime = LATER) -> Disposal:
    rec = record(ws)
    with rec.locked(), rec.opened(make=rec.exists()):
        found = disposal(ws, kept, rec, now.date(), ws.meeting_files())
        assert carrying.carry_out(found, rec, now) == []
    return found


def mail_last(ws: Workspace) -> None:
    """Mail the dagsorden of the last meeting."""
    *_, file = ws.meeting_files()
    rec = record(ws)
    with server() as inbox, rec.locked(), rec.opened():
        mailing = prepare(ws, file, Kind.DAGSORDEN, SENDER, Clock().now(), rec)
        Sending(mailing, rec, SmtpConnection(Server("smtp", HOST, inbox.port)), Clock()).run()


def lying(folder: Path) -> set[str]:
    return {one.name for one in folder.iterdir() if not one.name.startswith(".")}


def codes(ws: Workspace) -> set[str]:
    file, *_ = ws.meeting_files()
    loaded = load(ws, file)
    assert loaded.meeting is not None
    found = examine(ws, file, loaded.meeting, loaded.unsure).diagnostics
    return {one.code for one in (*loaded.diagnostics, *found)}


def test_nothing_goes_where_no_time_is_set_or_on_its_last_day(ws: Workspace) -> None:
    assert reckoned(ws, Opbevaring()).takings == []
    assert reckoned(ws, ALL, datetime(2026, 9, 12, 12, 0, tzinfo=UTC)).takings == []
    assert len(reckoned(ws, ALL).takings) == 1


def test_looking_changes_nothing(ws: Workspace) -> None:
    before = {path: path.read_bytes() for path in ws.root.rglob("*") if path.is_file()}
    reckoned(ws, ALL)
    assert before == {path: path.read_bytes() for path in ws.root.rglob("*") if path.is_file()}


def test_a_store_goes_by_its_own_time_and_the_record_says_so(ws: Workspace) -> None:
    closed = lying(ws.issued_closed)
    assert closed
    dispose(ws, LAGER)
    # The forum's source is read with what is closed.
    assert len(lying(ws.issued)) == 1
    assert lying(ws.issued_closed) == closed
    (issue,) = issues(ws)
    assert issue.kasseret == {Hold.LAGER: date(2026, 9, 13)}
    (one,) = filed(ws, ws.meetings / "udvalg")
    assert [(event.art, event.grund) for event in one.begivenheder] == [
        ("kasseret", "lager: dagsorden 1")
    ]
    dispose(ws, CLOSED)
    assert lying(ws.issued_closed) == set()


def test_validate_asks_for_no_file_that_was_disposed_of(ws: Workspace) -> None:
    before = codes(ws)
    shutil.copytree(ws.issued, ws.root / "kopi")
    shutil.rmtree(ws.issued)
    assert "M4698" in codes(ws)
    shutil.move(ws.root / "kopi", ws.issued)
    dispose(ws, LAGER)
    assert codes(ws) == before


def test_a_second_run_has_nothing_to_do(ws: Workspace) -> None:
    dispose(ws, ALL)
    after = {path: path.read_bytes() for path in ws.meetings.rglob("*") if path.is_file()}
    assert [one for one in dispose(ws, ALL).takings if one.is_one] == []
    assert after == {path: path.read_bytes() for path in ws.meetings.rglob("*") if path.is_file()}


def test_what_a_later_meeting_still_needs_stays(ws: Workspace) -> None:
    """Both meetings have the same attachments and the same forum."""
    path = ws.meetings / "udvalg" / "2026-10-01.yaml"
    path.write_text(NEXT, encoding="utf-8")
    mail_last(ws)
    (later,) = issues(ws, "2026-10-01")
    dispose(ws, Opbevaring(None, YEAR, YEAR, None))
    left = lying(ws.issued) | lying(ws.issued_closed)
    assert {name[:64] for name in left} == later.named
    assert not later.kasseret


def test_only_who_is_named_loses_what_two_meetings_share(ws: Workspace) -> None:
    path = ws.meetings / "udvalg" / "2025-09-13.yaml"
    path.write_text(MEETING.replace("2025-09-12", "2025-09-13"), encoding="utf-8")
    mail_last(ws)
    (other,) = issues(ws, "2025-09-13")
    one, _ = ws.meeting_files()
    rec = record(ws)
    with rec.locked(), rec.opened():
        found = disposal(ws, ALL, rec, date(2027, 1, 1), [one])
        carrying.carry_out(found, rec, datetime(2027, 1, 1, tzinfo=UTC))
    assert {n[:64] for n in lying(ws.issued) | lying(ws.issued_closed)} == other.named


def test_nothing_goes_of_a_meeting_that_is_still_ahead(ws: Workspace) -> None:
    """However long ago it was sent."""
    change(ws, "dato: 2025-09-12", "dato: 2027-01-10")
    file, *_ = ws.meeting_files()
    meeting = load(ws, file).meeting
    assert meeting is not None
    assert last_day(meeting) == date(2027, 1, 10)
    assert (
        reckoned(ws, Opbevaring(*[Period(1, "d")] * 4), datetime(2027, 1, 10, tzinfo=UTC)).takings
        == []
    )


def test_a_file_that_no_record_names_stays_and_is_told_apart(ws: Workspace) -> None:
    stray = ws.issued / f"{'0' * 64}.pdf"
    stray.write_bytes(b"en anden gren")
    found = dispose(ws, ALL)
    assert [one.path for one in found.nameless] == [stray]
    assert lying(ws.issued) == {stray.name}


def test_links_and_what_they_lead_to_are_not_touched(ws: Workspace, tmp_path: Path) -> None:
    outside = tmp_path / "udenfor"
    outside.mkdir()
    one = next(path for path in ws.issued.iterdir() if path.suffix == ".pdf")
    (outside / one.name).write_bytes(one.read_bytes())
    one.unlink()
    one.symlink_to(outside / one.name)
    found = dispose(ws, LAGER)
    assert found.stores[Hold.LAGER].others == [one]
    assert one.is_symlink()
    assert lying(outside) == {one.name}


def test_nothing_goes_in_a_store_that_is_itself_a_link(ws: Workspace, tmp_path: Path) -> None:
    elsewhere = ws.issued_closed.rename(tmp_path / "fællesdrev")
    ws.issued_closed.symlink_to(elsewhere)
    before = lying(elsewhere)
    found = dispose(ws, Opbevaring(None, YEAR, YEAR, None))
    assert found.stores[Hold.LAGER_LUKKET].linked
    assert lying(elsewhere) == before
    (issue,) = issues(ws)
    assert not issue.taken(Hold.LAGER_LUKKET)


def test_nothing_goes_while_a_record_cannot_be_read(ws: Workspace) -> None:
    """Nobody knows what it needs."""
    (ws.meetings / "udvalg" / "2025-01-01.udsendt.yaml").write_text("udsendt: 3\n", "utf-8")
    with pytest.raises(Problems):
        reckoned(ws, ALL)


def test_nothing_goes_of_a_meeting_that_has_errors(ws: Workspace) -> None:
    change(ws, "start:", "begynder:")
    found = reckoned(ws, ALL)
    assert (found.takings, [why.danish for _, why in found.passed_over]) == (
        [],
        ["mødefilen har fejl"],
    )


# --- who got it --------------------------------------------------------------------------------


def test_who_got_it_goes_and_stands_nowhere_in_the_files_any_more(ws: Workspace) -> None:
    folder = record(ws).folder
    assert any(b"aase@example.org" in one.read_bytes() for one in folder.iterdir())
    dispose(ws, PROOFS)
    assert not any(b"aase@example.org" in one.read_bytes() for one in folder.iterdir())
    (issue,) = issues(ws)
    assert (issue.modtagere, issue.accepteret) == (3, 3)


def status(ws: Workspace) -> list[str]:
    file, *_ = ws.meeting_files()
    with record(ws).opened(make=False) as rec:
        return [one.danish for one in summaries.status(rec, ws, file, sees_closed=True)]


def test_mail_status_says_that_who_got_it_was_disposed_of(ws: Workspace) -> None:
    dispose(ws, PROOFS)
    wanted = (
        "dagsorden, version 1, sendt ud 05.09.2025 kl. 12.00: accepteret for 3 af 3 modtagere. "
        "Hvem det er, er kasseret den 13.09.2026."
    )
    (line,) = status(ws)
    assert line.replace("kl. 10.00", "kl. 12.00") == wanted
    shutil.rmtree(record(ws).folder)
    (line,) = status(ws)
    assert line.replace("kl. 10.00", "kl. 12.00") == wanted


@pytest.mark.parametrize("lost", ["intet", "protokollen", "optegnelsen"])
def test_nobody_gets_anew_what_who_got_it_is_not_known_of(ws: Workspace, lost: str) -> None:
    dispose(ws, PROOFS)
    if lost == "protokollen":
        shutil.rmtree(record(ws).folder)
    if lost == "optegnelsen":
        (ws.meetings / "udvalg" / "2025-09-12.udsendt.yaml").unlink()
    with server() as inbox:
        with pytest.raises(UsageProblem, match=r"er kasseret den 13\.09\.2026"):
            send(ws, inbox.port)
        with pytest.raises(UsageProblem, match=r"er kasseret den 13\.09\.2026"):
            send(ws, inbox.port, resend="bo@example.org")
        assert inbox.envelopes == []


def test_a_new_version_goes_to_everybody_after_that(ws: Workspace) -> None:
    dispose(ws, PROOFS)
    change(ws, "En lang historie", "En kort historie")
    with server() as inbox:
        assert len(send(ws, inbox.port).accepted) == 3
    assert [one.version for one in issues(ws)] == [1, 2]
    assert issues(ws)[0].accepteret == 3


def test_what_was_sent_since_keeps_who_got_it(ws: Workspace) -> None:
    """The time of the proofs begins with the last message."""
    clock = Clock()
    clock.moment = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)
    with server() as inbox:
        send(ws, inbox.port, clock=clock, resend="bo@example.org")
    assert reckoned(ws, PROOFS).takings == []
    assert len(reckoned(ws, PROOFS, datetime(2027, 6, 2, tzinfo=UTC)).takings) == 1


# --- the files and what is made of them afterwards ----------------------------------------------


def test_what_was_disposed_of_is_not_put_back(ws: Workspace) -> None:
    both = Opbevaring(None, YEAR, YEAR, None)
    dispose(ws, both)
    with server() as inbox:
        send(ws, inbox.port)
    assert lying(ws.issued) == set()
    assert lying(ws.issued_closed) == set()


def test_a_file_that_cannot_be_made_again_is_told_as_disposed_of(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    dispose(ws, Opbevaring(None, YEAR, YEAR, None))
    monkeypatch.setattr("moedebog.render.pdf.render", lambda *_: b"et nyt udseende")
    assert {one.code for one in prepared(ws).lost} == {"M476"}
    with server() as inbox:
        with pytest.raises(Problems):
            send(ws, inbox.port, resend="bo@example.org")
        assert inbox.envelopes == []


def test_a_change_after_the_source_went_is_told_with_a_word_of_doubt(ws: Workspace) -> None:
    dispose(ws, Opbevaring(None, YEAR, YEAR, None))
    change(ws, "En lang historie", "En kort historie")
    found = [one.code for one in prepared(ws).warnings]
    assert "M4771" in found
    assert not {"M464", "M465", "M4697"} & set(found)


# --- the record --------------------------------------------------------------------------------


def test_the_record_goes_last_and_leaves_a_word(ws: Workspace) -> None:
    found = dispose(ws, ALL)
    assert found.takings[0].record
    (one,) = filed(ws, ws.meetings / "udvalg")
    assert (one.issues, [event.grund for event in one.begivenheder]) == ((), ["optegnelse"])
    assert lying(ws.issued) | lying(ws.issued_closed) == set()
    with record(ws).opened(make=False) as rec:
        assert rec.meetings() == []
    assert "Køb" not in one.path.read_text("utf-8")
    assert "M4698" not in codes(ws)


def test_nothing_is_issued_anew_of_a_meeting_whose_record_went(ws: Workspace) -> None:
    dispose(ws, ALL)
    with server() as inbox:
        with pytest.raises(Problems) as wrong:
            send(ws, inbox.port)
        assert inbox.envelopes == []
    assert [one.code for one in wrong.value.diagnostics] == ["M477"]
    assert status(ws) == [
        "Optegnelsen over, hvad der er udsendt af mødet, er kasseret den 13.09.2026."
    ]


@pytest.mark.parametrize(
    ("lose", "why"),
    [
        (lambda ws: shutil.rmtree(record(ws).folder), "protokollen over, hvem der fik det"),
        (lambda ws: shutil.rmtree(ws.issued_closed), "mappen med det lukkede"),
    ],
    ids=["proofs", "closed"],
)
def test_the_record_stays_while_something_that_it_tells_of_is_elsewhere(
    ws: Workspace, lose: Callable[[Workspace], None], why: str
) -> None:
    lose(ws)
    (taking,) = dispose(ws, ALL).takings
    assert taking.record is None
    assert why in taking.held_back.danish
    assert len(issues(ws)) == 1


# --- an approved referat ------------------------------------------------------------------------


@pytest.fixture
def approved(ws: Workspace) -> Workspace:
    """The same, with a referat that was approved and issued too."""
    change(ws, "  - titel: Velkomst", "  - titel: Velkomst\n    beslutning: Man bød velkommen.")
    with server() as inbox:
        send(ws, inbox.port, kind=Kind.REFERAT)
    return ws


def test_a_change_of_an_approved_referat_is_told_by_the_record_when_its_source_went(
    approved: Workspace,
) -> None:
    dispose(approved, Opbevaring(None, YEAR, YEAR, None))
    assert not {"M561", "M562", "M4772"} & codes(approved)
    change(approved, "titel: Velkomst", "titel: Farvel")
    assert "M4772" in codes(approved)
    assert not {"M561", "M562"} & codes(approved)


def test_nobody_is_asked_when_it_was_approved_once_the_record_went(approved: Workspace) -> None:
    assert "M560" in codes(approved)
    dispose(approved, ALL)
    assert "M560" not in codes(approved)


# --- in words ----------------------------------------------------------------------------------


def test_what_goes_is_told_with_sizes_and_days_and_why_and_no_names(ws: Workspace) -> None:
    found = reckoned(ws, ALL)
    lines = [one.danish for one in told.told(ws, found, ALL, "udsendelser")]
    text = "\n".join(lines)
    assert lines[0] == "udvalg/2025-09-12, mødet 12.09.2025:"
    assert "    udsendt/: " in text
    assert "dagsorden 1. Opbevares 1 år fra 12.09.2025." in text
    assert "    udsendelser/: 3 beskeder, hvem der fik dagsorden 1." in text
    assert "meetings/udvalg/2025-09-12.udsendt.yaml: " in text
    for secret in ("example.org", "Åse", "Havnevej", "Cykelsti"):
        assert secret not in text
    assert "3 beskeder; 1 optegnelse" in told.total(found).danish


def test_a_draft_is_not_sent_again_when_who_got_it_went(ws: Workspace) -> None:
    """A draft is known by what it says; nobody gets the same one twice unasked."""
    file, *_ = ws.meeting_files()
    change(ws, "En lang historie", "En kort historie")
    rec = record(ws)
    with rec.locked(), rec.opened():
        draft = prepare(ws, file, Kind.DAGSORDEN, SENDER, Clock().now(), rec, draft=["presse"])
        issue = draft.issue
        rec.begin(RecordedVersion(issue.id, draft.key, DRAFT, 0, issue.tid, 0, to_data(issue)), [])
    dispose(ws, PROOFS)
    with rec.opened():
        draft = prepare(ws, file, Kind.DAGSORDEN, SENDER, Clock().now(), rec, draft=["presse"])
        with pytest.raises(UsageProblem, match="fået dette udkast"):
            due_deliveries(draft, rec)
    assert any("udkast" in line and "kasseret" in line for line in status(ws))
