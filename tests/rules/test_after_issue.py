"""What is told of an issued dagsorden: late items and material, and what is closed since."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

import issue_support
from issue_support import FORUM, HEAD, findings, issue, workspace, write
from moedebog.build import validate
from moedebog.compose import Composer, plan
from moedebog.diagnostics import Diagnostic, Rule
from moedebog.document import Audience, Document, Kind
from moedebog.issue.candidate import Candidate
from moedebog.load import load
from moedebog.rules import dates, exposed, withdrawn
from moedebog.workspace import Workspace
from texts import document_lines

DEADLINES = f"{FORUM}politik:\n  frist_hverdage: 4\n  materiale_frist_hverdage: 3\n"
CASE = """\
  - titel: Velkomst
    sagstype: orientering
  - titel: Grund
    sagsfremstilling: Naboen hedder noget.
    bilag:
      - titel: Kort
"""
NEW = "  - titel: Havn\n    sagsfremstilling: Kajen skrider.\n"
THURSDAY = datetime(2026, 5, 28, 9, 0, tzinfo=UTC)
"""One weekday before the meeting, which is on a Monday."""


def told(ws: Workspace, *rules: Rule) -> list[Diagnostic]:
    return [one for one in findings(ws) if one.rule in rules]


@pytest.fixture
def issued(tmp_path: Path) -> Workspace:
    """Issued in time."""
    ws = workspace(tmp_path, CASE, forum=DEADLINES)
    issue(ws)
    return ws


@pytest.fixture
def _late(monkeypatch: pytest.MonkeyPatch) -> None:
    """Later versions are issued on that Thursday."""
    monkeypatch.setattr(issue_support, "FIRST", THURSDAY - timedelta(days=1))


# --- deadlines --------------------------------------------------------------------------


@pytest.mark.usefixtures("_late")
def test_an_item_that_came_too_late_says_why(issued: Workspace) -> None:
    write(issued.root, CASE + NEW)
    assert told(issued, dates.LATE_ITEM) == []  # when it is issued, nobody knows yet
    issue(issued)
    (late,) = told(issued, dates.LATE_ITEM, dates.MATERIAL_LATE)
    assert "version 2" in late.message
    assert "1 hverdag før mødet; forummets frist er 4 hverdage" in late.message
    write(issued.root, f"{CASE}{NEW}    tillaeg: ja\n    tillaeg_grund: Det haster\n")
    assert told(issued, dates.LATE_ITEM, dates.LATE_WITHOUT_REASON) == []


def test_an_item_of_a_later_version_in_time_is_not_spoken_of(issued: Workspace) -> None:
    write(issued.root, CASE + NEW)
    issue(issued)
    assert told(issued, dates.LATE_ITEM, dates.MATERIAL_LATE) == []


@pytest.mark.usefixtures("_late")
@pytest.mark.parametrize("way_out", ["withdrawn", "explained"])
def test_material_that_came_too_late_is_told_once_for_each(issued: Workspace, way_out: str) -> None:
    write(issued.root, f"{CASE}      - titel: Budget\n")
    issue(issued)
    (late,) = told(issued, dates.MATERIAL_LATE)
    assert (late.position.line, late.values["version"], late.values["frist"]) == (11, 2, 3)
    more = f"{CASE}      - titel: Budget\n"
    if way_out == "withdrawn":
        write(issued.root, f"{more}        udgaar: ja\n")
    else:
        write(issued.root, more.replace("titel: Grund", "titel: Grund\n    tillaeg_grund: Haster"))
    assert told(issued, dates.MATERIAL_LATE) == []


@pytest.mark.usefixtures("_late")
@pytest.mark.parametrize(
    ("forum", "head"),
    [
        (FORUM, HEAD),
        (DEADLINES, f"{HEAD}aflyst: ja\n"),
        (DEADLINES, f"{HEAD}ekstraordinaert: ja\n"),
    ],
)
def test_without_a_deadline_nothing_is_late(tmp_path: Path, forum: str, head: str) -> None:
    ws = workspace(tmp_path, CASE, forum=forum, head=head)
    issue(ws)
    write(tmp_path, f"{CASE}      - titel: Budget\n{NEW}", head=head)
    issue(ws)
    assert told(ws, dates.LATE_ITEM, dates.MATERIAL_LATE) == []


@pytest.mark.usefixtures("_late")
@pytest.mark.parametrize("legal", ["byraad", "regionsraad"])
def test_the_law_gives_councils_four_and_three_days(tmp_path: Path, legal: str) -> None:
    ws = workspace(tmp_path, CASE, forum=f"{FORUM}politik: {{retsgrundlag: {legal}}}\n")
    issue(ws)
    write(tmp_path, f"{CASE}      - titel: Budget\n{NEW}")
    issue(ws)
    found = told(ws, dates.LATE_ITEM, dates.MATERIAL_LATE)
    assert sorted(str(one.values["frist"]) for one in found) == ["3", "4"]


# --- what would go out too late now -------------------------------------------------------

MEETING = date(2026, 6, 1)
FRIDAY, WEEK_BEFORE = date(2026, 5, 29), date(2026, 5, 18)


def told_before(ws: Workspace, today: date) -> list[str]:
    """What is said of the deadline to whoever would issue the dagsorden on a day."""
    file, *_ = ws.meeting_files()
    meeting = load(ws, file).meeting
    assert meeting is not None
    now = datetime.combine(today, time(9), UTC)
    found = Candidate(ws, file, Kind.DAGSORDEN, meeting, now).diagnostics
    return [f"{one.message} {one.hint}" for one in found if one.rule in dates.DEADLINES]


def test_a_first_version_that_would_be_too_late_is_told_before(tmp_path: Path) -> None:
    ws = workspace(tmp_path, CASE, forum=DEADLINES)
    assert told_before(ws, WEEK_BEFORE) == []
    (late,) = told_before(ws, FRIDAY)
    assert late.startswith("Der er 0 hverdage fra dagsordenens udsendelse til mødet")
    assert "dagsorden_udsendt" not in late  # the key is not in the file


def test_an_item_that_would_come_too_late_is_told_before_and_once(issued: Workspace) -> None:
    write(issued.root, CASE + NEW)
    assert told_before(issued, WEEK_BEFORE) == []
    (late,) = told_before(issued, FRIDAY)
    assert late.startswith("Punktet kommer først med i version 2 af dagsordenen, 0 hverdage")
    write(issued.root, f"{CASE}{NEW}    tillaeg: ja\n    tillaeg_grund: Det haster\n")
    assert told_before(issued, FRIDAY) == []


def test_material_that_would_come_too_late_is_told_before(issued: Workspace) -> None:
    write(issued.root, f"{CASE}      - titel: Budget\n")
    (late,) = told_before(issued, FRIDAY)
    assert late.startswith("Bilaget kommer først med i version 2, 0 hverdage før mødet")
    assert told_before(issued, WEEK_BEFORE) == []


@pytest.mark.parametrize(
    "punkter",
    [
        CASE,
        CASE.replace("titel: Grund", "titel: Grunden").replace("Naboen", "Naboerne"),
        f"{CASE}  - titel: Eventuelt\n",
        CASE.replace("titel: Grund", "titel: Grund\n    udfald: udgaar"),
    ],
)
def test_what_needs_no_time_to_read_is_never_too_late(issued: Workspace, punkter: str) -> None:
    write(issued.root, punkter)
    assert told_before(issued, FRIDAY) == []


@pytest.mark.parametrize("day", [WEEK_BEFORE, FRIDAY, MEETING, date(2026, 6, 2), None])
def test_validate_tells_it_for_as_long_as_another_version_can_go_out(
    issued: Workspace, day: date | None
) -> None:
    write(issued.root, CASE + NEW)
    for _ in range(2):  # what was good yesterday is looked at again today
        found = validate(issued, issued.meeting_files(), remember=True, today=day)
        late = [one for one in found if one.rule in dates.DEADLINES]
        assert len(late) == (day in (FRIDAY, MEETING))


def test_validate_says_nothing_of_it_where_nothing_was_issued(tmp_path: Path) -> None:
    ws = workspace(tmp_path, CASE, forum=DEADLINES)
    found = validate(ws, ws.meeting_files(), today=FRIDAY)
    assert [one for one in found if one.rule in dates.DEADLINES] == []


# --- closed, but out --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("titel: Grund", "titel: Grund\n    lukket: Handel", "Punkt 2 med bilag 1 er lukket nu"),
        ("titel: Kort", "titel: Kort\n        offentlig: nej", "Punkt 2, bilag 1, er lukket nu"),
        (
            "sagsfremstilling: Naboen hedder noget.",
            "afsnit:\n      - {slags: sagsfremstilling, tekst: Naboen hedder noget., lukket: ja}",
            "Noget af punkt 2 er lukket nu",
        ),
        (
            "titel: Grund",
            "titel: Grund\n    lukket: {grund: Handel, offentlig_titel: Ejendom}\n    nr: '2'",
            "Punkt 2 med bilag 1 er lukket nu",
        ),
    ],
)
def test_what_is_closed_after_it_went_out_open_is_told(
    issued: Workspace, old: str, new: str, what: str
) -> None:
    write(issued.root, CASE.replace(old, new))
    (found,) = told(issued, exposed.OPEN_BEFORE)
    assert found.message.startswith(what)
    where = "dagsorden, version 1, den 20. maj 2026 (ikke sendt herfra)"
    assert where in found.message.replace("\xa0", " ")
    assert "Kort" not in found.message
    assert "Grund" not in found.message
    assert "72 timer" in found.hint
    assert "moedebog mail-status f/2026-06-01 --bed-om-sletning" in found.hint


@pytest.mark.parametrize(
    ("old", "new", "line", "is_item"),
    [
        ("titel: Grund", "titel: Grund\n    lukket: Handel", "titel: Grund", True),
        ("titel: Kort", "titel: Kort\n        offentlig: nej", "titel: Kort", False),
        (
            "sagsfremstilling: Naboen hedder noget.",
            "afsnit:\n      - {slags: sagsfremstilling, tekst: Naboen hedder noget., lukket: ja}",
            "titel: Grund",
            False,
        ),
    ],
)
def test_it_stands_at_what_is_closed_and_advises_what_can_be_written_there(
    issued: Workspace, old: str, new: str, line: str, is_item: bool
) -> None:
    """That the meeting itself closed it can be written of an item alone."""
    write(issued.root, CASE.replace(old, new))
    (found,) = told(issued, exposed.OPEN_BEFORE)
    file, *_ = issued.meeting_files()
    lines = file.path.read_text(encoding="utf-8").splitlines()
    assert line in lines[found.position.line - 1]
    assert ("besluttet_paa_moedet" in found.hint) is is_item


def test_a_title_that_is_closed_now_was_out(tmp_path: Path) -> None:
    ws = workspace(tmp_path, "  - titel: Køb af Skolevej 7\n")
    issue(ws)
    write(tmp_path, "  - titel: Køb af Skolevej 7\n    lukket: ja\n    nr: '1'\n")
    assert len(told(ws, exposed.OPEN_BEFORE)) == 1


@pytest.mark.parametrize(
    "before",
    [
        CASE.replace("titel: Grund", "titel: Grund\n    lukket: Handel"),
        "  - titel: Velkomst\n  - titel: Grund\n    lukket: {offentlig_titel: Grund}\n",
    ],
)
def test_what_was_closed_from_the_start_is_not_spoken_of(tmp_path: Path, before: str) -> None:
    ws = workspace(tmp_path, before)
    issue(ws)
    assert told(ws, exposed.OPEN_BEFORE) == []
    write(tmp_path, before.replace("Velkomst", "Goddag"))
    assert told(ws, exposed.OPEN_BEFORE) == []


def test_an_open_item_of_another_text_is_not_spoken_of(issued: Workspace) -> None:
    write(issued.root, CASE.replace("noget", "noget andet"))
    assert told(issued, exposed.OPEN_BEFORE) == []


# --- withdrawn: what does not fit together ------------------------------------------------


def test_a_reason_without_an_outcome_is_an_error(tmp_path: Path) -> None:
    ws = workspace(tmp_path, "  - titel: A\n    udgaar_grund: Ikke færdig\n")
    assert len(told(ws, withdrawn.REASON_WITHOUT_OUTCOME)) == 1
    write(tmp_path, "  - titel: A\n    udfald: [udsat, droeftet]\n    udgaar_grund: Ikke færdig\n")
    assert told(ws, withdrawn.REASON_WITHOUT_OUTCOME) == []


@pytest.mark.parametrize(
    ("more", "times"), [("", 1), ("  - titel: B\n    beslutning: Godkendt.\n", 0)]
)
def test_a_decision_in_place_of_the_reason_is_told_before_the_meeting(
    tmp_path: Path, more: str, times: int
) -> None:
    off = "  - titel: A\n    udfald: udgaar\n    beslutning: Sagen er trukket tilbage.\n"
    ws = workspace(tmp_path, off + more)
    assert len(told(ws, withdrawn.NOT_SAID)) == times


# --- the referat ------------------------------------------------------------------------


def referat(ws: Workspace) -> Document:
    file, *_ = ws.meeting_files()
    meeting = load(ws, file).meeting
    assert meeting is not None
    return Composer(plan(meeting)[0]).document(Kind.REFERAT, Audience.OFFENTLIG)


def follows(document: Document) -> list[str]:
    lines = [line.replace("\xa0", " ") for line in document_lines(document)]
    return [line for line in lines if "udsendt den" in line]


HELD = CASE.replace("    bilag", "    beslutning: Godkendt.\n    bilag")


def test_the_referat_says_which_version_it_follows_once_there_are_several(
    issued: Workspace,
) -> None:
    write(issued.root, HELD)
    assert follows(referat(issued)) == []
    issue(issued)
    assert follows(referat(issued)) == ["version 2, udsendt den 21. maj 2026"]


def test_a_version_of_after_the_meeting_is_none_that_the_referat_follows(
    issued: Workspace,
) -> None:
    held = HEAD.replace("2026-06-01", "2026-05-20")
    write(issued.root, HELD, head=held)
    issue(issued)  # on the day after
    assert follows(referat(issued)) == []


def taken_up(ws: Workspace) -> list[str]:
    return [p.titel for p in referat(ws).punkter if "Taget op på mødet" in p.undertitel]


def test_an_item_of_no_issued_dagsorden_was_taken_up_at_the_meeting(issued: Workspace) -> None:
    write(
        issued.root,
        f"{HELD}{NEW}    underpunkter: [{{titel: Kaj}}]\n  - titel: Pause\n    sagstype: pause\n",
    )
    assert taken_up(issued) == ["Havn"]
    write(issued.root, f"{HELD}{NEW}    tillaeg: ja\n")
    assert taken_up(issued) == []
    write(issued.root, CASE + NEW)
    assert taken_up(issued) == []  # the meeting was not held yet
    write(issued.root, HELD.replace("titel: Grund", "titel: Grunden"))
    assert taken_up(issued) == []


def test_without_a_record_nobody_knows_what_was_taken_up(tmp_path: Path) -> None:
    assert taken_up(workspace(tmp_path, HELD + NEW)) == []
