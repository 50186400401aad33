"""A template set and those that it builds on: whatever it lacks is theirs.

``bygger_paa`` in a set's style file names the set that it builds on, which may build on another.
A set of the workspace that has the name of one that comes with moedebog may build on that.
"""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from moedebog import source
from moedebog.diagnostics import Diagnostic, Phrase, Position, Rule, Severity
from moedebog.examples import Example
from moedebog.guesses import nearest
from moedebog.workspace import Workspace, is_file

UNKNOWN_BASE = Rule(
    "M406",
    Severity.ERROR,
    Phrase(
        "Skabelonsættet bygger på »{navn}«, som ikke findes.",
        "The template set builds on »{navn}«, which does not exist.",
    ),
    Phrase("{raad}", "{raad}"),
    Example(wrong="bygger_paa: standart", right="bygger_paa: standard", file="Word"),
)
LOOP = Rule(
    "M407",
    Severity.ERROR,
    Phrase(
        "Skabelonsættene bygger på hinanden i ring: {ring}.",
        "The template sets build on each other in a circle: {ring}.",
    ),
    Phrase(
        "Lad ét af dem bygge på et andet sæt, f.eks. standard, eller slet dets linje bygger_paa.",
        "Let one of them build on another set, e.g. standard, or delete its line bygger_paa.",
    ),
    Example(
        wrong="bygger_paa: min, i sættet min",
        right="bygger_paa: standard, i sættet min",
        file="Word",
    ),
)

STYLE_FILE = "pdf.yaml"
BASE_KEY = "bygger_paa"


class Lineage(Struct, frozen=True):
    """A template set with those that it builds on."""

    folders: tuple[Path, ...]
    """The set's own, then that of the set it builds on, and so on."""

    @property
    def folder(self) -> Path:
        """The set's own folder."""
        return self.folders[0]

    def owner_of(self, name: str) -> int | None:
        """Which of the folders has a file of this name first; ``None``: none of them."""
        found = (number for number, one in enumerate(self.folders) if is_file(one / name))
        return next(found, None)

    def find(self, name: str) -> Path | None:
        """The file of this name: the set's own before that of one it builds on."""
        owner = self.owner_of(name)
        return None if owner is None else self.folders[owner] / name

    def of_base(self, number: int) -> Lineage:
        """That of one of the sets this one builds on, by its place among the folders."""
        return Lineage(self.folders[number:])

    @property
    def style_files(self) -> tuple[Path, ...]:
        """The style file of each set, the set's own first."""
        return tuple(folder / STYLE_FILE for folder in self.folders)


def lineage(ws: Workspace, folder: Path) -> tuple[Lineage, list[Diagnostic]]:
    """The template set in ``folder`` with those it builds on, as far as they can be followed."""
    folders = [folder]
    while (base := _base(ws, folders[-1])) is not None:
        name, position = base
        others = [one for one in ws.template_folders(name) if one != folders[-1]]
        if others and others[0] not in folders:
            folders.append(others[0])
            continue
        if ws.template_folders(name):
            ring = " → ".join([*(one.name for one in folders), name])
            return Lineage(tuple(folders)), [LOOP.at(position, ring=ring)]
        fault = UNKNOWN_BASE.at(position, navn=name, raad=_advice(ws, name, folders[-1].name))
        return Lineage(tuple(folders)), [fault]
    return Lineage(tuple(folders)), []


def _base(ws: Workspace, folder: Path) -> tuple[str, Position] | None:
    """The name of the set that another builds on, and where it stands."""
    path = folder / STYLE_FILE
    try:
        if BASE_KEY.encode() not in path.read_bytes():  # most sets build on none
            return None
    except OSError:  # told where the style is read
        return None
    tree, _ = source.read(path, ws.display(path), folder.parent)
    data = tree.data if tree is not None else None
    name = data.get(BASE_KEY) if isinstance(data, dict) else None
    if tree is None or not isinstance(name, str):
        return None
    return name, tree.position((BASE_KEY,))


def _advice(ws: Workspace, name: str, own: str) -> Phrase:
    known = [one for one in ws.template_sets() if one != own]
    meant = nearest(name.lower(), known, cutoff=0.6)
    if meant:
        return Phrase(f"Mente du »{meant}«?", f"Did you mean »{meant}«?")
    return Phrase("Der er: ", "There are: ") + f"{', '.join(known)}."
