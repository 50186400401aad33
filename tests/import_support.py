"""Importing for tests: a workspace of its own, and the words of what comes out."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from moedebog import compose, source
from moedebog.build.check import validate
from moedebog.diagnostics import Severity, has_errors
from moedebog.document import Audience, Document, Kind, Oversigt
from moedebog.importer import Imported, import_file
from moedebog.load import load
from moedebog.meeting import Meeting
from moedebog.render import docx, pdf
from moedebog.settings.style import load_style
from moedebog.workspace import MeetingFile, Workspace
from support import ROOT, document_lines

SEEDS = ROOT.parent / "shared" / "seeds"
"""Five real referater that are no part of the repository."""
WORKSPACE = Workspace(ROOT)
SAMPLES = WORKSPACE.meeting_files()


@dataclass
class Import:
    """What an import has made, read again."""

    ws: Workspace
    result: Imported
    meeting: Meeting
    text: str
    """The meeting file."""
    tree: Any
    forum: Any
    """The tree of ``forum.yaml``."""

    def document(
        self, kind: Kind = Kind.REFERAT, audience: Audience = Audience.OFFENTLIG
    ) -> Document:
        document, _ = compose.compose(self.meeting, kind, audience)
        return document

    def rendered(self, kind: Kind = Kind.REFERAT) -> tuple[bytes, bytes]:
        """The public document as docx and as PDF."""
        return render(self.document(kind), kind)


def render(document: Document, kind: Kind = Kind.REFERAT) -> tuple[bytes, bytes]:
    templates = Workspace(ROOT).template_set("standard")
    style, problems = load_style(templates / "pdf.yaml", "pdf.yaml")
    assert style is not None, problems
    return docx.render(document, templates / f"{kind}.docx"), pdf.render(document, style)


def run(file: Path, root: Path, forum: str = "udvalg", meeting: str | None = None) -> Import:
    """Import ``file`` into the workspace ``root``; ``make validate`` must find no error in it."""
    (root / "meetings").mkdir(parents=True, exist_ok=True)
    ws = Workspace(root)
    result = import_file(ws, file, forum, meeting)
    path = result.made[-1]
    meeting_file = ws.meeting_file(f"{forum}/{path.stem}")
    found = validate(ws, [meeting_file])
    assert [str(d) for d in found if d.severity is Severity.ERROR] == []
    loaded = load(ws, meeting_file)
    assert loaded.meeting is not None
    forum_file = ws.forum_file(path)
    assert forum_file is not None
    return Import(
        ws,
        result,
        loaded.meeting,
        path.read_text(encoding="utf-8"),
        tree_of(path),
        tree_of(forum_file),
    )


def tree_of(path: Path) -> Any:
    tree, problems = source.read(path, path.name)
    assert tree is not None, problems
    return tree.data


def imported(text: str, root: Path, name: str = "gammelt.txt", **options: Any) -> Import:
    """Import a text."""
    root.mkdir(exist_ok=True)
    file = root / name
    file.write_text(text, encoding="utf-8")
    return run(file, root, **options)


def with_forum(root: Path, folder: Path) -> None:
    """A workspace with a forum and its attachments, but without its meetings."""
    target = root / "meetings" / folder.name
    shutil.copytree(folder, target, ignore=shutil.ignore_patterns("2*.yaml"))


@cache
def sample(file: MeetingFile, kind: Kind) -> Document:
    loaded = load(WORKSPACE, file)
    assert loaded.meeting is not None
    assert not has_errors(loaded.diagnostics)
    return compose.compose(loaded.meeting, kind, Audience.OFFENTLIG)[0]


@cache
def sample_files(file: MeetingFile, kind: Kind) -> tuple[bytes, bytes]:
    return render(sample(file, kind), kind)


# --- words ----------------------------------------------------------------------------------

_MARKER = re.compile(r"(?m)^\s*(?:(?:[-•–◦▪]|o(?=\s)|\d{1,2}\.)\s+)+")


def words(text: str) -> list[str]:
    """The words of a text: letters and digits, without case, list markers and markup.

    A word that the source breaks over two lines or pages is one word.
    """
    text = text.replace("\u00ad", "").replace("\u2011", "-").replace("\\_", "_")
    text = re.sub(r"\]\([^)]*\)", "]", text)
    text = re.sub(r"<[^>]+>", " ", text)
    text = re.sub(r"(?m)^[#* ]+", "", text)
    text = re.sub(r"([a-zæøå])-\n+(?=[a-zæøå])(?!og|eller)", r"\1", text)
    return re.findall(r"[^\W_]+", _MARKER.sub("", text).casefold())


def document_words(document: Document) -> list[str]:
    """The words of a document, its overview left out."""
    empty = Oversigt("", "oversigt", (), (), "")
    return words("\n".join(document_lines(replace(document, oversigt=empty))))


def member_words(result: Import) -> list[str]:
    """The words told of members: they stand in forum.yaml, whatever a referat may claim."""
    members = result.meeting.forum.medlemmer
    told = [(m.navn, m.titel, m.organisation, m.parti, m.hverv) for m in members]
    return words(" ".join(fact for facts in told for fact in facts if fact))


def indstillinger(value: object) -> list[list[str]]:
    """The points of every indstilling in a tree, in reading order."""
    found: list[list[str]] = []
    if isinstance(value, dict):
        for key, inner in value.items():
            found += [inner["at"]] if key == "indstilling" else indstillinger(inner)
    elif isinstance(value, list):
        for inner in value:
            found += indstillinger(inner)
    return found


Difference = tuple[str, str]
"""Words of the seed that are not at their place, and what stands there instead."""


def differences(seed: list[str], made: list[str]) -> list[Difference]:
    """Where the words of the seed do not follow one another in the document."""
    matcher = SequenceMatcher(None, seed, made, autojunk=False)
    return [
        (" ".join(seed[begin:end]), " ".join(made[there:until]))
        for kind, begin, end, there, until in matcher.get_opcodes()
        if kind in ("delete", "replace")
    ]
