"""A version issued as an addition: what is kept of it, what is told, and when there is none."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from msgspec.structs import replace

from mail_support import MEETING, START, change, issues
from mail_support import workspace as made
from moedebog import cli
from moedebog.cli.commands import clock
from moedebog.document import Audience, Kind
from moedebog.examples import pdf
from moedebog.issue import make, stores
from moedebog.issue.candidate import Candidate
from moedebog.issue.history import History
from moedebog.issue.make import Version
from moedebog.issued import dump, issued_file, of_meeting
from moedebog.load import load
from moedebog.workspace import Workspace

MEETING_NOW = MEETING.replace("dagsorden_status: udsendt\nreferat_status: godkendt\n", "")
LATE = """  - titel: Julelukning
    nr: 4
    tillaeg_grund: Fristen udløber
    bilag: [{titel: Kalender, fil: bilag/kalender.pdf}]
"""
SECRET = """  - titel: Køb af skibet Havfruen
    nr: 4
    lukket: Forhandling
    tillaeg_grund: Havfruen skal bruges nu
    bilag: [{titel: Hemmeligt tilbud, fil: bilag/tilbud.pdf}]
"""


@pytest.fixture
def ws(tmp_path: Path, quick_renderers: None) -> Workspace:
    ws = made(tmp_path, meeting=MEETING_NOW)
    for name in ("kalender", "tilbud"):
        path = ws.meetings / "udvalg" / "bilag" / f"{name}.pdf"
        path.write_bytes(pdf(name))
    return ws


def version(ws: Workspace, *, tillaeg: bool = False) -> Version:
    file, *_ = ws.meeting_files()
    meeting = load(ws, file).meeting
    assert meeting is not None
    candidate = Candidate(ws, file, Kind.DAGSORDEN, meeting, START)
    candidate.require()
    return make.version(candidate, History(meeting.udgaver), tillaeg=tillaeg)


def issued(ws: Workspace, *, tillaeg: bool = False) -> Version:
    return make.keep(version(ws, tillaeg=tillaeg))


def add(ws: Workspace, text: str = LATE) -> None:
    path = ws.meeting_file("2025-09-12").path
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def run(*arguments: str) -> int:
    return cli.main([*arguments, "--lang", "da"])


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch, ws: Workspace) -> None:
    monkeypatch.chdir(ws.root)
    monkeypatch.setattr(clock.RealClock, "now", lambda _: START.replace(day=11))


def test_the_record_says_so_and_names_the_files_of_both(ws: Workspace) -> None:
    issued(ws)
    add(ws)
    issued(ws, tillaeg=True)
    first, second = issues(ws)
    assert (first.tillaeg, second.tillaeg) == (False, True)
    assert set(second.gemt) == set(second.gemt_tillaeg) == set(Audience)
    for kept in (second.gemt, second.gemt_tillaeg):
        for audience, files in kept.items():
            folder = ws.issued if audience is Audience.OFFENTLIG else ws.issued_closed
            for suffix, digest in files.items():
                data = (folder / f"{digest}.{suffix}").read_bytes()
                assert hashlib.sha256(data).hexdigest() == digest
    names = [name for name, _ in second.filer]
    assert "Tillægsdagsorden Prøveudvalget 2025-09-12.pdf" in names
    assert "Dagsorden Prøveudvalget 2025-09-12.pdf" in names
    record = issued_file(ws.meeting_file("2025-09-12")).read_text("utf-8")
    assert record.count("tillaeg: true") == 1
    assert dump(
        "2025-09-12", of_meeting(ws, ws.meeting_file("2025-09-12"), "2025-09-12").udgaver
    ) == (record.encode())


def test_the_kept_ones_say_which_version_they_are(ws: Workspace) -> None:
    issued(ws)
    add(ws)
    issue = issued(ws, tillaeg=True).issue
    for kept, heading in ((issue.gemt, "DAGSORDEN"), (issue.gemt_tillaeg, "TILLÆGSDAGSORDEN")):
        path = stores.found(ws, kept[Audience.OFFENTLIG]["pdf"], ".pdf")
        assert path is not None
        text = path.read_text("utf-8")
        assert f"overskrift='{heading}'" in text
        assert "status='Version 2, 5." in text


def test_nothing_closed_stands_in_what_is_public_of_it(ws: Workspace) -> None:
    issued(ws)
    add(ws, SECRET)
    issue = issued(ws, tillaeg=True).issue
    assert set(issue.gemt_tillaeg) == set(Audience)  # the public reads that there is a closed item
    record = issued_file(ws.meeting_file("2025-09-12")).read_bytes()
    public = [path.read_bytes() for path in ws.issued.iterdir() if path.is_file()]
    everything = b"".join([*public, record]).decode("utf-8", "replace")
    for closed in ("Havfruen", "Hemmeligt tilbud", "tilbud.pdf", "%PDF-1.4 tilbud"):
        assert closed not in everything


def test_an_audience_to_which_nothing_is_new_gets_none(ws: Workspace) -> None:
    issued(ws)
    change(
        ws,
        "bilag: [{titel: Hemmeligt skøde, fil: bilag/skoede.pdf}]",
        "bilag: [{titel: Hemmeligt skøde, fil: bilag/skoede.pdf},"
        " {titel: Hemmeligt tilbud, fil: bilag/tilbud.pdf}]",
    )
    assert set(issued(ws, tillaeg=True).issue.gemt_tillaeg) == {Audience.INTERN}


def test_asked_for_again_either_way_there_is_no_new_version(ws: Workspace) -> None:
    issued(ws)
    add(ws)
    issued(ws, tillaeg=True)
    before = issued_file(ws.meeting_file("2025-09-12")).read_bytes()
    for tillaeg in (True, False):
        again = version(ws, tillaeg=tillaeg)
        assert not again.is_new
        make.keep(again)
    assert issued_file(ws.meeting_file("2025-09-12")).read_bytes() == before


def test_a_lost_file_of_it_is_made_again_or_told(ws: Workspace) -> None:
    issued(ws)
    add(ws)
    issue = issued(ws, tillaeg=True).issue
    digest = issue.gemt_tillaeg[Audience.OFFENTLIG]["pdf"]
    path = ws.issued / f"{digest}.pdf"
    data = path.read_bytes()
    path.unlink()
    make.keep(version(ws, tillaeg=True))
    assert path.read_bytes() == data
    path.write_bytes(b"noget andet")
    lost = replace(issue, gemt_tillaeg={Audience.OFFENTLIG: {"pdf": "0" * 64}})
    again = version(ws, tillaeg=True)
    again.issue = lost
    (told,) = again.missing({(Audience.OFFENTLIG, "pdf")}, tillaeg=True)
    assert "tillægsdagsorden" in told.message


@pytest.mark.usefixtures("today")
def test_without_an_issued_dagsorden_there_is_nothing_to_add_to(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    add(ws)
    for arguments in (("tillaeg", "2025-09-12"), ("udgave", "2025-09-12", "--doc", "tillaeg")):
        assert run(*arguments) == 2
        told = capsys.readouterr().err
        assert "ikke udsendt endnu, så der er intet at lægge til" in told
        assert "moedebog udgave udvalg/2025-09-12 --doc dagsorden" in told
    assert not issues(ws)


@pytest.mark.usefixtures("today")
@pytest.mark.parametrize("changed", [False, True])
def test_without_additions_it_is_an_error_that_says_what_to_do_instead(
    ws: Workspace, capsys: pytest.CaptureFixture[str], changed: bool
) -> None:
    issued(ws)
    if changed:
        change(ws, "lang historie", "kort historie")
    for arguments in (("tillaeg", "2025-09-12"), ("udgave", "2025-09-12", "--doc", "tillaeg")):
        assert run(*arguments) == 2
        told = capsys.readouterr().err
        assert "Intet er kommet til i dagsordenen siden version 1" in told
        assert "moedebog diff udvalg/2025-09-12" in told
        assert "moedebog udgave udvalg/2025-09-12 --doc dagsorden" in told
    assert [one.version for one in issues(ws)] == [1]


@pytest.mark.usefixtures("today")
def test_what_comes_too_late_without_a_reason_is_told_before_it_is_issued(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    forum = "politik:\n  frist_hverdage: 4\n  materiale_frist_hverdage: 3\nmodtagere:\n"
    change(ws, "modtagere:\n", forum, "forum.yaml")
    issued(ws)
    last = "{titel: Fortrolig pris, fil: bilag/pris.docx, offentlig: nej}"
    change(ws, last, f"{last}\n      - {{titel: Ny, fil: bilag/tilbud.pdf}}")
    add(ws, LATE.replace("    tillaeg_grund: Fristen udløber\n", ""))
    for arguments in (
        ("tillaeg", "2025-09-12"),
        ("udgave", "2025-09-12", "--doc", "tillaeg"),
    ):
        run(*arguments)
        told = capsys.readouterr().err
        assert "[M509]" in told
        assert "0 hverdage før mødet; forummets frist er 4 hverdage" in told
        assert "[M5091]" in told
        assert "forummets frist for materiale er 3 hverdage" in told
        assert (told.count("[M509]"), told.count("[M5091]")) == (1, 1)


@pytest.mark.usefixtures("today")
def test_what_says_why_it_is_late_is_not_told(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    change(ws, "modtagere:\n", "politik:\n  frist_hverdage: 4\nmodtagere:\n", "forum.yaml")
    issued(ws)
    add(ws)
    assert run("tillaeg", "2025-09-12") == 0
    assert "M509" not in capsys.readouterr().err


@pytest.mark.usefixtures("today")
def test_issued_it_lies_in_the_folder_of_outputs_to_the_last_byte(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    issued(ws)
    add(ws)
    assert run("udgave", "2025-09-12", "--doc", "tillaeg") == 0
    told = capsys.readouterr().out
    assert "Version 2 af dagsorden er lavet" in told
    assert "får tillægsdagsordenen alene" in told
    assert "Intet er sendt." in told
    *_, issue = issues(ws)
    folder = ws.output_folder(ws.meeting_file("2025-09-12"))
    for name, kept in (("dagsorden", issue.gemt), ("tillaegsdagsorden", issue.gemt_tillaeg)):
        for suffix, digest in kept[Audience.OFFENTLIG].items():
            data = (folder / f"{name}.{suffix}").read_bytes()
            assert hashlib.sha256(data).hexdigest() == digest


@pytest.mark.parametrize("step", range(20))
def test_killed_at_each_write_there_is_a_whole_version_or_none(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    issued(ws)
    add(ws)
    usual = stores.write_synced
    steps: list[Path] = []

    def write(path: Path, pieces: object, digest: str = "") -> None:
        if len(steps) == step:
            raise KeyboardInterrupt
        steps.append(path)
        usual(path, pieces, digest)  # type: ignore[arg-type]

    monkeypatch.setattr(stores, "write_synced", write)
    whole = version(ws, tillaeg=True)
    try:
        make.keep(whole)
    except KeyboardInterrupt:
        assert len(issues(ws)) == 1
        return
    *_, issue = issues(ws)
    assert issue.tillaeg
    for audience, files in issue.gemt_tillaeg.items():
        for suffix, digest in files.items():
            assert stores.found(ws, digest, f".{suffix}") is not None, audience
