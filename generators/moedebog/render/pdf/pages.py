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
from moedebog.render.pdf.sheet import Sheet
from moedebog.render.pdf.story import Story
from tagged import Attachment, Metadata

_SLACK = 0.01


class Page(Struct):
    """What stands on a page, and how far down it is filled."""

    placed: list[Placed] = field(default_factory=list)
    used: float = 0


def paginate(flowables: Iterable[Flowable], sheet: Sheet) -> list[Page]:
    """The flowables on pages. A heading is never left alone at the foot of one.

    It ends, whatever the flowables do: on a page with nothing on it something is put at each
    step, and what is over of a split is lower than what was split.
    """
    side = sheet.style.side
    top = side.hoejde - side.top
    waiting = deque(flowables)
    pages = [Page()]
    while waiting:
        page, flowable = pages[-1], waiting[0]
        above = page.placed[-1].flowable if page.placed else None
        if above is None:
            flowable.top_of_page()
        gap = max(above.after, flowable.before) if above else 0.0
        left = indent(flowable, sheet.width)
        inner = sheet.width - left
        room = sheet.height - page.used - gap
        high = flowable.height(inner)
        fits = high <= room + _SLACK
        if above and flowable.new_page:
            pages.append(Page())
            continue
        if above and flowable.keep and _together(waiting, sheet) > room + _SLACK:
            pages.append(Page())
            continue
        first = flowable
        if fits:
            waiting.popleft()
        else:
            parts = _split(flowable, sheet, room) or (
                None if above else _split(flowable, sheet, room, force=True)
            )
            if parts is None and above:
                pages.append(Page())
                continue
            if parts is None:  # higher than a page and not to be split: let it run over
                waiting.popleft()
            else:
                first, waiting[0] = parts
        high = first.height(inner)
        place = Placed(first, side.venstre + left, top - page.used - gap, inner, left)
        page.placed.append(place)
        page.used += gap + high
        if not fits and waiting:
            pages.append(Page())
    return pages


def _split(
    flowable: Flowable, sheet: Sheet, room: float, force: bool = False
) -> tuple[Flowable, Flowable] | None:
    """Two parts, of which the second is lower than the whole; ``None`` if there are none."""
    inner = sheet.width - indent(flowable, sheet.width)
    parts = flowable.split(inner, room, force)
    if parts is None:
        return None
    over = parts[1].height(sheet.width - indent(parts[1], sheet.width))
    return parts if over < flowable.height(inner) - _SLACK else None


def _together(waiting: deque[Flowable], sheet: Sheet) -> float:
    """The height of what must stand on one page from the first flowable on.

    That is every flowable that stays with the next, and the least beginning of the one
    after them. Where that is more than a page, only the first two count.
    """
    total = after = pair = 0.0
    for index, flowable in enumerate(waiting):
        inner = sheet.width - indent(flowable, sheet.width)
        total += max(after, flowable.before) if index else 0
        if index == 1:
            pair = total + flowable.head(inner)
        if not flowable.keep:
            total += flowable.head(inner)
            break
        total += flowable.height(inner)
        after = flowable.after
        if total > sheet.height:
            break
    return total if total <= sheet.height else pair


def draw(
    story: Story, document: Document, sheet: Sheet, attachments: Sequence[Attachment] = ()
) -> bytes:
    """The PDF file, with what is embedded in it."""
    side = sheet.style.side
    about = Metadata(
        document.titel,
        document.forum,
        document.sprog,
        datetime.combine(document.dato, time(), UTC),
        creator=f"moedebog {__version__}",
    )
    size = (side.bredde, side.hoejde)
    painter = CanvasPainter(size, sheet.fonts.regular, story.tree, about, attachments)
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
        draw_placed(painter, page.placed)
        running.draw(painter, number)
        painter.end_page()
    return painter.finish()
