"""Tabs inside texts: pasted from Word or a spreadsheet, and read as blanks.

Only in a text below ``|`` or ``>``, after its indentation. Elsewhere a tab is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from moedebog.diagnostics import Diagnostic, Position
from moedebog.source.rules import TAB_IN_TEXT

_HEADER = re.compile(
    r"(?P<lead> *(?:- +)*)(?P<key>[^\s#|>-][^\n]*?:[ ]+)?[|>][-+]?(?P<width>[1-9]?)[-+]? *(?:#.*)?"
)
_MARK = re.compile(
    r"[ \t>]*(?:[^\w\s\"'”»(\[]{1,2}|\(?\w{1,3}[.)]|[oüvq]|[\ue000-\uf8ff])[ \t]+|[^\t]*:[ \t]+"
)
"""After a bullet, a number or a colon a tab is as good as a blank."""
_BLANKS = re.compile(r"[ \t]+")
_STEP = 4
"""So many blanks a tab at the beginning of a line stands for."""


def as_blanks(text: str, name: str) -> tuple[str, list[Diagnostic]]:
    """The text with blanks for the tabs inside its texts, and which of them people will miss."""
    lines = text.split("\n")
    found: list[Diagnostic] = []
    for start, end, indent in _texts(lines):
        told = False
        for number in range(start, end):
            line = lines[number]
            if "\t" not in line or (line.strip() and line[:indent].strip(" ")):
                continue
            content = line[indent:]
            mark = _MARK.match(content)
            at = mark.end() if mark else len(content) - len(content.lstrip())
            missed = content.rstrip().find("\t", at)
            if missed >= 0 and not told:
                told = True
                found.append(TAB_IN_TEXT.at(Position(name, number + 1, indent + missed + 1)))
            lines[number] = line[:indent] + _spaced(content, first=number == start)
    return "\n".join(lines), found


def _spaced(content: str, *, first: bool) -> str:
    """A line of a text without tabs; what the first one begins with would move all the others."""
    inner = content.lstrip(" \t")
    if not inner:
        return ""
    lead = content[: len(content) - len(inner)].expandtabs(_STEP)
    return ("" if first else lead) + _BLANKS.sub(_blank, inner.rstrip())


def _blank(match: re.Match[str]) -> str:
    return " " if "\t" in match[0] else match[0]


def _texts(lines: list[str]) -> Iterator[tuple[int, int, int]]:
    """Texts below ``|`` or ``>``: first line, the line after the last one, and indentation."""
    at = 0
    while at < len(lines):
        match = _HEADER.fullmatch(lines[at].rstrip())
        at += 1
        if match is None:
            continue
        lead = match["lead"]
        outer = len(lead) if match["key"] else lead.rfind("-")
        start = at
        while start < len(lines) and not lines[start].strip():
            start += 1
        if start == len(lines):
            return
        indent = outer + int(match["width"]) if match["width"] else _indent(lines[start])
        if indent <= outer:
            continue
        at = start
        while at < len(lines) and (not lines[at].strip() or _indent(lines[at]) >= indent):
            at += 1
        yield start, at, indent


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
