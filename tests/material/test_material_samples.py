"""The one file of every sample meeting, for every reader: all that its parts have, and no more."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct

from joined_files import Viewed, read_out
from moedebog.blocks import Paragraph, Run
from moedebog.document import Audience, Document, Kind
from moedebog.examples import pdf as plain_pdf
from moedebog.material import drawing, making, office, prepared
from moedebog.material.contents import Entry
from moedebog.material.files import Collected, make
from moedebog.material.prepared import Pages
from moedebog.phrases import DANISH
from moedebog.render.pdf import render
from moedebog.settings.appearance import Style
from moedebog.workspace import MeetingFile, Workspace
from samling import Part, join
from support import ROOT
from validators import verapdf

pytestmark = pytest.mark.slow
MEETINGS = Workspace(ROOT).meeting_files()


class Placed:
    """A part with its file as it was joined, and the first of its pages in the whole."""

    def __init__(self, part: Part, first: int) -> None:
        assert part.file is not None
        self.key = part.key
        self.is_stamped = part.stamped_from is not None
        self.data = part.file if isinstance(part.file, bytes) else part.file.read_bytes()
        self.viewed = Viewed(self.data)
        self.first = first

    @property
    def pages(self) -> range:
        return range(self.first, self.first + self.viewed.pages)


class Joinings:
    """Joins as ``samling.join`` does, and knows of what."""

    def __init__(self) -> None:
        self.placed: list[list[Placed]] = []

    def __call__(self, parts: Sequence[Part], out: Path, **more: Any) -> Any:
        placed: list[Placed] = []
        for part in (one for top in parts for one in top.all() if one.file is not None):
            placed.append(Placed(part, placed[-1].pages.stop if placed else 0))
        self.placed.append(placed)
        return join(parts, out, **more)


@pytest.fixture
def joinings(monkeypatch: pytest.MonkeyPatch) -> Joinings:
    made = Joinings()
    monkeypatch.setattr(making, "join", made)
    # What Word gets is not asked for here; it costs as much as all the rest.
    monkeypatch.setattr("moedebog.render.docx.render", lambda *_: b"")
    if office.program() is None:
        monkeypatch.setattr(prepared, "as_pages", _stand_ins)
    return made


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Document]:
    """What was drawn for the one file: the document, and the pages before attachments."""
    made: list[Document] = []

    def spy(document: Document, style: Style, **more: Any) -> bytes:
        made.append(document)
        return render(document, style, **more)

    monkeypatch.setattr(drawing, "render", spy)
    return made


def _stand_ins(_: Path, kinds: Iterable[Path], __: str, work: Path) -> dict[Path, Pages]:
    """Without LibreOffice: PDFs that say what they stand for."""
    work.mkdir(parents=True)
    made = {path: Pages(work / f"{number}.pdf") for number, path in enumerate(kinds)}
    for path, pages in made.items():
        pages.pdf.write_bytes(plain_pdf(path.stem.encode("ascii", "ignore").decode()))
    return made


@pytest.mark.parametrize("meeting", MEETINGS, ids=lambda one: one.name)
def test_of_every_sample(
    meeting: MeetingFile, joinings: Joinings, drawn: list[Document], tmp_path: Path
) -> None:
    ws, file = _copied(meeting, tmp_path)
    for kind in Kind:
        for audience in Audience:
            made = make(ws, file, kind, audience)
            (path,), placed = made.files, joinings.placed[-1]
            whole = Viewed(path)
            reads_as_its_parts(path, placed)
            shows_as_its_parts(whole, placed)
            leads_as_its_parts(whole, placed)
            leads_there_and_back(whole, placed, made.entries)
            is_numbered_through(whole, placed, made.entries)
            every_line_is_led(drawn, made.entries)
            drawn.clear()
    opens_elsewhere(path, whole.pages)  # the last, which everything stands in
    if office.program() is not None:
        assert verapdf([path])[path] == {"PDF/UA-1": set(), _pdfa(made): set()}


def _pdfa(made: Collected) -> str:
    """The attachments of the samples are all good; what LibreOffice makes is of level B."""
    is_converted = any(one.fil and one.fil.suffix != ".pdf" for one in made.entries)
    return f"PDF/A-2{'B' if is_converted else 'A'}"


def _copied(meeting: MeetingFile, root: Path) -> tuple[Workspace, MeetingFile]:
    """A workspace with this meeting's forum alone."""
    shutil.copytree(meeting.path.parent, root / "meetings" / meeting.forum)
    ws = Workspace(root)
    (file,) = [one for one in ws.meeting_files() if one.name == meeting.name]
    return ws, file


def reads_as_its_parts(path: Path, placed: Sequence[Placed]) -> None:
    assert read_out(path) == "".join(read_out(one.data) for one in placed)
    assert len(read_out(path)) > 100


def shows_as_its_parts(whole: Viewed, placed: Sequence[Placed]) -> None:
    """Each page has its text and its number; the number is all that is added to an attachment."""
    assert whole.pages == placed[-1].pages.stop
    for one in placed:
        for number, own in zip(one.pages, one.viewed.texts(), strict=True):
            more = Counter(whole.text(number).split()) - Counter(own.split())
            stamped = DANISH.material_number.format(number=number + 1, count=whole.pages)
            assert more == Counter(stamped.split() if one.is_stamped else ()), number
            assert f"{number + 1} af {whole.pages}" in " ".join(whole.text(number).split())


def leads_as_its_parts(whole: Viewed, placed: Sequence[Placed]) -> None:
    """The links and bookmarks of each part lead where they led in its file."""
    links = Counter(one.told for one in whole.links())
    own = Counter(one.moved(part.first).told for part in placed for one in part.viewed.links())
    assert own <= links
    bookmarks = Counter(whole.bookmarks())
    theirs = Counter(
        (title, page + part.first) for part in placed for title, page in part.viewed.bookmarks()
    )
    assert theirs <= bookmarks
    assert all(0 <= page < whole.pages for _, page in bookmarks)


def leads_there_and_back(whole: Viewed, placed: Sequence[Placed], entries: Sequence[Entry]) -> None:
    document, firsts = placed[0], {one.key: one.first for one in placed if one.key}
    links = whole.links()
    assert all(0 <= one.target < whole.pages for one in links)
    for entry in entries:
        cover = firsts[entry.key]
        lines = [one for one in links if one.page in document.pages and one.target == cover]
        assert lines, entry.reference
        (back,) = [one for one in links if one.page == cover]
        assert back.target == lines[0].page, entry.reference
        assert _letters(entry.titel) in _letters(whole.text(cover)), entry.reference


def _letters(text: str) -> str:
    """A text without what differs where its lines break."""
    return re.sub(r"\W+", "", text)


def is_numbered_through(whole: Viewed, placed: Sequence[Placed], entries: Sequence[Entry]) -> None:
    labels = whole.labels()
    assert len(set(labels)) == whole.pages
    assert labels[: placed[0].viewed.pages] == [str(n + 1) for n in placed[0].pages]
    firsts = {one.key: one.first for one in placed if one.key}
    for entry in entries:
        cover = firsts[entry.key]
        assert labels[cover] == entry.short
        if entry.apart is None:
            assert labels[cover + 1] == f"{entry.short} s. 1"


def opens_elsewhere(path: Path, pages: int) -> None:
    """Poppler and MuPDF read it and complain of nothing, where they are there."""
    for command in (["pdfinfo"], ["mutool", "info"]):
        if shutil.which(command[0]):
            done = subprocess.run([*command, path], capture_output=True, text=True, timeout=60)
            assert (done.returncode, done.stderr) == (0, "")
            assert re.search(rf"^Pages: +{pages}$", done.stdout, re.MULTILINE)


def every_line_is_led(drawn: Sequence[Document], entries: Sequence[Entry]) -> None:
    """Wherever the document names an attachment in a line of its own, that is a link."""
    keys = {entry.position: entry.key for entry in entries}
    lines = [
        one
        for one in _paragraphs(max(drawn, key=lambda made: len(made.punkter)))
        if one.position is not None and one.position in keys
    ]
    assert {one.position for one in lines} == set(keys)
    for line in lines:
        assert line.position is not None
        assert all(run.link for run in line.inlines if isinstance(run, Run)), line


def _paragraphs(node: object) -> Iterator[Paragraph]:
    if isinstance(node, Paragraph):
        yield node
    elif isinstance(node, tuple):
        for one in node:
            yield from _paragraphs(one)
    elif isinstance(node, Struct):
        for name in node.__struct_fields__:
            yield from _paragraphs(getattr(node, name))
