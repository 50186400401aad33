"""Bytes that may be text: in which letters it is written, where the file does not say."""

from __future__ import annotations

import codecs
import re
import unicodedata

_MARKS = (  # the longer first: that of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
BYTE_ORDER_MARKS = tuple(mark for mark, encoding in _MARKS if encoding != "utf-8-sig")
"""By which a text says that its letters have two bytes or four."""
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROLS = 0.05
"""The part of a text's bytes; of arbitrary bytes it is more than a tenth."""
_MOST_ZEROS = 0.4
"""The part of every second byte that is zero where two bytes make a letter of Europe."""

_ODD = frozenset(
    ("idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "charmap")
)


def encoding_of(sample: bytes) -> str | None:
    """The encoding of a text of which this is the beginning; ``None`` where it is no text.

    What is neither UTF-8 nor UTF-16 is taken for Windows' letters, of which Latin-1 is a part.
    """
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return encoding if _is_readable(sample.decode(encoding, "ignore")) else None
    half = len(sample) // 2
    if half > 1 and b"\0" in sample:
        first, second = sample[0::2].count(0) / half, sample[1::2].count(0) / half
        if second > _MOST_ZEROS > 4 * first:
            return "utf-16-le"
        if first > _MOST_ZEROS > 4 * second:
            return "utf-16-be"
    if len(_CONTROLS.findall(sample)) > _MOST_CONTROLS * len(sample):
        return None
    return "utf-8" if _is_utf8(sample) else "cp1252"


def decoded(data: bytes, encoding: str | None = None) -> str:
    """The text; as Windows' letters where it is not in the encoding that it is said to be in."""
    encoding = encoding or encoding_of(data[:4096]) or "cp1252"
    if _is_odd(encoding):
        encoding = "cp1252"
    if not encoding.startswith(("utf-16", "utf-32")):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            return data.decode("cp1252", "replace")
    return data.decode(encoding, "replace")


def _is_readable(text: str) -> bool:
    """Whether these may be somebody's letters, and not arbitrary numbers taken for such."""
    strange = sum(unicodedata.category(c) in ("Cn", "Co", "Cs", "Cc") for c in text)
    blanks = sum(c in "\t\n\r\f" for c in text)
    return strange - blanks <= _MOST_CONTROLS * len(text)


def _is_odd(encoding: str) -> bool:
    """Whether it is none of texts; some of Python's take time beyond measure."""
    try:
        return codecs.lookup(encoding).name.replace("_", "-") in _ODD
    except (LookupError, ValueError):
        return True


def _is_utf8(sample: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)  # it may end within a letter
    except UnicodeDecodeError:
        return False
    return True
