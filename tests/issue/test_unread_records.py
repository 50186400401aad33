"""A record that cannot be read stops the meeting that it belongs to, and no other one."""

from __future__ import annotations

from pathlib import Path

import pytest

import issue_support
from moedebog.diagnostics import Problems
from moedebog.issue.history import check_identity, unread
from moedebog.issued import filed
from moedebog.load import load
from moedebog.workspace import Workspace

ONE, OTHER = "2026-06-01", "2026-06-08"
WHOLE = f'moede: "{ONE}"\nudsendt: []\n'
TORN = f'<<<<<<< a\nmoede: "{ONE}"\nudsendt: []\n=======\nmoede: "{ONE}"\nudsendt: []\n>>>>>>> b\n'


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    made = issue_support.workspace(tmp_path, issue_support.titled("Vejene", "Skolerne"))
    (tmp_path / "meetings" / "f" / f"{OTHER}.yaml").write_text(
        f"dato: {OTHER}\nstart: 10.00\npunkter:\n  - titel: Havnen\n", "utf-8"
    )
    return made


def put(ws: Workspace, **records: str) -> None:
    for stem, text in records.items():
        name = f"{stem.removeprefix('m').replace('_', '-')}.udsendt.yaml"
        (ws.meetings / "f" / name).write_text(text, "utf-8")


def stopped(ws: Workspace, stem: str) -> list[str]:
    """What stops a meeting; where nothing does, what it is warned of."""
    file = next(one for one in ws.meeting_files() if one.stem == stem)
    meeting = load(ws, file).meeting
    assert meeting is not None
    files = filed(ws, file.path.parent)
    try:
        check_identity(ws, file, meeting, files)
    except Problems as problems:
        return [one.code for one in problems.diagnostics]
    return [one.code for one in unread(ws, meeting, files)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "M455"),
        ("udsendt: [[[", "M455"),
        (f'moede: "{ONE}"\nudsendt:\n  - dokument: "dags', "M455"),
        (TORN, "M4699"),
        ("\x00\x01", "M455"),
    ],
)
def test_it_stops_the_meeting_that_it_lies_beside(ws: Workspace, text: str, code: str) -> None:
    put(ws, m2026_06_01=text)
    assert stopped(ws, ONE) == [code]
    assert stopped(ws, OTHER) == ["M4561"]


def test_it_stops_the_meeting_that_its_line_names(ws: Workspace) -> None:
    put(ws, gammel=f'moede: "{ONE}"\nudsendt:\n  - dok')
    assert stopped(ws, ONE) == ["M455"]
    assert stopped(ws, OTHER) == ["M4561"]


def test_one_that_nobody_is_known_to_own_stops_who_has_none(ws: Workspace) -> None:
    put(ws, gammel="udsendt: [[[", m2026_06_08=WHOLE.replace(ONE, OTHER))
    assert stopped(ws, ONE) == ["M455"]
    assert stopped(ws, OTHER) == ["M4561"]


def test_one_beside_a_meeting_that_has_another_may_be_anybodys(ws: Workspace) -> None:
    put(ws, gammel=WHOLE, m2026_06_01="udsendt: [[[")
    assert stopped(ws, ONE) == ["M455"]
    assert stopped(ws, OTHER) == ["M455"]


def test_one_under_the_name_that_the_file_had_before_is_its_own(ws: Workspace) -> None:
    path = ws.meetings / "f" / f"{OTHER}.yaml"
    text = path.read_text("utf-8")
    path.write_text(f"id: 2026-06-07\n{text}", "utf-8")
    put(ws, m2026_06_07="")
    assert stopped(ws, OTHER) == ["M455"]
    assert stopped(ws, ONE) == ["M4561"]
