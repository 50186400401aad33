"""When attachments come that did not come with the dagsorden, by how documents tell of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from moedebog.catalogue import Slags, UdsendesMed
from moedebog.importer.genre.patterns import folded
from moedebog.importer.pieces import Piece, everything
from moedebog.importer.recognise.draft import DraftSection
from moedebog.phrases import DANISH
from moedebog.phrases.patterns import literal

_SENT = (
    r"(?:ud|efter|frem)?send(?:es|t)|vedhæft(?:es|et)|vedlægges|vedlagt|vedlagte|medsend(?:es|t)"
)
_CAME_LATER = re.compile(
    rf"\b(?:{_SENT})\s+(?:(?:sammen|samtidig|med|til|som|bilag|efterfølgende|ved)\s+){{0,4}}referat"
    r"|\beftersend(?:es|t|te)\b|\befterfølgende udsendt\b|\bbilag(?:et)? følger\b"
    r"|\bbilag til referat(?:et)?\b",
    re.IGNORECASE,
)
_TO_COME = rf"{literal(DANISH.attachment_to_come)}|(?:efter|frem)?send(?:es|t) senere|eftersendt"
_WHERE = r" (?:på|under|ved|til) (?:selve )?mødet"
_HANDED = r"(?:(?:bord)?omdel|uddel)(?:es|t)|udlever(?:es|et)"
_HOW_SENT = re.compile(
    rf"(?P<title>\S.*?)(?:"
    rf"\s*\((?:(?P<facts>[^()]*?){literal(DANISH.list_separator)})?"
    rf"(?:(?:{_TO_COME})|(?P<handed>(?:{_HANDED})(?:{_WHERE})?))\)"
    rf"|(?:\s*[,:–—-])?\s+(?:(?:{_TO_COME})|(?P<there>(?:{_HANDED}){_WHERE}))"
    r")\.?",
    re.IGNORECASE,
)
"""Behind what an attachment is called; without brackets, ``uddelt`` alone may be of its title."""
_BARE = re.compile(r"\W*(?:bilag(?:et|ene)?)?\W*", re.IGNORECASE)
"""What says of itself how it comes, and nothing else: a sentence."""
_GENERIC = {"bilag", "notat", "endelig", "version", "udkast", "vedr", "vedrørende", "samt"}
_FEWEST_LETTERS = 4
_ENOUGH = 0.6
"""The share of a title's words that a sentence which means it has."""


def tells_of_late(text: str) -> bool:
    """Whether a heading or the title of an attachment says that it came with the referat."""
    return bool(_CAME_LATER.search(text))


def how_sent(text: str) -> tuple[str, UdsendesMed | None]:
    """The line of an attachment without what it says of how it comes, and that: ``Kort (PDF, 31
    kB, omdelt på mødet)``, ``Regnskab – eftersendes``."""
    match = _HOW_SENT.fullmatch(text)
    if match is None or _BARE.fullmatch(match["title"]):
        return text, None
    facts = match["facts"]
    title = DANISH.in_brackets.format(text=match["title"], more=facts) if facts else match["title"]
    is_handed_out = match["handed"] or match["there"]
    return title, UdsendesMed.OMDELT if is_handed_out else UdsendesMed.EFTERSENDES


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
