"""Markdown -> blocks: CommonMark and pipe tables, less what would lose a secretary's text.

Three rules of CommonMark are left out, because they make text vanish or change its kind
where nobody meant it: indented code, reference definitions and raw HTML. Raw HTML is an
error; indented text and ``[x]: y`` stay the text they are. A passage in another language
is written ``[text]{lang=en}``.

``simple`` reads the common forms; what it leaves over goes through the parser, in ``reader``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from msgspec import structs

from moedebog.blocks import Block, Blocks
from moedebog.diagnostics import Diagnostic, Phrase, Position
from moedebog.markdown import no_entries, pasted, simple
from moedebog.markdown.picture_paths import find_picture
from moedebog.markdown.rules import (
    LINK_UNUSABLE,
    LONE_NUMBER,
    MAX_BRACKETS,
    MAX_LENGTH,
    TOO_INVOLVED,
)
from moedebog.markdown.simple import Place
from moedebog.markdown.typed_rules import (
    BACKSLASH,
    LINES_JOINED,
    LITERAL,
    NO_TABLE,
    SIGN_AS_MARK,
    UNDERLINED,
)

__all__ = [
    "BY_LINES",
    "LINK_UNUSABLE",
    "MAX_BRACKETS",
    "MAX_LENGTH",
    "find_picture",
    "in_double_quotes",
    "parse",
]

BY_LINES = frozenset(
    rule.code for rule in (SIGN_AS_MARK, NO_TABLE, LINES_JOINED, LITERAL, UNDERLINED, LONE_NUMBER)
)
"""Codes of findings that may only come of lines that run together, as below a ``>``."""
_IN_DOUBLE_QUOTES = Phrase(
    ' Mellem "…" skrives hver skråstreg to gange.', ' Between "…" each backslash is written twice.'
)


def parse(
    text: str, place: Place, folder: Path, *, leave_out: bool = False
) -> tuple[Blocks, list[Diagnostic]]:
    """The blocks of a text, and what is wrong with it.

    ``place`` gives the position of a line of the text, counted from 0. Pictures are looked
    for from ``folder``. ``leave_out``: without the words that are left out.
    """
    if len(text) > MAX_LENGTH or text.count("[") > MAX_BRACKETS:
        fault = TOO_INVOLVED.at(place(0), tegn=MAX_LENGTH, parenteser=MAX_BRACKETS)
        return (), [fault]
    only = simple.plain_line(text, place)
    if only is not None:  # most texts are a line
        return (only,), []
    lines = text.rstrip("\n").split("\n")
    if _is_involved(text, lines):
        return _parsed(text, place, folder, leave_out=leave_out)
    blocks: list[Block] = []
    problems: list[Diagnostic] = []
    for first, part, known in _parts(lines, place):
        if known is not None:
            blocks.append(known)
        else:
            later = partial(_later, place, first)
            more, complaints = _parsed("\n".join(part), later, folder, blocks, leave_out)
            blocks += more
            problems += complaints
    return tuple(blocks), problems


def in_double_quotes(problem: Diagnostic) -> Diagnostic:
    """A finding of a text in double quotation marks: what is to be written there is told so.

    YAML has a backslash doubled between them.
    """
    if "\\" not in problem.hint and problem.rule is not BACKSLASH:
        return problem
    rule = problem.rule
    values = {
        name: value.changed(_doubled) if isinstance(value, Phrase) else value
        for name, value in problem.values.items()
    }
    hint = rule.hint.changed(_doubled) + _IN_DOUBLE_QUOTES
    return structs.replace(problem, rule=structs.replace(rule, hint=hint), values=values)


def _doubled(text: str) -> str:
    return text.replace("\\", "\\\\")


def _is_involved(text: str, lines: list[str]) -> bool:
    """Whether there may be what goes on over blank lines, or strange spaces.

    The first are code, HTML, footnotes, pasted lists and dates.
    """
    return (
        "`" in text
        or "~" in text
        or "<" in text
        or "[^" in text
        or not all(map(str.isprintable, lines))
        or pasted.MAY_STAND.search(text) is not None
        or no_entries.MAY_STAND.search(text) is not None
    )


def _parsed(
    text: str,
    place: Place,
    folder: Path,
    before: Sequence[Block] = (),
    leave_out: bool = False,
) -> tuple[Blocks, list[Diagnostic]]:
    """The blocks of a text by the parser alone; ``before``: those of what stands above it."""
    from moedebog.markdown.reader import read

    return read(text, place, folder, before, leave_out=leave_out)


def _later(place: Place, first: int, line: int) -> Position:
    return place(first + line)


def _parts(lines: list[str], place: Place) -> Iterator[tuple[int, list[str], Block | None]]:
    """Parts of a text that can be read each by itself: first line, lines, and the block.

    Lines between blank ones are such a part where they begin at the margin with anything but
    a list: that ends whatever stood before. A list is one where such a part stands on either
    side of it.
    """
    chunks = _chunks(lines)
    begun: int | None = None
    end = 0
    for index, (first, last) in enumerate(chunks):
        block = None
        if not simple.begins_list(lines[first]) or (
            begun is None and _stands_apart(lines, chunks, index)
        ):
            block = simple.block(lines[first:last], first, place)
        if block is None:
            begun = first if begun is None else begun
            end = last
            continue
        if begun is not None:
            yield begun, lines[begun:end], None
            begun = None
        yield first, [], block
    if begun is not None:
        yield begun, lines[begun:end], None


def _chunks(lines: list[str]) -> list[tuple[int, int]]:
    """The stretches of lines between blank ones: where each begins and ends."""
    chunks: list[tuple[int, int]] = []
    start = 0
    for index, line in enumerate((*lines, "")):
        if not line or line.isspace():
            if start < index:
                chunks.append((start, index))
            start = index + 1
    return chunks


def _stands_apart(lines: list[str], chunks: list[tuple[int, int]], index: int) -> bool:
    """Whether what stands on either side of a list can be no part of it."""
    neighbours = (*chunks[index - 1 : index], *chunks[index + 1 : index + 2])
    return all(lines[first][:1] not in "- +*>0123456789" for first, _ in neighbours)
