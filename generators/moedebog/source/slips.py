"""Slips of who does not know YAML: a missing ``|``, a missing dash, a line left at the margin.

The parser stumbles over them later, or not at all; what is told is the line where they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from moedebog import vocabulary
from moedebog.diagnostics import Diagnostic, Position, Rule
from moedebog.guesses import nearest
from moedebog.source.indentation import ITEM_LINE, KEY_LINE, OPENER, indent, line_above
from moedebog.source.rules import AT_MARGIN, COLON, NO_BLOCK, NO_DASH, NOT_INDENTED

_OPEN = 2
"""How far in a text, or what belongs to an entry, stands below what it belongs to."""
_NO_TEXT = tuple("|>\"'[{&*!#%@`")
"""How a value begins that is no text without marks."""
LIKE_A_BAR = frozenset({"l", "I", "/", "\\", "1", "¦", "!", "ǀ", "｜", "│"})
"""What is typed for the ``|`` of a text."""
_SHOWN = 60
_FARTHEST = 100
"""So many lines a text without its sign may have, for its key to be looked for."""
_WORD = re.compile(r"[a-z_]+")
"""What looks like a key, and not like the words before a colon."""


class Mistake(Struct, frozen=True):
    """Where the parser gave up, and how it was probably meant."""

    problem: Diagnostic
    repair: tuple[int, str] | None
    """A line, and the text that was probably meant there; it may be several lines."""
    masking: bool = False
    """Whether the parser stumbled over a colon or a question mark inside a word."""


def no_block(name: str, lines: list[str], number: int) -> Mistake | None:
    """``tekst: Vi mødes``, and the text goes on on this line, which the parser cannot read."""
    above = line_above(lines, number)
    entry = ITEM_LINE.match(lines[above])
    if entry and not KEY_LINE.match(lines[above]) and indent(lines[number]) >= len(entry[1]):
        return None if _known(lines[number]) else _colon(name, lines, above, len(entry[1]))
    owner = _owner(lines, number)
    if owner is None:
        return None
    key = KEY_LINE.match(lines[owner])
    if key is None or key[4].startswith(_NO_TEXT):
        return None
    column = len(key[1])
    if key[2] not in vocabulary.texts():
        if indent(lines[number]) <= column or not key[4]:
            return None
        return _colon(name, lines, owner, key.start(4))
    first = "" if key[4].strip() in LIKE_A_BAR else key[4].strip()
    first = first or next(line.strip() for line in lines[owner + 1 :] if line.strip())
    problem = _at(
        NO_BLOCK, name, owner, column, noegle=key[2], frem=column + _OPEN, linje=cut(first)
    )
    end = owner + 1
    while end < len(lines) and not _ends_text(lines[end], column):
        end += 1
    body = [line for line in lines[owner + 1 : end] if line.strip()]
    base = min(map(indent, body), default=0)
    moved = _moved(lines[owner + 1 : end], base, column + _OPEN)
    return Mistake(problem, (owner, "\n".join([f"{key[1]}{key[2]}: |", *moved])))


def _colon(name: str, lines: list[str], line: int, column: int) -> Mistake | None:
    """The value goes on with a colon in it on the next line."""
    if lines[line][column:].startswith(_NO_TEXT):
        return None
    return Mistake(_at(COLON, name, line, column), None)


def _owner(lines: list[str], number: int) -> int | None:
    """The line with the known key above this line, which has none."""
    if _known(lines[number]):
        return None
    for above in range(number - 1, max(number - _FARTHEST, -1), -1):
        if _known(lines[above]):
            return above
    return None


def _moved(lines: Iterable[str], base: int, column: int) -> list[str]:
    """The lines with what stood in one column (``base``) in another, and the rest along with it."""
    return [
        " " * (column + indent(line) - base) + line.lstrip() if line.strip() else line
        for line in lines
    ]


def _moved_in(lines: Iterable[str], here: int, column: int) -> list[str]:
    """The lines from one column (``here``) on moved in; those that stand so far in, stay."""
    return [
        " " * (column - here) + line if line.strip() and indent(line) < column else line
        for line in lines
    ]


def list_opened(line: str, column: int) -> str | None:
    """The key of a list of texts whose entries may stand in a column below a line."""
    key = KEY_LINE.match(line)
    opens = key is not None and not key[4] and len(key[1]) <= column
    return key[2] if key is not None and opens and key[2] in vocabulary.lists() else None


def _known(line: str) -> bool:
    """Whether a line begins with a key that may stand in such a file."""
    key = KEY_LINE.match(line)
    return key is not None and key[2] in vocabulary.known()


def _ends_text(line: str, column: int) -> bool:
    """Whether a text without marks, below a key in this column, is over before a line."""
    if not line.strip() or indent(line) > column:
        return False
    return _known(line) or (ITEM_LINE.match(line) is not None and indent(line) < column)


def text_above(lines: list[str], number: int) -> int | None:
    """The column of the text below a ``|`` that ends right above a line; ``None``: there is none.

    Only where the line begins farther out than the text.
    """
    above = number - 1
    while above >= 0 and not lines[above].strip():
        above -= 1
    here = indent(lines[number])
    least = indent(lines[above]) if above >= 0 else 0
    while above >= 0 and least > here:
        opener = OPENER.match(lines[above])
        if opener and len(opener[1]) < least:
            first = next(line for line in lines[above + 1 :] if line.strip())
            return indent(first) if here < indent(first) else None
        if lines[above].strip():
            least = min(least, indent(lines[above]))
        above -= 1
    return None


def at_margin(name: str, lines: list[str], number: int) -> Mistake | None:
    """A line that was pasted into a text without its indentation."""
    while number and lines[number - 1].startswith("#"):
        number -= 1  # a heading, read as a comment
    column = text_above(lines, number)
    if column is None or _known(lines[number]):
        return None
    here = indent(lines[number])
    end = number
    while end < len(lines) and not _goes_on_as_keys(lines[end], here, column):
        end += 1
    moved = _moved_in(lines[number:end], here, column)
    problem = _at(AT_MARGIN, name, number, here, her=here + 1, der=column + 1, frem=column - here)
    return Mistake(problem, (number, "\n".join(moved)))


def _goes_on_as_keys(line: str, here: int, column: int) -> bool:
    """Whether a line begins a key, below lines of a text that begin ``here``, not in ``column``."""
    key = KEY_LINE.match(line)
    outer = key is not None and indent(line) < here and _WORD.fullmatch(key[2])
    return bool(outer) or (_known(line) and indent(line) < column)


def not_indented(name: str, lines: list[str], number: int) -> Mistake | None:
    """The first line of the text below a ``|``, no farther in than its key."""
    while number and re.match(r" *#", lines[number - 1]):
        number -= 1  # a heading, read as a comment
    above = line_above(lines, number)
    opener = OPENER.match(lines[above])
    here = indent(lines[number])
    if above == number or opener is None or here > len(opener[1]) or _known(lines[number]):
        return None
    if ITEM_LINE.match(lines[number]) and here < len(opener[1]):
        return None
    end = number
    while end < len(lines) and not _known(lines[end]):
        entry = ITEM_LINE.match(lines[end])
        if entry and indent(lines[end]) < len(opener[1]):
            break
        end += 1
    column = len(opener[1]) + _OPEN
    moved = _moved_in(lines[number:end], here, column)
    problem = _at(NOT_INDENTED, name, number, here, tegn=opener[2])
    return Mistake(problem, (number, "\n".join(moved)))


def _inflected(key: str) -> bool:
    """``Teksten:``, ``Økonomien:``: a word of a text, and no misspelt key."""
    plain = vocabulary.plain_key(key)
    endings = ("en", "et", "n", "t", "er", "erne", "ene", "s", "ens", "ets")
    return key[:1].isupper() and any(
        plain.removesuffix(one) in vocabulary.known() for one in endings
    )


def strayed(name: str, lines: list[str], place: tuple[int, int], key: str) -> Mistake | None:
    """A line of a text, read as a key since it is not indented; ``place`` is the key's."""
    line, column = place
    word = _WORD.fullmatch(key) is not None
    if not word and indent(lines[line]) == column:
        first = not_indented(name, lines, line)
        if first is not None and vocabulary.plain_key(key) not in vocabulary.known():
            return first
    if key in vocabulary.known() or indent(lines[line]) != column or (word and column):
        return None
    mistake = at_margin(name, lines, line)
    if mistake is None and not column and not word:
        above = line_above(lines, line)
        if indent(lines[above]) or _known(lines[above]):
            mistake = no_block(name, lines, line)
    if mistake is None or mistake.problem.rule is COLON:
        return None
    near = vocabulary.known() if word or column else vocabulary.outermost()
    plain = vocabulary.plain_key(key)
    if plain not in near and _inflected(key):
        return mistake
    return None if plain in near or nearest(plain, near, cutoff=0.75) else mistake


def no_dash(name: str, lines: list[str], number: int) -> Mistake | None:
    """``punkter:``, below it ``titel: A`` without its dash, and here the dash of a later entry."""
    column = indent(lines[number])
    if not ITEM_LINE.match(lines[number]):
        return None
    for above in range(number - 1, -1, -1):
        key = KEY_LINE.match(lines[above])
        if key and list_opened(lines[above], column):
            first = next(n for n in range(above + 1, number + 1) if lines[n].strip())
            if ITEM_LINE.match(lines[first]) or indent(lines[first]) <= len(key[1]):
                return None
            return _dashed(name, lines, key[2], (first, number, column))
    return None


def _dashed(name: str, lines: list[str], key: str, place: tuple[int, int, int]) -> Mistake:
    """The missing dash before a line; the entry ends before another, whose dash has a column."""
    first, end, column = place
    base = indent(lines[first])
    moved = _moved(lines[first:end], base, column + _OPEN)
    moved[0] = f"{' ' * column}- {lines[first].lstrip()}"
    problem = _at(NO_DASH, name, first, base, noegle=key, linje=cut(lines[first].strip()))
    return Mistake(problem, (first, "\n".join(moved)))


def dashless_text(name: str, lines: list[str], place: tuple[int, int]) -> Mistake | None:
    """``at:``, below it a text without its dash, and then one that has it."""
    line, column = place
    if lines[line][:column].strip() or not line:
        return None
    above = line_above(lines, line)
    key = KEY_LINE.match(lines[above])
    if key is None or key[4] or key[2] not in vocabulary.lists():
        return None
    later = (n for n in range(line + 1, len(lines)) if lines[n].strip())
    dash = next((n for n in later if ITEM_LINE.match(lines[n]) or indent(lines[n]) < column), None)
    if dash is None or not ITEM_LINE.match(lines[dash]):
        return None
    return _dashed(name, lines, key[2], (line, dash, indent(lines[dash])))


def _at(rule: Rule, name: str, line: int, column: int, **values: object) -> Diagnostic:
    return rule.at(Position(name, line + 1, column + 1), **values)


def cut(text: str) -> str:
    """A line short enough to be shown within a sentence."""
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 2]} …"
