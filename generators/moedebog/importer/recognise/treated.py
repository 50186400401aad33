"""What other bodies, or the meeting itself, said of a case: by whom, when, and point by point."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from moedebog.catalogue import Slags
from moedebog.importer.genre import dates, labels, patterns
from moedebog.importer.pieces import Kind, Piece
from moedebog.importer.recognise.numbered import label_of, numbered

_ANSWERED = (Slags.BESLUTNING, Slags.SAGSFORLOEB)


class Treatment(Struct):
    """A line that tells of the treatment of a case: *Social og Sundhed, 6. januar 2025, pkt. 1:*"""

    day: date
    text_at: int
    """Where what was decided begins on the line; 0 where it stands below."""


def treatment(text: str) -> Treatment | None:
    """What a line tells by body and day, whatever else it is called."""
    found = dates.find_date(text) if len(text) <= 2000 else None
    if found is None or patterns.section_of(text) or labels.COVER.match(text):
        return None
    who = patterns.TREATED.match(text[: found[1]].rstrip(" ,–-"))
    behind = patterns.TREATED_AS.match(text[found[2] :])
    if who is None or behind is None:
        return None
    ends = bool(behind["colon"] or not behind["tekst"])
    if not ends or not (behind["pkt"] or labels.BODY.search(who["hvem"])):
        return None
    return Treatment(found[0], found[2] + behind.start("tekst") if behind["tekst"] else 0)


def answering(pieces: Sequence[Piece]) -> set[int]:
    """Indices of the lines such as *Ad 1* that answer the points of an indstilling.

    The first stands right under what was decided, or under who treated the case.
    """
    found: set[int] = set()
    last = 0
    """The number of the last answer; 0 where none is open."""
    headed = False
    over = _over_items(pieces)
    for index, piece in enumerate(pieces):
        if piece.kind not in (Kind.TEXT, Kind.HEADING):
            headed = False
            continue
        match = patterns.POINT_ANSWER.match(piece.text)
        number = int(re.findall(r"\d+", match["nr"])[0]) if match else 0
        if match and (headed or last) and number > last:
            found.add(index)
            last, headed = number, False
            continue
        known = patterns.section_of(piece.text) if piece.may_title else None
        treated = treatment(piece.text)
        decided = known is not None and known.slags in _ANSWERED and index not in over
        headed = decided or treated is not None
        if known or treated or match or patterns.begins_item(piece.text):
            last = 0
    return found


def _over_items(pieces: Sequence[Piece]) -> set[int]:
    """Where the headings stand below which all items are told: the title of the document, and one
    such as *Referat*, as nothing is recommended.
    """
    first = next((at for at, piece in enumerate(pieces) if label_of(piece)), len(pieces))
    known = [
        (index, section)
        for index, piece in enumerate(pieces)
        if piece.may_title and (section := patterns.section_of(piece.text))
    ]
    decided = [index for index, section in known if section.slags in _ANSWERED]
    above = {index for index in decided if index < first}
    if any(section.slags is Slags.INDSTILLING for _, section in known):
        return {index for index in above if labels.COVER.match(pieces[index].text)}
    below = [index for index in decided if index > first]
    headed = below and patterns.MINUTES.fullmatch(patterns.folded(pieces[below[0]].text))
    return above | set(below) if headed and len(below) == 1 else above


def pointed(pieces: Sequence[Piece]) -> set[int]:
    """Indices of the numbered lines right below *Det indstilles, at*: its points."""
    found: set[int] = set()
    expected = 0
    """The number of the next point; 0 where none is open."""
    for index, piece in enumerate(pieces):
        label = numbered(piece) if expected else None
        if label and label[0] == str(expected):
            found.add(index)
            expected += 1
        else:
            leads = piece.kind is Kind.TEXT and patterns.LEADS_TO_POINTS.match(piece.text)
            expected = 1 if leads else 0
    return found
