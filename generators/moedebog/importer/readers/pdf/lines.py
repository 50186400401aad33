"""The lines of a PDF page with their looks, in the order in which they are read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Any

from msgspec import Struct

from moedebog.blocks import Inlines, Run
from moedebog.importer.pieces import Table, tidy
from moedebog.importer.readers.letters import clean, raised_number
from moedebog.importer.readers.pdf.file import Page
from moedebog.importer.readers.pdf.glyphs import Box, Gap, Glyph, TextLine
from moedebog.importer.readers.struck import STRUCK_KEPT
from moedebog.names import whole_names
from moedebog.typography import bound

Style = tuple[float, bool]
"""Size in points, to the half point, and whether bold."""
SAME_LINE = 2.5
"""Points that the feet of two pieces of one line may differ."""
NO_STYLE: Style = (0.0, False)
GARBLED = (
    "en skrift på side {} siger ikke, hvilke bogstaver den viser; skriv dens linjer af efter "
    "dokumentet"
)


class Line(Struct):
    """One line on a page; ``y`` grows upwards."""

    page: int
    x0: float
    x1: float
    y: float
    text: str
    inlines: Inlines
    style: Style
    table: Table | None = None
    picture: Any = None
    kept: bool = True
    label: bool = False
    """Whether a short label stands in a column of its own before the text."""
    inner: float = 0.0
    """Where the text behind the label begins."""
    row: float = 0.0
    """Where the first of several names begins that stand side by side; 0 in other lines."""
    column: tuple[int, float] = (0, 0.0)
    """Which part of a page with columns, from 1, and its right edge; 0 on a page without."""
    notes: tuple[str, ...] = ()
    apart: bool = False
    """Its letters are set apart."""
    pieces: tuple[Line, ...] = ()
    """What it was put together of, from the left; nothing where it is one piece."""

    @property
    def parted(self) -> tuple[Line, ...]:
        """Its pieces, or itself."""
        return self.pieces or (self,)

    @property
    def flows(self) -> bool:
        """Whether it is a line of text."""
        return not self.table and self.picture is None


def bare(page: int, box: Box, text: str, notes: tuple[str, ...] = ()) -> Line:
    """A line of text of which nothing is known but the place."""
    text = " ".join(clean(text).split())
    return Line(page, box[0], box[2], box[1], text, (Run(text),), NO_STYLE, notes=notes)


_NUMBER = re.compile(r"\d{1,3}[.)](?=\D)")
_LONGEST_NUMBER = 5
"""Letters of a number with its sign, and the one after it."""


def line_of(raw: TextLine, page: Page) -> Line | None:
    """The line with its looks; ``None`` where there is nothing to read."""
    letters = [char for char in raw.glyphs if not char.text.isspace()]
    apart = _set_apart(raw.glyphs, letters)
    # Every two letters that are set apart have a gap; where words end, there is a blank too.
    chars: Sequence[Glyph | Gap] = raw.glyphs if apart else raw.chars
    text = clean("".join([char.text for char in chars])).strip()
    if not text or not letters:
        return None
    # Word may set a number that it counts itself in another look than the title after it.
    number = _NUMBER.match("".join(c.text for c in letters[:_LONGEST_NUMBER]))
    head = letters[number.end()] if number and number.end() < len(letters) else letters[0]
    bold = all(char.look[0] for char in (head, letters[len(letters) // 2], letters[-1]))
    size = Counter(round(c.size * 2) / 2 for c in letters[:8]).most_common(1)[0][0]
    links = [link for link in page.links if _touches(link[0], raw)]
    sizes = {round(one, 1) for one in {char.size for char in letters}}
    if not links and len(sizes) == 1 and len({char.look for char in letters}) == 1:
        strong, emphasis = head.look
        inlines: Inlines = tidy((Run(text, strong, emphasis),))
    else:
        inlines = tidy(looks(chars, raw.y0, size, links))
        text = "".join(run.text for run in inlines if isinstance(run, Run))
    x0 = raw.x0
    if dot := bullet_before(page, raw.x0, raw.y0, size):
        x0, text, inlines = dot[0], f"{BULLET}{text}", (Run(BULLET), *inlines)
    struck = "".join(char.text for char in chars if isinstance(char, Gap) or char.struck).split()
    notes = (STRUCK_KEPT.format(" ".join(struck)),) if any(map(_is_word, struck)) else ()
    if _is_garbled(chars):
        notes = (*notes, GARBLED.format(page.number))
    style = size, bold
    return Line(page.number, x0, raw.x1, raw.y0, text, inlines, style, notes=notes, apart=apart)


def _is_garbled(chars: Sequence[Glyph | Gap]) -> bool:
    """Whether the font gives the numbers of its letters for letters: the blank is no character."""
    controls = sum(bool(_CONTROL.fullmatch(char.text)) for char in chars)
    return controls >= _FEWEST_CONTROLS and controls > sum(char.text == " " for char in chars)


_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f]")
_FEWEST_CONTROLS = 3


def _is_word(text: str) -> bool:
    return any(map(str.isalnum, text))


def _set_apart(glyphs: Sequence[Glyph], letters: Sequence[Glyph]) -> bool:
    if len(letters) < _FEWEST_APART:
        return False
    gaps = [after.x0 - before.x1 for before, after in pairwise(glyphs)]
    least = _APART * letters[0].size
    return sum(gap < least for gap in gaps) <= len(gaps) // 10


_FEWEST_APART = 4
_APART = 0.05
"""Letters are set apart that have gaps of more than so much of their size."""

BULLET = "• "


def bullet_before(page: Page, x0: float, foot: float, size: float) -> Box | None:
    """The dot that is drawn right before a line, where a bullet is no character."""
    for dot in page.dots:
        if 0 < x0 - dot[2] < 2 * size and foot < (dot[1] + dot[3]) / 2 < foot + size:
            return dot
    return None


def looks(
    chars: Iterable[Glyph | Gap], foot: float, size: float, links: Sequence[tuple[Box, str]]
) -> Iterator[Run]:
    """The characters of a line in stretches of one look; ``foot`` is the line's lower edge."""
    text = raised = ""
    now: tuple[bool, bool, str | None] = (False, False, None)
    for char in chars:
        if isinstance(char, Gap):
            if raised:
                text, raised = text + raised_number(text, raised), ""
            text += char.text
            continue
        letter = char.text
        if _is_raised(char, foot, size) and (raised or text[-1:].strip()):
            raised += letter
            continue
        if raised:
            text, raised = text + raised_number(text, raised), ""
        if not letter.isspace():
            link = next((to for box, to in links if _inside(box, char)), None)
            look = (*char.look, link)
            if look != now:
                yield Run(clean(text), now[0], now[1], link=now[2])
                text, now = "", look
        text += letter
    if raised:
        text += raised_number(text, raised)
    yield Run(clean(text), now[0], now[1], link=now[2])


def _is_raised(char: Glyph, foot: float, size: float) -> bool:
    """Whether it is a small digit above the line."""
    small = char.size < 0.92 * size and char.y0 > foot + 0.15 * size
    return small and char.text.isdigit()


def _touches(box: Box, raw: TextLine) -> bool:
    return bool(box[0] < raw.x1 and raw.x0 < box[2] and box[1] < raw.y1 and raw.y0 < box[3])


def _inside(box: Box, char: Glyph) -> bool:
    across, up = (char.x0 + char.x1) / 2, (char.y0 + char.y1) / 2
    return bool(box[0] <= across <= box[2] and box[1] <= up <= box[3])


ENDS = (".", ":", ";", "!", "?")
"""How a sentence ends."""


def room_for(text: str, before: str, span: tuple[float, float], right: float) -> bool:
    """Whether the first word of a line would have stood on the line before it, in ``span``.

    Then it is no mere chance of the width that it stands on the next. Words that no line parts
    are one; so is a name in a list of people.
    """
    if before.endswith(";"):
        text = whole_names(text)
    letter = (span[1] - span[0]) / max(1, len(before))
    return right - span[1] > (len(bound(text).split(" ")[0]) + 1.5) * letter


# --- the order of reading -----------------------------------------------------------------

_FEWEST = 6
"""So many lines must stand in each of two columns of a page."""


def in_order(lines: list[Line]) -> list[Line]:
    """The lines from the top down, column by column; what stands on one line is one."""
    bands = list(_bands(lines))
    ordered: list[Line] = []
    for number, band in enumerate(bands, 1):
        merged = one_below_the_other(band)
        if len(bands) > 1:
            right = max(line.x1 for line in band)
            for line in merged:
                line.column = (number, right)
        ordered += merged
    return ordered


def _bands(lines: list[Line]) -> Iterator[list[Line]]:
    """The page in stretches: columns, and what goes over the whole width between them."""
    gutter = _gutter([line for line in lines if line.flows])
    if gutter is None:
        if lines:
            yield lines
        return
    stretch: list[Line] = []
    for line in (*sorted(lines, key=lambda one: -one.y), None):
        if line is not None and not (line.x0 < gutter - 2 and line.x1 > gutter + 2):
            stretch.append(line)
            continue
        left = [one for one in stretch if one.x0 < gutter]
        right = [one for one in stretch if one.x0 >= gutter]
        if min(len(left), len(right)) > 2:
            yield from (left, right)
        elif stretch:
            yield stretch
        stretch = []
        if line is not None:
            yield [line]


def _gutter(lines: list[Line]) -> float | None:
    """Where the empty stretch between two columns of running text is; ``None`` without one."""
    if len(lines) < 2 * _FEWEST:
        return None
    begin, end = min(line.x0 for line in lines), max(line.x1 for line in lines)
    width = end - begin
    places = [begin + width * step / 100 for step in range(35, 66)]
    across = [sum(1 for line in lines if line.x0 < at < line.x1) for at in places]
    fewest = min(across)
    best = [at for at, count in zip(places, across, strict=True) if count == fewest]
    gutter = best[len(best) // 2]
    left = [line for line in lines if line.x1 <= gutter]
    right = [line for line in lines if line.x0 >= gutter]
    if fewest > 0.3 * len(lines) or min(len(left), len(right)) < _FEWEST:
        return None
    full = _width(left) > 0.6 * (gutter - begin) and _width(right) > 0.6 * (end - gutter)
    (low, high), (lower, higher) = _extent(left), _extent(right)
    beside = min(high, higher) - max(low, lower)
    return gutter if full and beside > 0.5 * min(high - low, higher - lower) else None


def _width(lines: list[Line]) -> float:
    return median(line.x1 - line.x0 for line in lines)


def _extent(lines: list[Line]) -> tuple[float, float]:
    heights = [line.y for line in lines]
    return min(heights), max(heights)


def one_below_the_other(lines: list[Line]) -> list[Line]:
    """The lines from the top down; what stands on one line is put together."""
    merged: list[Line] = []
    for line in sorted(lines, key=lambda one: (-one.y, one.x0)):
        last = merged[-1] if merged else None
        if last and last.flows and line.flows and abs(last.y - line.y) < SAME_LINE:
            first, second = (last, line) if last.x0 <= line.x0 else (line, last)
            if _tells_of_another(first, second):
                merged[-1:] = [first, second]
            else:
                merged[-1] = _beside(first, second, last.y)
        else:
            merged.append(line)
    return merged


_LONGEST_LABEL, _LONGEST_SMALL_LABEL = 25, 50
"""Characters of a label beside text; those in smaller type than the text may be longer."""
_NUMBERS = re.compile(r"[\d\s.,]+")
_BETWEEN_NAMES = 8.0
"""Points between two names that stand side by side, at least."""
_LABEL_END = re.compile(r"(?:\w|\(\d{1,4}\))\Z")
_COUNTED = re.compile(r"\(\d{1,4}\)\Z")
_NAME = re.compile(r"[A-ZÆØÅ][\w.'’-]*(?: [\w.'’-]+)*? [A-ZÆØÅ][\w.'’-]+")
_ONE = re.compile(rf"(?!{_NAME.pattern}(?: \([^()]*\))?, [A-ZÆØÅ]){_NAME.pattern}[^;]*")
"""One name, with what is told of somebody, and not several in a row."""
_NAME_ALONE = re.compile(rf"{_NAME.pattern}(?:, \w+)?")
_ELECTED = re.compile(rf"{_NAME.pattern}(?:, \w+)? blev [a-zæøå ]{{3,40}}\.?")
"""One who was up for election, and beside it another who was elected: two lines."""
_NAMED = re.compile(rf"{_NAME.pattern}(?: \([^()]*\))?(?:, [^;]*)?\Z")
"""A name, with what is told of somebody, at the end of a line."""


def _tells_of_another(first: Line, second: Line) -> bool:
    """Whether a name stands on a line, and beside it what happened to somebody else."""
    apart = second.x0 - first.x1 > _BETWEEN_NAMES and _NAME_ALONE.fullmatch(first.text)
    return bool(apart and _ELECTED.fullmatch(second.text))


def _beside(first: Line, second: Line, y: float) -> Line:
    space = second.x0 - first.x1
    listed = second.text.isdigit() and space > 20 and not _NUMBERS.fullmatch(first.text)
    gap = " ..... " if listed else " "
    named = bool(_NAMED.search(first.text) and _NAME.match(second.text))
    small = first.style[0] < second.style[0] and not first.style[1]
    short = len(first.text) < (_LONGEST_SMALL_LABEL if small else _LONGEST_LABEL)
    label = short and space > 3 + 2 * (not small) and bool(_LABEL_END.search(first.text))
    label = label and not (named and (first.label or _NAME.match(first.text)))
    inner = second.x0 if label else first.inner
    row = first.row
    plain = not (label or first.style[1] or second.style[1])
    if named and plain and space > _BETWEEN_NAMES:
        gap, row = "; ", first.row or first.inner or first.x0
    elif label and _COUNTED.search(first.text) and _ONE.fullmatch(second.text):
        row = second.x0  # »Til stede (23)«, and the first of them
    known = first if first.style != NO_STYLE else second
    if label and small:
        known = second
    return Line(
        first.page,
        first.x0,
        max(first.x1, second.x1),
        y,
        f"{first.text}{gap}{second.text}",
        tidy((*first.inlines, Run(gap), *second.inlines)),
        (known.style[0], first.style[1] and second.style[1]),
        label=first.label or label,
        inner=inner,
        row=row,
        notes=(*first.notes, *second.notes),
        pieces=tuple(sorted((*first.parted, *second.parted), key=lambda one: one.x0)),
    )
