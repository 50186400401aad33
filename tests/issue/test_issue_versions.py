"""A version: what it keeps and where, whole or not at all, and only where something is new."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path

import pytest

from issue_support import findings
from mail_support import MEETING, START, change, issues
from mail_support import workspace as made
from moedebog import cli
from moedebog.build import Order, run
from moedebog.diagnostics import EnvironmentProblem, Problems
from moedebog.document import Audience, Kind
from moedebog.issue import make
from moedebog.issue.candidate import Candidate
from moedebog.issue.history import History
from moedebog.issue.make import Version
from moedebog.issued import dump, issued_file, of_meeting
from moedebog.load import load
from moedebog.workspace import Workspace

LATER = MEETING.replace("dagsorden_status: udsendt\nreferat_status: godkendt\n", "")


@pytest.fixture
def ws(tmp_path: Path, quick_renderers: None) -> Workspace:
    return made(tmp_path, meeting=LATER)


def candidate(ws: Workspace, kind: Kind = Kind.DAGSORDEN) -> Candidate:
    file, *_ = ws.meeting_files()
    meeting = load(ws, file).meeting
    assert meeting is not None
    found = Candidate(ws, file, kind, meeting, START)
    found.require()
    return found


def version(ws: Workspace, kind: Kind = Kind.DAGSORDEN) -> Version:
    one = candidate(ws, kind)
    return make.version(one, History(one.meeting.udgaver))


def issued(ws: Workspace, kind: Kind = Kind.DAGSORDEN) -> Version:
    return make.keep(version(ws, kind))


def codes(ws: Workspace) -> set[str]:
    return {one.code for one in findings(ws)}


def kept(folder: Path) -> dict[str, bytes]:
    """What lies in a store, but what keeps it out of git and what was begun."""
    if not folder.is_dir():
        return {}
    return {p.name: p.read_bytes() for p in folder.iterdir() if not p.name.startswith(".")}


def both(ws: Workspace) -> dict[str, bytes]:
    return {**kept(ws.issued), **kept(ws.issued_closed)}


def test_a_version_keeps_each_file_by_its_content_the_closed_ones_apart(ws: Workspace) -> None:
    issue = issued(ws).issue
    for name, data in both(ws).items():
        assert Path(name).stem == hashlib.sha256(data).hexdigest()
    (told,) = issues(ws)
    assert told == issue
    for audience, folder in ((Audience.OFFENTLIG, ws.issued), (Audience.INTERN, ws.issued_closed)):
        names = {f"{digest}.{suffix}" for suffix, digest in told.gemt[audience].items()}
        assert set(told.gemt[audience]) == {"docx", "pdf"}
        assert names <= set(kept(folder))
    attached = ws.meetings / "udvalg" / "bilag"
    assert (attached / "kort.pdf").read_bytes() in kept(ws.issued).values()
    for name in ("pris.docx", "skoede.pdf"):
        data = (attached / name).read_bytes()
        assert data in kept(ws.issued_closed).values()
        assert data not in kept(ws.issued).values()
    assert (ws.issued_closed / ".gitignore").read_text("utf-8") == "*\n"
    assert not (ws.issued / ".gitignore").exists()


def test_nothing_closed_stands_in_the_open_store_or_in_the_record(ws: Workspace) -> None:
    issued(ws)
    record = issued_file(ws.meeting_file("2025-09-12")).read_bytes()
    everything = b"".join([*kept(ws.issued).values(), record]).decode("utf-8", "replace")
    for closed in ("Havnevej", "900.000", "skoede", "Hemmeligt", "Fortrolig pris"):
        assert closed not in everything


def test_it_reads_as_issued_and_as_the_documents_made_afterwards(ws: Workspace) -> None:
    issue = issued(ws).issue
    file, *_ = ws.meeting_files()
    run(ws, [Order(file, (Kind.DAGSORDEN,), tuple(Audience))])
    for audience in Audience:
        for suffix, digest in issue.gemt[audience].items():
            path = ws.output_file(file, Kind.DAGSORDEN, audience, suffix)
            assert hashlib.sha256(path.read_bytes()).hexdigest() == digest
            assert "status='Udsendt den" in path.read_text("utf-8")  # no longer Udkast


def test_a_second_version_says_so_and_is_what_is_made_afterwards(ws: Workspace) -> None:
    issued(ws)
    change(ws, "lang historie", "kort historie")
    issue = issued(ws).issue
    file, *_ = ws.meeting_files()
    run(ws, [Order(file, (Kind.DAGSORDEN,), tuple(Audience))])
    for audience in Audience:
        for suffix, digest in issue.gemt[audience].items():
            data = ws.output_file(file, Kind.DAGSORDEN, audience, suffix).read_bytes()
            assert hashlib.sha256(data).hexdigest() == digest
            assert "status='Version 2, 5." in data.decode()
            assert "står nu »En kort historie" in data.decode()


def test_where_nothing_is_closed_all_of_it_is_open(tmp_path: Path, quick_renderers: None) -> None:
    text = "dato: 2025-09-12\nstart: 10.00\npunkter:\n  - titel: A\n"
    ws = made(tmp_path, meeting=text)
    issued(ws)
    assert kept(ws.issued)
    assert not ws.issued_closed.exists()


def test_what_was_left_half_written_goes_with_the_next_version(ws: Workspace) -> None:
    """What another machine may be writing at this moment stays, and so do files of others."""
    ws.issued.mkdir()
    names = [f".{'a' * 64}.pdf.ny", f".{'b' * 64}.json.ny", f".{'c' * 64}.ny", ".noter.ny"]
    for name in names:
        (ws.issued / name).write_bytes(b"half")
    for name in (names[0], names[2], names[3]):
        os.utime(ws.issued / name, (1, 1))
    issued(ws)
    left = sorted(path.name for path in ws.issued.glob(".*.ny"))
    assert left == sorted([names[1], names[3]])


def test_the_same_file_attached_twice_is_kept_once(tmp_path: Path, quick_renderers: None) -> None:
    again = "  - titel: Mere\n    bilag: [{titel: Samme kort, fil: bilag/kort.pdf}]\n"
    ws = made(tmp_path, meeting=LATER + again)
    issued(ws)
    data = (ws.meetings / "udvalg" / "bilag" / "kort.pdf").read_bytes()
    assert list(both(ws).values()).count(data) == 1


def test_a_file_open_in_one_item_and_closed_in_another_is_open(
    tmp_path: Path, quick_renderers: None
) -> None:
    again = "  - titel: Mere\n    lukket: ja\n    bilag: [{titel: Kort, fil: bilag/kort.pdf}]\n"
    ws = made(tmp_path, meeting=LATER + again)
    issued(ws)
    assert (ws.meetings / "udvalg" / "bilag" / "kort.pdf").read_bytes() in kept(ws.issued).values()


def test_nothing_changed_makes_no_version(ws: Workspace) -> None:
    issued(ws)
    before = (both(ws), issued_file(ws.meeting_file("2025-09-12")).read_bytes())
    again = version(ws)
    assert not again.is_new
    make.keep(again)
    assert (both(ws), issued_file(ws.meeting_file("2025-09-12")).read_bytes()) == before


def test_a_referat_is_a_version_of_its_own(ws: Workspace) -> None:
    issued(ws)
    change(ws, "punkter:\n", "fremmoedt: [Åse Ærlig]\npunkter:\n")
    assert not version(ws).is_new  # who was there is nothing to the dagsorden
    issued(ws, Kind.REFERAT)
    assert [(one.dokument, one.version) for one in issues(ws)] == [("dagsorden", 1), ("referat", 1)]


def test_errors_make_no_version(ws: Workspace) -> None:
    (ws.meetings / "udvalg" / "bilag" / "kort.pdf").unlink()
    with pytest.raises(Problems) as told:
        issued(ws)
    assert "M210" in {one.code for one in told.value.diagnostics}
    assert both(ws) == {}
    assert not issues(ws)


# --- whole or not at all ----------------------------------------------------------------------


def test_an_attachment_that_is_changed_meanwhile_makes_no_version(ws: Workspace) -> None:
    made_of = version(ws)
    (ws.meetings / "udvalg" / "bilag" / "kort.pdf").write_bytes(b"%PDF-1.4 et andet kort")
    with pytest.raises(EnvironmentProblem, match="ændret imens"):
        make.keep(made_of)
    assert not issues(ws)


# --- what is not here -------------------------------------------------------------------------


@pytest.mark.parametrize("damaged", [True, False])
def test_a_kept_file_that_is_not_here_is_told(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch, damaged: bool
) -> None:
    issue = issued(ws).issue
    path = ws.issued / f"{issue.gemt[Audience.OFFENTLIG]['pdf']}.pdf"
    if damaged:
        path.write_bytes(b"noget andet")
    else:
        path.unlink()
    monkeypatch.setattr("moedebog.render.pdf.render", lambda *_: b"by a later program")
    found = version(ws)
    wanted = {(Audience.OFFENTLIG, "pdf"), (Audience.OFFENTLIG, "docx")}
    (told,) = found.missing(wanted)
    assert told.code == "M4694"
    assert "udsendt" in str(told.message)


def test_a_lost_file_is_put_back_where_it_can_be_made_to_the_last_byte(ws: Workspace) -> None:
    issued(ws)
    before = both(ws)
    shutil.rmtree(ws.issued_closed)
    make.keep(version(ws))
    assert both(ws) == before


def test_validate_tells_what_is_kept_no_more_and_nothing_once_it_is_back(ws: Workspace) -> None:
    issued(ws)
    assert "M4698" not in codes(ws)
    there = kept(ws.issued)
    shutil.rmtree(ws.issued)
    (told,) = (one for one in findings(ws) if one.code == "M4698")
    assert told.message == (
        f"Version 1 af dagsorden er ikke gemt i sin helhed: i udsendt/ mangler {len(there)} filer."
    )
    issued(ws)  # which puts back what can be made to the last byte
    assert kept(ws.issued) == there
    assert "M4698" not in codes(ws)
    shutil.rmtree(ws.issued_closed)  # which is on one machine alone
    assert "M4698" not in codes(ws)


def test_a_lost_file_of_a_later_version_is_put_back_as_well(ws: Workspace) -> None:
    issued(ws)
    change(ws, "lang historie", "kort historie")
    issue = issued(ws).issue
    before = both(ws)
    for suffix, digest in issue.gemt[Audience.OFFENTLIG].items():
        (ws.issued / f"{digest}.{suffix}").unlink()
    make.keep(version(ws))
    assert both(ws) == before


# --- the command ------------------------------------------------------------------------------


def test_the_command_makes_it_and_sends_nothing(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    change(ws, "dato: 2025-09-12", "dato: 2099-09-11")
    monkeypatch.chdir(ws.root)
    monkeypatch.setenv("MEETING", "2025-09-12")
    assert cli.main(["udgave", "--doc", "dagsorden"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Version 1 af dagsorden er lavet")
    assert "Dagsorden Prøveudvalget 2099-09-11.pdf" in told
    assert "meetings/udvalg/2025-09-12.udsendt.yaml" in told
    assert told.endswith("Intet er sendt.\n")
    before = both(ws)
    assert cli.main(["udgave", "--doc", "dagsorden", "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Nothing has changed since version 1")
    assert told.endswith("Nothing was sent.\n")
    for command in (["all"], ["referat", "2025-09-12"], ["clean"]):
        cli.main(command)
    assert both(ws) == before


def test_the_places_can_be_set(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    (ws.root / "moedebog.yaml").write_text("udsendt: arkiv\nudsendt_lukket: hemmeligt\n", "utf-8")
    monkeypatch.chdir(ws.root)
    assert cli.main(["udgave", "2025-09-12", "--doc", "dagsorden"]) == 0
    assert kept(ws.root / "arkiv")
    assert kept(ws.root / "hemmeligt")
    assert not ws.issued.exists()


# --- two branches -----------------------------------------------------------------------------


def test_two_versions_of_one_number_are_an_error_that_names_both(ws: Workspace) -> None:
    first = issued(ws).issue
    file, *_ = ws.meeting_files()
    change(ws, "lang historie", "kort historie")
    second = issued(ws).issue
    text = dump("2025-09-12", [first, second]).decode()
    other = text.replace(second.id, "f" * 32).partition("  - dokument")[2]
    third = text + "  - dokument" + other.partition("  - dokument")[2]
    issued_file(file).write_text(third, "utf-8")
    found = [one for one in load(ws, file).diagnostics if one.code == "M4693"]
    assert [
        second.id[:8] in str(one.message) and "ffffffff" in str(one.message) for one in found
    ] == [True]
    assert "version: 3" in str(found[0].hint)
    head, _, last = third.rpartition("version: 2")
    issued_file(file).write_text(f"{head}version: 3{last}", "utf-8")
    assert [one.version for one in of_meeting(ws, file, "2025-09-12").udgaver] == [1, 2, 3]


def test_the_record_is_the_same_read_back(ws: Workspace) -> None:
    issue = issued(ws).issue
    assert issues(ws) == [issue]
    assert json.loads(json.dumps({a: dict(f) for a, f in issue.gemt.items()}))
