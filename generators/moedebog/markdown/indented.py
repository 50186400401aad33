"""How far in lines stand, where that decides what they belong to. Columns count from 0."""

from __future__ import annotations

import re

_ENTRY = re.compile(r"(?P<mark>[-*+]|\d{1,9}[.)])(?P<blanks> *)(?P<text>.?)")
_MOST = 4
"""So many blanks after a mark, and the text begins behind them all; else behind one."""


def begins(line: str, quotes: int) -> int:
    """The column of the first sign of a line inside so many quotations."""
    marks = re.match(rf"(?: *>){{0,{quotes}}}", line)
    at = marks.end() if marks else 0
    return len(line) - len(line[at:].lstrip())


def text_of_entry(line: str, quotes: int) -> int:
    """The column of the text of an entry of a list; what belongs to the entry begins there."""
    at = begins(line, quotes)
    entry = _ENTRY.match(line, at)
    if entry is None:
        return at
    blanks = len(entry["blanks"])
    return entry.end("mark") + (blanks if entry["text"] and blanks <= _MOST else 1)
