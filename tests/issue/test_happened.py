"""An event in the record: it is added to all that stands there, whole or not at all."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

import issue_support
from moedebog.catalogue import Begivenhedsart, Godkendelse
from moedebog.diagnostics import EnvironmentProblem, Problems
from moedebog.events import Begivenhed
from moedebog.issue import noting
from moedebog.issue.happened import new_event, record_event
from moedebog.issued import issued_file, of_meeting
from moedebog.load import load
from moedebog.meeting import Meeting
from moedebog.workspace import MeetingFile, Workspace

NOW = datetime(2026, 6, 3, 12, 0, 0, 999, tzinfo=UTC)


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    return issue_support.workspace(tmp_path, issue_support.titled("Vejene", "Skolerne"))


def of(ws: Workspace) -> tuple[MeetingFile, Meeting]:
    file, *_ = ws.meeting_files()
    meeting = load(ws, file).meeting
    assert meeting is not None
    return file, meeting


def signed(by: str, later: float = 0) -> Begivenhed:
    at = NOW + timedelta(seconds=later)
    return new_event(Begivenhedsart.UNDERSKREVET, date(2026, 6, 3), at, af=by, fil="ab" * 32)


def test_an_event_stands_beside_the_versions_and_all_else_stays(ws: Workspace) -> None:
    first, second = issue_support.issue(ws), issue_support.issue(ws)
    file, meeting = of(ws)
    event = signed("Alma Ager")
    path = record_event(ws, file, meeting, event)
    assert path == issued_file(file)
    told = of_meeting(ws, file, meeting.id)
    assert (told.udgaver, told.begivenheder) == ((first, second), (event,))


def test_each_event_is_told_once_and_in_the_order_of_time(ws: Workspace) -> None:
    file, meeting = of(ws)
    late, early = signed("Bent Birk", 2), signed("Alma Ager")
    for event in (late, early, late, replace(early, af="En anden")):
        record_event(ws, file, meeting, event)  # with a meeting that knows nothing of the others
    told = of_meeting(ws, file, meeting.id)
    assert [one.af for one in told.begivenheder] == ["Alma Ager", "Bent Birk"]


def test_all_that_an_event_says_is_read_again(ws: Workspace) -> None:
    file, meeting = of(ws)
    event = new_event(
        Begivenhedsart.GODKENDT,
        date(2026, 7, 1),
        NOW,
        af="Udvalget: »ja«",
        ved=Godkendelse.NAESTE_MOEDE,
        moede="2026-07-01",
        punkt="2",
        frist=date(2026, 6, 30),
        forbehold="# ikke enig\ni punkt 2",
        version=3,
        grund="null",
        fil="cd" * 32,
    )
    record_event(ws, file, meeting, event)
    assert of_meeting(ws, file, meeting.id).begivenheder == (event,)


LATER = """\
  - begivenhed: "lagt_i_arkiv"
    dato: "2026-07-02"
    af: "Arkivet"
    ved: "post"
    hylder: [1, 2]
    noteret: "2026-07-02T10:00:00+00:00"
    id: "a1"
  - begivenhed: "godkendt"
    dato: "2026-07-03"
    ved: "haandtegn"
    version: 1
    noteret: "2026-07-03T10:00:00+00:00"
    id: "a2"
    nytfelt: "fremtid"
    tomt: ""
    mere: {"a": true}
"""


def test_what_a_later_program_wrote_into_an_event_stops_nothing_and_stays(ws: Workspace) -> None:
    issue_support.issue(ws)
    file, _ = of(ws)
    path = issued_file(file)
    path.write_text(f"{path.read_text('utf-8')}begivenheder:\n{LATER}", "utf-8")
    loaded = load(ws, file)
    assert not loaded.diagnostics
    assert loaded.meeting is not None
    archived, approved = loaded.meeting.begivenheder
    assert (archived.art, archived.ord, archived.af) == (None, "lagt_i_arkiv", "Arkivet")
    assert (approved.art, approved.ved) == (Begivenhedsart.GODKENDT, None)
    assert noting.told(archived).danish.startswith("lagt_i_arkiv af Arkivet den 2.")
    record_event(ws, file, loaded.meeting, signed("Alma Ager"))
    lines = path.read_text("utf-8").splitlines()
    assert [one for one in LATER.splitlines() if one not in lines] == ["    hylder: [1, 2]"]
    assert of_meeting(ws, file, "2026-06-01").begivenheder[1:] == (archived, approved)


def test_a_record_under_the_former_name_of_the_meeting_file_is_taken_along(ws: Workspace) -> None:
    issue = issue_support.issue(ws)
    file, _ = of(ws)
    before = issued_file(file)
    text = file.path.read_text("utf-8")
    file.path.with_name("2026-06-08.yaml").write_text(f"id: 2026-06-01\n{text}", "utf-8")
    file.path.unlink()
    file, meeting = of(ws)
    event = signed("Alma Ager")
    path = record_event(ws, file, meeting, event)
    assert path.name == "2026-06-08.udsendt.yaml"
    assert not before.exists()
    told = of_meeting(ws, file, meeting.id)
    assert (told.udgaver, told.begivenheder) == ((issue,), (event,))


def test_the_record_of_another_meeting_is_never_written_over(ws: Workspace) -> None:
    issue_support.issue(ws)
    file, _ = of(ws)
    text = file.path.read_text("utf-8")
    file.path.write_text(f"id: et-andet\n{text}", "utf-8")
    before = issued_file(file).read_bytes()
    with pytest.raises(Problems) as told:
        record_event(ws, file, of(ws)[1], signed("Alma Ager"))
    assert [one.code for one in told.value.diagnostics] == ["M459"]
    assert issued_file(file).read_bytes() == before


def test_a_record_that_cannot_be_read_stays_as_it_is(ws: Workspace) -> None:
    file, meeting = of(ws)
    issued_file(file).write_text("udsendt: [[[\n", "utf-8")
    with pytest.raises(Problems):
        record_event(ws, file, meeting, signed("Alma Ager"))
    assert issued_file(file).read_text("utf-8") == "udsendt: [[[\n"


def test_what_stops_the_writing_leaves_the_record_of_before(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue_support.issue(ws)
    file, meeting = of(ws)
    before = issued_file(file).read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(EnvironmentProblem):
        record_event(ws, file, meeting, signed("Alma Ager"))
    assert issued_file(file).read_bytes() == before
    assert [one.name for one in issued_file(file).parent.glob(".*")] == []
