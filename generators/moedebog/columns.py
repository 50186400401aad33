"""How wide the columns of a table are, and what gives way where they do not fit: for all formats.

A number, a date, an amount or a unit is never cut. Where a table is too wide, the room beside the
text gives way first, then the size of the type, then words are hyphenated and addresses cut after
their signs; then the table stands on a page that is turned. What does not fit even there is torn,
and is told of. A renderer measures in a unit of its own; widths are those of the font size that
tables have by habit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, combinations, pairwise
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from moedebog.blocks import (
    Block,
    BulletList,
    Cell,
    CodeBlock,
    Footnote,
    Heading,
    Inlines,
    LabelledList,
    NumberedList,
    Paragraph,
    Quote,
    Run,
    Table,
    drawn_text,
    typed_text,
)
from moedebog.letter_widths import Measure, width_of
from moedebog.syllables import at_joint, divisions
from moedebog.typography import MONTHS, UNITS, bound

LEAST_SIZE = 7.5
"""Points; type in a table is set no smaller than this to make it fit."""
_STEP = 0.5
"""Points by which the type becomes smaller at a time."""
_LONG = 24.0
"""A line of at least so many times the font size is running text."""
_READABLE = 8.0
"""The least width of a column of running text, in the same measure."""
_CODE = 6.0
"""Code in a cell is broken into lines of this width, in the same measure."""
_MOST_PARTS = 3
"""A word stands on no more lines, if it can be helped."""
_NO_JOINT = 1.1
"""So much wider a part may be for each hyphen that then is where two words are joined."""
_SLIGHT = 3
"""Letters of a word that has no line of its own, if it can be helped."""
_CLOSER = 0.85
"""So much of the width of a readable column is enough for the sake of a short word beside."""
_SLACK = 1e-6

_FIGURE = re.compile(r"\d")
_WORDS = re.compile(r"[^ \t\n]+")
"""What is not broken over lines: no-break spaces are inside."""
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_BESIDE_WORDS = ".,:;!?()»«\"'⁰¹²³⁴⁵⁶⁷⁸⁹"
"""What may stand beside the letters of a word."""
_LIST_INDENT = "    "

_ADDRESS = re.compile(r"://|\bwww\.|[\w.+-]+@[\w-]+\.|(?:[\w.-]+/){3}|[^\W_]_[^\W_]")
"""What has places of its own to be cut: addresses, and names of files."""
_AFTER = re.compile(r"(?<=[/?&=@_])|(?<=-)(?!\d)|(?<=\D-)|(?<=\w\.)(?=[^\W\d_]{2})")
"""Where an address may be cut; not inside a date."""
_BESIDE_NUMBERS = """
    mandag tirsdag onsdag torsdag fredag lørdag søndag man tirs ons tors fre lør søn den d kl
    kvartal kvt halvår $ £ pr ca nr § §§ s pkt personer pers p og til - – + − ± ~ < > ≤ ≥ =
"""
_VALUE_WORDS = frozenset((*map(str.lower, UNITS | MONTHS), *_BESIDE_NUMBERS.split()))
"""What belongs to a number, before or after it."""
_LONGEST_VALUE = 24
"""Characters; longer than the longest amount and the longest date it is running text."""


def is_value(text: str) -> bool:
    """Whether a text is nothing but a number, a date, a time or an amount with its unit."""
    if len(text) > _LONGEST_VALUE or not _FIGURE.search(text):
        return False
    words = text.replace("\xa0", " ").lower().split()
    return all(_FIGURE.search(word) or word.strip(".,()") in _VALUE_WORDS for word in words)


def is_kept(cell: Cell) -> bool:
    """Whether each line of a cell is a value, so that none of its lines is broken."""
    if not cell.blocks or not all(isinstance(block, Paragraph) for block in cell.blocks):
        return False
    return all(is_value(line) for line in lines_of(cell))


def longest_piece(table: Table, column: int) -> str:
    """The piece of a column that is the widest of those that should not be cut."""
    pieces = [
        piece
        for row in (table.header, *table.rows)
        for line in (cell_text(row[column]).split("\n") if row[column].columns == 1 else ())
        for piece in ([line] if is_value(line) else _WORDS.findall(line))
    ]
    return max(pieces, key=width_of, default="")


def lines_of(cell: Cell) -> list[str]:
    """The lines of the paragraphs of a cell, as they were typed."""
    return [
        line
        for block in cell.blocks
        if isinstance(block, Paragraph)
        for line in typed_text(block.inlines).split("\n")
    ]


def has_row_headers(table: Table) -> bool:
    """Whether the first cell of each row says what the row is about.

    Where nobody said so: the cells of the first column are texts, each another, and the others
    hold numbers, or the first column has no heading of its own.
    """
    if table.row_headers is not None:
        return table.row_headers
    columns = len(table.alignments)
    cells = [cell for row in table.rows for cell in row]
    if columns < 2 or not table.rows or any(cell.covered for cell in cells):
        return False
    first = [" ".join(lines_of(row[0])).strip() for row in table.rows]
    if not all(first) or len(set(first)) < len(first) or any(map(is_value, first)):
        return False
    if not table.header[0].blocks:
        return True
    if len(table.rows) < 2:
        return False
    others = [cell for row in table.rows for cell in row[1:]]
    return any(map(is_kept, others)) and all(is_kept(one) or _is_nothing(one) for one in others)


def _is_nothing(cell: Cell) -> bool:
    words = all(isinstance(block, Paragraph) for block in cell.blocks)
    return words and not "".join(lines_of(cell)).strip(" -–—")


def is_slight(word: str) -> bool:
    """Whether a word is too short to have a line of its own."""
    return len(word) <= _SLIGHT and word.isalpha()


def syllables(word: str) -> tuple[str, ...]:
    """A word of letters in the parts at which it may be hyphenated."""
    return _cut(word, divisions(word, "da", None))


def _cut(word: str, places: Iterable[int]) -> tuple[str, ...]:
    """The parts of a word between some places in it."""
    return tuple(word[a:b] for a, b in pairwise((0, *places, len(word))))


def loosened(word: str) -> tuple[str, ...]:
    """A word in the parts in which it may stand on lines where the table would else not fit.

    A number, a date or an amount has only one; so has a word with hyphens of its own.
    """
    if _ADDRESS.search(word):
        return tuple(part for part in _AFTER.split(word) if part)
    if not word.strip(_BESIDE_WORDS).isalpha():
        return (word,)
    *parts, last = _in_few_lines(syllables(word))
    return (*(f"{part}-" for part in parts), last)


def _in_few_lines(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Parts of a word joined to as many as may stand below each other, the widest of them no wider
    than need be; best where the word is joined of others.
    """
    if len(parts) <= _MOST_PARTS:
        return parts
    word = "".join(parts)
    places = list(accumulate(map(len, parts)))[:-1]
    apart = {place: at_joint(word, place, "da") for place in places}

    def cost(cuts: tuple[int, ...]) -> float:
        beside = sum(not apart[place] for place in cuts)
        return max(map(width_of, _cut(word, cuts))) * _NO_JOINT**beside

    found = min(combinations(places, _MOST_PARTS - 1), key=cost)
    return _cut(word, found)


def _fitting(word: str, width: float, measure: Measure) -> tuple[str, ...]:
    """The parts in which a word is set in a column: those of which it is joined, if they fit."""
    places = [place for place in divisions(word, "da", None) if at_joint(word, place, "da")]
    parts = _cut(word, places)
    fits = len(parts) <= _MOST_PARTS and all(measure(f"{part}-") <= width for part in parts)
    return parts if fits else syllables(word)


def hyphenated(
    table: Table, inner: Sequence[float], em: float, measure: Measure = width_of
) -> Table:
    """The table with soft hyphens in the words that are wider than their column.

    ``inner`` are the widths of the columns without padding, ``em`` is the size of the type.
    """

    def soft(cell: Cell, width: float) -> Cell:
        if not any(measure(word) * em > width for word in _WORDS.findall(cell_text(cell))):
            return cell
        blocks = tuple(_soft(block, width / em, measure) for block in cell.blocks)
        return replace(cell, blocks=blocks)

    def row(cells: Sequence[Cell]) -> tuple[Cell, ...]:
        return tuple(
            soft(cell, sum(inner[index : index + cell.columns])) for index, cell in enumerate(cells)
        )

    return replace(table, header=row(table.header), rows=tuple(map(row, table.rows)))


def _soft(block: Block, width: float, measure: Measure) -> Block:
    if not isinstance(block, Paragraph):
        return block

    def word(match: re.Match[str]) -> str:
        known = match[0]
        wide = measure(known) > width and known.strip(_BESIDE_WORDS).isalpha()
        return "\u00ad".join(_fitting(known, width, measure)) if wide else known

    inlines = tuple(
        replace(one, text=_WORDS.sub(word, one.text)) if isinstance(one, Run) else one
        for one in block.inlines
    )
    return replace(block, inlines=inlines)


class Need(Struct, frozen=True):
    """What a column or a cell asks for, without the room beside its text."""

    least: float = 0.0
    """Its longest piece that is not cut by habit: a word, an address, a whole amount."""
    loose: float = 0.0
    """The same where words are hyphenated and addresses cut; ``least`` as long as that is not
    asked for.
    """
    most: float = 0.0
    """Its longest line, unbroken."""
    whole: float = 0.0
    """Its longest piece as it reads best, where there is room for it: an address in two parts at
    most, a short word beside what it belongs to.
    """

    def with_(self, other: Need) -> Need:
        """What both need."""
        return Need(
            max(self.least, other.least),
            max(self.loose, other.loose),
            max(self.most, other.most),
            max(self.whole, other.whole),
        )

    def covers(self, other: Need) -> bool:
        """Whether there is room for what another needs."""
        most = self.most >= other.most and self.whole >= other.whole
        return most and self.least >= other.least and self.loose >= other.loose

    def scaled(self, by: float) -> Need:
        """The same in type that is so many times as large."""
        return Need(self.least * by, self.loose * by, self.most * by, self.whole * by)

    def widened(self, by: float) -> Need:
        """The same with a little more room."""
        return Need(self.least + by, self.loose + by, self.most + by, self.whole + by)


class CellNeed(Struct, frozen=True):
    """What a cell needs, and how many columns it stands over."""

    need: Need
    columns: int = 1


class Rooms(Struct, frozen=True):
    """The width that there is for a table, in the renderer's unit."""

    upright: float
    turned: float
    """On a page that is turned."""
    must_turn: bool = False
    """It shall stand there, whatever it needs."""


class Fit(Struct, frozen=True):
    """How a table is set so that it fits."""

    size: float
    """Of the type, in points."""
    pad: float
    """The room at each side of a cell's text."""
    turned: bool
    """It stands on a page that is turned."""
    loose: bool
    """Words are hyphenated, and addresses cut."""
    torn: tuple[int, ...] = ()
    """The columns in which something is cut that should not be."""


def needs_of(
    rows: Iterable[Sequence[CellNeed | None]],
    count: int,
    pad: float,
    wide: Sequence[int] = (),
) -> list[Need]:
    """What each of ``count`` columns needs for the cells of all rows to fit.

    ``None`` is a place that another cell covers; ``pad`` is the room at each side of a text.
    What a cell over several columns lacks is given to those of them that are ``wide``, else to all.
    """
    needs = [Need()] * count
    over: list[tuple[int, CellNeed]] = []
    for row in rows:
        for index, place in enumerate(row):
            if place is None:
                continue
            if place.columns > 1:
                over.append((index, place))
            elif not needs[index].covers(place.need):
                needs[index] = needs[index].with_(place.need)
    for first, place in over:
        covered = range(first, first + place.columns)
        gained = 2 * pad * (place.columns - 1)
        growing = [one for one in covered if one in wide] or covered
        _grow(needs, covered, growing, place.need, gained)
    return needs


def _grow(
    needs: list[Need], covered: Sequence[int], growing: Sequence[int], over: Need, gained: float
) -> None:
    """Widen the ``growing`` of the columns over which a cell stands by what it lacks."""

    def share(has: Iterable[float], wants: float) -> float:
        return max(0.0, wants - gained - sum(has)) / len(growing)

    least = share((needs[i].least for i in covered), over.least)
    loose = share((needs[i].loose for i in covered), over.loose)
    most = share((needs[i].most for i in covered), over.most)
    for i in growing:
        need = needs[i]
        low = need.least + least
        needs[i] = Need(low, need.loose + loose, max(need.most + most, low), need.whole)


class TableReckoning:
    """What the cells of a table need, judged by their characters; in the size of the type."""

    def __init__(self, table: Table, measure: Measure = width_of) -> None:
        self._table = table
        self._measure = measure
        self._reckoned: dict[bool, list[list[CellNeed | None]]] = {}

    def _rows(self, loose: bool) -> list[list[CellNeed | None]]:
        if loose not in self._reckoned:
            self._reckoned[loose] = [
                [
                    None if cell.covered else _reckoned(cell, self._measure, loose=loose)
                    for cell in row
                ]
                for row in (self._table.header, *self._table.rows)
            ]
        return self._reckoned[loose]

    def needs(
        self,
        em: float,
        pad: float,
        wide: Sequence[int] = (),
        *,
        loose: bool = False,
        heads: float = 1.0,
        others: float = 1.0,
    ) -> list[Need]:
        """What the columns need in type of size ``em``.

        ``loose``: also where words are hyphenated. ``heads`` and ``others`` are how much wider
        the font is for these than the one that is known.
        """
        found = []
        head, *rows = self._rows(loose)
        for part, size in (([head], em * heads), (rows, em * others)):
            needs = needs_of(part, len(head), pad / size, wide)
            found.append([need.scaled(size) for need in needs])
        return [head.with_(other) for head, other in zip(*found, strict=True)]


def _reckoned(cell: Cell, measure: Measure, *, loose: bool) -> CellNeed:
    """What a cell needs, in the size of its type."""
    lines = bound("\n".join(_lines(cell.blocks, _with_marks))).split("\n")
    most = max(map(measure, lines))
    if is_kept(cell):
        return CellNeed(Need(most, most, most), cell.columns)
    words = [word for line in lines for word in _WORDS.findall(line)]
    least = max(map(measure, words), default=0.0)
    parts = (part for word in words for part in loosened(word)) if loose else ()
    smallest = max(map(measure, parts), default=least)
    if any(isinstance(block, CodeBlock) for block in cell.blocks):
        least, smallest = min(least, _CODE), min(smallest, _CODE)
    return CellNeed(Need(least, smallest, most), cell.columns)


def cell_text(cell: Cell) -> str:
    """The text of a cell, a line for each paragraph."""
    return "\n".join(_lines(cell.blocks))


def _with_marks(inlines: Inlines) -> str:
    """The characters with the marks of notes, which stay beside their words."""
    return "".join(
        str(one.number).translate(_RAISED) if isinstance(one, Footnote) else drawn_text(one)
        for one in inlines
    )


def _lines(blocks: Iterable[Block], said: Callable[[Inlines], str] = typed_text) -> Iterable[str]:
    for block in blocks:
        match block:
            case Paragraph(inlines=inlines) | Heading(inlines=inlines):
                yield said(inlines)
            case BulletList(items=items) | NumberedList(items=items):
                for item in items:
                    yield from (_LIST_INDENT + line for line in _lines(item.blocks, said))
            case LabelledList(items=labelled):
                for entry in labelled:
                    yield f"{entry.label}{_LIST_INDENT}{' '.join(_lines(entry.blocks, said))}"
            case Quote(blocks=inner):
                yield from _lines(inner, said)
            case CodeBlock(text=text):
                yield text
            case _:
                pass


def fit(
    needs: Sequence[Need],
    rooms: Rooms,
    *,
    size: float,
    pad: float,
    em: float,
    least_pad: float | None = None,
) -> Fit:
    """How a table is set whose columns need this in type of ``size`` points.

    ``em`` is the size of that type in the renderer's unit; ``least_pad`` is by habit half of the
    room that there is at each side of a text.
    """
    for found, room, readable in _ways(rooms, size, (pad, least_pad or pad / 2)):
        beside = 2 * found.pad * len(needs)
        if sum(_least(needs, found, size, em if readable else 0.0)) + beside <= room + _SLACK:
            return found
    scale, beside = found.size / size, 2 * found.pad
    given = _fair([need.least * scale + beside for need in needs], room)
    torn = tuple(
        i for i, need in enumerate(needs) if need.loose * scale + beside > given[i] + _SLACK
    )
    return Fit(found.size, found.pad, found.turned, found.loose, torn)


def fit_if_need_be(
    needs: Callable[[bool], Sequence[Need]],
    rooms: Rooms,
    *,
    size: float,
    pad: float,
    em: float,
    least_pad: float | None = None,
) -> Fit:
    """The same, where ``needs`` is asked for hyphenated words only if the table does not fit."""
    for loose in (False, True):
        found = fit(needs(loose), rooms, size=size, pad=pad, em=em, least_pad=least_pad)
        if not found.torn and not found.loose and found.turned <= rooms.must_turn:
            break
    return found


def turns(table: Table, rooms: Rooms, *, size: float, pad: float) -> bool:
    """Whether a table is set on a turned page, reckoned by its letters and not in a font.

    ``size``, ``pad`` and ``rooms`` are in points. A renderer that measures in its own font asks
    this where the table is a close fit, so that all of them turn the same tables.
    """
    size = round(size * 2) / 2  # as Word has it
    reckoning = TableReckoning(table)

    def needs(loose: bool) -> list[Need]:
        return reckoning.needs(size, pad, loose=loose)

    return fit_if_need_be(needs, rooms, size=size, pad=pad, em=size).turned


def _ways(
    rooms: Rooms, size: float, pads: tuple[float, float]
) -> Iterator[tuple[Fit, float, bool]]:
    """The ways of setting a table, the best first: each with its room, and whether columns of
    running text are kept readable.
    """
    places = [(True, rooms.turned)]
    if not rooms.must_turn:
        places.insert(0, (False, rooms.upright))
    if rooms.turned <= rooms.upright:
        places = places[:1]
    count = max(0, ceil((size - LEAST_SIZE) / _STEP))
    sizes = [size, *(max(LEAST_SIZE, size - _STEP * step) for step in range(1, count + 1))]
    for readable in (True, False):
        for turned, room in places if readable else places[-1:]:
            for loose in (False, True):
                yield Fit(size, pads[0], turned, loose), room, readable
                for smaller in sizes:
                    yield Fit(smaller, pads[1], turned, loose), room, readable


def _least(needs: Sequence[Need], found: Fit, size: float, em: float) -> list[float]:
    """The least width of each column's text, in the type that was found."""
    scale = found.size / size
    widths = []
    for need in needs:
        least = need.loose if found.loose else need.least
        if need.most > _LONG * em:
            least = max(least, _READABLE * em)
        widths.append(least * scale)
    return widths


def share(
    needs: Sequence[Need],
    found: Fit,
    room: float,
    em: float,
    *,
    fixed: Sequence[bool] = (),
    wide: Sequence[int] = (),
) -> list[float]:
    """The widths of columns whose needs are those of the type that was found, padding included.

    ``fixed`` are those that are as wide as their longest line; ``wide`` take what is
    over, each as much.
    """
    beside = 2 * found.pad
    most = [need.most + beside for need in needs]
    over = room - sum(most)
    if over >= 0:
        each = over / len(wide) if wide else 0.0
        return [one + (each if index in wide else 0) for index, one in enumerate(most)]
    as_found = Fit(1.0, found.pad, found.turned, found.loose)
    for whole, readable in ((True, em), (True, em * _CLOSER), (False, em), (False, 0.0)):
        least = [low + beside for low in _least(needs, as_found, 1.0, readable)]
        if whole:
            least = [max(a, b.whole + beside) for a, b in zip(least, needs, strict=True)]
        for index in (i for i, one in enumerate(fixed) if one):
            least[index] = most[index]
        if sum(least) <= room + _SLACK:
            break
    else:
        return _fair([need.least + beside for need in needs], room)
    if not wide:
        return _by_need(room, least, most)
    return _in_proportion(room, least, most)


def _fair(least: Sequence[float], room: float) -> list[float]:
    """What each column gets where not all have room for their longest piece.

    Columns that need less than their share get what they need, so that one endless word does
    not cut those of the others; the rest is divided among the wide.
    """
    shares = list(least)
    waiting = len(least)
    for index in sorted(range(len(least)), key=least.__getitem__):
        shares[index] = min(least[index], room / waiting)
        room -= shares[index]
        waiting -= 1
    return shares


def _in_proportion(room: float, least: Sequence[float], most: Sequence[float]) -> list[float]:
    """Each column has its least, and of the rest the more, the more it wants."""
    wanted = sum(most) - sum(least)
    over = room - sum(least)
    return [low + over * (m - low) / wanted for low, m in zip(least, most, strict=True)]


def _by_need(room: float, least: Sequence[float], most: Sequence[float]) -> list[float]:
    """Columns that want little get all of it; the long ones share the rest evenly."""
    result = list(least)
    over = room - sum(least)
    order = sorted(range(len(least)), key=lambda index: most[index] - least[index])
    for done, index in enumerate(order):
        given = min(most[index] - least[index], over / (len(order) - done))
        result[index] += given
        over -= given
    return result
