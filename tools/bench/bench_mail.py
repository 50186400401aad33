"""Mailing to many recipients with a 5 MB attachment, beside plain smtplib.

Both talk over loopback to the same server, which runs in a process of its own and throws
away what it takes. smtplib is given prepared bytes and sends them over one connection. What
the server takes is not counted: it is the same for both.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import resource
import smtplib
import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from mail_support import FORUM, HOST, Clock, change, prepared, record, workspace
from measuring import Row, compared, sizes, work
from moedebog.send.outbox import Sending
from moedebog.send.smtp import Server, SmtpConnection

RECIPIENTS = 100
ATTACHMENT = 5_000_000
ROUNDS = 3


def rows() -> Iterator[Row]:
    """Time of all messages, and how much memory sending adds."""
    added: list[float] = []
    letters: list[bytes] = []
    with sink() as port:

        def ours() -> float:
            with tempfile.TemporaryDirectory() as folder:
                seconds, letter, megabytes = _ours(Path(folder), RECIPIENTS, port)
            letters[:] = [letter]
            added.append(megabytes)
            return seconds

        yield compared(
            f"mail: {RECIPIENTS} recipients, {ATTACHMENT / 1e6:.0f} MB each",
            ours,
            work(lambda: _plain(letters[0], RECIPIENTS, port)),
            "smtplib, bytes made before",
            aim=1.3,
            rounds=ROUNDS,
        )
    whole = ATTACHMENT * 4 / 3 / 1e6
    yield sizes("mail: memory that sending adds", "MB", max(added), whole, "one message", 1)


def _ours(folder: Path, recipients: int, port: int) -> tuple[float, bytes, float]:
    people = ", ".join(f"p{n}@example.org" for n in range(recipients))
    forum = FORUM.partition("modtagere:")[0] + (
        f"modtagere:\n  - gruppe: alle\n    maalgruppe: intern\n    personer: [{people}]\n"
        "    sikring:\n      sikkermail:\n        felt: X-Sikker-Mail\n"
    )
    ws = workspace(folder, forum=forum)
    path = ws.meetings / "udvalg" / "bilag" / "kort.pdf"
    path.write_bytes(bytes(range(256)) * (ATTACHMENT // 256))
    change(ws, "slut:", "titel: Måling\nslut:")
    rec = record(ws)
    with rec.locked(), rec.opened():
        mailing = prepared(ws, rec)
        (variant,) = mailing.variants
        (part,) = mailing.parts(variant, 0)
        letter = bytes(
            mailing.message(variant, part, None, message_id="<x@example.org>", date=Clock().now())
        )
        sending = Sending(mailing, rec, SmtpConnection(Server("smtp", HOST, port)), Clock())
        before = peak()
        accepted: list[str] = []
        seconds = work(lambda: accepted.extend(sending.run().accepted))()
    assert len(accepted) == recipients, accepted
    return seconds, letter, peak() - before


def _plain(letter: bytes, recipients: int, port: int) -> None:
    with smtplib.SMTP(HOST, port) as smtp:
        for number in range(recipients):
            smtp.sendmail("sekretariat@example.org", [f"p{number}@example.org"], letter)


def peak() -> float:
    """The most memory that this process has had, in MB."""
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size / (1e6 if sys.platform == "darwin" else 1e3)


@contextlib.contextmanager
def sink() -> Iterator[int]:
    """A mail server that takes everything and keeps nothing."""
    listener = socket.create_server((HOST, 0))
    process = multiprocessing.get_context("fork").Process(target=_swallow, args=(listener,))
    process.start()
    try:
        yield listener.getsockname()[1]
    finally:
        process.kill()
        process.join()
        listener.close()


def _swallow(listener: socket.socket) -> None:
    buffer = bytearray(1 << 20)
    while True:
        connection, _ = listener.accept()
        with contextlib.suppress(OSError), connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection.sendall(b"220 sink\r\n")
            _dialogue(connection, buffer)


def _dialogue(connection: socket.socket, buffer: bytearray) -> None:
    line = b""
    while True:
        data = connection.recv(4096)
        if not data:
            return
        line += data
        if not line.endswith(b"\r\n"):
            continue
        verb, line = line[:4].upper(), b""
        if verb == b"EHLO":
            connection.sendall(b"250-sink\r\n250-8BITMIME\r\n250 SIZE 100000000\r\n")
        elif verb == b"DATA":
            connection.sendall(b"354 go on\r\n")
            end = b""
            while not end.endswith(b"\r\n.\r\n"):
                size = connection.recv_into(buffer)
                if not size:
                    return
                end = (end + buffer[max(0, size - 5) : size])[-5:]
            connection.sendall(b"250 taken\r\n")
        elif verb == b"QUIT":
            connection.sendall(b"221 bye\r\n")
            return
        else:
            connection.sendall(b"250 OK\r\n")
