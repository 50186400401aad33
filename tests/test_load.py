"""Reading from disk; and the example files of good and bad meetings.

A file in ``tests/meetings/invalid`` says in comments what validation must find in it and where
(``# forventet: 4:7 M041``), one line for each finding. A file added there is a test added.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import moedebog
from moedebog.build.check import validate
from moedebog.diagnostics import CODE
from moedebog.load import load
from moedebog.report import explain
from moedebog.report.text import text
from moedebog.workspace import Workspace

WORKSPACE = Workspace(Path(__file__).parent)
EXPECTED = re.compile(rf"^# forventet: (\d+:\d+ {CODE})$", re.MULTILINE)


def files(folder: str) -> list[str]:
    found = sorted(p.name for p in (WORKSPACE.meetings / folder).glob("*.yaml"))
    return [name for name in found if name != "forum.yaml"]


def test_there_are_examples() -> None:
    assert len(files("valid")) >= 3
    assert len(files("invalid")) >= 16


@pytest.mark.parametrize("name", files("valid"))
def test_a_good_file_is_read_in_silence(name: str) -> None:
    file = WORKSPACE.meeting_file(f"valid/{Path(name).stem}")
    assert validate(WORKSPACE, [file]) == []


@pytest.mark.parametrize("name", files("invalid"))
def test_a_bad_file_is_told_of_as_it_expects(name: str) -> None:
    file = WORKSPACE.meeting_file(f"invalid/{Path(name).stem}")
    findings = explain(WORKSPACE.root, validate(WORKSPACE, [file]))
    expected = EXPECTED.findall(file.path.read_text(encoding="latin-1"))
    found = [f"{f.position.line}:{f.position.column} {f.code}" for f in findings]
    assert expected
    assert sorted(found) == sorted(expected), text(findings)


def test_what_few_meetings_need_is_loaded_for_those_alone() -> None:
    slow = {"pikepdf", "pypdfium2", "cryptography", "indhold.leaving_out"}
    code = (
        "import sys; from pathlib import Path; from moedebog import rules;"
        "from moedebog.load import load; from moedebog.workspace import Workspace;"
        f"ws = Workspace(Path({str(WORKSPACE.root)!r}));"
        f"assert load(ws, ws.meeting_file('valid/{Path(files('valid')[0]).stem}')).meeting;"
        f"slow = {slow!r} & set(sys.modules); assert not slow, slow"
    )
    generators = Path(moedebog.__file__).parents[1]
    subprocess.run([sys.executable, "-c", code], check=True, cwd=generators)


@pytest.fixture
def project(tmp_path: Path) -> Workspace:
    folder = tmp_path / "meetings" / "a" / "b"
    folder.mkdir(parents=True)
    (folder / "bilag.pdf").write_bytes(b"x")
    (folder / "k.png").write_bytes(b"x")
    meeting = (
        "dato: 2025-09-12\nstart: 10.30\npunkter:\n  - titel: A\n"
        "    tekst: '![Kort](k.png)'\n"
        "    bilag: [{titel: B, fil: bilag.pdf}, {titel: C, fil: mangler.pdf}]\n"
    )
    (folder / "2025-09-12.yaml").write_text(meeting, encoding="utf-8")
    return Workspace(tmp_path)


def test_a_meeting_without_a_forum_says_what_to_write(project: Workspace) -> None:
    loaded = load(project, project.meeting_file("2025-09-12"))
    assert loaded.meeting is None
    (problem,) = loaded.diagnostics
    assert problem.code == "M127"
    assert "meetings/a/b/forum.yaml" in problem.hint
    assert str(problem.position) == "meetings/a/b/2025-09-12.yaml:1:1"


def test_the_nearest_forum_counts_and_all_that_was_looked_for_is_named(project: Workspace) -> None:
    (project.meetings / "forum.yaml").write_text("navn: Yderst\n", encoding="utf-8")
    (project.meetings / "a" / "forum.yaml").write_text("navn: Nærmest\n", encoding="utf-8")
    loaded = load(project, project.meeting_file("2025-09-12"))
    assert loaded.diagnostics == []
    assert loaded.meeting is not None
    assert loaded.meeting.forum.navn == "Nærmest"
    names = [p.relative_to(project.meetings).as_posix() for p in loaded.inputs]
    assert names == [
        "a/b/2025-09-12.yaml",
        "a/b/forum.yaml",
        "a/forum.yaml",
        "a/b/2025-09-12.udsendt.yaml",
        "a/b/bilag.pdf",
        "a/b/mangler.pdf",
        "a/b/k.png",
    ]


def test_a_broken_forum_is_told_of_in_its_own_file(project: Workspace) -> None:
    (project.meetings / "forum.yaml").write_text("navn: X\nsted\n", encoding="utf-8")
    loaded = load(project, project.meeting_file("2025-09-12"))
    assert [str(d.position) for d in loaded.diagnostics] == ["meetings/forum.yaml:2:1"]


def test_problems_of_several_stages_are_told_together(project: Workspace) -> None:
    (project.meetings / "forum.yaml").write_text("navn: X\n", encoding="utf-8")
    file = project.meeting_file("2025-09-12")
    file.path.write_text(
        "dato: 2025-09-12\nstart: 10.30\nsted: Hus: 2\nstad: x\npunkter: []\n", encoding="utf-8"
    )
    assert [d.code for d in load(project, file).diagnostics] == ["M020", "M041"]
