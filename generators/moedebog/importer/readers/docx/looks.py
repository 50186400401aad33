"""What a paragraph looks like: a heading, an entry of a list, or text."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from msgspec.structs import replace

from moedebog.blocks import Run
from moedebog.importer.pieces import BOLD, CAPTION, INNER, Kind, Piece, tidy
from moedebog.importer.readers.docx.numbering import BULLET, Numbering
from moedebog.importer.readers.docx.styles import Styles, level_of, style_name
from moedebog.importer.readers.docx.xml import W, number, value
from moedebog.importer.readers.forms import as_heading, looks_like_heading

_BULLET = re.compile(
    r"(?:list bullet|opstilling - punkttegn|punktopstilling)\s*(\d?)", re.IGNORECASE
)
_NUMBER = re.compile(r"(?:list number|opstilling - talangivelse)\s*(\d?)", re.IGNORECASE)

_ROMAN = re.compile(r"[ivxIVX]+(?:\.\d+)*[.)]?")

_INNER = re.compile(r"mødebog mellemoverskrift (\d)")
"""The styles of headings in the text of a section."""
_QUOTE = "quote"
_BESIDE_LABEL = "mødebog opstilling"
_NEAR = 40
"""Twentieths of a point by which what stands below one another may differ."""


class Looks:
    """Knows the numbering and the sizes of type of a document; counts its lists."""

    def __init__(self, document: Any, styles: Styles) -> None:
        self.styles = styles
        self.numbering = Numbering(document)
        self.sizes = self._sizes(document.element.body)
        """Sizes of type that make a heading -> level, for a document without heading styles."""
        self.lefts: list[tuple[int, int]] = []
        """Where the text of the entries of the open lists begins, in twentieths of a point, and in
        how many quotes each list stands."""
        quote = next((one for one in styles.known.values() if _name_of(one) == _QUOTE), None)
        self.quote_step = _indent(quote)[0] if quote is not None else 0
        """How far a quote is moved in, in twentieths of a point."""
        self.quote_bar = _bar(quote) if quote is not None else None
        """What the bar beside a quote looks like."""
        self.beside = 0, ""
        """Where the text beside the last label begins, and that label."""

    def seen(self, piece: Piece, paragraph: Any, styles: list[Any], alone: bool) -> Piece:
        """The first line of a paragraph as what it looks like: heading, entry of a list, text."""
        if self.styles.ours:
            named = self.named(piece, paragraph, styles)
            written = not (self.styles.untouched or named.quoted or named.inside or named.marker)
            plain = written and named.kind is Kind.TEXT and alone
            return as_heading(named, BOLD) if plain and looks_like_heading(named) else named
        label = self.label(paragraph, styles)
        level = level_of(paragraph, styles)
        if alone and not level and len(piece.text) <= 150:
            level = self.sizes.get(self.size(paragraph, styles), 0)
        if level:
            before = f"{label[1]} " if label and label[1] != BULLET else ""
            return as_heading(piece, level, before)
        if label is not None:
            return _entry(piece, *label)
        return as_heading(piece, BOLD) if alone and looks_like_heading(piece) else piece

    def named(self, piece: Piece, paragraph: Any, styles: list[Any]) -> Piece:
        """A paragraph in a document of ours: its style says what it is."""
        if level := level_of(paragraph, styles):
            self.lefts, self.beside = [], (0, "")
            inner = _INNER.match(style_name(styles).lower())
            level = INNER + int(inner[1]) - 1 if inner and self.styles.untouched else level
            return replace(piece, kind=Kind.HEADING, level=level)
        style = style_name(styles).lower()
        quoted = self.quotes(paragraph, style == _QUOTE)
        label = self.label(paragraph, styles)
        if label is not None:
            depth = label[0]
            left, moved = self.left_of_entry(paragraph, styles, depth)
            under = self.under(left)
            around = max((one for _, one in self.lefts[:depth]), default=0)
            quoted = quoted or around or int(moved and not under)
            self.lefts[depth:] = [(left, quoted)]
            return replace(_entry(piece, *label), quoted=quoted, under=under)
        left, hanging = _indent(paragraph)
        if hanging and begins_with_tab(paragraph):  # so that the bar beside it stays straight
            hanging = 0
        if style == _BESIDE_LABEL and hanging:
            self.beside = left, _before_tab(paragraph)
        if style == CAPTION:
            piece = replace(piece, marker=CAPTION)
        under = self.under(left)
        left -= self.quote_step * quoted if style == _QUOTE else hanging
        self.lefts = [(at, depth) for at, depth in self.lefts if at <= left + _NEAR]
        quoted = quoted or (self.lefts[-1][1] if self.lefts else 0)
        return replace(piece, inside=len(self.lefts), quoted=quoted, under=under)

    def quotes(self, paragraph: Any, styled: bool) -> int:
        """In how many quotes a paragraph stands, by the bars beside it; ``styled``: whether it has
        the style of a quote.
        """
        stops = paragraph.findall(f"{W}pPr/{W}tabs/{W}tab")
        bars = sum(1 for stop in stops if stop.get(f"{W}val") == "bar")
        own = _bar(paragraph)
        framed = paragraph.find(f"{W}pPr/{W}shd") is not None
        beside = styled if own is None else own == self.quote_bar and not framed
        return max(bars + int(beside), int(styled))

    def under(self, left: int) -> str:
        """The label that a paragraph which begins at ``left`` stands beside; empty without one."""
        if left < self.beside[0] - _NEAR:
            self.beside = 0, ""
        return self.beside[1]

    def is_entry(self, paragraph: Any, styles: list[Any]) -> bool:
        """Whether a paragraph of ours is an entry of a list, though it may hold nothing."""
        counted = (one.find(f"{W}pPr/{W}numPr") is not None for one in (paragraph, *styles))
        return self.styles.ours and any(counted)

    def left_of_entry(self, paragraph: Any, styles: list[Any], depth: int) -> tuple[int, bool]:
        """Where the text of an entry begins, in twentieths of a point, and whether it is moved in
        as one in a quote is.
        """
        counted = (one.find(f"{W}pPr/{W}numPr") for one in (paragraph, *styles))
        lists = (value(one, "w:numId") for one in counted if one is not None)
        usual = self.numbering.lefts.get((next(filter(None, lists), ""), depth), _NEAR)
        own = _indent(paragraph)[0] or usual
        return own, abs(own - usual - self.quote_step) <= _NEAR // 8

    def label(self, paragraph: Any, styles: list[Any]) -> tuple[int, str] | None:
        """Depth and label of a list entry; ``None`` where the paragraph is none."""
        style = style_name(styles)
        bullet, numbered = _BULLET.match(style), _NUMBER.match(style)
        named = bullet or numbered
        depth = int(named[1] or 1) - 1 if named else 0
        counted = (one.find(f"{W}pPr/{W}numPr") for one in (paragraph, *styles))
        properties = [one for one in counted if one is not None]
        list_ = next(filter(None, (value(one, "w:numId") for one in properties)), None)
        if list_ is None:
            return (depth, BULLET if bullet else "1.") if named else None
        if list_ == "0":
            return None
        depth = number(
            next(filter(None, (value(one, "w:ilvl") for one in properties)), None), depth
        )
        label = self.numbering.label(list_, depth)
        return None if label is None else (depth, label)

    def _sizes(self, body: Any) -> dict[int, int]:
        """Sizes of type that make a heading -> level, for a document without heading styles."""
        letters: Counter[int] = Counter()
        for paragraph in body.iter(f"{W}p"):
            styles = self.styles.of_paragraph(paragraph)
            if level_of(paragraph, styles):
                return {}
            text = "".join(t.text or "" for t in paragraph.iter(f"{W}t"))
            letters[self.size(paragraph, styles)] += len(text)
        usual = letters.most_common(1)[0][0] if letters else 0
        larger = sorted((size for size in letters if size > usual + 1), reverse=True)
        return {size: level for level, size in enumerate(larger[:6], 1)}

    def size(self, paragraph: Any, styles: list[Any]) -> int:
        """The size of a paragraph's first characters, in half points."""
        run = next((r for r in paragraph.iter(f"{W}r") if r.find(f"{W}t") is not None), None)
        sizes = [value(run, "w:rPr/w:sz"), *(value(style, "w:rPr/w:sz") for style in styles)]
        return number(next(filter(None, sizes), None), self.styles.size)


def _name_of(style: Any) -> str:
    return (value(style, "w:name") or "").lower()


def _bar(holder: Any) -> tuple[str | None, ...] | None:
    """What the line left of a paragraph, or of those of a style, looks like."""
    line = holder.find(f"{W}pPr/{W}pBdr/{W}left")
    return line if line is None else tuple(line.get(f"{W}{one}") for one in ("val", "sz", "color"))


def begins_with_tab(paragraph: Any) -> bool:
    """Whether a tab moves a paragraph in, before all its text."""
    # The stops of the tabs have the same name.
    runs = (e for e in paragraph.iter(f"{W}t", f"{W}tab") if e.getparent().tag == f"{W}r")
    first = next(runs, None)
    return first is not None and first.tag == f"{W}tab"


def _before_tab(paragraph: Any) -> str:
    """The label of a line: what stands before its first tab or break."""
    text = ""
    for element in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br"):
        if element.tag == f"{W}t":
            text += element.text or ""
        elif text:
            break
    return " ".join(text.split())


def _indent(paragraph: Any) -> tuple[int, int]:
    """How far a paragraph itself says that it is moved in, and its first line back again."""
    indent = paragraph.find(f"{W}pPr/{W}ind")
    if indent is None:
        return 0, 0
    return number(indent.get(f"{W}left"), 0), number(indent.get(f"{W}hanging"), 0)


def is_one(paragraph: Any, styles: list[Any]) -> bool:
    """Whether a break of the line does not divide it: in a heading, and after a bullet."""
    named = bool(_BULLET.match(style_name(styles)))
    return named or level_of(paragraph, styles) > 0


def _entry(piece: Piece, depth: int, label: str) -> Piece:
    """A list entry; a label that says more than a number or a letter is text."""
    if re.search(r"[^\W\d_]{2,}", label) and not re.fullmatch(_ROMAN, label):
        return replace(piece, inlines=tidy((Run(f"{label} "), *piece.inlines)))
    plain = re.fullmatch(r"\(?(\d+|[a-z])[.)]?", label)
    return replace(piece, kind=Kind.ITEM, level=depth, marker=f"{plain[1]}." if plain else label)
