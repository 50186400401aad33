"""The table of contents, and a list of items at the beginning that is told again below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from msgspec import Struct, field

from moedebog.importer.genre import patterns
from moedebog.importer.genre.patterns import folded
from moedebog.importer.pieces import GUESSED, Kind, Piece, Table
from moedebog.importer.recognise.numbered import label_of
from moedebog.importer.recognise.title_likeness import Titles
from moedebog.phrases import DANISH

_FEWEST = 3
"""So many entries a list without a heading has, at least, that is an agenda."""
_LONGEST = 120
_TITLE = folded(DANISH.overview_title)
_OUTCOME = folded(DANISH.overview_outcome)
_BESIDE = {"nr", "pkt"}.union(
    map(
        folded,
        (
            *(patterns.OVERVIEW_NUMBER, DANISH.overview_time, DANISH.overview_page),
            DANISH.overview_outcome,
            *DANISH.item_nouns.values(),
        ),
    )
)
"""Over the columns of an overview, one word each."""


class Outline(Struct):
    """What the table of contents says, and where it stood."""

    titles: list[str] = field(default_factory=list)
    places: set[int] = field(default_factory=set)
    """Indices of the pieces that it takes up."""
    groups: dict[int, str] = field(default_factory=dict)
    """Headings over several items: the index of the first title under each."""
    outcomes: bool = False
    """Whether the outcome of an item stands behind its title."""
    told: list[tuple[str, str, str]] = field(default_factory=list)
    """The number, the title and the outcome of each item whose outcome has a column of its own."""
    rows: list[tuple[str, str]] = field(default_factory=list)
    """The number, perhaps none, and the title of each item, as the overview of a document of ours
    has them."""
    numbers: dict[str, str] = field(default_factory=dict)
    """The number before a title, where it has one."""


def outline(pieces: Sequence[Piece]) -> Outline:
    """The table of contents, where there is one that is nothing else."""
    listing = Outline()
    for index, piece in enumerate(pieces):
        if piece.may_title and folded(piece.text) in map(folded, patterns.CONTENTS):
            listing.places.add(index)
            _entries(pieces, index + 1, listing)
            if listing.titles:
                return listing
            listing.places.clear()
    return _unheaded(pieces)


def _unheaded(pieces: Sequence[Piece]) -> Outline:
    """A table of contents without a heading: numbers in a row that are all on some page."""
    listing = Outline()
    for index, piece in enumerate(pieces[:60]):
        label = label_of(piece)
        if label and re.search(r"\s\d{1,4}\Z", label[1]):
            _plain_entries(pieces, index, listing, paged=True)
            if listing.titles:
                before = pieces[index - 1] if index else None
                if before and patterns.GROUP.match(before.text):
                    listing.groups[0] = before.text.rstrip(":")
                    listing.places.add(index - 1)
                break
    return listing


def _entries(pieces: Sequence[Piece], at: int, listing: Outline) -> None:
    missed: list[int] = []
    for index in range(at, len(pieces)):
        piece = pieces[index]
        if piece.table and _is_overview(piece.table):
            listing.places |= {index, *missed}
            listing.titles += _overview_titles(piece.table)
            listing.told += _outcomes(piece.table)
            listing.rows += _items(piece.table) if piece.sure else ()
            missed = []
            continue
        if _heads_columns(piece):
            listing.places.add(index)
            listing.outcomes = listing.outcomes or _OUTCOME in folded(piece.text).split()
            continue
        line = patterns.CONTENTS_LINE.fullmatch(piece.text)
        if line:
            if label_of(piece):  # its title begins here: what stands before it is a group
                for i in missed:
                    _note_group(pieces[i], i, listing)
                missed = []
            title = " ".join([*(pieces[i].text for i in missed), line["title"]])
            listing.titles.append(_NUMBER_APART.sub("", title.strip()))
            listing.places |= {index, *missed}
            missed = []
        elif piece.kind is Kind.HEADING and piece.level != GUESSED:
            break
        elif len(missed) < 2 and piece.kind in (Kind.TEXT, Kind.HEADING) and listing.titles:
            missed.append(index)  # perhaps a title over two lines
        elif listing.titles or index > at + 1:
            break
        else:
            missed.append(index)
    if not listing.titles:
        _plain_entries(pieces, at, listing)


def _note_group(piece: Piece, index: int, listing: Outline) -> None:
    if patterns.GROUP.match(piece.text):
        listing.groups[len(listing.titles)] = piece.text.rstrip(":")
        listing.places.add(index)


def _plain_entries(pieces: Sequence[Piece], at: int, listing: Outline, paged: bool = False) -> None:
    """A table of contents without dots: numbers in a row, the last of which comes again below.

    ``paged``: each must have its page behind it.
    """
    listed = Outline()
    number, pages = 0, [0]
    end = at
    for index in range(at, len(pieces)):
        piece = pieces[index]
        label = label_of(piece, loose=True)
        if label is None or not piece.text or len(piece.text) > 200:
            if not patterns.GROUP.match(piece.text):
                break
            _note_group(piece, index, listed)
            continue
        if not label[0].isdigit() or (listed.titles and int(label[0]) != number + 1):
            break
        number, title, end = int(label[0]), label[1], index + 1
        page = re.search(r"\s(\d{1,4})\Z", title)
        if page and int(page[1]) >= pages[-1] and len(pages) == len(listed.titles) + 1:
            title = title[: page.start()]
            pages.append(int(page[1]))
        elif paged:
            break
        listed.titles.append(_without_page(title))
        listed.numbers[listed.titles[-1]] = label[0]
        listed.places.add(index)
    again = {label[0] for piece in pieces[end:] if (label := label_of(piece))}
    if len(listed.titles) > 1 and str(number) in again:
        listing.titles, listing.groups = listed.titles, listed.groups
        listing.numbers = listed.numbers
        listing.places |= listed.places


_NUMBER_APART = re.compile(r"\d{1,3}[.)]?\s*(?:\.\s?){3,}\s*(?=\S)")
"""A number that dots part from its title as well."""


def _without_page(title: str) -> str:
    """A title in a table of contents without the dots that lead to its page."""
    dotted = patterns.CONTENTS_LINE.fullmatch(title)
    return dotted["title"] if dotted else title


def _heads_columns(piece: Piece) -> bool:
    """Whether a line of text is the head of an overview: ``Punkt Titel Udfald Side``."""
    words = [word.rstrip(".") for word in folded(piece.text).split()]
    alone = words == [folded(DANISH.overview_page)]
    return alone or (len(words) > 1 and set(words) <= _BESIDE | {_TITLE})


def _is_overview(table: Table) -> bool:
    cells = [piece.text for cell in table.rows[0] for piece in cell]
    head = {word for cell in cells for word in folded(cell).split()}
    numbers = [row[0] for row in table.texts[1:] if row[0] and not _is_group(row)]
    counted = bool(numbers) and all(re.fullmatch(patterns.NUMBER, one) for one in numbers)
    return _TITLE in head and (counted or bool(head & _BESIDE))


def _is_group(row: Sequence[str]) -> bool:
    """Whether a line of an overview names a group: that goes over all columns."""
    return not any(row[1:]) and not re.fullmatch(patterns.NUMBER, row[0])


def _overview_titles(table: Table) -> list[str]:
    """The titles in the column of that name, without the numbers that may stand before them."""
    rows = table.texts
    at = next(i for i, cell in enumerate(rows[0]) if _TITLE in folded(cell).split())
    told = [row[0] if _is_group(row) else row[at] for row in rows[1:]]
    titles = [re.sub(rf"\A{patterns.NUMBER}\s+(?=\S)", "", one) for one in told]
    return [title for title in titles if title]


def _outcomes(table: Table) -> Iterator[tuple[str, str, str]]:
    """The outcomes in the column of that name."""
    rows = table.texts
    head = [folded(cell) for cell in rows[0]]
    if _OUTCOME not in head or _TITLE not in head:
        return
    at, title = head.index(_OUTCOME), head.index(_TITLE)
    for row in rows[1:]:
        number = row[0] if title and re.fullmatch(patterns.NUMBER, row[0]) else ""
        if row[at]:
            yield number, row[title], row[at]


def _items(table: Table) -> Iterator[tuple[str, str]]:
    """The number and the title of each item, where both have a column."""
    head = [folded(cell) for cell in table.head]
    if head[1:2] == [_TITLE]:
        yield from ((row[0], row[1]) for row in table.texts[1:] if row[1])


def agenda(pieces: Sequence[Piece]) -> Outline:
    """A list of items at the beginning, under ``Dagsorden:``, that may be told again below."""
    listing = Outline()
    for index, piece in enumerate(pieces):
        keyword = patterns.KEYWORD_ITEM.match(piece.text)
        if keyword and keyword["nr"] and keyword["sep"].strip():
            return listing  # the items have begun
        if piece.may_title and patterns.AGENDA.fullmatch(piece.text.rstrip(" :")):
            for at in range(index + 1, len(pieces)):
                one = pieces[at]
                text = one.text
                numbered = patterns.NUMBERED_ITEM.match(text)
                label = label_of(one)
                if label and label[0] == "1" and len(listing.titles) > 1:
                    break  # told again
                if one.kind is Kind.ITEM or (numbered and len(text) < 120):
                    listing.titles.append(
                        numbered["title"] if numbered and one.kind is not Kind.ITEM else text
                    )
                    listing.places.add(at)
                    if label:
                        listing.numbers[listing.titles[-1]] = label[0]
                elif patterns.GROUP.match(text):
                    _note_group(one, at, listing)
                elif not (listing.titles and _is_below_entry(one)):
                    break
            if len(listing.titles) > 1:
                listing.places.add(index)
                return listing
            listing = Outline()
    return _told_by_titles(pieces)


def _is_below_entry(piece: Piece) -> bool:
    """Whether a line is typed as an entry of a list inside that of the items: ``a. Referent``."""
    entry = patterns.LIST_ENTRY.match(piece.text) if piece.kind is Kind.TEXT else None
    return entry is not None and not entry["marker"][0].isdigit()


def _told_by_titles(pieces: Sequence[Piece]) -> Outline:
    """The first list without a heading, where most of its entries are short lines again below."""
    begin = next((at for at, piece in enumerate(pieces) if _lists(piece)), len(pieces))
    run = list(
        takewhile(
            lambda at: (
                _lists(pieces[at]) and not (at > begin and _begins_anew(*pieces[at - 1 : at + 1]))
            ),
            range(begin, len(pieces)),
        )
    )
    if len(run) < _FEWEST or any(pieces[at].sure for at in run):
        return Outline()
    labels = [(label_of(pieces[at]), pieces[at].text) for at in run]
    titles = [_without_page(label[1] if label else text) for label, text in labels]
    numbers = {title: label[0] for title, (label, _) in zip(titles, labels, strict=True) if label}
    known = Titles(titles)
    below = pieces[run[-1] + 1 :]
    again = [label[1] if (label := label_of(one)) else one.text for one in below if _may_tell(one)]
    told = {folded(text) for text in again if known.has(text)}
    if len(told) * 3 < len(run) * 2:
        return Outline()
    return Outline(titles, set(run), numbers=numbers)


def _begins_anew(before: Piece, piece: Piece) -> bool:
    """Whether an entry is the first of another list that is counted."""
    return piece.marker[:-1] == "1" != before.marker[:-1]


def _may_tell(piece: Piece) -> bool:
    """Whether it may be the title of an item that the list has."""
    return piece.may_title or (_lists(piece) and piece.marker[:-1].isdigit())


def _lists(piece: Piece) -> bool:
    """Whether it is an entry of an outermost list."""
    return piece.kind is Kind.ITEM and piece.level == 0 and 0 < len(piece.text) < _LONGEST
