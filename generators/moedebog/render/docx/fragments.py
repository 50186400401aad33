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
from moedebog.columns import Rooms, cell_text, has_row_headers, hyphenated
from moedebog.document import Art, Oversigt, Oversigtslinje
from moedebog.letter_widths import Letters, letters_of
from moedebog.render.abreast import columns, label_column, rows
from moedebog.render.docx import frames, inline, tables, widths
from moedebog.render.docx.frames import Drawn, Edge, Indent, Placement, Standing, TableFrame
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
    shown,
)
from moedebog.settings.appearance import Tekstrolle

_Single = Paragraph | Heading | CodeBlock | Picture
"""Blocks that are one paragraph in Word."""
_EMU_PER_TWIP = 635
_LONGEST_ROW_KEPT_WHOLE = 700
"""Characters; a longer table row may be split over two pages."""
_SHORTEST_TABLE_SPLIT = 7
"""Rows; a table of fewer stays on one page, with what leads to it."""
_BY_HAND = round(HAND_ROW * 20)
"""Twips that a row is high at least where something is written in by hand."""
_HANG = 240
"""How far the rest of a line of code that is too long is moved in, in twentieths of a point."""
_STEP = 269
"""How far a sub-item is moved in in the overview, in twentieths of a point."""

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
    bars: tuple[int, ...] = ()
    """Where the bars of the quotations stand that this is in, the outermost first."""

    @property
    def bold(self) -> bool:
        """Whether the style of the text here is bold by itself."""
        return self.style.startswith("header_cell")


class _Extra(Struct, frozen=True):
    """What one paragraph is given beside its style."""

    numbering: str = ""
    indent: Indent | None = None
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
    stops: tuple[int, ...] = ()
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
    opens: bool = False
    """It may be the first of a frame: what its style has of space before it is outside of that."""
    air: tuple[int, int] | None = None
    """The space above and below it in its frame, where its style is not one that is known."""


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


_OPENING = {
    *(Tekstrolle.DEL, Tekstrolle.GRUPPE, Tekstrolle.UNDERGRUPPE),
    *(Tekstrolle.PUNKT, Tekstrolle.UNDERPUNKT),
}
"""The headings before which an item ends."""
_LIGHT = '<w:b w:val="0"/>'
"""Of a role that is not bold, or where the style around it is."""
_NOTHING = _Extra()
_RULE_OVER = re.compile(r"<w:top((?: w:(?!val=\"nil\")\w+=\"[^\"]*\")+)>")
"""The rule over a heading among the properties of its style."""
_AIR, _AFTER_CODE = 6, 4
"""Above the first line in a frame, and below the ground of code there, in points."""
_BEFORE = re.compile(r'<w:spacing [^>]*w:before="(\d+)"')
_AFTER = re.compile(r'<w:spacing [^>]*w:after="(\d+)"')
"""The space around a heading among the properties of its style."""
_BELOW_FRAME = 120
"""So much less is before a heading below a frame, in twentieths of a point."""
_BEFORE_FACTS = 198
"""Between what stands over the facts and them, in twentieths of a point."""
_OVERVIEW_LINE = 60
"""So many characters of a title stand on a line of the overview, at least."""
_OVERVIEW_WHOLE = 10
"""An overview of at most so many lines stands on one page: no third of one is left for it."""
_OVERVIEW_KEPT = 3
"""So many rows of a longer one stay together at its beginning, and at its end."""
_SHORT_OF = 40
"""A number may begin so much before its place, in twentieths of a point."""


class Writer:
    """Writes the pieces of one document, in the order in which they stand."""

    def __init__(self, styles: Styles, page: PageSize, parts: Parts, foreign: Foreign = ()) -> None:
        self._styles = styles
        self._foreign = foreign
        self._ids = {**styles.ids, inline.GAP: styles.code_ground}
        self._page = page
        self._parts = parts
        self._after_table = False
        self._rule_pending = False
        self._page_pending = False
        """The next paragraph begins a page."""
        self._before = 0
        """The space before the next paragraph, where it is not that of its style."""
        self._above = 0
        """The level of the heading that the running text stands under."""
        self._frame: Frame | None = None
        """What is drawn around what is written now."""
        self._framed = 0
        """How many paragraphs have been framed."""
        self._air = 0
        """Above the next one, in points."""
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
        before, after = self._heading_spaces(role)
        if self._frame and role in self._styles.roles:  # below the last line is the frame's air
            self._before = max(before - _BELOW_FRAME, 1)
        self._enter(section)
        content = self._parts.place_bookmark(anchor, self._title(text))
        if anchor and role in _OPENING:
            self._parts.openings.add(self._parts.bookmark(anchor))
        style = self._heading_style(role, level)
        rule_over = _RULE_OVER.search(self._styles.roles.get(role, ""))
        edge = rule_over[1] if rule_over and self._frame else ""
        close = is_close(role, self._last_heading) and bool(self._styles.roles)
        self._last_heading = role
        extra = _Extra(
            heading=True,
            new_page=section == SIGNATURES,
            edge=edge,
            continued=close,
            opens=True,
            air=(0, after - 20),
        )
        self._headed = bool(section)
        return self._paragraph(style, content, _Place(self._page.width), extra)

    def _enter(self, section: str) -> None:
        """Begin a section of this kind, in the frame that such sections have."""
        self._frame = frames.next_to(self._frame, self._styles.frames.get(section))
        self._air = _AIR

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

    def _heading_spaces(self, role: Tekstrolle) -> tuple[int, int]:
        """Before and after the headings of a role, in twentieths of a point."""
        look = self._styles.roles.get(role, "")
        found = [pattern.search(look) for pattern in (_BEFORE, _AFTER)]
        before, after = (int(one[1]) if one else self._styles.gap for one in found)
        return before, after

    def _title(self, text: str) -> str:
        return inline.write(spoken(text, self._foreign), self._ids, self._parts)

    def body(self, blocks: Blocks, *, level: int = 0, rule: bool = False, section: str = "") -> str:
        """Running text of a kind of section, under a heading of this level."""
        self._rule_pending |= rule
        if not self._headed:
            self._enter(section)
        self._headed = False
        self._above = level
        place = _Place(self._page.width)
        made = self._blocks(blocks, place)
        if not (self._frame and self._after_table):
            return made
        below = self._nothing(place)  # the frame has ground below its last table, too
        turned = TURN_BACK * made.endswith(TURN_BACK)
        return f"{made.removesuffix(TURN_BACK)}{below}{turned}"

    @staticmethod
    def kept(made: str) -> str:
        """Running text whose last paragraph stands on the page of what comes after it."""
        before, style, last = made.rpartition("<w:pStyle ")
        name, end, rest = last.partition("/>")
        if not style or rest.startswith("<w:keepNext/>"):
            return made
        return f"{before}{style}{name}{end}<w:keepNext/>{rest}"

    def turn_page(self) -> None:
        """What is written next begins a page."""
        self._page_pending = True

    def facts(self, facts: LabelledList) -> str:
        """The block of facts at the top of the document."""
        self._before = _BEFORE_FACTS
        return self._labelled(facts, _Place(self._page.width), _Extra(closing=True), "facts")

    def overview(self, overview: Oversigt) -> str:
        """The overview: a table whose rows are linked to the items."""
        keys = [column.noegle for column in overview.kolonner]
        headings = [column.overskrift for column in overview.kolonner]
        texts = [[str(getattr(line, key)) for key in keys] for line in overview.linjer]
        alone = [line.is_title_alone(keys) for line in overview.linjer]
        size = self._styles.character["cell"]
        grid, texts = widths.overview(
            headings, texts, keys, self._page.width, size, alone, self._letters("cell")
        )
        before = self._before_table(_Place(self._page.width))
        place = _Place(self._page.width, in_cell=True)
        lines = sum(1 + max(len(text) for text in row) // _OVERVIEW_LINE for row in texts)
        whole, last = lines <= _OVERVIEW_WHOLE, len(texts)
        rows = [self._overview_head(headings, grid, replace(place, keep=True))]
        for number, (line, row) in enumerate(zip(overview.linjer, texts, strict=True), 1):
            kept = whole or number < _OVERVIEW_KEPT or last - _OVERVIEW_KEPT < number
            here = replace(place, keep=kept and number < last)
            rows.append(self._overview_row(line, dict(zip(keys, row, strict=True)), grid, here))
        self._after_table = True
        return before + tables.table(
            self._ids["table"], rows, grid, tables.TableLook(0, overview.overskrift, close=True)
        )

    def _overview_row(
        self, line: Oversigtslinje, row: dict[str, str], grid: Sequence[int], place: _Place
    ) -> str:
        """A row linked to its item; that of a group without more goes over all columns."""
        group = line.art is Art.GRUPPE
        # Beside what is said directly LibreOffice does not see the colour of the style.
        bold = f"<w:b/>{self._styles.label_colour}" if group else ""
        extra = _Extra(keep=group, last=True)
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
            return tables.row([tables.cell(cells[0], sum(grid), tables.Span(len(grid)))])
        return tables.row(list(map(tables.cell, cells, grid)))

    def _overview_head(self, headings: Sequence[str], grid: Sequence[int], place: _Place) -> str:
        """Light, as it names little; as other tables have it where the template has no roles."""
        if not self._styles.roles:
            heads = [self._paragraph("header_cell", inline.plain(h), place) for h in headings]
            return tables.row(list(map(tables.cell, heads, grid)), header=True)
        label, light = self._ids["label"], f"{_LIGHT}{self._styles.label_colour}"
        heads = [
            self._paragraph("cell", inline.styled(label, h, light), place, _Extra(last=True))
            for h in headings
        ]
        cells = [
            tables.cell(head, width, bare=True) for head, width in zip(heads, grid, strict=True)
        ]
        return tables.row(cells, header=True)

    # --- blocks -----------------------------------------------------------------------

    def _blocks(self, blocks: Sequence[Block], place: _Place, *, closing: bool = False) -> str:
        """The blocks one after another; where ``closing``, the last of them ends a list."""
        out: list[str] = []
        last = len(blocks) - 1
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
                step = self._styles.quote_left
                left, bar = place.left + step, self._styles.quote
                inner = replace(place, style="quote", left=left, base=place.base + step)
                if bar.bar:
                    inner = replace(inner, bars=(*place.bars, left - bar.space * 20))
                return self._blocks(blocks, inner, closing=extra.closing)
            case Table():
                return self._table(block, place)
        raise TypeError(type(block).__name__)

    def _lead(self, block: _Single, place: _Place, extra: _Extra) -> str:
        """A block that is one paragraph."""
        match block:
            case Paragraph():
                inlines = shown(block)
                to_left = is_leftward(text_of(inlines))
                content = inline.write(
                    inlines, self._ids, self._parts, bold=place.bold, leftward=to_left
                )
                extra = replace(extra, leftward=True) if to_left else extra
                brought_out = block.result and place.style == "body"
                style = "result" if brought_out else place.style
                return self._paragraph(style, content, place, extra)
            case Heading():
                return self._inner_heading(block, place, extra)
            case CodeBlock(text=text):
                return self._code(text.rstrip("\n").split("\n"), place, extra)
            case Picture():
                style = "quote" if place.style == "quote" else "picture"
                return self._paragraph(style, self._picture(block, place), place, extra)

    def _inner_heading(self, block: Heading, place: _Place, extra: _Extra, label: str = "") -> str:
        """A heading inside a text, on the line of the label that it may have."""
        role = inner_role(block.level, self._above)
        bold = _LIGHT not in self._styles.roles.get(role, "")
        content = label + inline.write(block.inlines, self._ids, self._parts, bold=bold)
        extra = replace(extra, heading=True, air=self._heading_spaces(role))
        return self._paragraph(self._heading_style(role, block.level), content, place, extra)

    def _code(self, lines: Sequence[str], place: _Place, extra: _Extra) -> str:
        """A paragraph for each line, so that the rest of one that is too long is moved in."""
        made = []
        last = len(lines) - 1
        left = place.left + self._styles.code_left
        indent = Indent(left + _HANG, left)
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
            made.append(self._paragraph("code", inline.code(line), place, own))
        self._air = _AFTER_CODE
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
        left = place.base + style.left[depth]
        begin = left - style.hanging[depth]
        edge = self._edge(place)
        indent = Indent(left, begin) if place.base or edge else None
        before = ""
        if edge and (short := begin - edge.reach(begin)) > _SHORT_OF and style.in_usual_font(depth):
            before = frames.blanks(short, self._styles.character["labelled"] * 2)
        number = style.number
        inside = place.numbered
        if start is not None:
            number = str(self._parts.new_list(style, depth, inside, start, before))
            inside += 1
        elif before:
            number = str(self._parts.moved_bullets(style, depth, before))
        numbering = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
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
        if around:
            wide = [self._party_width(item.label, style) for item in block.items]
            column = int(label_column(wide, self._name_widths(block, style), room))
            column += widths.AFTER_LABEL
        else:
            wide = [self._label_column(item.label, style) for item in block.items]
            column = min(max(wide), room * 3 // 8)
        left = place.left + column
        inner = replace(
            place, left=left, base=left, depth=0, style=style, in_item=not place.in_cell
        )
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

    def _party_width(self, label: str, style: str) -> int:
        """The room for the label of a party, in whatever font stands for the template's."""
        own = "fact_label" if "fact_label" in self._styles.character else style
        return widths.party(label, self._styles.character[own], self._letters(own))

    def _label_column(self, label: str, style: str) -> int:
        """The same for another label, with the gap behind it."""
        own, bold = style, self._styles.bold_labels
        if style == "facts" and "fact_label" in self._styles.character:
            own, bold = "fact_label", False
        return widths.label_column(
            label, self._styles.character[own], self._letters(own), bold=bold
        )

    def _letters(self, style: str) -> Letters | None:
        """The letters of the font that a style has, where it is one that is known."""
        name = self._styles.fonts.get(style, "")
        own = self._styles.own_font
        return own[1] if own and own[0] == name else letters_of(name)

    def _labelled_item(
        self, item: LabelledItem, place: _Place, label: _Label, *, closing: bool
    ) -> str:
        small = place.style == "facts" or label.small
        label_style = self._styles.fact_label if small else self._ids["label"]
        rest = item.blocks
        headed = bool(rest) and isinstance(rest[0], Heading)
        content = inline.styled(label_style, item.label, _LIGHT * headed)
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
        indent = Indent(place.left, begin)
        if item.abreast:
            stops += label.names.stops
            ruled = closing and place.style == "facts"
            extra = _Extra(indent=indent, closing=closing, stops=tuple(stops), ruled=ruled)
            apart = inline.BREAK if label.above else inline.TAB
            content = f"{content}{apart}{self._names(item, place, label.names)}"
            return self._paragraph(place.style, content, place, extra)
        if rest and isinstance(rest[0], Heading):
            extra = _Extra(indent=indent)
            head = self._inner_heading(rest[0], place, extra, f"{content}{inline.TAB}")
            return head + self._blocks(rest[1:], place, closing=closing)
        if rest and isinstance(rest[0], Paragraph):
            em, room = self._styles.character[place.style] * 2, place.width - place.left
            beside = widths.with_ends(rest[0], room, em)
            text = inline.write(_shown(beside), self._ids, self._parts)
            # Before a word that is cut anyway a tab ends the line, and leaves an empty one.
            wide = widths.first_word(beside, em) > room
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
        letters = self._letters(style)
        abreast = [item for item in block.items if item.abreast]
        return [one for item in abreast for one in widths.names(item, em, letters)]

    def _names(self, item: LabelledItem, place: _Place, across: _Columns) -> str:
        """Short texts in columns between tab stops."""
        texts = [shown(block) for block in item.blocks if isinstance(block, Paragraph)]
        written = [inline.write(one, self._ids, self._parts) for one in texts]
        wide = widths.names(item, across.em, self._letters(place.style))
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
        letters = self._letters("cell")
        set_as = widths.table(table, rooms, size, letters)
        grid, found = set_as.grid, set_as.found
        if found.loose:
            rooms_inside = [width - 2 * found.pad for width in grid]
            table = hyphenated(table, rooms_inside, found.size * 20)
            if letters:
                table = hyphenated(table, rooms_inside, found.size * 20, letters.bold)
        cell_style, head_style = (
            self._in_size(style, found.size, size) for style in ("cell", "header_cell")
        )
        short = len(table.rows) < _SHORTEST_TABLE_SPLIT
        joined = tables.joined(table)
        framed = None if place.in_cell else self._frame
        room = rooms.turned if found.turned else rooms.upright
        air = self._styles.cell_air
        box = TableFrame(framed, left, int(room) - sum(grid), found.pad, air)
        rows = []
        over: list[tables.Span] = [tables.Span()] * len(
            grid
        )  # of the cell that stands over each place
        for i, row in enumerate((table.header, *table.rows)):
            style = cell_style if i else head_style
            over = tables.spans(row, over)
            keep = ((short or not i) and i < len(table.rows)) or i in joined
            cells = []
            for n, (cell, span) in enumerate(zip(row, over, strict=True)):
                if not span.first:
                    continue
                width = sum(grid[n : n + span.columns])
                aligned = table.alignments[n]
                inside = int(width - 2 * found.pad)
                cell = widths.with_ends_in(cell, inside, round(found.size * 20))
                inner = self._cell(cell, style, aligned, inside, keep)
                last = n + span.columns == len(grid)
                around = box.around(first=not n, last=last, head=not i)
                around += '<w:vAlign w:val="center"/>' if table.by_hand else ""
                width += box.wider(first=not n, last=last)
                cells.append(tables.cell(inner, width, span, more=around))
            whole = sum(len(cell_text(cell)) for cell in row) <= _LONGEST_ROW_KEPT_WHOLE
            height = _BY_HAND if i and table.by_hand else 0
            rows.append(tables.row(cells, header=not i, whole=whole, height=height))
        tight = found.pad != widths.PAD
        look = tables.TableLook(
            left - box.out, table.caption or "", tight, row_headers=has_row_headers(table)
        )
        self._after_table = True
        made = before + tables.table(self._ids["table"], rows, box.grid(grid), look)
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

    def _before_table(self, place: _Place) -> str:
        """What must stand before a table: a pending rule, or a gap to the table or code before.

        Two tables that touch become one in Word: they need a paragraph between them.
        """
        if self._rule_pending:
            return self._rule_alone(place)
        if self._after_table or (self._frame and self._air and not place.in_cell):
            return self._nothing(place)
        return ""

    def _nothing(self, place: _Place) -> str:
        """An empty paragraph, between what would else be drawn as one."""
        self._after_table = False
        framed = self._frame if not place.in_cell else None
        if framed:
            self._air = 0
        around = (
            frames.around(
                framed, Placement(Indent(0, 0), framed.space, (), ""), Drawn(0, 0, odd=True)
            )
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
        properties = f'<w:pStyle w:val="{style if extra.heading else self._ids[style]}"/>'
        if extra.keep or place.keep:
            properties += "<w:keepNext/>"
        properties += "<w:pageBreakBefore/>" * (extra.new_page or self._page_pending)
        self._page_pending = False
        if style != "bullet" or place.depth > 1 or extra.indent:
            properties += extra.numbering  # else the style says it
        indent = extra.indent
        if not indent and place.left and not extra.numbering:
            indent = Indent(place.left, place.left)
        stops = frames.tabs([("left", at) for at in extra.stops])
        edge = self._edge(place)
        frame = None if place.in_cell else self._frame
        styled = style == "quote" and not frame and len(place.bars) == 1 and not extra.indent
        if edge and not styled:
            bars = place.bars if frame else place.bars[:-1]
            here = indent or Indent(0, 0)
            placed = edge.place(Standing(here, bool(extra.numbering), extra.stops, bars))
            indent, stops, content = placed.indent, placed.tabs(), placed.lead + content
            if frame and style == "code":
                indent = replace(indent, flush=True)
            properties += self._around(frame, placed, style, extra)
        elif self._rule_pending or extra.ruled:
            properties += self._borders(under=extra.ruled)
        properties += stops
        properties += "<w:bidi/>" * extra.leftward
        if spacing := self._spacing(place, extra, framed=frame is not None):
            properties += f"<w:spacing{spacing}/>"
        if (
            indent
            and indent != Indent(0, 0)
            and not (styled and place.left == self._styles.quote_left)
        ):
            properties += indent.xml()
        properties += _aligned(place, leftward=extra.leftward)
        return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"

    def _edge(self, place: _Place) -> Edge | None:
        """The bar that paragraphs stand beside: that of the frame, or of a quotation."""
        if self._frame and not place.in_cell:
            return Edge(0, self._frame.space)
        if place.bars:
            space = self._styles.quote.space
            return Edge(place.bars[-1] + space * 20, space)
        return None

    def _around(self, frame: Frame | None, placed: Placement, style: str, extra: _Extra) -> str:
        """What is drawn around a paragraph that stands beside a bar."""
        drawn = Drawn(
            over=self._styles.rule if self._rule_pending else extra.edge,
            under=self._styles.rule if extra.ruled else "",
        )
        self._rule_pending = False
        if frame is None:
            return frames.beside(self._styles.quote, placed, drawn)
        self._framed += 1
        above, below = self._airs(style, extra)
        ground = self._styles.code_ground if style == "code" else ""
        odd = bool(self._framed % 2)
        drawn = replace(drawn, above=above, below=below, odd=odd, ground=ground)
        return frames.around(frame, placed, drawn)

    def _airs(self, style: str, extra: _Extra) -> tuple[int, int]:
        """The space above and below a paragraph inside its frame, in points."""
        gap = self._styles.gap
        before, after = self._styles.spaces.get(style, (0, gap)) if not extra.air else extra.air
        if self._after_table:
            self._air += gap * 3 // 2 // 20
            self._after_table = False
        above = self._air + (0 if extra.continued else before // 20)
        self._air = 0
        if extra.goes_on:
            after = 0
        elif extra.leads:
            after = gap * 3 // 5
        elif extra.closing:
            after = gap
        return above, after // 20

    def _spacing(self, place: _Place, extra: _Extra, *, framed: bool) -> str:
        """What of the space before and after a paragraph is otherwise than its style says."""
        if framed:  # the air is inside the frame
            self._before = 0
            return ' w:after="0"' if extra.opens else ' w:before="0" w:after="0"'
        if self._after_table and not place.in_cell:
            self._after_table = False
            if not extra.heading:
                self._before = self._styles.gap * 3 // 2
        spacing = f' w:before="{self._before}"' if self._before else ""
        self._before = 0
        if extra.last:
            return ' w:after="0"'
        if extra.leads:
            return f'{spacing} w:after="{self._styles.gap * 3 // 5}"'
        if extra.continued:
            spacing = ' w:before="0"'
        if extra.goes_on:
            return f'{spacing} w:after="0"'
        closed = self._styles.gap * (2 if extra.ruled and place.style == "facts" else 1)
        return f'{spacing} w:after="{closed}"' if extra.closing else spacing

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
        return shown(paragraph)
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
