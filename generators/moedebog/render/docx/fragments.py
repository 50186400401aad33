"""Blocks written as WordprocessingML: real headings, lists, tables, links and pictures.

A ``Writer`` lives for one document. Strings, and not a tree, because that is many times
faster; the finished part is parsed strictly before it is used.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from moedebog.bidi import is_leftward
from moedebog.blocks import (
    Alignment,
    Block,
    Blocks,
    BulletList,
    Cell,
    CodeBlock,
    Foreign,
    Heading,
    Inlines,
    LabelledItem,
    LabelledList,
    ListItem,
    NumberedList,
    Paragraph,
    Picture,
    Quote,
    Run,
    Table,
    ThematicBreak,
    spoken,
    text_of,
)
from moedebog.columns import Rooms, cell_text, has_row_headers, hyphenated, is_short
from moedebog.document import Art, Oversigt, Oversigtslinje
from moedebog.render.abreast import columns, label_column, rows
from moedebog.render.docx import inline, widths
from moedebog.render.docx.parts import Parts
from moedebog.render.docx.sections import TURN, TURN_BACK
from moedebog.render.docx.styles import LEVELS, Frame, ListStyle, Styles
from moedebog.render.texts import (
    BETWEEN_NAMES,
    HAND_ROW,
    SIGNATURES,
    below_title,
    inner_role,
    introduces,
    is_close,
)
from moedebog.settings.appearance import Tekstrolle

_Single = Paragraph | Heading | CodeBlock | Picture
"""Blocks that are one paragraph in Word."""
_EMU_PER_TWIP = 635
_LONGEST_ROW_KEPT_WHOLE = 700
"""Characters; a longer table row may be split over two pages."""
_SHORTEST_TABLE_SPLIT = 7
"""Rows; a table of fewer stays on one page, with what leads to it."""
_MOST_ROWS_KEPT = 12
"""Rows; a cell over more may go on on the next page: kept whole, it would leave a page empty."""
_BY_HAND = round(HAND_ROW * 20)
"""Twips that a row is high at least where something is written in by hand."""
_HANG = 240
"""How far the rest of a line of code that is too long is moved in, in twentieths of a point."""
_STEP = 284
"""How far a sub-item or a quotation is moved in, in twentieths of a point."""

_ALIGNED = {
    Alignment.LEFT: "",
    Alignment.CENTER: '<w:jc w:val="center"/>',
    Alignment.RIGHT: '<w:jc w:val="right"/>',
}
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"


class PageSize(Struct, frozen=True):
    """The room for text on a page, in twentieths of a point."""

    width: int
    height: int
    turned_width: int = 0
    """On a page that is turned; no more than ``width`` where turning gives no room."""


class _Place(Struct, frozen=True):
    """Where a block stands. Measures are in twentieths of a point."""

    width: int
    """Of the page's text, or of the cell."""
    left: int = 0
    """Indent of what is not a list."""
    base: int = 0
    """Indent that is added to those of the list levels."""
    depth: int = 0
    """How many lists this stands in."""
    numbered: int = 0
    """How many numbered ones."""
    style: str = "body"
    in_item: bool = False
    in_cell: bool = False
    alignment: str = ""
    keep: bool = False
    """It stays on the page of what follows: the next row of a short table."""

    @property
    def bold(self) -> bool:
        """Whether the style of the text here is bold by itself."""
        return self.style.startswith("header_cell")


class _Extra(Struct, frozen=True):
    """What one paragraph is given beside its style."""

    numbering: str = ""
    indent: str = ""
    keep: bool = False
    """It stays on the page of what follows."""
    closing: bool = False
    """It ends a list, and leaves the gap of body text."""
    ruled: bool = False
    """A rule is drawn under it."""
    heading: bool = False
    """Its style is given by its id."""
    new_page: bool = False
    """It begins a page."""
    tabs: str = ""
    """Its tab stops."""
    last: bool = False
    """It ends a cell, and leaves no gap."""
    leads: bool = False
    """It stands close to the list or table that follows."""
    goes_on: bool = False
    """There is no gap between it and what follows."""
    continued: bool = False
    """Nor between it and what it follows."""
    leftward: bool = False
    """As a whole it runs from right to left."""
    edge: str = ""
    """The attributes of a rule at the upper edge of its frame."""


class _Look(Struct, frozen=True):
    """How a table looks."""

    left: int
    title: str
    tight: bool = False
    """There is less room beside the text of its cells."""
    row_headers: bool = False


class _Around(Struct, frozen=True):
    """The label of a list whose first item is a list as well, with the tab after it."""

    content: str
    begin: int
    """Where it stands."""


class _Columns(Struct, frozen=True):
    """Columns of names, in twentieths of a point."""

    count: int
    room: int
    gap: float
    em: int
    """The size of the type."""
    stops: list[int]
    """Where the second column begins, and each after it."""


class _Label(Struct, frozen=True):
    """What the labels of a list have in common, and what stands before one of them."""

    column: int
    """How wide the column of the labels is."""
    names: _Columns
    small: bool
    above: bool
    """It stands above what it labels."""
    around: _Around | None


_LIGHT = '<w:b w:val="0"/>'
"""Of a role that is not bold, or where the style around it is."""
_NOTHING = _Extra()
_INDENT = re.compile(r'w:left="(\d+)"(?: w:hanging="(\d+)")?')
_FILL = re.compile(r'w:fill="(\w+)"')
_COLOUR = re.compile(r'w:fill="([0-9A-Fa-f]{6})"')
_RULE_OVER = re.compile(r"<w:top((?: w:(?!val=\"nil\")\w+=\"[^\"]*\")+)>")
"""The rule over a heading among the properties of its style."""
_AIR, _AIR_IN_LIST = 3, 1
"""Above and below each paragraph inside a frame, in points."""
_FARTHEST_BORDER = 31
"""Word draws no border farther from the text, in points."""
_OVERVIEW_LINE = 60
"""So many characters of a title stand on a line of the overview, at least."""
_OVERVIEW_WHOLE = 10
"""An overview of at most so many lines stands on one page: no third of one is left for it."""
_OVERVIEW_KEPT = 3
"""So many rows of a longer one stay together at its beginning, and at its end."""
_FRAMED_STEP, _FRAMED_MOST = 200, 400
"""How far a list inside another begins inside a frame, and at most, in twentieths of a point."""
_BEFORE_QUOTE = 184
"""How far before a quotation in a frame its own bar stands, in twentieths of a point."""
_AFTER_LABEL = 160
"""Between the longest label and the text beside it, in twentieths of a point."""


class Writer:
    """Writes the pieces of one document, in the order in which they stand."""

    def __init__(self, styles: Styles, page: PageSize, parts: Parts, foreign: Foreign = ()) -> None:
        self._styles = styles
        self._foreign = foreign
        self._ids = dict(styles.ids)
        self._page = page
        self._parts = parts
        self._after_table = False
        self._rule_pending = False
        self._above = 0
        """The level of the heading that the running text stands under."""
        self._frame: Frame | None = None
        """What is drawn around what is written now."""
        self._framed = 0
        """How many paragraphs have been framed."""
        self._headed = False
        """The heading of the section that follows has been written."""
        self._last_heading: Tekstrolle | None = None
        """What the last heading is."""

    # --- what templates place ---------------------------------------------------------

    def heading(
        self,
        text: str,
        role: Tekstrolle,
        level: int,
        anchor: str = "",
        *,
        rule: bool = False,
        section: str = "",
    ) -> str:
        """A heading with the target of links to it; ``section`` is the kind it stands over."""
        self._rule_pending |= rule
        self._enter(section)
        content = self._parts.place_bookmark(anchor, self._title(text))
        style = self._heading_style(role, level)
        rule_over = _RULE_OVER.search(self._styles.roles.get(role, ""))
        edge = rule_over[1] if rule_over and self._frame else ""
        close = is_close(role, self._last_heading) and bool(self._styles.roles)
        self._last_heading = role
        extra = _Extra(heading=True, new_page=section == SIGNATURES, edge=edge, continued=close)
        self._headed = bool(section)
        return self._paragraph(style, content, _Place(self._page.width), extra)

    def _enter(self, section: str) -> None:
        """Begin a section of this kind, in the frame that such sections have."""
        above, self._frame = self._frame, self._styles.frames.get(section)
        if above and self._frame and above.ground == self._frame.ground:
            self._frame = replace(self._frame, ground=_other_ground(above.ground))

    def _heading_style(self, role: Tekstrolle, level: int) -> str:
        """The id of the style of a heading; by its level where the template has no roles."""
        base = self._ids[f"heading{min(max(level, 1), 6)}"]
        look = self._styles.roles.get(role)
        if look is None:
            return base
        if self._styles.titled:
            level = below_title(level)
            base = self._ids[f"heading{level}"]
        return self._parts.heading_style(role, level, look, base)

    def _title(self, text: str) -> str:
        return inline.write(spoken(text, self._foreign), self._ids, self._parts)

    def body(self, blocks: Blocks, *, level: int = 0, rule: bool = False, section: str = "") -> str:
        """Running text of a kind of section, under a heading of this level."""
        self._rule_pending |= rule
        if not self._headed:
            self._enter(section)
        self._headed = False
        self._above = level
        return self._blocks(blocks, _Place(self._page.width))

    def facts(self, facts: LabelledList) -> str:
        """The block of facts at the top of the document."""
        return self._labelled(facts, _Place(self._page.width), _Extra(closing=True), "facts")

    def overview(self, overview: Oversigt) -> str:
        """The overview: a table whose rows are linked to the items."""
        keys = [column.noegle for column in overview.kolonner]
        headings = [column.overskrift for column in overview.kolonner]
        texts = [[str(getattr(line, key)) for key in keys] for line in overview.linjer]
        alone = [line.is_title_alone(keys) for line in overview.linjer]
        size = self._styles.character["cell"]
        grid, texts = widths.overview(headings, texts, keys, self._page.width, size, alone)
        before = self._before_table(_Place(self._page.width))
        place = _Place(self._page.width, in_cell=True)
        lines = sum(1 + max(len(text) for text in row) // _OVERVIEW_LINE for row in texts)
        whole, last = lines <= _OVERVIEW_WHOLE, len(texts)
        rows = [self._overview_head(headings, grid, replace(place, keep=True))]
        for number, (line, row) in enumerate(zip(overview.linjer, texts, strict=True), 1):
            kept = whole or number < _OVERVIEW_KEPT or last - _OVERVIEW_KEPT < number
            here = replace(place, keep=kept and number < last)
            rows.append(self._overview_row(line, dict(zip(keys, row, strict=True)), grid, here))
        return before + self._table_element(rows, grid, _Look(0, overview.overskrift))

    def _overview_row(
        self, line: Oversigtslinje, row: dict[str, str], grid: Sequence[int], place: _Place
    ) -> str:
        """A row linked to its item; that of a group without more goes over all columns."""
        group = line.art is Art.GRUPPE
        bold, extra = ("<w:b/>" if group else ""), _Extra(keep=group, last=True)
        look = self._ids["label" if group else "overview_link"]
        alone = line.is_title_alone(row)
        cells = []
        for key, text in [("titel", row["titel"])] if alone else row.items():
            content = "".join(
                inline.styled(look, run.text, bold + inline.language(run.language))
                for run in spoken(text, self._foreign)
            )
            if content and line.anker and key in {"nr", "titel"}:
                content = inline.to_bookmark(self._parts.bookmark(line.anker), content)
            moved = line.art is Art.UNDERPUNKT and key == "titel"
            here = replace(place, left=_STEP) if moved else place
            cells.append(self._paragraph("cell", content, here, extra))
        if alone:
            return _row([_cell(cells[0], sum(grid), _Span(len(grid)))])
        return _row(list(map(_cell, cells, grid)))

    def _overview_head(self, headings: Sequence[str], grid: Sequence[int], place: _Place) -> str:
        """Light, as it names little; as other tables have it where the template has no roles."""
        if not self._styles.roles:
            heads = [self._paragraph("header_cell", inline.plain(h), place) for h in headings]
            return _row(list(map(_cell, heads, grid)), header=True)
        label = self._ids["label"]
        heads = [
            self._paragraph("cell", inline.styled(label, h, _LIGHT), place, _Extra(last=True))
            for h in headings
        ]
        cells = [_cell(head, width, bare=True) for head, width in zip(heads, grid, strict=True)]
        return _row(cells, header=True)

    # --- blocks -----------------------------------------------------------------------

    def _blocks(self, blocks: Sequence[Block], place: _Place, *, closing: bool = False) -> str:
        """The blocks one after another; where ``closing``, the last of them ends a list."""
        out: list[str] = []
        last = len(blocks) - 1
        turned: tuple[int, int] | None = None  # the last turned table in ``out``, in ``blocks``
        for i, block in enumerate(blocks):
            following = blocks[i + 1] if i < last else None
            if isinstance(block, ThematicBreak):
                if not self._rule_pending and not (i and _rule_under(blocks, i - 1)):
                    self._rule_pending = True
                if i == last and self._rule_pending:
                    out.append(self._rule_alone(place))
                continue
            leads = isinstance(following, BulletList | NumberedList | LabelledList | Table)
            shown = isinstance(following, Picture | CodeBlock) and _is_brief(block)
            extra = _Extra(
                keep=leads or shown or (following is not None and _leads(block)),
                leads=leads and bool(self._styles.roles) and _is_brief(block),
                closing=closing and i == last,
                ruled=_rule_under(blocks, i),
                last=place.in_cell and not place.in_item and i == last,
            )
            out.append(self._block(block, place, extra))
            if isinstance(block, Table) and out[-1].startswith(TURN):
                if turned is not None and is_short(blocks[turned[1] + 1 : i]):
                    out[turned[0]] = out[turned[0]].removesuffix(TURN_BACK)
                    out[-1] = out[-1].removeprefix(TURN)
                turned = len(out) - 1, i
        return "".join(out)

    def _block(self, block: Block, place: _Place, extra: _Extra) -> str:
        match block:
            case Paragraph() | Heading() | CodeBlock() | Picture():
                return self._lead(block, place, extra)
            case BulletList(items=items):
                return self._list(items, place, extra, self._styles.bullets, None)
            case NumberedList(items=items, start=start):
                return self._list(items, place, extra, self._styles.numbers, start)
            case LabelledList():
                closing = extra.closing or not place.in_item
                return self._labelled(block, place, replace(extra, closing=closing), "labelled")
            case Quote(blocks=blocks):
                framed = self._frame is not None and not place.in_cell
                left = place.left + _STEP if place.left else 0  # else the style has its own
                if framed and not left:
                    left = _STEP // 20 * 20  # the distance of a bar is in whole points
                inner = replace(place, style="quote", left=left, base=place.base + _STEP)
                return self._blocks(blocks, inner, closing=extra.closing)
            case Table():
                return self._table(block, place)
        raise TypeError(type(block).__name__)

    def _lead(self, block: _Single, place: _Place, extra: _Extra) -> str:
        """A block that is one paragraph."""
        match block:
            case Paragraph(inlines=inlines):
                to_left = is_leftward(text_of(inlines))
                content = inline.write(
                    inlines, self._ids, self._parts, bold=place.bold, leftward=to_left
                )
                extra = replace(extra, leftward=True) if to_left else extra
                brought_out = block.result and place.style == "body"
                style = "result" if brought_out else place.style
                return self._paragraph(style, content, place, extra)
            case Heading(level=level, inlines=inlines):
                role = inner_role(level, self._above)
                bold = _LIGHT not in self._styles.roles.get(role, "")
                content = inline.write(inlines, self._ids, self._parts, bold=bold)
                style = self._heading_style(role, level)
                return self._paragraph(style, content, place, replace(extra, heading=True))
            case CodeBlock(text=text):
                return self._code(text.rstrip("\n").split("\n"), place, extra)
            case Picture():
                quoted = place.style == "quote"
                room = replace(place, left=place.left or place.base) if quoted else place
                style = "quote" if quoted else "picture"
                return self._paragraph(style, self._picture(block, room), place, extra)

    def _code(self, lines: Sequence[str], place: _Place, extra: _Extra) -> str:
        """A paragraph for each line, so that the rest of one that is too long is moved in."""
        made = []
        last = len(lines) - 1
        left = place.left + _HANG
        indent = f'<w:ind w:left="{left}" w:hanging="{_HANG}"/>'
        quoted = place.style == "quote"
        if quoted and not place.left:
            indent = ""  # the style has its own
        for number, line in enumerate(lines):
            own = replace(
                extra,
                numbering="" if number else extra.numbering,
                indent=indent if number or not extra.numbering else extra.indent,
                keep=extra.keep if number == last else number in (0, last - 1),
                closing=extra.closing and number == last,
                ruled=extra.ruled and number == last,
                goes_on=number < last,
                continued=number > 0,
            )
            if quoted:
                content = inline.write((Run(line, code=True),), self._ids, self._parts)
                made.append(self._paragraph("quote", content, place, own))
            else:
                made.append(self._paragraph("code", inline.code(line), place, own))
        return "".join(made)

    # --- lists ------------------------------------------------------------------------

    def _list(
        self,
        items: tuple[ListItem, ...],
        place: _Place,
        extra: _Extra,
        style: ListStyle,
        start: int | None,
    ) -> str:
        """A list; a numbered one counts for itself from ``start``."""
        depth = min(place.depth, LEVELS - 1)
        number = style.number
        inside = place.numbered
        if start is not None:
            number = str(self._parts.new_list(style, depth, inside, start))
            inside += 1
        numbering = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
        left = place.base + style.left[depth]
        hanging = style.hanging[depth]
        explicit = bool(place.base)
        if self._frame and not (place.base or place.in_cell):
            # The bar of a frame reaches only so far from the text: it stays straight.
            explicit = left - hanging > (begin := min(depth * _FRAMED_STEP, _FRAMED_MOST))
            left = begin + hanging if explicit else left
        indent = f'<w:ind w:left="{left}" w:hanging="{hanging}"/>' if explicit else ""
        named = "bullet" if start is None else "number"
        lead = replace(
            place,
            left=left,
            depth=place.depth + 1,
            numbered=inside,
            style=place.style if place.in_cell else named,
            in_item=True,
            alignment="",
        )
        outermost = (extra.closing or not place.in_item) and not place.in_cell
        last = len(items) - 1
        return "".join(
            self._item(item, lead, _Extra(numbering, indent), closing=outermost and i == last)
            for i, item in enumerate(items)
        )

    def _item(self, item: ListItem, place: _Place, extra: _Extra, *, closing: bool) -> str:
        """One item: its first block carries the bullet or number, the others follow."""
        first: _Single = Paragraph(())
        rest = item.blocks
        if rest and isinstance(rest[0], _Single):
            first, rest = rest[0], rest[1:]
        extra = replace(extra, keep=bool(rest), closing=closing and not rest)
        head = self._lead(first, place, extra)
        if not rest:
            return head
        further = place if place.in_cell else replace(place, style="further")
        return head + self._blocks(rest, further, closing=closing)

    def _labelled(
        self,
        block: LabelledList,
        place: _Place,
        extra: _Extra,
        style: str,
        around: _Around | None = None,
    ) -> str:
        """Label, tab, text; the column of labels is as wide as the longest of them asks.

        ``around`` is the label of the list that this is part of: it stands on the first line.
        """
        if not block.items:
            return ""
        room = place.width - place.left
        wide = [self._label_width(item.label, style, bool(around)) for item in block.items]
        if around:
            column = int(label_column(wide, self._name_widths(block, style), room)) + _AFTER_LABEL
        else:
            column = min(max(wide) + _AFTER_LABEL, room * 3 // 8)
        left = place.left + column
        inner = replace(place, left=left, base=left, depth=0, style=style, in_item=False)
        names = self._columns(block, inner)
        last = len(block.items) - 1
        labels = [
            _Label(
                column, names, bool(around), bool(around) and one > column, None if i else around
            )
            for i, one in enumerate(wide)
        ]
        return "".join(
            self._labelled_item(item, inner, label, closing=extra.closing and i == last)
            for i, (item, label) in enumerate(zip(block.items, labels, strict=True))
        )

    def _label_width(self, label: str, style: str, party: bool) -> int:
        """The room for a label, in whatever font stands for the template's."""
        own = self._styles.character.get("fact_label")
        if party and own:
            return widths.party(label, own)
        if style == "facts" and own:  # not bold, as the label of other lists may be
            return widths.small_label(label, own)
        return widths.label(label, self._styles.character[style])

    def _labelled_item(
        self, item: LabelledItem, place: _Place, label: _Label, *, closing: bool
    ) -> str:
        small = place.style == "facts" or label.small
        content = inline.styled(
            self._styles.fact_label if small else self._ids["label"], item.label
        )
        rest = item.blocks
        begin = place.left - label.column
        if rest and isinstance(rest[0], LabelledList) and rest[0].items:
            around = _Around(f"{content}{inline.TAB}", begin)
            inner = _Extra(closing=closing and not rest[1:])
            head = self._labelled(rest[0], place, inner, place.style, around)
            return head + self._blocks(rest[1:], place, closing=closing)
        stops: list[int] = []
        if label.around:
            content = f"{label.around.content}{content}"
            stops, begin = [begin], label.around.begin
        indent = f'<w:ind w:left="{place.left}" w:hanging="{place.left - begin}"/>'
        if item.abreast:
            stops += label.names.stops
            tabs = "".join(f'<w:tab w:val="left" w:pos="{at}"/>' for at in stops)
            ruled = closing and place.style == "facts"
            extra = _Extra(
                indent=indent, closing=closing, tabs=f"<w:tabs>{tabs}</w:tabs>", ruled=ruled
            )
            apart = inline.BREAK if label.above else inline.TAB
            content = f"{content}{apart}{self._names(item, label.names)}"
            return self._paragraph(place.style, content, place, extra)
        if rest and isinstance(rest[0], Paragraph):
            text = inline.write(_shown(rest[0]), self._ids, self._parts)
            # Before a word that is cut anyway a tab ends the line, and leaves an empty one.
            em = self._styles.character[place.style] * 2
            wide = widths.first_word(rest[0], em) > place.width - place.left
            content, rest = f"{content}{inline.BREAK if wide else inline.TAB}{text}", rest[1:]
        ruled = closing and place.style == "facts" and not rest  # below the facts
        extra = _Extra(indent=indent, keep=bool(rest), closing=closing and not rest, ruled=ruled)
        head = self._paragraph(place.style, content, place, extra)
        return head + self._blocks(rest, place, closing=closing)

    def _columns(self, block: LabelledList, place: _Place) -> _Columns:
        """The columns in which all names of a list stand."""
        em = self._styles.character[place.style] * 2  # of which a middling character is half
        room = place.width - place.left
        count, gap = columns(self._name_widths(block, place.style), room, BETWEEN_NAMES * 20)
        places = [place.left + round((room + gap) / count * n) for n in range(1, count)]
        return _Columns(count, room, gap, em, places)

    def _name_widths(self, block: LabelledList, style: str) -> list[float]:
        em = self._styles.character[style] * 2
        return [one for item in block.items if item.abreast for one in widths.names(item, em)]

    def _names(self, item: LabelledItem, across: _Columns) -> str:
        """Short texts in columns between tab stops."""
        texts = [block.inlines for block in item.blocks if isinstance(block, Paragraph)]
        written = [inline.write(one, self._ids, self._parts) for one in texts]
        wide = widths.names(item, across.em)
        lines = (
            inline.TAB.join(written[number] for number, _ in row)
            for row in rows(wide, across.room, across.gap, across.count)
        )
        return inline.BREAK.join(lines)

    # --- tables and pictures ----------------------------------------------------------

    def _table(self, table: Table, place: _Place) -> str:
        if table.caption:
            content = inline.plain(table.caption)
            before = self._paragraph("caption", content, place, _Extra(keep=True))
        else:
            before = self._before_table(place)
        left = place.left
        rooms = Rooms(place.width - left, self._page.turned_width - left, must_turn=table.turned)
        size = self._styles.character["cell"] / 10
        set_as = widths.table(table, rooms, size)
        grid, found = set_as.grid, set_as.found
        if found.loose:
            rooms_inside = [width - 2 * found.pad for width in grid]
            table = hyphenated(table, rooms_inside, found.size * 20)
        cell_style, head_style = (
            self._in_size(style, found.size, size) for style in ("cell", "header_cell")
        )
        short = len(table.rows) < _SHORTEST_TABLE_SPLIT
        joined = _joined(table)
        framed = self._frame if not (place.in_cell or found.turned) else None
        box = _Box(framed, left, place.width - left - sum(grid), found.pad)
        rows = []
        over: list[_Span] = [_Span()] * len(grid)  # of the cell that stands over each place
        for i, row in enumerate((table.header, *table.rows)):
            style = cell_style if i else head_style
            over = _spans(row, over)
            keep = (short and i < len(table.rows)) or i in joined
            cells = []
            for n, (cell, span) in enumerate(zip(row, over, strict=True)):
                if not span.first:
                    continue
                width = sum(grid[n : n + span.columns])
                aligned = table.alignments[n]
                inner = self._cell(cell, style, aligned, int(width - 2 * found.pad), keep)
                last = n + span.columns == len(grid)
                around = box.around(first=not n, last=last, head=not i)
                around += '<w:vAlign w:val="center"/>' if table.by_hand else ""
                width += box.wider(first=not n, last=last)
                cells.append(_cell(inner, width, span, more=around))
            whole = sum(len(cell_text(cell)) for cell in row) <= _LONGEST_ROW_KEPT_WHOLE
            height = _BY_HAND if i and table.by_hand else 0
            rows.append(_row(cells, header=not i, whole=whole, height=height))
        tight = found.pad != widths.PAD
        look = _Look(left - box.out, table.caption or "", tight, has_row_headers(table))
        made = before + self._table_element(rows, box.grid(grid), look)
        return f"{TURN}{made}{TURN_BACK}" if found.turned else made

    def _in_size(self, style: str, size: float, usual: float) -> str:
        """The style of cells in this size of type, which is one of ours where it is unusual."""
        if size == usual:
            return style
        half_points = int(size * 2)
        name = f"{style}_{half_points}"
        self._ids[name] = self._parts.style_in_size(self._styles.ids[style], half_points)
        return name

    def _cell(self, cell: Cell, style: str, alignment: Alignment, width: int, keep: bool) -> str:
        aligned = _ALIGNED[alignment]
        place = _Place(width, style=style, in_cell=True, alignment=aligned, keep=keep)
        content = self._blocks(cell.blocks, place)
        if content.endswith("</w:p>"):
            return content
        # Word wants one at the end.
        return content + self._paragraph(style, "", place, _Extra(last=True))

    def _table_element(self, rows: list[str], grid: list[int], look: _Look) -> str:
        self._after_table = True
        indent = f'<w:tblInd w:w="{look.left}" w:type="dxa"/>' if look.left else ""
        caption = f'<w:tblCaption w:val="{inline.escape(look.title)}"/>' if look.title else ""
        sides = "".join(f'<w:{side} w:w="45" w:type="dxa"/>' for side in ("left", "right"))
        margins = f"<w:tblCellMar>{sides}</w:tblCellMar>" if look.tight else ""
        first, value = ("1", "04A0") if look.row_headers else ("0", "0420")
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self._ids["table"]}"/>'
            f'<w:tblW w:w="{sum(grid)}" w:type="dxa"/>{indent}<w:tblLayout w:type="fixed"/>'
            f'{margins}<w:tblLook w:val="{value}" w:firstRow="1" w:lastRow="0" '
            f'w:firstColumn="{first}" '
            f'w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>{caption}</w:tblPr>'
            f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
        )

    def _before_table(self, place: _Place) -> str:
        """What must stand before a table: a pending rule, or a gap to the table before.

        Two tables that touch become one in Word: they need a paragraph between them.
        """
        if self._rule_pending:
            return self._rule_alone(place)
        if not self._after_table:
            return ""
        return self._nothing(place)

    def _nothing(self, place: _Place) -> str:
        """An empty paragraph, between what would else be drawn as one."""
        self._after_table = False
        framed = self._frame if not place.in_cell else None
        around = (
            self._framing(framed, place, _NOTHING)
            if framed
            else '<w:pBdr><w:top w:val="nil"/><w:bottom w:val="nil"/></w:pBdr>'
        )
        return (
            f'<w:p><w:pPr><w:pStyle w:val="{self._ids["rule"]}"/>{around}'
            '<w:spacing w:before="0" w:after="0" w:line="200" w:lineRule="exact"/></w:pPr></w:p>'
        )

    def _picture(self, picture: Picture, place: _Place) -> str:
        """The picture in its own size, made smaller where the page has no room for it."""
        wide, high = place.width - place.left, self._page.height * 0.75
        placed = self._parts.picture(picture, (wide * _EMU_PER_TWIP, high * _EMU_PER_TWIP))
        width, height = placed.width, placed.height
        number = self._parts.next_id()
        alt = inline.escape(picture.alt)
        described = f'id="{number}" name="Billede {number}" descr="{alt}"'
        return (
            "<w:r><w:drawing>"
            f'<wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" '
            'distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{width}" cy="{height}"/><wp:docPr {described}/>'
            f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
            f'<pic:pic xmlns:pic="{_DRAWING}/picture">'
            f"<pic:nvPicPr><pic:cNvPr {described}/><pic:cNvPicPr/></pic:nvPicPr>"
            f'<pic:blipFill><a:blip r:embed="{placed.relation}"/>'
            "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
            "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )

    # --- paragraphs -------------------------------------------------------------------

    def _paragraph(self, style: str, content: str, place: _Place, extra: _Extra = _NOTHING) -> str:
        """A paragraph; the order of its properties is the format's."""
        framed = self._frame is not None and not place.in_cell
        if framed and place.left and not (extra.numbering or extra.indent):
            extra, content = _moved_in(place, extra, content)
        properties = f'<w:pStyle w:val="{style if extra.heading else self._ids[style]}"/>'
        if extra.keep or place.keep:
            properties += "<w:keepNext/>"
        properties += "<w:pageBreakBefore/>" * extra.new_page
        if style != "bullet" or place.depth > 1 or extra.indent:
            properties += extra.numbering  # else the style says it
        if self._frame and framed:
            properties += self._framing(self._frame, place, extra)
        elif self._rule_pending or extra.ruled:
            properties += self._borders(under=extra.ruled)
        properties += extra.tabs
        properties += "<w:bidi/>" * extra.leftward
        if spacing := self._spacing(place, extra, framed=framed):
            properties += f"<w:spacing{spacing}/>"
        if extra.indent:
            properties += extra.indent
        elif place.left and not extra.numbering:
            properties += f'<w:ind w:left="{place.left}"/>'
        properties += _aligned(place, leftward=extra.leftward)
        return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"

    def _spacing(self, place: _Place, extra: _Extra, *, framed: bool) -> str:
        """What of the space before and after a paragraph is otherwise than its style says."""
        spacing = ""
        if self._after_table and not place.in_cell:
            self._after_table = False
            if not extra.heading:
                spacing = f' w:before="{self._styles.gap * 3 // 2}"'
        if extra.last:
            return ' w:after="0"'
        if framed:  # the air is inside the frame
            return ' w:after="0"' if extra.heading else ' w:before="0" w:after="0"'
        if extra.leads:
            return f'{spacing} w:after="{self._styles.gap * 3 // 5}"'
        if extra.continued:
            spacing = ' w:before="0"'
        if extra.goes_on:
            return f'{spacing} w:after="0"'
        return f'{spacing} w:after="{self._styles.gap}"' if extra.closing else spacing

    def _framing(self, frame: Frame, place: _Place, extra: _Extra) -> str:
        """The bar and the ground of one paragraph of what is brought out.

        Word and LibreOffice draw one frame around neighbours with equal borders and equal indents
        and none between the others, so no two neighbours here have equal borders: the upper one
        is a little thicker at each second. The borders have the colour of the ground.
        """
        self._framed += 1
        rule = self._styles.rule
        over = rule if self._rule_pending else extra.edge
        self._rule_pending = False
        moved = _INDENT.search(extra.indent)
        left = int(moved[1]) - int(moved[2] or 0) if moved else place.left
        if extra.numbering and not moved:
            left = 0
        fill = _FILL.search(frame.ground)
        ink = fill[1] if fill else "auto"
        air = _AIR_IN_LIST if extra.numbering or moved else _AIR
        edge = f'w:val="single" w:color="{ink}"'
        bar = "".join(f' w:{name}="{value}"' for name, value in frame.bar)
        space = min(frame.space + left // 20, _FARTHEST_BORDER)
        top = over or f' {edge} w:sz="{4 + 2 * (self._framed % 2)}" w:space="{air}"'
        below = rule if extra.ruled else f' {edge} w:sz="4" w:space="{air}"'
        return (
            f"<w:pBdr><w:top{top}/>"
            f'<w:left{bar} w:space="{space}"/>'
            f"<w:bottom{below}/>"
            f'<w:right {edge} w:sz="4" w:space="{frame.space}"/></w:pBdr>{frame.ground}'
        )

    def _borders(self, *, under: bool) -> str:
        """The rule over a paragraph, and where ``under`` the one under it."""
        look = self._styles.rule
        over = f"<w:top{look}/>" if self._rule_pending else ""
        # Word joins the frames of neighbours; the last border is drawn where it does.
        between = f"<w:between{look}/>" if self._rule_pending else ""
        below = f"<w:bottom{look}/>" if under else ""
        self._rule_pending = False
        return f"<w:pBdr>{over}{below}{between}</w:pBdr>"

    def _rule_alone(self, place: _Place) -> str:
        """A rule that has no paragraph to stand on, e.g. between two tables."""
        self._rule_pending = self._after_table = False
        return self._paragraph("rule", "", replace(place, alignment=""))


def _shown(paragraph: Paragraph) -> Inlines:
    """What is written beside a label; what came of a matter is brought out there too."""
    if not paragraph.result:
        return paragraph.inlines
    return tuple(
        replace(one, strong=True) if isinstance(one, Run) else one for one in paragraph.inlines
    )


def _leads(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.leads


def _aligned(place: _Place, *, leftward: bool) -> str:
    """Where text stands. Of what runs to the left Word takes the right for the left."""
    right = _ALIGNED[Alignment.RIGHT]
    if leftward and place.alignment == right:
        return ""
    if leftward and place.in_cell and not (place.alignment or place.in_item):
        return right
    return place.alignment


def _moved_in(place: _Place, extra: _Extra, content: str) -> tuple[_Extra, str]:
    """A paragraph that is moved in inside a frame whose bar stays where it is.

    A frame begins where the first line does: that is at the left edge, with a tab. A quotation has
    its own bar as a tab stop, since the border belongs to the frame.
    """
    if place.style == "quote" and place.left <= _STEP:
        indent = f'<w:ind w:left="{place.left}"/>'
        bar = f'<w:tab w:val="bar" w:pos="{place.left - _BEFORE_QUOTE}"/>'
        return replace(extra, indent=indent, tabs=f"<w:tabs>{bar}</w:tabs>"), content
    indent = f'<w:ind w:left="{place.left}" w:hanging="{place.left}"/>'
    return replace(extra, indent=indent), f"{inline.TAB}{content}"


def _other_ground(ground: str) -> str:
    """A ground that the eye takes for the same: Word and LibreOffice colour what lies between
    neighbours with the very same one.
    """
    return _COLOUR.sub(lambda found: f'w:fill="{int(found[1], 16) ^ 1:06X}"', ground)


def _is_brief(block: Block) -> bool:
    return isinstance(block, Paragraph) and introduces(len(text_of(block.inlines)))


def _rule_under(blocks: Sequence[Block], i: int) -> bool:
    """Whether a rule after block ``i`` must be its lower border: no text follows the rule."""
    return (
        isinstance(blocks[i], Paragraph | Heading)
        and i + 1 < len(blocks)
        and isinstance(blocks[i + 1], ThematicBreak)
        and (i + 2 == len(blocks) or isinstance(blocks[i + 2], Table))
    )


class _Box(Struct, frozen=True):
    """A table in a frame: its cells have the ground and the bar, and reach to the frame's edges."""

    frame: Frame | None
    left: int
    """Where the text of the table begins, in twentieths of a point, as the lengths below."""
    spare: int
    """What it leaves of the line."""
    pad: float

    @property
    def out(self) -> int:
        """How far the table begins before its text: it has the bar on its edge."""
        if self.frame is None:
            return 0
        return self.left + self.frame.space * 20 + self._bar()

    def _bar(self) -> int:
        eighths = "" if self.frame is None else dict(self.frame.bar).get("sz", "")
        return int(eighths or 0) * 20 // 8

    def wider(self, *, first: bool, last: bool) -> int:
        """By how much a cell is wider for it."""
        if self.frame is None:
            return 0
        return first * self.out + last * (self.spare + self.frame.space * 20)

    def grid(self, grid: Sequence[int]) -> list[int]:
        """The widths of all columns."""
        end = len(grid) - 1
        return [w + self.wider(first=not n, last=n == end) for n, w in enumerate(grid)]

    def around(self, *, first: bool, last: bool, head: bool) -> str:
        """The properties of a cell; the head has a ground of its own."""
        if self.frame is None:
            return ""
        bar = "".join(f' w:{name}="{value}"' for name, value in self.frame.bar)
        borders = f"<w:tcBorders><w:left{bar}/></w:tcBorders>" if first and bar else ""
        sides = "".join(
            f'<w:{side} w:w="{int(self.pad) + wide}" w:type="dxa"/>'
            for side, wide in (
                ("left", self.wider(first=first, last=False)),
                ("right", self.wider(first=False, last=last)),
            )
            if wide
        )
        margins = f"<w:tcMar>{sides}</w:tcMar>" if sides else ""
        return borders + ("" if head else self.frame.ground) + margins


class _Span(Struct, frozen=True):
    """Where in a cell a place of a table lies."""

    columns: int = 1
    rows: int = 1
    """Over which the cell goes on, this one among them."""
    first: bool = True
    """It is the first place of its row that belongs to the cell."""
    from_above: bool = False


def _joined(table: Table) -> set[int]:
    """The rows, the head being 0, that stay with the next one since a cell stands in both."""
    return {
        i + down
        for i, row in enumerate((table.header, *table.rows))
        for cell in row
        if cell.rows <= _MOST_ROWS_KEPT
        for down in range(cell.rows - 1)
    }


def _spans(row: Sequence[Cell], above: Sequence[_Span]) -> list[_Span]:
    """The places of a row, given those of the row above."""
    spans: list[_Span] = []
    for cell, over in zip(row, above, strict=True):
        if not cell.covered:
            spans.append(_Span(cell.columns, cell.rows))
        elif over.rows > 1:
            spans.append(replace(over, rows=over.rows - 1, from_above=True))
        else:
            spans.append(replace(spans[-1], first=False))
    return spans


def _cell(
    content: str,
    width: int,
    span: _Span = _Span(),  # noqa: B008 (frozen)
    *,
    bare: bool = False,
    more: str = "",
) -> str:
    """A cell; where it goes on from above, it holds nothing. ``bare``: without the table's tint;
    ``more``: further properties.
    """
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if span.columns > 1:
        properties += f'<w:gridSpan w:val="{span.columns}"/>'
    if span.from_above:
        properties += "<w:vMerge/>"
    elif span.rows > 1:
        properties += '<w:vMerge w:val="restart"/>'
    if bare:
        properties += '<w:shd w:val="clear" w:color="auto" w:fill="auto"/>'
    properties += more
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def _row(cells: list[str], *, header: bool = False, whole: bool = True, height: int = 0) -> str:
    properties = "<w:cantSplit/>" if whole or header else ""
    if height:
        properties += f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>'
    if header:
        properties += "<w:tblHeader/>"
    if properties:
        properties = f"<w:trPr>{properties}</w:trPr>"
    return f"<w:tr>{properties}{''.join(cells)}</w:tr>"
