"""Only what is typed sends: make asks first, and nothing that the environment holds is enough."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mail_support import HOST, server, workspace
from moedebog.send import credentials
from support import ROOT

pty = pytest.importorskip("pty", reason="needs terminals as Unix has them")

MAKEFILE = ROOT / "Makefile"
OF_MAKE = ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "MAKEOVERRIDES")
"""These tests may themselves be run by make."""
OURS = ("SEND", "SLET", "RESEND", "DOC", "MEETING", "FORUM", "AUDIENCE")
A = "a@example.org"

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="needs make")


def environment(more: dict[str, str]) -> dict[str, str]:
    clean = {k: v for k, v in os.environ.items() if k not in (*OURS, *OF_MAKE)}
    return {**clean, "PYTHONPATH": str(ROOT / "generators"), **more}


def make(
    folder: Path, *arguments: str, makefile: Path = MAKEFILE, left: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", "--no-print-directory", "-f", str(makefile), *arguments],
        cwd=folder,
        env=environment(left or {}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


SHOWN = ("BOOTSTRAP=true", "MOEDEBOG=printf '%s|'")
ASKED = ["mail", "--send", "--ask"]


def handed_on(
    folder: Path, *arguments: str, left: dict[str, str] | None = None, command: str = "mail"
) -> list[str]:
    """The arguments that the command gets."""
    done = make(folder, *SHOWN, command, *arguments, left=left)
    assert done.returncode == 0, done.stderr
    return done.stdout.split("|")[:-1]


@pytest.mark.parametrize(
    ("arguments", "left", "wanted"),
    [
        ([], {}, ["kasser"]),
        (["SLET=1"], {}, ["kasser", "--slet", "--ask"]),
        (["SLET=0"], {}, ["kasser"]),
        ([], {"SLET": "1"}, ["kasser"]),
    ],
)
def test_only_what_was_typed_deletes(
    tmp_path: Path, arguments: list[str], left: dict[str, str], wanted: list[str]
) -> None:
    assert handed_on(tmp_path, *arguments, left=left, command="kasser") == wanted


@pytest.mark.parametrize(
    ("arguments", "left", "wanted"),
    [
        ([], {}, ["mail"]),
        (["SEND=1"], {}, ASKED),
        (["SEND=0"], {}, ["mail"]),
        (["SEND=1", "SEND="], {}, ["mail"]),
        (["SEND=1", f"RESEND={A}"], {}, [*ASKED, "--resend", A]),
        (["SEND=1", "RESEND=a b'\"$HOME"], {}, [*ASKED, "--resend", "a b'\"OME"]),
        (["SEND=1"], {"RESEND": A}, ASKED),
        ([], {"SEND": "1", "RESEND": A}, ["mail"]),
        (["-e"], {"SEND": "1", "RESEND": A}, ["mail"]),
        ([], {"MAKEFILES": "left.mk"}, ["mail"]),
        ([], {"MAKEFLAGS": "SEND=1"}, ASKED),  # for make the same as typed, so it asks
    ],
)
def test_what_make_hands_on(
    tmp_path: Path, arguments: list[str], left: dict[str, str], wanted: list[str]
) -> None:
    (tmp_path / "left.mk").write_text("override SEND := 1\nexport SEND\n")
    assert handed_on(tmp_path, *arguments, left=left) == wanted


def at_a_terminal(folder: Path, answer: str, *arguments: str, left: dict[str, str]) -> str:
    """What make says to somebody who answers its question."""
    ours, theirs = pty.openpty()
    try:
        os.write(ours, f"{answer}\n".encode())
        done = subprocess.run(
            ["make", "--no-print-directory", "-f", str(MAKEFILE), *arguments],
            cwd=folder,
            env=environment(left),
            stdin=theirs,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout + done.stderr
    finally:
        os.close(ours)
        os.close(theirs)


@pytest.mark.slow
def test_from_beginning_to_end(tmp_path: Path) -> None:
    """The command itself, below make: with a real server, and drawn for real."""
    workspace(tmp_path)
    settings = "mail: {afsender: Sekretariatet <sekretariat@example.org>}\n"
    (tmp_path / "moedebog.yaml").write_text(settings, encoding="utf-8")
    ours = ("BOOTSTRAP=true", f"MOEDEBOG={sys.executable} -m moedebog")
    wanted = (*ours, "mail", "MEETING=2025-09-12", "DOC=dagsorden")
    with server() as inbox:
        url = {credentials.URL: f"smtp://{HOST}:{inbox.port}"}
        for arguments, left in (((), {"MAKEFLAGS": "SEND=1"}), (("SEND=1",), {})):
            unasked = make(tmp_path, *wanted, *arguments, left={**url, **left})
            assert unasked.returncode == 2, unasked.stderr
            assert "moedebog mail udvalg/2025-09-12 --doc dagsorden --send" in unasked.stderr
        for arguments, left in (((), {"SEND": "1"}), (("SEND=0",), {})):
            only_shown = make(tmp_path, *wanted, *arguments, left={**url, **left})
            assert only_shown.returncode == 0, only_shown.stderr
            assert "Intet er sendt." in only_shown.stdout
        refused = at_a_terminal(tmp_path, "nej", *wanted, left={**url, "MAKEFLAGS": "SEND=1"})
        assert "Send til 3 modtagere?" in refused
        assert inbox.envelopes == []
        sent = at_a_terminal(tmp_path, "ja", *wanted, "SEND=1", left=url)
    assert "3 modtagere: mailserveren har accepteret" in sent
    assert len(inbox.recipients) == 3
