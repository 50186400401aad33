"""Word files -> pieces.

python-docx opens the package; the text is read from the elements themselves, so that what
stands in content controls, text boxes, notes, fields and tracked changes comes along.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec.structs import replace

from moedebog.blocks import Inlines, Run, text_of
from moedebog.diagnostics import Phrase, UsageProblem
from moedebog.importer.budget import DEEPEST, Budget
from moedebog.importer.genre import dates, labels
from moedebog.importer.pieces import (
    BOLD,
    BREAK,
    BROKEN,
    CODE,
    MERGED,
    NOTE,
    NOTE_MORE,
    Cell,
    Kind,
    Piece,
    Table,
    surely,
    text_piece,
    tidy,
)
from moedebog.importer.readers.docx.drawings import shown, text_boxes
from moedebog.importer.readers.docx.looks import Looks, begins_with_tab, is_one
from moedebog.importer.readers.docx.package import check
from moedebog.importer.readers.docx.runs import Content, Runs
from moedebog.importer.readers.docx.styles import Styles, look_of, style_name
from moedebog.importer.readers.docx.tabbed import cells_of, in_tables
from moedebog.importer.readers.docx.xml import (
    DELETED,
    INSERTED,
    THROUGH,
    W,
    alternative,
    control,
    inside,
    name,
    number,
    parsed,
    value,
)
from moedebog.importer.readers.forms import as_heading, looks_like_heading
from moedebog.importer.readers.joining import mend
from moedebog.importer.readers.letters import clean
from moedebog.importer.readers.parties import told_on_lines
from moedebog.importer.readers.typed_lists import typed_lists

_CONTENTS = re.compile(r"(?:toc|indholdsfortegnelse)\s*\d", re.IGNORECASE)
_LABELLED = ("mødebog fakta", "mødebog opstilling")
"""The styles of our own facts on the first page, and of other lists with labels."""
_CODE = "mødebog kode"
_FEW = 80
"""So many characters of what a comment is about are told with it."""
_FRONT = 40
"""So many pieces may come before the line that tells the day of the meeting."""
EMBEDDED = "her er et indlejret dokument, som ikke er kommet med"
NESTED = "en tabel inde i tabellen er blevet til afsnit"
TRACKED = "dokumentet har sporede ændringer; de er læst, som var de godkendt"


def read(data: bytes, budget: Budget | None = None) -> list[Piece]:
    """The pieces of a Word file. Raises ``UsageProblem`` where it is none."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    budget = budget or Budget()
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UsageProblem(
            Phrase(
                "Filen er låst med en adgangskode, eller den er gemt i Words gamle format. Åbn "
                "den i Word, fjern adgangskoden, og gem den som .docx.",
                "The file is locked with a password, or it is saved in the old format of Word. "
                "Open it in Word, remove the password, and save it as .docx.",
            )
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            check(package)
        budget.tick()
        reader = _Reader(docx.Document(io.BytesIO(data)), budget)
        pieces = list(told_on_lines(list(reader.document())))
        return list(map(surely, pieces)) if reader.styles.untouched else mend(typed_lists(pieces))
    except (PackageNotFoundError, zipfile.BadZipFile, zlib.error, *BROKEN) as error:
        raise UsageProblem(
            Phrase(
                "Filen er ikke en Word-fil (.docx), eller den er i stykker.",
                "The file is no Word file (.docx), or it is broken.",
            )
        ) from error


class _Reader:
    """Goes through the document block by block."""

    def __init__(self, document: Any, budget: Budget) -> None:
        self.budget = budget
        self.depth = 0
        self.opened = document
        self.styles = Styles(document)
        self.runs = Runs(document.part, self.styles)
        self.waiting: list[Piece] = []
        """Footnotes that have been read, but not yet put anywhere."""
        self.notes: dict[str, tuple[Any, dict[str, Any]]] = {}
        """The footnotes and the endnotes: their part of the file, and each by its id."""
        self.open: Content | None = None
        """A paragraph whose end was deleted: it goes on in the next one."""
        self.rows: dict[int, list[Inlines]] = {}
        """The cells of the lines that may be rows, by the ``id`` of their pieces."""
        self.held: list[Piece] = []
        """Those pieces, so that no other gets their ``id``."""
        self.known_comments: dict[str, str] | None = None
        self.commented: set[str] = set()
        """The ids of the comments that have been told."""
        self.put_off: list[str] = []
        """Notes of a paragraph that holds nothing else."""
        budget.allow(sum(1 for _ in document.element.body.iter(f"{W}p")))
        self.looks = Looks(document, self.styles)

    # --- the document -------------------------------------------------------------------

    def document(self) -> list[Piece]:
        """The pieces; what holds for all of the file is noted at the first of them."""
        pieces = list(_whole_code(self.with_footnotes(self.blocks(self.opened.element.body))))
        pieces = list(in_tables(pieces, self.rows)) if self.rows else pieces
        if not any(dates.find_date(piece.text) for piece in pieces[:_FRONT]):
            pieces[:0] = self.headline()
        notes = [TRACKED] if self.runs.tracked else []
        notes += self.put_off
        notes += (text for id_, text in self.comments().items() if id_ not in self.commented)
        if pieces:
            pieces[0] = replace(pieces[0], notes=(*pieces[0].notes, *notes))
        return pieces

    def with_footnotes(self, pieces: Iterable[Piece]) -> Iterator[Piece]:
        """Footnotes come after the paragraph or list that they belong to."""
        before = None
        for piece in pieces:
            in_list = before is Kind.ITEM and (piece.kind is Kind.ITEM or piece.inside > 0)
            if self.waiting and not in_list:
                waiting, self.waiting = self.waiting, []
                yield from waiting
            yield piece
            before = Kind.ITEM if in_list else piece.kind
        yield from self.waiting

    def headline(self) -> list[Piece]:
        """The lines of a running head that say which meeting it is, where no others do."""
        for section in self.opened.sections:
            for head in (section.first_page_header, section.header):
                if head.is_linked_to_previous:
                    continue
                found = [
                    piece
                    for piece in self.elsewhere(head.part, head._element)
                    if dates.find_date(piece.text) or labels.DOCUMENT_WORD.match(piece.text)
                ]
                if any(dates.find_date(piece.text) for piece in found):
                    return found
        return []

    def comments(self) -> dict[str, str]:
        """What the comments in the margin say, by their ids."""
        if self.known_comments is None:
            part = self.related("comments")
            found = () if part is None else parsed(part).findall(f"{W}comment")
            self.known_comments = {one.get(f"{W}id") or "": _comment(one) for one in found}
        return self.known_comments

    def told(self, content: Content) -> tuple[str, ...]:
        """What is to be told of a paragraph, the comments on it included."""
        notes = [*self.put_off, *content.told()]
        for id_, _ in self.runs.comments:
            if (text := self.comments().get(id_)) and id_ not in self.commented:
                about = " ".join(content.commented.get(id_, "").split())
                place = f" (til »{about}«)" if 0 < len(about) <= _FEW else ""
                notes.append(text.replace(":", f"{place}:", 1))
                self.commented.add(id_)
        self.runs.comments, self.put_off = [], []
        return tuple(dict.fromkeys(notes))

    def related(self, kind: str) -> Any:
        """The part of the document of that kind; ``None`` where there is none."""
        for target in self.opened.part.rels.values():
            if target.reltype.endswith(f"/{kind}") and not target.is_external:
                return target.target_part
        return None

    def elsewhere(self, part: Any, container: Any) -> list[Piece]:
        """Reads what stands outside the flow of the text, perhaps in a part of its own."""
        outside = self.runs.part, self.runs.fields
        self.runs.part, self.runs.fields = part, []
        pieces = list(self.blocks(container))
        self.runs.part, self.runs.fields = outside
        return pieces

    # --- blocks -------------------------------------------------------------------------

    def blocks(self, container: Iterable[Any]) -> Iterator[Piece]:
        """The pieces of paragraphs and tables, and of what stands around them."""
        for child in container:
            self.budget.piece()
            kind = name(child)
            if kind == "p":
                yield from self.paragraph(child)
            elif kind == "tbl":
                yield from self.left_open()
                yield from self.table(child)
            elif kind == "sdt":
                yield from self.blocks(control(child))
            elif kind in THROUGH:
                self.runs.tracked = self.runs.tracked or kind in INSERTED
                yield from self.blocks(child)
            elif kind in DELETED:
                self.runs.tracked = True
            elif kind == "AlternateContent":
                yield from self.blocks(alternative(child))
            elif kind == "altChunk":
                yield replace(self.text("[Indlejret dokument]"), notes=(EMBEDDED,))
        yield from self.left_open()

    def text(self, text: str) -> Piece:
        """A paragraph of our own."""
        return text_piece(text, self.runs.page)

    def table(self, element: Any) -> Iterator[Piece]:
        """The table; one with a single column is no table."""
        rows: list[list[Cell]] = []
        notes: list[str] = []
        before, self.waiting = self.waiting, []
        for row in inside(element, "tr"):
            if row.find(f"{W}trPr/{W}del") is not None:
                self.runs.tracked = True
                continue
            rows.append(list(self.row(row, notes)))
        footnotes, self.waiting = self.waiting, before
        self.budget.table(len(rows), max(map(len, rows), default=0))
        rows = [row for row in rows if any(row)]
        table = Table.of(rows).without_empty_columns() if rows else None
        if table and table.width == 1:
            yield from table.pieces()
        elif table:
            if self.styles.untouched and not notes:
                table = replace(table, heads_rows=_heads_rows(element))
            once = tuple(dict.fromkeys(notes))
            yield Piece(Kind.TABLE, table=table, page=self.runs.page, notes=once)
        self.waiting += footnotes

    def row(self, row: Any, notes: list[str]) -> Iterator[Cell]:
        """The cells; where one reaches over several columns or rows, empty ones follow."""
        yield from [()] * _few(value(row, "w:trPr/w:gridBefore"), 0)
        cells = list(inside(row, "tc"))
        for cell in cells:
            spans = max(1, _few(value(cell, "w:tcPr/w:gridSpan"), 1))
            # One over the whole row heads the rows below it.
            over = spans > 1 and len(cells) > 1
            if over or cell.find(f"{W}tcPr/{W}vMerge") is not None:
                notes.append(MERGED)
            yield tuple(self.cell(cell, notes))
            yield from [()] * (spans - 1)

    def cell(self, cell: Any, notes: list[str]) -> Iterator[Piece]:
        """The pieces of a cell; a table inside it becomes paragraphs."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise UsageProblem(
                Phrase(
                    f"En tabel står inde i mere end {DEEPEST} andre. Tag de indre tabeller ud af "
                    "de ydre, og gem dokumentet igen.",
                    f"A table stands inside more than {DEEPEST} others. Take the inner tables "
                    "out of the outer ones, and save the document again.",
                )
            )
        for piece in self.blocks(cell):
            if piece.kind is Kind.TABLE:
                notes.append(NESTED)
                yield from piece.table.pieces() if piece.table else ()
            else:
                yield piece
        self.depth -= 1

    def paragraph(self, paragraph: Any) -> Iterator[Piece]:
        """The piece of a paragraph, or one for each of its lines, and what is anchored in it."""
        styles = self.styles.of_paragraph(paragraph)
        if style_name(styles).lower() in _LABELLED:
            _tell_apart(paragraph)
        content = self.open or Content(bool(_CONTENTS.match(style_name(styles))))
        self.open = None
        # What a style of ours is by itself, such as an outcome in bold, is not typed.
        look = Run("") if self.styles.ours else Run("", *look_of(styles))
        self.runs.read(paragraph, content, look)
        if any(paragraph.find(f"{W}pPr/{W}rPr/{W}{gone}") is not None for gone in DELETED):
            self.runs.tracked = True
            self.open = content
            return
        lines = content.tidied()
        labelled = self.styles.ours and style_name(styles).lower() in _LABELLED
        if len(lines) > 1 and (labelled or is_one(paragraph, styles)):
            lines = [tidy(run for line in lines for run in (*line, Run(" ")))]
        elif len(lines) > 1 and self.styles.ours:
            lines = [tidy(run for line in lines for run in (*line, Run(BREAK)))]
        ruled = not lines and paragraph.find(f"{W}pPr/{W}pBdr") is not None
        if ruled and not (self.styles.ours and content.anchored):  # the edge of a box of ours
            yield Piece(Kind.RULE, page=self.runs.page)
        if self.styles.ours and style_name(styles).lower() == _CODE:
            code = self.code(content, begins_with_tab(paragraph))
            yield self.looks.seen(code, paragraph, styles, alone=True)
            lines = []
        elif not lines and self.looks.is_entry(paragraph, styles):
            lines = [()]
        notes = self.told(content)
        if lines:
            first = Piece(Kind.TEXT, lines[0], page=self.runs.page, notes=notes)
            seen = self.looks.seen(first, paragraph, styles, alone=len(lines) == 1)
            self.note_row(seen, content)
            yield from self.lines(seen, lines[1:])
        else:
            self.put_off += notes
        around = None
        if self.styles.ours and content.anchored and not lines:
            around = self.looks.named(self.text(""), paragraph, styles)
        for piece in self.anchored(content):
            if around is not None and piece.kind is Kind.PICTURE:
                piece = replace(piece, inside=around.inside, quoted=around.quoted)
            yield piece

    def note_row(self, piece: Piece, content: Content) -> None:
        """Puts down the cells of a line outside all tables, where tabs divide it."""
        whole = len(content.lines) == 1 and not (self.styles.ours or content.contents)
        if whole and self.depth == 0 and (cells := cells_of(content.lines[0])):
            self.rows[id(piece)] = cells
            self.held.append(piece)

    def lines(self, first: Piece, more: list[Inlines]) -> Iterator[Piece]:
        """The lines of a paragraph that the author has broken; one in bold heads the others."""
        depth = first.level + 1 if first.kind is Kind.ITEM else 0
        rest = [Piece(Kind.TEXT, line, page=self.runs.page, inside=depth) for line in more]
        heads = not self.styles.ours and not all(map(looks_like_heading, (first, *rest)))
        for piece in (first, *rest):
            bold = heads and more and piece.kind is Kind.TEXT and looks_like_heading(piece)
            yield as_heading(piece, BOLD) if bold else piece

    def code(self, content: Content, moved: bool) -> Piece:
        """A line of a block of code; its blanks are kept, but for that of a tab before it all."""
        text = "".join(run.text for line in content.lines for run in line)[moved:]
        return Piece(Kind.TEXT, (Run(text),), page=self.runs.page, marker=CODE)

    def anchored(self, content: Content) -> Iterator[Piece]:
        """Text boxes, pictures and figures; footnotes are put down to wait."""
        for drawing in content.anchored:
            for box in text_boxes(drawing):
                yield from self.elsewhere(self.runs.part, box)
            yield from shown(drawing, self.runs.part, self.runs.page, self.budget)
        for which, id_, number_ in content.references:
            self.waiting += self.footnote(which, id_, number_)

    def footnote(self, which: str, id_: str, number_: int) -> list[Piece]:
        """The pieces of a footnote or endnote, its number first."""
        if which not in self.notes:
            self.notes[which] = self.related(f"{which}s"), {}
            part, known = self.notes[which]
            if part is not None:
                found = parsed(part).findall(f"{W}{which}")
                known.update({note.get(f"{W}id"): note for note in found})
        part, known = self.notes[which]
        if id_ not in known:
            return []
        pieces = self.elsewhere(part, known[id_]) or [self.text("")]
        inlines = tidy((Run(f"Note {number_}: "), *pieces[0].inlines))
        # One of several paragraphs stays text: only what is one can be told from what follows.
        marker = NOTE if len(pieces) == 1 else ""
        first = replace(pieces[0], kind=Kind.TEXT, inlines=inlines, level=0, marker=marker)
        if self.styles.untouched:
            more = [replace(one, marker=NOTE_MORE) for one in pieces[1:]]
            return [replace(first, marker=NOTE), *more]
        return [first, *pieces[1:]]

    def left_open(self) -> Iterator[Piece]:
        """The text of a last paragraph whose end was deleted."""
        content, self.open = self.open, None
        if content is not None:
            yield from (Piece(Kind.TEXT, one, page=self.runs.page) for one in content.tidied())
            yield from self.anchored(content)


def _comment(comment: Any) -> str:
    """What a comment says, and who."""
    paragraphs = ("".join(t.text or "" for t in p.iter(f"{W}t")) for p in comment.iter(f"{W}p"))
    text = " ".join(clean(" ".join(paragraphs)).split())
    return f"kommentar af {comment.get(f'{W}author') or 'nogen'}: {text}"


def _whole_code(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, the lines of a block of code as one: each has a paragraph of its own."""
    before: Piece | None = None
    for piece in pieces:
        if before is not None and before.marker == piece.marker == CODE:
            text = f"{text_of(before.inlines)}\n{text_of(piece.inlines)}"
            before = replace(before, inlines=(Run(text),))
            continue
        if before is not None:
            yield before
        before = piece
    if before is not None:
        yield before


def _tell_apart(paragraph: Any) -> None:
    """Names in columns, or one to a line, as names with a mark between them; behind a label that
    tells how many they are, the party's as well, stands a colon."""
    text, gaps = "", []
    for element in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br"):
        if element.tag == f"{W}t":
            text += element.text or ""
        elif name(element.getparent()) == "r":
            gaps.append((element, labels.COUNTED.fullmatch(text.strip()) is not None))
            text = ""
    mark = ": "
    for gap, counted in gaps if gaps and gaps[0][1] else ():
        mark = mark if counted else "; "
        gap.tag, gap.text = f"{W}t", mark


def _heads_rows(table: Any) -> bool:
    look = table.find(f"{W}tblPr/{W}tblLook")
    return look is not None and look.get(f"{W}firstColumn") == "1"


def _few(text: str | None, default: int) -> int:
    return min(number(text, default), 60)
