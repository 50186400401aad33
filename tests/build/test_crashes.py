"""No fault of one meeting stops another: bugs, deep recursion, killed processes."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from moedebog import cli, load
from moedebog.build import check, jobs, make
from moedebog.workspace import MeetingFile, Workspace

HEAD = "dato: {day}\nstart: 10.00\npunkter:\n"
DAYS = ("2025-09-12", "2025-10-10", "2025-11-14")
CLOSED = "Hemmelige ord"


@pytest.fixture
def ws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    folder = tmp_path / "meetings" / "udvalg"
    folder.mkdir(parents=True)
    (folder / "forum.yaml").write_text("navn: Udvalget\n", encoding="utf-8")
    for day in DAYS:
        text = HEAD.format(day=day) + "  - titel: A\n    ukendt: x\n"
        (folder / f"{day}.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return Workspace(tmp_path)


def good(ws: Workspace) -> None:
    for file in ws.meeting_files():
        text = HEAD.format(day=file.stem) + "  - titel: A\n"
        file.path.write_text(text, encoding="utf-8")


def spoil(monkeypatch: pytest.MonkeyPatch, module: object, error: BaseException | None) -> None:
    """Let the meeting in the middle raise, or kill its process."""
    real = load.load

    def broken(ws: Workspace, file: MeetingFile) -> load.Loaded:
        if file.stem == DAYS[1]:
            if error is None:
                os.kill(os.getpid(), signal.SIGKILL)
            else:
                raise error
        return real(ws, file)

    monkeypatch.setattr(module, "load", broken)


ERRORS = [KeyError(CLOSED), RecursionError(), MemoryError(), OSError(36, "File name too long")]


@pytest.mark.usefixtures("sees_closed")
@pytest.mark.parametrize("processes", ["1", "2"])
@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_the_others_are_checked(
    error: Exception,
    processes: str,
    ws: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    spoil(monkeypatch, check, error)
    monkeypatch.setattr(check, "BATCH", 2)
    assert cli.main(["validate", "--jobs", processes]) == 1
    told = capsys.readouterr().err
    for day in (DAYS[0], DAYS[2]):
        assert f"meetings/udvalg/{day}.yaml:5" in told
    assert f"Fejl i programmet ved udvalg/{DAYS[1]}:\nTraceback" in told
    assert type(error).__name__ in told


def test_a_traceback_tells_no_words_of_a_file_in_a_log(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(monkeypatch, check, KeyError(CLOSED))
    assert cli.main(["validate", "--jobs", "1", "--format", "json"]) == 1
    out, err = capsys.readouterr()
    assert CLOSED not in out + err
    assert "in broken" in err
    assert out.count("M551") == 1


@pytest.mark.parametrize("processes", ["1", "2"])
def test_the_others_are_made(
    processes: str,
    ws: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    good(ws)
    assert cli.main(["all"]) == 0
    changed = ws.meeting_file(DAYS[1]).path
    changed.write_text(changed.read_text(encoding="utf-8") + "  - titel: B\n", encoding="utf-8")
    (ws.meetings / "udvalg" / "forum.yaml").write_text("navn: Udvalg A\n", encoding="utf-8")
    spoil(monkeypatch, make, ZeroDivisionError())
    capsys.readouterr()
    assert cli.main(["all", "--jobs", processes]) == 1
    told = capsys.readouterr().err
    assert f"Fejl i programmet ved udvalg/{DAYS[1]}:\nTraceback" in told
    made = {path.parent.name for path in ws.output.rglob("*.pdf")}
    assert made == {DAYS[0], DAYS[2]}
    monkeypatch.undo()
    monkeypatch.chdir(ws.root)
    assert cli.main(["all"]) == 0
    assert len(list(ws.output.rglob("*.pdf"))) == 3


@pytest.mark.skipif(sys.platform != "linux", reason="workers are forked with the spoiled module")
@pytest.mark.parametrize(("command", "module"), [("validate", check), ("all", make)])
def test_a_killed_process_is_named_and_the_others_go_on(
    command: str,
    module: object,
    ws: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    good(ws)
    spoil(monkeypatch, module, None)
    monkeypatch.setattr(check, "BATCH", 1)
    assert cli.main([command, "--jobs", "2"]) == 3
    told = capsys.readouterr().err
    assert "M552" in told
    assert f"Systemet stoppede processen ved udvalg/{DAYS[1]}." in told
    assert told.count("M552") == 1
    if command == "all":
        made = {path.parent.name for path in ws.output.rglob("*.pdf")}
        assert made == {DAYS[0], DAYS[2]}


def killed(number: int) -> int:
    if number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is of Unix")
@pytest.mark.parametrize("batch", [1, 4])
def test_each_other_task_has_one_result_when_a_process_is_killed(batch: int) -> None:
    told = list(jobs.each(killed, range(12), 2, batch=batch))
    results = [one for one in told if isinstance(one, int)]
    assert sorted(results) == [n for n in range(12) if n != 7]
    assert [one.task for one in told if isinstance(one, jobs.Crash)] == [7]
