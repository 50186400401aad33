"""Whether line breaks were meant to stay where YAML makes spaces of them.

People who type such a text lose lists and paragraphs. Programs write the same forms and know
what they mean: by their signs they are told apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from moedebog.source.escapes import TYPED, keys_are_quoted

Place = tuple[int, int]
"""Line and column from 0, as the parser counts."""

# Patterns for what is rare are texts: ``re`` compiles such a one at its first use.
_MARKED = r"[-*+] |\||#{1,6} |```|~~~"
_NUMBERED = r" *\d{1,2}[.)] "
_HEADING = r"#{1,6} |\|"
_ENDED = r"[.!?:…][\"'”»)*_]*$"
_PLAIN = r"(?m)^ *(?:- +)*[a-z_]+: +(?!(?:true|false|null)$)[^\W\d_]"
"""A text without quotation marks."""
_LIST_INSIDE = r"(?m)^( *)(?:- +)*[a-z_]+:\n\1 +- "
_STRAIGHT = r"(?m)^ *(?:- +)*[a-z_]+: +\"[^\"\\\n]*\"$"
_WIDTHS = (80, 100, 120)
"""Where programs break lines; most at 80 unless told otherwise."""
_SLACK = 5
"""They count the indentation in different ways."""


def lost_break(
    lines: Sequence[str], start: Place, last: int, style: str | None, text: str
) -> Place | None:
    """The first line that was meant to begin anew but is joined to the one above.

    ``start`` and ``last`` are where the text begins and the line it ends on; ``text`` is the
    whole file.
    """
    folded = style == ">"
    body = list(lines[start[0] + folded : last + 1])
    offset = start[0] + folded
    if not folded:
        body[0] = body[0][start[1] :]
    numbered = sum(re.match(_NUMBERED, line) is not None for line in body[1 - folded :]) > 1
    joined: list[int] = []
    """Lines that begin like a list or a table, right below another."""
    gaps: list[tuple[int, int]] = []
    """Lines below blank ones, and how many those are."""
    if style == '"' and re.search(r"\\n|\\$", "\n".join(body), re.MULTILINE):
        return None  # who writes such knows what a line break is
    kept = _kept(body) if folded else set()
    blank, begun = 0, False
    for number, line in enumerate(body):
        words = line.strip()
        if not words:
            blank += 1
            continue
        if begun and blank:
            gaps.append((number, blank))
        elif begun and number not in kept and _marked(words, numbered):
            joined.append(number)
        blank, begun = 0, True
    found = []
    by_program = keys_are_quoted(text) or _has_rows_apart(body, gaps)
    if joined and not (by_program or _wrapped(lines, offset, body, kept)):
        found.append(joined[0])
    if not style:  # no program writes a text of several paragraphs without marks
        found += [number for number, blanks in gaps if blanks == 1]
    elif gaps and not _by_program(lines, start, last, style, text, _Gaps(body, gaps, offset, kept)):
        found += [number for number, _ in gaps if _begins_paragraph(body, number)]
    if not found:
        return None
    line = body[min(found)]
    return offset + min(found), len(line) - len(line.lstrip(" "))


class _Gaps(Struct, frozen=True):
    """The blank lines of a text: as in ``lost_break``."""

    body: list[str]
    gaps: list[tuple[int, int]]
    offset: int
    kept: set[int]


def _marked(words: str, numbered: bool) -> bool:
    """Whether a line begins like a list, a table or a heading."""
    return bool(re.match(_MARKED, words) or (numbered and re.match(_NUMBERED, words)))


def _has_rows_apart(body: list[str], gaps: list[tuple[int, int]]) -> bool:
    """Whether rows of a table stand apart, as programs write them; nobody types them so."""
    return any(
        body[number].lstrip().startswith("|") and _above(body, number).startswith("|")
        for number, _ in gaps
    )


def _kept(body: list[str]) -> set[int]:
    """The lines below a ``>`` that begin anew: those farther in, and those below such a line."""
    columns = [len(line) - len(line.lstrip(" ")) if line.strip() else None for line in body]
    least = min((column for column in columns if column is not None), default=0)
    kept = set()
    inner = False
    for number, column in enumerate(columns):
        if column is None:
            continue
        if inner or column > least:
            kept.add(number)
        inner = column > least
    return kept


def _above(body: list[str], number: int) -> str:
    return next(line.strip() for line in reversed(body[:number]) if line.strip())


def _begins_paragraph(body: list[str], number: int) -> bool:
    """Whether a line below a blank one is a paragraph that would be joined to the one above."""
    marked = re.match(_MARKED, body[number].strip()) or re.match(_NUMBERED, body[number].strip())
    return not marked and not re.match(_HEADING, _above(body, number))


def _by_program(
    lines: Sequence[str], start: Place, last: int, style: str, text: str, found: _Gaps
) -> bool:
    """Whether a text with blank lines in it was written by who knows what they mean."""
    if any(blanks > 1 for _, blanks in found.gaps):
        return True  # two blank lines make a paragraph
    body = found.body
    if any(
        not re.search(_ENDED, _above(body, number)) or body[number].strip()[:1].islower()
        for number, _ in found.gaps
        if _begins_paragraph(body, number)
    ):
        return True  # in the middle of a sentence: a line break, and no paragraph
    if lines[start[0]][: start[1]].rstrip().endswith(("':", '":')):
        return True  # the key is quoted as well
    if style == ">":
        return _wrapped(lines, found.offset, body, found.kept)
    return (
        lines[last].lstrip().startswith(style)
        or _wrapped(lines, found.offset, body, found.kept)
        or _dumped(lines, last, style, text)
    )


def _dumped(lines: Sequence[str], last: int, style: str, text: str) -> bool:
    """Whether a file as a whole looks as programs write it.

    They write no comment, and no text below a ``|`` beside such a one. Between ``"`` only those
    keep a blank line that put all texts so, or all between braces; between ``'`` those that begin
    lists in the column of their key, and use no ``"`` without an escape.
    """
    if re.search(TYPED, text):
        return False
    if lines[last].rstrip().endswith((",", "}", "]")) or not re.search(_PLAIN, text):
        return True
    return style == "'" and not re.search(_LIST_INSIDE, text) and not re.search(_STRAIGHT, text)


def _last_word(line: str) -> int:
    """Where the last word begins that a program could have put on the next line."""
    blank = re.match(r".*(?<! ) (?! )", line)  # they never break at several blanks
    return blank.end() if blank else 0


def _wrapped(lines: Sequence[str], offset: int, body: list[str], kept: set[int]) -> bool:
    """Whether each line goes on as far as a program lets it."""
    breaks = [
        (lines[offset + n - 1], body[n].split()[0])
        for n in range(1, len(body))
        if body[n].strip() and body[n - 1].strip() and n not in kept
    ]
    return bool(breaks) and any(
        all(
            len(line) + 1 + len(word) > width - _SLACK and _last_word(line) <= width + _SLACK
            for line, word in breaks
        )
        for width in _WIDTHS
    )
