"""Markdown -> blocks by the parser: from its flat list of tokens to nested blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

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
    LabelledItem,
    LabelledList,
    LineBreak,
    ListItem,
    NumberedList,
    Paragraph,
    Quote,
    Run,
    Script,
    Table,
    ThematicBreak,
    text_of,
)
from moedebog.diagnostics import Diagnostic, Phrase, Position, Rule
from moedebog.markdown import pasted, typed, typed_rules
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
_BLANK = Phrase("et mellemrum eller et tegn, der ikke kan ses", "a blank or a sign unseen")

_BEFORE_GLUED = tuple(".,)]\"'”»%/&")
"""No word, but what an address in signs is no less glued to."""
_CELL_BORDER = re.compile(r"(?<!\\)\|")
_CONTAINERS = {"bullet_list_open", "ordered_list_open", "blockquote_open"}
_ALIGNMENTS = {"text-align:right": Alignment.RIGHT, "text-align:center": Alignment.CENTER}


def read(text: str, place: Place, folder: Path) -> tuple[Blocks, list[Diagnostic]]:
    """The blocks of a text, and what is wrong with it."""
    lines = text.split("\n")
    made, labels = pasted.as_lists(lines) if pasted.MAY_STAND.search(text) else (lines, {})
    reader = _Reader(lines, place, folder, labels)
    reader.rewritten = {i for i, line in enumerate(made) if line is not lines[i]}
    tokens = _parser().parse("\n".join(made))
    return reader.blocks(tokens, where=None), reader.diagnostics


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.attrs import attrs_plugin

    from moedebog.markdown import extensions

    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 100})
    parser.disable(["code", "reference", "text_join"])  # joined, escaped signs are no longer known
    extensions.install(parser)
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
        self.rewritten: set[int] = set()
        """Lines that were written as Markdown's for the parser."""
        self.diagnostics: list[Diagnostic] = []
        self.depth = 0

    def position(self, token: Token) -> Position:
        return self.place(token.map[0] if token.map else 0)

    def report(self, rule: Rule, token: Token, words: str = "", **values: object) -> None:
        """Notes that a rule is broken in the text of a token; ``words``: by these of it."""
        self.diagnostics.append(rule.at(self.position(token), **values).on(words))

    def blocks(self, tokens: Sequence[Token], where: Phrase | None) -> Blocks:
        """The blocks of a run of tokens; ``where`` names what they stand in."""
        blocks: list[Block] = []
        at = 0
        while at < len(tokens):
            token = tokens[at]
            end = at if token.nesting == 0 else _closing(tokens, at)
            block = self.block(token, tokens[at + 1 : end], where)
            if block is not None:
                blocks.append(block)
            at = end + 1
        return tuple(blocks)

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
                return self.table(token, inner)
            case "fence":
                return CodeBlock(token.content.rstrip("\n"), position)
            case "hr":
                return ThematicBreak(position)
            case "html_block":
                self.report(RAW_HTML, token, html=_shorten(token.content))
                return None
        raise AssertionError(f"unknown Markdown token {token.type}")

    def container(self, token: Token, inner: Sequence[Token]) -> Block | None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.report(TOO_DEEP, token, depth=MAX_DEPTH)
            self.depth -= 1
            return None
        position = self.position(token)
        block: Block
        if token.type == "blockquote_open":
            self.check_quote(token, inner)
            block = Quote(self.blocks(inner, _QUOTE), position)
        else:
            parts = _parts(inner)
            if len(parts) == 1:
                self.check_only_entry(token, parts[0][1])
            items = tuple(ListItem(self.blocks(part, _LIST)) for _, part in parts)
            if token.type == "bullet_list_open":
                block = BulletList(items, position)
            elif any(opening.map and opening.map[0] in self.labels for opening, _ in parts):
                labels = [self.label(opening) for opening, _ in parts]
                pairs = zip(labels, items, strict=True)
                block = LabelledList(tuple(LabelledItem(a, b.blocks) for a, b in pairs), position)
            else:
                self.check_numbers(token, [int(opening.info) for opening, _ in parts])
                block = NumberedList(
                    items, int(token.attrGet("start") or parts[0][0].info), position
                )
        self.depth -= 1
        return block

    def label(self, opening: Token) -> str:
        """What is written before an entry of a list."""
        line = opening.map[0] if opening.map else 0
        return self.labels.get(line, f"{opening.info}{opening.markup}")

    def above(self, token: Token) -> str:
        """The line right above a block, where it begins no entry itself."""
        line = token.map[0] if token.map else 0
        return self.lines[line - 1] if line and self.depth == 1 else ""

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
        if not words or sign in ".)" or (token.map and token.map[0] in self.rewritten):
            return
        if typed.one_entry_is_text(sign, words, self.above(token)):
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
        lines = token.content.split("\n")
        if "|" in token.content and (dashes := typed.row_of_dashes(lines)):
            self.report(typed_rules.NO_TABLE, token, "|", raekke=dashes)
        elif typed.joined(lines):
            text = _shorten(" ".join(lines))
            self.report(typed_rules.LINES_JOINED, token, lines[1].strip(), tekst=text)

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

    def check_numbers(self, token: Token, written: list[int]) -> None:
        printed = list(range(written[0], written[0] + len(written)))
        if len(written) == 1 and written[0] > 1:
            self.report(LONE_NUMBER, token, number=written[0])
        elif written != printed and len(set(written)) > 1:
            self.report(
                NUMBERS_CHANGE,
                token,
                written=", ".join(map(str, written)),
                printed=", ".join(map(str, printed)),
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
            counted = Phrase(f"{cells} celler", f"{cells} cells")
            if cells == 1:
                counted = Phrase("1 celle", "1 cell")
            self.report(typed_rules.MISSING_CELLS, opening, cells=counted, columns=columns)

    def cell(self, tokens: Sequence[Token]) -> Cell:
        inlines = self.inlines(tokens[0])
        return Cell((Paragraph(inlines, self.position(tokens[0])),) if inlines else ())

    def check_title(self, token: Token, parent: Token) -> None:
        if title := token.attrGet("title"):
            self.report(TITLE_UNSEEN, parent, str(title), title=title)

    def inlines(self, parent: Token) -> Inlines:
        """The characters of a paragraph, each with the look that holds where it stands."""
        self.check_signs(parent)
        inlines: list[Run | LineBreak] = []
        looks = [Run("")]
        for token in self.bracketed(parent):
            if token.nesting == 1:
                looks.append(self.look(token, looks[-1], parent))
            elif token.nesting == 0:
                inlines += self.leaf(token, looks[-1], parent)
            else:
                link = looks.pop().link
                if token.type == "link_close" and not _has_text(inlines, link):
                    self.report(LINK_WITHOUT_TEXT, parent, f"]({link}", target=link)
        return _merged(inlines)

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
                return replace(outer, language=self.language(token, parent))
            case "link_open":
                return replace(outer, link=self.link(token, parent))
        raise AssertionError(f"unknown Markdown token {token.type}")

    def leaf(self, token: Token, look: Run, parent: Token) -> list[Run | LineBreak]:
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
            case "image":
                source = str(token.attrGet("src"))
                self.report(PICTURE_IN_TEXT, parent, f"![{token.content}", source=source)
                return []
            case "html_inline":
                html = token.content
                self.report(RAW_HTML, parent, html, html=_shorten(html))
                return []
        raise AssertionError(f"unknown Markdown token {token.type}")

    def language(self, token: Token, parent: Token) -> str | None:
        for name in token.attrs:
            if name != "lang":
                self.report(UNKNOWN_ATTRIBUTE, parent, f"{{{name}", name=name)
        return str(token.attrs["lang"]) if "lang" in token.attrs else None

    def link(self, token: Token, parent: Token) -> str:
        target = str(token.attrGet("href"))
        self.check_title(token, parent)
        if not leads_out(target):
            written = f"]({target}" if target else "]()"
            self.report(LINK_UNUSABLE, parent, written, target=target or "[…]()")
        return target


def _has_text(inlines: list[Run | LineBreak], link: str | None) -> bool:
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


def _merged(inlines: list[Run | LineBreak]) -> Inlines:
    """Neighbours of one look as one run, without space at the ends and around breaks."""
    merged: list[Run | LineBreak] = []
    for inline in inlines:
        last = merged[-1] if merged else None
        if isinstance(inline, Run):
            if not inline.text:
                continue
            if isinstance(last, Run) and _with_text(last, inline.text) == inline:
                merged[-1] = _with_text(last, last.text + inline.text)
                continue
        merged.append(inline)
    return tuple(merged) if text_of(tuple(merged)).strip() else ()


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
