"""Where things are found, and what is said when they are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from moedebog.diagnostics import UsageProblem
from moedebog.workspace import MeetingFile, Workspace, resources
from support import ROOT


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    for name in (
        "byraad/forum.yaml",
        "byraad/2025-09-12.yaml",
        "byraad/2025-09-12.udsendt.yaml",
        "byraad/2025-10-10.yaml",
        "byraad/.gemt.yaml",
        "byraad/udvalg/2025-09-12.yaml",
        "byraad/noter.txt",
        ".git/2025-09-12.yaml",
    ):
        path = tmp_path / "meetings" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", encoding="utf-8")
    (tmp_path / "meetings" / "byraad" / "mappe.yaml").mkdir()
    return Workspace(tmp_path)


def test_found_from_any_folder_inside(ws: Workspace) -> None:
    assert Workspace.find(ws.meetings / "byraad") == ws
    assert Workspace.find(ws.root) == ws


def test_not_found_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match="moedebog init"):
        Workspace.find(tmp_path)


def test_every_meeting_file_and_nothing_else(ws: Workspace) -> None:
    assert [file.name for file in ws.meeting_files()] == [
        "byraad/2025-09-12",
        "byraad/2025-10-10",
        "byraad/mappe",  # a folder: a mistake, which is told where it would be read
        "byraad/udvalg/2025-09-12",
    ]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("2025-10-10", "byraad/2025-10-10"),
        ("byraad/2025-09-12", "byraad/2025-09-12"),
        ("byraad/udvalg/2025-09-12", "byraad/udvalg/2025-09-12"),
        ("meetings/byraad/2025-09-12.yaml", "byraad/2025-09-12"),
        ("meetings\\byraad\\2025-09-12.yaml", "byraad/2025-09-12"),
        (" 2025-10-10 ", "byraad/2025-10-10"),
    ],
)
def test_a_meeting_by_its_name(ws: Workspace, name: str, found: str) -> None:
    assert ws.meeting_file(name).name == found


def test_the_same_day_in_two_forums_lists_both(ws: Workspace) -> None:
    with pytest.raises(UsageProblem) as caught:
        ws.meeting_file("2025-09-12")
    assert "byraad/2025-09-12, byraad/udvalg/2025-09-12" in str(caught.value)


@pytest.mark.parametrize("typed", ["byraad/udvalg", "meetings/byraad/udvalg/", " byraad\\udvalg "])
def test_a_forum_narrows_to_the_meetings_in_its_folder(ws: Workspace, typed: str) -> None:
    forum = ws.forum_folder(typed)
    assert [file.name for file in ws.meeting_files(forum)] == ["byraad/udvalg/2025-09-12"]
    assert ws.meeting_file("2025-09-12", forum).name == "byraad/udvalg/2025-09-12"
    with pytest.raises(UsageProblem):
        ws.meeting_file("2025-10-10", forum)


def test_a_forum_comes_before_one_below_it(ws: Workspace) -> None:
    assert ws.meeting_file("2025-09-12", "byraad").name == "byraad/2025-09-12"
    assert ws.meeting_file("udvalg/2025-09-12", "byraad").name == "byraad/udvalg/2025-09-12"


def test_a_misspelt_forum_is_told(ws: Workspace) -> None:
    with pytest.raises(UsageProblem, match="Mente du byraad"):
        ws.forum_folder("byrad")
    for typed in ("..", "../..", "/etc", "."):
        with pytest.raises(UsageProblem, match="Intet forum hedder"):
            ws.forum_folder(typed)


@pytest.mark.parametrize("name", ["2025-10-11", "byrad/2025-10-10"])
def test_a_near_miss_is_suggested(ws: Workspace, name: str) -> None:
    with pytest.raises(UsageProblem, match=r"Mente du .*byraad/2025-10-10"):
        ws.meeting_file(name)


@pytest.mark.parametrize("name", ["../../etc/passwd", "*", "", "byraad/forum"])
def test_a_name_never_leads_elsewhere(ws: Workspace, name: str) -> None:
    with pytest.raises(UsageProblem):
        ws.meeting_file(name)


def test_the_short_ending_is_named(ws: Workspace) -> None:
    (ws.meetings / "byraad" / "2026-01-20.yml").write_text("", encoding="utf-8")
    with pytest.raises(UsageProblem, match=r"byraad/2026-01-20\.yml skal ende på \.yaml"):
        ws.meeting_file("2026-01-20")


def test_a_file_directly_under_meetings_can_be_told_apart(ws: Workspace) -> None:
    (ws.meetings / "2025-10-10.yaml").write_text("", encoding="utf-8")
    with pytest.raises(UsageProblem, match="meetings/2025-10-10, byraad/2025-10-10"):
        ws.meeting_file("2025-10-10")
    assert ws.meeting_file("meetings/2025-10-10").forum == ""


def test_the_nearest_forum_file_upwards_but_inside_meetings(ws: Workspace) -> None:
    forum = ws.meetings / "byraad" / "forum.yaml"
    assert ws.forum_file(ws.meetings / "byraad" / "udvalg" / "2025-09-12.yaml") == forum
    forum.unlink()
    (ws.root / "forum.yaml").write_text("", encoding="utf-8")
    assert ws.forum_file(ws.meetings / "byraad" / "2025-09-12.yaml") is None


def test_output_names() -> None:
    ws = Workspace(Path("/rod"))
    file = MeetingFile(Path("/rod/meetings/a/b/2025-09-12.yaml"), "a/b", "2025-09-12")
    public = ws.output_file(file, "referat", "offentlig", ".docx")
    internal = ws.output_file(file, "referat", "intern", "pdf")
    assert ws.display(public) == "output/a/b/2025-09-12/referat.docx"
    assert ws.display(internal) == "output/a/b/2025-09-12/referat-intern.pdf"
    assert ws.display(Path("/andet/sted")) == "/andet/sted"


def test_own_template_set_before_the_bundled(ws: Workspace) -> None:
    assert ws.template_set("standard") == resources("templates") / "standard"
    own = ws.root / "templates" / "standard"
    own.mkdir(parents=True)
    assert ws.template_set("standard") == own


@pytest.mark.parametrize("name", ["findes-ikke", "..", "../templates", "", ".skjult"])
def test_an_unknown_template_set(ws: Workspace, name: str) -> None:
    with pytest.raises(UsageProblem, match="findes ikke"):
        ws.template_set(name)


def test_resources_lie_in_the_repository() -> None:
    assert resources("schemas") == ROOT / "schemas"
