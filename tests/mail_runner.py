"""Sends from a process that can be killed: for the crash test, one child for each line it reads.

    mail_runner.py <workspace> <port>

A line names where the child is to kill itself (``offer before`` …), or is empty. The
child's id is printed as it begins, and the line ``done`` when it has ended.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from mail_support import HOST, Clock, prepared, record
from moedebog.document import Document
from moedebog.send import outbox
from moedebog.send.mailing import Mailing
from moedebog.send.outbox import Sending
from moedebog.send.record import Record
from moedebog.send.smtp import Server, SmtpConnection
from moedebog.workspace import Workspace

PLACES = ("before", "uncommitted", "after")


def main(root: str, port: int) -> None:
    ws = Workspace(Path(root))
    mailing: Mailing | None = None
    for line in sys.stdin:
        if mailing is None or mailing.is_new:  # it is new until a child has put it down
            rec = record(ws)
            with rec.opened():
                mailing = prepared(ws, rec)
        pid = os.fork()
        if pid == 0:
            run(ws, mailing, port, *line.split())
            os._exit(0)
        print(pid, flush=True)
        os.waitpid(pid, 0)
        print("done", flush=True)


def run(ws: Workspace, mailing: Mailing, port: int, method: str = "", place: str = "") -> None:
    rec = record(ws)
    with rec.locked(), rec.opened():
        if method == "file":
            _set_trap(outbox, "write_synced", place)
        elif method:
            _set_trap(rec, method, place)
        Sending(mailing, rec, SmtpConnection(Server("smtp", HOST, port), timeout=20), Clock()).run()


def _set_trap(where: Any, method: str, place: str) -> None:
    """Have the process killed around the first call of this kind; in it, for the record."""
    usual: Callable[..., Any] = getattr(where, method)

    def trapped(*arguments: Any) -> None:
        if place == "before":
            die()
        if place == "uncommitted":
            where._change = _cut_short(where)
        usual(*arguments)
        die()

    setattr(where, method, trapped)


def _cut_short(rec: Record) -> Callable[[], Any]:
    @contextmanager
    def change() -> Iterator[None]:
        rec.db.execute("BEGIN IMMEDIATE")
        yield
        die()

    return change


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def draw(document: Document, *_: object) -> bytes:
    return repr(document).encode()


if __name__ == "__main__":
    with (
        mock.patch("moedebog.render.docx.render", draw),
        mock.patch("moedebog.render.pdf.render", draw),
    ):
        main(sys.argv[1], int(sys.argv[2]))
