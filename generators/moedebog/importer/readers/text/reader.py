"""Plain text and Markdown -> pieces."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from moedebog import markdown
from moedebog.blocks import Inlines, Paragraph, Run, text_of
from moedebog.diagnostics import Position, UsageProblem
from moedebog.importer.budget import LARGEST_TEXT_FILE, MANY_BRACKETS, Budget
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
from moedebog.importer.pieces import (
    BOLD,
    GUESSED,
    UNREADABLE,
    Kind,
    Piece,
    Table,
    clean,
    join,
    mend,
    tidy,
    vocabulary,
)
from moedebog.importer.readers.furniture import PAGE_NUMBER, running
from moedebog.importer.readers.text.embedded import Embedded

_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*\Z")
_RULE = re.compile(r"\s*(?:-{3,}|_{3,}|\*{3,}|={3,}|—{3,}|–{3,})\s*\Z")
_PIPES = re.compile(r"\s*\|.*\|\s*\Z")
_DASHES = re.compile(r"[\s:|-]*-[\s:|-]*\Z")
_BLOCK_START = re.compile(r"(\s*)([-+>#=~:]|(?<!\d)\d++(?=[.)]))")
_LABEL = re.compile(r"[A-ZÆØÅ][\w /.-]{1,25}:?\Z")
_LABELLED = re.compile(r"(?:\*\*)?[A-ZÆØÅ][\w /.-]{1,24}:(?:\*\*)?(?:\s|\Z)")
_DAY = re.compile(r"(?:man|tirs|ons|tors|fre|lør|søn)dag\b.{0,20}\d{4}\b", re.IGNORECASE)
_UNWRAPPED = 130
"""A file with a longer line has one paragraph to a line."""


def read(data: bytes, budget: Budget | None = None) -> list[Piece]:
    """The pieces of a text file in any of the usual encodings."""
    budget = budget or Budget()
    pictures = Embedded()
    text = pictures.taken_out(_decoded(data))
    if len(text) > LARGEST_TEXT_FILE:
        raise UsageProblem(
            f"Tekstfilen er større end {LARGEST_TEXT_FILE // 1_000_000} MB. Del den, så der er ét "
            "møde i hver fil."
        )
    text = re.sub(r"(?<!\n)\n*+\f", "\f", clean(text.replace("\f", "\x0c")))
    found = _Lines(_without_running(_pages(text)), budget).pieces()
    found = pictures.put_back(found, budget) if pictures.found else found
    marked = any(p.kind is Kind.HEADING for p in found)
    return mend(found if marked else _with_guessed_headings(found))


Numbered = tuple[int, str]
"""A line of the file with its number, from 1."""


def _pages(text: str) -> list[list[Numbered]]:
    """The lines of each page: between form feeds, or else each with its number at the end."""
    pages: list[list[Numbered]] = [[]]
    fed = "\f" in text
    for number, line in enumerate(text.replace("\f", "\n\f").split("\n"), 1):
        if line.startswith("\f"):
            pages.append([])
        pages[-1].append((number - len(pages) + 1 if fed else number, line.removeprefix("\f")))
        if not fed and PAGE_NUMBER.fullmatch(line.strip()):
            pages.append([])
    return pages


def _without_running(pages: list[list[Numbered]]) -> list[Numbered]:
    """The lines without running heads, feet and page numbers."""
    filled = [[at for at, (_, line) in enumerate(page) if line.strip()] for page in pages]
    edges = [[(pages[n][at][1].strip(), 0.0) for at in places] for n, places in enumerate(filled)]
    gone = {(n, filled[n][at]) for n, at in running(edges)}
    return [
        line for n, page in enumerate(pages) for at, line in enumerate(page) if (n, at) not in gone
    ]


def _decoded(data: bytes) -> str:
    """The text in the encoding that it seems to have. Raises ``UsageProblem`` where it is none."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    elif data[:400].count(0) * 3 > len(data[:400]):
        little = data[1:400:2].count(0) > data[0:400:2].count(0)
        text = data.decode("utf-16-le" if little else "utf-16-be", "replace")
    else:
        text = data.decode("utf-8-sig", "replace")
        if _garbled(text) * 2 > sum(1 for letter in text if letter > "\x7f"):
            text = data.decode("cp1252", "replace")  # of one byte for each letter, then
    controls = sum(1 for letter in text if letter < " " and letter not in "\t\n\r\f\v")
    if _garbled(text) + controls > max(20, len(text) / 20):
        raise UsageProblem("Filen er ikke en tekstfil. Gem den som .docx eller PDF.")
    return text


def _garbled(text: str) -> int:
    return text.count(UNREADABLE)


def inlines_of(text: str) -> Inlines:
    """A line of text with its Markdown marks for bold, italics and links read as such.

    Whatever Markdown would make of the line besides, or would drop from it, is left as typed.
    """
    text = " ".join(text.split())
    if text.count("[") - text.count("](") > MANY_BRACKETS:
        return (Run(text),)
    escaped = _BLOCK_START.sub(_escaped, text, count=1)
    blocks, problems = markdown.parse(escaped, lambda _: Position(""), Path())
    unreadable = [p for p in problems if p.code != markdown.LINK_UNUSABLE.code]
    if unreadable or len(blocks) != 1 or not isinstance(blocks[0], Paragraph):
        return (Run(text),) if text else ()
    return tidy(blocks[0].inlines)


def _escaped(match: re.Match[str]) -> str:
    start = match[2]
    return f"{match[1]}{start}\\" if start[0].isdigit() else f"{match[1]}\\{start}"


class _Lines:
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
        for number, line in self.numbered:
            self.number = number
            self.budget.piece()
            self.line(line)
        self.flush_text()
        self.flush_rows()
        return self.found

    def line(self, line: str) -> None:
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
            self.rows.append(_cells(line))
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
        if _PIPES.match(line) and line.count("|") > 2:
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
        if inlines:
            self.found.append(Piece(kind, inlines, level, line=line))

    def flush_text(self) -> None:
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
        elif bold := _all_bold(inlines):
            self.add(Kind.HEADING, bold, BOLD, self.began)
        else:
            self.add(Kind.TEXT, inlines, 0, self.began)
        self.open = []
        self.entry = None

    def flush_rows(self) -> None:
        rows = _joined_rows([row for row in self.rows if not _is_ruler(row)])
        self.rows = []
        if not rows:
            return
        self.budget.table(len(rows), max(map(len, rows)))
        table = Table.of([[_cell(text) for text in row] for row in rows])
        self.found.append(Piece(Kind.TABLE, table=table, line=self.began))


LONG_CELL = 60
"""A line with one tab is no row of a table where the text before it is longer."""


def _all_bold(inlines: Inlines) -> Inlines:
    """A short line all in bold is a heading, and needs no bold."""
    runs = [i for i in inlines if isinstance(i, Run)]
    text = text_of(inlines)
    if runs and all(r.strong for r in runs) and len(text) <= 90 and not text.endswith((".", ",")):
        return tuple(replace(run, strong=False) for run in runs)
    return ()


def _cells(line: str) -> list[str]:
    if _PIPES.match(line):
        inside = line.strip()[1:-1]
        return [cell.replace("\\|", "|").strip() for cell in re.split(r"(?<!\\)\|", inside)]
    return [cell.strip() for cell in line.rstrip("\n").split("\t")]


def _is_ruler(row: list[str]) -> bool:
    return all(not cell or _DASHES.fullmatch(cell) for cell in row) and any(
        "--" in cell for cell in row
    )


def _joined_rows(rows: list[list[str]]) -> list[list[str]]:
    """A row without a first cell goes on with the row above, which a page break cut."""
    joined: list[list[str]] = []
    for row in rows:
        if joined and row and not row[0] and len(row) <= len(joined[-1]) and len(joined) > 1:
            for index, cell in enumerate(row):
                if cell:
                    joined[-1][index] = join(joined[-1][index], cell)
        elif any(row):
            joined.append(list(row))
    return joined


# --- cells with HTML ----------------------------------------------------------------------

_TAG = re.compile(r"<\s*(/?)\s*(p|ul|ol|li|br|b|strong|i|em|span|div)\b[^>]*>", re.IGNORECASE)


def _cell(text: str) -> tuple[Piece, ...]:
    """A cell: plain text, or the paragraphs and lists of its HTML."""
    if not _TAG.search(text):
        entry = LIST_ENTRY.match(text)
        if entry and entry["marker"] in "•◦":
            parts = re.split(r"\s*[•◦]\s+", text)
            return tuple(Piece(Kind.ITEM, inlines_of(p), marker="-") for p in parts if p)
        inlines = inlines_of(text)
        return (Piece(Kind.TEXT, inlines),) if inlines else ()
    return tuple(mend(list(_html_pieces(text))))  # a row that a page break cut is one again


def _html_pieces(text: str) -> Iterator[Piece]:
    depth, numbered, at, entry = -1, [False], 0, False
    for tag in (*_TAG.finditer(text), None):
        end = tag.start() if tag else len(text)
        between = re.sub(r"\A\s*[•◦·]\s*", "", html.unescape(text[at:end])).strip()
        if between and _DASHES.fullmatch(between) is None:
            inlines = inlines_of(between)
            if entry:
                marker = "1." if numbered[-1] else "-"
                yield Piece(Kind.ITEM, inlines, max(depth, 0), marker)
            else:
                yield Piece(Kind.TEXT, inlines)
        if tag is None:
            return
        at = tag.end()
        name, closing = tag[2].lower(), bool(tag[1])
        if name in ("ul", "ol"):
            depth += -1 if closing else 1
            numbered = numbered[:-1] or [False] if closing else [*numbered, name == "ol"]
        if name == "li":
            entry = not closing
        elif name in ("p", "div", "ul", "ol"):
            entry = False


# --- headings of plain text -----------------------------------------------------------------


def _with_guessed_headings(pieces: list[Piece]) -> list[Piece]:
    """A short line without an end stop that stands alone before text is taken for a heading."""
    result = []
    for index, piece in enumerate(pieces):
        after = pieces[index + 1] if index + 1 < len(pieces) else None
        if after is not None and _looks_like_heading(piece, after):
            piece = replace(piece, kind=Kind.HEADING, level=GUESSED)
        result.append(piece)
    return result


def _looks_like_heading(piece: Piece, after: Piece) -> bool:
    text = piece.text
    if piece.kind is not Kind.TEXT or len(text) > 80 or not text[:1].isupper():
        return False
    if re.search(r"[.,;:!…]\Z|\.\w{3,4}\Z|\.{3}|,.*,|:\s|\bindstill|\d\Z", text):
        return False
    return after.kind is Kind.ITEM or (after.kind is Kind.TEXT and len(after.text) > len(text))
