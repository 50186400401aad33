"""The template set of a meeting: its folder, the style of its PDFs, and its Word templates."""

from __future__ import annotations

from pathlib import Path

from moedebog.diagnostics import (
    Diagnostic,
    Phrase,
    Position,
    Problems,
    Rule,
    Severity,
    UsageProblem,
)
from moedebog.document import Document, Kind
from moedebog.examples import Example
from moedebog.fakta import Fakta
from moedebog.render.formats import FORMATS
from moedebog.settings.appearance import Style
from moedebog.settings.style import load_style
from moedebog.workspace import Workspace

UNKNOWN_SET = Rule(
    "M400",
    Severity.ERROR,
    Phrase(
        "Skabelonsættet »{navn}« findes ikke. Der er: {kendte}.",
        "There is no template set »{navn}«. There are: {kendte}.",
    ),
    Phrase("Ret `skabelon` i forum.yaml.", "Correct `skabelon` in forum.yaml."),
    Example(
        wrong="navn: U\nskabelon: findesikke", right="navn: U\nskabelon: standard", file="forum"
    ),
    about=("skabelon",),
)
NO_TEMPLATE = Rule(
    "M401",
    Severity.ERROR,
    Phrase(
        "Skabelonen {navn} mangler filen {fil}.", "The template set {navn} lacks the file {fil}."
    ),
    Phrase(
        "Kopiér den fra standardskabelonen, og tilret den {hvor}.",
        "Copy it from the standard template set, and adapt it {hvor}.",
    ),
    Example(wrong="Et skabelonsæt uden pdf.yaml", right="Med alle tre filer", file="Word"),
)

_IN_WORD = Phrase("i Word", "in Word")
_IN_EDITOR = Phrase("i en teksteditor", "in a text editor")


def template_set_of(ws: Workspace, name: str, position: Position) -> Path:
    """The folder of a template set, named at ``position``; raises ``Problems``."""
    try:
        return ws.template_set(name)
    except UsageProblem:
        known = ", ".join(ws.template_sets())
        raise Problems([UNKNOWN_SET.at(position, navn=name, kendte=known)]) from None


class TemplateSet:
    """A template set as renderers ask for it; each of its files is read once."""

    def __init__(self, ws: Workspace, folder: Path) -> None:
        self._ws = ws
        self._folder = folder
        self._read: tuple[Style | None, list[Diagnostic]] | None = None

    def _style(self) -> tuple[Style | None, list[Diagnostic]]:
        self._read = self._read or style_of(self._ws, self._folder)
        return self._read

    def style_found(self) -> list[Diagnostic]:
        """What there is to say of the style of the set's PDFs."""
        return self._style()[1]

    def style(self) -> Style:
        """The style of the set's PDFs; raises ``Problems``."""
        style, diagnostics = self._style()
        if style is None:
            raise Problems(diagnostics)
        return style

    def template(self, kind: Kind) -> tuple[Path, str]:
        """The Word template of a kind of document, and how findings name it."""
        path = word_template(self._ws, self._folder, kind)
        return path, self._ws.display(path)


def drawn(ws: Workspace, document: Document, fakta: Fakta, folder: Path, suffix: str) -> bytes:
    """One file of a document, by the template set in ``folder``; raises ``Problems``."""
    return FORMATS[suffix].draw(document, lambda: fakta, TemplateSet(ws, folder))


def style_of(ws: Workspace, folder: Path) -> tuple[Style | None, list[Diagnostic]]:
    """The style of a template set's PDFs, and what is wrong with it."""
    path = folder / "pdf.yaml"
    if not path.is_file():
        values = {"navn": folder.name, "fil": path.name, "hvor": _IN_EDITOR}
        fault = NO_TEMPLATE.at(Position(ws.display(path)), **values)
        return None, [fault]
    return load_style(path, ws.display(path))


def word_template(ws: Workspace, folder: Path, kind: Kind) -> Path:
    """The Word template of a kind of document; raises ``Problems`` where there is none."""
    path = folder / f"{kind}.docx"
    if not path.is_file():
        place = Position(ws.display(path))
        values = {"navn": folder.name, "fil": path.name, "hvor": _IN_WORD}
        raise Problems([NO_TEMPLATE.at(place, **values)])
    return path
