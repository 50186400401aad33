"""One conversation with a mail server: encrypted, checked, and told apart by what went wrong.

What matters after a failure is whether the server may have taken the message. Until the
dot that ends the message is sent it cannot have; after the server's answer it is known.
In between, and only there, its fate is unknown.
"""

from __future__ import annotations

import ipaddress
import smtplib
import socket
import ssl
from base64 import b64encode
from collections.abc import Callable, Iterable
from contextlib import suppress
from urllib.parse import quote, unquote, urlsplit

from msgspec import Struct

from moedebog.addresses import ascii_domain, on_the_wire
from moedebog.diagnostics import Phrase, UsageProblem
from moedebog.reasons import reason
from moedebog.send.answers import (
    LOST,
    NO_ENCRYPTION,
    NO_LOGIN,
    NO_PASSWORD,
    NO_SERVER,
    NO_TUNNEL,
    NOT_ASCII,
    NOT_ENCRYPTED,
    NOT_FOUND,
    NOT_TRUSTED,
    ONLY_ASCII,
    SILENT,
)

TIMEOUT = 60.0
"""Seconds without a word from the server."""
LAST_TIMEOUT = 600.0
"""The same once it has the whole message, which it may look through before it answers (RFC
5321, 4.5.3.2.6). To give up sooner makes duplicates."""

_CHUNK = 1 << 18
"""Bytes that must be on their way within ``TIMEOUT``: a large file on a slow line takes longer."""

_SAFE = ("TLSv1.2", "TLSv1.3")
PORTS = {"smtp": 587, "smtps": 465}
HIDDEN = "***"


class Server(Struct, frozen=True):
    """A mail server, as ``MOEDEBOG_SMTP_URL`` names it."""

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = ""

    def __repr__(self) -> str:
        """Without the password: a traceback may show it."""
        return f"Server({self.scheme}://{self.name})"

    @property
    def name(self) -> str:
        """How messages call it."""
        return f"{self.host}:{self.port}"


def server(url: str) -> Server:
    """The server of ``smtp[s]://user@host:port``, without its password.

    Raises ``UsageProblem``, which never repeats the address: a password may stand in it.
    """
    wanted = Phrase(
        "Skriv den som smtp://<bruger>@server:587 eller smtps://<bruger>@server:465.",
        "Write it as smtp://<user>@server:587 or smtps://<user>@server:465.",
    )
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        raise UsageProblem(
            Phrase(
                f"MOEDEBOG_SMTP_URL kan ikke forstås. {wanted}",
                f"MOEDEBOG_SMTP_URL cannot be understood. {wanted.english}",
            )
        ) from None
    if parts.scheme not in PORTS or not host or parts.path.strip("/") or parts.query:
        raise UsageProblem(
            Phrase(
                f"MOEDEBOG_SMTP_URL kan ikke forstås. {wanted}",
                f"MOEDEBOG_SMTP_URL cannot be understood. {wanted.english}",
            )
        )
    if parts.password is not None:
        raise UsageProblem(
            Phrase(
                "Adgangskoden må ikke stå i MOEDEBOG_SMTP_URL. Læg den i nøgleringen, i en fil, "
                "som kun du kan læse (MOEDEBOG_SMTP_PASSWORD_FILE), eller i "
                "MOEDEBOG_SMTP_PASSWORD.",
                "The password must not stand in MOEDEBOG_SMTP_URL. Put it into the keyring, "
                "into a file that only you can read (MOEDEBOG_SMTP_PASSWORD_FILE), or into "
                "MOEDEBOG_SMTP_PASSWORD.",
            )
        )
    host = ascii_domain(host) or host  # the system's own way is that of 2003
    return Server(parts.scheme, host, port or PORTS[parts.scheme], unquote(parts.username or ""))


# --- what can happen to a message -------------------------------------------------------


class Answer(Struct, frozen=True):
    """What the server said, and at which step."""

    step: str
    code: int
    text: str

    def __str__(self) -> str:
        return f"{self.step}: {self.code} {self.text}" if self.code else f"{self.step}: {self.text}"


class NotAccepted(Exception):
    """A message was not accepted."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        super().__init__(str(answer))


class Temporary(NotAccepted):
    """Not accepted now; it may be later."""


class Permanent(NotAccepted):
    """The server will never accept this message to this recipient."""


class FateUnknown(NotAccepted):
    """The connection was lost after the message was sent and before the server's answer."""


class NotServed(NotAccepted):
    """The server will not serve us at all: no encryption, wrong password, sender not allowed."""


class Unreachable(NotAccepted):
    """The server cannot be talked to now."""


class Abilities(Struct, frozen=True):
    """What a server offers."""

    size: int
    """The largest message in bytes; 0 where it does not say."""
    says_size: bool
    eight_bit: bool
    utf8: bool


Context = Callable[[], ssl.SSLContext]


class SmtpConnection:
    """A conversation with a server, which can be begun again."""

    def __init__(
        self,
        server: Server,
        *,
        context: Context = ssl.create_default_context,
        timeout: float = TIMEOUT,
        last_timeout: float = LAST_TIMEOUT,
    ) -> None:
        self.server = server
        self._context = context
        self._timeout = timeout
        self._last_timeout = last_timeout
        self._smtp: smtplib.SMTP | None = None
        self.abilities = Abilities(0, False, False, False)
        self.tls = ""
        """How the line is encrypted: the version of TLS and the cipher. Empty where it is not, or
        not by TLS 1.2 or later to a server whose certificate and name were checked."""

    # --- beginning and ending -----------------------------------------------------------

    def open(self) -> Abilities:
        """Connect, encrypt and log in, unless that is done. Raises ``NotAccepted``."""
        if self._smtp is None:
            try:
                self._smtp = self._connected()
            except NotAccepted:
                raise
            except ssl.SSLError as error:
                raise self._distrusted(error) from None
            except (OSError, smtplib.SMTPException) as error:
                raise Unreachable(self._lost("forbindelse", error)) from None
        return self.abilities

    def close(self) -> None:
        """End the conversation politely, if there is one."""
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            with suppress(OSError, smtplib.SMTPException):
                smtp.quit()
            smtp.close()

    def drop(self) -> None:
        """End the conversation at once."""
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            smtp.close()

    def _connected(self) -> smtplib.SMTP:
        server = self.server
        smtp = self._dialled()
        try:
            self._greet(smtp)
            if server.scheme == "smtp" and not isinstance(smtp, smtplib.SMTP_SSL):
                self._encrypt(smtp)
            if server.user:
                self._log_in(smtp)
        except BaseException:
            smtp.close()
            raise
        self.tls = _encryption(smtp)
        features = smtp.esmtp_features
        size = features.get("size", "")
        self.abilities = Abilities(
            size=int(size) if size.isdecimal() else 0,
            says_size="size" in features,
            eight_bit="8bitmime" in features,
            utf8="smtputf8" in features,
        )
        return smtp

    def _trust(self) -> ssl.SSLContext:
        """What servers are believed by; none older than TLS 1.2, whatever the system would take."""
        context = self._context()
        context.minimum_version = max(context.minimum_version, ssl.TLSVersion.TLSv1_2)
        return context

    def _dialled(self) -> smtplib.SMTP:
        server = self.server
        if server.scheme == "smtps":
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(timeout=self._timeout, context=self._trust())
            smtp._host = server.host  # type: ignore[attr-defined]  # whom the certificate names
        else:
            smtp = smtplib.SMTP(timeout=self._timeout)
            smtp._host = server.host  # type: ignore[attr-defined]
        code, text = smtp.connect(server.host, server.port)
        assert smtp.sock is not None  # noqa: S101 - connect has made it
        smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if code != 220:
            smtp.close()
            raise self._sorted(Answer("velkomst", code, self._clean(text)))
        return smtp

    def _greet(self, smtp: smtplib.SMTP) -> None:
        code, text = smtp.ehlo()
        if code in (500, 502, 504):  # a server that knows nothing but plain SMTP
            code, text = smtp.helo()
        if code != 250:
            raise self._sorted(Answer("EHLO", code, self._clean(text)))

    def _encrypt(self, smtp: smtplib.SMTP) -> None:
        if not smtp.has_extn("starttls"):
            if _on_this_machine(smtp):
                return
            raise NotServed(Answer("STARTTLS", 0, NO_ENCRYPTION.danish))
        code, text = smtp.starttls(context=self._trust())
        if code != 220:
            raise self._sorted(Answer("STARTTLS", code, self._clean(text)))
        assert smtp.sock is not None  # noqa: S101 - starttls has made it
        self._greet(smtp)

    def _log_in(self, smtp: smtplib.SMTP) -> None:
        if not self.server.password:
            raise NotServed(Answer("login", 0, NO_PASSWORD.danish))
        try:
            smtp.login(self.server.user, self.server.password)
        except smtplib.SMTPNotSupportedError:
            raise NotServed(Answer("login", 0, NO_LOGIN.danish)) from None
        except smtplib.SMTPAuthenticationError as error:
            answer = Answer("login", error.smtp_code, self._clean(error.smtp_error))
            raise self._sorted(answer) from None
        except UnicodeEncodeError:
            raise NotServed(Answer("login", 0, NOT_ASCII.danish)) from None

    def _sorted(self, answer: Answer) -> NotAccepted:
        return NotServed(answer) if 500 <= answer.code < 600 else Unreachable(answer)

    def _distrusted(self, error: ssl.SSLError) -> NotAccepted:
        if isinstance(error, ssl.SSLCertVerificationError):
            why = error.verify_message
            return NotServed(Answer("TLS", 0, NOT_TRUSTED.danish.format(why=why)))
        answer = Answer("TLS", 0, NOT_ENCRYPTED.danish.format(why=error.reason))
        # Cut off it may be better next time; a server that does not speak TLS will never be.
        return (Unreachable if isinstance(error, ssl.SSLEOFError) else NotServed)(answer)

    # --- one message --------------------------------------------------------------------

    def send(
        self,
        sender: str,
        recipient: str,
        pieces: Iterable[bytes],
        size: int,
        *,
        eight_bit: bool,
        tunnel: bool = False,
    ) -> Answer:
        """Offer one message; returns the server's answer when it has accepted it.

        ``tunnel``: over an encrypted connection alone; else nothing of it is said.

        ``pieces`` are the message, lines ending in CRLF, no line cut by two pieces.
        Raises ``NotAccepted``; after all but ``Permanent`` and ``Temporary`` with an answer
        of the server the conversation is over, and ``open`` begins a new one.
        """
        self.open()
        smtp = self._smtp
        assert smtp is not None  # noqa: S101 - open has made it
        if tunnel and not self.tls:
            raise NotServed(Answer("TLS", 0, NO_TUNNEL.danish))
        try:
            self._envelope(smtp, sender, recipient, size, eight_bit)
            self._body(smtp, pieces)
            return self._verdict(smtp)
        except NotAccepted:
            raise
        except BaseException:  # in the middle of a message nothing more can be said
            self.drop()
            raise

    def _envelope(
        self, smtp: smtplib.SMTP, sender: str, recipient: str, size: int, eight_bit: bool
    ) -> None:
        options = []
        if self.abilities.says_size:
            options.append(f"SIZE={size}")
        if eight_bit:
            options.append("BODY=8BITMIME")
        recipient, utf8 = on_the_wire(recipient)
        if utf8:
            if not self.abilities.utf8:
                raise Permanent(Answer("SMTPUTF8", 0, ONLY_ASCII.danish))
            options.append("SMTPUTF8")
            smtp.command_encoding = "utf-8"
        try:
            self._ask(smtp, "MAIL", f"FROM:<{on_the_wire(sender)[0]}> {' '.join(options)}".rstrip())
            self._ask(smtp, "RCPT", f"TO:<{recipient}>")
            self._ask(smtp, "DATA", "", wanted=(354,))
        except (OSError, smtplib.SMTPException) as error:
            self.drop()
            raise Temporary(self._lost("forbindelse", error)) from None
        finally:
            smtp.command_encoding = "ascii"

    def _ask(
        self, smtp: smtplib.SMTP, verb: str, rest: str, wanted: tuple[int, ...] = (250, 251)
    ) -> None:
        code, text = smtp.docmd(verb, rest)
        if code in wanted:
            return
        answer = Answer(verb, code, self._clean(text))
        if code in (421, -1):
            self.drop()
            raise Temporary(answer)
        self._reset(smtp)
        if not 500 <= code < 600:
            raise Temporary(answer)
        if verb == "MAIL" and code != 552:  # the sender, not the recipient
            self.drop()
            raise NotServed(answer)
        raise Permanent(answer)

    def _reset(self, smtp: smtplib.SMTP) -> None:
        try:
            smtp.rset()
        except (OSError, smtplib.SMTPException):
            self.drop()

    def _body(self, smtp: smtplib.SMTP, pieces: Iterable[bytes]) -> None:
        assert smtp.sock is not None  # noqa: S101 - it has just answered
        try:
            for piece in pieces:
                data = memoryview(_stuffed(piece))
                for start in range(0, len(data), _CHUNK):
                    smtp.sock.sendall(data[start : start + _CHUNK])
            # A send that fails has not handed the whole dot on, so the server lacks it.
            smtp.sock.sendall(b".\r\n")
        except OSError as error:
            answer = self._lost("indhold", error)
            with suppress(OSError, smtplib.SMTPException):  # it may have said why
                code, text = smtp.getreply()
                answer = Answer("indhold", code, self._clean(text))
            self.drop()
            if 500 <= answer.code < 600:
                raise Permanent(answer) from None
            raise Temporary(answer) from None

    def _verdict(self, smtp: smtplib.SMTP) -> Answer:
        assert smtp.sock is not None  # noqa: S101 - it has just been written to
        smtp.sock.settimeout(self._last_timeout)
        try:
            code, text = smtp.getreply()
            smtp.sock.settimeout(self._timeout)
        except (OSError, smtplib.SMTPException) as error:
            self.drop()
            raise FateUnknown(self._lost("svar", error)) from None
        answer = Answer("indhold", code, self._clean(text))
        if 200 <= code < 300:
            return answer
        if code in (421, -1):
            self.drop()
        if 500 <= code < 600:
            raise Permanent(answer)
        raise Temporary(answer)

    # --- words ----------------------------------------------------------------------------

    def _lost(self, step: str, error: Exception) -> Answer:
        if isinstance(error, smtplib.SMTPResponseException):
            return Answer(step, error.smtp_code, self._clean(error.smtp_error))
        if isinstance(error, smtplib.SMTPServerDisconnected):
            return Answer(step, 0, LOST.danish)
        if isinstance(error, TimeoutError):
            return Answer(step, 0, SILENT.danish)
        if isinstance(error, ConnectionRefusedError):
            return Answer(step, 0, NO_SERVER.danish)
        if isinstance(error, socket.gaierror):
            return Answer(step, 0, NOT_FOUND.danish.format(server=self.server.host))
        if isinstance(error, OSError):
            return Answer(step, 0, self._clean(reason(error).danish))
        return Answer(step, 0, self._clean(str(error)))

    def _clean(self, text: bytes | str) -> str:
        """A server's words on one line, without the password should it repeat it."""
        if isinstance(text, bytes):
            text = text.decode("utf-8", "replace")
        for secret in _forms(self.server):
            text = text.replace(secret, HIDDEN)
        return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:500]


def _forms(server: Server) -> list[str]:
    """The password as it may come back: as it is, in an address, and as login sends it."""
    if not server.password:
        return []
    raw, user = server.password.encode(), server.user.encode()
    coded = [b64encode(raw), b64encode(b"\0" + user + b"\0" + raw)]
    forms = [server.password, quote(server.password, safe=""), *(c.decode() for c in coded)]
    return sorted(set(forms), key=len, reverse=True)


def _stuffed(piece: bytes) -> bytes:
    """The lines with a dot before each that begins with one (RFC 5321, 4.5.2)."""
    if piece.startswith(b"."):
        piece = b"." + piece
    return piece.replace(b"\r\n.", b"\r\n..") if b"\r\n." in piece else piece


def _encryption(smtp: smtplib.SMTP) -> str:
    """``TLSv1.3 TLS_AES_256_GCM_SHA384``, where the line is encrypted and the server is known."""
    line = smtp.sock
    if not isinstance(line, ssl.SSLSocket):
        return ""
    checked = line.context.verify_mode is ssl.CERT_REQUIRED and line.context.check_hostname
    version, cipher = line.version() or "", line.cipher()
    return f"{version} {cipher[0]}" if checked and version in _SAFE and cipher else ""


def _on_this_machine(smtp: smtplib.SMTP) -> bool:
    """Whether the server that answered is here; by its address, for a name may lie."""
    assert smtp.sock is not None  # noqa: S101 - it has just answered
    peer = smtp.sock.getpeername()
    address = str(peer[0]).partition("%")[0]
    return ipaddress.ip_address(address).is_loopback
