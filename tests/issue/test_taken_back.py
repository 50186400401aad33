"""A referat that comes back signed is kept by its content, and the record says who signed it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from issue_support import findings
from mail_support import MEETING, START, change
from mail_support import workspace as made
from moedebog import cli
from moedebog.catalogue import Begivenhedsart
from moedebog.document import Audience, Document, Kind
from moedebog.events import Begivenhed
from moedebog.issue import make
from moedebog.issue.candidate import Candidate
from moedebog.issue.history import History
from moedebog.issued import Hold, Indfoert, Issue, dump, issued_file, of_meeting
from moedebog.load import load
from moedebog.workspace import Workspace
from signed_files import pdf, signed

REFERAT = MEETING.replace("dagsorden_status: udsendt\nreferat_status: godkendt\n", "")
OPEN = REFERAT.split("  - titel: Køb af grunden")[0].replace(", offentlig: nej", "")
Run = Callable[..., int]


@pytest.fixture
def ws(tmp_path: Path, quick_renderers: None, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    return workspace(tmp_path, monkeypatch, REFERAT)


def workspace(root: Path, monkeypatch: pytest.MonkeyPatch, meeting: str) -> Workspace:
    def draw(document: Document, *_: object) -> bytes:
        said = ascii(document).replace("(", "[").replace(")", "]").replace("\\", "/")
        return pdf(said[:20000], "Underskriftsark", title=document.titel)

    monkeypatch.setattr("moedebog.render.pdf.render", draw)
    monkeypatch.chdir(root)
    return made(root, meeting=meeting)


def issued(ws: Workspace) -> Issue:
    file, *_ = ws.meeting_files()
    meeting = load(ws, file).meeting
    assert meeting is not None
    candidate = Candidate(ws, file, Kind.REFERAT, meeting, START)
    return make.keep(make.version(candidate, History(meeting.udgaver))).issue


def told(ws: Workspace) -> Indfoert:
    file, *_ = ws.meeting_files()
    return of_meeting(ws, file, "2025-09-12")


def events(ws: Workspace) -> tuple[Begivenhed, ...]:
    return told(ws).begivenheder


def kept(ws: Workspace, issue: Issue, audience: Audience = Audience.OFFENTLIG) -> bytes:
    name = f"{issue.gemt[audience]['pdf']}.pdf"
    for folder in (ws.issued, ws.issued_closed):
        if (folder / name).is_file():
            return (folder / name).read_bytes()
    raise AssertionError(name)


def take(ws: Workspace, data: bytes, *more: str, name: str = "tilbage.pdf") -> int:
    (ws.root / name).write_bytes(data)
    return cli.main(["underskrevet", "2025-09-12", "--file", name, *more])


def codes(ws: Workspace) -> set[str]:
    return {one.code for one in findings(ws)}


def test_it_is_kept_and_the_record_says_who_signed_and_when(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    issue = issued(ws)
    data = signed(kept(ws, issue))
    assert take(ws, data) == 0
    (event,) = events(ws)
    assert event.art is Begivenhedsart.UNDERSKREVET
    assert (event.af, event.dato, event.version) == ("Alma Ager", date(2025, 9, 18), 1)
    assert (event.forbehold, event.lukket) == ("", False)
    assert (ws.issued / event.filnavn).read_bytes() == data
    assert [one.gemt for one in told(ws).udgaver] == [issue.gemt]
    said = capsys.readouterr().out
    assert "Version 1 af referatet er kommet tilbage underskrevet: Alma Ager, 18.09.2025." in said
    assert "Om underskriften er gyldig, og hvis den er, ser moedebog ikke efter" in said
    assert "En underskrift vises på side 2" in said
    assert "Gem i git: meetings/udvalg/2025-09-12.udsendt.yaml og det nye i udsendt/" in said


def test_what_is_typed_goes_before_what_the_file_says(ws: Workspace) -> None:
    data = signed(kept(ws, issued(ws)))
    more = ("--af", "Bo  Bæk", "--dato", "2025-09-20", "--forbehold", "uenig: # punkt 2")
    assert take(ws, data, *more) == 0
    (event,) = events(ws)
    assert (event.af, event.dato) == ("Bo Bæk", date(2025, 9, 20))
    assert event.forbehold == "uenig: # punkt 2"


def test_who_signed_must_be_known(ws: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    data = signed(kept(ws, issued(ws)), "", day="")
    before = issued_file(ws.meeting_file("2025-09-12")).read_bytes()
    assert take(ws, data) == 2
    assert "Hvem har skrevet under?" in capsys.readouterr().err
    assert issued_file(ws.meeting_file("2025-09-12")).read_bytes() == before
    assert take(ws, data, "--af", "Åse Ærlig") == 0
    assert events(ws)[0].dato >= date(2026, 1, 1)  # today


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("i går", "»i går« er ikke en dato"),
        ("2999-01-01", "er ikke kommet endnu"),
        ("2025-09-04", "version 1, som der er skrevet under på, er fra 2025-09-05"),
    ],
)
def test_the_day_must_be_one_on_which_it_could_be_signed(
    ws: Workspace, text: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    data = signed(kept(ws, issued(ws)))
    assert take(ws, data, "--dato", text) == 2
    assert said in capsys.readouterr().err
    assert events(ws) == ()


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("D:20250904120000Z", "2025-09-04, men version 1, som der er skrevet under på, er fra"),
        ("D:29990101", "2999-01-01, men den dag er ikke kommet"),
    ],
)
def test_the_day_that_the_file_says_must_be_one_too(
    ws: Workspace, day: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    data = signed(kept(ws, issued(ws)), day=day)
    assert take(ws, data) == 2
    told = capsys.readouterr().err
    assert said in told
    assert "Skriv selv, hvornår det skete: --dato " in told
    assert events(ws) == ()
    assert take(ws, data, "--dato", "2025-09-20") == 0
    assert events(ws)[0].dato == date(2025, 9, 20)


def test_each_who_signs_is_an_event_of_its_own(ws: Workspace) -> None:
    first = signed(kept(ws, issued(ws)))
    second = signed(first, "Bo Baek", rect=(70, 200, 250, 250), day="D:20250919")
    assert take(ws, first) == take(ws, second) == 0
    assert [one.af for one in events(ws)] == ["Alma Ager", "Bo Baek"]
    assert len({one.fil for one in events(ws)}) == 2


def test_the_same_file_again_is_told_and_changes_nothing(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    data = signed(kept(ws, issued(ws)))
    take(ws, data)
    record = issued_file(ws.meeting_file("2025-09-12"))
    before = record.read_bytes()
    capsys.readouterr()
    assert take(ws, data, "--af", "En anden", name="igen.pdf") == 0
    assert "taget tilbage før: version 1, Alma Ager, 18.09.2025" in capsys.readouterr().out
    assert record.read_bytes() == before


def test_a_signed_referat_that_is_lost_is_told_and_put_back(ws: Workspace) -> None:
    data = signed(kept(ws, issued(ws)))
    take(ws, data)
    assert "M565" not in codes(ws)
    path = ws.issued / events(ws)[0].filnavn
    path.unlink()
    assert "M565" in codes(ws)
    assert take(ws, data) == 0
    assert path.read_bytes() == data
    assert "M565" not in codes(ws)
    assert len(events(ws)) == 1


def test_what_was_disposed_of_when_its_time_was_over_is_not_missed(ws: Workspace) -> None:
    take(ws, signed(kept(ws, issued(ws))))
    (ws.issued / events(ws)[0].filnavn).unlink()
    assert "M565" in codes(ws)
    gone = [replace(one, kasseret={Hold.LAGER: date(2031, 1, 1)}) for one in told(ws).udgaver]
    path = issued_file(ws.meeting_file("2025-09-12"))
    path.write_bytes(dump("2025-09-12", gone, events(ws)))
    assert "M565" not in codes(ws)


def test_the_internal_one_is_kept_apart(ws: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    issue = issued(ws)
    data = signed(kept(ws, issue, Audience.INTERN))
    assert take(ws, data) == 0
    (event,) = events(ws)
    assert event.lukket
    assert (ws.issued_closed / event.filnavn).read_bytes() == data
    assert not (ws.issued / event.filnavn).exists()
    assert "ligger i udsendt-lukket/" in capsys.readouterr().out
    again = signed(data, "Bo Baek", rect=(70, 200, 250, 250))
    assert take(ws, again) == 0
    assert events(ws)[1].lukket
    shutil.rmtree(ws.issued_closed)  # which is on one machine alone
    assert "M565" not in codes(ws)
    # it is known by its checksum, and not taken for open because its folder is not here
    third = signed(again, "Carl Dal", rect=(70, 300, 250, 350))
    assert take(ws, third) == 0
    assert not (ws.issued / events(ws)[2].filnavn).exists()


def test_of_a_meeting_without_anything_closed_the_internal_one_is_open(
    tmp_path: Path, quick_renderers: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    ws = workspace(tmp_path, monkeypatch, OPEN)
    assert take(ws, signed(kept(ws, issued(ws), Audience.INTERN))) == 0
    (event,) = events(ws)
    assert not event.lukket
    assert (ws.issued / event.filnavn).is_file()


def test_another_version_since_is_told(ws: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    data = signed(kept(ws, issued(ws)))
    change(ws, "lang historie", "kort historie")
    assert issued(ws).version == 2
    assert take(ws, data) == 0
    said = capsys.readouterr()
    assert "[M475]" in said.out + said.err
    assert events(ws)[0].version == 1


@pytest.mark.parametrize(
    "before", ["", "referat_status: til_godkendelse\nindsigelsesfrist: 2025-09-26\n"]
)
@pytest.mark.parametrize("audience", Audience)
def test_a_version_since_that_is_only_farther_is_none_to_tell_of(
    ws: Workspace, before: str, audience: Audience, capsys: pytest.CaptureFixture[str]
) -> None:
    change(ws, "sted: Rådhuset\n", f"sted: Rådhuset\n{before}")
    data = signed(kept(ws, issued(ws), audience))
    change(ws, before or "punkter:", "referat_status: godkendt\n" + ("" if before else "punkter:"))
    assert issued(ws).version == 2
    assert take(ws, data) == 0
    said = capsys.readouterr()
    assert "[M475]" not in said.out + said.err


def test_a_version_since_that_cannot_be_compared_is_told(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    data = signed(kept(ws, issued(ws)))
    change(ws, "punkter:", "referat_status: godkendt\npunkter:")
    second = issued(ws)
    for folder in (ws.issued, ws.issued_closed):
        for kilde in second.kilde.values():
            (folder / f"{kilde.moede}.json").unlink(missing_ok=True)
    assert take(ws, data) == 0
    assert "[M475]" in capsys.readouterr().err


def test_who_signed_without_having_been_there_is_told(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    people = "afbud:\n  - Bo Bæk\ngaester:\n  - Alma Ager\nreferent: Carl Dam\n"
    change(ws, "punkter:", f"{people}fremmoedt: alle_andre\npunkter:")
    first = signed(kept(ws, issued(ws)))
    assert take(ws, first) == 0
    assert "[M4711]" not in capsys.readouterr().err
    second = signed(first, "Eva Eng", rect=(70, 200, 250, 250))
    assert take(ws, second) == 0
    assert "Eva Eng er noteret som en, der har skrevet under" in capsys.readouterr().err
    third = signed(second, "Carl Dam", rect=(70, 300, 250, 350))
    assert take(ws, third, "--af", "Bo Bæk") == 0
    said = capsys.readouterr().err
    assert "Bo Bæk er noteret" in said
    assert "Eva Eng" not in said
    assert take(ws, third) == 0
    assert "[M4711]" not in capsys.readouterr().err


@pytest.mark.parametrize("lang", ["da", "en"])
def test_what_is_refused_is_told_and_nothing_is_written(
    ws: Workspace, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    issued(ws)
    record = issued_file(ws.meeting_file("2025-09-12"))
    before = record.read_bytes(), sorted(ws.issued.iterdir())
    assert take(ws, signed(pdf("Et andet")), "--lang", lang) == 1
    said = capsys.readouterr().err
    assert ("den er et andet dokument" if lang == "da" else "it is another document") in said
    assert "PAdES" in said
    assert "tilbage.pdf" in said
    assert (record.read_bytes(), sorted(ws.issued.iterdir())) == before


def test_what_cannot_be_a_signed_referat_is_told(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert take(ws, signed(pdf("x"))) == 1
    assert "ingen PDF af mødets referat gemt endnu" in capsys.readouterr().err
    issued(ws)
    assert cli.main(["underskrevet", "2025-09-12", "--file", "ikke-her.pdf"]) == 1
    assert "den kan ikke læses" in capsys.readouterr().err
    assert cli.main(["underskrevet", "2025-09-12", "--file", "meetings"]) == 1
    assert cli.main(["underskrevet", "2025-09-12"]) == 2
    assert "Hvilken fil?" in capsys.readouterr().err
