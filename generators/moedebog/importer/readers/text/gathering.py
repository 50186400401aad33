"""Lines of text -> pieces."""

from __future__ import annotations

import re

from moedebog.blocks import Inlines
from moedebog.importer.budget import Budget
from moedebog.importer.genre.patterns import (
    AT_PARAGRAPH,
    FILE_ENDING,
    LIST_ENTRY,
    RECOMMENDS,
    begins,
    is_head,
    is_whole_title,
    stands_alone,
)
from moedebog.importer.pieces import BOLD, Kind, Piece, Table
from moedebog.importer.readers.furniture import PAGE_NUMBER
from moedebog.importer.readers.joining import join, vocabulary
from moedebog.importer.readers.text.cells import (
    PIPES,
    all_bold,
    cell_of,
    cells_of,
    is_ruler,
    joined_rows,
)
from moedebog.importer.readers.text.decoding import Numbered
from moedebog.importer.readers.text.inline import inlines_of

_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*\Z")


_RULE = re.compile(r"\s*(?:-{3,}|_{3,}|\*{3,}|={3,}|—{3,}|–{3,})\s*\Z")


_LABEL = re.compile(r"[A-ZÆØÅ][\w /.-]{1,25}:?\Z")


_LABELLED = re.compile(r"(?:\*\*)?[A-ZÆØÅ][\w /.-]{1,24}:(?:\*\*)?(?:\s|\Z)")


_DAY = re.compile(r"(?:man|tirs|ons|tors|fre|lør|søn)dag\b.{0,20}\d{4}\b", re.IGNORECASE)


_UNWRAPPED = 130
"""A file with a longer line has one paragraph to a line."""


class Gathering:
    """Goes through the lines and gathers them into pieces."""

    def __init__(self, numbered: list[Numbered], budget: Budget) -> None:
        self.budget = budget
        lines = [line for _, line in numbered]
        lengths = sorted(len(line) for line in lines if line.strip())
        longest = lengths[-1] if lengths else 0
        self.wrapped = 40 < longest <= _UNWRAPPED
        self.width = lengths[int(len(lengths) * 0.95)] if lengths else 0
        self.words = vocabulary(lines)
        self.numbered = numbered
        self.number = self.began = 0
        """The line that is read, and the one at which what is open began."""
        self.found: list[Piece] = []
        self.open: list[str] = []
        self.entry: tuple[str, int] | None = None
        self.indents: list[int] = []
        self.rows: list[list[str]] = []
        self.blank = True

    def pieces(self) -> list[Piece]:
        """All pieces of the text."""
        for number, line in self.numbered:
            self.number = number
            self.budget.piece()
            self.line(line)
        self.flush_text()
        self.flush_rows()
        return self.found

    def line(self, line: str) -> None:
        """Takes one line more."""
        stripped = line.strip()
        if PAGE_NUMBER.fullmatch(stripped):
            return
        if not stripped:
            self.blank = True
            self.flush_text()
            return
        line = re.sub(r"\A(\s*(?:[-–•*◦▫·o]|\d{1,3}[.)]))\t+", r"\1 ", line)
        if self.is_row(line):
            self.flush_text()
            self.began = self.began if self.rows else self.number
            self.rows.append(cells_of(line))
            self.blank = False
            return
        self.flush_rows()
        if heading := _HEADING.match(line):
            self.flush_text()
            self.add(Kind.HEADING, inlines_of(heading[2]), len(heading[1]), self.number)
        elif _RULE.match(line):
            self.flush_text()
            self.found.append(Piece(Kind.RULE, line=self.number))
        elif entry := self.list_entry(line):
            self.flush_text()
            self.begin_entry(entry)
        elif self.open and self.continues(line):
            self.open.append(stripped)
        else:
            self.flush_text()
            self.open = [line.rstrip().replace("\t", "    ").lstrip()]
            self.began = self.number
        self.blank = False

    def is_row(self, line: str) -> bool:
        """Whether the line is a row of a table: cells between pipes or tabs."""
        if PIPES.match(line) and line.count("|") > 2:
            return True
        if "\t" not in line.rstrip("\n"):
            return False
        cells = line.split("\t")
        if all(_LABELLED.match(cell.strip()) for cell in cells if cell.strip()):
            return False  # several facts on one line
        if self.rows:
            return len(cells) > 1
        first = cells[0].strip()
        if is_head(cells):
            return True
        if len(cells) == 2 and (not first or _LABEL.match(first) or cells[1].strip().isdigit()):
            return False
        return len(cells) > 2 or len(cells[0]) < LONG_CELL

    def list_entry(self, line: str) -> re.Match[str] | None:
        """What the line holds as an entry of a list; ``None`` where it begins none."""
        match = LIST_ENTRY.match(line)
        if match is None:
            return None
        in_list = bool(self.entry or (self.found and self.found[-1].kind is Kind.ITEM))
        if match["marker"] == "o" and not (in_list or match["indent"]):
            return None
        if match["marker"] == "*" and re.match(r"\S[^*]*\*(?:\s|\Z)", match["text"]):
            return None
        if re.match(r"[a-zæøå][.)]", match["marker"], re.IGNORECASE):
            first = match["marker"][0] == "a" and bool(self.open) and begins(self.open[0])
            fits = in_list or self.blank or first
            return match if match["marker"][0].islower() and fits else None
        return match

    def begin_entry(self, match: re.Match[str]) -> None:
        """Begins an entry at its depth."""
        marker, text = match["marker"], match["text"]
        indent = len(match["indent"].expandtabs(4))
        if not (self.found and self.found[-1].kind is Kind.ITEM):
            self.indents = []
        while self.indents and self.indents[-1] > indent:
            self.indents.pop()
        if not self.indents or self.indents[-1] < indent:
            self.indents.append(indent)
        depth = len(self.indents) - 1
        while inner := re.match(r"([-–•◦▫·]|o(?=\s))\s+(?=\S)", text):
            marker, text = inner[1], text[inner.end() :]
            depth += 1
        previous = next((p for p in reversed(self.found) if p.kind is Kind.ITEM), None)
        near = self.found and self.found[-1].kind is Kind.ITEM
        limit = (previous.level + 1) if previous and near else 0
        self.entry = (marker, min(depth, limit))
        self.open, self.began = [text], self.number

    def continues(self, line: str) -> bool:
        """Whether the line goes on with the paragraph before it."""
        if self.blank:
            return False
        before = self.open[-1]
        if re.search(r"\.{3,}\s*\d*\Z", before) or re.search(r"\.{3,}\s*\d+\Z", line):
            return False
        if (
            _DAY.match(line)
            or not self.wrapped
            or _LABELLED.match(line)
            or _LABELLED.fullmatch(before)
            or stands_alone(before)
            or FILE_ENDING.search(before)
            or (len(self.open) == 1 and is_whole_title(before, line.strip()))
            or begins(line.strip())
            or (AT_PARAGRAPH.match(line) and self.in_points(before))
        ):
            return False
        if self.entry and line[:1].isspace():
            return True
        return len(before) > 0.72 * self.width

    def in_points(self, before: str) -> bool:
        """Whether the open paragraph is a point of an indstilling, or leads to the first."""
        leads = bool(RECOMMENDS.search(" ".join(self.open))) and before.endswith((":", ","))
        return leads or bool(AT_PARAGRAPH.match(self.open[0]))

    def add(self, kind: Kind, inlines: Inlines, level: int, line: int) -> None:
        """Puts a piece down, unless it is empty."""
        if inlines:
            self.found.append(Piece(kind, inlines, level, line=line))

    def flush_text(self) -> None:
        """Ends the paragraph or entry that is open."""
        if not self.open:
            return
        text = self.open[0]
        for line in self.open[1:]:
            text = join(text, line, self.words)
        # Wide gaps stay: they divide a title from its page in a table of contents.
        wide = re.sub(r"(?<! ) {3,}+(?=\d+\Z)", " ..... ", text)
        inlines = inlines_of(wide)
        if self.entry:
            marker, depth = self.entry
            self.found.append(Piece(Kind.ITEM, inlines, depth, marker, line=self.began))
        elif bold := all_bold(inlines):
            self.add(Kind.HEADING, bold, BOLD, self.began)
        else:
            self.add(Kind.TEXT, inlines, 0, self.began)
        self.open = []
        self.entry = None

    def flush_rows(self) -> None:
        """Ends the table that is open."""
        rows = joined_rows([row for row in self.rows if not is_ruler(row)])
        self.rows = []
        if not rows:
            return
        self.budget.table(len(rows), max(map(len, rows)))
        table = Table.of([[cell_of(text) for text in row] for row in rows])
        self.found.append(Piece(Kind.TABLE, table=table, line=self.began))


LONG_CELL = 60
"""A line with one tab is no row of a table where the text before it is longer."""
