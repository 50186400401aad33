"""Danish personal numbers (CPR), which no public document may show.

No check digit is asked for: numbers without a valid one have been given out since 2007.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice

from moedebog.diagnostics import Diagnostic, Position, Rule, Severity

PERSONAL_NUMBER = Rule(
    "M540",
    Severity.ERROR,
    "Her står noget, der ligner et CPR-nummer, i den offentlige udgave.",
    "Slet nummeret, eller luk punktet med `lukket`.",
)
IN_FORUM = Rule(
    "M548",
    Severity.ERROR,
    "Her står noget, der ligner et CPR-nummer, i forum.yaml.",
    "Slet nummeret; hvad der står her, kommer i alle forummets dokumenter.",
)

# The day, to which 60 may be added (numbers of newcomers), the month and the year.
_DAY, _MONTH, _YEAR = r"(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])", r"(?:0[1-9]|1[0-2])", r"\d\d"
_HYPHEN = "[-\u2010-\u2015\u2212]"
# Not a part of a longer number; a sign alone makes none: CPR-010190-1234.
_BEFORE = r"(?<![\d+])(?<!\d[/.,-])"
_AFTER = r"(?!\d)(?![/,-]\d)"
_NUMBER = (  # compiled by ``re`` where a text may hold one
    # In one piece or with a hyphen, around which there may be blanks and a line break.
    rf"{_BEFORE}{_DAY}{_MONTH}{_YEAR}(?:\s?{_HYPHEN}\s?\d\d\s?\d\d|\d{{4}}){_AFTER}"
    # In groups; not within a longer row of numbers.
    rf"|{_BEFORE}(?<!\d ){_DAY}[ .-]?{_MONTH}[ .-]?{_YEAR}\s?{_HYPHEN}?\s?\d{{4}}{_AFTER}(?! \d)"
    # With a slash, which else stands in case numbers.
    rf"|(?i:\bcpr\W{{0,3}}(?:nr|nummer)?\W{{0,3}}){_DAY}{_MONTH}{_YEAR}/\d{{4}}(?!\d)"
)
_LIKELY = re.compile(r"\d\d[ .-]?\d\d[ .-]?\d\d").search
"""Found quickly, where there may be one."""
_MOST = 50
"""Numbers that are told of one text."""


def found(text: str, position: Position, rule: Rule = PERSONAL_NUMBER) -> list[Diagnostic]:
    """A finding for each number in the text that begins at a position."""
    if not _LIKELY(text):
        return []
    told = []
    seen: Counter[str] = Counter()
    for match in islice(re.finditer(_NUMBER, text), _MOST):
        words = match[0]
        told.append(rule.at(position).on(words, seen[words]))
        seen[words] += 1
    return told
