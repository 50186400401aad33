"""Bytes to characters, and the characters that make what is seen differ from what is read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from moedebog.diagnostics import Diagnostic, Phrase, Position, Rule
from moedebog.source.rules import CONTROL, LINE_SEPARATOR, NOT_UTF8, TAB, TOO_LARGE, UTF16

MAX_BYTES = 5_000_000

# Patterns for what is rare are texts: ``re`` compiles such a one at its first use.
BAD = (
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
    "\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_PLAIN = bytes(range(0x20, 0x7F)) + b"\n"
_LINE_SEPARATORS = "\x85\u2028\u2029"
TABBED = r"(?m)^ *\t[\t ]*\S"
"""A line with a tab in its indentation."""
_TABS = r"\t[ \t]*"


def decode(data: bytes, name: str) -> tuple[str | None, list[Diagnostic]]:
    """The text with plain line ends, or why there is none."""
    if len(data) > MAX_BYTES:
        return None, [TOO_LARGE.at(Position(name), mb=MAX_BYTES // 1_000_000)]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data[:2]:
        kind = Phrase("UTF-16 eller binær fil", "UTF-16 or a binary file")
        if data.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
            kind = Phrase("UTF-32", "UTF-32")
        elif data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            kind = Phrase("UTF-16", "UTF-16")
        return None, [UTF16.at(Position(name), kodning=kind)]
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        if b"\0" in data:  # no text at all: a document, a picture
            binary = Phrase("en binær fil", "a binary file")
            return None, [UTF16.at(Position(name), kodning=binary)]
        return None, _not_utf8(data, name)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, []


def _not_utf8(data: bytes, name: str) -> list[Diagnostic]:
    """One finding for each line (of the first hundred) that does not decode."""
    problems = []
    for number, raw in enumerate(re.split(rb"\r\n|\n|\r", data), 1):
        try:
            raw.decode("utf-8")
        except UnicodeDecodeError as error:
            column = len(raw[: error.start].decode("utf-8")) + 1
            guess = raw[error.start : error.start + 1].decode("cp1252", "ignore")
            continuing = Phrase("", "")
            if guess.isalpha():
                continuing = Phrase(
                    f" (måske et {guess} gemt som latin-1)", f" (maybe an {guess} saved as latin-1)"
                )
            problems.append(NOT_UTF8.at(Position(name, number, column), gaet=continuing))
            if len(problems) == 100:
                break
    return problems


def lines_with(pattern: str | re.Pattern[str], text: str) -> Iterator[int]:
    """The numbers (from 0) of the lines in which a pattern begins, in time that grows evenly."""
    number = at = 0
    for match in re.finditer(pattern, text):
        number += text.count("\n", at, match.start())
        at = match.start()
        yield number


def without_faults(text: str) -> str:
    """The text with a space for each character that ``scan`` tells of."""
    return re.sub(BAD, " ", text).replace("\t", " ")


def scan(text: str, name: str) -> list[Diagnostic]:
    """Characters that make what is seen differ from what is read."""
    if text.encode().translate(None, _PLAIN).decode().isprintable():
        return []  # as nearly always
    characters: list[tuple[int, Rule, str]] = []
    for match in re.finditer(BAD, text):
        rule = LINE_SEPARATOR if match.group() in _LINE_SEPARATORS else CONTROL
        characters.append((match.start(), rule, match.group()))
        if len(characters) >= 100:
            break
    if "\t" in text:
        for count, match in enumerate(re.finditer(_TABS, text)):
            characters.append((match.start(), TAB, "\t"))
            if count >= 100:
                break
    problems = []
    for offset, rule, character in sorted(characters, key=lambda f: f[0]):
        start = text.rfind("\n", 0, offset) + 1
        place = Position(name, text.count("\n", 0, offset) + 1, offset - start + 1)
        problems.append(rule.at(place, kode=code(character)))
    return problems


def code(character: str) -> str:
    """The name of a character that cannot be shown, e.g. ``U+200B``."""
    return f"U+{ord(character):04X}"
