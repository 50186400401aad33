"""Pieces -> the draft of a meeting: where the items are, and what belongs to each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from msgspec.structs import replace

from moedebog.catalogue import FremmoedePlacering, Slags
from moedebog.importer.budget import Budget
from moedebog.importer.genre import dates, labels, patterns
from moedebog.importer.pieces import (
    CLOSED,
    GUESSED,
    Kind,
    Piece,
    text_piece,
    without_end,
    without_start,
)
from moedebog.importer.recognise import cover as covers
from moedebog.importer.recognise import item_tables as tables
from moedebog.importer.recognise import minutes, several
from moedebog.importer.recognise import title as titles
from moedebog.importer.recognise.allowed_names import known_names, tell_apart
from moedebog.importer.recognise.cover import Cover
from moedebog.importer.recognise.draft import (
    Closing,
    Draft,
    DraftItem,
    DraftSection,
    EmptyGroup,
)
from moedebog.importer.recognise.endings import real_times, signatures, without_closing_lists
from moedebog.importer.recognise.followed import followed, perhaps_items
from moedebog.importer.recognise.groups import Groups, Over, days_of, groups, says_closed
from moedebog.importer.recognise.item import ItemReader
from moedebog.importer.recognise.listed_starts import LOWEST, listed_starts
from moedebog.importer.recognise.listed_titles import add_groups, check_titles, note_outcomes
from moedebog.importer.recognise.listed_together import to_their_items
from moedebog.importer.recognise.no_meeting import check_meeting
from moedebog.importer.recognise.numbered import label_of, may_be_title
from moedebog.importer.recognise.outline import Outline, outline
from moedebog.importer.recognise.presence import missing_throughout, unread_presence
from moedebog.importer.recognise.revision import look_again
from moedebog.importer.recognise.signed import without_blanks
from moedebog.importer.recognise.start import Start
from moedebog.importer.recognise.starts import find
from moedebog.importer.recognise.title_line import title_lines
from moedebog.importer.recognise.told_again import joined, without_others
from moedebog.meeting import Forum
from moedebog.phrases import DANISH


def draft_of(pieces: list[Piece], forum: Forum | None, budget: Budget) -> Draft:
    """The draft; nothing of the document's text is left out of it.

    Raises ``UsageProblem`` where the file holds several meetings, or tells of none.
    """
    budget.tick()
    several.check(pieces)
    budget.tick()
    pieces = [one for piece in without_blanks(pieces) for one in _without_pause(piece)]
    pieces, closing = without_closing_lists(tables.headed_by_table(pieces), forum)
    pieces = without_others(pieces)
    contents = outline(pieces)
    starts = listed_starts(pieces, contents)
    again = None if starts else joined(pieces)
    if again:
        pieces, starts, contents = again.pieces, again.starts, Outline()
    if not starts:
        starts, contents = find(pieces, contents)
        if found := tables.opened(pieces, starts, contents):
            pieces, starts, contents = found.pieces, found.starts, found.contents
        starts = followed(pieces, starts, contents.places)
        starts = _with_pauses(pieces, starts, contents)
    check_meeting(pieces, starts)
    pieces, starts = _without_form(pieces, starts)
    if not starts:
        return _as_one(pieces, contents, forum, closing)
    first = starts[0].at
    days = days_of(pieces[:first])
    grouped = groups(pieces, starts, contents, days)
    taken = contents.places | grouped.places
    cover = covers.read([p for i, p in enumerate(pieces[:first]) if i not in taken])
    covers.date_by_decision(cover, pieces)
    if again:
        cover.kind = "referat"
    draft = Draft(cover, [], closing=closing, headings=grouped.printed)
    draft.notes += again.notes if again else []
    draft.notes += perhaps_items(pieces, starts)
    taken |= _presence_told_first(pieces, starts, cover, forum)
    times = real_times(pieces, first, cover)
    _close(pieces, [at for at in times if at > starts[-1].at])
    taken |= times
    taken |= signatures(pieces, starts[-1].at, draft, forum)
    reader = _reader(pieces, cover, forum)
    group = ""
    titled_below = _titled_below(pieces, starts)
    lines = title_lines(pieces, starts, contents, cover.kind == "dagsorden")
    for number, start in enumerate(starts):
        budget.tick()
        end = starts[number + 1].at if number + 1 < len(starts) else len(pieces)
        body = [p for i, p in enumerate(pieces[start.at + 1 : end], start.at + 1) if i not in taken]
        line = lines[number]
        title = line.title if start.sure else line.title.rstrip(": ") or line.title
        if not title and titled_below and body and may_be_title(body[0]):
            title, body = body[0].text, body[1:]
        title, attached = titles.attachment_behind(title, sure=start.sure)
        if line.text:
            piece = pieces[start.at]
            body = [without_start(piece, len(piece.text) - len(line.text)), *body]
        item = reader.read(start, body, title)
        if attached:
            note = f"»{attached}« stod ved titlen; skriv, hvad bilaget hedder"
            item.sections.append(
                DraftSection(Slags.BILAG, pieces=[text_piece(attached)], notes=[note])
            )
        over = grouped.over.get(number, Over())
        item.group, item.subgroup, item.day = over.group, over.subgroup, over.day
        group = item.group or group
        item.said_closed = item.said_closed or says_closed(item, group)
        draft.empty_groups += _empty(grouped, number, draft)
        if line.note:
            item.notes.append(line.note)
        apart = item.group or item.subgroup or item.day
        parent = None if apart else _parent(start, draft)
        if parent:
            parent.children.append(item)
        else:
            draft.items.append(item)
    draft.empty_groups += _empty(grouped, len(starts), draft)
    to_their_items(draft.items)
    _days_without_items(draft, days)
    add_groups(draft, contents)
    _guests_of_items(draft)
    check_titles(draft, contents)
    note_outcomes(draft, contents)
    missing_throughout(draft)
    unread_presence(draft)
    minutes.settle(draft)
    look_again(draft, pieces)
    return draft


def _close(pieces: list[Piece], ends: Sequence[int]) -> None:
    """Marks what stands below the lines that tell when the meeting ended."""
    for below in (at + 1 for at in ends if at + 1 < len(pieces)):
        if pieces[below].kind is Kind.TEXT and not pieces[below].marker:
            pieces[below] = replace(pieces[below], marker=CLOSED)


def _without_form(pieces: list[Piece], starts: list[Start]) -> tuple[list[Piece], list[Start]]:
    """The items without the first ones, where these are the lines of a form: *1. Tidspunkt:*."""
    keys: list[str] = []
    for start in starts:
        label = covers.label_of(start.title)
        titled = bool(labels.COVER.match(start.title) or labels.DOCUMENT_WORD.match(start.title))
        if start.sure or not (label or (titled and not keys)):
            break
        keys.append(label[0] if label else "")
    if not {"dato", "sted"} <= set(keys):
        return pieces, starts
    changed = list(pieces)
    for start in starts[: len(keys)]:
        piece = changed[start.at]
        text = without_start(piece, max(0, len(piece.text) - len(start.title)))
        changed[start.at] = replace(text, marker="")
    return changed, starts[len(keys) :]


def _titled_below(pieces: Sequence[Piece], starts: Sequence[Start]) -> bool:
    """Whether below each number that stands alone comes what may be its title."""
    alone = (start.at for start in starts if not start.title)
    return all(may_be_title(one) for at in alone for one in pieces[at + 1 : at + 2])


def _empty(grouped: Groups, start: int, draft: Draft) -> Iterator[EmptyGroup]:
    """The empty groups before an item, with how many outermost items stand before them."""
    for one in grouped.empty:
        if one.before == start:
            yield replace(one, before=len(draft.items))


def _days_without_items(draft: Draft, days: Sequence[date]) -> None:
    """Notes the days of the meeting that no item is known to begin."""
    begun = {item.day for item in draft.items}
    draft.cover.notes += [
        f"mødet varede også {dates.spelt(day).casefold()}; skriv dato på dagens første punkt"
        for day in days[1:]
        if day not in begun
    ]


def _as_one(
    pieces: Sequence[Piece], contents: Outline, forum: Forum | None, closing: Closing
) -> Draft:
    """A document whose items are not found: all of it under one."""
    front = [p for i, p in enumerate(pieces) if i not in contents.places]
    cut = _end_of_cover(front)
    cover = covers.read(front[:cut])
    if cover.dato is None and (further := _dated(front, cut)):
        cut, cover = further, covers.read(front[:further])
    draft = Draft(cover, [], closing=closing)
    covers.date_by_decision(draft.cover, pieces)
    start = Start(0, "", "", 0, note="punkterne er ikke genkendt; alt står derfor under ét")
    draft.items = [_reader(pieces, draft.cover, forum).read(start, front[cut:], "Mødet")]
    add_groups(draft, contents)
    check_titles(draft, contents)
    unread_presence(draft)
    minutes.settle(draft)
    look_again(draft, pieces)
    return draft


def _without_pause(piece: Piece) -> Iterator[Piece]:
    """An item's line, and as another piece the pause that is told on it: ``… Pause 10 min.``."""
    for match in re.finditer(r"(?<=[.)])\s+(?=[A-ZÆØÅ])", piece.text) if label_of(piece) else ():
        rest = piece.text[match.end() :]
        if patterns.PAUSE.match(rest) and titles.read(rest).minutes:
            begun = without_end(piece, match.start())
            yield replace(begun, kind=piece.kind, level=piece.level)
            yield without_start(replace(piece, marker=""), match.end())
            return
    yield piece


def _parent(start: Start, draft: Draft) -> DraftItem | None:
    """The item that has this one as its next sub-item: the last one, or the last one below."""
    below = draft.items[-1:]
    if start.sure:
        above: DraftItem | None = None
        while below and _stands_below(start, below[-1].start):
            above = below[-1]
            below = above.children[-1:]
        return above
    while below:
        if _is_sub_item(start.number, below[-1]):
            return below[-1]
        below = below[-1].children
    return None


def _stands_below(start: Start, above: Start) -> bool:
    """Whether an item stands below another; from the lowest level of headings on, its number
    tells it.
    """
    deeper = start.level == above.level == LOWEST and start.number.startswith(f"{above.number}.")
    return start.level > above.level or (deeper and bool(above.number))


def _is_sub_item(number: str, parent: DraftItem) -> bool:
    """Whether the number is that of the next item under ``parent``."""
    count, above = len(parent.children), parent.start.number
    letter = chr(ord("a") + count)
    own = (f"{above}.{count + 1}", f"{above}{letter}", f"{above}.{letter}")
    return bool(above) and number in own


def _guests_of_items(draft: Draft) -> None:
    """A guest who came for one item is told there."""
    for key, people in draft.cover.beside().items():
        for guest in [one for one in people if one.where]:
            match = labels.OF_ITEM.match(guest.where)
            item = next((i for i in draft.items if match and i.start.number == match["nr"]), None)
            people.remove(guest)
            if item:
                item.beside.setdefault(key, []).append(guest)
            else:
                text = f"{labels.BESIDE[key]}: {guest.described()}"
                draft.cover.rest.append(text_piece(text))


def _presence_told_first(
    pieces: Sequence[Piece], starts: Sequence[Start], cover: Cover, forum: Forum | None
) -> set[int]:
    """Indices of the pieces that tell, in the first item, who was there.

    Only where all of them are understood, and the forum prints them there by itself; else they
    stay there, and are known all the same.
    """
    if cover.there:
        return set()
    end = starts[1].at if len(starts) > 1 else len(pieces)
    below = Cover()
    taken: set[int] = set()
    labelled = _under_label(pieces[:end], starts[0])
    index = starts[0].at + (not labelled)
    lines = labelled or pieces[:end]
    while index < end:
        after = covers.people_line(below, lines, index)
        if after is None and taken:
            break
        taken |= set(range(index, after or index))
        index = after or index + 1
    if not below.there:
        unread = [(key, text) for key, text in below.unread if key == "til_stede"]
        told = (p.text for p in pieces[starts[0].at :] if covers.tells_presence(p.text))
        cover.unread += unread or [("til_stede", text) for text in islice(told, 1)]
        cover.told_present = cover.told_present or bool(unread)
        return set()
    cover.there, cover.members = below.there, below.members
    cover.told_present = True
    cover.unread += below.unread
    cover.afbud += below.afbud
    cover.udeblevet += below.udeblevet
    for key, people in below.beside().items():
        cover.beside()[key] += people
    at_front = forum and forum.politik.fremmoede_placering is not FremmoedePlacering.FOERSTE_PUNKT
    cover.first_item = not (at_front or below.unread or cover.kind == "dagsorden")
    return taken if cover.first_item and starts[0].at not in taken else set()


_ENTRY = re.compile(r"\([a-zæøå]\)\s+|[;.]\Z|;? og\Z")
"""What stands around a name in a list: ``(a) Bo Prøve;``."""


def _under_label(pieces: Sequence[Piece], first: Start) -> list[Piece]:
    """The pieces, the line of the first item as the label that it is: ``§ 1 Til stede:``; none
    where it is no label.
    """
    told = any(
        key == "til_stede" and (match := pattern.match(first.title)) and not match["value"]
        for key, pattern in labels.LABELS
    )
    if not told or first.sure:
        return []
    names = [text_piece(_ENTRY.sub("", piece.text)) for piece in pieces[first.at + 1 :]]
    label = text_piece(f"{first.title.rstrip(': ')}:")
    return [*pieces[: first.at], label, *names]


def _reader(pieces: Sequence[Piece], cover: Cover, forum: Forum | None) -> ItemReader:
    if forum is not None:
        tell_apart(cover, forum)
    kinds = list(DANISH.item_kinds.values())
    kinds += dict(forum.politik.sagstyper).values() if forum else ()
    known = known_names(cover, forum).__contains__
    name = forum.navn if forum else "" if cover.forum_doubt else cover.forum
    return ItemReader(pieces, known, kinds, cover.dato, name)


def _with_pauses(pieces: Sequence[Piece], starts: list[Start], contents: Outline) -> list[Start]:
    """Pauses without a number are items as well."""
    if not starts:
        return starts
    levels = {start.level for start in starts if start.level}
    taken = {start.at for start in starts} | contents.places
    all_starts = list(starts)
    for index in range(starts[0].at, len(pieces)):
        piece = pieces[index]
        first = patterns.CLOCK_FIRST.match(piece.text)
        text = f"kl. {piece.text}" if first and not piece.text.startswith("kl") else piece.text
        pause = patterns.PAUSE.match(piece.text[first.end() :] if first else piece.text)
        if index in taken or not piece.may_title or not pause:
            continue
        heading = piece.kind is Kind.HEADING and piece.level != GUESSED and piece.level in levels
        read = titles.read(text)
        if heading or read.slot is not None or (read.minutes and read.text == pause[0]):
            all_starts.append(Start(index, "", text, piece.level))
    return sorted(all_starts, key=lambda start: start.at)


def _dated(pieces: Sequence[Piece], cut: int) -> int:
    """Where the cover ends that has a paragraph before the line with its date; 0 where none has."""
    for index in range(cut, min(len(pieces), _LONGEST_COVER)):
        piece = pieces[index]
        if piece.kind in (Kind.ITEM, Kind.TABLE) or patterns.section_of(piece.text):
            return 0
        if piece.short and dates.find_date(piece.text):
            return index + 1
    return 0


_LONGEST_COVER = 12


def _end_of_cover(pieces: Sequence[Piece]) -> int:
    """Where the cover ends in a document without items: before the first real paragraph."""
    for index, piece in enumerate(pieces):
        long = piece.kind is Kind.TEXT and len(piece.text) > 120
        word = labels.DOCUMENT_WORD.match(piece.text)  # »Referat« over all of it
        section = not word and patterns.section_of(piece.text)
        if piece.kind in (Kind.ITEM, Kind.TABLE) or long or section:
            return index
        if index >= _LONGEST_COVER:
            return index
    return min(len(pieces), _LONGEST_COVER)
