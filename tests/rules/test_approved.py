"""An approved referat says what was approved; a status without its day is told of."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

import approval_support as support
from moedebog import cli
from moedebog.catalogue import Begivenhedsart
from moedebog.diagnostics import Severity
from moedebog.events import Begivenhed
from moedebog.issued import dump, issued_file
from moedebog.orphans import ESCAPED
from moedebog.rules.approved import AGAIN, TYPED
from moedebog.rules.lock import BY_FORUM, LOCKED, UNPROVEN
from moedebog.workspace import Workspace

LOCK = (LOCKED.code, BY_FORUM.code, UNPROVEN.code)


@pytest.fixture
def ws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick_renderers: None) -> Workspace:
    ws = support.workspace(tmp_path, monkeypatch)
    assert support.approve() == 0
    return ws


def lock(ws: Workspace) -> list[tuple[str, int, str]]:
    return [(one.code, one.position.line, one.message) for one in support.found(ws, LOCK)]


def test_what_was_approved_is_no_finding(ws: Workspace) -> None:
    assert support.found(ws) == []


def test_a_decision_turned_into_its_opposite_is_an_error_that_shows_it(ws: Workspace) -> None:
    support.change(ws, ("udfald: godkendt", "udfald: ikke_godkendt"))
    ((code, line, message),) = lock(ws)
    assert (code, line) == (LOCKED.code, 7)
    assert "15.\xa0juni 2026" in message
    assert "»Ikke godkendt.« i stedet for »Godkendt.«" in message
    assert LOCKED.severity is Severity.ERROR
    assert cli.main(["referat", "2026-06-01"]) == 1
    assert cli.main(["udgave", "2026-06-01", "--doc", "referat"]) == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("titel: Vejene", "titel: Stierne"),
        ("fremmoedt: alle", "fremmoedt: ikke_noteret"),
        ("  - titel: Vejene\n    udfald: godkendt\n", ""),
        ("  - titel: Vejene", "  - titel: Et punkt mere\n    udfald: udsat\n  - titel: Vejene"),
        ("slut: 12.00", "slut: 12.30"),
        ("dato: 2026-06-01", "dato: 2026-06-02"),
    ],
    ids=["title", "presence", "gone", "new", "time", "day"],
)
def test_whatever_it_says_otherwise_is_an_error(ws: Workspace, before: str, after: str) -> None:
    support.change(ws, (before, after))
    assert {code for code, _, _ in lock(ws)} == {LOCKED.code}


INSIDE = ["Havfruen", "Prisen", "kroner", "ni", "ti", "Skøde", "Salg", "12.30"]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("ni kroner", "ti kroner", "»Prisen er ti kroner.« i stedet for »Prisen er ni kroner.«"),
        ("Køb af skibet Havfruen", "Salg", "hedder nu »Salg« i stedet for »Køb af skibet"),
        (
            "    beslutning: Prisen er ni kroner.\n",
            "    beslutning: Udsat.\n",
            "»Prisen er ni kroner.«",
        ),
    ],
)
def test_what_is_closed_is_told_in_words_to_those_alone_who_see_what_is_closed(
    ws: Workspace, capsys: pytest.CaptureFixture[str], before: str, after: str, said: str
) -> None:
    support.change(ws, (before, after))
    ((code, line, message),) = lock(ws)
    assert (code, line) == (LOCKED.code, 9)
    assert said in message
    capsys.readouterr()
    for command in (["validate"], ["referat"], ["diff", "--doc", "referat"]):
        for form in ("text", "json", "github"):
            more = ["--format", form] if command == ["validate"] else []
            cli.main([*command, *more, "2026-06-01"])
            log = "".join(capsys.readouterr())
            assert not [one for one in INSIDE if re.search(rf"\b{one}\b", log)], log
    cli.main(["validate", "2026-06-01", "--vis-lukket"])
    assert said in "".join(capsys.readouterr())


def test_an_attachment_that_has_gone_from_a_closed_item_is_named_in_no_log(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    quick_renderers: None,
    capsys: pytest.CaptureFixture[str],
) -> None:
    deed = "    bilag:\n      - titel: Skøde på Havnevej\n"
    ws = support.workspace(tmp_path, monkeypatch, support.ITEMS + deed)
    assert support.approve() == 0
    support.change(ws, (deed, ""))
    ((_, _, message),) = lock(ws)
    assert "Skøde på Havnevej er taget ud" in message.replace(", er", " er")
    capsys.readouterr()
    cli.main(["validate", "2026-06-01"])
    assert "Havnevej" not in "".join(capsys.readouterr())


def test_of_something_closed_in_an_open_item_the_command_that_shows_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick_renderers: None
) -> None:
    closed = (
        "  - titel: Vejene\n    afsnit:\n"
        "      - {slags: oekonomi, tekst: Skøde på Havfruen., lukket: ja}\n"
        "      - {slags: beslutning, udfald: godkendt}\n"
    )
    ws = support.workspace(tmp_path, monkeypatch, closed)
    assert support.approve() == 0
    support.change(ws, ("Skøde på Havfruen", "Skøde på Havheksen"))
    ((code, _, message),) = lock(ws)
    assert code == LOCKED.code
    assert "`moedebog diff f/2026-06-01 --doc referat --audience intern`" in message
    assert "Havfruen" not in message


def test_a_blank_more_or_a_comment_is_no_difference(ws: Workspace) -> None:
    support.change(ws, ("titel: Vejene", "titel:   Vejene # som før"))
    assert lock(ws) == []


def test_a_status_set_back_by_hand_is_a_difference(ws: Workspace) -> None:
    support.change(ws, ("referat_status: godkendt", "referat_status: udkast"))
    assert [code for code, _, _ in lock(ws)] == [LOCKED.code]


def test_a_member_deleted_from_the_forum_is_told_of_with_what_to_write(ws: Workspace) -> None:
    support.change(ws, ("  - Bent Birk\n", ""), name="forum.yaml")
    ((code, _, message),) = lock(ws)
    assert code == BY_FORUM.code
    assert "forum.yaml" in message
    support.change(
        ws,
        ("  - Alma Ager\n", "  - Alma Ager\n  - {navn: Bent Birk, til: 2026-06-10}\n"),
        name="forum.yaml",
    )
    assert lock(ws) == []


@pytest.mark.parametrize(
    "line",
    ["sted: Salen", "moedeleder: Alma Ager", "referent: Rita Ravn", "myndighed: By\nsted: Salen"],
)
def test_what_a_meeting_takes_from_its_forum_is_told_as_the_forums(
    ws: Workspace, line: str
) -> None:
    support.change(ws, ("navn: Prøve", f"{line}\nnavn: Prøve"), name="forum.yaml")
    ((code, _, message),) = lock(ws)
    assert code == BY_FORUM.code
    assert "forum.yaml" in message


def test_a_change_of_the_meeting_file_beside_one_of_the_forum_is_the_meeting_files(
    ws: Workspace,
) -> None:
    support.change(ws, ("navn: Prøve", "sted: Salen\nnavn: Prøve"), name="forum.yaml")
    support.change(ws, ("udfald: godkendt", "udfald: ikke_godkendt"))
    assert {code for code, _, _ in lock(ws)} == {LOCKED.code}


def test_a_member_with_another_office_is_written_twice(ws: Workspace) -> None:
    before, now = "  - Alma Ager\n", "  - {navn: Alma Ager, hverv: Formand}\n"
    support.change(ws, (before, now), name="forum.yaml")
    (finding,) = support.found(ws, LOCK)
    assert finding.code == BY_FORUM.code
    assert "to gange" in str(finding.hint)
    twice = (
        "  - {navn: Alma Ager, til: 2026-06-10}\n"
        "  - {navn: Alma Ager, hverv: Formand, fra: 2026-06-11}\n"
    )
    support.change(ws, (now, twice), name="forum.yaml")
    assert support.found(ws) == []


def test_without_the_source_the_record_tells_and_that_is_a_warning(ws: Workspace) -> None:
    support.change(ws, ("titel: Vejene", "titel: Stierne"))
    for folder in (ws.issued, ws.issued_closed):
        for path in folder.glob("*.json"):
            path.unlink()
    assert {code for code, _, _ in lock(ws)} == {UNPROVEN.code}
    assert UNPROVEN.severity is Severity.WARNING


def test_a_draft_is_held_to_nothing(ws: Workspace) -> None:
    assert support.status("udkast", *support.BY_UDVALGET, "--grund", "For tidligt") == 0
    support.change(ws, ("udfald: godkendt", "udfald: ikke_godkendt"))
    assert lock(ws) == []


@pytest.mark.parametrize("status", ["til_godkendelse", "godkendt"])
def test_a_status_typed_by_hand_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, status: str
) -> None:
    ws = support.workspace(tmp_path, monkeypatch)
    support.change(ws, ("fremmoedt: alle", f"fremmoedt: alle\nreferat_status: {status}"))
    (finding,) = support.found(ws, [TYPED.code])
    assert finding.severity is Severity.WARNING
    assert f"--status {status}" in str(finding.hint)


def test_what_was_published_elsewhere_claims_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick_renderers: None
) -> None:
    ws = support.workspace(tmp_path, monkeypatch)
    support.change(ws, ("fremmoedt: alle", "fremmoedt: alle\nreferat_status: offentliggjort"))
    assert support.found(ws, [TYPED.code]) == []
    assert cli.main(["udgave", "2026-06-01", "--doc", "referat"]) == 0
    assert [one.code for one in support.found(ws, [TYPED.code])] == [TYPED.code]


CORRECTED = """rettelser:
  - dato: 2026-06-15
    punkt: 1
    tekst: Bent Birk stemte imod.
    besluttet_i: Udvalgets møde den 15. juni 2026
"""


def test_a_correction_is_added_beside_what_was_approved(ws: Workspace) -> None:
    support.change(ws, ("punkter:\n", f"{CORRECTED}punkter:\n"))
    assert lock(ws) == []
    assert cli.main(["udgave", "2026-06-01", "--doc", "referat"]) == 0
    assert [one.version for one in support.told(ws).udgaver] == [1, 2]
    assert support.found(ws) == []
    support.change(ws, ("stemte imod", "stemte for"))  # a correction that went out holds as well
    assert [code for code, _, _ in lock(ws)] == [LOCKED.code]


@pytest.mark.parametrize("private", ["Er det rettet?", "15. juni 2026: mødet som helhed"])
def test_a_correction_that_is_taken_out_is_named_whatever_is_closed(
    ws: Workspace, private: str
) -> None:
    whole = CORRECTED.replace("    punkt: 1\n", "")
    answer = f"indsigelser:\n  - fra: Alma Ager\n    tekst: '{private}'\n"
    support.change(ws, ("punkter:\n", f"{whole}{answer}punkter:\n"))
    assert cli.main(["udgave", "2026-06-01", "--doc", "referat"]) == 0
    support.change(ws, (whole, ""))
    ((code, _, message),) = lock(ws)
    assert code == LOCKED.code
    assert "»«" not in message
    assert "ud: ." not in message
    assert "»Rettelse af den 15.\xa0juni 2026« er taget ud" in message


def test_a_correction_excuses_no_change_of_the_old_text(ws: Workspace) -> None:
    support.change(
        ws,
        ("punkter:\n", f"{CORRECTED}punkter:\n"),
        ("udfald: godkendt", "udfald: ikke_godkendt"),
    )
    ((code, line, message),) = lock(ws)
    assert (code, line) == (LOCKED.code, 12)
    assert "Bent Birk" not in message


def test_a_closed_matter_is_opened_with_its_day_and_its_very_words(ws: Workspace) -> None:
    opened = "    lukning_ophaevet:\n      dato: 2026-06-18\n      grund: Handlen er gennemført\n"
    support.change(ws, ("    beslutning: Prisen", f"{opened}    beslutning: Prisen"))
    assert lock(ws) == []
    support.change(ws, ("ni kroner", "ti kroner"))
    assert [code for code, _, _ in lock(ws)] == [LOCKED.code]


def test_without_that_line_a_closed_matter_cannot_be_opened(ws: Workspace) -> None:
    closing = "    lukket:\n      grund: Forhandling\n      offentlig_beslutning: Godkendt.\n"
    support.change(ws, (closing, ""))
    assert {code for code, _, _ in lock(ws)} == {LOCKED.code}


def test_what_the_forum_says_of_itself_and_answers_to_the_minutes_are_no_part_of_them(
    ws: Workspace,
) -> None:
    support.change(
        ws, ("navn: Prøve", "myndighed: Strandby Kommune\nnavn: Prøve"), name="forum.yaml"
    )
    answer = "indsigelser:\n  - fra: Alma Ager\n    tekst: Ja.\n    afgoerelse: imoedekommet\n"
    support.change(ws, ("punkter:\n", f"{answer}punkter:\n"))
    assert lock(ws) == []


WITH_FILE = """  - titel: Vejene
    bilag:
      - titel: Kort
        fil: bilag/kort.pdf
    udfald: godkendt
    beslutning: Kortet gælder.
"""


@pytest.fixture
def with_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick_renderers: None) -> Workspace:
    ws = support.workspace(tmp_path, monkeypatch, WITH_FILE)
    (ws.meetings / "f" / "bilag").mkdir()
    (ws.meetings / "f" / "bilag" / "kort.pdf").write_bytes(b"%PDF-1.4 et")
    assert support.approve() == 0
    return ws


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("    udfald: godkendt\n", "    udfald: godkendt\n    lukket: Personsag\n"),
        ("fil: bilag/kort.pdf", "fil: bilag/kort.pdf\n        offentlig: nej"),
    ],
    ids=["item", "attachment"],
)
def test_what_stood_open_by_a_mistake_can_be_closed(
    with_file: Workspace, before: str, after: str
) -> None:
    support.change(with_file, (before, after))
    assert lock(with_file) == []
    support.change(with_file, ("beslutning: Kortet", "beslutning: Planen"))
    assert [code for code, _, _ in lock(with_file)] == [LOCKED.code]


def test_another_file_of_the_same_name_and_size_is_an_error(with_file: Workspace) -> None:
    (with_file.meetings / "f" / "bilag" / "kort.pdf").write_bytes(b"%PDF-1.4 to")
    ((code, line, message),) = lock(with_file)
    assert (code, line) == (LOCKED.code, 9)
    assert "Filen er en anden" in message


def test_of_a_record_that_cannot_be_read_nothing_is_concluded(ws: Workspace) -> None:
    record = support.file_of(ws).path.with_name("2026-06-01.udsendt.yaml")
    record.write_bytes(b"<<<<<<< HEAD\n" + record.read_bytes() + b"=======\n>>>>>>> anden\n")
    assert TYPED.code not in {one.code for one in support.found(ws)}


# --- a record that the meeting does not find --------------------------------------------------


def renamed(ws: Workspace, name: str, *pairs: tuple[str, str]) -> Path:
    support.change(ws, *pairs)
    path = support.file_of(ws).path
    return path.rename(path.with_name(f"{name}.yaml"))


@pytest.mark.parametrize(
    ("name", "pairs", "locked"),
    [
        ("2026-06-01-om", [("udfald: godkendt", "udfald: ikke_godkendt")], {"M561"}),
        ("2026-06-01-om", [("titel: Vejene", "titel: A"), ("titel: Køb", "titel: Salg")], {"M561"}),
        ("2026-06-02", [("dato: 2026-06-01", "dato: 2026-06-02")], {"M561"}),
        (
            "2026-06-01-om",
            [("referat_status: godkendt", "referat_status: offentliggjort")],
            {"M560"},
        ),
    ],
    ids=["decision", "titles", "day", "published"],
)
def test_a_renamed_file_does_not_escape_the_lock(
    ws: Workspace, name: str, pairs: list[tuple[str, str]], locked: set[str]
) -> None:
    path = renamed(ws, name, *pairs)
    (finding,) = support.found(ws)
    assert finding.code == ESCAPED.code
    assert "id: 2026-06-01" in str(finding.hint)
    assert cli.main(["referat", name]) == 1
    assert support.status("godkendt", *support.BY_UDVALGET, name=name) == 1
    path.write_text(f"id: 2026-06-01\n{path.read_text('utf-8')}", "utf-8")
    codes = {ESCAPED.code, LOCKED.code, TYPED.code}
    assert codes & {one.code for one in support.found(ws)} == locked


def test_another_id_in_the_file_does_not_escape_the_lock(ws: Workspace) -> None:
    support.change(ws, ("dato:", "id: andet\ndato:"), ("udfald: godkendt", "udfald: ikke_godkendt"))
    (finding,) = support.found(ws)
    assert finding.code == ESCAPED.code
    assert "»andet«" in finding.message


def test_another_approved_meeting_is_not_stopped_by_a_record_without_a_meeting(
    ws: Workspace,
) -> None:
    path = support.file_of(ws).path
    text = path.read_text("utf-8").replace("2026-06-01", "2026-05-01")
    path.with_name("2026-05-01.yaml").write_text(text.replace("Vejene", "Stierne"), "utf-8")
    path.unlink()
    assert ESCAPED.code not in {one.code for one in support.found(ws)}


# --- what two branches put down ---------------------------------------------------------------


def approval(ws: Workspace, day: date, who: str, hour: int) -> Begivenhed:
    noted = datetime(2026, 6, 20, hour, tzinfo=UTC)
    first = support.told(ws).begivenheder[0]
    return replace(first, id=f"{who}-{hour}", dato=day, af=who, noteret=noted)


@pytest.mark.parametrize(
    ("day", "who", "found"),
    [
        (date(2026, 6, 16), "Udvalget", 1),
        (date(2026, 6, 15), "Formanden", 1),
        (date(2026, 6, 15), "Udvalget", 0),
    ],
    ids=["day", "person", "the same"],
)
def test_two_approvals_that_say_different_things_are_both_named(
    ws: Workspace, day: date, who: str, found: int
) -> None:
    merged = [*support.told(ws).begivenheder, approval(ws, day, who, 13)]
    record(ws, merged)
    told = support.found(ws, [AGAIN.code])
    assert len(told) == found
    for one in told:
        assert one.severity is Severity.WARNING
        assert "15.\xa0juni 2026 af Udvalget" in one.message
        assert f"{day.day}.\xa0juni 2026 af {who}" in one.message
        assert "2026-06-01.udsendt.yaml" in str(one.hint)


def test_an_approval_that_was_taken_back_is_not_held_against_the_next(ws: Workspace) -> None:
    again = approval(ws, date(2026, 6, 17), "Formanden", 15)
    back = replace(again, id="tilbage", art=Begivenhedsart.UDKAST, noteret=again.noteret)
    record(ws, [*support.told(ws).begivenheder, back, again])
    assert support.found(ws, [AGAIN.code]) == []


def record(ws: Workspace, events: list[Begivenhed]) -> None:
    path = issued_file(support.file_of(ws))
    path.write_bytes(dump("2026-06-01", support.told(ws).udgaver, events))


def test_open_text_is_held_where_the_closed_store_is_not_here(ws: Workspace) -> None:
    shutil.rmtree(ws.issued_closed)
    assert lock(ws) == []
    support.change(ws, ("udfald: godkendt", "udfald: ikke_godkendt"))
    assert [code for code, _, _ in lock(ws)] == [LOCKED.code]
    support.change(ws, ("udfald: ikke_godkendt", "udfald: godkendt"), ("ni kroner", "ti kroner"))
    (finding,) = support.found(ws, LOCK)
    assert finding.code == UNPROVEN.code
    assert "udsendt-lukket/" in str(finding.hint)


@pytest.mark.parametrize(
    "policy",
    ["afsnit: [{slags: beslutning, overskrift: Afgørelse}]", "bilagsnumre: gennemloebende"],
)
def test_how_a_forum_arranges_its_documents_is_no_change(ws: Workspace, policy: str) -> None:
    support.change(ws, ("medlemmer:", f"politik:\n  {policy}\nmedlemmer:"), name="forum.yaml")
    assert lock(ws) == []
