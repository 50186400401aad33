"""What every reader gives: the document as a list of pieces in reading order.

A piece is a paragraph, a heading, one entry of a list, a table, a picture or a rule. Size and style
of the type have already become a level here, so the recogniser knows no file format.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from moedebog.blocks import Inlines, Run, text_of
from moedebog.diagnostics import UsageProblem


class Kind(StrEnum):
    """What a piece is."""

    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"
    TABLE = "table"
    PICTURE = "picture"
    RULE = "rule"


BROKEN = (
    *(ArithmeticError, AssertionError, AttributeError, LookupError, OSError),
    *(RecursionError, SyntaxError, TypeError, ValueError),
)
"""What a library raises that reads a damaged file; lxml's errors are syntax errors."""

GUESSED = 0
"""The level of a heading that is one by its looks in plain text only."""
BOLD = 7
"""The level of a heading that is only bold: below all that have a style or a size."""


class Picture(Struct, eq=False):
    """A picture of the document."""

    data: bytes
    """The file: PNG or JPEG."""
    suffix: str
    alt: str
    fil: str = ""
    """Where it is put, from the meeting file; known when the meeting's name is."""


class Piece(Struct, frozen=True):
    """One paragraph, heading, list entry, table, picture or rule."""

    kind: Kind
    inlines: Inlines = ()
    level: int = 0
    """Of a heading: 1 is the highest. Of a list entry: its depth, 0 is outermost."""
    marker: str = ""
    """Of a list entry: as typed, ``-``, ``1.``, ``a.``"""
    table: Table | None = None
    """What the cells hold, where it is a table."""
    page: int = 1
    line: int = 0
    """Of a text file: its first line, from 1; 0 in other files."""
    picture: Picture | None = None
    notes: tuple[str, ...] = ()
    """What the reader of the file is unsure of here."""

    @property
    def text(self) -> str:
        """The characters alone."""
        return " ".join(text_of(self.inlines).split())

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of a table; none where it is something else."""
        return self.table.rows if self.table else ()

    @property
    def short(self) -> bool:
        """Whether it may be a heading or a label by its length."""
        return self.kind in (Kind.TEXT, Kind.HEADING) and 0 < len(self.text) <= 90


Cell = tuple[Piece, ...]
Row = tuple[Cell, ...]


class Table(Struct, frozen=True):
    """A table, whichever reader has found it: it has a row, and all rows are of one width."""

    rows: tuple[Row, ...]

    @classmethod
    def of(cls, rows: Sequence[Sequence[Cell]]) -> Table:
        """The table of one or more rows; short ones get empty cells at their end."""
        width = max(map(len, rows))
        return cls(tuple((*row, *[()] * (width - len(row))) for row in rows))

    @property
    def width(self) -> int:
        """How many columns it has."""
        return len(self.rows[0])

    @property
    def head(self) -> list[str]:
        """What stands in the cells of the first row."""
        return list(map(text_of_cell, self.rows[0]))

    @property
    def texts(self) -> list[list[str]]:
        """What stands in each cell, row by row, the first among them."""
        return [[text_of_cell(cell) for cell in row] for row in self.rows]

    def pieces(self) -> Iterator[Piece]:
        """The pieces of all cells in reading order."""
        return (piece for row in self.rows for cell in row for piece in cell)

    def changed(self, change: Callable[[Piece], Piece]) -> Table:
        """The table with each of its pieces changed."""
        return Table(tuple(tuple(tuple(map(change, cell)) for cell in row) for row in self.rows))

    def without_empty_columns(self) -> Table:
        """The table without columns that hold nothing."""
        used = [at for at in range(self.width) if any(row[at] for row in self.rows)]
        if len(used) == self.width:
            return self
        return Table(tuple(tuple(row[at] for at in used) for row in self.rows))


def text_of_cell(cell: Sequence[Piece]) -> str:
    """The characters of a cell."""
    return " ".join(piece.text for piece in cell)


def text_piece(text: str, page: int = 1) -> Piece:
    """A paragraph of plain text."""
    return Piece(Kind.TEXT, (Run(text),) if text else (), page=page)


def everything(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """All pieces, those in the cells of tables included."""
    for piece in pieces:
        yield piece
        for row in piece.rows:
            for cell in row:
                yield from everything(cell)


def without_start(piece: Piece, length: int) -> Piece:
    """The piece without the first ``length`` characters of its ``text``, looks kept."""
    rest: list[Run] = []
    skipped = 0
    for inline in tidy(piece.inlines):
        if not isinstance(inline, Run):
            continue
        cut = min(len(inline.text), max(0, length - skipped))
        skipped += len(inline.text)
        if inline.text[cut:]:
            rest.append(replace(inline, text=inline.text[cut:]))
    return replace(piece, kind=Kind.TEXT, inlines=tidy(rest), level=0)


def without_end(piece: Piece, length: int) -> Piece:
    """A paragraph of the first ``length`` characters of the piece's ``text``, looks kept."""
    kept: list[Run] = []
    for inline in tidy(piece.inlines):
        if isinstance(inline, Run) and length > 0:
            kept.append(replace(inline, text=inline.text[:length]))
            length -= len(inline.text)
    return replace(piece, kind=Kind.TEXT, inlines=tidy(kept), level=0)


def tidy(inlines: Iterable[object]) -> Inlines:
    """Runs with single spaces and none at the ends; a line break becomes a space."""
    found: list[Run] = []
    space = True
    for inline in inlines:
        run = inline if isinstance(inline, Run) else Run(" ")
        text = re.sub(r"\s+", " ", run.text)
        if space:
            text = text.lstrip(" ")
        if not text:
            continue
        space = text.endswith(" ")
        alike = found and replace(found[-1], text=text) == replace(run, text=text)
        if found and (alike or text == " "):  # how a space looks cannot be seen
            found[-1] = replace(found[-1], text=found[-1].text + text)
        else:
            found.append(replace(run, text=text))
    while found and not found[-1].text.rstrip(" "):
        found.pop()
    if found:
        found[-1] = replace(found[-1], text=found[-1].text.rstrip(" "))
    return tuple(found)


UNREADABLE = "\ufffd"
"""Stands for a character that the file does not tell."""
_REMOVED = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
_BULLETS = dict.fromkeys(map(ord, "\uf0b7\uf0a7\uf0d8\uf076\u25cf\u25aa\u25a0\u2023"), "•")
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f\u2002\u2003"), " ")
_LIGATURES = str.maketrans(
    dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True))
)
_LINES = {0x2028: "\n", 0x2029: "\n", 0x85: "\n", 0x0B: "\n", 0x0D: "\n"}
_PRIVATE = re.compile(r"[\ue000-\uf8ff\U000f0000-\U0010ffff]|\(cid:\d+\)")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """The characters as a secretary would type them: composed, no soft hyphens or controls."""
    text = text.replace("\r\n", "\n").translate(_REMOVED | _BULLETS | _SPACES | _LINES | _LIGATURES)
    text = re.sub(r"\u00ad[ \t]*\n\s*", "", text).replace("\u00ad", "")
    text = text.replace("\u2011", "-").replace("\u2010", "-")
    text = _PRIVATE.sub(UNREADABLE, text)
    return unicodedata.normalize("NFC", _CONTROL.sub(" ", text))


UNKNOWN = "□"
"""What is printed for a character that the file does not tell."""


def legible(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with a sign and a note where the file does not tell a character.

    Raises ``UsageProblem`` where that holds for much of the text.
    """
    text = "".join(piece.text for piece in everything(pieces))
    if text.count(UNREADABLE) * 10 > len(text):
        raise UsageProblem(
            "Skrifterne i filen siger ikke, hvilke bogstaver de viser, så teksten kan ikke læses. "
            "Find Word-filen, eller kør tekstgenkendelse (OCR) på dokumentet."
        )
    return [_legible(piece) for piece in pieces] if UNREADABLE in text else list(pieces)


def _legible(piece: Piece) -> Piece:
    table = piece.table.changed(_legible) if piece.table else None
    inlines = tuple(
        replace(run, text=run.text.replace(UNREADABLE, UNKNOWN)) if isinstance(run, Run) else run
        for run in piece.inlines
    )
    note = f"et tegn kan ikke læses og står som {UNKNOWN}"
    notes = piece.notes if inlines == piece.inlines else (*piece.notes, note)
    return replace(piece, inlines=inlines, table=table, notes=notes)


_SMALL = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_UNITS = ("m", "km", "cm", "mm", "dm", "")


def raised_number(before: str, digits: str) -> str:
    """A small raised number: a power after a unit or a number, else the number of a note."""
    word = before.split()[-1] if before[-1:].strip() else " "
    power = word[-1].isdigit() or (digits in ("2", "3") and word.lstrip("0123456789.,") in _UNITS)
    return digits.translate(_SMALL) if power else f" (note {digits})"


# --- words and paragraphs broken over lines and pages -------------------------------------

_AND = re.compile(r"(?:og|eller|samt|til|/)\b", re.IGNORECASE)
_HYPHENED = re.compile(r"(?<!\w)\w++(?:-\w++)+")
_OPEN_END = re.compile(r"[\w,)»”\"'-]\Z")
_LONGEST_WORD = 300
LONG = 60
"""A paragraph shorter than this is not taken for one that runs on after it."""


def join(before: str, after: str, vocabulary: frozenset[str] = frozenset()) -> str:
    """Two lines of one paragraph; a word divided at the end of the line is made whole."""
    before, after = before.rstrip(), after.lstrip()
    if re.search(r"\w-\Z", before[-2:]) and after[:1].isalnum() and not _AND.match(after):
        head = re.search(r"(?<![\w-])[\w-]++\Z", before[-_LONGEST_WORD:])
        tail = re.match(r"[\w-]+", after)
        hyphened = (head[0] if head else "") + (tail[0] if tail else "")
        divided = before[-2].islower() and after[:1].islower()
        if divided and hyphened.casefold() not in vocabulary:
            return before[:-1] + after
        return before + after  # the hyphen is the word's own: SSL-enhed, 2024-2027
    return f"{before} {after}" if before and after else before + after


def vocabulary(texts: Iterable[str]) -> frozenset[str]:
    """The words with a hyphen inside: such a hyphen at the end of a line belongs there."""
    return frozenset(word.casefold() for text in texts for word in _HYPHENED.findall(text))


def join_inlines(before: Inlines, after: Inlines, words: frozenset[str] = frozenset()) -> Inlines:
    """As ``join``, with the looks of both kept."""
    first, second = text_of(before).rstrip(), text_of(after).lstrip()
    joined = join(first, second, words)
    middle = joined[len(first) : len(joined) - len(second)]
    if len(joined) < len(first) + len(second):  # the hyphen is gone
        last = tidy(before)[-1]
        assert isinstance(last, Run)  # noqa: S101 - tidy gives runs only
        before = (*tidy(before)[:-1], replace(last, text=last.text[:-1]))
    return tidy((*before, Run(middle), *after))


def mend(pieces: list[Piece]) -> list[Piece]:
    """Paragraphs that a page break cut in two become one again."""
    words = vocabulary(piece.text for piece in pieces)
    mended: list[Piece] = []
    for piece in pieces:
        last = mended[-1] if mended else None
        if last is not None and _runs_on(last, piece):
            joined = join_inlines(last.inlines, piece.inlines, words)
            mended[-1] = replace(last, inlines=joined, notes=(*last.notes, *piece.notes))
        else:
            mended.append(piece)
    return mended


def _runs_on(last: Piece, piece: Piece) -> bool:
    if last.kind not in (Kind.TEXT, Kind.ITEM) or piece.kind is not Kind.TEXT:
        return False
    text, after = last.text, piece.text
    if not after[:1].islower() or re.match(r"(?:at|o)\s", after) or re.match(r"\w[.)] ", after):
        return False
    if re.search(r"[^\W\d_]-\Z", text):
        return True
    if re.search(r"\.\w{3,4}\Z", text) or "://" in text[-80:]:
        return False  # the name of a file, or an address
    return len(text) >= LONG and bool(_OPEN_END.search(text)) and not text.endswith("-")
