"""Running heads and feet: artifacts, the same on each page but for the page number."""

from __future__ import annotations

from collections import defaultdict

from msgspec import Struct
from msgspec.structs import replace

from moedebog.blocks import Run
from moedebog.diagnostics import Diagnostic, Position, Problems
from moedebog.document import Document
from moedebog.render.pdf.flowables import DrawnText, Painter
from moedebog.render.pdf.shaping import Shaper
from moedebog.render.pdf.sheet import Area, Sheet
from moedebog.render.texts import TextStyle
from moedebog.settings.appearance import Sidelinje, fill
from tagged import FOOTER, HEADER, Node

_CLEAR = 6
"""Between a running head or foot, with its rule, and the text."""
_EDGE = 8
"""Between them and the edge of the page, at least."""
_MOST_CHARACTERS = 300
"""Of a running head, which is drawn on every page."""


def missing_characters(sheet: Sheet) -> list[Diagnostic]:
    """What cannot be shown of the words that the style itself puts there."""
    style = sheet.style
    shaper = Shaper(sheet, Position(style.sti))
    for template in (*style.sidehoved.tekster, *style.sidefod.tekster):
        shaper.pieces((Run(fill(template, defaultdict(str))),), sheet.running)
    return shaper.problems


class Within(Struct, frozen=True):
    """The file that a document is part of: how many pages of it stand before and behind."""

    before: int = 0
    behind: int = 0


ALONE = Within()


class Running:
    """Those of one document. Raises ``Problems`` for a character that cannot be shown."""

    def __init__(
        self, document: Document, sheet: Sheet, count: int, within: Within = ALONE
    ) -> None:
        """``count``: how many pages it has."""
        self.sheet = sheet
        self.within = within
        count += within.before + within.behind
        self.document = document
        self.shaper = Shaper(sheet, document.position, document.sprog)
        self.strong = replace(sheet.running, strong=True, colour=sheet.body.colour)
        self._texts: dict[tuple[str, str, Node], DrawnText] = {}
        self.values = {
            "sidehoved": document.sidehoved,
            "forum": document.forum,
            "titel": document.titel,
            "dato": document.dato_tekst,
            "dokument": document.overskrift,
            "status": document.status or "",
            "sider": str(count),
        }
        self.pages = str(count)
        head = sheet.style.sidehoved
        self._beside = bool(document.fortrolighed) and not (head.midt or head.hoejre)
        """Whether the word that the document is confidential stands at the right of the head."""
        self._line(head, 1, HEADER, sheet.width)
        self.foot = _with_version(sheet.style.sidefod, document)
        self._line(self.foot, 1, FOOTER, sheet.width)
        self._text(document.fortrolighed or "", "center", self.strong, HEADER)
        if self.shaper.problems:
            raise Problems(self.shaper.problems)

    def draw(self, painter: Painter, number: int, area: Area) -> None:
        """Draw the head and the foot of one of its pages."""
        number += self.within.before
        style, x, width = self.sheet.style, area.left, area.width
        head, foot, edge = style.sidehoved, self.foot, area.page[1]
        texts = []
        if number > 1 or head.paa_foerste_side:
            texts = self._line(head, number, HEADER, width)
        elif self._beside:
            texts = [(self._mark("right"), width)]
        high = _height(texts)
        # Of several lines, the first ones move towards the edge of the page.
        y = max(edge - head.afstand, area.top + high + _CLEAR)
        y = min(y, edge - _EDGE)
        if self.document.fortrolighed and not self._beside:
            mark = self._mark("center")
            needed = mark.height(width) + 2
            y = min(y, edge - _EDGE - needed)
            mark.draw(painter, x, y + needed, width)
        self._draw(painter, texts, y, area)
        if texts and head.streg and (number > 1 or head.paa_foerste_side):
            painter.rule(x, y - high - 4, width, 0.5, style.farver.streg)
        if number > 1 or foot.paa_foerste_side:
            texts = self._line(foot, number, FOOTER, width)
            high = _height(texts)
            y = max(min(foot.afstand + high, style.side.bund - _CLEAR), high + _EDGE)
            if foot.streg:
                painter.rule(x, y + 4, width, 0.5, style.farver.streg)
            self._draw(painter, texts, y, area)

    @staticmethod
    def _draw(painter: Painter, texts: list[tuple[DrawnText, float]], y: float, area: Area) -> None:
        for text, width in texts:
            over = area.width - width
            before = {"left": 0.0, "center": over / 2, "right": over}[text.align]
            text.draw(painter, area.left + before, y, width)

    def _line(
        self, line: Sidelinje, number: int, node: Node, whole: float
    ) -> list[tuple[DrawnText, float]]:
        """The texts of a head or foot in a whole width, each with its own; the left gives way."""
        words = self.document.side_af_sider
        page, pages = str(number), self.pages
        self.values["side"] = page
        self.values["side_af_sider"] = f"{words.foer}{page}{words.imellem}{pages}"
        left, middle, right = (
            self._text(fill(template, self.values), align, self.sheet.running, node)
            for template, align in zip(line.tekster, ("left", "center", "right"), strict=True)
        )
        if self._beside and node is HEADER:
            right = self._mark("right")
        at_left, at_right = left.widths()[1] + 1, right.widths()[1] + 1
        if middle.pieces:
            beside = (whole - middle.widths()[1]) / 2 - 8
            fits = max(at_left, at_right) <= beside
            widths = (beside, whole, beside) if fits else (whole / 3 - 8,) * 3
        else:
            at_right = min(at_right, whole * 0.5 if left.pieces else whole)
            widths = (whole - at_right - 12 if right.pieces else whole, whole, at_right)
        texts = zip((left, middle, right), widths, strict=True)
        return [(text, width) for text, width in texts if text.pieces]

    def _mark(self, align: str) -> DrawnText:
        """That the document is confidential."""
        return self._text(self.document.fortrolighed or "", align, self.strong, HEADER)

    def _text(self, words: str, align: str, style: TextStyle, node: Node) -> DrawnText:
        if len(words) > _MOST_CHARACTERS:  # it stands in full on the first page
            words = f"{words[: _MOST_CHARACTERS - 1].rstrip()}…"
        text = self._texts.get((words, align, node))
        if text is None:
            pieces = self.shaper.pieces((Run(words),), style)
            text = self._texts[words, align, node] = DrawnText(pieces, style, node, align=align)
        return text


def _with_version(foot: Sidelinje, document: Document) -> Sidelinje:
    """The foot with which version the document is, also where the style has no ``side_af_sider``,
    which says it."""
    version = document.udgave
    if version is None or version.is_first or any("{side_af_sider}" in one for one in foot.tekster):
        return foot
    said = version.tekst
    free = next((name for name in ("midt", "venstre", "hoejre") if not getattr(foot, name)), None)
    if free is None:
        return replace(foot, venstre=f"{foot.venstre} · {said}")
    return replace(foot, **{free: said})


def _height(texts: list[tuple[DrawnText, float]]) -> float:
    return max((text.height(width) for text, width in texts), default=0)
