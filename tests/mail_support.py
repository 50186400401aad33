"""Mail servers for tests, on loopback only: one that behaves, one that does not, and a clock."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from io import BytesIO
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword

from moedebog.document import Kind
from moedebog.examples import pdf
from moedebog.issued import Issue, filed, issues_of
from moedebog.send.due import Summary
from moedebog.send.mailing import Mailing
from moedebog.send.outbox import Sending
from moedebog.send.prepare import prepare
from moedebog.send.record import Record
from moedebog.send.smtp import Server, SmtpConnection
from moedebog.settings.command import Mail
from moedebog.workspace import Workspace

HOST = "127.0.0.1"
START = datetime(2025, 9, 5, 10, 0, tzinfo=UTC)
SENDER = Mail(afsender="Sekretariatet <sekretariat@example.org>")


class Clock:
    """Stands still but for who waits."""

    def __init__(self) -> None:
        self.moment = START
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self.moment

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.moment += timedelta(seconds=seconds)


# --- a server that behaves ----------------------------------------------------------------


@dataclass
class Inbox:
    """What a server took in."""

    port: int = 0
    envelopes: list[Envelope] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)
    refuse: dict[str, list[str]] = field(default_factory=dict)
    """Answers to RCPT, by address, one for each time it is asked; the last stays."""

    @property
    def recipients(self) -> list[str]:
        return [address for envelope in self.envelopes for address in envelope.rcpt_tos]

    def to(self, address: str) -> list[bytes]:
        return [e.content for e in self.envelopes if address in e.rcpt_tos]  # type: ignore[misc]


class _Handler:
    def __init__(self, inbox: Inbox) -> None:
        self.inbox = inbox

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, server: Any, session: Any, envelope: Envelope, address: str, options: Any
    ) -> str:
        answers = self.inbox.refuse.get(address)
        if answers:
            answer = answers.pop(0) if len(answers) > 1 else answers[0]
            if not answer.startswith("250"):
                return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:  # noqa: N802
        self.inbox.envelopes.append(envelope)
        return "250 Taget imod"


@contextlib.contextmanager
def server(
    *,
    tls: ssl.SSLContext | None = None,
    password: str = "",
    size: int = 50_000_000,
    inbox: Inbox | None = None,
    smtps: bool = False,
) -> Iterator[Inbox]:
    """An aiosmtpd on loopback."""
    inbox = inbox or Inbox()

    def log_in(_: Any, __: Any, ___: Any, mechanism: str, data: object) -> AuthResult:
        assert isinstance(data, LoginPassword)
        inbox.logins.append(mechanism)
        good = data.password.decode() == password
        return AuthResult(success=good, handled=good)

    options: dict[str, Any] = {}
    if password:
        options = {
            "authenticator": log_in,
            "auth_required": True,
            "auth_require_tls": bool(tls) and not smtps,
        }
    if tls and not smtps:
        options |= {"tls_context": tls, "require_starttls": True}
    controller = Controller(
        _Handler(inbox),
        hostname=HOST,
        port=0,
        ssl_context=tls if smtps else None,
        data_size_limit=size,
        enable_SMTPUTF8=True,
        **options,
    )
    with port_of(controller) as inbox.port:
        yield inbox


@contextlib.contextmanager
def port_of(controller: Controller) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        controller.port = probe.getsockname()[1]
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def parsed(data: bytes) -> EmailMessage:
    """A message as mail programs read it."""
    letter = message_from_bytes(data, policy=default)
    assert isinstance(letter, EmailMessage)
    return letter


def letter_to(inbox: Inbox, address: str) -> EmailMessage:
    """The last message to an address."""
    return parsed(inbox.to(address)[-1])


# --- a server that misbehaves ---------------------------------------------------------------

Step = str
"""``connect``, a verb, ``body`` (some of it is there) or ``dot`` (all of it is there)."""

Script = Callable[[Step, int], str | None]
"""What to do at a step of the n-th message: an answer, ``drop``, ``stall``, ``wait`` (some
seconds, and then as usual), or ``None`` to do as usual. Steps before a message count as 0."""


class Scripted:
    """A server that does what a script says at each step of the dialogue."""

    def __init__(self, script: Script, extensions: tuple[str, ...] = ("SIZE 50000000",)) -> None:
        self.script = script
        self.extensions = extensions
        self.accepted: list[tuple[str, bytes]] = []
        """Recipient and content of what was taken, in order."""
        self.steps: list[Step] = []
        self.message = 0
        self.talking = 0
        self._stop = threading.Event()
        self._listener = socket.create_server((HOST, 0), backlog=50)
        self.port = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Scripted:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        with contextlib.suppress(OSError):
            socket.create_connection((HOST, self.port), 1).close()
        self._thread.join(5)
        self._listener.close()

    @property
    def is_talking(self) -> bool:
        """Whether somebody still holds a conversation, a moment after it may have ended."""
        deadline = time.monotonic() + 2
        while self.talking and time.monotonic() < deadline:
            time.sleep(0.01)
        return bool(self.talking)

    def _serve(self) -> None:
        while not self._stop.is_set():
            connection, _ = self._listener.accept()
            threading.Thread(target=self._serve_one, args=(connection,), daemon=True).start()

    def _serve_one(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError, _Gone), connection:
            connection.settimeout(20)
            self.talking += 1
            try:
                self._talk(connection)
            finally:
                self.talking -= 1

    def _talk(self, connection: socket.socket) -> None:
        stream = connection.makefile("rb")
        self._answer(connection, "connect", "220 prøve".encode())
        recipient = ""
        while line := stream.readline():
            verb = line.split(b" ")[0].strip().decode().upper()
            if verb == "MAIL":
                self.message += 1
            if verb == "EHLO":
                lines = ["server", *self.extensions]
                text = "\r\n".join(
                    f"250{'-' if i < len(lines) - 1 else ' '}{e}" for i, e in enumerate(lines)
                )
                self._answer(connection, verb, text.encode())
            elif verb == "RCPT":
                recipient = line.decode().partition("<")[2].partition(">")[0]
                self._answer(connection, verb, b"250 OK")
            elif verb == "DATA":
                if self._answer(connection, verb, b"354 go on"):
                    self._content(connection, stream, recipient)
            elif verb == "QUIT":
                connection.sendall(b"221 bye\r\n")
                return
            else:
                self._answer(connection, verb, b"250 OK")

    def _content(self, connection: socket.socket, stream: Any, recipient: str) -> None:
        lines = []
        while (line := stream.readline()) != b".\r\n":
            if not line:
                raise _Gone
            lines.append(line[1:] if line.startswith(b".") else line)
            if len(lines) == 20:
                self._do(connection, "body")
        action = self._do(connection, "dot")
        if action is None or action.startswith("250"):
            self.accepted.append((recipient, b"".join(lines)))
            self._do(connection, "accepted")
        connection.sendall((action or "250 taget imod").encode() + b"\r\n")
        self._do(connection, "answered")

    def _answer(self, connection: socket.socket, step: Step, usual: bytes) -> bool:
        """Answer a step; whether as usual."""
        action = self._do(connection, step)
        connection.sendall((usual if action is None else action.encode()) + b"\r\n")
        return action is None

    def _do(self, connection: socket.socket, step: Step) -> str | None:
        self.steps.append(step)
        action = self.script(step, self.message)
        if action == "drop":
            connection.shutdown(socket.SHUT_RDWR)
            raise _Gone
        if action == "wait":
            self._stop.wait(2.5)
            return None
        if action == "stall":
            self._stop.wait(3)
            raise _Gone
        return action


class _Gone(Exception):
    pass


def at(step: Step, action: str, message: int | None = None) -> Script:
    """A script that does one thing at one step, of one message or of all."""

    def script(now: Step, number: int) -> str | None:
        return action if now == step and message in (None, number) else None

    return script


# --- a workspace and sending from it -----------------------------------------------------------

FORUM = """\
navn: Prøveudvalget
kontakt: {navn: Sekretariatet, email: svar@example.org}
medlemmer: [Åse Ærlig, Bo Bæk]
modtagere:
  - gruppe: medlemmer
    maalgruppe: intern
    personer:
      - {navn: Åse Ærlig, email: aase@example.org}
      - {navn: Bo Bæk, email: bo@example.org}
  - gruppe: presse
    personer: [avis@example.org]
sikring:
  sikkermail:
    felt: X-Sikker-Mail
"""

MEETING = """\
dato: 2025-09-12
start: "10:00"
slut: "12:00"
sted: Rådhuset
dagsorden_status: udsendt
referat_status: godkendt
punkter:
  - titel: Velkomst
    varighed: 10
  - titel: Cykelsti ved åen
    varighed: 20
    sagsfremstilling: En lang historie om en cykelsti.
    bilag:
      - {titel: Kort over åen, fil: bilag/kort.pdf}
      - {titel: Fortrolig pris, fil: bilag/pris.docx, offentlig: nej}
  - titel: Køb af grunden Havnevej 3
    varighed: 20
    lukket: {grund: Forhandling, offentlig_titel: Køb af ejendom}
    sagsfremstilling: Vi byder højst 900.000 kroner.
    bilag: [{titel: Hemmeligt skøde, fil: bilag/skoede.pdf}]
"""


def word(text: str) -> bytes:
    """A Word file of one paragraph, as long as its text."""
    main = "http://schemas.openxmlformats.org/"
    kinds = f'<Types xmlns="{main}package/2006/content-types"><Default Extension="xml" '
    kinds += 'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.'
    kinds += 'document.main+xml"/></Types>'
    ways = f'<Relationships xmlns="{main}package/2006/relationships"><Relationship Id="r" '
    ways += f'Type="{main}officeDocument/2006/relationships/officeDocument" '
    ways += 'Target="word/document.xml"/></Relationships>'
    body = f'<w:document xmlns:w="{main}wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>{text}'
    body += "</w:t></w:r></w:p></w:body></w:document>"
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, xml in (
            ("[Content_Types].xml", kinds),
            ("_rels/.rels", ways),
            ("word/document.xml", body),
        ):
            package.writestr(zipfile.ZipInfo(name), xml)
    return made.getvalue()


FILES = {
    "kort.pdf": pdf("Kort", padding=5200),
    "pris.docx": word("hemmelig pris " * 240),
    "skoede.pdf": pdf("hemmeligt skoede", padding=7800),
}


def workspace(root: Path, forum: str = FORUM, meeting: str = MEETING) -> Workspace:
    """A workspace with one meeting."""
    folder = root / "meetings" / "udvalg"
    (folder / "bilag").mkdir(parents=True)
    (folder / "forum.yaml").write_text(forum, encoding="utf-8")
    (folder / "2025-09-12.yaml").write_text(meeting, encoding="utf-8")
    for name, data in FILES.items():
        (folder / "bilag" / name).write_bytes(data)
    return Workspace(root)


def change(ws: Workspace, old: str, new: str, name: str = "2025-09-12.yaml") -> None:
    """Change one of the workspace's files."""
    path = ws.meetings / "udvalg" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def prepared(
    ws: Workspace,
    rec: Record | None = None,
    kind: Kind = Kind.DAGSORDEN,
    clock: Clock | None = None,
    settings: Mail = SENDER,
) -> Mailing:
    """The mailing of the first meeting; ``rec`` must be open, else what is there is only read."""
    file, *_ = ws.meeting_files()
    now = (clock or Clock()).now()
    if rec is not None:
        return prepare(ws, file, kind, settings, now, rec)
    with record(ws).opened(make=False) as shown:
        return prepare(ws, file, kind, settings, now, shown)


def record(ws: Workspace) -> Record:
    return Record(ws.root / "udsendelser")


def issues(ws: Workspace, meeting: str = "2025-09-12") -> list[Issue]:
    """What stands beside the meeting file."""
    return issues_of(filed(ws, ws.meetings / "udvalg"), meeting)


def send(
    ws: Workspace,
    port: int,
    *,
    kind: Kind = Kind.DAGSORDEN,
    clock: Clock | None = None,
    resend: str = "",
    per_minute: int = 0,
    timeout: float = 10,
    confirm: Callable[[int], bool] = lambda _: True,
) -> Summary:
    """A whole run of sending through a server on loopback, without encryption."""
    clock = clock or Clock()
    rec = record(ws)
    with rec.locked(), rec.opened():
        mailing = prepared(ws, rec, kind, clock)
        connection = SmtpConnection(Server("smtp", HOST, port), timeout=timeout)
        sending = Sending(mailing, rec, connection, clock, resend=resend, per_minute=per_minute)
        return sending.run(confirm)


def serving(authority: trustme.CA, *names: str, ends: datetime | None = None) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*(names or (HOST,)), not_after=ends).configure_cert(context)
    return context
