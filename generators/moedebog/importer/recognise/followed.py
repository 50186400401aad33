"""Items whose number goes on from that of the last one, and is written in another way."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from operator import attrgetter

from msgspec.structs import replace

from moedebog.importer.genre import dates, labels, patterns
from moedebog.importer.pieces import Kind, Piece
from moedebog.importer.recognise import title as titles
from moedebog.importer.recognise.lettered import label_by_own_number, level_of
from moedebog.importer.recognise.start import Start

OTHERWISE = "punktet er kendt på, at tallet følger efter det forrige; det er skrevet anderledes"
SEVERAL_OTHERWISE = (
    "punkt {numbers} er kendt på, at tallene følger efter de forrige; de er skrevet anderledes"
)
OUT_OF_ORDER = "tallene på punkterne står ikke i rækkefølge i dokumentet"
UNCOUNTED = (
    "overskriften har intet nummer, men er lige så høj som punkternes; hører den og teksten til "
    "punktet over den, så saml dem"
)
NO_NUMBER = "punktet har intet nummer i dokumentet; det er kendt på, at det næste har nummer 2"
PERHAPS = (
    "overskrifter som »{text}« har numre og er måske punkter; de står som tekst under det, "
    "de stod under"
)
_LOOSE = re.compile(r"(?P<nr>\d{1,3})(?P<sep>[.,;:)|]*)\s*(?:\|\s*)?(?<=\W)(?P<title>[^\W\d].*)\Z")
"""``7 evt.``, and as a scan is read: ``6, | Titel``."""
_SIGN = re.compile(r"[^\w\s]\s?(?=\d)")
"""``$ 7 Titel`` between § 6 and § 8."""
_TIMED = re.compile(r"\((?:kl\.? )?\d{1,2}[.:]\d{2}[^()]*\)\Z")
_LONGEST_LINE, _LONGEST_LAST = 150, 60
_FEWEST_OWN = 3
_LATEST_FIRST = 9
"""With what number the items that are known begin, at most, where there may be more before."""


def followed(pieces: Sequence[Piece], starts: Sequence[Start], taken: set[int]) -> list[Start]:
    """The items with those before, between and after them that only their numbers tell.

    ``taken``: indices of the pieces that are of the table of contents.
    """
    if not starts or any(start.sure for start in starts):
        return list(starts)
    used = {start.number for start in starts}
    found = _leading(pieces, starts[0], taken) or _timed(pieces, starts[0], taken)
    peers = _peers(pieces, starts)
    for number, start in enumerate(starts):
        found.append(start)
        following = starts[number + 1] if number + 1 < len(starts) else None
        if start.plain and (following is None or following.plain):
            body = range(start.at + 1, following.at if following else len(pieces))
            inner = list(_between(pieces, body, (start, following), used))
            inner += [peers[index] for index in body if index in peers and following]
            found += [one for one in sorted(inner, key=_PLACE) if one.at not in taken]
    return _told_once(found)


_PLACE = attrgetter("at")


def _peers(pieces: Sequence[Piece], starts: Sequence[Start]) -> dict[int, Start]:
    """The headings as high as those of all items that have no number, where none is a section.

    One right above an item stands over it, and is none itself.
    """
    level = starts[0].level
    if not level or any(start.level != level or not start.number for start in starts):
        return {}
    begun = {start.at for start in starts}
    heads = {
        index: piece
        for index, piece in enumerate(pieces)
        if piece.kind is Kind.HEADING and piece.level == level and index not in begun
    }
    below = pieces[starts[0].at :]
    cases = any(piece.may_title and patterns.section_of(piece.text) for piece in below)
    if cases or any(_start(piece, index) for index, piece in heads.items()):
        return {}
    found = {
        index: Start(index, "", piece.text, level, starts[0].word or "#", note=UNCOUNTED)
        for index, piece in heads.items()
        if starts[0].at < index < starts[-1].at and index + 1 not in begun and _is_peer(piece.text)
    }
    return found if 2 * len(found) <= len(starts) else {}


def _is_peer(text: str) -> bool:
    """Whether a heading may be a title by its words: it is no label, entry of a list or group."""
    return (
        ":" not in text and not patterns.LIST_ENTRY.match(text) and not patterns.GROUP.match(text)
    )


def _told_once(found: list[Start]) -> list[Start]:
    """The items, what is noted of several of them only at the first, with all their numbers."""
    otherwise = [at for at, start in enumerate(found) if start.note == OTHERWISE]
    if len(otherwise) > 1:
        numbers = ", ".join(found[at].number for at in otherwise)
        for at in otherwise:
            found[at] = replace(found[at], note="")
        first = otherwise[0]
        found[first] = replace(found[first], note=SEVERAL_OTHERWISE.format(numbers=numbers))
    return found


def _leading(pieces: Sequence[Piece], first: Start, taken: set[int]) -> list[Start]:
    """The items before the first one, whose number is not 1: one after the other, from 1 or 2."""
    number = first.main if first.plain and first.main else 0
    if number not in range(2, _LATEST_FIRST + 1):
        return []
    found: list[Start] = []
    for index in range(first.at - 1, -1, -1):
        if index in taken:
            break
        start = _start(pieces[index], index)
        if number > 1 and start and start.plain and start.main == number - 1:
            number -= 1
            otherwise = start.word != first.word or start.level != first.level
            found.append(replace(start, note=OTHERWISE if otherwise else ""))
        elif number == 2 and _leads(pieces[index], pieces[index + 1]):
            number -= 1
            title = pieces[index].text.rstrip(" :")
            found.append(Start(index, "1", title, level_of(pieces[index]), note=NO_NUMBER))
        if number == 1:
            return found[::-1]
    return found[::-1] if number == 2 else []


def _timed(pieces: Sequence[Piece], first: Start, taken: set[int]) -> list[Start]:
    """The headings above the first item that are as high, and have a time behind them as it has."""
    if not first.level or not _TIMED.search(first.title):
        return []
    return [
        Start(index, "", piece.text, first.level, first.word or "#")
        for index, piece in enumerate(pieces[: first.at])
        if level_of(piece) == first.level and index not in taken and _TIMED.search(piece.text)
    ]


def _leads(piece: Piece, after: Piece) -> bool:
    """Whether a line on the cover is the title of the first item, over what happened there."""
    line = piece.may_title and piece.text.endswith(":") and after.kind is not Kind.HEADING
    label = labels.has_label(piece.text) or labels.COVER.match(piece.text)
    return line and not label and after.text[-1:] != ":" and dates.find_date(piece.text) is None


def _between(
    pieces: Sequence[Piece],
    body: Sequence[int],
    around: tuple[Start, Start | None],
    used: Collection[str],
) -> Iterator[Start]:
    """The items inside what would be one item, which stands between two others.

    ``used``: the numbers of all items that are known.
    """
    first, after = around
    reached = first.main or 0
    end = after.main if after and after.main else 0
    for index in body:
        piece = pieces[index]
        start = _start(piece, index)
        if start is None:
            continue
        alike = _alike(start, first) and bool(start.level)
        if alike and start.word and not start.number:
            yield start
            continue
        if start.main is None:
            continue
        same = start.plain and start.main in (reached, end)
        if same and ((alike and start.word) or _is_again(piece, start, first)):
            yield start  # that its number was used before is noted where it is written
            continue
        if start.main != reached + 1:
            if alike and start.plain and start.number not in used:
                yield replace(start, note=OUT_OF_ORDER)
                continue
            if piece.kind is Kind.ITEM or start.main == 1:
                return  # a list that counts for itself
            continue
        if end and start.main >= end:
            return
        if not end and not (len(used) > 1 and _ends_like_item(piece, start, first)):
            continue
        reached = start.main
        note = "" if start.word == first.word and start.level == first.level else OTHERWISE
        yield replace(start, note=note)


def _alike(start: Start, other: Start) -> bool:
    return start.word.casefold() == other.word.casefold() and start.level == other.level


def _is_again(piece: Piece, start: Start, first: Start) -> bool:
    """Whether a line with the number of the item before it begins another one."""
    worded = bool(first.word) and _alike(start, first) and start.title[:1].isupper()
    usual = titles.read(start.title.rstrip(". :")).kind is not None
    return (worded or usual) and len(piece.text) <= _LONGEST_LAST


def _ends_like_item(piece: Piece, start: Start, first: Start) -> bool:
    """Whether a line after the last item begins another one, and is no text of it."""
    if len(piece.text) > _LONGEST_LAST:
        return False
    if piece.kind is Kind.ITEM:  # no list inside an item begins with the next item's number
        return piece.level > 0 and start.title[:1].isupper() and not start.title.endswith(".")
    if _alike(start, first) and start.word:
        return True
    kind = titles.read(start.title).kind is not None or patterns.USUAL_FIRST.match(start.title)
    apart = piece.spaced or bool(start.level)
    return bool(kind) or (apart and start.title[:1].isupper() and not start.title.endswith("."))


def _start(piece: Piece, index: int) -> Start | None:
    """The beginning of an item that a piece may be, in whatever way its number is written."""
    if piece.quoted or not 0 < len(piece.text) <= _LONGEST_LINE:
        return None
    level = level_of(piece)
    if piece.kind is Kind.ITEM:
        counted = piece.marker[:-1].isdigit()
        return Start(index, piece.marker[:-1], piece.text, 0) if counted else None
    if piece.kind not in (Kind.TEXT, Kind.HEADING) or patterns.FILE_ENDING.search(piece.text):
        return None
    match = patterns.KEYWORD_ITEM.match(piece.text)
    if match and (match["nr"] or (level and match["title"])) and not match["title"][:1].islower():
        return Start(index, match["nr"] or "", match["title"].strip(), level, match["word"])
    sign = _SIGN.match(piece.text) if level else None
    match = _LOOSE.match(piece.text[sign.end() :] if sign else piece.text)
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
        if index not in begun and label_by_own_number(piece)
    ]
    return [PERHAPS.format(text=own[0][:60])] if len(own) >= _FEWEST_OWN else []
