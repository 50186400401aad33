"""What stands at the end: when the meeting closed, lists and signatures that moedebog makes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import time
from itertools import takewhile

from msgspec.structs import replace

from moedebog import hours
from moedebog.catalogue import Sagstype, Slags, UdsendesMed
from moedebog.importer.genre import dates, labels, patterns
from moedebog.importer.genre.patterns import folded
from moedebog.importer.pieces import BOLD, CLOSED, GUESSED, Kind, Piece
from moedebog.importer.recognise import attachment_labels, people
from moedebog.importer.recognise.allowed_names import known_names
from moedebog.importer.recognise.cover import Cover
from moedebog.importer.recognise.draft import Closing, Draft, DraftItem, DraftSection
from moedebog.importer.recognise.signed import names_above, signed_from
from moedebog.meeting import Forum
from moedebog.phrases import DANISH
from moedebog.phrases.patterns import expression, literal

ANY_ITEM = "*"
"""Stands for the number of an item where that of the attachment tells which it is."""


def real_times(pieces: Sequence[Piece], first: int, cover: Cover) -> set[int]:
    """Indices of the lines that tell when the meeting really began and ended."""
    lines: set[int] = set()
    for index in range(first, len(pieces)):
        for key, pattern in patterns.ENDS:
            match = pattern.match(pieces[index].text) if cover.kind != "dagsorden" else None
            moment = dates.clock(match["time"], match["minut"]) if match else None
            if match is None or moment is None or getattr(cover, key) is not None:
                continue
            start = cover.start or time(9)
            early = hours.reckoned(start, moment) <= hours.minutes(start)
            if key == "faktisk_slut" and early and not match["dag"]:
                continue
            setattr(cover, key, moment)
            lines.add(index)
    if cover.faktisk_slut is None and cover.kind != "dagsorden":
        ends = (patterns.ENDS_SENTENCE.search(piece.text) for piece in pieces[first:])
        told = next(filter(None, ends), None)  # the sentence stays
        cover.faktisk_slut = dates.clock(told["time"], told["minut"]) if told else None
    return lines


def signatures(pieces: Sequence[Piece], last: int, draft: Draft, forum: Forum | None) -> set[int]:
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


_ATTACHMENTS = tuple(
    map(folded, (DANISH.attachments, DANISH.attachments_label, DANISH.attachments_title))
)
_NOT_FOR_ALL = folded(DANISH.not_for_all)
_SIGNATURES = tuple(
    map(folded, (DANISH.signatures, DANISH.signatures_name, DANISH.signatures_signature))
)
"""What moedebog prints over a list at the end, and as the heads of its columns."""
_SIGNATURES_MORE = tuple(map(folded, (DANISH.signatures_date, DANISH.signatures_reservation)))
"""The heads of the further columns; sheets from before have none."""
_REFERENCE = re.compile(
    expression(
        DANISH.attachment_of_item,
        item=expression(DANISH.numbered_item, Item_word=r"\S.{0,40}?", number=r"(\S+)"),
        number=r"(\S+)",
    )
    + r"(?P<more>\Z|\s)"
)


_LABEL = re.compile(expression(DANISH.attachment, number=r"(\S+)") + r"(?P<more>\Z|\s)")
"""``Bilag 6.1``: a number that tells the item, or of a row through the whole meeting."""


def without_closing_lists(pieces: list[Piece], forum: Forum | None) -> tuple[list[Piece], Closing]:
    """The pieces without the list of all attachments and the sheet for signatures.

    moedebog makes both itself; which attachments came with the referat only the list tells.
    """
    kept: list[Piece] = []
    closing = Closing()
    skip = False
    listed: set[int] = set()
    for index, piece in enumerate(pieces):
        if skip or index in listed:
            skip = False
            continue
        if folded(piece.text) == _SIGNATURES[0] and (listed := _sheet(pieces, index + 1, forum)):
            closing.signatures = True
            continue
        if folded(piece.text) == _ATTACHMENTS[0] and (listed := _listed(pieces, index + 1)):
            closing.attachments = True
            texts = [pieces[at].text for at in sorted(listed)]
            if folded(texts[0]).endswith(folded(DANISH.attachments_sent_with)):
                closing.sent |= dict(_sent((text, text) for text in texts))
            continue
        if closing.attachments and folded(piece.text) == _NOT_FOR_ALL:
            listed = _entries(pieces, index + 1)
            closing.not_for_all = True
            continue
        after = pieces[index + 1] if index + 1 < len(pieces) else None
        if piece.short and after and after.table:
            head = list(map(folded, after.table.head))
            if (folded(piece.text), *head[:2]) == _ATTACHMENTS:
                closing.sent |= dict(_sent((row[0], row[-1]) for row in after.table.texts))
                closing.attachments = skip = True
                continue
        kept.append(piece)
    return kept, closing


def _sheet(pieces: Sequence[Piece], begin: int, forum: Forum | None) -> set[int]:
    """Indices of the sheet for signatures under its heading: what signing means, and the table."""
    own = forum.politik.underskriftsark_tekst if forum else None
    meaning = folded(pieces[begin].text) if begin < len(pieces) else ""
    at = begin + (meaning in (folded(DANISH.signatures_meaning), own and folded(own)))
    table = pieces[at].table if at < len(pieces) else None
    head = tuple(map(folded, table.head)) if table else ()
    ours = (_SIGNATURES[1:], (*_SIGNATURES[1:], *_SIGNATURES_MORE))
    return set(range(begin, at + 1)) if head in ours else set()


def _listed(pieces: Sequence[Piece], begin: int) -> set[int]:
    """Indices of the lines of a list of all attachments that came as text, its head first."""
    head = pieces[begin].text if begin < len(pieces) else ""
    if not folded(head).startswith(" ".join(_ATTACHMENTS[1:])):
        return set()
    lines = {begin}
    for index in range(begin + 1, len(pieces)):
        text = pieces[index].text
        known = (_REFERENCE, _LABEL, labels.MEETING_ATTACHMENT)
        if not any(pattern.match(text) for pattern in known):
            break
        lines.add(index)
    return lines


def _entries(pieces: Sequence[Piece], begin: int) -> set[int]:
    """Indices of the entries of the list that begins here."""
    entries = takewhile(lambda at: pieces[at].kind is Kind.ITEM, range(begin, len(pieces)))
    return set(entries)


def _sent(lines: Iterable[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], UdsendesMed]]:
    """With what the attachments came that did not come with the dagsorden, by lines with what they
    end with."""
    for text, end in lines:
        sent = next((how for how, words in DANISH.sent_with.items() if end.endswith(words)), None)
        if sent in (None, UdsendesMed.DAGSORDEN):
            continue
        if match := _REFERENCE.match(text):
            yield (match[1], match[2]), sent
        elif match := labels.MEETING_ATTACHMENT.match(f"{text} -"):
            yield ("", match["nr"]), sent
        elif match := _LABEL.match(text):
            yield (ANY_ITEM, match[1]), sent


BOTTOM = (
    "stod til sidst i dokumentet og hører måske ikke til punktet; bliver det stående, kommer det "
    "også med i dagsordenen"
)
_ELECTS = re.compile(r"valg|konstitu", re.IGNORECASE)
_NEXT = re.compile(r"møde|dato", re.IGNORECASE)
_LONGEST_LINE = 90
_FEWEST_ADDRESSES = 2
_WRITER = re.compile(r"referent(?:en)?\s*:?", re.IGNORECASE)
"""A line below which the one is named who wrote the referat."""


def bottom_matter(items: Sequence[DraftItem]) -> None:
    """Takes what stands at the very end out of the sections of the last item.

    Who wrote the referat, a greeting, addresses, a report: it is of no item, but it stands
    where it can be seen.
    """
    item = items[-1]
    usual = _levels(items[:-1])
    found = _bottom(item, usual)
    if len(items) > 1 and (sheet := _report(item, usual)):
        found = min(found, sheet) if found else sheet
    if found is None:
        return
    number, cut = found
    section, below = item.sections[number], item.sections[number + 1 :]
    first = replace(section, notes=[*section.notes, BOTTOM])
    if cut:
        first = DraftSection(pieces=section.pieces[cut:], notes=[BOTTOM])
        section.pieces = section.pieces[:cut]
    tail = [replace(one, bottom=one.slags is Slags.TEKST) for one in (first, *below)]
    item.sections[number + bool(cut) :] = tail


ALL_LISTED = "listen stod til sidst i dokumentet; se, om bilagene hører til andre punkter"


def closing_list(items: Sequence[DraftItem]) -> None:
    """Notes that the only list of attachments, which stands at the very end, may be all items'."""
    lists = [
        (item, section)
        for item in items
        for section in item.all_sections()
        if section.slags is Slags.BILAG
    ]
    if len(items) < 2 or len(lists) != 1 or lists[0][0] is not items[-1]:
        return
    item, section = lists[0]
    if item.title.kind is Sagstype.EVENTUELT or not section.usual:
        section.notes.append(ALL_LISTED)


def writer_below(draft: Draft, item: DraftItem) -> None:
    """Notes who wrote the referat, where a line below the last item says so."""
    for section in [one for one in item.sections if one.bottom]:
        left: list[Piece] = []
        pieces = iter(_names_first(section.pieces))
        for piece in pieces:
            below = next(pieces, None) if _WRITER.fullmatch(piece.text) else None
            line = f"{piece.text.rstrip(' :')}: {below.text}" if below else piece.text
            match = patterns.WRITTEN_BY.fullmatch(line)
            if match and draft.cover.referent in ("", match["navn"]):
                draft.cover.referent = match["navn"]
            else:
                left += [piece, *([below] if below else ())]
        section.pieces = left
        if not section.pieces and not section.heading:
            item.sections.remove(section)


def _names_first(pieces: list[Piece]) -> list[Piece]:
    """The pieces, an office before the name that stands above it."""
    if not names_above(pieces):
        return pieces
    return [one for at in range(0, len(pieces), 2) for one in (pieces[at + 1], pieces[at])]


def _levels(items: Sequence[DraftItem]) -> set[int]:
    """The levels that headings have inside of items."""
    sections = [section for one in items for section in one.all_sections()]
    inside = {p.level for one in sections for p in one.pieces if p.kind is Kind.HEADING}
    return inside | {one.level for one in sections}


def _bottom(item: DraftItem, usual: Collection[int]) -> tuple[int, int] | None:
    """In which section what is of no item begins, and at which piece of it."""
    for number, section in enumerate(item.sections):
        below = {one.slags for one in item.sections[number + 1 :]}
        if below - {Slags.TEKST, Slags.BILAG}:
            continue
        sheet = section.level not in usual and _is_sheet(item, section)
        if sheet or (section.heading and _is_below(section.heading, item)):
            return number, 0
        if section.slags in (Slags.TEKST, Slags.BESLUTNING):
            cut = _bottom_at(section.pieces, item)
            if cut is not None and (cut or section.slags is Slags.TEKST):
                return number, cut
    return None


def _report(item: DraftItem, usual: Collection[int]) -> tuple[int, int] | None:
    """Where a heading begins in the text of the last item such as no other item has in it."""
    if item.start.level and item.title.kind is not Sagstype.EVENTUELT:
        return None
    below = item.sections[-1:]  # only text without a heading: others tell what they are
    if len(item.sections) != 1 or below[0].slags is not Slags.TEKST:
        return None
    for index, piece in enumerate(below[0].pieces):
        high = piece.kind is Kind.HEADING and GUESSED < piece.level < BOLD
        if high and index and piece.level not in usual:
            return 0, index
    return None


def _is_sheet(item: DraftItem, section: DraftSection) -> bool:
    """Whether a section begins with a heading as high as those of items, or higher."""
    high = 0 < section.level <= (item.start.level or BOLD) and section.level < BOLD
    higher = section.level < item.start.level
    appended = higher and section.slags is Slags.BILAG and not section.pieces
    text = section.slags is Slags.TEKST and (higher or bool(item.start.number))
    return high and (text or appended)


def _bottom_at(pieces: Sequence[Piece], item: DraftItem) -> int | None:
    """Where the lines begin that belong to no item."""
    ends = [_closed_at(pieces, item), signed_from(pieces, bool(_ELECTS.search(item.title.text)))]
    return min((at for at in ends if at is not None), default=None)


def _closed_at(pieces: Sequence[Piece], item: DraftItem) -> int | None:
    for index, piece in enumerate(pieces):
        line = piece.kind is Kind.TEXT or (piece.kind is Kind.HEADING and piece.level >= BOLD)
        sheet = piece.kind is Kind.HEADING and attachment_labels.stands_alone(piece.text)
        closed = bool(index) and bool(patterns.CLOSES.search(pieces[index - 1].text))
        closed = closed or piece.marker == CLOSED
        after = pieces[index + 1].text if index + 1 < len(pieces) else ""
        signed = _WRITER.fullmatch(piece.text) and people.NAMES.match(after)
        if closed or sheet or (line and _is_below(piece.text, item)) or (signed and line):
            return index - (index > 0 and bool(signed) and names_above(pieces[index - 1 :]))
    addresses = list(takewhile(_is_address, reversed(pieces)))
    return len(pieces) - len(addresses) if len(addresses) >= _FEWEST_ADDRESSES else None


_COMING_AGENDA = re.compile(r"(?:forslag til )?dagsorden (?:for|til) \S.{2,60}:", re.IGNORECASE)
"""``Dagsorden for generalforsamlingen:`` over the list of another meeting."""


def _is_below(line: str, item: DraftItem) -> bool:
    """Whether a line in the last item belongs to none."""
    if len(line) > _LONGEST_LINE:
        return False
    if attachment_labels.stands_alone(line):
        return True
    signed = patterns.BOTTOM.fullmatch(line) and not _ELECTS.search(item.title.text)
    coming = patterns.NEXT_MEETING.match(line) and not _NEXT.search(item.title.text)
    return bool(signed or coming or _COMING_AGENDA.fullmatch(line))


def _is_address(piece: Piece) -> bool:
    return piece.kind is Kind.TEXT and bool(patterns.ADDRESS.match(piece.text))
