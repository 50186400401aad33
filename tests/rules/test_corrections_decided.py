"""Where a correction was decided is a meeting that there is, on that day, and an item of it."""

from __future__ import annotations

from pathlib import Path

import pytest

import issue_support
from moedebog.compose import Composer, plan
from moedebog.document import Audience, Kind
from moedebog.load import load
from moedebog.typography import plain_spaces
from moedebog.workspace import Workspace

HEAD = "dato: 2026-06-01\nstart: 10.00\nslut: 12.00\nreferat_status: godkendt\nfremmoedt: alle\n"
OTHER = """\
dato: 2026-06-15
start: 10.00
slut: 12.00
punkter:
  - titel: Referater
    id: referat
    underpunkter:
      - titel: Det sidste
  - titel: Havnen
"""
RULES = ("M564", "M5643", "M5644")


def workspace(root: Path, decided: str, day: str, other: str = OTHER) -> Workspace:
    entry = f"  - dato: {day}\n    punkt: 1\n    tekst: Ja.\n    besluttet_i: {decided}\n"
    items = issue_support.titled("Vejene|udfald: godkendt")
    ws = issue_support.workspace(root, items, head=f"{HEAD}rettelser:\n{entry}")
    (root / "meetings" / "f" / "2026-06-15.yaml").write_text(other, "utf-8")
    return ws


def told(root: Path, decided: str, day: str = "2026-06-15", other: str = OTHER) -> list[str]:
    ws = workspace(root, decided, day, other)
    return [f"{one.code} {one.message}" for one in issue_support.findings(ws) if one.code in RULES]


@pytest.mark.parametrize(
    "decided",
    [
        "2026-06-15",
        "2026-06-15, punkt 1",
        "2026-06-15, pkt. 1.1",
        "2026-06-15 nr. 2",
        "f/2026-06-15",
        "f/2026-06-15, punkt 2",
        "Rådets møde den 15. juni, punkt 9",
    ],
)
def test_what_there_is_is_not_spoken_of(tmp_path: Path, decided: str) -> None:
    assert told(tmp_path, decided) == []


@pytest.mark.parametrize("decided", ["2026-06-15, punkt 9", "f/2026-06-15, pkt. 1.2"])
def test_an_item_that_the_meeting_has_not_is_told(tmp_path: Path, decided: str) -> None:
    (found,) = told(tmp_path, decided)
    assert found.startswith("M5644")
    assert "Punkterne er 1, 1.1, 2." in found


@pytest.mark.parametrize(("day", "known"), [("2026-06-15", True), ("2026-06-16", False)])
def test_it_was_decided_on_the_day_of_the_meeting(tmp_path: Path, day: str, known: bool) -> None:
    found = told(tmp_path, "2026-06-15", day)
    assert [one[:5] for one in found] == ([] if known else ["M5643"])


def test_a_meeting_of_several_days_may_decide_on_each(tmp_path: Path) -> None:
    second = "  - titel: Resten\n    dato: 2026-06-16\n    tid: 10.00\n"
    for day, codes in (("2026-06-16", []), ("2026-06-17", ["M5643"])):
        found = told(tmp_path / day, "2026-06-15", day, f"{OTHER}{second}")
        assert [one[:5] for one in found] == codes


@pytest.mark.parametrize(
    ("decided", "printed"),
    [
        ("2026-06-22", "»Besluttet på mødet den 22. juni 2026.«"),
        ("g/2026-06-15", "»Besluttet: g/2026-06-15.«"),
    ],
)
def test_of_a_meeting_that_there_is_not_it_says_what_is_printed(
    tmp_path: Path, decided: str, printed: str
) -> None:
    (found,) = told(tmp_path, decided)
    assert found.startswith("M564 ")
    assert plain_spaces(found).endswith(f"der trykkes: {printed}")


def test_one_of_the_forum_itself_is_printed_as_that(tmp_path: Path) -> None:
    ws = workspace(tmp_path, "f/2026-06-15, punkt 2", "2026-06-15")
    meeting = load(ws, next(one for one in ws.meeting_files() if one.stem == "2026-06-01")).meeting
    assert meeting is not None
    document = Composer(plan(meeting)[0]).document(Kind.REFERAT, Audience.OFFENTLIG)
    said = repr(document.punkter[0]).replace("\\xa0", " ")
    assert "Besluttet på mødet den 15. juni 2026, punkt 2." in said
