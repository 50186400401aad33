"""The template set of a meeting: its folder, its style, and its Word templates."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from moedebog.diagnostics import (
    Diagnostic,
    EnvironmentProblem,
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
from moedebog.settings.appearance import Style, WordFont
from moedebog.settings.lineage import STYLE_FILE, Lineage, lineage
from moedebog.settings.style import style_of_set
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
        "Skabelonsættet {navn} mangler filen {fil}.",
        "The template set {navn} lacks the file {fil}.",
    ),
    Phrase(
        "Hent filen igen, eller skriv linjen bygger_paa: {saet} i {hvor}; så tages det, der "
        "mangler, fra det sæt. Der er: {kendte}.",
        "Fetch the file again, or write the line bygger_paa: {saet} in {hvor}; then what is "
        "missing is taken from that set. There are: {kendte}.",
    ),
    Example(wrong="Et skabelonsæt uden pdf.yaml", right="Med bygger_paa: standard", file="Word"),
)
_STANDARD = "standard"


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
        self.sets, self._faults = lineage(ws, folder)
        self._read: tuple[Style | None, list[Diagnostic]] | None = None

    def _style(self) -> tuple[Style | None, list[Diagnostic]]:
        self._read = self._read or _style_of(self._ws, self.sets, self._faults)
        return self._read

    @property
    def borrows(self) -> bool:
        """Whether it builds on another."""
        return len(self.sets.folders) > 1 or bool(self._faults)

    def style_found(self) -> list[Diagnostic]:
        """What there is to say of the set's style."""
        return self._style()[1]

    def style(self) -> Style:
        """The set's style; raises ``Problems``."""
        style, diagnostics = self._style()
        if style is None:
            raise Problems(diagnostics)
        return style

    def template(self, kind: Kind) -> tuple[Path | bytes, str]:
        """The Word template of a kind of document, and how findings name it.

        One of a set that this one builds on has this one's look.
        """
        owner, path = self._word(kind)
        name = self._ws.display(path)
        if not owner:
            return path, name
        style = self.style()
        base, faults = _style_of(self._ws, self.sets.of_base(owner), [])
        if base is None:
            raise Problems(faults)
        return _dressed(path, style, base), name

    def word_font(self) -> WordFont | None:
        """The font that the set's Word files name, with the files that the set has of it."""
        try:
            style, _ = self._style()
        except EnvironmentProblem:  # of the PDF: told where one is made
            return None
        if style is None:
            return None
        return WordFont(style.skrift.word, style.skrift.normal, style.skrift.fed)

    def word_files(self, kind: Kind) -> tuple[Path, ...]:
        """What the Word template of a kind of document is made of, or to look like."""
        owner, path = self._word(kind)
        made_of = (path, *self.sets.style_files)
        return (*made_of, *self.style().inputs) if owner else made_of

    def _word(self, kind: Kind) -> tuple[int, Path]:
        """Which of the sets has the Word template, and where; raises ``Problems``."""
        name = f"{kind}.docx"
        owner = self.sets.owner_of(name)
        if owner is None:
            faults = self._faults or [_lacking(self._ws, self.sets, self.sets.folder / name)]
            raise Problems(faults)
        return owner, self.sets.folders[owner] / name


def drawn(ws: Workspace, document: Document, fakta: Fakta, folder: Path, suffix: str) -> bytes:
    """One file of a document, by the template set in ``folder``; raises ``Problems``."""
    return FORMATS[suffix].draw(document, lambda: fakta, TemplateSet(ws, folder))


def style_of(ws: Workspace, folder: Path) -> tuple[Style | None, list[Diagnostic]]:
    """The style of a template set, and what is wrong with it."""
    return _style_of(ws, *lineage(ws, folder))


def _style_of(
    ws: Workspace, sets: Lineage, faults: list[Diagnostic]
) -> tuple[Style | None, list[Diagnostic]]:
    lacking = [_lacking(ws, sets, path) for path in sets.style_files if not path.is_file()]
    if faults or lacking:
        return None, [*faults, *lacking]
    return style_of_set(ws, sets)


def _lacking(ws: Workspace, sets: Lineage, path: Path) -> Diagnostic:
    """A set lacks a file: the last of those it builds on, which builds on none, may borrow it."""
    last = sets.folders[-1]
    names = {folder.name for folder in sets.folders}
    # A set that has the name of one that comes with moedebog may build on that.
    known = [
        name
        for name in ws.template_sets()
        if name not in names or (name == last.name and len(ws.template_folders(name)) > 1)
    ]
    return NO_TEMPLATE.at(
        Position(ws.display(path)),
        navn=path.parent.name,
        fil=path.name,
        saet=_STANDARD if _STANDARD in known else known[0] if known else _STANDARD,
        hvor=ws.display(last / STYLE_FILE),
        kendte=", ".join(known),
    )


def _dressed(path: Path, style: Style, base: Style) -> bytes:
    """A Word template of a set in the look of one that builds on it, made once in a process."""
    from moedebog.render import docx

    data = path.read_bytes()
    logo = style.logo.fil.read_bytes() if style.logo else b""
    made_of = repr((style, base)).encode()
    key = b"".join(sha256(one).digest() for one in (data, logo, made_of))
    if key not in _DRESSED:
        while len(_DRESSED) >= _MOST_KEPT:
            _DRESSED.pop(next(iter(_DRESSED)))
        _DRESSED[key] = docx.dressed(data, style, base)
    return _DRESSED[key]


_MOST_KEPT = 8
_DRESSED: dict[bytes, bytes] = {}
"""By what they are made of."""
