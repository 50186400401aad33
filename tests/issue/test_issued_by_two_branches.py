"""Two branches that each issued something: nothing that has gone out is lost in a merge."""

import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from issue_support import findings, issue, titled, workspace, write
from moedebog.diagnostics import Diagnostic
from moedebog.document import Kind
from moedebog.issued import Issue, dump, filed, issued_file, of_meeting, united
from moedebog.load import load
from moedebog.report import explain
from moedebog.send.older import CHANGES
from moedebog.upgrade.renewal import outdated
from moedebog.upgrade.renewal import write as write_renewed
from moedebog.workspace import Workspace

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
STYLES = ("merge", "diff3", "zdiff3")


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    ws = workspace(tmp_path, titled("Referat", "Vejbelysning", "Affald"))
    issue(ws)
    return ws


def record(ws: Workspace) -> Path:
    return issued_file(next(iter(ws.meeting_files())))


def versions(ws: Workspace) -> list[tuple[str, int, str]]:
    file, *_ = ws.meeting_files()
    return [
        (one.dokument, one.version, one.id) for one in of_meeting(ws, file, "2026-06-01").udgaver
    ]


def next_version(ws: Workspace, title: str, *, own: str, days: int = 0, version: int = 0) -> Issue:
    """Another version, as a branch issues it."""
    write(Path(ws.root), titled("Referat", "Vejbelysning", f"Affald|tekst: {title}"))
    made = issue(ws)
    return replace(
        made,
        id=own,
        tid=made.tid + timedelta(days=days, minutes=len(own)),
        version=version or made.version,
    )


def merged(ws: Workspace, ours: list[Issue], theirs: list[Issue], style: str = "merge") -> str:
    """What git makes of two records that come from the one that is there."""
    base = record(ws).read_bytes()
    first = of_meeting(ws, next(iter(ws.meeting_files())), "2026-06-01").udgaver
    sides = {"a": [*first, *ours], "o": None, "b": [*first, *theirs]}
    folder = ws.root / "git"
    folder.mkdir(exist_ok=True)
    for name, issues in sides.items():
        new = {one.id: one for one in issues or ()}
        data = base if issues is None else dump("2026-06-01", list(new.values()))
        (folder / name).write_bytes(data)
    typed = ["git", "merge-file", "-p", "-L", "HEAD", "-L", "base", "-L", "gren", "a", "o", "b"]
    typed[3:3] = [f"--{style}"] if style != "merge" else []
    done = subprocess.run(typed, cwd=folder, capture_output=True, check=False)
    text = done.stdout.decode()
    record(ws).write_text(text, encoding="utf-8")
    return text


def two(ws: Workspace) -> tuple[Issue, Issue]:
    """The second version of two branches; the record is as it was before."""
    before = record(ws).read_bytes()
    made = []
    for own in ("a" * 32, "b" * 33):
        record(ws).write_bytes(before)
        made.append(next_version(ws, f"Ny ordlyd {own[0]}", own=own))
    record(ws).write_bytes(before)
    return made[0], made[1]


def torn(ws: Workspace) -> str:
    """What git makes of two branches that each made a second version."""
    ours, theirs = two(ws)
    return merged(ws, [ours], [theirs])


def upgraded(ws: Workspace) -> list[str]:
    """Carry out what ``opgrader`` would write; what is told of it."""
    found = outdated(ws, CHANGES, ())
    for file in found.files:
        write_renewed(file)
    return [str(done.says) for file in found.files for done in file.done]


def told(ws: Workspace) -> list[Diagnostic]:
    return [one for one in findings(ws) if one.code in ("M4693", "M4699", "M4696", "M455", "M039")]


@pytest.mark.parametrize("style", STYLES)
def test_a_conflict_names_both_versions_and_is_mended_with_both_kept(
    ws: Workspace, style: str
) -> None:
    ours, theirs = two(ws)
    text = merged(ws, [ours], [theirs], style)
    assert "<<<<<<<" in text

    (problem,) = told(ws)
    assert problem.code == "M4693"
    assert "aaaaaaaa (21.05.2026 09.32)" in problem.message
    assert "bbbbbbbb (21.05.2026 09.33)" in problem.message
    assert "version: 3 ved udsendelse bbbbbbbb" in problem.hint

    assert upgraded(ws)[1:] == [
        "version 2 af dagsorden, udsendt 21.05.2026 09.33, bliver version 3"
    ]
    assert told(ws) == []
    assert versions(ws) == [
        ("dagsorden", 1, "udgave-1"),
        ("dagsorden", 2, ours.id),
        ("dagsorden", 3, theirs.id),
    ]
    assert upgraded(ws) == []


def test_a_merge_by_the_union_of_lines_is_an_error_and_no_version_of_two(ws: Workspace) -> None:
    """As ``merge=union`` makes it, or whoever deletes the marks alone."""
    lines = torn(ws).split("\n")
    marks = ("<<<<<<<", "=======", ">>>>>>>")
    record(ws).write_text("\n".join(one for one in lines if not one.startswith(marks)))
    (problem,) = told(ws)
    assert problem.code == "M4696"
    assert "udsendelse" in problem.message
    assert "git checkout --merge -- meetings/f/2026-06-01.udsendt.yaml" in problem.hint
    assert upgraded(ws) == []


@pytest.mark.parametrize("torn", [True, False])
def test_what_others_may_read_names_both_versions_as_well(ws: Workspace, torn: bool) -> None:
    """The record is open, though checksums of closed items stand in it."""
    ours, theirs = two(ws)
    if torn:
        merged(ws, [ours], [theirs])
    else:
        first = of_meeting(ws, next(iter(ws.meeting_files())), "2026-06-01").udgaver
        record(ws).write_bytes(dump("2026-06-01", [*first, ours, theirs]))
    (finding,) = explain(ws.root, told(ws), public=True)
    assert "Version 2 af dagsorden" in finding.message
    assert "aaaaaaaa (21.05.2026 09.32)" in finding.message
    assert "…" not in finding.hint
    assert not finding.veiled


def test_two_meetings_in_one_record_are_not_made_one(ws: Workspace) -> None:
    text = record(ws).read_text()
    other = text.replace('moede: "2026-06-01"', 'moede: "2026-06-08"')
    record(ws).write_text(f"<<<<<<< HEAD\n{text}=======\n{other}>>>>>>> gren\n")
    assert [one.code for one in told(ws)] == ["M455"]
    assert upgraded(ws) == []


def test_the_lines_of_the_hint_mend_a_record_by_hand(ws: Workspace) -> None:
    ours, theirs = two(ws)
    first = of_meeting(ws, next(iter(ws.meeting_files())), "2026-06-01").udgaver
    text = dump("2026-06-01", [*first, ours, theirs]).decode()
    record(ws).write_text(text)
    assert [one.code for one in told(ws)] == ["M4693"]
    mended = text.replace(
        f'version: 2\n    udsendelse: "{theirs.id}"', f'version: 3\n    udsendelse: "{theirs.id}"'
    )
    record(ws).write_text(mended)
    assert told(ws) == []
    assert len(versions(ws)) == 3


def test_versions_of_two_documents_do_not_clash_but_both_stay(ws: Workspace) -> None:
    ours, theirs = two(ws)
    minutes = replace(theirs, dokument=Kind.REFERAT, version=1)
    text = merged(ws, [ours], [minutes])
    assert "<<<<<<<" in text
    (problem,) = told(ws)
    assert problem.code == "M4699"
    assert "dagsorden version 1, 2, referat version 1" in problem.message
    assert len(upgraded(ws)) == 1
    assert told(ws) == []
    assert [one[:2] for one in versions(ws)] == [("dagsorden", 1), ("dagsorden", 2), ("referat", 1)]


def test_no_number_is_given_that_a_third_version_has(ws: Workspace) -> None:
    ours, theirs = two(ws)
    third = replace(ours, id="c" * 32, version=3, tid=ours.tid + timedelta(days=1))
    merged(ws, [ours, third], [theirs])
    (problem,) = told(ws)
    assert "version: 3 ved udsendelse bbbbbbbb" in problem.hint
    assert "version: 4 ved udsendelse cccccccc" in problem.hint
    upgraded(ws)
    assert told(ws) == []
    assert [one[1:] for one in versions(ws)] == [
        (1, "udgave-1"),
        (2, ours.id),
        (3, theirs.id),
        (4, third.id),
    ]


def test_two_first_versions_of_a_meeting_that_had_none(tmp_path: Path) -> None:
    ws = workspace(tmp_path, titled("Referat", "Vejbelysning"))
    made = issue(ws)
    other = replace(made, id="anden", tid=made.tid + timedelta(hours=1))
    halves = [dump("2026-06-01", [one]).decode() for one in (made, other)]
    text = "<<<<<<< HEAD\n{}=======\n{}>>>>>>> gren\n".format(*halves)
    record(ws).write_text(text)
    assert [one.code for one in told(ws)] == ["M4693"]
    upgraded(ws)
    assert [one[1] for one in versions(ws)] == [1, 2]


def test_recipients_counted_on_both_sides_are_no_two_versions(ws: Workspace) -> None:
    (first,) = of_meeting(ws, next(iter(ws.meeting_files())), "2026-06-01").udgaver
    merged(
        ws, [replace(first, modtagere=5, accepteret=3)], [replace(first, modtagere=4, accepteret=4)]
    )
    assert [one.code for one in told(ws)] == ["M4699"]
    upgraded(ws)
    (kept,) = of_meeting(ws, next(iter(ws.meeting_files())), "2026-06-01").udgaver
    assert (kept.modtagere, kept.accepteret) == (5, 4)


def test_a_record_with_carriage_returns_is_read_from_both_sides(ws: Workspace) -> None:
    text = torn(ws)
    record(ws).write_bytes(text.replace("\n", "\r\n").encode())
    assert [one.code for one in told(ws)] == ["M4693"]
    upgraded(ws)
    assert [one[1] for one in versions(ws)] == [1, 2, 3]


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda text: text.replace("=======\n", ""),
        lambda text: text.partition(">>>>>>>")[0],
        lambda text: text.partition("<<<<<<<")[0],
        lambda text: "",
        lambda text: text.replace("  - dokument", "- dokument", 1).replace("udsendt:", "", 1),
    ],
)
def test_a_record_that_is_cut_off_is_never_read_as_less(ws: Workspace, spoilt: object) -> None:
    text = torn(ws)
    record(ws).write_text(spoilt(text))  # type: ignore[operator]
    problems = told(ws)
    assert [one.code for one in problems] == ["M455"]
    assert "git" in problems[0].hint
    (one,) = filed(ws, record(ws).parent)
    assert (bool(one.faults), one.issues) == (True, ())
    assert upgraded(ws) == []


def test_titles_with_every_kind_of_sign_are_read_back_as_they_were(ws: Workspace) -> None:
    """What ``dump`` writes has nothing that reading finds wrong."""
    (first,) = of_meeting(ws, next(iter(ws.meeting_files())), "2026-06-01").udgaver
    titles = ['»A« "b" \\ c: # d', "- e\t{f}", "\u00a0g\u2009", "a\u0301 \U0001f600", "<<<<<<< h"]
    item = first.punkter[0]
    odd = replace(first, punkter=tuple(replace(item, titel=one) for one in titles))
    record(ws).write_bytes(dump("2026-06-01", [odd]))
    (read,) = of_meeting(ws, next(iter(ws.meeting_files())), "2026-06-01").udgaver
    assert [one.titel for one in read.punkter] == titles


def test_nothing_is_written_where_there_is_nothing_to_put_together(ws: Workspace) -> None:
    assert united(record(ws).read_bytes(), "x") is None


def test_a_torn_record_stops_no_other_stage_of_reading(ws: Workspace) -> None:
    torn(ws)
    loaded = load(ws, next(iter(ws.meeting_files())))
    assert loaded.meeting is not None
    assert loaded.meeting.udgaver == ()
    assert record(ws) in loaded.inputs
