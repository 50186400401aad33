"""Slips with the hyphens of a list: another sign for one, or none at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from moedebog import vocabulary
from moedebog.diagnostics import Position
from moedebog.source.indentation import (
    ITEM_LINE,
    KEY_LINE,
    LIKE_A_HYPHEN,
    in_texts,
    indent,
    line_above,
)
from moedebog.source.rules import NO_DASH, NO_HYPHEN
from moedebog.source.slips import Mistake, cut, list_opened

_LIKE_A_HYPHEN = rf"^(\s*(?:- +)*)([{LIKE_A_HYPHEN}])[ \u00a0\t]*(\S.*)$"
_FARTHEST = 200
"""So many lines above an entry its key is looked for."""
_NARROW = 60
"""Nobody breaks a line so early because it is full."""
_FIRST_WORDS = (
    r"(?:(?:og|eller|samt|men|der|som|at|idet|jf|i|på|til|fra|med|af|for|den|det|de)\b"
    r"|[\d(\[,;.:–-])"
)
"""How a line goes on with the sentence above."""


def no_hyphen(name: str, lines: Sequence[str], number: int) -> Mistake | None:
    """``– titel: A`` on a line, or ``• Bo Bæk`` below an entry: a sign that is no hyphen."""
    match = re.match(_LIKE_A_HYPHEN, lines[number])
    if match is None:
        return None
    key = KEY_LINE.match(match[3])
    if not (key and key[2] in vocabulary.known()) and owner(lines, number) is None:
        return None
    problem = NO_HYPHEN.at(
        Position(name, number + 1, match.start(2) + 1), tegn=match[2], linje=cut(match[3].strip())
    )
    return Mistake(problem, (number, f"{match[1]}- {match[3]}"))


def no_hyphen_near(name: str, lines: list[str], number: int) -> Mistake | None:
    """The same, on the nearest line above over whose consequences the parser stumbles."""
    seen = 0
    for line in range(number, -1, -1):
        if not lines[line].strip():
            continue
        mistake = no_hyphen(name, lines, line)
        if mistake is not None:
            return None if line in in_texts(lines, line + 1) else mistake
        seen += 1
        if seen > 1 and (ITEM_LINE.match(lines[line]) or not indent(lines[line])):
            return None
    return None


def owner(lines: Sequence[str], number: int) -> str | None:
    """The key of the list of texts whose entries stand right above a line, in its column."""
    column = indent(lines[number])
    for above in range(number - 1, max(number - _FARTHEST, -1), -1):
        line = lines[above]
        if not line.strip():
            continue
        if key := list_opened(line, column):
            return key
        entry = ITEM_LINE.match(line) or re.match(_LIKE_A_HYPHEN, line)
        if indent(line) != column or not entry:
            return None
    return None


def later_dash(name: str, lines: list[str], number: int) -> Mistake | None:
    """``- Anna Ager``, and below it ``Bo Bæk`` in the column of the hyphen."""
    above = line_above(lines, number)
    key = owner(lines, number)
    if key is None or not ITEM_LINE.match(lines[above]) or not lines[number].strip():
        return None
    column, text = indent(lines[number]), lines[number].strip()
    problem = NO_DASH.at(Position(name, number + 1, column + 1), noegle=key, linje=cut(text))
    return Mistake(problem, (number, f"{' ' * column}- {text}"))


def joined_entry(lines: Sequence[str], start: tuple[int, int], last: int) -> tuple[int, str] | None:
    """The second line of an entry that was probably meant for one of its own, and the key.

    ``start`` is where the text of the entry begins, ``last`` the line it ends on.
    """
    line, column = start
    if lines[line][:column].strip() != "-":
        return None
    key = _list_of(lines, line)
    if key is None:
        return None
    above, second = lines[line].rstrip(), lines[line + 1].strip()
    if not second or line + 1 > last:
        return None
    if len(above) + 1 + len(second.split()[0]) > _NARROW or above.endswith((",", "-", "–", ":")):
        return None
    if key not in vocabulary.PEOPLE and re.match(_FIRST_WORDS, second):
        return None
    return line + 1, key


def _list_of(lines: Sequence[str], number: int) -> str | None:
    """The key of the list of texts that an entry belongs to."""
    dash = lines[number].index("-")
    for above in range(number - 1, max(number - _FARTHEST, -1), -1):
        key = KEY_LINE.match(lines[above])
        if not lines[above].strip() or indent(lines[above]) > dash:
            continue
        if key and not key[4] and len(key[1]) <= dash:
            return key[2] if key[2] in vocabulary.lists() else None
        if not ITEM_LINE.match(lines[above]):
            return None
    return None
