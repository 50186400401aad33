"""What there is to say of a template set before documents are made with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from moedebog.build import TemplateSet, check_set
from moedebog.diagnostics import Diagnostic, Phrase, Position, Rule, Severity, has_errors, in_order
from moedebog.document import Kind
from moedebog.examples import Example
from moedebog.load import read_forum
from moedebog.render.docx import package
from moedebog.render.formats import Needs
from moedebog.settings.lineage import STYLE_FILE, lineage
from moedebog.workspace import Workspace

UNUSED = Rule(
    "M408",
    Severity.HINT,
    Phrase("Filen bliver ikke brugt.", "The file is not used."),
    Phrase(
        "Nævn den i pdf.yaml (logo, fil; skrift, normal, fed …), eller slet den. Word-skabelonerne "
        "hedder dagsorden.docx og referat.docx.",
        "Name it in pdf.yaml (logo, fil; skrift, normal, fed …), or delete it. The Word templates "
        "are called dagsorden.docx and referat.docx.",
    ),
    Example(
        wrong="templates/min/logo.png, som pdf.yaml ikke nævner",
        right="logo:\n  fil: logo.png\n  alt: Varde Kommune",
        file="Word",
    ),
    reason=Phrase(
        "Et logo, der ligger i mappen uden at stå i pdf.yaml, mangler på alle dokumenter.",
        "A logo that lies in the folder but not in pdf.yaml is missing on all documents.",
    ),
    about=(),
    always=True,
)
_LOOKED_FOR = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".tif", ".tiff", ".svg", ".ttf"})
"""Endings of files that a style file may name."""


class ExaminedSet(Struct, frozen=True):
    """What was found of a template set."""

    diagnostics: list[Diagnostic]
    without_logo: tuple[Path, ...]
    """Its own Word templates in which there is no picture, though its style file names a logo."""
    used: bool
    """Whether a forum has it, or a set that builds on it."""


def examine(ws: Workspace, folder: Path) -> ExaminedSet:
    """All that is wrong with a template set, and what is not as one would expect."""
    found = check_set(ws, folder, frozenset(Needs))
    without_logo: list[Path] = []
    if not has_errors(found):
        look = TemplateSet(ws, folder)
        found += _unused(ws, look, folder)
        own = [path for kind in Kind if (path := folder / f"{kind}.docx").is_file()]
        if look.style().logo:
            without_logo = [path for path in own if not _has_picture(path)]
    used = folder in set(_in_use(ws))
    return ExaminedSet(in_order(found), tuple(without_logo), used)


def _unused(ws: Workspace, look: TemplateSet, folder: Path) -> Iterator[Diagnostic]:
    known = {*look.style().inputs, folder / STYLE_FILE, *(folder / f"{kind}.docx" for kind in Kind)}
    for path in sorted(folder.iterdir()):
        ending = path.suffix.lower()
        looked_for = ending in _LOOKED_FOR or ending == ".docx"
        if looked_for and path not in known and not path.name.startswith(("~$", ".")):
            yield UNUSED.at(Position(ws.display(path)))


def _has_picture(path: Path) -> bool:
    return any(name.startswith("word/media/") for name in package.read(path.read_bytes()).parts)


def _in_use(ws: Workspace) -> Iterator[Path]:
    """The folders of the template sets that forums have, and of those that these build on."""
    for name in dict.fromkeys(_forums(ws)):
        for folder in ws.template_folders(name)[:1]:
            yield from lineage(ws, folder)[0].folders


def _forums(ws: Workspace) -> Iterator[str]:
    """The names of the template sets that forums have."""
    for path in ws.forum_files():
        forum = read_forum(path, ws.display(path), ws.meetings).forum
        if forum:
            yield forum.skabelon
