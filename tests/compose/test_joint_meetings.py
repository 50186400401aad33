"""A meeting of two bodies: whose members may be named, and how both are told of."""

from __future__ import annotations

from pathlib import Path

import pytest

from mail_support import change, issues, prepared, record, send, server, workspace
from moedebog.compose import Composer, compose_facts, plan
from moedebog.document import Document, Kind
from moedebog.load import Loaded, load
from moedebog.meeting import Meeting
from moedebog.rules import Case, check
from moedebog.workspace import Workspace
from support import DAGSORDEN, OFFENTLIG, REFERAT
from texts import block_lines

OWN = """\
navn: Kulturudvalget
medlemmer: [Anna Ager, Bo Bæk]
modtagere:
  - gruppe: medlemmer
    personer: [{navn: Anna Ager, email: anna@example.org}]
"""
OTHER = """\
navn: Teknikudvalget
medlemmer: [Carla Clausen, Bo Bæk, Dan Dam]
modtagere:
  - gruppe: teknikere
    personer: [{navn: Carla Clausen, email: carla@example.org}]
politik: {beslutningsdygtig: halvdelen}
"""
MEETING = """\
dato: 2025-09-12
start: "10:00"
dagsorden_status: udsendt
sammen_med: teknik
afbud:
  - {navn: Carla Clausen, stedfortraeder: Eva Ege}
udeblevet: [Dan Dam]
fremmoedt: alle_andre
punkter:
  - titel: Budget
"""


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    made = workspace(tmp_path, OWN, MEETING)
    (made.meetings / "teknik").mkdir()
    (made.meetings / "teknik" / "forum.yaml").write_text(OTHER, encoding="utf-8")
    return made


def loaded(ws: Workspace) -> Loaded:
    return load(ws, ws.meeting_files()[0])


def joint(ws: Workspace) -> Meeting:
    found = loaded(ws)
    assert found.meeting is not None
    assert found.diagnostics == [], list(map(str, found.diagnostics))
    return found.meeting


def made(ws: Workspace, kind: Kind) -> Document:
    return Composer(plan(joint(ws))[0]).document(kind, OFFENTLIG)


def codes(ws: Workspace) -> list[str]:
    return [d.code for d in loaded(ws).diagnostics]


def test_both_names_stand_at_the_top_and_in_the_files_title(ws: Workspace) -> None:
    document = made(ws, DAGSORDEN)
    assert document.forum == "Kulturudvalget og Teknikudvalget"
    assert document.titel.startswith("Dagsorden: Kulturudvalget og Teknikudvalget")
    assert document.sidehoved.startswith("Kulturudvalget og Teknikudvalget")


def test_the_dagsorden_lists_the_members_by_body(ws: Workspace) -> None:
    lines = block_lines(made(ws, DAGSORDEN).fakta)
    at = lines.index("Medlemmer")
    assert lines[at + 1 : at + 3] == [
        "Kulturudvalget: Anna Ager; Bo Bæk",
        "Teknikudvalget: Carla Clausen; Bo Bæk; Dan Dam",
    ]


def test_the_referat_lists_who_was_there_by_body(ws: Workspace) -> None:
    lines = block_lines(made(ws, REFERAT).fakta)
    at = lines.index("Til stede")
    assert lines[at + 1 : at + 3] == [
        "Kulturudvalget: Anna Ager; Bo Bæk",
        "Teknikudvalget: Bo Bæk; Eva Ege, stedfortræder for Carla Clausen",
    ]


def test_one_list_of_all_members_is_by_body_too(ws: Workspace) -> None:
    change(ws, "modtagere:", "politik: {fremmoede_liste: samlet}\nmodtagere:", "forum.yaml")
    lines = block_lines(made(ws, REFERAT).fakta)
    assert "Kulturudvalget: Anna Ager; Bo Bæk" in lines
    assert any(line.startswith("Teknikudvalget: Carla Clausen (") for line in lines)


def test_a_body_none_of_whose_members_came_is_not_said_to_have_been_there(ws: Workspace) -> None:
    (ws.meetings / "teknik" / "forum.yaml").write_text("navn: Teknikudvalget\nmedlemmer: [Dan Dam]")
    change(ws, "afbud:\n  - {navn: Carla Clausen, stedfortraeder: Eva Ege}\n", "")
    lines = block_lines(made(ws, REFERAT).fakta)
    assert lines[lines.index("Til stede") + 1 :] == [
        "Kulturudvalget: Anna Ager; Bo Bæk",
        "Udeblevet uden afbud",
        "Dan Dam",
    ]


def test_who_is_a_member_of_both_counts_once(ws: Workspace) -> None:
    fakta = compose_facts(joint(ws), REFERAT, OFFENTLIG)
    assert [p.navn for p in fakta.fremmoede.til_stede].count("Bo Bæk") == 1
    assert [p.navn for p in fakta.personer].count("Bo Bæk") == 1
    assert (fakta.moede.forum, fakta.moede.sammen_med) == ("Kulturudvalget", ("Teknikudvalget",))


def test_a_stranger_to_both_is_still_told(ws: Workspace) -> None:
    change(ws, "udeblevet: [Dan Dam]", "udeblevet: [Dan Dahm]")
    assert codes(ws) == ["M104"]


def test_each_body_has_a_quorum_of_its_own(ws: Workspace) -> None:
    def short() -> list[object]:
        found = check(Case(plan(joint(ws))[0]))
        return [(d.values["antal"], d.values["kraevet"]) for d in found if d.code == "M526"]

    assert short() == []  # Bo and the substitute for Carla: two of three
    change(ws, "- titel: Budget", "- {titel: Budget, inhabil: [Bo Bæk]}")
    assert short() == [(1, 2)]


@pytest.mark.parametrize(
    ("vote", "code", "able"),
    [
        ("{for: 3}", None, 0),  # all: Bo is in both
        ("{for: 2}", None, 0),  # each of the two: Anna and Bo, Bo and the substitute
        ("{for: [Anna Ager, Bo Bæk]}", None, 0),
        ("{for: [Bo Bæk], imod: [Eva Ege]}", None, 0),
        ("{for: [Eva Ege], imod: [Anna Ager]}", "M521", 3),
        ("{for: 1}", "M521", 2),
        ("{for: 4}", "M520", 3),
    ],
)
def test_each_body_may_vote_by_itself(
    ws: Workspace, vote: str, code: str | None, able: int
) -> None:
    change(ws, "- titel: Budget", f"- {{titel: Budget, afstemning: {vote}}}")
    found = check(Case(plan(joint(ws))[0]))
    told = [(d.code, d.values["stemmeberettigede"]) for d in found if d.code in ("M520", "M521")]
    assert told == ([(code, able)] if code else [])


def test_the_calendar_names_both(ws: Workspace) -> None:
    dispatch = Composer(plan(joint(ws))[0]).dispatch(DAGSORDEN, OFFENTLIG)
    assert dispatch.indkaldelse.titel == "Kulturudvalget og Teknikudvalget"


@pytest.mark.parametrize(
    ("folder", "code", "advice"),
    [
        ("teknikk", "M2100", "teknik"),
        ("Teknikudvalget", "M2100", ""),
        ("../meetings/teknik", "M2100", ""),
        ("/etc", "M2100", ""),
        (".", "M2100", ""),
        ("udvalg", "M2101", "slet"),
        ("[teknik, teknik]", "M2101", "slet"),
    ],
)
def test_a_folder_that_is_no_other_forums_is_told(
    ws: Workspace, folder: str, code: str, advice: str
) -> None:
    (ws.meetings / "teknik" / "2025-01-01.yaml").write_text(MEETING.replace("teknik", "udvalg"))
    change(ws, "sammen_med: teknik", f"sammen_med: {folder}")
    change(ws, "afbud:\n  - {navn: Carla Clausen, stedfortraeder: Eva Ege}\n", "")
    change(ws, "udeblevet: [Dan Dam]\n", "")
    file = ws.meeting_file("udvalg/2025-09-12")
    (found,) = load(ws, file).diagnostics
    assert found.code == code
    assert advice in found.hint.lower()


def test_three_bodies_may_meet(ws: Workspace) -> None:
    (ws.meetings / "skole").mkdir()
    (ws.meetings / "skole" / "forum.yaml").write_text("navn: Skoleudvalget\nmedlemmer: [Ib Ibsen]")
    change(ws, "sammen_med: teknik", "sammen_med:\n  - teknik\n  - skole")
    assert made(ws, DAGSORDEN).forum == "Kulturudvalget, Teknikudvalget og Skoleudvalget"


def test_what_is_wrong_in_the_other_forums_file_is_told(ws: Workspace) -> None:
    other = ws.meetings / "teknik" / "forum.yaml"
    other.write_text("navn: Teknikudvalget\nmedlemer: [Dan Dam]\n", encoding="utf-8")
    assert "M041" in codes(ws)


def test_the_other_forums_file_is_one_that_the_documents_are_made_from(ws: Workspace) -> None:
    assert ws.meetings / "teknik" / "forum.yaml" in loaded(ws).inputs
    change(ws, "sammen_med: teknik", "sammen_med: nyt")
    assert ws.meetings / "nyt" / "forum.yaml" in loaded(ws).inputs


# --- mail ----------------------------------------------------------------------------------------


def test_the_other_forums_recipients_get_nothing(ws: Workspace, quick_renderers: None) -> None:
    with record(ws).opened() as rec:
        mailing = prepared(ws, rec)
    people = [person.email for variant in mailing.variants for person in variant.recipients]
    assert people == ["anna@example.org"]


def test_what_was_sent_is_compared_with_the_members_of_that_day(
    ws: Workspace, quick_renderers: None
) -> None:
    with server() as inbox:
        send(ws, inbox.port)
    assert len(issues(ws)) == 1
    kept = [path.read_text(encoding="utf-8") for path in ws.issued.glob("*.json")]
    assert any("Carla Clausen" in text for text in kept)
    assert not any("carla@example.org" in text for text in kept)
    with record(ws).opened() as rec:
        assert not prepared(ws, rec).is_new
        other = ws.meetings / "teknik" / "forum.yaml"
        other.write_text(OTHER.replace("Bo Bæk", "Ib Ibsen"), encoding="utf-8")
        again = prepared(ws, rec)
    assert (again.is_new, again.warnings) == (True, [])
