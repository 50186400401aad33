"""Findings as they are told: the path in words, the line in question, what must stay hidden.

The stages before this one return values with a position. Here the file is looked up once
more, so that a reader sees where in the meeting something is, and the line itself. What is
written for others than the forum (``public``: the log of a CI server can be read by many)
shows no line of a closed item, and none of its words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from moedebog.catalogue.sections import BODIES
from moedebog.diagnostics import Diagnostic, Language, Phrase, Position, Rule, Severity
from moedebog.examples import Example
from moedebog.report.closed import Closed
from moedebog.report.places import exact, thing
from moedebog.secrecy import is_open
from moedebog.source import Tree, TreePath, decode, parse
from moedebog.workspace import ISSUED_SUFFIX, is_file

MORE = Rule(
    "M410",
    Severity.HINT,
    Phrase(
        "Der er fundet {antal} ting mere i filen.",
        "{antal:more thing was|more things were} found in the file.",
    ),
    Phrase(
        "Ret dem, der er vist; så kommer resten.",
        "Correct those that are shown; then the rest will be.",
    ),
    Example(wrong="En fil med mere end 500 fejl.", right="Færre."),
    always=True,
)

FORMATS = ("text", "json", "github", "gitlab", "sarif")
OPEN_FORMATS = frozenset({"github", "gitlab", "sarif"})
"""These are made to be shown to others than the forum."""


class Finding(Struct, frozen=True):
    """A finding in words, ready to be written in any format."""

    rule: Rule
    position: Position
    path: str
    """Where in the file, e.g. ``punkt 3, indstilling, punkt 2``; may be empty."""
    message: str
    hint: str
    line: str | None = None
    """The line of the file, where it may be shown."""
    width: int = 1
    """How many characters from the position on the finding is about."""
    missing: str | None = None
    """The lines that should stand below ``line``, from the position's column on."""
    veiled: bool = False
    """Whether something of it was hidden."""
    printed: str = ""
    """The path with the item as it is printed, e.g. ``punkt 3 (Sag 2 »Ny skole«), tid``."""
    stands_for: int = 1
    """How many findings of its rule it tells of, where they are told together."""

    @property
    def code(self) -> str:
        """The rule's lasting name."""
        return self.rule.code

    @property
    def severity(self) -> Severity:
        """Error, warning or hint."""
        return self.rule.severity

    @property
    def text(self) -> str:
        """Message and hint."""
        return f"{self.message} {self.hint}".strip()


def explain(
    root: Path,
    diagnostics: Sequence[Diagnostic],
    *,
    language: Language = "da",
    public: bool = False,
    printed: Callable[[str], Mapping[Position, tuple[str, str]]] | None = None,
) -> list[Finding]:
    """The findings in words, by file and place. ``root``: where the names of files begin.

    ``printed``: the printed number and the title of each item in a file, by where it begins.
    """
    by_file: dict[str, list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        by_file.setdefault(diagnostic.position.file, []).append(diagnostic)
    findings: list[Finding] = []
    for name, of_file in by_file.items():
        file = _File.read(root, name, public=public)
        if printed and file.tree is not None:
            file = replace(file, names=_by_path(file.tree, printed(name)))
        worst_first = sorted(
            of_file, key=lambda diagnostic: list(Severity).index(diagnostic.severity)
        )
        shown = [file.tell(diagnostic, language) for diagnostic in worst_first[:_MOST_TOLD]]
        findings += sorted(shown, key=lambda finding: finding.position)
        if rest := len(of_file) - len(shown):
            findings.append(file.tell(MORE.at(Position(name), antal=rest), language))
    return findings


class _File(Struct, frozen=True):
    tree: Tree | None
    lines: Sequence[str]
    closed: Closed | None
    """``None``: the file is told to the forum alone, or has nothing to hide."""
    names: Mapping[TreePath, tuple[str, str]] = {}
    """Printed number and title of each item."""

    @classmethod
    def read(cls, root: Path, name: str, *, public: bool) -> _File:
        """What can be known of a file; nothing is known of one that is no text."""
        path = root / name
        if not name.endswith(".yaml") or not is_file(path):
            return cls(None, (), None)
        with path.open("rb") as file:
            data = file.read(_MOST)
        tree, problems = parse(data, name)
        text, _ = decode(data, name)
        lines = text.split("\n") if text is not None else ()
        if not public or is_open(name):
            return cls(tree, lines, None)
        if name.endswith(ISSUED_SUFFIX):
            # What a finding tells of it is open; older records named closed attachments in lines.
            return cls(tree, (), None)
        sound = tree is not None and not problems
        return cls(tree, lines, Closed.of(tree if sound else None, lines, data))

    def tell(self, diagnostic: Diagnostic, language: Language) -> Finding:
        exact_place = exact(self.tree, self.lines, diagnostic)
        place, path = exact_place.position, exact_place.path
        message, hint = texts = diagnostic.texts(language)
        line = whole = self.lines[place.line - 1] if 0 < place.line <= len(self.lines) else None
        shown_path = path
        if self.closed:
            message, hint = diagnostic.texts(language, self.closed.veil(path, place))
            line = None if whole is None else self.closed.shown(place.line)
            shown_path = self.closed.shown_path(path, place)
        # Between braces it belongs into the line itself, not below it.
        beside = diagnostic.rule.beside and line is not None and line[place.column - 1] != "{"
        missing = diagnostic.values.get("linjer") if beside else None
        return Finding(
            diagnostic.rule,
            place,
            in_words(shown_path).within(language),
            message,
            hint,
            line,
            width=min(exact_place.width or _width(line, place.column), _WIDEST),
            missing=None if missing is None else str(missing),
            printed=in_words(shown_path, self._names(path, place)).within(language),
            veiled=(message, hint, line, shown_path) != (*texts, whole, path),
        )

    def _names(self, path: TreePath, place: Position) -> Mapping[TreePath, tuple[str, str]]:
        """What the innermost item on a path is called, as far as it may be told."""
        inner = max((end for end in range(len(path) + 1) if path[:end] in self.names), default=0)
        if not inner:
            return {}
        number, title = self.names[path[:inner]]
        if self.closed:
            if self.closed.hides(path, place):
                return {}
            title = str(self.closed.veil(path, place)("titel", title, False))
        return {path[:inner]: (number, title)}


def _by_path(
    tree: Tree, names: Mapping[Position, tuple[str, str]]
) -> dict[TreePath, tuple[str, str]]:
    return {thing(tree, tree.path_at(position), position): name for position, name in names.items()}


_MOST = 5_000_001
"""Bytes: a larger file is not read."""
_MOST_TOLD = 500
"""Findings in one file: more than anybody reads, and what other programs take."""
_WIDEST = 60
"""Characters that are underlined at most."""


def _width(line: str | None, column: int) -> int:
    """The length of the word that begins at a column (from 1)."""
    rest = (line or "")[column - 1 : column + _WIDEST]
    word = rest.split(" ", 1)[0].rstrip(":,]}")
    return max(1, len(word))


_NO_NAMES: Mapping[TreePath, tuple[str, str]] = {}
_ONE_OF = {
    "punkter": Phrase("punkt", "item"),
    "underpunkter": Phrase("underpunkt", "sub-item"),
    "at": Phrase("punkt", "point"),
    "delbeslutninger": Phrase("delbeslutning", "delbeslutning"),
    "protokolbemaerkninger": Phrase("protokolbemærkning", "protokolbemaerkning"),
    "bilag": Phrase("bilag", "bilag"),
    "afsnit": Phrase("afsnit", "afsnit"),
    "opfoelgning": Phrase("opfølgning", "opfoelgning"),
    "afstemning": Phrase("afstemning", "afstemning"),
    "afbud": Phrase("afbud", "afbud"),
    "fra_forvaltningen": Phrase("fra forvaltningen, nr.", "fra_forvaltningen, no."),
    "observatoerer": Phrase("observatør", "observer"),
    "gaester": Phrase("gæst", "guest"),
    "stedfortraedere": Phrase("stedfortræder", "substitute"),
    "medlemmer": Phrase("medlem", "member"),
    "raekker": Phrase("række", "row"),
    "kolonner": Phrase("kolonne", "column"),
}


_LONGEST_TITLE = 60


def in_words(path: TreePath, names: Mapping[TreePath, tuple[str, str]] = _NO_NAMES) -> Phrase:
    """Where in a file something is, e.g. ``punkt 3, indstilling, punkt 2``.

    The numbers count the entries of a list in the file, from 1. ``names``: what an item is called
    where it is printed, which is told beside it.
    """
    steps: list[Phrase] = []
    key = ""
    for end, step in enumerate(path, 1):
        if isinstance(step, str):
            key = step
            steps.append(Phrase(step, step))
            continue
        number = str(step + 1)
        if key in _ONE_OF:
            steps[-1] = _ONE_OF[key] + f" {number}"
        elif key in BODIES:
            steps.append(Phrase("del ", "part ") + number)
        else:
            steps.append(Phrase("nr. ", "no. ") + number)
        if path[:end] in names:
            steps[-1] = _called(steps[-1], *names[path[:end]])
        key = ""
    return Phrase(", ".join(p.danish for p in steps), ", ".join(p.english for p in steps))


def _called(step: Phrase, number: str, title: str) -> Phrase:
    """An entry of the file with what it is called in print."""
    if len(title) > _LONGEST_TITLE:
        title = f"{title[: _LONGEST_TITLE - 1].rstrip()}…"
    if number and number.casefold() in (step.danish, step.danish.split()[-1]):
        return step + f" »{title}«"
    return step + (f" ({number} »{title}«)" if number else f" (»{title}«)")
