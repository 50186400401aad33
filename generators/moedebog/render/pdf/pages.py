"""Fills pages with flowables, and draws the pages with their running heads.

All pages are filled before the first is drawn, so the number of pages and the page of each
item are known when they are needed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time

from msgspec import Struct, field
from msgspec.structs import replace

from moedebog import __version__
from moedebog.blocks import Run
from moedebog.diagnostics import Position, Problems
from moedebog.document import Document
from moedebog.render.pdf.flowables import Flowable, Painter, Placed, Text, draw_placed
from moedebog.render.pdf.painter import CanvasPainter
from moedebog.render.pdf.shaping import Shaper
from moedebog.render.pdf.sheet import Sheet, TextStyle
from moedebog.render.pdf.story import Story
from moedebog.settings.appearance import Sidelinje, fill
from moedebog.tagged import FOOTER, HEADER, Attachment, Metadata, Node

_SLACK = 0.01


class Page(Struct):
    """What stands on a page, and how far down it is filled."""

    placed: list[Placed] = field(default_factory=list)
    used: float = 0


def paginate(flowables: Iterable[Flowable], sheet: Sheet) -> list[Page]:
    """The flowables on pages. A heading is never left alone at the foot of one."""
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
        inner = sheet.width - flowable.left
        room = sheet.height - page.used - gap
        high = flowable.height(inner)
        fits = high <= room + _SLACK
        if above and flowable.keep and _together(waiting, sheet) > room + _SLACK:
            pages.append(Page())
            continue
        first = flowable
        if fits:
            waiting.popleft()
        else:
            parts = flowable.split(inner, room) or (
                None if above else flowable.split(inner, room, force=True)
            )
            if parts is None and above:
                pages.append(Page())
                continue
            if parts is None:  # higher than a page and not to be split: let it run over
                waiting.popleft()
            else:
                first, waiting[0] = parts
        high = first.height(inner)
        place = Placed(first, side.venstre + first.left, top - page.used - gap, inner)
        page.placed.append(place)
        page.used += gap + high
        if not fits and waiting:
            pages.append(Page())
    return pages


def _together(waiting: deque[Flowable], sheet: Sheet) -> float:
    """The height of what must stand on one page from the first flowable on.

    That is every flowable that stays with the next, and the least beginning of the one
    after them. Where that is more than a page, only the first two count.
    """
    total = after = pair = 0.0
    for index, flowable in enumerate(waiting):
        inner = sheet.width - flowable.left
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
    running = _Running(document, sheet, len(pages))
    story.flowables.clear()  # what is drawn is needed no more, and may be much
    for number in range(1, len(pages) + 1):
        page = pages.popleft()
        if number == 1 and story.logo is not None:
            _draw_logo(painter, story, sheet)
        draw_placed(painter, page.placed)
        running.draw(painter, number)
        painter.end_page()
    return painter.finish()


def _draw_logo(painter: CanvasPainter, story: Story, sheet: Sheet) -> None:
    logo, side = sheet.style.logo, sheet.style.side
    if logo is None or story.logo is None:
        return
    width, height = story.logo.size
    x = side.venstre if logo.placering == "venstre" else side.bredde - side.hoejre - width
    top = side.hoejde - side.top
    y = top + 10 if logo.placering == "venstre" else top - height
    painter.picture(story.logo, x, y, width, height, story.logo.node)


class _Running:
    """Running heads and feet: artifacts, the same on each page but for the page number."""

    def __init__(self, document: Document, sheet: Sheet, count: int) -> None:
        self.sheet = sheet
        self.document = document
        self.shaper = Shaper(sheet, Position(document.titel))
        self.strong = replace(sheet.running, strong=True, colour=sheet.body.colour)
        self._texts: dict[tuple[str, str, Node], Text] = {}
        self.values = {
            "sidehoved": document.sidehoved,
            "forum": document.forum,
            "titel": document.titel,
            "dato": document.dato_tekst,
            "dokument": document.overskrift,
            "status": document.status or "",
            "sider": str(count),
        }
        self._line(sheet.style.sidehoved, 1, HEADER)
        self._line(sheet.style.sidefod, 1, FOOTER)
        self._text(document.fortrolighed or "", "center", self.strong, HEADER)
        if self.shaper.problems:
            raise Problems(self.shaper.problems)

    def draw(self, painter: Painter, number: int) -> None:
        """Draw the head and the foot of a page."""
        style, x, width = self.sheet.style, self.sheet.style.side.venstre, self.sheet.width
        head, foot = style.sidehoved, style.sidefod
        y = style.side.hoejde - head.afstand
        if self.document.fortrolighed:
            text = self._text(self.document.fortrolighed, "center", self.strong, HEADER)
            text.draw(painter, x, y + text.height(width) + 2, width)
        if number > 1 or head.paa_foerste_side:
            high = self._draw(painter, self._line(head, number, HEADER), y)
            if head.streg:
                painter.rule(x, y - high - 4, width, 0.5, style.farver.streg)
        if number > 1 or foot.paa_foerste_side:
            texts = self._line(foot, number, FOOTER)
            y = foot.afstand + max((t.height(w) for t, w in texts), default=0)
            if foot.streg:
                painter.rule(x, y + 4, width, 0.5, style.farver.streg)
            self._draw(painter, texts, y)

    def _draw(self, painter: Painter, texts: list[tuple[Text, float]], y: float) -> float:
        """Draw the texts of a line and return its height."""
        side = self.sheet.style.side
        high = 0.0
        for text, width in texts:
            x = {"left": side.venstre, "right": side.bredde - side.hoejre - width}
            text.draw(painter, x.get(text.align, side.venstre), y, width)
            high = max(high, text.height(width))
        return high

    def _line(self, line: Sidelinje, number: int, node: Node) -> list[tuple[Text, float]]:
        """The texts of a head or foot, each with its width; the left one gives way."""
        self.values["side"] = str(number)
        left, middle, right = (
            self._text(fill(template, self.values), align, self.sheet.running, node)
            for template, align in (
                (line.venstre, "left"),
                (line.midt, "center"),
                (line.hoejre, "right"),
            )
        )
        whole = self.sheet.width
        at_right = min(right.widths()[1] + 1, whole * 0.5)
        if middle.pieces:
            beside = min((whole - middle.widths()[1]) / 2 - 8, whole * 0.4)
            widths = (max(beside, 60), whole, max(beside, 60))
        else:
            widths = (whole - at_right - 12 if right.pieces else whole, whole, at_right)
        texts = zip((left, middle, right), widths, strict=True)
        return [(text, width) for text, width in texts if text.pieces]

    def _text(self, words: str, align: str, style: TextStyle, node: Node) -> Text:
        text = self._texts.get((words, align, node))
        if text is None:
            pieces = self.shaper.pieces((Run(words),), style)
            text = self._texts[words, align, node] = Text(pieces, style, node, align=align)
        return text
