"""The common forms of Markdown, read line by line without the parser.

Nearly every text of a meeting is made of plain paragraphs, short lists, headings and tables
written in the usual way. ``block`` reads those in a tenth of the parser's time, and says
``None`` to anything that could mean more. That both give the same is proven by a test on
generated texts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from moedebog.blocks import (
    Alignment,
    Block,
    BulletList,
    Cell,
    Heading,
    Inlines,
    ListItem,
    NumberedList,
    Paragraph,
    Run,
    Table,
)
from moedebog.diagnostics import Position
from moedebog.markdown.addresses import may_stand
from moedebog.markdown.broken_lines import joined
from moedebog.markdown.rules import MAX_DEPTH, MOST_COLUMNS
from moedebog.markdown.typed import one_entry_is_text

Place = Callable[[int], Position]
"""The position of a line of the text, counted from 0."""

_SIGNS = "\\`*_[]<&"
"""What may mean something inside a paragraph."""
_TEXT = r"[^\W_](?:[^\\`*_\[\]<&]*[^\W_])?"
_MARKED = re.compile(
    r"(?<![^ (])(?:"
    rf"(?P<stars>\*\*?)(?P<text>{_TEXT})(?P=stars)(?![^ .,:;)?!]|\.[^\W_])"
    rf"|\[(?P<name>{_TEXT})\]\((?P<link>https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*(?:/[A-Za-z0-9/._=?-]*)?)\)(?!\{{)"
    r")"
)
"""Bold or italic words, and a link, where nothing about their ends can be misread."""

_LINE = re.compile(r"""(?:[^\W\d_]|["'(§»\[][^ ]|\*\*?[^\W_]|\d+(?:[^\d.)]|[.][^ ]|$)).*(?<! )""")
"""A line that begins no list, heading, rule or table, and ends without spaces."""
_PLAIN_LINE = re.compile(r"([^\W\d_][^\n\\`~*_\[\]<&]*(?<! ))\n*")
_BARE = re.compile(r"(?<!\]\(http)(?<!\]\(https)://|(?<!://)[Ww][Ww][Ww]\.")
_HEADING = re.compile(r"(#{1,6}) ([^\s#].*)(?<![ #])")
_ENTRY = re.compile(r"( *)(?:(-)|([0-9]{1,3})\.) ([^ ].*)")
_DELIMITERS = re.compile(r"\|(?: *:?-+:? *\|)+")
_ROW = re.compile(r"\|[^\\`]*\|")


def plain_line(text: str, place: Place) -> Paragraph | None:
    """The paragraph that a text on one line makes, if no sign in it may mean anything."""
    match = _PLAIN_LINE.fullmatch(text)
    if match is None or not match[1].isprintable() or has_signs(match[1]):
        return None
    return Paragraph((Run(match[1]),), place(0))


def has_signs(text: str) -> bool:
    """Whether a text may have bare addresses, or signs that are told of or set small.

    The address of a link in brackets is no bare one.
    """
    if "@" in text or "^" in text or "{" in text:
        return True
    if "==" in text or "++" in text or "||" in text:
        return True
    return may_stand(text) and _BARE.search(text) is not None


def block(lines: Sequence[str], first: int, place: Place) -> Block | None:
    """The block that lines without a blank one among them make; ``None``: ask the parser.

    ``first`` is the number of the first line.
    """
    start = lines[0][0]
    if start == "#":
        return _heading(lines, first, place)
    if start == "|":
        return _table(lines, first, place)
    if begins_list(lines[0]):
        return _List(lines, first, place).read()
    return _paragraph(lines, first, place)


def begins_list(line: str) -> bool:
    """Whether the line may go on with a list that stands before it, or be gone on with."""
    return line[0] in " -0123456789" and _ENTRY.match(line) is not None


def _inlines(text: str) -> Inlines | None:
    """The characters of a paragraph with their looks."""
    if has_signs(text):
        return None
    if _is_plain(text):
        return (Run(text),)
    runs: list[Run] = []
    at = 0
    for match in _MARKED.finditer(text):
        if match.start() > at:
            runs.append(Run(text[at : match.start()]))
        if match["link"]:
            runs.append(Run(match["name"], link=match["link"]))
        else:
            strong = match["stars"] == "**"
            runs.append(Run(match["text"], strong, not strong))
        at = match.end()
    if at < len(text):
        runs.append(Run(text[at:]))
    plain = all(run.strong or run.emphasis or run.link or _is_plain(run.text) for run in runs)
    return tuple(runs) if plain else None


def _is_plain(text: str) -> bool:
    for sign in _SIGNS:  # noqa: SIM110 - on a long text ten times as quick as a pattern
        if sign in text:
            return False
    return True


def _paragraph(lines: Sequence[str], first: int, place: Place) -> Paragraph | None:
    if not all(map(_LINE.fullmatch, lines)) or (len(lines) > 1 and _may_be_apart(lines)):
        return None
    inlines = _inlines(" ".join(lines))
    return None if inlines is None else Paragraph(inlines, place(first))


def _may_be_apart(lines: Sequence[str]) -> bool:
    """Whether the lines may be rows of a table, or short ones that are to stay apart."""
    return any("|" in line for line in lines) or joined(lines)


def _heading(lines: Sequence[str], first: int, place: Place) -> Heading | None:
    match = _HEADING.fullmatch(lines[0])
    inlines = _inlines(match[2]) if match and len(lines) == 1 else None
    if match is None or inlines is None:
        return None
    return Heading(len(match[1]), inlines, place(first))


class _List:
    """Entries, each on one line, nested by exactly the width of the outer marker."""

    def __init__(self, lines: Sequence[str], first: int, place: Place) -> None:
        self.entries = [_ENTRY.fullmatch(line) for line in lines]
        self.first = first
        self.place = place
        self.at = 0

    def read(self) -> Block | None:
        blocks = self.level(0, 1)
        return blocks if self.at == len(self.entries) else None

    def level(self, indent: int, depth: int) -> Block | None:
        """The list that begins at the current line; ``None`` where something is unusual."""
        begun = self.at
        opening = self.entries[begun]
        if opening is None or depth > MAX_DEPTH:
            return None
        bullets = opening[2] is not None
        items: list[ListItem] = []
        while self.at < len(self.entries):
            entry = self.entries[self.at]
            if entry is None:
                return None
            if len(entry[1]) < indent:
                break
            if len(entry[1]) > indent or (entry[2] is not None) != bullets:
                return None
            if not bullets and entry[3] != str(len(items) + 1):
                return None
            item = self.item(entry, depth)
            if item is None:
                return None
            items.append(item)
        if len(items) == 1 and bullets and one_entry_is_text("-", opening[4], ""):
            return None  # to be told of
        place = self.place(self.first + begun)
        if bullets:
            return BulletList(tuple(items), place)
        return NumberedList(tuple(items), 1, place)

    def item(self, entry: re.Match[str], depth: int) -> ListItem | None:
        """One entry with the list inside it."""
        text = entry[4]
        inlines = _inlines(text) if _LINE.fullmatch(text) else None
        if inlines is None:
            return None
        paragraph = Paragraph(inlines, self.place(self.first + self.at))
        self.at += 1
        inner = self.entries[self.at] if self.at < len(self.entries) else None
        width = entry.start(4)
        if inner is None or len(inner[1]) < width:
            return ListItem((paragraph,))
        nested = self.level(width, depth + 1) if len(inner[1]) == width else None
        return None if nested is None else ListItem((paragraph, nested))


def _table(lines: Sequence[str], first: int, place: Place) -> Table | None:
    if len(lines) < 2 or not _DELIMITERS.fullmatch(lines[1]):
        return None
    marks = [cell.strip() for cell in lines[1][1:-1].split("|")]
    rows = []
    for number, line in enumerate(lines):
        if number == 1:
            continue
        row = _row(line, place(first + number)) if _ROW.fullmatch(line) else None
        if row is None or len(row) != len(marks):
            return None
        rows.append(row)
    if len(marks) > MOST_COLUMNS:
        return None  # to be told of
    alignments = tuple(
        Alignment.LEFT
        if mark[-1] != ":"
        else Alignment.CENTER
        if mark[0] == ":"
        else Alignment.RIGHT
        for mark in marks
    )
    return Table(rows[0], tuple(rows[1:]), alignments, position=place(first))


def _row(line: str, here: Position) -> tuple[Cell, ...] | None:
    cells = []
    for text in line[1:-1].split("|"):
        text = text.strip(" ")
        inlines = _inlines(text) if text else ()
        if inlines is None:
            return None
        cells.append(Cell((Paragraph(inlines, here),) if inlines else ()))
    return tuple(cells)
