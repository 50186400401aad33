"""Where a wrongly indented line was probably meant to begin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

# Indentation and dashes, a key, and what follows it.
KEY_LINE = re.compile(
    r"^(\s*(?:- +)*)([^\s:#'\"\[{&*!|>%@`-][^:#]*?|\"[^\"]*\"|'[^']*'):(\s+|$)(.*)$"
)
ITEM_LINE = re.compile(r"^(\s*(?:- +)+)(.*)$")
OPENER = re.compile(r"(\s*(?:- +)*)(?:[^\s:][^:]*: +)?([|>])[-+0-9]* *$")
LIKE_A_HYPHEN = "–—−‐‑‒―•·●▪‣*"
"""What stands for the hyphen of an entry where a word processor, or somebody, wrote another."""


def indent(line: str) -> int:
    """How many blanks a line begins with."""
    return len(line) - len(line.lstrip())


def line_above(lines: Sequence[str], number: int) -> int:
    """The nearest line above that is not blank; the line itself where there is none."""
    return next((n for n in range(number - 1, -1, -1) if lines[n].strip()), number)


def in_texts(lines: list[str], end: int) -> set[int]:
    """The lines before ``end`` that are part of a text below a ``|`` or ``>``."""
    numbers = set()
    column = -1  # of the key that the text is below
    for number in range(end):
        line = lines[number]
        if column >= 0 and (not line.strip() or indent(line) > column):
            numbers.add(number)
            continue
        opener = OPENER.match(line)
        column = len(opener[1]) if opener else -1
    return numbers


def reindented(lines: list[str], number: int) -> str | None:
    """A line, with those that go with it, in the column where it was probably meant to begin.

    ``None``: nobody can tell.
    """
    column, target = indent(lines[number]), _column(lines, number)
    if target is None or target == column:
        return None
    entry = ITEM_LINE.match(lines[number]) is not None
    moved: list[str] = []
    within = column + 1
    """From here on lines belong to the one that is moved."""
    for line in lines[number:]:
        here = indent(line)
        if line.strip() and here == column:
            if (ITEM_LINE.match(line) is not None) is not entry or not _begins(line):
                break
            within = _within(line, column)
        elif line.strip() and (here < within or (here == target and KEY_LINE.match(line))):
            break
        moved.append(" " * (here + target - column) + line.lstrip() if line.strip() else line)
    return "\n".join(moved)


def next_item(text: str, line: int) -> int:
    """The line (from 1) at which the next item or key of the meeting begins after a line."""
    lines = text.split("\n")
    texts = in_texts(lines, len(lines))
    begun = [n for n, one in enumerate(lines) if _begins(one) and n not in texts]
    entries = [indent(lines[n]) for n in begun if ITEM_LINE.match(lines[n])]
    outermost = min(entries, default=0)
    for n in begun:
        column = outermost if ITEM_LINE.match(lines[n]) else 0
        if n + 1 > line and indent(lines[n]) == column:
            return n + 1
    return len(lines) + 1


def _begins(line: str) -> bool:
    """Whether a line begins an entry or a key."""
    return bool(ITEM_LINE.match(line) or KEY_LINE.match(line))


def _within(line: str, column: int) -> int:
    """The least column of the lines that belong to what begins on this one."""
    entry, key = ITEM_LINE.match(line), KEY_LINE.match(line)
    if entry:
        return len(entry[1])
    opens = key is not None and (not key[4] or OPENER.match(line))
    return column + 1 if opens else len(line) + 1_000


def _column(lines: list[str], number: int) -> int | None:
    """The nearest column in which something begins that the line could go on."""
    line = lines[number]
    if not _begins(line):
        return None
    entry = ITEM_LINE.match(line) is not None
    texts = in_texts(lines, number)
    above = [n for n in range(number) if n not in texts and _begins(lines[n])]
    previous = max((n for n in range(number) if lines[n].strip()), default=0)
    key = KEY_LINE.match(lines[previous]) if previous in above else None
    empty = len(key[1]) if key and not key[4] else None
    columns = [column for column, dash in _open(lines, above) if dash is entry]
    if empty is not None:
        columns.append(empty)
    if not columns:
        return None
    here = indent(line)
    following = next((indent(text) for text in lines[number + 1 :] if text.strip()), -1)
    goes_on = following - 2 if entry else following

    def unlikely(column: int) -> tuple[int, bool, int]:
        return abs(column - here), column != goes_on, -column

    nearest = min(columns, key=unlikely)
    return nearest + 2 if nearest == empty else nearest  # what is empty lacks this line


def _open(lines: list[str], above: list[int]) -> Iterator[tuple[int, bool]]:
    """The columns of what could still go on, innermost first, and whether it is a list."""
    limit = 1_000_000
    for number in reversed(above):
        line = lines[number]
        key = KEY_LINE.match(line)
        start = (key or ITEM_LINE.match(line) or [line, ""])[1]
        if key and len(start) < limit:
            yield len(start), False
        for dash in reversed([i for i, character in enumerate(start) if character == "-"]):
            if dash < limit:
                yield dash, True
        limit = min(limit, indent(line))
        if not limit:
            return
