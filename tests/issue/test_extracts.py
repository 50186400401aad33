"""Extracts of a referat as files: which there are, what they are called, and when they go."""

from __future__ import annotations

import csv
import io
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest

from moedebog import cli
from moedebog.build import digest_of, ours
from moedebog.build.runs import Order, Report, run
from moedebog.build.store import Store
from moedebog.diagnostics import EnvironmentProblem, Phrase
from moedebog.difference import legacy
from moedebog.document import Audience, Document, Kind
from moedebog.issue.extracts import make
from moedebog.issue.journal import Filing, as_csv
from moedebog.issued import Issue, dump, issued_file
from moedebog.render.docx import package
from moedebog.workspace import JOURNAL_COLUMNS, Workspace

FORUM = "navn: Prøveudvalget\nmedlemmer: [Alma Ager, Bent Birk]\n"
MEETING = """\
dato: 2025-09-12
start: "10:00"
sted: Rådhuset
fremmoedt: alle
punkter:
  - titel: Havnen
    sagsnr: [25/1234, 24/987]
    beslutning: Godkendt.
    bilag: [{titel: Kort, fil: kort.txt}]
    underpunkter:
      - {titel: Kajen, udfald: godkendt}
  - titel: Løn til Anna
    sagsnr: 25/9
    lukket: {grund: Personsag, offentlig_titel: En personsag}
    beslutning: Hemmelig.
    bilag: [{titel: Opsigelse af Anna, fil: opsigelse.txt}]
    underpunkter: [{titel: Hemmelig del, udfald: godkendt}]
  - titel: Skolen
    udfald: godkendt
    bilag: [{titel: Hemmeligt tilbud, fil: tilbud.txt, offentlig: nej}]
"""
OTHER = 'dato: 2025-10-10\nstart: "10:00"\nsted: Rådhuset\npunkter: [{titel: Eneste}]\n'
PUBLIC, INTERNAL = Audience.OFFENTLIG, Audience.INTERN


def word(document: Document, *_: object) -> bytes:
    parts = {
        "docProps/app.xml": b"<Properties><Application>moedebog</Application></Properties>",
        "word/document.xml": repr(document).encode(),
    }
    return package.write(parts)


def page(document: Document, *_: object) -> bytes:
    return f"%PDF-1.7\n<xmp:CreatorTool>moedebog 0.1\n{document!r}".encode()


@pytest.fixture
def ws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    # Documents that say what made them, as the real ones do.
    monkeypatch.setattr("moedebog.render.docx.render", word)
    monkeypatch.setattr("moedebog.render.pdf.render", page)
    for name in ("MEETING", "AUDIENCE", "FORUM", "PUNKT", "CI"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "meetings" / "udvalg"
    folder.mkdir(parents=True)
    (folder / "forum.yaml").write_text(FORUM, encoding="utf-8")
    (folder / "2025-10-10.yaml").write_text(OTHER, encoding="utf-8")
    for name in ("kort", "opsigelse", "tilbud"):
        (folder / f"{name}.txt").write_text(name, encoding="utf-8")
    write(tmp_path, MEETING)
    return Workspace(tmp_path)


def write(root: Path, text: str) -> None:
    (root / "meetings" / "udvalg" / "2025-09-12.yaml").write_text(text, encoding="utf-8")


def folder(ws: Workspace) -> Path:
    return ws.output / "udvalg" / "2025-09-12" / "udskrifter"


def there(ws: Workspace) -> list[str]:
    return sorted(path.name for path in folder(ws).iterdir()) if folder(ws).exists() else []


def udskrift(punkt: str, *more: str) -> int:
    return cli.main(["udskrift", "2025-09-12", "--punkt", punkt, *more])


def other(ws: Workspace) -> list[str]:
    """What a build that is for another meeting removes."""
    report = run(ws, [Order(ws.meeting_file("2025-10-10"), (Kind.DAGSORDEN,))])
    return sorted(path.name for path in report.removed)


# --- which there are, and what they are called ---------------------------------------------


@pytest.mark.parametrize(
    ("punkt", "stem"),
    [
        ("1", "25-1234 Protokoludskrift pkt. 1 2025-09-12"),
        ("1.1", "25-1234 Protokoludskrift pkt. 1.1 2025-09-12"),
        ("3", "Protokoludskrift pkt. 3 2025-09-12"),
    ],
)
def test_a_file_is_called_so_that_it_can_be_filed(ws: Workspace, punkt: str, stem: str) -> None:
    assert udskrift(punkt) == 0
    assert there(ws) == [f"{stem}.docx", f"{stem}.pdf"]


def test_the_internal_one_says_so_in_its_name_and_git_leaves_it_alone(ws: Workspace) -> None:
    assert udskrift("2", "--audience", "intern") == 0
    stem = "25-9 Protokoludskrift pkt. 2 2025-09-12-intern"
    assert there(ws) == [f"{stem}.docx", f"{stem}.pdf"]
    assert b"FORTROLIGT" in (folder(ws) / f"{stem}.pdf").read_bytes()
    assert "*-intern.*" in (ws.output / ".gitignore").read_text("utf-8")
    assert not ours.is_public(f"udvalg/2025-09-12/udskrifter/{stem}.pdf")


def test_it_is_made_in_the_formats_of_the_forum(ws: Workspace) -> None:
    path = ws.meetings / "udvalg" / "forum.yaml"
    path.write_text(f"{FORUM}formater: [pdf]\n", encoding="utf-8")
    assert udskrift("3") == 0
    assert there(ws) == ["Protokoludskrift pkt. 3 2025-09-12.pdf"]


def test_all_are_each_number_with_the_list_and_the_closed_ones_are_told_of(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert udskrift("ALLE") == 0
    pdfs = [name for name in there(ws) if not name.endswith(".docx")]
    assert pdfs == [
        "25-1234 Protokoludskrift pkt. 1 2025-09-12.pdf",
        "25-1234 Protokoludskrift pkt. 1.1 2025-09-12.pdf",
        "Protokoludskrift pkt. 3 2025-09-12.pdf",
        "journalliste.csv",
    ]
    told = capsys.readouterr().err
    assert "lukkede for offentligheden: punkt 2. Den interne udgave laver" in told
    assert "--punkt alle --audience intern" in told
    assert udskrift("alle", "--audience", "intern") == 0
    assert "25-9 Protokoludskrift pkt. 2.1 2025-09-12-intern.pdf" in there(ws)


def test_one_item_alone_makes_no_list(ws: Workspace) -> None:
    assert udskrift("1") == 0
    assert not [name for name in there(ws) if name.endswith(".csv")]


def test_numbers_that_begin_anew_are_told_apart_by_their_groups(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    path = ws.meetings / "udvalg" / "forum.yaml"
    path.write_text(f"{FORUM}politik: {{nummerering_i_gruppe: forfra}}\n", encoding="utf-8")
    groups = MEETING.replace("titel: Havnen", "titel: Havnen\n    gruppe: Sager")
    write(ws.root, groups.replace("titel: Skolen", "titel: Skolen\n    gruppe: Mere"))
    assert udskrift("1") == 2
    assert "1 under Sager, 1.1 under Sager, 2 under Sager, 1 under Mere" in capsys.readouterr().err
    assert udskrift("1 under mere") == 0
    assert there(ws)[1] == "Protokoludskrift pkt. 1 (Mere) 2025-09-12.pdf"


# --- what there is none of -------------------------------------------------------------------


@pytest.mark.parametrize("punkt", ["2", "2.1"])
def test_a_public_one_of_a_closed_item_is_refused_and_it_is_said_how_to_make_one(
    ws: Workspace, capsys: pytest.CaptureFixture[str], punkt: str
) -> None:
    assert udskrift(punkt) == 1
    told = capsys.readouterr().err
    assert "[M472]" in told
    assert f"moedebog udskrift udvalg/2025-09-12 --punkt {punkt} --audience intern" in told
    assert "Anna" not in told
    assert there(ws) == []


def test_an_unknown_number_names_those_that_there_are_and_no_part_of_what_is_closed(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert udskrift("7") == 2
    assert "Der er: 1, 1.1, 2, 3. Skriv et af dem, eller `alle`." in capsys.readouterr().err


def test_without_a_number_it_is_asked_for(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["udskrift", "2025-09-12"]) == 2
    assert "Hvilket punkt?" in capsys.readouterr().err


@pytest.mark.parametrize("text", [OTHER, f"{MEETING}aflyst: ja\n"])
def test_of_a_meeting_without_minutes_there_is_none(
    ws: Workspace, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    write(ws.root, text.replace("2025-10-10", "2025-09-12"))
    assert udskrift("1") == 1
    assert "[M473]" in capsys.readouterr().err
    assert not ws.output.exists()


def test_of_a_meeting_with_errors_there_is_none(ws: Workspace) -> None:
    write(ws.root, MEETING.replace("sted:", "stedet:"))
    assert udskrift("1") == 1
    assert there(ws) == []


def test_a_meeting_that_is_saved_all_the_time_gives_none(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = iter(range(9))

    def saving(*arguments: Any, **more: Any) -> Report:
        write(ws.root, MEETING.replace("Godkendt.", f"Godkendt {next(times)}."))
        return run(*arguments, **more)

    monkeypatch.setattr("moedebog.issue.extracts.run", saving)
    with pytest.raises(EnvironmentProblem):
        make(ws, ws.meeting_file("2025-09-12"), PUBLIC, "1")
    assert there(ws) == []


@pytest.mark.parametrize("at", [1, 2])
def test_one_that_is_saved_meanwhile_is_read_again(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    """Else an extract of what was would be put down as one of what is."""
    times = iter(range(1, 9))

    def saved_after(*arguments: Any, **more: Any) -> Report:
        report = run(*arguments, **more)
        if next(times) == at:
            write(ws.root, MEETING.replace("Godkendt.", "Forkastet."))
        return report

    monkeypatch.setattr("moedebog.issue.extracts.run", saved_after)
    made = make(ws, ws.meeting_file("2025-09-12"), PUBLIC, "1")
    assert b"Forkastet." in made.files[1].read_bytes()


# --- when they go --------------------------------------------------------------------------------


def test_a_public_one_goes_before_anything_is_made_when_its_item_is_closed(ws: Workspace) -> None:
    udskrift("alle")
    udskrift("1", "--audience", "intern")
    public = [name for name in there(ws) if "intern" not in name]
    write(ws.root, MEETING.replace("titel: Havnen", "titel: Havnen\n    lukket: ja"))
    assert other(ws) == sorted([*public, "referat.docx", "referat.pdf"])
    assert [name for name in there(ws) if "intern" not in name] == []


def test_the_internal_one_goes_when_the_documents_are_made_again(ws: Workspace) -> None:
    udskrift("1", "--audience", "intern")
    write(ws.root, MEETING.replace("Godkendt.", "Forkastet."))
    run(ws, [Order(ws.meeting_file("2025-09-12"), (Kind.REFERAT,))])
    assert there(ws) == []


def test_what_is_still_true_stands_beside_the_next(ws: Workspace) -> None:
    udskrift("1")
    udskrift("3")
    assert cli.main(["referat", "2025-09-12"]) == 0
    assert len(there(ws)) == 4


@pytest.mark.parametrize("lost", [".moedebog", "output/.moedebog"])
def test_a_public_one_whose_record_is_lost_goes_as_a_referat_does(ws: Workspace, lost: str) -> None:
    udskrift("alle")
    files = there(ws)
    shutil.rmtree(ws.root / ".moedebog")
    shutil.rmtree(ws.root / lost, ignore_errors=True)
    assert sorted(other(ws)) == sorted([*files, "referat.docx", "referat.pdf"])
    assert not folder(ws).exists()


def test_files_of_others_stay_where_they_lie(ws: Workspace) -> None:
    udskrift("alle")
    (folder(ws) / "liste.csv").write_text("Navn;By\n", encoding="utf-8")
    (folder(ws) / "notat.docx").write_bytes(b"PK\3\4")
    shutil.rmtree(ws.root / ".moedebog")
    other(ws)
    assert there(ws) == ["liste.csv", "notat.docx"]


@pytest.mark.parametrize("lose", [True, False])
def test_clean_takes_them(ws: Workspace, lose: bool) -> None:
    udskrift("alle")
    udskrift("alle", "--audience", "intern")
    if lose:
        shutil.rmtree(ws.root / ".moedebog")
    assert cli.main(["clean"]) == 0
    assert not [path for path in ws.output.rglob("*") if path.is_file()]


def test_clean_of_one_meeting_takes_its_own(ws: Workspace) -> None:
    udskrift("1")
    assert cli.main(["clean", "2025-09-12"]) == 0
    assert there(ws) == []


def test_an_internal_one_whose_record_is_lost_stays_while_its_meeting_does(ws: Workspace) -> None:
    udskrift("1", "--audience", "intern")
    shutil.rmtree(ws.root / ".moedebog")
    assert cli.main(["all"]) == 0
    assert len(there(ws)) == 2


def test_those_of_a_meeting_that_is_gone_go_with_all(ws: Workspace) -> None:
    udskrift("1", "--audience", "intern")
    shutil.rmtree(ws.root / ".moedebog")
    (ws.meetings / "udvalg" / "2025-09-12.yaml").unlink()
    assert cli.main(["all"]) == 0
    assert there(ws) == []


@pytest.mark.parametrize("written", range(4))
def test_broken_off_it_leaves_nothing_and_begins_anew(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch, written: int
) -> None:
    begin, left = Store._begin, iter([True] * written)

    def until(store: Store, path: Path, data: Any) -> Path:
        if path.parent == folder(ws) and not next(left, False):
            raise EnvironmentProblem(Phrase.same("slut"))
        return begin(store, path, data)

    monkeypatch.setattr(Store, "_begin", until)
    with pytest.raises(EnvironmentProblem):
        make(ws, ws.meeting_file("2025-09-12"), PUBLIC, "alle")
    assert there(ws) == []
    monkeypatch.setattr(Store, "_begin", begin)
    make(ws, ws.meeting_file("2025-09-12"), PUBLIC, "alle")
    assert len(there(ws)) > 3
    write(ws.root, MEETING.replace("titel: Havnen", "titel: Havnen\n    lukket: ja"))
    other(ws)
    assert there(ws) == []


# --- the list -----------------------------------------------------------------------------------


def listed(ws: Workspace, name: str = "journalliste.csv") -> list[dict[str, str]]:
    text = (folder(ws) / name).read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";", strict=True))


def test_the_list_opens_in_a_danish_spreadsheet(ws: Workspace) -> None:
    udskrift("alle")
    data = (folder(ws) / "journalliste.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfSagsnummer;Dokument;Titel;Dato;Lukket;SHA-256;Filnavn\r\n")
    assert data.count(b"\n") == data.count(b"\r\n") == len(listed(ws)) + 1


def test_the_list_tells_of_each_file_what_it_is_and_its_sum(ws: Workspace) -> None:
    udskrift("alle")
    rows = listed(ws)
    first = rows[1]
    assert first == {
        "Sagsnummer": "25/1234, 24/987",
        "Dokument": "Protokoludskrift af punkt 1",
        "Titel": "Havnen",
        "Dato": "2025-09-12",
        "Lukket": "nej",
        "SHA-256": digest_of(folder(ws) / first["Filnavn"]),
        "Filnavn": "25-1234 Protokoludskrift pkt. 1 2025-09-12.pdf",
    }
    attached = next(row for row in rows if row["Dokument"] == "Punkt 1, bilag 1")
    assert (attached["Titel"], attached["Filnavn"]) == ("Kort", "kort.txt")
    assert attached["SHA-256"] == digest_of(ws.meetings / "udvalg" / "kort.txt")
    made = {row["Filnavn"] for row in rows}
    assert {name for name in there(ws) if not name.endswith(".csv")} <= made


def test_the_public_list_has_of_what_is_closed_the_public_title_alone(ws: Workspace) -> None:
    udskrift("alle")
    closed = [row for row in listed(ws) if row["Lukket"] == "ja"]
    assert [(row["Dokument"], row["Titel"]) for row in closed] == [
        ("Protokoludskrift af punkt 2", "En personsag"),
        ("Punkt 3, bilag 1", "Lukket bilag"),
    ]
    for row in closed:
        assert row["Sagsnummer"] == row["SHA-256"] == row["Filnavn"] == ""
    text = (folder(ws) / "journalliste.csv").read_text("utf-8")
    for word in ("Anna", "emmelig", "25/9", "opsigelse", "tilbud", "2.1"):
        assert word not in text


def test_the_internal_list_has_it_all(ws: Workspace) -> None:
    udskrift("alle", "--audience", "intern")
    rows = {row["Dokument"]: row for row in listed(ws, "journalliste-intern.csv")}
    assert rows["Punkt 2, bilag 1"] == {
        "Sagsnummer": "25/9",
        "Dokument": "Punkt 2, bilag 1",
        "Titel": "Opsigelse af Anna",
        "Dato": "2025-09-12",
        "Lukket": "ja",
        "SHA-256": digest_of(ws.meetings / "udvalg" / "opsigelse.txt"),
        "Filnavn": "opsigelse.txt",
    }
    assert rows["Protokoludskrift af punkt 2.1"]["Lukket"] == "ja"
    assert rows["Punkt 1, bilag 1"]["Lukket"] == "nej"


def issued(ws: Workspace, **more: object) -> None:
    """Put down the referat as a version."""
    sums = legacy.unknown(0)
    fields = {
        "id": "x",
        "dokument": "referat",
        "version": 1,
        "tid": datetime(2025, 9, 20, 23, 30, tzinfo=UTC),
        "sums": sums.whole,
        "heads": sums.heads,
        "punkter": (),
        "filer": (),
        "kalender": "2025-09-12T10:00/ holdes Rådhuset",
        "sekvens": 0,
        "modtagere": 0,
        "accepteret": 0,
        **more,
    }
    file = ws.meeting_file("2025-09-12")
    issued_file(file).write_bytes(dump("2025-09-12", [Issue(**cast(Any, fields))]))


@pytest.mark.parametrize("audience", ["offentlig", "intern"])
def test_the_versions_that_were_issued_are_on_it(ws: Workspace, audience: str) -> None:
    public, internal = "a" * 64, "b" * 64
    named = (("Referat Prøveudvalget 2025-09-12.pdf", public),)
    issued(ws, filer=named, gemt={PUBLIC: {"pdf": public}, INTERNAL: {"pdf": internal}})
    udskrift("alle", "--audience", audience)
    name = "journalliste.csv" if audience == "offentlig" else "journalliste-intern.csv"
    rows = [row for row in listed(ws, name) if row["Dokument"] == "Referat, version 1"]
    assert rows[0] == {
        "Sagsnummer": "",
        "Dokument": "Referat, version 1",
        "Titel": "Referat: Prøveudvalget, 12. september 2025",
        "Dato": "2025-09-21",  # in Denmark
        "Lukket": "nej",
        "SHA-256": public,
        "Filnavn": "Referat Prøveudvalget 2025-09-12.pdf",
    }
    others = [(row["Lukket"], row["SHA-256"], row["Filnavn"]) for row in rows[1:]]
    confidential = ("ja", internal, "Referat Prøveudvalget 2025-09-12 (fortroligt).pdf")
    assert others == ([confidential] if audience == "intern" else [])


def test_of_an_older_record_what_was_mailed_is_on_it(ws: Workspace) -> None:
    open_, closed = "Referat Prøveudvalget 2025-09-12.pdf", "Referat X 2025-09-12 (fortroligt).pdf"
    issued(ws, filer=((open_, "a" * 64), (closed, "b" * 64), ("kort.txt", "c" * 64)))
    udskrift("alle")
    rows = [row for row in listed(ws) if row["Dokument"] == "Referat, version 1"]
    assert [row["Filnavn"] for row in rows] == [open_]


@pytest.mark.parametrize(
    "text",
    ["=SUM(A1)", "+45 1234", "-1+2", "@cmd", "=cmd|'/C calc'!A0", "\t=1+1", " @x", "=1+1", "\r=1"],
)
def test_no_cell_is_read_as_a_formula(text: str) -> None:
    day = datetime(2025, 9, 12, tzinfo=UTC).date()
    row = Filing(text, text, text, day, False, "", text)
    (_, made) = csv.reader(io.StringIO(as_csv([row]).decode("utf-8-sig")), delimiter=";")
    assert {cell[0] for cell in (made[0], made[1], made[2], made[6])} == {"'"}


def test_a_cell_with_signs_of_the_form_is_one_cell_on_one_line() -> None:
    day = datetime(2025, 9, 12, tzinfo=UTC).date()
    title = 'Tilbud; »A« eller "B"\nog mere'
    data = as_csv([Filing("", "", title, day, True, "", "")]).decode("utf-8-sig")
    header, row = csv.reader(io.StringIO(data, newline=""), delimiter=";")
    assert header == list(JOURNAL_COLUMNS)
    assert row[2] == 'Tilbud; »A« eller "B" og mere'
    assert '"Tilbud; »A« eller ""B"" og mere"' in data
