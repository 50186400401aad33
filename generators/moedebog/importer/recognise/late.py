"""Attachments that come only with the referat, by how referater tell of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from moedebog.catalogue import Slags
from moedebog.importer.genre.patterns import folded
from moedebog.importer.pieces import Piece, everything
from moedebog.importer.recognise.draft import DraftSection

_SENT = (
    r"(?:ud|efter|frem)?send(?:es|t)|vedhæft(?:es|et)|vedlægges|vedlagt|vedlagte|medsend(?:es|t)"
)
_CAME_LATER = re.compile(
    rf"\b(?:{_SENT})\s+(?:(?:sammen|samtidig|med|til|som|bilag|efterfølgende|ved)\s+){{0,4}}referat"
    r"|\beftersend(?:es|t|te)\b|\befterfølgende udsendt\b|\bbilag(?:et)? følger\b"
    r"|\bbilag til referat(?:et)?\b",
    re.IGNORECASE,
)
_GENERIC = {"bilag", "notat", "endelig", "version", "udkast", "vedr", "vedrørende", "samt"}
_FEWEST_LETTERS = 4
_ENOUGH = 0.6
"""The share of a title's words that a sentence which means it has."""


def tells_of_late(text: str) -> bool:
    """Whether a heading or the title of an attachment says that it came with the referat."""
    return bool(_CAME_LATER.search(text))


def late_sentences(sections: Sequence[DraftSection]) -> list[str]:
    """The sentences of an item that say so of something."""
    later = []
    for section in sections:
        if section.slags is not Slags.BILAG:
            for piece in everything(section.pieces):
                later += [one for one in _sentences(piece) if _CAME_LATER.search(one)]
    return later


def _sentences(piece: Piece) -> Iterator[str]:
    yield from re.split(r"(?<=[.!?)])\s+(?=[A-ZÆØÅ(])", piece.text)


def means(sentence: str, titel: str) -> bool:
    """Whether the sentence tells of the attachment with this title."""
    spoken = _words(sentence)
    words = _words(titel)
    known = [word for word in words if any(_alike(word, other) for other in spoken)]
    return bool(words) and len(known) >= max(min(2, len(words)), _ENOUGH * len(words))


def _words(text: str) -> list[str]:
    words = re.findall(rf"[^\W\d_]{{{_FEWEST_LETTERS},}}", folded(text))
    return [word for word in dict.fromkeys(words) if word not in _GENERIC]


def _alike(one: str, other: str) -> bool:
    """Whether two words are forms of one: ``oplæg``, ``oplægget``, ``Munks``."""
    short, long = sorted((one, other), key=len)
    return long.startswith(short) and len(long) - len(short) <= 3
