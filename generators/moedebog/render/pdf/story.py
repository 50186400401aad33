"""The document as a list of flowables, in the order that all renderers follow."""

# ruff: noqa: D102 (what the methods of a flowable do is said once, in ``Flowable``)

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, zip_longest

from msgspec import Struct
from msgspec.structs import replace

from moedebog.blocks import Inlines, Run, spoken
from moedebog.diagnostics import Phrase, Position, Problems, Rule, Severity
from moedebog.document import (
    CONFIRMED,
    Afsnitstekst,
    Art,
    Document,
    Oversigt,
    Oversigtslinje,
    Punkttekst,
)
from moedebog.examples import Example
from moedebog.pictures import NoPicture
from moedebog.render.pdf.body import Body, placed_picture
from moedebog.render.pdf.flowables import (
    Bar,
    Beside,
    Bookmark,
    DrawnHeading,
    DrawnPicture,
    DrawnText,
    Flowable,
    HorizontalRule,
    Marked,
    PageNumber,
    Painter,
    Space,
    Stack,
)
from moedebog.render.pdf.shaping import Shaper
from moedebog.render.pdf.sheet import Sheet
from moedebog.render.pdf.tables import Box, DrawnTable, Grid, Row
from moedebog.render.pdf.turning import turn
from moedebog.render.texts import SIGNATURES, TextStyle, group_role, is_close, item_role, role_of
from moedebog.render.turning import MOST_EMPTY
from moedebog.settings.appearance import Tekstrolle
from tagged import Node, Role

UNKNOWN_TARGET = Rule(
    "M362",
    Severity.ERROR,
    Phrase(
        "Linket peger på »{maal}«, som ikke findes i dokumentet.",
        "The link points at »{maal}«, which is not in the document.",
    ),
    Phrase("Ret linket.", "Correct the link."),
    Example(wrong="Et link inde i dokumentet uden mål", right="Et link med mål", file="Word"),
)


_BELOW_HEADING = 2
"""Between the heading of the overview and its table, at least."""


class Story(Struct):
    """What is drawn, and its logical tree."""

    flowables: list[Flowable]
    tree: Node


def tell(document: Document, sheet: Sheet) -> Story:
    """The story of a document. Raises ``Problems`` for what cannot be drawn."""
    teller = _Teller(document, sheet)
    story = teller.story()
    known = {mark.anchor for flowable in story.flowables for mark in flowable.bookmarks}
    problems = teller.shaper.problems + [
        UNKNOWN_TARGET.at(place, maal=target)
        for target, place in teller.shaper.targets
        if target[1:] not in known
    ]
    if problems:
        raise Problems(problems)
    return story


class _Teller:
    def __init__(self, document: Document, sheet: Sheet) -> None:
        self.document = document
        self.sheet = sheet
        self.shaper = Shaper(sheet, document.position, document.sprog)
        self.body = Body(sheet, self.shaper)
        self.tree = Node(Role.DOCUMENT)
        self._above: Tekstrolle | None = None
        """What the last heading is, if nothing stands under it."""
        self._titles = {item.anker: item.overskrift for item in document.punkter}

    def story(self) -> Story:
        document, sheet = self.document, self.sheet
        flowables = [*self._head(), *self._facts()]
        rule = flowables[-1]
        if document.rettelser is not None:
            flowables += self._section(document.rettelser, Tekstrolle.DEL, self.tree)
        changed = len(flowables)
        flowables += self.body.flow(document.indledning, self.tree)
        flowables += self._overview(document.oversigt)
        for item, following in zip_longest(document.punkter, document.punkter[1:]):
            part = list(self._item(item))
            if item.afsnit or not (
                following and _level(following) > item.niveau
            ):  # else it is a heading over the next one
                part[-1].keep = False  # the next item may begin on the next page
            part[-1].closes = True
            flowables += part
        for section in document.slutafsnit:
            part = self._section(section, Tekstrolle.DEL, self.tree)
            if part:
                part[0].new_page = section.slags == SIGNATURES
                if section.slags == CONFIRMED:  # nobody signs a page without what is confirmed
                    flowables[-1].keep = True
                part[-1].keep = False
                part[-1].closes = True
            flowables += part
        if document.rettelser is not None and len(flowables) > changed:
            flowables[changed].new_page = True
        for above, below in pairwise(flowables):
            if above is rule and isinstance(below, DrawnHeading):
                below.rule = None  # the one below the facts stands there
        turn(flowables, sheet)
        return Story(flowables, self.tree)

    def _text(
        self, text: str, style: TextStyle, node: Node, position: Position | None = None
    ) -> DrawnText:
        return self.body.text((Run(text),), style, node, position)

    # --- the first page

    def _head(self) -> list[Flowable]:
        """What the document is, beside the logo or below it."""
        logo = self._logo()
        words = list(self._title())
        if logo is None:
            return words
        if self.sheet.style.logo and self.sheet.style.logo.placering == "venstre":
            logo.after = self.sheet.gap
            return [logo, *words]
        beside = Beside(Stack(words), logo, self.sheet.gap * 2)
        beside.after = words[-1].after
        return [beside]

    def _logo(self) -> DrawnPicture | None:
        logo = self.sheet.style.logo
        if logo is None:
            return None
        node = self.tree.add(Role.FIGURE, alternative=logo.alt)
        place = Position(self.sheet.style.sti)
        try:
            made = placed_picture(logo.fil, node, logo.hoejde, place)
        except NoPicture as error:
            self.shaper.problems.append(error.at(place, logo.fil.name))
            return None
        width, height = made.size
        made.size = (width * logo.hoejde / height, logo.hoejde)
        return made

    def _title(self) -> Iterator[Flowable]:
        document, sheet, tree = self.document, self.sheet, self.tree
        forum = self._text(document.forum, sheet.forum, tree.add(Role.PARAGRAPH))
        runs = spoken(document.overskrift, document.fremmed)
        title = self.body.text(runs, sheet.title, tree.add(Role.H1))
        for drawn in (forum, title):
            drawn.keep = True
            yield drawn
        yield self._text(document.dato_tekst, sheet.date, tree.add(Role.PARAGRAPH))
        for words in (document.fortrolighed, document.status):
            if words:
                yield Tag(
                    self.shaper.pieces((Run(words),), sheet.tag),
                    sheet.tag,
                    tree.add(Role.PARAGRAPH),
                )

    def _facts(self) -> Iterator[Flowable]:
        if self.document.fakta.items:
            sheet, ink = self.sheet, self.sheet.style.farver.streg
            yield Space(sheet.gap)
            yield from self.body.facts(self.document.fakta, self.tree)
            yield HorizontalRule(ink, sheet.gap * 1.5)

    # --- the overview

    def _overview(self, overview: Oversigt) -> Iterator[Flowable]:
        if not overview.linjer:
            return
        sheet = self.sheet
        heading: Inlines = (Run(overview.overskrift),)
        yield self.body.heading(heading, Tekstrolle.DEL, 1, self.tree, overview.anker)
        numbered = sheet.style.oversigt_sidetal
        node = self.tree.add(Role.TABLE)
        row = node.add(Role.TABLE_HEAD).add(Role.ROW)
        headings = [column.overskrift for column in overview.kolonner]
        if numbered:
            headings.append(overview.side_overskrift)
        cells: list[Box | None] = []
        for index, words in enumerate(headings):
            align = "right" if numbered and index == len(headings) - 1 else "left"
            cell = self._text(words, sheet.overview_head, self._cell(row, Role.HEADER_CELL))
            cell.align = align
            cells.append(Box(Stack([cell])))
        body = node.add(Role.TABLE_BODY)
        keys = [column.noegle for column in overview.kolonner]
        rows = [self._overview_row(line, keys, body.add(Role.ROW)) for line in overview.linjer]
        fixed = [key in ("nr", "tid") for key in keys] + [True] * numbered
        wide = [index for index, key in enumerate(keys) if key == "titel"]
        # It stands on one page with its heading, a little closer if need be, where it fits one
        # and the page before it is not left too empty for its sake.
        room = sheet.height - sum(self._heading_room())
        before = sheet.headings[Tekstrolle.DEL].before
        spare = sheet.height * MOST_EMPTY - before - sum(self._heading_room())
        look = Grid(sheet.style.farver.streg, None, pad_y=2.2, least_pad_y=1.1)
        grid = replace(look, tall=room, spare=spare)
        size = sheet.cell.size
        table = DrawnTable(Row(cells), rows, grid, node, size, fixed=fixed, wide=wide)
        table.before, table.after = _BELOW_HEADING, sheet.gap * 2
        yield table

    def _heading_room(self) -> tuple[float, float]:
        """The height of the heading over the overview, and what is between the two."""
        heading = self.sheet.headings[Tekstrolle.DEL]
        return heading.leading, max(heading.after, _BELOW_HEADING)

    @staticmethod
    def _cell(row: Node, role: Role) -> Node:
        return row.add(role).add(Role.PARAGRAPH)

    def _overview_row(self, line: Oversigtslinje, keys: list[str], row: Node) -> Row:
        sheet = self.sheet
        group = line.art is Art.GRUPPE
        style = sheet.overview_group if group else sheet.cell
        numbered = sheet.style.oversigt_sidetal
        alone = line.is_title_alone(keys)
        link = None
        cells: list[Box | None] = []
        for key in ["titel"] if alone else keys:
            node = row.add(Role.CELL, columns=len(keys) if alone else 1).add(Role.PARAGRAPH)
            if key == "titel":
                node = link = node.add(Role.LINK)
                link.description = self._titles.get(line.anker, line.titel)
            text = spoken(str(getattr(line, key)), self.document.fremmed)
            cell = self.body.text(text, style, node, line.position)
            if line.art is Art.UNDERPUNKT and key == "titel":
                cell.left = sheet.indent * 0.8
            over = len(keys) if alone else 1
            cells += [Box(Stack([cell]), columns=over), *[None] * (over - 1)]
        if numbered:
            look = self.shaper.look(style)
            node = self._cell(row, Role.CELL)
            cells.append(Box(Stack([PageNumber(line.anker, look, style, node)])))
        target = f"#{line.anker}"
        self.shaper.targets.append((target, line.position or self.document.position))
        return Row(cells, target, link, keep=group)

    # --- items and sections

    def _item(self, item: Punkttekst) -> Iterator[Flowable]:
        tree = self.tree
        if item.gruppe:
            words = spoken(item.gruppe.overskrift, self.document.fremmed)
            of = item.gruppe
            group = self._heading(words, group_role(of.niveau), of.niveau, of.anker, of.position)
            group.bookmarks = tuple(replace(mark, open=True) for mark in group.bookmarks)
            yield group
        heading = spoken(item.overskrift, self.document.fremmed)
        role = item_role(item)
        made = self._heading(heading, role, item.niveau, item.anker, item.position)
        yield made
        if item.undertitel:
            node = tree.add(Role.PARAGRAPH)
            yield self._text(item.undertitel, self.sheet.subtitle, node, item.position)
        above: Flowable = made
        if item.afsnit:
            self._above = None
        for section in item.afsnit:
            part = self._section(section, role_of(section), tree)
            if part and section.slags in self.sheet.style.fremhaev:
                above.leans = isinstance(above, DrawnText | Marked)
            yield from part
            above = part[-1] if part else above

    def _heading(
        self, words: Inlines, role: Tekstrolle, level: int, anchor: str, position: Position | None
    ) -> DrawnText:
        """The heading of an item or of a group: close under that of its group."""
        made = self.body.heading(words, role, level, self.tree, anchor, position)
        if self._above is not None and is_close(role, self._above):
            made.before = self.sheet.headings[self._above].after
        self._above = role
        return made

    def _section(self, section: Afsnitstekst, role: Tekstrolle, node: Node) -> list[Flowable]:
        sheet = self.sheet
        made: list[Flowable] = []
        if section.skillelinje:
            made.append(HorizontalRule(sheet.style.farver.streg, sheet.gap * 1.6, keep=True))
        start = len(made)
        if section.overskrift:
            heading = spoken(section.overskrift, self.document.fremmed)
            made.append(
                self.body.heading(
                    heading, role, section.niveau, node, section.anker, section.position
                )
            )
        self.body.above = section.niveau
        made += self.body.flow(section.tekst, node)
        if section.anker and not section.overskrift and len(made) > start:
            made[start].bookmarks = (Bookmark(section.anker),)
        if section.slags in sheet.style.fremhaev:
            ink = sheet.style.farver
            bar = Bar(-10, 3, ink.fremhaevning, ink.fremhaevet, pad=7)
            part = made[start:]
            for flowable in part:
                flowable.bars = (*flowable.bars, bar)
            if part:  # room for what the bar stands out
                part[0].before = max(part[0].before, sheet.gap) + bar.pad
                part[-1].after = max(part[-1].after, sheet.gap) + bar.pad
        return made


def _level(item: Punkttekst) -> int:
    """Of the first heading that is drawn of an item."""
    return item.gruppe.niveau if item.gruppe else item.niveau


class Tag(DrawnText):
    """A few words in a frame, such as *Udkast*."""

    padding = 5.0

    def height(self, width: float) -> float:
        return super().height(width) + 6

    def draw(self, painter: Painter, x: float, y: float, width: float) -> None:
        lines = self.lines(width)
        if not lines:  # no words: a frame around nothing would be a riddle
            return
        height = self.height(width)
        painter.frame(x, y - height, lines[0].width + 2 * self.padding, height, self.style.colour)
        self.draw_text(painter, x + self.padding, y - 3, width)
