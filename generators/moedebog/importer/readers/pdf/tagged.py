"""A PDF file of ours -> pieces, by what its logical tree says of each passage.

So nothing is guessed from size and place: a heading is one because it was, a quote keeps its mark
and a list its paragraphs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from moedebog.bidi import is_leftward
from moedebog.blocks import Inlines, Run, Script, text_of
from moedebog.importer.genre import labels
from moedebog.importer.pieces import (
    BREAK,
    CAPTION,
    CODE,
    MERGED,
    NOTE,
    NOTE_MORE,
    Cell,
    Kind,
    Piece,
    Table,
    surely,
    text_of_cell,
    text_piece,
    tidy,
)
from moedebog.importer.readers.letters import clean
from moedebog.importer.readers.parties import Party, on_one_line
from moedebog.importer.readers.pdf import images
from moedebog.importer.readers.pdf.file import FILLED_IN, File, Place
from moedebog.importer.readers.pdf.glyphs import Glyph
from moedebog.importer.readers.pdf.lines import room_for
from moedebog.importer.readers.pdf.tree import Element, Tree, made_by_us
from moedebog.phrases import DANISH

_BULLETS = "•–◦"
_COUNTED = {"Decimal", "LowerAlpha", "LowerRoman"}
_HEADINGS = {f"H{level}": level for level in range(1, 7)}
_AMPLE = 0.35
"""A line that is shorter by so much of the column was ended by its author."""
_CODE_SHARE, _NEAR_SHARE = 0.82, 0.02
"""The size of a block of code, in that of the text; a passage of code in text is larger."""
_SAME_LINE = 1.0
"""Points by which the characters of one line may differ."""


def read_tree(file: File) -> tuple[list[Piece], int] | None:
    """The pieces of a file that moedebog made, and how many comments somebody put on it.

    ``None`` for another file, and where the tree does not hold all text of the pages.
    """
    if not made_by_us(file):
        return None
    contents: dict[Place, list[Glyph]] = {}
    placed: list[images.Placed] = []
    numbers: dict[Any, int] = {}
    widths: dict[Any, float] = {}
    laid_over: dict[int, list[str]] = {}
    comments = 0
    for page in file.pages(laid_out=False):
        if page.loose:
            return None
        numbers[page.id] = page.number
        widths[page.id] = page.width
        contents |= {(page.id, mark): letters for mark, letters in page.written.items()}
        placed += images.placed(page, has_text=True)
        laid_over[page.number] = [text for _, text in page.filled_in]
        comments += page.comments
        page.forget()
    root = Tree(file, numbers).root()
    if not contents or set(contents) - set(root.places()):
        return None
    made = images.pieces(placed, len(numbers), file.descriptions, file.budget, all_told=True)
    pictures = {
        one.place: piece for one, piece in zip(placed, made, strict=True) if piece is not None
    }
    reading = _Reading(contents, pictures, _columns(contents, widths))
    pieces = [surely(piece) for piece in reading.pieces(root)]
    pieces += [
        replace(text_piece(clean(text), page), notes=(FILLED_IN,))
        for page, texts in laid_over.items()
        for text in texts
    ]
    return pieces, comments


def _columns(
    contents: Mapping[Place, Sequence[Glyph]], widths: Mapping[Any, float]
) -> dict[Any, float]:
    """Where the column of text ends on each page: as far from its left as on the fullest one.

    A page turned for a wide table has text of the same measure as the others.
    """
    left: dict[Any, float] = {}
    right: dict[Any, float] = {}
    for (page, _), letters in contents.items():
        begin, end = min(one.x0 for one in letters), max(one.x1 for one in letters)
        left[page] = min(left.get(page, begin), begin)
        right[page] = max(right.get(page, end), end)
    usual = next(iter(widths.values()), 0.0)
    upright = [page for page in right if widths[page] <= usual + 1]
    measure = max((right[page] - left[page] for page in upright), default=0.0)
    return {
        page: max(left[page] + measure, right[page] if page in upright or not measure else 0.0)
        for page in right
    }


class _Where(Struct, frozen=True):
    """What stands around a passage."""

    depth: int = 0
    """In how many lists whose entries are counted or have bullets."""
    quoted: int = 0
    cell: bool = False
    """Whether it stands in a cell of a table or in a note."""


class _Reading:
    """Reads the elements in their order."""

    def __init__(
        self,
        contents: Mapping[Place, Sequence[Glyph]],
        pictures: Mapping[Any, Piece],
        right: Mapping[Any, float],
    ) -> None:
        self.contents = contents
        self.pictures = pictures
        sizes = Counter(one.size for letters in contents.values() for one in letters)
        self.size = max(sizes, key=sizes.__getitem__, default=0.0)
        """The size of most characters, in points."""
        self.right = right
        """Where the column of text ends on each page."""
        self.broken: set[int] = set()
        """The characters before which the author broke a line of the paragraph being read."""
        self.waiting: list[Piece] = []
        """Footnotes that have been read, but not yet put anywhere."""

    def pieces(self, root: Element) -> list[Piece]:
        """The pieces of the whole tree."""
        made = list(self.blocks(root.elements(), _Where()))
        return [*made, *self.flush()]

    def flush(self) -> list[Piece]:
        """The footnotes that wait."""
        waiting, self.waiting = self.waiting, []
        return waiting

    def blocks(self, elements: Iterable[Element], where: _Where) -> Iterator[Piece]:
        """The pieces of some elements; footnotes come after the paragraph or the list."""
        for element in elements:
            if element.role == "Note":
                self.waiting += self.note(element)
                continue
            if not (where.depth or where.quoted or where.cell):
                yield from self.flush()
            yield from self.block(element, where)

    def block(self, element: Element, where: _Where) -> Iterator[Piece]:
        """The pieces of an element."""
        match element.role:
            case "P" | "Caption":
                yield self.paragraph(element, where)
            case "L":
                yield from self.list_(element, where)
            case "BlockQuote":
                inner = replace(where, quoted=where.quoted + 1)
                yield from self.blocks(element.elements(), inner)
            case "Table":
                yield from self.table(element, where)
            case "Figure":
                yield from self.figure(element, where)
            case role if role in _HEADINGS:
                inlines = self.inlines(element)
                yield Piece(Kind.HEADING, inlines, _HEADINGS[role], page=element.page)
            case _:
                yield from self.blocks(element.elements(), where)

    def paragraph(self, element: Element, where: _Where) -> Piece:
        """A paragraph, or a block of code."""
        made = Piece(Kind.TEXT, page=element.page, inside=where.depth, quoted=where.quoted)
        code = element.first("Code")
        if code is not None and len(element.kids) == 1 and self.is_block(code):
            return replace(made, inlines=(Run(self.code(code)),), marker=CODE)
        if not where.cell:
            letters = [one for place in element.places() for one in self.contents.get(place, ())]
            page = next((place[0] for place in element.places()), None)
            self.broken = _broken_lines(letters, self.right.get(page, 0.0))
        made = replace(made, inlines=self.inlines(element))
        self.broken = set()
        return made

    def note(self, element: Element) -> list[Piece]:
        """The pieces of a footnote, its number first."""
        label = element.first("Lbl")
        number = self.text(label) if label else ""
        pieces = list(
            self.blocks((e for e in element.elements() if e is not label), _Where(cell=True))
        )
        first, *rest = pieces or [text_piece("", element.page)]
        inlines = tidy((Run(f"Note {number}: "), *first.inlines))
        more = [replace(one, marker=NOTE_MORE) for one in rest]
        return [replace(first, inlines=inlines, marker=NOTE), *more]

    def figure(self, element: Element, where: _Where) -> Iterator[Piece]:
        """The picture at its place."""
        for place in element.places():
            if place in self.pictures:
                yield replace(self.pictures[place], inside=where.depth, quoted=where.quoted)

    # --- lists ----------------------------------------------------------------------------

    def list_(self, element: Element, where: _Where) -> Iterator[Piece]:
        """The entries of a list, or the lines of one with labels."""
        items = list(element.elements())
        marks = [self.text(label) if (label := one.first("Lbl")) else "" for one in items]
        counted = element.numbering in _COUNTED
        if not counted and not all(mark in _BULLETS for mark in marks):
            for item, mark in zip(items, marks, strict=True):
                for piece in self.labelled(item, mark, where):
                    yield replace(piece, under=mark)
            return
        for item, mark in zip(items, marks, strict=True):
            yield from self.entry(item, mark if counted else "-", where)

    def entry(self, item: Element, mark: str, where: _Where) -> Iterator[Piece]:
        """An entry and what belongs to it."""
        body = item.first("LBody")
        kids = list(body.elements()) if body else []
        inner = replace(where, depth=where.depth + 1)
        first = Piece(
            Kind.ITEM, level=where.depth, marker=mark, page=item.page, quoted=where.quoted
        )
        if not item.first("Lbl"):  # nothing beside the sign
            yield first
            return
        if kids and kids[0].role == "P" and (text := self.paragraph(kids[0], where)).marker != CODE:
            first, kids = replace(first, inlines=text.inlines), kids[1:]
        yield first
        yield from self.blocks(kids, inner)

    def labelled(self, item: Element, label: str, where: _Where) -> Iterator[Piece]:
        """A label and what it says, as one line with what may follow it."""
        body = item.first("LBody")
        kids = list(body.elements()) if body else []
        counted = labels.COUNTED.fullmatch(label)
        made = Piece(Kind.TEXT, page=item.page, inside=where.depth, quoted=where.quoted)
        if counted and kids and kids[0].role == "L":
            parties = [self.party(one) for one in kids[0].elements()]
            text = on_one_line(counted["label"], int(counted["number"]), parties)
            yield replace(made, inlines=(Run(text),))
            kids = kids[1:]
        elif counted and kids and all(kid.role == "P" for kid in kids):
            names = "; ".join(map(self.text, kids))
            yield replace(made, inlines=tidy((Run(f"{label}: {names}"),)))
            return
        elif kids and kids[0].role == "P":
            inlines = tidy((Run(f"{label} "), *self.inlines(kids[0])))
            yield replace(made, inlines=inlines)
            kids = kids[1:]
        else:
            yield replace(made, inlines=(Run(label),))
        yield from self.blocks(kids, where)

    def party(self, item: Element) -> Party:
        """A party with its people."""
        label, body = item.first("Lbl"), item.first("LBody")
        text = self.text(label) if label else ""
        counted = labels.COUNTED.fullmatch(text)
        names = [self.text(one) for one in body.elements()] if body else []
        return Party(*(counted["label"], int(counted["number"])) if counted else (text, 0), names)

    # --- tables ---------------------------------------------------------------------------

    def table(self, element: Element, where: _Where) -> Iterator[Piece]:
        """The table, its caption before it; cells that others reach over are empty."""
        caption = element.first("Caption")
        if caption is not None:
            yield replace(self.paragraph(caption, where), marker=CAPTION)
        rows: list[list[Cell]] = []
        open_: dict[int, int] = defaultdict(int)  # how many rows more a column is taken
        merged = False
        for row in _rows(element):
            cells: list[Cell] = []
            for cell in row.elements():
                _pass_over(cells, open_)
                for at in range(len(cells), len(cells) + cell.columns):
                    open_[at] = cell.rows - 1
                alone = len(list(row.elements())) == 1
                merged = merged or cell.rows > 1 or (cell.columns > 1 and not alone)
                content = tuple(self.blocks(cell.elements(), _Where(cell=True)))
                cells += [content, *[()] * (cell.columns - 1)]
            _pass_over(cells, open_)
            rows.append(cells)
        if rows and _lists_pages([text_of_cell(cell) for cell in rows[0]]):
            rows, merged = [row[:-1] for row in rows], False  # on which page is no content
        rows = [row for row in rows if any(row)]
        table = Table.of(rows).without_empty_columns() if rows else None
        if table and not merged:
            table = replace(table, heads_rows=_heads_rows(element))
        if table and table.width == 1:
            yield from table.pieces()
        elif table:
            notes = (MERGED,) if merged else ()
            yield Piece(
                Kind.TABLE,
                table=table,
                page=element.page,
                notes=notes,
                inside=where.depth,
                quoted=where.quoted,
            )

    # --- text -----------------------------------------------------------------------------

    def inlines(self, element: Element) -> Inlines:
        """The text of an element with its looks."""
        return tidy(self.runs(element, Run("")))

    def text(self, element: Element) -> str:
        """The characters of an element alone."""
        return " ".join(text_of(self.inlines(element)).split())

    def runs(self, element: Element, look: Run) -> Iterator[Run]:
        """The passages of an element, of which what is around them has this look."""
        for kid in element.kids:
            if not isinstance(kid, Element):
                yield from _passages(self.contents.get(kid, ()), look, self.broken)
            elif kid.role == "Reference":
                yield replace(look, text=f" (note {self.text(replace(kid, role='Span'))})")
            else:
                yield from self.runs(kid, _look_of(kid, look))

    def is_block(self, code: Element) -> bool:
        """Whether code is a block; a paragraph may be a passage of code alone, in larger type."""
        letters = [one for place in code.places() for one in self.contents.get(place, ())]
        if len({round(one.y) for one in letters}) > 1 or not self.size:
            return True
        return bool(letters) and abs(letters[0].size / self.size - _CODE_SHARE) < _NEAR_SHARE

    def code(self, element: Element) -> str:
        """The lines of a block of code, those that were broken whole again."""
        letters = [one for place in element.places() for one in self.contents.get(place, ())]
        left = min((one.x0 for one in letters), default=0.0)
        text = ""
        last: Glyph | None = None
        for letter in letters:
            below = last is not None and abs(letter.y - last.y) > _SAME_LINE
            if below and letter.x0 < left + _SAME_LINE:
                text += "\n"
            text += letter.text
            last = letter
        return text


def _lists_pages(head: Sequence[str]) -> bool:
    """Whether it is the overview of the items, with the page of each in the last column."""
    return head[-1] == DANISH.overview_page and DANISH.overview_title in head


def _rows(element: Element) -> Iterator[Element]:
    for one in element.elements():
        if one.role == "TR":
            yield one
        elif one.role in ("THead", "TBody"):
            yield from _rows(one)


def _heads_rows(table: Element) -> bool:
    """Whether a cell below the head is one of the head's kind."""
    body = table.first("TBody")
    return body is not None and any(
        cell.role == "TH" for row in body.elements() for cell in row.elements()
    )


def _pass_over(cells: list[Cell], taken: dict[int, int]) -> None:
    """Puts empty cells where one from a row above reaches down."""
    while taken[len(cells)] > 0:
        taken[len(cells)] -= 1
        cells.append(())


def _look_of(element: Element, look: Run) -> Run:
    match element.role:
        case "Strong":
            return replace(look, strong=True)
        case "Em":
            return replace(look, emphasis=True)
        case "Code":
            return replace(look, code=True)
        case "Link":
            return replace(look, link=element.link or look.link)
    return replace(look, language=element.language or look.language)


def _passages(letters: Sequence[Glyph], look: Run, broken: set[int]) -> Iterator[Run]:
    """The characters in stretches of one look, and where the author broke the line.

    ``broken``: the characters that begin such a line, by their ``id``.
    """
    letters = _broken_up(letters, broken) if broken else letters
    runs: list[tuple[tuple[Script | None, bool], Sequence[Glyph]]] = [((None, False), letters)]
    if any(one.rise or one.struck for one in letters):
        runs = [(marks, list(run)) for marks, run in groupby(letters, _look_of_letter)]
    for (script, struck), run in runs:
        text = "".join([one.text for one in run])
        made = replace(look, text=clean(text), script=script, struck=struck)
        for number, line in enumerate(made.text.split(BREAK)):
            if number:
                yield Run(BREAK)
            if line:
                yield replace(made, text=line)


def _broken_up(letters: Sequence[Glyph], broken: set[int]) -> list[Glyph]:
    return [
        replace(letter, text=f"{BREAK}{letter.text}") if id(letter) in broken else letter
        for letter in letters
    ]


def _look_of_letter(letter: Glyph) -> tuple[Script | None, bool]:
    script = Script.SUPER if letter.rise > 0 else Script.SUB if letter.rise < 0 else None
    return script, letter.struck


def _broken_lines(letters: Sequence[Glyph], right: float) -> set[int]:
    """The characters before which the author broke the line: the next word had ample room."""
    if is_leftward("".join(one.text for one in letters)):
        return set()
    lines = [list(run) for _, run in groupby(letters, lambda one: round(one.y))]
    left = min((line[0].x0 for line in lines), default=0.0)
    found = set()
    for line, below in pairwise(lines):
        before, after = ("".join(one.text for one in part).strip() for part in (line, below))
        end = max(one.x1 for one in line if not one.text.isspace() or len(line) == 1)
        ample = right - end > _AMPLE * (right - left)
        divided = before.endswith(("\u00ad", "-"))
        if ample and after and not divided and room_for(after, before, (line[0].x0, end), right):
            found.add(id(below[0]))
    return found
