"""What is to be done, by whom and when: tables, lists and single lines of actions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from moedebog.importer.genre import dates, patterns
from moedebog.importer.pieces import Kind, Piece, Table


def actions_in(pieces: Sequence[Piece], meeting: date | None) -> list[dict[str, Any]] | None:
    """The actions; ``None`` where there is anything besides, or a deadline that is no date."""
    if len(pieces) == 1 and pieces[0].table:
        return _of_table(pieces[0].table, meeting or date.min)
    tasks = [_of_line(piece, meeting or date.min) for piece in pieces]
    return [one for one in tasks if one] if tasks and all(tasks) else None


def _of_table(table: Table, meeting: date) -> list[dict[str, Any]] | None:
    rows = table.texts
    keys = [
        next(
            (k for k, names in patterns.ACTION_COLUMNS.items() if patterns.folded(c) in names), None
        )
        for c in rows[0]
    ]
    if None in keys or "opgave" not in keys or len(set(keys)) < len(keys):
        return None
    tasks = []
    for row in rows[1:]:
        one = {key: text for key, text in zip(keys, row, strict=True) if key and text}
        if "opgave" not in one:
            return None
        if "frist" in one:
            day = dates.find_deadline(one["frist"], meeting)
            if day is None or _letters(one["frist"], day[1:]):
                return None
            one["frist"] = day[0].isoformat()
        tasks.append(one)
    return tasks or None


def _of_line(piece: Piece, meeting: date) -> dict[str, Any] | None:
    """``Aktion: Bestille telt (Bo Ny, 1. maj)``, or an entry of a list under such a heading."""
    linked = any(getattr(run, "link", None) for run in piece.inlines)
    match = patterns.ACTION.match(piece.text)
    listed = piece.kind is Kind.ITEM and piece.level == 0
    if linked or not (listed or (match and piece.kind is Kind.TEXT)):
        return None
    text = match["opgave"] if match else piece.text
    one: dict[str, Any] = {}
    if deadline := patterns.ACTION_DEADLINE.search(text):
        day = dates.find_deadline(deadline["dag"], meeting)
        if day and not _letters(deadline["dag"], day[1:]):
            one["frist"] = day[0].isoformat()
            text = _cut(text, deadline)
    if owner := patterns.ACTION_OWNER.search(text):
        one["ansvarlig"] = owner["hvem"].strip()
        text = _cut(text, owner)
    elif behind := re.search(
        r"\s*\((?P<hvem>[A-ZÆØÅ][^(),]+)(?:,\s*(?P<dag>[^(),]+))?\)\.?\Z", text
    ):
        day = dates.find_deadline(behind["dag"], meeting) if behind["dag"] else None
        if not behind["dag"] or (day and not _letters(behind["dag"], day[1:])):
            one["ansvarlig"] = behind["hvem"].strip()
            if day:
                one["frist"] = day[0].isoformat()
            text = text[: behind.start()]
    return {"opgave": text.strip(), **one} if text.strip() else None


def _cut(text: str, match: re.Match[str]) -> str:
    """The text without the match, and without brackets that it leaves empty or open."""
    rest = text[: match.start()] + text[match.end() :]
    rest = re.sub(r"\s*\(\s*\)", "", rest)
    return rest.replace(")", "") if rest.count(")") > rest.count("(") else rest


def _letters(text: str, span: tuple[int, int]) -> str:
    """What a cell or label says besides its date."""
    rest = text[: span[0]] + text[span[1] :]
    return re.sub(r"[\W_]|\b(?:den|d|kl|senest|inden)\b", "", rest)
