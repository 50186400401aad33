"""Findings for people: on a terminal, or in a log."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from moedebog import printable
from moedebog.diagnostics import Language, Severity
from moedebog.report import Finding
from moedebog.report.together import all_of_them

_WINDOW = 100
"""Characters of a source line that are shown."""
_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.HINT: "36"}


def text(findings: Sequence[Finding], language: Language = "da", *, colour: bool = False) -> str:
    """All findings, each with its line and what to do; empty where there are none."""
    return "".join(
        f"{line}\n" for finding in findings for line in _lines(finding, language, colour)
    )


def _lines(finding: Finding, language: Language, colour: bool) -> Iterator[str]:
    severity = str(finding.severity) if language == "da" else finding.severity.english
    if colour:
        severity = f"\x1b[1;{_COLOURS[finding.severity]}m{severity}\x1b[0m"
    place = _plain(str(finding.position))
    place = f"\x1b[1m{place}\x1b[0m" if colour else place
    if several := all_of_them(finding):
        yield f"{place}: {severity}: {_sentence(several.within(language))} [{finding.code}]"
        return
    yield f"{place}: {severity}: {_sentence(finding.message)} [{finding.code}]"
    if where := finding.printed or finding.path:
        yield f"    {_sentence(where)}"
    if finding.line is not None and finding.position.line:
        yield from _source(finding, colour)
    if finding.hint:
        yield f"    {_sentence(finding.hint)}"


def _source(finding: Finding, colour: bool) -> Iterator[str]:
    """The line, and below it a caret at the place; or the line that is missing there."""
    line = finding.line or ""
    column = min(finding.position.column, len(line) + 1) - 1
    start = max(0, column - _WINDOW // 2) if len(line) > _WINDOW else 0
    shown = _plain(line[start : start + _WINDOW])
    number = str(finding.position.line)
    gutter = " " * len(number)
    yield f"    {number} | {'…' if start else ''}{shown}"
    blank = " " * ((1 if start else 0) + _columns(shown[: column - start]))
    if finding.missing is not None:
        marks, sign = list(map(_plain, finding.missing.split("\n"))), "+".rjust(len(number))
    else:
        marks, sign = ["^" * max(1, min(finding.width, len(shown) - (column - start)))], gutter
    for mark in marks:
        shade = f"\x1b[{_COLOURS[finding.severity]}m{mark}\x1b[0m" if colour else mark
        yield f"    {sign} | {blank}{shade}"


def _columns(text: str) -> int:
    """How wide a text is on a terminal."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def _plain(text: str) -> str:
    """The text on one line, without what could steer a terminal."""
    one = printable.visible(text.replace("\n", " "))
    return "".join(c if c.isprintable() else "�" for c in one)  # a hard space may be the fault


def _sentence(text: str) -> str:
    """A message of ours; its hard spaces are no fault."""
    return _plain(text.replace("\u00a0", " "))
