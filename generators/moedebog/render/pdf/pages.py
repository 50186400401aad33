"""Fills pages with flowables, and draws the pages.

All pages are filled before the first is drawn, so the number of pages and the page of each
item are known when they are needed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from itertools import islice

from msgspec import Struct, field

from moedebog import __version__
from moedebog.document import Document
from moedebog.render.pdf.flowables import Flowable, Painter, Placed, draw_placed, indent
from moedebog.render.pdf.painter import CanvasPainter
from moedebog.render.pdf.running import ALONE, Running, Within
from moedebog.render.pdf.sheet import Area, Sheet
from moedebog.render.pdf.story import Story
from moedebog.render.pdf.turning import height_of, is_little
from moedebog.render.turning import MOST_EMPTY, rest_of_item
from moedebog.settings.colour import Colour
from tagged import Attachment, Metadata

_SLACK = 0.01
_NOTE_RULE = 96.0
"""The length of the rule over the footnotes, in points."""
_BELOW_RULE = 5.0
_ABOVE_NOTES = 9.0 + _BELOW_RULE
"""Between the text and the notes, at least; the rule is in it."""
_BETWEEN_NOTES = 2.0
_TALL_NOTE = 1 / 8
"""A note higher than so much of a page may begin on the page of its mark and go on on the next."""


class Page(Struct):
    """What stands on a page, and how far down it is filled."""

    placed: list[Placed] = field(default_factory=list)
    used: float = 0
    turned: bool = False
    """It is one of the sheet's wide pages."""
    notes: list[Flowable] = field(default_factory=list)
    """Footnotes, which stand at its foot."""

    def area(self, sheet: Sheet) -> Area:
        """Its size, and where its text stands."""
        return sheet.wide if self.turned else sheet.upright

    def foot(self, width: float) -> float:
        """The height of its notes, with what is between them and the text."""
        return _ABOVE_NOTES * bool(self.notes) + _high(self.notes, width)

    def more(self, notes: Sequence[Flowable], width: float) -> float:
        """How much higher its foot is with these notes too."""
        return _ABOVE_NOTES * bool(notes and not self.notes) + _high(notes, width)

    def least(self, notes: Sequence[Flowable], area: Area) -> float:
        """The same where of the last of them, if it is tall, only the beginning stands here."""
        whole = self.more(notes, area.column)
        if notes and notes[-1].height(area.column) > area.height * _TALL_NOTE:
            whole -= notes[-1].height(area.column) - notes[-1].head(area.column)
        return whole

    def put(self, notes: Sequence[Flowable], area: Area) -> list[Flowable]:
        """Put notes at its foot; what finds no room is for the next page."""
        over = list(notes)
        while over:
            note = over[0]
            room = area.height - self.used - self.foot(area.column)
            room -= self.more((note,), area.column) - note.height(area.column)
            if note.height(area.column) <= room + _SLACK:
                self.notes.append(over.pop(0))
                continue
            parts = _split(note, area, room, force=not self.notes) if room > 0 else None
            if parts is not None and parts[0].height(area.column) <= room + _SLACK:
                self.notes.append(parts[0])
                over[0] = parts[1]
            break
        return over

    def draw_notes(self, painter: Painter, area: Area, colour: Colour) -> None:
        """Draw the notes, over them a short rule."""
        if not self.notes:
            return
        y = area.top - area.height + self.foot(area.column) - _ABOVE_NOTES
        painter.rule(area.left, y + _BELOW_RULE, _NOTE_RULE, 0.5, colour)
        for note in self.notes:
            high = note.height(area.column)
            note.draw(painter, area.left, y, area.column)
            y -= high + _BETWEEN_NOTES


def _high(notes: Sequence[Flowable], width: float) -> float:
    return sum(note.height(width) + _BETWEEN_NOTES for note in notes)


def _span(flowable: Flowable, area: Area) -> tuple[float, float]:
    """How far a flowable is moved in on a page, and the width that it has there."""
    whole = area.width if flowable.spreads else area.column
    left = indent(flowable, whole)
    return left, whole - left


def paginate(flowables: Iterable[Flowable], sheet: Sheet) -> list[Page]:
    """The flowables on pages, and footnotes where their marks are.

    A heading is never left alone at the foot of a page. A line whose note finds no room goes to
    the next page with it; a tall note begins where there is room for its first lines, and goes on
    on the next page.

    It ends, whatever the flowables do: on a page with nothing on it something is put at each
    step, and what is over of a split is lower than what was split.
    """
    return _Filler(flowables, sheet).fill()


class _Filler:
    """Fills the pages of one document."""

    def __init__(self, flowables: Iterable[Flowable], sheet: Sheet) -> None:
        self.waiting = deque(flowables)
        self.sheet = sheet
        self.pages = [Page()]
        self.over: list[Flowable] = []
        """What found no room of the notes of the last page."""

    def fill(self) -> list[Page]:
        """Fill pages until nothing is left."""
        while self.waiting:
            self.step()
        while self.over:
            self.begin(self.pages[-1].turned)
        return self.pages

    def begin(self, turned: bool = False) -> Page:
        """Begin a page, with what is left of the notes of the one before."""
        page = Page(turned=turned)
        self.pages.append(page)
        if self.over:
            self.over = page.put(self.over, page.area(self.sheet))
        return page

    def page_for(self, flowable: Flowable) -> Page:
        """The page that it may stand on: one as wide as it asks for."""
        page = self.pages[-1]
        if page.turned and not flowable.turned:
            self.end_here(page)
        if page.turned == flowable.turned:
            return page
        if page.placed or page.notes:
            return self.begin(flowable.turned)
        page.turned = flowable.turned
        return page

    def end_here(self, page: Page) -> None:
        """Leave what an item ends with on the turned page of its table, if it is little and has
        room there.
        """
        above = page.placed[-1].flowable if page.placed else None
        if above is None or above.closes:
            return
        area = page.area(self.sheet)
        room = area.height - page.used - page.foot(area.column)
        ending = rest_of_item(self.waiting)
        if (
            is_little(ending, self.sheet)
            and height_of(ending, self.sheet, above.after) <= room + _SLACK
        ):
            for flowable in ending:
                flowable.turned = True

    def step(self) -> None:
        """Put the next flowable on the page, or a part of it, or begin a page."""
        waiting, flowable = self.waiting, self.waiting[0]
        page = self.page_for(flowable)
        area = page.area(self.sheet)
        above = page.placed[-1].flowable if page.placed else None
        if above is None:
            flowable.top_of_page()
        gap = max(above.after, flowable.before) if above else 0.0
        left, inner = _span(flowable, area)
        room = area.height - page.used - gap - page.foot(area.column)
        if above and (flowable.new_page or _goes_on(waiting, area, page, room)):
            self.begin(flowable.turned)
            return
        first = flowable
        noted = page.least(flowable.notes(), area)
        fits = flowable.height(inner) + noted <= room + _SLACK
        if fits and (parts := _last_lines(waiting, area, page, room)):
            fits = False
            first, waiting[0] = parts
        elif fits:
            waiting.popleft()
        else:
            parts = _fitting(flowable, page, area, room) or (
                None if above or page.notes else _fitting(flowable, page, area, room, force=True)
            )
            if parts is None and (above or page.notes):
                self.begin(flowable.turned)
                return
            if parts is None:  # higher than a page and not to be split: let it run over
                waiting.popleft()
            else:
                first, waiting[0] = parts
        high = first.height(inner)
        place = Placed(first, area.left + left, area.top - page.used - gap, inner, left)
        page.placed.append(place)
        page.used += gap + high
        self.over = page.put(first.notes(), area)
        if waiting and not (fits and not self.over):
            self.begin(waiting[0].turned)


def _fitting(
    flowable: Flowable, page: Page, area: Area, room: float, force: bool = False
) -> tuple[Flowable, Flowable] | None:
    """Two parts, the first with its notes no higher than ``room``; ``None`` if there are none.

    With ``force``, where not even the least first part fits with its notes, that.
    """
    _, inner = _span(flowable, area)
    limit, last = room, None
    while limit > 0:
        parts = _split(flowable, area, limit, force)
        if parts is None:
            break
        high = parts[0].height(inner)
        if high + page.least(parts[0].notes(), area) <= room + _SLACK:
            return parts
        if last is not None and high >= last[0].height(inner) - _SLACK:
            break
        last, limit = parts, high - 2 * _SLACK
    return last if force else None


def _split(
    flowable: Flowable, area: Area, room: float, force: bool = False
) -> tuple[Flowable, Flowable] | None:
    """Two parts, of which the second is lower than the whole; ``None`` if there are none."""
    _, inner = _span(flowable, area)
    parts = flowable.split(inner, room, force)
    if parts is None:
        return None
    for part in parts:
        part.turned = flowable.turned
    parts[1].closes, parts[1].leans = flowable.closes, flowable.leans
    over = parts[1].height(_span(parts[1], area)[1])
    return parts if over < flowable.height(inner) - _SLACK else None


def _stays(flowable: Flowable, area: Area, leaning: bool) -> bool:
    """Whether the whole of it stays on the page of what follows."""
    leans = leaning and flowable.leans
    return flowable.keep or (leans and _short_of_end(flowable, area) is None)


def _short_of_end(flowable: Flowable, area: Area) -> tuple[Flowable, Flowable] | None:
    """Two parts, the second its last lines; ``None`` if it is too short for that."""
    return _split(flowable, area, flowable.height(_span(flowable, area)[1]) - 2 * _SLACK)


def _goes_on(waiting: Sequence[Flowable], area: Area, page: Page, room: float) -> bool:
    """Whether the first flowable begins a page, to stay with what follows it."""
    for leaning in (True, False):
        if not _stays(waiting[0], area, leaning):
            return False
        if _together(waiting, area, page, room, leaning) <= room + _SLACK:
            return False
        if room <= area.height * MOST_EMPTY:
            return True
    return True


def _last_lines(
    waiting: deque[Flowable], area: Area, page: Page, room: float
) -> tuple[Flowable, Flowable] | None:
    """The first flowable, which fits, without its last lines, and these, where what they lead to
    does not fit too; else ``None``.
    """
    flowable = waiting[0]
    if not flowable.leans or len(waiting) < 2:
        return None
    following = list(islice(waiting, 1, None))
    room -= flowable.height(_span(flowable, area)[1])
    left = room - max(flowable.after, following[0].before)
    if (
        flowable.turned != following[0].turned
        or room > area.height * MOST_EMPTY
        or _together(following, area, page, left) <= left + _SLACK
    ):
        return None
    parts = _short_of_end(flowable, area)
    if parts is not None:
        parts[1].leans, parts[1].keep = False, True
    return parts


def _together(
    waiting: Sequence[Flowable], area: Area, page: Page, room: float, leaning: bool = True
) -> float:
    """The height of what must stand on one page from the first flowable on, with its notes.

    That is every flowable that stays with the next, and the least beginning of the one
    after them, as far as all belong on pages of the same kind. Where that is more than a page,
    only the first two count. The page has ``room`` left.
    """
    total = after = pair = 0.0
    notes: list[Flowable] = []
    for index, flowable in enumerate(waiting):
        if flowable.turned != waiting[0].turned:
            break
        _, inner = _span(flowable, area)
        total += max(after, flowable.before) if index else 0
        if index == 1:
            pair = total + flowable.begins(inner, room - total)
        if not _stays(flowable, area, leaning):
            total += flowable.begins(inner, room - total)
            notes += _notes_of_head(flowable, area)
            break
        total += flowable.height(inner)
        notes += flowable.notes()
        after = flowable.after
        if total > area.height:
            break
    total += page.least(notes, area)
    return total if total <= area.height else pair


def _notes_of_head(flowable: Flowable, area: Area) -> list[Flowable]:
    """The notes of the least beginning of a flowable."""
    notes = flowable.notes()
    if notes:
        _, inner = _span(flowable, area)
        parts = flowable.split(inner, flowable.head(inner) + _SLACK)
        notes = parts[0].notes() if parts else notes
    return notes


def draw(
    story: Story,
    document: Document,
    sheet: Sheet,
    attachments: Sequence[Attachment] = (),
    within: Within = ALONE,
) -> bytes:
    """The PDF file, with what is embedded in it."""
    about = Metadata(
        document.titel,
        document.forum,
        document.sprog,
        document.first_issued,
        document.issued_on,
        subject=document.described,
        keywords=document.keywords,
        publisher=document.myndighed,
        creator=f"moedebog {__version__}",
        version=str(document.udgave.version) if document.udgave else "",
    )
    painter = CanvasPainter(sheet.upright.page, sheet.fonts.regular, story.tree, about, attachments)
    pages = deque(paginate(story.flowables, sheet))
    painter.know_pages(
        {
            mark.anchor: number
            for number, page in reversed([*enumerate(pages, within.before + 1)])
            for placed in page.placed
            for mark in placed.flowable.bookmarks
        }
    )
    running = Running(document, sheet, len(pages), within)
    story.flowables.clear()  # what is drawn is needed no more, and may be much
    for number in range(1, len(pages) + 1):
        page = pages.popleft()
        area = page.area(sheet)
        painter.page_size(area.page)
        draw_placed(painter, page.placed)
        page.draw_notes(painter, area, sheet.style.farver.streg)
        running.draw(painter, number, area)
        painter.end_page()
    return painter.finish()
