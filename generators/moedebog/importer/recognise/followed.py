"""Items whose number goes on from that of the last one, and is written in another way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from moedebog.importer.genre import patterns
from moedebog.importer.pieces import GUESSED, Kind, Piece
from moedebog.importer.recognise import title as titles
from moedebog.importer.recognise.start import Start

OTHERWISE = "punktet er kendt på, at tallet følger efter det forrige; det er skrevet anderledes"
AGAIN = "tallet står ved to punkter i dokumentet"
PERHAPS = (
    "overskrifter som »{text}« har numre og er måske punkter; de står som tekst under det, "
    "de stod under"
)
_LOOSE = re.compile(r"(?P<nr>\d{1,3})(?P<sep>[.,;:)|]*)\s*(?:\|\s*)?(?<=\W)(?P<title>[^\W\d].*)\Z")
"""``7 evt.``, and as a scan is read: ``6, | Titel``."""
_OWN_NUMBER = re.compile(r"(?P<word>[A-ZÆØÅ][^\W\d]+\.?) (?P<nr>\d{1,4}/\d{2,4}): \S")
"""``Sak 27/2020: Titel``."""
_LONGEST_LINE, _LONGEST_LAST = 150, 60
_FEWEST_OWN = 3


def followed(pieces: Sequence[Piece], starts: Sequence[Start], taken: set[int]) -> list[Start]:
    """The items with those between and after them that only their numbers tell.

    ``taken``: indices of the pieces that are of the table of contents.
    """
    if any(start.sure for start in starts):
        return list(starts)
    found: list[Start] = []
    for number, start in enumerate(starts):
        found.append(start)
        following = starts[number + 1] if number + 1 < len(starts) else None
        if start.plain and (following is None or following.plain):
            body = range(start.at + 1, following.at if following else len(pieces))
            inner = _between(pieces, body, start, following, len(starts))
            found += [one for one in inner if one.at not in taken]
    return found


def _between(
    pieces: Sequence[Piece], body: Sequence[int], first: Start, after: Start | None, count: int
) -> Iterator[Start]:
    """The items inside what would be one item."""
    reached = first.main or 0
    end = after.main if after and after.main else 0
    for index in body:
        piece = pieces[index]
        start = _start(piece, index)
        if start is None or start.main is None:
            continue
        alike = _alike(start, first) and bool(start.level)
        if alike and start.word and start.main == end:
            yield Start(index, start.number, start.title, start.level, start.word, note=AGAIN)
            continue
        if start.main != reached + 1:
            if piece.kind is Kind.ITEM or start.main == 1:
                return  # a list that counts for itself
            continue
        if end and start.main >= end:
            return
        if not end and not (count > 1 and _ends_like_item(piece, start, first)):
            continue
        reached = start.main
        note = "" if start.word == first.word and start.level == first.level else OTHERWISE
        yield Start(index, start.number, start.title, start.level, start.word, note=note)


def _alike(start: Start, other: Start) -> bool:
    return start.word.casefold() == other.word.casefold() and start.level == other.level


def _ends_like_item(piece: Piece, start: Start, first: Start) -> bool:
    """Whether a line after the last item begins another one, and is no text of it."""
    if len(piece.text) > _LONGEST_LAST or piece.kind is Kind.ITEM:
        return False
    if _alike(start, first) and start.word:
        return True
    kind = titles.read(start.title).kind is not None
    apart = piece.spaced or bool(start.level)
    return kind or (apart and start.title[:1].isupper() and not start.title.endswith("."))


def _start(piece: Piece, index: int) -> Start | None:
    """The beginning of an item that a piece may be, in whatever way its number is written."""
    if piece.quoted or not 0 < len(piece.text) <= _LONGEST_LINE:
        return None
    level = piece.level if piece.kind is Kind.HEADING and piece.level != GUESSED else 0
    if piece.kind is Kind.ITEM:
        counted = piece.level == 0 and piece.marker[:-1].isdigit()
        return Start(index, piece.marker[:-1], piece.text, 0) if counted else None
    if piece.kind not in (Kind.TEXT, Kind.HEADING) or patterns.FILE_ENDING.search(piece.text):
        return None
    match = patterns.KEYWORD_ITEM.match(piece.text)
    if match and match["nr"] and not match["title"][:1].islower():
        return Start(index, match["nr"], match["title"].strip(), level, match["word"])
    match = _LOOSE.match(piece.text)
    if match is None or patterns.NUMBERED_ATTACHMENT.match(piece.text):
        return None
    title = match["title"].strip()
    lower = title[:1].islower() and titles.read(title).kind is None
    return None if lower else Start(index, match["nr"], title, level)


def perhaps_items(pieces: Sequence[Piece], starts: Sequence[Start]) -> list[str]:
    """What is to be noted where headings inside the items have numbers of their own."""
    if not starts or any(start.sure for start in starts):
        return []
    begun = {start.at for start in starts}
    own = [
        piece.text
        for index, piece in enumerate(pieces)
        if piece.kind is Kind.HEADING and index not in begun and _OWN_NUMBER.match(piece.text)
    ]
    return [PERHAPS.format(text=own[0][:60])] if len(own) >= _FEWEST_OWN else []
