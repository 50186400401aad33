"""Whoever is taken off the list is told once, and their calendar with them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from icalendar import Calendar, Event

from mail_support import (
    Clock,
    Inbox,
    Scripted,
    at,
    change,
    letter_to,
    parsed,
    prepared,
    record,
    send,
    server,
    workspace,
)
from moedebog.diagnostics import EnvironmentProblem
from moedebog.document import Kind
from moedebog.send.due import Deliveries, due_deliveries
from moedebog.send.mailing import Mailing
from moedebog.send.record import FORMAT, State
from moedebog.send.summaries import preview, status, summary, write_previews
from moedebog.workspace import Workspace

pytestmark = pytest.mark.usefixtures("quick_renderers")

AASE, BO, AVIS = "aase@example.org", "bo@example.org", "avis@example.org"
BO_LINE = "      - {navn: Bo Bæk, email: bo@example.org}\n"
PRESS = "  - gruppe: presse\n    personer: [avis@example.org]\n"


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    return workspace(tmp_path)


@pytest.fixture
def inbox(ws: Workspace) -> Iterator[Inbox]:
    """A server that everybody has had the first version through."""
    with server() as taken:
        assert send(ws, taken.port).accepted == [AASE, BO, AVIS]
        yield taken


def without_bo(ws: Workspace) -> None:
    change(ws, BO_LINE, "", "forum.yaml")


def with_bo(ws: Workspace, line: str = BO_LINE) -> None:
    aase = "      - {navn: Åse Ærlig, email: aase@example.org}\n"
    change(ws, aase, aase + line, "forum.yaml")


def moved(ws: Workspace, to: str = "2025-09-19", before: str = "2025-09-12") -> None:
    change(ws, f"dato: {before}", f"dato: {to}")


def entry(letter: EmailMessage) -> tuple[str, Event]:
    """Method and event of the calendar entry that a letter carries."""
    (part,) = [p for p in letter.walk() if p.get_content_type() == "text/calendar"]
    read = Calendar.from_ical(part.get_content())
    (event,) = read.walk("VEVENT")
    assert isinstance(event, Event)
    assert part.get_param("method") == read["METHOD"]
    return str(read["METHOD"]), event


def last(inbox: Inbox, address: str) -> tuple[str, int]:
    """Method and number of the last entry that somebody got."""
    method, event = entry(letter_to(inbox, address))
    return method, int(str(event["SEQUENCE"]))


def due(ws: Workspace) -> tuple[Mailing, Deliveries]:
    with record(ws).opened(make=False) as rec:
        mailing = prepared(ws, rec)
        return mailing, due_deliveries(mailing, rec)


def shown(ws: Workspace, *, sees_closed: bool = True) -> str:
    mailing, deliveries = due(ws)
    files = write_previews(ws, mailing, deliveries)
    lines = preview(ws, mailing, deliveries, files, sees_closed=sees_closed)
    return "\n".join(map(str, lines))


def removals(ws: Workspace) -> list[State]:
    """What became of the messages that take an invitation back."""
    with record(ws).opened(make=False) as rec:
        known = [version.id for version in rec.versions("udvalg/2025-09-12")]
        return [entry.state for entry in rec.removals(known)]


def told(ws: Workspace) -> list[str]:
    """Who is to be told that they are no longer invited."""
    return [one.person.email for one in due(ws)[1].invitations.gone]


# --- told, once -----------------------------------------------------------------------------------


def test_who_is_taken_off_gets_a_cancel_when_the_meeting_is_mailed_again(
    ws: Workspace, inbox: Inbox
) -> None:
    _, before = entry(letter_to(inbox, BO))
    without_bo(ws)
    moved(ws)
    found = send(ws, inbox.port)
    assert (found.accepted, found.uninvited) == ([AASE, AVIS], [BO])
    letter = letter_to(inbox, BO)
    method, event = entry(letter)
    assert method == "CANCEL"
    assert event["UID"] == before["UID"]
    assert int(str(event["SEQUENCE"])) > int(str(before["SEQUENCE"]))
    assert event["ATTENDEE"] == f"mailto:{BO}"
    assert event["ORGANIZER"] == before["ORGANIZER"]
    # RFC 5546, 3.2.5: STATUS would say that the meeting itself is off.
    assert "STATUS" not in event
    # What they have in the calendar, and not where the meeting is now.
    assert event.decoded("DTSTART") == before.decoded("DTSTART")
    assert letter["In-Reply-To"] == parsed(inbox.to(BO)[0])["Message-ID"]


def test_the_letter_says_it_and_carries_nothing_of_the_meeting(ws: Workspace, inbox: Inbox) -> None:
    without_bo(ws)
    moved(ws)
    send(ws, inbox.port)
    letter = letter_to(inbox, BO)
    when = "fredag den 12. september 2025 kl. 10.00"
    assert letter["Subject"] == f"Ikke længere indkaldt: Prøveudvalget, {when}"
    assert list(letter.iter_attachments()) == []
    for kind in ("plain", "html"):
        text = letter.get_body((kind,)).get_content()  # type: ignore[union-attr]
        assert "Du er ikke længere indkaldt" in text
        assert "Fredag den 12. september 2025 kl. 10.00" in text
        assert "Rådhuset" in text
        assert "19. september" not in text
    assert "Cykelsti" not in inbox.to(BO)[-1].decode()


def test_a_second_run_sends_nothing(ws: Workspace, inbox: Inbox) -> None:
    without_bo(ws)
    moved(ws)
    send(ws, inbox.port)
    before = len(inbox.envelopes)
    again = send(ws, inbox.port)
    moved(ws, "2025-09-26", "2025-09-19")
    third = send(ws, inbox.port)
    assert (again.uninvited, third.uninvited) == ([], [])
    assert [e.rcpt_tos for e in inbox.envelopes[before:]] == [[AASE], [AVIS]]


def test_they_are_told_although_nothing_of_the_meeting_has_changed(
    ws: Workspace, inbox: Inbox
) -> None:
    without_bo(ws)
    found = send(ws, inbox.port)
    assert (found.accepted, found.uninvited, found.already) == ([], [BO], [AASE, AVIS])
    assert last(inbox, BO) == ("CANCEL", 1)
    assert [str(line) for line in summary(found, "x", sees_closed=True)] == [
        "2 modtagere havde den allerede og er sprunget over.",
        "bo@example.org har fået besked om ikke længere at være indkaldt.",
    ]


def test_the_preview_has_a_line_and_a_message_of_its_own(ws: Workspace, inbox: Inbox) -> None:
    without_bo(ws)
    text = shown(ws)
    line = "Bo Bæk <bo@example.org> får besked om, at vedkommende ikke længere er indkaldt."
    assert line in text.splitlines()
    file = ws.output / "udvalg" / "2025-09-12" / "mail" / "dagsorden-afmeldt.eml"
    assert entry(parsed(file.read_bytes()))[0] == "CANCEL"
    assert b"bo@example.org" not in file.read_bytes()
    send(ws, inbox.port)
    assert "ikke længere" not in shown(ws)
    assert not file.exists()


def test_a_log_tells_how_many_and_not_who(ws: Workspace, inbox: Inbox) -> None:
    without_bo(ws)
    text = shown(ws, sees_closed=False)
    assert "1 modtager får besked om ikke længere at være indkaldt." in text
    assert "Bo" not in text


def test_the_record_tells_who_was_told(ws: Workspace, inbox: Inbox) -> None:
    without_bo(ws)
    send(ws, inbox.port)
    file, *_ = ws.meeting_files()
    with record(ws).opened(make=False) as rec:
        lines = [str(line) for line in status(rec, ws, file, sees_closed=True)]
    (line,) = [line for line in lines if "ikke længere" in line]
    assert line.startswith("    Bo Bæk <bo@example.org>, medlemmer (ikke længere indkaldt): accept")


def test_how_many_are_asked_for_counts_those_who_are_told(ws: Workspace, inbox: Inbox) -> None:
    asked: list[int] = []
    without_bo(ws)

    def no(number: int) -> bool:
        asked.append(number)
        return False

    assert send(ws, inbox.port, confirm=no).declined
    assert (asked, len(inbox.envelopes), told(ws)) == ([1], 3, [BO])


def test_the_referat_takes_nothing_back(ws: Workspace, inbox: Inbox) -> None:
    send(ws, inbox.port, kind=Kind.REFERAT)
    without_bo(ws)
    assert send(ws, inbox.port, kind=Kind.REFERAT).uninvited == []
    assert told(ws) == [BO]
    with sqlite3.connect(record(ws).path) as db:
        db.execute("UPDATE besked SET materiale = '[]'")
    with record(ws).opened(make=False) as rec:
        due = due_deliveries(prepared(ws, rec, Kind.REFERAT), rec)
    assert due.invitations.unsure == []


def test_sending_to_one_again_tells_nobody_else(ws: Workspace, inbox: Inbox) -> None:
    without_bo(ws)
    assert send(ws, inbox.port, resend=AASE).uninvited == []


# --- who is not taken off -------------------------------------------------------------------------

MOVED_GROUP = PRESS + "  - gruppe: gæster\n    personer: [bo@example.org]\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (PRESS, MOVED_GROUP),
        (PRESS, MOVED_GROUP.replace("personer: [bo", "dokumenter: [referat]\n    personer: [bo")),
        (PRESS, PRESS.replace("[avis", "[BO@Example.ORG, avis")),
        (PRESS, PRESS.replace("[avis", "[{navn: B. Bæk, email: bo@example.org}, avis")),
    ],
    ids=["another group", "a group for the referat", "another case", "another name"],
)
def test_who_stands_elsewhere_in_the_list_is_not_taken_off(
    ws: Workspace, inbox: Inbox, old: str, new: str
) -> None:
    without_bo(ws)
    change(ws, old, new, "forum.yaml")
    moved(ws)
    assert told(ws) == []
    assert send(ws, inbox.port).uninvited == []


def test_a_group_that_loses_the_calendar_is_not_taken_off(ws: Workspace, inbox: Inbox) -> None:
    change(ws, "intern\n", "intern\n    kalender: nej\n", "forum.yaml")
    moved(ws)
    assert send(ws, inbox.port).uninvited == []


def without_calendar(ws: Workspace) -> None:
    for group in ("intern\n", "presse\n"):
        change(ws, group, f"{group}    kalender: nej\n", "forum.yaml")


def carries_entry(letter: EmailMessage) -> bool:
    return any(part.get_content_type() == "text/calendar" for part in letter.walk())


def test_who_was_invited_hears_what_becomes_of_it_though_their_group_gets_no_more_invitations(
    ws: Workspace, inbox: Inbox
) -> None:
    without_calendar(ws)
    ib = "      - {navn: Ib Iversen, email: ib@example.org}\n"
    with_bo(ws, ib)
    moved(ws)
    assert "indkaldelse til kalenderen" in shown(ws)
    assert send(ws, inbox.port).uninvited == []
    for address in (AASE, BO, AVIS):
        method, event = entry(letter_to(inbox, address))
        assert (method, int(str(event["SEQUENCE"]))) == ("REQUEST", 1)
    assert not carries_entry(letter_to(inbox, "ib@example.org"))
    assert send(ws, inbox.port).accepted == []
    change(ws, "sted: Rådhuset", "sted: Rådhuset\naflyst: ja")
    send(ws, inbox.port)
    assert [last(inbox, address) for address in (AASE, BO, AVIS)] == [("CANCEL", 2)] * 3
    assert not carries_entry(letter_to(inbox, "ib@example.org"))
    assert send(ws, inbox.port).accepted == []


def test_who_moves_to_a_group_without_invitations_goes_on_hearing_of_theirs(
    ws: Workspace, inbox: Inbox
) -> None:
    without_bo(ws)
    change(
        ws,
        PRESS,
        f"{PRESS}  - gruppe: andre\n    kalender: nej\n    personer:\n{BO_LINE}",
        "forum.yaml",
    )
    moved(ws)
    send(ws, inbox.port)
    assert last(inbox, BO) == ("REQUEST", 1)


def test_a_domain_that_is_spelt_in_ascii_is_the_same(tmp_path: Path) -> None:
    ws = workspace(tmp_path)
    change(ws, "email: bo@example.org", "email: bo@møde.example.org", "forum.yaml")
    with server() as inbox:
        send(ws, inbox.port)
        change(ws, "email: bo@møde.example.org", "email: bo@xn--mde-0na.example.org", "forum.yaml")
        moved(ws)
        assert send(ws, inbox.port).uninvited == []


def test_who_only_has_a_new_address_is_named_and_not_told(ws: Workspace, inbox: Inbox) -> None:
    """The old one may be read in the same calendar as the new one."""
    change(ws, "email: bo@", "email: ny@", "forum.yaml")
    assert told(ws) == []
    line = "Bo Bæk <bo@example.org> er taget af listen, men navnet står der med en anden adresse."
    assert line in shown(ws)


def test_who_was_never_invited_is_not_told(tmp_path: Path) -> None:
    ws = workspace(tmp_path)
    change(ws, "intern\n", "intern\n    kalender: nej\n", "forum.yaml")
    with server() as inbox:
        inbox.refuse = {AVIS: ["550 findes ikke"]}
        send(ws, inbox.port)
        without_bo(ws)
        change(ws, "[avis@example.org]", "[radio@example.org]", "forum.yaml")
        assert told(ws) == []


def test_who_heard_that_the_meeting_is_off_is_not_told_again(ws: Workspace, inbox: Inbox) -> None:
    change(ws, "sted: Rådhuset", "sted: Rådhuset\naflyst: ja")
    send(ws, inbox.port)
    without_bo(ws)
    assert told(ws) == []


def test_who_is_taken_off_as_the_meeting_is_called_off_is_told_of_the_entry(
    ws: Workspace, inbox: Inbox
) -> None:
    without_bo(ws)
    change(ws, "sted: Rådhuset", "sted: Rådhuset\naflyst: ja")
    assert send(ws, inbox.port).uninvited == [BO]
    method, event = entry(letter_to(inbox, BO))
    assert (method, str(event["STATUS"])) == ("CANCEL", "CANCELLED")


# --- back again -----------------------------------------------------------------------------------


def test_who_comes_back_is_invited_anew_and_each_entry_has_a_higher_number(
    ws: Workspace, inbox: Inbox
) -> None:
    numbers = [last(inbox, BO)]
    for to, before in (("2025-09-19", "2025-09-12"), ("2025-09-26", "2025-09-19")):
        without_bo(ws)
        assert send(ws, inbox.port).uninvited == [BO]
        numbers.append(last(inbox, BO))
        with_bo(ws)
        assert send(ws, inbox.port).accepted == [BO]
        numbers.append(last(inbox, BO))
        moved(ws, to, before)
        assert BO in send(ws, inbox.port).accepted
        numbers.append(last(inbox, BO))
        assert send(ws, inbox.port).accepted == []
    assert [method for method, _ in numbers] == ["REQUEST", *(["CANCEL", "REQUEST", "REQUEST"] * 2)]
    order = [number for _, number in numbers]
    assert order == sorted(set(order))


def test_who_comes_back_to_a_group_without_a_calendar_has_it_all(
    ws: Workspace, inbox: Inbox
) -> None:
    without_bo(ws)
    send(ws, inbox.port)
    change(ws, "intern\n", "intern\n    kalender: nej\n", "forum.yaml")
    with_bo(ws)
    assert send(ws, inbox.port).accepted == []


def test_whose_invitation_was_taken_back_gets_none_in_a_group_without_a_calendar(
    ws: Workspace, inbox: Inbox
) -> None:
    without_bo(ws)
    send(ws, inbox.port)
    change(ws, "intern\n", "intern\n    kalender: nej\n", "forum.yaml")
    with_bo(ws)
    moved(ws)
    send(ws, inbox.port)
    assert not carries_entry(letter_to(inbox, BO))
    assert last(inbox, AASE)[0] == "REQUEST"


def test_who_comes_back_before_they_could_be_told_has_lost_nothing(
    ws: Workspace, inbox: Inbox
) -> None:
    without_bo(ws)
    inbox.refuse = {BO: ["450 låst"]}
    found = send(ws, inbox.port)
    assert [address for address, _ in found.not_told] == [BO]
    assert not found.is_complete
    inbox.refuse = {}
    with_bo(ws)
    again = send(ws, inbox.port)
    assert (again.accepted, again.uninvited) == ([], [])
    assert len(inbox.to(BO)) == 1
    assert removals(ws) == [State.DROPPED]


# --- what may go wrong on the way -----------------------------------------------------------------


def test_who_could_not_be_told_is_told_by_the_next_run_under_the_same_id(
    ws: Workspace, inbox: Inbox
) -> None:
    without_bo(ws)
    with Scripted(at("dot", "drop")) as broken:
        found = send(ws, broken.port)
    assert [address for address, _ in found.not_told] == [BO]
    with record(ws).opened(make=False) as rec:
        (waiting,) = rec.removals(v.id for v in rec.versions("udvalg/2025-09-12"))
    assert waiting.state is State.UNKNOWN
    assert send(ws, inbox.port).uninvited == [BO]
    assert letter_to(inbox, BO)["Message-ID"] == waiting.message_id
    assert send(ws, inbox.port).uninvited == []


def test_who_could_not_be_told_is_told_with_the_next_version_once(
    ws: Workspace, inbox: Inbox
) -> None:
    without_bo(ws)
    inbox.refuse = {BO: ["450 låst"]}
    send(ws, inbox.port)
    inbox.refuse = {}
    moved(ws)
    assert send(ws, inbox.port).uninvited == [BO]
    assert send(ws, inbox.port).uninvited == []
    assert len(inbox.to(BO)) == 2
    assert removals(ws) == [State.DROPPED, State.ACCEPTED]


def test_an_address_that_is_refused_for_good_is_told_of_once(ws: Workspace, inbox: Inbox) -> None:
    without_bo(ws)
    inbox.refuse = {BO: ["550 findes ikke"]}
    found = send(ws, inbox.port)
    lines = [str(line) for line in summary(found, "x", sees_closed=True)]
    assert not found.is_complete
    assert any("bo@example.org har IKKE fået besked om ikke længere" in line for line in lines)
    assert not any("RESEND" in line or "igen" in line for line in lines)
    assert send(ws, inbox.port).is_complete


def test_what_is_closed_stops_it_for_all(
    ws: Workspace, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    from moedebog.render import mail

    leaking = mail.MessageText("x", "Vi byder højst 900.000 kroner.\n", "x")
    monkeypatch.setattr(mail, "render_removal", lambda *_: leaking)
    without_bo(ws)
    moved(ws)
    with pytest.raises(EnvironmentProblem, match="rummer noget lukket"):
        send(ws, inbox.port)
    assert len(inbox.envelopes) == 3


# --- records of before ----------------------------------------------------------------------------


def test_a_record_of_the_second_format_goes_on(ws: Workspace, inbox: Inbox) -> None:
    with sqlite3.connect(record(ws).path) as db:
        db.execute("ALTER TABLE besked DROP COLUMN vej")
        db.execute("PRAGMA user_version = 2")
    without_bo(ws)
    assert send(ws, inbox.port).uninvited == [BO]
    with sqlite3.connect(record(ws).path) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (FORMAT,)


def test_a_record_that_does_not_know_who_was_invited_says_so(ws: Workspace, inbox: Inbox) -> None:
    with sqlite3.connect(record(ws).path) as db:
        db.execute("ALTER TABLE besked DROP COLUMN materiale")
        db.execute("ALTER TABLE besked DROP COLUMN vej")
        db.execute("PRAGMA user_version = 1")
    without_bo(ws)
    moved(ws)
    assert "Bo Bæk <bo@example.org> er taget af listen og kan have mødet i kal" in shown(ws)
    assert send(ws, inbox.port).uninvited == []


def test_a_version_of_another_record_is_told_of(ws: Workspace, inbox: Inbox) -> None:
    record(ws).path.unlink()
    without_bo(ws)
    moved(ws)
    assert "Protokollen ved ikke, hvem der fik version 1 (05.09.2025 kl. 10.00)." in shown(ws)
    assert send(ws, inbox.port).uninvited == []


def test_a_renamed_meeting_file_takes_back_what_its_old_name_invited_to(
    ws: Workspace, inbox: Inbox
) -> None:
    without_bo(ws)
    change(ws, "dato: 2025-09-12", "id: 2025-09-12\ndato: 2025-09-19")
    folder = ws.meetings / "udvalg"
    (folder / "2025-09-12.yaml").rename(folder / "2025-09-19.yaml")
    later = Clock()
    later.moment = datetime(2025, 9, 6, tzinfo=UTC) + timedelta(hours=1)
    assert send(ws, inbox.port, clock=later).uninvited == [BO]
    text = letter_to(inbox, AASE).get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "Mødet er flyttet fra fredag den 12. september 2025 til fredag den 19." in text
    assert last(inbox, BO) == ("CANCEL", 2)
