"""What every reader gives: the document as a list of pieces in reading order.

A piece is a paragraph, a heading, one entry of a list, a table, a picture or a rule. Size and style
of the type have already become a level here, so the recogniser knows no file format.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import force_setattr, replace

from moedebog.blocks import Inlines, Run, text_of


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


INNER = 10
"""The level of the highest headings in the text of a section, where the document says that they
stand there; those below them follow."""


MERGED = "tabellen har celler, der er slået sammen"
"""What is noted of a table that has fewer cells than places."""
UNREAD_SIGN = "et tegn kan ikke læses og står som □"
"""What is noted of a text with a character that cannot be known."""
EMPTY_ABOVE = "over teksten står en tom overskrift; se efter, om den hører til afsnittet"
"""What is noted of a text below a heading without words."""
NOTE = "note"
"""The marker of a text that is a whole footnote: ``Note 1: …``, of a mark ``(note 1)``."""


BREAK = "\n"
"""The text of a run where the author broke the line."""
CAPTION = "caption"
"""The marker of a text that says what the table after it shows."""
CODE = "code"
"""The marker of a text that is a block of code: its lines and blanks are kept."""


FRAME = "frame"
"""The marker of what stands around the matter of a web page; recognising never sees it."""


SIGNED = "signed"
"""The marker of a text that stands at a line to write on."""
CLOSED = "closed"
"""The marker of a text below the line that says when the meeting ended."""
NOTE_MORE = "note, more"
"""The marker of a further paragraph of the footnote before it; known only in documents of ours."""


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
    """Of a list entry: as typed, ``-``, ``1.``, ``a.``; of a text: a marker
    such as ``NOTE``, or nothing."""
    table: Table | None = None
    """What the cells hold, where it is a table."""
    page: int = 1
    line: int = 0
    """Of a text file: its first line, from 1; 0 in other files."""
    picture: Picture | None = None
    notes: tuple[str, ...] = ()
    """What the reader of the file is unsure of here."""
    apart: bool = False
    """Its letters are set apart, as in a line above others."""
    inside: int = 0
    """In how many lists a paragraph that comes after the first one of an entry stands."""
    quoted: int = 0
    """In how many quotes it stands."""
    spaced: bool = False
    """Whether an empty line stands before it; known only in text files."""
    under: str = ""
    """The label that it stands beside, such as the number of the point that it answers; known only
    in documents of ours. The first piece beside a label begins with it."""
    sure: bool = False
    """Whether its kind is known, as in documents of ours, so that its words need not tell it."""
    text: str = ""
    """The characters alone. It is made of ``inlines``, whatever is given, since it is asked for
    some seventy times."""

    def __post_init__(self) -> None:
        force_setattr(self, "text", " ".join(text_of(self.inlines).split()))

    @property
    def may_head(self) -> bool:
        """Whether it may be a heading: text that looks like it may, where nothing is known."""
        if self.quoted and not self.sure:
            return False
        return self.kind is Kind.HEADING or (self.kind is Kind.TEXT and not self.sure)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of a table; none where it is something else."""
        return self.table.rows if self.table else ()

    @property
    def short(self) -> bool:
        """Whether it may be a heading or a label by its length."""
        return self.kind in (Kind.TEXT, Kind.HEADING) and 0 < len(self.text) <= 90

    @property
    def may_title(self) -> bool:
        """Whether it may be a heading by its length too."""
        return self.may_head and self.short


Cell = tuple[Piece, ...]
Row = tuple[Cell, ...]


class Table(Struct, frozen=True):
    """A table, whichever reader has found it: it has a row, and all rows are of one width."""

    rows: tuple[Row, ...]
    heads_rows: bool | None = None
    """Whether the first cell of each row heads it, where the document says so."""

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
        rows = tuple(tuple(tuple(map(change, cell)) for cell in row) for row in self.rows)
        return Table(rows, self.heads_rows)

    def without_empty_columns(self) -> Table:
        """The table without columns that hold nothing."""
        used = [at for at in range(self.width) if any(row[at] for row in self.rows)]
        if len(used) == self.width:
            return self
        return Table(tuple(tuple(row[at] for at in used) for row in self.rows), self.heads_rows)


def text_of_cell(cell: Sequence[Piece]) -> str:
    """The characters of a cell."""
    return " ".join(piece.text for piece in cell)


def surely(piece: Piece) -> Piece:
    """The piece, and those of a table in it, as of a kind that is known."""
    table = piece.table.changed(surely) if piece.table else None
    return replace(piece, sure=True, table=table)


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


def without_bold(piece: Piece) -> Piece:
    """A sentence that is bold as a whole as a plain one: decisions are brought out when printed."""
    runs = [run for run in piece.inlines if isinstance(run, Run)]
    if piece.kind is not Kind.TEXT or not piece.text.endswith("."):
        return piece
    if not all(run.strong or not run.text.strip() for run in runs):
        return piece
    return replace(piece, inlines=tidy(replace(run, strong=False) for run in runs))


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
    """Runs with single spaces and none at the ends; a line break becomes a space.

    That of documents of ours is a run of ``BREAK``, which stays.
    """
    found: list[Run] = []
    space = True
    for inline in inlines:
        run = inline if isinstance(inline, Run) else Run(" ")
        if run.text == BREAK:
            if found:
                found[-1] = replace(found[-1], text=found[-1].text.rstrip(" "))
                found.append(Run(BREAK))
            space = True
            continue
        text = re.sub(r"\s+", " ", run.text)
        if space:
            text = text.lstrip(" ")
        if not text:
            continue
        space = text.endswith(" ")
        alike = found and replace(found[-1], text=text) == replace(run, text=text)
        alike = alike and found[-1].text != BREAK
        if found and (alike or text == " "):  # how a space looks cannot be seen
            found[-1] = replace(found[-1], text=found[-1].text + text)
        else:
            found.append(replace(run, text=text))
    while found and not found[-1].text.strip():
        found.pop()
    if found:
        found[-1] = replace(found[-1], text=found[-1].text.rstrip(" "))
    return tuple(found)
