"""Blocks of running text as flowables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec.structs import replace

from moedebog.bidi import is_leftward
from moedebog.blocks import (
    Alignment,
    Block,
    Blocks,
    BulletList,
    Cell,
    CodeBlock,
    Heading,
    Inlines,
    LabelledList,
    NumberedList,
    Paragraph,
    Picture,
    Quote,
    Run,
    Table,
    ThematicBreak,
    text_of,
)
from moedebog.columns import Rooms, fit_if_need_be, has_row_headers, hyphenated, is_kept, is_short
from moedebog.diagnostics import Position
from moedebog.pictures import NoPicture, measure
from moedebog.render.abreast import columns
from moedebog.render.pdf import flowables
from moedebog.render.pdf.flowables import (
    Abreast,
    Bar,
    Bookmark,
    DrawnCode,
    DrawnText,
    Flowable,
    Marked,
    Space,
    Stack,
)
from moedebog.render.pdf.shaping import Shaper
from moedebog.render.pdf.sheet import Sheet
from moedebog.render.pdf.tables import Box, Grid, Row
from moedebog.render.pdf.tables import DrawnTable as TableFlowable
from moedebog.render.texts import BETWEEN_NAMES, HAND_ROW, TextStyle
from moedebog.settings.appearance import INNER, Tekstrolle
from tagged import Node, Role

_BULLETS = "•–◦"
_ALIGN = {Alignment.LEFT: "left", Alignment.CENTER: "center", Alignment.RIGHT: "right"}
_SHORT_LIST = 4
"""A list of so many short items stays on one page."""
_SHORT_ITEM = 45
"""An item of at most so many words is short."""
_INTRODUCTION = 250
"""A paragraph of at most so many characters stays with the list it introduces."""


class Body:
    """Turns blocks into flowables, and notes what cannot be drawn."""

    def __init__(self, sheet: Sheet, shaper: Shaper) -> None:
        self.sheet = sheet
        self.shaper = shaper
        self.above = 0
        """The level of the heading that the running text stands under."""
        self._headings = 0
        self._inset = 0.0
        """How far what is being made is moved in by the lists and quotes around it."""
        ink = sheet.style.farver
        self.grid = Grid(ink.streg, ink.tabelhoved)

    def flow(
        self, blocks: Iterable[Block], node: Node, style: TextStyle | None = None, depth: int = 0
    ) -> list[Flowable]:
        """The flowables of ``blocks``; their nodes become children of ``node``."""
        style = style or self.sheet.body
        result: list[Flowable] = []
        blocks = tuple(blocks)
        turned: tuple[int, int] | None = None  # where the last turned table ends
        for index, block in enumerate(blocks):
            made = self._block(block, node, style, depth)
            if isinstance(block, Table) and made[-1].turned:
                if turned is not None and is_short(blocks[turned[1] : index]):
                    for flowable in result[turned[0] :]:
                        flowable.turned = True
                turned = len(result) + len(made), index + 1
            following = blocks[index + 1] if index + 1 < len(blocks) else None
            if (
                isinstance(block, Paragraph)
                and isinstance(following, (BulletList, NumberedList, LabelledList, Table))
                and len(text_of(block.inlines)) <= _INTRODUCTION
            ):
                made[-1].keep = True
                made[-1].after = min(made[-1].after, self.sheet.tight * 1.5)
            result += made
        return result

    def text(
        self,
        inlines: Inlines,
        style: TextStyle,
        node: Node,
        position: Position | None = None,
        align: str = "left",
    ) -> DrawnText:
        """A paragraph that is drawn for ``node``. One that begins in a script that runs to the
        left does so as a whole, and stands at the right.
        """
        leftward = is_leftward(text_of(inlines))
        pieces = self.shaper.pieces(inlines, style, position, leftward=leftward)
        align = "right" if leftward and align == "left" else align
        made = DrawnText(pieces, style, node, align=align)
        made.leftward = leftward
        return made

    def heading(
        self,
        inlines: Inlines,
        role: Tekstrolle,
        level: int,
        node: Node,
        anchor: str = "",
        position: Position | None = None,
    ) -> DrawnText:
        """A heading, with its entry in the outline: it looks as its role asks."""
        style = self.sheet.headings[role]
        drawn = in_capitals(inlines) if style.capitals else inlines
        made = flowables.DrawnHeading(
            self.shaper.pieces(drawn, style, position),
            style,
            node.add(Role.heading(level)),
            whole=True,
        )
        if self.sheet.style.overskrifter[role].streg:
            made.rule = self.sheet.style.farver.streg
        if not anchor:
            self._headings += 1
            anchor = f"-{self._headings}"
        made.bookmarks = (Bookmark(anchor, text_of(inlines), level),)
        return made

    def _block(self, block: Block, node: Node, style: TextStyle, depth: int) -> list[Flowable]:
        match block:
            case Paragraph():
                made = self.text(block.inlines, style, node.add(Role.PARAGRAPH), block.position)
                return [made]
            case Heading():
                role = INNER[min(max(block.level - self.above, 1), len(INNER)) - 1]
                return [self.heading(block.inlines, role, block.level, node, "", block.position)]
            case BulletList():
                labels = [_BULLETS[min(depth, len(_BULLETS) - 1)]] * len(block.items)
                items = [item.blocks for item in block.items]
                parent = node.add(Role.LIST, numbering="Disc" if depth != 1 else None)
                return self._list(labels, items, parent, style, self.sheet.indent, depth, style)
            case NumberedList():
                labels = [f"{block.start + i}." for i in range(len(block.items))]
                items = [item.blocks for item in block.items]
                gutter = max(self.sheet.indent, self._widest(labels, style) + 6)
                parent = node.add(Role.LIST, numbering="Decimal")
                return self._list(labels, items, parent, style, gutter, depth, style)
            case LabelledList():
                return self._labelled(block, node, style, depth)
            case Table():
                return self._table(block, node)
            case Quote():
                return self._quote(block, node, style, depth)
            case CodeBlock():
                return [self._code(block, node)]
            case Picture():
                return [self._picture(block, node)]
            case ThematicBreak():
                ink = self.sheet.style.farver.streg
                return [flowables.HorizontalRule(ink, self.sheet.gap * 1.4)]

    # --- lists

    def _list(
        self,
        labels: Sequence[str],
        items: Sequence[Blocks],
        parent: Node,
        style: TextStyle,
        gutter: float,
        depth: int,
        label_style: TextStyle,
        abreast: Sequence[bool] = (),
    ) -> list[Flowable]:
        inner = replace(style, after=min(style.after, self.sheet.tight))
        label_style = replace(label_style, before=0)
        result: list[Flowable] = []
        starts: list[Flowable] = []
        for index, (label, blocks) in enumerate(zip(labels, items, strict=True)):
            item = parent.add(Role.ITEM)
            # A label with nothing beside it labels nothing: it is the item.
            label_node = item.add(Role.LABEL) if blocks else item.add(Role.BODY).add(Role.PARAGRAPH)
            mark = self.text((Run(label),), label_style, label_node)
            self._inset += gutter
            if abreast and abreast[index]:
                room = self.sheet.width - gutter
                made = [self._names(blocks, item.add(Role.BODY), inner, room)]
            else:
                made = self.flow(blocks, item.add(Role.BODY), inner, depth + 1) if blocks else []
            self._inset -= gutter
            first: Flowable = made[0] if made else Space(inner.leading)
            rest = made[1:]
            _shift_bars(made, gutter)
            marked = Marked(mark, first, gutter)
            for flowable in rest:
                flowable.left += gutter
            if len(made) > 1:  # paragraphs inside an item stand a little apart
                for flowable in made:
                    flowable.after = max(flowable.after, inner.after)
            result += [marked, *rest]
            starts.append(marked)
        self._keep_ends(starts, result)
        if result and not depth:
            result[-1].after = max(result[-1].after, style.after)
        return result

    def _names(self, blocks: Blocks, node: Node, style: TextStyle, room: float) -> Flowable:
        """Short texts in columns."""
        texts = [
            self.text(block.inlines, style, node.add(Role.PARAGRAPH), block.position)
            for block in blocks
            if isinstance(block, Paragraph)
        ]
        count = columns([text.widths()[1] for text in texts], room, BETWEEN_NAMES)
        return Abreast(texts, count, BETWEEN_NAMES)

    def _keep_ends(self, starts: list[Flowable], result: list[Flowable]) -> None:
        """No single item of a list is left at the foot or at the head of a page."""
        if len(starts) < 2 or len(starts) != len(result):
            return
        for marked in starts[:-1] if len(starts) <= _SHORT_LIST else (starts[0], starts[-2]):
            body = marked.body if isinstance(marked, Marked) else marked
            if isinstance(body, DrawnText) and len(body.pieces) <= _SHORT_ITEM:
                marked.keep = True

    def _labelled(
        self,
        block: LabelledList,
        node: Node,
        style: TextStyle,
        depth: int,
        label_style: TextStyle | None = None,
    ) -> list[Flowable]:
        labels = [item.label for item in block.items]
        label_style = label_style or replace(style, colour=self.sheet.label.colour)
        gutter = min(self._widest(labels, label_style) + 14, self.sheet.width * 0.34)
        items = [item.blocks for item in block.items]
        parent = node.add(Role.LIST)
        apart = [item.abreast for item in block.items]
        return self._list(labels, items, parent, style, gutter, depth, label_style, apart)

    def facts(self, block: LabelledList, node: Node) -> list[Flowable]:
        """The facts of a meeting: labels in a column as wide as they need."""
        return self._labelled(block, node, self.sheet.fact, 0, self.sheet.fact_label)

    def _widest(self, labels: Sequence[str], style: TextStyle) -> float:
        def width(label: str) -> float:
            return sum(p.width + p.gap for p in self.shaper.pieces((Run(label),), style))

        return max(map(width, set(labels)), default=0)

    # --- tables

    def _table(self, block: Table, node: Node) -> list[Flowable]:
        sheet = self.sheet
        result: list[Flowable] = []
        table = node.add(Role.TABLE)
        if block.caption:
            caption = table.add(Role.CAPTION)
            result.append(self.text((Run(block.caption),), sheet.caption, caption, block.position))
        made = self._fitting(block, table)
        made.before, made.after = (0 if block.caption else sheet.gap * 0.6), sheet.gap * 1.7
        for flowable in (*result, made):
            flowable.turned = made.turned
        return [*result, made]

    def _fitting(self, block: Table, node: Node) -> TableFlowable:
        """The table in the type, and on the page, in which what it holds fits."""
        before = len(node.children), len(self.shaper.problems), len(self.shaper.targets)

        def forget() -> None:
            del node.children[before[0] :]
            del self.shaper.problems[before[1] :]
            del self.shaper.targets[before[2] :]

        sheet = self.sheet
        widths = self._room(sheet.upright.width), self._room(sheet.wide.width)
        rooms = Rooms(*widths, must_turn=block.turned)
        style, grid = sheet.cell, self.grid
        while True:
            made = self._grid_of(block, node, style, grid)
            size, pad, least_pad = style.size, grid.pad_x, self.grid.pad_x / 2
            found = fit_if_need_be(
                made.needs, rooms, size=size, pad=pad, em=size, least_pad=least_pad
            )
            if found.size == style.size and found.pad == grid.pad_x:
                break
            by = found.size / style.size
            style = replace(style, size=found.size, leading=style.leading * by)
            grid = replace(grid, pad_x=found.pad)
            forget()
        made.turned, made.loose = found.turned, found.loose
        if found.loose:
            columns = made.columns(widths[found.turned])
            inner = [column - 2 * grid.pad_x for column in columns]
            forget()
            made = self._grid_of(hyphenated(block, inner, style.size), node, style, grid)
            made.turned = found.turned
            made.set_in(columns)
        return made

    def _room(self, width: float) -> float:
        """What the lists and quotes around leave of a width."""
        return width - min(self._inset, width * flowables.MOST_INDENT)

    def _grid_of(self, block: Table, node: Node, style: TextStyle, grid: Grid) -> TableFlowable:
        """The table in type of this style."""
        aligns = [_ALIGN[a] for a in block.alignments]
        head_style = replace(style, strong=True)
        heads_rows = has_row_headers(block)
        # A head without a body is no head.
        row = (node.add(Role.TABLE_HEAD) if block.rows else node).add(Role.ROW)
        corner = Role.CELL if heads_rows and not block.header[0].blocks else Role.HEADER_CELL
        roles = [corner, *[Role.HEADER_CELL] * (len(aligns) - 1)]
        header = Row(self._cells(block.header, aligns, row, roles, head_style))
        body = node.add(Role.TABLE_BODY)
        roles = [Role.HEADER_CELL if heads_rows else Role.CELL, *[Role.CELL] * (len(aligns) - 1)]
        rows = []
        joined = 0  # with how many rows below a cell joins the row
        for cells in block.rows:
            row = body.add(Role.ROW)
            made = self._cells(cells, aligns, row, roles, style)
            if heads_rows:
                row.parts[0].heads_row = True
            joined = max([joined, *(box.rows for box in made if box)]) - 1
            rows.append(Row(made, keep=joined > 0))
        columns = range(len(block.alignments)) if block.rows else ()
        by_hand = [i for i in columns if not any(row[i].blocks for row in block.rows)]
        wide = None
        if by_hand:  # room to sign, or to tick off
            grid, wide = replace(grid, pad_y=(HAND_ROW - style.leading) / 2), by_hand[-1]
        return TableFlowable(header, rows, grid, node, style.size, wide=wide)

    def _cells(
        self,
        cells: Sequence[Cell],
        aligns: Sequence[str],
        row: Node,
        roles: Sequence[Role],
        style: TextStyle,
    ) -> list[Box | None]:
        result: list[Box | None] = []
        for cell, align, role in zip(cells, aligns, roles, strict=True):
            if cell.covered:
                result.append(None)
                continue
            node = row.add(role, columns=cell.columns, rows=cell.rows)
            made = self.flow(cell.blocks, node, style)
            for flowable in made:
                flowable.keep = False
                if isinstance(flowable, DrawnText) and not isinstance(flowable, DrawnCode):
                    flowable.align = align
            stack = Stack(made or [Space(style.leading)])
            result.append(Box(stack, cell.columns, cell.rows, is_kept(cell)))
        return result

    # --- the rest

    def _quote(self, block: Quote, node: Node, style: TextStyle, depth: int) -> list[Flowable]:
        self._inset += self.sheet.indent
        made = self.flow(block.blocks, node.add(Role.QUOTE), style, depth)
        self._inset -= self.sheet.indent
        _shift_bars(made, self.sheet.indent)
        bar = Bar(5, 1.2, self.sheet.style.farver.streg)
        for flowable in made:
            flowable.left += self.sheet.indent
            flowable.bars = (*flowable.bars, bar)
        return made

    def _code(self, block: CodeBlock, node: Node) -> DrawnCode:
        style = self.sheet.code
        pieces = self.shaper.verbatim(block.text, style, block.position)
        made = DrawnCode(pieces, style, node.add(Role.PARAGRAPH).add(Role.CODE))
        made.background = self.sheet.style.farver.tabelhoved
        return made

    def _picture(self, block: Picture, node: Node) -> Flowable:
        role = node.add(Role.FIGURE, alternative=block.alt)
        place = block.position or Position(block.path.name)
        try:
            made = placed_picture(block.path, role, self.sheet.height * 0.6, place)
        except NoPicture as error:
            self.shaper.problems.append(error.at(place, block.path.name))
            return Space(0)
        made.before = made.after = self.sheet.gap
        return made


def in_capitals(inlines: Inlines) -> Inlines:
    """The same passages in capital letters."""
    return tuple(
        replace(one, text=one.text.upper()) if isinstance(one, Run) else one for one in inlines
    )


def _shift_bars(made: Iterable[Flowable], by: float) -> None:
    for bar in {id(bar): bar for flowable in made for bar in flowable.bars}.values():
        bar.offset += by


def placed_picture(
    path: Path, node: Node, limit: float, position: Position
) -> flowables.DrawnPicture:
    """A picture of natural size, no higher than ``limit``; raises ``NoPicture``."""
    across, down = measure(path).inches
    return flowables.DrawnPicture(path, (across * 72, down * 72), node, limit, position)
