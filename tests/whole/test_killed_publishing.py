"""A run of ``publish`` that is killed at any step leaves the set of before, none, or the new one.

The process ends at its n-th touch of the disk, as when the power goes; the next run ends the work.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from mail_support import FORUM, MEETING, change, workspace
from moedebog import cli, issued
from moedebog.build import proofs, sets
from moedebog.document import Kind
from moedebog.load import load
from moedebog.workspace import Workspace

TOUCHES = frozenset(
    {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree", "shutil.copyfile"}
)
WRITES = os.O_WRONLY | os.O_RDWR
SAMPLED = 14
"""How many steps are tried where nobody asks for all."""
COMMAND = ["publish", "2025-09-12", "--doc", "dagsorden"]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that can be forked"),
]


def touch(event: str, args: tuple[Any, ...], root: str) -> str:
    """Which file of the workspace an event changes; empty where it changes none."""
    if event not in TOUCHES or not isinstance(args[0], (str, bytes, os.PathLike)):
        return ""
    if event == "open" and not (isinstance(args[2], int) and args[2] & WRITES):
        return ""
    path = os.fsdecode(args[1] if event in ("os.rename", "shutil.copyfile") else args[0])
    return path if path.startswith(root) else ""


def publish(root: Path, kill_at: int = 0) -> tuple[int, list[str]]:
    """Publish in a process of its own; its status, and what it touched, in order."""
    told, tells = os.pipe()
    pid = os.fork()
    if not pid:
        status = 70
        try:
            os.chdir(root)
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, 1)
            os.dup2(null, 2)
            count = 0

            def hook(event: str, args: tuple[Any, ...]) -> None:
                nonlocal count
                if path := touch(event, args, str(root)):
                    count += 1
                    os.write(tells, f"{event} {path}\n".encode())
                    if count == kill_at:
                        os._exit(9)

            sys.addaudithook(hook)
            status = cli.main(COMMAND)
        finally:
            os._exit(status)
    os.close(tells)
    with os.fdopen(told, encoding="utf-8") as stream:
        touched = stream.read().splitlines()
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), touched


def standing(ws: Workspace) -> str:
    """What stands for everybody: nothing, or which version; proven to be whole."""
    top = ws.output / "offentliggjort"
    files = [path for path in top.rglob("*") if path.is_file()] if top.is_dir() else []
    if not files:
        return "none"
    (folder,) = {path.parent for path in files}
    assert folder == top / "udvalg" / "2025-09-12" / "dagsorden"
    about = json.loads((folder / sets.ABOUT).read_bytes())
    sums = (folder / sets.SUMS).read_text(encoding="utf-8").splitlines()
    named = {name: digest for digest, name in (line.split("  ", 1) for line in sums)}
    assert {path.name for path in files} == {*named, sets.SUMS}
    for path in files:
        if path.name != sets.SUMS:
            assert sha256(path.read_bytes()).hexdigest() == named[path.name], path.name
    return str(about["version"])


def recorded(ws: Workspace) -> set[int]:
    """The versions of which the record says that they were published."""
    file, *_ = ws.meeting_files()
    meeting = load(ws, file).meeting
    assert meeting is not None
    told = issued.of_meeting(ws, file, meeting.id).begivenheder
    return {one.version for one in told if one.of is Kind.DAGSORDEN}


@pytest.fixture
def published(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    quick_renderers: None,
) -> Path:
    """A workspace in which the dagsorden is published, and another version of it is written."""
    root = tmp_path / "first"
    ws = workspace(root, FORUM, MEETING)
    monkeypatch.chdir(root)
    assert cli.main(COMMAND) == 0
    change(ws, "En lang historie", "En anden historie")
    return root


def test_a_run_that_is_killed_anywhere_leaves_no_half_set(published: Path, tmp_path: Path) -> None:
    def copy(name: str) -> Path:
        made = tmp_path / name
        shutil.copytree(published, made, symlinks=True)
        return made

    status, touched = publish(copy("whole"))
    assert status == 0
    assert any("offentliggjort" in one for one in touched)
    steps = list(range(1, len(touched) + 1))
    if "MOEDEBOG_EXAMPLES" not in os.environ:
        told = [nth for nth in steps if "offentliggjort" in touched[nth - 1]]
        told += [nth for nth in steps if ".udsendt.yaml" in touched[nth - 1]]
        steps = sorted({*told, *steps[:: max(1, len(steps) // SAMPLED)]})
    seen = set()
    for nth in steps:
        root = copy(f"killed-{nth}")
        ws = Workspace(root)
        assert publish(root, nth)[0] == 9, touched[nth - 1]
        stands = standing(ws)
        seen.add(stands)
        if stands == "2":
            file, *_ = ws.meeting_files()
            bevis = proofs.proof(ws, file, Kind.DAGSORDEN)
            assert bevis is not None
            assert bevis.version == 2
            assert recorded(ws) == {1, 2}
        assert publish(root)[0] == 0, touched[nth - 1]
        assert standing(ws) == "2"
        assert recorded(ws) == {1, 2}
        left = [one.name for one in (ws.output / ".moedebog").rglob("*") if one.is_file()]
        assert left == [], touched[nth - 1]
        shutil.rmtree(root)
    assert {"1", "none"} <= seen
