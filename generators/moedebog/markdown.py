"""Markdown -> blocks: CommonMark and pipe tables, less what would lose a secretary's text.

Three rules of CommonMark are left out, because they make text vanish or change its kind
where nobody meant it: indented code, reference definitions and raw HTML. Raw HTML is an
error; indented text and ``[x]: y`` stay the text they are. A passage in another language
is written ``[text]{lang=en}``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from moedebog.blocks import (
    Alignment,
    Block,
    Blocks,
    BulletList,
    Cell,
    CodeBlock,
    Heading,
    Inlines,
    LineBreak,
    ListItem,
    NumberedList,
    Paragraph,
    Picture,
    Quote,
    Run,
    Table,
    ThematicBreak,
    text_of,
)
from moedebog.diagnostics import Diagnostic, Phrase, Position, Rule, Severity

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MAX_LENGTH = 500_000
MAX_BRACKETS = 10_000
"""What one text may hold: the parser's time grows with the square of its brackets."""

MAX_DEPTH = 9
"""Lists and quotes inside one another; Word knows nine levels."""

RAW_HTML = Rule(
    "M070",
    Severity.ERROR,
    "HTML kan ikke bruges i teksten: »{html}«.",
    "Skriv det i Markdown, eller sæt \\ foran <, hvis tegnet skal stå der.",
)
TOO_DEEP = Rule(
    "M071",
    Severity.ERROR,
    "Listen er i mere end {depth} niveauer.",
    "Del den op; Word kender ikke flere niveauer.",
)
MISPLACED = Rule(
    "M072",
    Severity.ERROR,
    "{what} kan ikke stå inde i {where}.",
    "Flyt den ud for sig selv.",
)
PICTURE_IN_TEXT = Rule(
    "M073",
    Severity.ERROR,
    "Billedet {source} står midt i et afsnit.",
    "Sæt en tom linje før og efter billedet.",
)
PICTURE_WITHOUT_ALT = Rule(
    "M074",
    Severity.ERROR,
    "Billedet {source} har ingen alternativ tekst.",
    "Skriv i de skarpe parenteser, hvad billedet viser: ![Kort over ruten](kort.png)",
)
PICTURE_MISSING = Rule(
    "M075",
    Severity.ERROR,
    "Billedet {source} findes ikke.",
    "Stien regnes fra mødefilens mappe og må ikke føre ud af den.",
)
LINK_WITHOUT_TEXT = Rule(
    "M076", Severity.ERROR, "Linket til {target} har ingen tekst.", "Skriv [tekst](adresse)."
)
LINK_UNUSABLE = Rule(
    "M077",
    Severity.ERROR,
    "Linket {target} er ikke en adresse på nettet.",
    "Brug en adresse, der begynder med https://, http://, mailto: eller tel:."
    " En fil sættes på som bilag.",
)
TITLE_UNSEEN = Rule(
    "M078",
    Severity.ERROR,
    "Teksten »{title}« efter adressen vil ingen kunne se på papir.",
    "Skriv den i selve teksten.",
)
EXTRA_CELLS = Rule(
    "M079",
    Severity.ERROR,
    "Rækken har {cells} celler, men tabellen har {columns} kolonner.",
    "Giv overskriftsrækken en kolonne mere, eller skriv \\| for en lodret streg i teksten.",
)
NUMBERS_CHANGE = Rule(
    "M080",
    Severity.WARNING,
    "Listen er nummereret {written}, men udskrives som {printed}.",
    "Ret numrene, eller skriv \\. efter tallet, hvis det ikke skal være en liste.",
)
LONE_NUMBER = Rule(
    "M081",
    Severity.WARNING,
    "»{number}.« først på linjen læses som en liste, der begynder med {number}.",
    "Skriv »{number}\\.«, hvis det er en dato eller et tal i teksten.",
)
UNKNOWN_ATTRIBUTE = Rule(
    "M082",
    Severity.ERROR,
    "{{{name}=…}} kendes ikke efter en tekst i skarpe parenteser.",
    "Kun sproget kan angives: [text]{{lang=en}}",
)

TOO_INVOLVED = Rule(
    "M083",
    Severity.ERROR,
    "Teksten er for lang eller for indviklet: højst {tegn} tegn og {parenteser} skarpe parenteser.",
    "Del den op, eller læg den i et bilag.",
)

_HEADING = Phrase("En overskrift", "A heading")
_TABLE = Phrase("En tabel", "A table")
_QUOTE = Phrase("et citat", "a quotation")
_LIST = Phrase("en liste", "a list")

_SCHEMES = {"https", "http", "mailto", "tel"}
_CELL_BORDER = re.compile(r"(?<!\\)\|")
_CONTAINERS = {"bullet_list_open", "ordered_list_open", "blockquote_open"}
_ALIGNMENTS = {"text-align:right": Alignment.RIGHT, "text-align:center": Alignment.CENTER}

_LINE = r"[^\W\d_](?:[ ,.;:()/%\"'?–-]{0,3}[^\W_])*[.,:;?)]?"
_SPANS_BLANK_LINES = re.compile("```|~~~|[<\t\x00]|[^\\S \n]")
"""What may go on over blank lines at the left margin: code and HTML; and strange spaces."""

_PLAIN = re.compile(rf"{_LINE}(?:\n{_LINE})*\n?")
"""A paragraph of lines that begin with a letter and hold nothing that Markdown has a use for.
Most texts are such; they need no parser."""

Place = Callable[[int], Position]


def parse(text: str, place: Place, folder: Path) -> tuple[Blocks, list[Diagnostic]]:
    """The blocks of a text, and what is wrong with it.

    ``place`` gives the position of a line of the text, counted from 0. Pictures are looked
    for from ``folder``.
    """
    if len(text) > MAX_LENGTH or text.count("[") > MAX_BRACKETS:
        fault = TOO_INVOLVED.at(place(0), tegn=MAX_LENGTH, parenteser=MAX_BRACKETS)
        return (), [fault]
    if _SPANS_BLANK_LINES.search(text):
        return _parsed(text, place, folder)
    blocks: list[Block] = []
    problems: list[Diagnostic] = []
    for first, part, plain in _runs(text.split("\n")):
        if plain:
            words = " ".join(part.split("\n")).strip(" ")
            blocks.append(Paragraph((Run(words),), place(first)))
        else:
            more, found = _parsed(part, partial(_later, place, first), folder)
            blocks += more
            problems += found
    return tuple(blocks), problems


def _parsed(text: str, place: Place, folder: Path) -> tuple[Blocks, list[Diagnostic]]:
    """The blocks of a text by the parser alone."""
    reader = _Reader(text, place, folder)
    return reader.blocks(_parser().parse(text), where=None), reader.diagnostics


def _later(place: Place, first: int, line: int) -> Position:
    return place(first + line)


def _runs(lines: list[str]) -> Iterator[tuple[int, str, bool]]:
    """Parts of a text that can be read each by itself: where they begin, and if they are plain.

    A plain paragraph between blank lines ends whatever stood before it.
    """
    begun = 0
    start = 0
    for index in range(len(lines) + 1):
        if index < len(lines) and lines[index].strip():
            continue
        part = "\n".join(lines[start:index])
        if part and _PLAIN.fullmatch(part):
            if begun < start:
                yield begun, "\n".join(lines[begun:start]), False
            yield start, part, True
            begun = index
        start = index + 1
    if any(line.strip() for line in lines[begun:]):
        yield begun, "\n".join(lines[begun:]), False


def find_picture(
    source: str, alt: str, position: Position, folder: Path
) -> tuple[Picture | None, list[Diagnostic]]:
    """The picture file that ``source`` names below ``folder``, or what is wrong with it."""
    diagnostics = []
    if not alt.strip():
        diagnostics.append(PICTURE_WITHOUT_ALT.at(position, source=source))
    path = PurePosixPath(source)
    if path.is_absolute() or ".." in path.parts or not (folder / path).is_file():
        diagnostics.append(PICTURE_MISSING.at(position, source=source))
    picture = None if diagnostics else Picture(folder / path, alt.strip(), position)
    return picture, diagnostics


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.attrs import attrs_plugin

    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 100})
    parser.enable("table").disable(["code", "reference"])
    return parser.use(attrs_plugin, after=("span_close",), spans=True)


class _Reader:
    """Turns the flat token list into nested blocks, and collects what is wrong."""

    def __init__(self, text: str, place: Place, folder: Path) -> None:
        self.lines = text.split("\n")
        self.place = place
        self.folder = folder
        self.diagnostics: list[Diagnostic] = []
        self.depth = 0

    def position(self, token: Token) -> Position:
        return self.place(token.map[0] if token.map else 0)

    def report(self, rule: Rule, token: Token, **values: object) -> None:
        self.diagnostics.append(rule.at(self.position(token), **values))

    def blocks(self, tokens: Sequence[Token], where: Phrase | None) -> Blocks:
        """The blocks of a run of tokens; ``where`` names what they stand in."""
        found: list[Block] = []
        at = 0
        while at < len(tokens):
            token = tokens[at]
            end = at if token.nesting == 0 else _closing(tokens, at)
            block = self.block(token, tokens[at + 1 : end], where)
            if block is not None:
                found.append(block)
            at = end + 1
        return tuple(found)

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
            block = Quote(self.blocks(inner, _QUOTE), position)
        else:
            parts = _parts(inner)
            items = tuple(ListItem(self.blocks(part, _LIST)) for _, part in parts)
            if token.type == "bullet_list_open":
                block = BulletList(items, position)
            else:
                self.check_numbers(token, [int(opening.info) for opening, _ in parts])
                block = NumberedList(
                    items, int(token.attrGet("start") or parts[0][0].info), position
                )
        self.depth -= 1
        return block

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
        inlines = self.inlines(token)
        return Paragraph(inlines, self.position(token)) if inlines else None

    def table(self, token: Token, inner: Sequence[Token]) -> Table:
        rows = [
            (opening, _parts(cells)) for _, part in _parts(inner) for opening, cells in _parts(part)
        ]
        header = rows[0][1]
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

    def cell(self, tokens: Sequence[Token]) -> Cell:
        inlines = self.inlines(tokens[0])
        return Cell((Paragraph(inlines, self.position(tokens[0])),) if inlines else ())

    def check_title(self, token: Token, parent: Token) -> None:
        if title := token.attrGet("title"):
            self.report(TITLE_UNSEEN, parent, title=title)

    def inlines(self, parent: Token) -> Inlines:
        """The characters of a paragraph, each with the look that holds where it stands."""
        found: list[Run | LineBreak] = []
        looks = [Run("")]
        for token in parent.children or []:
            if token.nesting == 1:
                looks.append(self.look(token, looks[-1], parent))
            elif token.nesting == 0:
                found += self.leaf(token, looks[-1], parent)
            else:
                link = looks.pop().link
                if token.type == "link_close" and not _has_text(found, link):
                    self.report(LINK_WITHOUT_TEXT, parent, target=link)
        return _merged(found)

    def look(self, token: Token, outer: Run, parent: Token) -> Run:
        """The look of the text after an opening token."""
        match token.type:
            case "strong_open":
                return replace(outer, strong=True)
            case "em_open":
                return replace(outer, emphasis=True)
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
                self.report(PICTURE_IN_TEXT, parent, source=token.attrGet("src"))
                return []
            case "html_inline":
                self.report(RAW_HTML, parent, html=_shorten(token.content))
                return []
        raise AssertionError(f"unknown Markdown token {token.type}")

    def language(self, token: Token, parent: Token) -> str | None:
        for name in token.attrs:
            if name != "lang":
                self.report(UNKNOWN_ATTRIBUTE, parent, name=name)
        return str(token.attrs["lang"]) if "lang" in token.attrs else None

    def link(self, token: Token, parent: Token) -> str:
        target = str(token.attrGet("href"))
        self.check_title(token, parent)
        address = urlsplit(target)
        if address.scheme not in _SCHEMES or not (address.netloc or address.path):
            self.report(LINK_UNUSABLE, parent, target=target or "[…]()")
        return target


def _has_text(inlines: list[Run | LineBreak], link: str | None) -> bool:
    return any(isinstance(i, Run) and i.link == link and i.text.strip() for i in inlines)


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
    return Run(text, look.strong, look.emphasis, look.code, look.link, look.language)


def _shorten(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:39]}…"
