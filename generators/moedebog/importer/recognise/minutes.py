"""Text of a referat that no heading says what it is: what was said at the meeting.

It was written at the meeting or after it, so it must not stand in a dagsorden.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from moedebog.catalogue import Sagstype, Slags
from moedebog.importer.pieces import INNER, Kind, Piece, text_piece
from moedebog.importer.recognise.answers import outcome
from moedebog.importer.recognise.draft import Draft, DraftItem, DraftSection, flat
from moedebog.importer.recognise.endings import bottom_matter, closing_list, writer_below

UNHEADED = (
    "ingen overskrift siger, hvad der skete på mødet; teksten under punkterne står derfor som "
    "beslutning uden overskrift, så den ikke kommer med i dagsordenen"
)
PERHAPS = (
    "under {items} står der kun tekst uden overskrift; er den skrevet på mødet, så gør den til "
    "beslutning, for ellers kommer den med i dagsordenen"
)
_TOLD = re.compile(
    r"\b(?:blev|fik|gav|holdt|kom|takkede|oplyste|spurgte|orienterede|fortalte|fremlagde"
    r"|gennemgik|foreslog|(?:gen|ny)?valgt|godkendt|vedtaget|udsat|drøftet|enstemmigt)\b",
    re.IGNORECASE,
)
"""What is told of a meeting that has been held."""
_LEAST_TOLD = 3
"""One in so many items with a text tells what happened, at least."""


def settle(draft: Draft) -> None:
    """Text that was written at the meeting becomes a decision without a heading.

    In a document that presents no cases, all text under an item is such; in others that under
    *Eventuelt*, and where nothing stands but an outcome. What is unsure is noted once for all.
    """
    items = [item for item in flat(draft.items) if item.closed is None and item.sections]
    if not items or any(item.start.sure for item in items):
        return
    closing_list(list(flat(draft.items)))
    if not _is_referat(draft, items):
        return
    bottom_matter(items[-1])
    writer_below(draft, items[-1])
    plain = [item for item in items if _is_plain(item)]
    kinds = {section.slags for item in items for section in item.all_sections()}
    if not any(map(_presents, kinds)):
        for item in plain:
            _as_minutes(item)
        draft.notes += [UNHEADED] if plain else []
        return
    sure = [item for item in plain if _says_outcome(item)]
    for item in sure:
        _as_minutes(item)
    if perhaps := [_named(item) for item in plain if item not in sure]:
        draft.notes.append(PERHAPS.format(items=", ".join(perhaps)))


def _presents(slags: Slags) -> bool:
    """Whether a section of this kind presents a case."""
    return not slags.kind.minutes and slags not in (Slags.TEKST, Slags.BILAG)


def _is_plain(item: DraftItem) -> bool:
    """Whether no section says whether its text presents a case, or was decided."""
    kinds = [section.slags for section in item.all_sections() if not section.bottom]
    settled = any(slags is Slags.BESLUTNING or _presents(slags) for slags in kinds)
    return Slags.TEKST in kinds and not settled


def _says_outcome(item: DraftItem) -> bool:
    pieces = [piece for section in item.sections for piece in section.pieces]
    word, rest = outcome(pieces)
    return item.title.kind is Sagstype.EVENTUELT or (word is not None and not rest)


def _named(item: DraftItem) -> str:
    return f"{item.start.number} {item.title.text[:40]}".strip()


def _is_referat(draft: Draft, items: Sequence[DraftItem]) -> bool:
    """Whether the document tells of a meeting that has been held."""
    if draft.cover.kind:
        return draft.cover.kind == "referat"
    told = sum(any(_TOLD.search(text) for text in _texts(item)) for item in items)
    return told * _LEAST_TOLD >= len(items) > 0


def _texts(item: DraftItem) -> list[str]:
    return [piece.text for section in item.sections for piece in section.pieces]


def _as_minutes(item: DraftItem) -> None:
    """Makes a decision of the texts of an item; their headings stand in it."""
    sections: list[DraftSection] = []
    for section in item.sections:
        if section.slags is not Slags.TEKST or section.bottom:
            sections.append(section)
            continue
        if not sections or not sections[-1].unheaded or section.closed or sections[-1].closed:
            sections.append(
                replace(section, slags=Slags.BESLUTNING, heading="", pieces=[], unheaded=True)
            )
        elif section.rule:
            sections[-1].pieces.append(Piece(Kind.RULE))
        sections[-1].notes += section.notes
        sections[-1].pieces += [*_head(section), *section.pieces]
    item.sections = sections


def _head(section: DraftSection) -> list[Piece]:
    if not section.heading:
        return []
    return [replace(text_piece(section.heading), kind=Kind.HEADING, level=INNER)]
