"""HTML that stands among the lines of a text file, as Markdown has it."""

from __future__ import annotations

import re
from html import unescape

from msgspec.structs import replace

from moedebog.blocks import Inlines, Run
from moedebog.importer.pieces import Piece, tidy
from moedebog.importer.readers.struck import StruckWords
from moedebog.importer.readers.text.cells import PIPES

_INSIDE = r"(?:\s[^<>]{0,2000})?"
_BLOCK = re.compile(rf"</?(?:div|p|center|section|article|details|summary){_INSIDE}>", re.I)
_DROPPED = re.compile(
    rf"</?(?:span|font|small|big|u|b|strong|i|em|s|strike|del|picture|figure|figcaption){_INSIDE}>",
    re.I,
)
_BREAK = re.compile(r"<br\s*/?>[ \t]*", re.I)
_PAIRS = (
    (re.compile(r"<(b|strong)>\s*([^<>\n]*[^<>\s])\s*</\1>", re.I), r"**\2**"),
    (re.compile(r"<(i|em)>\s*([^<>\n]*[^<>\s])\s*</\1>", re.I), r"*\2*"),
    (re.compile(r"<(s|strike|del)>([^<>\n]*)</\1>", re.I), "\ue000\\2\ue001"),
    (re.compile(r"()(?<!~)~~(?=[^~\s])([^~\n]{0,2000}[^~\s])~~(?![~\w])"), "\ue000\\2\ue001"),
)
"""Looks and what they are in Markdown; what is struck out stands between two private signs."""
_PICTURE = re.compile(r"<img(?P<told>(?:\s[^<>]{0,2000})?)>", re.I)
_TOLD = re.compile(r"\b(alt|src)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.I)
_TABLE = re.compile(r"<t[dr]\b", re.I)
_DIVIDED = re.compile(
    r"^(?P<mark>\*{1,3}|_{1,3})[ \t]*\n[ \t]*(?P<text>[^\s*_][^\n*_]*)(?P=mark)[ \t]*$", re.M
)
_DIVIDED_BELOW = re.compile(
    r"^(?P<mark>\*{1,3}|_{1,3})(?P<text>[^\s*_][^\n*_]*)\n[ \t]*(?P=mark)[ \t]*$", re.M
)
COMMENT = "en kommentar, som ikke ses på siden, er udeladt: »{}«"


def without_tags(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with Markdown's marks for what HTML says of it; what is to be told.

    Tables in HTML stay as they are, and so does whatever is no known tag.
    """
    text = _DIVIDED.sub(r"\g<mark>\g<text>\g<mark>", text)
    text = _DIVIDED_BELOW.sub(r"\g<mark>\g<text>\g<mark>", text)
    text, comments = _without_comments(text)
    if not _TABLE.search(text):
        text = _PICTURE.sub(_as_markdown, text)
        text = "\n".join(line if PIPES.match(line) else _line(line) for line in text.split("\n"))
    return text, tuple(COMMENT.format(one) for one in comments if len(one.split()) > 1)


def _line(line: str) -> str:
    for look, mark in _PAIRS:
        line = look.sub(mark, line)
    if "<" not in line:
        return line
    alone = not _BLOCK.sub("", line).strip()
    line = _BLOCK.sub("" if alone else "\n\n", line)
    return _DROPPED.sub("", _BREAK.sub("  \n", line))


def _without_comments(text: str) -> tuple[str, list[str]]:
    first, *parts = text.split("<!--")
    made, comments = [first], []
    for part in parts:
        comment, end, rest = part.partition("-->")
        if end:
            comments.append(" ".join(comment.split()))
            made.append(rest)
        else:
            made.append(f"<!--{part}")
    return "".join(made), comments


def _as_markdown(match: re.Match[str]) -> str:
    told = {name.casefold(): one or other for name, one, other in _TOLD.findall(match["told"])}
    alt = " ".join(re.sub(r"[\[\]]", "", unescape(told.get("alt", ""))).split())
    return f"![{alt}]({told.get('src', '').strip()})"


def struck_told(piece: Piece) -> Piece:
    """The piece without what is struck out, which is told."""
    if piece.table:
        return replace(piece, table=piece.table.changed(struck_told))
    if "\ue000" not in piece.text:
        return piece
    words = StruckWords()
    made: list[Run] = []
    inside = False
    for run in (one for one in piece.inlines if isinstance(one, Run)):
        for part in re.split("([\ue000\ue001])", run.text):
            if part in ("\ue000", "\ue001"):
                inside = part == "\ue000"
            elif inside:
                words.add(part)
            else:
                made.append(replace(run, text=part))
    inlines: Inlines = tidy(made)
    return replace(piece, inlines=inlines, notes=(*piece.notes, *words.notes()))
