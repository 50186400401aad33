"""Killed at every step, again and again: nobody is missed, and who gets it twice can tell.

The places are enumerated, not drawn: every step of the dialogue and of the record. Of 200
recipients the first meets all of them, the others one each in turn; at each, the sending
process is killed and another one is started. With MOEDEBOG_CRASH=all every recipient meets
every place (some nine minutes).
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from email import message_from_bytes
from pathlib import Path

import pytest

from mail_support import Scripted, change, issues, record, workspace
from moedebog.send.record import State
from support import ROOT

RECIPIENTS = 200
TESTS = ROOT / "tests"

BEGINNING = (
    ("begin before", ""),
    ("begin uncommitted", ""),
    ("begin after", ""),
    ("file before", ""),
    ("file after", ""),
)
"""Before the first message of all: the version is put down, and filed beside the meeting."""

NOT_TAKEN = (
    ("", "connect"),
    ("", "EHLO"),
    ("offer before", ""),
    ("offer uncommitted", ""),
    ("offer after", ""),
    ("", "MAIL"),
    ("", "RCPT"),
    ("", "DATA"),
    ("", "body"),
    ("", "dot"),
)
"""Where the process is killed while the server has not taken the message: in the process
(a change of the record, and how far it is), or by the server (a step of the dialogue)."""

WINDOW = (("", "accepted"), ("settle before", ""), ("settle uncommitted", ""))
"""The server has taken it and the record does not know: the window that cannot be closed."""

RECORDED = (("settle after", ""),)
PLACES = (*NOT_TAKEN, *WINDOW, *RECORDED)
"""What every message can meet."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked"),
]


class Killer:
    """The script of a server that kills the sending process at a step."""

    def __init__(self) -> None:
        self.step = ""
        self.pid = 0
        self.known = threading.Event()

    def __call__(self, step: str, _: int) -> str | None:
        if not self.step or step != self.step:
            return None
        self.known.wait(20)
        self.step = ""
        os.kill(self.pid, signal.SIGKILL)
        return "drop"


def test_killed_at_every_step(tmp_path: Path) -> None:
    ws = workspace(tmp_path)
    people = [f"p{n:03}@example.org" for n in range(RECIPIENTS)]
    change(ws, "personer: [avis@example.org]", f"personer: [{', '.join(people)}]", "forum.yaml")
    people = ["aase@example.org", "bo@example.org", *people][:RECIPIENTS]
    killer = Killer()
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(TESTS.parent / "generators"), str(TESTS)]),
    }
    runs: Counter[tuple[str, str]] = Counter()
    duplicates: Counter[str] = Counter()
    with (
        Scripted(killer) as scripted,
        subprocess.Popen(
            [sys.executable, str(TESTS / "mail_runner.py"), str(tmp_path), str(scripted.port)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            text=True,
        ) as runner,
    ):
        assert runner.stdin
        assert runner.stdout

        def one_run(trap: str, step: str) -> None:
            killer.step = step
            killer.known.clear()
            assert runner.stdin
            assert runner.stdout
            runner.stdin.write(f"{trap}\n")
            runner.stdin.flush()
            killer.pid = int(runner.stdout.readline())
            killer.known.set()
            assert runner.stdout.readline() == "done\n"
            assert killer.step == "", "the step was never reached"

        for place in BEGINNING:
            one_run(*place)
            assert scripted.accepted == [], place
        for number, person in enumerate(people):
            everything = number == 0 or os.environ.get("MOEDEBOG_CRASH") == "all"
            for place in PLACES if everything else (PLACES[number % len(PLACES)],):
                before = len(scripted.accepted)
                one_run(*place)
                runs[place] += 1
                taken = [to for to, _ in scripted.accepted[before:]]
                assert taken == ([] if place in NOT_TAKEN else [person]), place
                duplicates[person] += place in WINDOW
            if not everything and place not in RECORDED:
                one_run("settle after", "")
        one_run("", "")
        runner.stdin.close()
    assert set(runs) == set(PLACES)
    counted = Counter(to for to, _ in scripted.accepted)
    everybody = {
        "aase@example.org",
        "bo@example.org",
        *(f"p{n:03}@example.org" for n in range(200)),
    }
    assert set(counted) == everybody, "missed"
    assert {to: n - 1 for to, n in counted.items() if n > 1} == {
        to: n for to, n in duplicates.items() if n
    }
    ids: dict[str, set[str]] = {}
    for to, data in scripted.accepted:
        ids.setdefault(to, set()).add(message_from_bytes(data)["Message-ID"])
    assert all(len(own) == 1 for own in ids.values()), "a duplicate under another Message-ID"
    assert len(set.union(*ids.values())) == len(everybody)
    rec = record(ws)
    with rec.opened():
        (mailing,) = rec.versions("udvalg/2025-09-12")
        assert {e.state for e in rec.entries(mailing.id)} == {State.ACCEPTED}
    (issue,) = issues(ws)
    assert issue.accepteret == len(everybody)
