"""The pieces of a decision -> its outcome in a word, and the answers to points in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from msgspec import Struct

from moedebog.blocks import Run
from moedebog.catalogue import Udfald
from moedebog.importer.genre import patterns
from moedebog.importer.genre.patterns import folded
from moedebog.importer.pieces import GUESSED, Kind, Piece, without_start
from moedebog.importer.recognise.headings import heads_tasks
from moedebog.phrases import DANISH
from moedebog.phrases.item_words import USUAL
from moedebog.phrases.patterns import expression

_FORMERLY = {"Bemyndigelse givet": Udfald.BEMYNDIGET}
"""What else the fixed words were, or are, printed as."""
_UDFALD = {
    folded(text): udfald.value
    for text, udfald in (
        *((text, udfald) for udfald, text in DANISH.outcomes.items()),
        *_FORMERLY.items(),
    )
}


_BETWEEN = re.compile(r", | og ")
_BROUGHT = tuple(
    re.compile(expression(phrase + ".", body="(?P<for>.+?)", name="(?P<af>.+?)"))
    for phrase in (DANISH.brought_before_by, DANISH.brought_by, DANISH.brought_before)
)
"""How moedebog says that a matter is brought before a higher body."""


def outcome(
    pieces: Sequence[Piece], withdrawn: str = USUAL.withdrawn
) -> tuple[str | list[str] | None, Sequence[Piece]]:
    """The outcome in a fixed word, or in several, where the first paragraph is that; and the rest.

    ``withdrawn``: what is printed where an item was taken off.
    """
    first = pieces[0] if pieces else None
    if first and first.level == GUESSED and first.kind in (Kind.TEXT, Kind.HEADING):
        text = first.text
        key: str | list[str] | None = _UDFALD.get(folded(text))
        if not key:
            key = Udfald.UDGAAR.value if text == withdrawn else _several(text)
        if key and text[-1:] not in (":", "*", "#") and len(first.inlines) == 1:
            return key, pieces[1:]
    return None, pieces


def told_by(pieces: Sequence[Piece], listed: str) -> str | list[str] | None:
    """The outcome that a text begins with in a sentence of its own, where the overview lists it."""
    first = pieces[0] if pieces else None
    if first is None or first.kind is not Kind.TEXT or not listed:
        return None
    sentence, stop, _ = first.text.partition(". ")
    if not stop or folded(sentence) not in map(folded, (listed, *_BETWEEN.split(listed))):
        return None
    return _UDFALD.get(folded(sentence)) or _several(sentence)


def _several(text: str) -> list[str] | None:
    """The outcomes that a sentence is put together of: ``Drøftet og udsat.``"""
    words = _BETWEEN.split(text)
    found = [_UDFALD.get(folded(word), "") for word in words]
    if len(words) < 2 or not all(found) or not all(word[:1].islower() for word in words[1:]):
        return None
    return found if len(set(found)) == len(found) else None


def brought(pieces: Sequence[Piece]) -> tuple[dict[str, str], Sequence[Piece]]:
    """Before which body a matter is brought, and by whom, where the first line says so."""
    first = pieces[0] if pieces else None
    if first and first.kind is Kind.TEXT:
        for pattern in _BROUGHT:
            if match := pattern.fullmatch(first.text):
                return match.groupdict(), pieces[1:]
    return {}, pieces


def follows(pieces: Sequence[Piece], body: str) -> bool:
    """Whether these are what moedebog says is to be done about a matter brought before a body."""
    texts: list[str] = []
    for piece in pieces:
        rows = piece.table.texts[1:] if piece.table else [[piece.text]]
        texts += [text for row in rows for text in row if text and not heads_tasks(text)]
    return texts == [DANISH.brought_task.format(body=body)]


class Answer(Struct):
    """The answer to one point, or to several at once."""

    points: list[int]
    udfald: str | list[str] | None
    """The outcome, where it is one of the fixed words, or several of them."""
    rest: Sequence[Piece]
    """What else is said."""


class Answers(Struct):
    """Answers to the points of an indstilling, and the text before them."""

    before: list[Piece]
    each: list[Answer]
    note: str = ""
    """What is unsure of them."""


def answers_in(pieces: Sequence[Piece], points: int) -> Answers | None:
    """The answers, only where it is certain which point each of them answers."""
    if beside := _answers_beside(pieces, points):
        return beside
    labelled = _labelled_answers(pieces, points)
    if labelled:
        return labelled
    pieces = [as_entry(piece) for piece in pieces]
    first = next((i for i, p in enumerate(pieces) if p.kind is Kind.ITEM), None)
    if first is None:
        return None
    entries = pieces[first:]
    numbers = [p.marker[:-1] for p in entries if p.kind is Kind.ITEM and p.level == 0]
    plain = all(p.kind is Kind.ITEM for p in entries)
    if not plain or numbers != [str(n) for n in range(1, points + 1)]:
        return None
    each: list[Answer] = []
    grouped: list[list[Piece]] = []
    for piece in entries:
        if piece.level == 0:
            grouped.append([piece])
        else:
            grouped[-1].append(piece)
    for number, group in enumerate(grouped, 1):
        head = Piece(Kind.TEXT, group[0].inlines)
        nested = [Piece(Kind.ITEM, p.inlines, p.level - 1, p.marker) for p in group[1:]]
        each.append(Answer([number], *outcome([head, *nested])))
    return Answers(list(pieces[:first]), each)


def _answers_beside(pieces: Sequence[Piece], points: int) -> Answers | None:
    """The answers, where a document of ours has each beside the number of its point."""
    first = next((i for i, p in enumerate(pieces) if _points_of(p.under)), None)
    if first is None or not all(_points_of(piece.under) for piece in pieces[first:]):
        return None
    each: list[Answer] = []
    for label, run in groupby(pieces[first:], lambda piece: piece.under):
        head, *rest = run
        text = without_start(head, len(label) + 1)
        rest = [text, *rest] if text.text else rest
        word, more = outcome(rest)
        if word is None and rest and _is_own_outcome(rest[0]):
            word, more = rest[0].text[:-1], rest[1:]
        each.append(Answer(_points_of(label), word, more))
    answered = [number for answer in each for number in answer.points]
    if sorted(set(answered)) != answered or answered[-1] > points:
        return None
    return Answers(list(pieces[:first]), each)


def _is_own_outcome(piece: Piece) -> bool:
    """Whether it is an outcome in words of the author's own, brought out as the others are."""
    runs = [run for run in piece.inlines if isinstance(run, Run)]
    sentence = piece.text.endswith(".") and not re.search(r"[.:;?!\n]", piece.text[:-1])
    return piece.kind is Kind.TEXT and sentence and all(run.strong for run in runs)


def _points_of(label: str) -> list[int]:
    """The numbers in a label that stands before answers: ``1.``, ``Ad 1 og 2``."""
    match = patterns.POINT_ANSWER.match(f"{label} x")
    if match or re.fullmatch(r"\d{1,2}\.", label):
        return _numbers(match["nr"] if match else label)
    return []


def as_entry(piece: Piece) -> Piece:
    """A paragraph that begins with a number of its own is an entry of a list."""
    may_be = piece.kind is Kind.TEXT and not piece.sure
    match = re.match(r"(\d{1,2}\.)\s+(?=\S)", piece.text) if may_be else None
    if match is None:
        return piece
    return Piece(Kind.ITEM, without_start(piece, match.end()).inlines, 0, match[1])


def _labelled_answers(pieces: Sequence[Piece], points: int) -> Answers | None:
    groups: list[tuple[list[int], list[Piece]]] = []
    before: list[Piece] = []
    for piece in pieces:
        match = patterns.POINT_ANSWER.match(piece.text) if piece.kind is Kind.TEXT else None
        if match:
            rest = match.start("text")
            here = [without_start(piece, rest)] if match["text"] else []
            groups.append((_numbers(match["nr"]), here))
        elif groups:
            groups[-1][1].append(piece)
        else:
            before.append(piece)
    answered = [number for numbers, _ in groups for number in numbers]
    if not groups or sorted(answered) != answered or len(set(answered)) != len(answered):
        return None
    if answered[-1] > points or any(not texts for _, texts in groups):
        return None
    each = [Answer(numbers, *outcome(texts)) for numbers, texts in groups]
    more = len(groups[-1][1]) > 1
    note = "svaret på det sidste punkt rummer også det, der står efter det" if more else ""
    return Answers(before, each, note)


def _numbers(text: str) -> list[int]:
    numbers = [int(n) for n in re.findall(r"\d+", text)]
    if "-" in text and len(numbers) == 2 and numbers[0] < numbers[1] < numbers[0] + 30:
        return list(range(numbers[0], numbers[1] + 1))
    return numbers
