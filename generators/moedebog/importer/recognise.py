"""Pieces -> the draft of a meeting: where the items are, and what belongs to each."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import time

from msgspec.structs import replace

from moedebog.catalogue import FremmoedePlacering, Sagstype, UdsendesMed
from moedebog.importer import cover as covers
from moedebog.importer import dates, items, labels, patterns, several, tables, titles
from moedebog.importer.budget import Budget
from moedebog.importer.build import Closing, Draft
from moedebog.importer.cover import Cover
from moedebog.importer.items import Outline, Start, Titles
from moedebog.importer.patterns import folded
from moedebog.importer.pieces import BOLD, GUESSED, Kind, Piece, text_piece, without_start
from moedebog.importer.sections import DraftItem, ItemReader
from moedebog.meeting import Forum
from moedebog.phrases import DANISH
from moedebog.phrases.patterns import expression, literal

_CUT = 12
"""A title that is cut off has more letters and digits than this."""


def recognise(pieces: list[Piece], forum: Forum | None, budget: Budget) -> Draft:
    """The draft; nothing of the document's text is left out of it.

    Raises ``UsageProblem`` where the file holds several meetings.
    """
    budget.tick()
    several.check(pieces)
    budget.tick()
    pieces, closing = _without_closing_lists(_without_blanks(pieces))
    starts, contents = items.find(pieces, items.outline(pieces))
    if found := tables.opened(pieces, starts, contents):
        pieces, starts, contents = found.pieces, found.starts, found.contents
    starts = _with_pauses(pieces, starts, contents)
    if not starts:
        return _as_one(pieces, contents, forum, closing)
    groups = _groups(pieces, starts, contents)
    taken = contents.places | groups.keys()
    first = starts[0].at
    cover = covers.read([p for i, p in enumerate(pieces[:first]) if i not in taken])
    draft = Draft(cover, [], closing=closing)
    taken |= _presence_told_first(pieces, starts, cover, forum)
    taken |= _real_times(pieces, first, cover)
    taken |= _signatures(pieces, starts[-1].at, draft, forum)
    reader = _reader(pieces, cover, forum)
    group = ""
    for number, start in enumerate(starts):
        budget.tick()
        end = starts[number + 1].at if number + 1 < len(starts) else len(pieces)
        body = [p for i, p in enumerate(pieces[start.at + 1 : end], start.at + 1) if i not in taken]
        title, lead, note = _title(start, contents)
        if not title and body and items.may_be_title(body[0]):
            title, body = body[0].text, body[1:]
        if lead:
            piece = pieces[start.at]
            body = [without_start(piece, len(piece.text) - len(lead)), *body]
        item = reader.read(start, body, title)
        item.group = groups.get(start.at - 1, "")
        group = item.group or group
        item.said_closed = item.said_closed or _says_closed(item, group)
        if note:
            item.notes.append(note)
        parent = draft.items[-1] if draft.items else None
        if parent and not item.group and _is_sub_item(start.number, parent):
            parent.children.append(item)
        else:
            draft.items.append(item)
    _groups_of_contents(draft, contents)
    _guests_of_items(draft)
    _check_titles(draft, contents)
    return draft


def _as_one(
    pieces: Sequence[Piece], contents: Outline, forum: Forum | None, closing: Closing
) -> Draft:
    """A document whose items are not found: all of it under one."""
    front = [p for i, p in enumerate(pieces) if i not in contents.places]
    cut = _end_of_cover(front)
    draft = Draft(covers.read(front[:cut]), [], closing=closing)
    start = Start(0, "", "", 0, note="punkterne er ikke genkendt; alt står derfor under ét")
    draft.items = [_reader(pieces, draft.cover, forum).read(start, front[cut:], "Mødet")]
    _groups_of_contents(draft, contents)
    _check_titles(draft, contents)
    return draft


def _without_blanks(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without the lines to write on."""
    kept = []
    for piece in pieces:
        if "___" in piece.text:
            text = patterns.BLANKS.sub("  ", piece.text).strip()
            if not text:
                continue
            piece = replace(piece, inlines=text_piece(text).inlines)
        kept.append(piece)
    return kept


def _says_closed(item: DraftItem, group: str) -> bool:
    """Whether the title or the group says so; the sheet for signatures stands in any group."""
    grouped = patterns.CLOSED_GROUP.match(group) and item.title.kind is not Sagstype.UNDERSKRIFTSARK
    return bool(patterns.CLOSED.match(item.title.text) or grouped)


def _is_sub_item(number: str, parent: DraftItem) -> bool:
    """Whether the number is that of the next item under ``parent``."""
    count, above = len(parent.children), parent.start.number
    letter = chr(ord("a") + count)
    own = (f"{above}.{count + 1}", f"{above}{letter}", f"{above}.{letter}")
    return bool(above) and number in own


def _groups_of_contents(draft: Draft, contents: Outline) -> None:
    """Groups that only the table of contents tells of; one without an item is kept as text."""
    told = {folded(item.group) for item in draft.items if item.group}
    for at, group in contents.groups.items():
        titles_ = contents.titles[at : at + 1]
        item = next((i for i in draft.items if titles_ and _is_title(i, titles_[0])), None)
        if folded(group) in told:
            continue
        if item is None or item.group:
            draft.missing_titles.append(group)
        else:
            item.group = group
    group = ""
    for item in draft.items:
        group = item.group or group
        item.said_closed = item.said_closed or _says_closed(item, group)


def _guests_of_items(draft: Draft) -> None:
    """A guest who came for one item is told there."""
    for guest in [one for one in draft.cover.guests if one.where]:
        match = labels.OF_ITEM.match(guest.where)
        item = next((i for i in draft.items if match and i.start.number == match["nr"]), None)
        draft.cover.guests.remove(guest)
        if item:
            item.guests.append(guest)
        else:
            draft.cover.rest.append(text_piece(f"Gæster: {guest.described()}"))


def _real_times(pieces: Sequence[Piece], first: int, cover: Cover) -> set[int]:
    """Indices of the lines that tell when the meeting really began and ended."""
    told: set[int] = set()
    for index in range(first, len(pieces)):
        for key, pattern in patterns.ENDS:
            match = pattern.match(pieces[index].text) if cover.kind != "dagsorden" else None
            moment = dates.clock(match[1], match[2]) if match else None
            if moment is None or getattr(cover, key) is not None:
                continue
            if key == "faktisk_slut" and moment <= (cover.start or time(9)):
                continue
            setattr(cover, key, moment)
            told.add(index)
    return told


def _signatures(pieces: Sequence[Piece], last: int, draft: Draft, forum: Forum | None) -> set[int]:
    """Indices of the place for signatures at the end, where moedebog makes the same."""
    known = known_names(draft.cover, forum)
    there = {one.navn for one in draft.cover.there or draft.cover.members or ()} & known
    heading = re.compile(
        rf"{patterns.SIGNATURES.pattern}|{literal(DANISH.signatures)}\Z|underskrift\w*\Z",
        re.IGNORECASE,
    )
    at = next((i for i in range(last, len(pieces)) if _signed_from(pieces[i], heading)), None)
    if at is None or not there:
        return set()
    names: set[int] = set()
    for index in range(at + 1, len(pieces)):
        bare = re.sub(r"\s*\(.*\)\Z", "", pieces[index].text)
        if bare in there:
            names.add(index)
        elif patterns.NEXT_MEETING.match(pieces[index].text):
            continue
        elif at != last:
            return set()
    if at == last and not names:
        return set()
    draft.closing.signatures = True
    return names if at == last else {at, *names}


def _signed_from(piece: Piece, heading: re.Pattern[str]) -> bool:
    match = patterns.KEYWORD_ITEM.match(piece.text) or patterns.NUMBERED_ITEM.match(piece.text)
    return bool(heading.match(match["title"] if match and match["nr"] else piece.text))


def _presence_told_first(
    pieces: Sequence[Piece], starts: Sequence[Start], cover: Cover, forum: Forum | None
) -> set[int]:
    """Indices of the pieces that tell, in the first item, who was there.

    Only where all of them are understood, and the forum prints them there by itself.
    """
    if cover.there or (
        forum and forum.politik.fremmoede_placering is not FremmoedePlacering.FOERSTE_PUNKT
    ):
        return set()
    end = starts[1].at if len(starts) > 1 else len(pieces)
    pieces = pieces[:end]
    found = Cover()
    taken: set[int] = set()
    index = starts[0].at + 1
    while index < end:
        after = covers.people_line(found, pieces, index)
        if after is None and taken:
            break
        taken |= set(range(index, after or index))
        index = after or index + 1
    if not found.there:
        return set()
    cover.there, cover.members = found.there, found.members
    cover.afbud += found.afbud
    cover.udeblevet += found.udeblevet
    cover.guests += found.guests
    cover.first_item = True
    return taken


def _reader(pieces: Sequence[Piece], cover: Cover, forum: Forum | None) -> ItemReader:
    kinds = list(DANISH.item_kinds.values())
    kinds += dict(forum.politik.sagstyper).values() if forum else ()
    return ItemReader(pieces, known_names(cover, forum).__contains__, kinds, cover.dato)


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


_ATTACHMENTS = tuple(
    map(folded, (DANISH.attachments, DANISH.attachments_label, DANISH.attachments_title))
)
_SIGNATURES = tuple(
    map(folded, (DANISH.signatures, DANISH.signatures_name, DANISH.signatures_signature))
)
"""What moedebog prints over a list at the end, and as the heads of its columns."""
_REFERENCE = re.compile(
    expression(
        DANISH.attachment_of_item,
        item=expression(DANISH.numbered_item, number=r"(\S+)"),
        number=r"(\d+)",
    )
    + r"\Z"
)


def _without_closing_lists(pieces: list[Piece]) -> tuple[list[Piece], Closing]:
    """The pieces without the list of all attachments and the sheet for signatures.

    moedebog makes both itself; which attachments came with the referat only the list tells.
    """
    kept: list[Piece] = []
    closing = Closing()
    skip = False
    for index, piece in enumerate(pieces):
        if skip:
            skip = False
            continue
        after = pieces[index + 1] if index + 1 < len(pieces) else None
        if piece.short and after and after.kind is Kind.TABLE:
            head = [folded(" ".join(p.text for p in cell)) for cell in after.rows[0]]
            if (folded(piece.text), *head[:2]) == _ATTACHMENTS:
                closing.with_referat |= set(_with_referat(after))
                closing.attachments = skip = True
                continue
            if (folded(piece.text), *head) == _SIGNATURES:
                closing.signatures = skip = True
                continue
        kept.append(piece)
    return kept, closing


def _with_referat(table: Piece) -> Iterator[tuple[str, int]]:
    for row in table.rows:
        texts = [" ".join(p.text for p in cell) for cell in row]
        match = _REFERENCE.match(texts[0])
        if match and texts[-1] == DANISH.sent_with[UdsendesMed.REFERAT]:
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
        first = patterns.CLOCK_FIRST.match(piece.text)
        text = f"kl. {piece.text}" if first and not piece.text.startswith("kl") else piece.text
        pause = patterns.PAUSE.match(piece.text[first.end() :] if first else piece.text)
        if index in taken or not piece.short or not pause:
            continue
        heading = piece.kind is Kind.HEADING and piece.level != GUESSED and piece.level in levels
        if heading or titles.read(text).slot is not None:
            found.append(Start(index, "", text, piece.level))
    return sorted(found, key=lambda start: start.at)


def _groups(pieces: Sequence[Piece], starts: Sequence[Start], contents: Outline) -> dict[int, str]:
    """The headings over several items: each stands right before an item."""
    lettered = [
        (start.at - 1, match)
        for start in starts
        if start.at and (match := patterns.LETTERED_GROUP.match(pieces[start.at - 1].text))
    ]
    in_order = all(match["letter"] == chr(ord("A") + n) for n, (_, match) in enumerate(lettered))
    found = {at: pieces[at].text for at, _ in lettered} if len(lettered) > 1 and in_order else {}
    for number, start in enumerate(starts):
        begin = starts[number - 1].at + 1 if number else 0
        before = [pieces[i] for i in range(begin, start.at) if i not in contents.places]
        at = start.at - 1
        if at not in found and at not in contents.places and _is_group(before, start):
            found[at] = pieces[at].text.rstrip(":")
    return found


def _is_group(before: Sequence[Piece], start: Start) -> bool:
    """Whether the last of the pieces before an item is the heading of a group."""
    piece = before[-1] if before else None
    if piece is None or not piece.short or piece.kind not in (Kind.TEXT, Kind.HEADING):
        return False
    if patterns.GROUP.match(piece.text):
        return True
    higher = piece.kind is Kind.HEADING and GUESSED < piece.level < min(start.level, BOLD)
    known = patterns.section_of(piece.text) or dates.find_date(piece.text)
    cover = labels.DOCUMENT_WORD.match(piece.text) or labels.COVER.match(piece.text)
    return higher and not known and not cover


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
    groups = {folded(item.group) for item in everything if item.group}
    known = _Known(everything)
    for listed in contents.titles:
        bare = re.sub(r"\A(?:punkt\s+)?\d+[.:)]?\s+", "", listed, flags=re.IGNORECASE)
        if folded(listed) in groups:
            continue
        if known.exactly(listed) or known.exactly(bare):
            continue
        match = known.first(listed, bare)
        if match is None:
            draft.missing_titles.append(listed)
        else:
            match.notes.append(f"indholdsfortegnelsen skriver »{listed[:90]}«")


class _Known:
    """The titles of the items, in all their forms."""

    def __init__(self, found: Sequence[DraftItem]) -> None:
        forms = [(form, item) for item in found for form in _forms(item)]
        self.items = [item for _, item in forms]
        self.forms = Titles([form for form, _ in forms])
        self.keys = sorted({_key(form) for form, _ in forms})

    def exactly(self, listed: str) -> bool:
        """Whether it is the title of an item to the letter, perhaps cut off."""
        key = _key(listed)
        at = bisect_left(self.keys, key)
        near = self.keys[at] if at < len(self.keys) else None
        return near is not None and (near == key or (len(key) > _CUT and near.startswith(key)))

    def first(self, *listed: str) -> DraftItem | None:
        """The first item of which one of these is the title, in another spelling."""
        found = [
            at
            for one in listed
            for at in self.forms.near(one)
            if items.same_title(self.forms.titles[at], one)
        ]
        return self.items[min(found)] if found else None


def _is_title(item: DraftItem, listed: str) -> bool:
    return any(items.same_title(text, listed) for text in _forms(item))


def _key(text: str) -> str:
    """What two spellings of one title share: letters and digits."""
    return re.sub(r"[\W_]+", "", folded(text))


def _forms(item: DraftItem) -> list[str]:
    title = item.title
    bare = re.sub(r"\A\(?lukket(?: \w+)?\)?\s*[:.–-]?\s*", "", title.text, flags=re.IGNORECASE)
    return [item.start.title, title.text, f"{title.kind_text}: {title.text}", bare or title.text]
