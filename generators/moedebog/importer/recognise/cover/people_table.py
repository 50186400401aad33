"""A table of those who took part: a row for each, or a column for each list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from moedebog.importer.genre import labels
from moedebog.importer.genre.patterns import folded
from moedebog.importer.pieces import Piece, Table, text_of_cell, text_piece
from moedebog.importer.recognise import people
from moedebog.importer.recognise.cover.attendance import note_people
from moedebog.importer.recognise.cover.facts import Cover
from moedebog.importer.recognise.cover.labelled import PEOPLE, label_of
from moedebog.importer.recognise.people import Someone

_COLUMNS = {key: re.compile(rf"(?:{words})\Z") for key, words in labels.PEOPLE_COLUMNS.items()}
_TICKED = re.compile(r"(?:x|v|ja|•|\[x\]|[✓✔☒☑✅])\s*(?:\((?P<mere>[^()]+)\))?\Z", re.IGNORECASE)
_MARKS = ("til_stede", "afbud", "udeblevet")
"""The columns with a mark in the row of each."""
_BLANK = re.compile(r"(?:|[-–—/]|nej|\[\s?\]|[☐□])\Z", re.IGNORECASE)


def lists_by_column(table: Table) -> Iterator[Piece]:
    """The lines of a table whose head has a list of people over each column, list by list."""
    heads = [label_of(text) for text in table.head]
    if len(heads) < 2 or not all(one and one[0] in PEOPLE and not one[2] for one in heads):
        return
    for column, head in enumerate(table.head):
        yield text_piece(f"{head.rstrip(':')}:")
        yield from (piece for row in table.rows[1:] for piece in row[column])


def people_table(cover: Cover, table: Table, under: str) -> bool:
    """Notes the people of a table with a row for each; false where it is none, or not read.

    ``under``: the label over the table, as a key. Where neither that nor the head says that these
    took part, and there is no column that does, it is told of nobody.
    """
    columns = _columns(table)
    if "navn" not in columns:
        return False
    tells = under or ("til_stede" if labels.TOOK_PART.match(table.head[columns["navn"]]) else "")
    marked = set(_MARKS) & set(columns)
    if not (tells or marked):
        return False
    found: dict[str, list[Someone]] = {key: [] for key in (*_MARKS, "medlemmer")}
    for texts in table.texts[1:]:
        if not any(texts):
            continue
        one = _somebody(texts, columns)
        key = _list_of(texts, columns, tells) if one else None
        if one is None or key is None:
            cover.unread.append((tells or "til_stede", texts[columns["navn"]]))
            continue
        found.setdefault(key, []).append(one)
        read = (_TICKED.match(texts[columns[mark]]) for mark in _MARKS if mark in columns)
        ticks = [tick for tick in read if tick]
        cover.told_present = cover.told_present or bool(ticks)
        more = [tick["mere"] for tick in ticks if tick["mere"]]
        cover.rest += [text_piece(f"{one.navn}: {text}") for text in more]
    for key, named in found.items():
        if named and key != "medlemmer":
            note_people(cover, key, named)
    cover.members = [*(cover.members or []), *found["medlemmer"]]
    return not cover.unread and not _says_more(table, columns)


def _columns(table: Table) -> dict[str, int]:
    """What stands in which column, by the words of the head."""
    columns: dict[str, int] = {}
    for index, text in enumerate(table.head):
        for key, pattern in _COLUMNS.items():
            if pattern.match(folded(text)) and key not in columns:
                columns[key] = index
                break
    return columns if len(columns) > 1 else {}


def _somebody(texts: list[str], columns: dict[str, int]) -> Someone | None:
    """The person of a row, with what its columns say."""
    named = people.parse(texts[columns["navn"]])
    if not named or len(named) != 1:
        return None
    one = named[0]
    for key in ("organisation", "titel"):
        if key in columns and texts[columns[key]] and not getattr(one, key):
            setattr(one, key, texts[columns[key]])
    if "initialer" in columns:
        one.titel = ", ".join(filter(None, [one.titel, texts[columns["initialer"]]]))
    return one


def _list_of(texts: list[str], columns: dict[str, int], tells: str) -> str | None:
    """The list that a row belongs to; ``None`` where its marks cannot be told."""
    ticked: list[str] = []
    for key in _MARKS:
        text = texts[columns[key]] if key in columns else ""
        if _TICKED.match(text):
            ticked.append(key)
        elif label := label_of(text):
            ticked.append(label[0])  # the column of the other one may be used for both
        elif not _BLANK.match(text):
            return None
    if len(ticked) > 1:
        return None
    if ticked:
        return ticked[0] if ticked[0] in _MARKS else None
    return "medlemmer" if "til_stede" in columns or not tells else tells


def _says_more(table: Table, columns: dict[str, int]) -> bool:
    """Whether there are columns that a meeting file has no place for."""
    more = set(range(table.width)) - set(columns.values())
    return any(text_of_cell(row[column]) for row in table.rows[1:] for column in more)
