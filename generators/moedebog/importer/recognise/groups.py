"""The headings over several items, and what they say of those below."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import pairwise

from msgspec import Struct, field

from moedebog.catalogue import Sagstype
from moedebog.importer.genre import dates, labels, patterns
from moedebog.importer.genre.patterns import folded
from moedebog.importer.pieces import BOLD, GUESSED, Kind, Piece
from moedebog.importer.recognise.draft import DraftItem, EmptyGroup
from moedebog.importer.recognise.outline import Outline
from moedebog.importer.recognise.start import Start
from moedebog.phrases import DANISH

_NONE = DANISH.empty_group
"""What stands under the heading of a group without items."""
_AIMED = re.compile(r"(?:(?:punkter|sager) )?til\b", re.IGNORECASE)
"""``Til orientering``: a group that may stand inside another one."""


class Over(Struct):
    """What begins with an item: a group, a group of the second level, a day."""

    group: str = ""
    subgroup: str = ""
    day: date | None = None


class Groups(Struct):
    """The headings of groups in a document."""

    over: dict[int, Over] = field(default_factory=dict)
    """What begins with an item, by its number among the starts."""
    empty: list[EmptyGroup] = field(default_factory=list)
    """``before`` counts the starts."""
    places: set[int] = field(default_factory=set)
    """Indices of the pieces that they take up."""
    printed: list[str] = field(default_factory=list)
    """As a table of contents names them."""


class _Head(Struct):
    """One heading over several items."""

    at: int
    text: str
    start: int
    """The number of the item that comes next."""
    level: int
    """Of its heading; ``GUESSED`` where the look tells nothing."""
    empty: bool = False
    day: date | None = None
    second: bool = False
    """Whether it is of the second level."""


def groups(
    pieces: Sequence[Piece], starts: Sequence[Start], contents: Outline, days: Sequence[date]
) -> Groups:
    """The headings over several items.

    Those of items stand right before them, one or two of them or more where some are empty.
    ``days``: those that the meeting lasts, where they are several; each has a heading.
    """
    lettered = _lettered(pieces, starts)
    listed = _listed(starts, contents)
    heads: list[_Head] = []
    for number, start in enumerate(starts):
        begin = starts[number - 1].at + 1 if number else 0
        heads += _before(pieces, begin, (number, start), contents, (lettered, listed), days)
    heads += _behind(pieces, starts, listed)
    _rank(heads)
    return _grouped(heads, days)


def days_of(pieces: Sequence[Piece]) -> list[date]:
    """The days of a meeting over several, as the cover tells them; else none."""
    return next((days for piece in pieces if (days := dates.several_days(piece.text))), [])


def _lettered(pieces: Sequence[Piece], starts: Sequence[Start]) -> set[int]:
    found = [
        (start.at - 1, match)
        for start in starts
        if start.at and (match := patterns.LETTERED_GROUP.match(pieces[start.at - 1].text))
    ]
    in_order = all(match["letter"] == chr(ord("A") + n) for n, (_, match) in enumerate(found))
    return {at for at, _ in found} if len(found) > 1 and in_order else set()


def _listed(starts: Sequence[Start], contents: Outline) -> set[str]:
    """What the table of contents names besides the items, where all of these have a number."""
    if not all(start.number or start.sure for start in starts):
        return set()
    return set(map(folded, contents.titles)) - {folded(start.title) for start in starts}


def _before(
    pieces: Sequence[Piece],
    begin: int,
    numbered: tuple[int, Start],
    contents: Outline,
    known: tuple[set[int], set[str]],
    days: Sequence[date],
) -> list[_Head]:
    """The headings right before an item, in their order.

    ``known``: where lettered groups stand, and what the table of contents names as a group.
    """
    number, start = numbered
    lettered, listed = known
    found: list[_Head] = []
    index = start.at - 1
    while index >= begin and index not in contents.places:
        empty = pieces[index].text == _NONE and index > begin
        at = index - empty
        head = _head(pieces[at], at, number, start, days)
        proven = pieces[at].may_title and folded(pieces[at].text) in listed
        if head is None and (proven or (at in lettered and not found)):
            head = _Head(at, pieces[at].text, number, _level(pieces[at]))
        # What stands further up on a cover may be the name of the forum.
        on_cover = not number and not any(place < at for place in contents.places)
        certain = head and (head.day or empty or patterns.GROUP.match(head.text))
        if head is None or at in contents.places or (found and on_cover and not certain):
            break
        if found and not proven and not _is_over(head, found[0], begin, start):
            break
        head.empty = empty
        found.insert(0, head)
        index = at - 1
    return found


def _is_over(head: _Head, below: _Head, begin: int, start: Start) -> bool:
    """Whether a heading may stand over another one; right below an item's title, where ``begin``
    is, may stand its kind, but in no larger heading."""
    alike = (head.level == GUESSED) == (below.level == GUESSED)
    return alike and (head.at > begin or GUESSED < head.level < start.level)


def _level(piece: Piece) -> int:
    """Of its heading; ``GUESSED`` where it tells nothing of the rank."""
    return piece.level if piece.kind is Kind.HEADING and piece.level < BOLD else GUESSED


def _head(piece: Piece, at: int, number: int, start: Start, days: Sequence[date]) -> _Head | None:
    """The heading of a group or of a day that a piece is."""
    if not piece.may_title:
        return None
    level = _level(piece)
    day, group = _day_and_group(piece.text)
    if day in days:
        return _Head(at, patterns.sentence_case(group), number, level, day=day)
    if patterns.GROUP.match(piece.text):
        return _Head(at, patterns.sentence_case(piece.text.rstrip(":")), number, level)
    higher = piece.kind is Kind.HEADING and GUESSED < piece.level < min(start.level, BOLD)
    # A line above, as we draw it.
    spaced = piece.kind is Kind.HEADING and (piece.apart or piece.text.isupper())
    higher = higher or (spaced and start.level > GUESSED)
    known = patterns.section_of(piece.text) or dates.find_date(piece.text)
    cover = labels.DOCUMENT_WORD.match(piece.text) or labels.COVER.match(piece.text)
    if not higher or known or cover:
        return None
    return _Head(at, patterns.sentence_case(piece.text.rstrip(":")), number, level)


def _day_and_group(text: str) -> tuple[date | None, str]:
    """``Fredag den 12. september 2025: Åbne punkter`` as the day and the group."""
    found = dates.find_date(text)
    if found is None or found[1] or not dates.WEEKDAY.match(text):
        return None, ""
    rest = text[found[2] :]
    return (found[0], rest[1:].strip()) if not rest or rest.startswith(":") else (None, "")


def _behind(
    pieces: Sequence[Piece], starts: Sequence[Start], listed: Collection[str]
) -> Iterator[_Head]:
    """The empty groups behind the last item."""
    last = starts[-1]
    for index in range(last.at + 2, len(pieces)):
        if pieces[index].text != _NONE:
            continue
        above = index - 1
        head = _head(pieces[above], above, len(starts), last, ())
        told = DANISH.labelled.format(label=pieces[above].text, text=_NONE)
        if head is None and folded(told) in listed:
            head = _Head(above, pieces[above].text, len(starts), _level(pieces[above]))
        if head is None:
            continue
        over = _head(pieces[above - 1], above - 1, len(starts), last, ())
        if over is not None and above - 1 > last.at:
            yield over
        head.empty = True
        yield head


def _rank(heads: list[_Head]) -> None:
    """Finds out which headings are of the second level: those that look lower than others."""
    levels = sorted({head.level for head in heads if head.level != GUESSED})
    pairs = [
        (one, other) for one, other in pairwise(heads) if not one.empty and one.start == other.start
    ]
    alike = [(one, other) for one, other in pairs if one.level == other.level]
    first = {one.text for one, _ in alike}
    inner = {other.text for _, other in alike} - first
    for head in heads:
        aimed = bool(alike) and bool(_AIMED.match(head.text))
        if head.level != GUESSED and len(levels) > 1:
            head.second = head.level > levels[0]
        else:
            head.second = (aimed or head.text in inner) and not head.day


def _grouped(heads: Sequence[_Head], days: Sequence[date]) -> Groups:
    found = Groups()
    group = ""
    """The one that holds."""
    alone = ""
    """A group that nothing has stood under yet."""
    for head in heads:
        head.second = head.second and bool(group or alone)
        found.places |= {head.at, head.at + 1} if head.empty else {head.at}
        found.printed += _as_printed(head)
        if head.empty:
            above, alone = (alone if head.second else ""), ""
            first, second = (above, head.text) if head.second else (head.text, "")
            found.empty.append(EmptyGroup(head.start, first, second))
            group = first or group
            continue
        over = found.over.setdefault(head.start, Over())
        if head.second:
            over.subgroup = head.text
        else:
            over.day = None if days and head.day == days[0] else head.day
            over.group, over.subgroup = head.text, ""
            group = head.text or group
        alone = head.text if not head.second else alone
    return found


def _as_printed(head: _Head) -> Iterator[str]:
    text = head.text
    if head.day:
        day = dates.spelt(head.day)
        text = DANISH.day_and_group.format(day=day, group=text) if text else day
    yield DANISH.labelled.format(label=text, text=_NONE) if head.empty else text


def says_closed(item: DraftItem, group: str) -> bool:
    """Whether the title or the group says so; the sheet for signatures stands in any group, and is
    closed where a line of its own says so, too.
    """
    grouped = patterns.CLOSED_GROUP.match(group)
    if grouped and item.title.kind is Sagstype.UNDERSKRIFTSARK:
        lines = (piece.text for section in item.sections for piece in section.pieces)
        grouped = next(filter(None, map(patterns.CLOSED_LINE.match, lines)), None)
    return bool(item.title.closed or patterns.CLOSED.match(item.title.text) or grouped)
