"""The text of each page, and which pages are pictures of text."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable
from typing import Any

import pypdfium2
from msgspec import Struct
from pypdfium2 import raw

from indhold.collecting import Collector
from indhold.findings import At, Unread
from indhold.readers.pdf.told import Told

MOST = 20_000
"""Pages that are read."""
_MOST_CHARACTERS = 5_000_000
"""On one page."""
_HYPHEN_AT_LINE_END = re.compile("[\ufffe\x02]")
"""What the library sets for it, with the line break after it left out."""
_FEW = 10
"""Characters without a letter that are told: fewer may be signs of a list."""
_SHARE = 0.1
_SIGNS = "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\uf8ff\ufff0-\uffff]"
"""Control signs, those of private use, and those that stand for what is not known."""
_STRANGE = re.compile(_SIGNS).findall
_IN_A_ROW = 9
"""So many that follow each other may be a number, however much else stands on the page."""
_ROWS = re.compile(rf"(?:{_SIGNS}[^\S\n]?){{{_IN_A_ROW},}}").finditer
_DIFFERENT = 3
"""Signs that a row has at least; a line is made of one or two."""
_END = re.compile(r"(?:^|\n)[^\n]{0,80}?(\d{6}\s?-?|\d{6}\s?-\s?\d{1,3}|\d{1,5})\s*\Z")
_START = re.compile(r"\s*(-?\s?\d{1,9}(?:\s?-\s?\d{4})?)(?!\d)")
_LAST = 200
"""Characters at the end of a page, of which a number there takes the last twelve."""
_WHOLE = re.compile(r"\d{6}\s?-\s?\d{4}")


class Text(Struct):
    """The text of a page that is open, and the library's handle to it, to be closed."""

    handle: Any
    words: str

    @property
    def is_blank(self) -> bool:
        """Whether there is no letter or digit."""
        return not any(map(str.isalnum, self.words))

    def close(self) -> None:
        """Free it, before its page."""
        self.handle.close()


def text_of(page: Any, collector: Collector) -> Text:
    """Read a page, in one piece, in the order in which it was written."""
    handle = page.get_textpage()
    count = raw.FPDFText_CountChars(handle)
    if count > _MOST_CHARACTERS:
        collector.gap(Unread.TOO_LARGE)
        count = _MOST_CHARACTERS
    held = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(handle, 0, count, held) if count > 0 else 0
    text = bytes(held)[: 2 * max(0, written - 1)].decode("utf-16-le", "replace")
    text = _HYPHEN_AT_LINE_END.sub("-\n", text).replace("\r\n", "\n")
    return Text(handle, text)


def is_without_characters(text: Text, suspicious: bool) -> bool:
    """Whether so many of its letters are not named that words cannot be found.

    ``suspicious``: the file has fonts that may not name them; then the library is asked of each.
    """
    if is_strange(text.words) or _has_strange_row(text.words):
        return True
    unnamed = b""
    if suspicious:
        count = min(raw.FPDFText_CountChars(text.handle), _MOST_CHARACTERS)
        unnamed = bytes(
            raw.FPDFText_HasUnicodeMapError(text.handle, index) == 1 for index in range(count)
        )
    strange = unnamed.count(1)
    return (strange >= _FEW and strange >= _SHARE * len(text.words)) or (
        b"\x01" * _IN_A_ROW in unnamed
    )


def _has_strange_row(words: str) -> bool:
    return any(len({*match[0]} - {" "}) >= _DIFFERENT for match in _ROWS(words))


def is_strange(words: str) -> bool:
    """Whether a text is made of signs that are no letters."""
    strange = len(_STRANGE(words))
    return strange >= _FEW and strange >= _SHARE * len(words)


def across(before: str, after: str) -> str:
    """A number that a page break stands in the midst of; empty where there is none."""
    # A number ends within so many signs of the last line's start, so that no more is searched.
    end, start = _END.search(before.rstrip()[-_LAST:]), _START.match(after)
    if end is None or start is None:
        return ""
    joined = f"{end[1].strip()}{start[1].strip()}"
    return joined if _WHOLE.fullmatch(joined) else ""


def tell_runs(collector: Collector, reason: Unread, pages: Iterable[int]) -> None:
    """A gap for each run of pages, e.g. »3-7«."""
    for first, last in runs(pages):
        collector.gap(reason, at=At.PAGE, name=first if first == last else f"{first}-{last}")


def runs(pages: Iterable[int]) -> list[tuple[int, int]]:
    """First and last of each run of numbers that follow each other."""
    found: list[tuple[int, int]] = []
    for page in sorted(pages):
        if found and found[-1][1] == page - 1:
            found[-1] = found[-1][0], page
        else:
            found.append((page, page))
    return found


def loaded(shown: Any, index: int) -> Any:
    """A page, or ``None`` where it is damaged."""
    try:
        return shown[index]
    except pypdfium2.PdfiumError:
        return None


def tell(told: Told, before: str, text: Text) -> None:
    """What stands on a page, and between it and the one before. Raises ``Exceeded``."""
    told.page(text.words)
    number = across(before, text.words)
    if number:
        told.text(number)
