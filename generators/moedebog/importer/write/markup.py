"""Pieces -> the Markdown of a meeting file, escaped so that it prints as it was.

What looks like Markdown in the document is text there, and must be text in the meeting file.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from moedebog import blocks
from moedebog.blocks import Counting, Inlines, Run, Script, text_of
from moedebog.columns import has_row_headers
from moedebog.importer.budget import MANY_BRACKETS
from moedebog.importer.pieces import (
    BOLD,
    BREAK,
    CAPTION,
    CODE,
    GUESSED,
    NOTE,
    NOTE_MORE,
    Cell,
    Kind,
    Piece,
    Row,
)

WIDTH = 92
"""Columns of a line of text in the meeting file, without its indentation."""
MAX_DEPTH = 8
_LINE_BREAK = "\\\n"
_SCRIPT = re.compile(r"[\w,.]+")
_SIGN_OF = {Script.SUB: "~", Script.SUPER: "^"}
_SIGNS = "-–—•*◦▫·o"
"""What stands before an entry of a list without numbers."""
_SCHEMES = {"http", "https", "mailto", "tel"}
_START = re.compile(
    r"(\d{1,9})(?=[.)](?:\s|\Z))|[-+](?=\s|\Z)|#(?=#*(?:\s|\Z)|#+[^\W\d_])|[>=:]|~(?!~(?!~))|-(?=[-\s|:]*\Z)"
)
"""What begins a line and must not be read as a mark; two ``~`` strike text through."""


class TableValue(Struct, frozen=True):
    """A table that has to be written as a ``tabel``: its cells hold more than a line."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    heads_rows: bool | None = None
    """Whether the first cell of each row heads it, where that is not seen by its looks."""


Body = list[str | TableValue]
"""A body: stretches of Markdown with tables between them."""


def escape(text: str) -> str:
    """The text so that Markdown reads it as the same characters."""
    text = text.replace("\\", "\\\\").replace("*", "\\*").replace("`", "\\`")
    text = re.sub(r"(?<![^\W_])_|_(?![^\W_])", r"\\_", text)
    # A bracket that is never closed means nothing; many of them take the parser long.
    last = len(text) if text.count("[") > MANY_BRACKETS else text.rfind("]")
    text = re.sub(r"\[", r"\\[", text[: last + 1]) + text[last + 1 :]
    text = re.sub(r"\](?=[({])", r"\\]", text)
    text = re.sub(r"<(?=[A-Za-z/!?])", r"\\<", text)
    text = re.sub(r"(?<=[\w)\]*^])~(?=\S)|~(?=~)|\^(?=\S)|=(?==\S)", r"\\\g<0>", text)
    return re.sub(r"&(?=#?\w+;)", r"\\&", text)


def inline(inlines: Inlines) -> str:
    """A line of text with its bold, its italics and its links."""
    runs = [i for i in inlines if isinstance(i, Run)]
    pieces = []
    for index, run in enumerate(runs):
        if run.text == BREAK:
            pieces.append(_LINE_BREAK)
            continue
        before = runs[index - 1].text[-1:] if index else ""
        after = runs[index + 1].text[:1] if index + 1 < len(runs) else ""
        pieces.append(_run(run, before, after))
    return "".join(pieces)


def _run(run: Run, before: str, after: str) -> str:
    core = run.text.strip()
    if not core:
        return run.text
    lead = run.text[: len(run.text) - len(run.text.lstrip())]
    tail = run.text[len(run.text.rstrip()) :]
    text = _code(core) if run.code else escape(core)
    if run.struck and _may_mark(core, lead or before, tail or after):
        text = f"~~{text}~~"
    if run.script and _SCRIPT.fullmatch(core) and before[-1:].isalnum():
        sign = _SIGN_OF[run.script]
        text = f"{sign}{text}{sign}"
    address = usable_link(run.link)
    if address:
        text = f"[{_brackets(text)}]({address})"
    elif run.language:
        text = f"[{_brackets(text)}]{{lang={run.language}}}"
    sign = "*" * (2 * run.strong + run.emphasis)
    if sign and _may_mark(core if not address else "[)", lead or before, tail or after):
        text = f"{sign}{text}{sign}"
    return f"{lead}{text}{tail}"


def _code(text: str) -> str:
    """A passage of code, between more of its signs than it holds in a row."""
    longest = max(map(len, re.findall("`+", text)), default=0)
    sign = "`" * (longest + 1)
    blank = " " if longest else ""
    return f"{sign}{blank}{text}{blank}{sign}"


def _brackets(text: str) -> str:
    return re.sub(r"(?<!\\)[\[\]]", r"\\\g<0>", text)


def usable_link(link: str | None) -> str | None:
    """The address, where it is one that a reader can follow."""
    if not link:
        return None
    try:
        address = urlsplit(link)
    except ValueError:
        return None
    if address.scheme not in _SCHEMES or not (address.netloc or address.path):
        return None
    return re.sub(r"[\s()<>\\]", lambda m: f"%{ord(m[0]):02X}", link)


def _may_mark(core: str, before: str, after: str) -> bool:
    """Whether the signs around ``core`` are read as bold or italics in any surroundings."""
    opens = core[0].isalnum() or not before or before.isspace()
    closes = core[-1].isalnum() or not after or after.isspace()
    beside = {before[-1:], after[:1]} & {"*", "_"}
    return opens and closes and not beside


def wrapped(text: str, first: str = "", rest: str = "") -> str:
    """The text in lines of ``WIDTH``, none of which begins like something else."""
    width = max(WIDTH - len(rest), 40)
    lines: list[str] = []
    for part in text.split(_LINE_BREAK):
        if lines:
            lines[-1] += "\\"
        lines += textwrap.wrap(part, width, break_long_words=False, break_on_hyphens=False)
    safe = [
        _START.sub(_escape_start, line, count=1) if _START.match(line) else line for line in lines
    ]
    return "\n".join((rest if index else first) + line for index, line in enumerate(safe))


def _escape_start(match: re.Match[str]) -> str:
    return f"{match[1]}\\" if match[1] else f"\\{match[0]}"


def cell_line(text: str) -> str:
    """A cell of a pipe table."""
    return text.replace("|", "\\|")


def body(pieces: Sequence[Piece], top: int = 3) -> Body:
    """The Markdown of some pieces; ``top`` is the level of their highest heading."""
    return _Writer(top).write(pieces)


def line_of(piece: Piece) -> str:
    """One paragraph or list entry as Markdown on one line, safe where a block begins."""
    text = inline(piece.inlines)
    return _START.sub(_escape_start, text, count=1) if _START.match(text) else text


def own_label(piece: Piece) -> str:
    """What stands before a list entry and cannot be counted: ``a.``, ``2.1``, ``§ 4``."""
    return "" if piece.marker in _SIGNS or piece.marker[:-1].isdigit() else piece.marker


class _Writer:
    """Writes piece after piece; lists are kept together."""

    def __init__(self, top: int) -> None:
        self.top = top
        self.done: Body = []
        self.parts: list[str] = []
        self.entries: list[str] = []
        self.widths: list[int] = []
        self.base = 0
        """The depth that the outermost entries of the list have in the document."""
        self.last_number: list[int | None] = []
        self.ended = 0
        """The last number of the last list with numbers: a later one may go on with it."""
        self.open_levels: list[int] = []
        self.captions: dict[int, Piece] = {}
        """What stands over a table, by its ``id``."""
        self.loose = False
        """Whether a paragraph stands in the list that is open."""
        self.notes: list[str] = []
        """Footnotes, as they stand among the parts."""

    def write(self, pieces: Sequence[Piece]) -> Body:
        for above, piece in pairwise(pieces):
            if above.marker == CAPTION and piece.kind is Kind.TABLE and len(piece.rows) > 1:
                self.captions[id(piece)] = above
        named = {id(caption) for caption in self.captions.values()}
        pieces = [piece for piece in pieces if id(piece) not in named]
        for under, beside in groupby(pieces, lambda piece: piece.under):
            stretch = list(beside)
            if not (_is_labelled(under, stretch) and self.labelled(stretch)):
                self.stretch(stretch)
        self.end_list()
        self.end_text()
        for note in self.notes:
            self.done = [_as_footnote(part, note) for part in self.done]
        return self.done

    def stretch(self, pieces: Sequence[Piece]) -> None:
        """Pieces that stand beside no label, or need not show it."""
        for quoted, run in groupby(pieces, lambda piece: piece.quoted > 0):
            if quoted:
                self.quote(list(run))
                continue
            for piece in run:
                if piece.kind is Kind.ITEM:
                    self.entry(piece)
                elif not (piece.inside and self.belongs(piece)):
                    self.end_list()
                    self.block(piece)

    def labelled(self, pieces: Sequence[Piece]) -> bool:
        """An entry with a letter, and what follows in it, moved in; false where it cannot be."""
        first, *rest = pieces
        inner = body([replace(one, under="") for one in rest])
        texts = [part for part in inner if isinstance(part, str)]
        if len(texts) < len(inner):
            return False
        self.end_list()
        moved = textwrap.indent("\n\n".join(texts), " " * (len(first.under) + 1))
        self.parts.append(f"{_text(first)}\n\n{moved}")
        return True

    def block(self, piece: Piece) -> None:
        """What stands for itself."""
        match piece.kind:
            case Kind.HEADING:
                self.parts.append(f"{'#' * self.level(piece.level)} {self.heading(piece)}")
            case Kind.TEXT:
                if piece.marker == NOTE_MORE and self.notes and self.parts[-1:] == self.notes[-1:]:
                    more = textwrap.indent(_text(piece), "    ")
                    self.parts[-1] = self.notes[-1] = f"{self.parts[-1]}\n\n{more}"
                    return
                self.parts.append(_text(piece))
                if piece.marker == NOTE:
                    self.notes.append(self.parts[-1])
            case Kind.RULE:
                self.parts.append("---")
            case Kind.TABLE:
                self.table(piece)
            case Kind.PICTURE:
                self.picture(piece)

    def quote(self, pieces: Sequence[Piece]) -> None:
        """A quote; one after the first paragraph of an entry stands in that."""
        least = min(one.level if one.kind is Kind.ITEM else one.inside for one in pieces)
        plain = [_taken_out(one, least) for one in pieces]
        inner = [str(part) for part in body(plain) if isinstance(part, str)]
        lines = "\n\n".join(inner).split("\n")
        text = "\n".join(f"> {line}".rstrip() for line in lines)
        if not (least and self.put_inside(text, least)):
            self.end_list()
            self.parts.append(text)

    def belongs(self, piece: Piece) -> bool:
        """Whether a piece is put into the entry that it stands in."""
        match piece.kind:
            case Kind.TEXT:
                text = _text(piece)
            case Kind.PICTURE:
                text = _picture(piece)
            case _:
                return False
        return self.put_inside(text, piece.inside)

    def put_inside(self, text: str, depth: int) -> bool:
        """Puts text into the last entry of this depth, below what is in it; false without one."""
        if not self.entries:
            return False
        depth = min(max(depth - self.base, 1), len(self.widths))
        indent = " " * sum(self.widths[:depth])
        del self.widths[depth:], self.last_number[depth:]
        self.entries += ["", textwrap.indent(text, indent)]
        self.loose = True
        return True

    def heading(self, piece: Piece) -> str:
        text = inline(piece.inlines if piece.sure else tuple(_plain(piece.inlines)))
        text = text.replace(_LINE_BREAK, " ")
        return re.sub(r"(#+)\Z", r"\\\1", text)

    def level(self, level: int) -> int:
        """Headings begin at ``top`` and go down one step at a time."""
        level = BOLD + 1 if level == GUESSED else level
        while self.open_levels and self.open_levels[-1] >= level:
            self.open_levels.pop()
        self.open_levels.append(level)
        return min(self.top + len(self.open_levels) - 1, 6)

    def entry(self, piece: Piece) -> None:
        if not piece.sure and (not self.entries or piece.level < self.base):
            self.base = piece.level
        depth = min(piece.level - self.base, len(self.widths), MAX_DEPTH)
        number = self.number(piece.marker, depth)
        label = own_label(piece) if number is None else ""
        if number is None and piece.marker[:-1].isdigit():
            label = piece.marker
        if depth == 0 and self.entries and self.breaks(number):
            self.end_list()
        if depth < len(self.widths) and number is not None and depth < len(self.last_number):
            before = self.last_number[depth]
            if depth and before is not None and number != before + 1:
                number, label = None, piece.marker  # cannot be counted on: it stays as text
        text = f"{label} {inline(piece.inlines)}" if label else inline(piece.inlines)
        begins = number is not None and depth == 0 and not self.entries and number != 1
        if begins and not piece.sure and number != self.ended + 1:
            # A list that begins elsewhere than at 1, and goes on with none, may be a date or a sum.
            self.parts.append(wrapped(f"{piece.marker} {text}"))
            return
        if self.loose and depth:
            self.entries.append("")
        sign = "-" if number is None else f"{number}."
        indent = " " * sum(self.widths[:depth])
        lead = f"{indent}{sign} "
        self.widths[depth:] = [len(sign) + 1]
        self.last_number[depth:] = [number]
        self.entries.append(wrapped(text, lead, indent + " " * (len(sign) + 1)) or lead.rstrip())

    def number(self, marker: str, depth: int) -> int | None:
        """The number of an entry that is printed as its marker, where it is counted anew."""
        counting = Counting.at(sum(one is not None for one in self.last_number[:depth]))
        if counting is Counting.DECIMAL:
            return int(marker[:-1]) if marker[:-1].isdigit() else None
        before = self.last_number[depth] if depth < len(self.last_number) else None
        following = (before or 0) + 1
        return following if marker == counting.label(following) else None

    def breaks(self, number: int | None) -> bool:
        """Whether an outermost entry begins another list."""
        before = self.last_number[0] if self.last_number else None
        return (before is None) != (number is None) or (
            number is not None and before is not None and number != before + 1
        )

    def end_list(self) -> None:
        if self.entries:
            self.ended = self.last_number[0] or self.ended
            # Two lists of one kind in a row would be read as one: a comment cannot part them.
            self.parts.append("\n".join(self.entries))
        self.entries, self.widths, self.last_number = [], [], []
        self.base = 0
        self.loose = False

    def end_text(self) -> None:
        if self.parts:
            self.done.append("\n\n".join(self.parts))
        self.parts = []

    def picture(self, piece: Piece) -> None:
        """A picture stands for itself."""
        self.parts.append(_picture(piece))

    def table(self, piece: Piece) -> None:
        """The table, and after it the pictures of its cells: they cannot stand inside it."""
        self.cells(piece)
        for inner in piece.table.pieces() if piece.table else ():
            if inner.kind is Kind.PICTURE:
                self.picture(inner)

    def cells(self, piece: Piece) -> None:
        rows = _cells_of(piece)
        if len(rows) == 1:
            # One row is no table: its cells follow one another.
            self.parts += [cell for cell in rows[0] if cell]
            return
        caption, heads_rows = self.captions.get(id(piece)), _told_heads(piece, rows)
        if _is_simple(rows) and not caption and heads_rows is None:
            self.parts.append(_pipes(rows))
            return
        self.end_text()
        below = tuple(tuple(_lines(cell) for cell in row) for row in rows[1:])
        columns = tuple(cell or "–" for cell in rows[0])
        told = caption.text if caption else ""
        self.done.append(TableValue(columns, below, told, heads_rows))


_LETTER = re.compile(r"\(?(?:[a-zæøåA-ZÆØÅ]|[ivxIVX]{1,5}|\d{1,2})[.)]")
"""What stands before an entry that Markdown does not count."""


def _is_labelled(label: str, pieces: Sequence[Piece]) -> bool:
    """Whether these are an outermost entry with a letter before it and more than a paragraph."""
    first = pieces[0]
    plain = first.kind is Kind.TEXT and not first.inside and not first.quoted
    begun = bool(_LETTER.fullmatch(label)) and first.text.startswith(f"{label} ")
    return plain and begun and len(pieces) > 1


def _taken_out(piece: Piece, depth: int) -> Piece:
    """A piece as it stands in its quote, which is in so many lists; a heading there is a bold
    line."""
    if piece.kind is Kind.HEADING:
        bold = tuple(replace(run, strong=True) for run in piece.inlines if isinstance(run, Run))
        piece = replace(piece, kind=Kind.TEXT, inlines=bold, level=0)
    level = piece.level - depth if piece.kind is Kind.ITEM else piece.level
    return replace(piece, quoted=piece.quoted - 1, inside=max(piece.inside - depth, 0), level=level)


def _text(piece: Piece) -> str:
    """A paragraph, or a block of code."""
    if piece.marker != CODE:
        return wrapped(inline(piece.inlines))
    text = text_of(piece.inlines)
    longest = max(map(len, re.findall("`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}\n{text}\n{fence}"


def _picture(piece: Piece) -> str:
    assert piece.picture is not None  # noqa: S101 - its kind says so
    return f"![{_brackets(escape(piece.picture.alt))}]({piece.picture.fil})"


def _cells_of(piece: Piece) -> list[tuple[str, ...]]:
    return [tuple(_cell(cell) for cell in row) for row in _plain_head(piece.rows)]


def _is_simple(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table can be written with bars."""
    simple = all("\n" not in cell and not _blockish(cell) for row in rows for cell in row)
    narrow = all(sum(map(len, row)) <= 150 for row in rows)
    return simple and any(rows[0]) and (narrow or not all(rows[0]))


def _told_heads(piece: Piece, rows: Sequence[Sequence[str]]) -> bool | None:
    """Whether the first cell of each row heads it, where the table would be taken otherwise."""
    told = piece.table.heads_rows if piece.table else None
    if told is None:
        return None
    cells = [
        tuple(blocks.Cell((blocks.Paragraph((Run(cell),)),) if cell else ()) for cell in row)
        for row in rows
    ]
    sides = (blocks.Alignment.LEFT,) * len(rows[0])
    seen = has_row_headers(blocks.Table(cells[0], tuple(cells[1:]), sides))
    return told if seen != told else None


def _as_footnote(part: str | TableValue, note: str) -> str | TableValue:
    """The text with one of its notes as Markdown has it, where its mark is in the text too."""
    known = re.match(r"Note (\d+):\s+", note)
    if known is None or isinstance(part, TableValue) or note not in part:
        return part
    mark, text = f"[^{known[1]}]", note[known.end() :]
    marked, found = re.subn(rf"\s+\(note\s+{known[1]}\)", mark, part)
    if found != 1 or not text:  # some other words may be the same by chance
        return part
    text = _START.sub(_escape_start, text, count=1) if _START.match(text) else text
    return marked.replace(note, f"{mark}: {text}", 1)


def _plain_head(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows with a head that is not bold by itself: it is printed as a head anyway."""
    runs = [i for cell in rows[0] for p in cell for i in p.inlines if isinstance(i, Run)]
    if not runs or not all(run.strong or not run.text.strip() for run in runs):
        return rows
    head = tuple(
        tuple(replace(p, inlines=tuple(_plain(p.inlines))) for p in cell) for cell in rows[0]
    )
    return (head, *rows[1:])


def _plain(inlines: Inlines) -> Iterator[Run]:
    runs = (run for run in inlines if isinstance(run, Run))
    yield from (replace(run, strong=False, emphasis=False) for run in runs)


def _cell(pieces: Cell) -> str:
    flat = [
        Piece(Kind.TEXT, p.inlines) if p.kind in (Kind.HEADING, Kind.TEXT) else p
        for p in pieces
        if p.kind not in (Kind.TABLE, Kind.RULE, Kind.PICTURE)
    ]
    if len(flat) == 1 and flat[0].kind is Kind.TEXT:
        return line_of(flat[0])
    return "\n".join(str(part) for part in body(flat))


def _lines(cell: str) -> str:
    """A cell of one long paragraph in lines that can be read."""
    return cell if "\n" in cell or len(cell) <= WIDTH - 20 else wrapped(cell)


def _blockish(cell: str) -> bool:
    return bool(re.match(r"(?:-|\d+\.) ", cell))


def _pipes(rows: list[tuple[str, ...]]) -> str:
    cells = [[cell_line(cell) for cell in row] for row in rows]
    widths = [max(3, *(len(row[i]) for row in cells)) for i in range(len(cells[0]))]
    right = [
        all(_amount(row[i]) for row in rows[1:]) and any(row[i] for row in rows[1:])
        for i in range(len(widths))
    ]
    lines = []
    for number, row in enumerate(cells):
        padded = [
            c.rjust(w) if r else c.ljust(w) for c, w, r in zip(row, widths, right, strict=True)
        ]
        lines.append("| " + " | ".join(padded) + " |")
        if number == 0:
            ruler = [
                "-" * (w + 1) + ":" if r else ":" + "-" * (w + 1)
                for w, r in zip(widths, right, strict=True)
            ]
            lines.append("|" + "|".join(ruler) + "|")
    return "\n".join(lines)


def _amount(cell: str) -> bool:
    return not cell or bool(re.fullmatch(r"\\?-|[-–]?[\d., ]+(?:\s?(?:kr\.?|%|t\.|mio\.))?", cell))
