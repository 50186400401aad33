"""The lines that tell who came, left, was missing or took no part in an item."""

from __future__ import annotations

import re

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
        for move in filter(None, moves):
            _moved(item, move)
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


def _moved(item: DraftItem, move: Movement) -> None:
    """Notes who came, left, led the item or took no part."""
    key, names, when, back = move
    if key == "inhabil":
        item.partial += names
    elif key == "leder":
        item.leader = names[0]
    else:
        if key in ("forlod", "begge"):
            item.left += [Someone(name, where=when) for name in names]
        if key in ("ankom", "begge"):
            item.came += [Someone(name, where=back or when) for name in names]


Movement = tuple[str, list[str], str, str]
"""What happened, to whom, when, and when they came back."""


def _movement(text: str) -> Movement | None:
    """Who came, left or took no part, and when, where the sentence says that."""
    for key, pattern in patterns.PRESENCE:
        match = pattern.match(text)
        found = people.parse(match["navne"]) if match else None
        if match and found:
            when, back = (_clock(match.groupdict().get(name)) for name in ("tid", "tilbage"))
            return key, [one.navn for one in found], when, back
    return None


def _clock(text: str | None) -> str:
    return text.replace(".", ":").zfill(5) if text else ""


def _known_names(text: str, known: Known) -> list[Someone] | None:
    """The people of the line *Fraværende*; their party or place may stand before the name."""
    found = people.parse(text)
    if found is None:
        parts = [part.strip() for part in text.split(",")]
        found = [Someone(part) for part in parts if known(part)]
    return found if found and all(known(one.navn) for one in found) else None
