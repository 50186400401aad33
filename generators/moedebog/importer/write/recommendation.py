"""An indstilling and the answers to its points, as a meeting file has them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from moedebog.catalogue import Opstilling, Slags
from moedebog.importer.genre import patterns
from moedebog.importer.genre.patterns import folded
from moedebog.importer.pieces import Kind, Piece
from moedebog.importer.recognise import (
    Answer,
    Answers,
    DraftSection,
    Recommendation,
    answers_in,
    recommendation_in,
)
from moedebog.importer.write import markup
from moedebog.importer.write.body import body
from moedebog.meeting import Forum


class Answered(Struct, frozen=True):
    """The one indstilling of an item, and the decision that answers its points."""

    section: DraftSection
    recommendation: Recommendation
    decision: DraftSection | None = None
    answers: Answers | None = None


def answered(sections: Sequence[DraftSection]) -> Answered | None:
    """The one indstilling of an item; ``None`` where there is none, or more than one."""
    inner = [part for section in sections for part in (section, *section.children)]
    recommending = [
        (section, value)
        for section in inner
        if section.slags is Slags.INDSTILLING and (value := recommendation_in(section.pieces))
    ]
    if len(recommending) != 1:
        return None
    section, value = recommending[0]
    decisions = [s for s in sections if s.slags is Slags.BESLUTNING]
    replies = answers_in(decisions[-1].pieces, len(value.points)) if decisions else None
    if replies is None or (len(decisions) > 1 and replies.before):
        return Answered(section, value)
    return Answered(section, value, decisions[-1], replies)


def indstilling(advice: Recommendation, forum: Forum) -> dict[str, Any]:
    """The value of ``indstilling``, without the answers."""
    value: dict[str, Any] = {"at": [_point(point, advice.numbered) for point in advice.points]}
    if advice.ordlyd is not forum.politik.indstilling_ordlyd:
        value["indledning"] = advice.lead or _least_lead(advice.points[0][0], value["at"][0])
    else:
        if advice.fra:
            value["fra"] = advice.fra
        if folded(advice.til) != folded(forum.navn_i_saetning):
            value["til"] = advice.til
    style = Opstilling.TAL if advice.numbered else Opstilling.PUNKTTEGN
    if style is not forum.politik.indstillingspunkter:
        value["opstilling"] = style.value
    return value


def _least_lead(first: Piece, written: str) -> str:
    """The least that leads to the points, where nothing stands before them."""
    text = first.text if first.kind is Kind.ITEM else written
    return "Det indstilles," if patterns.AT_PARAGRAPH.match(text) else "Det indstilles:"


def _point(point: Sequence[Piece], numbered: bool) -> str:
    head = point[0]
    label = "" if numbered else markup.own_label(head)
    first = markup.inline(head.inlines)
    first = markup.wrapped(f"{label} {first}" if label else first)
    rest = [
        Piece(Kind.ITEM, p.inlines, p.level - 1, p.marker) if p.kind is Kind.ITEM else p
        for p in point[1:]
    ]
    if not rest:
        return first
    return "\n\n".join([first, *(str(part) for part in markup.body(rest))])


def delbeslutning(answer: Answer) -> dict[str, Any]:
    """An answer as an entry of ``delbeslutninger``."""
    points = answer.points
    value: dict[str, Any] = {"punkt": points if len(points) > 1 else points[0]}
    if answer.udfald:
        value["udfald"] = answer.udfald
    if answer.rest:
        text = body(answer.rest)
        plain = "\n\n".join(piece.text for piece in answer.rest)
        value["tekst"] = text if isinstance(text, str) else plain
    return value
