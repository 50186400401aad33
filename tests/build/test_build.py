"""What is made when, what is removed when, and what a run leaves behind when it is broken off."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from moedebog.build import jobs
from moedebog.build.check import validate
from moedebog.build.manifest import Digests
from moedebog.build.origin import program
from moedebog.build.runs import Order, Report, Watcher, clean, run
from moedebog.build.store import RecordFolder
from moedebog.diagnostics import EnvironmentProblem, Phrase
from moedebog.document import Audience, Document, Kind
from moedebog.workspace import Workspace, resources
from support import ROOT, make_all

pytestmark = pytest.mark.usefixtures("quick_renderers")

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "generators")}

FORUM = "navn: Prøveudvalget\n"
MEETING = """\
dato: 2025-09-12
start: "10:00"
sted: Rådhuset
punkter:
  - titel: Første punkt
    beslutning: Godkendt.
    bilag: [{titel: Notat, fil: notat.txt}]
"""
AGENDA = """\
dato: 2025-10-10
start: "10:00"
sted: Rådhuset
punkter: [{titel: Eneste punkt}]
"""
BROKEN = "dato: 2025-11-11\nstart: kvart i ni\npunkter: [{titel: Et punkt}]\n"
ALL = ["dagsorden.docx", "dagsorden.pdf", "referat.docx", "referat.pdf"]


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    ws = Workspace(tmp_path)
    folder = ws.meetings / "udvalg"
    folder.mkdir(parents=True)
    (folder / "forum.yaml").write_text(FORUM, encoding="utf-8")
    (folder / "2025-09-12.yaml").write_text(MEETING, encoding="utf-8")
    (folder / "notat.txt").write_text("Et notat.", encoding="utf-8")
    templates = ws.root / "templates" / "standard"
    templates.mkdir(parents=True)
    for name in ("dagsorden.docx", "referat.docx", "pdf.yaml"):
        standard = resources("templates") / "standard" / name
        (templates / name).write_bytes(standard.read_bytes())
    return ws


def one(ws: Workspace, kind: Kind, audience: Audience = Audience.OFFENTLIG) -> Report:
    return run(ws, [Order(ws.meeting_file("2025-09-12"), (kind,), (audience,))])


def outputs(ws: Workspace, name: str = "udvalg/2025-09-12") -> list[str]:
    folder = ws.output / name
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def record(ws: Workspace) -> Path:
    return RecordFolder(ws.root).record("output")


def write(ws: Workspace, name: str, text: str) -> Path:
    path = ws.meetings / "udvalg" / name
    path.write_text(text, encoding="utf-8")
    return path


# --- making -------------------------------------------------------------------------------


def test_a_second_run_makes_nothing(ws: Workspace) -> None:
    assert sorted(path.name for path in make_all(ws).made) == ALL
    documents = [ws.output / "udvalg" / "2025-09-12" / name for name in ALL]
    before = [path.stat().st_mtime_ns for path in documents]
    report = make_all(ws)
    assert report.made == []
    assert [file.name for file in report.up_to_date] == ["udvalg/2025-09-12"]
    assert [path.stat().st_mtime_ns for path in documents] == before


def test_the_second_run_reads_no_meeting(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    make_all(ws)
    monkeypatch.setattr("moedebog.build.make.load", None)
    assert make_all(ws).made == []


def add_attachment(ws: Workspace) -> None:
    write(ws, "notat.txt", "Et andet notat.")


def lose_attachment(ws: Workspace) -> None:
    (ws.meetings / "udvalg" / "notat.txt").unlink()


def change_meeting(ws: Workspace) -> None:
    write(ws, "2025-09-12.yaml", MEETING.replace("Første", "Andet"))


def change_forum(ws: Workspace) -> None:
    write(ws, "forum.yaml", "navn: Et andet udvalg\n")


def nearer_forum(ws: Workspace) -> None:
    (ws.meetings / "udvalg" / "forum.yaml").rename(ws.meetings / "forum.yaml")


def change_template(ws: Workspace) -> None:
    (ws.root / "templates" / "standard" / "referat.docx").write_bytes(b"en anden")


def edit_output(ws: Workspace) -> None:
    (ws.output / "udvalg" / "2025-09-12" / "referat.pdf").write_bytes(b"rettet i hast")


def delete_output(ws: Workspace) -> None:
    (ws.output / "udvalg" / "2025-09-12" / "dagsorden.docx").unlink()


@pytest.mark.parametrize(
    "change",
    [
        add_attachment,
        lose_attachment,
        change_meeting,
        change_forum,
        nearer_forum,
        change_template,
        edit_output,
        delete_output,
    ],
)
def test_a_change_makes_them_again(ws: Workspace, change: Callable[[Workspace], None]) -> None:
    write(ws, "2025-09-12.yaml", "dagsorden_status: udkast\n" + MEETING)
    assert len(make_all(ws).made) == 4
    change(ws)
    assert len(make_all(ws).made) == 4
    assert make_all(ws).made == []


def test_the_program_is_also_the_library_beside_it(ws: Workspace) -> None:
    digests = Digests(ws.root, {}, 0)
    program(ws, digests)
    assert any(name.endswith("tagged/canvas.py") for name in digests.seen)


def test_the_program_in_one_file_is_that_file(
    ws: Workspace, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path_factory.mktemp("bin") / "moedebog"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(file))
    file.write_bytes(b"0.1.0")
    one = program(ws, Digests(ws.root, {}, 0))
    assert program(ws, Digests(ws.root, {}, 0)) == one
    file.write_bytes(b"0.2.0")
    assert program(ws, Digests(ws.root, {}, 0)) != one


def test_a_new_version_of_the_program_makes_them_again(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_all(ws)
    monkeypatch.setattr("moedebog.build.runs.program", lambda *_: "en anden")
    assert len(make_all(ws).made) == 4


def test_a_file_that_turns_up_makes_them_again(ws: Workspace) -> None:
    attachment = ws.meetings / "udvalg" / "notat.txt"
    attachment.unlink()
    write(ws, "2025-09-12.yaml", "dagsorden_status: udkast\n" + MEETING)
    assert len(make_all(ws).made) == 4
    add_attachment(ws)
    assert len(make_all(ws).made) == 4


def test_a_touched_file_is_no_change(ws: Workspace) -> None:
    make_all(ws)
    for path in (*ws.meetings.rglob("*.*"), *(ws.root / "templates").rglob("*.*")):
        os.utime(path, ns=(1, 1))
    assert make_all(ws).made == []


def test_same_size_and_time_do_not_hide_a_change(ws: Workspace) -> None:
    path = ws.meetings / "udvalg" / "2025-09-12.yaml"
    make_all(ws)
    status = path.stat()
    write(ws, path.name, MEETING.replace("Første", "Fjorten"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert path.stat().st_size == status.st_size
    assert len(make_all(ws).made) == 4


def test_a_change_during_the_build_is_seen_next_time(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def draw(document: Document, *_: object) -> bytes:
        change_meeting(ws)
        return repr(document).encode()

    with monkeypatch.context() as patch:
        patch.setattr("moedebog.render.pdf.render", draw)
        make_all(ws)
    assert len(make_all(ws).made) == 4
    assert "Andet punkt" in (ws.output / "udvalg/2025-09-12/referat.pdf").read_text("utf-8")


def test_warnings_do_not_stop_and_are_told(ws: Workspace) -> None:
    lose_attachment(ws)
    write(ws, "2025-09-12.yaml", "dagsorden_status: udkast\n" + MEETING)
    report = make_all(ws)
    assert len(report.made) == 4
    assert [str(d.severity) for d in report.diagnostics] == ["advarsel"]


@pytest.mark.parametrize(
    ("more", "referat"),
    [
        ("", False),
        ("referat_status: til_godkendelse\n", True),
        ('faktisk_start: "10:05"\n', True),
        ("punkt: beslutning: Godkendt.", True),
        ("punkt: udfald: godkendt", True),
        ("punkt: afstemning: {for: 3, imod: 2}", True),
        ("punkt: opfoelgning: [{opgave: Skriv et brev}]", True),
        ("punkt: indstilling: {at: [godkender]}", False),
        ("punkt: indstilling: {at: [godkender], delbeslutninger: [{punkt: 1, tekst: Ja}]}", True),
        ("punkt: underpunkter: [{titel: Et underpunkt, beslutning: Godkendt.}]", True),
        ("punkt: afsnit: [{slags: sag, afsnit: [{slags: beslutning, tekst: Ja}]}]", True),
    ],
)
def test_a_referat_only_once_there_are_minutes(ws: Workspace, more: str, referat: bool) -> None:
    item = "punkter:\n  - titel: Eneste punkt\n"
    head = 'dato: 2025-09-12\nstart: "10:00"\nsted: Rådhuset\n'
    inside = more.removeprefix("punkt: ")
    text = f"{head}{item}    {inside}\n" if more != inside else f"{head}{more}{item}"
    write(ws, "2025-09-12.yaml", text)
    report = make_all(ws)
    assert not report.failed
    assert outputs(ws) == (ALL if referat else ALL[:2])


def test_git_overlooks_the_internal_wherever_the_outputs_are_committed(ws: Workspace) -> None:
    ignored = ws.output / ".gitignore"
    one(ws, Kind.REFERAT, Audience.OFFENTLIG)
    assert not ignored.exists()
    one(ws, Kind.REFERAT, Audience.INTERN)
    assert {"*-intern.*", "*.eml"} <= set(ignored.read_text("utf-8").splitlines())
    ignored.write_text("# vores\n", encoding="utf-8")
    one(ws, Kind.DAGSORDEN, Audience.INTERN)
    assert ignored.read_text("utf-8") == "# vores\n"


def test_an_internal_document_has_its_own_name(ws: Workspace) -> None:
    one(ws, Kind.REFERAT, Audience.INTERN)
    assert outputs(ws) == ["referat-intern.docx", "referat-intern.pdf"]
    assert one(ws, Kind.REFERAT, Audience.INTERN).made == []


# --- what is stale ------------------------------------------------------------------------


def test_making_one_document_makes_all_that_stood_there_anew(ws: Workspace) -> None:
    make_all(ws)
    one(ws, Kind.REFERAT, Audience.INTERN)
    before = {path: path.read_bytes() for path in ws.output.rglob("referat-intern.*")}
    change_meeting(ws)
    report = one(ws, Kind.DAGSORDEN)
    assert outputs(ws) == sorted([*ALL, "referat-intern.docx", "referat-intern.pdf"])
    assert len(report.removed) == 4  # before anything could fail
    assert before != {path: path.read_bytes() for path in before}


def test_making_one_document_makes_none_that_nobody_asked_for(ws: Workspace) -> None:
    one(ws, Kind.REFERAT, Audience.INTERN)
    change_meeting(ws)
    one(ws, Kind.DAGSORDEN)
    assert outputs(ws) == [*ALL[:2], "referat-intern.docx", "referat-intern.pdf"]


def test_an_internal_document_that_cannot_be_made_again_is_told_and_made_with_the_next(
    ws: Workspace,
) -> None:
    one(ws, Kind.REFERAT, Audience.INTERN)
    internal = ws.output / "udvalg/2025-09-12/referat-intern.pdf"
    before = internal.read_bytes()
    path = ws.meetings / "udvalg" / "2025-09-12.yaml"
    path.write_text(BROKEN.replace("11-11", "09-12"), encoding="utf-8")
    report = one(ws, Kind.REFERAT)
    assert [old.name for old in report.stale] == ["referat-intern.docx", "referat-intern.pdf"]
    path.write_text(MEETING.replace("Godkendt.", "Afvist."), encoding="utf-8")
    report = one(ws, Kind.REFERAT)
    assert report.stale == []
    assert internal in report.made
    assert internal.read_bytes() != before


def test_a_build_that_fails_leaves_no_stale_public_document(ws: Workspace) -> None:
    make_all(ws)
    write(ws, "2025-09-12.yaml", MEETING + "ukendt: 1\n")
    report = one(ws, Kind.DAGSORDEN)
    assert [file.name for file in report.failed] == ["udvalg/2025-09-12"]
    assert outputs(ws) == []


NO_FONT = Phrase("Skriften mangler.", "The font is missing.")


@pytest.mark.parametrize("error", [EnvironmentProblem(NO_FONT), ZeroDivisionError()])
def test_nor_does_one_that_breaks_off(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    make_all(ws)
    change_meeting(ws)

    def draw(*_: object) -> bytes:
        raise error

    monkeypatch.setattr("moedebog.render.pdf.render", draw)
    if isinstance(error, EnvironmentProblem):
        assert make_all(ws).trouble == [NO_FONT]
    else:
        names = {failure.crash.name for failure in make_all(ws).crashes}
        assert names == {"ZeroDivisionError"}
    assert outputs(ws) == []


def test_they_go_before_anything_is_drawn(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    make_all(ws)
    change_meeting(ws)
    there: list[list[str]] = []

    def draw(*_: object) -> bytes:
        there.append(outputs(ws))
        return b""

    monkeypatch.setattr("moedebog.render.docx.render", draw)
    make_all(ws)
    assert there == [[], []]


def test_one_broken_meeting_does_not_stop_the_others(ws: Workspace) -> None:
    write(ws, "2025-10-10.yaml", BROKEN)
    write(ws, "2025-11-11.yaml", AGENDA.replace("2025-10-10", "2025-11-11"))
    report = make_all(ws)
    assert [file.stem for file in report.failed] == ["2025-10-10"]
    assert outputs(ws) == ALL
    assert outputs(ws, "udvalg/2025-11-11") == ALL[:2]
    assert report.diagnostics
    assert make_all(ws).diagnostics == report.diagnostics


def test_documents_of_a_meeting_that_is_gone_go_too(ws: Workspace) -> None:
    write(ws, "2025-10-10.yaml", AGENDA)
    make_all(ws)
    one(ws, Kind.REFERAT, Audience.INTERN)
    foreign = ws.output / "udvalg" / "2025-09-12" / "noter.txt"
    foreign.write_text("mine egne", encoding="utf-8")
    (ws.meetings / "udvalg" / "2025-09-12.yaml").unlink()
    run(ws, [Order(ws.meeting_file("2025-10-10"))])
    assert "referat-intern.pdf" in outputs(ws)
    make_all(ws)
    assert outputs(ws) == ["noter.txt"]
    assert outputs(ws, "udvalg/2025-10-10") == ALL[:2]


def test_clean_removes_what_was_made_and_nothing_else(ws: Workspace) -> None:
    make_all(ws)
    (ws.output / ".gitkeep").touch()
    foreign = ws.output / "udvalg" / "noter.txt"
    foreign.write_text("mine egne", encoding="utf-8")
    assert len(clean(ws).removed) == 4
    assert sorted(path for path in ws.output.rglob("*") if path.is_file()) == [
        ws.output / ".gitkeep",
        foreign,
    ]
    assert clean(ws).removed == []
    assert len(make_all(ws).made) == 4


@pytest.mark.parametrize("name", ["../vigtig.txt", "/vigtig.txt", "a/../../vigtig.txt"])
def test_a_record_cannot_lead_outside(ws: Workspace, name: str) -> None:
    make_all(ws)
    important = ws.root / "vigtig.txt"
    important.write_text("vigtig", encoding="utf-8")
    raw = json.loads(record(ws).read_bytes())
    entry = raw["meetings"]["udvalg/2025-09-12"]["outputs"]
    entry[name.replace("/vigtig", f"{ws.root}/vigtig", name.startswith("/"))] = entry[
        "udvalg/2025-09-12/referat.pdf"
    ]
    record(ws).write_text(json.dumps(raw), encoding="utf-8")
    clean(ws)
    assert important.exists()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 1}', '{"format": 1, "files": 3}'])
def test_a_damaged_record_counts_as_none(ws: Workspace, text: str) -> None:
    make_all(ws)
    record(ws).write_text(text, encoding="utf-8")
    assert len(make_all(ws).made) == 4


# --- trouble ------------------------------------------------------------------------------


def test_a_file_that_cannot_be_written_is_trouble_with_the_environment(ws: Workspace) -> None:
    (ws.output / "udvalg" / "2025-09-12" / "referat-intern.docx" / "x").mkdir(parents=True)
    report = one(ws, Kind.REFERAT, Audience.INTERN)
    assert "referat-intern.docx" in str(report.trouble[0])
    assert [file.stem for file in report.failed] == ["2025-09-12"]


def test_an_unknown_template_set_is_told_at_the_forum(ws: Workspace) -> None:
    write(ws, "forum.yaml", FORUM + "skabelon: findes-ikke\n")
    report = make_all(ws)
    assert [d.code for d in report.diagnostics] == ["M400"]
    assert report.diagnostics[0].position.file == "meetings/udvalg/forum.yaml"


@pytest.mark.parametrize("name", ["pdf.yaml", "referat.docx"])
def test_a_template_set_that_lacks_a_file(ws: Workspace, name: str) -> None:
    (ws.root / "templates" / "standard" / name).unlink()
    report = one(ws, Kind.REFERAT)
    assert [d.code for d in report.diagnostics] == ["M401"]
    assert outputs(ws) == []


def test_a_second_run_waits_for_the_first(ws: Workspace) -> None:
    held = threading.Event()
    waiting = threading.Event()

    def hold() -> None:
        with RecordFolder(ws.root).held(lambda: None):
            held.set()
            waiting.wait(10)

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(10)
    report = run(ws, [Order(ws.meeting_file("2025-09-12"))], watcher=Watcher(waiting=waiting.set))
    thread.join()
    assert waiting.is_set()
    assert len(report.made) == 4


KILLED_AT = """\
import os, sys
from pathlib import Path
import moedebog.render.docx, moedebog.render.pdf
from moedebog.build.runs import Order, run
from moedebog.workspace import Workspace

moedebog.render.docx.render = moedebog.render.pdf.render = lambda d, *_: repr(d).encode()
left = int(sys.argv[2])
original = Path.{operation}

def killed(self, *args, **named):
    global left
    if "{operation}" == "open" and args != ("wb",):
        return original(self, *args, **named)
    left -= 1
    if left == 0:
        if "{operation}" == "open":
            with original(self, "wb") as file:
                file.write(b"half")
        if "{operation}" == "write_bytes":
            original(self, args[0][: len(args[0]) // 2])
        os._exit(9)
    return original(self, *args, **named)

Path.{operation} = killed
ws = Workspace(Path(sys.argv[1]))
run(ws, [Order(file) for file in ws.meeting_files()], everything=True)
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("operation", "least"), [("open", 4), ("write_bytes", 2), ("replace", 5), ("unlink", 4)]
)
def test_killed_at_every_step_it_leaves_no_half_file(
    ws: Workspace, operation: str, least: int
) -> None:
    make_all(ws)
    good = {name: (ws.output / "udvalg/2025-09-12" / name).read_bytes() for name in ALL}
    for step in range(1, 12):
        write(ws, "2025-09-12.yaml", MEETING.replace("Første", f"Nyt {step}"))
        killed = subprocess.run(
            [sys.executable, "-c", KILLED_AT.format(operation=operation), ws.root, str(step)],
            check=False,
            env=ENVIRONMENT,
        )
        texts = [
            (ws.output / "udvalg/2025-09-12" / name).read_bytes()
            for name in outputs(ws)
            if operation != "unlink"
        ]
        assert all(f"Nyt {step}".encode() in text and text[-1:] == b")" for text in texts)
        write(ws, "2025-09-12.yaml", MEETING)
        make_all(ws)
        assert {name: (ws.output / "udvalg/2025-09-12" / name).read_bytes() for name in ALL} == good
        assert not list(ws.output.rglob("*.tmp"))
        assert sorted(path.name for path in RecordFolder(ws.root).folder.iterdir()) == [
            ".gitignore",
            "lock",
            "manifest-output.json",
            "start",
        ]
        if killed.returncode == 0:
            assert step > least
            return
    pytest.fail("never ran to its end")


# --- several processes --------------------------------------------------------------------


def double(number: int) -> int:
    if number == 3:
        raise ZeroDivisionError
    return 2 * number


@pytest.mark.parametrize(("processes", "batch"), [(1, 1), (2, 1), (2, 4)])
def test_a_bug_in_one_task_does_not_stop_the_others(processes: int, batch: int) -> None:
    told = list(jobs.each(double, range(6), processes, batch=batch))
    assert sorted(one for one in told if isinstance(one, int)) == [0, 2, 4, 8, 10]
    (bug,) = (one for one in told if isinstance(one, jobs.Crash))
    assert bug.task == 3
    assert bug.name == "ZeroDivisionError"
    assert "in double" in bug.frames  # where it was, also in another process


PARENT = """\
import os, sys, time
from moedebog.build import jobs

def task(number):
    os.write(1, b"%d\\n" % os.getpid())
    time.sleep(60)

if __name__ == "__main__":
    list(jobs.each(task, range(4), 2))
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is of Unix")
def test_killing_the_parent_ends_the_workers(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT, encoding="utf-8")
    parent = subprocess.Popen(
        [sys.executable, script], stdout=subprocess.PIPE, text=True, env=ENVIRONMENT
    )
    assert parent.stdout
    workers = [int(parent.stdout.readline()) for _ in range(2)]
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    deadline = time.monotonic() + 10
    while any(map(is_running, workers)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(is_running, workers))


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{process}/stat")
    return not status.exists() or status.read_text(encoding="utf-8").split()[2] != "Z"


def test_what_another_meeting_has_closed_since_does_not_stay(ws: Workspace) -> None:
    write(ws, "2025-10-10.yaml", AGENDA)
    make_all(ws)
    first, second = ws.meeting_files()
    public = sorted(ws.output_folder(first).iterdir())
    assert public
    intern = run(ws, [Order(first, (Kind.DAGSORDEN,), (Audience.INTERN,))]).made
    write(ws, f"{first.stem}.yaml", first.path.read_text("utf-8") + "# rettet\n")
    report = run(ws, [Order(second)])
    assert sorted(report.removed) == public
    assert sorted(ws.output_folder(first).iterdir()) == sorted(intern)
    assert report.up_to_date == [second]


def test_what_was_made_of_a_meeting_that_is_gone_does_not_stay(ws: Workspace) -> None:
    write(ws, "2025-10-10.yaml", AGENDA)
    make_all(ws)
    first, second = ws.meeting_files()
    first.path.unlink()
    run(ws, [Order(second)])
    assert not any(ws.output_folder(first).glob("*.*"))


# --- validate -----------------------------------------------------------------------------


def test_validate_tells_a_shared_fault_once(ws: Workspace) -> None:
    write(ws, "2025-10-10.yaml", AGENDA)
    write(ws, "forum.yaml", "navn: Udvalget\nukendt: 1\n")
    found = validate(ws, ws.meeting_files(), everything=True)
    assert [d.position.file for d in found] == ["meetings/udvalg/forum.yaml"]


def test_validate_reads_forums_without_a_meeting(ws: Workspace) -> None:
    unused = ws.meetings / "andet" / "forum.yaml"
    unused.parent.mkdir()
    unused.write_text("sted: Rådhuset\n", encoding="utf-8")
    found = validate(ws, ws.meeting_files(), everything=True)
    assert [d.position.file for d in found] == ["meetings/andet/forum.yaml"]
    assert validate(ws, ws.meeting_files()) == []


def test_validate_checks_the_template_set(ws: Workspace) -> None:
    style = ws.root / "templates" / "standard" / "pdf.yaml"
    style.write_text("ukendt: 1\n", encoding="utf-8")
    found = validate(ws, ws.meeting_files())
    assert [d.position.file for d in found] == ["templates/standard/pdf.yaml"]


def test_validate_tries_the_word_templates(ws: Workspace) -> None:
    template = ws.root / "templates" / "standard" / "referat.docx"
    template.write_bytes(b"ikke Word")
    found = validate(ws, ws.meeting_files(), everything=True)
    assert {d.position.file for d in found} == {"templates/standard/referat.docx"}
    template.unlink()
    found = validate(ws, ws.meeting_files(), everything=True)
    assert [(d.code, "bygger_paa: standard" in d.hint) for d in found] == [("M401", True)]


def test_a_set_in_the_middle_that_lacks_its_style_is_mended_there(ws: Workspace) -> None:
    sets = ws.root / "templates"
    for name, base in (("min", "mellem"), ("mellem", ""), ("vores", "standard")):
        (sets / name).mkdir()
        if base:
            (sets / name / "pdf.yaml").write_text(f"bygger_paa: {base}\n", encoding="utf-8")
    write(ws, "forum.yaml", FORUM + "skabelon: min\n")
    found = validate(ws, ws.meeting_files())
    assert {d.code for d in found} == {"M401"}
    assert "templates/mellem/pdf.yaml" in {d.position.file for d in found}
    for one in found:
        assert "bygger_paa: standard i templates/mellem/pdf.yaml" in one.hint
        assert "Der er: standard, vores." in one.hint
    (sets / "mellem" / "pdf.yaml").write_text("bygger_paa: standard\n", encoding="utf-8")
    assert validate(ws, ws.meeting_files()) == []


def test_the_style_of_pdfs_is_no_file_for_word(ws: Workspace) -> None:
    (ws.root / "templates" / "standard" / "pdf.yaml").unlink()
    found = validate(ws, ws.meeting_files(), everything=True)
    assert {(d.code, "bygger_paa: standard" in d.hint) for d in found} == {("M401", True)}


def test_validate_makes_nothing(ws: Workspace) -> None:
    validate(ws, ws.meeting_files(), everything=True)
    assert not ws.output.exists()
