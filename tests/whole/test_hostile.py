"""Broken and hostile input: a clear diagnostic, in bounded time and memory, never a traceback."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hostile_files import HEAD, HOSTILE
from moedebog import markdown, schema, source
from moedebog.build.check import validate
from moedebog.compose import compose_all
from moedebog.diagnostics import Position, has_errors
from moedebog.normalise import normalise
from moedebog.report import FORMATS, explain
from moedebog.report.machine import render
from moedebog.report.text import text as as_text
from moedebog.settings.command import load_settings
from moedebog.settings.style import load_style
from moedebog.workspace import Workspace, resources
from support import MEETING_FILE, ROOT, document_lines, forum, lines

PICTURE = ROOT / "docs" / "billeder" / "punkt.png"
SECONDS = 10.0
"""Of processor time: a busy machine is no fault."""


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    folder = tmp_path / "meetings" / "udvalg"
    folder.mkdir(parents=True)
    (folder / "forum.yaml").write_text("navn: Udvalget\n", encoding="utf-8")
    return Workspace(tmp_path)


def in_bounds(ws: Workspace) -> set[str]:
    """The codes found in all files, in reasonable time, and told in every format."""
    start = time.process_time()
    found = validate(ws, ws.meeting_files())
    findings = explain(ws.root, found, public=True)
    told = [as_text(findings)] + [render(findings, form) for form in FORMATS if form != "text"]
    assert time.process_time() - start < SECONDS
    assert len("".join(told)) < 2_200_000
    return {d.code for d in found}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile(name: str, ws: Workspace) -> None:
    data, expected = HOSTILE[name]
    (ws.meetings / "udvalg" / "2025-09-12.yaml").write_bytes(data)
    found = in_bounds(ws)
    assert expected <= found or (not expected and not found - {"M071"}), found


def test_a_file_of_50_mb_is_not_read(ws: Workspace) -> None:
    with (ws.meetings / "udvalg" / "2025-09-12.yaml").open("wb") as file:
        file.truncate(50_000_000)
    assert in_bounds(ws) == {"M003"}


def test_a_folder_named_as_a_file(ws: Workspace) -> None:
    (ws.meetings / "udvalg" / "2025-09-12.yaml").mkdir()
    assert in_bounds(ws) == {"M002"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFO here")
@pytest.mark.parametrize("kind", ["folder", "fifo"])
def test_a_forum_that_is_no_file(kind: str, ws: Workspace) -> None:
    forum = ws.meetings / "udvalg" / "forum.yaml"
    forum.unlink()
    forum.mkdir() if kind == "folder" else os.mkfifo(forum)
    (ws.meetings / "udvalg" / "2025-09-12.yaml").write_bytes(HEAD + b"  - titel: A\n")
    found = validate(ws, ws.meeting_files(), everything=True)
    assert [d.code for d in found] == ["M002"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFO here")
def test_a_fifo_is_not_waited_for(ws: Workspace) -> None:
    os.mkfifo(ws.meetings / "udvalg" / "2025-09-12.yaml")
    assert in_bounds(ws) == {"M002"}


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need rights there")
def test_a_link_does_not_lead_out(ws: Workspace) -> None:
    folder = ws.meetings / "udvalg"
    (folder / "ud").symlink_to("/etc")
    (folder / "b.pdf").symlink_to("/etc/passwd")
    text = "  - {titel: A, bilag: [{titel: B, fil: b.pdf}, {titel: C, fil: ud/passwd}]}\n"
    (folder / "2025-09-12.yaml").write_bytes(HEAD + text.encode())
    assert in_bounds(ws) == {"M112"}


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need rights there")
@pytest.mark.parametrize("name", ["2025-09-12.yaml", "forum.yaml"])
def test_no_line_of_a_file_elsewhere_is_shown(name: str, ws: Workspace, tmp_path: Path) -> None:
    folder = ws.meetings / "udvalg"
    secret = tmp_path / "token"
    secret.write_text("TOKEN: abc123\n", encoding="utf-8")
    (folder / "2025-09-12.yaml").write_bytes(HEAD + b"  - titel: A\n")
    (folder / name).unlink()
    (folder / name).symlink_to(secret)
    found = validate(ws, ws.meeting_files(), everything=True)
    assert {d.code for d in found} == {"M034"}
    assert "abc123" not in as_text(explain(ws.root, found))


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need rights there")
def test_a_link_inside_the_meetings_is_followed(ws: Workspace) -> None:
    other = ws.meetings / "andet"
    other.mkdir()
    (other / "forum.yaml").symlink_to("../udvalg/forum.yaml")
    (other / "2025-09-12.yaml").write_bytes(HEAD + b"  - titel: A\n")
    assert in_bounds(ws) == set()


@pytest.mark.skipif(sys.platform == "win32", reason="such a name cannot be there")
def test_a_meeting_file_with_a_line_break_in_its_name(ws: Workspace) -> None:
    path = ws.meetings / "udvalg" / "2025\n::error::x.yaml"
    path.write_bytes(HEAD + b"  - tittel: A\n")
    findings = explain(ws.root, validate(ws, ws.meeting_files()))
    assert len(as_text(findings).split("\n")) == 6
    assert not any(line.startswith("::error::") for line in render(findings, "github").split("\n"))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="limits are of Unix")
def test_memory_is_bounded(ws: Workspace) -> None:
    (ws.meetings / "udvalg" / "2025-09-12.yaml").write_bytes(b"[" + b"{a: [1]}," * 500_000)
    script = (
        "import resource; resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30));"
        "from moedebog.cli import main; raise SystemExit(main(['validate', '--jobs', '1']))"
    )
    generators = Path(source.__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ws.root,
        env={**os.environ, "PYTHONPATH": str(generators)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1, done.stderr
    assert "M018" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_out_of_the_project_are_not_followed(ws: Workspace, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    (outside / "secret.yaml").write_text("hemmeligt: 1\n", encoding="utf-8")
    shutil.copyfile(PICTURE, outside / "secret.png")
    folder = ws.meetings / "udvalg"
    (folder / "2025-09-12.yaml").write_bytes(HEAD + b"  - {titel: A, tekst: '![K](k.png)'}\n")
    (folder / "k.png").symlink_to(outside / "secret.png")
    assert {d.code for d in validate(ws, ws.meeting_files())} == {"M034"}
    (ws.root / "moedebog.yaml").symlink_to(outside / "secret.yaml")
    assert [d.code for d in load_settings(ws)[1]] == ["M034"]
    sets = ws.root / "templates"
    shutil.copytree(resources("templates") / "standard", sets / "egen")
    (sets / "egen" / "pdf.yaml").unlink()
    (sets / "egen" / "pdf.yaml").symlink_to(outside / "secret.yaml")
    assert [d.code for d in load_style(sets / "egen" / "pdf.yaml", "pdf.yaml")[1]] == ["M034"]


def test_what_is_not_read_is_told(ws: Workspace) -> None:
    folder = ws.meetings / "udvalg"
    (folder / "2025-10-10.yml").write_bytes(HEAD)
    (folder / "bilag").mkdir()
    found = validate(ws, ws.meeting_files(), everything=True)
    assert [(d.code, d.position.file) for d in found] == [
        ("M411", "meetings/udvalg/2025-10-10.yml")
    ]
    (folder / "2025-10-10.yml").unlink()
    if sys.platform != "win32":
        (ws.meetings / "byraad").symlink_to(folder)
        (ws.meetings / "bilag").symlink_to(folder / "bilag")
        found = validate(ws, ws.meeting_files(), everything=True)
        assert [(d.code, d.position.file) for d in found] == [("M412", "meetings/byraad")]


# --- any bytes ---

FRAGMENTS = st.sampled_from(
    [b"dato: 2025-09-12\n", b"start: 10.00\n", b"punkter:\n", b"  - titel: A\n", b"    tekst: |\n",
     b"      x\n", b"lukket: ja\n", b"[", b"]", b"{", b"}", b": ", b"- ", b"'", b'"', b"\\", b"#",
     b" #", b"*a", b"&a", b"!x", b"|", b">", b"?", b"%", b"---\n", b"\t", b"\n", b"\r", b"\xef",
     b"\xc3\xa6", b"<<: ", b"    bilag: [{titel: B, fil: ../x}]\n", b"\xe2\x80\xa8", b"0", b"~",
     b"    indstilling: {at: [a], delbeslutninger: [{punkt: 2, udfald: x}]}\n", b"afbud: [X]\n"]
)  # fmt: skip
BYTES = st.one_of(st.binary(max_size=200), st.lists(FRAGMENTS, max_size=30).map(b"".join))


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(BYTES)
def test_any_bytes_give_diagnostics_or_a_valid_meeting(data: bytes) -> None:
    tree, problems = source.parse(data, "m.yaml")
    if tree is None:
        assert has_errors(problems)
        return
    found, pruned, _ = schema.check_and_prune(tree, "meeting")
    if pruned is not None:
        meeting, more = normalise(pruned, forum(), MEETING_FILE)
        if meeting is not None:
            compose_all(meeting)
        found += more
    for diagnostic in (*problems, *found):
        assert all(diagnostic.texts("da")) or diagnostic.message
        assert diagnostic.texts("en")[0]
        tree.path_at(diagnostic.position)


LINES = st.one_of(
    st.sampled_from(
        ["", "", "", "Et afsnit her.", "To ord", "- punkt", "  - under", "1. et", "3. tre", " mere",
         "# Over", "## Under", "| a | b |", "|---|---|", "---", "===", "> citat", "**fed** tekst",
         "    indrykket", "[a](https://example.org)", "[x]: y", "12. september", "* * *", "+ plus",
         "tekst  ", "\\", "&amp;", "`kode`", "```", "<b>", "x | y", "![a](b.png)", "{lang=en}",
         "1. et", "2. to", "   - under ét", "   1. under ét", "- 2024 var", "- **fed**: *kursiv*.",
         "10.30 møde", "(se [her](https://x.dk/a_b) og **dér**)", "[a](http://b.dk)[c](http://d.dk)",
         "| **x** | [y](https://z.dk) |", "|:--|:-:|", "|---|", "| a |", "a**b** *c*d", "## *K* #",
         "• punkt", "– streg", "o cirkel", "-tæt", "a) et", "b) to", "(1) et", "(2) to", "1.Et",
         "- 5.000 kr.", "> 100.000 borgere", "+ 3", "100*2*3 kr.", "C:\\_x", "\\\\a\\b",
         "se https://x.dk/a_b?c=d.", "(www.x.dk)", "a@b.dk,", "~~ud~~", "CO~2~", "m^2^", "~5 ~6",
         "Odense Kommune", "Vejen 1", "5000 Odense C", "Svar til:", "==mark==", "[^1]", "[^1]: y",
         "- [ ] gør", "** a **", "##Over", ":::", "*.docx", "| a | b", "[x](y z)", "*f*.docx", "-"]
    ),
    st.text(
        st.characters(min_codepoint=32, max_codepoint=591, exclude_categories=["Cc", "Cf"]),
        max_size=40,
    ),
)  # fmt: skip


@settings(max_examples=600, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=9).map("\n".join))
def test_the_short_way_through_markdown_is_no_other_way(text: str) -> None:
    def place(line: int) -> Position:
        return Position("m", line + 1, 1)

    short, told = markdown.parse(text, place, Path())
    long, told_long = markdown._parsed(text, place, Path())
    assert repr(short) == repr(long)  # positions count
    assert told == told_long


PROSE = st.text("abcæøå ÆØÅ,.:;()-–'?%0123456789", min_size=1, max_size=80).filter(str.strip)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(PROSE, PROSE), min_size=1, max_size=4))
def test_the_words_of_a_valid_meeting_come_out_again(items: list[tuple[str, str]]) -> None:
    import json

    data = {
        "dato": "2025-09-12",
        "start": "10:00",
        "punkter": [{"titel": titel, "beslutning": f"x {tekst}"} for titel, tekst in items],
    }
    tree, problems = source.parse(json.dumps(data).encode(), "m.yaml")
    assert tree is not None
    assert not problems
    assert schema.check(tree, "meeting") == []
    meeting, problems = normalise(tree, forum(), MEETING_FILE)
    assert meeting is not None
    documents, _ = compose_all(meeting)
    for (kind, _), document in documents.items():
        said = " ".join("\n".join(document_lines(document)).split())
        for punkt, (titel, _tekst) in zip(meeting.punkter, items, strict=True):
            assert " ".join(titel.split()) in said
            for line in lines(punkt.afsnit[0].tekst) if kind == "referat" else ():
                assert " ".join(line.split()) in said
