"""Lines of text -> pieces."""

from __future__ import annotations

import re

from msgspec.structs import replace

from moedebog.blocks import Inlines
from moedebog.importer.budget import Budget
from moedebog.importer.genre.dates import MONTH
from moedebog.importer.genre.patterns import (
    AT_PARAGRAPH,
    FILE_ENDING,
    LIST_ENTRY,
    RECOMMENDS,
    TOLD_LINE,
    begins,
    capitals,
    is_head,
    is_whole_title,
    runs_on,
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
    with_tabs,
)
from moedebog.importer.readers.text.inline import inlines_of
from moedebog.importer.readers.text.pages import Numbered

_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*\Z")


_RULE = re.compile(r"\s*(?:-{3,}|_{3,}|\*{3,}|={3,}|—{3,}|–{3,})\s*\Z")


_LABEL = re.compile(r"[A-ZÆØÅ][\w /.-]{1,25}:?\Z")


_DAY = re.compile(r"(?:man|tirs|ons|tors|fre|lør|søn)dag\b.{0,20}\d{4}\b", re.IGNORECASE)


_WHEN = re.compile(
    rf"(?:(?:[A-ZÆØÅ][\w-]*)?[Mm][øö][dt]et?|Den)\s+(?:[a-zæøå]+\s+)?(?:d\.\s*)?\d{{1,2}}\.?\s*{MONTH}"
)
"""``Møde 5. maj 2025 kl. 10``: a line with when a meeting is begins anew."""
_ATTACHED = re.compile(r"Bilag\b.{0,20}?:\s")
_QUOTED = re.compile(r"\s{0,3}(?:>+(?:\s|\Z))+")
"""The marks before a line of a quote."""
_BROKEN = re.compile(r"\S(?: {2,}|\\)\Z")
"""Where the author of a Markdown file broke the line."""
_DIVIDED = re.compile(r"[^\W\d_]-\Z")
"""A line ends in the middle of a word."""
_LONGEST_HEADING = 90
_RAGGED = 8
"""So many columns more than a word needs may be left at the end of a line of an entry."""
_FULL = 0.72
"""The share of the width that a line has, at least, which the next one goes on with."""

_UNWRAPPED = 130
"""A file with a longer line has one paragraph to a line."""


def _goes_on(line: str, after: str) -> bool:
    return bool(line.strip()) and bool(runs_on(line.strip(), after.strip()[:1]))


class Gathering:
    """Goes through the lines and gathers them into pieces."""

    def __init__(self, numbered: list[Numbered], budget: Budget) -> None:
        self.budget = budget
        lines = [line for _, line in numbered]
        lengths = sorted(len(line) for line in lines if line.strip())
        longest = lengths[-1] if lengths else 0
        self.wrapped = 40 < longest <= _UNWRAPPED
        self.proven = any(map(_goes_on, lines, lines[1:]))
        """Whether some line can only be the rest of the one before it."""
        self.width = lengths[int(len(lengths) * 0.95)] if lengths else 0
        self.words = vocabulary(lines)
        texts = with_tabs(lines)
        self.numbered = [(number, text) for (number, _), text in zip(numbered, texts, strict=True)]
        self.marked = any(_HEADING.match(line) for line in lines)
        """Whether the file is Markdown beyond doubt."""
        self.number = self.began = 0
        """The line that is read, and the one at which what is open began."""
        self.length = 0
        """Of the line before, indentation and marker included."""
        self.broken = False
        """Whether its author broke it."""
        self.quoted = self.inside = 0
        """In how many quotes what is open stands, and in how many lists as a further paragraph."""
        self.spaced = False
        """Whether an empty line stands before what is open."""
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
            marks = _QUOTED.match(line)
            quoted = marks[0].count(">") if marks else 0
            if quoted != self.quoted:
                self.flush_text()
                self.flush_rows()
                self.quoted, self.blank = quoted, True
            self.line(line[marks.end() :] if marks else line)
            self.length = len(line.rstrip())
            self.broken = self.marked and bool(_BROKEN.search(line))
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
            if self.rows[1:2] and is_ruler(self.rows[1]):
                self.flush_rows()  # what comes next is a table of its own
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
            self.inside, self.spaced = 0, self.blank
            self.add(Kind.HEADING, inlines_of(heading[2]), len(heading[1]), self.number)
        elif _RULE.match(line) and self.is_underlined(stripped):
            words, self.open = self.open[0], []
            self.add(Kind.HEADING, inlines_of(words), 1 if stripped[0] == "=" else 2, self.began)
        elif _RULE.match(line):
            self.flush_text()
            self.put(Piece(Kind.RULE, line=self.number))
        elif entry := self.list_entry(line):
            self.flush_text()
            self.begin_entry(entry)
        elif self.open and self.continues(line):
            self.open.append(self.unbroken(stripped))
        else:
            inside = self.depth_of(line)
            self.flush_text()
            self.open = [self.unbroken(line.rstrip().replace("\t", "    ").lstrip())]
            self.began, self.inside, self.spaced = self.number, inside, self.blank
        self.blank = False

    def is_underlined(self, line: str) -> bool:
        """Whether a line of signs is drawn under the one before it, which is a heading then."""
        if len(self.open) != 1 or self.entry or self.blank or line[0] not in "=-":
            return False
        words = self.open[0]
        return (
            len(words) <= _LONGEST_HEADING
            and 2 * len(line) >= len(words)
            and words[-1] not in ".,;"
        )

    def unbroken(self, line: str) -> str:
        """The line without the mark that breaks it."""
        return line[:-1] if self.marked and line.endswith("\\") else line

    def depth_of(self, line: str) -> int:
        """In how many lists a line stands that is a paragraph of its own after another one."""
        if self.blank or not line[:1].isspace():
            return 0
        return self.entry[1] + 1 if self.entry else self.inside

    def is_row(self, line: str) -> bool:
        """Whether the line is a row of a table: cells between pipes or tabs."""
        if PIPES.match(line) and line.count("|") > 2:
            return True
        if "\t" not in line.rstrip("\n"):
            return False
        cells = line.split("\t")
        if all(TOLD_LINE.match(cell.strip()) for cell in cells if cell.strip()):
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
        in_list = bool(self.entry) or self.in_list()
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
        marker, text = match["marker"].replace(" ", ""), match["text"]
        indent = len(match["indent"].expandtabs(4))
        if not self.in_list():
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
        limit = (previous.level + 1) if previous and self.in_list() else 0
        self.entry = (marker, min(depth, limit))
        self.open, self.began = [self.unbroken(text.rstrip())], self.number
        self.inside, self.spaced = 0, self.blank

    def in_list(self) -> bool:
        """Whether the piece before is an entry of a list, or a further paragraph of one."""
        last = self.found[-1] if self.found else None
        return last is not None and (last.kind is Kind.ITEM or last.inside > 0)

    def continues(self, line: str) -> bool:
        """Whether the line goes on with the paragraph before it."""
        if self.blank:
            return False
        before, after = self.open[-1], line.strip()
        if _DIVIDED.search(before) and after[:1].islower():
            return True
        if re.search(r"\.{3,}\s*\d*\Z", before) or re.search(r"\.{3,}\s*\d+\Z", line):
            return False
        if (
            _DAY.match(line)
            or (_WHEN.match(after) and not before.endswith("."))
            or not self.wrapped
            or TOLD_LINE.match(line)
            or TOLD_LINE.fullmatch(before)
            or stands_alone(before)
            or _is_head(before, after)
            or FILE_ENDING.search(before)
            or self.broken
            or begins(after)
            or (AT_PARAGRAPH.match(line) and self.in_points(before))
        ):
            return False
        if _ATTACHED.match(self.open[0]) and after[:1].isupper():
            room = self.length + len(after.split()[0]) < self.width
            if room or before.endswith(")"):
                return False
        if len(self.open) == 1:
            label = f"{self.entry[0]} " if self.entry else ""
            room = self.length + len(after.split()[0]) < self.width
            if is_whole_title(f"{label}{before}", after, room):
                return False
            if before.endswith(":") and after[:1].isupper() and self.spaced and not self.entry:
                return False
            if self.entry and label[0].isalnum() and runs_on(before, after):
                return True
        if self.entry and line[:1].isspace():
            wide = self.length + len(after.split()[0]) + _RAGGED < self.width
            return runs_on(before, after) or (self.proven and not wide)
        return self.length > _FULL * self.width and (self.proven or before.endswith(":"))

    def in_points(self, before: str) -> bool:
        """Whether the open paragraph is a point of an indstilling, or leads to the first."""
        leads = bool(RECOMMENDS.search(" ".join(self.open))) and before.endswith((":", ","))
        return leads or bool(AT_PARAGRAPH.match(self.open[0]))

    def add(self, kind: Kind, inlines: Inlines, level: int, line: int) -> None:
        """Puts a piece down, unless it is empty."""
        if inlines:
            self.put(Piece(kind, inlines, level, line=line, inside=self.inside))

    def put(self, piece: Piece) -> None:
        """Puts a piece down as what stands where the file is read."""
        self.found.append(replace(piece, quoted=self.quoted, spaced=self.spaced))

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
            self.put(Piece(Kind.ITEM, inlines, depth, marker, line=self.began))
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
        self.put(Piece(Kind.TABLE, table=table, line=self.began))


def _is_head(before: str, after: str) -> bool:
    """Whether a line in capitals heads the one after it, which is not."""
    return " " in before and capitals(before) and not capitals(after) and not after[:1].islower()


LONG_CELL = 60
"""A line with one tab is no row of a table where the text before it is longer."""
