"""What may no longer stand among the outputs goes, however a run ends and whatever is lost."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from moedebog import cli
from moedebog.build import ours
from moedebog.build.runs import Order, Report, clean, run, tidy
from moedebog.build.store import RecordFolder
from moedebog.document import Audience, Kind
from moedebog.render import docx
from moedebog.render import pdf as pdf_files
from moedebog.render.docx import package
from moedebog.workspace import Workspace
from support import make_all

MEETING = """\
dato: 2025-09-12
start: "10:00"
sted: Rådhuset
punkter:
  - titel: Første punkt
    beslutning: Godkendt.
    bilag: [{titel: Notat, fil: notat.txt}]
  - titel: Løn
    lukket: {grund: personsag}
    bilag: [{titel: Opsigelse, fil: opsigelse-af-anna.txt}]
"""
OTHER = """\
dato: 2025-10-10
start: "10:00"
sted: Rådhuset
punkter: [{titel: Eneste punkt}]
"""
REAL = docx.render, pdf_files.render
ALL = ["dagsorden.docx", "dagsorden.pdf", "referat.docx", "referat.pdf"]
WORD = b"<Properties><Application>%s</Application></Properties>"
PDF = b"%%PDF-1.7\n<xmp:CreatorTool>%s</xmp:CreatorTool>\n"


def word(text: str, program: bytes = b"moedebog") -> bytes:
    return package.write({"docProps/app.xml": WORD % program, "word/document.xml": text.encode()})


def pdf(text: str, program: bytes = b"moedebog 0.1") -> bytes:
    return PDF % program + text.encode()


@pytest.fixture(autouse=True)
def quick_renderers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents that say what made them, as the real ones do."""
    monkeypatch.setattr("moedebog.render.docx.render", lambda document, *_: word(repr(document)))
    monkeypatch.setattr("moedebog.render.pdf.render", lambda document, *_: pdf(repr(document)))


@pytest.fixture
def ws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    for name in ("MEETING", "AUDIENCE", "FORUM", "DOC", "CI"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "meetings" / "udvalg"
    folder.mkdir(parents=True)
    (folder / "forum.yaml").write_text("navn: Prøveudvalget\n", encoding="utf-8")
    (folder / "2025-09-12.yaml").write_text(MEETING, encoding="utf-8")
    (folder / "2025-10-10.yaml").write_text(OTHER, encoding="utf-8")
    (folder / "notat.txt").write_text("Et notat.", encoding="utf-8")
    (folder / "opsigelse-af-anna.txt").write_text("Lukket.", encoding="utf-8")
    return Workspace(tmp_path)


def other(ws: Workspace) -> Report:
    """A build that is for another meeting."""
    return run(ws, [Order(ws.meeting_file("2025-10-10"), (Kind.DAGSORDEN,))])


def there(ws: Workspace, output: str = "output", meeting: str = "2025-09-12") -> list[str]:
    folder = ws.root / output / "udvalg" / meeting
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def meeting(ws: Workspace) -> Path:
    return ws.meetings / "udvalg" / "2025-09-12.yaml"


def close(ws: Workspace) -> None:
    text = meeting(ws).read_text("utf-8")
    meeting(ws).write_text(text.replace("Første punkt", "Første punkt\n    lukket: ja"), "utf-8")


def settings(ws: Workspace, text: str) -> None:
    (ws.root / "moedebog.yaml").write_text(text, encoding="utf-8")


def record(ws: Workspace, output: str = "output") -> Path:
    return RecordFolder(ws.root).record(output)


def told(report: Report) -> list[tuple[str, str]]:
    return [(d.code, d.position.file) for d in report.diagnostics if d.code < "M410"]


# --- settings with errors -----------------------------------------------------------------

COMMANDS = [
    ["all"],
    ["referat", "2025-10-10"],
    ["watch", "2025-10-10"],
    ["mail", "2025-10-10", "--doc", "dagsorden"],
    ["calendar", "--forum", "udvalg"],
    ["clean"],
]


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda arguments: arguments[0])
@pytest.mark.parametrize("fault", ["jobs: mange\n", "output: {\n", "outptu: output\n"])
def test_an_error_in_the_settings_keeps_nothing_stale(
    ws: Workspace, capsys: pytest.CaptureFixture[str], arguments: list[str], fault: str
) -> None:
    make_all(ws)
    close(ws)
    settings(ws, fault)
    assert cli.main(arguments) == 1
    assert there(ws) == []
    assert there(ws, meeting="2025-10-10") == ALL[:2]
    err = capsys.readouterr().err
    assert "moedebog.yaml:1:" in err
    assert "Fjernet, fordi det var forældet: output/udvalg/2025-09-12/referat.pdf" in err


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.mkdir(),
        lambda path: path.write_bytes(b"\xff\xfe\xff"),
        lambda path: path.symlink_to("/etc/hostname"),
    ],
    ids=["folder", "bytes", "link"],
)
def test_nor_do_settings_that_cannot_be_read(
    ws: Workspace, spoil: Callable[[Path], object]
) -> None:
    make_all(ws)
    close(ws)
    spoil(ws.root / "moedebog.yaml")
    assert cli.main(["all"]) in (1, 3)
    assert there(ws) == []


@pytest.mark.parametrize("fault", ["output: udgivet\njobs: mange\n", "output: udgivet\nmail: {\n"])
@pytest.mark.parametrize("lost", [False, True])
def test_nor_where_the_folder_has_another_name(ws: Workspace, fault: str, lost: bool) -> None:
    settings(ws, "output: udgivet\n")
    assert cli.main(["all"]) == 0
    if lost:
        shutil.rmtree(RecordFolder(ws.root).folder)
        shutil.rmtree(ws.root / "udgivet" / ".moedebog")
    close(ws)
    settings(ws, fault)
    assert cli.main(["all"]) == 1
    assert there(ws, "udgivet") == []


def test_what_holds_stands_though_the_settings_have_errors(ws: Workspace) -> None:
    make_all(ws)
    settings(ws, "jobs: mange\n")
    assert cli.main(["all"]) == 1
    assert there(ws) == ALL


@pytest.mark.parametrize(
    "arguments", [["validate"], ["mail-status", "2025-09-12"], ["fakta", "2025-10-10"]]
)
def test_who_only_looks_removes_nothing(ws: Workspace, arguments: list[str]) -> None:
    make_all(ws)
    close(ws)
    cli.main(arguments)
    settings(ws, "jobs: mange\n")
    cli.main(arguments)
    assert there(ws) == ALL


# --- a record that is lost ----------------------------------------------------------------


def no_record(ws: Workspace) -> None:
    record(ws).unlink()


def no_state(ws: Workspace) -> None:
    shutil.rmtree(RecordFolder(ws.root).folder)


def garbage(ws: Workspace) -> None:
    record(ws).write_bytes(b"\xff{")


def odd_types(ws: Workspace) -> None:
    raw = json.loads(record(ws).read_bytes())
    raw["meetings"]["udvalg/2025-09-12"]["inputs"] = [1, None]
    record(ws).write_text(json.dumps(raw), encoding="utf-8")


def older(ws: Workspace) -> None:
    raw = json.loads(record(ws).read_bytes())
    record(ws).write_text(json.dumps(raw | {"format": 1}), encoding="utf-8")


def newer(ws: Workspace) -> None:
    raw = json.loads(record(ws).read_bytes())
    record(ws).write_text(json.dumps(raw | {"format": 99}), encoding="utf-8")


def deep(ws: Workspace) -> None:
    record(ws).write_bytes(b"[" * 100_000)


def folder_instead(ws: Workspace) -> None:
    record(ws).unlink()
    record(ws).mkdir()


LOST = [no_record, no_state, garbage, odd_types, older, newer, deep, folder_instead]


@pytest.mark.parametrize("lose", LOST)
@pytest.mark.parametrize("build", [make_all, other, tidy])
def test_a_meeting_gone_with_its_record_leaves_no_public_document(
    ws: Workspace, lose: Callable[[Workspace], None], build: Callable[[Workspace], Report]
) -> None:
    make_all(ws)
    run(ws, [Order(ws.meeting_file("2025-09-12"), (Kind.REFERAT,), (Audience.INTERN,))])
    lose(ws)
    meeting(ws).unlink()
    report = build(ws)
    assert there(ws) == ([] if build is make_all else ["referat-intern.docx", "referat-intern.pdf"])
    gone = {ws.output / "udvalg" / "2025-09-12" / name for name in ALL}
    assert gone <= set(report.removed)
    assert bool(report.trouble) == (lose is folder_instead)


@pytest.mark.parametrize("lose", LOST)
def test_what_nobody_can_prove_goes_and_is_made_again(
    ws: Workspace, lose: Callable[[Workspace], None]
) -> None:
    make_all(ws)
    lose(ws)
    other(ws)
    assert there(ws) == []
    if lose is not folder_instead:
        make_all(ws)
        assert there(ws) == ALL


def test_a_broken_meeting_without_a_record_keeps_nothing(ws: Workspace) -> None:
    make_all(ws)
    no_state(ws)
    meeting(ws).write_text(MEETING + "ukendt: 1\n", encoding="utf-8")
    assert [file.stem for file in make_all(ws).failed] == ["2025-09-12"]
    assert there(ws) == []


def test_a_meeting_closed_without_a_new_time_keeps_nothing(ws: Workspace) -> None:
    """Its size and its time are what they were, as where an archive sets all times alike."""
    file = ws.meetings / "udvalg" / "2025-10-10.yaml"
    old = 1_700_000_000_000_000_000
    os.utime(file, ns=(old, old))
    make_all(ws)
    words = file.read_text(encoding="utf-8")
    file.write_text(words.replace("Eneste punkt", "Sidste punkt"), encoding="utf-8")
    os.utime(file, ns=(old, old))
    report = make_all(ws)
    assert {path.parent.name for path in report.made} == {"2025-10-10"}


def test_an_older_document_put_back_goes(ws: Workspace) -> None:
    make_all(ws)
    document = ws.output / "udvalg" / "2025-09-12" / "referat.pdf"
    old = document.read_bytes()
    close(ws)
    make_all(ws)
    document.write_bytes(old)
    assert other(ws).removed == [document]


def test_a_document_edited_by_hand_stays_until_its_meeting_is_built(ws: Workspace) -> None:
    make_all(ws)
    document = ws.output / "udvalg" / "2025-09-12" / "referat.docx"
    document.write_bytes(word("rettet", b"Microsoft Office Word"))
    assert other(ws).removed == []
    close(ws)
    assert document in other(ws).removed


def test_copied_documents_still_stand(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    make_all(ws)
    for path in ws.output.rglob("*.*"):
        os.utime(path, ns=(1, 1))
    assert other(ws).removed == []
    monkeypatch.setattr("moedebog.build.sweep.digest_if_there", None)  # the times are noted anew
    assert make_all(ws).made == []


# --- another folder -----------------------------------------------------------------------


@pytest.mark.parametrize("new", ["udgivet", "output/ny", "a/b"])
def test_a_folder_that_was_used_before_keeps_nothing_stale(ws: Workspace, new: str) -> None:
    make_all(ws)
    settings(ws, f"output: {new}\n")
    assert cli.main(["all"]) == 0
    assert (there(ws), there(ws, new)) == (ALL, ALL)
    close(ws)
    assert cli.main(["dagsorden", "2025-10-10"]) == 0
    assert (there(ws), there(ws, new)) == ([], [])
    settings(ws, "output: en-tredje\n")
    meeting(ws).with_name("2025-10-10.yaml").unlink()
    assert cli.main(["all"]) == 0
    assert there(ws, new, "2025-10-10") == []


def test_also_when_it_changes_with_the_meeting(ws: Workspace) -> None:
    make_all(ws)
    settings(ws, "output: udgivet\n")
    close(ws)
    assert cli.main(["dagsorden", "2025-10-10"]) == 0
    assert there(ws) == []


def test_a_damaged_record_does_not_lose_the_folder(ws: Workspace) -> None:
    settings(ws, "output: a/b\n")
    cli.main(["all"])
    record(ws, "a/b").write_bytes(b"")
    settings(ws, "output: udgivet\n")
    cli.main(["dagsorden", "2025-10-10"])
    assert there(ws, "a/b") == []


def test_nor_does_a_lost_one_where_the_folder_lies_beside_the_meetings(ws: Workspace) -> None:
    settings(ws, "output: udgivet\n")
    cli.main(["all"])
    no_state(ws)
    settings(ws, "output: nyt\n")
    cli.main(["dagsorden", "2025-10-10"])
    assert there(ws, "udgivet") == []


def test_a_folder_left_behind_is_told_once(ws: Workspace) -> None:
    make_all(ws)
    moved = Workspace(ws.root, "udgivet")
    assert told(other(moved)) == [("M404", "output")]
    assert told(other(moved)) == []


def test_another_workspace_inside_is_left_alone(ws: Workspace) -> None:
    inner = ws.root / "arkiv"
    shutil.copytree(ws.meetings, inner / "meetings")
    make_all(Workspace(inner))
    (inner / "udvalg" / "2025").mkdir(parents=True)
    document = inner / "udvalg" / "2025" / "referat.pdf"
    document.write_bytes(pdf("fra et andet projekt"))
    make_all(ws)
    assert document.exists()
    assert len(list(inner.rglob("*.pdf"))) == 4


# --- what comes before what ---------------------------------------------------------------


def test_an_unknown_meeting_keeps_nothing_stale(ws: Workspace) -> None:
    make_all(ws)
    meeting(ws).unlink()
    assert cli.main(["referat", "2025-09-12"]) == 2
    assert there(ws) == []


def test_nor_does_a_mailing_of_a_meeting_with_errors(ws: Workspace) -> None:
    settings(ws, "mail: {afsender: post@example.org}\n")
    make_all(ws)
    meeting(ws).write_text(MEETING + "  - titel: [\n", encoding="utf-8")
    assert cli.main(["mail", "2025-09-12", "--doc", "referat"]) == 1
    assert there(ws) == []


def test_nor_does_a_calendar(ws: Workspace) -> None:
    make_all(ws)
    meeting(ws).write_text(MEETING + "ukendt: 1\n", encoding="utf-8")
    assert cli.main(["calendar", "--forum", "udvalg"]) == 1
    assert there(ws) == []


def test_closed_and_broken_at_once(ws: Workspace) -> None:
    make_all(ws)
    meeting(ws).write_text(MEETING + "    lukket: {\n", encoding="utf-8")
    assert other(ws).failed == []
    assert there(ws) == []


@pytest.mark.parametrize(
    "rename",
    [
        lambda ws: (ws.meetings / "udvalg").rename(ws.meetings / "raad"),
        lambda ws: meeting(ws).rename(meeting(ws).with_name("2025-09-12b.yaml")),
        lambda ws: (ws.meetings / "udvalg" / "forum.yaml").unlink(),
    ],
)
def test_a_meeting_that_has_moved(ws: Workspace, rename: Callable[[Workspace], object]) -> None:
    make_all(ws)
    rename(ws)
    run(ws, [])
    assert there(ws) == []


def test_a_disk_that_takes_nothing(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    make_all(ws)
    close(ws)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    for name in ("write_bytes", "write_text", "mkdir", "touch"):
        monkeypatch.setattr(Path, name, full)
    report = make_all(ws)
    assert there(ws) == []
    assert "ikke mere plads på disken" in str(report.trouble[0])
    assert {file.stem for file in report.failed} == {"2025-09-12", "2025-10-10"} - {
        file.stem for file in report.up_to_date
    }


def test_a_file_that_cannot_be_removed_keeps_no_other(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_all(ws)
    close(ws)
    original = Path.unlink

    def unlink(path: Path, missing_ok: bool = False) -> None:
        if path.name == "dagsorden.docx":
            raise PermissionError(13, "Permission denied")
        original(path, missing_ok=missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", unlink)
        report = other(ws)
    assert there(ws) == ["dagsorden.docx"]
    assert "dagsorden.docx" in str(report.trouble[0])
    other(ws)
    assert there(ws) == []


def test_a_bug_in_drawing_comes_too_late(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    make_all(ws)
    close(ws)
    monkeypatch.setattr("moedebog.build.runs.program", None)
    with pytest.raises(TypeError):
        other(ws)
    assert there(ws) == []


# --- what is whose ------------------------------------------------------------------------


def test_files_of_others_stay(ws: Workspace) -> None:
    folder = ws.output / "udvalg" / "2025-09-12"
    folder.mkdir(parents=True)
    foreign = {
        "bilag.pdf": pdf("et bilag", b"Writer"),
        "notat.docx": word("et notat", b"Microsoft Office Word"),
        "billede.png": b"\x89PNG",
        "underskrevet.pdf": b"scannet",
        "kalender.ics": b"BEGIN:VCALENDAR\r\nPRODID:-//andre//DA\r\n",
    }
    for name, data in foreign.items():
        (folder / name).write_bytes(data)
    for build in (other, make_all, other, clean):
        assert told(build(ws)) == []
        assert set(foreign) <= set(there(ws))


def test_a_foreign_file_under_our_name_is_told_once(ws: Workspace) -> None:
    folder = ws.output / "udvalg" / "2025-09-12"
    folder.mkdir(parents=True)
    (folder / "referat.docx").write_bytes(word("rettet", b"Microsoft Office Word"))
    place = "output/udvalg/2025-09-12/referat.docx"
    assert told(other(ws)) == [("M402", place)]
    assert told(other(ws)) == []
    assert there(ws) == ["referat.docx"]
    assert told(clean(ws)) == [("M402", place)]
    assert there(ws) == ["referat.docx"]


def test_a_foreign_file_gives_way_to_the_document_that_is_asked_for(ws: Workspace) -> None:
    folder = ws.output / "udvalg" / "2025-09-12"
    folder.mkdir(parents=True)
    for kind in Kind:
        (folder / f"{kind}.docx").write_bytes(word("rettet", b"Microsoft Office Word"))
    report = run(ws, [Order(ws.meeting_file("2025-09-12"), (Kind.DAGSORDEN,))])
    assert told(report) == [("M402", "output/udvalg/2025-09-12/referat.docx")]
    assert there(ws) == ["dagsorden.docx", "dagsorden.pdf", "referat.docx"]


def test_a_copy_is_told_once_and_again_when_the_original_goes(ws: Workspace) -> None:
    make_all(ws)
    folder = ws.output / "udvalg" / "2025-09-12"
    shutil.copy(folder / "referat.pdf", folder / "referat - Kopi.pdf")
    place = "output/udvalg/2025-09-12/referat - Kopi.pdf"
    assert told(other(ws)) == [("M403", place)]
    assert told(make_all(ws)) == []
    close(ws)
    assert told(other(ws)) == [("M403", place)]
    assert there(ws) == ["referat - Kopi.pdf"]


def test_only_what_no_record_knows_is_opened_and_that_once(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_all(ws)
    (ws.output / "udvalg" / "plan.pdf").write_bytes(pdf("en plan", b"Writer"))
    opened: list[str] = []

    def look(path: Path) -> bool:
        opened.append(path.name)
        return False

    monkeypatch.setattr("moedebog.build.sweep.is_ours", look)
    make_all(ws)
    other(ws)
    assert opened == ["plan.pdf"]


@pytest.mark.parametrize("lose", [no_record, no_state, garbage])
def test_clean_needs_no_record(ws: Workspace, lose: Callable[[Workspace], None]) -> None:
    make_all(ws)
    run(ws, [Order(ws.meeting_file("2025-09-12"), (Kind.REFERAT,), (Audience.INTERN,))])
    lose(ws)
    assert len(clean(ws).removed) == 8
    assert there(ws) == []
    assert not RecordFolder(ws.root).folder.exists()
    assert not [*ws.output.rglob("*")]


@pytest.mark.slow
def test_real_documents_say_that_they_are_ours(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("moedebog.render.docx.render", REAL[0])
    monkeypatch.setattr("moedebog.render.pdf.render", REAL[1])
    made = make_all(ws).made
    assert len(made) == 6
    assert [path.name for path in made if not ours.is_ours(path)] == []


def test_what_files_say_of_themselves(tmp_path: Path) -> None:
    for name, data, expected in [
        ("a.docx", word("x"), True),
        ("b.docx", word("x", b"LibreOffice/7.4"), False),
        ("c.docx", b"PK\3\4", False),
        ("d.docx", package.write({"x": b""}), False),
        ("e.pdf", pdf("x"), True),
        ("f.pdf", pdf("x", b"Writer"), False),
        ("g.pdf", b"", False),
        ("h.txt", pdf("x"), False),
    ]:
        (tmp_path / name).write_bytes(data)
        assert ours.is_ours(tmp_path / name) is expected, name
    assert not ours.is_ours(tmp_path / "mangler.pdf")


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
def test_a_name_that_is_no_text_stops_nothing(ws: Workspace) -> None:
    folder = ws.meetings / os.fsdecode(b"r\xe5d")
    shutil.copytree(ws.meetings / "udvalg", folder)
    assert len(make_all(ws).made) == 12
    Path(os.fsdecode(os.fsencode(ws.output) + b"/r\xe5d/plan.pdf")).write_bytes(b"en plan")
    assert make_all(ws).made == []
    assert make_all(ws).removed == []
    shutil.rmtree(folder)
    no_state(ws)
    other(ws)
    walked = os.walk(os.fsencode(ws.output))
    left = [name for path, _, names in walked if b"r\xe5d" in path for name in names]
    assert left == [b"plan.pdf"]


# --- links --------------------------------------------------------------------------------


@pytest.fixture
def outside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("uden-for") / "2025-09-12"
    folder.mkdir()
    (folder / "referat.pdf").write_bytes(pdf("et andet projekts"))
    return folder


def test_nothing_is_made_or_removed_behind_a_link_out(ws: Workspace, outside: Path) -> None:
    make_all(ws)
    shutil.rmtree(ws.output)
    ws.output.symlink_to(outside.parent)
    report = make_all(ws)
    assert "link" in str(report.trouble[0])
    assert report.made == []
    assert {file.stem for file in report.failed} == {"2025-09-12", "2025-10-10"}
    assert [path.name for path in outside.parent.rglob("*")] == ["2025-09-12", "referat.pdf"]
    assert clean(ws).trouble
    assert (outside / "referat.pdf").exists()


def test_nor_behind_one_inside(ws: Workspace, outside: Path) -> None:
    make_all(ws)
    shutil.rmtree(ws.output / "udvalg")
    (ws.output / "udvalg").symlink_to(outside.parent)
    close(ws)
    assert "link" in str(other(ws).trouble[0])
    assert [path.name for path in outside.iterdir()] == ["referat.pdf"]


def test_a_former_folder_that_is_now_a_link_is_told(ws: Workspace, outside: Path) -> None:
    make_all(ws)
    shutil.rmtree(ws.output)
    ws.output.symlink_to(outside.parent)
    report = other(Workspace(ws.root, "udgivet"))
    assert ("M405", "output") in told(report)
    assert (outside / "referat.pdf").exists()
    assert len(report.made) == 2


def test_a_folder_of_records_that_is_a_link_is_refused(ws: Workspace, outside: Path) -> None:
    RecordFolder(ws.root).folder.symlink_to(outside)
    assert make_all(ws).trouble
    assert [path.name for path in outside.iterdir()] == ["referat.pdf"]


# --- the records --------------------------------------------------------------------------


def test_no_input_is_named_in_the_folder_of_outputs(ws: Workspace) -> None:
    make_all(ws)
    cli.main(["validate"])
    found = [path for path in ws.output.rglob("*") if path.is_file()]
    assert sorted({path.name for path in found}) == ALL
    assert b"opsigelse-af-anna" in record(ws).read_bytes()


def test_the_records_are_ours_alone(ws: Workspace) -> None:
    make_all(ws)
    folder = RecordFolder(ws.root).folder
    assert (folder / ".gitignore").read_text("utf-8") == "*\n"
    if os.name == "posix":
        assert folder.stat().st_mode & 0o777 == 0o700


def test_the_record_of_an_earlier_version_is_taken_over(ws: Workspace) -> None:
    make_all(ws)
    raw = json.loads(record(ws).read_bytes())
    old = {"format": 2, "files": raw["files"], "meetings": raw["meetings"], "feeds": []}
    kept = ws.output / ".moedebog"
    kept.mkdir(exist_ok=True)
    for name in ("lock", "validated.json"):
        (kept / name).touch()
    (kept / "manifest.json").write_text(json.dumps(old), encoding="utf-8")
    no_state(ws)
    report = make_all(ws)
    assert (report.made, report.removed) == ([], [])
    assert not [*kept.iterdir()]


def test_an_earlier_version_in_a_folder_no_longer_used(ws: Workspace) -> None:
    test_the_record_of_an_earlier_version_is_taken_over(ws)
    raw = json.loads(record(ws).read_bytes())
    old = {"format": 2, "files": raw["files"], "meetings": raw["meetings"], "feeds": []}
    (ws.output / ".moedebog" / "manifest.json").write_text(json.dumps(old), encoding="utf-8")
    no_state(ws)
    other(Workspace(ws.root, "udgivet"))
    assert there(ws) == ALL
    close(ws)
    other(Workspace(ws.root, "udgivet"))
    assert there(ws) == []


def test_a_run_without_changes_writes_no_record(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_all(ws)
    make_all(ws)
    monkeypatch.setattr(RecordFolder, "write", None)
    assert make_all(ws).trouble == []


# --- calendars ----------------------------------------------------------------------------


def test_a_calendar_goes_with_a_meeting_in_it(ws: Workspace) -> None:
    assert cli.main(["calendar", "--forum", "udvalg"]) == 0
    feed = ws.output / "udvalg" / "kalender.ics"
    other(ws)
    assert feed.exists()
    assert ours.is_ours(feed)
    meeting(ws).unlink()
    assert other(ws).removed == [feed]


def test_a_calendar_that_no_record_knows_goes(ws: Workspace) -> None:
    meeting(ws).unlink()
    assert cli.main(["calendar", "--forum", "udvalg"]) == 0
    no_state(ws)
    assert [path.name for path in other(ws).removed] == ["kalender.ics"]
