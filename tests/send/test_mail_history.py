"""A meeting is known by its id: its file may be renamed, and no other one is taken for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from icalendar import Calendar

from mail_support import (
    SENDER,
    START,
    change,
    issues,
    letter_to,
    prepared,
    record,
    send,
    server,
    workspace,
)
from moedebog.diagnostics import Problems
from moedebog.document import Kind
from moedebog.issued import issued_file
from moedebog.send.feed import write_feed
from moedebog.send.mailing import Mailing
from moedebog.send.prepare import prepare
from moedebog.send.summaries import status
from moedebog.workspace import Workspace

ALL = ["aase@example.org", "bo@example.org", "avis@example.org"]

pytestmark = pytest.mark.usefixtures("quick_renderers")


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    return workspace(tmp_path)


def meeting(ws: Workspace, stem: str) -> Path:
    return ws.meetings / "udvalg" / f"{stem}.yaml"


def rename(ws: Workspace, old: str, new: str) -> None:
    meeting(ws, old).rename(meeting(ws, new))


def postpone(ws: Workspace) -> None:
    """Move the meeting by a week, as docs/udsendelse.md has it."""
    change(ws, "dato: 2025-09-12", "id: 2025-09-12\ndato: 2025-09-19")
    rename(ws, "2025-09-12", "2025-09-19")


def mailing_of(ws: Workspace, stem: str) -> Mailing:
    with record(ws).opened(make=False) as rec:
        return prepare(ws, ws.meeting_file(stem), Kind.DAGSORDEN, SENDER, START, rec)


@pytest.mark.parametrize("lost", ["nothing", "the file", "both renamed"])
def test_a_renamed_meeting_keeps_its_history(ws: Workspace, lost: str) -> None:
    with server() as inbox:
        send(ws, inbox.port)
        old = issued_file(ws.meeting_file("2025-09-12"))
        postpone(ws)
        new = issued_file(ws.meeting_file("2025-09-19"))
        if lost == "the file":
            old.unlink()
        elif lost == "both renamed":
            old.rename(new)
        mailing = prepared(ws)
        assert (mailing.issue.version, mailing.is_new) == (2, True)
        assert send(ws, inbox.port).accepted == ALL
        assert send(ws, inbox.port).already == ALL
        letter = letter_to(inbox, ALL[0])
    assert letter["Subject"].startswith("Rettet: Dagsorden")
    (entry,) = [p for p in letter.walk() if p.get_content_type() == "text/calendar"]
    raw = entry.get_payload(decode=True)
    assert isinstance(raw, bytes)
    event = Calendar.from_ical(raw).walk("VEVENT")[0]
    assert (str(event["UID"]), event["SEQUENCE"]) == ("2025-09-12.udvalg@moedebog", 1)
    assert new.is_file()
    assert not old.exists()
    assert [(i.version, i.accepteret) for i in issues(ws)] == [(1, 3), (2, 3)]
    with record(ws).opened() as rec:
        lines = list(map(str, status(rec, ws, ws.meeting_file("2025-09-19"), sees_closed=True)))
    assert [line.partition(",")[0] for line in lines if not line.startswith(" ")] == [
        "dagsorden", "dagsorden",
    ]  # fmt: skip
    assert sum("accepteret" in line for line in lines) == 6


def test_without_the_record_status_tells_what_the_file_knows(ws: Workspace) -> None:
    with server() as inbox:
        send(ws, inbox.port)
    record(ws).folder.rename(ws.root / "et andet sted")
    with record(ws).opened(make=False) as rec:
        (line,) = map(str, status(rec, ws, ws.meeting_file("2025-09-12"), sees_closed=True))
    assert line.startswith("dagsorden, version 1, sendt ud 05.09.2025")
    assert "accepteret for 3 af 3 modtagere" in line
    assert not record(ws).folder.exists()


def test_renamed_and_unchanged_is_the_same_version(ws: Workspace) -> None:
    change(ws, "dato:", "id: moede-7\ndato:")
    with server() as inbox:
        send(ws, inbox.port)
        rename(ws, "2025-09-12", "moedet-i-september")
        assert send(ws, inbox.port).already == ALL
    assert [path.name for path in ws.meetings.rglob("*.udsendt.yaml")] == [
        "moedet-i-september.udsendt.yaml"
    ]


def test_the_forums_calendar_counts_on(ws: Workspace) -> None:
    with server() as inbox:
        send(ws, inbox.port)
    postpone(ws)
    path, _ = write_feed(ws, "udvalg", START)
    (event,) = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert (str(event["UID"]), event["SEQUENCE"]) == ("2025-09-12.udvalg@moedebog", 1)


def renamed_without_id(ws: Workspace) -> str:
    change(ws, "dato: 2025-09-12", "dato: 2025-09-19")
    rename(ws, "2025-09-12", "2025-09-19")
    return "2025-09-19"


def renamed_with_its_file_without_id(ws: Workspace) -> str:
    issued_file(ws.meeting_file("2025-09-12")).rename(
        meeting(ws, "2025-09-19").with_suffix(".udsendt.yaml")
    )
    return renamed_without_id(ws)


def given_another_id(ws: Workspace) -> str:
    change(ws, "dato:", "id: moede-7\ndato:")
    return "2025-09-12"


def copied_with_its_id(ws: Workspace) -> str:
    change(ws, "dato:", "id: 2025-09-12\ndato:")
    meeting(ws, "2025-10-10").write_text(meeting(ws, "2025-09-12").read_text("utf-8"), "utf-8")
    return "2025-10-10"


def its_place_taken(ws: Workspace) -> str:
    """Another meeting is held when the renamed one was to be, and the file is in its way."""
    before = meeting(ws, "2025-09-12").read_text("utf-8")
    change(ws, "dato:", "id: moede-7\ndato:")
    path = issued_file(ws.meeting_file("2025-09-12"))
    path.write_text(path.read_text("utf-8").replace('moede: "2025-09-12"', "moede: moede-7"))
    rename(ws, "2025-09-12", "2025-09-19")
    meeting(ws, "2025-09-12").write_text(before, "utf-8")
    return "2025-09-12"


@pytest.mark.parametrize(
    ("done", "code"),
    [
        (renamed_without_id, "M460"),
        (renamed_with_its_file_without_id, "M459"),
        (given_another_id, "M459"),
        (copied_with_its_id, "M461"),
        (its_place_taken, "M459"),
    ],
)
def test_nobody_gets_a_known_meeting_as_a_new_one(
    ws: Workspace, done: Callable[[Workspace], str], code: str
) -> None:
    with server() as inbox:
        send(ws, inbox.port)
        stem = done(ws)
        before = {path: path.read_bytes() for path in ws.meetings.rglob("*.udsendt.yaml")}
        with pytest.raises(Problems) as told:
            mailing_of(ws, stem)
        assert [d.code for d in told.value.diagnostics] == [code]
        assert {path: path.read_bytes() for path in ws.meetings.rglob("*.udsendt.yaml")} == before


def test_other_meetings_of_the_forum_are_no_hindrance(ws: Workspace) -> None:
    with server() as inbox:
        send(ws, inbox.port)
        text = meeting(ws, "2025-09-12").read_text("utf-8").replace("2025-09-12", "2025-10-10")
        meeting(ws, "2025-10-10").write_text(text, "utf-8")
        meeting(ws, "2025-11-11").write_text("dato: [noget vrøvl", "utf-8")
        postpone(ws)
    assert mailing_of(ws, "2025-10-10").issue.version == 1
    assert mailing_of(ws, "2025-09-19").issue.version == 2
