"""The tokens of a PDF file: what is drawn on its pages, and its packed objects.

pdfminer reads them sign by sign; here one expression takes a token at a time, or a whole list of
strings and numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1
from pdfminer.psparser import LIT, PSLiteral

_NUMBER = rb"[-+]?(?:[0-9]++\.?[0-9]*+|\.[0-9]++)"
_STRING = rb"\((?:[^()\\]++|\\.)*+\)"
_HEX_DIGITS = rb"[0-9A-Fa-f\s]*+"
_FLAT = rb"\[(?:[^][()<>/\\%]++|" + _STRING + rb"|<" + _HEX_DIGITS + rb">)*+\]"
"""A list of strings and numbers."""
_NOTHING = rb"(?!)"


def _tokens(flat: bytes) -> re.Pattern[bytes]:
    """An expression that takes what is no token too, so that it never looks twice at a sign."""
    kinds = (
        rb"[-+]?[0-9]++(?![.0-9])",
        _NUMBER,
        rb"[A-Za-z'\"][^][#/%()<>{}\s\0]*+",
        rb"/[^][/%()<>{}\s\0]*+",
        _STRING,
        rb"<(?!<)" + _HEX_DIGITS + rb">?",
        flat,
        rb"<<|\[",
        rb">>|\]",
        rb"\(",
    )
    groups = rb"|".join(b"(" + kind + b")" for kind in kinds)
    return re.compile(rb"[\0\t\n\f\r ]*+(?:" + groups + rb"|%[^\r\n]*+|.|\Z)", re.DOTALL)


_INT, _REAL, _WORD, _NAME, _TEXT, _HEX, _LIST, _OPENS, _CLOSES, _NESTED = range(1, 11)
_DRAWN, _PACKED = _tokens(_FLAT), _tokens(_NOTHING)
_SHOWN = re.compile(b"(" + _STRING + b")|<(" + _HEX_DIGITS + b")>|(" + _NUMBER + b")", re.DOTALL)
_PARENTHESIS = re.compile(rb"\\.|[()]", re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_SIGNS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_SIGNS |= dict.fromkeys((b"\r\n", b"\r", b"\n"), b"")
_SHARP = re.compile(rb"#([0-9A-Fa-f]{2})")
_CONSTANTS: dict[bytes, Any] = {b"true": True, b"false": False, b"null": None}
_END_OF_PICTURE = re.compile(rb"EI(?=[\0\t\n\f\r ]|\Z)")
_ASCII85 = ("A85", "ASCII85Decode")
_OPENING = (b"[", b"<<")

Operation = tuple[bytes, list[Any]]
"""What is done, and with what."""


class Flat(bytes):
    """A list of strings and numbers as it is written."""

    def shown(self) -> Iterator[bytes | float]:
        """What stands in it."""
        for text, digits, number in _SHOWN.findall(self):
            if text:
                yield _string(text)
            else:
                yield float(number) if number else _from_hex(digits)


def operations(data: bytes) -> Iterator[Operation]:
    """What is drawn, step by step; a picture between the steps as ``EI`` with its stream.

    What is no operation is passed over; one whose operands are not all there may have fewer.
    """
    stack = _Stack()
    operands = stack.top
    at, end = 0, len(data)
    while at < end:
        start, at = at, end
        for token in _DRAWN.finditer(data, start):
            kind = token.lastindex or 0
            if make := _VALUES.get(kind):
                operands.append(make(token[kind]))
            elif kind == _WORD:
                word = token[_WORD]
                if word in _CONSTANTS:
                    operands.append(_CONSTANTS[word])
                    continue
                if word == b"ID":
                    at, picture = _picture(data, token.end(), operands)
                    word, operands = b"EI", [picture]
                yield word, operands
                operands = stack.clear()
                if at < end:
                    break
            elif kind == _NESTED:
                at, text = _nested(data, token.end() - 1)
                operands.append(text)
                break
            elif kind:
                operands = stack.turn(token[kind])


def objects(data: bytes, document: Any) -> list[Any]:
    """The objects that are packed one after the other, the numbers before them too."""
    stack = _Stack()
    found = stack.top
    at, end = 0, len(data)
    while at < end:
        start, at = at, end
        for token in _PACKED.finditer(data, start):
            kind = token.lastindex or 0
            if make := _VALUES.get(kind):
                found.append(make(token[kind]))
            elif kind == _WORD:
                word = token[_WORD]
                if word == b"R" and len(found) > 1:
                    found[-2:] = [PDFObjRef(document, found[-2])]
                elif word in _CONSTANTS:
                    found.append(_CONSTANTS[word])
            elif kind == _NESTED:
                at, text = _nested(data, token.end() - 1)
                found.append(text)
                break
            elif kind:
                found = stack.turn(token[kind])
    return stack.outer[0] if stack.outer else found


class _Stack:
    """What has been read, and the lists and dictionaries around it that are not ended."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> list[Any]:
        """Begins anew; where to put what is read next."""
        self.top: list[Any] = []
        self.outer: list[list[Any]] = []
        return self.top

    def turn(self, bracket: bytes) -> list[Any]:
        """Begins a list or a dictionary, or ends it; where to put what is read next."""
        if bracket in _OPENING:
            self.outer.append(self.top)
            self.top = []
        elif self.outer:
            made = self.top if bracket == b"]" else _dictionary(self.top)
            self.top = self.outer.pop()
            self.top.append(made)
        return self.top


@lru_cache(maxsize=1000)
def _name(written: bytes) -> PSLiteral:
    name = written[1:]
    if b"#" in name:
        name = _SHARP.sub(lambda sign: bytes.fromhex(sign[1].decode()), name)
    try:
        return LIT(name.decode())
    except UnicodeDecodeError:
        return LIT(name)


def _dictionary(values: list[Any]) -> dict[str, Any]:
    """Keys and values by turns; a value that is null is none."""
    made = {}
    for key, value in zip(values[::2], values[1::2], strict=False):
        if key.__class__ is PSLiteral and value is not None:
            made[str(key.name)] = value
    return made


def _string(written: bytes) -> bytes:
    return _ESCAPED.sub(_sign, written[1:-1]) if b"\\" in written else written[1:-1]


def _sign(escaped: re.Match[bytes]) -> bytes:
    sign = escaped[1]
    if sign[0] in b"01234567":
        return bytes((int(sign, 8) & 0xFF,))
    return _SIGNS.get(sign, sign)


def _nested(data: bytes, start: int) -> tuple[int, bytes]:
    """Where a string with parentheses in it ends, and the string; empty if it never does."""
    depth = 0
    for sign in _PARENTHESIS.finditer(data, start):
        depth += {b"(": 1, b")": -1}.get(sign[0], 0)
        if not depth:
            return sign.end(), _string(data[start : sign.end()])
    return len(data), b""


def _from_hex(digits: bytes) -> bytes:
    digits = b"".join(digits.strip(b"<>").split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())


def _picture(data: bytes, start: int, operands: list[Any]) -> tuple[int, PDFStream]:
    """Where the picture ends whose samples begin after a space, and the picture."""
    attributes = {
        key: list(value.shown()) if isinstance(value, Flat) else resolve1(value)
        for key, value in _dictionary(operands).items()
    }
    filters = attributes.get("F", attributes.get("Filter"))
    first = filters[0] if isinstance(filters, list) and filters else filters
    in_ascii = isinstance(first, PSLiteral) and first.name in _ASCII85
    end = data.find(b"~>", start) + 2 if in_ascii else 0
    sign = _END_OF_PICTURE.search(data, max(end, start + 1))
    last = sign.start() if sign else len(data)
    samples = data[start + 1 : end if end > 1 else last].removesuffix(b"\n").removesuffix(b"\r")
    return sign.end() if sign else len(data), PDFStream(attributes, samples)


_VALUES: dict[int, Callable[[bytes], Any]] = {
    _INT: int,
    _REAL: float,
    _NAME: _name,
    _TEXT: _string,
    _HEX: _from_hex,
    _LIST: Flat,
}
"""What makes a value of a token."""
