"""Lines of a PDF file -> paragraphs, headings, entries of lists, tables."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby, pairwise
from operator import attrgetter

from msgspec.structs import replace

from moedebog.blocks import Run
from moedebog.importer.genre.patterns import (
    KEYWORD_ITEM,
    LIST_ENTRY,
    TOLD_LINE,
    begins,
    begins_item,
    is_whole_title,
    runs_on,
    stands_alone,
)
from moedebog.importer.pieces import Kind, Piece, Table, tidy, without_start
from moedebog.importer.readers.joining import join_inlines, vocabulary
from moedebog.importer.readers.pdf.lines import ENDS, NO_STYLE, SAME_LINE, Line, Style, room_for

NEW_PARAGRAPH = 1.13
"""Lines further apart than this, in usual distances, are of two paragraphs."""
_INDENTED = 8.0
"""Points that a paragraph in an entry of a list stands further in than its marker, at least."""
_DATE = re.compile(r"d\. ?\d")
"""No entry of a list, though it begins as one."""


class Paragraphs:
    """Gathers lines into paragraphs, and says what each of them is."""

    def __init__(self, lines: list[Line], width: float = 0.0) -> None:
        """``width``: that of the pages, where it is known."""
        self.words = vocabulary(line.text for line in lines)
        self.levels, self.body = _levels(lines)
        self.leading = _leading(lines)
        self.right = _right_edge(lines, self.leading, width)
        self.found: list[Piece] = []
        self.open: list[Line] = []
        self.margins: list[float] = []
        for line in lines:
            self.line(line)
        self.close()

    def line(self, line: Line) -> None:
        """Takes one line more."""
        if line.picture is not None:
            self.close()
            self.found.append(line.picture)
        elif line.table:
            self.close()
            _add_table(self.found, line.table, line.page)
        else:
            if self.open and not self.continues(self.open[-1], line):
                self.close()
            self.open.append(line)

    def close(self) -> None:
        """Ends the paragraph that is open."""
        if not self.open:
            return
        first = self.open[0]
        inlines = first.inlines
        for before, line in pairwise(self.open):
            if before.row and _is_next_name(before.text, line.text):
                inlines = tidy((*inlines, Run(";")))
            inlines = join_inlines(inlines, line.inlines, self.words)
        notes = tuple(dict.fromkeys(note for line in self.open for note in line.notes))
        self.found.append(
            self.piece(
                Piece(Kind.TEXT, inlines, page=first.page, notes=notes, apart=first.apart), first
            )
        )
        self.open = []

    def piece(self, piece: Piece, first: Line) -> Piece:
        """The paragraph as heading, entry of a list or text."""
        text = piece.text
        level = self.levels.get(first.style, 0)
        entry = LIST_ENTRY.fullmatch(text)
        if (
            level
            and first.style[0] <= self.body + _LITTLE_LARGER
            and text.endswith((".", ":", ","))
        ):
            return piece
        if level and len(text) < 250:
            plain = tuple(Run(r.text, link=r.link) for r in piece.inlines if isinstance(r, Run))
            return replace(piece, kind=Kind.HEADING, inlines=tidy(plain), level=level)
        if entry and not level and (self.found or entry["marker"] in "•◦–"):
            while self.margins and self.margins[-1] > first.x0 + 3:
                self.margins.pop()
            if not self.margins or self.margins[-1] < first.x0 - 3:
                self.margins.append(first.x0)
            inlines = without_start(piece, entry.start("text")).inlines
            depth = len(self.margins) - 1
            return replace(
                piece,
                kind=Kind.ITEM,
                inlines=inlines,
                level=depth,
                marker=entry["marker"].replace(" ", ""),
            )
        self.margins = [margin for margin in self.margins if margin < first.x0 - _INDENTED]
        return replace(piece, inside=len(self.margins))

    def continues(self, last: Line, line: Line) -> bool:
        """Whether a line belongs to the paragraph of the line before it."""
        if last.row and ";" in line.text and not line.row:
            last.row = 0.0  # they are told one after the other, with marks between them
        below = abs(line.x0 - last.row) < SAME_LINE and line.style == last.style
        if last.row and not line.label and below and not begins_item(line.text):
            line.row = last.row
            return True
        titled = self.one_title(last, line)
        listed = last.text.endswith(" ·") and last.style == line.style and last.page == line.page
        if listed or (titled and _DATE.match(line.text)):
            return True
        facts = TOLD_LINE.match(line.text) and TOLD_LINE.match(self.open[0].text)
        if line.label or LIST_ENTRY.match(line.text) or facts:
            return False
        if begins(line.text) or stands_alone(last.text):
            return titled and line.text[:1].islower()
        ends = [bool(_PAGE_AT_END.search(one.text)) for one in (last, line)]
        if any(ends):
            return ends == [False, True]  # a title over two lines, in a table of contents
        ended = last.text.endswith(ENDS)
        right = last.column[1] or self.right
        room = room_for(line.text, last.text, (last.x0, last.x1), right)
        wrapped = not ended and not room
        if last.page != line.page or last.column != line.column:
            return wrapped and last.style == line.style and abs(last.x0 - line.x0) < 4
        if not self.alike(last, line, wrapped):
            return False
        first = self.open[0]
        entry = LIST_ENTRY.match(first.text) or first.label
        if not entry and (line.x0 < first.x0 - 4 or (line.x0 > last.x0 + 8 and ended)):
            return False
        if titled and (line.text[:1].islower() or self.goes_on(last)):
            return True
        if self.levels.get(line.style):
            return not (ended and room)
        return self.runs_on(last, line, room)

    def runs_on(self, last: Line, line: Line, room: bool) -> bool:
        """Whether a line of plain text ends by no more than the chance of the width.

        ``room``: whether the first word of the next would have stood on it.
        """
        ended = last.text.endswith(ENDS)
        if len(self.open) == 1 and ended and is_whole_title(last.text, line.text, room):
            return False
        return not room or runs_on(last.text, line.text)

    def one_title(self, last: Line, line: Line) -> bool:
        """Whether two lines are of one heading, that of an item."""
        titled = self.levels.get(line.style) and last.style == line.style
        return bool(titled) and begins_item(self.open[0].text)

    def goes_on(self, last: Line) -> bool:
        """Whether a heading does not end with its line, though a sentence might.

        The lines of a heading may be about as long, with room at the end of each.
        """
        return last.text.endswith((":", ";")) or last.style[0] > self.body + 0.9

    def alike(self, last: Line, line: Line, wrapped: bool) -> bool:
        """Whether two lines have one look and the distance of lines in a paragraph."""
        level = self.levels.get(line.style, 0)
        if level != self.levels.get(last.style, 0) and not (wrapped and last.style < line.style):
            return False
        if abs(line.style[0] - last.style[0]) > 0.6:
            return False
        usual = max(self.leading, line.style[0] * 1.1) * NEW_PARAGRAPH
        return last.y - line.y <= (line.style[0] * 1.47 if level else usual)


def _is_next_name(before: str, after: str) -> bool:
    """Whether a row of names is done, and the next begins with another."""
    return before.count("(") <= before.count(")") and after[:1].isupper()


_LITTLE_LARGER = 1.2
"""Points; type that is so little larger than the text may bring a sentence out."""
_FAR_LARGER = 4.0
"""Points; type so much larger than the text is a heading, however much of it there is."""
_STYLE = attrgetter("style")
_PAGE_AT_END = re.compile(r"\.{3,}\s*\d+\Z")


def _add_table(found: list[Piece], table: Table, page: int) -> None:
    """The table; one that goes on over the page is one table, its head is not repeated."""
    last = found[-1] if found else None
    above = last.table if last and last.page == page - 1 else None
    if above and above.width == table.width:
        again = table.head == above.head
        table = Table((*above.rows, *table.rows[1 if again else 0 :]))
        found.pop()
    found.append(Piece(Kind.TABLE, table=table, page=page))


def _levels(lines: list[Line]) -> tuple[dict[Style, int], float]:
    """Which look of the type is a heading, and of which level; and the size of the text."""
    letters: Counter[Style] = Counter()
    for line in lines:
        letters[line.style] += len(line.text)
    letters.pop(NO_STYLE, None)
    if not letters:
        return {}, 0.0
    total = sum(letters.values())
    title, sentences = _title_style(lines)
    # Where little more than titles is told, they are not the text.
    others = Counter({style: share for style, share in letters.items() if style != title})
    if title and others and max(others, key=others.__getitem__) < title:
        letters = others
    else:
        title, sentences = None, set()
    body, bold = _text_style(letters)
    heads = [
        style
        for style, share in letters.items()
        if (share < 0.3 * total or style[0] > body + _FAR_LARGER)
        and (style[0] > body + 0.9 or (style[1] and not bold and style[0] > body - 1.2))
        and style not in sentences
    ]
    heads += [title] if title else []
    return {style: level for level, style in enumerate(sorted(heads, reverse=True), 1)}, body


def _title_style(lines: list[Line]) -> tuple[Style | None, set[Style]]:
    """The look that the titles of items have and nothing else; and the smaller looks that below
    the first of them are of sentences alone, such as an outcome brought out."""
    runs = [list(run) for _, run in groupby((one for one in lines if one.flows), _STYLE)]
    counted = Counter(run[0].style for run in runs)
    titled = Counter(run[0].style for run in runs if _is_titled(run[0].text))
    title = max(
        (style for style, times in titled.items() if 1 < times == counted[style]), default=None
    )
    if title is None:
        return None, set()
    first = next(index for index, run in enumerate(runs) if run[0].style == title)
    below = {run[0].style for run in runs[first:]}
    other = {run[0].style for run in runs[first:] if not run[-1].text.endswith(".")}
    return title, {style for style in below - other if style < title}


def _is_titled(text: str) -> bool:
    item = KEYWORD_ITEM.match(text)
    return begins_item(text) or bool(item and item["nr"] and item["sep"].strip() == ":")


def _text_style(letters: Counter[Style]) -> Style:
    """The look of running text: the most usual one, and bold type only where hardly any is not."""
    (first, share), *others = letters.most_common()
    plain = next((style for style, count in others if not style[1] and count > 0.2 * share), None)
    return plain if first[1] and plain else first


def _leading(lines: list[Line]) -> float:
    """The usual distance of two lines of a paragraph, in points."""
    steps: Counter[float] = Counter()
    for one, two in pairwise(lines):
        if one.page == two.page and 4 < one.y - two.y < 40:
            steps[round(one.y - two.y, 0)] += 1
    common = [step for step, times in steps.most_common(4) if times >= 0.15 * steps.total()]
    return min(common, default=14.0)


def _right_edge(lines: list[Line], leading: float, width: float) -> float:
    """Where full lines end; where none is full, as far from the edge as they begin."""
    ends = sorted(line.x1 for line in lines)
    right = ends[int(len(ends) * 0.9)] if ends else 0.0
    full = any(
        one.y - two.y <= leading * NEW_PARAGRAPH
        and two.text[:1].islower()
        and not one.text.endswith(ENDS)
        and one.x1 > right - _RAGGED
        for one, two in pairwise(lines)
        if one.page == two.page
    )
    left = min((line.x0 for line in lines if line.flows), default=0.0)
    return right if full else max(right, width - left)


_RAGGED = 60.0
"""Points that a full line may end before the edge."""
