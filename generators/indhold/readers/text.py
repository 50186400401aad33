"""Files of letters alone: text, tables of values, XML, JSON, calendars, logs."""

from __future__ import annotations

import base64
import binascii
import csv
import html
import io
import quopri
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from indhold import cpr
from indhold.collecting import Collector
from indhold.decoding import encoding_of
from indhold.findings import At, Unread
from indhold.given import Given
from indhold.readers import base64s
from indhold.readers.columns import two_columns

_LINE = 1 << 16
"""Characters of a line that are read at once; what is longer comes in pieces."""
_LAP = 120
_BLOCK = 2000
"""Characters of a paragraph, or more where a number may go on over the end of the line."""
_TABLES = frozenset((".csv", ".tsv", ".tab"))
_FOLDED = frozenset((".ics", ".vcf", ".vcs"))
_SEPARATORS = ";\t,|"
_MAY_HOLD = re.compile(r"\d(?:\D{0,12}\d){9}").search
_NINE = re.compile(r"(?<!\d)\d{9}(?!\d)").search
_PERSONAL = re.compile(r"(?i)cpr|person-?n|fødsel|identitetsn|\bssn\b").search
_TORN = re.compile(r"[\d-]<[^<>]*>\s?(?:<[^<>]*>\s?)*[\d-]").search
"""A number that may go on behind a tag."""
_TAG = re.compile(r"<[^<>]*>")
_OFFICE_XML = re.compile(
    r"<(?:\w+:)?(?:wordDocument|package|document|Workbook)\b[^>]*(?:office|oasis)"
)
_PACKED = re.compile(r"(?i);(?:ENCODING=)?(BASE64|B|QUOTED-PRINTABLE)(?=;|$)")
_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|(?<=\d)\\([nrt/])(?=[-\d])")
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t", "/": "/"}
_WINDOWS = {
    0xDC00 + byte: bytes((byte,)).decode("cp1252", "replace") for byte in range(0x80, 0x100)
}


def read(given: Given, collector: Collector) -> None:
    """A text file. Raises ``Exceeded``."""
    if given.suffix in _TABLES:
        _read_table(given, collector)
    elif given.suffix in _FOLDED:
        _read_folded(given, collector)
    else:
        start = given.start.lstrip(b"\xef\xbb\xbf \t\r\n")
        _search(lines(given), collector, is_xml=start.startswith(b"<"))
        base64s.search(given, collector)


def search(text: str, collector: Collector) -> None:
    """A text of any length that stands in another file. Raises ``Exceeded``."""
    _search(_numbered(io.StringIO(text, newline=None)), collector)


def pieces(text: str) -> Iterator[str]:
    """A long text in pieces, none of which ends within a number."""
    if len(text) <= _BLOCK:
        return iter((text,) if text else ())
    return (piece for _, _, piece in _paragraphs(_numbered(io.StringIO(text, newline=None))))


def lines(given: Given) -> Iterator[tuple[int, str]]:
    """The lines with their numbers; a long one in pieces of the same number."""
    encoding = encoding_of(given.start) or "cp1252"
    is_wide = encoding.startswith(("utf-16", "utf-32"))
    with given.open() as file:
        text = io.TextIOWrapper(
            file, encoding, "replace" if is_wide or encoding == "cp1252" else "surrogateescape"
        )
        for number, line in _numbered(text):
            # What is no UTF-8 after a beginning that is: Windows' letters.
            yield number, line if is_wide else line.translate(_WINDOWS) if _odd(line) else line


_odd = re.compile("[\udc80-\udcff]").search


def _numbered(text: io.TextIOBase) -> Iterator[tuple[int, str]]:
    number = 1
    while line := text.readline(_LINE):
        yield number, line
        number += line.endswith("\n")


# --- running text -----------------------------------------------------------------------------


def _search(
    numbered: Iterable[tuple[int, str]], collector: Collector, is_xml: bool = False
) -> None:
    for first, last, text in _paragraphs(numbered):
        name = str(first) if first == last else f"{first}-{last}"
        if not is_xml:
            if "\\" in text:  # as JSON writes letters
                text = _ESCAPED.sub(_letter, text)
            collector.text(text, at=At.LINE, name=name)
            continue
        if _OFFICE_XML.search(text[:_BLOCK]):
            collector.gap(Unread.PARTLY, "XML")
        plain = html.unescape(text)
        collector.text(plain, at=At.LINE, name=name)
        if not _TORN(text):
            continue
        joined = html.unescape(_TAG.sub("", text))
        if len(cpr.personal_numbers(joined)) > len(cpr.personal_numbers(plain)):
            collector.text(joined, at=At.LINE, name=name)


def _letter(match: re.Match[str]) -> str:
    return _CONTROLS[match[2]] if match[2] else chr(int(match[1], 16))


def _paragraphs(numbered: Iterable[tuple[int, str]]) -> Iterator[tuple[int, int, str]]:
    """Lines that belong together, so that a number may go on from one to the next."""
    held: list[str] = []
    first = last = size = 0
    for number, line in numbered:
        is_blank = not line.strip()
        if held and (is_blank or size > _LINE):
            yield first, last, "".join(held)
            held, first, size = ([] if is_blank else [held[-1][-_LAP:]]), last, 0
        if is_blank:
            continue
        first = first if held else number
        held.append(line)
        last, size = number, size + len(line)
        if size > _BLOCK and not re.search(r"[\d\W]\s*$", line.rstrip()[-1:]):
            yield first, last, "".join(held)
            held, size = [], 0
    if held:
        yield first, last, "".join(held)


def _read_folded(given: Given, collector: Collector) -> None:
    """Calendars and cards: a long line goes on in the next after a blank (RFC 5545 § 3.1)."""
    for number, line in _unfolded(lines(given)):
        head, _, body = line.partition(":")
        packed = _PACKED.search(head[:1000])
        if packed is None:
            collector.text(line, at=At.LINE, name=number)
            continue
        collector.text(head, at=At.LINE, name=number)
        try:
            held = _unpacked(packed[1].upper(), body.strip())
        except binascii.Error:
            collector.gap(Unread.DAMAGED, at=At.LINE, name=number)
            continue
        collector.inside(Given(re.split("[;:]", head, maxsplit=1)[0].lower(), held=held))


def _unpacked(kind: str, body: str) -> bytes:
    data = body.encode("utf-8", "replace")
    return quopri.decodestring(data) if kind == "QUOTED-PRINTABLE" else base64.b64decode(data)


def _unfolded(numbered: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    held: list[str] = []
    first, size = 1, 0
    for number, line in numbered:
        line = line.rstrip("\r\n")
        if held and held[-1].endswith("=") and "QUOTED-PRINTABLE" in held[0].upper()[:1000]:
            held[-1] = held[-1][:-1]  # as vCard 2.1 folds
            line = f" {line}"
        if held and not (line[:1] in (" ", "\t") and size < 100 * _LINE):
            yield first, "".join(held)
            held, size = [], 0
        first = first if held else number
        held.append(line[1:] if held else line)
        size += len(line)
    if held:
        yield first, "".join(held)


# --- tables -----------------------------------------------------------------------------------


def _read_table(given: Given, collector: Collector) -> None:
    """Cells are told apart, for the head of a column may say what stands in it."""
    separator = _separator(given)
    rows = csv.reader((line for _, line in lines(given)), delimiter=separator)
    heads: list[str] | None = None
    try:
        for row in rows:
            if heads is None:
                heads = [] if any(map(_MAY_HOLD, row)) else row
            elif _PERSONAL(text := " ".join(row)) and not _NINE(text) and not _MAY_HOLD(text):
                heads = row  # below a title
            _search_row(row, heads, rows.line_num, collector)
    except csv.Error:  # e.g. a quotation mark that is not closed: as running text
        _search(lines(given), collector)


def _separator(given: Given) -> str:
    sample = [line for _, line in zip(range(20), (line for _, line in lines(given)), strict=False)]
    counted = Counter(
        {
            sign: sum(sign in line for line in sample)  # not in all: a cell may have line breaks
            for sign in _SEPARATORS
        }
    )
    sign, often = counted.most_common(1)[0]
    return sign if often else ("\t" if given.suffix != ".csv" else ";")


def _search_row(row: list[str], heads: list[str], line: int, collector: Collector) -> None:
    for index, (day, rest) in enumerate(pairwise(row)):
        head, after = (" ".join(heads[at : at + 1]) for at in (index, index + 1))
        if _PERSONAL(head) and (joined := two_columns(day.strip(), rest.strip(), head, after)):
            collector.text(joined, called=head, at=At.LINE, name=line)
    text = "\t".join(row)
    if not _MAY_HOLD(text) and not _NINE(text):
        return
    # A sheet drops a number's first digit where that is a nought: what is called one is searched.
    found = [
        index
        for index, cell in enumerate(row)
        if _MAY_HOLD(cell) or (_NINE(cell) and _PERSONAL(" ".join(heads[index : index + 1])))
    ]
    for index in found:
        left = row[index - 1] if index else ""
        head = heads[index] if index < len(heads) else ""
        called = f"{'' if _MAY_HOLD(left) else left} {head}"
        collector.text(row[index], called=called, at=At.LINE, name=line)
