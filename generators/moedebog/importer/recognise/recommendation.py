"""The pieces of a section -> the indstilling in them: who recommends what to whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from moedebog.catalogue import IndstillingOrdlyd
from moedebog.importer.genre import patterns
from moedebog.importer.pieces import Kind, Piece, without_end, without_start

_LABEL = re.compile(r"[A-Za-z0-9][.)]")
_DOES = re.compile(r"\w(?:en|et|ne)\s+(?!(?:eller|under|efter|over)\b)[a-zæøå]{2,}er\b")
"""``bestyrelsen drøfter …``: what a body is to do, and no name of it."""
_CELLS = 2


class Recommendation(Struct):
    """An indstilling, and the text of its section that is none of it."""

    points: list[list[Piece]]
    """Each point: its first line, and what stands below it."""
    numbered: bool = False
    lead: str = ""
    """What stands before the points."""
    ordlyd: IndstillingOrdlyd | None = None
    """The wording of that, where it is a sentence that moedebog writes itself."""
    fra: str = ""
    til: str = ""
    rest: list[Piece] = field(default_factory=list)


def recommendation_in(pieces: Sequence[Piece]) -> Recommendation | None:
    """The indstilling; ``None`` where there are no points that are certain."""
    pieces = [one for piece in pieces for one in _rows(piece)]
    first = next((i for i, p in enumerate(pieces) if p.kind is Kind.ITEM), None)
    if first is None:
        return _at_paragraphs(pieces)
    intro = list(pieces[:first])
    broken = any(p.kind in (Kind.TABLE, Kind.PICTURE, Kind.RULE) for p in intro)
    if broken or not _leads(intro) or _told_already(" ".join(p.text for p in intro)):
        return _at_paragraphs(pieces)
    last = max(i for i, p in enumerate(pieces) if p.kind is Kind.ITEM)
    points: list[list[Piece]] = []
    for piece in pieces[first : last + 1]:
        if piece.kind in (Kind.TABLE, Kind.PICTURE, Kind.HEADING, Kind.RULE):
            return None
        if piece.kind is Kind.ITEM and piece.level == 0:
            points.append([piece])
        elif points:
            points[-1].append(piece)
        else:
            return None
    numbers = [p[0].marker[:-1] for p in points]
    numbered = all(n.isdigit() for n in numbers)
    if numbered and [int(n) for n in numbers] != list(range(1, len(numbers) + 1)):
        return None
    if not points:
        return None
    found = Recommendation(points, numbered, rest=list(pieces[last + 1 :]))
    return _opened(found, " ".join(p.text for p in intro))


def _rows(piece: Piece) -> Iterator[Piece]:
    """The points that a reader took for a table of letters and texts; another piece as it is."""
    labels = [row[0] for row in piece.table.texts] if piece.table else []
    points = [row[1] for row in piece.rows if len(row) == _CELLS and row[1]]
    if not labels or len(points) != len(labels) or not all(map(_LABEL.fullmatch, labels)):
        yield piece
        return
    for label, (head, *below) in zip(labels, points, strict=True):
        yield replace(head, kind=Kind.ITEM, level=0, marker=label)
        yield from below


def _told_already(lead: str) -> bool:
    """Whether a sentence before the one that leads to a list has told what is recommended."""
    *before, last = re.split(r"(?<=\w\w[.!?])\s+(?=[A-ZÆØÅ])", lead)
    told = any(patterns.RECOMMENDS.search(one) and re.search(r"\bat\b", one) for one in before)
    return told and not patterns.RECOMMENDS.search(last)


def _leads(intro: Sequence[Piece]) -> bool:
    """Whether the paragraphs before a list lead to it, and are no text of their own."""
    if not intro:
        return True
    last = intro[-1].text
    return not last.endswith((".", "!", "?")) and (
        len(intro) < 3 or bool(patterns.RECOMMENDS.search(last))
    )


def _opened(found: Recommendation, text: str) -> Recommendation:
    """The indstilling with what stands before its points."""
    found.lead = text
    for ordlyd, pattern in patterns.OPENINGS:
        if match := pattern.match(text):
            parts = match.groupdict()
            if _DOES.search(parts["til"]):
                continue
            found.fra, found.til = (parts.get("fra") or "").strip(), parts["til"].strip()
            found.ordlyd = ordlyd
            return found
    return found


def _at_paragraphs(pieces: Sequence[Piece]) -> Recommendation | None:
    """``at …`` in paragraphs of their own, or in the one sentence that there is."""
    texts: list[Piece] = []
    for piece in pieces:
        if piece.kind is not Kind.TEXT:
            break
        texts.append(piece)
    first = next((i for i, p in enumerate(texts) if patterns.AT_PARAGRAPH.match(p.text)), None)
    if first is None:
        return _in_one_sentence(pieces)
    last = first
    while last + 1 < len(texts) and patterns.AT_PARAGRAPH.match(texts[last + 1].text):
        last += 1
    if any(patterns.AT_PARAGRAPH.match(p.text) for p in texts[last + 1 :]):
        return None
    lead = " ".join(p.text for p in texts[:first])
    points = [[p] for p in texts[first : last + 1]]
    return Recommendation(points, lead=lead, rest=list(pieces[last + 1 :]))


def _in_one_sentence(pieces: Sequence[Piece]) -> Recommendation | None:
    """``Direktionen indstiller, at sagen godkendes.``"""
    head = pieces[0] if pieces and pieces[0].kind is Kind.TEXT else None
    match = head and re.match(
        r"(.{0,160}?\b(?:indstill|anbefal|foreslå)\w*\b[^.]{0,60}?,?)\s+(at\s\S.*)\Z", head.text
    )
    if not head or not match:
        return None
    rest = list(pieces[1:])
    if more := _LEADS_ON.search(head.text, match.start(2)):  # to a list that is not recommended
        rest.insert(0, without_start(head, more.end()))
        head = without_end(head, more.start())
    point = without_start(head, match.start(2))
    return Recommendation([[point]], lead=match[1], rest=rest)


_LEADS_ON = re.compile(r"(?<=\w\w\.)\s+(?=[A-ZÆØÅ][^.:]*:\Z)")
