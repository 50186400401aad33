"""The bytes of a message, as mail programs read them, and the calendar entry in it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from email.utils import parseaddr
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from mail_support import START, change, parsed, prepared, record, send, server, workspace
from moedebog import typography
from moedebog.diagnostics import Problems
from moedebog.document import Kind
from moedebog.fakta import ZONE, Moedefakta
from moedebog.issue.names import file_name
from moedebog.outgoing import Indkaldelse, Tidsrum
from moedebog.phrases import DANISH
from moedebog.render import calendar, mail
from moedebog.render.calendar import Address, CalendarEntry
from moedebog.render.mail import MessageText
from moedebog.send.changes import _calendar_changes
from moedebog.send.feed import write_feed
from moedebog.send.messages import Enclosure, Head, Message, message
from moedebog.settings.command import Mail
from moedebog.workspace import Workspace
from support import ROOT

pytestmark = pytest.mark.usefixtures("quick_renderers")


def written(
    *names: str,
    subject: str = "Møde",
    plain: str = "Hej\n",
    recipient: Address | None = None,
    eight_bit: bool = False,
    domain: str = "example.org",
    list_name: str = "Økonomiudvalget",
) -> Message:
    head = Head(
        Address("Sekretariatet for åer", f"post@{domain}"),
        Address("Svar, her", "svar@example.org"),
        f"udvalg.{domain}",
        list_name,
        recipient or Address("Åse Ærlig, formand", "aase@example.org"),
        "medlemmer",
        f"<{'0' * 32}@{domain}>",
        "",
        START,
        "da",
    )
    files = [Enclosure.of(name, b"%PDF" + bytes(range(256))) for name in names]
    return message(
        head, MessageText(subject, plain, f"<p>{plain}</p>"), files, None, eight_bit=eight_bit
    )


def one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1)


@settings(deadline=None)
@given(subject=TEXTS, name=TEXTS, plain=TEXTS, forum=TEXTS, eight_bit=st.booleans())
def test_whatever_is_written_is_read(
    subject: str, name: str, plain: str, forum: str, eight_bit: bool
) -> None:
    recipient = Address(name, "a@example.org")
    data = bytes(
        written(
            subject=subject,
            plain=plain,
            recipient=recipient,
            eight_bit=eight_bit,
            list_name=forum,
        )
    )
    letter = parsed(data)
    assert not letter.defects
    assert letter["To"].addresses[0].addr_spec == "a@example.org"
    assert len(letter["To"].addresses) == 1
    # The newer parser of the library leaves a space between two encoded words of a name.
    shown, _ = parseaddr(message_from_bytes(data)["To"])
    assert str(make_header(decode_header(shown))) == one_line(name)
    assert letter["Subject"] == one_line(subject)
    body = letter.get_body(("plain",))
    assert body
    assert body.get_payload(decode=True).decode().rstrip() == plain.rstrip()  # type: ignore[union-attr]
    assert max(map(len, data.split(b"\r\n"))) <= 998
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert eight_bit or data.isascii()


NAMES = [
    "Bilag.pdf",
    "Kort over åen.pdf",
    "Ærø & Øer.docx",
    "Et meget langt navn på et bilag, " * 3 + "og så slut på åen.pdf",
]


@pytest.mark.parametrize("name", NAMES)
def test_every_reader_finds_the_name(name: str) -> None:
    """By RFC 2231, and by the encoded word in ``name`` that old Outlooks read."""
    data = bytes(written(name))
    (part,) = parsed(data).iter_attachments()
    assert part.get_filename() == name
    raw = data.decode("ascii")
    encoded = re.search(r'\bname="([^"]+)"', raw)
    assert encoded
    assert str(make_header(decode_header(re.sub(r"\r\n ", " ", encoded[1])))) == name
    plain = re.search(r'filename="([^"]+)"', raw)
    if name.isascii():
        assert plain
        assert plain[1] == name
        return
    assert plain is None, "an Outlook would take it, without its Danish letters"
    pieces = re.findall(r"filename\*(?:\d+\*)?=(?:utf-8'')?([^;\s]+)", raw)
    assert "".join(map(unquote, pieces)) == name, "a character is cut in two"
    assert not re.search(r"filename\*\S*-(?!8)", raw), "Gmail has dropped what follows a hyphen"
    assert all(len(line) <= 78 for line in raw.splitlines() if line.startswith(" filename"))


@settings(deadline=None)
@given(TEXTS, st.sampled_from([".pdf", ".docx", ""]))
def test_file_names_that_every_system_takes(stem: str, suffix: str) -> None:
    name = file_name(stem, suffix)
    assert name.endswith(suffix)
    assert not set(name) & set('<>:"/\\|?*%;\n')
    assert 0 < len(name) <= 120


def test_a_long_domain_leaves_the_message_id_whole() -> None:
    domain = f"{'lang.' * 12}example.org"
    letter = written(domain=domain)
    assert f"Message-ID: <{'0' * 32}@{domain}>\r\n".encode() in bytes(letter)


def test_attachments_are_shared_and_not_copied() -> None:
    enclosure = Enclosure.of("a.pdf", b"x" * 100_000)
    assert sum(piece is enclosure.encoded for piece in written_with(enclosure).pieces) == 1


def written_with(enclosure: Enclosure) -> Message:
    own = Address("", "a@example.org")
    head = Head(own, own, "l", "L", None, "g", "<i@x>", "", START, "da")
    return message(head, MessageText("s", "p\n", "h\n"), [enclosure], None, eight_bit=True)


# --- templates of messages ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["{{ ''.__class__.__mro__ }}", "{{ ukendt }}", "{% if %}", "{{ dokument.findes_ikke }}"],
)
def test_a_template_gets_data_only_and_faults_are_told(tmp_path: Path, text: str) -> None:
    ws = workspace(tmp_path)
    own = tmp_path / "templates" / "standard"
    shutil_copy(own)
    (own / "mail" / "besked.txt").write_text(text)
    mailing = prepared(ws)
    variant = mailing.variants[0]
    with pytest.raises(Problems) as told:
        mailing.text(variant, mailing.parts(variant, 0)[0])
    assert [d.code for d in told.value.diagnostics] == ["M450"]


def test_a_template_can_use_the_facts_and_the_meeting(tmp_path: Path) -> None:
    ws = workspace(tmp_path)
    own = tmp_path / "templates" / "standard"
    shutil_copy(own)
    text = "{{ fakta.punkter | length }} {{ fakta.moede.start.isoformat() }} {{ moede.start }} "
    text += "{{ moede.sted }} {{ moede.id }} {{ moede.aflyst }}"
    (own / "mail" / "besked.txt").write_text(text)
    mailing = prepared(ws)
    variant = mailing.variants[0]
    place = mailing.meeting.sted or ""
    assert mailing.text(variant, mailing.parts(variant, 0)[0]).plain == (
        f"{len(variant.dispatch.document.punkter)} 2025-09-12T10:00:00+02:00 2025-09-12 10:00:00 "
        f"{place} {mailing.meeting.id} False\n"
    )


def shutil_copy(own: Path) -> None:
    import shutil

    shutil.copytree(ROOT / "templates" / "standard", own)


def test_what_is_typed_is_not_evaluated_and_reaches_html_escaped(tmp_path: Path) -> None:
    ws = workspace(tmp_path)
    change(ws, "titel: Velkomst", 'titel: "{{ 7*7 }} & <b>fed</b>"')
    mailing = prepared(ws)
    variant = mailing.variants[0]
    text = mailing.text(variant, mailing.parts(variant, 0)[0])
    assert "{{ 7*7 }} & <b>fed</b>" in text.plain
    assert "{{ 7*7 }} &amp; &lt;b&gt;fed&lt;/b&gt;" in text.html


# --- the calendar ---------------------------------------------------------------------------------

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def entry_of(data: bytes) -> tuple[str, dict[str, str]]:
    letter = parsed(data)
    (part,) = [p for p in letter.walk() if p.get_content_type() == "text/calendar"]
    raw = part.get_payload(decode=True)
    assert isinstance(raw, bytes)
    read = Calendar.from_ical(raw)
    assert part["Content-Type"].params["method"] == read["METHOD"]
    (event,) = read.walk("VEVENT")
    return str(read["METHOD"]), {
        "uid": str(event["UID"]),
        "sequence": str(event["SEQUENCE"]),
        "status": str(event["STATUS"]),
        "start": event.decoded("DTSTART").isoformat(),
        "attendee": str(event["ATTENDEE"]),
        "text": raw.decode(),
    }


def test_sequence_rises_with_time_place_and_status_and_not_with_every_version(
    tmp_path: Path,
) -> None:
    ws = workspace(tmp_path)
    change(ws, "dato: 2025-09-12", "id: moede-7\ndato: 2025-09-12")
    seen = []
    with server() as inbox:
        for old, new in (
            ("", ""),
            ("En lang historie", "En kort historie"),
            ("sted: Rådhuset", "sted: Skolen"),
            ('start: "10:00"', 'start: "09:00"'),
            ("sted: Skolen", "aflyst: ja\nsted: Skolen"),
        ):
            change(ws, old, new)
            send(ws, inbox.port)
            seen.append(entry_of(inbox.to("bo@example.org")[-1]))
    assert [method for method, _ in seen] == ["REQUEST"] * 4 + ["CANCEL"]
    assert [event["sequence"] for _, event in seen] == ["0", "0", "1", "2", "3"]
    assert {event["uid"] for _, event in seen} == {"moede-7.udvalg@moedebog"}
    assert [event["status"] for _, event in seen][-2:] == ["CONFIRMED", "CANCELLED"]
    assert seen[0][1]["start"] == "2025-09-12T10:00:00+02:00"
    assert seen[0][1]["attendee"] == "mailto:bo@example.org"
    assert "aase@example.org" not in seen[0][1]["text"]
    last = parsed(inbox.to("bo@example.org")[-1])
    assert last["Subject"].startswith("Aflyst: Dagsorden")


@pytest.mark.parametrize(
    "moment", [datetime(2025, 3, 29, 12), datetime(2025, 3, 31, 12), datetime(2031, 11, 1, 9)]
)
def test_the_time_zone_is_right_on_both_sides_of_a_change(moment: datetime) -> None:
    """Read by its own VTIMEZONE, not by what this machine knows of Copenhagen."""
    facts = Moedefakta(
        id="x",
        forum="Møde",
        titel=None,
        ekstraordinaert=False,
        dato=moment.date(),
        dage=(moment.date(),),
        start=moment.replace(tzinfo=ZONE),
        slut=None,
        svarfrist=None,
        faktisk_start=None,
        faktisk_slut=None,
        sted=None,
        form=None,
        virtuelt_grundlag=None,
        status="udkast",
        aflyst=False,
        udgaver=(),
    )
    meeting = Indkaldelse(
        facts, "Møde", "Møde", (Tidsrum(moment, moment + timedelta(hours=1)),), ""
    )
    data = calendar.feed([CalendarEntry(meeting, "udvalg", 0, START)], "Udvalget", None)
    data = data.replace(b"Europe/Copenhagen", b"Et andet sted")
    (event,) = Calendar.from_ical(data).walk("VEVENT")
    start = event.decoded("DTSTART")
    assert start.utcoffset() == moment.replace(tzinfo=COPENHAGEN).utcoffset()


@pytest.mark.parametrize(
    ("change_to", "lines"),
    [
        ('start: "10:00"', ["DTSTART;TZID=Europe/Copenhagen:20250912T100000", "TRANSP:OPAQUE"]),
        (
            'start: "19:00"\nslut: "01:00"',
            [
                "DTSTART;TZID=Europe/Copenhagen:20250912T190000",
                "DTEND;TZID=Europe/Copenhagen:20250913T010000",
            ],
        ),
        (
            "form: skriftlig\nsvarfrist: 2025-09-20 kl. 12.00",
            [
                "DTSTART;TZID=Europe/Copenhagen:20250920T120000",
                "SUMMARY:Svarfrist: Udvalget",
                "TRANSP:TRANSPARENT",
            ],
        ),
        ("sted: Salen", ["DTSTART;VALUE=DATE:20250912", "TRANSP:OPAQUE"]),
        (
            "form: skriftlig\nsvarfrist: 2025-09-20",
            ["DTSTART;VALUE=DATE:20250920", "TRANSP:TRANSPARENT"],
        ),
    ],
)
def test_the_calendar_tells_what_is_known_of_the_time(
    change_to: str, lines: list[str], tmp_path: Path
) -> None:
    folder = tmp_path / "meetings" / "udvalg"
    folder.mkdir(parents=True)
    (folder / "forum.yaml").write_text("navn: Udvalget\n", "utf-8")
    text = f"dato: 2025-09-12\n{change_to}\npunkter:\n  - titel: A\n"
    (folder / "2025-09-12.yaml").write_text(text, "utf-8")
    path, _ = write_feed(Workspace(tmp_path), "udvalg", START)
    event = path.read_text("utf-8").split("BEGIN:VEVENT")[1].split("\n")
    told = [line.strip() for line in event]
    assert [line for line in lines if line not in told] == []
    assert any(line.startswith("DTEND") for line in told) is ("slut" in change_to)


def test_the_mail_of_a_written_procedure_tells_its_deadline(tmp_path: Path) -> None:
    ws = workspace(tmp_path)
    change(ws, 'start: "10:00"', "form: skriftlig\nsvarfrist: 2025-09-20 kl. 12.00")
    with server() as inbox:
        send(ws, inbox.port)
        body = parsed(inbox.to("bo@example.org")[-1]).get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert "Svarfrist: lørdag den 20. september 2025 kl. 12.00" in text
    assert "Fristen kan lægges i kalenderen" in text
    assert "12. september" not in text.split("Punkter")[0]


def test_an_end_that_was_made_up_before_is_no_change_that_is_told() -> None:
    old, new = "2025-09-12T10:00/2025-09-12T11:00 holdes A", "2025-09-12T10:00/ holdes A"
    assert list(_calendar_changes(old, new, DANISH)) == []
    moved = new.replace("10:00", "09:00")
    was, now = (typography.moment(datetime(2025, 9, 12, hour), DANISH) for hour in (10, 9))
    earlier = DANISH.changed_moved.format(before=was, after=now)
    assert list(_calendar_changes(old, moved, DANISH)) == [earlier]
    end = typography.moment(datetime(2025, 9, 12, 11), DANISH)
    assert list(_calendar_changes(new, old, DANISH)) == [DANISH.changed_end.format(after=end)]


def test_a_start_that_was_not_known_moves_no_meeting() -> None:
    day, timed = "2025-09-12/ holdes A", "2025-09-12T10:00/ holdes A"
    at = typography.moment(datetime(2025, 9, 12, 10), DANISH)
    new = DANISH.changed_fact_new.format(label=DANISH.label_time, after=at)
    assert list(_calendar_changes(day, timed, DANISH)) == [new]
    gone = DANISH.changed_fact_gone.format(label=DANISH.label_time)
    assert list(_calendar_changes(timed, day, DANISH)) == [gone]


def test_the_mail_of_a_meeting_without_a_start_tells_its_day(tmp_path: Path) -> None:
    text = "dato: 2025-09-12\ndagsorden_status: udsendt\npunkter: [{titel: A}]\n"
    ws = workspace(tmp_path, meeting=text)
    with server() as inbox:
        send(ws, inbox.port)
        change(ws, "dato:", 'start: "10:00"\ndato:')
        send(ws, inbox.port)
        first, second = (
            parsed(one).get_body(("plain",)).get_content()  # type: ignore[union-attr]
            for one in inbox.to("bo@example.org")
        )
    assert "Fredag den 12. september 2025" in first.splitlines()
    assert "Under »Tid« står nu »kl. 10.00«." in second
    assert "flyttet" not in second


def test_the_feed_of_a_forum_tells_nothing_of_the_items(tmp_path: Path) -> None:
    ws = workspace(tmp_path)
    path, _ = write_feed(ws, "udvalg", START)
    assert path == ws.output / "udvalg" / "kalender.ics"
    read = Calendar.from_ical(path.read_bytes())
    (event,) = read.walk("VEVENT")
    assert (read["METHOD"], str(event["SEQUENCE"])) == ("PUBLISH", "0")
    assert "Køb" not in path.read_text(encoding="utf-8")


def test_headers(tmp_path: Path) -> None:
    ws = workspace(tmp_path)
    with server() as inbox:
        send(ws, inbox.port, kind=Kind.REFERAT)
    letter = parsed(inbox.to("aase@example.org")[0])
    assert letter["From"] == "Sekretariatet <sekretariat@example.org>"
    assert letter["Reply-To"] == "Sekretariatet <svar@example.org>"
    assert letter["To"].addresses[0].display_name == "Åse Ærlig"
    assert letter["List-Id"] == "Prøveudvalget <udvalg.example.org>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Date"].datetime == START
    rec = record(ws)
    with rec.opened():
        mailing = prepared(ws, rec, Kind.REFERAT)
    assert letter["Message-ID"] == mailing.message_id("AASE@example.org", 1, 0)


def test_same_input_same_bytes() -> None:
    assert bytes(written(*NAMES)) == bytes(written(*NAMES))


@pytest.mark.parametrize(
    "subject",
    [
        "Rettet: Dagsorden: Udvalget for Miljø, Åer og Grønne Områder, 17. marts 2026",
        "Dagsorden: " + "ord " * 60,
        "Dagsorden =?utf-8?q?nej?=",
        "ÆØÅ " * 40,
    ],
)
def test_a_subject_keeps_its_spaces(subject: str) -> None:
    data = bytes(written(subject=subject))
    assert parsed(data)["Subject"] == subject.strip()
    head = data.partition(b"\r\n\r\n")[0]
    assert all(len(line) <= 78 for line in head.split(b"\r\n"))


def test_names_with_commas_stay_one_name(tmp_path: Path) -> None:
    ws = workspace(tmp_path)
    change(ws, "navn: Sekretariatet, email", 'navn: "Børn, Unge og Familie", email', "forum.yaml")
    mail = Mail(afsender="By, Land og Kultur <sekretariat@example.org>")
    mailing = prepared(ws, settings=mail)
    letter = parsed(bytes(mailing.shown(mailing.variants[0], mailing.variants[0].whole)))
    assert str(letter["From"]) == '"By, Land og Kultur" <sekretariat@example.org>'
    assert letter["Reply-To"].addresses[0].display_name == "Børn, Unge og Familie"
    assert letter["Reply-To"].addresses[0].addr_spec == "svar@example.org"


class Outline(HTMLParser):
    """The elements of a message's HTML, with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def of(self, *tags: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.found if tag in tags]


@pytest.mark.parametrize("times", [True, False])
def test_the_html_is_told_right_by_a_screen_reader(tmp_path: Path, times: bool) -> None:
    ws = workspace(tmp_path)
    if not times:
        for minutes in (10, 20):
            change(ws, f"    varighed: {minutes}\n", "")
    change(ws, "  - titel: Cykelsti", "  - gruppe: Beslutninger\n    titel: Cykelsti")
    mailing = prepared(ws)
    variant = mailing.variants[0]
    outline = Outline(mailing.text(variant, variant.whole).html)
    assert outline.of("html") == [{"lang": "da"}]
    assert [tag for tag, _ in outline.found if tag in ("h1", "h2", "h3")] == ["h1", "h2", "h2"]
    assert [table.get("role") for table in outline.of("table")] == ["presentation"] * 2 + [None]
    scopes = [header["scope"] for header in outline.of("th")]
    assert scopes == ["col"] * (3 if times else 2) + ["rowgroup"]
    assert len(outline.of("tbody")) == 2
    assert not outline.of("style", "link", "img", "script"), "mail programs drop or refuse them"
    for attributes in outline.of("p", "h1", "h2", "li", "td", "th"):
        style = attributes.get("style") or ""
        assert "color: #1a1a1a" in style or "padding: 16px" in style or not style


def test_what_is_listed_below_a_change_stands_on_lines_of_its_own(tmp_path: Path) -> None:
    mailing = prepared(workspace(tmp_path))
    news = ("Disse har fået en anden tid:\n  - punkt 1, <A>: kl. 10\n  - punkt 2: kl. 11",)
    dispatch = mailing.variants[0].dispatch
    text = mail.render(mail.Brev(dispatch, "g", 2, 1, news, (), False, False), mailing.folders)
    assert "- Disse har fået en anden tid:\n  - punkt 1, <A>: kl. 10\n  - punkt 2" in text.plain
    assert "tid:<br>– punkt 1, &lt;A&gt;: kl. 10<br>– punkt 2: kl. 11</li>" in text.html
