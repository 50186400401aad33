"""The lines that tell who came, left, was missing or took no part in an item."""

from __future__ import annotations

import re
from collections.abc import Sequence

from moedebog.importer.genre import patterns
from moedebog.importer.pieces import Piece
from moedebog.importer.recognise import people
from moedebog.importer.recognise.draft import DraftItem
from moedebog.importer.recognise.people import Someone
from moedebog.importer.recognise.votes import Known
from moedebog.phrases import DANISH
from moedebog.phrases.patterns import any_of, literal

_GUESTS = re.compile(rf"(?:{any_of(*DANISH.guests_of_item.values())}): (.+)\Z")
_ABSENT = literal(DANISH.absent_at_item)


def presence_line(item: DraftItem, piece: Piece, known: Known) -> bool:
    """Whether the line is one that moedebog derives; it is noted."""
    text = piece.text
    moves = [_movement(one) for one in re.split(r"(?<=\w\.)\s+(?=[A-ZÆØÅ])", text)]
    if all(moves) and all(known(name) for one in moves if one for name in one[1]):
        for key, names, when in filter(None, moves):
            _moved(item, key, names, when)
        item.moves.append(piece)
        return True
    if match := _GUESTS.match(text):
        guests = people.parse(match[1])
        if guests is None:
            return False
        item.guests += guests
        return True
    match = re.match(rf"(?:(?:Afbud/)?[Ff]raværende|{_ABSENT}):?\s+(\S.*)\Z", text)
    if match and item.absent is None and (absent := _known_names(match[1], known)):
        item.absent, item.absent_text = absent, piece
        return True
    return False


def _moved(item: DraftItem, key: str, names: Sequence[str], when: str) -> None:
    """Notes who came, left or took no part."""
    if key == "inhabil":
        item.partial += names
    else:
        movers = [Someone(name, where=when) for name in names]
        (item.came if key == "ankom" else item.left).extend(movers)


def _movement(text: str) -> tuple[str, list[str], str] | None:
    """Who came, left or took no part, and when, where the sentence says that."""
    for key, pattern in patterns.PRESENCE:
        match = pattern.match(text)
        found = people.parse(match["navne"]) if match else None
        if match and found:
            when = match.groupdict().get("tid") or ""
            return key, [one.navn for one in found], when.replace(".", ":").zfill(5 if when else 0)
    return None


def _known_names(text: str, known: Known) -> list[Someone] | None:
    """The people of the line *Fraværende*; their party or place may stand before the name."""
    found = people.parse(text)
    if found is None:
        parts = [part.strip() for part in text.split(",")]
        found = [Someone(part) for part in parts if known(part)]
    return found if found and all(known(one.navn) for one in found) else None
