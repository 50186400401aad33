"""Fills pages with flowables, and draws the pages.

All pages are filled before the first is drawn, so the number of pages and the page of each
item are known when they are needed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time

from msgspec import Struct, field

from moedebog import __version__
from moedebog.document import Document
from moedebog.render.pdf.flowables import Flowable, Placed, draw_placed, indent
from moedebog.render.pdf.painter import CanvasPainter
from moedebog.render.pdf.running import Running
from moedebog.render.pdf.sheet import Area, Sheet
from moedebog.render.pdf.story import Story
from tagged import Attachment, Metadata

_SLACK = 0.01


class Page(Struct):
    """What stands on a page, and how far down it is filled."""

    placed: list[Placed] = field(default_factory=list)
    used: float = 0
    turned: bool = False
    """It is one of the sheet's wide pages."""

    def area(self, sheet: Sheet) -> Area:
        """Its size, and where its text stands."""
        return sheet.wide if self.turned else sheet.upright


def paginate(flowables: Iterable[Flowable], sheet: Sheet) -> list[Page]:
    """The flowables on pages. A heading is never left alone at the foot of one.

    It ends, whatever the flowables do: on a page with nothing on it something is put at each
    step, and what is over of a split is lower than what was split.
    """
    waiting = deque(flowables)
    pages = [Page()]
    while waiting:
        page, flowable = pages[-1], waiting[0]
        if page.turned != flowable.turned:
            if page.placed:
                page = Page()
                pages.append(page)
            page.turned = flowable.turned
        area = page.area(sheet)
        above = page.placed[-1].flowable if page.placed else None
        if above is None:
            flowable.top_of_page()
        gap = max(above.after, flowable.before) if above else 0.0
        left = indent(flowable, area.width)
        inner = area.width - left
        room = area.height - page.used - gap
        high = flowable.height(inner)
        fits = high <= room + _SLACK
        if above and flowable.new_page:
            pages.append(Page())
            continue
        if above and flowable.keep and _together(waiting, area, room) > room + _SLACK:
            pages.append(Page())
            continue
        first = flowable
        if fits:
            waiting.popleft()
        else:
            parts = _split(flowable, area, room) or (
                None if above else _split(flowable, area, room, force=True)
            )
            if parts is None and above:
                pages.append(Page())
                continue
            if parts is None:  # higher than a page and not to be split: let it run over
                waiting.popleft()
            else:
                first, waiting[0] = parts
        high = first.height(inner)
        place = Placed(first, area.left + left, area.top - page.used - gap, inner, left)
        page.placed.append(place)
        page.used += gap + high
        if not fits and waiting:
            pages.append(Page())
    return pages


def _split(
    flowable: Flowable, area: Area, room: float, force: bool = False
) -> tuple[Flowable, Flowable] | None:
    """Two parts, of which the second is lower than the whole; ``None`` if there are none."""
    inner = area.width - indent(flowable, area.width)
    parts = flowable.split(inner, room, force)
    if parts is None:
        return None
    for part in parts:
        part.turned = flowable.turned
    over = parts[1].height(area.width - indent(parts[1], area.width))
    return parts if over < flowable.height(inner) - _SLACK else None


def _together(waiting: deque[Flowable], area: Area, room: float) -> float:
    """The height of what must stand on one page from the first flowable on.

    That is every flowable that stays with the next, and the least beginning of the one
    after them, as far as all belong on pages of the same kind. Where that is more than a page,
    only the first two count. The page has ``room`` left.
    """
    total = after = pair = 0.0
    for index, flowable in enumerate(waiting):
        if flowable.turned != waiting[0].turned:
            break
        inner = area.width - indent(flowable, area.width)
        total += max(after, flowable.before) if index else 0
        if index == 1:
            pair = total + flowable.begins(inner, room - total)
        if not flowable.keep:
            total += flowable.begins(inner, room - total)
            break
        total += flowable.height(inner)
        after = flowable.after
        if total > area.height:
            break
    return total if total <= area.height else pair


def draw(
    story: Story, document: Document, sheet: Sheet, attachments: Sequence[Attachment] = ()
) -> bytes:
    """The PDF file, with what is embedded in it."""
    about = Metadata(
        document.titel,
        document.forum,
        document.sprog,
        datetime.combine(document.dato, time(), UTC),
        creator=f"moedebog {__version__}",
    )
    painter = CanvasPainter(sheet.upright.page, sheet.fonts.regular, story.tree, about, attachments)
    pages = deque(paginate(story.flowables, sheet))
    painter.know_pages(
        {
            mark.anchor: number
            for number, page in reversed([*enumerate(pages, 1)])
            for placed in page.placed
            for mark in placed.flowable.bookmarks
        }
    )
    running = Running(document, sheet, len(pages))
    story.flowables.clear()  # what is drawn is needed no more, and may be much
    for number in range(1, len(pages) + 1):
        page = pages.popleft()
        area = page.area(sheet)
        painter.page_size(area.page)
        draw_placed(painter, page.placed)
        running.draw(painter, number, area)
        painter.end_page()
    return painter.finish()
