"""The calendar entry: who invites, where one takes part, and no end that nobody said."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any, cast

import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar, Event
from msgspec.structs import replace

from mail_support import (
    START,
    change,
    issues,
    letter_to,
    parsed,
    prepared,
    send,
    server,
    workspace,
)
from moedebog.issue.content import CalendarState
from moedebog.render.calendar import Address
from moedebog.send.feed import write_feed
from moedebog.settings.command import Mail
from moedebog.workspace import Workspace

pytestmark = pytest.mark.usefixtures("quick_renderers")

AASE, BO, AVIS = "aase@example.org", "bo@example.org", "avis@example.org"
LINK = "https://moede.example.org/123?pwd=hemmelig"


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    return workspace(tmp_path)


def event_of(data: bytes | str) -> Event:
    (event,) = Calendar.from_ical(data).walk("VEVENT")
    assert isinstance(event, Event)
    return event


def calendar_of(letter: EmailMessage) -> str:
    (part,) = [p for p in letter.walk() if p.get_content_type() == "text/calendar"]
    return str(part.get_content())


def entry(letter: EmailMessage) -> Event:
    return event_of(calendar_of(letter))


def feed(ws: Workspace) -> Event:
    path, _ = write_feed(ws, "udvalg", START)
    return event_of(path.read_bytes())


# --- who invites ----------------------------------------------------------------------------------


def test_the_feed_names_who_holds_the_meeting(ws: Workspace) -> None:
    organizer = feed(ws)["ORGANIZER"]
    assert organizer == "mailto:svar@example.org"
    assert organizer.params["CN"] == "Prøveudvalget"


@pytest.mark.parametrize(
    ("mail", "expected"),
    [
        ("afsender: Sekretariatet <sek@example.org>", "mailto:sek@example.org"),
        ("afsender: sek@example.org\n  svar_til: Svar <sv@example.org>", "mailto:sv@example.org"),
        ("", None),
    ],
)
def test_without_a_contact_the_feed_names_who_sends_or_says_that_nobody_is_known(
    ws: Workspace, mail: str, expected: str | None
) -> None:
    contact = "kontakt: {navn: Sekretariatet, email: svar@example.org}\n"
    change(ws, contact, "", "forum.yaml")
    (ws.root / "moedebog.yaml").write_text(f"mail:\n  {mail}\n" if mail else "", "utf-8")
    path, found = write_feed(ws, "udvalg", START)
    assert event_of(path.read_bytes()).get("ORGANIZER") == expected
    assert [one.code for one in found if one.code == "M4692"] == ([] if expected else ["M4692"])


def test_addresses_are_ascii_in_the_entry(ws: Workspace) -> None:
    change(ws, "svar@example.org", "svar@møde.example.org", "forum.yaml")
    change(ws, "email: bo@example.org", "email: bø@møde.example.org", "forum.yaml")
    settings = Mail(afsender="Sekretariatet <post@råd.example.org>")
    mailing = prepared(ws, settings=settings)
    variant = mailing.variants[0]
    message = mailing.message(
        variant,
        variant.whole,
        Address("Bo Bæk", "bø@møde.example.org"),
        message_id="<1@example.org>",
        date=START,
    )
    event = entry(parsed(bytes(message)))
    assert event["ORGANIZER"] == "mailto:svar@xn--mde-0na.example.org"
    assert event["ORGANIZER"].params["SENT-BY"] == "mailto:post@xn--rd-yia.example.org"
    assert event["ATTENDEE"] == "mailto:b%C3%B8@xn--mde-0na.example.org"
    assert feed(ws)["ORGANIZER"] == "mailto:svar@xn--mde-0na.example.org"
    head = bytes(message).split(b"\r\n\r\n")[0].decode()
    assert "<svar@xn--mde-0na.example.org>" in head
    assert "<post@xn--rd-yia.example.org>" in head
    # What stands before the @ has no ASCII form: the letter itself goes out (RFC 6532).
    assert "<bø@xn--mde-0na.example.org>" in head


def test_one_domain_in_two_spellings_is_one_sender(ws: Workspace) -> None:
    change(ws, "svar@example.org", "svar@møde.example.org", "forum.yaml")
    mailing = prepared(ws, settings=Mail(afsender="svar@xn--mde-0na.example.org"))
    event = entry(parsed(bytes(mailing.shown(mailing.variants[0], mailing.variants[0].whole))))
    assert "SENT-BY" not in event["ORGANIZER"].params


# --- when it ends ---------------------------------------------------------------------------------


def test_an_end_that_nobody_said_is_not_made_up(ws: Workspace) -> None:
    assert feed(ws).decoded("DTEND").hour == 12
    change(ws, 'slut: "12:00"\n', "")
    change(ws, "    varighed: 20\n", "")
    change(ws, "    varighed: 10\n", "")
    assert "DTEND" not in feed(ws)


def test_an_end_that_nobody_said_is_not_in_the_record(ws: Workspace) -> None:
    change(ws, 'slut: "12:00"\n', "")
    change(ws, "    varighed: 20\n", "")
    change(ws, "    varighed: 10\n", "")
    assert prepared(ws).issue.kalender == "2025-09-12T10:00/ holdes Rådhuset"


# --- over several days ----------------------------------------------------------------------------

DAYS = """dato: 2025-10-24
start: "10:00"
slut: "12:00"
dagsorden_status: udsendt
punkter:
  - titel: Budget
    varighed: 120
  - titel: Anlæg
    dato: 2025-10-25
    tid: 09:00-11:00
  - titel: Puljer
    dato: 2025-10-27
    varighed: 30
  - titel: Frist
    varighed: 30
"""


def events(data: bytes | str) -> list[Event]:
    return [event for event in Calendar.from_ical(data).walk("VEVENT") if isinstance(event, Event)]


def feed_of(ws: Workspace) -> bytes:
    return write_feed(ws, "udvalg", START)[0].read_bytes()


def occasions(data: bytes | str) -> list[tuple[datetime, datetime | None]]:
    """When a series is, as a program reads it: by its rule, its gaps and its exceptions."""
    whole, *exceptions = events(data)
    start, end = _hours(whole)
    rule = cast(Any, whole["RRULE"]).to_ical().decode()
    days = rrulestr(rule, dtstart=start)
    free = [] if "EXDATE" not in whole else [one.dt for one in cast(Any, whole["EXDATE"]).dts]
    found = {
        day: (day, day + (end - start) if end else None)
        for day in days
        if day.replace(tzinfo=None) not in [one.replace(tzinfo=None) for one in free]
    }
    for event in exceptions:
        usual = event.decoded("RECURRENCE-ID").replace(tzinfo=None)
        assert usual in found
        assert event["UID"] == whole["UID"]
        assert event["SEQUENCE"] == whole["SEQUENCE"]
        found[usual] = _hours(event)
    return list(found.values())


def _hours(event: Event) -> tuple[datetime, datetime | None]:
    """From when to when by the clock."""
    end = event.decoded("DTEND").replace(tzinfo=None) if "DTEND" in event else None
    return event.decoded("DTSTART").replace(tzinfo=None), end


def test_each_day_of_a_meeting_is_in_the_calendar_and_no_night(tmp_path: Path) -> None:
    """Over the end of summer time, by the clock of each day."""
    data = feed_of(workspace(tmp_path, meeting=DAYS))
    assert occasions(data) == [
        (datetime(2025, 10, 24, 10), datetime(2025, 10, 24, 12)),
        (datetime(2025, 10, 25, 9), datetime(2025, 10, 25, 11)),
        (datetime(2025, 10, 27, 10), datetime(2025, 10, 27, 12)),
    ]
    assert {event["TRANSP"] for event in events(data)} == {"OPAQUE"}
    assert data.count(b"BEGIN:VEVENT") == 2  # the third day is at the time of the first


def test_days_a_week_apart_are_a_series_of_weeks(tmp_path: Path) -> None:
    data = feed_of(workspace(tmp_path, meeting=DAYS.replace("10-25", "10-31").replace("27", "31")))
    assert b"RRULE:FREQ=DAILY;COUNT=2;INTERVAL=7" in data
    assert b"EXDATE" not in data


def test_a_day_of_which_no_end_is_known_has_none(tmp_path: Path) -> None:
    text = DAYS.replace("    varighed: 120\n", "").replace("    tid: 09:00-11:00\n", "")
    assert occasions(feed_of(workspace(tmp_path, meeting=text))) == [
        (datetime(2025, 10, 24, 10), None),
        (datetime(2025, 10, 25, 10), None),
        (datetime(2025, 10, 27, 10), datetime(2025, 10, 27, 12)),
    ]


def test_days_of_which_no_beginning_is_known_are_whole(tmp_path: Path) -> None:
    text = DAYS.replace('start: "10:00"', 'start: "14:00"')
    (event,) = events(feed_of(workspace(tmp_path, meeting=text)))
    assert event.to_ical().count(b"VALUE=DATE:") == 2
    assert event.decoded("DTSTART") == date(2025, 10, 24)
    assert "DTEND" not in event


def test_a_meeting_past_midnight_is_one_event(tmp_path: Path) -> None:
    text = 'dato: 2025-10-25\nstart: "20:00"\nslut: "03:30"\npunkter: [{titel: Budget}]\n'
    (event,) = events(feed_of(workspace(tmp_path, meeting=text)))
    start, end = event.decoded("DTSTART"), event.decoded("DTEND")
    assert (start.utcoffset(), end.utcoffset()) == (timedelta(hours=2), timedelta(hours=1))
    assert (end.day, end.hour) == (26, 3)


def test_a_new_time_of_one_day_asks_again_and_a_cancellation_takes_all_days(tmp_path: Path) -> None:
    ws = workspace(tmp_path, meeting=DAYS)
    with server() as inbox:
        send(ws, inbox.port)
        first = calendar_of(letter_to(inbox, AASE))
        assert {event["SEQUENCE"] for event in events(first)} == {0}
        assert all("ATTENDEE" in event and "ORGANIZER" in event for event in events(first))
        change(ws, "09:00-11:00", "08:00-11:00")
        send(ws, inbox.port)
        letter = parsed(inbox.to(AASE)[-1])
        assert "Anlæg, er nu kl." in letter.get_body(("plain",)).get_content()  # type: ignore[union-attr]
        second = calendar_of(letter)
        assert {event["SEQUENCE"] for event in events(second)} == {1}
        assert occasions(second)[1][0] == datetime(2025, 10, 25, 8)
        change(ws, "dato: 2025-10-24", "aflyst: ja\ndato: 2025-10-24")
        send(ws, inbox.port)
        (event,) = events(calendar_of(parsed(inbox.to(AASE)[-1])))
    assert (event["UID"], event["SEQUENCE"]) == (events(first)[0]["UID"], 2)
    assert "RECURRENCE-ID" not in event
    assert event["STATUS"] == "CANCELLED"


def test_the_state_of_several_days_is_read_as_it_was_written() -> None:
    for text in (
        "2025-10-24T10:00/2025-10-24T12:00,2025-10-25T09:00/ holdes Lokale 1",
        "2025-10-24/,2025-10-25/ aflyst ",
        "2025-09-12T10:00/2025-09-13T15:00 holdes Rådhuset",
    ):
        assert str(CalendarState.read(text)) == text


# --- where one takes part -------------------------------------------------------------------------


def linked(ws: Workspace, policy: str = "") -> None:
    change(ws, "sted: Rådhuset", f"sted: Rådhuset\nmoedelink: {LINK}")
    if policy:
        change(ws, "navn: Prøveudvalget", f"navn: Prøveudvalget\npolitik: {policy}", "forum.yaml")


def test_members_have_the_link_in_mail_and_calendar_and_others_nowhere(ws: Workspace) -> None:
    linked(ws)
    with server() as inbox:
        send(ws, inbox.port)
    letter = letter_to(inbox, AASE)
    event = entry(letter)
    assert event["URL"] == LINK
    assert event["CONFERENCE"] == LINK
    assert event["CONFERENCE"].params["VALUE"] == "URI"
    plain, html = (letter.get_body((kind,)).get_content() for kind in ("plain", "html"))  # type: ignore[union-attr]
    assert f"Mødelink: {LINK}" in plain
    assert f'<a href="{LINK}">{LINK}</a>' in html
    for part in letter_to(inbox, AVIS).walk():
        if not part.is_multipart():
            assert b"moede.example.org" not in part.get_payload(decode=True)
    assert "URL" not in feed(ws)


def test_the_link_is_ascii_in_the_entry(ws: Workspace) -> None:
    change(ws, "sted: Rådhuset", "sted: Rådhuset\nmoedelink: https://møde.example.org/ø?q=å%20b")
    mailing = prepared(ws)
    letter = parsed(bytes(mailing.shown(mailing.variants[0], mailing.variants[0].whole)))
    event, html = entry(letter), letter.get_body(("html",)).get_content()  # type: ignore[union-attr]
    link = "https://xn--mde-0na.example.org/%C3%B8?q=%C3%A5%20b"
    assert f'<a href="{link}">https://møde.example.org/ø?q=å%20b</a>' in html
    assert (event["URL"], event["CONFERENCE"]) == (link, link)


def test_what_is_off_has_no_link(ws: Workspace) -> None:
    linked(ws)
    with server() as inbox:
        send(ws, inbox.port)
        change(ws, "sted: Rådhuset", "sted: Rådhuset\naflyst: ja")
        send(ws, inbox.port)
    letter = parsed(inbox.to(AASE)[-1])
    assert "URL" not in entry(letter)
    assert "moede.example.org" not in letter.get_body(("plain",)).get_content()  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("sentence", "off"),
    [("Den skriftlige behandling er aflyst.", True), ("skriftlige behandling gennemføres", False)],
)
def test_a_written_procedure_is_called_off_as_such(
    sentence: str, off: bool, tmp_path: Path
) -> None:
    text = (
        "dato: 2025-09-12\nform: skriftlig\nsvarfrist: 2025-09-20 kl. 12.00\n"
        f"dagsorden_status: udsendt\naflyst: {'nej' if off else 'ja'}\npunkter: [{{titel: A}}]\n"
    )
    ws = workspace(tmp_path, meeting=text)
    with server() as inbox:
        send(ws, inbox.port)
        change(ws, *("aflyst: nej", "aflyst: ja")[:: 1 if off else -1])
        send(ws, inbox.port)
        letter = parsed(inbox.to(AASE)[-1])
    plain, html = (letter.get_body((kind,)).get_content() for kind in ("plain", "html"))  # type: ignore[union-attr]
    assert sentence in plain
    assert sentence in html
    assert "Mødet" not in plain


def test_a_mail_without_items_has_no_heading_for_them(tmp_path: Path) -> None:
    text = 'dato: 2025-09-12\nstart: "10:00"\ndagsorden_status: udsendt\npunkter: []\n'
    mailing = prepared(workspace(tmp_path, meeting=text))
    said = mailing.text(mailing.variants[0], mailing.variants[0].whole)
    assert "Punkter" not in said.plain
    assert "Punkter" not in said.html


def test_who_is_off_the_list_of_a_written_procedure_is_told_of_no_meeting(tmp_path: Path) -> None:
    text = (
        "dato: 2025-09-12\nform: skriftlig\nsvarfrist: 2025-09-20 kl. 12.00\n"
        "dagsorden_status: udsendt\npunkter: [{titel: A}]\n"
    )
    ws = workspace(tmp_path, meeting=text)
    mailing = prepared(ws)
    state = CalendarState.of(mailing.public.indkaldelse)
    letter = parsed(bytes(mailing.shown_removal(state, "Medlemmer")))
    plain = letter.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "denne skriftlige behandling" in plain
    assert "Svarfrist: lørdag den 20. september 2025 kl. 12.00" in plain
    assert "mødet" not in plain


def test_all_have_it_where_all_may_listen(ws: Workspace) -> None:
    linked(ws, "{moedelink_offentlig: ja}")
    with server() as inbox:
        send(ws, inbox.port)
    event = entry(letter_to(inbox, AVIS))
    assert (event["URL"], event["CONFERENCE"]) == (LINK, LINK)
    assert feed(ws)["URL"] == LINK


@pytest.mark.parametrize("where", ["the meeting", "the forum"])
def test_a_link_is_kept_where_others_do_not_read(ws: Workspace, where: str) -> None:
    if where == "the meeting":
        linked(ws)
    else:
        change(ws, "navn: Prøve", f"moedelink: {LINK}\nnavn: Prøve", "forum.yaml")
    with server() as inbox:
        send(ws, inbox.port)
        (issue,) = issues(ws)
        assert set(issue.kilde) == {"offentlig", "intern"}
        public = [*ws.issued.rglob("*"), *ws.meetings.rglob("*.udsendt.yaml")]
        assert not [p for p in public if p.is_file() and b"moede.example" in p.read_bytes()]
        closed = [p for p in ws.issued_closed.rglob("*.json") if b"moede.example" in p.read_bytes()]
        assert len(closed) == 1
        again = send(ws, inbox.port)
        assert (again.accepted, again.already) == ([], [AASE, BO, AVIS])


def test_a_new_link_is_news_to_members_alone(ws: Workspace) -> None:
    linked(ws)
    with server() as inbox:
        send(ws, inbox.port)
        change(ws, "pwd=hemmelig", "pwd=ny")
        found = send(ws, inbox.port)
    assert (found.accepted, found.unchanged) == ([AASE, BO], [AVIS])


def test_where_only_the_link_is_private_the_versions_are_told_apart_by_their_source(
    tmp_path: Path,
) -> None:
    """Nothing is closed in the meeting."""
    meeting = (
        'dato: 2025-09-12\nstart: "10:00"\ndagsorden_status: udsendt\n'
        f"moedelink: {LINK}\npunkter:\n  - titel: Velkomst\n    varighed: 10\n"
    )
    ws = workspace(tmp_path, meeting=meeting)
    with server() as inbox:
        send(ws, inbox.port)
        (issue,) = issues(ws)
        assert set(issue.kilde) == {"offentlig", "intern"}
        change(ws, "titel: Velkomst", "titel: Goddag\n    id: punkt-1")
        mailing = prepared(ws)
    assert mailing.warnings == []


# --- whom to ask ----------------------------------------------------------------------------------


def test_the_mail_leads_to_whom_to_ask(ws: Workspace) -> None:
    change(ws, "email: svar@", "telefon: 12 34 56 78, email: svar@", "forum.yaml")
    with server() as inbox:
        send(ws, inbox.port)
    letter = letter_to(inbox, AVIS)
    plain, html = (letter.get_body((kind,)).get_content() for kind in ("plain", "html"))  # type: ignore[union-attr]
    assert plain.splitlines()[-4:] == [
        "Venlig hilsen",
        "Sekretariatet",
        "svar@example.org",
        "12 34 56 78",
    ]
    assert '<a href="mailto:svar@example.org">svar@example.org</a>' in html
    assert '<a href="tel:+4512345678">12 34 56 78</a>' in html


def test_a_template_of_before_still_writes_whom_to_ask(ws: Workspace, tmp_path: Path) -> None:
    (tmp_path / "besked.html").write_text(
        "{% for linje in kontakt %}<p>{{ linje }}</p>{% endfor %}"
    )
    mailing = replace(prepared(ws), folders=(tmp_path, *prepared(ws).folders))
    text = mailing.text(mailing.variants[0], mailing.variants[0].whole)
    assert text.html == "<p>Sekretariatet</p><p>svar@example.org</p>\n"
