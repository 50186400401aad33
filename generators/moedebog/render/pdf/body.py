"""Blocks of running text as flowables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec.structs import replace

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
from moedebog.diagnostics import Position
from moedebog.pictures import BAD_PICTURE, NoPicture, read_picture
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
from moedebog.render.pdf.tables import DrawnTable as TableFlowable
from moedebog.render.pdf.tables import Grid, Row
from moedebog.render.texts import BETWEEN_NAMES, HAND_ROW, TextStyle
from moedebog.settings.appearance import INNER, Tekstrolle
from tagged import Node, Role

_BULLETS = "•–◦"
_ALIGN = {Alignment.LEFT: "left", Alignment.CENTER: "center", Alignment.RIGHT: "right"}
_SHORT_LIST = 4
"""A list of so many short items stays on one page."""
_SHORT_ITEM = 45
"""An item of at most so many words is short."""
_MANY_COLUMNS = 7
"""A table of at least so many columns is set smaller and tighter."""
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
        ink = sheet.style.farver
        self.grid = Grid(ink.streg, ink.tabelhoved)

    def flow(
        self, blocks: Iterable[Block], node: Node, style: TextStyle | None = None, depth: int = 0
    ) -> list[Flowable]:
        """The flowables of ``blocks``; their nodes become children of ``node``."""
        style = style or self.sheet.body
        result: list[Flowable] = []
        blocks = tuple(blocks)
        for index, block in enumerate(blocks):
            made = self._block(block, node, style, depth)
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
        """A paragraph that is drawn for ``node``."""
        return DrawnText(self.shaper.pieces(inlines, style, position), style, node, align=align)

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
            if abreast and abreast[index]:
                room = self.sheet.width - gutter
                made = [self._names(blocks, item.add(Role.BODY), inner, room)]
            else:
                made = self.flow(blocks, item.add(Role.BODY), inner, depth + 1) if blocks else []
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
            return sum(
                p.width + (p.space.space if p.join else 0)
                for p in self.shaper.pieces((Run(label),), style)
            )

        return max(map(width, set(labels)), default=0)

    # --- tables

    def _table(self, block: Table, node: Node) -> list[Flowable]:
        sheet = self.sheet
        result: list[Flowable] = []
        table = node.add(Role.TABLE)
        if block.caption:
            caption = table.add(Role.CAPTION)
            result.append(self.text((Run(block.caption),), sheet.caption, caption, block.position))
        aligns = [_ALIGN[a] for a in block.alignments]
        cell_style, header_style, grid = sheet.cell, sheet.header_cell, self.grid
        if len(aligns) >= _MANY_COLUMNS:
            cell_style, header_style = sheet.small_cell, replace(sheet.small_cell, strong=True)
            grid = replace(grid, pad_x=grid.pad_x / 2)
        # A head without a body is no head.
        row = (table.add(Role.TABLE_HEAD) if block.rows else table).add(Role.ROW)
        header = Row(self._cells(block.header, aligns, row, Role.HEADER_CELL, header_style))
        body = table.add(Role.TABLE_BODY)
        rows = []
        for cells in block.rows:
            row = body.add(Role.ROW)
            rows.append(Row(self._cells(cells, aligns, row, Role.CELL, cell_style)))
        columns = range(len(block.alignments)) if block.rows else ()
        by_hand = [i for i in columns if not any(row[i].blocks for row in block.rows)]
        if by_hand:  # room to sign, or to tick off
            grid = replace(grid, pad_y=(HAND_ROW - sheet.cell.leading) / 2)
            made = TableFlowable(header, rows, grid, table, wide=by_hand[-1])
        else:
            made = TableFlowable(header, rows, grid, table)
        made.before, made.after = (0 if block.caption else sheet.gap * 0.6), sheet.gap * 1.7
        return [*result, made]

    def _cells(
        self,
        cells: Sequence[Cell],
        aligns: Sequence[str],
        row: Node,
        role: Role,
        style: TextStyle,
    ) -> list[Stack]:
        result = []
        for cell, align in zip(cells, aligns, strict=True):
            made = self.flow(cell.blocks, row.add(role), style)
            for flowable in made:
                flowable.keep = False
                if isinstance(flowable, DrawnText) and not isinstance(flowable, DrawnCode):
                    flowable.align = align
            result.append(Stack(made or [Space(style.leading)]))
        return result

    # --- the rest

    def _quote(self, block: Quote, node: Node, style: TextStyle, depth: int) -> list[Flowable]:
        made = self.flow(block.blocks, node.add(Role.QUOTE), style, depth)
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

        try:
            made = placed_picture(block.path, role, self.sheet.height * 0.6)
        except NoPicture:
            place = block.position or Position(block.path.name)
            self.shaper.problems.append(BAD_PICTURE.at(place, fil=block.path.name))
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


def placed_picture(path: Path, node: Node, limit: float) -> flowables.DrawnPicture:
    """A picture of natural size, no higher than ``limit``; raises ``NoPicture``."""
    read = read_picture(path)
    across, down = read.density
    size = read.width * 72 / across, read.height * 72 / down
    return flowables.DrawnPicture(read.data, size, node, limit)
