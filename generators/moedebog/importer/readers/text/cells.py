"""The cells of tables in text: between pipes or tabs, and with HTML in them."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from moedebog.blocks import Inlines, Run, text_of
from moedebog.importer.genre.patterns import LIST_ENTRY, is_head
from moedebog.importer.pieces import Kind, Piece
from moedebog.importer.readers.joining import join, mend
from moedebog.importer.readers.text.inline import inlines_of

PIPES = re.compile(r"\s*\|.*\|\s*\Z")


_DASHES = re.compile(r"[\s:|-]*-[\s:|-]*\Z")


def all_bold(inlines: Inlines) -> Inlines:
    """A short line all in bold is a heading, and needs no bold."""
    runs = [i for i in inlines if isinstance(i, Run)]
    text = text_of(inlines)
    if runs and all(r.strong for r in runs) and len(text) <= 90 and not text.endswith((".", ",")):
        return tuple(replace(run, strong=False) for run in runs)
    return ()


def cells_of(line: str) -> list[str]:
    """The cells of a line of a table, between pipes or tabs."""
    if PIPES.match(line):
        inside = line.strip()[1:-1]
        return [cell.replace("\\|", "|").strip() for cell in re.split(r"(?<!\\)\|", inside)]
    return [cell.strip() for cell in line.rstrip("\n").split("\t")]


_WIDE_GAP = re.compile(r"(?<=\S) {3,}(?=\S)")
_COUNTED = re.compile(r"\s{0,3}\d{1,3}[.)]?\s")
_FEWEST_ROWS = 3


def with_tabs(lines: Sequence[str]) -> list[str]:
    """The lines, with a tab where blanks part the columns of lines that are counted.

    ``1. Regnskab       Godkendt``: the second column begins at one place in all of them, and holds
    no page; a line below may go on with it.
    """
    found = list(lines)
    begin = 0
    while begin < len(lines):
        columns = _columns(lines[begin])
        end = begin + 1
        rows = int(bool(_COUNTED.match(lines[begin])))
        while columns and end < len(lines):
            line = lines[end]
            more = len(line) - len(line.lstrip())
            shared = columns & (_columns(line) or {more})
            if not line.strip() or not shared or not (_COUNTED.match(line) or more in shared):
                break
            columns, rows, end = shared, rows + bool(_COUNTED.match(line)), end + 1
        head = is_head(_WIDE_GAP.split(lines[begin].strip())) if columns else False
        whole = columns and (head or _COUNTED.match(lines[begin]))
        pages = all(line[max(columns) :].strip().isdigit() for line in lines[begin:end] if columns)
        if whole and rows >= _FEWEST_ROWS and not pages:
            found[begin:end] = [_tabbed(line, columns) for line in lines[begin:end]]
        begin = end
    return found


def _columns(line: str) -> set[int]:
    """Where the columns of a line begin but for the first."""
    return {match.end() for match in _WIDE_GAP.finditer(line.rstrip())}


def _tabbed(line: str, columns: Collection[int]) -> str:
    edges = [0, *sorted(columns), len(line)]
    return "\t".join(line[a:b].strip() for a, b in pairwise(edges))


def is_ruler(row: list[str]) -> bool:
    """Whether a row is the line of dashes below the head."""
    return all(not cell or _DASHES.fullmatch(cell) for cell in row) and any(
        "--" in cell for cell in row
    )


def joined_rows(rows: list[list[str]]) -> list[list[str]]:
    """A row without a first cell goes on with the row above, which a page break cut."""
    joined: list[list[str]] = []
    for row in rows:
        if joined and row and not row[0] and len(row) <= len(joined[-1]) and len(joined) > 1:
            for index, cell in enumerate(row):
                if cell:
                    joined[-1][index] = join(joined[-1][index], cell)
        elif any(row):
            joined.append(list(row))
    return joined


_TAG = re.compile(r"<\s*(/?)\s*(p|ul|ol|li|br|b|strong|i|em|span|div)\b[^>]*>", re.IGNORECASE)


def cell_of(text: str) -> tuple[Piece, ...]:
    """A cell: plain text, or the paragraphs and lists of its HTML."""
    if not _TAG.search(text):
        entry = LIST_ENTRY.match(text)
        if entry and entry["marker"] in "•◦":
            parts = re.split(r"\s*[•◦]\s+", text)
            return tuple(Piece(Kind.ITEM, inlines_of(p), marker="-") for p in parts if p)
        inlines = inlines_of(text)
        return (Piece(Kind.TEXT, inlines),) if inlines else ()
    return tuple(mend(list(_html_pieces(text))))  # a row that a page break cut is one again


def _html_pieces(text: str) -> Iterator[Piece]:
    depth, numbered, at, entry = -1, [False], 0, False
    for tag in (*_TAG.finditer(text), None):
        end = tag.start() if tag else len(text)
        between = re.sub(r"\A\s*[•◦·]\s*", "", html.unescape(text[at:end])).strip()
        if between and _DASHES.fullmatch(between) is None:
            inlines = inlines_of(between)
            if entry:
                marker = "1." if numbered[-1] else "-"
                yield Piece(Kind.ITEM, inlines, max(depth, 0), marker)
            else:
                yield Piece(Kind.TEXT, inlines)
        if tag is None:
            return
        at = tag.end()
        name, closing = tag[2].lower(), bool(tag[1])
        if name in ("ul", "ol"):
            depth += -1 if closing else 1
            numbered = numbered[:-1] or [False] if closing else [*numbered, name == "ol"]
        if name == "li":
            entry = not closing
        elif name in ("p", "div", "ul", "ol"):
            entry = False
