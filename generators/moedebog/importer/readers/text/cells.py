"""The cells of tables in text: between pipes or tabs, and with HTML in them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from msgspec.structs import replace

from moedebog.blocks import Inlines, Run, text_of
from moedebog.importer.genre.patterns import LIST_ENTRY
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
