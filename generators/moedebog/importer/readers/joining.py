"""Words and paragraphs that are broken over lines and pages become whole."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec.structs import replace

from moedebog.blocks import Inlines, Run, text_of
from moedebog.importer.pieces import Kind, Piece, tidy

_AND = re.compile(r"(?:og|eller|samt|til|/)\b", re.IGNORECASE)


_HYPHENED = re.compile(r"(?<!\w)\w++(?:-\w++)+")


_OPEN_END = re.compile(r"[\w,)»”\"'-]\Z")


_LONGEST_WORD = 300


LONG = 60
"""A paragraph shorter than this is not taken for one that runs on after it."""


def join(before: str, after: str, vocabulary: frozenset[str] = frozenset()) -> str:
    """Two lines of one paragraph; a word divided at the end of the line is made whole."""
    before, after = before.rstrip(), after.lstrip()
    if re.search(r"\w-\Z", before[-2:]) and after[:1].isalnum() and not _AND.match(after):
        head = re.search(r"(?<![\w-])[\w-]++\Z", before[-_LONGEST_WORD:])
        tail = re.match(r"[\w-]+", after)
        hyphened = (head[0] if head else "") + (tail[0] if tail else "")
        one_letter = head is not None and len(head[0]) == len("p-")  # p-pladser
        divided = before[-2].islower() and after[:1].islower() and not one_letter
        if divided and hyphened.casefold() not in vocabulary:
            return before[:-1] + after
        return before + after  # the hyphen is the word's own: SSL-enhed, 2024-2027
    return f"{before} {after}" if before and after else before + after


def vocabulary(texts: Iterable[str]) -> frozenset[str]:
    """The words with a hyphen inside: such a hyphen at the end of a line belongs there."""
    return frozenset(word.casefold() for text in texts for word in _HYPHENED.findall(text))


def join_inlines(before: Inlines, after: Inlines, words: frozenset[str] = frozenset()) -> Inlines:
    """As ``join``, with the looks of both kept."""
    first, second = text_of(before).rstrip(), text_of(after).lstrip()
    joined = join(first, second, words)
    middle = joined[len(first) : len(joined) - len(second)]
    if len(joined) < len(first) + len(second):  # the hyphen is gone
        last = tidy(before)[-1]
        assert isinstance(last, Run)  # noqa: S101 - tidy gives runs only
        before = (*tidy(before)[:-1], replace(last, text=last.text[:-1]))
    return tidy((*before, Run(middle), *after))


def mend(pieces: list[Piece]) -> list[Piece]:
    """Paragraphs that a page break cut in two become one again."""
    words = vocabulary(piece.text for piece in pieces)
    mended: list[Piece] = []
    for piece in pieces:
        last = mended[-1] if mended else None
        if last is not None and _runs_on(last, piece):
            joined = join_inlines(last.inlines, piece.inlines, words)
            mended[-1] = replace(last, inlines=joined, notes=(*last.notes, *piece.notes))
        else:
            mended.append(piece)
    return mended


def _runs_on(last: Piece, piece: Piece) -> bool:
    if last.kind not in (Kind.TEXT, Kind.ITEM) or piece.kind is not Kind.TEXT:
        return False
    if last.quoted != piece.quoted:
        return False
    text, after = last.text, piece.text
    if not after[:1].islower() or re.match(r"(?:at|o)\s", after) or re.match(r"\w ?[.)] ", after):
        return False
    if re.search(r"[^\W\d_]-\Z", text):
        return True
    if text.count("(") > text.count(")") and after.count(")") > after.count("("):
        return True
    if re.search(r"\.\w{3,4}\Z", text) or "://" in text[-80:]:
        return False  # the name of a file, or an address
    return len(text) >= LONG and bool(_OPEN_END.search(text)) and not text.endswith("-")
