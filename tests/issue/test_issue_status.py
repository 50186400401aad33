"""Status and date of the dagsorden follow from the record where there is one."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import issue_support
from issue_support import HEAD, findings, issue, titled, workspace
from moedebog.catalogue import DagsordenStatus
from moedebog.compose import Composer, plan
from moedebog.diagnostics import Severity, has_errors
from moedebog.document import Audience, Kind
from moedebog.load import load
from moedebog.meeting import Meeting
from moedebog.workspace import Workspace


def loaded(ws: Workspace) -> Meeting:
    file, *_ = ws.meeting_files()
    meeting = load(ws, file).meeting
    assert meeting is not None
    return meeting


def typed(root: Path, *lines: str) -> Workspace:
    return workspace(root, titled("A", "B"), head=HEAD + "".join(f"{one}\n" for one in lines))


def test_without_a_record_what_is_typed_holds(tmp_path: Path) -> None:
    meeting = loaded(typed(tmp_path, "dagsorden_status: udsendt", "dagsorden_udsendt: 2026-05-19"))
    assert meeting.dagsorden_status is DagsordenStatus.UDSENDT
    assert meeting.dagsorden_udsendt == date(2026, 5, 19)
    assert loaded(typed(tmp_path / "b")).dagsorden_status is DagsordenStatus.UDKAST


def test_with_a_record_it_follows_from_the_first_version(tmp_path: Path) -> None:
    ws = typed(tmp_path)
    issue(ws)
    issue(ws)
    meeting = loaded(ws)
    assert meeting.dagsorden_status is DagsordenStatus.UDSENDT
    assert meeting.dagsorden_udsendt == date(2026, 5, 20)
    composer = Composer(plan(meeting)[0])
    assert composer.document(Kind.DAGSORDEN, Audience.OFFENTLIG).status is None
    facts = composer.facts(Kind.DAGSORDEN, Audience.OFFENTLIG)
    assert facts.moede.status == DagsordenStatus.UDSENDT


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("dagsorden_status: udkast",), ["dagsorden_status: udsendt"]),
        (("dagsorden_udsendt: 2026-05-19",), ["dagsorden_udsendt: 2026-05-20"]),
        (
            ("dagsorden_status: udkast", "dagsorden_udsendt: 2026-05-21"),
            ["dagsorden_status: udsendt", "dagsorden_udsendt: 2026-05-20"],
        ),
        (("dagsorden_status: udsendt", "dagsorden_udsendt: 2026-05-20"), []),
        ((), []),
    ],
)
def test_what_is_typed_otherwise_is_a_warning_with_what_to_write(
    tmp_path: Path, lines: tuple[str, ...], told: list[str]
) -> None:
    ws = typed(tmp_path, *lines)
    issue(ws)
    found = [one for one in findings(ws) if one.code == "M2109"]
    assert [str(one.hint).removeprefix("Skriv ").partition(",")[0] for one in found] == told
    assert all(one.severity is Severity.WARNING for one in found)


def test_one_issued_after_the_meeting_is_no_error_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that what has once been made can be made again."""
    ws = typed(tmp_path)
    monkeypatch.setattr(issue_support, "FIRST", datetime(2026, 6, 9, 9, 0, tzinfo=UTC))
    issue(ws)
    assert loaded(ws).dagsorden_udsendt == date(2026, 6, 9)
    assert not has_errors(findings(ws))
