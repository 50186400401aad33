"""What went out closed holds as what went out open does, where the store of it is here."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import moedebog
import version_support
from issue_support import FORUM, findings, titled, workspace, write
from moedebog import cli
from moedebog.diagnostics import Diagnostic
from moedebog.document import Audience, Kind
from moedebog.issue import make
from moedebog.issue.history import History
from moedebog.issued import dump, issued_file, of_meeting
from moedebog.load import load

OPEN = "Godkendelse"
GROUND = "Køb af grund|lukket: Forhandling|tekst: Om matrikel 7 på Enghaven."
STAFF = "Personsag|lukket: Personalesag|tekst: Ansøgning om orlov i otte uger."
SNOW = "Udbud af snerydning|lukket: Udbud|tekst: Fire tilbud er kommet ind."
BEFORE = titled(OPEN, GROUND, STAFF)
CODES = {"M212", "M213", "M214", "M215", "M216", "M217", "M2141", "M218", "M2181", "M2182"}


def told(root: Path, before: str, after: str, *, forum: str = FORUM) -> list[Diagnostic]:
    ws = workspace(root, before, forum=forum)
    version_support.issue(ws)
    write(root, after)
    return [one for one in findings(ws) if one.code in CODES]


@pytest.mark.parametrize(
    ("after", "codes"),
    [
        (titled(OPEN, STAFF, GROUND), {"M214"}),
        (titled(OPEN, SNOW, GROUND, STAFF), {"M212"}),
        (titled(OPEN, GROUND, SNOW), {"M215"}),
        (titled(OPEN, STAFF), {"M213"}),
        (titled(OPEN, GROUND), {"M217"}),
        (titled(OPEN, STAFF, SNOW), {"M213"}),
        (titled(OPEN, GROUND + "|nr: 3", STAFF + "|nr: 2"), {"M215"}),
        (titled(OPEN, SNOW + "|nr: 1.A", GROUND, STAFF), set()),
        (titled(OPEN, STAFF + "|nr: 3", GROUND + "|nr: 2"), set()),
        (BEFORE + titled(SNOW), set()),
        (titled(OPEN, GROUND + "|udfald: udgaar", STAFF), set()),
    ],
)
def test_closed_items_are_known_as_open_ones_are(
    tmp_path: Path, after: str, codes: set[str]
) -> None:
    assert {one.code for one in told(tmp_path, BEFORE, after)} == codes


@pytest.mark.parametrize(
    "after",
    [
        titled(
            OPEN, GROUND.replace("lukket: F", "lukket:|  offentlig_titel: Grund|  grund: F"), STAFF
        ),
        titled(OPEN, GROUND.replace("lukket: Forhandling|", ""), STAFF),
        titled(OPEN, GROUND.replace("Køb af", "Erhvervelse af"), STAFF),
        titled(OPEN, GROUND.replace("Forhandling", "Tilbud"), STAFF),
        titled(OPEN, "Køb af grund|lukket: Forhandling", STAFF),
    ],
)
def test_a_closed_item_told_otherwise_or_opened_is_the_same(tmp_path: Path, after: str) -> None:
    assert told(tmp_path, BEFORE, after) == []


def test_after_an_issue_without_it_a_closed_item_is_taken_for_no_other(tmp_path: Path) -> None:
    ws = workspace(tmp_path, BEFORE)
    version_support.issue(ws)
    write(tmp_path, titled(OPEN, GROUND))
    version_support.issue(ws)
    write(tmp_path, titled(OPEN, GROUND, SNOW))
    assert [one.code for one in findings(ws) if one.code in CODES] == ["M215"]
    write(tmp_path, titled(OPEN, GROUND, SNOW + "|nr: 4"))
    assert [one.code for one in findings(ws) if one.code in CODES] == []


def test_without_the_store_a_closed_item_is_known_by_its_neighbours(tmp_path: Path) -> None:
    ws = workspace(tmp_path, BEFORE)
    version_support.issue(ws)
    shutil.rmtree(ws.issued_closed)
    assert not [one for one in findings(ws) if one.code in CODES]


def test_what_closed_items_are_known_by_is_never_put_into_words(tmp_path: Path) -> None:
    found = told(tmp_path, BEFORE, titled(OPEN, SNOW, "Vej"))
    assert found
    words = ("Køb", "grund", "Personsag", "Ansøgning", "matrikel")
    assert not [w for one in found for w in words if w in one.message + one.hint + str(one.values)]


def test_the_open_record_tells_nothing_of_it(tmp_path: Path) -> None:
    ws = workspace(tmp_path, BEFORE)
    made = version_support.issue(ws)
    file, *_ = ws.meeting_files()
    record = issued_file(file).read_text(encoding="utf-8")
    assert made.kendetegn in record
    assert not [word for word in ("Køb", "Personsag", "skjult") if word in record]
    assert not list(ws.issued.glob(f"{made.kendetegn}*"))


def test_the_same_source_gives_the_same_file_and_another_one_another(tmp_path: Path) -> None:
    names = []
    for number, after in enumerate((BEFORE, BEFORE, titled(OPEN, GROUND, STAFF + "|resume: Ja."))):
        ws = workspace(tmp_path / str(number), after)
        names.append(version_support.issue(ws).kendetegn)
    assert names[0] == names[1] != names[2]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            titled(OPEN, GROUND, STAFF),
            titled(OPEN, STAFF, GROUND),
            "Skriv nr: 3 i punktet",
        ),
        (
            titled(OPEN, "Havnen", GROUND),
            titled(OPEN, f"{GROUND}|nr: '2'", "Havnen"),
            "Nummer 2 er »",
        ),
        (
            titled(OPEN, "Havnen", f"{GROUND}|resume: '4'", "Skolen"),
            titled(OPEN, "Skolen", f"{GROUND}|resume: '4'|nr: '3'", "Havnen"),
            "Skriv nr: 4 i punktet",
        ),
        (titled(OPEN, "Havnen", GROUND), titled(OPEN, GROUND), "Punkt 2, »"),
    ],
)
def test_numbers_are_told_where_others_can_read_along(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    before: str,
    after: str,
    said: str,
) -> None:
    """They stand in the dagsorden that everybody has."""
    ws = workspace(tmp_path, before)
    version_support.issue(ws)
    write(tmp_path, after)
    monkeypatch.chdir(tmp_path)
    cli.main(["validate"])
    out, err = capsys.readouterr()
    told = re.sub(r"\s+", " ", out + err)
    assert said in told
    assert "nr: …" not in told
    assert "version …" not in told
    assert "Køb af" not in told


def test_a_closed_item_put_back_as_told_is_not_opened(tmp_path: Path) -> None:
    ws = workspace(tmp_path, titled(OPEN, GROUND, STAFF))
    version_support.issue(ws)
    write(tmp_path, titled(OPEN, STAFF))
    (gone,) = [one for one in findings(ws) if one.code == "M213"]
    assert "titel: Lukket punkt, id: punkt-2, lukket: Forhandling og udfald: udgaar" in gone.hint
    back = "Lukket punkt|id: punkt-2|lukket: Forhandling|udfald: udgaar"
    write(tmp_path, titled(OPEN, back, STAFF))
    assert not [one for one in findings(ws) if one.code in CODES]
    (told_publicly,) = version_support.told(ws)
    assert "udgår" in told_publicly


def test_a_public_title_and_a_group_are_put_back_too(tmp_path: Path) -> None:
    own = "Grunden|gruppe: Lukkede punkter|lukket:|  grund: Forhandling|  offentlig_titel: Grund"
    (gone,) = told(tmp_path, titled(OPEN, own, STAFF), titled(OPEN, STAFF))
    assert (
        "titel: Grund, id: punkt-2, lukket: (grund: Forhandling, offentlig_titel: Grund), "
        "gruppe: Lukkede punkter og udfald: udgaar"
    ) in gone.hint


def test_a_new_closed_item_between_others_finds_a_number_for_all_readers(
    tmp_path: Path, quick_renderers: None
) -> None:
    forum = f"{FORUM}politik:\n  nye_punkter: mellem\n"
    ws = workspace(tmp_path, titled(OPEN, GROUND, STAFF, "Eventuelt"), forum=forum)
    version_support.issue(ws)
    write(tmp_path, titled(OPEN, GROUND, SNOW, "Vej", STAFF, "Eventuelt"))
    assert not [one for one in findings(ws) if one.code in CODES]
    one = version_support.candidate(ws, Kind.DAGSORDEN)
    issue = make.keep(make.version(one, History(one.meeting.udgaver))).issue
    assert [item.nr for item in issue.punkter] == ["1", "2", "2.A", "2.B", "3", "4"]
    assert [item.id for item in issue.punkter][4] == "punkt-3"
    assert set(issue.kilde) == set(Audience)
    again = version_support.candidate(ws, Kind.DAGSORDEN)
    assert not make.version(again, History(again.meeting.udgaver)).is_new


def test_a_version_keeps_it_and_it_is_an_input_of_what_is_made(
    tmp_path: Path, quick_renderers: None
) -> None:
    ws = workspace(tmp_path, BEFORE)
    one = version_support.candidate(ws, Kind.DAGSORDEN)
    issue = make.keep(make.version(one, History(()))).issue
    kept = ws.issued_closed / f"{issue.kendetegn}.json"
    assert "Køb af grund" in kept.read_text(encoding="utf-8")
    file, *_ = ws.meeting_files()
    assert kept in load(ws, file).inputs
    kept.unlink()
    again = version_support.candidate(ws, Kind.DAGSORDEN)
    make.keep(make.version(again, History(again.meeting.udgaver)))
    assert kept.is_file()


MAY_ASK = {
    "issued.py",
    "kept.py",
    "compose/identity.py",
    "compose/attachment_identity.py",
    "issue/items.py",
    "issue/make.py",
    "recall/clearing.py",
}


def test_none_but_those_who_tell_items_apart_ask_what_closed_ones_are_known_by() -> None:
    root = Path(moedebog.__file__).parent
    fields = re.compile(r"\.(skjult|own_titles|own_traces|own_attachments)\b|skjult=|Skjult\(")
    asks = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        if fields.search(path.read_text(encoding="utf-8"))
    }
    assert asks <= MAY_ASK


def test_the_record_of_a_version_that_was_read_tells_it_no_more(tmp_path: Path) -> None:
    ws = workspace(tmp_path, BEFORE)
    version_support.issue(ws)
    file, *_ = ws.meeting_files()
    (issue,) = of_meeting(ws, file, "2026-06-01").udgaver
    assert issue.skjult["punkt-2"].titel == "Køb af grund"
    assert "Køb" not in dump("2026-06-01", [issue]).decode()
