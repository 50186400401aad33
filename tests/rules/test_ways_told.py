"""What the check of meeting files says of ways for what is closed, before anybody sends."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from certificate_samples import certificate, put
from mail_support import FORUM, MEETING, START, change, workspace
from moedebog.build.check import validate
from moedebog.workspace import Workspace

TODAY = START.date()
USUAL = "sikring:\n  sikkermail:\n    felt: X-Sikker-Mail\n"
BO = "bo@example.org"


def made(root: Path, way: str) -> Workspace:
    return workspace(root, FORUM.replace(USUAL, f"sikring:\n{way}" if way else ""))


def told(ws: Workspace) -> list[str]:
    """The codes of what is told of ways and substitutes."""
    found = validate(ws, ws.meeting_files(), today=TODAY)
    return [one.code for one in found if one.code.startswith("M65")]


def test_a_group_without_a_way_is_warned_of_where_something_is_closed(tmp_path: Path) -> None:
    ws = made(tmp_path, "")
    assert told(ws) == ["M650"]
    open_one = MEETING.partition("  - titel: Køb af grunden")[0].replace(", offentlig: nej", "")
    (ws.meetings / "udvalg" / "2025-09-12.yaml").write_text(open_one, encoding="utf-8")
    assert told(ws) == []


@pytest.mark.parametrize(
    ("way", "codes"),
    [
        ("  besked: I portalen.\n", []),
        ("  anden: Samme server.\n", []),
        ("  tunnel:\n    - example.org\n", []),
        ("  tunnel:\n    - under.example.org\n", ["M654", "M654"]),
        ("  smime: certifikater\n", ["M654", "M655"]),
    ],
)
def test_each_way_is_looked_at(tmp_path: Path, way: str, codes: list[str]) -> None:
    ws = made(tmp_path, way)
    folder = ws.meetings / "udvalg" / "certifikater"
    put(folder, BO, certificate(BO, ends=timedelta(days=20)))
    assert sorted(told(ws)) == codes


@pytest.mark.parametrize(
    "faulty",
    [
        "sikring: {}\n",
        "sikring:\n  anden: A\n  besked: B\n",
        "sikring:\n  pigeon: ja\n",
        "sikring:\n  tunnel:\n    - a@example.org\n",
        "sikring:\n  sikkermail:\n    felt: Subject\n",
        "sikring:\n  sikkermail:\n    felt: Content-Type\n",
        "sikring:\n  sikkermail:\n    felt: Resent-To\n",
        "sikring:\n  sikkermail:\n    felt: X A\n",
        "sikring:\n  sikkermail:\n    vaerdi: ja\n",
        "sikring:\n  sikkermail:\n    emne: S\n    vaerdi: ja\n",
        'sikring:\n  sikkermail:\n    emne: "[SIKKER Å]"\n',
        'sikring:\n  sikkermail:\n    vaerdi: "ja\\nBcc: b@example.org"\n    felt: X-A\n',
    ],
)
def test_what_is_no_single_way_is_an_error(tmp_path: Path, faulty: str) -> None:
    ws = workspace(tmp_path, FORUM.replace(USUAL, faulty))
    found = validate(ws, ws.meeting_files(), today=TODAY)
    assert any(one.severity.name == "ERROR" for one in found)
    codes = {one.code for one in found}
    assert "M551" not in codes  # it is told, and no fault of the program
    assert "M650" not in codes  # there is a way, but it is written wrong


def test_a_substitute_is_told_of_while_the_meeting_is_ahead(tmp_path: Path) -> None:
    ws = made(tmp_path, "  besked: I portalen.\n")
    entry = "afbud:\n  - navn: Bo Bæk\n    stedfortraeder: Ida Ny\npunkter:\n"
    change(ws, "punkter:\n", entry)
    assert told(ws) == ["M657"]
    after = validate(ws, ws.meeting_files(), today=TODAY + timedelta(days=30))
    assert "M657" not in [one.code for one in after]
