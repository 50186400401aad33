"""``moedebog new``: a meeting as the forum usually has it, with the keys that it may need."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from moedebog import cli, schema
from moedebog.begin import meeting
from moedebog.build import check
from moedebog.catalogue import Retsgrundlag
from moedebog.load import load
from moedebog.meeting import Meeting
from moedebog.workspace import Workspace
from prose_in_brackets import in_lines, in_yaml

FORUM = """\
navn: Udvalget
start: kl. 16.30
slut: "18:00"
sted: "Lokale 5: salen"
medlemmer: [Anna Eksempel, Bo Prøvesen]
"""


@pytest.fixture
def ws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    (tmp_path / "meetings" / "udvalg").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    return Workspace(tmp_path)


def begun(ws: Workspace, forum: str) -> tuple[str, Meeting]:
    folder = ws.meetings / "udvalg"
    (folder / "forum.yaml").write_text(forum, encoding="utf-8")
    (folder / "2026-01-20.yaml").unlink(missing_ok=True)
    assert cli.main(["new", "2026-01-20"]) == 0
    text = (folder / "2026-01-20.yaml").read_text(encoding="utf-8")
    assert in_yaml(text) == []
    assert in_lines(text) == []
    return text, loaded(ws)


def loaded(ws: Workspace) -> Meeting:
    result = load(ws, ws.meeting_file("2026-01-20"))
    assert result.meeting is not None, [str(one) for one in result.diagnostics]
    assert list(result.diagnostics) == [], [str(one) for one in result.diagnostics]
    return result.meeting


def test_it_takes_the_start_and_the_place_of_the_forum(ws: Workspace) -> None:
    text, found = begun(ws, FORUM)
    assert (f"{found.start:%H:%M}", f"{found.slut:%H:%M}") == ("16:30", "18:00")
    assert found.sted == "Lokale 5: salen"
    assert re.search(r'(?m)^sted: "Lokale 5: salen" +# .*virtuelt', text)


def test_what_the_forum_does_not_say_is_shown_as_a_remark(ws: Workspace) -> None:
    text, found = begun(ws, "navn: Udvalget\n")
    assert (f"{found.start:%H:%M}", found.slut, found.sted) == ("10:00", None, None)
    assert '\n# slut: "12:00"\n# sted: Mødelokale 1\n' in text


@pytest.mark.parametrize("start", ["8.15", "16:30", "23.30"])
def test_the_end_that_is_shown_comes_after_the_start(ws: Workspace, start: str) -> None:
    text, _ = begun(ws, f"navn: Udvalget\nstart: {start}\n")
    path = ws.meetings / "udvalg" / "2026-01-20.yaml"
    path.write_text(text.replace("# slut:", "slut:"), encoding="utf-8")
    assert loaded(ws).slut


def test_a_forum_with_an_error_is_told_of(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    forum = ws.meetings / "udvalg" / "forum.yaml"
    for text in ("sted: [\n", "sted: A\n", "navn: U\nstart: 25.00\n", "navn: U\nstad: A\n"):
        forum.write_text(text, encoding="utf-8")
        assert cli.main(["new", "2026-01-20"]) == 1
        assert "meetings/udvalg/forum.yaml:" in capsys.readouterr().err
        assert not (forum.parent / "2026-01-20.yaml").exists()


SHOWN = {**meeting._OF_MEETING, **meeting._BEFORE_CASE, **meeting._AFTER_CASE}


def test_every_key_that_a_legal_kind_names_can_be_shown() -> None:
    assert {key for kind in Retsgrundlag for key in kind.preset.keys} == set(SHOWN)
    of_meeting = schema.load("meeting")["properties"]
    of_item = schema.load("meeting")["$defs"]["punkt"]["properties"]
    assert set(SHOWN) <= {*of_meeting, *of_item}


@pytest.mark.parametrize("kind", Retsgrundlag)
def test_only_the_keys_of_its_legal_kind_are_shown_and_all_as_remarks(
    ws: Workspace, kind: Retsgrundlag
) -> None:
    text, _ = begun(ws, FORUM + f"politik:\n  retsgrundlag: {kind}\n")
    shown = set(re.findall(r"(?m)^ *# (\w+):", text)) & set(SHOWN)
    assert shown == set(kind.preset.keys)
    assert not set(re.findall(r"(?m)^ *(?:- )?(\w+):", text)) & set(SHOWN)


@pytest.mark.parametrize("kind", Retsgrundlag)
@pytest.mark.parametrize("key", SHOWN)
def test_each_of_them_is_valid_where_its_marks_are_taken_away(
    ws: Workspace, kind: Retsgrundlag, key: str
) -> None:
    if key not in kind.preset.keys:
        return
    text, before = begun(ws, FORUM + f"politik:\n  retsgrundlag: {kind}\n")
    remark = re.search(rf"(?m)^( *)# {key}:.*\n(?:\1#   .*\n)*", text)
    assert remark
    used = re.sub(r"(?m)^( *)# ", r"\1", remark[0])
    path = ws.meetings / "udvalg" / "2026-01-20.yaml"
    path.write_text(text.replace(remark[0], used), encoding="utf-8")
    found = load(ws, ws.meeting_file("2026-01-20"))
    assert found.meeting not in (None, before), [str(one) for one in found.diagnostics]


def found(ws: Workspace) -> list[str]:
    return [one.code for one in check.validate(ws, ws.meeting_files())]


@pytest.mark.parametrize("kind", Retsgrundlag)
def test_what_it_begins_with_is_told_of_when_it_is_sent_out(
    ws: Workspace, kind: Retsgrundlag
) -> None:
    text, _ = begun(ws, FORUM + f"politik:\n  retsgrundlag: {kind}\n")
    assert found(ws) == []
    path = ws.meetings / "udvalg" / "2026-01-20.yaml"
    sent = text + "dagsorden_status: udsendt\n"
    for written, times in (
        (sent, 2),
        (sent.replace("Et punkt med en sag", "Ny cykelsti"), 1),
        (sent.replace("Et punkt med en sag", "Ny cykelsti").replace("Her skrives", "Nu er"), 0),
        (text + "referat_status: godkendt\n", 2),
    ):
        path.write_text(written, encoding="utf-8")
        assert found(ws).count("M5499") == times


def test_a_new_meeting_recommends_nothing_that_nobody_wrote(ws: Workspace) -> None:
    text, meeting = begun(ws, FORUM)
    assert "\n    # indstilling:\n" in text
    assert [a.slags for p in meeting.punkter for a in p.afsnit] == ["sagsfremstilling"]


@pytest.mark.parametrize("status", ["udkast", "udsendt"])
def test_what_it_begins_with_is_told_of_when_it_is_mailed(
    ws: Workspace, status: str, capsys: pytest.CaptureFixture[str], quick_renderers: None
) -> None:
    (ws.root / "moedebog.yaml").write_text("mail: {afsender: a@example.org}\n", encoding="utf-8")
    people = "modtagere: [{gruppe: alle, personer: [{navn: Anna, email: b@example.org}]}]\n"
    text, _ = begun(ws, FORUM + people)
    path = ws.meetings / "udvalg" / "2026-01-20.yaml"
    path.write_text(text.replace("status: udkast", f"status: {status}"), encoding="utf-8")
    assert cli.main(["mail", "2026-01-20", "--doc", "dagsorden"]) == 0
    assert capsys.readouterr().err.count("[M5499]") == 2
