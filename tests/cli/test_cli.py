"""The command: what it takes, what it prints, and its exit status."""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from moedebog import __version__, cli
from moedebog.build.watch import rebuild_on_save
from moedebog.cli.table import COMMANDS
from moedebog.diagnostics import EnvironmentProblem, Phrase
from moedebog.examples import pdf
from moedebog.workspace import Workspace
from support import ROOT

pytestmark = pytest.mark.usefixtures("quick_renderers")

HEAVY = (
    "cerberus",
    "concurrent.futures",
    "difflib",
    "docxtpl",
    "filelock",
    "icalendar",
    "jsonschema",
    "jsonschema_rs",
    "keyring",
    "lxml",
    "markdown_it",
    "pdfminer",
    "reportlab",
    "ruamel",
    "smtplib",
    "sqlite3",
    "watchfiles",
)
MEETING = """\
dato: 2025-09-12
start: "10:00"
sted: Rådhuset
punkter:
  - titel: Første punkt
    beslutning: Godkendt.
"""


@pytest.fixture
def ws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    folder = tmp_path / "meetings" / "udvalg"
    folder.mkdir(parents=True)
    (folder / "forum.yaml").write_text("navn: Udvalget\n", encoding="utf-8")
    (folder / "2025-09-12.yaml").write_text(MEETING, encoding="utf-8")
    for name in ("MEETING", "AUDIENCE", "FORUM", "DOC", "SHA256"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return Workspace(tmp_path)


def command(
    *arguments: str | Path, folder: Path, **environment: str
) -> subprocess.CompletedProcess[str]:
    """The real command, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "moedebog", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "generators"), **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ["dagsorden", "2025-09-12"],
        ["referat", "2025-09-12"],
        ["all"],
        ["validate"],
        ["mail", "2025-09-12", "--doc", "referat"],
        ["calendar", "--forum", "udvalg"],
        ["fakta", "2025-09-12"],
        ["import", "gammelt.txt", "--forum", "udvalg", "--meeting", "2025-10-10"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_what_is_wrong_is_told_in_english(
    arguments: list[str], ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    (ws.meetings / "udvalg" / "forum.yaml").write_text("navn: Udvalget\nstad: x\n", "utf-8")
    (ws.root / "moedebog.yaml").write_text("mail: {afsender: post@example.org}\n", "utf-8")
    (ws.root / "gammelt.txt").write_text("Referat\n\n1. Velkomst\n\n2. Eventuelt\n", "utf-8")
    assert cli.main([*arguments, "--lang", "en"]) == 1
    told = capsys.readouterr().err
    assert "forum.yaml:2:1: error: The key stad is not known here. [M041]" in told
    assert "Did you mean sted?" in told
    assert cli.main(arguments) == 1
    assert "fejl: Nøglen stad kendes ikke her." in capsys.readouterr().err


# --- one meeting ----------------------------------------------------------------------------


def test_it_says_what_it_made(ws: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["referat", "2025-09-12"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Skrevet: output/udvalg/2025-09-12/referat.docx",
        "Skrevet: output/udvalg/2025-09-12/referat.pdf",
    ]
    assert cli.main(["referat", "2025-09-12"]) == 0
    assert "udvalg/2025-09-12 er ajour" in capsys.readouterr().err


def test_names_come_from_the_environment_too(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MEETING", "udvalg/2025-09-12")
    monkeypatch.setenv("AUDIENCE", "intern")
    assert cli.main(["dagsorden"]) == 0
    assert (ws.output / "udvalg" / "2025-09-12" / "dagsorden-intern.pdf").exists()


def test_an_argument_comes_before_the_environment(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MEETING", "2025-10-10")
    monkeypatch.setenv("AUDIENCE", "intern")
    assert cli.main(["dagsorden", "2025-09-12", "--audience", "offentlig"]) == 0
    assert (ws.output / "udvalg" / "2025-09-12" / "dagsorden.pdf").exists()


def test_an_empty_variable_is_none(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AUDIENCE", "")
    assert cli.main(["dagsorden", "2025-09-12"]) == 0
    monkeypatch.setenv("MEETING", " ")
    assert cli.main(["dagsorden"]) == 2
    assert "Hvilket møde? Skriv: make dagsorden MEETING=" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "der mangler: KOMMANDO"),
        (["referrat"], "kan ikke være: 'referrat'"),
        (["referat", "2025-09-13"], "Mente du udvalg/2025-09-12?"),
        (["referat", "2025-09-12", "--audience", "alle"], "skriv offentlig eller intern"),
        (["all", "--jobs", "0"], "skriv et tal"),
        (["all", "--jobs"], "mangler en værdi"),
        (["all", "--hurtigt"], "ukendt: --hurtigt"),
        (["new", "2026-01-20", "--forum", "../væk"], "duer ikke som navn på en mappe"),
        (["new", "20-01-2026", "--forum", "udvalg"], "Begynd med datoen"),
        (["new", "2026-02-30", "--forum", "udvalg"], "Begynd med datoen"),
    ],
)
def test_wrong_use_is_status_2(
    ws: Workspace, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    try:
        status: object = cli.main(arguments)
    except SystemExit as end:
        status = end.code
    assert status == 2
    assert said in capsys.readouterr().err
    assert not ws.output.exists()


def test_a_wrong_audience_in_the_environment_is_status_2(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDIENCE", "alle")
    with pytest.raises(SystemExit) as end:
        cli.main(["referat", "2025-09-12"])
    assert end.value.code == 2


def test_outside_a_workspace_it_says_how_to_begin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["all"]) == 2
    assert "moedebog init" in capsys.readouterr().err


def test_errors_are_status_1_all_told_and_in_order(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    path = ws.meetings / "udvalg" / "2025-09-12.yaml"
    path.write_text(MEETING.replace("titel:", "tittel:") + "ukendt: 1\n", encoding="utf-8")
    assert cli.main(["referat", "2025-09-12"]) == 1
    *found, tally, failed = capsys.readouterr().err.splitlines()
    places = [re.match(r"meetings/udvalg/2025-09-12\.yaml:(\d+):\d+: fejl: ", f) for f in found]
    lines = [int(place[1]) for place in places if place]
    assert len(lines) == 2
    assert "    punkt 1 »Første punkt«, tittel" in found
    assert lines == sorted(lines)
    assert tally == "2 fejl, 0 advarsler"
    assert failed == "Kunne ikke laves: udvalg/2025-09-12"


def test_a_missing_thing_outside_is_status_3(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def draw(*_: object) -> bytes:
        raise EnvironmentProblem(Phrase("Skriften mangler.", "The font is missing."))

    monkeypatch.setattr("moedebog.render.pdf.render", draw)
    assert cli.main(["referat", "2025-09-12"]) == 3
    assert "moedebog: Skriften mangler." in capsys.readouterr().err


@pytest.mark.usefixtures("sees_closed")
def test_a_bug_of_ours_shows_itself(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("moedebog.build.make.Composer", None)
    assert cli.main(["referat", "2025-09-12"]) == 1
    assert "TypeError: 'NoneType' object is not callable" in capsys.readouterr().err


def test_quiet_says_only_what_is_wrong(ws: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["referat", "2025-09-12", "--quiet"]) == 0
    assert cli.main(["all", "--quiet"]) == 0
    assert cli.main(["clean", "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")


# --- all, clean, validate -------------------------------------------------------------------


def test_all_counts(ws: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["all", "--jobs", "1"]) == 0
    assert "4 dokumenter skrevet, 0 møder af 1 var ajour." in capsys.readouterr().err
    assert cli.main(["all"]) == 0
    assert "0 dokumenter skrevet, 1 møde af 1 var ajour." in capsys.readouterr().err
    assert cli.main(["clean"]) == 0
    assert "4 filer fjernet." in capsys.readouterr().err


def test_all_never_makes_internal_documents(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AUDIENCE", "intern")
    assert cli.main(["all"]) == 2
    assert "kun offentlige dokumenter" in capsys.readouterr().err


def test_validate_sums_up(ws: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["validate"]) == 0
    assert capsys.readouterr().err == "1 møde, 0 fejl, 0 advarsler\n"
    broken = ws.meetings / "udvalg" / "2025-10-10.yaml"
    text = MEETING.replace("2025-09-12", "2025-10-10")
    broken.write_text(text + "ukendt: 1\n", encoding="utf-8")
    assert cli.main(["validate", "--jobs", "1"]) == 1
    assert capsys.readouterr().err.endswith("2 møder, 1 fejl, 0 advarsler\n")
    assert cli.main(["validate", "2025-09-12"]) == 0


def test_a_forum_narrows_every_command_that_reads_meetings() -> None:
    """``new`` and ``import`` write into it, ``calendar`` needs it."""
    reads = {
        command.name: [option.key for option in command.options]
        for command in COMMANDS
        if command.name not in ("forklar", "skabelon", "init", "forum", "help", "kig")
    }
    assert [name for name, keys in reads.items() if "FORUM" not in keys] == []
    assert [name for name, keys in reads.items() if "MEETING" not in keys] == ["calendar"]


@pytest.fixture
def two_forums(ws: Workspace) -> Workspace:
    """The same day in both, with a fault in that of ``raad``."""
    other = ws.meetings / "raad"
    other.mkdir()
    (other / "forum.yaml").write_text("navn: Rådet\n", encoding="utf-8")
    (other / "2025-09-12.yaml").write_text(MEETING + "ukendt: 1\n", encoding="utf-8")
    return ws


@pytest.mark.usefixtures("two_forums")
@pytest.mark.parametrize(
    "arguments",
    [
        ["validate"],
        ["validate", "2025-09-12"],
        ["all"],
        ["dagsorden", "2025-09-12"],
        ["referat", "2025-09-12"],
        ["fakta", "2025-09-12"],
        ["mail-status", "2025-09-12"],
        ["all", "2025-09-12"],
        ["opgrader"],
        ["opgrader", "2025-09-12"],
        ["clean"],
        ["clean", "2025-09-12"],
    ],
    ids=" ".join,
)
def test_what_is_wrong_elsewhere_is_not_looked_at(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([*arguments, "--forum", "udvalg"]) == 0
    monkeypatch.setenv("FORUM", "udvalg")
    assert cli.main(arguments) == 0
    assert "raad" not in "".join(capsys.readouterr())


def test_the_documents_of_others_stay_where_one_forum_is_made(two_forums: Workspace) -> None:
    (two_forums.meetings / "raad" / "2025-09-12.yaml").write_text(MEETING, encoding="utf-8")
    assert cli.main(["all"]) == 0
    made = sorted(two_forums.output.rglob("*.pdf"))
    assert cli.main(["all", "--forum", "udvalg"]) == 0
    assert len(made) == 4
    assert sorted(two_forums.output.rglob("*.pdf")) == made


@pytest.mark.parametrize(
    ("narrowed", "gone"),
    [
        (["--forum", "udvalg"], {"udvalg/2025-09-12", "udvalg/2025-10-10"}),
        (["udvalg/2025-09-12"], {"udvalg/2025-09-12"}),
        (["2025-09-12", "--forum", "raad"], {"raad/2025-09-12"}),
        ([], {"udvalg/2025-09-12", "udvalg/2025-10-10", "raad/2025-09-12"}),
    ],
    ids=["one forum", "one meeting", "one of two namesakes", "everything"],
)
def test_clean_takes_away_what_it_is_narrowed_to(
    two_forums: Workspace, narrowed: list[str], gone: set[str]
) -> None:
    (two_forums.meetings / "raad" / "2025-09-12.yaml").write_text(MEETING, encoding="utf-8")
    later = two_forums.meetings / "udvalg" / "2025-10-10.yaml"
    later.write_text(MEETING.replace("2025-09-12", "2025-10-10"), encoding="utf-8")
    assert cli.main(["all"]) == 0
    assert cli.main(["calendar", "--forum", "udvalg"]) == 0
    made = {path for path in two_forums.output.rglob("*.*") if path.is_file()}
    assert cli.main(["clean", *narrowed]) == 0
    left = {path for path in two_forums.output.rglob("*.*") if path.is_file()}
    removed = {path.parent.relative_to(two_forums.output).as_posix() for path in made - left}
    feed = {"udvalg"} if "udvalg/2025-10-10" in gone else set()
    assert removed == gone | feed
    assert cli.main(["all"]) == 0
    assert all(path.exists() for path in made if path.suffix != ".ics")


def test_clean_says_what_goes_and_what_stays(
    two_forums: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    ws = two_forums
    (ws.meetings / "raad" / "2025-09-12.yaml").write_text(MEETING, encoding="utf-8")
    assert cli.main(["all"]) == 0
    (ws.output / "udvalg" / "noter.txt").write_text("x", encoding="utf-8")
    (ws.output / "raad" / "noter.txt").write_text("x", encoding="utf-8")
    (ws.output / "udvalg" / "kopi").mkdir()
    (ws.output / "udvalg" / "kopi" / "referat.docx").write_bytes(b"x")
    (ws.root / "udsendt").mkdir()
    (ws.root / "arkiv").mkdir()
    (ws.root / "moedebog.yaml").write_text("mail:\n  protokol: arkiv\n", encoding="utf-8")
    capsys.readouterr()
    assert cli.main(["clean", "--forum", "udvalg"]) == 0
    out, err = capsys.readouterr()
    folder = "output/udvalg/2025-09-12"
    gone = [f"Fjernet: {folder}/{name}" for name in ("dagsorden.docx", "dagsorden.pdf")]
    assert out.splitlines()[:2] == gone
    assert f"Fjernet: {folder}/referat.pdf\n" in out
    assert "har ikke lavet den: output/udvalg/noter.txt\n" in err
    assert err.count("output/udvalg/kopi/referat.docx") == 1  # a warning told of it
    kept = "mødefilerne i meetings/, det udsendte i udsendt/, protokollen i arkiv/"
    assert f"Ikke rørt: {kept}.\n" in err
    assert "raad" not in out + err
    assert cli.main(["clean", "--lang", "en"]) == 0
    out, err = capsys.readouterr()
    assert "Removed: output/raad/2025-09-12/referat.pdf\n" in out
    assert "Left alone: the meeting files in meetings/, " in err


def test_of_many_files_of_others_some_are_named(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    ws.output.mkdir()
    for number in range(23):
        (ws.output / f"{number:02}.txt").write_text("x", encoding="utf-8")
    assert cli.main(["clean"]) == 0
    err = capsys.readouterr().err
    assert err.count("har ikke lavet den") == 20
    assert "… og 3 filer til.\n" in err


@pytest.mark.parametrize("language", ["da", "en"])
def test_help_tells_what_dash_dash_help_does(
    capsys: pytest.CaptureFixture[str], language: str
) -> None:
    for typed in ([], ["referat"], ["help"]):
        told = []
        for arguments in (["help", *typed], [*typed, "--help"]):
            with pytest.raises(SystemExit) as ended:
                cli.main([*arguments, "--lang", language])
            assert not ended.value.code
            told.append(capsys.readouterr().out)
        assert told[0] == told[1]


def test_under_make_help_is_that_of_make(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAKECMDGOALS", "help")
    assert cli.main(["help"]) == 0
    shown = capsys.readouterr().out
    for command in COMMANDS:
        assert f"  make {command.name:<11} {command.help}: {command.make}\n" in shown
    monkeypatch.setenv("KOMMANDO", "referat")
    with pytest.raises(SystemExit):
        cli.main(["help"])
    assert "moedebog referat" in capsys.readouterr().out


def test_a_meeting_narrows_what_is_made_and_upgraded(
    two_forums: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["all", "udvalg/2025-09-12"]) == 0
    made = {path.parent.name for path in two_forums.output.rglob("*.pdf")}
    assert made == {"2025-09-12"}
    capsys.readouterr()
    assert cli.main(["opgrader", "udvalg/2025-09-12"]) == 0
    assert "Intet at gøre i 1 fil." in capsys.readouterr().err


@pytest.mark.usefixtures("two_forums")
def test_a_calendar_says_that_it_is_of_the_whole_forum(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MEETING", "2025-09-12")
    assert cli.main(["calendar", "--forum", "udvalg"]) == 0
    assert "MEETING bruges ikke" in capsys.readouterr().err


def test_opgrader_looks_at_one_forum(
    two_forums: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["opgrader", "--forum", "udvalg"]) == 0
    assert "Intet at gøre i 2 filer." in capsys.readouterr().err
    assert two_forums.forum_folder("udvalg") == "udvalg"


@pytest.mark.usefixtures("two_forums")
def test_an_unknown_forum_is_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["validate"], ["all"], ["dagsorden", "2025-09-12"]):
        assert cli.main([*arguments, "--forum", "udvalget"]) == 2
        assert "Intet forum hedder 'udvalget'. Mente du udvalg?" in capsys.readouterr().err


def test_errors_come_last_on_a_terminal_with_a_summary_by_file(
    two_forums: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = two_forums.meetings / "udvalg" / "2025-09-12.yaml"
    path.write_text(MEETING.replace("punkter", "slut: 9.00\npunkter"), encoding="utf-8")
    late = two_forums.meetings / "raad" / "2025-09-13.yaml"
    late.write_text(MEETING, encoding="utf-8")
    cli.main(["validate", "--jobs", "1"])
    plain = capsys.readouterr().err
    assert plain.index("2025-09-12.yaml:7") < plain.index("2025-09-13.yaml")
    assert not re.search(r"(?m)^meetings/\S+\.yaml: \d", plain)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    cli.main(["validate", "--jobs", "1"])
    shown = capsys.readouterr().err
    assert shown.index("2025-09-13.yaml") < shown.index("2025-09-12.yaml")
    summary = [line for line in shown.splitlines() if re.match(r"meetings/\S+\.yaml: \d", line)]
    assert "1 advarsel" in summary[0]
    assert "1 fejl" in summary[-1]


def test_a_finding_names_the_item_as_it_is_printed(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = ws.meetings / "udvalg"
    policy = "politik:\n  punktord: Sag\n  nummererede_pauser: nej\n"
    (folder / "forum.yaml").write_text(f"navn: Udvalget\n{policy}", encoding="utf-8")
    more = "  - {titel: Pause, sagstype: pause}\n  - titel: Ny skole\n    tekst: Se punkt 9.\n"
    (folder / "2025-09-12.yaml").write_text(MEETING + more, encoding="utf-8")
    cli.main(["validate"])
    shown = capsys.readouterr().err
    assert "    punkt 3 (Sag 2 »Ny skole«), tekst\n" in shown
    assert "mødet har ikke sag 9. [M543]" in shown
    (folder / "forum.yaml").write_text("navn: Udvalget\n", encoding="utf-8")
    cli.main(["validate", "--lang", "en"])
    assert "    item 3 (Punkt 2 »Ny skole«), tekst\n" in capsys.readouterr().err
    bare = 'navn: Udvalget\npolitik:\n  punktord: ""\n  nummererede_pauser: ja\n'
    (folder / "forum.yaml").write_text(bare, encoding="utf-8")
    cli.main(["validate"])
    assert "    punkt 3 »Ny skole«, tekst\n" in capsys.readouterr().err
    anew = "navn: Udvalget\npolitik: {nummerering_i_gruppe: forfra}\n"
    (folder / "forum.yaml").write_text(anew, encoding="utf-8")
    grouped = more.replace("titel: Ny skole", "titel: Ny skole\n    gruppe: Lukkede punkter")
    (folder / "2025-09-12.yaml").write_text(MEETING + grouped, encoding="utf-8")
    cli.main(["validate"])
    named = "    punkt 3 (Punkt 1 under Lukkede punkter »Ny skole«), tekst\n"
    assert named in capsys.readouterr().err


def test_the_title_of_a_closed_item_is_not_told_beside_a_finding(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    item = "  - titel: Salg af Skolevej 7\n    lukket: ja\n    tekst: Se punkt 9.\n"
    (ws.meetings / "udvalg" / "2025-09-12.yaml").write_text(MEETING + item, encoding="utf-8")
    cli.main(["validate"])
    shown = capsys.readouterr().err
    assert "    punkt 2, tekst\n" in shown
    assert "Skolevej" not in shown
    cli.main(["validate", "--vis-lukket"])
    assert "    punkt 2 »Salg af Skolevej 7«, tekst\n" in capsys.readouterr().err


def test_each_is_listed_on_request(ws: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    folder = ws.meetings / "udvalg"
    (folder / "b.pdf").write_bytes(pdf("A", tagged=False))
    bilag = "    bilag: [{titel: Kort, fil: b.pdf}, {titel: Notat, fil: b.pdf}]\n"
    (folder / "2025-09-12.yaml").write_text(MEETING + bilag, encoding="utf-8")
    assert cli.main(["validate"]) == 0
    together, tally = capsys.readouterr().err.splitlines()
    assert "2 filer kan ikke læses af alle" in together
    assert tally == "1 møde, 0 fejl, 0 advarsler, 2 råd"
    for typed in ("-v", "--verbose"):
        assert cli.main(["validate", typed]) == 0
        assert capsys.readouterr().err.count("[M537]") == 2
    assert cli.main(["validate", "--format", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["diagnostics"]) == 2


def test_no_progress_unless_on_a_terminal(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    second = ws.meetings / "udvalg" / "2025-10-10.yaml"
    second.write_text(MEETING.replace("09-12", "10-10"), encoding="utf-8")
    cli.main(["validate", "--jobs", "1"])
    assert "[1/2]" not in capsys.readouterr().err
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    cli.main(["validate", "--jobs", "1"])
    assert "[1/2]" not in capsys.readouterr().err  # it was quick
    clock = iter(range(100))
    monkeypatch.setattr("time.monotonic", lambda: 2 * next(clock))
    cli.main(["validate", "--jobs", "1"])
    assert "[1/2] udvalg/2025-09-12" in capsys.readouterr().err


# --- settings -------------------------------------------------------------------------------


def test_settings_name_the_output_folder(ws: Workspace) -> None:
    (ws.root / "moedebog.yaml").write_text("jobs: 1\noutput: udgivet\n", encoding="utf-8")
    assert cli.main(["referat", "2025-09-12"]) == 0
    assert (ws.root / "udgivet" / "udvalg" / "2025-09-12" / "referat.pdf").exists()
    assert not ws.output.exists()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("jobs: mange\n", "1:7"),
        ("jobs: 0\n", "1:7"),
        ("output: ../andetsteds\n", "1:9"),
        ("output: /tmp\n", "1:9"),
        ("output: meetings/udvalg\n", "1:9"),
        ("output: C:\\udgivet\n", "1:9"),
        ("mail: {afsender: sekretariatet}\n", "1:18"),
        ("mail:\n  svar_til: a@b.dk, c@d.dk\n", "2:13"),
        ("mail:\n  modtager: a@b.dk\n", "2:3"),
    ],
)
def test_wrong_settings_are_told_at_their_place(
    ws: Workspace, capsys: pytest.CaptureFixture[str], text: str, place: str
) -> None:
    (ws.root / "moedebog.yaml").write_text(text, encoding="utf-8")
    assert cli.main(["all"]) == 1
    assert f"moedebog.yaml:{place}: fejl: " in capsys.readouterr().err
    assert not ws.output.exists()


# --- new ------------------------------------------------------------------------------------


def test_new_begins_in_an_empty_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "meetings").mkdir()
    assert cli.main(["forum", 'teknisk-udvalg/by: "nord"', "--navn", "Teknik"]) == 2
    assert cli.main(["forum", "byråd/teknisk-udvalg", "--navn", "Teknik"]) == 0
    assert cli.main(["new", "2026-01-20"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "schemas/forum.schema.json",
        "schemas/meeting.schema.json",
        "meetings/byråd/teknisk-udvalg/forum.yaml",
        "meetings/byråd/teknisk-udvalg/2026-01-20.yaml",
    ]
    folder = tmp_path / "meetings" / "byråd" / "teknisk-udvalg"
    for name in ("forum", "2026-01-20"):
        first = (folder / f"{name}.yaml").read_text(encoding="utf-8").splitlines()[0]
        schema = first.removeprefix("# yaml-language-server: $schema=")
        assert (folder / schema).resolve().parent == tmp_path / "schemas"
        assert (folder / schema).exists()
    assert cli.main(["validate"]) == 0
    assert capsys.readouterr().err == "1 møde, 0 fejl, 0 advarsler\n"
    assert cli.main(["dagsorden", "2026-01-20"]) == 0


def test_new_never_overwrites(ws: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["new", "2025-09-12", "--forum", "udvalg"]) == 2
    assert "findes allerede" in capsys.readouterr().err
    assert cli.main(["new", "2025-10-10"]) == 0
    assert (ws.meetings / "udvalg" / "2025-09-12.yaml").read_text(encoding="utf-8") == MEETING
    assert (ws.meetings / "udvalg" / "forum.yaml").read_text("utf-8") == "navn: Udvalget\n"


def test_new_takes_the_forum_from_the_name(ws: Workspace) -> None:
    cli.main(["forum", "andet", "--navn", "Et andet"])
    assert cli.main(["new", "andet/2025-10-10-ekstra"]) == 0
    made = (ws.meetings / "andet" / "2025-10-10-ekstra.yaml").read_text(encoding="utf-8")
    assert "\ndato: 2025-10-10\n" in made


def test_new_asks_which_of_several_forums(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(["forum", "andet", "--navn", "Et andet"])
    assert cli.main(["new", "2025-11-10"]) == 2
    assert "Der er: andet, udvalg" in capsys.readouterr().err


# --- facts ----------------------------------------------------------------------------------

CLOSED_ITEM = """\
  - titel: Hemmeligt køb
    lukket: {grund: Forhandling}
    bilag: [{titel: Pris, fil: pris.txt}]
"""


def told_facts(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert cli.main(["fakta", "2025-09-12", *arguments]) == 0
    data: dict[str, Any] = json.loads(capsys.readouterr().out)
    return data


def test_the_public_facts_are_printed_and_nothing_is_made(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    file = ws.meetings / "udvalg" / "2025-09-12.yaml"
    file.write_text(MEETING + CLOSED_ITEM, encoding="utf-8")
    (file.parent / "pris.txt").write_text("100", encoding="utf-8")
    data = told_facts(capsys)
    assert (data["format"], data["version"]) == ("moedebog-fakta", 1)
    assert (data["dokument"], data["maalgruppe"]) == ("referat", "offentlig")
    assert [punkt["titel"] for punkt in data["punkter"]] == ["Første punkt", "Lukket punkt"]
    assert "Hemmelig" not in json.dumps(data)
    assert told_facts(capsys, "--doc", "dagsorden")["dokument"] == "dagsorden"
    assert not ws.output.exists()


def test_without_minutes_the_facts_are_those_of_the_dagsorden(
    ws: Workspace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = ws.meetings / "udvalg" / "2025-09-12.yaml"
    file.write_text(MEETING.replace("    beslutning: Godkendt.\n", ""), encoding="utf-8")
    assert told_facts(capsys)["dokument"] == "dagsorden"
    monkeypatch.setenv("DOC", "referat")
    assert told_facts(capsys)["dokument"] == "referat"
    monkeypatch.setenv("DOC", "protokol")
    with pytest.raises(SystemExit) as ended:
        cli.main(["fakta", "2025-09-12", "--audience", "offentlig"])
    assert ended.value.code == 2
    told = "'protokol' duer ikke; skriv dagsorden eller referat (make: DOC=dagsorden)"
    assert told in capsys.readouterr().err


def test_the_internal_facts_are_printed_only_where_nobody_reads_along(
    ws: Workspace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = ws.meetings / "udvalg" / "2025-09-12.yaml"
    file.write_text(MEETING + CLOSED_ITEM, encoding="utf-8")
    (file.parent / "pris.txt").write_text("100", encoding="utf-8")
    monkeypatch.setenv("AUDIENCE", "intern")
    assert cli.main(["fakta", "2025-09-12"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "--vis-lukket" in told.err
    (_, punkt) = told_facts(capsys, "--vis-lukket")["punkter"]
    assert punkt["titel"] == "Hemmeligt køb"
    assert punkt["bilag"][0]["sha256"] is None
    (_, punkt) = told_facts(capsys, "--vis-lukket", "--sha256")["punkter"]
    assert punkt["bilag"][0]["sha256"] == hashlib.sha256(b"100").hexdigest()


def test_a_meeting_with_errors_has_no_facts(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    file = ws.meetings / "udvalg" / "2025-09-12.yaml"
    file.write_text(MEETING + "    nr: 1\n  - {titel: To, nr: 1}\n", encoding="utf-8")
    assert cli.main(["fakta", "2025-09-12"]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "M200" in told.err


# --- watch ----------------------------------------------------------------------------------


@pytest.mark.slow
def test_watch_rebuilds_on_each_save(ws: Workspace) -> None:
    built: list[int] = []
    stop = threading.Event()

    def wait_for(number: int) -> None:
        deadline = time.monotonic() + 20
        while len(built) < number and time.monotonic() < deadline:
            time.sleep(0.02)
        assert len(built) >= number

    def save() -> None:
        try:
            wait_for(1)
            time.sleep(1)  # the watching begins after the first build
            for number, name in enumerate(("2025-09-12.yaml", "notat.txt"), start=2):
                (ws.meetings / "udvalg" / name).write_text(f"{MEETING}# {number}", "utf-8")
                wait_for(number)
        finally:
            stop.set()

    saver = threading.Thread(target=save)
    saver.start()
    rebuild_on_save(ws, [ws.meetings, ws.root / "templates"], lambda: built.append(1), stop)
    saver.join()
    assert len(built) >= 3


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent as a signal of Unix")
def test_watch_goes_on_after_an_error_shows_the_last_good_page_and_ends_on_ctrl_c(
    ws: Workspace,
) -> None:
    path = ws.meetings / "udvalg" / "2025-09-12.yaml"
    shown = ws.root / ".moedebog/visning/udvalg/2025-09-12/referat.pdf"
    made = ws.output / "udvalg/2025-09-12/referat.pdf"
    watching = subprocess.Popen(
        [sys.executable, "-m", "moedebog", "watch", "2025-09-12"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "generators"), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    assert watching.stdout
    said = ""

    def wait_for(words: str) -> None:
        nonlocal said
        said = ""
        while words not in said:
            said += watching.stdout.readline()  # type: ignore[union-attr]
        time.sleep(1)

    wait_for("referat.pdf")
    good = shown.read_bytes()
    path.write_text(MEETING + "ukendt: 1\n", encoding="utf-8")
    wait_for("Kunne ikke laves")
    assert not made.exists()
    assert shown.read_bytes() == good
    path.write_text(MEETING.replace("Rådhuset", "Lokale 7"), encoding="utf-8")
    wait_for("referat.pdf")
    assert shown.read_bytes() == made.read_bytes() != good
    watching.send_signal(signal.SIGINT)
    rest, _ = watching.communicate(timeout=20)
    assert watching.returncode == 0
    assert "Traceback" not in said + rest
    assert "KeyboardInterrupt" not in said + rest
    assert not shown.exists()


# --- the installed command --------------------------------------------------------------------


def test_help_loads_nothing_heavy(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "moedebog", "--help"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT / "generators")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "moedebog.cli" in loaded
    assert not {name for name in HEAVY if name in loaded}
    assert "kommandoer:" in done.stdout


def test_version(tmp_path: Path) -> None:
    tag = f"v{__version__}"
    shown = command("--version", folder=tmp_path).stdout
    assert shown == f"moedebog {__version__} (som udgivelse: mærket {tag} i git)\n"
    shown = command("--version", "--lang", "en", folder=tmp_path).stdout
    assert shown == f"moedebog {__version__} (as a release: tag {tag} in git)\n"


def test_names_are_data_and_never_run(ws: Workspace) -> None:
    done = command("referat", folder=ws.root, MEETING='"; touch ramt; $(touch ramt); `touch ramt`')
    assert done.returncode == 2
    assert "Intet møde hedder" in done.stderr
    assert not list(ws.root.rglob("ramt"))


@pytest.mark.slow
def test_two_runs_at_once_do_no_harm(ws: Workspace) -> None:
    for day in range(10, 16):
        path = ws.meetings / "udvalg" / f"2025-10-{day}.yaml"
        path.write_text(MEETING.replace("09-12", f"10-{day}"), encoding="utf-8")
    both = [
        subprocess.Popen(
            [sys.executable, "-m", "moedebog", "all", "--jobs", "2"],
            env={**os.environ, "PYTHONPATH": str(ROOT / "generators")},
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        for _ in range(2)
    ]
    said = sorted(process.communicate(timeout=120)[1].splitlines()[-1] for process in both)
    assert [process.returncode for process in both] == [0, 0]
    assert said == [
        "0 dokumenter skrevet, 7 møder af 7 var ajour.",
        "28 dokumenter skrevet, 0 møder af 7 var ajour.",
    ]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent as a signal of Unix")
def test_ctrl_c_ends_a_run_and_the_next_completes_it(ws: Workspace) -> None:
    for day in range(10, 30):
        path = ws.meetings / "udvalg" / f"2025-10-{day}.yaml"
        path.write_text(MEETING.replace("09-12", f"10-{day}"), encoding="utf-8")
    run = subprocess.Popen(
        [sys.executable, "-m", "moedebog", "all", "--jobs", "2"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "generators")},
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )
    while not list(ws.output.rglob("*.pdf")):
        assert run.poll() is None
        time.sleep(0.01)
    os.killpg(run.pid, signal.SIGINT)
    said = run.communicate(timeout=60)[1]
    assert run.returncode == 130
    assert said.strip() == "Afbrudt."
    done = command("all", folder=ws.root)
    assert done.returncode == 0
    assert len(list(ws.output.rglob("*.pdf"))) == 42


@pytest.mark.slow
def test_the_wheel_serves_in_an_empty_folder(tmp_path: Path) -> None:
    pytest.importorskip("hatchling", reason="the build backend is not installed")
    site, folder = tmp_path / "site", tmp_path / "tom mappe"
    folder.mkdir()
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps"]
    subprocess.run([*pip, "--no-index", "--no-build-isolation", "--target", site, ROOT], check=True)
    environment = {"PYTHONPATH": str(site)}
    assert "brug: moedebog" in command("--help", folder=folder, **environment).stdout
    (folder / "meetings").mkdir()
    for words in (("forum", "udvalg", "--navn", "Udvalget"), ("new", "2026-01-20")):
        made = command(*words, folder=folder, **environment)
        assert made.returncode == 0, made.stderr
    for kind in ("dagsorden", "referat"):
        done = command(kind, "2026-01-20", folder=folder, **environment)
        assert (done.returncode, done.stderr) == (0, "")
    where = [sys.executable, "-c", "import moedebog; print(moedebog.__file__)"]
    path = subprocess.check_output(where, cwd=folder, env={**os.environ, **environment}, text=True)
    assert Path(path.strip()).is_relative_to(site)
    documents = sorted((folder / "output" / "udvalg" / "2026-01-20").iterdir())
    assert [path.read_bytes()[:4] for path in documents] == [b"PK\3\4", b"%PDF"] * 2


def test_the_wheel_holds_the_product_and_its_libraries_alone() -> None:
    wheel = pytest.importorskip("hatchling.builders.wheel", reason="no build backend")
    names = {f.distribution_path for f in wheel.WheelBuilder(str(ROOT)).recurse_included_files()}
    libraries = {"tagged", "indhold", "bevis", "samling"}
    assert {name.split("/")[0] for name in names} == {"moedebog", *libraries}
    data = {name for name in names if name.startswith("moedebog/data/")}
    assert not [name for name in data if name.endswith(".py")]
    assert "moedebog/data/templates/standard/referat.docx" in data
    assert {"tagged/canvas.py", "moedebog/rulebook/page.py"} <= names


# --- where what is printed goes -------------------------------------------------------------


def process(ws: Workspace, *arguments: str, **how: Any) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "generators"), **how.pop("env", {})}
    return subprocess.run(
        [sys.executable, "-m", "moedebog", *arguments],
        cwd=ws.root,
        env=environment,
        check=False,
        **how,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="/dev/full is of Linux")
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_disk_is_told(ws: Workspace, unbuffered: str) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("there is no /dev/full")
    arguments = ("validate", "--format", "json")
    with full.open("wb") as disk:
        environment = {"PYTHONUNBUFFERED": unbuffered}
        done = process(ws, *arguments, env=environment, stdout=disk, stderr=subprocess.PIPE)
    assert (done.returncode, b"Traceback" in done.stderr) == (3, False)
    assert b"moedebog: Der kan ikke skrives: " in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="pipes break otherwise there")
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_nobody_reads_it(ws: Workspace, unbuffered: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    environment = {"PYTHONUNBUFFERED": unbuffered}
    done = process(
        ws, "validate", "--format", "json", env=environment, stdout=writing, stderr=subprocess.PIPE
    )
    os.close(writing)
    assert b"rror" not in done.stderr
    assert done.returncode == (3 if unbuffered else 0)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell's way to close a stream")
def test_streams_that_are_closed(ws: Workspace) -> None:
    for closed in (">&-", "2>&-", ">&- 2>&-"):
        shell = f'"{sys.executable}" -m moedebog validate {closed}'
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "generators")}
        done = subprocess.run(["sh", "-c", shell], cwd=ws.root, env=environment, check=False)
        assert done.returncode == 0, closed


def test_other_programs_get_utf_8_and_all_findings(ws: Workspace) -> None:
    (ws.root / "moedebog.yaml").write_text("hej: æ\n", encoding="utf-8")
    ascii_only = {"PYTHONIOENCODING": "ascii"}
    for form in ("json", "gitlab", "sarif"):
        done = process(ws, "validate", "--format", form, env=ascii_only, capture_output=True)
        assert done.returncode == 1
        assert "M300" in json.dumps(json.loads(done.stdout.decode("utf-8")))


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
def test_a_name_does_not_control_the_terminal(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    (ws.meetings / "udvalg" / "\x1b[2Jx.yaml").write_text("dato: x\n", encoding="utf-8")
    assert cli.main(["all"]) == 1
    assert "\x1b" not in capsys.readouterr().err
