"""The headings over several items, and what they say of those below."""

from __future__ import annotations

from collections.abc import Sequence

from moedebog.catalogue import Sagstype
from moedebog.importer.genre import dates, labels, patterns
from moedebog.importer.pieces import BOLD, GUESSED, Kind, Piece
from moedebog.importer.recognise.draft import DraftItem
from moedebog.importer.recognise.outline import Outline
from moedebog.importer.recognise.starts import Start


def groups(pieces: Sequence[Piece], starts: Sequence[Start], contents: Outline) -> dict[int, str]:
    """The headings over several items: each stands right before an item."""
    lettered = [
        (start.at - 1, match)
        for start in starts
        if start.at and (match := patterns.LETTERED_GROUP.match(pieces[start.at - 1].text))
    ]
    in_order = all(match["letter"] == chr(ord("A") + n) for n, (_, match) in enumerate(lettered))
    found = {at: pieces[at].text for at, _ in lettered} if len(lettered) > 1 and in_order else {}
    for number, start in enumerate(starts):
        begin = starts[number - 1].at + 1 if number else 0
        before = [pieces[i] for i in range(begin, start.at) if i not in contents.places]
        at = start.at - 1
        if at not in found and at not in contents.places and _is_group(before, start):
            found[at] = patterns.sentence_case(pieces[at].text.rstrip(":"))
    return found


def _is_group(before: Sequence[Piece], start: Start) -> bool:
    """Whether the last of the pieces before an item is the heading of a group."""
    piece = before[-1] if before else None
    if piece is None or not piece.short or piece.kind not in (Kind.TEXT, Kind.HEADING):
        return False
    if patterns.GROUP.match(piece.text):
        return True
    higher = piece.kind is Kind.HEADING and GUESSED < piece.level < min(start.level, BOLD)
    spaced = piece.kind is Kind.HEADING and piece.text.isupper()  # a line above, as we draw it
    higher = higher or (spaced and start.level > GUESSED)
    known = patterns.section_of(piece.text) or dates.find_date(piece.text)
    cover = labels.DOCUMENT_WORD.match(piece.text) or labels.COVER.match(piece.text)
    return higher and not known and not cover


def says_closed(item: DraftItem, group: str) -> bool:
    """Whether the title or the group says so; the sheet for signatures stands in any group."""
    grouped = patterns.CLOSED_GROUP.match(group) and item.title.kind is not Sagstype.UNDERSKRIFTSARK
    return bool(patterns.CLOSED.match(item.title.text) or grouped)
