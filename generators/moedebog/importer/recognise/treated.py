"""What other bodies, or the meeting itself, said of a case: by whom, when, and point by point."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from moedebog.catalogue import Slags
from moedebog.importer.genre import dates, labels, patterns
from moedebog.importer.pieces import Kind, Piece
from moedebog.importer.recognise.bodies import is_other
from moedebog.importer.recognise.draft import DraftSection
from moedebog.importer.recognise.numbered import label_of, numbered

_ANSWERED = (Slags.BESLUTNING, Slags.SAGSFORLOEB)


class Treatment(Struct):
    """A line that tells of the treatment of a case: *Social og Sundhed, 6. januar 2025, pkt. 1:*"""

    day: date
    by: str
    """Who treated it, as typed."""
    text_at: int
    """Where what was decided begins on the line; 0 where it stands below."""


_IN_BODY = re.compile(
    r".*\bi\s+(?:[A-ZÆØÅ][\w-]*\s+)+(?:[Bb]yråd|[Rr]egionsråd|[Kk]ommunalbestyrelse)"
)
"""``Listen i Prøve Byråd``: members of a body, who have signed."""


def treatment(text: str) -> Treatment | None:
    """What a line tells by body and day, whatever else it is called."""
    found = dates.find_date(text) if len(text) <= 2000 else None
    if found is None or patterns.section_of(text) or labels.COVER.match(text):
        return None
    who = patterns.TREATED.match(text[: found[1]].rstrip(" ,–-"))
    behind = patterns.TREATED_AS.match(text[found[2] :])
    if who is None or behind is None or _IN_BODY.fullmatch(who["hvem"]):
        return None
    ends = bool(behind["colon"] or not behind["tekst"])
    if not ends or not (behind["pkt"] or labels.BODY.search(who["hvem"])):
        return None
    text_at = found[2] + behind.start("tekst") if behind["tekst"] else 0
    return Treatment(found[0], who["hvem"], text_at)


def own_treatment(
    section: DraftSection, meeting: date | None, forum: str
) -> Iterator[DraftSection]:
    """The history of a case, and apart from it what it tells of this meeting.

    That stands below a line with the day of the meeting, and with its ``forum``.
    """
    history = section.slags is Slags.SAGSFORLOEB and meeting is not None and forum
    days = list(map(_day_of_line, section.pieces)) if history else []
    begin = next(
        (
            at
            for at, day in enumerate(days)
            if day and day == meeting and _is_of(section.pieces[at].text, forum)
        ),
        None,
    )
    if begin is None or section.children:
        yield section
        return
    end = next((at for at in range(begin + 1, len(days)) if days[at]), len(days))
    line, told = section.pieces[begin], section.pieces[begin + 1 : end]
    before, after = section.pieces[:begin], section.pieces[end:]
    if not told:
        yield section
        return
    if section.heading and not (before or after):
        yield replace(section, slags=Slags.BESLUTNING, usual=False)
        return
    if before or section.heading:
        yield replace(section, pieces=before)
    yield DraftSection(Slags.BESLUTNING, line.text, False, pieces=told)
    if after:
        yield from own_treatment(replace(section, pieces=after), meeting, forum)


def _is_of(line: str, forum: str) -> bool:
    name = re.sub(r"[\d./:-]+", " ", line)
    return bool(labels.BODY.search(name)) and not is_other(name, forum)


def _day_of_line(piece: Piece) -> date | None:
    """The day that a line of a history begins or ends with."""
    text = piece.text.strip()
    found = dates.find_date(text) if piece.kind is Kind.TEXT and len(text) <= _LONGEST else None
    return found[0] if found and (found[1] < _EARLY or found[2] == len(text)) else None


_LONGEST = 90
_EARLY = 8
"""A day that stands so far from the beginning of a line stands at it: ``Dato: 2-9-2025``."""


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
