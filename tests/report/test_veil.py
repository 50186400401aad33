"""What is not public is shown at a terminal, or where somebody asked for it; never else."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mail_support import HOST, change, server, workspace
from moedebog import cli
from moedebog.cli.table import COMMANDS
from moedebog.report import OPEN_FORMATS
from moedebog.report.readers import CI_VARIABLES, in_ci, sees_closed
from moedebog.send import credentials
from moedebog.workspace import Workspace
from support import ROOT

pytestmark = pytest.mark.usefixtures("quick_renderers")

HINT = {"da": "--vis-lukket (make: VIS_LUKKET=1)", "en": "Something is hidden here"}
CLOSED = ("Havnevej", "900.000", "skoede", "skøde", "Fortrolig pris", "pris.docx")
PEOPLE = ("Åse", "Ærlig", "Bo Bæk", "aase@", "bo@", "avis@", "sekretariat@", "svar@")
DECLARED = "    inhabil: [{navn: Bo Bæk, erklaeret: ja}]\n"


@pytest.fixture
def ws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    made = workspace(tmp_path)
    settings = "mail: {afsender: Sekretariatet <sekretariat@example.org>}\n"
    (tmp_path / "moedebog.yaml").write_text(settings, encoding="utf-8")
    for name in ("SEND", "RESEND", "DOC", "MEETING", "FORUM", "AUDIENCE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return made


@pytest.fixture
def faulty(ws: Workspace) -> Workspace:
    change(ws, "    sagsfremstilling: Vi byder", "    sagsfremstillin: Vi byder")
    return ws


@pytest.mark.parametrize("name", CI_VARIABLES)
def test_any_variable_of_a_ci_server_hides_at_a_terminal_too(name: str) -> None:
    assert in_ci({name: "1"})
    assert not sees_closed({name: "True"}, at_terminal=True, asked=False)
    assert sees_closed({name: "1"}, at_terminal=False, asked=True)
    # What was left in the environment is nobody's wish.
    assert not sees_closed({name: "1", "VIS_LUKKET": "1"}, at_terminal=True, asked=False)
    assert sees_closed({name: "false"}, at_terminal=True, asked=False)


def test_the_servers_that_set_no_variable_ci_are_known() -> None:
    assert {"TF_BUILD", "TEAMCITY_VERSION", "JENKINS_URL"} <= set(CI_VARIABLES)


def test_without_terminal_only_who_asks_sees_it() -> None:
    assert not sees_closed({}, at_terminal=False, asked=False)
    assert not sees_closed({"VIS_LUKKET": "0"}, at_terminal=False, asked=False)
    assert sees_closed({"VIS_LUKKET": "1"}, at_terminal=False, asked=False)
    assert sees_closed({}, at_terminal=True, asked=False)


def shows(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[bool, int]:
    """Whether the closed line is shown, and how often it is told how to see it."""
    assert cli.main(["validate", *arguments]) == 1
    told = capsys.readouterr()
    language = "en" if "en" in arguments else "da"
    return "900.000" in told.out + told.err, told.err.count(HINT[language])


def test_a_finding_shows_closed_lines_at_a_terminal_or_on_request_alone(
    faulty: Workspace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shows(capsys) == (False, 1)
    assert shows(capsys, "--lang", "en") == (False, 1)
    assert shows(capsys, "--vis-lukket") == (True, 0)
    monkeypatch.setenv("TF_BUILD", "True")
    assert shows(capsys, "--vis-lukket") == (True, 0)
    monkeypatch.setattr("moedebog.cli.streams.at_terminal", lambda: True)
    assert shows(capsys) == (False, 1)
    monkeypatch.delenv("TF_BUILD")
    assert shows(capsys) == (True, 0)


def test_how_to_see_it_is_told_only_where_something_was_hidden(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    path = ws.meetings / "udvalg" / "2025-09-12.yaml"
    path.write_text("dato: 2025-09-12\nstart: 10.00\nstad: Rådhuset\npunkter: []\n", "utf-8")
    assert cli.main(["validate"]) == 1
    told = capsys.readouterr().err
    assert "stad: Rådhuset" in told
    assert HINT["da"] not in told


@pytest.mark.parametrize("key", ["farver", "overskrifter"])
def test_nothing_of_a_style_file_is_hidden(
    ws: Workspace, capsys: pytest.CaptureFixture[str], key: str
) -> None:
    line = {
        "farver": 'farver:\n  daempet: "#999999"   # som byens brevpapir\n',
        "overskrifter": "overskrifter:\n  punkt:\n    farve: '#999998'  # lys\n",
    }[key]
    folder = ws.root / "templates" / "vores"
    folder.mkdir(parents=True)
    (folder / "pdf.yaml").write_text(line, encoding="utf-8")
    assert cli.main(["skabelon", "ret"]) == 1
    told = capsys.readouterr().err
    assert "#99999" in told
    assert line.splitlines()[-1] in told
    assert HINT["da"] not in told


def test_advice_that_is_empty_is_not_hidden(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    path = ws.meetings / "udvalg" / "2025-09-12.yaml"
    path.write_text(
        "dato: 2025-09-12\nstart: 10.00\npunkter:\n"
        "  - {titel: A, bilag: [{titel: Notat, fil: notat.pdf}]}\n",
        "utf-8",
    )
    assert cli.main(["validate"]) == 0
    told = capsys.readouterr().err
    assert "    Det skal være der, når" in told


def test_of_the_formats_for_programs_only_json_may_show_it(
    faulty: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    change(faulty, "sagsfremstillin: Vi byder", "varighd: Vi byder")
    change(faulty, "    varighed: 20\n    lukket", "    varighed: hemmeligt\n    lukket")
    for form in ("json", *sorted(OPEN_FORMATS)):
        assert cli.main(["validate", "--format", form]) == 1
        hidden = capsys.readouterr()
        assert cli.main(["validate", "--format", form, "--vis-lukket"]) == 1
        told = capsys.readouterr()
        assert "hemmeligt" not in hidden.out + hidden.err
        assert ("hemmeligt" in told.out) == (form == "json")
        assert (HINT["da"] in hidden.err) == (form == "json")
        if form == "json":
            json.loads(hidden.out)


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
def test_every_command_has_the_option(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main([command, "--help"])
    assert "--vis-lukket" in capsys.readouterr().out


@pytest.mark.parametrize("left_out", [False, True])
def test_the_dry_run_shows_others_numbers_alone(
    ws: Workspace, capsys: pytest.CaptureFixture[str], left_out: bool
) -> None:
    if left_out:
        change(
            ws,
            "    lukket: {grund",
            f"{DECLARED}    lukket: {{grund",
        )
    assert cli.main(["mail", "2025-09-12", "--doc", "dagsorden"]) == 0
    told = capsys.readouterr()
    for word in (*CLOSED, *PEOPLE):
        assert word not in told.out + told.err, word
    for line in (
        "1 modtager i gruppen presse (offentlig)",
        "    Punkt 2, bilag 1",
        "    Punkt 3, bilag 1",
        "    dagsorden som pdf",
        "3 af 3 modtagere vil få en besked.",
    ):
        assert f"{line}\n" in told.out
    assert ("    uden materialet til 1 punkt (punkt 3)\n" in told.out) == left_out
    assert told.err.count(HINT["da"]) == 1
    assert cli.main(["mail", "2025-09-12", "--doc", "dagsorden", "--vis-lukket"]) == 0
    shown = capsys.readouterr()
    assert "Åse Ærlig <aase@example.org>" in shown.out
    assert HINT["da"] not in shown.err


def test_an_attachment_of_an_item_without_number_is_not_named(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    change(ws, "  - titel: Køb af grunden Havnevej 3", "  - titel: Havnevej\n    sagstype: pause")
    assert cli.main(["mail", "2025-09-12", "--doc", "dagsorden"]) == 0
    out = capsys.readouterr().out
    assert "    bilag nr. 3 i beskeden\n" in out
    assert "Havnevej" not in out


def test_sending_and_its_state_are_told_without_names(
    ws: Workspace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with server() as inbox:
        inbox.refuse = {"bo@example.org": ["550 <bo@example.org> Bo Bæk findes ikke"]}
        monkeypatch.setenv(credentials.URL, f"smtp://{HOST}:{inbox.port}")
        assert cli.main(["mail", "2025-09-12", "--doc", "dagsorden", "--send"]) == 1
    assert cli.main(["mail-status", "2025-09-12"]) == 0
    told = capsys.readouterr()
    for word in (*CLOSED, *PEOPLE):
        assert word not in told.out + told.err, word
    assert "b…@example.org har IKKE fået den" in told.out
    assert "    b…@example.org, medlemmer: afvist" in told.out
    assert "550" in told.out


@pytest.mark.parametrize("file", ["pris.docx", "skoede.pdf"])
def test_a_missing_file_of_a_closed_attachment_is_not_named(
    ws: Workspace, capsys: pytest.CaptureFixture[str], file: str
) -> None:
    change(ws, "dagsorden_status: udsendt", "dagsorden_status: udkast")
    (ws.meetings / "udvalg" / "bilag" / file).unlink()
    assert cli.main(["mail", "2025-09-12", "--doc", "dagsorden"]) == 1
    told = capsys.readouterr().err
    assert "[M210]" in told
    assert ", bilag" in told.partition("[M210]")[2].split("\n")[1]  # told at the attachment
    for word in CLOSED:
        assert word not in told
    assert cli.main(["mail", "2025-09-12", "--doc", "dagsorden", "--vis-lukket"]) == 1
    assert file in capsys.readouterr().err


@pytest.mark.parametrize(("called", "code"), [("Dorte Dam", "M457"), ("B. Bæk", "M462")])
def test_who_is_disqualified_for_a_closed_item_is_not_told(
    ws: Workspace, capsys: pytest.CaptureFixture[str], called: str, code: str
) -> None:
    change(ws, "{navn: Bo Bæk, email", f"{{navn: {called}, email", "forum.yaml")
    change(ws, "    lukket: {grund", f"{DECLARED}    lukket: {{grund")
    assert cli.main(["mail", "2025-09-12", "--doc", "dagsorden"]) == 0
    told = capsys.readouterr().err
    assert f"[{code}]" in told
    assert "Bo Bæk" not in told


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
@pytest.mark.parametrize("typed", ["1", "$(shell touch her)"])
def test_make_hands_the_wish_on_as_it_was_typed(typed: str, tmp_path: Path) -> None:
    makefile = ROOT / "Makefile"
    say = "MOEDEBOG=printenv VIS_LUKKET;:"
    done = subprocess.run(
        ["make", "-f", makefile, "BOOTSTRAP=true", say, "validate", f"VIS_LUKKET={typed}"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert typed in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_fault_of_the_program_does_not_quote_a_file(tmp_path: Path) -> None:
    script = (
        "import sys, moedebog.cli as c, moedebog.__main__ as m\n"
        "def fault(_):\n"
        "    try:\n        int('hemmeligt')\n"
        "    except ValueError as e:\n        raise KeyError('900.000') from e\n"
        "c.main = lambda: fault(None)\n"
        "m.entry()\n"
    )
    for option, shown in (([], False), (["--vis-lukket"], True)):
        done = subprocess.run(
            [sys.executable, "-c", script, *option],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 1
        assert "KeyError" in done.stderr
        assert "in fault" in done.stderr
        assert (("hemmeligt" in done.stderr), ("'900.000'" in done.stderr)) == (shown, shown)


@pytest.mark.parametrize("votes", ["for: 2, imod: 5", "for: 3, imod: 3"])
def test_what_a_closed_item_decided_is_not_told_by_its_votes(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    votes: str,
) -> None:
    folder = tmp_path / "meetings" / "udvalg"
    folder.mkdir(parents=True)
    (folder / "forum.yaml").write_text("navn: Udvalget\n", encoding="utf-8")
    told = set()
    for outcome in ("godkendt", "vedtaget"):
        (folder / "2025-09-12.yaml").write_text(
            "dato: 2025-09-12\nstart: '10:00'\npunkter:\n  - titel: Salg\n    lukket: ja\n"
            f"    beslutning: Forslaget blev {outcome}.\n    afstemning: {{{votes}}}\n",
            encoding="utf-8",
        )
        monkeypatch.chdir(tmp_path)
        cli.main(["validate"])
        told.add(capsys.readouterr().out)
    assert len(told) == 1
    text = told.pop()
    assert "vedtaget" not in text
    assert not any(number in text for number in ("2 stemte", "3 mod 3"))


CLOSED_ELECTION = """dato: 2025-09-12
start: 10.00
punkter:
  - titel: Sag
    lukket: ja
    beslutning: Åge Lukket blev valgt.
    afstemning:
      - afgjort_af: lodtraekning
        valg:
          til: Skjult post
          runder:
            - kandidater:
                - {navn: Ib Hul, stemmer: 47}
                - {navn: Eva Øm, stemmer: 48}
            - grundlag: bundet
              kandidater:
                - {navn: Bo Gem, stemmer: 43}
                - {navn: Eva Øm, stemmer: 49}
          valgt: [Ib Hul, Ib Hul]
      - valg:
          lister:
            - {navn: Hul liste, stemmer: 44, pladser: 45, valgte: [Bo Gem]}
            - {navn: Øm liste, stemmer: 46, pladser: 41, valgte: [Eva Øm]}
"""


def test_findings_about_a_closed_election_tell_nothing_of_it(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    path = ws.meetings / "udvalg" / "2025-09-12.yaml"
    path.write_text(CLOSED_ELECTION, "utf-8")
    cli.main(["validate", "-v"])
    told = capsys.readouterr().err
    assert {"M5203", "M5230", "M5236", "M5237", "M5238"} <= set(re.findall(r"M52\d\d", told))
    messages = re.sub(r"(?m)^\S+\.yaml:\d+:\d+|^ +punkt.*$", "", told)
    for word in ("Hul", "Gem", "Øm", "Lukket", "Skjult", *map(str, range(41, 50))):
        assert word not in messages, word
