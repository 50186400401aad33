"""Strings of a PDF, and words in bytes of which it is not known how they are written."""

from __future__ import annotations

import codecs
import re

import pikepdf  # noqa: F401 - it brings the codec »pdfdoc« (ISO 32000-2 § D.2)

from indhold.readers.pdf.der import is_der, strings_of

_MARKS = (
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF8, "utf-8"),
)
_WIDE = re.compile(rb"(?:\x00[\x20-\x7e]){6}")
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x17\x1b-\x1f\x7f]").findall
"""None of them is in a text; those from 18 to 1F are accents in some strings, but seldom."""
_FEW = 0.02
"""The share of them from which on it is something else."""
_WORDS = re.compile(rb"[\t\n\r\x20-\x7e]{8,}").findall
_NO_WORDS = re.compile(rb"[0-9A-Fa-f]{32,}|[A-Za-z0-9+/]{60,}")
"""Bytes that are written as digits and letters."""
_LANGUAGE = re.compile("\x1b[^\x1b]*\x1b")
"""Marks of language within a string (§ 7.9.2.2.3)."""


def decoded(held: bytes) -> str:
    """A text string (§ 7.9.2.2)."""
    for mark, coding in _MARKS:
        if held.startswith(mark):
            return _LANGUAGE.sub("", held[len(mark) :].decode(coding, "replace"))
    if is_der(held):
        return "\n\n".join(strings_of(held))
    if held and len(_CONTROLS(held)) >= _FEW * len(held):
        return _legible(held)
    try:
        return held.decode("pdfdoc")
    except (UnicodeDecodeError, LookupError):
        return held.decode("latin-1")


def readings(held: bytes) -> list[str]:
    """The words in bytes, by each way of writing that they may follow."""
    for mark, coding in _MARKS:
        if held.startswith(mark):
            return [held[len(mark) :].decode(coding, "replace")]
    held = _NO_WORDS.sub(b"\n", held)
    found = [held.decode("utf-8", "replace") if _is_utf8(held) else _legible(held)]
    if _WIDE.search(held):  # in either order of bytes: one of the two readings has it
        found += [held[start:].decode("utf-16-be", "replace") for start in (0, 1)]
    return found


def _legible(held: bytes) -> str:
    """All of a text; of other bytes what may be words."""
    if len(_CONTROLS(held)) < _FEW * len(held):
        return held.decode("latin-1")
    return b"\n\n".join(_WORDS(held)).decode("latin-1")


def _is_utf8(held: bytes) -> bool:
    try:
        held.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
