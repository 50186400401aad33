"""Attachments larger than memory, and what is put down and shown of closed ones."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pytest

from indhold.findings import Look
from indhold.given import Given
from mail_support import FILES, change, issues, letter_to, prepared, send, server, workspace
from moedebog import issued
from moedebog.diagnostics import EnvironmentProblem
from moedebog.examples import pdf
from moedebog.issued import issued_file
from moedebog.send import encoded, summaries
from moedebog.send.encoded import Spool, encoded_size
from moedebog.workspace import Workspace

MEGABYTE = 1_000_000
CARD = pdf("Kort", padding=760_000)

pytestmark = pytest.mark.usefixtures("quick_renderers")


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    return workspace(tmp_path)


def sparse(ws: Workspace, name: str, size: int) -> None:
    """A file of zeros, which takes no room on the disk."""
    with (ws.meetings / "udvalg" / "bilag" / name).open("wb") as file:
        file.truncate(size)


@contextmanager
def allocating_at_most(megabytes: float) -> Iterator[None]:
    tracemalloc.start()
    try:
        yield
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < megabytes * MEGABYTE, f"{peak / MEGABYTE:.0f} MB"


@pytest.mark.parametrize("size", [0, 1, 2, 3, 56, 57, 58, 59, 60, 114, 57 * 8192, 57 * 8192 + 1])
def test_what_a_file_takes_on_the_way_is_known_before_it_is_read(size: int) -> None:
    body, _, length = Spool().encode(BytesIO(bytes(size)), size)
    assert (len(body), length) == (encoded_size(size), size)


def test_in_memory_and_on_the_disk_the_bytes_are_the_same(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    (ws.meetings / "udvalg/bilag/kort.pdf").write_bytes(CARD)
    held = [bytes(m.shown(v, v.whole)) for m in [prepared(ws)] for v in m.variants]
    monkeypatch.setattr(encoded, "IN_MEMORY", 0)
    assert [bytes(m.shown(v, v.whole)) for m in [prepared(ws)] for v in m.variants] == held
    with server() as inbox:
        send(ws, inbox.port)
    files = {
        part.get_filename(): part.get_payload(decode=True)
        for part in letter_to(inbox, "aase@example.org").iter_attachments()
    }
    assert files["Punkt 2, bilag 1 - Kort over åen.pdf"] == CARD
    assert files["Punkt 3, bilag 1.pdf"] == FILES["skoede.pdf"]


def test_a_file_that_no_server_takes_is_refused_before_it_is_read(ws: Workspace) -> None:
    sparse(ws, "skoede.pdf", 900 * MEGABYTE)
    with allocating_at_most(50), pytest.raises(EnvironmentProblem, match="for stor") as told:
        prepared(ws)
    assert "Punkt 3, bilag 1" in str(told.value)
    assert "skøde" not in str(told.value)
    assert not ws.output.exists()


def test_a_file_that_stays_at_home_may_be_as_large_as_it_is(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("moedebog.send.prepare.LARGEST", 100_000)
    sparse(ws, "kort.pdf", MEGABYTE)
    with pytest.raises(EnvironmentProblem, match="Kort over åen"):
        prepared(ws)
    change(ws, "maalgruppe: intern", "maalgruppe: intern\n    bilag: nej", "forum.yaml")
    change(ws, "gruppe: presse", "gruppe: presse\n    bilag: nej", "forum.yaml")
    assert prepared(ws)


@pytest.mark.slow
def test_large_files_take_hardly_any_memory_and_make_no_large_preview(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All sizes a tenth of what they may be: 19 MB of files, 15 MB a message, 3 MB held."""

    def elsewhere(paths: Sequence[Path], **_: object) -> Iterator[tuple[Path, Look]]:
        """Files are looked into by other processes, with memory of their own."""
        for path in paths:
            yield path, Look(Given(path.name, path).sha256, path.stat().st_size, "pdf")

    monkeypatch.setattr("moedebog.looked.looks.look_at", elsewhere)
    summaries.write_previews(ws, prepared(ws))  # what is loaded once
    monkeypatch.setattr(encoded, "IN_MEMORY", 3 * MEGABYTE)
    monkeypatch.setattr(summaries, "LARGEST", 15 * MEGABYTE)
    sparse(ws, "kort.pdf", 10 * MEGABYTE)
    sparse(ws, "pris.docx", 9 * MEGABYTE)
    with allocating_at_most(6):
        summaries.write_previews(ws, prepared(ws))
    sizes = {path.name: path.stat().st_size for path in ws.output.rglob("*.eml")}
    assert sorted(sizes) == [
        "dagsorden-medlemmer-del-1-intern.eml",
        "dagsorden-medlemmer-del-2-intern.eml",
        "dagsorden-presse.eml",
    ]
    assert max(sizes.values()) < 15 * MEGABYTE


# --- names of what is closed ----------------------------------------------------------------------


def test_what_was_issued_does_not_name_closed_attachments(ws: Workspace) -> None:
    with server() as inbox:
        send(ws, inbox.port)
    assert [name for name, _ in issues(ws)[0].filer] == [
        "Dagsorden Prøveudvalget 2025-09-12.docx",
        "Dagsorden Prøveudvalget 2025-09-12.pdf",
        "Dagsorden Prøveudvalget 2025-09-12 (fortroligt).docx",
        "Dagsorden Prøveudvalget 2025-09-12 (fortroligt).pdf",
        "Punkt 2, bilag 1 - Kort over åen.pdf",
        "Punkt 2, bilag 2",
        "Punkt 3, bilag 1",
    ]


def test_a_file_of_an_older_version_is_read_and_loses_the_names(ws: Workspace) -> None:
    file = ws.meeting_file("2025-09-12")
    path = issued_file(file)
    with server() as inbox:
        send(ws, inbox.port)
        text = path.read_text("utf-8")
        former = text.replace('"Punkt 3, bilag 1"', '"Punkt 3, bilag 1 - Hemmeligt skøde.pdf"')
        former = former.replace('"Punkt 2, bilag 2"', '"Punkt 2, bilag 2 - Fortrolig pris.docx"')
        assert former != text
        path.write_text(former, "utf-8")
        found = prepared(ws)
        assert (found.issue.version, found.is_new) == (1, False)
        assert send(ws, inbox.port).accepted == []
        assert path.read_text("utf-8") == text
        path.write_text(former, "utf-8")
        change(ws, "900.000", "850.000")
        change(ws, "titel: Hemmeligt skøde", "titel: Et andet navn")
        send(ws, inbox.port)
    text = path.read_text("utf-8")
    assert "skøde" not in text
    assert "Fortrolig" not in text
    assert [i.version for i in issues(ws)] == [1, 2]
    assert issued.issues_of(issued.filed(ws, path.parent), "2025-09-12") == issues(ws)


def test_previews_of_what_is_internal_say_so(ws: Workspace) -> None:
    change(ws, "gruppe: presse", "gruppe: alt andet end intern", "forum.yaml")
    folder = ws.output / "udvalg" / "2025-09-12" / "mail"
    folder.mkdir(parents=True)
    (folder / "dagsorden-medlemmer.eml").write_text("Køb af grunden")  # of an older version
    (folder / "referat-medlemmer-intern.eml").write_text("En anden slags")
    summaries.write_previews(ws, prepared(ws))
    assert sorted(path.name for path in folder.iterdir()) == [
        "dagsorden-alt-andet-end-intern-offentlig.eml",
        "dagsorden-medlemmer-intern.eml",
        "referat-medlemmer-intern.eml",
    ]
