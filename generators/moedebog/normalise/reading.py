"""What the parts of normalising share: the tree at hand, and small readers of values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from moedebog import left_out, markdown
from moedebog.blocks import Alignment, Block, Blocks, Cell, Table, plain
from moedebog.diagnostics import Diagnostic, Phrase, Position, Rule, Severity
from moedebog.examples import Example
from moedebog.markdown.rules import MOST_COLUMNS, TOO_MANY_COLUMNS
from moedebog.normalise import without_words
from moedebog.source import Tree, TreePath

ROW_LENGTH = Rule(
    "M115",
    Severity.ERROR,
    Phrase(
        "Rækken har {celler:celle|celler}, men tabellen har {kolonner:kolonne|kolonner}.",
        "The row has {celler:cell|cells}, but the table has {kolonner:column|columns}.",
    ),
    Phrase('Ret rækken; en tom celle skrives "".', 'Correct the row; an empty cell is written "".'),
    Example(
        wrong="- titel: A\n  tekst:\n    - tabel: {kolonner: [År, Beløb], raekker: [[2025]]}",
        right="- titel: A\n  tekst:\n    - tabel: {kolonner: [År, Beløb], raekker: [[2025, 5]]}",
    ),
)
TOO_FAR_DOWN = Rule(
    "M3611",
    Severity.ERROR,
    Phrase(
        "Cellen skal gå ned over {ned:række|rækker}, men der er kun {raekker:række|rækker} "
        "tilbage.",
        "The cell shall stand over {ned:row|rows}, but only {raekker:row is|rows are} left.",
    ),
    Phrase(
        "Skriv ned: med det antal rækker, cellen går over, sin egen med.",
        "Write ned: with the number of rows that the cell stands over, its own among them.",
    ),
    Example(
        wrong="- titel: A\n  tekst:\n    - tabel:\n        kolonner: [År, Beløb]\n"
        "        raekker:\n          - - tekst: 2025\n              ned: 3\n            - 5\n"
        "          - - 6",
        right="- titel: A\n  tekst:\n    - tabel:\n        kolonner: [År, Beløb]\n"
        "        raekker:\n          - - tekst: 2025\n              ned: 2\n            - 5\n"
        "          - - 6",
    ),
)
TOO_FAR_OVER = Rule(
    "M3612",
    Severity.ERROR,
    Phrase(
        "Cellen skal gå over {over:kolonne|kolonner}, men der er kun {kolonner:ledig|ledige} ved "
        "siden af hinanden.",
        "The cell shall stand over {over:column|columns}, but only {kolonner:is|are} free side by "
        "side.",
    ),
    Phrase(
        "Lad den gå over færre, eller ret den celle, der går ned fra rækken ovenfor.",
        "Let it stand over fewer, or correct the cell that goes down from the row above.",
    ),
    Example(
        wrong="- titel: A\n  tekst:\n    - tabel:\n        kolonner: [A, B, C]\n"
        "        raekker:\n          - - 1\n            - tekst: 2\n              ned: 2\n"
        "            - 3\n          - - tekst: 4\n              over: 2",
        right="- titel: A\n  tekst:\n    - tabel:\n        kolonner: [A, B, C]\n"
        "        raekker:\n          - - 1\n            - tekst: 2\n              ned: 2\n"
        "            - 3\n          - - 4\n            - 5",
    ),
)
ALIGNMENT_LENGTH = Rule(
    "M116",
    Severity.ERROR,
    Phrase(
        "justering nævner {antal:kolonne|kolonner}, men tabellen har {kolonner}.",
        "justering names {antal:column|columns}, but the table has {kolonner}.",
    ),
    Phrase(
        "Skriv venstre, midt eller hoejre én gang for hver kolonne.",
        "Write venstre, midt or hoejre once for each column.",
    ),
    Example(
        wrong="- titel: A\n  tekst:\n"
        "    - tabel: {kolonner: [År], justering: [venstre, midt], raekker: []}",
        right="- titel: A\n  tekst:\n"
        "    - tabel: {kolonner: [År], justering: [venstre], raekker: []}",
    ),
)
UNCLEAR_YES_NO = Rule(
    "M118",
    Severity.ERROR,
    Phrase(
        "{noegle}: »{vaerdi}« kan læses både som et svar og som en grund.",
        "{noegle}: »{vaerdi}« can be read both as an answer and as a ground.",
    ),
    Phrase(
        "Skriv ja eller nej, eller skriv grunden helt ud.",
        "Write ja or nej, or write out the ground.",
    ),
    Example(wrong="- titel: A\n  lukket: yes", right="- titel: A\n  lukket: ja"),
    reason=Phrase(
        "Om noget er lukket, og hvad der bliver trykt som grunden, må ikke bero på et gæt.",
        "Whether something is closed, and what is printed as the ground, must not rest on a guess.",
    ),
)

_FOREIGN = re.compile(
    r"""\[(?P<text>[^\[\]]*[^\[\]\s][^\[\]]*)\]\{lang=(["']?)(?P<tag>[A-Za-z]{2,3}(?:-\w{2,8})*)\2\}"""
)
_BLANKS = re.compile(r"[ \t\n]+")
_SIGNS = re.compile(r"[-+*#–—=_~.]+")
"""A cell of signs alone means these, whatever Markdown makes of them."""
_UNCLEAR = {"yes", "no", "on", "off", "true", "false", "y", "n", "j"}

Place = Callable[[int], Position]


def line(value: Any) -> str:
    """A value as text on one line, whatever it was written as."""
    text = str(value)
    if not text.isprintable() or "  " in text:
        text = _BLANKS.sub(" ", text)
    if left_out.KEY in text:
        text = left_out.printed(text)
    return text.strip(" ")


def one_by_one(data: dict[str, Any], key: str, path: TreePath) -> list[tuple[TreePath, Any]]:
    """One or several values under a key, each with where it stands."""
    value, here = data.get(key, []), (*path, key)
    if not isinstance(value, list):
        return [(here, value)]
    return [((*here, index), one) for index, one in enumerate(value)]


class Reader(Struct):
    """The tree that is read, where its files lie, and what was found wrong."""

    tree: Tree
    folder: Path
    """The meeting file's folder: paths in the file start here."""
    root: Path
    """The folder that paths may not lead out of, without symbolic links."""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    foreign: dict[str, str] = field(default_factory=dict)
    """The passages of titles that are in another language, and in which; see ``blocks``."""

    def at(self, path: TreePath, key: bool = False) -> Position:
        """Where the value (or the key) at ``path`` stands."""
        return self.tree.position(path, key)

    def report(self, rule: Rule, path: TreePath, *, key: bool = False, **values: object) -> None:
        """Notes that ``rule`` is broken at ``path``."""
        self.diagnostics.append(rule.at(self.tree.position(path, key), **values))

    # --- single values ---

    def text(self, data: dict[str, Any], key: str) -> str | None:
        """Text on one line, or ``None`` where the key is not there."""
        return line(data[key]) if key in data else None

    def title(self, data: dict[str, Any], key: str) -> str | None:
        """A title without the marks of ``[text]{lang=en}``; in which language it is, is noted."""
        text = self.text(data, key)
        if text and left_out.KEY in text:
            self.foreign.update(dict.fromkeys(left_out.passages(str(data[key])), ""))
        return _FOREIGN.sub(self._foreign, text) if text and "{lang" in text else text

    def _foreign(self, match: re.Match[str]) -> str:
        self.foreign[match["text"]] = match["tag"]
        return match["text"]

    def texts(self, data: dict[str, Any], key: str) -> tuple[str, ...]:
        """One or several texts, always as several."""
        value = data.get(key, [])
        return tuple(line(one) for one in (value if isinstance(value, list) else [value]))

    def yes(self, data: dict[str, Any], key: str, default: bool = False) -> bool:
        """A yes/no key; the schema has seen to it that it is one."""
        return data[key] in (True, "ja") if key in data else default

    def yes_no_or_text(self, path: TreePath, value: Any) -> bool | str:
        """Yes, no, or a text that says why."""
        if isinstance(value, bool):
            return value
        text = line(value)
        word = text.lower().rstrip(".")
        if word in ("ja", "nej"):
            return word == "ja"
        if word in _UNCLEAR:
            self.report(UNCLEAR_YES_NO, path, noegle=_name(path), vaerdi=text)
            return True
        return text

    # --- bodies ---

    def markdown(self, path: TreePath, value: Any) -> Blocks:
        """The blocks of a Markdown text at ``path``."""
        place = self.tree.text_positions(path)
        blocks, problems = markdown.parse(str(value), place, self.folder)
        if left_out.KEY in str(value):
            problems += without_words.check(str(value), blocks, place, self.folder)
        if problems and self.tree.in_double_quotes(path):
            problems = list(map(markdown.in_double_quotes, problems))
        self.diagnostics += problems
        return blocks

    def body(self, data: dict[str, Any], key: str, path: TreePath) -> Blocks:
        """A body: Markdown, or a list of Markdown, tables and pictures."""
        if key not in data:
            return ()
        value, path = data[key], (*path, key)
        if not isinstance(value, list):
            return self.markdown(path, value)
        blocks: list[Block] = []
        for index, part in enumerate(value):
            here = (*path, index)
            if not isinstance(part, dict):
                blocks += self.markdown(here, part)
            elif "tabel" in part:
                blocks.append(self._table(part["tabel"], (*here, "tabel")))
            else:
                blocks += self._picture(part["billede"], (*here, "billede"))
        return tuple(blocks)

    def _picture(self, data: dict[str, Any], path: TreePath) -> Iterator[Block]:
        picture, problems = markdown.find_picture(
            str(data["fil"]), line(data["alt"]), self.at((*path, "fil")), self.folder
        )
        self.diagnostics += problems
        if picture is not None:
            yield picture

    def _table(self, data: dict[str, Any], path: TreePath) -> Table:
        columns = len(data["kolonner"])
        if columns > MOST_COLUMNS:
            values = {"antal": columns, "mest": MOST_COLUMNS}
            self.report(TOO_MANY_COLUMNS, (*path, "kolonner"), key=True, **values)
        header = tuple(
            self._cell(name, (*path, "kolonner", index))
            for index, name in enumerate(data["kolonner"])
        )
        rows = self._rows(data["raekker"], columns, (*path, "raekker"))
        given = data.get("justering")
        if given is not None and len(given) != columns:
            self.report(ALIGNMENT_LENGTH, (*path, "justering"), antal=len(given), kolonner=columns)
        alignments = [Alignment(word) for word in given or ()][:columns]
        alignments += [Alignment.LEFT] * (columns - len(alignments))
        return Table(
            header,
            rows,
            tuple(alignments),
            self.text(data, "overskrift"),
            self.at(path),
            turned=self.yes(data, "liggende"),
            row_headers=self.yes(data, "raekkehoveder") if "raekkehoveder" in data else None,
        )

    def _rows(self, rows: list[Any], columns: int, path: TreePath) -> tuple[tuple[Cell, ...], ...]:
        """The rows, each with a cell for every column; some are covered by others."""
        goes_on = [0] * columns  # over how many more rows a cell above stands
        result = []
        for index, row in enumerate(rows):
            here = (*path, index)
            cells: list[Cell] = [Cell((), covered=left > 0) for left in goes_on]
            goes_on = [max(0, left - 1) for left in goes_on]
            free = [number for number, cell in enumerate(cells) if not cell.covered]
            given = [self._extent(one, len(rows) - index, (*here, n)) for n, one in enumerate(row)]
            filled = columns - len(free) + sum(over for over, _ in given)
            if filled != columns:
                self.report(ROW_LENGTH, here, celler=filled, kolonner=columns)
            for number, (value, (over, down)) in enumerate(zip(row, given, strict=True)):
                if not free:
                    break
                place = free[0]
                beside = sum(1 for n, one in enumerate(free) if one == place + n)
                if over > beside and filled == columns:
                    where = (*here, number, "over")
                    self.report(TOO_FAR_OVER, where, over=over, kolonner=beside)
                over = min(over, beside)
                free = free[over:]
                text = value["tekst"] if isinstance(value, dict) else value
                where = (*here, number, "tekst") if isinstance(value, dict) else (*here, number)
                cells[place] = replace(self._cell(text, where), columns=over, rows=down)
                for covered in range(place + 1, place + over):
                    cells[covered] = Cell((), covered=True)
                goes_on[place : place + over] = [down - 1] * over
            result.append(tuple(cells))
        return tuple(result)

    def _extent(self, value: Any, rows_left: int, path: TreePath) -> tuple[int, int]:
        """Over how many columns and rows a cell stands."""
        if not isinstance(value, dict):
            return 1, 1
        down = int(value.get("ned", 1))
        if down > rows_left:
            self.report(TOO_FAR_DOWN, (*path, "ned"), ned=down, raekker=rows_left)
        return int(value.get("over", 1)), min(down, rows_left)

    def _cell(self, value: Any, path: TreePath) -> Cell:
        if _SIGNS.fullmatch(str(value).strip()):  # »-« for nothing: the list it begins is empty
            return Cell((plain(str(value).strip(), self.at(path)),))
        return Cell(self.markdown(path, value))


def _name(path: TreePath) -> str:
    return next((step for step in reversed(path) if isinstance(step, str)), "Værdien")
