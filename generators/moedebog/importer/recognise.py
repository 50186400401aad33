"""Pieces -> the draft of a meeting: where the items are, and what belongs to each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from moedebog.compose import words
from moedebog.importer import cover as covers
from moedebog.importer import items, patterns, titles
from moedebog.importer.build import Draft
from moedebog.importer.cover import Cover
from moedebog.importer.items import Outline, Start
from moedebog.importer.patterns import folded
from moedebog.importer.pieces import (
    BOLD,
    GUESSED,
    Kind,
    Piece,
    everything,
    text_piece,
    without_start,
)
from moedebog.importer.sections import DraftItem, ItemReader, Section
from moedebog.meeting import Forum


def recognise(pieces: list[Piece], forum: Forum | None) -> Draft:
    """The draft; nothing of the document's text is left out of it.

    Raises ``UsageProblem`` where the file holds several meetings.
    """
    items.check_one_meeting(pieces)
    pieces, signatures, with_referat = _without_closing_lists(pieces)
    starts, contents = items.find(pieces, items.outline(pieces))
    starts = _with_pauses(pieces, starts, contents)
    first = starts[0].at if starts else len(pieces)
    front = [p for i, p in enumerate(pieces[:first]) if i not in contents.places]
    group = _group(front, starts[0]) if starts else ""
    if not starts:
        cut = _end_of_cover(front)
        front, body = front[:cut], front[cut:]
        draft = Draft(covers.read(front), [], signatures=signatures)
        reader = _reader(pieces, draft.cover, forum)
        start = Start(0, "", "", 0, note="punkterne er ikke genkendt; alt står derfor under ét")
        draft.items = [reader.read(start, body, "Mødet")]
        _check_titles(draft, contents)
        return draft
    cover = covers.read(front[: len(front) - bool(group)])
    draft = Draft(cover, [], signatures=signatures, with_referat=with_referat)
    told = _presence_told_first(pieces, starts, cover, forum)
    reader = _reader(pieces, draft.cover, forum)
    parent: DraftItem | None = None
    for number, start in enumerate(starts):
        end = starts[number + 1].at if number + 1 < len(starts) else len(pieces)
        body = [
            p
            for i, p in enumerate(pieces[start.at + 1 : end], start.at + 1)
            if i not in contents.places | told
        ]
        next_group = _group(body, starts[number + 1]) if number + 1 < len(starts) else ""
        if next_group:
            body = body[:-1]
        title, lead, note = _title(start, contents)
        if lead:
            piece = pieces[start.at]
            body = [without_start(piece, len(piece.text) - len(lead)), *body]
        item = reader.read(start, body, title)
        item.group, group = group, next_group
        if note:
            item.notes.append(note)
        if parent and start.number == f"{parent.start.number}.{len(parent.children) + 1}":
            parent.children.append(item)
        else:
            draft.items.append(item)
            parent = item
    _check_titles(draft, contents)
    return draft


def _presence_told_first(
    pieces: Sequence[Piece], starts: Sequence[Start], cover: Cover, forum: Forum | None
) -> set[int]:
    """Indices of the pieces that tell, at the beginning of the first item, who was there.

    Only where all of them are understood, and the forum prints them there by itself.
    """
    if cover.there or (forum and forum.politik.fremmoede_placering != "foerste_punkt"):
        return set()
    end = starts[1].at if len(starts) > 1 else len(pieces)
    found = Cover()
    taken: set[int] = set()
    index = starts[0].at + 1
    while index < end:
        known = patterns.section_of(pieces[index].text)
        if known and known.slags == "beslutning" and not taken:
            index += 1
            continue
        after = covers.people_line(found, pieces[:end], index)
        if after is None:
            break
        taken |= set(range(index, after))
        index = after
    if not found.there:
        return set()
    cover.there, cover.members = found.there, found.members
    cover.afbud += found.afbud
    cover.udeblevet += found.udeblevet
    cover.guests += found.guests
    cover.first_item = True
    return taken


def _reader(pieces: Sequence[Piece], cover: Cover, forum: Forum | None) -> ItemReader:
    kinds = [*words.SAGSTYPE.values(), *(dict(forum.politik.sagstyper).values() if forum else ())]
    return ItemReader(pieces, known_names(cover, forum).__contains__, kinds)


def known_names(cover: Cover, forum: Forum | None) -> set[str]:
    """The names that the meeting file may use: members, substitutes and guests."""
    if forum is not None:
        names = {m.navn for m in forum.medlemmer}
        named = [*cover.afbud, *cover.udeblevet]
        names |= {one.navn for one in cover.there or () if one.stands_in_for}
        names |= {one.navn for one in cover.there or () if one.navn not in names}
        names |= {one.navn for one in cover.guests}
    else:
        named = [*(cover.members or cover.there or ()), *cover.afbud, *cover.udeblevet]
        names = {one.navn for one in (*named, *(cover.there or ()), *cover.guests)}
        names |= {cover.moedeleder} if names and cover.moedeleder else set()
    return names | {one.substitute.navn for one in named if one.substitute}


def _without_closing_lists(
    pieces: list[Piece],
) -> tuple[list[Piece], bool, set[tuple[str, int]]]:
    """The pieces without the list of all attachments and the sheet for signatures.

    moedebog makes both itself; which attachments came with the referat only the list tells.
    """
    kept: list[Piece] = []
    with_referat: set[tuple[str, int]] = set()
    signatures = skip = False
    for index, piece in enumerate(pieces):
        if skip:
            skip = False
            continue
        after = pieces[index + 1] if index + 1 < len(pieces) else None
        if piece.short and after and after.kind is Kind.TABLE:
            head = [folded(" ".join(p.text for p in cell)) for cell in after.rows[0]]
            if folded(piece.text) == "bilagsoversigt" and head[:2] == ["bilag", "titel"]:
                with_referat |= set(_with_referat(after))
                skip = True
                continue
            if folded(piece.text) == "underskriftsark" and head == ["navn", "underskrift"]:
                signatures = skip = True
                continue
        kept.append(piece)
    return kept, signatures, with_referat


def _with_referat(table: Piece) -> Iterator[tuple[str, int]]:
    for row in table.rows:
        texts = [" ".join(p.text for p in cell) for cell in row]
        match = re.match(r"Punkt (\S+), bilag (\d+)\Z", texts[0])
        if match and texts[-1] == "referat":
            yield match[1], int(match[2])


def _with_pauses(pieces: Sequence[Piece], starts: list[Start], contents: Outline) -> list[Start]:
    """Pauses without a number are items as well."""
    if not starts:
        return starts
    levels = {start.level for start in starts if start.level}
    taken = {start.at for start in starts} | contents.places
    found = list(starts)
    for index in range(starts[0].at, len(pieces)):
        piece = pieces[index]
        if index in taken or not piece.short or not patterns.PAUSE.match(piece.text):
            continue
        heading = piece.kind is Kind.HEADING and piece.level != GUESSED and piece.level in levels
        if heading or titles.read(piece.text).slot is not None:
            found.append(Start(index, "", piece.text, piece.level))
    return sorted(found, key=lambda start: start.at)


def _group(before: Sequence[Piece], start: Start) -> str:
    """The heading over several items that stands right before this one."""
    piece = before[-1] if before else None
    if piece is None or not piece.short or piece.kind not in (Kind.TEXT, Kind.HEADING):
        return ""
    if len(before) > 1 and before[-2].kind is Kind.ITEM and piece.kind is not Kind.HEADING:
        return ""
    higher = piece.kind is Kind.HEADING and GUESSED < piece.level < min(start.level, BOLD)
    known = patterns.section_of(piece.text) or patterns.find_date(piece.text)
    cover = patterns.DOCUMENT_WORD.match(piece.text) or patterns.COVER.match(piece.text)
    if (higher and len(before) > 0 and not known and not cover) or patterns.GROUP.match(piece.text):
        return piece.text
    return ""


def _end_of_cover(pieces: Sequence[Piece]) -> int:
    """Where the cover ends in a document without items: before the first real paragraph."""
    for index, piece in enumerate(pieces):
        long = piece.kind is Kind.TEXT and len(piece.text) > 120
        if piece.kind in (Kind.ITEM, Kind.TABLE) or long or patterns.section_of(piece.text):
            return index
        if index >= 12:
            return index
    return min(len(pieces), 12)


def _title(start: Start, contents: Outline) -> tuple[str, str, str]:
    """An item's title, the text that stands on its line besides, and what is unsure."""
    text = start.title
    listed = ""
    if start.plain and start.main and start.main <= len(contents.titles):
        listed = contents.titles[start.main - 1]
    bare = start.word.lower() in ("ad", "")
    told = (len(text) > 130 and bare) or (len(text) > 60 and text.endswith("."))
    if not text:
        return listed, "", ""
    if listed and folded(text) != folded(listed) and text.casefold().startswith(listed.casefold()):
        rest = text[len(listed) :]
        whole = not rest[:1].isalnum() and not start.level
        if whole and (told or re.match(r"\s*[:.]\s", rest)):
            return listed, rest.lstrip(" :.–-"), ""
    if start.level or not told:
        return text, "", ""
    if listed:
        return listed, text, ""
    first = re.match(r"(.{3,70}?)[.:]\s+(?=[A-ZÆØÅ])", text)
    if first and "," not in first[1]:
        return first[1], text[first.end() :], "titlen er gættet: teksten til det første punktum"
    return "", text, ""


def _check_titles(draft: Draft, contents: Outline) -> None:
    """The table of contents proves the titles; what it has besides is kept."""
    everything = [item for top in draft.items for item in (top, *top.children)]
    groups = [item.group for item in everything if item.group]
    for listed in contents.titles:
        bare = re.sub(r"\A(?:punkt\s+)?\d+[.:)]?\s+", "", listed, flags=re.IGNORECASE)
        if any(folded(group) == folded(listed) for group in groups):
            continue
        if any(_exactly(i, listed) or _exactly(i, bare) for i in everything):
            continue
        matches = [i for i in everything if _is_title(i, listed) or _is_title(i, bare)]
        if not matches:
            draft.missing_titles.append(listed)
        else:
            matches[0].notes.append(f"indholdsfortegnelsen skriver »{listed[:90]}«")


def _is_title(item: DraftItem, listed: str) -> bool:
    return any(items.same_title(text, listed) for text in _forms(item))


def _exactly(item: DraftItem, listed: str) -> bool:
    key = _key(listed)
    return any(_key(text).startswith(key) for text in _forms(item))


def _key(text: str) -> str:
    """What two spellings of one title share: letters and digits."""
    return re.sub(r"[\W_]+", "", folded(text))


def _forms(item: DraftItem) -> list[str]:
    title = item.title
    return [item.start.title, title.text, f"{title.kind_text}: {title.text}"]


def plain(item: DraftItem) -> DraftItem:
    """The item with all its text in plain paragraphs, for when its structure does not hold."""
    pieces = [piece for piece in item.taken if piece is not item.absent_text]
    if item.closed is not None:
        pieces.append(text_piece(f"Punktet er lukket: {item.closed}".rstrip(": ") + "."))
    for section in item.all_sections():
        if section.heading:
            pieces.append(text_piece(section.heading))
        pieces += _flat(section.pieces)
    if item.absent_text is not None:
        pieces.append(item.absent_text)
    note = "punktet kunne ikke deles op; teksten står, som den kom"
    return DraftItem(
        item.start,
        titles.Title(item.start.title or item.title.text),
        item.group,
        sections=[Section(pieces=pieces)] if pieces else [],
        notes=[*item.notes, note],
        children=[plain(child) for child in item.children],
    )


def _flat(pieces: Sequence[Piece]) -> list[Piece]:
    """The texts as plain paragraphs; a picture is left as it is."""
    return [
        p if p.kind is Kind.PICTURE else replace(text_piece(p.text), notes=p.notes)
        for p in everything(pieces)
        if p.text or p.notes or p.kind is Kind.PICTURE
    ]
