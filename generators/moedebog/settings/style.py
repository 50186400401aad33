"""Reads the style file of a template set, ``pdf.yaml``: completed and checked.

Where the set builds on others, what its file does not say is taken from theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from math import ceil
from pathlib import Path
from typing import Any

import msgspec

from moedebog import source
from moedebog.catalogue import Slags
from moedebog.catalogue.sections import RETTELSE
from moedebog.diagnostics import (
    Diagnostic,
    EnvironmentProblem,
    Phrase,
    Position,
    Rule,
    Severity,
)
from moedebog.examples import PNG, Example
from moedebog.pictures import findings, says_nothing
from moedebog.settings.appearance import (
    INNER,
    Farver,
    Logo,
    Overskrift,
    Side,
    Sidelinje,
    Skrift,
    Style,
    Tekstrolle,
    fields,
)
from moedebog.settings.checker import check
from moedebog.settings.colour import WHITE, Colour, contrast, written
from moedebog.settings.lineage import BASE_KEY, Lineage
from moedebog.settings.options import (
    OptionGroup,
    UnfitValue,
    choice,
    colour,
    completed,
    length,
    number,
    text,
    texts,
    yes_no,
)
from moedebog.workspace import Workspace, is_file, resources

NO_FONT = Rule(
    "M310",
    Severity.ERROR,
    Phrase("Skrifttypen »{navn}« findes ikke.", "There is no font »{navn}«."),
    Phrase(
        "Skriv navnet på en installeret skrifttype ({kendte}), eller en fil, der ender på .ttf og "
        "ligger ved pdf.yaml.",
        "Write the name of an installed font ({kendte}), or a file that ends in .ttf and lies "
        "beside pdf.yaml.",
    ),
    Example(
        wrong="skrift: {familie: Findesikke}", right="skrift: {familie: Lato}", file="pdf.yaml"
    ),
)
NO_FACE = Rule(
    "M311",
    Severity.ERROR,
    Phrase(
        "Skrifttypen »{navn}« mangler snittet {snit} som almindelig TrueType-fil.",
        "The font »{navn}« lacks the face {snit} as a plain TrueType file.",
    ),
    Phrase(
        "Vælg en anden skrifttype, eller nævn filerne under normal, fed, kursiv og fed_kursiv.",
        "Choose another font, or name the files under normal, fed, kursiv and fed_kursiv.",
    ),
    Example(
        wrong="En skrifttype, der kun findes som OpenType.", right="familie: Lato", file="Word"
    ),
)
NO_LOGO = Rule(
    "M312",
    Severity.ERROR,
    Phrase("Logoets fil »{fil}« findes ikke.", "The logo's file »{fil}« does not exist."),
    Phrase(
        "Læg filen i samme mappe som pdf.yaml, eller ret navnet.",
        "Put the file in the same folder as pdf.yaml, or correct the name.",
    ),
    Example(wrong="logo:\n  fil: vaaben.png\n  alt: X", right="logo: {fil: ''}", file="pdf.yaml"),
)
NO_LOGO_TEXT = Rule(
    "M313",
    Severity.ERROR,
    Phrase("Logoet har ingen alternativ tekst.", "The logo has no alternative text."),
    Phrase(
        "Skriv i »alt:«, hvad en, der ikke kan se logoet, skal have at vide, f.eks. kommunens "
        "navn.",
        "Write under »alt:« what somebody who cannot see the logo must know, e.g. the name of the "
        "municipality.",
    ),
    Example(
        wrong="logo: {fil: v.png}",
        right="logo:\n  fil: v.png\n  alt: Varde Kommune",
        file="pdf.yaml",
        files={"v.png": PNG},
    ),
)
LOGO_SAYS_NOTHING = Rule(
    "M3131",
    Severity.WARNING,
    Phrase(
        "Logoets alternative tekst »{tekst}« siger ikke, hvis logo det er.",
        "The logo's alternative text »{tekst}« does not say whose logo it is.",
    ),
    Phrase(
        "Skriv i »alt:« f.eks. kommunens navn.",
        "Write under »alt:« e.g. the name of the municipality.",
    ),
    Example(
        wrong="logo:\n  fil: v.png\n  alt: logo.png",
        right="logo:\n  fil: v.png\n  alt: Varde Kommune",
        file="pdf.yaml",
        files={"v.png": PNG},
    ),
    reason=Phrase(
        "Den alternative tekst er alt, hvad en skærmlæser kan sige om logoet.",
        "The alternative text is all that a screen reader can say of the logo.",
    ),
)
UNKNOWN_FIELD = Rule(
    "M314",
    Severity.ERROR,
    Phrase(
        "{{{felt}}} findes ikke i sidehoved og sidefod.",
        "There is no {{{felt}}} in headers and footers.",
    ),
    Phrase("Der er: {kendte}.", "There are: {kendte}."),
    Example(
        wrong="sidefod: {venstre: '{sidetal}'}",
        right="sidefod: {venstre: '{side}'}",
        file="pdf.yaml",
    ),
)
NO_ROOM = Rule(
    "M315",
    Severity.ERROR,
    Phrase(
        "Margenerne levner ikke plads til teksten på siden.",
        "The margins leave no room for the text on the page.",
    ),
    Phrase(
        "Gør margenerne mindre; der skal være mindst 60 mm i bredden og 80 mm i højden.",
        "Make the margins smaller; there must be at least 60 mm in width and 80 mm in height.",
    ),
    Example(
        wrong="side: {format: A5, margen: {venstre: 60 mm, hoejre: 60 mm}}",
        right="side: {format: A4}",
        file="pdf.yaml",
    ),
)
UNKNOWN_SECTION = Rule(
    "M316",
    Severity.ERROR,
    Phrase("Afsnittet »{slags}« findes ikke.", "There is no afsnit »{slags}«."),
    Phrase("Der er: {kendte}.", "There are: {kendte}."),
    Example(
        wrong="afsnit: {fremhaev: [beslutninger]}",
        right="afsnit: {fremhaev: [beslutning]}",
        file="pdf.yaml",
    ),
)

LOW_CONTRAST = Rule(
    "M317",
    Severity.ERROR,
    Phrase(
        "Farven {forgrund} på {baggrund} har kun kontrasten {forhold}:1.",
        "The colour {forgrund} on {baggrund} has a contrast of only {forhold}:1.",
    ),
    Phrase(
        "Vælg en anden farve; {krav}:1 er det mindste, der kan læses af alle (WCAG 2.2, 1.4.3).",
        "Choose another colour; {krav}:1 is the least that everybody can read (WCAG 2.2, 1.4.3).",
    ),
    Example(
        wrong="farver: {daempet: '#999999'}", right="farver: {daempet: '#555555'}", file="pdf.yaml"
    ),
)

NO_ROOM_FOR_HEAD = Rule(
    "M318",
    Severity.ERROR,
    Phrase("Der er ikke plads til »{linje}« i margenen.", "The margin has no room for »{linje}«."),
    Phrase(
        "Gør margenen »{margen}« mindst {mindst} mm, eller gør »afstand« mindre.",
        "Make the margin »{margen}« at least {mindst} mm, or make »afstand« smaller.",
    ),
    Example(
        wrong="sidehoved: {afstand: 25 mm}", right="sidehoved: {afstand: 12 mm}", file="pdf.yaml"
    ),
)

NO_WORD_FONT = Rule(
    "M319",
    Severity.ERROR,
    Phrase("»{navn}« er ikke navnet på en skrifttype.", "»{navn}« is not the name of a font."),
    Phrase(
        "Skriv navnet på én skrifttype, som Word viser det, f.eks. {eksempel}.",
        "Write the name of one font as Word shows it, e.g. {eksempel}.",
    ),
    Example(
        wrong="skrift:\n  word: Calibri, Arial", right="skrift:\n  word: Calibri", file="pdf.yaml"
    ),
    reason=Phrase(
        "Word sætter en anden skrifttype i stedet for en, det ikke kender, uden at sige det.",
        "Word puts another font in place of one that it does not know, and does not say so.",
    ),
)

RUNNING_FIELDS = (
    *("sidehoved", "forum", "titel", "dato", "dokument", "status", "side_af_sider", "side"),
    "sider",
)
"""What may stand in braces in the running heads."""

BUNDLED = ("DejaVu Sans", "DejaVu Sans Mono")
"""Fonts that come with moedebog; the file has the name without spaces."""

_WORD_FONT = re.compile(
    r"(?!.*\.(?:ttf|otf|ttc|woff2?)$)[^<>\"\\,;{}\x00-\x1f]{1,31}", re.IGNORECASE
)
"""The name of a font as Word takes it: of one, at most 31 characters, and no file."""
_BESIDE_TEXT = 6
"""Between a running head or foot and the text, in points."""
_MILLIMETRE = 72 / 25.4
_FORMATS = {"A3": ("297 mm", "420 mm"), "A4": ("210 mm", "297 mm"), "A5": ("148 mm", "210 mm")}


_MAIN, _GREY, _BLACK = "#1f3a5f", "#55585c", "#1a1a1a"


def _heading(
    size: str,
    before: str,
    after: str,
    ink: str = _MAIN,
    *,
    bold: bool = True,
    italic: bool = False,
    rule: bool = False,
    spaced: bool = False,
) -> OptionGroup:
    return OptionGroup(
        {
            "stoerrelse": length(size, "6 pt", "40 pt"),
            "afstand_foer": length(before, "0 pt", "60 pt"),
            "afstand_efter": length(after, "0 pt", "60 pt"),
            "fed": yes_no(bold),
            "kursiv": yes_no(italic),
            "streg": yes_no(rule),
            "spatiering": length("0.8 pt" if spaced else "0 pt", "0 pt", "4 pt"),
            "versaler": yes_no(spaced),
            "farve": colour(ink),
        }
    )


def _level(
    size: str, before: str, after: str, ink: str, *, italic: bool = False, rule: bool = False
) -> OptionGroup:
    """Headings of one level, as a style file wrote them before there were roles."""
    return OptionGroup(
        {
            "stoerrelse": length(size, "6 pt", "40 pt"),
            "afstand_foer": length(before, "0 pt", "60 pt"),
            "afstand_efter": length(after, "0 pt", "60 pt"),
            "kursiv": yes_no(italic),
            "streg": yes_no(rule),
            "farve": colour(ink),
        }
    )


_HEADINGS = {
    Tekstrolle.DEL: _heading("13.5 pt", "24 pt", "5 pt"),
    Tekstrolle.GRUPPE: _heading("9.5 pt", "26 pt", "10 pt", _GREY, spaced=True),
    Tekstrolle.UNDERGRUPPE: _heading("9.5 pt", "20 pt", "8 pt", _GREY),
    Tekstrolle.PUNKT: _heading("15.5 pt", "24 pt", "3 pt", rule=True),
    Tekstrolle.UNDERPUNKT: _heading("12.5 pt", "15 pt", "2.5 pt"),
    Tekstrolle.AFSNIT: _heading("11 pt", "12 pt", "2 pt"),
    Tekstrolle.BESLUTNING: _heading("9.5 pt", "12 pt", "2 pt"),
    Tekstrolle.MELLEM_1: _heading("10.5 pt", "9 pt", "1.5 pt", _BLACK),
    Tekstrolle.MELLEM_2: _heading("10.5 pt", "8 pt", "1.5 pt", _BLACK, bold=False, italic=True),
    Tekstrolle.MELLEM_3: _heading("10 pt", "8 pt", "1.5 pt", _BLACK, bold=False, italic=True),
}
_MAIN_COLOURED = frozenset(
    {
        *(Tekstrolle.DEL, Tekstrolle.PUNKT, Tekstrolle.UNDERPUNKT),
        *(Tekstrolle.AFSNIT, Tekstrolle.BESLUTNING),
    }
)
"""The headings that have the main colour, where no other is given."""
_SECTIONS = (*map(str, Slags), RETTELSE)
"""The kinds of sections that can be brought out."""
_MAIN_COLOURED_TOO = ("titel", "fremhaevning")
"""The same of other colours."""
_LEVELS = {
    "niveau_1": _level("15.5 pt", "24 pt", "5 pt", "#1f3a5f", rule=True),
    "niveau_2": _level("12.5 pt", "15 pt", "3.5 pt", "#1f3a5f"),
    "niveau_3": _level("11 pt", "11 pt", "2.5 pt", "#1f3a5f"),
    "niveau_4": _level("11 pt", "9 pt", "2 pt", _BLACK),
    "niveau_5": _level("11 pt", "8 pt", "2 pt", _BLACK, italic=True),
    "niveau_6": _level("10 pt", "8 pt", "2 pt", _BLACK, italic=True),
}
"""The levels of older style files, and what they were where such a file was silent."""
_BY_LEVEL = {
    Tekstrolle.DEL: "niveau_1",
    Tekstrolle.PUNKT: "niveau_1",
    Tekstrolle.UNDERPUNKT: "niveau_2",
    Tekstrolle.AFSNIT: "niveau_2",
    Tekstrolle.BESLUTNING: "niveau_2",
    Tekstrolle.MELLEM_1: "niveau_3",
    Tekstrolle.MELLEM_2: "niveau_4",
    Tekstrolle.MELLEM_3: "niveau_5",
}
"""The level that headings of a role mostly stood at."""


def _running(left: str, middle: str, right: str, first: bool, rule: bool) -> OptionGroup:
    return OptionGroup(
        {
            "venstre": text(left),
            "midt": text(middle),
            "hoejre": text(right),
            "paa_foerste_side": yes_no(first),
            "streg": yes_no(rule),
            "afstand": length("12 mm", "4 mm", "60 mm"),
        }
    )


_SCHEMA = OptionGroup(
    {
        BASE_KEY: text(""),
        "side": OptionGroup(
            {
                "format": choice("A4", "A3", "A5"),
                "retning": choice("staaende", "liggende"),
                "margen": OptionGroup(
                    {
                        "top": length("27 mm", "10 mm", "90 mm"),
                        "bund": length("25 mm", "10 mm", "90 mm"),
                        "venstre": length("28 mm", "10 mm", "90 mm"),
                        "hoejre": length("52 mm", "10 mm", "90 mm"),
                    }
                ),
            }
        ),
        "skrift": OptionGroup(
            {
                "familie": text("Lato"),
                "normal": text(""),
                "fed": text(""),
                "kursiv": text(""),
                "fed_kursiv": text(""),
                "kode": text("DejaVu Sans Mono"),
                "word": text("Calibri"),
                "word_kode": text("Consolas"),
                "reserve": texts("DejaVu Sans"),
                "stoerrelse": length("10.5 pt", "7 pt", "20 pt"),
                "linjeafstand": number(1.4, 1, 2.5),
            }
        ),
        "titel": OptionGroup({"stoerrelse": length("30 pt", "12 pt", "60 pt")}),
        "overskrifter": OptionGroup(
            {
                **{role.value: group for role, group in _HEADINGS.items()},
                **_LEVELS,
            }
        ),
        "farver": OptionGroup(
            {
                "hoved": colour(_MAIN),
                "tekst": colour("#1a1a1a"),
                "daempet": colour("#55585c"),
                "titel": colour(_MAIN),
                "link": colour("#0b4f8a"),
                "streg": colour("#c3c8ce"),
                "tabelhoved": colour("#eef1f4"),
                "fremhaevning": colour(_MAIN),
                "fremhaevet": colour("#f3f6f9"),
            }
        ),
        "logo": OptionGroup(
            {
                "fil": text(""),
                "alt": text(""),
                "hoejde": length("16 mm", "4 mm", "80 mm"),
                "placering": choice("hoejre", "venstre"),
            }
        ),
        "sidehoved": _running("{sidehoved}", "", "", False, True),
        "sidefod": _running("", "", "{side_af_sider}", True, False),
        "oversigt": OptionGroup({"sidetal": yes_no(True)}),
        "afsnit": OptionGroup({"fremhaev": texts(Slags.BESLUTNING.value)}),
        "indlejr_kilde": yes_no(False),
    }
)


def load_style(
    path: Path, name: str, bases: Sequence[tuple[Path, str]] = ()
) -> tuple[Style | None, list[Diagnostic]]:
    """The style in the file ``path``, called ``name`` in messages.

    ``bases`` are the style files of the sets that this one builds on, the nearest first. Font and
    logo files are looked for beside the style file, then beside theirs. There is no style where
    there is an error. A symbolic link may lead to another template set, but not out of their
    folder.
    """
    trees, problems = [], []
    for file, called in ((path, name), *bases):
        tree, found = source.read(file, called, file.parent.parent)
        if tree is not None:
            trees.append(tree)
            found = found + check(tree, _SCHEMA)[1]
        problems += found
    folders = [path.parent, *(file.parent for file, _ in bases)]
    if any(p.severity is Severity.ERROR for p in problems):
        return None, [*problems, *_besides(problems, trees, folders)]
    maker = _Maker(_Layers(trees, folders))
    style = maker.style()
    wrong = any(p.severity is Severity.ERROR for p in maker.problems)
    return (None if wrong else style), problems + maker.problems


def _besides(
    problems: Sequence[Diagnostic], trees: Sequence[source.Tree], folders: Sequence[Path]
) -> list[Diagnostic]:
    """What is wrong with the logo and the fonts of style files in which single values are wrong, so
    that all of it is told at once. The trees are without those values afterwards.
    """
    by_name = {tree.name: tree for tree in trees}
    pruned: set[source.TreePath] = set()
    for problem in problems:
        tree = by_name.get(problem.position.file)
        path = tree.path_at(problem.position) if tree else ()
        if tree is None or not path:
            return []
        pruned.add(path)
        _without(tree.data, path)
    try:
        maker = _Maker(_Layers(trees, folders))
        maker.style()
    except (UnfitValue, EnvironmentProblem):
        return []
    unsure = {path[0] for path in pruned if {*path} & {"alt", "fil", "familie", *_FACE_KEYS}}
    groups = {"M310": "skrift", "M311": "skrift", "M312": "logo", "M313": "logo"}
    found = [one for one in maker.problems if one.code in groups]
    return [one for one in found if groups[one.code] not in unsure]


def _without(data: Any, path: source.TreePath) -> None:
    """Take out what stands at a path."""
    for step in path[:-1]:
        data = data.get(step) if isinstance(data, dict) else None
    if isinstance(data, dict):
        data.pop(path[-1], None)


def style_of_set(ws: Workspace, sets: Lineage) -> tuple[Style | None, list[Diagnostic]]:
    """The style of a template set, with what it builds on."""
    own, *bases = [(path, ws.display(path)) for path in sets.style_files]
    return load_style(*own, bases)


_FACE_KEYS = ("normal", "fed", "kursiv", "fed_kursiv")


class _Layers:
    """A style file over those of the sets that it builds on."""

    def __init__(self, trees: Sequence[source.Tree], folders: Sequence[Path]) -> None:
        self.trees = trees
        """The set's own first."""
        self.folders = folders
        self.name = trees[0].name
        self.data: dict[str, Any] = completed(self._merged(), _SCHEMA)

    def _merged(self) -> dict[str, Any]:
        """What all of the files say, each before those it builds on."""
        made: dict[str, Any] = {}
        for tree in reversed(self.trees):
            own = tree.data or {}
            if "familie" in (own.get("skrift") or {}):  # not the files of another family
                for key in _FACE_KEYS:
                    made.get("skrift", {}).pop(key, None)
            _lay_over(made, own)
        return made

    def says(self, path: Sequence[str]) -> int | None:
        """Which of the files says what stands at a path; ``None``: none of them does."""
        for at, tree in enumerate(self.trees):
            data = tree.data or {}
            for step in path:
                data = data.get(step) if isinstance(data, dict) else None
            if data is not None:
                return at
        return None

    def position(self, path: Sequence[str]) -> Position:
        """Where it is said; in the set's own file, where none says it."""
        return self.trees[self.says(path) or 0].position(tuple(path))

    def file(self, name: str) -> Path | None:
        """A file beside the style files: the set's own before those of others."""
        return next((one / name for one in self.folders if is_file(one / name)), None)


def _lay_over(lower: dict[str, Any], upper: dict[str, Any]) -> None:
    """Put settings over others, group by group."""
    for key, value in upper.items():
        below = lower.get(key)
        if isinstance(value, dict):
            lower[key] = below = dict(below) if isinstance(below, dict) else {}
            _lay_over(below, value)
        else:
            lower[key] = value


def _is_older(tree: source.Tree) -> bool:
    """Whether a style file is of before there were roles: it says how decisions look by their
    level, and of no role.
    """
    levels = ((tree.data or {}).get("overskrifter") or {}).keys()
    return _BY_LEVEL[Tekstrolle.BESLUTNING] in levels and not levels & set(Tekstrolle)


class _Maker:
    """Turns checked settings into a ``Style`` and looks for the files they name."""

    def __init__(self, layers: _Layers) -> None:
        self.layers = layers
        self.data = layers.data
        self.problems: list[Diagnostic] = []

    def add(self, rule: Rule, *path: str, **values: object) -> None:
        problem = rule.at(self.layers.position(path), **values)
        if problem not in self.problems:  # one word may name all four faces of a font
            self.problems.append(problem)

    def style(self) -> Style:
        data = self.data
        self._check_contrast()
        kinds = data["afsnit"]["fremhaev"]
        for kind in kinds:
            if kind not in _SECTIONS:
                known = ", ".join(_SECTIONS)
                self.add(UNKNOWN_SECTION, "afsnit", "fremhaev", slags=kind, kendte=known)
        return Style(
            side=self._page(),
            skrift=self._fonts(),
            titelstoerrelse=data["titel"]["stoerrelse"],
            overskrifter={role: self._heading(role) for role in Tekstrolle},
            farver=Farver(**self._colours()),
            logo=self._logo(),
            sidehoved=self._running("sidehoved", "top"),
            sidefod=self._running("sidefod", "bund"),
            oversigt_sidetal=data["oversigt"]["sidetal"],
            fremhaev=frozenset(kinds),
            indlejr_kilde=data["indlejr_kilde"],
            sti=self.layers.name,
        )

    def _heading(self, role: Tekstrolle) -> Overskrift:
        """How a heading looks; by its level, where an older style file says that alone."""
        found = dict(self.data["overskrifter"][role])
        if role in _MAIN_COLOURED and self._says("overskrifter", role, "farve") is None:
            found["farve"] = self.data["farver"]["hoved"]
        level = _BY_LEVEL.get(role, "")
        older = self._says("overskrifter", level)
        if older is not None:
            looks = self.data["overskrifter"][level]
            for key, value in {**looks, "fed": not looks["kursiv"]}.items():
                own = self._says("overskrifter", role, key)
                if own is None or own > older:
                    found[key] = value
        found["foer"], found["efter"] = found.pop("afstand_foer"), found.pop("afstand_efter")
        return Overskrift(**found)

    def _says(self, *path: str) -> int | None:
        return self.layers.says(path)

    def _colours(self) -> dict[str, Colour]:
        """The colours; a style file of before there were roles knows of no ground behind what is
        brought out: it says how decisions look by their level, and of no role.
        """
        ink: dict[str, Colour] = dict(self.data["farver"])
        main = ink.pop("hoved")
        for key in _MAIN_COLOURED_TOO:
            if self._says("farver", key) is None:
                ink[key] = main
        if any(map(_is_older, self.layers.trees)) and self._says("farver", "fremhaevet") is None:
            ink["fremhaevet"] = WHITE
        return ink

    def _check_contrast(self) -> None:
        """Every colour that text is written in, against every ground it is written on.

        Told at what the set's own file says of the two; at the colour of the text, if it says both.
        """
        grounds = self._colours()
        for where, drawn, ground, size in self._written():
            behind = grounds[ground] if ground else WHITE
            needed = 3.0 if size >= _LARGE_BOLD else 4.5
            ratio = contrast(drawn, behind)
            if ratio < needed:
                self.add(
                    LOW_CONTRAST,
                    *(self._nearest(where, ("farver", ground)) if ground else where),
                    forgrund=written(drawn),
                    baggrund=written(behind),
                    forhold=_decimal(ratio),
                    krav=_decimal(needed),
                )

    def _written(self) -> Iterator[tuple[tuple[str, ...], Colour, str, float]]:
        """Where each colour of text stands, the colour, on which ground (empty: the page), and
        how large the text is, as if in bold.
        """
        ink = self._colours()
        kinds = set(self.data["afsnit"]["fremhaev"])
        title = ("farver", "titel" if self._says("farver", "titel") is not None else "hoved")
        yield title, ink["titel"], "", self.data["titel"]["stoerrelse"]
        for name, grounds in _GROUNDS.items():
            for ground in grounds:
                if kinds or ground != "fremhaevet":
                    yield ("farver", name), ink[name], ground, 0
        for role in Tekstrolle:
            heading, where = self._heading(role), self._colour_of(role)
            size = heading.stoerrelse * (1 if heading.fed else _BOLD_IS_LARGE)
            yield where, heading.farve, "", size
            if _stands_in(role, kinds):
                yield where, heading.farve, "fremhaevet", size

    def _colour_of(self, role: Tekstrolle) -> tuple[str, ...]:
        """Where the colour of a role's headings is said."""
        own, level = ("overskrifter", role.value, "farve"), _BY_LEVEL.get(role, "")
        given, older = self._says(*own), self._says("overskrifter", level)
        if older is not None and (given is None or given > older):
            return "overskrifter", level, "farve"
        return ("farver", "hoved") if given is None and role in _MAIN_COLOURED else own

    def _nearest(self, one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
        """Of two settings that do not go together, the one that this set says itself."""
        first, second = self._says(*one), self._says(*other)
        return other if second is not None and (first is None or second < first) else one

    def _page(self) -> Side:
        page = self.data["side"]
        width, height = (length(m, m, m).read(m) for m in _FORMATS[page["format"]])
        if page["retning"] == "liggende":
            width, height = height, width
        side = Side(bredde=width, hoejde=height, **page["margen"])
        across = width - side.venstre - side.hoejre
        down = height - side.top - side.bund
        if across < 60 * _MILLIMETRE or down < 80 * _MILLIMETRE:
            self.add(NO_ROOM, "side", "margen")
        return side

    def _running(self, key: str, margin: str) -> Sidelinje:
        line = self.data[key]
        for slot in ("venstre", "midt", "hoejre"):
            for field in fields(line[slot]):
                if field not in RUNNING_FIELDS:
                    known = ", ".join(f"{{{name}}}" for name in RUNNING_FIELDS)
                    self.add(UNKNOWN_FIELD, key, slot, felt=field, kendte=known)
        made = Sidelinje(**line)
        high = self.data["skrift"]["stoerrelse"] * 1.1 + _BESIDE_TEXT
        if any(made.tekster) and made.afstand + high > self.data["side"]["margen"][margin]:
            least = ceil((made.afstand + high) / _MILLIMETRE)
            is_given = self._says(key, "afstand") is not None
            where = (key, "afstand") if is_given else ("side", "margen", margin)
            self.add(NO_ROOM_FOR_HEAD, *where, linje=key, margen=margin, mindst=least)
        return made

    def _logo(self) -> Logo | None:
        logo = self.data["logo"]
        if not logo["fil"]:
            return None
        file = self.layers.file(logo["fil"])
        if file is None:
            self.add(NO_LOGO, "logo", "fil", fil=logo["fil"])
            return None
        self.problems += findings(file, self.layers.position(("logo", "fil")))
        if not logo["alt"].strip():
            self.add(NO_LOGO_TEXT, "logo", "alt")
        elif says_nothing(logo["alt"].strip(), file.name):
            self.add(LOGO_SAYS_NOTHING, "logo", "alt", tekst=logo["alt"].strip())
        return Logo(file, logo["alt"], logo["hoejde"], logo["placering"])

    def _fonts(self) -> Skrift:
        font = self.data["skrift"]
        faces = {
            key: self._font(font[key] or font["familie"], face, key if font[key] else "familie")
            for key, face in _FACES.items()
        }
        for key, usual in (("word", "Calibri"), ("word_kode", "Consolas")):
            if not _WORD_FONT.fullmatch(font[key]) or not any(map(str.isalnum, font[key])):
                self.add(NO_WORD_FONT, "skrift", key, navn=font[key], eksempel=usual)
        return Skrift(
            **faces,
            kode=self._font(font["kode"], (400, "normal"), "kode"),
            reserve=tuple(self._font(n, (400, "normal"), "reserve") for n in font["reserve"]),
            stoerrelse=font["stoerrelse"],
            word=font["word"],
            word_kode=font["word_kode"],
            linjeafstand=font["linjeafstand"],
        )

    def _font(self, name: str, face: tuple[int, str], key: str) -> Path:
        """The file for one face of a font: a file beside the style file, or an installed one."""
        if name.lower().endswith(".ttf"):
            file = self.layers.file(name)
        elif name in BUNDLED:
            path = resources("templates") / "standard" / "fonts" / f"{name.replace(' ', '')}.ttf"
            if not path.is_file():
                raise EnvironmentProblem(
                    Phrase(
                        f"Skrifttypen {name} mangler ({path}). Installér moedebog igen.",
                        f"The font {name} is missing ({path}). Install moedebog again.",
                    )
                )
            file = path
        else:
            files = _family(name)
            file = files.get(face) if files else None
            if files and not file:
                self.add(NO_FACE, "skrift", key, navn=name, snit=_FACE_NAMES[face])
                return Path(name)
        if file is None:
            self.add(NO_FONT, "skrift", key, navn=name, kendte=", ".join(("Lato", *BUNDLED)))
            return Path(name)
        return file


_FACES = {
    "normal": (400, "normal"),
    "fed": (700, "normal"),
    "kursiv": (400, "italic"),
    "fed_kursiv": (700, "italic"),
}
_FACE_NAMES = {face: key for key, face in _FACES.items()}

_LARGE_BOLD = 14.0
"""From this size on, bold text counts as large (WCAG 2.2, "large scale")."""
_BOLD_IS_LARGE = 14 / 18
"""Text that is not bold is large from 18 points on."""


_GROUNDS = {
    "tekst": ("", "tabelhoved", "fremhaevet"),
    "daempet": ("", "fremhaevet"),
    "link": ("", "tabelhoved", "fremhaevet"),
}
"""The grounds that text, but headings, is written on in a colour: the page is the empty one."""


def _stands_in(role: Tekstrolle, kinds: set[str]) -> bool:
    """Whether headings of a role stand in sections of these kinds."""
    if role is Tekstrolle.BESLUTNING:
        return Slags.BESLUTNING in kinds
    if role is Tekstrolle.AFSNIT:
        return bool(kinds - {Slags.BESLUTNING})
    return bool(kinds) and role in INNER


def _decimal(ratio: float) -> str:
    """With two decimals, cut off: a ratio just too low does not look as if it sufficed."""
    return f"{int(ratio * 100) / 100:.2f}".replace(".", ",")


def _family(name: str) -> dict[tuple[int, str], Path] | None:
    """The static files of an installed font family by weight and slope.

    Fonts come as packages named ``fontpkg-…``. Their description is read directly: asking
    the registry of fontpkg would go through every installed package.
    """
    module = "fontpkg_" + "_".join(name.lower().split())
    spec = find_spec(module) if module.isidentifier() else None
    if spec is None or spec.origin is None:
        if name == "Lato":
            raise EnvironmentProblem(
                Phrase(
                    "Skrifttypen Lato (fontpkg-lato) mangler. Installér requirements.txt igen.",
                    "The font Lato (fontpkg-lato) is missing. Install requirements.txt again.",
                )
            )
        return None
    root = Path(spec.origin).parent
    description = msgspec.json.decode((root / "metadata.json").read_bytes())
    return {
        (file["weight"], file["style"]): root / file["path"]
        for file in description["files"]
        if not file.get("variable") and file["path"].endswith(".ttf")
    }
