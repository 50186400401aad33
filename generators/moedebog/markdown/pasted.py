"""Lists as Word and mail programs write them into plain text, put as Markdown reads them.

``• a``, ``– a``, ``o a``, ``-a``, ``a) b)``, ``(1) (2)``: what stands so on several lines is a
list. The lines stay as many as they were. Letters and numbers in parentheses are kept as labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from moedebog.markdown.amounts import AMOUNT
from moedebog.markdown.rules import MAX_DEPTH

_BULLETS = "•·▪◦‣●○■□▫⁃∙\uf0b7\uf0a7\uf0d8"
"""Also the characters of Word's symbol fonts."""
_MARK = re.compile(
    r"(?P<indent>[ \t]*)(?:"
    rf"(?P<bullet>[{_BULLETS}])[ \t\u00a0]*"
    r"|(?P<weak>[–—]|o(?=[ \t\u00a0]))[ \t\u00a0]+"
    r"|(?P<tight>[-–—*])(?=[^\W\d_])"
    r"|(?P<native>[-*+]|\d{1,9}[.)])(?:[ \t]+|$)"
    r"|(?P<label>\(?(?P<word>[A-Za-z]|[ivxIVX]{1,5}|\d{1,2})[.)])"
    r")(?P<text>.*)"
)
MAY_STAND = re.compile(
    rf"^[ \t>]*(?:[{_BULLETS}–—]|o[ \t\u00a0]|\(?(?:[A-Za-z]|[ivxIVX]{{1,5}})[.)]|\(\d"
    r"|\d{1,2}[.)][^\W\d_])|^[ \t>]*[-*][^\W\d_].*\n+[ \t>]*[-*][^\W\d_]",
    re.M,
)
"""Finds nothing in a text without such a list; may find something where there is none."""
_OWN_BLOCK = re.compile(r"[ \t]*(?:#|>|\||`{3}|~{3}|[-=_*]{3,}\s*$)")
_AHEAD = 50
"""So many entries further on a list may go on after one inside it."""
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


class _Mark(Struct):
    """What a line begins with."""

    line: int
    indent: int
    kind: str
    """Marks of one kind stand in one list."""
    text: str
    label: str = ""
    """What is kept of it."""
    word: str = ""
    """The letter or number of it."""
    native: bool = False
    """Markdown reads it as a list by itself."""


def as_lists(lines: Sequence[str], depth: int = 0) -> tuple[list[str], dict[int, str]]:
    """The lines with pasted lists as Markdown, and the labels of entries by their lines."""
    made = list(lines)
    labels: dict[int, str] = {}
    for first, last in _stretches(lines):
        if first == last:
            continue
        quoted = [re.match(r" {0,3}> ?", line) for line in lines[first:last]]
        if all(quoted):
            if depth == MAX_DEPTH:
                continue
            inner = [
                line[m.end() :] for m, line in zip(quoted, lines[first:last], strict=True) if m
            ]
            again, known = as_lists(inner, depth + 1)
            marks = [m[0] for m in quoted if m]
            made[first:last] = [mark + line for mark, line in zip(marks, again, strict=True)]
            labels |= {first + line: label for line, label in known.items()}
            continue
        found = _told_apart([m for i in range(first, last) if (m := _mark(lines[i], i))])
        for run in _runs(lines, _believed(lines, found)):
            labels |= _write(made, run, last, _delimiter(found))
    return made, labels


def _stretches(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Lines that can be looked at by themselves: quoted ones, and what is no code."""
    start, fence, quoted = 0, "", False
    for index, line in enumerate(lines):
        begin = line.lstrip(" \t->")[:3]
        if fence or begin in ("```", "~~~"):
            if not fence:
                yield start, index
                fence = begin
            elif begin == fence:
                fence = ""
            start = index + 1
        elif line.lstrip().startswith(">") != quoted:
            yield start, index
            start, quoted = index, not quoted
    if not fence:
        yield start, len(lines)


def _mark(line: str, number: int) -> _Mark | None:
    match = _MARK.match(line)
    if match is None or _OWN_BLOCK.match(line):
        return None
    indent = len(match["indent"].expandtabs(4))
    text = match["text"].strip()
    if native := match["native"]:
        return _Mark(number, indent, f"{native[-1]} ", text, word=native[:-1], native=True)
    if match["label"]:
        return _labelled(match, number, indent)
    if bullet := match["bullet"] or match["weak"]:
        return _Mark(number, indent, bullet, text) if text else None
    return _Mark(number, indent, f"{match['tight']}x", text)


def _labelled(match: re.Match[str], number: int, indent: int) -> _Mark | None:
    """A letter, a Roman number or a number that Markdown does not take for an entry's."""
    label, word, rest = match["label"], match["word"], match["text"]
    bracket = label[0] == "("
    blank = rest[:1] in (" ", "\t", "\u00a0")
    if (bracket and label[-1] == ".") or not rest.strip():
        return None
    if word.isdigit():
        if not bracket and not rest[:1].isalpha():
            return None
    elif not blank:
        return None
    case = "A" if word.isupper() else "1" if word.isdigit() else "a"
    kind = f"{'(' if bracket else ''}{case}{label[-1]}"
    keep = "" if word.isdigit() and not bracket else label
    return _Mark(number, indent, kind, rest.strip(), keep, word)


def _told_apart(marks: list[_Mark]) -> list[_Mark]:
    """The marks with Roman numbers as a kind of their own: ``i)`` may be either."""
    labelled = [mark for mark in marks if mark.word and not mark.native]
    for index, mark in enumerate(labelled):
        beside = labelled[max(index - 1, 0) : index + 2]
        words = [other.word.lower() for other in beside]
        roman = any(_roman(*pair) for pair in pairwise(words))
        if roman and mark.word.lower() in _ROMAN:
            mark.kind += "i"
    return marks


def _believed(lines: Sequence[str], marks: list[_Mark]) -> list[_Mark]:
    """The marks that are meant as such: those that do not stand alone."""
    good = {mark.line for mark in marks if mark.native or mark.kind in _BULLETS}
    for kind in dict.fromkeys(mark.kind for mark in marks):
        same = [m for m in marks if m.kind == kind and m.line not in good]
        for group in _groups(lines, same):
            if _is_list(lines, group):
                good |= {mark.line for mark in group}
    return [mark for mark in marks if mark.line in good]


def _groups(lines: Sequence[str], marks: list[_Mark]) -> Iterator[list[_Mark]]:
    """Marks of one kind with nothing between them but what belongs to them."""
    group: list[_Mark] = []
    for mark in marks:
        if group and not _goes_on(lines, group[-1], mark):
            yield group
            group = []
        group.append(mark)
    if group:
        yield group


def _goes_on(lines: Sequence[str], one: _Mark, other: _Mark) -> bool:
    if one.word and not _follows(one.word, other.word):
        return False
    between = lines[one.line + 1 : other.line]
    blank = False
    for line in between:
        if not line.strip():
            blank = True
        elif _OWN_BLOCK.match(line) or (blank and not line[:1].isspace() and not _MARK.match(line)):
            return False
    loose = one.word or (not blank and _leads(lines, one))
    return bool(loose) or all(not x.strip() or x[:1].isspace() or _MARK.match(x) for x in between)


def _leads(lines: Sequence[str], mark: _Mark) -> bool:
    """Whether a list may begin here: after nothing, or after a colon."""
    before = lines[mark.line - 1].rstrip() if mark.line else ""
    return not before or before.endswith(":")


def _is_list(lines: Sequence[str], group: list[_Mark]) -> bool:
    dash = group[0].kind[0] in "–—"
    if dash and all(AMOUNT.match(mark.text) for mark in group):
        return False  # a minus
    if len(group) > 1:
        return group[0].kind != "*x" or not any("*" in mark.text for mark in group)
    mark = group[0]
    before = lines[mark.line - 1].rstrip() if mark.line else ""
    nested = mark.kind == "o" and before.lstrip()[:1] in _BULLETS and bool(before)
    return mark.kind in ("–", "—", "o") and (before.endswith(":") or nested)


def _follows(one: str, other: str) -> bool:
    """Whether a letter or number comes right after another."""
    if one.isdigit():
        return other.isdigit() and int(other) == int(one) + 1
    a, b = one.lower(), other.lower()
    return (len(a) == len(b) == 1 and ord(b) == ord(a) + 1) or _roman(a, b)


def _roman(one: str, other: str) -> bool:
    known = one in _ROMAN and other in _ROMAN
    return known and _ROMAN.index(other) == _ROMAN.index(one) + 1


def _runs(lines: Sequence[str], marks: list[_Mark]) -> Iterator[list[_Mark]]:
    """The marks of one list with all in it; only where something in it was pasted."""
    run: list[_Mark] = []
    for index, mark in enumerate(marks):
        if run and not _one_list(lines, run, mark, marks[index + 1 : index + _AHEAD]):
            if not all(m.native for m in run):
                yield run
            run = []
        run.append(mark)
    if not all(m.native for m in run):
        yield run


def _one_list(
    lines: Sequence[str], run: list[_Mark], mark: _Mark, following: Sequence[_Mark]
) -> bool:
    """Whether a mark stands in the same list as those before it."""
    blank = False
    for line in lines[run[-1].line + 1 : mark.line]:
        if not line.strip():
            blank = True
        elif _OWN_BLOCK.match(line) or (blank and not line[:1].isspace()):
            return False
    known = {m.kind: m.word for m in run if m.indent == mark.indent}
    if not blank or mark.indent > run[0].indent or mark.kind in known:
        return True
    # Other marks after a blank line are another list, unless the first one goes on after them.
    return any(
        m.kind in known and (not m.word or _follows(known[m.kind], m.word)) for m in following
    )


class _Level(Struct):
    indent: int
    kind: str
    width: int


def _delimiter(marks: list[_Mark]) -> str:
    """What keeps labelled entries apart from the numbered lists beside them."""
    used = {mark.kind[0] for mark in marks if mark.native and mark.word}
    return "." if used == {")"} else ")"


def _write(made: list[str], run: list[_Mark], last: int, delimiter: str) -> dict[int, str]:
    """Put a list as Markdown has it; returns the labels of its entries.

    ``last`` is where the lines end that it may go on in.
    """
    labels = {}
    levels: list[_Level] = []
    for mark, following in zip(run, [*run[1:], None], strict=True):
        levels = _levels(levels, mark)
        written = _written(mark, delimiter)
        levels[-1] = _Level(mark.indent, mark.kind, len(written))
        start = sum(level.width for level in levels[:-1])
        made[mark.line] = " " * start + written + mark.text
        if mark.label:
            labels[mark.line] = mark.label
        end = following.line if following else last
        _move_in(made, mark.line + 1, end, start + len(written))
    return labels


def _levels(levels: list[_Level], mark: _Mark) -> list[_Level]:
    """The levels down to that of a mark; its own is the last, as it was before it."""
    while levels and levels[-1].indent > mark.indent:
        levels = levels[:-1]
    for index, level in enumerate(levels):
        if level.kind == mark.kind and level.indent == mark.indent:
            return levels[: index + 1]
    return [*levels, _Level(mark.indent, mark.kind, 0)]


def _written(mark: _Mark, delimiter: str) -> str:
    if mark.native:
        return f"{mark.word}{mark.kind}"
    if mark.label:
        return f"1{delimiter} "  # the label is put back
    return f"{mark.word}{mark.kind[1]} " if mark.word else "- "


def _move_in(made: list[str], start: int, end: int, width: int) -> None:
    """Move what goes on with an entry after a blank line to where Markdown looks for it."""
    blank = False
    for index in range(start, end):
        line = made[index]
        if not line.strip():
            blank = True
        elif _OWN_BLOCK.match(line) or (blank and not line[:1].isspace()):
            return
        elif blank:
            made[index] = " " * width + line.lstrip()
