"""What was answered to the minutes, and the item that approves those of another meeting."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from moedebog import rules
from moedebog.catalogue import Begivenhedsart
from moedebog.cli import main
from moedebog.compose import plan
from moedebog.diagnostics import Diagnostic
from moedebog.events import Begivenhed
from moedebog.issued import dump
from moedebog.load import load
from moedebog.rules import Case, approving
from moedebog.workspace import MeetingFile, Workspace
from support import meeting

FORUM = "navn: Udvalget\nmedlemmer: [Anna Ager, Bo Bæk]\n"
HEAD = 'dato: 2025-09-12\nstart: "10:00"\nfremmoedt: alle\n'
ITEMS = "punkter:\n  - titel: A\n    udfald: godkendt\n  - titel: B\n    id: sag-b\n"
OWN = {rule.code for rule in vars(approving).values() if hasattr(rule, "code")}


def told(text: str, forum: str = FORUM) -> list[Diagnostic]:
    """What these rules find in a meeting."""
    return [d for d in rules.check(Case(plan(meeting(text, forum))[0])) if d.code in OWN]


def answered(answer: str, *, head: str = HEAD, forum: str = FORUM, items: str = ITEMS) -> list[str]:
    """The codes of what is found of one answer."""
    text = f"{head}indsigelser:\n  - {answer}\n{items}"
    return [one.code for one in told(text, forum)]


def test_a_remark_is_about_an_item_that_there_is() -> None:
    for good in ("1", "2", "sag-b", "Punkt 2", "2."):
        assert answered(f"{{fra: Bo Bæk, punkt: {good}, tekst: x}}") == [], good
    text = f"{HEAD}indsigelser:\n  - {{fra: Bo Bæk, punkt: 7, tekst: x}}\n{ITEMS}"
    (error,) = told(text)
    assert error.code == "M568"
    assert "1, 2" in error.hint


def test_a_number_that_several_items_have_is_asked_about() -> None:
    items = "punkter:\n  - titel: A\n    gruppe: G\n  - titel: B\n    gruppe: H\n"
    forum = f"{FORUM}politik:\n  nummerering_i_gruppe: forfra\n"
    answer = "{fra: Bo Bæk, punkt: 1, tekst: x}"
    assert answered(answer, forum=forum, items=items) == ["M5681"]
    assert answered(answer, items=items) == []


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Bo Bæk", []),
        ("bo bæk", []),
        ("Bæk, Bo", []),
        ("Bo Bek", ["M5691"]),
        ("Ida Fremmed", ["M5691"]),
        ("Gæst Gæstesen", []),
        ("Sekretariatet", []),
    ],
)
def test_who_has_answered_is_known(name: str, codes: list[str]) -> None:
    head = f"{HEAD}gaester: [Gæst Gæstesen]\n"
    assert answered(f'{{fra: "{name}"}}', head=head) == codes


def test_a_remark_to_approved_minutes_was_decided_on() -> None:
    remark = "{fra: Bo Bæk, tekst: x}"
    decided = "{fra: Bo Bæk, tekst: x, afgoerelse: taget_til_efterretning}"
    approved = f"{HEAD}referat_status: godkendt\n"
    assert answered(remark, head=approved) == ["M569"]
    assert answered(remark) == []
    assert answered(decided, head=approved) == []
    assert answered("{fra: Bo Bæk}", head=approved) == []


def test_an_answer_without_a_remark_has_nothing_that_would_not_be_printed() -> None:
    answer = "{fra: Bo Bæk, punkt: 1, afgoerelse: imoedekommet, grund: x}"
    assert answered(answer) == ["M5692"] * 3


# --- the item that approves ---------------------------------------------------------------

EARLIER = "2025-06-05"


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    """A forum with three meetings."""
    folder = tmp_path / "meetings" / "udvalg"
    folder.mkdir(parents=True)
    (folder / "forum.yaml").write_text(FORUM, encoding="utf-8")
    for day in ("2025-03-06", EARLIER, "2025-10-10"):
        text = f'dato: {day}\nstart: "10:00"\npunkter: []\n'
        (folder / f"{day}.yaml").write_text(text, encoding="utf-8")
    return Workspace(tmp_path)


def finds(ws: Workspace, of: str, decided: str = "") -> list[Diagnostic]:
    """What is found in an item that approves the minutes of a meeting."""
    path = ws.meetings / "udvalg" / "2025-09-12.yaml"
    lines = f"{HEAD}punkter:\n  - titel: Velkomst\n  - titel: Referat\n    godkender: {of}\n"
    path.write_text(f"{lines}{decided}", encoding="utf-8")
    file = MeetingFile(path, "udvalg", "2025-09-12")
    loaded = load(ws, file)
    assert loaded.meeting is not None
    examined = rules.examine(ws, file, loaded.meeting, loaded.unsure)
    return [one for one in (*loaded.diagnostics, *examined.diagnostics) if one.code in OWN]


def record(ws: Workspace, *events: Begivenhed, stem: str = EARLIER) -> Path:
    path = ws.meetings / "udvalg" / f"{stem}.udsendt.yaml"
    path.write_bytes(dump(EARLIER, (), events))
    return path


def event(art: Begivenhedsart, moede: str = "2025-09-12", hour: int = 9) -> Begivenhed:
    return Begivenhed(
        id=f"{art}{hour}",
        art=art,
        dato=date(2025, 9, 12),
        noteret=datetime(2025, 9, 12, hour, tzinfo=UTC),
        moede=moede,
    )


APPROVED = event(Begivenhedsart.GODKENDT)


@pytest.mark.parametrize("of", [EARLIER, f"udvalg/{EARLIER}", f"[2025-03-06, {EARLIER}]"])
def test_a_meeting_that_there_is_is_no_finding(ws: Workspace, of: str) -> None:
    assert finds(ws, of) == []


@pytest.mark.parametrize(
    ("of", "shown"),
    [
        ("2025-06-06", "2025-06-05"),
        ("2025-05-06", "2025-03-06"),
        ("udvalg/2025-06-15", "udvalg/2025-06-05"),
        ("byraad/2025-06-05", ""),
        ("2025-06-05-ekstra", "2025-06-05"),
        ("../2025-06-05", ""),
    ],
)
def test_a_meeting_that_there_is_not_is_an_error_with_those_near_it(
    ws: Workspace, of: str, shown: str
) -> None:
    (error,) = finds(ws, of)
    assert error.code == "M5682"
    assert shown in error.hint


def test_a_day_with_two_meetings_asks_for_the_name(ws: Workspace) -> None:
    folder = ws.meetings / "udvalg"
    (folder / f"{EARLIER}.yaml").rename(folder / f"{EARLIER}-formiddag.yaml")
    assert finds(ws, EARLIER) == []
    (folder / "2025-03-06.yaml").rename(folder / f"{EARLIER}-aften.yaml")
    (error,) = finds(ws, EARLIER)
    assert f"{EARLIER}-aften, {EARLIER}-formiddag" in error.hint
    assert finds(ws, f"{EARLIER}-aften") == []


@pytest.mark.parametrize("of", [EARLIER, f"udvalg/{EARLIER}"])
@pytest.mark.parametrize("own", ["", f"id: {EARLIER}\n", f'"id": "{EARLIER}"\n'])
@pytest.mark.parametrize("name", ["ekstra", "2025-06-12", "juni"])
def test_a_renamed_meeting_is_known_by_its_day_and_its_id(
    ws: Workspace, name: str, own: str, of: str
) -> None:
    path = ws.meetings / "udvalg" / f"{EARLIER}.yaml"
    path = path.rename(path.with_name(f"{name}.yaml"))
    path.write_text(f"{own}{path.read_text('utf-8')}", "utf-8")
    record(ws, APPROVED)
    assert finds(ws, of) == []
    if own:
        assert finds(ws, of, "    udfald: godkendt\n") == []


def test_of_two_meetings_of_one_day_the_one_with_that_id_is_meant(ws: Workspace) -> None:
    path = ws.meetings / "udvalg" / f"{EARLIER}.yaml"
    text = path.read_text("utf-8")
    path.rename(path.with_name("aften.yaml"))
    path.with_name("morgen.yaml").write_text(f"id: {EARLIER}\n{text}", "utf-8")
    assert finds(ws, EARLIER) == []
    path.with_name("morgen.yaml").write_text(text, "utf-8")
    (error,) = finds(ws, EARLIER)
    assert "aften, morgen" in error.hint


@pytest.mark.parametrize("of", ["2025-09-12", "2025-10-10"])
def test_minutes_of_a_meeting_not_yet_held_are_told_of(ws: Workspace, of: str) -> None:
    assert [one.code for one in finds(ws, of)] == ["M5683"]


@pytest.mark.parametrize(
    "decided",
    [
        "    udfald: godkendt\n",
        "    udfald: godkendt_med_aendringer\n",
        "    udfald: Godkendt med én rettelse\n",
        "    beslutning: Godkendt.\n",
        "    beslutning: Referatet fra sidste møde blev godkendt.\n",
        "    beslutning: Referatet godkendes.\n",
    ],
)
def test_what_is_approved_here_stands_in_the_record_of_that_meeting(
    ws: Workspace, decided: str
) -> None:
    (hint,) = finds(ws, EARLIER, decided)
    assert hint.code == "M5684"
    assert hint.hint.endswith(
        f"make status MEETING=udvalg/{EARLIER} STATUS=godkendt DATO=2025-09-12 "
        "MOEDE=udvalg/2025-09-12 PUNKT=2"
    )
    record(ws, APPROVED)
    assert finds(ws, EARLIER, decided) == []


def test_an_approval_that_was_taken_back_is_none(ws: Workspace) -> None:
    record(ws, APPROVED, event(Begivenhedsart.TIL_GODKENDELSE, hour=10))
    assert [one.code for one in finds(ws, EARLIER, "    udfald: godkendt\n")] == ["M5684"]


def test_the_record_of_a_meeting_whose_file_was_renamed_is_found(ws: Workspace) -> None:
    folder = ws.meetings / "udvalg"
    text = (folder / f"{EARLIER}.yaml").read_text(encoding="utf-8")
    (folder / f"{EARLIER}.yaml").unlink()
    (folder / "2025-06-12.yaml").write_text(f"id: {EARLIER}\n{text}", encoding="utf-8")
    record(ws, APPROVED)
    assert finds(ws, "2025-06-12", "    udfald: godkendt\n") == []


@pytest.mark.parametrize(
    "decided",
    [
        "    udfald: ikke_godkendt\n",
        "    beslutning: Referatet blev ikke godkendt.\n",
        "    beslutning: Ikke godkendt.\n",
    ],
)
def test_what_was_not_approved_here_was_not_approved_by_this_meeting(
    ws: Workspace, decided: str
) -> None:
    assert finds(ws, EARLIER, decided) == []
    record(ws, event(Begivenhedsart.GODKENDT, moede="2025-08-01"))
    assert finds(ws, EARLIER, decided) == []
    record(ws, APPROVED)
    (warning,) = finds(ws, EARLIER, decided)
    assert warning.code == "M5685"
    assert f"MEETING=udvalg/{EARLIER} STATUS=udkast DATO=2025-09-12 AF=NAVN GRUND=" in warning.hint
    record(ws, APPROVED, event(Begivenhedsart.UDKAST, hour=10))
    assert finds(ws, EARLIER, decided) == []


def test_nothing_is_said_before_it_is_decided(ws: Workspace) -> None:
    record(ws, APPROVED)
    for decided in ("", "    udfald: udsat\n", "    beslutning: Udsat til næste møde.\n"):
        assert finds(ws, EARLIER, decided) == [], decided


def test_the_record_is_looked_at_again_when_it_changes(ws: Workspace) -> None:
    path = record(ws, APPROVED)
    finds(ws, EARLIER, "    udfald: godkendt\n")
    file = MeetingFile(ws.meetings / "udvalg" / "2025-09-12.yaml", "udvalg", "2025-09-12")
    loaded = load(ws, file)
    assert loaded.meeting is not None
    assert path in rules.examine(ws, file, loaded.meeting, loaded.unsure).inputs


# --- beside what was approved -------------------------------------------------------------


@pytest.mark.slow
def test_what_is_answered_to_approved_minutes_is_an_internal_change_and_no_error(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = ws.meetings / "udvalg" / "2025-09-12.yaml"
    approved = f"{HEAD}referat_status: godkendt\n"
    path.write_text(f"{approved}{ITEMS}", encoding="utf-8")
    monkeypatch.chdir(ws.root)
    assert main(["udgave", "2025-09-12", "--doc", "referat"]) == 0
    answer = "indsigelser:\n  - fra: Bo Bæk\n    tekst: Prisen er glemt.\n"
    answer += "    afgoerelse: ikke_imoedekommet\n"
    path.write_text(f"{approved}{answer}{ITEMS}", encoding="utf-8")
    capsys.readouterr()
    assert main(["validate", "2025-09-12"]) == 0
    assert main(["diff", "2025-09-12", "--doc", "referat"]) == 0
    assert "Ingen ændringer" in capsys.readouterr().out
    internal = ["--audience", "intern", "--vis-lukket"]
    assert main(["diff", "2025-09-12", "--doc", "referat", *internal]) == 0
    assert "»Bemærkninger til referatet« er kommet til" in capsys.readouterr().out
    assert main(["udgave", "2025-09-12", "--doc", "referat"]) == 0
    kept = "".join(
        one.read_text(encoding="utf-8") for one in sorted((ws.root / "udsendt").glob("*.json"))
    )
    assert "Prisen er glemt" not in kept
    changed = f"{approved}{answer}{ITEMS}".replace("titel: A", "titel: Anden")
    path.write_text(changed, encoding="utf-8")
    assert main(["validate", "2025-09-12"]) == 1
