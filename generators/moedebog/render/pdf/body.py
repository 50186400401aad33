"""Blocks of running text as flowables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
    Counting,
    Footnote,
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
    notes_in,
    text_of,
)
from moedebog.columns import (
    Rooms,
    fit_if_need_be,
    has_row_headers,
    hyphenated,
    is_kept,
    turns,
)
from moedebog.diagnostics import Position
from moedebog.pictures import NoPicture, measure
from moedebog.render.abreast import columns, label_column
from moedebog.render.pdf import flowables
from moedebog.render.pdf.flowables import (
    AFTER_LABEL,
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
from moedebog.render.pdf.lines import Segment
from moedebog.render.pdf.shaping import Shaper, note_anchor
from moedebog.render.pdf.sheet import Sheet
from moedebog.render.pdf.tables import Box, Grid, Row
from moedebog.render.pdf.tables import DrawnTable as TableFlowable
from moedebog.render.texts import (
    BETWEEN_NAMES,
    HAND_ROW,
    NOTE_GUTTER,
    TextStyle,
    below_title,
    inner_role,
    introduces,
    shown,
)
from moedebog.settings.appearance import Tekstrolle
from tagged import Node, Role

_BULLETS = "•–◦"
_NUMBERINGS = {
    Counting.DECIMAL: "Decimal",
    Counting.LETTERS: "LowerAlpha",
    Counting.ROMAN: "LowerRoman",
}
_ALIGN = {Alignment.LEFT: "left", Alignment.CENTER: "center", Alignment.RIGHT: "right"}
_INTRODUCED = BulletList | NumberedList | LabelledList | Table | Picture | CodeBlock | Quote
"""Before them a short paragraph is their introduction, and a long one that ends so."""
_LEADING = ":"
_CONTINUED = "↪»"
"""Before the rest of a line of code: the first of these that a font has."""
_SHORT_LIST = 4
"""A list of so many short items stays on one page."""
_SHORT_ITEM = 45
"""An item of at most so many words is short."""


class Body:
    """Turns blocks into flowables, and notes what cannot be drawn."""

    def __init__(self, sheet: Sheet, shaper: Shaper) -> None:
        self.sheet = sheet
        self.shaper = shaper
        self.above = 0
        """The level of the heading that the running text stands under."""
        self._headings = 0
        self._level = 0
        """In how many numbered lists what is being made stands."""
        self._noted = 0
        """How many notes have been made."""
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
        for index, block in enumerate(blocks):
            made = self._block(block, node, style, depth)
            following = blocks[index + 1] if index + 1 < len(blocks) else None
            if (
                isinstance(block, Paragraph)
                and isinstance(following, _INTRODUCED)
                and introduces(len(text_of(block.inlines)))
            ):
                made[-1].keep = True
                made[-1].after = min(made[-1].after, self.sheet.tight * 1.5)
            elif isinstance(block, Paragraph) and block.leads and following is not None:
                made[-1].keep = True
            elif (
                isinstance(block, Paragraph)
                and isinstance(following, _INTRODUCED)
                and text_of(block.inlines).rstrip().endswith(_LEADING)
            ):
                made[-1].leans = True
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
        own = node.add(Role.heading(below_title(level)))
        notes = self._notes(inlines, node)
        pieces = self.shaper.pieces(inlines, style, position)
        made = flowables.DrawnHeading(pieces, style, own, whole=True)
        made.footnotes = notes
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
                if block.result:  # an answer in a list keeps the size of the others
                    style = replace(style, strong=True) if depth else self.sheet.result
                return [self._paragraph(block, node, style)]
            case Heading():
                role = inner_role(block.level, self.above)
                return [self.heading(block.inlines, role, block.level, node, "", block.position)]
            case BulletList():
                labels = [_BULLETS[min(depth, len(_BULLETS) - 1)]] * len(block.items)
                items = [item.blocks for item in block.items]
                parent = node.add(Role.LIST, numbering="Disc" if depth != 1 else None)
                return self._list(labels, items, parent, style, self.sheet.indent, depth, style)
            case NumberedList():
                return self._numbered(block, node, style, depth)
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

    def _paragraph(self, block: Paragraph, node: Node, style: TextStyle) -> DrawnText:
        own = node.add(Role.PARAGRAPH)
        notes = self._notes(block.inlines, node)
        if block.people:
            style = replace(style, prose=False)
        made = self.text(shown(block), style, own, block.position)
        made.footnotes = notes
        return made

    def _notes(self, inlines: Inlines, node: Node) -> dict[int, Flowable]:
        """The notes of a paragraph, by their numbers; in the tree they come after it."""
        return {note.number: self._note(note, node) for note in notes_in(inlines)}

    def _note(self, note: Footnote, node: Node) -> Flowable:
        """What stands at the foot of the page: the number, and beside it what it says."""
        self._noted += 1
        own = node.add(Role.NOTE)
        self.shaper.notes[note.number] = own
        style = self.sheet.note
        number = str(note.number)
        mark = self.text((Run(number),), style, own.add(Role.LABEL))
        mark.bookmarks = (Bookmark(note_anchor(note.number)),)
        gutter = max(NOTE_GUTTER, self._widest([number], style) + AFTER_LABEL)
        first, *rest = [
            self.text(one.inlines, style, own.add(Role.PARAGRAPH), one.position)
            for one in note.paragraphs
        ]
        for text in rest:
            text.left = gutter
        return Stack([Marked(mark, first, gutter), *rest])

    # --- lists

    def _numbered(
        self, block: NumberedList, node: Node, style: TextStyle, depth: int
    ) -> list[Flowable]:
        counting = Counting.at(self._level)
        labels = [counting.label(block.start + i) for i in range(len(block.items))]
        items = [item.blocks for item in block.items]
        gutter = max(self.sheet.indent, self._widest(labels, style) + 6)
        parent = node.add(Role.LIST, numbering=_NUMBERINGS[counting])
        self._level += 1
        made = self._list(labels, items, parent, style, gutter, depth, style)
        self._level -= 1
        return made

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
        label_style = replace(label_style, before=0, prose=False)
        result: list[Flowable] = []
        starts: list[Flowable] = []
        in_columns: list[Abreast] = []
        for index, (label, blocks) in enumerate(zip(labels, items, strict=True)):
            item = parent.add(Role.ITEM)
            # A label with nothing beside it labels nothing: it is the item.
            label_node = item.add(Role.LABEL) if blocks else item.add(Role.BODY).add(Role.PARAGRAPH)
            mark = self.text((Run(label),), label_style, label_node)
            self._inset += gutter
            if abreast and abreast[index]:
                in_columns.append(self._names(blocks, item.add(Role.BODY), inner))
                made: list[Flowable] = [in_columns[-1]]
            else:
                made = self.flow(blocks, item.add(Role.BODY), inner, depth + 1) if blocks else []
            self._inset -= gutter
            first: Flowable = made[0] if made else Space(inner.leading)
            rest = made[1:]
            _shift_bars(made, gutter)
            marked = Marked(mark, first, gutter)
            if depth and isinstance(first, Abreast) and mark.widths()[1] > gutter:
                marked.above = inner.leading
            for flowable in rest:
                flowable.left += gutter
            if len(made) > 1:  # paragraphs inside an item stand a little apart
                for flowable in made:
                    flowable.after = max(flowable.after, inner.after)
            result += [marked, *rest]
            starts.append(marked)
        self._align(in_columns, gutter)
        self._keep_ends(starts, result)
        if result and not depth:
            result[-1].after = max(result[-1].after, style.after)
        return result

    def _names(self, blocks: Blocks, node: Node, style: TextStyle) -> Abreast:
        """Short texts that stand in columns."""
        texts = [self._paragraph(one, node, style) for one in blocks if isinstance(one, Paragraph)]
        return Abreast(texts, BETWEEN_NAMES)

    def _align(self, names: Sequence[Abreast], gutter: float) -> None:
        """All names of a list stand in the same columns."""
        widths = [text.widths()[1] for one in names for text in one.texts]
        room = self._room(self.sheet.width - gutter)
        count, gap = columns(widths, room, BETWEEN_NAMES)
        for one in names:
            one.count, one.gap = count, gap

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
        if depth and all(item.abreast for item in block.items):
            # Parties: their labels are as small as those of facts, and none is broken.
            label_style = self.sheet.fact_label
            room = self._room(self.sheet.width)
            names = [text_of(one.inlines) for one in _names_in(block)]
            wide = self._widths(names, self.sheet.fact)
            gutter = label_column(self._widths(labels, label_style), wide, room) + 14
        else:
            label_style = label_style or replace(style, colour=self.sheet.label.colour)
            gutter = min(self._widest(labels, label_style) + 14, self.sheet.width * 0.38)
        items = [item.blocks for item in block.items]
        parent = node.add(Role.LIST)
        apart = [item.abreast for item in block.items]
        return self._list(labels, items, parent, style, gutter, depth, label_style, apart)

    def facts(self, block: LabelledList, node: Node) -> list[Flowable]:
        """The facts of a meeting: labels in a column as wide as they need."""
        style = replace(self.sheet.fact, prose=False)  # as in Word
        return self._labelled(block, node, style, 0, self.sheet.fact_label)

    def _widest(self, labels: Sequence[str], style: TextStyle) -> float:
        return max(self._widths(labels, style), default=0)

    def _widths(self, labels: Sequence[str], style: TextStyle) -> list[float]:
        """The widths of the labels, of equal ones once."""
        pieces = (self.shaper.pieces((Run(label),), style) for label in dict.fromkeys(labels))
        return [sum(piece.width + piece.gap for piece in one) for one in pieces]

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
            if (
                style is sheet.cell
                and not found.turned
                and turns(block, rooms, size=size, pad=grid.pad_x)
            ):
                rooms = Rooms(*widths, must_turn=True)  # as in Word
                forget()
                continue
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
        noted = self._noted
        header = Row(self._cells(block.header, aligns, row, roles, head_style))
        body = node.add(Role.TABLE_BODY)
        roles = [Role.HEADER_CELL if heads_rows else Role.CELL, *[Role.CELL] * (len(aligns) - 1)]
        rows = []
        joined = 0  # with how many rows below a cell joins the row
        for cells in block.rows:
            row = body.add(Role.ROW)
            around = (HAND_ROW - style.leading) / 2 - grid.pad_y if block.by_hand else 0.0
            made = self._cells(cells, aligns, row, roles, style, around)
            if heads_rows and made[0] is not None:
                row.parts[0].heads_row = True
            joined = max([joined, *(box.rows for box in made if box)]) - 1
            rows.append(Row(made, keep=joined > 0))
        table = TableFlowable(
            *(header, rows, grid, node, style.size),
            wide=block.widest_in_hand,
            in_hand=block.in_hand,
        )
        table.noted = self._noted > noted
        return table

    def _cells(
        self,
        cells: Sequence[Cell],
        aligns: Sequence[str],
        row: Node,
        roles: Sequence[Role],
        style: TextStyle,
        around: float = 0,
    ) -> list[Box | None]:
        """The cells of a row, with room above and below what is in them."""
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
                    flowable.align, flowable.in_cell = align, True
            made = made or [Space(style.leading)]
            if around:
                made[0].before = made[-1].after = 0
                made = [Space(around), *made, Space(around)]
            result.append(Box(Stack(made), cell.columns, cell.rows, is_kept(cell)))
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
        made.sign, made.hang = self._continuation(style)
        return made

    def _continuation(self, style: TextStyle) -> tuple[Segment | None, float]:
        """The sign before the rest of a line of code that is too long, and how far that is moved
        in.
        """
        look = self.shaper.look(style)
        for sign in _CONTINUED:
            (_, face), *_ = self.sheet.fonts.split(sign, look.face)
            if face is not None:
                shown = replace(look, face=face, colour=self.sheet.style.farver.daempet)
                wide = face.width(sign) * look.size
                return Segment(sign, shown, wide), max(wide * 1.3, 2 * look.space)
        return None, 2 * look.space

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


def _names_in(block: LabelledList) -> Iterator[Paragraph]:
    """The texts of a list that stand in columns."""
    for item in block.items:
        if item.abreast:
            yield from (one for one in item.blocks if isinstance(one, Paragraph))


def _shift_bars(made: Iterable[Flowable], by: float) -> None:
    for bar in {id(bar): bar for flowable in made for bar in flowable.bars}.values():
        bar.offset += by


def placed_picture(
    path: Path, node: Node, limit: float, position: Position
) -> flowables.DrawnPicture:
    """A picture of natural size, no higher than ``limit``; raises ``NoPicture``."""
    across, down = measure(path).inches
    return flowables.DrawnPicture(path, (across * 72, down * 72), node, limit, position)
