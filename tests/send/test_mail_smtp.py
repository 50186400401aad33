"""The conversation with a mail server, one that behaves and one that does not."""

from __future__ import annotations

import datetime
import socket
import ssl
from collections.abc import Iterator
from typing import Any

import pytest
import trustme

from mail_support import HOST, Scripted, at, server, serving
from moedebog.addresses import on_the_wire
from moedebog.diagnostics import UsageProblem
from moedebog.secrecy import masked
from moedebog.send.credentials import URL, server_from
from moedebog.send.smtp import (
    Answer,
    FateUnknown,
    NotAccepted,
    NotServed,
    Permanent,
    Server,
    SmtpConnection,
    Temporary,
    Unreachable,
)
from moedebog.send.smtp import server as server_of

SECRET = "hemmeligt-kodeord"
LETTER = [b"Subject: x\r\n\r\n", b".en\r\n..to\r\ntre\r\n", b"slut\r\n"]


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def connection(
    port: int,
    *,
    authority: trustme.CA | None = None,
    timeout: float = 5,
    last_timeout: float = 0,
    **of: str,
) -> SmtpConnection:
    def context() -> ssl.SSLContext:
        made = ssl.create_default_context()
        if authority:
            authority.configure_trust(made)
        return made

    scheme = of.pop("scheme", "smtp")
    to = Server(scheme, HOST, port, **of)
    return SmtpConnection(
        to, context=context, timeout=timeout, last_timeout=last_timeout or timeout
    )


def offer(to: SmtpConnection, recipient: str = "a@example.org") -> Answer:
    return to.send(
        "fra@example.org", recipient, LETTER, sum(map(len, LETTER)), eight_bit=to.open().eight_bit
    )


# --- a server that behaves ---------------------------------------------------------------------


@pytest.mark.parametrize("smtps", [False, True])
def test_it_encrypts_logs_in_and_sends(authority: trustme.CA, smtps: bool) -> None:
    with server(tls=serving(authority), password=SECRET, smtps=smtps) as inbox:
        scheme = "smtps" if smtps else "smtp"
        talk = connection(
            inbox.port, authority=authority, scheme=scheme, user="bruger", password=SECRET
        )
        assert offer(talk).code == offer(talk, "b@example.org").code == 250
        talk.close()
    assert inbox.recipients == ["a@example.org", "b@example.org"]
    assert inbox.to("a@example.org") == [b"".join(LETTER)]
    assert len(inbox.logins) == 1
    options = inbox.envelopes[0].mail_options
    assert f"SIZE={sum(map(len, LETTER))}" in options
    assert "BODY=8BITMIME" in options
    assert "SMTPUTF8" not in options


def test_utf8_only_when_an_address_needs_it() -> None:
    with server() as inbox:
        talk = connection(inbox.port)
        offer(talk, "åse@example.org")
        offer(talk, "a@blåbær.example.org")
        talk.close()
    first, second = inbox.envelopes
    assert "SMTPUTF8" in first.mail_options
    assert first.rcpt_tos == ["åse@example.org"]
    assert "SMTPUTF8" not in second.mail_options
    assert second.rcpt_tos == ["a@xn--blbr-roah.example.org"]


def test_without_utf8_such_an_address_is_rejected_and_the_next_goes_on() -> None:
    with Scripted(lambda *_: None) as scripted:
        talk = connection(scripted.port)
        with pytest.raises(Permanent, match="SMTPUTF8"):
            offer(talk, "åse@example.org")
        assert offer(talk).code == 250
    assert "BODY=8BITMIME" not in scripted.steps


# --- encryption and login ----------------------------------------------------------------------


def test_a_wrong_password_is_told_without_the_password(authority: trustme.CA) -> None:
    with server(tls=serving(authority), password=SECRET) as inbox:
        talk = connection(inbox.port, authority=authority, user="b", password="forkert-kode")
        with pytest.raises(NotServed) as told:
            talk.open()
    assert "login" in str(told.value)
    assert "forkert-kode" not in str(told.value) + repr(talk.server)
    assert inbox.envelopes == []


def test_the_password_is_hidden_even_if_the_server_repeats_it() -> None:
    import base64

    plain = base64.b64encode(f"\0b\0{SECRET}".encode()).decode()
    script = at("AUTH", f"535 AUTH PLAIN {plain} og {SECRET} duer ikke")
    with Scripted(script, ("AUTH PLAIN",)) as scripted:
        talk = connection(scripted.port, user="b", password=SECRET)
        with pytest.raises(NotServed) as told:
            talk.open()
    assert str(told.value) == "login: 535 AUTH PLAIN *** og *** duer ikke"


def test_expired_certificate(authority: trustme.CA) -> None:
    ended = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=1)
    problem = pytest.raises(NotServed, match=r"certifikat.*expired")
    with server(tls=serving(authority, ends=ended)) as inbox, problem:
        connection(inbox.port, authority=authority).open()
    assert inbox.envelopes == []


def test_a_server_that_does_not_speak_tls_is_not_waited_for() -> None:
    with server() as inbox, pytest.raises(NotServed, match="krypteringen mislykkedes"):
        connection(inbox.port, scheme="smtps").open()


def test_certificate_of_another_name(authority: trustme.CA) -> None:
    problem = pytest.raises(NotServed, match="certifikat")
    with server(tls=serving(authority, "en.anden.example.org")) as inbox, problem:
        connection(inbox.port, authority=authority).open()


def test_certificate_of_nobody(authority: trustme.CA) -> None:
    with server(tls=serving(authority)) as inbox, pytest.raises(NotServed, match="certifikat"):
        connection(inbox.port).open()


def test_without_encryption_only_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    with Scripted(lambda *_: None) as scripted:
        assert connection(scripted.port).open().size == 50_000_000
        monkeypatch.setattr("moedebog.send.smtp._on_this_machine", lambda _: False)
        with pytest.raises(NotServed, match="kryptering"):
            connection(scripted.port).open()
        assert "MAIL" not in scripted.steps
        assert "AUTH" not in scripted.steps


@pytest.mark.parametrize(
    ("peer", "here"),
    [
        (("127.0.0.1", 25), True),
        (("::1", 25, 0, 0), True),
        (("192.0.2.1", 25), False),
        (("fe80::1%eth0", 25, 0, 2), False),
    ],
)
def test_what_counts_as_this_machine(peer: tuple[object, ...], here: bool) -> None:
    """The address that answered, not the name that was asked for."""
    from unittest.mock import Mock

    from moedebog.send.smtp import _on_this_machine

    smtp = Mock()
    smtp.sock.getpeername.return_value = peer
    assert _on_this_machine(smtp) is here


# --- misbehaviour at each step -------------------------------------------------------------------

REFUSED, UNREACHABLE, UNKNOWN = NotServed, Unreachable, FateUnknown
TEMPORARY, PERMANENT = Temporary, Permanent


@pytest.mark.parametrize(
    ("step", "action", "failure"),
    [
        ("connect", "554 ikke her", REFUSED),
        ("connect", "421 travlt", UNREACHABLE),
        ("connect", "drop", UNREACHABLE),
        ("connect", "stall", UNREACHABLE),
        ("EHLO", "drop", UNREACHABLE),
        ("EHLO", "421 travlt", UNREACHABLE),
        ("MAIL", "550 afsenderen er ukendt", REFUSED),
        ("MAIL", "552 for stor", PERMANENT),
        ("MAIL", "451 prøv senere", TEMPORARY),
        ("MAIL", "421 travlt", TEMPORARY),
        ("MAIL", "drop", TEMPORARY),
        ("MAIL", "stall", TEMPORARY),
        ("RCPT", "550 findes ikke", PERMANENT),
        ("RCPT", "450 postkassen er låst", TEMPORARY),
        ("RCPT", "drop", TEMPORARY),
        ("RCPT", "stall", TEMPORARY),
        ("DATA", "554 nej", PERMANENT),
        ("DATA", "451 senere", TEMPORARY),
        ("DATA", "drop", TEMPORARY),
        ("body", "drop", TEMPORARY),
        ("dot", "554 spam", PERMANENT),
        ("dot", "451 senere", TEMPORARY),
        ("dot", "drop", UNKNOWN),
        ("dot", "stall", UNKNOWN),
        ("accepted", "drop", UNKNOWN),
    ],
)
def test_each_failure_is_told_apart(step: str, action: str, failure: type[NotAccepted]) -> None:
    """The first message meets it; the same connection object then sends the next one."""
    seen: list[str] = []

    def script(now: str, number: int) -> str | None:
        if now == step and not seen:
            seen.append(now)
            return action
        return None

    # More than the machine itself holds back for a server that has stopped reading.
    lines = 2_000_000 if step == "body" else 20
    letter = [b"Subject: x\r\n\r\n", b"en linje\r\n" * lines]
    with Scripted(script) as scripted:
        talk = connection(scripted.port, timeout=1)
        with pytest.raises(failure) as told:
            talk.send("f@example.org", "a@example.org", letter, 10, eight_bit=False)
        assert type(told.value) is failure
        assert offer(talk, "b@example.org").code == 250
        talk.close()
    assert seen
    assert [to for to, _ in scripted.accepted][-1] == "b@example.org"


def test_ehlo_refused_falls_back_and_still_wants_encryption(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with Scripted(at("EHLO", "502 kender ikke")) as scripted:
        talk = connection(scripted.port)
        assert offer(talk).code == 250
        monkeypatch.setattr("moedebog.send.smtp._on_this_machine", lambda _: False)
        with pytest.raises(NotServed, match="kryptering"):
            connection(scripted.port).open()


def test_answer_250_and_drop_counts_as_accepted() -> None:
    with Scripted(at("answered", "drop", 1)) as scripted:
        talk = connection(scripted.port)
        assert offer(talk).code == 250
        with pytest.raises(Temporary):
            offer(talk, "b@example.org")
        assert offer(talk, "b@example.org").code == 250
    assert [to for to, _ in scripted.accepted] == ["a@example.org", "b@example.org"]


def test_a_server_may_look_through_a_message_before_it_answers() -> None:
    """It takes longer than any other answer may."""
    with Scripted(at("dot", "wait", 1)) as scripted:
        talk = connection(scripted.port, timeout=1.5, last_timeout=20)
        assert offer(talk).code == offer(talk, "b@example.org").code == 250
    assert [to for to, _ in scripted.accepted] == ["a@example.org", "b@example.org"]


def test_a_slow_line_has_time_for_a_large_message(monkeypatch: pytest.MonkeyPatch) -> None:
    """A timeout holds for all that one call hands on, so that must never be much."""
    handed_on: list[int] = []
    usual = socket.socket.sendall

    def sendall(self: socket.socket, data: Any, *rest: Any) -> None:
        handed_on.append(len(data))
        usual(self, data, *rest)

    letter = [b"Subject: x\r\n\r\n", b"en linje\r\n" * 200_000]
    with Scripted(lambda *_: None) as scripted:
        talk = connection(scripted.port)
        talk.open()
        monkeypatch.setattr(socket.socket, "sendall", sendall)
        talk.send("f@example.org", "a@example.org", letter, 10, eight_bit=False)
    assert max(handed_on) <= 300_000
    assert len(scripted.accepted[0][1]) == sum(map(len, letter))


def test_stopped_by_hand_in_the_middle_it_says_nothing_more() -> None:
    def pieces() -> Iterator[bytes]:
        yield LETTER[0]
        raise KeyboardInterrupt

    with Scripted(lambda *_: None) as scripted:
        talk = connection(scripted.port)
        with pytest.raises(KeyboardInterrupt):
            talk.send("fra@example.org", "a@example.org", pieces(), 10, eight_bit=False)
        talk.close()  # at once: no goodbye that would be taken for the message's text
        assert offer(talk, "b@example.org").code == 250
    assert [to for to, _ in scripted.accepted] == ["b@example.org"]


# --- addresses of servers and people --------------------------------------------------------------


def test_the_url() -> None:
    assert server_of("smtp://mig%40kommune@post.example.org") == Server(
        "smtp", "post.example.org", 587, "mig@kommune"
    )
    assert server_of("smtps://post.example.org:4650").port == 4650
    assert server_of("smtp://[::1]:25").host == "::1"


@pytest.mark.parametrize(
    "url", ["", "post.example.org", "http://x", "smtp://", "smtp://x:port", "smtp://x/y"]
)
def test_an_url_that_will_not_do(url: str) -> None:
    with pytest.raises(UsageProblem, match="MOEDEBOG_SMTP_URL"):
        server_of(url)


def test_a_password_in_the_url_is_refused_and_not_repeated() -> None:
    with pytest.raises(UsageProblem) as told:
        server_of(f"smtp://b:{SECRET}@x")
    assert SECRET not in str(told.value)


def test_on_the_wire() -> None:
    assert on_the_wire("a@æble.dk") == ("a@xn--ble-xla.dk", False)
    assert on_the_wire("å@b.dk") == ("å@b.dk", True)


def test_what_to_write_for_a_server_is_shown_to_everybody() -> None:
    for url in ({}, {URL: "http://x"}):
        with pytest.raises(UsageProblem) as problem:
            server_from(url)
        assert "smtp://<bruger>@server:587" in masked(str(problem.value))
