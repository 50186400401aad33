"""With SLET nothing of what was taken back is left in the house, wherever it is broken off."""

from __future__ import annotations

import shutil
import sqlite3
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from mail_support import MEETING, START, change, issues, record, send, server
from mail_support import workspace as made
from moedebog import cli
from moedebog.build import Store, sets
from moedebog.catalogue import Begivenhedsart
from moedebog.cli import streams
from moedebog.cli.commands.clock import RealClock
from moedebog.document import Kind
from moedebog.issue import stores
from moedebog.issue.happened import new_event, record_event
from moedebog.issued import Hold
from moedebog.load import load
from moedebog.send.record import Record
from moedebog.workspace import Workspace

SETTINGS = "mail: {afsender: Sekretariatet <sekretariat@example.org>}\n"
WHY = "Et bilag skulle ikke have været med"
MATTER = ("lang historie om en cykelsti", "Kort over åen", "bilag/kort.pdf")
"""What stood open in item 2: its text, and what its attachment is called."""
VARIABLES = ("SLET", "MEETING", "FORUM", "DOC", "PUNKT", "GRUND", "AF", "DATO", "MOEDEBOG_LANG")
NOW = datetime(2025, 9, 20, 12, tzinfo=UTC)


class Killed(BaseException):
    pass


@pytest.fixture
def ws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick_renderers: None) -> Workspace:
    """A workspace from which a dagsorden was mailed as a draft, mailed, published, shown and
    looked into, and its item 2 emptied since."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    root = tmp_path / "hel"
    root.mkdir()
    monkeypatch.chdir(root)
    here = made(root)
    (root / "moedebog.yaml").write_text(SETTINGS, encoding="utf-8")
    monkeypatch.setattr(RealClock, "now", lambda _: NOW)
    with server() as inbox:
        send(here, inbox.port)
    assert cli.main(["dagsorden", "2025-09-12"]) == 0
    assert cli.main(["dagsorden", "2025-09-12", "--audience", "intern"]) == 0
    assert cli.main(["mail", "2025-09-12", "--doc", "dagsorden"]) == 0
    assert cli.main(["publish", "2025-09-12", "--doc", "dagsorden"]) == 0
    shown = root / ".moedebog" / "visning" / "udvalg" / "2025-09-12"
    shown.mkdir(parents=True)
    (shown / "dagsorden.pdf").write_text(MATTER[0], encoding="utf-8")
    issue = issues(here)[0]
    (here.issued / f".{issue.gemt['offentlig']['pdf']}.pdf.ny").write_text(  # type: ignore[index]
        MATTER[0], encoding="utf-8"
    )
    assert set(MATTER) == said(here)
    change(here, "    sagsfremstilling: En lang historie om en cykelsti.\n", "")
    change(here, "      - {titel: Kort over åen, fil: bilag/kort.pdf}\n", "")
    change(here, "{titel: Fortrolig pris,", '{titel: Fortrolig pris, nr: "2",')
    change(here, "  - titel: Cykelsti ved åen\n", "  - titel: Cykelsti ved åen\n    lukket: ja\n")
    (here.meetings / "udvalg" / "bilag" / "kort.pdf").unlink()
    return here


def back(*more: str) -> int:
    return cli.main(["traek-tilbage", "2025-09-12", *more])


def said(ws: Workspace) -> set[str]:
    """What of the matter stands in any byte of the workspace, also of what is packed."""
    found = set()
    for path in ws.root.rglob("*"):
        if path.is_file():
            for data in (str(path).encode(), *opened(path.read_bytes())):
                text = data.decode("utf-8", "ignore") + data.decode("utf-16-le", "ignore")
                text = text.replace("\\u00e5", "å")
                found |= {one for one in MATTER if one in text}
    return found


def opened(data: bytes) -> Iterator[bytes]:
    """A file, and what is in it: members of archives, and streams that are deflated."""
    yield data
    if data[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(data)) as archive:
            for name in archive.namelist():
                yield from opened(archive.read(name))
    for piece in data.split(b"stream\n")[1:]:
        try:
            yield zlib.decompress(piece)
        except zlib.error:
            continue


def lying(ws: Workspace) -> tuple[set[str], object, object]:
    """What is left: the files, and what the two records say."""
    names = {
        path.relative_to(ws.root).as_posix()
        for path in ws.root.rglob("*")
        if path.is_file() and not path.name.startswith("udsendelser.sqlite-")
    }
    own = [(one.version, one.kasseret, one.punkter, one.filer) for one in issues(ws)]
    with record(ws).opened(make=False) as rec:
        told = [
            (one.id, one.issue["punkter"], len(rec.entries(one.id)))
            for one in rec.versions("udvalg/2025-09-12")
        ]
    return names, own, told


def test_nothing_of_it_is_left_and_the_record_still_knows_it(ws: Workspace) -> None:
    before = issues(ws)[0]
    assert back("--punkt", "2", "--grund", WHY, "--slet") == 0
    assert said(ws) == set()
    (issue,) = issues(ws)
    assert issue.gemt == before.gemt
    assert issue.tilbagetrukket == date(2025, 9, 20)
    assert set(issue.kasseret) == {Hold.LAGER, Hold.LAGER_LUKKET}
    item = issue.punkter[1]
    assert (item.nr, item.titel, item.id) == ("2", "Lukket punkt", before.punkter[1].id)
    assert [one.sha256 for one in item.bilag] == [one.sha256 for one in before.punkter[1].bilag]
    assert dict(issue.filer).keys() >= {"Punkt 2, bilag 1", "Punkt 3, bilag 1"}
    with record(ws).opened(make=False) as rec:
        (version,) = rec.versions("udvalg/2025-09-12")
        assert len(rec.entries(version.id)) == 3


def test_the_attachments_of_other_items_stay(ws: Workspace) -> None:
    digest = dict(issues(ws)[0].filer)["Punkt 3, bilag 1"]
    assert back("--punkt", "2", "--grund", WHY, "--slet") == 0
    assert (ws.issued_closed / f"{digest}.pdf").exists()
    left = {path.suffix for path in ws.issued.iterdir() if path.name[0] != "."}
    assert left == {".json"}  # the forum's source


def test_a_file_that_another_item_has_as_well_stays_and_that_is_told(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    quick_renderers: None,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    also = "    varighed: 10\n    bilag: [{titel: Oversigt, fil: bilag/kort.pdf}]\n"
    here = made(tmp_path, meeting=MEETING.replace("    varighed: 10\n", also))
    (tmp_path / "moedebog.yaml").write_text(SETTINGS, encoding="utf-8")
    with server() as inbox:
        send(here, inbox.port)
    change(here, "  - titel: Cykelsti ved åen\n", "  - titel: Cykelsti ved åen\n    lukket: ja\n")
    digest = dict(issues(here)[0].filer)["Punkt 1, bilag 1 - Oversigt.pdf"]
    assert back("--punkt", "2", "--grund", WHY, "--slet") == 0
    assert (here.issued / f"{digest}.pdf").exists()
    assert "udsendt/: 1 fil bliver" in capsys.readouterr().out


def test_a_whole_document_goes_with_all_that_was_kept_of_it(ws: Workspace) -> None:
    assert back("--grund", WHY, "--slet") == 0
    assert said(ws) == set()
    for folder in (ws.issued, ws.issued_closed):
        assert [path for path in folder.glob("*") if path.is_file() and path.name[0] != "."] == []


def test_a_version_that_was_made_since_stays_whole(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert back("--punkt", "2", "--grund", WHY) == 0
    assert cli.main(["udgave", "2025-09-12", "--doc", "dagsorden"]) == 0
    second = issues(ws)[1]
    capsys.readouterr()
    assert back("--punkt", "2", "--slet") == 0
    # Its internal list of changes says by its title that the attachment is gone: that is told.
    assert said(ws) == {MATTER[1]}
    assert "liste over rettelser nævne, hvad der gik ud: dagsorden 2" in capsys.readouterr().out
    first, after = issues(ws)
    assert first.tilbagetrukket
    assert after == second
    lying_there = {path.name[:64] for path in (*ws.issued.iterdir(), *ws.issued_closed.iterdir())}
    kept = {sha for files in after.gemt.values() for sha in files.values()}
    assert kept | {one.moede for one in after.kilde.values()} <= lying_there


def test_the_other_commands_go_on_and_say_when_it_was_taken_back(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert back("--punkt", "2", "--grund", WHY, "--slet") == 0
    capsys.readouterr()
    assert cli.main(["validate", "--vis-lukket"]) == 0
    told = capsys.readouterr()
    for code in ("M4698", "M4694", "M4697", "M464]", "M465]"):
        assert code not in told.err
    assert cli.main(["diff", "2025-09-12", "--doc", "dagsorden"]) == 0
    told = capsys.readouterr()
    assert "er trukket tilbage og slettet den 20.09.2025" in told.err
    assert "ykelsti ved åen" not in told.out
    assert cli.main(["status", "2025-09-12"]) == 0
    told = capsys.readouterr()
    assert "trukket tilbage (dagsorden) (punkt 2) den 20." in told.out
    assert "slettet 20.09.2025" in told.out
    with server() as inbox:
        assert send(ws, inbox.port).accepted
    assert [one.version for one in issues(ws)] == [1, 2]


def test_it_asks_before_it_deletes(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "can_ask", lambda: True)
    monkeypatch.setattr(streams, "ask", lambda _: "nej")
    kept = {path for path in ws.root.glob("udsendt*/*") if path.is_file()}
    assert back("--punkt", "2", "--grund", WHY, "--slet", "--ask") == 0
    assert {path for path in ws.root.glob("udsendt*/*") if path.is_file()} == kept
    monkeypatch.setattr(streams, "can_ask", lambda: False)
    assert back("--punkt", "2", "--slet", "--ask") == 2


def dying(monkeypatch: pytest.MonkeyPatch, at: int) -> Callable[[], int]:
    """End before the so manieth step; returns how many there were."""
    steps = count()
    seen = [0]

    def step() -> None:
        seen[0] = next(steps)
        if seen[0] == at:
            raise Killed

    def around(owner: Any, name: str) -> None:
        usual = getattr(owner, name)

        def stepping(*given: Any, **named: Any) -> Any:
            step()
            return usual(*given, **named)

        monkeypatch.setattr(owner, name, stepping)

    around(stores, "write_synced")
    around(Path, "unlink")
    around(Path, "rename")
    around(shutil, "rmtree")
    around(Record, "retell")
    around(Store, "remove")
    return lambda: seen[0]


@pytest.mark.slow
def test_a_second_run_ends_what_was_broken_off(
    ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, *_ = ws.meeting_files()
    for at in count():
        here = Workspace(tmp_path / str(at))
        shutil.copytree(ws.root, here.root)
        monkeypatch.chdir(here.root)
        with monkeypatch.context() as patched:
            steps = dying(patched, at)
            try:
                back("--punkt", "2", "--grund", WHY, "--slet")
            except Killed:
                pass
            else:
                assert at > steps() > 8
                break
        folder = sets.set_folder(here, file, Kind.DAGSORDEN)
        names = {path.name for path in folder.iterdir()} if folder.exists() else set()
        assert names in (
            set(),
            {"dagsorden.pdf", "dagsorden.docx", sets.ABOUT, sets.SUMS},
            {"dagsorden.pdf", "dagsorden.docx", "02.1 Kort over åen.pdf"}
            | {sets.ABOUT, sets.SUMS, sets.FACTS},
        )
        assert back("--punkt", "2", "--grund", WHY, "--slet") == 0
        assert said(here) == set(), at
        if at == 0:
            wanted = lying(here)
        assert lying(here) == wanted, at
        shutil.rmtree(here.root)


def test_what_cannot_be_deleted_is_told(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refused)
        assert back("--punkt", "2", "--grund", WHY, "--slet") == 3
    assert "kan ikke slettes" in capsys.readouterr().err
    assert back("--punkt", "2", "--slet") == 0
    assert said(ws) == set()


def test_what_was_mailed_as_a_draft_is_not_named_by_its_title_either(
    ws: Workspace, quick_renderers: None
) -> None:
    rec = record(ws)
    with rec.locked(), rec.opened(), sqlite3.connect(rec.path) as db:
        (entry,) = db.execute("SELECT udgave FROM udsendelse").fetchone()
        db.execute(
            "INSERT INTO udsendelse VALUES ('u', 'udvalg/2025-09-12', 'udkast', 0, ?, 0, ?)",
            (START.isoformat(), entry),
        )
    assert back("--punkt", "2", "--grund", WHY, "--slet") == 0
    assert said(ws) == set()


def test_what_was_signed_goes_with_the_referat(ws: Workspace) -> None:
    file, *_ = ws.meeting_files()
    meeting = load(ws, file).meeting
    assert meeting is not None
    assert cli.main(["udgave", "2025-09-12", "--doc", "referat"]) == 0
    signed = b"underskrevet: En lang historie om en cykelsti."
    from moedebog.build import digest_of_bytes

    digest = digest_of_bytes(signed)
    (ws.issued / f"{digest}.pdf").write_bytes(signed)
    event = new_event(
        Begivenhedsart.UNDERSKREVET, NOW.date(), NOW, af="Bo Bæk", fil=digest, version=1
    )
    record_event(ws, file, meeting, event)
    assert back("--doc", "referat", "--grund", WHY, "--slet") == 0
    assert not (ws.issued / f"{digest}.pdf").exists()
