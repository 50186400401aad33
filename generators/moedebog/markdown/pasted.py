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
from moedebog.markdown.broken_lines import may_go_on
from moedebog.markdown.rules import MAX_DEPTH

_BULLETS = "•·▪◦‣●○■□▫⁃∙◆◇♦◊◾◽▶►▸▹➢➤➔➜❖✦❑❏❒\uf020-\uf0ff"
"""Alone they make a list; also the characters of symbol fonts, as Word gives them to others."""
BULLETS = _BULLETS[: _BULLETS.index("\uf020")]
"""Those of them that anybody may type."""
_WEAK = "–—‒―−‐‑→⇒✓✔✅☑🔹🔸👉"
"""They make a list where there are several, or where one stands after a colon."""
_LETTERS = "oüvq¨§Øàþ"
"""What symbol fonts show as bullets, as mail programs write it."""
_CIRCLED = "①-⑳"
_B = "[ \t\u00a0\u2000-\u200a\u202f\u3000]"
_MARK = re.compile(
    rf"(?P<indent>{_B}*)(?:"
    rf"(?P<bullet>[{_BULLETS}]){_B}*"
    rf"|(?P<weak>[{_WEAK}]|(?![§Øà]{_B}*\d)[{_LETTERS}](?={_B})){_B}+"
    r"|(?P<tight>[-–—‒―−‐‑*])(?=[^\W\d_])"
    r"|(?P<native>[-*+]|\d{1,9}[.)])(?:[ \t]+|$)"
    rf"|(?P<hard>[-*+]|\d{{1,2}}[.)]){_B}+"
    rf"|(?P<circled>[{_CIRCLED}]){_B}*"
    r"|(?P<label>\(?(?P<word>[A-Za-z]|[ivxIVX]{1,5}|\d{1,2}[a-z]?)[.)])"
    r")(?P<text>.*)"
)
MAY_STAND = re.compile(
    rf"^[ \t>]*(?:[{_BULLETS}{_WEAK}{_CIRCLED}]|[{_LETTERS}]{_B}|(?:[-*+]|\d{{1,2}}[.)])[^\S \t\n]"
    r"|[^\S \t\n]|\(?(?:[A-Za-z]|[ivxIVX]{1,5}|\d{1,2}[a-z])[.)]|\(\d"
    r"|\d{1,2}[.)][^\W\d_]|\d{1,9}[.)] .*\n(?:[ \t]*\n)* {2,}[^ \n])"
    r"|^[ \t>]*[-*][^\W\d_].*\n+[ \t>]*[-*][ \t]?[^\W\d_]"
    r"|^[ \t>]*[-*][ \t].*\n+[ \t>]*[-*][^\W\d_]",
    re.M,
)
"""Finds nothing in a text without such a list; may find something where there is none."""
_DASHES = {dash: dash for dash in "–—‒―−‐‑"}
_OWN_BLOCK = re.compile(r"[ \t]*(?:#|>|\||`{3}|~{3}|[-=_*]{3,}\s*$)")
_AHEAD = 50
"""So many entries further on a list may go on after one inside it."""
_GAP = 4
"""So many letters may be left out between two entries of a list."""
_CHECKS = "✓✔✅☑"
_CROSSES = "✗✘☐❌✖"
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
    sure: bool = False
    """It is a mark though it may stand alone."""


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
        kind = f"{native[-1]} "
        plain = not match["indent"].strip(" \t")
        return _Mark(number, indent, kind, text, word=native[:-1], native=plain, sure=True)
    if hard := match["hard"] or match["tight"]:
        mark = _Mark(number, indent, _DASHES.get(hard, f"{hard[-1]} "), text, word=hard[:-1])
        return mark if text else None
    if circled := match["circled"]:
        word = str(ord(circled) - ord("①") + 1)
        return _Mark(number, indent, "①", text, circled, word) if text else None
    if match["label"]:
        return _labelled(match, number, indent)
    bullet = match["bullet"] or match["weak"]
    return _Mark(number, indent, bullet, text, sure=bool(match["bullet"])) if text else None


def _labelled(match: re.Match[str], number: int, indent: int) -> _Mark | None:
    """A letter, a Roman number or a number that Markdown does not take for an entry's."""
    label, word, rest = match["label"], match["word"], match["text"]
    bracket = label[0] == "("
    if (bracket and label[-1] == ".") or not rest.strip():
        return None
    close = rest[0].isalpha() and (word.isdigit() or label[-1] == ")")
    if not close and not rest[0].isspace() and not (bracket and word.isdigit()):
        return None
    if word.isdigit() and not bracket:
        if rest[0].isspace():
            return None
        return _Mark(number, indent, f"{label[-1]} ", rest.strip(), word=word)
    case = "A" if word.isupper() else "1" if word[0].isdigit() else "a"
    kind = f"{'(' if bracket else ''}{case}{label[-1]}{'a' if word[0].isdigit() else ''}"
    return _Mark(number, indent, kind, rest.strip(), label, word)


def _told_apart(marks: list[_Mark]) -> list[_Mark]:
    """The marks with Roman numbers as a kind of their own: ``i)`` may be either."""
    labelled = [mark for mark in marks if mark.label]
    for index, mark in enumerate(labelled):
        beside = labelled[max(index - 1, 0) : index + 2]
        words = [other.word.lower() for other in beside]
        roman = any(_are_roman(*pair) for pair in pairwise(words))
        if roman and mark.word.lower() in _ROMAN:
            mark.kind += "i"
    return marks


def _believed(lines: Sequence[str], marks: list[_Mark]) -> list[_Mark]:
    """The marks that are meant as such: those that do not stand alone."""
    good = {mark.line for mark in marks if mark.sure}
    for kind in dict.fromkeys(mark.kind for mark in marks if not mark.sure):
        same = [mark for mark in marks if mark.kind == kind]
        for group in _groups(lines, same):
            if _is_list(lines, group):
                native = any(mark.native for mark in group)
                doubtful = [m.line for m in group if native and _breaks_word(lines, m)]
                good |= {mark.line for mark in group} - set(doubtful)
    return [mark for mark in marks if mark.line in good]


def _breaks_word(lines: Sequence[str], mark: _Mark) -> bool:
    """Whether a hyphen stands at the beginning of a line because the one above it was full."""
    return not mark.sure and mark.line > 0 and may_go_on(lines[mark.line - 1])


def _groups(lines: Sequence[str], marks: list[_Mark]) -> Iterator[list[_Mark]]:
    """Marks of one kind with nothing between them but what belongs to them."""
    group: list[_Mark] = []
    for mark in marks:
        if group and not _goes_on(lines, group, mark):
            yield group
            group = []
        group.append(mark)
    if group:
        yield group


def _goes_on(lines: Sequence[str], group: Sequence[_Mark], other: _Mark) -> bool:
    one = group[-1]
    between = lines[one.line + 1 : other.line]
    close = all(not x.strip() or x[:1].isspace() or _MARK.match(x) for x in between)
    if one.word and not _follows(one.word, other.word):
        least = 0 if len(group) > 1 else 1
        if not close or (one.kind[-1] == "." and one.word.isupper()):  # initials of names
            return False
        if not one.label or not least <= _distance(one, other) <= _GAP:
            return False
    blank = False
    for line in between:
        if not line.strip():
            blank = True
        elif _OWN_BLOCK.match(line) or (blank and not line[:1].isspace() and not _MARK.match(line)):
            return False
    return bool(one.word) or (not blank and _leads(lines, one)) or close


def _distance(one: _Mark, other: _Mark) -> int:
    """How many entries further on in the alphabet or among the numbers a label is."""
    a, b = one.word.lower(), other.word.lower()
    if one.kind.endswith("i"):
        return _ROMAN.index(b) - _ROMAN.index(a)
    if a.isdigit() and b.isdigit():
        return int(b) - int(a)
    if len(a) == len(b) == 1:
        return ord(b) - ord(a)
    if a[:-1] == b[:-1]:
        return ord(b[-1]) - ord(a[-1])
    numbered = a[:-1].isdigit() and b[:-1].isdigit() and b[-1] == "a"
    return int(b[:-1]) - int(a[:-1]) if numbered else -1


def _leads(lines: Sequence[str], mark: _Mark) -> bool:
    """Whether a list may begin here: after nothing, or after a colon."""
    before = lines[mark.line - 1].rstrip() if mark.line else ""
    return not before or before.endswith(":")


def _is_list(lines: Sequence[str], group: list[_Mark]) -> bool:
    kind = group[0].kind
    if kind[0] in _DASHES and all(AMOUNT.match(mark.text) for mark in group):
        return False  # a minus
    around = lines[max(group[0].line - 1, 0) : group[-1].line + 2]
    if kind in _CHECKS and any(line.lstrip()[:1] in _CROSSES for line in around if line.strip()):
        return False  # yes and no
    if kind == "* " and any("*" in mark.text for mark in group if not mark.sure):
        return False
    if len(group) > 1:
        return True
    mark = group[0]
    before = lines[mark.line - 1].rstrip() if mark.line else ""
    if kind not in _WEAK and kind not in _LETTERS:
        return False
    inside = re.match(rf"{_B}*(?:[{_BULLETS}]|[{_LETTERS}]{_B}{_B}+)", before) is not None
    return (before.endswith(":") and kind in "–—‒―−→o") or (kind in _LETTERS and inside)


def _follows(one: str, other: str) -> bool:
    """Whether a letter or number comes right after another."""
    if one.isdigit():
        return other.isdigit() and int(other) == int(one) + 1
    a, b = one.lower(), other.lower()
    if a[:1].isdigit() and a[:-1] == b[:-1]:
        return ord(b[-1]) == ord(a[-1]) + 1
    return (len(a) == len(b) == 1 and ord(b) == ord(a) + 1) or _roman(a, b)


def _are_roman(one: str, other: str) -> bool:
    """Whether two words beside one another are Roman numbers: one letter alone may be neither."""
    return one in _ROMAN and other in _ROMAN and len(one + other) > 2


def _roman(one: str, other: str) -> bool:
    known = one in _ROMAN and other in _ROMAN
    return known and _ROMAN.index(other) == _ROMAN.index(one) + 1


def _runs(lines: Sequence[str], marks: list[_Mark]) -> Iterator[list[_Mark]]:
    """The marks of one list with all in it; only where something in it was pasted."""
    run: list[_Mark] = []
    for index, mark in enumerate(marks):
        if run and not _one_list(lines, run, mark, marks[index + 1 : index + _AHEAD]):
            if not all(m.native for m in run) or _too_near(lines, run):
                yield run
            run = []
        run.append(mark)
    if run and (not all(m.native for m in run) or _too_near(lines, run)):
        yield run


def _too_near(lines: Sequence[str], run: Sequence[_Mark]) -> bool:
    """Whether something belongs to a numbered entry that Markdown wants further in."""
    for mark, following in zip(run, [*run[1:], None], strict=True):
        if not mark.word:
            continue
        near = range(mark.indent + 2, mark.indent + len(mark.word) + 2)
        if following and following.indent in near and not _follows(mark.word, following.word):
            return True
        blank = False
        for number in range(mark.line + 1, following.line if following else len(lines)):
            line = lines[number]
            indent = len(line) - len(line.lstrip(" "))
            if not line.strip():
                blank = True
            elif _OWN_BLOCK.match(line) or (blank and indent < near.start):
                break
            elif blank and indent in near:
                return True
    return False


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
    if not blank or mark.indent > run[0].indent:
        return True
    known = {m.kind: m.word for m in run if m.indent == mark.indent}
    if mark.kind in known:
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
    used = {mark.kind[0] for mark in marks if mark.word and not mark.label}
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
    if mark.label:
        return f"1{delimiter} "  # the label is put back
    if mark.word or mark.kind[0] in "-*+":
        return f"{mark.word}{mark.kind}"
    return "- "


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
