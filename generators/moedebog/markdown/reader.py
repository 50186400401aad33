"""Markdown -> blocks by the parser: from its flat list of tokens to nested blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from moedebog import left_out
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
    Inline,
    Inlines,
    LabelledItem,
    LabelledList,
    LineBreak,
    ListItem,
    NumberedList,
    Paragraph,
    Picture,
    Quote,
    Run,
    Script,
    Table,
    ThematicBreak,
    notes_in,
    text_of,
)
from moedebog.diagnostics import Diagnostic, Phrase, Position, Rule
from moedebog.markdown import (
    broken_lines,
    indented,
    list_rules,
    no_entries,
    pasted,
    typed,
    typed_rules,
)
from moedebog.markdown.addresses import leads_out
from moedebog.markdown.picture_paths import find_picture
from moedebog.markdown.rules import (
    EXTRA_CELLS,
    LINK_UNUSABLE,
    LINK_WITHOUT_TEXT,
    LONE_NUMBER,
    MAX_DEPTH,
    MISPLACED,
    MOST_COLUMNS,
    NUMBERS_CHANGE,
    PICTURE_IN_TEXT,
    RAW_HTML,
    TITLE_UNSEEN,
    TOO_DEEP,
    TOO_MANY_COLUMNS,
    UNKNOWN_ATTRIBUTE,
)
from moedebog.markdown.simple import Place

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_HEADING = Phrase("En overskrift", "A heading")
_TABLE = Phrase("En tabel", "A table")
_QUOTE = Phrase("et citat", "a quotation")
_LIST = Phrase("en liste", "a list")
_QUOTATION = Phrase("citatet", "the quotation")
_ENTRY = Phrase("leddet", "the entry")
_THE_NOTE = Phrase("fodnoten", "the footnote")
_APART = Phrase("for sig", "by itself")
_BESIDE = Phrase("som et led på linje med det", "as an entry beside it")
_MOVE_IN = Phrase(
    "Ryk det {ind} mellemrum længere ind, hvis det hører til, og ellers {ud} ud.",
    "Move it {ind:blank|blanks} further in if it belongs there, and else {ud} out.",
)
_MOVE_OUT = Phrase(
    "{hvad} kan ikke stå i en liste eller en fodnote. Ryk linjerne {ud} mellemrum ud.",
    "{hvad} cannot stand in a list or a footnote. Move the lines {ud:blank|blanks} out.",
)
_LISTS = ("bullet_list_open", "ordered_list_open")
_NOTE_INDENT = 4
"""What goes on with a footnote stands so far in."""
_NOTE = Phrase("en fodnote", "a footnote")
_NO_NOTE: dict[type[Block], Phrase] = {
    BulletList: Phrase("En liste", "A list"),
    NumberedList: Phrase("En liste", "A list"),
    LabelledList: Phrase("En liste", "A list"),
    Quote: Phrase("Et citat", "A quotation"),
    CodeBlock: Phrase("Kode", "Code"),
    Picture: Phrase("Et billede", "A picture"),
    ThematicBreak: Phrase("En streg", "A rule"),
}
"""What no note holds, by what it is called."""
_BLANK = Phrase("et mellemrum eller et tegn, der ikke kan ses", "a blank or a sign unseen")

_BEFORE_GLUED = tuple(".,)]\"'”»%/&")
"""No word, but what an address in signs is no less glued to."""
_CELL_BORDER = re.compile(r"(?<!\\)\|")
_ALIGNMENTS = {"text-align:right": Alignment.RIGHT, "text-align:center": Alignment.CENTER}


def read(
    text: str,
    place: Place,
    folder: Path,
    before: Sequence[Block] = (),
    *,
    leave_out: bool = False,
) -> tuple[Blocks, list[Diagnostic]]:
    """The blocks of a text, and what is wrong with it.

    ``before``: the blocks of what stands above it. ``leave_out``: without the words that are left
    out; else they stand in brackets, with the reason after them.
    """
    lines = [_seen(line) for line in text.split("\n")]
    made = no_entries.escaped(lines)
    labels: dict[int, str] = {}
    if pasted.MAY_STAND.search(text):
        made, labels = pasted.as_lists(made)
    reader = _Reader(lines, place, folder, labels)
    reader.made = made
    reader.leave_out = leave_out
    reader.rewritten = {i for i, line in enumerate(made) if line is not lines[i]}
    reader.reached = _reached(before)
    if before and isinstance(before[-1], Paragraph):
        reader.before = f"{text_of(before[-1].inlines)}\n"
    tokens = _parser().parse("\n".join(made))
    if "[^" in text:
        reader.read_notes(tokens)
    return reader.blocks(tokens, where=None), reader.diagnostics


_UNSEEN = re.compile(r"[\s\u200b-\u200f\u2060\u00ad]*")


def _seen(line: str) -> str:
    """The line without what nobody sees: blanks after a backslash, or all that is on it.

    The latter is what mail programs make of an empty line.
    """
    if line[-1:].isspace() and line.rstrip().endswith("\\"):
        return line.rstrip()
    inner = line.lstrip(" \t>")
    return line[: len(line) - len(inner)] if _UNSEEN.fullmatch(inner) else line


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.attrs import attrs_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    from moedebog.markdown import extensions

    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 100})
    parser.disable(["code", "reference", "text_join"])  # joined, escaped signs are no longer known
    extensions.install(parser)
    parser.use(footnote_plugin, inline=False, move_to_end=False)
    return parser.use(attrs_plugin, after=("span_close",), spans=True)


class _Reader:
    """Turns the flat token list into nested blocks, and collects what is wrong."""

    def __init__(
        self, lines: list[str], place: Place, folder: Path, labels: dict[int, str]
    ) -> None:
        self.lines = lines
        self.place = place
        self.folder = folder
        self.labels = labels
        """What stood before entries of pasted lists, by their lines."""
        self.made = lines
        """The lines as the parser gets them."""
        self.rewritten: set[int] = set()
        """Lines that were written as Markdown's for the parser."""
        self.loose: set[int] = set()
        """Lines where blocks begin around one that is told of as too little indented."""
        self.diagnostics: list[Diagnostic] = []
        self.depth = 0
        self.reached = 0
        """The last number of the last list that stands in no other."""
        self.before = ""
        """The paragraph above the first line."""
        self.held: list[int] = []
        """Of what the block stands in: the column of a list's mark, -1 for a quotation."""
        self.measured: broken_lines.Widths | None = None
        self.outermost: int | None = None
        self.numbered = 0
        """In how many numbered lists the block stands."""
        self.notes: dict[str, Footnote] = {}
        """The notes of the text by their labels."""
        self.in_note = False
        self.leave_out = False

    def position(self, token: Token) -> Position:
        return self.place(token.map[0] if token.map else 0)

    def report(self, rule: Rule, token: Token, words: str = "", **values: object) -> None:
        """Notes that a rule is broken in the text of a token; ``words``: by these of it."""
        self.diagnostics.append(rule.at(self.position(token), **values).on(words))

    def blocks(self, tokens: Sequence[Token], where: Phrase | None) -> Blocks:
        """The blocks of a run of tokens; ``where`` names what they stand in."""
        blocks: list[Block] = []
        at = near = 0
        while at < len(tokens):
            token = tokens[at]
            end = at if token.nesting == 0 else _closing(tokens, at)
            following = tokens[end + 1] if end + 1 < len(tokens) else None
            near = 3 if self.check_indent(tokens[at : end + 1], following) else near - 1
            if near > 0 and token.map:  # the list, what is too little indented, and what follows
                self.loose.add(token.map[0])
            block = self.block(token, tokens[at + 1 : end], where)
            if block is not None:
                blocks.append(block)
            at = end + 1
        return tuple(blocks)

    def check_indent(self, above: Sequence[Token], token: Token | None) -> bool:
        """What stands below a list or a note does not look as if it belonged there."""
        opening, *inner = above
        if token is None or token.map is None or token.type == "footnote_reference_open":
            return False
        if opening.type in _LISTS:
            last = _parts(inner[:-1])[-1][0]
            return self.check_column(token, last, _ENTRY, _APART)
        if opening.type == "footnote_reference_open":
            return self.check_column(token, opening, _THE_NOTE, _APART)
        return False

    def check_column(self, token: Token, owner: Token, what: Phrase, how: Phrase) -> bool:
        """Tell of what begins farther in than its owner's mark, and not so far as its text; text
        right below the mark, too, where the list is moved in.

        ``owner`` is the entry or the note above. Returns whether it was told.
        """
        if token.map is None or owner.map is None:
            return False
        line, quotes = token.map[0], self.held.count(-1)
        its_line = self.made[owner.map[0]]
        mark = indented.begins(its_line, quotes)
        wanted = indented.text_of_entry(its_line, quotes)
        if what is _THE_NOTE:
            wanted = mark + _NOTE_INDENT
        begin = indented.begins(self.made[line], quotes)
        apart = how is _APART and not self.held and token.type not in _LISTS
        out = self.margin() if apart and begin == mark else mark
        if not out < begin < wanted:
            return False
        names = {"table_open": _TABLE, "heading_open": _HEADING}
        name = names.get(token.type)
        advice = _MOVE_OUT if name else _MOVE_IN
        hint = advice.put(hvad=name, ind=wanted - begin, ud=begin - out)
        words = (token.content or self.made[line][begin:]).strip().split("\n")[0]
        values = {"tekst": _shorten(words), "hvad": what, "hvordan": how, "raad": hint}
        rule = list_rules.TOO_LITTLE_INDENTED
        self.diagnostics.append(rule.at(self.place(line), **values).on(words))
        return True

    def block(self, token: Token, inner: Sequence[Token], where: Phrase | None) -> Block | None:
        position = self.position(token)
        match token.type:
            case "paragraph_open":
                return self.paragraph(inner[0])
            case "heading_open":
                if where:
                    self.report(MISPLACED, token, what=_HEADING, where=where)
                    return None
                inlines = self.inlines(inner[0])
                self.check_underline(token, inlines)
                return Heading(int(token.tag[1]), inlines, position) if inlines else None
            case "bullet_list_open" | "ordered_list_open" | "blockquote_open":
                return self.container(token, inner)
            case "table_open":
                if where:
                    self.report(MISPLACED, token, what=_TABLE, where=where)
                    return None
                self.check_below_table(token, inner)
                return self.table(token, inner)
            case "fence":
                return CodeBlock(token.content.rstrip("\n"), position)
            case "hr":
                return ThematicBreak(position)
            case "footnote_reference_open":
                return self.note_without_mark(token, inner)
            case "html_block":
                self.report(RAW_HTML, token, html=_shorten(token.content))
                return None
        raise AssertionError(f"unknown Markdown token {token.type}")

    # --- notes

    def read_notes(self, tokens: Sequence[Token]) -> None:
        """Read the notes of the whole text, which stand anywhere in it."""
        marks = {
            child.meta["label"]
            for token in tokens
            for child in token.children or ()
            if child.type == "footnote_ref"
        }
        for at, token in enumerate(tokens):
            if token.type != "footnote_reference_open":
                continue
            label = token.meta["label"]
            if label in self.notes:
                mark = f"[^{label}]"
                self.report(typed_rules.NOTE_TWICE, token, mark, maerke=mark)
            elif label in marks:
                self.in_note = True
                found = len(self.diagnostics)
                note = self.note(tokens[at + 1 : _closing(tokens, at)])
                self.notes[label] = Footnote(note, position=self.position(token))
                if not note and len(self.diagnostics) == found:
                    self.report(typed_rules.FOOTNOTE, token, note=f"[^{label}]")
                self.in_note = False

    def note(self, inner: Sequence[Token]) -> tuple[Paragraph, ...]:
        """What a note says: paragraphs alone."""
        paragraphs = []
        for block in self.blocks(inner, _NOTE):
            if isinstance(block, Paragraph):
                paragraphs.append(block)
            elif block.position is not None:
                what = _NO_NOTE[type(block)]
                self.diagnostics.append(MISPLACED.at(block.position, what=what, where=_NOTE))
        return tuple(paragraphs)

    def note_without_mark(self, token: Token, inner: Sequence[Token]) -> Block | None:
        """A note that no mark leads to, as it was typed; ``None`` where one does."""
        label = token.meta["label"]
        if label in self.notes:
            return None
        mark = f"[^{label}]"
        found = self.note(inner)
        typed = Run(f"{mark}: ")
        text = tuple(one for each in found for one in (LineBreak(), *each.inlines))[1:]
        words = _shorten(typed.text + text_of(text))
        self.report(typed_rules.NOTE_WITHOUT_MARK, token, mark, note=words, maerke=mark)
        return Paragraph(_merged([typed, *text]), self.position(token))

    def mark(self, token: Token, look: Run, parent: Token) -> Run | Footnote:
        """The mark of a note; as it was typed where the note says nothing."""
        label = token.meta["label"]
        mark = f"[^{label}]"
        if self.in_note:
            self.report(typed_rules.NOTE_IN_NOTE, parent, mark, maerke=mark)
        elif self.notes[label].paragraphs:
            return self.notes[label]
        return _with_text(look, mark)

    def margin(self) -> int:
        """The column where lines begin that stand in no list and no quotation."""
        if self.outermost is None:
            self.outermost = min(len(x) - len(x.lstrip()) for x in self.made if x.strip())
        return self.outermost

    def container(self, token: Token, inner: Sequence[Token]) -> Block | None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.report(TOO_DEEP, token, depth=MAX_DEPTH)
            self.depth -= 1
            return None
        block: Block
        if token.type == "blockquote_open":
            block = self.quote(token, inner)
        else:
            block = self.entries(token, _parts(inner))
        self.depth -= 1
        return block

    def quote(self, token: Token, inner: Sequence[Token]) -> Quote:
        self.check_quote(token, inner)
        self.held.append(-1)
        block = Quote(self.blocks(inner, _QUOTE), self.position(token))
        self.held.pop()
        return block

    def entries(
        self, token: Token, parts: Sequence[tuple[Token, Sequence[Token]]]
    ) -> BulletList | NumberedList | LabelledList:
        position = self.position(token)
        if len(parts) == 1:
            self.check_only_entry(token, parts[0][1])
        found = len(self.diagnostics)
        bullets = token.type == "bullet_list_open"
        if bullets:
            self.check_margin([opening for opening, _ in parts])
        labelled = not bullets and self.is_labelled(token, parts)
        numbered = not bullets and not labelled
        self.numbered += numbered
        items = tuple(self.entry(opening, part) for opening, part in parts)
        self.numbered -= numbered
        if bullets:
            return BulletList(items, position)
        if labelled:
            labels = [self.label(opening) for opening, _ in parts]
            pairs = zip(labels, items, strict=True)
            return LabelledList(tuple(LabelledItem(a, b.blocks) for a, b in pairs), position)
        drawn_in = any(d.rule is list_rules.BELOW_LIST for d in self.diagnostics[found:])
        self.check_numbers(token, [int(opening.info) for opening, _ in parts], drawn_in)
        start = int(token.attrGet("start") or parts[0][0].info)
        if self.depth == 1:
            self.reached = start + len(items) - 1
        return NumberedList(items, start, position)

    def check_margin(self, openings: Sequence[Token]) -> None:
        """The bullets of a list stand below one another: one that is moved in looks nested."""
        for one, other in pairwise(openings):
            if self.check_column(other, one, _ENTRY, _BESIDE):
                return

    def is_labelled(self, token: Token, parts: Sequence[tuple[Token, Sequence[Token]]]) -> bool:
        """Whether what stands before the entries of a numbered list is printed as it stands."""
        return token.markup == ")" or any(
            opening.map and (opening.map[0] in self.labels or opening.info.startswith("0"))
            for opening, _ in parts
        )

    def entry(self, opening: Token, inner: Sequence[Token]) -> ListItem:
        line = self.lines[opening.map[0]] if opening.map else ""
        self.check_bullets(opening, line)
        self.held.append(len(line) - len(line.lstrip()))
        item = ListItem(self.blocks(inner, _LIST))
        self.held.pop()
        return item

    def check_bullets(self, opening: Token, line: str) -> None:
        """No more than one bullet stands on a line."""
        sign = line.strip()[:1]
        if sign in pasted.BULLETS and re.search(rf"\S\s+{sign}\s+\S", line):
            self.report(list_rules.BULLETS_ON_LINE, opening, sign, tegn=sign)

    def label(self, opening: Token) -> str:
        """What is written before an entry of a list."""
        line = opening.map[0] if opening.map else 0
        return self.labels.get(line, f"{opening.info}{opening.markup}")

    def above(self, token: Token) -> str:
        """The line right above a block, where it begins no entry itself."""
        line = token.map[0] if token.map else 0
        return self.lines[line - 1] if line and self.depth == 1 else ""

    def over(self, token: Token) -> str:
        """What stands above a list, to the line that is no empty one; without its entries' own."""
        if self.depth > 1:
            return ""
        end = token.map[0] if token.map else 0
        start = end
        while start and not (start < end and self.lines[start].strip()):
            start -= 1
        above = "\n".join(self.lines[start:end])
        return above if above.strip() else self.before + above

    def check_quote(self, token: Token, inner: Sequence[Token]) -> None:
        first, last = token.map or (0, 0)
        words = _first_words(inner)
        marked = sum(line.lstrip().startswith(">") for line in self.lines[first:last])
        above = self.above(token).strip()
        breaks_in = above != "" and not above.startswith(">")
        if words and typed.quotes_number(words) and (marked < 2 or breaks_in):
            self.report_sign(token, ">", words, _QUOTE)

    def check_only_entry(self, token: Token, inner: Sequence[Token]) -> None:
        words = _first_words(inner)
        sign = token.markup
        if not words or sign in ".)":
            return
        if token.map and token.map[0] in self.rewritten | self.loose:
            return
        if typed.one_entry_is_text(sign, words, self.over(token), inside=self.depth > 1):
            self.report_sign(token, sign, words, _LIST)

    def report_sign(self, token: Token, sign: str, words: str, what: Phrase) -> None:
        start = " ".join(words.split()[:2])
        values = {"tegn": sign, "tekst": _shorten(words), "hvad": what}
        self.report(typed_rules.SIGN_AS_MARK, token, f"{sign} {start}", **values)

    def check_underline(self, token: Token, inlines: Inlines) -> None:
        if token.markup[0] in "-=" and token.map:
            line = self.lines[token.map[1] - 1].strip()
            self.report(typed_rules.UNDERLINED, token, tekst=_shorten(text_of(inlines)), streg=line)

    def check_lines(self, token: Token) -> None:
        """The lines of a paragraph are meant to be one text."""
        if self.held and self.check_below(token):
            return
        if token.map and token.map[0] in self.loose:
            return
        lines = token.content.split("\n")
        if "|" in token.content and (dashes := typed.row_of_dashes(lines)):
            self.report(typed_rules.NO_TABLE, token, "|", raekke=dashes)
        elif broken_lines.joined(lines):
            begin = token.map[0] if token.map else 0
            as_typed = [line.lstrip(" \t>") for line in self.lines[begin : begin + len(lines)]]
            if begin not in self.rewritten:
                as_typed[0] = lines[0]
            text = _shorten(" ".join(as_typed))
            self.report(typed_rules.LINES_JOINED, token, as_typed[1].strip(), tekst=text)

    def check_below(self, token: Token) -> bool:
        """Whether text at the margin is drawn into the entry or the quotation above it."""
        first, last = token.map or (0, 0)
        for number in range(first + 1, last):
            line = self.lines[number]
            if -1 in self.held:
                outside = not line.lstrip().startswith(">")
            else:
                outside = len(line) - len(line.lstrip()) <= self.held[-1]
            if outside and broken_lines.drawn_in(self.lines, number, self.widths()):
                what = _QUOTATION if self.held[-1] < 0 else _ENTRY
                place = self.place(number)
                words = _shorten(line)
                found = list_rules.BELOW_LIST.at(place, tekst=words, hvad=what)
                self.diagnostics.append(found.on(line.strip()))
                return True
        return False

    def widths(self) -> broken_lines.Widths:
        if self.measured is None:
            self.measured = broken_lines.Widths.of(self.lines)
        return self.measured

    def check_signs(self, parent: Token) -> None:
        """No sign vanishes that was meant, and none is printed that was to do something."""
        children = parent.children or []
        for sign, written, words in typed.within_words(children):
            self.report(typed_rules.WITHIN_WORD, parent, words, tegn=sign, skrevet=written)
        for written, printed in typed.uneven(children):
            values = {"skrevet": _shorten(written), "trykt": _shorten(printed)}
            self.report(typed_rules.UNEVEN, parent, written, **values)
        for written, printed in typed.entities(children):
            shown = f"»{printed}«" if printed.isprintable() and printed.strip() else _BLANK
            self.report(typed_rules.ENTITY, parent, written, skrevet=written, trykt=shown)
        for written, printed in typed.eaten_backslashes(parent.content):
            self.report(typed_rules.BACKSLASH, parent, written, skrevet=written, trykt=printed)
        text = typed.bare(children)
        for note in typed.footnotes(text):
            self.report(typed_rules.FOOTNOTE, parent, note, note=note)
        for words, advice in typed.literals(text):
            shown = _shorten(words)
            self.report(typed_rules.LITERAL, parent, words, tekst=shown, raad=advice)

    def check_numbers(self, token: Token, written: list[int], drawn_in: bool) -> None:
        """What is printed before the entries is what was typed."""
        printed = list(range(written[0], written[0] + len(written)))
        counting = Counting.at(self.numbered)
        if len(written) == 1 and written[0] > 1:
            if self.depth > 1 or written[0] != self.reached + 1:
                words = f"{written[0]}{token.markup}"
                self.report(LONE_NUMBER, token, words, number=written[0])
        elif written != printed and not drawn_in:
            self.report(
                NUMBERS_CHANGE,
                token,
                written=", ".join(map(str, written)),
                printed=", ".join(counting.label(n).rstrip(".") for n in printed),
            )

    def paragraph(self, token: Token) -> Block | None:
        children = token.children or []
        if len(children) == 1 and children[0].type == "image":
            source, alt = str(children[0].attrGet("src")), children[0].content
            self.check_title(children[0], token)
            picture, diagnostics = find_picture(source, alt, self.position(token), self.folder)
            self.diagnostics += diagnostics
            return picture
        self.check_lines(token)
        _drop_last_break(token)
        inlines = self.inlines(token)
        return Paragraph(inlines, self.position(token)) if inlines else None

    def table(self, token: Token, inner: Sequence[Token]) -> Table:
        rows = [
            (opening, _parts(cells)) for _, part in _parts(inner) for opening, cells in _parts(part)
        ]
        header = rows[0][1]
        if len(header) > MOST_COLUMNS:
            self.report(TOO_MANY_COLUMNS, token, antal=len(header), mest=MOST_COLUMNS)
        for opening, cells in rows[1:]:
            self.check_cells(opening, len(cells))
        return Table(
            header=tuple(self.cell(part) for _, part in header),
            rows=tuple(tuple(self.cell(part) for _, part in cells) for _, cells in rows[1:]),
            alignments=tuple(
                _ALIGNMENTS.get(str(opening.attrGet("style")), Alignment.LEFT)
                for opening, _ in header
            ),
            position=self.position(token),
        )

    def check_below_table(self, token: Token, inner: Sequence[Token]) -> None:
        """The line right below a table is none of its rows."""
        end = token.map[1] if token.map else 0
        line = self.lines[end] if end < len(self.lines) else ""
        columns = sum(part.type == "th_open" for part in inner)
        if "|" in line and typed.row_below(line, columns):
            found = list_rules.ROW_OUTSIDE.at(self.place(end), tekst=_shorten(line))
            self.diagnostics.append(found.on(line.strip()))

    def check_cells(self, opening: Token, columns: int) -> None:
        # markdown-it drops what stands in cells beyond the header's last one.
        if opening.map is None:
            return
        line = self.lines[opening.map[0]].strip().removeprefix("|")
        line = line[:-1] if _CELL_BORDER.search(line[-2:]) else line
        cells = len(_CELL_BORDER.split(line))
        if cells > columns:
            self.report(EXTRA_CELLS, opening, cells=cells, columns=columns)
        elif cells < columns:
            self.report(typed_rules.MISSING_CELLS, opening, cells=cells, columns=columns)

    def cell(self, tokens: Sequence[Token]) -> Cell:
        inlines = self.inlines(tokens[0])
        return Cell((Paragraph(inlines, self.position(tokens[0])),) if inlines else ())

    def check_title(self, token: Token, parent: Token) -> None:
        if title := token.attrGet("title"):
            self.report(TITLE_UNSEEN, parent, str(title), title=title)

    def inlines(self, parent: Token) -> Inlines:
        """The characters of a paragraph, each with the look that holds where it stands."""
        self.check_signs(parent)
        inlines: list[Inline] = []
        looks = [Run("")]
        begun: list[int] = []
        for token in self.bracketed(parent):
            if token.nesting == 1:
                looks.append(self.look(token, looks[-1], parent))
                begun.append(len(inlines))
            elif token.nesting == 0:
                inlines += self.leaf(token, looks[-1], parent)
            else:
                look = looks.pop()
                link, first = look.link, begun.pop()
                if look.left_out and not looks[-1].left_out:
                    inlines[first:] = self.left_out(inlines[first:], look)
                if token.type == "link_close" and not _has_text(inlines, link):
                    self.report(LINK_WITHOUT_TEXT, parent, f"]({link}", target=link)
        return _merged(inlines)

    def left_out(self, words: list[Inline], look: Run) -> list[Inline]:
        """What stands for words that are left out, whose look is ``look``."""
        ground = look.left_out or ""
        if self.leave_out or left_out.says_nothing(text_of(tuple(words))):
            return [_with_text(look, left_out.gap(ground))]
        before, after = _with_text(look, "["), _with_text(look, left_out.after(ground))
        return [before, *words, after]

    def bracketed(self, parent: Token) -> Iterator[Token]:
        """The tokens of a paragraph, with ``<`` and ``>`` where they stood around an address.

        Only around a web address that stands by itself are they Markdown's and vanish.
        """
        before = ""
        kept = linked = False
        address = 0
        """How many of the following tokens are the address in its signs, said just before."""
        children = parent.children or []
        for index, token in enumerate(children):
            if address:
                address -= 1
                continue
            if token.type == "link_open" and token.markup == "autolink":
                target, said = str(token.attrGet("href")), children[index + 1]
                glued = before[-1:].isalnum() or before[-1:] in _BEFORE_GLUED
                if linked and glued and _same_address(before, said.content):
                    address = 2  # mail programs say it twice: address<address>
                    continue
                kept = bool(before) and (glued or target.startswith(("mailto:", "tel:")))
                if kept:
                    said.content = said.content.removeprefix("mailto:").removeprefix("tel:")
                    yield _text_token("<")
                if glued:
                    word = before.split()[-1][-40:]
                    self.report(
                        typed_rules.GLUED_ADDRESS,
                        parent,
                        word,
                        skrevet=_shorten(f"{word}<{said.content}>"),
                        adresse=target,
                    )
            yield token
            if token.type == "link_close" and token.markup == "autolink" and kept:
                yield _text_token(">")
            if token.content or token.nesting:
                linked = token.type == "link_close"
            if token.type in ("softbreak", "hardbreak"):
                before += "\n"
            elif not token.nesting:
                before = token.content if token.content.strip() else before + token.content

    def look(self, token: Token, outer: Run, parent: Token) -> Run:
        """The look of the text after an opening token."""
        match token.type:
            case "strong_open":
                return replace(outer, strong=True)
            case "em_open":
                return replace(outer, emphasis=True)
            case "s_open":
                return replace(outer, struck=True)
            case "sub_open":
                return replace(outer, script=Script.SUB)
            case "sup_open":
                return replace(outer, script=Script.SUPER)
            case "span_open":
                self.check_attributes(token, parent)
                lang, ground = token.attrs.get("lang"), token.attrs.get(left_out.KEY)
                return replace(
                    outer,
                    language=str(lang) if lang is not None else outer.language if ground else None,
                    left_out=" ".join(str(ground).split()) if ground else outer.left_out,
                )
            case "link_open":
                return replace(outer, link=self.link(token, parent))
        raise AssertionError(f"unknown Markdown token {token.type}")

    def leaf(self, token: Token, look: Run, parent: Token) -> list[Inline]:
        """What a token that holds no others adds to the text."""
        match token.type:
            case "text" | "text_special":
                return [_with_text(look, token.content)]
            case "softbreak":
                return [_with_text(look, " ")]
            case "hardbreak":
                return [LineBreak()]
            case "code_inline":
                return [replace(look, text=token.content, code=True)]
            case "footnote_ref":
                return [self.mark(token, look, parent)]
            case "image":
                source = str(token.attrGet("src"))
                self.report(PICTURE_IN_TEXT, parent, f"![{token.content}", source=source)
                return []
            case "html_inline":
                html = token.content
                self.report(RAW_HTML, parent, html, html=_shorten(html))
                return []
        raise AssertionError(f"unknown Markdown token {token.type}")

    def check_attributes(self, token: Token, parent: Token) -> None:
        for name in token.attrs:
            if name not in ("lang", left_out.KEY):
                self.report(UNKNOWN_ATTRIBUTE, parent, f"{{{name}", name=name)

    def link(self, token: Token, parent: Token) -> str:
        target = str(token.attrGet("href"))
        self.check_title(token, parent)
        if not leads_out(target):
            written = f"]({target}" if target else "]()"
            self.report(LINK_UNUSABLE, parent, written, target=target or "[…]()")
        return target


def _reached(blocks: Sequence[Block]) -> int:
    """The last number of the last list among blocks; 0: there is none."""
    lists = (block for block in reversed(blocks) if isinstance(block, NumberedList))
    return next((block.start + len(block.items) - 1 for block in lists), 0)


def _drop_last_break(parent: Token) -> None:
    """Take the backslash off the end of a paragraph: there is no line after it to break.

    The end of a path keeps it.
    """
    last = parent.children[-1] if parent.children else None
    if last is None or last.type != "text" or not last.content.endswith("\\"):
        return
    word = parent.content[:-1].rsplit(maxsplit=1)[-1:]
    if not word or ("\\" not in word[0] and not word[0].endswith(":")):
        last.content = last.content[:-1].rstrip()


def _has_text(inlines: list[Inline], link: str | None) -> bool:
    return any(isinstance(i, Run) and i.link == link and i.text.strip() for i in inlines)


def _first_words(tokens: Sequence[Token]) -> str:
    """The first line of what a list's entry or a quotation holds, where that is a paragraph."""
    begins = len(tokens) > 1 and tokens[0].type == "paragraph_open"
    return tokens[1].content.split("\n")[0] if begins else ""


def _closing(tokens: Sequence[Token], opening: int) -> int:
    """The index of the token that closes the one at ``opening``."""
    level = tokens[opening].level
    for index in range(opening + 1, len(tokens)):
        if tokens[index].level == level and tokens[index].nesting == -1:
            return index
    raise AssertionError("a Markdown token is never closed")


def _parts(tokens: Sequence[Token]) -> list[tuple[Token, Sequence[Token]]]:
    """The nested parts of a run of tokens: each opening token with what it holds."""
    parts = []
    at = 0
    while at < len(tokens):
        end = _closing(tokens, at)
        parts.append((tokens[at], tokens[at + 1 : end]))
        at = end + 1
    return parts


def _merged(inlines: Sequence[Inline]) -> Inlines:
    """Neighbours of one look as one run, without space at the ends and around breaks."""
    merged: list[Inline] = []
    for inline in inlines:
        last = merged[-1] if merged else None
        if isinstance(inline, Run):
            if not inline.text:
                continue
            if isinstance(last, Run) and _with_text(last, inline.text) == inline:
                merged[-1] = _with_text(last, last.text + inline.text)
                continue
        merged.append(inline)
    made = tuple(merged)
    return made if text_of(made).strip() or notes_in(made) else ()


def _with_text(look: Run, text: str) -> Run:
    """``replace(look, text=text)``, in a third of its time."""
    return Run(
        text,
        look.strong,
        look.emphasis,
        look.code,
        look.link,
        look.language,
        look.struck,
        look.script,
        look.left_out,
    )


def _text_token(text: str) -> Token:
    from markdown_it.token import Token

    return Token("text", "", 0, content=text)


def _same_address(before: str, address: str) -> bool:
    """Whether a text ends with the address that is said after it."""
    word, said = before.split()[-1].lower(), address.lower().removeprefix("mailto:")
    plain = (one.split("://")[-1].strip("/") for one in (word, said))
    return len(set(plain)) == 1


def _shorten(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:39]}…"
