"""Through a real mail server from Debian, on loopback, into mailboxes that are read back."""

from __future__ import annotations

import contextlib
import hashlib
import mailbox
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from icalendar import Calendar

from mail_support import HOST, parsed, send
from moedebog.workspace import Workspace
from support import ROOT

SMTPD = shutil.which("smtpd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
NAMES = {"anna.eksempel", "bo", "carla", "dan", "ida", "udvalg", "redaktion"}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        SMTPD is None or not hasattr(os, "geteuid") or os.geteuid() != 0,
        reason="needs OpenSMTPD (Debian: opensmtpd) and root to run it",
    ),
]


@contextlib.contextmanager
def opensmtpd() -> Iterator[tuple[int, Path]]:
    """OpenSMTPD on loopback, delivering to maildirs; its port and their folder."""
    assert SMTPD
    with tempfile.TemporaryDirectory() as name, socket.socket() as probe:
        folder = Path(name)
        boxes = folder / "boxes"
        boxes.mkdir()
        for path in (folder, boxes):
            path.chmod(0o777)  # delivered by a user without rights
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
        probe.close()
        config = folder / "smtpd.conf"
        config.write_text(
            f"listen on {HOST} port {port} hostname mx.example.org\n"
            f'action "local" maildir "{boxes}/%{{dest.user:raw}}" virtual {{ "@" = "nobody" }}\n'
            'match from any for any action "local"\n'
        )
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen([SMTPD, "-d", "-f", str(config)], stdout=log, stderr=log)
        try:
            _wait_for(port)
            yield port, boxes
        finally:
            server.terminate()
            server.wait(20)


def _wait_for(port: int) -> None:
    for _ in range(100):
        with contextlib.suppress(OSError), socket.create_connection((HOST, port), 1):
            return
        time.sleep(0.1)
    pytest.fail("OpenSMTPD does not answer")


def letters(boxes: Path, names: set[str]) -> dict[str, list[EmailMessage]]:
    """What lies in each mailbox, once all have something."""
    found: dict[str, list[EmailMessage]] = {}
    for _ in range(200):
        found = {}
        for name in names:
            if (boxes / name / "new").is_dir():
                box = mailbox.Maildir(boxes / name, create=False)
                for key in box.keys():  # noqa: SIM118 - it is no dict
                    found.setdefault(name, []).append(parsed(box.get_bytes(key)))
        if set(found) == names:
            break
        time.sleep(0.1)
    return found


def test_delivered_and_read_back(tmp_path: Path) -> None:
    """The sample meeting, drawn for real, to every mailbox of its forum."""
    shutil.copytree(ROOT / "meetings" / "eksempel", tmp_path / "meetings" / "eksempel")
    folder = tmp_path / "meetings" / "eksempel"
    shutil.move(folder / "2025-11-06.yaml", folder / "2025-09-12.yaml")
    (folder / "2025-11-06.udsendt.yaml").unlink()
    forum = folder / "forum.yaml"  # the server here knows no TLS
    way = "sikring:\n  tunnel:\n    - example.org\n"
    own = forum.read_text(encoding="utf-8")
    assert way in own
    forum.write_text(own.replace(way, "sikring:\n  anden: Samme server.\n"), encoding="utf-8")
    ws = Workspace(tmp_path)
    with opensmtpd() as (port, boxes):
        found = send(ws, port)
        assert found.is_complete
        assert len(found.accepted) == len(NAMES)
        delivered = letters(boxes, NAMES)
        assert send(ws, port).accepted == []
        time.sleep(0.5)
        assert {name: len(own) for name, own in letters(boxes, NAMES).items()} == dict.fromkeys(
            NAMES, 1
        )
    output = ws.output / "eksempel" / "2025-09-12"
    on_disk = {
        hashlib.sha256(path.read_bytes()).hexdigest(): path
        for path in (*output.iterdir(), *(folder / "bilag").iterdir())
        if path.is_file()
    }
    for name, (letter,) in delivered.items():
        assert name in letter["To"]
        assert letter["Auto-Submitted"] == "auto-generated"
        files = {
            str(part.get_filename()): part.get_payload(decode=True)
            for part in letter.iter_attachments()
        }
        for title, data in files.items():
            assert isinstance(data, bytes)
            # drawn for her alone, or made of the document and its attachments
            if title.startswith("Dagsorden med bilag") or (
                name == "carla" and title.startswith("Dagsorden")
            ):
                assert data.startswith(b"%PDF")
                continue
            assert hashlib.sha256(data).hexdigest() in on_disk, (name, title)
        body = letter.get_body(("plain",))
        assert body
        assert "Fælles lokale til unge og ældre" in body.get_content()
        closed = "Køb af grunden Skolevej 7" in body.get_content()
        assert closed == (name != "redaktion")
    titles = [str(part.get_filename()) for part in delivered["bo"][0].iter_attachments()]
    assert not any("entreprenører" in title for title in titles)  # what is closed has no title
    assert any(re.fullmatch(r"Punkt \d+, bilag \d+\.\w+", title) for title in titles)
    (press,) = delivered["redaktion"]
    (only,) = press.iter_attachments()
    data = only.get_payload(decode=True)
    assert isinstance(data, bytes)
    assert on_disk[hashlib.sha256(data).hexdigest()].name == "dagsorden.pdf"
    (entry,) = [p for p in delivered["bo"][0].walk() if p.get_content_type() == "text/calendar"]
    raw = entry.get_payload(decode=True)
    assert isinstance(raw, bytes)
    event = Calendar.from_ical(raw).walk("VEVENT")[0]
    assert event["LOCATION"] == "Byrådssalen, Eksempelby Rådhus"
    assert str(event["ATTENDEE"]) == "mailto:bo@example.org"
