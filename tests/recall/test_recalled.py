"""What was sent out or published is taken back: a page in its place, and nothing closed on it."""

from __future__ import annotations

import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mail_support import MEETING, change, issues, record, send, server
from mail_support import workspace as made
from moedebog import cli
from moedebog.build import sets
from moedebog.catalogue import Begivenhedsart
from moedebog.cli.commands.clock import RealClock
from moedebog.document import Kind
from moedebog.events import Begivenhed
from moedebog.issue.happened import new_event, record_event
from moedebog.issued import filed
from moedebog.load import load
from moedebog.workspace import Workspace

SETTINGS = "mail: {afsender: Sekretariatet <sekretariat@example.org>}\n"
WHY = "Et bilag skulle ikke have været med"
STORY = "En lang historie om en cykelsti."
CLOSED = "    lukket: {grund: Personsag, offentlig_titel: En sag}\n"
VARIABLES = ("SLET", "MEETING", "FORUM", "DOC", "PUNKT", "GRUND", "AF", "DATO", "MOEDEBOG_LANG")


@pytest.fixture
def ws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace from which a dagsorden was mailed."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    here = made(tmp_path)
    with server() as inbox:
        send(here, inbox.port)
    (tmp_path / "moedebog.yaml").write_text(SETTINGS, encoding="utf-8")
    monkeypatch.setattr(RealClock, "now", lambda _: datetime(2025, 9, 20, 12, tzinfo=UTC))
    return here


@pytest.fixture
def drawn_quickly(quick_renderers: None) -> None:
    """Where nobody reads the files."""


def publish(ws: Workspace, version: int = 1) -> Path:
    """A set and its event, as publishing leaves them; how a set is made is another matter."""
    file, *_ = ws.meeting_files()
    meeting = load(ws, file).meeting
    assert meeting is not None
    noteret = datetime(2025, 9, 15 + version, 12, tzinfo=UTC)
    event = new_event(
        Begivenhedsart.OFFENTLIGGJORT,
        noteret.date(),
        noteret,
        dokument="dagsorden",
        version=version,
    )
    record_event(ws, file, meeting, event)
    names = {"dagsorden.pdf": STORY, "dagsorden.docx": STORY, "02.1 Kort over åen.pdf": "kort"}
    files: dict[str, bytes | Path] = {name: text.encode() for name, text in names.items()}
    files[sets.ABOUT] = b'{"version": 1}'
    proven = {name: sets.digest(content) for name, content in files.items()}
    return sets.install(ws, file, Kind.DAGSORDEN, files, proven)


def close(ws: Workspace, title: str = "Cykelsti ved åen") -> None:
    change(ws, f"  - titel: {title}\n", f"  - titel: {title}\n{CLOSED}")


def happened(ws: Workspace) -> tuple[Begivenhed, ...]:
    """What the record says was taken back."""
    (one,) = filed(ws, ws.meetings / "udvalg")
    taken = Begivenhedsart.TRUKKET_TILBAGE
    return tuple(event for event in one.begivenheder if event.art is taken)


def back(*more: str) -> int:
    return cli.main(["traek-tilbage", "2025-09-12", *more])


def read(path: Path) -> str:
    """What stands in a Word file."""
    with zipfile.ZipFile(path) as archive:
        return archive.read("word/document.xml").decode()


def test_without_a_reason_it_shows_what_would_be_done_and_does_nothing(
    ws: Workspace, drawn_quickly: None, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = publish(ws)
    before = {path: path.read_bytes() for path in folder.iterdir()}
    assert back() == 2
    told = capsys.readouterr()
    assert "dagsorden, version 1: det offentliggjorte" in told.out
    assert "udsendt-lukket/: 6 filer" in told.out
    assert "Hvorfor skal det? Skriv --grund" in told.err
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
    assert happened(ws) == ()


def test_a_page_takes_the_place_of_what_is_published(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = publish(ws)
    kept = {path for path in ws.root.glob("udsendt*/*") if path.is_file()}
    assert back("--grund", WHY, "--af", "Sekretariatet", "--dato", "2025-09-19") == 0
    assert {path.name for path in folder.iterdir()} == {
        *("dagsorden.pdf", "dagsorden.docx", sets.ABOUT, sets.SUMS)
    }
    page = read(folder / "dagsorden.docx")
    for words in ("Trukket tilbage", "19. september 2025", WHY, "Hele", "Punkt 2, bilag 1"):
        assert words in page.replace("\u00a0", " ")
    assert STORY not in page
    assert "Cykelsti" not in page
    about = json.loads((folder / sets.ABOUT).read_bytes())
    assert about[sets.TAKEN_BACK] == {
        "dato": "2025-09-19",
        "grund": WHY,
        "af": "Sekretariatet",
        "bilag": ["Punkt 2, bilag 1"],
    }
    assert "Kort" not in (folder / sets.ABOUT).read_text(encoding="utf-8")
    (event,) = happened(ws)
    assert (event.of, event.version, event.grund) == (Kind.DAGSORDEN, 1, WHY)
    assert {path for path in ws.root.glob("udsendt*/*") if path.is_file()} >= kept
    told = capsys.readouterr().out
    assert "Læg den op i stedet" in told
    assert "a…@example.org" in told
    assert "Slet en mail om Prøveudvalget" in told
    assert "Husets egne kopier er ikke rørt" in told


def test_the_documents_made_for_everybody_go_and_are_not_made_again_as_they_were(
    ws: Workspace, drawn_quickly: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["dagsorden", "2025-09-12"]) == 0
    public = ws.output / "udvalg" / "2025-09-12" / "dagsorden.pdf"
    assert public.exists()
    assert back("--grund", WHY) == 0
    assert not public.exists()
    capsys.readouterr()
    cli.main(["dagsorden", "2025-09-12"])
    assert not public.exists()
    assert "[M622]" in capsys.readouterr().err
    assert cli.main(["dagsorden", "2025-09-12", "--audience", "intern"]) == 0
    change(ws, STORY, "En anden historie.")
    assert cli.main(["dagsorden", "2025-09-12"]) == 0
    assert public.exists()


def test_what_was_taken_back_is_neither_mailed_nor_issued_nor_published_again_as_it_was(
    ws: Workspace, drawn_quickly: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert back("--grund", WHY) == 0
    for command in ("mail", "udgave", "publish"):
        capsys.readouterr()
        assert cli.main([command, "2025-09-12", "--doc", "dagsorden"]) == 1
        assert "[M623]" in capsys.readouterr().err
    change(ws, STORY, "En anden historie.")
    assert cli.main(["udgave", "2025-09-12", "--doc", "dagsorden"]) == 0
    assert [one.version for one in issues(ws)] == [1, 2]


def test_that_it_was_approved_since_makes_it_nothing_else(
    ws: Workspace, drawn_quickly: None, capsys: pytest.CaptureFixture[str]
) -> None:
    change(ws, "referat_status: godkendt", "referat_status: til_godkendelse")
    change(ws, STORY, f"{STORY}\n    beslutning: Godkendt.")
    assert cli.main(["udgave", "2025-09-12", "--doc", "referat"]) == 0
    assert back("--doc", "referat", "--grund", WHY) == 0
    status = ("--status", "godkendt", "--dato", "2025-09-19", "--af", "Udvalget")
    cli.main(["status", "2025-09-12", *status, "--ved", "underskrift"])
    assert [(one.dokument, one.version) for one in issues(ws)][1:] == [
        ("referat", 1),
        ("referat", 2),
    ]
    capsys.readouterr()
    cli.main(["referat", "2025-09-12"])
    assert "[M622]" in capsys.readouterr().err
    assert not (ws.output / "udvalg" / "2025-09-12" / "referat.pdf").exists()
    assert cli.main(["publish", "2025-09-12", "--doc", "referat"]) == 1


def test_an_item_is_refused_while_it_is_open(
    ws: Workspace, drawn_quickly: None, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = publish(ws)
    assert back("--punkt", "2", "--grund", WHY) == 1
    told = capsys.readouterr().err
    assert "meetings/udvalg/2025-09-12.yaml:10" in told
    assert "[M620]" in told
    assert "02.1 Kort over åen.pdf" in {path.name for path in folder.iterdir()}
    assert happened(ws) == ()


def test_an_item_that_is_closed_is_taken_back_by_its_number_alone(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = publish(ws)
    close(ws)
    assert back("--punkt", "2", "--grund", WHY) == 0
    page = read(folder / "dagsorden.docx").replace("\u00a0", " ")
    assert "Punkt 2" in page
    assert "bilag" not in page.replace(WHY, "")
    told = capsys.readouterr()
    for words in ("ykelsti", "Kort over", "historie"):
        assert words not in page
        assert words not in told.out + told.err
        assert words not in (folder / sets.ABOUT).read_text(encoding="utf-8")
    letter = told.out.replace("\u00a0", " ")
    assert "Punkt 2 er trukket tilbage den 20. september 2025." in letter
    # Who may read what is closed is only asked to pass it on to nobody.
    assert "Emne: Giv ikke en mail videre: Punkt 2" in told.out
    assert [(one.punkt, one.version) for one in happened(ws)] == [("2", 1)]


def test_of_an_item_an_attachment_alone_can_be_taken_back(
    ws: Workspace, drawn_quickly: None, capsys: pytest.CaptureFixture[str]
) -> None:
    change(
        ws, "titel: Kort over åen, fil: bilag/kort.pdf", "titel: K, fil: bilag/kort.pdf, lukket: ja"
    )
    folder = publish(ws)
    assert back("--punkt", "2", "--grund", WHY, "--slet") == 0
    assert "Punkt 2, bilag 1 er trukket tilbage" in capsys.readouterr().out
    assert [one.bilag for one in happened(ws)] == ["1"]
    assert sets.TAKEN_BACK in (folder / sets.ABOUT).read_text(encoding="utf-8")
    # A second run, when the record has no titles any more, is about the same.
    assert back("--punkt", "2", "--slet") == 0
    (issue,) = issues(ws)
    assert [one.titel for one in issue.punkter[1].bilag] == ["", ""]


def test_an_item_that_is_open_again_as_it_was_is_told(
    ws: Workspace, drawn_quickly: None, capsys: pytest.CaptureFixture[str]
) -> None:
    close(ws)
    assert back("--punkt", "2", "--grund", WHY) == 0
    cli.main(["validate"])
    assert "[M624]" not in capsys.readouterr().err
    change(ws, CLOSED, "")
    cli.main(["validate"])
    assert "[M624]" in capsys.readouterr().err
    change(ws, STORY, "En anden historie.")
    change(
        ws, "{titel: Kort over åen, fil: bilag/kort.pdf}", "{titel: Andet, fil: bilag/pris.docx}"
    )
    cli.main(["validate"])
    assert "[M624]" not in capsys.readouterr().err


def test_a_reason_that_tells_what_is_closed_is_refused_before_anything_is_done(
    ws: Workspace, drawn_quickly: None, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = publish(ws)
    assert back("--grund", "Køb af grunden Havnevej 3 stod i det") == 1
    assert "[M621]" in capsys.readouterr().err
    assert (folder / "02.1 Kort over åen.pdf").exists()
    assert happened(ws) == ()


def test_a_second_run_says_the_same_and_touches_nothing_that_came_later(
    ws: Workspace,
    drawn_quickly: None,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    publish(ws)
    assert back("--grund", WHY) == 0
    change(ws, STORY, "En anden historie.")
    monkeypatch.setattr(RealClock, "now", lambda _: datetime(2025, 9, 21, 12, tzinfo=UTC))
    assert cli.main(["publish", "2025-09-12", "--doc", "dagsorden"]) == 0
    folder = sets.set_folder(ws, ws.meeting_files()[0], Kind.DAGSORDEN)
    assert (folder / "02.1 Kort over åen.pdf").exists()
    capsys.readouterr()
    assert back("--grund", WHY) == 0
    told = capsys.readouterr().out
    assert "det, der er offentliggjort siden, bliver" in told
    assert "Lavet siden, og røres ikke: dagsorden 2." in told
    assert (folder / "02.1 Kort over åen.pdf").exists()
    assert len(happened(ws)) == 1
    # Another reason means what came out since as well.
    assert back("--grund", "Det nye var heller ikke rigtigt") == 0
    assert not (folder / "02.1 Kort over åen.pdf").exists()
    assert happened(ws)[-1].version == 2


def test_a_page_says_what_it_replaces_also_where_that_was_removed_before(
    ws: Workspace, drawn_quickly: None
) -> None:
    publish(ws)
    close(ws)
    assert cli.main(["dagsorden", "2025-09-12"]) == 0
    folder = sets.set_folder(ws, ws.meeting_files()[0], Kind.DAGSORDEN)
    assert not folder.exists()
    assert back("--punkt", "2", "--grund", WHY) == 0
    about = json.loads((folder / "saet.json").read_bytes())
    assert about["erstatter"] == {"version": 1, "offentliggjort": "2025-09-16"}


def test_what_is_published_in_the_same_second_came_later(
    ws: Workspace, drawn_quickly: None, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(ws)
    assert back("--grund", WHY) == 0
    change(ws, STORY, "En anden historie.")
    assert cli.main(["publish", "2025-09-12", "--doc", "dagsorden"]) == 0
    folder = sets.set_folder(ws, ws.meeting_files()[0], Kind.DAGSORDEN)
    assert back("--grund", WHY) == 0
    assert (folder / "02.1 Kort over åen.pdf").exists()
    capsys.readouterr()
    assert cli.main(["publish", "2025-09-12", "--doc", "dagsorden"]) == 0
    assert "intet er ændret" in capsys.readouterr().out


def test_where_no_page_can_be_made_what_is_published_goes_all_the_same(
    ws: Workspace, drawn_quickly: None, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = publish(ws)
    change(ws, "navn: Prøveudvalget", "skabelon: findes-ikke\nnavn: Prøveudvalget", "forum.yaml")
    assert back("--grund", WHY) == 1
    assert not folder.exists()
    assert "Fjernet: output/offentliggjort/udvalg/2025-09-12/dagsorden/" in capsys.readouterr().out


@pytest.mark.parametrize("more", [("--doc", "referat"), ("--punkt", "9")])
def test_what_is_not_out_cannot_be_taken_back(
    ws: Workspace, drawn_quickly: None, more: tuple[str, ...]
) -> None:
    assert back(*more, "--grund", WHY) == 2
    assert happened(ws) == ()


def test_git_is_asked_which_commits_hold_it(
    ws: Workspace, drawn_quickly: None, capsys: pytest.CaptureFixture[str]
) -> None:
    from moedebog.begin.repository import git_says

    git_says(ws.root, "init", "-q")
    git_says(ws.root, "add", "-A")
    who = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    git_says(ws.root, *who, "commit", "-q", "-m", "a")
    commit = git_says(ws.root, "log", "--format=%h").strip()
    assert commit
    assert back("--grund", WHY) == 0
    assert f"i disse commits: {commit} (" in capsys.readouterr().out


def test_the_day_may_not_lie_ahead(ws: Workspace, drawn_quickly: None) -> None:
    assert MEETING  # the meeting itself may: what is out before it can be taken back
    assert back("--grund", WHY, "--dato", "2025-09-21") == 2
    assert happened(ws) == ()


def test_who_got_it_is_asked_of_the_record(ws: Workspace, drawn_quickly: None) -> None:
    assert back("--grund", WHY, "--slet") == 0
    with record(ws).opened(make=False) as rec:
        (version,) = rec.versions("udvalg/2025-09-12")
        assert len(rec.entries(version.id)) == 3


def test_an_attachment_with_words_left_out_of_it_is_not_open_as_it_was(
    ws: Workspace, drawn_quickly: None, capsys: pytest.CaptureFixture[str]
) -> None:
    map_line = "titel: Kort over åen, fil: bilag/kort.pdf"
    change(ws, map_line, f"{map_line}, lukket: ja")
    assert back("--punkt", "2", "--grund", WHY) == 0
    change(ws, ", lukket: ja", "")
    cli.main(["validate"])
    assert "[M624]" in capsys.readouterr().err
    change(ws, map_line, f"{map_line}, udelad: [{{tekst: et navn}}]")
    cli.main(["validate"])
    assert "[M624]" not in capsys.readouterr().err
