"""What stands before the first item -> the facts of the meeting."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, time

from msgspec import Struct, field

from moedebog.importer import patterns, people
from moedebog.importer.patterns import folded
from moedebog.importer.people import Someone
from moedebog.importer.pieces import Kind, Piece


class Cover(Struct):
    """The facts of the meeting, as far as the document tells them."""

    forum: str = ""
    titel: str = ""
    dato: date | None = None
    short_date: bool = False
    """Whether the date is written as 12-09-2025."""
    start: time | None = None
    slut: time | None = None
    colon: bool = False
    faktisk_start: time | None = None
    faktisk_slut: time | None = None
    sted: str = ""
    form: str = ""
    kind: str = ""
    """``dagsorden`` or ``referat``, where the document says which it is."""
    status: str = ""
    """As printed, e.g. ``udkast``; empty where there is none."""
    aflyst: bool = False
    moedeleder: str = ""
    referent: str = ""
    there: list[Someone] | None = None
    """Those on the list of who took part; ``None`` where there is no list."""
    members: list[Someone] | None = None
    afbud: list[Someone] = field(default_factory=list)
    udeblevet: list[Someone] = field(default_factory=list)
    guests: list[Someone] = field(default_factory=list)
    moved: list[Someone] = field(default_factory=list)
    """Those said to have come late or left early; the items must say when."""
    first_item: bool = False
    """Whether who was there is told under the first item."""
    contact: str = ""
    rest: list[Piece] = field(default_factory=list)
    """What has no place of its own."""
    notes: list[str] = field(default_factory=list)


def read(pieces: Sequence[Piece]) -> Cover:
    """The facts; what is not understood is kept in ``rest``."""
    cover = Cover()
    index = 0
    while index < len(pieces):
        index = _one(cover, pieces, index)
    return cover


def _one(cover: Cover, pieces: Sequence[Piece], index: int) -> int:
    """Reads the piece at ``index``, with those that belong to it; returns the next index."""
    piece = pieces[index]
    if piece.kind is Kind.RULE:
        return index + 1
    if piece.kind is Kind.TABLE:
        return _table(cover, pieces, index)
    text = piece.text
    if piece.kind not in (Kind.ITEM, Kind.PICTURE):
        if _headline(cover, text):
            return index + 1
        for key, pattern in patterns.LABELS:
            match = pattern.match(text)
            if not match or not _is_label(key, text, match["value"]):
                continue
            value, after = match["value"].strip(), index + 1
            if not value:
                value, after = _following(pieces, index + 1)
            if _fact(cover, key, value):
                return after
    cover.rest.append(piece)
    return index + 1


PEOPLE = ("til_stede", "medlemmer", "afbud", "udeblevet", "gaester", "ankom", "forlod")
"""Labels of lists of people."""


def people_line(cover: Cover, pieces: Sequence[Piece], index: int) -> int | None:
    """Reads a labelled list of people at ``index``; the index after it, ``None`` if it is none."""
    text = pieces[index].text
    for key, pattern in patterns.LABELS:
        match = pattern.match(text)
        if key not in PEOPLE or not match or not _is_label(key, text, match["value"]):
            continue
        value, after = match["value"].strip(), index + 1
        if not value:
            value, after = _following(pieces, index + 1)
        if _fact(cover, key, value):
            return after
    return None


def _is_label(key: str, text: str, value: str) -> bool:
    """Whether a line begins with a label and not with a sentence that has the word in it."""
    colon = ":" in text[: len(text) - len(value)] if value else True
    if colon:
        return True
    if key in PEOPLE:
        return value[:1].isupper()
    return (
        len(text) < 110 and not text.endswith(".") and not (key == "titel" and value[:1].islower())
    )


def _following(pieces: Sequence[Piece], index: int) -> tuple[str, int]:
    """The value on the lines after a label: one paragraph, or a list of names."""
    if index >= len(pieces):
        return "", index
    if pieces[index].kind is Kind.TEXT:
        return pieces[index].text, index + 1
    names = []
    while index < len(pieces) and pieces[index].kind is Kind.ITEM:
        names.append(pieces[index].text)
        index += 1
    return "; ".join(names), index


def _table(cover: Cover, pieces: Sequence[Piece], index: int) -> int:
    """A table of two columns may hold the facts, a label in the first."""
    rows = [[" ".join(p.text for p in cell) for cell in row] for row in pieces[index].rows]
    if any(len(row) != 2 for row in rows):
        cover.rest.append(pieces[index])
        return index + 1
    facts = [
        (key, row[1])
        for row in rows
        for key, pattern in patterns.LABELS
        if (match := pattern.match(row[0])) and not match["value"].strip()
    ]
    if len(facts) == len(rows):
        kept = [value for key, value in facts if not _fact(cover, key, value)]
        if not kept:
            return index + 1
    cover.rest.append(pieces[index])
    return index + 1


# --- headlines ------------------------------------------------------------------------------


def _headline(cover: Cover, text: str) -> bool:
    """The lines without a label: kind of document, forum, date, status."""
    word = folded(text)
    if patterns.DOCUMENT_WORD.match(text):
        cover.kind = cover.kind or _kind(text)
        return True
    if word in patterns.STATUS:
        cover.status = word
        return True
    if word == "mødet er aflyst":
        cover.aflyst = True
        return True
    if match := patterns.COVER.match(text):
        cover.kind = cover.kind or _kind(match["slags"])
        return _document_line(cover, match["navn"])
    found = patterns.find_date(text)
    if found and len(text) < 60 and _only_a_date(text, found):
        _set_date(cover, text, found)
        return True
    if found and len(text) < 110 and found[1] < 12 and not _letters(text[: found[1]]):
        return _when(cover, text)
    if not cover.forum and len(text) < 120 and not found and not re.search(r"[.:;?!]\Z", text):
        if any(pattern.match(text) for _, pattern in patterns.LABELS):
            return False
        cover.forum = text
        return True
    return False


def _kind(word: str) -> str:
    return "dagsorden" if "dagsorden" in word.casefold() else "referat"


def _document_line(cover: Cover, text: str) -> bool:
    """``Sundhedsklynge Sydvestjylland d. 17-06-2025``: the forum and the date."""
    found = patterns.find_date(text)
    clock = patterns.find_clock(text[found[2] :]) if found else None
    name = text
    if found:
        after = text[found[2] :]
        left = after[: clock[2]] + after[clock[3] :] if clock else after
        if _letters(left):
            if cover.sted or len(left) > 60:
                return False
            cover.sted = re.sub(r"\A[\s,.–-]+|[\s,–-]+\Z", "", left)
        _set_date(cover, text, found)
        name = text[: found[1]]
    name = re.sub(r"[\s,–-]*(?:\bden|\bd\.)?\s*\Z", "", name.strip())
    if match := re.match(
        r"(?P<titel>[\w. ]*møde(?: nr\. ?\d+)?)\s+(?:i|for|af)\s+(?P<navn>\S.*)",
        name,
        re.IGNORECASE,
    ):
        cover.titel = match["titel"][:1].upper() + match["titel"][1:]
        name = match["navn"]
    if cover.forum and name and folded(name) != folded(cover.forum):
        return False
    cover.forum = cover.forum or name
    return bool(name) or found is not None


def _only_a_date(text: str, found: tuple[date, int, int]) -> bool:
    rest = text[: found[1]] + text[found[2] :]
    clock = patterns.find_clock(rest)
    if clock:
        rest = rest[: clock[2]] + rest[clock[3] :]
    return not _letters(rest)


_FILLER = re.compile(
    r"\b(?:kl|klokken|den|d|fra|til|i tidsrummet|"
    r"(?:man|tirs|ons|tors|fre|lør|søn)dag)\b",
    re.IGNORECASE,
)


def _letters(text: str) -> str:
    """What is left when the words around a date are taken off."""
    return re.sub(r"[\W_]+", "", _FILLER.sub("", text))


def _set_date(cover: Cover, text: str, found: tuple[date, int, int]) -> None:
    if cover.dato is None:
        cover.dato = found[0]
        cover.short_date = bool(re.fullmatch(r"\D*[\d./-]+", text[found[1] : found[2]]))
    elif cover.dato != found[0]:
        cover.notes.append(f"dokumentet nævner også datoen {found[0]:%d.%m.%Y}")
    rest = text[found[2] :]
    clock = patterns.find_clock(rest)
    if clock and cover.start is None:
        _set_clock(cover, clock, rest)


def _set_clock(cover: Cover, clock: tuple[time, time | None, int, int], text: str) -> None:
    cover.start, cover.slut = clock[0], clock[1]
    cover.colon = ":" in text[clock[2] : clock[3]]
    if cover.slut and cover.slut <= clock[0]:
        cover.slut = None


# --- labelled lines ---------------------------------------------------------------------------


def _fact(cover: Cover, key: str, value: str) -> bool:
    """Notes a fact; false where it is not understood."""
    if not value:
        return key in ("ankom", "forlod")
    if key == "dato":
        return _when(cover, value)
    if key == "afholdt":
        clock = patterns.find_clock(value)
        if clock:
            cover.faktisk_start, cover.faktisk_slut = clock[0], clock[1]
        return clock is not None
    if key in ("sted", "titel", "moedeleder", "referent"):
        if getattr(cover, key):
            return bool(getattr(cover, key) == value)
        setattr(cover, key, value.rstrip(".") if key != "sted" else value)
        return True
    if key == "form":
        cover.form = patterns.FORMS.get(folded(value), "")
        return bool(cover.form)
    if key == "kontakt":
        cover.contact = value
        return True
    return _people(cover, key, value)


def _when(cover: Cover, value: str) -> bool:
    found = patterns.find_date(value)
    rest = value
    if found:
        _set_date(cover, value, found)
        rest = value[: found[1]] + value[found[2] :]
    clock = patterns.find_clock(rest)
    if clock:
        if cover.start is None or not found:
            _set_clock(cover, clock, rest)
        rest = rest[: clock[2]] + rest[clock[3] :]
    if not found and not clock:
        return False
    left = _letters(rest)
    if left and not cover.sted:
        cover.sted = re.sub(r"\A[\s,.–-]+|[\s,–-]+\Z", "", _FILLER.sub("", rest)).strip()
        return True
    return not left


def _people(cover: Cover, key: str, value: str) -> bool:
    found = people.parse(value)
    if found is None or not found:
        return False
    match key:
        case "til_stede":
            cover.there = [*(cover.there or []), *(one for one in found if not one.absent)]
            cover.members = [*(cover.members or []), *found]
            away = [one for one in found if one.absent]
            cover.afbud += [one for one in away if not one.unannounced]
            cover.udeblevet += [one for one in away if one.unannounced]
        case "medlemmer":
            cover.members = found
        case "afbud" | "udeblevet":
            getattr(cover, key).extend(found)
        case "gaester":
            cover.guests += found
        case _:
            cover.moved += found
    return True
