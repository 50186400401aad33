"""The template set of a meeting: its folder, the style of its PDFs, and its Word templates."""

from __future__ import annotations

from pathlib import Path

from moedebog.diagnostics import (
    Diagnostic,
    Position,
    Problems,
    Rule,
    Severity,
    UsageProblem,
)
from moedebog.document import Kind
from moedebog.settings.appearance import Style
from moedebog.settings.style import load_style
from moedebog.workspace import Workspace

UNKNOWN_SET = Rule(
    "M400",
    Severity.ERROR,
    "Skabelonsættet »{navn}« findes ikke. Der er: {kendte}.",
    "Ret `skabelon` i forum.yaml.",
    about=("skabelon",),
)
NO_TEMPLATE = Rule(
    "M401",
    Severity.ERROR,
    "Skabelonen {navn} mangler filen {fil}.",
    "Kopiér den fra standardskabelonen, og tilret den i Word.",
)


def template_set_of(ws: Workspace, name: str, position: Position) -> Path:
    """The folder of a template set, named at ``position``; raises ``Problems``."""
    try:
        return ws.template_set(name)
    except UsageProblem:
        known = ", ".join(ws.template_sets())
        raise Problems([UNKNOWN_SET.at(position, navn=name, kendte=known)]) from None


def style_of(ws: Workspace, folder: Path) -> tuple[Style | None, list[Diagnostic]]:
    """The style of a template set's PDFs, and what is wrong with it."""
    path = folder / "pdf.yaml"
    if not path.is_file():
        fault = NO_TEMPLATE.at(Position(ws.display(path)), navn=folder.name, fil=path.name)
        return None, [fault]
    return load_style(path, ws.display(path))


def word_template(ws: Workspace, folder: Path, kind: Kind) -> Path:
    """The Word template of a kind of document; raises ``Problems`` where there is none."""
    path = folder / f"{kind}.docx"
    if not path.is_file():
        place = Position(ws.display(path))
        raise Problems([NO_TEMPLATE.at(place, navn=folder.name, fil=path.name)])
    return path
