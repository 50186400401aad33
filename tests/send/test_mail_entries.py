"""The calendar entry: who invites, where one takes part, and no end that nobody said."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest
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


def entry(letter: EmailMessage) -> Event:
    (part,) = [p for p in letter.walk() if p.get_content_type() == "text/calendar"]
    return event_of(part.get_content())


def feed(ws: Workspace) -> Event:
    path, _ = write_feed(ws, "udvalg", START)
    return event_of(path.read_bytes())


# --- who invites ----------------------------------------------------------------------------------


def test_the_feed_names_who_holds_the_meeting(ws: Workspace) -> None:
    organizer = feed(ws)["ORGANIZER"]
    assert organizer == "mailto:svar@example.org"
    assert organizer.params["CN"] == "Prøveudvalget"


def test_the_feed_names_nobody_where_nobody_is_known(ws: Workspace) -> None:
    contact = "kontakt: {navn: Sekretariatet, email: svar@example.org}\n"
    change(ws, contact, "", "forum.yaml")
    assert "ORGANIZER" not in feed(ws)


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
        change(ws, "titel: Velkomst", "titel: Goddag")
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
