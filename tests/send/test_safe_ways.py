"""What is closed goes by the way that the group names, or not at all."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
import trustme
from msgspec.structs import replace

from certificate_samples import certificate, decrypted, parts_of, put
from mail_support import (
    FORUM,
    HOST,
    MEETING,
    SENDER,
    Clock,
    change,
    letter_to,
    parsed,
    prepared,
    record,
    send,
    server,
    serving,
    workspace,
)
from moedebog import cli
from moedebog.diagnostics import Problems
from moedebog.document import Kind
from moedebog.render.calendar import Address
from moedebog.rules.safe_ways import leads_to
from moedebog.send import summaries
from moedebog.send.due import Summary, due_deliveries
from moedebog.send.mailing import Mailing, Variant
from moedebog.send.outbox import Sending
from moedebog.send.prepare import prepare
from moedebog.send.smtp import NotServed, Server, SmtpConnection
from moedebog.settings.command import Mail
from moedebog.workspace import Workspace

pytestmark = pytest.mark.usefixtures("quick_renderers")

AASE, BO, AVIS = "aase@example.org", "bo@example.org", "avis@example.org"
USUAL = "sikring:\n  sikkermail:\n    felt: X-Sikker-Mail\n"
NOTHING_CLOSED = MEETING.partition("  - titel: Køb af grunden")[0].replace(", offentlig: nej", "")
WHERE = "Det lukkede ligger i mødeportalen."
SECRETS = ("Havnevej 3", "900.000", "Hemmeligt skøde", "Fortrolig pris", "hemmelig pris")


def made(root: Path, way: str, meeting: str = MEETING) -> Workspace:
    """A workspace whose members have this ``sikring``; its lines, or nothing."""
    lines = f"sikring:\n{way}" if way else ""
    return workspace(root, FORUM.replace(USUAL, lines), meeting)


def all_of(letter: bytes) -> str:
    """Everything that a message says, files and encoded words as well."""
    read = parsed(letter)
    texts = [f"{name}: {value}" for name, value in read.items()]
    for part in read.walk():
        texts.append(part.get_filename() or "")
        if not part.is_multipart():
            data = part.get_payload(decode=True)
            assert isinstance(data, bytes)
            texts.append(data.decode("utf-8", "replace"))
    return "\n".join(texts)


# --- none ---------------------------------------------------------------------------------------


def test_without_a_way_nobody_gets_it_and_the_others_do(tmp_path: Path) -> None:
    ws = made(tmp_path, "")
    with server() as inbox:
        done = send(ws, inbox.port)
    assert inbox.recipients == done.accepted == [AVIS]
    assert done.unsafe == [(AASE, "medlemmer"), (BO, "medlemmer")]
    assert not done.is_complete
    lines = [str(line) for line in summaries.summary(done, "x", sees_closed=True)]
    assert any("2 modtagere i gruppen medlemmer får det IKKE" in line for line in lines)


def test_where_nothing_is_closed_no_way_is_asked_for(tmp_path: Path) -> None:
    ws = made(tmp_path, "", NOTHING_CLOSED)
    change(ws, "sted: Rådhuset\n", "sted: Rådhuset\nmoedelink: https://moede.example.org/1\n")
    with server() as inbox:
        assert send(ws, inbox.port).accepted == [AASE, BO, AVIS]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    sagsfremstilling: En", "    lukket: ja\n    sagsfremstilling: En"),
        ("fil: bilag/kort.pdf}", "fil: bilag/kort.pdf, offentlig: nej}"),
        ("punkter:\n", "afbud:\n  - navn: Bo Bæk\n    aarsag: Sygdom i familien\npunkter:\n"),
    ],
)
def test_closed_is_whatever_the_public_does_not_read(tmp_path: Path, old: str, new: str) -> None:
    ws = made(tmp_path, "", NOTHING_CLOSED)
    change(ws, old, new)
    assert [prepared(ws).confides(one) for one in prepared(ws).variants] == [True, False]


def test_the_dagsorden_is_free_where_only_the_referat_is_closed(tmp_path: Path) -> None:
    ws = made(tmp_path, "", NOTHING_CLOSED)
    change(
        ws,
        "fil: bilag/kort.pdf}",
        "fil: bilag/kort.pdf}\n      - {titel: P, fil: bilag/pris.docx, offentlig: nej, "
        "udsendes_med: referat}",
    )
    dagsorden, referat = (prepared(ws, kind=kind) for kind in Kind)
    assert not dagsorden.confides(dagsorden.variants[0])
    assert referat.confides(referat.variants[0])


def test_what_was_closed_before_is_closed_in_the_list_of_changes(tmp_path: Path) -> None:
    ws = made(tmp_path, "  anden: En server.\n")
    with server() as inbox:
        send(ws, inbox.port)
    path = ws.meetings / "udvalg" / "2025-09-12.yaml"
    path.write_text(NOTHING_CLOSED, encoding="utf-8")
    change(ws, "sikring:\n  anden: En server.\n", "", "forum.yaml")
    mailing = prepared(ws)
    assert mailing.confides(mailing.variants[0], mailing.earlier[0])


def test_no_message_is_made_past_the_question(tmp_path: Path) -> None:
    mailing = prepared(made(tmp_path, ""))
    with pytest.raises(Problems) as told:
        message_to(mailing, AASE)
    assert [one.code for one in told.value.diagnostics] == ["M651"]


def message_to(mailing: Mailing, email: str) -> bytes:
    variant = variant_of(mailing, email)
    made = mailing.message(
        variant,
        variant.whole,
        Address("", email),
        message_id="<1@example.org>",
        date=Clock().now(),
    )
    return bytes(made)


def variant_of(mailing: Mailing, email: str) -> Variant:
    return next(v for v in mailing.variants if email in {p.email for p in v.recipients})


def test_the_preview_says_so_and_leaves_no_file_to_send_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ws = made(tmp_path, "")
    (ws.root / "moedebog.yaml").write_text("mail:\n  afsender: S <s@example.org>\n", "utf-8")
    monkeypatch.chdir(ws.root)
    usual = ["mail", "2025-09-12", "--doc", "dagsorden", "--vis-lukket"]
    assert cli.main(usual) == 1
    told = capsys.readouterr()
    assert "M651" in told.out + told.err
    assert "der er ingen sikker vej" in told.out
    names = [path.name for path in (ws.output / "udvalg").rglob("*.eml")]
    assert names == ["dagsorden-presse.eml"]


# --- by a tunnel --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def through(ws: Workspace, port: int, authority: trustme.CA | None, scheme: str) -> Summary:
    """Send through a server; ``authority``: who is believed."""

    def context() -> ssl.SSLContext:
        trusted = ssl.create_default_context()
        if authority:
            authority.configure_trust(trusted)
        return trusted

    rec, clock = record(ws), Clock()
    with rec.locked(), rec.opened():
        mailing = prepared(ws, rec, clock=clock)
        to = SmtpConnection(Server(scheme, HOST, port), context=context, timeout=5)
        return Sending(mailing, rec, to, clock, backoff=()).run()


TUNNEL = "  tunnel:\n    - example.org\n"


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_by_a_tunnel_over_tls_and_the_record_says_which(
    tmp_path: Path, authority: trustme.CA, scheme: str
) -> None:
    ws = made(tmp_path, TUNNEL)
    with server(tls=serving(authority), smtps=scheme == "smtps") as inbox:
        assert through(ws, inbox.port, authority, scheme).is_complete
    assert inbox.recipients == [AASE, BO, AVIS]
    with record(ws).opened() as rec:
        (version,) = rec.versions("udvalg/2025-09-12")
        ways = [entry.way for entry in rec.entries(version.id)]
        file, *_ = ws.meeting_files()
        lines = [str(line) for line in summaries.status(rec, ws, file, sees_closed=True)]
    assert ways[0].startswith("tunnel; TLSv1.3 TLS_")
    assert ways[2] == ""
    assert "[tunnel; TLSv1.3 " in lines[1]


def test_no_tunnel_without_tls_and_the_public_gets_theirs(tmp_path: Path) -> None:
    ws = made(tmp_path, TUNNEL)
    with server() as inbox:
        done = send(ws, inbox.port)
    assert inbox.recipients == [AVIS]
    assert done.unencrypted
    assert not done.is_complete


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
@pytest.mark.parametrize("wrong", ["name", "unknown", "old"])
def test_no_tunnel_to_a_server_that_is_not_known(
    tmp_path: Path, authority: trustme.CA, wrong: str
) -> None:
    ws = made(tmp_path, TUNNEL)
    tls = serving(authority, "elsewhere.example.org") if wrong == "name" else serving(authority)
    if wrong == "old":
        tls.minimum_version = ssl.TLSVersion.TLSv1
        tls.maximum_version = ssl.TLSVersion.TLSv1_1
        tls.set_ciphers("ALL:@SECLEVEL=0")
    believed = None if wrong == "unknown" else authority
    with server(tls=tls) as inbox, pytest.raises(Exception, match="Mailserveren kan ikke bruges"):
        through(ws, inbox.port, believed, "smtp")
    assert inbox.recipients == []


def test_a_connection_that_is_no_tunnel_takes_no_closed_message() -> None:
    with server() as inbox:
        talk = SmtpConnection(Server("smtp", HOST, inbox.port))
        with pytest.raises(NotServed):
            talk.send("a@example.org", BO, [b"x\r\n"], 3, eight_bit=False, tunnel=True)
        talk.close()
    assert inbox.envelopes == []


def test_outside_the_tunnel_each_is_named_before_anything_is_sent(
    tmp_path: Path, authority: trustme.CA
) -> None:
    ws = made(tmp_path, TUNNEL)
    change(ws, BO, "bo@privat.example", "forum.yaml")
    with record(ws).opened() as rec:
        (refused,) = due_deliveries(prepared(ws, rec), rec).refused
    assert (refused.code, "bo@privat.example" in refused.message) == ("M652", True)
    with server(tls=serving(authority)) as inbox:
        through(ws, inbox.port, authority, "smtp")
    assert inbox.recipients == [AASE, AVIS]


@pytest.mark.parametrize(
    ("domains", "email", "leads"),
    [
        (("example.org",), "a+b@EXAMPLE.org", True),
        (("example.org",), "a@under.example.org", False),
        (("example.org",), "a@notexample.org", False),
        (("*.example.org",), "a@under.example.org", True),
        (("*.example.org",), "a@example.org", False),
        (("blåbær.example",), "a@xn--blbr-roah.example", True),
        (("xn--blbr-roah.example",), "a@Blåbær.example", True),
        (("example.org",), "example.org@elsewhere.example", False),
    ],
)
def test_where_a_tunnel_leads(domains: tuple[str, ...], email: str, leads: bool) -> None:
    assert leads_to(domains, email) is leads


# --- by a mark ----------------------------------------------------------------------------------


def test_the_mark_stands_on_closed_messages_alone(tmp_path: Path) -> None:
    way = '  sikkermail:\n    emne: "[SIKKER]"\n    felt: X-Krypter\n    vaerdi: nu\n'
    ws = made(tmp_path, way)
    change(ws, "dato: 2025-09-12", "titel: Møde om åen\ndato: 2025-09-12")
    with server() as inbox:
        send(ws, inbox.port)
    own, others = letter_to(inbox, BO), letter_to(inbox, AVIS)
    assert (own["X-Krypter"], others["X-Krypter"]) == ("nu", None)
    assert own["Subject"] == f"[SIKKER] {others['Subject']}"
    assert b"\r\nSubject: [SIKKER]\r\n =?utf-8?" in inbox.to(BO)[0]


# --- enciphered ---------------------------------------------------------------------------------


SMIME = "  smime: certifikater\n"


def with_certificates(root: Path, *people: str) -> Workspace:
    ws = made(root, SMIME)
    for email in people:
        put(ws.meetings / "udvalg" / "certifikater", email, certificate(email))
    return ws


def test_what_arrives_is_what_was_proven(tmp_path: Path) -> None:
    ws = with_certificates(tmp_path, AASE, BO)
    with server() as inbox:
        assert send(ws, inbox.port).is_complete
    sent = inbox.to(BO)[0]
    head = message_from_bytes(sent, policy=default)
    assert head.get_content_type() == "application/pkcs7-mime"
    assert head.get_param("smime-type") == "enveloped-data"
    assert [secret for secret in SECRETS if secret in all_of(sent)] == []
    inner = decrypted(sent, BO)
    mailing = prepared(ws)
    variant = variant_of(mailing, BO)
    shown = bytes(mailing.shown(variant, variant.whole))
    assert parts_of(inner) == parts_of(shown)
    assert "900.000" in all_of(inner)
    with pytest.raises(ValueError, match="No recipient found"):
        decrypted(sent, AASE)


@pytest.mark.parametrize(
    ("faulty", "why"),
    [
        ({}, "der er intet certifikat"),
        ({"ends": timedelta(days=-1)}, "udløb den"),
        ({"begins": timedelta(days=1)}, "gælder først"),
        ({"address": "en.anden@example.org"}, "er til en.anden@example.org"),
        ({"enciphers": False}, "ikke til at kryptere"),
        ({"mail": False}, "ikke til at kryptere"),
        ({"curve": True}, "har ikke en RSA-nøgle"),
    ],
)
def test_whoever_has_no_good_certificate_is_named_and_gets_nothing(
    tmp_path: Path, faulty: dict[str, Any], why: str
) -> None:
    ws = with_certificates(tmp_path, AASE)
    if faulty:
        put(ws.meetings / "udvalg" / "certifikater", BO, certificate(BO, **faulty))
    with record(ws).opened() as rec:
        (refused,) = due_deliveries(prepared(ws, rec), rec).refused
    assert refused.code == "M653"
    assert why in refused.message
    with server() as inbox:
        done = send(ws, inbox.port)
    assert inbox.recipients == [AASE, AVIS]
    assert done.unsafe == [(BO, "medlemmer")]


def test_a_certificate_in_its_last_days_is_told_of(tmp_path: Path) -> None:
    ws = with_certificates(tmp_path, AASE)
    put(
        ws.meetings / "udvalg" / "certifikater",
        BO,
        certificate(BO, ends=timedelta(days=9)),
        der=True,
    )
    assert [one.code for one in prepared(ws).warnings] == ["M655"]


def test_parts_fit_the_server_when_they_are_enciphered(tmp_path: Path) -> None:
    ws = with_certificates(tmp_path, AASE, BO)
    with server(size=56_000) as inbox:
        assert send(ws, inbox.port).is_complete
    assert len(inbox.to(BO)) > 1
    assert all(len(one) <= 56_000 for one in inbox.to(BO))


# --- told where it lies -------------------------------------------------------------------------


BESKED = f"  besked: {WHERE}\n"


def test_they_are_told_where_it_lies_and_get_nothing_of_it(tmp_path: Path) -> None:
    ws = made(tmp_path, BESKED)
    with server() as inbox:
        assert send(ws, inbox.port).is_complete
        text = all_of(inbox.to(BO)[0])
        assert WHERE in text
        assert "Kort over åen.pdf" in text
        assert [secret for secret in SECRETS if secret in text] == []
        assert WHERE not in all_of(inbox.to(AVIS)[0])
        change(ws, "900.000", "850.000")
        done = send(ws, inbox.port)
    assert done.accepted == [AASE, BO]  # something is new there, though the public reads the same
    assert "Rettet" in letter_to(inbox, BO)["Subject"]
    assert [secret for secret in SECRETS if secret in all_of(inbox.to(BO)[1])] == []


def test_the_record_says_what_they_got(tmp_path: Path) -> None:
    ws = made(tmp_path, BESKED)
    with server() as inbox:
        send(ws, inbox.port)
        assert send(ws, inbox.port).already == [AASE, BO, AVIS]
        change(ws, f"  besked: {WHERE}", "  anden: Samme server.", "forum.yaml")
        assert send(ws, inbox.port).accepted == [AASE, BO]
    with record(ws).opened() as rec:
        (version,) = rec.versions("udvalg/2025-09-12")
        own = [(e.way, "intern.pdf" in e.material) for e in rec.entries(version.id)]
    assert own[0] == ("besked", False)
    assert own[-1] == ("anden", True)


@pytest.mark.parametrize("name", ["besked.txt", "besked.html"])
def test_a_template_that_does_not_say_where_it_lies_sends_nothing(
    tmp_path: Path, name: str
) -> None:
    ws = made(tmp_path, BESKED)
    folder = ws.root / "templates" / "egen" / "mail"
    folder.mkdir(parents=True)
    (folder.parent / "pdf.yaml").write_text("bygger_paa: standard\n", encoding="utf-8")
    (folder / name).write_text("Hermed dagsordenen.\n", encoding="utf-8")
    change(ws, "navn: Prøveudvalget\n", "navn: Prøveudvalget\nskabelon: egen\n", "forum.yaml")
    with server() as inbox, pytest.raises(Problems) as told:
        send(ws, inbox.port)
    (found,) = told.value.diagnostics
    assert found.code == "M450"
    assert WHERE in found.message
    assert "{{ ord.mail_attached[dokument.kind] }}" in found.message
    assert found.position.file.endswith(name)
    assert inbox.envelopes == []


def test_where_nothing_is_closed_they_get_what_they_always_got(tmp_path: Path) -> None:
    ws = made(tmp_path, BESKED, NOTHING_CLOSED)
    with server() as inbox:
        send(ws, inbox.port)
    assert WHERE not in all_of(inbox.to(BO)[0])


# --- as today -----------------------------------------------------------------------------------


def test_another_way_is_told_of_once(tmp_path: Path) -> None:
    ws = made(tmp_path, "  anden: Alle har postkasse på samme server.\n")
    (found,) = prepared(ws).warnings
    assert found.code == "M656"
    with server() as inbox:
        assert send(ws, inbox.port).is_complete


# --- places that others see ---------------------------------------------------------------------


def test_no_closed_word_stands_in_subject_names_or_calendar(tmp_path: Path) -> None:
    ws = made(tmp_path, "  anden: Samme server.\n")
    with server() as inbox:
        send(ws, inbox.port)
    letter = letter_to(inbox, BO)
    seen = [str(value) for value in letter.values()]
    seen += [part.get_filename() or "" for part in letter.walk()]
    seen += [
        part.get_content() for part in letter.walk() if part.get_content_type() == "text/calendar"
    ]
    assert [secret for secret in SECRETS if secret in "\n".join(seen)] == []
    assert "Punkt 3, bilag 1.pdf" in seen


def test_a_template_that_puts_closed_words_into_the_subject_sends_nothing(tmp_path: Path) -> None:
    ws = made(tmp_path, "  anden: Samme server.\n")
    folder = ws.root / "templates" / "egen" / "mail"
    folder.mkdir(parents=True)
    (folder.parent / "pdf.yaml").write_text("bygger_paa: standard\n", encoding="utf-8")
    subject = "{{ dokument.oversigt.linjer[-1].titel }}"
    (folder / "emne.txt").write_text(subject, encoding="utf-8")
    change(ws, "navn: Prøveudvalget\n", "navn: Prøveudvalget\nskabelon: egen\n", "forum.yaml")
    with server() as inbox, pytest.raises(Exception, match="brevhovedet"):
        send(ws, inbox.port)
    assert inbox.envelopes == []


@pytest.mark.parametrize(
    "closed",
    [
        "    gaester:\n      - navn: Sara Lundgaard\n",
        "    beslutning: Ejendomssalg.\n",
        "    beslutning: presse.\n",
        "    beslutning: Auto-generated.\n",
    ],
)
def test_what_every_letter_says_is_no_leak_whatever_is_closed(tmp_path: Path, closed: str) -> None:
    way = "  sikkermail:\n    felt: X-Sikker\n    vaerdi: Ejendomssalg\n"
    ws = made(tmp_path, way, MEETING + closed)
    settings = Mail(afsender="Sara Lundgaard <sara@example.org>")
    for kind in Kind:
        mailing = prepared(ws, kind=kind, settings=settings)
        for one in mailing.variants:
            assert bytes(mailing.shown(one, one.whole))


# --- who stays away -----------------------------------------------------------------------------


REGRETS = "afbud:\n  - navn: Bo Bæk\npunkter:\n"
NO_PAPERS = "navn: Prøveudvalget\npolitik:\n  afbud_faar_materiale: nej\n"


def test_who_sends_regrets_keeps_getting_the_papers(tmp_path: Path) -> None:
    ws = made(tmp_path, "  anden: Samme server.\n")
    change(ws, "punkter:\n", REGRETS)
    with server() as inbox:
        assert send(ws, inbox.port).accepted == [AASE, BO, AVIS]


def test_unless_the_forum_says_otherwise_and_then_the_calendar_alone(tmp_path: Path) -> None:
    ws = made(tmp_path, "  anden: Samme server.\n")
    change(ws, "navn: Prøveudvalget\n", NO_PAPERS, "forum.yaml")
    with server() as inbox:
        send(ws, inbox.port)
        change(ws, "punkter:\n", REGRETS)
        change(ws, "900.000", "850.000")
        assert send(ws, inbox.port).accepted == [AASE, AVIS]  # nothing new in Bo's calendar
        change(ws, 'start: "10:00"', 'start: "10:30"')
        assert BO in send(ws, inbox.port).accepted
        letter = letter_to(inbox, BO)
        kinds = {part.get_content_type() for part in letter.walk()}
        assert list(letter.iter_attachments()) == []
        assert "text/calendar" in kinds
        assert "Du har meldt afbud" in all_of(inbox.to(BO)[-1])
        assert BO in send(ws, inbox.port, kind=Kind.REFERAT).accepted


def test_who_had_nothing_is_passed_over_and_named(tmp_path: Path) -> None:
    ws = made(tmp_path, "  anden: Samme server.\n")
    change(ws, "navn: Prøveudvalget\n", NO_PAPERS, "forum.yaml")
    change(ws, "punkter:\n", REGRETS)
    mailing = prepared(ws)
    assert [person.email for person in mailing.passed_over] == [BO]
    lines = [str(one) for one in summaries.preview(ws, mailing, None, {}, sees_closed=True)]
    assert any("har meldt afbud og får ikke materialet" in line for line in lines)


@pytest.mark.parametrize(
    ("substitute", "codes"),
    [
        ("Ida Ny", ["M657"]),
        ("Å. Ærlig", ["M658"]),
        ("Ærlig, Åse", []),
        ("Borgmester Åse Ærlig", []),
    ],
)
def test_a_substitute_who_is_no_recipient_is_told_of(
    tmp_path: Path, substitute: str, codes: list[str]
) -> None:
    ws = workspace(tmp_path)
    entry = f"afbud:\n  - navn: Bo Bæk\n    stedfortraeder: {substitute}\npunkter:\n"
    change(ws, "punkter:\n", entry.replace(f": {substitute}", f': "{substitute}"'))
    assert [one.code for one in prepared(ws).warnings] == codes


def test_of_a_draft_nobody_is_told_to_be_missing_who_gets_what_is_issued(tmp_path: Path) -> None:
    ws = made(tmp_path, "  anden: Samme server.\n")
    entry = "afbud:\n  - navn: Bo Bæk\n    stedfortraeder: Åse Ærlig\npunkter:\n"
    change(ws, "punkter:\n", entry)
    file, *_ = ws.meeting_files()
    with record(ws).opened(make=False) as rec:
        now = Clock().now()
        mailing = prepare(ws, file, Kind.DAGSORDEN, SENDER, now, rec, draft=["presse"])
    assert [one.code for one in mailing.warnings] == []


def test_the_clock_of_a_certificate_is_the_one_of_the_mailing(tmp_path: Path) -> None:
    ws = with_certificates(tmp_path, AASE, BO)
    late = replace(prepared(ws), now=datetime(2125, 1, 1, tzinfo=UTC))
    with pytest.raises(Problems):
        message_to(late, BO)
