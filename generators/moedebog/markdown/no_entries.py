"""Lines that begin like an entry of a list, and are text: ``1. maj``, ``1. behandling``, ``1)``.

Their marks are escaped for the parser. Dates below one another stay on lines of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from moedebog.markdown.broken_lines import runs_on

_MONTH = (
    r"(?:(?i:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)\b"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|dec)(?:\.|\b))(?!-?\w)"
)
_DATE = rf"[ \t\u00a0]*(?:(?:og|eller|til|[-–])\s*\d{{1,2}}\.\s*)?{_MONTH}"
MAY_STAND = re.compile(rf"^[^\w\n]*\d{{1,2}}\.{_DATE}", re.M)
"""Finds nothing in a text without a date at the beginning of a line."""
_IS_DATE = re.compile(_DATE)
_ENTRY = re.compile(
    r"(?P<before>[ \t>]*(?:[-*+•·▪◦–][ \t\u00a0]+)*)(?P<number>\d{1,9})\."
    r"(?P<text>[ \t\u00a0]+\S.*|[^\W\d_].*)"
)
_ORDINAL = re.compile(
    r"[ \t\u00a0]+(?:behandling|halvår|kvartal|sal\b|etape|fase|del\b|runde|gang\b|uge\b|måned\b"
    r"|år\b|dag\b|juledag|pinsedag|påskedag|(?:man|tirs|ons|tors|fre|lør|søn)dag|næstformand"
    r"|viceborgmester|suppleant|stedfortræder|prioritet|udkast|udgave|version|klasse|plads|præmie"
    r"|division|række|høring|rate\b|termin|hverdag|arbejdsdag|semester|trimester|årgang|møde|led\b"
    r"|valg|afstemning|udsendelse|bidrag|forslag|læsning|opgave|spørgsmål|frist|delmål)"
)
_WORD = re.compile(r"[ \t\u00a0]+([a-zæøå]{3,})")
_NOTE = re.compile(r"^([ \t>]*\[\^[^\]\s]+\]:[ \t]*)(\d{1,9})\.(?=\s)")
"""The beginning of a note with a number: no note begins with a list."""
_CLOSES = re.compile(r"[ \t>]*\(?\w{1,3}(?=\))")
_GOES_ON = re.compile(r"[ \t\u00a0]+[a-zæøå]")


class _Entry(Struct):
    line: int
    match: re.Match[str]

    @property
    def text(self) -> str:
        return self.match["text"]


def escaped(lines: Sequence[str]) -> list[str]:
    """The lines with a backslash where a number at their beginning is no entry's."""
    made = list(lines)
    for group in _groups(lines):
        if _is_text(lines, group):
            for entry in group:
                end = entry.match.end("number")
                line = made[entry.line]
                made[entry.line] = f"{line[:end]}\\{line[end:]}"
            if len(group) > 1 and not group[0].match["before"].strip(" \t>"):
                _keep_apart(made, group)
    _escape_parentheses(made)
    _escape_notes(made)
    return made


def _groups(lines: Sequence[str]) -> Iterator[list[_Entry]]:
    """Numbers at the beginning of lines with nothing between them but what belongs to them."""
    group: list[_Entry] = []
    blank = fenced = False
    for number, line in enumerate(lines):
        if line.lstrip(" >")[:3] in ("```", "~~~"):
            fenced = not fenced
        match = None if fenced else _ENTRY.match(line)
        if match is not None:
            if group and group[-1].match["before"] != match["before"]:
                yield group
                group = []
            group.append(_Entry(number, match))
        elif group and (fenced or (blank and line[:1].strip())):
            yield group
            group = []
        blank = not line.strip()
    if group:
        yield group


def _is_text(lines: Sequence[str], group: Sequence[_Entry]) -> bool:
    """Whether the numbers of a group belong to its texts."""
    dates = [_IS_DATE.match(entry.text) is not None for entry in group]
    if all(dates):
        return True
    if len(group) == 1:
        return _goes_on(lines, group[0])
    numbers = [int(entry.match["number"]) for entry in group]
    if numbers == list(range(numbers[0], numbers[0] + len(numbers))):
        return False
    known = [date or _ORDINAL.match(e.text) for date, e in zip(dates, group, strict=True)]
    words = {match[1] if (match := _WORD.match(entry.text)) else "" for entry in group}
    return all(known) or (len(words) == 1 and "" not in words and not runs_on(words.pop()))


def _goes_on(lines: Sequence[str], entry: _Entry) -> bool:
    """Whether the only number stands inside a sentence that began on the line above."""
    above = lines[entry.line - 1].rstrip() if entry.line else ""
    if not above.strip() or entry.match["before"].strip() or above[-1] in ".:!?;|\\":
        return False
    return above[:1].isalpha() and _GOES_ON.match(entry.text) is not None


def _keep_apart(made: list[str], group: Sequence[_Entry]) -> None:
    """Break the lines before the dates of a group, and after the last one."""
    for entry in group:
        _end(made, entry.line - 1)
    below = group[-1].line + 1
    if below < len(made) and made[below][:1].isupper():
        _end(made, group[-1].line)


def _end(made: list[str], number: int) -> None:
    line = made[number] if number >= 0 else ""
    begin = line.lstrip(" \t>")
    if begin and begin[0] != "#" and not line.endswith(("\\", "  ", "|")) and not runs_on(line):
        made[number] = f"{line}\\"


def _escape_parentheses(made: list[str]) -> None:
    """``1)`` that closes a parenthesis of the line above is no entry's."""
    opened = 0
    for number, line in enumerate(made):
        if not line.strip():
            opened = 0
            continue
        match = _CLOSES.match(line)
        if opened > 0 and match and "(" not in match[0]:
            made[number] = f"{line[: match.end()]}\\{line[match.end() :]}"
        opened = max(0, opened + line.count("(") - line.count(")"))


def _escape_notes(made: list[str]) -> None:
    """A number at the beginning of a footnote is no entry's."""
    fenced = False
    for number, line in enumerate(made):
        if line.lstrip(" >")[:3] in ("```", "~~~"):
            fenced = not fenced
        elif not fenced and "[^" in line:
            made[number] = _NOTE.sub(r"\1\2\\.", line)
